"""Paths, generic arguments, attributes, visibility and types."""

from __future__ import annotations

from bindrune.core.diagnostics import codes
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.parser.cursor import Cursor

PATH_NAMES = frozenset({t.IDENT, t.SELF_VALUE, t.SELF_TYPE, t.CRATE, t.SUPER})
"""Tokens that may be a segment of a path."""
PATH_START = PATH_NAMES | {t.COLON_COLON, t.LT}


class Paths(Cursor):
    """The part of the grammar that names things."""

    def path(self) -> n.Path:
        """Parses a path."""
        first = self.at()
        kinds = self.kinds
        leading = self.accept(t.COLON_COLON)
        names: list[int] = []
        if kinds[self.pos] == t.LT:
            # Generic arguments parse as a segment; where there is none before them they are
            # rejected later, and their bracket stands for a name that nothing has.
            start = self.pos
            names.append(start - self.base)
            self.generic_args()
            message = "Unsupported generic argument"
            self.late(codes.UNSUPPORTED_GENERICS, message, start, self.pos - 1)
        elif kinds[self.pos] not in PATH_NAMES:
            self.expected(codes.EXPECTED_TOKEN, "path segment")
            return n.Path(first, self.before(), leading, names, None, leading)
        else:
            names.append(self.pos - self.base)
            self.pos += 1
        if kinds[self.pos] != t.COLON_COLON:
            return n.Path(first, self.pos - self.base - 1, leading, names, None, -1)
        generics: list[n.GenericArgs | None] = [None]
        trailing = -1
        while kinds[self.pos] == t.COLON_COLON:
            separator = self.take()
            kind = kinds[self.pos]
            if kind in PATH_NAMES:
                names.append(self.take())
                generics.append(None)
            elif kind == t.LT:
                start = self.pos
                args = self.generic_args()
                if generics[-1] is None:
                    generics[-1] = args
                else:
                    message = "This kind of path component cannot follow a generic argument"
                    self.late(codes.BAD_PATH, message, start, self.pos - 1)
            else:
                trailing = separator
                self.expected(codes.EXPECTED_TOKEN, "path segment")
                break
        found = generics if any(generics) else None
        return n.Path(first, self.before(), leading, names, found, trailing)

    def generic_args(self) -> n.GenericArgs:
        """Parses `<…>`; the arguments are operands, without operators."""
        first = self.take()
        args: list[n.Expr] = []
        while self.kinds[self.pos] != t.GT:
            args.append(self.generic_arg())
            if self.panic or self.accept(t.COMMA) < 0:
                break
        self.expect(t.GT)
        return n.GenericArgs(first, self.before(), args)

    def generic_arg(self) -> n.Expr:
        """Parses one generic argument."""
        if self.too_deep():
            return n.ExprError(self.at(), self.before())
        self.depth += 1
        arg = self.unary(False, 1)
        self.depth -= 1
        return arg

    def attributes(self) -> list[n.Attribute | n.DocComment]:
        """Parses any attributes and documentation that stand here."""
        found: list[n.Attribute | n.DocComment] = []
        kinds = self.kinds
        while True:
            kind = kinds[self.pos]
            if kind == t.POUND and kinds[self.pos + 1] in (t.OPEN_BRACKET, t.BANG):
                found.append(self.attribute())
                if self.panic:
                    return found
            elif kind in (t.DOC_OUTER, t.DOC_INNER):
                token = self.take()
                found.append(n.DocComment(token, token, kind == t.DOC_INNER, token))
            else:
                return found

    def inner_attributes(self) -> list[n.Attribute | n.DocComment]:
        """Parses the inner attributes and documentation at the head of a module."""
        found: list[n.Attribute | n.DocComment] = []
        kinds = self.kinds
        while not self.panic:
            kind = kinds[self.pos]
            if kind == t.POUND and kinds[self.pos + 1] == t.BANG:
                found.append(self.attribute())
            elif kind == t.DOC_INNER:
                token = self.take()
                found.append(n.DocComment(token, token, True, token))
            else:
                break
        return found

    def attribute(self) -> n.Attribute:
        """Parses `#[…]` or `#![…]`. Only brackets count for where it ends."""
        first = self.take()
        inner = self.accept(t.BANG) >= 0
        empty = n.Path(first, first, -1, [], None, -1)
        if self.expect(t.OPEN_BRACKET) < 0:
            return n.Attribute(first, self.before(), inner, empty, self.at(), self.at())
        path = self.path()
        start = self.at()
        if self.panic:
            self.recover(frozenset({t.SEMI}))
            if self.accept(t.CLOSE_BRACKET) >= 0:
                self.panic = False
            return n.Attribute(first, self.before(), inner, path, start, start)
        opened = 0
        while self.pos < self.count:
            kind = self.kinds[self.pos]
            if kind == t.OPEN_BRACKET:
                opened += 1
            elif kind == t.CLOSE_BRACKET:
                if opened == 0:
                    break
                opened -= 1
            elif kind >= t.FIRST_ERROR:
                self.lexical(self.pos)
            self.pos += 1
        end = self.at()
        if end > start:
            self.end_at(start + self.base)
        self.expect(t.CLOSE_BRACKET)
        if end > start:
            self.end_at(start + self.base)
        return n.Attribute(first, self.before(), inner, path, start, end)

    def visibility(self) -> n.Visibility | None:
        """Parses `pub` and what restricts it, if it stands here."""
        if self.kinds[self.pos] != t.PUB:
            return None
        first = self.take()
        restriction = -1
        path = None
        if self.accept(t.OPEN_PAREN) >= 0:
            kind = self.kinds[self.pos]
            if kind == t.IN:
                restriction = self.take()
                path = self.path()
            elif kind in (t.SUPER, t.SELF_VALUE):
                restriction = self.take()
            else:
                restriction = self.expect(t.CRATE)
            self.expect(t.CLOSE_PAREN)
            if self.panic:
                self.recover(frozenset({t.SEMI, t.FN, t.STRUCT, t.ENUM, t.CONST, t.STATIC}))
                if self.accept(t.CLOSE_PAREN) >= 0:
                    self.panic = False
        return n.Visibility(first, self.before(), restriction, path)

    def type(self) -> n.Type:
        """Parses a type annotation."""
        first = self.at()
        kind = self.kinds[self.pos]
        if kind == t.BANG:
            self.pos += 1
            return n.TypeNever(first, first)
        if kind == t.OPEN_PAREN:
            if self.too_deep():
                return n.TypeError(first, first - 1)
            self.pos += 1
            self.depth += 1
            items = self.comma_list(t.CLOSE_PAREN, self.type)
            self.depth -= 1
            return n.TypeTuple(first, self.before(), items)
        path = self.path()
        if not path.names:
            return n.TypeError(first, self.before())
        return n.TypePath(first, self.before(), path)
