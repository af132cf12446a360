"""Warnings about literals whose value nothing uses, in statements and at the ends of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.ir.lower.body import Body

_LITERALS = frozenset((ir.Const, ir.Str, ir.ByteStr, ir.Fresh))


def warn_if_unused(body: Body, node: ir.Expr | None) -> None:
    """Warn about the literals that an expression without a use is worth.

    Of an `if` without a final `else` that has been done, since its branches are never of use.
    """
    kind = node.__class__
    while kind is ir.Block or kind is ir.LabelBlock:
        node = cast("ir.Block", node).value if kind is ir.Block else cast("ir.LabelBlock", node).body
        kind = node.__class__
    if node is None:
        return
    if kind in _LITERALS:
        is_unit = kind is ir.Const and cast("ir.Const", node).value is None
        if not is_unit and node not in body.assembled:
            body.warn(codes.NOT_USED, node.span, "Not used")
    elif kind is ir.If:
        _warn_of_branches(body, cast("ir.If", node))
    elif kind is ir.Match or kind is ir.Select:
        for arm in cast("ir.Match", node).arms:
            warn_if_unused(body, arm.body)
        if kind is ir.Select:
            warn_if_unused(body, cast("ir.Select", node).default)


def _warn_of_branches(body: Body, node: ir.If) -> None:
    """The final `else` comes first, then the branches in order."""
    branches: list[ir.Expr] = []
    at: ir.Expr | None = node
    while isinstance(at, ir.If):
        branches.append(at.then)
        at = at.orelse
    if at is not None:
        for branch in (at, *branches):
            warn_if_unused(body, branch)
