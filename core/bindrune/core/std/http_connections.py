"""Requests over the network, by httpx: connections, redirects, and bodies as they arrive.

All of this blocks and runs in threads of its own (``std/http_futures.py``). What makes it possible
to end a request from outside is that each ``Connection`` has a client of httpx for itself, which
holds one connection to one server: it notes the socket when httpx tells of it, and ``abandon``
shuts that down, whereupon the thread that waits for it gets an error. A thread that still looks up
a name or connects finds out when that is done.

A ``Pool`` belongs to a ``Client`` value of the script. A connection goes back to it when a response
was read to its end, and is closed otherwise.
"""

from __future__ import annotations

from contextlib import suppress

from bindrune.core.std.http_requests import MOST_REDIRECTS, Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    import httpx

    from bindrune.core.std.http_requests import Request
    from bindrune.core.std.http_urls import Url

    Use = Callable[["Connection | None"], None]
    """What is told each connection before it is used, and when it is not used any more."""

_IDLE = 16
"""How many connections to one server are kept for later."""

_SMALL = 1 << 16
"""Bytes: a redirect's body up to this size is read, so that its connection can be used again."""


class Connection:
    """A connection to one server, or one that is about to be made."""

    __slots__ = ("_stream", "client", "is_abandoned", "origin")

    def __init__(self, origin: str, client: httpx.Client) -> None:
        self.origin = origin
        self.client = client
        client.event_hooks = {**client.event_hooks, "response": [*client.event_hooks["response"], hide_location]}
        self.is_abandoned = False
        self._stream: Any = None

    def notice(self, event: str, details: dict[str, Any]) -> None:
        """Note the stream of bytes to the server; httpx calls this with all that it does."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._stream = details["return_value"]
            if self.is_abandoned:
                self.abandon()

    def abandon(self) -> None:
        """Let whoever waits for the server fail; from any thread."""
        self.is_abandoned = True
        socket = None if self._stream is None else self._stream.get_extra_info("socket")
        if socket is not None:
            with suppress(OSError):  # it is closed already
                socket.shutdown(2)

    def close(self) -> None:
        """Close it."""
        self.client.close()


def hide_location(response: httpx.Response) -> None:
    """Put away where a response redirects to: httpx would refuse it if it cannot go there."""
    for name, value in response.headers.raw:
        if name.lower() == b"location":
            response.extensions.setdefault("location", value)
    response.headers.pop("location", None)


class Pool:
    """The idle connections of a client, by server. ``make`` gives a client of httpx."""

    __slots__ = ("_idle", "make")

    def __init__(self, make: Callable[[], httpx.Client]) -> None:
        self.make = make
        self._idle: dict[str, list[Connection]] = {}

    def lease(self, origin: str) -> Connection:
        """A connection that nobody else uses. Raises what ``make`` raises."""
        with suppress(IndexError):
            return self._idle.setdefault(origin, []).pop()
        return Connection(origin, self.make())

    def restore(self, connection: Connection) -> None:
        """Take back a connection over which nothing is under way."""
        idle = self._idle.setdefault(connection.origin, [])
        if connection.is_abandoned or len(idle) >= _IDLE:
            connection.close()
        else:
            idle.append(connection)

    def __del__(self) -> None:
        for idle in self._idle.values():
            for connection in idle:
                connection.close()


class Answer:
    """A response: its head, and its body as long as nobody has read it."""

    __slots__ = ("_connection", "_pool", "_response", "content_length", "is_gzip", "status", "url", "version")

    def __init__(self, response: httpx.Response, connection: Connection, pool: Pool, method: str, url: Url) -> None:
        self._response = response
        self._connection: Connection | None = connection
        self._pool = pool
        self.url = url
        self.status = response.status_code
        self.version = response.http_version
        headers = response.headers
        self.is_gzip = headers.get("content-encoding") == "gzip"
        length = headers.get("content-length", "")
        self.content_length: int | None = None
        if not self.is_gzip:
            if method == "HEAD" or self.status < 200 or self.status in (204, 304):
                self.content_length = 0
            elif "transfer-encoding" not in headers and length.isdecimal():
                self.content_length = int(length)

    def read(self, use: Use, *, names_url: bool = True) -> bytes:
        """The body; may be called once. Raises ``Failure``, which may name the URL."""
        use(self._connection)
        try:
            data = b"".join(self._chunks())
        except _errors():
            self.close()
            raise Failure("error decoding response body", self.url if names_url else None) from None
        except BaseException:
            self.close()
            raise
        connection, self._connection = self._connection, None
        use(None)
        if connection is not None:
            self._pool.restore(connection)
        return data

    def _chunks(self) -> Iterator[bytes]:
        response = self._response
        if response.is_stream_consumed:  # by a client of the host's that has whole answers
            yield response.content
        else:
            yield from unzipped(response.iter_raw()) if self.is_gzip else response.iter_raw()

    def close(self) -> None:
        """Close the connection; the body is lost."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._response.close()
            connection.close()

    __del__ = close


