"""``::rand``: random numbers, from a seed or from the operating system.

The generators differ in their ``source`` only (``std/generators.py``). ``SysRng`` is a unit struct:
its path is its value. It seeds others and gives no numbers itself.
"""

from __future__ import annotations

from bindrune.core.runtime.arguments import expected, integer
from bindrune.core.runtime.module import Module
from bindrune.core.std.generators import (
    SEED_SIZE,
    ChaCha,
    Source,
    System,
    Xoshiro,
    below_u32,
    below_u64,
    pcg_seed,
    splitmix_seed,
)
from bindrune.core.vm import types
from bindrune.core.vm.access import check_read, check_write
from bindrune.core.vm.errors import VmError, panic
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import (
    Borrowable,
    Ok,
    RangeHalfOpen,
    RangeInclusive,
    Vec,
    ok,
    u64,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.runtime.module import Type

_GAP = 0xD800
_GAP_SIZE = 0x800
_CHARS = 0x110000 - _GAP_SIZE


class Rng(Borrowable):
    """What the generators have in common."""

    __slots__ = ("source",)
    source: Source


class SmallRng(Rng):
    """``::rand::SmallRng``: fast, and easy to predict."""

    __slots__ = ()


class StdRng(Rng):
    """``::rand::StdRng``: hard to predict."""

    __slots__ = ()


class ThreadRng(Rng):
    """``::rand::ThreadRng``: seeded by the operating system."""

    __slots__ = ()


class SysRng(Rng):
    """``::rand::SysRng``: the operating system as a source of seeds."""

    __slots__ = ()


class SysError(Borrowable):
    """What a failing operating system would give; there is none."""

    __slots__ = ()


def made(cls: type[Rng], source: Source | System) -> Rng:
    """Return a generator over ``source``."""
    rng = cls()
    rng.source = source  # type: ignore[assignment]  # `System` is that of SysRng, which gives no numbers
    rng.token = None
    return rng


std = Module("::rand")
small_rng = std.type(native_type("::rand::SmallRng", SmallRng))
std_rng = std.type(native_type("::rand::StdRng", StdRng))
thread_rng = std.type(native_type("::rand::ThreadRng", ThreadRng))
sys_error = std.type(native_type("::rand::SysError", SysError))
native_type("::rand::SysRng", SysRng)
std.constant("SysRng", "SysRng", made(SysRng, System()))


@sys_error.protocol("DISPLAY_FMT", "fn display(&self)")
def display(_error: SysError) -> str:
    return "the operating system gives no random numbers"


@std.function("fn rng() -> ThreadRng", capability="random")
def rng() -> Rng:
    return made(ThreadRng, ChaCha(System().fill()))


@thread_rng.method("fn reseed(&mut self) -> Result<(), SysError>", capability="random")
def reseed(rng: Rng) -> Ok:
    rng.source = ChaCha(System().fill())
    return ok(None)


def seeded(value: Any) -> bytes:
    """Return a seed drawn from a generator that a script gives."""
    if not isinstance(value, Rng):
        raise panic("expected an rng source")
    check_write(value)
    return value.source.fill()


def seed_bytes(seed: Vec) -> bytes:
    """Return the seed that a Vec of 32 bytes is."""
    if len(seed.a) != SEED_SIZE:
        raise VmError(
            "expected-vec-length",
            f"Expected a vector of length `{SEED_SIZE}`, but found one with length `{len(seed.a)}`",
        )
    return bytes(integer(x, "u8") for x in seed.a)


def char_index(value: Any) -> int:
    """Return the place of a char among all chars, which leave out the surrogates."""
    if value.__class__ is not str:
        raise expected(types.CHAR, value)
    code = ord(value)
    return code - _GAP_SIZE if code > _GAP else code


def char_at(index: int) -> str:
    """Return the char at a place among all chars."""
    return chr(index + _GAP_SIZE if index >= _GAP else index)


def span(range_: Any, target: str) -> tuple[int, int]:
    """Return the first number and how many there are in a range of ``target``."""
    cls = range_.__class__
    if not isinstance(range_, (RangeHalfOpen, RangeInclusive)):
        raise panic("unsupported range")
    check_read(range_)
    if target == "char":
        start, end = char_index(range_.start), char_index(range_.end)
    else:
        start, end = integer(range_.start, target), integer(range_.end, target)
    size = end - start + (cls is RangeInclusive)
    if size <= 0:
        raise panic("cannot sample empty range")
    return start, size


def random_u64(rng: Rng) -> int:
    """Return any u64."""
    return u64(rng.source.u64())


def random_i64(rng: Rng) -> int:
    """Return any i64."""
    return (rng.source.u64() ^ 1 << 63) - (1 << 63)


def random_bool(rng: Rng) -> bool:
    """Return true or false."""
    return rng.source.u32() >> 31 == 1


def random_char(rng: Rng) -> str:
    """Return any char."""
    # The gap is moved to the front, so the numbers are not those of a range of all chars.
    code = below_u32(rng.source, _CHARS) + _GAP_SIZE
    return chr(code - _GAP_SIZE if code < _GAP + _GAP_SIZE else code)


def range_u64(rng: Rng, range_: Any) -> int:
    """Return a u64 of a range."""
    start, size = span(range_, "u64")
    return u64(start + below_u64(rng.source, size))


def range_i64(rng: Rng, range_: Any) -> int:
    """Return an i64 of a range."""
    start, size = span(range_, "i64")
    if size == 1 << 64:
        return random_i64(rng)  # not counted from the least i64
    return start + below_u64(rng.source, size)


def range_char(rng: Rng, range_: Any) -> str:
    """Return a char of a range."""
    start, size = span(range_, "char")
    return char_at(start + below_u32(rng.source, size))


def declare_numbers(row: Type) -> None:
    """Declare the methods by which a generator gives values."""
    for name, one, within in (
        ("u64", random_u64, range_u64),
        ("i64", random_i64, range_i64),
        ("char", random_char, range_char),
        ("bool", random_bool, None),
    ):
        params = (f"::std::{name}",)
        row.method(f"fn random::<{name}>(&mut self) -> {name}", params=params)(one)
        if within is not None:
            signature = f"fn random_range::<{name}>(&mut self, range: any) -> {name}"
            row.method(signature, params=params)(within)


def declare_seeds(row: Type, cls: type[Rng], source: type[Xoshiro | ChaCha], expand: Any) -> None:
    """Declare the functions that make a generator of a seed."""
    name = cls.__name__

    def from_seed(seed: Vec) -> Rng:
        return made(cls, source(seed_bytes(seed)))

    def seed_from_u64(state: int) -> Rng:
        return made(cls, source(expand(state)))

    def from_rng(rng: Any) -> Rng:
        return made(cls, source(seeded(rng)))

    def try_from_rng(rng: Any) -> Ok:
        return ok(from_rng(rng))

    def from_sys_rng() -> Rng:
        return made(cls, source(System().fill()))

    def try_from_sys_rng() -> Ok:
        return ok(from_sys_rng())

    row.function(f"fn from_seed(seed: &Vec) -> {name}")(from_seed)
    row.function(f"fn seed_from_u64(state: u64) -> {name}")(seed_from_u64)
    row.function(f"fn from_rng(rng: any) -> {name}")(from_rng)
    row.function(f"fn try_from_rng(rng: any) -> Result<{name}, TryFromRngError>")(try_from_rng)
    row.function(f"fn from_sys_rng() -> {name}", capability="random")(from_sys_rng)
    row.function(f"fn try_from_sys_rng() -> Result<{name}, SysError>", capability="random")(try_from_sys_rng)


for _row in (small_rng, std_rng, thread_rng):
    declare_numbers(_row)
declare_seeds(small_rng, SmallRng, Xoshiro, splitmix_seed)
declare_seeds(std_rng, StdRng, ChaCha, pcg_seed)
