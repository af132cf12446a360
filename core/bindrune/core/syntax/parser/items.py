"""Items: functions, types, modules, imports, constants, and macro calls in their place."""

from __future__ import annotations

from bindrune.core.diagnostics import codes
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.parser.cursor import ITEM_DEPTH, LIST_STOPS, STATEMENT_START
from bindrune.core.syntax.parser.paths import PATH_NAMES, PATH_START
from bindrune.core.syntax.parser.statements import Statements
from bindrune.core.syntax.tree import Segment

_ITEM_KEYWORDS = frozenset({t.FN, t.STRUCT, t.ENUM, t.IMPL, t.MOD, t.USE, t.CONST, t.STATIC})
_EXPECTED_ITEM = "`fn`, `mod`, `struct`, `enum`, `use`, or macro call"
_ITEM_STOPS = _ITEM_KEYWORDS | {t.SEMI, t.PUB, t.OPEN_BRACE}
_FN_STOPS = frozenset({t.OPEN_BRACE, t.SEMI}) | STATEMENT_START
_PARAM_STOPS = LIST_STOPS | {t.OPEN_BRACE}

Attributes = list[n.Attribute | n.DocComment]


class Items(Statements):
    """The part of the grammar that declares."""

    def at_item(self) -> bool:
        """Whether an item begins here, macro calls aside."""
        kind = self.kinds[self.pos]
        if kind == t.ASYNC:
            return self.kinds[self.pos + 1] == t.FN
        return kind in _ITEM_KEYWORDS

    def item(self, first: int, attributes: Attributes, visibility: n.Visibility | None) -> n.Item:
        """Parses an item behind its attributes and visibility, without the semicolon after it."""
        const = self.accept(t.CONST)
        static = self.accept(t.STATIC)
        async_ = self.accept(t.ASYNC)
        kind = self.kinds[self.pos]
        if kind == t.FN:
            item: n.Item = self.fn(first, attributes, visibility, const, async_)
            const = async_ = -1
        elif kind == t.IDENT and const >= 0:
            item = self.const(first, attributes, visibility, const)
            const = -1
        elif kind == t.IDENT and static >= 0:
            item = self.static(first, attributes, visibility, static)
            static = -1
        elif kind in _DECLARATIONS:
            item = _DECLARATIONS[kind](self, first, attributes, visibility)
        elif kind in PATH_START and const < 0 and static < 0 and async_ < 0:
            item = self.macro(first, attributes, visibility)
        else:
            self.expected(codes.EXPECTED_ITEM, _EXPECTED_ITEM)
            item = n.ItemError(first, self.before())
        for token, name in ((const, "const"), (static, "static"), (async_, "async")):
            if token >= 0 and not self.panic:
                pos = self.place(token)
                message = f"Unsupported {name} modifier"
                self.problem(codes.CONFLICTING_MODIFIERS, message, pos, pos)
                self.panic = False
                break
        return item

    def reject_visibility(self, visibility: n.Visibility | None) -> None:
        """Notes an error if there is a visibility."""
        if visibility is not None and not self.panic:
            pos = self.place(visibility.first), self.place(visibility.last)
            self.problem(codes.UNSUPPORTED_VISIBILITY, "Unsupported visibility modifier", *pos)
            self.panic = False

    def fn(
        self,
        first: int,
        attributes: Attributes,
        visibility: n.Visibility | None,
        const: int,
        async_: int,
    ) -> n.ItemFn:
        """Parses a function."""
        keyword = self.take()
        name = self.expect(t.IDENT)
        params: list[n.Param] = []
        if name >= 0 and self.expect(t.OPEN_PAREN) >= 0:
            modified = visibility is not None or const >= 0 or async_ >= 0
            self.end_at((keyword if modified else name) + self.base)
            params = self.comma_list(t.CLOSE_PAREN, self.param, _PARAM_STOPS)
        ret = None
        if not self.panic and self.accept(t.ARROW) >= 0:
            ret = self.type()
        if self.panic:
            self.recover(_FN_STOPS)
            if self.kinds[self.pos] != t.OPEN_BRACE:
                body = n.Block(self.at(), self.before(), [])
            else:
                self.panic = False
                body = self.block()
        else:
            body = self.block()
        return n.ItemFn(
            first,
            self.before(),
            attributes,
            visibility,
            const,
            async_,
            keyword,
            name,
            params,
            ret,
            body,
        )

    def param(self) -> n.Param:
        """Parses a parameter of a function."""
        first = self.at()
        if self.kinds[self.pos] == t.SELF_VALUE and self.kinds[self.pos + 1] != t.COLON_COLON:
            self.pos += 1
            return n.Param(first, first, first, None)
        pattern = self.pattern()
        return n.Param(first, self.before(), -1, pattern)

    def struct(self, first: int, attributes: Attributes, visibility: n.Visibility | None) -> n.ItemStruct:
        """Parses a struct."""
        keyword = self.take()
        name = self.expect(t.IDENT)
        fields = self.fields()
        return n.ItemStruct(first, self.before(), attributes, visibility, keyword, name, fields)

    def fields(self) -> n.Fields:
        """Parses the fields of a struct or variant, if it has any."""
        first = self.at()
        kind = self.kinds[self.pos]
        if self.panic or kind not in (t.OPEN_BRACE, t.OPEN_PAREN):
            return n.Fields(first, first - 1, "unit", [])
        self.pos += 1
        fields = self.comma_list(t.CLOSERS[kind], self.field)
        style = "named" if kind == t.OPEN_BRACE else "tuple"
        return n.Fields(first, self.before(), style, fields)

    def field(self) -> n.Field:
        """Parses a declared field."""
        first = self.at()
        attributes = self.attributes()
        visibility = self.visibility()
        name = self.expect(t.IDENT)
        annotation = None
        if not self.panic and self.accept(t.COLON) >= 0:
            annotation = self.type()
        return n.Field(first, self.before(), attributes, visibility, name, annotation)

    def enum(self, first: int, attributes: Attributes, visibility: n.Visibility | None) -> n.ItemEnum:
        """Parses an enum."""
        keyword = self.take()
        name = self.expect(t.IDENT)
        variants: list[n.Variant] = []
        if not self.panic and self.expect(t.OPEN_BRACE) >= 0:
            self.end_at((name if visibility is None else keyword) + self.base)
            variants = self.comma_list(t.CLOSE_BRACE, self.variant)
        return n.ItemEnum(first, self.before(), attributes, visibility, keyword, name, variants)

    def variant(self) -> n.Variant:
        """Parses a variant of an enum."""
        first = self.at()
        attributes = self.attributes()
        name = self.expect(t.IDENT)
        fields = self.fields()
        return n.Variant(first, self.before(), attributes, name, fields)

    def impl(self, first: int, attributes: Attributes, visibility: n.Visibility | None) -> n.ItemImpl:
        """Parses an `impl` block."""
        keyword = self.take()
        path = self.path()
        open_ = -1 if self.panic else self.expect(t.OPEN_BRACE)
        items: list[Segment] = []
        if open_ >= 0 and self.too_deep():
            self.skip_body()
        elif open_ >= 0:
            self.depth += ITEM_DEPTH
            items = self.nested(self.impl_member, False)
            self.depth -= ITEM_DEPTH
            self.close_items()
        self.reject_visibility(visibility)
        return n.ItemImpl(first, self.before(), attributes, visibility, keyword, path, open_, items)

    def impl_member(self) -> Segment | None:
        """Parses a function of an `impl` block, unless the block ends here."""
        kind = self.kinds[self.pos]
        if kind == t.CLOSE_BRACE or self.panic:
            return None
        if kind == t.EOF:
            self.expected(codes.EXPECTED_ITEM, _EXPECTED_ITEM)
            return None
        return self.segment(self.impl_item)

    def impl_item(self) -> n.Item:
        """Parses what stands in an `impl` block, where only functions may."""
        start = self.pos
        first = self.at()
        attributes = self.attributes()
        visibility = self.visibility()
        keyword = self.pos
        item: n.Item = n.ItemError(first, self.before())
        if not self.panic:
            item = self.item(first, attributes, visibility)
        if not self.panic and not isinstance(item, n.ItemFn):
            got = t.DESCRIPTIONS[self.kinds[keyword]]
            message = f"Expected function item but got {got}"
            self.problem(codes.EXPECTED_ITEM, message, keyword, keyword)
        if self.panic:
            self.end_member(start)
            item.last = self.before()
        return item

    def end_member(self, start: int) -> None:
        """Goes to where the next item may begin after an error; `start` is where the item began."""
        kinds = self.kinds
        kind = kinds[self.pos]
        if self.pos == start and kind not in (t.CLOSE_BRACE, t.EOF):
            self.skip_one()
        self.recover(_ITEM_STOPS)
        while kinds[self.pos] == t.OPEN_BRACE:
            self.skip_one()
            self.recover(_ITEM_STOPS)
        if self.pos == start and kinds[start] not in (t.CLOSE_BRACE, t.EOF):
            self.skip()
        self.accept(t.SEMI)
        self.panic = False

    def close_items(self) -> None:
        """Parses the brace behind the items of a module or `impl` block."""
        if self.panic:
            if self.accept(t.CLOSE_BRACE) >= 0:
                self.panic = False
            return
        self.expect(t.CLOSE_BRACE)

    def mod(self, first: int, attributes: Attributes, visibility: n.Visibility | None) -> n.ItemMod:
        """Parses a module, in place or in a file of its own."""
        keyword = self.take()
        name = self.expect(t.IDENT)
        open_ = -1
        inner: Attributes = []
        items: list[Segment] = []
        if not self.panic:
            open_ = self.accept(t.OPEN_BRACE)
        if open_ >= 0 and self.too_deep():
            self.skip_body()
        elif open_ >= 0:
            inner = self.inner_attributes()
            self.modules += 1
            self.depth += ITEM_DEPTH
            items = self.nested(self.mod_member, True)
            self.depth -= ITEM_DEPTH
            self.modules -= 1
            self.close_items()
        return n.ItemMod(
            first,
            self.before(),
            attributes,
            visibility,
            keyword,
            name,
            open_,
            inner,
            items,
        )

    def mod_member(self) -> Segment | None:
        """Parses an item of a module in place, unless the module ends here."""
        kind = self.kinds[self.pos]
        if kind in (t.CLOSE_BRACE, t.EOF) or self.panic:
            return None
        return self.segment(self.module_item)

    def at_module_item(self) -> bool:
        """Whether an item or a macro call begins here."""
        return self.at_item() or self.kinds[self.pos] in PATH_START

    def module_item(self) -> n.Item:
        """Parses an item of a module with its semicolon, or what stands in the place of one."""
        start = self.pos
        first = self.at()
        attributes = self.attributes()
        visibility = self.visibility()
        item: n.Item = n.ItemError(first, self.before())
        if self.panic:
            pass
        elif self.at_module_item():
            item = self.end_item(self.item(first, attributes, visibility))
        elif attributes:
            pos = attributes[0].first + self.base, attributes[0].last + self.base
            self.problem(codes.UNSUPPORTED_ATTRIBUTE, "Unsupported attributes", *pos)
        elif visibility is not None:
            pos = visibility.first + self.base, visibility.last + self.base
            self.problem(codes.UNSUPPORTED_VISIBILITY, "Unsupported visibility", *pos)
        else:
            self.unexpected_in_module()
        if self.panic:
            self.end_member(start)
            item.last = self.before()
        return item

    def unexpected_in_module(self) -> None:
        """The error that something is no item."""
        if self.modules:
            self.expect(t.CLOSE_BRACE)
            return
        got = t.DESCRIPTIONS[self.kinds[self.pos]]
        message = f"Expected end of file, but got {got}"
        self.problem(codes.EXPECTED_END, message, self.pos, self.pos)

    def use(self, first: int, attributes: Attributes, visibility: n.Visibility | None) -> n.ItemUse:
        """Parses an import."""
        keyword = self.take()
        tree = self.use_tree()
        return n.ItemUse(first, self.before(), attributes, visibility, keyword, tree)

    def use_tree(self) -> n.UseTree:
        """Parses a path of an import, with what it branches into."""
        first = self.at()
        leading = self.accept(t.COLON_COLON)
        segments: list[n.UseName | n.UseGlob | n.UseGroup] = []
        while True:
            token = self.at()
            kind = self.kinds[self.pos]
            if kind in PATH_NAMES:
                self.pos += 1
                segments.append(n.UseName(token, token, token))
            elif kind == t.STAR:
                self.pos += 1
                segments.append(n.UseGlob(token, token))
            elif kind == t.OPEN_BRACE and not self.too_deep():
                self.pos += 1
                self.depth += 2
                trees = self.comma_list(t.CLOSE_BRACE, self.use_tree)
                self.depth -= 2
                segments.append(n.UseGroup(token, self.before(), trees))
            elif kind == t.LT and segments:
                start = self.pos
                self.generic_args()
                message = "Unsupported generic argument"
                self.late(codes.UNSUPPORTED_GENERICS, message, start, self.pos - 1)
            else:
                self.expected(codes.EXPECTED_TOKEN, "path segment")
            if self.panic or self.accept(t.COLON_COLON) < 0:
                break
        alias = -1
        if not self.panic and self.accept(t.AS) >= 0:
            alias = self.expect(t.IDENT)
            self.end_at(self.pos - 2)
        return n.UseTree(first, self.before(), leading, segments, alias)

    def const(
        self,
        first: int,
        attributes: Attributes,
        visibility: n.Visibility | None,
        keyword: int,
    ) -> n.ItemConst:
        """Parses a constant behind its keyword."""
        name = self.take()
        self.expect(t.EQ)
        self.end_at(name + self.base)
        value = self.value()
        return n.ItemConst(first, self.before(), attributes, visibility, keyword, name, value)

    def value(self) -> n.Expr:
        """Parses the value of a constant or static, unless an error came before it."""
        if self.panic:
            return n.ExprError(self.at(), self.before())
        return self.expr()

    def static(self, first: int, attributes: Attributes, visibility: n.Visibility | None, keyword: int) -> n.ItemStatic:
        """Parses a static behind its keyword."""
        name = self.take()
        value = self.value() if self.accept(t.EQ) >= 0 else None
        return n.ItemStatic(first, self.before(), attributes, visibility, keyword, name, value)

    def macro(self, first: int, attributes: Attributes, visibility: n.Visibility | None) -> n.Item:
        """Parses a macro call in place of an item."""
        path = self.path()
        if self.panic or self.expect(t.BANG) < 0:
            return n.ItemError(first, self.before())
        call = self.macro_call(path)
        self.reject_visibility(visibility)
        return n.ItemMacro(first, self.before(), attributes, visibility, call)


_DECLARATIONS = {
    t.STRUCT: Items.struct,
    t.ENUM: Items.enum,
    t.IMPL: Items.impl,
    t.MOD: Items.mod,
    t.USE: Items.use,
}
