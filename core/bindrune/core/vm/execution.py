"""Executions: a running program that can be stepped, run for a budget, suspended, resumed, inspected and dropped.

The driver is one loop: call the closure, go on with the one it returns; ``None`` means that the running frame
changed, and the execution says to what. The loop knows neither fuel nor observers; charge points count, and an
execution that is observed runs in a second loop (``bindrune.core.vm.observed``). Everything else happens in closures.

A run ends in one of these ways: the entry function returned, its body yielded to the host, the budget was used up, it
waits for its reactor, or an error. Every way but the first and the last can be resumed.
"""

from __future__ import annotations

from bindrune.core.vm import trashcan
from bindrune.core.vm.calls import enter_script, invoke, step_driven
from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.frames import Place, frames_of
from bindrune.core.vm.fuel import Exit, Fuel
from bindrune.core.vm.functions import BOTTOM, DRIVEN, PythonCode, ScriptFunction, check_arity, new_frame
from bindrune.core.vm.futures import LEAF, Task
from bindrune.core.vm.generators import Generator, Stream, resume
from bindrune.core.vm.observer import Observers
from bindrune.core.vm.values import Complete, Yielded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.frames import FrameView
    from bindrune.core.vm.observer import RuntimeObserver

    class Reactor(Protocol):
        """What waits for timers, descriptors and wakes; see ``bindrune.core.runtime.scheduler``."""

        def wait(self, deadline: float | None) -> None:
            """Block until something woke a task, or until the deadline."""

        def notify(self) -> None:
            """End a ``wait`` of another thread."""


class Outcome:
    """How a run ended: ``kind`` is complete, yielded, limited, waiting or stepped; ``value`` that of the first two."""

    __slots__ = ("kind", "value")

    def __init__(self, kind: str, value: Any = None) -> None:
        self.kind = kind
        self.value = value

    def __repr__(self) -> str:
        return f"Outcome({self.kind!r}, {self.value!r})"


def _halt(H: Registers) -> Closure | None:
    raise Exit("halt")


