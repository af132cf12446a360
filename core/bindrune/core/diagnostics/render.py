"""The one renderer: a diagnostic or a panic, drawn below the source lines it is about.

    error[missing-local]: No local variable `missing`
      ┌─ script.rn:2:5
      │
    2 │     missing
      │     ^^^^^^^ No local variable `missing`

The drawing is made once, as pieces with roles, and then written as text, ANSI or HTML. For each
line that is shown, there follow: a line of carets (`^` for the place of the diagnostic, `-` for
related ones) with the message of the rightmost label, if no other label overlaps it; the other
messages from right to left, each hanging from a pointer at the start of its label; and one line
for each label of several lines that begins or ends here.

A panic adds its frames, innermost first, each with its function and the source line of the call.
Of more than forty, those in the middle are counted only.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bindrune.core.diagnostics.columns import widths
from bindrune.core.diagnostics.layout import (
    ENDS,
    PASSES,
    STARTS,
    STARTS_IN_FRONT,
    Mark,
    ShownLine,
    Snippet,
    Strand,
    lay_out,
    shortened,
)
from bindrune.core.diagnostics.styles import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bindrune.core.diagnostics.model import Diagnostic, Frame, Panic
    from bindrune.core.diagnostics.styles import Piece
    from bindrune.core.source import Sources

FRAMES_SHOWN = 40
"""How many frames of a panic are shown at most."""


def render_diagnostics(
    diagnostics: Iterable[Diagnostic], sources: Sources, style: str = "text"
) -> str:
    """Diagnostics one below the other, each followed by an empty line."""
    write = WRITERS[style]
    return "".join([write(_Drawing(d, sources).draw()) for d in diagnostics])


def render_text(diagnostic: Diagnostic, sources: Sources) -> str:
    """One diagnostic as plain text, ending in a line break; printed as a line, one more follows."""
    return render_diagnostics([diagnostic], sources)[:-1]


def render_ansi(diagnostic: Diagnostic, sources: Sources) -> str:
    """One diagnostic for a terminal, ending in a line break."""
    return render_diagnostics([diagnostic], sources, "ansi")[:-1]


def render_html(diagnostic: Diagnostic, sources: Sources) -> str:
    """One diagnostic as a `<pre>` element."""
    return render_diagnostics([diagnostic], sources, "html")


def render_panic(panic: Panic, sources: Sources, style: str = "text") -> str:
    """A panic with its frames, innermost first; one without frames has no place to be shown."""
    frames = panic.frames
    pieces = _Drawing(panic.diagnostic, sources if frames else None).draw()
    _draw_frames(pieces, frames, sources)
    return WRITERS[style](pieces)


def render_frames(frames: Sequence[Frame], sources: Sources, style: str = "text") -> str:
    """The frames of a run that was ended, innermost first; empty if there are none."""
    pieces: list[Piece] = []
    _draw_frames(pieces, frames, sources)
    return WRITERS[style](pieces)


def _draw_frames(pieces: list[Piece], frames: Sequence[Frame], sources: Sources) -> None:
    if frames:
        pieces.append(("Backtrace:\n", ""))
    hidden = len(frames) - FRAMES_SHOWN
    for position, frame in enumerate(frames):
        if hidden <= 0 or not FRAMES_SHOWN // 2 <= position < len(frames) - FRAMES_SHOWN // 2:
            _draw_frame(pieces, frame, sources)
        elif position == FRAMES_SHOWN // 2:
            pieces.append((f"… {hidden} frames …\n", "border"))


def _draw_frame(pieces: list[Piece], frame: Frame, sources: Sources) -> None:
    """A frame's place and function, and below it the first source line of its call."""
    source = sources[frame.span.source]
    index = source.line_index
    line, column = index.line_col(frame.span.start)
    pieces.append((f"{source.name}:{line}:{column}:", ""))
    if frame.function:
        pieces += [(" in ", ""), (frame.function, "function")]
    text = index.line_text(line)
    start = column - 1
    end = max(start, min(len(text), start + frame.span.end - frame.span.start))
    text, moved = shortened(text, (start, end))
    start, end = moved[start], moved[end]
    pieces += [("\n", ""), (text[:start], ""), (text[start:end], "error-label")]
    pieces.append((text[end:] + "\n", ""))


