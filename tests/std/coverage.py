"""Whether the library is complete: ``make std-coverage``.

Each item of the table (``items.txt``) must be in the catalogue, have a text with an example that calls it, and be
called by a conformance chunk; an item of the catalogue that the table lacks must have a reason. ``--quick`` leaves
the chunks out. Exits with 1 if anything lacks.

Functions, methods, constants, macros and variants have a heading of their own with an example, in the file beside the
rows; methods of traits one at the trait. Protocols, fields and traits of a type are told at the type, and any example
below its headings may call them.
"""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from bindrune.core.catalog.data import LINES
from bindrune.core.catalog.lookup import parse_entry
from bindrune.core.session.program import build_text
from bindrune.core.vm.errors import Termination, VmError
from tests.conformance.chunks import all_chunks
from tests.conformance.outcomes import BUDGET, CaughtIO, outcome
from tests.std import http_server, inventory
from tests.std.calls import Ear
from tests.std.inventory import PROVIDED, Item
from tests.std.texts import Section, places, sections

FORMS = {
    "eq": ("PARTIAL_EQ",),
    "ne": ("PARTIAL_EQ",),
    "partial_cmp": ("PARTIAL_CMP",),
    **{name: ("PARTIAL_CMP", name.upper()) for name in ("lt", "le", "gt", "ge")},
    "cmp": ("CMP",),
    "min": ("CMP", "MIN"),
    "max": ("CMP", "MAX"),
    "clone": ("CLONE",),
    "next": ("NEXT",),
    "next_back": ("NEXT_BACK",),
    "nth": ("NTH",),
    "nth_back": ("NTH_BACK",),
    "size_hint": ("SIZE_HINT",),
    "len": ("LEN",),
    "into_iter": ("INTO_ITER",),
}
"""Methods of traits, with the protocols that they call."""

OF_TYPES = ("type", "impl", "protocol", "field", "trait", "reexport")
"""Kinds whose examples may stand at any heading below that of their type or trait."""


_NO_ENTROPY = "no program gets one unless the operating system's source of random numbers fails"
_BENCH = "the bench command makes it; recorded in tests/conformance/cli/bench.md"
BEYOND_PROGRAMS = {
    Item("::rand::SysError", "type"): _NO_ENTROPY,
    Item("::rand::SysError::DISPLAY_FMT", "protocol"): _NO_ENTROPY,
    Item("::std::fmt::Error::DISPLAY_FMT", "protocol"): "no function of the library gives one",
    Item("::std::test::Bencher", "type"): _BENCH,
    Item("::std::test::Bencher::iter", "method"): _BENCH,
}
"""Items that neither an example nor a chunk can call, and why."""

BEYOND_EXAMPLES = {
    Item("::std::panic", "function"): "a call of it would end the example; one stands in a branch",
}
"""Items that no example can call, though a chunk does, and why."""

ELSEWHERE = {
    Item("::http::RequestBuilder::fetch_mode_no_cors", "method"): "the reference has it only within a browser",
}
"""Items of the table that do not exist here, nor in the reference as a command, and why."""


class Library:
    """What the types of the catalogue implement, to tell which calls are calls of an item."""

    def __init__(self) -> None:
        self.implemented: dict[str, list[str]] = defaultdict(list)
        self.gives: dict[str, set[str]] = defaultdict(set)
        for entry in map(parse_entry, LINES.splitlines()):
            if entry.kind == "type":
                for trait in entry.traits:
                    self.implemented[trait].append(inventory.short(entry.signature))
            elif entry.kind == "trait":
                self.gives[entry.path].update(entry.signature.split(", "))
            elif entry.owner in inventory.TRAITS:
                self.gives[entry.owner or ""].add(inventory.items_of(entry)[0].name)

    def is_called(self, item: Item, heard: set[str], source: str) -> bool:
        """Whether a program that calls ``heard`` calls the item; what leaves no trace is looked for in its text."""
        last = item.path.rpartition("::")[2].partition("<")[0]
        two = "::".join(item.path.split("::")[-2:])
        match item.kind:
            case "macro":
                return f"{last}!" in source
            case "variant":
                return _names(source, last)
            case "constant" | "reexport":
                return _names(source, two)
            case "type":
                return _names(source, last) or any(path.startswith(item.path + "::") for path in heard)
            case "trait":
                return any(self._implements(heard, name, item.path) for name in self.implemented[item.path])
            case "impl":
                name, _, trait = item.path.partition(" as ")
                return self._implements(heard, name, trait)
            case "trait method" | "provided":
                method = PROVIDED.get(item.name, item.name)
                return any(f"{name}::{method}" in heard for name in self.implemented[item.owner])
        return item.path in heard

    def _implements(self, heard: set[str], name: str, trait: str) -> bool:
        return any(f"{name}::{given}" in heard for given in self.gives[trait])


