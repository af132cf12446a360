"""Taking all elements out of an iterator, for ``extend``, ``from_iter`` and ``collect``.

An iterator whose steps never run scripts is emptied at C speed, in pieces, so that an endless one
meets the limits of its execution; one unit of fuel is charged an element, there in whole pieces of 64.
"""

from __future__ import annotations

from itertools import islice

from bindrune.core.runtime.iterators import NativeIterator, SliceIter, into_iter
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.native import END, Driven

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.vm.native import Driving

_PIECE = 4096


def drain(value: Any) -> Any:
    """Return the elements of anything that can be iterated as a list, or a generator object of
    it.
    """
    it: Any = into_iter(value)
    if it.__class__ is Driven:
        return _drain_made(it)
    return drain_iterator(it)


def drain_sized(value: Any, check: Callable[[int], None]) -> Any:
    """The same for collections that ask for the size first: ``check`` sees how many elements
    there are at least.
    """
    it: Any = into_iter(value)
    if it.__class__ is Driven:
        return _drain_sized(it, None, check)
    hint = it.hint()
    if hint.__class__ is Driven:
        return _drain_sized(it, hint, check)
    check(hint[0])
    return drain_iterator(it)


def _drain_sized(it: Any, hint: Driving | None, check: Callable[[int], None]) -> Driving:
    if it.__class__ is Driven:
        it = yield it
    found: Any = it.hint() if hint is None else hint
    if found.__class__ is Driven:
        found = yield found
    check(found[0])
    items = drain_iterator(it)
    if items.__class__ is Driven:
        items = yield items
    return items


def drain_iterator(it: NativeIterator) -> Any:
    """Return the remaining elements of an iterator as a list, or a generator object of it."""
    if it.__class__ is SliceIter and it.j - it.i < 64:
        return list(it.rest())
    return _drain_direct(it) if it.direct else _drain_steps(it)


def _drain_made(making: Driving) -> Driving:
    it = yield making
    items = drain_iterator(it)
    if items.__class__ is Driven:
        items = yield items
    return items


def _drain_direct(it: NativeIterator) -> Driving:
    items: list[Any] = []
    rest = it.rest()
    while True:
        piece = list(islice(rest, _PIECE))
        items += piece
        if len(piece) >= 64:
            yield len(piece) // 64 * 64
        if len(piece) < _PIECE:
            return items


def _drain_steps(it: NativeIterator) -> Driving:
    items: list[Any] = []
    step = it.step
    try:
        while True:
            x = step()
            if x.__class__ is Driven:
                x = yield x
            if x is END:
                break
            items.append(x)
            if not len(items) & 63:
                yield 64
    except VmError:
        yield len(items) & 63
        raise
    yield len(items) & 63
    return items
