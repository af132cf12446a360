"""Colours at the prompt: the core's categories of tokens as prompt_toolkit wants them, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from bindrune.core.ide.highlight import highlight

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples

STYLE = Style.from_dict(
    {
        "rune.comment": "ansibrightblack italic",
        "rune.doc": "ansibrightblack italic",
        "rune.shebang": "ansibrightblack",
        "rune.keyword": "ansimagenta",
        "rune.constant": "ansiyellow",
        "rune.function": "ansiblue",
        "rune.macro": "ansicyan",
        "rune.type": "ansicyan",
        "rune.number": "ansiyellow",
        "rune.string": "ansigreen",
        "rune.char": "ansigreen",
        "rune.label": "ansicyan",
        "rune.error": "underline ansired",
        "matching-bracket.cursor": "bold",
        "matching-bracket.other": "bold",
    }
)
"""Colours by number, so that they fit every terminal's own scheme."""


class TokenLexer(Lexer):
    """Colours an input by the core's tokens."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """Return what gives the pieces of a line."""
        lines: list[StyleAndTextTuples] = [[]]
        text = document.text
        for start, end, category in highlight(text):
            pieces = text[start:end].split("\n")
            for at, piece in enumerate(pieces):
                if at:
                    lines.append([])
                if piece:
                    lines[-1].append((f"class:rune.{category}", piece))
        return lambda number: lines[number] if number < len(lines) else []
