"""What scripts await of child processes: that they end, and what they print until then."""

from __future__ import annotations

import os

from bindrune.core.std.child_processes import ExitWatch, Watch
from bindrune.core.std.io import new_error
from bindrune.core.vm.calls import step_driven
from bindrune.core.vm.futures import PENDING, Hold, NativeFuture, suspend
from bindrune.core.vm.sizes import PER_UNIT
from bindrune.core.vm.values import err, ok

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.std.child_processes import Pipe, Running
    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.futures import Task
    from bindrune.core.vm.native import Driving

CHUNK = 1 << 16
"""Bytes that are read at once."""
TURN = 16
"""Chunks of a stream that are read before others have their turn, and fuel and interrupts are looked at."""


class Ending(NativeFuture):
    """Waits until a child has ended, for ``wait`` and ``kill``; ``finish`` makes the value of the status.

    Until then the child is held exclusively. Its input is closed first, as it may wait for more.
    """

    __slots__ = ("_finish", "_hold", "_kills", "_running", "_watch")

    def __init__(self, running: Running, held: Hold, finish: Callable[[int], Any], *, kills: bool) -> None:
        self._running = running
        self._hold = held
        self._finish = finish
        self._kills = kills
        self._watch = ExitWatch()

    def poll(self, waker: Task) -> Any:
        """The value, or wait for the process."""
        if self._kills:
            self._kills = False
            try:
                self._running.kill()
            except OSError as cause:
                return self._complete(err(new_error(cause)))
        self._running.take_pipe(0)
        status = self._running.poll()
        if status is None:
            self._watch.begin(self._running.process, waker)
            return PENDING
        return self._complete(ok(self._finish(status)))

    def _complete(self, value: Any) -> Any:
        self.cancel()
        self._hold.end()
        return value

    def cancel(self) -> None:
        """Nobody waits any more."""
        self._watch.end()

    __del__ = cancel


class Stream:
    """A stream of a child that is read to its end; without a pipe the end is where it begins."""

    __slots__ = ("_pipe", "_watch", "data")

    def __init__(self, pipe: Pipe | None) -> None:
        self.data = bytearray()
        self._pipe = pipe
        self._watch = Watch()
        if pipe is not None:
            os.set_blocking(pipe.descriptor, False)

    @property
    def has_ended(self) -> bool:
        """Whether there is nothing more to come."""
        return self._pipe is None

    def read(self) -> int:
        """Read what there is, but not for ever; return how many bytes that were. Raises `OSError`."""
        before = len(self.data)
        for _ in range(TURN):
            if self._pipe is None:
                break
            try:
                data = os.read(self._pipe.descriptor, CHUNK)
            except BlockingIOError:
                break
            self.data += data
            if not data:
                self.end()
        return len(self.data) - before

    def watch(self, waker: Task) -> None:
        """Wake when there is more to read."""
        if self._pipe is not None:
            self._watch.begin(self._pipe.descriptor, waker)

    def end(self) -> None:
        """Read no more."""
        self._watch.end()
        self._pipe = None


class Watching:
    """The request of a driven body that cannot go on before something wakes its task; ``begin`` sees to that."""

    __slots__ = ("_begin",)

    def __init__(self, begin: Callable[[Task], None]) -> None:
        self._begin = begin

    def answer(self, N: Registers) -> Closure | None:
        """Suspend the task that the frame belongs to."""
        X = N[0]
        self._begin(X.task)
        return suspend(X, N, step_driven)


def collecting(running: Running, finish: Callable[[int, bytearray, bytearray], Any]) -> Driving:
    """Read both outputs of a child to their ends and wait until it has ended; ``finish`` makes the value.

    It charges for what it has read before it reads more, so that a budget bounds what is kept.
    """
    out, errors = streams = [Stream(running.take_pipe(number)) for number in (1, 2)]
    exit_watch = ExitWatch()

    def begin(waker: Task) -> None:
        for stream in streams:
            stream.watch(waker)
        if running.status is None:
            exit_watch.begin(running.process, waker)

    running.take_pipe(0)
    try:
        while True:
            size = out.read() + errors.read()
            if size >= PER_UNIT:
                yield size // PER_UNIT
            status = running.poll()
            if status is not None and out.has_ended and errors.has_ended:
                return ok(finish(status, out.data, errors.data))
            yield Watching(begin)
    except OSError as cause:
        return err(new_error(cause))
    finally:
        exit_watch.end()
        for stream in streams:
            stream.end()
