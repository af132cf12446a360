"""Statements that bind and assign: `let` with names and patterns, fields, compounds, closures,
moves.
"""

from __future__ import annotations

from tests.differential.expressions import Expressions
from tests.differential.literals import grouped, head
from tests.differential.patterns import Bindings
from tests.differential.rune_types import BOOL, BYTES, FLOAT, INT, STR, Type
from tests.differential.scope import Var

# Marks a loop that gives a value: it may not be left by a plain `break`.
NO_BREAK = "value"
GROWING = ("str", "vec", "bytes", "dict", "deque", "map", "set", "tup", "opt", "res", "obj", "struct", "enum")


class BindingForms(Expressions):
    """Writes bindings and assignments."""

    def statement(self, depth: int) -> None:
        """One statement of any form; see `Statements`."""
        raise NotImplementedError

    def let(self) -> None:
        """`let name = expression;`"""
        roll = self.random.random()
        if roll < 0.08:
            fields = self.random.sample(
                ("a", "b", "key", "size", "text"), self.random.randint(1, 3)
            )
            type_: Type = ("obj", tuple((f, self.data_type(1)) for f in fields))
        elif roll < 0.13:
            type_ = ("dict", self.data_type(1))
        elif roll < 0.16:
            type_ = ("range",)
        elif roll < 0.19:
            type_ = ("deque", self.data_type(1))
        elif roll < 0.28:
            type_ = self.random.choice((("map", self.data_type(1)), ("set", INT), ("rng",), BYTES))
        else:
            type_ = self.data_type(2)
        text = self.expr(type_, self.random.choice((1, 2, 2, 3)))
        name = self.fresh(type_)
        self.emit(f"let {name} = {text};")
        self.declare(name, type_)

    def let_value_of(self, depth: int) -> None:
        """A binding to a block, loop or match that spans lines."""
        type_ = self.data_type(1)
        name = self.fresh(type_)
        mark = len(self.vars)
        way = self.random.choice(("block", "if", "loop", "match"))
        self.used[f"let of {way}"] += 1
        if way == "block":
            self.emit(f"let {name} = {{")
            self.indent += 1
            for _ in range(self.random.randint(1, 2)):
                self.statement(depth - 1)
            self.emit(self.safe_tail(type_))
            self.indent -= 1
        elif way == "if":
            self.emit(f"let {name} = if {head(self.expr(BOOL, 2))} {{")
            self.indent += 1
            self.statement(0)
            self.emit(self.safe_tail(type_))
            self.indent -= 1
            del self.vars[mark:]
            self.emit("} else {")
            self.indent += 1
            self.emit(self.safe_tail(type_))
            self.indent -= 1
        elif way == "loop":
            self.serial += 1
            counter = f"turn{self.serial}"
            self.emit(f"let {counter} = 0;")
            self.declare(counter, INT, assignable=False)
            mark = len(self.vars)
            self.emit(f"let {name} = loop {{")
            self.indent += 1
            self.emit(f"{counter} += 1;")
            self.enter_loop((), NO_BREAK)
            self.emit(
                f"if {counter} >= {self.random.randint(1, 4)} {{ break "
                f"{grouped(self.operand(type_, 1))}; }}"
            )
            self.statement(0)
            self.leave_loops()
            self.indent -= 1
        else:
            subject = self.ready_type(2)
            self.emit(f"let {name} = match {head(self.expr(subject, 1))} {{")
            self.indent += 1
            for _ in range(2):
                bindings: Bindings = []
                pattern = self.pattern(subject, bindings)
                for bound_name, bound in bindings:
                    self.declare(bound_name, bound)
                self.emit(f"{pattern} => {self.arm(type_, 1)},")
                del self.vars[mark:]
            self.emit(f"_ => {self.arm(type_, 1)},")
            self.indent -= 1
        del self.vars[mark:]
        self.emit("};")
        self.declare(name, type_)

    def safe_tail(self, type_: Type) -> str:
        """The tail of a block of several lines."""
        state = self.enter()
        text = self.tail(type_, 2)
        self.leave(state)
        return text

    def let_pattern(self) -> None:
        """`let (a, b) = …;` and the like, of patterns that always match."""
        own = [("struct", n) for n, s in self.structs.items() if s.fields]
        types: list[Type] = [
            ("tup", (self.data_type(1), self.data_type(1))),
            ("tup", (INT, ("tup", (STR, self.data_type(1))))),
            ("obj", (("a", INT), ("b", self.data_type(1)))),
        ]
        type_ = self.random.choice(types + own)
        bindings: Bindings = []
        pattern = ""
        for _ in range(6):
            bindings.clear()
            pattern = self.pattern(type_, bindings, 2, True)
            if bindings and not pattern.isidentifier():
                break
        self.emit(f"let {pattern} = {self.expr(type_, 2)};")
        for name, bound in bindings:
            self.declare(name, bound)

    def assignable(self) -> list[Var]:
        """The locals that may be assigned here."""
        found = [
            v
            for v in self.visible()
            if v.assignable
            and v.type[0] not in ("fn", "iter", "biter", "diter", "gen", "future", "stream")
        ]
        return found

    def assign(self) -> None:
        """`name = expression;` to a local or static."""
        if self.statics and self.chance(0.2):
            var = self.random.choice(self.statics)
            self.used["static assigned"] += 1
            self.emit(f"{var.name} = {self.small(var.type)};")
            return
        found = self.assignable()
        if not found:
            return self.let()
        var = self.random.choice(found)
        self.emit(f"{var.name} = {self.small(var.type)};")
        return None

    def small(self, type_: Type) -> str:
        """A new value for something that outlives this statement: in a loop one that does not
        grow."""
        if type_ == INT:
            return f"({self.expr(INT, 2)}) % {self.random.choice((7, 50, 100, 1000))}"
        if type_[0] in GROWING and (self.place.loops or self.place.bodies):
            return (
                self.literal(type_, 0)
                if type_[0] not in ("struct", "enum")
                else self.expr(type_, 0)
            )
        return self.expr(type_, 2)

    def compound(self) -> None:
        """`name op= expression;`"""
        found = [
            v for v in self.assignable() if v.type[0] in ("int", "u64", "float", "str", "bool")
        ]
        fields = []
        for var in self.visible():
            if var.locked or not var.assignable:
                continue
            if var.type[0] == "tup":
                fields += [
                    (f"{var.name}.{i}", t) for i, t in enumerate(var.type[1]) if t in (INT, FLOAT)
                ]
            elif var.type[0] == "obj":
                fields += [(f"{var.name}.{n}", t) for n, t in var.type[1] if t in (INT, FLOAT)]
            elif var.type[0] == "struct":
                struct = self.structs[var.type[1]]
                fields += [
                    (f"{var.name}.{i if struct.kind == 'tuple' else n}", t)
                    for i, (n, t) in enumerate(struct.fields)
                    if t in (INT, FLOAT)
                ]
        fields += [(v.name, v.type) for v in self.statics if v.type == INT]
        targets = [(v.name, v.type) for v in found] + fields
        if not targets:
            return self.let()
        name, type_ = self.random.choice(targets)
        kind = type_[0]
        if kind == "int":
            operator = self.random.choice(("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"))
            right = (
                str(self.random.randint(1, 4))
                if operator in ("*", "/", "%", "<<", ">>")
                else self.expr(INT, 1)
            )
            if operator in ("*", "<<") and (self.place.loops or self.place.bodies):
                operator = "+"
        elif kind == "u64":
            operator, right = (
                self.random.choice(("+", "/", "%", "|", ">>")),
                str(self.random.randint(1, 4)),
            )
        elif kind == "float":
            operator, right = self.random.choice("+-*/%"), self.expr(FLOAT, 1)
        elif kind == "bool":
            operator, right = self.random.choice("&|^"), self.expr(BOOL, 1)
        else:
            operator = "+"
            saved, self.avoided = self.avoided, "" if self.chance(0.03) else name
            right = (
                self.literal(STR, 0) if self.place.loops or self.place.bodies else self.expr(STR, 1)
            )
            self.avoided = saved
        self.used[f"operator {operator}="] += 1
        self.emit(f"{name} {operator}= {right};")
        return None

    def field_assign(self) -> None:
        """`name.field = expression;`"""
        found = []
        for var in self.visible():
            if var.locked or not var.assignable:
                continue
            if var.type[0] == "tup":
                found += [(f"{var.name}.{i}", t) for i, t in enumerate(var.type[1])]
            elif var.type[0] == "obj":
                found += [(f"{var.name}.{n}", t) for n, t in var.type[1]]
                found += [(f'{var.name}["{n}"]', t) for n, t in var.type[1]]
            elif var.type[0] == "struct":
                struct = self.structs[var.type[1]]
                found += [
                    (f"{var.name}.{i if struct.kind == 'tuple' else n}", t)
                    for i, (n, t) in enumerate(struct.fields)
                ]
            elif var.type[0] == "range":
                found += [(f"{var.name}.end", INT), (f"{var.name}.start", INT)]
        if not found:
            return self.let()
        target, type_ = self.random.choice(found)
        if target.endswith((".end", ".start")):
            self.emit(f"{target} = {self.random.randint(0, 6)};")
            return None
        text = (
            self.literal(type_, 0) if self.place.loops or self.place.bodies else self.expr(type_, 1)
        )
        self.emit(f"{target} = {text};")
        return None

    def index_assign(self) -> None:
        """`name[i] = expression;` to a vec that is long enough, most of the time."""
        found = [
            v
            for v in self.visible()
            if v.type[0] in ("vec", "dict") and not v.locked and v.assignable
        ]
        if not found:
            return self.let()
        var = self.random.choice(found)
        text = self.expr(var.type[1], 0 if self.place.loops or self.place.bodies else 1)
        if var.type[0] == "dict":
            self.emit(f'{var.name}["{self.random.choice(("a", "b", "z"))}"] = {text};')
        elif self.chance(self.risk * 0.5):
            self.emit(f"{var.name}[{self.random.randint(0, 3)}] = {text};")
        else:
            self.emit(
                f"if {var.name}.len() > 1 {{ {var.name}[{self.random.randint(0, 1)}] = {text}; }}"
            )
        return None

    def late_read(self) -> None:
        """A local that a later operand of the same expression assigns."""
        found = [v for v in self.visible() if v.type == INT and v.assignable]
        if not found:
            return self.let()
        name = self.random.choice(found).name
        change = f"{{ {name} = {self.literal(INT, 0)}; {name} }}"
        text = self.random.choice(
            (
                f"({name}, {change})",
                f"[{name}, {change}, {name}]",
                f"{name} + {change}",
                f"{change} - {name}",
                f"({name}, {change}, {name}, {change}, {name})",
                f"({name} + 0, {change}, {name})",
                f"`${{{name}}} ${{{change}}} ${{{name}}}`",
                f"#{{ a: {name}, b: {change} }}.a",
                f"Some({name}).map(|x| x + 1).unwrap_or({change})",
                f"{name} < {change}",
            )
        )
        text = f"({text})" if text.startswith("#") else text
        self.emit(f'println!("{{:?}}", {text});')
        return None

    def local_const(self) -> None:
        """A constant in a block."""
        self.serial += 1
        name = f"K{self.serial}"
        self.emit(f"const {name} = {self.random.randint(0, 50)} + {self.random.randint(1, 9)};")
        self.emit(f'println!("{{}}", {name} * 2);')

    def drop_value(self) -> None:
        """A value made, shown, dropped; and its alias looked at."""
        type_: Type = self.random.choice(
            (("vec", INT), STR, ("opt", ("vec", INT)), ("tup", (INT, STR)))
        )
        name = self.fresh(type_)
        self.emit(f"let {name} = {self.literal(type_, 1)};")
        self.emit(f"let alias_{name} = {name};")
        self.emit(f"drop({name});")
        self.emit(f'println!("{{}} {{}}", is_readable({name}), is_writable(alias_{name}));')
        if self.chance(self.risk * 0.5):
            self.emit(f'println!("{{:?}}", alias_{name});')
        self.declare(name, ("gone",), assignable=False)

    def move_closure(self) -> None:
        """A closure that moves a value of its own, called twice."""
        item = self.random.choice((INT, STR, FLOAT))
        self.serial += 1
        name, function = f"owned{self.serial}", f"mover{self.serial}"
        self.emit(f"let {name} = {self.literal(('vec', item), 1)};")
        self.emit(f"let {function} = move |value| {{ {name}.push(value); {name}.len() }};")
        first, second = self.expr(item, 1), self.expr(item, 0)
        self.emit(f'println!("{{}} {{}}", {function}({first}), {function}({second}));')

    def counted_closure(self, depth: int) -> None:
        """A closure whose body is statements, writing to a vec outside."""
        self.serial += 1
        log, function = f"log{self.serial}", f"count{self.serial}"
        self.emit(f"let {log} = [];")
        self.emit(f"let {function} = |step| {{")

        def write() -> str:
            self.declare("step", INT, assignable=False)
            self.indent += 1
            self.place.straight = False
            for _ in range(self.random.randint(1, 2)):
                self.statement(min(depth - 1, 1))
            self.emit(f"{log}.push(step);")
            self.indent -= 1
            return ""

        self.inner(write)
        self.emit("};")
        self.emit(f"for i in 0..{self.random.randint(1, 3)} {{ {function}(i); }}")
        self.emit(f'println!("{{:?}}", {log});')
        self.declare(log, ("vec", INT))

    def let_closure(self) -> None:
        """A closure in a local."""
        arguments = tuple(self.ready_type(1) for _ in range(self.random.randint(0, 2)))
        result = self.ready_type(1)
        type_: Type = ("fn", arguments, result)
        text = self.function_value(type_, 2)
        name = self.fresh(type_)
        self.emit(f"let {name} = {text};")
        self.declare(name, type_, assignable=False)

    def enter_loop(self, locked: tuple[str, ...], label: str = "") -> None:
        """Begin the body of a loop; what it iterates is locked."""
        self.place.loops += 1
        self.place.labels.append(label)
        for var in self.vars:
            if var.name in locked:
                var.locked = True

    def leave_loops(self, locked: tuple[str, ...] = ()) -> None:
        """End the body of a loop."""
        self.place.loops -= 1
        self.place.labels.pop()
        for var in self.vars:
            if var.name in locked:
                var.locked = False
