"""Micro-benchmarks behind the representation of values: allocation, guards, access states, borrows, fuel.

Run `python benchmarks/micro_values.py`; each line is the best of five, in nanoseconds beyond an empty statement. The
page `docs/decisions/0001-values.md` quotes the ratios, which hold from machine to machine where the times do not.
"""

from __future__ import annotations

import platform
import sys
import timeit
from itertools import repeat
from operator import attrgetter


class Cell:
    __slots__ = ("token",)


class Vec(Cell):
    __slots__ = ("a",)


class VecBusy(Vec):
    __slots__ = ()


class ListVec(list[object]):
    __slots__ = ()


class Token:
    __slots__ = ()


class Some:
    __slots__ = ("f_0",)


class SomeInit:
    __slots__ = ("f_0",)

    def __init__(self, payload: object) -> None:
        self.f_0 = payload


class FlagVec:
    __slots__ = ("a", "flags")


class U64(int):
    __slots__ = ()


class Machine:
    __slots__ = ("fuel",)


vec = Vec()
vec.a, vec.token = [1, 2, 3], Token()
flag_vec = FlagVec()
flag_vec.a, flag_vec.flags = [1, 2, 3], 0
list_vec = ListVec([1, 2, 3])
payload = Some()
payload.f_0 = 3
machine = Machine()
machine.fuel = 10**15

CASES = {
    "allocate: two statements": "o = Some(); o.f_0 = 1",
    "allocate: __init__": "SomeInit(1)",
    "allocate: tuple (tag, x)": "(tag, payload)",
    "allocate: U64 from the table": "small[5]",
    "allocate: U64 anew": "U64(5)",
    "guard: __class__ is": "vec.__class__ is Vec",
    "guard: isinstance": "isinstance(vec, Vec)",
    "guard: type() is": "type(vec) is Vec",
    "read element: slotted wrapper, class test": "vec.__class__ is Vec and vec.a[1]",
    "read element: wrapper with a flag test": "flag_vec.__class__ is FlagVec and not flag_vec.flags and flag_vec.a[1]",
    "read element: list subclass": "list_vec.__class__ is ListVec and list_vec[1]",
    "exclusive: swap the class and back": "vec.__class__ = VecBusy; vec.__class__ = Vec",
    "exclusive: set a flag and back": "flag_vec.flags = 1; flag_vec.flags = 0",
    "shared: ask the token's references": "count(vec.token)",
    "shared: take and leave a borrow by reference": "b = vec.token; b = None",
    "shared: count up and down": "flag_vec.flags += 1; flag_vec.flags -= 1",
    "field: attribute": "payload.f_0",
    "field: attrgetter": "getter(payload)",
    "field: getattr": "getattr(payload, 'f_0')",
    "fuel: attribute count-down": "machine.fuel -= 1",
    "fuel: tick of a repeat": "tick()",
}


def main() -> None:
    """Measure every case and print it."""
    names = {
        **globals(),
        "tag": 1,
        "count": sys.getrefcount,
        "getter": attrgetter("f_0"),
        "tick": repeat(None).__next__,
        "small": tuple(map(U64, range(16))),
    }
    number = 1_000_000
    empty = min(timeit.repeat("pass", number=number, repeat=5))
    print(f"Python {platform.python_version()}")
    for name, statement in CASES.items():
        best = min(timeit.repeat(statement, number=number, repeat=5, globals=names))
        print(f"{name:48} {(best - empty) * 1e9 / number:7.1f}")


if __name__ == "__main__":
    main()
