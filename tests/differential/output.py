"""Statements that show something: values, access states, the results of natives; and those that
write.
"""

from __future__ import annotations

import re

from tests.differential.bindings import BindingForms
from tests.differential.literals import grouped, kept
from tests.differential.natives import NATIVES, Native
from tests.differential.rune_types import BOOL, INT, OPAQUE, choose_for, printable, substitute, variables
from tests.differential.scope import Var

BOUND = re.compile(r"p\d+")
SORTED = {
    "map": "(sorted_keys({0}), {0}.get(\"a\").is_some(), {0}.len())",
    "set": "sorted({}.iter().collect::<Vec>())",
    "deque": "listed({})",
    "rng": "{}.random_range::<i64>(0..1000)",
}
"""What shows the state of a value that has no text, or one of no fixed order."""
WRITERS = [row for row in NATIVES if row.writes]


class OutputForms(BindingForms):
    """Writes output, assertions and natives for their effect."""

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
            if text is None or row.head in OPAQUE:
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
        """The access state of a local; of those that a pattern bound, the reference may keep an
        iterator in a register that nothing names.
        """
        found = [
            v
            for v in self.visible()
            if v.type[0] in ("vec", "str", "tup", "opt", "struct", "obj", "dict")
            and not BOUND.fullmatch(v.name)
        ]
        if not found:
            return self.show()
        name = self.random.choice(found).name
        self.emit(
            f'println!("{{:?}} {{}} {{}}", std::mem::snapshot({name}), '
            f"is_readable({name}), is_writable({name}));"
        )
        return None

    def show_record(self, var: Var) -> None:
        """What is in a local whose debug text has no fixed order."""
        if var.type[0] == "dict":
            self.emit(f'println!("{{:?}}", sorted_keys({var.name}));')
            return
        if var.type[0] in SORTED:
            self.emit(f'println!("{{:?}}", {SORTED[var.type[0]].format(var.name)});')
            return
        names = ", ".join(f"{var.name}.{name}" for name, field in var.type[1] if printable(field))
        if names:
            self.emit(f'println!("{" ".join(["{:?}"] * len(names.split(", ")))}", {names});')

    def check(self) -> None:
        """An assertion that holds, most of the time."""
        way = self.random.choice(("assert", "eq", "ne", "message"))
        self.used[f"assert {way}"] += 1
        found = [
            v
            for v in self.visible()
            if printable(v.type) and v.type[0] in ("int", "str", "vec", "bool", "opt")
        ]
        if not found:
            return self.show()
        var = self.random.choice(found)
        if way == "assert":
            self.emit(f"assert!({kept(self.expr(BOOL, 1))} || true);")
        elif way == "message":
            self.emit(
                f'assert!(is_readable({var.name}) || !is_readable({var.name}), "state of {{}}", 1);'
            )
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
        if (
            self.chance(0.5)
            and text[0].isalpha()
            and not any(f" {o} " in text for o in ("&&", "||", "==", "<", ">"))
        ):
            self.emit(f"{text};")
        else:
            self.emit(f"let _ = {text};")
        return None

    def let_written(self, row: Native) -> None:
        """A local for what a native writes to, if there is none."""
        pattern = next(p[1] for p in row.pieces if isinstance(p, tuple) and p[0] == "!")
        assert isinstance(pattern, tuple)
        if not self.candidates(pattern, {}, write=True):
            names = sorted(variables(pattern))
            type_ = substitute(pattern, {name: choose_for(self.random, name) for name in names})
            name = self.fresh(type_)
            self.emit(f"let {name} = {self.literal(type_, 1)};")
            self.declare(name, type_)

    def write_native(self) -> None:
        """A native that writes to its receiver."""
        for _ in range(6):
            row = self.random.choices(WRITERS, [r.weight for r in WRITERS])[0]
            if not self.row_allowed(row):
                continue
            if self.chance(0.4):
                self.let_written(row)
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
