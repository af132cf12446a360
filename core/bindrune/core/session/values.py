"""Values as hosts look at them: what is unit, what has elements, what has fields."""

from __future__ import annotations

from bindrune.core.vm.structs import Record
from bindrune.core.vm.values import Object, Tuple, Vec


def is_unit(value: object) -> bool:
    """Whether a value is unit."""
    return value is None


def items_of(value: object) -> list[object] | None:
    """The elements of a vector or tuple that can be read, else None."""
    return list(value.a) if value.__class__ in (Vec, Tuple) else None  # type: ignore[attr-defined]


def fields_of(value: object) -> dict[str, object] | None:
    """The fields of an object or of a struct with named fields that can be read, else None."""
    if value.__class__ is Object:
        return dict(value.d)  # type: ignore[attr-defined]
    if isinstance(value, Record) and not value.state and value.shape == "named":
        return {name: getattr(value, "f_" + name) for name in value.names}
    return None
