"""What ``json`` and ``toml`` have in common when they write: which values are data at all."""

from __future__ import annotations

from bindrune.core.vm.access import deny
from bindrune.core.vm.structs import Record
from bindrune.core.vm.types import TYPE, type_of
from bindrune.core.vm.values import (
    Bytes,
    Nothing,
    Object,
    Ordering,
    Some,
    String,
    Tuple,
    Vec,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final


DATA: Final = (Vec, Object, Tuple, String, Bytes, Some, Nothing)
"""The heap values that are written."""

CHARGED_AT: Final = 4096
"""So many values are charged for at once."""

ESCAPES: Final = {0x22: '\\"', 0x5C: "\\\\", 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"}
"""Characters that have an escape of their own."""

_SHAPES: Final = {"named": "struct", "tuple": "tuple struct", "unit": "empty struct"}


class Refusal(Exception):
    """A value that cannot be written, and why."""

    def __init__(self, message: str, unsupported: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.unsupported = unsupported


def refusal(value: Any) -> Refusal:
    """Return why a value is no data. It is neither inline data nor in order and of ``DATA``."""
    if type_of(value) is TYPE:
        return Refusal("cannot serialize types")
    if isinstance(value, Ordering):
        return Refusal("cannot serialize orderings")
    if isinstance(value, DATA):
        return Refusal(deny(value, "read", "reading").message)
    if isinstance(value, Record):
        return Refusal(f"cannot serialize {_SHAPES[value.shape]} {value.label}")
    return Refusal("cannot serialize external references")


def cyclic() -> Refusal:
    """Return the refusal of a value that contains itself."""
    return Refusal("cannot serialize a value that contains itself")
