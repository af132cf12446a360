"""Output of child processes that share the program's streams, where those are no descriptors: what the
child writes goes through a pipe and from there to the program's ``IO``.

A thread hands it on while the child runs, whoever waits for what. When the child has been seen to
end, ``settle`` hands on the rest at once, so that what it printed stands before what the program
prints next.
"""

from __future__ import annotations

import codecs
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK = 1 << 16
"""Bytes that are read at once."""


class Relay:
    """Reads a pipe until its last writer has gone, and writes texts."""

    __slots__ = ("_decoder", "_descriptor", "_lock", "_write")

    def __init__(self, descriptor: int, write: Callable[[str], None]) -> None:
        from threading import Lock

        self._descriptor = descriptor
        self._write = write
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._lock = Lock()
        os.set_blocking(descriptor, False)

    def start(self) -> None:
        """Begin to hand on."""
        from threading import Thread

        Thread(target=self._run, daemon=True).start()

    def settle(self) -> None:
        """Hand on all that was written so far."""
        with self._lock:
            self._hand_on()

    def close(self) -> None:
        """Read no more."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _run(self) -> None:
        from select import POLLIN, poll

        waiting = poll()
        waiting.register(self._descriptor, POLLIN)
        while True:
            waiting.poll()
            with self._lock:
                try:
                    self._hand_on()
                except Exception:  # the run is to end: it will notice itself, when it prints
                    self.close()
                if self._descriptor < 0:
                    return

    def _hand_on(self) -> None:
        while self._descriptor >= 0:
            try:
                data = os.read(self._descriptor, CHUNK)
            except BlockingIOError:
                return
            text = self._decoder.decode(data, final=not data)
            if not data:
                self.close()
            if text:
                try:
                    self._write(text)
                except (OSError, ValueError):  # the output takes no more: the child meets a closed pipe
                    self.close()
