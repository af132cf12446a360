"""Native iterators: one class for each iterator type of the language.

Each offers Python methods that natives, adapters and the machine's ``for`` use without allocating
an ``Option``:

* ``step()`` and, if double-ended, ``step_back()``: the next element, ``END``, or a generator object
  (``vm.native``) whose result is one of these, where script code has to run. Classes whose steps
  never run scripts set ``direct``.
* ``hint()``: ``(lower, upper | None)`` of what is left, or a generator object with that result;
  ``(0, None)`` unless known.
* ``length()``: what ``len`` gives, likewise; only where the type has the protocol LEN.
* ``skip(n)``: step over n elements and return the next (``nth``); by default by stepping.
* ``level`` is how many adapters lie one on another; ``direct`` ends at ``DEEP`` of them, so that
  steps nest boundedly.
* ``rest()``: only if ``direct``: all remaining elements as a Python iterator at C speed; the
  iterator is spent after it.

Borrowing: an iterator of a container keeps the container's token in ``borrowed`` for as long as it
lives.

``into_iter(value)`` is the protocol INTO_ITER as natives need it.
"""

from __future__ import annotations

from bindrune.core.vm.access import borrow, deny
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import missing_protocol
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.types import native_type, type_of
from bindrune.core.vm.values import Iterator, Tuple, Vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator as PyIterator
    from typing import Any, TypeVar

    from bindrune.core.vm.native import Driving

    L = TypeVar("L", bound="ListIter")


class NativeIterator(Iterator):
    """What all iterator classes share."""

    __slots__ = ()
    direct: bool = False
    """Whether steps never run script code."""
    level: int = 0

    def step(self) -> Any:
        """The next element; see the module's text."""
        raise NotImplementedError

    def step_back(self) -> Any:
        """The last element that is left."""
        raise missing_protocol("NEXT_BACK", self)

    def hint(self) -> Any:
        """How many elements are left, at least and at most."""
        return 0, None

    def length(self) -> Any:
        """How many elements are left, exactly."""
        raise missing_protocol("LEN", self)

    def skip(self, n: int) -> Any:
        """Leave out ``n`` elements and return the next one."""
        return _skip(self, n, False)

    def skip_back(self, n: int) -> Any:
        """Leave out ``n`` elements at the end and return the one before."""
        return _skip(self, n, True)

    def rest(self) -> PyIterator[Any]:
        """The remaining elements of a ``direct`` iterator."""
        return iter(self.step, END)


DEEP = 50
"""How many adapters may lie one on another and still step directly."""

FAR = 4096
"""How many elements may be left out without charging for them in between."""


def _skip(it: NativeIterator, n: int, back: bool) -> Any:
    if it.direct and not back and n < FAR:
        for _ in range(n):
            if it.step() is END:
                return END
        return it.step()
    return _skip_driven(it, n, back)


def _skip_driven(it: NativeIterator, n: int, back: bool) -> Driving:
    step = it.step_back if back else it.step
    due = 0
    try:
        for _ in range(n):
            x = step()
            if x.__class__ is Driven:
                x = yield x
            if x is END:
                break
            due += 1
            if due == 64:
                due = 0
                yield 64
        else:
            x = step()
            if x.__class__ is Driven:
                x = yield x
    except VmError:
        if due:
            yield due
        raise
    if due:
        yield due
    return x


def into_iter(value: Any) -> Any:
    """The iterator over ``value`` by the protocol INTO_ITER, or the error of natives."""
    if isinstance(value, NativeIterator):
        return value
    if value.__class__ is Vec or value.__class__ is Tuple:
        return slice_iter(value)
    native = type_of(value).protocol("INTO_ITER")
    if native is None:
        raise missing_protocol("INTO_ITER", value)
    return native.handler(value)


class SliceIter(NativeIterator):
    """``::std::slice::Iter``: the elements of a Vec or Tuple from ``i`` to ``j``."""

    __slots__ = ("a", "borrowed", "i", "j")
    direct = True
    a: list[Any]
    i: int
    j: int
    borrowed: object

    def step(self) -> Any:
        """The next element."""
        i = self.i
        if i < self.j:
            self.i = i + 1
            return self.a[i]
        return END

    def step_back(self) -> Any:
        """The last element that is left."""
        if self.i < self.j:
            self.j -= 1
            return self.a[self.j]
        return END

    def hint(self) -> tuple[int, int]:
        """The exact number of elements, twice."""
        return self.j - self.i, self.j - self.i

    def length(self) -> int:
        """The number of elements left."""
        return self.j - self.i

    def skip(self, n: int) -> Any:
        """The element n places on; past the end nothing is consumed."""
        if n >= self.j - self.i:
            return END
        self.i += n + 1
        return self.a[self.i - 1]

    def skip_back(self, n: int) -> Any:
        """The element n places before the end; past the start everything is consumed."""
        if n >= self.j - self.i:
            self.j = self.i
            return END
        self.j -= n + 1
        return self.a[self.j]

    def rest(self) -> PyIterator[Any]:
        """The remaining elements."""
        i, self.i = self.i, self.j
        if i == 0 and self.j == len(self.a):
            return iter(self.a)
        return iter(self.a[i : self.j])


SLICE_ITER = native_type("::std::slice::Iter", SliceIter, module="bindrune.core.std.slice")


def slice_iter(value: Any) -> SliceIter:
    """An iterator over a Vec or Tuple (or unit), which it borrows."""
    it = SliceIter()
    it.token = None
    it.i = 0
    if value is None:
        it.a = []
        it.borrowed = None
    else:
        if value.__class__.state:
            raise deny(value, "read", "reading")
        it.a = value.a
        it.borrowed = borrow(value)
    it.j = len(it.a)
    return it


class ListIter(SliceIter):
    """A double-ended iterator over a Python list of its own, for types that iterate over a
    snapshot.
    """

    __slots__ = ()

    def skip(self, n: int) -> Any:
        """The element n places on; past the end everything is consumed."""
        self.i = min(self.i + n, self.j)
        return self.step()

    def length(self) -> int:
        """The protocol LEN is not there by default."""
        raise missing_protocol("LEN", self)


def list_iter(cls: type[L], items: list[Any]) -> L:
    """An iterator of class ``cls`` over a list that it owns."""
    it = cls()
    it.token = None
    it.borrowed = None
    it.a = items
    it.i = 0
    it.j = len(items)
    return it
