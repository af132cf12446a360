"""Vecs, tuples, objects, maps, sets and deques."""

from __future__ import annotations

from typing import Any

import pytest

from bindrune.core.vm.errors import VmError
from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.values import EQUAL, GREATER, LESS, U64, Ordering
from tests.std.calling import Char, call, elements, script, shown, span

VEC = "::std::vec::Vec::"
TUPLE = "::std::tuple::Tuple::"
OBJECT = "::std::object::Object::"
MAP = "::std::collections::hash_map::HashMap::"
SET = "::std::collections::hash_set::HashSet::"
DEQUE = "::std::collections::vec_deque::VecDeque::"

ROWS: list[tuple[Any, ...]] = [
    (VEC + "get", [1, 2, 3], span(1, 3), "Some([2, 3])"),
    (VEC + "get", [1, 2, 3], span(2, 1), "None"),
    (VEC + "get", [1], -1, "Failed to convert value `-1` to integer `usize`"),
    (VEC + "get", [1], "a", "Expected number type, but found `::std::string::String`"),
    (VEC + "remove", [1, 2], 2, "Index out of bounds, the length is `2` but the index is `2`"),
    (VEC + "insert", [1, 2], 3, 0, "Index out of bounds, the length is `2` but the index is `3`"),
    (
        VEC + "extend",
        [1],
        "abc",
        "Missing protocol function `INTO_ITER` for `::std::string::String`",
    ),
    (VEC + "with_capacity", (1 << 63) - 1, "Capacity overflow"),
    (TUPLE + "get", (0, 1, 2), span(1, 3), "Some([1, 2])"),
    (TUPLE + "len", (), "0"),
    (TUPLE + "is_empty", (), "true"),
    (OBJECT + "with_capacity", -1, "Failed to convert value `-1` to integer `usize`"),
    (MAP + "from_iter", [1], "Expected type `::std::tuple::Tuple` but found `::std::i64`"),
    (
        MAP + "from_iter",
        [(1, 2, 3)],
        "Expected a tuple of length `2`, but found one with length `3`",
    ),
    (MAP + "from_iter", [("a", 1), ("a", 2)], '{"a": 2}'),
    (
        MAP + "insert",
        call(MAP + "new"),
        True,
        1,
        "Unsupported unary operation `HASH` on ::std::bool",
    ),
    (MAP + "get", call(MAP + "new"), True, "None"),
    (SET + "from_iter", [1, 1, 2], "{1, 2}"),
    (SET + "from_iter", [Char("a").c], '{"a"}'),
    (DEQUE + "from_iter", [1, "a"], '[1, "a"]'),
    (
        DEQUE + "insert",
        call(DEQUE + "new"),
        1,
        0,
        "Index out of bounds, the length is `0` but the index is `1`",
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0][6:]}-{row[-1]}")
def test_rows(row: tuple[Any, ...]) -> None:
    """A call gives the recorded value or error."""
    path, *arguments, expected = row
    assert shown(path, *arguments) == expected


@pytest.mark.parametrize(
    ("items", "result"),
    [
        ([3, 1, 2], "[1, 2, 3]"),
        ([2.5, -1.0, 0.0, -0.0], "[-1.0, 0.0, -0.0, 2.5]"),
        (["b", "a", "C", "aa", ""], '["", "C", "a", "aa", "b"]'),
        ([[2], [1, 5], [1], []], "[[], [1], [1, 5], [2]]"),
        ([(2, "a"), (1, "b"), (1, "a")], '[(1, "a"), (1, "b"), (2, "a")]'),
        ([True, False], "[false, true]"),
        ([(), ()], "[(), ()]"),
        ([1, "a"], "Expected type `::std::string::String` but found `::std::i64`"),
        ([2, U64(1)], "Unsupported binary operation `CMP` on `::std::u64` and `::std::i64`"),
        ([1.0, float("nan")], "Cannot perform a comparison of the floats NaN and 1"),
    ],
)
def test_sort(items: list[Any], result: str) -> None:
    """Sorted in place, or the first error of a comparison."""
    v = script(items)
    error = shown(VEC + "sort", v)
    assert (debug(v) if error == "()" else error) == result


def test_sort_by_compares_a_later_element_with_an_earlier_one() -> None:
    """The pairs that a script's comparator sees."""
    pairs: list[tuple[Any, Any]] = []

    def order(a: Any, b: Any) -> Ordering:
        pairs.append((a, b))
        return LESS if a < b else GREATER if a > b else EQUAL

    v = script([3, 1, 2])
    call(VEC + "sort_by", v, order)
    assert pairs == [(1, 3), (2, 3), (2, 1)]
    assert debug(v) == "[1, 2, 3]"


def test_sort_by_goes_on_after_an_error_and_raises_the_first() -> None:
    """A wrong result counts as equal."""
    seen: list[tuple[Any, Any]] = []

    def wrong(a: Any, b: Any) -> Any:
        seen.append((a, b))
        if a == 3:
            raise VmError("panic", "Panicked: three")
        return a

    v = script([1, 2, 3, 4])
    assert shown(VEC + "sort_by", v, wrong) == "Expected type `::std::cmp::Ordering` but found `::std::i64`"
    assert seen == [(2, 1), (3, 2), (4, 3)]


def test_a_vec_is_held_while_it_is_sorted() -> None:
    """A comparator cannot look at the Vec."""
    v = script([2, 1])
    messages: list[str] = []

    def order(a: Any, b: Any) -> Ordering:
        messages.append(shown(VEC + "len", v))
        return EQUAL

    call(VEC + "sort_by", v, order)
    assert messages == ["Cannot read, value has snapshot -X000000 and is not available for reading"]
    assert shown(VEC + "len", v) == "2"


