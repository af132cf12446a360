"""Executions of the fast tier.

A ``CompiledExecution`` runs its function as Python where nobody asks to come back in the middle: without a
budget, an observer, or stepping. Everything else is the execution of tier 0 that it also is. Functions that
are not emitted (``Refused`` says why) run in a ``Nested`` execution below, which shares its fuel.

**Fuel.** ``B``, which functions and loops take from, is a chain of slices without end; between two of them
``_slices`` looks at what tier 0 looks at when its slice is used up. Loops whose turns are counted take from
``F`` when they are left (``forms/charges.py``): a number, which ``look_on`` sets to a slice again.

**Depth.** Python counts its frames up to the limit. A call of a function is one, as in tier 0; one through a native
that calls back is four, where tier 0 has three.

**Panics.** The traceback has every frame with its instruction, whose site gives the place
(``Loaded.places``). It is read when the error comes out, and let go: frames would keep borrows alive.
"""

from __future__ import annotations

import gc
import sys
from itertools import chain, islice, repeat
from time import monotonic

from bindrune.core.vm import trashcan
from bindrune.core.vm.calls import drive, enter_script
from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.execution import Execution, Outcome, _halt
from bindrune.core.vm.frames import Place
from bindrune.core.vm.fuel import FIRST_SLICE, LARGE_CHARGE
from bindrune.core.vm.functions import ScriptFunction, check_arity
from bindrune.core.vm.operations import fields, indexing
from bindrune.core.vm.values import U64, Function, string, vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from bindrune.core.codegen.module import Site
    from bindrune.core.codegen.running.futures import Awaiting
    from bindrune.core.codegen.running.loading import Loaded
    from bindrune.core.source import Span
    from bindrune.core.vm.calls import Resume
    from bindrune.core.vm.frames import FrameView
    from bindrune.core.vm.machine import Machine


class CodePlace(Place):
    """Where a frame of emitted code stood when an error passed through it. It has no pc; its first stands for it."""

    __slots__ = ("site",)

    def __init__(self, function: ScriptFunction, site: Site | None) -> None:
        super().__init__(function, 0)
        self.site = site

    @property
    def span(self) -> Span:
        """The place of what failed, or of the call."""
        return super().span if self.site is None else self.site.span


class Nested(Execution):
    """What runs in tier 0 below a run of the fast tier: it takes its fuel from there."""

    __slots__ = ("outer",)

    def __init__(self, outer: CompiledExecution) -> None:
        self.outer = outer
        super().__init__(outer.machine, None, reactor=outer.reactor)
        self.tick = outer.fuel
        self.max_depth = outer.max_depth

    def _start(self, function: Any, arguments: tuple[Any, ...]) -> None:
        """Nothing runs until it is asked to."""

    def charge(self, n: int) -> bool:
        """Charge the run around."""
        self.outer.charge(n)
        return True

    def call(self, function: ScriptFunction, values: Sequence[Any]) -> Any:
        """Call a script function."""
        self.f = _halt
        following = enter_script(self._bottom, function, tuple(values), 4, _halt, 0)
        return self._finish(following)

    def resume(self, request: Resume) -> Any:  # type: ignore[override]
        """Run the body of a generator until it yields or ends."""
        return self._finish(drive(self._bottom, request, 4, _halt, 0))

    def answer(self, request: Any) -> Any:
        """Act on a request of a native."""
        return self._finish(request.answer(self._bottom))

    def finish(self) -> None:
        """End it together with the run around."""
        super()._end()

    def _finish(self, following: Any) -> Any:
        if following is not None:
            self.R, self.f = self._bottom, following
        while True:
            reason = self._drive()
            if reason == "halt":
                value = self._bottom[4]
                self._bottom[4] = None
                return value
            if reason == "waiting" and not self.task.woken:
                self._block()

    def _look_waiting(self) -> float | None:
        """The run around says when to stop."""
        return self.outer.look_while_waiting()

    def _end(self) -> None:
        super()._end()
        self.outer.forget(self)