class _Drawing:
    """A diagnostic being drawn; without sources only its headline and notes are."""

    __slots__ = ("_diagnostic", "_gutters", "_label_role", "_padding", "_pieces", "_snippets")

    def __init__(self, diagnostic: Diagnostic, sources: Sources | None) -> None:
        self._diagnostic = diagnostic
        self._snippets = [] if sources is None else lay_out(diagnostic, sources)
        numbers = [n for snippet in self._snippets for n in snippet.lines]
        self._padding = len(str(max(numbers, default=0)))
        self._label_role = (
            "warning-label" if diagnostic.severity == "warning" else "error-label"
        )
        self._gutters = 0
        self._pieces: list[Piece] = []

    def draw(self) -> list[Piece]:
        """The whole drawing, with an empty line behind it."""
        diagnostic = self._diagnostic
        word = "warning" if diagnostic.severity == "warning" else "error"
        self._put(f"{word}[{diagnostic.code.name}]", word)
        self._put(f": {diagnostic.message}", "headline")
        self._put("\n")
        for position, snippet in enumerate(self._snippets):
            if position:
                self._rule()
            self._draw_snippet(snippet)
        notes = list(diagnostic.notes)
        if diagnostic.help is not None:
            notes.append(f"help: {diagnostic.help}")
        if notes:
            self._rule()
        for note in notes:
            self._draw_note(note)
        self._put("\n")
        return self._pieces

    def _put(self, text: str, role: str = "") -> None:
        self._pieces.append((text, role))

    def _role(self, primary: bool) -> str:
        return self._label_role if primary else "secondary"

    def _margin(self, number: int | None = None, border: str = "│") -> None:
        """What stands left of everything: the line number or blanks, and the border."""
        if number is None:
            self._put(" " * (self._padding + 1))
        else:
            self._put(f"{number:>{self._padding}}", "number")
            self._put(" ")
        self._put(border, "border")

    def _rule(self) -> None:
        """A line with nothing but the border."""
        self._margin()
        self._put("  " * self._gutters + "\n")

    def _draw_note(self, note: str) -> None:
        bullet = "="
        for line in note.splitlines():
            self._put(" " * (self._padding + 1))
            self._put(bullet, "border")
            self._put(f" {line}\n")
            bullet = " "

    def _draw_snippet(self, snippet: Snippet) -> None:
        """The heading of a source, its lines, and what stands for the lines between them."""
        self._gutters = snippet.gutters
        line, column = snippet.source.line_index.line_col(snippet.start)
        self._put(" " * (self._padding + 1))
        self._put("┌─", "border")
        self._put(f" {snippet.source.name}:{line}:{column}\n")
        self._rule()
        shown = sorted(n for n, line_ in snippet.lines.items() if line_.wanted)
        for number, following in zip(shown, [*shown[1:], 0], strict=True):
            current = snippet.lines[number]
            self._draw_line(current)
            if following == number + 2:  # a single line is shown rather than folded
                self._draw_line(snippet.line(number + 1))
            elif following > number + 1:
                self._margin(border="·")
                self._gutter([strand for strand in current.strands if strand.meets != ENDS])
                self._put("\n")

    def _draw_line(self, line: ShownLine) -> None:
        """A source line with everything below it."""
        self._draw_source(line)
        if line.marks:
            self._draw_marks(line)
        for strand in line.strands:
            if strand.meets in (STARTS, ENDS):
                self._draw_turn(line, strand)

    def _draw_source(self, line: ShownLine) -> None:
        self._margin(line.number)
        by_gutter = {strand.gutter: strand for strand in line.strands}
        for gutter in range(self._gutters):
            strand = by_gutter.get(gutter)
            if strand is None or strand.meets == STARTS:
                self._put("  ")
            else:
                self._put(" ")
                corner = "╭" if strand.meets == STARTS_IN_FRONT else "│"
                self._put(corner, self._role(strand.primary))
        self._put(" ")
        columns = widths(line.text)
        for start, end in _runs(line, len(columns)):
            text = line.text[start:end]
            if "\t" in text:
                pairs = zip(text, columns[start:end], strict=True)
                text = "".join(" " * width if char == "\t" else char for char, width in pairs)
            self._put(text, self._label_role if _is_primary(line, start) else "")
        self._put("\n")

    def _draw_marks(self, line: ShownLine) -> None:
        """The carets of the labels of one line, and their messages."""
        trailing = _trailing(line.marks)
        self._margin()
        self._gutter(line.strands)
        self._put(" ")
        end = max(mark.end for mark in line.marks)
        columns = [*widths(line.text), 1]
        for start, stop in _runs(line, len(columns)):
            here = [mark for mark in line.marks if mark.overlaps(start, start + 1)]
            width = sum(columns[start:stop])
            if here:
                primary = any(mark.primary for mark in here)
                self._put(("^" if primary else "-") * width, self._role(primary))
            elif start < end:
                self._put(" " * width)
        if trailing is not None:
            self._put(" ")
            self._put(trailing.message, self._role(trailing.primary))
        self._put("\n")
        hanging = [mark for mark in line.marks if mark is not trailing and mark.message]
        if hanging:
            self._draw_pointers(line, hanging, len(line.text))
            self._put("\n")
        for mark in reversed(hanging):
            self._draw_pointers(line, hanging, mark.start)
            self._put(mark.message, self._role(mark.primary))
            self._put("\n")

    def _draw_pointers(self, line: ShownLine, hanging: list[Mark], until: int) -> None:
        """Vertical strokes at the starts of hanging labels left of the column `until`."""
        self._margin()
        self._gutter(line.strands)
        self._put(" ")
        last = max(mark.start for mark in line.marks)
        columns = widths(line.text)[:until]
        for start, stop in _runs(line, len(columns), pointers=True):
            here = [mark for mark in hanging if mark.start == start]
            width = sum(columns[start:stop])
            if here:
                self._put("│", self._role(any(mark.primary for mark in here)))
                width -= 1
            if start <= last:
                self._put(" " * width)

    def _gutter(self, strands: Sequence[Strand]) -> None:
        """The gutter of a line below a source line: strokes of the labels that pass along it."""
        by_gutter = {strand.gutter: strand for strand in strands}
        for gutter in range(self._gutters):
            strand = by_gutter.get(gutter)
            if strand is None or strand.meets in (STARTS, STARTS_IN_FRONT):
                self._put("  ")
            else:
                self._put(" ")
                self._put("│", self._role(strand.primary))

    def _draw_turn(self, line: ShownLine, turning: Strand) -> None:
        """The stroke from the gutter to the column where a label of several lines starts or ends.

        It crosses the strokes of labels right of its own: those that started above, or that have
        not ended yet.
        """
        self._margin()
        role = self._role(turning.primary)
        position = line.strands.index(turning)
        by_gutter = {strand.gutter: i for i, strand in enumerate(line.strands)}
        under = False
        for gutter in range(self._gutters):
            other_position = by_gutter.get(gutter)
            other = None if other_position is None else line.strands[other_position]
            if other is turning:
                self._put(" ")
                self._put("╭" if turning.meets == STARTS else "╰", role)
                under = True
            elif (
                other is not None
                and other_position is not None
                and (
                    other.meets == PASSES
                    or (other.meets == ENDS and other_position > position)
                    or (other.meets in (STARTS, STARTS_IN_FRONT) and other_position < position)
                )
            ):
                self._put("─" if under else " ", role)
                self._put("│", self._role(other.primary))
            else:
                self._put("──" if under else "  ", role)
        until = turning.column + (turning.meets == STARTS)
        stroke = "─" * sum(widths(line.text)[:until])
        self._put(stroke + ("^" if turning.primary else "'"), role)
        if turning.message:
            self._put(f" {turning.message}", role)
        self._put("\n")


