"""The order of reads: a local that stands as an operand of an operator is read late.

Operators, indexing, ranges, assignment to places and tuples of up to four elements use a local by
its slot, so an assignment in a later operand shows: `a + { a = 5; 10 }` is 15. The same holds for a
block that ends in a local of a block around it. Everything else reads in turn.

The IR reads in turn throughout. So where an operand assigns a slot that an earlier one names, the
operands up to it are put into temporaries, in order, but for those that name the slot, which are
left in place and so read afterwards. That is rare: the log of assigned slots tells when it is due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.ir.lower.body import Body
    from bindrune.core.source import Span


def named_slot(operand: ir.Expr) -> int:
    """The slot that an operand is used by, or -1: a local, or an outer one that ends a block."""
    while operand.__class__ is ir.Block:
        assert isinstance(operand, ir.Block)
        if operand.value is None:
            return -1
        value = operand.value
        if isinstance(value, ir.Local) and value.slot in operand.drops:
            return -1
        operand = value
    return operand.slot if isinstance(operand, ir.Local) else -1


def settle(
    body: Body,
    span: Span,
    operands: list[ir.Expr],
    marks: list[int],
    build: Callable[[list[ir.Expr]], ir.Expr],
    by_slot: int = 4,
) -> ir.Expr:
    """The node that `build` makes of operands, with its late reads in order.

    `marks` holds the length of the log of assigned slots before each operand was lowered. Only the
    first `by_slot` operands are used by their slot.
    """
    log = body.level.assigned
    last = -1
    late: set[int] = set()
    for i in range(min(by_slot, len(operands) - 1)):
        if marks[i + 1] == len(log):
            break
        slot = named_slot(operands[i])
        if slot >= 0 and slot in log[marks[i + 1] :]:
            late.add(slot)
            for j in range(len(operands) - 1, i, -1):
                end = marks[j + 1] if j + 1 < len(marks) else len(log)
                if slot in log[marks[j] : end]:
                    last = max(last, j)
                    break
    if last < 0:
        return build(operands)
    before: list[ir.Expr] = []
    temporaries: list[int] = []
    settled: list[ir.Expr] = []
    for i, operand in enumerate(operands):
        if i > last or operand.__class__ is ir.Const:
            settled.append(operand)
        elif i < by_slot and named_slot(operand) in late:
            settled.append(_in_front(operand, before))
        else:
            slot = body.temporary()
            temporaries.append(slot)
            before.append(ir.Bind(operand.span, slot, operand))
            settled.append(ir.Local(operand.span, slot))
    return ir.Block(span, before, build(settled), temporaries)


def _in_front(operand: ir.Expr, before: list[ir.Expr]) -> ir.Expr:
    """Move what blocks do before they end in a local in front; returns the local.

    The locals of such a block die with the operation instead of at the block's end.
    """
    while isinstance(operand, ir.Block):
        if operand.body or operand.drops:
            before.append(ir.Block(operand.span, operand.body, None, operand.drops))
        assert operand.value is not None
        operand = operand.value
    return operand
