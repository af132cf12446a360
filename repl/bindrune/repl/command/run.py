"""`bindrune run`: build a script, a module or the targets of a project, and run them one after the other.

A positional path is a script body; where the file has only items and a public `main`, that is called. `--path` names a
module. What the program prints goes to standard output, everything about it to standard error. The status is 2 after a
panic, 1 where the program does not build or cannot start. `--allow` and `--deny` bound what the program may reach; its
own files are loaded in any case.
"""

from __future__ import annotations

import gc
import time

from bindrune.core.io import CAPABILITIES, LimitedIO
from bindrune.core.session.program import EntryError
from bindrune.core.vm.errors import Termination, VmError
from bindrune.repl.command.arguments import Arguments, Command, Flag, UsageError
from bindrune.repl.command.inputs import FLAGS, Target, announce, build_target, options_of, targets, wants_listing
from bindrune.repl.command.program_io import NO_READER, ProgramIO
from bindrune.repl.command.terminal import Failure, Terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.api import Build

DUMPS = ("dump", "dump_all", "dump_unit", "dump_constants", "emit_instructions", "dump_functions", "dump_types",
         "dump_native_functions", "dump_native_types")  # fmt: skip

COMMAND = Command(
    "run",
    "Run a script or the targets of a project",
    [
        *FLAGS,
        Flag("-t", "--trace", doc="Show each instruction as it is executed"),
        Flag("--without-source", doc="Trace without source lines"),
        Flag("--trace-limit", value="N", kind=int, doc="Stop after this many instructions; implies --trace"),
        Flag("--time", doc="Show how long the run took"),
        Flag("-d", "--dump", doc="Show the unit and what it returns"),
        Flag("--dump-return", doc="Show what the program returns"),
        Flag("--dump-all", doc="Show everything there is to show"),
        Flag("--dump-unit", doc="Show the unit: its size and instructions"),
        Flag("--dump-constants", doc="Show the constants of the unit"),
        Flag("--emit-instructions", doc="Show the instructions of the unit"),
        Flag("--dump-stack", doc="With --trace, show the registers after each instruction"),
        Flag("--dump-functions", doc="Show the functions of the unit"),
        Flag("--dump-types", doc="Show the types of the unit"),
        Flag("--dump-native-functions", doc="Show all native functions"),
        Flag("--dump-native-types", doc="Show all native types"),
        Flag("--no-cache", doc="Neither read nor write the cache of compiled units"),
        Flag("--allow", value="LIST", repeat=True, doc=f"What the program may use, of {', '.join(CAPABILITIES)}"),
        Flag("--deny", value="LIST", repeat=True, doc="What the program may not use; all else is allowed"),
    ],
    "PATH",
    "Scripts to run",
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Run the targets one after the other, until one does not build or panics."""
    gc.disable()  # until the program runs
    try:
        return _run_targets(arguments, terminal)
    finally:
        gc.enable()


def _run_targets(arguments: Arguments, terminal: Terminal) -> int:
    if wants_listing(arguments, terminal):
        return 0
    try:
        options = options_of(arguments)
        allowed = allowed_by(arguments)
        io = ProgramIO(terminal)
        cache = None
        if not arguments.on("warnings") and not arguments.on("no_cache"):
            from bindrune.core.compile.cache import UnitCache
            from bindrune.repl.command.compiler_stamp import compiler_stamp

            cache = UnitCache(version=compiler_stamp())
        for target in targets(arguments, terminal, ("bin", "example")):
            announce(target, "Running", terminal)
            built = build_target(target, options, io=io, cache=cache, choose=True)
            errors = [found for found in built.diagnostics if found.severity == "error"]
            terminal.diagnostics(built.diagnostics if arguments.on("warnings") else errors, built.sources)
            if not built.ok:
                raise Failure("Failed to build rune sources (see diagnostics for details)")
            if allowed is not None:
                built.io = LimitedIO(io, allowed)
            status = run(built, target, arguments, terminal)
            if status:
                return status
    except Failure as failure:
        terminal.failure(failure)
        return 1
    return 0


def allowed_by(arguments: Arguments) -> list[str] | None:
    """Return the capabilities that the command line leaves a program; `None` for all. Raises UsageError."""
    allow, deny = arguments.texts("allow"), arguments.texts("deny")
    if not allow and not deny:
        return None
    allowed = _names("--allow", allow) if allow else list(CAPABILITIES)
    denied = _names("--deny", deny)
    return [name for name in allowed if name not in denied]


def _names(flag: str, lists: list[str]) -> list[str]:
    names = [name.strip() for text in lists for name in text.split(",") if name.strip()]
    for name in names:
        if name not in CAPABILITIES:
            wanted = ", ".join(CAPABILITIES)
            raise UsageError(f"invalid value '{name}' for '{flag} <LIST>'\n  [possible values: {wanted}]")
    return names


def run(built: Build, target: Target, arguments: Arguments, terminal: Terminal) -> int:
    """Run a program that was built; return the exit status. Raises Failure where it cannot start."""
    if any(arguments.on(flag) for flag in DUMPS):
        from bindrune.repl.command.dump import dump

        dump(built, arguments, terminal)
    traced = arguments.on("trace") or arguments["trace_limit"] is not None
    shows = target.kind != "" or traced or any(
        arguments.on(flag) for flag in ("dump", "dump_all", "dump_return", "time")
    )
    started = time.perf_counter_ns()
    try:
        if traced:
            from bindrune.repl.command.trace import run_traced

            value = run_traced(built, arguments, terminal)
        else:
            execution = built.start()
            gc.freeze()  # what starting made lives to the end: the program's collections need not look at it
            gc.enable()
            value = built.finish(execution)
        built.io.flush()
    except EntryError as error:
        raise Failure(str(error)) from None
    except VmError as error:
        if not error.frames and error.kind != "halted":
            raise Failure(error.message) from None
        from bindrune.core.session.outcome import render_error

        built.io.flush()
        terminal.error(render_error(error, built.sources, color=terminal.color))
        if shows:
            terminal.error(f"== ! ({error.message}) ({_since(started)})")
        return 2
    except Termination as end:
        if end.reason == NO_READER:
            raise BrokenPipeError from None
        built.io.flush()
        terminal.error(f"error: {end}")
        return 130 if end.reason == "interrupt" else 2
    if shows:
        terminal.error(f"== {_shown(value)} ({_since(started)})")
    return 0


def _since(started: int) -> str:
    from bindrune.core.formatting.durations import format_duration

    return format_duration(time.perf_counter_ns() - started)


def _shown(value: object) -> str:
    from bindrune.core.vm.operations.debug import debug

    try:
        return debug(value)
    except VmError as error:
        return f"<{error.message}>"
