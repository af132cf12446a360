"""Write ``catalog/data.py`` from the native rows: ``python -m
bindrune.core.runtime.generate_catalog``.

Every module of the standard library is imported and its rows become entries. With ``--check`` the
file is only compared, and a difference ends the program with 1.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from bindrune.core.catalog.lookup import Entry
from bindrune.core.runtime.machine_protocols import SIGNATURES, answered
from bindrune.core.runtime.module import LOADED, Constant, Module
from bindrune.core.runtime.rows import short_name
from bindrune.core.runtime.signatures import parse
from bindrune.core.runtime.traits import TRAITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from bindrune.core.vm.native import Native
    from bindrune.core.vm.types import TypeInfo


def entries(module: Module) -> Iterator[Entry]:
    """The entries of one module's rows."""
    yield Entry(module.path, "module")
    for native in module.functions.values():
        yield _native(native, "function", None)
    for name, constant in module.constants.items():
        yield Entry(f"{module.path}::{name}", "constant", _constant(constant))
    for name in module.macros:
        yield Entry(f"{module.path}::{name}", "macro")
    for name, target in module.reexports.items():
        yield Entry(f"{module.path}::{name}", "reexport", target)
    for trait in module.traits.values():
        yield Entry(trait.path, "trait", ", ".join(trait.requires))
        trait.load()
        for name, rows in trait.rows.items():
            for signature, _, options in rows:
                parsed = parse(signature)
                yield Entry(
                    f"{trait.path}::{name}",
                    "method",
                    signature,
                    parsed.arity,
                    tuple(p.name for p in parsed.params),
                    trait.path,
                    options.get("deprecated"),
                    options.get("params", ()),
                    capability=options.get("capability"),
                )
    seen = set()
    for row in module.types.values():
        info = row.info
        if id(info) in seen:
            continue
        seen.add(id(info))
        yield Entry(info.item, "type", info.name, traits=tuple(t.path for t in info.traits))
        for constant in row.constants.values():
            yield Entry(constant.path, "constant", _constant(constant), owner=info.item)
        for name, native in info.functions.items():
            yield _native(native, "variant" if name in info.variants else "function", info.item)
        # Methods of traits are entries of the trait, whether or not the type was asked for them.
        given = {id(source) for t in info.traits for rs in t.rows.values() for _, source, _ in rs}
        for native in info.methods.values():
            if id(native.source) not in given:
                yield _native(native, "method", info.item)
        for rows_ in info.generic.values():
            for native in rows_:
                has_receiver = "self" in native.signature
                yield _native(native, "method" if has_receiver else "function", info.item)
        for native in info.protocols.values():
            yield _native(native, "protocol", info.item)
        for name in answered(info):
            yield _answered(info, name)
        for name in info.fields:
            yield Entry(f"{info.item}::{name}", "field", owner=info.item)


def _constant(constant: Constant) -> str:
    """The type of a constant, and its value if that is plain: `i64 = 5`."""
    if isinstance(constant.value, (int, float)):
        return f"{constant.type} = {constant.value!r}"
    return constant.type


def _native(native: Native, kind: str, owner: str | None) -> Entry:
    parsed = parse(native.signature, short_name(native.owner) if native.owner else "Self")
    return Entry(
        native.path,
        kind,
        native.signature,
        parsed.arity,
        tuple(p.name for p in parsed.params),
        owner,
        native.deprecated,
        native.type_params,
        capability=native.capability,
    )


def _answered(info: TypeInfo, name: str) -> Entry:
    """A protocol without a row; its ``generics`` are the parameters of a generic type."""
    parsed = parse(SIGNATURES[name], short_name(info))
    params = tuple(p.name for p in parsed.params)
    path = f"{info.item}::{name}"
    return Entry(path, "protocol", SIGNATURES[name], parsed.arity, params, info.item, None, info.parameters)


def line_of(entry: Entry) -> str:
    """The line that ``lookup.parse_entry`` reads."""
    return "\t".join(
        (
            entry.kind,
            entry.path,
            entry.signature,
            str(entry.arity),
            " ".join(entry.params),
            entry.owner or "",
            entry.deprecated or "",
            " ".join(entry.generics),
            " ".join(entry.traits),
            entry.capability or "",
        )
    )


def generate() -> str:
    """The text of ``catalog/data.py``."""
    modules = import_module("bindrune.core.std.modules")
    for files in modules.MODULES.values():
        for file in files:
            import_module(file)
    for trait in TRAITS.values():
        trait.load()
    lines: dict[str, None] = {}
    for path in sorted(modules.MODULES):
        for module in LOADED.get(path, ()):
            for entry in entries(module):
                lines.setdefault(line_of(entry))
    prelude = "".join(f'    "{name}": "{path}",\n' for name, path in modules.PRELUDE.items())
    text = "\n".join(lines).replace("\\", "\\\\")
    return (
        '"""Generated by ``python -m bindrune.core.runtime.generate_catalog``: do not edit."""\n\n'
        "# ruff: noqa: E501, W291\n\n"
        f"PRELUDE = {{\n{prelude}}}\n\n"
        f'LINES = """\\\n{text}\n"""\n'
    )


def main(arguments: list[str]) -> int:
    """Write or compare the file."""
    target = Path(__file__).parent.parent / "catalog" / "data.py"
    text = generate()
    if "--check" in arguments:
        return int(not target.exists() or target.read_text() != text)
    target.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
