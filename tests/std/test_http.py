"""``::http`` against a server on this machine: answers of every kind, and waits that end in between.

What programs print was recorded from the reference (``http_answers.rn``). Nothing here measures time:
what is to happen at once meets at the server, and what must not be waited for never comes.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bindrune.core.io import CAPABILITIES, IO, ForwardingIO, LimitedIO, RootedIO, StdIO
from bindrune.core.runtime.active import use_io
from bindrune.core.session.program import build_text
from bindrune.core.std.http_connections import Connection, Pool, unzipped
from bindrune.core.std.http_status import CODES, REASONS
from bindrune.core.vm.errors import Termination, VmError
from tests.conformance.chunks import same
from tests.conformance.outcomes import CaughtIO, outcome
from tests.std import http_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bindrune.core.vm.execution import Execution

with http_server.serve() as _server:
    NAMES = [chunk.name for chunk in http_server.answers(_server)]

CERTIFICATE = Path(__file__).parent / "http_certificate.pem"
"""Of 127.0.0.1 and localhost, signed by itself, valid for a hundred years; with its key."""


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests go straight to the server."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def shared() -> Iterator[http_server.Server]:
    """A server for programs that leave nothing behind."""
    with http_server.serve() as server:
        yield server


@pytest.fixture
def server() -> Iterator[http_server.Server]:
    """A server of a test's own."""
    with http_server.serve() as server:
        yield server


class Printed(CaughtIO):
    """Keeps what is printed."""

    @property
    def output(self) -> str:
        return "".join(self.parts)


def start(text: str, io: IO) -> Execution:
    """Begin a run of a script."""
    built = build_text(text, "chunk.rn", script=True, io=io)
    assert built.ok, [found.text for found in built.diagnostics]
    return built.start()


def run(text: str, io: IO | None = None) -> str:
    """What a script prints."""
    io = io or Printed()
    with use_io(io):
        start(text, io).run()
    assert isinstance(io, Printed)
    return io.output


@pytest.mark.parametrize("name", NAMES)
def test_answers(name: str, shared: http_server.Server, tmp_path: Path) -> None:
    [chunk] = (chunk for chunk in http_server.answers(shared) if chunk.name == name)
    actual = outcome(chunk, tmp_path)
    assert same(chunk.wanted, actual), "\n".join(["wanted:", *chunk.wanted, "got:", *actual])


def test_what_h11_does_otherwise(shared: http_server.Server) -> None:
    """The rows of docs/differences.md: how requests are written and answers are read."""
    output = run(f"""
        let raw = "{shared.url}/raw/HTTP%2F1.1 ";
        let end = "Content-Length: 1%0D%0A%0D%0Aa";
        println!("{{:?}}", http::get("{shared.url}/echo").await?.json().await?.head[0][0]);
        println!("{{}}", http::get(`${{raw}}200 OK%0D%0AX: a%0D%0A b%0D%0A${{end}}`).await?.text().await?);
        println!("{{}}", http::get(`${{raw}}101 OK%0D%0A%0D%0A`).await.is_err());
    """)
    assert output == '"host"\na\ntrue\n'


# Waits that end in between.


def in_thread(execution: Execution, io: IO) -> tuple[Thread, list[BaseException]]:
    """Run in another thread; the list is for the error that ends it."""
    errors: list[BaseException] = []

    def target() -> None:
        try:
            with use_io(io):
                execution.run()
        except (Termination, VmError) as error:
            errors.append(error)

    thread = Thread(target=target)
    thread.start()
    return thread, errors


WAITS = {
    "head": """http::get("{u}/wait").await;""",
    "body": """http::get("{u}/wait?body=1").await?.text().await;""",
    "select": """
        let a = http::get("{u}/wait");
        let b = http::get("{u}/meet/9");
        select {{ _ = a => (), _ = b => () }}
    """,
    "join": """std::future::join([http::get("{u}/wait"), http::get("{u}/meet/9")]).await;""",
    "function": """
        async fn f() {{ http::get("{u}/wait").await?.text().await }}
        f().await;
    """,
    "reused": """
        let c = http::Client::new();
        c.get("{u}/hello.txt").send().await?.text().await?;
        c.get("{u}/wait").send().await;
    """,
}


