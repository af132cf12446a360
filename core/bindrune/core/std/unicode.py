"""Texts as the language sees them: Unicode 17 by scalar values, lengths and offsets in bytes of
UTF-8.

Python counts in code points, so offsets are converted; a text of ASCII alone needs no conversion
and its checks cost next to nothing (``str.isascii`` reads a flag). Other texts are encoded for the
operation at hand.
"""

from __future__ import annotations

WHITESPACE = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""The characters of the property White_Space; Python's ``strip`` takes some more."""

_NEW_PAIRS = (
    (0x1C89, 0x1C8A),
    (0xA7CB, 0x264),
    (0xA7CC, 0xA7CD),
    (0xA7CE, 0xA7CF),
    (0xA7D2, 0xA7D3),
    (0xA7D4, 0xA7D5),
    (0xA7DA, 0xA7DB),
    (0xA7DC, 0x19B),
    *((0x10D50 + i, 0x10D70 + i) for i in range(22)),
    *((0x16EA0 + i, 0x16EBB + i) for i in range(25)),
)
_LOWER = dict(_NEW_PAIRS)
_UPPER = {lower: upper for upper, lower in _NEW_PAIRS}


def lowercase(text: str) -> str:
    """Return ``text`` in lower case; letters younger than Python's tables are mapped too."""
    return text.lower() if text.isascii() else text.lower().translate(_LOWER)


def uppercase(text: str) -> str:
    """Return ``text`` in upper case."""
    return text.upper() if text.isascii() else text.upper().translate(_UPPER)


def n_bytes(text: str) -> int:
    """Return the length in bytes of UTF-8."""
    return len(text) if text.isascii() else len(text.encode())


def slice_bytes(text: str, start: int, end: int | None) -> str | None:
    """Return the text from byte ``start`` to byte ``end``, or ``None`` where it has no such
    boundaries.
    """
    if text.isascii():
        if end is None:
            return text[start:] if start <= len(text) else None
        return text[start:end] if start <= end <= len(text) else None
    data = text.encode()
    if end is None:
        end = len(data)
    if not start <= end <= len(data):
        return None
    if not (_is_boundary(data, start) and _is_boundary(data, end)):
        return None
    return data[start:end].decode()


def char_at_byte(text: str, at: int) -> str | None:
    """Return the character that begins at byte ``at``, or ``None``."""
    if text.isascii():
        return text[at] if at < len(text) else None
    data = text.encode()
    if at >= len(data) or not _is_boundary(data, at):
        return None
    return data[at : at + 4].decode(errors="ignore")[0]


def _is_boundary(data: bytes, at: int) -> bool:
    return at == len(data) or data[at] & 0xC0 != 0x80
