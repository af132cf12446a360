"""Keys of an Object in a loop over its pairs: a text of Python's, where the program only looks at it.

``for (key, item) in object.iter()`` makes a String of each key. Where all that the loop does to ``key`` is to
ask for its length, compare it with a literal or show it, nobody can tell whether there is one: the local
holds the key itself, and its kind is ``text``. Anything else that is done to it (passed on, stored, captured,
indexed with, assigned) wants the String.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen import kinds as k
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.kinds import Kind

_ASKED = frozenset(("len", "is_empty"))


def only_read(body: Body, node: Any, slot: int) -> bool:
    """Whether all that a node does to a slot is what a ``text`` is good for."""
    if any(body.emission.has_method(name) for name in _ASKED):
        return False
    stack: list[Any] = [node]
    while stack:
        at = stack.pop()
        if at.__class__ is list:
            stack.extend(at)
        elif isinstance(at, ir.Node) and not isinstance(at, ir.Fn):
            if getattr(at, "slot", None) == slot:
                return False
            stack += _others(at, slot)
    return True


def _others(node: Any, slot: int) -> list[Any]:
    """The parts of a node but for the slot, where the node may have a ``text`` in it."""
    cls = node.__class__

    def is_key(part: Any) -> bool:
        return part.__class__ is ir.Local and part.slot == slot

    if cls is ir.CallMethod and node.name in _ASKED and not node.args and not node.params and is_key(node.receiver):
        return []
    if cls is ir.Binary and compares(node) and (is_key(node.left) or is_key(node.right)):
        return []
    if cls is ir.Template:
        parts = [part.value if part.__class__ is ir.Format else part for part in node.parts]
        return [part for part in parts if not is_key(part)]
    if cls is ir.Match and is_key(node.value):
        plain = all(arm.pattern.__class__ in (ir.StrPat, ir.AnyPat) for arm in node.arms)
        return [*([] if plain else [node.value]), *node.arms]
    return [getattr(node, name) for name in node.FIELDS]


def compares(node: Any) -> bool:
    """Whether an operator compares a local with the literal of a String."""
    sides = (node.left.__class__, node.right.__class__)
    return node.op in ("==", "!=") and sides in ((ir.Local, ir.Str), (ir.Str, ir.Local))


def compared(body: Body, node: Any) -> str:
    """The text of such a comparison where the local is a ``text``, or nothing."""
    if not compares(node):
        return ""
    local, literal = (node.left, node.right) if node.left.__class__ is ir.Local else (node.right, node.left)
    if body.kind(local.slot) != k.TEXT:
        return ""
    return f"({body.slot(local.slot)} {node.op} {literal.text!a})"


def asked(body: Body, node: Any, *, as_int: bool = False) -> tuple[str, Kind] | None:
    """What a method gives of a ``text``, if it is called on one."""
    if node.receiver.__class__ is not ir.Local or body.kind(node.receiver.slot) != k.TEXT:
        return None
    name = body.slot(node.receiver.slot)
    if node.name == "is_empty":
        return f"(not {name})", k.BOOL
    length = f"(len({name}) if {name}.isascii() else n_bytes({name}))"
    return (length, k.Kind("int", 0, k.SIZE)) if as_int else (f"u64({length})", k.Kind("u64", 0, k.SIZE))
