"""Reading a site as tests do: the anchors, links and texts of its pages, and what is broken in them."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "input", "br", "hr", "wbr", "path", "circle"}


class Page(HTMLParser):
    """What stands on one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        """What the browser loads for the page."""
        self.scripts: list[str] = []
        """Scripts within the page."""
        self.handlers: list[str] = []
        """Attributes that hold code."""
        self.misnested: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.misnested += self._open

    @property
    def text(self) -> str:
        """All that is to be read on the page."""
        return "".join(self.texts)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        found = dict(attributes)
        self.elements.append((tag, found))
        if tag not in VOID:
            self._open.append(tag)
        if found.get("id"):
            self.ids.append(found["id"] or "")
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        for key in ("src", "srcset", "data", "poster") + (("href",) if tag == "link" else ()):
            if found.get(key):
                self.fetched.append(found[key] or "")
        self.handlers += [key for key in found if key.startswith("on")]
        if tag == "script" and "src" not in found:
            self.scripts.append(tag)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in VOID:
            return
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.misnested.append(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)
        if any(tag in self._open for tag in ("h1", "h2", "h3", "h4", "h5", "h6")) and self.headings:
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)


def pages_of(files: dict[str, str]) -> dict[str, Page]:
    """The pages of a site by their paths."""
    return {path: Page(text) for path, text in files.items() if path.endswith(".html")}


def target_of(page: str, href: str) -> tuple[str, str]:
    """The file and the anchor that a link of a page leads to."""
    parts = urlsplit(href)
    path = unquote(parts.path)
    file = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return file, unquote(parts.fragment)


def broken_links(files: dict[str, str], pages: dict[str, Page]) -> list[str]:
    """The links and loaded files that lead nowhere, anchors that a page has twice, elements that do not close."""
    anchors = {path: set(page.ids) for path, page in pages.items()}
    wrong = []
    for path, page in pages.items():
        wrong += [f"{path}: twice {one}" for one in sorted({one for one in page.ids if page.ids.count(one) > 1})]
        wrong += [f"{path}: misnested {tag}" for tag in page.misnested]
        for href in page.links + page.fetched:
            if urlsplit(href).scheme or href.startswith("//"):
                continue
            file, anchor = target_of(path, href)
            if file not in files or (anchor and anchor not in anchors.get(file, ())):
                wrong.append(f"{path}: {href}")
    return wrong
