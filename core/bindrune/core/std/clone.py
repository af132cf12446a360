"""``std::clone``: copies of values."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE
from bindrune.core.vm.operations.cloning import clone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


std = Module("::std::clone")
std.trait(CLONE)


@std.function("fn clone(value: any) -> any")
def clone_function(value: Any) -> Any:
    return clone(value)


@CLONE.method("fn clone(&self) -> any")
def clone_method(value: Any) -> Any:
    return clone(value)
