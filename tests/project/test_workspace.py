"""Workspaces: the packages of a manifest and its members, and their targets."""

from __future__ import annotations

from bindrune.core.diagnostics.model import Diagnostics
from bindrune.core.io import MemoryIO
from bindrune.core.project.workspace import Workspace, find_manifest, load_workspace
from bindrune.core.source import Sources


def package(folder: str, name: str) -> dict[str, bytes]:
    """The files of a package with targets of each kind."""
    manifest = f'[package]\nname = "{name}"\nversion = "0.1.0"\n'
    names = (
        "src/main.rn",
        "src/lib.rn",
        "src/bin/tool.rn",
        "src/bin/big/main.rn",
        "tests/t.rn",
        "examples/e.rn",
        "benches/b.rn",
        "tests/notes.txt",
    )
    return {f"{folder}{path}": b"" for path in names} | {f"{folder}Rune.toml": manifest.encode()}


def workspace(files: dict[str, bytes], path: str = "Rune.toml") -> Workspace:
    diagnostics = Diagnostics()
    found = load_workspace(path, Sources(), MemoryIO(files=files), diagnostics)
    assert not diagnostics
    return found


def test_the_targets_of_a_package_kind_by_kind() -> None:
    targets = workspace(package("", "app")).targets()
    assert [(target.kind, target.name, target.path) for target in targets] == [
        ("bin", "app", "src/main.rn"),
        ("bin", "big", "src/bin/big/main.rn"),
        ("bin", "tool", "src/bin/tool.rn"),
        ("lib", "app", "src/lib.rn"),
        ("test", "t", "tests/t.rn"),
        ("example", "e", "examples/e.rn"),
        ("bench", "b", "benches/b.rn"),
    ]


def test_members_are_patterns_of_folders() -> None:
    files = package("a/x/", "x") | package("a/y/", "y") | package("b/", "b")
    files["Rune.toml"] = b'[workspace]\nmembers = ["a/*", "b/", "missing", "/b"]\n'
    found = workspace(files)
    assert [(p.name, p.folder) for p in found.packages] == [
        ("x", "a/x/"),
        ("y", "a/y/"),
        ("b", "b/"),
    ]
    assert [t.path for t in found.targets(["lib"], "y")] == ["a/y/src/lib.rn"]


def test_two_stars_are_any_number_of_folders() -> None:
    files = package("a/b/c/", "c") | package("d/", "d")
    files["Rune.toml"] = b'[workspace]\nmembers = ["**"]\n'
    assert {p.name for p in workspace(files).packages} == {"c", "d"}


def test_a_member_may_be_a_workspace_and_a_root_a_package() -> None:
    files = package("", "root") | package("m/", "m") | package("m/n/", "n")
    files["Rune.toml"] += b'[workspace]\nmembers = ["m"]\n'
    files["m/Rune.toml"] += b'[workspace]\nmembers = ["n", ".."]\n'
    assert {p.name for p in workspace(files).packages} >= {"root", "m", "n"}


def test_the_manifest_is_looked_for_in_the_folders_around() -> None:
    files = MemoryIO(files={"../../Rune.toml": b""})
    assert find_manifest(files, 1) is None
    assert find_manifest(files, 2) == "../../Rune.toml"
