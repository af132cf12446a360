"""What a path in a text or a signature means: the item of the documentation that it leads to.

A path is looked for where it stands, inside the item, then in the scopes around it up to the root, then in the library
through the prelude. `Self`, `self`, `super` and `crate` are understood. Where several items have one path, a trailing
`!` asks for a macro, `()` for a function, `mod@` in front for a module, and so on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bindrune.repl.documentation.model import PAGES, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bindrune.repl.documentation.model import Doc, Root

PATH = re.compile(r"(?:::)?[^\W\d]\w*(?:::[^\W\d]\w*)*")
_HOSTS = {"str": "::std::string::String", "text": "::std::string::String", "usize": "::std::u64"}
_HOSTS |= dict.fromkeys(("u16", "u32"), "::std::u64") | dict.fromkeys(("i8", "i16", "i32"), "::std::i64")
"""Words of native signatures that say in which range a value must lie, with the type of the value."""
_SHARED = {"Iter": "::std::slice::Iter"}
"""Types whose name several have, by the one meant where a module has none of its own."""
_ASKED = {"mod": ("module",), "fn": ("fn", "method", "variant"), "method": ("fn", "method"), "type": TYPES}
"""The kinds that the word before an `@` asks for, where it is not that kind alone."""


def _late(kind: str) -> str:
    return kind if kind in ("module", "reexport", "macro") else ""


def split_kind(text: str) -> tuple[str, str]:
    """The kind that a name asks for (empty if none), and the name: `mod@std::f64`."""
    kind, mark, path = text.partition("@")
    return (kind, path) if mark and kind.isalpha() else ("", text)


class Names:
    """All items of a site by their paths."""

    def __init__(self, roots: list[Root], prelude: dict[str, str]) -> None:
        self.prelude = prelude
        self._found: dict[tuple[int, str], list[Doc]] = {}
        self._native: dict[str, list[Doc]] = {}
        self._types: dict[str, list[Doc]] = {}
        for root in roots:
            for item in root.module.walk():
                self._found.setdefault((id(root), item.path), []).append(item)
                if item.alias:
                    self._found.setdefault((id(root), item.alias), []).append(item)
                if root.prefix:
                    path = f"{root.prefix}::{item.path}" if item.path else root.prefix
                    self._native.setdefault(path, []).append(item)
                    if item.kind in TYPES:
                        self._types.setdefault(item.name, []).append(item)

    def native(self, path: str, kind: str = "") -> Doc | None:
        """The item of the library at an absolute path; re-exports are followed where they lead."""
        return self._best(self._native.get(path, []), kind, None)

    def find(self, text: str, scope: Doc) -> Doc | None:
        """What a path in the documentation of an item means, or None."""
        kind, text = split_kind(text.strip())
        if text.endswith("!"):
            text, kind = text[:-1], "macro"
        elif text.endswith("()"):
            text, kind = text[:-2], "fn"
        if not PATH.fullmatch(text):
            return None
        for path, native in self._readings(text, scope):
            found = self._native.get(path, []) if native else self._found.get((id(scope.root), path), [])
            best = self._best(found, kind, scope)
            if best is not None:
                return best
        return None

    def type_named(self, name: str, scope: Doc) -> Doc | None:
        """The type that a word of a native signature means."""
        host = _HOSTS.get(name) or (self.prelude.get(name) if name[:1].islower() else None)
        if host is not None:
            found = self.native(host)
            return found if found is not None and found.kind in TYPES else None
        at: Doc | None = scope
        while at is not None:
            if at.kind in TYPES and at.name == name:
                return at
            for member in at.members:
                if member.name == name and member.kind in TYPES:
                    return member
            at = None if at.kind == "module" else at.parent
        known = self.prelude.get(name) or _SHARED.get(name)
        if known is not None:
            return self.native(known)
        candidates = self._types.get(name, [])
        return candidates[0] if len(candidates) == 1 else None

    def _readings(self, text: str, scope: Doc) -> Iterator[tuple[str, bool]]:
        """The paths that a text may mean, best first, and whether each is one of the library."""
        if text.startswith("::"):
            yield text, True
            return
        head, _, rest = text.partition("::")
        around = scope if scope.kind in PAGES or scope.parent is None else scope.parent
        if head in ("crate", "self", "super", "Self"):
            base = around if head == "Self" else around.module
            up = base.module.parent if head == "super" else base
            while head == "super" and rest.partition("::")[0] == "super" and up is not None:
                rest, up = rest.partition("::")[2], up.parent
            inside = "" if head == "crate" or up is None else up.path
            yield "::".join(part for part in (inside, rest) if part), False
            return
        at: Doc | None = scope
        while at is not None:
            yield (f"{at.path}::{text}" if at.path else text), False
            at = at.parent
        if scope.root.prefix:
            yield f"{scope.root.prefix}::{text}", True
        known = self.prelude.get(head)
        if known is not None:
            yield (f"{known}::{rest}" if rest else known), True
        yield f"::{text}", True
        yield f"::std::{text}", True
        if scope.root.prefix:  # names of the library that only one type has
            candidates = self._types.get(head, [])
            if len(candidates) == 1:
                item = candidates[0]
                yield "::".join(filter(None, (item.root.prefix, item.path, rest))), True

    def _best(self, items: list[Doc], kind: str, scope: Doc | None) -> Doc | None:
        """The one that is meant of several items of a path: types before modules, everything else before macros."""
        if kind:
            items = [item for item in items if item.kind in _ASKED.get(kind, (kind,))]
        for item in sorted(items, key=lambda item: ("", "module", "reexport", "macro").index(_late(item.kind))):
            if item.kind != "reexport":
                return item
            if item.target is not None:
                target = self.follow(item)
                if target is not None and target is not scope:
                    return target
        return None

    def follow(self, item: Doc, limit: int = 8) -> Doc | None:
        """What a re-export leads to, through others too."""
        path = item.target or ""
        if limit == 0 or not path:
            return None
        parent = item.parent
        found: list[Doc] = self._native.get(path, [])
        if not path.startswith("::"):
            head, _, rest = path.partition("::")
            while head in ("crate", "self") and rest:
                head, _, rest = rest.partition("::")
            path = f"{head}::{rest}" if rest else head
            near = f"{parent.path}::{path}" if parent is not None and parent.path else path
            found = self._found.get((id(item.root), near), []) or self._found.get((id(item.root), path), [])
            found = found or self._native.get(f"::{path}", [])
        for candidate in sorted(found, key=lambda one: one.kind == "module"):
            if candidate is item:
                continue
            if candidate.kind != "reexport":
                return candidate
            further = self.follow(candidate, limit - 1)
            if further is not None:
                return further
        return None
