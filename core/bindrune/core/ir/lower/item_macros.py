"""Macro calls that stand where an item does: no macro of the standard library gives items.

Most are refused in the words that the parser has for what they expand to; those that expand to
nothing but a literal behind the scenes pass, and do nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.syntax.tokens import CLOSERS

if TYPE_CHECKING:
    from bindrune.core.analysis.items import Item
    from bindrune.core.ir.lower.context import Context
    from bindrune.core.syntax.nodes import ItemMacro
    from bindrune.core.syntax.tree import Segment

_CALL = "Expected `!` but got `(` delimiter"
_END = "Expected end of file, but got"
_REFUSED = {
    "::std::io::print": _CALL,
    "::std::io::println": _CALL,
    "::std::io::dbg": _CALL,
    "::std::panic": _CALL,
    "::std::stringify": f"{_END} a string literal",
    "::std::test::assert": f"{_END} `if` keyword",
    "::std::test::assert_eq": f"{_END} `{{` delimiter",
    "::std::test::assert_ne": f"{_END} `{{` delimiter",
}
_FORMATS = frozenset(("::std::io::print", "::std::io::println", "::std::panic"))


def check_item_macro(context: Context, segment: Segment, node: ItemMacro, scope: Item) -> None:
    """Report what is wrong with a macro call in the place of an item."""
    call = node.call
    path = context.names.macro(call.path, segment, scope)
    if path is None or path not in _REFUSED:
        return
    if path in _FORMATS and call.close == call.open + 1 and segment.kinds[call.open] in CLOSERS:
        span = segment.span_of_token(call.close)
        context.diagnostics.error(codes.BAD_MACRO_CALL, span, "expected format specifier")
        return
    context.diagnostics.error(codes.BAD_MACRO_CALL, segment.span(node), _REFUSED[path])
