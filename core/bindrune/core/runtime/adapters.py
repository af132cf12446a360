"""Iterator adapters: ``map``, ``filter``, ``chain`` and the others, as classes.

An adapter keeps its source by reference and takes elements from it when it is asked for one. Those
that call a function always step by a generator; during the call they are held, so that a function
that steps its own adapter meets the access error. The others step directly if their source does
(``direct``), up to ``DEEP`` adapters one on another; beyond that and over driven sources they are
generators too, so that any depth runs on the machine's frame stack.
"""

from __future__ import annotations

from bindrune.core.runtime.arguments import expected, take_argument
from bindrune.core.runtime.iterators import DEEP, FAR, NativeIterator, into_iter
from bindrune.core.vm import types
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import EMPTY, Nothing, tuple_, u64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving
    from bindrune.core.vm.values import Function

U_MAX = (1 << 64) - 1
_MODULE = "bindrune.core.std.iter"


class Adapter(NativeIterator):
    """What all adapters share: the source, and whether stepping it is direct."""

    __slots__ = ("direct", "level", "source")
    source: Any
    direct: bool
    level: int

    def hint(self) -> Any:
        """The source's, by default."""
        return _hint(self.source)

    def length(self) -> Any:
        """The source's, by default."""
        return _length(self.source)


def adapt(cls: type[Any], source: Any) -> Any:
    """An adapter of class ``cls`` on a source; further slots are the caller's to fill."""
    it = cls()
    it.token = None
    it.source = source
    it.level = source.level + 1
    it.direct = source.direct and it.level < DEEP
    return it


def _hint(source: NativeIterator) -> Driving:
    h = source.hint()
    if h.__class__ is Driven:
        h = yield h
    return h


def _length(source: NativeIterator) -> Driving:
    n = source.length()
    if n.__class__ is Driven:
        n = yield n
    return n


def _truth(value: Any) -> bool:
    """A predicate's result, which must be a bool."""
    if value.__class__ is not bool:
        raise expected(types.BOOL, value)
    return value


class Calling(Adapter):
    """An adapter that calls a function; never direct."""

    __slots__ = ("f",)
    f: Function


def calling(cls: type[Any], source: Any, f: Function) -> Any:
    """An adapter with a function."""
    it = adapt(cls, source)
    it.direct = False
    it.f = f
    return it


class Map(Calling):
    """``::std::iter::Map``: the function's results; ends for good when the source has ended."""

    __slots__ = ()

    def step(self) -> Any:
        """The function of the next element."""
        return self._apply(False)

    def step_back(self) -> Any:
        """The function of the last element."""
        return self._apply(True)

    def _apply(self, back: bool) -> Driving:
        source = self.source
        if source is None:
            return END
        x = source.step_back() if back else source.step()
        if x.__class__ is Driven:
            x = yield x
        if x is END:
            self.source = None
            return END
        self.__class__ = self.busy
        try:
            return (yield self.f, (x,))
        except VmError:
            yield 1  # no consumer will charge for this element
            raise
        finally:
            self.__class__ = Map

    def hint(self) -> Any:
        """The source's, or none left."""
        return (0, 0) if self.source is None else _hint(self.source)

    def length(self) -> Any:
        """The source's, or none left."""
        return 0 if self.source is None else _length(self.source)


class Filter(Calling):
    """``::std::iter::Filter``: the elements for which the function is true."""

    __slots__ = ()

    def length(self) -> Any:
        """Not known: the protocol LEN is missing."""
        return NativeIterator.length(self)

    def step(self) -> Any:
        """The next element that passes."""
        return self._search(False)

    def step_back(self) -> Any:
        """The last element that passes."""
        return self._search(True)

    def _search(self, back: bool) -> Driving:
        step = self.source.step_back if back else self.source.step
        f = self.f
        due = 0
        self.__class__ = self.busy
        try:
            while True:
                x = step()
                if x.__class__ is Driven:
                    x = yield x
                if x is END:
                    break
                due += 1
                if _truth((yield f, (x,))):
                    due -= 1  # whoever takes it charges
                    break
                if due == 64:
                    due = 0
                    yield 64
        except VmError:
            if due:
                yield due
            raise
        finally:
            self.__class__ = Filter
        if due:
            yield due
        return x

    def hint(self) -> Any:
        """None at least, at most what the source has."""
        return _at_most(self.source)


