"""Parsing again after an edit gives what a full parse gives."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.source import Source
from bindrune.core.syntax.lexer import Tokens, lex
from bindrune.core.syntax.parser.entry import parse
from bindrune.core.syntax.printer import dump
from bindrune.core.syntax.reparse import Edit, reparse
from bindrune.core.syntax.tree import Tree

MODULE = """//! Text.
use std::iter;

/// A point.
struct Point { x, y }

impl Point {
    fn new(x, y) { Point { x, y } }
    /* between */
    fn sum(self) { self.x + self.y }

    fn text(self) { `${self.x} ${self.y}` }
}

mod inner {
    //! Inside.
    pub fn f() { 1 }
    pub mod deep {
        fn g(a, b) { if a { b } else { "s" } }
        enum E { A, B(c) }
    }
    const C = 'c';
}

pub fn main() {
    let v = [1, 2, 3];
    println!("{}", v.len());
    for x in v { dbg!(x) }
}
"""
SCRIPT = """let a = 1;
let b = `x ${a} y`;
fn f(x) { x + 1 }
if a > 0 { f(a); } else { f(b) }
impl P { fn m(self) { 1 } fn n(self) { 2 } }
mod m { pub fn g() { 1 } pub fn h() { 2 } }
struct P;
let c = |x| x * 2
println!("{}", c(2));
a
"""
PIECES = [
    *"{}()[]\"'`;,.=#!/*\n x1",
    "fn f() {}",
    "let ",
    "//",
    "/*",
    "*/",
    "${",
    "'a",
    "1 2",
    "mod m {",
    "a!(",
    "pub ",
    "}\n",
]


def state(tree: Tree) -> tuple[object, ...]:
    """All of a tree that can be seen."""
    return (
        dump(tree),
        [(d.code.name, d.text, d.span, [label.span for label in d.labels]) for d in tree.diagnostics],
        [(s.start, s.raw, s.kinds, s.starts, s.ends) for s in tree.all_segments()],
        tree.tail.raw,
        tree.tail.start,
        tree.has_syntax_errors,
    )


def edited(text: str, start: int, end: int, piece: str) -> str:
    """A text after an edit."""
    return text[:start] + piece + text[end:]


@settings(max_examples=250, deadline=None)
@given(st.booleans(), st.integers(0, 2**32))
def test_same_as_a_full_parse(function_body: bool, seed: int) -> None:
    choose = random.Random(seed)
    text = SCRIPT if function_body else MODULE
    tree = parse(Source(0, "<test>", text), function_body)
    for _ in range(4):
        start = choose.randrange(len(text) + 1)
        end = min(len(text), start + choose.choice([0, 0, 1, 1, 3, 20]))
        piece = choose.choice(["", *PIECES])
        text = edited(text, start, end, piece)
        tree = reparse(tree, Source(0, "<test>", text), Edit(start, end, len(piece)))
        assert state(tree) == state(parse(Source(0, "<test>", text), function_body))


def test_an_edit_of_a_large_file_parses_few_segments() -> None:
    text = MODULE * 300
    tree = parse(Source(0, "<test>", text), False)
    at = text.index("v.len()", len(text) // 2)
    for _ in range(5):
        before = set(tree.all_segments())
        text = edited(text, at, at, "x")
        tree = reparse(tree, Source(0, "<test>", text), Edit(at, at, 1))
        assert len(set(tree.all_segments()) - before) <= 20
    assert state(tree) == state(parse(Source(0, "<test>", text), False))


def test_attempts_in_modules_in_each_other_read_little_more_than_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "mod m { " * 900 + "}" * 900
    tree = parse(Source(0, "<test>", text), False)
    at = text.index("}")
    new = edited(text, at, at + 1, "fn g(")
    read = []

    def counted(chunk: str, shebang: bool = True) -> Tokens:
        read.append(len(chunk))
        return lex(chunk, shebang=shebang)

    monkeypatch.setattr("bindrune.core.syntax.reparse.lex", counted)
    tree = reparse(tree, Source(0, "<test>", new), Edit(at, at + 1, 5))
    assert state(tree) == state(parse(Source(0, "<test>", new), False))
    assert 0 < sum(read) < 3 * len(text)


def test_problems_within_modules_in_each_other_are_collected() -> None:
    text = "mod m { " * 995 + "}" * 995
    tree = parse(Source(0, "<test>", text), False)
    at = text.index("}")
    new = edited(text, at, at, "fn f() { 1 2 }")
    tree = reparse(tree, Source(0, "<test>", new), Edit(at, at, 14))
    assert [d.text for d in tree.diagnostics] == [d.text for d in parse(Source(0, "<test>", new), False).diagnostics]


def test_items_in_modules_in_each_other_nest_as_deep_as_in_a_full_parse() -> None:
    for levels in 985, 995:
        text = "mod m { " * levels + "fn f() {}" + "}" * levels
        tree = parse(Source(0, "<test>", text), False)
        at = text.index("fn")
        new = edited(text, at, at, "mod n { " * 10 + "}" * 10)
        tree = reparse(tree, Source(0, "<test>", new), Edit(at, at, 90))
        assert state(tree) == state(parse(Source(0, "<test>", new), False))
        assert bool(tree.diagnostics) == (levels == 995)


def test_an_attribute_becomes_an_inner_one() -> None:
    for text in "#[builtin] template*/late!()", "mod m { #[builtin] template*/late!() }":
        start, end = text.index("[b"), text.index("!()")
        tree = parse(Source(0, "<test>", text), False)
        text = edited(text, start, end, "\n")
        tree = reparse(tree, Source(0, "<test>", text), Edit(start, end, 1))
        assert state(tree) == state(parse(Source(0, "<test>", text), False))
