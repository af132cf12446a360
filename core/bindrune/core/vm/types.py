"""Types at run time: one ``TypeInfo`` for each native type and for each struct, enum variant of a
script.

``type_of(value)`` finds it: classes of heap values name theirs as the class attribute ``info``,
twins inherit it, and the few classes that are Python's own are in ``INLINE``. The info of a native
type is declared here, since operations and error texts need it; its methods and protocol functions
stand in the module of the standard library that ``module`` names. That module is imported when a
method, protocol or field is first looked up (``method``, ``protocol``), so a program loads what it
uses.
"""

from __future__ import annotations

from importlib import import_module

from bindrune.core.formatting.hashes import parameters_hash, path_hash
from bindrune.core.vm import values as v
from bindrune.core.vm.errors import VmError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.vm.native import Native


class TypeInfo:
    """A type: its ``item`` path, the ``name`` that messages print, and what it offers.

    ``methods`` maps a name, or ``(name, hash of generic parameters)``, to a ``Native`` or a linked
    script function. ``generic`` lists natives with generic parameters by name, ``functions`` the
    associated functions without receiver. ``protocols`` maps protocol names to natives, ``fields``
    names to a getter and a setter. ``traits`` are what the type implements; their methods are
    installed at the first lookup. ``parameters`` are the arguments of a generic native type: part
    of its identity and of ``name``, not of ``item``.
    """

    __slots__ = (
        "_hash",
        "classes",
        "fields",
        "functions",
        "generic",
        "item",
        "methods",
        "module",
        "name",
        "parameters",
        "protocols",
        "traits",
        "variants",
    )

    def __init__(
        self,
        item: str,
        name: str | None = None,
        module: str | None = None,
        parameters: tuple[str, ...] = (),
        hash_: int | None = None,
    ) -> None:
        self.item = item
        self.name = name or item
        self.module = module
        self.parameters = parameters
        self.classes: tuple[type, ...] = ()
        self.methods: dict[Any, Any] = {}
        self.generic: dict[str, list[Native]] = {}
        self.functions: dict[str, Native] = {}
        self.protocols: dict[str, Native] = {}
        self.fields: dict[str, tuple[Callable[..., Any], Callable[..., Any] | None]] = {}
        self.traits: list[Any] = []
        self.variants: dict[str, type] = {}
        self._hash = hash_

    @property
    def hash(self) -> int:
        """The type's 64-bit hash, generic parameters included."""
        if self._hash is None:
            base = path_hash(self.item)
            if self.parameters:
                base = parameters_hash(base, [path_hash(p) for p in self.parameters])
            self._hash = base
        return self._hash

    def load(self) -> None:
        """Import the module that declares the rows of this type."""
        if self.module is not None:
            module, self.module = self.module, None
            import_module(module)

    def method(self, name: str, params: int = 0) -> Any:
        """The method ``name`` (with generic parameters of hash ``params``), or ``None``."""
        if self.module is not None:
            self.load()
        found = self.methods.get((name, params) if params else name)
        if found is not None:
            return found
        for trait in self.traits:
            found = trait.install(self, name, params)
            if found is not None:
                return found
        if params:
            for native in self.generic.get(name, ()):
                if parameters_hash(0, [path_hash(p) for p in native.type_params]) == params:
                    self.methods[name, params] = native
                    return native
        return None

    def protocol(self, name: str) -> Native | None:
        """The protocol function ``name``, or ``None``."""
        if self.module is not None:
            self.load()
        return self.protocols.get(name)

    def field(self, name: str) -> tuple[Callable[..., Any], Callable[..., Any] | None] | None:
        """Getter and setter of the native field ``name``, or ``None``."""
        if self.module is not None:
            self.load()
        return self.fields.get(name)

    def __repr__(self) -> str:
        return f"<type {self.name}>"


def missing_method(info: TypeInfo, name: str, params: int = 0) -> VmError:
    """The error of calling a method that ``info`` does not have."""
    shown = f"{name}::<…>" if params else name
    return VmError(
        "missing-instance-function",
        f"Missing instance function `{shown}` for `{info.name}`",
        (name, info),
    )


BY_ITEM: dict[str, TypeInfo] = {}
"""Native types by item path; for generic ones (``RangeIter<i64>``) any one of them."""

BY_NAME: dict[str, TypeInfo] = {}
"""Native types by the last name of their path, as signatures of rows write them, where that is
unambiguous.
"""


