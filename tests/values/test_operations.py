"""Operations on values: arithmetic against Python's integers, order, texts, depth and cycles."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindrune.core.vm.access import take
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.operations import arith
from bindrune.core.vm.operations.cloning import clone
from bindrune.core.vm.operations.compare import cmp, lt, partial_cmp
from bindrune.core.vm.operations.conversion import as_type, is_type, type_value
from bindrune.core.vm.operations.debug import debug, debug_nested
from bindrune.core.vm.operations.equality import eq, partial_eq
from bindrune.core.vm.operations.fields import get_field, op_field, set_field
from bindrune.core.vm.operations.hashing import hash_key, hash_value
from bindrune.core.vm.operations.indexing import get_index, set_index
from bindrune.core.vm.structs import construct, script_type, struct_class, variant_type
from bindrune.core.vm.types import F64, I64
from bindrune.core.vm.types import U64 as U64_TYPE
from bindrune.core.vm.values import (
    EQUAL,
    GREATER,
    LESS,
    U64,
    nothing,
    object_,
    some,
    string,
    text,
    tuple_,
    u64,
    vec,
)
from tests.std.calling import drive

I = st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(-9, 9)  # noqa: E741
U = st.integers(0, (1 << 64) - 1) | st.integers(0, 9)


def fails(function: Any, *arguments: Any) -> str:
    """The kind of the error that an operation raises."""
    with pytest.raises(VmError) as caught:
        function(*arguments)
    return caught.value.kind


@pytest.mark.parametrize(
    ("operation", "model", "error"),
    [
        (arith.add, lambda a, b: a + b, "overflow"),
        (arith.sub, lambda a, b: a - b, "underflow"),
        (arith.mul, lambda a, b: a * b, "overflow"),
    ],
)
@given(a=I, b=I, c=U, d=U)
def test_checked_arithmetic(operation: Any, model: Any, error: str, a: int, b: int, c: int, d: int) -> None:
    """Results are exact, or an error."""
    exact = model(a, b)
    if -(1 << 63) <= exact < 1 << 63:
        assert operation(a, b) == exact
    else:
        assert fails(operation, a, b) == error
    exact = model(c, d)
    if 0 <= exact < 1 << 64:
        result = operation(U64(c), U64(d))
        assert result == exact
        assert result.__class__ is U64
    else:
        assert fails(operation, U64(c), U64(d)) == error


@given(I, I)
def test_division(a: int, b: int) -> None:
    """Quotient towards zero, remainder with the sign of the dividend."""
    if b == 0 or (a == -(1 << 63) and b == -1):
        assert fails(arith.div, a, b) == fails(arith.rem, a, b) == "divide-by-zero"
        return
    q, r = arith.div(a, b), arith.rem(a, b)
    assert a == q * b + r
    assert abs(r) < abs(b)
    assert r == 0 or (r < 0) == (a < 0)


@given(I, st.integers(0, 63))
def test_shifts(a: int, n: int) -> None:
    """Left shifts lose bits, right shifts keep the sign."""
    assert arith.shr(a, n) == a >> n
    assert arith.shl(a, n) & ((1 << 64) - 1) == a << n & ((1 << 64) - 1)
    assert arith.shr(U64(a & ((1 << 64) - 1)), n) == (a & ((1 << 64) - 1)) >> n


def test_float_division() -> None:
    """As IEEE 754 has it."""
    assert arith.div(1.0, 0.0) == math.inf
    assert arith.div(1.0, -0.0) == -math.inf
    assert math.isnan(arith.div(0.0, 0.0))
    assert math.isnan(arith.rem(1.0, 0.0))


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (1, 1.0, "expected-number"),
        (1, True, "expected-number"),
        (1.0, 1, "unsupported-binary-operation"),
        (1, string("a"), "unsupported-binary-operation"),
        (string("a"), 1, "expected-type"),
        (vec([]), 1, "unsupported-binary-operation"),
        (1, U64(1 << 63), "value-to-integer-coercion"),
        (u64(1), -1, "value-to-integer-coercion"),
    ],
)
def test_mixed_operands(a: Any, b: Any, kind: str) -> None:
    """What does not mix, and how it is said."""
    assert fails(arith.add, a, b) == kind


def test_strings_grow_in_place() -> None:
    """``+=`` changes the one String that all share."""
    s = string("a")
    assert arith.add_assign(s, string("b")) is s
    assert text(s) == "ab"
    assert fails(arith.add_assign, s, s) == "access"


@given(I, U)
def test_integers_of_both_kinds(a: int, b: int) -> None:
    """The right operand is converted to the left one's type, or it is an error."""
    if b < 1 << 63:
        assert partial_eq(a, U64(b)) == (a == b)
        assert lt(a, U64(b)) == (a < b)
    else:
        assert fails(partial_eq, a, U64(b)) == "value-to-integer-coercion"
    assert fails(eq, a, U64(b)) == "unsupported-binary-operation"


