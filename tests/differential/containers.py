"""Statements about maps, sets, deques and bytes: written by index, walked in a loop; and what is
printed without the end of a line. Where the order is that of hashes, only what it cannot change is
shown.
"""

from __future__ import annotations

from tests.differential.copies import CopyForms
from tests.differential.rune_types import BYTES, INT, Type
from tests.differential.scope import Var

WALKS = {
    "map": ("let {sum} = 0; for (key, value) in {x} {{ {sum} += key.len(); }}", "{sum}"),
    "set": ("let {sum} = []; for item in {x} {{ {sum}.push(item); }}", "sorted({sum})"),
    "deque": ("let {sum} = []; for item in {x} {{ {sum}.insert(0, item); }}", "{sum}"),
    "bytes": ("let {sum} = 0u64; for item in {x}.as_vec() {{ {sum} += item; }}", "{sum}"),
}
"""For each kind a loop over all of `{x}`, and what shows its effect."""


class ContainerForms(CopyForms):
    """Writes the use of maps, sets, deques and bytes."""

    def container(self, kinds: tuple[str, ...]) -> Var:
        """A local of one of these kinds; a new one if there is none."""
        found = [v for v in self.visible() if v.type[0] in kinds and not v.locked and v.assignable]
        if found and self.chance(0.8):
            return self.random.choice(found)
        kind = self.random.choice(kinds)
        types: dict[str, Type] = {"bytes": BYTES, "set": ("set", INT)}
        type_ = types.get(kind, (kind, self.data_type(1)))
        name = self.fresh(type_)
        self.emit(f"let {name} = {self.literal(type_, 1)};")
        return self.declare(name, type_)

    def walk_container(self) -> None:
        """A loop over a collection."""
        var = self.container(tuple(WALKS))
        self.used[f"walk over {var.type[0]}"] += 1
        self.serial += 1
        words = {"x": var.name, "sum": f"walked{self.serial}"}
        loop, shown = WALKS[var.type[0]]
        self.emit(loop.format(**words))
        self.emit(f'println!("{{:?}}", {shown.format(**words)});')

    def write_container(self) -> None:
        """`map[key] = …`, `queue[0] = …`, `bytes[0] = …`."""
        var = self.container(("map", "deque", "bytes"))
        kind = var.type[0]
        self.used[f"index of {kind}"] += 1
        if kind == "map":
            key = self.random.choice(("a", "b", "later"))
            self.emit(f'{var.name}["{key}"] = {self.literal(var.type[1], 0)};')
            self.emit(f'println!("{{:?}}", {var.name}["{key}"]);')
            return
        new = str(self.random.randint(0, 255)) if kind == "bytes" else self.literal(var.type[1], 0)
        self.emit("{" if self.chance(self.risk) else f"if {var.name}.len() > 0 {{")
        self.emit(f'    {var.name}[0] = {new}; println!("{{:?}}", {var.name}[0]);')
        self.emit("}")

    def print_part(self) -> None:
        """Output that does not end its line."""
        text = self.formatted("print!", 1) if self.chance(0.7) else 'std::io::print("part ")'
        self.emit(f"{text};")
        self.emit('println!("");')