@pytest.mark.parametrize("wait", WAITS)
def test_interrupt_while_waiting(wait: str, server: http_server.Server) -> None:
    io = Printed()
    execution = start(WAITS[wait].format(u=server.url), io)
    thread, errors = in_thread(execution, io)
    assert server.arrived.wait(http_server.PATIENCE)
    execution.interrupt()
    thread.join(http_server.PATIENCE)
    assert not thread.is_alive()
    assert [getattr(error, "reason", error) for error in errors] == ["interrupt"]
    assert server.left.wait(http_server.PATIENCE)  # the connection is closed


LOSERS = {
    "select": """
        let slow = http::get("{u}/wait");
        let heard = http::get("{u}/arrived");
        select {{ _ = slow => (), _ = heard => () }}
        drop(slow);
    """,
    "block": """
        if true {{
            let slow = http::get("{u}/wait");
            let heard = http::get("{u}/arrived");
            select {{ _ = slow => (), _ = heard => () }}
        }}
    """,
    "function": """
        async fn fetch(u) {{ http::get(u).await }}
        let slow = fetch("{u}/wait");
        let heard = http::get("{u}/arrived");
        select {{ _ = slow => (), _ = heard => () }}
        drop(slow);
    """,
    "response": """
        let response = http::get("{u}/wait?body=1").await?;
        drop(response);
    """,
    "body": """
        let body = http::get("{u}/wait?body=1").await?.bytes();
        let heard = http::get("{u}/arrived");
        select {{ _ = body => (), _ = heard => () }}
        drop(body);
    """,
    "client": """
        let c = http::Client::new();
        c.get("{u}/hello.txt").send().await?.text().await?;
        let slow = c.get("{u}/wait").send();
        let heard = http::get("{u}/arrived");
        select {{ _ = slow => (), _ = heard => () }}
        drop(slow);
        println!("{{}}", c.get("{u}/hello.txt").send().await?.status());
    """,
}


@pytest.mark.parametrize("loser", LOSERS)
def test_what_is_dropped_closes_its_connection(loser: str, server: http_server.Server) -> None:
    """While the program goes on: its last request is answered when the server has seen the end of the other one."""
    last = f'println!("{{}}", http::get("{server.url}/left").await?.text().await?);'
    output = run(LOSERS[loser].format(u=server.url) + last)
    assert output.endswith("closed\n")


def test_a_loser_goes_on(server: http_server.Server) -> None:
    """A future that has lost is not started again when it is awaited."""
    output = run(f"""
        let slow = http::get("{server.url}/wait");
        let heard = http::get("{server.url}/arrived");
        select {{ _ = slow => println!("early"), _ = heard => () }}
        http::get("{server.url}/go").await?;
        println!("{{}}", slow.await?.text().await?);
    """)
    assert output == "late\n"
    assert [request for request in server.requests if "wait" in request] == ["GET /wait"]


def test_deadline_while_waiting(server: http_server.Server) -> None:
    from time import monotonic

    io = Printed()
    execution = start(f'http::get("{server.url}/wait").await;', io)
    execution.deadline = monotonic()
    with use_io(io), pytest.raises(Termination) as caught:
        execution.run()
    assert caught.value.reason == "deadline"


# Connections.


def test_connections_are_used_again(server: http_server.Server) -> None:
    run(f"""
        let c = http::Client::new();
        for i in 0..5 {{ c.get("{server.url}/hello.txt").send().await?.text().await?; }}
        c.get("{server.url}/redirect/3").send().await?.text().await?;
    """)
    assert server.connections == 1


