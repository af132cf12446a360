"""What stands in the keys and values of TOML: strings with escapes, numbers, booleans, dates.

Each function takes the text (one character a byte) and a token of ``toml_syntax`` and gives the
Python value, or raises ``Fault`` with the reference's words. A number that no i64 or float can hold
becomes ``TooLarge``, since that is an error only if all else is right.
"""

from __future__ import annotations

import re

from bindrune.core.std.toml_dates import date_time
from bindrune.core.std.toml_syntax import Fault, Token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


_NAMES = {
    '"': "basic string",
    "'": "literal string",
    '"""': "multi-line basic string",
    "'''": "multi-line literal string",
}
_ESCAPES = {
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "\\": "\\",
    '"': '"',
}
_ESCAPE_NAMES = '`b`, `e`, `f`, `n`, `r`, `\\`, `"`, `x`, `u`, `U`'
_HEX_LENGTHS = {"x": 2, "u": 4, "U": 8}
_HEX = re.compile(r"[0-9a-fA-F]*")
_PIECE = re.compile(r"[^\\\x00-\x08\x0a-\x1f\x7f]*")
_CONTINUED = re.compile(r"[ \t]*\r?\n[ \t\r\n]*")
_BARE = re.compile(r"[A-Za-z0-9_-]*")
_DIGITS = re.compile(r"[0-9_]*")
_DATE = re.compile(r"[+-]?[0-9]+[:-]")
_RADIXES = {
    "x": (16, "hexadecimal", "0123456789abcdefABCDEF"),
    "o": (8, "octal", "01234567"),
    "b": (2, "binary", "01"),
}
_WORDS = {
    "t": ("boolean", "true"),
    "f": ("boolean", "false"),
    "i": ("float", "inf"),
    "n": ("float", "nan"),
}
_UNQUOTED = "string values must be quoted, expected literal string"
_UNDERSCORE = "`_` may only go between digits, expected nothing"


class TooLarge:
    """A number that cannot be held."""

    __slots__ = ("message",)

    def __init__(self, message: str) -> None:
        self.message = message


class DateTime:
    """A date, a time or both, as normal text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


Scalar = str | int | float | bool | DateTime | TooLarge


def decoded(raw: str) -> str:
    """Return the text of bytes, which are known to be UTF-8."""
    return raw if raw.isascii() else raw.encode("latin-1").decode()


def key_text(source: str, token: Token) -> str:
    """Return the name that a key stands for."""
    if token.kind in ('"""', "'''"):
        raise Fault(
            f"keys cannot be {_NAMES[token.kind]}s, expected basic string, literal string",
            token.start,
            token.end,
        )
    if token.kind != "atom":
        return string_text(source, token)
    letters = "letters, numbers, `-`, `_`"
    if token.start == token.end:
        raise Fault(f"unquoted keys cannot be empty, expected {letters}", token.start, token.start)
    bare = _BARE.match(source, token.start, token.end)
    assert bare is not None  # it matches the empty text
    if bare.end() < token.end:
        rest = decoded(source[bare.end() : token.end])
        width = len(rest[0].encode())
        message = f"invalid unquoted key, expected {letters}"
        raise Fault(message, bare.end(), bare.end() + width)
    return bare[0]


def string_text(source: str, token: Token) -> str:
    """Return the text of a string of any of the four kinds."""
    quotes, name = token.kind, _NAMES[token.kind]
    width = len(quotes)
    start, end = token.start + width, token.end - width
    if end < start or source[end : token.end] != quotes:
        raise Fault(f"invalid {name}, expected `{quotes[0]}`", token.end, token.end)
    if width == 3:
        if source.startswith("\r\n", start):
            start += 2
        elif source.startswith("\n", start):
            start += 1
    parts: list[str] = []
    at = start
    while True:
        piece = _PIECE.match(source, at, end)
        assert piece is not None  # it matches the empty text
        parts.append(piece[0])
        at = piece.end()
        if at == end:
            return decoded("".join(parts))
        char = source[at]
        if char == "\\" and quotes[0] == '"':
            part, at = escape(source, at + 1, end, width == 3)
            parts.append(part)
            continue
        if char != "\\" and not (width == 3 and char in "\r\n"):
            refuse_control(token.kind, at)
        if char == "\r" and source[at + 1 : at + 2] != "\n":
            message = "carriage return must be followed by newline, expected newline"
            raise Fault(message, at + 1, at + 1)
        parts.append(char)
        at += 1


def refuse_control(kind: str, at: int) -> NoReturn:
    """Raise the fault of a control character in a string."""
    expected = {
        '"': "non-double-quote visible characters, `\\`",
        "'": "non-single-quote visible characters",
        '"""': "`\\`, characters",
        "'''": "non-single-quote characters",
    }[kind]
    width = 1 if kind[0] == '"' else 0
    raise Fault(f"invalid {_NAMES[kind]}, expected {expected}", at, at + width)


