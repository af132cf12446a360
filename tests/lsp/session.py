"""A client for tests: a real server in a process of its own, spoken to over its standard streams."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

LIMIT = 20
"""Seconds after which a session that hangs is given up."""
SERVER = (sys.executable, "-m", "bindrune.lsp")


class Editor:
    """An editor with a workspace folder: documents are opened, edited and asked about as a user would."""

    def __init__(self, client: Any, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.published: list[types.PublishDiagnosticsParams] = []
        self.log: list[str] = []
        self.registered: list[str] = []
        self.capabilities: types.ServerCapabilities
        self._versions: dict[str, int] = {}
        self.news = asyncio.Event()

    def uri(self, name: str) -> str:
        """The URI of a file of the workspace."""
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str | None = None) -> str:
        """Opens a document, with the text on disk unless another is given; returns its URI."""
        uri = name if ":" in name else self.uri(name)
        text = (self.folder / name).read_text("utf-8") if text is None else text
        self._versions[uri] = 1
        item = types.TextDocumentItem(uri, "rune", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def edit(self, uri: str, *changes: tuple[int, int, int, int, str] | str) -> int:
        """Sends edits (start line and column, end line and column, text; or a whole text); returns the version."""
        self._versions[uri] += 1
        version = self._versions[uri]
        events: list[types.TextDocumentContentChangeEvent] = []
        for change in changes:
            if isinstance(change, str):
                events.append(types.TextDocumentContentChangeWholeDocument(change))
                continue
            start = types.Position(change[0], change[1])
            end = types.Position(change[2], change[3])
            events.append(types.TextDocumentContentChangePartial(types.Range(start, end), change[4]))
        document = types.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, events))
        return version

    def close(self, uri: str) -> None:
        """Closes a document."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def diagnostics(
        self, uri: str, version: int | None = 1, when: Callable[[list[types.Diagnostic]], bool] = lambda _: True
    ) -> list[types.Diagnostic]:
        """The diagnostics of this version of a document, as soon as they have been published and are as wanted."""
        while True:
            for found in reversed(self.published):
                if found.uri == uri:
                    if found.version == version and when(list(found.diagnostics)):
                        return list(found.diagnostics)
                    break
            self.news.clear()
            await self.news.wait()

    async def hover(self, uri: str, line: int, column: int) -> types.Hover | None:
        """What is said about a place."""
        found: types.Hover | None = await self.client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, column))
        )
        return found

    async def definition(self, uri: str, line: int, column: int) -> list[types.Location]:
        """Where what stands at a place is declared."""
        found = await self.client.text_document_definition_async(
            types.DefinitionParams(types.TextDocumentIdentifier(uri), types.Position(line, column))
        )
        return list(found or [])

    async def complete(self, uri: str, line: int, column: int) -> list[types.CompletionItem]:
        """What could stand at a place."""
        found = await self.client.text_document_completion_async(
            types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(line, column))
        )
        return list(found.items) if found is not None else []

    async def symbols(self, uri: str) -> list[Any]:
        """The outline of a document."""
        found = await self.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        )
        return list(found or [])


def capabilities_of(encodings: list[str] | None) -> types.ClientCapabilities:
    """The capabilities of a modern client that counts columns in one of these."""
    watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(did_change_watched_files=watching),
        general=types.GeneralClientCapabilities(position_encodings=list(encodings) if encodings else None),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
            document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
        ),
    )


@asynccontextmanager
async def editor(
    folder: Path, encodings: list[str] | None = None, command: tuple[str, ...] = SERVER
) -> AsyncIterator[Editor]:
    """An editor with a running server, which is shut down at the end."""
    client: Any = LanguageClient(converter_factory=default_converter)
    made = Editor(client, folder)

    def on_publish(params: types.PublishDiagnosticsParams) -> None:
        made.published.append(params)
        made.news.set()

    def on_log(params: types.LogMessageParams) -> None:
        made.log.append(params.message)

    def on_register(params: types.RegistrationParams) -> None:
        made.registered += [one.method for one in params.registrations]

    client.feature(types.CLIENT_REGISTER_CAPABILITY)(on_register)
    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(on_publish)
    client.feature(types.WINDOW_LOG_MESSAGE)(on_log)
    await client.start_io(*command)
    try:
        result = await client.initialize_session(
            types.InitializeParams(capabilities=capabilities_of(encodings), root_uri=folder.as_uri())
        )
        made.capabilities = result.capabilities
        yield made
        await client.shutdown_session()
        assert not made.log, made.log[0]
    finally:
        if client._server is not None and client._server.returncode is None:
            client._server.kill()
        await client.stop()


def run(scenario: Coroutine[Any, Any, None]) -> None:
    """Plays a scenario."""
    asyncio.run(asyncio.wait_for(scenario, LIMIT))
