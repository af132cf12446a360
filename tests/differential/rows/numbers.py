"""Integers and floats."""

from __future__ import annotations

TABLE = r"""
# i64
i64::parse({str}).ok() => opt<int>
{int}.to::<f64>() => float
{int}.pow({#int 0 3}) => int
{int}.checked_add({int}) => opt<int>
{int}.checked_sub({int}) => opt<int>
{int}.checked_mul({int}) => opt<int>
{int}.checked_div({int}) => opt<int>
{int}.checked_rem({int}) => opt<int>
{int}.wrapping_add({int}) => int
{int}.wrapping_sub({int}) => int
{int}.wrapping_mul({int}) => int
{int}.wrapping_div({#int 1 9}) => int
{int}.wrapping_rem({#int 1 9}) => int
{int}.wrapping_div({int}) => int ; risk
{int}.saturating_add({int}) => int
{int}.saturating_sub({int}) => int
{int}.saturating_mul({int}) => int
{int}.saturating_pow({#int 0 3}) => int
{int}.saturating_abs() => int
i64::MAX.checked_add({int}) => opt<int>
i64::MIN.saturating_sub({int}) => int ; rare
i64::MIN.checked_sub({int}) => opt<int>
i64::MAX.wrapping_add({int}) => int ; rare
{int}.to_string() => str ; w=3
{int}.abs() => int ; w=2
{int}.signum() => int
{int}.is_positive() => bool
{int}.is_negative() => bool
{int}.min({int}) => int
{int}.max({int}) => int
{int}.clone() => int
{int}.eq({int}) => bool
{int}.ne({int}) => bool
{int}.cmp({int}) => ord
{int}.partial_cmp({int}) => opt<ord>
{int}.lt({int}) => bool
{int}.le({int}) => bool
{int}.gt({int}) => bool
{int}.ge({int}) => bool
# u64
u64::parse({str}).ok() => opt<u64>
{u64}.to::<f64>() => float
{u64}.pow({#int 0 3}) => u64
{u64}.checked_add({u64}) => opt<u64>
{u64}.checked_sub({u64}) => opt<u64>
{u64}.checked_mul({u64}) => opt<u64>
{u64}.checked_div({u64}) => opt<u64>
{u64}.checked_rem({u64}) => opt<u64>
{u64}.wrapping_add({u64}) => u64
{u64}.wrapping_mul({u64}) => u64
{u64}.wrapping_sub({u64}) => u64 ; rare
{u64}.wrapping_div({#int 1 9}) => u64
{u64}.wrapping_rem({#int 1 9}) => u64
{u64}.saturating_add({u64}) => u64
{u64}.saturating_sub({u64}) => u64 ; w=2
{u64}.saturating_mul({u64}) => u64
{u64}.saturating_pow({#int 0 3}) => u64
u64::MAX.checked_add({u64}) => opt<u64>
{u64}.to_string() => str ; w=2
{u64}.min({u64}) => u64
{u64}.max({u64}) => u64
{u64}.eq({u64}) => bool
{u64}.ne({u64}) => bool
{u64}.cmp({u64}) => ord
{u64}.partial_cmp({u64}) => opt<ord>
{u64}.lt({u64}) => bool
{u64}.ge({u64}) => bool
# f64
{float}.is_nan() => bool
{float}.is_infinite() => bool
{float}.is_finite() => bool
{float}.is_normal() => bool
{float}.is_subnormal() => bool
{float}.abs() => float
{float}.ceil() => float
{float}.floor() => float
{float}.round() => float ; w=2
{float}.sqrt() => float
{float}.cbrt() => float
{float}.acos() => float
{float}.asin() => float
{float}.atan() => float
{float}.atan2({float}) => float
{float}.cos() => float
{float}.sin() => float
{float}.tan() => float
{float}.exp2() => float
{float}.exp() => float
{float}.ln() => float
{float}.log({#float 2 10}) => float
{float}.log10() => float
{float}.log2() => float
{float}.powf({#float 0 3}) => float
{float}.powi({#int 0 4}) => float
{float}.div_euclid({float}) => float
{float}.rem_euclid({float}) => float
{float}.clamp({#float 0 3}, {#float 4 9}) => float
{float}.to::<i64>() => int
{float}.to_degrees() => float
{float}.to_radians() => float
{float}.min({float}) => float
{float}.max({float}) => float
{float}.eq({float}) => bool
{float}.ne({float}) => bool
{float}.lt({float}) => bool
{float}.le({float}) => bool
{float}.gt({float}) => bool
{float}.ge({float}) => bool
{float}.partial_cmp({float}) => opt<ord>
{float}.cmp({float}) => ord ; risk
{float}.clone() => float
f64::consts::PI => float
f64::consts::E => float
f64::EPSILON => float
f64::INFINITY => float ; rare
f64::NAN.max({float}) => float
{u64}.le({u64}) => bool
{u64}.gt({u64}) => bool
{u64}.clone() => u64
f64::parse({str}).ok() => opt<float>
f64::parse({str}).is_ok() => bool
f64::MIN_POSITIVE.is_normal() => bool
{float}.to::<i64>().to::<f64>() => float
{int}.cmp({int}) == {ord} => bool
{float}.cmp({#float 0 3}) => ord
u64::MIN.checked_sub({u64}) => opt<u64>
{u64}.saturating_sub({u64}).checked_rem({u64}) => opt<u64>
"""
