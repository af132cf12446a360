"""Texts of ``::process``: the debug forms of commands and pipes, and how a program ended."""

from __future__ import annotations

import os

from bindrune.core.formatting.escapes import debug_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ESCAPES = {"\t": "\\t", "\r": "\\r", "\n": "\\n", "'": "\\'", '"': '\\"', "\\": "\\\\"}
_WITH_NUL = '"<string-with-nul>"'


def command_text(program: str, name: str, arguments: Sequence[str]) -> str:
    """Return a command line: the program if it is to see another name, its name, its arguments."""
    words = [] if name == program else [f"[{_program(program)}]"]
    words.append(_program(name))
    words += [_WITH_NUL if "\0" in word else debug_string(word) for word in arguments]
    return " ".join(words)


def _program(text: str) -> str:
    """Return the name of a program in quotes; it escapes as bytes do, other than its arguments."""
    if "\0" in text:
        return _WITH_NUL
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(c: str) -> str:
    if c in _ESCAPES:
        return _ESCAPES[c]
    if c < " " or c == "\x7f":
        return f"\\x{ord(c):02x}"
    return c if c < "\x7f" else debug_string(c)[1:-1]


def pipe_text(number: int, descriptor: int) -> str:
    """Return the debug form of the handle of a child's stream: 0 is its input, 1 and 2 its outputs."""
    name = ("ChildStdin", "ChildStdout", "ChildStderr")[number]
    inner = "ChildStdin" if number == 0 else "ChildStdout"
    end = "Sender" if number == 0 else "Receiver"
    file = f'File {{ fd: {descriptor}, path: "pipe:[{os.fstat(descriptor).st_ino}]"'
    access = f"read: {str(number != 0).lower()}, write: {str(number == 0).lower()} }}"
    return f"{name} {{ inner: {inner} {{ inner: PollEvented {{ io: Some({end} {{ inner: {file}, {access} }}) }} }} }}"


def status_text(status: int) -> str:
    """Return how a program ended: its exit code, or the signal that ended it."""
    number = status & 0x7F
    if not number:
        return f"exit status: {status >> 8}"
    name = signal_name(number)
    core = " (core dumped)" if status & 0x80 else ""
    return f"signal: {number} ({name}){core}" if name else f"signal: {number}{core}"


def status_debug(status: int) -> str:
    """Return the debug form of how a program ended."""
    return f"ExitStatus(unix_wait_status({status}))"


def signal_name(number: int) -> str:
    """Return the name of a signal, empty if it has none."""
    from signal import Signals

    try:
        name = Signals(number).name
    except ValueError:
        return ""
    return "" if name.startswith("SIGRT") else name
