"""Closures of fields, elements and indices.

A site remembers the struct classes it has met and reads their slots directly; a moved or held value has another class
and so takes the full path, as do borrowed values when they are written.
"""

from __future__ import annotations

from _operator import attrgetter

from bindrune.core.vm.calls import drive
from bindrune.core.vm.closures.data import TOKENS
from bindrune.core.vm.closures.registry import handles
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations import fields, indexing
from bindrune.core.vm.structs import Record
from bindrune.core.vm.values import U64, Object, Tuple, Vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.link import Linking


def knows(cls: Any, slot: str, shape: str) -> bool:
    """Whether values of a class have a slot that may be read without further checks."""
    return issubclass(cls, Record) and not cls.state and cls.shape == shape and slot in cls.attributes


@handles("field")
def field(c: Linking, out: int, base: int, index: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(base)
    name = c.string(index)
    slot = "f_" + name
    get = attrgetter(slot)
    seen: set[Any] = set()
    dying = c.moved(base)
    pc = c.pc

    def slow(R: Registers) -> Closure | None:
        x = R[a]
        for r in dying:
            R[r] = None
        if knows(x.__class__, slot, "named"):
            seen.add(x.__class__)
        value = fields.get_field(x, name)
        if value.__class__ is Driven:
            return drive(R, value, o, nx, pc)
        R[o] = value
        return nx

    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ in seen:
            R[o] = get(x)
            return nx
        if x.__class__ is Object and name in x.d:
            R[o] = x.d[name]
            return nx
        return slow(R)

    def move(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ in seen:
            R[a] = None
            R[o] = get(x)
            return nx
        return slow(R)

    c.beside(slow)
    return move if dying else run


@handles("tuple_field")
def tuple_field(c: Linking, out: int, base: int, index: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(base)
    dying = c.moved(base)
    pc = c.pc

    def slow(R: Registers) -> Closure | None:
        value = fields.get_tuple(R[a], index)
        for r in dying:
            R[r] = None
        if value.__class__ is Driven:
            return drive(R, value, o, nx, pc)
        R[o] = value
        return nx

    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is Tuple and index < len(x.a):
            R[o] = x.a[index]
            return nx
        return slow(R)

    c.beside(slow)
    return slow if dying else run


@handles("index")
def index(c: Linking, out: int, base: int, at: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(base)
    b = c.register(at)
    dying = c.moved(base, at)
    pc = c.pc

    def slow(R: Registers) -> Closure | None:
        value = indexing.get_index(R[a], R[b])
        for r in dying:
            R[r] = None
        if value.__class__ is Driven:
            return drive(R, value, o, nx, pc)
        R[o] = value
        return nx

    def run(R: Registers) -> Closure | None:
        x = R[a]
        i = R[b]
        if x.__class__ is Vec and (i.__class__ is int or i.__class__ is U64) and 0 <= i < len(x.a):
            R[o] = x.a[i]
            return nx
        return slow(R)

    c.beside(slow)
    return slow if base < 0 else run


@handles("set_field")
def set_field(c: Linking, base: int, index: int, operand: int) -> Closure:
    nx = c.following
    a = c.register(base)
    b = c.register(operand)
    name = c.string(index)
    slot = "f_" + name
    seen: set[Any] = set()
    dying = c.moved(base, operand)

    def slow(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        for r in dying:
            R[r] = None
        if knows(x.__class__, slot, "named"):
            seen.add(x.__class__)
        fields.set_field(x, name, y)
        return nx

    def run(R: Registers) -> Closure | None:
        x: Any = R[a]
        if x.__class__ in seen and x.token is None:
            setattr(x, slot, R[b])
            for r in dying:
                R[r] = None
            return nx
        return slow(R)

    c.beside(slow)
    return run


@handles("set_tuple_field")
def set_tuple_field(c: Linking, base: int, index: int, operand: int) -> Closure:
    nx = c.following
    a = c.register(base)
    b = c.register(operand)
    dying = c.moved(base, operand)

    def run(R: Registers) -> Closure | None:
        fields.set_tuple(R[a], index, R[b])
        for r in dying:
            R[r] = None
        return nx

    return run


@handles("set_index")
def set_index(c: Linking, base: int, at: int, operand: int) -> Closure:
    nx = c.following
    a = c.register(base)
    b = c.register(at)
    v = c.register(operand)
    dying = c.moved(base, at, operand)
    pc = c.pc

    def slow(R: Registers) -> Closure | None:
        x = R[a]
        i = R[b]
        y = R[v]
        for r in dying:
            R[r] = None
        done: Any = indexing.set_index(x, i, y)
        return drive(R, done, 0, nx, pc) if done.__class__ is Driven else nx

    def run(R: Registers) -> Closure | None:
        x = R[a]
        i = R[b]
        if (
            x.__class__ is Vec
            and (i.__class__ is int or i.__class__ is U64)
            and x.token is None
            and 0 <= i < len(x.a)
        ):
            x.a[i] = R[v]
            for r in dying:
                R[r] = None
            return nx
        return slow(R)

    c.beside(slow)
    return run


@handles("field_op")
def field_op(c: Linking, op: int, base: int, index: int, operand: int) -> Closure:
    nx = c.following
    a = c.register(base)
    b = c.register(operand)
    name = c.string(index)
    slot = "f_" + name
    get = attrgetter(slot)
    token = TOKENS[op]
    seen: set[Any] = set()
    dying = c.moved(base, operand)
    pc = c.pc

    def slow(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        for r in dying:
            R[r] = None
        if knows(x.__class__, slot, "named"):
            seen.add(x.__class__)
        done = fields.op_field(token, x, name, y)
        return drive(R, done, 0, nx, pc) if done.__class__ is Driven else nx

    def add(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ in seen and x.token is None:
            old = get(x)
            if old.__class__ is int and y.__class__ is int:
                r = old + y
                if r.bit_length() <= 63:
                    setattr(x, slot, r)
                    return nx
            elif old.__class__ is float and y.__class__ is float:
                setattr(x, slot, old + y)
                return nx
        return slow(R)

    c.beside(slow)
    return add if token == "+=" and base >= 0 else slow


@handles("tuple_field_op")
def tuple_field_op(c: Linking, op: int, base: int, index: int, operand: int) -> Closure:
    nx = c.following
    a = c.register(base)
    b = c.register(operand)
    token = TOKENS[op]
    dying = c.moved(base, operand)
    pc = c.pc

    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        for r in dying:
            R[r] = None
        done = fields.op_tuple_field(token, x, index, y)
        return drive(R, done, 0, nx, pc) if done.__class__ is Driven else nx

    return run
