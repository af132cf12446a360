"""Loops over a Vec or an Object that is known to be one, though not whether it was moved.

The loop goes through the list, or the keys and values of the dict, and keeps a borrow of the container in
place of its iterator: nobody can write or move it before the loop ends. A container that cannot be read has
another class, and goes the general way, which raises. So every element is there, and none has to be asked
for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import EFFECTS, Loop
from bindrune.core.codegen.forms import chains, chars
from bindrune.core.codegen.forms.charges import are_kept, assigns, over_sized
from bindrune.core.codegen.forms.loops import _ended, _looped, for_effect
from bindrune.core.codegen.forms.patterns import must_match
from bindrune.core.codegen.forms.yields import suspends
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body

_CLASSES = {"vec": "Vec", "object": "Object"}


def for_(body: Body, node: Any) -> None:
    """``for``."""
    if not _over_known(body, node) and not chars.over(body, node) and not chains.over(body, node):
        for_effect(body, node)


EFFECTS[ir.For] = for_


def _over_known(body: Body, node: Any) -> bool:
    """Write a loop over a local that is known to be a Vec or an Object, if it is one."""
    source = node.iter
    calls = source.__class__ is ir.CallMethod and source.name == "iter" and not source.args and not source.params
    base = source.receiver if calls else source
    if base.__class__ is not ir.Local:
        return False
    kind = body.kind(base.slot)
    if kind.own or kind.name not in _CLASSES or (body.suspends and suspends(node.body)):
        return False
    pair = node.pattern.__class__ is ir.TuplePat and len(node.pattern.items) == 2 and not node.pattern.rest
    if kind.name == "object" and not pair:
        return False
    name, iterator = body.slot(base.slot), body.slot(node.iter_slot)
    exact = f"iter_over({name}, {body.bind('M', ('method', 'iter', 0, 1))})" if calls else f"loop_over({name})"
    exact = body.mark(exact, source.span)
    body.put(f"{iterator} = borrow({name}) if {name}.__class__ is {_CLASSES[kind.name]} else {exact}")
    body.env.pop(node.iter_slot, None)
    if kind.name == "object":
        _round(body, node, node.pattern.items, [f"{name}.d", f"{name}.d.values()"])
    else:
        _round(body, node, [node.pattern], [f"{name}.a"])
    return True


def _round(body: Body, node: Any, parts: list[Any], sources: list[str]) -> None:
    """The loop, whose rounds bind parts of the pattern to what the sources give."""
    loop = Loop(node.label, "", [slot for slot in node.drops if slot != node.iter_slot], body.slot(node.iter_slot))
    bare = [part.__class__ is ir.BindPat for part in parts]
    names = [body.slot(part.slot) if is_bare else body.temp() for part, is_bare in zip(parts, bare, strict=True)]
    keyed = len(parts) == 2
    texts = keyed and bare[0] and not body.suspends and not assigns(node.body, parts[0].slot)
    if texts:
        body.pieces.add(parts[0].slot)

    def rounds() -> None:
        if keyed and not texts and parts[0].__class__ is not ir.AnyPat:
            body.put(f"{names[0]} = string({names[0]})")
        for at, (part, name) in enumerate(zip(parts, names, strict=True)):
            kind = k.ANY if at or not keyed else k.PIECE if texts else k.STRING
            if bare[at]:
                body.env[part.slot] = kind
                continue
            if part.__class__ is not ir.AnyPat:
                must_match(body, part, name, kind, node.pattern.span)
            body.put(f"{name} = None")
        body.effect(node.body)
        body.drop(loop.again)

    head = f"for _, {', '.join(names)} in zip(B, {', '.join(sources)}):"
    if are_kept(body, node.body):
        loop.turns, iterator = over_sized(body, sources[0], 1, "items" if keyed else "")
        loop.dies += f" = {iterator}"
        head = f"for {', '.join(names)} in {loop.turns.source}:"
    before = body.fork()
    _looped(body, loop, head, rounds)
    _ended(body, loop, before)
    if texts:
        body.pieces.discard(parts[0].slot)
