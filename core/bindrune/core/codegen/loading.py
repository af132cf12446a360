"""Emitted modules in a machine: their text compiled, their bindings found, their functions given to the machine's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.execution import CodePlace
from bindrune.core.codegen.positions import relocate
from bindrune.core.codegen.support import Driver, MethodTable
from bindrune.core.codegen.unit import Emission
from bindrune.core.compile.constants import encode
from bindrune.core.vm import access
from bindrune.core.vm.closures.construct import function_value
from bindrune.core.vm.constants import build
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import argument_count
from bindrune.core.vm.functions import wrong_arity
from bindrune.core.vm.structs import construct
from bindrune.core.vm.values import Borrowable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bindrune.core.codegen.execution import CompiledExecution
    from bindrune.core.codegen.positions import Place
    from bindrune.core.codegen.unit import Module
    from bindrune.core.codegen.writer import Mark
    from bindrune.core.ir.nodes import Program
    from bindrune.core.source import Sources, Span
    from bindrune.core.vm.functions import ScriptFunction
    from bindrune.core.vm.machine import LoadedUnit, Machine


class Loaded:
    """The emitted functions of a unit in a machine. One execution at a time runs them; another one runs in tier 0."""

    def __init__(
        self, machine: Machine, unit: LoadedUnit, program: Program, sources: Sources, roots: Sequence[str]
    ) -> None:
        self.machine = machine
        self.unit = unit
        self.sources = sources
        self.running: CompiledExecution | None = None
        self.emission = Emission(program, self._has_class)
        self.module: Module = self.emission.run(roots)
        self.globals: dict[str, Any] = {}
        self.marks: dict[Any, tuple[ScriptFunction | None, dict[int, Mark]]] = {}
        self._driver: Any = None
        self._load()

    def _has_class(self, item: str, native: bool) -> bool:
        return self._class(item, native) is not None

    def _class(self, item: str, native: bool) -> type | None:
        if not native:
            return self.machine.structs.get(item)
        owner, _, name = item.rpartition("::")
        info = self.machine.natives.type(owner) if owner else None
        if info is not None and name in info.variants:
            return info.variants[name]
        return None

    def _load(self) -> None:
        module = self.module
        name = self.sources[0].name if len(self.sources) else "<program>"
        compiled = compile(module.text, name, "exec", dont_inherit=True)
        names = {}
        owners: dict[str, ScriptFunction] = {}
        for item, python, captures, _ in module.functions:
            function = self.unit.by_item[item]
            inner = python + "i" if captures else python
            names[inner] = function.name
            owners[inner] = function
        compiled, found = relocate(compiled, module.marks, self._place, name, {})
        for code, marks in found:
            self.marks[code] = (owners.get(code.co_name), marks)
        self._driver = Driver(None)  # type: ignore[arg-type]
        self.globals.update(self._driver.names())
        for binding, items in module.bindings:
            self.globals[binding] = self._bound(items)
        exec(compiled, self.globals)
        for item, python, _, generic in module.functions:
            if generic:
                self.unit.by_item[item].python = self.globals[python]

    def _place(self, span: Span) -> Place:
        source = self.sources[span.source]
        index = source.line_index
        line, column = index.line_col(span.start)
        last, end = index.line_col(span.end)
        text = source.text
        return (
            line, last,
            len(text[span.start - column + 1 : span.start].encode("utf-8", "surrogatepass")),
            len(text[span.end - end + 1 : span.end].encode("utf-8", "surrogatepass")),
        )  # fmt: skip

    def enter(self, run: CompiledExecution) -> bool:
        """Let a run have the functions; false if another one has them."""
        if self.running is not None:
            return False
        self.running = run
        self._driver.run = run
        return True

    def leave(self) -> None:
        """The run is over."""
        self.running = None

    def mark_at(self, code: Any, at: int) -> Mark | None:
        """The mark of an instruction."""
        known = self.marks.get(code)
        return None if known is None else known[1].get(at // 2)

    def places(self, trace: Any) -> list[CodePlace]:
        """The frames of emitted code in a traceback, innermost first."""
        found: list[CodePlace] = []
        while trace is not None:
            known = self.marks.get(trace.tb_frame.f_code)
            if known is not None and known[0] is not None:
                found.append(CodePlace(known[0], known[1].get(trace.tb_lasti // 2)))
            trace = trace.tb_next
        found.reverse()
        return found

    def _bound(self, items: Any) -> Any:
        return _BINDINGS[items[0]](self, *items[1:])

    # What bindings stand for.

    def _const(self, value: object) -> Any:
        return build(encode(value))

    def _plain(self, value: object) -> Any:
        return encode(value)

    def _class_of(self, value: object) -> type:
        return build(encode(value)).__class__  # type: ignore[no-any-return]

    def _class_binding(self, item: str, native: bool) -> Any:
        return self._class(item, native)

    def _classes(self, items: tuple[str, ...]) -> Any:
        return frozenset(self.machine.structs[item] for item in items)

    def _keys(self, keys: tuple[str, ...]) -> Any:
        return frozenset(keys)

    def _type(self, item: str, native: bool) -> Any:
        return self.machine.type_value(item, native)

    def _spec(self, spec: Any) -> Any:
        return spec

    def _format(self, spec: Any) -> Callable[[Any], Any]:
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

    def _constructor(self, item: str) -> Callable[..., Any]:
        cls = self.machine.structs[item]

        def build_(*values: Any) -> Any:
            if len(values) != len(cls.attributes):
                raise argument_count(len(values), len(cls.attributes))
            return construct(cls, values)

        return build_

    def _script(self, item: str, given: int) -> Callable[..., Any]:
        function = self.unit.by_item.get(item) or self.machine.functions[item]
        script = self._driver.script

        def call(*values: Any) -> Any:
            if given != function.arity:
                raise wrong_arity(function, given)
            return script(function, values)

        return call

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
    "const": Loaded._const, "plain": Loaded._plain, "class_of": Loaded._class_of, "class": Loaded._class_binding,
    "classes": Loaded._classes, "keys": Loaded._keys, "type": Loaded._type, "spec": Loaded._spec,
    "format": Loaded._format, "static": Loaded._static, "native_const": Loaded._native_const, "native": Loaded._native,
    "method": Loaded._method, "constructor": Loaded._constructor, "script": Loaded._script,
    "function": Loaded._function, "fn": Loaded._fn,
}  # fmt: skip
