"""``::time``: durations, points in time, sleeping, and intervals that tick.

Sleeping and ticking wait in the execution's reactor (``runtime/scheduler.py``); what instants and
intervals take for now is what the program's IO shows. The rows of ``Duration`` and ``Instant`` have
files of their own.

A future of ``tick`` holds its interval exclusively until it has completed or is dropped.
"""

from __future__ import annotations

from bindrune.core.runtime.active import current_io
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.scheduler import Alarm, Sleep
from bindrune.core.std import time_durations, time_instants
from bindrune.core.std.time_durations import SECOND
from bindrune.core.vm.errors import panic
from bindrune.core.vm.futures import Future, Hold, NativeFuture, future
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.std.time_durations import Duration
    from bindrune.core.std.time_instants import Instant
    from bindrune.core.vm.futures import Task

__all__ = ["Interval", "Tick", "interval", "std", "time_durations", "time_instants"]


class Interval(Borrowable):
    """``::time::Interval``. ``next`` is when the clock shows the next tick, ``period`` nanoseconds
    between ticks, ``last`` when the latest tick was due.
    """

    __slots__ = ("last", "next", "period")
    last: int
    next: int
    period: int

    def now(self) -> int:
        """What the clock shows. A tick proves that its time has come, even on a clock that stands
        still.
        """
        return max(current_io().monotonic(), self.last)


class Opening(NativeFuture):
    """The future of an interval; ``start`` is when it first ticks, by default when it is awaited."""

    __slots__ = ("period", "start")

    def __init__(self, period: int, start: int | None = None) -> None:
        self.period = period
        self.start = start

    def poll(self, waker: Task) -> Interval:
        """The interval. Panics if its period is zero."""
        if not self.period:
            raise panic("`period` must be non-zero.")
        made = Interval()
        made.next = current_io().monotonic() if self.start is None else self.start
        made.period = self.period
        made.last = 0
        made.token = None
        return made


class Tick(Alarm):
    """The future of an interval's next tick."""

    __slots__ = ("_hold", "_interval")

    def __init__(self, interval: Interval) -> None:
        super().__init__()
        self._hold = Hold(interval)
        self._interval = interval

    def delay(self) -> float:
        """Seconds until the tick is due."""
        return (self._interval.next - self._interval.now()) / SECOND

    def finish(self) -> None:
        """The tick is over; the next one is due a period after this one was, however late it came."""
        self._interval.last = self._interval.next
        self._interval.next += self._interval.period
        self._hold.end()


std = Module("::time")
interval = std.type(native_type("::time::Interval", Interval))


@std.function("async fn sleep(duration: Duration)", capability="clock")
def sleep(duration: Duration) -> Future:
    return future(Sleep(duration.ns / SECOND))


@std.function("async fn interval(period: Duration) -> Interval", capability="clock")
def interval_(period: Duration) -> Future:
    return future(Opening(period.ns))


@std.function("async fn interval_at(start: Instant, period: Duration) -> Interval", capability="clock")
def interval_at(start: Instant, period: Duration) -> Future:
    return future(Opening(period.ns, start.ns))


@interval.method("async fn tick(&mut self)", capability="clock")
def tick(i: Interval) -> Future:
    return future(Tick(i))


@interval.method("fn reset(&mut self)", capability="clock")
def reset(i: Interval) -> None:
    i.next = i.now() + i.period


@interval.method("fn reset_immediately(&mut self)", capability="clock")
def reset_immediately(i: Interval) -> None:
    i.next = i.now()


@interval.method("fn reset_after(&mut self, after: Duration)", capability="clock")
def reset_after(i: Interval, after: Duration) -> None:
    i.next = i.now() + after.ns


@interval.method("fn reset_at(&mut self, deadline: Instant)")
def reset_at(i: Interval, deadline: Instant) -> None:
    i.next = deadline.ns
