"""A program as documentation: its items and their comments, read from a snapshot such as editors have.

A program with errors is documented as far as it was understood. Which items are shown: all of a script and a binary,
since nobody else sees them; of a library those that others reach, unless the private ones are asked for. Methods are
reached through values, so they are always among them. What others reach by a re-export alone is shown there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bindrune.core.analysis.items import PRIVATE, PUBLIC, Function, Import, Item, Struct, Value, joined
from bindrune.core.ide.describe import doc_text, field_docs, item_doc, item_signature, module_doc
from bindrune.core.ide.resolve import resolve
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax.parser.entry import DeepRecursion
from bindrune.repl.documentation.model import Doc, File, Place, Root

if TYPE_CHECKING:
    from bindrune.core.ide.snapshot import Snapshot
    from bindrune.core.source import Span

_INLINED = ("struct", "enum", "fn", "const fn", "const", "static", "module")
"""The kinds of items that are shown where they are re-exported, if their own place is private."""
_KINDS = {"const fn": "fn", "missing": "module"}


def program_root(snapshot: Snapshot, name: str, word: str, group: str, *, private: bool) -> Root:
    """The documentation of a program; `word` is what it is (`Script`, `Library`), `private` shows private items too."""
    root = Root(name, word, group)
    with DeepRecursion():  # modules nest as deep as the parser lets them
        _Reader(snapshot, root, private)
    return root


class _Reader:
    def __init__(self, snapshot: Snapshot, root: Root, private: bool) -> None:
        self.snapshot = snapshot
        self.root = root
        self.private = private
        self.files = self._files()
        self._shown_here: set[str] = set()
        """The paths of what is being shown where it is re-exported."""
        tree = snapshot.trees[snapshot.root.id]
        module = root.module
        module.doc = doc_text(tree.head, [a for a in tree.inner if isinstance(a, n.DocComment)])
        module.place = Place(self.files[snapshot.root.id], 1)
        self._members(module, snapshot.index.root)

    def _files(self) -> dict[int, File]:
        """The files of the program by the id of their source, with paths below the folder that holds them all."""
        sources = [source for source in self.snapshot.sources if source.id in self.snapshot.trees]
        paths = [os.path.abspath(source.path or source.name) for source in sources]
        around = os.path.dirname(paths[0])
        if len(paths) > 1:
            around = os.path.commonpath([os.path.dirname(path) for path in paths])
        found = {}
        for source, path in zip(sources, paths, strict=True):
            shown = os.path.relpath(path, around).replace(os.sep, "/")
            found[source.id] = file = File(shown, source.text)
            self.root.files.append(file)
        return found

    def _place(self, span: Span) -> Place | None:
        file = self.files.get(span.source)
        if file is None:
            return None
        return Place(file, self.snapshot.sources[span.source].line_index.line_col(span.start)[0])

    def _members(self, doc: Doc, item: Item) -> None:
        """Enters what is declared in a module, or belongs to a type."""
        for entries in item.names.values():
            for inner in entries:
                if self._shown(inner):
                    doc.members.append(self._item(doc, inner))
        doc.members.sort(key=lambda member: (member.name, member.kind))

    def _shown(self, item: Item) -> bool:
        if isinstance(item, Import):
            return item.visibility == PUBLIC
        if item.kind == "block" or not item.name:
            return False
        if isinstance(item, Struct) and item.enum is not None:
            return True
        if isinstance(item, Function) and (item.self_ or item.test or item.bench):
            return item.self_
        return self.private or item.visibility == PUBLIC

    def _item(self, parent: Doc, item: Item, name: str = "") -> Doc:
        """The documentation of an item; `name` is what it is called if not as it is declared."""
        if isinstance(item, Import):
            return self._inlined(parent, item) or self._reexport(parent, item)
        name = name or item.name
        kind = _KINDS.get(item.kind, item.kind)
        if isinstance(item, Function) and item.self_:
            kind = "method"
        doc = Doc(self.root, parent, kind, name, joined(parent.path, name), item_signature(item), item_doc(item))
        doc.public = item.visibility != PRIVATE or kind in ("method", "variant")
        if item.segment is not None and item.node is not None:
            doc.place = self._place(item.name_span)
        if kind == "module":
            doc.signature = f"mod {doc.path}"
            doc.doc = module_doc(item, self.snapshot.modules)
            if item.kind == "missing":
                doc.notes.append("Its file could not be loaded.")
        if isinstance(item, Struct):
            self._fields(doc, item)
            if kind == "variant":
                doc.signature = doc.signature.partition("::")[2]
        if isinstance(item, Function) and item.async_:
            doc.notes.append("A call gives a future, to be awaited.")
        if not isinstance(item, (Function, Value)) and kind != "variant":
            self._members(doc, item)
            if kind == "enum":  # variants in the order of the source
                doc.members.sort(key=lambda m: (m.kind != "variant", m.place.line if m.place else 0, m.name))
        return doc

    def _fields(self, doc: Doc, struct: Struct) -> None:
        """Enters the fields of a struct or variant that have a name."""
        fields = struct.fields_node
        if struct.segment is None or fields.style != "named":
            return
        texts = field_docs(struct)
        for field in fields.fields:
            if field.name < 0:
                continue
            name = struct.segment.text(field.name)
            inner = Doc(self.root, doc, "field", name, joined(doc.path, name), name, texts.get(name, ""))
            inner.place = self._place(struct.segment.span(field))
            doc.members.append(inner)

    def _inlined(self, parent: Doc, item: Import) -> Doc | None:
        """What a re-export leads to, if others reach it in no other way."""
        if self.private or item.scope is None:
            return None
        target = resolve(self.snapshot, item.scope, [item.name])
        if not isinstance(target, Item) or target.kind not in _INLINED or self._reached(target):
            return None
        if target.path in self._shown_here:  # a module that re-exports itself
            return None
        self._shown_here.add(target.path)
        doc = self._item(parent, target, item.name)
        self._shown_here.discard(target.path)
        doc.public = True
        if doc.name != target.name:
            doc.notes.append(f"Declared as `{target.path}`.")
        for inner in doc.walk():
            inner.alias = target.path + inner.path[len(doc.path) :]
        return doc

    def _reached(self, item: Item) -> bool:
        """Whether others reach an item by its own path."""
        at: Item | None = item
        while at is not None and at is not self.snapshot.index.root:
            if at.visibility != PUBLIC:
                return False
            at = at.scope
        return True

    def _reexport(self, parent: Doc, item: Import) -> Doc:
        path = "::".join(([item.start.path] if item.start is not None and item.start.path else []) + item.segments)
        alias = f" as {item.name}" if item.segments and item.segments[-1] != item.name else ""
        doc = Doc(self.root, parent, "reexport", item.name, joined(parent.path, item.name), f"pub use {path}{alias};")
        doc.target = f"::{path}" if item.leading else path
        doc.place = self._place(item.span)
        return doc
