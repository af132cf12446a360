"""Equality: ``partial_eq`` and ``ne`` (the operators ``==`` and ``!=``) and ``eq`` (total, for keys
and ``ops::eq``).

Unlike types are an error, never ``false``; i64 and u64 compare by converting the right operand
under ``==`` and not at all under EQ. Nested values are walked with an explicit stack: each level is
a generator of pairs to compare, and any unequal pair decides. A pair that is met again inside
itself (a value that contains itself) counts as equal.
"""

from __future__ import annotations

from bindrune.core.vm.access import borrow, check_read
from bindrune.core.vm.faults import (
    coercion,
    expected,
    expected_number,
    illegal_float_comparison,
    missing_protocol,
    refuse,
    unsupported_binary,
)
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.operations.driving import chained, settle
from bindrune.core.vm.sizes import STEPS, STEPS_FUEL
from bindrune.core.vm.structs import Record
from bindrune.core.vm.types import type_of
from bindrune.core.vm.values import (
    EMPTY,
    U64,
    Bytes,
    Cell,
    Err,
    HashValue,
    Iterator,
    Nothing,
    Object,
    Ok,
    Ordering,
    Range,
    RangeFull,
    Some,
    String,
    Tuple,
    TypeValue,
    Variant,
    Vec,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving

_MAX = (1 << 63) - 1
_PLAIN = frozenset((int, str, bool, U64, type(None)))
_COUNTERPARTS = {Some: Nothing, Nothing: Some, Ok: Err, Err: Ok}
"""The classes of variants that are of one type and never equal."""


def partial_eq(a: Any, b: Any) -> Any:
    """``a == b``; a bool or, where an element needs script code, a generator object."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int or cls is float or cls is str or cls is bool or cls is U64 or a is None:
            return a == b
        if cls is String:
            return text(a) == text(b)
        if cls is Vec or cls is Tuple:
            if len(a.a) <= STEPS:
                known = _simple(a.a, b.a)
                if known is not None:
                    return known
            else:
                classes = list(map(type, a.a))
                if _PLAIN.issuperset(classes) and classes == list(map(type, b.a)):
                    return a.a == b.a
        elif isinstance(a, Record) and not cls.state:
            names = cls.attributes
            known = _simple([getattr(a, name) for name in names], [getattr(b, name) for name in names])
            if known is not None:
                return known
        elif cls is Nothing:
            return True
        elif cls is Some or cls is Ok or cls is Err:
            known = _simple([a.f_0], [b.f_0])
            if known is not None:
                return known
    elif _COUNTERPARTS.get(cls) is b.__class__:
        return False
    return settle(_walk(a, b, False))


def _simple(xs: list[Any], ys: list[Any]) -> bool | None:
    """Whether two lists are equal, if it takes no walk to tell."""
    for x, y in zip(xs, ys, strict=False):
        cls = x.__class__
        if cls is not y.__class__:
            return None
        if cls in _PLAIN or cls is float:
            if x != y:
                return False
        elif cls is not String:
            return None
        elif text(x) != text(y):
            return False
    return len(xs) == len(ys)


def ne(a: Any, b: Any) -> Any:
    """``a != b``."""
    r = partial_eq(a, b)
    return chained(r, _negate) if r.__class__ is Driven else not r


def eq(a: Any, b: Any) -> Any:
    """Total equality, the protocol EQ."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int or cls is str or cls is bool or cls is U64 or a is None:
            return a == b
        if cls is String:
            return text(a) == text(b)
    return settle(_walk(a, b, True))


def _negate(value: bool) -> bool:
    return not value


def _walk(a: Any, b: Any, total: bool) -> Driving:
    """Compare with a stack of levels; yields requests only."""
    stack: list[Any] = []
    open_pairs: dict[tuple[int, int], bool] = {}
    keys: list[tuple[int, int]] = []
    rounds = 0
    while True:
        rounds += 1
        if rounds == STEPS:
            yield STEPS_FUEL
            rounds = 0
        key = (id(a), id(b))
        if key not in open_pairs:
            r = _level(a, b, total)
            if r.__class__ is Driven and r.gi_code is not _PAIRS and r.gi_code is not _MIXED:
                r = yield r  # a protocol function that needs script code
            if r is False:
                return False
            if r is not True:
                stack.append(r)
                keys.append(key)
                open_pairs[key] = True
        while stack:
            level = stack[-1]
            pair = next(level, None)
            while pair is not None and pair.__class__ is not list and pair is not False:
                answer = yield pair
                try:
                    pair = level.send(answer)
                except StopIteration:
                    pair = None
            if pair is None:
                stack.pop()
                del open_pairs[keys.pop()]
                continue
            if pair is False:
                return False
            a, b = pair
            cls = a.__class__
            if cls is b.__class__ and cls in _PLAIN:
                if a == b:
                    continue
                return False
            break
        else:
            return True


def _level(a: Any, b: Any, total: bool) -> Any:
    """Compare one level: a bool, a generator of pairs, or one of a protocol function."""
    cls = a.__class__
    other = b.__class__
    if not isinstance(a, Cell):
        return _inline(a, b, total)
    if cls.state:
        check_read(a)  # type: ignore[arg-type]
    if cls is String:
        if other is not String:
            refuse(b, String.info, "read")
        return text(a) == text(b)  # type: ignore[arg-type]
    if cls is Vec or cls is Tuple:
        if other is cls or (other is Tuple and not total):
            return _pairs(a.a, b.a)  # type: ignore[attr-defined]
        if b is None and (cls is Tuple or not total):
            return not a.a  # type: ignore[attr-defined]
        if other is Vec and not total:
            return _pairs(a.a, b.a)  # type: ignore[attr-defined]
        if total:
            refuse(b, cls.info, "read")
        return _mixed(a, b)
    if isinstance(a, Record):
        return _structs(a, b, total)
    if isinstance(a, (Variant, Bytes, Range)) or cls is Object:
        if type_of(b) is not cls.info:
            raise expected(cls.info, b)
        check_read(b)
        if cls is not other:
            return False
        if cls is Bytes:
            return a.b == b.b  # type: ignore[attr-defined]
        if cls is Nothing or cls is RangeFull:
            return True
        if cls is Object:
            return _objects(a.d, b.d)  # type: ignore[attr-defined]
        if isinstance(a, Range):
            ends = [(a.start, b.start), (a.end, b.end)]
            ends = [(x, y) for x, y in ends if x is not EMPTY and y is not EMPTY]
            return _pairs([x for x, _ in ends], [y for _, y in ends])
        return _pairs([a.f_0], [b.f_0])  # type: ignore[attr-defined]
    protocol = "EQ" if total else "PARTIAL_EQ"
    native = cls.info.protocol(protocol)
    if native is None:
        raise unsupported_binary(protocol, a, b)
    return native.handler(a, b)


def _inline(a: Any, b: Any, total: bool) -> bool:
    cls = a.__class__
    other = b.__class__
    protocol = "EQ" if total else "PARTIAL_EQ"
    if cls is other:
        if cls is float and total and (a != a or b != b):
            raise illegal_float_comparison(a, b)
        if cls is TypeValue or cls is HashValue:
            return a.hash == b.hash  # type: ignore[no-any-return]
        if a is EMPTY:
            raise unsupported_binary(protocol, a, b)
        return a == b  # type: ignore[no-any-return]
    if (cls is int or cls is U64) and not total and not isinstance(b, Cell):
        if other is U64:
            if b > _MAX:
                raise coercion(b, "i64")
            return int(a) == int(b)
        if other is int:
            if b < 0:
                raise coercion(b, "u64")
            return int(a) == b  # type: ignore[no-any-return]
        raise expected_number(b)
    if isinstance(a, Ordering) and isinstance(b, Ordering):
        return a is b
    raise unsupported_binary(protocol, a, b)


def _pairs(xs: list[Any], ys: list[Any]) -> Any:
    """Yield the pairs of two lists, then ``False`` if the lengths differ."""
    for x, y in zip(xs, ys, strict=False):
        yield [x, y]
    if len(xs) != len(ys):
        yield False


def _mixed(a: Any, b: Any) -> Any:
    """Yield the pairs of a Vec or Tuple and any iterable, and requests between them."""
    held = borrow(a)
    it = b
    if not isinstance(b, Iterator):
        native = type_of(b).protocol("INTO_ITER")
        if native is None:
            raise missing_protocol("INTO_ITER", b)
        it = native.handler(b)
        if it.__class__ is Driven:
            it = yield it
    for x in a.a:
        y = it.step()
        if y.__class__ is Driven:
            y = yield y
        if y is END:
            yield False
        yield [x, y]
    y = it.step()
    if y.__class__ is Driven:
        y = yield y
    if y is not END:
        yield False
    del held


_PAIRS = _pairs.__code__
_MIXED = _mixed.__code__


def _objects(a: dict[str, Any], b: dict[str, Any]) -> Any:
    if len(a) != len(b) or any(key not in b for key in a):
        return False
    return _pairs(list(a.values()), [b[key] for key in a])


def _structs(a: Any, b: Any, total: bool) -> Any:
    cls = a.__class__
    if not isinstance(b, Record) or b.info.hash != cls.info.hash:
        raise unsupported_binary("EQ" if total else "PARTIAL_EQ", a, b)
    check_read(b)
    if b.__class__ is not cls:
        return False
    names = cls.attributes
    return _pairs([getattr(a, n) for n in names], [getattr(b, n) for n in names])
