"""Scopes of a body: its locals with their slots, what closures capture, what has been moved away.

Lowering walks a body once and keeps a `Scopes` in step with it:

* `enter_function` / `leave_function` around a function's body, `enter_closure` / `leave_closure` around that of a closure
  or async block: each has a frame of its own;
* `enter_block` / `leave_block` around what limits the life of locals; leaving gives the slots that die;
* `declare` for each binding, `find` for each name that may be a local.

Slots count from 0 in each frame in the order of `declare`. A local of an outer frame that a closure names becomes a
*capture*: every frame between gets one, numbered from `CAPTURE` in the order of first mention. When the body is done,
captures are to be the first slots: `Frame.final` turns the number used during the walk into the final one.

Blocks also carry the item scope: `Scopes.items` is the innermost scope for `Names.resolve`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bindrune.core.analysis.items import Item
    from bindrune.core.source import Span

CAPTURE = 1 << 20
"""The slot number of the first capture while a body is being walked."""


class Local:
    """A binding: its name, slot, the place of its declaration, and the span of the `move` that took it, if any."""

    __slots__ = ("moved", "name", "slot", "span")

    def __init__(self, name: str, slot: int, span: Span) -> None:
        self.name = name
        self.slot = slot
        self.span = span
        self.moved: Span | None = None


class Frame:
    """The locals of a function, closure or async block under way.

    `captures` are the captures in order, each with the local of the frame around that it is taken from (a `Local` of
    that frame, itself possibly a capture there).
    """

    __slots__ = ("captures", "count", "from_outer", "kind", "move", "names", "scopes")

    def __init__(self, kind: str, move: bool) -> None:
        self.kind = kind
        self.move = move
        self.scopes: list[dict[str, Local]] = [{}]
        self.captures: dict[str, Local] = {}
        self.from_outer: list[Local] = []
        self.count = 0
        self.names: list[tuple[int, str, Span]] = []

    def final(self, slot: int) -> int:
        """The final number of a slot, once the body has been walked."""
        return slot - CAPTURE if slot >= CAPTURE else slot + len(self.from_outer)
