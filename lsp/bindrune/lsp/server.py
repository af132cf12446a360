"""The language server: requests and notifications of the protocol, answered by the editor features of the core.

Documents are kept by ourselves (`documents`), not by pygls, which takes characters for line ends that are none. Behind
an edit, diagnostics follow when typing has paused for a moment; what an older text would have given is never sent.
Diagnostics of all files of a program are shown, and taken back when they no longer hold or the program is closed.

A fault of ours is written to the log of the client and to standard error, and shown at the document; the server goes
on.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from bindrune.core.ide.completion import complete_at
from bindrune.core.ide.definition import definition
from bindrune.core.ide.hover import hover
from bindrune.core.ide.symbols import symbols
from bindrune.core.version import VERSION
from bindrune.lsp import convert
from bindrune.lsp.documents import Buffers, Document
from bindrune.lsp.positions import UTF16
from bindrune.lsp.programs import Program, Programs

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE = 0.05
"""How long, in seconds, typing has to pause before diagnostics are worked out."""


class Protocol(LanguageServerProtocol):
    """The protocol of pygls, with documents kept by the server."""

    _server: Server

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """A document is opened."""
        item = params.text_document
        self._server.opened(Document(item.uri, item.text, item.version, self._server.encoding))

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document is edited."""
        self._server.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """A document is closed."""
        self._server.closed(params.text_document.uri)

    @property
    def was_shut_down(self) -> bool:
        """Whether the client has asked for a shutdown."""
        return self._shutdown


