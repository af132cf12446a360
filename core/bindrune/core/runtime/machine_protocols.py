"""Protocols that the machine answers itself: operations know the native types and need no row of them.

``Vec == Vec`` or ``{:?}`` of an Option is an operation of ``vm/operations``, a step of an iterator is a
method of its Python class. Such protocols are items of the library all the same, for the catalogue and
for documentation: those that the traits of a type require, and those named here.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from bindrune.core.vm.types import TypeInfo

SIGNATURES: Final = {
    "ADD": "fn add(&self, other: &str) -> String",
    "ADD_ASSIGN": "fn add_assign(&mut self, other: &str)",
    "CLONE": "fn clone(&self) -> Self",
    "CMP": "fn cmp(&self, other: any) -> Ordering",
    "DEBUG_FMT": "fn debug(&self)",
    "DISPLAY_FMT": "fn display(&self)",
    "EQ": "fn eq(&self, other: any) -> bool",
    "GET": "fn get(&self) -> any",
    "HASH": "fn hash(&self)",
    "IS_VARIANT": "fn is_variant(&self, variant: any) -> bool",
    "LEN": "fn len(&self) -> u64",
    "MAX": "fn max(&self, other: any) -> Self",
    "MIN": "fn min(&self, other: any) -> Self",
    "NEXT": "fn next(&mut self) -> Option",
    "NEXT_BACK": "fn next_back(&mut self) -> Option",
    "NTH": "fn nth(&mut self, n: usize) -> Option",
    "PARTIAL_CMP": "fn partial_cmp(&self, other: any) -> Option",
    "PARTIAL_EQ": "fn partial_eq(&self, other: any) -> bool",
    "SIZE_HINT": "fn size_hint(&self) -> (u64, Option)",
    "TRY": "fn try(&self) -> ControlFlow",
}
"""What each of these protocols takes and gives."""

_ANSWERED: Final = {
    "::std::any::Type": "DISPLAY_FMT",
    "::std::bytes::Bytes": "DEBUG_FMT HASH",
    "::std::cmp::Ordering": "DEBUG_FMT IS_VARIANT",
    "::std::f64": "MAX MIN",
    "::std::i64": "MAX MIN",
    "::std::u64": "MAX MIN",
    "::std::object::Object": "DEBUG_FMT",
    "::std::ops::ControlFlow": "DEBUG_FMT",
    "::std::ops::Function": "DEBUG_FMT",
    "::std::ops::generator::GeneratorState": "DEBUG_FMT",
    "::std::option::Option": "DEBUG_FMT GET HASH IS_VARIANT TRY",
    "::std::result::Result": "DEBUG_FMT GET HASH IS_VARIANT TRY",
    "::std::slice::Iter": "LEN NTH SIZE_HINT",
    "::std::string::String": "ADD ADD_ASSIGN DEBUG_FMT DISPLAY_FMT HASH",
    "::std::tuple::Tuple": "DEBUG_FMT HASH",
    "::std::vec::Vec": "DEBUG_FMT HASH",
}

_HINTED: Final = frozenset(
    [f"::std::collections::hash_map::{name}" for name in ("Iter", "Keys", "Values")]
    + [f"::std::collections::hash_set::{name}" for name in ("Difference", "Intersection", "Iter")]
    + ["::std::collections::vec_deque::Iter", "::std::option::Iter"]
    + [f"::std::object::{name}" for name in ("Iter", "Keys", "Values")]
    + [f"::std::ops::Range{kind}Iter" for kind in ("", "From", "Inclusive")]
    + [f"::std::iter::{name}" for name in ("Chain", "Empty", "Enumerate", "Filter", "FlatMap", "Map", "Once")]
    + [f"::std::iter::{name}" for name in ("Peekable", "Rev", "Skip", "Take")]
)
"""Iterators that know how much is left; the others tell what the trait provides."""


def answered(info: TypeInfo) -> Iterator[str]:
    """The names of the protocols of a native type that have no row, in order."""
    names = {protocol for trait in info.traits for protocol in trait.requires}
    names.update(_ANSWERED.get(info.item, "").split())
    if info.item in _HINTED:
        names.add("SIZE_HINT")
    yield from sorted(names.difference(info.protocols))
