"""The frame of every page: head, bar with search and theme, sidebar, and the page's own part between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.version import VERSION
from bindrune.repl.documentation.address import ASSETS, FRONT, GUIDE, ITEMS, PROTOCOLS, link, relative
from bindrune.repl.documentation.markup import Html, el, join
from bindrune.repl.documentation.model import HEADINGS, SECTIONS
from bindrune.repl.documentation.search import INDEX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.repl.documentation.model import Doc

_LOGO = Html(
    '<svg class="logo" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 1.5 21 6.75v10.5L12 22.5 3 17.25V6.75z"/>'
    '<path class="rune" d="M9.2 6.2v11.6M9.2 7l5.4 3.3-5.4 3.4M10.9 12.7l4 5.1"/></svg>'
)
_GLASS = Html(
    '<svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5"/><path d="m13 13 5 5"/></svg>'
)


class Frame:
    """What pages of one site share: its title, and which of the common pages there are."""

    def __init__(self, title: str, *, protocols: bool) -> None:
        self.title = title
        self.protocols = protocols

    def page(self, address: str, title: str, sidebar: Html, main: Html, *, about: str = "", wide: bool = False) -> str:
        """A whole page. `about` is what search engines show of it; `wide` lets its lines run on."""

        def asset(name: str) -> str:
            return relative(address, f"{ASSETS}/{name}")

        head = join(
            [
                el("meta", charset="utf-8"),
                el("meta", name="viewport", content="width=device-width, initial-scale=1"),
                el("meta", name="color-scheme", content="light dark"),
                el("meta", name="generator", content=f"bindrune {VERSION}"),
                el("meta", name="description", content=about) if about else None,
                el("title", title if title == self.title else f"{title} — {self.title}"),
                el("link", rel="icon", type="image/svg+xml", href=asset("icon.svg")),
                el("link", rel="stylesheet", href=asset("style.css")),
                el("script", src=asset("theme.js")),
                el("script", src=asset(INDEX), defer=True),
                el("script", src=asset("search.js"), defer=True),
            ],
            "\n",
        )
        root = relative(address, FRONT).removesuffix(FRONT)
        body = el(
            "body",
            Html("\n"),
            el("a", "Skip to the content", href="#content", class_="skip"),
            Html("\n"),
            self._bar(address),
            Html("\n"),
            el("div", sidebar, Html("\n"), el("main", main, id="content", tabindex="-1"), class_="columns"),
            Html("\n"),
            class_="wide" if wide else None,
            data_root=root,
        )
        return f'<!doctype html>\n{el("html", Html(chr(10)), el("head", head), Html(chr(10)), body, lang="en")}\n'

    def _bar(self, address: str) -> Html:
        menu = join(
            [
                el("input", type="checkbox", id="menu", class_="menu", aria_label="Show the contents"),
                el("label", Html("<span></span>"), for_="menu", class_="menu-button", aria_hidden="true"),
            ]
        )
        brand = el("a", _LOGO, el("span", self.title), href=relative(address, FRONT), class_="brand")
        search = el(
            "form",
            _GLASS,
            el(
                "input",
                type="search",
                id="search",
                placeholder="Search",
                autocomplete="off",
                spellcheck="false",
                role="combobox",
                aria_label="Search the documentation",
                aria_expanded="false",
                aria_controls="results",
                aria_autocomplete="list",
            ),
            el("kbd", "/", aria_hidden="true"),
            role="search",
            class_="search scripted",
        )
        theme = el("button", Html("<span></span>"), type="button", id="theme", class_="theme scripted")
        return join([menu, el("header", brand, search, theme, class_="bar")])

    def sidebar(self, address: str, *parts: Html | None) -> Html:
        """The sidebar: the parts given, and links to the common pages."""
        pages = [(FRONT, "All modules"), (ITEMS, "All items")]
        if self.protocols:
            pages += [(PROTOCOLS, "Protocols"), (GUIDE, "How to read this")]
        shown = [
            el("li", el("a", title, href=relative(address, page), aria_current="page" if page == address else None))
            for page, title in pages
        ]
        common = el("ul", *shown, class_="common")
        return el("nav", *parts, common, class_="sidebar", aria_label="Contents")


def anchors(title: str, entries: Sequence[tuple[str, str]], heading_link: str = "", current: str = "") -> Html | None:
    """A part of a sidebar: a heading and links, each a text and its target; `current` is that of the page itself."""
    if not entries:
        return None
    head = el("a", title, href=heading_link) if heading_link else title
    links = (el("a", text, href=to, aria_current="page" if to == current else None) for text, to in entries)
    return join([el("h2", head), el("ul", *(el("li", one) for one in links))])


def member_links(item: Doc, page: str) -> Html:
    """The sidebar of an item's page: its members by kind."""
    parts = []
    for kind, title in SECTIONS:
        own = item.of_kind(kind)
        if kind == "reexport" or not own:
            continue
        entries = [(_short(member), link(page, member)) for member in own]
        parts.append(anchors(title, entries, f"#{section_id(kind)}"))
    return join(parts)


def _short(item: Doc) -> str:
    return item.label + ("!" if item.kind == "macro" else "")


def section_id(kind: str) -> str:
    """The anchor of a section: no item has it, since the anchors of items have a dot."""
    return HEADINGS[kind].lower()
