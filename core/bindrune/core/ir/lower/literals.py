"""Literals, keys and field names: tokens to values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.formatting.numbers import display_float
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.constants import ConstBytes, ConstString, ConstU64, ConstValue
from bindrune.core.source import Span
from bindrune.core.syntax import literals
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.literals import LiteralFault

if TYPE_CHECKING:
    from bindrune.core.ir.lower.body import Body, Fault
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
    kind = body.segment.kinds[token]
    text = body.text(token)
    if kind == t.NUMBER:
        number = literals.number_value(text, negative)
        if isinstance(number, LiteralFault):
            raise _literal_fault(body, token, number, negative)
        if number.type == "u64":
            return ConstU64(number.value)
        return number.value
    if kind == t.STRING:
        string = literals.string_value(text, body.in_template)
        if isinstance(string, LiteralFault):
            raise _literal_fault(body, token, string)
        return ConstString(string)
    if kind == t.TRUE or kind == t.FALSE:
        return kind == t.TRUE
    if kind == t.BYTE:
        byte = literals.byte_value(text)
        if isinstance(byte, LiteralFault):
            raise _literal_fault(body, token, byte)
        return ConstU64(byte)
    if kind == t.BYTE_STRING:
        data = literals.byte_string_value(text)
        if isinstance(data, LiteralFault):
            raise _literal_fault(body, token, data)
        return ConstBytes(data)
    char = literals.char_value(text)
    if isinstance(char, LiteralFault):
        raise _literal_fault(body, token, char)
    return char


def template_text(body: Body, token: int) -> str:
    """The value of a text between the expressions of a template."""
    text = literals.template_text(body.text(token))
    if isinstance(text, LiteralFault):
        raise _literal_fault(body, token, text)
    return text


def _literal_fault(body: Body, token: int, fault: LiteralFault, negative: bool = False) -> Fault:
    segment = body.segment
    whole = segment.span_of_token(token)
    start = whole.start + fault.start
    if negative and fault.signed:
        start = segment.span_of_token(token - 1).start
    span = Span(whole.source, start, whole.start + fault.end)
    return body.fault(fault.code, span, fault.message)


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
        body.late_error(codes.BAD_FIELD_ACCESS, body.span(node), "Unsupported field access")
        return "", -1
    if body.segment.kinds[node.name] != t.NUMBER:
        return body.text(node.name), -1
    return None, tuple_index(body, node.name)


def tuple_index(body: Body, token: int) -> int:
    """The position that a number behind a dot names; the lexer takes floats there."""
    value = literal_value(body, token)
    if isinstance(value, float):
        text = display_float(value).removesuffix(".0")
        raise body.fault(
            codes.BAD_TUPLE_INDEX,
            body.segment.span_of_token(token),
            f"Unsupported tuple index `{text}`",
        )
    assert isinstance(value, int)
    return int(value)  # a suffix means nothing here
