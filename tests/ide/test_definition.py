"""Definitions: of items, locals, fields, methods, labels, modules in files."""

from __future__ import annotations

import pytest

from tests.ide.cursor import leads_to


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("fn f() {}\n$0f()", "1:4"),
        ("fn f() {}\nf$0()", "1:4"),
        ("let a = 1;\nlet a = a$0;", "1:5"),
        ("let a = 1;\nlet f = || a$0;", "1:5"),
        ("fn f(a) {\n  a$0\n}\nf(1)", "1:6"),
        ("struct S { x }\nfn f(s) { s.x$0 }\nf(1)", "1:12"),
        ("struct S { x }\nS { $0x: 1 }", "1:12"),
        ("struct S;\nimpl S {\n  fn go(self) {}\n}\nlet s = S;\ns.g$0o()", "3:6"),
        ("struct S;\nimpl S {\n  fn new() { Sel$0f }\n}\nS::new()", "1:8"),
        ("enum E { A, B }\nE::B$0", "1:13"),
        ("mod m {\n  pub fn f() {}\n}\nm::f$0()", "2:10"),
        ("mod m {\n  pub fn f() {}\n}\nm$0::f()", "1:5"),
        ("mod m {\n  pub fn f() {}\n}\nuse m::{f$0};\nf()", "2:10"),
        ("mod m {\n  pub fn f() {}\n}\nuse m::f as g;\ng$0()", "2:10"),
        ("const A = 1;\nconst B = A$0 + 1;\nB", "1:7"),
        ("'out: loop {\n  loop { break 'ou$0t; }\n}", "1:1"),
        ("let n = 1;\nprintln!(\"{n$0}\");", "1:5"),
        ("let n = 1;\nprintln!(\"{}\", n$0);", "1:5"),
        ("let f = |(a, b)| a + b$0;", "1:14"),
        ("/* 😀 */ let n = 1;\n`😀 ${n$0}`", "1:13"),
    ],
)
def test_definition(text: str, place: str) -> None:
    assert leads_to(text) == [f"main.rn:{place}"]


def test_modules_in_files() -> None:
    files: dict[str, bytes | str] = {"/src/a.rn": "mod b;\npub fn f() {}", "/src/a/b.rn": "pub fn g() {}"}
    main = "mod a;\npub fn main() { a::f(); a::b::g() }"
    assert leads_to(main.replace("a::f", "a::$0f"), files) == ["/src/a.rn:2:8"]
    assert leads_to(main.replace("a::f", "$0a::f"), files) == ["/src/a.rn:1:1"]
    assert leads_to(main.replace("b::g", "b$0::g"), files) == ["/src/a/b.rn:1:1"]
    assert leads_to(main.replace("mod a", "mod $0a"), files) == ["/src/a.rn:1:1"]


def test_several_places() -> None:
    text = "struct A;\nstruct B;\nimpl A { fn go(self) {} }\nimpl B { fn go(self) {} }\nfn f(x) { x.go$0() }"
    assert leads_to(text) == ["main.rn:3:13", "main.rn:4:13"]


@pytest.mark.parametrize("text", ["Vec$0::new()", "[1].len$0()", "unknown$0", "1$0"])
def test_without_a_definition(text: str) -> None:
    assert leads_to(text) == []
