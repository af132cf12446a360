"""The signal SIGINT, which terminals send at Ctrl-C, for programs that wait for it.

While a future waits, a handler of ours stands before the one that was there and gives the signal to
all that wait. With the last of them the handler goes. A signal that nobody waits for, since all have
heard one already or their run has ended, is passed on: so it interrupts the run as always.

Signals are handled in the main thread, and only there handlers can be set.
"""

from __future__ import annotations

import signal
from _weakref import ref
from contextlib import suppress

from bindrune.core.vm.futures import PENDING, NativeFuture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _weakref import ReferenceType
    from types import FrameType
    from typing import Any

    from bindrune.core.vm.futures import Task

_listening: list[ReferenceType[Interrupted]] = []


class Interrupted(NativeFuture):
    """A future that completes with the next signal after it was first polled; ``finish`` makes its
    value, ``refuse`` that of a thread in which no signals are handled.
    """

    __slots__ = ("__weakref__", "_waker", "heard")

    def __init__(self) -> None:
        self.heard = False
        self._waker: ReferenceType[Task] | None = None

    def finish(self) -> Any:
        """The value: the signal came."""

    def refuse(self) -> Any:
        """The value where it cannot come."""
        raise NotImplementedError

    def poll(self, waker: Task) -> Any:
        """The value, or have the signal wake."""
        if self._waker is None:
            _listening.append(ref(self))
        self._waker = ref(waker)
        if not self.heard:
            try:
                _set()
            except ValueError:
                self.cancel()
                return self.refuse()
            return PENDING
        self.cancel()
        return self.finish()

    def hear(self) -> bool:
        """Take the signal; whether it was waited for."""
        waker = None if self._waker is None else self._waker()
        if self.heard or waker is None or waker.reactor is None:
            return False
        self.heard = True
        waker.wake()
        return True

    def cancel(self) -> None:
        """Nobody waits any more."""
        if self._waker is not None:
            self._waker = None
            _listening[:] = [other for other in _listening if other() not in (None, self)]
            if not _listening:
                _restore()

    __del__ = cancel


class _Handler:
    """What handles the signal while somebody waits; ``before`` is what did so before."""

    __slots__ = ("before",)

    def __init__(self, before: Any) -> None:
        self.before = before

    def __call__(self, number: int, frame: FrameType | None) -> None:
        is_heard = False
        for weak in list(_listening):
            listener = weak()
            if listener is not None and listener.hear():
                is_heard = True
        if is_heard:
            return
        if callable(self.before):
            self.before(number, frame)
        elif self.before == signal.SIG_DFL:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)


def _set() -> None:
    """Have the signal handled, also where somebody else has set a handler since. Raises ``ValueError``
    in a thread where that cannot be.
    """
    handler = signal.getsignal(signal.SIGINT)
    if handler.__class__ is not _Handler:
        signal.signal(signal.SIGINT, _Handler(handler))


def _restore() -> None:
    """Set the handler that was there before, unless somebody has set another one."""
    handler = signal.getsignal(signal.SIGINT)
    if isinstance(handler, _Handler) and handler.before is not None:
        with suppress(ValueError):  # in another thread: then it stays, and passes on whatever comes
            signal.signal(signal.SIGINT, handler.before)
