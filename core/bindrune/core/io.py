"""All that the core does outside of itself: an `IO` object, which the host chooses.

The core prints, reads files, looks at the clock and starts processes only through an object of this
kind, so a host decides what a program may touch:

* `StdIO`: the process's own streams and files;
* `DenyIO`: nothing at all;
* `MemoryIO`: streams and files in memory, and a clock that stands still until told;
* `RootedIO`: files below one folder, everything else as another `IO` gives it;
* `LimitedIO`: of what another `IO` gives, that which some capabilities allow;
* `RecordingIO`: what another `IO` gives, with a record of all that was asked.

What is not allowed raises `PermissionError`, as an operating system would have it; a program sees
an I/O error as of any other cause. Beforehand the functions of the standard library that need a
*capability* ask `grants`: where it is missing, their call is a panic that names it. Printing needs
none, since `write_out` decides what becomes of it.
"""

from __future__ import annotations

import os
import sys
import time
from errno import EACCES, ENOENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from ssl import SSLContext
    from typing import Protocol

    import httpx

    class Process(Protocol):
        """A process that has been started; `subprocess.Popen` is one."""

        pid: int
        returncode: int | None

        def poll(self) -> int | None:
            """The exit code, or the number of the signal that ended it below 0; None while it runs."""

        def wait(self) -> int:
            """Blocks until the process has ended, whichever thread calls; gives the same."""

        def kill(self) -> None:
            """Ends the process."""


CAPABILITIES: dict[str, str] = {
    "fs-read": "reading files and listing folders",
    "fs-write": "writing files",
    "net": "requests over the network",
    "process": "starting other processes",
    "env": "reading environment variables",
    "clock": "asking for the time and waiting",
    "random": "random numbers of the operating system",
    "signal": "waiting for signals of the operating system",
}
"""What a host can allow or refuse, with what each allows. Rows of the standard library name them."""


class IO:
    """What every kind of IO can be asked. This class grants no capability; of itself it gives a clock
    and random bytes, for subclasses that grant those.
    """

    def grants(self, capability: str) -> bool:
        """Whether a program may use what needs this capability, one of `CAPABILITIES`."""
        return False

    def _denied(self, what: str) -> PermissionError:
        return PermissionError(EACCES, "Permission denied", what)

    def write_out(self, text: str) -> None:
        """Writes to standard output."""
        raise self._denied("standard output")

    def write_err(self, text: str) -> None:
        """Writes to standard error."""
        raise self._denied("standard error")

    def flush(self) -> None:
        """Hands on what has been written."""

    def read_line(self) -> str:
        """A line of standard input with its line end; empty at the end of the input."""
        raise self._denied("standard input")

    def read_bytes(self, path: str) -> bytes:
        """What a file holds. Raises `OSError` if it cannot be read."""
        raise self._denied(path)

    def read_text(self, path: str) -> str:
        """The text of a file in UTF-8, line ends as they are. Raises `OSError`, or
        `UnicodeDecodeError`.
        """
        return self.read_bytes(path).decode("utf-8")

    def write_bytes(self, path: str, data: bytes) -> None:
        """Writes a file, in place of what it held."""
        raise self._denied(path)

    def is_file(self, path: str) -> bool:
        """Whether a file can be found."""
        return False

    def list_folder(self, path: str) -> list[str]:
        """The names in a folder, sorted. Raises `OSError`."""
        raise self._denied(path)

    def environment(self) -> Mapping[str, str]:
        """The environment variables."""
        return {}

    def now(self) -> float:
        """Seconds since the beginning of 1970."""
        return time.time()

    def monotonic(self) -> int:
        """Nanoseconds of a clock that only goes forward."""
        return time.monotonic_ns()

    def entropy(self, count: int) -> bytes:
        """Random bytes, with which generators are seeded."""
        return os.urandom(count)

    def spawn(
        self,
        arguments: Sequence[str],
        stdin: int,
        stdout: int,
        stderr: int,
        options: dict[str, object],
    ) -> Process:
        """Starts a process; arguments are those of `subprocess.Popen`. Raises `OSError`.

        The streams are descriptors, or `subprocess.DEVNULL`; whoever calls closes them.
        """
        raise self._denied(arguments[0])

    def descriptor(self, stream: int) -> int | None:
        """The descriptor of standard input (0), output (1) or error (2), for processes that share it.

        None where what is written does not go to one: then it is handed to `write_out` and `write_err`,
        from another thread while the process runs.
        """
        return None

    def http_client(self) -> httpx.Client:
        """A client for HTTP requests, to use for one connection and to close; whichever thread calls.
        Raises `PermissionError`, or `ImportError` where httpx is not installed.
        """
        raise self._denied("network")


