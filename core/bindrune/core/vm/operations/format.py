"""The text of a value in a format string: ``{:>8.2}`` and its like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.formatting.spec import DEBUG
from bindrune.core.vm.faults import illegal_format
from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.operations.display import display
from bindrune.core.vm.values import String, text

if TYPE_CHECKING:
    from bindrune.core.formatting.spec import FormatSpec


def format_value(value: Any, spec: FormatSpec) -> str:
    """Return the text of ``value`` under ``spec``. Ints, floats, chars and Strings heed it, others do not."""
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