def escape(source: str, at: int, end: int, many_lines: bool) -> tuple[str, int]:
    """Return what an escape stands for; ``at`` is behind the backslash."""
    char = source[at] if at < end else ""
    if char in _ESCAPES:
        return _ESCAPES[char], at + 1
    if many_lines and char and char in " \t\r\n":
        continued = _CONTINUED.match(source, at, end)
        if continued is None:
            while source[at] in " \t":
                at += 1
            raise Fault("invalid multi-line basic string, expected newline", at, at)
        return "", continued.end()
    if char not in _HEX_LENGTHS:
        raise Fault(f"missing escaped value, expected {_ESCAPE_NAMES}", at, at)
    at += 1
    length = _HEX_LENGTHS[char]
    digits = _HEX.match(source, at, min(at + length, end))
    assert digits is not None  # it matches the empty text
    expected = "expected unicode hexadecimal value"
    if len(digits[0]) < length:
        raise Fault(f"too few unicode value digits, {expected}", digits.end(), digits.end())
    code = int(digits[0], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise Fault(f"invalid value, {expected}", at, at)
    return chr(code).encode().decode("latin-1"), at + length


def scalar(source: str, token: Token) -> Scalar:
    """Return the value of what stands without quotes."""
    start, end = token.start, token.end
    text = source[start:end]
    if token.kind == "missing":
        raise Fault("invalid literal string, expected `'`", start, end)
    if _DATE.match(text):
        return DateTime(date_time(text, start, end))
    at = start + (text[:1] in ("+", "-") and text != "")
    first = source[at] if at < end else ""
    if not first or " " in text or "\t" in text:
        raise Fault(_UNQUOTED, start, end)
    if at > start and first in "+-":
        raise Fault("redundant numeric sign, expected nothing", at, at + 1)
    if first in "0123456789_":
        return number(source, start, at, end)
    if first == ".":
        raise Fault("invalid mantissa, expected digits", start, start)
    if first.lower() in _WORDS:
        kind, word = _WORDS[first.lower()]
        if at == start or kind == "float":
            if source[at:end] != word:
                raise Fault(f"invalid {kind}, expected `{word}`", at, end)
            return float(text) if kind == "float" else word == "true"
    raise Fault(_UNQUOTED, start, end)


def number(source: str, start: int, at: int, end: int) -> int | float | TooLarge:
    """Return an integer or a float; ``at`` is behind its sign."""
    mark = source[at + 1 : at + 2] if at + 1 < end else ""
    if source[at] == "0" and mark and mark in "xobXOB":
        return with_radix(source, start, at, end)
    digits = _DIGITS.match(source, at, end)
    assert digits is not None  # it matches the empty text
    rest = source[digits.end() : end]
    # What may go on after the first underscore is not asked before the underscores are.
    bad = "" if "_" in digits[0] else rest.strip("0123456789_-:")
    is_float = rest[:1] in (".", "e", "E") and rest != ""
    if bad and not is_float:
        raise Fault(_UNQUOTED, start, end)
    if len(digits[0]) > 1 and source[at] == "0":
        raise Fault("unexpected leading zero, expected nothing", at, at + 1)
    check_underscores(source, at, digits.end())
    if is_float:
        return floating(source, start, digits.end(), end)
    if rest:
        return TooLarge("integer number overflowed")
    return whole(source[start:end].replace("_", ""), 10)


def check_underscores(source: str, start: int, end: int) -> None:
    """Refuse an underscore that is not between digits."""
    at = source.find("_", start, end)
    while at >= 0:
        if at == start or at + 1 == end or source[at + 1] == "_":
            raise Fault(_UNDERSCORE, at, at + 1)
        at = source.find("_", at + 1, end)


def with_radix(source: str, start: int, at: int, end: int) -> int | TooLarge:
    """Return an integer behind ``0x``, ``0o`` or ``0b``."""
    mark = source[at + 1]
    if at > start:
        raise Fault("integers with a radix cannot be signed, expected nothing", start, at)
    if mark.isupper():
        raise Fault(f"radix must be lowercase, expected `0{mark.lower()}`", at, at + 2)
    radix, name, digits = _RADIXES[mark]
    at += 2
    if source[at:end][:1] in ("+", "-"):
        raise Fault("unexpected sign, expected nothing", at, at + 1)
    for i in range(at, end):
        if source[i] not in digits and source[i] != "_":
            raise Fault(f"invalid {name} number", i, i)
    check_underscores(source, at, end)
    return whole(source[at:end].replace("_", ""), radix)


def whole(digits: str, radix: int) -> int | TooLarge:
    """Return an integer, which wraps around to 64 bits; its bounds are those of 128 bits."""
    if digits and len(digits.lstrip("+-0")) <= 128:
        value = int(digits, radix)
        if -(1 << 127) <= value < 1 << 128:
            return (value + (1 << 63)) % (1 << 64) - (1 << 63)
    return TooLarge("integer number overflowed")


def floating(source: str, start: int, at: int, end: int) -> float | TooLarge:
    """Return a float whose point or exponent stands at ``at``."""
    if source[at] == ".":
        at = fraction_end(source, at + 1, end, "fraction")
    if at < end and source[at] in "eE":
        at += 1
        if source[at:end][:1] in ("+", "-"):
            at += 1
        at = fraction_end(source, at, end, "exponent")
    if at < end:
        raise Fault("invalid float, expected nothing", at, end)
    value = float(source[start:end].replace("_", ""))
    if value in (float("inf"), float("-inf")):
        return TooLarge("floating-point number overflowed")
    return value


def fraction_end(source: str, at: int, end: int, what: str) -> int:
    """Return where the digits of a fraction or exponent end."""
    digits = _DIGITS.match(source, at, end)
    assert digits is not None  # it matches the empty text
    if not digits[0]:
        raise Fault(f"invalid {what}, expected digits", at, at)
    check_underscores(source, at, digits.end())
    return digits.end()