def has_length(response: httpx.Response) -> bool:
    """Whether the length of the body, if one is given, is a number that scripts know."""
    length = response.headers.get("content-length", "0")
    return not length.isdecimal() or (len(length) <= 20 and int(length) < 1 << 64)


def unzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Decompress what gzip has compressed; what stands behind its end is passed over.

    Raises ``OSError`` where it is damaged or incomplete.
    """
    from zlib import MAX_WBITS, decompressobj, error

    gzip = decompressobj(16 + MAX_WBITS)
    is_empty = True
    try:
        for chunk in chunks:
            is_empty = is_empty and not chunk
            if not gzip.eof:
                yield gzip.decompress(chunk)
    except error as cause:
        raise OSError(str(cause)) from None
    if not gzip.eof and not is_empty:
        raise OSError("unexpected end of file")


def _errors() -> tuple[type[Exception], ...]:
    """What may go wrong on the way to a server and back."""
    import httpx

    # A UnicodeError is what the resolver says of names that cannot be.
    return (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError, UnicodeError)


def exchange(request: Request, pool: Pool, first: Connection, use: Use) -> Answer:
    """Send a request, follow redirects, and return the answer to the last one. Raises ``Failure``."""
    url = request.url
    assert url is not None
    connection = first
    for count in range(MOST_REDIRECTS + 1):
        use(connection)
        try:
            response = _send(request, connection)
        except _errors():
            connection.close()
            raise Failure("error sending request", url) from None
        except BaseException:
            connection.close()
            raise
        at = request.url
        assert at is not None
        answer = Answer(response, connection, pool, request.method, at)
        if not request.redirect(answer.status, response.extensions.get("location")):
            use(None)
            return answer
        if count == MOST_REDIRECTS:
            raise Failure("error following redirect", at)
        if answer.content_length is not None and answer.content_length <= _SMALL:
            with suppress(Failure):
                answer.read(use)
        else:
            use(None)
            answer.close()
        connection = lease(request, pool, url)
    raise AssertionError("the last round returns or raises")


def lease(request: Request, pool: Pool, shown: Url) -> Connection:
    """A connection to where a request goes; ``shown`` is where it went first. Raises ``Failure``."""
    assert request.url is not None
    try:
        return pool.lease(request.url.origin)
    except OSError as error:
        raise Failure("error sending request", shown, error.strerror) from None


def _send(request: Request, connection: Connection) -> httpx.Response:
    """Send one request and return the response, whose body has not been read."""
    import httpx

    url = request.url
    assert url is not None
    address = httpx.URL(url.text(fragment=False))
    extensions: dict[str, Any] = {"trace": connection.notice}
    if address.raw_path != url.target.encode("ascii"):  # httpx encodes what the standard for URLs does not
        extensions["target"] = url.target.encode("ascii")
    sent = httpx.Request(request.method, address, headers=request.sent(), content=request.body, extensions=extensions)
    if not request.body and request.headers.get("content-length") is None:
        sent.headers.pop("content-length", None)  # which httpx adds for some methods
    response = connection.client.send(sent, stream=True, auth=None, follow_redirects=False)
    if response.http_version not in ("HTTP/1.0", "HTTP/1.1", "HTTP/2") or not has_length(response):
        response.close()
        raise httpx.RemoteProtocolError("unknown version or length")
    return response
