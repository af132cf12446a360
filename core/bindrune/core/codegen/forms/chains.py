"""Chains of iterator adapters as one loop: ``(a..b).iter().map(…).filter(…).fold(…)``.

A chain is a source, stages, and a consumer or a ``for``. Where the source is a range of ints or turns out to be a Vec,
no iterator is made: one loop of Python goes through it (``chain_sources.py``), and the closures stand in its body
(``chain_stages.py``); where a stage gives many elements for one, a loop in it goes through these. Anything else goes
the general way, which is written beside it if the source may be something else. The order of calls is that of the
adapters, since each element goes through all stages before the next one is taken.

A stage that ends the chain (``take``) is asked at the head of each round, before any closure sees the element that is
not wanted any more; as no adapter would have taken it, it is not charged. All others that were taken are charged
where the loop is left (``charges.py``): by the adapter that refuses them or by the consumer. A ``for`` charges
before it asks for an element, so that an error in a stage comes when one unit more is charged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import Loop
from bindrune.core.codegen.forms import chain_sources as src
from bindrune.core.codegen.forms import chain_stages as st
from bindrune.core.codegen.forms import inlining as inl
from bindrune.core.codegen.forms.chain_consumers import CONSUMERS, Consumer
from bindrune.core.codegen.forms.charges import are_kept, assigns, over_sized
from bindrune.core.codegen.forms.loops import _ended, _looped, counted_loop
from bindrune.core.codegen.forms.patterns import must_match
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import nodes_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.forms.options import Apart
    from bindrune.core.codegen.inference.kinds import Kind

_NEST = 3
"""How deeply chains lie in closures of chains and are still written in place."""
_FLAT = 2
"""How many stages of a chain may give many elements for one."""


def _inlines(node: Any) -> bool:
    return node.__class__ is ir.MakeClosure and inl.can_inline(node.fn, len(node.fn.params))


_LEAVES = frozenset((ir.Await, ir.Select, ir.Yield, ir.Break, ir.Continue))
"""What an argument may not do: the iterators that it leaves behind, or that wait for it, are not there."""


def _is_written(body: Body, plan: src.Plan, last: list[Any]) -> bool:
    """Whether a chain whose consumer has the arguments ``last`` can be written."""
    if any(at.__class__ in _LEAVES for at in nodes_in(*last, *(arg for call in plan.calls for arg in call.args))):
        return False
    flat = [call for call in plan.stages if call.name == "flat_map"]
    for call in flat:
        closure = call.args[0]
        if not _inlines(closure) or len(closure.fn.params) != 1:
            return False
        if not st.opens(closure.fn, "flat_map") and body.emission.shapes.of(closure.fn.body).name != "vec":
            return False
    return len(flat) <= _FLAT


def chain(body: Body, node: Any, apart: Apart | None = None) -> st.Value | None:
    """The value of a call that ends a chain, or ``None`` if it is not one."""
    if CONSUMERS.get((node.name, node.params)) != len(node.args) or len(body.within) >= _NEST:
        return None
    plan = src.planned(body, node.receiver)
    if plan is None or body.emission.has_method(node.name) or not _is_written(body, plan, node.args):
        return None
    if not any(_inlines(arg) for call in [*plan.calls, node] for arg in call.args[-1:]):
        return None
    mark, owned, env = len(body.lines), list(body.owned), body.fork()
    base = src.base(body, plan.part)
    if base is None:
        del body.lines[mark:]
        body.owned, body.env = owned, env
        return None
    if not body.reached:
        return "None", k.NEVER
    if node.name not in ("find", "next") or (apart is not None and apart.of != "opt"):
        apart = None
    out = (apart.name if apart is not None else "") or body.temp()
    before = body.fork()
    if base.guard:
        body.open(f"if {base.guard}:")
    kind = _Written(body, plan, node.span).consumed(base, node, out, apart)
    if base.guard:
        body.close()
        ends = [(body.reached, body.env)]
        body.env, body.reached = before, True
        body.open("else:")
        kind = k.join(kind, _generally(body, plan, node, base, out, apart))
        body.close()
        body.merge([*ends, (body.reached, body.env)])
    body.drop([slot for slot in body.env if slot not in env and slot >= body.first_fresh])
    if kind.name not in k.INLINE and (apart is None or not apart.name):
        body.owned.append(out)
    return out, kind


def _generally(body: Body, plan: src.Plan, node: Any, base: src.Base, out: str, apart: Apart | None) -> Kind:
    """The calls themselves, where the source is something else."""
    from bindrune.core.codegen.forms.calls import method_call

    at: Any = base.again
    if not plan.part.stream:
        at = ir.CallMethod(plan.part.iter.span, at, "iter", 0, [])
    for call in [*plan.calls, node]:
        at = ir.CallMethod(call.span, at, call.name, call.params, call.args)
    inside = len(body.owned)
    text, kind = method_call(body, at)
    if not body.reached:
        return kind
    if apart is not None:
        text, kind = body.mark(f"opened({text})", apart.span), k.PAYLOAD
    body.put(f"{out} = {text}")
    body.release(body.owned[inside:])
    return kind


class _Stage:
    """A stage that is ready: its function, or the name of its count."""

    __slots__ = ("count", "function", "kinds", "name", "span")

    def __init__(self, name: str, span: Any) -> None:
        self.name = name
        self.span = span
        self.function: st.Function | None = None
        self.kinds: list[Kind] | None = None
        """What is known of what the closure's value would hold, where that is not made."""
        self.count = ""
        """How many elements there are still to come or to be left out, or how many came; of ``enumerate`` nothing if
        the loop itself counts."""


