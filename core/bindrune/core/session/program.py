"""Built programs: from a text or a file to a unit that can be run, or the diagnostics that say why not.

`build` runs the whole pipeline: load the module files, analyse, lower, assemble. With a `UnitCache` it first looks
whether the same texts were built before with the same options. Two entries make that possible without the front end:
one under the root text alone, which lists the module files it loaded, and the unit itself under all texts together.
Beside the unit lies the emitted module, once a run has wanted one.
"""

from __future__ import annotations

import gc
import sys

from bindrune.core.io import StdIO
from bindrune.core.project.options import TABLE, Options
from bindrune.core.source import Sources
from bindrune.core.vm.errors import Termination, VmError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from bindrune.core.codegen.module import Module
    from bindrune.core.codegen.policy import Runs
    from bindrune.core.compile.cache import UnitCache
    from bindrune.core.compile.unit import Unit
    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.diagnostics.observer import CompilerObserver
    from bindrune.core.io import IO
    from bindrune.core.ir.nodes import Program as Ir
    from bindrune.core.runtime.context import Context
    from bindrune.core.source import Source
    from bindrune.core.vm.execution import Execution
    from bindrune.core.vm.machine import Machine
    from bindrune.core.vm.observer import RuntimeObserver


class EntryError(Exception):
    """A program cannot be started: it has no such function, or the function takes other arguments."""


class Build:
    """What came of building a program.

    `unit` is there if there were no errors, `ir` unless the unit came from the cache. `tests` and `benches` are the
    paths of the functions so marked, in the order in which they are run.
    """

    __slots__ = (
        "_cache", "_emitted", "_key", "benches", "context", "diagnostics", "io", "ir", "options", "root", "sources",
        "tests", "unit",
    )  # fmt: skip

    def __init__(self, sources: Sources, root: Source, options: Options, context: Context, io: IO) -> None:
        self.sources = sources
        self.root = root
        self.options = options
        self.context = context
        self.io = io
        self.diagnostics: list[Diagnostic] = []
        self.ir: Ir | None = None
        self.unit: Unit | None = None
        self.tests: list[str] = []
        self.benches: list[str] = []
        self._cache: UnitCache | None = None
        self._key = ""
        self._emitted: dict[str, Module] = {}

    @property
    def ok(self) -> bool:
        """Whether the program can run."""
        return self.unit is not None

    @property
    def warnings(self) -> list[Diagnostic]:
        """The warnings among the diagnostics."""
        return [found for found in self.diagnostics if found.severity == "warning"]

    def machine(self, *, statics: bool = True) -> Machine:
        """Return a new machine with the unit loaded. Without `statics` every access to one is an error."""
        from bindrune.core.vm.machine import Machine
        from bindrune.core.vm.statics import Statics

        assert self.unit is not None, "a program with errors cannot run"
        machine = Machine(self.context, statics=Statics() if statics else None)
        machine.load(self.unit)
        return machine

    def start(
        self, arguments: Sequence[Any] = (), *, entry: str | None = None, statics: bool = True
    ) -> Execution:
        """Begin a run of the function `entry`, by default a script's body or a module's `main`.

        Drive it within `use_io(built.io)`, or natives print to the process's own streams. Raises EntryError if there is
        none, and VmError if it takes another number of arguments.
        """
        from bindrune.core.runtime.scheduler import SelectorReactor

        machine = self.machine(statics=statics)
        assert self.unit is not None
        name = entry if entry is not None else self._entry()
        if name not in machine.functions:
            raise EntryError(f"There is no function `{name}` to call; it must be `pub` and stand in the root module")
        return self.runs(machine, name).execute(name, arguments, reactor=SelectorReactor())

    def runs(self, machine: Machine, entry: str) -> Runs:
        """What begins runs in a machine of this program, each in its tier: of ``entry``, or of values that it gave."""
        from bindrune.core.codegen.policy import Runs

        return Runs(machine, lambda write: self._module(machine, entry, write=write))

    def entries(self) -> list[str]:
        """What can be called from outside: the default entry if there is one, and the tests and benches."""
        assert self.unit is not None, "a program with errors cannot run"
        entry = self._entry()
        known = {function.item for function in self.unit.functions}
        return [*([entry] if entry in known else ()), *self.tests, *self.benches]

    def _entry(self) -> str:
        """What a run calls by default: a script's body or a module's `main`."""
        return self.unit.entry if self.unit is not None and self.unit.entry is not None else "main"

    def emit(self, machine: Machine, roots: Sequence[str]) -> tuple[Module, str]:
        """Write the functions that ``roots`` need as Python: the module, and its text."""
        from bindrune.core.codegen.emit import emit
        from bindrune.core.codegen.forms.waiting import held
        from bindrune.core.codegen.running.loading import class_of

        ir = self.ir
        if ir is None:  # the unit is from the cache
            again = Build(Sources(), self.root, self.options, self.context, self.io)
            again.root = again.sources.add(self.root.name, self.root.text, self.root.path)
            _compile(again, None)
            ir = again.ir
        assert ir is not None, "a program with errors has no functions"
        assert self.unit is not None
        functions = {function.item: function for function in self.unit.functions}
        return emit(
            ir,
            self.sources,
            lambda item, native: class_of(machine, item, native) is not None,
            lambda fn: held(functions[fn.item], fn),
            roots,
        )

    def _module(self, machine: Machine, entry: str, *, write: bool) -> Module | None:
        """The module for runs of ``entry``: known, from the cache, or with ``write`` made now."""
        from bindrune.core.codegen.module import dump_module, load_module

        found = self._emitted.get(entry)
        suffix = f".{sys.implementation.cache_tag}.rnp"
        cache = self._cache if entry == self._entry() else None
        if found is None and cache is not None:
            blob = cache.load_beside(self._key, suffix)
            found = load_module(blob) if blob is not None else None
            if found is not None:
                found.name_sources(self.sources)
        if found is None and write:
            found, _ = self.emit(machine, [entry])
            if cache is not None:
                cache.store_beside(self._key, suffix, dump_module(found))
        if found is not None:
            self._emitted[entry] = found
        return found

    def run(
        self,
        arguments: Sequence[Any] = (),
        *,
        entry: str | None = None,
        budget: int | None = None,
        statics: bool = True,
        observer: RuntimeObserver | None = None,
    ) -> object:
        """Run the program to its end and return its value; ``observer`` is told of what happens.

        Raises VmError for a panic, Termination where the budget (in units of fuel) is used up, EntryError.
        """
        execution = self.start(arguments, entry=entry, statics=statics)
        if observer is not None:
            execution.attach(observer)
        return self.finish(execution, budget)

    def finish(self, execution: Execution, budget: int | None = None) -> object:
        """Run what was started to its end and return its value. Raises as `run` does."""
        from bindrune.core.runtime.active import use_io

        with use_io(self.io):
            outcome = execution.run(budget)
        if outcome.kind == "limited":
            execution.cancel()
            raise Termination("budget", "the budget is used up")
        if outcome.kind == "yielded":
            execution.cancel()
            raise VmError("halted", "Halted for unexpected reason `yielded`")
        return outcome.value


