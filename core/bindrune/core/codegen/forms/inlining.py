"""Bodies of closures in place of their calls.

A closure that is written where it is called (or whose function is known from where it was made) has its
body copied into the function around, with slots and labels of its own. A body that returns early, suspends
or assigns what it captured stays a call. Errors know that they happened in the closure: the marks of its
text say so (``Writer.within``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.forms.patterns import must_match
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.codegen.inference.shapes import Shapes
    from bindrune.core.source import Span

_STAYS = frozenset((ir.Return, ir.Try, ir.Await, ir.Yield, ir.Select))
_LARGE = 400
"""How many nodes a body may have to be copied."""


class Inlined:
    """A closure whose body is copied: its function, with slots of the function around."""

    __slots__ = ("body", "charge", "item", "params", "slots")

    def __init__(self, fn: ir.Fn, shift: int, shapes: Shapes) -> None:
        self.item = fn.item
        self.charge = fn.charge
        self.params: list[Any] = [_shifted(pattern, shift, shapes) for pattern in fn.params]
        self.body: Any = _shifted(fn.body, shift, shapes)
        self.slots = range(shift, shift + fn.n_slots)


class Called:
    """A function value that is called: the name of what Python calls."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


def can_inline(fn: ir.Fn, given: int, *, sets: bool = False) -> bool:
    """Whether calls with so many arguments may be replaced by the body.

    A native keeps what it calls a function with, so that a parameter that is assigned frees nothing; unless ``sets`` is
    given, a function that does so is none.
    """
    if fn.kind != "immediate" or len(fn.params) != given:
        return False
    params = set() if sets else parameters(fn)
    pending: list[Any] = [fn.body]
    n = 0
    while pending:
        at = pending.pop()
        cls = at.__class__
        if cls is list:
            pending += at
        elif isinstance(at, ir.Node):
            n += 1
            if cls in _STAYS or n > _LARGE:
                return False
            if isinstance(at, ir.SetLocal | ir.OpLocal | ir.Bind | ir.Take) and at.slot < fn.n_captures:
                return False
            if isinstance(at, ir.SetLocal) and at.slot in params:
                return False
            if cls is ir.Fn:
                continue
            pending += [getattr(at, name) for name in at.FIELDS]
    return True


def prepared(body: Body, node: Any, given: int) -> Inlined | Called | None:
    """A function that is an argument of a native: what takes the place of its calls.

    Its captures have their values afterwards; a value that is no closure written here is moved, as natives do
    with functions, at the place of ``body.mark``'s span of the argument.
    """
    if node.__class__ is ir.MakeClosure and can_inline(node.fn, given):
        found = body.operands(node.captures)
        return _captured(body, node.fn, found)
    return None


def known(body: Body, kind: Kind, given: int, span: Span) -> ir.Fn | None:
    """The function of a value that is known to be a certain closure."""
    fn = body.emission.closures.get(kind.of) if kind.name == "function" and kind.of else None
    if fn is None or not can_inline(fn, given) or fn.span.source != span.source:
        return None
    return fn


def from_value(body: Body, fn: ir.Fn, name: str) -> Inlined:
    """A closure that lies in ``name``: its captures are read from it."""
    return _captured(body, fn, [(f"{name}.env[{at}]", k.ANY) for at in range(fn.n_captures)])


def _captured(body: Body, fn: ir.Fn, found: Sequence[tuple[str, Kind]]) -> Inlined:
    inlined = Inlined(fn, body.fresh_slots(fn.n_slots), body.emission.shapes)
    body.placed.append((inlined.slots.start, fn))
    for at, (text, kind) in enumerate(found):
        body.assign(inlined.slots.start + at, text, kind)
    return inlined


def called(
    body: Body,
    function: Inlined | Called,
    args: Sequence[tuple[str, Kind]],
    span: Span,
    params: Sequence[Any] | None = None,
    write: Callable[[Any], tuple[str, Kind]] | None = None,
) -> tuple[str, Kind]:
    """The value of a call, at the place ``span`` in the function around.

    ``params`` are the patterns that the arguments are for, if not all of them, and ``write`` writes the body.
    """
    if isinstance(function, Called):
        name = body.temp()
        body.put(f"{name} = " + body.mark(f"{function.name}({', '.join(text for text, _ in args)})", span))
        body.release([plain(text) for text, _ in args])
        body.owned.append(name)
        return name, k.ANY
    body.emission.placed.add(function.item)
    outside = body.within
    params = function.params if params is None else params
    parts: list[tuple[Any, str, Kind]] = []
    for pattern, (text, kind) in zip(params, args, strict=True):
        if pattern.__class__ is ir.BindPat:
            body.assign(pattern.slot, text, kind)
        else:
            parts.append((pattern, body.named(text, kind), kind))
    body.within = (*outside, (function.item, span))
    if function.charge:
        body.put("next(B)")
    for pattern, name, kind in parts:
        must_match(body, pattern, name, kind)
    found = write(function.body) if write is not None else body.value(function.body)
    body.within = outside
    return found


_LABELS = frozenset((ir.LabelBlock, ir.Loop, ir.While, ir.For, ir.Break, ir.Continue))


def _shifted(node: Any, shift: int, shapes: Shapes) -> Any:
    """A copy of a tree with slots and labels of its own; functions within it are shared."""
    cls = node.__class__
    if cls is list:
        return [_shifted(item, shift, shapes) for item in node]
    if not issubclass(cls, ir.Node) or cls is ir.Fn:
        return node
    copy = cls.__new__(cls)
    copy.span = node.span
    for name in cls.FIELDS:
        value = getattr(node, name)
        if name == "drops":
            value = [slot + shift for slot in value]
        elif name in ("slot", "iter_slot") or (name == "label" and cls in _LABELS):
            value += shift
        else:
            value = _shifted(value, shift, shapes)
        setattr(copy, name, value)
    shapes.copied(node, copy)
    return copy
