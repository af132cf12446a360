"""The values of a running program: how each Rune value is represented in Python.

Inline values (copied when assigned) are Python's own or tiny immutables: i64 is ``int``, f64 is
``float``, bool is ``bool``, char is a ``str`` of length one, unit is ``None``, u64 is ``U64`` (an
``int`` subclass), ``Ordering`` is one of three singletons and a type value is ``TypeValue``.
``EMPTY`` marks a dead slot and is not a value that scripts can make.

Heap values (shared by reference) are instances of the slotted ``Cell`` classes below; a script's
struct or enum variant is a subclass of ``Struct`` with one slot a field, made by
``bindrune.core.vm.structs``. Equality, keys and guards look at ``__class__`` and never use Python's
``==`` across kinds: ``1``, ``1.0``, ``True`` and ``U64(1)`` are unlike.

Access states. A value that was moved out, or that is exclusively held, has its ``__class__``
swapped to a twin (``VecTaken``, ``VecBusy``), so the class test that every operation makes anyway
is also the access check. Shared borrows are references to the ``token`` of the value, counted by
the interpreter's own reference counts; see ``access.py``.

Allocation is written in two statements (``o = Some(); o.f_0 = x``), which takes half the time of an
``__init__`` (``benchmarks/micro_values.py``). Fields of structs, variants and payloads are named
``f_NAME`` and ``f_0``, ``f_1`` ….
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Final

    from bindrune.core.vm.types import TypeInfo

type_ = type
"""Python's ``type``, for annotations inside classes that have an attribute of that name."""


