"""HTML that cannot be broken by what it shows: texts are escaped wherever they are put in.

`Html` is text that is markup already; everything else is escaped when it becomes part of an element. So a page is
written as nested calls, `el("a", item.name, href=target)`, and nothing has to be remembered.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Html(str):
    """Text that is HTML; it is put into other HTML as it is."""

    __slots__ = ()


EMPTY = Html()
VOID = frozenset(("meta", "link", "input", "br", "hr"))
"""The elements without an end."""


def html(part: str | None) -> Html:
    """A part of a page: HTML as it is, other text escaped, None as nothing."""
    if part is None:
        return EMPTY
    return part if isinstance(part, Html) else Html(escape(part))


def join(parts: Iterable[str | None], separator: str = "") -> Html:
    """Parts one after the other, with a separator between."""
    return Html(html(separator).join(map(html, parts)))


def breakable(path: str) -> Html:
    """A path of the language, whose lines may break behind each `::`."""
    return join(path.split("::"), Html("::<wbr>"))


def el(name: str, /, *parts: str | None, **attributes: str | bool | None) -> Html:
    """An element. A trailing `_` of an attribute's name is dropped, other `_` are dashes.

    True stands for an attribute without a value; those that are None or False are left out.
    """
    pairs = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        shown = key.rstrip("_").replace("_", "-")
        pairs.append(f" {shown}" if value is True else f' {shown}="{escape(value)}"')
    start = f"<{name}{''.join(pairs)}>"
    return Html(start if name in VOID else f"{start}{join(parts)}</{name}>")
