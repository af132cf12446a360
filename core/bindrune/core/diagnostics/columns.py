"""How many columns of a terminal each character of a line takes.

A tab reaches to the next multiple of four; East Asian wide characters and emoji take two columns,
marks that combine with what stands before them none, control characters none, all others one.
"""

from __future__ import annotations

from bisect import bisect_right

_TAB = 4


def widths(text: str) -> list[int]:
    """The columns of each character of a line."""
    if text.isascii() and text.isprintable():
        return [1] * len(text)
    result, column = [], 0
    for char in text:
        width = _TAB - column % _TAB if char == "\t" else char_width(char)
        result.append(width)
        column += width
    return result


def char_width(char: str) -> int:
    """The columns of one character other than a tab."""
    if char.isascii():
        return 1 if char.isprintable() else 0
    from bindrune.core.diagnostics.width_ranges import WIDE, ZERO

    point = ord(char)
    if bisect_right(ZERO, point) % 2:
        return 0
    return 2 if bisect_right(WIDE, point) % 2 else 1
