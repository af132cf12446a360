"""Closures of calls.

The frame of a callee is a copy of its template with the arguments put in. A call of a script function by path has its
own closure by the number of arguments. An instance call keeps a table from the receiver's class to the closure of the
call that it comes to, which is one of these same closures; so does the call of a function value, by the function's
target.
"""

from __future__ import annotations

from bindrune.core.vm.calls import Resume, drive, invoke
from bindrune.core.vm.closures.registry import handles
from bindrune.core.vm.faults import argument_count
from bindrune.core.vm.functions import HEAD, ScriptFunction, wrong_arity
from bindrune.core.vm.generators import GENERATOR, BusyGenerator
from bindrune.core.vm.native import Driven, Native
from bindrune.core.vm.structs import construct
from bindrune.core.vm.types import missing_method, type_of
from bindrune.core.vm.values import EMPTY, Cell, Function, Some

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.link import Linking

GENERATOR_NEXT = GENERATOR.item + "::next"
"""The path of the one native that has a closure of its own."""

_SITES = 16
"""How many targets a call site remembers before it forgets them all."""


@handles("call")
def call(c: Linking, out: int, callee: int, operands: tuple[int, ...]) -> Closure:
    kind, item = c.unit.callees[callee]
    if kind == "native":
        return _native_call(c, out, callee, 0, operands)
    if kind != "script":
        return _construct(c, item, out, operands)
    function = c.linker.function(item)
    return call_script(c, function, out, operands)


def call_script(
    c: Linking, function: ScriptFunction, out: int, operands: tuple[int, ...]
) -> Closure:
    """The call of a known function with these operands."""
    nx = c.following
    o = c.out(out)
    pc = c.pc
    given = len(operands)
    if given != function.arity:
        return _failing(lambda: wrong_arity(function, given))
    registers = tuple(map(c.register, operands))
    dying = c.moved(*operands)
    if function.maker is not None:
        return _make(function, registers, dying, o, nx, pc)
    template = function.frame
    if given == 0:
        return _call_0(function, template, o, nx, pc)
    if given == 1:
        return _call_1(function, template, registers[0], bool(dying), o, nx, pc)
    if given == 2:
        return _call_2(function, template, registers, dying, o, nx, pc)

    def run(R: Registers) -> Closure | None:
        X = R[0]
        N = template[:]
        N[0] = X
        at = HEAD
        for r in registers:
            N[at] = R[r]
            at += 1
        for r in dying:
            R[r] = None
        X.frames.append((R, nx, o, pc))
        X.R = N
        X.f = function.entry
        return None

    return run


def _failing(error: Any) -> Closure:
    def fail(R: Registers) -> Closure | None:
        raise error()

    return fail


def _call_0(function: ScriptFunction, template: Registers, o: int, nx: Closure, pc: int) -> Closure:
    def run(R: Registers) -> Closure | None:
        N = template[:]
        X = N[0] = R[0]
        X.frames.append((R, nx, o, pc))
        X.R = N
        X.f = function.entry
        return None

    return run


def _call_1(
    function: ScriptFunction, template: Registers, a: int, moved: bool, o: int, nx: Closure, pc: int
) -> Closure:
    def run(R: Registers) -> Closure | None:
        N = template[:]
        X = N[0] = R[0]
        N[3] = R[a]
        X.frames.append((R, nx, o, pc))
        X.R = N
        X.f = function.entry
        return None

    def move(R: Registers) -> Closure | None:
        N = template[:]
        X = N[0] = R[0]
        N[3] = R[a]
        R[a] = None
        X.frames.append((R, nx, o, pc))
        X.R = N
        X.f = function.entry
        return None

    return move if moved else run


