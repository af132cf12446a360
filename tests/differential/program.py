"""Whole programs: `generate(seed)` gives the text of one, always the same for a seed.

A program is a script body: items first, then statements, some of them nested, then every local
once more, so that a difference anywhere shows in the output. One in seven carries a deliberate
fault in its second half. An immediate program awaits nothing in its body: then the body and most of what it
calls run to their end without waiting, which is what the fast tier emits.
"""

from __future__ import annotations

from collections import Counter

from tests.differential.faults import Faults
from tests.differential.output import SORTED
from tests.differential.rune_types import printable
from tests.differential.scope import Function

SHOWN = frozenset(("dict", *SORTED))


class Program(Faults):
    """Writes a program."""

    def write(self, *, immediate: bool = False) -> str:
        """The text of the program."""
        self.place.asynchronous = not immediate
        fault = self.chance(0.15)
        self.risk = 0.12 if self.chance(0.15) else 0.0
        self.emit("use std::cmp::Ordering;")
        self.emit(
            "fn sorted_keys(table) { "
            "let names = table.keys().collect::<Vec>(); names.sort(); names }"
        )
        self.emit("fn sorted(items) { items.sort(); items }")
        self.emit("fn listed(queue) { let list = []; for x in queue { list.push(x); } list }")
        self.constants()
        self.structs_and_enums()
        if self.chance(0.3):
            self.module()
        self.function_items()
        self.impls()
        count = max(self.random.randint(8, 15), len(self.functions))
        at = self.random.randint(count // 2, count - 1)
        calls = dict(
            zip(self.random.sample(range(count), len(self.functions)), self.functions, strict=True)
        )
        for index in range(count):
            if fault and index == at:
                self.fault()
            self.statement(2)
            if index in calls:
                self.show_call(calls[index])
        self.epilogue()
        return "\n".join(self.lines) + "\n"

    def show_call(self, function: Function) -> None:
        """Call a function item: each is called once at least, so that none is left out of the
        unit. Where nothing can be awaited, what is to be awaited is made and dropped."""
        text = self.apply(function, 2)
        if function.kind in ("async", "stream") and not self.place.asynchronous:
            self.emit(f"drop({text.removesuffix('.await')});")
            return
        if function.kind == "gen":
            text += ".iter().collect::<Vec>()"
        elif function.kind == "stream":
            text += ".next().await"
        self.emit(f'println!("{{:?}}", {text});')

    def epilogue(self) -> None:
        """Show every local and static once more."""
        shown = [v.name for v in self.visible() if printable(v.type)]
        for start in range(0, len(shown), 4):
            names = shown[start : start + 4]
            self.emit(f'println!("{" | ".join(["{:?}"] * len(names))}", {", ".join(names)});')
        for var in self.visible():
            if var.type[0] in SHOWN or (var.type[0] == "obj" and not printable(var.type)):
                self.show_record(var)
        for var in self.statics:
            self.emit(f'println!("{{:?}}", {var.name});')


def generate(seed: int, *, immediate: bool = False) -> str:
    """The program of a seed."""
    return Program(seed).write(immediate=immediate)


def generate_counted(seed: int) -> tuple[str, Counter[str]]:
    """The program of a seed, and how often each form and native was written."""
    program = Program(seed)
    return program.write(), program.used
