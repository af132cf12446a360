"""Patterns: names to bind, values and shapes to test."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.analysis import names
from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.constants import (
    ConstBytes,
    ConstObject,
    ConstString,
    ConstTuple,
    ConstValue,
    ConstVec,
)
from bindrune.core.ir.lower.literals import key_text, literal_value
from bindrune.core.ir.lower.paths import single_name
from bindrune.core.ir.lower.structs import duplicate_key
from bindrune.core.syntax import nodes as syntax
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.analysis.items import Struct, Value
    from bindrune.core.analysis.sites import Resolution
    from bindrune.core.catalog.lookup import Entry
    from bindrune.core.ir.lower.body import Body, Fault
    from bindrune.core.source import Span

_UNSUPPORTED = "Unsupported constant value in pattern"
_NOT_A_PATTERN = "This kind of expression is not supported as a pattern"


def lower_pattern(body: Body, node: syntax.Pattern) -> ir.Pat:
    """The IR of a pattern; its names are declared in the current block."""
    return _PATTERNS[node.__class__](body, node)


def may_fail(pattern: ir.Pat) -> bool:
    """Whether a pattern is anything but a name or `_`."""
    return pattern.__class__ is not ir.BindPat and pattern.__class__ is not ir.AnyPat


def warn_if_may_fail(body: Body, pattern: ir.Pat) -> None:
    """Warn about a pattern that panics where it does not match."""
    if may_fail(pattern):
        text = body.context.source_text(pattern.span)
        body.warn(
            codes.PATTERN_MIGHT_PANIC,
            pattern.span,
            "Pattern might panic",
            notes=(f"Hint: Rewrite to:\nif {text} {{\n    // ..\n}}",),
        )


def declare_names(body: Body, node: syntax.Pattern) -> None:
    """Declare the names of a pattern whose value is in error, so that their uses are none."""
    pending: list[syntax.Node] = [node]
    while pending:
        at = pending.pop()
        if isinstance(at, syntax.PatPath):
            name = single_name(body, at.path)
            if name is not None:
                body.declare(name, body.span(at))
        elif isinstance(at, syntax.PatField) and at.pattern is None:
            body.declare(body.text(at.key), body.span(at))
        elif isinstance(at, (syntax.PatTuple, syntax.PatVec)):
            pending.extend(reversed(at.items))
        elif isinstance(at, syntax.PatObject):
            pending.extend(reversed(at.fields))
        elif isinstance(at, syntax.PatField) and at.pattern is not None:
            pending.append(at.pattern)


def _not_a_pattern(body: Body, node: syntax.Pattern) -> ir.Pat:
    raise body.fault(codes.BAD_PATTERN, body.span(node), _NOT_A_PATTERN)


def _not_a_binding(body: Body, span: Span) -> Fault:
    return body.fault(codes.BAD_PATTERN, span, "Not a valid binding")


def _ignore(body: Body, node: syntax.PatIgnore) -> ir.Pat:
    return ir.AnyPat(body.span(node))


def _path(body: Body, node: syntax.PatPath) -> ir.Pat:
    span = body.span(node)
    name = single_name(body, node.path)
    if name == "self":
        raise _not_a_binding(body, span)
    found = body.resolve_pattern(node.path)
    if found is not None:
        kind = found.kind
        if kind == "const":
            if found.item is not None:
                value = body.context.constant(cast("Value", found.item))
            else:
                value = body.context.native_constant(cast("Entry", found.native))
                if value is None:
                    raise body.fault(codes.BAD_PATTERN, span, _UNSUPPORTED)
            return constant_pattern(body, span, value)
        if kind == "static":
            raise body.fault(
                codes.STATIC_IN_PATTERN,
                span,
                f"The static `{found.path}` cannot be used in a pattern, since its value is only known at runtime",
            )
        if kind in ("struct", "variant"):
            shape, fields = shape_of(body, found)
            if shape == "unit" or (shape == "tuple" and not fields):
                return ir.TypePat(span, _target(body, found, span), [], [])
    if name is None:
        raise _not_a_binding(body, span)
    return ir.BindPat(span, body.declare(name, span))


def _target(body: Body, found: Resolution, span: Span) -> ir.TypeTarget:
    if found.kind in ("struct", "variant") and found.item is not None:
        body.context.use_type(cast("Struct", found.item))
    return ir.TypeTarget(span, found.path, found.item is None)


def shape_of(body: Body, found: Resolution) -> tuple[str, list[str]]:
    """The shape and fields of a struct or variant; other items have the shape of their kind."""
    if found.kind not in ("struct", "variant", "type", "enum"):
        return found.kind, []
    if found.item is not None:
        item = cast("Struct", found.item)
        return (item.shape, item.fields) if found.kind != "enum" else ("enum", [])
    assert found.native is not None
    return body.context.native_shape(found.native)


def constant_pattern(body: Body, span: Span, value: ConstValue) -> ir.Pat:
    """The pattern that a constant stands for."""
    if isinstance(value, ConstString):
        return ir.StrPat(span, value.text)
    if isinstance(value, ConstBytes):
        return ir.BytesPat(span, value.data)
    if isinstance(value, (ConstVec, ConstTuple)):
        items = [constant_pattern(body, span, v) for v in value.items]
        return (ir.VecPat if isinstance(value, ConstVec) else ir.TuplePat)(span, items, False)
    if isinstance(value, ConstObject):
        items = [constant_pattern(body, span, v) for v in value.fields.values()]
        return ir.ObjectPat(span, list(value.fields), items, False)
    if value is None:
        return ir.TuplePat(span, [], False)
    if isinstance(value, float):
        raise body.fault(codes.BAD_PATTERN, span, _UNSUPPORTED)
    return ir.ConstPat(span, value)


def _literal(body: Body, node: syntax.PatLiteral) -> ir.Pat:
    value = literal_value(body, node.token, negative=node.minus >= 0)
    if isinstance(value, float):
        body.late_error(codes.BAD_PATTERN, body.span(node), _NOT_A_PATTERN)
        return ir.AnyPat(body.span(node))
    return constant_pattern(body, body.span(node), value)


def _items(body: Body, nodes: list[syntax.Pattern]) -> tuple[list[ir.Pat], bool]:
    """The patterns of a sequence, and whether it ends in a rest."""
    items: list[ir.Pat] = []
    for i, node in enumerate(nodes):
        if node.__class__ is syntax.PatRest:
            if i < len(nodes) - 1:
                raise _misplaced_rest(body, node)
            return items, True
        items.append(lower_pattern(body, node))
    return items, False


def _misplaced_rest(body: Body, node: syntax.Pattern) -> Fault:
    return body.fault(codes.BAD_PATTERN, body.span(node), "Pattern `..` is not supported in this location")


def _tuple(body: Body, node: syntax.PatTuple) -> ir.Pat:
    span = body.span(node)
    if node.path is None:
        items, rest = _items(body, node.items)
        return ir.TuplePat(span, items, rest)
    found = body.resolve(node.path, names.TYPE)
    items, rest = _items(body, node.items)
    shape, fields = shape_of(body, found)
    if shape not in ("tuple", "unit"):
        raise _wrong_kind(body, found, span, "tuple")
    if len(items) > len(fields) or (len(items) < len(fields) and not rest):
        raise body.fault(
            codes.WRONG_ARGUMENT_COUNT,
            span,
            f"Wrong number of arguments {len(items)}, expected {len(fields)}",
        )
    positions = [str(i) for i in range(len(items))]
    return ir.TypePat(span, _target(body, found, span), positions, items)


def _wrong_kind(body: Body, found: Resolution, span: Span, shape: str) -> Fault:
    body.context.names.unexpected(found, f"type that can be used in a {shape} pattern", span)
    return body.reported()


def _vec(body: Body, node: syntax.PatVec) -> ir.Pat:
    items, rest = _items(body, node.items)
    return ir.VecPat(body.span(node), items, rest)


def _object(body: Body, node: syntax.PatObject) -> ir.Pat:
    span = body.span(node)
    found = None
    if node.path is not None:
        found = body.resolve(node.path, names.TYPE)
    seen: dict[str, int] = {}
    items: list[ir.Pat] = []
    rest = False
    for i, field in enumerate(node.fields):
        if isinstance(field, syntax.PatRest):
            if i < len(node.fields) - 1:
                raise _misplaced_rest(body, field)
            rest = True
            break
        if not isinstance(field, syntax.PatField):
            return _not_a_pattern(body, field)
        key = key_text(body, field.key)
        if field.pattern is not None:
            items.append(lower_pattern(body, field.pattern))
        elif body.segment.kinds[field.key] != t.IDENT:
            return _not_a_pattern(body, field)
        else:
            at = body.span(field)
            items.append(ir.BindPat(at, body.declare(key, at)))
        if key in seen:
            raise duplicate_key(body, span, seen[key], field.key)
        seen[key] = field.key
    if found is None:
        return ir.ObjectPat(span, list(seen), items, rest)
    return _struct(body, found, span, list(seen), items, rest)


def _struct(body: Body, found: Resolution, span: Span, keys: list[str], items: list[ir.Pat], rest: bool) -> ir.Pat:
    shape, fields = shape_of(body, found)
    if rest and not keys and shape in ("unit", "tuple", "named"):
        return ir.TypePat(span, _target(body, found, span), [], [])
    if shape != "named":
        raise _wrong_kind(body, found, span, "struct")
    for key in keys:
        if key not in fields:
            raise body.fault(codes.BAD_PATTERN, span, f"Field `{key}` is not a field in `{found.path}`")
    missing = [field for field in fields if field not in keys]
    if missing and not rest:
        listed = ", ".join(f"`{name}`" for name in missing)
        raise body.fault(
            codes.NON_EXHAUSTIVE_PATTERN,
            span,
            f"Non-exhaustive pattern for `{found.path}`",
            notes=(f"Missing fields: {listed}",),
        )
    return ir.TypePat(span, _target(body, found, span), keys, items)


_PATTERNS: dict[type, Callable[[Body, Any], ir.Pat]] = {
    syntax.PatIgnore: _ignore,
    syntax.PatPath: _path,
    syntax.PatLiteral: _literal,
    syntax.PatTuple: _tuple,
    syntax.PatVec: _vec,
    syntax.PatObject: _object,
    syntax.PatRest: _not_a_pattern,
    syntax.PatField: _not_a_pattern,
    syntax.PatExpr: _not_a_pattern,
    syntax.PatError: _not_a_pattern,
}
