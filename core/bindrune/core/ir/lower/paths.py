"""Paths: what a name stands for as a value, as a type, and as a generic argument."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.analysis import names
from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.body import lowers
from bindrune.core.ir.lower.literals import constant
from bindrune.core.syntax import nodes as syntax
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.analysis.items import Struct, Value
    from bindrune.core.analysis.sites import Resolution
    from bindrune.core.ir.lower.body import Body, Fault
    from bindrune.core.source import Span

AS_VALUE = "something that can be used as a value"
AS_TYPE = "something that has a type"
AS_FUNCTION = "something that can be called as a function"


def single_name(body: Body, path: syntax.Path) -> str | None:
    """The name of a path that may name a local: one identifier, or `self`."""
    if len(path.names) != 1 or path.leading >= 0 or path.generics is not None:
        return None
    token = path.names[0]
    kind = body.segment.kinds[token]
    return body.text(token) if kind == t.IDENT or kind == t.SELF_VALUE else None


def missing_local(body: Body, name: str, span: Span) -> Fault:
    """Report a name that is no local."""
    context = body.context
    context.names.missing_local(name, span, body.scope, body.frames.names())
    context.explain_missing(body, name)
    return body.reported()


def missing_self(body: Body, span: Span) -> Fault:
    """Report a `self` where there is none."""
    return body.fault(codes.SELF_OUTSIDE_IMPL, span, "No `self` in current context")


def unexpected(body: Body, found: Resolution, span: Span, wanted: str) -> Fault:
    """Report an item of the wrong kind."""
    body.context.names.unexpected(found, wanted, span)
    return body.reported()


def lower_local(body: Body, name: str, token: int) -> ir.Expr:
    """A name that can be nothing but a local: the shorthand of a field."""
    span = body.segment.span_of_token(token)
    local = body.find(name, span)
    if local is None:
        raise missing_local(body, name, span)
    return ir.Local(span, local.slot)


def static_number(body: Body, found: Resolution, span: Span) -> int:
    """The number of a static, which may not stand in a constant."""
    item = cast("Value", found.item)
    if body.level.const:
        raise body.fault(
            codes.STATIC_IN_CONSTANT,
            span,
            f"The static `{found.path}` cannot be used in a constant context, since its value is only known at runtime",
        )
    return item.number


@lowers(syntax.ExprPath)
def path(body: Body, node: syntax.ExprPath) -> ir.Expr:
    span = body.span(node)
    name = single_name(body, node.path)
    if name is not None:
        local = body.find(name, span)
        if local is not None:
            return ir.Local(span, local.slot)
        if name == "self":
            raise missing_self(body, span)
    found = body.resolve(node.path, names.VALUE)
    return item_value(body, found, span)


def item_value(body: Body, found: Resolution, span: Span) -> ir.Expr:
    """An item as a value."""
    kind = found.kind
    if found.item is None:
        return _native_value(body, found, span)
    if kind == "fn":
        return ir.FnRef(span, ir.FnTarget(span, found.path, "script"))
    if kind == "const":
        return constant(span, body.context.constant(cast("Value", found.item)))
    if kind == "static":
        return ir.StaticGet(span, static_number(body, found, span))
    if kind in ("struct", "variant"):
        item = cast("Struct", found.item)
        body.context.use_type(item)
        if item.shape == "unit" or (item.shape == "tuple" and not item.fields):
            return ir.Construct(span, ir.StructTarget(span, found.path), [])
        if item.shape == "tuple":
            return ir.FnRef(span, ir.FnTarget(span, found.path, "tuple"))
        return ir.TypeRef(span, ir.TypeTarget(span, found.path, False))
    if kind == "enum":
        return ir.TypeRef(span, ir.TypeTarget(span, found.path, False))
    raise unexpected(body, found, span, AS_VALUE)


def check_linked(body: Body, found: Resolution, span: Span) -> None:
    """A function of a trait exists for the types that have the trait, not by the trait's path."""
    native = found.native
    assert native is not None
    context = body.context
    if native.kind != "method" or native.owner is None or not context.link_checks:
        return
    owner = context.names.catalog.get(native.owner)
    if owner is not None and owner.kind == "trait":
        raise body.fault(
            codes.UNLINKED_FUNCTION,
            span,
            f"linker error: missing function with hash `{found.path}`",
        )


def _native_value(body: Body, found: Resolution, span: Span) -> ir.Expr:
    kind, native = found.kind, found.native
    assert native is not None
    if kind == "fn":
        check_linked(body, found, span)
        return ir.FnRef(span, ir.FnTarget(span, found.path, "native"))
    if kind == "const":
        value = body.context.native_constant(native)
        if value is None:
            return ir.NativeConst(span, found.path)
        return constant(span, value)
    if kind == "variant":
        if native.arity <= 0:
            body.level.charge = True
            return ir.NativeCall(span, found.path, found.params, [])
        return ir.FnRef(span, ir.FnTarget(span, found.path, "native"))
    if kind in ("type", "enum"):
        if found.path == "::std::ops::RangeFull":  # a unit struct: its path is its value
            return ir.MakeRange(span, "RangeFull", None, None)
        return ir.TypeRef(span, ir.TypeTarget(span, found.path, True))
    raise unexpected(body, found, span, AS_VALUE)


def lower_type(body: Body, node: syntax.Expr) -> ir.Expr:
    """What stands behind `is` and `as`: a path names an item, anything else is a value."""
    while isinstance(node, syntax.ExprGroup):
        node = node.expr
    if not isinstance(node, syntax.ExprPath):
        return body.lower(node)
    span = body.span(node)
    found = body.resolve(node.path, names.TYPE)
    if found.kind not in ("struct", "enum", "type", "fn"):
        raise unexpected(body, found, span, AS_TYPE)
    return ir.TypeRef(span, ir.TypeTarget(span, found.path, found.item is None))


def generic_parameters(body: Body, generics: syntax.GenericArgs | None) -> int:
    """The hash of the generic arguments of a method call, 0 where there are none."""
    if generics is None:
        return 0

    def is_local(name: str) -> bool:
        return body.frames.find(name) is not None

    found = body.context.names.generics(generics, body.segment, body.scope, is_local)
    if found is None:
        raise body.reported()
    return found
