"""The two tiers side by side: a program is built once, run in each, and all that can be seen of both runs is compared.

`agree` is what a test asserts of a program, `compare` tells whether they do, and `run_both` gives what
`make differential` compares with the reference too. `emitted` is the Python that tier 1 runs, for tests of what
stands in it.

Output, the value's debug form, or the message of the panic, its place and the function and place of each of
its frames have to be equal. Fuel has to be equal too where both runs came to an end of their own: a value or a
panic. What a host's limit ended has run to another point in each tier, as slices follow the clock; such a
program tells only whether both tiers were ended, and its output as far as both wrote it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bindrune.core.api import MemoryIO, Termination, VmError, build_text, debug
from bindrune.core.codegen.running.execution import CompiledExecution
from bindrune.core.codegen.running.loading import Loaded
from bindrune.core.runtime.active import use_io
from bindrune.core.runtime.scheduler import SelectorReactor
from bindrune.core.vm.report import frames_of_error
from tests.conformance.outcomes import compile_lines, output_lines, panic_line

if TYPE_CHECKING:
    from bindrune.core.api import Build
    from bindrune.core.compile.unit import Unit
    from bindrune.core.vm.execution import Execution

MOST_FUEL = 5_000_000
"""Units of fuel after which a program counts as endless."""

_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")

TIERS = (0, 1)


class Seen:
    """What can be seen of a run: output, how it ended, in which frames, and the fuel it burnt."""

    __slots__ = ("ended", "errors", "frames", "fuel", "line", "output", "printed")

    def __init__(self) -> None:
        self.printed = ""
        self.output = ""
        """What was printed, without addresses: they differ in each run."""
        self.errors = ""
        self.ended = ""
        self.line: str | None = None
        """The panic with its place, or why a host's limit ended the run, as a conformance file has it."""
        self.frames: list[str] = []
        self.fuel = 0

    @property
    def kind(self) -> str:
        """`value`, `panic` or `termination`."""
        return self.ended.partition(" ")[0]

    @property
    def lines(self) -> list[str]:
        """Output and end, as a conformance file has them."""
        return output_lines(self.printed) + ([] if self.line is None else [self.line])


def _entry(unit: Unit) -> str:
    """The function that a run begins with: the body of a script, `main` of a module."""
    return unit.entry if unit.entry is not None else "main"


def start(built: Build, tier: int, arguments: tuple[Any, ...] = (), entry: str | None = None) -> Execution:
    """Begin a run of a program in a tier; functions that are not emitted run in tier 0 in both."""
    assert built.unit is not None
    machine = built.machine()
    name = entry if entry is not None else _entry(built.unit)
    reactor = SelectorReactor()
    if tier == 0:
        return machine.execute(name, arguments, reactor=reactor)

    def load() -> Loaded:
        return Loaded(machine, machine.units()[0], built.emit(machine, [name])[0])

    return CompiledExecution(load, machine, machine.functions[name], arguments, reactor=reactor)


def seen(built: Build, tier: int, most_fuel: int = MOST_FUEL, entry: str | None = None) -> Seen:
    """Run a program in a tier. What is no panic and no termination is a fault of ours, and raised."""
    io = MemoryIO()
    found = Seen()
    with use_io(io):
        execution = start(built, tier, entry=entry)

        def probe() -> None:
            if execution.fuel_spent() > most_fuel:
                raise Termination("budget", "it does not end")

        execution.probe = probe
        try:
            outcome = execution.run()
        except VmError as error:
            found.ended = f"panic {error.kind}: {error.message}"
            found.line = panic_line(built, error)
            for frame in frames_of_error(error):
                line, column = built.sources[frame.span.source].line_index.line_col(frame.span.start)
                last, end = built.sources[frame.span.source].line_index.line_col(frame.span.end)
                found.frames.append(f"{frame.function or '<script>'} at {line}:{column}-{last}:{end}")
        except Termination as end_:
            found.ended = f"termination {end_.reason}"
            found.line = f"//! {end_.reason}"
        else:
            try:
                shown = debug(outcome.value)
            except VmError as error:
                shown = f"({error.message})"
            found.ended = f"value {outcome.kind}: {shown}"
        found.fuel = execution.fuel_spent()
    found.printed = io.output
    found.ended = _ADDRESS.sub("0x…", found.ended)
    found.output, found.errors = _ADDRESS.sub("0x…", io.output), _ADDRESS.sub("0x…", io.errors)
    return found


def apart(wanted: Seen, tested: Seen) -> str | None:
    """The first difference of a run in tier 1 from the one in tier 0, told in a line; None if there is none."""
    if "termination" in (wanted.kind, tested.kind):
        if wanted.ended != tested.ended:
            return f"ended: {wanted.ended}   tier 1: {tested.ended}"
        common = min(len(wanted.output), len(tested.output))
        return None if wanted.output[:common] == tested.output[:common] else "output differs before the limit"
    for what in ("output", "errors"):
        left, right = getattr(wanted, what).split("\n"), getattr(tested, what).split("\n")
        for number, (one, other) in enumerate(zip(left, right, strict=False), 1):
            if one != other:
                return f"{what} {number}: {one}   tier 1: {other}"
    if wanted.ended != tested.ended:
        return f"ended: {wanted.ended}   tier 1: {tested.ended}"
    if wanted.output != tested.output or wanted.errors != tested.errors:
        return "one tier wrote more"
    if wanted.line != tested.line:
        return f"place: {wanted.line}   tier 1: {tested.line}"
    if wanted.frames != tested.frames:
        return f"frames: {wanted.frames}   tier 1: {tested.frames}"
    if wanted.fuel != tested.fuel:
        return f"fuel: {wanted.fuel}   tier 1: {tested.fuel}"
    return None


def run_both(text: str, *, script: bool = True, most_fuel: int = MOST_FUEL) -> tuple[str, str | None, list[str]]:
    """How a program ended in tier 0 (`error` for one that does not compile), its first difference in tier 1, and what
    it did as lines of a conformance file."""
    built = build_text(text, "program.rn", script=script, io=MemoryIO())
    lines = compile_lines(built)
    if not built.ok:
        return "error", None, lines
    wanted = seen(built, 0, most_fuel)
    return wanted.kind, apart(wanted, seen(built, 1, most_fuel)), wanted.lines + lines


def compare(text: str, *, script: bool = True, most_fuel: int = MOST_FUEL) -> tuple[str, str | None]:
    """How a program ended in tier 0, and its first difference in tier 1."""
    return run_both(text, script=script, most_fuel=most_fuel)[:2]


def agree(program: str, *, script: bool = True) -> str:
    """Assert that a program ends by itself, with a value or a panic, and does the same in both tiers.

    `program` is the text of a script, or with `script=False` that of a module whose `main` runs. Value or message,
    place and frames, output and fuel are compared (`apart`). Returns `value` or `panic`: how it ended.
    """
    ended, difference = compare(program, script=script)
    assert ended in ("value", "panic"), "the program does not compile" if ended == "error" else ended
    assert difference is None, difference
    return ended


def emitted(program: str, *, script: bool = False) -> str:
    """The Python that is emitted for a program: for what its run begins with, and all that this refers to.

    `program` is the text of a module whose `main` runs, or with `script=True` that of a script. That a function was
    refused is an error here: its text would lack what a test looks for, but for another reason.
    """
    built = build_text(program, "program.rn", script=script, io=MemoryIO())
    assert built.ir is not None and built.unit is not None, [found.text for found in built.diagnostics]
    module, text = built.emit(built.machine(), [_entry(built.unit)])
    assert not module.refused, module.refused
    return text