def _call_2(
    function: ScriptFunction,
    template: Registers,
    registers: tuple[int, ...],
    dying: tuple[int, ...],
    o: int,
    nx: Closure,
    pc: int,
) -> Closure:
    a, b = registers
    d = dying[0] if dying else 0
    e = dying[-1] if dying else 0

    def run(R: Registers) -> Closure | None:
        N = template[:]
        X = N[0] = R[0]
        N[3] = R[a]
        N[4] = R[b]
        X.frames.append((R, nx, o, pc))
        X.R = N
        X.f = function.entry
        return None

    def move(R: Registers) -> Closure | None:
        N = template[:]
        X = N[0] = R[0]
        N[3] = R[a]
        N[4] = R[b]
        R[d] = R[e] = None
        X.frames.append((R, nx, o, pc))
        X.R = N
        X.f = function.entry
        return None

    return move if dying else run


def call_1_add(
    function: ScriptFunction, a: int, k: int, o: int, nx: Closure, pc: int, slow: Closure
) -> Closure:
    """A call whose one argument is a register plus an int constant."""
    template = function.frame

    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                N = template[:]
                X = N[0] = R[0]
                N[3] = r
                X.frames.append((R, nx, o, pc))
                X.R = N
                X.f = function.entry
                return None
        return slow(R)

    return run


def _make(
    function: ScriptFunction,
    registers: tuple[int, ...],
    dying: tuple[int, ...],
    o: int,
    nx: Closure,
    pc: int,
) -> Closure:
    """The call of an async function or generator: nothing runs yet."""

    def run(R: Registers) -> Closure | None:
        values = tuple([R[r] for r in registers])
        for r in dying:
            R[r] = None
        return invoke(R, function.current(), values, o, nx, pc)

    return run


@handles("call_native")
def call_native(
    c: Linking, out: int, callee: int, params: int, operands: tuple[int, ...]
) -> Closure:
    return _native_call(c, out, callee, params, operands)


def _native_call(
    c: Linking, out: int, callee: int, params: int, operands: tuple[int, ...]
) -> Closure:
    item = c.unit.callees[callee][1]
    native = c.machine.natives.function(item, params)
    if native is None:
        return _failing(lambda: c.linker.missing_function(item, params))
    return native_site(c, native, out, operands)


