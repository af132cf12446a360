"""Texts, spans and line numbers.

A `Source` is one text under a name: a file, a line at the prompt, a cell. Everything else in the
core speaks of places as a `Span`: the number of a source and two offsets in it, counted in code
points. Lines and columns are worked out late, by the line index of the source, when a place is
shown to somebody.
"""

from __future__ import annotations

from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Span:
    """The half-open range `start..end` of the source with the id `source`."""

    __slots__ = ("end", "source", "start")

    def __init__(self, source: int, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Span)
            and self.source == other.source
            and self.start == other.start
            and self.end == other.end
        )

    def __hash__(self) -> int:
        return hash((self.source, self.start, self.end))

    def __repr__(self) -> str:
        return f"Span({self.source}, {self.start}, {self.end})"

    def join(self, other: Span) -> Span:
        """The span from the start of this one to the end of the other."""
        return Span(self.source, self.start, other.end)


class LineIndex:
    """Where the lines of a text begin. Only a line feed ends a line."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        at = text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = text.find("\n", at + 1)

    def line_col(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, the column in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, col: int) -> int:
        """The offset of a line and column counted from 1, kept within the line."""
        if line < 1:
            return 0
        if line > len(self.starts):
            return len(self.text)
        start, end = self.line_range(line)
        return min(start + max(col, 1) - 1, end)

    def line_range(self, line: int) -> tuple[int, int]:
        """The offsets of a line, counted from 1, without its line feed."""
        start = self.starts[line - 1]
        end = self.starts[line] - 1 if line < len(self.starts) else len(self.text)
        return start, end

    def line_text(self, line: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        start, end = self.line_range(line)
        return self.text[start:end].removesuffix("\r")


class Source:
    """One text: its id among `Sources`, the name messages use, and the file it came from if any."""

    __slots__ = ("_line_index", "id", "name", "path", "text")

    def __init__(self, id: int, name: str, text: str, path: str | None = None) -> None:
        self.id = id
        self.name = name
        self.text = text
        self.path = path
        self._line_index: LineIndex | None = None

    @property
    def line_index(self) -> LineIndex:
        """The line index, built when first asked for."""
        index = self._line_index
        if index is None:
            index = self._line_index = LineIndex(self.text)
        return index

    def __repr__(self) -> str:
        return f"Source({self.id}, {self.name!r})"


class Sources:
    """All texts of one build or session, by id."""

    __slots__ = ("_sources",)

    def __init__(self) -> None:
        self._sources: list[Source] = []

    def add(self, name: str, text: str, path: str | None = None) -> Source:
        """Adds a text and gives it the next id."""
        source = Source(len(self._sources), name, text, path)
        self._sources.append(source)
        return source

    def __getitem__(self, id: int) -> Source:
        return self._sources[id]

    def __len__(self) -> int:
        return len(self._sources)

    def __iter__(self) -> Iterator[Source]:
        return iter(self._sources)

    def text(self, span: Span) -> str:
        """The text a span covers."""
        return self._sources[span.source].text[span.start : span.end]