def build(
    sources: Sources,
    root: Source,
    options: Options,
    *,
    io: IO | None = None,
    context: Context | None = None,
    observer: CompilerObserver | None = None,
    cache: UnitCache | None = None,
) -> Build:
    """Build the program whose root is `root`; nothing is raised, errors are in the result's diagnostics."""
    if context is None:
        from bindrune.core.std.modules import default_context

        context = default_context()
    io = io or StdIO()
    built = Build(sources, root, options, context, io)
    stamp = " ".join(f"{row.key}={getattr(options, row.attribute)}" for row in TABLE)
    if cache is not None and observer is None and _load(built, cache, stamp):
        return built
    # Trees, items and IR are made by the thousand and none of them is garbage: looking for any halves the speed.
    collects = gc.isenabled()
    gc.disable()
    try:
        _compile(built, observer)
    finally:
        if collects:
            gc.enable()
    if built.unit is not None and cache is not None:
        _store(built, cache, stamp)
    return built


def _compile(built: Build, observer: CompilerObserver | None) -> None:
    """Fill a build by the front end and the assembler."""
    from bindrune.core.ir.program import lower_program
    from bindrune.core.project.loader import load

    loaded = load(built.sources, built.root, built.io, built.options.function_body)
    lowered = lower_program(loaded, built.options, observer)
    built.diagnostics = lowered.diagnostics
    built.tests, built.benches = lowered.tests, lowered.benches
    if lowered.program is not None:
        from bindrune.core.compile.assemble.program import assemble

        built.ir = lowered.program
        built.unit = assemble(lowered.program)


def build_text(
    text: str,
    name: str = "<text>",
    *,
    script: bool = True,
    path: str | None = None,
    options: Options | None = None,
    io: IO | None = None,
    observer: CompilerObserver | None = None,
    cache: UnitCache | None = None,
) -> Build:
    """Build a text: the body of a script, or (`script=False`) a module whose `main` is called.

    `path` is where module files are looked for beside; without it a text can load none.
    """
    chosen = options.copy() if options is not None else Options()
    chosen.function_body = script
    sources = Sources()
    root = sources.add(name, text, path)
    return build(sources, root, chosen, io=io, observer=observer, cache=cache)


def _load(built: Build, cache: UnitCache, stamp: str) -> bool:
    """Fill a build from the cache; the module files are read again, since their texts are part of the key."""
    root = built.root
    files = cache.load_files(cache.key([root.path or "", root.text], stamp))
    if files is None:
        return False
    try:
        texts = [built.io.read_text(path) for path in files]
    except (OSError, UnicodeDecodeError):
        return False
    key = cache.key([root.text, *texts], stamp)
    unit = cache.load(key)
    if unit is None:
        return False
    for path, text in zip(files, texts, strict=True):
        built.sources.add(path, text, path)
    built.unit = unit
    built._cache = cache
    built._key = key
    return True


def _store(built: Build, cache: UnitCache, stamp: str) -> None:
    root = built.root
    others = [source for source in built.sources if source is not root]
    if any(source.path is None for source in others) or built.unit is None:
        return
    built._cache = cache
    built._key = cache.key([root.text, *(source.text for source in others)], stamp)
    cache.store(built._key, built.unit)
    names = [source.path or "" for source in others]
    cache.store_files(cache.key([root.path or "", root.text], stamp), names)
