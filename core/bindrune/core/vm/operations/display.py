"""The text of a value under ``{}``, in templates and for ``expect``."""

from __future__ import annotations

from typing import Any

from bindrune.core.formatting.numbers import display_float
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.types import name_of, type_of
from bindrune.core.vm.values import U64, String, TypeValue, text


def display(value: Any) -> str:
    """Return the display form; a type without one raises."""
    cls = value.__class__
    if cls is String:
        return text(value)
    if cls is str:
        return value  # type: ignore[no-any-return]
    if cls is int or cls is U64:
        return int.__repr__(value)
    if cls is float:
        return display_float(value)
    if cls is bool:
        return "true" if value else "false"
    if cls is TypeValue:
        return f"Type(0x{value.hash:x})"
    native = type_of(value).protocol("DISPLAY_FMT")
    if native is None:
        raise VmError(
            "missing-protocol-function",
            f"Missing protocol function `DISPLAY_FMT` for `{name_of(value)}`",
        )
    return native.handler(value)  # type: ignore[no-any-return]
