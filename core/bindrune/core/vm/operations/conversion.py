"""``is``, ``as`` and type values."""

from __future__ import annotations

from bindrune.core.vm.errors import VmError
from bindrune.core.vm.types import F64, I64, TypeInfo, name_of, type_of
from bindrune.core.vm.types import U64 as U64_TYPE
from bindrune.core.vm.values import U64, TypeValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_U_MAX = (1 << 64) - 1
_MAX = (1 << 63) - 1
_MIN = -(1 << 63)


def type_value(info: TypeInfo) -> TypeValue:
    """A type as a value."""
    return TypeValue(info.hash, info.item)


def is_type(value: Any, type_: Any) -> bool:
    """``value is type_``. Looks at the type only, so a moved value is fine."""
    if type_.__class__ is not TypeValue:
        raise unsupported_is(value, type_)
    return type_of(value).hash == type_.hash


def unsupported_is(value: Any, type_: Any) -> VmError:
    """The error of ``is`` and ``as`` with a right side that is no type."""
    return VmError("unsupported-is", f"Operation `{name_of(value)} is {name_of(type_)}` is not supported")


def as_type(value: Any, type_: Any) -> Any:
    """``value as type_``: between i64, u64 and f64, saturating from floats and wrapping between
    integers.
    """
    if type_.__class__ is not TypeValue:
        raise unsupported_is(value, type_)
    cls = value.__class__
    target = type_.hash
    if cls is int or cls is U64:
        if target == I64.hash:
            n = int(value) & _U_MAX
            return n - (1 << 64) if n > _MAX else n
        if target == U64_TYPE.hash:
            return U64(int(value) & _U_MAX)
        if target == F64.hash:
            return float(value)
    elif cls is float:
        if target == F64.hash:
            return value
        if target == I64.hash:
            if value != value:
                return 0
            if -(2.0**63) <= value < 2.0**63:
                return int(value)
            return _MAX if value > 0 else _MIN
        if target == U64_TYPE.hash:
            if value != value or value <= 0:
                return U64(0)
            return U64(_U_MAX if value >= 2.0**64 else int(value))
    raise VmError("unsupported-as", f"Operation `{name_of(value)} as 0x{target:x}` is not supported")
