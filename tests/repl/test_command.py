"""The command as a process: what it imports, how it treats its streams, what it keeps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BANNED = ("argparse", "dataclasses", "pathlib", "inspect", "asyncio", "tomllib", "importlib.metadata", "json", "ast")
"""Modules that a run of a script has no use for, and that take long to import."""
BANNED_AGAIN = (*BANNED, "typing", "re", "enum", "functools", "contextlib", "collections", "operator")
"""Those that a program from the cache has no use for."""
FRONT_END = (
    "syntax", "analysis", "ir.lower", "ir.nodes", "ir.program", "compile.assemble", "catalog", "diagnostics", "ide",
)  # fmt: skip
"""Parts of the core that a program from the cache does without."""
FAST_TIER = {"codegen", "codegen.policy", "codegen.module"}
"""What it needs of the fast tier while nothing is emitted, and the rest where something is."""
RUNNING = FAST_TIER | {"codegen.running.loading", "codegen.running.execution", "codegen.running.support"}
MODULES = """
import sys
from bindrune.repl.cli import main
main()
print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
"""


def run(*words: str, folder: Path, text: str = "", **options: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with input from a pipe."""
    environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"), LC_ALL="C.UTF-8", **options)
    return subprocess.run(
        [sys.executable, "-m", "bindrune.repl.cli", *words],
        cwd=folder,
        env=environment,
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def imported(*words: str, folder: Path) -> set[str]:
    """The modules that are loaded after a command."""
    environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"))
    done = subprocess.run(
        [sys.executable, "-c", MODULES, *words],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines())


def test_a_run_imports_nothing_needless(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("let v = [3, 1, 2]; v.sort(); println!(\"{:?}\", v);")
    first = imported("run", "a.rn", folder=tmp_path)
    again = imported("run", "a.rn", folder=tmp_path)
    for modules in (first, again):
        assert not modules & set(BANNED)
        assert "prompt_toolkit" not in modules
        assert "pygments" not in modules
    parts = {module.removeprefix("bindrune.core.") for module in again if module.startswith("bindrune.core.")}
    assert not {part for part in parts if part.startswith(FRONT_END)}


@pytest.mark.parametrize(
    ("text", "wanted"), [("println!(\"a\");", FAST_TIER), ("for i in 0..2 { println!(\"{i:>3}\"); }", RUNNING)]
)
def test_a_kept_module_runs_without_what_wrote_it(tmp_path: Path, text: str, wanted: set[str]) -> None:
    (tmp_path / "a.rn").write_text(text)
    imported("run", "a.rn", folder=tmp_path)
    again = imported("run", "a.rn", folder=tmp_path)
    parts = {module.removeprefix("bindrune.core.") for module in again if module.startswith("bindrune.core.")}
    assert not {part for part in parts if part.startswith(FRONT_END)}
    assert not again & set(BANNED_AGAIN)
    fast = {part for part in parts if part.startswith("codegen")}
    assert wanted <= fast
    assert not fast & {f"codegen.{name}" for name in ("emit", "unit", "body", "writer", "flow", "positions", "kinds")}
    assert wanted == RUNNING or fast == FAST_TIER


@pytest.mark.parametrize("words", [("check", "a.rn"), ("dis", "a.rn"), ("hash", "a")])
def test_what_runs_nothing_imports_no_code_generator(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "a.rn").write_text("for i in 0..2 { println!(\"{i:>3}\"); }")
    assert not {module for module in imported(*words, folder=tmp_path) if module.startswith("bindrune.core.codegen")}


@pytest.mark.parametrize("form", ["script", "module"])
def test_the_cache_knows_scripts_and_modules(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.rn"
    body = 'println!("main");' if form == "script" else 'pub fn main() { println!("main"); }'
    path.write_text(body)
    for _ in range(2):
        assert run("run", "a.rn", folder=tmp_path).stdout == "main\n"
    path.write_text(body.replace('"main"', '"other"'))
    assert run("run", "a.rn", folder=tmp_path).stdout == "other\n"


def test_a_changed_module_file_is_seen(tmp_path: Path) -> None:
    (tmp_path / "main.rn").write_text("mod part; pub fn main() { println!(\"{}\", part::f()); }")
    for text in ("one", "one", "two"):
        (tmp_path / "part.rn").write_text(f'pub fn f() {{ "{text}" }}')
        assert run("run", "--path", "main.rn", folder=tmp_path).stdout == f"{text}\n"


def test_no_cache_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("1")
    run("run", "--no-cache", "a.rn", folder=tmp_path)
    assert not (tmp_path / "cache").exists()


def test_a_broken_cache_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text('println!("fine");')
    run("run", "a.rn", folder=tmp_path)
    for entry in (tmp_path / "cache").rglob("*"):
        if entry.is_file():
            entry.write_bytes(b"\xff\x00" + entry.read_bytes()[:40])
    assert run("run", "a.rn", folder=tmp_path).stdout == "fine\n"


def test_streams_keep_their_order(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text('println!("one");\ndbg!(2);\nprintln!("three");\npanic!("four");')
    command = f"{sys.executable} -m bindrune.repl.cli run --no-cache a.rn 2>&1"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, encoding="utf-8")
    wanted = ["one", "2", "three", "four"]
    at = [done.stdout.index(word) for word in wanted]
    assert at == sorted(at)
    assert done.returncode == 2


def test_output_is_written_in_large_pieces(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text('for i in 0..10000 { println!("{}", i); }')
    done = run("run", "a.rn", folder=tmp_path)
    assert done.stdout == "".join(f"{i}\n" for i in range(10000))


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text('for i in 0.. { println!("{}", i); }')
    command = f"{sys.executable} -m bindrune.repl.cli run --no-cache a.rn | head -n 2"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stdout == "0\n1\n"
    assert done.stderr == ""


def test_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text('println!("text");')
    command = f"{sys.executable} -m bindrune.repl.cli run --no-cache a.rn > /dev/full"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60)
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


def test_texts_are_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text('println!("žluťoučký 🎉");', encoding="utf-8")
    done = run("run", "a.rn", folder=tmp_path, PYTHONIOENCODING="ascii")
    assert done.stdout == "žluťoučký 🎉\n"


def test_the_version_ends_its_line(tmp_path: Path) -> None:
    done = run("--version", folder=tmp_path)
    assert done.stdout.startswith("bindrune ")
    assert done.stdout.endswith(" (Rune 0.15)\n")


@pytest.mark.parametrize("command", ["run", "check", "test", "bench", "dis", "explain", "hash", "repl"])
def test_every_command_has_help(tmp_path: Path, command: str) -> None:
    done = run(command, "--help", folder=tmp_path)
    assert done.returncode == 0
    assert f"Usage: bindrune {command}" in done.stdout


def test_explain_knows_codes_and_their_neighbours(tmp_path: Path) -> None:
    assert "# missing-local" in run("explain", "missing-local", folder=tmp_path).stdout
    done = run("explain", "mising-local", folder=tmp_path)
    assert done.returncode == 1
    assert "did you mean `missing-local`?" in done.stderr


def test_colours_by_choice(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("missing")
    assert "\x1b[" in run("run", "--color", "always", "a.rn", folder=tmp_path).stderr
    assert "\x1b[" not in run("run", "a.rn", folder=tmp_path).stderr


def test_piped_input_is_evaluated_input_by_input(tmp_path: Path) -> None:
    text = "let x = 1;\nfn f(a) {\n    a * 2\n}\nf(x)\nx +\n  40\n"
    done = run("repl", folder=tmp_path, text=text)
    assert done.stdout == "2\n41\n"
    assert done.returncode == 0


def test_piped_input_may_lack_its_last_semicolon(tmp_path: Path) -> None:
    text = "let v = [1, 2]\n    .iter()\n    .rev()\n    .collect::<Vec>()\n\nv\nlet w = v"
    assert run("repl", folder=tmp_path, text=text).stdout == "[2, 1]\n"


def test_piped_input_stops_at_the_first_error(tmp_path: Path) -> None:
    done = run("repl", folder=tmp_path, text='println!("a");\n1 / 0\nprintln!("b");\n')
    assert done.stdout == "a\n"
    assert "Division by zero" in done.stderr
    assert done.returncode == 1


def test_piped_input_needs_no_terminal_library(tmp_path: Path) -> None:
    modules = imported("repl", folder=tmp_path)
    assert "bindrune.core.session.session" in modules
    assert "prompt_toolkit" not in modules
    assert "pygments" not in modules


def test_scripts_are_evaluated_before_the_prompt(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("fn f() { 5 }\nlet y = 2;")
    done = run("repl", "a.rn", folder=tmp_path, text="f() * y\n")
    assert done.stdout == "10\n"
