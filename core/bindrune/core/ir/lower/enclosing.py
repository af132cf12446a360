"""Whether a function binds a name somewhere: asked only to explain a name that was not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.syntax import nodes as syntax
from bindrune.core.syntax.tree import children

if TYPE_CHECKING:
    from bindrune.core.syntax.tree import Segment

_ITEMS = (syntax.ItemFn, syntax.ItemImpl, syntax.ItemMod)


def binds(segment: Segment, node: syntax.Node, name: str) -> bool:
    """Whether a `let`, a parameter or another pattern in the body of `node` binds this name."""
    pending: list[syntax.Node] = [node]
    while pending:
        at = pending.pop()
        if at is not node and isinstance(at, _ITEMS):
            continue
        if isinstance(at, syntax.PatPath) and segment.text(at.first) == name:
            return True
        if isinstance(at, syntax.PatField) and at.pattern is None:
            if segment.text(at.key) == name:
                return True
            continue
        pending.extend(children(at))
    return False
