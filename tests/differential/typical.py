"""Programs as people write them: functions with loops over locals of known kinds.

The programs of `program.py` are rich in natives and types; these are rich in what the fast tier writes forms of its own
for: loops with every way out, fields, vectors that are lent and moved, maps, chains, closures, generators, and integers
at the edges of an i64. `typical(seed)` gives the text of one, always the same for a seed. The body calls each function
more than once, mostly with the same kinds, now and then with others; every fourth program is a risky one, which may
fail anywhere.
"""

from __future__ import annotations

from tests.differential.typical_loops import Loops
from tests.differential.typical_values import apart

_HEAD = """\
use std::collections::HashMap;
struct Point { x, y, items }
struct Pair(left, right);
enum Shape { Dot, Line(length), Box { w, h } }
impl Point {
    fn make(x, y) { Point { x, y, items: [x, y] } }
    fn size(self) { self.x * self.x + self.y * self.y }
    fn moved(self, by) { self.x += by; self.y -= by; self.items.push(by); self }
    fn part(self, at) { self.items[at] }
}
impl Shape {
    fn area(self) { match self { Shape::Dot => 0, Shape::Line(n) => n, Shape::Box { w, h } => w * h } }
}
fn checked(n) { if n > 100000000 { panic!("too large: {}", n); } n + 1 }
fn outer_checked(n) { let m = n * 2; checked(m) - 1 }
fn first_of(v) { v[0] }
fn half(n) { if n % 2 == 0 { Some(n / 2) } else { None } }
fn quarter(n) { let h = half(n)?; half(h) }
fn parsed(s) { let n = s.parse::<i64>()?; Ok(n + 1) }
fn taken(v) { v.push(7); let n = v.len(); n }
fn shown(m) { let keys = m.keys().collect::<Vec>(); keys.sort(); keys.iter().map(|k| (k, m.get(k))).collect::<Vec>() }
"""
"""Items that all programs have: small ones, that are written in place where they are called."""


