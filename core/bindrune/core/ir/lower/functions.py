"""Functions, script bodies and constants: where lowering begins.

`lower_function` and `lower_script` give the IR of a body, or None where it has errors.
`lower_constant` and `lower_const_fn` serve constant evaluation; they raise nothing either, and what
they return for a body with errors is never used, since its item is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.const_check import ConstFault, check
from bindrune.core.ir.const_eval import ConstFunction
from bindrune.core.ir.lower import (  # noqa: F401  (they enter themselves in the table)
    assignment,
    calls,
    control,
    formats,
    macros,
    operators,
)
from bindrune.core.ir.lower.body import Body, Fault, Level
from bindrune.core.ir.lower.closures import lower_params
from bindrune.core.ir.lower.literals import unit
from bindrune.core.ir.lower.statements import lower_statements, valued
from bindrune.core.source import Span
from bindrune.core.syntax.parser.entry import DeepRecursion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.analysis.items import Function, Value
    from bindrune.core.ir.constants import ConstValue
    from bindrune.core.ir.lower.context import Context
    from bindrune.core.syntax import nodes as syntax
    from bindrune.core.syntax.tree import Segment, Tree


class Script:
    """A lowered script body.

    `locals` are the slots of the names that are visible at its end, `moved` those of them that a
    closure has taken. The first slots are those of the names that were given beforehand.
    """

    __slots__ = ("fn", "locals", "moved")

    def __init__(self, fn: ir.Fn, locals: dict[str, int], moved: frozenset[str]) -> None:
        self.fn = fn
        self.locals = locals
        self.moved = moved


def lower_function(context: Context, function: Function) -> ir.Fn | None:
    """The IR of a function, or None if it has errors."""
    with DeepRecursion():
        return _function(context, function)


def _function(context: Context, function: Function) -> ir.Fn | None:
    node, segment = function.node, function.segment
    assert node is not None and segment is not None
    span = segment.span(node)
    level = Level(function.async_, False, span)
    body = Body(context, function, function, segment, level)
    try:
        params = lower_params(body, node.params, methods=True)
        level.context = segment.span(node.body)
        inner = _inside(body, node.body)
    except Fault:
        body.finish()
        return None
    body.finish()
    if body.faulty:
        return None
    function.flow = level.flow()
    return _made(body, function.path, function.name, span, params, inner)


def _made(body: Body, path: str, name: str, span: Span, params: list[ir.Pat], inner: ir.Expr) -> ir.Fn:
    level = body.level
    end = span.end
    open_ = set(level.blocks[0])
    for slot_name in level.names:
        if slot_name.slot in open_:
            slot_name.end = end
    return ir.Fn(
        span,
        path,
        name,
        level.flow(),
        0,
        params,
        body.frames.frame.count,
        level.names,
        inner,
        level.charge,
    )


def _inside(body: Body, block: syntax.Block) -> ir.Expr:
    """The block of a function, whose locals die with the frame instead of at its end."""
    outer = body.enter_items(block)
    span = body.span(block)
    body.enter_block()
    segment = body.segment
    done, value = lower_statements(body, [(segment, node) for node in block.statements])
    body.leave_block(span.end)
    body.scope = outer
    return valued(done, value, [], span)


def lower_script(context: Context, entry: Function, tree: Tree, preset: Sequence[str] = ()) -> Script | None:
    """The IR of a script body, or None if it has errors.

    `preset` are names that are bound before it begins, in the first slots: a session's variables.
    """
    with DeepRecursion():
        return _script(context, entry, tree, preset)


def _script(context: Context, entry: Function, tree: Tree, preset: Sequence[str]) -> Script | None:
    source = tree.source
    span = Span(source.id, 0, len(source.text))
    level = Level(None, False, span)
    first: Segment = tree.segments[0] if tree.segments else tree.tail
    body = Body(context, entry, context.index.root, first, level)
    start = Span(source.id, 0, 0)
    for name in preset:
        body.declare(name, start)
    statements = [(segment, segment.node) for segment in tree.segments if segment.node is not None]
    done, value = lower_statements(body, statements)
    body.finish()
    if body.faulty:
        return None
    inner = ir.Block(span, done, value, []) if done or value is None else value
    entry.flow = level.flow()
    visible = body.frames.frame.visible
    return Script(
        _made(body, entry.path, entry.name, span, [], inner),
        {name: local.slot for name, local in visible.items()},
        frozenset(name for name, local in visible.items() if local.moved is not None),
    )


def lower_constant(context: Context, item: Value) -> ConstValue:
    """The value of a `const`, or the initial one of a `static`; unit if it has errors."""
    node, segment = item.initializer, item.segment
    assert node is not None and segment is not None
    with DeepRecursion():
        span = segment.span(node)
        body = Body(context, item, item, segment, Level(False, True, span))
        try:
            value = context.evaluate(body, body.lower(node))
        except Fault:
            value = None
        body.finish()
        return value


def lower_const_fn(context: Context, function: Function) -> ConstFunction:
    """A `const fn`, ready to be evaluated; its parameters must be plain names."""
    node, segment = function.node, function.segment
    assert node is not None and segment is not None
    with DeepRecursion():
        span = segment.span(node)
        body = Body(context, function, function, segment, Level(False, True, span))
        slots: list[int] = []
        try:
            params = lower_params(body, node.params, methods=True)
            inner = _inside(body, node.body)
            for pattern in params:
                slots.append(pattern.slot if isinstance(pattern, ir.BindPat) else -1)
                if slots[-1] < 0 and not body.faulty:
                    raise body.fault(codes.NOT_CONSTANT, pattern.span, "Unsupported argument in const fn")
            if not body.faulty:
                check(inner, body.op_spans)
        except ConstFault as fault:
            body.fault(fault.code, fault.span, fault.message)
            inner = unit(span)
        except Fault:
            inner = unit(span)
        body.finish()
        return ConstFunction(slots, inner, body.op_spans)