class CompiledExecution(Execution):
    """An execution whose function may run as Python."""

    __slots__ = (
        "_awaiting", "_begun", "_load", "_nested", "_pieces", "_source", "_taken", "_unstarted", "fuel", "loaded",
    )  # fmt: skip

    def __init__(
        self,
        load: Callable[[], Loaded],
        machine: Machine,
        function: Any,
        arguments: Sequence[Any] = (),
        **options: Any,
    ) -> None:
        self._unstarted: tuple[ScriptFunction, tuple[Any, ...]] | None = None
        super().__init__(machine, function, arguments, **options)
        self._load = load
        self.loaded: Loaded | None = None
        """The functions, once the run turned out to be one for this tier."""
        self.fuel: Iterator[None] = iter(())
        self._nested: Nested | None = None
        self._awaiting: Awaiting | None = None
        begins = isinstance(function, ScriptFunction) or (
            isinstance(function, Function) and isinstance(function.target, ScriptFunction)
        )
        self._begun = (function, tuple(arguments)) if begins else None
        self._source: Generator[Iterator[None], None, None] | None = None
        self._taken: Any = repeat(None, 0)
        self._pieces: dict[object, int] = {}
        """The turns so far of loops that go in pieces."""

    def _start(self, function: Any, arguments: tuple[Any, ...]) -> None:
        """A run that may be one of Python has no frame of tier 0, for which its function would have to be linked."""
        plain = isinstance(function, ScriptFunction) and function.kind in ("immediate", "async")
        if plain and function.successor is None:
            check_arity(function, len(arguments))
            self._unstarted = function, arguments
        else:
            super()._start(function, arguments)

    def _begin(self) -> None:
        """Make the first frame of tier 0, which is about to run or to be looked at."""
        unstarted, self._unstarted = self._unstarted, None
        if unstarted is not None:
            super()._start(*unstarted)

    def inspect(self) -> list[FrameView]:
        """The script frames of tier 0."""
        self._begin()
        return super().inspect()

    @property
    def depth(self) -> int:
        """How many frames of tier 0 are on the stack."""
        self._begin()
        return super().depth

    def cancel(self) -> None:
        """End the run from outside."""
        self._begin()
        super().cancel()

    def end(self, reason: str, message: str) -> Termination:
        """End the run from outside and return the termination."""
        self._begin()
        return super().end(reason, message)

    def run(self, budget: int | None = None, *, block: bool = True) -> Outcome:
        """Run until an outcome: as Python, where the run began with a function that is emitted."""
        begun, self._begun = self._begun, None
        if begun is None or budget is not None or not block or self.observers is not None or self.finished:
            return self._run_other(budget, block)
        value, arguments = begun
        function = value if isinstance(value, ScriptFunction) else value.target
        yields = function.kind in ("generator", "stream")
        if yields or function.successor is not None or (function.maker is not None and self.reactor is None):
            return self._run_other(budget, block)
        loaded = self.loaded = self._load()
        if not loaded.enter(self):
            return self._run_other(budget, block)
        try:
            python = function.python if value is function else loaded.python_of(value, len(arguments))
            if python is None:
                return self._run_other(budget, block)
            if function.maker is not None:
                python = self._completing(python)
            if trashcan.IS_NEEDED:
                with trashcan.ShallowDeallocation():
                    return self._run_python(loaded, python, arguments)
            return self._run_python(loaded, python, arguments)
        finally:
            loaded.leave()
            self._let_go()

    def _let_go(self) -> None:
        """End what refers to the run, so that nothing keeps it, its reactor and what that has open but its host."""
        for inner in (self._nested, self._awaiting):
            if inner is not None and not inner.finished:
                inner.finish()
        self._nested = self._awaiting = None
        if self._source is not None:
            self._source.close()

    def _run_other(self, budget: int | None, block: bool) -> Outcome:
        """Run in tier 0."""
        self._begin()
        return super().run(budget, block=block)

    def step(self) -> Outcome:
        """Run one instruction, in tier 0."""
        self._begun = None
        self._begin()
        return super().step()

    def _completing(self, python: Any) -> Callable[..., Any]:
        """What makes a future and runs it to its end."""
        from bindrune.core.codegen.running.futures import Awaiting

        def run(*arguments: Any) -> Any:
            value = python(*arguments)
            self._awaiting = Awaiting(self)
            return self._awaiting.complete(value)

        return run

    def _run_python(self, loaded: Loaded, python: Any, arguments: tuple[Any, ...]) -> Outcome:
        self._unstarted = None
        self.frames.clear()
        self._source = self._slices()
        self.fuel = chain.from_iterable(self._source)
        loaded.globals["B"] = self.fuel
        loaded.globals["L"] = self._slice = FIRST_SLICE
        loaded.slice.cell_contents = 0
        self._started = monotonic()
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, min(self.max_depth + 1000, 1 << 30)))
        collects = gc.isenabled()
        gc.disable()
        failure: BaseException
        try:
            value = python(*arguments)
        except (VmError, Termination) as error:
            failure = error
        except STOPS as error:
            failure = self.told(error)
        else:
            self._stop()
            self._end()
            return Outcome("complete", value)
        finally:
            sys.setrecursionlimit(limit)
            if collects:
                gc.enable()
        self._stop()
        self.spent += loaded.turns(failure.__traceback__)
        places = list(getattr(failure, "frames", ()))
        places += loaded.places(failure.__traceback__)
        failure.__traceback__ = failure.__context__ = failure.__cause__ = None
        failure.frames = places  # type: ignore[attr-defined]
        self.error = failure  # type: ignore[assignment]
        if self._nested is not None and not self._nested.finished:
            self._nested.cancel()
        if self._awaiting is not None and not self._awaiting.finished:
            self._awaiting.cancel()
        self._end()
        raise failure

    def _stop(self) -> None:
        """Count what was taken of the last slices."""
        self.spent -= self._left()
        self._taken = repeat(None, 0)
        self._pieces.clear()
        if self.loaded is not None:
            self.loaded.slice.cell_contents = 0
        self.spent += self._debt
        self._debt = 0

    def _exact(self, loaded: Loaded, error: BaseException) -> BaseException:
        """What tier 0 raises where Python raised an error of its own in emitted code."""
        trace: Any = error.__traceback__
        found = None
        while trace is not None:
            site = loaded.site_at(trace.tb_frame.f_code, trace.tb_lasti)
            found = None if site is None else (trace, site)
            trace = trace.tb_next
        if found is None or not found[1].replay:
            return error
        trace, site = found
        known = trace.tb_frame.f_locals
        name, *operands = site.replay
        try:
            if name == "field":
                fields.get_field(error.obj, operands[0])  # type: ignore[attr-defined]
            elif name == "key":
                fields.get_field(known[operands[0]], error.args[0])
            elif name == "key_index":
                indexing.get_index(known[operands[0]], string(error.args[0]))
            else:
                values = [_operand(known, trace.tb_frame.f_globals, o) for o in operands]
                _REPLAYS[name](*values)
        except VmError as exact:
            exact.__traceback__ = error.__traceback__
            return exact
        return error

    def told(self, error: BaseException) -> BaseException:
        """What an exception of Python's own comes to, with its traceback; the exception itself if it is our fault."""
        if isinstance(error, KeyboardInterrupt):
            return Termination("interrupt", "interrupted").with_traceback(error.__traceback__)
        if isinstance(error, RecursionError):
            return VmError("stack", f"Calls nest deeper than {self.max_depth}").with_traceback(error.__traceback__)
        return self.exact(error)

    def exact(self, error: BaseException) -> BaseException:
        """What tier 0 raises for an error of Python's own; the error itself if it is a fault of ours."""
        assert self.loaded is not None, "only a run of this tier calls emitted code"
        return self._exact(self.loaded, error)

    def note(self, error: VmError | Termination) -> None:
        """Keep the places that an error came through, and let go of their frames."""
        assert self.loaded is not None, "only a run of this tier calls natives itself"
        self.spent += self.loaded.turns(error.__traceback__)
        error.frames = [*getattr(error, "frames", ()), *self.loaded.places(error.__traceback__)]
        error.__traceback__ = error.__context__ = error.__cause__ = None

    def fuel_spent(self) -> int:
        """The units charged so far; while it runs, loops that have begun may count in part."""
        return super().fuel_spent() - self._left() + sum(self._pieces.values())

    def _left(self) -> int:
        """What is left of both slices."""
        left = int(self._taken.__length_hint__())
        if self.loaded is not None and self.loaded.running is self:
            left += self.loaded.slice.cell_contents
        return left

    def charge(self, n: int) -> bool:
        """Charge what a native costs."""
        if self.loaded is None or self.loaded.running is not self:
            return super().charge(n)
        self._debt += n
        if self._debt > self._slice or self._interrupted or (n >= LARGE_CHARGE and self.is_late()):
            self.spent += self._debt
            self._debt = 0
            self._look_python()
        return True

    def nested(self) -> Nested:
        """The tier 0 of this run."""
        if self._nested is None:
            self._nested = Nested(self)
        return self._nested

    def forget(self, ended: Nested) -> None:
        """An error ended it; the next call makes another one."""
        if ended is self._nested:
            self._nested = None

    def look_on(self) -> None:
        """The slice that loops take from when they end is used up."""
        assert self.loaded is not None, "only emitted code asks"
        self._look_python()
        cell = self.loaded.slice
        self.spent += self._slice - cell.cell_contents
        cell.cell_contents = self._slice
        self.loaded.globals["L"] = self._slice
        self._started = monotonic()

    def pieces(self, items: range) -> Iterator[int]:
        """A long range, with a look now and then."""
        n = -((items.start - items.stop) // items.step)
        return chain.from_iterable(self._looking(n, lambda at, end: items[at:end]))

    def pieces_of(self, items: Iterator[Any], n: int = -1) -> Iterator[Any]:
        """The same for an iterator over much, which has ``n`` elements or tells itself how many."""
        if n < 0:
            n = items.__length_hint__()  # type: ignore[attr-defined]
        return chain.from_iterable(self._looking(n, lambda at, end: islice(items, end - at)))

    def _looking(self, n: int, piece: Callable[[int, int], Iterable[Any]]) -> Iterator[Iterable[Any]]:
        """Pieces of ``n`` elements, each as long as a slice; between them their turns count as spent for who asks."""
        at = 0
        key = object()
        try:
            while True:
                end = min(at + self._slice, n)
                yield piece(at, end)
                at = end
                if at == n:
                    return
                self._pieces[key] = at
                self._look_python()
                self._started = monotonic()
        finally:
            self._pieces.pop(key, None)

    def _slices(self) -> Generator[Iterator[None], None, None]:
        while True:
            self._look_python()
            self.spent += self._slice
            self._started = monotonic()
            self._taken = repeat(None, self._slice)
            yield self._taken

    def look_while_waiting(self) -> float | None:
        """What ends a run that waits in its reactor; until when it may wait."""
        if self._interrupted or self.deadline is not None:
            self._look_python()
        return self.deadline

    def _look_python(self) -> None:
        """What tier 0 looks at between two slices."""
        self._pace()
        if self.is_late():
            raise Termination("deadline", "the deadline has passed")
        for below in (self._nested, self._awaiting):
            if below is not None and len(below.frames) > self.max_depth:
                raise VmError("stack", f"Calls nest deeper than {self.max_depth}")
        if self.probe is not None:
            self.probe()


FAULTS = (AttributeError, IndexError, KeyError, ZeroDivisionError, TypeError)
"""What Python raises where an operation of emitted code fails."""

STOPS = (KeyboardInterrupt, RecursionError, *FAULTS)
"""What Python raises where emitted code stops."""

def _operand(known: Mapping[str, Any], constants: Mapping[str, Any], text: str) -> Any:
    """The value of an operand of a replay: of a local, a constant or a number, or of one of these as a u64."""
    if text.startswith("U64("):
        return U64(_operand(known, constants, text[4:-1]))
    return known[text] if text in known else constants[text] if text in constants else int(text.strip("()"))


_REPLAYS: dict[str, Any] = {
    "get_own": lambda at: indexing.get_index(vec([]), at),
    "get_index": indexing.get_index,
    "set_index": indexing.set_index,
    "get_tuple": fields.get_tuple,
}
