"""The context of a program: which modules are installed, and how the items of natives are found by
path.

Modules are Python modules that are imported when an item of theirs is first asked for, so a context
is quick to make and a program loads what it names. Paths are written as the language prints them,
``::std::vec::Vec::push``; the leading ``::`` may be missing. A context is frozen when a program is
compiled against it, since hashes and links rely on it.
"""

from __future__ import annotations

from importlib import import_module

from bindrune.core.runtime.module import LOADED, Constant, Module
from bindrune.core.vm.types import BY_ITEM, TypeInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bindrune.core.vm.native import Native


class Context:
    """Installed modules: ``sources`` maps the path of a Rune module to the Python modules that
    declare it.
    """

    def __init__(self, sources: Mapping[str, tuple[str, ...]]) -> None:
        self.sources = dict(sources)
        self.frozen = False
        self.extra: dict[str, list[Module]] = {}
        self._functions: dict[tuple[str, int], Native | None] = {}

    def install(self, module: Module) -> None:
        """Add a module of the host."""
        if self.frozen:
            raise RuntimeError("the context is frozen: a program was compiled against it")
        self.extra.setdefault(module.path, []).append(module)
        self._functions.clear()

    def freeze(self) -> Context:
        """Forbid further installations; return the context itself."""
        self.frozen = True
        return self

    def modules(self, path: str) -> list[Module]:
        """The declarations of the Rune module ``path``, imported if they were not."""
        found = list(self.extra.get(path, ()))
        files = self.sources.get(path)
        if files is not None:
            for file in files:
                import_module(file)
            found += LOADED.get(path, ())
        return found

    def function(self, path: str, params: int = 0) -> Native | None:
        """The function, associated function, method or variant constructor at ``path``, with
        generic parameters of the hash ``params``.
        """
        key = (path, params)
        if key not in self._functions:
            self._functions[key] = self._find(_absolute(path), params)
        return self._functions[key]

    def _find(self, path: str, params: int) -> Native | None:
        owner, _, name = path.rpartition("::")
        for module in self.modules(owner):
            if name in module.functions:
                return module.functions[name]
            if name in module.reexports:
                return self._find(module.reexports[name], params)
        info = self.type(owner)
        if info is None:
            return None
        info.load()
        found = info.functions.get(name) if not params else None
        return found if found is not None else info.method(name, params)

    def type(self, path: str) -> TypeInfo | None:
        """The native type at ``path``."""
        path = _absolute(path)
        info = BY_ITEM.get(path)
        if info is not None and self._is_installed(path):
            return info
        owner, _, name = path.rpartition("::")
        for module in self.modules(owner):
            if name in module.types:
                return module.types[name].info
            if name in module.reexports:
                return self.type(module.reexports[name])
        return None

    def _is_installed(self, path: str) -> bool:
        owner = path.rpartition("::")[0]
        return owner in self.sources or owner in self.extra

    def constant(self, path: str) -> Constant | None:
        """The constant of a module or type at ``path``."""
        owner, _, name = _absolute(path).rpartition("::")
        for module in self.modules(owner):
            if name in module.constants:
                return module.constants[name]
            if name in module.reexports:
                return self.constant(module.reexports[name])
        outer, _, type_name = owner.rpartition("::")
        for module in self.modules(outer):
            row = module.types.get(type_name)
            if row is not None and name in row.constants:
                return row.constants[name]
        return None

    def paths(self) -> Iterable[str]:
        """The paths of all installed modules."""
        return [*self.sources, *(path for path in self.extra if path not in self.sources)]


def _absolute(path: str) -> str:
    return path if path.startswith("::") else "::" + path