class Execution(Fuel):
    """One run of a function. ``machine`` is what it was linked with: statics and the reactor come from there."""

    __slots__ = (
        "_bottom", "_entry", "_outermost", "error", "finished", "machine", "reactor", "task",
    )  # fmt: skip

    def __init__(
        self,
        machine: Any,
        function: Any,
        arguments: Sequence[Any] = (),
        *,
        reactor: Reactor | None = None,
    ) -> None:
        super().__init__()
        self.machine = machine
        self.reactor = reactor
        self.finished = False
        self.error: VmError | Termination | None = None
        self.task = self._outermost = Task(None, self)  # which those that it polls know weakly only
        self._entry: Generator | None = None
        self._bottom: Registers = [self, BOTTOM, None, None, None]
        self.frames = []
        self.R = self._bottom
        self.f = _halt
        self._start(function, tuple(arguments))

    def _start(self, function: Any, arguments: tuple[Any, ...]) -> None:
        if not isinstance(function, ScriptFunction):
            self.f = _Start(function, arguments)
            return
        function = function.current()
        check_arity(function, len(arguments))
        if function.kind in ("generator", "stream"):
            owner = Stream() if function.kind == "stream" else Generator()
            owner.frame = new_frame(function, self, arguments)
            owner.f = function.entry
            owner.out = 0
            owner.token = None
            self._entry = owner
            resume(self._bottom, owner, None, Yielded, 4, _halt, 0)
        elif function.maker is not None:
            self.frames.append((self._bottom, _halt, 4, 0))
            self.R = new_frame(function, self, arguments)
            self.f = function.entry
        else:
            enter_script(self._bottom, function, arguments, 4, _halt, 0)

    def run(self, budget: int | None = None, *, block: bool = True) -> Outcome:
        """Run until an outcome. A run that waits blocks in its reactor, unless ``block`` is off or there is none."""
        if self.finished:
            raise RuntimeError("the execution has ended")
        self.set_budget(budget)
        if trashcan.IS_NEEDED:
            with trashcan.ShallowDeallocation():
                return self._run(block)
        return self._run(block)

    def _run(self, block: bool) -> Outcome:
        while True:
            reason = self._drive()
            if reason == "halt":
                return self._halted()
            if reason == "observe":
                continue
            if reason == "limited":
                return Outcome("limited")
            if self.task.woken:
                continue
            if not block or self.reactor is None:
                return Outcome("waiting")
            self._block()

    def _block(self) -> None:
        """Wait in the reactor; interrupts and the deadline are met there too."""
        assert self.reactor is not None
        while not self.task.woken:
            try:
                self.reactor.wait(self._look_waiting())
            except (VmError, Termination) as error:
                failure = self.fail(error)
            except KeyboardInterrupt:
                failure = self.fail(Termination("interrupt", "interrupted"))
            else:
                continue
            if failure is None:
                return
            raise failure

    def _look_waiting(self) -> float | None:
        """What ends a run that waits; the time until which it may, in seconds of the monotonic clock."""
        if self._interrupted or self.deadline is not None:
            self._look(self.R, self.f)
        return self.deadline

    def interrupt(self) -> None:
        """End the run at its next charge point, or where it waits; from any thread."""
        super().interrupt()
        if self.reactor is not None:
            self.reactor.notify()

    def wait(self) -> Closure | None:
        """The outermost task has to wait: leave the driver."""
        raise Exit("waiting")

    def _drive(self) -> str:
        """Run closures until the driver is left; return why."""
        self.task.woken = False
        self.is_observed = self.observers is not None
        if self.is_observed:
            from bindrune.core.vm.observed import drive_observed

            return drive_observed(self)
        f: Closure | None = self.f
        R = self.R
        try:
            while True:
                f = f(R)  # type: ignore[misc]
                if f is None:
                    R = self.R
                    f = self.f
        except Exit as leave:
            return leave.reason
        except (VmError, Termination) as error:
            failure = self.fail(error, f, R)
        except BaseException as error:
            told = self._told(error)
            if told is None:
                raise
            failure = self.fail(told, f, R)
            del told
        if failure is None:
            return "observe"
        # Raised outside the handlers: a context would keep frames alive, and with them borrows. So would this frame,
        # which the traceback keeps.
        del f, R
        raise failure

    def _told(self, error: BaseException) -> VmError | Termination | None:
        """What an exception of Python's own comes to; None if it is a fault of ours."""
        return Termination("interrupt", "interrupted") if isinstance(error, KeyboardInterrupt) else None

    def _halted(self) -> Outcome:
        value = self._bottom[4]
        self._bottom[4] = None
        entry = self._entry
        if entry is None:
            self._end()
            return Outcome("complete", value)
        if value.__class__ is Complete:
            self._end()
            return Outcome("complete", value.f_0)
        return Outcome("yielded", value.f_0)

    def resume(self, value: Any = None, budget: int | None = None) -> Outcome:
        """Go on after a ``yielded`` outcome: ``yield`` evaluates to ``value``."""
        if self._entry is None or self._entry.frame is None:
            raise RuntimeError("the execution has not yielded")
        resume(self._bottom, self._entry, value, Yielded, 4, _halt, 0)
        return self.run(budget)

    def step(self) -> Outcome:
        """Run one instruction."""
        from bindrune.core.vm.observed import step_once

        if self.finished:
            raise RuntimeError("the execution has ended")
        self.task.woken = False
        reason = step_once(self)
        if reason is None:
            return Outcome("stepped")
        if reason == "halt":
            return self._halted()
        return Outcome(reason)

    def attach(self, observer: RuntimeObserver) -> Observers:
        """Give events to an observer, from the next charge point on if the program runs; return all observers.

        A run of the fast tier that is under way goes on unseen (docs/decisions/0010-async.md).
        """
        if self.observers is None:
            self.observers = Observers()
            self.look_soon()
        self.observers.attach(observer)
        return self.observers

    def inspect(self) -> list[FrameView]:
        """The script frames, innermost first: functions, places, names with their values."""
        return frames_of(self)

    @property
    def depth(self) -> int:
        """How many frames are on the stack."""
        return len(self.frames)

    def cancel(self) -> None:
        """End the run from outside and let go of everything it holds; what ran in natives is closed."""
        if not self.finished:
            self._unwind(Termination("cancelled", "cancelled"), self.R)
            self._end()

    def end(self, reason: str, message: str) -> Termination:
        """End the run from outside, as `cancel` does, and return the termination, which has the frames."""
        ended = Termination(reason, message)
        self.fail(ended)
        return ended

    def _end(self) -> None:
        self.finished = True
        self.frames.clear()
        self.R = self._bottom
        self.f = _halt
        self._entry = None
        self.task = self._outermost
        self._bottom[0] = self.task.execution = None  # so that nothing keeps the execution but its host

    def fail(
        self,
        error: VmError | Termination,
        f: Closure | None = None,
        R: Registers | None = None,
    ) -> VmError | Termination | None:
        """Unwind the stack: note the places, close natives, drop tracebacks, which would keep borrows alive.

        ``None`` if a native caught the error and has asked for something else: then the run goes on there.
        """
        if R is None:
            R = self.R
            f = self.f
        unwound = self._unwind(error, R, f)
        if unwound is None:
            return None
        error = unwound
        if self.observers is not None:
            places: list[Any] = error.frames
            for depth, place in enumerate(places):
                at = len(places) - 1 - depth
                self.observers.emit("unwind", self, place.function, place.pc, at, R, error)
        self.error = error
        self._end()
        return error

    def _unwind(
        self, error: VmError | Termination, R: Registers, f: Closure | None = None
    ) -> VmError | Termination | None:
        # An error that a native caught and raises again keeps the places from which it came.
        places: list[Any] = list(error.frames)
        function = R[1]
        if function.__class__ is ScriptFunction:
            places.append(Place(function, function.pcs.get(f, 0) if f is not None else 0))
        elif function is DRIVEN:
            if not self._waits(R):
                R[3].close()
        elif function is LEAF:
            _cancel(R)
        frames = self.frames
        while frames:
            C, _, _, pc = frames.pop()
            function = C[1]
            if function.__class__ is ScriptFunction:
                places.append(Place(function, pc))
            elif isinstance(function, PythonCode):
                places.append(function.place(C[3]))
                C[3].close()
            elif function is DRIVEN:
                thrown = _throw(C, error)
                if thrown.__class__ is _Caught:
                    error.__traceback__ = error.__context__ = error.__cause__ = None
                    error.frames = places
                    C[3], C[4] = thrown, None
                    self.R, self.f = C, step_driven
                    return None
                error = thrown
        error.__traceback__ = error.__context__ = error.__cause__ = None
        error.frames = places
        return error

    def _waits(self, N: Registers) -> bool:
        """Whether a driven frame, the last that the driver knows of, has others on top of it: those it asked for."""
        for C, _, _, _ in reversed(self.frames):
            if C is N:
                return True
            if C[1] is not DRIVEN:
                return False
        return False


