"""Where a body suspends: its instructions of ``yield``, by the place in the source that they stand for.

A generator that runs as Python has to become a frame of tier 0 when it is cloned or resumed where that
nests too deeply. Its locals become the registers of their slots; what else waits is told by ``waiting.py``.
"""

from __future__ import annotations

from bindrune.core.compile.ops import NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.compile.unit import UnitFunction

Site = tuple[int, int]
"""The pc of a ``yield``, and the register that takes what it is resumed with; -1 for none."""
Triple = tuple[int, int, int]
"""Source, start and end of a place."""

YIELD = NUMBER["yield"]


def sites(function: UnitFunction) -> dict[Triple, Site]:
    """The sites of a function, by source, start and end of the ``yield``."""
    found: dict[Triple, Site] = {}
    for pc, instruction in enumerate(function.code):
        if instruction[0] == YIELD:
            span = function.span_at(pc)
            found[span.source, span.start, span.end] = pc, instruction[1]  # type: ignore[assignment]
    return found
