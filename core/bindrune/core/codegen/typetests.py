"""``x is T``: a test of classes where a type has one, and what the test tells of a local.

A type of which all values have one class (or its twins: ``is`` asks what a value is, moved or not) is asked
for by that class, others by a table (``support.TypeTest``). Where the test of a local holds, its kind is
known until it is assigned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen import kinds as k
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.kinds import Kind

_INLINE = {
    "::std::bool": ("bool", k.BOOL), "::std::i64": ("int", k.INT), "::std::f64": ("float", k.FLOAT),
    "::std::u64": ("U64", k.U64), "::std::char": ("str", k.CHAR),
}  # fmt: skip
_HEAP = {
    "::std::object::Object": ("Object", k.OBJECT), "::std::vec::Vec": ("Vec", k.VEC),
    "::std::string::String": ("String", k.STRING),
}  # fmt: skip

Facts = tuple[dict[int, "Kind"], dict[int, "Kind"]]


def class_test(body: Body, name: str, target: Any) -> str:
    """A text that tells whether the value of a name is of a type."""
    item, native = target.item, bool(target.native)
    if native and item in _INLINE:
        return f"({name}.__class__ is {_INLINE[item][0]})"
    if native and item in _HEAP:
        cls = _HEAP[item][0]
    elif not native and _is_struct(body, item):
        cls = body.bind("C", ("class", item, False))
    else:
        return f"{body.bind('T', ('type_test', item, native))}[{name}.__class__]"
    return f"({name}.__class__ is {cls} or {name}.__class__ in {body.bind('K', ('twins', item, native))})"


def is_inline(kind: Kind, target: Any) -> bool:
    """Whether values of an inline kind are of a type."""
    found = _INLINE.get(target.item) if target.native else None
    return found is not None and found[1].name == kind.name


def told(body: Body, node: Any) -> Facts:
    """What ``x is T`` tells of a local where it holds, and where it does not."""
    if node.operand.__class__ is not ir.Local or node.type.__class__ is not ir.TypeRef:
        return {}, {}
    slot, target = node.operand.slot, node.type.target
    if body.kind(slot).name != "any":
        return {}, {}
    found = (_INLINE.get(target.item) or _HEAP.get(target.item)) if target.native else None
    kind = None if found is None else found[1]
    if not target.native and _is_struct(body, target.item):
        kind = k.Kind("record", of=target.item)
    if kind is None:
        return {}, {}
    return ({}, {slot: kind}) if node.negated else ({slot: kind}, {})


def binds(node: Any) -> bool:
    """Whether a node gives a local a value, or may."""
    stack: list[Any] = [node]
    while stack:
        at = stack.pop()
        if at.__class__ is list:
            stack.extend(at)
        elif isinstance(at, ir.Node) and not isinstance(at, ir.Fn):
            if at.__class__ is not ir.Local and hasattr(at, "slot"):
                return True
            stack.extend(getattr(at, name) for name in at.FIELDS)
    return False


def _is_struct(body: Body, item: str) -> bool:
    struct = body.emission.structs.get(item)
    return struct is not None and struct.variant_of is None and body.emission.has_class(item, False)
