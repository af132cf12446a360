"""Which functions of a program run in which tier, in words: what ``bindrune dis --tiers`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.codegen.policy import pays, tier

if TYPE_CHECKING:
    from bindrune.core.codegen.module import Module
    from bindrune.core.compile.unit import Unit


def reasons(unit: Unit, module: Module) -> dict[str, str]:
    """Why functions of a unit are not emitted, by item."""
    emitted = {item for item, *_ in module.functions} | set(module.placed)
    found: dict[str, str] = {}
    for function in unit.functions:
        if function.item in module.refused:
            found[function.item] = module.refused[function.item]
        elif function.item not in emitted:
            found[function.item] = "no function that is emitted refers to it"
    return found


def tiers(unit: Unit, module: Module) -> list[str]:
    """A line for each function of a unit: its item, its tier in a plain run, and why it is not the other."""
    left = reasons(unit, module)
    reason = _whole(unit)
    functions = {item for item, *_ in module.functions}
    rows = []
    for function in unit.functions:
        why = left.get(function.item) or reason
        if why:
            rows.append((function.item, "0", why))
        elif function.item not in functions:
            rows.append((function.item, "1", "its body is written in place of its calls"))
        else:
            rows.append((function.item, "1", "not observed, stepped or on a budget"))
    names = [item.removeprefix("::") or "<script>" for item, *_ in rows]
    width = max(map(len, names), default=0)
    return [f"{name:{width}}  {number}  {why}" for name, (_, number, why) in zip(names, rows, strict=True)]


def _whole(unit: Unit) -> str:
    """Why the whole program stays in tier 0, if it does."""
    if tier() == "0":
        return "BINDRUNE_TIER=0"
    entry = unit.function(unit.entry if unit.entry is not None else "main")
    if entry is not None and entry.kind in ("generator", "stream"):
        return "the program yields to its host"
    if tier() != "1" and not pays(unit):
        return "nothing in the program runs often enough to be worth writing as Python"
    return ""
