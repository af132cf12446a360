"""Async functions and streams that run as Python: what makes them, and the run of tier 0 that drives them.

The values are the ``Future`` and the ``Stream`` of tier 0. A future that has not begun holds a ``Body``, a
generator of Python; a stream has its generator in ``frame``, as other generators do (``generators.py``).
What such a body awaits it yields to ``Awaiting``: the execution of tier 0, with its stack of frames, tasks
and reactor, in which a body is one more kind of frame (``step_body``). So ``.await``,
``select``, ``join``, natives, timers, cancellation and bodies that are not emitted do what they do in tier
0, and may call each other in any order; and a chain of awaits is a list, however deep.

A body hands over

* a ``Future``, to be taken and run; its value is sent back,
* what is known of a body and the body, instead of a future that nobody else would see,
* a ``Stream``, for its ``next``, or a tuple of three with one, for an element or ``END`` instead of an Option,
* a generator of requests, which is a ``select`` that waits,
* and in streams a tuple with a value to ``yield``; a tuple with what the stream is resumed with comes back, or
  nothing.

What a body calls is called as in any function that is emitted. Where tier 0 or another
run awaits a body, that becomes a frame of tier 0, also one that was under way (``Suspension.moved``).
"""

from __future__ import annotations

from bindrune.core.codegen.running.execution import STOPS, Nested
from bindrune.core.codegen.running.generators import Suspension
from bindrune.core.vm.access import take
from bindrune.core.vm.calls import Resume, step_driven
from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.execution import _halt
from bindrune.core.vm.functions import DRIVEN, new_frame
from bindrune.core.vm.futures import Future, PythonBody, proceed, stream_future
from bindrune.core.vm.generators import Stream
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.values import EMPTY, Complete, Some, Yielded, nothing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Final

    from bindrune.core.codegen.running.support import Driver
    from bindrune.core.vm.closures.typing import Closure, Registers

TAKEN: Final[type] = Future.taken
BUSY: Final[type] = Stream.busy


class Body(PythonBody):
    """The body of an async function that has not begun: its generator, what is known of that, and its run's fuel."""

    __slots__ = ("code", "fuel", "python")

    code: Suspension
    fuel: Iterator[None]
    python: Any

    def enter(self, R: Registers, o: int, nx: Closure, pc: int) -> None:
        """Begin the body on top of frame ``R``, in its own run as Python, in others as tier 0."""
        X = R[0]
        X.frames.append((R, nx, o, pc))
        if X.__class__ is Awaiting and X.outer.fuel is self.fuel:
            X.R = [X, self.code, None, self.python, None]
            X.f = step_body
            return
        function = self.code.function
        X.R = new_frame(function, X, ())
        self.code.fill(X.R, self.python)
        X.f = function.entry


class StreamSuspension(Suspension):
    """What is known of the suspended frames of a stream's code."""

    __slots__ = ()

    def go_on(self, R: Registers, generator: Any, *rest: Any) -> bool:
        """Resume a stream on top of frame ``R``, if it is in its own run."""
        X = R[0]
        if X.__class__ is not Awaiting or X.outer.fuel is not generator.wrap:
            return super().go_on(R, generator)
        value, wrap, o, nx, pc = rest
        python = generator.frame
        sent = (value,) if value is not EMPTY and python.gi_suspended else None
        generator.__class__ = Stream.busy
        generator.frame = None
        generator.wrap = wrap
        X.frames.append((R, nx, o, pc))
        X.R = [X, self, generator, python, sent]
        X.f = step_body
        return True


