"""Expressions: operators, operands, and the chains of accesses behind operands.

An operand is a primary expression and what follows it: fields, calls, indexing, `?`, `.await`, and
assignment, which in this language binds as tightly as those. Three things decide how far an
expression goes:

* `braces`: whether a path may be followed by the fields of a struct. Not so in the head of `if`,
  `while`, `for` and `match`.
* `callable_`: whether `(…)` and `[…]` may follow a block. At the start of a statement they begin
  the next one; in most other places they may not follow loops.
* the first token of an optional operand (behind `return`, `break`, `yield` and `..`): only some
  begin one.
"""

from __future__ import annotations

from bindrune.core.diagnostics import codes
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.parser.cursor import MAX_CHAIN
from bindrune.core.syntax.parser.operators import ASSIGN, LEVELS, NOT_ASSOCIATIVE, RANGE
from bindrune.core.syntax.parser.patterns import LITERALS, Patterns

OPERAND_START = (
    frozenset(
        {
            t.IDENT,
            t.COLON_COLON,
            t.SELF_VALUE,
            t.OPEN_PAREN,
            t.OPEN_BRACKET,
            t.OPEN_BRACE,
            t.POUND,
            t.DOC_OUTER,
            t.DOC_INNER,
            t.MINUS,
            t.BANG,
            t.AMP,
            t.STAR,
            t.ASYNC,
            t.SELECT,
            t.WHILE,
            t.LOOP,
            t.FOR,
            t.LET,
            t.IF,
            t.BREAK,
            t.CONTINUE,
            t.RETURN,
            t.LABEL,
            t.DOT_DOT,
        }
    )
    | LITERALS
)
"""What begins an optional operand. Errors of the lexer do as well, so that they are found."""

CHAIN = frozenset({t.DOT, t.OPEN_PAREN, t.OPEN_BRACKET, t.QUESTION, t.EQ})
"""What goes on with an operand."""

UNARY = frozenset({t.MINUS, t.BANG, t.AMP, t.STAR})

# How much of `(…)` and `[…]` may follow: everything, anything but loops, or no block at all.
CALL_ALL, CALL_BLOCKS, CALL_NONE = 2, 1, 0


