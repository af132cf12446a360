"""Futures, and the tasks by which they are polled.

A future is lazy: its body runs only while somebody awaits or polls it. ``await`` simply runs the body on top of the
awaiting frame, so a chain of awaits is a chain of frames. Only ``select`` and ``join`` *poll*: each of their branches
is a ``Task``, and the frames above the poll belong to it. Where a leaf has to wait (a timer, say), the frames between
the task's poll and the leaf are taken off the stack and kept in the task, and the poll's answer is ``PENDING``; the
next poll puts them back. A future that was polled keeps its task, so that it goes on where it stopped when it is
awaited or polled by somebody else.

The outermost task is the execution itself; when it has to wait, the execution stops as it is until its reactor wakes
it. Waking marks a task and those around it; a poll passes over tasks that are not marked.

``NativeFuture`` is what the standard library and hosts implement: ``poll(waker)`` gives the value or ``PENDING``, in
which case ``waker.wake()`` must be called when polling again makes sense, from any thread.
"""

from __future__ import annotations

from _weakref import ref

from bindrune.core.vm.access import hold, release, take
from bindrune.core.vm.calls import Resume, drive, step_driven
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import missing_protocol
from bindrune.core.vm.functions import DRIVEN, Foreign, PythonCode
from bindrune.core.vm.native import Driven
from bindrune.core.vm.types import native_type, type_of
from bindrune.core.vm.values import Borrowable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _weakref import ReferenceType
    from collections.abc import Callable
    from typing import Any, Final

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.functions import ScriptFunction


class Pending:
    """The answer of a poll that has to be repeated later. Not a value of scripts."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "PENDING"


PENDING: Final = Pending()
LEAF: Final = Foreign("waiting")


class NativeFuture:
    """What a native future implements."""

    __slots__ = ()

    def poll(self, waker: Task) -> Any:
        """The value, or ``PENDING`` after having arranged for ``waker.wake()``."""
        raise NotImplementedError

    def cancel(self) -> None:
        """The future is dropped before it completed."""


class PythonBody:
    """The body of an async function that runs as a generator of Python; see ``codegen/running/futures.py``."""

    __slots__ = ()

    def enter(self, R: Registers, o: int, nx: Closure, pc: int) -> None:
        """Begin the body on top of frame ``R``."""
        raise NotImplementedError


class Future(Borrowable):
    """``::std::future::Future``.

    ``start`` is what has not begun: the frame of an async body or a ``PythonBody``, a ``NativeFuture``, a ``Resume`` of
    a stream or the generator object of a native body. ``task`` holds a body that was polled and suspended. Both are
    ``None`` when the future has completed.
    """

    __slots__ = ("guard", "start", "task")
    start: Any
    task: Task | None
    guard: object


FUTURE = native_type("::std::future::Future", Future, module="bindrune.core.std.future")


def future(start: Any) -> Future:
    """A future of anything that ``start`` may hold."""
    value = Future()
    value.start = start
    value.task = None
    value.guard = None
    value.token = None
    return value


def make_future(function: ScriptFunction, frame: Registers) -> Future:
    """The future of a fresh frame of an async function."""
    function.prepare()
    frame[0] = None
    return future(frame)


class Task:
    """A body that is polled: the frames it keeps while it waits, and whether polling it again makes sense.

    A suspended body belongs to its future, and ends with it, at once, as do its borrows. So nothing may refer back: the
    task around it is known weakly, and ``future`` is given up by who polled (``vm/select.py``). Only a stream that
    awaits in there does not end: it gets its frames, and goes on with its next ``next``.
    """

    __slots__ = ("R", "__weakref__", "_parent", "base", "execution", "f", "future", "segment", "woken")

    def __init__(self, future: Future | None, execution: Any = None) -> None:
        self.future = future
        self._parent: ReferenceType[Task] | None = None
        self.segment: list[Any] = []
        self.R: Registers | None = None
        self.f: Closure | None = None
        self.base = 0
        self.woken = True
        self.execution = execution

    def __del__(self) -> None:
        if self.R is not None:
            for at, (frame, _, _, _) in enumerate(self.segment):
                stream = frame[2]
                if stream is not None and stream.__class__ is not Task:
                    stream.keep(self.segment[at:], self.R, self.f)
                    return

    @property
    def parent(self) -> Task | None:
        """The task that polled this one last; ``None`` for the outermost, and when that task is gone."""
        return None if self._parent is None else self._parent()

    def wake(self) -> None:
        """Polling makes sense again; may be called from any thread."""
        task: Task | None = self
        while task is not None:
            task.woken = True
            if task.execution is not None and task.execution.reactor is not None:
                task.execution.reactor.notify()
            task = task.parent

    def weak_wake(self) -> Callable[[], None]:
        """``wake`` for callbacks that others keep: it does not keep the task, nor what its frames hold, alive."""
        weak = ref(self)

        def wake() -> None:
            task = weak()
            if task is not None:
                task.wake()

        return wake

    @property
    def reactor(self) -> Any:
        """The reactor of the execution that polls this task; ``None`` if it has none, or has ended."""
        task = self
        while (parent := task.parent) is not None:
            task = parent
        return None if task.execution is None else task.execution.reactor

    def answer(self, N: Registers) -> Closure | None:
        """Poll this task for the driven frame ``N``; the answer is the value or ``PENDING``."""
        X = N[0]
        parent = ref(X.task)
        here = self.R is None or self.R[0] is X  # or what it waits for wakes another run
        if not self.woken and here and self._parent is parent:
            N[4] = PENDING
            return step_driven
        self.woken = False
        self._parent = parent
        future = self.future
        assert future is not None
        self.base = len(X.frames)
        X.task = N[2] = self
        return proceed(N, future, 4, step_driven, 0)


class Wait:
    """The request of a driven frame that cannot go on before its task is woken."""

    __slots__ = ()

    def answer(self, N: Registers) -> Closure | None:
        """Suspend the task that the frame belongs to."""
        return suspend(N[0], N, step_driven)


WAIT: Final = Wait()


def proceed(R: Registers, value: Future, o: int, nx: Closure, pc: int) -> Closure | None:
    """Run a future's body on top of frame ``R``, from its start or from where it was suspended."""
    X = R[0]
    task = value.task
    start = value.start
    value.task = value.start = None
    if task is not None:
        X.frames.append((R, nx, o, pc))
        if task.R is not None and task.R[0] is not X:
            _adopt(task, X)
        X.frames.extend(task.segment)
        task.segment = []
        X.R = task.R
        X.f = task.f
        task.R = None
        return None
    if start is None:
        raise VmError("future-completed", "Future already completed")
    if start.__class__ is list:
        X.frames.append((R, nx, o, pc))
        start[0] = X
        X.R = start
        X.f = start[1].entry
        return None
    if start.__class__ is Driven:
        return drive(R, start, o, nx, pc)
    if start.__class__ is Resume:
        guard, value.guard = value.guard, None
        if guard is not None:
            guard.end()  # type: ignore[attr-defined]
        return drive(R, start, o, nx, pc)
    if isinstance(start, PythonBody):
        start.enter(R, o, nx, pc)
        return None
    X.frames.append((R, nx, o, pc))
    X.R = [X, LEAF, None, start, None]
    X.f = poll_leaf
    return None


