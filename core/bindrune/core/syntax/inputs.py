"""Inputs of prompts and notebooks: their own `_`, and whether what was typed so far is an input.

`_` stands for the latest result. Since it is no expression of the language, the parser is handed a text in which each
`_` that it met in the place of an expression is the name `LAST`, one character long as well, so that all places stay.

The `;` behind the last statement may be missing, since prompts and cells end where they end.

An input is incomplete if the first thing wrong with it is where it ends: more text could mend that. Anything wrong
further up could not be mended by going on, so such an input is invalid and best shown to the user at once. An empty
line ends an input that lacks its last `;` only.
"""

from __future__ import annotations

from bindrune.core.diagnostics import codes
from bindrune.core.source import Source
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.lexer import lex
from bindrune.core.syntax.parser.entry import parse
from bindrune.core.syntax.tree import Tree

LAST = "\ua7f7"
"""The name behind `_` in the place of an expression."""
INDENT = 4

_OPENING = (t.OPEN_PAREN, t.OPEN_BRACKET, t.OPEN_BRACE, t.EXPANSION_OPEN)
_CLOSING = (t.CLOSE_PAREN, t.CLOSE_BRACKET, t.CLOSE_BRACE, t.EXPANSION_CLOSE)
_OPEN_ENDED = (
    codes.UNEXPECTED_END,
    codes.UNTERMINATED_STRING,
    codes.UNTERMINATED_BYTE_STRING,
    codes.UNTERMINATED_COMMENT,
    codes.UNTERMINATED_TEMPLATE,
)


class Completeness:
    """What a text is as an input: `status` is complete, incomplete or invalid; `indent` begins the next line."""

    __slots__ = ("indent", "status")

    def __init__(self, status: str, indent: str = "") -> None:
        self.status = status
        self.indent = indent


def parse_input(source: Source) -> Tree:
    """Return the tree of an input, with `_` for the latest result, and with or without its last `;`."""
    tree = _parse(source)
    if any(found.code is codes.UNEXPECTED_END for found in tree.diagnostics):
        ended = _parse(Source(source.id, source.name, source.text + "\n;", source.path))
        if not ended.has_errors:
            return ended
    return tree


def _parse(source: Source) -> Tree:
    """Return the tree of a text, `_` in the place of an expression being `LAST`."""
    tree = parse(source, True)
    text = source.text
    while "_" in text:
        met = {
            found.span.start
            for found in tree.diagnostics
            if found.severity == "error" and text[found.span.start : found.span.end] == "_"
        }
        if not met:
            break
        text = "".join(LAST if at in met else char for at, char in enumerate(text))
        tree = parse(Source(source.id, source.name, text, source.path), True)
    return tree


def completeness(text: str) -> Completeness:
    """Return whether `text` can be evaluated, needs more lines, or is wrong whatever follows."""
    source = Source(0, "", text)
    tree = _parse(source)
    errors = [found for found in tree.diagnostics if found.severity == "error"]
    if not errors:
        return Completeness("complete")
    if not text.rpartition("\n")[2].strip() and not parse_input(source).has_errors:
        return Completeness("complete")
    found = lex(text)
    end = found.ends[-1] if found.ends else 0
    first = min(errors, key=lambda error: error.span.start)
    dangling = found.kinds[-1:] == [t.DOT] and first.span.end == end  # a chain goes on in the next line
    # What is missing at the end may be reported at the bracket before it.
    at_end = first.span.start >= end or first.message.endswith("got eof")
    if first.code in _OPEN_ENDED or at_end or dangling:
        depth = sum((kind in _OPENING) - (kind in _CLOSING) for kind in found.kinds)
        return Completeness("incomplete", " " * (INDENT * max(depth, 0)))
    return Completeness("invalid")
