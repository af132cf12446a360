"""Keys of maps and sets that are tuples and need not be made: ``grid[(x, y)]``, ``seen.insert((x, y))``.

A tuple of i64 that is written where a key is asked for is known to nobody else, and the place of such a key in a
table (``std/hash_tables.py``) is Python's tuple of its elements. So a lookup takes Python's tuple, of the kind
``parts``; the tuple of the language is made where it goes into the table for good, and where the operation has
to be left to tier 0. It is done where the map or set is followed, as only then nothing of the program can be asked
whether two keys are equal, and where the elements are certain to be i64. A tuple of i64 that is followed is looked up
by its elements, too (``maps.KEYS``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import Wanted, gives
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

    Value = tuple[str, Kind]

_MOST = 6
"""Of how many elements a key that is not made may be."""


class Parts(Wanted):
    """A tuple of which only the elements are wanted, if they are i64."""

    __slots__ = ()


def unmade(body: Body, items: Sequence[Any], *which: int) -> list[Any]:
    """Operands, of which those at ``which`` are keys; the tuples among them need not be made."""
    if body.suspends:  # an operand that waits in a frame is a value
        return list(items)
    return [
        Parts(item) if at in which and item.__class__ is ir.MakeTuple and 1 < len(item.items) <= _MOST else item
        for at, item in enumerate(items)
    ]


@gives(Parts)
def parts(body: Body, operand: Any) -> Value:
    """The elements of a tuple, as a tuple of Python; the tuple itself if one of them may be no i64."""
    found = body.operands(operand.node.items)
    listed = ", ".join(text for text, _ in found)
    if all(kind.name == "int" for _, kind in found):
        return body.result(f"({listed})", k.Kind("parts", ints=len(found)), *[plain(text) for text, _ in found])
    return body.result(f"tuple_([{listed}])", k.TUPLE, *[plain(text) for text, _ in found])
