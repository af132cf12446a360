"""Child processes behind ``::process``: how they are started, waited for and let go.

Processes are started by the program's ``IO``. Pipes are made here and handed over as descriptors, so
that they can be read by the execution's reactor. A stream that a child inherits is the descriptor
behind that of the program; where the program's output goes elsewhere (to a notebook, say) there is
none, and a ``Relay`` hands on what the child writes.

Nothing blocks: a future that waits asks the reactor to watch a descriptor that becomes readable when
the process ends, or where the system has no such descriptors lets a thread wait.
"""

from __future__ import annotations

import os
from contextlib import suppress

from bindrune.core.std.process_relays import Relay
from bindrune.core.vm.errors import VmError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from bindrune.core.io import IO, Process
    from bindrune.core.vm.futures import Task

DEVNULL = -3
"""``subprocess.DEVNULL``, without the import."""

CORE = 0x80
"""The bit of a status that tells that the process left a core."""

_started: dict[int, Process] = {}
"""Processes that nobody has seen end, by their identity."""
_dropped: list[Process] = []
"""Those of them whose children were dropped; they are reaped before the next process is started."""


class Pipe:
    """The end of a pipe that this process has; it is closed when nobody has it any more."""

    __slots__ = ("descriptor",)

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def close(self) -> None:
        """Close it; once is enough."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    __del__ = close


Source = str | Pipe
"""What a stream of a child is: ``inherit``, ``null``, ``piped``, or a pipe from another child."""


class Running:
    """A child process. ``status`` is ``None`` until somebody has seen it end, then the number as the
    operating system encodes it; ``pipes`` are our ends of its three streams.
    """

    __slots__ = ("_relays", "is_killed_with", "pipes", "process", "status")

    def __init__(self, process: Process, pipes: list[Pipe | None], relays: list[Relay], is_killed_with: bool) -> None:
        self.process = process
        self.pipes = pipes
        self.status: int | None = None
        self.is_killed_with = is_killed_with
        self._relays = relays

    def poll(self) -> int | None:
        """Return the status if the process has ended, and what it printed has been handed on."""
        if self.status is None:
            has_core = left_core(self.process.pid)
            code = None if has_core is None else self.process.poll()
            if code is not None:
                self.status = code << 8 if code >= 0 else -code | CORE if has_core else -code
                _started.pop(id(self.process), None)
                for relay in self._relays:
                    relay.settle()
        return self.status

    def take_pipe(self, number: int) -> Pipe | None:
        """Return our end of a stream, the first time."""
        pipe, self.pipes[number] = self.pipes[number], None
        return pipe

    def kill(self) -> None:
        """Send the signal that no process survives. Raises `OSError`."""
        if self.status is None:
            self.process.kill()

    def __del__(self) -> None:
        if self.status is None:
            if self.is_killed_with:
                with suppress(OSError):  # it has become another user's: nobody is left to be told
                    self.process.kill()
            _dropped.append(self.process)


def start(
    io: IO, program: str, arguments: Sequence[str], streams: Sequence[Source], *, is_killed_with: bool
) -> Running:
    """Start a process; ``arguments`` begin with the name that the program sees. Raises `OSError`."""
    reap()
    if not program:  # a search for it would find the folders of the path themselves
        from errno import ENOENT

        raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
    theirs: list[Pipe] = []
    ours: list[Pipe | None] = [None, None, None]
    relays: list[Relay] = []
    options: dict[str, object] = {}
    if arguments[0] != program:
        options["executable"] = program
    environment = io.environment() if io.grants("env") else {}
    if environment is not os.environ:
        options["env"] = dict(environment)

    def descriptor(number: int) -> int:
        source = streams[number]
        if isinstance(source, Pipe):
            return source.descriptor
        if source == "inherit":
            inherited = io.descriptor(number)
            if inherited is not None:
                return inherited
        if source == "null" or (source == "inherit" and number == 0):
            return DEVNULL
        reader, writer = map(Pipe, os.pipe())
        mine, its = (writer, reader) if number == 0 else (reader, writer)
        theirs.append(its)
        if source == "piped":
            ours[number] = mine
        else:
            relays.append(Relay(mine.descriptor, io.write_out if number == 1 else io.write_err))
            mine.descriptor = -1
        return its.descriptor

    try:
        stdin, stdout, stderr = map(descriptor, range(3))
        io.flush()
        process = io.spawn(arguments, stdin, stdout, stderr, options)
    except BaseException:
        for relay in relays:
            relay.close()
        raise
    finally:
        for pipe in theirs:
            pipe.close()
    _started[id(process)] = process
    for relay in relays:
        relay.start()
    return Running(process, ours, relays, is_killed_with)


def reap() -> None:
    """Forget the processes that have ended among those that nobody waits for."""
    for process in tuple(_dropped):  # another may join them meanwhile, when its child is dropped
        if process.poll() is not None and _started.pop(id(process), None) is not None:
            _dropped.remove(process)


def left_core(pid: int) -> bool | None:
    """Whether a process that has ended left a core, which is only told before it is reaped; None while it runs."""
    try:
        found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except (AttributeError, OSError):  # no such call, or no child of this process: it answers for itself
        return False
    return None if found is None else found.si_code == os.CLD_DUMPED


def reactor_of(waker: Task) -> Any:
    """Return the reactor of the execution that polls. Raises ``VmError`` if it has none."""
    reactor = waker.reactor
    if reactor is None:
        raise VmError("no-runtime", "There is no reactor that could wait for a process")
    return reactor


class Watch:
    """A descriptor that a reactor watches for somebody; ``end`` forgets it."""

    __slots__ = ("_descriptor", "_reactor")

    def __init__(self) -> None:
        self._reactor: Any = None
        self._descriptor = -1

    def begin(self, descriptor: int, waker: Task) -> None:
        """Wake when there is something to read, which is told once."""
        self.end()
        self._reactor = reactor_of(waker)
        self._descriptor = descriptor
        self._reactor.watch(descriptor, False, waker.weak_wake())

    def end(self) -> None:
        """Nobody waits any more."""
        if self._reactor is not None:
            self._reactor.unwatch(self._descriptor)
            self._reactor = None


class ExitWatch:
    """Wakes when a process ends."""

    __slots__ = ("_descriptor", "_waiter", "_watch")

    def __init__(self) -> None:
        self._descriptor: Pipe | None = None
        self._waiter: Waiter | None = None
        self._watch = Watch()

    def begin(self, process: Process, waker: Task) -> None:
        """Wake when the process has ended."""
        if self._descriptor is None and self._waiter is None:
            self._descriptor = exit_descriptor(process.pid)
            if self._descriptor is None:
                self._waiter = Waiter(process)
        if self._descriptor is not None:
            self._watch.begin(self._descriptor.descriptor, waker)
        elif self._waiter is not None:
            reactor_of(waker)
            self._waiter.call(waker.weak_wake())

    def end(self) -> None:
        """Nobody waits any more."""
        self._watch.end()
        self._descriptor = self._waiter = None


def exit_descriptor(pid: int) -> Pipe | None:
    """Return a descriptor that becomes readable when a process ends, where the system has such."""
    opens = getattr(os, "pidfd_open", None)
    if opens is None:
        return None
    try:
        return Pipe(opens(pid))
    except OSError:  # no such process, or a kernel that does not know the call
        return None


class Waiter:
    """A thread that waits for a process and calls back when it has ended."""

    __slots__ = ("_callback", "_has_ended", "_process")

    def __init__(self, process: Process) -> None:
        from threading import Thread

        self._process = process
        self._callback: Callable[[], None] | None = None
        self._has_ended = False
        Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        self._process.wait()
        self._has_ended = True
        if self._callback is not None:
            self._callback()

    def call(self, callback: Callable[[], None]) -> None:
        """Call this back when the process has ended, and no other any more."""
        self._callback = callback
        if self._has_ended:
            callback()
