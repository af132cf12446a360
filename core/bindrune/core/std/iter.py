"""``std::iter``: the traits of iterators, which give them their methods, and the adapters."""

from __future__ import annotations

from itertools import accumulate, islice

from bindrune.core.runtime import adapters as ad
from bindrune.core.runtime.arguments import expected, refuse, take_argument
from bindrune.core.runtime.iterators import (
    DEEP,
    FAR,
    ListIter,
    NativeIterator,
    into_iter,
    list_iter,
)
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import DOUBLE_ENDED, EXACT_SIZE, ITERATOR
from bindrune.core.std.capacity import check_capacity, check_table
from bindrune.core.vm import types
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import coercion, expected_number, overflow
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.sizes import PER_UNIT
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import (
    EMPTY,
    U64,
    Nothing,
    Some,
    String,
    Tuple,
    nothing,
    object_,
    some,
    string,
    text,
    tuple_,
    u64,
    vec,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.runtime.range_iterators import RangeIter
    from bindrune.core.vm.native import Driving
    from bindrune.core.vm.values import Function

_CHUNK = 1024


class Empty(ListIter):
    """``::std::iter::Empty``."""

    __slots__ = ()


class Once(ListIter):
    """``::std::iter::Once``."""

    __slots__ = ()


std = Module("::std::iter")
_all = (ITERATOR, DOUBLE_ENDED, EXACT_SIZE)
for _info in (ad.REV, ad.CHAIN, ad.ENUMERATE, ad.MAP, ad.SKIP, ad.TAKE):
    std.type(_info).implement(*_all)
for _info in (ad.FILTER, ad.FILTER_MAP, ad.FLAT_MAP):
    std.type(_info).implement(ITERATOR, DOUBLE_ENDED)
peekable = std.type(ad.PEEKABLE)
peekable.implement(*_all)
for _class in (Empty, Once):
    std.type(native_type(f"::std::iter::{_class.__name__}", _class)).implement(ITERATOR, DOUBLE_ENDED)
for _trait in _all:
    std.trait(_trait)


def option(x: Any) -> Some | Nothing:
    """What ``next`` gives for what ``step`` gave."""
    return nothing() if x is END else some(x)


def _option(x: Any) -> Any:
    """The same, if a step may need the machine."""
    return _later(x) if x.__class__ is Driven else nothing() if x is END else some(x)


def _later(driven: Any) -> Driving:
    x = yield driven
    return nothing() if x is END else some(x)


# -- stepping --------------------------------------------------------------------------------------


@ITERATOR.method("fn next(&mut self) -> Option")
def next_(it: NativeIterator) -> Any:
    return _option(it.step())


@ITERATOR.method("fn nth(&mut self, n: usize) -> Option")
def nth(it: NativeIterator, n: int) -> Any:
    return _option(it.skip(n))


@ITERATOR.method("fn size_hint(&self) -> (u64, Option)")
def size_hint(it: NativeIterator) -> Any:
    h = it.hint()
    return _size(h) if h.__class__ is not Driven else _size_later(h)


def _size(h: tuple[int, int | None]) -> Tuple:
    low, high = h
    return tuple_([u64(low), nothing() if high is None else some(u64(high))])


def _size_later(driven: Any) -> Driving:
    return _size((yield driven))


@ITERATOR.method("fn into_iter(self: any) -> any")
def into_iter_(it: Any) -> Any:
    return it


@DOUBLE_ENDED.method("fn next_back(&mut self) -> Option")
def next_back(it: NativeIterator) -> Any:
    return _option(it.step_back())


@DOUBLE_ENDED.method("fn nth_back(&mut self, n: usize) -> Option")
def nth_back(it: NativeIterator, n: int) -> Any:
    return _option(it.skip_back(n))


@EXACT_SIZE.method("fn len(&self) -> u64")
def len_(it: NativeIterator) -> Any:
    n = it.length()
    return u64(n) if n.__class__ is not Driven else _len_later(n)


def _len_later(driven: Any) -> Driving:
    return u64((yield driven))


# -- adapters --------------------------------------------------------------------------------------


@DOUBLE_ENDED.method("fn rev(self: any) -> Rev")
def rev(it: Any) -> ad.Rev:
    r: ad.Rev = ad.adapt(ad.Rev, it)
    # Other adapters need a generator for their last element.
    r.direct = r.direct and (not isinstance(it, ad.Adapter) or isinstance(it, ad.Rev))
    return r


@ITERATOR.method("fn chain(self: any, other: any) -> Chain")
def chain(it: Any, other: Any) -> Any:
    second = into_iter(other)
    r: ad.Chain = ad.adapt(ad.Chain, it)
    r.other = second
    r.level = max(it.level, second.level) + 1
    r.direct = r.direct and second.direct and r.level < DEEP
    return r


@ITERATOR.method("fn enumerate(self: any) -> Enumerate")
def enumerate_(it: Any) -> ad.Enumerate:
    r: ad.Enumerate = ad.adapt(ad.Enumerate, it)
    r.count = 0
    return r


@ITERATOR.method("fn filter(self: any, f: Function) -> Filter")
def filter_(it: Any, f: Function) -> ad.Filter:
    r: ad.Filter = ad.calling(ad.Filter, it, f)
    return r


@ITERATOR.method("fn map(self: any, f: Function) -> Map")
def map_(it: Any, f: Function) -> ad.Map:
    r: ad.Map = ad.calling(ad.Map, it, f)
    return r


@ITERATOR.method("fn filter_map(self: any, f: Function) -> FilterMap")
def filter_map(it: Any, f: Function) -> ad.FilterMap:
    r: ad.FilterMap = ad.calling(ad.FilterMap, it, f)
    return r


@ITERATOR.method("fn flat_map(self: any, f: Function) -> FlatMap")
def flat_map(it: Any, f: Function) -> ad.FlatMap:
    r: ad.FlatMap = ad.calling(ad.FlatMap, it, f)
    r.front = None
    r.back = None
    return r


@ITERATOR.method("fn peekable(self: any) -> Peekable")
def peekable_(it: Any) -> ad.Peekable:
    r: ad.Peekable = ad.adapt(ad.Peekable, it)
    r.peeked = EMPTY
    return r


@ITERATOR.method("fn skip(self: any, n: usize) -> Skip")
def skip(it: Any, n: int) -> ad.Skip:
    r: ad.Skip = ad.adapt(ad.Skip, it)
    r.n = n
    r.direct = r.direct and n < FAR
    return r


@ITERATOR.method("fn take(self: any, n: usize) -> Take")
def take(it: Any, n: int) -> ad.Take:
    r: ad.Take = ad.adapt(ad.Take, it)
    r.n = n
    return r


@peekable.method("fn peek(&mut self) -> Option")
def peek(it: ad.Peekable) -> Driving:
    return option((yield it.peek()))


# -- consumers -------------------------------------------------------------------------------------


# A loop charges one unit a round, 64 at a time; what is left over is charged when it ends, by an error too.


@ITERATOR.method("fn count(self: any) -> u64")
def count(it: Any) -> Driving:
    n = 0
    if it.direct:
        rest = it.rest()
        while chunk := sum(1 for _ in islice(rest, _CHUNK)):
            yield chunk
            n += chunk
        return u64(n)
    due = 0
    try:
        while True:
            x = it.step()
            if x.__class__ is Driven:
                x = yield x
            if x is END:
                break
            n += 1
            due += 1
            if due == 64:
                due = 0
                yield 64
    except VmError:
        yield due
        raise
    yield due
    return u64(n)


@ITERATOR.method("fn fold(self: any, init: any, f: Function) -> any")
def fold(it: Any, init: Any, f: Function) -> Driving:
    due = 0
    try:
        while True:
            x = it.step()
            if x.__class__ is Driven:
                x = yield x
            if x is END:
                break
            due += 1
            if due == 64:
                due = 0
                yield 64
            init = yield f, (init, x)
    except VmError:
        yield due
        raise
    yield due
    return init


@ITERATOR.method("fn reduce(self: any, f: Function) -> Option")
def reduce(it: Any, f: Function) -> Driving:
    x = it.step()
    if x.__class__ is Driven:
        x = yield x
    if x is END:
        return nothing()
    return some((yield fold(it, x, f)))


def _search(it: Any, f: Function, wanted: bool) -> Driving:
    """The first element for which a predicate gives ``wanted``, or ``END``."""
    due = 0
    try:
        while True:
            x = it.step()
            if x.__class__ is Driven:
                x = yield x
            if x is END:
                break
            due += 1
            if due == 64:
                due = 0
                yield 64
            answer = yield f, (x,)
            if answer.__class__ is not bool:
                raise expected(types.BOOL, answer)
            if answer is wanted:
                break
    except VmError:
        yield due
        raise
    yield due
    return x


@ITERATOR.method("fn find(self: any, predicate: Function) -> Option")
def find(it: Any, predicate: Function) -> Driving:
    return option((yield _search(it, predicate, True)))


@ITERATOR.method("fn any(self: any, f: Function) -> bool")
def any_(it: Any, f: Function) -> Driving:
    return (yield _search(it, f, True)) is not END


@ITERATOR.method("fn all(self: any, f: Function) -> bool")
def all_(it: Any, f: Function) -> Driving:
    return (yield _search(it, f, False)) is END


def _hinted(it: Any, check: Callable[[int, int], None], size: int) -> Driving:
    """Ask for the number of elements beforehand, and raise if so many of ``size`` bytes are in no memory.

    Some iterators are moved by being asked.
    """
    h = it.hint()
    if h.__class__ is Driven:
        h = yield h
    check(h[0], size)


def items_of(it: Any) -> Driving:
    """All remaining elements of an iterator as a Python list."""
    items: list[Any] = []
    if it.direct:
        rest = it.rest()
        while chunk := list(islice(rest, _CHUNK)):
            yield len(chunk)
            items += chunk
        return items
    due = 0
    try:
        while True:
            x = it.step()
            if x.__class__ is Driven:
                x = yield x
            if x is END:
                break
            items.append(x)
            due += 1
            if due == 64:
                due = 0
                yield 64
    except VmError:
        yield due
        raise
    yield due
    return items


@ITERATOR.method("fn collect::<Vec>(self: any) -> Vec", params=("::std::vec::Vec",))
def collect_vec(it: Any) -> Driving:
    yield _hinted(it, check_capacity, 16)
    return vec((yield items_of(it)))


@ITERATOR.method("fn collect::<Tuple>(self: any) -> Tuple", params=("::std::tuple::Tuple",))
def collect_tuple(it: Any) -> Driving:
    yield _hinted(it, check_capacity, 16)
    return tuple_((yield items_of(it)))


@ITERATOR.method("fn collect::<Object>(self: any) -> Object", params=("::std::object::Object",))
def collect_object(it: Any) -> Driving:
    yield _hinted(it, check_table, 40)
    fields: dict[str, Any] = {}
    while True:
        x = it.step()
        if x.__class__ is Driven:
            x = yield x
        if x is END:
            return object_(fields)
        yield 1
        key, value = pair(x)
        fields[text(take_argument(key, types.STRING))] = value


def pair(x: Any) -> list[Any]:
    """The two elements of a tuple that stands for an entry of a map."""
    if x is None:
        raise _tuple_length(0)
    if x.__class__ is not Tuple:
        refuse(x, types.TUPLE, "read")
    if len(x.a) != 2:
        raise _tuple_length(len(x.a))
    return x.a


def _tuple_length(found: int) -> Exception:
    from bindrune.core.vm.errors import VmError

    return VmError(
        "expected-tuple-length",
        f"Expected a tuple of length `2`, but found one with length `{found}`",
    )


@ITERATOR.method("fn collect::<String>(self: any) -> String", params=("::std::string::String",))
def collect_string(it: Any) -> Driving:
    parts: list[str] = []
    while True:
        x = it.step()
        if x.__class__ is Driven:
            x = yield x
        if x is END:
            return string("".join(parts))
        yield 1
        if x.__class__ is String:
            x = text(x)
        elif x.__class__ is not str:
            refuse(x, types.STRING, "read")
        if len(x) >= PER_UNIT:
            yield len(x) // PER_UNIT
        parts.append(x)


@ITERATOR.method(
    "fn collect::<VecDeque>(self: any) -> VecDeque",
    params=("::std::collections::vec_deque::VecDeque",),
)
def collect_vec_deque(it: Any) -> Any:
    from bindrune.core.std.vec_deque import from_iter

    return from_iter(it)


@ITERATOR.method(
    "fn collect::<HashSet>(self: any) -> HashSet",
    params=("::std::collections::hash_set::HashSet",),
)
def collect_hash_set(it: Any) -> Any:
    from bindrune.core.std.hash_set import from_iter

    return from_iter(it)


@ITERATOR.method(
    "fn collect::<HashMap>(self: any) -> HashMap",
    params=("::std::collections::hash_map::HashMap",),
)
def collect_hash_map(it: Any) -> Driving:
    from bindrune.core.std.hash_map import from_iter

    yield _hinted(it, check_table, 32)
    return from_iter(it)


_LIMITS = {"i64": (-(1 << 63), (1 << 63) - 1), "u64": (0, (1 << 64) - 1)}


def _accumulate_integers(it: Any, target: str, start: int, product: bool) -> Driving:
    low, high = _LIMITS[target]
    total = start
    if it.direct:
        rest = it.rest()
        while chunk := list(islice(rest, _CHUNK)):
            yield len(chunk)
            plain = not product and _NUMBERS.issuperset(map(type, chunk))
            if not plain or min(chunk) < low or max(chunk) > high:
                for x in chunk:
                    total = accumulated(total, x, target, product)
                continue
            steps = list(accumulate(chunk, initial=total))
            if min(steps) < low or max(steps) > high:
                raise overflow()
            total = steps[-1]
        return u64(total) if target == "u64" else int(total)
    due = 0
    try:
        while True:
            x = it.step()
            if x.__class__ is Driven:
                x = yield x
            if x is END:
                break
            due += 1
            if due == 64:
                due = 0
                yield 64
            total = accumulated(total, x, target, product)
    except VmError:
        yield due
        raise
    yield due
    return u64(total) if target == "u64" else int(total)


_NUMBERS = frozenset((int, U64))


def accumulated(total: Any, x: Any, target: str, product: bool) -> Any:
    """A sum or product of numbers of the type ``target`` with one more."""
    if target == "f64":
        if x.__class__ is not float:
            raise expected(types.F64, x)
        return total * x if product else total + x
    low, high = _LIMITS[target]
    if x.__class__ is not int and x.__class__ is not U64:
        raise expected_number(x)
    if not low <= x <= high:
        raise coercion(x, target)
    total = total * x if product else total + x
    if not low <= total <= high:
        raise overflow()
    return total


def _accumulate_floats(it: Any, total: float, product: bool) -> Driving:
    while True:
        x = it.step()
        if x.__class__ is Driven:
            x = yield x
        if x is END:
            return total
        yield 1
        total = accumulated(total, x, "f64", product)


@ITERATOR.method("fn sum::<i64>(self: any) -> i64", params=("::std::i64",))
def sum_i64(it: Any) -> Driving:
    return _accumulate_integers(it, "i64", 0, False)


@ITERATOR.method("fn sum::<u64>(self: any) -> u64", params=("::std::u64",))
def sum_u64(it: Any) -> Driving:
    return _accumulate_integers(it, "u64", 0, False)


@ITERATOR.method("fn sum::<f64>(self: any) -> f64", params=("::std::f64",))
def sum_f64(it: Any) -> Driving:
    return _accumulate_floats(it, 0.0, False)


@ITERATOR.method("fn product::<i64>(self: any) -> i64", params=("::std::i64",))
def product_i64(it: Any) -> Driving:
    return _accumulate_integers(it, "i64", 1, True)


@ITERATOR.method("fn product::<u64>(self: any) -> u64", params=("::std::u64",))
def product_u64(it: Any) -> Driving:
    return _accumulate_integers(it, "u64", 1, True)


@ITERATOR.method("fn product::<f64>(self: any) -> f64", params=("::std::f64",))
def product_f64(it: Any) -> Driving:
    return _accumulate_floats(it, 1.0, True)


# -- functions -------------------------------------------------------------------------------------


@std.function(
    "fn range(start: i64, end: i64) -> RangeIter",
    deprecated="Use the `<from>..<to>` operator instead",
)
def range_(start: int, end: int) -> RangeIter:
    from bindrune.core.runtime.range_iterators import RangeIter

    it = RangeIter()
    it.token = None
    it.i = start
    it.j = end
    return it


@std.function("fn empty() -> Empty")
def empty() -> Empty:
    return list_iter(Empty, [])


@std.function("fn once(value: any) -> Once")
def once(value: Any) -> Once:
    return list_iter(Once, [value])
