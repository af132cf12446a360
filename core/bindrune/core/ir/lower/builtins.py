"""The built-in macros that `#[builtin]` reaches: `template!`, `format!`, `file!` and `line!`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.formatting.spec import FormatSpec
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.constants import ConstString
from bindrune.core.ir.lower.arguments import Arguments
from bindrune.core.ir.lower.formats import evaluated

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.ir.lower.body import Body, Fault
    from bindrune.core.source import Span
    from bindrune.core.syntax import nodes as syntax

_TYPES = {
    "display": "",
    "debug": "?",
    "upper_hex": "X",
    "lower_hex": "x",
    "binary": "b",
    "pointer": "p",
}
_ALIGNMENTS = {"left": "<", "center": "^", "right": ">"}
_PLUS, _ZERO = 1, 8


def _file(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    Arguments(body, call).expect_end()
    return ir.Str(span, body.context.source_name(span))


def _line(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    Arguments(body, call).expect_end()
    return ir.Const(span, body.context.line(span))


def _template(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    parts = body.lower_all(Arguments(body, call).all_expressions())
    return ir.Template(span, parts) if parts else ir.Str(span, "")


def _format(body: Body, span: Span, call: syntax.MacroCall) -> ir.Expr:
    """`format!(value, key = option, …)`: one value with its spec spelled out."""
    arguments = Arguments(body, call)
    value = arguments.expression()
    options: dict[str, object] = {}
    while arguments.comma() and not arguments.ended():
        token = arguments.name()
        if token < 0:
            raise _unsupported(body, arguments.span(), "format!(.., <key>)")
        place = body.segment.span_of_token(token)
        key = body.text(token)
        if key in options:
            raise _unsupported(body, place, f"Multiple `format!(.., {key} = ..)`", quoted=False)
        if key in ("type", "align"):
            word = arguments.take_word()
            known = _TYPES if key == "type" else _ALIGNMENTS
            if word not in known:
                raise _unsupported(body, place, f"format!(.., {key} = ..)")
            options[key] = known[word]
        elif key in ("fill", "width", "precision", "flags"):
            constant = evaluated(body, arguments.expression())
            options[key] = constant.text if isinstance(constant, ConstString) else constant
        else:
            raise _unsupported(body, place, "format!(.., <key>)")
    arguments.expect_end()
    lowered = body.lower(value)
    flags = options.get("flags", 0)
    assert isinstance(flags, int)
    spec = FormatSpec(
        str(options.get("type", "")),
        fill=str(options.get("fill", " ")),
        align=str(options.get("align", "")),
        plus=bool(flags & _PLUS),
        zero=bool(flags & _ZERO),
        width=_number(options.get("width")),
        precision=_number(options.get("precision")),
    )
    return ir.Format(span, lowered, spec)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _unsupported(body: Body, span: Span, what: str, quoted: bool = True) -> Fault:
    text = f"`{what}`" if quoted else what
    return body.fault(codes.BAD_MACRO_CALL, span, f"Unsupported {text}")


BUILTINS: dict[str, Callable[[Body, Span, syntax.MacroCall], ir.Expr]] = {
    "template": _template,
    "format": _format,
    "file": _file,
    "line": _line,
}
"""The built-in macros by name."""
