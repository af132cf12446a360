"""Types the program generator directs itself by.

Rune has no static types, but a program of random expressions would end in its first operator. So
every expression is made for a type, written here as a tuple: the head, then its parameters, as
in `("vec", ("int",))`. The text form `vec<int>` serves the table of natives; an upper-case name
in it is a variable. The letter says what may stand for it: `T`, `U` and `V` any data, `O`
something with a total order, `D` something with a display text, `N` a number, `K` an element of a
set.
"""

from __future__ import annotations

import re
from functools import cache
from random import Random
from typing import Any

Type = tuple[Any, ...]

INT: Type = ("int",)
U64: Type = ("u64",)
FLOAT: Type = ("float",)
BOOL: Type = ("bool",)
CHAR: Type = ("char",)
STR: Type = ("str",)
UNIT: Type = ("unit",)
BYTES: Type = ("bytes",)
ORDERING: Type = ("ord",)

SCALARS = (INT, INT, INT, INT, STR, STR, BOOL, FLOAT, CHAR, U64)
ORDERED = (INT, INT, STR, U64)
DISPLAYED = (INT, INT, STR, STR, FLOAT, CHAR, U64, BOOL)
NUMBERS = (INT, INT, U64, FLOAT)
KEYS = (INT, INT, U64)

# Each iterator type and the more able ones that may stand in its place: `diter` counts and goes
# both ways, `biter` goes both ways, `iter` goes forward.
STANDS_FOR = {"iter": ("iter", "biter", "diter"), "biter": ("biter", "diter"), "diter": ("diter",)}
OPAQUE = frozenset(("dict", "range", "deque", "map", "set", "rng", "gone"))
"""Not printed as they are, nor held by plain data: their order, or where they are, would show."""
HOLDS_BORROW = frozenset(("iter", "biter", "diter", "gen", "stream", "future", "peek", "fn"))

TOKEN = re.compile(r"\s*(->|[A-Za-z_0-9]+|[<>(),])")


@cache
def parse(text: str) -> Type:
    """Read the text form of a type."""
    tokens = TOKEN.findall(text)
    result, rest = _parse(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"bad type text {text!r}")
    return result


def _parse(tokens: list[str], at: int) -> tuple[Type, int]:
    head = tokens[at]
    at += 1
    if head == "fn":
        arguments: list[Type] = []
        at += 1
        while tokens[at] != ")":
            argument, at = _parse(tokens, at)
            arguments.append(argument)
            if tokens[at] == ",":
                at += 1
        result, at = _parse(tokens, at + 2)
        return ("fn", tuple(arguments), result), at
    if head[0].isupper():
        return ("var", head), at
    parameters: list[Type] = []
    if at < len(tokens) and tokens[at] == "<":
        at += 1
        while tokens[at] != ">":
            parameter, at = _parse(tokens, at)
            parameters.append(parameter)
            if tokens[at] == ",":
                at += 1
        at += 1
    if head == "tup":
        return ("tup", tuple(parameters)), at
    return (head, *parameters), at


def allowed(letter: str, concrete: Type) -> bool:
    """Whether a type may stand for a variable of this letter."""
    head = concrete[0]
    if letter == "O":
        if head == "tup":
            return all(allowed("O", part) for part in concrete[1]) and len(concrete[1]) > 0
        return head in ("int", "u64", "str") or (
            head in ("vec", "opt") and allowed("O", concrete[1])
        )
    if letter == "D":
        return head in ("int", "u64", "str", "float", "char", "bool")
    if letter == "N":
        return head in ("int", "u64", "float")
    if letter == "K":
        return head in ("int", "u64")
    return head not in HOLDS_BORROW and head not in OPAQUE and head != "obj"


def unify(pattern: Type, concrete: Type, bound: dict[str, Type]) -> bool:
    """Match a pattern with variables against a type; fills `bound`."""
    head = pattern[0]
    if head == "var":
        name = pattern[1]
        if name in bound:
            return bound[name] == concrete
        if not allowed(name[0], concrete):
            return False
        bound[name] = concrete
        return True
    if head in STANDS_FOR and concrete[0] in STANDS_FOR:
        return head in STANDS_FOR[concrete[0]] and unify(pattern[1], concrete[1], bound)
    if head != concrete[0]:
        return False
    if head == "tup":
        return len(pattern[1]) == len(concrete[1]) and all(
            unify(p, c, bound) for p, c in zip(pattern[1], concrete[1], strict=True)
        )
    if head == "fn":
        return (
            len(pattern[1]) == len(concrete[1])
            and all(unify(p, c, bound) for p, c in zip(pattern[1], concrete[1], strict=True))
            and unify(pattern[2], concrete[2], bound)
        )
    if head in ("struct", "enum", "obj"):
        return pattern == concrete
    return len(pattern) == len(concrete) and all(
        unify(p, c, bound) for p, c in zip(pattern[1:], concrete[1:], strict=True)
    )


def substitute(pattern: Type, bound: dict[str, Type]) -> Type:
    """Replace the variables of a pattern by what they are bound to."""
    head = pattern[0]
    if head == "var":
        return bound[pattern[1]]
    if head == "tup":
        return ("tup", tuple(substitute(p, bound) for p in pattern[1]))
    if head == "fn":
        return (
            "fn",
            tuple(substitute(p, bound) for p in pattern[1]),
            substitute(pattern[2], bound),
        )
    if head in ("struct", "enum", "obj"):
        return pattern
    return (head, *(substitute(p, bound) for p in pattern[1:]))


def variables(pattern: Type) -> set[str]:
    """The names of the variables in a pattern."""
    if pattern[0] == "var":
        return {pattern[1]}
    found: set[str] = set()
    for part in pattern[1:]:
        if isinstance(part, tuple) and part and isinstance(part[0], str):
            found |= variables(part)
        elif isinstance(part, tuple):
            for inner in part:
                if isinstance(inner, tuple) and isinstance(inner[0], str):
                    found |= variables(inner)
    return found


def choose_for(random: Random, letter: str, depth: int = 1) -> Type:
    """A type that may stand for a variable."""
    if letter == "O":
        return random.choice(ORDERED)
    if letter == "D":
        return random.choice(DISPLAYED)
    if letter == "N":
        return random.choice(NUMBERS)
    if letter == "K":
        return random.choice(KEYS)
    return data(random, depth)


def data(random: Random, depth: int, extra: tuple[Type, ...] = ()) -> Type:
    """A type of plain data, printable by its debug form."""
    if depth <= 0 or random.random() < 0.55:
        if extra and random.random() < 0.3:
            return random.choice(extra)
        return random.choice(SCALARS)
    kind = random.random()
    if kind < 0.40:
        return ("vec", data(random, depth - 1, extra))
    if kind < 0.60:
        return ("opt", data(random, depth - 1, extra))
    if kind < 0.82:
        count = random.choice((1, 2, 2, 2, 3, 3, 5))
        return ("tup", tuple(data(random, depth - 1, extra) for _ in range(count)))
    if kind < 0.92:
        return ("res", data(random, depth - 1, extra))
    return random.choice((BYTES, ORDERING, UNIT))


def printable(type_: Type) -> bool:
    """Whether the debug text of a value is the same in every run: no addresses, no hash order."""
    head = type_[0]
    if head in HOLDS_BORROW or head in OPAQUE:
        return False
    if head == "obj":
        return len(type_[1]) == 1 and printable(type_[1][0][1])
    if head == "tup":
        return all(printable(part) for part in type_[1])
    if head in ("vec", "opt", "res"):
        return printable(type_[1])
    return True
