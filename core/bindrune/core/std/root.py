"""``std``: the primitive types, ``panic`` and what asks for the access of a value."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.vm import types
from bindrune.core.vm.access import n_shared
from bindrune.core.vm.errors import panic
from bindrune.core.vm.values import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


std = Module("::std")
for _info in (types.BOOL, types.CHAR, types.U64, types.I64, types.F64):
    std.type(_info)
std.macro("stringify")
std.macro("panic")


@std.function("fn panic(message: &str)")
def panic_(message: str) -> None:
    raise panic(message)


@std.function("fn is_readable(value: any) -> bool")
def is_readable(value: Any) -> bool:
    return not isinstance(value, Cell) or not value.__class__.state


@std.function("fn is_writable(value: any) -> bool")
def is_writable(value: Any) -> bool:
    return not isinstance(value, Cell) or not (value.__class__.state or n_shared(value))  # type: ignore[arg-type]
