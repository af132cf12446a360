"""Scripts that start processes: how tests run them, and both ways of waiting."""

from __future__ import annotations

import time
from collections.abc import Callable

from bindrune.core.api import IO, StdIO, build_text, to_host
from bindrune.core.io import ForwardingIO

HEAD = """
use process::{Command, Stdio};

fn shell(text) {
    let command = Command::new("sh");
    command.args(["-c", text]);
    command
}

fn piped(text) {
    let command = shell(text);
    command.stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    command
}

async fn read(text) {
    String::from_utf8(piped(text).spawn().unwrap().wait_with_output().await.unwrap().stdout).unwrap()
}
"""
PATIENCE = 30.0
"""Seconds after which a test gives up waiting."""


def run(text: str, io: IO | None = None, budget: int | None = None) -> object:
    """The value of a script that can use the functions above."""
    return to_host(build_text(HEAD + text, io=io).run(budget=budget))


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not reaped does not."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0] != b"Z"
    except FileNotFoundError:
        return False


class Caught(ForwardingIO):
    """What another IO gives, with the output in pieces."""

    def __init__(self) -> None:
        super().__init__(StdIO())
        self.out: list[str] = []
        self.err: list[str] = []

    def write_out(self, text: str) -> None:
        """Keep the text."""
        self.out.append(text)

    def write_err(self, text: str) -> None:
        """Keep the text."""
        self.err.append(text)
