"""`make bench`: how fast Bindrune is, as ratios measured side by side in one run.

    python -m benchmarks.run [--runs N] [--only NAME,NAME] [--python PATH]... [--fast] [--write] [--guard]

The tables: the programs of `benchmarks/programs` in tier 0 and in the tier of a plain run, against CPython running the
same program written in Python (and against the reference, where `BINDRUNE_ORACLE` names its command), and the same
for each other Python that `--python` names; calls of small functions from Python; what an observer costs; what
compiling costs, phase by phase; how long scripts take from start to end. A time is the least of several interleaved
runs, less the least time of an empty program by the same command; programs come from the cache, as they do from the
second run on. `--write` puts the tables into `docs/performance.md` and the ratios into `benchmarks/ratios.json`.
Figures with a bar say whether they keep it, and the exit status is 1 if one does not. `--fast` leaves out the runs in
tier 0, which take most of the time.

`--guard` measures the programs in the fast tier only and compares with the ratios on record: one that takes more than a
tenth longer, in each of three attempts, is a loss, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import compile_cost, embedding
from benchmarks.commands import PROGRAMS, Command, bindrune, commands, commands_of, version_of
from benchmarks.ratios import guard, record, table

PAGE = PROGRAMS.parent.parent / "docs" / "performance.md"
MARK = "<!-- figures: written by `make bench` -->\n"
OBSERVER_BAR = 1.35
COMPILE_BAR_S = 1.0
START_BAR = 3.5
CACHED_BAR = 1.3


def observer(runs: int) -> tuple[list[str], bool]:
    """Return the table of what observers cost: of which closures run, of frames, and of every instruction."""
    from bindrune.core.api import MemoryIO, build_text
    from bindrune.core.runtime.active import use_io
    from bindrune.core.runtime.scheduler import SelectorReactor
    from bindrune.core.vm.observer import FRAME_KINDS, Event, Observers

    class Quiet:
        """An observer that does nothing."""

        def __init__(self, wants: frozenset[str]) -> None:
            self.wants = wants

        def on_event(self, event: Event) -> None:
            """Ignore the event."""

    def seconds(name: str, wants: frozenset[str] | None) -> float:
        text = (PROGRAMS / f"{name}.rn").read_text(encoding="utf-8")
        execution = build_text(small(text), script=False).machine().execute("main", reactor=SelectorReactor())
        if wants is not None:
            execution.observers = Observers()
            execution.observers.attach(Quiet(wants))
        with use_io(MemoryIO()):
            started = time.process_time()
            execution.run()
            return time.process_time() - started

    lines = ["| program | flow ÷ none | frames ÷ none | instructions ÷ none | bar on flow |", "|---|---|---|---|---|"]
    kinds = (None, frozenset(("flow",)), FRAME_KINDS, frozenset(("op",)))
    good = True
    for name in ("fib", "collatz", "objects_methods", "generators", "sort"):
        least = [math.inf] * len(kinds)
        for _ in range(runs):
            for at, wants in enumerate(kinds):
                least[at] = min(least[at], seconds(name, wants))
        ratios = [spent / least[0] for spent in least[1:]]
        kept = ratios[0] <= OBSERVER_BAR
        good &= kept
        verdict = f"≤ {OBSERVER_BAR:g}" if kept else f"**missed: ≤ {OBSERVER_BAR:g}**"
        lines.append(f"| {name} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} | {verdict} |")
        print(lines[-1], flush=True)
    return lines, good


def small(text: str) -> str:
    """Return a program with its loops shortened, for measurements that need no long run."""
    shorter = {"fib(31)": "fib(21)", "30000": "1500", "0..1500": "0..60", "900000": "30000", "60000": "3000"}
    for large, little in shorter.items():
        text = text.replace(large, little)
    return text


def generated(n_lines: int) -> str:
    """Return a module of about ``n_lines`` lines of ordinary code."""
    block = """
struct Point{n} {{ x, y }}

impl Point{n} {{
    fn moved(self, dx, dy) {{
        Point{n} {{ x: self.x + dx, y: self.y + dy }}
    }}
}}

