"""``std::f64``: floats, and the mathematical constants."""

from __future__ import annotations

import math
import sys
from math import inf, isnan, nan

from bindrune.core.formatting.numbers import debug_float
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.std import floats
from bindrune.core.std.number_comparisons import declare_comparisons
from bindrune.core.std.number_text import parse_f64
from bindrune.core.vm import types
from bindrune.core.vm.errors import panic

std = Module("::std::f64")
f64 = std.type(types.F64)
f64.implement(CLONE, *COMPARABLE)
declare_comparisons(f64, "f64")

_SMALLEST_NORMAL = sys.float_info.min

for _name, _type, _value in (
    ("EPSILON", "f64", sys.float_info.epsilon),
    ("MIN", "f64", -sys.float_info.max),
    ("MAX", "f64", sys.float_info.max),
    ("MIN_POSITIVE", "f64", _SMALLEST_NORMAL),
    ("MIN_EXP", "i64", -1021),
    ("MAX_EXP", "i64", 1024),
    ("MIN_10_EXP", "i64", -307),
    ("MAX_10_EXP", "i64", 308),
    ("NAN", "f64", nan),
    ("INFINITY", "f64", inf),
    ("NEG_INFINITY", "f64", -inf),
):
    std.constant(_name, _type, _value)

consts = Module("::std::f64::consts")
for _name, _value in (
    ("E", math.e),
    ("FRAC_1_PI", 0.3183098861837907),
    ("FRAC_1_SQRT_2", 0.7071067811865476),
    ("FRAC_2_PI", 0.6366197723675814),
    ("FRAC_2_SQRT_PI", 1.1283791670955126),
    ("FRAC_PI_2", 1.5707963267948966),
    ("FRAC_PI_3", 1.0471975511965979),
    ("FRAC_PI_4", 0.7853981633974483),
    ("FRAC_PI_6", 0.5235987755982989),
    ("FRAC_PI_8", 0.39269908169872414),
    ("LN_2", 0.6931471805599453),
    ("LN_10", 2.302585092994046),
    ("LOG2_10", 3.321928094887362),
    ("LOG2_E", 1.4426950408889634),
    ("LOG10_2", 0.3010299956639812),
    ("LOG10_E", 0.4342944819032518),
    ("PI", math.pi),
    ("SQRT_2", 1.4142135623730951),
    ("TAU", math.tau),
):
    consts.constant(_name, "f64", _value)


@std.function("fn parse(text: &str) -> Result", deprecated="Use std::string::parse::<f64> instead")
def parse(text: str) -> object:
    return parse_f64(text)


@f64.method("fn is_nan(self: f64) -> bool")
def is_nan(x: float) -> bool:
    return isnan(x)


@f64.method("fn is_infinite(self: f64) -> bool")
def is_infinite(x: float) -> bool:
    return math.isinf(x)


@f64.method("fn is_finite(self: f64) -> bool")
def is_finite(x: float) -> bool:
    return math.isfinite(x)


@f64.method("fn is_subnormal(self: f64) -> bool")
def is_subnormal(x: float) -> bool:
    return 0.0 < abs(x) < _SMALLEST_NORMAL


@f64.method("fn is_normal(self: f64) -> bool")
def is_normal(x: float) -> bool:
    return _SMALLEST_NORMAL <= abs(x) < inf


@f64.method("fn abs(self: f64) -> f64")
def abs_(x: float) -> float:
    return abs(x)


@f64.method("fn acos(self: f64) -> f64")
def acos(x: float) -> float:
    return math.acos(x) if -1.0 <= x <= 1.0 else nan


@f64.method("fn asin(self: f64) -> f64")
def asin(x: float) -> float:
    return math.asin(x) if -1.0 <= x <= 1.0 else nan


@f64.method("fn atan(self: f64) -> f64")
def atan(x: float) -> float:
    return math.atan(x)


@f64.method("fn atan2(self: f64, other: f64) -> f64")
def atan2(x: float, other: float) -> float:
    return math.atan2(x, other)


@f64.method("fn sin(self: f64) -> f64")
def sin(x: float) -> float:
    return floats.INVALID if math.isinf(x) else math.sin(x)


@f64.method("fn cos(self: f64) -> f64")
def cos(x: float) -> float:
    return floats.INVALID if math.isinf(x) else math.cos(x)


@f64.method("fn tan(self: f64) -> f64")
def tan(x: float) -> float:
    return floats.INVALID if math.isinf(x) else math.tan(x)


@f64.method("fn sqrt(self: f64) -> f64")
def sqrt(x: float) -> float:
    return floats.INVALID if x < 0.0 else math.sqrt(x)


@f64.method("fn cbrt(self: f64) -> f64")
def cbrt(x: float) -> float:
    return floats.cube_root(x)


@f64.method("fn ceil(self: f64) -> f64")
def ceil(x: float) -> float:
    return floats.ceil(x)


@f64.method("fn floor(self: f64) -> f64")
def floor(x: float) -> float:
    return floats.floor(x)


@f64.method("fn round(self: f64) -> f64")
def round_(x: float) -> float:
    return floats.round_(x)


@f64.method("fn clamp(self: f64, min: f64, max: f64) -> f64")
def clamp(x: float, least: float, most: float) -> float:
    if not least <= most:
        raise panic(
            f"min > max, or either was NaN. min = {debug_float(least)}, max = {debug_float(most)}"
        )
    return least if x < least else most if x > most else x


@f64.method("fn div_euclid(self: f64, other: f64) -> f64")
def div_euclid(x: float, other: float) -> float:
    return floats.divide_euclid(x, other)


@f64.method("fn rem_euclid(self: f64, other: f64) -> f64")
def rem_euclid(x: float, other: float) -> float:
    return floats.remainder_euclid(x, other)


@f64.method("fn exp(self: f64) -> f64")
def exp(x: float) -> float:
    return floats.exponential(x)


@f64.method("fn exp2(self: f64) -> f64")
def exp2(x: float) -> float:
    return floats.exponential_of_two(x)


@f64.method("fn ln(self: f64) -> f64")
def ln(x: float) -> float:
    return floats.logarithm(x)


@f64.method("fn log(self: f64, base: f64) -> f64")
def log(x: float, base: float) -> float:
    return floats.divide(floats.logarithm(x), floats.logarithm(base))


@f64.method("fn log2(self: f64) -> f64")
def log2(x: float) -> float:
    return floats.logarithm_2(x)


@f64.method("fn log10(self: f64) -> f64")
def log10(x: float) -> float:
    return floats.logarithm_10(x)


@f64.method("fn powf(self: f64, exponent: f64) -> f64")
def powf(x: float, exponent: float) -> float:
    return floats.power(x, exponent)


@f64.method("fn powi(self: f64, exponent: i32) -> f64")
def powi(x: float, exponent: int) -> float:
    return floats.power_of_integer(x, exponent)


@f64.method("fn to_degrees(self: f64) -> f64")
def to_degrees(x: float) -> float:
    return x * 57.29577951308232


@f64.method("fn to_radians(self: f64) -> f64")
def to_radians(x: float) -> float:
    return x * 0.017453292519943295


@f64.method("fn to::<i64>(self: f64) -> i64", params=("::std::i64",))
def to_i64(x: float) -> int:
    return floats.to_i64(x)


@f64.method("fn max(self: f64, other: f64) -> f64")
def max_(x: float, other: float) -> float:
    return other if other > x or isnan(x) else x


@f64.method("fn min(self: f64, other: f64) -> f64")
def min_(x: float, other: float) -> float:
    return other if other < x or isnan(x) else x
