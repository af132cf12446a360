"""The stages of a chain of adapters: what is done with each element before the consumer has it.

A closure that is written at the call stands in the loop (``inlining.py``); its parameter is another name of the element
if it does not assign it. Options and Vecs that a closure gives and that only its stage looks at are not made: where
the value of ``filter_map``'s closure comes from ``Some(…)`` and ``None`` alone, its branches give the payload or
``END``, and where that of ``flat_map``'s comes from ``[…]``, they give Python's list. Nothing else could have
seen them. A pair of ``enumerate`` is made if something asks for it as a whole.

Each element that was taken from the source is charged once, by who refuses or skips it or by the consumer; ``flat_map``
charges for those it takes, and what it gives are elements again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bindrune.core.codegen.body import VALUES, is_atom, store
from bindrune.core.codegen.forms import inlining as inl
from bindrune.core.codegen.forms.charges import assigns
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.variants import NONE, SOME
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

Value = tuple[str, "Kind"]
Function = inl.Inlined | inl.Called


class Pair(NamedTuple):
    """A tuple of ``enumerate`` that is not made: the number and the element."""

    number: Value
    item: Any


def whole(body: Body, element: Any) -> Value:
    """An element as one value."""
    if element.__class__ is not Pair:
        return element  # type: ignore[no-any-return]
    (number, _), (item, _) = element.number, whole(body, element.item)
    return body.result(f"tuple_([{number}, {item}])", k.TUPLE, plain(item))


def taken(body: Body, node: Any, given: int, span: Any) -> Function:
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


def called(body: Body, function: Function, elements: list[Any], span: Any) -> Value:
    """The value of a call with elements, at the place ``span``."""
    if isinstance(function, inl.Called):
        return inl.called(body, function, [whole(body, element) for element in elements], span)
    return _called(body, function, elements, span, body.value)


def _called(
    body: Body, function: inl.Inlined, elements: list[Any], span: Any, write: Callable[[Any], Value]
) -> Value:
    params: list[Any] = []
    args: list[Value] = []
    waiting: list[str] = []
    for pattern, element in zip(function.params, elements, strict=True):
        _given(body, function, pattern, element, params, args, waiting)
    body.owned = [name for name in body.owned if name not in waiting]  # they live until the body is done
    found = inl.called(body, function, args, span, params, write)
    body.owned += waiting
    return found


def _given(
    body: Body,
    function: inl.Inlined,
    pattern: Any,
    element: Any,
    params: list[Any],
    args: list[Value],
    waiting: list[str],
) -> None:
    """Add a pattern and what it is for; a pair is taken apart by it, and a name that stays may have another one."""
    if element.__class__ is Pair and splits(pattern):
        _given(body, function, pattern.items[0], element.number, params, args, waiting)
        _given(body, function, pattern.items[1], element.item, params, args, waiting)
        return
    if pattern.__class__ is ir.AnyPat:
        if element.__class__ is not Pair and not is_atom(plain(element[0])):
            body.put(element[0])
        return
    text, kind = whole(body, element)
    bare = plain(text)
    if pattern.__class__ is ir.BindPat:
        if bare[0] in "ti" and bare[1:].isdigit() and not assigns(function.body, pattern.slot):
            if bare != body.slot(pattern.slot):
                body.aliases[pattern.slot] = bare
                if bare in body.owned:
                    waiting.append(bare)
            body.env[pattern.slot] = kind
            return
        body.aliases.pop(pattern.slot, None)
    params.append(pattern)
    args.append((text, kind))


def splits(pattern: Any) -> bool:
    """Whether a pattern names the two parts of a pair, and fits each."""
    if pattern.__class__ is not ir.TuplePat or pattern.rest or len(pattern.items) != 2:
        return False
    return all(item.__class__ in (ir.BindPat, ir.AnyPat) for item in pattern.items)


def kept(body: Body, element: Any, stays: str) -> tuple[Any, list[str]]:
    """An element that is looked at and goes on, and the names it has got; ``stays`` is the name of the loop's own."""
    if element.__class__ is Pair:
        item, names = kept(body, element.item, stays)
        return Pair(element.number, item), names
    text, kind = element
    if text.startswith("t") and text[1:].isdigit():  # a name of its own, which may be let go of; constants may not
        if text in body.owned:
            body.owned.remove(text)
        return element, [text]
    if text == stays:
        return element, []
    name = body.temp()
    body.put(f"{name} = {text}")
    body.release([plain(text)])
    return (name, kind), [name]


