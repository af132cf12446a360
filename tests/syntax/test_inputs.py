"""Inputs of prompts and notebooks: which are complete, and what `_` in them means."""

from __future__ import annotations

import pytest

from bindrune.core.api import Session
from bindrune.core.syntax.inputs import completeness

COMPLETE = ["1 + 2", "let a = [1, 2];", "fn f() { 1 }", "", "// text", "_ + 1", "f(_)", "let x = 1\n", "return", "1.."]
INCOMPLETE = [
    "fn f() {", "fn f(", "let a = [1,", "`open ${1", "`open", '"open', "1 +", "a.", "a::", "let x = 1", "/* open",
    "match x {", "|x|", "if x", "#[test]", "println!(", "fn f() {\n\n", "1 +\n\n",
]  # fmt: skip
INVALID = ["let = 1;", "fn 1() {}", ")", "f(1]", "fn f() { let = 1"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((text, "complete") for text in COMPLETE),
        *((text, "incomplete") for text in INCOMPLETE),
        *((text, "invalid") for text in INVALID),
    ],
)
def test_status(text: str, status: str) -> None:
    assert completeness(text).status == status


def test_the_next_line_is_indented_by_what_is_open() -> None:
    assert completeness("fn f() {").indent == "    "
    assert completeness("fn f() {\n    if a {\n        g(").indent == " " * 12
    assert completeness("`${").indent == "    "


def test_the_latest_result() -> None:
    session = Session()
    session.evaluate("20")
    session.evaluate("let unit = ();")
    assert session.evaluate("_ + _ + 2").value == 42
    assert session.evaluate("match 1 { _ => _ }").value == 42
    assert session.evaluate("let _ = 1; let f = |_| 5; f(0) + Out[1]").value == 25


def test_the_last_semicolon_may_be_missing() -> None:
    session = Session()
    assert session.evaluate("let x = 5").ok
    assert session.evaluate("let y = x // the same").ok
    assert session.evaluate("x + y").value == 10
    outcome = session.evaluate("let z =")
    assert outcome.message == "Expected expression but got eof"
