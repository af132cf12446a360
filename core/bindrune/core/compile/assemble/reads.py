"""Which local slots an expression assigns: what decides whether an operand must be read before its neighbours run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.ir import nodes
from bindrune.core.ir.walking import nodes_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASSIGNING = frozenset((nodes.SetLocal, nodes.Bind, nodes.OpLocal, nodes.BindPat))
_DROPPING = frozenset((nodes.Block, nodes.Match, nodes.For, nodes.While))
_SIMPLE = frozenset((nodes.Local, nodes.Const, nodes.Str, nodes.ByteStr, nodes.TypeRef, nodes.FnRef))


def last_assigned(items: Sequence[nodes.Expr]) -> dict[int, int]:
    """By the slots of the locals among operands: the index of the last operand that assigns the slot, if one does."""
    others = [(at, item) for at, item in enumerate(items) if item.__class__ not in _SIMPLE]
    if not others or len(items) < 2:
        return {}
    slots = {item.slot for item in items if item.__class__ is nodes.Local}
    return {slot: at for at, item in others for slot in assigns(item, slots)} if slots else {}


def assigns(node: nodes.Expr, slots: set[int]) -> set[int]:
    """The slots among ``slots`` that ``node`` assigns, binds or lets die."""
    found: set[int] = set()
    if node.__class__ in _SIMPLE:
        return found
    for at in nodes_in(node):
        cls = at.__class__
        if cls in _ASSIGNING:
            if at.slot in slots:
                found.add(at.slot)
        elif cls in _DROPPING:
            found.update(slots.intersection(at.drops))
    return found
