"""Statements: which form comes next, and the forms of control flow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.differential.bindings import NO_BREAK
from tests.differential.containers import ContainerForms
from tests.differential.expressions import lent
from tests.differential.literals import grouped, head
from tests.differential.patterns import Bindings
from tests.differential.rune_types import BOOL, CHAR, INT, STR, U64, Type


class Statements(ContainerForms):
    """Writes statements."""

    def statement(self, depth: int) -> None:
        """One statement, or a few that belong together."""
        forms: list[tuple[Callable[..., None], float]] = [
            (self.let, 15),
            (self.let_pattern, 4),
            (self.assign, 7),
            (self.compound, 6),
            (self.field_assign, 3),
            (self.index_assign, 2),
            (self.show, 18),
            (self.show_native, 12),
            (self.write_native, 11),
            (self.let_closure, 3),
            (self.show_state, 2),
            (self.discard, 2),
            (self.check, 2),
            (self.debug, 1),
            (self.local_const, 0.6),
            (self.late_read, 1.2),
            (self.use_generator, 1.5),
            (self.use_resume, 1),
            (self.drop_value, 0.8),
            (self.move_closure, 1),
            (self.copy_value, 2.5),
            (self.walk_container, 1.2),
            (self.write_container, 1.2),
            (self.print_part, 0.4),
        ]
        if depth > 0:
            forms += [
                (self.if_statement, 6),
                (self.if_let_statement, 3),
                (self.match_statement, 4),
                (self.for_statement, 6),
                (self.while_statement, 3),
                (self.loop_statement, 2),
                (self.while_let, 2),
                (self.bare_block, 1.2),
                (self.counted_closure, 0.8),
                (self.let_value_of, 2),
            ]
        if self.place.straight and not self.place.loops:
            forms += [(self.let_iterator, 3), (self.use_iterator, 4)]
        if self.place.asynchronous:
            forms += [
                (self.join, 1),
                (self.select_statement, 1),
                (self.use_stream, 1.2),
                (self.let_future, 1.2),
            ]
        if self.place.result is not None and depth > 0:
            forms += [(self.early_return, 2)]
        if self.place.loops and self.place.labels is not None:
            forms += [(self.leave_loop, 1.5)]
        write: Callable[..., None] = self.random.choices(
            [f for f, _ in forms], [w for _, w in forms]
        )[0]
        self.used[f"statement {write.__name__}"] += 1
        write(*([depth] if depth_wanted(write) else []))

    def body(self, count: int, depth: int) -> None:
        """The statements of a nested block, in a scope of its own."""
        mark = len(self.vars)
        self.indent += 1
        for _ in range(count):
            self.statement(depth)
        self.indent -= 1
        del self.vars[mark:]

    def nested(self, opening: str, depth: int) -> None:
        """A block statement: its head, one to three statements, its end."""
        self.emit(opening)
        self.body(self.random.randint(1, 3), depth - 1)
        self.emit("}")

    # Control flow

    def if_statement(self, depth: int) -> None:
        """`if … {} else if … {} else {}`"""
        self.nested(f"if {head(self.expr(BOOL, 2))} {{", depth)
        if self.chance(0.3):
            self.lines[-1] = self.lines[-1] + f" else if {head(self.expr(BOOL, 1))} {{"
            self.body(1, depth - 1)
            self.emit("}")
        if self.chance(0.5):
            self.lines[-1] = self.lines[-1] + " else {"
            self.body(self.random.randint(1, 2), depth - 1)
            self.emit("}")

    def if_let_statement(self, depth: int) -> None:
        """`if let … {} else {}`"""
        subject: Type = self.random.choice(
            (("opt", self.ready_type(1)), ("res", self.ready_type(1)), self.ready_type(2))
        )
        text = head(self.expr(subject, 2))
        mark = len(self.vars)
        bindings: Bindings = []
        pattern = self.pattern(subject, bindings)
        for name, bound in bindings:
            self.declare(name, bound)
        pattern = "1" if pattern == "-1" else pattern
        self.nested(f"if let {pattern} = {text} {{", depth)
        del self.vars[mark:]
        if self.chance(0.4):
            self.lines[-1] = self.lines[-1] + " else {"
            self.body(1, depth - 1)
            self.emit("}")

    def match_statement(self, depth: int) -> None:
        """A `match` as a statement; without a last arm for all, it may do nothing."""
        subject = self.ready_type(2)
        self.emit(f"match {head(self.expr(subject, 2))} {{")
        self.indent += 1
        for _ in range(self.random.randint(1, 3)):
            mark = len(self.vars)
            bindings: Bindings = []
            pattern = self.pattern(subject, bindings)
            for name, bound in bindings:
                self.declare(name, bound)
            guard = f" if {head(self.expr(BOOL, 1))}" if self.chance(0.25) else ""
            self.used["guard"] += bool(guard)
            if pattern[0] in "([-" and self.lines[-1].endswith("}"):
                self.lines[-1] += ","
            self.emit(f"{pattern}{guard} => {{")
            self.body(self.random.randint(1, 2), depth - 1)
            self.emit("}")
            del self.vars[mark:]
        if self.chance(0.6):
            self.emit(f'_ => println!("{self.random.choice(("other", "none of them", "rest"))}"),')
        self.indent -= 1
        self.emit("}")

    def label(self) -> str:
        """A label, now and then."""
        if not self.chance(0.25):
            return ""
        self.serial += 1
        self.used["label"] += 1
        return f"'l{self.serial}"

    def for_statement(self, depth: int) -> None:
        """`for … in … {}` over ranges, collections, iterators and generators."""
        if self.place.loops >= 2:
            return self.if_statement(depth)
        choose = self.random.choice
        way = choose(
            (
                "range",
                "range",
                "vec",
                "vec",
                "iter",
                "gen",
                "chars",
                "tuple",
                "option",
                "enumerate",
                "inclusive",
            )
        )
        self.used[f"for over {way}"] += 1
        locked: tuple[str, ...] = ()
        item: Type = INT
        if way == "range":
            source = f"{self.random.randint(0, 2)}..{self.random.randint(1, 4)}"
        elif way == "inclusive":
            source = f"{self.random.randint(0, 2)}..={self.random.randint(1, 3)}"
        elif way == "chars":
            item, source = CHAR, f"{lent(self.expr(STR, 1), STR)}.chars().take(4)"
        elif way == "tuple":
            item, source = STR, "(" + ", ".join(self.expr(STR, 0) for _ in range(2)) + ")"
        elif way == "option":
            item = self.ready_type(1)
            source = self.expr(("opt", item), 1)
        elif way == "vec":
            found = [v for v in self.visible() if v.type[0] == "vec"]
            if found:
                var = choose(found)
                item, source = var.type[1], var.name
                locked = (var.name,)
            else:
                item = self.ready_type(1)
                source = self.literal(("vec", item), 1)
        elif way == "enumerate":
            inner = self.ready_type(1)
            item = ("tup", (U64, inner))
            source = f"{grouped(self.literal(('vec', inner), 1))}.iter().enumerate()"
        else:
            item = self.ready_type(1)
            source = (
                f"{grouped(self.expr(('iter', item), 2))}.take(5)"
                if way == "iter"
                else f"{grouped(self.expr(('gen', item), 1))}.iter().take(4)"
            )
        bindings: Bindings = []
        mark = len(self.vars)
        pattern = self.pattern(item, bindings, 1, True)
        if not pattern.strip("_"):
            pattern = "_"
        label = self.label()
        source = head(source)
        already = tuple(v.name for v in self.vars if v.locked)
        locked = tuple(n for n in locked if n not in already)
        for name, bound in bindings:
            self.declare(name, bound)
        self.enter_loop(locked, label)
        self.nested(f"{label + ': ' if label else ''}for {pattern} in {source} {{", depth)
        self.leave_loops(locked)
        del self.vars[mark:]
        return None

    def while_statement(self, depth: int) -> None:
        """`while` with a counter."""
        if self.place.loops >= 2:
            return self.if_statement(depth)
        self.serial += 1
        counter = f"turn{self.serial}"
        self.emit(f"let {counter} = 0;")
        self.declare(counter, INT, assignable=False)
        label = self.label()
        condition = f"{counter} < {self.random.randint(1, 4)}"
        if self.chance(0.3):
            condition += f" && {grouped(self.expr(BOOL, 1))}"
        self.enter_loop((), label)
        self.emit(f"{label + ': ' if label else ''}while {head(condition)} {{")
        self.indent += 1
        self.emit(f"{counter} += 1;")
        self.indent -= 1
        self.body(self.random.randint(1, 3), depth - 1)
        self.emit("}")
        self.leave_loops()
        return None

    def loop_statement(self, depth: int) -> None:
        """`loop` with a counter and a break."""
        if self.place.loops >= 2:
            return self.if_statement(depth)
        self.serial += 1
        counter = f"turn{self.serial}"
        self.emit(f"let {counter} = {self.random.randint(1, 4)};")
        self.declare(counter, INT, assignable=False)
        self.enter_loop(())
        self.emit("loop {")
        self.indent += 1
        self.emit(f"{counter} -= 1;")
        self.emit(f"if {counter} < 0 {{ break; }}")
        self.indent -= 1
        self.body(self.random.randint(1, 3), depth - 1)
        self.emit("}")
        self.leave_loops()
        return None

    def while_let(self, depth: int) -> None:
        """`while let Some(x) = list.pop() {}`"""
        if self.place.loops >= 2:
            return self.if_let_statement(depth)
        item = self.data_type(1)
        name = self.fresh(("vec", item))
        self.emit(f"let {name} = {self.literal(('vec', item), 1)};")
        mark = len(self.vars)
        bindings: Bindings = []
        pattern = self.pattern(item, bindings, 1, True)
        self.declare(name, ("vec", item), assignable=False, locked=True)
        for bound_name, bound in bindings:
            self.declare(bound_name, bound)
        self.enter_loop(())
        source = self.random.choice((f"{name}.pop()",) * 3 + (f"{name}.iter().next()",))
        self.emit(f"while let Some({pattern}) = {source} {{")
        self.indent += 1
        if source.endswith("next()"):
            self.emit(f"{name}.remove(0);")
        self.indent -= 1
        self.body(self.random.randint(1, 2), depth - 1)
        self.emit("}")
        self.leave_loops()
        del self.vars[mark:]
        return None

    def leave_loop(self) -> None:
        """A conditional `break` or `continue`, perhaps to a label."""
        inner = self.place.labels[-1]
        if inner == NO_BREAK:
            self.emit(f"if {head(self.expr(BOOL, 1))} {{ continue; }}")
            return
        labels = [name for name in self.place.labels if name and name != NO_BREAK]
        word = self.random.choice(("break", "continue"))
        target = ""
        if labels and self.chance(0.5):
            target = " " + self.random.choice(labels)
            if target.strip() != inner:
                word = "break"
        self.used[f"{word}{' label' if target else ''}"] += 1
        self.emit(f"if {head(self.expr(BOOL, 1))} {{ {word}{target}; }}")

    def bare_block(self, depth: int) -> None:
        """A block for its own sake."""
        self.nested("{", depth)

    def early_return(self) -> None:
        """`if … { return …; }`"""
        text = self.operand(self.place.result or INT, 1)
        self.emit(f"if {head(self.expr(BOOL, 1))} {{ return {text}; }}")


def depth_wanted(write: Callable[..., Any]) -> bool:
    """Whether a statement form is told how deep it may nest."""
    return "depth" in write.__code__.co_varnames[: write.__code__.co_argcount]
