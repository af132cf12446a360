"""What the fuzzer asks of every input: each check takes a text and raises if anything is amiss.

Compile errors, panics and terminations are what an input may come to; any other exception is a finding.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bindrune.core.api import (
    Build,
    EntryError,
    MemoryIO,
    Session,
    Termination,
    VmError,
    build_text,
    completeness,
    debug,
    render_ansi,
    render_html,
    render_text,
)
from bindrune.core.compile.disasm import disassemble
from bindrune.core.compile.unit import UnitError
from bindrune.core.compile.unit_file import dump_unit, load_unit
from bindrune.core.diagnostics.render import render_panic
from bindrune.core.ide.completion import complete_at
from bindrune.core.ide.definition import definition
from bindrune.core.ide.highlight import highlight
from bindrune.core.ide.hover import hover
from bindrune.core.ide.snapshot import take_snapshot
from bindrune.core.ide.symbols import symbols
from bindrune.core.ir import printer as ir_printer
from bindrune.core.source import Source
from bindrune.core.syntax import printer
from bindrune.core.syntax.lexer import lex
from bindrune.core.syntax.parser.entry import DeepRecursion, parse
from bindrune.core.syntax.reparse import Edit, reparse
from bindrune.core.syntax.tree import Tree
from bindrune.core.vm.report import panic_of
from tests.codegen.tiers import TIERS, apart, seen
from tests.fuzz.mutations import split

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from bindrune.core.vm.execution import Execution

BUDGET = 5_000
"""Units of fuel that a program may burn."""
N_SHOWN = 20
"""How many diagnostics of an input are drawn."""


def check_tokens(text: str) -> None:
    """Tokens and gaps join to the text, and colours cover it."""
    assert "".join(split(text)) == text
    starts, ends = lex(text).starts, lex(text).ends
    assert all(a <= b for a, b in zip(starts, ends, strict=True))
    at = 0
    for start, end, _ in highlight(text):
        assert start == at < end
        at = end
    assert at == len(text)


def state(tree: Tree) -> tuple[object, ...]:
    """Return all of a tree that can be seen."""
    return (
        printer.dump(tree),
        [(d.code.name, d.text, d.span, [label.span for label in d.labels]) for d in tree.diagnostics],
        [(s.start, s.raw, s.kinds, s.starts, s.ends) for s in tree.all_segments()],
        (tree.tail.raw, tree.tail.start, tree.has_syntax_errors),
    )


def check_reparse(text: str, script: bool, random: Random) -> None:
    """Edits parsed again give what a full parse of the edited text gives."""
    tree = parse(Source(0, "<fuzz>", text), script)
    for _ in range(2):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice([0, 0, 1, 2, 20]))
        piece = random.choice(["", "}", "{", '"', "fn g() {}", " ", "\n", "x", text[:start][-9:], "*/", "`", ";"])
        text = text[:start] + piece + text[end:]
        tree = reparse(tree, Source(0, "<fuzz>", text), Edit(start, end, len(piece)))
        full = parse(Source(0, "<fuzz>", text), script)
        assert state(tree) == state(full), f"after {text[:start]!r} + {piece!r}"


def check_inputs(text: str, random: Random) -> None:
    """A text cut into inputs of a session: each ends in an outcome that can be shown."""
    assert completeness(text).status in ("complete", "incomplete", "invalid")
    session = Session(MemoryIO())
    execute = session.machine.execute

    def bounded(*arguments: object, **options: object) -> Execution:
        execution: Execution = execute(*arguments, **options)  # type: ignore[arg-type]
        execution.probe = Probe(execution)
        return execution

    session.machine.execute = bounded  # type: ignore[method-assign]
    lines = text.split("\n")
    while lines:
        count = random.randrange(1, len(lines) + 1)
        outcome = session.evaluate("\n".join(lines[:count]))
        del lines[:count]
        outcome.render_text()
        outcome.render_ansi()
    session.scope()


class Probe:
    """Ends a run that has burnt the budget, of which inputs of a session have none of their own."""

    def __init__(self, execution: Execution) -> None:
        self.execution = execution

    def __call__(self) -> None:
        if self.execution.fuel_spent() > BUDGET:
            raise Termination("budget", "enough")


def check_editor(text: str, script: bool, random: Random) -> None:
    """An editor may ask about any place of any text."""
    snapshot = take_snapshot(text, "<fuzz>", script=random.choice([script, None]))
    root = snapshot.root.id
    symbols(snapshot.trees[root])
    for _ in range(4):
        at = random.randrange(len(text) + 1)
        complete_at(snapshot, root, at)
        hover(snapshot, root, at)
        definition(snapshot, root, at)


def check_program(text: str, script: bool, random: Random) -> None:
    """A program is built, drawn, dumped, written to a file and back, and run."""
    built = build_text(text, "<fuzz>", script=script, io=MemoryIO())
    show: list[Callable[..., str]] = [render_text, render_ansi, render_html]
    for diagnostic in built.diagnostics[:N_SHOWN]:
        random.choice(show)(diagnostic, built.sources)
    if built.unit is None:
        assert built.diagnostics
        return
    assert built.ir is not None
    if random.random() < 0.2:
        ir_printer.dump(built.ir, spans=True)
        check_unit(built, random)
    for entry in [None, *built.tests, *built.benches][:4]:
        if run(built, entry) and random.random() < 0.4:
            check_tiers(built, entry)


def run(built: Build, entry: str | None) -> bool:
    """Run a function of a program with a budget; values and panics can be shown. Return whether it began."""
    try:
        value = built.run(entry=entry, budget=BUDGET)
    except Termination:
        return True
    except EntryError:
        assert not built.options.function_body
        return False
    except VmError as error:
        if error.frames:
            render_panic(panic_of(error), built.sources, "html")
        return bool(error.frames)
    with suppress(VmError):
        debug(value)
    return True


def check_tiers(built: Build, entry: str | None) -> None:
    """A function does in tier 1 what it does in tier 0."""
    difference = apart(*(seen(built, tier, BUDGET, entry) for tier in TIERS))
    assert difference is None, difference


def content(thing: object) -> object:
    """Return all of a unit that can be seen, as plain data; a NaN is like itself."""
    if isinstance(thing, list | tuple):
        return [content(item) for item in thing]
    names = [name for cls in type(thing).__mro__ for name in getattr(cls, "__slots__", ()) if name[0] != "_"]
    return [content(getattr(thing, name)) for name in names] if names else repr(thing)


def check_unit(built: Build, random: Random) -> None:
    """A unit that was written is read back equal; a file that was cut off or altered is refused."""
    assert built.unit is not None
    blob = dump_unit(built.unit)
    loaded = load_unit(blob)
    with DeepRecursion():
        assert content(loaded) == content(built.unit)
    assert disassemble(loaded) == disassemble(built.unit)
    at = random.randrange(len(blob))
    altered = bytearray(blob)
    altered[at] ^= 1 << random.randrange(8)
    for broken in (blob[:at], bytes(altered)):
        try:
            load_unit(broken)
        except UnitError:
            continue
        raise AssertionError(f"a unit file that differs at {at} was loaded")


def attempt(text: str, script: bool, random: Random) -> None:
    """Run one input through everything, the costlier checks now and then. Raises what nobody should raise."""
    check_tokens(text)
    check_program(text, script, random)
    kind = random.random()
    if kind < 0.2:
        check_reparse(text, script, random)
    elif kind < 0.4:
        check_inputs(text, random)
    elif kind < 0.6:
        check_editor(text, script, random)
    else:
        assert completeness(text).status
