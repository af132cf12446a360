"""Assignment, plain and compound, to locals, statics, fields and elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis import names
from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.body import lowers
from bindrune.core.ir.lower.literals import field_name, unit
from bindrune.core.ir.lower.order import settle
from bindrune.core.ir.lower.paths import single_name, static_number
from bindrune.core.syntax import nodes as syntax
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.ir.lower.body import Body
    from bindrune.core.source import Span

COMPOUND = {
    t.PLUS_EQ: "+",
    t.MINUS_EQ: "-",
    t.STAR_EQ: "*",
    t.SLASH_EQ: "/",
    t.PERCENT_EQ: "%",
    t.AMP_EQ: "&",
    t.PIPE_EQ: "|",
    t.CARET_EQ: "^",
    t.LT_LT_EQ: "<<",
    t.GT_GT_EQ: ">>",
}


def _target_slot(body: Body, target: syntax.ExprPath, span: Span) -> int:
    """The slot of a target that is a local, or -1."""
    name = single_name(body, target.path)
    if name is None:
        return -1
    local = body.find(name, span)
    return -1 if local is None else local.slot


def _static(body: Body, target: syntax.Expr) -> int:
    """The number of the static that a target names, or -1."""
    if isinstance(target, syntax.ExprPath):
        found = body.resolve(target.path, names.VALUE)
        if found.kind == "static":
            return static_number(body, found, body.span(target))
    return -1


@lowers(syntax.ExprAssign)
def assign(body: Body, node: syntax.ExprAssign) -> ir.Expr:
    span = body.span(node)
    target = node.target
    log = body.level.assigned
    if isinstance(target, syntax.ExprPath):
        slot = _target_slot(body, target, span)
        number = -1 if slot >= 0 else _static(body, target)
        value = body.lower(node.value)
        if slot >= 0:
            body.assigned(slot)
            return ir.SetLocal(span, slot, value)
        if number >= 0:
            return ir.StaticSet(span, number, value)
    elif isinstance(target, syntax.ExprField):
        name, index = field_name(body, target)
        marks = [len(log)]
        base = body.lower(target.base)
        marks.append(len(log))
        value = body.lower(node.value)
        if name is not None:
            return settle(
                body,
                span,
                [base, value],
                marks,
                lambda operands: ir.SetField(span, operands[0], name, operands[1]),
            )
        return settle(
            body,
            span,
            [base, value],
            marks,
            lambda operands: ir.SetTupleField(span, operands[0], index, operands[1]),
        )
    elif isinstance(target, syntax.ExprIndex):
        marks = [len(log)]
        base = body.lower(target.base)
        marks.append(len(log))
        at = body.lower(target.index)
        marks.append(len(log))
        value = body.lower(node.value)
        return settle(
            body,
            span,
            [base, at, value],
            marks,
            lambda operands: ir.SetIndex(span, operands[0], operands[1], operands[2]),
        )
    else:
        body.lower(target)
        body.lower(node.value)
    body.late_error(codes.BAD_ASSIGNMENT, span, "Cannot assign to expression")
    return unit(span)


@lowers(syntax.ExprAssignOp)
def assign_op(body: Body, node: syntax.ExprAssignOp) -> ir.Expr:
    found = _assign_op(body, node)
    if body.level.const:
        body.op_spans[found] = body.segment.span_of_token(node.op_token)
    return found


def _assign_op(body: Body, node: syntax.ExprAssignOp) -> ir.Expr:
    span = body.span(node)
    target = node.target
    op = COMPOUND[node.op]
    log = body.level.assigned
    if isinstance(target, syntax.ExprPath):
        slot = _target_slot(body, target, span)
        number = -1 if slot >= 0 else _static(body, target)
        value = body.lower(node.value)
        if slot >= 0:
            body.assigned(slot)
            return ir.OpLocal(span, op, slot, value)
        if number >= 0:
            return ir.OpStatic(span, op, number, value)
    elif isinstance(target, syntax.ExprField):
        name, index = field_name(body, target)
        marks = [len(log)]
        base = body.lower(target.base)
        marks.append(len(log))
        value = body.lower(node.value)
        if name is not None:
            return settle(
                body,
                span,
                [base, value],
                marks,
                lambda operands: ir.OpField(span, op, operands[0], name, operands[1]),
            )
        return settle(
            body,
            span,
            [base, value],
            marks,
            lambda operands: ir.OpTupleField(span, op, operands[0], index, operands[1]),
        )
    else:
        body.lower(target)
        body.lower(node.value)
    body.late_error(codes.UNSUPPORTED_OPERATOR, span, "Unsupported binary expression")
    return unit(span)
