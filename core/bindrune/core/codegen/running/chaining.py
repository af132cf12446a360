"""What loops of chains of adapters call (``forms/chains.py``)."""

from __future__ import annotations

from itertools import chain as chained
from itertools import islice

from bindrune.core.runtime.arguments import integer, take_argument
from bindrune.core.std.iter import accumulated, pair
from bindrune.core.vm import types
from bindrune.core.vm.native import END
from bindrune.core.vm.values import Nothing, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "Held", "accumulated", "chained", "deque_of", "islice", "map_of", "payload_of", "put_entry", "set_of", "size_of",
    "skip_on",
]  # fmt: skip


class Held:
    """An iterator without elements that holds a borrow until it is asked for one: what stands before it has ended."""

    __slots__ = ("token",)

    def __init__(self, token: object) -> None:
        self.token = token

    def __iter__(self) -> Held:
        return self

    def __next__(self) -> Any:
        self.token = None
        raise StopIteration


_BACKWARDS: type = type(reversed([0]))


def skip_on(iterator: Any, n: int) -> None:
    """Have the iterator over a list, forwards or backwards, which has not begun, leave out ``n`` elements."""
    left = iterator.__length_hint__()
    if left:
        n = min(n, left)
        iterator.__setstate__(left - 1 - n if iterator.__class__ is _BACKWARDS else n)


def size_of(value: Any) -> int:
    """A number of elements, as natives take it."""
    return integer(value, "usize")


def payload_of(option: Any) -> Any:
    """What lies in an Option, which is taken, or ``END``."""
    found = take_argument(option, types.OPTION)
    return END if found.__class__ is Nothing else found.f_0


def put_entry(fields: dict[str, Any], entry: Any) -> None:
    """Put a tuple of a key and a value into an object that is collected."""
    key, value = pair(entry)
    fields[text(take_argument(key, types.STRING))] = value


def map_of(table: Any) -> Any:
    """The HashMap of entries that were collected."""
    from bindrune.core.std.hash_map import new_map

    return new_map(table)


def set_of(table: Any) -> Any:
    """The HashSet of elements that were collected."""
    from bindrune.core.std.hash_set import new_set

    return new_set(table)


def deque_of(items: list[Any]) -> Any:
    """The VecDeque of elements that were collected."""
    from bindrune.core.std.vec_deque import new_deque

    return new_deque(items)
