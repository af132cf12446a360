"""Which tier runs: what comes back to its host in the middle, steps or is observed is tier 0, everything else this one.

Writing functions as Python takes time too: a program in which nothing is done over and over stays in tier 0
(``pays``, docs/decisions/0007-tiers.md). ``BINDRUNE_TIER=0`` runs everything in tier 0, ``BINDRUNE_TIER=1`` lets
a function that is not emitted be an error.
"""

from __future__ import annotations

import os

from bindrune.core.compile.ops import NUMBER
from bindrune.core.vm.errors import VmError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from bindrune.core.codegen.module import Module
    from bindrune.core.codegen.running.loading import Loaded
    from bindrune.core.compile.unit import Unit
    from bindrune.core.vm.execution import Execution
    from bindrune.core.vm.machine import Machine


def tier() -> str:
    """The tier that the environment asks for: ``0``, ``1``, or nothing."""
    return os.environ.get("BINDRUNE_TIER", "")


class Runs:
    """Begins runs of functions of a machine's one unit, each in the tier that is right for it.

    ``emitted`` gives the emitted module: that from the cache if its argument is false, otherwise one that is written
    now where there is none. It is asked when a run turns out to be one for the fast tier.
    """

    def __init__(self, machine: Machine, emitted: Callable[[bool], Module | None]) -> None:
        self._machine = machine
        self._unit = machine.units()[0]
        self._emitted = emitted
        self._tier = tier()
        self._pays: bool | None = None
        self._loaded: Loaded | None = None

    def execute(self, function: Any, arguments: Sequence[Any] = (), **options: Any) -> Execution:
        """Begin a run of a function, given as its item or as a function value.

        The run raises VmError where every function has to be emitted and one is not.
        """
        if self._pays is None:
            self._pays = self._tier == "1" or (
                self._tier != "0" and (self._emitted(False) is not None or pays(self._unit.unit))
            )
        if not self._pays:
            return self._machine.execute(function, arguments, **options)
        from bindrune.core.codegen.running.execution import CompiledExecution

        if isinstance(function, str):
            function = self._machine.functions[function]
        return CompiledExecution(self._load, self._machine, function, arguments, **options)

    def _load(self) -> Loaded:
        if self._loaded is None:
            from bindrune.core.codegen.running.loading import Loaded

            module = self._emitted(True)
            assert module is not None, "it was asked for"
            if self._tier == "1" and module.refused:
                raise not_emitted(module)
            self._loaded = Loaded(self._machine, self._unit, module, strict=self._tier == "1")
        return self._loaded


def not_emitted(module: Module) -> VmError:
    """The error of a program that has to run in this tier as a whole and does not."""
    listed = "; ".join(f"`{item.removeprefix('::')}`: {why}" for item, why in module.refused.items())
    return VmError("tier", f"Functions that are not emitted as Python, which BINDRUNE_TIER=1 asks for: {listed}")


_CALL = NUMBER["call"]
_METHOD = NUMBER["call_method"]
_AGAIN = frozenset((NUMBER["loop"], NUMBER["closure"]))


def pays(unit: Unit) -> bool:
    """Whether something in a unit may run often: a loop, a closure (natives call it), a function that calls itself."""
    called: dict[str, set[str]] = {}
    methods: dict[str, list[str]] = {}
    for function in unit.functions:
        if function.is_method:
            methods.setdefault(function.item.rpartition("::")[2], []).append(function.item)
        calls = called[function.item] = set()
        for instruction in function.code:
            number = instruction[0]
            if number in _AGAIN:
                return True
            if number == _CALL:
                kind, item = unit.callees[instruction[2]]  # type: ignore[index]
                if kind == "script":
                    calls.add(item)
            elif number == _METHOD:
                calls.add(unit.strings[instruction[3]])  # type: ignore[index]
    for calls in called.values():
        for name in list(calls):
            calls.update(methods.get(name, ()))
    return _recurs(called)


def _recurs(called: dict[str, set[str]]) -> bool:
    """Whether functions call each other in a circle: then taking away those that call none leaves some."""
    left = {item: {callee for callee in calls if callee in called} for item, calls in called.items()}
    while True:
        leaves = {item for item, calls in left.items() if not calls}
        if not leaves:
            return bool(left)
        left = {item: calls - leaves for item, calls in left.items() if item not in leaves}
