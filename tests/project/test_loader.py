"""Loading module files, and what is said where that fails."""

from __future__ import annotations

from bindrune.core.io import MemoryIO
from bindrune.core.project.loader import Loaded, load
from bindrune.core.source import Sources


def loaded(files: dict[str, str | bytes], root: str = "src/main.rn") -> Loaded:
    sources = Sources()
    contents = {
        path: text.encode() if isinstance(text, str) else text for path, text in files.items()
    }
    text = contents[root].decode()
    return load(sources, sources.add(root, text, root), MemoryIO(files=contents))


def messages(found: Loaded) -> list[str]:
    return [diagnostic.message for diagnostic in found.diagnostics]


def test_files_are_looked_for_below_the_folder_of_the_root() -> None:
    found = loaded(
        {
            "src/main.rn": "mod a; mod b { mod c; }",
            "src/a/mod.rn": "mod d;",
            "src/a.rn": "this is not read",
            "src/a/d.rn": "",
            "src/b/c.rn": "",
        }
    )
    assert not messages(found)
    names = [tree.source.name for tree in found.trees]
    assert names == ["src/main.rn", "src/a/mod.rn", "src/b/c.rn", "src/a/d.rn"]


def test_a_module_without_a_file() -> None:
    found = loaded({"src/main.rn": "mod a { mod b; }"})
    assert messages(found) == ["File not found, expected a module file like `src/a/b.rn`"]


def test_a_module_that_is_loaded_twice() -> None:
    found = loaded({"src/main.rn": "mod a;\nmod a;", "src/a.rn": ""})
    (diagnostic,) = found.diagnostics
    assert diagnostic.message == "Module `a` has already been loaded"
    assert [label.message for label in diagnostic.labels] == ["Previously loaded here"]


def test_a_text_without_a_path_loads_nothing() -> None:
    sources = Sources()
    found = load(sources, sources.add("<text>", "mod a;"), MemoryIO())
    assert messages(found) == ["Cannot load module for `a`"]


def test_a_file_that_is_no_text() -> None:
    found = loaded({"src/main.rn": "mod a;", "src/a.rn": b"\xff"})
    assert messages(found) == ["Cannot read a file of module `a`: it is no text in UTF-8"]


def test_syntax_errors_of_all_files_are_reported() -> None:
    found = loaded({"src/main.rn": "mod a; fn", "src/a.rn": "let"})
    assert found.has_syntax_errors
    assert len({diagnostic.span.source for diagnostic in found.diagnostics}) == 2