class Typical(Loops):
    """Writes a program."""

    def write(self) -> str:
        """The text of the program."""
        self.lines = _HEAD.splitlines()
        for number in range(self.random.randint(2, 4)):
            self.function(number)
        self.names, self.indent = {}, 0
        for number, (name, kinds, way) in enumerate(self.functions):
            for turn in range(self.random.randint(2, 3)):
                given = ", ".join(self.argument(kind) for kind in kinds)
                call = f"{name}({given})"
                if way == "gen":
                    call += f".take({turn + 2}).collect::<Vec>()" if self.chance(0.5) else ".iter().collect::<Vec>()"
                    call = call.replace(".take", ".iter().take")
                elif way == "async":
                    call += ".await"
                self.put(f'println!("{number} {{:?}}", {call});')
            self.statements(2, 1)
        self.show()
        return "\n".join(self.lines) + "\n"

    def argument(self, kind: str) -> str:
        """What a call passes: a value of the kind, in risky programs sometimes of another."""
        if self.risky and self.chance(0.06):
            kind = self.random.choice(("int", "float", "vec", "str", "point"))
        return self.made(kind)

    def function(self, number: int) -> None:
        """A function item: plain, a generator or async."""
        way = self.random.choice(("plain", "plain", "plain", "gen", "async"))
        kinds = [self.random.choice(("int", "int", "float", "vec", "str", "point", "map", "object")) for _ in range(3)]
        kinds = kinds[: self.random.randint(1, 3)]
        self.names = {}
        self.way = way
        names = [self.declare(kind) for kind in kinds]
        self.put(f"{'async ' if way == 'async' else ''}fn k{number}({', '.join(names)}) {{")
        self.indent = 1
        self.put("let total = 0;")
        self.names["total"] = "int"
        self.statements(self.random.randint(3, 6), 3)
        if way == "gen":
            self.put(f"yield {self.value('int', 1)};")
        second = self.value(self.random.choice(("int", "str", "bool")), 1)
        self.put(f"(total, {second}, {', '.join(map(self.shown, names))})")
        self.indent = 0
        self.put("}")
        self.way = ""
        self.functions.append((f"k{number}", kinds, way))

    def show(self) -> None:
        """Print the locals."""
        for name, kind in self.names.items():
            if kind != "fn":
                self.put(f'println!("{name} {{:?}}", {self.shown(name)});')

    def shown(self, name: str) -> str:
        """A local, as something whose debug form has an order."""
        kind = self.names.get(name)
        if kind == "object":
            return f"({name}.a, {name}.b, {name}.c)"
        return f"shown({name})" if kind == "map" else name

    # Statements.

    def statements(self, count: int, depth: int) -> None:
        """Some statements; what they declare stays."""
        plain = (
            self.let, self.let, self.assign, self.assign, self.compound, self.compound, self.write_vec, self.write_vec,
            self.write_field, self.write_object, self.write_map, self.write_text, self.call_closure, self.sort,
            self.print, self.lend, self.give,
        )  # fmt: skip
        nested = (
            self.if_, self.if_let, self.match, self.for_, self.for_, self.for_, self.while_, self.loop, self.while_let,
            self.labelled, self.count_words, self.algorithm, self.algorithm, self.use_generator, self.async_block,
        )  # fmt: skip
        for _ in range(count):
            self.random.choice(plain + nested if depth > 0 else plain)(depth)
            if self.way == "gen" and self.chance(0.15):
                self.put(f"yield {self.value('int', 1)};")

    def block(self, opening: str, depth: int, end: str = "}") -> None:
        """A block: what it declares ends with it."""
        before = dict(self.names)
        self.put(opening)
        self.indent += 1
        self.statements(self.random.randint(1, 2), depth - 1)
        self.indent -= 1
        self.put(end)
        self.names = before

    def let(self, depth: int) -> None:
        """A local; sometimes an alias of another."""
        kind = self.random.choice(("int", "int", "float", "bool", "str", "vec", "point", "object", "map", "option"))
        found = self.local(kind)
        alias = found is not None and kind in ("vec", "point", "object") and self.chance(0.15 if self.risky else 0.05)
        text = found if alias and found else self.value(kind, 2)
        self.put(f"let {self.declare(kind)} = {text};")

    def assign(self, depth: int) -> None:
        """A local gets another value of its kind, rarely one of another kind."""
        kind = self.random.choice(("int", "int", "float", "str", "vec", "option", "bool"))
        name = self.writable(kind)
        if name is not None:
            other = self.risky and self.chance(0.05)
            self.put(f"{name} = {self.value('float' if other else kind, 2)};")

    def compound(self, depth: int) -> None:
        """`total += …`"""
        name = self.writable("int")
        if name is not None:
            op = self.random.choice(("+", "+", "-", "*", "&", "|", "^", "<<", ">>", "/", "%"))
            right = self.value("int", 2)
            if op in ("<<", ">>"):
                right = f"{self.random.randint(0, 3)}"
            elif op in "/%" and not self.chance(0.1 if self.risky else 0.0):
                right = f"{self.random.choice((2, 3, 7, -2))}"
            self.put(f"{name} {op}= {right};")
            if op in ("*", "<<") and not (self.risky and self.chance(0.3)):
                self.put(f"{name} %= 1009;")

    def write_vec(self, depth: int) -> None:
        """A vector is written."""
        v = self.local("vec")
        if v is None:
            return self.let(depth)
        n = self.value("int", 1)
        at = self.index(v)
        form = self.random.choice(
            ("{v}.push({n});", "{v}.push({n});", "{v}.extend([{n}, 2]);", "{v}.sort();",
             "if {v}.len() > 1 {{ let kept = {v}[0]; {v}[0] = {v}[1]; {v}[1] = kept; }}",
             "if let Some(last) = {v}.pop() {{ total = last % 100; }}",
             "if !{v}.is_empty() {{ {v}[{at}] = {n}; }}", "if !{v}.is_empty() {{ {v}[{at}] = {v}[0] + 1; }}",
             "if {v}.len() > 2 {{ {v}.remove(1); }}", "{v}.insert(0, {n});",
             "if {v}.len() > 9 {{ {v}.clear(); }}")
        )  # fmt: skip
        self.put(form.format(v=v, n=n, at=at).replace("total", self.writable("int") or "let last"))
        return None

    def write_field(self, depth: int) -> None:
        """Fields of structs, and methods."""
        p = self.local("point")
        if p is None:
            return self.let(depth)
        n = self.value("int", 1)
        form = self.random.choice(
            (f"{p}.x = {n};", f"{p}.y += {n} % 50;", f"{p}.items.push({n});", f"{p}.moved({n} % 9);",
             f"{p}.items[0] = {p}.items[0] + 1;", f"{p}.x -= {p}.y % 7;")
        )  # fmt: skip
        self.put(form)
        return None

    def write_object(self, depth: int) -> None:
        """Fields of objects."""
        o = self.local("object")
        if o is None:
            return self.let(depth)
        n = self.value("int", 1)
        self.put(self.random.choice((f"{o}.a = {n};", f"{o}.a += 1;", f'{o}["b"] = {n};', f"{o}.c.push({n});")))
        return None

    def write_map(self, depth: int) -> None:
        """A map is asked and written."""
        m = self.local("map")
        if m is None:
            return self.let(depth)
        key = self.value("str", 0)
        self.put(f"match {m}.get({key}) {{")
        self.put(f"    Some(n) => {{ {m}.insert({key}, n + 1); }}")
        self.put(f"    {self.random.choice(('None', '_'))} => {{ {m}.insert({key}, 1); }}")
        self.put("}")
        return None

    def write_text(self, depth: int) -> None:
        """A text grows."""
        s = self.writable("str")
        if s is None:
            return self.let(depth)
        form = self.random.choice(
            (f"{s} = {s} + {self.value('str', 0)};", f"{s} += {self.value('str', 0)};",
             f"{s}.push('c');", f"if {s}.len() > 20 {{ {s} = `short`; }}")
        )  # fmt: skip
        self.put(form)
        return None

    def call_closure(self, depth: int) -> None:
        """A closure over locals, called at once and later."""
        caught = self.value("int", 1)
        name = self.fresh()
        kept = self.names
        self.names = {**self.names, "left": "int", "right": "int"}
        text = apart(self.value("int", 2))
        self.names = kept
        self.put(f"let {name} = |left, right| {text};")
        self.names[name] = "fn"
        call = f"{name}({caught}, 2)"
        self.put(f"total = (total + {call}) % 10007;" if "total" in self.names else f"{call};")

    def sort(self, depth: int) -> None:
        """A vector is sorted by a closure."""
        v = self.local("vec")
        if v is not None:
            by_hand = "if a < b { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater }"
            order = self.random.choice(("a.cmp(b)", "b.cmp(a)", "(a % 3).cmp(b % 3)", by_hand))
            self.put(f"{v}.sort_by(|a, b| {order});")

    def print(self, depth: int) -> None:
        """A line of output."""
        way = self.random.randint(0, 2)
        n, s = self.value("int", 1), self.value("str", 1)
        if way == 0:
            self.put(f'println!("{{}} {{:?}} {{:>5}}", {n}, {s}, {self.value("int", 0)});')
        elif way == 1:
            self.put(f'println!("{{}}", `${{{n}}}-${{{s}}}`);')
        else:
            self.put(f'println!("{{:.2}} {{:>4}} {{}}", {self.value("float", 1)}, {n}, {self.value("bool", 1)});')

    def lend(self, depth: int) -> None:
        """An iterator borrows a vector that is then used; in risky programs written."""
        v = self.local("vec")
        if v is None:
            return self.let(depth)
        name = self.fresh()
        self.put("{")
        self.put(f"    let {name} = {v}.iter(){self.random.choice(('', '.rev()', '.map(|n| n + 1)', '.skip(1)'))};")
        if self.risky and self.chance(0.2):
            self.put(f"    {v}.push(1);")
        self.put(f'    println!("{{:?}} {{}}", {name}.next(), {v}.len());')
        self.put("}")
        return None

    def give(self, depth: int) -> None:
        """A value goes into a function; in risky programs it is moved away before."""
        v = self.writable("vec")
        if v is None:
            return self.let(depth)
        if self.risky and self.chance(0.25):
            self.put(f"drop({v});")
        elif self.chance(0.5):
            self.put(f'println!("{{}} {{}}", taken({v}), {v}.len());')
        else:
            self.put(f"{v} = {self.value('vec', 1)};")
        return None

    # Nested ones.

    def if_(self, depth: int) -> None:
        """`if … {} else if … {} else {}`"""
        self.block(f"if {self.value('bool', 2)} {{", depth)
        if self.chance(0.3):
            self.lines[-1] += f" else if {self.value('bool', 1)} {{"
            self.close_with(depth)
        if self.chance(0.5):
            self.lines[-1] += " else {"
            self.close_with(depth)

    def close_with(self, depth: int) -> None:
        """The rest of a block whose head stands in the last line."""
        before = dict(self.names)
        self.indent += 1
        self.statements(1, depth - 1)
        self.indent -= 1
        self.put("}")
        self.names = before

    def if_let(self, depth: int) -> None:
        """`if let`, with the options that a program has."""
        name = self.fresh()
        before = dict(self.names)
        source = self.value("option", 1)
        self.names[name] = "int"
        self.block(f"if let Some({name}) = {source} {{", depth)
        self.names = before

    def match(self, depth: int) -> None:
        """A `match` with patterns of several kinds, guards among them."""
        name = self.fresh()
        n, ok = self.value("int", 1), self.value("bool", 1)
        subject, arms = self.random.choice(
            (
                (f"({n} % 3, {ok})", [f"(0, {name})", "(1, true)", f"(n, {name}) if n > 0"]),
                (self.value("option", 1), [f"Some({name}) if {name} > 3", "Some(0)", "None"]),
                (self.value("vec", 1), ["[]", f"[{name}]", f"[_, {name}]", f"[{name}, ..]"]),
                (
                    self.value("point", 1),
                    [f"Point {{ x: 1, y: {name}, .. }}", f"Point {{ x: {name}, .. }} if {name} > 2"],
                ),
                (f"(Shape::Box {{ w: {n}, h: 2 }})", [f"Shape::Line({name})", f"Shape::Box {{ w: {name}, h: 2 }}"]),
                (self.value("str", 1), ['"a"', '"ab"', f"{name} if {name}.len() > 1"]),
                (f"{n} % 5", ["0", "1", "-1", f"{name} if {name} < 3"]),
            )
        )
        self.put(f"match {subject} {{")
        self.indent += 1
        for arm in arms:
            self.block(f"{arm} => {{", depth, "},")
        if self.chance(0.8):
            self.put("_ => {}")
        self.indent -= 1
        self.put("}")

    def for_(self, depth: int) -> None:
        """`for` over ranges, vectors, and chains."""
        name, other = self.fresh(), self.fresh()
        v = self.local("vec") or "[1, 2, 3]"
        s = self.local("str") or '"a b"'
        head, declared = self.random.choice(
            (
                (f"{name} in 0..{self.bound()}", {name: "int"}), (f"{name} in 1..={self.bound()}", {name: "int"}),
                (f"{name} in {v}", {name: "int"}), (f"{name} in {v}.iter().rev()", {name: "int"}),
                (f"({other}, {name}) in {v}.iter().enumerate()", {name: "int"}),
                (f"{name} in {v}.iter().map(|n| n * 2).filter(|n| n % 3 != 0)", {name: "int"}),
                (f"{name} in (0..{self.bound()}).rev()", {name: "int"}), (f"{name} in {s}.chars()", {}),
                (f"{name} in {v}.iter().chain([5, 6].iter()).skip(1)", {name: "int"}),
                (f"{name} in {v}.clone()", {name: "int"}), (f"{name} in {s}.split(' ')", {name: "str"}),
                (f"{name} in half({self.value('int', 0)})", {name: "int"}),
            )
        )  # fmt: skip
        if ".rev()" in head and ".." in head:
            head = head.replace(".rev()", ".iter().rev()")
        before = dict(self.names)
        self.names.update(declared)
        self.looped(f"for {head} {{", depth)
        self.names = before

    def looped(self, opening: str, depth: int, ways: tuple[str, ...] = (), first: str = "") -> None:
        """A loop with ways out of it."""
        before = dict(self.names)
        self.put(opening)
        self.indent += 1
        if first:
            self.put(first)
        self.loops += 1
        self.statements(self.random.randint(1, 2), min(depth - 1, 3 - self.loops))
        for way in self.random.sample(("break;", "continue;", "return {};", *ways), 2):
            if self.chance(0.5):
                if way == "return {};":
                    way = "return;" if self.way in ("gen", "") else f"return ({self.value('int', 1)}, 0);"
                    if self.way == "" and self.indent:
                        way = "break;"
                self.put(f"if {self.value('bool', 1)} {{ {way} }}")
        self.statements(1, 0)
        self.loops -= 1
        self.indent -= 1
        self.put("}")
        self.names = before

    def while_(self, depth: int) -> None:
        """`while` with a counter."""
        name = self.fresh()
        self.put(f"let {name} = 0;")
        self.names[name] = "turn"
        test = f"{name} < {self.random.randint(2, 5)}" + (f" && {self.value('bool', 1)}" if self.chance(0.3) else "")
        self.looped(f"while {test} {{", depth, first=f"{name} += 1;")

    def loop(self, depth: int) -> None:
        """`loop` that gives a value."""
        name, result = self.fresh(), self.declare("int")
        del self.names[result]
        self.put(f"let {name} = 0;")
        self.names[name] = "turn"
        out = f"{name} += 1; if {name} > {self.random.randint(1, 4)} {{ break {apart(self.value('int', 1))}; }}"
        self.put(f"let {result} = loop {{")
        self.indent += 1
        self.put(out)
        self.loops += 1
        kept = dict(self.names)
        self.statements(1, min(depth - 1, 3 - self.loops))
        self.names = kept
        self.loops -= 1
        self.indent -= 1
        self.put("};")
        self.names[result] = "int"

    def while_let(self, depth: int) -> None:
        """`while let Some(x) = v.pop()`, over a copy that gets shorter."""
        v, name = self.fresh(), self.fresh()
        self.put(f"let {v} = {self.value('vec', 1)}.clone();")
        kept = dict(self.names)
        self.names[name] = "int"
        source = self.random.choice((f"{v}.pop()", f"{v}.pop()", f"{v}.iter().next()"))
        first = f"{v}.remove(0);" if source.endswith("next()") else ""
        self.looped(f"while let Some({name}) = {source} {{", depth, first=first)
        self.names = kept

    def labelled(self, depth: int) -> None:
        """Loops in each other with jumps to the outer one."""
        outer, a, b = self.fresh(), self.fresh(), self.fresh()
        kept = dict(self.names)
        self.put(f"'{outer}: for {a} in 0..{self.bound()} {{")
        self.indent += 1
        self.names[a] = "int"
        self.loops += 1
        over = self.random.choice((f"0..{self.bound()}", self.local("vec") or "[4, 5]"))
        opening = f"for {b} in {over} {{"
        self.names[b] = "int"
        self.looped(opening, min(depth - 1, 2), (f"break '{outer};", f"continue '{outer};"))
        del self.names[b]
        self.put(f"if {self.value('bool', 1)} {{ {self.random.choice(('break', 'continue'))} '{outer}; }}")
        self.statements(1, 0)
        self.loops -= 1
        self.indent -= 1
        self.put("}")
        self.names = kept

    def count_words(self, depth: int) -> None:
        """A map of how often things occur."""
        m, name = self.declare("map"), self.fresh()
        del self.names[m]
        self.put(f"let {m} = HashMap::new();")
        self.put(f"for {name} in {self.value('str', 1)}.split(' ') {{")
        form = self.random.choice(
            ("match {m}.get({w}) {{ Some(n) => {{ {m}.insert({w}, n + 1); }} None => {{ {m}.insert({w}, 1); }} }}",
             "if let Some(n) = {m}.get({w}) {{ {m}.insert({w}, n * 2); }} else {{ {m}.insert({w}, 1); }}",
             "let n = {m}.get({w}).unwrap_or(0); {m}.insert({w}, n + 1);",
             "if !{m}.contains_key({w}) {{ {m}.insert({w}, 0); }} let n = {m}[{w}]; {m}[{w}] = n + 1;")
        )  # fmt: skip
        self.put("    " + form.format(m=m, w=name))
        self.put("}")
        self.names[m] = "map"

    def use_generator(self, depth: int) -> None:
        """A generator closure over locals."""
        name, item = self.fresh(), self.fresh()
        n = self.value("int", 1)
        self.put(f"let {name} = (|| {{ for i in 0..3 {{ yield i + {n} % 100; }} }})();")
        kept = dict(self.names)
        self.names[item] = "int"
        if self.chance(0.3):
            self.put(f'println!("{{:?}}", {name}.next());')
        if self.chance(0.2):
            self.put(f"let {name} = {name}.clone();")
        self.looped(f"for {item} in {name} {{", depth)
        self.names = kept

    def async_block(self, depth: int) -> None:
        """An async block that is awaited at once."""
        if self.way in ("", "async"):
            name = self.declare("int")
            del self.names[name]
            self.put(f"let {name} = async {{ let n = {self.value('int', 1)}; n % 100 }}.await;")
            self.names[name] = "int"


def typical(seed: int) -> str:
    """The program of a seed."""
    return Typical(seed).write()
