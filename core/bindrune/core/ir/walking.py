"""Walks over the IR."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.ir.nodes import BindPat, Fn

if TYPE_CHECKING:
    from collections.abc import Iterator


def nodes_in(*roots: Any) -> Iterator[Any]:
    """The nodes of trees, roots included, outer ones before inner ones, in no other order.

    A root may be a list of nodes, or ``None``. Functions are among the nodes; what is in them is not, unless they are
    given by their parts.
    """
    stack = [*roots]
    pop, push = stack.pop, stack.append
    while stack:
        at = pop()
        cls = at.__class__
        if cls is list:
            stack += at
        elif at is not None:
            yield at
            if cls is not Fn:
                for name in at.INNER:
                    push(getattr(at, name))


def parameters(fn: Fn) -> set[int]:
    """The slots that the parameters of a function bind."""
    return {at.slot for at in nodes_in(fn.params) if at.__class__ is BindPat}
