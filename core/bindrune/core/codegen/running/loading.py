"""Emitted modules in a machine: their bindings found, their functions given to the machine's."""

from __future__ import annotations

from bindrune.core.codegen.forms.sites import sites
from bindrune.core.codegen.module import Site, codes
from bindrune.core.codegen.running.execution import CodePlace
from bindrune.core.codegen.running.generators import Suspension
from bindrune.core.codegen.running.late import LATE, late
from bindrune.core.codegen.running.methods import MethodTable
from bindrune.core.codegen.running.support import Driver, TypeTest, Unloaded
from bindrune.core.vm import access
from bindrune.core.vm.closures.construct import function_value
from bindrune.core.vm.constants import build, weight
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import argument_count
from bindrune.core.vm.functions import wrong_arity
from bindrune.core.vm.sizes import STEPS, STEPS_FUEL
from bindrune.core.vm.structs import construct
from bindrune.core.vm.types import BY_ITEM, type_of
from bindrune.core.vm.values import U64, Borrowable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import CodeType
    from typing import Any

    from bindrune.core.codegen.forms.waiting import Waiting
    from bindrune.core.codegen.module import Module
    from bindrune.core.codegen.running.execution import CompiledExecution
    from bindrune.core.vm.machine import LoadedUnit, Machine
    from bindrune.core.vm.values import Function


_SAMPLES = {"int": 0, "float": 0.0, "u64": U64(0), "char": "a"}
"""A value of each kind whose methods are found when the code is loaded."""


def class_of(machine: Machine, item: str, native: bool) -> type | None:
    """The class of the values of a type or variant, if they have one of their own."""
    if not native:
        return machine.structs.get(item)
    owner, _, name = item.rpartition("::")
    info = machine.natives.type(owner) if owner else None
    if info is not None and name in info.variants:
        return info.variants[name]
    return None


