"""`bindrune check`: errors and warnings, without running anything."""

from __future__ import annotations

from bindrune.repl.command.arguments import Arguments, Command, Flag
from bindrune.repl.command.inputs import FLAGS, KINDS, announce, build_target, options_of, targets, wants_listing
from bindrune.repl.command.terminal import Failure, Terminal

COMMAND = Command(
    "check",
    "Report errors and warnings without running",
    [*FLAGS, Flag("--warnings-are-errors", doc="Fail where there are warnings")],
    "PATH",
    "Scripts to check",
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Check the targets one after the other; the status is 1 at the first with errors."""
    if wants_listing(arguments, terminal):
        return 0
    try:
        options = options_of(arguments)
        strict = arguments.on("warnings_are_errors")
        for target in targets(arguments, terminal, KINDS):
            announce(target, "Checking", terminal)
            terminal.print(f"Checking: {target.path}")
            built = build_target(target, options, choose=True)
            shown = [found for found in built.diagnostics if found.severity == "error"]
            if strict or arguments.on("warnings"):
                shown = built.diagnostics
            terminal.diagnostics(shown, built.sources)
            if not built.ok or (strict and built.warnings):
                return 1
    except Failure as failure:
        terminal.failure(failure)
        return 1
    return 0
