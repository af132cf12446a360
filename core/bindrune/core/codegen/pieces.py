"""Strings that a loop takes from ``text.split(…)``, or as keys from an Object, and that need not exist.

The slot of such a loop holds the text of a piece as Python's, not a String, until something asks for the String:
then one is made, once, and the slot holds it. What only reads the text (whether it is empty or equal to a
literal, its length, a lookup in a map, a template, an append) reads Python's. No program can tell: the String
is fresh, nobody else knows it, and until it is made nobody can change or borrow it.

What a slot of ``Body.pieces`` holds is in the environment: ``PIECE`` while it is the text for certain, ``STRING``
once the String has been made on every way that leads here; anything else, nothing included, says that it may be
either. The text of a piece and a char are both ``str`` in Python, so such a slot is never read but by what
knows: ``ir.Local``, which makes the String, and the functions here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.kinds import Kind

    Value = tuple[str, Kind]

_SPLITS = frozenset(("split", "split_str"))
_KEYED = frozenset((
    ("map", "get"), ("map", "contains_key"), ("map", "insert"), ("set", "contains"), ("set", "insert"),
))  # fmt: skip
"""The methods whose first argument is a key, by the kind of the receiver."""


def eligible(body: Body, node: Any) -> bool:
    """Whether the slot of a ``for`` may hold texts: what it goes through are pieces, and nothing else sets it."""
    call, pattern = node.iter, node.pattern
    if body.suspends or pattern.__class__ is not ir.BindPat or call.__class__ is not ir.CallMethod:
        return False
    if call.name not in _SPLITS or call.params or len(call.args) != 1 or body.emission.has_method(call.name):
        return False
    if _kind(body, call.receiver).name != "string":
        return False
    return not sets(node.body, pattern.slot)


def _kind(body: Body, node: Any) -> Kind:
    if node.__class__ is ir.Local:
        return body.kind(node.slot)
    return k.STRING if node.__class__ is ir.Str else body.emission.shapes.of(node)


def sets(nodes: Any, slot: int) -> bool:
    """Whether something but a read names a slot."""
    stack = [nodes]
    while stack:
        at = stack.pop()
        if at.__class__ is list:
            stack.extend(at)
        elif isinstance(at, ir.Node) and at.__class__ is not ir.Fn:
            if at.__class__ is not ir.Local and slot in (getattr(at, "slot", None), getattr(at, "iter_slot", None)):
                return True
            stack.extend(getattr(at, name) for name in at.FIELDS)
    return False


def made(body: Body, slot: int) -> Value:
    """The String of a slot, made here if that has not been done."""
    name = body.slot(slot)
    known = body.env.get(slot)
    if known is None or known.name != "string":
        asked = "" if known == k.PIECE else f"if {name}.__class__ is str: "
        body.put(f"{asked}{name} = string({name})")
        body.env[slot] = k.STRING
    return name, k.STRING


def is_text(body: Body, node: Any) -> bool:
    """Whether a node reads a slot that holds a text for certain."""
    return node.__class__ is ir.Local and node.slot in body.pieces and body.env.get(node.slot) == k.PIECE


def operands(body: Body, items: Sequence[Any], *which: int) -> list[Value]:
    """The values of operands; those at ``which`` are left as texts if they are."""
    left = {at for at in which if is_text(body, items[at])}
    found = iter(body.operands([item for at, item in enumerate(items) if at not in left]))
    values = [(body.slot(item.slot), k.PIECE) if at in left else next(found) for at, item in enumerate(items)]
    # What other operands did may have made the String.
    return [value if at not in left or is_text(body, items[at]) else made(body, items[at].slot)
            for at, value in enumerate(values)]  # fmt: skip


def unsure(body: Body, before: dict[int, Kind]) -> None:
    """What was done since ``before`` may not have been."""
    for slot in body.pieces:
        if body.env.get(slot) != before.get(slot):
            body.env.pop(slot, None)


def key_at(body: Body, node: Any) -> list[int]:
    """Where an instance call has a key that may be a text: at 1, if anywhere."""
    if not node.args or node.params or not is_text(body, node.args[0]) or body.emission.has_method(node.name):
        return []
    kind = _kind(body, node.receiver)
    return [1] if kind.own and (kind.name, node.name) in _KEYED else []


def index_at(body: Body, node: Any) -> list[int]:
    """Where an index has a key that may be a text: at 1, if anywhere."""
    kind = _kind(body, node.base)
    return [1] if kind.own and kind.name == "map" and is_text(body, node.index) else []


def method(body: Body, node: Any) -> Value | None:
    """A method that only reads a text."""
    if node.args or node.params or not is_text(body, node.receiver) or body.emission.has_method(node.name):
        return None
    name = body.slot(node.receiver.slot)
    if node.name == "is_empty":
        return f"(not {name})", k.BOOL
    if node.name == "len":
        return f"u64({n_bytes(name)})", k.Kind("u64", 0, 1 << 62)
    return None


def n_bytes(name: str) -> str:
    """The length of a text."""
    return f"(len({name}) if {name}.isascii() else n_bytes({name}))"


def equal(body: Body, node: Any) -> Value | None:
    """A text and a literal."""
    if node.op not in ("==", "!="):
        return None
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if is_text(body, one) and other.__class__ is ir.Str:
            return f"({body.slot(one.slot)} {node.op} {other.text!a})", k.BOOL
    return None


def boxed(body: Body, args: Sequence[Value]) -> None:
    """Lines that make Strings of the texts among operands that go where any value goes."""
    for text, kind in args:
        if kind == k.PIECE:
            body.put(f"{plain(text)} = string({plain(text)})")


def forget(body: Body, name: str) -> None:
    """A slot, by its name, may hold the String by now."""
    for slot in body.pieces:
        if body.slot(slot) == name:
            body.env.pop(slot, None)
