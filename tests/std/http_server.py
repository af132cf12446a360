"""A web server on this machine for tests of ``::http``: each path is a way of answering.

``with serve() as server:`` runs it in threads until the block ends; ``server.url`` is its address without a
slash at the end. Slow answers wait for events, never for a time: ``/wait`` answers after ``server.go`` was
set, ``/arrived`` when somebody waits there, ``/left`` when who waited has gone, ``/meet/N`` when N requests
have come together.
"""

from __future__ import annotations

import json
import socket
import ssl
import sys
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event, Lock, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

from tests.conformance.chunks import Chunk, read_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30.0
"""Seconds after which a wait for what should have happened is given up."""

FILES = {"hello.txt": b"Hello!\n", "people.json": b'[{"name": "Ada", "born": 1815}]'}
"""What examples of the documentation fetch."""

RECORDED = ":18099"
"""The port of this server when the answers were recorded."""

DOCUMENTED = "https://example.org"
"""The address of this server in the examples of the documentation."""


class Server(ThreadingHTTPServer):
    """The server, with what its handlers share with the test."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, certificate: Path | None) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
            self.scheme = "https"
        self.go = Event()
        self.arrived = Event()
        self.left = Event()
        self.barriers: dict[int, Barrier] = {}
        self.lock = Lock()
        self.requests: list[str] = []
        self.connections = 0

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Count the connections."""
        self.connections += 1
        return True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away are what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    """Answers by the first part of the path."""

    protocol_version = "HTTP/1.1"
    server: Server
    body = b""

    def handle_one_request(self) -> None:
        """Read a request and answer it."""
        with suppress(ConnectionError):
            super().handle_one_request()

    def answer(self) -> None:
        """Call the method that bears the name of the path's first part."""
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.requests.append(f"{self.command} {self.path}")
        parts = urlsplit(self.path)
        name, *arguments = parts.path.strip("/").split("/")
        if name in FILES:
            self.give(200, FILES[name])
            return
        options = {key: values[0] for key, values in parse_qs(parts.query).items()}
        method = getattr(self, f"path_{name.replace('-', '_')}", None)
        if method is None:
            self.give(404, b"nothing here")
        else:
            method(*arguments, **options)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = answer

    def give(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Send bytes as they are and close the connection."""
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def path_echo(self, *_: str, **__: str) -> None:
        """The request as JSON."""
        heard = {
            "method": self.command,
            "path": self.path,
            "headers": {key.lower(): value for key, value in self.headers.items()},
            "head": [[key, value] for key, value in self.headers.items()],
            "body": self.body.decode("latin-1"),
        }
        self.give(200, json.dumps(heard).encode(), {"Content-Type": "application/json"})

    def path_status(self, code: str) -> None:
        """An empty answer with this status."""
        self.give(int(code), b"")

    def path_redirect(self, count: str, status: str = "302") -> None:
        """As many redirects, then ``/echo``."""
        n = int(count)
        target = f"/redirect/{n - 1}?status={status}" if n > 1 else "/echo"
        self.give(int(status), b"", {"Location": target})

    def path_to(self, url: str = "", status: str = "302") -> None:
        """A redirect to a given address, or without one."""
        self.give(int(status), b"moved", {"Location": url} if url else {})

    def path_text(self, data: str = "", type: str = "") -> None:
        """Percent-encoded bytes with a content type."""
        self.give(200, unquote_to_bytes(data), {"Content-Type": type} if type else {})

    def path_bytes(self, count: str) -> None:
        """That many bytes."""
        self.give(200, b"0123456789abcdef" * (int(count) // 16))

    def path_chunks(self, *chunks: str) -> None:
        """The chunks of a chunked answer."""
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for chunk in (*chunks, ""):
            self.wfile.write(f"{len(chunk):x}\r\n{chunk}\r\n".encode())

    def path_raw(self, data: str) -> None:
        """Percent-encoded bytes instead of an answer, then the end of the connection."""
        self.raw(unquote_to_bytes(data))

    def path_wait(self, body: str = "") -> None:
        """An answer when the test says so; with ``body`` the head comes at once."""
        if body:
            self.send_response(200)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.flush()
        self.server.arrived.set()
        Thread(target=self.watch_leaving, daemon=True).start()
        self.server.go.wait(PATIENCE)
        if body:
            self.wfile.write(b"late")
        else:
            self.give(200, b"late")

    def watch_leaving(self) -> None:
        """Tell when the client has closed the connection."""
        with suppress(OSError):
            if isinstance(self.connection, ssl.SSLSocket):
                self.connection.recv(1)
            else:
                self.connection.recv(1, socket.MSG_PEEK)
        self.server.left.set()

    def path_arrived(self) -> None:
        """An answer as soon as somebody waits."""
        self.server.arrived.wait(PATIENCE)
        self.give(200, b"")

    def path_left(self) -> None:
        """Whether the client that was made to wait has closed its connection, as soon as it has."""
        is_closed = self.server.left.wait(PATIENCE)
        self.give(200, b"closed" if is_closed else b"open")

    def path_go(self) -> None:
        """Let all that wait go on."""
        self.server.go.set()
        self.give(200, b"")

    def path_meet(self, count: str) -> None:
        """An answer as soon as that many requests wait for theirs."""
        with self.server.lock:
            barrier = self.server.barriers.setdefault(int(count), Barrier(int(count)))
        try:
            barrier.wait(PATIENCE)
        except BrokenBarrierError:
            self.give(503, b"alone")
        else:
            self.give(200, b"met")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serve(port: int = 0, certificate: Path | None = None) -> Iterator[Server]:
    """A running server, by default at a port of its own; with a certificate one for `https`."""
    server = Server(port, certificate)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.go.set()
        server.shutdown()
        server.server_close()
        thread.join()


def answers(server: Server) -> list[Chunk]:
    """The programs of ``http_answers.rn``, with what they print, for a server as it runs now."""
    chunks = read_chunks(Path(__file__).parent / "http_answers.rn")
    port = f":{server.server_address[1]}"
    for chunk in chunks:
        chunk.text = chunk.text.replace(RECORDED, port)
        chunk.wanted = [line.replace(RECORDED, port) for line in chunk.wanted]
    return chunks


if __name__ == "__main__":
    with serve(int(sys.argv[1])) as running:
        print(f"{running.url}, until the end of the input")
        sys.stdin.read()
