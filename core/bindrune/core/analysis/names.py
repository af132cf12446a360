"""Names: what a path means in a scope.

`Names.resolve` is the one entry for paths in bodies. Locals are looked up before it, by lowering (`scopes.Scopes`);
then the order is: items and imports of the blocks and functions around, outward up to and including the module, and
the associated names of the `impl` around; the prelude; the installed crates. What is found nowhere is reported missing
relative to the module. Each step checks ambiguity and visibility, follows imports, and marks what it meets as used;
meeting a function for the first time puts it in the queue of what is to be lowered.

A resolution is a script's item or a native one. What may be done with it is for the caller to say: `Resolution.kind`
is the word (`fn`, `struct`, `module`, …), and `Names.unexpected` reports an item of the wrong kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from bindrune.core.analysis.items import Item

    class NativeItem(Protocol):
        """An item of an installed crate."""

        path: str
        """Such as `::std::option::Option`."""
        kind: str
        """`module`, `type`, `struct`, `enum`, `variant`, `fn`, `const`, `macro`."""

    class Catalog(Protocol):
        """What analysis asks about native items; `bindrune.core.catalog.lookup` provides it."""

        def find(self, path: str) -> NativeItem | None:
            """The item of this path, if any."""

        def names_in(self, path: str) -> Iterable[str]:
            """The names that stand directly in a module or enum."""

        def has_crate(self, name: str) -> bool:
            """Whether a crate of this name is installed."""

        def prelude(self, name: str) -> str | None:
            """The path that a name of the prelude stands for."""


VALUE = "value"
"""A path used as a value; a single name that is missing is a missing local."""
CALL = "call"
"""A path that is called."""
TYPE = "type"
"""A path that names a type: of `is`, `as`, a struct literal, generic arguments, an `impl`."""
PATTERN = "pattern"
"""A path in a pattern: a single name that is missing is no error but a binding."""


class Resolution:
    """What a path means: a script's `item` or a `native` one, and the hash of the generic arguments given (or 0)."""

    __slots__ = ("item", "kind", "native", "params", "path")

    def __init__(self, item: Item | None, native: NativeItem | None, params: int) -> None:
        self.item = item
        self.native = native
        self.params = params
        found = item if item is not None else native
        assert found is not None
        self.kind: str = found.kind
        self.path: str = found.path
