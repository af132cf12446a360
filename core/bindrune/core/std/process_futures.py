"""What scripts await of child processes: that they end, and what they print until then."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from bindrune.core.std.child_processes import ExitWatch, Watch
from bindrune.core.std.io import new_error
from bindrune.core.vm.futures import PENDING, Hold, NativeFuture
from bindrune.core.vm.sizes import PER_UNIT
from bindrune.core.vm.values import err, ok

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.std.child_processes import Pipe, Running
    from bindrune.core.vm.futures import Task
    from bindrune.core.vm.native import Driving

CHUNK = 1 << 16
"""Bytes that are read at once."""
TURN = 16
"""Chunks of a stream that are read before others have their turn, and interrupts are looked at."""


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
    """A stream of a child that is read to its end."""

    __slots__ = ("_pipe", "_watch", "data")

    def __init__(self, pipe: Pipe | None) -> None:
        self.data = bytearray()
        self._pipe = pipe
        self._watch = Watch()
        if pipe is not None:
            os.set_blocking(pipe.descriptor, False)

    def read(self, waker: Task) -> bool:
        """Read what there is; whether the end was reached. Raises `OSError`."""
        if self._pipe is None:
            return True
        for _ in range(TURN):
            try:
                data = os.read(self._pipe.descriptor, CHUNK)
            except BlockingIOError:
                break
            if not data:
                self.end()
                return True
            self.data += data
        self._watch.begin(self._pipe.descriptor, waker)
        return False

    def end(self) -> None:
        """Read no more."""
        self._watch.end()
        self._pipe = None


class Collecting(NativeFuture):
    """Reads both outputs of a child to their ends and waits until it has ended; ``finish`` makes the value."""

    __slots__ = ("_finish", "_running", "_streams", "_watch")

    def __init__(self, running: Running, finish: Callable[[int, bytearray, bytearray], Any]) -> None:
        self._running = running
        self._finish = finish
        self._streams = [Stream(running.take_pipe(number)) for number in (1, 2)]
        self._watch = ExitWatch()

    def poll(self, waker: Task) -> Any:
        """The value, or wait for the process and its outputs."""
        self._running.take_pipe(0)
        try:
            have_ended = [stream.read(waker) for stream in self._streams]
        except OSError as cause:
            self.cancel()
            return err(new_error(cause))
        status = self._running.poll()
        if status is None:
            self._watch.begin(self._running.process, waker)
        if status is None or not all(have_ended):
            return PENDING
        self.cancel()
        out, errors = (stream.data for stream in self._streams)
        value = ok(self._finish(status, out, errors))
        fuel = (len(out) + len(errors)) // PER_UNIT
        return _charged(fuel, value) if fuel else value

    def cancel(self) -> None:
        """Nobody waits any more."""
        self._watch.end()
        for stream in self._streams:
            stream.end()

    __del__ = cancel


def _charged(fuel: int, value: Any) -> Driving:
    yield fuel
    return value
