"""Observers of a run: tracing, debugging, coverage, profiles.

An observer gets events. Each has a sequence number, a kind, the function and unit, the pc and its span, the depth and
the frame's id, and reaches the frame's variables. Kinds:

=============  ==================================================================================
enter          a script function's frame begins
exit           it returned; ``value`` is the result
suspend        a generator's, stream's or waiting body left the stack; ``value`` is what it yielded
resume         it is back
unwind         an error passes through the frame; ``value`` is the error
native_enter   a native is called by an instruction
native_exit    it came back, or went on as a driven frame
request        a native calls back into a script
op             an instruction is about to run
after          it has run; ``value`` is what it wrote, if it writes
flow           a batch of closures ran; see ``bindrune.core.vm.flow``
=============  ==================================================================================

An observer says in ``wants`` which kinds it is given, and by that what the run costs:

* ``flow`` is for coverage and profiles: which instructions ran and how often, exactly, but neither variables nor
  frames. The loop notes each closure in a list; an observer is called once for thousands of them and when the loop is
  left, and resolves what it needs (``counts``, ``places``).
* The kinds of frames, the first five and ``request``, cost two calls of the observer for each call of a function.
* ``native_enter``, ``native_exit``, ``op`` and ``after`` are for debuggers: every instruction runs by itself.

With the first two the run keeps its fused closures. Events of frames may be kept; what they reach changes as the
program goes on. Several observers may be attached at once. One that raises is detached and what it raised is kept in
``Observers.faults``; the program never notices.

Making an event costs more than running an instruction does. So ``flow`` and, where nothing else of the kinds for
debuggers is wanted, ``op`` are one and the same object with new content each time; who keeps them copies them
(``Event.copy``).
"""

from __future__ import annotations

from bindrune.core.vm.frames import FrameView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final, Protocol

    from bindrune.core.compile.unit import Unit
    from bindrune.core.source import Span
    from bindrune.core.vm.closures.typing import Registers
    from bindrune.core.vm.execution import Execution
    from bindrune.core.vm.flow import Recording
    from bindrune.core.vm.functions import ScriptFunction
else:
    Protocol = object

FRAME_KINDS: Final = frozenset(("enter", "exit", "suspend", "resume", "unwind", "request"))
OP_KINDS: Final = frozenset(("op", "after", "native_enter", "native_exit"))
DETAIL_KINDS: Final = OP_KINDS - {"op"}
ALL_KINDS: Final = FRAME_KINDS | OP_KINDS | {"flow"}


class Event:
    """Something that happened in a run."""

    __slots__ = ("_registers", "depth", "execution", "function", "kind", "pc", "sequence", "value")

    sequence: int
    kind: str
    execution: Execution
    function: ScriptFunction
    pc: int
    depth: int
    value: Any
    _registers: Registers

    @property
    def unit(self) -> Unit:
        """The unit of the function."""
        return self.function.unit

    @property
    def span(self) -> Span:
        """The place in the source."""
        return self.function.span_at(self.pc)

    @property
    def frame_id(self) -> int:
        """Tells frames apart as long as they live."""
        return id(self._registers)

    @property
    def frame(self) -> FrameView:
        """The frame: its variables can be read and assigned."""
        return FrameView(self.function, self.pc, self._registers, self.depth)

    def copy(self) -> Event:
        """The event as an object that does not change."""
        event = Event()
        for name in Event.__slots__:
            setattr(event, name, getattr(self, name))
        return event

    def __repr__(self) -> str:
        return f"<{self.sequence} {self.kind} {self.function.item} at {self.pc}, depth {self.depth}>"


class OpEvent(Event):
    """The event that the loop over instructions fills in anew for each."""

    __slots__ = ()

    def __init__(self, execution: Execution) -> None:
        self.sequence = 0
        self.kind = "op"
        self.execution = execution
        self.value = None

    def enter(self, function: ScriptFunction, registers: Registers) -> None:
        """The instructions that follow are of this frame."""
        self.function = function
        self._registers = registers

    @property
    def depth(self) -> int:  # type: ignore[override]
        """How many frames are on the stack."""
        return len(self.execution.frames)


class RuntimeObserver(Protocol):
    """What an observer implements."""

    wants: frozenset[str]
    """The kinds of events it is given."""

    def on_event(self, event: Event) -> None:
        """Something happened; the program waits until this returns."""


class Observers:
    """The observers of one execution, in the order in which they were attached."""

    __slots__ = ("attached", "calls", "faults", "recording", "sequence", "version")

    def __init__(self) -> None:
        self.attached: list[RuntimeObserver] = []
        self.faults: list[tuple[RuntimeObserver, BaseException]] = []
        self.sequence = 0
        self.version = 0
        """Changes whenever an observer comes or goes."""
        self.calls: dict[str, list[tuple[RuntimeObserver, Callable[[Event], None]]]] = {}
        self.recording: Recording | None = None
        """What is not yet told to those who want ``flow``."""

    def attach(self, observer: RuntimeObserver) -> None:
        """Give events to an observer from now on."""
        self.attached.append(observer)
        self._sort()

    def detach(self, observer: RuntimeObserver) -> None:
        """Give no more events to an observer."""
        if observer in self.attached:
            self.attached.remove(observer)
            self._sort()

    def _sort(self) -> None:
        self.version += 1
        self.calls = {
            kind: [(o, o.on_event) for o in self.attached if kind in o.wants] for kind in ALL_KINDS
        }

    def wanted(self, kind: str) -> bool:
        """Whether somebody wants events of a kind."""
        return bool(self.calls.get(kind))

    def wants_ops(self) -> bool:
        """Whether somebody wants to see single instructions."""
        return any(map(self.wanted, OP_KINDS))

    def wants_details(self) -> bool:
        """Whether somebody wants to see more of instructions than that they are about to run."""
        return any(map(self.wanted, DETAIL_KINDS))

    def record(self, execution: Execution) -> Recording | None:
        """The recording of which closures run, if somebody wants it."""
        if not self.wanted("flow"):
            self.recording = None
        elif self.recording is None:
            from bindrune.core.vm.flow import Recording

            self.recording = Recording(execution, self)
        return self.recording

    def emit(
        self,
        kind: str,
        execution: Execution,
        function: ScriptFunction,
        pc: int,
        depth: int,
        registers: Registers,
        value: Any = None,
    ) -> None:
        """Give an event to those who want its kind."""
        calls = self.calls[kind]
        if calls:
            self.tell(calls, kind, execution, function, pc, depth, registers, value)

    def tell(
        self,
        calls: list[tuple[RuntimeObserver, Callable[[Event], None]]],
        kind: str,
        execution: Execution,
        function: ScriptFunction,
        pc: int,
        depth: int,
        registers: Registers,
        value: Any,
    ) -> None:
        """Give an event to these observers."""
        event = Event()
        self.sequence = event.sequence = self.sequence + 1
        event.kind = kind
        event.execution = execution
        event.function = function
        event.pc = pc
        event.depth = depth
        event._registers = registers
        event.value = value
        for observer, call in calls:
            try:
                call(event)
            except Exception as error:
                self.fault(observer, error)

    def fault(self, observer: RuntimeObserver, error: Exception) -> None:
        """An observer raised: it is detached and its error kept."""
        self.faults.append((observer, error))
        self.detach(observer)
