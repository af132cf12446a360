"""Line tables: code of Python whose places are those of the program it was made from.

``relocate`` gives a code object another table of locations: each instruction has the lines and columns of
the span that the marks of its text name, so tracebacks, profilers and coverage speak of the program, at no
cost while it runs. The format of the table is CPython's from 3.11 on: an entry is a byte with a kind and a
number of code units, then variable length integers; kind 14 holds line, end line and both columns, kind 13 the line
alone, kind 15 nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from bindrune.core.codegen.writer import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import CodeType

    from bindrune.core.source import Span

Place = tuple[int, int, int, int]
"""Line, last line, column and end column, as Python counts: lines from 1, columns from 0 in bytes of UTF-8."""

_WIDTH = 1 << 30
"""No line is wider."""

Run = tuple[int, int, Mark | None]
"""Code units with one mark: the first, the one behind the last, and the mark."""


def relocate(
    code: CodeType,
    marks: Sequence[Mark],
    statements: Sequence[Span | None],
    place: Callable[[Span], Place],
    filename: Callable[[int], str],
    spans: Mapping[str, Span],
    names: Mapping[str, str],
) -> tuple[CodeType, list[list[Run]]]:
    """A code object with the places of its marks, and for each function in it which instructions have which mark.

    ``statements`` has the place of the statement that each line of the text belongs to: instructions without a mark
    have its line, and nothing else; they are in no run.

    By the names of Python's functions, ``spans`` are the places of those of the program, and ``names`` what these are
    called. ``filename`` names a source.
    """
    lines = _Lines(marks, statements)
    functions: list[list[Run]] = []
    table = _Tables(place)

    def walk(at: CodeType) -> CodeType:
        inner = tuple(walk(const) if const.__class__ is at.__class__ else const for const in at.co_consts)
        runs = _runs(at.co_linetable, at.co_firstlineno, lines)
        span = spans.get(at.co_name)
        first = place(span)[0] if span is not None else 1
        name = names.get(at.co_name, at.co_name)
        functions.append([run for run in runs if run[2] is not None and run[2].replay is not None])
        return at.replace(
            co_consts=inner,
            co_filename=filename(span.source if span is not None else 0),
            co_firstlineno=first,
            co_name=name,
            co_qualname=name,
            co_linetable=table.of(runs, first),
        )

    return walk(code), functions


class _Lines:
    """What the lines of a text are marked with."""

    def __init__(self, marks: Sequence[Mark], statements: Sequence[Span | None]) -> None:
        self._statements = statements
        self._marks: dict[int, list[Mark]] = {}
        for mark in marks:
            found = self._marks.get(mark.line)
            if found is None:
                self._marks[mark.line] = [mark]
            else:
                found.append(mark)
        self._known: dict[int, Nest | Whole] = {}
        self._whole: dict[int, Whole] = {}

    def at(self, line: int) -> Nest | Whole | None:
        """What a line is marked with; lines of one statement and nothing else have the same."""
        found = self._known.get(line)
        if found is not None or not 0 < line <= len(self._statements):
            return found
        statement = self._statements[line - 1]
        marks = self._marks.get(line)
        if marks is None:
            if statement is None:
                return None
            whole = self._whole.get(id(statement))
            if whole is None:
                whole = self._whole[id(statement)] = Whole(Mark(line, 0, _WIDTH, statement, None))
            return whole
        if statement is not None:
            marks.append(Mark(line, 0, _WIDTH, statement, None))
        found = self._known[line] = Nest(marks)
        return found


class Whole:
    """A line that is marked as a whole, and nothing in it by itself."""

    __slots__ = ("_mark",)

    def __init__(self, mark: Mark) -> None:
        self._mark = mark

    def innermost(self, start: int, end: int) -> Mark | None:
        """The mark, which is around all columns."""
        return self._mark

    def first(self, start: int) -> Mark | None:
        """The mark, if it begins at a column."""
        return self._mark if self._mark.start == start else None


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


def _runs(table: bytes, line: int, lines: _Lines) -> list[Run]:
    """The runs of a code object whose table CPython wrote.

    That is what ``co_positions`` says, without a tuple for each code unit, of which there are some for an instruction.
    """
    runs: list[Run] = []
    size = len(table)
    at = begun = done = more = 0
    current: Mark | None = None
    known: Nest | Whole | None = None
    known_line = -1
    while at < size:
        head = table[at]
        kind = head >> 3 & 15
        start = -1
        if kind < 10:
            second = table[at + 1]
            start = kind << 3 | second >> 4
            end = start + (second & 15)
            more = 0
            at += 2
        elif kind < 13:
            line += kind - 10
            start = table[at + 1]
            end = table[at + 2]
            more = 0
            at += 3
        elif kind == 15:
            at += 1
        else:
            step, at = _varint(table, at + 1)
            line += -(step >> 1) if step & 1 else step >> 1
            if kind == 14:
                more, at = _varint(table, at)
                start, at = _varint(table, at)
                end, at = _varint(table, at)
                start -= 1
                end -= 1
        if start < 0:
            mark = None
        else:
            if line != known_line:
                known_line = line
                known = lines.at(line)
            if known is None:
                mark = None
            elif more:  # a loop, of which CPython 3.11 names the whole where it asks for an element
                mark = known.first(start)
            else:
                mark = known.innermost(start, end)
        if mark is not current:
            if done > begun:
                runs.append((begun, done, current))
            begun = done
            current = mark
        done += (head & 7) + 1
    if done > begun:
        runs.append((begun, done, current))
    return runs


def _varint(table: bytes, at: int) -> tuple[int, int]:
    """A number of a table, and where the next one begins."""
    byte = table[at]
    value = byte & 63
    shift = 6
    while byte & 64:
        at += 1
        byte = table[at]
        value |= (byte & 63) << shift
        shift += 6
    return value, at + 1


class _Tables:
    """Writes line tables. What an entry says of a mark beside its line is the same wherever it stands."""

    def __init__(self, place: Callable[[Span], Place]) -> None:
        self._place = place
        self._known: dict[Mark, tuple[int, int, bytes]] = {}
        self._places: dict[int, Place] = {}

    def _entry(self, mark: Mark) -> tuple[int, int, bytes]:
        """The line of a mark, the kind of its entries, and what follows in them."""
        place = self._places.get(id(mark.span))
        if place is None:
            place = self._places[id(mark.span)] = self._place(mark.span)
        row, last, column, stop = place
        tail = bytearray()
        if mark.replay is not None:
            _unsigned(tail, last - row)
            _unsigned(tail, column + 1)
            _unsigned(tail, stop + 1)
        found = self._known[mark] = row, 13 if mark.replay is None else 14, bytes(tail)
        return found

    def of(self, runs: Sequence[Run], first: int) -> bytes:
        """The table of a code object that begins in line ``first``."""
        out = bytearray()
        known = self._known
        line = first
        for start, end, mark in runs:
            left = end - start
            if mark is None:
                while left > 0:
                    out.append(0x80 | 15 << 3 | min(left, 8) - 1)
                    left -= 8
                continue
            row, kind, tail = known.get(mark) or self._entry(mark)
            while left > 0:
                out.append(0x80 | kind << 3 | (left if left < 8 else 8) - 1)
                left -= 8
                step = row - line
                line = row
                if -32 < step < 32:
                    out.append(step << 1 if step >= 0 else -step << 1 | 1)
                else:
                    _unsigned(out, -step << 1 | 1 if step < 0 else step << 1)
                out += tail
        return bytes(out)


def _unsigned(out: bytearray, value: int) -> None:
    while value >= 64:
        out.append(value & 63 | 64)
        value >>= 6
    out.append(value)
