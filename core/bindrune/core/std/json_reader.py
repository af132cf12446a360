"""Reading JSON as the reference does: the same values, and the same errors at the same places.

The text is read as bytes, each of which is one character of a Python string, so that places count
bytes; strings of other than ASCII are decoded at their end. Containers that are open stand on a
stack of our own. Numbers that are not whole are computed in one multiplication or division from
their first digits, so the last digit may differ from the nearest float, as in the reference.
"""

from __future__ import annotations

import re

from bindrune.core.vm.values import object_, string, vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


DEEPEST = 128
"""At this many open containers reading ends."""

_BLANKS = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r'"([^"\\\x00-\x1f]*)"')
_RUN = re.compile(r'[^"\\\x00-\x1f]*')
_NUMBER = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?)([0-9]+))?")
_HEX = re.compile(r"[0-9a-fA-F]{4}")
_WORDS: dict[str, tuple[str, object]] = {
    "t": ("true", True),
    "f": ("false", False),
    "n": ("null", None),
}
_ESCAPES = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}


class Fault(Exception):
    """Where reading ended: ``message``, and how many bytes were read, in ``at``."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


def place(data: bytes, at: int) -> tuple[int, int]:
    """Return the line, from 1, and the column, in bytes of that line, after ``at`` bytes."""
    at = min(at, len(data))
    return data.count(b"\n", 0, at) + 1, at - (data.rfind(b"\n", 0, at) + 1)


def read(data: bytes) -> Any:
    """Return the script value of ``data``; raises ``Fault``."""
    source = data.decode("latin-1")
    end = len(source)
    blanks = _BLANKS.match
    outer: list[Any] = []  # the open containers but the innermost, with the keys they wait at
    inner: list[object] | dict[str, object] | None = None
    key = ""
    at = blanks(source).end()  # type: ignore[union-attr]
    while True:
        value: object
        char = source[at : at + 1]
        if char in "[{" and char:
            if len(outer) + (inner is not None) + 1 == DEEPEST:
                raise Fault("recursion limit exceeded", at + 1)
            if inner is not None:
                outer.append((inner, key))
            at = blanks(source, at + 1).end()  # type: ignore[union-attr]
            inner = [] if char == "[" else {}
            closing = source[at : at + 1]
            if not closing:
                raise Fault(_UNENDED[char], end)
            if closing != ("]" if char == "[" else "}"):
                if char == "{":
                    key, at = _key(source, at)
                continue
        elif not char:
            raise Fault("EOF while parsing a value", end)
        else:
            if char == '"':
                text, at = _string(source, at)
                value = string(text)
            elif char in "-0123456789":
                value, at = _number(source, at)
            elif char in _WORDS:
                value, at = _word(source, at)
            else:
                raise Fault("expected value", at + 1)
            if inner is None:
                break
            if inner.__class__ is list:
                inner.append(value)
            else:
                inner[key] = value  # type: ignore[call-overload]
            at = blanks(source, at).end()  # type: ignore[union-attr]
        # After an element: close what ends here, then go on to the next one.
        while inner is not None:
            is_list = inner.__class__ is list
            char = source[at : at + 1]
            if char == ",":
                at = blanks(source, at + 1).end()  # type: ignore[union-attr]
                if source[at : at + 1] == ("]" if is_list else "}"):
                    raise Fault("trailing comma", at + 1)
                if not is_list:
                    key, at = _key(source, at)
                break
            if not char:
                raise Fault(_UNENDED["[" if is_list else "{"], end)
            if char != ("]" if is_list else "}"):
                raise Fault(f"expected `,` or `{']' if is_list else '}'}`", at + 1)
            value = vec(inner) if is_list else object_(inner)  # type: ignore[arg-type]
            at = blanks(source, at + 1).end()  # type: ignore[union-attr]
            if not outer:
                inner = None
                break
            inner, key = outer.pop()
            if inner.__class__ is list:
                inner.append(value)
            else:
                inner[key] = value
        if inner is None:
            break
    at = blanks(source, at).end()  # type: ignore[union-attr]
    if at < end:
        raise Fault("trailing characters", at + 1)
    return value


_UNENDED = {"[": "EOF while parsing a list", "{": "EOF while parsing an object"}


def _key(source: str, at: int) -> tuple[str, int]:
    """Read a key with its colon, and return where the value begins."""
    char = source[at : at + 1]
    if not char:
        raise Fault("EOF while parsing a value", at)
    if char != '"':
        raise Fault("key must be a string", at + 1)
    key, at = _string(source, at)
    at = _BLANKS.match(source, at).end()  # type: ignore[union-attr]
    if at == len(source):
        raise Fault(_UNENDED["{"], at)
    if source[at] != ":":
        raise Fault("expected `:`", at + 1)
    return key, _BLANKS.match(source, at + 1).end()  # type: ignore[union-attr]


def _word(source: str, at: int) -> tuple[object, int]:
    word, value = _WORDS[source[at]]
    for expected in word:
        if at == len(source):
            raise Fault("EOF while parsing a value", at)
        at += 1
        if source[at - 1] != expected:
            raise Fault("expected ident", at)
    return value, at


def _string(source: str, at: int) -> tuple[str, int]:
    """Read the string whose quote stands at ``at``."""
    plain = _PLAIN.match(source, at)
    if plain is not None:
        return _decoded(plain[1], plain.end()), plain.end()
    parts: list[str] = []
    at += 1
    while True:
        run = _RUN.match(source, at)
        assert run is not None  # it matches the empty text
        parts.append(run[0])
        at = run.end()
        if at == len(source):
            raise Fault("EOF while parsing a string", at)
        char = source[at]
        at += 1
        if char == '"':
            return _decoded("".join(parts), at), at
        if char != "\\":
            raise Fault("control character (\\u0000-\\u001F) found while parsing a string", at)
        part, at = _escape(source, at)
        parts.append(part)


def _decoded(content: str, at: int) -> str:
    """Return the text of the bytes of a string that ends at ``at``."""
    if content.isascii():
        return content
    try:
        return content.encode("latin-1").decode()
    except UnicodeDecodeError as error:
        # The place is counted back from the end of the string, escapes as what they stand for.
        raise Fault("invalid unicode code point", at - (len(content) - error.start)) from None


def _escape(source: str, at: int) -> tuple[str, int]:
    """Read what follows a backslash, and return its bytes."""
    if at == len(source):
        raise Fault("EOF while parsing a string", at)
    char = source[at]
    at += 1
    if char != "u":
        if char not in _ESCAPES:
            raise Fault("invalid escape", at)
        return _ESCAPES[char], at
    code, at = _hex(source, at)
    if 0xDC00 <= code <= 0xDFFF:
        raise Fault("lone leading surrogate in hex escape", at)
    if 0xD800 <= code <= 0xDBFF:
        for expected in "\\u":
            if at == len(source):
                raise Fault("EOF while parsing a string", at)
            at += 1
            if source[at - 1] != expected:
                raise Fault("unexpected end of hex escape", at)
        low, at = _hex(source, at)
        if not 0xDC00 <= low <= 0xDFFF:
            raise Fault("lone leading surrogate in hex escape", at)
        code = 0x10000 + (code - 0xD800 << 10) + (low - 0xDC00)
    return chr(code).encode().decode("latin-1"), at


def _hex(source: str, at: int) -> tuple[int, int]:
    if len(source) - at < 4:
        raise Fault("EOF while parsing a string", len(source))
    digits = _HEX.match(source, at)
    if digits is None:
        raise Fault("invalid escape", at + 4)
    return int(digits[0], 16), at + 4


def _number(source: str, at: int) -> tuple[int | float, int]:
    """Read a number: an integer of 64 bits as i64, any other as a float."""
    found = _NUMBER.match(source, at)
    if found is None:
        raise _no_digit(source, at + 1)
    minus, whole, fraction, sign, exponent = found.groups()
    at = found.end()
    char = source[at : at + 1]
    if exponent is None and char and char in "eE":
        at += 2 if source[at + 1 : at + 2] in ("+", "-") else 1
        raise _no_digit(source, at)
    if fraction is None and exponent is None:
        if char == ".":
            raise _no_digit(source, at + 1)
        if whole == "0" and char.isdecimal() and char.isascii():
            raise Fault("invalid number", at + 1)
        if len(whole) < 20 or (len(whole) == 20 and int(whole) < 1 << 64):
            value = int(whole)
            if not minus:
                return (value ^ 1 << 63) - (1 << 63), at
            if 0 < value <= 1 << 63:
                return -value, at
    value, power = _significand(whole, fraction or "")
    if exponent is not None:
        digits = exponent.lstrip("0")
        if len(digits) > 10 or int(digits or "0") >= 1 << 31:
            if value and sign != "-":
                # The reference stops at the digit that is too much.
                least = 10 if int(digits[:10]) >= 1 << 31 else 11
                raise Fault("number out of range", at - len(digits) + least)
            return -0.0 if minus else 0.0, at
        power += -int(digits or "0") if sign == "-" else int(digits or "0")
    result = _scaled(value, power)
    if result is None:
        raise Fault("number out of range", at)
    return -result if minus else result, at


def _no_digit(source: str, at: int) -> Fault:
    if at >= len(source):
        return Fault("EOF while parsing a value", len(source))
    return Fault("invalid number", at + 1)


def _significand(whole: str, fraction: str) -> tuple[int, int]:
    """Return as many of the first digits as fit an u64, and the power of ten to multiply with."""
    value = int(whole[:20])
    if len(whole) >= 20:
        if value >= 1 << 64:
            value = int(whole[:19])
            return value, len(whole) - 19
        if len(whole) > 20:
            return value, len(whole) - 20
    power = 0
    for digit in fraction:
        larger = value * 10 + int(digit)
        if larger >= 1 << 64:
            break
        value = larger
        power -= 1
    return value, power


def _scaled(value: int, power: int) -> float | None:
    """Return ``value`` times ten to ``power``, or ``None`` if that is too large."""
    result = float(value)
    while result and power < -308:
        result /= 1e308
        power += 308
    if not result:
        return result
    if power > 308:
        return None
    result = result * float(f"1e{power}") if power >= 0 else result / float(f"1e{-power}")
    return None if result == float("inf") else result
