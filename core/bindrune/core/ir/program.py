"""A whole program to IR: analysis drives, lowering follows, and what both found is put together.

`lower_program` is the front end's one entry for everything behind it: building, checking and
editors. Its result holds the diagnostics in the reference's order and, unless there are errors, the
program. Functions that nothing uses are lowered for their errors, and are no part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.program import Analysis
from bindrune.core.catalog.lookup import standard_catalog
from bindrune.core.diagnostics.model import Diagnostics
from bindrune.core.formatting.hashes import path_hash
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.context import Context
from bindrune.core.ir.lower.functions import (
    Script,
    lower_const_fn,
    lower_constant,
    lower_function,
    lower_script,
)
from bindrune.core.ir.lower.item_macros import check_item_macro
from bindrune.core.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.analysis.index import Scopes
    from bindrune.core.analysis.items import Function, Item, Struct, Value
    from bindrune.core.catalog.lookup import Catalog
    from bindrune.core.diagnostics.observer import CompilerObserver
    from bindrune.core.project.loader import Loaded
    from bindrune.core.project.options import Options
    from bindrune.core.syntax.nodes import ItemMacro
    from bindrune.core.syntax.tree import Segment


class Lowered:
    """What became of a program.

    `program` is None if there are errors. `script` tells with which locals a script body ends.
    `tests` and `benches` are the paths of the functions so marked, in the order in which they run.
    """

    __slots__ = ("analysis", "benches", "context", "diagnostics", "program", "script", "tests")

    def __init__(self, analysis: Analysis, context: Context, diagnostics: Diagnostics) -> None:
        self.analysis = analysis
        self.context = context
        self.diagnostics = diagnostics
        self.program: ir.Program | None = None
        self.script: Script | None = None
        self.tests: list[str] = []
        self.benches: list[str] = []


def lower_program(
    loaded: Loaded,
    options: Options,
    observer: CompilerObserver | None = None,
    *,
    catalog: Catalog | None = None,
    session: bool = False,
    preset: Sequence[str] = (),
    before: Lowered | None = None,
) -> Lowered:
    """Analyse and lower a loaded program.

    With `session` it is the input of one: functions that nothing calls belong to the program, as
    later inputs may call them. `preset` are the variables that its script body begins with, `before`
    what the last input that ended well was lowered to: its items and those before it are seen.
    """
    diagnostics = Diagnostics()
    inherited: Scopes | None = {} if session else None
    if before is not None:
        inherited = before.analysis.index.to_inherit()
    analysis = Analysis(loaded, catalog or standard_catalog(), diagnostics, observer, inherited)
    lowering = _Lowering(analysis, options, preset, session)
    if before is not None:
        lowering.context.inherit(before.context)
        # A unit names statics by number, so those of earlier inputs keep theirs.
        analysis.index.statics += before.analysis.index.statics
    analysis.run(lowering)
    lowered = Lowered(analysis, lowering.context, diagnostics)
    lowered.script = lowering.script
    for function in analysis.functions:
        if function.test:
            lowered.tests.append(function.path)
        if function.bench:
            lowered.benches.append(function.path)
    if not diagnostics.has_errors:
        lowered.program = lowering.program()
    return lowered


class _Lowering:
    """What analysis calls for each function and constant that it meets."""

    def __init__(
        self, analysis: Analysis, options: Options, preset: Sequence[str], session: bool
    ) -> None:
        self.analysis = analysis
        self.preset = preset
        self.session = session
        self.script: Script | None = None
        self.functions: dict[str, ir.Fn] = {}
        root = analysis.loaded.root
        self.context = Context(
            analysis.loaded.sources,
            analysis.index,
            analysis.names,
            analysis.diagnostics,
            lower_constant,
            lower_const_fn,
            root if root.function_body else None,
            preset,
        )
        self.context.macros = options.macros
        self.context.link_checks = options.link_checks

    def function(self, item: Function) -> None:
        """Lower a function or the script's body."""
        if item is self.analysis.index.entry:
            self.script = lower_script(self.context, item, self.analysis.loaded.root, self.preset)
            if self.script is not None:
                self.functions[item.path] = self.script.fn
            return
        lowered = lower_function(self.context, item)
        if lowered is not None:
            self.functions[item.path] = lowered

    def item_macro(self, segment: Segment, node: ItemMacro, scope: Item) -> None:
        """Look into a macro call in the place of an item."""
        check_item_macro(self.context, segment, node, scope)

    def constant(self, item: Value) -> bool:
        """Evaluate a const or the initial value of a static."""
        return self.context.prepare(item)

    def constant_function(self, item: Function) -> bool:
        """Look into a const fn."""
        return self.context.prepare(item)

    def _exported(self) -> list[ir.Fn]:
        """The functions that a host can call by the path of a public import, under that path."""
        found = []
        for path, item in self.analysis.exports.items():
            fn = self.functions.get(item.path)
            if fn is not None:
                fields = [getattr(fn, name) for name in ir.Fn.FIELDS]
                fields[ir.Fn.FIELDS.index("item")] = path
                found.append(ir.Fn(fn.span, *fields))
        return found

    def program(self) -> ir.Program:
        """Put the program together."""
        context, index = self.context, self.analysis.index
        source = self.analysis.loaded.root.source
        span = Span(source.id, 0, len(source.text))
        reached = self.analysis.functions
        if not self.session:
            reached = reached[: self.analysis.reached]
        functions = [self.functions[item.path] for item in reached]
        functions += self._exported()
        types = [_struct_type(item) for item in context.types.values()]
        latest = {item.path: item for item in index.statics}  # a session may declare one again
        statics = [
            ir.Static(item.span, item.number, item.path, context.initial(latest[item.path]))
            for item in index.statics
        ]
        entry = None if index.entry is None else index.entry.path
        return ir.Program(span, functions, types, statics, entry)


def _struct_type(item: Struct) -> ir.StructType:
    enum = None if item.enum is None else item.enum.path
    fields = list(item.fields)
    return ir.StructType(item.span, item.path, item.shape, fields, enum, path_hash(item.path))
