"""Items: what the sources of a program declare, each with its path.

An item's *path* is a string such as `a::b::f`; the root module has the empty path. Blocks,
closures and async blocks are components of it too: `f::$0::Local` is declared in the first block
of `f`, which is its body. In a script body the items at the top have bare paths (`S`), and its
blocks are `$0`, `$1` and so on. Paths of native items begin with the crate:
`::std::option::Option`.

Items form a tree. Every item that others can stand in (modules, blocks, functions, types) is a
*scope*: it has `names`, which maps a name to all that is declared under it there, imports
included. Two entries for a name are no error yet: it becomes one where the name is looked up
(`bindrune.core.analysis.names`) or when the program is checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bindrune.core.source import Span
    from bindrune.core.syntax.nodes import (
        Attribute,
        DocComment,
        Expr,
        Fields,
        ItemConst,
        ItemFn,
        ItemStatic,
        ItemStruct,
        Node,
        Variant,
        Visibility,
    )
    from bindrune.core.syntax.tree import Segment

PRIVATE = "private"
PUBLIC = "pub"
PUB_CRATE = "pub(crate)"
PUB_SUPER = "pub(super)"
PUB_SELF = "pub(self)"

# What becomes of an item while a program is analysed.
DECLARED = 0
"""Known by name only."""
READY = 1
"""Looked at, found good, and on its way into the program."""
LOST = 2
"""Looked at and found faulty: further uses of it are answered with `Missing item`."""


NO_NAMES: dict[str, list[Item]] = {}
"""The names of whatever has none; never written to."""


class Item:
    """A declared item. This class itself serves modules, enums, blocks; others have subclasses.

    `kind` is one of `module`, `block`, `enum`, `missing`, and in subclasses `fn`, `const fn`,
    `struct`, `variant`, `const`, `static`, `import`; it is the word that messages use. `scope` is
    what the item stands in, `module` the innermost module around it (itself for a module). `node`
    belongs to `segment`. `impl` is the type whose associated names are in scope by bare name: the
    one of the `impl` block that a function stands in, inherited by all inside it.
    """

    __slots__ = (
        "blocks",
        "id",
        "impl",
        "kind",
        "lowered",
        "module",
        "name",
        "names",
        "node",
        "path",
        "scope",
        "segment",
        "state",
        "used",
        "visibility",
    )

    def __init__(
        self,
        id: int,
        kind: str,
        path: str,
        name: str,
        scope: Item | None,
        visibility: str,
        segment: Segment | None,
        node: Node | None,
    ) -> None:
        self.id = id
        self.kind = kind
        self.path = path
        self.name = name
        self.scope = scope
        self.module: Item = self if kind == "module" or scope is None else scope.module
        self.visibility = visibility
        self.segment = segment
        self.node = node
        self.names: dict[str, list[Item]] = NO_NAMES
        """What is declared directly inside, by name; all items of one path share it."""
        self.blocks = 0
        """How many block components have been numbered directly inside."""
        self.impl: Item | None = None
        self.state = DECLARED
        self.used = False
        self.lowered: object = None
        """Whatever lowering wants to keep with an item: a function's IR, the value of a const."""

    @property
    def span(self) -> Span:
        """The whole item."""
        assert self.segment is not None and self.node is not None
        return self.segment.span(self.node)

    @property
    def name_span(self) -> Span:
        """The name in the declaration, or the whole item where it has none."""
        assert self.segment is not None and self.node is not None
        token: int = getattr(self.node, "name", -1)
        return self.segment.span_of_token(token) if token >= 0 else self.span

    @property
    def attributes(self) -> list[Attribute | DocComment]:
        """The attributes and documentation comments in front of the item."""
        found: list[Attribute | DocComment] = getattr(self.node, "attributes", [])
        return found

    @property
    def title(self) -> str:
        """The item as messages name it: `struct m::S`."""
        return f"{self.kind} {self.path}"

    def inside(self, module: Item) -> bool:
        """Whether this item is `module` or stands in it at any depth.

        Modules are told by their paths: each input of a session has a root of its own.
        """
        at: Item | None = self
        while at is not None:
            if at.kind == module.kind and at.path == module.path:
                return True
            at = at.scope
        return False

    def __repr__(self) -> str:
        return f"<{self.title}>"


class Function(Item):
    """A function, `const fn` or script body (whose `node` is None and whose statements are the
    source's segments).

    `self_` says that it is an instance function; `impl` is the type it is associated with, if any.
    `test` and `bench` are its attributes. `async_` is the modifier; whether the body yields is
    found out when it is lowered, and then `flow` (`immediate`, `async`, `generator`, `stream`) is
    set by lowering.
    """

    __slots__ = ("async_", "bench", "flow", "host", "native_impl", "self_", "test")

    node: ItemFn | None

    native_impl: bool
    """Whether it stands in an `impl` of a native type, which is an error."""
    async_: bool
    self_: bool
    test: bool
    bench: bool
    host: bool
    """Whether a host can call it: it is always built then."""
    flow: str


class Struct(Item):
    """A struct, or a variant of `enum`: `shape` is `unit`, `tuple` or `named`."""

    __slots__ = ("enum", "fields", "shape")

    node: ItemStruct | Variant | None

    enum: Item | None
    fields: list[str]
    shape: str

    @property
    def fields_node(self) -> Fields:
        """The declaration of the fields."""
        assert self.node is not None
        return self.node.fields


class Value(Item):
    """A `const` or `static`. `number` counts the statics of a program, in the order in which they
    are declared.
    """

    __slots__ = ("number",)

    node: ItemConst | ItemStatic | None
    number: int

    @property
    def initializer(self) -> Expr | None:
        """The expression of its value."""
        assert self.node is not None
        return self.node.value


class Import(Item):
    """One name that a `use` brings into a scope, or, if `glob`, the names of something.

    The path imported is `segments` below `start`, an item; where `start` is None the first segment
    is a name of the module or a crate, and where `leading` is set, a crate for sure.
    """

    __slots__ = ("from_glob", "glob", "host", "leading", "segments", "start", "tokens", "where")

    leading: bool
    start: Item | None
    segments: list[str]
    glob: bool
    host: bool
    """Whether a host could name it: it is checked and exported then."""
    from_glob: bool
    """Whether the name comes from a `*`."""
    tokens: list[int]
    """The tokens of the segments."""
    where: Span
    """The place that messages about this import underline."""

    @property
    def span(self) -> Span:
        """The part of the `use` that names the import."""
        return self.where


def visibility_of(node: Visibility | None, segment: Segment) -> str:
    """The visibility that a modifier means; `pub(in …)`, which is rejected elsewhere, counts as
    public.
    """
    if node is None:
        return PRIVATE
    if node.restriction < 0:
        return PUBLIC
    word = segment.text(node.restriction)
    return {"crate": PUB_CRATE, "super": PUB_SUPER, "self": PUB_SELF}.get(word, PUBLIC)


def joined(path: str, name: str) -> str:
    """The path of what is called `name` inside `path`."""
    return f"{path}::{name}" if path else name
