"""Micro-benchmark behind charge points: what one costs in a loop, in several forms.

Run `python benchmarks/micro_charges.py`; nanoseconds a round beyond the same loop without a charge, the least of ten.
The last forms never end: behind each slice stands the slow path, a generator that looks at budget, deadline and
interrupts, and raises or hands out the next slice. `docs/decisions/0004-charge-points.md` quotes the ratios.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

ROUNDS = 100_000
TURNS = 10


def slices() -> Iterator[Any]:
    """Hand out slices of ticks for ever."""
    while True:
        yield repeat(None, 16_384)


class Machine:
    """A count in an attribute."""

    __slots__ = ("fuel",)


FORMS = {
    "while: no charge": "n = N\nwhile n > 0:\n    n -= 1",
    "while: count in an attribute": "n = N\nwhile n > 0:\n    n -= 1\n    m.fuel -= 1\n    if m.fuel < 0: slow()",
    "while: count in a list": "n = N\nwhile n > 0:\n    n -= 1\n    c[0] -= 1\n    if c[0] < 0: slow()",
    "while: tick()": "tick = endless.__next__\nn = N\nwhile n > 0:\n    n -= 1\n    tick()",
    "while: for _ in repeat": "n = N\nfor _ in endless:\n    if not n > 0: break\n    n -= 1",
    "while: for _ in chain of slices": "n = N\nfor _ in B:\n    if not n > 0: break\n    n -= 1",
    "for: no charge": "for i in range(N): pass",
    "for: tick()": "tick = endless.__next__\nfor i in range(N): tick()",
    "for: zip with repeat": "for i, _ in zip(range(N), endless): pass",
    "for: zip with chain of slices": "for i, _ in zip(range(N), B): pass",
    "entry: no charge": "def f(x): return x\nfor i in range(N): f(i)",
    "entry: tick()": "tick = endless.__next__\ndef f(x):\n    tick()\n    return x\nfor i in range(N): f(i)",
    "entry: for _ in repeat": "def f(x):\n    for _ in endless: return x\nfor i in range(N): f(i)",
    "entry: for _ in chain of slices": "def f(x):\n    for _ in B: return x\nfor i in range(N): f(i)",
}


def measure(body: str) -> float:
    """Seconds of a body, as that of a function so that its variables are locals."""
    machine = Machine()
    machine.fuel = 1 << 60
    names: dict[str, Any] = {
        "B": chain.from_iterable(slices()), "N": ROUNDS, "c": [1 << 60], "endless": repeat(None), "m": machine,
    }  # fmt: skip
    exec("def run():\n" + "\n".join("    " + line for line in body.splitlines()), names)
    started = time.process_time()
    names["run"]()
    return time.process_time() - started


def main() -> None:
    """Measure every form, turn and turn about, and print it."""
    print(f"Python {platform.python_version()}")
    least = dict.fromkeys(FORMS, float("inf"))
    for _ in range(TURNS):
        for name, body in FORMS.items():
            least[name] = min(least[name], measure(body))
    base = 0.0
    for name, seconds in least.items():
        if name.endswith("no charge"):
            base = seconds
        print(f"{name:36} {(seconds - base) * 1e9 / ROUNDS:6.1f}")


if __name__ == "__main__":
    main()