def _adopt(task: Task, X: Any) -> None:
    """Frames of a suspended body now belong to another execution."""
    assert task.R is not None
    task.R[0] = X
    task.segment = moved(task.segment, task.R, X)


def moved(entries: list[Any], R: Registers, X: Any) -> list[Any]:
    """A piece of the stack, on top of which frame ``R`` waits, for another execution."""
    found = []
    for at, entry in enumerate(entries):
        code = entry[0][1]
        if isinstance(code, PythonCode):
            above = entries[at + 1][0] if at + 1 < len(entries) else R
            entry = code.moved(entry, above)
        entry[0][0] = X
        found.append(entry)
    return found


def poll_leaf(L: Registers) -> Closure | None:
    """Poll a native future; its frame stays until it has a value."""
    X = L[0]
    value = L[3].poll(X.task)
    if value is PENDING:
        return suspend(X, L, poll_leaf)
    if value.__class__ is Driven:
        L[1] = DRIVEN
        L[3] = value
        return step_driven
    C, X.f, o, _ = X.frames.pop()
    if o:
        C[o] = value
    X.R = C
    return None


def suspend(X: Any, R: Registers, f: Closure) -> Closure | None:
    """Keep the frames of the current task in it and answer its poll; the outermost task stops the execution."""
    task = X.task
    if task._parent is None:
        X.R = R
        X.f = f
        return X.wait()  # type: ignore[no-any-return]
    frames = X.frames
    task.segment = frames[task.base + 1 :]
    task.R = R
    task.f = f
    task.future.task = task
    N = frames[task.base][0]
    del frames[task.base :]
    N[4] = PENDING
    X.R = N
    X.f = step_driven
    return None


def awaited(value: Any) -> Future:
    """The future of a value that is awaited."""
    if isinstance(value, Future):
        return value
    native = type_of(value).protocol("INTO_FUTURE")
    if native is None:
        raise missing_protocol("INTO_FUTURE", value)
    made = native.handler(value)
    if not isinstance(made, Future):
        raise missing_protocol("INTO_FUTURE", made)
    return made


def await_value(R: Registers, value: Any, o: int, nx: Closure, pc: int) -> Closure | None:
    """``.await``: take the future and run it."""
    return proceed(R, take(awaited(value)), o, nx, pc)


class Hold:
    """An exclusive hold of a stream by the future of its ``next``; it ends when the future runs or is dropped."""

    __slots__ = ("stream",)

    def __init__(self, stream: Any) -> None:
        hold(stream)
        self.stream = stream

    def end(self) -> None:
        """Give the stream free."""
        if self.stream is not None:
            release(self.stream)
            self.stream = None

    __del__ = end


def stream_future(stream: Any, value: object, wrap: type) -> Future:
    """The future of a stream's ``next`` or ``resume``."""
    made = future(Resume(stream, value, wrap))
    made.guard = Hold(stream)
    return made
