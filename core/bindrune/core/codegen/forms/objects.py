"""Fields and keys of Objects in place: the dict is asked where the class allows.

A key that is missing raises Python's ``KeyError``, behind which the operation is run again as tier 0 does it. What is
written to was never borrowed (``token``); an Object that was goes the general way, which knows whether it still is.
A String as an index counts as its text where that is joined, a literal at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.inference import kinds as k
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import nodes_in

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

Value = tuple[str, "Kind"]

_MAY = frozenset(("any", "object"))
_TEXTS = frozenset(("any", "string"))


def likely(body: Body, name: str) -> bool:
    """Whether a field that structs have may well be a key, too: an Object of the program is written with it."""
    emission = body.emission
    if emission.object_keys is None:
        keys = emission.object_keys = set()
        stack = [fn.body for fn in emission.functions.values()]
        while stack:
            for at in nodes_in(stack.pop()):
                if at.__class__ is ir.MakeObject:
                    keys.update(at.keys)
                elif at.__class__ is ir.Fn:
                    stack.append(at.body)
    return name in emission.object_keys


def got(body: Body, node: Any, base: str, kind: Kind, exact: str) -> str:
    """``base.name`` of a name that may be an Object's, or else ``exact``."""
    if kind.name not in _MAY:
        return exact
    fast = body.mark(f"{base}.d[{node.name!a}]", node.span, "key", base)
    return f"{fast} if {base}.__class__ is Object else {exact}"


def writable(base: str, kind: Kind, name: str = "") -> str:
    """A test that keys of a value can be assigned (or ``name``, which is there already), if it may be an Object."""
    if kind.name not in _MAY:
        return ""
    there = f" and {name!a} in {base}.d" if name else ""
    return f"{base}.__class__ is Object and {base}.token is None{there}"


def _may(body: Body, node: Any) -> bool:
    kind = body.kind(node.slot) if node.__class__ is ir.Local else body.emission.shapes.of(node)
    return kind.name in _MAY


def index(body: Body, node: Any, base: Value, at: Value) -> str:
    """``object[text] if … else`` for two names, the index being no literal; or nothing."""
    if base[1].name not in _MAY or at[1].name not in _TEXTS:
        return ""
    fast = body.mark(f"{base[0]}.d[{at[0]}.s]", node.span, "get_index", base[0], at[0])
    return f"{fast} if {base[0]}.__class__ is Object and {_joined(at[0])} else "


def set_index(base: Value, at: Value, value: str) -> str:
    """A statement ``if … : object[text] = value`` for names, or nothing."""
    if base[1].name not in _MAY or at[1].name not in _TEXTS:
        return ""
    return f"if {writable(*base)} and {_joined(at[0])}: {base[0]}.d[{at[0]}.s] = {value}"


def _joined(at: str) -> str:
    return f"{at}.__class__ is String and {at}.parts is None"


def literal(body: Body, node: Any) -> Value | None:
    """``object["key"]`` of what may be an Object: no String is made for its key."""
    if node.index.__class__ is not ir.Str or not _may(body, node.base):
        return None
    ((base, kind),) = body.operands([node.base])
    if not body.reached:
        return "None", k.NEVER
    base = body.named(base, kind)
    key = ascii(node.index.text)
    exact = body.mark(f"x_index({base}, string({key}))", node.span)
    if kind.name in _MAY:
        fast = body.mark(f"{base}.d[{key}]", node.span, "key_index", base)
        exact = f"({fast} if {base}.__class__ is Object else {exact})"
    return body.result(exact, body.known(node), base)


def set_literal(body: Body, node: Any) -> bool:
    """Write ``object["key"] = value`` of what may be an Object; whether it may be."""
    if node.index.__class__ is not ir.Str or not _may(body, node.base):
        return False
    found = body.atoms([node.base, node.value])
    if not body.reached:
        return True
    (base, kind), (value, _) = found
    base = body.named(base, kind)
    key = ascii(node.index.text)
    test = writable(base, kind)
    exact = body.mark(f"x_set_index({base}, string({key}), {value})", node.span)
    if test:
        body.put(f"if {test}: {base}.d[{key}] = {value}")
        body.put(f"else: {exact}")
    else:
        body.put(exact)
    body.release([base, value])
    return True
