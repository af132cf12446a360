"""Fuel of natives that work by the size of their first argument; see ``vm.sizes``."""

from __future__ import annotations

from bindrune.core.vm.sizes import LARGE, charged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    F = TypeVar("F", bound="Callable[..., Any]")


def by_length(source: F) -> F:
    """Make a handler whose first argument is a Python sequence charge for a large one before it
    begins.
    """

    def handler(items: Any, *arguments: Any) -> Any:
        if len(items) < LARGE:
            return source(items, *arguments)
        return charged(len(items), source, items, *arguments)

    return handler  # type: ignore[return-value]
