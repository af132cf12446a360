"""Options that never exist: those that a pattern takes apart as soon as a method of the library has made them.

Where the receiver is of a class whose form gives a ``payload`` (``native_forms.py``), a ``match``, ``if let``,
``while let`` or ``let`` whose patterns are ``Some(…)``, ``None`` and ``_`` looks at the payload itself: it is
``END`` for ``None``. An Option that the general way made is taken apart by ``opened``, which asks of it what the
first pattern does, so that one that was moved is an error in the same place; what is neither variant (a method
of the program gives what it likes) is ``OTHER`` and fits no pattern but ``_``.

No program can tell: the Option would be fresh, nothing but the patterns could reach it, and it would keep its
payload alive just as long as the name does that holds the payload now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bindrune.core.codegen.forms.yields import suspends
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.variants import ERR, NONE, OK, SOME, VARIANTS, whole
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.source import Span


class Apart(NamedTuple):
    """The next call is for patterns: where the first stands, what the payload is to be called, and its kind."""

    span: Span
    name: str
    of: str


def payload(pattern: Any) -> tuple[str, list[Any]] | None:
    """The variant that a pattern asks for, and the patterns of what lies in it. Of an error nothing may be asked."""
    if pattern.__class__ is not ir.TypePat or not pattern.type.native or pattern.type.item not in VARIANTS:
        return None
    variant, items = pattern.type.item, pattern.items
    if len(items) > (variant != NONE) or any(field != "0" for field in pattern.fields):
        return None
    if variant == ERR and any(item.__class__ is not ir.AnyPat for item in items):
        return None
    return variant, [] if variant == ERR else items


def scrutinee(body: Body, node: Any, patterns: Sequence[Any], name: str = "") -> tuple[str, Kind]:
    """The value that patterns look at, or what would lie in it (a ``payload``), under ``name`` if there is one."""
    variants = [payload(pattern) for pattern in patterns]
    kinds = {VARIANTS[variant[0]] for variant in variants if variant is not None}
    others = [at for at, variant in zip(patterns, variants, strict=True) if variant is None]
    makes = node.__class__ is ir.CallMethod
    if node.__class__ is ir.Await and node.operand.__class__ is ir.CallMethod:
        makes = kinds == {"opt"}
    plain = bool(variants) and variants[0] is not None and all(at.__class__ is ir.AnyPat for at in others)
    if makes and plain and len(kinds) == 1:
        body.apart = Apart(patterns[0].span, name, *kinds)
    found = body.value(node)
    body.apart = None
    return found


def tried(body: Body, node: Any) -> tuple[str, Kind]:
    """The value of the operand of ``?``, or what would lie in it, if it is certain to be an Option."""
    call = node.operand
    if call.__class__ is ir.CallMethod:
        receiver = call.receiver
        kind = body.kind(receiver.slot) if receiver.__class__ is ir.Local else body.emission.shapes.of(receiver)
        if kind.own:
            body.apart = Apart(node.span, "", "opt")
    found = body.value(call)
    body.apart = None
    return found


def rest(kind: Kind, pattern: Any) -> Kind:
    """What is known of a payload that did not fit a pattern."""
    fitted = whole(pattern)
    if kind.of != "certain" or not fitted:
        return kind
    return k.Kind("payload", of="none" if fitted in (SOME, OK) else "some")


def slot_stays(body: Body, arms: Sequence[Any]) -> bool:
    """Whether the slot of a ``match`` may hold something else than in tier 0: no frame is turned into one of its."""
    return not (body.suspends and suspends(list(arms)))
