"""The documentation of the standard library: every item has its place, and every link leads somewhere."""

from __future__ import annotations

import json
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest

from bindrune.core.catalog.data import LINES
from bindrune.core.catalog.lookup import Entry, parse_entry, standard_catalog
from bindrune.core.catalog.protocols import BY_NAME
from bindrune.core.ide.describe import describe_native
from bindrune.core.ide.native_docs import native_doc
from bindrune.repl.documentation.model import Doc, Root
from bindrune.repl.documentation.site import build_site
from bindrune.repl.documentation.standard import standard_roots
from tests.documentation.reading import Page, broken_links, pages_of

ENTRIES = [parse_entry(line) for line in LINES.splitlines()]


@cache
def site() -> tuple[list[Root], dict[str, str]]:
    catalog = standard_catalog()
    roots = standard_roots(catalog)
    return roots, build_site(roots, "Library", catalog.prelude)


@cache
def documented() -> dict[str, list[Doc]]:
    found: dict[str, list[Doc]] = {}
    for root in site()[0]:
        for item in root.module.walk():
            found.setdefault(f"::{item.title}", []).append(item)
    return found


@cache
def pages() -> dict[str, Page]:
    return pages_of(site()[1])


def page(path: str) -> Page:
    return pages()[path]


@pytest.mark.parametrize("kind", sorted({entry.kind for entry in ENTRIES}))
def test_every_item_has_its_place(kind: str) -> None:
    kinds = {"function": {"fn"}, "constant": {"const"}, "type": {"type", "enum"}}.get(kind, {kind})
    missing = []
    for entry in ENTRIES:
        if entry.kind != kind:
            continue
        places = [item for item in documented().get(entry.path, []) if item.kind in kinds]
        forms = {item.label for item in places}
        if not places or (kind in ("function", "method") and len(forms) < len(forms_of(entry))):
            missing.append(entry.path)
        missing += [f"{item.page}#{item.anchor}" for item in places if not there(item)]
    assert not missing


def forms_of(entry: Entry) -> set[tuple[str, ...]]:
    return {other.generics for other in ENTRIES if other.path == entry.path}


def there(item: Doc) -> bool:
    return item.page in site()[1] and (not item.anchor or item.anchor in page(item.page).ids)


def test_no_link_is_broken() -> None:
    assert not broken_links(site()[1], pages())


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path, shown in pages().items():
        assert not [one for one in shown.fetched if urlsplit(one).scheme or one.startswith("//")], path
        assert not shown.scripts and not shown.handlers, path


def test_the_site_is_the_same_each_time() -> None:
    catalog = standard_catalog()
    assert build_site(standard_roots(catalog), "Library", catalog.prelude) == site()[1]


def test_pages_have_landmarks() -> None:
    for path, shown in pages().items():
        tags = [tag for tag, _ in shown.elements]
        assert tags.count("main") == 1 and tags.count("nav") == 1 and tags.count("header") == 1, path
        assert [tag for tag, _ in shown.headings].count("h1") == 1, path
        first = next(found for tag, found in shown.elements if tag == "a")
        assert first["href"] == "#content" and "content" in shown.ids, path
        assert ("html", {"lang": "en"}) in shown.elements


def test_a_type_has_all_that_belongs_to_it() -> None:
    shown = page("std/vec/Vec.type.html")
    for anchor in ("fn.new", "method.push", "method.eq", "protocol.INDEX_GET", "trait.Clone"):
        assert anchor in shown.ids
    assert "Appends an element." in shown.text
    assert "../option/Option.enum.html" in shown.links
    options = page("std/option/Option.enum.html")
    assert {"variant.Some", "variant.None"} <= set(options.ids)
    assert {"field.start", "field.end"} <= set(page("std/ops/Range.type.html").ids)


def test_generic_functions_are_told_apart() -> None:
    shown = page("std/string/String.type.html")
    assert {"method.parse-i64", "method.parse-f64", "method.parse-char"} <= set(shown.ids)


def test_a_type_and_a_module_of_one_name() -> None:
    module, type_ = page("std/i64/index.html"), page("std/i64.type.html")
    assert "const.MAX" in module.ids and "const.MAX" not in type_.ids
    assert "method.pow" in type_.ids and "method.pow" not in module.ids
    assert "../i64.type.html" in module.links and "i64/index.html" in type_.links


def test_traits_tell_what_they_need_give_and_who_has_them() -> None:
    shown = page("std/iter/Iterator.trait.html")
    assert "../../protocols.html#NEXT" in shown.links
    assert {"method.map", "method.collect-Vec", "implementors"} <= set(shown.ids)
    assert "../slice/Iter.type.html" in shown.links


def test_protocols_are_all_there() -> None:
    shown = page("protocols.html")
    assert set(BY_NAME) <= set(shown.ids)
    assert {entry.name for entry in ENTRIES if entry.kind == "protocol"} <= set(BY_NAME)
    assert "std/vec/Vec.type.html#protocol.INDEX_GET" in shown.links


def test_deprecations_and_capabilities_are_shown() -> None:
    shown = page("std/iter/index.html").text
    assert "Deprecated: Use the <from>..<to> operator instead" in shown
    assert "Needs the capability random" in page("rand/index.html").text


def test_paths_in_texts_are_links() -> None:
    assert "../ops/index.html#fn.hash" in page("std/hash/index.html").links


def test_examples_are_coloured() -> None:
    text = site()[1]["std/option/Option.enum.html"]
    assert '<span class="fm">assert_eq</span>' in text


def test_hover_and_pages_say_the_same() -> None:
    catalog = standard_catalog()
    for path, item in ((path, item) for path, items in documented().items() for item in items):
        entry = catalog.get(path)
        if item.kind not in ("fn", "method") or entry is None or entry.generics or entry.kind == "type":
            continue
        known = describe_native(entry, catalog)
        assert item.signature == known.signature
        assert item.doc in known.doc


def test_texts_of_generic_functions_are_found() -> None:
    catalog = standard_catalog()
    known = [entry for entry in ENTRIES if entry.path == "::std::string::String::parse"]
    texts = {native_doc(entry, catalog) for entry in known}
    assert len(texts) == len(known) == 3 and "" not in texts


def test_a_module_and_a_type_have_texts_of_their_own() -> None:
    catalog = standard_catalog()
    module = native_doc(Entry("::std::f64", "module"), catalog)
    type_ = catalog.get("::std::f64")
    assert type_ is not None and module and native_doc(type_, catalog) != module


def test_the_index_of_the_search_knows_all_items() -> None:
    text = site()[1]["assets/search-index.js"]
    assert text.isascii()
    rows = json.loads(text.partition("=")[2].strip().rstrip(";"))
    paths = {row[2] for row in rows}
    assert {"std::vec::Vec::push", "std::panic", "std::panic!", "std::i64::MAX", "INTO_ITER"} <= paths
    assert "std::string::String::parse::<i64>" in paths
    for row in rows:
        file, _, anchor = row[3].partition("#")
        assert unquote(file) in site()[1] and (not anchor or unquote(anchor) in page(unquote(file)).ids)
