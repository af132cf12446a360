"""The streams of a program that the command runs.

Output to a file or a pipe is gathered and handed on in large pieces: at the end, at a panic, before anything goes to
standard error or is read from standard input, and before another process starts. On a terminal lines appear at once.
Where whoever reads the output has gone, the run ends without a word.
"""

from __future__ import annotations

from bindrune.core.io import StdIO
from bindrune.core.vm.errors import Termination

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.io import Process
    from bindrune.repl.command.terminal import Terminal

ENOUGH = 1 << 15
"""Characters that are gathered before they are written."""
NO_READER = "no reader"
"""The reason of the termination of a program whose output nobody reads any more."""


class ProgramIO(StdIO):
    """Standard streams, with output gathered where that is not seen."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._lines_at_once = terminal.out.isatty()
        self._parts: list[str] = []
        self._size = 0

    def write_out(self, text: str) -> None:
        """Write to standard output, now or later."""
        self._parts.append(text)
        self._size += len(text)
        if self._size >= ENOUGH or (self._lines_at_once and text.endswith("\n")):
            self.flush()

    def write_err(self, text: str) -> None:
        """Write to standard error, behind what was written before."""
        self.flush()
        self._terminal.err.write(text)
        self._terminal.err.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        text = "".join(self._parts)
        self._parts.clear()
        self._size = 0
        try:
            if text:
                self._terminal.out.write(text)
            self._terminal.out.flush()
        except BrokenPipeError:
            raise Termination(NO_READER) from None

    def read_line(self) -> str:
        """Read a line, behind what was written before."""
        self.flush()
        return super().read_line()

    def descriptor(self, stream: int) -> int | None:
        """Return the descriptor behind a stream, for processes that share it."""
        if stream == 0:
            return super().descriptor(stream)
        try:
            return (self._terminal.out if stream == 1 else self._terminal.err).fileno()
        except (OSError, ValueError):  # a stream in memory
            return None

    def spawn(
        self, arguments: object, stdin: int, stdout: int, stderr: int, options: dict[str, object]
    ) -> Process:
        """Start a process, behind what was written before."""
        self.flush()
        return super().spawn(arguments, stdin, stdout, stderr, options)  # type: ignore[arg-type]


class TracedIO(ProgramIO):
    """The streams of a program that is traced: what it writes stands between the lines of the trace where it wrote
    it."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__(terminal)
        self._trace: list[str] = []

    def trace(self, line: str) -> None:
        """Add a line to the trace, which goes to standard error."""
        if self._parts:
            self.flush()
        self._trace.append(line)
        if len(self._trace) >= 1000:
            self.flush_trace()

    def write_out(self, text: str) -> None:
        """Write to standard output, behind the trace so far."""
        self.flush_trace()
        super().write_out(text)

    def write_err(self, text: str) -> None:
        """Write to standard error, behind the trace so far."""
        self.flush_trace()
        super().write_err(text)

    def flush_trace(self) -> None:
        """Write the lines of the trace that were gathered."""
        if self._trace:
            self._terminal.error("\n".join(self._trace))
            self._trace.clear()
