"""The site in a real browser: search, keys, themes, narrow windows, and pages without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bindrune.core.catalog.lookup import standard_catalog
from bindrune.core.ide.snapshot import take_snapshot
from bindrune.repl.documentation.program import program_root
from bindrune.repl.documentation.site import build_site
from bindrune.repl.documentation.standard import standard_roots
from bindrune.repl.documentation.writer import write_site
from tests.documentation.browser import Browser, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "a browser is here")

HOSTILE = """\
//! <img src=x onerror="window.hacked = 1"> <script>window.hacked = 2</script>

/// <img src=x onerror="window.hacked = 3">
pub fn hostile() {}

/// Größe.
pub fn größe() {}

/// A line that is much longer than any narrow window, with averyveryverylongwordthatcannotbebrokenanywhereatall in it.
///
/// ```rune
/// let long = "a line of code that is a good deal wider than the window of a telephone, so it has to scroll";
/// ```
pub fn narrow() {}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    catalog = standard_catalog()
    own = program_root(take_snapshot(HOSTILE, "own.rn"), "own", "Module", "Files", private=True)
    write_site(str(folder), build_site([own, *standard_roots(catalog)], "Test", catalog.prelude))
    return folder


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = Browser(tmp_path_factory.mktemp("profile"))
    yield found
    found.close()


FIRST = """
return bindruneSearch.rank(arguments[0], bindruneItems).slice(0, 12).map((item) => item[2]);
"""


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Vec::push", ["std::vec::Vec::push"]),
        ("vec::vec::push", ["std::vec::Vec::push"]),
        ("Vec push", ["std::vec::Vec::push"]),
        ("Vec.push()", ["std::vec::Vec::push"]),
        ("Vec", ["std::vec::Vec", "std::vec", "std::collections::vec_deque::VecDeque"]),
        ("vec", ["std::vec::Vec", "std::vec"]),
        ("println", ["std::io::println!", "std::io::println"]),
        ("println!", ["std::io::println!"]),
        ("hashm", ["std::collections::hash_map::HashMap"]),
        ("INDEX_GET", ["INDEX_GET"]),
        ("parse::<i64>", []),
        ("iterator::map", ["std::iter::Iterator::map"]),
        ("map", ["std::iter::Map", "std::iter::Iterator::map", "std::option::Option::map"]),
        ("Vec::eq", ["std::vec::Vec::eq"]),
        ("slice::iter::map", ["std::slice::Iter::map"]),
        ("GRÖSSE", []),
        ("größe", ["own::größe"]),
        ("Größe", ["own::größe"]),
        ("", []),
        (" :: ", []),
        ("zzzzzzzz", []),
        ("\\ [ ( * \" < &", []),
    ],
)
def test_rank(browser: Browser, site: Path, query: str, wanted: list[str]) -> None:
    if not browser.address.endswith("index.html"):
        browser.open(site / "index.html")
    found = browser.run(FIRST, query)
    assert found[: len(wanted)] == wanted
    if not wanted and "<i64>" not in query:
        assert not found


def test_exact_names_come_before_longer_ones(browser: Browser, site: Path) -> None:
    browser.open(site / "index.html")
    found = browser.run(FIRST, "push")
    names = [path.rpartition("::")[2] for path in found]
    exact = names.count("push")
    assert names[:exact] == ["push"] * exact and exact >= 3
    assert {"std::vec::Vec::push", "std::string::String::push"} <= set(found)
    assert all(name.startswith("push") for name in names[: exact + 2])


SHOWN = 'return [...document.querySelectorAll("#results a .path")].map((one) => one.textContent);'
CHOSEN = 'return document.querySelector("#results [aria-selected=true] .path").textContent;'


@pytest.mark.parametrize("key", ["/", "s"])
def test_keys(browser: Browser, site: Path, key: str) -> None:
    browser.open(site / "std" / "option" / "index.html")
    browser.press(key)
    assert browser.run("return document.activeElement.id;") == "search"
    assert browser.run('return document.getElementById("search").value;') == ""
    browser.press("vec::p")
    shown = browser.run(SHOWN)
    assert shown[:2] == ["std::vec::Vec::pop", "std::vec::Vec::push"]
    assert browser.run(CHOSEN) == shown[0]
    browser.press("ArrowDown")
    assert browser.run(CHOSEN) == shown[1]
    browser.press("ArrowUp", "ArrowUp")
    assert browser.run(CHOSEN) == shown[-1]
    browser.press("ArrowDown", "ArrowDown", "Enter")
    assert browser.address.endswith("/std/vec/Vec.type.html#method.push")


def test_escape_leaves_the_search(browser: Browser, site: Path) -> None:
    browser.open(site / "index.html")
    browser.press("/", "ordering", "Escape")
    assert browser.run("return document.activeElement.tagName;") == "BODY"
    assert browser.run('return document.getElementById("results").hidden;') is True
    assert browser.run('return document.getElementById("search").value;') == ""


