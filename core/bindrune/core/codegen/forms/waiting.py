"""Operands that wait for a ``yield`` or ``.await`` to their right: their registers in tier 0, their locals in Python.

A suspended body has to be able to become a frame of tier 0 (``sites.py``). Its operands are locals
(``Body.operands``) as its slots are, and registers above those of the slots. Which is which is told by their
order: temporaries are a stack, so the lowest register is the operand that was evaluated first. A function is
refused if at one of its ``yield``s the two sides do not count as many.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bindrune.core.codegen.forms.sites import SUSPENDING, Triple, sites
from bindrune.core.codegen.writer import Refused, plain
from bindrune.core.compile.ops import NUMBER, OPS
from bindrune.core.ir import nodes as ir
from bindrune.core.vm.access import OWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.compile.unit import Instruction, UnitFunction

Waiting = tuple[tuple[Triple, tuple[tuple[int, str], ...]], ...]
"""For each place where operands wait: their registers, and the names or constants that have their values in Python."""
Registers = dict[Triple, tuple[int, ...]]
"""For each place the registers of the operands that wait there, from left to right."""

_ENDS = frozenset(NUMBER[name] for name in ("jump", "loop", "switch", "return", "panic", "mismatch"))
"""What does not go on with the next instruction."""
_NOTE = re.compile("\x01(\\d+) \\(yield")


def held(function: UnitFunction, fn: ir.Fn) -> Registers | None:
    """What waits wherever a function is suspended.

    ``None`` if its frames cannot be told by the places of its ``yield``s.
    """
    n_slots = max(fn.n_slots, fn.n_captures + len(fn.params))
    found = sites(function)
    pcs = [pc for pc, instruction in enumerate(function.code) if instruction[0] in SUSPENDING]
    if OWN == 0 or len(found) != len(pcs):
        if fn.kind != "async":
            return None
        found = {}
    temporaries = range(n_slots, function.n_registers)
    live = _live(function.code, temporaries)
    return {
        place: tuple(sorted(live[pc + 1] - _effects(function.code[pc], temporaries)[0]))
        for place, (pc, _) in found.items()
    }


def _live(code: Sequence[Instruction], temporaries: range) -> list[set[int]]:
    """For each instruction the temporaries that it or what follows it reads or lets die."""
    live: list[set[int]] = [set() for _ in range(len(code) + 1)]
    effects = [_effects(instruction, temporaries) for instruction in code]
    changed = True
    while changed:
        changed = False
        for pc in range(len(code) - 1, -1, -1):
            written, read, targets = effects[pc]
            after = set() if code[pc][0] in _ENDS else set(live[pc + 1])
            for target in targets:
                after |= live[target]
            now = (after - written) | read
            if now != live[pc]:
                live[pc] = now
                changed = True
    return live


def _effects(instruction: Instruction, temporaries: range) -> tuple[set[int], set[int], list[int]]:
    """The temporaries that an instruction writes, those that it reads, and where it may jump."""
    written: set[int] = set()
    read: set[int] = set()
    targets: list[int] = []
    for kind, operand in zip(OPS[instruction[0]].kinds, instruction[1:], strict=True):  # type: ignore[index]
        parts = operand if isinstance(operand, tuple) else (operand,)
        if kind == "o":
            written.update(parts)
        elif kind in "rRwd":
            read.update(register for part in parts if (register := ~part if part < 0 else part) in temporaries)
        elif kind in "jJ":
            targets += parts
    return written, read, targets


def waiting(body: Body, registers: Registers) -> Waiting:
    """What waits wherever a body that has been written is suspended.

    Refused where that cannot be told of a ``yield``; an ``.await`` is left out then.
    """
    found: dict[Triple, tuple[tuple[int, str], ...]] = {}
    unclear: set[Triple] = set()
    for line in body.lines:
        for number in _NOTE.findall(line):
            noted = body.suspended.get(int(number))
            if noted is None:
                continue
            span, operands = noted
            place = span.source, span.start, span.end
            names = [plain(values[at][0]) for values, at in operands]
            wanted = registers.get(place)
            told = tuple(zip(wanted or (), names, strict=False))
            if wanted is None or len(names) != len(wanted) or found.setdefault(place, told) != told:
                unclear.add(place)
    if unclear and body.fn.kind != "async" and unclear & body.yields:
        raise Refused("operands wait for a `yield` in it that stand for no registers")
    return tuple((place, operands) for place, operands in found.items() if place not in unclear)
