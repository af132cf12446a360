"""The iterators of ranges: i64, u64 and char, half-open, inclusive and without end.

All count Python integers from ``i`` up to, not including, ``j``; ``of`` makes the element of a
number. Chars are numbered without the gap of the surrogates. A range without end wraps around after
its type's largest integer and ends after the last char.
"""

from __future__ import annotations

from bindrune.core.runtime.iterators import NativeIterator
from bindrune.core.vm.errors import VmError, panic
from bindrune.core.vm.faults import coercion, expected_number, missing_protocol
from bindrune.core.vm.native import END
from bindrune.core.vm.types import name_of, native_type
from bindrune.core.vm.values import U64, Cell, Range, RangeFrom, RangeHalfOpen, u64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator as PyIterator
    from typing import Any

_GAP = 0xD800
_WIDTH = 0x800
_CHARS = 0x110000 - _WIDTH
_U_MAX = (1 << 64) - 1
_MAX = (1 << 63) - 1


def _char(n: int) -> str:
    return chr(n if n < _GAP else n + _WIDTH)


def _number(char: str) -> int:
    n = ord(char)
    return n if n < _GAP else n - _WIDTH


class RangeIter(NativeIterator):
    """A bounded range of i64; the subclasses differ in their element."""

    __slots__ = ("i", "j")
    direct = True
    longest = _MAX
    i: int
    j: int

    def step(self) -> Any:
        """The next number."""
        i = self.i
        if i < self.j:
            self.i = i + 1
            return i
        return END

    def of(self, n: int) -> Any:
        """The element of a number."""
        return n

    def step_back(self) -> Any:
        """The last element that is left."""
        if self.i < self.j:
            self.j -= 1
            return self.of(self.j)
        return END

    def hint(self) -> tuple[int, int]:
        """The exact number of elements, twice."""
        n = max(self.j - self.i, 0)
        return n, n

    def length(self) -> int:
        """The number of elements left; a panic if the bounds were reversed."""
        if not 0 <= self.j - self.i <= self.longest:
            raise panic(f"could not calculate length of range {self.i}..={self.j}")
        return self.j - self.i

    def skip(self, n: int) -> Any:
        """The element n places on; past the end everything is consumed."""
        self.i = min(self.i + n, max(self.j, self.i))
        return self.step()

    def skip_back(self, n: int) -> Any:
        """The element n places before the end."""
        self.j = max(self.j - n, self.i)
        return self.step_back()

    def rest(self) -> PyIterator[Any]:
        """All remaining numbers."""
        i, self.i = self.i, max(self.j, self.i)
        return iter(range(i, self.j))


class RangeIterU64(RangeIter):
    """A bounded range of u64."""

    __slots__ = ()
    longest = _U_MAX

    def step(self) -> Any:
        """The next number."""
        i = self.i
        if i < self.j:
            self.i = i + 1
            return u64(i)
        return END

    def of(self, n: int) -> Any:
        """A u64."""
        return u64(n)

    def rest(self) -> PyIterator[Any]:
        """All remaining numbers."""
        i, self.i = self.i, max(self.j, self.i)
        return map(u64, range(i, self.j))


class RangeIterChar(RangeIter):
    """A bounded range of chars. It does not know its length."""

    __slots__ = ()

    def step(self) -> Any:
        """The next char."""
        i = self.i
        if i < self.j:
            self.i = i + 1
            return _char(i)
        return END

    def of(self, n: int) -> Any:
        """A char."""
        return _char(n)

    def length(self) -> int:
        """There is no LEN for chars."""
        raise missing_protocol("LEN", self)

    def rest(self) -> PyIterator[Any]:
        """All remaining chars."""
        i, self.i = self.i, max(self.j, self.i)
        return map(_char, range(i, self.j))


class InclusiveIter(RangeIter):
    """An inclusive range of i64. Its length leaves the last element out, as in the reference.

    `reversed` says that its end was before its start, which is not the same as having no element left.
    """

    __slots__ = ("reversed",)
    reversed: bool

    def length(self) -> int:
        """How many steps there are from the next element to the last one."""
        if self.reversed or not 0 <= self.j - self.i <= self.longest + 1:
            raise panic(f"could not calculate length of range {self.i}..={self.j - 1}")
        return max(self.j - self.i - 1, 0)


