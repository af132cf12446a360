"""The catalogue: what the standard library offers, for analysis and editors, without loading any of
it.

``catalog/data.py`` is generated from the native rows (``python -m
bindrune.core.runtime.generate_catalog``) and holds one line an item. A ``Catalog`` answers by path:
``catalog.get("::std::vec::Vec::push")``. The leading ``::`` may be missing. Re-exports are
followed. The members of a type include what its traits provide. Hosts that install further modules
make a catalogue of them with ``runtime.generate_catalog.entries`` and ``Catalog.add``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.formatting.hashes import parameters_hash, path_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = (
    "module",
    "type",
    "variant",
    "function",
    "method",
    "constant",
    "macro",
    "trait",
    "protocol",
    "field",
    "reexport",
)
"""What an entry can be. ``function`` is free or associated, ``method`` has a receiver; protocols
and fields are for documentation, since no path names them.
"""


class Entry:
    """One item. ``signature`` is the row's text, for a constant its type (with `` = `` and the
    value if that is plain), for a re-export the target path.

    ``capability`` is what a host must grant for a call (``io.CAPABILITIES``).

    ``owner`` is the path of the type or trait of a method, variant, function of a type; ``params``
    are the names of the parameters, the receiver included; ``arity`` is their number, -1 for any,
    and for variants that of the constructor. ``generics`` are the item paths of the generic
    parameters of ``collect::<Vec>`` and its like; ``traits`` those that a type implements.
    """

    __slots__ = (
        "arity",
        "capability",
        "deprecated",
        "generics",
        "kind",
        "name",
        "owner",
        "params",
        "path",
        "signature",
        "traits",
    )

    def __init__(
        self,
        path: str,
        kind: str,
        signature: str = "",
        arity: int = 0,
        params: tuple[str, ...] = (),
        owner: str | None = None,
        deprecated: str | None = None,
        generics: tuple[str, ...] = (),
        traits: tuple[str, ...] = (),
        capability: str | None = None,
    ) -> None:
        self.path = path
        self.name = path[path.rindex(":") + 1 :]
        self.kind = kind
        self.signature = signature
        self.arity = arity
        self.params = params
        self.owner = owner
        self.deprecated = deprecated
        self.generics = generics
        self.traits = traits
        self.capability = capability

    @property
    def hash(self) -> int:
        """The hash of the item's path."""
        return path_hash(self.path)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.path}>"


