"""Closures that build values: tuples, vectors, objects, ranges, structs, functions and closures."""

from __future__ import annotations

from bindrune.core.vm import values
from bindrune.core.vm.closures.registry import handles
from bindrune.core.vm.functions import new_frame
from bindrune.core.vm.values import EMPTY, Function, Object, Tuple, Vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.functions import ScriptFunction
    from bindrune.core.vm.link import Linking


def function_value(kind: str, target: Any, arity: int, env: tuple[Any, ...] = ()) -> Function:
    """A function value."""
    value = Function()
    value.kind = kind
    value.target = target
    value.env = env
    value.arity = arity
    value.py = None
    value.token = None
    return value


def _sequence(c: Linking, cls: Any, out: int, operands: tuple[int, ...]) -> Closure:
    nx = c.following
    o = c.out(out)
    registers = tuple(map(c.register, operands))
    dying = c.moved(*operands)
    if len(registers) == 2 and not dying:
        a, b = registers

        def pair(R: Registers) -> Closure | None:
            value = cls()
            value.a = [R[a], R[b]]
            value.token = None
            R[o] = value
            return nx

        return pair

    def run(R: Registers) -> Closure | None:
        value = cls()
        value.a = [R[r] for r in registers]
        value.token = None
        for r in dying:
            R[r] = None
        R[o] = value
        return nx

    return run


@handles("tuple")
def tuple_(c: Linking, out: int, operands: tuple[int, ...]) -> Closure:
    return _sequence(c, Tuple, out, operands)


@handles("vec")
def vec(c: Linking, out: int, operands: tuple[int, ...]) -> Closure:
    return _sequence(c, Vec, out, operands)


@handles("object")
def object_(c: Linking, out: int, keys_at: int, operands: tuple[int, ...]) -> Closure:
    nx = c.following
    o = c.out(out)
    pairs = tuple(zip(c.plain_constant(keys_at)[1], map(c.register, operands), strict=True))
    dying = c.moved(*operands)

    def run(R: Registers) -> Closure | None:
        value = Object()
        value.d = {key: R[r] for key, r in pairs}
        value.token = None
        for r in dying:
            R[r] = None
        R[o] = value
        return nx

    return run


@handles("range")
def range_(c: Linking, out: int, kind_at: int, operands: tuple[int, ...]) -> Closure:
    nx = c.following
    o = c.out(out)
    kind = c.string(kind_at)
    cls: Any = getattr(values, kind)
    dying = c.moved(*operands)
    has_start = kind in ("RangeHalfOpen", "RangeInclusive", "RangeFrom")
    first = c.register(operands[0]) if has_start else None
    last = c.register(operands[-1]) if kind not in ("RangeFrom", "RangeFull") else None

    def run(R: Registers) -> Closure | None:
        value = cls()
        value.start = EMPTY if first is None else R[first]
        value.end = EMPTY if last is None else R[last]
        value.token = None
        for r in dying:
            R[r] = None
        R[o] = value
        return nx

    return run


@handles("construct")
def construct(c: Linking, out: int, at: int, operands: tuple[int, ...]) -> Closure:
    cls = c.linker.struct(c.unit.types[at][0])
    return _struct(c, cls, cls.attributes, out, operands)


@handles("construct_named")
def construct_named(
    c: Linking, out: int, at: int, names_at: int, operands: tuple[int, ...]
) -> Closure:
    cls = c.linker.struct(c.unit.types[at][0])
    slots = tuple("f_" + name for name in c.plain_constant(names_at)[1])
    return _struct(c, cls, slots, out, operands)


def _struct(
    c: Linking, cls: Any, slots: tuple[str, ...], out: int, operands: tuple[int, ...]
) -> Closure:
    nx = c.following
    o = c.out(out)
    dying = c.moved(*operands)
    pairs = tuple(zip(slots, map(c.register, operands), strict=True))

    def run(R: Registers) -> Closure | None:
        value = cls()
        value.token = None
        for slot, r in pairs:
            setattr(value, slot, R[r])
        for r in dying:
            R[r] = None
        R[o] = value
        return nx

    return run


@handles("fn")
def fn(c: Linking, out: int, callee: int) -> Closure:
    nx = c.following
    o = c.out(out)
    kind, item = c.unit.callees[callee]
    target: Any
    if kind == "script":
        function = c.linker.function(item)

        def script(R: Registers) -> Closure | None:
            target = function.current()
            R[o] = function_value("script", target, target.arity)
            return nx

        return script
    if kind == "native":
        target = c.machine.natives.function(item)
        if target is None:

            def missing(R: Registers) -> Closure | None:
                raise c.linker.missing_function(item)

            return missing
        arity = target.arity
        label = "native"
    else:
        target = c.linker.struct(item)
        arity = len(target.attributes)
        label = "tuple" if kind == "tuple" else "unit struct"

    def run(R: Registers) -> Closure | None:
        R[o] = function_value(label, target, arity)
        return nx

    return run


@handles("closure")
def closure(c: Linking, out: int, number: int, operands: tuple[int, ...]) -> Closure:
    nx = c.following
    o = c.out(out)
    target: ScriptFunction = c.linker.loaded.functions[number]
    registers = tuple(map(c.register, operands))
    dying = c.moved(*operands)
    label = "closure" if registers else "script"
    arity = target.arity

    def run(R: Registers) -> Closure | None:
        env = tuple([R[r] for r in registers])
        for r in dying:
            R[r] = None
        R[o] = function_value(label, target, arity, env)
        return nx

    return run


@handles("async_block")
def async_block(c: Linking, out: int, number: int, operands: tuple[int, ...]) -> Closure:
    nx = c.following
    o = c.out(out)
    target: ScriptFunction = c.linker.loaded.functions[number]
    registers = tuple(map(c.register, operands))
    dying = c.moved(*operands)

    def run(R: Registers) -> Closure | None:
        assert target.maker is not None
        frame = new_frame(target, R[0], [R[r] for r in registers])
        for r in dying:
            R[r] = None
        R[o] = target.maker(target, frame)
        return nx

    return run
