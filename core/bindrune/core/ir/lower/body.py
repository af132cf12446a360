"""The state of lowering one body, and what all of lowering builds on.

A `Body` walks the tree of a function (closures and async blocks inside it included) or of a script
once. `Body.lower` dispatches on the class of a syntax node through `LOWERINGS`, which the modules
of this package fill; each entry takes the body and the node and returns IR.

An error is reported and then raised as a `Fault`. The statement around it catches that, so that
the statements after it are looked at as well; a body with a fault gives no IR, and its warnings
are dropped, since they would be guesses.

A `Level` is a function, closure or async block under way: whether `.await` may stand in it, the
loops around the current place, and the log of assigned slots, which `order` reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.diagnostics import codes
from bindrune.core.diagnostics.model import Diagnostics, Label
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bindrune.core.analysis.items import Item
    from bindrune.core.analysis.names import Resolution
    from bindrune.core.analysis.scopes import Local, Scopes
    from bindrune.core.diagnostics.codes import Code
    from bindrune.core.ir.lower.context import Context
    from bindrune.core.source import Span
    from bindrune.core.syntax import nodes as syntax
    from bindrune.core.syntax.tree import Segment

LOWERINGS: dict[type, Callable[[Any, Any], ir.Expr]] = {}
"""What lowers each class of expression."""


class Fault(Exception):
    """The statement under way cannot be lowered; its error is reported."""


class Breakable:
    """A loop or labelled block under way.

    `depth` is the number of blocks around it, `own` the slots that die each round, `broken` whether
    a `break` leaves it.
    """

    __slots__ = ("broken", "depth", "kind", "label", "number", "own")

    def __init__(self, kind: str, label: str | None, number: int, depth: int) -> None:
        self.kind = kind
        self.label = label
        self.number = number
        self.depth = depth
        self.own: list[int] = []
        self.broken = False


class Level:
    """A function, closure or async block under way; see the module's documentation.

    `is_async` is None in a script, which becomes async by awaiting. `const` forbids what constants
    cannot have. `escapes` counts what leaves the usual order (`return`, `break`), so that divergence
    is looked for only behind one.
    """

    __slots__ = (
        "assigned",
        "awaits",
        "blocks",
        "breakables",
        "charge",
        "const",
        "context",
        "escapes",
        "is_async",
        "labels",
        "names",
        "yields",
    )

    def __init__(self, is_async: bool | None, const: bool, context: Span) -> None:
        self.is_async = is_async
        self.const = const
        self.context = context
        self.awaits = False
        self.yields = False
        self.charge = False
        self.escapes = 0
        self.labels = 0
        self.breakables: list[Breakable] = []
        self.assigned: list[int] = []
        self.blocks: list[list[int]] = []
        """The slots declared so far in each block around the current place."""
        self.names: list[ir.SlotName] = []

    def flow(self) -> str:
        """The kind of the function, from its modifiers and its body."""
        if self.is_async or (self.is_async is None and self.awaits):
            return "stream" if self.yields else "async"
        return "generator" if self.yields else "immediate"


class Body:
    """A body under way; see the module's documentation."""

    __slots__ = (
        "closures",
        "context",
        "early",
        "faulty",
        "item",
        "late",
        "level",
        "op_spans",
        "reported",
        "scopes",
        "segment",
        "span",
        "text",
    )

    def __init__(self, context: Context, item: Item, scopes: Scopes, segment: Segment) -> None:
        self.context = context
        self.item = item
        self.scopes = scopes
        self.reported = Diagnostics()
        self.early = Diagnostics()
        """Warnings that the language gives before the others of the body."""
        self.late = Diagnostics()
        self.faulty = False
        self.closures = 0
        self.level: Level
        self.op_spans: dict[ir.Expr, Span] = {}
        """The places of operators in constant expressions, whose errors are placed there."""
        self.enter_segment(segment)

    def enter_segment(self, segment: Segment) -> None:
        """Go on with the nodes of another segment."""
        self.segment = segment
        self.span: Callable[[syntax.Node], Span] = segment.span
        self.text: Callable[[int], str] = segment.text

    def lower(self, node: syntax.Expr) -> ir.Expr:
        """The IR of an expression."""
        return LOWERINGS[node.__class__](self, node)

    def lower_all(self, nodes: Sequence[syntax.Expr]) -> list[ir.Expr]:
        """The IR of expressions in turn."""
        table = LOWERINGS
        return [table[node.__class__](self, node) for node in nodes]

    # Diagnostics.

    def fault(
        self,
        code: Code,
        span: Span,
        message: str,
        *,
        labels: Sequence[Label] = (),
        notes: Sequence[str] = (),
        help: str | None = None,
    ) -> Fault:
        """Report an error; the caller raises what this returns."""
        self.faulty = True
        self.reported.error(code, span, message, labels=labels, notes=notes, help=help)
        return Fault()

    def warn(self, code: Code, span: Span, message: str, notes: Sequence[str] = ()) -> None:
        """Give a warning, with the context in which it stands."""
        labels = (Label(self.level.context, "In this context"),)
        self.late.warning(code, span, message, labels=labels, notes=notes)

    def finish(self, diagnostics: Diagnostics) -> None:
        """Hand over what was reported."""
        if self.faulty:
            diagnostics.extend(self.reported)
        else:
            diagnostics.extend(self.early)
            diagnostics.extend(self.late)

    # Locals.

    def declare(self, name: str, span: Span) -> int:
        """The slot of a new binding."""
        slot = self.scopes.declare(name, span).slot
        level = self.level
        level.blocks[-1].append(slot)
        level.names.append(ir.SlotName(span, slot, name, span.start, span.end))
        return slot

    def temporary(self) -> int:
        """A slot without a name; the node that fills it names it among its drops."""
        return self.scopes.temporary()

    def find(self, name: str, span: Span) -> Local | None:
        """The local of a name, which must not have been moved away."""
        local = self.scopes.find(name)
        if local is not None and local.moved is not None:
            raise self.fault(
                codes.VARIABLE_MOVED, span, "Variable moved", labels=[Label(local.moved, "Moved here")]
            )
        return local

    def enter_block(self) -> None:
        """Begin to limit the life of locals."""
        self.scopes.enter_block()
        self.level.blocks.append([])

    def leave_block(self, end: int) -> list[int]:
        """End what `enter_block` began, at this offset; returns the slots that die."""
        self.scopes.leave_block()
        level = self.level
        slots = level.blocks.pop()
        if slots:
            inside = set(slots)
            for name in reversed(level.names):
                if name.slot in inside:
                    name.end = end
                    inside.discard(name.slot)
                    if not inside:
                        break
        return slots

    def assigned(self, slot: int) -> None:
        """Note that a slot is assigned here, for the order of reads."""
        self.level.assigned.append(slot)

    # Loops.

    def enter_breakable(self, kind: str, label: str | None) -> Breakable:
        """Begin a loop or labelled block."""
        level = self.level
        level.labels += 1
        found = Breakable(kind, label, level.labels - 1, len(level.blocks))
        level.breakables.append(found)
        return found

    def leave_breakable(self) -> None:
        """End the innermost loop or labelled block."""
        self.level.breakables.pop()

    def left_slots(self, target: Breakable) -> list[int]:
        """The slots that die when the blocks inside a loop are left, the innermost first."""
        level = self.level
        slots = [
            slot for block in reversed(level.blocks[target.depth :]) for slot in reversed(block)
        ]
        return slots

    # Names.

    def resolve(self, path: syntax.Path, use: str) -> Resolution | None:
        """What a path means; None only for a pattern's name that means nothing."""
        return self.context.resolve(self, path, use)


def lowers(
    kind: type[syntax.Node],
) -> Callable[[Callable[[Body, Any], ir.Expr]], Callable[[Body, Any], ir.Expr]]:
    """Enter a function as what lowers a class of expression."""

    def enter(function: Callable[[Body, Any], ir.Expr]) -> Callable[[Body, Any], ir.Expr]:
        LOWERINGS[kind] = function
        return function

    return enter
