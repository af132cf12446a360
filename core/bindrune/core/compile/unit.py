"""Units: what the assembler makes of a program and the machine links and runs.

A unit is plain data: functions with their instructions, pools of strings and constants, tables of callees, types,
structs and statics, and debug data. It knows no Python object of the machine, so it can be written to a file, verified
and shared between machines. Debug data is looked up late: the span of an instruction is found by bisecting run-length
coded spans, the name of a register by the part of the source in which it bears it.
"""

from __future__ import annotations

import marshal
from bisect import bisect_right

from bindrune.core.compile.ops import OPS
from bindrune.core.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Instruction = tuple["int | tuple[int, ...]", ...]


class UnitError(Exception):
    """A unit is malformed: a file was cut off or altered, or an instruction does not fit the table."""


class UnitFunction:
    """One function of a unit.

    ``n_registers`` counts captures, parameters, locals and temporaries; the inline constants follow them, one register
    for each index in ``constants``. ``spans`` holds a triple (source, start, end) for each run that begins at the
    corresponding pc of ``span_starts``; ``names`` holds (register, name, start, end). ``is_method`` tells functions
    whose first parameter is `self`.
    """

    __slots__ = (
        "arity", "code", "constants", "is_method", "item", "kind", "n_captures", "n_registers", "name",
        "names", "span", "span_starts", "spans",
    )  # fmt: skip

    def __init__(
        self,
        item: str,
        name: str,
        kind: str,
        arity: int,
        n_captures: int,
        n_registers: int,
        code: list[Instruction],
        constants: list[int],
        span: tuple[int, int, int],
        span_starts: list[int],
        spans: list[tuple[int, int, int]],
        names: list[tuple[int, str, int, int]],
        is_method: bool,
    ) -> None:
        self.item = item
        self.name = name
        self.kind = kind
        self.arity = arity
        self.n_captures = n_captures
        self.n_registers = n_registers
        self.code = code
        self.constants = constants
        self.span = span
        self.span_starts = span_starts
        self.spans = spans
        self.names = names
        self.is_method = is_method

    def span_at(self, pc: int) -> Span:
        """The place of the instruction at ``pc``; without debug data that of the function."""
        at = bisect_right(self.span_starts, pc) - 1
        return Span(*(self.spans[at] if at >= 0 else self.span))

    def names_at(self, pc: int) -> list[tuple[str, int]]:
        """The names in force at ``pc`` with their registers, outermost first; a shadowed name is left out."""
        span = self.span_at(pc)
        found: dict[str, int] = {}
        for register, name, start, end in self.names:
            if start <= span.start < end:
                found.pop(name, None)
                found[name] = register
        return list(found.items())


_HEADER = ("item", "name", "kind", "arity", "n_captures", "n_registers", "span", "is_method")
_STORED = ("code", "constants", "span_starts", "spans", "names")


class StoredFunction(UnitFunction):
    """A function from a file, made of what ``stored`` gave. Its instructions and debug data are read when they are
    first asked for: a run of what the fast tier kept may never do so.
    """

    __slots__ = ("_stored",)

    def __init__(self, *row: object) -> None:
        *header, self._stored = row
        for name, value in zip(_HEADER, header, strict=True):
            setattr(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in _STORED:
            raise AttributeError(name)
        for stored_name, value in zip(_STORED, marshal.loads(self._stored), strict=True):  # type: ignore[arg-type]
            setattr(self, stored_name, value)
        self._stored = b""
        return getattr(self, name)


def stored(function: UnitFunction) -> tuple[object, ...]:
    """What ``StoredFunction`` is made of."""
    header = [getattr(function, name) for name in _HEADER]
    return *header, marshal.dumps(tuple(getattr(function, name) for name in _STORED), 4)


class UnitStruct:
    """A struct or variant that the unit declares."""

    __slots__ = ("fields", "hash", "item", "shape", "variant_of")

    def __init__(
        self, item: str, shape: str, fields: tuple[str, ...], variant_of: str | None, hash_: int
    ) -> None:
        self.item = item
        self.shape = shape
        self.fields = fields
        self.variant_of = variant_of
        self.hash = hash_


class UnitStatic:
    """A static that the unit declares; ``init`` is an index of a constant, -1 if it begins uninitialised."""

    __slots__ = ("init", "item")

    def __init__(self, item: str, init: int) -> None:
        self.item = item
        self.init = init


class Unit:
    """An assembled program.

    ``callees`` are pairs (kind, item): kind is script, native, tuple or unit. ``types`` are pairs (item, is native).
    ``constants`` holds inline values and the encoded heap constants of ``bindrune.core.compile.constants``.
    """

    __slots__ = ("callees", "constants", "entry", "functions", "statics", "strings", "structs", "types")

    def __init__(self) -> None:
        self.functions: list[UnitFunction] = []
        self.strings: list[str] = []
        self.constants: list[object] = []
        self.callees: list[tuple[str, str]] = []
        self.types: list[tuple[str, bool]] = []
        self.structs: list[UnitStruct] = []
        self.statics: list[UnitStatic] = []
        self.entry: str | None = None

    def function(self, item: str) -> UnitFunction | None:
        """The function of this item."""
        for function in self.functions:
            if function.item == item:
                return function
        return None


def verify(unit: Unit) -> None:
    """Raise ``UnitError`` unless every operand of every instruction is in range."""
    limits = {
        "s": len(unit.strings),
        "k": len(unit.constants),
        "f": len(unit.functions),
        "c": len(unit.callees),
        "t": len(unit.types),
        "g": len(unit.statics),
    }
    for function in unit.functions:
        registers = function.n_registers + len(function.constants)
        if function.n_captures + function.arity > function.n_registers or not function.code:
            raise UnitError(f"function {function.item}: too few registers or no code")
        if any(not 0 <= k < limits["k"] for k in function.constants):
            raise UnitError(f"function {function.item}: constant out of range")
        if len(function.span_starts) != len(function.spans):
            raise UnitError(f"function {function.item}: spans do not fit")
        limits["j"] = len(function.code)
        for pc, instruction in enumerate(function.code):
            if not _fits(instruction, registers, function.n_registers, limits):
                raise UnitError(f"function {function.item}: malformed instruction at {pc}")


def _fits(
    instruction: Instruction, registers: int, n_writable: int, limits: dict[str, int]
) -> bool:
    number = instruction[0]
    if not isinstance(number, int) or not 0 <= number < len(OPS):
        return False
    kinds = OPS[number].kinds
    if len(instruction) != len(kinds) + 1:
        return False
    for kind, operand in zip(kinds, instruction[1:], strict=True):
        if kind in "RdJ":
            if not isinstance(operand, tuple):
                return False
            parts, kind = operand, {"R": "r", "d": "w", "J": "j"}[kind]
        else:
            parts = (operand,)  # type: ignore[assignment]
        for part in parts:
            if not isinstance(part, int):
                return False
            if kind == "n":
                continue
            if kind == "r":
                ok = -n_writable <= part < registers
            elif kind == "w":
                ok = 0 <= part < n_writable
            elif kind == "o":
                ok = -1 <= part < n_writable
            else:
                ok = 0 <= part < limits[kind]
            if not ok:
                return False
    return True
