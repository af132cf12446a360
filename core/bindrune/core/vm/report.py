"""Panics as diagnostics: the error of a run with its place and its frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bindrune.core.diagnostics.codes import panic_code
from bindrune.core.diagnostics.model import Diagnostic, Frame, Panic
from bindrune.core.source import Span

if TYPE_CHECKING:
    from bindrune.core.vm.errors import VmError
    from bindrune.core.vm.frames import Place


def panic_of(error: VmError) -> Panic:
    """Return the panic of an error. One without frames came before anything ran, and has no place."""
    frames = [Frame(place.name, place.span) for place in cast("list[Place]", error.frames)]
    span = frames[0].span if frames else Span(0, 0, 0)
    return Panic(Diagnostic(panic_code(error.kind), error.message, span), frames)
