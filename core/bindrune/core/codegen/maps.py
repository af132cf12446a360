"""Lookups in tables of HashMaps, in place (``std/hash_tables.py``).

The place of an i64 is the int, that of a String its text. What is there was put there by an equal key, unless
that key was changed since, or is of another type and feeds a hasher the same: a key of the class that is asked
for and with the same content is the one; whatever else is found is left to the table's own operations.

In the lines ``{n}`` is the name that gets the result, ``{e}`` a name that is free, and ``{0}``, ``{1}``, ``{2}`` are
the map, the key and the value. Neither name is left with what is in the table.
"""

from __future__ import annotations

from typing import NamedTuple


class Keyed(NamedTuple):
    """Keys of one class: the test of it, the place of ``{1}``, and the test that ``{e}`` is the same key."""

    asked: str
    place: str
    same: str


KEYS = (
    Keyed(
        "{1}.__class__ is String and {1}.parts is None",
        "{1}.s",
        "{e}.__class__ is String and {e}.parts is None and {e}.s == {1}.s",
    ),
    Keyed("{1}.__class__ is int", "{1}", "{e}.__class__ is int"),
)


def get(keys: Keyed, missing: str) -> tuple[str, ...]:
    """Lines that give the value of a key; ``missing`` is the statement for a key that is not there."""
    return (
        f"{{n}} = {{0}}.d.get({keys.place})",
        f"if {{n}} is None: {missing}",
        "else:",
        " {e}, {n} = {n}",
        f" if not ({keys.same}): {{n}} = found_in({{0}}.d, {{1}}, END)",
        f" if {{n}} is END: {missing}" if missing != "{n} = END" else "",
        " {e} = None",
    )


def contains(keys: Keyed) -> tuple[str, ...]:
    """Lines that tell whether a key is there."""
    return (
        f"{{n}} = {{0}}.d.get({keys.place})",
        "if {n} is None: {n} = False",
        "else:",
        " {e} = {n}[0]",
        f" {{n}} = {keys.same} or found_in({{0}}.d, {{1}}, END) is not END",
        " {e} = None",
    )


def put(keys: Keyed) -> tuple[str, ...]:
    """Lines that set the value of a key and give the one that was there, or ``END``."""
    return (
        f"{{n}} = {{0}}.d.get({keys.place})",
        f"if {{n}} is None: {{0}}.d[{keys.place}] = ({{1}}, {{2}}); {{n}} = END",
        "else:",
        " {e}, {n} = {n}",
        f" if {keys.same}: {{0}}.d[{keys.place}] = ({{e}}, {{2}})",
        " else: {n} = put_in({0}.d, {1}, {2}, END)",
        " {e} = None",
    )
