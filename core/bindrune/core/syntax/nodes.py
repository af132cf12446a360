"""The classes of syntax nodes.

Written by `bindrune.core.syntax.generate` from `node_table.py`; do not edit.

A node holds the indices of its first and last token, relative to its segment (`syntax.tree`). A
node that covers no token has `last == first - 1`. `FIELDS` names the fields beside those two, in
the order of the constructor, `CHILDREN` those that hold nodes, `TOKENS` those that hold the index
of a token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from bindrune.core.syntax.tree import Segment

Tok: TypeAlias = int


class Node:
    """What all nodes share."""

    __slots__ = ("first", "last")

    FIELDS: ClassVar[tuple[str, ...]] = ()
    CHILDREN: ClassVar[tuple[str, ...]] = ()
    TOKENS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last


class Item(Node):
    """What may stand in a module: functions, types, modules, imports."""

    __slots__ = ()


class Expr(Node):
    """An expression."""

    __slots__ = ()


class Pattern(Node):
    """A pattern."""

    __slots__ = ()


class Type(Node):
    """A type annotation, which parses only to be rejected."""

    __slots__ = ()


class Stmt(Node):
    """A statement that is no item."""

    __slots__ = ()


class Path(Node):
    """`a::b::<T>::c`. `leading` is a leading `::`; `names` are the tokens of the segments:
    identifiers, `self`, `Self`, `crate`, `super`. `generics` is None where no segment has
    any, else has one entry a name. `trailing` is a `::` at the end, which only means
    something as an error.
    """

    __slots__ = ("generics", "leading", "names", "trailing")
    FIELDS = ("leading", "names", "generics", "trailing")
    CHILDREN = ("generics",)
    TOKENS = ("leading", "names", "trailing")

    def __init__(
        self,
        first: int,
        last: int,
        leading: Tok,
        names: list[Tok],
        generics: list[GenericArgs | None] | None,
        trailing: Tok,
    ) -> None:
        self.first = first
        self.last = last
        self.leading = leading
        self.names = names
        self.generics = generics
        self.trailing = trailing


class GenericArgs(Node):
    """`<A, B>` after a path segment or method name; the arguments are parsed as expressions,
    only paths among them are accepted later.
    """

    __slots__ = ("args",)
    FIELDS = ("args",)
    CHILDREN = ("args",)

    def __init__(self, first: int, last: int, args: list[Expr]) -> None:
        self.first = first
        self.last = last
        self.args = args


class Attribute(Node):
    """`#[path …]`, or `#![path …]` if `inner`. The input after the path is the tokens
    `input_first <= i < input_end`.
    """

    __slots__ = ("inner", "input_end", "input_first", "path")
    FIELDS = ("inner", "path", "input_first", "input_end")
    CHILDREN = ("path",)
    TOKENS = ("input_first", "input_end")

    def __init__(
        self, first: int, last: int, inner: bool, path: Path, input_first: Tok, input_end: Tok
    ) -> None:
        self.first = first
        self.last = last
        self.inner = inner
        self.path = path
        self.input_first = input_first
        self.input_end = input_end


class DocComment(Node):
    """A documentation comment (`///`, `/** */`, `//!`, `/*! */`), which stands for a `doc`
    attribute.
    """

    __slots__ = ("inner", "token")
    FIELDS = ("inner", "token")
    TOKENS = ("token",)

    def __init__(self, first: int, last: int, inner: bool, token: Tok) -> None:
        self.first = first
        self.last = last
        self.inner = inner
        self.token = token


class Visibility(Node):
    """`pub`, or `pub(…)` where `restriction` is the token `crate`, `super`, `self` or `in`;
    `path` follows `in`.
    """

    __slots__ = ("path", "restriction")
    FIELDS = ("restriction", "path")
    CHILDREN = ("path",)
    TOKENS = ("restriction",)

    def __init__(self, first: int, last: int, restriction: Tok, path: Path | None) -> None:
        self.first = first
        self.last = last
        self.restriction = restriction
        self.path = path


class TypePath(Type):
    """A type named by a path."""

    __slots__ = ("path",)
    FIELDS = ("path",)
    CHILDREN = ("path",)

    def __init__(self, first: int, last: int, path: Path) -> None:
        self.first = first
        self.last = last
        self.path = path


class TypeTuple(Type):
    """`(A, B)`."""

    __slots__ = ("items",)
    FIELDS = ("items",)
    CHILDREN = ("items",)

    def __init__(self, first: int, last: int, items: list[Type]) -> None:
        self.first = first
        self.last = last
        self.items = items


class TypeNever(Type):
    """`!`."""

    __slots__ = ()


class TypeError(Type):
    """What was found in place of a type."""

    __slots__ = ()


class ItemFn(Item):
    """`pub const async fn name(params) -> ret { body }`. `const_` and `async_` are tokens."""

    __slots__ = (
        "async_", "attributes", "body", "const_", "keyword", "name", "params", "ret", "visibility",
    )
    FIELDS = (
        "attributes", "visibility", "const_", "async_", "keyword", "name", "params", "ret", "body",
    )
    CHILDREN = ("attributes", "visibility", "params", "ret", "body")
    TOKENS = ("const_", "async_", "keyword", "name")

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        const_: Tok,
        async_: Tok,
        keyword: Tok,
        name: Tok,
        params: list[Param],
        ret: Type | None,
        body: Block,
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.const_ = const_
        self.async_ = async_
        self.keyword = keyword
        self.name = name
        self.params = params
        self.ret = ret
        self.body = body


class Param(Node):
    """A parameter of a function or closure. `self_` is the token of a bare `self`, in which
    case `pattern` is None.
    """

    __slots__ = ("pattern", "self_")
    FIELDS = ("self_", "pattern")
    CHILDREN = ("pattern",)
    TOKENS = ("self_",)

    def __init__(self, first: int, last: int, self_: Tok, pattern: Pattern | None) -> None:
        self.first = first
        self.last = last
        self.self_ = self_
        self.pattern = pattern


class ItemStruct(Item):
    """`struct Name;`, `struct Name(a, b);` or `struct Name { a, b }`."""

    __slots__ = ("attributes", "fields", "keyword", "name", "visibility")
    FIELDS = ("attributes", "visibility", "keyword", "name", "fields")
    CHILDREN = ("attributes", "visibility", "fields")
    TOKENS = ("keyword", "name")

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        keyword: Tok,
        name: Tok,
        fields: Fields,
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.keyword = keyword
        self.name = name
        self.fields = fields


class ItemEnum(Item):
    """`enum Name { … }`."""

    __slots__ = ("attributes", "keyword", "name", "variants", "visibility")
    FIELDS = ("attributes", "visibility", "keyword", "name", "variants")
    CHILDREN = ("attributes", "visibility", "variants")
    TOKENS = ("keyword", "name")

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        keyword: Tok,
        name: Tok,
        variants: list[Variant],
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.keyword = keyword
        self.name = name
        self.variants = variants


class Variant(Node):
    """A variant of an enum."""

    __slots__ = ("attributes", "fields", "name")
    FIELDS = ("attributes", "name", "fields")
    CHILDREN = ("attributes", "fields")
    TOKENS = ("name",)

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        name: Tok,
        fields: Fields,
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.name = name
        self.fields = fields


class Fields(Node):
    """The fields of a struct or variant. `style` is `unit`, `tuple` or `named`; a unit's node
    covers no token.
    """

    __slots__ = ("fields", "style")
    FIELDS = ("style", "fields")
    CHILDREN = ("fields",)

    def __init__(self, first: int, last: int, style: str, fields: list[Field]) -> None:
        self.first = first
        self.last = last
        self.style = style
        self.fields = fields


class Field(Node):
    """A declared field; visibility, attributes other than documentation, and types are
    rejected later.
    """

    __slots__ = ("attributes", "name", "type", "visibility")
    FIELDS = ("attributes", "visibility", "name", "type")
    CHILDREN = ("attributes", "visibility", "type")
    TOKENS = ("name",)

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        name: Tok,
        type: Type | None,
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.name = name
        self.type = type


class ItemImpl(Item):
    """`impl Path { … }`; the items within are segments."""

    __slots__ = ("attributes", "items", "keyword", "open", "path", "visibility")
    FIELDS = ("attributes", "visibility", "keyword", "path", "open", "items")
    CHILDREN = ("attributes", "visibility", "path", "items")
    TOKENS = ("keyword", "open")

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        keyword: Tok,
        path: Path,
        open: Tok,
        items: list[Segment],
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.keyword = keyword
        self.path = path
        self.open = open
        self.items = items


class ItemMod(Item):
    """`mod name;` where `open` is -1, or `mod name { … }` whose inner attributes and items
    follow.
    """

    __slots__ = ("attributes", "inner", "items", "keyword", "name", "open", "visibility")
    FIELDS = ("attributes", "visibility", "keyword", "name", "open", "inner", "items")
    CHILDREN = ("attributes", "visibility", "inner", "items")
    TOKENS = ("keyword", "name", "open")

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        keyword: Tok,
        name: Tok,
        open: Tok,
        inner: list[Attribute | DocComment],
        items: list[Segment],
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.keyword = keyword
        self.name = name
        self.open = open
        self.inner = inner
        self.items = items


class ItemUse(Item):
    """`use tree;`."""

    __slots__ = ("attributes", "keyword", "tree", "visibility")
    FIELDS = ("attributes", "visibility", "keyword", "tree")
    CHILDREN = ("attributes", "visibility", "tree")
    TOKENS = ("keyword",)

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        keyword: Tok,
        tree: UseTree,
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.keyword = keyword
        self.tree = tree


class UseTree(Node):
    """`a::b as c`, `a::{…}`, `a::*`. `leading` is a leading `::`, `alias` the name behind
    `as`. Globs and groups may be followed by more segments, which is rejected later.
    """

    __slots__ = ("alias", "leading", "segments")
    FIELDS = ("leading", "segments", "alias")
    CHILDREN = ("segments",)
    TOKENS = ("leading", "alias")

    def __init__(
        self,
        first: int,
        last: int,
        leading: Tok,
        segments: list[UseName | UseGlob | UseGroup],
        alias: Tok,
    ) -> None:
        self.first = first
        self.last = last
        self.leading = leading
        self.segments = segments
        self.alias = alias


class UseName(Node):
    """A named segment: an identifier, `self`, `Self`, `crate` or `super`."""

    __slots__ = ("token",)
    FIELDS = ("token",)
    TOKENS = ("token",)

    def __init__(self, first: int, last: int, token: Tok) -> None:
        self.first = first
        self.last = last
        self.token = token


class UseGlob(Node):
    """`*`."""

    __slots__ = ()


class UseGroup(Node):
    """`{a, b::c}`."""

    __slots__ = ("trees",)
    FIELDS = ("trees",)
    CHILDREN = ("trees",)

    def __init__(self, first: int, last: int, trees: list[UseTree]) -> None:
        self.first = first
        self.last = last
        self.trees = trees


class ItemConst(Item):
    """`const NAME = value;`."""

    __slots__ = ("attributes", "keyword", "name", "value", "visibility")
    FIELDS = ("attributes", "visibility", "keyword", "name", "value")
    CHILDREN = ("attributes", "visibility", "value")
    TOKENS = ("keyword", "name")

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        keyword: Tok,
        name: Tok,
        value: Expr,
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.keyword = keyword
        self.name = name
        self.value = value


class ItemStatic(Item):
    """`static NAME;` or `static NAME = value;`."""

    __slots__ = ("attributes", "keyword", "name", "value", "visibility")
    FIELDS = ("attributes", "visibility", "keyword", "name", "value")
    CHILDREN = ("attributes", "visibility", "value")
    TOKENS = ("keyword", "name")

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        keyword: Tok,
        name: Tok,
        value: Expr | None,
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.keyword = keyword
        self.name = name
        self.value = value


class ItemMacro(Item):
    """A macro call in item position."""

    __slots__ = ("attributes", "call", "visibility")
    FIELDS = ("attributes", "visibility", "call")
    CHILDREN = ("attributes", "visibility", "call")

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        visibility: Visibility | None,
        call: MacroCall,
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.visibility = visibility
        self.call = call


class ItemError(Item):
    """Tokens skipped where an item was expected; their error is reported already."""

    __slots__ = ()


class Block(Node):
    """`{ … }`. The value is the last statement that is no item, if that is a `StmtExpr`
    without a semicolon.
    """

    __slots__ = ("statements",)
    FIELDS = ("statements",)
    CHILDREN = ("statements",)

    def __init__(self, first: int, last: int, statements: list[Item | Stmt]) -> None:
        self.first = first
        self.last = last
        self.statements = statements


class StmtLocal(Stmt):
    """`let pattern = value;` as a statement; a `mut` is rejected later."""

    __slots__ = ("attributes", "mut", "pattern", "semi", "value")
    FIELDS = ("attributes", "mut", "pattern", "value", "semi")
    CHILDREN = ("attributes", "pattern", "value")
    TOKENS = ("mut", "semi")

    def __init__(
        self,
        first: int,
        last: int,
        attributes: list[Attribute | DocComment],
        mut: Tok,
        pattern: Pattern,
        value: Expr,
        semi: Tok,
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.mut = mut
        self.pattern = pattern
        self.value = value
        self.semi = semi


class StmtExpr(Stmt):
    """An expression as a statement; `semi` is its semicolon."""

    __slots__ = ("expr", "semi")
    FIELDS = ("expr", "semi")
    CHILDREN = ("expr",)
    TOKENS = ("semi",)

    def __init__(self, first: int, last: int, expr: Expr, semi: Tok) -> None:
        self.first = first
        self.last = last
        self.expr = expr
        self.semi = semi


class ExprError(Expr):
    """What was found in place of an expression; its error is reported already."""

    __slots__ = ()


class ExprAttributed(Expr):
    """An operand behind attributes: they belong to the first operand of an expression, not the
    whole. All are rejected later but those on macro calls.
    """

    __slots__ = ("attributes", "expr")
    FIELDS = ("attributes", "expr")
    CHILDREN = ("attributes", "expr")

    def __init__(
        self, first: int, last: int, attributes: list[Attribute | DocComment], expr: Expr
    ) -> None:
        self.first = first
        self.last = last
        self.attributes = attributes
        self.expr = expr


class ExprPath(Expr):
    """A path as a value: a local, an item, `self`."""

    __slots__ = ("path",)
    FIELDS = ("path",)
    CHILDREN = ("path",)

    def __init__(self, first: int, last: int, path: Path) -> None:
        self.first = first
        self.last = last
        self.path = path


class ExprLiteral(Expr):
    """A literal of one token, `first`: a number, string, byte string, character, byte, `true`
    or `false`. Its value is worked out by `syntax.literals`.
    """

    __slots__ = ()


class ExprTemplate(Expr):
    """A template string; texts and expressions in turn as written."""

    __slots__ = ("parts",)
    FIELDS = ("parts",)
    CHILDREN = ("parts",)

    def __init__(self, first: int, last: int, parts: list[TemplateText | Expr]) -> None:
        self.first = first
        self.last = last
        self.parts = parts


class TemplateText(Node):
    """The text between two expressions of a template, one token: `first`."""

    __slots__ = ()


class ExprGroup(Expr):
    """`(expr)`."""

    __slots__ = ("expr",)
    FIELDS = ("expr",)
    CHILDREN = ("expr",)

    def __init__(self, first: int, last: int, expr: Expr) -> None:
        self.first = first
        self.last = last
        self.expr = expr


class ExprTuple(Expr):
    """`()`, `(a,)`, `(a, b)`."""

    __slots__ = ("items",)
    FIELDS = ("items",)
    CHILDREN = ("items",)

    def __init__(self, first: int, last: int, items: list[Expr]) -> None:
        self.first = first
        self.last = last
        self.items = items


class ExprVec(Expr):
    """`[a, b]`."""

    __slots__ = ("items",)
    FIELDS = ("items",)
    CHILDREN = ("items",)

    def __init__(self, first: int, last: int, items: list[Expr]) -> None:
        self.first = first
        self.last = last
        self.items = items


class ExprObject(Expr):
    """`#{ … }` where `path` is None, or `Path { … }`."""

    __slots__ = ("fields", "path")
    FIELDS = ("path", "fields")
    CHILDREN = ("path", "fields")

    def __init__(self, first: int, last: int, path: Path | None, fields: list[ObjectField]) -> None:
        self.first = first
        self.last = last
        self.path = path
        self.fields = fields


class ObjectField(Node):
    """`key: value`, or `key` alone. The key is an identifier or a string."""

    __slots__ = ("key", "value")
    FIELDS = ("key", "value")
    CHILDREN = ("value",)
    TOKENS = ("key",)

    def __init__(self, first: int, last: int, key: Tok, value: Expr | None) -> None:
        self.first = first
        self.last = last
        self.key = key
        self.value = value


class ExprUnary(Expr):
    """`-a`, `!a`, and the rejected `&a` and `*a`. `op` is the token's kind; the token is
    `first`.
    """

    __slots__ = ("op", "operand")
    FIELDS = ("op", "operand")
    CHILDREN = ("operand",)

    def __init__(self, first: int, last: int, op: int, operand: Expr) -> None:
        self.first = first
        self.last = last
        self.op = op
        self.operand = operand


class ExprBinary(Expr):
    """`left op right`. `op` is the kind of the operator's token, `IS_NOT` for `is not`;
    `op_token` its (first) token.
    """

    __slots__ = ("left", "op", "op_token", "right")
    FIELDS = ("left", "op", "op_token", "right")
    CHILDREN = ("left", "right")
    TOKENS = ("op_token",)

    def __init__(
        self, first: int, last: int, left: Expr, op: int, op_token: Tok, right: Expr
    ) -> None:
        self.first = first
        self.last = last
        self.left = left
        self.op = op
        self.op_token = op_token
        self.right = right


class ExprAssign(Expr):
    """`target = value`."""

    __slots__ = ("target", "value")
    FIELDS = ("target", "value")
    CHILDREN = ("target", "value")

    def __init__(self, first: int, last: int, target: Expr, value: Expr) -> None:
        self.first = first
        self.last = last
        self.target = target
        self.value = value


class ExprAssignOp(Expr):
    """`target op= value`; `op` is the kind of the compound operator's token."""

    __slots__ = ("op", "op_token", "target", "value")
    FIELDS = ("target", "op", "op_token", "value")
    CHILDREN = ("target", "value")
    TOKENS = ("op_token",)

    def __init__(
        self, first: int, last: int, target: Expr, op: int, op_token: Tok, value: Expr
    ) -> None:
        self.first = first
        self.last = last
        self.target = target
        self.op = op
        self.op_token = op_token
        self.value = value


