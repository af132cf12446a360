"""Calls: of items by their path, of values, and of methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.analysis import names
from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.body import lowers
from bindrune.core.ir.lower.literals import constant, tuple_index
from bindrune.core.ir.lower.order import settle
from bindrune.core.ir.lower.paths import (
    AS_FUNCTION,
    check_linked,
    generic_parameters,
    missing_self,
    single_name,
    unexpected,
)
from bindrune.core.syntax import nodes as syntax
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.analysis.items import Function, Struct
    from bindrune.core.analysis.sites import Resolution
    from bindrune.core.ir.lower.body import Body, Fault
    from bindrune.core.source import Span


@lowers(syntax.ExprCall)
def call(body: Body, node: syntax.ExprCall) -> ir.Expr:
    callee = node.callee
    if not isinstance(callee, syntax.ExprPath):
        return _call_value(body, node, body.lower(callee))
    callee_span = body.span(callee)
    name = single_name(body, callee.path)
    if name is not None:
        local = body.find(name, callee_span)
        if local is not None:
            return _call_value(body, node, ir.Local(callee_span, local.slot))
        if name == "self":
            raise missing_self(body, callee_span)
    found = body.resolve(callee.path, names.CALL)
    span = body.span(node)
    if found.item is None:
        return _call_native(body, node, found, span)
    kind = found.kind
    if kind == "fn":
        args = body.lower_all(node.args)
        body.level.charge = True
        return ir.Call(span, ir.FnTarget(callee_span, found.path, "script"), args)
    if kind in ("struct", "variant"):
        return _construct(body, node, found, span)
    if kind == "const fn":
        args = body.lower_all(node.args)
        if body.level.const:
            return ir.Call(span, ir.FnTarget(callee_span, found.path, "const"), args)
        value = body.context.call_constant(body, cast("Function", found.item), span, args)
        return constant(span, value)
    raise unexpected(body, found, span, AS_FUNCTION)


def _call_value(body: Body, node: syntax.ExprCall, callee: ir.Expr) -> ir.Expr:
    """A call of a value; a local that is called is read late."""
    span = body.span(node)
    log = body.level.assigned
    body.level.charge = True
    marks = [len(log)]
    operands = [callee]
    for arg in node.args:
        marks.append(len(log))
        operands.append(body.lower(arg))
    if marks[0] == len(log):
        return ir.CallValue(span, callee, operands[1:])
    return settle(body, span, operands, marks, lambda ops: ir.CallValue(span, ops[0], ops[1:]), by_slot=1)


def _wrong_count(body: Body, node: syntax.ExprCall, expected: int) -> Fault:
    given = len(node.args)
    return body.fault(
        codes.WRONG_ARGUMENT_COUNT,
        body.segment.span_of_tokens(node.open, node.last),
        f"Wrong number of arguments {given}, expected {expected}",
        notes=(f"expected {expected} argument{'s' if expected != 1 else ''}, but got {given}",),
    )


def _construct(body: Body, node: syntax.ExprCall, found: Resolution, span: Span) -> ir.Expr:
    item = cast("Struct", found.item)
    if item.shape == "named":
        raise unexpected(body, found, span, AS_FUNCTION)
    expected = len(item.fields) if item.shape == "tuple" else 0
    if len(node.args) != expected:
        raise _wrong_count(body, node, expected)
    if expected == 0 and item.shape == "tuple":
        body.early.warning(
            codes.SURPLUS_CALL,
            body.segment.span_of_tokens(node.open, node.last),
            "Call paramters are not needed here",
            notes=(f"Hint: Rewrite to `{body.context.source_text(body.span(node.callee))}`",),
        )
    body.context.use_type(item)
    return ir.Construct(span, ir.StructTarget(span, found.path), body.lower_all(node.args))


def _call_native(body: Body, node: syntax.ExprCall, found: Resolution, span: Span) -> ir.Expr:
    native = found.native
    assert native is not None
    if found.kind == "variant":
        expected = max(native.arity, 0)
        if expected != len(node.args):
            raise _wrong_count(body, node, expected)
    elif found.kind != "fn":
        raise unexpected(body, found, span, AS_FUNCTION)
    check_linked(body, found, span)
    if native.deprecated is not None:
        body.late.warning(codes.DEPRECATED, span, f"Used deprecated function: {native.deprecated}")
    body.level.charge = True
    return ir.NativeCall(span, found.path, found.params, body.lower_all(node.args))


@lowers(syntax.ExprMethodCall)
def method_call(body: Body, node: syntax.ExprMethodCall) -> ir.Expr:
    if body.segment.kinds[node.name] == t.NUMBER:
        tuple_index(body, node.name)
    receiver = body.lower(node.receiver)
    params = generic_parameters(body, node.generics)
    args = body.lower_all(node.args)
    body.level.charge = True
    return ir.CallMethod(body.span(node), receiver, body.text(node.name), params, args)
