"""Reactors: what an execution blocks in while all its futures wait.

``Reactor`` is the protocol: timers, descriptors, and wakes from other threads. ``SelectorReactor``
is the implementation on ``selectors``; a host with a loop of its own implements the same four
methods on that. Callbacks run in the thread that waits. Native futures reach the reactor of their
execution by the waker they are polled with: ``waker.reactor``.
"""

from __future__ import annotations

import os
from heapq import heapify, heappop, heappush
from time import monotonic

from bindrune.core.runtime.active import current_io
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.futures import PENDING, NativeFuture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from bindrune.core.vm.futures import Task
else:
    Protocol = object


class Timer:
    """A timer that was set; ``cancel`` it when nobody waits any more."""

    __slots__ = ("callback", "when")

    def __init__(self, when: float, callback: Callable[[], None]) -> None:
        self.when = when
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        """The callback is not called any more."""
        self.callback = None

    def __lt__(self, other: Timer) -> bool:
        return self.when < other.when


class Reactor(Protocol):
    """What a native future and an execution need from a loop."""

    def call_at(self, when: float, callback: Callable[[], None]) -> Timer:
        """Call back at a time of the monotonic clock."""

    def watch(self, descriptor: int, write: bool, callback: Callable[[], None]) -> None:
        """Call back once when a descriptor can be read (or written)."""

    def unwatch(self, descriptor: int) -> None:
        """Forget a descriptor."""

    def notify(self) -> None:
        """End a ``wait`` that is under way or comes next; from any thread."""

    def wait(self, deadline: float | None) -> None:
        """Block until a callback ran, somebody notified, or the deadline passed; at times for less."""


LONGEST = 86_400.0
"""Seconds: no wait blocks longer, since operating systems refuse timeouts of some weeks."""

FEW = 64
"""So many timers are never looked through for those that were cancelled."""


class SelectorReactor:
    """A reactor on ``selectors``; without descriptors it opens none."""

    def __init__(self) -> None:
        self._timers: list[Timer] = []
        self._many = FEW
        self._notified = False
        self._selector: Any = None
        self._opened: _Opened | None = None
        self._wake_by_signal: Any = None
        self._wake_in: int = -1
        self._wake_out: int = -1

    def call_at(self, when: float, callback: Callable[[], None]) -> Timer:
        """Call back at a time of the monotonic clock."""
        timer = Timer(when, callback)
        if len(self._timers) >= self._many:
            self._timers = [other for other in self._timers if other.callback is not None]
            heapify(self._timers)
            self._many = max(FEW, 2 * len(self._timers))
        heappush(self._timers, timer)
        return timer

    def watch(self, descriptor: int, write: bool, callback: Callable[[], None]) -> None:
        """Call back once when a descriptor can be read (or written)."""
        self._open()
        self._selector.register(descriptor, 2 if write else 1, callback)

    def unwatch(self, descriptor: int) -> None:
        """Forget a descriptor."""
        if self._selector is not None and descriptor in self._selector.get_map():
            self._selector.unregister(descriptor)

    def notify(self) -> None:
        """End a ``wait`` that is under way or comes next; from any thread."""
        self._notified = True
        if self._wake_in >= 0:
            try:  # noqa: SIM105 - contextlib is no part of a start
                os.write(self._wake_in, b"\0")
            except BlockingIOError:  # the pipe is full of wakes: the waiting thread will see one
                pass

    def _open(self) -> None:
        if self._selector is None:
            import selectors
            from signal import set_wakeup_fd

            self._wake_by_signal = set_wakeup_fd
            self._selector = selectors.DefaultSelector()
            self._wake_out, self._wake_in = os.pipe()
            os.set_blocking(self._wake_out, False)
            os.set_blocking(self._wake_in, False)
            self._selector.register(self._wake_out, selectors.EVENT_READ, None)
            self._opened = _Opened(self._selector, self._wake_in, self._wake_out)

    def wait(self, deadline: float | None) -> None:
        """Block until a callback ran, somebody notified, or the deadline passed, a day at most."""
        self._open()
        if self._notified:
            self._notified = False
            self._poll(0.0)
            self._run_timers()
            return
        while self._timers and self._timers[0].callback is None:
            heappop(self._timers)
        times = [timer.when for timer in self._timers[:1]]
        if deadline is not None:
            times.append(deadline)
        timeout = min(max(0.0, min(times) - monotonic()), LONGEST) if times else None
        if timeout != 0.0:
            current_io().flush()  # while the program waits, what it printed can be read
        self._poll(timeout)
        self._notified = False
        self._run_timers()

    def _poll(self, timeout: float | None) -> None:
        # A signal just before the wait begins would not end it, but for the byte that it writes to this pipe.
        try:
            before = self._wake_by_signal(self._wake_in, warn_on_full_buffer=False)
        except ValueError:  # not the main thread, where signals are handled
            before = None
        try:
            ready = self._selector.select(timeout)
        finally:
            if before is not None:
                self._wake_by_signal(before)
        for key, _ in ready:
            if key.data is None:
                self._read_wakes(before)
            else:
                self._selector.unregister(key.fd)
                key.data()

    def _read_wakes(self, before: int | None) -> None:
        """Empty the pipe; the numbers of signals go on to where they were written before."""
        try:
            while data := os.read(self._wake_out, 4096):
                signals = data.replace(b"\0", b"")
                if signals and before is not None and before >= 0:
                    try:  # noqa: SIM105 - contextlib is no part of a start
                        os.write(before, signals)
                    except OSError:  # nobody reads them there any more
                        pass
        except BlockingIOError:  # all wakes are read
            pass

    def _run_timers(self) -> None:
        now = monotonic()
        while self._timers and self._timers[0].when <= now:
            callback = heappop(self._timers).callback
            if callback is not None:
                callback()

    def close(self) -> None:
        """Close the descriptors; the reactor may be used again."""
        self._opened = self._selector = None
        self._wake_in = self._wake_out = -1


