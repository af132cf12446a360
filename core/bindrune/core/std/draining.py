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

    Each = Callable[[Any], object]

_PIECE = 4096


def drain(value: Any, each: Each | None = None) -> Any:
    """Return the elements of anything that can be iterated as a list, or a generator object of
    it.

    ``each`` is called with each element, before scripts run to make the next one.
    """
    it: Any = into_iter(value)
    if it.__class__ is Driven:
        return _drain_made(it, each)
    return drain_iterator(it, each)


def drain_sized(value: Any, check: Callable[[int], None], each: Each | None = None) -> Any:
    """The same for collections that ask for the size first: ``check`` sees how many elements
    there are at least.
    """
    it: Any = into_iter(value)
    if it.__class__ is Driven:
        return _drain_sized(it, None, check, each)
    hint = it.hint()
    if hint.__class__ is Driven:
        return _drain_sized(it, hint, check, each)
    check(hint[0])
    return drain_iterator(it, each)


def _drain_sized(it: Any, hint: Driving | None, check: Callable[[int], None], each: Each | None) -> Driving:
    if it.__class__ is Driven:
        it = yield it
    found: Any = it.hint() if hint is None else hint
    if found.__class__ is Driven:
        found = yield found
    check(found[0])
    items = drain_iterator(it, each)
    if items.__class__ is Driven:
        items = yield items
    return items


def drain_iterator(it: NativeIterator, each: Each | None = None) -> Any:
    """Return the remaining elements of an iterator as a list, or a generator object of it. ``each`` as in ``drain``."""
    if it.__class__ is SliceIter and it.j - it.i < 64:
        items = list(it.rest())
        if each is not None:
            for x in items:
                each(x)
        return items
    return _drain_direct(it, each) if it.direct else _drain_steps(it, each)


def _drain_made(making: Driving, each: Each | None) -> Driving:
    it = yield making
    items = drain_iterator(it, each)
    if items.__class__ is Driven:
        items = yield items
    return items


def _drain_direct(it: NativeIterator, each: Each | None) -> Driving:
    items: list[Any] = []
    rest = it.rest()
    while True:
        piece = list(islice(rest, _PIECE))
        items += piece
        if each is not None:
            for x in piece:
                each(x)
        if len(piece) >= 64:
            yield len(piece) // 64 * 64
        if len(piece) < _PIECE:
            return items


def _drain_steps(it: NativeIterator, each: Each | None) -> Driving:
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
            if each is not None:
                each(x)
            if not len(items) & 63:
                yield 64
    except VmError:
        yield len(items) & 63
        raise
    yield len(items) & 63
    return items
