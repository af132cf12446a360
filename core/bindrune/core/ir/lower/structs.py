"""The fields of object and struct literals, and what a struct literal builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.analysis import names
from bindrune.core.diagnostics import codes
from bindrune.core.diagnostics.model import Label
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.literals import key_text
from bindrune.core.ir.lower.paths import lower_local

if TYPE_CHECKING:
    from bindrune.core.analysis.items import Struct
    from bindrune.core.ir.lower.body import Body, Fault
    from bindrune.core.source import Span
    from bindrune.core.syntax import nodes as syntax

_BOUNDS = {
    "Range": ("start", "end"),
    "RangeFrom": ("start",),
    "RangeFull": (),
    "RangeInclusive": ("start", "end"),
    "RangeTo": ("end",),
    "RangeToInclusive": ("end",),
}
_RANGES = {f"::std::ops::{kind}": kind for kind in _BOUNDS}


def written_fields(body: Body, node: syntax.ExprObject, span: Span) -> tuple[list[str], list[ir.Expr]]:
    """The keys and values of an object or struct literal, as written; no key may stand twice."""
    seen: dict[str, int] = {}
    values: list[ir.Expr] = []
    for field in node.fields:
        key = key_text(body, field.key)
        if field.value is not None:
            values.append(body.lower(field.value))
        else:
            values.append(lower_local(body, key, field.key))
        if key in seen:
            raise duplicate_key(body, span, seen[key], field.key)
        seen[key] = field.key
    return list(seen), values


def duplicate_key(body: Body, whole: Span, first: int, second: int) -> Fault:
    """Report a key that stands at two tokens of one literal or pattern."""
    segment = body.segment
    return body.fault(
        codes.DUPLICATE_KEY,
        segment.span_of_token(second),
        "Duplicate key in literal object",
        labels=[
            Label(segment.span_of_token(first), "Previously defined here"),
            Label(whole, "Object being defined here"),
        ],
    )


def lower_struct(body: Body, node: syntax.ExprObject) -> ir.Expr:
    """A literal with a path: all declared fields, each once, evaluated in written order."""
    span = body.span(node)
    assert node.path is not None
    found = body.resolve(node.path, names.TYPE)
    keys, values = written_fields(body, node, span)
    if found.path in _RANGES:
        return _range(body, span, _RANGES[found.path], keys, values)
    item = cast("Struct | None", found.item) if found.kind in ("struct", "variant") else None
    if item is None or (item.shape != "named" and (item.shape == "tuple" or keys)):
        raise body.fault(codes.BAD_STRUCT_LITERAL, span, f"Item `{found.kind} {found.path}` is not an object")
    for field, key in zip(node.fields, keys, strict=True):
        if key not in item.fields:
            raise body.fault(
                codes.BAD_STRUCT_LITERAL,
                body.span(field),
                f"Field `{key}` is not a field in `{found.path}`",
            )
    for name in item.fields:
        if name not in keys:
            raise body.fault(
                codes.BAD_STRUCT_LITERAL,
                span,
                f"Missing field `{name}` in declaration of `{found.path}`",
            )
    target = ir.StructTarget(span, found.path)
    body.context.use_type(item)
    if item.shape == "unit":
        return ir.Construct(span, target, [])
    return ir.ConstructNamed(span, target, keys, values)


def _range(body: Body, span: Span, kind: str, keys: list[str], values: list[ir.Expr]) -> ir.Expr:
    """A range in the form of a struct literal, the only native types that have it."""
    expected = _BOUNDS[kind]
    for key in keys:
        if key not in expected:
            raise body.fault(codes.BAD_STRUCT_LITERAL, span, f"Field `{key}` is not a field in `{kind}`")
    for key in expected:
        if key not in keys:
            raise body.fault(codes.BAD_STRUCT_LITERAL, span, f"Missing field `{key}` in declaration of `{kind}`")
    found = dict(zip(keys, values, strict=True))
    before: list[ir.Expr] = []
    temporaries: list[int] = []
    if keys == ["end", "start"]:
        slot = body.temporary()
        before.append(ir.Bind(span, slot, found["end"]))
        found["end"] = ir.Local(span, slot)
        temporaries.append(slot)
    kind = "RangeHalfOpen" if kind == "Range" else kind
    made = ir.MakeRange(span, kind, found.get("start"), found.get("end"))
    return ir.Block(span, before, made, temporaries) if before else made