def _at_most(source: NativeIterator) -> Driving:
    h = source.hint()
    if h.__class__ is Driven:
        h = yield h
    return 0, h[1]


class FilterMap(Calling):
    """``::std::iter::FilterMap``: the payloads of the function's results that are Some."""

    __slots__ = ()

    def length(self) -> Any:
        """Not known: the protocol LEN is missing."""
        return NativeIterator.length(self)

    def step(self) -> Any:
        """The next payload."""
        return self._search(False)

    def step_back(self) -> Any:
        """The last payload."""
        return self._search(True)

    def _search(self, back: bool) -> Driving:
        source = self.source
        if source is None:
            return END
        step = source.step_back if back else source.step
        due = 0
        self.__class__ = self.busy
        try:
            while True:
                x = step()
                if x.__class__ is Driven:
                    x = yield x
                if x is END:
                    self.source = None
                    break
                due += 1
                r = take_argument((yield self.f, (x,)), types.OPTION)
                if r.__class__ is not Nothing:
                    due -= 1  # whoever takes it charges
                    x = r.f_0
                    break
                if due == 64:
                    due = 0
                    yield 64
        except VmError:
            if due:
                yield due
            raise
        finally:
            self.__class__ = FilterMap
        if due:
            yield due
        return x

    def hint(self) -> Any:
        """Unknown."""
        return 0, None


class FlatMap(Calling):
    """``::std::iter::FlatMap``: the elements of the iterables that the function gives."""

    __slots__ = ("back", "front")
    front: Any
    back: Any

    def length(self) -> Any:
        """Not known: the protocol LEN is missing."""
        return NativeIterator.length(self)

    def step(self) -> Any:
        """The next element of the current iterable, or of the next one."""
        return self._search(False)

    def step_back(self) -> Any:
        """The last element of the last iterable."""
        return self._search(True)

    def _search(self, back: bool) -> Driving:
        self.__class__ = self.busy
        try:
            while True:
                inner = self.back if back else self.front
                if inner is not None:
                    x = inner.step_back() if back else inner.step()
                    if x.__class__ is Driven:
                        x = yield x
                    if x is not END:
                        return x
                    if back:
                        self.back = None
                    else:
                        self.front = None
                x = END
                source = self.source
                if source is not None:
                    x = source.step_back() if back else source.step()
                    if x.__class__ is Driven:
                        x = yield x
                if x is not END:
                    yield 1
                    it = into_iter((yield self.f, (x,)))
                    if it.__class__ is Driven:
                        it = yield it
                    if back:
                        self.back = it
                    else:
                        self.front = it
                    continue
                self.source = None
                # What the other end has begun is all that is left.
                other = self.front if back else self.back
                if other is None:
                    return END
                x = other.step_back() if back else other.step()
                if x.__class__ is Driven:
                    x = yield x
                if x is END:
                    if back:
                        self.front = None
                    else:
                        self.back = None
                return x
        finally:
            self.__class__ = FlatMap

    def hint(self) -> Any:
        """At least the rest of the begun iterables; at most that, if the source is at its end."""
        return self._hint()

    def _hint(self) -> Driving:
        low, high = 0, 0
        for inner in (self.front, self.back):
            if inner is not None:
                h = inner.hint()
                if h.__class__ is Driven:
                    h = yield h
                low += h[0]
                high = None if high is None or h[1] is None else high + h[1]  # type: ignore[assignment]
        if self.source is not None:
            h = self.source.hint()
            if h.__class__ is Driven:
                h = yield h
            if h != (0, 0):
                high = None  # type: ignore[assignment]
        return low, high


