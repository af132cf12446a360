"""Traits of native types: what gives every iterator its adapters, every comparable type its ``eq``
and ``lt``.

A trait requires protocol functions of the type and provides methods. Its rows are written once,
with a receiver that is any value; a type that implements it gets its own ``Native`` of such a row
when the method is first looked up (``Trait.install``), with the path ``TYPE::method``. The module
that holds the rows is imported then.
"""

from __future__ import annotations

from importlib import import_module

from bindrune.core.formatting.hashes import parameters_hash, path_hash
from bindrune.core.runtime.rows import make_native, short_name
from bindrune.core.vm.types import BY_NAME, TypeInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from bindrune.core.vm.native import Native

    F = TypeVar("F", bound="Callable[..., Any]")


class Trait:
    """A trait: the protocols it ``requires`` and the rows it provides."""

    def __init__(self, path: str, requires: tuple[str, ...], module: str) -> None:
        self.path = path
        self.name = path[path.rindex(":") + 1 :]
        self.requires = requires
        self.module: str | None = module
        self.rows: dict[str, list[tuple[str, Callable[..., Any], dict[str, Any]]]] = {}

    def load(self) -> None:
        """Import the module that holds the rows."""
        if self.module is not None:
            module, self.module = self.module, None
            import_module(module)

    def method(self, signature: str, **options: Any) -> Callable[[F], F]:
        """Declare a method that implementing types get."""

        def declare(source: F) -> F:
            name = signature.partition("(")[0].split()[-1].partition("::<")[0]
            self.rows.setdefault(name, []).append((signature, source, options))
            return source

        return declare

    def install(self, info: TypeInfo, name: str, params: int = 0) -> Native | None:
        """Give ``info`` the method ``name`` of this trait, if there is one, and return it."""
        self.load()
        for signature, source, options in self.rows.get(name, ()):
            arguments = options.get("params", ())
            if parameters_hash(0, [path_hash(p) for p in arguments]) != params:
                continue
            native = make_native(f"{info.item}::{name}", signature, source, _resolver(info), info, **options)
            info.methods[(name, params) if params else name] = native
            return native
        return None


def _resolver(info: TypeInfo) -> Callable[[str], TypeInfo]:
    own = short_name(info)
    return lambda name: info if name == own else BY_NAME[name]


_ITER = "bindrune.core.std.iter"
_CMP = "bindrune.core.std.cmp"

ITERATOR = Trait("::std::iter::Iterator", ("NEXT",), _ITER)
DOUBLE_ENDED = Trait("::std::iter::DoubleEndedIterator", ("NEXT_BACK",), _ITER)
EXACT_SIZE = Trait("::std::iter::ExactSizeIterator", ("LEN",), _ITER)
PARTIAL_EQ = Trait("::std::cmp::PartialEq", ("PARTIAL_EQ",), _CMP)
EQ = Trait("::std::cmp::Eq", ("EQ",), _CMP)
PARTIAL_ORD = Trait("::std::cmp::PartialOrd", ("PARTIAL_CMP",), _CMP)
ORD = Trait("::std::cmp::Ord", ("CMP",), _CMP)
CLONE = Trait("::std::clone::Clone", ("CLONE",), "bindrune.core.std.clone")

COMPARABLE = (PARTIAL_EQ, EQ, PARTIAL_ORD, ORD)
"""What most types that can be compared implement."""

TRAITS = {t.path: t for t in (ITERATOR, DOUBLE_ENDED, EXACT_SIZE, *COMPARABLE, CLONE)}
"""All traits by path."""
