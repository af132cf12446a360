"""Programs that nest or go on as far as the language promises."""

from __future__ import annotations

import pytest

from tests.ir.lowering import lowered

DEEP = 1_000
LONG = 3_000

PROGRAMS = {
    "blocks": "let a = " + "{" * DEEP + "1" + "}" * DEEP + ";",
    "conditions": "if true {" * DEEP + "1" + "}" * DEEP,
    "else if": "if false {} " + "else if false { 1 } " * DEEP,
    "closures": "let x = 1; let a = " + "|| " * DEEP + "x;",
    "calls": "fn f(a) { a } " + "f(" * DEEP + "1" + ")" * DEEP,
    "matches": "match 1 { _ => " * DEEP + "1" + "}" * DEEP,
    "patterns": "let " + "(" * DEEP + "a" + ",)" * DEEP + " = 1;",
    "operators": "+".join(["1"] * LONG),
    "methods": "1" + ".a()" * (LONG - 1),
    "constants": "const A = " + "+".join(["1"] * LONG) + "; A",
    "late reads": "let a = 1; " + "(a + { a = 2; " * 500 + "1" + "})" * 500,
    "returns": "if true { return 1; } else {" * (DEEP - 1) + "return 2" + "}" * (DEEP - 1),
}


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_depth(text: str) -> None:
    assert lowered(text).program is not None