class ExprRange(Expr):
    """`a..b`, `a..=b` if `inclusive`, either end optional; `op_token` is the dots."""

    __slots__ = ("end", "inclusive", "op_token", "start")
    FIELDS = ("start", "inclusive", "op_token", "end")
    CHILDREN = ("start", "end")
    TOKENS = ("op_token",)

    def __init__(
        self,
        first: int,
        last: int,
        start: Expr | None,
        inclusive: bool,
        op_token: Tok,
        end: Expr | None,
    ) -> None:
        self.first = first
        self.last = last
        self.start = start
        self.inclusive = inclusive
        self.op_token = op_token
        self.end = end


class ExprCall(Expr):
    """`callee(args)`; `open` is the parenthesis."""

    __slots__ = ("args", "callee", "open")
    FIELDS = ("callee", "open", "args")
    CHILDREN = ("callee", "args")
    TOKENS = ("open",)

    def __init__(self, first: int, last: int, callee: Expr, open: Tok, args: list[Expr]) -> None:
        self.first = first
        self.last = last
        self.callee = callee
        self.open = open
        self.args = args


class ExprMethodCall(Expr):
    """`receiver.name::<T>(args)`; `name` is an identifier or a number."""

    __slots__ = ("args", "generics", "name", "receiver")
    FIELDS = ("receiver", "name", "generics", "args")
    CHILDREN = ("receiver", "generics", "args")
    TOKENS = ("name",)

    def __init__(
        self,
        first: int,
        last: int,
        receiver: Expr,
        name: Tok,
        generics: GenericArgs | None,
        args: list[Expr],
    ) -> None:
        self.first = first
        self.last = last
        self.receiver = receiver
        self.name = name
        self.generics = generics
        self.args = args