def test_extending_a_vec_with_itself_is_refused() -> None:
    """It is held while the argument is read; its own iterator keeps it from being held."""
    v = script([1, 2])
    assert shown(VEC + "extend", v, v).startswith("Cannot read, value has snapshot -X000000")
    assert shown(VEC + "extend", v, call(VEC + "iter", v)).startswith("Cannot write")
    assert shown(VEC + "extend", v, script([3])) == "()"
    assert debug(v) == "[1, 2, 3]"


def test_resize_clones_for_each_slot() -> None:
    """The given value is not among the elements."""
    s = script("a")
    v = script([])
    call(VEC + "resize", v, 2, s)
    call("::std::string::String::push", v.a[0], Char("!"))
    assert debug(v) == '["a!", "a"]'
    assert shown(VEC + "resize", v, 3, v).startswith("Cannot read, value has snapshot -X000000")
    assert shown(VEC + "resize", v, 9, span(0, 1)) == "Missing protocol function `CLONE` for `::std::ops::Range`"


def test_objects() -> None:
    """Keys are taken by insert and fresh in iterators; the order is that of insertion."""
    o = call(OBJECT + "new")
    key = script("b")
    assert shown(OBJECT + "insert", o, key, 1) == "None"
    assert shown(OBJECT + "insert", o, key, 1).startswith("Cannot take, value has snapshot M-000000")
    call(OBJECT + "insert", o, "a", 2)
    assert shown(OBJECT + "insert", o, "b", 3) == "Some(1)"
    assert elements(call(OBJECT + "iter", o)) == ['("b", 3)', '("a", 2)']
    keys = call(OBJECT + "keys", o)
    assert keys.hint() == (2, 2)
    assert shown(OBJECT + "clear", o).startswith("Cannot write")
    del keys
    assert shown(OBJECT + "remove", o, "b") == "Some(3)"
    assert shown(OBJECT + "get", o, "b") == "None"


def test_keys_of_unlike_types_meet_in_an_error() -> None:
    """Equal bytes but not equal types: EQ refuses to compare them."""
    m = call(MAP + "from_iter", [(1, "i"), ("a", "s"), ([1, 2], "v")])
    assert shown(MAP + "get", m, 1) == 'Some("i")'
    assert shown(MAP + "get", m, U64(1)) == "Unsupported binary operation `EQ` on `::std::u64` and `::std::i64`"
    assert shown(MAP + "get", m, b"a") == "Expected type `::std::bytes::Bytes` but found `::std::string::String`"
    assert shown(MAP + "get", m, (1, 2)) == "Expected type `::std::tuple::Tuple` but found `::std::vec::Vec`"
    assert shown(MAP + "get", m, True) == "Unsupported unary operation `HASH` on ::std::bool"


def test_unequal_keys_of_one_hash() -> None:
    """They lie at further places, which move up when an earlier one is removed."""
    m = call(MAP + "new")
    for i, key in enumerate(([], [[]], [[], []], [[[]]])):
        assert shown(MAP + "insert", m, key, i) == "None"
    assert shown(MAP + "get", m, [[], []]) == "Some(2)"
    assert shown(MAP + "remove", m, [[]]) == "Some(1)"
    assert shown(MAP + "get", m, [[], []]) == "Some(2)"
    assert shown(MAP + "get", m, [[[]]]) == "Some(3)"
    assert shown(MAP + "get", m, [[]]) == "None"
    assert shown(MAP + "remove", m, []) == "Some(0)"
    assert shown(MAP + "len", m) == "2"


def test_a_key_that_changes_is_lost() -> None:
    """Keys are shared; a changed one is found neither by its old nor by its new content."""
    key = script("a")
    m = call(MAP + "new")
    call(MAP + "insert", m, key, 1)
    call("::std::string::String::push", key, Char("b"))
    assert shown(MAP + "get", m, "a") == "None"
    assert debug(m) == '{"ab": 1}'


def test_zeros_are_one_key() -> None:
    """The first key stays."""
    m = call(MAP + "from_iter", [(0.0, "first"), (-0.0, "second")])
    assert debug(m) == '{0.0: "second"}'
    assert shown(MAP + "insert", m, float("nan"), 1) == "Cannot perform operation on float `NaN`"


def test_set_operations() -> None:
    """Lazy, in order, with both sets borrowed."""
    a = call(SET + "from_iter", [1, 2, 3])
    b = call(SET + "from_iter", [2, 3, 4, 5])
    assert elements(call(SET + "difference", a, b)) == ["1"]
    assert elements(call(SET + "intersection", a, b)) == ["2", "3"]
    union = call(SET + "union", a, b)
    assert union.hint() == (0, None)
    assert elements(union) == ["2", "3", "4", "5", "1"]
    assert shown(SET + "insert", a, 9).startswith("Cannot write, value has snapshot --000001")
    del union
    assert shown(SET + "insert", a, 9) == "true"
    assert shown(SET + "insert", a, 9) == "false"
    assert elements(call(SET + "union", a, a)) == ["1", "2", "3", "9"]


def test_deques() -> None:
    """Both ends, rotation, and an iterator that its size hint moves."""
    q = call(DEQUE + "from_iter", [1, 2, 3, 4])
    call(DEQUE + "rotate_left", q, 1)
    assert debug(q) == "[2, 3, 4, 1]"
    call(DEQUE + "rotate_right", q, 2)
    assert debug(q) == "[4, 1, 2, 3]"
    assert shown(DEQUE + "remove", q, 9) == "None"
    it = call(DEQUE + "iter", q)
    assert shown(DEQUE + "front", q).startswith("Cannot write")
    assert shown(DEQUE + "back", q) == "Some(3)"
    assert it.hint() == (4, 4)
    with pytest.raises(VmError, match="Cannot write, value has snapshot M-000000"):
        it.step()