class Rev(Adapter):
    """``::std::iter::Rev``: the source from its end."""

    __slots__ = ()

    def step(self) -> Any:
        """The source's last element."""
        return self.source.step_back() if self.direct else _one(self.source.step_back)

    def step_back(self) -> Any:
        """The source's next element."""
        return self.source.step() if self.direct else _one(self.source.step)

    def skip(self, n: int) -> Any:
        """The source's from the end, if it has a way of its own to go there."""
        if self.direct and type(self.source).skip_back is not NativeIterator.skip_back:
            return self.source.skip_back(n)
        return NativeIterator.skip(self, n)

    def skip_back(self, n: int) -> Any:
        """The source's from the front, one by one: past the end everything is consumed."""
        if not self.direct or n >= FAR:
            return NativeIterator.skip_back(self, n)
        for _ in range(n):
            if self.source.step() is END:
                return END
        return self.source.step()


def _one(step: Any) -> Driving:
    x = step()
    if x.__class__ is Driven:
        x = yield x
    return x


class Chain(Adapter):
    """``::std::iter::Chain``: the source, then another. The one that ends first is let go."""

    __slots__ = ("other",)
    other: Any

    def step(self) -> Any:
        """The next of the first that is not at its end."""
        if not self.direct:
            return self._driven(False)
        if self.source is not None:
            x = self.source.step()
            if x is not END:
                return x
            self.source = None
        return END if self.other is None else self.other.step()

    def step_back(self) -> Any:
        """The last of the second, then of the first."""
        return self._driven(True)

    def _driven(self, back: bool) -> Driving:
        first = self.other if back else self.source
        if first is not None:
            x = first.step_back() if back else first.step()
            if x.__class__ is Driven:
                x = yield x
            if x is not END:
                return x
            if back:
                self.other = None
            else:
                self.source = None
        second = self.source if back else self.other
        if second is None:
            return END
        x = second.step_back() if back else second.step()
        return (yield x) if x.__class__ is Driven else x

    def hint(self) -> Any:
        """The sums of both."""
        return self._hint()

    def _hint(self) -> Driving:
        low: int = 0
        high: int | None = 0
        for it in (self.source, self.other):
            if it is not None:
                h = it.hint()
                if h.__class__ is Driven:
                    h = yield h
                low = min(low + h[0], U_MAX)
                high = None if high is None or h[1] is None else high + h[1]
        return low, high if high is None or high <= U_MAX else None

    def length(self) -> Any:
        """The sum of both."""
        return self._length()

    def _length(self) -> Driving:
        total = 0
        for it in (self.source, self.other):
            if it is not None:
                n = it.length()
                if n.__class__ is Driven:
                    n = yield n
                total += n
        return total


class Enumerate(Adapter):
    """``::std::iter::Enumerate``: pairs of a count and the element."""

    __slots__ = ("count",)
    count: int

    def step(self) -> Any:
        """The next pair."""
        if not self.direct:
            return self._driven()
        x = self.source.step()
        if x is END:
            return END
        n = self.count
        self.count = n + 1
        return tuple_([u64(n), x])

    def _driven(self) -> Driving:
        x = self.source.step()
        if x.__class__ is Driven:
            x = yield x
        if x is END:
            return END
        n = self.count
        self.count = n + 1
        return tuple_([u64(n), x])

    def step_back(self) -> Any:
        """The last pair; its count comes from the source's length."""
        return self._back()

    def _back(self) -> Driving:
        x = self.source.step_back()
        if x.__class__ is Driven:
            x = yield x
        if x is END:
            return END
        n = yield _length(self.source)
        return tuple_([u64(self.count + n), x])


