"""Equality, order, hashes and maps agree on values of every kind, nested and alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.api import MemoryIO, build_text
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.operations.debug import debug
from tests.differential.shapes import HASHED, ITEMS, literal, shape

SETTINGS = settings(max_examples=50, deadline=None)
RANDOM = st.randoms(use_true_random=False)
REVERSE = {"Less": "Greater", "Equal": "Equal", "Greater": "Less"}


def value_of(text: str) -> str | None:
    """The debug text of an expression's value, or None where it panics."""
    built = build_text(f"{ITEMS} use std::ops; {text}", io=MemoryIO())
    assert built.ok, [found.message for found in built.diagnostics]
    try:
        return debug(built.run(budget=100_000))
    except VmError:
        return None


def parted(shown: str | None) -> list[str]:
    """The elements of the debug text of a Vec whose elements hold no commas."""
    assert shown is not None
    return shown.strip("[]").split(", ")


@SETTINGS
@given(RANDOM)
def test_equality_and_order_agree(rng: random.Random) -> None:
    form = shape(rng, 2)
    a, b = literal(form, rng), literal(form, rng)
    shown = value_of(f"[{a} == {b}, {b} == {a}, {a} != {b}]")
    if shown is None:
        return  # functions, types and the like cannot be compared
    same, back, other = parted(shown)
    assert same == back != other
    order = value_of(f"[ops::partial_cmp({a}, {b}), ops::partial_cmp({b}, {a})]")
    if order is None:
        return
    forth, back = parted(order)
    if forth == "None":
        assert back == "None" and same == "false"
        return
    forth, back = forth[5:-1], back[5:-1]
    assert forth == REVERSE[back]
    assert (forth == "Equal") == (same == "true")
    wanted = [forth == "Less", forth != "Greater", forth == "Greater", forth != "Less"]
    assert value_of(f"[{a} < {b}, {a} <= {b}, {a} > {b}, {a} >= {b}]") == str(wanted).lower()


@SETTINGS
@given(RANDOM)
def test_total_and_partial_forms_agree(rng: random.Random) -> None:
    form = shape(rng, 2)
    a, b = literal(form, rng), literal(form, rng)
    total = value_of(f"ops::eq({a}, {b})")
    assert total is None or total == value_of(f"ops::partial_eq({a}, {b})")
    total = value_of(f"ops::cmp({a}, {b})")
    assert total is None or f"Some({total})" == value_of(f"ops::partial_cmp({a}, {b})")


@SETTINGS
@given(RANDOM)
def test_sorting_puts_in_order(rng: random.Random) -> None:
    form = shape(rng, 2)
    items = ", ".join(literal(form, rng) for _ in range(rng.randint(2, 6)))
    found = value_of(
        f"let v = [{items}]; v.sort(); let ordered = true;"
        "for i in 1..v.len() as i64 { if v[i - 1] > v[i] { ordered = false; } } (ordered, 1).0"
    )
    assert found in (None, "true")


@SETTINGS
@given(RANDOM)
def test_what_is_equal_has_one_hash_and_is_found(rng: random.Random) -> None:
    form = shape(rng, 2, HASHED)
    a, b = literal(form, rng), literal(form, rng)
    same = value_of(f"ops::eq({a}, {b})")
    assert same is not None, (a, b)
    hashes = value_of(f"ops::hash({a}) == ops::hash({b})")
    found = value_of(f"std::collections::HashMap::from_iter([({a}, 1)]).get({b}).is_some()")
    size = value_of(f"std::collections::HashSet::from_iter([{a}, {b}]).len()")
    if hashes is None:
        assert found is None and size is None
        return
    assert found == same, (a, b)
    assert hashes == "true" or same == "false", (a, b)
    assert size == ("1" if same == "true" else "2"), (a, b)


@SETTINGS
@given(RANDOM)
def test_a_clone_is_equal_to_what_it_is_a_clone_of(rng: random.Random) -> None:
    a = literal(shape(rng, 2), rng)
    same = value_of(f"let a = {a}; a == a")
    assert value_of(f"let a = {a}; a.clone() == a") in (same, None)


@pytest.mark.parametrize(
    "text", ["f64::NAN", "[f64::NAN]", "Some(f64::NAN)", "(f64::NAN, 1)", "P { x: f64::NAN, y: 1 }"]
)
def test_what_is_no_number_equals_nothing(text: str) -> None:
    assert value_of(f"[{text} == {text}, {text} != {text}]") == "[false, true]"


def test_zeros_are_equal() -> None:
    assert (
        value_of("[0.0 == -0.0, 0.0 < -0.0, [0.0] == [-0.0], Some(0.0) == Some(-0.0)]") == "[true, false, true, true]"
    )
