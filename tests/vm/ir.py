"""A small builder of IR for tests: nodes without the trouble of spans, and programs of them."""

from __future__ import annotations

from typing import Any

from bindrune.core.compile.assemble.program import assemble
from bindrune.core.ir import nodes
from bindrune.core.source import Span
from bindrune.core.std.modules import default_context
from bindrune.core.vm.machine import Machine
from bindrune.core.vm.statics import Statics

AT = Span(0, 0, 1)


class _Builder:
    """`ir.Call(…)` makes a node with the span `AT`."""

    def __getattr__(self, name: str) -> Any:
        cls = getattr(nodes, name)
        return lambda *fields: cls(AT, *fields)


ir = _Builder()


def local(slot: int) -> Any:
    """A local."""
    return ir.Local(slot)


def const(value: object) -> Any:
    """An inline constant."""
    return ir.Const(value)


def binary(op: str, left: Any, right: Any) -> Any:
    """A binary operator; numbers stand for constants."""
    return ir.Binary(op, *(const(x) if isinstance(x, int) else x for x in (left, right)))


def block(*body: Any, value: Any = None, drops: tuple[int, ...] = ()) -> Any:
    """A block."""
    return ir.Block(list(body), value, list(drops))


def function(item: str, n_params: int, n_slots: int, body: Any, kind: str = "immediate", captures: int = 0) -> Any:
    """A function whose parameters are plain names."""
    params = [ir.BindPat(captures + at) for at in range(n_params)]
    return ir.Fn(item, item, kind, captures, params, n_slots, [], body, True)


def program(*functions: Any, types: tuple[Any, ...] = (), statics: tuple[Any, ...] = ()) -> Any:
    """A program; its entry is the last function."""
    return ir.Program(list(functions), list(types), list(statics), functions[-1].item)


def machine(made: Any) -> Machine:
    """A machine with a program loaded."""
    found = Machine(default_context(), statics=Statics())
    found.load(assemble(made))
    return found


def value_of(body: Any, n_slots: int = 8, *others: Any, **tables: Any) -> Any:
    """The value of an expression as the body of a function."""
    made = program(*others, function("main", 0, n_slots, body), **tables)
    return machine(made).execute("main").run().value
