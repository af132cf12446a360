"""Colours by tokens: which category each piece of a text belongs to.

The categories are those that every highlighter knows; prompts, notebooks and grammars map them to their own names. What
an identifier is called for (a function, a macro, a type) is guessed from its neighbours, as colouring by tokens must.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.syntax import tokens
from bindrune.core.syntax.lexer import lex, trivia

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY_KIND: dict[int, str] = {
    tokens.WHITESPACE: "whitespace",
    tokens.LINE_COMMENT: "comment",
    tokens.BLOCK_COMMENT: "comment",
    tokens.SHEBANG: "shebang",
    tokens.DOC_OUTER: "doc",
    tokens.DOC_INNER: "doc",
    tokens.IDENT: "name",
    tokens.LABEL: "label",
    tokens.NUMBER: "number",
    tokens.STRING: "string",
    tokens.BYTE_STRING: "string",
    tokens.CHAR: "char",
    tokens.BYTE: "char",
    tokens.TEMPLATE_OPEN: "string",
    tokens.TEMPLATE_TEXT: "string",
    tokens.TEMPLATE_CLOSE: "string",
    tokens.TRUE: "constant",
    tokens.FALSE: "constant",
}
_SEPARATORS = frozenset("()[]{},;:.") | {"::", "${"}


def category(kind: int) -> str:
    """Return the category of a token kind by itself."""
    found = _BY_KIND.get(kind)
    if found is not None:
        return found
    if kind >= tokens.FIRST_ERROR:
        return "error"
    text = tokens.TEXTS[kind] or ""
    if text in tokens.KEYWORDS:
        return "keyword"
    return "punctuation" if text in _SEPARATORS else "operator"


_CATEGORY = [category(kind) for kind in range(len(tokens.NAMES))]


def highlight(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, category)`` for every piece of ``text``, in order and without gaps."""
    lexed = lex(text)
    kinds, starts, ends = lexed.kinds, lexed.starts, lexed.ends
    at = 0
    for index, kind in enumerate(kinds):
        start, end = starts[index], ends[index]
        if at < start:
            yield from _gap(text, at, start)
        if start < end:
            found = _CATEGORY[kind]
            if found == "name":
                found = _name(text, start, kinds[index + 1] if index + 1 < len(kinds) else tokens.EOF)
            yield start, end, found
        at = end
    if at < len(text):
        yield from _gap(text, at, len(text))


def _gap(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for kind, piece_start, piece_end in trivia(text, start, end):
        yield piece_start, piece_end, _CATEGORY[kind]


def _name(text: str, start: int, following: int) -> str:
    if following == tokens.OPEN_PAREN:
        return "type" if text[start].isupper() else "function"
    if following == tokens.BANG:
        return "macro"
    return "type" if text[start].isupper() else "name"
