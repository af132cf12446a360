"""A Pygments lexer for Rune, made of the core's own tokens, so that it colours exactly what the language lexes.

Registered under the name ``rune`` for `nbconvert`, Sphinx and whatever else asks Pygments; used at the prompt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pygments.lexer import Lexer
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, Punctuation, String, Whitespace

from bindrune.core.ide.highlight import highlight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.token import _TokenType

STYLES: dict[str, _TokenType] = {
    "whitespace": Whitespace,
    "comment": Comment,
    "doc": String.Doc,
    "keyword": Keyword,
    "constant": Keyword.Constant,
    "name": Name,
    "function": Name.Function,
    "macro": Name.Function.Magic,
    "type": Name.Class,
    "number": Number,
    "string": String,
    "char": String.Char,
    "label": Name.Label,
    "operator": Operator,
    "punctuation": Punctuation,
    "shebang": Comment.Hashbang,
    "error": Error,
}
"""The Pygments type of each category of the core's highlighter."""


class RuneLexer(Lexer):
    """Rune, by the tokens of the core."""

    name = "Rune"
    aliases: ClassVar[list[str]] = ["rune"]
    filenames: ClassVar[list[str]] = ["*.rn"]
    mimetypes: ClassVar[list[str]] = ["text/x-rune"]
    url = "https://rune-rs.github.io/"

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Yield ``(offset, type, text)`` for every piece of ``text``."""
        for start, end, category in highlight(text):
            yield start, STYLES[category], text[start:end]