class Empty:
    """The content of a dead slot; its debug form is ``<empty>``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<empty>"


EMPTY: Final = Empty()
UNIT: Final = None


class U64(int):
    """An unsigned 64-bit integer, 0 to 2**64 - 1."""

    __slots__ = ()


_SMALL: Final = tuple(U64(n) for n in range(1025))


def u64(n: int) -> U64:
    """Return ``n`` as a u64; ``n`` must be in range. Values up to 1,024 are preallocated."""
    return _SMALL[n] if n <= 1024 else U64(n)


class Ordering(int):
    """``std::cmp::Ordering``: one of three singletons, each of a class of its own, by which
    patterns test.

    The integer value is what a comparator may return to ``list.sort``.
    """

    __slots__ = ()


class Less(Ordering):
    """The class of ``LESS``."""

    __slots__ = ()


class Equal(Ordering):
    """The class of ``EQUAL``."""

    __slots__ = ()


class Greater(Ordering):
    """The class of ``GREATER``."""

    __slots__ = ()


LESS: Final[Ordering] = Less(-1)
EQUAL: Final[Ordering] = Equal(0)
GREATER: Final[Ordering] = Greater(1)


class TypeValue:
    """A type as a value: its 64-bit ``hash`` and its item path as printed (``::std::i64``,
    ``m::Foo``).
    """

    __slots__ = ("hash", "item")

    def __init__(self, hash_: int, item: str) -> None:
        self.hash = hash_
        self.item = item


class HashValue:
    """An opaque 64-bit hash, an inline value (``std::any::Hash``)."""

    __slots__ = ("hash",)

    def __init__(self, hash_: int) -> None:
        self.hash = hash_


class Cell:
    """The root of all heap values. ``taken`` and ``busy`` are the twins (``access.py``)."""

    __slots__ = ()

    state: ClassVar[str] = ""
    """"" for a value in order, "M" for a moved one, "X" for one that is exclusively held."""
    home: ClassVar[type_]
    """The class of the value in order; a twin names the class it stands for."""
    taken: ClassVar[type_]
    busy: ClassVar[type_]
    contents: ClassVar[tuple[str, ...]]
    """The slots of the class that hold what a value consists of: all but the token."""
    info: ClassVar[TypeInfo]
    """The type, as ``vm.types`` knows it; twins inherit it."""


class Borrowable(Cell):
    """A heap value that iterators and natives can borrow: ``token`` is ``None`` until the first
    borrow.
    """

    __slots__ = ("token",)
    token: object | None


class String(Borrowable):
    """A mutable text. ``s`` holds it while ``parts`` is ``None``; otherwise it is the joined
    ``parts`` (see ``text``).

    Appending collects parts, since repeated concatenation on an attribute is quadratic.
    """

    __slots__ = ("s", "parts")
    s: str
    parts: list[str] | None


def string(text: str) -> String:
    """Return a fresh String of ``text``."""
    value = String()
    value.s = text
    value.parts = None
    value.token = None
    return value


def text(value: String) -> str:
    """Return the text of a String, joining what was appended."""
    if value.parts is not None:
        value.s = "".join(value.parts)
        value.parts = None
    return value.s


class Bytes(Borrowable):
    """A mutable sequence of bytes."""

    __slots__ = ("b",)
    b: bytearray


class Vec(Borrowable):
    """A growable sequence; ``a`` is the list of its elements."""

    __slots__ = ("a",)
    a: list[object]


def vec(items: list[object]) -> Vec:
    """Return a Vec that owns the list ``items``."""
    value = Vec()
    value.a = items
    value.token = None
    return value


class Tuple(Borrowable):
    """A tuple of fixed length; ``a`` is a list, since elements can be assigned. The empty tuple is
    unit, except where a native made it.
    """

    __slots__ = ("a",)
    a: list[object]


def tuple_(items: list[object]) -> Tuple:
    """Return a Tuple that owns the list ``items``."""
    value = Tuple()
    value.a = items
    value.token = None
    return value


class Object(Borrowable):
    """An object: string keys (Python ``str``) to values, in order of insertion."""

    __slots__ = ("d",)
    d: dict[str, object]


def object_(items: dict[str, object]) -> Object:
    """Return an Object that owns the dict ``items``."""
    value = Object()
    value.d = items
    value.token = None
    return value


class Variant(Borrowable):
    """A variant of a native enum. Those with a payload have the slot ``f_0``."""

    __slots__ = ()
    name: ClassVar[str]


class Some(Variant):
    """``Option::Some``: the payload is ``f_0``."""

    __slots__ = ("f_0",)
    name = "Some"
    f_0: object


class Nothing(Variant):
    """``Option::None``. Its slot is never read; it is there so that a ``Some`` can become a
    ``None`` in place.
    """

    __slots__ = ("f_0",)
    name = "None"


class Ok(Variant):
    """``Result::Ok``."""

    __slots__ = ("f_0",)
    name = "Ok"
    f_0: object


class Err(Variant):
    """``Result::Err``."""

    __slots__ = ("f_0",)
    name = "Err"
    f_0: object


class Yielded(Variant):
    """``GeneratorState::Yielded``."""

    __slots__ = ("f_0",)
    name = "Yielded"
    f_0: object


class Complete(Variant):
    """``GeneratorState::Complete``."""

    __slots__ = ("f_0",)
    name = "Complete"
    f_0: object


class Continue(Variant):
    """``ControlFlow::Continue``."""

    __slots__ = ("f_0",)
    name = "Continue"
    f_0: object


class Break(Variant):
    """``ControlFlow::Break``."""

    __slots__ = ("f_0",)
    name = "Break"
    f_0: object


def some(payload: object) -> Some:
    """Return ``Some(payload)``."""
    value = Some()
    value.f_0 = payload
    value.token = None
    return value


def nothing() -> Nothing:
    """Return a fresh ``None``: a heap value, since it can be moved and borrowed."""
    value = Nothing()
    value.token = None
    return value


def ok(payload: object) -> Ok:
    """Return ``Ok(payload)``."""
    value = Ok()
    value.f_0 = payload
    value.token = None
    return value


def err(payload: object) -> Err:
    """Return ``Err(payload)``."""
    value = Err()
    value.f_0 = payload
    value.token = None
    return value


class Range(Borrowable):
    """Any of the six ranges; subclasses say which. Unused bounds are ``EMPTY``."""

    __slots__ = ("start", "end")
    start: object
    end: object


class RangeHalfOpen(Range):
    """``a..b``, ``::std::ops::Range``."""

    __slots__ = ()


class RangeFrom(Range):
    """``a..``."""

    __slots__ = ()


class RangeFull(Range):
    """``..``."""

    __slots__ = ()


class RangeInclusive(Range):
    """``a..=b``."""

    __slots__ = ()


class RangeTo(Range):
    """``..b``."""

    __slots__ = ()


class RangeToInclusive(Range):
    """``..=b``."""

    __slots__ = ()


class Struct(Borrowable):
    """A script's struct or enum variant; the subclass made for the item holds its ``rtti`` and one
    slot a field.
    """

    __slots__ = ()


class Iterator(Borrowable):
    """The root of native iterator types; see ``bindrune.core.runtime.iterators`` for what each must
    offer.

    A ``borrowed`` slot of subclasses holds the token of the container, so that the borrow ends when
    the iterator's last reference goes.
    """

    __slots__ = ()

    def step(self) -> Any:
        """The next element, ``END``, or a generator object (``vm.native``) whose result is one of
        these.
        """
        raise NotImplementedError


FUNCTION_KINDS: Final = ("native", "script", "closure", "unit struct", "tuple")


class Function(Borrowable):
    """A function value, of one of five kinds (``FUNCTION_KINDS``).

    ``target`` is a ``Native`` row, a linked script function or a struct class; ``env`` holds a
    closure's captured values in the order of its captures (``()`` for the others); ``arity`` is the
    number of arguments a caller gives.
    """

    __slots__ = ("kind", "target", "env", "arity", "py")
    kind: str
    target: object
    env: tuple[object, ...]
    arity: int
    py: Any
    """What calls a script's function in the fast tier, where it has been needed."""


Handler = "Callable[..., object]"
"""A native's Python function: arguments are script values, the result too; a generator function
yields requests.
"""