class ExprField(Expr):
    """`base.name` or `base.0`: `name` is an identifier or a number. A field with generics or
    further segments (`base.a::b`) has them in `path`, and is rejected later.
    """

    __slots__ = ("base", "name", "path")
    FIELDS = ("base", "name", "path")
    CHILDREN = ("base", "path")
    TOKENS = ("name",)

    def __init__(self, first: int, last: int, base: Expr, name: Tok, path: Path | None) -> None:
        self.first = first
        self.last = last
        self.base = base
        self.name = name
        self.path = path


class ExprIndex(Expr):
    """`base[index]`."""

    __slots__ = ("base", "index")
    FIELDS = ("base", "index")
    CHILDREN = ("base", "index")

    def __init__(self, first: int, last: int, base: Expr, index: Expr) -> None:
        self.first = first
        self.last = last
        self.base = base
        self.index = index


class ExprAwait(Expr):
    """`base.await`."""

    __slots__ = ("base",)
    FIELDS = ("base",)
    CHILDREN = ("base",)

    def __init__(self, first: int, last: int, base: Expr) -> None:
        self.first = first
        self.last = last
        self.base = base


class ExprTry(Expr):
    """`base?`."""

    __slots__ = ("base",)
    FIELDS = ("base",)
    CHILDREN = ("base",)

    def __init__(self, first: int, last: int, base: Expr) -> None:
        self.first = first
        self.last = last
        self.base = base


