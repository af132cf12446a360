"""Blocks and statements.

In a block an expression must be followed by a semicolon unless it is the last, or ends in a block;
the reference looks for that after parsing, so it is a late error here.
"""

from __future__ import annotations

from collections.abc import Iterator

from bindrune.core.diagnostics import codes
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.parser.cursor import ITEM_START, STATEMENT_START
from bindrune.core.syntax.parser.exprs import CALL_NONE
from bindrune.core.syntax.parser.operators import LEVELS
from bindrune.core.syntax.parser.primaries import Primaries
from bindrune.core.syntax.tree import Problem

_NOWHERE: frozenset[int] = frozenset()
_STOPS = STATEMENT_START | {t.SEMI}


class Statements(Primaries):
    """The part of the grammar that does one thing after another."""

    def block(self) -> n.Block:
        """Parses a block in braces."""
        first = self.at()
        if self.expect(t.OPEN_BRACE) < 0:
            return n.Block(first, self.before(), [])
        kinds = self.kinds
        statements: list[n.Item | n.Stmt] = []
        if self.too_deep():
            self.skip_body()
            return n.Block(first, self.before(), statements)
        self.depth += 2
        known = len(self.problems)
        unsure = False
        while kinds[self.pos] != t.CLOSE_BRACE:
            start = self.pos
            statements.append(self.statement())
            if self.panic:
                unsure = True
                if not self.end_statement(start):
                    break
        if not unsure:
            self.check_semicolons(statements, known)
        self.depth -= 2
        if kinds[self.pos] == t.CLOSE_BRACE:
            self.pos += 1
            self.panic = False
        else:
            self.panic = True
        return n.Block(first, self.before(), statements)

    def skip_body(self) -> None:
        """Steps over what stands in braces, behind the opening one, and over the closing one."""
        self.recover(_NOWHERE)
        self.panic = self.accept(t.CLOSE_BRACE) < 0

    def end_statement(self, start: int) -> bool:
        """Goes to where the next statement begins after an error; whether there can be one.

        `start` is where the statement in error began.
        """
        kinds = self.kinds
        if self.pos == start and kinds[start] not in (t.CLOSE_BRACE, t.EOF):
            self.skip_one()
        self.recover(_STOPS)
        kind = kinds[self.pos]
        if kind == t.EOF or kind == t.EXPANSION_CLOSE:
            return False
        if kind in ITEM_START and self.at_line_start(self.pos):
            # Blocks are indented: this is behind them.
            return False
        if kind == t.SEMI:
            self.pos += 1
        elif kind in (t.CLOSE_PAREN, t.CLOSE_BRACKET):
            self.skip()
        self.panic = False
        return True

    def skip_one(self) -> None:
        """Steps over the token at which a statement could not begin, with its group if it opens
        one.
        """
        kind = self.kinds[self.pos]
        closer = t.CLOSERS.get(kind)
        self.skip()
        if closer is not None:
            self.recover(frozenset({t.SEMI}))
            self.accept(closer)

    def check_semicolons(self, statements: list[n.Item | n.Stmt], known: int) -> None:
        """Notes expressions in a block that should end in a semicolon.

        The first goes before the problems beyond `known`, those of the block, since it stands
        before them in most.
        """
        place = self.place
        found: list[Problem] = []
        for before, after in missing_semicolons(statements):
            start, end = self.starts[place(before.first)], self.ends[place(before.last)]
            following = self.starts[place(after.first)], self.ends[place(after.last)]
            found.append(semicolon_problem(start, end, following, self.text[start:end]))
        self.problems[known:known] = found

    def statement(self) -> n.Item | n.Stmt:
        """Parses a statement: an item, `let`, or an expression."""
        kinds = self.kinds
        first = self.at()
        start = self.pos
        kind = kinds[start]
        attributes: list[n.Attribute | n.DocComment] = []
        if kind in (t.POUND, t.DOC_OUTER, t.DOC_INNER):
            attributes = self.attributes()
            kind = kinds[self.pos]
        visibility = self.visibility() if kind == t.PUB else None
        if self.panic:
            return n.ItemError(first, self.before())
        if self.at_item():
            return self.end_item(self.item(first, attributes, visibility))
        if visibility is not None:
            base = self.base
            message = "Unsupported visibility modifier"
            pos = visibility.first + base, visibility.last + base
            self.problem(codes.UNSUPPORTED_VISIBILITY, message, *pos)
            self.panic = False
            if kinds[self.pos] in (t.CLOSE_BRACE, t.EOF, t.IMPL):
                return self.rejected_item(first, attributes, visibility)
        if kinds[self.pos] == t.LET:
            return self.local(first, attributes)
        return self.expression_statement(first, attributes)

    def rejected_item(
        self,
        first: int,
        attributes: list[n.Attribute | n.DocComment],
        visibility: n.Visibility,
    ) -> n.Item:
        """What stands behind a visibility that has been rejected: an `impl`, or nothing."""
        if self.kinds[self.pos] == t.IMPL:
            return self.end_item(self.item(first, attributes, visibility))
        return n.ItemError(first, self.before())

    def local(self, first: int, attributes: list[n.Attribute | n.DocComment]) -> n.StmtLocal:
        """Parses `let` as a statement."""
        self.pos += 1
        mut = self.accept(t.MUT)
        pattern = self.pattern()
        if not self.panic:
            self.expect(t.EQ)
        if self.panic:
            self.recover(_VALUE_STOPS)
            if self.accept(t.EQ) >= 0:
                self.panic = False
        if self.panic:
            value: n.Expr = n.ExprError(self.at(), self.before())
        else:
            value = self.expr()
        semi = -1 if self.panic else self.expect(t.SEMI)
        return n.StmtLocal(first, self.before(), attributes, mut, pattern, value, semi)

    def expression_statement(self, first: int, attributes: list[n.Attribute | n.DocComment]) -> n.StmtExpr:
        """Parses an expression as a statement: a block at its start is not called or indexed."""
        if not attributes:
            expr = self.unary(True, CALL_NONE)
        else:
            expr = self.behind_attributes(first, attributes, True, CALL_NONE)
        if self.kinds[self.pos] in LEVELS:
            expr = self.binary(expr, 0, True)
        semi = -1
        if not self.panic:
            semi = self.accept(t.SEMI)
            if semi >= 0 and ends_in_block(expr):
                self.surplus_semicolon(self.place(first))
        return n.StmtExpr(first, self.before(), expr, semi)

    def surplus_semicolon(self, first: int) -> None:
        """Warns of the semicolon just passed, from `first` in the text on."""
        self.late(codes.SURPLUS_SEMICOLON, "Unnecessary semicolon", first, self.pos - 1)

    def end_item(self, item: n.Item) -> n.Item:
        """Parses the semicolon behind an item, which some need."""
        if self.panic:
            return item
        if needs_semicolon(item):
            self.expect(t.SEMI)
        elif self.accept(t.SEMI) >= 0 and not isinstance(item, n.ItemMacro):
            self.surplus_semicolon(self.pos - 1)
        item.last = self.before()
        return item


