"""What the program being written has in scope: variables, items, and where in it the generator
stands.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.differential.rune_types import HOLDS_BORROW, OPAQUE, Type, data, unify

PREFIXES = {
    "int": "n",
    "u64": "w",
    "float": "x",
    "bool": "ok",
    "char": "c",
    "str": "s",
    "unit": "unit",
    "bytes": "bytes",
    "ord": "order",
    "vec": "list",
    "opt": "maybe",
    "res": "outcome",
    "tup": "pair",
    "obj": "record",
    "dict": "table",
    "struct": "thing",
    "enum": "kind",
    "fn": "func",
    "iter": "iter",
    "biter": "iter",
    "diter": "iter",
    "gen": "gen",
    "range": "range",
    "deque": "queue",
    "map": "map",
    "set": "set",
    "rng": "rng",
    "future": "future",
    "stream": "stream",
}


class Var:
    """A local: its type, whether it may be assigned, whether what it holds may be written."""

    __slots__ = ("assignable", "locked", "name", "type")

    def __init__(
        self, name: str, type_: Type, assignable: bool = True, locked: bool = False
    ) -> None:
        self.name = name
        self.type = type_
        self.assignable = assignable
        self.locked = locked


class Struct:
    """A struct item: `kind` is named, tuple or unit; methods are (name, argument types, result)."""

    __slots__ = ("fields", "kind", "methods", "name")

    def __init__(self, name: str, kind: str, fields: list[tuple[str, Type]]) -> None:
        self.name = name
        self.kind = kind
        self.fields = fields
        self.methods: list[tuple[str, tuple[Type, ...], Type]] = []


class Enum:
    """An enum item, its variants written as structs."""

    __slots__ = ("methods", "name", "variants")

    def __init__(self, name: str, variants: list[Struct]) -> None:
        self.name = name
        self.variants = variants
        self.methods: list[tuple[str, tuple[Type, ...], Type]] = []


class Function:
    """A function item. `kind` is plain, async, gen or stream; `result` is what its body gives or
    yields."""

    __slots__ = ("arguments", "kind", "name", "result")

    def __init__(self, name: str, arguments: tuple[Type, ...], result: Type, kind: str) -> None:
        self.name = name
        self.arguments = arguments
        self.result = result
        self.kind = kind


class Place:
    """Where in the program the generator stands: what it may write here.

    `tries` is the head of the type that `?` may leave with."""

    __slots__ = (
        "asynchronous",
        "bodies",
        "labels",
        "loops",
        "result",
        "straight",
        "tries",
    )

    def __init__(
        self,
        asynchronous: bool = False,
        tries: str = "",
        result: Type | None = None,
        bodies: int = 0,
    ) -> None:
        self.asynchronous = asynchronous
        self.tries = tries
        self.loops = 0
        self.labels: list[str] = []
        self.result = result
        self.bodies = bodies
        self.straight = True


class Builder:
    """The state that all parts of the generator share."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.risk = 0.0
        self.vars: list[Var] = []
        self.place = Place(asynchronous=True)
        self.structs: dict[str, Struct] = {}
        self.enums: dict[str, Enum] = {}
        self.functions: list[Function] = []
        self.consts: list[Var] = []
        self.statics: list[Var] = []
        self.const_functions: list[tuple[str, int]] = []
        self.used = Counter[str]()
        self.lines: list[str] = []
        self.indent = 0
        self.serial = 0
        self.avoided = ""
        self.wildcards = True

    def chance(self, share: float) -> bool:
        """True in this share of the cases."""
        return self.random.random() < share

    def emit(self, line: str) -> None:
        """Write one line of the program."""
        self.lines.append("    " * self.indent + line)

    def fresh(self, type_: Type) -> str:
        """A name for a new local; now and then one that shadows another."""
        if self.vars and self.chance(0.05):
            candidate = self.random.choice(self.vars)
            if candidate.assignable and not candidate.locked:
                return candidate.name
        self.serial += 1
        return f"{PREFIXES.get(type_[0], 'it')}{self.serial}"

    def declare(self, name: str, type_: Type, assignable: bool = True, locked: bool = False) -> Var:
        """Put a local in scope."""
        var = Var(name, type_, assignable, locked)
        self.vars.append(var)
        return var

    def visible(self) -> list[Var]:
        """The locals in scope, shadowed ones left out."""
        return [v for v in {var.name: var for var in self.vars}.values() if v.name != self.avoided]

    def candidates(
        self, pattern: Type, bound: dict[str, Type], *, write: bool = False
    ) -> list[Var]:
        """The locals whose type matches a pattern."""
        found = []
        for var in self.visible():
            if write and (var.locked or not var.assignable):
                continue
            if unify(pattern, var.type, dict(bound)):
                found.append(var)
        return found

    def data_type(self, depth: int = 2) -> Type:
        """A type of plain data; one of the program's own types among them."""
        own = tuple(("struct", name) for name in self.structs) + tuple(
            ("enum", name) for name in self.enums
        )
        return data(self.random, depth, own)

    def ready_type(self, depth: int = 2) -> Type:
        """A type of plain data, often that of a local in scope."""
        found = [
            v.type
            for v in self.visible()
            if v.type[0] not in HOLDS_BORROW
            and v.type[0] not in OPAQUE
            and v.type[0] != "obj"
        ]
        if found and self.chance(0.5):
            return self.random.choice(found)
        return self.data_type(depth)