class DenyIO(IO):
    """Refuses everything; what is printed goes nowhere."""

    def write_out(self, text: str) -> None:
        """Writes nothing."""

    def write_err(self, text: str) -> None:
        """Writes nothing."""


def _changes(io: IO, kind: type[IO], stream: int) -> bool:
    """Whether the class of `io` does something else to a stream than `kind`, of which it is one."""
    name = ("read_line", "write_out", "write_err")[stream]
    return getattr(type(io), name) is not getattr(kind, name)


class StdIO(IO):
    """The streams, files and processes of the process this runs in."""

    _certificates: SSLContext | None = None
    """What servers are checked against: the same for all clients, since it takes long to read."""

    def grants(self, capability: str) -> bool:
        """All there are."""
        return capability in CAPABILITIES

    def write_out(self, text: str) -> None:
        """Writes to standard output."""
        sys.stdout.write(text)

    def write_err(self, text: str) -> None:
        """Writes to standard error."""
        sys.stderr.write(text)

    def flush(self) -> None:
        """Flushes both streams."""
        sys.stdout.flush()
        sys.stderr.flush()

    def read_line(self) -> str:
        """A line of standard input."""
        return sys.stdin.readline()

    def read_bytes(self, path: str) -> bytes:
        """What a file holds."""
        with open(path, "rb") as file:
            return file.read()

    def write_bytes(self, path: str, data: bytes) -> None:
        """Writes a file."""
        with open(path, "wb") as file:
            file.write(data)

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        return os.path.isfile(path)

    def list_folder(self, path: str) -> list[str]:
        """The names in a folder."""
        return sorted(os.listdir(path))

    def environment(self) -> Mapping[str, str]:
        """The process's environment."""
        return os.environ

    def spawn(
        self,
        arguments: Sequence[str],
        stdin: int,
        stdout: int,
        stderr: int,
        options: dict[str, object],
    ) -> Process:
        """Starts a process."""
        from subprocess import Popen

        popen: Callable[..., Process] = Popen
        return popen(arguments, stdin=stdin, stdout=stdout, stderr=stderr, **options)

    def descriptor(self, stream: int) -> int | None:
        """That of the process's own stream; none where a subclass reads or writes in another way."""
        if _changes(self, StdIO, stream):
            return None
        try:
            return (sys.stdin, sys.stdout, sys.stderr)[stream].fileno()
        except (AttributeError, OSError, ValueError):  # none at all, or one that Python code stands behind
            return None

    def http_client(self) -> httpx.Client:
        """A client of httpx, which is imported when first wanted."""
        from httpx import Client, create_ssl_context

        if StdIO._certificates is None:
            StdIO._certificates = create_ssl_context()
        return Client(timeout=None, verify=StdIO._certificates)


_OWN = frozenset(("fs-read", "fs-write", "clock", "random"))
"""What a kind of IO grants that gives files of its own and nothing of the world around."""


class MemoryIO(IO):
    """Streams and files in memory; for tests, and for programs that must leave no trace.

    `files` maps paths to what they hold, `input` is what standard input gives. `output` and
    `errors` are what was written. The clock shows `time` (nanoseconds since 1970) and moves when
    that is set.
    """

    def __init__(self, files: Mapping[str, bytes | str] | None = None, input: str = "") -> None:
        self.files: dict[str, bytes] = {}
        for path, data in (files or {}).items():
            self.files[path] = data.encode("utf-8") if isinstance(data, str) else data
        self.time = 0
        self._input = input
        self._output: list[str] = []
        self._errors: list[str] = []

    def grants(self, capability: str) -> bool:
        """Files, the clock and random bytes, all of which are its own."""
        return capability in _OWN

    @property
    def output(self) -> str:
        """What has been written to standard output."""
        return "".join(self._output)

    @property
    def errors(self) -> str:
        """What has been written to standard error."""
        return "".join(self._errors)

    def write_out(self, text: str) -> None:
        """Keeps the text."""
        self._output.append(text)

    def write_err(self, text: str) -> None:
        """Keeps the text."""
        self._errors.append(text)

    def read_line(self) -> str:
        """The next line of the input."""
        head, end, self._input = self._input.partition("\n")
        return head + end

    def read_bytes(self, path: str) -> bytes:
        """What a file holds."""
        if path not in self.files:
            raise FileNotFoundError(ENOENT, "No such file or directory", path)
        return self.files[path]

    def write_bytes(self, path: str, data: bytes) -> None:
        """Writes a file."""
        self.files[path] = data

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.files

    def list_folder(self, path: str) -> list[str]:
        """The names of files and folders in a folder."""
        prefix = path.rstrip("/") + "/" if path not in ("", ".") else ""
        names = {
            name[len(prefix) :].split("/")[0] for name in self.files if name.startswith(prefix)
        }
        if not names:
            raise FileNotFoundError(ENOENT, "No such file or directory", path)
        return sorted(names)

    def now(self) -> float:
        """The time it was set to."""
        return self.time / 1e9

    def monotonic(self) -> int:
        """The time it was set to."""
        return self.time

    def entropy(self, count: int) -> bytes:
        """The same bytes each time."""
        return bytes(count)


