"""``std::macros``: macros that the compiler knows by itself."""

from __future__ import annotations

from bindrune.core.runtime.module import Module

Module("::std::macros")
std = Module("::std::macros::builtin")
std.macro("file")
std.macro("line")
