"""`bindrune run --trace`: each instruction as it is executed, with the source that it comes from.

An observer of the run prints. A header names the function whenever control enters one, comes back to one, or resumes
the body of a generator or async function; then come the instructions, each with its number, and below those that have
a place of their own the source:

    fn main (0x1c69d5964e831fc1):
         0 add              r0 1 2
      sum.rn:2:13-18: let a = 1 + 2;

With `--dump-stack`, the frame's registers follow each instruction, as they are when the next one begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.api import VmError, debug
from bindrune.core.compile.disasm import instruction_text
from bindrune.core.formatting.hashes import format_hash, path_hash
from bindrune.core.io import LimitedIO
from bindrune.core.vm.functions import HEAD
from bindrune.repl.command.program_io import TracedIO
from bindrune.repl.command.terminal import Failure

if TYPE_CHECKING:
    from bindrune.core.api import Build
    from bindrune.core.vm.frames import FrameView
    from bindrune.core.vm.functions import ScriptFunction
    from bindrune.core.vm.observer import Event
    from bindrune.repl.command.arguments import Arguments
    from bindrune.repl.command.terminal import Terminal

MAX_SHOWN = 80
"""Characters of a register's value that are shown."""


class LimitReached(BaseException):
    """Enough instructions were shown. No exception that observers may raise by mistake, so it ends the run."""


class Tracer:
    """The observer that prints."""

    wants = frozenset(("op",))

    def __init__(self, built: Build, io: TracedIO, *, limit: int | None, source: bool, stack: bool) -> None:
        self.sources = built.sources
        self.io = io
        self.left = limit
        self.source = source
        self.stack = stack
        self._frame: FrameView | None = None

    def on_event(self, event: Event) -> None:
        """Print an instruction that is about to run."""
        frame = event.frame
        before = self._frame
        if before is not None and self.stack:
            self.show_registers(before)
        if self.left is not None:
            if not self.left:
                raise LimitReached
            self.left -= 1
        if before is None or before.id != frame.id:
            self.io.trace(head(event.function))
        self._frame = frame
        function = event.function.function
        self.io.trace(f"  {event.pc:4} {instruction_text(event.unit, function, function.code[event.pc])}")
        if self.source and event.pc in function.span_starts:
            self.io.trace(f"  {self.place(event)}")

    def place(self, event: Event) -> str:
        """Return the place of an instruction with its first source line."""
        span = event.span
        source = self.sources[span.source]
        line, column = source.line_index.line_col(span.start)
        last, end = source.line_index.line_col(span.end)
        upto = f"-{end}" if last == line and end > column else ""
        return f"{source.name}:{line}:{column}{upto}: {source.text.splitlines()[line - 1].strip()}"

    def show_registers(self, frame: FrameView) -> None:
        """Print the registers of a frame; those without a value are left out."""
        names = {register: name for name, register in frame.function.function.names_at(frame.pc)}
        for number in range(frame.function.function.n_registers):
            value = frame.registers[HEAD + number]
            named = f" ({names[number]})" if number in names else ""
            self.io.trace(f"    r{number}{named} = {shown(value)}")

    def finish(self) -> None:
        """Print what is left of the trace."""
        if self._frame is not None and self.stack:
            self.io.trace("# registers after halting")
            self.show_registers(self._frame)
        self.io.flush_trace()


def head(function: ScriptFunction) -> str:
    """Return the line that stands above the instructions of a function."""
    kind = "" if function.kind == "immediate" else f"{function.kind} "
    if not function.item:
        return f"{kind}<script>:"
    return f"{kind}fn {function.item} ({format_hash(path_hash(function.item))}):"


def shown(value: object) -> str:
    """Return a register's value as text."""
    try:
        text = debug(value)
    except (VmError, AttributeError, TypeError):  # an iterator's state and other things that no script can see
        text = f"<{type(value).__name__}>"
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def run_traced(built: Build, arguments: Arguments, terminal: Terminal) -> object:
    """Run a program with a trace on standard error; return its value. Raises as `Build.run` does, and Failure."""
    io = TracedIO(terminal)
    limit = arguments["trace_limit"]
    tracer = Tracer(
        built,
        io,
        limit=limit if isinstance(limit, int) else None,
        source=not arguments.on("without_source"),
        stack=arguments.on("dump_stack"),
    )
    built.io = LimitedIO(io, built.io.allowed) if isinstance(built.io, LimitedIO) else io
    try:
        return built.run(observer=tracer)
    except LimitReached:
        raise Failure("Trace limit reached") from None
    finally:
        io.flush()
        tracer.finish()