def _names(source: str, words: str) -> bool:
    return bool(re.search(rf"\b{re.escape(words)}\b", source))


def with_protocols(heard: set[str]) -> set[str]:
    """What was heard, with the protocols that methods of traits call."""
    found = set(heard)
    for path in heard:
        owner, _, name = path.rpartition("::")
        found.update(f"{owner}::{protocol}" for protocol in FORMS.get(name, ()))
    return found


class Run:
    """Runs programs in a folder and tells what they call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ear = Ear()

    def script(self, text: str, *, module: bool = False) -> tuple[set[str], str | None]:
        """What a program calls, and the error that ends it."""
        self.ear.heard.clear()
        path = str(self.folder / "chunk.rn")
        built = build_text(text, "chunk.rn", script=not module, path=path, io=CaughtIO())
        wrong = None
        if built.ok:
            try:
                built.run(budget=BUDGET, observer=self.ear)
            except (VmError, Termination) as error:
                wrong = str(error)
        else:
            wrong = built.diagnostics[0].text
        return with_protocols(self.ear.paths()), wrong


def examples_of(section: Section, items: set[Item]) -> set[Item]:
    """The items that examples of a section may show."""
    found = set()
    for item in items:
        at = places(item)
        below = item.kind in OF_TYPES and any(section.path.startswith(f"{path}::") for path in at)
        if below or section.path in at or (item.kind == "reexport" and section.examples):
            found.add(item)
    return found


def measure(quick: bool) -> tuple[dict[str, set[Item]], list[str]]:
    """The items that lack something, by what they lack, and the examples that fail."""
    items = [item for item in inventory.table() if item not in ELSEWHERE]
    present = inventory.catalogue()
    texts = sections()
    library = Library()
    told = {section.path for section in texts if section.prose}
    unshown = set(items) - set(BEYOND_PROGRAMS) - set(BEYOND_EXAMPLES)
    uncalled = set(items) - set(BEYOND_PROGRAMS)
    faults = []
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name), http_server.serve() as server:
        run = Run(Path(name))
        for section in texts:
            candidates = examples_of(section, unshown)
            for example in section.examples:
                heard, wrong = run.script(example.replace(http_server.DOCUMENTED, server.url))
                if wrong is not None:
                    faults.append(f"the example of {section.path} fails: {wrong}")
                unshown -= {item for item in candidates if library.is_called(item, heard, example)}
        for chunk in [] if quick else [*all_chunks(), *http_server.answers(server)]:
            if "test" in chunk.tags:
                run.ear.heard.clear()
                outcome(chunk, Path(name))
                heard = with_protocols(run.ear.paths())
            else:
                heard, _ = run.script(chunk.text, module="module" in chunk.tags)
            uncalled -= {item for item in uncalled if library.is_called(item, heard, chunk.text)}
    lacks = {
        "catalogue": {item for item in items if item not in present},
        "text": {item for item in items if not told.intersection(places(item))},
        "example": unshown,
    }
    return lacks if quick else {**lacks, "chunk": uncalled}, faults


def main(arguments: list[str]) -> int:
    """Measure, and print the table and what lacks."""
    items = [item for item in inventory.table() if item not in ELSEWHERE]
    lacks, faults = measure("--quick" in arguments)
    totals = Counter(item.module for item in items)
    print(f"{'module':10}{'items':>8}" + "".join(f"{column:>11}" for column in lacks))
    for module in sorted(totals):
        having = [totals[module] - sum(i.module == module for i in found) for found in lacks.values()]
        print(f"{module:10}{totals[module]:8}" + "".join(f"{n:11}" for n in having))
    print(f"{'all':10}{len(items):8}" + "".join(f"{len(items) - len(found):11}" for found in lacks.values()))
    excused = len({*BEYOND_PROGRAMS, *BEYOND_EXAMPLES})
    print(f"counted although no example or no chunk can call them: {excused}; left out: {len(ELSEWHERE)}")
    for column, found in lacks.items():
        for item in sorted(found):
            print(f"no {column}: {item.path} ({item.kind})")
    for item in inventory.extras():
        print(f"not in the table: {item.path} ({item.kind})")
    for fault in faults:
        print(fault)
    return int(any(lacks.values()) or bool(faults) or bool(inventory.extras()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
