"""What the site is made of: roots, which are packages, programs or modules of the library, and the items inside.

The model knows nothing of HTML. `standard` makes it of the catalogue, `program` of analysed sources; `address` gives
every item its place on the site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = ("module", "type", "struct", "enum", "trait")
"""The kinds of items that have a page of their own."""
TYPES = ("type", "struct", "enum")
"""The kinds of items that are types."""

SECTIONS = (
    ("reexport", "Re-exports"),
    ("module", "Modules"),
    ("macro", "Macros"),
    ("type", "Types"),
    ("struct", "Structs"),
    ("enum", "Enums"),
    ("trait", "Traits"),
    ("field", "Fields"),
    ("variant", "Variants"),
    ("const", "Constants"),
    ("static", "Statics"),
    ("fn", "Functions"),
    ("method", "Methods"),
    ("protocol", "Protocols"),
)
"""The kinds of items in the order in which pages show them, with the headings above them."""
HEADINGS = dict(SECTIONS)

WORDS = {
    "module": "Module",
    "type": "Type",
    "struct": "Struct",
    "enum": "Enum",
    "trait": "Trait",
    "macro": "Macro",
    "fn": "Function",
    "method": "Method",
    "variant": "Variant",
    "field": "Field",
    "const": "Constant",
    "static": "Static",
    "protocol": "Protocol",
    "reexport": "Re-export",
}
"""What one item of a kind is called."""


class Place:
    """Where in the sources an item is declared: a line of a file, counted from 1."""

    __slots__ = ("file", "line")

    def __init__(self, file: File, line: int) -> None:
        self.file = file
        self.line = line


class File:
    """A source file: its path below the root's folder, its text, and the page that shows it."""

    __slots__ = ("page", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.page = ""


class Doc:
    """An item with what is said about it.

    `path` is how a program would name it, without the root. `doc` is Markdown. `label` is the name with what tells it
    from others of its name (`parse::<i64>`). `target` is the path a re-export leads to. `origin` is the trait that a
    method comes from. `page` and `anchor` are its place on the site; an item without an anchor is the page.
    """

    __slots__ = (
        "alias",
        "anchor",
        "capability",
        "deprecated",
        "doc",
        "kind",
        "label",
        "members",
        "name",
        "notes",
        "origin",
        "page",
        "parent",
        "path",
        "place",
        "public",
        "requires",
        "root",
        "signature",
        "target",
        "traits",
    )

    def __init__(
        self, root: Root, parent: Doc | None, kind: str, name: str, path: str, signature: str = "", doc: str = ""
    ) -> None:
        self.root = root
        self.parent = parent
        self.kind = kind
        self.name = name
        self.label = name
        self.path = path
        self.signature = signature
        self.doc = doc
        self.members: list[Doc] = []
        self.traits: list[str] = []
        """The paths of the traits that a type implements."""
        self.requires: list[str] = []
        """The protocols that a trait asks of a type."""
        self.notes: list[str] = []
        """Sentences in Markdown that are shown beside the signature."""
        self.deprecated: str | None = None
        self.capability: str | None = None
        self.origin: str | None = None
        self.alias = ""
        """Its path where it is declared, if it is shown where it is re-exported."""
        self.target: str | None = None
        self.place: Place | None = None
        self.public = True
        self.page = ""
        self.anchor = ""

    @property
    def title(self) -> str:
        """The path as pages show it, the root first."""
        return f"{self.root.name}::{self.path}" if self.path else self.root.name

    @property
    def module(self) -> Doc:
        """The module around it; a module is its own."""
        at = self
        while at.kind != "module" and at.parent is not None:
            at = at.parent
        return at

    def of_kind(self, kind: str, *, given: bool = False) -> list[Doc]:
        """The members of a kind; with `given` those that come from a trait, otherwise the others."""
        return [member for member in self.members if member.kind == kind and (member.origin is not None) == given]

    def walk(self) -> Iterator[Doc]:
        """The item and all that is inside it."""
        pending = [self]
        while pending:
            item = pending.pop()
            yield item
            pending += reversed(item.members)


class Root:
    """A package, program, or top module of the library. `group` is the heading under which the front page has it.

    `prefix` is what paths of programs put before those of its items: `::std` for the library, nothing for a program.
    """

    __slots__ = ("files", "folder", "group", "module", "name", "prefix", "word")

    def __init__(self, name: str, word: str, group: str, prefix: str = "") -> None:
        self.name = name
        self.word = word
        self.group = group
        self.prefix = prefix
        self.folder = ""
        self.files: list[File] = []
        self.module = Doc(self, None, "module", name, "")
