"""Which lines of which sources a diagnostic shows, and what stands on each of them.

Labels are sorted into snippets, one a source, in the order in which the sources come up. A label
within one line belongs to that line. One over several lines gets a column of its own in the gutter:
it enters at its first line, passes along those between, and leaves at its last. Of the lines
between, those near the two ends are shown (three after the start, one before the end); the
others fold away unless another label needs them.

Of a line that is longer than anyone reads only what is near its labels is kept, with an ellipsis for
each part left out: many diagnostics on one huge line would otherwise each show all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.source import Source, Sources, Span

_AFTER_START = 3
_BEFORE_END = 1
_LONG_LINE = 500
"""Lines of more characters are shown in part."""
_CONTEXT = 100
"""How many characters left and right of where a label begins or ends are kept of a long line."""

# How a label of several lines meets a line: it starts in front of its text, or within it, it passes
# along, or it ends on it.
STARTS_IN_FRONT = 0
STARTS = 1
PASSES = 2
ENDS = 3


class Mark:
    """A label on one line: columns `start..end` of the line, counted from 0."""

    __slots__ = ("end", "message", "primary", "start")

    def __init__(self, start: int, end: int, primary: bool, message: str) -> None:
        self.start = start
        self.end = end
        self.primary = primary
        self.message = message

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it covers some of these columns."""
        return max(self.start, start) < min(self.end, end)


class Strand:
    """A label of several lines, where it meets one of them.

    `gutter` is its column in the gutter; `column` where on the line it starts or ends.
    """

    __slots__ = ("column", "gutter", "meets", "message", "primary")

    def __init__(
        self, gutter: int, meets: int, primary: bool, column: int = 0, message: str = ""
    ) -> None:
        self.gutter = gutter
        self.meets = meets
        self.primary = primary
        self.column = column
        self.message = message


class ShownLine:
    """A line of a source with its labels. Lines that are not `wanted` stand in for folded ones."""

    __slots__ = ("marks", "number", "strands", "text", "wanted")

    def __init__(self, number: int, text: str) -> None:
        self.number = number
        self.text = text
        self.marks: list[Mark] = []
        self.strands: list[Strand] = []
        self.wanted = False


class Snippet:
    """The lines to show of one source; `primary` and `start` say where its heading points.

    A label of several lines passes along lines that may number thousands: it is entered in those
    that come to be shown only.
    """

    __slots__ = ("_passing", "gutters", "lines", "primary", "source", "start")

    def __init__(self, source: Source, start: int, primary: bool) -> None:
        self.source = source
        self.start = start
        self.primary = primary
        self.gutters = 0
        self.lines: dict[int, ShownLine] = {}
        self._passing: list[tuple[int, int, Strand]] = []
        """Labels of several lines: the lines before and behind those that they pass along."""

    def line(self, number: int) -> ShownLine:
        """The line with this number, entered if it is new."""
        found = self.lines.get(number)
        if found is None:
            text = self.source.line_index.line_text(number).rstrip("\r\0")
            found = self.lines[number] = ShownLine(number, text)
            found.strands += [strand for first, last, strand in self._passing if first < number < last]
        return found

    def add(self, span: Span, message: str, primary: bool) -> None:
        """Enter a label."""
        if primary > self.primary or (primary == self.primary and span.start < self.start):
            self.start, self.primary = span.start, primary
        index = self.source.line_index
        first, first_column = index.line_col(span.start)
        last, last_column = index.line_col(span.end)
        if first == last:
            self._add_mark(first, first_column - 1, last_column - 1, primary, message)
            return
        gutter = self.gutters
        self.gutters += 1
        top = self.line(first)
        in_front = not top.text[: first_column - 1].strip()
        meets = STARTS_IN_FRONT if in_front else STARTS
        top.strands.append(Strand(gutter, meets, primary, first_column - 1))
        top.wanted = True
        passing = Strand(gutter, PASSES, primary)
        for number, line in self.lines.items():
            if first < number < last:
                line.strands.append(passing)
        self._passing.append((first, last, passing))
        near_start = range(first + 1, min(first + 1 + _AFTER_START, last))
        near_end = range(max(first + 1, last - _BEFORE_END), last)
        for number in (*near_start, *near_end):
            self.line(number).wanted = True
        bottom = self.line(last)
        bottom.strands.append(Strand(gutter, ENDS, primary, last_column - 1, message))
        bottom.wanted = True

    def _add_mark(self, number: int, start: int, end: int, primary: bool, message: str) -> None:
        """Enter a label of one line; marks stay sorted, of equal ones the later stands first."""
        mark = Mark(start, max(end, start + 1), primary, message)
        line = self.line(number)
        at = 0
        for at, other in enumerate(line.marks):  # noqa: B007
            if (other.start, other.end) >= (mark.start, mark.end):
                break
        else:
            at = len(line.marks)
        line.marks.insert(at, mark)
        line.wanted = True

    def shorten(self) -> None:
        """Leave out of long lines what is far from labels, and move the labels accordingly."""
        for number in [n for n in self.lines if n + 2 in self.lines]:
            self.line(number + 1)  # shown rather than folded away
        for line in self.lines.values():
            if len(line.text) <= _LONG_LINE:
                continue
            strands = [strand for strand in line.strands if strand.meets != PASSES]
            ends = [mark.start for mark in line.marks] + [mark.end for mark in line.marks]
            ends += [strand.column for strand in strands]
            line.text, moved = shortened(line.text, ends or [0])
            for mark in line.marks:
                mark.start, mark.end = moved[mark.start], moved[mark.end]
            for strand in strands:
                strand.column = moved[strand.column]


def lay_out(diagnostic: Diagnostic, sources: Sources) -> list[Snippet]:
    """The snippets of a diagnostic, its own place first."""
    snippets: dict[int, Snippet] = {}
    labels = [(diagnostic.span, diagnostic.text, True)]
    labels += [(label.span, label.message, False) for label in diagnostic.labels]
    for span, message, primary in labels:
        snippet = snippets.get(span.source)
        if snippet is None:
            snippet = snippets[span.source] = Snippet(sources[span.source], span.start, primary)
        snippet.add(span, message, primary)
    for snippet in snippets.values():
        snippet.shorten()
    return list(snippets.values())


def shortened(text: str, columns: Iterable[int]) -> tuple[str, dict[int, int]]:
    """What is shown of a line that matters at these columns, and where in it each of them is."""
    moved = {column: column for column in columns}
    if len(text) <= _LONG_LINE:
        return text, moved
    parts: list[str] = []
    width = at = 0
    for column in sorted(moved):
        start, end = max(column - _CONTEXT, at), min(column + _CONTEXT, len(text))
        if start > at:
            parts.append("…")
            width += 1
        moved[column] = width + column - start
        if end > start:
            parts.append(text[start:end])
            width += end - start
            at = end
    if at < len(text):
        parts.append("…")
    return "".join(parts), moved
