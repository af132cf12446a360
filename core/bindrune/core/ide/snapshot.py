"""Snapshots: a document with the files of its modules as they were at one moment, parsed and analysed.

Everything that editors ask is answered from a snapshot; a change makes a new one. A text is a script body or a module,
much as `bindrune run FILE` would take it: a file that holds only items is a module (`is_script`).

A program with errors of syntax is reported with those alone, as the command does; but its bodies are gone through all
the same, so that names keep their meaning while a line is being typed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Function, Import, Item
from bindrune.core.catalog.lookup import standard_catalog
from bindrune.core.ide.scope import NO_SCOPE
from bindrune.core.ide.uses import Uses
from bindrune.core.ir.program import lower_program
from bindrune.core.project.loader import load_tree
from bindrune.core.project.options import Options
from bindrune.core.source import Source, Sources
from bindrune.core.syntax.nodes import Item as ItemNode
from bindrune.core.syntax.nodes import ItemMacro, StmtLocal
from bindrune.core.syntax.parser.entry import parse

if TYPE_CHECKING:
    from bindrune.core.analysis.index import Index
    from bindrune.core.catalog.lookup import Catalog
    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.ide.scope import SessionScope
    from bindrune.core.project.loader import Files
    from bindrune.core.syntax.nodes import Node
    from bindrune.core.syntax.tree import Tree


class Snapshot:
    """A program at one moment. It does not change; `take_snapshot` makes it."""

    def __init__(
        self, sources: Sources, tree: Tree, files: Files | None, catalog: Catalog, scope: SessionScope
    ) -> None:
        self.sources = sources
        self.root: Source = tree.source
        self.script = tree.function_body
        self.catalog = catalog
        self.scope = scope
        loaded = load_tree(sources, tree, files)
        self.trees: dict[int, Tree] = {one.source.id: one for one in loaded.trees}
        self.uses = Uses(sources)
        broken = loaded.has_syntax_errors
        loaded.has_syntax_errors = False
        lowered = lower_program(
            loaded, Options(), self.uses, catalog=catalog, preset=list(scope.variables)
        )
        self.index: Index = lowered.analysis.index
        self.diagnostics: list[Diagnostic] = list(loaded.diagnostics if broken else lowered.diagnostics)
        self.modules: dict[int, Tree] = loaded.modules
        """The trees of module files by the `id` of the `mod x;` node."""

    def source_of(self, path: str) -> Source | None:
        """The source that was read from a path."""
        return next((source for source in self.sources if source.path == path), None)

    @cached_property
    def items_by_node(self) -> dict[int, Item]:
        """The items by the `id` of the node that declares them."""
        found: dict[int, Item] = {}
        for entries in self.index.entries:
            for item in entries:
                if item.node is not None and not isinstance(item, Import):
                    found.setdefault(id(item.node), item)
        for function in self.index.functions:
            found.setdefault(id(function.node), function)
        return found

    def item_of(self, node: Node) -> Item | None:
        """The item that a node declares, or that declarations inside a block stand in."""
        return self.items_by_node.get(id(node)) or self.index.block(node)

    def functions_of(self, path: str) -> list[Function]:
        """The functions that are associated with a type."""
        return [f for f in self.index.functions if f.impl is not None and f.impl.path == path]


def take_snapshot(
    text: str,
    name: str,
    path: str | None = None,
    files: Files | None = None,
    *,
    script: bool | None = None,
    catalog: Catalog | None = None,
    scope: SessionScope = NO_SCOPE,
) -> Snapshot:
    """Parses and analyses a text and the module files below it.

    `path` is where module files are looked for beside, `files` gives their texts. Unless `script` says it, the text
    decides whether it is a script body. `scope` is what a session has declared before.
    """
    sources = Sources()
    root = sources.add(name, text, path)
    tree = _parse(root) if script is None else parse(root, script)
    return Snapshot(sources, tree, files, catalog or standard_catalog(), scope)


def _parse(source: Source) -> Tree:
    """Parses a text as what it is."""
    module = parse(source)
    if not module.has_syntax_errors and not any(isinstance(s.node, ItemMacro) for s in module.segments):
        return module
    body = parse(source, True)
    return body if is_script(body) else module


def is_script(body: Tree) -> bool:
    """Whether a text that was parsed as a function body is one: whether it has more than items.

    Where the text does not parse, statements that are whole count, and `let`: an item with an error in it may be taken
    for the rubble of a statement.
    """
    others = [segment for segment in body.segments if not isinstance(segment.node, ItemNode)]
    if not others:
        return False
    if not body.has_syntax_errors:
        return True
    if len(others) == len(body.segments):
        return True
    return any(
        isinstance(segment.node, StmtLocal) or not any(not problem.late for problem in segment.problems)
        for segment in others
    )
