"""What a command works on: files named on the command line, or the targets of the project around.

A positional path is a script body (a directory with `-R`), a `--path` a module; without either the nearest `Rune.toml` upward
gives the targets, and without that the first of `SPECIAL` that exists.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bindrune.core.api import Options, Sources, StdIO, build
from bindrune.core.project.options import listing
from bindrune.repl.command.arguments import Arguments, Flag
from bindrune.repl.command.terminal import Failure, Terminal

if TYPE_CHECKING:
    from bindrune.core.api import Build, IO
    from bindrune.core.compile.cache import UnitCache

SPECIAL = ("main.rn", "lib.rn", "src/main.rn", "src/lib.rn", "script/main.rn", "script/lib.rn")
KINDS = ("bin", "lib", "test", "example", "bench")

FLAGS = [
    Flag("-R", "--recursive", doc="Take all `.rn` files of a directory"),
    Flag("--warnings", doc="Show warnings"),
    Flag("--verbose", doc="Say more about what is done"),
    Flag("--workspace", doc="Take the targets of the project even where paths are given"),
    Flag("-O", value="OPTION", repeat=True, doc="Set a compiler option (see `--list-options`)"),
    Flag("--list-options", doc="List the compiler options"),
    *(Flag(f"--{kind}", value="NAME", doc=f"Only the {kind} of this name") for kind in KINDS),
    Flag("-p", "--package", value="NAME", doc="Only the targets of this package"),
    Flag("--all-targets", doc="All targets, not only those that are usual for the command"),
    Flag("--path", value="PATH", repeat=True, doc="A module to work on"),
]
"""The flags that all commands on programs share."""


class Target:
    """A file to work on: its path as messages name it, whether it is a script body, and its package if it has one."""

    __slots__ = ("kind", "package", "path", "script")

    def __init__(self, path: str, *, script: bool, kind: str = "", package: str = "") -> None:
        self.path = path
        self.script = script
        self.kind = kind
        self.package = package


def options_of(arguments: Arguments) -> Options:
    """Return the compiler options of the environment and, behind them, of the command line. Raises Failure."""
    options = Options()
    flags = os.environ.get("RUNEFLAGS", "")
    for part in flags.split() if flags else ():
        if options.parse(part) is not None:
            raise Failure(f"Unsupported compile option `{flags}` (environment `RUNEFLAGS`)")
    for given in arguments.texts("O"):
        wrong = options.parse(given)
        if wrong is not None:
            raise Failure(f"Unsupported compile option `{wrong}`")
    return options


def wants_listing(arguments: Arguments, terminal: Terminal) -> bool:
    """Print the compiler options if that is what was asked for."""
    if arguments.on("list_options"):
        terminal.out.write(listing())
    return arguments.on("list_options")


def targets(arguments: Arguments, terminal: Terminal, verb: str, kinds: tuple[str, ...], *, positional: bool = True) -> list[Target]:
    """Return what the command line names, in order. Raises Failure.

    `kinds` are the targets of a project that the command takes by itself; `verb` announces each of them.
    """
    found: list[Target] = []
    if positional:
        for path in arguments.positional:
            found += [Target(file, script=True) for file in files_of(path, arguments.on("recursive"))]
    for path in arguments.texts("path"):
        found += [Target(file, script=False) for file in files_of(path, arguments.on("recursive"))]
    if found and not arguments.on("workspace"):
        return found
    return found + _project(arguments, terminal, verb, kinds)


def files_of(path: str, recursive: bool) -> list[str]:
    """Return `path`, or with `recursive` the scripts below it if it is a directory, in order of their names."""
    if not (recursive and os.path.isdir(path)):
        return [path]
    found = []
    for folder, folders, files in os.walk(path):
        folders.sort()
        found += [os.path.join(folder, file) for file in sorted(files) if file.endswith(".rn")]
    return found


def _project(arguments: Arguments, terminal: Terminal, verb: str, kinds: tuple[str, ...]) -> list[Target]:
    folder = os.getcwd()
    while not os.path.isfile(os.path.join(folder, "Rune.toml")):
        above = os.path.dirname(folder)
        if above == folder:
            return _special()
        folder = above
    from bindrune.core.project.manifest import load_workspace

    sources = Sources()
    manifest = os.path.relpath(os.path.join(folder, "Rune.toml"))
    loaded = load_workspace(manifest, StdIO(), sources)
    if loaded.diagnostics:
        terminal.diagnostics(list(loaded.diagnostics), sources)
        raise Failure("Failed to load workspace (see diagnostics for details)")
    chosen = [kind for kind in KINDS if arguments.text(kind) is not None]
    wanted = tuple(chosen) or (KINDS if arguments.on("all_targets") else kinds)
    package = arguments.text("package")
    found = []
    for target in loaded.targets:
        if target.kind not in wanted or (package is not None and target.package != package):
            continue
        name = arguments.text(target.kind)
        if name is None or name == target.name:
            found.append(Target(target.path, script=False, kind=target.kind, package=target.package))
    if not found and (chosen or package is not None):
        named = " ".join(f"{kind} `{arguments.text(kind)}`" for kind in chosen) or f"package `{package}`"
        raise Failure(f"There is no {named} in {manifest}")
    for target in found:
        terminal.status(verb, f"{target.kind} `{target.path}` (from {target.package})")
    return found


def _special() -> list[Target]:
    for path in SPECIAL:
        if os.path.isfile(path):
            return [Target(path, script=False)]
    raise Failure(
        "Could not find `Rune.toml` in this or parent directories nor any of the special files: " + ", ".join(SPECIAL)
    )


def build_target(
    target: Target, options: Options, *, io: IO | None = None, cache: UnitCache | None = None, choose: bool = False
) -> Build:
    """Build a target. With `choose`, a file that has only items and a `main` is a module however it was named.

    Raises Failure if the file cannot be read.
    """
    io = io or StdIO()
    try:
        text = io.read_text(target.path)
    except OSError as error:
        raise Failure(f"cannot read file: {target.path}", f"{error.strerror} (os error {error.errno})") from None
    except UnicodeDecodeError:
        raise Failure(f"cannot read file: {target.path}", "stream did not contain valid UTF-8") from None
    options = options.copy()
    if target.script and not options.function_body:
        if choose and is_module(text):
            target.script = False
        else:
            options.function_body = True
    sources = Sources()
    root = sources.add(target.path, text, target.path)
    return build(sources, root, options, io=io, cache=cache)


def is_module(text: str) -> bool:
    """Whether a text has nothing but items, one of them a public `main`: then that is what a run is meant to call."""
    if "main" not in text:
        return False
    from bindrune.core.syntax.nodes import Item, ItemFn
    from bindrune.core.syntax.parser.entry import parse

    sources = Sources()
    tree = parse(sources.add("", text), False)
    if tree.has_errors or not all(isinstance(segment.node, Item) for segment in tree.segments):
        return False
    return any(
        isinstance(segment.node, ItemFn) and segment.text(segment.node.name) == "main" and segment.node.visibility
        for segment in tree.segments
    )
