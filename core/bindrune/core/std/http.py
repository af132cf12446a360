"""``::http``: requests to web servers.

A ``RequestBuilder`` holds a request as data (``std/http_requests.py``), and ``send`` gives a future
that sends it from a thread of its own (``std/http_futures.py``, ``std/http_connections.py``). A
``Response`` is there when its head is; the body comes when it is asked for. Without a server
nothing here needs httpx, which is imported at the first request.
"""

from __future__ import annotations

from bindrune.core.runtime.active import current_io
from bindrune.core.runtime.arguments import string_argument
from bindrune.core.runtime.module import Module
from bindrune.core.std.charging import by_length
from bindrune.core.std.http_connections import Pool, exchange, lease
from bindrune.core.std.http_futures import JobFuture
from bindrune.core.std.http_requests import Failure, Request
from bindrune.core.std.http_status import status_of, version_of
from bindrune.core.vm.access import borrow
from bindrune.core.vm.errors import panic
from bindrune.core.vm.futures import Future, future
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable, Bytes, Some, err, nothing, ok, some, string, text, u64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.runtime.module import Type
    from bindrune.core.std.http_connections import Answer
    from bindrune.core.std.http_futures import Job
    from bindrune.core.std.http_status import StatusCode, Version
    from bindrune.core.vm.values import Err, Nothing, Ok, String


class Client(Borrowable):
    """``::http::Client``: its requests share connections."""

    __slots__ = ("pool",)
    pool: Pool


class RequestBuilder(Borrowable):
    """``::http::RequestBuilder``: a request, and the connections it may use."""

    __slots__ = ("pool", "request")
    pool: Pool
    request: Request


class Response(Borrowable):
    """``::http::Response``."""

    __slots__ = ("answer",)
    answer: Answer


class HttpError(Borrowable):
    """``::http::Error``: what failed."""

    __slots__ = ("message",)
    message: str


std = Module("::http")
client = std.type(native_type("::http::Client", Client))
response = std.type(native_type("::http::Response", Response))
request_builder = std.type(native_type("::http::RequestBuilder", RequestBuilder))
http_error = std.type(native_type("::http::Error", HttpError))


def failed(failure: Failure) -> Err:
    """Return ``Err`` of a fresh error."""
    error = HttpError()
    error.message = str(failure)
    error.token = None
    return err(error)


@http_error.protocol("DISPLAY_FMT", "fn display(&self)")
def display_error(error: HttpError) -> str:
    return error.message


# Requests.


def sending(request: Request, pool: Pool, loan: object = None) -> Future:
    """Return the future of sending a request."""

    def begin() -> Callable[[Job], Answer]:
        url = request.ready()
        try:
            connection = lease(request, pool, url)
        except ImportError:
            raise panic("requests need the package httpx: pip install 'bindrune[http]'") from None
        return lambda job: exchange(request, pool, connection, job.use)

    def finish(result: Answer | Failure) -> Ok | Err:
        if isinstance(result, Failure):
            return failed(result)
        made = Response()
        made.answer = result
        made.token = None
        return ok(made)

    return future(JobFuture(begin, finish, loan))


@std.function("async fn get(url: &String) -> Result<Response, Error>", capability="net")
def get(url: String) -> Future:
    return sending(Request("GET", text(url)), Pool(current_io().http_client), borrow(url))


@client.function("fn new() -> Client")
def new() -> Client:
    made = Client()
    made.pool = Pool(current_io().http_client)
    made.token = None
    return made


def declare_request(row: Type, method: str) -> None:
    """Declare the function of clients that begins a request."""

    def begin(it: Client, url: str) -> RequestBuilder:
        made = RequestBuilder()
        made.pool = it.pool
        made.request = Request(method, url)
        made.token = None
        return made

    row.method(f"fn {method.lower()}(&self, url: &str) -> RequestBuilder")(begin)


for _method in ("GET", "POST", "PUT", "DELETE", "HEAD"):
    declare_request(client, _method)


@request_builder.method("async fn send(self) -> Result<Response, Error>", capability="net")
def send(builder: RequestBuilder) -> Future:
    return sending(builder.request, builder.pool)


@request_builder.method("fn header(self, key: &str, value: &str) -> RequestBuilder")
def header(builder: RequestBuilder, key: str, value: str) -> RequestBuilder:
    builder.request.add(key, value)
    return builder


@request_builder.method("fn basic_auth(self, username: &str, password: Option) -> RequestBuilder")
def basic_auth(builder: RequestBuilder, username: str, password: Some | Nothing) -> RequestBuilder:
    secret = string_argument(password.f_0) if password.__class__ is Some else ""
    builder.request.authorize(username.encode(), secret.encode())
    return builder


@request_builder.method("fn bearer_auth(self, token: &str) -> RequestBuilder")
def bearer_auth(builder: RequestBuilder, token: str) -> RequestBuilder:
    builder.request.add("authorization", f"Bearer {token}")
    return builder


@request_builder.method("fn body_bytes(self, bytes: Bytes) -> RequestBuilder")
def body_bytes(builder: RequestBuilder, data: Bytes) -> RequestBuilder:
    builder.request.body = bytes(data.b)
    return builder


# Responses.


def reading(it: Response, finish: Callable[[bytes, Answer], Any], *, names_url: bool = True) -> Future:
    """Return the future of a response's body, of which ``finish`` makes a value; errors may name the
    URL.
    """
    answer = it.answer

    def begin() -> Callable[[Job], bytes]:
        return lambda job: answer.read(job.use, names_url=names_url)

    def end(result: bytes | Failure) -> Any:
        return failed(result) if isinstance(result, Failure) else by_length(finish)(result, answer)

    return future(JobFuture(begin, end))


@response.method("async fn text(self) -> Result<String, Error>", capability="net")
def read_text(it: Response) -> Future:
    return reading(it, lambda data, _: ok(string(data.decode("utf-8", "replace"))))


@response.method("async fn json(self) -> Result<any, Error>", capability="net")
def read_json(it: Response) -> Future:
    return reading(it, parsed)


def parsed(data: bytes, answer: Answer) -> Ok | Err:
    """Return ``Ok`` of the value that ``data`` spells, or an error."""
    from bindrune.core.std.json_reader import Fault, read

    try:
        return ok(read(data))
    except Fault:
        return failed(Failure("error decoding response body", answer.url))


@response.method("async fn bytes(self) -> Result<Bytes, Error>", capability="net")
def read_bytes(it: Response) -> Future:
    return reading(it, lambda data, _: ok(bytes_of(data)), names_url=False)


def bytes_of(data: bytes) -> Bytes:
    """Return a Bytes of ``data``."""
    made = Bytes()
    made.b = bytearray(data)
    made.token = None
    return made


@response.method("fn status(&self) -> StatusCode")
def status(it: Response) -> StatusCode:
    return status_of(it.answer.status)


@response.method("fn version(&self) -> Version")
def response_version(it: Response) -> Version:
    return version_of({"HTTP/1.0": 1, "HTTP/1.1": 2, "HTTP/2": 3}[it.answer.version])


@response.method("fn content_length(&self) -> Option<u64>")
def content_length(it: Response) -> Some | Nothing:
    length = it.answer.content_length
    return nothing() if length is None else some(u64(length))
