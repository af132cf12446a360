"""Sessions with the server over the protocol: what a client sends, and what it gets back."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.session import editor, run

if TYPE_CHECKING:
    from pathlib import Path


def text_of(found: types.Hover | None) -> str:
    assert found is not None and isinstance(found.contents, types.MarkupContent)
    return found.contents.value


def starts(found: list[types.Diagnostic]) -> list[tuple[int, int]]:
    return [(one.range.start.line, one.range.start.character) for one in found]


def test_capabilities(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with editor(tmp_path) as e:
            sync = e.capabilities.text_document_sync
            assert isinstance(sync, types.TextDocumentSyncOptions)
            assert sync.change is types.TextDocumentSyncKind.Incremental and sync.open_close
            assert e.capabilities.position_encoding == "utf-16"
            assert e.capabilities.hover_provider and e.capabilities.definition_provider
            assert e.capabilities.document_symbol_provider and e.capabilities.completion_provider

    run(scenario())


def test_diagnostics_come_change_and_go(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with editor(tmp_path) as e:
            uri = e.open("a.rn", "let total = 1;\ntotl\n")
            (found,) = await e.diagnostics(uri)
            assert found.code == "missing-local" and found.source == "bindrune"
            assert found.severity is types.DiagnosticSeverity.Error
            assert found.code_description is None
            assert found.message == "No local variable `totl`\nhelp: did you mean `total`?"
            assert found.range == types.Range(types.Position(1, 0), types.Position(1, 4))
            assert await e.diagnostics(uri, e.edit(uri, (1, 3, 1, 3, "a"))) == []
            assert await e.diagnostics(uri, e.edit(uri, "let x = ;")) != []
            e.close(uri)
            assert await e.diagnostics(uri, None) == []

    run(scenario())


def test_tags_and_related_places(tmp_path: Path) -> None:
    text = "fn unused() { return 1; 2 }\nfn twice() {}\nfn twice() {}\npub fn main() { twice() }\n"

    async def scenario() -> None:
        async with editor(tmp_path) as e:
            uri = e.open("a.rn", text)
            found = await e.diagnostics(uri)
            ambiguous = next(one for one in found if one.code == "ambiguous-item")
            related = ambiguous.related_information or []
            assert [(place.location.uri, place.location.range.start.line) for place in related] == [
                (uri, 1),
                (uri, 2),
            ]
            uri = e.open("b.rn", "fn unused() { return 1; 2 }\npub fn main() {}\n")
            found = await e.diagnostics(uri)
            tagged = {one.code: one.tags for one in found}
            assert list(tagged["not-used"] or []) == [types.DiagnosticTag.Unnecessary]

    run(scenario())


@pytest.mark.parametrize(
    ("encodings", "agreed", "column", "moved"),
    [
        (None, "utf-16", 9, 21),
        (["utf-8", "utf-16"], "utf-8", 14, 28),
        (["utf-32"], "utf-32", 7, 18),
    ],
)
def test_columns_behind_astral_characters(
    tmp_path: Path, encodings: list[str] | None, agreed: str, column: int, moved: int
) -> None:
    """`"😀é😀"; ` is 7 characters, 9 units of UTF-16, 14 bytes; `let c = '😀'` is 11, 12 and 14."""

    async def scenario() -> None:
        async with editor(tmp_path, encodings) as e:
            assert e.capabilities.position_encoding == agreed
            uri = e.open("a.rn", '"😀é😀"; b\r\n')
            assert starts(await e.diagnostics(uri))[-1] == (0, column)
            # The second edit of a message is about the text that the first has made.
            version = e.edit(uri, (0, column, 0, column + 1, "let c = '😀'"), (0, moved, 0, 999, "; d"))
            assert starts(await e.diagnostics(uri, version))[-1] == (0, moved + 2)
            version = e.edit(uri, (1, 0, 1, 0, "e\r\n"), (0, moved, 0, moved + 3, "; c;"))
            assert starts(await e.diagnostics(uri, version))[-1] == (1, 0)

    run(scenario())


def test_edits_at_line_ends(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with editor(tmp_path) as e:
            uri = e.open("a.rn", "let a = 1;\r\nlet b = 2;\r\na + b")
            assert await e.diagnostics(uri) == []
            # Beyond the end of a line is its end, beyond the last line the end of the text.
            version = e.edit(uri, (0, 99, 0, 99, " let c = 3;"), (2, 99, 9, 9, " + c"))
            assert await e.diagnostics(uri, version) == []
            version = e.edit(uri, (0, 21, 1, 0, "\r"), (0, 21, 1, 0, ""))
            assert await e.diagnostics(uri, version) == []
            symbols = await e.symbols(uri)
            assert [(one.name, one.selection_range.start.line) for one in symbols] == [
                ("a", 0), ("c", 0), ("b", 0),
            ]  # fmt: skip

    run(scenario())


def test_hover(tmp_path: Path) -> None:
    text = "/// Doubles.\nfn twice(n) {\n    n * 2\n}\nlet v = Vec::new();\nv.push(twice(4));\n"

    async def scenario() -> None:
        async with editor(tmp_path) as e:
            uri = e.open("a.rn", text)
            found = await e.hover(uri, 5, 8)
            assert "fn twice(n)" in text_of(found) and "Doubles." in text_of(found)
            assert found is not None and found.range == types.Range(types.Position(5, 7), types.Position(5, 12))
            assert "fn push(&mut self, value: any)" in text_of(await e.hover(uri, 5, 3))
            assert "let v: Vec" in text_of(await e.hover(uri, 5, 0))
            assert await e.hover(uri, 5, 99) is None

    run(scenario())


def test_a_definition_in_a_module_with_an_unsaved_buffer(tmp_path: Path) -> None:
    (tmp_path / "main.rn").write_text("mod util;\npub fn main() { util::twice(1); util::thrice(1) }\n")
    (tmp_path / "util.rn").write_text("pub fn twice(n) { n * 2 }\n")

    async def scenario() -> None:
        async with editor(tmp_path) as e:
            main = e.open("main.rn")
            assert [one.code for one in await e.diagnostics(main)] == ["missing-item"]
            util = e.open("util.rn", "\n\npub fn twice(n) { n * 2 }\npub fn thrice(n) { n * 3 + }\n")
            assert [one.code for one in await e.diagnostics(util)] == ["expected-expression"]
            (found,) = await e.definition(main, 1, 40)
            assert (found.uri, found.range.start) == (util, types.Position(3, 7))
            (found,) = await e.definition(main, 0, 5)
            assert (found.uri, found.range.start) == (util, types.Position(0, 0))
            e.edit(util, (3, 26, 3, 27, ""))
            assert await e.diagnostics(main, when=lambda found: not found) == []
            # Back on disk there is no `thrice`.
            e.close(util)
            found_ = await e.diagnostics(main, when=lambda found: bool(found))
            assert [one.code for one in found_] == ["missing-item"]

    run(scenario())


def test_a_module_is_seen_from_its_root(tmp_path: Path) -> None:
    """`super` means nothing in a file by itself; its root need not be open."""
    (tmp_path / "main.rn").write_text("mod a;\npub fn main() { a::f() }\nfn g() { 1 }\n")
    (tmp_path / "a.rn").write_text("pub fn f() { super::g() }\n")

    async def scenario() -> None:
        async with editor(tmp_path) as e:
            uri = e.open("a.rn")
            assert await e.diagnostics(uri) == []
            (found,) = await e.definition(uri, 0, 21)
            assert found.uri == e.uri("main.rn") and found.range.start.line == 2

    run(scenario())


def test_files_that_change_on_disk(tmp_path: Path) -> None:
    (tmp_path / "main.rn").write_text("mod a;\npub fn main() { a::f() }\n")

    async def scenario() -> None:
        async with editor(tmp_path) as e:
            main = e.open("main.rn")
            assert [one.code for one in await e.diagnostics(main)][:1] == ["missing-module"]
            assert e.registered == ["workspace/didChangeWatchedFiles"]
            (tmp_path / "a.rn").write_text("pub fn f() { 1 }\n")
            event = types.FileEvent(e.uri("a.rn"), types.FileChangeType.Created)
            e.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
            assert await e.diagnostics(main, when=lambda found: not found) == []
            (tmp_path / "a.rn").write_text("pub fn f() { gone }\n")
            e.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
            found = await e.diagnostics(e.uri("a.rn"), None, when=lambda found: bool(found))
            assert [one.code for one in found] == ["missing-local"]

    run(scenario())


def test_completion_in_broken_code(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with editor(tmp_path) as e:
            uri = e.open("a.rn", 'let smile = "😀"; smile.')
            found = await e.complete(uri, 0, 24)
            assert "to_uppercase" in [item.label for item in found]
            e.edit(uri, (0, 24, 0, 24, "le"))
            found = await e.complete(uri, 0, 26)
            assert [item.label for item in found] == ["le", "len"]
            edit = found[-1].text_edit
            assert isinstance(edit, types.TextEdit)
            assert edit.range == types.Range(types.Position(0, 24), types.Position(0, 26))

    run(scenario())


def test_symbols_are_nested(tmp_path: Path) -> None:
    text = "struct P { x, y }\nimpl P {\n    fn len(self) { 1 }\n}\nmod m { enum E { A, B } }\n"

    async def scenario() -> None:
        async with editor(tmp_path) as e:
            found = await e.symbols(e.open("a.rn", text))
            assert [(one.name, [inner.name for inner in one.children]) for one in found] == [
                ("P", ["x", "y"]),
                ("impl P", ["len"]),
                ("m", ["E"]),
            ]
            assert [inner.name for inner in found[2].children[0].children] == ["A", "B"]
            assert found[1].children[0].kind is types.SymbolKind.Method

    run(scenario())


def test_only_the_newest_text_is_reported(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with editor(tmp_path) as e:
            uri = e.open("a.rn", "")
            version = 1
            for _ in range(40):
                version = e.edit(uri, (0, 0, 0, 0, "x"))
            found = await e.diagnostics(uri, version)
            assert [one.message.partition("\n")[0] for one in found] == [f"No local variable `{'x' * 40}`"]
            reported = [params.version or 0 for params in e.published]
            assert reported == sorted(reported) and len(reported) < 40

    run(scenario())


def test_texts_without_a_file(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with editor(tmp_path) as e:
            uri = e.open("untitled:Untitled-1", "mod a;\nnone\n")
            found = await e.diagnostics(uri)
            assert [one.code for one in found][:1] == ["unsupported-module"]

    run(scenario())


@pytest.mark.parametrize(("shutdown", "status"), [(True, 0), (False, 1)])
def test_exit_status(tmp_path: Path, shutdown: bool, status: int) -> None:
    def message(body: str) -> bytes:
        return f"Content-Length: {len(body)}\r\n\r\n{body}".encode()

    async def scenario() -> None:
        server = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bindrune.lsp",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        sent = message('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}')
        if shutdown:
            sent += message('{"jsonrpc":"2.0","id":2,"method":"shutdown"}')
        sent += message('{"jsonrpc":"2.0","method":"exit"}')
        out, err = await server.communicate(sent)
        assert (server.returncode, err) == (status, b"")
        assert b'"id": 1' in out

    run(scenario())


def test_requests_that_make_no_sense_do_not_end_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with editor(tmp_path) as e:
            uri = e.open("a.rn", "let a = 1;\n")
            assert await e.hover("file:///nowhere.rn", 0, 0) is None
            assert await e.hover(uri, 1_000_000, 1_000_000) is None
            e.edit(uri, (9, 9, 0, 0, "x"))
            with pytest.raises(Exception, match="nonsense"):
                await e.client.protocol.send_request_async("textDocument/nonsense", {})
            uri = e.open("b.rn", "b")
            assert [one.code for one in await e.diagnostics(uri)] == ["missing-local"]

    run(scenario())
