"""Closures that move values between registers and statics, and that make simple constants."""

from __future__ import annotations

from bindrune.core.vm import access
from bindrune.core.vm.calls import drive
from bindrune.core.vm.closures.registry import handles
from bindrune.core.vm.constants import build, weight
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations.fields import COMPOUND
from bindrune.core.vm.sizes import STEPS, STEPS_FUEL
from bindrune.core.vm.values import Borrowable, String

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.link import Linking
    from bindrune.core.vm.native import Driving

TOKENS = ("+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=")
"""Compound operators by the numbers of ``compile.ops.OPERATORS``."""


@handles("charge")
def charge(c: Linking) -> Closure:
    nx = c.following

    def run(R: Registers) -> Closure | None:
        for _ in R[0].tick:
            return nx
        return R[0].refill(R, run, nx)  # type: ignore[no-any-return]

    return run


@handles("copy")
def copy(c: Linking, out: int, operand: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)

    def run(R: Registers) -> Closure | None:
        R[o] = R[a]
        return nx

    def move(R: Registers) -> Closure | None:
        R[o] = R[a]
        R[a] = None
        return nx

    return move if operand < 0 else run


@handles("take")
def take(c: Linking, out: int, operand: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)

    def run(R: Registers) -> Closure | None:
        x = R[a]
        R[o] = access.take(x) if isinstance(x, Borrowable) else x
        return nx

    return run


@handles("drop")
def drop(c: Linking, registers: tuple[int, ...]) -> Closure:
    nx = c.following
    dying = tuple(map(c.register, registers))
    if len(dying) == 1:
        a = dying[0]

        def single(R: Registers) -> Closure | None:
            R[a] = None
            return nx

        return single

    def run(R: Registers) -> Closure | None:
        for a in dying:
            R[a] = None
        return nx

    return run


@handles("str")
def str_(c: Linking, out: int, index: int) -> Closure:
    nx = c.following
    o = c.out(out)
    text = c.string(index)

    def run(R: Registers) -> Closure | None:
        value = R[o] = String()
        value.s = text
        value.parts = None
        value.token = None
        return nx

    return run


@handles("bytes", "fresh")
def fresh(c: Linking, out: int, index: int) -> Closure:
    nx = c.following
    o = c.out(out)
    plain = c.plain_constant(index)
    size = weight(plain)
    if size >= STEPS:
        pc = c.pc
        fuel = size * STEPS_FUEL // STEPS

        def paid(plain: Any) -> Driving:
            yield fuel
            return build(plain)

        return lambda R: drive(R, paid(plain), o, nx, pc)

    def run(R: Registers) -> Closure | None:
        R[o] = build(plain)
        return nx

    return run


@handles("native_const")
def native_const(c: Linking, out: int, index: int) -> Closure:
    nx = c.following
    o = c.out(out)
    value = c.machine.natives.constant(c.string(index)).value
    fresh = isinstance(value, Borrowable)

    def run(R: Registers) -> Closure | None:
        R[o] = access.copied(value) if fresh else value
        return nx

    return run


@handles("static_get")
def static_get(c: Linking, out: int, number: int) -> Closure:
    nx = c.following
    o = c.out(out)
    read = c.linker.static(number).read

    def run(R: Registers) -> Closure | None:
        R[o] = read()
        return nx

    return run


@handles("static_set")
def static_set(c: Linking, number: int, operand: int) -> Closure:
    nx = c.following
    a = c.register(operand)
    cell = c.linker.static(number)
    dying = c.moved(operand)

    def run(R: Registers) -> Closure | None:
        cell.write(R[a])
        for r in dying:
            R[r] = None
        return nx

    return run


@handles("static_op")
def static_op(c: Linking, op: int, number: int, operand: int) -> Closure:
    nx = c.following
    a = c.register(operand)
    cell = c.linker.static(number)
    update = COMPOUND[TOKENS[op]]
    dying = c.moved(operand)
    pc = c.pc

    def run(R: Registers) -> Closure | None:
        value: Any = update(cell.read(), R[a])
        for r in dying:
            R[r] = None
        if value.__class__ is Driven:
            return drive(R, value, 0, nx, pc)
        cell.write(value)
        return nx

    return run
