"""Arithmetic on floats as C's and the reference's libraries do it, where Python raises or has no
such function.
"""

from __future__ import annotations

import math
from math import copysign, fmod, inf, isinf, isnan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


I64_MIN = -(1 << 63)
I64_MAX = (1 << 63) - 1
INVALID: Final = -math.nan
"""What an operation without a result gives: as on x86, its sign bit is set, and `{:08}` shows that."""


def power(x: float, y: float) -> float:
    """Return ``x ** y``: infinite where it is too large, not a number where the result is not
    real.
    """
    try:
        return math.pow(x, y)
    except OverflowError:
        return -inf if x < 0 and fmod(y, 2.0) in (1.0, -1.0) else inf
    except ValueError:
        if x == 0.0:
            return copysign(inf, x) if fmod(y, 2.0) in (1.0, -1.0) else inf
        return INVALID


def power_of_integer(x: float, n: int) -> float:
    """Return ``x`` to the power ``n`` by repeated squaring, inverted at the end if ``n`` is
    negative.
    """
    result = 1.0
    m = abs(n)
    while True:
        if m & 1:
            result *= x
        m >>= 1
        if not m:
            break
        x *= x
    if n >= 0:
        return result
    return 1.0 / result if result else copysign(inf, result)


def cube_root(x: float) -> float:
    """Return the float nearest to the cube root; C's own is off by a digit here and there."""
    if x == 0.0 or not math.isfinite(x):
        return x
    n, d = abs(x).as_integer_ratio()
    y = math.cbrt(abs(x))
    while True:
        above, below = math.nextafter(y, inf), math.nextafter(y, 0.0)
        if _is_midway_less(y, above, n, d):
            y = above
        elif not _is_midway_less(below, y, n, d):
            y = below
        else:
            return copysign(y, x)


def _is_midway_less(low: float, high: float, n: int, d: int) -> bool:
    """Whether the cube of what lies midway between two floats is less than ``n / d``."""
    a, b = low.as_integer_ratio()
    c, e = high.as_integer_ratio()
    return (a * e + c * b) ** 3 * d < n * (2 * b * e) ** 3


def exponential(x: float) -> float:
    """Return e to the power ``x``."""
    try:
        return math.exp(x)
    except OverflowError:
        return inf


def exponential_of_two(x: float) -> float:
    """Return 2 to the power ``x``."""
    try:
        return math.exp2(x)
    except OverflowError:
        return inf


def logarithm(x: float) -> float:
    """Return the natural logarithm of ``x``."""
    return math.log(x) if x > 0.0 else _no_logarithm(x)


def logarithm_2(x: float) -> float:
    """Return the logarithm of ``x`` to the base 2."""
    return math.log2(x) if x > 0.0 else _no_logarithm(x)


def logarithm_10(x: float) -> float:
    """Return the logarithm of ``x`` to the base 10."""
    return math.log10(x) if x > 0.0 else abs(_no_logarithm(x)) if x else -inf


def _no_logarithm(x: float) -> float:
    if isnan(x):
        return x
    return -inf if x == 0.0 else INVALID


def divide(x: float, y: float) -> float:
    """Return ``x / y`` with infinities and NaN where ``y`` is zero."""
    if y:
        return x / y
    if isnan(x):
        return x
    if not x:
        return INVALID
    return copysign(inf, x) * copysign(1.0, y)


def remainder(x: float, y: float) -> float:
    """Return ``x % y`` with the sign of ``x``, NaN where there is none."""
    if isnan(x):
        return x
    if isinf(x) or not y:
        return INVALID
    return fmod(x, y)


def divide_euclid(x: float, y: float) -> float:
    """Return the whole quotient that leaves a remainder that is not negative."""
    q = truncate(divide(x, y))
    if remainder(x, y) < 0.0:
        return q - 1.0 if y > 0.0 else q + 1.0
    return q


def remainder_euclid(x: float, y: float) -> float:
    """Return the remainder that is not negative."""
    r = remainder(x, y)
    return r + abs(y) if r < 0.0 else r


def truncate(x: float) -> float:
    """Return ``x`` without its fraction, the sign of zero kept."""
    return copysign(float(int(x)), x) if abs(x) < 4503599627370496.0 else x


def floor(x: float) -> float:
    """Return the largest whole number that is not larger."""
    return copysign(float(math.floor(x)), x) if abs(x) < 4503599627370496.0 else x


def ceil(x: float) -> float:
    """Return the smallest whole number that is not smaller."""
    return copysign(float(math.ceil(x)), x) if abs(x) < 4503599627370496.0 else x


def round_(x: float) -> float:
    """Return the nearest whole number; halves go away from zero."""
    whole = truncate(x)
    if abs(x - whole) >= 0.5:
        return whole + copysign(1.0, x)
    return whole


def to_i64(x: float) -> int:
    """Return ``x`` truncated, the nearest i64 where it is too large, 0 for NaN."""
    if isnan(x):
        return 0
    if -9.223372036854775808e18 <= x < 9.223372036854775808e18:
        return int(x)
    return I64_MAX if x > 0.0 else I64_MIN
