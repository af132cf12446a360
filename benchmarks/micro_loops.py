"""Micro-benchmark behind the charges of loops and functions of the fast tier: what an entry costs, in several forms.

Run `python benchmarks/micro_loops.py`; nanoseconds a loop, or a call, the least of some dozens of runs.
`docs/decisions/0009-loop-charges.md` quotes the differences.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

RUNS = 30
LOOPS = 20_000


def slices() -> Iterator[Any]:
    """Hand out slices of ticks for ever."""
    while True:
        yield repeat(None, 16_384)


_LOOP = "for x in range(0, k) if k < L else long(k): pass"
LOOP_FORMS = {
    "no charge": "for x in range(0, k): pass",
    "zip with slices": "for _, x in zip(B, range(0, k)): pass",
    "when left: count in a list": f"{_LOOP}\nC[0] = c = C[0] - (k + 1)\nif c < 0: look()",
    "when left: global": f"{_LOOP}\nG -= k + 1\nif G < 0: look()",
    "when left: cell": f"{_LOOP}\nif (F := F - (k + 1)) < 0: look()",
}

CALL_FORMS = {
    "no charge": ("", "if n < 2: return n\nreturn f(n - 1) + f(n - 2)"),
    "for _ in slices": ("for _ in B:\n ", "if n < 2: return n\n return f(n - 1) + f(n - 2)"),
    "cell": ("if (F := F - 1) < 0: look()\n", "if n < 2: return n\nreturn f(n - 1) + f(n - 2)"),
    "callers, two at once": ("", "if n < 2: return n\nif (F := F - 2) < 0: look()\nreturn f(n - 1) + f(n - 2)"),
    "base case in place, cell": (
        "for _ in B:\n ",
        "if n < 2: return n\n a = n - 1\n b = a if a < 2 and (F := F - 1) is not None else f(a)\n a = n - 2\n"
        " return b + (a if a < 2 and (F := F - 1) is not None else f(a))",
    ),
}


def made(head: str, body: str) -> Any:
    """The function of a body, whose fuel is a cell, a global and a list."""
    lines = "\n".join("  " + line for line in body.splitlines())
    endless = chain.from_iterable(slices())
    names: dict[str, Any] = {"B": endless, "C": [1 << 29], "G": 1 << 29, "L": 16_384, "repeat": repeat}
    exec(f"def outer(F):\n global f\n def f({head}):\n  nonlocal F\n  global G\n{lines}\nouter(1 << 29)", names)
    return names["f"]


def least(function: Any, *arguments: int) -> float:
    """The least seconds of some runs."""
    found = float("inf")
    for _ in range(RUNS):
        started = time.process_time()
        function(*arguments)
        found = min(found, time.process_time() - started)
    return found


def main() -> None:
    """Measure every form and print it."""
    print(f"Python {platform.python_version()}")
    for k in (0, 4, 100):
        n = LOOPS // (k + 1)
        for name, body in LOOP_FORMS.items():
            inner = "for _ in repeat(None, n):\n" + "\n".join(" " + line for line in body.splitlines())
            print(f"a loop of {k:3} {name:28} {least(made('n, k', inner), n, k) * 1e9 / n:8.1f}")
    for name, (charge, body) in CALL_FORMS.items():
        print(f"a call of fib {name:28} {least(made('n', charge + body), 16) * 1e9 / 3193:8.1f}")


if __name__ == "__main__":
    main()
