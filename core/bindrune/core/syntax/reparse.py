"""Parsing again after an edit: only the segments that the edit can have changed.

The parser has no state between two segments of a file, and looks one token beyond the end of a segment to see where
it ends. So it starts again one segment before the edit, and stops as soon as it comes to a place behind the edit where
a segment began before: from there on all would be as it was. What lies behind only moves. The same holds for the items
inside a module or `impl`, which are tried first.

To be able to stop early the lexer must too: it is given the text up to a few segments behind the edit, and more of it
if the parser gets near the end. An edit that opens a brace or a string for good makes that the whole file; nothing is
guessed, so the result is always that of a full parse. Where attempts fail at one level of nesting after the other, the
file is parsed as a whole as soon as they have read as much text as it has.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.lexer import lex
from bindrune.core.syntax.parser.cursor import ITEM_DEPTH
from bindrune.core.syntax.parser.entry import DeepRecursion, Parser, collect, parse
from bindrune.core.syntax.tree import Segment, Tree

if TYPE_CHECKING:
    from bindrune.core.source import Source
    from bindrune.core.syntax.tree import Hole

_AHEAD = 2
"""How many segments behind the edit the lexer reads at first."""


class Edit:
    """The text between two offsets has been replaced by one of another length."""

    __slots__ = ("delta", "end", "start")

    def __init__(self, start: int, end: int, length: int) -> None:
        self.start = start
        self.end = end
        self.delta = length - (end - start)


def reparse(tree: Tree, source: Source, edit: Edit) -> Tree:
    """The tree of `source`, which is the text of `tree` after an edit.

    Segments that stay are taken over and moved, so the old tree must not be used any more.
    """
    with DeepRecursion():
        if not _Reparse(tree, source.text, edit).run():
            return parse(source, tree.function_body)
        tree.source = source
        tail = tree.tail
        last = tree.segments[-1] if tree.segments else tree.head
        tail.start = last.start + last.width
        tail.raw = source.text[tail.start :]
        tree.diagnostics = collect(tree)
        return tree


class _Reparse:
    """One edit of one tree."""

    def __init__(self, tree: Tree, text: str, edit: Edit) -> None:
        self.tree = tree
        self.text = text
        self.edit = edit
        self.level = 0
        """How many holes are around the segments that are looked at."""
        self.patience = len(text)
        """How many characters failed attempts may read before the whole file is parsed instead."""

    def run(self) -> bool:
        """Brings the segments up to date; False if the file must be parsed as a whole."""
        tree, edit = self.tree, self.edit
        segments = tree.segments
        if not segments or tree.far:
            return False
        if _at_head(segments[0], edit):
            return False
        if self.within(segments):
            return True
        found = self.again(segments, None, len(self.text))
        if found is None:
            return False
        tree.segments = found
        return True

    def within(self, segments: list[Segment]) -> bool:
        """Tries the items inside of the segment in which the edit lies."""
        edit = self.edit
        index = _touched(segments, edit.start)
        segment = segments[index]
        for number, hole in enumerate(segment.holes):
            start, end = _bounds(hole)
            if start < edit.start and edit.end < end and self.hole(segment, hole):
                for later in segment.holes[number + 1 :]:
                    _move(later.children, edit.delta)
                _move(segments[index + 1 :], edit.delta)
                return True
        return False

    def hole(self, segment: Segment, hole: Hole) -> bool:
        """Brings the children in a hole up to date, if the edit changes nothing else."""
        self.level += 1
        done = self.inside(segment, hole)
        self.level -= 1
        return done

    def inside(self, segment: Segment, hole: Hole) -> bool:
        """The same, at the level of those children."""
        if not self.within(hole.children):
            if _at_head(hole.children[0], self.edit):
                return False
            if segment.kinds[hole.token : hole.token + 1] != [t.CLOSE_BRACE]:
                return False
            close = segment.end_offset(hole.token)
            found = self.again(hole.children, hole, close + self.edit.delta)
            if found is None:
                return False
            # The node of the segment holds the same list.
            hole.children[:] = found
        hole.width += self.edit.delta
        return True

    def again(self, segments: list[Segment], hole: Hole | None, limit: int) -> list[Segment] | None:
        """The segments after the edit: those before, those parsed again, those behind.

        None if the parser does not come back to where a segment began before, or the hole ended. `limit` is where
        the text ends that may belong to these segments.
        """
        edit = self.edit
        count = len(segments)
        first = max(_touched(segments, edit.start) - 1, 0)
        while first and _begins_with_error(segments[first]):
            first -= 1
        behind = bisect_left(segments, edit.end, key=_start)
        start = segments[first].start
        ahead = _AHEAD
        while self.patience >= 0:
            stop = segments[behind + ahead].start + edit.delta if behind + ahead < count else limit
            found = self.attempt(start, stop, limit, hole, segments)
            if found is not None:
                parsed, rest = found
                kept = segments[rest:]
                _move(kept, edit.delta)
                return [*segments[:first], *parsed, *kept]
            self.patience -= stop - start
            if stop >= limit:
                return None
            ahead *= 8
        return None

    def attempt(
        self, start: int, stop: int, limit: int, hole: Hole | None, segments: list[Segment]
    ) -> tuple[list[Segment], int] | None:
        """Parses from `start` on, given the text up to `stop`.

        The new segments up to where one of the old ones goes on, and the index of that; None if the text does not
        suffice.
        """
        chunk = self.text[start:stop]
        tokens = lex(chunk, shebang=start == 0)
        if tokens.kinds and tokens.kinds[-1] >= t.FIRST_ERROR:
            # The last token may be one that goes on.
            return None
        parser = Parser(chunk, tokens, self.tree.source.id, start)
        parser.depth = ITEM_DEPTH * self.level
        parsed: list[Segment] = []
        changed = self.edit.end + self.edit.delta
        count = len(segments)
        while True:
            if parser.exhausted or (stop < limit and parser.pos + 2 >= parser.count):
                # More text might have made a difference.
                return None
            covered = start + parser.covered
            if covered >= changed:
                before = covered - self.edit.delta
                index = bisect_left(segments, before, key=_start)
                if index < count and segments[index].start == before and not _begins_with_error(segments[index]):
                    return parsed, index
            if hole is None:
                if parser.pos >= parser.count:
                    return parsed, count
                segment = parser.segment(parser.script_statement if self.tree.function_body else parser.top_item)
            else:
                kind = parser.kinds[parser.pos]
                if kind == t.CLOSE_BRACE and parser.pos == parser.count - 1:
                    # What stands between the last item and the brace belongs to the segment around them.
                    same = covered == _bounds(hole)[1] + self.edit.delta
                    return (parsed, count) if same and parsed else None
                if kind in (t.CLOSE_BRACE, t.EOF):
                    return None
                parser.modules = int(hole.module)
                segment = parser.segment(parser.module_item if hole.module else parser.impl_item)
                if parser.pos >= parser.count:
                    return None
            parsed.append(segment)


def _start(segment: Segment) -> int:
    """Where a segment starts."""
    return segment.start


def _at_head(first: Segment, edit: Edit) -> bool:
    """Whether an edit may change the head of a file or module, which its first segment follows.

    What stands before the first token may become part of it, and an attribute becomes an inner one by a `!` behind
    its `#`.
    """
    hash_ = first.kinds[0:1] == [t.POUND] and len(first.kinds) > 1
    return edit.start <= first.offset(int(hash_))


def _begins_with_error(segment: Segment) -> bool:
    """Whether the first token is none of the language: the segment before may have reported it already."""
    return segment.kinds[0:1] >= [t.FIRST_ERROR]


def _touched(segments: list[Segment], offset: int) -> int:
    """The index of the first segment that an edit at an offset touches."""
    return max(bisect_left(segments, offset, key=_start) - 1, 0)


def _bounds(hole: Hole) -> tuple[int, int]:
    """Where the children of a hole start and end."""
    last = hole.children[-1]
    return hole.children[0].start, last.start + last.width


def _move(segments: list[Segment], delta: int) -> None:
    """Moves segments, with all that are inside of them."""
    pending = list(segments)
    while pending:
        segment = pending.pop()
        segment.start += delta
        for hole in segment.holes:
            pending += hole.children
