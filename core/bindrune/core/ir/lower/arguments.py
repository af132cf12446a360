"""The arguments of a macro call, read front to back; what is wrong with them is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.syntax.parser.macro_args import MacroArguments

if TYPE_CHECKING:
    from bindrune.core.ir.lower.body import Body
    from bindrune.core.source import Span
    from bindrune.core.syntax import nodes as syntax


class Arguments:
    """Reads the arguments of `call`; each error is reported and raised as a `Fault`."""

    __slots__ = ("body", "call", "reader")

    def __init__(self, body: Body, call: syntax.MacroCall) -> None:
        self.body = body
        self.call = call
        known = body.context.index.arguments.get(id(body.segment))
        self.reader = MacroArguments(body.segment, call.open + 1, call.close, known)

    def _check(self) -> None:
        found = self.reader.diagnostics
        if found:
            self.body.context.diagnostics.extend(found)
            raise self.body.reported()

    @property
    def at(self) -> int:
        """The next token."""
        return self.reader.at

    def ended(self) -> bool:
        """Whether all has been read."""
        return self.reader.ended

    def expression(self) -> syntax.Expr:
        """Read an expression."""
        found = self.reader.expression()
        self._check()
        return found

    def all_expressions(self) -> list[syntax.Expr]:
        """Read all that is left, parted by commas."""
        found = self.reader.expressions()
        self._check()
        return found

    def name(self) -> int:
        """Read `name =` if it comes next; returns the token of the name, or -1."""
        return self.reader.name()

    def take_word(self) -> str:
        """Read a token; returns its text."""
        token = self.reader.at
        self.reader.expression()
        return self.body.text(token)

    def comma(self) -> bool:
        """Read a comma if one comes next."""
        return self.reader.comma()

    def expect_comma(self) -> None:
        """Read a comma, which must come next."""
        self.reader.expect_comma()
        self._check()

    def expect_end(self) -> None:
        """Nothing may be left."""
        self.reader.expect_end()
        self._check()

    def span(self) -> Span:
        """The place of the next token."""
        return self.body.segment.span_of_token(self.reader.at)

    def end_span(self) -> Span:
        """The place of the closing delimiter."""
        return self.body.segment.span_of_token(self.call.close)
