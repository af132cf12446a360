"""Where a body suspends: its instructions of ``yield``, ``await`` and ``select_next``, by what they stand for.

A generator that runs as Python has to become a frame of tier 0 when it is cloned or resumed where that
nests too deeply, and a future under way where another run awaits it. Its locals become the registers of
their slots; what else waits is told by ``waiting.py``.
"""

from __future__ import annotations

from bindrune.core.compile.ops import NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.compile.unit import UnitFunction

Site = tuple[int, int]
"""The pc of an instruction, and the register that takes what it waits for; -1 for none."""
Triple = tuple[int, int, int]
"""Source, start and end of a place."""

YIELD = NUMBER["yield"]
SUSPENDING = frozenset((YIELD, NUMBER["await"], NUMBER["select_next"]))


def sites(function: UnitFunction) -> dict[Triple, Site]:
    """The sites of a function, by source, start and end of what they stand for; the last of those at a place."""
    found: dict[Triple, Site] = {}
    for pc, instruction in enumerate(function.code):
        if instruction[0] in SUSPENDING:
            span = function.span_at(pc)
            found[span.source, span.start, span.end] = pc, instruction[1]  # type: ignore[assignment]
    return found
