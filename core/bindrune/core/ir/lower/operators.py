"""Literals, operators, ranges, tuples, vectors and objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.body import lowers
from bindrune.core.ir.lower.literals import constant, field_name, literal_value, unit
from bindrune.core.ir.lower.order import settle
from bindrune.core.ir.lower.paths import lower_type
from bindrune.core.ir.lower.structs import lower_struct, written_fields
from bindrune.core.syntax import nodes as syntax
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.ir.lower.body import Body

BINARY = {
    t.PLUS: "+",
    t.MINUS: "-",
    t.STAR: "*",
    t.SLASH: "/",
    t.PERCENT: "%",
    t.AMP: "&",
    t.PIPE: "|",
    t.CARET: "^",
    t.LT_LT: "<<",
    t.GT_GT: ">>",
    t.EQ_EQ: "==",
    t.BANG_EQ: "!=",
    t.LT: "<",
    t.GT: ">",
    t.LT_EQ: "<=",
    t.GT_EQ: ">=",
}
"""The operators that become `Binary`."""


@lowers(syntax.ExprError)
def error(body: Body, node: syntax.ExprError) -> ir.Expr:
    # Editors have bodies lowered that do not parse, to know what the names in them mean.
    raise body.reported()


@lowers(syntax.ExprLiteral)
def literal(body: Body, node: syntax.ExprLiteral) -> ir.Expr:
    return constant(body.span(node), literal_value(body, node.first))


@lowers(syntax.ExprGroup)
def group(body: Body, node: syntax.ExprGroup) -> ir.Expr:
    return body.lower(node.expr)


@lowers(syntax.ExprUnary)
def unary(body: Body, node: syntax.ExprUnary) -> ir.Expr:
    span = body.span(node)
    operand = node.operand
    if node.op == t.MINUS:
        if operand.__class__ is syntax.ExprLiteral and body.segment.kinds[operand.first] == t.NUMBER:
            return constant(span, literal_value(body, operand.first, negative=True))
        return ir.Unary(span, "-", body.lower(operand))
    if node.op == t.BANG:
        return ir.Unary(span, "!", body.lower(operand))
    if node.op == t.AMP:
        raise body.fault(codes.UNSUPPORTED_REFERENCE, span, "Cannot take reference of expression")
    body.late_error(codes.UNSUPPORTED_OPERATOR, span, "Unsupported unary operator `*`")
    return body.lower(operand)


@lowers(syntax.ExprBinary)
def binary(body: Body, node: syntax.ExprBinary) -> ir.Expr:
    """A chain of operators is walked without recursion along its left side."""
    chain = [node]
    left = node.left
    while left.__class__ is syntax.ExprBinary:
        assert isinstance(left, syntax.ExprBinary)
        chain.append(left)
        left = left.left
    log = body.level.assigned
    mark = len(log)
    result = body.lower(left)
    for at in reversed(chain):
        result = _operate(body, at, result, mark)
    return result


def _operate(body: Body, node: syntax.ExprBinary, left: ir.Expr, mark: int) -> ir.Expr:
    span = body.span(node)
    op = BINARY.get(node.op)
    log = body.level.assigned
    middle = len(log)
    if op is not None:
        right = body.lower(node.right)
        if len(log) != middle:
            return settle(
                body,
                span,
                [left, right],
                [mark, middle],
                lambda operands: ir.Binary(span, op, operands[0], operands[1]),
            )
        found: ir.Expr = ir.Binary(span, op, left, right)
    elif node.op == t.AMP_AMP:
        found = ir.And(span, left, body.lower(node.right))
    elif node.op == t.PIPE_PIPE:
        found = ir.Or(span, left, body.lower(node.right))
    else:
        return _typed(body, node, left, mark)
    if body.level.const:
        body.op_spans[found] = body.segment.span_of_token(node.op_token)
    return found


def _typed(body: Body, node: syntax.ExprBinary, left: ir.Expr, mark: int) -> ir.Expr:
    span = body.span(node)
    middle = len(body.level.assigned)
    right = lower_type(body, node.right)

    def build(operands: list[ir.Expr]) -> ir.Expr:
        found: ir.Expr
        if node.op == t.AS:
            found = ir.As(span, operands[0], operands[1])
        else:
            found = ir.Is(span, operands[0], operands[1], node.op == t.IS_NOT)
        if body.level.const:
            body.op_spans[found] = body.segment.span_of_token(node.op_token)
        return found

    return settle(body, span, [left, right], [mark, middle], build)


@lowers(syntax.ExprRange)
def range_(body: Body, node: syntax.ExprRange) -> ir.Expr:
    span = body.span(node)
    if node.inclusive and node.end is None:
        raise body.fault(
            codes.BAD_RANGE,
            span,
            "Unsupported range, you probably want `..` instead of `..=`",
        )
    log = body.level.assigned
    marks: list[int] = []
    operands: list[ir.Expr] = []
    for end in (node.start, node.end):
        if end is not None:
            marks.append(len(log))
            operands.append(body.lower(end))
    if node.start is None:
        kind = "RangeFull" if node.end is None else "RangeTo"
    else:
        kind = "RangeFrom" if node.end is None else "Range"
    if node.inclusive:
        kind += "Inclusive"
    elif kind == "Range":
        kind = "RangeHalfOpen"

    def build(operands: list[ir.Expr]) -> ir.Expr:
        start = operands[0] if node.start is not None else None
        end = operands[-1] if node.end is not None else None
        return ir.MakeRange(span, kind, start, end)

    return settle(body, span, operands, marks, build)


@lowers(syntax.ExprTuple)
def tuple_(body: Body, node: syntax.ExprTuple) -> ir.Expr:
    span = body.span(node)
    if not node.items:
        return unit(span)
    if len(node.items) > 4:
        return ir.MakeTuple(span, body.lower_all(node.items))
    log = body.level.assigned
    marks: list[int] = []
    items: list[ir.Expr] = []
    for item in node.items:
        marks.append(len(log))
        items.append(body.lower(item))
    if marks[0] == len(log):
        return ir.MakeTuple(span, items)
    return settle(body, span, items, marks, lambda operands: ir.MakeTuple(span, operands))


@lowers(syntax.ExprVec)
def vec(body: Body, node: syntax.ExprVec) -> ir.Expr:
    return ir.MakeVec(body.span(node), body.lower_all(node.items))


@lowers(syntax.ExprObject)
def object_(body: Body, node: syntax.ExprObject) -> ir.Expr:
    if node.path is not None:
        return lower_struct(body, node)
    span = body.span(node)
    keys, values = written_fields(body, node, span)
    return ir.MakeObject(span, keys, values)


@lowers(syntax.ExprField)
def field(body: Body, node: syntax.ExprField) -> ir.Expr:
    span = body.span(node)
    name, index = field_name(body, node)
    base = body.lower(node.base)
    if name is not None:
        return ir.Field(span, base, name)
    return ir.TupleField(span, base, index)


@lowers(syntax.ExprIndex)
def index(body: Body, node: syntax.ExprIndex) -> ir.Expr:
    span = body.span(node)
    log = body.level.assigned
    mark = len(log)
    base = body.lower(node.base)
    middle = len(log)
    at = body.lower(node.index)
    if len(log) == middle:
        return ir.Index(span, base, at)
    return settle(
        body,
        span,
        [base, at],
        [mark, middle],
        lambda operands: ir.Index(span, operands[0], operands[1]),
    )


@lowers(syntax.ExprTry)
def try_(body: Body, node: syntax.ExprTry) -> ir.Expr:
    return ir.Try(body.span(node), body.lower(node.base))
