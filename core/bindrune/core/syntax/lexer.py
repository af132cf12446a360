"""The lexer: text to tokens, without loss and without failing.

One regular expression reads the next token, whatever it is; the number of the group that matched
says what. A template string is read by a loop of its own, which uses the same expression for what
stands between `${` and `}`. What cannot be read becomes a token of an error kind, for which
`error_of` has the message, and reading goes on behind it.

`lex` gives the significant tokens only, as three parallel lists; white space and comments are the
gaps between them. `trivia` reads a gap. All tokens and gaps together give the text back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bindrune.core.diagnostics import codes
from bindrune.core.diagnostics.codes import Code
from bindrune.core.syntax import tokens as t

_SPACE = r"[ \t\n\r\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
_CONTROL = r"\x00-\x1f\x7f-\x9f"
_LINE_COMMENT = r"//(?![/!])[^\n]*|////[^\n]*"
_BLOCK_COMMENT = r"/\*(?:\*/|(?=\*\*|[^*!])[\s\S]*?\*/)"
_IN_CHAR = rf"(?:[^'\\{_CONTROL}]|\\[\s\S])"
# A number in any base but the hexadecimal may have an exponent. A dot belongs to the number unless
# what follows makes it a range or a field.
_NUMBER = (
    r"0x\w*+(?:\.(?![A-Za-z_.])\w*+)?"
    r"|[0-9][^\We]*+(?:\.(?![A-Za-z_.])[^\We]*+)?(?:e[+-]?\w*+)?"
)
_OPERATOR = "|".join(re.escape(text) for text in sorted(t.PUNCTUATION, key=len, reverse=True) if text[0] not in "_/")

_WORD, _PUNCTUATION, _TEMPLATE, _OTHER = -1, -2, -3, -4

# Kind (or one of the four above) and pattern, in the order they are tried.
_ALTERNATIVES: list[tuple[int, str]] = [
    (t.WHITESPACE, rf"(?:{_SPACE}|{_LINE_COMMENT}|{_BLOCK_COMMENT})+"),
    # A word that goes on beyond ASCII is left to the slow way.
    (_WORD, r"(?!b['\"])[A-Za-z_][A-Za-z0-9_]*+(?![^\x00-\x7f])"),
    (_PUNCTUATION, _OPERATOR),
    (t.DOC_OUTER, r"///[^\n]*|/\*\*[^*/][\s\S]*?\*/"),
    (t.DOC_INNER, r"//![^\n]*|/\*![\s\S]*?\*/"),
    (t.UNTERMINATED_COMMENT, r"/\*[\s\S]*"),
    (_PUNCTUATION, "/=?"),
    (t.NUMBER, _NUMBER),
    (t.STRING, r'"(?:[^"\\]|\\[\s\S])*+"'),
    (t.BYTE_STRING, r'b"(?:[^"\\]|\\[\s\S])*+"'),
    (t.LABEL, rf"'[0-9a-z]++(?=[^'\\{_CONTROL}]|\Z)"),
    # At the end of the text the lexer lets a character without its last quote pass.
    (t.CHAR, rf"'{_IN_CHAR}++(?:'|\Z)"),
    (t.BYTE, rf"b'(?:\\[\s\S]|[\s\S])(?:{_IN_CHAR})*+'"),
    (_TEMPLATE, "`"),
    (t.LONE_ESCAPE, rf"'{_IN_CHAR}*+\\\Z|b?\"(?:[^\"\\]|\\[\s\S])*+\\\Z"),
    (t.UNCLOSED_CHAR, r"''+"),
    (t.LONE_QUOTE, r"'\Z"),
    (t.UNTERMINATED_CHAR, rf"'{_IN_CHAR}*+"),
    (t.UNCLOSED_BYTE, rf"b'(?:[\s\S]{_IN_CHAR}*+)?\Z"),
    (t.UNTERMINATED_BYTE, rf"b'[\s\S]{_IN_CHAR}*+"),
    (t.UNTERMINATED_STRING, r'"[\s\S]*'),
    (t.UNTERMINATED_BYTE_STRING, r'b"[\s\S]*'),
    (_OTHER, r"[\s\S]"),
]
_KINDS = [_OTHER] + [kind for kind, _ in _ALTERNATIVES]
_TRIVIA = re.compile(rf"({_SPACE})|({_LINE_COMMENT})|{_BLOCK_COMMENT}")
_TEMPLATE_TEXT = re.compile(r"(?:[^`$\\]|\\[\s\S])*+")
_WORDS: dict[str, int] = {**t.KEYWORDS, "_": t.UNDERSCORE}


@cache
def _master() -> re.Pattern[str]:
    """The expression that reads a token, made when first wanted: it takes 2 ms, which runs from a cache do without."""
    return re.compile("|".join(f"({pattern})" for _, pattern in _ALTERNATIVES))


class Tokens:
    """The significant tokens of a text: their kinds, and where they start and end."""

    __slots__ = ("ends", "kinds", "starts")

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, kind: int, start: int, end: int) -> None:
        """Appends a token."""
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)


def lex(text: str, shebang: bool = True) -> Tokens:
    """The significant tokens of a text. `shebang` says whether it is the head of a file."""
    out = Tokens()
    position = 0
    if shebang and text.startswith("#!"):
        position = text.find("\n")
        if position < 0:
            position = len(text)
        out.add(t.SHEBANG, 0, position)
    add_kind, add_start, add_end = out.kinds.append, out.starts.append, out.ends.append
    words, punctuation, kinds, master = _WORDS.get, t.PUNCTUATION, _KINDS, _master()
    length = len(text)
    identifier, word, operator = t.IDENT, _WORD, _PUNCTUATION
    while position < length:
        for match in master.finditer(text, position):
            group = match.lastindex
            if group == 1:
                continue
            kind = kinds[group or 0]
            start, end = match.span()
            if kind == word:
                kind = words(match[0], identifier)
            elif kind == operator:
                kind = punctuation[match[0]]
            elif kind < 0:
                read = _template if kind == _TEMPLATE else _other
                position = read(text, start, out)
                break
            add_kind(kind)
            add_start(start)
            add_end(end)
        else:
            break
    return out


def _other(text: str, start: int, out: Tokens) -> int:
    """Reads an identifier with letters beyond ASCII, or a character that begins nothing."""
    end = start + 1
    if not text[start].isidentifier():
        out.add(t.UNEXPECTED_CHARACTER, start, end)
        return end
    length = len(text)
    while end < length and ("a" + text[end]).isidentifier():
        end += 1
    out.add(_WORDS.get(text[start:end], t.IDENT), start, end)
    return end


def _template(text: str, position: int, out: Tokens) -> int:
    """Reads the template string at `position`, with all that are nested in it; returns the place
    behind.

    `depths` holds for each open expansion how many braces are open in it.
    """
    out.add(t.TEMPLATE_OPEN, position, position + 1)
    position += 1
    depths: list[int] = []
    in_text = True
    length = len(text)
    master = _master()
    while True:
        if in_text:
            match = _TEMPLATE_TEXT.match(text, position)
            assert match is not None
            if match.end() > position:
                out.add(t.TEMPLATE_TEXT, position, match.end())
                position = match.end()
            if position >= length:
                out.add(t.UNTERMINATED_TEMPLATE, length, length)
                return length
            here = text[position]
            if here == "`":
                out.add(t.TEMPLATE_CLOSE, position, position + 1)
                position += 1
                if not depths:
                    return position
                in_text = False
            elif here == "\\":
                out.add(t.LONE_ESCAPE, position, position + 1)
                position += 1
            elif text.startswith("{", position + 1):
                out.add(t.EXPANSION_OPEN, position, position + 2)
                position += 2
                depths.append(0)
                in_text = False
            else:
                out.add(t.LONE_DOLLAR, position, position + 1)
                position += 1
            continue
        if position >= length:
            out.add(t.UNTERMINATED_EXPANSION, length, length)
            return length
        match = master.match(text, position)
        assert match is not None
        kind = _KINDS[match.lastindex or 0]
        end = match.end()
        if kind == _TEMPLATE:
            out.add(t.TEMPLATE_OPEN, position, end)
            in_text = True
        elif kind == _OTHER:
            end = _other(text, position, out)
        elif kind != t.WHITESPACE:
            if kind == _WORD:
                kind = _WORDS.get(match[0], t.IDENT)
            elif kind == _PUNCTUATION:
                kind = t.PUNCTUATION[match[0]]
                if kind == t.OPEN_BRACE:
                    depths[-1] += 1
                elif kind == t.CLOSE_BRACE:
                    if depths[-1]:
                        depths[-1] -= 1
                    else:
                        kind = t.EXPANSION_CLOSE
                        depths.pop()
                        in_text = True
            out.add(kind, position, end)
        position = end


def trivia(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The white space and comments of a gap between two tokens, as kind, start and end."""
    while start < end:
        match = _TRIVIA.match(text, start, end)
        if match is None:
            raise ValueError(f"no trivia at {start}")
        kind = (t.BLOCK_COMMENT, t.WHITESPACE, t.LINE_COMMENT)[match.lastindex or 0]
        yield kind, start, match.end()
        start = match.end()


