"""Code on the pages: coloured by the lexer of prompts and notebooks; signatures, with links to the types in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from bindrune.repl.documentation.address import GUIDE, link, relative
from bindrune.repl.documentation.markup import Html, el, html, join
from bindrune.repl.highlight import RuneLexer

if TYPE_CHECKING:
    from bindrune.repl.documentation.model import Doc, File
    from bindrune.repl.documentation.names import Names

_FORMATTER = HtmlFormatter(nowrap=True)
_PLAIN = re.compile(r'<span class="[nopw]">([^<]*)</span>')
"""What has no colour of its own: names, operators, punctuation, white space."""
_HIDDEN = re.compile(r"^[ \t]*#(?: .*)?(?:\n|\Z)", re.M)
"""A line of an example that is there for the test alone."""
_WORD = re.compile(r"[A-Za-z_]\w*!?")
_NAMED = re.compile(r"(?:->|[:<,(&]|mut)\s*&?(?:mut )?$")
"""What stands before a type in a native signature."""


def coloured(text: str, language: str = "rune") -> Html:
    """A text of a language as elements whose classes say what each piece is; of an unknown language as it is."""
    if language == "rune":
        # Empty lines at either end are the author's; Pygments would drop them.
        lexer: Lexer = RuneLexer(stripnl=False, ensurenl=False)
    else:
        try:
            lexer = get_lexer_by_name(language)
        except ClassNotFound:
            return html(text)
    return Html(_PLAIN.sub(r"\1", highlight(text, lexer, _FORMATTER)))


def block(text: str, words: list[str]) -> Html:
    """A block of code in a text; `words` are those of its fence."""
    known = [word for word in words if word in _REMARKS]
    language = "rune" if known or "rune" in words else next(iter(words), "")
    if language == "rune":
        text = _HIDDEN.sub("", text)
    remark = el("figcaption", _REMARKS[known[0]]) if known else None
    code = el("pre", el("code", coloured(text, language) if language else text), class_="code", tabindex="0")
    return el("figure", remark, code, class_="example")


_NOT_RUN = "This example is not run"
_REMARKS = {
    "should_panic": "This example panics",
    "compile_fail": "This example does not compile",
    "no_run": _NOT_RUN,
    "ignore": _NOT_RUN,
}
"""What is said above an example, by the word that its fence has for tests; each of them marks Rune."""


def signature(item: Doc, page: str, names: Names) -> Html:
    """The declaration of an item; in a native one the types link to their pages."""
    if not item.root.prefix or item.kind not in ("fn", "method", "protocol", "const"):
        return coloured(item.signature)
    text = item.signature
    parts: list[str] = []
    at = 0
    for word in _WORD.finditer(text):
        parts.append(text[at : word.start()])
        at = word.end()
        parts.append(_word(item, word.group(), text[: word.start()], page, names))
    parts.append(text[at:])
    return join(parts)


def _word(item: Doc, word: str, before: str, page: str, names: Names) -> Html:
    if word in ("fn", "async", "mut", "const", "self"):
        return el("span", word, class_="k")
    named = _NAMED.search(before)
    if item.kind == "const" and "=" in before:
        return html(word)
    if named is None or (word.islower() and named.group().strip() in ("(", ",") and "->" not in before):
        name = "nf" if before.endswith("fn ") else "nl" if before.endswith("const ") else None
        return el("span", word, class_=name) if name else html(word)
    if word == "any":
        return el("a", word, href=relative(page, GUIDE, "any"), class_="any")
    target = names.type_named(word, item)
    if target is None:
        return el("span", word, class_="nc")
    return el("a", word, href=link(page, target), class_="nc", title=f"{target.kind} {target.title}")


def source_lines(file: File) -> Html:
    """A source file, each line with an anchor and a link to itself."""
    # Pygments would make a line of its own of every lone carriage return.
    text = file.text.replace("\r\n", "\n").replace("\r", " ")
    text = text if text.endswith("\n") else text + "\n"
    lines = str(coloured(text)).split("\n")[:-1]
    width = len(str(len(lines)))
    shown = []
    for number, line in enumerate(lines, 1):
        mark = el("a", str(number).rjust(width), href=f"#L{number}", class_="number", aria_label=f"Line {number}")
        shown.append(el("span", mark, el("code", Html(line)), Html("\n"), id=f"L{number}", class_="line"))
    return el("pre", *shown, class_="code source", tabindex="0")
