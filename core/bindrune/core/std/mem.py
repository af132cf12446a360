"""``std::mem``: ending the life of values and looking at their access."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.vm.access import n_shared, take
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import U64, Borrowable, Cell, Nothing, Some, nothing, some, u64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Snapshot(Borrowable):
    """``::std::mem::Snapshot``: the access of a value at one moment."""

    __slots__ = ("exclusive", "moved", "n_shared")
    exclusive: bool
    moved: bool
    n_shared: int


std = Module("::std::mem")
snapshot_ = std.type(native_type("::std::mem::Snapshot", Snapshot))


@std.function("fn drop(value: any)")
def drop(value: Any) -> None:
    if isinstance(value, Cell):
        take(value)  # type: ignore[type-var]


@std.function("fn snapshot(value: any) -> Option")
def snapshot(value: Any) -> Some | Nothing:
    if not isinstance(value, Cell):
        return nothing()
    taken = Snapshot()
    taken.token = None
    state = value.__class__.state
    taken.moved = state == "M"
    taken.exclusive = state == "X"
    taken.n_shared = n_shared(value)  # type: ignore[arg-type]
    return some(taken)


@snapshot_.method("fn shared(&self) -> u64")
def shared(value: Snapshot) -> U64:
    return u64(value.n_shared)


@snapshot_.method("fn is_exclusive(&self) -> bool")
def is_exclusive(value: Snapshot) -> bool:
    return value.exclusive or value.moved


@snapshot_.method("fn is_readable(&self) -> bool")
def is_readable(value: Snapshot) -> bool:
    return not (value.exclusive or value.moved)


@snapshot_.method("fn is_writable(&self) -> bool")
def is_writable(value: Snapshot) -> bool:
    return is_readable(value) and not value.n_shared


@snapshot_.protocol("DISPLAY_FMT", "fn display(&self)")
def display(value: Snapshot) -> str:
    moved, exclusive = "M" if value.moved else "-", "X" if value.exclusive else "-"
    return f"{moved}{exclusive}{value.n_shared:06}"


@snapshot_.protocol("DEBUG_FMT", "fn debug(&self)")
def debug(value: Snapshot) -> str:
    return f"Snapshot({display(value)})"
