"""Closures of jumps, loops, ``for``, returns and ``?``."""

from __future__ import annotations

from bindrune.core.vm.access import deny
from bindrune.core.vm.calls import drive
from bindrune.core.vm.closures.registry import handles
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.generators import Generator, finish, resume
from bindrune.core.vm.loops import RANGE_LOOP, ListLoop, LongRange, loop_over
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.types import OPTION, RESULT, name_of, type_of
from bindrune.core.vm.values import EMPTY, Err, Nothing, Ok, Some

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.link import Linking


@handles("jump")
def jump(c: Linking, target: int) -> Closure:
    if target <= c.pc:
        return c.hop(target)
    nx = c.at(target)

    def run(R: Registers) -> Closure | None:
        return nx

    return run


@handles("loop")
def loop(c: Linking, target: int) -> Closure:
    back: Closure = c.following  # replaced when the target is linked

    def run(R: Registers) -> Closure | None:
        for _ in R[0].tick:
            return back
        return R[0].refill(R, run, back)  # type: ignore[no-any-return]

    return c.later(run, back=target)


@handles("jump_unless")
def jump_unless(c: Linking, operand: int, target: int) -> Closure:
    yes = c.following
    no = c.at(target)
    a = c.register(operand)

    def run(R: Registers) -> Closure | None:
        return yes if R[a] is True else no

    def move(R: Registers) -> Closure | None:
        if R[a] is True:
            return yes
        R[a] = None
        return no

    return move if operand < 0 else run


@handles("jump_if_true")
def jump_if_true(c: Linking, operand: int, target: int) -> Closure:
    yes = c.at(target)
    no = c.following
    a = c.register(operand)

    def run(R: Registers) -> Closure | None:
        return yes if R[a] is True else no

    def move(R: Registers) -> Closure | None:
        if R[a] is True:
            return yes
        R[a] = None
        return no

    return move if operand < 0 else run


@handles("jump_if_false")
def jump_if_false(c: Linking, operand: int, target: int) -> Closure:
    yes = c.at(target)
    no = c.following
    a = c.register(operand)

    def run(R: Registers) -> Closure | None:
        return yes if R[a] is False else no

    def move(R: Registers) -> Closure | None:
        if R[a] is False:
            return yes
        R[a] = None
        return no

    return move if operand < 0 else run


@handles("switch")
def switch(c: Linking, operand: int, targets: tuple[int, ...]) -> Closure:
    a = c.register(operand)
    arms = [c.at(target) for target in targets]

    def run(R: Registers) -> Closure | None:
        return arms[R[a]]

    return run


@handles("iter")
def iter_(c: Linking, out: int, operand: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)
    dying = c.moved(operand)
    pc = c.pc

    def run(R: Registers) -> Closure | None:
        value = loop_over(R[a])
        for r in dying:
            R[r] = None
        if value.__class__ is Driven:
            return drive(R, value, o, nx, pc)
        R[o] = value
        return nx

    return run


def iter_slow(c: Linking, out: int, slot: int, nx: Closure, end: Closure) -> Closure:
    """The next element of any iterator."""
    o = c.out(out)
    i = c.register(slot)
    pc = c.pc

    def after(R: Registers) -> Closure | None:
        if R[o] is END:
            R[o] = None
            return end
        return nx

    def slow(R: Registers) -> Closure | None:
        it = R[i]
        cls = it.__class__
        if cls is Generator:
            return resume(R, it, EMPTY, None, o, after, pc)
        if cls is ListLoop or cls is LongRange or cls is RANGE_LOOP:
            for value in it if cls is RANGE_LOOP else it.items:
                R[o] = value
                return nx
            return end
        if cls.state:
            raise deny(it, "write", "writing")
        value = it.step()
        if value is END:
            return end
        if value.__class__ is Driven:
            return drive(R, value, o, after, pc)
        R[o] = value
        return nx

    c.beside(after)
    return slow