class ForwardingIO(IO):
    """Hands everything on to another IO; what a subclass does not change stays as there."""

    def __init__(self, inner: IO) -> None:
        self.inner = inner

    def grants(self, capability: str) -> bool:
        """What the other grants."""
        return self.inner.grants(capability)

    def write_out(self, text: str) -> None:
        """Writes to standard output."""
        self.inner.write_out(text)

    def write_err(self, text: str) -> None:
        """Writes to standard error."""
        self.inner.write_err(text)

    def flush(self) -> None:
        """Hands on what has been written."""
        self.inner.flush()

    def read_line(self) -> str:
        """A line of standard input."""
        return self.inner.read_line()

    def read_bytes(self, path: str) -> bytes:
        """What a file holds."""
        return self.inner.read_bytes(path)

    def write_bytes(self, path: str, data: bytes) -> None:
        """Writes a file."""
        self.inner.write_bytes(path, data)

    def is_file(self, path: str) -> bool:
        """Whether a file can be found."""
        return self.inner.is_file(path)

    def list_folder(self, path: str) -> list[str]:
        """The names in a folder."""
        return self.inner.list_folder(path)

    def environment(self) -> Mapping[str, str]:
        """The environment variables."""
        return self.inner.environment()

    def now(self) -> float:
        """Seconds since the beginning of 1970."""
        return self.inner.now()

    def monotonic(self) -> int:
        """Nanoseconds of a clock that only goes forward."""
        return self.inner.monotonic()

    def entropy(self, count: int) -> bytes:
        """Random bytes."""
        return self.inner.entropy(count)

    def spawn(
        self,
        arguments: Sequence[str],
        stdin: int,
        stdout: int,
        stderr: int,
        options: dict[str, object],
    ) -> Process:
        """Starts a process."""
        return self.inner.spawn(arguments, stdin, stdout, stderr, options)

    def descriptor(self, stream: int) -> int | None:
        """That of the other; none where a subclass reads or writes in another way."""
        return None if _changes(self, ForwardingIO, stream) else self.inner.descriptor(stream)

    def http_client(self) -> httpx.Client:
        """A client for HTTP requests."""
        return self.inner.http_client()


class RootedIO(ForwardingIO):
    """Files below one folder and no others; no processes, no network, no environment.

    Relative paths start at the folder, and symbolic links must not lead out of it.
    """

    def __init__(self, root: str, inner: IO | None = None) -> None:
        super().__init__(inner if inner is not None else StdIO())
        self.root = os.path.realpath(root)

    def grants(self, capability: str) -> bool:
        """Files, the clock and random bytes, as far as the other grants them."""
        return capability in _OWN and self.inner.grants(capability)

    def _inside(self, path: str) -> str:
        found = os.path.realpath(os.path.join(self.root, path))
        if found != self.root and not found.startswith(self.root.rstrip(os.sep) + os.sep):
            raise self._denied(path)
        return found

    def read_bytes(self, path: str) -> bytes:
        """What a file below the folder holds."""
        return self.inner.read_bytes(self._inside(path))

    def write_bytes(self, path: str, data: bytes) -> None:
        """Writes a file below the folder."""
        self.inner.write_bytes(self._inside(path), data)

    def is_file(self, path: str) -> bool:
        """Whether there is such a file below the folder."""
        try:
            return self.inner.is_file(self._inside(path))
        except PermissionError:
            return False

    def list_folder(self, path: str) -> list[str]:
        """The names in a folder below the folder."""
        return self.inner.list_folder(self._inside(path))

    def environment(self) -> Mapping[str, str]:
        """No variables."""
        return {}

    def spawn(
        self,
        arguments: Sequence[str],
        stdin: int,
        stdout: int,
        stderr: int,
        options: dict[str, object],
    ) -> Process:
        """Refused."""
        raise self._denied(arguments[0])

    def http_client(self) -> httpx.Client:
        """Refused."""
        raise self._denied("network")


