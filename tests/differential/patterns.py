"""Patterns for a value of a type: what they bind, and whether they can fail."""

from __future__ import annotations

from tests.differential import literals
from tests.differential.rune_types import INT, STR, Type
from tests.differential.scope import Builder, Struct

Bindings = list[tuple[str, Type]]


class Patterns(Builder):
    """Writes patterns."""

    def name_pattern(self, type_: Type, bindings: Bindings) -> str:
        """A name, or now and then the wildcard."""
        if self.wildcards and self.chance(0.15):
            self.used["pattern _"] += 1
            return "_"
        self.serial += 1
        name = f"p{self.serial}"
        bindings.append((name, type_))
        return name

    def pattern(self, type_: Type, bindings: Bindings, depth: int = 2, sure: bool = False) -> str:
        """A pattern for a type; `sure` asks for one that always matches."""
        if depth <= 0 or self.chance(0.25):
            return self.name_pattern(type_, bindings)
        head = type_[0]
        if not self.wildcards and head == "struct" and not self.structs[type_[1]].fields:
            return self.name_pattern(type_, bindings)
        self.used[f"pattern {head}"] += 1
        if head == "tup":
            return self.tuple_pattern(type_, bindings, depth, sure)
        if head == "struct":
            return self.fields_pattern(type_[1], self.structs[type_[1]], bindings, depth, sure)
        if head == "obj":
            return self.object_pattern(type_, bindings, depth, sure)
        if head == "unit" and self.wildcards:
            return "()"
        if sure:
            return self.name_pattern(type_, bindings)
        choose = self.random.choice
        if head == "vec":
            return self.vec_pattern(type_[1], bindings, depth)
        if head == "opt":
            return (
                "None"
                if self.chance(0.3)
                else f"Some({self.pattern(type_[1], bindings, depth - 1)})"
            )
        if head == "res":
            if self.chance(0.35):
                return f"Err({self.pattern(STR, bindings, depth - 1)})"
            return f"Ok({self.pattern(type_[1], bindings, depth - 1)})"
        if head == "enum":
            variant = choose(self.enums[type_[1]].variants)
            return self.fields_pattern(
                f"{type_[1]}::{variant.name}", variant, bindings, depth, False
            )
        if head == "int":
            named = [c.name for c in self.consts if c.type == INT]
            if named and self.chance(0.2):
                self.used["pattern const"] += 1
                return choose(named)
            return choose(literals.PATTERN_INTS)
        table = {
            "str": literals.PATTERN_STRINGS,
            "char": literals.PATTERN_CHARS,
            "u64": literals.PATTERN_U64S,
            "bool": ("true", "false"),
            "ord": ("Ordering::Less", "Ordering::Equal", "Ordering::Greater"),
            "bytes": ('b"abc"', 'b""'),
        }
        if head in table:
            return str(choose(table[head]))
        return self.name_pattern(type_, bindings)

    def tuple_pattern(self, type_: Type, bindings: Bindings, depth: int, sure: bool) -> str:
        """`(p, q)` or `(p, ..)`."""
        wanted = type_[1]
        if self.wildcards and len(wanted) > 1 and self.chance(0.2):
            self.used["pattern .."] += 1
            wanted = wanted[: self.random.randrange(len(wanted))]
            kept = [self.pattern(part, bindings, depth - 1, sure) for part in wanted]
            return f"({', '.join([*kept, '..'])})"
        parts = [self.pattern(part, bindings, depth - 1, sure) for part in wanted]
        return f"({parts[0]},)" if len(parts) == 1 and self.chance(0.5) else f"({', '.join(parts)})"

    def vec_pattern(self, item: Type, bindings: Bindings, depth: int) -> str:
        """`[]`, `[p]`, `[p, ..]`, `[p, q]`."""
        count = self.random.choice((0, 1, 1, 2, 3))
        parts = [self.pattern(item, bindings, depth - 1) for _ in range(count)]
        if self.chance(0.5):
            self.used["pattern .."] += 1
            parts.append("..")
        return f"[{', '.join(parts)}]"

    def fields_pattern(
        self, path: str, struct: Struct, bindings: Bindings, depth: int, sure: bool
    ) -> str:
        """A struct or variant by its fields."""
        if struct.kind == "unit":
            return path
        if struct.kind == "tuple":
            parts = [self.pattern(t, bindings, depth - 1, sure) for _, t in struct.fields]
            return f"{path}({', '.join(parts)})"
        parts = []
        rest = self.wildcards and self.chance(0.3)
        for name, type_ in struct.fields:
            if rest and self.chance(0.5):
                continue
            parts.append(self.field_pattern(name, type_, bindings, depth, sure))
        if rest:
            parts.append("..")
        return f"{path} {{ {', '.join(parts)} }}"

    def field_pattern(
        self, name: str, type_: Type, bindings: Bindings, depth: int, sure: bool
    ) -> str:
        """`name: pattern`; the short form would need a name of its own for each field."""
        return f"{name}: {self.pattern(type_, bindings, depth - 1, sure)}"

    def object_pattern(self, type_: Type, bindings: Bindings, depth: int, sure: bool) -> str:
        """`#{ k: p, .. }`; with the rest, so that added keys do no harm."""
        parts = []
        for name, field in type_[1]:
            if self.chance(0.7):
                key = name if self.chance(0.7) else f'"{name}"'
                parts.append(f"{key}: {self.pattern(field, bindings, depth - 1, sure)}")
        parts.append("..")
        return f"#{{ {', '.join(parts)} }}"