class _Written:
    """The loop of a chain, whose closures are called at ``span``."""

    def __init__(self, body: Body, plan: src.Plan, span: Any) -> None:
        self.body = body
        self.plan = plan
        self.span = span
        self.functions: list[st.Function] = []
        self.asked: list[st.Function] = []
        """All of the functions, and those that the innermost loop calls."""
        self.names: list[str] = []
        """Names that may hold an element."""
        self.around: list[str] = []
        """Such names of the loops around the innermost one."""
        self.dying: dict[str, None] = {}
        """Names that may hold something where the loop is left in the middle."""
        self.outside: list[str] = []
        self.inside: list[str] = []
        """The names that were owned before the loop, and before the round of the innermost one."""
        self.at = ""
        """What the loop calls an element."""
        self.depth = 0
        self.asks = 0
        """Whether the loop charges before it asks for an element: how much more is charged when a stage fails."""

    def consumed(self, base: src.Base, node: Any, out: str, apart: Apart | None) -> Kind:
        """Lines that run the chain and give ``out`` its value."""
        body = self.body
        before = len(body.owned)
        source = src.Source(body, self.plan, base)
        stages = self._prepared()
        consumer = Consumer(body, node, out, apart, self._leave)
        if not body.reached:
            return k.NEVER
        if consumer.function is not None:
            self.functions.append(consumer.function)
        announced = source.is_range and not any(s.name in ("filter", "filter_map", "flat_map") for s in stages)
        consumer.begin(_announced(body, source, stages) if announced and node.name == "collect" else "")

        def end(element: Any) -> None:
            names = consumer.round(element, self.at)
            if node.name == "next":
                body.reached = False
            elif body.reached:
                self._clear(names)

        loop = Loop(-2, "", [])
        head, first = self._head(source, stages, consumer.function, loop, [], 0)
        counted_loop(body, loop, head, lambda: self._rounds(stages, 0, first(), end))
        kind = consumer.end()
        dying = [*source.dies, *self.dying]
        if dying:
            body.put(" = ".join(dying) + " = None")
        body.release(body.owned[before:])
        self._drop(consumer.slot)
        return kind

    def looped(self, base: src.Base, node: Any) -> None:
        """A ``for`` over the chain."""
        body = self.body
        before = list(body.owned)
        source = src.Source(body, self.plan, base)
        stages = self._prepared()
        if not body.reached:
            return
        body.env.pop(node.iter_slot, None)
        self.asks = int(bool(stages))
        loop = Loop(node.label, "", [slot for slot in node.drops if slot != node.iter_slot])
        head, first = self._head(source, stages, node.pattern, loop, node.body, 1)
        callers = [name for name in body.owned if name not in before]
        body.owned = before

        def end(element: Any) -> None:
            self._bind(node.pattern, element)
            self._clear([])
            outside, body.turns = body.turns, body.turns[: len(body.turns) - self.asks]
            body.effect(node.body)
            body.turns = outside
            body.drop(loop.again)

        def rounds() -> None:
            if stages:  # an error in one of them comes when one unit more is charged
                body.turns = (*body.turns, "1")
            self._rounds(stages, 0, first(), end)

        held = [body.slot(slot) for slot in self._slots() if body.kind(slot).name not in k.INLINE]
        if base.bounds is None:
            held.append(base.vec[0])
            body.env.pop(base.again.slot, None)
        loop.dies = " = ".join(dict.fromkeys([*source.dies, *callers, *held]))
        known = body.fork()
        _looped(body, loop, head, rounds)
        for slot in self._slots():
            known.pop(slot, None)
        _ended(body, loop, known)

    # Before the loop.

    def _prepared(self) -> list[_Stage]:
        """The stages, whose arguments run here."""
        body, stages = self.body, []
        counted = not self.plan.part.stream
        for call in self.plan.stages:
            stage = _Stage(call.name, call.span)
            stages.append(stage)
            if not body.reached:
                break
            if call.name in src.CALLING:
                counted = counted and call.name == "map"
                stage.function = st.taken(body, call.args[0], 1, call.span)
                self.functions.append(stage.function)
                if call.name in ("filter_map", "flat_map") and _inlines(call.args[0]):
                    fn = call.args[0].fn
                    if isinstance(stage.function, inl.Inlined) and st.opens(fn, call.name):
                        stage.kinds = st.opened(stage.function)
            elif call.name == "enumerate":
                if not counted or any(other.name == "enumerate" for other in stages[:-1]):
                    stage.count = self._counter("0")
            else:
                counted = counted and call.name == "take"
                stage.count = self._counter(src.size(body, call.args[0], call.span))
        return stages

    def _counter(self, start: str) -> str:
        name = self.body.temp()
        self.body.put(f"{name} = {start}")
        return name

    def _head(
        self, source: src.Source, stages: list[_Stage], last: Any, loop: Loop, rounds: Any, more: int
    ) -> tuple[str, Callable[[], Any]]:
        """The head of the loop, and what gives the element of a round.

        ``last`` is the function or pattern that the elements are for if there are no stages that look at them.
        """
        body = self.body
        counts = any(stage.name == "enumerate" and not stage.count for stage in stages)
        looking = next((stage for stage in stages if stage.function is not None), None)
        pattern, of = last, rounds
        if looking is not None or isinstance(last, inl.Inlined | inl.Called) or last is None:
            function = looking.function if looking is not None else last
            pattern = function.params[-1] if isinstance(function, inl.Inlined) else None
            of = function.body if isinstance(function, inl.Inlined) else []
        before = stages[: stages.index(looking)] if looking is not None else stages
        for _ in [stage for stage in before if stage.name == "enumerate"]:
            pattern = pattern.items[1] if st.splits(pattern) else None
        slot = pattern.slot if pattern.__class__ is ir.BindPat and not assigns(of, pattern.slot) else -1
        self.at = body.slot(slot) if slot >= 0 else body.temp()
        number = self.number = body.temp() if counts else ""
        loop.turns = source.turns(rounds, self.at, more)
        self.depth = len(body.loops)

        source_text = loop.turns.source if loop.turns is not None else source.stream

        def first() -> Any:
            self.names = []
            if slot < 0:
                if source.element.name not in k.INLINE:
                    self.names.append(self.at)
                return self.at, source.element
            body.env[slot] = source.element
            if body.kind(slot).name not in k.INLINE:
                self.names.append(self.at)
            return self.at, body.kind(slot)

        if loop.turns is None:  # who asks for elements charges: a `for` before, a consumer afterwards
            if more:
                return f"for _, {self.at} in zip(B, {source_text}):", first
            return f"for {self.at}, _ in zip({source_text}, B):", first
        if number:
            return f"for {number}, {self.at} in enumerate({source_text}):", first
        return f"for {self.at} in {source_text}:", first

    # In the loop.

    def _rounds(self, stages: list[_Stage], start: int, element: Any, end: Callable[[Any], None]) -> None:
        """What is done with an element from one stage on."""
        body = self.body
        if not start:
            self.outside = self.inside = list(body.owned)
            self.asked = self.functions
        self._ask_counts(stages, start)
        for at, stage in enumerate(stages[start:], start):
            if stage.name == "map":
                assert stage.function is not None
                element = st.called(body, stage.function, [element], self.span)
            elif stage.name == "filter":
                assert stage.function is not None
                element, names = st.kept(body, element, self.at)
                self.names += names
                test = st.truth(body, st.called(body, stage.function, [element], self.span), self.span)
                if body.reached:
                    self._refuse(f"not {test}")
            elif stage.name == "filter_map":
                element = self._payload(stage, element)
            elif stage.name == "enumerate":
                element = self._numbered(stage, element)
            elif stage.name == "take":
                element = self._held(element)
                body.put(f"{stage.count} -= 1")
            elif stage.name == "skip":
                element = self._held(element)
                body.open(f"if {stage.count}:")
                body.put(f"{stage.count} -= 1")
                self._next_round()
                body.close()
            else:
                self._flat(stages, at, element, end)
                return
            if not body.reached:
                return
        end(element)

    def _ask_counts(self, stages: list[_Stage], start: int) -> None:
        """Leave the loop if a ``take`` has had its elements: those of the loops around are over, too."""
        tests = [f"not {stage.count}" for stage in stages[start:] if stage.name == "take"]
        if tests:
            body = self.body
            body.open(f"if {' or '.join(tests)}:")
            self._leave(1 - bool(self.body.loops[self.depth].label != -2), [])
            body.close()

    def _held(self, element: Any) -> Any:
        """An element that has been evaluated."""
        if element.__class__ is st.Pair:
            return element
        text, kind = element
        return self.body.hold(text, kind), kind

    def _numbered(self, stage: _Stage, element: Any) -> Any:
        body = self.body
        element = self._held(element)
        number = self.number
        if stage.count:
            number = body.temp()
            body.put(f"{number} = {stage.count}")
            body.put(f"{stage.count} += 1")
        return st.Pair((f"u64({number})", k.Kind("u64", 0, 1 << 62)), element)

    def _payload(self, stage: _Stage, element: Any) -> Any:
        body = self.body
        assert stage.function is not None
        if stage.kinds is not None and isinstance(stage.function, inl.Inlined):
            name, kind = st.inner(body, stage.function, element, self.span, stage.kinds)
        else:
            text, _ = st.called(body, stage.function, [element], self.span)
            if not body.reached:
                return "None", k.NEVER
            name, kind = body.temp(), k.ANY
            body.put(f"{name} = " + body.mark(f"payload_of({text})", self.span))
            body.release([plain(text)])
            body.owned.append(name)
        if body.reached:
            self._refuse(f"{name} is END")
        return name, kind

    def _flat(self, stages: list[_Stage], at: int, element: Any, end: Callable[[Any], None]) -> None:
        """A loop within the loop: ``flat_map``."""
        body, stage = self.body, stages[at]
        function = stage.function
        assert isinstance(function, inl.Inlined)
        kind = k.ANY
        if stage.kinds is not None:
            name, kind = st.inner(body, function, element, self.span, stage.kinds)
            items, held = name, [name]
        else:
            text, found = st.called(body, function, [element], self.span)
            if not body.reached:
                return
            name, token = body.temp(), body.temp()
            body.put(f"{name} = {text}")
            body.release([plain(text)])
            exact = body.mark(f"into_iter({name})", self.span)
            body.put(f"{token} = borrow({name})" + ("" if found.own else f" if {name}.__class__ is Vec else {exact}"))
            items, held = f"{name}.a", [name, token]
        if not body.reached:
            return
        loop = Loop(-2, "", [])
        loop.turns, iterator = over_sized(body, items, 0)
        outer = self.at, self.inside, self.names, self.asked, self.around
        self.at = body.temp()
        body.owned = [name for name in body.owned if name not in held]
        loop.dies = " = ".join([*held, iterator])

        def rounds() -> None:
            self.inside = list(body.owned)
            self.names, self.around = [], outer[4] + outer[2]
            self.asked = outer[3][outer[3].index(function) + 1 :]
            if kind.name not in k.INLINE:
                self.names.append(self.at)
            self._rounds(stages, at + 1, (self.at, kind), end)

        counted_loop(body, loop, f"for {self.at} in {loop.turns.source}:", rounds)
        self.at, self.inside, self.names, self.asked, self.around = outer
        self._clear([])

    def _refuse(self, test: str) -> None:
        body = self.body
        body.open(f"if {test}:")
        self._next_round()
        body.close()

    def _next_round(self) -> None:
        """Go on with the next element: what this one has left behind dies."""
        body = self.body
        new = [name for name in body.owned if name not in self.inside]
        dying = [*self.names, *new, *self._held_slots(self.asked)]
        if dying:
            body.put(" = ".join(dict.fromkeys(dying)) + " = None")
        body.put("continue")

    def _clear(self, names: list[str]) -> None:
        """Let what belongs to an element die at the end of its round."""
        body = self.body
        body.release([name for name in body.owned if name not in self.inside])
        dying = [*self.names, *names, *self._held_slots(self.asked)]
        if dying:
            body.put(" = ".join(dict.fromkeys(dying)) + " = None")

    def _bind(self, pattern: Any, element: Any) -> None:
        """Give the pattern of a ``for`` an element."""
        body = self.body
        if element.__class__ is st.Pair and st.splits(pattern):
            for part, value in zip(pattern.items, (element.number, element.item), strict=True):
                self._bind(part, value)
            return
        if pattern.__class__ is ir.AnyPat:
            if element.__class__ is not st.Pair and not plain(element[0]).isidentifier():
                body.put(element[0])
            return
        text, kind = st.whole(body, element)
        if pattern.__class__ is ir.BindPat:
            if text in self.names and text == body.slot(pattern.slot):
                self.names.remove(text)
            body.assign(pattern.slot, text, kind)
            return
        name = body.named(text, kind)
        outside, body.turns = body.turns, body.turns[:-1] if body.turns and body.turns[-1] == "1" else body.turns
        must_match(body, pattern, name, kind)
        body.turns = outside

    def _leave(self, less: int, names: list[str]) -> None:
        """Leave all loops of the chain; ``less`` units fewer are charged than have begun."""
        body = self.body
        loops = body.loops[self.depth :]
        turns = body.turns
        used = [loop.turns.used for loop in loops if loop.turns is not None]
        body.turns = turns[: len(turns) - len(used) - self.asks]
        if used:
            body.charge(" + ".join(used) + (f" - {less}" if less else ""))
        elif less:
            body.charge(f"-{less}")
        new = [name for name in body.owned if name not in self.outside]
        self.dying.update(dict.fromkeys([*self.around, *self.names, *names, *new, *self._held_slots(self.functions)]))
        loops[0].broken = True
        if len(loops) > 1:
            body.jumps += 1
            body.put(f"j = {body.jumps}")
            for inner in loops[1:]:
                inner.crossing.append((body.jumps, self.depth, True))
            body.version.jumps = True
        body.put("break")
        body.turns = turns

    # What dies.

    def _slots(self) -> list[int]:
        return [slot for function in self.functions if isinstance(function, inl.Inlined) for slot in function.slots]

    def _held_slots(self, functions: list[st.Function]) -> list[str]:
        """The parameters of closures that may hold something."""
        body = self.body
        return [
            body.slot(pattern.slot)
            for function in functions
            if isinstance(function, inl.Inlined)
            for pattern in (function.params if len(function.params) == 1 else function.params[1:])
            if pattern.__class__ is ir.BindPat and pattern.slot in body.env and pattern.slot not in body.aliases
            and body.kind(pattern.slot).name not in k.INLINE
        ]  # fmt: skip

    def _drop(self, but: int) -> None:
        body = self.body
        body.drop([slot for slot in self._slots() if slot in body.env and slot != but])


def _announced(body: Body, source: src.Source, stages: list[_Stage]) -> str:
    """The range of as many elements as a chain says that it has."""
    if source.bounds is not None and not source.lists:
        low, high = source.bounds[0][0], source.bounds[1][0]
        if not any(stage.name in ("take", "skip") for stage in stages):
            return f"range({low}, {high})"
    count = source.count
    for stage in stages:
        if stage.name == "take":
            count = f"min({count}, {stage.count})"
        elif stage.name == "skip":
            count = f"max({count} - {stage.count}, 0)"
    return f"range({count})"


def over(body: Body, node: Any) -> bool:
    """Write a ``for`` over a chain whose source is certain, if it is one."""
    if node.iter.__class__ is not ir.CallMethod or len(body.within) >= _NEST or not are_kept(body, node.body):
        return False
    plan = src.planned(body, node.iter)
    if plan is None or not plan.calls or not src.is_certain(body, plan.part) or not _is_written(body, plan, []):
        return False
    if any(call.name == "flat_map" for call in plan.stages):
        return False
    base = src.base(body, plan.part)
    if base is None or not body.reached:
        return base is not None
    _Written(body, plan, node.iter.span).looped(base, node)
    return True