class LimitedIO(ForwardingIO):
    """What `allowed` capabilities give of another IO, and its streams.

    Raises `ValueError` where one of them is no capability.
    """

    def __init__(self, inner: IO, allowed: Iterable[str]) -> None:
        super().__init__(inner)
        self.allowed = frozenset(allowed)
        for name in sorted(self.allowed.difference(CAPABILITIES)):
            raise ValueError(f"There is no capability `{name}`; there are {', '.join(CAPABILITIES)}")

    def grants(self, capability: str) -> bool:
        """What is allowed, as far as the other grants it."""
        return capability in self.allowed and self.inner.grants(capability)

    def _need(self, capability: str, what: str) -> None:
        if capability not in self.allowed:
            raise self._denied(what)

    def read_bytes(self, path: str) -> bytes:
        """What a file holds, with `fs-read`."""
        self._need("fs-read", path)
        return self.inner.read_bytes(path)

    def write_bytes(self, path: str, data: bytes) -> None:
        """Writes a file, with `fs-write`."""
        self._need("fs-write", path)
        self.inner.write_bytes(path, data)

    def is_file(self, path: str) -> bool:
        """Whether a file can be found, with `fs-read`."""
        return "fs-read" in self.allowed and self.inner.is_file(path)

    def list_folder(self, path: str) -> list[str]:
        """The names in a folder, with `fs-read`."""
        self._need("fs-read", path)
        return self.inner.list_folder(path)

    def environment(self) -> Mapping[str, str]:
        """The environment variables, none without `env`."""
        return self.inner.environment() if "env" in self.allowed else {}

    def now(self) -> float:
        """Seconds since the beginning of 1970, with `clock`."""
        self._need("clock", "clock")
        return self.inner.now()

    def monotonic(self) -> int:
        """Nanoseconds of a clock that only goes forward, with `clock`."""
        self._need("clock", "clock")
        return self.inner.monotonic()

    def entropy(self, count: int) -> bytes:
        """Random bytes, with `random`."""
        self._need("random", "random bytes")
        return self.inner.entropy(count)

    def spawn(
        self,
        arguments: Sequence[str],
        stdin: int,
        stdout: int,
        stderr: int,
        options: dict[str, object],
    ) -> Process:
        """Starts a process, with `process`."""
        self._need("process", arguments[0])
        return self.inner.spawn(arguments, stdin, stdout, stderr, options)

    def http_client(self) -> httpx.Client:
        """A client for HTTP requests, with `net`."""
        self._need("net", "network")
        return self.inner.http_client()


class RecordingIO(ForwardingIO):
    """Hands everything on to another IO and keeps a record: `events` are pairs of what was done and
    with what.
    """

    def __init__(self, inner: IO) -> None:
        super().__init__(inner)
        self.events: list[tuple[str, str]] = []

    @property
    def output(self) -> str:
        """What has been written to standard output."""
        return "".join(text for event, text in self.events if event == "out")

    def write_out(self, text: str) -> None:
        """Writes to standard output."""
        self.events.append(("out", text))
        super().write_out(text)

    def write_err(self, text: str) -> None:
        """Writes to standard error."""
        self.events.append(("err", text))
        super().write_err(text)

    def read_line(self) -> str:
        """A line of standard input."""
        line = super().read_line()
        self.events.append(("in", line))
        return line

    def read_bytes(self, path: str) -> bytes:
        """What a file holds."""
        self.events.append(("read", path))
        return super().read_bytes(path)

    def write_bytes(self, path: str, data: bytes) -> None:
        """Writes a file."""
        self.events.append(("write", path))
        super().write_bytes(path, data)

    def spawn(
        self,
        arguments: Sequence[str],
        stdin: int,
        stdout: int,
        stderr: int,
        options: dict[str, object],
    ) -> Process:
        """Starts a process."""
        self.events.append(("spawn", " ".join(arguments)))
        return super().spawn(arguments, stdin, stdout, stderr, options)

    def http_client(self) -> httpx.Client:
        """A client for HTTP requests."""
        self.events.append(("http", ""))
        return super().http_client()
