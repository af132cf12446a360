"""Errors of syntax: the first as the reference words it, all of them without noise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bindrune.core.source import Source
from bindrune.core.syntax.nodes import ItemError
from bindrune.core.syntax.parser.entry import parse

FOLDER = Path(__file__).resolve().parent.parent / "conformance"
CHUNK = re.compile(r"^//---- .*?(?:\[([a-z, ]+)\])?\s*$")
# Errors that show when macros are expanded, or in later stages.
LATER = re.compile(r"Expected (a (constant|value)|something|type|number)|(Expected|Unexpected) (end|eof)|.* eof$")


def errors(text: str, function_body: bool = True) -> list[str]:
    """The errors of a text, each with line and column."""
    source = Source(0, "<test>", text)
    found = []
    for diagnostic in parse(source, function_body).diagnostics:
        if diagnostic.severity == "error":
            line, col = source.line_index.line_col(diagnostic.span.start)
            found.append(f"{line}:{col}: {diagnostic.message}")
    return found


def chunks() -> list[tuple[str, int, bool, str, str | None]]:
    """All chunks that are no tests: file, line, whether a module, text, first error wanted."""
    found = []
    for path in sorted(FOLDER.glob("*/*.rn")):
        lines = path.read_text(encoding="utf-8").split("\n")
        heads = [i for i, line in enumerate(lines) if CHUNK.match(line)]
        for head, end in zip(heads, [*heads[1:], len(lines)], strict=True):
            match = CHUNK.match(lines[head])
            tags = match[1] or "" if match else ""
            body = lines[head + 1 : end]
            kept = [line for line in body if not re.match(r"\s*//[>!]( |$)", line)]
            wanted = [line[10:] for line in body if line.startswith("//! error ")]
            text = "\n" * (head + 1) + "\n".join(kept).rstrip() + "\n"
            if "test" not in tags:
                found.append((path.name, head + 1, "module" in tags, text, wanted[0] if wanted else None))
    return found


def test_first_errors_of_conformance() -> None:
    """What the parser finds in a chunk is the error wanted; a chunk that runs parses without any."""
    for name, line, module, text, wanted in chunks():
        got = errors(text, not module)
        assert not got or got[0] == wanted, (name, line, got, wanted)


@pytest.mark.parametrize("name", ["errors_syntax.rn", "lex_chars.rn", "lex_comments.rn", "lex_idents.rn"])
def test_no_error_is_missed(name: str) -> None:
    """The errors wanted by name are found by the parser, if they are its to find."""
    pattern = re.compile(r"\d+:\d+: (Expected|Unexpected character|Untermin|Group|Unsupported (label|field))")
    missed = [
        (line, wanted)
        for file, line, module, text, wanted in chunks()
        if file == name
        and wanted
        and pattern.match(wanted)
        and not LATER.match(wanted.split(": ", 1)[1])
        and not errors(text, not module)
    ]
    in_macros = [line for line, _ in missed]
    assert len(in_macros) <= 4, missed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("f(1,, 2)", "1:5: Expected expression but got `,`"),
        ("let mut = 1;", "1:9: Expected pattern but got `=`"),
        ("fn f(", "1:5: Expected pattern but got eof"),
        ("pub fn f(", "1:7: Expected pattern but got eof"),
        ("use a as b", "1:9: Unexpected end of file"),
        ("{ a!(b)", "1:5: Expected expression but got eof"),
        ("a!(b", "1:3: Unexpected end of file"),
        ("const struct A;", "1:1: Unsupported const modifier"),
        ("x = async loop {}", "1:5: Unsupported async modifier"),
        ("'a: (x)", "1:1: Unsupported label"),
        ("match 1 { -x => 1 }", "1:14: Expected pattern but got `=>`"),
        ("#[z] x + 1;", "1:1: Unsupported attributes"),
        ("`a${}${1}`", "1:6: Expected expression but got `,`"),
        ("`${1 2}`", "1:6: Expected end of file, but got a number"),
        ("impl A { struct B; }", "1:10: Expected function item but got `struct` keyword"),
        ("while a {} (b c)", "1:15: Expected a closing parenthesis `)` but got an identifier"),
        ("let a = while b {}[0];", "1:19: Expected `;` but got `[` delimiter"),
        ("a + <b>;", "1:5: Unsupported generic argument"),
    ],
)
def test_first_error(text: str, wanted: str) -> None:
    assert errors(text)[0] == wanted


def test_all_errors_without_noise() -> None:
    text = """fn f() {
  g(1, 2;
  if { 3 }
  x. ;
  let y = [1, 2;
  match x { 1 => , 2 => 3 }
}
fn g() { ) }
struct { a }
enum E { A = 1, B }
use ;
fn h(a b) { 1 }
let z = 1 +;
fn good() {}
"""
    assert [found.split(":")[0] for found in errors(text)] == ["2", "4", "5", "6", "8", "9", "10", "11", "12", "13"]
    tree = parse(Source(0, "<test>", text), True)
    assert not any(isinstance(segment.node, ItemError) for segment in tree.segments)
    assert len(tree.segments) == 8


def test_recovery_stops_before_an_item_at_the_start_of_a_line() -> None:
    assert errors("fn f() {\n  g(1, {\n\nfn h() { 1 }\nlet b = ;\n") == [
        "5:9: Expected expression but got `;`",
        "5:10: Expected expression but got eof",
    ]
    assert errors("fn f() {\n  let x = 1 2\n\nfn h() { 1 }\nlet b = ;\n") == [
        "2:13: Expected `;` but got a number",
        "5:9: Expected expression but got `;`",
    ]


def test_missing_semicolons() -> None:
    assert errors("fn f() { 1 2 }") == ["1:10: Expected expression to be terminated by a semicolon `;`"]
    assert errors("1\n2") == ["1:1: Expected expression to be terminated by a semicolon `;`"]
    assert errors("if a {} 2") == []
    assert errors("1 fn f() {}") == []
    assert not parse(Source(0, "<test>", "1 2"), True).has_syntax_errors


def test_surplus_semicolons() -> None:
    source = Source(0, "<test>", "fn f() {};\nif a {};\nmod m { fn g() {}; }\n")
    found = [(source.line_index.line_col(d.span.start), d.text) for d in parse(source, True).diagnostics]
    text = "Unnecessary semicolon"
    assert found == [((1, 10), text), ((2, 1), text), ((3, 18), text)]
