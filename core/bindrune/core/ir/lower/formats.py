"""Format macros and templates: texts and values to one `Template`.

The format string is evaluated at compile time. Each placeholder lowers its argument's expression
anew, where it stands among the others, so an argument named twice is evaluated twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.formatting.format_string import Placeholder, parse_format_string
from bindrune.core.formatting.spec import FormatSpec
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.constants import ConstString, ConstValue, type_name
from bindrune.core.ir.lower.body import Fault, lowers
from bindrune.core.ir.lower.closures import in_constant
from bindrune.core.ir.lower.literals import constant, template_text
from bindrune.core.ir.lower.paths import item_value, missing_local
from bindrune.core.syntax import nodes as syntax
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.ir.lower.arguments import Arguments
    from bindrune.core.ir.lower.body import Body
    from bindrune.core.source import Span


@lowers(syntax.ExprTemplate)
def template(body: Body, node: syntax.ExprTemplate) -> ir.Expr:
    span = body.span(node)
    parts: list[ir.Expr] = []
    expansions = False
    for part in node.parts:
        if isinstance(part, syntax.TemplateText):
            parts.append(ir.Str(body.span(part), template_text(body, part.first)))
        else:
            # A string in an expansion is no more than text.
            is_text = isinstance(part, syntax.ExprLiteral) and body.segment.kinds[part.first] == t.STRING
            expansions = expansions or not is_text
            outer = body.in_template
            body.in_template = True
            parts.append(body.lower(part))
            body.in_template = outer
    if not expansions:
        body.warn(
            codes.TEMPLATE_WITHOUT_EXPANSIONS,
            span,
            "Using a template string without expansions, like `Hello World`",
        )
        return _text(body, span, parts)
    return ir.Template(span, parts)


def evaluated(body: Body, node: syntax.Expr) -> ConstValue:
    """The value of an expression that must be constant."""
    span = body.span(node)
    found: list[ConstValue] = []

    def make() -> ir.Expr:
        found.append(body.context.evaluate(body, body.lower(node)))
        return constant(span, found[0])

    in_constant(body, span, make)
    return found[0]


def format_arguments(body: Body, span: Span, arguments: Arguments) -> ir.Expr:
    """The String that the arguments of a format macro make, from the format string on."""
    if arguments.ended():
        raise body.fault(codes.BAD_MACRO_CALL, arguments.end_span(), "expected format specifier")
    string = arguments.expression()
    positional, named = _read(body, arguments)
    text = evaluated(body, string)
    place = body.span(string)
    if not isinstance(text, ConstString):
        raise body.fault(
            codes.BAD_FORMAT,
            place,
            f"Expected type `::std::string::String` but found `{type_name(text)}`",
        )
    parsed = parse_format_string(text.text, len(positional), list(named))
    fault = parsed.fault
    if fault is not None:
        at = place
        if isinstance(fault.argument, int) and fault.argument < len(positional):
            at = body.span(positional[fault.argument])
        elif isinstance(fault.argument, str) and fault.argument in named:
            at = body.segment.span_of_token(named[fault.argument][0])
        code = codes.BAD_FORMAT if fault.argument is None else codes.FORMAT_ARGUMENTS
        raise body.fault(code, at, fault.message)
    outer = body.in_template
    body.in_template = True
    parts: list[ir.Expr] = []
    for piece in parsed.pieces:
        if isinstance(piece, str):
            parts.append(ir.Str(place, piece))
            continue
        spec = piece.spec
        if piece.precision_argument is not None:
            precision = _precision(body, positional[piece.precision_argument], place)
            spec = spec.with_precision(precision)
        parts.append(_part(body, _argument(body, piece, positional, named, place), spec))
    body.in_template = outer
    if not parts or (len(parts) == 1 and isinstance(parts[0], ir.Str)):
        return _text(body, span, parts)
    return ir.Template(span, parts)


def _text(body: Body, span: Span, parts: list[ir.Expr]) -> ir.Expr:
    """The String of parts that are all text."""
    found = ir.Str(span, "".join(part.text for part in parts if isinstance(part, ir.Str)))
    body.assembled.add(found)
    return found


def _part(body: Body, value: ir.Expr, spec: FormatSpec) -> ir.Expr:
    if spec.is_plain and not spec.kind and not isinstance(value, (ir.Str, ir.Format)):
        return value
    return ir.Format(value.span, value, spec)


def _read(body: Body, arguments: Arguments) -> tuple[list[syntax.Expr], dict[str, tuple[int, syntax.Expr]]]:
    """The arguments behind the format string: by position, then by name with the name's token."""
    positional: list[syntax.Expr] = []
    named: dict[str, tuple[int, syntax.Expr]] = {}
    while arguments.comma() and not arguments.ended():
        token = arguments.name()
        if token >= 0:
            named[body.text(token)] = (token, arguments.expression())
            continue
        value = arguments.expression()
        if named:
            raise body.fault(
                codes.FORMAT_ARGUMENTS,
                body.span(value),
                "unnamed positional arguments must come before named ones",
            )
        positional.append(value)
    arguments.expect_end()
    return positional, named


def _argument(
    body: Body,
    piece: Placeholder,
    positional: list[syntax.Expr],
    named: dict[str, tuple[int, syntax.Expr]],
    place: Span,
) -> ir.Expr:
    argument = piece.argument
    if isinstance(argument, int):
        return body.lower(positional[argument])
    if argument in named:
        return body.lower(named[argument][1])
    if argument.isidentifier() and argument != "self":
        local = body.find(argument, place)
        if local is not None:
            return ir.Local(place, local.slot)
        found = body.resolve_name(argument, place)
        if found is not None:
            return item_value(body, found, place)
    if argument[:1].isupper():
        raise body.fault(codes.MISSING_ITEM, place, f"Missing item {argument}")
    raise missing_local(body, argument, place)


def _precision(body: Body, node: syntax.Expr, place: Span) -> int:
    """The precision that an argument gives; its faults are placed at the format string."""
    try:
        value = evaluated(body, node)
    except Fault:
        body.context.diagnostics[-1].span = place
        raise
    if value.__class__ is not int:
        raise body.fault(
            codes.BAD_FORMAT,
            place,
            f"Expected number type, but found `{type_name(value)}`",
        )
    assert isinstance(value, int)
    if value < 0:
        message = f"Failed to convert value `{value}` to integer `usize`"
        raise body.fault(codes.BAD_FORMAT, place, message)
    return value
