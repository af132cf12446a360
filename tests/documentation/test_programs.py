"""The documentation of programs: what is shown of them, how texts are rendered, and what must do no harm."""

from __future__ import annotations

import pytest

from bindrune.core.catalog.lookup import standard_catalog
from bindrune.core.ide.snapshot import take_snapshot
from bindrune.repl.documentation.model import Root
from bindrune.repl.documentation.program import program_root
from bindrune.repl.documentation.site import build_site
from bindrune.repl.documentation.standard import standard_roots
from tests.documentation.reading import Page, broken_links, pages_of


class Folder:
    """Files in memory, as module files are read."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def read_text(self, path: str) -> str:
        if path not in self.texts:
            raise FileNotFoundError(2, "No such file or directory")
        return self.texts[path]

    def is_file(self, path: str) -> bool:
        return path in self.texts


def root_of(text: str, *, private: bool = True, name: str = "p", **files: str) -> Root:
    folder = Folder({f"{module}.rn": inner for module, inner in files.items()})
    snapshot = take_snapshot(text, f"{name}.rn", f"{name}.rn", folder)
    return program_root(snapshot, name, "Module", "Files", private=private)


def site(text: str, *, private: bool = True, library: bool = False, **files: str) -> dict[str, str]:
    """The site of a program; all of its links are checked."""
    catalog = standard_catalog()
    roots = [root_of(text, private=private, **files)]
    if library:
        roots += standard_roots(catalog)
    found = build_site(roots, "p", catalog.prelude)
    pages = pages_of(found)
    assert not broken_links(found, pages)
    for path, page in pages.items():
        assert not page.scripts and not page.handlers, path
    return found


def module(text: str, *, library: bool = False) -> Page:
    return Page(site(text, library=library)["p/index.html"])


SHAPES = """\
//! Shapes in a plane.

/// A point.
pub struct Point {
    /// To the right.
    x,
    /// Upwards.
    y,
}

impl Point {
    /// From its coordinates.
    pub fn new(x, y) { Self { x, y } }

    /// How far off.
    fn norm(self) { self.x * self.x + self.y * self.y }

    fn hidden() {}
}

/// What can be drawn.
pub enum Shape {
    /// The last by name, the first here.
    Zigzag,
    /// Round.
    Circle(center, radius),
    Box {
        /// A corner.
        from,
    },
}

/// About three.
pub const PI = 3;

/// Counts.
pub static COUNT = 0;

/// Areas.
pub fn area(shape) { 0 }

fn helper() {}

#[test]
fn tested() {}

pub mod inner {
    //! Further in.

