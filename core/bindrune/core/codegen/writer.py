"""The text of a function under way: lines, names for intermediate values, and marks of what stands for what.

A piece of text that may fail is wrapped by ``mark``: its span, and what finds the exact error should Python
raise one of its own, travel with it in control characters, which are taken out when its line is written. So
every column of the finished text is known by the span of the innermost piece around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bindrune.core.source import Span

_OPEN, _CLOSE = "\x01", "\x02"
LIMIT = 18
"""How deep blocks nest: Python has room for 20."""


Within = tuple[tuple[str, "Span"], ...]
Open = tuple[tuple[str, ...], str]
"""Counts of the turns that have begun in the loops around a line, and in the one that it is the head of."""


class Refused(Exception):
    """The function has something that is not emitted; it runs in tier 0. The text says why."""


class Mark:
    """A piece of text: its line and columns, its span, and how its operation is run again for the error it has.

    ``replay`` names the operation and the locals and constants of its operands, ``within`` are the closures written in
    place around it. ``replay`` is ``None`` for a whole line, which has the place of its statement, for profilers and
    coverage.
    """

    __slots__ = ("end", "line", "replay", "span", "start", "within")

    def __init__(
        self, line: int, start: int, end: int, span: Span, replay: tuple[str, ...] | None, within: Within = ()
    ) -> None:
        self.line = line
        self.start = start
        self.end = end
        self.span = span
        self.replay = replay
        self.within = within


class Line(str):
    """A line under way: its statement, in which loops it lies, which it is the head of (``forms/charges.py``)."""

    __slots__ = ("heads", "statement", "turns")

    statement: Span | None
    turns: tuple[str, ...]
    heads: str


def deeper(line: str) -> str:
    """A line, one block further in."""
    if not isinstance(line, Line):
        return f" {line}"
    moved = Line(f" {line}")
    moved.statement, moved.turns, moved.heads = line.statement, line.turns, line.heads
    return moved


class Writer:
    """Lines of Python. ``statement`` is the place of what is written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.depth = 1
        self.blocks = 0
        self.statement: Span | None = None
        self._temps = 0
        self._notes: list[tuple[Span, tuple[str, ...], Within]] = []
        self.within: Within = ()
        """The closures in whose bodies text is written in place, from outside in: their items and their calls."""
        self.turns: tuple[str, ...] = ()
        """Counts of the turns that have begun in the loops around, which are charged when these are left."""

    def temp(self) -> str:
        """A new name for an intermediate value."""
        self._temps += 1
        return f"t{self._temps}"

    def mark(self, text: str, span: Span, *replay: str) -> str:
        """``text`` as what stands for ``span``."""
        self._notes.append((span, replay, self.within))
        return f"{_OPEN}{len(self._notes) - 1} {text}{_CLOSE}"

    def put(self, line: str) -> None:
        """Write a line at the present depth."""
        self.lines.append(self.line(line))

    def line(self, text: str) -> Line:
        """A line at the present depth."""
        made = Line(" " * self.depth + text)
        made.statement = self.statement
        made.turns = self.turns
        made.heads = ""
        return made

    def open(self, head: str) -> None:
        """Write the head of a block."""
        self.put(head)
        self.depth += 1
        if head.startswith("for "):
            self.blocks += 1
            if self.blocks > LIMIT:
                raise Refused("loops nest too deeply")
        if self.depth > 90:
            raise Refused("blocks nest too deeply")

    def close(self, *, loop: bool = False) -> None:
        """End a block; an empty one gets a ``pass``."""
        if self._indent() < self.depth:
            self.put("pass")
        self.depth -= 1
        if loop:
            self.blocks -= 1

    def _indent(self) -> int:
        line = self.lines[-1]
        return len(line) - len(line.lstrip(" "))

    def finish(self, first_line: int) -> tuple[list[str], list[Mark], list[Span | None], dict[int, Open]]:
        """The clean lines, the marks in them, innermost ones last, and of each line the place of its statement.

        ``first_line`` is the number of the first. The last are the loops that lines lie in, by their numbers.
        """
        marks: list[Mark] = []
        clean: list[str] = []
        statements: list[Span | None] = []
        statement: Span | None = None
        turns: dict[int, Open] = {}
        for at, line in enumerate(self.lines):
            if isinstance(line, Line):  # lines that were put in between belong to the statement before them
                statement = line.statement
                if line.turns or line.heads:
                    turns[first_line + at] = line.turns, line.heads
            clean.append(self._clean(line, first_line + at, marks) if _OPEN in line else line)
            statements.append(statement)
        return clean, marks, statements, turns

    def _clean(self, line: str, number: int, marks: list[Mark]) -> str:
        head, *pieces = line.split(_OPEN)
        out = [head]
        column = len(head)
        stack: list[Mark] = []
        for piece in pieces:
            note, _, rest = piece.partition(" ")
            span, replay, within = self._notes[int(note)]
            mark = Mark(number, column, column, span, replay, within)
            marks.append(mark)
            if _CLOSE not in rest:
                stack.append(mark)
                out.append(rest)
                column += len(rest)
                continue
            first, *others = rest.split(_CLOSE)
            out.append(first)
            column += len(first)
            mark.end = column
            other, *more = others
            out.append(other)
            column += len(other)
            for other in more:
                stack.pop().end = column
                out.append(other)
                column += len(other)
        return "".join(out)


def plain(text: str) -> str:
    """A text without its marks."""
    if _CLOSE not in text:
        return text
    while _OPEN in text:
        start = text.index(_OPEN)
        text = text[:start] + text[text.index(" ", start) + 1 :]
    return text.replace(_CLOSE, "")
