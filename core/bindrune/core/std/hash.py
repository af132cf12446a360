"""``std::hash``: the sink that values feed when they are hashed."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable


class Hasher(Borrowable):
    """``::std::hash::Hasher``. Values feed bytes instead; the type is there to be named."""

    __slots__ = ()


std = Module("::std::hash")
std.type(native_type("::std::hash::Hasher", Hasher))
