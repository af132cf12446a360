"""Closures of operators in full: the fast paths are in ``arithmetic.py``; these are what they fall back to."""

from __future__ import annotations

from bindrune.core.vm.calls import drive
from bindrune.core.vm.closures import arithmetic, comparison
from bindrune.core.vm.closures.registry import HANDLERS, handles
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations import arith, compare, conversion, equality
from bindrune.core.vm.sizes import LARGE
from bindrune.core.vm.values import String, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.link import Linking

FORMS = {**arithmetic.FORMS, **comparison.FORMS}

BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": arith.add,
    "sub": arith.sub,
    "mul": arith.mul,
    "div": arith.div,
    "rem": arith.rem,
    "bit_and": arith.bit_and,
    "bit_or": arith.bit_or,
    "bit_xor": arith.bit_xor,
    "shl": arith.shl,
    "shr": arith.shr,
    "lt": compare.lt,
    "le": compare.le,
    "gt": compare.gt,
    "ge": compare.ge,
    "eq": equality.partial_eq,
    "ne": equality.ne,
    "is": conversion.is_type,
    "as": conversion.as_type,
}
"""The operation of each binary instruction."""

ASSIGN: dict[str, Callable[[Any, Any], Any]] = {
    f"{name}_assign": getattr(arith, f"{name}_assign")
    for name in ("add", "sub", "mul", "div", "rem", "bit_and", "bit_or", "bit_xor", "shl", "shr")
}
"""The operation of each compound assignment."""


def binary_slow(c: Linking, name: str, out: int, left: int, right: int) -> Closure:
    """The operation on any two values."""
    nx = c.following
    o = c.out(out)
    a = c.register(left)
    b = c.register(right)
    operation = BINARY[name]
    dying = c.moved(left, right)
    pc = c.pc

    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        for r in dying:
            R[r] = None
        value = operation(x, y)
        if value.__class__ is Driven:
            return drive(R, value, o, nx, pc)
        R[o] = value
        return nx

    return run


def _binary(name: str) -> Callable[..., Closure]:
    fast = FORMS.get(name + "_rr")
    constant = FORMS.get(name + "_rk")

    def handler(c: Linking, out: int, left: int, right: int) -> Closure:
        slow = c.beside(binary_slow(c, name, out, left, right))
        k = c.const(right)
        if constant is not None and k.__class__ is int and (name not in ("div", "rem") or k > 0):
            return constant(c.register(left), k, c.out(out), c.following, slow)  # type: ignore[no-any-return]
        if fast is not None:
            return fast(c.register(left), c.register(right), c.out(out), c.following, slow)  # type: ignore[no-any-return]
        return slow

    return handler


for _name in BINARY:
    HANDLERS[_name] = _binary(_name)


@handles("is_not")
def is_not(c: Linking, out: int, left: int, right: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(left)
    b = c.register(right)
    dying = c.moved(left, right)

    def run(R: Registers) -> Closure | None:
        value = not conversion.is_type(R[a], R[b])
        for r in dying:
            R[r] = None
        R[o] = value
        return nx

    return run


def _assign(name: str) -> Callable[..., Closure]:
    operation = ASSIGN[name]
    fast = FORMS.get(name.removesuffix("_assign") + "_rr")
    constant = FORMS.get(name.removesuffix("_assign") + "_rk")

    def handler(c: Linking, target: int, operand: int) -> Closure:
        nx = c.following
        a = c.register(target)
        b = c.register(operand)
        dying = c.moved(operand)
        pc = c.pc

        def slow(R: Registers) -> Closure | None:
            y = R[b]
            for r in dying:
                R[r] = None
            value = operation(R[a], y)
            if value.__class__ is Driven:
                return drive(R, value, a, nx, pc)
            R[a] = value
            return nx

        c.beside(slow)
        k = c.const(operand)
        if constant is not None and k.__class__ is int and (name[:3] not in ("div", "rem") or k > 0):
            return constant(a, k, a, nx, slow)  # type: ignore[no-any-return]
        if name == "add_assign":
            return _append(a, b, nx, slow)
        if fast is not None:
            return fast(a, b, a, nx, slow)  # type: ignore[no-any-return]
        return slow

    return handler


def _append(a: int, b: int, nx: Closure, slow: Closure) -> Closure:
    """``a += b`` of ints, floats and Strings."""

    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int:
            if y.__class__ is int:
                r = x + y
                if r.bit_length() <= 63:
                    R[a] = r
                    return nx
        elif x.__class__ is String:
            if y.__class__ is String and x.token is None and x is not y:
                more = y.s if y.parts is None else text(y)
                if len(more) < LARGE:
                    if x.parts is None:
                        x.parts = [x.s]
                    x.parts.append(more)
                    return nx
        elif x.__class__ is float and y.__class__ is float:
            R[a] = x + y
            return nx
        return slow(R)

    return run


for _name in ASSIGN:
    HANDLERS[_name] = _assign(_name)


def _unary(operation: Callable[[Any], Any]) -> Callable[..., Closure]:
    def handler(c: Linking, out: int, operand: int) -> Closure:
        nx = c.following
        o = c.out(out)
        a = c.register(operand)
        dying = c.moved(operand)
        pc = c.pc

        def run(R: Registers) -> Closure | None:
            value = operation(R[a])
            for r in dying:
                R[r] = None
            if value.__class__ is Driven:
                return drive(R, value, o, nx, pc)
            R[o] = value
            return nx

        return run

    return handler


HANDLERS["neg"] = _unary(arith.neg)
HANDLERS["not"] = _unary(arith.not_)