class ExprLet(Expr):
    """`let pattern = value` as a condition or operand; a `mut` is rejected later."""

    __slots__ = ("mut", "pattern", "value")
    FIELDS = ("mut", "pattern", "value")
    CHILDREN = ("pattern", "value")
    TOKENS = ("mut",)

    def __init__(self, first: int, last: int, mut: Tok, pattern: Pattern, value: Expr) -> None:
        self.first = first
        self.last = last
        self.mut = mut
        self.pattern = pattern
        self.value = value


class ExprIf(Expr):
    """`if … else if … else`. A condition may be an `ExprLet`."""

    __slots__ = ("branches", "else_")
    FIELDS = ("branches", "else_")
    CHILDREN = ("branches", "else_")

    def __init__(
        self, first: int, last: int, branches: list[IfBranch], else_: Block | None
    ) -> None:
        self.first = first
        self.last = last
        self.branches = branches
        self.else_ = else_


class IfBranch(Node):
    """One condition of an `if` with its block."""

    __slots__ = ("body", "condition")
    FIELDS = ("condition", "body")
    CHILDREN = ("condition", "body")

    def __init__(self, first: int, last: int, condition: Expr, body: Block) -> None:
        self.first = first
        self.last = last
        self.condition = condition
        self.body = body


class ExprMatch(Expr):
    """`match scrutinee { arms }`."""

    __slots__ = ("arms", "scrutinee")
    FIELDS = ("scrutinee", "arms")
    CHILDREN = ("scrutinee", "arms")

    def __init__(self, first: int, last: int, scrutinee: Expr, arms: list[MatchArm]) -> None:
        self.first = first
        self.last = last
        self.scrutinee = scrutinee
        self.arms = arms


