"""Which tier runs: what comes back to its host in the middle, steps or is observed is tier 0, everything else this one.

``BINDRUNE_TIER=0`` runs everything in tier 0, ``BINDRUNE_TIER=1`` lets a function that is not emitted be an
error.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.ir.nodes import Program
    from bindrune.core.source import Sources
    from bindrune.core.vm.execution import Execution
    from bindrune.core.vm.machine import Machine


def tier() -> str:
    """The tier that the environment asks for: ``0``, ``1``, or nothing."""
    return os.environ.get("BINDRUNE_TIER", "")


def execute(
    machine: Machine, program: Program | None, sources: Sources, name: str, arguments: Sequence[Any], **options: Any
) -> Execution:
    """Begin a run of a function of a machine's one unit, whose IR is ``program`` where that is at hand."""
    if program is None or tier() != "1":
        return machine.execute(name, arguments, **options)
    from bindrune.core.codegen.execution import CompiledExecution
    from bindrune.core.codegen.loading import Loaded

    loaded = Loaded(machine, machine.units()[0], program, sources, [name])
    if tier() == "1" and loaded.module.refused:
        listed = ", ".join(f"{item} ({why})" for item, why in loaded.module.refused.items())
        raise RuntimeError(f"not emitted: {listed}")
    return CompiledExecution(loaded, machine.functions[name], arguments, **options)
