"""`bindrune repl`: the interactive prompt; with input from a pipe, the same evaluation without a prompt."""

from __future__ import annotations

import sys

from bindrune.repl.command.arguments import Arguments, Command, Flag
from bindrune.repl.command.terminal import Failure, Terminal

COMMAND = Command(
    "repl",
    "Start an interactive prompt",
    [Flag("--no-history", doc="Neither read nor write the history file")],
    "SCRIPT",
    "Scripts to evaluate before the prompt appears",
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Run the prompt until it is left; the status is 1 if a script or a piped input failed."""
    from bindrune.core.api import Session
    from bindrune.repl.printer import Printer

    session = Session()
    printer = Printer(session, terminal)
    for path in arguments.positional:
        try:
            with open(path, encoding="utf-8") as file:
                text = file.read()
        except OSError as error:
            terminal.error(f"Error: cannot read file: {path}\nCaused by: {error.strerror}")
            return 1
        outcome = session.evaluate(text, path)
        printer.show(outcome)
        if not outcome.ok:
            return 1
    if sys.stdin.isatty():
        try:
            from bindrune.repl.prompt import run
        except ModuleNotFoundError as missing:
            tip = "install it with `pip install 'bindrune[repl]'`"
            terminal.failure(Failure(f"The prompt needs {missing.name}: {tip}"))
            return 1
        return run(session, printer, remember=not arguments.on("no_history"))
    from bindrune.repl.pipe import run as run_pipe

    return run_pipe(session, printer, sys.stdin)
