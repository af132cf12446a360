"""Literals, keys and field names: tokens to values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.constants import ConstBytes, ConstString, ConstValue
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.ir.lower.body import Body
    from bindrune.core.source import Span
    from bindrune.core.syntax import nodes as syntax


def constant(span: Span, value: ConstValue) -> ir.Expr:
    """The node that gives a constant, anew at each evaluation."""
    if isinstance(value, ConstString):
        return ir.Str(span, value.text)
    if isinstance(value, ConstBytes):
        return ir.ByteStr(span, value.data)
    if value is None or isinstance(value, (bool, int, float, str)):
        return ir.Const(span, value)
    return ir.Fresh(span, value)


def unit(span: Span) -> ir.Const:
    """The unit value."""
    return ir.Const(span, None)


def literal_value(body: Body, token: int, negative: bool = False) -> ConstValue:
    """The value of a literal token, with the minus sign before it if `negative`."""
    raise NotImplementedError


def key_text(body: Body, token: int) -> str:
    """The text of a key: an identifier or a string."""
    if body.segment.kinds[token] == t.STRING:
        value = literal_value(body, token)
        assert isinstance(value, ConstString)
        return value.text
    return body.text(token)


def field_name(body: Body, node: syntax.ExprField) -> tuple[str | None, int]:
    """The name or else the position behind the dot."""
    if node.path is not None:
        raise body.fault(codes.BAD_FIELD_ACCESS, body.span(node), "Unsupported field access")
    kind = body.segment.kinds[node.name]
    if kind != t.NUMBER:
        return body.text(node.name), -1
    value = literal_value(body, node.name)
    if isinstance(value, float):
        text = f"{value:g}" if value != int(value) else str(int(value))
        raise body.fault(
            codes.BAD_TUPLE_INDEX,
            body.segment.span_of_token(node.name),
            f"Unsupported tuple index `{text}`",
        )
    assert isinstance(value, int)
    return None, int(value)
