"""The variants of Option and Result, and the patterns that fit all values of one of them."""

from __future__ import annotations

from typing import Any

from bindrune.core.ir import nodes as ir

SOME, NONE = "::std::option::Option::Some", "::std::option::Option::None"
OK, ERR = "::std::result::Result::Ok", "::std::result::Result::Err"

VARIANTS = {SOME: "opt", NONE: "opt", OK: "res", ERR: "res"}
"""The kind of the value that a variant of the library is one of."""


def whole(pattern: Any) -> str:
    """The variant of Option or Result all of whose values a pattern fits."""
    if pattern.__class__ is not ir.TypePat or not pattern.type.native or pattern.type.item not in VARIANTS:
        return ""
    if any(field != "0" for field in pattern.fields) or (pattern.items and pattern.type.item == NONE):
        return ""
    return pattern.type.item if all(item.__class__ in (ir.BindPat, ir.AnyPat) for item in pattern.items) else ""


def struct(pattern: Any) -> str:
    """The struct or variant of the program all of whose values a pattern fits."""
    if pattern.__class__ is not ir.TypePat or pattern.type.native:
        return ""
    return pattern.type.item if all(item.__class__ in (ir.BindPat, ir.AnyPat) for item in pattern.items) else ""
