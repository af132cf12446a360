"""Scopes of a body: its locals with their slots, what closures capture, what has been moved away.

Lowering walks a body once and keeps a `Scopes` in step with it:

* `Scopes()` begins with the frame of the function; `enter_closure` and `leave_closure` stand around the parameters and
  body of a closure or async block, which has a frame of its own;
* `enter_block` and `leave_block` stand around what limits the life of locals;
* `declare` is called for each binding, `temporary` for each slot without a name, `find` for each name that may be a local.

Slots count from 0 in each frame in the order of `declare` and `temporary`. A local of an outer frame that a closure
names becomes a *capture*: every frame between gets one, with a slot counted from `CAPTURE`. When the body of the closure
is done, its captures are to be its first slots; whoever lowers it renumbers then, since their number is known only then.

A local captured by a `move` closure is *moved* from there on: any later mention is an error. "Later" is meant in the order
of compilation, which for an `if` has all conditions and the `else` before the other branches: `hide_moves` and
`show_moves` keep the moves of one branch from the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bindrune.core.source import Span

CAPTURE = 1 << 20
"""The slot of the first capture of a frame while its body is being walked."""


class Local:
    """A binding: its name, slot, and the place of its declaration.

    `moved` is the closure that took it, if any. A capture has as `origin` the local of the function that it comes from
    in the end; that of any other local is itself.
    """

    __slots__ = ("moved", "name", "origin", "slot", "span")

    def __init__(self, name: str, slot: int, span: Span, origin: Local | None = None) -> None:
        self.name = name
        self.slot = slot
        self.span = span
        self.moved: Span | None = None
        self.origin: Local = self if origin is None else origin

    def __repr__(self) -> str:
        return f"<local {self.name} in {self.slot}>"


class Frame:
    """The locals of a function, closure or async block under way.

    `captures` are its captures by name, in the order of their first mention; `outer` has for each the local of the frame
    around, itself perhaps a capture there. `count` is the number of slots that are not captures.
    """

    __slots__ = ("blocks", "captures", "count", "move", "outer")

    def __init__(self, move: bool) -> None:
        self.move = move
        self.blocks: list[dict[str, Local]] = [{}]
        self.captures: dict[str, Local] = {}
        self.outer: dict[str, Local] = {}
        self.count = 0

    def find(self, name: str) -> Local | None:
        """The local of a name in this frame; the innermost and latest one."""
        for block in reversed(self.blocks):
            found = block.get(name)
            if found is not None:
                return found
        return self.captures.get(name)


class Scopes:
    """The frames and blocks around the current place of a body."""

    __slots__ = ("_moves", "frame", "frames")

    def __init__(self) -> None:
        self.frame = Frame(move=False)
        self.frames = [self.frame]
        self._moves: list[Local] = []

    # Bindings.

    def declare(self, name: str, span: Span) -> Local:
        """Makes a local, which hides any earlier one of its name."""
        frame = self.frame
        local = frame.blocks[-1][name] = Local(name, frame.count, span)
        frame.count += 1
        return local

    def temporary(self) -> int:
        """A new slot without a name."""
        frame = self.frame
        frame.count += 1
        return frame.count - 1

    def find(self, name: str) -> Local | None:
        """The local of a name, if there is one; one of an outer frame is captured."""
        frame = self.frame
        for block in reversed(frame.blocks):
            found = block.get(name)
            if found is not None:
                return found
        if len(self.frames) == 1:
            return None
        return frame.captures.get(name) or self._capture(name)

    def is_local(self, name: str) -> bool:
        """Whether a name is that of a local; captures nothing."""
        return any(frame.find(name) is not None for frame in self.frames)

    def names(self) -> Iterator[str]:
        """The names of all locals in scope, the innermost first; some may come twice."""
        for frame in reversed(self.frames):
            for block in reversed(frame.blocks):
                yield from reversed(block)

    def _capture(self, name: str) -> Local | None:
        """Captures a name in all frames between here and the one that has it."""
        frames = self.frames
        depth = len(frames) - 2
        while depth >= 0 and frames[depth].find(name) is None:
            depth -= 1
        if depth < 0:
            return None
        outer = frames[depth].find(name)
        assert outer is not None
        for frame in frames[depth + 1 :]:
            inner = Local(name, CAPTURE + len(frame.captures), outer.span, outer.origin)
            frame.captures[name] = inner
            frame.outer[name] = outer
            outer = inner
        return outer

    # Blocks and frames.

    def enter_block(self) -> None:
        """Begins to limit the life of locals."""
        self.frame.blocks.append({})

    def leave_block(self) -> dict[str, Local]:
        """Ends what `enter_block` began; the locals of the block that are not hidden by later ones of it."""
        return self.frame.blocks.pop()

    def enter_closure(self, move: bool) -> None:
        """Begins the frame of a closure or async block."""
        self.frame = Frame(move)
        self.frames.append(self.frame)

    def leave_closure(self, span: Span) -> Frame:
        """Ends the frame of a closure; if it is a `move` one, what it captures is moved from here on.

        Lowering asks the locals in `outer` whether they were moved before: see `moved_before`.
        """
        done = self.frames.pop()
        self.frame = self.frames[-1]
        if done.move:
            for local in done.outer.values():
                if local.moved is None:
                    local.moved = span
                    self._moves.append(local)
        return done

    def moved_before(self, frame: Frame, span: Span) -> Local | None:
        """A local that a closure at `span`, which has just been left, captures though it was moved before."""
        for local in frame.outer.values():
            if local.moved is not None and local.moved != span:
                return local
        return None

    # Moves of branches.

    def moves(self) -> int:
        """A mark for `hide_moves`: how many moves there were so far."""
        return len(self._moves)

    def hide_moves(self, mark: int) -> list[tuple[Local, Span]]:
        """Undoes the moves since `mark` for the time being; `show_moves` does them again."""
        hidden = []
        for local in self._moves[mark:]:
            assert local.moved is not None
            hidden.append((local, local.moved))
            local.moved = None
        del self._moves[mark:]
        return hidden

    def show_moves(self, hidden: list[tuple[Local, Span]]) -> None:
        """Does again the moves that `hide_moves` undid."""
        for local, span in hidden:
            if local.moved is None:
                local.moved = span
                self._moves.append(local)
