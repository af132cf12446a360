"""The table of syntax nodes, from which `nodes.py` is written.

One row is one class: its name, the class it extends, the fields beside `first` and `last`, and its
documentation. `python -m bindrune.core.syntax.generate` turns the rows into plain classes with
`__slots__`, which import in a millisecond; a test compares the committed file with what this table
gives.

Field types are Python annotations. Two spellings carry meaning for walkers and for the tree dump:

* `Tok` is the index of a token in the node's segment, `-1` where the token is absent;
* a field whose type names a node class (or a list of some) holds children.

`list[Segment]` marks items that have segments of their own: the insides of `impl` and `mod`.
"""

from __future__ import annotations


class Row:
    "One node class: its name, parent class, documentation and own fields as `(name, type)`"

    " pairs."

    __slots__ = ("doc", "fields", "name", "parent")

    def __init__(self, name: str, parent: str, doc: str, *fields: str) -> None:
        self.name = name
        self.parent = parent
        self.doc = doc
        self.fields: list[tuple[str, str]] = []
        for field in fields:
            label, _, annotation = field.partition(":")
            self.fields.append((label, annotation.strip()))


ROWS: list[Row] = [
    # Abstract classes.
    Row("Item", "Node", "What may stand in a module: functions, types, modules, imports."),
    Row("Expr", "Node", "An expression."),
    Row("Pattern", "Node", "A pattern."),
    Row("Type", "Node", "A type annotation, which parses only to be rejected."),
    Row("Stmt", "Node", "A statement that is no item."),
    # Paths, attributes, visibility, types.
    Row(
        "Path",
        "Node",
        "`a::b::<T>::c`. `leading` is a leading `::`; `names` are the tokens of the segments:"
        " identifiers, `self`, `Self`, `crate`, `super`. `generics` is None where no segment has"
        " any, else has one entry a name. `trailing` is a `::` at the end, which only means"
        " something as an error.",
        "leading: Tok",
        "names: list[Tok]",
        "generics: list[GenericArgs | None] | None",
        "trailing: Tok",
    ),
    Row(
        "GenericArgs",
        "Node",
        "`<A, B>` after a path segment or method name; the arguments are parsed as expressions,"
        " only paths among them are accepted later.",
        "args: list[Expr]",
    ),
    Row(
        "Attribute",
        "Node",
        "`#[path …]`, or `#![path …]` if `inner`. The input after the path is the tokens"
        " `input_first <= i < input_end`.",
        "inner: bool",
        "path: Path",
        "input_first: Tok",
        "input_end: Tok",
    ),
    Row(
        "DocComment",
        "Node",
        "A documentation comment (`///`, `/** */`, `//!`, `/*! */`), which stands for a `doc`"
        " attribute.",
        "inner: bool",
        "token: Tok",
    ),
    Row(
        "Visibility",
        "Node",
        "`pub`, or `pub(…)` where `restriction` is the token `crate`, `super`, `self` or `in`;"
        " `path` follows `in`.",
        "restriction: Tok",
        "path: Path | None",
    ),
    Row("TypePath", "Type", "A type named by a path.", "path: Path"),
    Row("TypeTuple", "Type", "`(A, B)`.", "items: list[Type]"),
    Row("TypeNever", "Type", "`!`."),
    Row("TypeError", "Type", "What was found in place of a type."),
    # Items. `first` is the first attribute or the visibility, `keyword` the token that names the
    # kind of item.
    Row(
        "ItemFn",
        "Item",
        "`pub const async fn name(params) -> ret { body }`. `const_` and `async_` are tokens.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "const_: Tok",
        "async_: Tok",
        "keyword: Tok",
        "name: Tok",
        "params: list[Param]",
        "ret: Type | None",
        "body: Block",
    ),
    Row(
        "Param",
        "Node",
        "A parameter of a function or closure. `self_` is the token of a bare `self`, in which"
        " case `pattern` is None.",
        "self_: Tok",
        "pattern: Pattern | None",
    ),
    Row(
        "ItemStruct",
        "Item",
        "`struct Name;`, `struct Name(a, b);` or `struct Name { a, b }`.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "keyword: Tok",
        "name: Tok",
        "fields: Fields",
    ),
    Row(
        "ItemEnum",
        "Item",
        "`enum Name { … }`.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "keyword: Tok",
        "name: Tok",
        "variants: list[Variant]",
    ),
    Row(
        "Variant",
        "Node",
        "A variant of an enum.",
        "attributes: list[Attribute | DocComment]",
        "name: Tok",
        "fields: Fields",
    ),
    Row(
        "Fields",
        "Node",
        "The fields of a struct or variant. `style` is `unit`, `tuple` or `named`; a unit's node"
        " covers no token.",
        "style: str",
        "fields: list[Field]",
    ),
    Row(
        "Field",
        "Node",
        "A declared field; visibility, attributes other than documentation, and types are"
        " rejected later.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "name: Tok",
        "type: Type | None",
    ),
    Row(
        "ItemImpl",
        "Item",
        "`impl Path { … }`; the items within are segments.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "keyword: Tok",
        "path: Path",
        "open: Tok",
        "items: list[Segment]",
    ),
    Row(
        "ItemMod",
        "Item",
        "`mod name;` where `open` is -1, or `mod name { … }` whose inner attributes and items"
        " follow.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "keyword: Tok",
        "name: Tok",
        "open: Tok",
        "inner: list[Attribute | DocComment]",
        "items: list[Segment]",
    ),
    Row(
        "ItemUse",
        "Item",
        "`use tree;`.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "keyword: Tok",
        "tree: UseTree",
    ),
    Row(
        "UseTree",
        "Node",
        "`a::b as c`, `a::{…}`, `a::*`. `leading` is a leading `::`, `alias` the name behind `as`."
        " Globs and groups may be followed by more segments, which is rejected later.",
        "leading: Tok",
        "segments: list[UseName | UseGlob | UseGroup]",
        "alias: Tok",
    ),
    Row(
        "UseName",
        "Node",
        "A named segment: an identifier, `self`, `Self`, `crate` or `super`.",
        "token: Tok",
    ),
    Row("UseGlob", "Node", "`*`."),
    Row("UseGroup", "Node", "`{a, b::c}`.", "trees: list[UseTree]"),
    Row(
        "ItemConst",
        "Item",
        "`const NAME = value;`.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "keyword: Tok",
        "name: Tok",
        "value: Expr",
    ),
    Row(
        "ItemStatic",
        "Item",
        "`static NAME;` or `static NAME = value;`.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "keyword: Tok",
        "name: Tok",
        "value: Expr | None",
    ),
    Row(
        "ItemMacro",
        "Item",
        "A macro call in item position.",
        "attributes: list[Attribute | DocComment]",
        "visibility: Visibility | None",
        "call: MacroCall",
    ),
    Row(
        "ItemError",
        "Item",
        "Tokens skipped where an item was expected; their error is reported already.",
    ),
    # Statements.
    Row(
        "Block",
        "Node",
        "`{ … }`. The value is the last statement that is no item, if that is a `StmtExpr`"
        " without a semicolon.",
        "statements: list[Item | Stmt]",
    ),
    Row(
        "StmtLocal",
        "Stmt",
        "`let pattern = value;` as a statement; a `mut` is rejected later.",
        "attributes: list[Attribute | DocComment]",
        "mut: Tok",
        "pattern: Pattern",
        "value: Expr",
        "semi: Tok",
    ),
    Row(
        "StmtExpr",
        "Stmt",
        "An expression as a statement; `semi` is its semicolon.",
        "expr: Expr",
        "semi: Tok",
    ),
    # Expressions.
    Row(
        "ExprError",
        "Expr",
        "What was found in place of an expression; its error is reported already.",
    ),
    Row(
        "ExprAttributed",
        "Expr",
        "An operand behind attributes: they belong to the first operand of an expression, not the"
        " whole. All are rejected later but those on macro calls.",
        "attributes: list[Attribute | DocComment]",
        "expr: Expr",
    ),
    Row("ExprPath", "Expr", "A path as a value: a local, an item, `self`.", "path: Path"),
    Row(
        "ExprLiteral",
        "Expr",
        "A literal of one token, `first`: a number, string, byte string, character, byte, `true`"
        " or `false`. Its value is worked out by `syntax.literals`.",
    ),
    Row(
        "ExprTemplate",
        "Expr",
        "A template string; texts and expressions in turn as written.",
        "parts: list[TemplateText | Expr]",
    ),
    Row(
        "TemplateText",
        "Node",
        "The text between two expressions of a template, one token: `first`.",
    ),
    Row("ExprGroup", "Expr", "`(expr)`.", "expr: Expr"),
    Row("ExprTuple", "Expr", "`()`, `(a,)`, `(a, b)`.", "items: list[Expr]"),
    Row("ExprVec", "Expr", "`[a, b]`.", "items: list[Expr]"),
    Row(
        "ExprObject",
        "Expr",
        "`#{ … }` where `path` is None, or `Path { … }`.",
        "path: Path | None",
        "fields: list[ObjectField]",
    ),
    Row(
        "ObjectField",
        "Node",
        "`key: value`, or `key` alone. The key is an identifier or a string.",
        "key: Tok",
        "value: Expr | None",
    ),
    Row(
        "ExprUnary",
        "Expr",
        "`-a`, `!a`, and the rejected `&a` and `*a`. `op` is the token's kind; the token is"
        " `first`.",
        "op: int",
        "operand: Expr",
    ),
    Row(
        "ExprBinary",
        "Expr",
        "`left op right`. `op` is the kind of the operator's token, `IS_NOT` for `is not`;"
        " `op_token` its (first) token.",
        "left: Expr",
        "op: int",
        "op_token: Tok",
        "right: Expr",
    ),
    Row("ExprAssign", "Expr", "`target = value`.", "target: Expr", "value: Expr"),
    Row(
        "ExprAssignOp",
        "Expr",
        "`target op= value`; `op` is the kind of the compound operator's token.",
        "target: Expr",
        "op: int",
        "op_token: Tok",
        "value: Expr",
    ),
    Row(
        "ExprRange",
        "Expr",
        "`a..b`, `a..=b` if `inclusive`, either end optional; `op_token` is the dots.",
        "start: Expr | None",
        "inclusive: bool",
        "op_token: Tok",
        "end: Expr | None",
    ),
    Row(
        "ExprCall",
        "Expr",
        "`callee(args)`; `open` is the parenthesis.",
        "callee: Expr",
        "open: Tok",
        "args: list[Expr]",
    ),
    Row(
        "ExprMethodCall",
        "Expr",
        "`receiver.name::<T>(args)`; `name` is an identifier or a number.",
        "receiver: Expr",
        "name: Tok",
        "generics: GenericArgs | None",
        "args: list[Expr]",
    ),
    Row(
        "ExprField",
        "Expr",
        "`base.name` or `base.0`: `name` is an identifier or a number. A field with generics or"
        " further segments (`base.a::b`) has them in `path`, and is rejected later.",
        "base: Expr",
        "name: Tok",
        "path: Path | None",
    ),
    Row("ExprIndex", "Expr", "`base[index]`.", "base: Expr", "index: Expr"),
    Row("ExprAwait", "Expr", "`base.await`.", "base: Expr"),
    Row("ExprTry", "Expr", "`base?`.", "base: Expr"),
    Row(
        "ExprLet",
        "Expr",
        "`let pattern = value` as a condition or operand; a `mut` is rejected later.",
        "mut: Tok",
        "pattern: Pattern",
        "value: Expr",
    ),
    Row(
        "ExprIf",
        "Expr",
        "`if … else if … else`. A condition may be an `ExprLet`.",
        "branches: list[IfBranch]",
        "else_: Block | None",
    ),
    Row(
        "IfBranch",
        "Node",
        "One condition of an `if` with its block.",
        "condition: Expr",
        "body: Block",
    ),
    Row(
        "ExprMatch",
        "Expr",
        "`match scrutinee { arms }`.",
        "scrutinee: Expr",
        "arms: list[MatchArm]",
    ),
    Row(
        "MatchArm",
        "Node",
        "`pattern if guard => body`.",
        "pattern: Pattern",
        "guard: Expr | None",
        "body: Expr",
    ),
    Row(
        "ExprSelect",
        "Expr",
        "`select { arms }`; `default` arms have neither pattern nor future.",
        "arms: list[SelectArm]",
    ),
    Row(
        "SelectArm",
        "Node",
        "`pattern = future => body`, or `default => body`.",
        "pattern: Pattern | None",
        "future: Expr | None",
        "body: Expr",
    ),
    Row("ExprLoop", "Expr", "`'label: loop { … }`.", "label: Tok", "body: Block"),
    Row(
        "ExprWhile",
        "Expr",
        "`'label: while condition { … }`.",
        "label: Tok",
        "condition: Expr",
        "body: Block",
    ),
    Row(
        "ExprFor",
        "Expr",
        "`'label: for pattern in iterable { … }`.",
        "label: Tok",
        "pattern: Pattern",
        "iterable: Expr",
        "body: Block",
    ),
    Row(
        "ExprBlock",
        "Expr",
        "A block as an expression, perhaps labelled, `async`, `async move` or `const`. Other"
        " combinations of these, such as `move` alone, are rejected later.",
        "label: Tok",
        "async_: Tok",
        "const_: Tok",
        "move_: Tok",
        "block: Block",
    ),
    Row(
        "ExprClosure",
        "Expr",
        "`async move |params| body`.",
        "async_: Tok",
        "move_: Tok",
        "params: list[Param]",
        "body: Expr",
    ),
    Row("ExprReturn", "Expr", "`return value`.", "value: Expr | None"),
    Row("ExprBreak", "Expr", "`break 'label value`.", "label: Tok", "value: Expr | None"),
    Row("ExprContinue", "Expr", "`continue 'label`.", "label: Tok"),
    Row("ExprYield", "Expr", "`yield value`.", "value: Expr | None"),
    Row("ExprMacroCall", "Expr", "A macro call as an expression.", "call: MacroCall"),
    Row(
        "MacroCall",
        "Node",
        "`path!(…)`, `path![…]`, `path!{…}`: the arguments are the tokens"
        " `open < i < close`. `delimiter` is the kind of the opening token, -1 if there is none.",
        "path: Path",
        "delimiter: int",
        "open: Tok",
        "close: Tok",
    ),
    # Patterns.
    Row(
        "PatError",
        "Pattern",
        "What was found in place of a pattern; its error is reported already.",
    ),
    Row("PatIgnore", "Pattern", "`_`."),
    Row("PatRest", "Pattern", "`..`."),
    Row(
        "PatPath",
        "Pattern",
        "A path: a binding if it is a single name that resolves to nothing that can be matched.",
        "path: Path",
    ),
    Row(
        "PatLiteral",
        "Pattern",
        "A literal token `token`, perhaps behind a minus sign.",
        "minus: Tok",
        "token: Tok",
    ),
    Row(
        "PatTuple",
        "Pattern",
        "`(p, q)` or `Path(p, q)`.",
        "path: Path | None",
        "items: list[Pattern]",
    ),
    Row("PatVec", "Pattern", "`[p, q]`.", "items: list[Pattern]"),
    Row(
        "PatExpr",
        "Pattern",
        "A minus sign before anything but a number; its error is reported already.",
        "expr: Expr",
    ),
    Row(
        "PatObject",
        "Pattern",
        "`#{ a, b: p, .. }` or `Path { a, b: p, .. }`. Fields are `PatField`, at the end perhaps"
        " `PatRest`; anything else is rejected later.",
        "path: Path | None",
        "fields: list[Pattern]",
    ),
    Row(
        "PatField",
        "Pattern",
        "`key: pattern`, or `key` alone, which binds a variable of that name. The key is an"
        " identifier or a string. Outside of an object this is a type annotation, and rejected"
        " later.",
        "key: Tok",
        "pattern: Pattern | None",
    ),
]
