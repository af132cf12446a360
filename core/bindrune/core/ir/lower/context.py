"""What lowering needs of the program around a body: names, constants, statics, native items.

`Context.prepare` is what name resolution calls when a `const`, `static` or `const fn` is met for
the first time: constants are evaluated then, so that a cycle of them ends in an item that is
missing, and their errors stand before those of what uses them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.diagnostics import codes
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.const_check import ConstFault, check
from bindrune.core.ir.const_eval import BUDGET, ConstFunction, Evaluation
from bindrune.core.ir.constants import ConstTuple, ConstU64
from bindrune.core.ir.lower.enclosing import binds
from bindrune.core.syntax.nodes import ItemFn

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bindrune.core.analysis.index import Index
    from bindrune.core.analysis.items import Function, Item, Struct, Value
    from bindrune.core.analysis.names import Names
    from bindrune.core.catalog.lookup import Entry
    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.ir.constants import ConstValue
    from bindrune.core.ir.lower.body import Body, Fault
    from bindrune.core.source import Sources, Span
    from bindrune.core.syntax.nodes import Path
    from bindrune.core.syntax.tree import Tree


class Context:
    """One program being lowered.

    `session` are the names of the variables of a session around the program, `script` is the tree
    of its script body.
    """

    __slots__ = (
        "budget",
        "const_fns",
        "constants",
        "diagnostics",
        "index",
        "link_checks",
        "lower_const_fn",
        "lower_constant",
        "macros",
        "names",
        "script",
        "session",
        "sources",
        "types",
        "under_way",
    )

    def __init__(
        self,
        sources: Sources,
        index: Index,
        names: Names,
        diagnostics: Diagnostics,
        lower_constant: Callable[[Context, Value], ConstValue],
        lower_const_fn: Callable[[Context, Function], ConstFunction],
        script: Tree | None = None,
        session: Collection[str] = (),
    ) -> None:
        self.sources = sources
        self.index = index
        self.names = names
        self.diagnostics = diagnostics
        self.lower_constant = lower_constant
        self.lower_const_fn = lower_const_fn
        self.script = script
        self.session = session
        self.constants: dict[int, ConstValue] = {}
        self.const_fns: dict[str, ConstFunction] = {}
        self.budget = BUDGET
        """How many steps the next evaluation of a constant may take."""
        self.link_checks = True
        """Whether calls of functions that do not exist are errors before the program runs."""
        self.under_way: list[str] = []
        """The names of the constants that are being looked into, which nothing can refer to yet."""
        self.macros = True
        """Whether macros may be called."""
        self.types: dict[str, Struct] = {}
        """The structs and variants that are built or tested, by path, in order."""

    # Constants.

    def inherit(self, before: Context) -> None:
        """Take over the constants of the earlier inputs of a session, whose items analysis inherits."""
        self.constants.update(before.constants)
        self.const_fns.update(before.const_fns)

    def prepare(self, item: Item) -> bool:
        """Look into a `const`, `static` or `const fn` that is met for the first time."""
        before = len(self.diagnostics)
        self.under_way.append(item.name)
        if item.kind == "const fn":
            function = cast("Function", item)
            self.const_fns[item.path] = self.lower_const_fn(self, function)
        else:
            value = cast("Value", item)
            if value.initializer is not None:
                self.constants[id(item)] = self.lower_constant(self, value)
        self.under_way.pop()
        return not any(d.severity == "error" for d in self.diagnostics[before:])

    def is_under_way(self, path: Path, body: Body) -> bool:
        """Whether a path is the name of a constant that is being looked into: a pattern binds it."""
        return len(path.names) == 1 and body.text(path.names[0]) in self.under_way

    def constant(self, item: Value) -> ConstValue:
        """The value of a const that has been met."""
        return self.constants.get(id(item))

    def initial(self, item: Value) -> ConstValue:
        """The initial value of a static; None is none, and unit an empty tuple."""
        value = self.constants.get(id(item))
        return ConstTuple([]) if value is None and id(item) in self.constants else value

    def evaluation(self, body: Body) -> Evaluation:
        """A new evaluation of an expression in a body."""
        frame = body.frames.frame
        locals = [*frame.visible.values(), *frame.captures.values()]
        names = {local.slot: local.name for local in locals}
        return Evaluation(self.const_fns.__getitem__, body.op_spans, names, self.budget)

    def evaluate(self, body: Body, node: ir.Expr) -> ConstValue:
        """The value of an expression of a constant context."""
        try:
            check(node, body.op_spans)
            return self.evaluation(body).result(node)
        except ConstFault as fault:
            raise self._failed(body, fault) from None

    def call_constant(self, body: Body, function: Function, span: Span, args: list[ir.Expr]) -> ConstValue:
        """The value of a call of a `const fn` in ordinary code."""
        try:
            for arg in args:
                check(arg, body.op_spans)
            evaluation = self.evaluation(body)
            values = [evaluation.value(arg) for arg in args]
            return evaluation.result_of(span, function.path, values)
        except ConstFault as fault:
            raise self._failed(body, fault) from None

    def _failed(self, body: Body, fault: ConstFault) -> Fault:
        """Report an evaluation that failed. One that ran over its budget leaves half of it to each that follows.

        So a program with many endless constants is not looked at for long; it has errors either way.
        """
        if fault.code is codes.CONSTANT_BUDGET:
            self.budget //= 2
        return body.fault(fault.code, fault.span, fault.message)

    def native_constant(self, entry: Entry) -> ConstValue:
        """The value of a native constant, or None if only the running program knows it."""
        type_, _, text = entry.signature.partition(" = ")
        if not text:
            return None
        if type_ == "f64":
            return float(text)
        if type_ == "bool":
            return text == "true"
        return ConstU64(int(text)) if type_ == "u64" else int(text)

    # Items.

    def use_type(self, item: Struct) -> None:
        """Note a struct or variant that is built or tested."""
        self.types.setdefault(item.path, item)

    def native_shape(self, entry: Entry) -> tuple[str, list[str]]:
        """The shape and the fields of a native struct or variant, as patterns see them."""
        if entry.kind == "variant":
            if entry.arity <= 0:
                return "unit", []
            return "tuple", [str(i) for i in range(entry.arity)]
        members = self.names.catalog.members(entry.path)
        fields = [member.name for member in members if member.kind == "field"]
        return ("named", fields) if fields else ("type", [])

    # Sources.

    def source_text(self, span: Span) -> str:
        """The text a span covers."""
        return self.sources.text(span)

    def source_name(self, span: Span) -> str:
        """The name of the source of a span."""
        return self.sources[span.source].name

    def line(self, span: Span) -> int:
        """The line on which a span begins."""
        return self.sources[span.source].line_index.line_col(span.start)[0]

    # Explanations.

    def explain_missing(self, body: Body, name: str = "") -> None:
        """Say of a missing local that is one of the function around why it cannot be seen."""
        found = self.diagnostics[-1]
        if found.code not in (codes.MISSING_LOCAL, codes.MISSING_ITEM):
            return
        name = name or self.source_text(found.span)
        if not name.isidentifier() or not self._bound_around(body, name):
            return
        node = body.item.node
        params = node.params if isinstance(node, ItemFn) else []
        listed = ", ".join(self.source_text(body.segment.span(param)) for param in params)
        found.help = (
            f"`{name}` is a variable outside of this function, and functions capture nothing: "
            f"make it a closure, `let {body.item.name} = |{listed}| {{ … }};`, or give the "
            f"function a parameter `{name}`"
        )

    def _bound_around(self, body: Body, name: str) -> bool:
        at = body.item.scope
        if body.item is self.index.entry:
            return False
        while at is not None:
            node = at.node if at.kind in ("fn", "const fn") else None
            if node is not None and at.segment is not None and binds(at.segment, node, name):
                return True
            at = at.scope
        if name in self.session:
            return True
        if self.script is None:
            return False
        return any(segment.node is not None and binds(segment, segment.node, name) for segment in self.script.segments)
