"""How soon an interrupt ends a run: the 95th percentile over many runs, for endless programs of several kinds.

    python benchmarks/latency.py [--runs N]

The time is from the call of `Session.interrupt` in another thread to the return of `Session.evaluate`. Bars: 20 ms for
an endless loop, 100 ms for the others.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time

from bindrune.core.api import MemoryIO, Session

PROGRAMS = {
    "endless loop": ("loop {}", 20),
    "(0..).iter().count()": ("(0..).iter().count()", 100),
    "sort_by": ("let v = (0..200000).iter().rev().collect::<Vec>(); v.sort_by(|a, b| a.cmp(b)); loop {}", 100),
    "growing text": ('let s = "x"; loop { s = s + s; if s.len() > 4000000 { s = "x"; } }', 100),
    "await": ("async fn f() { loop {} } f().await", 100),
    "generator": ("fn g() { loop { yield 1; } } for x in g() {}", 100),
}


def latency(text: str) -> float:
    """Return the milliseconds from an interrupt to the end of the run."""
    session = Session(MemoryIO())
    asked = 0.0

    def interrupt() -> None:
        nonlocal asked
        asked = time.perf_counter()
        session.interrupt()

    timer = threading.Timer(0.15, interrupt)
    timer.start()
    session.evaluate(text)
    ended = time.perf_counter()
    timer.join()
    return (ended - asked) * 1e3


def main() -> int:
    """Measure and print; the status is 1 if a bar is missed."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--runs", type=int, default=20)
    runs = options.parse_args().runs
    good = True
    for name, (text, bar) in PROGRAMS.items():
        times = sorted(latency(text) for _ in range(runs))
        p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
        good &= p95 <= bar
        print(f"{name:24} p95 {p95:6.1f} ms, median {times[len(times) // 2]:6.1f} ms, bar {bar} ms")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
