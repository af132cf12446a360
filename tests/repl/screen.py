"""A prompt in a terminal: keys go in, and what stands on the screen can be looked at."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

ROWS, COLUMNS = 40, 100


class Screen:
    """A `bindrune repl` on a terminal of its own."""

    def __init__(self, home: Path, *arguments: str) -> None:
        environment = dict(
            os.environ,
            HOME=str(home),
            XDG_STATE_HOME=str(home / "state"),
            XDG_CACHE_HOME=str(home / "cache"),
            TERM="xterm-256color",
            LC_ALL="C.UTF-8",
            PROMPT_TOOLKIT_NO_CPR="1",
        )
        environment.pop("NO_COLOR", None)
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "bindrune.repl.cli", "repl", *arguments],
            env=environment,
            dimensions=(ROWS, COLUMNS),
            encoding="utf-8",
            timeout=20,
        )
        self.process.delaybeforesend = None
        self.screen = pyte.HistoryScreen(COLUMNS, ROWS, history=2000)
        self.stream = pyte.Stream(self.screen)
        self.raw = ""

    def send(self, keys: str) -> None:
        """Type."""
        self.process.send(keys)

    def lines(self) -> list[str]:
        """The lines of the screen that are not empty."""
        return [line.rstrip() for line in self.screen.display if line.strip()]

    def wait(self, holds: Callable[[list[str]], bool], seconds: float = 20) -> list[str]:
        """Return the screen's lines once they are as wanted."""
        end = time.monotonic() + seconds
        while True:
            self._read()
            lines = self.lines()
            if holds(lines):
                return lines
            assert time.monotonic() < end, "the screen shows:\n" + "\n".join(lines)

    def wait_for(self, text: str) -> list[str]:
        """Return the screen's lines once one of them holds `text`."""
        return self.wait(lambda lines: any(text in line for line in lines))

    def wait_for_prompt(self, number: int) -> list[str]:
        """Return the screen's lines once the prompt of input `number` stands at their end."""
        return self.wait(lambda lines: bool(lines) and lines[-1] == f"{number}>")

    def wait_for_end(self) -> int | None:
        """Return the exit status once the process has ended."""
        end = time.monotonic() + 20
        while self.process.isalive() and time.monotonic() < end:
            self._read()
        self.process.close()
        status: int | None = self.process.exitstatus
        return status

    def _read(self) -> None:
        try:
            text = self.process.read_nonblocking(65536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += text
        self.stream.feed(text)
