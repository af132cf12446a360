"""Order: ``partial_cmp`` and the operators ``lt le gt ge`` on it, and ``cmp`` (total, for sorting
and ``ops::cmp``).

``partial_cmp`` gives an ``Ordering``, or ``None`` (Python's) where floats cannot be ordered; then
all four operators are false. Nested values are walked like in ``equality``: the first pair that is
not equal decides, and a level ends with the ``Ordering`` of its lengths.
"""

from __future__ import annotations

from bindrune.core.vm.access import check_read
from bindrune.core.vm.faults import (
    coercion,
    expected,
    expected_number,
    illegal_float_comparison,
    refuse,
    unsupported_binary,
)
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations.driving import chained, settle
from bindrune.core.vm.sizes import STEPS, STEPS_FUEL
from bindrune.core.vm.structs import Record
from bindrune.core.vm.types import type_of
from bindrune.core.vm.values import (
    EMPTY,
    EQUAL,
    GREATER,
    LESS,
    U64,
    Bytes,
    Cell,
    Err,
    HashValue,
    Nothing,
    Ok,
    Ordering,
    Range,
    RangeFull,
    Some,
    String,
    Tuple,
    TypeValue,
    Vec,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving

_MAX = (1 << 63) - 1
_PLAIN = frozenset((int, U64, str, bool))
"""The classes of values that Python orders as the language does."""


def order(a: Any, b: Any) -> Ordering:
    """The ``Ordering`` of two Python values."""
    return LESS if a < b else EQUAL if a == b else GREATER


def partial_cmp(a: Any, b: Any) -> Any:
    """``Ordering``, Python's ``None`` if there is no order, or a generator object."""
    cls = a.__class__
    if cls is b.__class__:
        known = None
        if cls is Vec or cls is Tuple:
            if len(a.a) <= STEPS:
                known = _simple(a.a, b.a)
        elif isinstance(a, Record) and not cls.state:
            names = cls.attributes
            known = _simple([getattr(a, name) for name in names], [getattr(b, name) for name in names])
        if known is not None:
            return known
    return settle(_walk(a, b, False))


def _simple(xs: list[Any], ys: list[Any]) -> Ordering | None:
    """The order of two lists, if it takes no walk to tell."""
    for x, y in zip(xs, ys, strict=False):
        cls = x.__class__
        if cls is not y.__class__:
            return None
        if cls is String:
            x, y = text(x), text(y)
        elif cls not in _PLAIN:
            return None
        if x != y:
            return order(x, y)
    return order(len(xs), len(ys))


def cmp(a: Any, b: Any) -> Any:
    """The total ``Ordering``, the protocol CMP."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int:
            return LESS if a < b else EQUAL if a == b else GREATER
        if cls is String:
            return order(text(a), text(b))
    return settle(_walk(a, b, True))


def lt(a: Any, b: Any) -> Any:
    """``a < b``."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int or cls is float:
            return a < b
        if cls is String:  # code points order like the bytes of UTF-8
            return text(a) < text(b)
    r = partial_cmp(a, b)
    return chained(r, _is_lt) if r.__class__ is Driven else r is LESS


def le(a: Any, b: Any) -> Any:
    """``a <= b``."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int or cls is float:
            return a <= b
        if cls is String:  # code points order like the bytes of UTF-8
            return text(a) <= text(b)
    r = partial_cmp(a, b)
    return chained(r, _is_le) if r.__class__ is Driven else r is LESS or r is EQUAL


def gt(a: Any, b: Any) -> Any:
    """``a > b``."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int or cls is float:
            return a > b
        if cls is String:  # code points order like the bytes of UTF-8
            return text(a) > text(b)
    r = partial_cmp(a, b)
    return chained(r, _is_gt) if r.__class__ is Driven else r is GREATER


def ge(a: Any, b: Any) -> Any:
    """``a >= b``."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int or cls is float:
            return a >= b
        if cls is String:  # code points order like the bytes of UTF-8
            return text(a) >= text(b)
    r = partial_cmp(a, b)
    return chained(r, _is_ge) if r.__class__ is Driven else r is GREATER or r is EQUAL


def _is_lt(r: Any) -> bool:
    return r is LESS


def _is_le(r: Any) -> bool:
    return r is LESS or r is EQUAL


def _is_gt(r: Any) -> bool:
    return r is GREATER


def _is_ge(r: Any) -> bool:
    return r is GREATER or r is EQUAL


def _walk(a: Any, b: Any, total: bool) -> Driving:
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
            if r.__class__ is Driven and r.gi_code is not _PAIRS:
                r = yield r
                if r.__class__ is Some:
                    r = r.f_0
                elif r.__class__ is Nothing:
                    r = None
            if r.__class__ is Driven:
                stack.append(r)
                keys.append(key)
                open_pairs[key] = True
            elif r is not EQUAL:
                return r
        while stack:
            pair = next(stack[-1], None)
            if pair is None:
                stack.pop()
                del open_pairs[keys.pop()]
                continue
            if pair.__class__ is not list:
                return pair
            a, b = pair
            if a.__class__ is b.__class__ is int and a == b:
                continue
            break
        else:
            return EQUAL


def _level(a: Any, b: Any, total: bool) -> Any:
    cls = a.__class__
    if not isinstance(a, Cell):
        return _inline(a, b, total)
    if cls.state:
        check_read(a)  # type: ignore[arg-type]
    protocol = "CMP" if total else "PARTIAL_CMP"
    if cls is String:
        if b.__class__ is not String:
            refuse(b, String.info, "read")
        # Code points order like the bytes of UTF-8.
        return order(text(a), text(b))  # type: ignore[arg-type]
    if cls is Tuple and b is None:
        return order(len(a.a), 0)  # type: ignore[attr-defined]
    if cls is Vec or cls is Tuple or cls is Bytes or isinstance(a, (Some, Nothing, Ok, Err, Range)):
        if type_of(b) is not cls.info:
            raise expected(cls.info, b)
        check_read(b)
        if cls is Vec or cls is Tuple:
            return _pairs(a.a, b.a)  # type: ignore[attr-defined]
        if cls is Bytes:
            return order(a.b, b.b)  # type: ignore[attr-defined]
        if cls is not b.__class__:
            # None < Some, and Err < Ok: unlike elsewhere.
            return LESS if cls is Nothing or cls is Err else GREATER
        if cls is Nothing or cls is RangeFull:
            return EQUAL
        if isinstance(a, Range):
            ends = [(a.start, b.start), (a.end, b.end)]
            ends = [(x, y) for x, y in ends if x is not EMPTY and y is not EMPTY]
            return _pairs([x for x, _ in ends], [y for _, y in ends])
        return _pairs([a.f_0], [b.f_0])  # type: ignore[attr-defined]
    if isinstance(a, Record):
        return _structs(a, b, protocol)
    native = cls.info.protocol(protocol)
    if native is None:
        raise unsupported_binary(protocol, a, b)
    r = native.handler(a, b)
    return r.f_0 if r.__class__ is Some else None if r.__class__ is Nothing else r


def _inline(a: Any, b: Any, total: bool) -> Any:
    cls = a.__class__
    other = b.__class__
    protocol = "CMP" if total else "PARTIAL_CMP"
    if cls is other:
        if cls is float and (a != a or b != b):
            if total:
                raise illegal_float_comparison(a, b)
            return None
        if a is None:
            return EQUAL
        if cls is TypeValue or cls is HashValue:
            return order(a.hash, b.hash)
        if a is not EMPTY:
            return order(a, b)
    if isinstance(a, Ordering) and isinstance(b, Ordering):
        return order(int(a), int(b))
    if (cls is int or cls is U64) and not total and not isinstance(b, Cell):
        if other is U64:
            if b > _MAX:
                raise coercion(b, "i64")
            return order(int(a), int(b))
        if other is int:
            if b < 0:
                raise coercion(b, "u64")
            return order(int(a), b)
        raise expected_number(b)
    raise unsupported_binary(protocol, a, b)


def _pairs(xs: list[Any], ys: list[Any]) -> Any:
    for x, y in zip(xs, ys, strict=False):
        yield [x, y]
    if len(xs) != len(ys):
        yield order(len(xs), len(ys))


_PAIRS = _pairs.__code__


def _structs(a: Any, b: Any, protocol: str) -> Any:
    cls = a.__class__
    if not isinstance(b, Record) or b.info.hash != cls.info.hash:
        raise unsupported_binary(protocol, a, b)
    check_read(b)
    if b.__class__ is not cls:
        return order(cls.variant_hash, b.__class__.variant_hash)
    names = cls.attributes
    return _pairs([getattr(a, n) for n in names], [getattr(b, n) for n in names])
