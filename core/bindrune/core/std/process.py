"""``::process``: other programs. Starting them is ``std/child_processes.py``, waiting ``std/process_futures.py``."""

from __future__ import annotations

from bindrune.core.runtime.active import current_io
from bindrune.core.runtime.arguments import string_argument
from bindrune.core.runtime.module import Module
from bindrune.core.std.bytes import new as new_bytes
from bindrune.core.std.child_processes import Pipe, Running, Source, start
from bindrune.core.std.io import made_error, new_error
from bindrune.core.std.process_futures import Ending, collecting
from bindrune.core.std.process_text import command_text, pipe_text, status_debug, status_text
from bindrune.core.vm.futures import Future, Hold, future
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable, Bytes, Variant, Vec, err, nothing, ok, some, u64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Command(Borrowable):
    """``::process::Command``: how a program is started. ``name`` is what it sees as its own."""

    __slots__ = ("arguments", "is_killed_with", "name", "program", "streams")
    program: str
    name: str
    arguments: list[str]
    streams: list[Source]
    is_killed_with: bool


class Child(Borrowable):
    """``::process::Child``: a program that was started."""

    __slots__ = ("running",)
    running: Running


class ExitStatus(Borrowable):
    """``::process::ExitStatus``: how a program ended."""

    __slots__ = ("status",)
    status: int


class Output(Borrowable):
    """``::process::Output``: how a program ended and what it printed."""

    __slots__ = ("status", "stderr", "stdout")
    status: int
    stdout: Bytes
    stderr: Bytes


class Stdio(Borrowable):
    """``::process::Stdio``: where a stream comes from or goes to."""

    __slots__ = ("source",)
    source: Source


class ChildPipe(Borrowable):
    """What the handles of piped streams have in common."""

    __slots__ = ("pipe",)
    pipe: Pipe


class ChildStdin(ChildPipe):
    """``::process::ChildStdin``."""

    __slots__ = ()


class ChildStdout(ChildPipe):
    """``::process::ChildStdout``."""

    __slots__ = ()


class ChildStderr(ChildPipe):
    """``::process::ChildStderr``."""

    __slots__ = ()


std = Module("::process")
command = std.type(native_type("::process::Command", Command))
child = std.type(native_type("::process::Child", Child))
exit_status = std.type(native_type("::process::ExitStatus", ExitStatus))
output = std.type(native_type("::process::Output", Output))
stdio = std.type(native_type("::process::Stdio", Stdio))
child_stdin = std.type(native_type("::process::ChildStdin", ChildStdin))
child_stdout = std.type(native_type("::process::ChildStdout", ChildStdout))
child_stderr = std.type(native_type("::process::ChildStderr", ChildStderr))

HANDLES = (ChildStdin, ChildStdout, ChildStderr)


@command.function("fn new(command: &str) -> Command")
def new_command(program: str) -> Command:
    made = Command()
    made.token = None
    made.program = made.name = program
    made.arguments = []
    made.streams = ["inherit", "inherit", "inherit"]
    made.is_killed_with = False
    return made


@command.method("fn arg(&mut self, arg: &str)")
def arg(value: Command, argument: str) -> None:
    value.arguments.append(argument)


@command.method("fn args(&mut self, args: &Vec)")
def args(value: Command, arguments: Vec) -> None:
    value.arguments += [string_argument(argument) for argument in arguments.a]


@command.method("fn arg0(&mut self, arg: &str)")
def arg0(value: Command, name: str) -> None:
    value.name = name


@command.method("fn stdin(&mut self, stdio: Stdio)")
def set_stdin(value: Command, source: Stdio) -> None:
    value.streams[0] = source.source


@command.method("fn stdout(&mut self, stdio: Stdio)")
def set_stdout(value: Command, source: Stdio) -> None:
    value.streams[1] = source.source


@command.method("fn stderr(&mut self, stdio: Stdio)")
def set_stderr(value: Command, source: Stdio) -> None:
    value.streams[2] = source.source


@command.method("fn kill_on_drop(&mut self, kill_on_drop: bool)")
def kill_on_drop(value: Command, is_killed_with: bool) -> None:
    value.is_killed_with = is_killed_with


@command.method("fn spawn(&mut self) -> Result<Child, Error>", capability="process")
def spawn(value: Command) -> Variant:
    words = [value.name, *value.arguments]
    if any("\0" in word for word in (value.program, *words)):
        return err(made_error("InvalidInput", "nul byte found in provided data"))
    made = Child()
    made.token = None
    try:
        made.running = start(
            current_io(), value.program, words, value.streams, is_killed_with=value.is_killed_with
        )
    except OSError as cause:
        return err(new_error(cause))
    return ok(made)


@command.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_command(value: Command) -> str:
    words = command_text(value.program, value.name, value.arguments)
    return f"Command {{ inner: Command {{ std: {words}, kill_on_drop: {str(value.is_killed_with).lower()} }} }}"


