"""Fused and specialised closures against the operations they stand for, at the edges of their fast paths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bindrune.core.ir.constants import ConstU64
from bindrune.core.source import Span
from bindrune.core.vm.closures import arithmetic, comparison, generate
from bindrune.core.vm.closures.operators import BINARY
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.frames import Place
from bindrune.core.vm.machine import Machine
from bindrune.core.vm.values import U64
from tests.vm.ir import block, const, function, ir, local, machine, program

SYMBOLS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "rem": "%",
    "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!=",
    "bit_and": "&", "bit_or": "|", "bit_xor": "^", "shl": "<<", "shr": ">>",
}  # fmt: skip
COMPARE = ("lt", "le", "gt", "ge", "eq", "ne")
TOP = (1 << 63) - 1
VALUES: list[Any] = [
    0, 1, -1, 2, -7, 62, 1 << 31, TOP, TOP - 1, -TOP, -TOP - 1, 0.0, -0.5, 1e300, float("inf"), float("nan"),
    True, "c", None, U64(0), U64(3), U64((1 << 64) - 1),
]  # fmt: skip


def expected(name: str, a: Any, b: Any) -> Any:
    """What the operation gives, or its error's text."""
    try:
        return repr(BINARY[name](a, b))
    except VmError as error:
        return error.message


def actual(found: Machine, item: str, *arguments: Any) -> Any:
    """What a function gives, or its error's text."""
    try:
        return repr(found.execute(item, arguments).run().value)
    except VmError as error:
        return error.message


def forms(name: str, b: Any) -> Any:
    """Functions of `a` and `b` that bring the operator into its various forms."""
    op = SYMBOLS[name]
    right = const(ConstU64(b) if b.__class__ is U64 else b)
    made = []
    for kind, other in (("registers", local(1)), ("constant", right)):
        operation = ir.Binary(op, local(0), other)
        made.append(function(f"{kind} value", 2, 3, block(ir.Bind(2, operation), value=local(2))))
        made.append(function(f"{kind} return", 2, 3, operation))
        made.append(function(f"{kind} test", 2, 3, ir.If(operation, const(1), const(2))))
        rounds = ir.While(1, operation, ir.Break(1, const(3), []), [])
        made.append(function(f"{kind} loop", 2, 3, block(rounds, value=ir.Local(0))))
    return machine(program(*made)), [fn.item for fn in made]


@pytest.mark.parametrize("name", SYMBOLS)
def test_operators(name: str) -> None:
    for b in VALUES:
        found, items = forms(name, b)
        for a in VALUES:
            wanted = expected(name, a, b)
            for item in items:
                got = actual(found, item, a, b)
                if item.endswith("test") and wanted in ("True", "False"):
                    assert got == ("1" if wanted == "True" else "2"), (item, a, b)
                elif item.endswith(("test", "loop")) and got in ("2", repr(a)):
                    assert wanted[:1] in "0123456789-TFUin", (item, a, b, wanted)
                else:
                    assert got == wanted, (item, a, b)


def test_groups() -> None:
    head = ir.Binary("<", local(0), local(1))
    step = block(ir.While(1, head, ir.SetLocal(0, ir.Binary("+", local(0), const(3))), []), value=local(0))
    remainder = ir.If(ir.Binary("==", ir.Binary("%", local(0), const(3)), const(-1)), const("y"), const("n"))
    mul_add = ir.Binary("+", ir.Binary("*", const(3), local(0)), const(-1))
    made = (function("step", 2, 2, step), function("rem", 1, 1, remainder), function("mul", 1, 1, mul_add))
    found = machine(program(*made))
    assert [actual(found, "step", 0, n) for n in (-1, 0, 1, 3, 10)] == ["0", "0", "3", "3", "12"]
    assert actual(found, "step", TOP - 4, TOP) == "Numerical overflow"
    assert actual(found, "step", 0, 4.0) == expected("lt", 0, 4.0)
    assert [actual(found, "rem", n) for n in (-1, 2, -4, -3, 5)] == ["'y'", "'n'", "'y'", "'n'", "'n'"]
    assert actual(found, "rem", 1.5).startswith("Unsupported binary")
    third = TOP // 3
    assert actual(found, "mul", third) == repr(third * 3 - 1)
    assert actual(found, "mul", third + 1) == "Numerical overflow"
    assert actual(found, "mul", -third - 1) in ("Numerical overflow", "Numerical underflow")
    assert actual(found, "mul", 1.0) == expected("mul", 3, 1.0)


def test_an_error_in_a_group_stands_at_its_own_instruction() -> None:
    """The second half of a fused group fails at the second half's place."""
    first = ir.Binary("*", local(0), const(1))
    body = ir.Binary("+", first, const(1))
    body.span = Span(0, 50, 60)
    found = machine(program(function("f", 1, 1, body)))
    for argument, start in ((TOP, 50), ("c", 0)):
        with pytest.raises(VmError) as caught:
            found.execute("f", [argument]).run()
        place = caught.value.frames[0]
        assert isinstance(place, Place)
        assert place.span.start == start


def test_the_written_closures_are_fresh() -> None:
    for module, text in ((arithmetic, generate.arithmetic()), (comparison, generate.comparison())):
        assert module.__file__ is not None
        assert Path(module.__file__).read_text(encoding="utf-8") == text
