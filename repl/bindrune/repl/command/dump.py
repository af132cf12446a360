"""What `bindrune run` shows of a unit before the run: instructions, constants, functions, types, natives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.catalog.lookup import standard_catalog
from bindrune.core.compile.disasm import constant_text, disassemble
from bindrune.core.compile.unit_file import dump_unit
from bindrune.core.formatting.hashes import format_hash, path_hash

if TYPE_CHECKING:
    from bindrune.core.api import Build
    from bindrune.repl.command.arguments import Arguments
    from bindrune.repl.command.terminal import Terminal


def dump(built: Build, arguments: Arguments, terminal: Terminal) -> None:
    """Print on standard output what the flags ask for."""
    unit = built.unit
    assert unit is not None
    everything = arguments.on("dump_all")
    usual = everything or arguments.on("dump") or arguments.on("dump_unit")
    if usual:
        terminal.print(f"Unit size: {len(dump_unit(unit))} bytes")
    if usual or arguments.on("emit_instructions"):
        terminal.print("# instructions")
        terminal.print(disassemble(unit).rstrip("\n"))
    if everything or arguments.on("dump") or arguments.on("dump_functions"):
        terminal.print("# functions")
        for function in unit.functions:
            hash_ = format_hash(path_hash(function.item))
            terminal.print(f"{hash_} = {function.item or '<script>'}({function.arity}) {function.kind}")
    if everything or arguments.on("dump_types"):
        terminal.print("# types")
        for struct in unit.structs:
            fields = ", ".join(struct.fields)
            terminal.print(f"{format_hash(struct.hash)} = {struct.shape} {struct.item} ({fields})")
    if usual and unit.strings:
        terminal.print("# strings")
        for number, text in enumerate(unit.strings):
            terminal.print(f'{number} = "{text}"')
    if (usual or arguments.on("dump_constants")) and unit.constants:
        terminal.print("# constants")
        for number, plain in enumerate(unit.constants):
            terminal.print(f"{number} = {constant_text(plain)}")
    if everything or arguments.on("dump_native_functions"):
        terminal.print("# native functions")
        _natives(terminal, ("function", "method"))
    if everything or arguments.on("dump_native_types"):
        terminal.print("# native types")
        _natives(terminal, ("type",))


def _natives(terminal: Terminal, kinds: tuple[str, ...]) -> None:
    entries = [entry for entry in standard_catalog().entries.values() if entry.kind in kinds]
    for entry in sorted(entries, key=lambda entry: entry.path):
        terminal.print(f"{format_hash(entry.hash)} = {entry.path}")
