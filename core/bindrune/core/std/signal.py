"""``::signal``: waiting for Ctrl-C."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.signals import Interrupted
from bindrune.core.std.io import new_error
from bindrune.core.vm.futures import Future, future
from bindrune.core.vm.values import err, ok

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


std = Module("::signal")


class CtrlC(Interrupted):
    """The future of ``ctrl_c``."""

    __slots__ = ()

    def finish(self) -> Any:
        """``Ok(())``."""
        return ok(None)

    def refuse(self) -> Any:
        """``Err``: the program runs in a thread of its own."""
        return err(new_error(OSError("signals can be waited for in the main thread only")))


@std.function("async fn ctrl_c() -> Result<(), Error>", capability="signal")
def ctrl_c() -> Future:
    return future(CtrlC())
