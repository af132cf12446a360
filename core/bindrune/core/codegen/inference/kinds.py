"""What is known of a value where it is used: its kind, and for integers an interval.

A kind is the name of a Python class that the value has for certain (``int``, ``float``, ``bool``, ``char``,
``u64``, ``unit``), or of what it certainly was when it was made (``string``, ``bytes``, ``vec``, ``tuple``, ``object``,
``record``, ``function``, ``generator``): such a value may have been moved since, so its class is still asked
where it matters. ``payload`` is what lies in an Option, ``piece`` the text of a String, ``parts`` the elements of
a tuple and ``list`` those of a vector that were not made (``forms/options.py``, ``forms/pieces.py``,
``forms/tuple_keys.py``, ``forms/slices.py``). ``any`` is no
knowledge, ``never`` the value of an expression that does not end. ``of`` is the item of a ``record``, and of a
``generator`` the version of the function that made it.
"""

from __future__ import annotations

from typing import NamedTuple

MIN = -(1 << 63)
MAX = (1 << 63) - 1
STEP = (1 << 16) - 1
"""An addition of no more than this is a small one."""
FAR = (1 << 60) - 1
"""How far from zero a value may be before small additions; some 2**47 of them, more than any run has time for, are
needed from here to an overflow, so that they are not tested for it."""
GROWN = MAX - (1 << 16)
"""The bound of a value that came to be by small additions to one that was no further than ``FAR``, and only of such."""


class Kind(NamedTuple):
    """The kind of a value; ``low`` and ``high`` bound an ``int``.

    ``own`` values are followed wherever they go (``shapes.py``): their class is what the kind says, nothing else
    holds or moves them. ``of`` has the items of a ``record``, divided by ``|``; of an own ``vec`` it is
    ``unlent`` if no iterator ever borrows it. ``ints`` is of how many i64 each key of an own ``map`` or ``set`` is:
    1 where it is one itself, more where it is a tuple that is never changed, 0 where that is not known. The same of
    the elements of an own ``vec`` and of a ``list``; of ``parts`` it is how many there are, of an own ``tuple`` how
    many it has, if it has nothing else.
    """

    name: str
    low: int = MIN
    high: int = MAX
    of: str = ""
    own: bool = False
    ints: int = 0


ANY = Kind("any")
INT = Kind("int")
FLOAT = Kind("float")
BOOL = Kind("bool")
CHAR = Kind("char")
UNIT = Kind("unit")
U64 = Kind("u64", 0, (1 << 64) - 1)
STRING = Kind("string")
BYTES = Kind("bytes")
VEC = Kind("vec")
TUPLE = Kind("tuple")
OBJECT = Kind("object")
FUNCTION = Kind("function")
OWN_STRING = Kind("string", own=True)
"""A String in a slot that nothing has read since it was made: nothing else holds or borrows it."""
PAYLOAD = Kind("payload")
PIECE = Kind("piece")
CERTAIN_PAYLOAD = Kind("payload", of="certain")
NEVER = Kind("never")

INLINE = frozenset(("int", "float", "bool", "char", "unit", "u64", "never"))
"""Kinds of values that nothing can borrow and that hold nothing: nobody has to let them die."""

CLASSES = {"int": "int", "float": "float", "bool": "bool", "u64": "U64", "char": "str"}
"""How the class of an inline kind is called in emitted code."""


def join(a: Kind, b: Kind) -> Kind:
    """The kind of a value that is of one of two kinds."""
    if a == b or b.name == "never":
        return a
    if a.name == "never":
        return b
    if a.name == b.name:
        of = a.of if a.of == b.of else ""
        own = a.own and b.own and (a.name != "record" or bool(of))
        return Kind(a.name, min(a.low, b.low), max(a.high, b.high), of, own, a.ints if a.ints == b.ints else 0)
    return ANY


def within(a: Kind, b: Kind) -> bool:
    """Whether every value of kind ``a`` is one of kind ``b``."""
    return join(a, b) == b


def widened(a: Kind) -> Kind:
    """A kind without the interval of its integers."""
    return Kind(a.name, of=a.of, own=a.own, ints=a.ints) if a.name != "u64" else U64


def added(a: Kind, b: Kind) -> Kind:
    """A sum, as far as it would come if ints had no end."""
    for x, y in ((a, b), (b, a)):
        near = (x.low >= -FAR or x.low == -GROWN) and (x.high <= FAR or x.high == GROWN)
        if near and y.low >= -STEP and y.high <= STEP:
            low, high = x.low + y.low, x.high + y.high
            return Kind("int", low if low >= -FAR else -GROWN, high if high <= FAR else GROWN)
    return _other(a.low + b.low, a.high + b.high)


def negated(a: Kind) -> Kind:
    """A negated int, as far as it would come if ints had no end."""
    return Kind("int", -a.high, -a.low)


def _other(low: int, high: int) -> Kind:
    return Kind("int", low - (low == -GROWN), high + (high == GROWN))


def interval(low: int, high: int) -> Kind:
    """An ``int`` between two bounds, or as far as an i64 reaches."""
    return _other(max(low, MIN), min(high, MAX))