def truth(body: Body, value: Value, span: Any) -> str:
    """A test of what a predicate gave, which has to be a bool."""
    text, kind = value
    if kind.name == "bool" or kind.name == "never":
        return text
    name = body.named(text, kind)
    test = body.temp()
    body.put(f"{test} = {name} if {name}.__class__ is bool else " + body.mark(f"no_bool({name})", span))
    body.release([name])
    return test


# What closures give that is not made.


class Inner(ir.Expr):
    """What lies in the value of ``node``, which is not made: the payload of an Option, or the list of a Vec."""

    __slots__ = ("kinds", "node")
    FIELDS = INNER = ("node",)

    def __init__(self, node: Any, kinds: list[Kind]) -> None:
        self.span = node.span
        self.node = node
        self.kinds = kinds
        """What is known of payloads or elements; all of a closure's branches share it."""


def _inner(body: Body, node: Inner) -> Value:
    made = node.node
    if made.__class__ is ir.MakeVec:
        found = body.operands(made.items)
        node.kinds += [kind for _, kind in found]
        return body.result(f"[{', '.join(text for text, _ in found)}]", k.ANY, *[plain(text) for text, _ in found])
    if made.path == NONE:
        return "END", k.NEVER
    ((text, kind),) = body.operands(made.args)
    node.kinds.append(kind)
    return text, kind


VALUES[Inner] = _inner


def _makes_option(node: Any) -> bool:
    return node.__class__ is ir.NativeCall and not node.params and len(node.args) == {SOME: 1, NONE: 0}.get(node.path)


def opens(fn: ir.Fn, name: str) -> bool:
    """Whether the value of a closure is one that a stage called ``name`` need not have made."""
    makes = _makes_option if name == "filter_map" else lambda at: at.__class__ is ir.MakeVec
    return _ends(fn, ("body",), makes, None)


def opened(function: inl.Inlined) -> list[Kind]:
    """Have a closure give what its value would hold; returns what becomes known of that when it is written."""
    kinds: list[Kind] = []
    _ends(function, ("body",), lambda _: True, lambda at: Inner(at, kinds))
    return kinds


def _ends(
    holder: Any, fields: tuple[str, ...], makes: Callable[[Any], bool], change: Callable[[Any], Any] | None
) -> bool:
    """Whether what the fields of a node give always comes from such nodes; these are changed on the way."""
    for name in fields:
        at = getattr(holder, name)
        if at.__class__ is ir.Block:
            known = _ends(at, ("value",), makes, change)
        elif at.__class__ is ir.If:
            known = _ends(at, ("then", "orelse"), makes, change)
        elif at.__class__ is ir.Match:
            last = at.arms[-1] if at.arms else None
            known = last is not None and last.guard is None and last.pattern.__class__ in (ir.AnyPat, ir.BindPat)
            known = known and all(_ends(arm, ("body",), makes, change) for arm in at.arms)
        else:
            known = at is not None and makes(at)
            if known and change is not None:
                setattr(holder, name, change(at))
        if not known:
            return False
    return True


def inner(body: Body, function: inl.Inlined, element: Any, span: Any, kinds: list[Kind]) -> Value:
    """The name of what the value of a closure would hold (or ``END``), and its kind."""
    name = body.temp()
    kinds.clear()

    def write(node: Any) -> Value:
        return name, store(body, node, name)

    _called(body, function, [element], span, write)
    kind = k.NEVER
    for one in kinds:
        kind = k.join(kind, one)
    if kind.name not in k.INLINE:
        body.owned.append(name)
    return name, k.ANY if kind.name == "never" else kind
