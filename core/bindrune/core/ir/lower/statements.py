"""Blocks and statements: `let`, unused values, unreachable code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.diagnostics.model import Label
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.body import LOWERINGS, Fault
from bindrune.core.ir.lower.divergence import diverges
from bindrune.core.ir.lower.literals import unit
from bindrune.core.ir.lower.patterns import declare_names, lower_pattern, warn_if_may_fail
from bindrune.core.ir.lower.unused import warn_if_unused
from bindrune.core.syntax import nodes as syntax

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bindrune.core.ir.lower.body import Body
    from bindrune.core.source import Span
    from bindrune.core.syntax.tree import Segment


def lower_block(body: Body, node: syntax.Block) -> ir.Expr:
    """A block with a scope of its own."""
    outer = body.enter_items(node)
    body.enter_block()
    span = body.span(node)
    segment = body.segment
    statements = [(segment, statement) for statement in node.statements]
    inside, value = lower_statements(body, statements)
    drops = body.leave_block(span.end)
    body.scope = outer
    if not drops and not inside and value is not None and value.__class__ is not ir.Block:
        return value
    return ir.Block(span, inside, value, drops)


def lower_statements(
    body: Body, statements: Iterable[tuple[Segment, syntax.Node]]
) -> tuple[list[ir.Expr], ir.Expr | None]:
    """Statements in turn, and the value of the last if it has no semicolon.

    A statement with an error is left out, and those after it are lowered for their errors.
    """
    kept = [
        (segment, node)
        for segment, node in statements
        if node.__class__ is syntax.StmtExpr or node.__class__ is syntax.StmtLocal
    ]
    done: list[ir.Expr] = []
    value: ir.Expr | None = None
    diverged: Span | None = None
    level = body.level
    last = len(kept) - 1
    for i, (segment, node) in enumerate(kept):
        if segment is not body.segment:
            body.enter_segment(segment)
        if diverged is not None:
            _warn_unreachable(body, node, diverged)
        escapes = level.escapes
        depth = len(level.blocks)
        loops = len(level.breakables)
        scope = body.scope
        in_template = body.in_template
        try:
            if isinstance(node, syntax.StmtLocal):
                found = _local(body, node)
                is_value = False
            else:
                assert isinstance(node, syntax.StmtExpr)
                found = LOWERINGS[node.expr.__class__](body, node.expr)
                is_value = i == last and node.semi < 0
                if not is_value and diverged is None:
                    warn_if_unused(body, found)
        except Fault:
            while len(level.blocks) > depth:
                body.leave_block(body.span(node).end)
            del level.breakables[loops:]
            body.scope = scope
            body.in_template = in_template
            if isinstance(node, syntax.StmtLocal):
                declare_names(body, node.pattern)
            continue
        if diverged is not None:
            continue
        if is_value:
            value = found
        else:
            done.append(found)
        if level.escapes != escapes and diverges(found, body.divergence):
            diverged = _statement_span(body, node)
    return done, value


def _statement_span(body: Body, node: syntax.Node) -> Span:
    return body.span(node.expr if isinstance(node, syntax.StmtExpr) else node)


def _warn_unreachable(body: Body, node: syntax.Node, diverged: Span) -> None:
    body.late.warning(
        codes.UNREACHABLE,
        _statement_span(body, node),
        "Unreachable code",
        labels=(Label(diverged, "This code diverges"),),
    )


def check_mut(body: Body, token: int) -> None:
    """Refuse a `mut`."""
    if token >= 0:
        raise body.fault(
            codes.UNSUPPORTED_MUT,
            body.segment.span_of_token(token),
            "The `mut` modifier is not supported in Rune, everything is mutable by default",
        )


def _local(body: Body, node: syntax.StmtLocal) -> ir.Expr:
    if node.attributes:
        raise body.fault(
            codes.UNSUPPORTED_ATTRIBUTE,
            body.span(node.attributes[0]),
            "Attributes on local declarations are not supported",
        )
    return lower_let(body, node, node.pattern, node.value, node.mut)


def lower_let(
    body: Body,
    node: syntax.Node,
    pattern: syntax.Pattern,
    value: syntax.Expr,
    mut: int,
) -> ir.Expr:
    """A `let`: the value first, then the names."""
    check_mut(body, mut)
    lowered = body.lower(value)
    found = lower_pattern(body, pattern)
    span = body.span(node)
    if found.__class__ is ir.BindPat:
        assert isinstance(found, ir.BindPat)
        return ir.Bind(span, found.slot, lowered)
    if found.__class__ is ir.AnyPat:
        warn_if_unused(body, lowered)
    else:
        warn_if_may_fail(body, found)
    return ir.LetPat(span, found, lowered)


def valued(done: list[ir.Expr], value: ir.Expr | None, drops: list[int], span: Span) -> ir.Expr:
    """The block of these statements, or less where less says the same."""
    if not done and not drops:
        return unit(span) if value is None else value
    return ir.Block(span, done, value, drops)
