"""The table of the library's items (``items.txt``), and the catalogue in the same terms.

An item is its path and its kind. Generic parameters are written by their last names, ``Split<char>`` and
``collect::<Vec>``; that a type implements a trait is an item ``TYPE as TRAIT``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from bindrune.core.catalog.data import LINES
from bindrune.core.catalog.lookup import Entry, parse_entry

FILE = Path(__file__).with_name("items.txt")

PROVIDED = {
    "LT": "lt",
    "LE": "le",
    "GT": "gt",
    "GE": "ge",
    "MIN": "min",
    "MAX": "max",
    "SIZE_HINT": "size_hint",
    "NTH": "nth",
    "NTH_BACK": "nth_back",
    "INTO_ITER": "into_iter",
}
"""Protocols that a trait provides, with the method that is their only form here."""

_OWN_FORM = "numbers and tuples have rows of their own for some methods of traits"
_DERIVED = "the reference derives it with the enum and registers its payload alone"
EXTRA = {
    **{
        f"::std::{owner}::{method}": _OWN_FORM
        for owner in ("f64", "i64", "u64", "tuple::Tuple")
        for method in ("cmp", "eq", "ge", "gt", "le", "lt", "max", "min", "ne", "partial_cmp")
    },
    **{f"::std::ops::ControlFlow::{name}": _DERIVED for name in ("Break", "Continue")},
    **{f"::std::ops::generator::GeneratorState::{name}": _DERIVED for name in ("Complete", "Yielded")},
}
"""Items of the catalogue that the table lacks, and why."""


class Item(NamedTuple):
    """An item of the library."""

    path: str
    kind: str

    @property
    def owner(self) -> str:
        """The path of the type, trait or module that the item belongs to."""
        if self.kind == "impl":
            return self.path.partition(" as ")[0]
        return re.sub(r"::<[^>]*>$", "", self.path).rpartition("::")[0]

    @property
    def name(self) -> str:
        """The path behind the owner, generic parameters included."""
        return self.path.removeprefix(f"{self.owner}::")

    @property
    def module(self) -> str:
        """The first name of the path: ``std``, or that of a module beside it."""
        return self.path.split("::")[1]


def table() -> list[Item]:
    """The items of the language's library, in order of their paths."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [Item(*line.split("\t")) for line in lines if not line.startswith("#")]


def catalogue() -> set[Item]:
    """The items of the catalogue."""
    return {item for entry in map(parse_entry, LINES.splitlines()) for item in items_of(entry)}


def extras() -> list[Item]:
    """Entries of the catalogue that are nothing in the table and have no reason to be there."""
    known = set(table())
    found = (items_of(entry) for entry in map(parse_entry, LINES.splitlines()))
    return [items[0] for items in found if items and not known.intersection(items) and items[0].path not in EXTRA]


def items_of(entry: Entry) -> list[Item]:
    """What an entry of the catalogue may be in the table."""
    if entry.kind == "module":
        return []
    path = short(entry.signature if entry.kind == "type" else entry.path)
    if entry.kind == "type":
        return [Item(path, "type"), *(Item(f"{path} as {trait}", "impl") for trait in entry.traits)]
    if entry.kind == "protocol" and entry.generics:
        owner, _, name = path.rpartition("::")
        return [Item(f"{owner}<{last_names(entry.generics)}>::{name}", "protocol")]
    if entry.generics:
        path += f"::<{last_names(entry.generics)}>"
    if entry.kind == "method" and entry.owner in TRAITS:
        protocols = [name for name, method in PROVIDED.items() if method == entry.name]
        names = [path, *(f"{entry.owner}::{name}" for name in protocols)]
        return [Item(path, "trait method"), *(Item(name, "provided") for name in names)]
    if entry.kind == "variant":
        return [Item(path, "variant"), *(Item(f"{path}::{n}", "field") for n in range(entry.arity))]
    if path == "::rand::SysRng":  # of the type there is one value, which has its name
        return [Item(path, "type"), Item(path, "constant")]
    return [Item(path, entry.kind)]


def last_names(paths: tuple[str, ...]) -> str:
    """Generic parameters as the table writes them."""
    return ", ".join(path.rpartition("::")[2] for path in paths)


def short(path: str) -> str:
    """A path whose generic parameters are last names."""
    return re.sub(r"(?<=<)[\w:]*::(?=\w+>)", "", path)


TRAITS = {line.split("\t")[1] for line in LINES.splitlines() if line.startswith("trait\t")}
