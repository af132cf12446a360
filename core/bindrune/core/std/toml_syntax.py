"""The syntax of TOML: a text becomes a flat list of headers and pairs.

Only the structure is read here; what stands in keys and scalars is decoded by ``toml_values``, and
tables are joined by ``toml_reader``. An error of structure anywhere comes before any error of what
stands in the places, as in the reference. The text is a Python string of one character a byte, so
offsets count bytes.
"""

from __future__ import annotations

import re

DEEPEST = 80
"""Arrays, inline tables and dotted keys nest up to here."""

_ATOM = re.compile(r"[^\s.=,\[\]{}#\"'][^ \t\n\r.=,\[\]{}#]*|[\x0b\x0c\x1c-\x1f\x85\xa0][^ \t\n\r.=,\[\]{}#]*")
_SCALAR = re.compile(r"[^ \t\n\r=,\[\]{}#]+(?:[ \t]+[^ \t\n\r.=,\[\]{}#\"'][^ \t\n\r=,\[\]{}#]*)*")
_COMMENT = re.compile(r"#[^\n\r]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_REST = re.compile(r"[^\n]*")
_BLANKS = re.compile(r"[ \t]*")
_STRINGS = (
    ('"""', re.compile(r'"""(?:\\[\s\S]|(?!""")[^\\])*(?:"""(?:""|")?|\\?\Z)')),
    ("'''", re.compile(r"'''(?:(?!''')[\s\S])*(?:'''(?:''|')?|\Z)")),
    ('"', re.compile(r'"(?:\\[^\n\r]|[^"\\\n\r])*\\?"?')),
    ("'", re.compile(r"'[^'\n\r]*'?")),
)


class Fault(Exception):
    """What is wrong, and from where to where; ``keys`` lead to a value that cannot be had. Without
    a place ``start`` is -1.
    """

    def __init__(self, message: str, start: int, end: int, keys: list[str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.keys = keys or []


class Token:
    """A stretch of text of some ``kind``: one of the four quotes, ``atom`` or ``scalar``, or
    ``missing`` for a value that an inline table lacks. An ``array`` has ``items``, a ``table``
    ``pairs``.
    """

    __slots__ = ("end", "items", "kind", "pairs", "start")

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.items: list[Token] = []
        self.pairs: list[tuple[list[Token], Token]] = []


Item = tuple[str, list[Token], Token | None]
"""A header ``[``, ``[[`` with its keys, or a pair ``=`` with keys and value."""


class Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 3 if source.startswith("\xef\xbb\xbf") else 0
        self.solid = self.at  # where the last token ended that is no blank, newline or comment
        self.depth = 0

    def document(self) -> list[Item]:
        """Return all headers and pairs."""
        found: list[Item] = []
        while True:
            self.trivia()
            if self.at == len(self.source):
                return found
            char = self.source[self.at]
            if char == "[":
                found.append(self.header())
            elif char == "]":
                raise self.here("missing table open, expected `[`")
            elif char in "{}":
                raise self.here("invalid key-value pair, expected key")
            else:
                found.append(self.pair())
            self.blanks()
            if self.peek() not in ("", "\n", "\r", "#"):
                raise self.here("unexpected key or value, expected newline, `#`")

    def header(self) -> Item:
        """Read a header."""
        opening = "[[" if self.source.startswith("[[", self.at) else "["
        self.at += len(opening)
        self.blanks()
        keys = self.keys()
        end = self.at
        self.blanks()
        closing = "]" * len(opening)
        if not self.source.startswith(closing, self.at):
            last = keys[-1]
            if last.start == last.end:
                # The empty key is what is wrong, and is told when keys are decoded.
                self.at = _REST.match(self.source, self.at).end()  # type: ignore[union-attr]
                return opening, keys, None
            if self.peek() == "]":
                end = self.at + 1
            kind = "array table" if opening == "[[" else "table"
            raise Fault(f"unclosed {kind}, expected `]`", end, end)
        self.at += len(closing)
        return opening, keys, None

    def pair(self) -> Item:
        """Read keys and their value on one line."""
        keys = self.keys()
        self.blanks()
        if self.peek() != "=":
            raise self.here("key with no value, expected `=`")
        self.at += 1
        self.blanks()
        if self.peek() == "=":
            raise Fault("extra `=`, expected nothing", self.at, self.at + 1)
        return "=", keys, self.value()

    def keys(self) -> list[Token]:
        """Read keys with dots between them."""
        found = [self.key()]
        while True:
            end = self.at
            self.blanks()
            if self.peek() != ".":
                self.at = end
                if len(found) > DEEPEST:
                    raise Fault("recursion limit", -1, -1)
                return found
            self.at += 1
            self.blanks()
            found.append(self.key())

    def key(self) -> Token:
        token = self.quoted()
        if token is not None:
            return token
        start = self.at
        atom = _ATOM.match(self.source, start)
        if atom is not None:
            self.at = self.solid = atom.end()
        return Token("atom", start, self.at)

    def value(self) -> Token:
        """Read a value. Where there is none, the result is an empty scalar."""
        char = self.peek()
        if char == "]":
            raise self.here("missing array opening, expected `[`")
        if char == "}":
            raise self.here("missing inline table opening, expected `{`")
        if char and char in "[{":
            start = self.at
            self.depth += 1
            self.at = self.solid = start + 1
            if self.depth > DEEPEST:
                raise Fault("cannot recurse further; max recursion depth met", start, start)
            token = self.array(start) if char == "[" else self.table(start)
            self.depth -= 1
            return token
        quoted = self.quoted()
        if quoted is not None:
            return quoted
        start = self.at
        scalar = _SCALAR.match(self.source, start)
        if scalar is not None:
            self.at = self.solid = scalar.end()
        return Token("scalar", start, self.at)

    def array(self, start: int) -> Token:
        """Read the rest of an array."""
        token = Token("array", start, start)
        while True:
            self.inner("array", "]")
            char = self.peek()
            if char == "]":
                break
            self.no_equals()
            if char == ",":
                raise Fault("extra comma in array, expected value", self.at, self.at + 1)
            token.items.append(self.value())
            self.inner("array", "]")
            self.no_equals()
            char = self.peek()
            if char == "]":
                break
            if char != ",":
                raise self.here("missing comma between array elements, expected `,`")
            self.at += 1
            self.solid = self.at
        self.at += 1
        token.end = self.solid = self.at
        return token

    def no_equals(self) -> None:
        """Refuse a ``=`` within an array."""
        if self.peek() == "=":
            raise Fault("unexpected `=` in array, expected value, `]`", self.at, self.at + 1)

    def table(self, start: int) -> Token:
        """Read the rest of an inline table."""
        token = Token("table", start, start)
        while True:
            self.inner("inline table", "}")
            if self.peek() == "}":
                break
            self.refuse(_NO_KEY)
            keys = self.keys()
            token.pairs.append((keys, self.assigned()))
            self.inner("inline table", "}")
            if self.peek() == "}":
                break
            self.refuse(_NO_COMMA)
            if self.peek() != ",":
                raise self.here("missing comma between key-value pairs, expected `,`")
            self.at += 1
            self.solid = self.at
        self.at += 1
        token.end = self.solid = self.at
        return token

    def assigned(self) -> Token:
        """Read what follows the keys of an inline table."""
        self.inner("inline table", "}")
        if self.peek() == "}":
            return Token("missing", self.at, self.at)
        self.refuse(_NO_EQUALS)
        if self.peek() != "=":
            raise self.here("missing assignment between key-value pairs, expected `=`")
        self.at += 1
        self.solid = self.at
        self.inner("inline table", "}")
        if self.peek() == "}":
            return Token("missing", self.at, self.at)
        self.refuse(_NO_VALUE)
        return self.value()

    def refuse(self, messages: dict[str, str]) -> None:
        """Refuse some characters with what they miss."""
        if self.peek() in messages:
            raise self.here(messages[self.peek()])

    def quoted(self) -> Token | None:
        """Read a string of any kind, which may be unclosed."""
        if self.peek() not in ('"', "'"):
            return None
        for kind, pattern in _STRINGS:
            if self.source.startswith(kind, self.at):
                found = pattern.match(self.source, self.at)
                assert found is not None  # the quotes are there
                start, self.at = self.at, found.end()
                self.solid = self.at
                return Token(kind, start, self.at)
        return None

    def inner(self, what: str, closing: str) -> None:
        """Skip what is of no meaning within brackets, which must go on."""
        self.trivia()
        if self.at == len(self.source):
            raise Fault(f"unclosed {what}, expected `{closing}`", self.solid, self.solid)

    def trivia(self) -> None:
        """Skip blanks, newlines and comments."""
        while True:
            self.blanks()
            char = self.peek()
            if char == "#":
                comment = _COMMENT.match(self.source, self.at)
                assert comment is not None
                bad = _CONTROL.search(self.source, self.at, comment.end())
                if bad is not None:
                    raise Fault(
                        "invalid comment character, expected printable characters",
                        bad.start(),
                        bad.start(),
                    )
                self.at = comment.end()
            elif char == "\r":
                self.at += 1
                if self.peek() != "\n":
                    raise self.here("carriage return must be followed by newline, expected newline")
            elif char == "\n":
                self.at += 1
            else:
                return

    def blanks(self) -> None:
        """Skip blanks and tabs."""
        found = _BLANKS.match(self.source, self.at)
        assert found is not None  # it matches the empty text
        self.at = found.end()

    def peek(self) -> str:
        """Return the next character, nothing at the end."""
        return self.source[self.at : self.at + 1]

    def here(self, message: str) -> Fault:
        """Return a fault at this place."""
        return Fault(message, self.at, self.at)


_NO_KEY = {
    ",": "extra comma in inline table, expected key",
    "]": "invalid inline table element, expected key",
    "[": "missing key for inline table element, expected key",
    "{": "missing key for inline table element, expected key",
}
_NO_EQUALS = {
    ",": "extra comma in inline table, expected `=`",
    "]": "invalid inline table element, expected `=`",
}
_NO_VALUE = {
    ",": "extra comma in inline table, expected value",
    "=": "extra assignment between key-value pairs, expected value",
}
_NO_COMMA = {
    "=": "extra assignment between key-value pairs, expected `,`",
    "]": "invalid inline table element, expected `,`",
}