def test_a_server_that_closes_idle_connections(server: http_server.Server) -> None:
    output = run(f"""
        let c = http::Client::new();
        for i in 0..3 {{
            let r = c.get("{server.url}/text?data=a").header("Connection", "close").send().await?;
            print!("{{}}", r.text().await?);
        }}
    """)
    assert output == "aaa"
    assert server.connections == 3


def unconnected() -> httpx.Client:
    """A client that is not meant to be used."""
    return httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(500)))


def test_leases() -> None:
    pool = Pool(unconnected)
    connection = pool.lease("http://a")
    pool.restore(connection)
    assert pool.lease("http://b") is not connection
    assert pool.lease("http://a") is connection
    assert pool.lease("http://a") is not connection
    connection.abandon()
    pool.restore(connection)
    assert pool.lease("http://a") is not connection
    assert connection.client.is_closed
    others = [pool.lease("http://a") for _ in range(20)]
    for other in others:
        pool.restore(other)
    assert [other.client.is_closed for other in others] == [False] * 16 + [True] * 4
    del pool
    assert all(other.client.is_closed for other in others)


def test_a_connection_that_is_made_too_late_is_shut_down() -> None:
    class Socket:
        shut = False

        def get_extra_info(self, name: str) -> Socket:
            assert name == "socket"
            return self

        def shutdown(self, how: int) -> None:
            self.shut = True

    connection = Connection("http://a", unconnected())
    connection.abandon()
    made = Socket()
    connection.notice("connection.connect_tcp.complete", {"return_value": made})
    assert made.shut


class Trusting(Printed):
    """Trusts the certificate of these tests."""

    def http_client(self) -> httpx.Client:
        return httpx.Client(timeout=None, verify=ssl.create_default_context(cafile=CERTIFICATE))


def test_https() -> None:
    with http_server.serve(certificate=CERTIFICATE) as server:
        program = f"""
            match http::get("{server.url}/hello.txt").await {{
                Ok(r) => println!("{{}}", r.text().await?),
                Err(e) => println!("{{}}", e),
            }}
        """
        assert run(program, Trusting()) == "Hello!\n\n"
        assert run(program) == f"error sending request for url ({server.url}/hello.txt)\n"


@pytest.mark.parametrize("path", ["/wait", "/wait?body=1"])
def test_https_that_is_dropped(path: str) -> None:
    with http_server.serve(certificate=CERTIFICATE) as server:
        io = Trusting()
        execution = start(f'http::get("{server.url}{path}").await?.text().await;', io)
        thread, errors = in_thread(execution, io)
        assert server.arrived.wait(http_server.PATIENCE)
        execution.interrupt()
        thread.join(http_server.PATIENCE)
        assert [getattr(error, "reason", error) for error in errors] == ["interrupt"]
        assert server.left.wait(http_server.PATIENCE)


