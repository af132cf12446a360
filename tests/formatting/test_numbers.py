"""Texts of floats and durations, against texts recorded from the reference."""

from __future__ import annotations

import pytest

from bindrune.core.formatting.durations import format_duration
from bindrune.core.formatting.numbers import debug_float, display_float

FLOATS = [
    (1.0, "1.0", "1.0"),
    (-0.0, "-0.0", "-0.0"),
    (0.1, "0.1", "0.1"),
    (1.5e15, "1500000000000000.0", "1500000000000000.0"),
    (1e16, "1e16", "1e16"),
    (1.2345678901234568e16, "1.2345678901234568e16", "1.2345678901234568e16"),
    (123456789012345680.0, "1.2345678901234568e17", "1.2345678901234568e17"),
    (0.0001, "0.0001", "0.0001"),
    (0.00001, "0.00001", "1e-5"),
    (-0.000012, "-0.000012", "-1.2e-5"),
    (1e-6, "1e-6", "1e-6"),
    (-1.2e-7, "-1.2e-7", "-1.2e-7"),
    (5e-324, "5e-324", "5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e308", "1.7976931348623157e308"),
    (872805598677135.25, "872805598677135.2", "872805598677135.3"),
    (17021816.072186816, "17021816.072186816", "17021816.072186816"),
    (157337747.142578125, "157337747.14257812", "157337747.14257813"),
    (float("nan"), "NaN", "NaN"),
    (float("inf"), "inf", "inf"),
    (float("-inf"), "-inf", "-inf"),
]


@pytest.mark.parametrize(("value", "display", "debug"), FLOATS, ids=[row[1] for row in FLOATS])
def test_floats(value: float, display: str, debug: str) -> None:
    assert display_float(value) == display
    assert debug_float(value) == debug


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0ns"),
        (12, "12ns"),
        (70_775, "70.775µs"),
        (1_000, "1µs"),
        (20_000_000, "20ms"),
        (1_500_000_000, "1.5s"),
        (61_000_000_001, "61.000000001s"),
    ],
)
def test_durations(nanoseconds: int, text: str) -> None:
    assert format_duration(nanoseconds) == text
