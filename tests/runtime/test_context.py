"""Finding natives by path, with little of the library loaded; and the catalogue."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bindrune.core.catalog.lookup import standard_catalog
from bindrune.core.formatting.hashes import parameters_hash, path_hash
from bindrune.core.io import MemoryIO
from bindrune.core.runtime.active import current_io, use_io
from bindrune.core.runtime.context import Context
from bindrune.core.runtime.module import LOADED, Module
from bindrune.core.std.modules import MODULES, PRELUDE, default_context
from bindrune.core.vm.values import string

CONTEXT = default_context()


def params(*paths: str) -> int:
    """The hash of generic parameters."""
    return parameters_hash(0, [path_hash(path) for path in paths])


@pytest.mark.parametrize(
    "path",
    [
        "::std::vec::Vec::push",
        "std::vec::Vec::new",
        "::std::option::Option::Some",
        "::std::iter::range",
        "::std::slice::Iter::map",
        "::std::ops::Generator::next",
        "::std::collections::HashMap::insert",
        "::std::cmp::Ordering::Less",
    ],
)
def test_functions(path: str) -> None:
    """Functions, methods, constructors; through traits and re-exports too."""
    native = CONTEXT.function(path)
    assert native is not None
    assert native.handler is not None


def test_generic_parameters_are_part_of_a_function() -> None:
    """``collect::<Vec>`` is found by the hash of its parameters only."""
    path = "::std::slice::Iter::collect"
    assert CONTEXT.function(path) is None
    assert CONTEXT.function(path, params("::std::vec::Vec")) is not None
    assert CONTEXT.function(path, params("::std::i64")) is None


def test_missing() -> None:
    """What is not there is not found."""
    assert CONTEXT.function("::std::vec::Vec::nothing") is None
    assert CONTEXT.function("::nowhere::f") is None
    assert CONTEXT.type("::std::vec::Nothing") is None
    assert CONTEXT.constant("::std::f64::NAN") is not None


def test_hosts_install_modules_until_a_program_is_compiled() -> None:
    """A frozen context does not change."""
    module = Module("::host")

    @module.function("fn twice(n: i64) -> i64")
    def twice(n: int) -> int:
        return 2 * n

    del LOADED["::host"]
    context = default_context()
    context.install(module)
    native = context.function("::host::twice")
    assert native is not None
    assert native.handler(4) == 8
    assert CONTEXT.function("::host::twice") is None
    with pytest.raises(RuntimeError):
        context.freeze().install(module)


def test_a_context_loads_what_is_asked_for() -> None:
    """Looking up one function leaves the other modules alone."""
    program = (
        "import sys\n"
        "from bindrune.core.std.modules import default_context\n"
        "default_context().function('::std::option::Option::unwrap').handler\n"
        "loaded = [m for m in sys.modules if m.startswith('bindrune.core.std.')]\n"
        "assert sorted(loaded) == ['bindrune.core.std.modules', 'bindrune.core.std.option'], loaded\n"
        "for heavy in ('argparse', 'dataclasses', 'pathlib', 'inspect', 'asyncio'):\n"
        "    assert heavy not in sys.modules, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_an_empty_context_has_nothing() -> None:
    """Types are found in installed modules only."""
    assert Context({}).type("::std::vec::Vec") is None


def test_the_prelude_names_what_is_there() -> None:
    """All names of the prelude lead somewhere; ``u8`` is known to lead nowhere."""
    catalog = standard_catalog()
    missing = [name for name, path in PRELUDE.items() if catalog.get(path) is None and catalog.macro(path) is None]
    assert missing == ["u8"]


def test_the_catalogue_answers_for_analysis() -> None:
    """Paths, members, methods, generics, macros."""
    catalog = standard_catalog()
    entry = catalog.get("std::slice::Iter::map")
    assert entry is not None
    assert (entry.kind, entry.arity, entry.owner) == ("method", 2, "::std::slice::Iter")
    assert catalog.get("::std::collections::HashMap::new") is not None
    assert catalog.is_module("::std::iter")
    assert catalog.macro("std::io::println") is not None
    assert {"push", "sort", "clone", "cmp"} <= catalog.methods("::std::vec::Vec").keys()
    assert catalog.generic("::std::slice::Iter::collect", params("::std::string::String"))
    assert catalog.generic("::std::slice::Iter::collect", 0) is None
    assert all(catalog.get(path) is not None for path in MODULES)
    deprecated = catalog.get("::std::iter::range")
    assert deprecated is not None
    assert deprecated.deprecated == "Use the `<from>..<to>` operator instead"


def test_printing_goes_to_the_chosen_io() -> None:
    """``use_io`` chooses, and puts back."""
    native = CONTEXT.function("::std::io::println")
    assert native is not None
    before = current_io()
    memory = MemoryIO()
    with use_io(memory):
        native.handler(string("hello"))
    assert memory.output == "hello\n"
    assert current_io() is before
