"""Closures, async blocks and the other kinds of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.comparators import sort_keys
from bindrune.core.ir.lower.body import Level, lowers
from bindrune.core.ir.lower.control import lower_labelled
from bindrune.core.ir.lower.literals import constant
from bindrune.core.ir.lower.patterns import lower_pattern, warn_if_may_fail
from bindrune.core.ir.lower.renumber import renumber
from bindrune.core.ir.lower.statements import lower_block
from bindrune.core.syntax import nodes as syntax

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.ir.lower.body import Body
    from bindrune.core.source import Span


def lower_params(body: Body, params: list[syntax.Param], methods: bool = False) -> list[ir.Pat]:
    """The patterns of parameters, whose values are in the first slots, in order.

    A name is bound to the slot of its parameter; the slots of other patterns have no name. The
    first may be `self` where `methods` are allowed.
    """
    found: list[ir.Pat | None] = []
    for at, param in enumerate(params):
        span = body.span(param)
        if param.self_ >= 0:
            if at > 0 or not methods:
                raise body.fault(codes.SELF_OUTSIDE_IMPL, span, "Keyword `self` not supported here")
            found.append(ir.BindPat(span, body.declare("self", span)))
            continue
        assert param.pattern is not None
        if isinstance(param.pattern, syntax.PatPath):
            pattern = lower_pattern(body, param.pattern)
            if isinstance(pattern, ir.BindPat):
                found.append(pattern)
                continue
            body.temporary()
            warn_if_may_fail(body, pattern)
            found.append(pattern)
        else:
            body.temporary()
            found.append(None)
    patterns: list[ir.Pat] = []
    for param, bound in zip(params, found, strict=True):
        if bound is None:
            assert param.pattern is not None
            bound = lower_pattern(body, param.pattern)
            warn_if_may_fail(body, bound)
        patterns.append(bound)
    return patterns


class _Captured:
    """A function inside a body, with what it captures."""

    __slots__ = ("captures", "fn")

    def __init__(self, fn: ir.Fn, captures: list[ir.Expr]) -> None:
        self.fn = fn
        self.captures = captures


def _inner_function(
    body: Body,
    node: syntax.ExprClosure | syntax.ExprBlock,
    params: list[syntax.Param],
    inside: syntax.Expr | syntax.Block,
    is_async: bool,
    move: bool,
) -> _Captured:
    span = body.span(node)
    outer = body.level
    body.closures += 1
    number = body.closures
    level = Level(is_async, outer.const, body.span(inside), outer)
    body.frames.enter_closure()
    body.level = level
    scope = body.enter_items(node)
    try:
        patterns = lower_params(body, params)
        inner = lower_block(body, inside) if isinstance(inside, syntax.Block) else body.lower(inside)
    finally:
        body.scope = scope
        body.level = outer
        frame = body.frames.leave_closure()
    order = sorted(frame.captures)
    captures: list[ir.Expr] = []
    slots: list[tuple[int, str]] = []
    for name in order:
        source = frame.outer[name]
        if source.moved is not None:
            body.moved(source, span)
        captures.append(ir.Take(span, source.slot) if move else ir.Local(span, source.slot))
        slots.append((frame.captures[name].slot, name))
    own = set(level.blocks[0])
    for found in level.names:
        if found.slot in own:
            found.end = span.end
    if move:
        for source in frame.outer.values():
            body.frames.move(source, span)
    names = [ir.SlotName(span, slot, name, span.start, span.end) for slot, name in slots]
    fn = ir.Fn(
        span,
        f"{body.item.path}::{{closure#{number}}}",
        "async block" if isinstance(node, syntax.ExprBlock) else "closure",
        level.flow(),
        len(captures),
        patterns,
        frame.count + len(captures),
        names + level.names,
        inner,
        level.charge,
    )
    if captures:
        renumber(fn, [slot for slot, _ in slots])
    if fn.charge and sort_keys(fn) is not None:
        fn.charge = False
    return _Captured(fn, captures)


@lowers(syntax.ExprClosure)
def closure(body: Body, node: syntax.ExprClosure) -> ir.Expr:
    span = body.span(node)
    if body.level.const:
        raise body.fault(codes.NOT_CONSTANT, span, "Closures are not supported in constant contexts")
    made = _inner_function(body, node, node.params, node.body, node.async_ >= 0, node.move_ >= 0)
    return ir.MakeClosure(span, made.fn, made.captures)


@lowers(syntax.ExprBlock)
def block(body: Body, node: syntax.ExprBlock) -> ir.Expr:
    """A block: plain, labelled, async or constant."""
    if node.async_ >= 0:
        return _async_block(body, node)
    if node.const_ >= 0:
        return _const_block(body, node)
    if node.move_ >= 0:
        raise body.fault(
            codes.CONFLICTING_MODIFIERS,
            body.segment.span_of_token(node.move_),
            "The `move` modifier on blocks is not supported",
        )
    if node.label >= 0:
        return lower_labelled(body, node)
    return lower_block(body, node.block)


def _async_block(body: Body, node: syntax.ExprBlock) -> ir.Expr:
    span = body.span(node)
    segment = body.segment
    if node.const_ >= 0:
        raise body.fault(
            codes.CONFLICTING_MODIFIERS,
            span,
            "A block can't both be `async` and `const` at the same time",
        )
    if node.label >= 0:
        raise body.fault(
            codes.UNSUPPORTED_LABEL,
            segment.span_of_token(node.label),
            "Async blocks cannot be labelled",
        )
    if body.level.const:
        raise body.fault(codes.NOT_CONSTANT, span, "Only constant blocks are supported in this context")
    made = _inner_function(body, node, [], node.block, True, node.move_ >= 0)
    return ir.AsyncBlock(span, made.fn, made.captures)


def _const_block(body: Body, node: syntax.ExprBlock) -> ir.Expr:
    """A block that is evaluated at compile time; its labels and the locals around are unknown."""
    if body.level.const:
        return lower_block(body, node.block)
    span = body.span(node)
    return in_constant(
        body,
        span,
        lambda: constant(span, body.context.evaluate(body, lower_block(body, node.block))),
    )


def in_constant(body: Body, span: Span, make: Callable[[], ir.Expr]) -> ir.Expr:
    """What `make` lowers in a constant context that sees the locals around, to refuse them."""
    outer = body.level
    level = Level(False, True, span)
    level.blocks = outer.blocks
    body.level = level
    try:
        return make()
    finally:
        body.level = outer
