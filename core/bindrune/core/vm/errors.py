"""How a run ends otherwise than with a value: panics, terminations, and faults of ours.

Three outcomes never mix. A *value* (``Result``, ``Option``) is ordinary data. A *panic*
(``VmError``) is a script's error, with a place and a chain of frames; no script can catch it. A
*termination* ends a run from outside (budget, deadline, memory, interrupt, cancellation); no script
can catch it either, and it is no error of the script. Any other exception is a fault of ours and is
reported as an internal error.
"""

from __future__ import annotations


class VmError(Exception):
    """A script's error at run time.

    ``kind`` is the stable name of the error (a key of the table of runtime errors, such as
    ``overflow``), ``message`` the text as printed, ``data`` what tools may show beside it.
    ``frames`` is filled by the machine as the stack unwinds: the places of the calls, innermost
    first.
    """

    def __init__(self, kind: str, message: str, data: object = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.data = data
        self.frames: list[object] = []


class Termination(Exception):
    """A run that was ended from outside; ``reason`` is budget, deadline, memory, interrupt or
    cancelled. ``frames`` are the places of the calls at that moment, as for a panic.
    """

    def __init__(self, reason: str, message: str = "") -> None:
        super().__init__(message or reason)
        self.reason = reason
        self.frames: list[object] = []


def panic(text: str) -> VmError:
    """The error of a script's or native's panic with this text."""
    return VmError("panic", f"Panicked: {text}", text)