def ends_in_block(expr: n.Expr) -> bool:
    """Whether an expression needs no semicolon behind it."""
    if isinstance(expr, n.ExprAttributed):
        expr = expr.expr
    if isinstance(expr, n.ExprMacroCall):
        return expr.call.delimiter == t.OPEN_BRACE
    return isinstance(expr, _BLOCK_LIKE)


def awaits_semicolon(statement: n.Stmt) -> bool:
    """Whether a statement is an expression without a semicolon that should have one before another follows."""
    return isinstance(statement, n.StmtExpr) and statement.semi < 0 and not ends_in_block(statement.expr)


def missing_semicolons(
    statements: list[n.Item | n.Stmt],
) -> Iterator[tuple[n.Stmt, n.Stmt]]:
    """The expressions that should end in a semicolon, each with the statement behind it."""
    unended: n.Stmt | None = None
    for statement in statements:
        if not isinstance(statement, n.Stmt):
            continue
        if unended is not None:
            yield unended, statement
        unended = statement if awaits_semicolon(statement) else None


def semicolon_problem(start: int, end: int, following: tuple[int, int], text: str) -> Problem:
    """The problem that an expression, of which the text is given, should end in a semicolon."""
    return Problem(
        codes.EXPECTED_SEMICOLON,
        "Expected expression to be terminated by a semicolon `;`",
        start,
        end,
        True,
        [(*following, "Because this immediately follows")],
        (f"Hint: Rewrite to `{text};`",),
    )


def needs_semicolon(item: n.Item) -> bool:
    """Whether an item must be followed by a semicolon."""
    if isinstance(item, n.ItemMod):
        return item.open < 0
    if isinstance(item, n.ItemStruct):
        return item.fields.style != "named"
    return isinstance(item, (n.ItemUse, n.ItemConst, n.ItemStatic))


_VALUE_STOPS = STATEMENT_START | {t.EQ, t.SEMI}
_BLOCK_LIKE = (
    n.ExprBlock,
    n.ExprIf,
    n.ExprMatch,
    n.ExprWhile,
    n.ExprLoop,
    n.ExprFor,
    n.ExprSelect,
)