class Server(LanguageServer):
    """The server's state: open documents, their programs, and what has been published."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(
            "bindrune",
            VERSION,
            protocol_cls=Protocol,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
        )
        self.buffers = Buffers()
        self.programs = Programs(self.buffers)
        self._pending: asyncio.TimerHandle | None = None
        self._round = 0
        self._published: dict[str, dict[str, list[types.Diagnostic]]] = {}
        """What is shown now: root's URI → file's URI → diagnostics."""
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def encoding(self) -> str:
        """In what the client counts columns."""
        return str(self.server_capabilities.position_encoding or UTF16)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Logs a fault, and says that there was one."""
        # What is wrong with a request is in its answer, and no fault of ours.
        if not isinstance(error, JsonRpcException) or isinstance(error, JsonRpcInternalError):
            self.report_fault(error)

    def report_fault(self, fault: BaseException) -> None:
        """Writes a fault of ours with its traceback to the client's log and to standard error."""
        text = "".join(traceback.format_exception(fault))
        print(text, file=sys.stderr, flush=True)
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"Internal error:\n{text}"))

    # Documents.

    def opened(self, document: Document) -> None:
        """A document is opened."""
        self.programs.encoding = self.encoding
        self.buffers.open(document)
        self.refresh()

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document is edited."""
        document = self.buffers.get(params.text_document.uri)
        if document is None:
            return
        for change in params.content_changes:
            document.apply(change)
        document.version = params.text_document.version
        self.refresh()

    def closed(self, uri: str) -> None:
        """A document is closed: what is on disk counts again."""
        self.buffers.close(uri)
        self.refresh()

    def stop(self) -> None:
        """Begins no more work, and gives up what is under way."""
        if self._pending is not None:
            self._pending.cancel()
        for task in self._tasks:
            task.cancel()
        self.programs.close()

    async def at(self, uri: str) -> tuple[Program, int] | None:
        """The newest program of an open document, and its source there."""
        document = self.buffers.get(uri)
        if document is None:
            return None
        program = await asyncio.wrap_future(self.programs.program_of(document))
        source = program.source_of(document)
        return None if source is None else (program, source)

    def uri_of(self, program: Program) -> Callable[[int], str]:
        """What finds the URI of a source of a program."""

        def find(source: int) -> str:
            found = program.snapshot.sources[source]
            if found is program.snapshot.root or found.path is None:
                return program.uri
            return self.buffers.uri_of(found.path)

        return find

    # Diagnostics.

    def refresh(self) -> None:
        """Has diagnostics worked out after a pause; a further edit begins the pause anew."""
        self._round += 1
        if self.protocol.was_shut_down:
            return
        if self._pending is not None:
            self._pending.cancel()
        self._pending = asyncio.get_running_loop().call_later(PAUSE, self._start_round)

    def _start_round(self) -> None:
        self._pending = None
        task = asyncio.ensure_future(self._publish(self._round))
        self._tasks.add(task)
        task.add_done_callback(self._end_round)

    def _end_round(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            self.report_fault(fault)

    async def _publish(self, round_: int) -> None:
        """Publishes what holds for all open documents, unless an edit comes in between."""
        shown: dict[str, dict[str, list[types.Diagnostic]]] = {}
        versions: dict[str, int] = {}
        for document in self.buffers:
            versions[document.uri] = document.version
            try:
                program = await asyncio.wrap_future(self.programs.program_of(document))
                if round_ != self._round:
                    return
                if program.uri not in shown:
                    shown[program.uri] = self._diagnostics(program)
            except Exception as fault:
                self.report_fault(fault)
                shown[document.uri] = {document.uri: [convert.fault_diagnostic(fault)]}
        self.programs.forget_closed()
        self._show(shown, versions)

    def _diagnostics(self, program: Program) -> dict[str, list[types.Diagnostic]]:
        capabilities = self.client_capabilities.text_document
        wanted = capabilities.publish_diagnostics if capabilities is not None else None
        related = bool(wanted is not None and wanted.related_information)
        uri_of = self.uri_of(program)
        found: dict[str, list[types.Diagnostic]] = {}
        for source in program.snapshot.trees:
            found[uri_of(source)] = []
        for one in program.snapshot.diagnostics:
            shown = convert.diagnostic(one, program, uri_of, related)
            found.setdefault(uri_of(one.span.source), []).append(shown)
        return found

    def _show(
        self, shown: dict[str, dict[str, list[types.Diagnostic]]], versions: dict[str, int]
    ) -> None:
        """Sends what is new, and empty lists for what has gone."""
        before, after = _by_file(self._published), _by_file(shown)
        self._published = shown
        for uri in {**after, **before}:
            diagnostics = after.get(uri, [])
            version = versions.get(uri)
            if version is None and before.get(uri, []) == diagnostics:
                continue
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics, version=version)
            )


def _by_file(
    shown: dict[str, dict[str, list[types.Diagnostic]]],
) -> dict[str, list[types.Diagnostic]]:
    """The diagnostics of each file from all programs it belongs to, each once."""
    found: dict[str, list[types.Diagnostic]] = {}
    for files in shown.values():
        for uri, diagnostics in files.items():
            known = found.setdefault(uri, [])
            known += [one for one in diagnostics if one not in known]
    return found


def make_server() -> Server:
    """A server that is ready to be started."""
    server = Server()

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is not None and watching.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*.rn")])
            registration = types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([registration]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(_: types.DidChangeWatchedFilesParams) -> None:
        server.refresh()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: types.DidSaveTextDocumentParams) -> None:
        server.refresh()

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        server.stop()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def on_hover(params: types.HoverParams) -> types.Hover | None:
        at = await server.at(params.text_document.uri)
        if at is None:
            return None
        program, source = at
        lines = program.lines(source)
        found = hover(program.snapshot, source, lines.offset(params.position))
        if found is None:
            return None
        capabilities = server.client_capabilities.text_document
        formats = capabilities.hover.content_format if capabilities and capabilities.hover else None
        markdown = not formats or types.MarkupKind.Markdown in formats
        content = types.MarkupContent(
            types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText,
            found.info.markdown if markdown else found.info.plain,
        )
        return types.Hover(content, lines.range(found.span))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def on_definition(
        params: types.DefinitionParams,
    ) -> list[types.Location] | list[types.LocationLink] | None:
        at = await server.at(params.text_document.uri)
        if at is None:
            return None
        program, source = at
        found = definition(program.snapshot, source, program.lines(source).offset(params.position))
        capabilities = server.client_capabilities.text_document
        links = capabilities.definition.link_support if capabilities and capabilities.definition else False
        to = convert.location_links if links else convert.locations
        return to(found, program, server.uri_of(program))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def on_symbols(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
        at = await server.at(params.text_document.uri)
        if at is None:
            return None
        program, source = at
        found = symbols(program.snapshot.trees[source])
        capabilities = server.client_capabilities.text_document
        wanted = capabilities.document_symbol if capabilities else None
        if wanted is not None and wanted.hierarchical_document_symbol_support:
            return convert.document_symbols(found, program.lines(source))
        return convert.flat_symbols(found, program.lines(source), params.text_document.uri)

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[".", ":"])
    )
    async def on_completion(params: types.CompletionParams) -> types.CompletionList | None:
        at = await server.at(params.text_document.uri)
        if at is None:
            return None
        program, source = at
        lines = program.lines(source)
        offset = lines.offset(params.position)
        text = program.snapshot.sources[source].text
        if params.context is not None and params.context.trigger_character == ":" and text[offset - 2 : offset] != "::":
            return None
        return convert.completion_list(
            complete_at(program.snapshot, source, offset), lines, params.position
        )

    return server


def serve() -> int:
    """Serves a client on standard input and output; returns the exit status."""
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    # Whatever prints by accident must not end up between the messages.
    sys.stdout = sys.stderr
    server = make_server()
    server.start_io(stdin, stdout)
    server.programs.close()
    return 0 if server.protocol.was_shut_down else 1
