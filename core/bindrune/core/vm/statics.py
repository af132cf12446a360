"""Statics: named slots outside of all frames, shared by every execution of a machine.

A static gets its initial value when it is first read; one without reads as an error until it is assigned.
"""

from __future__ import annotations

from bindrune.core.vm.constants import build
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.values import EMPTY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class StaticCell:
    """The slot of one static. ``init`` is an encoded constant, or ``EMPTY`` if it has none."""

    __slots__ = ("init", "item", "number", "value")

    def __init__(self, item: str, number: int, init: Any) -> None:
        self.item = item
        self.number = number
        self.init = init
        self.value: Any = EMPTY

    def read(self) -> Any:
        """The value; the first read makes it."""
        if self.value is EMPTY:
            if self.init is EMPTY:
                raise VmError(
                    "uninitialized-global",
                    f"Reading uninitialized static `{self.item}` (slot {self.number})",
                )
            self.value = build(self.init)
        return self.value

    def write(self, value: Any) -> None:
        """Assign the static."""
        self.value = value

    def clear(self) -> None:
        """Back to the state before the first read."""
        self.value = EMPTY


class NoStatic:
    """What stands for a static where the host gave no store."""

    __slots__ = ("item", "number")

    def __init__(self, item: str, number: int) -> None:
        self.item = item
        self.number = number

    def read(self) -> Any:
        """There is nothing to read."""
        raise VmError(
            "missing-globals",
            f"No storage has been configured for the static `{self.item}` (slot {self.number})",
        )

    def write(self, value: Any) -> None:
        """There is nothing to write."""
        self.read()


class Statics:
    """The store of statics, by item."""

    __slots__ = ("_renewed", "cells")

    def __init__(self) -> None:
        self.cells: dict[str, StaticCell] = {}
        self._renewed: set[str] = set()

    def cell(self, item: str, number: int, init: Any) -> StaticCell:
        """The cell of a static, made at its first declaration and kept by later ones of the same item."""
        found = self.cells.get(item)
        if found is None:
            found = self.cells[item] = StaticCell(item, number, init)
        elif item in self._renewed:
            self._renewed.discard(item)
            found.init = init
            found.clear()
        return found

    def renew(self, item: str) -> None:
        """Let the next declaration of a static give all who use it a new initial value."""
        self._renewed.add(item)