def native_site(c: Linking, native: Native, out: int, operands: tuple[int, ...]) -> Closure:
    """The call of a known native with these operands."""
    given = len(operands)
    arity = native.arity
    if arity >= 0 and arity != given:
        return _failing(lambda: argument_count(given, arity))
    nx = c.following
    o = c.out(out)
    pc = c.pc
    handler = native.handler
    fuel = native.fuel
    registers = tuple(map(c.register, operands))
    dying = c.moved(*operands)

    def done(R: Registers, value: Any) -> Closure | None:
        if value.__class__ is Driven or value.__class__ is Resume:
            return drive(R, value, o, nx, pc)
        if o:
            R[o] = value
        return nx

    def run(R: Registers) -> Closure | None:
        if fuel:
            R[0].charge(fuel)
        values = [R[r] for r in registers]
        for r in dying:
            R[r] = None
        return done(R, handler(*values))

    if fuel or not o or given > 2:
        return run
    if given == 0:

        def native_0(R: Registers) -> Closure | None:
            value = handler()
            if value.__class__ is Driven or value.__class__ is Resume:
                return done(R, value)
            R[o] = value
            return nx

        return native_0
    a = registers[0]
    d = dying[0] if dying else o
    if given == 1:

        def native_1(R: Registers) -> Closure | None:
            x = R[a]
            R[d] = None
            value = handler(x)
            if value.__class__ is Driven or value.__class__ is Resume:
                return done(R, value)
            R[o] = value
            return nx

        def keep_1(R: Registers) -> Closure | None:
            value = handler(R[a])
            if value.__class__ is Driven or value.__class__ is Resume:
                return done(R, value)
            R[o] = value
            return nx

        return native_1 if dying else keep_1
    b = registers[1]
    e = dying[-1] if dying else o

    def native_2(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if dying:
            R[d] = R[e] = None
        value = handler(x, y)
        if value.__class__ is Driven or value.__class__ is Resume:
            return done(R, value)
        R[o] = value
        return nx

    return native_2


def _next_site(c: Linking, out: int, receiver: int, slow: Closure) -> Closure:
    """``next`` of a generator that is suspended and not borrowed."""
    nx = c.following
    o = c.out(out)
    pc = c.pc
    a = c.register(receiver)
    moved = receiver < 0

    def run(R: Registers) -> Closure | None:
        generator = R[a]
        frame = generator.frame
        if frame.__class__ is not list or generator.token is not None:
            return slow(R)
        if moved:
            R[a] = None
        X = R[0]
        frame[0] = X
        frame[2] = generator
        at = generator.out
        if at:
            frame[at] = EMPTY
        generator.__class__ = BusyGenerator
        generator.frame = None
        generator.wrap = Some
        X.frames.append((R, nx, o, pc))
        X.R = frame
        X.f = generator.f
        return None

    return run


def _construct(c: Linking, item: str, out: int, operands: tuple[int, ...]) -> Closure:
    """A constructor called by its path."""
    cls = c.linker.struct(item)
    given = len(operands)
    if given != len(cls.attributes):
        return _failing(lambda: argument_count(given, len(cls.attributes)))
    nx = c.following
    o = c.out(out)
    registers = tuple(map(c.register, operands))
    dying = c.moved(*operands)

    def run(R: Registers) -> Closure | None:
        value = construct(cls, [R[r] for r in registers])
        for r in dying:
            R[r] = None
        if o:
            R[o] = value
        return nx

    return run


@handles("call_value")
def call_value(c: Linking, out: int, callee: int, operands: tuple[int, ...]) -> Closure:
    nx = c.following
    o = c.out(out)
    pc = c.pc
    f = c.register(callee)
    registers = tuple(map(c.register, operands))
    dying = c.moved(callee, *operands)
    given = len(operands)

    def slow(R: Registers) -> Closure | None:
        function = R[f]
        values = tuple([R[r] for r in registers])
        for r in dying:
            R[r] = None
        return invoke(R, function, values, o, nx, pc)

    def run(R: Registers) -> Closure | None:
        value = R[f]
        if value.__class__ is Function:
            function = value.target
            if (
                function.__class__ is ScriptFunction
                and function.maker is None
                and function.arity == given
                and function.successor is None
            ):
                X = R[0]
                N = function.frame[:]
                N[0] = X
                at = HEAD
                for x in value.env:
                    N[at] = x
                    at += 1
                for r in registers:
                    N[at] = R[r]
                    at += 1
                for r in dying:
                    R[r] = None
                X.frames.append((R, nx, o, pc))
                X.R = N
                X.f = function.entry
                return None
        return slow(R)

    c.beside(slow)
    return run


@handles("call_method")
def call_method(
    c: Linking, out: int, receiver: int, name_at: int, params: int, operands: tuple[int, ...]
) -> Closure:
    a = c.register(receiver)
    name = c.string(name_at)
    sites: dict[type, Closure] = {}
    everything = (receiver, *operands)
    at = c.point()

    def run(R: Registers) -> Closure | None:
        x = R[a]
        try:
            site = sites[x.__class__]
        except KeyError:
            site = find(x)
        return site(R)

    def find(x: Any) -> Closure:
        info = type_of(x)
        method = info.method(name, params)
        if method is None:
            raise missing_method(info, name, params)
        in_order = not (isinstance(x, Cell) and x.__class__.state)
        with at:
            if method.__class__ is ScriptFunction:
                site = call_script(c, method, out, everything)
            elif method.path == GENERATOR_NEXT and len(everything) == 1 and in_order:
                site = _next_site(c, out, receiver, native_site(c, method, out, everything))
            else:
                site = native_site(c, method, out, everything)
        if len(sites) >= _SITES:
            sites.clear()
        if in_order:
            sites[x.__class__] = site
        return site

    return run
