"""Closures of ``yield``, ``.await`` and ``select``."""

from __future__ import annotations

from bindrune.core.vm.calls import drive
from bindrune.core.vm.closures.registry import handles
from bindrune.core.vm.futures import await_value
from bindrune.core.vm.generators import give
from bindrune.core.vm.select import Selection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.link import Linking


@handles("yield")
def yield_(c: Linking, out: int, operand: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)
    dying = c.moved(operand)

    def run(R: Registers) -> Closure | None:
        value = R[a]
        for r in dying:
            R[r] = None
        give(R, value, nx, o)
        return None

    return run


@handles("await")
def await_(c: Linking, out: int, operand: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)
    dying = c.moved(operand)
    pc = c.pc

    def run(R: Registers) -> Closure | None:
        value = R[a]
        for r in dying:
            R[r] = None
        return await_value(R, value, o, nx, pc)

    return run


@handles("select")
def select(c: Linking, out: int, operands: tuple[int, ...]) -> Closure:
    nx = c.following
    o = c.out(out)
    registers = tuple(map(c.register, operands))
    dying = c.moved(*operands)

    def run(R: Registers) -> Closure | None:
        R[o] = Selection([R[r] for r in registers])
        for r in dying:
            R[r] = None
        return nx

    return run


@handles("select_next")
def select_next(c: Linking, out: int, number: int, slot: int, target: int) -> Closure:
    nx = c.following
    default = c.at(target)
    o = c.out(out)
    n = c.out(number)
    s = c.register(slot)
    pc = c.pc

    def after(R: Registers) -> Closure | None:
        answer = R[o]
        if answer is None:
            return default
        R[n], R[o] = answer
        return nx

    def run(R: Registers) -> Closure | None:
        return drive(R, R[s].next(), o, after, pc)

    c.beside(after)
    return run
