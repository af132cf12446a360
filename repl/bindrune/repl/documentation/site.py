"""The whole site: from roots to the text of every file, by its path. Nothing is written here.

The same roots give the same site, byte for byte: nothing in it depends on the time, the machine or the order of a set.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bindrune.core.catalog.protocols import PROTOCOLS as KNOWN
from bindrune.core.syntax.parser.entry import DeepRecursion
from bindrune.repl.documentation.address import ASSETS, FRONT, GUIDE, ITEMS, PROTOCOLS, give_addresses
from bindrune.repl.documentation.layout import Frame
from bindrune.repl.documentation.model import PAGES
from bindrune.repl.documentation.names import Names
from bindrune.repl.documentation.overview import front_page, guide_page, items_page, protocols_page, source_page
from bindrune.repl.documentation.pages import Pages
from bindrune.repl.documentation.prose import Prose
from bindrune.repl.documentation.search import INDEX, search_index

if TYPE_CHECKING:
    from bindrune.repl.documentation.model import Doc, Root

FOLDER = os.path.join(os.path.dirname(__file__), ASSETS)
FILES = ("icon.svg", "search.js", "style.css", "theme.js")
"""What every site has in its folder of assets, besides the search index."""


def build_site(roots: list[Root], title: str, prelude: dict[str, str]) -> dict[str, str]:
    """The files of a site by their paths below its folder. `prelude` are the names that every program sees."""
    give_addresses(roots)
    names = Names(roots, prelude)
    prose = Prose(names)
    library = any(root.prefix for root in roots)
    frame = Frame(title, protocols=library)
    pages = Pages(frame, names, prose, _implementors(roots))
    with DeepRecursion():
        front = front_page(frame, prose, roots)
    files = {
        FRONT: front,
        ITEMS: items_page(frame, roots),
        f"{ASSETS}/{INDEX}": search_index(roots, KNOWN if library else (), prose),
    }
    if library:
        files[PROTOCOLS] = protocols_page(frame, prose, roots)
        files[GUIDE] = guide_page(frame)
    for name in FILES:
        with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
            files[f"{ASSETS}/{name}"] = file.read()
    for root in roots:
        for source in root.files:
            files[source.page] = source_page(frame, root, source)
        for item in root.module.walk():
            if item.kind in PAGES:
                files[item.page] = pages.page(item)
    return files


def _implementors(roots: list[Root]) -> dict[str, list[Doc]]:
    """The types that implement each trait, in order of their paths."""
    found: dict[str, list[Doc]] = {}
    for root in roots:
        for item in root.module.walk():
            for path in item.traits:
                found.setdefault(path, []).append(item)
    return {path: sorted(types, key=lambda item: item.title) for path, types in found.items()}
