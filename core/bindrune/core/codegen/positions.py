"""Line tables: code of Python whose places are those of the program it was made from.

``relocate`` gives a code object another table of locations: each instruction has the lines and columns of
the span that the marks of its text name, so tracebacks, profilers and coverage speak of the program, at no
cost while it runs. The format of the table is CPython's from 3.11 on: an entry is a byte with a kind and a
number of code units, then variable length integers; kind 14 holds line, end line and both columns, kind 13 the line
alone, kind 15 nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import CodeType

    from bindrune.core.codegen.writer import Mark
    from bindrune.core.source import Span

Place = tuple[int, int, int, int]
"""Line, last line, column and end column, as Python counts: lines from 1, columns from 0 in bytes of UTF-8."""


def relocate(
    code: CodeType,
    marks: Sequence[Mark],
    place: Callable[[Span], Place],
    filename: Callable[[int], str],
    spans: Mapping[str, Span],
    names: Mapping[str, str],
) -> tuple[CodeType, list[tuple[CodeType, dict[int, Mark]]]]:
    """A code object with the places of its marks, and for each function in it which mark an instruction has.

    Marks of whole lines give instructions without another one their line, and nothing else.

    By the names of Python's functions, ``spans`` are the places of those of the program, and ``names`` what these are
    called. ``filename`` names a source.
    """
    marked: dict[int, list[Mark]] = {}
    for mark in marks:
        marked.setdefault(mark.line, []).append(mark)
    by_line = {line: Nest(found) for line, found in marked.items()}
    functions: list[tuple[CodeType, dict[int, Mark]]] = []
    cache: dict[int, Place] = {}

    def placed(mark: Mark) -> Place:
        known = cache.get(id(mark.span))
        if known is None:
            known = cache[id(mark.span)] = place(mark.span)
        return known

    def walk(at: CodeType) -> CodeType:
        inner = tuple(walk(const) if const.__class__ is at.__class__ else const for const in at.co_consts)
        units: list[Mark | None] = []
        previous: Any = None
        found: Mark | None = None
        for position in at.co_positions():
            if position != previous:
                found = _innermost(by_line, position)
                previous = position
            units.append(found)
        span = spans.get(at.co_name)
        first = place(span)[0] if span is not None else 1
        made = at.replace(
            co_consts=inner,
            co_filename=filename(span.source if span is not None else 0),
            co_firstlineno=first,
            co_name=names.get(at.co_name, at.co_name),
            co_qualname=names.get(at.co_name, at.co_name),
            co_linetable=_table(units, placed, first),
        )
        sites = {at: mark for at, mark in enumerate(units) if mark is not None and mark.replay is not None}
        functions.append((made, sites))
        return made

    return walk(code), functions


class Nest:
    """The marks of a line, which lie in each other or side by side."""

    __slots__ = ("_marks", "_parents", "_starts")

    def __init__(self, marks: list[Mark]) -> None:
        self._marks: list[Mark] = []
        self._parents: list[int] = []
        around = -1
        for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
            while around >= 0 and self._marks[around].end < mark.end:
                around = self._parents[around]
            if around >= 0 and (mark.start, mark.end) == (self._marks[around].start, self._marks[around].end):
                continue  # of several around the same text the first counts
            self._parents.append(around)
            around = len(self._marks)
            self._marks.append(mark)
        self._starts = [mark.start for mark in self._marks]

    def innermost(self, start: int, end: int) -> Mark | None:
        """The smallest mark around some columns."""
        at = bisect_right(self._starts, start) - 1
        while at >= 0 and self._marks[at].end < end:
            at = self._parents[at]
        return self._marks[at] if at >= 0 else None

    def first(self, start: int) -> Mark | None:
        """The smallest mark that begins at a column."""
        at = bisect_right(self._starts, start) - 1
        return self._marks[at] if at >= 0 and self._starts[at] == start else None


def _innermost(by_line: dict[int, Nest], position: Any) -> Mark | None:
    line, last, start, end = position
    if line is None or start is None or line not in by_line:
        return None
    if line != last:  # a loop, of which CPython 3.11 names the whole where it asks for an element
        return by_line[line].first(start)
    return by_line[line].innermost(start, end)


def _table(units: list[Mark | None], placed: Callable[[Mark], Place], first: int) -> bytes:
    out = bytearray()
    line = first
    at = 0
    while at < len(units):
        mark = units[at]
        end = at
        while end < len(units) and units[end] is mark:
            end += 1
        left = end - at
        while left:
            count = min(left, 8)
            left -= count
            if mark is None:
                out.append(0x80 | 15 << 3 | count - 1)
                continue
            row, last, column, stop = placed(mark)
            if mark.replay is None:
                out.append(0x80 | 13 << 3 | count - 1)
                _signed(out, row - line)
                line = row
                continue
            out.append(0x80 | 14 << 3 | count - 1)
            _signed(out, row - line)
            _unsigned(out, last - row)
            _unsigned(out, column + 1)
            _unsigned(out, stop + 1)
            line = row
        at = end
    return bytes(out)


def _unsigned(out: bytearray, value: int) -> None:
    while value >= 64:
        out.append(value & 63 | 64)
        value >>= 6
    out.append(value)


def _signed(out: bytearray, value: int) -> None:
    _unsigned(out, (-value << 1 | 1) if value < 0 else value << 1)