class InclusiveIterU64(RangeIterU64):
    """An inclusive range of u64."""

    __slots__ = ("reversed",)
    reversed: bool

    def length(self) -> int:
        """See ``InclusiveIter``."""
        if self.reversed or not 0 <= self.j - self.i <= self.longest + 1:
            raise panic(f"could not calculate length of range {self.i}..={self.j - 1}")
        return max(self.j - self.i - 1, 0)


class InclusiveIterChar(RangeIterChar):
    """An inclusive range of chars."""

    __slots__ = ()


class FromIter(NativeIterator):
    """A range of i64 without end."""

    __slots__ = ("i",)
    direct = True
    i: int

    def step(self) -> Any:
        """The next number; the least follows the largest."""
        i = self.i
        self.i = i + 1 if i < _MAX else -_MAX - 1
        return i

    def hint(self) -> tuple[int, None]:
        """More than can be counted."""
        return _U_MAX, None

    def skip(self, n: int) -> Any:
        """The number n places on."""
        self.i = (self.i + n + _MAX + 1) % (1 << 64) - _MAX - 1
        return self.step()


class FromIterU64(FromIter):
    """A range of u64 without end."""

    __slots__ = ()

    def step(self) -> Any:
        """The next number; zero follows the largest."""
        i = self.i
        self.i = i + 1 if i < _U_MAX else 0
        return u64(i)

    def skip(self, n: int) -> Any:
        """The number n places on."""
        self.i = (self.i + n) & _U_MAX
        return self.step()


class FromIterChar(FromIter):
    """A range of chars from one on."""

    __slots__ = ()

    def step(self) -> Any:
        """The next char, until the last one."""
        i = self.i
        if i >= _CHARS:
            return END
        self.i = i + 1
        return _char(i)

    def skip(self, n: int) -> Any:
        """The char n places on."""
        self.i = min(self.i + n, _CHARS)
        return self.step()


def _declare(item: str, *classes: type) -> list[Any]:
    return [
        native_type(item, cls, module="bindrune.core.std.ops", parameters=(parameter,))
        for cls, parameter in zip(classes, ("::std::i64", "::std::u64", "::std::char"), strict=True)
    ]


BOUNDED = _declare("::std::ops::RangeIter", RangeIter, RangeIterU64, RangeIterChar)
INCLUSIVE = _declare("::std::ops::RangeInclusiveIter", InclusiveIter, InclusiveIterU64, InclusiveIterChar)
UNBOUNDED = _declare("::std::ops::RangeFromIter", FromIter, FromIterU64, FromIterChar)


def range_iter(value: Range) -> NativeIterator:
    """The iterator over a range with a start; the start's type decides."""
    start = value.start
    cls = start.__class__
    if value.__class__ is RangeFrom:
        if cls is int or cls is U64:
            unbounded = FromIter() if cls is int else FromIterU64()
            unbounded.i = int(start)  # type: ignore[call-overload]
        elif cls is str:
            unbounded = FromIterChar()
            unbounded.i = _number(start)  # type: ignore[arg-type]
        else:
            raise VmError(
                "unsupported-iter-range-from",
                f"Cannot build an iterator out of {name_of(start)}..",
            )
        unbounded.token = None
        return unbounded
    end = value.end
    half_open = value.__class__ is RangeHalfOpen
    if cls is int or cls is U64:
        if end.__class__ is not int and end.__class__ is not U64:
            if isinstance(end, Cell):
                raise _unsupported(start, end, half_open)
            raise expected_number(end)
        if cls is int and end > _MAX:
            raise coercion(end, "i64")
        if cls is U64 and end < 0:
            raise coercion(end, "u64")
        i, j = int(start), int(end)  # type: ignore[call-overload]
        plain = cls is int
        it = ((RangeIter if plain else RangeIterU64) if half_open else (InclusiveIter if plain else InclusiveIterU64))()
    elif cls is str and end.__class__ is str:
        i, j = _number(start), _number(end)  # type: ignore[arg-type]
        it = RangeIterChar() if half_open else InclusiveIterChar()
    else:
        raise _unsupported(start, end, half_open)
    it.token = None
    it.i = i
    it.j = j if half_open else j + 1
    if isinstance(it, InclusiveIter | InclusiveIterU64):
        it.reversed = j < i
    return it


def _unsupported(start: object, end: object, half_open: bool) -> VmError:
    dots = ".." if half_open else "..="
    return VmError(
        "unsupported-iter-range" if half_open else "unsupported-iter-range-inclusive",
        f"Cannot build an iterator out of {name_of(start)}{dots}{name_of(end)}",
    )
