"""Workspaces: the packages that a manifest speaks of, and the targets found in their folders.

A package has, by the names of its files alone,

* a bin named as the package, `src/main.rn`, and those in `src/bin`;
* a lib, `src/lib.rn`;
* tests, examples and benches, in `tests`, `examples`, `benches`: files `*.rn`, and folders with a
  `main.rn`.

A workspace has the packages of its members, which are patterns of folders below it, in the order
in which they are given; a member may be a workspace itself. Members that do not exist are left
out. Targets come kind by kind, and in each kind package by package.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from bindrune.core.project.manifest import FILE_NAME, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.source import Sources

    class Folders(Protocol):
        """Where files come from; `bindrune.core.io` provides it."""

        def read_text(self, path: str) -> str:
            """The text of a file. Raises `OSError`."""

        def is_file(self, path: str) -> bool:
            """Whether there is a file of this name."""

        def list_folder(self, path: str) -> list[str]:
            """The names in a folder, sorted. Raises `OSError`."""


KINDS = ("bin", "lib", "test", "example", "bench")
"""The kinds of targets, in the order in which they come."""

_FOLDERS = {"bin": "src/bin", "test": "tests", "example": "examples", "bench": "benches"}

SPECIAL_FILES = (
    "main.rn",
    "lib.rn",
    "src/main.rn",
    "src/lib.rn",
    "script/main.rn",
    "script/lib.rn",
)
"""What is run or checked where there is no manifest and no file is given."""


class Package:
    """A package: its name, version, and folder (empty, or ending in `/`)."""

    __slots__ = ("folder", "name", "version")

    def __init__(self, name: str, version: str, folder: str) -> None:
        self.name = name
        self.version = version
        self.folder = folder


class Target:
    """A file of a package that is built for itself; `kind` is one of `KINDS`."""

    __slots__ = ("kind", "name", "package", "path")

    def __init__(self, kind: str, name: str, path: str, package: Package) -> None:
        self.kind = kind
        self.name = name
        self.path = path
        self.package = package


class Workspace:
    """The packages of a manifest and its members."""

    __slots__ = ("_files", "packages")

    def __init__(self, files: Folders) -> None:
        self._files = files
        self.packages: list[Package] = []

    def targets(self, kinds: Iterable[str] = KINDS, package: str | None = None) -> list[Target]:
        """The targets of these kinds, of all packages or those of one name."""
        wanted = set(kinds)
        return [
            target
            for kind in KINDS
            if kind in wanted
            for owner in self.packages
            if package is None or owner.name == package
            for target in self._targets(kind, owner)
        ]

    def _targets(self, kind: str, package: Package) -> Iterator[Target]:
        files, folder = self._files, package.folder
        if kind in ("bin", "lib"):
            path = f"{folder}src/{'main' if kind == 'bin' else 'lib'}.rn"
            if files.is_file(path):
                yield Target(kind, package.name, path, package)
        if kind == "lib":
            return
        inside = f"{folder}{_FOLDERS[kind]}"
        for name in _names(files, inside):
            path = f"{inside}/{name}"
            if name.endswith(".rn") and files.is_file(path):
                yield Target(kind, name[:-3], path, package)
            elif files.is_file(f"{path}/main.rn"):
                yield Target(kind, name, f"{path}/main.rn", package)


def find_manifest(files: Folders, levels: int) -> str | None:
    """The path of the manifest in the current folder or one of the `levels` folders around it."""
    for level in range(levels + 1):
        path = f"{'../' * level}{FILE_NAME}"
        if files.is_file(path):
            return path
    return None


def load_workspace(
    path: str, sources: Sources, files: Folders, diagnostics: Diagnostics
) -> Workspace:
    """Reads the manifest at `path`, which must exist, and those of its members."""
    workspace = Workspace(files)
    pending = [path]
    seen: set[str] = set()
    while pending:
        path = pending.pop(0)
        source = sources.add(path, files.read_text(path), path)
        manifest = read_manifest(source, diagnostics)
        folder = path[: -len(FILE_NAME)]
        if manifest.name is not None and manifest.version is not None:
            workspace.packages.append(Package(manifest.name, manifest.version, folder))
        if manifest.members is None or folder in seen:
            continue
        seen.add(folder)
        members = []
        for member in manifest.members:
            for found in _matching(files, folder, member):
                if files.is_file(f"{found}{FILE_NAME}"):
                    members.append(f"{found}{FILE_NAME}")
        pending[:0] = members
    return workspace


def _matching(files: Folders, folder: str, pattern: str) -> list[str]:
    """The folders below `folder` that a pattern fits, each ending in `/`. `**` is any number of
    folders.
    """
    if pattern.startswith("/"):
        return []
    found = [folder]
    for part in pattern.split("/"):
        if part in ("", "."):
            continue
        if part == "**":
            found = [below for start in found for below in _below(files, start)]
        elif any(mark in part for mark in "*?["):
            found = [
                f"{start}{name}/"
                for start in found
                for name in _names(files, start)
                if fnmatchcase(name, part) and not name.startswith(".")
            ]
        else:
            found = [f"{start}{part}/" for start in found]
    return found


def _below(files: Folders, folder: str) -> Iterator[str]:
    """A folder and all folders inside it."""
    pending = [folder]
    while pending:
        at = pending.pop(0)
        yield at
        for name in _names(files, at):
            if not name.startswith(".") and not files.is_file(f"{at}{name}"):
                pending.append(f"{at}{name}/")


def _names(files: Folders, folder: str) -> list[str]:
    """The names in a folder; none if it cannot be read."""
    try:
        return files.list_folder(folder or ".")
    except OSError:
        return []
