"""Positions: between offsets in code points, as the core counts, and lines with columns, as clients count.

The protocol ends lines at `\\n`, `\\r\\n` and `\\r`, and at nothing else. Columns count UTF-16 code units unless client
and server have agreed on UTF-8 bytes or code points. What lies outside of a line or text is moved to its end, what lies
inside of a character to its start. This is the only module that knows of any of this.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from bindrune.core.source import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")

UTF8 = "utf-8"
UTF16 = "utf-16"
UTF32 = "utf-32"


def split_lines(text: str) -> list[str]:
    """The lines of a text with their ends; the empty last line of a text that ends with a line end is left out."""
    return _LINE.findall(text)


def without_end(line: str) -> int:
    """The length of a line without its line end."""
    if line.endswith("\r\n"):
        return len(line) - 2
    return len(line) - 1 if line.endswith(("\n", "\r")) else len(line)


def units_of(text: str, encoding: str) -> int:
    """How many units of an encoding a text takes."""
    if text.isascii() or encoding == UTF32:
        return len(text)
    if encoding == UTF8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(character > "\uffff" for character in text)


def column_of(line: str, character: int, encoding: str) -> int:
    """The index in a line at which a column of an encoding lies."""
    length = without_end(line)
    if character <= 0:
        return 0
    if encoding == UTF32 or line.isascii():
        return min(character, length)
    units = 0
    for index in range(length):
        units += units_of(line[index], encoding)
        if units > character:
            return index
    return length


class Lines:
    """A text cut into lines, for conversion in both directions."""

    __slots__ = ("encoding", "lines", "starts")

    def __init__(self, text: str, encoding: str) -> None:
        self.encoding = encoding
        self.lines = split_lines(text)
        if not self.lines or self.lines[-1].endswith(("\n", "\r")):
            self.lines.append("")
        self.starts = [0, *accumulate(map(len, self.lines))]

    def offset(self, position: types.Position) -> int:
        """The offset of a position."""
        if position.line >= len(self.lines):
            return self.starts[-1]
        line = self.lines[position.line]
        return self.starts[position.line] + column_of(line, position.character, self.encoding)

    def position(self, offset: int) -> types.Position:
        """The position of an offset; of one between the parts of a line end, that of the line end."""
        line = min(bisect_right(self.starts, offset), len(self.lines)) - 1
        text = self.lines[line]
        index = min(offset - self.starts[line], without_end(text))
        return types.Position(line, units_of(text[:index], self.encoding))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))
