r"""The debug forms of chars and Strings: quoted, with escapes for what could not be read otherwise.

Escaped are the quote that encloses, the backslash, `\0 \t \n \r`, and as `\u{…}` every character
that is unprintable or extends a grapheme (combining marks, joiners, selectors), wherever it stands.
Which these are is a table of ranges, the same under every version of Python; it is loaded when the
first character beyond ASCII is met.
"""

from __future__ import annotations

from bisect import bisect_right

_SHORT = {0: "\\0", 9: "\\t", 10: "\\n", 13: "\\r", 0x5C: "\\\\"}
_ASCII = {c: f"\\u{{{c:x}}}" for c in (*range(32), 127)} | _SHORT
_IN_STRING = _ASCII | {0x22: '\\"'}
_IN_CHAR = _ASCII | {0x27: "\\'"}

_bounds: tuple[int, ...] = ()


def debug_string(text: str) -> str:
    """A String as `{:?}` shows it, in double quotes."""
    if text.isascii():
        return f'"{text.translate(_IN_STRING)}"'
    return f'"{_escape(text, _IN_STRING)}"'


def debug_char(char: str) -> str:
    """A char as `{:?}` shows it, in single quotes."""
    if char.isascii():
        return f"'{char.translate(_IN_CHAR)}'"
    return f"'{_escape(char, _IN_CHAR)}'"


def is_escaped(char: str) -> bool:
    """Whether a character beyond ASCII is shown as `\\u{…}`."""
    global _bounds
    if not _bounds:
        from bindrune.core.formatting.escaped_ranges import BOUNDS

        _bounds = BOUNDS
    return bisect_right(_bounds, ord(char)) % 2 == 1


def _escape(text: str, ascii_forms: dict[int, str]) -> str:
    parts = []
    for char in text:
        if char.isascii():
            parts.append(ascii_forms.get(ord(char), char))
        else:
            parts.append(f"\\u{{{ord(char):x}}}" if is_escaped(char) else char)
    return "".join(parts)
