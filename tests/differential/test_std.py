"""The table of calls: every form is a program here, and results are told apart case by case."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.differential import container_calls
from tests.differential.calls import FORMS, case
from tests.differential.std import alike, evaluate
from tests.differential.worker import run

ALL = [*FORMS, *container_calls.FORMS]


@pytest.mark.parametrize("part", range(8))
def test_forms_are_programs(part: int, tmp_path: Path) -> None:
    rng = random.Random(part)
    cases = [case(form, rng) for form in ALL[part::8]]
    found = [evaluate(lambda text: run(text, tmp_path), [text]) for text in cases]
    faulty = [(text, result) for text, result in zip(cases, found, strict=True) if "internal" in result[0]]
    assert faulty == []


def test_panics_and_errors_are_results(tmp_path: Path) -> None:
    cases = ["1 + 1", "1 / 0", '"a"', "nothing", "[1][1]", "'b'"]
    assert evaluate(lambda text: run(text, tmp_path), cases) == [
        "2",
        "//! panic Division by zero",
        '"a"',
        "//! error No local variable `nothing`",
        "//! panic Type `::std::vec::Vec` missing integer index `1`",
        "'b'",
    ]


def test_what_aborts_there_may_do_anything_here() -> None:
    assert alike("//! exit 101", "1") and not alike("//! exit 101", "//! internal error")
    assert alike("//! panic a", "//! panic a") and not alike("1", "2")
    assert alike('"-000-9223372036854775808"', '"-0009223372036854775808"')
