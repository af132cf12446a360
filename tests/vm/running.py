"""Scripts as texts for tests of the machine."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from bindrune.core.session.program import build_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.vm.execution import Execution

SMALL_STACK = 512 * 1024


def start(text: str) -> Execution:
    """An execution of a script that has not begun."""
    built = build_text(text)
    assert built.ok, [found.message for found in built.diagnostics]
    return built.start()


def run(text: str) -> Any:
    """The value of a script."""
    return start(text).run().value


def on_small_stack(work: Callable[[], Any]) -> Any:
    """The result of a function that runs in a thread with a stack of 512 KB."""
    found: list[Any] = []
    old = threading.stack_size(SMALL_STACK)
    try:
        thread = threading.Thread(target=lambda: found.append(work()))
        thread.start()
    finally:
        threading.stack_size(old)
    thread.join()
    return found[0]
