"""``std::ops``: ranges, control flow, functions, and the operators as functions."""

from __future__ import annotations

from bindrune.core.runtime.module import Module, Type
from bindrune.core.runtime.range_iterators import BOUNDED, INCLUSIVE, UNBOUNDED, range_iter
from bindrune.core.runtime.traits import (
    CLONE,
    COMPARABLE,
    DOUBLE_ENDED,
    EQ,
    EXACT_SIZE,
    ITERATOR,
    PARTIAL_EQ,
)
from bindrune.core.std.cmp import option
from bindrune.core.vm import types
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations import compare
from bindrune.core.vm.operations.equality import eq, partial_eq
from bindrune.core.vm.operations.hashing import hash_value
from bindrune.core.vm.values import U64, Break, Continue, Range

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


std = Module("::std::ops")
range_ = std.type(types.RANGE)
range_from = std.type(types.RANGE_FROM)
range_full = std.type(types.RANGE_FULL)
range_inclusive = std.type(types.RANGE_INCLUSIVE)
range_to = std.type(types.RANGE_TO)
range_to_inclusive = std.type(types.RANGE_TO_INCLUSIVE)
_ranges = (range_, range_from, range_full, range_inclusive, range_to, range_to_inclusive)
for _row in _ranges:
    _row.implement(*COMPARABLE)
for _i, _info in enumerate((*BOUNDED, *INCLUSIVE)):
    _iter = std.type(_info)
    _iter.implement(ITERATOR, DOUBLE_ENDED)
    if _i % 3 != 2:
        _iter.implement(EXACT_SIZE)
for _info in UNBOUNDED:
    std.type(_info).implement(ITERATOR)


def _continue(payload: Any) -> Continue:
    value = Continue()
    value.f_0 = payload
    value.token = None
    return value


def _break(payload: Any) -> Break:
    value = Break()
    value.f_0 = payload
    value.token = None
    return value


control_flow = std.type(types.CONTROL_FLOW)
control_flow.variant("Continue", "fn Continue(value: any) -> ControlFlow", _continue)
control_flow.variant("Break", "fn Break(value: any) -> ControlFlow", _break)
control_flow.implement(PARTIAL_EQ, EQ, CLONE)
std.type(types.FUNCTION).implement(CLONE)
std.reexport("Generator", "::std::ops::generator::Generator")
std.reexport("GeneratorState", "::std::ops::generator::GeneratorState")


def _set_start(value: Range, new: Any) -> None:
    value.start = new


def _set_end(value: Range, new: Any) -> None:
    value.end = new


def _field(row: Type, name: str) -> None:
    if name == "start":
        row.field("start", lambda value: value.start, _set_start)
    else:
        row.field("end", lambda value: value.end, _set_end)


for _row in (range_, range_from, range_inclusive):
    _field(_row, "start")
for _row in (range_, range_inclusive, range_to, range_to_inclusive):
    _field(_row, "end")


@range_.method("fn iter(&self) -> any")
@range_.protocol("INTO_ITER", "fn into_iter(&self) -> any")
@range_from.method("fn iter(&self) -> any")
@range_from.protocol("INTO_ITER", "fn into_iter(&self) -> any")
@range_inclusive.method("fn iter(&self) -> any")
@range_inclusive.protocol("INTO_ITER", "fn into_iter(&self) -> any")
def iterate(value: Range) -> Any:
    return range_iter(value)


def _both(low: Any, high: Any) -> Any:
    """Whether two comparisons hold; the second is made only if the first does."""
    if low.__class__ is Driven:
        return _both_driven(low, high)
    return high() if low else False


def _both_driven(low: Any, high: Any) -> Any:
    if not (yield low):
        return False
    r = high()
    return (yield r) if r.__class__ is Driven else r


@range_.method("fn contains(&self, value: any) -> bool")
def contains(r: Range, value: Any) -> Any:
    return _both(compare.le(r.start, value), lambda: compare.gt(r.end, value))


@range_inclusive.method("fn contains(&self, value: any) -> bool")
def contains_inclusive(r: Range, value: Any) -> Any:
    return _both(compare.le(r.start, value), lambda: compare.ge(r.end, value))


@range_from.method("fn contains(&self, value: any) -> bool")
def contains_from(r: Range, value: Any) -> Any:
    return compare.le(r.start, value)


@range_to.method("fn contains(&self, value: any) -> bool")
def contains_to(r: Range, value: Any) -> Any:
    return compare.gt(r.end, value)


@range_to_inclusive.method("fn contains(&self, value: any) -> bool")
def contains_to_inclusive(r: Range, value: Any) -> Any:
    return compare.ge(r.end, value)


@range_full.method("fn contains(&self, value: any) -> bool")
def contains_full(r: Range, value: Any) -> bool:
    return True


@std.function("fn partial_eq(lhs: any, rhs: any) -> bool")
def partial_eq_(lhs: Any, rhs: Any) -> Any:
    return partial_eq(lhs, rhs)


@std.function("fn eq(lhs: any, rhs: any) -> bool")
def eq_(lhs: Any, rhs: Any) -> Any:
    return eq(lhs, rhs)


@std.function("fn partial_cmp(lhs: any, rhs: any) -> Option")
def partial_cmp(lhs: Any, rhs: Any) -> Any:
    return option(compare.partial_cmp(lhs, rhs))


@std.function("fn cmp(lhs: any, rhs: any) -> Ordering")
def cmp(lhs: Any, rhs: Any) -> Any:
    return compare.cmp(lhs, rhs)


@std.function("fn hash(value: any) -> u64")
def hash_(value: Any) -> U64:
    return hash_value(value)