class MatchArm(Node):
    """`pattern if guard => body`."""

    __slots__ = ("body", "guard", "pattern")
    FIELDS = ("pattern", "guard", "body")
    CHILDREN = ("pattern", "guard", "body")

    def __init__(
        self, first: int, last: int, pattern: Pattern, guard: Expr | None, body: Expr
    ) -> None:
        self.first = first
        self.last = last
        self.pattern = pattern
        self.guard = guard
        self.body = body


class ExprSelect(Expr):
    """`select { arms }`; `default` arms have neither pattern nor future."""

    __slots__ = ("arms",)
    FIELDS = ("arms",)
    CHILDREN = ("arms",)

    def __init__(self, first: int, last: int, arms: list[SelectArm]) -> None:
        self.first = first
        self.last = last
        self.arms = arms


class SelectArm(Node):
    """`pattern = future => body`, or `default => body`."""

    __slots__ = ("body", "future", "pattern")
    FIELDS = ("pattern", "future", "body")
    CHILDREN = ("pattern", "future", "body")

    def __init__(
        self, first: int, last: int, pattern: Pattern | None, future: Expr | None, body: Expr
    ) -> None:
        self.first = first
        self.last = last
        self.pattern = pattern
        self.future = future
        self.body = body


class ExprLoop(Expr):
    """`'label: loop { … }`."""

    __slots__ = ("body", "label")
    FIELDS = ("label", "body")
    CHILDREN = ("body",)
    TOKENS = ("label",)

    def __init__(self, first: int, last: int, label: Tok, body: Block) -> None:
        self.first = first
        self.last = last
        self.label = label
        self.body = body


