"""Closures of pattern tests and extractions.

A value of another type simply does not match; one that was moved or is held is an access error.
"""

from __future__ import annotations

from bindrune.core.vm.access import check_read
from bindrune.core.vm.closures.registry import handles
from bindrune.core.vm.errors import panic
from bindrune.core.vm.types import type_of
from bindrune.core.vm.values import Borrowable, Bytes, Object, String, Tuple, Vec, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.link import Linking


def readable(x: Any) -> None:
    """Raise if a value that fits no class in order was moved or is held."""
    if isinstance(x, Borrowable) and x.__class__.state:
        check_read(x)


@handles("match_const")
def match_const(c: Linking, operand: int, constant: int, target: int) -> Closure:
    nx = c.following
    no = c.at(target)
    a = c.register(operand)
    k = c.linker.constant(constant)
    cls = k.__class__
    if k is None:

        def unit(R: Registers) -> Closure | None:
            x = R[a]
            if x is None or (x.__class__ is Tuple and not x.a):
                return nx
            readable(x)
            return no

        return unit

    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is cls:
            return nx if x == k else no
        readable(x)
        return no

    return run


@handles("match_str")
def match_str(c: Linking, operand: int, index: int, target: int) -> Closure:
    nx = c.following
    no = c.at(target)
    a = c.register(operand)
    wanted = c.string(index)

    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is String:
            return nx if (x.s if x.parts is None else text(x)) == wanted else no
        readable(x)
        return no

    return run


@handles("match_bytes")
def match_bytes(c: Linking, operand: int, constant: int, target: int) -> Closure:
    nx = c.following
    no = c.at(target)
    a = c.register(operand)
    wanted = c.plain_constant(constant)[1]

    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is Bytes:
            return nx if x.b == wanted else no
        readable(x)
        return no

    return run


@handles("match_tuple")
def match_tuple(c: Linking, operand: int, n: int, rest: int, target: int) -> Closure:
    nx = c.following
    no = c.at(target)
    a = c.register(operand)

    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is Tuple:
            return nx if len(x.a) == n or (rest and len(x.a) > n) else no
        if x is None:
            return no if n else nx
        readable(x)
        return no

    return run


@handles("match_vec")
def match_vec(c: Linking, operand: int, n: int, rest: int, target: int) -> Closure:
    nx = c.following
    no = c.at(target)
    a = c.register(operand)

    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is Vec:
            return nx if len(x.a) == n or (rest and len(x.a) > n) else no
        readable(x)
        return no

    return run


@handles("match_object")
def match_object(c: Linking, operand: int, keys_at: int, rest: int, target: int) -> Closure:
    nx = c.following
    no = c.at(target)
    a = c.register(operand)
    keys = c.plain_constant(keys_at)[1]
    wanted = frozenset(keys)

    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is Object:
            if rest:
                return nx if wanted <= x.d.keys() else no
            return nx if wanted == x.d.keys() else no
        readable(x)
        return no

    return run


@handles("match_type")
def match_type(c: Linking, operand: int, at: int, keys_at: int, target: int) -> Closure:
    nx = c.following
    no = c.at(target)
    a = c.register(operand)
    cls = c.linker.pattern_class(at)

    if cls is not None:

        def run(R: Registers) -> Closure | None:
            x = R[a]
            if x.__class__ is cls:
                return nx
            readable(x)
            return no

        return run
    wanted = c.linker.type_value(at).hash

    def slow(R: Registers) -> Closure | None:
        x = R[a]
        readable(x)
        return nx if type_of(x).hash == wanted else no

    return slow


@handles("item")
def item(c: Linking, out: int, operand: int, n: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)

    def run(R: Registers) -> Closure | None:
        R[o] = R[a].a[n]
        return nx

    def move(R: Registers) -> Closure | None:
        x = R[a]
        R[a] = None
        R[o] = x.a[n]
        return nx

    return move if operand < 0 else run


@handles("key")
def key(c: Linking, out: int, operand: int, index: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)
    name = c.string(index)

    def run(R: Registers) -> Closure | None:
        R[o] = R[a].d[name]
        return nx

    def move(R: Registers) -> Closure | None:
        x = R[a]
        R[a] = None
        R[o] = x.d[name]
        return nx

    return move if operand < 0 else run


@handles("part")
def part(c: Linking, out: int, operand: int, at: int, index: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)
    get = c.linker.part_getter(at, c.string(index))
    if c.string(index) == "0" and c.linker.pattern_class(at) is not None:

        def first(R: Registers) -> Closure | None:
            R[o] = R[a].f_0
            return nx

        def first_moved(R: Registers) -> Closure | None:
            x = R[a]
            R[a] = None
            R[o] = x.f_0
            return nx

        return first_moved if operand < 0 else first

    def run(R: Registers) -> Closure | None:
        R[o] = get(R[a])
        return nx

    def move(R: Registers) -> Closure | None:
        x = R[a]
        R[a] = None
        R[o] = get(x)
        return nx

    return move if operand < 0 else run


@handles("mismatch")
def mismatch(c: Linking) -> Closure:
    def run(R: Registers) -> Closure | None:
        raise panic("pattern did not match")

    return run

