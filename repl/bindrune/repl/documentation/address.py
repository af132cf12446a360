"""Addresses: the page and the anchor of every item, and links from one page to another.

A module is a folder with an `index.html`, a type or trait a page `NAME.KIND.html` beside it, everything else an anchor
`KIND.NAME` on one of them. Names that differ by case alone get different files, since some file systems would not tell
them apart. All links are relative, so that the site can lie anywhere, also on a disk without a server.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from bindrune.repl.documentation.model import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bindrune.repl.documentation.model import Doc, Place, Root

FRONT = "index.html"
ITEMS = "items.html"
PROTOCOLS = "protocols.html"
GUIDE = "guide.html"
ASSETS = "assets"
SOURCES = "source"
_UNSAFE = re.compile(r"""^\.+|[\x00-\x1f\x7f/\\:*?"<>|]""")
"""What the name of a folder cannot have, on this system or another."""
_LONGEST = 120
"""How many bytes the name of a file or folder may take, far from what file systems allow."""
_DEEPEST = 200
"""How long the path of a folder may become; modules further down stand beside the root."""
RESERVED = (ASSETS, SOURCES, FRONT, ITEMS, PROTOCOLS, GUIDE)
"""Names that the folder of a root cannot have."""


class Names:
    """Names that are given out once each, whatever the case of their letters."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = {name.casefold() for name in taken}

    def free(self, name: str, ending: str = "") -> str:
        """The name with its ending, cut if it is long; where it is taken a number stands between."""
        while len(name.encode("utf-8", "surrogateescape")) > _LONGEST:
            name = name[:-1]
        found, number = f"{name}{ending}", 1
        while found.casefold() in self.taken:
            number += 1
            found = f"{name}-{number}{ending}"
        self.taken.add(found.casefold())
        return found


def give_addresses(roots: list[Root]) -> None:
    """Give every root a folder, every item its page and anchor, and every source file a page."""
    folders = Names(RESERVED)
    for root in roots:
        # A package may be called anything, also `../x`.
        root.folder = folders.free(_UNSAFE.sub("-", root.name) or "-")
        files = Names()
        for file in root.files:
            file.page = f"{SOURCES}/{root.folder}/{files.free(file.path, '.html')}"
        _modules(root)


def _modules(root: Root) -> None:
    top = Names([FRONT])
    pending = [(root.module, root.folder, top)]
    while pending:
        module, folder, names = pending.pop()
        for item, inside in _members(module, folder, names):
            if len(inside) > _DEEPEST:
                inside = f"{root.folder}/{top.free(item.name)}"
            pending.append((item, inside, Names([FRONT])))


def _members(module: Doc, folder: str, names: Names) -> list[tuple[Doc, str]]:
    """Give addresses to a module and what is in it, but for the modules, which are returned with their folders."""
    module.page = f"{folder}/{FRONT}"
    modules = []
    anchors: set[str] = set()
    for item in module.members:
        if item.kind == "module":
            modules.append((item, f"{folder}/{names.free(item.name)}"))
        elif item.kind in PAGES:
            item.page = f"{folder}/{names.free(item.name, f'.{item.kind}.html')}"
            _anchors(item.members, item.page, set())
        else:
            _anchors([item], module.page, anchors)
    return modules


def _anchors(items: list[Doc], page: str, taken: set[str]) -> None:
    for item in items:
        item.page = page
        name = item.label.replace("::<", "-").replace(", ", "-").replace(">", "")
        item.anchor = _free(f"{item.kind}.{name}", taken)
        for inner in item.members:  # the fields of a variant
            inner.page = page
            inner.anchor = _free(f"{item.anchor}.{inner.name}", taken)


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found


def relative(page: str, target: str, anchor: str = "") -> str:
    """The link from a page to another, or to an anchor of it."""
    fragment = f"#{quote(anchor)}" if anchor else ""
    if page == target and fragment:
        return fragment
    here, there = page.split("/"), target.split("/")
    shared = 0
    while shared < min(len(here), len(there)) - 1 and here[shared] == there[shared]:
        shared += 1
    path = "../" * (len(here) - 1 - shared) + "/".join(there[shared:])
    return quote(path, errors="surrogateescape") + fragment  # names of files need not be UTF-8


def link(page: str, item: Doc) -> str:
    """The link from a page to an item."""
    return relative(page, item.page, item.anchor)


def place_link(page: str, place: Place) -> str:
    """The link from a page to a line of a source."""
    return relative(page, place.file.page, f"L{place.line}")
