"""What a constant expression may be made of; it is looked through before it is evaluated.

Everything in it is checked, whether evaluation would come to it or not. The texts are the
language's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bindrune.core.diagnostics.codes import Code
    from bindrune.core.ir.nodes import Node
    from bindrune.core.source import Span

_KIND = "Expression kind not supported yet in constant contexts"
_CALL = "Call not supported in constant contexts"
_OP = "op not supported yet"
OPERATORS = frozenset(("+", "-", "*", "/", "<<", ">>", "&", "|", "^", "<", "<=", ">", ">=", "=="))
COMPOUND_OPERATORS = frozenset(("+", "-", "*", "/", "<<", ">>", "&", "|", "^"))

_CHILDREN: dict[type, tuple[str, ...]] = {
    ir.Bind: ("value",),
    ir.SetLocal: ("value",),
    ir.Binary: ("left", "right"),
    ir.And: ("left", "right"),
    ir.Or: ("left", "right"),
    ir.Is: ("operand", "type"),
    ir.As: ("operand", "type"),
    ir.OpLocal: ("value",),
    ir.OpField: ("value",),
    ir.OpTupleField: ("value",),
    ir.SetField: ("value",),
    ir.SetTupleField: ("value",),
    ir.LetPat: ("value",),
    ir.Matches: ("value",),
    ir.ConstructNamed: ("values",),
    ir.MakeTuple: ("items",),
    ir.MakeVec: ("items",),
    ir.MakeObject: ("values",),
    ir.Block: ("body", "value"),
    ir.LabelBlock: ("body",),
    ir.If: ("cond", "then", "orelse"),
    ir.Loop: ("body",),
    ir.While: ("cond", "body"),
    ir.Break: ("value",),
    ir.Template: ("parts",),
    ir.Call: ("args",),
}
_LEAVES = frozenset((ir.Const, ir.Str, ir.ByteStr, ir.Fresh, ir.Local, ir.Field, ir.TupleField))
_CALLS = frozenset((ir.NativeCall, ir.Construct, ir.CallMethod, ir.CallValue, ir.Panic))


class ConstFault(Exception):
    """A constant expression is not, or has none as its value: the error to report."""

    def __init__(self, code: Code, span: Span, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.span = span
        self.message = message


def check(node: Node, op_spans: Mapping[ir.Expr, Span]) -> None:
    """Raise the first fault of an expression that is to be evaluated at compile time."""
    kind = node.__class__
    if kind in _CALLS or (kind is ir.Call and cast("ir.Call", node).fn.kind != "const"):
        raise ConstFault(codes.NOT_CONSTANT, node.span, _CALL)
    if kind in _LEAVES:
        if kind is ir.Field or kind is ir.TupleField:
            _check_target(cast("ir.Field | ir.TupleField", node).base)
        return
    children = _CHILDREN.get(kind)
    if children is None:
        raise ConstFault(codes.NOT_CONSTANT, node.span, _KIND)
    if kind is ir.LetPat and cast("ir.LetPat", node).pattern.__class__ is not ir.AnyPat:
        raise ConstFault(codes.NOT_CONSTANT, node.span, "not supported yet")
    if kind is ir.Matches:
        pattern = cast("ir.Matches", node).pattern
        if pattern.__class__ not in (ir.AnyPat, ir.BindPat):
            raise ConstFault(codes.NOT_CONSTANT, pattern.span, "pattern not supported yet")
    if kind in (ir.SetField, ir.SetTupleField, ir.OpField, ir.OpTupleField):
        _check_target(cast("ir.SetField", node).base)
    for name in children:
        child = getattr(node, name)
        if child.__class__ is list:
            for item in child:
                check(item, op_spans)
        elif child is not None:
            check(child, op_spans)
    _check_operator(node, kind, op_spans)


def _check_operator(node: Node, kind: type, op_spans: Mapping[ir.Expr, Span]) -> None:
    if kind is ir.Binary:
        good = cast("ir.Binary", node).op in OPERATORS
    elif kind in (ir.OpLocal, ir.OpField, ir.OpTupleField):
        good = cast("ir.OpLocal", node).op in COMPOUND_OPERATORS
    else:
        good = kind not in (ir.And, ir.Or, ir.Is, ir.As)
    if not good:
        place = op_spans.get(cast("ir.Expr", node), node.span)
        raise ConstFault(codes.NOT_CONSTANT, place, _OP)


def _check_target(node: ir.Expr) -> None:
    """Fields are read and assigned of locals, directly or in steps."""
    while isinstance(node, (ir.Field, ir.TupleField)):
        node = node.base
    if node.__class__ is not ir.Local:
        raise ConstFault(codes.NOT_CONSTANT, node.span, "Not supported as a target")
