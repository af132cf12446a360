"""What random programs run: which operations, which nodes of the IR, which natives.

Operations are counted when they run, by an observer; nodes where lowering made them; natives when an
instruction calls them. `ABSENT` lists what cannot occur, with the reason.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

from bindrune.core.compile.ops import NUMBER, OPS
from bindrune.core.ir import nodes
from bindrune.core.session.program import build_text
from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.functions import HEAD
from bindrune.core.vm.types import type_of
from tests.conformance.outcomes import BUDGET, CaughtIO
from tests.differential.program import generate

if TYPE_CHECKING:
    from bindrune.core.vm.observer import Event
    from bindrune.core.vm.types import TypeInfo

_PLAIN = "the constants of the standard library are plain values; only a host may have others"
ABSENT: dict[str, str] = {
    "op native_const": _PLAIN,
    "node NativeConst": _PLAIN,
    "op format_value": "lowering puts each `Format` into a `Template`, whose operation is `format`",
}
"""Operations and nodes that no program has, and why."""

NATIVES_FLOOR, FLOOR_COUNT = 760, 500
"""So many natives must be called by so many programs."""

_ABSTRACT = frozenset(("Node", "Expr", "Pat", "Part"))
_NATIVE, _METHOD = NUMBER["call_native"], NUMBER["call_method"]


class Used:
    """An observer that counts operations and natives."""

    wants = frozenset(("op",))

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def on_event(self, event: Event) -> None:
        """An instruction is about to run."""
        code: tuple[Any, ...] = event.function.function.code[event.pc]
        number = code[0]
        self.counts[f"op {OPS[number].name}"] += 1
        if number == _NATIVE:
            kind_and_item = event.unit.callees[code[2]]
            self.counts[f"native {kind_and_item[1]}"] += 1
        elif number == _METHOD:
            register = code[2] if code[2] >= 0 else ~code[2]
            receiver = event.frame.registers[HEAD + register]
            name = event.unit.strings[code[3]]
            info = type_of(receiver)
            if info.item.startswith("::") and _has(info, name):
                self.counts[f"native {info.item}::{name}"] += 1


def _has(info: TypeInfo, name: str) -> bool:
    """Whether a type of the library has a method; what is missing there is called by faulty programs."""
    if info.method(name) is not None or name in info.generic:
        return True
    return any(key.__class__ is tuple and key[0] == name for key in info.methods)


def used_by(seed: int) -> Counter[str]:
    """What the program of a seed uses."""
    built = build_text(generate(seed), io=CaughtIO())
    used = Used()
    pending: list[nodes.Node] = [] if built.ir is None else [built.ir]
    while pending:
        node = pending.pop()
        used.counts[f"node {node.__class__.__name__}"] += 1
        for name in node.FIELDS:
            value = getattr(node, name)
            pending += [x for x in (value if value.__class__ is list else [value]) if isinstance(x, nodes.Node)]
    if built.ok:
        with contextlib.suppress(VmError, Termination):
            built.run(budget=BUDGET, observer=used)
    return used.counts


def measure(first: int, count: int, jobs: int) -> Counter[str]:
    """What the programs of a range of seeds use."""
    total: Counter[str] = Counter()
    with ProcessPoolExecutor(jobs) as pool:
        for counts in pool.map(used_by, range(first, first + count), chunksize=20):
            total += counts
    return total


def expected() -> list[str]:
    """All operations and nodes that a program may use."""
    kinds = [
        name
        for name, kind in vars(nodes).items()
        if isinstance(kind, type) and issubclass(kind, nodes.Node) and name not in _ABSTRACT
    ]
    return [f"op {op.name}" for op in OPS] + [f"node {name}" for name in kinds]


def natives(counts: Counter[str]) -> list[str]:
    """The natives among what was used."""
    return sorted(name.partition(" ")[2] for name in counts if name.startswith("native "))
