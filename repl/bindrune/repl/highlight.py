"""A Pygments lexer for Rune, made of the core's own tokens, so that it colours exactly what the language lexes.

Registered under the name ``rune`` for `nbconvert`, Sphinx and whatever else asks Pygments; used at the prompt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pygments.lexer import Lexer
from pygments.token import Comment, Error, Keyword, Literal, Name, Number, Operator, Punctuation, String, Text

from bindrune.core.syntax.lexer import tokens_with_trivia
from bindrune.core.syntax.tokens import KINDS, category

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.token import _TokenType

STYLES: dict[str, _TokenType] = {
    "whitespace": Text.Whitespace,
    "comment": Comment,
    "doc": String.Doc,
    "keyword": Keyword,
    "identifier": Name,
    "number": Number,
    "string": String,
    "char": String.Char,
    "label": Name.Label,
    "operator": Operator,
    "punctuation": Punctuation,
    "literal": Literal,
    "shebang": Comment.Hashbang,
    "error": Error,
}
"""The Pygments type of each category of the token table."""


class RuneLexer(Lexer):
    """Rune, by the tokens of the core."""

    name = "Rune"
    aliases: ClassVar[list[str]] = ["rune"]
    filenames: ClassVar[list[str]] = ["*.rn"]
    mimetypes: ClassVar[list[str]] = ["text/x-rune"]
    url = "https://rune-rs.github.io/"

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Yield ``(offset, type, text)`` for every token, white space included."""
        tokens = list(tokens_with_trivia(text))
        for at, (kind, start, end) in enumerate(tokens):
            style = STYLES.get(category(kind), Text)
            if style is Name and at + 1 < len(tokens):
                following = text[tokens[at + 1][1] : tokens[at + 1][2]]
                if following == "(":
                    style = Name.Function
                elif following == "!":
                    style = Name.Function.Magic
                elif text[start].isupper():
                    style = Name.Class
            yield start, style, text[start:end]


assert KINDS, "the token table is what this module colours by"