def test_proxies_of_the_environment(server: http_server.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    run(f"""
        http::get("http://nowhere.invalid/hello.txt?a").await?;
        http::get("{server.url}/hello.txt").await?;
    """)
    assert server.requests == ["GET http://nowhere.invalid/hello.txt?a", "GET /hello.txt"]


def test_names_that_lead_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is not known, and one that the resolver does not even look up."""

    def resolve(host: str, *_: object, **__: object) -> list[object]:
        if ".." in host:
            host.encode("idna")
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    for host in ("nowhere.invalid", "nowhere..invalid"):
        output = run(f'match http::get("http://{host}/a").await {{ Ok(_) => (), Err(e) => println!("{{}}", e) }}')
        assert output == f"error sending request for url (http://{host}/a)\n"


# The IO.


class Canned(Printed):
    """Answers by itself, without a network."""

    def http_client(self) -> httpx.Client:
        def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/gone":
                return httpx.Response(301, headers={"location": "/here"})
            packed = gzip.compress(b"packed")
            if request.url.path == "/packed":
                return httpx.Response(200, headers={"content-encoding": "gzip"}, content=packed)
            return httpx.Response(200, json={"url": str(request.url), "method": request.method})

        return httpx.Client(transport=httpx.MockTransport(answer))


def test_a_host_gives_its_own_client() -> None:
    io = Canned()
    run('println!("{}", http::get("http://nowhere.invalid/gone").await?.json().await?.url)', io)
    run('println!("{}", http::get("http://nowhere.invalid/packed").await?.text().await?)', io)
    assert io.output == "http://nowhere.invalid/here\npacked\n"


class Refusing(Printed):
    """Grants the network and then refuses it."""

    def http_client(self) -> httpx.Client:
        raise self._denied("network")


def test_a_host_that_refuses() -> None:
    io = Refusing()
    output = run('match http::get("http://a.invalid/").await { Ok(_) => (), Err(e) => println!("{}", e) }', io)
    assert output == "error sending request for url (http://a.invalid/): Permission denied\n"


@pytest.mark.parametrize(
    "request_", ['http::get("http://a.invalid/")', 'http::Client::new().get("http://a.invalid/").send()']
)
def test_without_the_capability(request_: str) -> None:
    allowed = [name for name in CAPABILITIES if name != "net"]
    for io in (RootedIO("."), LimitedIO(StdIO(), allowed)):
        with use_io(io), pytest.raises(VmError, match="Missing capability `net`"):
            start(f"{request_}.await", io).run()


class Bare(ForwardingIO):
    """A host without httpx."""

    def http_client(self) -> httpx.Client:
        raise ImportError("No module named 'httpx'")


def test_without_httpx() -> None:
    io = Bare(StdIO())
    with use_io(io), pytest.raises(VmError, match=r"pip install 'bindrune\[http\]'"):
        start('http::get("http://a.invalid/").await', io).run()


def test_no_more_threads(server: http_server.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", refuse)
    output = run(f'match http::get("{server.url}/").await {{ Ok(_) => (), Err(e) => println!("{{}}", e) }}')
    assert output == "can't start new thread\n"


def test_httpx_is_imported_at_the_first_request() -> None:
    """And asyncio by nothing; in a process of its own, since this one has everything."""
    program = """
import sys
from bindrune.core.session.program import build_text
build_text('let c = http::Client::new(); c.get("http://a/"); http::StatusCode::OK', "a.rn", script=True).run()
assert "bindrune.core.std.http" in sys.modules
early = {"httpx", "httpcore", "asyncio", "ssl"} & set(sys.modules)
assert not early, early
"""
    paths = [entry for entry in sys.path if entry]
    code = f"import sys\nsys.path[:0] = {paths!r}\n" + program
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# Parts.


def test_codes() -> None:
    assert len(CODES) == 60
    assert list(REASONS) == sorted(REASONS)
    assert set(CODES.values()) <= set(REASONS)
    for name, code in CODES.items():
        words = REASONS[code].upper().replace("'", "").replace("-", "_").replace(" ", "_")
        assert words == name


def test_unzipped() -> None:
    data = bytes(range(256)) * 1000
    packed = gzip.compress(data)
    for size in (1, 7, 1000, len(packed)):
        chunks = [packed[i : i + size] for i in range(0, len(packed), size)]
        assert b"".join(unzipped(iter(chunks))) == data
    assert b"".join(unzipped(iter([]))) == b""
    for broken in (packed[:-1], packed[:10], b"no gzip", packed[:-8] + bytes(8)):
        with pytest.raises(OSError):
            list(unzipped(iter([broken])))


def test_fuel_by_size(server: http_server.Server) -> None:
    """A large body costs, so that a budget bounds it."""
    io = Printed()
    text = f'http::get("{server.url}/bytes/{{}}").await?.bytes().await?.len();'
    spent: list[Any] = []
    for size in (16, 6_400_000):
        with use_io(io):
            outcome_ = start(text.format(size), io).run(50_000)
        spent.append(outcome_.kind)
    assert spent == ["complete", "limited"]