def handle(value: Child, number: int) -> Variant:
    """Return the handle of a piped stream, the first time."""
    pipe = value.running.take_pipe(number)
    if pipe is None:
        return nothing()
    made = HANDLES[number]()
    made.token = None
    made.pipe = pipe
    return some(made)


@child.method("fn stdin(&mut self) -> Option<ChildStdin>")
def stdin(value: Child) -> Variant:
    return handle(value, 0)


@child.method("fn stdout(&mut self) -> Option<ChildStdout>")
def stdout(value: Child) -> Variant:
    return handle(value, 1)


@child.method("fn stderr(&mut self) -> Option<ChildStderr>")
def stderr(value: Child) -> Variant:
    return handle(value, 2)


@child.method("fn id(&self) -> Option<u32>")
def id_(value: Child) -> Variant:
    return some(u64(value.running.process.pid)) if value.running.status is None else nothing()


@child.method("fn start_kill(&mut self) -> Result<(), Error>")
def start_kill(value: Child) -> Variant:
    try:
        value.running.kill()
    except OSError as cause:
        return err(new_error(cause))
    return ok(None)


@child.method("async fn kill(&mut self) -> Result<(), Error>")
def kill(value: Child) -> Future:
    return future(Ending(value.running, Hold(value), lambda _: None, kills=True))


@child.method("async fn wait(&mut self) -> Result<ExitStatus, Error>")
def wait(value: Child) -> Future:
    return future(Ending(value.running, Hold(value), ended, kills=False))


@child.method("async fn wait_with_output(self) -> Result<Output, Error>")
def wait_with_output(value: Child) -> Future:
    return future(collecting(value.running, printed))


@child.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_child(value: Child) -> str:
    running = value.running
    if running.status is None:
        kills = str(running.is_killed_with).lower()
        state = f"Child(ChildDropGuard {{ inner: Child {{ pid: {running.process.pid} }}, kill_on_drop: {kills} }})"
    else:
        state = f"Done({status_debug(running.status)})"
    handles = ", ".join(
        f"{name}: {'None' if pipe is None else f'Some({pipe_text(number, pipe.descriptor)})'}"
        for number, (name, pipe) in enumerate(zip(("stdin", "stdout", "stderr"), running.pipes, strict=True))
    )
    return f"Child {{ child: {state}, {handles} }}"


def ended(status: int) -> ExitStatus:
    """Return how a program ended."""
    made = ExitStatus()
    made.token = None
    made.status = status
    return made


def printed(status: int, out: bytearray, errors: bytearray) -> Output:
    """Return how a program ended and what it printed."""
    made = Output()
    made.token = None
    made.status = status
    made.stdout = new_bytes(out)
    made.stderr = new_bytes(errors)
    return made


@exit_status.method("fn code(&self) -> Option<i32>")
def code(value: ExitStatus) -> Variant:
    return nothing() if value.status & 0x7F else some(value.status >> 8)


@exit_status.method("fn success(&self) -> bool")
def success(value: ExitStatus) -> bool:
    return value.status == 0


@exit_status.protocol("DISPLAY_FMT", "fn display(&self)")
def display_status(value: ExitStatus) -> str:
    return status_text(value.status)


@exit_status.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_status(value: ExitStatus) -> str:
    return status_debug(value.status)


output.field("status", lambda value: ended(value.status))
output.field("stdout", lambda value: value.stdout)
output.field("stderr", lambda value: value.stderr)


@output.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_output(value: Output) -> str:
    status = status_debug(value.status)
    streams = f"stdout: {list(value.stdout.b)}, stderr: {list(value.stderr.b)}"
    return f"Output {{ status: ExitStatus {{ inner: {status} }}, {streams} }}"


def made_stdio(source: Source) -> Stdio:
    """Return a stream's configuration."""
    made = Stdio()
    made.token = None
    made.source = source
    return made


@stdio.function("fn null() -> Stdio")
def null() -> Stdio:
    return made_stdio("null")


@stdio.function("fn inherit() -> Stdio")
def inherit() -> Stdio:
    return made_stdio("inherit")


@stdio.function("fn piped() -> Stdio")
def piped() -> Stdio:
    return made_stdio("piped")


@stdio.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_stdio(_value: Stdio) -> str:
    return "Stdio { .. }"


def declare_handle(row: Any, number: int) -> None:
    """Declare what the handle of a piped stream can do."""

    def try_into_stdio(value: ChildPipe) -> Variant:
        return ok(made_stdio(value.pipe))

    def debug(value: ChildPipe) -> str:
        return pipe_text(number, value.pipe.descriptor)

    row.method("fn try_into_stdio(self) -> Result<Stdio, Error>")(try_into_stdio)
    row.protocol("DEBUG_FMT", "fn debug(&self)")(debug)


for _number, _row in enumerate((child_stdin, child_stdout, child_stderr)):
    declare_handle(_row, _number)
