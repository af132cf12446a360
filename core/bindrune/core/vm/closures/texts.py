"""Closures of templates: display and format texts, their concatenation, and panics.

Between ``display`` and ``concat`` a register holds a Python text, which is no value of scripts; nothing else reads it.
"""

from __future__ import annotations

from bindrune.core.compile.specs import decode_spec
from bindrune.core.vm.calls import drive
from bindrune.core.vm.closures.registry import handles
from bindrune.core.vm.errors import panic as panic_error
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations.display import display as display_text
from bindrune.core.vm.sizes import LARGE, charged
from bindrune.core.vm.values import String, string, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.link import Linking


@handles("display")
def display(c: Linking, out: int, operand: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)
    dying = c.moved(operand)
    pc = c.pc

    def run(R: Registers) -> Closure | None:
        x = R[a]
        cls = x.__class__
        if cls is String:
            R[o] = x.s if x.parts is None else text(x)
            return nx
        if cls is int:
            R[o] = str(x)
            return nx
        for r in dying:
            R[r] = None
        value: Any = display_text(x)
        if value.__class__ is Driven:
            return drive(R, value, o, nx, pc)
        R[o] = value
        return nx

    return run


@handles("format")
def format_(c: Linking, out: int, operand: int, at: int) -> Closure:
    from bindrune.core.vm.operations.display import format_charged

    nx = c.following
    o = c.out(out)
    a = c.register(operand)
    dying = c.moved(operand)
    pc = c.pc
    spec = decode_spec(c.plain_constant(at))

    def run(R: Registers) -> Closure | None:
        x = R[a]
        for r in dying:
            R[r] = None
        value: Any = format_charged(x, spec)
        if value.__class__ is Driven:
            return drive(R, value, o, nx, pc)
        R[o] = value
        return nx

    return run


@handles("format_value")
def format_value_(c: Linking, out: int, operand: int, at: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)
    dying = c.moved(operand)
    spec = decode_spec(c.plain_constant(at))
    info = c.machine.natives.type("::std::fmt::Format")
    assert info is not None
    cls: Any = info.classes[0]

    def run(R: Registers) -> Closure | None:
        value = cls()
        value.value = R[a]
        value.spec = spec
        value.token = None
        for r in dying:
            R[r] = None
        R[o] = value
        return nx

    return run


@handles("concat")
def concat(c: Linking, out: int, at: int, operands: tuple[int, ...]) -> Closure:
    nx = c.following
    o = c.out(out)
    pc = c.pc
    pieces = c.plain_constant(at)[1]
    template = "".join("%s" if piece is None else piece.replace("%", "%%") for piece in pieces)
    holes = tuple(map(c.register, operands))

    def charge(R: Registers, size: int) -> Closure | None:
        return drive(R, charged(size, int), 0, nx, pc)

    if len(holes) == 1:
        a = holes[0]

        def single(R: Registers) -> Closure | None:
            made = template % (R[a],)
            R[o] = string(made)
            return nx if len(made) < LARGE else charge(R, len(made))

        return single

    def run(R: Registers) -> Closure | None:
        made = template % tuple([R[r] for r in holes])
        R[o] = string(made)
        return nx if len(made) < LARGE else charge(R, len(made))

    return run


@handles("panic")
def panic(c: Linking, operand: int) -> Closure:
    a = c.register(operand)
    pc = c.pc

    def raise_text(R: Registers) -> Closure | None:
        raise panic_error(R[a])

    def run(R: Registers) -> Closure | None:
        value: Any = display_text(R[a])
        if value.__class__ is Driven:
            return drive(R, value, a, raise_text, pc)
        raise panic_error(value)

    c.beside(raise_text)
    return run
