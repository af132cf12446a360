"""Items of a session's earlier inputs, seen from later ones."""

from __future__ import annotations

from bindrune.core.api import MemoryIO, Session
from bindrune.core.ir.program import Lowered
from tests.analysis.analyse import analyse, found


def run(*inputs: str) -> list[list[str]]:
    """The errors of each input; those before it are seen by it if they had none."""
    before: Lowered | None = None
    reports = []
    for text in inputs:
        lowered = analyse(text, script=True, session=True, before=before)
        reports.append([line for line in found(lowered) if "error" in line])
        if not reports[-1]:
            before = lowered
    return reports


def test_items_modules_imports_and_types_stay() -> None:
    reports = run(
        "fn f() { 1 } mod m { pub fn g() { 2 } } use std::cmp::max; struct P { x }",
        "impl P { fn make() { P { x: f() } } } fn h() { m::g() }",
        "max(f(), m::g()) + h(); P::make(); P { x: 1 }",
        "use m::g; g()",
        "fn k() { f() } k()",
    )
    assert reports == [[], [], [], [], []]


def test_a_later_definition_takes_the_place_of_an_earlier_one() -> None:
    reports = run("struct P; impl P { fn old() { 1 } } P::old()", "struct P { x }", "P::old()")
    assert reports == [[], [], ["//! error 1:1: Missing item ::P::old"]]


def test_a_function_of_a_type_can_be_defined_again() -> None:
    assert run("struct P; impl P { fn f() { 1 } }", "impl P { fn f() { 2 } } P::f()") == [[], []]


def test_an_input_that_fails_leaves_nothing() -> None:
    reports = run("struct P;", "impl P { fn f() { 1 } } fn g() { 1 } missing", "P::f()", "g()")
    assert reports[2:] == [
        ["//! error 1:1: Missing item ::P::f"],
        ["//! error 1:1: Missing item g"],
    ]


def test_names_of_modules_are_not_inherited_by_modules() -> None:
    assert run("fn f() { 1 }", "mod m { pub fn g() { f() } } m::g()")[1] == [
        "//! error 1:22: Missing item ::m::f"
    ]


def test_what_a_block_declares_belongs_to_its_input() -> None:
    session = Session(MemoryIO())
    assert session.evaluate("let a = { struct S; impl S { fn m(self) { 1 } } S };").ok
    assert session.evaluate("let b = { struct S; impl S { fn m(self) { 2 } fn n(self) { 3 } } S };").ok
    assert session.evaluate("a.m() * 10 + b.m()").value == 12
    assert session.evaluate("b.n()").value == 3
    assert session.evaluate("a.n()").error is not None
    assert session.evaluate("{ fn hidden() { 1 } hidden() }").value == 1
    assert not session.evaluate("{ fn other() { 1 } hidden() }").ok
