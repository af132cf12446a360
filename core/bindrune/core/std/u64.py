"""``std::u64``: unsigned 64-bit integers, such as lengths."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.std.integers import U64_MAX, power
from bindrune.core.std.number_comparisons import declare_comparisons
from bindrune.core.std.number_text import parse_u64
from bindrune.core.vm import types
from bindrune.core.vm.faults import divide_by_zero
from bindrune.core.vm.values import (
    U64,
    Variant,
    nothing,
    some,
    string,
    u64,
)

std = Module("::std::u64")
number = std.type(types.U64)
number.implement(CLONE, *COMPARABLE)
declare_comparisons(number, "u64")

std.constant("MIN", "u64", U64(0))
std.constant("MAX", "u64", U64(U64_MAX))


@std.function("fn parse(text: &str) -> Result")
def parse(text: str) -> object:
    return parse_u64(text)


@number.method("fn to::<f64>(self: u64) -> f64", params=("::std::f64",))
def to_f64(n: int) -> float:
    return float(n)


@number.method("fn to_string(self: u64) -> String")
def to_string(n: int) -> object:
    return string(str(n))


def _checked(n: int) -> Variant:
    return some(u64(n)) if 0 <= n <= U64_MAX else nothing()


@number.method("fn pow(self: u64, exponent: u32) -> u64")
def pow_(n: int, exponent: int) -> U64:
    return u64(pow(n, exponent, 1 << 64))


@number.method("fn checked_add(self: u64, other: u64) -> Option")
def checked_add(n: int, other: int) -> Variant:
    return _checked(n + other)


@number.method("fn checked_sub(self: u64, other: u64) -> Option")
def checked_sub(n: int, other: int) -> Variant:
    return _checked(n - other)


@number.method("fn checked_mul(self: u64, other: u64) -> Option")
def checked_mul(n: int, other: int) -> Variant:
    return _checked(n * other)


@number.method("fn checked_div(self: u64, other: u64) -> Option")
def checked_div(n: int, other: int) -> Variant:
    return some(u64(n // other)) if other else nothing()


@number.method("fn checked_rem(self: u64, other: u64) -> Option")
def checked_rem(n: int, other: int) -> Variant:
    return some(u64(n % other)) if other else nothing()


@number.method("fn wrapping_add(self: u64, other: u64) -> u64")
def wrapping_add(n: int, other: int) -> U64:
    return u64((n + other) & U64_MAX)


@number.method("fn wrapping_sub(self: u64, other: u64) -> u64")
def wrapping_sub(n: int, other: int) -> U64:
    return u64((n - other) & U64_MAX)


@number.method("fn wrapping_mul(self: u64, other: u64) -> u64")
def wrapping_mul(n: int, other: int) -> U64:
    return u64((n * other) & U64_MAX)


@number.method("fn wrapping_div(self: u64, other: u64) -> u64")
def wrapping_div(n: int, other: int) -> U64:
    if not other:
        raise divide_by_zero()
    return u64(n // other)


@number.method("fn wrapping_rem(self: u64, other: u64) -> u64")
def wrapping_rem(n: int, other: int) -> U64:
    if not other:
        raise divide_by_zero()
    return u64(n % other)


@number.method("fn saturating_add(self: u64, other: u64) -> u64")
def saturating_add(n: int, other: int) -> U64:
    return u64(min(n + other, U64_MAX))


@number.method("fn saturating_sub(self: u64, other: u64) -> u64")
def saturating_sub(n: int, other: int) -> U64:
    return u64(max(n - other, 0))


@number.method("fn saturating_mul(self: u64, other: u64) -> u64")
def saturating_mul(n: int, other: int) -> U64:
    return u64(min(n * other, U64_MAX))


@number.method("fn saturating_pow(self: u64, exponent: u32) -> u64")
def saturating_pow(n: int, exponent: int) -> U64:
    return u64(min(power(n, exponent), U64_MAX))


@number.method("fn max(self: u64, other: u64) -> u64")
def max_(n: int, other: int) -> U64:
    return u64(other if other > n else n)


@number.method("fn min(self: u64, other: u64) -> u64")
def min_(n: int, other: int) -> U64:
    return u64(other if other < n else n)
