"""Globals of emitted code from modules that few programs need: they are imported for code that names them."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LATE = {
    "display_float": ("formatting.numbers", "display_float"), "debug_string": ("formatting.escapes", "debug_string"),
    "WHITESPACE": ("std.unicode", "WHITESPACE"), "parse_i64": ("std.number_text", "parse_i64"),
    "i64_in": ("std.number_text", "i64_in"),
    "n_bytes": ("std.unicode", "n_bytes"), "found_in": ("std.hash_tables", "found_in"),
    "put_in": ("std.hash_tables", "put_in"), "add_in": ("std.hash_set", "add"),
    "put_pair": ("std.hash_map", "put_entry"),
    "Future": ("vm.futures", "Future"), "Stream": ("vm.generators", "Stream"),
    **{name: ("codegen.running.chaining", name) for name in (
        "Held", "accumulated", "chained", "deque_of", "islice", "map_of", "payload_of", "put_entry", "set_of",
        "size_of", "skip_on",
    )},
    "into_iter": ("runtime.iterators", "into_iter"),
    **{name: ("std.char_sets", name) for name in (
        "ASCII", "LETTERS", "ALPHANUMERICS", "DIGITS", "LOWER", "UPPER",
    )},
    "awaited": ("vm.futures", "awaited"), "Selection": ("vm.select", "Selection"),
}  # fmt: skip
"""Their modules, below the core, and what they are called there."""


def late(name: str) -> Any:
    """The value of one of these globals."""
    module, attribute = LATE[name]
    return getattr(import_module(f"bindrune.core.{module}"), attribute)
