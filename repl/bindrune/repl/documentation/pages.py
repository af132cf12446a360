"""The pages of items: a module, a type, a trait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.io import CAPABILITIES
from bindrune.repl.documentation.address import GUIDE, PROTOCOLS, link, place_link, relative
from bindrune.repl.documentation.code import coloured, signature
from bindrune.repl.documentation.layout import anchors, member_links, section_id
from bindrune.repl.documentation.markup import Html, breakable, el, html, join
from bindrune.repl.documentation.model import PAGES, SECTIONS, WORDS, Doc

if TYPE_CHECKING:
    from bindrune.repl.documentation.layout import Frame
    from bindrune.repl.documentation.names import Names
    from bindrune.repl.documentation.prose import Prose

TABLES = ("reexport", "module", "type", "struct", "enum", "trait")
"""The kinds that a module's page lists; it shows all of the others itself."""
_CRUMBS = 24
"""How many of the modules around an item stand before its name."""
BRIEF = ("const", "static", "field", "variant")
"""The kinds of native items of which a line says enough, where no text is longer."""


class Pages:
    """Writes the pages of items. `implementors` are the types of each trait, by the trait's path."""

    def __init__(self, frame: Frame, names: Names, prose: Prose, implementors: dict[str, list[Doc]]) -> None:
        self.frame = frame
        self.names = names
        self.prose = prose
        self.implementors = implementors

    def page(self, item: Doc) -> str:
        """The page of a module, type or trait."""
        main = join([self._head(item), self._body(item)], "\n")
        up = item.parent
        above = [(up.title, link(item.page, up))] if up is not None else []
        beside: Html | None = None
        if up is not None and item.kind != "module":
            near = [m for m in up.members if m.kind in PAGES and m.kind != "module"]
            entries = [(m.name, link(item.page, m)) for m in near]
            beside = anchors(f"In {up.name}", entries, link(item.page, up), link(item.page, item))
        title = el("p", el("a", item.name, href="#content"), class_="here")
        implemented = anchors("Traits", self._traits_of(item))
        sidebar = self.frame.sidebar(
            item.page,
            el("p", *(el("a", text, href=to) for text, to in above), class_="above") if above else None,
            title,
            member_links(item, item.page),
            implemented,
            beside,
        )
        about = self.prose.plain_summary(item.doc, item)
        return self.frame.page(item.page, item.title, sidebar, main, about=about)

    def _traits_of(self, item: Doc) -> list[tuple[str, str]]:
        return [(path.rpartition("::")[2], f"#trait.{path.rpartition('::')[2]}") for path in item.traits]

    def _head(self, item: Doc) -> Html:
        """The heading: what it is, its path with links to the modules around, its declaration and text."""
        crumbs: list[Html] = []
        at: Doc | None = item.parent
        while at is not None and len(crumbs) < _CRUMBS:
            crumbs.insert(0, join([el("a", at.name, href=link(item.page, at)), Html("::<wbr>")]))
            at = at.parent
        word = item.root.word if item.parent is None else WORDS[item.kind]
        title = el("h1", el("small", word), Html(" "), el("span", *crumbs, el("b", item.name), class_="path"))
        parts: list[Html | None] = [el("div", title, self._source(item), class_="title")]
        if item.kind not in ("module", "trait") and (item.kind != "type" or item.of_kind("field")):
            parts.append(el("pre", el("code", signature(item, item.page, self.names)), class_="code declaration"))
        parts.append(self._remarks(item, item.page))
        parts.append(self._text(item, item.page, 2))
        return join(parts, "\n")

    def _source(self, item: Doc) -> Html | None:
        page = item.page
        if item.place is None:
            return None
        return el("a", "source", href=place_link(page, item.place), class_="to-source", title=f"Source of {item.name}")

    def _remarks(self, item: Doc, page: str) -> Html | None:
        """Deprecation, capability and notes, as a list."""
        rows: list[Html] = []
        if item.deprecated:
            text = self.prose.summary(item.deprecated, item, page)
            rows.append(el("p", el("strong", "Deprecated"), Html(": "), text, class_="remark deprecated"))
        if item.capability:
            allowed = CAPABILITIES.get(item.capability, "")
            name = el("a", el("code", item.capability), href=relative(page, GUIDE, "capabilities"))
            about = f": {allowed}." if allowed else "."
            rows.append(el("p", el("strong", "Needs the capability "), name, about, class_="remark capability"))
        for note in item.notes:
            rows.append(el("p", self.prose.summary(note, item, page), class_="remark"))
        return join(rows) if rows else None

    def _text(self, item: Doc, page: str, level: int) -> Html | None:
        text = self.prose.render(item.doc, item, page, level)
        return el("div", text, class_="prose") if text else None

    def _body(self, item: Doc) -> Html:
        parts: list[Html | None] = []
        for kind, heading in SECTIONS:
            own = item.of_kind(kind)
            if not own:
                continue
            title = heading
            if item.kind in ("type", "struct", "enum") and kind == "fn":
                title = "Associated functions"
            if item.kind == "trait":
                title = "Provided methods"
            head = el("h2", el("a", title, href=f"#{section_id(kind)}"), id=section_id(kind))
            if kind in TABLES:
                content = self._table(own, item.page)
            elif kind == "protocol":
                content = self._protocols(own, item.page)
            elif kind in BRIEF and item.root.prefix and not any("\n\n" in member.doc for member in own):
                content = self._table(own, item.page)
            else:
                content = join((self._details(member) for member in own), "\n")
            parts.append(el("section", head, Html("\n"), content, aria_labelledby=section_id(kind)))
        if item.kind == "trait":
            parts.insert(0, self._required(item))
            parts.append(self._implementors(item))
        parts += [self._given(item, path) for path in item.traits]
        if item.kind == "module" and not item.members:
            parts.append(el("p", "Nothing in here is documented.", class_="empty"))
        return join(parts, "\n")

    def _table(self, items: list[Doc], page: str) -> Html:
        """A list of items with a line on each."""
        return el("dl", *(self._row(item, page) for item in items), class_="items")

    def _row(self, item: Doc, page: str) -> Html:
        classes = f"item {item.kind}" + (" is-deprecated" if item.deprecated else "")
        if item.kind == "reexport":
            name = self._reexported(item, page)
        elif item.kind in PAGES:
            name = el("a", item.name, href=link(page, item), class_=f"name {item.kind}")
        else:
            self_link = el("a", "§", href=link(page, item), class_="self", aria_label=f"Link to {item.name}")
            name = join([el("code", signature(item, page, self.names), class_=f"name {item.kind}"), self_link])
        tags = [el("span", "private", class_="tag")] if not item.public else []
        if item.deprecated:
            tags.append(el("span", "deprecated", class_="tag"))
        anchor = item.anchor if item.page == page and item.anchor else None
        line = self.prose.summary(item.doc, item, page)
        return join([el("dt", name, *tags, class_=classes, id=anchor), el("dd", line)])

    def _reexported(self, item: Doc, page: str) -> Html:
        target = self.names.follow(item)
        if target is None:
            return el("code", coloured(item.signature), class_="name")
        name = el("a", item.name, href=link(page, target), class_=f"name {target.kind}")
        return join([name, el("span", Html(" = "), el("code", target.title), class_="origin")])

    def _details(self, item: Doc, level: int = 3) -> Html:
        """Everything about an item that has no page of its own."""
        page = item.page
        tags = [el("span", "private", class_="tag")] if not item.public else []
        code = el("code", signature(item, page, self.names))
        if item.kind == "macro":
            code = el("code", el("span", f"{item.name}!", class_="fm"))
        target = el("a", "§", href=link(page, item), class_="self", aria_label=f"Link to {item.label}")
        head = el(
            f"h{level}", target, code, *tags, self._source(item), id=item.anchor, class_=f"signature {item.kind}"
        )
        inner = [self._details(member, level + 1) for member in item.members]
        classes = "detail is-deprecated" if item.deprecated else "detail"
        return el("article", head, self._remarks(item, page), self._text(item, page, level + 1), *inner, class_=classes)

    def _protocols(self, items: list[Doc], page: str) -> Html:
        from bindrune.core.catalog.protocols import BY_NAME

        rows = []
        for item in items:
            known = BY_NAME.get(item.name)
            name = el("a", item.name, href=relative(page, PROTOCOLS, item.name), class_="name protocol")
            used = self.prose.summary(known.used_by, item, page) if known is not None else None
            code = el("code", signature(item, page, self.names), class_="own")
            about = self.prose.summary(item.doc, item, page) if item.doc else None
            rows.append(
                join(
                    [
                        el("dt", name, class_="item protocol", id=item.anchor),
                        el("dd", code, el("div", Html("For "), used) if used else None, about),
                    ]
                )
            )
        intro = "What operators, loops and formats do with values of this type; scripts have no names for it."
        return join([el("p", intro, class_="intro"), el("dl", *rows, class_="items")])

    def _required(self, item: Doc) -> Html | None:
        if not item.requires:
            return None
        links = join((el("a", name, href=relative(item.page, PROTOCOLS, name)) for name in item.requires), ", ")
        return el(
            "section",
            el("h2", el("a", "Required protocols", href="#required"), id="required"),
            el("p", "A type implements it if it has ", links, "."),
            aria_labelledby="required",
        )

    def _implementors(self, item: Doc) -> Html | None:
        types = self.implementors.get(f"{item.root.prefix}::{item.path}", [])
        if not types:
            return None
        links = [el("li", el("a", breakable(t.title), href=link(item.page, t))) for t in types]
        return el(
            "section",
            el("h2", el("a", "Implemented by", href="#implementors"), id="implementors"),
            el("ul", *links, class_="many"),
            aria_labelledby="implementors",
        )

    def _given(self, item: Doc, path: str) -> Html:
        """What a type gets from a trait: a line for each method, which leads to the trait's page."""
        trait = self.names.native(path, "trait")
        name = path.rpartition("::")[2]
        anchor = f"trait.{name}"
        rows = []
        for member in item.members:
            if member.origin != path:
                continue
            full = self._of_trait(trait, member)
            code = el("code", signature(member, item.page, self.names), class_="name method")
            more = el("a", "more", href=link(item.page, full), aria_label=f"More on {member.label}") if full else None
            line = self.prose.summary(member.doc, member, item.page)
            rows.append(
                join([el("dt", code, class_="item method", id=member.anchor), el("dd", line, Html(" "), more)])
            )
        head = el("a", html(name), href=link(item.page, trait)) if trait is not None else html(name)
        title = el("h2", el("small", "Trait"), Html(" "), head, id=anchor)
        given = el("dl", *rows, class_="items") if rows else el("p", "It gives no methods.", class_="empty")
        return el("section", title, given, aria_labelledby=anchor, class_="given")

    def _of_trait(self, trait: Doc | None, member: Doc) -> Doc | None:
        for candidate in trait.members if trait is not None else ():
            if candidate.label == member.label:
                return candidate
        return None
