"""What a chain of adapters goes through: ranges of ints and Vecs, backwards, from or up to some place, one by one.

Adapters that give elements on as they are need no loop of their own: ``rev()``, and a first ``skip``, move the start of
Python's iterator, ``take`` is where it stops, ``chain`` is Python's ``chain``. None of them pulls an element that
those of the library would leave, and none charges, as theirs do not; the turns of the loop are what was taken
from the iterators, which tell how much they have left.

``rev()`` behind ``map``, ``filter`` and ``filter_map`` has their source backwards: each element passes through them by
itself. A ``skip`` is only known here where it is the first adapter: behind others it takes elements one by one and,
if they are many, charges for them.

Other iterators of the library that run no closures (``chars()``, ``keys()`` and the like) are gone through by Python,
too; how many elements they have is not known, so each one is charged when it has been taken.

A Vec is borrowed from ``iter()`` on until the loop is left; the one before a ``chain`` until it has come to its end
(``Held``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bindrune.core.codegen.body import is_atom
from bindrune.core.codegen.forms.charges import Turns, over_range, over_sized
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

Value = tuple[str, "Kind"]

ADAPTERS = {
    "map": 1, "filter": 1, "filter_map": 1, "flat_map": 1, "enumerate": 0, "skip": 1, "take": 1, "chain": 1, "rev": 0,
}  # fmt: skip
"""The adapters that are known, and how many arguments they take."""
_STRING = ("string",)
_TABLES = ("object", "map", "set")
_STREAMS: dict[str, tuple[int, tuple[str, ...]]] = {
    "chars": (0, _STRING), "char_indices": (0, _STRING), "split": (1, _STRING), "split_whitespace": (0, _STRING),
    "lines": (0, _STRING), "keys": (0, _TABLES), "values": (0, _TABLES), "iter": (0, _TABLES),
}  # fmt: skip
"""The methods that make other iterators without calls of closures: how many arguments they take, and on what kinds of
values they are certain to."""
CALLING = ("map", "filter", "filter_map", "flat_map")
_LARGE = 1 << 65


class Part(NamedTuple):
    """A range or Vec, the call of ``iter`` on it (if it is called), and the adapters that belong to it.

    A ``stream`` is another iterator of the library: then the base is the call that makes it.
    """

    base: Any
    iter: Any
    back: bool
    adapters: list[Any]
    stream: bool = False


class Plan(NamedTuple):
    """A part, more parts and limits behind it, and the adapters that are stages of the loop."""

    calls: list[Any]
    part: Part
    more: list[Any]
    stages: list[Any]


def planned(body: Body, at: Any) -> Plan | None:
    """What a tree of calls goes through, if all of its adapters are known."""
    calls: list[Any] = []
    while _is_call(at, ADAPTERS):
        calls.append(at)
        at = at.receiver
    stream = _is_stream(body, at)
    if not stream and not _is_call(at, {"iter": 0}):
        return None
    calls.reverse()
    back = False
    adapters: list[Any] = []
    for call in calls:
        if call.name != "rev":
            adapters.append(call)
        elif all(before.name in ("map", "filter", "filter_map") for before in adapters):
            back = not back
        else:
            return None
    n = 1 if adapters and adapters[0].name == "skip" else 0
    n = _past(adapters, n, "take")
    end = _past(adapters, _past(adapters, n, "chain"), "take")
    calling = False
    for call in adapters[end:]:
        if call.name == "chain" or (call.name == "skip" and not calling):
            return None
        calling = calling or call.name in CALLING
    part = Part(at if stream else at.receiver, None if stream else at, back, adapters[:n], stream)
    plan = Plan(calls, part, adapters[n:end], adapters[end:])
    if any(body.emission.has_method(name) for name in {at.name, *(call.name for call in calls)}):
        return None
    if stream and (len(calls) > len(adapters) or any(call.name != "take" for call in [*part.adapters, *plan.more])):
        return None
    if any(call.name == "chain" and _other(body, call) is None for call in plan.more):
        return None
    return plan


def _is_call(node: Any, names: dict[str, int]) -> bool:
    return node.__class__ is ir.CallMethod and names.get(node.name) == len(node.args) and not node.params


def _is_stream(body: Body, node: Any) -> bool:
    """Whether a node makes another iterator, if the library's method of this name is what it calls."""
    if node.__class__ is not ir.CallMethod or node.params or node.name not in _STREAMS:
        return False
    if len(node.args) != _STREAMS[node.name][0]:
        return False
    return node.name != "iter" or (node.receiver.__class__ is not ir.MakeRange and _makes_stream(body, node))


