"""The table of instructions, the assembler's output, unit files, the cache, the disassembler."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from bindrune.core.compile import ops
from bindrune.core.compile.assemble.program import assemble
from bindrune.core.compile.cache import UnitCache
from bindrune.core.compile.disasm import disassemble
from bindrune.core.compile.unit import Unit, UnitError, verify
from bindrune.core.compile.unit_file import dump_unit, load_unit
from bindrune.core.vm.closures import registry
from tests.vm.ir import binary, block, const, function, ir, local, program

ROOT = Path(__file__).resolve().parents[2]


def fib() -> Unit:
    call = [ir.Call(ir.FnTarget("fib", "immediate"), [binary("-", local(0), n)]) for n in (1, 2)]
    body = ir.If(binary("<", local(0), 2), local(0), binary("+", *call))
    return assemble(program(function("fib", 1, 1, block(value=body))))


def test_every_operation_has_a_handler_and_known_operands() -> None:
    registry.load()
    assert {op.name for op in ops.OPS} == set(registry.HANDLERS)
    assert all(set(op.kinds) <= set(ops.KINDS) for op in ops.OPS)


def test_the_documentation_is_fresh() -> None:
    assert (ROOT / "docs" / "bytecode.md").read_text(encoding="utf-8") == ops.documentation()


def test_disassembly() -> None:
    lines = [line.strip() for line in disassemble(fib()).splitlines()]
    assert lines == [
        "fn fib (immediate, arguments 1, captures 0, registers 5)",
        "0 charge",
        "1 lt               r1 r0 2",
        "2 jump_unless      ~r1 ->4",
        "3 return           r0",
        ">   4 sub              r3 r0 1",
        "5 call             r2 script:fib [~r3]",
        "6 sub              r4 r0 2",
        "7 call             r3 script:fib [~r4]",
        "8 add              r1 ~r2 ~r3",
        "9 return           ~r1",
    ]


def test_a_unit_survives_its_file() -> None:
    unit = fib()
    verify(unit)
    assert disassemble(load_unit(dump_unit(unit))) == disassemble(unit)


def test_files_that_are_cut_off_or_altered_are_refused() -> None:
    blob = dump_unit(fib())
    chance = random.Random(1)
    for length in range(0, len(blob), 7):
        with pytest.raises(UnitError):
            load_unit(blob[:length])
    for _ in range(200):
        at = chance.randrange(len(blob))
        altered = bytearray(blob)
        altered[at] ^= 1 << chance.randrange(8)
        with pytest.raises(UnitError):
            load_unit(bytes(altered))


@pytest.mark.parametrize(
    "instruction",
    [(999,), ("add", 0, 0), ("add", 9, 0, 0), ("add", 0, 99, 0), ("jump", 99), ("call", 0, 7, ()), ("drop", 0)],
)
def test_malformed_instructions_are_refused(instruction: tuple[Any, ...]) -> None:
    unit = fib()
    number = instruction[0]
    first = ops.NUMBER[number] if isinstance(number, str) else number
    unit.functions[0].code[4] = (first, *instruction[1:])
    with pytest.raises(UnitError):
        verify(unit)


def test_the_cache_gives_back_what_it_was_given(tmp_path: Path) -> None:
    cache = UnitCache(str(tmp_path / "units"))
    key = cache.key(["text"], "options")
    assert cache.load(key) is None
    assert cache.store(key, fib())
    found = cache.load(key)
    assert found is not None
    assert disassemble(found) == disassemble(fib())
    assert cache.key(["text"], "other") != key != cache.key(["tex", "t"], "options")
    assert UnitCache(cache.folder, version="2").key(["text"], "options") != key
    assert cache.store_files(key, ["a\n", "b"])
    assert cache.load_files(key) == ["a\n", "b"]


def test_a_broken_entry_counts_as_missing(tmp_path: Path) -> None:
    cache = UnitCache(str(tmp_path))
    key = cache.key(["text"])
    cache.store(key, fib())
    (entry,) = tmp_path.rglob("*.rnu")
    entry.write_bytes(entry.read_bytes()[:-1])
    assert cache.load(key) is None


def test_spans_and_names() -> None:
    unit = fib()
    assert unit.functions[0].span_at(3).end == 1
    unit.functions[0].names = [(0, "n", 0, 1), (1, "n", 5, 6)]
    assert unit.functions[0].names_at(0) == [("n", 0)]


def test_long_chains_and_deep_nesting() -> None:
    body = local(0)
    for _ in range(3000):
        body = binary("+", body, 1)
    verify(assemble(program(function("f", 1, 1, body))))
    body = local(0)
    for _ in range(1000):
        body = ir.If(const(True), block(value=body), const(1))
    verify(assemble(program(function("f", 1, 1, body))))
