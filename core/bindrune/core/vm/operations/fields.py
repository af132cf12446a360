"""Fields by name and by number: ``get_field`` to ``op_tuple_field``.

Fields of script values and keys of objects are data; named fields of natives are getters and
setters of the type. Numbers reach into tuples, vectors, tuple structs, options, results and
generator states.
"""

from __future__ import annotations

from bindrune.core.vm import faults
from bindrune.core.vm.access import check_read, check_write, deny, n_shared
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations import arith
from bindrune.core.vm.operations.driving import chained
from bindrune.core.vm.structs import Record
from bindrune.core.vm.values import (
    Break,
    Cell,
    Complete,
    Continue,
    Err,
    Nothing,
    Object,
    Ok,
    Some,
    Tuple,
    Vec,
    Yielded,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

COMPOUND: dict[str, Callable[[Any, Any], Any]] = {
    "+=": arith.add_assign,
    "-=": arith.sub_assign,
    "*=": arith.mul_assign,
    "/=": arith.div_assign,
    "%=": arith.rem_assign,
    "&=": arith.bit_and_assign,
    "|=": arith.bit_or_assign,
    "^=": arith.bit_xor_assign,
    "<<=": arith.shl_assign,
    ">>=": arith.shr_assign,
}
"""Compound operators by their token."""

_PAYLOAD = frozenset((Some, Ok, Err, Yielded, Complete, Continue, Break))
_INDEXED = frozenset((Some, Ok, Err, Yielded, Complete))


def get_field(value: Any, name: str) -> Any:
    """``value.name``."""
    cls = value.__class__
    if cls is Object:
        found = value.d.get(name, _MISSING)
        if found is _MISSING:
            raise faults.missing_name(value, name)
        return found
    if not isinstance(value, Cell):
        raise faults.unsupported_field_get(value, name)
    if cls.state:
        check_read(value)  # type: ignore[arg-type]
    if isinstance(value, Record):
        if cls.shape == "named":
            slot = cls.slot_of.get(name)
            if slot is None:
                raise faults.missing_name(value, name)
            return getattr(value, slot)
        raise faults.unsupported_field_get(value, name)
    field = cls.info.field(name)
    if field is None:
        raise faults.unsupported_field_get(value, name)
    return field[0](value)


def set_field(value: Any, name: str, new: Any) -> None:
    """``value.name = new``."""
    cls = value.__class__
    if not isinstance(value, Cell):
        raise faults.missing_field(value, name)
    check_write(value)  # type: ignore[arg-type]
    if cls is Object:
        value.d[name] = new  # type: ignore[attr-defined]
        return
    if isinstance(value, Record):
        slot = cls.slot_of.get(name) if cls.shape == "named" else None
        if slot is None:
            raise faults.missing_field(value, name)
        setattr(value, slot, new)
        return
    field = cls.info.field(name)
    if field is None or field[1] is None:
        raise faults.unsupported_field_set(value, name)
    field[1](value, new)


def get_tuple(value: Any, index: int) -> Any:
    """``value.0``."""
    cls = value.__class__
    if cls is Tuple or cls is Vec:
        items = value.a
        if index < len(items):
            return items[index]
        raise faults.missing_index(value, index)
    if value is None:
        raise faults.missing_index(value, index)
    if not isinstance(value, Cell):
        raise faults.unsupported_tuple_get(value, index)
    if cls.state:
        check_read(value)  # type: ignore[arg-type]
    if cls in _PAYLOAD:
        if index == 0:
            return value.f_0  # type: ignore[attr-defined]
        if cls in _INDEXED:
            raise faults.missing_index(value, index)
    elif cls is Nothing:
        raise faults.missing_index(value, index)
    elif isinstance(value, Record):
        if cls.shape == "tuple" and index < len(cls.attributes):
            return getattr(value, cls.attributes[index])
        raise faults.missing_index(value, index)
    raise faults.unsupported_tuple_get(value, index)


def set_tuple(value: Any, index: int, new: Any) -> None:
    """``value.0 = new``."""
    cls = value.__class__
    if not isinstance(value, Cell):
        raise faults.unsupported_tuple_set(value)
    check_write(value)  # type: ignore[arg-type]
    if cls is Tuple or cls is Vec:
        items = value.a  # type: ignore[attr-defined]
        if index < len(items):
            items[index] = new
            return
    elif (cls is Some or cls is Ok or cls is Err) and index == 0:
        value.f_0 = new  # type: ignore[attr-defined]
        return
    elif isinstance(value, Record) and cls.shape == "tuple" and index < len(cls.attributes):
        setattr(value, cls.attributes[index], new)
        return
    raise faults.unsupported_tuple_set(value)


def op_field(op: str, value: Any, name: str, rhs: Any) -> Any:
    """``value.name += rhs`` with the operator ``op``."""
    cls = value.__class__
    if not isinstance(value, Cell):
        raise faults.missing_field(value, name)
    check_write(value)  # type: ignore[arg-type]
    if cls is Object:
        found = value.d.get(name, _MISSING)  # type: ignore[attr-defined]
        if found is _MISSING:
            raise faults.missing_field(value, name)
        r = COMPOUND[op](found, rhs)
        if r.__class__ is Driven:
            return chained(r, lambda _: None)
        value.d[name] = r  # type: ignore[attr-defined]
        return None
    if isinstance(value, Record) and cls.shape == "named":
        slot = cls.slot_of.get(name)
        if slot is not None:
            r = COMPOUND[op](getattr(value, slot), rhs)
            if r.__class__ is Driven:
                return chained(r, lambda _: None)
            setattr(value, slot, r)
            return None
    raise faults.unsupported_field_get(value, name)


def op_tuple_field(op: str, value: Any, index: int, rhs: Any) -> Any:
    """``value.0 += rhs`` with the operator ``op``."""
    cls = value.__class__
    if isinstance(value, Cell):
        if cls.state or (value.token is not None and n_shared(value)):  # type: ignore[attr-defined,arg-type]
            raise deny(value, "write", "writing")  # type: ignore[arg-type]
        if cls is Continue or cls is Break:
            raise faults.unsupported_tuple_get(value, index)
    r = COMPOUND[op](get_tuple(value, index), rhs)
    if r.__class__ is Driven:
        return chained(r, lambda _: None)
    if cls is Tuple or cls is Vec:
        value.a[index] = r
    elif isinstance(value, Record):
        setattr(value, cls.attributes[index], r)
    else:
        value.f_0 = r
    return None


_MISSING = object()
