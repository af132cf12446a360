"""Loops over ``rev()`` of a range or Vec, and over ``enumerate()`` of a Vec: Python's own ``range`` with a step of
-1, ``reversed`` and ``enumerate``.

The iterators of the library are not made: the range has ints as bounds, the Vec is a local that is known to be one.
It is borrowed as long as the loop runs, as those would; one that cannot be read fails where ``iter`` does. The
turns are known, so the loop is charged where it is left (``charges.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import Loop
from bindrune.core.codegen.forms.charges import are_kept, over_sized
from bindrune.core.codegen.forms.loops import _counted, _element, _ended, _looped, _over_range
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body

_BARE = (ir.BindPat, ir.AnyPat)


def over(body: Body, node: Any) -> bool:
    """Write a ``for`` if it is such a loop."""
    adapted = node.iter
    if not _calls(body, adapted, ("rev", "enumerate")) or not _calls(body, adapted.receiver, ("iter",)):
        return False
    base = adapted.receiver.receiver
    if not are_kept(body, node.body):
        return False
    if base.__class__ is ir.MakeRange:
        if adapted.name != "rev" or node.pattern.__class__ not in _BARE:
            return False
        low, high, element = _counted(body, base)
        if low is None or high is None:
            return False
        _over_range(body, node, low, high, element, down=True)
        return True
    if base.__class__ is not ir.Local or body.kind(base.slot).name != "vec":
        return False
    if adapted.name == "rev":
        _over(body, node, adapted.receiver, "reversed")
        return True
    parts = node.pattern.items if node.pattern.__class__ is ir.TuplePat and not node.pattern.rest else ()
    if len(parts) != 2 or any(part.__class__ not in _BARE for part in parts):
        return False
    _over(body, node, adapted.receiver, "enumerate")
    return True


def _calls(body: Body, node: Any, names: tuple[str, ...]) -> bool:
    if node.__class__ is not ir.CallMethod or node.name not in names or node.args or node.params:
        return False
    return not body.emission.has_method(node.name)


def _over(body: Body, node: Any, calls: Any, going: str) -> None:
    """The loop over a Vec."""
    vec, token = body.slot(calls.receiver.slot), body.slot(node.iter_slot)
    exact = body.mark(f"iter_over({vec}, {body.bind('M', ('method', 'iter', 0, 1))})", calls.span)
    body.put(f"{token} = borrow({vec}) if {vec}.__class__ is Vec else {exact}")
    turns, iterator = over_sized(body, f"{vec}.a", 1, going="iter" if going == "enumerate" else going)
    body.env.pop(node.iter_slot, None)
    loop = Loop(node.label, "", [slot for slot in node.drops if slot != node.iter_slot], f"{token} = {iterator}")
    loop.turns = turns
    name = body.slot(node.pattern.slot) if node.pattern.__class__ is ir.BindPat else body.temp()
    head = f"for {name} in {turns.source}:"
    number = ""
    if going == "enumerate":
        index, item = node.pattern.items
        number = body.temp()
        name = body.slot(item.slot) if item.__class__ is ir.BindPat else body.temp()
        head = f"for {number}, {name} in enumerate({turns.source}):"

    def rounds() -> None:
        if not number:
            _element(body, node, name, k.ANY)
        else:
            if index.__class__ is ir.BindPat:
                body.assign(index.slot, f"u64({number})", k.Kind("u64", 0, 1 << 62))
            if item.__class__ is ir.BindPat:
                body.env[item.slot] = k.ANY
            else:
                body.put(f"{name} = None")
        body.effect(node.body)
        body.drop(loop.again)

    before = body.fork()
    _looped(body, loop, head, rounds)
    _ended(body, loop, before)
