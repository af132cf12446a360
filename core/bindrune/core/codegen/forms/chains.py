"""Chains of iterator adapters as one loop: ``(a..b).iter().map(…).filter(…).fold(…)``.

A chain is a source, stages, and a consumer. Where the source is a range of ints or turns out to be a Vec, no
iterator is made: one loop of Python goes through it, and the closures stand in its body (``inlining.py``).
Anything else goes the general way, which is written beside it. The order of calls is that of the adapters,
since each element goes through all stages before the next one is taken. Each element is charged once: either
a filter that refuses it charges, or the consumer; all are when the loop is left (``charges.py``). A Vec is borrowed
while the loop runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import Loop, is_atom
from bindrune.core.codegen.forms import inlining as inl
from bindrune.core.codegen.forms.charges import assigns, over_range, over_sized
from bindrune.core.codegen.forms.loops import counted_loop
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.adaptors import I64, VEC
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

Value = tuple[str, "Kind"]

_CONSUMERS = {
    ("fold", 0): 2, ("any", 0): 1, ("all", 0): 1, ("count", 0): 0, ("sum", I64): 0, ("collect", VEC): 0,
}  # fmt: skip
"""Names and generic parameters of consumers, and how many arguments they take."""
_NEST = 3
"""How deeply chains lie in closures of chains and are still written in place."""


class Chain:
    """What a call of a consumer consists of."""

    def __init__(self, node: Any, stages: list[Any], source: Any) -> None:
        self.node = node
        self.stages = stages
        self.source = source


def recognized(body: Body, node: Any) -> Chain | None:
    """The chain that ends in a call, if all of it is known."""
    if _CONSUMERS.get((node.name, node.params)) != len(node.args) or len(body.within) >= _NEST:
        return None
    stages: list[Any] = []
    at = node.receiver
    while at.__class__ is ir.CallMethod and at.name in ("map", "filter") and len(at.args) == 1 and not at.params:
        stages.insert(0, at)
        at = at.receiver
    if at.__class__ is not ir.CallMethod or at.name != "iter" or at.args or at.params:
        return None
    functions = [stage.args[0] for stage in stages] + ([node.args[-1]] if node.args else [])
    if not any(f.__class__ is ir.MakeClosure and inl.can_inline(f.fn, len(f.fn.params)) for f in functions):
        return None
    if any(body.emission.has_method(name) for name in (node.name, "iter", "map", "filter")):
        return None
    return Chain(node, stages, at.receiver)


def chain(body: Body, node: Any) -> Value | None:
    """The value of a call that ends a chain, or ``None`` if it is not one."""
    found = recognized(body, node)
    if found is None:
        return None
    mark, owned, env = len(body.lines), list(body.owned), body.fork()
    source = _source(body, found)
    if source is None:
        del body.lines[mark:]
        body.owned, body.env = owned, env
        return None
    if not body.reached:
        return "None", k.NEVER
    guard, items, bounds, element, general = source
    out = body.temp()
    before = body.fork()
    if guard:
        body.open(f"if {guard}:")
    kind = _written(body, found, items, bounds, element, out)
    if guard:
        body.close()
        ends = [(body.reached, body.env)]
        body.env, body.reached = before, True
        body.open("else:")
        from bindrune.core.codegen.forms.calls import method_call

        inside = len(body.owned)
        text, of = method_call(body, general())
        if body.reached:
            body.put(f"{out} = {text}")
            body.release(body.owned[inside:])
        body.close()
        body.merge([*ends, (body.reached, body.env)])
        kind = k.join(kind, of)
    body.drop([slot for slot in body.env if slot not in before and slot >= body.first_fresh])
    if kind.name not in k.INLINE:
        body.owned.append(out)
    return out, kind


def _source(
    body: Body, found: Chain
) -> tuple[str, str, tuple[Value, Value] | None, Kind, Callable[[], Any]] | None:
    """Guard, the elements for Python, bounds if they are a range, their kind, and the call where the guard fails."""
    node = found.source
    if node.__class__ is ir.MakeRange:
        if node.kind not in ("RangeHalfOpen", "RangeInclusive"):
            return None
        assert node.start is not None and node.end is not None
        (low, a), (high, b) = body.operands([node.start, node.end])
        if not {a.name, b.name} <= {"int", "any"}:
            return None
        slots = body.fresh_slots(2)
        for at, text, kind in ((0, low, a), (1, high, b)):
            body.assign(slots + at, text, kind)
        low, high = body.slot(slots), body.slot(slots + 1)
        tests = [f"{name}.__class__ is int" for name, kind in ((low, a), (high, b)) if kind.name == "any"]
        last = 1 if node.kind == "RangeInclusive" else 0
        element = k.interval(a.low, max(a.low, b.high - 1 + last))
        ends = ir.Local(node.start.span, slots), ir.Local(node.end.span, slots + 1)
        again = ir.MakeRange(node.span, node.kind, *ends)
        items = f"range({low}, {high}{' + 1' if last else ''})"
        a, b = (k.INT if kind.name == "any" else kind for kind in (a, b))
        stop = f"{high} + 1" if last else high, k.Kind("int", b.low + last, b.high + last)
        return " and ".join(tests), items, ((low, a), stop), element, lambda: _spine(found, again)
    text, kind = body.value(node)
    if kind.name not in ("any", "vec"):
        return None
    slot = body.fresh_slots(1)
    body.assign(slot, text, kind)
    name = body.slot(slot)
    again_ = ir.Local(node.span, slot)
    return f"{name}.__class__ is Vec", f"{name}.a", None, k.ANY, lambda: _spine(found, again_)


def _spine(found: Chain, source: Any) -> Any:
    """The calls of a chain on another source."""
    at: Any = ir.CallMethod(found.source.span, source, "iter", 0, [])
    first = found.stages[0] if found.stages else found.node
    at.span = first.receiver.span
    for stage in [*found.stages, found.node]:
        at = ir.CallMethod(stage.span, at, stage.name, stage.params, stage.args)
    return at


def _function(body: Body, node: Any, given: int, span: Any) -> inl.Inlined | inl.Called:
    """What takes the place of the calls of an argument, which moves into the native."""
    closure = inl.prepared(body, node, given)
    if closure is not None:
        return closure
    ((text, kind),) = body.operands([node])
    fn = inl.known(body, kind, given, span)
    slot = body.fresh_slots(1)
    body.assign(slot, body.mark(f"taken_function({text})", span), k.ANY)
    body.release([plain(text)])
    name = body.slot(slot)
    if fn is not None:
        return inl.from_value(body, fn, name)
    caller = body.temp()
    body.put(f"{caller} = caller_{given}({name})")
    body.owned.append(caller)
    return inl.Called(caller)


def _written(
    body: Body, found: Chain, items: str, bounds: tuple[Value, Value] | None, element: Kind, out: str
) -> Kind:
    """Lines that run the chain and give ``out`` its value."""
    node, span = found.node, found.node.span
    before = len(body.owned)
    token = ""
    if items.endswith(".a"):
        token = body.temp()
        body.put(f"{token} = borrow({items[:-2]})")
    stages = [(stage.name, _function(body, stage.args[0], 1, stage.span)) for stage in found.stages]
    consumer = _Consumer(body, node, out)
    if not body.reached:
        return k.NEVER
    consumer.begin(items, any(name == "filter" for name, _ in stages))
    first = stages[0][1] if stages and stages[0][0] == "map" else consumer.function if not stages else None
    names: set[str] = set()
    at = body.temp()
    if isinstance(first, inl.Inlined) and first.params[-1].__class__ is ir.BindPat:
        at = body.slot(first.params[-1].slot)
    names.add(at)
    loop = Loop(-2, "", [])
    taken = at
    if bounds is not None:
        if at[0] == "i" and isinstance(first, inl.Inlined) and assigns(first.body, first.params[-1].slot):
            taken = body.temp()
        loop.turns = over_range(body, [], taken, *bounds, 0)
    else:
        loop.turns, iterator = over_sized(body, items, 0)
        token += f" = {iterator}"

    def rounds() -> None:
        if taken != at:
            body.put(f"{at} = {taken}")
        inside = list(body.owned)
        kept: list[str] = []
        value: Value = (at, element)
        for name, function in stages:
            if name == "map":
                value = inl.called(body, function, [value], span)
            else:
                text = _kept(body, value)
                kept.append(text)
                value = (text, value[1])
                test = _truth(body, inl.called(body, function, [value], span), span)
                if not body.reached:
                    return
                body.open(f"if not {test}:")
                heap = [*kept, *(n for n in body.owned if n not in inside), *_heap(body, names)]
                if heap:
                    body.put(" = ".join(dict.fromkeys(heap)) + " = None")
                body.put("continue")
                body.close()
            if not body.reached:
                return
        consumer.round(value)
        names.update(kept)
        if body.reached:
            body.release([n for n in body.owned if n not in inside])
            clear = [n for n in dict.fromkeys([*kept, *_heap(body, names), at]) if _may_hold(body, n, element)]
            if clear:
                body.put(" = ".join(clear) + " = None")

    def _heap(body: Body, _: set[str]) -> list[str]:
        return [
            body.slot(pattern.slot)
            for function in [*(f for _, f in stages), consumer.function]
            if isinstance(function, inl.Inlined)
            for pattern in function.params
            if pattern.__class__ is ir.BindPat and pattern.slot != consumer.slot
            and body.kind(pattern.slot).name not in k.INLINE and pattern.slot in body.env
        ]  # fmt: skip

    counted_loop(body, loop, f"for {taken} in {loop.turns.source}:", rounds)
    kind = consumer.end()
    if token:
        body.put(f"{token} = None")
    body.release(body.owned[before:])
    captured = [
        slot for function in [*(f for _, f in stages), consumer.function] if isinstance(function, inl.Inlined)
        for slot in function.slots
    ]  # fmt: skip
    body.drop([slot for slot in captured if slot in body.env])
    return kind


def _may_hold(body: Body, name: str, element: Kind) -> bool:
    if name.startswith("i") and int(name[1:]) in body.env:
        return body.kind(int(name[1:])).name not in k.INLINE
    return element.name not in k.INLINE


def _kept(body: Body, value: Value) -> str:
    """The name of an element that a filter looks at, and that goes on."""
    text, _ = value
    if text.startswith("t") and text[1:].isdigit():  # a name of its own, which may be let go of; constants may not
        if text in body.owned:
            body.owned.remove(text)
        return text
    name = body.temp()
    body.put(f"{name} = {text}")
    body.release([plain(text)])
    return name


def _truth(body: Body, value: Value, span: Any) -> str:
    """A test of what a predicate gave, which has to be a bool."""
    text, kind = value
    if kind.name == "bool" or kind.name == "never":
        return text
    name = body.named(text, kind)
    test = body.temp()
    body.put(f"{test} = {name} if {name}.__class__ is bool else " + body.mark(f"no_bool({name})", span))
    body.release([name])
    return test


class _Consumer:
    """The end of a chain."""

    def __init__(self, body: Body, node: Any, out: str) -> None:
        self.body = body
        self.node = node
        self.out = out
        self.slot = -1
        self.function: inl.Inlined | inl.Called | None = None
        name = node.name
        if name == "fold":
            ((text, kind),) = body.operands([node.args[0]])
            text = body.hold(text, kind)
            self.function = _function(body, node.args[1], 2, node.span)
            params = self.function.params if isinstance(self.function, inl.Inlined) else []
            shared = bool(params) and params[0].__class__ is ir.BindPat
            self.slot = params[0].slot if shared else body.fresh_slots(1)
            body.assign(self.slot, text, kind)
        elif node.args:
            self.function = _function(body, node.args[0], 1, node.span)

    def begin(self, items: str, filtered: bool) -> None:
        """Lines before the loop."""
        body, name = self.body, self.node.name
        if name in ("any", "all"):
            body.put(f"{self.out} = {name == 'all'}")
        elif name == "collect":
            if items.startswith("range") and not filtered:
                body.put(body.mark(f"hinted({items})", self.node.span))
            body.put(f"{self.out} = []")
        elif name in ("count", "sum"):
            self.slot = body.fresh_slots(1)
            body.assign(self.slot, "0", k.Kind("int", 0, 0))

    def round(self, value: Value) -> None:
        """Lines for an element."""
        body, name, span = self.body, self.node.name, self.node.span
        total = body.slot(self.slot)
        if name == "fold":
            assert self.function is not None
            known = body.kind(self.slot)
            text, kind = inl.called(body, self.function, [(total, known), value], span)
            if body.reached:
                body.assign(self.slot, text, kind)
        elif name == "collect":
            body.put(f"{self.out}.append({value[0]})")
            body.release([plain(value[0])])
        elif name == "count":
            if not is_atom(plain(value[0])):
                body.put(value[0])
            body.put(f"{total} += 1")
            body.env[self.slot] = k.Kind("int", 0, 1 << 62)
        elif name == "sum":
            text, kind = value
            text = body.hold(text, kind)
            exact = body.mark(f"summed({total}, {text})", span)
            if kind.name == "int":
                made = body.temp()
                body.put(f"{made} = {total} + {text}")
                body.put(f"if {made}.bit_length() > 63: {exact}")
                body.put(f"{total} = {made}")
            else:
                body.put(f"{total} = {exact}")
            body.env[self.slot] = k.INT
        else:
            assert self.function is not None
            test = _truth(body, inl.called(body, self.function, [value], span), span)
            if body.reached:
                body.open(f"if {test}:" if name == "any" else f"if not {test}:")
                body.put(f"{self.out} = {name == 'any'}")
                turns = body.turns
                body.settle(len(body.loops) - 1)
                body.loops[-1].broken = True
                body.put("break")
                body.turns = turns
                body.close()

    def end(self) -> Kind:
        """Lines behind the loop; the kind of the value."""
        body, name = self.body, self.node.name
        if name in ("any", "all"):
            return k.BOOL
        if name == "collect":
            body.put(f"{self.out} = vec({self.out})")
            return k.VEC
        kind = body.kind(self.slot)
        text = body.read(self.slot)
        body.put(f"{self.out} = " + (f"u64({text})" if name == "count" else text))
        body.drop([self.slot])
        return k.Kind("u64", 0, 1 << 62) if name == "count" else kind
