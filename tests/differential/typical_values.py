"""Expressions of typical programs (`typical.py`): values of a kind, made of the locals at hand."""

from __future__ import annotations

from random import Random

_EDGES = (
    "9223372036854775807", "-9223372036854775808", "4611686018427387904", "-4611686018427387904", "4294967296",
    "3037000500", "9223372036854775806", "i64::MAX", "i64::MIN",
)  # fmt: skip
_SMALL = ("0", "1", "2", "3", "-1", "-2", "7", "10", "255")
_WORDS = ('"a"', '"ab"', '"b"', '"a b a"', '"x y"', '"日本"', '"7"', "`t`", "String::from(\"own\")")


def apart(text: str) -> str:
    """A value that is no local: where branches, arms and `&&` begin or end in one, the reference mixes up registers."""
    if not text.isidentifier() or text in ("true", "false"):
        return text
    return f"({text} == true)" if text[0] == "b" else f"({text} + 0)"


class Values:
    """Writes expressions, and knows the locals: the kind of each by its name."""

    def __init__(self, seed: int) -> None:
        self.random = Random(f"typical {seed}")
        self.risky = self.random.random() < 0.25
        self.names: dict[str, str] = {}
        self.functions: list[tuple[str, list[str], str]] = []
        self.lines: list[str] = []
        self.indent = 0
        self.serial = 0
        self.loops = 0
        self.way = ""

    def chance(self, share: float) -> bool:
        """True in this share of the cases."""
        return self.random.random() < share

    def put(self, line: str) -> None:
        """Write a line."""
        self.lines.append("    " * self.indent + line)

    def fresh(self) -> str:
        """A name that nothing has."""
        self.serial += 1
        return f"n{self.serial}"

    def declare(self, kind: str) -> str:
        """A new local of a kind."""
        self.serial += 1
        name = f"{kind}_{self.serial}"
        self.names[name] = kind
        return name

    def local(self, kind: str) -> str | None:
        """Some local of a kind."""
        found = [name for name, known in self.names.items() if known == kind]
        return self.random.choice(found) if found else None

    def writable(self, kind: str) -> str | None:
        """Some local of a kind that may be assigned."""
        return self.local(kind)

    def bound(self) -> str:
        """How far a loop goes."""
        v = self.local("vec")
        if v is not None and self.chance(0.2):
            return f"{v}.len() as i64"
        return self.random.choice(("2", "3", "4", "5"))

    def index(self, v: str) -> str:
        """A place in a vector that is not empty; in risky programs perhaps outside."""
        if self.risky and self.chance(0.05):
            return self.value("int", 0)
        return self.random.choice(("0", f"{v}.len() - 1", f"({self.value('int', 0)} & 7) % ({v}.len() as i64)"))

    def made(self, kind: str) -> str:
        """A value for an argument, of literals alone."""
        kept, self.names = self.names, {}
        text = self.value(kind, 1)
        self.names = kept
        return text

    def value(self, kind: str, depth: int) -> str:
        """A value of a kind."""
        name = self.local(kind)
        if name is not None and kind != "map" and self.chance(0.35 if depth else 0.7):
            return name
        if kind == "int":
            return self.int_(depth)
        if kind == "float":
            return self.float_(depth)
        if kind == "bool":
            return self.bool_(depth)
        if kind == "str":
            return self.str_(depth)
        if kind == "vec":
            return self.vec(depth)
        if kind == "option":
            return self.option(depth)
        if kind == "point":
            way = self.random.randint(0, 2)
            a, b = self.value("int", min(depth - 1, 0)), self.value("int", 0)
            literal = f"(Point {{ x: {a}, y: {b}, items: [{b}] }})"
            return (f"Point::make({a}, {b})", literal, f"Point::make({b}, 1)")[way]
        if kind == "object":
            return f"#{{ a: {self.value('int', 0)}, b: {self.value('int', 0)}, c: [] }}"
        assert kind == "map"
        return self.random.choice(("HashMap::new()", 'HashMap::from_iter([("a", 1), ("b", 2)])'))

    def int_(self, depth: int) -> str:
        """An integer."""
        if depth <= 0:
            if self.risky and self.chance(0.12):
                return self.random.choice(_EDGES)
            return self.local("int") or self.local("turn") or self.random.choice(_SMALL) if self.chance(0.5) else (
                self.random.choice(_SMALL)
            )
        a, b = self.value("int", depth - 1), self.value("int", depth - 1)
        v = self.local("vec") or "[3, 1, 2]"
        p = self.local("point") or "Point::make(3, 4)"
        o = self.local("object") or "#{ a: 5 }"
        m = self.local("map") or 'HashMap::from_iter([("a", 4)])'
        s = self.local("str") or '"abc"'
        small = f"({a}) % 50"
        forms = (
            f"({a} + {b})", f"({a} + {b})", f"({a} - {b})", f"({a} * {b} % 1009)", f"({a} / 3)", f"({a} % 7)",
            f"({a} & {b})", f"({a} | {b})", f"({a} ^ {b})", f"({a} & 255)", f"({small} << 2)", f"({a} >> 1)",
            f"-({a})",
            f"!({a})", f"({a}).wrapping_add({b})", f"({a}).abs()", f"({a}).min({b})", f"({a}).saturating_mul({b})",
            f"({v}.len() as i64)", f"{v}.get(0).unwrap_or({a})", f"{p}.x", f"{p}.size()", f"({p}.y + {p}.x)",
            f"{o}.a",
            f"{m}.get(\"a\").unwrap_or({a})", f"({s}.len() as i64)",
            f"(if {self.value('bool', 0)} {{ {apart(a)} }} else {{ {apart(b)} }})", f"{{ let z = {a}; z + 1 }}",
            f"(match {a} {{ 0 => {apart(b)}, 1 => 5, z if z > 2 => z - 1, _ => 3 }})", f"outer_checked({small})",
            f"checked({small})",
            f"quarter({a}).unwrap_or({b})", f"half({a}).unwrap_or(0)", f"(loop {{ break {apart(a)}; }})",
            f"(0..4).iter().map(|x| x * 2 + {self.value('int', 0)} % 9).sum::<i64>()",
            f"({v}.iter().filter(|x| x % 2 == 0).count() as i64)", f"{v}.iter().fold({small}, |x, y| x + y % 100)",
            f"{v}.iter().map(|x| x + 1).reduce(|x, y| x.max(y)).unwrap_or(0)",
            f"{v}.iter().rev().take(2).map(|x| x % 10).sum::<i64>()",
            f"parsed({s}).unwrap_or({a})", f"(Shape::Box {{ w: {small}, h: 2 }}).area()", f"Shape::Line({a}).area()",
            f"(|z| z + {b})({a})", f"Some({a}).map(|z| z + 1).unwrap_or(0)", f"({self.value('float', 0)} as i64)",
            f"({a}, {b}).1", f"Pair({a}, {b}).0", f"({v}.iter().filter(|x| x == {b}).count() as i64)",
        )  # fmt: skip
        text = self.random.choice(forms)
        if self.risky and self.chance(0.05):
            risks = (f"({a} * {b})", f"({a} / {b})", f"({a} % {b})", f"first_of({v})", f"{p}.part({b})", f"{v}[{b}]")
            return self.random.choice(risks)
        return text

    def float_(self, depth: int) -> str:
        """A float."""
        if depth <= 0:
            return self.random.choice(("0.5", "1.0", "-2.25", "100.0", "0.0", "1e10"))
        a, b = self.value("float", depth - 1), self.value("float", depth - 1)
        n = self.value("int", 0)
        return self.random.choice(
            (f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} / {b})", f"-({a})", f"({n} as f64)",
             f"({a}).abs()",
             f"({a}).sqrt()", f"({a} % 3.0)")
        )  # fmt: skip

    def bool_(self, depth: int) -> str:
        """A bool."""
        a, b = self.value("int", depth - 1), self.value("int", depth - 1)
        op = self.random.choice(("<", "<=", ">", ">=", "==", "!="))
        v = self.local("vec") or "[1]"
        s, t = self.value("str", 0), self.value("str", 0)
        forms = [f"({a} {op} {b})"] * 4 + [f"{v}.is_empty()", f"({s} == {t})", "true", "false"]
        forms += [f"({self.value('float', 0)} {op} {self.value('float', 0)})", f"({a} % 2 == 0)"]
        if depth > 0:
            x, y = self.value("bool", depth - 1), self.value("bool", depth - 1)
            forms += [f"({apart(x)} && {y})", f"({apart(x)} || {y})", f"!{x}", f"(({a}, {b}) < (2, 3))"]
            forms += [f"{v}.iter().any(|z| z > {b})", f"{v}.iter().all(|z| z > 0)", f"{s}.starts_with({t})"]
            forms += [f"({self.value('option', 0)} == None)", f"({a} is i64)"]
        return self.random.choice(forms)

    def str_(self, depth: int) -> str:
        """A text."""
        if depth <= 0:
            return self.random.choice(_WORDS)
        s, n = self.value("str", depth - 1), self.value("int", depth - 1)
        v = self.local("vec") or "[1]"
        return self.random.choice(
            (f"({s} + {self.value('str', 0)})", f"`${{{n}}}:${{{s}}}`", f'format!("{{}}-{{:>3}}", {s}, {n})',
             f"{s}.to_uppercase()",
             f"{s}.trim()", f'format!("{{:?}}", {v})', f'format!("{{:x}}", {n})',
             f"{v}.iter().map(|z| `${{z}}`).collect::<Vec>().len().to_string()",
             f'{s}.replace("a", "bb")', f"{n}.to_string()" if n.isalnum() and not n.isdigit() else s)
        )  # fmt: skip

    def vec(self, depth: int) -> str:
        """A vector of integers."""
        v = self.local("vec")
        items = ", ".join(self.value("int", 0) for _ in range(self.random.randint(0, 4)))
        if v is None or depth <= 0:
            return f"[{items}]"
        return self.random.choice(
            (f"[{items}]", f"{v}.clone()", f"{v}.iter().map(|z| z % 100 + 1).collect::<Vec>()",
             f"{v}.iter().filter(|z| z > 1).collect::<Vec>()",
             f"(0..{self.random.randint(0, 5)}).iter().collect::<Vec>()", f"{v}.iter().take(3).collect::<Vec>()",
             f"{v}.iter().chain([{items}].iter()).collect::<Vec>()")
        )  # fmt: skip

    def option(self, depth: int) -> str:
        """An option of an integer."""
        n = self.value("int", depth - 1)
        v = self.local("vec") or "[2]"
        return self.random.choice(
            (f"Some({n})", "None", f"{v}.get(0)", f"half({n})", f"quarter({n})", f"{v}.iter().next()",
             f"{v}.iter().find(|z| z != 0)",
             f"Some({n}).map(|z| z - 1)", f"{v}.iter().find(|z| z > {n})", f"{v}.iter().rev().next()")
        )  # fmt: skip
