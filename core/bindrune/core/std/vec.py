"""``std::vec``: growable sequences."""

from __future__ import annotations

from typing import Any

from bindrune.core.runtime.arguments import refuse
from bindrune.core.runtime.iterators import SliceIter, slice_iter
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.vm import types
from bindrune.core.vm.access import deny, n_shared
from bindrune.core.vm.values import U64, Nothing, Some, Vec, nothing, some, u64, vec

std = Module("::std::vec")
vec_ = std.type(types.VEC)
vec_.implement(CLONE, *COMPARABLE)


@vec_.function("fn new() -> Vec")
def new() -> Vec:
    return vec([])


@vec_.function("fn with_capacity(capacity: usize) -> Vec")
def with_capacity(capacity: int) -> Vec:
    return vec([])


@vec_.method("fn len(&self) -> u64")
def len_(v: Vec) -> U64:
    return u64(len(v.a))


@vec_.method("fn push(&mut self, value: any)", raw=True)
def push(v: Any, value: Any) -> None:
    if v.__class__ is not Vec:
        refuse(v, types.VEC, "write")
    if v.token is not None and n_shared(v):
        raise deny(v, "write", "writing")
    v.a.append(value)


@vec_.method("fn pop(&mut self) -> Option")
def pop(v: Vec) -> Some | Nothing:
    return some(v.a.pop()) if v.a else nothing()


@vec_.method("fn iter(&self) -> Iter")
@vec_.protocol("INTO_ITER", "fn into_iter(&self) -> Iter")
def iterate(v: Vec) -> SliceIter:
    return slice_iter(v)
