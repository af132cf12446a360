"""Loading the files of a program: the root, and for each `mod x;` the file of that module.

The file of the module `a::b` is `ROOT/a/b/mod.rn` or else `ROOT/a/b.rn`, where ROOT is the
directory of the root file, whichever file the `mod b;` stands in; inline modules count in the
path. Files are named as the root is: where it was given as `src/main.rn`, messages speak of
`src/a/b.rn`. Files are loaded in the order in which they are met, those of one file before those
that these ask for.

A `mod x;` inside a function is never loaded (analysis reports it); one at the top of a script body
is.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from bindrune.core.diagnostics.codes import MISSING_MODULE, MODULE_LOADED, UNSUPPORTED_MODULE
from bindrune.core.diagnostics.model import Diagnostics, Label
from bindrune.core.syntax.nodes import ItemMod
from bindrune.core.syntax.parser.entry import parse

if TYPE_CHECKING:
    from typing import Protocol

    from bindrune.core.source import Source, Sources, Span
    from bindrune.core.syntax.tree import Segment, Tree

    class Files(Protocol):
        """Where texts come from; `bindrune.core.io` provides it."""

        def read_text(self, path: str) -> str:
            """The text of a file. Raises `OSError` where there is none, or `UnicodeDecodeError`."""


class Loaded:
    """The parsed files of a program.

    `modules` maps the `id` of a `mod x;` node to the tree of its file, `failed` holds those of
    modules whose error has been reported. `diagnostics` are those of all files and of loading
    them.
    """

    __slots__ = (
        "diagnostics",
        "failed",
        "has_syntax_errors",
        "modules",
        "root",
        "sources",
        "trees",
    )

    def __init__(self, sources: Sources, root: Tree) -> None:
        self.sources = sources
        self.root = root
        self.trees: list[Tree] = []
        self.modules: dict[int, Tree] = {}
        self.failed: set[int] = set()
        self.diagnostics = Diagnostics()
        self.has_syntax_errors = False


def load(
    sources: Sources, root: Source, files: Files | None, function_body: bool = False
) -> Loaded:
    """Parses the root file and loads all modules below it; without `files`, modules cannot be
    loaded.
    """
    return load_tree(sources, parse(root, function_body), files)


def load_tree(sources: Sources, root: Tree, files: Files | None) -> Loaded:
    """Loads all modules below a root that has been parsed already."""
    return _Loader(sources, root, files).loaded


class _Loader:
    def __init__(self, sources: Sources, root: Tree, files: Files | None) -> None:
        self.loaded = Loaded(sources, root)
        self._files = files
        path = root.source.path
        self._directory = None if path is None else path[: path.rfind("/") + 1]
        self._places: dict[str, Span] = {}
        self._errors = Diagnostics()
        self._queue: deque[tuple[Source, list[str], int]] = deque()
        self._add(root, [])
        while self._queue:
            source, path_names, node_id = self._queue.popleft()
            tree = parse(source)
            self.loaded.modules[node_id] = tree
            self._add(tree, path_names)
        self.loaded.diagnostics[:0] = self._errors

    def _add(self, tree: Tree, path: list[str]) -> None:
        loaded = self.loaded
        loaded.trees.append(tree)
        loaded.diagnostics += tree.diagnostics
        loaded.has_syntax_errors |= tree.has_syntax_errors
        for segment in tree.segments:
            if segment.node.__class__ is ItemMod:
                self._find(segment, path)

    def _find(self, segment: Segment, path: list[str]) -> None:
        """Queues the files of the modules that are declared in a module, itself or inside of inline ones."""
        pending = [(segment, path)]
        while pending:
            segment, path = pending.pop()
            node = segment.node
            assert isinstance(node, ItemMod)
            if node.name < 0:
                continue
            path = [*path, segment.text(node.name)]
            if node.open < 0:
                self._enqueue(segment, node, path)
                continue
            children = (child for child in node.items if child.node.__class__ is ItemMod)
            pending += reversed([(child, path) for child in children])

    def _enqueue(self, segment: Segment, node: ItemMod, path: list[str]) -> None:
        """Queues the file of one module."""
        span = segment.span(node)
        name = "::".join(path)
        previous = self._places.get(name)
        if self._directory is None or self._files is None:
            self._errors.error(UNSUPPORTED_MODULE, span, f"Cannot load module for `{name}`")
        elif previous is not None:
            self._errors.error(
                MODULE_LOADED,
                span,
                f"Module `{name}` has already been loaded",
                labels=[Label(previous, "Previously loaded here")],
            )
        else:
            self._places[name] = span
            stem = f"{self._directory}{'/'.join(path)}"
            try:
                source = self._read(stem)
            except UnicodeDecodeError:
                message = f"Cannot read a file of module `{name}`: it is no text in UTF-8"
            else:
                if source is not None:
                    self._queue.append((source, path, id(node)))
                    return
                message = f"File not found, expected a module file like `{stem}.rn`"
            self._errors.error(MISSING_MODULE, span, message)
        self.loaded.failed.add(id(node))

    def _read(self, stem: str) -> Source | None:
        """The source of a module, from the first of its two files that can be read."""
        assert self._files is not None
        for path in (f"{stem}/mod.rn", f"{stem}.rn"):
            try:
                text = self._files.read_text(path)
            except OSError:
                continue
            return self.loaded.sources.add(path, text, path)
        return None
