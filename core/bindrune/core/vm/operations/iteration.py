"""Iteration: what ``for`` does to its operand.

``iterate(value)`` gives a native iterator (``values.Iterator``), or a generator object with that
result; the machine then calls its ``step()`` until ``END`` (``vm.native``). What cannot be iterated
is a missing instance function, as the language reports it for ``for``; natives that iterate an
argument use ``runtime.iterators.into_iter``, which names the protocol.
"""

from __future__ import annotations

from bindrune.core.vm.errors import VmError
from bindrune.core.vm.types import type_of
from bindrune.core.vm.values import Iterator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_INTO_ITER = 0x4B0F2376BABEB367


def iterate(value: Any) -> Any:
    """The iterator over ``value``."""
    info = type_of(value)
    if isinstance(value, Iterator) and not value.__class__.state:
        return value
    native = info.protocol("INTO_ITER")
    if native is None:
        raise VmError(
            "missing-instance-function",
            f"Missing instance function `0x{info.hash ^ _INTO_ITER:x}` for `{info.name}`",
        )
    return native.handler(value)
