"""Control flow: conditions, branches, matches, loops, jumps out of them, ``select``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.compile.assemble.emitter import DISCARD, Target
from bindrune.core.compile.assemble.patterns import Patterns
from bindrune.core.ir import nodes

if TYPE_CHECKING:
    from bindrune.core.source import Span


class Flow(Patterns):
    """Emission of control flow; values come from the subclass."""

    def into(self, node: nodes.Expr, out: int) -> None:
        """Emit ``node`` so that its value lands in ``out``, or nowhere if that is ``DISCARD``."""
        raise NotImplementedError

    def value(self, node: nodes.Expr) -> int:
        """Emit ``node`` and return the operand that reads its value."""
        raise NotImplementedError

    def operands(self, items: list[nodes.Expr]) -> tuple[int, ...]:
        """Emit several operands, each read when its turn comes."""
        raise NotImplementedError

    def unit(self, span: Span, out: int) -> None:
        """Put unit into ``out``."""
        if out != DISCARD:
            self.emit(span, "copy", out, self.const(None))

    def block(self, node: nodes.Block, out: int) -> None:
        """A block: its expressions, its value, its drops."""
        for item in node.body:
            self.into(item, DISCARD)
        drops = list(node.drops)
        if node.value is None:
            self.unit(node.span, out)
        elif isinstance(node.value, nodes.Local) and node.value.slot in drops and out != DISCARD:
            drops.remove(node.value.slot)
            self.emit(node.value.span, "copy", out, ~node.value.slot)
        else:
            self.into(node.value, out)
        self.drop(node.span, drops)

    def jump(self, name: str, cond: nodes.Expr, label: int) -> None:
        """Jump to ``label`` by the outcome of a condition; ``name`` is the instruction.

        ``&&`` and ``||`` become jumps and a pattern test jumps by itself.
        """
        if isinstance(cond, (nodes.And, nodes.Or)):
            around = self.label()
            both = isinstance(cond, nodes.And)
            if name == "jump_if_true":
                self.jump("jump_if_false" if both else name, cond.left, around if both else label)
            else:
                self.jump("jump_if_false" if both else "jump_if_true", cond.left, label if both else around)
            self.jump(name, cond.right, label)
            self.place(around)
        elif isinstance(cond, nodes.Matches):
            if name == "jump_if_true":
                fail = self.label()
                self.matches(cond, fail)
                self.emit(cond.span, "jump", label)
                self.place(fail)
            else:
                self.matches(cond, label)
        else:
            top = self.top
            self.emit(cond.span, name, self.value(cond), label)
            self.top = top

    def matches(self, node: nodes.Matches, fail: int) -> None:
        """The condition of ``if let`` and ``while let``: bind, or jump to ``fail``."""
        top = self.top
        operand = self.value(node.value)
        if operand < 0:
            self.pattern(node.pattern, ~operand, fail, moved=True)
        else:
            self.pattern(node.pattern, operand, fail, moved=False)
        self.top = top

    def branch(self, node: nodes.If, out: int) -> None:
        """``if``; without ``else`` its value is unit."""
        orelse, end = self.label(), self.label()
        self.jump("jump_unless", node.cond, orelse)
        if node.orelse is None:
            self.into(node.then, DISCARD)
            self.place(orelse)
            self.unit(node.span, out)
            return
        self.into(node.then, out)
        self.emit(node.span, "jump", end)
        self.place(orelse)
        self.into(node.orelse, out)
        self.place(end)

    def match(self, node: nodes.Match, out: int) -> None:
        """``match``: the first arm that fits; unit if none does."""
        end = self.label()
        self.into(node.value, node.slot)
        for arm in node.arms:
            following = self.label()
            self.arm_head(node, arm, following)
            if isinstance(arm.body, nodes.Local) and arm.body.slot in arm.drops and out != DISCARD:
                self.emit(arm.body.span, "copy", out, ~arm.body.slot)
                self.drop(arm.span, [slot for slot in arm.drops if slot != arm.body.slot])
            else:
                self.into(arm.body, out)
                self.drop(arm.span, arm.drops)
            self.emit(arm.span, "jump", end)
            self.place(following)
        self.unit(node.span, out)
        self.place(end)
        self.drop(node.span, node.drops)

    def arm_head(self, node: nodes.Match, arm: nodes.Arm, following: int) -> None:
        """Pattern and guard of an arm."""
        bound = self.pattern(arm.pattern, node.slot, following, moved=False)
        if arm.guard is not None:
            live = [slot for slot in bound if slot in arm.drops]
            self.jump("jump_if_false", arm.guard, self.failing(arm.span, live, following))

    def logic(self, node: nodes.And | nodes.Or, out: int) -> None:
        """``&&`` and ``||`` as values: the left operand as it is, or the right one."""
        top = self.top
        target = out if out >= self.n_slots else self.temp()
        end = self.label()
        name = "jump_if_false" if isinstance(node, nodes.And) else "jump_if_true"
        self.into(node.left, target)
        self.emit(node.left.span, name, target, end)
        self.into(node.right, target)
        self.place(end)
        if target != out:
            if out != DISCARD:
                self.emit(node.span, "copy", out, ~target)
            else:
                self.drop(node.span, (target,))
        self.top = top

    def test(self, node: nodes.Matches, out: int) -> None:
        """A pattern test as a value."""
        fail, end = self.label(), self.label()
        self.matches(node, fail)
        if out != DISCARD:
            self.emit(node.span, "copy", out, self.const(True))
            self.emit(node.span, "jump", end)
        self.place(fail)
        if out != DISCARD:
            self.emit(node.span, "copy", out, self.const(False))
        self.place(end)

    def _enter(self, label: int, out: int, iterator: int | None = None) -> Target:
        target = Target(label, self.label(), self.label(), out, self.top, iterator)
        self.targets.append(target)
        return target

    def labelled(self, node: nodes.LabelBlock, out: int) -> None:
        """A labelled block."""
        target = self._enter(node.label, out)
        self.into(node.body, out)
        self.targets.pop()
        self.place(target.end)

    def loop(self, node: nodes.Loop, out: int) -> None:
        """``loop``."""
        target = self._enter(node.label, out)
        start = self.label()
        self.emit(node.span, "charge")
        self.place(start)
        self.into(node.body, DISCARD)
        self.place(target.again)
        self.emit(node.span, "loop", start)
        self.targets.pop()
        self.place(target.end)

    def while_(self, node: nodes.While, out: int) -> None:
        """``while``: its slots die after each round and after the test that fails."""
        target = self._enter(node.label, out)
        start, left = self.label(), self.label()
        self.emit(node.span, "charge")
        self.place(start)
        self.jump("jump_unless", node.cond, left)
        self.into(node.body, DISCARD)
        self.place(target.again)
        self.drop(node.span, node.drops)
        self.emit(node.span, "loop", start)
        self.targets.pop()
        self.place(left)
        self.drop(node.span, node.drops)
        self.unit(node.span, out)
        self.place(target.end)

    def for_(self, node: nodes.For, out: int) -> None:
        """``for``: the iterator lies in a slot of its own and dies when the loop is left."""
        top = self.top
        self.emit(node.iter.span, "iter", node.iter_slot, self.value(node.iter))
        self.top = top
        target = self._enter(node.label, DISCARD, node.iter_slot)
        start = self.label()
        self.emit(node.span, "charge")
        self.place(start)
        if isinstance(node.pattern, nodes.BindPat):
            self.emit(node.iter.span, "iter_next", node.pattern.slot, node.iter_slot, target.end)
        else:
            element = self.temp()
            self.emit(node.iter.span, "iter_next", element, node.iter_slot, target.end)
            self.must_match(node.pattern, element, moved=True)
            self.top = top
        self.into(node.body, DISCARD)
        self.place(target.again)
        self.drop(node.span, [slot for slot in node.drops if slot != node.iter_slot])
        self.emit(node.span, "loop", start)
        self.targets.pop()
        self.place(target.end)
        self.drop(node.span, (node.iter_slot,))
        self.unit(node.span, out)

    def _leave(self, span: Span, label: int, drops: list[int], *, broken: bool) -> Target:
        """Let die what a jump out to ``label`` leaves behind, and return where it goes."""
        dying = list(drops)
        for target in reversed(self.targets):
            if target.label == label:
                break
            if target.iterator is not None and target.iterator not in dying:
                dying.append(target.iterator)
        else:
            raise LookupError(f"no label {label}")
        if not broken and target.iterator in dying:
            dying.remove(target.iterator)
        dying += [register for register in range(target.top, self.top) if register not in dying]
        self.drop(span, dying)
        return target

    def break_(self, node: nodes.Break, out: int) -> None:
        """``break``, with the value of the loop or block."""
        target = next(target for target in self.targets[::-1] if target.label == node.label)
        if node.value is not None:
            self.into(node.value, target.out)
        else:
            self.unit(node.span, target.out)
        self._leave(node.span, node.label, node.drops, broken=True)
        self.emit(node.span, "jump", target.end)

    def continue_(self, node: nodes.Continue, out: int) -> None:
        """``continue``."""
        target = self._leave(node.span, node.label, node.drops, broken=False)
        self.emit(node.span, "jump", target.again)

    def select(self, node: nodes.Select, out: int) -> None:
        """``select``: wait for a branch, test its pattern, go on waiting if it does not fit."""
        top = self.top
        state, value, number = self.temp(), self.temp(), self.temp()
        again, default, end = self.label(), self.label(), self.label()
        inner = self.top
        self.emit(node.span, "select", state, self.operands([arm.future for arm in node.arms]))
        self.top = inner
        self.place(again)
        self.emit(node.span, "select_next", value, number, state, default)
        arms = [self.label() for _ in node.arms]
        self.emit(node.span, "switch", number, tuple(arms))
        for arm, label in zip(node.arms, arms, strict=True):
            self.place(label)
            self.pattern(arm.pattern, value, again, moved=True)
            self.drop(arm.span, (state,))
            self.into(arm.body, out)
            self.drop(arm.span, arm.drops)
            self.emit(arm.span, "jump", end)
        self.place(default)
        self.drop(node.span, (state,))
        if node.default is not None:
            self.into(node.default, out)
        else:
            self.unit(node.span, out)
        self.place(end)
        self.top = top