pub fn work{n}(items, limit) {{
    let total = 0;
    let names = [];

    for (index, item) in items.iter().enumerate() {{
        if index as i64 > limit {{
            break;
        }}

        match item {{
            Some(value) if value % 2 == 0 => total += value * {n},
            Some(value) => {{
                let point = Point{n} {{ x: value, y: total }}.moved(1, 2);
                total = point.x - point.y;
                names.push(format!("{{}}: {{:?}}", point.x, total));
            }}
            _ => return Err("nothing at " + "{n}"),
        }}
    }}

    Ok((total, names.len(), |x| x + total))
}}
"""
    count = n_lines // (block.count("\n"))
    return "".join(block.format(n=n) for n in range(count))


def compile_time(runs: int) -> tuple[list[str], bool]:
    """Return how long 10,000 lines take from text to bytecode, and what lines cost on their way to the fast tier."""
    from bindrune.core.api import build_text

    text = generated(10_000)
    n_lines = text.count("\n")
    least = math.inf
    for _ in range(runs):
        started = time.process_time()
        built = build_text(text, script=False)
        least = min(least, time.process_time() - started)
        assert built.ok, built.diagnostics
    kept = least * 10_000 / n_lines <= COMPILE_BAR_S
    line = f"{n_lines:,} generated lines to bytecode: {least:.2f} s, {least / n_lines * 1e6:.0f} µs a line"
    print(line, flush=True)
    lines, good = compile_cost.section(max(runs, 3))
    return [line + ("" if kept else f" (**missed: {COMPILE_BAR_S} s for 10,000**)"), "", *lines], kept and good


def start_up(runs: int = 15) -> tuple[list[str], bool]:
    """Return how starting compares with starting Python, by processor time from start to end."""
    words = [*bindrune(), "run"]
    with tempfile.TemporaryDirectory() as folder:
        empty, large = Path(folder) / "empty.rn", Path(folder) / "large.rn"
        empty.write_text("", encoding="utf-8")
        large.write_text(generated(1000) + "for n in 0..10 { work0([Some(n)], n); }\n", encoding="utf-8")
        python = Command("python", [sys.executable, "-c", ""], "")
        script = Command("script", words, ".rn")
        for path in (empty, large):
            script.time(path)
        theirs = ours = cached = math.inf
        for _ in range(runs):
            theirs = min(theirs, python.time(empty)[0])
            ours = min(ours, script.time(empty)[0])
            cached = min(cached, script.time(large)[0])
    lines = []
    good = True
    for what, spent, by, bar in (
        ("an empty script ÷ `python -c ''`", ours, theirs, START_BAR),
        ("a script of 1,000 lines that ran before ÷ an empty one", cached, ours, CACHED_BAR),
    ):
        ratio = spent / by
        good &= ratio <= bar
        verdict = "" if ratio <= bar else f" (**missed: {bar}**)"
        lines.append(f"* `bindrune run` of {what}: {ratio:.2f} ({spent * 1e3:.0f} ms ÷ {by * 1e3:.0f} ms){verdict}")
        print(lines[-1], flush=True)
    return lines, good


def main() -> int:
    """Measure and print; with ``--write`` renew the page."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", help="only these programs, with commas")
    options.add_argument("--write", action="store_true", help="renew docs/performance.md")
    options.add_argument("--guard", action="store_true", help="only look for what got slower")
    options.add_argument("--python", action="append", default=[], metavar="PATH", help="measure another Python too")
    options.add_argument("--fast", action="store_true", help="leave out the runs in tier 0")
    chosen = options.parse_args()
    names = sorted(path.stem for path in PROGRAMS.glob("*.rn"))
    if chosen.only:
        names = [name for name in names if name in chosen.only.split(",")]
    pythons = {version_of(path): commands_of(path) for path in chosen.python}
    by = {platform.python_version(): commands(tier_0=not chosen.fast), **pythons}
    if chosen.guard:
        found = [guard(names, commands_, chosen.runs, version) for version, commands_ in by.items()]
        return 0 if all(found) else 1
    recorded: dict[str, dict[str, float]] = {version: {} for version in by}
    sections: list[tuple[str, Callable[[], tuple[list[str], bool]]]] = [
        *(
            (f"Programs, Python {version}", partial(table, names, found, chosen.runs, recorded[version]))
            for version, found in by.items()
        ),
        ("Calls from Python", lambda: embedding.section(chosen.runs)),
        ("Observers", lambda: observer(chosen.runs)),
        ("Compilation", lambda: compile_time(chosen.runs)),
        ("Start", lambda: start_up()),
    ]
    good = True
    text = [f"Python {platform.python_version()}, {os.cpu_count()} processors, {time.strftime('%Y-%m-%d')}.", ""]
    for title, measure in sections:
        print(f"\n{title}", flush=True)
        lines, kept = measure()
        good &= kept
        text += [f"## {title}", "", *lines, ""]
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page[: page.index(MARK) + len(MARK)] + "\n" + "\n".join(text).rstrip() + "\n", encoding="utf-8")
        for version, programs in recorded.items():
            record(version, programs)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
