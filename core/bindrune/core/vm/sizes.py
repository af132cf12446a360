"""Fuel of operations whose result is large: a unit for each 64 bytes or elements, charged before it is made.

So a budget bounds the memory that a run can take, and interrupts meet an endless one however much its steps do. Below
``LARGE`` nothing is charged: the step itself is bounded by what the script charged for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.vm.native import Driving

LARGE: Final = 4096
PER_UNIT: Final = 64


def charged(size: int, work: Callable[..., Any], *arguments: Any) -> Driving:
    """Charge for ``size``, then return the result of ``work``."""
    yield size // PER_UNIT
    return work(*arguments)