class ExprWhile(Expr):
    """`'label: while condition { … }`."""

    __slots__ = ("body", "condition", "label")
    FIELDS = ("label", "condition", "body")
    CHILDREN = ("condition", "body")
    TOKENS = ("label",)

    def __init__(self, first: int, last: int, label: Tok, condition: Expr, body: Block) -> None:
        self.first = first
        self.last = last
        self.label = label
        self.condition = condition
        self.body = body


class ExprFor(Expr):
    """`'label: for pattern in iterable { … }`."""

    __slots__ = ("body", "iterable", "label", "pattern")
    FIELDS = ("label", "pattern", "iterable", "body")
    CHILDREN = ("pattern", "iterable", "body")
    TOKENS = ("label",)

    def __init__(
        self, first: int, last: int, label: Tok, pattern: Pattern, iterable: Expr, body: Block
    ) -> None:
        self.first = first
        self.last = last
        self.label = label
        self.pattern = pattern
        self.iterable = iterable
        self.body = body


class ExprBlock(Expr):
    """A block as an expression, perhaps labelled, `async`, `async move` or `const`. Other
    combinations of these, such as `move` alone, are rejected later.
    """

    __slots__ = ("async_", "block", "const_", "label", "move_")
    FIELDS = ("label", "async_", "const_", "move_", "block")
    CHILDREN = ("block",)
    TOKENS = ("label", "async_", "const_", "move_")

    def __init__(
        self, first: int, last: int, label: Tok, async_: Tok, const_: Tok, move_: Tok, block: Block
    ) -> None:
        self.first = first
        self.last = last
        self.label = label
        self.async_ = async_
        self.const_ = const_
        self.move_ = move_
        self.block = block


