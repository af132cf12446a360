"""Primary expressions: literals, paths, groups, blocks and the constructs that begin with a
keyword.

`'label: async const move` may stand in front of all but literals and paths; each construct takes
what it can, and what is left is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.parser.exprs import (
    CALL_ALL,
    CALL_BLOCKS,
    UNARY,
    Exprs,
)
from bindrune.core.syntax.parser.paths import PATH_START
from bindrune.core.syntax.parser.patterns import LITERALS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Arm = TypeVar("Arm", n.MatchArm, n.SelectArm)

_MODIFIERS = frozenset({t.LABEL, t.ASYNC, t.CONST, t.MOVE})
_GROUP_STOPS = frozenset({t.SEMI, t.LET})


class Primaries(Exprs):
    """The part of the grammar that expressions are made of."""

    def primary(self, braces: bool) -> n.Expr:
        """Parses an expression with no access behind it."""
        kind = self.kinds[self.pos]
        if kind in PATH_START:
            return self.path_expr(braces)
        if kind in LITERALS:
            token = self.take()
            return n.ExprLiteral(token, token)
        if kind in _MODIFIERS:
            return self.modified(braces)
        return self.plain(self.at(), braces, -1, -1, -1, -1)

    def path_expr(self, braces: bool) -> n.Expr:
        """Parses a path, a macro call, or a struct literal."""
        path = self.path()
        kind = self.kinds[self.pos]
        if self.panic:
            return n.ExprPath(path.first, path.last, path)
        if kind == t.BANG:
            self.pos += 1
            call = self.macro_call(path)
            return n.ExprMacroCall(call.first, call.last, call)
        if kind == t.OPEN_BRACE and braces:
            self.pos += 1
            fields = self.comma_list(t.CLOSE_BRACE, self.object_field)
            return n.ExprObject(path.first, self.before(), path, fields)
        return n.ExprPath(path.first, path.last, path)

    def macro_call(self, path: n.Path) -> n.MacroCall:
        """Parses the arguments of a macro behind the exclamation mark.

        Only how many delimiters are open counts for where they end, not of what kind they are.
        """
        kinds = self.kinds
        open_pos = self.pos
        closer = t.CLOSERS.get(kinds[open_pos])
        if closer is None:
            self.unexpected(codes.EXPECTED_TOKEN, "`(`, `[`, or `{`")
            return n.MacroCall(path.first, self.before(), path, -1, self.at(), self.at())
        open_ = self.take()
        opened = 0
        count = self.count
        pos = self.pos
        while pos < count:
            kind = kinds[pos]
            if kind in _OPENING:
                opened += 1
            elif kind in _CLOSING:
                if opened == 0:
                    break
                opened -= 1
            elif kind >= t.FIRST_ERROR:
                self.lexical(pos)
            pos += 1
        self.pos = pos
        if kinds[pos] == closer:
            close = self.take()
            self.end_at(open_pos - 1)
            return n.MacroCall(path.first, close, path, kinds[open_pos], open_, close)
        if pos >= count:
            self.exhausted = True
            if self.reported < open_pos:
                self.problem(codes.UNEXPECTED_END, "Unexpected end of file", open_pos, open_pos)
            self.panic = True
            self.pos = open_pos + 1
        else:
            wanted, got = t.DESCRIPTIONS[closer], t.DESCRIPTIONS[kinds[pos]]
            message = f"Expected close delimiter {wanted}, but got {got}"
            self.problem(codes.UNCLOSED_DELIMITER, message, open_pos, open_pos)
            self.pos += 1
        last = self.before()
        return n.MacroCall(path.first, last, path, kinds[open_pos], open_, last)

    def modified(self, braces: bool) -> n.Expr:
        """Parses an expression behind a label or modifiers."""
        first = self.at()
        first_pos = self.pos
        label = self.accept(t.LABEL)
        if label >= 0:
            self.expect(t.COLON)
            if self.panic:
                return n.ExprError(first, self.before())
        async_ = self.accept(t.ASYNC)
        const_ = self.accept(t.CONST)
        move_ = self.accept(t.MOVE)
        expr = self.plain(first, braces, label, async_, const_, move_)
        if self.panic:
            return expr
        if label >= 0 and not isinstance(expr, _LABELLED):
            message = "Unsupported label"
            self.problem(codes.UNSUPPORTED_LABEL, message, first_pos, first_pos + 1)
        elif not isinstance(expr, n.ExprBlock):
            closure = isinstance(expr, n.ExprClosure)
            for token, name in ((async_, "async"), (const_, "const"), (move_, "move")):
                if token >= 0 and (not closure or name == "const"):
                    message = f"Unsupported {name} modifier"
                    pos = self.place(token)
                    self.problem(codes.CONFLICTING_MODIFIERS, message, pos, pos)
                    break
        self.panic = False
        return expr

    def plain(self, first: int, braces: bool, label: int, async_: int, const_: int, move_: int) -> n.Expr:
        """Parses an expression that begins with a keyword or punctuation, behind its modifiers."""
        kind = self.kinds[self.pos]
        if kind == t.OPEN_BRACE:
            self.depth += 1
            block = self.block()
            self.depth -= 1
            return n.ExprBlock(first, self.before(), label, async_, const_, move_, block)
        if kind == t.PIPE or kind == t.PIPE_PIPE:
            return self.closure(first, braces, async_, move_)
        if kind == t.LOOP:
            self.pos += 1
            body = self.block()
            return n.ExprLoop(first, self.before(), label, body)
        if kind == t.WHILE:
            self.pos += 1
            condition = self.head()
            body = self.block_behind_head()
            return n.ExprWhile(first, self.before(), label, condition, body)
        if kind == t.FOR:
            return self.for_(first, label)
        parse = _PARSERS.get(kind)
        if parse is not None:
            weight = _WEIGHTS.get(kind, 0)
            self.depth += weight
            found = parse(self, first, braces)
            self.depth -= weight
            return found
        if kind in UNARY:
            return self.negation(braces)
        self.expected(codes.EXPECTED_EXPRESSION, "expression")
        return n.ExprError(first, self.before())

    def closure(self, first: int, braces: bool, async_: int, move_: int) -> n.ExprClosure:
        """Parses a closure behind its modifiers."""
        params: list[n.Param] = []
        if self.kinds[self.pos] == t.PIPE:
            self.pos += 1
            params = self.comma_list(t.PIPE, self.closure_param)
        else:
            self.pos += 1
        if self.panic:
            body: n.Expr = n.ExprError(self.at(), self.before())
        else:
            body = self.expr_in(braces, CALL_ALL)
        return n.ExprClosure(first, self.before(), async_, move_, params, body)

    def closure_param(self) -> n.Param:
        """Parses a parameter of a closure."""
        first = self.at()
        pattern = self.pattern()
        return n.Param(first, self.before(), -1, pattern)

    def for_(self, first: int, label: int) -> n.ExprFor:
        """Parses a `for` loop."""
        self.pos += 1
        pattern = self.pattern()
        self.expect(t.IN)
        iterable = self.operand_after_panic()
        body = self.block_behind_head()
        return n.ExprFor(first, self.before(), label, pattern, iterable, body)

    def operand_after_panic(self) -> n.Expr:
        """Parses the head of a block, unless an error came before it."""
        if self.panic:
            return n.ExprError(self.at(), self.before())
        return self.head()

    def block_behind_head(self) -> n.Block:
        """Parses the block behind a condition; after an error in the condition, the next brace
        begins it.
        """
        if self.panic:
            self.recover(_HEAD_STOPS)
            if self.kinds[self.pos] == t.OPEN_BRACE:
                self.panic = False
        return self.block()

    def object_field(self) -> n.ObjectField:
        """Parses a field of an object or struct literal."""
        first = self.at()
        kind = self.kinds[self.pos]
        if kind != t.IDENT and kind != t.STRING:
            self.expected(codes.EXPECTED_TOKEN, "literal object key")
            return n.ObjectField(first, self.before(), -1, None)
        self.pos += 1
        value = self.expr() if self.accept(t.COLON) >= 0 else None
        return n.ObjectField(first, self.before(), first, value)

    def let(self, first: int, braces: bool) -> n.Expr:
        """Parses `let` as an expression."""
        self.pos += 1
        mut = self.accept(t.MUT)
        pattern = self.pattern()
        if not self.panic:
            self.expect(t.EQ)
        if self.panic:
            value: n.Expr = n.ExprError(self.at(), self.before())
        else:
            value = self.expr_in(braces, CALL_BLOCKS)
        return n.ExprLet(first, self.before(), mut, pattern, value)

    def if_(self, first: int, braces: bool) -> n.Expr:
        """Parses `if` with all its branches."""
        branches: list[n.IfBranch] = []
        else_ = None
        while True:
            branch = self.at()
            self.pos += 1
            condition = self.head()
            body = self.block_behind_head()
            branches.append(n.IfBranch(branch, self.before(), condition, body))
            if self.panic or self.accept(t.ELSE) < 0:
                break
            if self.kinds[self.pos] != t.IF:
                else_ = self.block()
                break
        return n.ExprIf(first, self.before(), branches, else_)

    def match(self, first: int, braces: bool) -> n.Expr:
        """Parses `match`."""
        self.pos += 1
        scrutinee = self.head()
        if self.panic:
            self.recover(_HEAD_STOPS)
            self.panic = self.kinds[self.pos] != t.OPEN_BRACE
        arms = self.arms(self.match_arm) if self.expect(t.OPEN_BRACE) >= 0 else []
        return n.ExprMatch(first, self.before(), scrutinee, arms)

    def match_arm(self) -> n.MatchArm:
        """Parses an arm of `match`."""
        first = self.at()
        pattern = self.pattern()
        guard = None
        if not self.panic and self.accept(t.IF) >= 0:
            guard = self.expr()
        body = self.arm_body()
        return n.MatchArm(first, self.before(), pattern, guard, body)

    def arm_body(self) -> n.Expr:
        """Parses an arrow and the expression behind it."""
        if not self.panic:
            self.expect(t.FAT_ARROW)
        if self.panic:
            self.recover(_ARROW_STOPS)
            if self.kinds[self.pos] != t.FAT_ARROW:
                return n.ExprError(self.at(), self.before())
            self.pos += 1
            self.panic = False
        return self.expr()

    def arms(self, one: Callable[[], Arm]) -> list[Arm]:
        """Parses arms up to and including the closing brace. A comma may be left out behind some
        blocks.
        """
        arms: list[Arm] = []
        kinds = self.kinds
        while kinds[self.pos] != t.CLOSE_BRACE:
            arm = one()
            arms.append(arm)
            if self.panic:
                self.recover(_ARM_STOPS)
                if kinds[self.pos] not in (t.COMMA, t.CLOSE_BRACE):
                    return arms
                self.panic = False
            if self.accept(t.COMMA) < 0 and not isinstance(arm.body, _NO_COMMA):
                break
        if self.expect(t.CLOSE_BRACE) < 0:
            self.recover(_GROUP_STOPS)
            if self.accept(t.CLOSE_BRACE) >= 0:
                self.panic = False
        return arms

    def select(self, first: int, braces: bool) -> n.Expr:
        """Parses `select`."""
        self.pos += 1
        arms = self.arms(self.select_arm) if self.expect(t.OPEN_BRACE) >= 0 else []
        return n.ExprSelect(first, self.before(), arms)

    def select_arm(self) -> n.SelectArm:
        """Parses an arm of `select`."""
        first = self.at()
        pattern = None
        future = None
        if self.accept(t.DEFAULT) < 0:
            pattern = self.pattern()
            if not self.panic:
                self.expect(t.EQ)
            if not self.panic:
                future = self.expr()
        body = self.arm_body()
        return n.SelectArm(first, self.before(), pattern, future, body)

    def group(self, first: int, braces: bool) -> n.Expr:
        """Parses what stands in parentheses: a group, a tuple, or nothing."""
        self.pos += 1
        kinds = self.kinds
        if self.accept(t.CLOSE_PAREN) >= 0:
            return n.ExprTuple(first, self.before(), [])
        expr = self.expr()
        if self.accept(t.CLOSE_PAREN) >= 0:
            return n.ExprGroup(first, self.before(), expr)
        if kinds[self.pos] != t.COMMA:
            self.expect(t.CLOSE_PAREN)
            self.recover(_GROUP_STOPS)
            if self.accept(t.CLOSE_PAREN) >= 0:
                self.panic = False
            return n.ExprGroup(first, self.before(), expr)
        self.pos += 1
        items = [expr, *self.comma_list(t.CLOSE_PAREN, self.expr)]
        return n.ExprTuple(first, self.before(), items)

    def vec(self, first: int, braces: bool) -> n.Expr:
        """Parses a vector."""
        self.pos += 1
        items = self.comma_list(t.CLOSE_BRACKET, self.expr)
        return n.ExprVec(first, self.before(), items)

    def object(self, first: int, braces: bool) -> n.Expr:
        """Parses an object; documentation that stands in the way counts as the `#` of one."""
        self.pos += 1
        if self.kinds[self.pos - 1] != t.POUND:
            description = t.DESCRIPTIONS[t.OPEN_BRACKET]
            message = f"Expected an opening brace `{{` but got {description}"
            self.problem(codes.EXPECTED_TOKEN, message, self.pos - 1, self.pos - 1)
            return n.ExprError(first, self.before())
        if self.expect(t.OPEN_BRACE) < 0:
            return n.ExprError(first, self.before())
        fields = self.comma_list(t.CLOSE_BRACE, self.object_field)
        return n.ExprObject(first, self.before(), None, fields)

    def return_(self, first: int, braces: bool) -> n.Expr:
        """Parses `return`."""
        self.pos += 1
        value = self.optional_operand(braces, CALL_ALL)
        return n.ExprReturn(first, self.before(), value)

    def break_(self, first: int, braces: bool) -> n.Expr:
        """Parses `break`; a label behind it is always the target."""
        self.pos += 1
        label = self.accept(t.LABEL)
        value = self.optional_operand(braces, CALL_ALL)
        return n.ExprBreak(first, self.before(), label, value)

    def continue_(self, first: int, braces: bool) -> n.Expr:
        """Parses `continue`."""
        self.pos += 1
        label = self.accept(t.LABEL)
        return n.ExprContinue(first, self.before(), label)

    def yield_(self, first: int, braces: bool) -> n.Expr:
        """Parses `yield`."""
        self.pos += 1
        value = self.optional_operand(braces, CALL_ALL)
        return n.ExprYield(first, self.before(), value)

    def open_range(self, first: int, braces: bool) -> n.Expr:
        """Parses a range without a start."""
        op_token = self.take()
        return self.range_end(first, None, op_token, braces)

    def template(self, first: int, braces: bool) -> n.Expr:
        """Parses a template string."""
        self.pos += 1
        parts: list[n.TemplateText | n.Expr] = []
        kinds = self.kinds
        while True:
            kind = kinds[self.pos]
            if kind == t.TEMPLATE_TEXT:
                token = self.take()
                parts.append(n.TemplateText(token, token))
            elif kind == t.EXPANSION_OPEN:
                self.pos += 1
                # The last expansion may be empty.
                if kinds[self.pos] == t.EXPANSION_CLOSE and kinds[self.pos + 1] == t.TEMPLATE_CLOSE:
                    self.pos += 1
                else:
                    parts.append(self.expansion())
            elif kind == t.TEMPLATE_CLOSE:
                self.pos += 1
                return n.ExprTemplate(first, self.before(), parts)
            elif kind in (t.LONE_DOLLAR, t.LONE_ESCAPE):
                self.lexical(self.pos)
                self.pos += 1
            else:
                if kind != t.EOF:
                    self.lexical(self.pos)
                self.panic = True
                return n.ExprTemplate(first, self.before(), parts)

    def expansion(self) -> n.Expr:
        """Parses an expression in a template, up to and including its closing brace.

        A template is expanded as a macro is, so errors in it are late ones.
        """
        panicked = self.panic
        self.panic = False
        self.expanding += 1
        expr = self.expr()
        if not self.panic and self.kinds[self.pos] != t.EXPANSION_CLOSE:
            got = t.DESCRIPTIONS[self.kinds[self.pos]]
            message = f"Expected end of file, but got {got}"
            self.problem(codes.EXPECTED_END, message, self.pos, self.pos)
        self.expanding -= 1
        opened = 0
        while self.pos < self.count:
            kind = self.kinds[self.pos]
            if kind == t.EXPANSION_OPEN:
                opened += 1
            elif kind == t.EXPANSION_CLOSE:
                if opened == 0:
                    self.pos += 1
                    break
                opened -= 1
            elif kind >= t.FIRST_ERROR:
                self.lexical(self.pos)
            self.pos += 1
        self.panic = panicked
        return expr


_OPENING = frozenset({t.OPEN_PAREN, t.OPEN_BRACKET, t.OPEN_BRACE})
_CLOSING = frozenset({t.CLOSE_PAREN, t.CLOSE_BRACKET, t.CLOSE_BRACE})
_HEAD_STOPS = frozenset({t.OPEN_BRACE, t.SEMI})
_ARROW_STOPS = frozenset({t.FAT_ARROW, t.COMMA, t.SEMI})
_ARM_STOPS = frozenset({t.COMMA})
_NO_COMMA = (n.ExprBlock, n.ExprIf, n.ExprMatch, n.ExprFor, n.ExprWhile)
_LABELLED = (n.ExprLoop, n.ExprWhile, n.ExprFor, n.ExprBlock)
_PARSERS = {
    t.IF: Primaries.if_,
    t.MATCH: Primaries.match,
    t.SELECT: Primaries.select,
    t.LET: Primaries.let,
    t.OPEN_PAREN: Primaries.group,
    t.OPEN_BRACKET: Primaries.vec,
    t.POUND: Primaries.object,
    t.DOC_OUTER: Primaries.object,
    t.DOC_INNER: Primaries.object,
    t.RETURN: Primaries.return_,
    t.BREAK: Primaries.break_,
    t.CONTINUE: Primaries.continue_,
    t.YIELD: Primaries.yield_,
    t.DOT_DOT: Primaries.open_range,
    t.DOT_DOT_EQ: Primaries.open_range,
    t.TEMPLATE_OPEN: Primaries.template,
}
# What constructs add to the nesting of what they contain, beyond the expressions and blocks in
# them.
_WEIGHTS = {t.IF: 2, t.MATCH: 2, t.SELECT: 2, t.POUND: 1}
