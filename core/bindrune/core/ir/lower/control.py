"""Conditions, matches, loops and what leaves them, labelled blocks, `let` as an operand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.body import Breakable, Level, lowers
from bindrune.core.ir.lower.literals import unit
from bindrune.core.ir.lower.patterns import lower_pattern, warn_if_may_fail
from bindrune.core.ir.lower.statements import check_mut, lower_block, lower_let
from bindrune.core.ir.lower.unused import warn_if_unused
from bindrune.core.syntax import nodes as syntax

if TYPE_CHECKING:
    from bindrune.core.ir.lower.body import Body
    from bindrune.core.ir.lower.frames import Local
    from bindrune.core.source import Span


def _condition(body: Body, node: syntax.Expr) -> ir.Expr:
    """A condition; the names of an `if let` are declared in the current block."""
    if not isinstance(node, syntax.ExprLet):
        return body.lower(node)
    value = body.lower(node.value)
    check_mut(body, node.mut)
    pattern = lower_pattern(body, node.pattern)
    return ir.Matches(body.span(node), value, pattern)


@lowers(syntax.ExprIf)
def if_(body: Body, node: syntax.ExprIf) -> ir.Expr:
    branches: list[tuple[ir.Expr, ir.Expr]] = []
    frames = body.frames
    mark = len(frames.moves)
    for branch in node.branches:
        body.enter_block()
        moves = frames.suspend_moves(mark)
        cond = _condition(body, branch.condition)
        mark = len(frames.moves)
        frames.resume_moves(moves)
        then = lower_block(body, branch.body)
        drops = body.leave_block(body.span(branch).end)
        if drops:
            then = ir.Block(then.span, [], then, drops)
        branches.append((cond, then))
    moves = frames.suspend_moves(mark)
    result = None if node.else_ is None else lower_block(body, node.else_)
    frames.resume_moves(moves)
    if result is None:
        for _, then in branches:
            warn_if_unused(body, then)
    span = body.span(node)
    for at in range(len(branches) - 1, -1, -1):
        cond, then = branches[at]
        whole = span if at == 0 else cond.span.join(span)
        result = ir.If(whole, cond, then, result)
    assert result is not None
    if node.else_ is None and len(branches) > 1:
        # Without a final `else` the value is unit whatever branch is taken.
        return ir.Block(span, [result], None, [])
    return result


@lowers(syntax.ExprMatch)
def match(body: Body, node: syntax.ExprMatch) -> ir.Expr:
    span = body.span(node)
    value = body.lower(node.scrutinee)
    slot = body.temporary()
    arms: list[ir.Arm] = []
    drops = [slot]
    log = body.level.assigned
    frames = body.frames
    moved = len(frames.moves)
    for arm in node.arms:
        body.enter_block()
        moves = frames.suspend_moves(moved)
        pattern = lower_pattern(body, arm.pattern)
        mark = len(log)
        guard = None if arm.guard is None else body.lower(arm.guard)
        if isinstance(value, ir.Local) and value.slot in log[mark:]:
            # A guard assigns the local that is looked at: the arms behind it see that.
            slot, drops = value.slot, []
        moved = len(frames.moves)
        frames.resume_moves(moves)
        then = body.lower(arm.body)
        arm_span = body.span(arm)
        arms.append(ir.Arm(arm_span, pattern, guard, then, body.leave_block(arm_span.end)))
    return ir.Match(span, slot, value, arms, drops)


@lowers(syntax.ExprSelect)
def select(body: Body, node: syntax.ExprSelect) -> ir.Expr:
    span = body.span(node)
    _check_not_const_fn(body, span, ".await", "context")
    futures = [body.lower(arm.future) for arm in node.arms if arm.future is not None]
    arms: list[ir.SelectArm] = []
    default: ir.Expr | None = None
    moves: list[tuple[Local, Span | None]] = []
    for arm in node.arms:
        arm_span = body.span(arm)
        if arm.pattern is None:
            if default is not None:
                raise body.fault(codes.DUPLICATE_DEFAULT, arm_span, "Multiple `default` branches in select")
            mark = len(body.frames.moves)
            default = body.lower(arm.body)
            moves = body.frames.suspend_moves(mark)
            continue
        if arm.future is None:
            raise body.reported()  # by the parser
        body.enter_block()
        pattern = lower_pattern(body, arm.pattern)
        then = body.lower(arm.body)
        drops = body.leave_block(arm_span.end)
        arms.append(ir.SelectArm(arm_span, pattern, futures[len(arms)], then, drops))
    body.frames.resume_moves(moves)
    check_await(body, span)
    return ir.Select(span, arms, default)


def _check_not_const_fn(body: Body, span: Span, word: str, where: str) -> None:
    """A `const fn` neither waits nor yields; constants say so in their own words."""
    if body.level.const and body.item.kind == "const fn":
        raise body.fault(codes.NOT_CONSTANT, span, f"Expression `{word}` inside of constant {where}")


def check_await(body: Body, span: Span) -> None:
    """Note an `.await` or `select`, which only async code may have."""
    level = body.level
    level.awaits = True
    if level.is_async is False and not level.const:
        raise body.fault(
            codes.AWAIT_OUTSIDE_ASYNC,
            span,
            "Expression `.await` outside of async function or block",
        )


@lowers(syntax.ExprAwait)
def await_(body: Body, node: syntax.ExprAwait) -> ir.Expr:
    span = body.span(node)
    _check_not_const_fn(body, span, ".await", "context")
    base = body.lower(node.base)
    check_await(body, span)
    return ir.Await(span, base)


@lowers(syntax.ExprYield)
def yield_(body: Body, node: syntax.ExprYield) -> ir.Expr:
    _check_not_const_fn(body, body.span(node), "yield", "function")
    body.level.yields = True
    value = None if node.value is None else body.lower(node.value)
    return ir.Yield(body.span(node), value)


@lowers(syntax.ExprLet)
def let(body: Body, node: syntax.ExprLet) -> ir.Expr:
    """A `let` as an operand: it binds in the block around, and is worth unit."""
    return lower_let(body, node, node.pattern, node.value, node.mut)


def _label(body: Body, token: int) -> str | None:
    return body.text(token) if token >= 0 else None


@lowers(syntax.ExprLoop)
def loop(body: Body, node: syntax.ExprLoop) -> ir.Expr:
    target = body.enter_breakable("loop", _label(body, node.label))
    inner = lower_block(body, node.body)
    warn_if_unused(body, inner)
    body.level.breakables.pop()
    return ir.Loop(body.span(node), target.number, inner)


@lowers(syntax.ExprWhile)
def while_(body: Body, node: syntax.ExprWhile) -> ir.Expr:
    span = body.span(node)
    target = body.enter_breakable("while", _label(body, node.label))
    body.enter_block()
    cond = _condition(body, node.condition)
    inner = lower_block(body, node.body)
    warn_if_unused(body, inner)
    drops = body.leave_block(span.end)
    body.level.breakables.pop()
    return ir.While(span, target.number, cond, inner, drops)


@lowers(syntax.ExprFor)
def for_(body: Body, node: syntax.ExprFor) -> ir.Expr:
    span = body.span(node)
    iterated = body.lower(node.iterable)
    if isinstance(node.iterable, syntax.ExprGroup):
        # What cannot be iterated is placed at the parenthesis.
        iterated = ir.Block(body.span(node.iterable), [], iterated, [])
    slot = body.temporary()
    target = body.enter_breakable("for", _label(body, node.label))
    body.enter_block()
    pattern = lower_pattern(body, node.pattern)
    warn_if_may_fail(body, pattern)
    inner = lower_block(body, node.body)
    warn_if_unused(body, inner)
    drops = body.leave_block(span.end)
    body.level.breakables.pop()
    return ir.For(span, target.number, pattern, iterated, slot, inner, drops)


def lower_labelled(body: Body, node: syntax.ExprBlock) -> ir.Expr:
    """A labelled block."""
    target = body.enter_breakable("block", _label(body, node.label))
    inner = lower_block(body, node.block)
    body.level.breakables.pop()
    if target.broken:
        return ir.LabelBlock(body.span(node), target.number, inner)
    return inner


def _find_label(level: Level, label: str) -> Breakable | None:
    for found in reversed(level.breakables):
        if found.label == label:
            return found
    return None


def _innermost(level: Level) -> Breakable | None:
    """What an unlabelled `break` leaves: nothing outside of loops."""
    found = level.breakables
    if any(target.kind != "block" for target in found):
        return found[-1]
    return None


def _target(body: Body, node: syntax.ExprBreak | syntax.ExprContinue) -> Breakable | None:
    """What a `break` or `continue` is about; None after a report.

    A closure does not reach the loops around it; that is found late, for they are there to be seen.
    """
    is_break = isinstance(node, syntax.ExprBreak)
    label = body.text(node.label) if node.label >= 0 else None
    level: Level | None = body.level
    while level is not None:
        if label is not None:
            found = _find_label(level, label)
        elif is_break:
            found = _innermost(level)
        else:
            found = level.breakables[-1] if level.breakables else None
        if found is not None:
            break
        level = level.outer
    if found is not None and level is body.level:
        return found
    report = body.fault if found is None else body.late_error
    if label is not None:
        fault = report(codes.MISSING_LABEL, body.span(node), f"Missing label {label}")
    elif is_break:
        fault = report(codes.BAD_BREAK, body.span(node), "Break outside of loop")
    else:
        fault = report(codes.BAD_CONTINUE, body.span(node), "Continue outside of loop")
    if fault is not None:
        raise fault
    return None


@lowers(syntax.ExprBreak)
def break_(body: Body, node: syntax.ExprBreak) -> ir.Expr:
    span = body.span(node)
    target = _target(body, node)
    value = None if node.value is None else body.lower(node.value)
    if target is None:
        return unit(span)
    if value is not None and target.kind == "for":
        body.late_error(
            codes.BAD_BREAK,
            span,
            "Can only break with a value inside `loop` or breakable block",
        )
    target.broken = True
    body.level.escapes += 1
    return ir.Break(span, target.number, value, body.left_slots(target))


@lowers(syntax.ExprContinue)
def continue_(body: Body, node: syntax.ExprContinue) -> ir.Expr:
    span = body.span(node)
    target = _target(body, node)
    if target is None:
        return unit(span)
    if target.kind == "block":
        body.late_error(codes.BAD_CONTINUE, span, "Labeled blocks cannot be `continue`'d")
    return ir.Continue(span, target.number, body.left_slots(target))


@lowers(syntax.ExprReturn)
def return_(body: Body, node: syntax.ExprReturn) -> ir.Expr:
    value = None if node.value is None else body.lower(node.value)
    body.level.escapes += 1
    return ir.Return(body.span(node), value)