def test_nothing_found_is_told(browser: Browser, site: Path) -> None:
    browser.open(site / "index.html")
    browser.press("/", "zzz<b>zzz")
    assert "Nothing is called “zzz<b>zzz”." in browser.run('return document.getElementById("results").textContent;')


def test_the_search_is_accessible(browser: Browser, site: Path) -> None:
    browser.open(site / "index.html")
    state = 'const one = document.getElementById("search"); return [one.ariaExpanded, one.ariaLabel, one.role];'
    assert browser.run(state) == ["false", "Search the documentation", "combobox"]
    browser.press("/", "vec")
    assert browser.run(state)[0] == "true"
    active = 'return document.getElementById(search.getAttribute("aria-activedescendant")).getAttribute("role");'
    assert browser.run(active) == "option"


def test_texts_of_programs_do_nothing(browser: Browser, site: Path) -> None:
    browser.open(site / "own" / "index.html")
    browser.press("/", "hostile")
    assert browser.run(SHOWN) == ["own::hostile"]
    assert browser.run("return [typeof window.hacked, document.images.length];") == ["undefined", 0]


def test_nothing_is_loaded_from_elsewhere(browser: Browser, site: Path) -> None:
    for page in ("index.html", "own/index.html", "std/vec/Vec.type.html", "source/own/own.rn.html"):
        browser.open(site / page)
        names = browser.run("return performance.getEntriesByType('resource').map((one) => one.name);")
        assert all(name.startswith("file:") for name in names)
        loaded = "return [document.styleSheets.length, typeof bindruneItems, typeof bindruneSearch];"
        assert browser.run(loaded) == [1, "object", "object"]


GROUND = "return getComputedStyle(document.body).backgroundColor;"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 22, 27)"


def test_the_theme_is_the_systems_until_one_is_chosen(browser: Browser, site: Path) -> None:
    browser.open(site / "index.html")
    browser.run("localStorage.clear();")
    for dark in (True, False):
        browser.dark(dark)
        browser.open(site / "index.html")
        assert browser.run(GROUND) == (DARK if dark else LIGHT)
    click = "theme.click(); return document.documentElement.dataset.theme;"
    assert browser.run(click) == "light"
    assert browser.run(click) == "dark"
    assert browser.run(GROUND) == DARK
    browser.open(site / "std" / "index.html")
    assert browser.run(GROUND) == DARK
    assert browser.run("return theme.ariaLabel;") == "Theme: dark"
    assert browser.run(click) == "auto"
    assert browser.run(GROUND) == LIGHT
    browser.run("localStorage.setItem('bindrune-theme', 'constructor');")
    browser.open(site / "std" / "index.html")
    assert browser.run("return document.documentElement.dataset.theme;") == "auto"


NARROW_PAGES = (
    "index.html", "items.html", "guide.html", "protocols.html", "own/index.html", "source/own/own.rn.html",
    "std/vec/Vec.type.html", "std/iter/Iterator.trait.html", "std/f64/index.html", "std/ops/generator/index.html",
    "std/collections/hash_map/HashMap.type.html",
)  # fmt: skip


def test_narrow_windows(browser: Browser, site: Path) -> None:
    browser.resize(500, 900)
    try:
        for page in NARROW_PAGES:
            browser.open(site / page)
            wide = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth;")
            assert wide <= 0, page
        visible = 'return getComputedStyle(document.querySelector(".sidebar")).display;'
        assert browser.run(visible) == "none"
        browser.run("menu.click();")
        assert browser.run(visible) == "block"
    finally:
        browser.resize(1280, 900)


def test_the_first_key_of_a_page_skips_to_its_content(browser: Browser, site: Path) -> None:
    browser.open(site / "std" / "index.html")
    browser.press("Tab")
    assert browser.run("return document.activeElement.className;") == "skip"
    browser.press("Tab")
    assert browser.run("return document.activeElement.className;") == "brand"
    browser.press("Tab", "Tab")
    assert browser.run("return document.activeElement.id;") == "theme"
    browser.run('document.querySelector(".skip").focus();')
    browser.press("Enter")
    assert browser.run("return document.activeElement.id;") == "content"


def test_the_menu_of_narrow_windows_opens_by_keys(browser: Browser, site: Path) -> None:
    browser.resize(500, 900)
    try:
        browser.open(site / "std" / "index.html")
        browser.press("Tab", "Tab")
        assert browser.run("return document.activeElement.id;") == "menu"
        browser.press(" ")
        assert browser.run('return getComputedStyle(document.querySelector(".sidebar")).display;') == "block"
    finally:
        browser.resize(1280, 900)


def test_pages_without_scripts(tmp_path: Path, site: Path) -> None:
    browser = Browser(tmp_path / "profile", scripts=False)
    try:
        browser.open(site / "std" / "vec" / "Vec.type.html", "#method.push")
        shown = "return getComputedStyle(document.querySelector(arguments[0])).display;"
        assert browser.run(shown, ".search") == "none"
        assert browser.run(shown, ".theme") == "none"
        assert browser.run(shown, "main") == "block"
        browser.dark(True)
        assert browser.run(GROUND) == DARK
    finally:
        browser.close()
