"""``std::vec``: growable sequences."""

from __future__ import annotations

from bindrune.core.runtime.arguments import integer
from bindrune.core.runtime.iterators import SliceIter, slice_iter
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.std.capacity import capacity_of, check_capacity, reserve
from bindrune.core.std.range_bounds import bounds_in, is_range
from bindrune.core.vm import types
from bindrune.core.vm.access import deny, hold, n_shared, release
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import expected, missing_index, out_of_range, refuse
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations import cloning, compare
from bindrune.core.vm.sizes import LARGE, PER_UNIT, charged
from bindrune.core.vm.values import (
    LESS,
    U64,
    Cell,
    Ordering,
    Variant,
    Vec,
    nothing,
    some,
    u64,
    vec,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.std.sorting import Comparisons
    from bindrune.core.vm.native import Driving
    from bindrune.core.vm.values import Function

_ELEMENT = 16
"""The bytes of an element in the reference: what capacities are limited by."""

std = Module("::std::vec")
vec_ = std.type(types.VEC)
vec_.implement(CLONE, *COMPARABLE)


@vec_.function("fn new() -> Vec")
def new() -> Vec:
    return vec([])


@vec_.function("fn with_capacity(capacity: usize) -> Vec")
def with_capacity(capacity: int) -> Vec:
    v = vec([])
    reserve(v, capacity, _ELEMENT)
    return v


@vec_.method("fn len(&self) -> u64", raw=True)
def len_(v: Any) -> U64:
    if v.__class__ is not Vec:
        refuse(v, types.VEC, "read")
    return u64(len(v.a))


@vec_.method("fn is_empty(&self) -> bool")
def is_empty(v: Vec) -> bool:
    return not v.a


@vec_.method("fn capacity(&self) -> u64")
def capacity(v: Vec) -> U64:
    return u64(capacity_of(v, len(v.a)))


@vec_.method("fn clear(&mut self)")
def clear(v: Vec) -> None:
    v.a.clear()


@vec_.method("fn push(&mut self, value: any)", raw=True)
def push(v: Any, value: Any) -> None:
    if v.__class__ is not Vec:
        refuse(v, types.VEC, "write")
    if v.token is not None and n_shared(v):
        raise deny(v, "write", "writing")
    v.a.append(value)


@vec_.method("fn pop(&mut self) -> Option")
def pop(v: Vec) -> Variant:
    return some(v.a.pop()) if v.a else nothing()


@vec_.method("fn remove(&mut self, index: usize) -> any")
def remove(v: Vec, index: int) -> Any:
    if index >= len(v.a):
        raise out_of_range(index, len(v.a))
    return v.a.pop(index)


@vec_.method("fn insert(&mut self, index: usize, value: any)")
def insert(v: Vec, index: int, value: Any) -> None:
    if index > len(v.a):
        raise out_of_range(index, len(v.a))
    v.a.insert(index, value)


@vec_.method("fn iter(&self) -> Iter")
@vec_.protocol("INTO_ITER", "fn into_iter(&self) -> Iter")
def iterate(v: Vec) -> SliceIter:
    return slice_iter(v)


@vec_.method("fn extend(&mut self, value: any)", raw=True)
def extend(v: Any, value: Any) -> Any:
    if v.__class__ is not Vec:
        refuse(v, types.VEC, "write")
    from bindrune.core.std.draining import drain

    hold(v)
    try:
        items = drain(value)
    except BaseException:
        release(v)
        raise
    if items.__class__ is Driven:
        return _extend(v, items)
    release(v)
    v.a += items
    return None


def _extend(v: Vec, draining: Driving) -> Driving:
    try:
        items = yield draining
    finally:
        release(v)
    v.a += items


@vec_.method("fn resize(&mut self, new_len: usize, value: any)")
def resize(v: Vec, new_len: int, value: Any) -> Any:
    n = len(v.a)
    if new_len <= n:
        del v.a[new_len:]
        return None
    check_capacity(new_len, _ELEMENT)
    if new_len - n >= LARGE:
        return _grow_far(v, new_len - n, value)
    return _grow(v, new_len - n, value)


def _grow(v: Vec, n: int, value: Any) -> Any:
    hold(v)
    try:
        copies: list[Any] = []
        for _ in range(n):
            copy = cloning.clone(value)
            if copy.__class__ is Driven:
                return _resize(v, copies, copy, value, n)
            copies.append(copy)
    finally:
        release(v)
    v.a += copies
    return None


def _grow_far(v: Vec, n: int, value: Any) -> Driving:
    """Charge for a part, then copy it, and so on: an interrupt is met between two parts."""
    copies: list[Any] = []
    hold(v)
    try:
        while n:
            part = min(n, LARGE)
            yield part // PER_UNIT
            if not isinstance(value, Cell):
                copies += [value] * part
                n -= part
                continue
            for _ in range(part):
                copy = cloning.clone(value)
                copies.append((yield copy) if copy.__class__ is Driven else copy)
            n -= part
    finally:
        release(v)
    v.a += copies


def _resize(v: Vec, copies: list[Any], copying: Driving, value: Any, n: int) -> Driving:
    hold(v)
    try:
        copies.append((yield copying))
        while len(copies) < n:
            copy = cloning.clone(value)
            copies.append((yield copy) if copy.__class__ is Driven else copy)
    finally:
        release(v)
    v.a += copies


def cost_of_sorting(n: int) -> int:
    """What ``sort_by`` charges for ``n`` elements, whatever the comparator says."""
    return n * n.bit_length()


def _steps_of_sorting(items: list[Any]) -> Comparisons:
    from bindrune.core.std.sorting import sort

    return sort(items)


@vec_.method("fn sort_by(&mut self, comparator: &Function)", calls_back=True)
def sort_by(v: Vec, comparator: Function) -> Driving:
    error: VmError | None = None
    due = cost_of_sorting(len(v.a))
    steps = _steps_of_sorting(v.a)
    n = 0
    try:
        pair = next(steps)
        while True:
            n += 1
            if not n & 63 and due:
                part = min(due, 64)
                due -= part
                yield part
            less = False
            try:
                answer = yield comparator, pair
                if not isinstance(answer, Ordering):
                    raise expected(types.ORDERING, answer)
                less = answer is LESS
            except VmError as raised:
                # The sort goes on as if the two were equal; the first error is raised at the end.
                error = error or raised.with_traceback(None)
            pair = steps.send(less)
    except StopIteration:
        pass
    yield due
    if error is not None:
        raise error


@vec_.method("fn sort(&mut self)")
def sort(v: Vec) -> Any:
    if len(v.a) < 2:
        return None
    return _sort_all(v) if len(v.a) < LARGE else charged(len(v.a), _sort_all, v)


def _sort_all(v: Vec) -> Any:
    from bindrune.core.std.sort_keys import sorted_plainly

    plain = sorted_plainly(v.a)
    if plain is None:
        return _sort(v)
    v.a = plain
    return None


def _sort(v: Vec) -> Driving:
    error: VmError | None = None
    steps = _steps_of_sorting(v.a)
    hold(v)
    n = 0
    try:
        pair = next(steps)
        while True:
            n += 1
            if not n & 63:
                yield 64
            less = False
            try:
                answer = compare.cmp(*pair)
                if answer.__class__ is Driven:
                    answer = yield answer
                less = answer is LESS
            except VmError as raised:
                error = error or raised.with_traceback(None)
            pair = steps.send(less)
    except StopIteration:
        pass
    finally:
        release(v)
    if error is not None:
        raise error


def slice_of(items: list[Any], index: Any) -> Any:
    """Return the element or, in a fresh Vec, the elements at ``index``; ``Vec`` itself if there are
    none.
    """
    if is_range(index):
        bounds = bounds_in(index, len(items))
        return Vec if bounds is None else vec(items[bounds[0] : bounds[1]])
    at = integer(index, "usize")
    return items[at] if at < len(items) else Vec


@vec_.method("fn get(&self, index: any) -> Option")
def get(v: Vec, index: Any) -> Variant:
    found = slice_of(v.a, index)
    return nothing() if found is Vec else some(found)


@vec_.protocol("INDEX_GET", "fn(&self, index: any) -> any")
def index_get(v: Vec, index: Any) -> Any:
    found = slice_of(v.a, index)
    if found is Vec:
        raise missing_index(v)
    return found


@vec_.protocol("INDEX_SET", "fn(&mut self, index: usize, value: any)")
def index_set(v: Vec, index: int, value: Any) -> None:
    if index >= len(v.a):
        raise out_of_range(index, len(v.a))
    v.a[index] = value
