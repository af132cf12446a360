"""The index: all items of a program, found by one walk over its files.

Items of modules and `impl` blocks are found segment by segment. Bodies are walked only where their
tokens show that something is declared in them: then each block, closure and async block on the way
becomes an item that declarations stand in, numbered in the order of the source.

What needs other items to be known (imports, the targets of `impl` blocks) is put on lists, and
settled by `bindrune.core.analysis.imports` when all files have been walked.

The order of everything is that of the reference: `eager` holds what it looks at first, in that
order, which is the order of its errors; the `id` of an item counts paths in the order in which
they become known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.attributes import Attributes
from bindrune.core.analysis.items import (
    NO_NAMES,
    PRIVATE,
    PUBLIC,
    Function,
    Import,
    Item,
    Struct,
    Value,
    joined,
    visibility_of,
)
from bindrune.core.analysis.use_trees import imports_of
from bindrune.core.diagnostics.codes import (
    CONFLICTING_MODIFIERS,
    SELF_OUTSIDE_IMPL,
    UNSUPPORTED_MODULE,
    UNSUPPORTED_TYPING,
    UNSUPPORTED_VISIBILITY,
)
from bindrune.core.syntax import tokens
from bindrune.core.syntax.nodes import (
    Block,
    ExprBlock,
    ExprClosure,
    ExprMacroCall,
    ItemConst,
    ItemEnum,
    ItemFn,
    ItemImpl,
    ItemMacro,
    ItemMod,
    ItemStatic,
    ItemStruct,
    ItemUse,
    MacroCall,
)
from bindrune.core.syntax.parser.macro_args import MacroArguments
from bindrune.core.syntax.tree import children

if TYPE_CHECKING:
    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.project.loader import Loaded
    from bindrune.core.syntax.nodes import Expr, Fields, Node, Visibility
    from bindrune.core.syntax.nodes import Item as ItemNode
    from bindrune.core.syntax.tree import Segment, Tree

EXPANDING = frozenset(
    ("print", "println", "format", "panic", "dbg", "template", "assert", "assert_eq", "assert_ne")
)
"""The macros whose arguments are expressions."""

ASSERTING = {"assert": 1, "assert_eq": 2, "assert_ne": 2}
"""The macros that take a message behind so many arguments."""
DECLARING = frozenset(
    (
        tokens.FN,
        tokens.STRUCT,
        tokens.ENUM,
        tokens.IMPL,
        tokens.USE,
        tokens.MOD,
        tokens.CONST,
        tokens.STATIC,
    )
)
"""The tokens that show that something may be declared in a body."""


Scopes = dict[str, dict[str, list[Item]]]
"""The names declared in each path."""


class Impl:
    """An `impl` block whose target is still to be found: it stands in `scope`."""

    __slots__ = ("node", "scope", "segment")

    def __init__(self, scope: Item, segment: Segment, node: ItemImpl) -> None:
        self.scope = scope
        self.segment = segment
        self.node = node


class Index:
    """All items of a program. `root` is the crate's module; `entry` the body of a script, if it is
    one.
    """

    def __init__(
        self, loaded: Loaded, diagnostics: Diagnostics, inherited: Scopes | None = None
    ) -> None:
        self.diagnostics = diagnostics
        self.inherited: Scopes = {} if inherited is None else dict(inherited)
        """What earlier inputs of a session have declared; see `to_inherit`."""
        self.loaded = loaded
        self.ids: dict[str, int] = {}
        self.entries: list[list[Item]] = []
        """The declarations of each path, the lists that `Item.names` hold."""
        self.scopes: Scopes = {}
        """The names in each path that has any."""
        self.imports: list[Import] = []
        self.impls: list[Impl] = []
        self.macros: list[tuple[Segment, ItemMacro, Item]] = []
        """The macro calls that stand where items do, with the scope they stand in."""
        self.eager: list[Item] = []
        self.statics: list[Value] = []
        self.functions: list[Function] = []
        """All functions, in the order of the source."""
        self.entry: Function | None = None
        self.arguments: dict[int, dict[int, tuple[Expr, int]]] = {}
        """The arguments of macros that were looked into for declarations, by the `id` of their segment
        and their first token: lowering is to see the same nodes."""
        self._blocks: dict[int, Item] = {}
        self._messages: dict[int, list[Expr]] = {}
        """The messages of assertions that are yet to be walked, by the `id` of their call."""
        self._attributes = Attributes(diagnostics)
        self._tests: list[Item] = []
        self._pending: list[tuple[Segment, Node, Item]] = []
        self.root = self._module_item("", "", None, PUBLIC, None, None)
        """The module of the crate."""
        # What the blocks of earlier inputs declare is theirs: blocks of this one are numbered behind them.
        earlier = [int(path[1:]) for path in self.inherited if path[:1] == "$" and path[1:].isdigit()]
        self.root.blocks = max(earlier, default=-1) + 1

    # What lowering asks.

    def block(self, node: Node) -> Item | None:
        """The item of a block, closure or async block, if anything is declared in the body around
        it.
        """
        return self._blocks.get(id(node))

    def entries_at(self, path: str) -> list[Item] | None:
        """All that is declared under a path, or None."""
        around, mark, name = path.rpartition("::")
        if mark and not around:
            return None  # a crate
        return self.names_at(around).get(name)

    def names_at(self, path: str) -> dict[str, list[Item]]:
        """What is declared directly inside a path, by name."""
        names = self.scopes.get(path)
        if not self.inherited or (path and path.partition("::")[0] in self.root.names):
            return names or NO_NAMES
        inherited = self.inherited.get(path, NO_NAMES)
        return {**inherited, **names} if names else inherited

    def to_inherit(self) -> Scopes:
        """All that the next input of a session sees of this one and those before it."""
        found = dict(self.inherited)
        for path in self.scopes:
            found[path] = self.names_at(path)
        found[""] = {**self.inherited.get("", NO_NAMES), **self.root.names}
        return found

    def entries_of(self, item: Item) -> list[Item]:
        """All that is declared under the path of an item."""
        around = item.scope
        if isinstance(item, Function) and item.impl is not None:
            around = item.impl
        assert around is not None
        if item.name not in around.names:  # of an `impl` for a type of an earlier input
            return self.names_at(around.path)[item.name]
        return around.names[item.name]

    # The walk.

    def add_root(self, tree: Tree) -> None:
        """Walks the root file, and the files of modules as they are met."""
        if tree.function_body:
            self.entry = entry = Function(0, "fn", "", "", None, PUBLIC, None, None)
            entry.module = self.root
            entry.scope = self.root
            self._describe_function(entry, async_=True, self_=False)
        else:
            self._attributes.of_file(tree.head, tree.inner)
        self._walk_items(tree.segments, self.root, host=True)
        if tree.function_body and any(
            self._declares(segment, 0) for segment in tree.segments if not _is_item(segment.node)
        ):
            for segment in tree.segments:
                if segment.node is not None and not _is_item(segment.node):
                    self._walk_body(segment, segment.node, self.root)

    def _walk_items(self, segments: list[Segment], scope: Item, host: bool) -> None:
        """Enters the items of a module. `host` says that a host could name what is public there."""
        tests = self._tests
        self._tests = []
        for segment in segments:
            node = segment.node
            if node is not None:
                self._walk_item(segment, node, scope, host)
                self._drain()
        self.eager += reversed(self._tests)
        self._tests = tests

    def _walk_item(self, segment: Segment, node: Node, scope: Item, host: bool) -> None:
        """Enters an item; what is no item is passed over."""
        kind = node.__class__
        if kind is ItemFn:
            assert isinstance(node, ItemFn)
            function = self.function(segment, node, scope, host, None)
            if function.test or function.bench:
                self._tests.append(function)
            elif function.host:
                self.eager.append(function)
        elif kind is ItemStruct:
            assert isinstance(node, ItemStruct)
            self._attributes.of(segment, node.attributes, "structs", documented=True)
            struct = Struct(*self._identity("struct", segment, node, scope))
            struct.enum = None
            self._shape(struct, segment, node.fields)
            self._declare(struct)
        elif kind is ItemUse:
            assert isinstance(node, ItemUse)
            self._attributes.of(segment, node.attributes, "uses")
            visibility = self._visibility(segment, node.visibility)
            for found in imports_of(node, segment, scope, visibility, self.diagnostics):
                self.imports.append(found)
                if not found.glob:
                    found.host = host and visibility == PUBLIC
                    self._enter_name(found)
        elif kind is ItemEnum:
            assert isinstance(node, ItemEnum)
            self._enum(segment, node, scope)
        elif kind is ItemConst or kind is ItemStatic:
            assert isinstance(node, ItemConst | ItemStatic)
            word = "const" if kind is ItemConst else "static"
            kinds = "constants" if word == "const" else "statics"
            self._attributes.of(segment, node.attributes, kinds, documented=True)
            value = Value(*self._identity(word, segment, node, scope))
            value.number = -1
            self._declare(value)
            if word == "static":
                value.number = len(self.statics)
                self.statics.append(value)
                self.eager.append(value)
            if node.value is not None and self._declares(segment, node.value.first):
                self._pending.append((segment, node.value, value))
        elif kind is ItemMacro:
            assert isinstance(node, ItemMacro)
            self.macros.append((segment, node, scope))
        elif kind is ItemImpl:
            assert isinstance(node, ItemImpl)
            self._attributes.of(segment, node.attributes, "impl blocks")
            self.impls.append(Impl(scope, segment, node))
        elif kind is ItemMod:
            assert isinstance(node, ItemMod)
            self._module(segment, node, scope, host)

    def function(
        self, segment: Segment, node: ItemFn, scope: Item, host: bool, bearer: Item | None
    ) -> Function:
        """Enters a function; `bearer` is the type of the `impl` block it stands in."""
        kind = "fn" if node.const_ < 0 else "const fn"
        id, kind, path, name, scope, visibility, segment, found = self._identity(
            kind, segment, node, scope
        )
        if bearer is not None:
            path = joined(bearer.path, name)
            id = self.intern(path)
        function = Function(id, kind, path, name, scope, visibility, segment, found)
        params = node.params
        self_ = bool(params) and params[0].self_ >= 0
        self._describe_function(function, async_=node.async_ >= 0, self_=self_)
        function.impl = bearer
        function.host = host and visibility == PUBLIC and kind == "fn"
        if node.attributes:
            nested = scope.kind not in ("module", "struct", "enum") and bearer is None
            self._attributes.of_function(segment, function, nested)
        diagnostics = self.diagnostics
        if node.const_ >= 0 and node.async_ >= 0:
            diagnostics.error(
                CONFLICTING_MODIFIERS,
                segment.span(node),
                "An `fn` can't both be `async` and `const` at the same time",
            )
        if self_ and bearer is None:
            diagnostics.error(
                SELF_OUTSIDE_IMPL,
                segment.span(node),
                "Instance function declared outside of `impl` block",
            )
        if node.ret is not None:
            diagnostics.error(
                UNSUPPORTED_TYPING,
                segment.span(node),
                "Adding a return type in functions is not supported",
            )
        self.functions.append(function)
        self._declare(function, bearer)
        if self._declares(segment, node.body.first):
            self._pending.append((segment, node.body, function))
        return function

    def walk_impl(self, block: Impl, bearer: Item | None, native: str) -> None:
        """Enters the functions of an `impl` block, now that its target is known: an item, or a
        native type.
        """
        if bearer is None:
            bearer = Item(-1, "type", native, native, None, PUBLIC, None, None)
            bearer.module = self.root
        host = self.host_visible(block.scope)
        for segment in block.node.items:
            if isinstance(segment.node, ItemFn):
                function = self.function(segment, segment.node, block.scope, host, bearer)
                function.native_impl = bool(native)
                if function.self_ or function.test or function.bench or function.host:
                    self.eager.append(function)
                self._drain()

    def host_visible(self, scope: Item) -> bool:
        """Whether a host could name the public items of a scope."""
        at: Item | None = scope
        while at is not None and at is not self.root:
            if at.kind != "module" or at.visibility != PUBLIC:
                return False
            at = at.scope
        return True

    # Single kinds of items.

    def _describe_function(self, function: Function, async_: bool, self_: bool) -> None:
        function.async_ = async_
        function.self_ = self_
        function.test = function.bench = function.host = function.native_impl = False
        function.flow = "immediate"

    def _enum(self, segment: Segment, node: ItemEnum, scope: Item) -> None:
        self._attributes.of(segment, node.attributes, "enums", documented=True)
        enum = Item(*self._identity("enum", segment, node, scope))
        self._declare(enum)
        for variant in node.variants:
            self._attributes.of(segment, variant.attributes, "variants", documented=True)
            name = segment.text(variant.name)
            path = f"{enum.path}::{name}"
            item = Struct(
                self.intern(path), "variant", path, name, enum, enum.visibility, segment, variant
            )
            item.enum = enum
            self._shape(item, segment, variant.fields)
            self._declare(item)

    def _shape(self, struct: Struct, segment: Segment, fields: Fields) -> None:
        struct.shape = fields.style
        struct.fields = [segment.text(field.name) for field in fields.fields]
        for field in fields.fields:
            self._attributes.of(segment, field.attributes, "fields", documented=True)
            if field.visibility is not None:
                self.diagnostics.error(
                    UNSUPPORTED_VISIBILITY,
                    segment.span(field),
                    "Field visibility is not supported",
                )
            elif field.type is not None:
                self.diagnostics.error(
                    UNSUPPORTED_TYPING,
                    segment.span(field),
                    "Static typing on fields is not supported",
                )

    def _module(self, segment: Segment, node: ItemMod, scope: Item, host: bool) -> None:
        self._attributes.of(segment, node.attributes, "modules", documented=True)
        name = segment.text(node.name)
        visibility = self._visibility(segment, node.visibility)
        path = joined(scope.path, name)
        module = self._module_item(path, name, scope, visibility, segment, node)
        self._declare(module)
        self.eager.append(module)
        host = host and visibility == PUBLIC
        if node.open >= 0:
            self._attributes.of_file(segment, node.inner)
            self._walk_items(node.items, module, host)
            return
        tree = self.loaded.modules.get(id(node))
        if tree is not None:
            self._attributes.of_file(tree.head, tree.inner)
            self._walk_items(tree.segments, module, host)
        else:
            module.kind = "missing"
            if id(node) not in self.loaded.failed:
                self.diagnostics.error(
                    UNSUPPORTED_MODULE, segment.span(node), f"Cannot load module for `{path}`"
                )

    def _module_item(
        self,
        path: str,
        name: str,
        scope: Item | None,
        visibility: str,
        segment: Segment | None,
        node: Node | None,
    ) -> Item:
        item = Item(self.intern(path), "module", path, name, scope, visibility, segment, node)
        item.names = self.scopes.setdefault(path, {})
        return item

    # Bodies.

    def _declares(self, segment: Segment, first: int) -> bool:
        """Whether anything may be declared behind the token `first` of a segment."""
        return not DECLARING.isdisjoint(segment.kinds[first:])

    def _drain(self) -> None:
        """Walks the bodies met so far."""
        while self._pending:
            self._walk_body(*self._pending.pop(0))

    def _walk_body(self, segment: Segment, node: Node, scope: Item) -> None:
        """Enters what a body declares. The walk keeps its own stack, since bodies nest deeper than
        Python's does.
        """
        stack: list[tuple[Segment, Node, Item]] = [(segment, node, scope)]
        while stack:
            segment, node, scope = stack.pop()
            kind = node.__class__
            if kind is Block:
                assert isinstance(node, Block)
                scope = self._block(node, scope)
                inner: list[tuple[Segment, Node, Item]] = []
                for statement in node.statements:
                    if _is_item(statement):
                        self._walk_item(segment, statement, scope, host=False)
                        inner += self._pending
                        self._pending.clear()
                    else:
                        inner.append((segment, statement, scope))
                stack += reversed(inner)
                continue
            if kind is ExprClosure:
                scope = self._block(node, scope)
            elif kind is ExprBlock:
                assert isinstance(node, ExprBlock)
                if node.async_ >= 0:
                    # The block of an async block has no component of its own.
                    scope = self._block(node, scope)
                    self._blocks[id(node.block)] = scope
            elif kind is ExprMacroCall:
                assert isinstance(node, ExprMacroCall)
                stack += reversed(self._macro_arguments(segment, node, scope))
                continue
            elif kind is MacroCall:
                # The block in which `assert!` and its like panic: with the arguments of the message.
                scope = self._block(node, scope)
                message = self._messages.pop(id(node), [])
                stack += [(segment, argument, scope) for argument in reversed(message)]
                continue
            stack += [(segment, child, scope) for child in reversed(list(children(node)))]

    def _macro_arguments(
        self, segment: Segment, node: ExprMacroCall, scope: Item
    ) -> list[tuple[Segment, Node, Item]]:
        """What is to be walked of the arguments of a macro, which expands to them.

        `assert_eq!` expands to a block around them, and it and `assert!` to one behind what they look at.
        """
        call = node.call
        name = segment.text(call.path.last)
        if name not in EXPANDING or call.open < 0:
            return []
        known = self.arguments.setdefault(id(segment), {})
        reader = MacroArguments(segment, call.open + 1, call.close, known)
        found: list[Expr] = []
        while not reader.ended and not reader.failed:
            reader.name()
            found.append(reader.expression())
            if not reader.comma():
                break
        if name in ASSERTING:
            looked_at = ASSERTING[name]
            if looked_at > 1:
                scope = self._block(node, scope)
            self._messages[id(call)] = found[looked_at:]
            return [(segment, argument, scope) for argument in (*found[:looked_at], call)]
        return [(segment, argument, scope) for argument in found]

    def _block(self, node: Node, scope: Item) -> Item:
        found = self._blocks.get(id(node))
        if found is None:
            name = f"${scope.blocks}"
            scope.blocks += 1
            path = joined(scope.path, name)
            found = Item(self.intern(path), "block", path, name, scope, PRIVATE, None, node)
            found.names = self.scopes.setdefault(path, {})
            self._blocks[id(node)] = found
        return found

    # Entering names.

    def intern(self, path: str) -> int:
        """The number of a path, a new one if it has not been met before."""
        return self.ids.setdefault(path, len(self.ids))

    def _identity(
        self, kind: str, segment: Segment, node: Node, scope: Item
    ) -> tuple[int, str, str, str, Item, str, Segment, Node]:
        """The arguments for the item of a declaration."""
        name = segment.text(node.name)  # type: ignore[attr-defined]
        path = joined(scope.path, name)
        visibility = self._visibility(segment, node.visibility)  # type: ignore[attr-defined]
        return self.intern(path), kind, path, name, scope, visibility, segment, node

    def _visibility(self, segment: Segment, node: Visibility | None) -> str:
        if node is None:
            return PRIVATE
        if node.path is not None:
            self.diagnostics.error(
                UNSUPPORTED_VISIBILITY, segment.span(node), "Visibility modifier not supported"
            )
        return visibility_of(node, segment)

    def _declare(self, item: Item, bearer: Item | None = None) -> None:
        """Enters an item under its name, in its scope or the type that it belongs to."""
        self._enter_name(item, bearer)
        if item.names is NO_NAMES:
            found = self.scopes.get(item.path)
            if found is not None:
                item.names = found

    def _enter_name(self, item: Item, bearer: Item | None = None) -> None:
        around = bearer if bearer is not None else item.scope
        assert around is not None
        if self.inherited:
            names = self._own_names(around, item)
        else:
            names = around.names
            if names is NO_NAMES:
                names = around.names = self.scopes.setdefault(around.path, {})
        entries = names.get(item.name)
        if entries is None:
            names[item.name] = entries = [item]
            self.entries.append(entries)
        else:
            entries.append(item)

    def _own_names(self, around: Item, item: Item) -> dict[str, list[Item]]:
        """The names around a new item, free of what an earlier input has declared as its name."""
        path = around.path
        inherited = self.inherited.get(path, NO_NAMES)
        names = self.scopes.get(path)
        if names is None:
            # What is added to an earlier type or module must not be seen if this input fails.
            names = self.scopes[path] = dict(inherited)
            if around.scope is None or around.scope is self.root:
                around.names = names
        present = names.get(item.name)
        if present is None or present is inherited.get(item.name):
            names.pop(item.name, None)
            if item.name in inherited:
                below = f"{item.path}::"
                self.inherited = {
                    other: found
                    for other, found in self.inherited.items()
                    if other != item.path and not other.startswith(below)
                }
        return names

    def add_glob_name(self, found: Import) -> None:
        """Enters a name that a glob gives."""
        self._enter_name(found)


def _is_item(node: Node | ItemNode | None) -> bool:
    return node.__class__ in _ITEM_CLASSES


_ITEM_CLASSES = frozenset(
    (ItemFn, ItemStruct, ItemEnum, ItemImpl, ItemMod, ItemUse, ItemConst, ItemStatic)
)