def native_type(item: str, *classes: type, module: str | None = None, parameters: tuple[str, ...] = ()) -> TypeInfo:
    """Declare a native type whose values are instances of ``classes``."""
    name = f"{item}<{', '.join(parameters)}>" if parameters else item
    info = TypeInfo(item, name, module, parameters)
    info.classes = classes
    for cls in classes:
        if issubclass(cls, v.Cell):
            cls.info = info
            if "taken" not in cls.__dict__:
                twins(cls, _STEPS_DENIED if issubclass(cls, v.Iterator) else {})
        else:
            INLINE[cls] = info
    BY_ITEM.setdefault(item, info)
    BY_NAME.setdefault(item[item.rindex(":") + 1 :], info)
    return info


def _denied(self: v.Iterator, *_: object) -> object:
    raise deny(self, "write", "writing")


_STEPS_DENIED = dict.fromkeys(("step", "step_back", "skip", "skip_back", "hint", "length", "rest"), _denied)
"""What the twins of an iterator class have for what adapters and loops ask of it."""


INLINE: dict[type, TypeInfo] = {}
"""The types of the classes that are not ``Cell``s."""


def type_of(value: object) -> TypeInfo:
    """The type of any value, also of one that was moved."""
    info = INLINE.get(value.__class__)
    return info if info is not None else value.__class__.info  # type: ignore[attr-defined]


def name_of(value: object) -> str:
    """The name of a value's type in messages; a variant of a script's enum has its own."""
    return type_of(value).name


from bindrune.core.vm.access import deny, twins  # noqa: E402  (access needs values only)

_STD = "bindrune.core.std."

UNIT = native_type("::std::tuple::Tuple", type(None), v.Tuple, module=_STD + "tuple")
TUPLE = UNIT
BOOL = native_type("::std::bool", bool)
CHAR = native_type("::std::char", str, module=_STD + "char")
I64 = native_type("::std::i64", int, module=_STD + "i64")
U64 = native_type("::std::u64", v.U64, module=_STD + "u64")
F64 = native_type("::std::f64", float, module=_STD + "f64")
TYPE = native_type("::std::any::Type", v.TypeValue, module=_STD + "any")
HASH = native_type("::std::any::Hash", v.HashValue, module=_STD + "any")
ORDERING = native_type("::std::cmp::Ordering", v.Less, v.Equal, v.Greater, module=_STD + "cmp")
ORDERING.variants = {"Less": v.Less, "Equal": v.Equal, "Greater": v.Greater}
STRING = native_type("::std::string::String", v.String, module=_STD + "string")
BYTES = native_type("::std::bytes::Bytes", v.Bytes, module=_STD + "bytes")
VEC = native_type("::std::vec::Vec", v.Vec, module=_STD + "vec")
OBJECT = native_type("::std::object::Object", v.Object, module=_STD + "object")
OPTION = native_type("::std::option::Option", v.Some, v.Nothing, module=_STD + "option")
RESULT = native_type("::std::result::Result", v.Ok, v.Err, module=_STD + "result")
GENERATOR_STATE = native_type("::std::ops::generator::GeneratorState", v.Yielded, v.Complete, module=_STD + "generator")
CONTROL_FLOW = native_type("::std::ops::ControlFlow", v.Continue, v.Break, module=_STD + "ops")
RANGE = native_type("::std::ops::Range", v.RangeHalfOpen, module=_STD + "ops")
RANGE_FROM = native_type("::std::ops::RangeFrom", v.RangeFrom, module=_STD + "ops")
RANGE_FULL = native_type("::std::ops::RangeFull", v.RangeFull, module=_STD + "ops")
RANGE_INCLUSIVE = native_type("::std::ops::RangeInclusive", v.RangeInclusive, module=_STD + "ops")
RANGE_TO = native_type("::std::ops::RangeTo", v.RangeTo, module=_STD + "ops")
RANGE_TO_INCLUSIVE = native_type("::std::ops::RangeToInclusive", v.RangeToInclusive, module=_STD + "ops")
FUNCTION = native_type("::std::ops::Function", v.Function, module=_STD + "ops")

EMPTY = TypeInfo("empty")
INLINE[v.Empty] = EMPTY

for _info in (OPTION, RESULT, GENERATOR_STATE, CONTROL_FLOW):
    _info.variants = {cls.name: cls for cls in _info.classes}  # type: ignore[attr-defined]
