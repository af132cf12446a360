"""Constant evaluation: values, limits, and the texts of its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bindrune.core.api import MemoryIO, build_text, debug
from bindrune.core.compile.disasm import disassemble
from bindrune.core.compile.unit_file import dump_unit, load_unit
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.const_eval import BUDGET, MAX_LEVELS, Evaluation
from bindrune.core.ir.constants import debug_constant
from bindrune.core.ir.printer import dump
from tests.ir.lowering import errors, program

if TYPE_CHECKING:
    from bindrune.core.ir.constants import ConstValue

LEVELS = MAX_LEVELS - 5


def value(text: str) -> str:
    """The constant that an expression gives."""
    (body,) = (fn.body for fn in program(f"const C = {text}; let c = C; c").functions)
    assert isinstance(body, ir.Block)
    (bind,) = body.body
    assert isinstance(bind, ir.Bind)
    found = bind.value
    if isinstance(found, ir.Str):
        return repr(found.text)
    assert isinstance(found, ir.Const | ir.Fresh)
    return debug_constant(found.value)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 << 63", "-9223372036854775808"),
        ("{ let i = 0; loop { i += 1; if i > 3 { break i * 2; } } }", "8"),
        ("'a: { while true { loop { break 'a 1; } } 2 }", "1"),
        ("-7 / 2", "-3"),
        ("1.0 / 0.0", "inf"),
        ("{ let a = [1]; let b = a; b.0 = 2; a }", "[2]"),
        ("{ let n = 0; while n < 5 { n += 1; } n }", "5"),
        ("if 1 > 2 { 1 }", "()"),
        ("if 1 > 2 { 1 } else if 1 < 2 { 2 }", "()"),
        ("(1, #{ a: 'c' }, 2u64)", "(1, #{a: char 'c'}, 2u64,)"),
        ("`a ${1 + 1} ${1e16}`", "'a 2 1e16'"),
        ("i64::MAX", "9223372036854775807"),
        ("u64::MAX", "18446744073709551615u64"),
    ],
)
def test_values(text: str, wanted: str) -> None:
    assert value(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 % 2", "13: op not supported yet"),
        ("1 / 0", "11: division by zero"),
        ("loop {}", "16: Evaluation budget exceeded"),
        ("if 1 { 2 }", "14: Expected type `::std::bool` but found `::std::i64`"),
        ("9223372036854775807 + 1", "11: Numerical overflow"),
        ("-9223372036854775808 - 1", "11: Numerical underflow"),
        ("1 << 65", "11: Numerical overflow"),
        ("1 >> 64", "11: Numerical underflow"),
        ("|x| x", "11: Closures are not supported in constant contexts"),
        ("drop(1)", "11: Call not supported in constant contexts"),
        ("(1, 2).0", "11: Not supported as a target"),
        ("C", "11: Missing item C"),
        ("{ let o = #{}; o.a = o; o }", "11: Constant nests too deeply"),
        ("{ let v = 1; let n = 0; while n < 2000 { v = [v]; n += 1; } v }", "11: Constant nests too deeply"),
        ("{ let v = 1; let n = 0; while n < 40 { v = [v, v]; n += 1; } v }", "11: Evaluation budget exceeded"),
        ('{ let s = "a"; let n = 0; while n < 40 { s = s + s; n += 1; } s }', "56: Evaluation budget exceeded"),
        ('{ let s = "a"; let n = 0; while n < 40 { s = `${s}${s}`; n += 1; } s }', "63: Evaluation budget exceeded"),
    ],
)
def test_errors(text: str, wanted: str) -> None:
    assert errors(f"const C = {text}; C")[0] == wanted


def test_const_functions_are_evaluated_where_they_are_called() -> None:
    text = "const fn f(a, b) { let c = a * b; g(c) } const fn g(c) { c + 1 } f(2, 3)"
    (fn,) = program(text).functions
    assert isinstance(fn.body, ir.Const)
    assert fn.body.value == 7


def test_a_cycle_of_const_functions_is_a_missing_item() -> None:
    assert errors("const fn f() { g() } const fn g() { f() } f()")[0] == "37: Missing item f"


@pytest.mark.parametrize("nested", ["[" * LEVELS + "1" + "]" * LEVELS, "#{ a: " * LEVELS + "1" + "}" * LEVELS])
def test_a_constant_that_nests_deeply_is_built_shown_and_kept_in_a_file(nested: str) -> None:
    built = build_text(f"const C = {nested}; C", io=MemoryIO())
    assert built.unit is not None and built.ir is not None
    assert len(debug(built.run())) >= 2 * LEVELS
    assert disassemble(load_unit(dump_unit(built.unit))) == disassemble(built.unit)
    assert dump(built.ir).count("]" if nested[0] == "[" else "}") >= LEVELS


def test_what_an_evaluation_makes_of_a_constant_costs_its_size() -> None:
    big = "const B = { let v = 1; let n = 0; while n < 10 { v = [v, v]; n += 1; } v };"
    loop = "const C = {{ let n = 0; while n < {} {{ B; n += 1; }} n }}; C"
    assert errors(big + loop.format(10)) == []
    assert "budget" in errors(big + loop.format(900))[0]


def test_evaluations_that_run_over_leave_less_to_the_next_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    result = Evaluation.result

    def counted(self: Evaluation, node: ir.Expr) -> ConstValue:
        before = self.left
        try:
            return result(self, node)
        finally:
            counts.append(before - self.left)

    monkeypatch.setattr(Evaluation, "result", counted)
    text = "".join(f"const C{n} = loop {{ }};" for n in range(12)) + "const D = 1 + 1;"
    found = errors(text + "".join(f"C{n};" for n in range(12)) + "D")
    assert [message.split(": ")[1] for message in found] == ["Evaluation budget exceeded"] * 12
    assert len(counts) == 13
    assert BUDGET < sum(counts) < 2 * BUDGET + 100
