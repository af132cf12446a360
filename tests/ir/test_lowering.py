"""Lowering where it matters most: errors, warnings, what goes on behind an error, session names."""

from __future__ import annotations

import pytest

from bindrune.core.ir import nodes as ir
from tests.ir.lowering import errors, lowered, program, warnings


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("let a = 1; let f = move || a; a", ["31: Variable moved"]),
        ("let a = 1; let f = move || a; a = 2;", ["31: Variable moved"]),
        ("let a = 1; let f = move || a; let g = || a;", ["39: Variable moved"]),
        ("loop { let f = || { break; }; }", ["21: Break outside of loop"]),
        ("'a: { continue 'a; }", ["7: Labeled blocks cannot be `continue`'d"]),
        ("fn f() { async {}.await } f()", ["10: Expression `.await` outside of async function or block"]),
        ("struct P { x, y } P { x: 1 }", ["19: Missing field `y` in declaration of `P`"]),
        ("struct T(a, b); T(1)", ["18: Wrong number of arguments 1, expected 2"]),
        ("let (.., a) = (1, 2);", ["6: Pattern `..` is not supported in this location"]),
        ("#{ a: 1, a: 2 };", ["10: Duplicate key in literal object"]),
        ('println!("{} {}", 1);', ["10: missing positional argument #1"]),
        ("let a = 1; println!(a);", ["21: No local variable `a`"]),
        ("let a = 1; let b = const { a };", ["28: No local variable `a`"]),
    ],
)
def test_errors(text: str, wanted: list[str]) -> None:
    assert errors(text) == wanted


def test_an_error_does_not_hide_the_next_nor_cause_more() -> None:
    text = "let a = nope; a + 1; a.b; let c = a; also(c); a"
    assert errors(text) == ["9: No local variable `nope`", "38: Missing item also"]


def test_names_of_a_pattern_in_error_are_known() -> None:
    assert errors("let (a, [b, #{ c, d: e }]) = nope; a + b + c + e") == ["30: No local variable `nope`"]


def test_a_body_with_an_error_warns_of_nothing() -> None:
    assert warnings("1; let (a,) = (1,); nope") == []


def test_every_statement_behind_a_return_is_unreachable() -> None:
    assert warnings("fn f() { return 1; f(); 2 } f();") == [
        "20: Unreachable code",
        "25: Unreachable code",
    ]


def test_a_labelled_block_that_is_always_left_goes_on_behind_it() -> None:
    assert warnings("fn f() { 'a: { break 'a 1; } 2 } f();") == []


@pytest.mark.parametrize(
    "text",
    [
        "let x = 1; fn f() { x } f();",
        "fn g(x) { fn f() { x } f() } g(1);",
        "for x in [1] { fn f() { x } f(); }",
    ],
)
def test_a_variable_outside_of_a_function_is_explained(text: str) -> None:
    (found,) = lowered(text).diagnostics
    assert found.message == "No local variable `x`"
    assert found.help is not None
    assert "`let f = || { … };`" in found.help
    assert "parameter `x`" in found.help


def test_a_session_variable_in_a_function_is_explained() -> None:
    (found,) = lowered("fn f(a) { x } f(1)", preset=("x",)).diagnostics
    assert found.help is not None
    assert "`let f = |a| { … };`" in found.help


def test_session_variables_are_the_first_slots_and_what_remains_is_told() -> None:
    script = lowered("let b = a; { let c = 1; } let f = move || z;", preset=("a", "z")).script
    assert script is not None
    assert script.locals == {"a": 0, "z": 1, "b": 2, "f": 4}
    assert script.moved == {"z"}
    assert isinstance(script.fn.body, ir.Block)
    assert script.fn.body.drops == []


def test_only_what_is_reached_is_part_of_the_program() -> None:
    functions = program("fn a() { b() } fn b() {} fn c() {} a();").functions
    assert [fn.item for fn in functions] == ["", "a", "b"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1", "immediate"),
        ("async {}.await", "async"),
        ("yield 1", "generator"),
        ("select { default => 1 }; yield 1", "stream"),
    ],
)
def test_the_kind_of_a_script_comes_from_what_it_does(text: str, kind: str) -> None:
    assert program(text).functions[0].kind == kind


@pytest.mark.parametrize(
    ("text", "charge"),
    [
        ("fn f(a) { a + 1 } f(1);", [True, False]),
        ("fn f(a) { a.len() } f(1);", [True, True]),
        ("fn f(a) { for x in a {} } f(1);", [True, False]),
    ],
)
def test_functions_that_call_are_charged(text: str, charge: list[bool]) -> None:
    assert [fn.charge for fn in program(text).functions] == charge


def test_parameters_are_in_the_first_slots_whatever_their_patterns() -> None:
    fn = program("fn f((a, b), c, _) { a + b + c } f((1, 2), 3, 4);").functions[1]
    first, second, third = fn.params
    assert isinstance(first, ir.TuplePat)
    assert isinstance(second, ir.BindPat)
    assert isinstance(third, ir.AnyPat)
    assert [item.slot for item in first.items if isinstance(item, ir.BindPat)] == [3, 4]
    assert second.slot == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("if true { 1 } else { 2 }\n3", ["22: Not used", "11: Not used"]),
        ("let a = if true { 1 };", ["19: Not used"]),
        ("for x in [] { { 1 } }", ["17: Not used"]),
        ('format!("a"); stringify!(a);', ["15: Not used"]),
        ('`a ${"b"}`;', ["1: Using a template string without expansions, like `Hello World`"]),
    ],
)
def test_literals_without_use(text: str, wanted: list[str]) -> None:
    assert warnings(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 = 1; nope", ["8: No local variable `nope`", "1: Cannot assign to expression"]),
        ("let 1.5 = nope;", ["11: No local variable `nope`"]),
        (
            "loop { let f = || { break; }; nope; }",
            ["31: No local variable `nope`", "21: Break outside of loop"],
        ),
    ],
)
def test_late_errors_stand_behind_the_others(text: str, wanted: list[str]) -> None:
    assert errors(text) == wanted


def test_items_in_the_arguments_of_macros_are_found() -> None:
    assert errors('println!("{}", { fn f() { 1 } f() });') == []