def step_body(N: Registers) -> Closure | None:
    """Run the body of an async function or stream until it waits for what does not begin here at once, or ends."""
    X = N[0]
    frames = X.frames
    fuel = X.outer.fuel if X.__class__ is Awaiting else None
    answer, N[4] = N[4], None
    while True:
        try:
            asked = N[3].send(answer)
        except StopIteration as stop:
            answer = stop.value
            stop.__traceback__ = None
            if N[2] is not None:
                answer = _ended(N[2], answer)
            N, f, o, _ = frames.pop()
            if f is step_body:
                continue
            break
        cls = asked.__class__
        wrap = Some
        if cls is tuple:
            n = len(asked)
            if n == 1:  # a stream yields
                (answer,) = asked
                stream = N[2]
                wrap = stream.wrap
                stream.__class__ = Stream
                stream.frame, stream.f, stream.out, stream.wrap = N[3], N[1], 0, fuel
                if wrap is not None:
                    made = wrap()
                    made.f_0 = answer
                    made.token = None
                    answer, made = made, None
                asked = stream = None
                N, f, o, _ = frames.pop()
                if f is step_body:
                    continue
                break
            if n == 2:
                frames.append((N, step_body, 4, 0))
                code, python = asked
                if code is None:  # of a function that is not emitted: its future
                    return _ask(N, python)
                N = [X, code, None, python, None]
                asked = python = answer = None
                continue
            asked, wrap, _ = asked
            cls = Stream
        frames.append((N, step_body, 4, 0))  # there before anything can fail
        if cls is Stream:
            if asked.frame.__class__ is Driven and asked.wrap is fuel:
                asked.__class__ = BUSY
                python = asked.frame
                asked.frame = None
                asked.wrap = wrap
                N = [X, asked.f, asked, python, None]
                asked = python = answer = None
                continue
            asked = stream_future(asked, EMPTY, wrap)
        elif cls is Future and asked.token is None:
            start = asked.start
            if start.__class__ is Body:
                if start.fuel is fuel:
                    asked.start = None
                    asked.__class__ = TAKEN
                    N = [X, start.code, None, start.python, None]
                    start = asked = answer = None
                    continue
            elif start.__class__ is Resume:
                stream = start.generator
                if stream.frame.__class__ is Driven and stream.wrap is fuel and asked.guard is not None:
                    python = stream.frame
                    answer = start.value
                    answer = (answer,) if answer is not EMPTY and python.gi_suspended else None
                    stream.frame = None
                    stream.wrap = start.wrap
                    asked.guard.stream = None  # what was held runs now
                    asked.guard = asked.start = None
                    asked.__class__ = TAKEN
                    N = [X, stream.f, stream, python, None]
                    start = asked = stream = python = None
                    continue
        return _ask(N, asked)
    if o:
        N[o] = answer
    X.R, X.f = N, f
    return None


def _ended(stream: Any, value: Any) -> Any:
    """What who resumed a stream gets when its body returns a value."""
    wrap = stream.wrap
    stream.__class__ = Stream
    stream.f = None
    if wrap is None:
        return END
    if wrap is not Yielded:
        return nothing()
    state: Any = Complete()
    state.f_0 = value
    state.token = None
    return state


def _ask(N: Registers, asked: Any) -> Closure | None:
    """Run what a body waits for; its frame is on the stack."""
    X = N[0]
    if asked.__class__ is Driven:
        X.R = [X, DRIVEN, None, asked, None]
        X.f = step_driven
        return None
    value = take(asked)
    X.frames.pop()
    try:
        following = proceed(N, value, 4, step_body, 0)
    except VmError:
        X.frames.append((N, step_body, 4, 0))
        raise
    if following is not None:
        X.R, X.f = N, step_body
    return None


class Futures:
    """The futures and streams of a program in the run that its driver serves."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def maker(self, code: Suspension, body: Callable[..., Any], *, block: bool) -> Callable[..., Any]:
        """What a call of an async function is; with captures what makes that of them, but for blocks."""
        driver = self.driver

        def make(*values: Any) -> Any:
            begun = Body()
            begun.code = code
            begun.python = body(*values)
            begun.fuel = driver.run.fuel
            value: Any = Future()
            value.start = begun
            value.task = value.guard = value.token = None
            return value

        make.code = code  # type: ignore[attr-defined]
        return make if block else _capturing(code, make)

    def stream_maker(self, code: Suspension, body: Callable[..., Any], *, block: bool) -> Callable[..., Any]:
        """The same for a function whose calls make streams."""
        driver = self.driver

        def make(*values: Any) -> Any:
            stream: Any = Stream()
            stream.frame = body(*values)
            stream.f = code
            stream.out = 0
            stream.wrap = driver.run.fuel
            stream.token = None
            return stream

        return make if block else _capturing(code, make)


def _capturing(code: Suspension, make: Callable[..., Any]) -> Callable[..., Any]:
    if not code.function.n_captures:
        return make

    def capturing(*captures: Any) -> Callable[..., Any]:
        return lambda *arguments: make(*captures, *arguments)

    return capturing


class Awaiting(Nested):
    """The execution of tier 0 that drives the async functions of a run of the fast tier."""

    __slots__ = ()

    def complete(self, value: Future) -> Any:
        """Run a future until it has a value."""
        self.f = _halt
        return self._finish(proceed(self._bottom, take(value), 4, _halt, 0))

    def _told(self, error: BaseException) -> VmError | Termination | None:
        told = self.outer.told(error) if isinstance(error, STOPS) else None
        return told if isinstance(told, VmError | Termination) else None

    def _unwind(
        self, error: VmError | Termination, R: Registers, f: Closure | None = None
    ) -> VmError | Termination | None:
        self.outer.note(error)  # the frames of what was called from the body that ran
        return super()._unwind(error, R, f)
