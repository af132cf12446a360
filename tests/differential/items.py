"""Items: constants, statics, structs, enums, impl blocks, functions of every kind, modules,
imports.
"""

from __future__ import annotations

from tests.differential import literals
from tests.differential.patterns import Bindings
from tests.differential.rune_types import BOOL, CHAR, INT, STR, Type
from tests.differential.scope import Enum, Function, Place, Struct, Var
from tests.differential.statements import Statements

FIELD_NAMES = ("a", "b", "left", "size", "name", "items")


class Items(Statements):
    """Writes items."""

    def fields(self, kind: str) -> list[tuple[str, Type]]:
        """The fields of a struct or variant."""
        if kind == "unit":
            return []
        count = self.random.randint(1, 3)
        return [(name, self.data_type(1)) for name in self.random.sample(FIELD_NAMES, count)]

    def shape(self, struct: Struct) -> str:
        """The declaration of a struct or variant without its keyword."""
        names = ", ".join(name for name, _ in struct.fields)
        if struct.kind == "tuple":
            return f"{struct.name}({names})"
        return f"{struct.name} {{ {names} }}" if struct.kind == "named" else struct.name

    def structs_and_enums(self) -> None:
        """One to three structs and up to two enums, with their methods."""
        made_structs, made_enums = [], []
        for index in range(self.random.randint(1, 3)):
            kind = self.random.choice(("named", "named", "tuple", "unit"))
            struct = Struct(("Point", "Pair", "Mark")[index], kind, self.fields(kind))
            self.used[f"struct {kind}"] += 1
            self.emit(f"struct {self.shape(struct)}{'' if kind == 'named' else ';'}")
            made_structs.append(struct)
        for index in range(self.random.randint(0, 2)):
            variants = []
            for name in self.random.sample(
                ("Empty", "One", "Two", "Rest"), self.random.randint(2, 4)
            ):
                kind = self.random.choice(("unit", "tuple", "named"))
                variants.append(Struct(name, kind, self.fields(kind)))
                self.used[f"variant {kind}"] += 1
            enum = Enum(("Shape", "Event")[index], variants)
            self.emit(f"enum {enum.name} {{ {', '.join(self.shape(v) for v in variants)} }}")
            made_enums.append(enum)
        for struct in made_structs:
            self.structs[struct.name] = struct
        for enum in made_enums:
            self.enums[enum.name] = enum

    def constants(self) -> None:
        """Constants, constant functions and statics."""
        for index in range(self.random.randint(1, 3)):
            name = ("LIMIT", "WORD", "STEP")[index]
            kind = self.random.choice(("int", "int", "str", "vec", "block", "char"))
            self.used[f"const {kind}"] += 1
            if kind == "int":
                self.emit(
                    f"const {name} = {self.random.randint(1, 20)} {self.random.choice('+-*')} "
                    f"{self.random.randint(1, 9)};"
                )
                self.consts.append(self.constant(name, INT))
            elif kind == "block":
                self.emit(
                    f"const {name} = {{ let x = {self.random.randint(1, 5)}; "
                    f"while x < {self.random.randint(10, 40)} "
                    f"{{ x += {self.random.randint(2, 7)}; }} x + 0 }};"
                )
                self.consts.append(self.constant(name, INT))
            elif kind == "vec":
                self.emit(
                    f"const {name} = [{self.random.randint(1, 9)}, {self.random.randint(1, 9)}];"
                )
                self.consts.append(self.constant(name, ("vec", INT)))
            elif kind == "char":
                self.emit(f"const {name} = {self.random.choice(literals.CHARS)};")
                self.consts.append(self.constant(name, CHAR))
            else:
                self.emit(f"const {name} = {self.random.choice(literals.STRINGS)};")
                self.consts.append(self.constant(name, STR))
        if self.chance(0.5):
            self.used["const fn"] += 1
            if self.chance(0.5):
                self.emit("const fn scaled(a, b) { a * b + 1 }")
            else:
                self.emit(
                    "const fn scaled(a, b) { let sum = a; "
                    "if a > b { sum += b; } else { sum = sum * 2; } sum }"
                )
            self.const_functions.append(("scaled", 2))
        for index in range(self.random.randint(0, 2)):
            name = ("TOTAL", "STATE")[index]
            type_: Type = self.random.choice((INT, INT, STR, ("vec", INT)))
            text = {"int": str(self.random.randint(0, 9)), "str": '"start"'}.get(type_[0], "[1, 2]")
            self.emit(f"static {name} = {text};")
            self.used[f"static {type_[0]}"] += 1
            self.statics.append(self.constant(name, type_))

    def constant(self, name: str, type_: Type) -> Var:
        """A variable that stands for an item; it is in no scope."""
        var = self.declare(name, type_, assignable=False)
        self.vars.pop()
        return var

    def function_items(self) -> None:
        """Functions of every kind; each calls only those written before it."""
        for index in range(self.random.randint(1, 3)):
            self.plain_function(f"f{index}")
        if self.chance(0.5):
            self.recursive_function()
        if self.chance(0.7):
            self.generator_function()
        if self.chance(0.6):
            self.async_function()
        if self.chance(0.4):
            self.stream_function()

    def parameters(self, types: tuple[Type, ...]) -> str:
        """The parameters of a function, declared; some are patterns."""
        names = []
        for type_ in types:
            bindings: Bindings = []
            if type_[0] in ("tup", "struct") and self.chance(0.4):
                self.used["parameter pattern"] += 1
                names.append(self.parameter(type_, bindings, 2))
            else:
                self.serial += 1
                names.append(f"a{self.serial}")
                bindings.append((names[-1], type_))
            for name, bound in bindings:
                self.declare(name, bound)
        return ", ".join(names)

    def function_types(self) -> tuple[tuple[Type, ...], Type]:
        """Argument types and result type of a function."""
        choices: list[Type] = [self.data_type(2) for _ in range(3)] + [INT, INT, STR]
        arguments = [self.random.choice(choices) for _ in range(self.random.randint(0, 3))]
        if self.chance(0.15):
            self.used["function argument"] += 1
            arguments.append(("fn", (INT,), INT))
        return tuple(arguments), self.random.choice(choices)

    def begin_body(self, place: Place) -> tuple[Place, list[Var]]:
        """Begin a function body: nothing of the outside is in scope but items."""
        saved = (self.place, self.vars)
        place.loops = 0
        self.place, self.vars = place, []
        return saved

    def end_body(self, saved: tuple[Place, list[Var]]) -> None:
        """End a function body."""
        self.place, self.vars = saved

    def plain_function(self, name: str, prefix: str = "") -> None:
        """A function with statements and a tail."""
        arguments, result = self.function_types()
        tries = ""
        if self.chance(0.35):
            tries = self.random.choice(("opt", "res"))
            result = (tries, result if result[0] not in ("opt", "res") else INT)
            self.used["function with ?"] += 1
        saved = self.begin_body(Place(tries=tries, result=result, bodies=1))
        self.emit(f"{prefix}fn {name}({self.parameters(arguments)}) {{")
        self.indent += 1
        for _ in range(self.random.randint(0, 3)):
            self.statement(1)
        text = self.expr(result, 2)
        self.emit(self.ending(text))
        self.indent -= 1
        self.emit("}")
        self.end_body(saved)
        self.functions.append(Function(name, arguments, result, "plain"))

    def recursive_function(self) -> None:
        """A recursion whose depth its first parameter bounds."""
        self.used["recursion"] += 1
        saved = self.begin_body(Place(bodies=1))
        self.declare("n", INT, assignable=False)
        self.declare("acc", INT)
        step = self.expr(INT, 2)
        self.end_body(saved)
        self.emit("fn descend(n, acc) {")
        self.emit("    if n <= 0 || n > 12 { return acc; }")
        self.emit(f"    descend(n - 1, (acc + ({step}) % 100) % 1000)")
        self.emit("}")
        self.functions.append(Function("descend", (INT, INT), INT, "plain"))

    def generator_function(self) -> None:
        """A generator."""
        item = self.data_type(1)
        self.used["generator function"] += 1
        saved = self.begin_body(Place(bodies=1))
        self.emit("fn produce(count) {")
        self.declare("count", INT)
        self.indent += 1
        if self.chance(0.5):
            self.statement(0)
        self.emit(f"yield {self.operand(item, 1)};")
        self.emit("for i in 0..(count.abs() % 4) {")
        self.declare("i", INT)
        self.place.loops += 1
        self.emit(f"    yield {self.operand(item, 1)};")
        self.place.loops -= 1
        self.emit("}")
        self.indent -= 1
        self.emit("}")
        self.end_body(saved)
        self.functions.append(Function("produce", (INT,), item, "gen"))

    def async_function(self) -> None:
        """An async function that may await."""
        item = self.data_type(1)
        self.used["async function"] += 1
        saved = self.begin_body(Place(asynchronous=True, bodies=1))
        arguments = (self.data_type(1),)
        self.emit(f"async fn fetch({self.parameters(arguments)}) {{")
        self.indent += 1
        self.statement(1)
        text = self.expr(item, 2)
        self.emit(self.ending(text))
        self.indent -= 1
        self.emit("}")
        self.end_body(saved)
        self.functions.append(Function("fetch", arguments, item, "async"))

    def stream_function(self) -> None:
        """An async generator."""
        item = self.data_type(1)
        self.used["stream function"] += 1
        saved = self.begin_body(Place(asynchronous=True, bodies=1))
        self.declare("count", INT)
        self.emit("async fn flow(count) {")
        self.emit(f"    let sent = yield {self.operand(item, 1)};")
        self.emit('    println!("sent {:?}", sent);')
        self.emit("    for i in 0..(count.abs() % 3) {")
        self.declare("i", INT)
        self.place.loops += 1
        if self.chance(0.5):
            self.used["operands that wait for a yield"] += 1
            self.emit(f"        let both = [i, {self.operand(item, 1)}, yield {self.operand(item, 1)}];")
            self.emit('        println!("{:?}", both[0]);')
        else:
            self.emit(f"        yield {self.operand(item, 1)};")
        self.emit("    }")
        self.emit("}")
        self.end_body(saved)
        self.functions.append(Function("flow", (INT,), item, "stream"))

    def impls(self) -> None:
        """Methods and associated functions of the program's types."""
        owners: list[Struct | Enum] = [*self.structs.values(), *self.enums.values()]
        for owner in owners:
            if self.chance(0.3):
                continue
            own: Type = ("struct" if isinstance(owner, Struct) else "enum", owner.name)
            self.used["impl"] += 1
            made: list[tuple[str, tuple[Type, ...], Type]] = []
            self.emit(f"impl {owner.name} {{")
            self.indent += 1
            for index in range(self.random.randint(1, 2)):
                arguments, result = self.function_types()
                arguments = tuple(a for a in arguments if a[0] != "fn")[:2]
                saved = self.begin_body(Place(result=result, bodies=1))
                names = self.parameters(arguments)
                self.declare("self", own, assignable=False)
                name = ("measure", "combine")[index]
                self.emit(f"fn {name}(self{', ' + names if names else ''}) {{")
                self.indent += 1
                if isinstance(owner, Struct) and owner.kind == "named" and self.chance(0.4):
                    field, type_ = self.random.choice(owner.fields)
                    self.used["self field assigned"] += 1
                    self.emit(f"self.{field} = {self.literal(type_, 0)};")
                if self.chance(0.4):
                    self.statement(0)
                if isinstance(owner, Enum) and self.chance(0.6):
                    self.emit(self.self_match(own, result))
                else:
                    text = self.expr(result, 2)
                    self.emit(self.ending(text))
                self.indent -= 1
                self.emit("}")
                self.end_body(saved)
                made.append((name, arguments, result))
            if self.chance(0.4):
                self.used["associated function"] += 1
                saved = self.begin_body(Place(bodies=1))
                self.emit(f"fn make() {{ {self.literal(own, 1)} }}")
                self.end_body(saved)
                self.functions.append(Function(f"{owner.name}::make", (), own, "plain"))
            self.indent -= 1
            self.emit("}")
            owner.methods += made

    def self_match(self, own: Type, result: Type) -> str:
        """`match self { … }` over the variants."""
        arms = []
        for variant in self.enums[own[1]].variants:
            state = self.enter()
            bindings: Bindings = []
            pattern = self.fields_pattern(f"{own[1]}::{variant.name}", variant, bindings, 1, True)
            for name, bound in bindings:
                self.declare(name, bound)
            arms.append(f"{pattern} => {self.arm(result, 1)}")
            self.leave(state)
        return f"match self {{ {', '.join(arms)} }}"

    def module(self) -> None:
        """An inline module with a function, a struct and a constant, used by path or import."""
        self.used["module"] += 1
        self.emit("mod inner {")
        self.indent += 1
        saved_items = (
            self.functions,
            self.structs,
            self.enums,
            self.consts,
            self.statics,
            self.const_functions,
        )
        self.functions, self.structs, self.enums, self.consts = [], {}, {}, []
        self.statics, self.const_functions = [], []
        self.emit("use std::cmp::Ordering;")
        self.emit("use super::{listed, sorted, sorted_keys};")
        self.emit("pub const BASE = 40 + 2;")
        self.emit("pub struct Coin { face, value }")
        self.emit("impl Coin { pub fn worth(self) { self.value * BASE } }")
        self.plain_function("shifted", "pub ")
        made = self.functions[-1]
        self.emit("fn hidden(x) { x * 2 }")
        self.emit("pub mod deep { pub fn up(x) { super::BASE - super::hidden(x) } }")
        (
            self.functions,
            self.structs,
            self.enums,
            self.consts,
            self.statics,
            self.const_functions,
        ) = saved_items
        self.indent -= 1
        self.emit("}")
        coin = Struct("inner::Coin", "named", [("face", BOOL), ("value", INT)])
        coin.methods.append(("worth", (), INT))
        self.structs["inner::Coin"] = coin
        self.consts.append(self.constant("inner::BASE", INT))
        self.functions.append(Function("inner::deep::up", (INT,), INT, "plain"))
        if self.chance(0.5):
            self.used["import"] += 1
            self.emit("use inner::shifted as moved;")
            self.functions.append(Function("moved", made.arguments, made.result, "plain"))
        else:
            self.functions.append(Function("inner::shifted", made.arguments, made.result, "plain"))
