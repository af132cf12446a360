"""Rules about the tree: packages, lengths, docstrings, names, and what no file may mention."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE_ROOTS = ("core", "kernel", "lsp", "repl")
LONGEST = 700
GENERATED = "do not edit"
"""What the docstring of a generated file says in its first lines."""

FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "base", "manager", "misc"}
MACHINE = re.compile(
    r"/work/|/tmp/|/root/|/home/\w+/|\.\./shared|oracle/rune|pypi\.org|pythonhosted|registry\.npmjs"
)
OPEN_END = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\(#\d+\))")


@cache
def tracked() -> list[Path]:
    """Every file under version control that is there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def python_files(*roots: str) -> list[Path]:
    """The Python files below these folders of the repository."""
    folders = [ROOT / root for root in roots]
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in folders)
    ]


def is_generated(path: Path) -> bool:
    """Whether a file is written by a generator, so that its length and wording are none of ours."""
    return GENERATED in path.read_text("utf-8")[:300]


def named(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def test_the_namespace_has_no_init_and_everything_below_has_one() -> None:
    """An `__init__.py` beside the portions would hide three of the four roots."""
    missing = set()
    for root in SOURCE_ROOTS:
        assert not (ROOT / root / "bindrune" / "__init__.py").exists()
        for path in python_files(root):
            folder = path.parent
            if not (folder / "__init__.py").exists():
                missing.add(folder.relative_to(ROOT).as_posix())
    assert not missing


def test_each_portion_is_marked_as_typed() -> None:
    assert all((ROOT / root / "bindrune" / root / "py.typed").exists() for root in SOURCE_ROOTS)


def test_inits_hold_a_docstring_only() -> None:
    """A re-export would load the virtual machine into every editor."""
    wordy = [
        path
        for path in python_files(*SOURCE_ROOTS)
        if path.name == "__init__.py" and len(ast.parse(path.read_text("utf-8")).body) != 1
    ]
    assert not named(wordy)


def test_no_file_is_too_long() -> None:
    long = {
        name: lines
        for path in python_files(*SOURCE_ROOTS, "tests", "benchmarks")
        if (lines := path.read_text("utf-8").count("\n")) > LONGEST
        and not is_generated(path)
        and (name := path.relative_to(ROOT).as_posix())
    }
    assert not long


def test_every_module_and_every_public_definition_has_a_docstring() -> None:
    bare = []
    for path in python_files(*SOURCE_ROOTS):
        tree = ast.parse(path.read_text("utf-8"))
        name = path.relative_to(ROOT).as_posix()
        if not ast.get_docstring(tree):
            bare.append(name)
        definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        for node in tree.body:
            if (
                isinstance(node, definitions)
                and not is_generated(path)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
                and not any(map(_says_enough, node.decorator_list))
            ):
                bare.append(f"{name}:{node.lineno}: {node.name}")
    assert not bare


def _says_enough(decorator: ast.expr) -> bool:
    """Whether a decorator tells what its function is: `@lowers(syntax.ExprAssign)`, `@overload`."""
    return isinstance(decorator, ast.Call) or ast.unparse(decorator) == "overload"


def test_tests_say_what_they_are_for() -> None:
    bare = [
        path
        for path in python_files("tests", "benchmarks")
        if path.parent.name != "programs"  # the twins of programs in Rune, whose heads say it
        and path.read_text("utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_bytes()))
    ]
    assert not named(bare)


def test_modules_have_names_of_the_field() -> None:
    files = python_files(*SOURCE_ROOTS, "tests")
    vague = [p for p in files if p.stem in FORBIDDEN_NAMES or p.parent.name in FORBIDDEN_NAMES]
    assert not named(vague)


def test_imports_of_the_core_stay_within_python() -> None:
    import sys

    foreign = []
    for path in python_files("core"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                top = name.partition(".")[0]
                allowed = top in sys.stdlib_module_names or name.startswith("bindrune.core")
                if not allowed and name != "httpx":  # an extra, imported at the first call
                    foreign.append(f"{path.relative_to(ROOT).as_posix()}: {name}")
    assert not foreign


@pytest.mark.parametrize(
    ("rule", "what"),
    [(MACHINE, "a place of one machine"), (OPEN_END, "an open end without a number")],
    ids=["machine", "open end"],
)
def test_no_file_mentions(rule: re.Pattern[str], what: str) -> None:
    found = []
    for path in tracked():
        if path == Path(__file__) or path.suffix in (".png", ".svg", ".woff2", ".lock"):
            continue
        if path.suffix == ".rn" and path.is_relative_to(ROOT / "tests" / "conformance"):
            continue  # programs recorded with what they do, among it paths of files
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        name = path.relative_to(ROOT).as_posix()
        hits = [i for i, line in enumerate(lines, 1) if rule.search(line)]
        found += [f"{name}:{i}: {lines[i - 1].strip()}" for i in hits]
    assert not found, what
