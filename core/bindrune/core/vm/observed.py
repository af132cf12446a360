"""The driver loops of executions that are observed or stepped.

The loop over frames is the plain driver with a look at the stack whenever the running frame changes. The loop over
instructions takes every function's closures one by one (``Linker.observe``): a closure of the fused table, met in a
frame that was entered before, is replaced by that of its instruction. Closures that are not the beginning of an
instruction, such as the second half of one that waited for a callback, run as they are. Any of them records which
closures run if somebody wants that; a loop of its own does nothing else.
"""

from __future__ import annotations

from itertools import repeat

from bindrune.core.compile.ops import NUMBER, OPS
from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.flow import BATCH
from bindrune.core.vm.fuel import Exit
from bindrune.core.vm.functions import DRIVEN, HEAD, ScriptFunction
from bindrune.core.vm.observer import FRAME_KINDS, OpEvent
from bindrune.core.vm.values import Struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.execution import Execution
    from bindrune.core.vm.flow import Recording
    from bindrune.core.vm.observer import Observers

_NATIVE = NUMBER["call_native"]
_METHOD = NUMBER["call_method"]
_SUSPENDING = ("generator", "stream")


def drive_observed(X: Execution) -> str:
    """Run until the driver is left; return why."""
    observers = X.observers
    assert observers is not None
    R = X.R
    if R[1].__class__ is ScriptFunction and len(X.frames) == 1 and X.f is R[1].entry:
        observers.emit("enter", X, R[1], 0, 1, R)
    try:
        while True:
            recording = observers.record(X)
            if observers.wants_details():
                _details(X, observers)
            elif observers.wants_ops():
                _ops(X, observers)
            elif recording is None or any(map(observers.wanted, FRAME_KINDS)):
                _frames(X, observers)
            else:
                _flow(X, observers, recording)
            _told(observers)
    except Exit as leave:
        if observers.recording is not None:
            observers.recording.stop()
        return leave.reason
    except (VmError, Termination) as error:
        _told(observers)
        failure = X.fail(error, X.f, X.R)
    except KeyboardInterrupt:
        _told(observers)
        failure = X.fail(Termination("interrupt", "interrupted"), X.f, X.R)
    if failure is None:
        return "observe"
    del R  # the traceback keeps this frame
    raise failure


def _told(observers: Observers) -> None:
    """Give those who record what there is."""
    if observers.recording is not None:
        observers.recording.deliver()


def _flow(X: Execution, observers: Observers, recording: Recording) -> None:
    """Run and note which closures do, until the observers change.

    ``list.append`` by its name is the quickest there is: the interpreter has an instruction for it. A bounded ``for``
    costs less than looking at the length of the list.
    """
    version = observers.version
    batch = recording.batch
    turns = BATCH - len(batch)
    f: Closure | None = X.f
    R = X.R
    try:
        while True:
            for _ in repeat(None, turns):
                batch.append(f)  # type: ignore[arg-type]
                f = f(R)  # type: ignore[misc]
                if f is None:
                    R = X.R
                    f = X.f
            if recording.is_part(f):
                turns = 1
                continue
            X.f, X.R = f, R  # type: ignore[assignment]
            recording.deliver()
            if observers.version != version:
                return
            turns = BATCH
    except (VmError, Termination, KeyboardInterrupt):
        X.f, X.R = f, R  # type: ignore[assignment]
        raise


def _until_switched(
    X: Execution, recording: Recording, f: Closure | None, R: Registers
) -> Closure | None:
    """Run and note which closures do, until the frame changes; return the last."""
    batch = recording.batch
    last = f
    try:
        while True:
            for _ in repeat(None, BATCH):
                batch.append(f)  # type: ignore[arg-type]
                last = f
                f = f(R)  # type: ignore[misc]
                if f is None:
                    return last
            if not recording.is_part(f):
                X.f, X.R = f, R  # type: ignore[assignment]
                recording.deliver()
    except (VmError, Termination, KeyboardInterrupt):
        X.f, X.R = last, R  # type: ignore[assignment]
        raise


def _frames(X: Execution, observers: Observers) -> None:
    """Run with events of frames, until the observers change; on an error the execution says where it was."""
    version = observers.version
    enter = observers.calls["enter"]
    leave = observers.calls["exit"]
    frames = X.frames
    recording = observers.recording
    f: Closure | None = X.f
    R = X.R
    last = f
    try:
        while observers.version == version:
            depth = len(frames)
            below = frames[-1] if depth else None
            if recording is not None:
                if len(recording.batch) >= BATCH and not recording.is_part(f):
                    recording.deliver()
                last = _until_switched(X, recording, f, R)
            else:
                while True:
                    last = f
                    f = f(R)  # type: ignore[misc]
                    if f is None:
                        break
            old = R[1]
            function = X.R[1]
            now = len(frames)
            if old.__class__ is ScriptFunction and old.maker is None and now == depth - 1 and below is not None:
                if leave:
                    caller, _, out, _ = below
                    value = caller[out] if out else None
                    observers.tell(leave, "exit", X, old, old.pcs.get(last, 0), depth, R, value)
                R = X.R
                f = X.f
            elif (
                now == depth + 1
                and function.__class__ is ScriptFunction
                and old.__class__ is ScriptFunction
                and function.maker is None
            ):
                R = X.R
                f = X.f
                if enter:
                    observers.tell(enter, "enter", X, function, 0, now, R, None)
            else:
                f, R = _switched(X, observers, R, last, depth, below)
    except (VmError, Termination, KeyboardInterrupt):
        if recording is None:
            X.f, X.R = last, R  # type: ignore[assignment]
        raise
    X.f, X.R = f, R  # type: ignore[assignment]