def _makes_stream(body: Body, node: Any) -> bool:
    return expected(body, node.receiver).name in _STREAMS[node.name][1]


def _past(calls: list[Any], at: int, name: str) -> int:
    while at < len(calls) and calls[at].name == name:
        at += 1
    return at


def _other(body: Body, call: Any) -> Part | None:
    """What stands behind in a ``chain``, if it is certain to be a range of ints or a Vec."""
    node = call.args[0]
    part = Part(node, None, False, [])
    if node.__class__ is ir.CallMethod:
        plan = planned(body, node)
        if plan is None or plan.more or plan.stages or plan.part.stream:
            return None
        part = plan.part
    return part if is_certain(body, part) else None


def is_certain(body: Body, part: Part) -> bool:
    """Whether a part is a range of ints, a Vec that may have been moved, or an iterator that is known."""
    node = part.base
    if part.stream:
        return _makes_stream(body, node)
    if node.__class__ is ir.MakeRange:
        bounds = (node.start, node.end)
        return node.kind in _RANGES and all(expected(body, bound).name == "int" for bound in bounds)
    return expected(body, node).name == "vec"


_RANGES = ("RangeHalfOpen", "RangeInclusive")


def expected(body: Body, node: Any) -> Kind:
    """What is known of a value before it is written."""
    if node.__class__ is ir.Const:
        return k.INT if node.value.__class__ is int else k.ANY
    return body.kind(node.slot) if node.__class__ is ir.Local else body.emission.shapes.of(node)


class Base(NamedTuple):
    """The first range or Vec once it is there: bounds, or a name; what has to hold for it, if that has to be asked."""

    bounds: tuple[Value, Value] | None
    vec: Value
    guard: str
    again: Any


def base(body: Body, part: Part) -> Base | None:
    """Lines for what a chain begins with; ``None`` if it cannot be what is known here."""
    node = part.base
    if part.stream:
        certain = _makes_stream(body, node)
        text, kind = body.value(node)
        slot = body.fresh_slots(1)
        body.assign(slot, text, kind)
        name = body.slot(slot)
        guard = "" if certain else f"DIRECT[{name}.__class__] and {name}.token is None"
        return Base(None, (name, kind), guard, ir.Local(node.span, slot))
    if node.__class__ is not ir.MakeRange:
        text, kind = body.value(node)
        if kind.name not in ("any", "vec"):
            return None
        slot = body.fresh_slots(1)
        body.assign(slot, text, kind)
        name = body.slot(slot)
        guard = f"{name}.__class__ is Vec" if kind.name == "any" else ""
        return Base(None, (name, kind), guard, ir.Local(node.span, slot))
    if node.kind not in _RANGES:
        return None
    (low, a), (high, b) = body.operands(_bounds(node))
    if b.name == "u64" and b.high <= k.MAX:
        b = k.Kind("int", b.low, b.high)
    if not {a.name, b.name} <= {"int", "any"}:
        return None
    slots = body.fresh_slots(2)
    for at, text, kind in ((0, low, a), (1, high, b)):
        body.assign(slots + at, text, kind)
    low, high = body.slot(slots), body.slot(slots + 1)
    tests = [f"{name}.__class__ is int" for name, kind in ((low, a), (high, b)) if kind.name == "any"]
    start, end = _bounds(node)
    ends = ir.Local(start.span, slots), ir.Local(end.span, slots + 1)
    a, b = (k.INT if kind.name == "any" else kind for kind in (a, b))
    again = ir.MakeRange(node.span, node.kind, *ends)
    return Base(_stop(node, (low, a), (high, b)), ("", k.ANY), " and ".join(tests), again)