class ExprClosure(Expr):
    """`async move |params| body`."""

    __slots__ = ("async_", "body", "move_", "params")
    FIELDS = ("async_", "move_", "params", "body")
    CHILDREN = ("params", "body")
    TOKENS = ("async_", "move_")

    def __init__(
        self, first: int, last: int, async_: Tok, move_: Tok, params: list[Param], body: Expr
    ) -> None:
        self.first = first
        self.last = last
        self.async_ = async_
        self.move_ = move_
        self.params = params
        self.body = body


class ExprReturn(Expr):
    """`return value`."""

    __slots__ = ("value",)
    FIELDS = ("value",)
    CHILDREN = ("value",)

    def __init__(self, first: int, last: int, value: Expr | None) -> None:
        self.first = first
        self.last = last
        self.value = value


class ExprBreak(Expr):
    """`break 'label value`."""

    __slots__ = ("label", "value")
    FIELDS = ("label", "value")
    CHILDREN = ("value",)
    TOKENS = ("label",)

    def __init__(self, first: int, last: int, label: Tok, value: Expr | None) -> None:
        self.first = first
        self.last = last
        self.label = label
        self.value = value


class ExprContinue(Expr):
    """`continue 'label`."""

    __slots__ = ("label",)
    FIELDS = ("label",)
    TOKENS = ("label",)

    def __init__(self, first: int, last: int, label: Tok) -> None:
        self.first = first
        self.last = last
        self.label = label


