"""The comparison methods of numbers: ``1.lt(2u64)`` converts its argument, which the operators
do and ``ops::cmp`` does not.
"""

from __future__ import annotations

import _operator as operator

from bindrune.core.vm.faults import illegal_float_comparison
from bindrune.core.vm.values import EQUAL, GREATER, LESS, Ordering, Variant, nothing, some

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.runtime.module import Type

_METHODS = ("eq", "ne", "lt", "le", "gt", "ge")


def declare_comparisons(row: Type, kind: str) -> None:
    """Declare the comparison methods of the number type that signatures call ``kind``."""
    for name in _METHODS:
        row.method(f"fn {name}(self: {kind}, other: {kind}) -> bool")(getattr(operator, name))
    row.method(f"fn cmp(self: {kind}, other: {kind}) -> Ordering")(_cmp)
    row.method(f"fn partial_cmp(self: {kind}, other: {kind}) -> Option")(_partial_cmp)


def _cmp(a: Any, b: Any) -> Ordering:
    if a < b:
        return LESS
    if a > b:
        return GREATER
    if a == b:
        return EQUAL
    raise illegal_float_comparison(a, b)


def _partial_cmp(a: Any, b: Any) -> Variant:
    return nothing() if a != a or b != b else some(_cmp(a, b))
