"""`bindrune explain`: the page about a diagnostic, by the code that stands in its headline."""

from __future__ import annotations

from bindrune.core.diagnostics import pages
from bindrune.core.diagnostics.codes import CODES
from bindrune.core.diagnostics.suggest import closest
from bindrune.repl.command.arguments import Arguments, Command, Flag
from bindrune.repl.command.terminal import Failure, Terminal

COMMAND = Command(
    "explain",
    "Explain a diagnostic by its code",
    [Flag("--list", doc="List all codes")],
    "CODE",
    "Codes such as `missing-local`",
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Print the page of each code given."""
    if arguments.on("list"):
        width = max(map(len, CODES))
        for name, code in sorted(CODES.items()):
            terminal.print(f"{name:{width}}  {code.severity:7}  {code.title}")
        return 0
    if not arguments.positional:
        terminal.failure(Failure("Which code? `bindrune explain --list` lists them all"))
        return 1
    for name in arguments.positional:
        if name not in CODES:
            near = closest(name, CODES)
            hint = f", did you mean `{near}`?" if near else "; `bindrune explain --list` lists them all"
            terminal.failure(Failure(f"There is no diagnostic with the code `{name}`{hint}"))
            return 1
        terminal.print(pages.page(name).rstrip("\n"))
    return 0
