"""Instance calls on values that are followed (``inference/shapes.py``): their class is certain, nothing is looked up.

A vector of the program's own takes a ``push`` as its list's. A struct's method is called like any function
where the receiver can only be of one struct; where it can be of several, the table of the call answers, but
with a function of the program. Methods of numbers are found when the code is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.forms import chars, leaves
from bindrune.core.codegen.forms.places import free
from bindrune.core.codegen.forms.tables import table
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.summaries import SCALARS
from bindrune.core.codegen.writer import plain

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind


def certain(
    body: Body, node: Any, receiver: tuple[str, Kind], args: list[tuple[str, Kind]]
) -> tuple[str, Kind] | None:
    """The value of an instance call whose receiver (a name) is certain; None where it is not."""
    name, kind = receiver
    if node.params:
        return None
    if kind.own and kind.name == "vec" and node.name == "push" and len(args) == 1:
        return _push(body, node, receiver, args[0])
    if kind.own and kind.name == "record":
        return _method(body, node, receiver, args)
    if kind.name == "char" and node.name in SCALARS["char"] and not args:
        return chars.method(body, node, name)
    if kind.name in ("int", "float", "u64") and node.name in SCALARS[kind.name]:
        listed = ", ".join(text for text, _ in [receiver, *args])
        site = body.bind("N", ("site", node.name, len(args) + 1, kind.name))
        text = body.mark(f"{site}({listed})", node.span)
        if kind.name == "float" and node.name == "sqrt" and not args:
            text = f"(sqrt({name}) if {name} >= 0.0 else {text})"
        return body.result(text, body.known(node), name, *(plain(text) for text, _ in args))
    return None


def _push(body: Body, node: Any, receiver: tuple[str, Kind], value: tuple[str, Kind]) -> tuple[str, Kind]:
    name, kind = receiver
    tests = free(name, kind)
    text = value[0]
    if tests:
        text = body.hold(*value)
        exact = body.mark(f"{table(body, node, 2)}[{name}.__class__]({name}, {text})", node.span)
        body.put(f"if {tests[0]}: {name}.a.append({text})")
        body.put(f"else: {exact}")
    else:
        body.put(f"{name}.a.append({text})")
    body.release([name, plain(text)])
    return "None", k.UNIT


def _method(
    body: Body, node: Any, receiver: tuple[str, Kind], args: list[tuple[str, Kind]]
) -> tuple[str, Kind] | None:
    emission = body.emission
    structs = receiver[1].of.split("|")
    items = [f"{emission.shapes.owners[item]}::{node.name}" for item in structs]
    for item in items:
        fn = emission.functions.get(item)
        if fn is None or not emission.emits(fn) or fn.kind != "immediate" or len(fn.params) != len(args) + 1:
            return None
    found = [receiver, *args]
    owned = [plain(text) for text, _ in found]
    if len(set(items)) > 1:
        branches = leaves.by_class(body, node, structs, items, found)
        if branches is not None:
            return branches
        listed = ", ".join(text for text, _ in found)
        text = f"{table(body, node, len(found))}[{receiver[0]}.__class__]({listed})"
        return body.result(body.mark(text, node.span), body.known(node), *owned)
    fn = emission.functions[items[0]]
    if leaves.is_leaf(body, fn, len(found), node.span):
        found = leaves.named(body, fn, found)
        owned = [text for text, _ in found]
        value: tuple[str, Kind] | None = leaves.in_place(body, fn, found, node.span)
    else:
        value = leaves.called(body, fn, found, node.span)
    if value is None:
        return None
    return body.result(value[0], body.known(node, value[1]), *owned)
