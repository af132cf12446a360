"""``std::i64``: signed 64-bit integers."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.std.integers import (
    I64_MAX,
    I64_MIN,
    power,
    quotient,
    remainder,
    saturate,
    wrap,
)
from bindrune.core.std.number_comparisons import declare_comparisons
from bindrune.core.std.number_text import parse_i64
from bindrune.core.vm import types
from bindrune.core.vm.faults import divide_by_zero
from bindrune.core.vm.values import Variant, nothing, some, string

std = Module("::std::i64")
i64 = std.type(types.I64)
i64.implement(CLONE, *COMPARABLE)
declare_comparisons(i64, "i64")

std.constant("MIN", "i64", I64_MIN)
std.constant("MAX", "i64", I64_MAX)


@std.function("fn parse(text: &str) -> Result")
def parse(text: str) -> object:
    return parse_i64(text)


@i64.method("fn to::<f64>(self: i64) -> f64", params=("::std::f64",))
def to_f64(n: int) -> float:
    return float(n)


@i64.method("fn to_string(self: i64) -> String")
def to_string(n: int) -> object:
    return string(str(n))


def _checked(n: int) -> Variant:
    return some(n) if I64_MIN <= n <= I64_MAX else nothing()


@i64.method("fn pow(self: i64, exponent: u32) -> i64")
def pow_(n: int, exponent: int) -> int:
    return wrap(pow(n, exponent, 1 << 64))


@i64.method("fn checked_add(self: i64, other: i64) -> Option")
def checked_add(n: int, other: int) -> Variant:
    return _checked(n + other)


@i64.method("fn checked_sub(self: i64, other: i64) -> Option")
def checked_sub(n: int, other: int) -> Variant:
    return _checked(n - other)


@i64.method("fn checked_mul(self: i64, other: i64) -> Option")
def checked_mul(n: int, other: int) -> Variant:
    return _checked(n * other)


@i64.method("fn checked_div(self: i64, other: i64) -> Option")
def checked_div(n: int, other: int) -> Variant:
    return _checked(quotient(n, other)) if other else nothing()


@i64.method("fn checked_rem(self: i64, other: i64) -> Option")
def checked_rem(n: int, other: int) -> Variant:
    if other == 0 or (other == -1 and n == I64_MIN):
        return nothing()
    return some(remainder(n, other))


@i64.method("fn wrapping_add(self: i64, other: i64) -> i64")
def wrapping_add(n: int, other: int) -> int:
    return wrap(n + other)


@i64.method("fn wrapping_sub(self: i64, other: i64) -> i64")
def wrapping_sub(n: int, other: int) -> int:
    return wrap(n - other)


@i64.method("fn wrapping_mul(self: i64, other: i64) -> i64")
def wrapping_mul(n: int, other: int) -> int:
    return wrap(n * other)


@i64.method("fn wrapping_div(self: i64, other: i64) -> i64")
def wrapping_div(n: int, other: int) -> int:
    if not other:
        raise divide_by_zero()
    return wrap(quotient(n, other))


@i64.method("fn wrapping_rem(self: i64, other: i64) -> i64")
def wrapping_rem(n: int, other: int) -> int:
    if not other:
        raise divide_by_zero()
    return remainder(n, other)


@i64.method("fn saturating_add(self: i64, other: i64) -> i64")
def saturating_add(n: int, other: int) -> int:
    return saturate(n + other)


@i64.method("fn saturating_sub(self: i64, other: i64) -> i64")
def saturating_sub(n: int, other: int) -> int:
    return saturate(n - other)


@i64.method("fn saturating_mul(self: i64, other: i64) -> i64")
def saturating_mul(n: int, other: int) -> int:
    return saturate(n * other)


@i64.method("fn saturating_pow(self: i64, exponent: u32) -> i64")
def saturating_pow(n: int, exponent: int) -> int:
    return saturate(power(n, exponent))


@i64.method("fn abs(self: i64) -> i64")
def abs_(n: int) -> int:
    return wrap(abs(n))


@i64.method("fn saturating_abs(self: i64) -> i64")
def saturating_abs(n: int) -> int:
    return saturate(abs(n))


@i64.method("fn signum(self: i64) -> i64")
def signum(n: int) -> int:
    return (n > 0) - (n < 0)


@i64.method("fn is_positive(self: i64) -> bool")
def is_positive(n: int) -> bool:
    return n > 0


@i64.method("fn is_negative(self: i64) -> bool")
def is_negative(n: int) -> bool:
    return n < 0


@i64.method("fn max(self: i64, other: i64) -> i64")
def max_(n: int, other: int) -> int:
    return other if other > n else n


@i64.method("fn min(self: i64, other: i64) -> i64")
def min_(n: int, other: int) -> int:
    return other if other < n else n