class _Caught:
    """Stands in for the generator of a native that caught an error, until its next request was acted upon."""

    __slots__ = ("frame", "generator", "request")

    def __init__(self, frame: Registers, generator: Any, request: Any) -> None:
        self.frame = frame
        self.generator = generator
        self.request = request

    def send(self, _: Any) -> Any:
        self.frame[3] = self.generator
        return self.request

    def throw(self, error: BaseException) -> Any:
        return self.generator.throw(error)

    def close(self) -> None:
        self.generator.close()


def _throw(frame: Registers, error: VmError | Termination) -> Any:
    """Let a driven native see the error of what it called: for its ``finally`` clauses, or to go on with a request."""
    generator = frame[3]
    try:
        request = generator.throw(error)
    except (VmError, Termination) as raised:
        return raised
    except StopIteration:
        return error
    if isinstance(error, VmError):
        return _Caught(frame, generator, request)
    generator.close()
    return error


def _cancel(L: Registers) -> None:
    cancel = getattr(L[3], "cancel", None)
    if cancel is not None:
        cancel()


class _Start:
    """The first closure of an execution that begins with a function value or a native."""

    def __init__(self, callee: Any, arguments: tuple[Any, ...]) -> None:
        self.callee = callee
        self.arguments = arguments

    def __call__(self, R: Registers) -> Closure | None:
        return invoke(R, self.callee, self.arguments, 4, _halt, 0)


