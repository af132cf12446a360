"""Statements about copies: a value is cloned, one of the two is written, and both are shown.

What a clone shares with its original differs from type to type: a String nothing, a Vec or Object
what its elements hold, a script's struct all. So the writes go to the value itself and to what is
within it.
"""

from __future__ import annotations

from tests.differential.rune_types import INT, STR, Type
from tests.differential.suspended import SuspendedForms

KEYS = ("a", "b", "key")
WRITES: dict[str, tuple[str, ...]] = {
    "vec": ("{x}.push({new})", "{x}[0] = {new}", "{x}.clear()", "{x}.pop()", "{x}.insert(0, {new})"),
    "tup": ("{x}.0 = {new}", "{x}.1 = {new}", "{x}.2 = {new}"),
    "opt": ("{x}.take()", "{x}.0 = {new}"),
    "str": ("{x}.push('+')", "{x} += \"more\"", "{x}.clear()", "{x}.push_str(\"end\")"),
    "bytes": ("{x}.push(33)", "{x}.extend(b\"xy\")", "{x}.clear()", "{x}.pop()", "{x}.insert(0, 7)"),
    "object": (
        "{x}.{key} = {new}",
        "{x}[\"{key}\"] = {new}",
        "{x}.insert(\"{key}\", {new})",
        "{x}.insert(\"later\", {new})",
        "{x}.remove(\"{key}\")",
        "{x}.clear()",
    ),
    "deque": (
        "{x}.push_back({new})",
        "{x}.push_front({new})",
        "{x}.pop_front()",
        "{x}.pop_back()",
        "{x}[0] = {new}",
        "{x}.rotate_left(1)",
    ),
    "map": (
        "{x}.insert(\"{key}\", {new})",
        "{x}.insert(\"later\", {new})",
        "{x}.remove(\"{key}\")",
        "{x}[\"{key}\"] = {new}",
        "{x}.clear()",
    ),
    "set": ("{x}.insert({new})", "{x}.remove({first})", "{x}.clear()", "{x}.extend([{new}, 77])"),
}
"""For each kind of value what writes to `{x}`: `{new}` is another element."""

SHOWN: dict[str, str] = {
    "object": "({x}.len(), {x}.get(\"{key}\"), {x}.get(\"later\"), {x}.contains_key(\"{key}\"))",
    "deque": "listed({x})",
    "map": "({x}.len(), {x}.get(\"{key}\"), {x}.get(\"later\"), {x}.contains_key(\"{key}\"))",
    "set": "({x}.len(), {x}.contains({first}), {x}.contains({new}), {x}.contains(77))",
}
"""What is shown of a kind whose debug text has no fixed order, or none."""


class CopyForms(SuspendedForms):
    """Writes clones and what becomes of them."""

    def copy_value(self) -> None:
        """A value and its clone, one of them written, both shown."""
        kinds = [*WRITES, "object", *(["struct"] * 2 if self.record_types() else [])]
        kind = self.random.choice(kinds)
        self.used[f"copy of {kind}"] += 1
        item: Type = INT if kind == "set" else self.random.choice((INT, INT, STR, ("vec", INT)))
        if kind == "struct":
            self.copy_record()
            return
        words = {"first": self.literal(INT, 0), "new": self.literal(item, 0), "key": self.random.choice(KEYS)}
        self.serial += 1
        name = f"source{self.serial}"
        self.emit(f"let {name} = {self.copied(kind, item, words)};")
        copy = self.random.choice((f"{name}.clone()", f"clone({name})"))
        if kind == "deque":
            copy = f"std::collections::VecDeque::from_iter(listed({name}))"
        self.emit(f"let twin_{name} = {copy};")
        written = self.random.choice((name, f"twin_{name}"))
        if kind in ("vec", "tup", "opt", "deque", "object", "map") and item[0] == "vec" and self.chance(0.5):
            self.used["copy written within"] += 1
            place = {"tup": "{x}.0", "opt": "{x}.0", "vec": "{x}[0]", "deque": "{x}[0]"}.get(kind, '{x}["{key}"]')
            write = place + ".push(5)"
        else:
            write = self.random.choice(WRITES[kind])
        shown = SHOWN.get(kind, "{x}")
        self.emit(write.format(x=written, **words) + ";")
        sides = [shown.format(x=x, **words) for x in (name, f"twin_{name}")]
        self.emit(f'println!("{{:?}} {{:?}}", {", ".join(sides)});')

    def copied(self, kind: str, item: Type, words: dict[str, str]) -> str:
        """The value that is cloned."""
        one, other = self.literal(item, 1), self.literal(item, 0)
        if kind == "vec":
            return f"[{one}, {other}]"
        if kind == "tup":
            return f"({one}, {other}, 3)"
        if kind == "opt":
            return f"Some({one})"
        if kind == "object":
            rest = "" if words["key"] == "b" else f", b: {other}"
            return f"#{{ {words['key']}: {one}{rest} }}"
        if kind == "deque":
            return f"std::collections::VecDeque::from::<Vec>([{one}, {other}])"
        if kind == "map":
            return f'[("{words["key"]}", {one}), ("other", {other})].iter().collect::<std::collections::HashMap>()'
        if kind == "set":
            return f"[{words['first']}, {one}].iter().collect::<std::collections::HashSet>()"
        text = self.literal((kind,), 0)
        return text if kind == "bytes" else f"String::from({text})"

    def record_types(self) -> list[str]:
        """The structs with a field that may be written."""
        return [name for name, struct in self.structs.items() if struct.fields]

    def copy_record(self) -> None:
        """A struct and its clone, of which a field is written."""
        owner = self.random.choice(self.record_types())
        struct = self.structs[owner]
        self.serial += 1
        name = f"source{self.serial}"
        self.emit(f"let {name} = {self.construct(owner, struct, 0)};")
        self.emit(f"let twin_{name} = clone({name});")
        index = self.random.randrange(len(struct.fields))
        field, type_ = struct.fields[index]
        place = f"twin_{name}.{index if struct.kind == 'tuple' else field}"
        self.emit(f"{place} = {self.literal(type_, 0)};")
        self.emit(f'println!("{{:?}} {{:?}}", {name}, twin_{name});')
