"""Fuel of natives that work by the size of their first argument: a unit for each 64 bytes or
elements of large ones.

Below ``LARGE`` nothing is charged: the call itself is bounded by what the script charged for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.vm.native import Driving

LARGE = 4096

F = TypeVar("F", bound="Callable[..., Any]")


def by_length(source: F) -> F:
    """Make a handler whose first argument is a Python sequence charge for a large one before it
    begins.
    """

    def handler(items: Any, *arguments: Any) -> Any:
        if len(items) < LARGE:
            return source(items, *arguments)
        return charged(len(items), source, items, *arguments)

    return cast("F", handler)


def charged(size: int, work: Callable[..., Any], *arguments: Any) -> Driving:
    """Charge for ``size``, then return the result of ``work``."""
    yield size // 64
    return work(*arguments)
