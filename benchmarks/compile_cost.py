"""What compiling costs: microseconds a source line, phase by phase, over the benchmarks and the examples.

From a text to functions that the fast tier can call, without anything from a cache, and as in `bindrune run` without
Python's collector; the bar is on what comes behind the IR, as the front end and the bytecode belong to tier 0. The
functions where a phase begins are wrapped by a clock that counts the time of a phase without that of the phases within;
what is left is called the rest. A program's figures are those of the quickest of several runs.
"""

from __future__ import annotations

import gc
import math
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

HERE = Path(__file__).resolve().parent
FOLDERS = (HERE / "programs", HERE.parent / "examples")
BAR_US = 30.0
"""The most microseconds that the fast tier may take for a line, its analyses included."""
FRONT_END = ("parse", "analysis", "lowering", "bytecode", "rest")
"""The phases that tier 0 needs as well."""

BEGINNINGS = (
    ("parse", "bindrune.core.project.loader", "load"),
    ("analysis", "bindrune.core.ir.program", "lower_program"),
    ("lowering", "bindrune.core.ir.program", "_Lowering.function"),
    ("lowering", "bindrune.core.ir.program", "_Lowering.constant"),
    ("lowering", "bindrune.core.ir.program", "_Lowering.constant_function"),
    ("lowering", "bindrune.core.ir.program", "_Lowering.program"),
    ("bytecode", "bindrune.core.compile.assemble.program", "assemble"),
    ("types", "bindrune.core.codegen.unit", "Shapes"),
    ("emission", "bindrune.core.codegen.emit", "emit"),
    ("Python's compiler", "bindrune.core.codegen.emit", "compile"),
    ("line tables", "bindrune.core.codegen.emit", "relocate"),
    ("packing", "bindrune.core.codegen.module", "dump_module"),
    ("loading", "bindrune.core.codegen.running.loading", "Loaded"),
)
"""The phases, and the names under which they are called."""


class Clock:
    """Adds up the seconds of phases."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._phase = "rest"
        self._since = 0.0
        self._replaced: list[tuple[Any, str, Any]] = []

    def begin(self) -> None:
        """Count from here, from nothing."""
        self.seconds = dict.fromkeys([*(phase for phase, _, _ in BEGINNINGS), "rest"], 0.0)
        self._since = process_time()

    def _turn(self, phase: str) -> str:
        now = process_time()
        self.seconds[self._phase] += now - self._since
        self._since = now
        before, self._phase = self._phase, phase
        return before

    def end(self) -> None:
        """Count no more."""
        self._turn("rest")

    def __enter__(self) -> Clock:
        for phase, module, path in BEGINNINGS:
            owner: Any = import_module(module)
            *outer, name = path.split(".")
            for attribute in outer:
                owner = getattr(owner, attribute)
            found = getattr(owner, name, compile)  # a builtin is no attribute of the module that calls it
            self._replaced.append((owner, name, vars(owner).get(name)))
            setattr(owner, name, self._timed(phase, found))
        return self

    def __exit__(self, *_: object) -> None:
        for owner, name, found in reversed(self._replaced):
            if found is None:
                delattr(owner, name)
            else:
                setattr(owner, name, found)

    def _timed(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function, updated=())
        def timed(*arguments: Any, **named: Any) -> Any:
            before = self._turn(phase)
            try:
                return function(*arguments, **named)
            finally:
                self._turn(before)

        return timed


def programs() -> list[Path]:
    """The programs whose lines are counted."""
    return sorted(path for folder in FOLDERS for path in folder.glob("*.rn"))


def compile_once(clock: Clock, text: str, script: bool) -> None:
    """Bring a program from its text to the functions of the fast tier."""
    from bindrune.core.api import MemoryIO, build_text
    from bindrune.core.codegen import module
    from bindrune.core.codegen.running import loading

    gc.collect()
    gc.disable()
    clock.begin()
    built = build_text(text, script=script, io=MemoryIO())
    assert built.unit is not None, built.diagnostics
    entry = built.unit.entry if built.unit.entry is not None else "main"
    machine = built.machine()
    emitted, _ = built.emit(machine, [entry])
    module.dump_module(emitted)
    loading.Loaded(machine, machine.units()[0], emitted)
    clock.end()
    gc.enable()


def measure(runs: int, paths: list[Path] | None = None) -> tuple[dict[str, float], int]:
    """Return the seconds of each phase over all programs, and how many lines these have."""
    total: dict[str, float] = {}
    n_lines = 0
    with Clock() as clock:
        for path in paths or programs():
            text = path.read_text(encoding="utf-8")
            n_lines += text.count("\n")
            best: dict[str, float] = {}
            least = math.inf
            for _ in range(runs):
                compile_once(clock, text, "fn main()" not in text)
                spent = sum(clock.seconds.values())
                if spent < least:
                    least, best = spent, clock.seconds
            for phase, seconds in best.items():
                total[phase] = total.get(phase, 0.0) + seconds
    return total, n_lines


def section(runs: int) -> tuple[list[str], bool]:
    """Return the table of the phases, and whether the bar was kept."""
    total, n_lines = measure(runs)
    cost = {phase: seconds / n_lines * 1e6 for phase, seconds in total.items()}
    fast = sum(spent for phase, spent in cost.items() if phase not in FRONT_END)
    verdict = f"≤ {BAR_US:g}" if fast <= BAR_US else f"**missed: ≤ {BAR_US:g}**"
    lines = [
        f"{len(programs())} programs of {n_lines:,} lines from their texts to functions of the fast tier:",
        "",
        "| phase | µs a line |",
        "|---|---|",
        *(f"| {phase} | {spent:.1f} |" for phase, spent in cost.items()),
        f"| all | {sum(cost.values()):.1f} |",
        f"| the fast tier's part, {verdict} | {fast:.1f} |",
    ]
    print("\n".join(lines), flush=True)
    return lines, fast <= BAR_US


if __name__ == "__main__":
    section(5)
