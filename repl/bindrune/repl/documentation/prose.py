"""Documentation comments: Markdown to HTML.

HTML in a comment is shown as text, links run no scripts, and images become links, so that a page fetches nothing from
elsewhere. A name in brackets, [`Vec::push`], is a link where the name is known; so is a path as the target of a link.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from bindrune.repl.documentation.address import link
from bindrune.repl.documentation.code import block
from bindrune.repl.documentation.markup import Html, html
from bindrune.repl.documentation.names import split_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_inline import StateInline

    from bindrune.repl.documentation.model import Doc
    from bindrune.repl.documentation.names import Names

_BRACKETS = re.compile(r"\[(`?)([^\[\]`]+)\1\](?![\[(:])")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?!:)")
_SUMMARY = 160
"""How many characters of a text the search shows."""


class _Renderer(RendererHTML):
    """Tokens to HTML, where blocks of code and images are not as usual."""

    def fence(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        """A block of code, in colours."""
        token = tokens[idx]
        return block(token.content, [word.strip() for word in token.info.replace(",", " ").split()])

    code_block = fence  # type: ignore[assignment]

    def image(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        """A link to the image; its text where a link is around it."""
        token = tokens[idx]
        source = str(token.attrs.get("src", ""))
        if token.meta.get("inside"):
            return html(token.content or source)
        return f'<a href="{html(source)}" rel="noopener noreferrer">{html(token.content or source)}</a>'


class Prose:
    """Renders the texts of a site; `names` tells what the names in them mean."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.renderer = _Renderer()
        self.markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
        self.markdown.inline.ruler.before("link", "name_in_brackets", self._name_in_brackets)

    def render(self, text: str, item: Doc, page: str, level: int) -> Html:
        """A text of an item's documentation, for a page. Its headings begin at `level`."""
        if not text:
            return Html()
        env = {"item": item, "page": page}
        tokens = self.markdown.parse(text, env)
        _shift_headings(tokens, level)
        self._resolve_links(tokens, item, page)
        return Html(self.renderer.render(tokens, self.markdown.options, env))

    def summary(self, text: str, item: Doc, page: str) -> Html:
        """The first paragraph of a text, as a part of a line."""
        inline = self._first(text, item, page)
        if inline is None:
            return Html()
        children = [child for child in inline.children or [] if child.type != "hardbreak"]
        return Html(self.renderer.renderInline(children, self.markdown.options, {}))

    def plain_summary(self, text: str, item: Doc) -> str:
        """The first paragraph of a text without any marks, cut where it is long."""
        inline = self._first(text, item, "")
        parts = [] if inline is None else [_plain(child) for child in inline.children or []]
        plain = " ".join("".join(parts).split())
        return plain if len(plain) <= _SUMMARY else plain[: _SUMMARY - 1].rsplit(" ", 1)[0] + "…"

    def _first(self, text: str, item: Doc, page: str) -> Token | None:
        # The blocks behind the first are parsed for nothing, unless they are cut off; but links may be defined there.
        head = text.split("\n\n", 1)[0] if "]:" not in text else text
        tokens = self.markdown.parse(head, {"item": item, "page": page})
        for before, token in pairwise(tokens):
            if before.type == "paragraph_open" and token.type == "inline":
                self._resolve_links([token], item, page)
                return token
        return None

    def _name_in_brackets(self, state: StateInline, silent: bool) -> bool:
        """The inline rule for names in brackets that are known."""
        found = _BRACKETS.match(state.src, state.pos)
        if found is None or found.end() > state.posMax:
            return False
        item, page = state.env["item"], state.env["page"]
        path = split_kind(found[2])[1]
        target = self.names.find(found[2], item)
        if target is None:
            return False
        if not silent:
            opened = state.push("link_open", "a", 1)
            opened.attrs = {"href": link(page, target), "title": f"{target.kind} {target.title}"}
            opened.meta["known"] = True
            text = state.push("code_inline" if found[1] else "text", "code" if found[1] else "", 0)
            text.content = path
            state.push("link_close", "a", -1)
        state.pos = found.end()
        return True

    def _resolve_links(self, tokens: Sequence[Token], item: Doc, page: str) -> None:
        """Lead links whose target is a path of the language to its item; mark those that leave the site."""
        for token in tokens:
            inside = 0
            if item.root.prefix and token.children:
                token.children = self._linked_code(token.children, item, page)
            for child in token.children or ():
                inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
                if child.type == "image":
                    child.meta["inside"] = inside > 0
                if child.type != "link_open" or child.meta.get("known"):
                    continue
                href = str(child.attrs.get("href", ""))
                if _SCHEME.match(href) or href.startswith("//"):
                    child.attrs["rel"] = "noopener noreferrer"
                    continue
                path, mark, fragment = href.partition("#")
                target = self.names.find(path, item) if path else None
                if target is not None:
                    child.attrs["href"] = link(page, target) if not mark else f"{link(page, target)}#{fragment}"

    def _linked_code(self, children: list[Token], item: Doc, page: str) -> list[Token]:
        """Parts of a text of the library, where code that is a path of several names is a link."""
        found: list[Token] = []
        inside = 0
        for child in children:
            inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            target = None
            if child.type == "code_inline" and not inside and "::" in child.content:
                target = self.names.find(child.content, item)
            if target is None:
                found.append(child)
                continue
            opened = Token("link_open", "a", 1, attrs={"href": link(page, target)}, meta={"known": True})
            found += [opened, child, Token("link_close", "a", -1)]
        return found


def _shift_headings(tokens: Sequence[Token], level: int) -> None:
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + level - 1)}"


def _plain(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline", "image") else ""
