"""Capacities: what ``with_capacity``, ``reserve`` and ``capacity`` say of values whose storage is
Python's.

Nothing is reserved. What a script asked for is kept in the value's access token (a ``Reserved``
instead of a plain one), and ``capacity`` is the larger of that and the length; so the promises of
these functions hold, and values that never were asked carry no slot for it.
"""

from __future__ import annotations

from bindrune.core.vm.access import Token
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.values import Borrowable

_MOST_BYTES = (1 << 63) - 1
_MOST_MEMORY = 1 << 38


class Reserved(Token):
    """A token that also holds how many elements were asked for."""

    __slots__ = ("capacity",)

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity


def check_capacity(n: int, size: int) -> None:
    """Raise if ``n`` elements of ``size`` bytes can be in no memory."""
    if n * size > _MOST_MEMORY:
        if n * size > _MOST_BYTES:
            raise VmError("alloc", "Capacity overflow")
        raise VmError("alloc", f"Failed to allocate {n * size} bytes of memory")


def n_buckets(n: int) -> int:
    """Return how many buckets a hash table has for ``n`` entries: a power of two, an eighth of it
    free.
    """
    if n < 8:
        return 0 if n == 0 else 4 if n < 4 else 8
    return 1 << (n * 8 // 7 - 1).bit_length()


def table_capacity(n: int) -> int:
    """Return for how many entries a hash table has room that was made for ``n``."""
    buckets = n_buckets(n)
    return buckets - 1 if buckets < 16 and buckets else buckets // 8 * 7


def check_table(n: int, size: int) -> None:
    """Raise if a hash table for ``n`` entries of ``size`` bytes can be in no memory."""
    buckets = n_buckets(n)
    if buckets * (size + 1) + 16 > _MOST_MEMORY:
        check_capacity(buckets * (size + 1) + 16, 1)


def reserve(value: Borrowable, n: int, size: int) -> None:
    """Note that ``value``, which is not borrowed, shall have room for ``n`` elements of ``size``
    bytes.
    """
    check_capacity(n, size)
    if n > capacity_of(value, 0):
        value.token = Reserved(n)


def shrink(value: Borrowable) -> None:
    """Forget what was reserved; ``value`` is not borrowed."""
    value.token = None


def capacity_of(value: Borrowable, n: int) -> int:
    """Return the capacity of ``value``, which has ``n`` elements."""
    token = value.token
    return max(n, token.capacity) if token.__class__ is Reserved else n
