"""Where a name is used, and what it is found to mean: the values that pass between the steps of
name resolution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import DECLARED, Function

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.analysis.items import Import, Item
    from bindrune.core.catalog.lookup import Entry
    from bindrune.core.source import Span

ROOT = "{root}"
"""How messages call the root module."""


class Resolution:
    """What a path means: a script's `item` or a `native` one, and the hash of the generic
    arguments given (or 0).

    `kind` is the word for it in messages: `fn`, `const fn`, `struct`, `enum`, `variant`, `const`,
    `static`, `module`, `type` (a native type that is no enum).
    """

    __slots__ = ("item", "kind", "native", "params", "path")

    def __init__(
        self, kind: str, path: str, item: Item | None, native: Entry | None, params: int
    ) -> None:
        self.kind = kind
        self.path = path
        self.item = item
        self.native = native
        self.params = params

    @property
    def title(self) -> str:
        """The item as messages name it: `struct m::S`, `associated fn m::S::f` for a method."""
        return f"{'associated ' if self._is_associated() else ''}{self.kind} {self.path}"

    def _is_associated(self) -> bool:
        """Whether the item is a script's function with a receiver, or any native function of a type."""
        if self.kind != "fn":
            return False
        if self.native is not None:
            return self.native.owner is not None
        return isinstance(self.item, Function) and self.item.self_


class Stop(Exception):
    """A resolution that has failed and been reported."""


class Site:
    """A place where a name is used: from which module, and where to underline. Collects the
    imports on the way.

    `importing` says that the path is that of a `use`, `single` that it is a bare name; `value` is
    that name if it is used as a value.
    """

    __slots__ = ("before", "chain", "importing", "module", "place", "single", "value")

    def __init__(self, module: Item, place: Callable[[], Span], importing: bool = False) -> None:
        self.module = module
        self.place = place
        self.importing = importing
        self.single = False
        self.value = ""
        self.chain: list[Import] = []
        self.before: list[tuple[int, bool]] = []
        """State and use of the imports in `chain` before they were followed."""

    def restore(self, used: bool = False) -> None:
        """Takes back that imports were followed, but that they are `used`, if they are."""
        for found, (state, before) in zip(self.chain, self.before, strict=True):
            found.state = state
            found.used = used or before

    def keep_import(self) -> None:
        """Lets the import that a bare name has led to nothing be reported once more, for itself."""
        if self.single and self.chain and not self.chain[0].host:
            self.chain[0].state = DECLARED


def missing_text(path: str, generics: list[str]) -> str:
    """A missing item as the reference writes it: the last two components each behind `::`, generic
    arguments between.
    """
    crate = path.startswith("::")
    parts = path[2:].split("::") if crate else path.split("::")
    if crate:
        parts[0] = f"::{parts[0]}"
    if len(parts) == 1:
        return path or ROOT
    first = generics[0] if generics else ""
    second = generics[1] if len(generics) > 1 else ""
    return f"{'::'.join(parts[:-2])}::{parts[-2]}{first}::{parts[-1]}{second}"
