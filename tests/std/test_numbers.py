"""Numbers: parsing, wrapping, saturating, and floats at their edges."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest

from bindrune.core.vm.values import U64
from tests.std.calling import shown

I = "::std::i64::"  # noqa: E741
U = "::std::u64::"
F = "::std::f64::"
S = "::std::string::String::"
MIN, MAX = -(1 << 63), (1 << 63) - 1
U_MAX = U64((1 << 64) - 1)

ROWS: list[tuple[Any, ...]] = [
    (I + "parse", "+7", "Ok(7)"),
    (I + "parse", "000000000000000000000000001", "Ok(1)"),
    (I + "parse", "-9223372036854775808", f"Ok({MIN})"),
    (U + "parse", "18446744073709551615", f"Ok({int(U_MAX)})"),
    (I + "pow", 2, 63, str(MIN)),
    (I + "pow", 3, 41, "-420491770248316829"),
    (I + "pow", 7, 100, "3728452490685454945"),
    (I + "pow", -1, 4294967295, "-1"),
    (I + "pow", 2, -1, "Failed to convert value `-1` to integer `u32`"),
    (I + "pow", 2, 2.0, "Expected number type, but found `::std::f64`"),
    (I + "saturating_pow", -2, 65, str(MIN)),
    (I + "saturating_pow", 0, 4294967295, "0"),
    (I + "saturating_pow", -1, 4294967294, "1"),
    (I + "checked_div", MIN, -1, "None"),
    (I + "checked_rem", MIN, -1, "None"),
    (I + "checked_rem", -7, 2, "Some(-1)"),
    (I + "checked_add", 1, U_MAX, f"Failed to convert value `{int(U_MAX)}` to integer `i64`"),
    (I + "wrapping_div", MIN, -1, str(MIN)),
    (I + "wrapping_div", -7, 2, "-3"),
    (I + "wrapping_rem", MIN, -1, "0"),
    (I + "wrapping_rem", 1, 0, "Division by zero"),
    (I + "abs", MIN, str(MIN)),
    (I + "saturating_abs", MIN, str(MAX)),
    (I + "signum", -5, "-1"),
    (I + "max", 1, 2.0, "Expected number type, but found `::std::f64`"),
    (U + "wrapping_sub", 5, 6, str(int(U_MAX))),
    (U + "saturating_sub", 5, 6, "0"),
    (U + "checked_sub", 5, 6, "None"),
    (U + "saturating_pow", U_MAX, 2, str(int(U_MAX))),
    (F + "acos", 2.0, "NaN"),
    (F + "sin", inf, "NaN"),
    (F + "exp", 1000.0, "inf"),
    (F + "ln", 0.0, "-inf"),
    (F + "log", 1.0, 1.0, "NaN"),
    (F + "ceil", -0.5, "-0.0"),
    (F + "floor", -0.5, "-1.0"),
    (F + "round", -0.2, "-0.0"),
    (F + "round", 0.49999999999999994, "0.0"),
    (F + "round", 2.5, "3.0"),
    (F + "round", 4503599627370497.5, "4503599627370498.0"),
    (F + "div_euclid", 1.0, 0.0, "inf"),
    (F + "div_euclid", 5.5, -2.0, "-2.0"),
    (F + "div_euclid", -0.3, 0.1, "-3.0"),
    (F + "div_euclid", 1e300, -1e-10, "-inf"),
    (F + "rem_euclid", -1.0, inf, "inf"),
    (F + "rem_euclid", -1e-20, 1.0, "1.0"),
    (F + "rem_euclid", 1.0, 0.0, "NaN"),
    (F + "powf", -8.0, 1.0 / 3.0, "NaN"),
    (F + "powf", 0.0, -1.0, "inf"),
    (F + "powf", 2.0, 1024.0, "inf"),
    (F + "powf", 1.0, nan, "1.0"),
    (F + "powi", -0.0, -1, "-inf"),
    (F + "powi", 1.1, 50, "117.39085287969571"),
    (F + "powi", 0.3, -7, "4572.473708276178"),
    (F + "powi", 2.0, -2147483648, "0.0"),
    (F + "powi", -1.7, 33, "-40254497.11092789"),
    (F + "atan2", 1.0, 1, "Expected type `::std::f64` but found `::std::i64`"),
    (F + "max", nan, 1.0, "1.0"),
    (F + "max", -0.0, 0.0, "-0.0"),
    (F + "clamp", nan, 0.0, 1.0, "NaN"),
    (F + "clamp", 5.0, 2.0, 1.5, "Panicked: min > max, or either was NaN. min = 2.0, max = 1.5"),
    (F + "to_degrees", 1.0, "57.29577951308232"),
    (F + "to_radians", -30.0, "-0.5235987755982988"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(map(str, row)))
def test_rows(row: tuple[Any, ...]) -> None:
    """A call gives the recorded value or error."""
    path, *arguments, expected = row
    assert shown(path, *arguments) == expected


@pytest.mark.parametrize("text", ["", "x", "-", "+", " 1", "1_0", "0x10", "1.0", "१", "--1", "9223372036854775808"])
def test_no_integers(text: str) -> None:
    """Nothing but digits with one sign, in range."""
    assert shown(S + "parse", text, generic="::std::i64").startswith("Err(")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (".5", "0.5"),
        ("5.", "5.0"),
        ("-.5e-1", "-0.05"),
        ("1E+3", "1000.0"),
        ("-Infinity", "-inf"),
        ("+nan", "NaN"),
        ("1e400", "inf"),
        ("-0", "-0.0"),
    ],
)
def test_floats(text: str, value: str) -> None:
    """All forms of floats."""
    assert shown(S + "parse", text, generic="::std::f64") == f"Ok({value})"


@pytest.mark.parametrize("text", ["", ".", "1e", "e5", "-.", "1e5.0", "infin", "1_0", " 1", "٣", "1.5f", "1,5"])
def test_no_floats(text: str) -> None:
    """What looks nearly like a float."""
    assert shown(S + "parse", text, generic="::std::f64").startswith("Err(")


@pytest.mark.parametrize(
    ("row", "kept"),
    [((1.9,), "1"), ((-1.9,), "-1"), ((nan,), "0"), ((1e300,), str(MAX)), ((-inf,), str(MIN))],
)
def test_floats_to_integers(row: tuple[float], kept: str) -> None:
    """Truncated and saturated."""
    assert shown(F + "to", *row, generic="::std::i64") == kept
