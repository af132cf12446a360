"""Panics as diagnostics: the error of a run with its place, its frames and what helps to understand it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.diagnostics.codes import panic_code
from bindrune.core.diagnostics.model import Diagnostic, Frame
from bindrune.core.source import Span

if TYPE_CHECKING:
    from bindrune.core.vm.errors import VmError
    from bindrune.core.vm.frames import Place


class Panic:
    """A panic ready to be shown: the diagnostic at its place, and the frames, innermost first.

    `placed` is false for an error that has no place, such as a wrong number of arguments from the host; its span is empty.
    """

    __slots__ = ("diagnostic", "frames", "placed")

    def __init__(self, diagnostic: Diagnostic, frames: list[Frame], *, placed: bool) -> None:
        self.diagnostic = diagnostic
        self.frames = frames
        self.placed = placed


def panic_of(error: VmError) -> Panic:
    """Return the panic of an error."""
    places = cast("list[Place]", error.frames)
    frames = [Frame(place.name, place.span) for place in places]
    span = frames[0].span if frames else Span(0, 0, 0)
    return Panic(Diagnostic(panic_code(error.kind), error.message, span), frames, placed=bool(frames))