class Exprs(Patterns):
    """The part of the grammar that computes."""

    def primary(self, braces: bool) -> n.Expr:
        """Parses an expression with no access behind it."""
        raise NotImplementedError

    def expr(self) -> n.Expr:
        """Parses an expression in which struct literals may stand."""
        return self.expr_in(True, CALL_BLOCKS)

    def head(self) -> n.Expr:
        """Parses an expression in front of a block."""
        return self.expr_in(False, CALL_BLOCKS)

    def expr_in(self, braces: bool, callable_: int) -> n.Expr:
        """Parses a whole expression."""
        if self.too_deep():
            return n.ExprError(self.at(), self.before())
        self.depth += 1
        if self.kinds[self.pos] in (t.POUND, t.DOC_OUTER, t.DOC_INNER):
            left = self.attributed(braces, callable_)
        else:
            left = self.unary(braces, callable_)
        if self.kinds[self.pos] in LEVELS:
            left = self.binary(left, 0, braces)
        self.depth -= 1
        return left

    def attributed(self, braces: bool, callable_: int) -> n.Expr:
        """Parses an expression that begins with attributes."""
        first = self.at()
        attributes = self.attributes()
        if not attributes or self.panic:
            return self.unary(braces, callable_)
        return self.behind_attributes(first, attributes, braces, callable_)

    def behind_attributes(
        self,
        first: int,
        attributes: list[n.Attribute | n.DocComment],
        braces: bool,
        callable_: int,
    ) -> n.Expr:
        """Parses an expression behind its attributes, which began at `first`.

        They belong to its first operand. A path takes none; that shows when the whole has been
        parsed.
        """
        start = attributes[0].first + self.base, attributes[0].last + self.base
        prefixed = self.kinds[self.pos] in UNARY
        inside = self.negation(braces) if prefixed else self.primary(braces)
        expr: n.Expr = n.ExprAttributed(first, inside.last, attributes, inside)
        if not prefixed:
            expr = self.chain(expr, inside, braces, callable_)
        if self.kinds[self.pos] in LEVELS:
            expr = self.binary(expr, 0, braces)
        if isinstance(inside, n.ExprPath) and not self.panic:
            self.problem(codes.UNSUPPORTED_ATTRIBUTE, "Unsupported attributes", *start)
            self.panic = False
        return expr

    def binary(self, left: n.Expr, least: int, braces: bool) -> n.Expr:
        """Parses operators that bind at least as tightly as `least`, and their right operands."""
        kinds = self.kinds
        chained = 0
        while True:
            op = kinds[self.pos]
            level = LEVELS.get(op, -1)
            if level < least or self.panic:
                return left
            chained += 1
            if chained > MAX_CHAIN:
                self.too_long()
                return left
            op_token = self.take()
            if level == RANGE:
                left = self.range_end(left.first, left, op_token, braces)
                continue
            if op == t.IS and kinds[self.pos] == t.NOT:
                self.pos += 1
                op = t.IS_NOT
            right = self.unary(braces, CALL_BLOCKS)
            following = LEVELS.get(kinds[self.pos], -1)
            if following > level:
                if self.too_deep():
                    return left
                self.depth += 1
                right = self.binary(right, level + 1, braces)
                self.depth -= 1
                following = LEVELS.get(kinds[self.pos], -1)
            first = left.first
            if level == ASSIGN:
                left = n.ExprAssignOp(first, right.last, left, op, op_token, right)
            else:
                left = n.ExprBinary(first, right.last, left, op, op_token, right)
            if following == level and level in NOT_ASSOCIATIVE:
                message = "Group required in expression to determine precedence"
                self.problem(codes.GROUP_REQUIRED, message, self.place(first), self.place(left.last))
                self.panic = False

    def range_end(self, first: int, start: n.Expr | None, op_token: int, braces: bool) -> n.ExprRange:
        """Parses the end of a range, if it has one."""
        inclusive = self.kinds[self.pos - 1] == t.DOT_DOT_EQ
        end = self.optional_operand(braces, CALL_BLOCKS if start is not None else CALL_ALL)
        return n.ExprRange(first, self.before(), start, inclusive, op_token, end)

    def optional_operand(self, braces: bool, callable_: int) -> n.Expr | None:
        """Parses an expression if what stands here begins an operand."""
        kind = self.kinds[self.pos]
        if kind in OPERAND_START and (braces or kind != t.OPEN_BRACE):
            return self.expr_in(braces, callable_)
        if kind >= t.FIRST_ERROR:
            self.expected(codes.EXPECTED_EXPRESSION, "expression")
        return None

    def unary(self, braces: bool, callable_: int) -> n.Expr:
        """Parses an operand of a binary operator."""
        kind = self.kinds[self.pos]
        if kind == t.IDENT:
            pos = self.pos
            after = self.kinds[pos + 1]
            if after not in _GOES_ON:
                # The commonest operand: a name by itself.
                self.pos = pos + 1
                pos -= self.base
                return n.ExprPath(pos, pos, n.Path(pos, pos, -1, [pos], None, -1))
        elif kind in UNARY:
            return self.negation(braces)
        expr = self.primary(braces)
        if self.kinds[self.pos] in CHAIN and not self.panic:
            return self.chain(expr, expr, braces, callable_)
        return expr

    def negation(self, braces: bool) -> n.Expr:
        """Parses a prefix operator and its operand."""
        if self.too_deep():
            return n.ExprError(self.at(), self.before())
        op = self.kinds[self.pos]
        first = self.take()
        self.depth += 1
        operand = self.unary(braces, CALL_ALL)
        self.depth -= 1
        return n.ExprUnary(first, operand.last, op, operand)

    def chain(self, expr: n.Expr, inside: n.Expr, braces: bool, callable_: int) -> n.Expr:
        """Parses the accesses behind an operand; `inside` is the operand without attributes."""
        kinds = self.kinds
        first = expr.first
        calls = callable_ == CALL_ALL or not isinstance(inside, _LOOPS if callable_ == CALL_BLOCKS else _BLOCKS)
        chained = 0
        while not self.panic:
            kind = kinds[self.pos]
            if kind == t.DOT:
                expr = self.access(first, expr)
            elif kind == t.OPEN_PAREN:
                if not calls:
                    return expr
                open_ = self.take()
                args = self.comma_list(t.CLOSE_PAREN, self.expr)
                expr = n.ExprCall(first, self.before(), expr, open_, args)
            elif kind == t.OPEN_BRACKET:
                if not calls:
                    return expr
                self.pos += 1
                index = self.expr()
                if self.panic:
                    self.recover(_BRACKET_STOPS)
                    self.panic = kinds[self.pos] != t.CLOSE_BRACKET
                self.expect(t.CLOSE_BRACKET)
                expr = n.ExprIndex(first, self.before(), expr, index)
            elif kind == t.QUESTION:
                last = self.take()
                expr = n.ExprTry(first, last, expr)
            elif kind == t.EQ:
                self.pos += 1
                value = self.expr_in(braces, CALL_ALL)
                expr = n.ExprAssign(first, self.before(), expr, value)
            else:
                return expr
            calls = True
            chained += 1
            if chained > MAX_CHAIN:
                self.too_long()
        return expr

    def access(self, first: int, expr: n.Expr) -> n.Expr:
        """Parses a dot and what follows: a field, a method call, `await`."""
        kinds = self.kinds
        dot = self.take()
        kind = kinds[self.pos]
        if kind == t.AWAIT:
            last = self.take()
            return n.ExprAwait(first, last, expr)
        if kind == t.NUMBER or kind == t.IDENT:
            name = self.pos - self.base
            path = None
            generics = None
            if kind == t.IDENT and kinds[self.pos + 1] == t.COLON_COLON:
                path = self.path()
                if path.generics is not None and len(path.names) == 1:
                    generics = path.generics[0]
                else:
                    path.leading = -1
            else:
                self.pos += 1
            if kinds[self.pos] == t.OPEN_PAREN and (path is None or generics is not None):
                self.pos += 1
                args = self.comma_list(t.CLOSE_PAREN, self.expr)
                return n.ExprMethodCall(first, self.before(), expr, name, generics, args)
            return n.ExprField(first, self.before(), expr, name, path)
        end = self.pos if kind != t.EOF else self.pos - 1
        self.problem(codes.BAD_FIELD_ACCESS, "Unsupported field access", dot + self.base, end)
        return n.ExprField(first, self.before(), expr, -1, None)


_LOOPS = (n.ExprWhile, n.ExprFor)
_BLOCKS = (
    n.ExprWhile,
    n.ExprFor,
    n.ExprLoop,
    n.ExprIf,
    n.ExprMatch,
    n.ExprBlock,
    n.ExprSelect,
)
_GOES_ON = CHAIN | {t.COLON_COLON, t.BANG, t.OPEN_BRACE}
_BRACKET_STOPS = frozenset({t.SEMI, t.LET})
