"""Work that blocks, as futures: each piece runs in a thread of its own while the script goes on.

The thread belongs to the ``Job``, and knows the future that waits for it only by a waker, which does
not keep it alive. So a future that nobody holds any more goes away at once, and with it ends the
job: its connection is abandoned, the thread gets an error and closes it. Threads are daemons; one
that cannot be woken (it looks up a name) does not keep the process from ending.

The order of steps makes the hand-over safe: the thread sets the result, then wakes; the future sets
the waker, then looks for a result.
"""

from __future__ import annotations

from bindrune.core.std.http_requests import Failure
from bindrune.core.vm.futures import PENDING, NativeFuture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.std.http_connections import Connection
    from bindrune.core.vm.futures import Task


class Job:
    """A piece of work in a thread: ``work`` is called with the job, and gives the result."""

    __slots__ = ("_connection", "_is_cancelled", "_lock", "error", "is_done", "result", "wake")

    def __init__(self) -> None:
        from _thread import RLock

        self.wake: Callable[[], None] | None = None
        self.is_done = False
        self.result: Any = None
        self.error: BaseException | None = None
        self._connection: Connection | None = None
        self._is_cancelled = False
        self._lock = RLock()
        """Held while the connection changes, so that ``cancel`` never meets one that has a new owner.

        The garbage collector may cancel in the thread that holds it.
        """

    def start(self, work: Callable[[Job], Any]) -> None:
        """Start the thread."""
        from threading import Thread

        Thread(target=self._run, args=(work,), name="bindrune http", daemon=True).start()

    def _run(self, work: Callable[[Job], Any]) -> None:
        try:
            self.result = work(self)
        except Failure as failure:
            failure.__traceback__ = failure.__context__ = None  # their frames hold connections
            self.result = failure
        except BaseException as error:
            self.error = error
        self.is_done = True
        if self.wake is not None:
            self.wake()

    def use(self, connection: Connection | None) -> None:
        """Note over which connection the work goes on; None when it needs none any more."""
        with self._lock:
            self._connection = connection
            if connection is not None and self._is_cancelled:
                connection.abandon()

    def cancel(self) -> None:
        """Let the work fail."""
        with self._lock:
            self._is_cancelled = True
            if self._connection is not None:
                self._connection.abandon()


class JobFuture(NativeFuture):
    """A future of a job, which starts when it is first polled.

    ``begin`` prepares the work in the thread that polls and returns it; ``finish`` makes a value of
    the result, or of a ``Failure``; ``loan`` is kept until then.
    """

    __slots__ = ("_begin", "_finish", "_job", "_loan")

    def __init__(
        self,
        begin: Callable[[], Callable[[Job], Any]],
        finish: Callable[[Any], Any],
        loan: object = None,
    ) -> None:
        self._begin = begin
        self._finish = finish
        self._loan = loan
        self._job: Job | None = None

    def poll(self, waker: Task) -> Any:
        """The value, or start the job, or go on waiting for it."""
        job = self._job
        if job is None:
            try:
                work = self._begin()
            except Failure as failure:
                return self._end(failure)
            job = self._job = Job()
            job.wake = waker.weak_wake()
            try:
                job.start(work)
            except RuntimeError as error:  # the operating system has no more threads
                return self._end(Failure(str(error)))
            return PENDING
        job.wake = waker.weak_wake()
        if not job.is_done:
            return PENDING
        if job.error is not None:
            raise job.error
        return self._end(job.result)

    def _end(self, result: Any) -> Any:
        self._loan = None
        return self._finish(result)

    def cancel(self) -> None:
        """Nobody waits any more."""
        if self._job is not None:
            self._job.cancel()

    __del__ = cancel
