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

from bindrune.core.analysis import names
from bindrune.core.diagnostics import codes
from bindrune.core.diagnostics.model import Diagnostics, Label
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.lower.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bindrune.core.analysis.items import Item
    from bindrune.core.analysis.sites import Resolution
    from bindrune.core.diagnostics.codes import Code
    from bindrune.core.ir.lower.context import Context
    from bindrune.core.ir.lower.frames import Local
    from bindrune.core.source import Span
    from bindrune.core.syntax import nodes as syntax
    from bindrune.core.syntax.tree import Segment

LOWERINGS: dict[type, Callable[[Any, Any], ir.Expr]] = {}
"""What lowers each class of expression."""


class Fault(Exception):
    """The statement under way cannot be lowered; its error is reported."""


class Breakable:
    """A loop or labelled block under way.

    `depth` is the number of blocks around it, `broken` whether a `break` leaves it.
    """

    __slots__ = ("broken", "depth", "kind", "label", "number")

    def __init__(self, kind: str, label: str | None, number: int, depth: int) -> None:
        self.kind = kind
        self.label = label
        self.number = number
        self.depth = depth
        self.broken = False


class Level:
    """A function, closure or async block under way; see the module's documentation.

    `is_async` is None in a script, which becomes async by awaiting. `const` forbids what constants
    cannot have. `escapes` counts what leaves the usual order (`return`, `break`), so that
    divergence is looked for only behind one. `outer` is the level around a closure, `context` what
    warnings show around their place.
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
        "outer",
        "yields",
    )

    def __init__(self, is_async: bool | None, const: bool, context: Span, outer: Level | None = None) -> None:
        self.outer = outer
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
        self.blocks: list[list[int]] = [[]]
        """The slots declared so far in each block around the current place."""
        self.names: list[ir.SlotName] = []

    def flow(self) -> str:
        """The kind of the function, from its modifiers and its body."""
        if self.is_async or (self.is_async is None and self.awaits):
            return "stream" if self.yields else "async"
        return "generator" if self.yields else "immediate"


class Body:
    """A body under way: of `item`, whose names are looked up from `scope`."""

    __slots__ = (
        "assembled",
        "closures",
        "deferred",
        "divergence",
        "context",
        "early",
        "faulty",
        "frames",
        "in_template",
        "item",
        "late",
        "level",
        "observer",
        "op_spans",
        "scope",
        "segment",
        "span",
        "text",
    )

    def __init__(self, context: Context, item: Item, scope: Item, segment: Segment, level: Level) -> None:
        self.context = context
        self.item = item
        self.scope = scope
        self.frames = Frames()
        self.observer = context.names.observer
        self.early = Diagnostics()
        """Warnings that the language gives before the others of the body."""
        self.late = Diagnostics()
        self.deferred = Diagnostics()
        """Errors that stand behind the others of the body."""
        self.faulty = False
        self.in_template = False
        """Whether strings take the escapes of templates here."""
        self.assembled: set[ir.Expr] = set()
        """Texts that are no literals, though nothing but text went into them."""
        self.closures = 0
        self.divergence: dict[ir.Node, bool] = {}
        """What is known of blocks: whether they are left on every way through them."""
        self.level = level
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

    def late_error(self, code: Code, span: Span, message: str, labels: Sequence[Label] = ()) -> None:
        """Report an error that the language finds only when all else in the body is good.

        It is not raised: lowering goes on, with whatever does in its place.
        """
        self.faulty = True
        self.deferred.error(code, span, message, labels=labels)

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
        self.context.diagnostics.error(code, span, message, labels=labels, notes=notes, help=help)
        return Fault()

    def reported(self) -> Fault:
        """What is raised for an error that has been reported already."""
        self.faulty = True
        return Fault()

    def warn(self, code: Code, span: Span, message: str, notes: Sequence[str] = ()) -> None:
        """Give a warning, with the context in which it stands."""
        labels = (Label(self.level.context, "In this context"),)
        self.late.warning(code, span, message, labels=labels, notes=notes)

    def finish(self) -> None:
        """Hand over what stands behind the errors: late ones, or the warnings if there was none."""
        self.context.diagnostics.extend(self.deferred)
        if not self.faulty:
            self.context.diagnostics.extend(self.early)
            self.context.diagnostics.extend(self.late)

    # Locals.

    def declare(self, name: str, span: Span) -> int:
        """The slot of a new binding."""
        local = self.frames.declare(name, span)
        if self.observer is not None:
            self.observer.on_name(span, local)
        slot = local.slot
        level = self.level
        level.blocks[-1].append(slot)
        level.names.append(ir.SlotName(span, slot, name, span.start, span.end))
        return slot

    def temporary(self) -> int:
        """A slot without a name; the node that fills it names it among its drops."""
        return self.frames.temporary()

    def find(self, name: str, span: Span) -> Local | None:
        """The local of a name, which must not have been moved away."""
        local = self.frames.find(name)
        if local is not None:
            if self.observer is not None:
                self.observer.on_name(span, local)
            if local.moved is not None:
                self.moved(local, span)
        return local

    def moved(self, local: Local, span: Span) -> None:
        """Report the use of a local that a closure has taken."""
        assert local.moved is not None
        labels = [Label(local.moved, "Moved here")]
        self.late_error(codes.VARIABLE_MOVED, span, "Variable moved", labels)

    def enter_block(self) -> None:
        """Begin to limit the life of locals."""
        self.frames.enter_block()
        self.level.blocks.append([])

    def leave_block(self, end: int) -> list[int]:
        """End what `enter_block` began, at this offset; returns the slots that die."""
        self.frames.leave_block()
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

    def left_slots(self, target: Breakable) -> list[int]:
        """The slots that die when the blocks inside a loop are left, the innermost first."""
        blocks = self.level.blocks[target.depth :]
        return [slot for block in reversed(blocks) for slot in reversed(block)]

    # Names.

    def enter_items(self, node: syntax.Node) -> Item:
        """Go into the item scope of a block or closure; returns the one to go back to."""
        outer = self.scope
        self.scope = self.context.index.block(node) or outer
        return outer

    def resolve(self, path: syntax.Path, use: str) -> Resolution:
        """What a path means."""
        context = self.context
        found = context.names.resolve(path, self.segment, self.scope, use, self.frames.names())
        if found is None:
            context.explain_missing(self)
            raise self.reported()
        return found

    def resolve_name(self, name: str, span: Span) -> Resolution | None:
        """What a name that does not stand in the source as a path means, if anything."""
        return self.context.names.resolve_name(name, self.scope, span)

    def resolve_pattern(self, path: syntax.Path) -> Resolution | None:
        """What a path alone in a pattern means; None for a name that is to be bound."""
        diagnostics = self.context.diagnostics
        before = len(diagnostics)
        found = self.context.names.resolve(path, self.segment, self.scope, names.PATTERN)
        if found is None and len(diagnostics) > before:
            if diagnostics[-1].code is codes.MISSING_ITEM and self.context.is_under_way(path, self):
                diagnostics.pop()
                return None
            if diagnostics[-1].code is codes.MISSING_ITEM and (len(path.names) > 1 or path.leading >= 0):
                # A path that leads nowhere is no name that could be bound.
                diagnostics.pop()
                raise self.fault(codes.BAD_PATTERN, self.span(path), "Not a valid binding")
            raise self.reported()
        if found is None and len(path.names) > 1 and self.context.names.faulty:
            # Behind an error constants are not looked into, so that nothing is known of it.
            raise self.reported()
        return found


def lowers(
    kind: type[syntax.Node],
) -> Callable[[Callable[[Body, Any], ir.Expr]], Callable[[Body, Any], ir.Expr]]:
    """Enter a function as what lowers a class of expression."""

    def enter(function: Callable[[Body, Any], ir.Expr]) -> Callable[[Body, Any], ir.Expr]:
        LOWERINGS[kind] = function
        return function

    return enter
