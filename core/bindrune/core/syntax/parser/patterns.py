"""Patterns."""

from __future__ import annotations

from bindrune.core.diagnostics import codes
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.parser.paths import PATH_START, Paths

LITERALS = frozenset({t.NUMBER, t.STRING, t.BYTE_STRING, t.CHAR, t.BYTE, t.TRUE, t.FALSE})
"""Tokens that are a literal by themselves."""


class Patterns(Paths):
    """The part of the grammar that takes values apart."""

    def pattern(self) -> n.Pattern:
        """Parses a pattern. Attributes may stand before it and mean nothing."""
        kinds = self.kinds
        kind = kinds[self.pos]
        if kind == t.IDENT:
            after = kinds[self.pos + 1]
            if after == t.COMMA or after == t.EQ or after == t.CLOSE_PAREN:
                token = self.pos - self.base
                self.pos += 1
                return n.PatPath(token, token, n.Path(token, token, -1, [token], None, -1))
        if self.too_deep():
            return n.PatError(self.at(), self.before())
        self.depth += 1
        found = self.some_pattern()
        self.depth -= 1
        return found

    def some_pattern(self) -> n.Pattern:
        """Parses any pattern."""
        if self.kinds[self.pos] in (t.POUND, t.DOC_OUTER, t.DOC_INNER):
            self.attributes()
        first = self.at()
        kind = self.kinds[self.pos]
        if kind in PATH_START:
            return self.path_pattern(first)
        if kind in LITERALS:
            self.pos += 1
            if kind == t.STRING and self.accept(t.COLON) >= 0:
                return n.PatField(first, self.before(), first, self.pattern())
            return n.PatLiteral(first, first, -1, first)
        if kind == t.UNDERSCORE:
            self.pos += 1
            return n.PatIgnore(first, first)
        if kind == t.DOT_DOT:
            self.pos += 1
            return n.PatRest(first, first)
        if kind == t.OPEN_PAREN:
            self.pos += 1
            items = self.comma_list(t.CLOSE_PAREN, self.pattern)
            return n.PatTuple(first, self.before(), None, items)
        if kind == t.OPEN_BRACKET:
            self.pos += 1
            items = self.comma_list(t.CLOSE_BRACKET, self.pattern)
            return n.PatVec(first, self.before(), items)
        if kind == t.POUND:
            self.pos += 1
            if self.expect(t.OPEN_BRACE) < 0:
                return n.PatError(first, self.before())
            return self.object_pattern(first, None)
        if kind == t.MINUS:
            return self.negative_pattern(first)
        self.expected(codes.EXPECTED_PATTERN, "pattern")
        return n.PatError(first, self.before())

    def path_pattern(self, first: int) -> n.Pattern:
        """Parses a pattern that begins with a path."""
        path = self.path()
        kind = self.kinds[self.pos]
        if kind == t.OPEN_PAREN:
            self.pos += 1
            items = self.comma_list(t.CLOSE_PAREN, self.pattern)
            return n.PatTuple(first, self.before(), path, items)
        if kind == t.OPEN_BRACE and not self.panic:
            self.pos += 1
            return self.object_pattern(first, path)
        if kind == t.COLON and path.names:
            self.pos += 1
            value = self.pattern()
            return n.PatField(first, self.before(), path.names[0], value)
        return n.PatPath(first, self.before(), path)

    def object_pattern(self, first: int, path: n.Path | None) -> n.PatObject:
        """Parses the fields of an object behind its opening brace."""
        fields = self.comma_list(t.CLOSE_BRACE, self.field_pattern)
        return n.PatObject(first, self.before(), path, fields)

    def field_pattern(self) -> n.Pattern:
        """Parses a field of an object: a name alone binds a variable of that name."""
        found = self.pattern()
        if isinstance(found, n.PatPath):
            path = found.path
            if len(path.names) == 1 and path.leading < 0 and path.generics is None:
                return n.PatField(found.first, found.last, path.names[0], None)
        return found

    def negative_pattern(self, first: int) -> n.Pattern:
        """Parses a minus sign and an operand, which must be a number."""
        expr = self.unary(True, 1)
        if isinstance(expr, n.ExprUnary) and isinstance(expr.operand, n.ExprLiteral):
            token = expr.operand.first
            if self.kinds[token + self.base] == t.NUMBER:
                return n.PatLiteral(first, expr.last, first, token)
        self.expected(codes.EXPECTED_PATTERN, "pattern")
        return n.PatExpr(first, expr.last, expr)
