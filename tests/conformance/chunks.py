"""Conformance files: Rune programs with what they do, recorded from the reference.

A file is cut into chunks, each a whole program followed by its expectations:

    //---- closures capture by value
    let n = 1;
    let f = || n;
    n = 2;
    println!("{}", f());
    //> 1

`//> text` is a line of output, `//! panic L:C: text` the panic that ended the run,
`//! error L:C: text` a compile error, `//! warning L:C: text` a warning (in chunks tagged
`warnings` only). Tags stand in brackets behind the name: `module` calls `pub fn main` of a module,
`test` runs its tests, without either the chunk is the body of a script. Lines and columns are those
of the file: each program is padded with empty lines in front.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent

_CHUNK = re.compile(r"^//---- (.*?)\s*(?:\[([a-z, ]+)\])?\s*$")
_EXPECTATION = re.compile(r"^\s*//[>!]( |$)")
_UNNAMED = re.compile(r"0x[0-9a-f]{6,16}|static string slot `\d+`")


class Chunk:
    """One program: its name, tags, text (padded to its place in the file) and expectations."""

    __slots__ = ("line", "name", "path", "tags", "text", "wanted")

    def __init__(self, path: Path, line: int, name: str, tags: frozenset[str]) -> None:
        self.path = path
        self.line = line
        self.name = name
        self.tags = tags
        self.text = ""
        self.wanted: list[str] = []

    @property
    def id(self) -> str:
        """`expressions/loops.rn:12: a loop ends`"""
        return f"{self.path.relative_to(FOLDER).as_posix()}:{self.line}: {self.name}"


def read_chunks(path: Path) -> list[Chunk]:
    """The chunks of a file."""
    chunks: list[Chunk] = []
    bodies: list[list[str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if heading := _CHUNK.match(line):
            tags = frozenset(tag.strip() for tag in (heading[2] or "").split(",") if tag.strip())
            chunks.append(Chunk(path, number, heading[1], tags))
            bodies.append([])
        elif chunks and _EXPECTATION.match(line):
            chunks[-1].wanted.append(line.strip())
        elif chunks:
            bodies[-1].append(line)
    for chunk, body in zip(chunks, bodies, strict=True):
        while body and not body[-1].strip():
            body.pop()
        chunk.text = "\n" * chunk.line + "\n".join(body) + "\n"
    return chunks


def all_chunks(*folders: str) -> list[Chunk]:
    """The chunks of all files, or of those below these folders."""
    roots = [FOLDER / folder for folder in folders] or [FOLDER]
    return [c for root in roots for path in sorted(root.rglob("*.rn")) for c in read_chunks(path)]


def agree(wanted: str, actual: str) -> bool:
    """Whether two lines agree.

    Where the reference can only print a hash or a slot number for a name that it lost, any text
    will do: the name is better.
    """
    if wanted == actual:
        return True
    if not wanted.startswith("//!") or not _UNNAMED.search(wanted):
        return False
    return bool(re.fullmatch(".+?".join(map(re.escape, _UNNAMED.split(wanted))), actual))


def same(wanted: list[str], actual: list[str]) -> bool:
    """Whether a program did what was wanted.

    The reference stops at the first syntax error of a file and at the first error of a function.
    To find more is better, so long as the first error is the same and the others that are wanted
    are there, in order.
    """
    if len(wanted) == len(actual) and all(map(agree, wanted, actual)):
        return True
    errors = [line for line in wanted if line.startswith("//! error")]
    found = [line for line in actual if line.startswith("//! error")]
    if not errors or len(actual) <= len(wanted):
        return False
    if [a for a in actual if a not in found] != [w for w in wanted if w not in errors]:
        return False
    if not agree(errors[0], found[0]):
        return False
    at = 0
    for line in found:
        at += at < len(errors) and agree(errors[at], line)
    return at == len(errors)
