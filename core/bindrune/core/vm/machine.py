"""The machine: where units are linked, and what their functions, types and statics are by item.

Several units may be loaded into one machine, as a session does with its inputs: a function whose item is known
already takes the place of the old one (``functions.rebind``), so that what was linked before calls the new one. A
type that is declared again with other fields is a new type for what is linked from then on. Functions are linked one
by one when first called.
"""

from __future__ import annotations

from _weakref import ref

from bindrune.core.formatting.hashes import path_hash
from bindrune.core.vm.execution import Execution
from bindrune.core.vm.functions import ScriptFunction, rebind
from bindrune.core.vm.futures import make_future
from bindrune.core.vm.generators import make_generator, make_stream
from bindrune.core.vm.statics import NoStatic, Statics
from bindrune.core.vm.structs import Structs, script_type, variant_type
from bindrune.core.vm.types import TypeInfo
from bindrune.core.vm.values import EMPTY, TypeValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    from bindrune.core.compile.unit import Unit
    from bindrune.core.vm.closures.typing import Closure
    from bindrune.core.vm.link import Linker
    from bindrune.core.vm.native import Native

    class Natives(Protocol):
        """What a context offers to the machine."""

        def function(self, path: str, params: int = 0) -> Native | None:
            """The native at a path."""

        def type(self, path: str) -> TypeInfo | None:
            """The native type at a path."""

        def constant(self, path: str) -> Any:
            """The native constant at a path."""

MAKERS = {"generator": make_generator, "async": make_future, "stream": make_stream}
"""What a call of a function of this kind makes of its frame."""


class Machine:
    """What is linked, by item. ``statics`` may be ``None``: then every access to one is an error."""

    def __init__(self, natives: Natives, *, statics: Statics | None) -> None:
        self.natives = natives
        self.statics = statics
        self.functions: dict[str, ScriptFunction] = {}
        self.structs = Structs()
        self.types: dict[str, TypeInfo] = {}
        self.is_recorded = False
        """Whether some execution has an observer that wants to know which closures run."""
        self._loaded: list[ref[LoadedUnit]] = []

    def units(self) -> list[LoadedUnit]:
        """The units whose functions can still run."""
        return [loaded for known in self._loaded if (loaded := known()) is not None]

    def load(self, unit: Unit) -> LoadedUnit:
        """Declare what a unit holds and make its functions callable."""
        loaded = LoadedUnit(self, unit)
        self._loaded = [known for known in self._loaded if known() is not None]
        self._loaded.append(ref(loaded))
        self._declare(unit)
        linker = Unlinked(self, loaded)
        for function in unit.functions:
            made = ScriptFunction(unit, function, linker, MAKERS.get(function.kind))
            loaded.functions.append(made)
            loaded.by_item[function.item] = made
        for item, made in loaded.by_item.items():
            if made.function.is_method:
                owner, _, name = item.rpartition("::")
                info = self.types.get(owner)
                if info is not None:
                    info.methods[name] = made
            if "$" in item or "{" in item:
                continue  # closures and what blocks declare belong to their unit alone
            old = self.functions.get(item) if item else None
            if old is not None:
                rebind(old, made)
            self.functions[item] = made
        for number, static in enumerate(unit.statics):
            init = EMPTY if static.init < 0 else unit.constants[static.init]
            if self.statics is None:
                loaded.statics.append(NoStatic(static.item, number))
            else:
                loaded.statics.append(self.statics.cell(static.item, number, init))
        return loaded

    def _declare(self, unit: Unit) -> None:
        """Declare the unit's structs and variants; one that is known and unchanged stays what it is."""
        for struct in unit.structs:
            known = self.structs.get(struct.item)
            names = struct.fields if struct.shape != "tuple" else tuple(map(str, range(len(struct.fields))))
            if known is not None and (known.shape, known.names) == (struct.shape, names):
                continue
            if struct.variant_of is None:
                info = self.types[struct.item] = script_type(struct.item, struct.hash)
            else:
                enum = self.types.get(struct.variant_of)
                if enum is None or struct.variant_of in self.structs:
                    enum = script_type(struct.variant_of, path_hash(struct.variant_of))
                    self.types[struct.variant_of] = enum
                info = variant_type(enum, struct.item)
            self.structs.declare(struct.item, struct.shape, struct.fields, info, struct.hash)

    def type_value(self, item: str, native: bool) -> TypeValue:
        """A type as a value."""
        if native:
            info = self.natives.type(item)
            return TypeValue(path_hash(item) if info is None else info.hash, item)
        known = self.types.get(item)
        return TypeValue(path_hash(item) if known is None else known.hash, item)

    def execute(self, function: Any, arguments: Sequence[Any] = (), **options: Any) -> Execution:
        """Begin a run of a function, given as its item, a linked function or a function value."""
        if isinstance(function, str):
            function = self.functions[function]
        return Execution(self, function, arguments, **options)


class Unlinked:
    """Stands for the linker of a unit until a function is linked: runs of emitted code may need none."""

    __slots__ = ("loaded", "machine")

    def __init__(self, machine: Machine, loaded: LoadedUnit) -> None:
        self.machine = machine
        self.loaded = loaded

    def _linker(self) -> Linker:
        from bindrune.core.vm.link import Linker

        linker = Linker(self.machine, self.loaded)
        for function in self.loaded.functions:
            function.linker = linker
        return linker

    def link(self, function: ScriptFunction) -> None:
        """Make the closures and the frame template of a function."""
        self._linker().link(function)

    def observe(self, function: ScriptFunction) -> list[Closure]:
        """The closures of a function one by one, for stepping."""
        return self._linker().observe(function)


class LoadedUnit:
    """A unit in a machine: its functions and statics by their numbers."""

    __slots__ = ("__weakref__", "by_item", "functions", "machine", "statics", "unit")

    def __init__(self, machine: Machine, unit: Unit) -> None:
        self.machine = machine
        self.unit = unit
        self.functions: list[ScriptFunction] = []
        self.by_item: dict[str, ScriptFunction] = {}
        self.statics: list[Any] = []

    @property
    def entry(self) -> ScriptFunction | None:
        """The function the program begins with."""
        return self.by_item.get(self.unit.entry) if self.unit.entry is not None else None