def _bounds(node: ir.MakeRange) -> tuple[ir.Expr, ir.Expr]:
    assert node.start is not None and node.end is not None
    return node.start, node.end


def _stop(node: Any, low: Value, high: Value) -> tuple[Value, Value]:
    if node.kind == "RangeInclusive":
        return low, (f"{high[0]} + 1", k.Kind("int", high[1].low + 1, high[1].high + 1))
    return low, high


class Source:
    """What the loop goes through: how it is charged, how many elements it has, and what dies with it."""

    def __init__(self, body: Body, plan: Plan, found: Base) -> None:
        self.body = body
        self.dies: list[str] = []
        self.element = k.ANY
        self.is_range = found.bounds is not None
        """Whether a range is among them."""
        self.lists = bool(plan.more)
        """Whether there are more parts, or limits for all."""
        self.bounds: tuple[Value, Value] | None = None
        self.count = ""
        """The text of how many elements there are, or (of a range) less than none."""
        self.token = ""
        """The name of the borrow of the last Vec."""
        self._text = ""
        self._used = ""
        self._sized = ""
        self.stream = ""
        """What Python goes through if nobody knows how many elements there are."""
        if plan.part.stream:
            self.stream = self._temp(f"{found.vec[0]}.rest()")
            for call in [*plan.part.adapters, *plan.more]:
                n = size(body, call.args[0], call.span)
                self.stream = self._temp(f"islice({self.stream}, min({n}, {1 << 62}))")
            return
        if found.bounds is not None:
            a, b = (kind for _, kind in found.bounds)
            self.element = k.interval(a.low, max(a.low, b.high - 1))
            self.bounds = self._narrowed(plan.part, *found.bounds)
            self.count = f"{self.bounds[1][0]} - {self.bounds[0][0]}"
            if plan.more:
                self._from_range(plan.part.back)
        else:
            self._from_vec(plan.part, found.vec, plan.part.iter.span, simple=not plan.part.adapters and not plan.more)
        for call in plan.more:
            if call.name == "chain":
                self._chained(call)
            else:
                self._taken(call)
        self.back = plan.part.back

    def turns(self, node: Any, name: str, more: int) -> Turns | None:
        """How the loop is charged, whose variable is ``name``, with ``more`` units where it ends by itself.

        Nothing if it takes from ``B``.
        """
        body = self.body
        if self.stream:
            return None
        if self.bounds is not None and not self._text:
            return over_range(body, node, name, *self.bounds, more, down=self.back)
        if self._sized:
            turns, iterator = over_sized(body, self._sized, more, going="reversed" if self.back else "iter")
            self.dies.append(iterator)
            return turns
        source = f"{self._text} if {self.count} < L else pieces_of({self._text}, {self.count})"
        return Turns(source, self._used, f"{self.count} + {more}" if more else self.count)

    def _narrowed(self, part: Part, low: Value, high: Value) -> tuple[Value, Value]:
        """The bounds of what ``skip`` and ``take`` leave of a range."""
        body = self.body
        for call in part.adapters:
            n = size(body, call.args[0], call.span)
            at = body.temp()
            body.put(f"{at} = {high[0]} - {n}" if part.back else f"{at} = {low[0]} + {n}")
            if call.name == "skip" and not part.back:
                low = at, k.Kind("int", low[1].low, _LARGE)
            elif call.name == "skip":
                high = at, k.Kind("int", -_LARGE, high[1].high)
            elif part.back:
                body.put(f"if {at} < {low[0]}: {at} = {low[0]}")
                low = at, k.Kind("int", low[1].low, _LARGE)
            else:
                body.put(f"if {at} > {high[0]}: {at} = {high[0]}")
                high = at, k.Kind("int", -_LARGE, high[1].high)
        return low, high

    def _from_range(self, back: bool) -> None:
        """The iterator over a range that is not all there is."""
        assert self.bounds is not None
        (low, _), (high, _) = self.bounds
        iterator = self._temp(f"iter(range({high} - 1, {low} - 1, -1))" if back else f"iter(range({low}, {high}))")
        self.count = self._temp(f"{iterator}.__length_hint__()", dies=False)
        self._text, self._used = iterator, f"{self.count} - {iterator}.__length_hint__()"

    def _from_vec(self, part: Part, found: Value, span: Any, *, simple: bool) -> None:
        """The iterator over a Vec, which is borrowed; one that cannot be is an error at the place ``span``."""
        body = self.body
        name, kind = found
        token = f"borrow({name})"
        if kind.name == "vec" and not kind.own:
            exact = f"into_iter({name})"
            if part.iter is not None:
                exact, span = f"iter_over({name}, {body.bind('M', ('method', 'iter', 0, 1))})", part.iter.span
            token += f" if {name}.__class__ is Vec else " + body.mark(exact, span)
        self.token = self._temp(token)
        if simple:
            self._sized = f"{name}.a"
            self.count = f"len({name}.a)"
            return
        iterator = self._temp(f"{'reversed' if part.back else 'iter'}({name}.a)")
        adapters = list(part.adapters)
        if adapters and adapters[0].name == "skip":
            call = adapters.pop(0)
            body.put(f"skip_on({iterator}, {size(body, call.args[0], call.span)})")
        self.count = self._temp(f"{iterator}.__length_hint__()", dies=False)
        self._text, self._used = iterator, f"{self.count} - {iterator}.__length_hint__()"
        for call in adapters:
            self._taken(call)

    def _taken(self, call: Any) -> None:
        """At most so many."""
        n = size(self.body, call.args[0], call.span)
        self.count = self._temp(f"{self.count} if {self.count} < {n} else {n}", dies=False)
        self._text = f"islice({self._text}, {self.count})"

    def _chained(self, call: Any) -> None:
        """What is there, and then another part."""
        part = _other(self.body, call)
        assert part is not None
        texts, used, count, token = self._text, self._used, self.count, self.token
        if part.base.__class__ is ir.MakeRange:
            low, high = self.body.operands(_bounds(part.base))
            bounds = []
            for text, kind in _stop(part.base, low, high):
                bounds.append((self._temp(text, dies=False), kind))
            element = k.interval(bounds[0][1].low, max(bounds[0][1].low, bounds[1][1].high - 1))
            self.element = k.join(self.element, element)
            low, high = bounds
            self.bounds = self._narrowed(part, low, high)
            self._from_range(part.back)
            self.is_range = True
        else:
            text, kind = self.body.value(part.base)
            name = self._temp(text)
            if text in self.body.owned:
                self.body.release([plain(text)])
            self._from_vec(part, (name, kind), call.span, simple=False)
            self.element = k.ANY
        if token:
            held = self._temp(f"Held({token})")
            self.body.put(f"{token} = None")
            self.dies.remove(token)
            if self.token == token:
                self.token = ""
            texts = f"{texts}, {held}"
        used = f"{used} + {self._used}"
        self.count = self._temp(f"{count} + {self.count}", dies=False)
        self._text, self._used = f"chained({texts}, {self._text})", used

    def _temp(self, text: str, *, dies: bool = True) -> str:
        name = self.body.temp()
        self.body.put(f"{name} = {text}")
        if dies:
            self.dies.append(name)
        return name


def size(body: Body, node: Any, span: Any) -> str:
    """The name of a number of elements, or the error of one that is none."""
    ((text, kind),) = body.operands([node])
    if kind.name == "int" and kind.low >= 0 and is_atom(plain(text)):
        return plain(text)
    name = body.temp()
    if kind.name == "int":
        body.put(f"{name} = {text}")
        if kind.low < 0:
            body.put(f"if {name} < 0: " + body.mark(f"size_of({name})", span))
        return name
    body.put(f"{name} = " + body.mark(f"size_of({text})", span))
    body.release([plain(text)])
    return name
