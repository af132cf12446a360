"""Calls of small functions from Python: a host that calls a function of a program many times, against calls in Python.

The host makes a machine once, finds the function once, and then calls it with values of its own: a sum, a method on
a struct that lives on in the host's hands, and a text made from two. What is compared is the whole of a call, with what
begins and ends a run: interrupts, places of errors and fuel are those of any other run.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from time import process_time
from typing import Any

CALLS = 200_000
BATCH = 20_000
"""How many calls of one kind are measured before it is the other's turn."""

RUNE = """
struct Counter {
    value,
}

pub fn counter() {
    Counter { value: 0 }
}

pub fn add(a, b) {
    a * 3 + b
}

pub fn bump(counter, by) {
    counter.value += by;
    counter.value
}

pub fn greet(name, mark) {
    name + mark
}
"""


class Counter:
    """The same in Python."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0


def add(a: int, b: int) -> int:
    """A sum."""
    return a * 3 + b


def bump(counter: Counter, by: int) -> int:
    """What a method does to a struct."""
    counter.value += by
    return counter.value


def greet(name: str, mark: str) -> str:
    """A text from two."""
    return name + mark


def section(runs: int) -> tuple[list[str], bool]:
    """Return the table of the functions. They have no bar."""
    from bindrune.core.api import build_text, to_host, to_script

    built = build_text(RUNE, "embedded.rn", script=False)
    machine = built.machine()
    begin = built.runs(machine, "add")

    def called(name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            return begin.execute(name, arguments).run().value

        return call

    counter = called("counter")()
    lines = ["| function | µs a call | in Python | ratio |", "|---|---|---|---|"]
    for name, theirs, ours, python in (
        ("add", add, (20, 22), (20, 22)),
        ("bump", bump, (counter, 3), (Counter(), 3)),
        ("greet", greet, (to_script("hello"), to_script("!")), ("hello", "!")),
    ):
        times = [math.inf, math.inf]
        call = called(name)
        assert to_host(call(*ours)) == theirs(*python)
        for _ in range(runs * CALLS // BATCH // 3):
            for at, (function, arguments) in enumerate(((call, ours), (theirs, python))):
                started = process_time()
                for _ in range(BATCH):
                    function(*arguments)
                times[at] = min(times[at], (process_time() - started) / BATCH * 1e6)
        lines.append(f"| {name} | {times[0]:.2f} | {times[1]:.3f} | {times[0] / times[1]:.0f} |")
        print(lines[-1], flush=True)
    return lines, True


if __name__ == "__main__":
    section(3)
