"""``::time::Duration``: spans of time, exact to the nanosecond.

A span is kept as one integer of nanoseconds; its largest value is that of the reference, whose
seconds are a u64.
"""

from __future__ import annotations

from struct import pack

from bindrune.core.formatting.durations import format_duration
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.vm.errors import panic
from bindrune.core.vm.faults import unfit
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import EQUAL, GREATER, LESS, Borrowable, some, u64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.vm.values import U64, Ordering, Variant

SECOND = 1_000_000_000
"""Nanoseconds of a second."""

_MOST_SECONDS = (1 << 64) - 1
MOST = _MOST_SECONDS * SECOND + SECOND - 1
"""Nanoseconds of the longest duration."""

INSTANT_OVERFLOW = "overflow when adding duration to instant"


class Duration(Borrowable):
    """``::time::Duration``; ``ns`` are its nanoseconds."""

    __slots__ = ("ns",)
    ns: int


def duration_of(ns: int) -> Duration:
    """Return a duration of nanoseconds."""
    made = Duration()
    made.ns = ns
    made.token = None
    return made


def order(a: int, b: int) -> Ordering:
    """Return how two counts of nanoseconds are ordered."""
    return LESS if a < b else GREATER if a > b else EQUAL


std = Module("::time")
duration = std.type(native_type("::time::Duration", Duration))
duration.implement(*COMPARABLE, CLONE)

for _name, _ns in (
    ("SECOND", SECOND),
    ("MILLISECOND", 1_000_000),
    ("MICROSECOND", 1_000),
    ("NANOSECOND", 1),
    ("ZERO", 0),
    ("MAX", MOST),
):
    duration.constant(_name, "Duration", duration_of(_ns))


@duration.function("fn new(secs: u64, nanos: u32) -> Duration")
def new(secs: int, nanos: int) -> Duration:
    ns = secs * SECOND + nanos
    if ns > MOST:
        raise panic("overflow in Duration::new")
    return duration_of(ns)


@duration.function("fn from_secs(secs: u64) -> Duration")
def from_secs(secs: int) -> Duration:
    return duration_of(secs * SECOND)


@duration.function("fn from_millis(millis: u64) -> Duration")
def from_millis(millis: int) -> Duration:
    return duration_of(millis * 1_000_000)


@duration.function("fn from_micros(micros: u64) -> Duration")
def from_micros(micros: int) -> Duration:
    return duration_of(micros * 1_000)


@duration.function("fn from_nanos(nanos: u64) -> Duration")
def from_nanos(nanos: int) -> Duration:
    return duration_of(nanos)


@duration.function("fn from_secs_f64(secs: f64) -> Duration")
def from_secs_f64(secs: float) -> Duration:
    if secs < 0.0:
        raise panic("cannot convert float seconds to Duration: value is negative")
    if not secs <= _MOST_SECONDS:
        raise too_large()
    above, below = secs.as_integer_ratio()
    ns, rest = divmod(above * SECOND, below)
    # To the nearest nanosecond, and from the middle to the even one.
    ns += 2 * rest > below or (2 * rest == below and ns & 1)
    if ns > MOST:
        raise too_large()
    return duration_of(ns)


def too_large() -> Exception:
    """Return the error of floats beyond the longest duration."""
    return panic("cannot convert float seconds to Duration: value is either too big or NaN")


@duration.method("fn is_zero(&self) -> bool")
def is_zero(d: Duration) -> bool:
    return d.ns == 0


@duration.method("fn as_secs(&self) -> u64")
def as_secs(d: Duration) -> U64:
    return u64(d.ns // SECOND)


@duration.method("fn subsec_millis(&self) -> u64")
def subsec_millis(d: Duration) -> U64:
    return u64(d.ns % SECOND // 1_000_000)


@duration.method("fn subsec_micros(&self) -> u64")
def subsec_micros(d: Duration) -> U64:
    return u64(d.ns % SECOND // 1_000)


@duration.method("fn subsec_nanos(&self) -> u64")
def subsec_nanos(d: Duration) -> U64:
    return u64(d.ns % SECOND)


def total(d: Duration, unit: int) -> U64:
    """Return how many whole units there are in a duration. Raises where that is no u64."""
    n = d.ns // unit
    if n >> 64:
        raise unfit(n, "u64")
    return u64(n)


@duration.method("fn as_millis(&self) -> u64")
def as_millis(d: Duration) -> U64:
    return total(d, 1_000_000)


@duration.method("fn as_micros(&self) -> u64")
def as_micros(d: Duration) -> U64:
    return total(d, 1_000)


@duration.method("fn as_nanos(&self) -> u64")
def as_nanos(d: Duration) -> U64:
    return total(d, 1)


@duration.method("fn as_secs_f64(&self) -> f64")
def as_secs_f64(d: Duration) -> float:
    # The reference adds two floats, which at times is not the float nearest to the exact value.
    return float(d.ns // SECOND) + (d.ns % SECOND) / 1e9


@duration.protocol("ADD", "fn add(&self, rhs: &Duration) -> Duration")
def add(d: Duration, rhs: Duration) -> Duration:
    if d.ns + rhs.ns > MOST:
        raise panic("overflow when adding durations")
    return duration_of(d.ns + rhs.ns)


@duration.protocol("ADD_ASSIGN", "fn add_assign(&mut self, rhs: &Duration)")
def add_assign(d: Duration, rhs: Duration) -> None:
    if d.ns + rhs.ns > MOST:
        raise panic(INSTANT_OVERFLOW)  # the reference's words, though no instant is meant
    d.ns += rhs.ns


@duration.protocol("PARTIAL_EQ", "fn partial_eq(&self, rhs: &Duration) -> bool")
@duration.protocol("EQ", "fn eq(&self, rhs: &Duration) -> bool")
def equal(d: Duration, rhs: Duration) -> bool:
    return d.ns == rhs.ns


@duration.protocol("PARTIAL_CMP", "fn partial_cmp(&self, rhs: &Duration) -> Option")
def partial_cmp(d: Duration, rhs: Duration) -> Variant:
    return some(order(d.ns, rhs.ns))


@duration.protocol("CMP", "fn cmp(&self, rhs: &Duration) -> Ordering")
def cmp(d: Duration, rhs: Duration) -> Ordering:
    return order(d.ns, rhs.ns)


@duration.protocol("HASH", "fn hash(&self)")
def hash_(d: Duration) -> bytes:
    return pack("<QI", *divmod(d.ns, SECOND))


@duration.protocol("DEBUG_FMT", "fn debug(&self)")
def debug(d: Duration) -> str:
    return format_duration(d.ns)


@duration.protocol("CLONE", "fn clone(&self) -> Duration")
def clone(d: Duration) -> Duration:
    return duration_of(d.ns)
