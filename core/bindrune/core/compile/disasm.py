"""The disassembler: a unit as text, one instruction a line, every operand by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.compile.ops import OPERATORS, OPS
from bindrune.core.syntax.parser.entry import DeepRecursion

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.compile.unit import Instruction, Unit, UnitFunction


def disassemble(unit: Unit, place: Callable[[int, int], str] | None = None) -> str:
    """The text of a whole unit. ``place`` turns a source and an offset into what is shown beside an instruction."""
    lines = []
    for struct in unit.structs:
        fields = ", ".join(struct.fields)
        lines.append(f"struct {struct.item} {struct.shape} ({fields}) 0x{struct.hash:x}")
    for number, static in enumerate(unit.statics):
        init = "" if static.init < 0 else f" = {constant_text(unit.constants[static.init])}"
        lines.append(f"static {number} {static.item}{init}")
    for function in unit.functions:
        lines.append("")
        lines += disassemble_function(unit, function, place)
    return "\n".join(lines).lstrip("\n") + "\n"


def disassemble_function(
    unit: Unit, function: UnitFunction, place: Callable[[int, int], str] | None = None
) -> list[str]:
    """The lines of one function."""
    name = f"fn {function.item}" if function.item else "<script>"
    lines = [
        f"{name} ({function.kind}, arguments {function.arity}, captures {function.n_captures},"
        f" registers {function.n_registers})"
    ]
    targets = {
        target
        for instruction in function.code
        for kind, operand in zip(OPS[_number(instruction)].kinds, instruction[1:], strict=True)
        if kind in "jJ"
        for target in (operand if isinstance(operand, tuple) else (operand,))
    }
    starts = dict(zip(function.span_starts, function.spans, strict=True))
    for pc, instruction in enumerate(function.code):
        text = instruction_text(unit, function, instruction)
        mark = ">" if pc in targets else " "
        line = f"  {mark}{pc:4} {text}"
        if place is not None and pc in starts:
            source, start, _ = starts[pc]
            line = f"{line:<60} ; {place(source, start)}"
        lines.append(line)
    return lines


def _number(instruction: Instruction) -> int:
    number = instruction[0]
    assert isinstance(number, int)
    return number


def instruction_text(unit: Unit, function: UnitFunction, instruction: Instruction) -> str:
    """One instruction with its operands."""
    op = OPS[_number(instruction)]
    operands = []
    for at, (kind, operand) in enumerate(zip(op.kinds, instruction[1:], strict=True)):
        if isinstance(operand, tuple):
            inner = {"R": "r", "d": "w", "J": "j"}[kind]
            operands.append("[" + " ".join(_operand(unit, function, inner, x) for x in operand) + "]")
        elif at == 0 and op.name in ("static_op", "field_op", "tuple_field_op"):
            operands.append(OPERATORS[operand])
        else:
            operands.append(_operand(unit, function, kind, operand))
    return f"{op.name:<16} {' '.join(operands)}".rstrip()


def _operand(unit: Unit, function: UnitFunction, kind: str, operand: int) -> str:
    if kind == "r" and operand < 0:
        return f"~r{~operand}"
    if kind == "r" and operand >= function.n_registers:
        index = function.constants[operand - function.n_registers]
        return constant_text(unit.constants[index])
    if kind in "rw":
        return f"r{operand}"
    if kind == "o":
        return "_" if operand < 0 else f"r{operand}"
    if kind == "j":
        return f"->{operand}"
    if kind == "s":
        return repr(unit.strings[operand])
    if kind == "k":
        return constant_text(unit.constants[operand])
    if kind == "f":
        return unit.functions[operand].item
    if kind == "c":
        return ":".join(unit.callees[operand])
    if kind == "t":
        return unit.types[operand][0]
    if kind == "g":
        return unit.statics[operand].item
    return str(operand)


def constant_text(plain: object) -> str:
    """An encoded constant."""
    if plain is None:
        return "()"
    if isinstance(plain, bool):
        return str(plain).lower()
    if isinstance(plain, tuple):
        if plain[0] == "u64":
            return f"{plain[1]}u64"
        if plain[0] in ("string", "bytes"):
            return repr(plain[1])
        if plain[0] == "init":
            return constant_text(plain[1])
        if plain[0] == "type":
            return f"type {plain[1]}"
    with DeepRecursion():
        return repr(plain)
