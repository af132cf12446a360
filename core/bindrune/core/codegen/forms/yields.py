"""``yield``, and loops over generators.

A function with ``yield`` is a generator function of Python, whose last parameter ``r`` is its rank
(``running/generators.py``); that of a stream has none, and awaits too, so what it yields is in a tuple
(``running/futures.py``). What a generator is resumed with arrives in a tuple, since ``next`` resumes it with
nothing. While it is suspended nothing of its statement may stay alive but what slots hold: a value that was
given a name leaves it behind when it is given away.

A loop that pulls from a generator goes through Python's own, which it keeps in a name while the loop runs:
``for`` always, since its generator is its own, and ``while let Some(x) = g.next()`` where nobody else can
reach ``g``, which the text decides in part (the loop mentions ``g`` nowhere else) and the count of its
references for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import does, gives
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import nodes_in

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.source import Span

_SUSPENDING = frozenset((ir.Yield, ir.Await, ir.Select))
_SOME = "::std::option::Option::Some"


def _given(body: Body, node: Any) -> str:
    """The text of a ``yield``."""
    if node.value is None:
        body.version.gives(k.UNIT)
        return body.suspending("(yield)" if body.fn.kind == "generator" else "(yield (None,))", node.span, yields=True)
    before = len(body.owned)
    ((text, kind),) = body.operands([node.value])
    if not body.reached:
        return "None"
    body.version.gives(kind)
    dying = body.owned[before:]
    if dying:
        name = plain(text)
        if name not in dying:
            name = body.temp()
            body.put(f"{name} = {text}")
        body.release([other for other in dying if other != name])
        if name in body.owned:
            body.owned.remove(name)
        if kind.name not in k.INLINE:
            moved = f"({name}, ({name} := None))[0]"
            text = f"{name} if {name}.__class__ is int else {moved}" if kind.name == "any" else moved
        else:
            text = name
    text = text if body.fn.kind == "generator" else f"({text},)"
    return body.suspending(f"(yield {text})", node.span, yields=True)


@does(ir.Yield)
def yield_effect(body: Body, node: Any) -> None:
    """``yield`` whose value nobody wants."""
    text = _given(body, node)
    if body.reached:
        body.put(text)


@gives(ir.Yield)
def yield_value(body: Body, node: Any) -> tuple[str, Kind]:
    """``yield`` for what the generator is resumed with."""
    text = _given(body, node)
    if not body.reached:
        return "None", k.NEVER
    name = body.temp()
    body.put(f"{name} = {text}")
    body.put(f"{name} = EMPTY if {name} is None else {name}[0]")
    body.owned.append(name)
    return name, k.ANY


def suspends(node: Any) -> bool:
    """Whether an expression has a ``yield`` or ``.await`` that is the function's own."""
    return any(at.__class__ in _SUSPENDING for at in nodes_in(node))


class Pull:
    """A loop that may go through a generator: the names of Python's generator and of the claim."""

    __slots__ = ("body", "claim", "iterator", "source")

    def __init__(self, body: Body, iterator: str) -> None:
        self.body = body
        self.iterator = iterator
        self.source = body.temp()
        self.claim = body.temp()

    @property
    def names(self) -> str:
        """The names that die with the loop."""
        return f"{self.source} = {self.claim}"

    def begin(self, operation: str) -> None:
        """A line that finds out."""
        ranked = self.body.fn.kind == "generator"
        call = f"{operation}_within({self.iterator}, r)" if ranked else f"{operation}({self.iterator})"
        self.body.put(f"{self.source}, {self.claim} = {call}")

    def step(self, name: str, span: Span) -> None:
        """Lines that give the next element; what follows is the block of what is done at the end."""
        self.body.put(self.body.mark(f"for {name} in {self.source}: break", span))
        self.body.open("else:")
        self.body.put(f"{self.iterator}.frame = None")


def pulled(body: Body, node: Any) -> tuple[int, Any] | None:
    """The slot of ``g`` in ``while let Some(pattern) = g.next()`` where a loop may be all that reaches it."""
    cond = node.cond
    if not body.emission.generates or cond.__class__ is not ir.Matches:
        return None
    call, pattern = cond.value, cond.pattern
    if call.__class__ is not ir.CallMethod or call.name != "next" or call.args or call.params:
        return None
    if call.receiver.__class__ is not ir.Local or pattern.__class__ is not ir.TypePat:
        return None
    if not pattern.type.native or pattern.type.item != _SOME or len(pattern.items) != 1:
        return None
    slot, part = call.receiver.slot, pattern.items[0]
    if part.__class__ not in (ir.BindPat, ir.AnyPat) or _mentions([node.body, part], slot) or slot in node.drops:
        return None
    return slot, part


def _mentions(nodes: Any, slot: int) -> bool:
    return any(getattr(at, "slot", None) == slot or slot in getattr(at, "drops", ()) for at in nodes_in(nodes))
