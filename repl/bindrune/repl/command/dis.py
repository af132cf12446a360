"""`bindrune dis`: what a program is compiled to: instructions, or with `--ir` the intermediate representation.

With `--python` it is the text that the fast tier compiles; `--tiers` says of each function in which tier it runs and
why not in the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.repl.command.arguments import Arguments, Command, Flag
from bindrune.repl.command.inputs import FLAGS, announce, build_target, options_of, targets, wants_listing
from bindrune.repl.command.terminal import Failure, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.api import Build

COMMAND = Command(
    "dis",
    "Show the instructions, or the intermediate representation, of a program",
    [
        *FLAGS,
        Flag("--ir", doc="Show the intermediate representation"),
        Flag("--tree", doc="Show the syntax tree"),
        Flag("--python", doc="Show the functions as Python, which the fast tier runs"),
        Flag("--tiers", doc="Show in which tier each function runs, and why not in the other"),
    ],
    "PATH",
    "Scripts to show",
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Print what each target is compiled to."""
    if wants_listing(arguments, terminal):
        return 0
    try:
        options = options_of(arguments)
        for target in targets(arguments, terminal, ("bin", "example")):
            announce(target, "Showing", terminal)
            built = build_target(target, options, choose=True)
            if arguments.on("tree"):
                from bindrune.core.syntax.parser.entry import parse
                from bindrune.core.syntax.printer import dump

                terminal.print(dump(parse(built.root, target.script)).rstrip("\n"))
                continue
            terminal.diagnostics([found for found in built.diagnostics if found.severity == "error"], built.sources)
            if built.unit is None:
                raise Failure("Failed to build rune sources (see diagnostics for details)")
            if arguments.on("ir") and built.ir is not None:
                from bindrune.core.ir.printer import dump as dump_ir

                terminal.print(dump_ir(built.ir).rstrip("\n"))
            elif arguments.on("python"):
                _, text = built.emit(built.machine(), built.entries())
                terminal.print(text.rstrip("\n"))
            elif arguments.on("tiers"):
                from bindrune.core.codegen.tiers import tiers

                module, _ = built.emit(built.machine(), built.entries())
                for row in tiers(built.unit, module):
                    terminal.print(row)
            else:
                from bindrune.core.compile.disasm import disassemble

                terminal.print(disassemble(built.unit, place_of(built)).rstrip("\n"))
    except Failure as failure:
        terminal.failure(failure)
        return 1
    return 0


def place_of(built: Build) -> Callable[[int, int], str]:
    """Return what names a place for the listing: source, line and column of an offset."""

    def place(source: int, start: int) -> str:
        line, column = built.sources[source].line_index.line_col(start)
        return f"{built.sources[source].name}:{line}:{column}"

    return place
