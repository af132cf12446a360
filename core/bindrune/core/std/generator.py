"""``std::ops::generator``: functions that suspend at ``yield``."""

from __future__ import annotations

from bindrune.core.runtime.iterators import NativeIterator
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, EQ, ITERATOR, PARTIAL_EQ
from bindrune.core.vm import types
from bindrune.core.vm.generators import (
    GENERATOR,
    Generator,
    fork,
    next_request,
    resume_request,
    step_request,
)
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Complete, Yielded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Iter(NativeIterator):
    """``::std::ops::generator::Iter``: what a generator yields."""

    __slots__ = ("generator",)
    generator: Generator

    def step(self) -> Any:
        """Run the generator to its next ``yield``."""
        return step_request(self.generator)


std = Module("::std::ops::generator")
generator = std.type(GENERATOR)
generator.implement(CLONE)
std.type(native_type("::std::ops::generator::Iter", Iter)).implement(ITERATOR)


def _yielded(payload: Any) -> Yielded:
    value = Yielded()
    value.f_0 = payload
    value.token = None
    return value


def _complete(payload: Any) -> Complete:
    value = Complete()
    value.f_0 = payload
    value.token = None
    return value


state = std.type(types.GENERATOR_STATE)
state.variant("Yielded", "fn Yielded(value: any) -> GeneratorState", _yielded)
state.variant("Complete", "fn Complete(value: any) -> GeneratorState", _complete)
state.implement(PARTIAL_EQ, EQ, CLONE)


@generator.method("fn next(&mut self) -> Option")
def next_(g: Generator) -> Any:
    return next_request(g)


@generator.method("fn resume(&mut self, value: any) -> GeneratorState")
def resume(g: Generator, value: Any) -> Any:
    return resume_request(g, value)


@generator.method("fn iter(self) -> Iter")
@generator.protocol("INTO_ITER", "fn into_iter(self) -> Iter")
def iterate(g: Generator) -> Iter:
    it = Iter()
    it.token = None
    it.generator = g
    return it


@generator.protocol("DEBUG_FMT", "fn debug(&self)")
def debug(g: Generator) -> str:
    return f"Generator {{ completed: {'true' if g.frame is None else 'false'} }}"


@generator.protocol("CLONE", "fn clone(&self) -> Generator")
def clone(g: Generator) -> Generator:
    return fork(g)
