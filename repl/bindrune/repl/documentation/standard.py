"""The standard library, and the modules beside it, as documentation: read from the catalogue, no module is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.ide.describe import native_signature
from bindrune.core.ide.native_docs import native_doc
from bindrune.repl.documentation.model import Doc, Root

if TYPE_CHECKING:
    from bindrune.core.catalog.lookup import Catalog, Entry

GROUP = "Standard library"
_KINDS = {"function": "fn", "constant": "const"}


def standard_roots(catalog: Catalog) -> list[Root]:
    """The top modules of a catalogue, `std` first."""
    paths = catalog.modules()
    tops = sorted((path for path in paths if "::" not in path[2:]), key=lambda path: (path != "::std", path))
    return [_Reader(catalog, set(paths), path).root for path in tops]


class _Reader:
    """Makes one root of the modules below a path."""

    def __init__(self, catalog: Catalog, modules: set[str], path: str) -> None:
        self.catalog = catalog
        self.modules = modules
        self.root = Root(path[2:], "Module", GROUP, path)
        self.names = {path: name for name, path in catalog.prelude.items()}
        self._module(self.root.module, path)

    def _relative(self, path: str) -> str:
        return path.removeprefix(self.root.prefix).removeprefix("::")

    def _module(self, doc: Doc, path: str) -> None:
        from bindrune.core.catalog.lookup import Entry

        doc.signature = f"mod {path[2:]}"
        doc.doc = native_doc(Entry(path, "module"), self.catalog)
        owner = self.catalog.entries.get(path)
        if owner is not None and owner.kind == "type":
            doc.notes.append(f"Its values and their methods: [`type@{path[2:]}`].")
        for entry in self.catalog.members(path):
            if entry.owner is not None:
                continue  # of the type that has the module's path
            if entry.path in self.modules:
                name = entry.path.rpartition("::")[2]
                inner = Doc(self.root, doc, "module", name, self._relative(entry.path))
                doc.members.append(inner)
                self._module(inner, entry.path)
            found = self.catalog.entries.get(entry.path) if entry.kind == "module" else entry
            if found is None or found.kind == "module":
                continue
            if found.kind == "reexport":
                self._reexport(doc, found)
            else:
                doc.members += [self._item(doc, form) for form in self.catalog.forms(found)]

    def _reexport(self, parent: Doc, entry: Entry) -> None:
        target = entry.signature
        doc = self._doc(parent, entry, "reexport", f"pub use {target[2:]};")
        doc.target = target
        parent.members.append(doc)

    def _doc(self, parent: Doc, entry: Entry, kind: str, signature: str) -> Doc:
        doc = Doc(self.root, parent, kind, entry.name, self._relative(entry.path), signature)
        doc.doc = native_doc(entry, self.catalog)
        doc.deprecated = entry.deprecated
        doc.capability = entry.capability
        if entry.generics and kind in ("fn", "method"):
            shorts = ", ".join(path.rpartition("::")[2] for path in entry.generics)
            doc.label = f"{entry.name}::<{shorts}>"
        if entry.path in self.names and kind != "macro":
            doc.notes.append(f"In scope everywhere as `{self.names[entry.path]}`.")
        elif entry.path in self.names:
            doc.notes.append(f"In scope everywhere as `{self.names[entry.path]}!`.")
        return doc

    def _item(self, parent: Doc, entry: Entry) -> Doc:
        if entry.kind in ("type", "trait"):
            return self._with_members(parent, entry)
        kind = _KINDS.get(entry.kind, entry.kind)
        signature = native_signature(entry, self.catalog)
        if kind in ("protocol", "field"):
            signature = entry.signature if kind == "protocol" else entry.name
        return self._doc(parent, entry, kind, signature)

    def _with_members(self, parent: Doc, entry: Entry) -> Doc:
        members = [
            member
            for member in self.catalog.members(entry.path)
            if member.owner is not None or entry.path not in self.modules
        ]
        variants = [member for member in members if member.kind == "variant"]
        fields = [member.name for member in members if member.kind == "field"]
        kind = "trait" if entry.kind == "trait" else "enum" if variants else "type"
        signature = f"{kind} {entry.name}"
        if variants:
            shown = "".join(f"    {native_signature(v, self.catalog).partition('::')[2]},\n" for v in variants)
            signature = f"enum {entry.name} {{\n{shown}}}"
        elif fields:
            signature = f"type {entry.name} {{ {', '.join(fields)} }}"
        doc = self._doc(parent, entry, kind, signature)
        doc.traits = list(entry.traits)
        if entry.path in self.modules:
            doc.notes.append(f"Functions and constants beside it: [`mod@{entry.path[2:]}`].")
        if kind == "trait":
            doc.requires = [name.strip() for name in entry.signature.split(",") if name.strip()]
        for member in members:
            for form in self.catalog.forms(member):
                inner = self._item(doc, form)
                inner.origin = self._origin(entry, form)
                doc.members.append(inner)
        return doc

    def _origin(self, owner: Entry, member: Entry) -> str | None:
        """The trait that a member of a type comes from."""
        if member.kind == "protocol" or self.catalog.entries.get(member.path) is not None:
            return None
        for trait in owner.traits:
            if f"{trait}::{member.name}" in self.catalog.entries:
                return trait
        return None
