"""The values of literals.

The lexer takes a literal for what it looks like; what is wrong inside of it shows when its value is
wanted. Each function here takes the text of a token and gives the value, or a `LiteralFault`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes

if TYPE_CHECKING:
    from bindrune.core.diagnostics.codes import Code


class LiteralFault:
    """What is wrong with a literal, from `start` to `end` in its text.

    `signed` says that a minus sign before the literal, if there is one, belongs to what is wrong.
    """

    __slots__ = ("code", "end", "message", "signed", "start")

    def __init__(
        self, code: Code, message: str, start: int, end: int, signed: bool = False
    ) -> None:
        self.code = code
        self.message = message
        self.start = start
        self.end = end
        self.signed = signed


# Numbers.

_SUFFIX = re.compile(r"[ui]")
_DECIMAL_SUFFIX = re.compile(r"[uif]")
_SUFFIXES = {
    "u8": (False, 8),
    "u16": (False, 16),
    "u32": (False, 32),
    "u64": (False, 64),
    "i8": (True, 8),
    "i16": (True, 16),
    "i32": (True, 32),
    "i64": (True, 64),
    "f32": None,
    "f64": None,
}
_BASES = {"0x": 16, "0o": 8, "0b": 2}
_DIGITS = {
    2: re.compile(r"[01]*\Z"),
    8: re.compile(r"[0-7]*\Z"),
    10: re.compile(r"[0-9]+\Z"),
    16: re.compile(r"[0-9a-fA-F]*\Z"),
}
_FLOAT = re.compile(r"[0-9]+(?:\.[0-9]*)?(?:e[+-]?[0-9]+)?\Z")


class Number:
    """The value of a number, and its type: `i64`, `u64` or `f64`."""

    __slots__ = ("type", "value")

    def __init__(self, value: int | float, type: str) -> None:
        self.value = value
        self.type = type


def number_value(text: str, negative: bool = False) -> Number | LiteralFault:
    """The value of a number, with the minus sign before it if `negative`.

    A number with a fraction or exponent is decimal whatever its prefix. Unsigned numbers of any
    width become u64, signed ones i64, floats f64.
    """
    length = len(text)
    base = _BASES.get(text[:2], 10)
    digits = text if base == 10 else text[2:]
    begin = length - len(digits)
    found = (_DECIMAL_SUFFIX if base == 10 else _SUFFIX).search(digits)
    suffix = None
    if found is not None:
        name = digits[found.start() :]
        if name not in _SUFFIXES:
            return LiteralFault(
                codes.UNSUPPORTED_SUFFIX,
                "Unsupported suffix, expected one of `u8`, `i64`, `u64`, or `f64`",
                begin + found.start(),
                length,
            )
        digits = digits[: found.start()]
        suffix = name
    digits = digits.replace("_", "")
    fraction = "." in digits or (base != 16 and "e" in digits)
    if fraction or suffix in ("f32", "f64"):
        if suffix is not None and suffix[0] != "f":
            return LiteralFault(codes.BAD_NUMBER, "Bad number literal", 0, length)
        if not _FLOAT.match(digits):
            return LiteralFault(codes.BAD_FLOAT, "Bad float literal", 0, length)
        value = float(digits)
        return Number(-value if negative else value, "f64")
    if not _DIGITS[base].match(digits):
        return LiteralFault(codes.BAD_NUMBER, "Bad number literal", 0, length)
    whole = int(digits, base) if digits else 0
    if whole >= 1 << 64:
        return LiteralFault(codes.BAD_NUMBER, "Bad number literal", 0, length)
    signed, bits = _SUFFIXES[suffix or "i64"] or (True, 64)
    if negative:
        whole = -whole
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    if low <= whole <= high:
        return Number(whole, "i64" if signed else "u64")
    sort = "Signed" if signed else "Unsigned"
    message = f"{sort} number literal out of bounds `{low}` to `{high}`"
    code = codes.SIGNED_OUT_OF_BOUNDS if signed else codes.UNSIGNED_OUT_OF_BOUNDS
    return LiteralFault(code, message, 0, length, True)


# Texts.

_ESCAPES = {
    "'": "'",
    '"': '"',
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "\\": "\\",
    "0": "\0",
}
_SPACE = re.compile(r"[ \t\n\r\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*")
_HEX = re.compile(r"[0-9a-fA-F]{2}")
_UNICODE = re.compile(r"\{([0-9a-fA-F]+)\}")
_RANGE = "This form of character escape may only be used with characters in the range [\\x00-\\x7f]"

TEXT, TEMPLATE, BYTES = range(3)
"""Kinds of texts, which differ in the escapes they accept."""


def _escape(text: str, at: int, end: int, kind: int) -> tuple[str, int] | LiteralFault:
    """The character that the escape at `at` stands for, and where the escape ends.

    `end` is where the literal's content ends.
    """
    if at + 1 >= end:
        return LiteralFault(codes.BAD_ESCAPE, "Bad escape sequence", at, end)
    letter = text[at + 1]
    if letter in _ESCAPES:
        return _ESCAPES[letter], at + 2
    if letter == "x":
        found = _HEX.match(text, at + 2, end)
        if found is None:
            stop = min(at + 3, end)
            return LiteralFault(codes.BAD_BYTE_ESCAPE, "Bad byte escape", at, stop)
        value = int(found[0], 16)
        if value > 0x7F and kind != BYTES:
            return LiteralFault(codes.BAD_HEX_ESCAPE, _RANGE, at, at + 4)
        return chr(value), at + 4
    if letter == "u":
        if kind == BYTES:
            message = "Unicode escapes are not supported as a byte or byte string"
            return LiteralFault(codes.UNICODE_ESCAPE_IN_BYTES, message, at, at + 2)
        found = _UNICODE.match(text, at + 2, end)
        if found is not None:
            value = int(found[1], 16)
            if value <= 0x10FFFF and not 0xD800 <= value <= 0xDFFF:
                return chr(value), found.end()
        stop = found.end() if found is not None else min(at + 3, end)
        return LiteralFault(codes.BAD_UNICODE_ESCAPE, "Bad unicode escape", at, stop)
    if kind == TEMPLATE and letter in "$`":
        return letter, at + 2
    return LiteralFault(codes.BAD_ESCAPE, "Bad escape sequence", at, at + 2)


def unescaped(text: str, start: int, end: int, kind: int) -> str | LiteralFault:
    """What stands between two offsets of a literal, its escapes resolved.

    A backslash at the end of a line takes the line end with it, and the white space behind.
    """
    pieces = _pieces(text, start, end, kind)
    return pieces if isinstance(pieces, LiteralFault) else "".join(pieces)


def _pieces(text: str, start: int, end: int, kind: int) -> list[str] | LiteralFault:
    """What stands between two offsets: by turns text as it is, and what an escape stands for."""
    at = text.find("\\", start, end)
    pieces: list[str] = []
    while at >= 0:
        pieces.append(text[start:at])
        if text.startswith(("\n", "\r\n"), at + 1):
            space = _SPACE.match(text, at + 1, end)
            start = space.end() if space is not None else at + 2
            pieces.append("")
        else:
            found = _escape(text, at, end, kind)
            if isinstance(found, LiteralFault):
                return found
            pieces.append(found[0])
            start = found[1]
        at = text.find("\\", start, end)
    pieces.append(text[start:end])
    return pieces


def string_value(text: str, in_template: bool = False) -> str | LiteralFault:
    """The value of a string; in expansions of templates and arguments of format macros,
    `in_template` is set.
    """
    return unescaped(text, 1, len(text) - 1, TEMPLATE if in_template else TEXT)


def template_text(text: str) -> str | LiteralFault:
    """The value of a text between the expressions of a template."""
    return unescaped(text, 0, len(text), TEMPLATE)


def byte_string_value(text: str) -> bytes | LiteralFault:
    """The value of a byte string: letters beyond ASCII are their UTF-8 bytes, an escape is one byte."""
    pieces = _pieces(text, 2, len(text) - 1, BYTES)
    if isinstance(pieces, LiteralFault):
        return pieces
    data = [piece.encode("utf-8", "surrogatepass") for piece in pieces]
    data[1::2] = [piece.encode("latin-1") for piece in pieces[1::2]]
    return b"".join(data)


def _single(text: str, start: int, kind: int, bad: LiteralFault) -> str | LiteralFault:
    """The one character of a literal whose content begins at `start`."""
    length = len(text)
    if text[start] != "\\":
        char, at = text[start], start + 1
    elif start + 1 < length and text[start + 1] == "\n":
        return LiteralFault(codes.BAD_ESCAPE, "Bad escape sequence", 0, length)
    else:
        found = _escape(text, start, length - 1 if text[-1] == "'" else length, kind)
        if isinstance(found, LiteralFault):
            return LiteralFault(found.code, found.message, 0, length)
        char, at = found
    if text[at:] == "'":
        return char
    return bad


def char_value(text: str) -> str | LiteralFault:
    """The value of a character."""
    bad = LiteralFault(codes.BAD_CHARACTER, "Bad character literal", 0, len(text))
    return _single(text, 1, TEXT, bad)


def byte_value(text: str) -> int | LiteralFault:
    """The value of a byte: ASCII, or an escape."""
    bad = LiteralFault(codes.BAD_BYTE, "Bad byte literal", 0, len(text))
    value = _single(text, 2, BYTES, bad)
    if isinstance(value, LiteralFault):
        return value
    if (ord(value) > 0x7F and text[2] != "\\") or (value == "\n" and text[2] == "\n"):
        return bad
    return ord(value)
