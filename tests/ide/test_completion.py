"""Completion: names, paths, members, in whole code and in broken."""

from __future__ import annotations

import pytest

from bindrune.core.ide.completion import complete
from bindrune.core.ide.scope import SessionItem, SessionScope, session_items
from bindrune.core.ide.snapshot import take_snapshot
from tests.ide.cursor import items, names

POINT = "struct Point { x, y }\nimpl Point {\n  fn new() { Point { x: 1, y: 2 } }\n  fn len(self) { 1 }\n}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("let total = 1;\ntot$0", ["total"]),
        ("let total = 1;\nlet x = tot$0;\nlet totem = 2;", ["total"]),
        ("fn f(alpha, beta) { al$0 }", ["alpha"]),
        ("let f = |alpha, beta| bet$0", ["beta"]),
        ("for item in [1] { ite$0 }", ["item"]),
        ("while let Some(next) = it() { nex$0 }", ["next"]),
        ("if let Some(alpha) = x && let Some(almond) = y { al$0 }", ["almond", "alpha"]),
        ("match 1 { almond if al$0 => 1 }", ["almond"]),
        ("{ let almond = 1; }\nalm$0", []),
        ("fn f() { let almond = 1; }\nfn g() { alm$0 }", []),
        ("fn outer() { fn inner() {} inn$0 }", ["inner"]),
        ("mod m { pub fn hidden() {} }\nhidd$0", []),
        ("printl$0", ["println", "println!"]),
        ("whi$0", ["while"]),
        ("let almond = 1;\nprintln!(\"{}\", alm$0", ["almond"]),
        ("let almond = 1;\nprintln!(\"{alm$0\");", ["almond"]),
        ("let almond = 1;\n`${alm$0}`", ["almond"]),
        ("fn almond() {}\nfn f() { alm$0", ["almond"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_nearest_come_first() -> None:
    assert names("fn item_a() {}\nlet item_b = 1;\nite$0")[:2] == ["item_b", "item_a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (POINT + "Point::$0", ["len", "new"]),
        ("enum E { A, B(x) }\nE::$0", ["A", "B"]),
        ("mod m { pub fn f() {} pub struct S; }\nm::$0", ["S", "f"]),
        ("mod m { pub mod n { pub fn f() {} } }\nm::n::$0", ["f"]),
        ("use std::collections::HashMap as Map;\nMap::ne$0", ["ne", "new"]),
        ("use std::collections::Hash$0", ["HashMap", "HashSet"]),
        ("use std::{iter, collections::{Hash$0", ["HashMap", "HashSet"]),
        ("::st$0", ["std"]),
        ("Option::No$0", ["None"]),
        (POINT + "impl Point { fn f() { Self::n$0 } }", ["new"]),
    ],
)
def test_paths(text: str, expected: list[str]) -> None:
    assert [name for name in names(text) if name in expected] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (POINT + "let p = Point::new();\np.$0", ["x", "y", "len"]),
        (POINT + "let p = Point { x: 1, y: 2 };\nlet q = p;\nq.$0;", ["x", "y", "len"]),
        (POINT + "impl Point { fn f(self) { self.$0 } }", ["x", "y", "f", "len"]),
        (POINT + "println!(\"{}\", Point::new().$0", ["x", "y", "len"]),
        ("\"a\".to_upp$0", ["to_uppercase"]),
        ("let s = \"a\";\ns.to_upp$0\nlet t = 1;", ["to_uppercase"]),
        ("let n = 1;\n(n + 2).checked_a$0", ["checked_add"]),
        ("[1, 2].iter().filter_m$0", ["filter_map"]),
        ("(1..10).iter().map$0", ["map"]),
        ("Some(1).unwrap_or_e$0", ["unwrap_or_else"]),
    ],
)
def test_members_of_evident_types(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_members_of_what_is_not_known() -> None:
    found = items(POINT + "fn f(a) { a.$0 }")
    assert [(one.text, one.kind) for one in found[:3]] == [("x", "field"), ("y", "field"), ("len", "method")]
    assert {"push", "iter", "unwrap", "await"} <= {one.text for one in found}


def test_fields_of_literals() -> None:
    assert names(POINT + "Point { x: 1, $0 }")[0] == "y"
    assert names(POINT + "Point { $0 }")[:2] == ["x", "y"]


@pytest.mark.parametrize(
    "text",
    [
        "// a$0",
        "/* a$0",
        "\"a$0\"",
        "\"a$0",
        "'a$0'",
        "/// a$0\nfn f() {}",
        "let a$0",
        "fn a$0",
        "struct A$0",
        "12$0",
        "1.5$0",
    ],
)
def test_nothing_to_complete(text: str) -> None:
    assert names(text) == []


def test_attributes() -> None:
    assert names("#[$0]\nfn f() {}") == ["bench", "test"]


def test_details() -> None:
    (found,) = items("fn almond(a, b) {}\nalm$0")
    assert (found.kind, found.detail) == ("function", "fn almond(a, b)")
    (found,) = items("let almond = [1];\nalm$0")
    assert (found.kind, found.detail) == ("variable", "Vec")


SCOPE = SessionScope(
    {"values": "::std::vec::Vec", "place": "Point"},
    {
        "Point": SessionItem(
            "struct", "Point", "struct Point { x }", fields=["x"],
            methods={"length": SessionItem("fn", "Point::length", "fn length(self)")},
            members={"new": SessionItem("fn", "Point::new", "fn new()")},
        ),
        "greet": SessionItem("fn", "greet", "fn greet(name)"),
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "start", "expected"),
    [
        ("val$0", 0, ["values"]),
        ("1 + gre$0", 4, ["greet"]),
        ("values.pus$0", 7, ["push"]),
        ("place.$0", 6, ["x", "length"]),
        ("Point::$0", 7, ["length", "new"]),
        ("let plane = 1; pla$0", 15, ["place", "plane"]),
        ("Poi$0nt", 0, ["Point"]),
    ],
)
def test_in_a_session(code: str, start: int, expected: list[str]) -> None:
    found = complete(code.replace("$0", ""), code.index("$0"), SCOPE)
    assert (found.start, [item.text for item in found.items]) == (start, expected)


def test_items_of_a_session_are_described() -> None:
    text = "/// A place.\nstruct P { x }\nimpl P { fn new() {} fn len(self) {} }\nenum E { A }\nmod m { fn f() {} }"
    found = session_items(take_snapshot(text, "a").index.to_inherit())
    assert sorted(found) == ["E", "P", "m"]
    point = found["P"]
    assert (point.kind, point.signature, point.doc) == ("struct", "struct P { x }", "A place.")
    assert (list(point.fields), list(point.methods), list(point.members)) == (["x"], ["len"], ["new"])
    assert found["E"].members["A"].kind == "variant"
    assert found["m"].members["f"].signature == "fn f()"
