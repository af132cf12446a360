"""Chars: what a method asks of one, and loops over the chars of a String.

The properties of an ASCII char are Python's, as sets; others are asked of the method itself, which has the ranges of
Unicode. A loop over ``chars()`` goes through the list that the iterator has made, which nobody else knows: its turns
are known, and it borrows the String as long as it lives, which is until the loop is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.forms.charges import are_kept, over_sized
from bindrune.core.codegen.forms.loops import over_list
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

SETS = {
    "is_alphabetic": "LETTERS", "is_alphanumeric": "ALPHANUMERICS", "is_lowercase": "LOWER", "is_numeric": "DIGITS",
    "is_uppercase": "UPPER",
}  # fmt: skip
"""The sets of the ASCII chars of which a method is true, as emitted code calls them."""


def method(body: Body, node: Any, name: str) -> tuple[str, Kind]:
    """A method of a char that takes no arguments."""
    if node.name == "to_i64":
        return f"ord({name})", k.Kind("int", 0, 0x10FFFF)
    if node.name == "is_whitespace":
        return f"({name} in WHITESPACE)", k.BOOL
    known = SETS.get(node.name)
    site = body.bind("N", ("site", node.name, 1, "char"))
    exact = body.mark(f"{site}({name})", node.span)
    return exact if known is None else f"({name} in {known} or {name} not in ASCII and {exact})", k.BOOL


def over(body: Body, node: Any) -> bool:
    """Write a ``for`` over the chars of what is known to be a String, if it is one."""
    calls = node.iter
    if calls.__class__ is not ir.CallMethod or calls.name != "chars" or calls.args or calls.params:
        return False
    if node.pattern.__class__ not in (ir.BindPat, ir.AnyPat) or body.emission.has_method("chars"):
        return False
    base = calls.receiver
    kind = body.kind(base.slot) if base.__class__ is ir.Local else body.emission.shapes.of(base)
    if kind.name != "string" or not are_kept(body, node.body):
        return False
    text, _ = body.value(calls)
    iterator = body.slot(node.iter_slot)
    body.put(f"{iterator} = {text}")
    body.release([plain(text)])
    turns, items = over_sized(body, f"{iterator}.a", 1)
    over_list(body, node, turns, items, k.CHAR)
    return True
