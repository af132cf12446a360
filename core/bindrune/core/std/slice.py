"""``std::slice``: the iterator that Vecs and Tuples share. ``len`` is no method of it, though
adapters use it.
"""

from __future__ import annotations

from bindrune.core.runtime.iterators import SLICE_ITER
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import DOUBLE_ENDED, ITERATOR

std = Module("::std::slice")
std.type(SLICE_ITER).implement(ITERATOR, DOUBLE_ENDED)
