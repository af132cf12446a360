"""`bindrune doc` as a process; what it prints and writes is in the transcripts, here is what they cannot show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT = """
import sys
sys.modules[sys.argv.pop(1)] = None
from bindrune.repl.cli import main
sys.exit(main())
"""


def run(folder: Path, *words: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    start = ["-c", code] if code else ["-m", "bindrune.repl.cli"]
    return subprocess.run(
        [sys.executable, *start, *words],
        cwd=folder,
        env=dict(os.environ, LC_ALL="C.UTF-8", **environment),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_what_it_needs_is_told_where_it_is_missing(tmp_path: Path) -> None:
    for name in ("markdown_it", "pygments"):
        done = run(tmp_path, name, "doc", "--std", code=WITHOUT)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"Error: `bindrune doc` needs {name}: install it with `pip install 'bindrune[doc]'`\n"


def test_it_opens_the_site_in_the_browser(tmp_path: Path) -> None:
    (tmp_path / "größe.rn").write_text("fn f() {}", encoding="utf-8")
    done = run(tmp_path, "doc", "--open", "größe.rn", BROWSER="echo opened %s")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "target" / "doc" / "index.html").as_uri() in done.stdout


def test_a_project_is_documented_from_any_of_its_folders(tmp_path: Path) -> None:
    (tmp_path / "Rune.toml").write_text('[package]\nname = "app"\nversion = "0.1.0"\n')
    inner = tmp_path / "src" / "bin"
    inner.mkdir(parents=True)
    (tmp_path / "src" / "lib.rn").write_text("pub fn f() {}")
    (inner / "tool.rn").write_text("fn main() {}")
    for folder in (tmp_path, inner):
        done = run(folder, "doc")
        assert done.returncode == 0, done.stderr
        assert (folder / done.stdout.strip()).resolve() == tmp_path / "target" / "doc" / "index.html"
    assert (tmp_path / "target" / "doc" / "tool" / "index.html").exists()


def test_targets_of_one_name_have_folders_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "Rune.toml").write_text('[package]\nname = "app"\nversion = "0.1.0"\n')
    (tmp_path / "src").mkdir()
    for file, words in (("lib", "Of the library."), ("main", "Of the binary.")):
        (tmp_path / "src" / f"{file}.rn").write_text(f"//! {words}\npub mod m {{ pub fn {file}() {{}} }}")
    done = run(tmp_path, "doc")
    assert done.returncode == 0, done.stderr
    site = tmp_path / "target" / "doc"
    for folder, words, anchor in (("app", "Of the library.", "fn.lib"), ("app-2", "Of the binary.", "fn.main")):
        assert words in (site / folder / "index.html").read_text("utf-8")
        assert anchor in (site / folder / "m" / "index.html").read_text("utf-8")


def test_the_same_program_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("pub use std::vec::*;\npub enum E { B, A }\nimpl E { fn b(self) {} fn a(self) {} }")
    written = []
    for number, seed in enumerate(("1", "2")):
        done = run(tmp_path, "doc", "a.rn", "--output", f"out{number}", PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        folder = tmp_path / f"out{number}"
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        written.append([(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files])
    assert written[0] == written[1]


def test_a_list_that_was_tampered_with_removes_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("fn f() {}")
    precious = tmp_path / "precious.html"
    precious.write_text("mine")
    assert run(tmp_path, "doc", "a.rn", "--output", "out").returncode == 0
    with open(tmp_path / "out" / ".bindrune-doc", "a", encoding="utf-8") as file:
        file.write(f"../precious.html\n{precious}\na/../../precious.html\n\n")
    assert run(tmp_path, "doc", "a.rn", "--output", "out").returncode == 0
    assert precious.read_text() == "mine"


def test_an_interrupted_run_does_not_lock_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("fn f() {}")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "items.html").mkdir()
    (tmp_path / "out" / ".bindrune-doc").write_text("")
    done = run(tmp_path, "doc", "a.rn", "--output", "out")
    assert done.returncode == 1 and "cannot write to out" in done.stderr
    (tmp_path / "out" / "items.html").rmdir()
    assert run(tmp_path, "doc", "--std", "--output", "out").returncode == 0
    assert not (tmp_path / "out" / "a").exists()


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names of files are Unicode here")
def test_names_of_files_that_are_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.rn")
    (tmp_path / name).write_text("fn f() {}")
    for _ in range(2):
        assert run(tmp_path, "doc", name, "--output", "out").returncode == 0
    assert b"a\xff" in [os.fsencode(one) for one in os.listdir(tmp_path / "out")]


def test_errors_of_all_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("pub fn f( {")
    (tmp_path / "b.rn").write_text("missing + 1")
    done = run(tmp_path, "doc", "a.rn", "b.rn")
    assert done.returncode == 1
    assert "a.rn:1:" in done.stderr and "No local variable `missing`" in done.stderr
    assert (tmp_path / "target" / "doc" / "b" / "index.html").exists()


def test_a_run_of_a_script_loads_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("1")
    code = "import sys\nfrom bindrune.repl.cli import main\nmain()\nprint('markdown_it' in sys.modules)"
    assert run(tmp_path, "run", "--no-cache", "a.rn", code=code).stdout == "False\n"