    pub fn deep() {}
}
"""


def test_everything_of_a_program_has_its_place() -> None:
    found = site(SHAPES)
    index = Page(found["p/index.html"])
    assert {"const.PI", "static.COUNT", "fn.area", "fn.helper"} <= set(index.ids)
    assert "fn.tested" not in index.ids
    assert "Shapes in a plane." in index.text
    point = Page(found["p/Point.struct.html"])
    assert {"field.x", "field.y", "fn.new", "method.norm", "fn.hidden"} <= set(point.ids)
    shape = Page(found["p/Shape.enum.html"])
    variants = [one for one in shape.ids if one.startswith("variant.")]
    assert variants == ["variant.Zigzag", "variant.Circle", "variant.Box", "variant.Box.from"]
    assert "A corner." in shape.text
    assert "fn.deep" in Page(found["p/inner/index.html"]).ids


def test_a_library_shows_what_others_reach() -> None:
    found = site(SHAPES, private=False)
    assert "fn.helper" not in Page(found["p/index.html"]).ids
    point = Page(found["p/Point.struct.html"])
    assert "fn.hidden" not in point.ids and {"fn.new", "method.norm"} <= set(point.ids)


def test_private_items_are_marked() -> None:
    assert "fn helper()private" in module(SHAPES).text.replace("\n", "")


def test_items_lead_to_their_source() -> None:
    found = site(SHAPES)
    page = Page(found["source/p/p.rn.html"])
    lines = SHAPES.splitlines()
    assert [one for one in page.ids if one.startswith("L")] == [f"L{number + 1}" for number in range(len(lines))]
    line = lines.index("pub fn area(shape) { 0 }") + 1
    assert f"../source/p/p.rn.html#L{line}" in Page(found["p/index.html"]).links


@pytest.mark.parametrize("text", ["", "\n", "// nothing\n", "\ufeff", "\r\nfn f() {}\r\n", "fn f() {}\r\r\nfn g() {}"])
def test_sources_keep_their_lines(text: str) -> None:
    page = Page(site(text)["source/p/p.rn.html"])
    numbers = [one for one in page.ids if one.startswith("L")]
    assert len(numbers) == max(1, text.count("\n") + (not text.endswith("\n")))


def test_modules_in_files() -> None:
    found = site("pub mod part;\nmod gone;\npub fn f() {}", part="//! A part.\npub fn g() {}\n")
    assert "A part." in Page(found["p/part/index.html"]).text
    assert "source/p/part.rn.html" in found
    assert "could not be loaded" in Page(found["p/gone/index.html"]).text


def test_a_script_is_documented() -> None:
    found = site("/// Doubles.\nfn twice(n) { n * 2 }\nlet x = twice(1);\nprintln!(\"{}\", x);")
    assert "Doubles." in Page(found["p/index.html"]).text


def test_an_empty_program() -> None:
    assert "Nothing in here is documented." in module("").text


@pytest.mark.parametrize(
    "text",
    [
        "pub fn f( {\n}\n/// Fine.\npub fn g() {}\n",
        "struct S {\nimpl S { fn f() }\n/// Fine.\npub fn g() {}\n",
        "fn f() { missing() }\nfn f() {}\nstruct f;\n/// Fine.\npub fn g() {}\n",
        "impl Missing { fn f(self) {} }\nimpl std::vec::Vec { fn f(self) {} }\n/// Fine.\npub fn g() {}\n",
        "pub use nowhere::at::all;\npub use self::all as more;\n/// Fine.\npub fn g() {}\n",
        "\x00\x01 fn \ud7ff ´\n/// Fine.\npub fn g() {}\n",
    ],
)
def test_broken_programs_are_documented_as_far_as_they_go(text: str) -> None:
    assert "Fine." in module(text).text


def test_texts_are_escaped() -> None:
    found = site(
        "//! <script>alert(1)</script> & <b onclick='x'>\n"
        "/// <img src=x onerror=alert(1)>\n///\n/// <script>\n/// alert(1)\n/// </script>\n"
        'pub const A = "</code><script>alert(1)</script>";\n'
        "/// [js](javascript:alert(1)) [data](data:text/html,x) [quoted](<https://x.y/\" onclick=\"z>) \n"
        "/// ```rune\n/// </code></pre><script>alert(1)</script>\n/// ```\n"
        '/// ```"><script>\n/// x\n/// ```\n'
        "pub fn f() {}\n"
    )
    page = Page(found["p/index.html"])
    assert "<script>alert(1)</script> & <b onclick='x'>" in page.text
    assert not [one for one in page.links if one.lower().startswith(("javascript:", "data:"))]
    for path, text in found.items():
        assert path.startswith("assets/") or "<script>" not in text


def test_titles_are_escaped() -> None:
    catalog = standard_catalog()
    found = build_site([root_of("", name='<i>&"')], "<script>", catalog.prelude)
    for path, page in pages_of(found).items():
        assert not page.scripts, path


@pytest.mark.parametrize("name", ["../../out", "", ".", "..", "a/b", "c:\\d", "\n", "assets", "INDEX.html", "#?%20&"])
def test_packages_may_have_any_name(name: str) -> None:
    catalog = standard_catalog()
    roots = [root_of("pub fn f() {}"), root_of("pub fn f() {}")]
    for root in roots:
        root.name = root.module.name = name
    found = build_site(roots, "p", catalog.prelude)
    assert not broken_links(found, pages_of(found))
    assert len([path for path in found if path.endswith("/index.html") and path.count("/") == 1]) == 2
    for path in found:
        assert not path.startswith("/") and ".." not in path.split("/") and "\\" not in path


def test_images_are_links() -> None:
    page = module("/// ![a picture](https://example.com/a.png) [![in](b.png)](https://example.com)\npub fn f() {}")
    assert not page.fetched or not [one for one in page.fetched if "example" in one or "b.png" in one]
    assert "https://example.com/a.png" in page.links


def test_names_in_any_script() -> None:
    found = site("/// Größe: [`größe`].\npub fn größe() {}\npub struct 名前 { 値 }\npub mod модуль { pub fn ф() {} }")
    assert "fn.größe" in Page(found["p/index.html"]).ids
    assert "field.値" in Page(found["p/名前.struct.html"]).ids
    assert "p/модуль/index.html" in found
    assert "#fn.gr%C3%B6%C3%9Fe" in Page(found["p/index.html"]).links


def test_names_that_differ_by_case_have_files_of_their_own() -> None:
    found = site("pub struct Foo; pub struct FOO; pub mod a {} pub mod A {}")
    assert len({path.casefold() for path in found}) == len(found)
    assert len([path for path in found if path.endswith(".struct.html")]) == 2


def test_long_names_and_deep_modules() -> None:
    long = "n" * 400
    depth = 120
    nested = "".join(f"pub mod m{level} {{" for level in range(depth)) + "pub fn end() {}" + "}" * depth
    found = site(f"pub struct {long};\npub struct {long}2;\npub fn {long}() {{}}\n{nested}")
    assert max(len(part) for path in found for part in path.split("/")) < 200
    assert max(map(len, found)) < 500
    assert len([path for path in found if path.endswith("index.html")]) == depth + 2


LINKS = """\
/// [`Point`] [Point] [`Point::norm`] [`crate::inner::deep`] [`inner::deep()`] [text](Point::norm) [`std::vec::Vec`]
/// [`Vec::push`] [`Option`] [`println!`] [`mod@std::f64`] [`std::f64`] [`nothing`] [nothing] [web](https://example.com)
/// [`PI`] [`Shape::Circle`] [x][1] [`Point`](https://example.com/other)
///
/// [1]: https://example.com/1
pub fn linked() {}
"""


RE_EXPORTS = """\
pub use std::collections::HashMap as Map;
pub use self::m::f;
pub use m::g as h;
pub use m::*;
mod m { pub fn f() {} pub fn g() {} }
"""


def test_names_in_brackets_and_re_exports_are_links() -> None:
    page = module(SHAPES + LINKS + RE_EXPORTS, library=True)
    for target in (
        "Point.struct.html", "Point.struct.html#method.norm", "inner/index.html#fn.deep", "../std/vec/Vec.type.html",
        "../std/vec/Vec.type.html#method.push", "../std/option/Option.enum.html", "../std/io/index.html#macro.println",
        "../std/f64/index.html", "../std/f64.type.html", "#const.PI", "Shape.enum.html#variant.Circle",
        "https://example.com/1", "https://example.com/other",
        "../std/collections/hash_map/HashMap.type.html", "m/index.html#fn.f", "m/index.html#fn.g",
    ):  # fmt: skip
        assert target in page.links, target
    assert "[nothing] [nothing]" in page.text


FACADE = """\
//! [`inner::Hidden`] [`Shown`] [`tool`]
mod inner {
    /// See [`Self::f`], [`other`].
    pub struct Hidden { field }
    impl Hidden { pub fn f() {} }
    pub fn other() {}
    pub mod deep { pub fn end() {} }
    pub use super::inner as again;
    fn private() {}
}
pub mod open { pub struct Plain; }
pub use inner::Hidden as Shown;
pub use inner::other as tool;
pub use inner::deep;
pub use inner as all;
pub use open::Plain;
"""


def test_what_is_re_exported_from_private_modules_is_shown_there() -> None:
    found = site(FACADE, private=False)
    page = Page(found["p/index.html"])
    assert {"fn.tool", "reexport.Plain"} <= set(page.ids)
    assert "open/Plain.struct.html" in page.links and page.links.count("Shown.struct.html") >= 3
    shown = Page(found["p/Shown.struct.html"])
    assert {"field.field", "fn.f"} <= set(shown.ids) and "Declared as inner::Hidden." in shown.text
    assert "fn.end" in Page(found["p/deep/index.html"]).ids
    assert "fn.private" not in Page(found["p/all/index.html"]).ids
    assert "p/Plain.struct.html" not in found and "p/inner/index.html" not in found


def test_links_from_within() -> None:
    found = site(
        "pub struct S;\n/// [`Self::f`] [`f`] [`S`]\n"
        "impl S {\n/// [`Self`] [`Self::g`]\npub fn f() {}\npub fn g() {}\n}\n"
        "/// [`self::low`] [`super::S`]\n"
        "pub mod m {\n/// [`super::super::S`] [`super::S`] [`low`]\npub fn low() {}\n}\n"
    )
    struct = Page(found["p/S.struct.html"])
    assert "#fn.g" in struct.links
    assert "../S.struct.html" in Page(found["p/m/index.html"]).links


MARKDOWN = """\
//! # One
//!
//! ## Two
//!
//! | a | b |
//! |---|---|
//! | 1 | `2` |
//!
//! * x
//! * ~~y~~
"""


def test_markdown_is_rendered() -> None:
    text = site(MARKDOWN)
    page = Page(text["p/index.html"])
    assert [heading for heading in page.headings if heading[1] in ("One", "Two")] == [("h2", "One"), ("h3", "Two")]
    tags = {tag for tag, _ in page.elements}
    assert {"table", "td", "ul", "li", "s"} <= tags


def test_blocks_of_code_are_coloured_by_their_language() -> None:
    text = site(
        "/// ```rune\n/// let x = 1;\n/// ```\n///\n/// ```\n/// let y\n/// ```\n///\n"
        "/// ```should_panic\n/// # unseen();\n///   #\n/// #[test]\n/// panic!()\n/// ```\n///\n"
        "/// ```nonsense\n/// <z>\n/// ```\npub fn f() {}\n"
    )["p/index.html"]
    assert '<span class="k">let</span> x' in text
    assert "<code>let y\n</code>" in text
    assert "unseen" not in text and "#[test]" in Page(text).text
    assert "This example panics" in text and '<span class="fm">panic</span>' in text
    assert "<code>&lt;z&gt;\n</code>" in text


def test_declarations_are_shown() -> None:
    page = module("pub async fn later(a, (b, c)) { a }\npub const fn now() { 1 }\npub fn plain() {}")
    assert "pub async fn later(a, (b, c))" in page.text
    assert "A call gives a future" in page.text
    assert "pub const fn now()" in page.text
