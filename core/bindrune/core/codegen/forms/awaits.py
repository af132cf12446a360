"""``.await`` and ``select``: what an async function hands over while it waits (``running/futures.py``).

A future is yielded as it is; another value is asked for its future first. What is awaited is no operand
that waits: no name but a slot keeps it while the body is suspended. Futures that nobody else sees are not
made: of ``f(x).await`` the body is handed over, of ``s.next().await`` the stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import does, gives, is_atom, leaves_a_value, store
from bindrune.core.codegen.forms.patterns import Found, bound, look
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.forms.options import Apart
    from bindrune.core.codegen.inference.kinds import Kind


def _awaited(body: Body, node: Any) -> str:
    """The text of an ``.await``."""
    before = len(body.owned)
    ((text, kind),) = body.operands([node.operand])
    if not body.reached:
        return "None"
    dying = body.owned[before:]
    if kind.name == "future" and not dying and not is_atom(plain(text)):
        called = plain(text).partition("(")[0]
        if node.operand.__class__ is ir.Call and called == kind.of:
            text = f"({called}.code, {text.replace(called + '(', called + 'i(', 1)})"
        return body.suspending(f"(yield {text})", node.span)
    name = plain(text)
    if not name.isidentifier() or name == "None":
        name = body.temp()
        body.put(f"{name} = {text}")
    body.release([other for other in dying if other != name])
    other = name
    if name.startswith("t"):
        other = f"({name}, ({name} := None))[0]"
    if name in body.owned:
        body.owned.remove(name)
    return body.suspending(f"(yield {name} if {name}.__class__ is Future else awaited({other}))", node.span)


@does(ir.Await)
def await_effect(body: Body, node: Any) -> None:
    """``.await`` for what it does."""
    if _is_next(body, node.operand):
        await_value(body, node)
        return
    text = _awaited(body, node)
    if body.reached:
        body.put(text)


@gives(ir.Await)
def await_value(body: Body, node: Any) -> tuple[str, Kind]:
    """``.await`` for its value."""
    apart, body.apart = body.apart, None
    if _is_next(body, node.operand):
        return _next(body, node, apart)
    text = _awaited(body, node)
    if not body.reached:
        return "None", k.NEVER
    name = body.temp()
    body.put(f"{name} = {text}")
    body.owned.append(name)
    return name, k.ANY


def _is_next(body: Body, node: Any) -> bool:
    """Whether a node is ``s.next()`` of a local that may be a stream."""
    if node.__class__ is not ir.CallMethod or node.name != "next" or node.args or node.params:
        return False
    return node.receiver.__class__ is ir.Local and not body.emission.has_method("next")


def _next(body: Body, node: Any, apart: Apart | None) -> tuple[str, Kind]:
    """``s.next().await``; with ``apart`` an Option is given as what lies in it."""
    stream = body.slot(node.operand.receiver.slot)
    name = (apart.name if apart is not None else "") or body.temp()
    handed = stream if apart is None else f"({stream}, None, None)"
    body.open(f"if {stream}.__class__ is Stream and {stream}.token is None:")
    body.put(f"{name} = " + body.suspending(f"(yield {handed})", node.span))
    body.close()
    body.open("else:")
    body.put(f"{name} = {_awaited(body, node)}")
    if apart is not None:
        body.put(f"{name} = " + body.mark(f"opened({name})", apart.span))
    body.close()
    if apart is None or not apart.name:
        body.owned.append(name)
    return name, k.ANY if apart is None else k.PAYLOAD


@leaves_a_value(ir.Select)
def select(body: Body, node: Any, out: str) -> Kind:
    """``select``: a loop that waits for the next future, until one fits its arm; then that arm's body."""
    found = body.operands([arm.future for arm in node.arms])
    if not body.reached:
        return k.NEVER
    state, number, value = body.temp(), body.temp(), body.temp()
    futures = ", ".join(text for text, _ in found)
    body.put(f"{state} = " + body.mark(f"Selection([{futures}])", node.span))
    body.release([plain(text) for text, _ in found])
    body.open("for _ in FOREVER:")
    body.pending.append(([node], [(state, k.ANY)], {}))
    body.put(f"{value} = " + body.suspending(f"(yield {state}.next())", node.span))
    body.pending.pop()
    body.put(f"if {value} is None: {number} = -1; break")
    body.put(f"{number}, {value} = {value}")
    before = body.fork()
    known: list[dict[int, Kind]] = []
    for at, arm in enumerate(node.arms):
        body.open(f"if {number} == {at}:")
        _fits(body, arm.pattern, value)
        body.close()
        known.append(body.env)
        body.env = dict(before)
    body.put(f"{value} = None")
    body.close(loop=True)
    body.put(f"{state} = None")
    kinds: list[Kind] = []
    ends: list[tuple[bool, dict[int, Kind]]] = []
    for at, arm in enumerate(node.arms):
        body.env = known[at]
        body.open(f"{'el' if at else ''}if {number} == {at}:")
        kinds.append(_into(body, arm.body, out))
        body.drop(arm.drops)
        body.close()
        ends.append((body.reached, body.env))
        body.env, body.reached = dict(before), True
    if node.arms:
        body.open("else:")
    kinds.append(_into(body, node.default, out))
    if node.arms:
        body.close()
    body.merge([*ends, (body.reached, body.env)])
    result = k.NEVER
    for kind in kinds:
        result = k.join(result, kind)
    return result


def _fits(body: Body, pattern: Any, value: str) -> None:
    """Bind a pattern and leave the loop, if it fits."""
    found = Found()
    look(body, pattern, value, k.ANY, found)
    if found.tests:
        body.open(f"if {' and '.join(found.tests)}:")
    bound(body, found)
    body.put(f"{value} = None")
    body.put("break")
    if found.tests:
        body.close()
    if found.named:
        body.put(" = ".join(found.named) + " = None")


def _into(body: Body, node: Any, out: str) -> Kind:
    """The body of an arm; its value goes to ``out`` where that is wanted."""
    before = len(body.owned)
    kind = k.UNIT
    if node is not None:
        if out:
            kind = store(body, node, out)
        else:
            body.effect(node)
    elif out:
        body.put(f"{out} = None")
    if not body.reached:
        kind = k.NEVER
    body.release(body.owned[before:])
    return kind