class _Opened:
    """The descriptors of a reactor; they are closed with it.

    A reactor that has none has nothing to run when it dies: an interrupt that came in that moment would be lost.
    """

    __slots__ = ("_selector", "_wake_in", "_wake_out")

    def __init__(self, selector: Any, wake_in: int, wake_out: int) -> None:
        self._selector = selector
        self._wake_in = wake_in
        self._wake_out = wake_out

    def __del__(self) -> None:
        self._selector.close()
        os.close(self._wake_in)
        os.close(self._wake_out)


LATE = 0.001
"""Seconds: a future that is later than this when it is first polled has its value at once.

Others always wait, even if only for the reactor's next round, so that whatever else is polled beside
them goes first.
"""


class Alarm(NativeFuture):
    """A future that a timer wakes; how long it takes is asked when it is first polled."""

    __slots__ = ("_timer", "_when")

    def __init__(self) -> None:
        self._when: float | None = None
        self._timer: Timer | None = None

    def delay(self) -> float:
        """Seconds from now until it completes; negative if it should have completed before."""
        raise NotImplementedError

    def finish(self) -> Any:
        """The value; it completes now."""

    def poll(self, waker: Task) -> Any:
        """The value, or set a timer that wakes."""
        now = monotonic()
        if self._when is None:
            delay = self.delay()
            self._when = now + delay
            is_due = delay < -LATE
        else:
            is_due = now >= self._when
        self.cancel()
        if is_due:
            return self.finish()
        reactor = waker.reactor
        if reactor is None:
            raise VmError("no-runtime", "There is no reactor that could wait for a timer")
        self._timer = reactor.call_at(self._when, waker.weak_wake())
        return PENDING

    def cancel(self) -> None:
        """Nobody waits any more."""
        if self._timer is not None:
            self._timer.cancel()

    __del__ = cancel


class Sleep(Alarm):
    """A future that completes with unit when a time has passed since it was first polled."""

    __slots__ = ("_seconds",)

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def delay(self) -> float:
        """Seconds that it takes; never late, since it begins now."""
        return self._seconds