_ERRORS: dict[int, tuple[Code, str]] = {
    t.UNTERMINATED_COMMENT: (
        codes.UNTERMINATED_COMMENT,
        "Expected multiline comment to be terminated with a `*/`",
    ),
    t.UNTERMINATED_STRING: (codes.UNTERMINATED_STRING, "Unterminated string literal"),
    t.UNTERMINATED_BYTE_STRING: (
        codes.UNTERMINATED_BYTE_STRING,
        "Unterminated byte string literal",
    ),
    t.UNTERMINATED_CHAR: (codes.UNTERMINATED_CHARACTER, "Unterminated character literal"),
    t.UNTERMINATED_BYTE: (codes.UNTERMINATED_BYTE, "Unterminated byte literal"),
    t.UNCLOSED_CHAR: (codes.UNCLOSED_CHARACTER, "Expected character literal to be closed"),
    t.UNCLOSED_BYTE: (codes.UNCLOSED_BYTE, "Expected byte literal to be closed"),
    t.LONE_QUOTE: (codes.UNTERMINATED_CHARACTER, "Expected label or character"),
    t.UNTERMINATED_TEMPLATE: (codes.UNTERMINATED_TEMPLATE, "Unexpected end of file"),
    t.UNTERMINATED_EXPANSION: (
        codes.UNTERMINATED_TEMPLATE,
        "Bad lexer mode `default`, expected `default`",
    ),
}


def error_of(kind: int, text: str, start: int, end: int) -> tuple[Code, str, int, int]:
    """What is wrong with a token of an error kind: code, message, and the place to show."""
    if kind == t.UNEXPECTED_CHARACTER:
        return codes.UNEXPECTED_CHARACTER, f"Unexpected character `{text[start]}`", start, end
    if kind == t.LONE_ESCAPE:
        return codes.EXPECTED_ESCAPE, "Expected escape sequence", end - 1, end
    if kind == t.LONE_DOLLAR:
        if end >= len(text):
            return codes.UNEXPECTED_END, "Unexpected end of file", start, end
        return codes.UNEXPECTED_CHARACTER, f"Unexpected character `{text[end]}`", end, end + 1
    code, message = _ERRORS[kind]
    return code, message, start, end
