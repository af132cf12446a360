"""Modules of natives: what declares types, functions, constants, macros, traits and re-exports.

A ``Module`` is filled by the rows of one Python file and registered under its path; ``Context``
finds items in it by name. A ``Type`` is the builder for the rows of one type and writes straight
into the tables of its ``TypeInfo``, where the machine looks methods and protocols up. See
``runtime/rows.py`` for how rows are written.
"""

from __future__ import annotations

from bindrune.core.runtime.rows import make_native, short_name
from bindrune.core.vm.types import BY_NAME, TypeInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from bindrune.core.runtime.traits import Trait
    from bindrune.core.vm.native import Native

    F = TypeVar("F", bound="Callable[..., Any]")


LOADED: dict[str, list[Module]] = {}
"""Modules by path, as far as their Python files were imported. Several files may add to one path.
"""


class Constant:
    """A constant: its path, the name of its type, and the value."""

    __slots__ = ("path", "type", "value")

    def __init__(self, path: str, type_: str, value: object) -> None:
        self.path = path
        self.type = type_
        self.value = value


class Module:
    """The items of one Rune module."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.types: dict[str, Type] = {}
        self.functions: dict[str, Native] = {}
        self.constants: dict[str, Constant] = {}
        self.macros: list[str] = []
        self.traits: dict[str, Trait] = {}
        self.reexports: dict[str, str] = {}
        LOADED.setdefault(path, []).append(self)

    def resolve(self, name: str) -> TypeInfo:
        """The type that a signature of this module names."""
        row = self.types.get(name)
        return row.info if row is not None else BY_NAME[name]

    def function(self, signature: str, **options: Any) -> Callable[[F], F]:
        """Declare a function of the module."""

        def declare(source: F) -> F:
            path = f"{self.path}::{name_in(signature)}"
            native = make_native(path, signature, source, self.resolve, **options)
            self.functions[native.name] = native
            return source

        return declare

    def type(self, info: TypeInfo) -> Type:
        """Declare a type of the module; the rows of its methods go to the result."""
        row = Type(self, info)
        name = short_name(info)
        if name not in self.types:
            self.types[name] = row
        for parameter in info.parameters:
            self.types[f"{name}<{parameter}>"] = row
        return row

    def constant(self, name: str, type_: str, value: object) -> None:
        """Declare a constant."""
        self.constants[name] = Constant(f"{self.path}::{name}", type_, value)

    def macro(self, name: str) -> None:
        """Declare that a macro of this name belongs here; the compiler expands it."""
        self.macros.append(name)

    def trait(self, trait: Trait) -> Trait:
        """Declare a trait of this module."""
        self.traits[trait.name] = trait
        return trait

    def reexport(self, name: str, target: str) -> None:
        """Make ``name`` of this module another name of the item ``target``."""
        self.reexports[name] = target


class Type:
    """The builder for the rows of one type."""

    __slots__ = ("constants", "info", "module", "variants")

    def __init__(self, module: Module, info: TypeInfo) -> None:
        self.module = module
        self.info = info
        self.constants: dict[str, Constant] = {}
        self.variants: dict[str, Native] = {}

    def method(self, signature: str, **options: Any) -> Callable[[F], F]:
        """Declare a method; its first parameter is the receiver."""

        def declare(source: F) -> F:
            native = self._native(signature, source, name_in(signature), options)
            if native.type_params:
                self.info.generic.setdefault(native.name, []).append(native)
            else:
                self.info.methods[native.name] = native
            return source

        return declare

    def function(self, signature: str, **options: Any) -> Callable[[F], F]:
        """Declare an associated function without receiver."""

        def declare(source: F) -> F:
            native = self._native(signature, source, name_in(signature), options)
            if native.type_params:
                self.info.generic.setdefault(native.name, []).append(native)
            else:
                self.info.functions[native.name] = native
            return source

        return declare

    def protocol(self, protocol: str, signature: str, **options: Any) -> Callable[[F], F]:
        """Declare a protocol function."""

        def declare(source: F) -> F:
            options["protocol"] = protocol
            self.info.protocols[protocol] = self._native(signature, source, protocol, options)
            return source

        return declare

    def variant(self, name: str, signature: str, make: Callable[..., Any]) -> None:
        """Declare a variant with the function that makes it from its payload."""
        native = self._native(signature, make, name, {})
        self.variants[name] = native
        self.info.functions[name] = native

    def constant(self, name: str, type_: str, value: object) -> None:
        """Declare an associated constant; each use of it is a fresh copy of ``value``."""
        self.constants[name] = Constant(f"{self.info.item}::{name}", type_, value)

    def field(
        self,
        name: str,
        get: Callable[[Any], Any],
        set_: Callable[[Any, Any], None] | None = None,
    ) -> None:
        """Declare a native field with its getter and, if it can be assigned, its setter."""
        self.info.fields[name] = (get, set_)

    def implement(self, *traits: Trait) -> None:
        """Declare that the type implements traits, whose methods it then has."""
        self.info.traits += traits

    def _native(self, signature: str, source: Callable[..., Any], name: str, options: dict[str, Any]) -> Native:
        path = f"{self.info.item}::{name}"
        return make_native(path, signature, source, self._resolve, self.info, **options)

    def _resolve(self, name: str) -> TypeInfo:
        if name == "Self" or name == short_name(self.info):
            return self.info
        return self.module.resolve(name)


def name_in(signature: str) -> str:
    """The name that a signature declares."""
    return signature.partition("(")[0].split()[-1].partition("::<")[0]
