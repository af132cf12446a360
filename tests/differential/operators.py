"""Operators, casts, templates and formatting macros of a wanted type."""

from __future__ import annotations

from collections.abc import Callable

from tests.differential.literals import grouped, kept
from tests.differential.patterns import Patterns
from tests.differential.rune_types import BOOL, CHAR, FLOAT, INT, ORDERED, STR, U64, Type

TYPE_NAMES = {
    "int": "i64",
    "u64": "u64",
    "float": "f64",
    "bool": "bool",
    "char": "char",
    "str": "String",
    "vec": "Vec",
    "opt": "Option",
    "res": "Result",
    "tup": "Tuple",
    "bytes": "Bytes",
    "obj": "Object",
    "dict": "Object",
}


class Operators(Patterns):
    """Writes what is built with operators and formatting."""

    def expr(self, type_: Type, depth: int) -> str:
        """An expression of a type, nested at most so deep; see `Expressions`."""
        raise NotImplementedError

    def operation(self, type_: Type, depth: int) -> str | None:
        """An operator, cast, template or formatting macro of a type."""
        below = depth - 1
        choose = self.random.choice
        kind = type_[0]

        def part(t: Type) -> str:
            return grouped(self.expr(t, below))

        if kind == "int":
            self.used["operator int"] += 1
            shape = choose(
                (
                    "+",
                    "+",
                    "-",
                    "*",
                    "*s",
                    "/",
                    "%",
                    "&",
                    "|",
                    "^",
                    "<<",
                    ">>",
                    "neg",
                    "not",
                    "as",
                    "asf",
                    "mixed",
                )
            )
            if shape in ("+", "-", "*", "&", "|", "^"):
                return f"{part(INT)} {shape} {part(INT)}"
            if shape == "*s":
                return f"{part(INT)} * {self.random.randint(2, 5)}"
            if shape in ("/", "%"):
                right = part(INT) if self.chance(self.risk) else str(self.random.randint(1, 9))
                return f"{part(INT)} {shape} {right}"
            if shape in ("<<", ">>"):
                return f"{part(INT)} {shape} {self.random.randint(0, 3)}"
            if shape == "neg":
                return f"-{part(INT)}"
            if shape == "not":
                return f"!{part(INT)}"
            if shape == "asf":
                return f"{part(FLOAT)} as i64"
            if shape == "mixed":
                return f"{part(INT)} + ({part(U64)} % 100)"
            return f"{part(U64)} as i64"
        if kind == "u64":
            self.used["operator u64"] += 1
            shape = choose(("+", "*", "%", "|", "&", ">>", "as", "+i"))
            if shape in ("+", "|", "&"):
                return f"{part(U64)} {shape} {part(U64)}"
            if shape == "as":
                return f"{part(INT)}.abs() as u64" if self.chance(0.8) else f"{part(FLOAT)} as u64"
            return f"{part(U64)} {shape[0] if shape == '+i' else shape} {self.random.randint(1, 4)}"
        if kind == "float":
            self.used["operator float"] += 1
            shape = choose(("+", "-", "*", "/", "%", "neg", "as", "asu"))
            if shape == "neg":
                return f"-{part(FLOAT)}"
            if shape == "as":
                return f"{part(INT)} as f64"
            if shape == "asu":
                return f"{part(U64)} as f64"
            return f"{part(FLOAT)} {shape} {part(FLOAT)}"
        if kind == "bool":
            return self.truth(below, part)
        if kind == "str":
            shape = choose(("+", "template", "template", "format", "format", "stringify"))
            self.used[f"string by {shape}"] += 1
            if shape == "+":
                return f"{part(STR)} + {part(STR)}"
            if shape == "template":
                pieces = [choose(("", "a", " - ", "=", "\\`"))]
                for _ in range(self.random.randint(1, 3)):
                    item = choose((INT, STR, FLOAT, BOOL, CHAR, U64))
                    pieces.append(f"${{{self.expr(item, min(below, 1))}}}")
                    pieces.append(choose(("", " ", ", ", ":")))
                return "`" + "".join(pieces) + "`"
            if shape == "format":
                return self.formatted("format!", below)
            return f"stringify!({choose(('a + b', 'x.y[1]', 'f(1, 2)', 'if a { b }'))})"
        return None

    def truth(self, below: int, part: Callable[[Type], str]) -> str:
        """An operator that gives a bool."""
        choose = self.random.choice
        shape = choose(
            ("<", "<=", ">", ">=", "==", "!=", "==any", "&&", "||", "!", "is", "not", "&", "^")
        )
        self.used[f"operator {shape}"] += 1
        if shape in ("<", "<=", ">", ">="):
            item = choose((INT, INT, STR, U64, FLOAT, CHAR, ("vec", INT), ("tup", (INT, STR))))
            return f"{part(item)} {shape} {part(item)}"
        if shape in ("==", "!="):
            item = choose(ORDERED)
            return f"{part(item)} {shape} {part(item)}"
        if shape == "==any":
            item = self.ready_type(1)
            return f"{part(item)} == {part(item)}"
        if shape in ("&&", "||"):
            return f"{kept(part(BOOL))} {shape} {part(BOOL)}"
        if shape in ("&", "^"):
            return f"{part(BOOL)} {shape} {part(BOOL)}"
        if shape == "!":
            return f"!{part(BOOL)}"
        item = self.ready_type(1)
        own = [*self.structs, *self.enums]
        name = choose(
            (
                TYPE_NAMES.get(item[0]) or (item[1] if item[0] in ("struct", "enum") else "i64"),
                choose(own) if own else "String",
                "Vec",
            )
        )
        return f"{part(item)} {'is' if shape == 'is' else 'is not'} {name}"

    def formatted(self, macro: str, depth: int) -> str:
        """A formatting macro with one to three arguments."""
        holes: list[str] = []
        arguments: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            item = self.random.choice((INT, INT, STR, FLOAT, CHAR, U64, BOOL, self.ready_type(1)))
            spec = self.format_spec(item)
            found = [v for v in self.candidates(item, {}) if v.name != "self"]
            if found and spec != ":05" and self.chance(0.3):
                self.used["captured format argument"] += 1
                holes.append(f"{{{self.random.choice(found).name}{spec}}}")
                continue
            if self.chance(0.08):
                self.used["named format argument"] += 1
                holes.append(f"{{named{len(arguments)}{spec}}}")
                arguments.append(f"named{len(arguments)} = {self.specified(spec, item, depth)}")
                break
            holes.append("{" + spec + "}")
            arguments.append(self.specified(spec, item, depth))
        text = self.random.choice((" ", "|", ", ", "")).join(holes)
        return f"{macro}({', '.join([chr(34) + text + chr(34), *arguments])})"

    def specified(self, spec: str, item: Type, depth: int) -> str:
        """An argument for a specification: zeros before the smallest number stand before its second sign there."""
        text = self.expr(item, depth)
        return f"(({text}) | 1)" if spec == ":05" else text

    def format_spec(self, item: Type) -> str:
        """A format specification that the type supports."""
        kind = item[0]
        choose = self.random.choice
        if kind == "int":
            spec = choose(
                (
                    "",
                    "",
                    ":?",
                    ":5",
                    ":>6",
                    ":<4",
                    ":^7",
                    ":05",
                    ":+",
                    ":x",
                    ":X",
                    ":b",
                    ":08b",
                    ":*^9",
                    ":#x",
                    ":>+6",
                    ":06x",
                )
            )
        elif kind == "float":
            spec = choose(("", ":?", ":.1", ":.3", ":8.2", ":>9", ":+", ":010.3", ":.2"))
        elif kind == "str":
            spec = choose(("", "", ":?", ":>8", ":<8", ":^9", ":-^12"))
        elif kind == "char":
            spec = choose(("", ":?", ":>3", ":^5"))
        elif kind in ("u64", "bool"):
            spec = choose(("", ":?", ":5"))
        else:
            spec = ":?"
        self.used[f"format {spec.strip(':') or 'plain'}"] += 1
        return spec
