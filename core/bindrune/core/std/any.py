"""``std::any``: types and hashes as values."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.vm import types
from bindrune.core.vm.operations.conversion import type_value
from bindrune.core.vm.types import type_of
from bindrune.core.vm.values import String, TypeValue, string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


std = Module("::std::any")
type_ = std.type(types.TYPE)
std.type(types.HASH)


@type_.function("fn of_val(value: any) -> Type")
def of_val(value: Any) -> TypeValue:
    return type_value(type_of(value))


@std.function("fn type_name_of_val(value: any) -> String")
def type_name_of_val(value: Any) -> String:
    return string(type_of(value).item)
