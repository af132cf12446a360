"""The pages that belong to no item: the front page, all items, the protocols, how to read the pages, the sources."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bindrune.core.catalog.protocols import PROTOCOLS as KNOWN
from bindrune.core.io import CAPABILITIES
from bindrune.repl.documentation.address import FRONT, GUIDE, ITEMS, PROTOCOLS, link, relative
from bindrune.repl.documentation.code import source_lines
from bindrune.repl.documentation.layout import anchors
from bindrune.repl.documentation.markup import Html, breakable, el, join
from bindrune.repl.documentation.model import WORDS, Doc, File, Root

if TYPE_CHECKING:
    from bindrune.repl.documentation.layout import Frame
    from bindrune.repl.documentation.prose import Prose


def front_page(frame: Frame, prose: Prose, roots: list[Root]) -> str:
    """The index: all roots with the modules inside them."""
    parts: list[Html] = [el("div", el("h1", frame.title), class_="title")]
    links = []
    for group, found in groupby(roots, key=lambda root: root.group):
        anchor = f"group.{group}"
        links.append((group, relative(FRONT, FRONT, anchor)))
        rows: list[Html] = []
        for root in found:
            rows += _module_rows(root.module, prose, 0)
        head = el("h2", el("a", group, href=relative(FRONT, FRONT, anchor)), id=anchor)
        parts.append(el("section", head, el("dl", *rows, class_="items tree"), aria_labelledby=anchor))
    if not roots:
        parts.append(el("p", "There is nothing to document.", class_="empty"))
    sidebar = frame.sidebar(FRONT, anchors("Contents", links))
    return frame.page(FRONT, frame.title, sidebar, join(parts, "\n"))


def _module_rows(module: Doc, prose: Prose, depth: int) -> list[Html]:
    name = el("a", module.name if depth == 0 else module.title, href=link(FRONT, module), class_="name module")
    word = el("span", module.root.word, class_="tag") if depth == 0 and not module.root.prefix else None
    line = prose.summary(module.doc, module, FRONT)
    rows = [el("dt", name, word, class_="item module" + (" top" if depth == 0 else "")), el("dd", line)]
    for inner in module.of_kind("module"):
        rows += _module_rows(inner, prose, depth + 1)
    return rows


def items_page(frame: Frame, roots: list[Root]) -> str:
    """All items of the site by their kinds."""
    found: dict[str, list[Doc]] = {}
    for root in roots:
        for item in root.module.walk():
            if item.origin is None and item.kind not in ("module", "reexport", "protocol", "field"):
                found.setdefault(item.kind, []).append(item)
    parts: list[Html] = [el("div", el("h1", "All items"), class_="title")]
    links = []
    for kind in ("type", "struct", "enum", "trait", "macro", "fn", "method", "variant", "const", "static"):
        items = sorted(found.get(kind, []), key=lambda item: (item.title, item.label))
        if not items:
            continue
        heading = _PLURALS[kind]
        links.append((heading, f"#{kind}"))
        rows = [el("li", el("a", breakable(_named(item)), href=link(ITEMS, item))) for item in items]
        parts.append(el("section", el("h2", heading, id=kind), el("ul", *rows, class_="many"), aria_labelledby=kind))
    return frame.page(ITEMS, "All items", frame.sidebar(ITEMS, anchors("Kinds", links)), join(parts, "\n"))


_PLURALS = {kind: word + "s" for kind, word in WORDS.items()}


def _named(item: Doc) -> str:
    return item.title.removesuffix(item.name) + item.label + ("!" if item.kind == "macro" else "")


def protocols_page(frame: Frame, prose: Prose, roots: list[Root]) -> str:
    """All protocols: what uses them, what their functions do, and which types have them."""
    types: dict[str, list[Doc]] = {}
    scope = roots[0].module
    requiring: dict[str, list[Doc]] = {}
    for root in roots:
        for item in root.module.walk():
            if item.kind == "protocol" and item.parent is not None:
                types.setdefault(item.name, []).append(item)
            for name in item.requires:
                requiring.setdefault(name, []).append(item)
    parts: list[Html] = [
        el("div", el("h1", "Protocols"), class_="title"),
        el(
            "p",
            "Operators, loops, formats and natives reach the values of native types through protocols. "
            "They are functions without a name in scripts, and the types of scripts cannot have them.",
            class_="intro",
        ),
    ]
    for protocol in KNOWN:
        lines = [el("p", prose.summary(protocol.doc, scope, PROTOCOLS))]
        if protocol.used_by:
            lines.append(el("p", el("strong", "For "), prose.summary(protocol.used_by, scope, PROTOCOLS)))
        if protocol.name in requiring:
            lines.append(_line("Required by ", [(t.name, link(PROTOCOLS, t)) for t in requiring[protocol.name]]))
        if protocol.name in types:
            owners = [(m.parent.title if m.parent else m.title, link(PROTOCOLS, m)) for m in types[protocol.name]]
            lines.append(_line("Defined for ", owners))
        target = el("a", "§", href=f"#{protocol.name}", class_="self", aria_label=f"Link to {protocol.name}")
        head = el("h2", target, el("code", protocol.name), id=protocol.name, class_="signature protocol")
        parts.append(el("article", head, *lines, class_="detail"))
    entries = [(protocol.name, f"#{protocol.name}") for protocol in KNOWN]
    sidebar = frame.sidebar(PROTOCOLS, anchors("Protocols", entries))
    return frame.page(PROTOCOLS, "Protocols", sidebar, join(parts, "\n"))


def _line(label: str, links: list[tuple[str, str]]) -> Html:
    return el("p", el("strong", label), join((el("a", text, href=to) for text, to in links), ", "))


_NOTATION = (
    ("&self", "the receiver is read, and can be used again"),
    ("&mut self", "the receiver is changed; nothing else may read it meanwhile"),
    ("self", "the receiver is moved: it cannot be used afterwards"),
    ("&T", "an argument that is read"),
    ("&mut T", "an argument that is changed"),
    ("T", "an argument that is moved; numbers, chars and bools are copied"),
    ("..", "any number of further arguments"),
    ("&str", "a String that is read"),
    ("text", "a String that is moved"),
    ("usize, u8, u32, …", "an integer, i64 or u64, in that range"),
    ("-> T", "the type of the result; without it the result is ()"),
    ("name::<T>", "a function with a generic parameter: choose it by a type in the call"),
)
_ANY = " stands for a value of any type. It is shared, not moved."
_KEYS = (
    (("/", "s"), "go to the search"),
    (("↓", "↑"), "go through its results"),
    (("Enter",), "open the chosen one"),
    (("Esc",), "leave the search"),
)


def guide_page(frame: Frame) -> str:
    """How to read signatures; capabilities; keys."""

    def table(rows: list[tuple[Html, str]]) -> Html:
        return el("dl", *(join([el("dt", name, class_="item"), el("dd", text)]) for name, text in rows), class_="items")

    def section(anchor: str, title: str, *parts: Html) -> Html:
        return el("section", el("h2", title, id=anchor), *parts, aria_labelledby=anchor)

    notation = table([(el("code", name), text) for name, text in _NOTATION])
    allowed = table([(el("code", name), text) for name, text in CAPABILITIES.items()])
    keys = table([(join((el("kbd", key) for key in names), " or "), text) for names, text in _KEYS])
    intro = (
        "Rune has no types in its source. The signatures of native functions are written with some all the same: "
        "they say what an argument must be, and what becomes of it."
    )
    main = join(
        [
            el("div", el("h1", "How to read this"), class_="title"),
            section("signatures", "Signatures", el("p", intro), notation),
            section("any", "The word any", el("p", el("code", "any"), _ANY)),
            section(
                "capabilities",
                "Capabilities",
                el("p", "What reaches outside of a program needs a capability, which the host grants or refuses."),
                allowed,
            ),
            section("keys", "Keys", keys),
        ],
        "\n",
    )
    entries = [("Signatures", "#signatures"), ("any", "#any"), ("Capabilities", "#capabilities"), ("Keys", "#keys")]
    return frame.page(GUIDE, "How to read this", frame.sidebar(GUIDE, anchors("Contents", entries)), main)


def source_page(frame: Frame, root: Root, file: File) -> str:
    """A source file with numbered lines."""
    home = link(file.page, root.module)
    title = el("h1", el("small", "Source"), Html(" "), el("span", el("b", file.path), class_="path"))
    files = [(other.path, relative(file.page, other.page)) for other in root.files]
    sidebar = frame.sidebar(
        file.page,
        el("p", el("a", root.name, href=home), class_="above"),
        anchors("Files", files, current=relative(file.page, file.page)),
    )
    main = join([el("div", title, class_="title"), source_lines(file)], "\n")
    return frame.page(file.page, f"{file.path} of {root.name}", sidebar, main, wide=True)
