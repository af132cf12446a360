"""Statements: bindings, assignments, output, control flow, and the use of what holds borrows."""
from __future__ import annotations

from tests.differential.expressions import Expressions
from tests.differential.literals import grouped, head
from tests.differential.natives import NATIVES
from tests.differential.patterns import Bindings
from tests.differential.scope import Var
from tests.differential.types import (
    BOOL, CHAR, FLOAT, INT, STR, U64, Type, printable,
)

WRITERS = [row for row in NATIVES if row.writes]
NO_BREAK = "value"
GROWING = ("str", "vec", "bytes", "dict", "deque", "tup", "opt", "res", "obj", "struct", "enum")


class Statements(Expressions):
    """Writes statements."""

    def statement(self, depth: int) -> None:
        """One statement, or a few that belong together."""
        forms = [
            (self.let, 15), (self.let_pattern, 4), (self.assign, 7), (self.compound, 6), (self.field_assign, 3),
            (self.index_assign, 2), (self.show, 18), (self.show_native, 5), (self.write_native, 9), (self.let_closure, 3),
            (self.show_state, 2), (self.discard, 2), (self.check, 2), (self.debug, 1), (self.local_const, 0.6),
            (self.late_read, 1.2), (self.use_generator, 1.5), (self.use_resume, 1), (self.drop_value, 0.8), (self.move_closure, 1),
        ]
        if depth > 0:
            forms += [
                (self.if_statement, 6), (self.if_let_statement, 3), (self.match_statement, 4),
                (self.for_statement, 6), (self.while_statement, 3), (self.loop_statement, 2),
                (self.while_let, 2), (self.bare_block, 1.2), (self.counted_closure, 0.8), (self.let_value_of, 2),
            ]
        if self.place.straight and not self.place.loops:
            forms += [(self.let_iterator, 3), (self.use_iterator, 4)]
        if self.place.asynchronous:
            forms += [(self.join, 1), (self.select_statement, 1), (self.use_stream, 1.2), (self.let_future, 1.2)]
        if self.place.result is not None and depth > 0:
            forms += [(self.early_return, 2)]
        if self.place.loops and self.place.labels is not None:
            forms += [(self.leave_loop, 1.5)]
        write = self.random.choices([f for f, _ in forms], [w for _, w in forms])[0]
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

    # Bindings and assignments

    def let(self) -> None:
        """`let name = expression;`"""
        roll = self.random.random()
        if roll < 0.08:
            fields = self.random.sample(("a", "b", "key", "size", "text"), self.random.randint(1, 3))
            type_: Type = ("obj", tuple((f, self.data_type(1)) for f in fields))
        elif roll < 0.13:
            type_ = ("dict", self.data_type(1))
        elif roll < 0.16:
            type_ = ("range",)
        elif roll < 0.19:
            type_ = ("deque", self.data_type(1))
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
            self.emit(f"if {counter} >= {self.random.randint(1, 4)} {{ break "
                      f"{grouped(self.operand(type_, 1))}; }}")
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
        self.place.outer = 0
        text = self.tail(type_, 2)
        self.leave(state)
        return text

    def let_pattern(self) -> None:
        """`let (a, b) = …;` and the like, of patterns that always match."""
        own = [("struct", n) for n, s in self.structs.items() if s.fields]
        types: list[Type] = [("tup", (self.data_type(1), self.data_type(1))),
                             ("tup", (INT, ("tup", (STR, self.data_type(1))))),
                             ("obj", (("a", INT), ("b", self.data_type(1))))]
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
        found = [v for v in self.visible() if v.assignable and v.type[0] not in
                 ("fn", "iter", "biter", "diter", "gen", "future", "stream")]
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
        """A new value for something that outlives this statement: in a loop one that does not grow."""
        if type_ == INT:
            return f"({self.expr(INT, 2)}) % {self.random.choice((7, 50, 100, 1000))}"
        if type_[0] in GROWING and (self.place.loops or self.place.bodies):
            return self.literal(type_, 0) if type_[0] not in ("struct", "enum") else self.expr(type_, 0)
        return self.expr(type_, 2)

    def compound(self) -> None:
        """`name op= expression;`"""
        found = [v for v in self.assignable() if v.type[0] in ("int", "u64", "float", "str", "bool")]
        fields = []
        for var in self.visible():
            if var.locked or not var.assignable:
                continue
            if var.type[0] == "tup":
                fields += [(f"{var.name}.{i}", t) for i, t in enumerate(var.type[1]) if t in (INT, FLOAT)]
            elif var.type[0] == "obj":
                fields += [(f"{var.name}.{n}", t) for n, t in var.type[1] if t in (INT, FLOAT)]
            elif var.type[0] == "struct":
                struct = self.structs[var.type[1]]
                fields += [(f"{var.name}.{i if struct.kind == 'tuple' else n}", t)
                           for i, (n, t) in enumerate(struct.fields) if t in (INT, FLOAT)]
        fields += [(v.name, v.type) for v in self.statics if v.type == INT]
        targets = [(v.name, v.type) for v in found] + fields
        if not targets:
            return self.let()
        name, type_ = self.random.choice(targets)
        kind = type_[0]
        if kind == "int":
            operator = self.random.choice(("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"))
            right = str(self.random.randint(1, 4)) if operator in ("*", "/", "%", "<<", ">>") else self.expr(INT, 1)
            if operator in ("*", "<<") and (self.place.loops or self.place.bodies):
                operator = "+"
        elif kind == "u64":
            operator, right = self.random.choice(("+", "/", "%", "|", ">>")), str(self.random.randint(1, 4))
        elif kind == "float":
            operator, right = self.random.choice("+-*/%"), self.expr(FLOAT, 1)
        elif kind == "bool":
            operator, right = self.random.choice("&|^"), self.expr(BOOL, 1)
        else:
            operator = "+"
            saved, self.avoided = self.avoided, "" if self.chance(0.03) else name
            right = self.literal(STR, 0) if self.place.loops or self.place.bodies else self.expr(STR, 1)
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
                found += [(f"{var.name}.{i if struct.kind == 'tuple' else n}", t)
                          for i, (n, t) in enumerate(struct.fields)]
            elif var.type[0] == "range":
                found += [(f"{var.name}.end", INT), (f"{var.name}.start", INT)]
        if not found:
            return self.let()
        target, type_ = self.random.choice(found)
        if target.endswith((".end", ".start")):
            self.emit(f"{target} = {self.random.randint(0, 6)};")
            return None
        text = self.literal(type_, 0) if self.place.loops or self.place.bodies else self.expr(type_, 1)
        self.emit(f"{target} = {text};")
        return None

    def index_assign(self) -> None:
        """`name[i] = expression;` to a vec that is long enough, most of the time."""
        found = [v for v in self.visible() if v.type[0] in ("vec", "dict") and not v.locked and v.assignable]
        if not found:
            return self.let()
        var = self.random.choice(found)
        text = self.expr(var.type[1], 0 if self.place.loops or self.place.bodies else 1)
        if var.type[0] == "dict":
            self.emit(f'{var.name}["{self.random.choice(("a", "b", "z"))}"] = {text};')
        elif self.chance(self.risk * 0.5):
            self.emit(f"{var.name}[{self.random.randint(0, 3)}] = {text};")
        else:
            self.emit(f"if {var.name}.len() > 1 {{ {var.name}[{self.random.randint(0, 1)}] = {text}; }}")
        return None

    def late_read(self) -> None:
        """A local that a later operand of the same expression assigns."""
        found = [v for v in self.visible() if v.type == INT and v.assignable]
        if not found:
            return self.let()
        name = self.random.choice(found).name
        change = f"{{ {name} = {self.literal(INT, 0)}; {name} }}"
        text = self.random.choice((
            f"({name}, {change})", f"[{name}, {change}, {name}]", f"{name} + {change}", f"{change} - {name}",
            f"({name}, {change}, {name}, {change}, {name})", f"({name} + 0, {change}, {name})",
            f"`${{{name}}} ${{{change}}} ${{{name}}}`", f"#{{ a: {name}, b: {change} }}.a",
            f"Some({name}).map(|x| x + 1).unwrap_or({change})", f"{name} < {change}"))
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
        type_: Type = self.random.choice((("vec", INT), STR, ("opt", ("vec", INT)), ("tup", (INT, STR))))
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
        self.emit(f'println!("{{}} {{}}", {function}({self.expr(item, 1)}), {function}({self.expr(item, 0)}));')

    def counted_closure(self, depth: int) -> None:
        """A closure whose body is statements, writing to a vec outside."""
        self.serial += 1
        log, function = f"log{self.serial}", f"count{self.serial}"
        self.emit(f"let {log} = [];")
        self.emit(f"let {function} = |step| {{")

        def write() -> str:
            self.declare("step", INT)
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

    # Output

    def show(self) -> None:
        """`println!` of one to three values."""
        if self.chance(0.25):
            self.emit(self.formatted("println!", 2) + ";")
            return
        found = [v for v in self.visible() if printable(v.type)]
        values = []
        for _ in range(self.random.randint(1, 3)):
            if found and self.chance(0.35):
                values.append(self.random.choice(found).name)
            else:
                values.append(self.expr(self.ready_type(2), self.random.choice((1, 2, 3))))
        self.emit(f'println!("{" ".join(["{:?}"] * len(values))}", {", ".join(values)});')

    def show_native(self) -> None:
        """The result of a native, each as likely as any other."""
        for _ in range(6):
            row = self.random.choice(NATIVES)
            if row.writes or not self.row_allowed(row):
                continue
            text = self.use_row(row, None, 2)
            if text is None or row.head in ("dict", "range", "deque"):
                continue
            if row.head in ("iter", "biter", "diter"):
                text = f"{grouped(text)}.take(5).collect::<Vec>()"
            self.emit(f'println!("{{:?}}", {text});')
            return None
        return self.show()

    def debug(self) -> None:
        """`dbg!` of a value."""
        self.emit(f"dbg!({self.expr(self.ready_type(1), 2)});")

    def show_state(self) -> None:
        """The access state of a local."""
        found = [v for v in self.visible() if v.type[0] in ("vec", "str", "tup", "opt", "struct", "obj", "dict")]
        if not found:
            return self.show()
        name = self.random.choice(found).name
        self.emit(f'println!("{{:?}} {{}} {{}}", std::mem::snapshot({name}), is_readable({name}), is_writable({name}));')
        return None

    def show_record(self, var: Var) -> None:
        """What is in a local whose debug text has no fixed order."""
        if var.type[0] == "dict":
            self.emit(f'println!("{{:?}}", sorted_keys({var.name}));')
            return
        names = ", ".join(f"{var.name}.{name}" for name, field in var.type[1] if printable(field))
        if names:
            self.emit(f'println!("{" ".join(["{:?}"] * len(names.split(", ")))}", {names});')

    def check(self) -> None:
        """An assertion that holds, most of the time."""
        way = self.random.choice(("assert", "eq", "ne", "message"))
        self.used[f"assert {way}"] += 1
        found = [v for v in self.visible() if printable(v.type) and v.type[0] in ("int", "str", "vec", "bool", "opt")]
        if not found:
            return self.show()
        var = self.random.choice(found)
        if way == "assert":
            self.emit(f"assert!({self.expr(BOOL, 1)} || true);")
        elif way == "message":
            self.emit(f'assert!(is_readable({var.name}) || !is_readable({var.name}), "state of {{}}", 1);')
        elif way == "ne":
            self.emit(f"assert_ne!({grouped(self.expr(INT, 1))}.min(5), 6);")
        else:
            self.emit(f"assert_eq!({var.name}, clone({var.name}));")
        return None

    def discard(self) -> None:
        """An expression whose value is not used, or bound to the wildcard."""
        text = self.native(self.ready_type(1), 2)
        if text is None:
            return self.show()
        if self.chance(0.5) and text[0].isalpha() and not any(f" {o} " in text for o in ("&&", "||", "==", "<", ">")):
            self.emit(f"{text};")
        else:
            self.emit(f"let _ = {text};")
        return None

    def write_native(self) -> None:
        """A native that writes to its receiver."""
        for _ in range(6):
            row = self.random.choices(WRITERS, [r.weight for r in WRITERS])[0]
            if not self.row_allowed(row):
                continue
            text = self.use_row(row, None, 1 if self.place.loops or self.place.bodies else 2)
            if text is None:
                continue
            if row.head != "unit" and self.chance(0.6):
                self.serial += 1
                if self.chance(0.7) and row.head in ("opt", "str", "u64"):
                    self.emit(f'println!("{{:?}}", {text});')
                else:
                    self.emit(f"let _ = {text};")
            else:
                self.emit(f"{text};")
            return None
        return self.show()

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
        subject: Type = self.random.choice((("opt", self.ready_type(1)), ("res", self.ready_type(1)),
                                            self.ready_type(2)))
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
        way = choose(("range", "range", "vec", "vec", "iter", "gen", "chars", "tuple", "option", "enumerate",
                      "inclusive"))
        self.used[f"for over {way}"] += 1
        locked: tuple[str, ...] = ()
        item: Type = INT
        if way == "range":
            source = f"{self.random.randint(0, 2)}..{self.random.randint(1, 4)}"
        elif way == "inclusive":
            source = f"{self.random.randint(0, 2)}..={self.random.randint(1, 3)}"
        elif way == "chars":
            item, source = CHAR, f"{grouped(self.expr(STR, 1))}.chars().take(4)"
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
            source = f"{grouped(self.expr(('iter', item), 2))}.take(5)" if way == "iter" else \
                f"{grouped(self.expr(('gen', item), 1))}.iter().take(4)"
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

    # Iterators, generators, futures

    def let_iterator(self) -> None:
        """An iterator in a local: its source is borrowed from here on."""
        found = [v for v in self.visible() if v.type[0] == "vec" and v.assignable]
        if found and self.chance(0.7):
            var = self.random.choice(found)
            if not self.chance(self.risk):
                var.locked = True
            type_: Type = ("diter", var.type[1])
            text = f"{var.name}.iter()"
            if self.chance(0.4):
                result = self.ready_type(1)
                text += f".map({self.closure(('fn', (var.type[1],), result), 1)})"
                type_ = ("diter", result)
        else:
            type_ = (self.random.choice(("iter", "biter", "diter")), self.ready_type(1))
            text = self.expr(type_, 2)
        self.serial += 1
        name = f"iter{self.serial}"
        self.emit(f"let {name} = {text};")
        self.declare(name, type_, assignable=False)

    def use_iterator(self) -> None:
        """Steps of an iterator held in a local."""
        found = [v for v in self.visible() if v.type[0] in ("iter", "biter", "diter")]
        if not found:
            return self.let_iterator()
        var = self.random.choice(found)
        steps = ["next()", "next()", "nth(1)", "size_hint()"]
        if var.type[0] != "iter":
            steps += ["next_back()", "nth_back(1)"]
        if self.chance(0.3):
            self.emit(f'println!("{{:?}}", {var.name}.take(2).collect::<Vec>());')
        elif self.chance(0.2):
            self.emit(f"for item in {var.name} {{")
            self.emit('    println!("{:?}", item);')
            if self.chance(0.5):
                self.emit("    break;")
            self.emit("}")
        else:
            chosen = self.random.sample(steps, 2)
            self.emit(f'println!("{{:?}} {{:?}}", {var.name}.{chosen[0]}, {var.name}.{chosen[1]});')
        return None

    def use_generator(self) -> None:
        """A generator driven by hand."""
        item = self.ready_type(1)
        self.serial += 1
        name = f"gen{self.serial}"
        self.emit(f"let {name} = {self.borrower(('gen', item), 1)};")
        self.emit(f'println!("{{:?}} {{:?}}", {name}.next(), {name});')
        if self.chance(0.3):
            self.used["generator clone"] += 1
            self.emit(f"let twin{name} = {name}.clone();")
            self.emit(f'println!("{{:?}} {{:?}}", twin{name}.next(), {name}.next());')
        if self.chance(0.5):
            self.emit(f'println!("{{:?}} {{}}", {name}.iter().collect::<Vec>(), is_readable({name}));')

    def use_resume(self) -> None:
        """A generator that is resumed with values."""
        self.serial += 1
        name = f"gen{self.serial}"
        first, second = self.expr(INT, 1), self.expr(INT, 1)
        text = self.random.choice((
            "let got = yield start; let more = yield got + 1; (got, more)",
            "let total = start; while total < 100 { total += (yield total); total += 50; } total",
            "let got = yield (start, 1); match got { 0 => yield 0, n => yield n + start }"))
        self.emit(f"let {name} = (|start| {{ {text} }})({first});" if "total" not in text else
                  f"let {name} = (|start| {{ {text.replace(' total }', ' clone(total) }')} }})({first});")
        if " total" in text and text.endswith(" total"):
            self.lines[-1] = self.lines[-1].replace("} total })", "} total + 0 })")
        self.emit(f'println!("{{:?}}", {name}.resume(()));')
        self.emit(f"if let std::ops::GeneratorState::Yielded(value) = {name}.resume({second}) {{")
        self.emit(f'    println!("{{:?}} {{:?}}", value, {name});')
        self.emit("}")

    def let_future(self) -> None:
        """A future in a local, awaited later, perhaps twice."""
        item = self.ready_type(1)
        self.serial += 1
        name = f"future{self.serial}"
        state = self.inner(lambda: f"async {self.branch(item, 2)}", True)
        self.emit(f"let {name} = {state};")
        self.emit(f'println!("{{}}", is_readable({name}));')
        self.emit(f'println!("{{:?}} {{}}", {name}.await, is_readable({name}));')
        if self.chance(self.risk * 0.3):
            self.emit(f"{name}.await;")

    def join(self) -> None:
        """`std::future::join` over a vec or a tuple."""
        item = self.ready_type(1)
        parts = [self.inner(lambda: f"async {self.branch(item, 1)}", True) for _ in range(2)]
        opening, closing = self.random.choice((("[", "]"), ("(", ")")))
        self.emit(f'println!("{{:?}}", std::future::join({opening}{", ".join(parts)}{closing}).await);')

    def select_statement(self) -> None:
        """A `select` as a statement."""
        self.emit(f'println!("{{:?}}", {self.select(self.ready_type(1), 1)});')

    def use_stream(self) -> None:
        """A stream read to its end."""
        made = [f for f in self.functions if f.kind == "stream"]
        if not made:
            return self.let_future()
        function = self.random.choice(made)
        self.serial += 1
        name = f"stream{self.serial}"
        arguments = ", ".join(self.expr(t, 1) for t in function.arguments)
        self.emit(f"let {name} = {function.name}({arguments});")
        self.emit(f'println!("{{:?}}", {name}.next().await);')
        self.emit(f"while let Some(item) = {name}.next().await {{")
        self.emit('    println!("{:?}", item);')
        self.emit("}")
        self.emit(f'println!("{{:?}}", {name});')
        return None


def depth_wanted(write) -> bool:  # noqa: ANN001
    """Whether a statement form is told how deep it may nest."""
    return "depth" in write.__code__.co_varnames[:write.__code__.co_argcount]
