"""`bindrune doc`: documentation of programs, packages and the standard library as a site of HTML pages.

Files named on the command line are documented, or else the libraries and binaries of the project around; `--std` adds
the standard library, or is all there is where no project is. What does not compile is documented as far as it is
understood, its errors are shown, and the status is 1.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bindrune.core.io import StdIO
from bindrune.repl.command.arguments import Arguments, Command, Flag, UsageError
from bindrune.repl.command.inputs import FLAGS, announce, read_target, targets
from bindrune.repl.command.terminal import Failure, Terminal

if TYPE_CHECKING:
    from bindrune.core.ide.snapshot import Snapshot
    from bindrune.repl.command.inputs import Target
    from bindrune.repl.documentation.model import Root

FOLDER = "target/doc"
"""Where the site goes: below the folder of the manifest, or where there is none below the current one."""
_LEFT_OUT = ("O", "list_options", "verbose")
COMMAND = Command(
    "doc",
    "Write documentation as a site of HTML pages",
    [
        Flag("--std", doc="Document the standard library, beside the program or alone"),
        Flag("--private", doc="Document private items of libraries too"),
        Flag("--output", value="DIR", doc=f"The folder to write to, instead of `{FOLDER}`"),
        Flag("--title", value="TITLE", doc="The title of the site"),
        Flag("--open", doc="Open the site in a browser"),
        *(flag for flag in FLAGS if flag.key not in _LEFT_OUT),
    ],
    "PATH",
    "Scripts to document",
)
_WORDS = {"lib": "Library", "bin": "Binary", "test": "Test", "example": "Example", "bench": "Benchmark"}


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Document what the command line names; the status is 1 if any of it has errors."""
    try:
        try:
            from bindrune.repl.documentation.site import build_site
        except ModuleNotFoundError as missing:
            tip = "install it with `pip install 'bindrune[doc]'`"
            raise Failure(f"`bindrune doc` needs {missing.name}: {tip}") from None
        from bindrune.core.catalog.lookup import standard_catalog
        from bindrune.repl.documentation.standard import standard_roots
        from bindrune.repl.documentation.writer import Occupied, write_site

        if arguments.text("output") == "":
            raise UsageError("a value is required for '--output <DIR>' but none was supplied")
        project = _project_folder()
        found = _targets(arguments, terminal, project)
        roots, broken = _roots(found, arguments, terminal)
        catalog = standard_catalog()
        title = arguments.text("title") or _title(found, roots)
        if arguments.on("std"):
            roots += standard_roots(catalog)
        # A folder that is given is one of the shell's, the usual one belongs to the project.
        around = project if not arguments.positional and not arguments.texts("path") else None
        folder = arguments.text("output") or os.path.join(around or "", *FOLDER.split("/"))
        files = build_site(roots, title, catalog.prelude)
        try:
            write_site(folder, files)
        except Occupied:
            raise Failure(f"{folder} is not empty and holds no documentation; choose another folder") from None
        except OSError as error:
            raise Failure(f"cannot write to {folder}", f"{error.strerror} (os error {error.errno})") from None
    except Failure as failure:
        terminal.failure(failure)
        return 1
    front = os.path.join(folder, "index.html")
    terminal.status("Documented", _summary(len(found), library=arguments.on("std")))
    terminal.print(front)
    if arguments.on("open") and not _open(front):
        terminal.error("Error: There is no browser to open it with")
        return 1
    return 1 if broken else 0


def _project_folder() -> str | None:
    """The folder of the nearest manifest."""
    from bindrune.core.project.workspace import find_manifest

    manifest = find_manifest(StdIO(), os.getcwd().count(os.sep))
    return None if manifest is None else os.path.dirname(manifest)


def _targets(arguments: Arguments, terminal: Terminal, project: str | None) -> list[Target]:
    named = bool(arguments.positional or arguments.texts("path"))
    if arguments.on("std") and not named and project is None:
        return []
    return targets(arguments, terminal, ("bin", "lib"))


def _roots(found: list[Target], arguments: Arguments, terminal: Terminal) -> tuple[list[Root], bool]:
    """The programs as documentation, libraries first, and whether one has errors."""
    from bindrune.core.ide.snapshot import take_snapshot
    from bindrune.repl.documentation.program import program_root

    io = StdIO()
    roots: list[Root] = []
    broken = False
    for target in sorted(found, key=lambda target: target.kind != "lib"):
        announce(target, "Documenting", terminal)
        text = read_target(target, io)
        script = None if target.script else False
        snapshot = take_snapshot(text, target.path, target.path, io, script=script)
        broken |= _report(snapshot, arguments, terminal)
        word = _WORDS.get(target.kind) or ("Script" if snapshot.script else "Module")
        private = target.kind != "lib" or arguments.on("private")
        roots.append(program_root(snapshot, _name(target), word, target.package or "Files", private=private))
    return roots, broken


def _report(snapshot: Snapshot, arguments: Arguments, terminal: Terminal) -> bool:
    """Show what is wrong with a program; return whether it has errors."""
    errors = [one for one in snapshot.diagnostics if one.severity == "error"]
    shown = snapshot.diagnostics if arguments.on("warnings") else errors
    terminal.diagnostics(shown, snapshot.sources)
    return bool(errors)


def _name(target: Target) -> str:
    """What a target is called: as its package, its file, or the folder of its `main.rn`."""
    folder, file = os.path.split(target.path)
    stem = file.removesuffix(".rn")
    if target.kind == "lib" or (target.kind == "bin" and os.path.basename(folder) == "src"):
        return target.package
    if target.kind and stem == "main":
        return os.path.basename(folder)
    return stem or file


def _title(found: list[Target], roots: list[Root]) -> str:
    packages = {target.package for target in found}
    if not roots:
        return "Rune’s standard library"
    if len(roots) == 1:
        return roots[0].name
    return packages.pop() if len(packages) == 1 and found[0].package else "Documentation"


def _summary(programs: int, *, library: bool) -> str:
    parts = [f"{programs} program{'s' if programs > 1 else ''}"] if programs or not library else []
    return " and ".join([*parts, *(["the standard library"] if library else [])])


def _open(path: str) -> bool:
    import pathlib
    import webbrowser

    return webbrowser.open(pathlib.Path(path).resolve().as_uri())
