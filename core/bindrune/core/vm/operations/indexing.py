"""``value[index]`` and ``value[index] = new``.

Integers reach into vectors, tuples, tuple structs, options, results and generator states at once,
Strings into objects and named structs; everything else is the protocol INDEX_GET or INDEX_SET of
the type.
"""

from __future__ import annotations

from bindrune.core.vm import faults
from bindrune.core.vm.access import check_read, check_write, deny, n_shared
from bindrune.core.vm.sizes import LARGE
from bindrune.core.vm.structs import Record
from bindrune.core.vm.types import type_of
from bindrune.core.vm.values import (
    EMPTY,
    U64,
    Cell,
    Complete,
    Err,
    Nothing,
    Object,
    Ok,
    RangeFrom,
    RangeHalfOpen,
    RangeTo,
    Some,
    String,
    Tuple,
    Vec,
    Yielded,
    string,
    text,
    vec,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_RANGES = frozenset((RangeHalfOpen, RangeFrom, RangeTo))
"""The ranges that are sliced at once."""
_PAYLOAD = frozenset((Some, Ok, Err, Yielded, Complete))


def get_index(value: Any, index: Any) -> Any:
    """``value[index]``."""
    cls = value.__class__
    other = index.__class__
    if other is int or other is U64:
        if cls is Vec or cls is Tuple:
            items = value.a
            if 0 <= index < len(items):
                return items[index]
        return _get_integer(value, index)
    if other in _RANGES and (cls is Vec or cls is String):
        found = _sliced(value.a if cls is Vec else text(value), index)
        if found is not None:
            return vec(found) if cls is Vec else string(found)
    if isinstance(value, Cell) and cls.state:
        check_read(value)  # type: ignore[arg-type]
    if other is String:
        if cls is Object:
            found = value.d.get(text(index), _MISSING)
            if found is _MISSING:
                raise faults.missing_field(value, text(index))
            return found
        if isinstance(value, Record) and cls.shape == "named":
            slot = cls.slot_of.get(text(index))
            if slot is None:
                raise faults.missing_field(value, text(index))
            return getattr(value, slot)
    elif not isinstance(index, Cell):
        raise faults.expected_number(index)
    elif index.__class__.state:
        check_read(index)  # type: ignore[arg-type]
    return _protocol(value, index)


def _sliced(whole: Any, range_: Any) -> Any:
    """A slice of a list or text by a range whose bounds are i64; ``None`` for what is left to the type's own slices."""
    start, end = range_.start, range_.end
    size = len(whole)
    if start is EMPTY:
        start = 0
    if end is EMPTY:
        end = size
    if start.__class__ is not int or end.__class__ is not int or not 0 <= start <= end <= size:
        return None
    if whole.__class__ is str and (not whole.isascii() or size >= LARGE):
        return None
    return whole[start:end]


def _get_integer(value: Any, index: Any) -> Any:
    cls = value.__class__
    if isinstance(value, Cell) and cls.state:
        check_read(value)  # type: ignore[arg-type]
    n = int(index)
    if n < 0:
        raise faults.coercion(n, "usize")
    if value is None or cls is Vec or cls is Tuple or cls is Nothing or isinstance(value, Record):
        if isinstance(value, Record) and cls.shape == "tuple" and n < len(cls.attributes):
            return getattr(value, cls.attributes[n])
        raise faults.missing_index(value, n)
    if cls in _PAYLOAD:
        if n == 0:
            return value.f_0
        raise faults.missing_index(value, n)
    return _protocol(value, index)


def _protocol(value: Any, index: Any) -> Any:
    native = type_of(value).protocol("INDEX_GET") if isinstance(value, Cell) else None
    if native is None:
        raise faults.unsupported_index_get(value, index)
    return native.handler(value, index)


def set_index(value: Any, index: Any, new: Any) -> Any:
    """``value[index] = new``."""
    cls = value.__class__
    if cls is Vec and (index.__class__ is int or index.__class__ is U64):
        if value.token is not None and n_shared(value):
            raise deny(value, "write", "writing")
        if 0 <= index < len(value.a):
            value.a[index] = new
            return None
        if index < 0:
            raise faults.coercion(index, "usize")
        raise faults.out_of_range(index, len(value.a))
    if isinstance(value, Cell) and cls.state:
        raise deny(value, "write", "writing")  # type: ignore[arg-type]
    if index.__class__ is String:
        if cls is Object or (isinstance(value, Record) and cls.shape == "named"):
            check_write(value)
            if cls is Object:
                value.d[text(index)] = new
                return None
            slot = cls.slot_of.get(text(index))
            if slot is None:
                raise faults.missing_field(value, text(index))
            setattr(value, slot, new)
            return None
        if not isinstance(value, Cell) or isinstance(value, Record):
            raise faults.missing_field(value, text(index))
    native = type_of(value).protocol("INDEX_SET") if isinstance(value, Cell) else None
    if native is None:
        raise faults.unsupported_index_set(value, index, new)
    return native.handler(value, index, new)


_MISSING = object()
