"""Fuel of operations whose result is large: a unit for each 64 bytes or elements, charged before it is made.

So a budget bounds the memory that a run can take, and interrupts meet an endless one however much its steps do. Below
``LARGE`` nothing is charged: the step itself is bounded by what the script charged for.

Walks of nested values (comparing, cloning, debug texts) take longer for an element than a copy does for 64 bytes, and
a value that holds another one twice is walked twice there: they charge as they go, ``STEPS_FUEL`` units for each
``STEPS`` elements.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from bindrune.core.vm.native import Driving

LARGE: Final = 4096
PER_UNIT: Final = 64
STEPS: Final = 256
STEPS_FUEL: Final = 16


def charged(size: int, work: Callable[..., Any], *arguments: Any) -> Driving:
    """Charge for ``size``, then return the result of ``work``."""
    yield size // PER_UNIT
    return work(*arguments)
