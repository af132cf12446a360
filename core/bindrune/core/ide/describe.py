"""Descriptions: the declaration and documentation of whatever a name means, as plain text and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Function, Import, Item, Struct, Value
from bindrune.core.catalog.lookup import Entry
from bindrune.core.ide.native_docs import native_doc
from bindrune.core.ide.scope import SessionItem
from bindrune.core.io import CAPABILITIES
from bindrune.core.syntax import nodes as n

if TYPE_CHECKING:
    from bindrune.core.catalog.lookup import Catalog
    from bindrune.core.syntax.tree import Segment, Tree


class Info:
    """What is known about something: a declaration, a note on it, documentation; `plain` and `markdown` show all."""

    __slots__ = ("doc", "note", "signature")

    def __init__(self, signature: str, doc: str = "", note: str = "") -> None:
        self.signature = signature
        self.doc = doc
        self.note = note

    @property
    def plain(self) -> str:
        """As text for a terminal."""
        return "\n\n".join(part for part in (self.signature, self.note, self.doc) if part)

    @property
    def markdown(self) -> str:
        """As Markdown for an editor or a notebook."""
        code = f"```rune\n{self.signature}\n```"
        parts = [code, self.note, f"---\n\n{self.doc}" if self.doc else ""]
        return "\n\n".join(part for part in parts if part)

    def __repr__(self) -> str:
        return f"Info({self.signature!r})"


def describe(target: Item | Entry | SessionItem, catalog: Catalog) -> Info:
    """What is known about an item."""
    if isinstance(target, SessionItem):
        return Info(target.signature or f"{target.kind} {target.path}", target.doc, _in(target.path))
    if isinstance(target, Entry):
        return describe_native(target, catalog)
    return Info(item_signature(target), item_doc(target), _in(target.path))


def _in(path: str) -> str:
    """A note on the module or type that an item belongs to."""
    around = "::".join(part for part in path.split("::")[:-1] if not part.startswith("$"))
    return f"in `{around}`" if around else ""


def describe_native(entry: Entry, catalog: Catalog) -> Info:
    """What is known about a native item; of a function with generic parameters, about all of its forms."""
    forms = catalog.forms(entry)
    doc = "\n\n".join(dict.fromkeys(text for form in forms if (text := native_doc(form, catalog))))
    if entry.deprecated:
        doc = f"**Deprecated**: {entry.deprecated}\n\n{doc}".strip()
    if entry.capability:
        doc = f"{doc}\n\nNeeds the capability `{entry.capability}`: {CAPABILITIES[entry.capability]}.".strip()
    signature = "\n".join(native_signature(form, catalog) for form in forms)
    return Info(signature, doc, _in(entry.path.removeprefix("::")))


def native_signature(entry: Entry, catalog: Catalog) -> str:
    """The declaration of a native item, as Rune would write it."""
    if entry.kind in ("function", "method"):
        return entry.signature
    if entry.kind == "variant":
        params = f"({', '.join(entry.params)})" if entry.arity > 0 else ""
        return f"{entry.path.removeprefix('::').rpartition('::')[0].rpartition('::')[2]}::{entry.name}{params}"
    if entry.kind == "constant":
        return f"const {entry.name}: {entry.signature}"
    if entry.kind == "macro":
        return f"macro {entry.name}!"
    if entry.kind == "module":
        return f"mod {entry.path.removeprefix('::')}"
    if entry.kind == "type":
        variants = [member.name for member in catalog.members(entry.path) if member.kind == "variant"]
        if variants:
            return f"enum {entry.path} {{ {', '.join(variants)} }}"
        return f"type {entry.path}"
    return f"{entry.kind} {entry.path}"


def item_signature(item: Item) -> str:
    """The declaration of an item without its body."""
    node, segment = item.node, item.segment
    if segment is None or node is None:
        return f"{item.kind} {item.path}".strip()
    if isinstance(item, Function):
        return _function(item)
    if isinstance(item, Struct):
        fields = _fields(segment, item.fields_node)
        if item.enum is not None:
            return f"{item.enum.name}::{item.name}{fields}"
        return f"{_pub(item)}struct {item.name}{fields}"
    if isinstance(node, n.ItemEnum):
        variants = "".join(
            f"    {segment.text(v.name)}{_fields(segment, v.fields)},\n" for v in node.variants if v.name >= 0
        )
        return f"{_pub(item)}enum {item.name} {{\n{variants}}}" if variants else f"{_pub(item)}enum {item.name} {{}}"
    if isinstance(item, Value):
        value = item.initializer
        text = "" if value is None else f" = {_source(segment, value)}"
        return f"{_pub(item)}{item.kind} {item.name}{text}"
    if item.kind in ("module", "missing"):
        return f"{_pub(item)}mod {item.path}"
    return f"{item.kind} {item.path}"


def _function(item: Function) -> str:
    node, segment = item.node, item.segment
    if node is None or segment is None:
        return "the script's body"
    params = ", ".join(_source(segment, param) for param in node.params)
    words = "".join(
        word for word, token in (("const ", node.const_), ("async ", node.async_)) if token >= 0
    )
    return f"{_pub(item)}{words}fn {item.name}({params})"


def _source(segment: Segment, node: n.Node) -> str:
    """The text of a node, on one line and cut where it is long."""
    if node.last < node.first:
        return ""
    text = " ".join(segment.raw[segment.starts[node.first] : segment.ends[node.last]].split())
    return text if len(text) <= 120 else text[:117] + "..."


def _fields(segment: Segment, fields: n.Fields) -> str:
    names = [segment.text(field.name) for field in fields.fields if field.name >= 0]
    if fields.style == "named":
        return f" {{ {', '.join(names)} }}" if names else " {}"
    return f"({', '.join(names)})" if fields.style == "tuple" else ""


def _pub(item: Item) -> str:
    return "" if item.visibility == "private" else f"{item.visibility} "


def item_doc(item: Item) -> str:
    """The documentation comments of an item."""
    if item.segment is None or isinstance(item, Import):
        return ""
    return doc_text(item.segment, [a for a in item.attributes if isinstance(a, n.DocComment)])


def field_docs(struct: Struct) -> dict[str, str]:
    """The documentation comments of the fields of a struct or variant, by name."""
    segment = struct.segment
    if segment is None:
        return {}
    return {
        segment.text(field.name): doc_text(segment, [a for a in field.attributes if isinstance(a, n.DocComment)])
        for field in struct.fields_node.fields
        if field.name >= 0 and field.attributes
    }


def module_doc(item: Item, modules: dict[int, Tree]) -> str:
    """The documentation of a module: the comments before its `mod`, and those at its head.

    `modules` are the trees of module files, as a snapshot has them.
    """
    node, segment = item.node, item.segment
    parts = [item_doc(item)]
    tree = modules.get(id(node))
    if tree is not None:
        parts.append(doc_text(tree.head, [a for a in tree.inner if isinstance(a, n.DocComment)]))
    elif isinstance(node, n.ItemMod) and segment is not None:
        parts.append(doc_text(segment, [a for a in node.inner if isinstance(a, n.DocComment)]))
    return "\n\n".join(filter(None, parts))


def doc_text(segment: Segment, comments: list[n.DocComment]) -> str:
    """The text of documentation comments, without their markers."""
    lines: list[str] = []
    for comment in comments:
        text = segment.text(comment.token)
        if text.startswith(("///", "//!")):
            lines.append(text[3:].removeprefix(" ").rstrip())
            continue
        for line in text[3:].removesuffix("*/").strip().splitlines():
            lines.append(line.strip().removeprefix("*").removeprefix(" ").rstrip())
    return "\n".join(lines).strip()
