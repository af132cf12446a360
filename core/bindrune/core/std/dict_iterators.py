"""The iterators over objects, maps and sets: forward only, of known length, in order of
insertion.
"""

from __future__ import annotations

from bindrune.core.runtime.iterators import NativeIterator
from bindrune.core.vm.access import borrow
from bindrune.core.vm.native import END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator as PyIterator
    from typing import Any, TypeVar

    from bindrune.core.vm.values import Borrowable

    D = TypeVar("D", bound="DictIterator")


class DictIterator(NativeIterator):
    """Elements from a Python iterator, ``source``, of which ``left`` are left; ``borrowed`` is the
    container's token.
    """

    __slots__ = ("borrowed", "left", "source")
    direct = True
    borrowed: object
    left: int
    source: PyIterator[Any]

    def step(self) -> Any:
        """The next element."""
        for x in self.source:
            self.left -= 1
            return x
        return END

    def hint(self) -> tuple[int, int]:
        """The exact number of elements, twice."""
        return self.left, self.left

    def length(self) -> int:
        """The number of elements left."""
        return self.left

    def rest(self) -> PyIterator[Any]:
        """The remaining elements."""
        self.left = 0
        return self.source


def dict_iterator(cls: type[D], container: Borrowable, source: PyIterator[Any], n: int) -> D:
    """An iterator of class ``cls`` over ``n`` elements of ``container``, which it borrows."""
    it = cls()
    it.token = None
    it.borrowed = borrow(container)
    it.source = source
    it.left = n
    return it
