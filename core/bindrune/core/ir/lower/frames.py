"""Frames: the locals of a body with their slots, what closures capture, what has been moved away.

Each function, closure and async block has a frame. Slots count from 0 in each frame in the order of
`declare`. A local of an outer frame that a closure names becomes a *capture*: every frame between
gets one, with a provisional slot from `CAPTURE` on, since captures are to be the first slots but
are not known until the body has been walked.

A frame keeps one table of the names that are visible now; blocks note what they hid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bindrune.core.source import Span

CAPTURE = 1 << 20
"""The provisional slot of the first capture of a frame."""


class Local:
    """A binding: its name, slot, the place of its declaration, and the `move` that took it."""

    __slots__ = ("moved", "name", "slot", "span")

    def __init__(self, name: str, slot: int, span: Span) -> None:
        self.name = name
        self.slot = slot
        self.span = span
        self.moved: Span | None = None


class Frame:
    """The locals of a function, closure or async block under way.

    `captures` are the captures by name, `outer` the locals of the frame around that they come from.
    """

    __slots__ = ("captures", "count", "hidden", "outer", "visible")

    def __init__(self) -> None:
        self.visible: dict[str, Local] = {}
        self.hidden: list[list[tuple[str, Local | None]]] = [[]]
        self.captures: dict[str, Local] = {}
        self.outer: dict[str, Local] = {}
        self.count = 0


class Frames:
    """The frames of a body, the innermost last."""

    __slots__ = ("frame", "moves", "stack")

    def __init__(self) -> None:
        self.frame = Frame()
        self.stack = [self.frame]
        self.moves: list[Local] = []
        """The locals that have been moved, in order."""

    def move(self, local: Local, span: Span) -> None:
        """Moves a local into the closure at `span`: it may not be mentioned any more.

        What comes later is told by the order of compilation: the conditions of an `if` or `match`
        come before all its branches, and an `else` before the others. `suspend_moves` and
        `resume_moves` keep the moves of a branch from what stands behind but comes before it.
        """
        local.moved = span
        self.moves.append(local)

    def suspend_moves(self, mark: int) -> list[tuple[Local, Span | None]]:
        """Take back all moves but the first `mark` ones for the time being."""
        suspended = [(local, local.moved) for local in self.moves[mark:]]
        for local, _ in suspended:
            local.moved = None
        del self.moves[mark:]
        return suspended

    def resume_moves(self, suspended: list[tuple[Local, Span | None]]) -> None:
        """Make moves again that were taken back."""
        for local, span in suspended:
            if span is not None:
                self.move(local, span)

    def declare(self, name: str, span: Span) -> Local:
        """A new binding in the innermost block."""
        frame = self.frame
        local = Local(name, frame.count, span)
        frame.count += 1
        frame.hidden[-1].append((name, frame.visible.get(name)))
        frame.visible[name] = local
        return local

    def temporary(self) -> int:
        """A slot without a name."""
        frame = self.frame
        frame.count += 1
        return frame.count - 1

    def enter_block(self) -> None:
        """Begin a block."""
        self.frame.hidden.append([])

    def leave_block(self) -> None:
        """End a block: what it hid can be seen again."""
        frame = self.frame
        visible = frame.visible
        for name, local in reversed(frame.hidden.pop()):
            if local is None:
                del visible[name]
            else:
                visible[name] = local

    def find(self, name: str) -> Local | None:
        """The local of a name, captured if it is one of a frame further out."""
        found = self.frame.visible.get(name)
        if found is not None:
            return found
        found = self.frame.captures.get(name)
        if found is not None or len(self.stack) == 1:
            return found
        return self._capture(name)

    def _capture(self, name: str) -> Local | None:
        stack = self.stack
        at = len(stack) - 2
        while at >= 0:
            found = stack[at].visible.get(name) or stack[at].captures.get(name)
            if found is not None:
                break
            at -= 1
        else:
            return None
        for frame in stack[at + 1 :]:
            frame.outer[name] = found
            found = Local(name, CAPTURE + len(frame.captures), found.span)
            frame.captures[name] = found
        return found

    def enter_closure(self) -> None:
        """Begin the frame of a closure or async block."""
        self.frame = Frame()
        self.stack.append(self.frame)

    def leave_closure(self) -> Frame:
        """End the innermost frame, and return it."""
        left = self.stack.pop()
        self.frame = self.stack[-1]
        return left

    def names(self) -> Iterator[str]:
        """The names that can be seen, for suggestions."""
        for frame in reversed(self.stack):
            yield from frame.visible
