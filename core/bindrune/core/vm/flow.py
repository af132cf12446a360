"""Which closures ran, in batches: what coverage and profilers observe.

The driver loop of a recorded run (``bindrune.core.vm.observed``) keeps the fused closures and puts each one that it
calls into a list, the batch. Observers are given the batch as one event when it is full and whenever the loop is left;
then the list is emptied in place. What the closures stand for is found out only when an observer asks: a fused closure
for the instructions of its group, the twin of a vanished jump for that jump as well.

So that counts are exact, a fused closure whose quick path does not apply has to show it. From the first recording in
a machine on, such a closure does not call the closure of its first instruction but returns it to the driver
(``expose`` fills in its free variables anew). That one, met in a batch, takes back what the fused closure before it
counted for. A counter's step that is done but whose loop has to stop goes through a closure of its own to the same end.
"""

from __future__ import annotations

from collections import Counter

from bindrune.core.vm.link import patch
from bindrune.core.vm.observer import Event

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from bindrune.core.source import Span
    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.execution import Execution
    from bindrune.core.vm.frames import FrameView
    from bindrune.core.vm.functions import ScriptFunction
    from bindrune.core.vm.observer import Observers

BATCH: Final = 4096
"""How many closures a batch has."""


class Step:
    """What counts when a closure runs: the pcs ``jumped`` and ``ran``, less those that the one before ``lacks``."""

    __slots__ = ("function", "jumped", "lacks", "ran")

    def __init__(
        self,
        function: ScriptFunction,
        ran: tuple[int, ...],
        *,
        jumped: tuple[int, ...] = (),
        lacks: tuple[int, ...] = (),
    ) -> None:
        self.function = function
        self.ran = ran
        self.jumped = jumped
        self.lacks = lacks


def expose(function: ScriptFunction) -> None:
    """Let a linked function's fused closures return to the driver when their quick path does not apply."""
    if function.steps is not None:
        return
    steps: dict[Closure | None, Step] = {}
    function.steps = steps
    for closure, pc in function.starts.items():
        steps[closure] = Step(function, (pc,))
    for fused, group, plain, following in function.groups:
        steps[fused] = Step(function, group)
        steps[plain] = Step(function, group[:1], lacks=group)
        free: dict[str, Closure] = {"slow": _to(plain)}
        if "again" in fused.__code__.co_freevars:
            mark = _to(following)
            steps[mark] = Step(function, group[:1], lacks=group)
            function.pcs[mark] = group[1]
            free["again"] = _to(mark)
        patch(fused, free)
    for twin, pc, target in function.jumps:
        step = steps[target]
        steps[twin] = Step(function, step.ran, jumped=(pc, *step.jumped))


def _to(closure: Closure) -> Closure:
    def hop(R: Registers) -> Closure | None:
        return closure

    return hop


