"""What a command works on: files named on the command line, or the targets of the project around.

A positional path is a script body (a directory with `-R`), a `--path` a module; without either the nearest `Rune.toml`
upward gives the targets, and without that the first of a few special files that exists.
"""

from __future__ import annotations

import os

from bindrune.core.io import StdIO
from bindrune.core.project.options import Options, listing
from bindrune.core.session.program import build
from bindrune.core.source import Sources
from bindrune.repl.command.arguments import Arguments, Flag
from bindrune.repl.command.terminal import Failure, Terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.compile.cache import UnitCache
    from bindrune.core.io import IO
    from bindrune.core.session.program import Build

KINDS = ("bin", "lib", "test", "example", "bench")
"""The kinds of targets, as `project.workspace` has them: a project is looked at only where there is one."""

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


def targets(
    arguments: Arguments, terminal: Terminal, kinds: tuple[str, ...], *, positional: bool = True
) -> list[Target]:
    """Return what the command line names, in order. Raises Failure.

    `kinds` are the targets of a project that the command takes by itself.
    """
    found: list[Target] = []
    if positional:
        for path in arguments.positional:
            found += [Target(file, script=True) for file in files_of(path, arguments.on("recursive"))]
    for path in arguments.texts("path"):
        found += [Target(file, script=False) for file in files_of(path, arguments.on("recursive"))]
    if found and not arguments.on("workspace"):
        return found
    return found + _project(arguments, terminal, kinds)


def files_of(path: str, recursive: bool) -> list[str]:
    """Return `path`, or with `recursive` the scripts below it if it is a directory, in order of their names."""
    if not (recursive and os.path.isdir(path)):
        return [path]
    found = []
    for folder, folders, files in os.walk(path):
        folders.sort()
        found += [os.path.join(folder, file) for file in sorted(files) if file.endswith(".rn")]
    return found


def _project(arguments: Arguments, terminal: Terminal, kinds: tuple[str, ...]) -> list[Target]:
    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.project.workspace import SPECIAL_FILES, find_manifest, load_workspace

    io = StdIO()
    manifest = find_manifest(io, os.getcwd().count(os.sep))
    if manifest is None:
        for path in SPECIAL_FILES:
            if io.is_file(path):
                return [Target(path, script=False)]
        raise Failure(
            "Could not find `Rune.toml` in this or parent directories nor any of the special files: "
            + ", ".join(SPECIAL_FILES)
        )
    sources = Sources()
    diagnostics = Diagnostics()
    workspace = load_workspace(manifest, sources, io, diagnostics)
    if diagnostics.has_errors:
        terminal.diagnostics(diagnostics, sources)
        raise Failure("Failed to load workspace (see diagnostics for details)")
    chosen = [kind for kind in KINDS if arguments.text(kind) is not None]
    wanted = tuple(chosen) or (KINDS if arguments.on("all_targets") else kinds)
    package = arguments.text("package")
    found = []
    for target in workspace.targets(wanted, package):
        name = arguments.text(target.kind)
        if name is None or name == target.name:
            found.append(Target(target.path, script=False, kind=target.kind, package=target.package.name))
    if not found and (chosen or package is not None):
        named = " or ".join(f"{kind} `{arguments.text(kind)}`" for kind in chosen) or "target"
        of = f" of a package `{package}`" if package is not None else ""
        raise Failure(f"There is no {named}{of} in {manifest}")
    return found


def announce(target: Target, verb: str, terminal: Terminal) -> None:
    """Say that a target of a project is worked on."""
    if target.kind:
        terminal.status(verb, f"{target.kind} `{target.path}` (from {target.package})")


def read_target(target: Target, io: IO) -> str:
    """Return the text of a target's file. Raises Failure."""
    try:
        return io.read_text(target.path)
    except OSError as error:
        raise Failure(f"cannot read file: {target.path}", f"{error.strerror} (os error {error.errno})") from None
    except UnicodeDecodeError:
        raise Failure(f"cannot read file: {target.path}", "stream did not contain valid UTF-8") from None


def build_target(
    target: Target, options: Options, *, io: IO | None = None, cache: UnitCache | None = None, choose: bool = False
) -> Build:
    """Build a target. With `choose`, a file that has only items and a `main` is a module however it was named.

    Raises Failure if the file cannot be read.
    """
    io = io or StdIO()
    text = read_target(target, io)
    options = options.copy()
    if target.script and not options.function_body:
        if choose and _calls_main(text, cache):
            target.script = False
        else:
            options.function_body = True
    sources = Sources()
    root = sources.add(target.path, text, target.path)
    return build(sources, root, options, io=io, cache=cache)


def _calls_main(text: str, cache: UnitCache | None) -> bool:
    """Whether a text is a module to a run. The answer is cached, since the parser gives it."""
    if "main" not in text:
        return False
    if cache is None:
        return is_module(text)
    key = cache.key([text], "module?")
    known = cache.load_files(key)
    if known is None:
        known = ["yes" if is_module(text) else "no"]
        cache.store_files(key, known)
    return known == ["yes"]


def is_module(text: str) -> bool:
    """Whether a text has nothing but items, one of them a public `main`: then that is what a run is meant to call."""
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
