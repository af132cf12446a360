"""Line tables: code of Python whose places are those of the program it was made from.

``relocate`` gives a code object another table of locations: each instruction has the lines and columns of
the span that the marks of its text name, so tracebacks, profilers and coverage speak of the program, at no
cost while it runs. The format of the table is CPython's from 3.11 on: an entry is a byte with a kind and a
number of code units, then variable length integers; kind 14 holds line, end line and both columns, kind 13 the line
alone, kind 15 nothing.
"""

from __future__ import annotations

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
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(mark.line, []).append(mark)
    for found in by_line.values():
        found.sort(key=lambda mark: mark.end - mark.start)
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


def _innermost(by_line: dict[int, list[Mark]], position: Any) -> Mark | None:
    line, last, start, end = position
    if line is None or start is None:
        return None
    if line != last:  # a loop, of which CPython 3.11 names the whole where it asks for an element
        return next((mark for mark in by_line.get(line, ()) if mark.start == start), None)
    for mark in by_line.get(line, ()):
        if mark.start <= start and end <= mark.end:
            return mark
    return None


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
