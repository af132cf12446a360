"""Manifests: what may stand in `Rune.toml`, and what is said of all else."""

from __future__ import annotations

import pytest

from bindrune.core.diagnostics.model import Diagnostics
from bindrune.core.project.manifest import read_manifest
from bindrune.core.project.semver import version_problem
from bindrune.core.source import Sources

PACKAGE = '[package]\nname = "app"\nversion = "0.1.0"\n'


def problems(text: str) -> list[str]:
    """What is reported of a manifest: `line:column: message`."""
    source = Sources().add("Rune.toml", text)
    diagnostics = Diagnostics()
    manifest = read_manifest(source, diagnostics)
    assert manifest.broken == bool(diagnostics)
    shown = []
    for diagnostic in diagnostics:
        line, column = source.line_index.line_col(diagnostic.span.start)
        shown.append(f"{line}:{column}: {diagnostic.message}")
    return shown


def test_a_package() -> None:
    manifest = read_manifest(Sources().add("Rune.toml", PACKAGE), Diagnostics())
    assert (manifest.name, manifest.version, manifest.members) == ("app", "0.1.0", None)


def test_a_workspace() -> None:
    text = '[workspace]\nmembers = [\n  "a/*", "b",\n]\n'
    manifest = read_manifest(Sources().add("Rune.toml", text), Diagnostics())
    assert (manifest.name, manifest.members) == (None, ["a/*", "b"])


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("", []),
        (PACKAGE, []),
        ('[package]\nname = "a"\n', ["1:1: Missing required field `version`"]),
        ('[package]\nversion = "1.0.0"\n', ["1:1: Missing required field `name`"]),
        (
            '[package]\nname = "app"\nversion = "0.1"\n',
            [
                "3:11: Failed to deserialize: unexpected end of input while parsing minor "
                "version number"
            ],
        ),
        (
            '[package]\nname = 5\nversion = "0.1.0"\n',
            ["2:8: Failed to deserialize: invalid type: integer `5`, expected a string"],
        ),
        (
            '[package]\nname = "app"\nversion = 1\n',
            ["3:11: Failed to deserialize: invalid type: integer `1`, expected semver version"],
        ),
        (
            PACKAGE + "foo = 1\nbar = 2\n",
            ["5:1: Key `bar` not supported", "4:1: Key `foo` not supported"],
        ),
        ('[packag]\nname = "a"\n', ["1:2: Key `packag` not supported"]),
        ("package = 1\n", ["1:11: Expected table"]),
        ('[[package]]\nname = "app"\n', ["1:1: Expected table"]),
        (
            '[workspace]\nmembers = ["a", 5]\n',
            ["2:17: Failed to deserialize: invalid type: integer `5`, expected a relative path"],
        ),
        (
            "[workspace]\nmembers = 5\nfoo = 1\n",
            ["2:11: Expected array", "3:1: Key `foo` not supported"],
        ),
        (
            '[package]\nname = "app"\nversion = "1.2.x"\n[dependencies]\nx = "1"\n[foo]\n',
            [
                "3:11: Failed to deserialize: unexpected character 'x' while parsing patch "
                "version number",
                "4:2: Key `dependencies` not supported",
                "6:2: Key `foo` not supported",
            ],
        ),
    ],
)
def test_problems(text: str, reported: list[str]) -> None:
    assert problems(text) == reported


def test_a_text_that_is_no_toml() -> None:
    (problem,) = problems('[package\nname = "app"\n')
    assert problem.startswith("1:9: Failed to deserialize manifest: ")


@pytest.mark.parametrize(
    ("version", "problem"),
    [
        ("0.1.0", None),
        ("1.2.3-beta.1+build.05", None),
        ("", "empty string, expected a semver version"),
        ("01.2.3", "invalid leading zero in major version number"),
        ("1.2.3.4", "unexpected character '.' after patch version number"),
        ("1.2.3-", "empty identifier segment in pre-release identifier"),
        ("1.2.3-01", "invalid leading zero in pre-release identifier"),
        ("1.2", "unexpected end of input while parsing minor version number"),
        ("a", "unexpected character 'a' while parsing major version number"),
    ],
)
def test_versions(version: str, problem: str | None) -> None:
    assert version_problem(version) == problem