class ExprYield(Expr):
    """`yield value`."""

    __slots__ = ("value",)
    FIELDS = ("value",)
    CHILDREN = ("value",)

    def __init__(self, first: int, last: int, value: Expr | None) -> None:
        self.first = first
        self.last = last
        self.value = value


class ExprMacroCall(Expr):
    """A macro call as an expression."""

    __slots__ = ("call",)
    FIELDS = ("call",)
    CHILDREN = ("call",)

    def __init__(self, first: int, last: int, call: MacroCall) -> None:
        self.first = first
        self.last = last
        self.call = call


class MacroCall(Node):
    """`path!(…)`, `path![…]`, `path!{…}`: the arguments are the tokens `open < i < close`.
    `delimiter` is the kind of the opening token, -1 if there is none.
    """

    __slots__ = ("close", "delimiter", "open", "path")
    FIELDS = ("path", "delimiter", "open", "close")
    CHILDREN = ("path",)
    TOKENS = ("open", "close")

    def __init__(
        self, first: int, last: int, path: Path, delimiter: int, open: Tok, close: Tok
    ) -> None:
        self.first = first
        self.last = last
        self.path = path
        self.delimiter = delimiter
        self.open = open
        self.close = close


class PatError(Pattern):
    """What was found in place of a pattern; its error is reported already."""

    __slots__ = ()


class PatIgnore(Pattern):
    """`_`."""

    __slots__ = ()


class PatRest(Pattern):
    """`..`."""

    __slots__ = ()


class PatPath(Pattern):
    """A path: a binding if it is a single name that resolves to nothing that can be matched."""

    __slots__ = ("path",)
    FIELDS = ("path",)
    CHILDREN = ("path",)

    def __init__(self, first: int, last: int, path: Path) -> None:
        self.first = first
        self.last = last
        self.path = path


class PatLiteral(Pattern):
    """A literal token `token`, perhaps behind a minus sign."""

    __slots__ = ("minus", "token")
    FIELDS = ("minus", "token")
    TOKENS = ("minus", "token")

    def __init__(self, first: int, last: int, minus: Tok, token: Tok) -> None:
        self.first = first
        self.last = last
        self.minus = minus
        self.token = token


class PatTuple(Pattern):
    """`(p, q)` or `Path(p, q)`."""

    __slots__ = ("items", "path")
    FIELDS = ("path", "items")
    CHILDREN = ("path", "items")

    def __init__(self, first: int, last: int, path: Path | None, items: list[Pattern]) -> None:
        self.first = first
        self.last = last
        self.path = path
        self.items = items


class PatVec(Pattern):
    """`[p, q]`."""

    __slots__ = ("items",)
    FIELDS = ("items",)
    CHILDREN = ("items",)

    def __init__(self, first: int, last: int, items: list[Pattern]) -> None:
        self.first = first
        self.last = last
        self.items = items


class PatExpr(Pattern):
    """A minus sign before anything but a number; its error is reported already."""

    __slots__ = ("expr",)
    FIELDS = ("expr",)
    CHILDREN = ("expr",)

    def __init__(self, first: int, last: int, expr: Expr) -> None:
        self.first = first
        self.last = last
        self.expr = expr


class PatObject(Pattern):
    """`#{ a, b: p, .. }` or `Path { a, b: p, .. }`. Fields are `PatField`, at the end perhaps
    `PatRest`; anything else is rejected later.
    """

    __slots__ = ("fields", "path")
    FIELDS = ("path", "fields")
    CHILDREN = ("path", "fields")

    def __init__(self, first: int, last: int, path: Path | None, fields: list[Pattern]) -> None:
        self.first = first
        self.last = last
        self.path = path
        self.fields = fields


class PatField(Pattern):
    """`key: pattern`, or `key` alone, which binds a variable of that name. The key is an
    identifier or a string. Outside of an object this is a type annotation, and rejected
    later.
    """

    __slots__ = ("key", "pattern")
    FIELDS = ("key", "pattern")
    CHILDREN = ("pattern",)
    TOKENS = ("key",)

    def __init__(self, first: int, last: int, key: Tok, pattern: Pattern | None) -> None:
        self.first = first
        self.last = last
        self.key = key
        self.pattern = pattern
