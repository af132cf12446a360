"""The tree: segments, places, nesting, and texts of any kind."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.source import Source, Span
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.parser.entry import parse
from bindrune.core.syntax.parser.macro_args import MacroArguments
from bindrune.core.syntax.printer import dump
from bindrune.core.syntax.tree import Segment, Tree, children


def tree_of(text: str, function_body: bool = True) -> Tree:
    """A parsed text."""
    return parse(Source(0, "<test>", text), function_body)


def text_of(segment: Segment) -> str:
    """The text of a segment, that of the segments within put in its place."""
    pieces: list[str] = []
    at = 0
    for hole in segment.holes:
        pieces += [segment.raw[at : hole.offset], *(text_of(child) for child in hole.children)]
        at = hole.offset
    return "".join([*pieces, segment.raw[at:]])


def check(tree: Tree) -> None:
    """The segments give the text back, and every node and diagnostic lies within it."""
    text = tree.source.text
    whole = [tree.head, *tree.segments, tree.tail]
    assert "".join(text_of(segment) for segment in whole) == text
    for segment in tree.all_segments():
        assert text_of(segment) == text[segment.start : segment.start + segment.width]
        pending: list[n.Node] = [segment.node] if segment.node is not None else []
        while pending:
            node = pending.pop()
            span = segment.span(node)
            assert 0 <= span.start <= span.end <= len(text)
            pending += children(node)
        for token in range(len(segment.kinds)):
            span = segment.span_of_token(token)
            assert text[span.start : span.end] == segment.text(token)
    for diagnostic in tree.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)


def test_segments_within_segments() -> None:
    text = "mod m {\n  fn f() { 1 }\n  impl A { fn g(self) {} fn h() {} }\n}\nlet x = 1;\n"
    tree = tree_of(text)
    check(tree)
    module, local = tree.segments
    assert isinstance(module.node, n.ItemMod)
    f, impl = module.node.items
    assert isinstance(impl.node, n.ItemImpl)
    assert [segment.text(segment.node.name) for segment in impl.node.items if isinstance(segment.node, n.ItemFn)] == [
        "g",
        "h",
    ]
    assert f.span(f.node or n.Node(0, 0)) == Span(0, 10, 22)
    assert module.span(module.node) == Span(0, 0, text.index("let") - 1)
    assert local.node is not None and local.span(local.node).start == text.index("let")


def test_module_heads() -> None:
    tree = tree_of('#!shebang\n//! doc\n#![doc = "x"]\nfn f() {}\n// end\n', False)
    check(tree)
    assert [type(inner) for inner in tree.inner] == [n.DocComment, n.Attribute]
    assert not tree.diagnostics
    assert tree.tail.raw == "\n// end\n"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("1 + 2 * 3", "ExprBinary"),
        ("a = b + c", "ExprAssign"),
        ("1 + a = 2", "ExprBinary"),
        ("-a.b()", "ExprUnary"),
        ("0..n == 3", "ExprRange"),
        ("a < b..c", "ExprRange"),
        ("a += b && c", "ExprAssignOp"),
        ("x as f64 + 1", "ExprBinary"),
        ("x is not T", "ExprBinary"),
        ("return || 1", "ExprBinary"),
        ("|| 1 + 2", "ExprClosure"),
        ("{ 1 } - 1", "ExprBinary"),
        ("t.0(a)", "ExprMethodCall"),
        ("x.m::<T>()", "ExprMethodCall"),
        ("a.b::c", "ExprField"),
        ("(1)", "ExprGroup"),
        ("(1,)", "ExprTuple"),
        ('A { b, "c": 1 }', "ExprObject"),
        ("`a${1}`", "ExprTemplate"),
        ("'a: const { 1 }", "ExprBlock"),
        ("a!(1 2)", "ExprMacroCall"),
    ],
)
def test_shapes(text: str, shape: str) -> None:
    tree = tree_of(text)
    assert not tree.diagnostics
    (segment,) = tree.segments
    assert isinstance(segment.node, n.StmtExpr)
    assert type(segment.node.expr).__name__ == shape


def test_blocks_begin_no_call_at_the_start_of_a_statement() -> None:
    assert len(tree_of("if c {} (x)").segments) == 2
    assert len(tree_of("if c {}.x").segments) == 1
    assert len(tree_of("a!{} [0]").segments) == 1


def test_dump() -> None:
    assert dump(tree_of("let a = -1;")) == (
        "StmtLocal @1:1..1:12 semi=';'\n"
        "  pattern: PatPath @1:5..1:6\n"
        "    path: Path @1:5..1:6 names='a'\n"
        "  value: ExprUnary @1:9..1:11 op=MINUS\n"
        "    operand: ExprLiteral @1:10..1:11 '1'\n"
    )


def test_macro_arguments() -> None:
    tree = tree_of('fn f() {}\nprintln!("{}", a + 1, b = [2],);')
    segment = tree.segments[1]
    assert isinstance(segment.node, n.StmtExpr) and isinstance(segment.node.expr, n.ExprMacroCall)
    call = segment.node.expr.call
    arguments = MacroArguments(segment, call.open + 1, call.close)
    assert isinstance(arguments.expression(), n.ExprLiteral) and arguments.comma()
    second = arguments.expression()
    assert segment.span(second) == Span(0, 25, 30)
    assert arguments.name() == -1 and arguments.comma()
    assert segment.text(arguments.name()) == "b"
    arguments.expression()
    assert arguments.comma() and arguments.ended
    assert not arguments.diagnostics


def test_macro_arguments_in_error() -> None:
    tree = tree_of('println!("{}", 1 +)')
    segment = tree.segments[0]
    arguments = MacroArguments(segment, 3, len(segment.kinds) - 1)
    arguments.expression()
    arguments.comma()
    arguments.expression()
    (found,) = arguments.diagnostics
    assert arguments.failed
    assert (found.message, found.span.start) == ("Expected expression but got eof", 18)


NESTED = {
    "group": ("(", "1", ")"),
    "block": ("{", "1", "}"),
    "value": ("let a = {", "1", "};"),
    "minus": ("-", "1", ""),
    "call": ("f(", "1", ")"),
    "closure": ("|x| { ", "x", " }"),
    "if": ("if a {", "1", "}"),
    "match": ("match a { b => ", "1", " }"),
    "object": ("#{a: ", "1", "}"),
    "function": ("fn f() {", "", "}"),
    "module": ("mod a {", "", "}"),
    "import": ("use a::{", "b", "};"),
    "template": ("`${", "1", "}`"),
    "pattern": ("let (", "a", ") = 1;"),
    "assignment": ("a = ", "1", ""),
}


@pytest.mark.parametrize("name", NESTED)
def test_nesting(name: str) -> None:
    """1,000 levels parse on a small stack; far more are an error, and nothing else."""
    opening, middle, closing = NESTED[name]
    head = "let " if name == "pattern" else "use " if name == "import" else ""
    tail = " = 1;" if name == "pattern" else ";" if name == "import" else ""
    if head:
        opening, closing = opening.removeprefix(head), closing.removesuffix(tail)
    found: list[Tree] = []

    def work() -> None:
        for count in (999, 20_000):
            found.append(tree_of(head + opening * count + middle + closing * count + tail))

    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    fine, deep = found
    assert not fine.diagnostics
    assert {d.code.name for d in deep.diagnostics} == {"nested-too-deeply"}


def test_long_chains() -> None:
    assert not tree_of("a" + " + a" * 2_999).diagnostics
    assert not tree_of("a" + ".b()" * 3_000).diagnostics
    (found,) = tree_of("a" + " + a" * 10_000).diagnostics
    assert found.code.name == "nested-too-deeply"


WORDS = st.sampled_from(
    [text for text in t.TEXTS if text and text != "is not"]
    + ["x", "1", '"s"', "'c'", "'l", "1.5", "/// d\n", "\n", "€"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.booleans())
def test_any_words_parse(text: str, function_body: bool) -> None:
    check(tree_of(text, function_body))


@settings(max_examples=100, deadline=None)
@given(st.text(), st.booleans())
def test_any_text_parses(text: str, function_body: bool) -> None:
    check(tree_of(text, function_body))


def test_items_in_macro_arguments() -> None:
    text = "fn f() {}\na!({ mod m { fn g() { 1 } } if b {}; c + 1 });"
    tree = tree_of(text)
    segment = tree.segments[1]
    arguments = MacroArguments(segment, 3, len(segment.kinds) - 2)
    block = arguments.expression()
    assert arguments.ended and not arguments.diagnostics and len(arguments.warnings) == 1
    assert isinstance(block, n.ExprBlock)
    module, _, last = block.block.statements
    assert isinstance(module, n.ItemMod)
    (inner,) = module.items
    assert inner.node is not None
    for owner, node, wanted in ((segment, last, "c + 1"), (inner, inner.node, "fn g() { 1 }")):
        span = owner.span(node)
        assert text[span.start : span.end] == wanted
