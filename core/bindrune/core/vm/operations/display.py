"""The text of a value under ``{}``, in templates, and with a format spec (``{:>8.2}``)."""

from __future__ import annotations

from bindrune.core.formatting.numbers import display_float
from bindrune.core.formatting.spec import DEBUG
from bindrune.core.vm.access import check_read
from bindrune.core.vm.faults import illegal_format, missing_protocol
from bindrune.core.vm.operations.debug import debug, debug_charged
from bindrune.core.vm.sizes import LARGE, charged
from bindrune.core.vm.types import type_of
from bindrune.core.vm.values import U64, Cell, String, TypeValue, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from bindrune.core.formatting.spec import FormatSpec

MAX_PRECISION: Final = (1 << 16) - 1
MAX_WIDTH: Final = (1 << 31) - 1


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
    if native is None and not isinstance(value, String):
        raise missing_protocol("DISPLAY_FMT", value)
    if isinstance(value, Cell) and cls.state:
        check_read(value)  # type: ignore[arg-type]
    assert native is not None
    return native.handler(value)  # type: ignore[no-any-return]


def format_charged(value: Any, spec: FormatSpec) -> Any:
    """The same as ``format_value``, for the machine to drive where the text is large."""
    size = max(spec.width, spec.precision)
    if spec.precision > MAX_PRECISION or size > MAX_WIDTH:
        raise illegal_format()
    if size >= LARGE:
        return charged(size, format_value, value, spec)
    if spec.kind == DEBUG and value.__class__ is not int and value.__class__ is not float:
        return debug_charged(value)
    return format_value(value, spec)


def format_value(value: Any, spec: FormatSpec) -> str:
    """Return the text of ``value`` under ``spec``. Ints, floats, chars and Strings heed it, others
    do not.
    """
    cls = value.__class__
    if cls is int:
        return spec.apply_int(value)
    if spec.takes_ints_only:
        raise illegal_format()
    if cls is float:
        return spec.apply_float(value)
    if spec.kind == DEBUG:
        return debug(value)
    if cls is String:
        return spec.apply_text(text(value))
    if cls is str:
        return spec.apply_text(value)
    return display(value)
