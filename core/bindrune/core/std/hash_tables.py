"""The tables behind HashMap and HashSet: a Python dict from hash keys to entries, in order of
insertion.

``hash_key`` gives two values one key if they feed the same bytes to a hasher. They need not be
equal (``[1]`` and ``1``, or a key that was changed after its insertion), so each hit is confirmed
by EQ, which raises for unlike types. A value that is unlike the one in its place goes to the next
one, ``(None, 1, key)`` and so on; no hash key looks like that.
"""

from __future__ import annotations

from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations.driving import uncharged
from bindrune.core.vm.operations.equality import eq
from bindrune.core.vm.operations.hashing import hash_key
from bindrune.core.vm.values import U64, String, Tuple, Vec, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any

    Entry = tuple[Any, Any]
    """A key and its value; sets hold the member twice."""

    Table = dict[Hashable, Entry]
else:
    Table = dict


def find(table: Table, key: Any) -> tuple[Hashable, Entry | None]:
    """Return the place of ``key`` in the table, and the entry that is there, if any."""
    cls = key.__class__
    place: Hashable = key if cls is int else text(key) if cls is String else hash_key(key)
    entry = table.get(place)
    if entry is None:
        return place, None
    other = entry[0]
    if other.__class__ is cls and (cls is int or (cls is String and text(other) == place)):
        return place, entry
    if _same(key, other):
        return place, entry
    n = 1
    while True:
        place_n = (None, n, place)
        entry = table.get(place_n)
        if entry is None or _same(key, entry[0]):
            return place_n, entry
        n += 1


def found_in(table: Table, key: Any, missing: object) -> Any:
    """The value of a key, or ``missing``."""
    entry = find(table, key)[1]
    return missing if entry is None else entry[1]


def put_in(table: Table, key: Any, value: Any, missing: object) -> Any:
    """Set the value of a key; return the one that was there, or ``missing``."""
    entry = put(table, key, value)
    return missing if entry is None else entry[1]


_NUMBERS = frozenset((int, U64))


def _same(key: Any, other: Any) -> bool:
    """Whether two values of one hash are equal; values that can be hashed compare without script
    code.
    """
    if key is other:
        return True
    cls = key.__class__
    if cls is other.__class__ and (cls is Tuple or cls is Vec):
        classes = [x.__class__ for x in key.a]
        if classes == [x.__class__ for x in other.a] and _NUMBERS.issuperset(classes):
            return key.a == other.a  # type: ignore[no-any-return]
    answer = eq(key, other)
    return uncharged(answer) if answer.__class__ is Driven else answer  # type: ignore[no-any-return]


def put(table: Table, key: Any, value: Any) -> Entry | None:
    """Set the value of ``key``; return the entry that was there. An equal key that is there
    stays.
    """
    place, entry = find(table, key)
    table[place] = (key if entry is None else entry[0], value)
    return entry


def delete(table: Table, key: Any) -> Entry | None:
    """Remove ``key`` and return its entry; entries at further places move up."""
    place, entry = find(table, key)
    if entry is None:
        return None
    del table[place]
    n: int = 0
    first: Any = place
    if place.__class__ is tuple and place and first[0] is None:
        n, first = first[1:]
    while (None, n + 1, first) in table:
        table[(None, n, first) if n else first] = table.pop((None, n + 1, first))
        n += 1
    return entry
