"""Divergence: whether an expression never comes to its end, so that what follows is unreachable."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.ir.nodes import Node

_ALWAYS: dict[type, tuple[str, ...]] = {
    ir.Bind: ("value",),
    ir.SetLocal: ("value",),
    ir.LetPat: ("value",),
    ir.StaticSet: ("value",),
    ir.Unary: ("operand",),
    ir.Binary: ("left", "right"),
    ir.And: ("left",),
    ir.Or: ("left",),
    ir.Is: ("operand",),
    ir.As: ("operand",),
    ir.OpLocal: ("value",),
    ir.OpStatic: ("value",),
    ir.OpField: ("base", "value"),
    ir.OpTupleField: ("base", "value"),
    ir.Field: ("base",),
    ir.TupleField: ("base",),
    ir.Index: ("base", "index"),
    ir.SetField: ("base", "value"),
    ir.SetTupleField: ("base", "value"),
    ir.SetIndex: ("base", "index", "value"),
    ir.Call: ("args",),
    ir.NativeCall: ("args",),
    ir.Construct: ("args",),
    ir.ConstructNamed: ("values",),
    ir.CallValue: ("callee", "args"),
    ir.CallMethod: ("receiver", "args"),
    ir.MakeTuple: ("items",),
    ir.MakeVec: ("items",),
    ir.MakeObject: ("values",),
    ir.MakeRange: ("start", "end"),
    ir.Block: ("body", "value"),
    ir.LabelBlock: ("body",),
    ir.If: ("cond",),
    ir.Matches: ("value",),
    ir.Match: ("value",),
    ir.For: ("iter",),
    ir.Try: ("operand",),
    ir.Await: ("operand",),
    ir.Yield: ("value",),
    ir.Template: ("parts",),
    ir.Format: ("value",),
    ir.Panic: ("message",),
}
"""The fields of each node that are evaluated whenever the node is."""
_NESTING = frozenset((ir.Block, ir.If, ir.Match))


def diverges(node: Node | None, known: dict[Node, bool]) -> bool:
    """Whether a node is left by `return` or `break` on every way through it.

    `known` keeps the answers for what nests, since each block around asks again.
    """
    if node is None:
        return False
    kind = node.__class__
    if kind is ir.Return or kind is ir.Break:
        return True
    if kind in _NESTING:
        found = known.get(node)
        if found is None:
            found = known[node] = _diverges(node, kind, known)
        return found
    return _diverges(node, kind, known)


def _diverges(node: Node, kind: type, known: dict[Node, bool]) -> bool:
    for name in _ALWAYS.get(kind, ()):
        value = getattr(node, name)
        if value.__class__ is list:
            for item in value:
                if diverges(item, known):
                    return kind is not ir.LabelBlock
        elif value is not None and diverges(value, known):
            return kind is not ir.LabelBlock
    if kind is ir.If:
        branch = cast("ir.If", node)
        return branch.orelse is not None and diverges(branch.then, known) and diverges(branch.orelse, known)
    if kind is ir.Match:
        return _match_diverges(cast("ir.Match", node), known)
    return False


def _match_diverges(node: ir.Match, known: dict[Node, bool]) -> bool:
    sure = False
    for i, arm in enumerate(node.arms):
        if arm.guard is not None and i == 0 and diverges(arm.guard, known):
            return True
        if not diverges(arm.body, known):
            return False
        if arm.guard is None and arm.pattern.__class__ in (ir.AnyPat, ir.BindPat):
            sure = True
    return sure