def _details(X: Execution, observers: Observers) -> None:
    """Run with every kind of event, until the observers change."""
    version = observers.version
    f: Closure | None = X.f
    R = X.R
    while observers.version == version:
        f, R = _one(X, observers, f, R)
    X.f, X.R = f, R  # type: ignore[assignment]


def _ops(X: Execution, observers: Observers) -> None:
    """Run with an event for each instruction, until the observers change."""
    version = observers.version
    calls = observers.calls["op"]
    only_ops = not any(map(observers.wanted, FRAME_KINDS))
    event = OpEvent(X)
    recording = observers.recording
    frames = X.frames
    f: Closure | None = X.f
    R = X.R
    while observers.version == version:
        function = R[1]
        if function.__class__ is not ScriptFunction:
            f, R = _one(X, observers, f, R)
            continue
        code = function.observed or function.linker.observe(function)
        starts = function.starts
        event.sequence = observers.sequence
        event.enter(function, R)
        if not only_ops:
            depth = len(frames)
            below = frames[-1] if depth else None
        while True:
            X.f = last = f  # type: ignore[assignment]
            if f in starts:
                event.pc = pc = starts[f]
                event.sequence += 1
                for observer, call in calls:
                    try:
                        call(event)
                    except Exception as error:
                        observers.fault(observer, error)
                if recording is not None:
                    recording.add(code[pc])
                f = code[pc](R)
            else:
                f = f(R)  # type: ignore[misc]
            if f is None:
                observers.sequence = event.sequence
                if only_ops:
                    R = X.R
                    f = X.f
                else:
                    f, R = _switched(X, observers, R, last, depth, below)
                break
            if observers.version != version:
                observers.sequence = event.sequence
                break
    X.f, X.R = f, R  # type: ignore[assignment]


def step_once(X: Execution) -> str | None:
    """Run one instruction, and what has no place of its own before it; return why the driver was left, if it was."""
    f: Closure | None = X.f
    R = X.R
    observers = X.observers
    X.is_observed = True
    if observers is not None:
        observers.record(X)
    try:
        while True:
            at = _instruction(f, R)
            if at is not None:
                break
            f = f(R)  # type: ignore[misc]
            if f is None:
                f, R = X.f, X.R
        if observers is not None and observers.attached:
            f, R = _one(X, observers, f, R)
        else:
            f = R[1].observed[at](R)
            if f is None:
                f, R = X.f, X.R
        X.f, X.R = f, R  # type: ignore[assignment]
        while _instruction(f, R) is None:
            f = f(R)  # type: ignore[misc]
            if f is None:
                f, R = X.f, X.R
            X.f, X.R = f, R
    except Exit as leave:
        if observers is not None and observers.recording is not None:
            observers.recording.stop()
        return leave.reason
    except (VmError, Termination) as error:
        if observers is not None:
            _told(observers)
        failure = X.fail(error, f, R)
    else:
        if observers is not None:
            _told(observers)
        return None
    if failure is None:
        return None
    del f, R  # the traceback keeps this frame
    raise failure


def _instruction(f: Closure | None, R: Registers) -> int | None:
    """The pc whose instruction begins with ``f``, or ``None``."""
    function = R[1]
    if function.__class__ is not ScriptFunction:
        return None
    if function.observed is None:
        function.linker.observe(function)
    return function.starts.get(f)


def _one(
    X: Execution, observers: Observers, f: Closure | None, R: Registers
) -> tuple[Closure | None, Registers]:
    """Run one closure with its events."""
    pc = _instruction(f, R)
    depth = len(X.frames)
    below = X.frames[-1] if depth else None
    X.f = last = f  # type: ignore[assignment]
    if pc is None:
        f = f(R)  # type: ignore[misc]
        return (f, R) if f is not None else _switched(X, observers, R, last, depth, below)
    function = R[1]
    if observers.recording is not None:
        observers.recording.add(function.observed[pc])
    observers.emit("op", X, function, pc, depth, R)
    code: Any = function.function.code[pc]
    native = code[0] == _NATIVE or (
        code[0] == _METHOD and not isinstance(R[HEAD + _read(code[2])], Struct)
    )
    if native:
        observers.emit("native_enter", X, function, pc, depth, R)
    f = function.observed[pc](R)
    if native:
        observers.emit("native_exit", X, function, pc, depth, R)
    if f is None:
        return _switched(X, observers, R, last, depth, below)
    if observers.wanted("after"):
        writes = OPS[code[0]].kinds[:1] == "o" and code[1] >= 0
        observers.emit("after", X, function, pc, depth, R, R[HEAD + code[1]] if writes else None)
    return f, R


def _read(operand: int) -> int:
    return ~operand if operand < 0 else operand


def _switched(
    X: Execution,
    observers: Observers,
    old: Registers,
    last: Closure | None,
    depth: int,
    below: Any,
) -> tuple[Closure, Registers]:
    """The running frame changed from ``old`` at ``depth``, by the closure ``last``: tell what happened.

    ``below`` is the entry that lay on top of the stack before.
    """
    R = X.R
    f = X.f
    now = len(X.frames)
    function = old[1]
    if now < depth and function.__class__ is ScriptFunction:
        suspended = function.kind in _SUSPENDING and old[2] is None
        kind = "suspend" if suspended or now < depth - 1 else "exit"
        caller, _, out, _ = below
        value = caller[out] if out and now == depth - 1 else None
        observers.emit(kind, X, function, function.pcs.get(last, 0), depth, old, value)
    function = R[1]
    if R is not old and now > depth and function.__class__ is ScriptFunction:
        if old[1] is DRIVEN:
            observers.emit("request", X, function, 0, now, R)
        first = f is function.entry or function.starts.get(f) == 0
        kind = "enter" if first else "resume"
        observers.emit(kind, X, function, function.pcs.get(f, 0), now, R)
    return f, R