def _runs(line: ShownLine, count: int, pointers: bool = False) -> Iterator[tuple[int, int]]:
    """The first `count` columns of a line in runs that the same labels cover, or (`pointers`) start in front of."""
    cuts = {0, count}
    for mark in line.marks:
        cuts |= {mark.start, mark.start + 1 if pointers else mark.end}
    cuts |= {strand.column for strand in line.strands}
    yield from pairwise(sorted(cut for cut in cuts if cut <= count))


def _is_primary(line: ShownLine, column: int) -> bool:
    """Whether the diagnostic's own place covers this column, so that its text is coloured."""
    for mark in line.marks:
        if mark.primary and mark.overlaps(column, column + 1):
            return True
    for strand in line.strands:
        if strand.primary and (
            strand.meets in (STARTS_IN_FRONT, PASSES)
            or (strand.meets == STARTS and column >= strand.column)
            or (strand.meets == ENDS and column < strand.column)
        ):
            return True
    return False


def _trailing(marks: Sequence[Mark]) -> Mark | None:
    """The label whose message stands behind the carets: the rightmost, if nothing overlaps it."""
    end, found = 0, None
    for mark in marks:
        end = max(end, mark.end)
        if mark.end == end:
            found = mark if mark.message else None
    if found is None:
        return None
    for mark in marks:
        if mark is not found and mark.overlaps(found.start, found.end):
            return None
    return found
