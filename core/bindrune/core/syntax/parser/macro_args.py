"""The arguments of macros: expressions within the tokens between a macro's delimiters.

A macro call keeps its arguments as a range of tokens; whoever expands it reads them here. The nodes
belong to the segment of the call, as if they had stood there all along, and so do the places of
errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.lexer import Tokens
from bindrune.core.syntax.nodes import Expr
from bindrune.core.syntax.parser.entry import DeepRecursion, Parser

if TYPE_CHECKING:
    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.syntax.tree import Segment


class MacroArguments:
    """Reads the tokens `first <= i < end` of a segment, front to back.

    After an error (`failed`), nothing more is noted; `diagnostics` has what was. What is wrong
    inside of an expression only late (a semicolon that is missing in a block) is noted too, but is
    no failure.

    `known` holds the expressions of the segment that have been read already and are sound, by their
    first token, each with the token behind it, so that whoever reads the same arguments gets the
    same nodes.
    """

    def __init__(
        self,
        segment: Segment,
        first: int,
        end: int,
        known: dict[int, tuple[Expr, int]] | None = None,
    ) -> None:
        self.segment = segment
        self.first = first
        self.known = known
        tokens = Tokens()
        tokens.kinds = segment.kinds[first:end]
        tokens.starts = segment.starts[first:end]
        tokens.ends = segment.ends[first:end]
        parser = self._parser = Parser(segment.raw, tokens, segment.source)
        parser.base = parser.origin = -first
        parser.inline = True
        if tokens.starts:
            parser.offset = segment.offset(first) - tokens.starts[0]
        if not tokens.kinds and 0 < first <= len(segment.ends):
            # The arguments end where the delimiter before them does.
            parser.starts = parser.ends = [segment.ends[first - 1]] * 3

    @property
    def at(self) -> int:
        """The index in the segment of the next token."""
        return self._parser.at()

    @property
    def kind(self) -> int:
        """The kind of the next token, `EOF` at the end."""
        return self._parser.kinds[self._parser.pos]

    @property
    def ended(self) -> bool:
        """Whether all tokens have been read."""
        return self._parser.pos >= self._parser.count

    @property
    def failed(self) -> bool:
        """Whether an error has been found."""
        return self._parser.panic

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What was found to be wrong."""
        return [found for found in self._all() if found.severity == "error"]

    @property
    def warnings(self) -> list[Diagnostic]:
        """What was found that is not wrong."""
        return [found for found in self._all() if found.severity == "warning"]

    def _all(self) -> list[Diagnostic]:
        return [self.segment.diagnostic(problem) for problem in self._parser.problems]

    def expression(self) -> Expr:
        """Reads an expression."""
        known, parser = self.known, self._parser
        start = parser.at()
        if known is not None and start in known:
            found, behind = known[start]
            parser.pos += behind - start
            return found
        with DeepRecursion():
            found = parser.expr()
        if known is not None and not self.diagnostics:
            known[start] = found, parser.at()
        return found

    def name(self) -> int:
        """Reads `name =` if that comes next; returns the token of the name, or -1."""
        parser = self._parser
        if parser.kinds[parser.pos] == t.IDENT and parser.kinds[parser.pos + 1] == t.EQ:
            parser.pos += 2
            return parser.at() - 2
        return -1

    def comma(self) -> bool:
        """Reads a comma if one comes next."""
        return self._parser.accept(t.COMMA) >= 0

    def expect_comma(self) -> None:
        """Reads a comma; it is an error if there is none."""
        if not self.failed:
            self._parser.expect(t.COMMA)

    def expect_end(self) -> None:
        """It is an error if there are tokens left."""
        if not self.failed and not self.ended:
            parser = self._parser
            got = t.DESCRIPTIONS[parser.kinds[parser.pos]]
            message = f"Expected end of file, but got {got}"
            parser.problem(codes.EXPECTED_END, message, parser.pos, parser.pos)

    def expressions(self) -> list[Expr]:
        """Reads expressions parted by commas up to the end, as if in parentheses.

        The last comma may have nothing behind it.
        """
        found: list[Expr] = []
        while not self.ended and not self.failed:
            found.append(self.expression())
            if not self.comma():
                break
        if not self.failed and not self.ended:
            self._parser.expect(t.CLOSE_PAREN)
        return found
