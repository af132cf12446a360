"""``x is T``: a test of classes where a type has one, and what the test tells of a local.

A type of which all values have one class (or its twins: ``is`` asks what a value is, moved or not) is asked
for by that class, others by a table (``support.TypeTest``). Where the test of a local holds, its kind is
known until it is assigned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.inference import kinds as k
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import nodes_in

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

_INLINE = {
    "::std::bool": ("bool", k.BOOL), "::std::i64": ("int", k.INT), "::std::f64": ("float", k.FLOAT),
    "::std::u64": ("U64", k.U64), "::std::char": ("str", k.CHAR),
}  # fmt: skip
_HEAP = {
    "::std::object::Object": ("Object", k.OBJECT), "::std::vec::Vec": ("Vec", k.VEC),
    "::std::string::String": ("String", k.STRING),
}  # fmt: skip

Facts = tuple[dict[int, "Kind"], dict[int, "Kind"]]


def class_test(body: Body, node: Any, name: str) -> str:
    """A text that tells whether the value of a name is of the type of ``node``.

    Where a local is asked for more than one type, its class gets a name with the first question, twins under the
    class that they stand for; where the answer is no, the other questions ask the name (``of`` of the kind ``any``).
    """
    target = node.type.target
    item, native = target.item, bool(target.native)
    slot = node.operand.slot if node.operand.__class__ is ir.Local else -1
    known = body.env.get(slot, k.ANY)
    home = known.of if known.name == "any" else ""
    if native and item in _INLINE:
        return f"({home or f'{name}.__class__'} is {_INLINE[item][0]})"
    if not _has_twins(body, target):
        return f"{body.bind('T', ('type_test', item, native))}[{name}.__class__]"
    cls = _HEAP[item][0] if native else body.bind("C", ("class", item, False))
    if home:
        return f"({home} is {cls})"
    asked = _asked(body).get(slot, {})
    twins = body.bind("K", ("twins", tuple(asked or {(item, native): None})))
    if len(asked) < 2:
        return f"({name}.__class__ is {cls} or {name}.__class__ in {twins})"
    home = body.temp()
    body.classes[id(node)] = home
    return f"(({home} := {name}.__class__) is {cls} or {home} in {twins} and ({home} := {home}.home) is {cls})"


def _asked(body: Body) -> dict[int, dict[tuple[str, bool], None]]:
    """The types with twins that the function asks its locals for."""
    if body.asked is None:
        found = body.asked = {}
        for at in nodes_in(body.fn.body):
            if at.__class__ is ir.Is and at.operand.__class__ is ir.Local and at.type.__class__ is ir.TypeRef:
                target = at.type.target
                if _has_twins(body, target):
                    found.setdefault(at.operand.slot, {})[target.item, bool(target.native)] = None
    return body.asked


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
    yes = {} if kind is None else {slot: kind}
    home = body.classes.get(id(node))
    no = {} if home is None else {slot: k.Kind("any", of=home)}
    return (no, yes) if node.negated else (yes, no)


def binds(node: Any) -> bool:
    """Whether a node gives a local a value, or may."""
    return any(at.__class__ is not ir.Local and hasattr(at, "slot") for at in nodes_in(node))


def _has_twins(body: Body, target: Any) -> bool:
    return target.item in _HEAP if target.native else _is_struct(body, target.item)


def _is_struct(body: Body, item: str) -> bool:
    struct = body.emission.structs.get(item)
    return struct is not None and struct.variant_of is None and body.emission.has_class(item, False)
