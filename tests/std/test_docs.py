"""Each row of the standard library has a sentence in the Markdown file beside it, and each sentence a row."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import bindrune.core.std
from bindrune.core.runtime.module import LOADED, Module
from bindrune.core.std.modules import MODULES
from bindrune.core.vm.native import Native

FOLDER = Path(bindrune.core.std.__path__[0])
FILES = sorted(path.stem for path in FOLDER.glob("*.md"))


def modules_of(stem: str) -> list[Module]:
    """Return the modules that a file declares, with those that other files add to them."""
    import_module(f"bindrune.core.std.{stem}")
    names = [path for path, files in MODULES.items() if f"bindrune.core.std.{stem}" in files]
    return [module for path in names for module in LOADED[path]]


def rows_of(stem: str) -> set[str]:
    """Return the headings that the rows of a file's modules should have."""
    wanted = set()
    main = import_module(f"bindrune.core.std.{stem}").std.path
    for module in modules_of(stem):
        prefix = module.path.removeprefix(main).removeprefix("::")
        wanted |= {f"{prefix}::{row}" if prefix else row for row in rows_in(module)}
    return wanted


def rows_in(module: Module) -> set[str]:
    """Return the headings of the rows of one module."""
    found = {heading(native) for native in module.functions.values()}
    found |= {*module.constants, *module.macros}
    for trait in module.traits.values():
        trait.load()
        found |= {trait.name, *(f"{trait.name}::{name}" for name in trait.rows)}
    for row in module.types.values():
        name = row.info.item.rpartition("::")[2]
        if row.info.item != module.path:
            found.add(name)
            if row.info.item in MODULES:
                continue  # the methods of `i64` are told in the module of that path, not in `std`
        found |= {f"{name}::{member}" for member in (*row.info.fields, *row.constants)}
        natives = [*row.info.functions.values(), *(n for ns in row.info.generic.values() for n in ns)]
        natives += [n for key, n in row.info.methods.items() if isinstance(key, str) and is_own(n)]
        found |= {f"{name}::{heading(native)}" for native in natives}
    return found


def is_own(native: Native) -> bool:
    """Whether a method was written for its type and does not come from a trait."""
    from bindrune.core.runtime.traits import TRAITS

    sources = {id(source) for trait in TRAITS.values() for rows in trait.rows.values() for _, source, _ in rows}
    return id(native.source) not in sources


def heading(native: Native) -> str:
    """Return the name of a row with its generic parameters."""
    if not native.type_params:
        return native.name
    return f"{native.name}::<{', '.join(p.rpartition('::')[2] for p in native.type_params)}>"


@pytest.mark.parametrize("stem", FILES)
def test_rows_and_sentences_are_the_same(stem: str) -> None:
    """No row without a sentence, no sentence without a row."""
    text = (FOLDER / f"{stem}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.M)
    assert len(headings) == len(set(headings))
    again = {name for module in modules_of(stem) for name in module.reexports}
    assert set(headings) - again == rows_of(stem)