class Catalog:
    """Entries by path; see the module's text."""

    def __init__(self, entries: Iterable[Entry] = (), prelude: dict[str, str] | None = None) -> None:
        self.prelude = dict(prelude or {})
        """Names that every file sees, with their paths."""
        self.entries: dict[str, Entry] = {}
        self._generic: dict[str, list[Entry]] = {}
        self._macros: dict[str, Entry] = {}
        self._members: dict[str, dict[str, Entry]] = {}
        self._by_method: dict[str, list[Entry]] = {}
        self._modules: set[str] = set()
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Add an entry, and the modules on its path."""
        if entry.kind == "protocol":
            self._members.setdefault(entry.owner or "", {})["#" + entry.name] = entry
            return
        parent = entry.path.rpartition("::")[0]
        if entry.kind == "module":
            self._modules.add(entry.path)
        if entry.kind == "macro":
            self._macros[entry.path] = entry
            self._members.setdefault(parent, {})[entry.name + "!"] = entry
            return
        if entry.kind == "field":
            self._members.setdefault(parent, {})["." + entry.name] = entry
            return
        if entry.generics:
            self._generic.setdefault(entry.path, []).append(entry)
            self.entries.setdefault(entry.path, entry)
        elif entry.kind != "module" or entry.path not in self.entries:
            # `::std::i64` is a type and a module: paths mean the type, both have members there.
            self.entries[entry.path] = entry
        self._members.setdefault(parent, {})[entry.name] = entry
        if entry.kind == "method":
            self._by_method.setdefault(entry.name, []).append(entry)
        while parent and parent not in self.entries and entry.owner != parent:
            self.entries[parent] = module = Entry(parent, "module")
            self._modules.add(parent)
            parent = parent.rpartition("::")[0]
            if parent:
                self._members.setdefault(parent, {})[module.name] = module

    def get(self, path: str) -> Entry | None:
        """The entry at ``path`` (macros apart), re-exports followed, methods of traits included."""
        path = absolute(path)
        entry = self.entries.get(path)
        if entry is not None:
            return self.get(entry.signature) if entry.kind == "reexport" else entry
        parent, _, name = path.rpartition("::")
        owner = self.get(parent) if parent else None
        if owner is None:
            return None
        if owner.path != parent:
            return self.get(f"{owner.path}::{name}")
        for trait in owner.traits:
            found = self.entries.get(f"{trait}::{name}")
            if found is not None:
                return _of_type(found, owner)
        return None

    def macro(self, path: str) -> Entry | None:
        """The macro at ``path``."""
        return self._macros.get(absolute(path))

    def is_module(self, path: str) -> bool:
        """Whether ``path`` names a module."""
        entry = self.get(path)
        return entry is not None and entry.kind == "module"

    def generic(self, path: str, params: int) -> Entry | None:
        """The function at ``path`` whose generic parameters have the hash ``params``, as
        ``parameters_hash(0, …)``.
        """
        if not params:
            found = self.get(path)
            return found if found is not None and not found.generics else None
        path = absolute(path)
        candidates = self._generic.get(path, [])
        if not candidates:
            parent, _, name = path.rpartition("::")
            owner = self.get(parent)
            if owner is not None:
                candidates = self._generic.get(f"{owner.path}::{name}", [])
                for trait in owner.traits:
                    candidates = candidates + [_of_type(e, owner) for e in self._generic.get(f"{trait}::{name}", ())]
        for entry in candidates:
            if parameters_hash(0, [path_hash(g) for g in entry.generics]) == params:
                return entry
        return None

    def members(self, path: str) -> list[Entry]:
        """The items of a module or type in order of name; those of its traits included, protocols
        and fields too.
        """
        owner = self.get(path)
        if owner is None:
            return []
        found = dict(self._members.get(owner.path, {}))
        for trait in owner.traits:
            for name, entry in self._members.get(trait, {}).items():
                found.setdefault(name, _of_type(entry, owner))
        return [found[name] for name in sorted(found)]

    def forms(self, entry: Entry) -> list[Entry]:
        """All functions of an entry's path: those with generic parameters are one for each of them."""
        if not entry.generics or entry.kind not in ("function", "method"):
            return [entry]
        found = self._generic.get(entry.path)
        if found is None and entry.owner is not None:
            owner = self.get(entry.owner)
            if owner is not None:
                of_traits = [e for trait in owner.traits for e in self._generic.get(f"{trait}::{entry.name}", ())]
                found = [_of_type(e, owner) for e in of_traits]
        return sorted(found or [entry], key=lambda e: e.generics)

    def modules(self) -> list[str]:
        """The paths of all modules, in order; `::std::i64` is one although its path means the type."""
        return sorted(self._modules)

    def methods(self, path: str) -> dict[str, Entry]:
        """The methods of a type by name."""
        return {e.name: e for e in self.members(path) if e.kind == "method"}

    def methods_named(self, name: str) -> list[Entry]:
        """All methods of this name, of types and traits."""
        return list(self._by_method.get(name, ()))


def _of_type(entry: Entry, owner: Entry) -> Entry:
    """A trait's method as a method of the type that implements it."""
    return Entry(
        f"{owner.path}::{entry.name}",
        entry.kind,
        entry.signature,
        entry.arity,
        entry.params,
        owner.path,
        entry.deprecated,
        entry.generics,
        capability=entry.capability,
    )


def absolute(path: str) -> str:
    """A path with its leading ``::``."""
    return path if path.startswith("::") else "::" + path


def parse_entry(line: str) -> Entry:
    """Read one line of the generated data."""
    kind, path, signature, arity, params, owner, deprecated, generics, traits, capability = line.split("\t")
    return Entry(
        path,
        kind,
        signature,
        int(arity),
        tuple(params.split()),
        owner or None,
        deprecated or None,
        tuple(generics.split()),
        tuple(traits.split()),
        capability or None,
    )


_standard: Catalog | None = None


def standard_catalog() -> Catalog:
    """The catalogue of the standard library. It is shared: do not add to it."""
    global _standard
    if _standard is None:
        from bindrune.core.catalog.data import LINES, PRELUDE

        _standard = Catalog(map(parse_entry, LINES.splitlines()), PRELUDE)
    return _standard
