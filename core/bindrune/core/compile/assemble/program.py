"""A program of the IR to a unit: tables first, then function by function.

Closures and async blocks are functions of their own; they wait in a queue while the function around them is assembled,
so deep nesting of closures does not nest here.
"""

from __future__ import annotations

import sys

from bindrune.core.compile.assemble.emitter import Pools
from bindrune.core.compile.assemble.expressions import Expressions
from bindrune.core.compile.constants import encode
from bindrune.core.compile.unit import Unit, UnitFunction, UnitStatic, UnitStruct
from bindrune.core.ir import nodes

_DEPTH = 200_000
"""The recursion limit while assembling: some frames a level of nesting, and chains of thousands of operands."""


def assemble(program: nodes.Program) -> Unit:
    """Return the unit of a program. Lowering has reported every diagnostic; none comes from here."""
    pools = Pools()
    unit = pools.unit
    unit.entry = program.entry
    for struct in program.types:
        unit.structs.append(
            UnitStruct(
                struct.item, struct.shape, tuple(struct.fields), struct.variant_of, struct.hash
            )
        )
    for static in sorted(program.statics, key=lambda static: static.number):
        init = -1 if static.init is None else pools.constant(("init", encode(static.init)))
        unit.statics.append(UnitStatic(static.item, init))
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEPTH))
    try:
        for fn in program.functions:
            pools.function(fn)
        done = 0
        while done < len(pools.waiting):
            at, fn = pools.waiting[done]
            unit.functions[at] = _function(pools, fn)
            done += 1
    finally:
        sys.setrecursionlimit(limit)
    return unit


def _function(pools: Pools, fn: nodes.Fn) -> UnitFunction:
    emitter = Expressions(pools, fn)
    if fn.charge:
        emitter.emit(fn.span, "charge")
    _parameters(emitter, fn)
    emitter.tail(fn.body)
    return emitter.finish()


def _parameters(emitter: Expressions, fn: nodes.Fn) -> None:
    """Bind the parameters' patterns. A plain name is where its argument arrives; others are taken apart.

    If a pattern binds a register in which another argument arrives, the arguments step aside first.
    """
    first = fn.n_captures
    bound = {slot for pattern in fn.params for slot in _slots(pattern)}
    in_place = {
        first + at
        for at, pattern in enumerate(fn.params)
        if isinstance(pattern, nodes.BindPat) and pattern.slot == first + at
    }
    sources = {}
    for at, pattern in enumerate(fn.params):
        register = first + at
        if register in in_place or isinstance(pattern, nodes.AnyPat):
            continue
        if register in bound:
            temp = emitter.temp()
            emitter.emit(pattern.span, "copy", temp, ~register)
            sources[at] = (temp, True)
        else:
            sources[at] = (register, False)
    for at, (register, moved) in sources.items():
        emitter.must_match(fn.params[at], register, moved=moved)
    emitter.top = emitter.n_slots


def _slots(pattern: nodes.Pat) -> list[int]:
    if isinstance(pattern, nodes.BindPat):
        return [pattern.slot]
    return [slot for item in getattr(pattern, "items", ()) for slot in _slots(item)]