class Peekable(Adapter):
    """``::std::iter::Peekable``: one element may have been looked at: ``peeked`` is it, ``END``, or
    ``EMPTY`` if none was.
    """

    __slots__ = ("peeked",)
    peeked: Any

    def step(self) -> Any:
        """The peeked element, or the next one."""
        x = self.peeked
        if x is not EMPTY:
            self.peeked = EMPTY
            return x
        return self.source.step() if self.direct else _one(self.source.step)

    def step_back(self) -> Any:
        """The last element; the peeked one comes last of all."""
        return self._back()

    def _back(self) -> Driving:
        if self.peeked is END:
            return END
        x = self.source.step_back()
        if x.__class__ is Driven:
            x = yield x
        if x is END and self.peeked is not EMPTY:
            x = self.peeked
            self.peeked = EMPTY
        return x

    def peek(self) -> Driving:
        """Look at the next element."""
        if self.peeked is EMPTY:
            x = self.source.step()
            if x.__class__ is Driven:
                x = yield x
            self.peeked = x
        return self.peeked

    def hint(self) -> Any:
        """The source's and the peeked element."""
        return self._hint()

    def _hint(self) -> Driving:
        if self.peeked is END:
            return 0, 0
        low, high = yield _hint(self.source)
        more = self.peeked is not EMPTY
        return low + more, None if high is None else high + more

    def length(self) -> Any:
        """The source's and the peeked element."""
        return self._length()

    def _length(self) -> Driving:
        if self.peeked is END:
            return 0
        return (yield _length(self.source)) + (self.peeked is not EMPTY)


class Skip(Adapter):
    """``::std::iter::Skip``: without the first ``n`` elements."""

    __slots__ = ("n",)
    n: int

    def step(self) -> Any:
        """The next element, the first time after ``n`` others."""
        n = self.n
        if n:
            self.n = 0
            if not self.direct:
                return _one(lambda: self.source.skip(n))
            x = self.source.skip(n)
            if x is END:
                self.source.rest()  # those that do not consume what they cannot skip
            return x
        return self.source.step() if self.direct else _one(self.source.step)

    def step_back(self) -> Any:
        """The last element, unless it is among those left out; the source must know its length."""
        return self._back()

    def _back(self) -> Driving:
        if (yield _length(self.source)) <= self.n:
            return END
        return (yield _one(self.source.step_back))

    def hint(self) -> Any:
        """The source's, less ``n``."""
        return self._hint()

    def _hint(self) -> Driving:
        low, high = yield _hint(self.source)
        return max(low - self.n, 0), None if high is None else max(high - self.n, 0)

    def length(self) -> Any:
        """The source's, less ``n``."""
        return self._length()

    def _length(self) -> Driving:
        return max((yield _length(self.source)) - self.n, 0)


class Take(Adapter):
    """``::std::iter::Take``: at most ``n`` elements."""

    __slots__ = ("n",)
    n: int

    def step(self) -> Any:
        """The next element, ``n`` times."""
        if self.n == 0:
            return END
        self.n -= 1
        return self.source.step() if self.direct else _one(self.source.step)

    def step_back(self) -> Any:
        """The last of the first ``n``."""
        return self._back()

    def _back(self) -> Driving:
        if self.n == 0:
            return END
        n = self.n
        self.n -= 1
        left = yield _length(self.source)
        if left <= n:
            return (yield _one(self.source.step_back))
        return (yield _one(lambda: self.source.skip_back(left - n)))

    def hint(self) -> Any:
        """The source's, at most ``n``."""
        return self._hint()

    def _hint(self) -> Driving:
        if self.n == 0:
            return 0, 0
        low, high = yield _hint(self.source)
        return min(low, self.n), self.n if high is None else min(high, self.n)

    def length(self) -> Any:
        """The source's, at most ``n``."""
        return self._length()

    def _length(self) -> Driving:
        if self.n == 0:
            return 0
        return min((yield _length(self.source)), self.n)


REV = native_type("::std::iter::Rev", Rev, module=_MODULE)
CHAIN = native_type("::std::iter::Chain", Chain, module=_MODULE)
ENUMERATE = native_type("::std::iter::Enumerate", Enumerate, module=_MODULE)
FILTER = native_type("::std::iter::Filter", Filter, module=_MODULE)
MAP = native_type("::std::iter::Map", Map, module=_MODULE)
FILTER_MAP = native_type("::std::iter::FilterMap", FilterMap, module=_MODULE)
FLAT_MAP = native_type("::std::iter::FlatMap", FlatMap, module=_MODULE)
PEEKABLE = native_type("::std::iter::Peekable", Peekable, module=_MODULE)
SKIP = native_type("::std::iter::Skip", Skip, module=_MODULE)
TAKE = native_type("::std::iter::Take", Take, module=_MODULE)
