"""Child processes and their hosts: what is allowed, processes that a host makes up, output that children share."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from bindrune.core.api import IO, DenyIO, LimitedIO, MemoryIO, RecordingIO, RootedIO, StdIO, VmError
from bindrune.core.io import ForwardingIO
from bindrune.core.std.process_relays import Relay
from tests.std.processes import HEAD, PATIENCE, Caught, run, until

if TYPE_CHECKING:
    from bindrune.core.io import Process

# What a program may touch.


@pytest.mark.parametrize("io", [DenyIO(), MemoryIO(), RootedIO("."), LimitedIO(StdIO(), {"env"})])
def test_without_capability(io: IO) -> None:
    assert run('format!("{:?}", shell("true"))', io) is not None
    with pytest.raises(VmError) as caught:
        run('shell("true").spawn()', io)
    assert caught.value.message == "Missing capability `process`: the host does not allow it"


def test_the_environment_is_that_of_the_io(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TEST", "there")
    text = 'read("echo $BINDRUNE_TEST").await'
    assert run(text, StdIO()) == "there\n"
    assert run(text, LimitedIO(StdIO(), {"process"})) == "\n"

    class Own(ForwardingIO):
        def environment(self) -> dict[str, str]:
            """One of its own."""
            return {"BINDRUNE_TEST": "own", "PATH": os.defpath}

    assert run(text, Own(StdIO())) == "own\n"

    class Without(StdIO):
        def grants(self, capability: str) -> bool:
            """All but one."""
            return capability != "env"

    assert run(text, Without()) == "\n"


def test_an_io_may_refuse_a_program() -> None:
    class Picky(ForwardingIO):
        def spawn(
            self, arguments: Sequence[str], stdin: int, stdout: int, stderr: int, options: dict[str, object]
        ) -> Process:
            """Nothing but echo."""
            if arguments[0] != "echo":
                raise self._denied(arguments[0])
            return super().spawn(arguments, stdin, stdout, stderr, options)

    denied = 'Err(Os { code: 13, kind: PermissionDenied, message: "Permission denied" })'
    io = Picky(StdIO())
    assert run('format!("{:?}", shell("true").spawn())', io) == denied
    assert run('let c = Command::new("echo"); c.stdout(Stdio::null()); c.spawn()?.wait().await?.success()', io) is True


class MadeUp:
    """A process that no operating system knows."""

    pid = 0

    def __init__(self, out: int) -> None:
        self.returncode: int | None = None
        self.ended = threading.Event()
        self.out = os.dup(out)
        self.code = 9

    def poll(self) -> int | None:
        """The exit code."""
        if self.ended.is_set():
            self.returncode = self.code
        return self.returncode

    def wait(self) -> int:
        """The exit code, when it is known."""
        self.ended.wait(PATIENCE)
        return self.code

    def kill(self) -> None:
        """Ends it."""
        self.code = -9
        self.finish()

    def finish(self) -> None:
        """Prints, and ends it."""
        os.write(self.out, b"made up")
        os.close(self.out)
        self.ended.set()


class Stage(ForwardingIO):
    """Processes that it makes up."""

    def spawn(
        self, arguments: Sequence[str], stdin: int, stdout: int, stderr: int, options: dict[str, object]
    ) -> Process:
        """One that ends soon, or when it is killed."""
        process = MadeUp(stdout)
        if arguments[0] == "soon":
            threading.Timer(0.05, process.finish).start()
        return process


def test_processes_that_a_host_makes_up() -> None:
    io = Stage(StdIO())
    head = 'let c = Command::new("{}"); c.stdout(Stdio::piped()); let child = c.spawn()?;'
    collected = "let o = child.wait_with_output().await?; [String::from_utf8(o.stdout)?, `${o.status}`]"
    assert run(head.format("soon") + collected, io) == ["made up", "exit status: 9"]
    assert run(head.format("never") + "child.kill().await?; `${child.wait().await?}`", io) == "signal: 9 (SIGKILL)"


# Output that children share with the script.


def test_shared_output_without_descriptor(way: str) -> None:
    io = Caught()
    text = """
        println!("one");
        shell("echo two; echo oops >&2").spawn()?.wait().await?;
        println!("three");
        let o = shell("printf four").spawn()?.wait_with_output().await?;
        println!("{}", o.stdout.len());
    """
    run(text, io)
    assert "".join(io.out) == "one\ntwo\nthree\nfour0\n"
    assert "".join(io.err) == "oops\n"


def test_shared_output_of_a_child_that_nobody_waits_for() -> None:
    io = Caught()
    run(r"""shell("printf '\\303'; sleep 0.05; printf '\\244\\377'").spawn()?; 0""", io)
    until(lambda: "".join(io.out) == "ä\ufffd")


def test_shared_output_that_ends_within_a_character() -> None:
    io = Caught()
    run(r"""shell("printf 'a\\303'").spawn()?.wait().await?; 0""", io)
    until(lambda: "".join(io.out) == "a\ufffd")


def test_nothing_is_left_of_a_program_that_cannot_be_started() -> None:
    def count() -> int:
        return len(os.listdir("/proc/self/fd"))

    text = 'let c = Command::new("no-such-program"); c.stdin(Stdio::piped()); c.spawn().is_err()'
    assert run(text, Caught()) is True
    before = count()
    assert run(text, Caught()) is True
    assert count() == before


def test_much_shared_output() -> None:
    io = Caught()
    run('shell("head -c 3000000 /dev/zero").spawn()?.wait().await?; 0', io)
    assert sum(map(len, io.out)) == 3_000_000


def test_shared_output_that_nobody_wants() -> None:
    class Full(Caught):
        def write_out(self, text: str) -> None:
            """There is no more room."""
            raise OSError(28, "No space left on device")

    code = run('shell("sleep 0.05; while echo x; do :; done 2>&-; exit 6").spawn()?.wait().await?.code()', Full())
    assert code in (6, None)


def test_shared_output_is_refused_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(Caught):
        def write_out(self, text: str) -> None:
            """As closed files of Python say it."""
            raise ValueError("I/O operation on closed file")

    monkeypatch.setattr(Relay, "start", lambda relay: None)
    assert run('shell("echo x").spawn()?.wait().await?.code()', Closed()) == 0


def test_shared_input_without_descriptor_is_empty() -> None:
    assert run('piped("cat; echo end").spawn()?.wait_with_output().await?.stdout.len()', Caught()) == 4


def test_shared_streams_of_a_process() -> None:
    script = HEAD + 'println!("one"); shell("cat; echo err >&2").spawn().unwrap().wait().await; println!("three");'
    program = f"from bindrune.core.api import build_text; build_text({script!r}).run()"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        input="two\n",
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert (done.stdout, done.stderr) == ("one\ntwo\nthree\n", "err\n")


def test_recording_tells_of_processes() -> None:
    io = RecordingIO(StdIO())
    run('shell("echo x").spawn()?.wait().await?; 0', io)
    assert io.events == [("spawn", "sh -c echo x"), ("out", "x\n")]


def test_descriptors_of_streams() -> None:
    class Changed(StdIO):
        def write_out(self, text: str) -> None:
            """Elsewhere."""

    with open(os.devnull, encoding="utf-8") as file:
        before, sys.stdin = sys.stdin, file
        try:
            assert StdIO().descriptor(0) == file.fileno()
        finally:
            sys.stdin = before
    assert Changed().descriptor(1) is None
    assert Caught().descriptor(1) is Caught().descriptor(2) is None
    assert MemoryIO().descriptor(1) is DenyIO().descriptor(2) is None
    assert LimitedIO(StdIO(), ()).descriptor(2) == StdIO().descriptor(2)
