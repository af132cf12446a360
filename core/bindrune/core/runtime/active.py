"""The IO of the program that runs now, for natives that print, read files or look at the clock, and
what it does not grant.

Whoever runs an execution chooses it with ``use_io``; it is kept in a context variable, so that
threads and asyncio tasks have their own. Without a choice it is the process's own IO.
"""

from __future__ import annotations

from _contextvars import ContextVar, Token

from bindrune.core.vm.errors import VmError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

    from bindrune.core.io import IO

_io: ContextVar[IO] = ContextVar("bindrune.io")


def current_io() -> IO:
    """The IO that natives use."""
    io = _io.get(None)
    if io is None:
        from bindrune.core.io import StdIO

        io = StdIO()
        _io.set(io)
    return io


def granting_io(capability: str) -> IO:
    """The IO that natives use, if it grants a capability. Raises ``VmError`` where it does not."""
    io = current_io()
    if not io.grants(capability):
        raise VmError(
            "missing-capability", f"Missing capability `{capability}`: the host does not allow it", capability
        )
    return io


class use_io:
    """Within ``with use_io(io):`` natives use this IO."""

    __slots__ = ("_io", "_token")

    def __init__(self, io: IO) -> None:
        self._io = io
        self._token: Token[IO] | None = None

    def __enter__(self) -> IO:
        self._token = _io.set(self._io)
        return self._io

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._token is not None:
            _io.reset(self._token)
