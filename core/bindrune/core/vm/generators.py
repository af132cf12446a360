"""Generators and streams: bodies that suspend at ``yield``.

A suspended generator holds one frame and the closure to go on with; running, its frame is on the stack of whoever
resumed it. A frame knows its generator by register 2 only while it runs, so that an abandoned generator is freed at
once, with all it borrows. A stream is the same with ``await`` inside: its ``next`` gives a future that resumes it
when polled.
"""

from __future__ import annotations

from bindrune.core.vm.access import deny
from bindrune.core.vm.calls import Resume
from bindrune.core.vm.errors import VmError, panic
from bindrune.core.vm.futures import LEAF, moved
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import EMPTY, Borrowable, Complete, Some, Yielded, nothing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.functions import ScriptFunction
    from bindrune.core.vm.native import Driving


class Generator(Borrowable):
    """``::std::ops::generator::Generator``.

    ``frame`` is ``None`` when the body has ended; ``f`` is where it goes on, ``out`` the register that takes the value
    it is resumed with (0: none). ``wrap`` is what the one who resumed it wants; see ``Resume``. In the fast tier
    ``frame`` may be a generator of Python; then ``f.go_on`` resumes it, unless it makes it one of this tier, as
    ``f.thaw`` does.
    """

    __slots__ = ("f", "frame", "out", "wrap")
    frame: Any
    f: Any
    out: int
    wrap: Any


class Stream(Generator):
    """``::std::stream::Stream``: a generator whose body awaits."""

    __slots__ = ()

    def keep(self, entries: list[Any], R: Registers, f: Closure | None) -> None:
        """Nobody polls any more what the body awaits: suspend it there, with the frames on its own."""
        entries[0][0][2] = None
        self.frame = [None, LEAF, None, entries, R, f]
        self.f = reenter
        self.out = 0
        self.__class__ = self.home


GENERATOR = native_type(
    "::std::ops::generator::Generator", Generator, module="bindrune.core.std.generator"
)
STREAM = native_type("::std::stream::Stream", Stream, module="bindrune.core.std.stream")


BusyGenerator: type[Generator] = Generator.busy
"""The class of a generator whose body runs."""


def make_generator(function: ScriptFunction, frame: Registers) -> Generator:
    """The generator of a fresh frame; nothing runs yet."""
    return _make(Generator(), function, frame)


def make_stream(function: ScriptFunction, frame: Registers) -> Stream:
    """The stream of a fresh frame."""
    stream = Stream()
    _make(stream, function, frame)
    return stream


def _make(generator: Generator, function: ScriptFunction, frame: Registers) -> Generator:
    function.prepare()
    frame[0] = None
    generator.frame = frame
    generator.f = function.entry
    generator.out = 0
    generator.wrap = None
    generator.token = None
    return generator


def resume(
    R: Registers, generator: Any, value: object, wrap: type | None, o: int, nx: Closure, pc: int
) -> Closure | None:
    """Run a generator's body until it yields or ends; the answer goes to register ``o`` of ``R``."""
    cls = generator.__class__
    if cls is not Generator and cls is not Stream:
        raise deny(generator, "write", "writing")
    frame = generator.frame
    if frame is None:
        if wrap is Yielded:
            raise VmError(
                "generator-complete", "Cannot resume a generator that has completed"
            )
        if o:
            R[o] = END if wrap is None else nothing()
        return nx
    if frame.__class__ is Driven:
        if generator.f.go_on(R, generator, value, wrap, o, nx, pc):
            return None
        frame = generator.frame
    X = R[0]
    frame[0] = X
    frame[2] = generator
    if generator.out:
        frame[generator.out] = value
    generator.__class__ = cls.busy
    generator.frame = None
    generator.wrap = wrap
    X.frames.append((R, nx, o, pc))
    X.R = frame
    X.f = generator.f
    return None


def reenter(S: Registers) -> Closure | None:
    """Go on in a body that was suspended while it awaited: poll again what it waits for."""
    X, _, stream, entries, R, f = S
    entries[0][0][2] = stream
    R[0] = X
    if entries[0][0][0] is not X:
        entries = moved(entries, R, X)
    X.frames.extend(entries)
    X.R = R
    X.f = f
    return None


def give(R: Registers, value: Any, nx: Closure, out: int) -> None:
    """``yield``: suspend the frame ``R`` and hand a value to who resumed it."""
    generator = R[2]
    R[2] = None
    generator.__class__ = generator.home
    generator.frame = R
    generator.f = nx
    generator.out = out
    X = R[0]
    C, X.f, o, _ = X.frames.pop()
    wrap = generator.wrap
    if o:
        if wrap is not None:
            wrapped: Any = wrap()
            wrapped.f_0 = value
            wrapped.token = None
            C[o] = wrapped
        else:
            C[o] = value
    X.R = C


def finish(R: Registers, value: Any) -> None:
    """The body of a generator or stream returned ``value``."""
    generator = R[2]
    generator.__class__ = generator.home
    generator.f = None
    X = R[0]
    C, X.f, o, _ = X.frames.pop()
    wrap = generator.wrap
    if o:
        if wrap is None:
            C[o] = END
        elif wrap is Yielded:
            state = Complete()
            state.f_0 = value
            state.token = None
            C[o] = state
        else:
            C[o] = nothing()
    X.R = C


def next_request(generator: Generator) -> Resume:
    """What the handler of ``next`` returns: the answer is an Option."""
    return Resume(generator, EMPTY, Some)


def resume_request(generator: Generator, value: object) -> Resume:
    """What the handler of ``resume`` returns: the answer is a GeneratorState."""
    return Resume(generator, value, Yielded)


def step_request(generator: Generator) -> Driving:
    """What ``step`` of an iterator over a generator returns: the answer is an element or ``END``."""
    return (yield Resume(generator, EMPTY, None))


def fork(generator: Generator) -> Generator:
    """A second generator in the same suspended state; inline values are its own, heap values shared."""
    if generator.f is reenter:
        raise panic("a stream cannot be cloned while it awaits")
    if generator.frame.__class__ is Driven:
        generator.f.thaw(generator)
    copy = generator.__class__()
    copy.frame = None if generator.frame is None else list(generator.frame)
    copy.f = generator.f
    copy.out = generator.out
    copy.wrap = None
    copy.token = None
    return copy
