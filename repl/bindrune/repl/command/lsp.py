"""`bindrune lsp`: the language server, on standard input and output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.repl.command.arguments import Command, Flag
from bindrune.repl.command.terminal import Failure, Terminal

if TYPE_CHECKING:
    from bindrune.repl.command.arguments import Arguments

COMMAND = Command(
    "lsp",
    "Start the language server on standard input and output",
    [Flag("--stdio", doc="Accepted for clients that give it; there is no other way")],
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Serve until the client says `exit`, or goes; the status is 1 if it did not ask for a shutdown first."""
    from importlib import import_module

    try:
        server = import_module("bindrune.lsp.server")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        terminal.failure(Failure(f"The language server needs `{error.name}`", "install `bindrune[lsp]`"))
        return 1
    status: int = server.serve()
    return status
