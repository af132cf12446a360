"""``::time::Instant``: points of a clock that only goes forward.

The clock is that of the program's IO, so a host decides what it shows. Points may lie far in the
future, as far as the reference's seconds, which are an i64, go.
"""

from __future__ import annotations

from struct import pack

from bindrune.core.runtime.active import current_io
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.std.time_durations import INSTANT_OVERFLOW, SECOND, duration_of, order
from bindrune.core.vm.errors import panic
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable, some

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.std.time_durations import Duration
    from bindrune.core.vm.values import Ordering, Variant

_MOST = (1 << 63) * SECOND - 1


class Instant(Borrowable):
    """``::time::Instant``; ``ns`` is what the clock showed, in nanoseconds."""

    __slots__ = ("ns",)
    ns: int


def instant_of(ns: int) -> Instant:
    """Return the point at which the clock shows ``ns``."""
    made = Instant()
    made.ns = ns
    made.token = None
    return made


def later(at: Instant, by: Duration) -> int:
    """Return what the clock shows when a duration has passed since a point."""
    ns = at.ns + by.ns
    if ns > _MOST:
        raise panic(INSTANT_OVERFLOW)
    return ns


std = Module("::time")
instant = std.type(native_type("::time::Instant", Instant))
instant.implement(*COMPARABLE, CLONE)


@instant.function("fn now() -> Instant", capability="clock")
def now() -> Instant:
    return instant_of(current_io().monotonic())


@instant.method("fn duration_since(&self, earlier: Instant) -> Duration")
def duration_since(at: Instant, earlier: Instant) -> Duration:
    return duration_of(max(0, at.ns - earlier.ns))


@instant.method("fn elapsed(&self) -> Duration", capability="clock")
def elapsed(at: Instant) -> Duration:
    return duration_of(max(0, current_io().monotonic() - at.ns))


@instant.protocol("ADD", "fn add(&self, rhs: &Duration) -> Instant")
def add(at: Instant, rhs: Duration) -> Instant:
    return instant_of(later(at, rhs))


@instant.protocol("ADD_ASSIGN", "fn add_assign(&mut self, rhs: &Duration)")
def add_assign(at: Instant, rhs: Duration) -> None:
    at.ns = later(at, rhs)


@instant.protocol("PARTIAL_EQ", "fn partial_eq(&self, rhs: &Instant) -> bool")
@instant.protocol("EQ", "fn eq(&self, rhs: &Instant) -> bool")
def equal(at: Instant, rhs: Instant) -> bool:
    return at.ns == rhs.ns


@instant.protocol("PARTIAL_CMP", "fn partial_cmp(&self, rhs: &Instant) -> Option")
def partial_cmp(at: Instant, rhs: Instant) -> Variant:
    return some(order(at.ns, rhs.ns))


@instant.protocol("CMP", "fn cmp(&self, rhs: &Instant) -> Ordering")
def cmp(at: Instant, rhs: Instant) -> Ordering:
    return order(at.ns, rhs.ns)


@instant.protocol("HASH", "fn hash(&self)")
def hash_(at: Instant) -> bytes:
    return pack("<qI", *divmod(at.ns, SECOND))


@instant.protocol("DEBUG_FMT", "fn debug(&self)")
def debug(at: Instant) -> str:
    seconds, rest = divmod(at.ns, SECOND)
    return f"Instant {{ tv_sec: {seconds}, tv_nsec: {rest} }}"


@instant.protocol("CLONE", "fn clone(&self) -> Instant")
def clone(at: Instant) -> Instant:
    return instant_of(at.ns)
