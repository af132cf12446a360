"""``std::test``: assertions and benchmarks."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable, Function


class Bencher(Borrowable):
    """``::std::test::Bencher``: what a benchmark is given; ``functions`` are to be timed."""

    __slots__ = ("functions",)
    functions: list[Function]


BENCHER = native_type("::std::test::Bencher", Bencher)

std = Module("::std::test")
bencher = std.type(BENCHER)
for _name in ("assert", "assert_eq", "assert_ne"):
    std.macro(_name)


def new_bencher() -> Bencher:
    """A bencher without functions."""
    value = Bencher()
    value.token = None
    value.functions = []
    return value


@bencher.method("fn iter(&mut self, f: Function)")
def iterate(value: Bencher, f: Function) -> None:
    value.functions.append(f)
