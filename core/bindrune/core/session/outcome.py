"""What came of an input of a session, and how it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.source import Sources
    from bindrune.core.vm.errors import Termination, VmError


class Outcome:
    """A value, or why there is none: compile errors, a panic, or a termination from outside.

    `diagnostics` holds the input's errors and warnings. Exactly one of `error` (of a run) and compile errors is there
    when `ok` is false.
    """

    __slots__ = ("diagnostics", "error", "ok", "sources", "value")

    def __init__(
        self,
        sources: Sources,
        diagnostics: list[Diagnostic],
        *,
        ok: bool = False,
        value: object = None,
        error: VmError | Termination | None = None,
    ) -> None:
        self.sources = sources
        self.diagnostics = diagnostics
        self.ok = ok
        self.value = value
        self.error = error

    @property
    def title(self) -> str:
        """What kind of end it was, in a word or two: `Panic`, `Interrupted`, `Compile error` …"""
        from bindrune.core.vm.errors import Termination

        if isinstance(self.error, Termination):
            return {"interrupt": "Interrupted", "budget": "Budget used up"}.get(
                self.error.reason, self.error.reason.capitalize()
            )
        return "Panic" if self.error is not None else "Compile error"

    @property
    def message(self) -> str:
        """The headline of what went wrong."""
        if self.error is not None:
            return str(self.error)
        errors = [found for found in self.diagnostics if found.severity == "error"]
        return errors[0].message if errors else ""

    def render_text(self) -> str:
        """What went wrong, with source and carets, as plain text."""
        return self._render(color=False)

    def render_ansi(self) -> str:
        """What went wrong, with source and carets, in colours."""
        return self._render(color=True)

    def _render(self, *, color: bool) -> str:
        from bindrune.core.diagnostics import render
        from bindrune.core.vm.errors import Termination

        if isinstance(self.error, Termination):
            return self.title
        if self.error is not None:
            return render_error(self.error, self.sources, color=color)
        shown = render.render_ansi if color else render.render_text
        errors = [found for found in self.diagnostics if found.severity == "error"]
        return "\n".join(shown(found, self.sources) for found in errors)


def render_error(error: VmError, sources: Sources, *, color: bool) -> str:
    """Return a panic with its place, its frames and their source."""
    from bindrune.core.diagnostics.render import render_panic
    from bindrune.core.vm.report import panic_of

    if not error.frames:
        return f"error: {error.message}"
    panic = panic_of(error)
    return render_panic(panic, sources, "ansi" if color else "text").rstrip("\n")
