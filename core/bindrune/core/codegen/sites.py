"""Where a generator suspends: its instructions of ``yield``, by the place in the source that they stand for.

A generator that runs as Python has to become a frame of tier 0 when it is cloned or resumed where that
nests too deeply. Its locals become the registers of their slots; what tier 0 keeps in other registers, the
values of operands that wait for a ``yield`` to their right, has no local. So a function is fit only if no
such register is in use at any ``yield``: ``f(x)`` with ``yield`` in an argument behind a call, for one,
stays in tier 0.
"""

from __future__ import annotations

from bindrune.core.compile.ops import NUMBER, OPS
from bindrune.core.vm.access import OWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.compile.unit import Instruction, UnitFunction
    from bindrune.core.ir.nodes import Fn

Site = tuple[int, int]
"""The pc of a ``yield``, and the register that takes what it is resumed with; -1 for none."""

_YIELD = NUMBER["yield"]
_CONCAT = NUMBER["concat"]
_ENDS = frozenset(NUMBER[name] for name in ("jump", "loop", "switch", "return", "panic", "mismatch"))
"""What does not go on with the next instruction."""


def is_fit(function: UnitFunction, fn: Fn) -> bool:
    """Whether a generator function can become one of tier 0 at each of its sites."""
    n_slots = max(fn.n_slots, fn.n_captures + len(fn.params))
    n_sites = sum(instruction[0] == _YIELD for instruction in function.code)
    return OWN != 0 and len(sites(function)) == n_sites and not _held(function, n_slots)


def sites(function: UnitFunction) -> dict[tuple[int, int, int], Site]:
    """The sites of a function, by source, start and end of the ``yield``."""
    found: dict[tuple[int, int, int], Site] = {}
    for pc, instruction in enumerate(function.code):
        if instruction[0] == _YIELD:
            span = function.span_at(pc)
            found[span.source, span.start, span.end] = pc, instruction[1]  # type: ignore[assignment]
    return found


def _held(function: UnitFunction, n_slots: int) -> bool:
    """Whether a register that is no local may hold something at a ``yield``."""
    code = function.code
    known: list[frozenset[int] | None] = [None] * len(code)
    work: list[tuple[int, frozenset[int]]] = [(0, frozenset())]
    while work:
        pc, before = work.pop()
        seen = known[pc]
        if seen is not None:
            if before <= seen:
                continue
            before |= seen
        known[pc] = before
        instruction = code[pc]
        written, gone, targets = _effects(instruction)
        held = before - gone
        if instruction[0] == _YIELD and held:
            return True
        held |= {register for register in written if register >= n_slots}
        if instruction[0] not in _ENDS:
            targets.append(pc + 1)
        work += [(target, held) for target in targets]
    return False


def _effects(instruction: Instruction) -> tuple[set[int], set[int], list[int]]:
    """The registers that an instruction writes, those that it empties, and where it may jump."""
    written: set[int] = set()
    gone: set[int] = set()
    targets: list[int] = []
    for kind, operand in zip(OPS[instruction[0]].kinds, instruction[1:], strict=True):  # type: ignore[index]
        parts = operand if isinstance(operand, tuple) else (operand,)
        if kind == "o":
            written.update(parts)
        elif kind in "rR":
            texts = instruction[0] == _CONCAT  # they are no values, and nothing is done between them and this
            gone.update(~part if part < 0 else part for part in parts if part < 0 or texts)
        elif kind == "d":
            gone.update(parts)
        elif kind in "jJ":
            targets += parts
    return written, gone, targets