def test_unlike_values_are_an_error() -> None:
    """Never simply false."""
    assert fails(partial_eq, "a", string("a")) == "unsupported-binary-operation"
    assert fails(partial_eq, string("1"), 1) == "expected-type"
    assert fails(partial_eq, vec([1]), vec([string("a")])) == "unsupported-binary-operation"
    assert partial_eq(vec([1]), vec([1, string("a")])) is False
    assert partial_eq(vec([1, 2]), tuple_([1, 2])) is True


def test_order() -> None:
    """None before Some, prefixes first, NaN nowhere."""
    assert cmp(nothing(), some(1)) is LESS
    assert cmp(vec([1, 2]), vec([1])) is GREATER
    assert partial_cmp(1.0, math.nan) is None
    assert fails(cmp, 1.0, math.nan) == "illegal-float-comparison"


def nest(depth: int) -> Any:
    """Tuples, Options and Vecs in one another."""
    value: Any = 1
    for _ in range(depth):
        value = tuple_([some(vec([value])), u64(2)])
    return value


def test_depth_costs_no_stack() -> None:
    """A hundred thousand levels, for each operation that descends."""
    a, b = nest(33_334), nest(33_334)
    assert drive(partial_eq(a, b)) is True
    assert drive(eq(a, b)) is True
    assert drive(cmp(a, b)) is EQUAL
    assert hash_key(a) == hash_key(b)
    assert hash_value(a) == hash_value(b)
    assert debug(a) == debug(clone(a))


def test_values_that_contain_themselves() -> None:
    """Each operation ends."""
    v = vec([1])
    v.a.append(v)
    assert debug(v) == "[1, ...]"
    assert partial_eq(v, v) is True
    assert cmp(v, v) is EQUAL
    hash_key(v)
    t = tuple_([1])
    t.a.append(t)
    copy = clone(t)
    assert copy is not t
    assert copy.a[1] is copy
    o = object_({})
    o.d["o"] = o
    assert debug(o) == '{"o": ...}'


def test_debug_forms() -> None:
    """Floats differ at the top, moved values are told by ``dbg!`` only."""
    assert debug(0.00001) == "0.00001"
    assert debug(vec([0.00001])) == "[1e-5]"
    assert debug(tuple_([1])) == "(1)"
    moved = vec([1])
    take(moved)
    assert fails(debug, vec([moved])) == "access"
    assert drive(debug_nested(moved)).endswith("and is not available for reading>")


def test_script_types() -> None:
    """Fields, variants, and the twins of moved values."""
    point = struct_class("P", "named", ["x", "y"], script_type("P"))
    p = construct(point, [1, 2])
    assert debug(p) == "P {x: 1, y: 2}"
    set_field(p, "x", 5)
    op_field("+=", p, "x", 1)
    assert get_field(p, "x") == get_index(p, string("x")) == 6
    assert fails(set_field, p, "z", 1) == "missing-field"
    assert fails(get_field, p, "z") == "object-index-missing"
    enum = script_type("E")
    first = struct_class("E::A", "unit", [], variant_type(enum, "E::A"))
    second = struct_class("E::B", "tuple", ["0"], variant_type(enum, "E::B"))
    a, b = construct(first, []), construct(second, [1])
    assert (debug(a), debug(b)) == ("E::A", "E::B (1)")
    assert partial_eq(a, b) is False
    assert is_type(a, type_value(enum))
    assert fails(partial_eq, a, p) == "unsupported-binary-operation"
    take(p)
    with pytest.raises(VmError, match="Cannot read, value has snapshot M-000000"):
        _ = p.f_x  # type: ignore[attr-defined]


def test_indices() -> None:
    """Bounds and kinds of indices."""
    v = vec([1, 2])
    assert get_index(v, 1) == 2
    assert fails(get_index, v, 2) == "missing-index-integer"
    assert fails(get_index, v, -1) == "value-to-integer-coercion"
    assert fails(get_index, v, True) == "expected-number"
    assert fails(set_index, v, 2, 0) == "out-of-range"
    assert fails(set_index, tuple_([1]), 0, 0) == "unsupported-index-set"


@given(I | st.floats())
def test_casts(n: Any) -> None:
    """Between integers by bits, from floats saturating."""
    whole = as_type(n, type_value(I64))
    assert -(1 << 63) <= whole < 1 << 63
    assert 0 <= as_type(n, type_value(U64_TYPE)) < 1 << 64
    assert as_type(n, type_value(F64)).__class__ is float
    if n.__class__ is int:
        assert whole == n


def test_a_value_that_doubles_without_end_is_not_hashed() -> None:
    value: Any = vec([])
    for _ in range(12):
        value = tuple_([value, value])
    assert hash_key(value) == ()
    for _ in range(40):
        value = tuple_([value, value])
    assert fails(hash_key, value) == fails(hash_value, value) == "alloc"
