"""The registry of handlers: for each operation of the table, what makes its closure.

A handler is called with the linking and the operands of the instruction, and returns the closure.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    _Named = dict[str, Callable[..., Any]]
else:
    _Named = dict


_MODULES = ("data", "operators", "access", "calls", "flow", "matching", "construct", "texts", "suspension")


class Handlers(_Named):
    """Handlers by the name of the operation; they are imported when the first is asked for."""

    def __missing__(self, name: str) -> Callable[..., Any]:
        load()
        return self.get(name) or _unknown(name)


def _unknown(name: str) -> Callable[..., Any]:
    raise LookupError(f"no handler for {name}")


HANDLERS = Handlers()


def handles(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the handler of one operation or several."""

    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        for name in names:
            HANDLERS[name] = handler
        return handler

    return register


def load() -> None:
    """Import every module of handlers."""
    for module in _MODULES:
        import_module(f"bindrune.core.vm.closures.{module}")
