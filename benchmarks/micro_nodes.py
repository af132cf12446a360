"""Micro-benchmark behind the classes of nodes: what they cost to import and to make, and to tell apart.

Run `python benchmarks/micro_nodes.py`; each line is the least of five. `docs/decisions/0003-ir.md` quotes the figures.
"""

from __future__ import annotations

import marshal
import platform
import time
import timeit
from collections.abc import Callable
from typing import Any

N = 200
KINDS = 60

SLOTS = "".join(
    f"class N{i}:\n"
    "    __slots__ = ('span', 'left', 'right')\n"
    "    def __init__(self, span, left, right):\n"
    "        self.span = span\n        self.left = left\n        self.right = right\n"
    for i in range(N)
)
DATA = "from dataclasses import dataclass\n" + "".join(
    f"@dataclass(frozen=True, slots=True)\nclass N{i}:\n    span: int\n    left: object\n    right: object\n"
    for i in range(N)
)
MATCH = "def find(n):\n    match n:\n" + "".join(f"        case N{i}(): return {i}\n" for i in range(KINDS))


def least(run: Callable[[], object], times: int = 5) -> float:
    """The seconds of the fastest of some runs."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        found.append(time.perf_counter() - started)
    return min(found)


def main() -> None:
    """Measure and print."""
    print(f"Python {platform.python_version()}")
    import dataclasses  # noqa: F401 - its own import is not what is measured

    for name, text in (("slots", SLOTS), ("frozen dataclasses", DATA)):
        code = marshal.dumps(compile(text, name, "exec"))
        anew = least(lambda text=text: exec(text, {"__name__": __name__}))  # type: ignore[misc]
        loaded = least(lambda code=code: exec(marshal.loads(code), {"__name__": __name__}))  # type: ignore[misc]
        names: dict[str, Any] = {"__name__": __name__}
        exec(text, names)
        made = min(timeit.repeat("N7(1, None, None)", number=100_000, repeat=5, globals=names)) * 1e4
        print(f"{name:20} import {N}: {anew * 1e3:6.1f} ms, from byte code {loaded * 1e3:6.1f} ms")
        print(f"{name:20} make one: {made:.0f} ns")
    exec(MATCH, names)
    names["table"] = {names[f"N{i}"]: i for i in range(KINDS)}
    names["last"] = names[f"N{KINDS - 1}"](1, None, None)
    for name, text in (("table by class", "table[last.__class__]"), ("match, the last kind", "find(last)")):
        spent = min(timeit.repeat(text, number=100_000, repeat=5, globals=names)) * 1e4
        print(f"{name:20} {spent:.0f} ns")


if __name__ == "__main__":
    main()
