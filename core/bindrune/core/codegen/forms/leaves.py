"""Small functions of the program in place of their calls: those that call nothing.

A function without calls is not charged for and runs none but itself: its body can stand where it is called. It is
written there if it is small, has neither loops nor early returns, and stands in the file of its caller. Its
parameters are the names of the arguments, where it does not assign them; its other slots are fresh ones. Errors
know that they happened in the function (``Writer.within``). Methods of values of several structs that are
followed become a branch for each class, which calls the method, or is its body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import bare
from bindrune.core.codegen.forms import inlining
from bindrune.core.codegen.forms.charges import assigns
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import nodes_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.source import Span

Value = tuple[str, "Kind"]

_SMALL = 40
"""How many nodes a body may have."""
_BRANCHES = 4
"""How many classes a call may tell apart."""
_LOOPS = (ir.For, ir.While, ir.Loop, ir.Match, ir.MakeClosure, ir.AsyncBlock, ir.Panic)


def is_leaf(body: Body, fn: ir.Fn, given: int, span: Span) -> bool:
    """Whether a call of a function is its body."""
    if fn.charge or fn.n_captures or body.suspends or len(body.within) > 1 or fn.span.source != span.source:
        return False
    known = body.emission.leaves.get(fn.item)
    if known is None:
        known = all(pattern.__class__ is ir.BindPat for pattern in fn.params) and _is_small(fn.body)
        known = body.emission.leaves[fn.item] = known and inlining.can_inline(fn, len(fn.params), sets=True)
    return known and len(fn.params) == given


def _is_small(node: Any) -> bool:
    return not any(n > _SMALL or isinstance(at, _LOOPS) for n, at in enumerate(nodes_in(node), 1))


def in_place(body: Body, fn: ir.Fn, found: Sequence[Value], span: Span) -> Value:
    """The value of a call of a leaf, which is no call."""
    inlined = inlining.Inlined(fn, body.fresh_slots(fn.n_slots), body.emission.shapes)
    body.placed.append((inlined.slots.start, fn))
    body.emission.placed.add(fn.item)
    before = body.fork()
    slots = []
    for pattern, (text, kind) in zip(inlined.params, found, strict=True):
        if assigns(inlined.body, pattern.slot):
            body.assign(pattern.slot, text, kind)
            slots.append(pattern.slot)
        else:
            body.aliases[pattern.slot] = plain(text)
            body.env[pattern.slot] = kind
    outside = body.within
    body.within = (*outside, (fn.item, span))
    waiting = [text for text, _ in found if text in body.owned]
    body.owned = [name for name in body.owned if name not in waiting]  # they live until the body is done
    value, kind = body.value(inlined.body)
    body.owned += waiting
    body.within = outside
    dying = [slot for slot in slots if body.kind(slot).name not in k.INLINE]
    if body.reached and dying:
        value = body.hold(value, kind)
        body.drop(dying)
    elif body.reached and plain(value)[:1] in "si" and plain(value)[1:].isdigit():
        # The caller may assign what is a local of its own before it uses the value.
        name = body.temp()
        body.put(f"{name} = {plain(value)}")
        if kind.name not in k.INLINE:
            body.owned.append(name)
        value = name
    for slot in [slot for slot in body.env if slot not in before and slot >= body.first_fresh]:
        del body.env[slot]
    return (value, kind) if body.reached else ("None", k.NEVER)


def called(body: Body, fn: ir.Fn, found: Sequence[Value], span: Span) -> Value | None:
    """The value of a call of a function of the program by its path."""
    known = body.emission.called(fn, found, body)
    if known is None:
        return None
    text, (before, behind), kind = known
    return f"{before}{body.mark(text, span)}{behind}", kind


def named(body: Body, fn: ir.Fn, found: Sequence[Value]) -> list[Value]:
    """Arguments of a leaf as names, since they are used more than once."""
    return [
        (body.named(bare(text) if body.emission.takes_bare(fn, at) else text, kind), kind)
        for at, (text, kind) in enumerate(found)
    ]


def by_class(
    body: Body, node: Any, items: Sequence[str], methods: Sequence[str], found: Sequence[Value]
) -> Value | None:
    """A method call of a value that is followed, as branches by its class; ``methods`` are those of ``items``."""
    by_method: dict[str, list[str]] = {}
    for item, method in zip(items, methods, strict=True):
        by_method.setdefault(method, []).append(item)
    ways = sorted(by_method.items(), key=lambda way: len(way[1]))
    if len(items) > _BRANCHES or body.suspends:
        return None
    found = [(body.named(text, kind), kind) for text, kind in found]
    name, home = body.temp(), body.temp()
    body.put(f"{home} = {found[0][0]}.__class__")
    before, ends, waiting = body.fork(), [], list(body.owned)
    kinds = k.NEVER
    nothing = body.known(node).name == "unit"
    for at, (method, classes) in enumerate(ways):
        if at < len(ways) - 1:
            tests = [f"{home} is {body.bind('C', ('class', item, False))}" for item in classes]
            body.open(f"{'el' if at else ''}if {' or '.join(tests)}:")
        else:
            body.open("else:")
        body.env, body.reached, body.owned = dict(before), True, list(waiting)
        receiver = found[0][0], k.Kind("record", of="|".join(classes), own=True)
        fn = body.emission.functions[method]
        given = [receiver, *found[1:]]
        leaf = is_leaf(body, fn, len(given), node.span)
        value = (in_place if leaf else called)(body, fn, given, node.span)
        assert value is not None, "the functions were looked at"
        if body.reached:
            if value[0] != "None" or not nothing:
                body.put(f"{name} = {value[0]}")
            body.release([name for name in body.owned if name not in waiting])
            kinds = k.join(kinds, value[1])
        body.close()
        ends.append((body.reached, body.env))
    body.merge(ends)
    body.owned = waiting
    if nothing:
        body.release([text for text, _ in found])
        return "None", k.UNIT
    kind = body.known(node, kinds)
    if kind.name not in k.INLINE:
        body.owned.append(name)
    body.release([text for text, _ in found])
    return name, kind