class FlowEvent(Event):
    """A batch. ``value`` is the list of closures, which is emptied when the last observer was told.

    It has no frame. Its function and pc are those of the last instruction in it.
    """

    __slots__ = ("_at", "recording")

    def __init__(self, recording: Recording, batch: list[Closure]) -> None:
        self.sequence = 0
        self.kind = "flow"
        self.execution = recording.execution
        self.recording = recording
        self.value = batch

    def copy(self) -> FlowEvent:
        """The event as an object that does not change."""
        event = FlowEvent(self.recording, self.value[:])
        event.sequence = self.sequence
        return event

    def counts(self) -> dict[tuple[ScriptFunction, int], int]:
        """How often each instruction ran, by function and pc."""
        found: dict[tuple[ScriptFunction, int], int] = {}
        for closure, n in Counter(self.value).items():
            step = self.recording.step(closure)
            if step is None:
                continue
            for pcs, change in ((step.jumped, n), (step.ran, n), (step.lacks, -n)):
                for pc in pcs:
                    key = step.function, pc
                    found[key] = found.get(key, 0) + change
        return {key: n for key, n in found.items() if n}

    def covered(self) -> set[tuple[ScriptFunction, int]]:
        """Which instructions ran, by function and pc."""
        return set(self.counts())

    def places(self) -> Iterator[tuple[ScriptFunction, int, Span]]:
        """Every instruction that ran, in order: its function, pc, and place in the source."""
        find = self.recording.step
        steps = [step for step in map(find, self.value) if step is not None]
        for at, step in enumerate(steps):
            partly = at + 1 < len(steps) and steps[at + 1].lacks
            for pc in step.jumped if partly else step.jumped + step.ran:
                yield step.function, pc, step.function.span_at(pc)

    def _last(self) -> tuple[ScriptFunction, int]:
        for closure in reversed(self.value):
            step = self.recording.step(closure)
            if step is not None:
                return step.function, step.ran[-1]
        raise AttributeError("no instruction ran")

    @property
    def function(self) -> ScriptFunction:  # type: ignore[override]
        """The function of the last instruction."""
        return self._last()[0]

    @property
    def pc(self) -> int:  # type: ignore[override]
        """The last instruction."""
        return self._last()[1]

    @property
    def depth(self) -> int:  # type: ignore[override]
        """How many frames are on the stack."""
        return len(self.execution.frames)

    @property
    def frame_id(self) -> int:
        """A batch is of many frames."""
        raise AttributeError("a batch has no frame")

    @property
    def frame(self) -> FrameView:
        """A batch is of many frames."""
        raise AttributeError("a batch has no frame")

    def __repr__(self) -> str:
        return f"<{self.sequence} flow, {len(self.value)} closures>"


class Recording:
    """The batch of an execution that somebody records."""

    __slots__ = ("_event", "_known", "batch", "execution", "observers")

    def __init__(self, execution: Execution, observers: Observers) -> None:
        self.execution = execution
        self.observers = observers
        self.batch: list[Closure] = []
        self._known: dict[Closure | None, Step | None] = {}
        self._event = FlowEvent(self, self.batch)
        machine: Any = execution.machine
        machine.is_recorded = True
        for loaded in machine.units():
            for function in loaded.functions:
                if function.pcs:
                    expose(function)

    def step(self, closure: Closure | None) -> Step | None:
        """What counts when a closure runs; ``None`` if it is not the beginning of an instruction."""
        known = self._known
        if closure in known:
            return known[closure]
        found = None
        machine: Any = self.execution.machine
        for loaded in machine.units():
            for function in loaded.functions:
                if function.steps is not None and closure in function.steps:
                    found = function.steps[closure]
                elif closure in function.starts:  # of those for single instructions
                    found = Step(function, (function.starts[closure],))
        known[closure] = found
        return found

    def is_part(self, f: Closure | None) -> bool:
        """Whether ``f``, which runs next, belongs to the closure before it, so that no batch may end between them."""
        step = self.step(f)
        return step is not None and bool(step.lacks)

    def add(self, closure: Closure) -> None:
        """Note a single instruction; full batches are given to the observers before."""
        if len(self.batch) >= BATCH:
            self.deliver()
        self.batch.append(closure)

    def stop(self) -> None:
        """The driver is left: what has to run again did not run, and observers get what there is."""
        batch = self.batch
        X = self.execution
        if batch:
            last: Any = batch[-1]
            again: Any = X.f
            free = getattr(last, "__closure__", None)
            if last is again or (free is not None and free is getattr(again, "__closure__", None)):
                X.f = batch.pop()  # which may be the twin
                if batch and self.is_part(X.f):
                    X.f = batch.pop()
        self.deliver()

    def deliver(self) -> None:
        """Give the batch to those who want it and empty it."""
        batch = self.batch
        if not batch:
            return
        observers = self.observers
        event = self._event
        observers.sequence = event.sequence = observers.sequence + 1
        for observer, call in observers.calls["flow"]:
            try:
                call(event)
            except Exception as error:
                observers.fault(observer, error)
        batch.clear()