@handles("iter_next")
def iter_next(c: Linking, out: int, slot: int, target: int) -> Closure:
    nx = c.following
    end = c.at(target)
    o = c.out(out)
    i = c.register(slot)
    slow = c.beside(iter_slow(c, out, slot, nx, end))

    def run(R: Registers) -> Closure | None:
        it = R[i]
        if it.__class__ is RANGE_LOOP:
            for value in it:
                R[o] = value
                return nx
            return end
        if it.__class__ is ListLoop:
            for value in it.items:
                R[o] = value
                return nx
            return end
        return slow(R)

    return run


def loop_next(
    c: Linking, out: int, slot: int, pc: int, target: int, slow: Closure, dying: tuple[int, ...] = ()
) -> Closure:
    """The back-jump of a ``for`` loop with the next element; the instruction at ``pc`` is behind.

    ``dying`` are registers that die before; the loop's own variable need not, since it gets the next element.
    """
    o = c.out(out)
    i = c.register(slot)
    if dying:
        return _dropping_next(c, o, i, pc, target, slow, tuple(r for r in dying if r != o))
    yes: Closure = slow  # both are replaced when their targets are linked
    no: Closure = slow

    def run(R: Registers) -> Closure | None:
        it = R[i]
        if it.__class__ is RANGE_LOOP:
            for _ in R[0].tick:
                for value in it:
                    R[o] = value
                    return yes
                return no
        elif it.__class__ is ListLoop:
            for _ in R[0].tick:
                for value in it.items:
                    R[o] = value
                    return yes
                return no
        return slow(R)

    return c.later(run, yes=pc + 1, no=target)


def _dropping_next(
    c: Linking, o: int, i: int, pc: int, target: int, slow: Closure, dying: tuple[int, ...]
) -> Closure:
    yes: Closure = slow
    no: Closure = slow

    def run(R: Registers) -> Closure | None:
        for r in dying:
            R[r] = None
        it = R[i]
        if it.__class__ is RANGE_LOOP:
            for _ in R[0].tick:
                for value in it:
                    R[o] = value
                    return yes
                R[o] = None
                return no
        elif it.__class__ is ListLoop:
            for _ in R[0].tick:
                for value in it.items:
                    R[o] = value
                    return yes
                R[o] = None
                return no
        return slow(R)

    return c.later(run, yes=pc + 1, no=target)


@handles("return")
def return_(c: Linking, operand: int) -> Closure:
    a = c.register(operand)
    if c.function.kind in ("generator", "stream"):

        def end(R: Registers) -> Closure | None:
            finish(R, R[a])
            return None

        return end

    def run(R: Registers) -> Closure | None:
        X = R[0]
        C, X.f, o, _ = X.frames.pop()
        if o:
            C[o] = R[a]
        X.R = C
        return None

    return run


@handles("try")
def try_(c: Linking, out: int, operand: int) -> Closure:
    nx = c.following
    o = c.out(out)
    a = c.register(operand)
    dying = c.moved(operand)
    in_generator = c.function.kind in ("generator", "stream")

    def run(R: Registers) -> Closure | None:
        x = R[a]
        cls = x.__class__
        if cls is Some or cls is Ok:
            for r in dying:
                R[r] = None
            if o:
                R[o] = x.f_0
            return nx
        if cls is Nothing or cls is Err:
            return leave(R, x)
        raise refusal(x)

    def leave(R: Registers, x: Any) -> Closure | None:
        if in_generator:
            finish(R, x)
            return None
        X = R[0]
        C, X.f, at, _ = X.frames.pop()
        if at:
            C[at] = x
        X.R = C
        return None

    return run


def refusal(x: Any) -> VmError:
    """The error of ``?`` on a value that is not an Option or Result in order."""
    if type_of(x) is OPTION or type_of(x) is RESULT:
        return deny(x, "read", "reading")
    return VmError(
        "unsupported-try-operand", f"Type `{name_of(x)}` is not supported as try operand"
    )
