"""The rows of the standard library, and how each is put out of work in this process.

A row is what a script can reach by one handler: a function, a method, a protocol function, a method
that a trait gives to one type, a field of a native type. ``silenced`` replaces its handler by one
that takes anything, does nothing and gives unit; the machine asks for ``Native.handler`` when a
program is linked or an operation runs, so programs that are started meanwhile meet the fault.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bindrune.core.formatting.hashes import parameters_hash, path_hash
from bindrune.core.runtime.module import LOADED
from bindrune.core.runtime.traits import TRAITS
from bindrune.core.std.modules import MODULES
from bindrune.core.vm.native import Native
from bindrune.core.vm.types import BY_ITEM, TypeInfo

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator


class Row:
    """One row: its ``name``, the paths of the texts that document it, and how it is replaced.

    ``target`` is a ``Native``, or the type and the name of a field.
    """

    def __init__(self, name: str, documented: list[str], target: Native | tuple[TypeInfo, str]) -> None:
        self.name = name
        self.documented = documented
        self.target = target

    @contextmanager
    def silenced(self) -> Iterator[None]:
        """Replace the handler by one that returns unit, as long as the context lasts."""
        if isinstance(self.target, Native):
            with _handler(self.target, _driven if self.target.calls_back else _unit):
                yield
            return
        info, name = self.target
        accessors = info.fields[name]
        info.fields[name] = (_unit, _unit if accessors[1] is not None else None)
        try:
            yield
        finally:
            info.fields[name] = accessors

    def listen(self, heard: set[str]) -> None:
        """From now on, add the row's name to ``heard`` when it is called."""
        if isinstance(self.target, Native):
            native = self.target
            native.arity  # noqa: B018  (builds the handler)
            native.handler = _listening(native.handler, self.name, heard)
            return
        info, name = self.target
        get, set_ = info.fields[name]
        get = _listening(get, self.name, heard)
        info.fields[name] = (get, set_ and _listening(set_, self.name, heard))


@contextmanager
def _handler(native: Native, replacement: Any) -> Iterator[None]:
    native.arity  # noqa: B018  (what is built lazily would otherwise replace the replacement)
    handler = native.handler
    native.handler = replacement
    try:
        yield
    finally:
        native.handler = handler


def _unit(*arguments: object) -> None:
    """Does nothing."""


def _driven(*arguments: object) -> Generator[Any, Any, None]:
    """Does nothing, as a frame of its own."""
    return
    yield


def _listening(handler: Any, name: str, heard: set[str]) -> Any:
    def listening(*arguments: Any) -> Any:
        heard.add(name)
        return handler(*arguments)

    return listening


def all_rows() -> list[Row]:
    """Every row, by name. Methods of traits are installed into all types that implement them."""
    for files in MODULES.values():
        for file in files:
            import_module(file)
    rows: dict[str, Row] = {}
    infos = {id(info): info for info in BY_ITEM.values()}
    for modules in LOADED.values():
        for module in modules:
            for native in module.functions.values():
                _enter(rows, native.path, [native.path], native)
            infos.update((id(row.info), row.info) for row in module.types.values())
    for info in infos.values():
        _enter_type(rows, info)
    return [rows[name] for name in sorted(rows)]


def _enter_type(rows: dict[str, Row], info: TypeInfo) -> None:
    """Enter the rows of one type."""
    for trait in info.traits:
        trait.load()
        for name, variants in trait.rows.items():
            for _, _, options in variants:
                params = options.get("params", ())
                info.method(name, parameters_hash(0, [path_hash(p) for p in params]) if params else 0)
    given = {
        id(source): f"{trait.path}::{name}"
        for trait in TRAITS.values()
        for name, variants in trait.rows.items()
        for _, source, _ in variants
    }
    natives = [*info.functions.values(), *info.methods.values(), *info.protocols.values()]
    natives += [native for variants in info.generic.values() for native in variants]
    seen: set[int] = set()
    for native in natives:
        if not isinstance(native, Native) or id(native) in seen:
            continue
        seen.add(id(native))
        name = f"{info.name}::{native.protocol or native.name}"
        documented = [f"{info.item}::{native.name}", given.get(id(native.source), "")]
        if native.protocol is not None:
            documented.append(info.item)  # protocols are told at their type
        if native.type_params:
            arguments = f"::<{', '.join(p.rpartition('::')[2] for p in native.type_params)}>"
            name += arguments
            documented = [path + arguments for path in documented if path] + documented
        _enter(rows, name, [path for path in documented if path], native)
    for field in info.fields:
        _enter(rows, f"{info.name}.{field}", [f"{info.item}::{field}"], (info, field))


def _enter(rows: dict[str, Row], name: str, documented: list[str], target: Native | tuple[TypeInfo, str]) -> None:
    assert name not in rows, f"two rows are called {name}"
    rows[name] = Row(name, documented, target)
