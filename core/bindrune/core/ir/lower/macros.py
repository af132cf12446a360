"""Macro calls: the standard macros, and the built-in ones behind `#[builtin]`.

Macros of the standard library are few and fixed, so each is a function here that gives IR for its
argument tokens. Expansion is unhygienic, and that shows: `assert_eq!` binds `left` and `right` in a
block and looks at its later arguments inside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.formatting.spec import FormatSpec
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.arguments import Arguments
from bindrune.core.ir.lower.body import lowers
from bindrune.core.ir.lower.builtins import BUILTINS
from bindrune.core.ir.lower.formats import format_arguments
from bindrune.core.ir.lower.literals import unit
from bindrune.core.ir.lower.tokens import stringified
from bindrune.core.syntax import nodes as syntax

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.ir.lower.body import Body
    from bindrune.core.source import Span

_PRINT = "::std::io::print"
_PRINTLN = "::std::io::println"
_DBG = "::std::io::dbg"


@lowers(syntax.ExprMacroCall)
def macro_call(body: Body, node: syntax.ExprMacroCall) -> ir.Expr:
    call = node.call
    span = body.span(node)
    if not body.context.macros:
        raise body.fault(codes.BAD_MACRO_CALL, span, "macros must be enabled with `-O macros=true`")
    path = body.context.names.macro(call.path, body.segment, body.scope)
    if path is None or call.delimiter < 0:
        raise body.reported()
    return _MACROS[path](body, span, call)


@lowers(syntax.ExprAttributed)
def attributed(body: Body, node: syntax.ExprAttributed) -> ir.Expr:
    """Attributes stand before built-in macro calls only."""
    attribute = node.attributes[0]
    expr = node.expr
    if (
        isinstance(attribute, syntax.Attribute)
        and isinstance(expr, syntax.ExprMacroCall)
        and not attribute.inner
        and [body.text(name) for name in attribute.path.names] == ["builtin"]
    ):
        tokens = range(attribute.input_first, attribute.input_end)
        inside = [body.text(token) for token in tokens]
        if inside and inside != ["(", "literal", ")"]:
            raise body.fault(
                codes.UNSUPPORTED_ATTRIBUTE,
                body.segment.span_of_token(tokens[min(1, len(tokens) - 1)]),
                "unsupported attribute",
            )
        return _builtin(body, expr.call, body.span(expr))
    what = "Unsupported macro attribute"
    if not isinstance(expr, syntax.ExprMacroCall):
        kind = "blocks" if isinstance(expr, syntax.ExprBlock) else "expressions"
        what = f"Attributes on {kind} are not supported"
    raise body.fault(codes.UNSUPPORTED_ATTRIBUTE, body.span(attribute), what)


def _builtin(body: Body, call: syntax.MacroCall, span: Span) -> ir.Expr:
    name = "::".join(body.text(token) for token in call.path.names)
    found = BUILTINS.get(name)
    if found is None:
        raise body.fault(
            codes.MISSING_BUILTIN_MACRO,
            body.span(call.path),
            f"No such built-in macro `{name}`",
        )
    return found(body, span, call)


def _formatted(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    arguments = Arguments(body, call)
    return format_arguments(body, span, arguments)


def _native(body: Body, span: Span, path: str, args: list[ir.Expr]) -> ir.Expr:
    body.level.charge = True
    return ir.NativeCall(span, path, 0, args)


def _print(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    return _native(body, span, _PRINT, [_formatted(body, span, call)])


def _println(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    return _native(body, span, _PRINTLN, [_formatted(body, span, call)])


def _panic(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    return ir.Panic(span, _formatted(body, span, call))


def _dbg(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    values = Arguments(body, call).all_expressions()
    if not values:
        return unit(span)
    return _native(body, span, _DBG, body.lower_all(values))


def _stringify(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    return ir.Str(span, stringified(body.segment, call.open + 1, call.close))


def _assert(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    arguments = Arguments(body, call)
    start = arguments.at
    condition = arguments.expression()
    text = stringified(body.segment, start, arguments.at)
    refuted = ir.Unary(span, "!", body.lower(condition))
    if arguments.comma() and not arguments.ended():
        detail: list[ir.Expr] = _parts(format_arguments(body, span, arguments))
    else:
        arguments.expect_end()
        detail = [ir.Str(span, text)]
    return ir.If(span, refuted, _panic_with(span, ["assertion failed: ", *detail]), None)


def _parts(value: ir.Expr) -> list[ir.Expr]:
    return value.parts if isinstance(value, ir.Template) else [value]


def _panic_with(span: Span, pieces: list[str | ir.Expr]) -> ir.Expr:
    parts = [ir.Str(span, piece) if isinstance(piece, str) else piece for piece in pieces]
    return ir.Panic(span, ir.Template(span, parts))


def _assert_equal(body: Body, span: Span, call: syntax.MacroCall, op: str) -> ir.Expr:
    arguments = Arguments(body, call)
    left_node = arguments.expression()
    arguments.expect_comma()
    right_node = arguments.expression()
    body.enter_block()
    bound: list[ir.Expr] = []
    slots: list[int] = []
    for name, node in (("left", left_node), ("right", right_node)):
        value = body.lower(node)
        slots.append(body.declare(name, span))
        bound.append(ir.Bind(span, slots[-1], value))
    left, right = slots
    test = ir.Binary(span, op, ir.Local(span, left), ir.Local(span, right))
    refuted = ir.Unary(span, "!", test)
    pieces: list[str | ir.Expr] = [f"assertion failed (left {op} right):"]
    before: list[ir.Expr] = []
    inner: list[int] = []
    body.enter_block()
    if arguments.comma() and not arguments.ended():
        message = format_arguments(body, span, arguments)
        slot = body.declare("message", span)
        before.append(ir.Bind(span, slot, message))
        pieces += [" ", ir.Local(span, slot)]
    else:
        arguments.expect_end()
    debug = FormatSpec("?")
    pieces += [
        "\nleft: ",
        ir.Format(span, ir.Local(span, left), debug),
        "\nright: ",
        ir.Format(span, ir.Local(span, right), debug),
    ]
    inner = body.leave_block(span.end)
    failed = ir.Block(span, before, _panic_with(span, pieces), inner)
    bound.append(ir.If(span, refuted, failed, None))
    return ir.Block(span, bound, None, body.leave_block(span.end))


def _assert_eq(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    return _assert_equal(body, span, call, "==")


def _assert_ne(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    return _assert_equal(body, span, call, "!=")


_MACROS: dict[str, Callable[[Body, Span, syntax.MacroCall], ir.Expr]] = {
    "::std::io::print": _print,
    "::std::io::println": _println,
    "::std::io::dbg": _dbg,
    "::std::fmt::format": _formatted,
    "::std::panic": _panic,
    "::std::stringify": _stringify,
    "::std::test::assert": _assert,
    "::std::test::assert_eq": _assert_eq,
    "::std::test::assert_ne": _assert_ne,
    "::std::macros::builtin::file": BUILTINS["file"],
    "::std::macros::builtin::line": BUILTINS["line"],
}
"""The standard macros by their paths."""
