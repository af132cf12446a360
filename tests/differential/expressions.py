"""Expressions of a wanted type: literals, operators, natives, calls, control flow."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.differential import literals
from tests.differential.literals import grouped, head
from tests.differential.natives import BY_HEAD, Native
from tests.differential.operators import Operators
from tests.differential.patterns import Bindings
from tests.differential.rune_types import (
    BOOL,
    HOLDS_BORROW,
    INT,
    STANDS_FOR,
    STR,
    Type,
    choose_for,
    substitute,
    unify,
    variables,
)
from tests.differential.scope import Function, Place, Struct

NAME = re.compile(r"[a-z_]\w*")
BARE = re.compile(r"\(*[a-z_]\w*\)*")
BORROWERS = ("iter", "biter", "diter", "gen")


def lent(text: str, type_: Type | str) -> str:
    """The source of an iterator: a copy, if others may hold it, since the reference may keep the
    iterator, and with it a borrow, in a register that nothing uses any more.
    """
    if isinstance(type_, str) or type_[0] in (*BORROWERS, "range") or text[0] in '["':
        return text
    return f"clone({text})"


def bracketed(text: str) -> str:
    """The expression, in brackets where `break` and the like would not take it for their operand."""
    return f"({text})" if text.startswith(("match", "|", "move", "`", "const", "'")) else text


class Expressions(Operators):
    """Writes expressions."""

    def expr(self, type_: Type, depth: int) -> str:
        """An expression of a type, nested at most so deep."""
        kind = type_[0]
        if kind in BORROWERS:
            return self.native(type_, max(depth, 1)) or self.literal(type_, depth)
        if kind == "fn":
            return self.function_value(type_, depth)
        if depth <= 0:
            return self.leaf(type_, depth)
        roll = self.random.random()
        made = None
        if roll < 0.14:
            return self.leaf(type_, depth)
        if roll < 0.48:
            made = self.native(type_, depth)
        elif roll < 0.66:
            made = self.operation(type_, depth)
        elif roll < 0.78:
            made = self.call(type_, depth)
        elif roll < 0.86:
            made = self.reach(type_)
        elif roll < 0.96:
            made = self.control(type_, depth)
        return made or self.native_or_literal(type_, depth)

    def native_or_literal(self, type_: Type, depth: int) -> str:
        """The way out when the form that was drawn cannot give the type."""
        if self.chance(0.4):
            return self.native(type_, depth) or self.literal(type_, depth)
        return self.literal(type_, depth)

    def leaf(self, type_: Type, depth: int) -> str:
        """A local, a constant, a static or a literal."""
        found = self.candidates(type_, {})
        if found and self.chance(0.75):
            return self.random.choice(found).name
        named = [v.name for v in (*self.consts, *self.statics) if v.type == type_]
        if named and self.chance(0.35):
            self.used["const or static"] += 1
            return self.random.choice(named)
        return self.literal(type_, min(depth, 1))

    # Literals and constructors

    def literal(self, type_: Type, depth: int) -> str:
        """A literal or constructor of a type."""
        choose = self.random.choice
        kind = type_[0]
        simple = {
            "int": literals.INTS,
            "float": literals.FLOATS,
            "u64": literals.U64S,
            "char": literals.CHARS,
            "str": literals.STRINGS,
            "bytes": literals.BYTE_STRINGS,
            "bool": ("true", "false"),
            "unit": ("()",),
            "ord": ("Ordering::Less", "Ordering::Equal", "Ordering::Greater"),
        }
        if kind in simple:
            self.used[f"literal {kind}"] += 1
            return str(choose(simple[kind]))
        self.used[f"literal {kind}"] += 1
        below = depth - 1
        if kind == "vec":
            count = self.random.choice((0, 1, 2, 2, 3, 3, 4))
            return f"[{', '.join(self.expr(type_[1], below) for _ in range(count))}]"
        if kind == "tup":
            parts = [self.expr(part, below) for part in type_[1]]
            return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
        if kind == "opt":
            return "None" if self.chance(0.25) else f"Some({self.expr(type_[1], below)})"
        if kind == "res":
            return (
                f"Err({self.expr(STR, 0)})"
                if self.chance(0.25)
                else f"Ok({self.expr(type_[1], below)})"
            )
        if kind == "obj":
            return f"#{{ {', '.join(f'{n}: {self.expr(t, below)}' for n, t in type_[1])} }}"
        if kind == "dict":
            keys = self.random.sample(("a", "b", "key", "other", "x y"), self.random.randint(0, 3))
            parts = [f'"{k}": {self.expr(type_[1], below)}' for k in keys]
            return f"#{{ {', '.join(parts)} }}" if parts else "#{}"
        if kind == "range":
            return f"{self.random.randint(0, 3)}..{self.random.randint(2, 6)}"
        if kind == "deque":
            items = ", ".join(self.expr(type_[1], below) for _ in range(self.random.randint(1, 3)))
            return f"std::collections::VecDeque::from::<Vec>([{items}])"
        if kind == "map":
            keys = self.random.sample(("a", "b", "key", "other", "x y"), self.random.randint(1, 3))
            items = ", ".join(f'("{k}", {self.expr(type_[1], below)})' for k in keys)
            return f"std::collections::HashMap::from_iter([{items}])"
        if kind == "set":
            items = ", ".join(self.expr(type_[1], below) for _ in range(self.random.randint(1, 4)))
            return f"std::collections::HashSet::from_iter([{items}])"
        if kind == "rng":
            return f"rand::{choose(('SmallRng', 'StdRng'))}::seed_from_u64({self.random.randint(0, 99)}u64)"
        if kind == "struct":
            return self.construct(type_[1], self.structs[type_[1]], below)
        if kind == "enum":
            variant = choose(self.enums[type_[1]].variants)
            return self.construct(f"{type_[1]}::{variant.name}", variant, below)
        return self.borrower(type_, below)

    def construct(self, path: str, struct: Struct, depth: int) -> str:
        """A struct or variant from its fields."""
        if struct.kind == "unit":
            return path
        if struct.kind == "tuple":
            return f"{path}({', '.join(self.expr(t, depth) for _, t in struct.fields)})"
        fields = [f"{n}: {self.expr(t, depth)}" for n, t in struct.fields]
        if self.chance(0.3):
            self.random.shuffle(fields)
        return f"{path} {{ {', '.join(fields)} }}"

    def borrower(self, type_: Type, depth: int) -> str:
        """An iterator or generator from scratch."""
        kind, item = type_[0], type_[1]
        if kind == "gen":
            made = [f for f in self.functions if f.kind == "gen" and f.result == item]
            if made and self.chance(0.8):
                return self.apply(self.random.choice(made), depth)
            self.used["generator closure"] += 1
            return self.inner(
                lambda: (
                    f"(|| {{ yield {self.operand(item, depth)}; "
                    f"yield {self.operand(item, 0)}; }})()"
                )
            )
        return f"[{self.expr(item, depth)}, {self.expr(item, 0)}].iter()"

    # Natives

    def native(self, type_: Type, depth: int) -> str | None:
        """A native whose result is of the type."""
        kind = type_[0]
        rows: list[Native] = []
        for name in STANDS_FOR.get(kind, (kind,)):
            rows += BY_HEAD.get(name, ())
        if kind not in BORROWERS:
            rows = rows + BY_HEAD["var"] * (1 if len(rows) > 12 else 2)
        usable = [r for r in rows if self.row_allowed(r)]
        for _ in range(4):
            if not usable:
                return None
            row = self.random.choices(usable, [r.weight for r in usable])[0]
            made = self.use_row(row, type_, depth)
            if made is not None:
                return made
        return None

    def row_allowed(self, row: Native) -> bool:
        """Whether a row may be used here."""
        if row.risk and not self.chance(self.risk):
            return False
        return not (row.grow and (self.place.loops or self.place.bodies))

    def use_row(self, row: Native, type_: Type | None, depth: int) -> str | None:
        """Fill the holes of a row; None if it cannot give the type here."""
        bound: dict[str, Type] = {}
        if type_ is not None and not unify(row.result, type_, bound):
            return None
        texts: list[str] = []
        fixed: dict[int, str] = {}
        for index, piece in enumerate(row.pieces):
            if not isinstance(piece, tuple) or isinstance(piece[1], str):
                continue
            mark, pattern = piece[0], piece[1]
            assert isinstance(pattern, tuple)
            if mark == "!":
                found = self.candidates(pattern, bound, write=True)
                if not found:
                    return None
            elif index == 1 and pattern[0] not in HOLDS_BORROW:
                found = self.candidates(pattern, bound) if self.chance(0.65) else []
            else:
                found = []
            if found:
                var = self.random.choice(found)
                unify(pattern, var.type, bound)
                fixed[index] = var.name
            for name in sorted(variables(pattern)):
                if name not in bound:
                    bound[name] = choose_for(self.random, name, 1)
        saved = self.avoided
        if row.writes and not self.chance(0.03):
            self.avoided = next((n for i, n in fixed.items() if row.pieces[i][0] == "!"), saved)
        for index, piece in enumerate(row.pieces):
            if isinstance(piece, str):
                texts.append(piece)
                continue
            after = row.pieces[index + 1] if index + 1 < len(row.pieces) else ""
            before = row.pieces[index - 1]
            text = fixed.get(index) or self.fill(piece, bound, depth)
            if index == 1 and row.head in BORROWERS:
                text = lent(text, piece[1])
            if self.binds(str(before), str(after)):
                text = grouped(text)
            texts.append(text)
        self.avoided = saved
        for name in row.names:
            self.used[f"native {name}"] += 1
        return "".join(texts)

    def binds(self, before: str, after: str) -> bool:
        """Whether the text around a hole binds as tight as an operator."""
        return (
            after[:1] in (".", "[", " ")
            or (before[-1:] == " " and not before.endswith(", "))
            or before.endswith("..")
        )

    def fill(self, piece: tuple[str, Type | str], bound: dict[str, Type], depth: int) -> str:
        """The text of one hole."""
        pattern = piece[1]
        if isinstance(pattern, str):
            if pattern in literals.TEXTS:
                return self.random.choice(literals.TEXTS[pattern])
            kind, low, high = pattern.split()
            value = self.random.randint(int(low), int(high))
            return f"{value}.5" if kind == "float" else str(value)
        wanted = substitute(pattern, bound)
        if wanted[0] == "fn":
            return self.closure(wanted, depth - 1)
        return self.expr(wanted, depth - 1)

    # Calls and functions

    def call(self, type_: Type, depth: int) -> str | None:
        """A call of one of the program's own functions, methods or closures, or a `?`."""
        ways: list[str] = []
        below = depth - 1
        functions = [
            f
            for f in self.functions
            if f.result == type_
            and (f.kind == "plain" or (f.kind == "async" and self.place.asynchronous))
        ]
        if functions:
            ways += ["function"] * 3
        closures = [v for v in self.visible() if v.type[0] == "fn" and v.type[2] == type_]
        if closures:
            ways += ["closure"] * 2
        methods = self.methods_for(type_)
        if methods:
            ways += ["method"] * 2
        if self.place.tries:
            ways.append("try")
        if type_ == INT and self.const_functions:
            ways.append("const")
        if not ways:
            return None
        way = self.random.choice(ways)
        self.used[f"call {way}"] += 1
        if way == "function":
            return self.apply(self.random.choice(functions), below)
        if way == "closure":
            var = self.random.choice(closures)
            return f"{var.name}({', '.join(self.expr(t, below) for t in var.type[1])})"
        if way == "method":
            owner, name, arguments = self.random.choice(methods)
            receiver = self.random.choice(self.candidates(owner, {}) or [None])
            text = receiver.name if receiver else grouped(self.literal(owner, below))
            return f"{text}.{name}({', '.join(self.expr(t, below) for t in arguments)})"
        if way == "const":
            name, count = self.random.choice(self.const_functions)
            return f"{name}({', '.join(str(self.random.randint(0, 9)) for _ in range(count))})"
        return f"{grouped(self.expr((self.place.tries, type_), below))}?"

    def methods_for(self, type_: Type) -> list[tuple[Type, str, tuple[Type, ...]]]:
        """The methods of the program's types that give a type."""
        found: list[tuple[Type, str, tuple[Type, ...]]] = []
        for struct in self.structs.values():
            found += [(("struct", struct.name), n, a) for n, a, r in struct.methods if r == type_]
        for enum in self.enums.values():
            found += [(("enum", enum.name), n, a) for n, a, r in enum.methods if r == type_]
        return found

    def apply(self, function: Function, depth: int) -> str:
        """A call of a function item; an async one is awaited."""
        text = f"{function.name}({', '.join(self.expr(t, depth) for t in function.arguments)})"
        if function.kind == "async":
            self.used["await"] += 1
            return f"{text}.await"
        return text

    def function_value(self, type_: Type, depth: int) -> str:
        """A function of a type: an item by name, or a closure."""
        found = [
            f.name
            for f in self.functions
            if f.kind == "plain" and f.arguments == type_[1] and f.result == type_[2]
        ]
        if found and self.chance(0.4):
            self.used["function as value"] += 1
            return self.random.choice(found)
        return self.closure(type_, depth)

    def inner(self, write: Callable[[], str], asynchronous: bool = False) -> str:
        """Write something in a body of its own: no `?`, no `.await`, nothing captured that holds a
        borrow."""
        saved_place, saved_vars = self.place, self.vars
        self.place = Place(asynchronous, bodies=saved_place.bodies + 1)
        self.vars = [
            v
            for v in saved_vars
            if v.type[0] not in BORROWERS and v.type[0] not in ("future", "stream")
        ]
        try:
            return str(write())
        finally:
            self.place, self.vars = saved_place, saved_vars

    def closure(self, type_: Type, depth: int) -> str:
        """A closure of a type."""
        self.used["closure"] += 1

        def write() -> str:
            names = []
            for argument in type_[1]:
                bindings: Bindings = []
                if argument[0] == "tup" and self.chance(0.5):
                    self.used["closure pattern"] += 1
                    names.append(self.parameter(argument, bindings, 1))
                else:
                    names.append(self.name_pattern(argument, bindings))
                for name, bound in bindings:
                    self.declare(name, bound)
            head_text = f"|{', '.join(names)}|" if names else "||"
            if self.chance(0.2):
                self.used["closure with block"] += 1
                return f"{head_text} {self.block(type_[2], depth)}"
            return f"{head_text} {self.expr(type_[2], depth)}"

        return self.inner(write)

    def parameter(self, type_: Type, bindings: Bindings, depth: int) -> str:
        """A parameter that is a pattern; the reference gets wildcards wrong there."""
        saved, self.wildcards = self.wildcards, False
        text = self.pattern(type_, bindings, depth, True)
        self.wildcards = saved
        return text

    def reach(self, type_: Type) -> str | None:
        """A field or element of a local."""
        found = []
        for var in self.visible():
            kind = var.type[0]
            if kind in ("obj", "struct"):
                fields = var.type[1] if kind == "obj" else self.structs[var.type[1]].fields
                for index, (name, field) in enumerate(fields):
                    if field == type_:
                        tuple_like = kind == "struct" and self.structs[var.type[1]].kind == "tuple"
                        found.append(f"{var.name}.{index if tuple_like else name}")
                        if not tuple_like and self.chance(0.3):
                            found.append(f'{var.name}["{name}"]')
            elif kind == "tup":
                for index, part in enumerate(var.type[1]):
                    if part == type_:
                        found.append(
                            f"{var.name}.{index}" if self.chance(0.7) else f"{var.name}[{index}]"
                        )
        if not found:
            return None
        self.used["field"] += 1
        return self.random.choice(found)

    # Control flow as a value

    def tail(self, type_: Type, depth: int) -> str:
        """What a block or arm ends in: no bare local that the block itself declared.

        In most places the reference frees such a local before it reads it, and lets what stands
        in the other branches, or before, write to a local of the outside.
        """
        text = self.expr(type_, depth)
        if BARE.fullmatch(text) and text.strip("()") not in ("true", "false"):
            name = text.strip("()")
            if any(v.name == name for v in self.vars):
                return f"clone({name})" if type_[0] not in ("range", "deque", "rng") else self.literal(type_, 1)
        return self.ending(text)

    def ending(self, text: str) -> str:
        """What may end a block after a block-like statement, where an operator would go on with
        that statement."""
        return f"({text})" if text[0] in "-|&*.!" or text.startswith("const") else text

    def enter(self) -> int:
        """Begin a block expression."""
        return len(self.vars)

    def leave(self, state: int) -> None:
        """End a block expression."""
        del self.vars[state:]

    def block(self, type_: Type, depth: int) -> str:
        """`{ let a = …; tail }`."""
        self.used["block"] += 1
        state = self.enter()
        parts = []
        for _ in range(self.random.randint(1, 2)):
            item = self.ready_type(1)
            value = self.expr(item, depth - 1)
            name = self.fresh(item)
            parts.append(f"let {name} = {value};")
            self.declare(name, item)
        parts.append(self.tail(type_, depth - 1))
        self.leave(state)
        return f"{{ {' '.join(parts)} }}"

    def branch(self, type_: Type, depth: int) -> str:
        """`{ tail }`."""
        state = self.enter()
        text = self.tail(type_, depth)
        self.leave(state)
        return f"{{ {text} }}"

    def control(self, type_: Type, depth: int) -> str | None:
        """A control-flow construct with a value."""
        below = depth - 1
        ways = ["if", "if", "match", "match", "block", "loop", "closure", "label", "iflet"]
        if self.place.asynchronous:
            ways += ["async", "select"]
        if type_ == INT:
            ways.append("const")
        if any(v.type == INT and v.assignable for v in self.visible()) and type_ == INT:
            ways.append("assign")
        way = self.random.choice(ways)
        self.used[f"value of {way}"] += 1
        if way == "if":
            middle = (
                f"else if {head(self.expr(BOOL, 1))} {self.branch(type_, below)} "
                if self.chance(0.2)
                else ""
            )
            return (
                f"if {head(self.expr(BOOL, below))} {self.branch(type_, below)} {middle}else "
                f"{self.branch(type_, below)}"
            )
        if way == "match":
            return self.match(type_, below)
        if way == "block":
            return self.block(type_, depth)
        if way == "iflet":
            return self.if_let(type_, below)
        if way == "loop":
            return f"loop {{ break {grouped(self.operand(type_, below))}; }}"
        if way == "closure":
            return self.called_closure(type_, below)
        if way == "label":
            self.serial += 1
            label = f"'b{self.serial}"
            state = self.enter()
            text = (
                f"{label}: {{ if {head(self.expr(BOOL, 1))} {{ break {label} "
                f"{bracketed(grouped(self.tail(type_, below)))}; }} {self.tail(type_, below)} }}"
            )
            self.leave(state)
            return text
        if way == "const":
            operator = self.random.choice("+-*")
            left, right = self.random.randint(0, 20), self.random.randint(1, 9)
            return f"const {{ {left} {operator} {right} }}"
        if way == "assign":
            var = self.random.choice([v for v in self.visible() if v.type == INT and v.assignable])
            return f"{{ {var.name} = {self.expr(INT, 1)}; {var.name} + 0 }}"
        if way == "async":
            self.used["await"] += 1
            text = self.inner(lambda: f"async {self.branch(type_, below)}", True)
            return f"{text}.await" if self.chance(0.5) else f"({text}).await"
        return self.select(type_, below)

    def operand(self, type_: Type, depth: int) -> str:
        """An operand of `break`, `return` or `yield`: in brackets where it would not be taken for
        one."""
        return bracketed(self.expr(type_, depth))

    def match(self, type_: Type, depth: int) -> str:
        """A `match` whose last arm takes everything."""
        subject = self.ready_type(2)
        text = head(self.expr(subject, depth))
        arms = []
        for _ in range(self.random.randint(1, 3)):
            state = self.enter()
            bindings: Bindings = []
            pattern = self.pattern(subject, bindings)
            for name, bound in bindings:
                self.declare(name, bound)
            guard = ""
            if self.chance(0.25):
                self.used["guard"] += 1
                guard = f" if {head(self.expr(BOOL, 1))}"
            arms.append(f"{pattern}{guard} => {self.arm(type_, depth)}")
            self.leave(state)
        state = self.enter()
        arms.append(f"_ => {self.arm(type_, depth)}")
        self.leave(state)
        return f"match {text} {{ {', '.join(arms)} }}"

    def arm(self, type_: Type, depth: int) -> str:
        """The body of an arm."""
        text = self.tail(type_, depth)
        return f"({text})" if text.startswith("{") and self.chance(0.3) else text

    def if_let(self, type_: Type, depth: int) -> str:
        """`if let … {} else {}`."""
        subject = self.random.choice(
            (("opt", self.ready_type(1)), ("res", self.ready_type(1)), self.ready_type(2))
        )
        text = head(self.expr(subject, depth))
        state = self.enter()
        bindings: Bindings = []
        pattern = self.pattern(subject, bindings)
        for name, bound in bindings:
            self.declare(name, bound)
        body = self.branch(type_, depth)
        self.leave(state)
        pattern = "1" if pattern == "-1" else pattern
        return f"if let {pattern} = {text} {body} else {self.branch(type_, depth)}"

    def called_closure(self, type_: Type, depth: int) -> str:
        """A closure called where it is written."""
        arguments = tuple(self.ready_type(1) for _ in range(self.random.randint(0, 2)))
        values = ", ".join(self.expr(t, depth) for t in arguments)
        return f"({self.closure(('fn', arguments, type_), depth)})({values})"

    def future(self, item: Type, depth: int) -> str:
        """An async block."""
        return self.inner(lambda: f"async {self.branch(item, depth)}", True)

    def select(self, type_: Type, depth: int) -> str:
        """A `select` over two futures."""
        self.used["select"] += 1
        arms = []
        for _ in range(2):
            item = self.ready_type(1)
            future = self.future(item, depth)
            state = self.enter()
            bindings: Bindings = []
            saved, self.wildcards = self.wildcards, False
            pattern = self.pattern(item, bindings, 1)
            self.wildcards = saved
            for name, bound in bindings:
                self.declare(name, bound)
            pattern = "1" if pattern == "-1" else pattern
            arms.append(f"{pattern} = {future} => {self.tail(type_, depth)}")
            self.leave(state)
        state = self.enter()
        arms.append(f"default => {self.tail(type_, depth)}")
        self.leave(state)
        return f"select {{ {', '.join(arms)} }}"
