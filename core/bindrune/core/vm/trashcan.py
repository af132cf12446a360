"""Deep deallocation on small stacks, a matter of CPython 3.13 alone.

Freeing the head of a long chain of values frees the next, and so on. CPython bounds the C recursion of that: up to
3.12 at 50 levels, from 3.14 by the room that the stack really has. 3.13 bounds it by a counter that begins at 10,000
levels, which takes some 700 KB for instances with slots: too much for a thread with a stack of 512 KB. There the
counter of the running thread is lowered while a program runs.

The counter is an int of the thread's state right behind the recursion limit, which is found by changing the limit. If
anything looks unlike that, nothing is done. The main thread has the stack of the process and is left alone, so that
programs do not pay for importing ``ctypes``.
"""

from __future__ import annotations

import sys
from _thread import get_ident

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


IS_NEEDED = sys.implementation.name == "cpython" and sys.version_info[:2] == (3, 13)
_LEVELS = 1000
_PROBE = 20_011


class ShallowDeallocation:
    """Within ``with``, chains are freed by at most a thousand levels of C recursion at once."""

    __slots__ = ("_counter", "_taken")

    def __init__(self) -> None:
        self._counter: Any = None
        self._taken = 0

    def __enter__(self) -> None:
        import threading

        if get_ident() != threading.main_thread().ident:
            self._counter = _counter()
            if self._counter is not None and self._counter.value > _LEVELS:
                self._taken = self._counter.value - _LEVELS
                self._counter.value = _LEVELS

    def __exit__(self, *exc: object) -> None:
        if self._counter is not None:
            self._counter.value += self._taken


def _counter() -> Any:
    """The running thread's counter of C recursion that is left, or ``None``."""
    try:
        import ctypes

        state = ctypes.pythonapi.PyThreadState_Get
    except (ImportError, AttributeError):
        return None
    state.restype = ctypes.c_void_p
    ints = (ctypes.c_int * 32).from_address(state())
    limit = sys.getrecursionlimit()
    places = [at for at in range(1, 31) if ints[at] == limit]
    sys.setrecursionlimit(limit + _PROBE)
    try:
        places = [at for at in places if ints[at] == limit + _PROBE]
    finally:
        sys.setrecursionlimit(limit)
    if len(places) != 1 or not 2 * _LEVELS < ints[places[0] + 1] <= 50_000:
        return None
    return ctypes.c_int.from_address(ctypes.addressof(ints) + 4 * (places[0] + 1))
