"""The Pygments lexer: registered, without loss, with the categories of the core."""

from __future__ import annotations

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Comment, Error, Keyword, Name, Number, String

from bindrune.repl.highlight import RuneLexer

PROGRAM = """\
//! About it.
/* block */ pub fn add(a, b) { // line
    let text = `sum ${a + b} of "${'x'}"`;
    println!("{}\\n", text);
    Some(0x1f + 1.5e3)
}
"""


def test_it_is_registered() -> None:
    assert isinstance(get_lexer_by_name("rune"), RuneLexer)
    assert isinstance(get_lexer_for_filename("a.rn"), RuneLexer)


TEXTS = [PROGRAM, "", "\n", "`open ${", '"open', "/* open", "\x00 é🎉 #", "#!/usr/bin/rune\n1"]


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_is_lost(text: str) -> None:
    assert "".join(piece for _, _, piece in RuneLexer().get_tokens_unprocessed(text)) == text


def test_categories() -> None:
    found = {piece: kind for _, kind, piece in RuneLexer().get_tokens_unprocessed(PROGRAM)}
    wanted = {
        "pub": Keyword,
        "add": Name.Function,
        "println": Name.Function.Magic,
        "0x1f": Number,
        "// line": Comment,
        "'x'": String.Char,
    }
    assert {piece: found[piece] for piece in wanted} == wanted
    assert Error not in found.values()


def test_html() -> None:
    assert 'class="k' in highlight(PROGRAM, RuneLexer(), HtmlFormatter())
