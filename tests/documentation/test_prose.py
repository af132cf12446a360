"""Whatever stands in a comment, the page it is on stays whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.catalog.lookup import standard_catalog
from bindrune.repl.documentation.address import give_addresses
from bindrune.repl.documentation.model import Doc, Root
from bindrune.repl.documentation.names import Names
from bindrune.repl.documentation.prose import Prose
from tests.documentation.reading import Page

WORDS = (
    "[`f`]", "[f]", "[x](f)", "[x](javascript:alert(1))", "<script>alert(1)</script>", "<b onclick=x>", "`",
    "```rune\n", "\n```\n", "\n\n", "* ", "# ", "> ", "| a | b |\n|---|---|\n| c | d |", "![i](https://x.y/z.png)",
    "[", "]", "(", ")", "&amp;", "&", '"', "'", "<https://x.y>", "[a]: b\n", "\\", "~~", "**", "<", ">", "    code",
    "\x00", "🎉", "\u202e",
)  # fmt: skip
PIECES = st.sampled_from(WORDS)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=12).map("".join))
def test_any_text(text: str) -> None:
    root = Root("p", "Module", "Files")
    item = Doc(root, root.module, "fn", "f", "f", "fn f()", text)
    root.module.members.append(item)
    give_addresses([root])
    prose = Prose(Names([root], standard_catalog().prelude))
    for html in (prose.render(text, item, item.page, 2), prose.summary(text, item, item.page)):
        page = Page(html)
        assert not page.misnested and not page.scripts and not page.handlers and not page.fetched
        assert not [one for one in page.links if one.lower().startswith(("javascript:", "data:", "vbscript:"))]
    plain = prose.plain_summary(text, item)
    assert len(plain) <= 160 and "\n" not in plain
