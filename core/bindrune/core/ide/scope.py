"""What a session hands to completion and inspection: its variables with their types, and its items.

A `SessionScope` is plain data, so that the features of editors need no session and no virtual machine.
`session_items` makes the items of one out of what `Index.to_inherit` gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Function, Import, Item, Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bindrune.core.analysis.index import Scopes


class SessionItem:
    """An item of a session as it is described to users.

    `kind` is a word such as `fn`, `struct`, `enum`, `variant`, `const`, `module`. `signature` is the declaration
    without its body. `members` are what a path can go on to (variants, associated functions, items of a module),
    `methods` what can be called behind a dot, `fields` the names of the fields of a struct, `field_docs` what is
    said about some of them.
    """

    __slots__ = ("doc", "field_docs", "fields", "kind", "members", "methods", "name", "path", "signature")

    def __init__(
        self,
        kind: str,
        path: str,
        signature: str = "",
        doc: str = "",
        fields: Sequence[str] = (),
        methods: Mapping[str, SessionItem] | None = None,
        members: Mapping[str, SessionItem] | None = None,
        field_docs: Mapping[str, str] | None = None,
    ) -> None:
        self.kind = kind
        self.path = path
        self.name = path.rpartition("::")[2]
        self.signature = signature
        self.doc = doc
        self.fields = fields
        self.methods: Mapping[str, SessionItem] = methods or {}
        self.members: Mapping[str, SessionItem] = members or {}
        self.field_docs: Mapping[str, str] = field_docs or {}


class SessionScope:
    """The variables of a session (name → path of the type, such as `::std::vec::Vec` or `Point`) and its items."""

    __slots__ = ("items", "variables")

    def __init__(
        self,
        variables: Mapping[str, str] | None = None,
        items: Mapping[str, SessionItem] | None = None,
    ) -> None:
        self.variables: Mapping[str, str] = variables or {}
        self.items: Mapping[str, SessionItem] = items or {}

    def item(self, path: str) -> SessionItem | None:
        """The item of a path."""
        names = path.split("::")
        found = self.items.get(names[0])
        for name in names[1:]:
            if found is None:
                return None
            found = found.members.get(name) or found.methods.get(name)
        return found


NO_SCOPE = SessionScope()
"""The scope of a session that has nothing."""


def session_items(scopes: Scopes) -> dict[str, SessionItem]:
    """The items that a session's inputs have declared, by name; imports are left out."""
    return _items(scopes, "", 0)


def _items(scopes: Scopes, path: str, depth: int) -> dict[str, SessionItem]:
    found: dict[str, SessionItem] = {}
    for name, entries in scopes.get(path, {}).items():
        if not entries or isinstance(entries[0], Import) or entries[0].kind == "block":
            continue
        item = entries[0]
        members = _items(scopes, item.path, depth + 1) if depth < 16 else {}
        methods = {
            member.name: members.pop(member.name)
            for members_of in scopes.get(item.path, {}).values()
            for member in members_of[:1]
            if isinstance(member, Function) and member.self_ and member.name in members
        }
        found[name] = session_item(item, methods, members)
    return found


def session_item(
    item: Item,
    methods: Mapping[str, SessionItem] | None = None,
    members: Mapping[str, SessionItem] | None = None,
) -> SessionItem:
    """One item of a program, described."""
    from bindrune.core.ide.describe import field_docs, item_doc, item_signature, module_doc

    fields: Sequence[str] = ()
    docs: dict[str, str] = {}
    if isinstance(item, Struct) and item.shape == "named":
        fields, docs = item.fields, field_docs(item)
    doc = module_doc(item, {}) if item.kind == "module" else item_doc(item)
    return SessionItem(item.kind, item.path, item_signature(item), doc, fields, methods, members, docs)
