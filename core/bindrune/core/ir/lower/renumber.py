"""Slots of closures: captures come first, in the order of their names.

While a body is walked it is not yet known what it captures, so captures get provisional numbers
above `CAPTURE` and all other slots count from 0. `renumber` gives the final ones. What lies inside
closures within it is in frames of their own and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.ir.nodes import Node

_SLOTS: dict[type, str] = {
    ir.Local: "slot",
    ir.Take: "slot",
    ir.Bind: "slot",
    ir.SetLocal: "slot",
    ir.OpLocal: "slot",
    ir.Match: "slot",
    ir.BindPat: "slot",
    ir.SlotName: "slot",
    ir.For: "iter_slot",
}
_LEAVES = frozenset((ir.Const, ir.Str, ir.ByteStr, ir.Fresh, ir.TypeRef, ir.FnRef, ir.StaticGet))
_PLAIN = frozenset((str, int, bool, float, bytes, type(None)))


def renumber(fn: ir.Fn, captures: list[int]) -> None:
    """Give the slots of a function their final numbers; `captures` are the provisional ones of
    its captures, in their final order."""
    final = {slot: i for i, slot in enumerate(captures)}
    shift = len(captures)
    pending: list[Node] = [fn.body, *fn.params, *fn.names]
    while pending:
        node = pending.pop()
        kind = node.__class__
        if kind in _LEAVES:
            continue
        name = _SLOTS.get(kind)
        if name is not None:
            slot = getattr(node, name)
            setattr(node, name, final[slot] if slot in final else slot + shift)
        for name in node.FIELDS:
            value = getattr(node, name)
            if value.__class__ is list:
                if name == "drops":
                    renumbered = [final[s] if s in final else s + shift for s in value]
                    setattr(node, name, renumbered)
                elif value and isinstance(value[0], ir.Node):
                    pending += value
            elif value.__class__ not in _PLAIN and isinstance(value, ir.Node) and value.__class__ is not ir.Fn:
                pending.append(value)
