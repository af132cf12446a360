"""How drawn diagnostics become text: plain, with ANSI escapes, or as HTML.

A drawing is a list of pieces, each a text and the role it plays (`primary`, `border`, …). What a
role looks like is decided here and nowhere else: as an escape sequence, or as a CSS class
`rune-ROLE`, for which `STYLESHEET` has the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Piece = tuple[str, str]
    """A text and its role; the role is empty for plain text."""

_RESET = "\x1b[0m"

_ANSI = {
    "error": "\x1b[1;91m",
    "warning": "\x1b[1;93m",
    "headline": "\x1b[1m",
    "border": "\x1b[36m",
    "number": "\x1b[36m",
    "error-label": "\x1b[31m",
    "warning-label": "\x1b[33m",
    "secondary": "\x1b[36m",
    "function": "\x1b[1m",
}

STYLESHEET = """\
.rune-diagnostic { white-space: pre; font-family: monospace; line-height: 1.2; }
.rune-error { color: #c62828; font-weight: bold; }
.rune-warning { color: #9a6700; font-weight: bold; }
.rune-headline, .rune-function { font-weight: bold; }
.rune-border, .rune-number, .rune-secondary { color: #00838f; }
.rune-error-label { color: #c62828; }
.rune-warning-label { color: #9a6700; }
"""
"""The CSS rules for diagnostics written as HTML."""


def write_text(pieces: Iterable[Piece]) -> str:
    """The drawing without any colours."""
    return "".join([text for text, _ in pieces])


def write_ansi(pieces: Iterable[Piece]) -> str:
    """The drawing for a terminal that understands ANSI escapes."""
    parts = []
    for text, role in pieces:
        escape = _ANSI.get(role)
        parts.append(f"{escape}{text}{_RESET}" if escape and text else text)
    return "".join(parts)


def write_html(pieces: Iterable[Piece]) -> str:
    """The drawing as a `<pre>` element; colours come from `STYLESHEET`."""
    parts = ['<pre class="rune-diagnostic">']
    for text, role in pieces:
        shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f'<span class="rune-{role}">{shown}</span>' if role and text else shown)
    parts.append("</pre>\n")
    return "".join(parts)


WRITERS: dict[str, Callable[[Iterable[Piece]], str]] = {
    "text": write_text,
    "ansi": write_ansi,
    "html": write_html,
}
"""The writers by the name of what they write."""