class Loaded:
    """The emitted functions of a unit in a machine. One execution at a time runs them; another one runs in tier 0."""

    def __init__(self, machine: Machine, unit: LoadedUnit, module: Module, *, strict: bool = False) -> None:
        self.strict = strict
        """Whether a function that is not emitted is an error where it is called."""
        self.machine = machine
        self.unit = unit
        self.module = module
        self.running: CompiledExecution | None = None
        self.globals: dict[str, Any] = {}
        self.slice: Any
        """The cell of ``F``: what is left of the slice that loops take their turns from."""
        self._counts: dict[str, CodeType] = {}
        self._all = list(codes(module.code))
        self._codes = {id(code): number for number, code in enumerate(self._all)}
        self._driver: Any = None
        self._load()

    def _load(self) -> None:
        module = self.module
        self._driver = Driver(None)  # type: ignore[arg-type]
        self.globals.update(self._driver.names())
        for name in LATE.keys() & set().union(*(code.co_names for code in self._all)):
            self.globals[name] = late(name)
        bindings: Any = module.bindings
        for binding, items in sorted(bindings, key=lambda found: found[1][0] == "loaded_class"):
            self.globals[binding] = self._bound(items)
        exec(module.code, self.globals)
        self.slice = self.globals["SLICE"]
        for item, python, _, generic in module.functions:
            if generic:
                self.unit.by_item[item].python = self.globals[python]

    def enter(self, run: CompiledExecution) -> bool:
        """Let a run have the functions; false if another one has them."""
        if self.running is not None:
            return False
        self.running = run
        self._driver.run = run
        return True

    def leave(self) -> None:
        """The run is over: what it holds, its reactor among it, goes with it."""
        self.running = self._driver.run = None

    def python_of(self, value: Function, given: int) -> Any:
        """The Python function of a function value, if it has one and takes so many arguments."""
        return self._driver.python_of(value) if value.arity == given else None

    def site_at(self, code: Any, at: int) -> Site | None:
        """What an instruction stands for."""
        number = self._codes.get(id(code))
        return None if number is None else self.module.site(number, at // 2)

    def places(self, trace: Any) -> list[CodePlace]:
        """The frames of emitted code in a traceback, innermost first."""
        found: list[CodePlace] = []
        module = self.module
        while trace is not None:
            number = self._codes.get(id(trace.tb_frame.f_code))
            owner = None if number is None else module.owners[number]
            if number is not None and owner is not None:
                site = module.site(number, trace.tb_lasti // 2)
                for item, call in site.within if site is not None else ():
                    # Frames that closures written in place would have.
                    found.append(CodePlace(self.unit.by_item[owner], Site(call, ())))
                    owner = item
                found.append(CodePlace(self.unit.by_item[owner], site))
            trace = trace.tb_next
        found.reverse()
        return found

    def turns(self, trace: Any) -> int:
        """The turns that have begun in the loops that an error came through, which nobody else charges."""
        found = 0
        while trace is not None:
            frame = trace.tb_frame
            number = self._codes.get(id(frame.f_code))
            counts = self.module.turns(number, trace.tb_lasti // 2) if number is not None else ()
            if counts:
                known = frame.f_locals
                found += sum(self._turns(text, known) for text in counts)
            trace = trace.tb_next
        return found

    def _turns(self, count: str, known: Mapping[str, Any]) -> int:
        code = self._counts.get(count)
        if code is None:
            code = self._counts[count] = compile(count, "<turns>", "eval")
        try:
            return max(0, int(eval(code, {}, known)))
        except (NameError, TypeError):
            return 0  # a signal came before the first turn: the variable has no value yet, or another one

    def _bound(self, items: Any) -> Any:
        return _BINDINGS[items[0]](self, *items[1:])

    # What bindings stand for.

    def _const(self, plain: object) -> Any:
        return build(plain)

    def _plain(self, plain: object) -> Any:
        return plain

    def _fresh(self, plain: object) -> Callable[[], Any]:
        driver = self._driver
        fuel = weight(plain) * STEPS_FUEL // STEPS

        def made() -> Any:
            driver.run.charge(fuel)
            return build(plain)

        return made

    def _class_of(self, plain: object) -> type:
        return build(plain).__class__  # type: ignore[no-any-return]

    def _class(self, item: str, native: bool) -> Any:
        return class_of(self.machine, item, native)

    def _classes(self, items: tuple[str, ...]) -> Any:
        return frozenset(self.machine.structs[item] for item in items)

    def _keys(self, keys: tuple[str, ...]) -> Any:
        return frozenset(keys)

    def _type(self, item: str, native: bool) -> Any:
        return self.machine.type_value(item, native)

    def _type_test(self, item: str, native: bool) -> TypeTest:
        return TypeTest(self.machine.type_value(item, native).hash)

    def _twins(self, items: tuple[tuple[str, bool], ...]) -> frozenset[type]:
        structs = self.machine.structs
        homes: list[Any] = [BY_ITEM[item].classes[0] if native else structs[item] for item, native in items]
        return frozenset(twin for cls in homes for twin in (cls.taken, cls.busy))

    def _loaded_class(self, item: str) -> type:
        """A class of the library, if the other bindings have loaded its module; values of it need that."""
        info = BY_ITEM.get(item)
        return info.classes[0] if info is not None else Unloaded

    def _spec(self, plain: Any) -> Any:
        from bindrune.core.compile.specs import decode_spec

        return decode_spec(plain)

    def _format(self, plain: Any) -> Callable[[Any], Any]:
        spec = self._spec(plain)
        info = self.machine.natives.type("::std::fmt::Format")
        assert info is not None
        cls: Any = info.classes[0]

        def made(content: Any) -> Any:
            value = cls()
            value.value = content
            value.spec = spec
            value.token = None
            return value

        return made

    def _static(self, number: int) -> Any:
        return self.unit.statics[number]

    def _native_const(self, path: str) -> Callable[[], Any]:
        value = self.machine.natives.constant(path).value
        if isinstance(value, Borrowable):
            return lambda: access.copied(value)
        return lambda: value

    def _native(self, path: str, params: int, given: int) -> Callable[..., Any]:
        native = self.machine.natives.function(path, params)
        if native is None:
            error = self._missing(path, params)

            def missing(*_: Any) -> Any:
                raise VmError(error.kind, error.message)

            return missing
        caller = self._driver.native_caller(native, given)
        return self._driver.driving_any(caller)  # type: ignore[no-any-return]

    def _missing(self, path: str, params: int = 0) -> VmError:
        from bindrune.core.formatting.hashes import path_hash

        return VmError("missing-function", f"Missing function with hash `0x{path_hash(path) ^ params:x}`")

    def _method(self, name: str, params: int, given: int) -> MethodTable:
        return MethodTable(self._driver, name, params, given)

    def _site(self, name: str, given: int, kind: str) -> Callable[..., Any]:
        method = type_of(_SAMPLES[kind]).method(name, 0)
        assert method is not None, f"{kind} has no {name}"
        return self._driver.native_caller(method, given)  # type: ignore[no-any-return]

    def _constructor(self, item: str) -> Callable[..., Any]:
        cls = self.machine.structs[item]

        def build_(*values: Any) -> Any:
            if len(values) != len(cls.attributes):
                raise argument_count(len(values), len(cls.attributes))
            return construct(cls, values)

        return build_

    def _unit(self, item: str) -> Any:
        return construct(self.machine.structs[item], ())

    def _script(self, item: str, given: int, *bare: int) -> Callable[..., Any]:
        function = self.unit.by_item.get(item) or self.machine.functions[item]
        script = self._driver.script

        def call(*values: Any) -> Any:
            if given != function.arity:
                raise wrong_arity(function, given)
            if bare:
                values = tuple(U64(value) if at in bare else value for at, value in enumerate(values))
            return script(function, values)

        call.code = None  # type: ignore[attr-defined]
        return call

    def _generator(self, item: str, waiting: Waiting) -> Callable[[Any], Any]:
        function = self.unit.by_item[item]
        places = sites(function.function)

        def made(body: Any) -> Any:
            number = self._codes[id(body.__code__)]
            return self._driver.generators.maker(
                Suspension(function, self.module, number, places, waiting), body
            )

        return made

    def _future(self, item: str, waiting: Waiting, block: bool) -> Callable[[Any], Any]:
        function = self.unit.by_item[item]
        places = sites(function.function)

        def made(body: Any) -> Any:
            code = Suspension(function, self.module, self._codes[id(body.__code__)], places, waiting)
            return self._driver.futures.maker(code, body, block=block)

        return made

    def _stream(self, item: str, waiting: Waiting, block: bool) -> Callable[[Any], Any]:
        function = self.unit.by_item[item]
        places = sites(function.function)

        def made(body: Any) -> Any:
            from bindrune.core.codegen.running.futures import StreamSuspension

            code = StreamSuspension(function, self.module, self._codes[id(body.__code__)], places, waiting)
            return self._driver.futures.stream_maker(code, body, block=block)

        return made

    def _function(self, item: str) -> Any:
        return self.unit.by_item[item]

    def _fn(self, kind: str, item: str) -> Callable[[], Any]:
        if kind == "script":
            function = self.unit.by_item.get(item) or self.machine.functions[item]
            return lambda: function_value("script", function, function.arity)
        if kind == "native":
            native = self.machine.natives.function(item)
            if native is None:
                error = self._missing(item)

                def missing() -> Any:
                    raise VmError(error.kind, error.message)

                return missing
            return lambda: function_value("native", native, native.arity)
        cls = self.machine.structs[item]
        label = "tuple" if kind == "tuple" else "unit struct"
        return lambda: function_value(label, cls, len(cls.attributes))


_BINDINGS: dict[str, Callable[..., Any]] = {
    "const": Loaded._const, "plain": Loaded._plain, "fresh": Loaded._fresh, "class_of": Loaded._class_of,
    "class": Loaded._class, "classes": Loaded._classes, "keys": Loaded._keys, "type": Loaded._type,
    "type_test": Loaded._type_test, "twins": Loaded._twins, "loaded_class": Loaded._loaded_class, "spec": Loaded._spec,
    "format": Loaded._format, "static": Loaded._static, "native_const": Loaded._native_const, "native": Loaded._native,
    "method": Loaded._method, "site": Loaded._site, "constructor": Loaded._constructor, "unit": Loaded._unit,
    "script": Loaded._script, "generator": Loaded._generator, "async": Loaded._future,
    "stream": Loaded._stream, "function": Loaded._function, "fn": Loaded._fn,
}  # fmt: skip
