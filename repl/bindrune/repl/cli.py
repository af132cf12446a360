"""The `bindrune` command: global options, and dispatch to a subcommand's module, which is imported only then.

Exit statuses are the reference's: 0 fine; 1 compile error, failed test, usage error or missing file; 2 a panic in
`run`. What a program prints goes to standard output, everything about it (diagnostics, results, errors) to standard
error.
"""

from __future__ import annotations

import os
import sys
from _thread import interrupt_main, start_new_thread
from importlib import import_module
from time import sleep

from bindrune.repl.command.arguments import VERSION_LINE, Arguments, Command, Flag, UsageError, help_text, parse
from bindrune.repl.command.terminal import INTERNAL_ERROR, Terminal

COMMANDS = {
    "run": "Run a script or the targets of a project",
    "check": "Report errors and warnings without running",
    "test": "Run tests",
    "bench": "Run benchmarks",
    "dis": "Show the instructions, or the intermediate representation, of a program",
    "doc": "Write documentation as a site of HTML pages",
    "explain": "Explain a diagnostic by its code",
    "hash": "Show the hashes of items",
    "repl": "Start an interactive prompt",
    "lsp": "Start the language server on standard input and output",
}
"""The subcommands and what each is for; each is the module of the same name in `bindrune.repl.command`."""

ALIASES = {"language-server": "lsp", "languageserver": "lsp"}

COLOR = Flag(
    "-C", "--color", value="COLOR", doc="When to use colours", choices=("auto", "ansi", "always", "never")
)
HELP = Flag("-h", "--help", doc="Print help")
MAIN = Command(
    "",
    "The Rune language: run scripts, check them, explore them",
    [
        COLOR,
        Flag("--version", doc="Print the version"),
        HELP,
    ],
    "COMMAND",
    "One of the commands below",
)


def main(argv: list[str] | None = None) -> int:
    """Run the command line ``argv`` (that of the process by default) and return the exit status."""
    words = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        if (stream.encoding or "utf-8").lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    terminal = Terminal()
    told, sys.unraisablehook = sys.unraisablehook, _unraisable
    try:
        return _dispatch(words, terminal)
    except UsageError as error:
        terminal.error(f"{VERSION_LINE}\n\nerror: {error}\n\nFor more information, try '--help'.")
        return 1
    except KeyboardInterrupt:
        terminal.error("Interrupted")
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; keep Python from complaining again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        terminal.error(f"Error: {error.strerror or error}")
        return 1
    except Exception:
        terminal.internal_error()
        return INTERNAL_ERROR
    finally:
        sys.unraisablehook = told


def _unraisable(failure: sys.UnraisableHookArgs) -> None:
    """Python drops what is raised while a value is freed; an interrupt that comes just then comes again behind it."""
    if failure.exc_type is KeyboardInterrupt:
        start_new_thread(_interrupt_again, ())
    else:
        sys.__unraisablehook__(failure)


def _interrupt_again() -> None:
    sleep(0.002)
    interrupt_main()


def _dispatch(words: list[str], terminal: Terminal) -> int:
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in ("-C", "--color") else 1
    globals_ = parse(MAIN, words[:at])
    terminal.choose(globals_.text("color") or "auto")
    if globals_.on("version"):
        terminal.print(version())
        return 0
    if globals_.on("help"):
        terminal.print(_overview())
        return 0
    if at >= len(words):
        if sys.stdin.isatty():
            return _start("repl", [], terminal)
        raise UsageError("Expected a subcommand: " + ", ".join(COMMANDS))
    name = ALIASES.get(words[at], words[at])
    if name not in COMMANDS:
        raise UsageError(f"unrecognized subcommand '{words[at]}'\n\nUsage: bindrune [OPTIONS] [COMMAND]")
    return _start(name, words[at + 1 :], terminal)


def _start(name: str, words: list[str], terminal: Terminal) -> int:
    module = import_module(f"bindrune.repl.command.{name}")
    command: Command = module.COMMAND
    command = Command(
        command.name, command.summary, [*command.flags, COLOR, HELP], command.positional, command.positional_doc
    )
    try:
        arguments: Arguments = parse(command, words)
    except UsageError as error:
        raise UsageError(f"{error}\n\n{command.usage}") from None
    if arguments.on("help"):
        terminal.print(help_text(command).rstrip("\n"))
        return 0
    chosen = arguments.text("color")
    if chosen:
        terminal.choose(chosen)
    status: int = module.main(arguments, terminal)
    return status


def version() -> str:
    """Return the name and version of this Bindrune."""
    from bindrune.core.version import VERSION

    return f"bindrune {VERSION} (Rune 0.15)"


def _overview() -> str:
    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  {name:{width}}  {summary}" for name, summary in COMMANDS.items())
    return f"{help_text(MAIN)}\nCommands:\n{listed}"


if __name__ == "__main__":
    sys.exit(main())
