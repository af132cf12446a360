"""Statements about what holds borrows or waits: iterators, generators, futures, streams."""

from __future__ import annotations

from tests.differential.output import OutputForms
from tests.differential.rune_types import INT, STR, Type


class SuspendedForms(OutputForms):
    """Writes the use of iterators, generators, futures and streams."""

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
            self.emit(
                f'println!("{{:?}} {{}}", {name}.iter().collect::<Vec>(), is_readable({name}));'
            )

    def use_resume(self) -> None:
        """A generator that is resumed with values."""
        self.serial += 1
        name = f"gen{self.serial}"
        first, second = self.expr(INT, 1), self.expr(INT, 1)
        text = self.random.choice(
            (
                "let got = yield start; let more = yield got + 1; (got, more)",
                "let total = start; "
                "while total < 100 { total += (yield total); total += 50; } total + 0",
                "let got = yield (start, 1); match got { 0 => yield 0, n => yield n + start }",
                "(start, [yield start, (yield 2, start)])",
                "let v = [start]; [v.iter(), yield v.len(), v.pop()].len()",
                "`${start} ${yield [start]} ${start + 0}`",
            )
        )
        self.emit(f"let {name} = (|start| {{ {text} }})({first});")
        self.emit(f'println!("{{:?}}", {name}.resume(()));')
        if self.chance(0.4):
            self.used["clone of a started generator"] += 1
            self.emit(f'println!("{{:?}}", {name}.clone().resume({self.expr(INT, 0)}));')
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
        self.emit(
            f'println!("{{:?}}", std::future::join({opening}{", ".join(parts)}{closing}).await);'
        )

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
        if self.chance(0.4):
            self.used["stream clone"] += 1
            self.emit(f"let twin_{name} = {name}.clone();")
            self.emit(f'println!("{{:?}}", twin_{name}.next().await);')
        resumed = self.chance(0.5)
        self.used["stream resumed"] += resumed
        step = f"resume({self.expr(INT, 0)})" if resumed else "next()"
        self.emit(f'println!("{{:?}}", {name}.{step}.await);')
        if resumed and self.chance(0.5):
            self.emit(f"let state_{name} = {name}.resume({self.expr(STR, 0)}).await;")
            self.emit(f'println!("{{:?}}", state_{name});')
        self.emit(f"while let Some(item) = {name}.next().await {{")
        self.emit('    println!("{:?}", item);')
        self.emit("}")
        self.emit(f'println!("{{:?}}", {name});')
        return None
