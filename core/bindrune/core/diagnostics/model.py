"""What a diagnostic is: a code, a headline, a primary place, and what explains it.

The `message` is the headline, word for word as the reference prints it. The primary label, drawn
with carets at `span`, repeats the headline unless `label` says otherwise; warnings are all headed
"Warning" and say in the label what they are about. Further labels point at related places, in the
same source or another; notes and help stand below the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics.codes import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bindrune.core.diagnostics.observer import CompilerObserver
    from bindrune.core.source import Span


class Label:
    """A text at a place that explains a diagnostic."""

    __slots__ = ("message", "span")

    def __init__(self, span: Span, message: str) -> None:
        self.span = span
        self.message = message

    def __repr__(self) -> str:
        return f"Label({self.span!r}, {self.message!r})"


class Diagnostic:
    """One error, warning or panic, complete enough to be printed or put into an editor."""

    __slots__ = ("code", "help", "label", "labels", "message", "notes", "span")

    def __init__(
        self,
        code: Code,
        message: str,
        span: Span,
        labels: Sequence[Label] = (),
        notes: Sequence[str] = (),
        help: str | None = None,
        label: str | None = None,
    ) -> None:
        self.code = code
        self.message = message
        self.span = span
        self.labels = labels
        self.notes = notes
        self.help = help
        self.label = label

    @property
    def severity(self) -> str:
        """`error`, `warning` or `panic`."""
        return self.code.severity

    @property
    def text(self) -> str:
        """What the primary label says: the sentence to show where there is room for one only."""
        return self.message if self.label is None else self.label

    def __repr__(self) -> str:
        return f"Diagnostic({self.code.name!r}, {self.text!r}, {self.span!r})"


class Diagnostics(list[Diagnostic]):
    """The diagnostics found so far, in order of discovery; `observer` hears of each."""

    __slots__ = ("observer",)

    def __init__(self, observer: CompilerObserver | None = None) -> None:
        super().__init__()
        self.observer = observer

    def error(
        self,
        code: Code,
        span: Span,
        message: str,
        *,
        labels: Sequence[Label] = (),
        notes: Sequence[str] = (),
        help: str | None = None,
        label: str | None = None,
    ) -> Diagnostic:
        """Report an error whose headline is `message`."""
        return self._report(Diagnostic(code, message, span, labels, notes, help, label))

    def warning(
        self,
        code: Code,
        span: Span,
        message: str,
        *,
        labels: Sequence[Label] = (),
        notes: Sequence[str] = (),
        help: str | None = None,
    ) -> Diagnostic:
        """Report a warning whose label is `message`; the headline is always "Warning"."""
        return self._report(Diagnostic(code, "Warning", span, labels, notes, help, message))

    def _report(self, found: Diagnostic) -> Diagnostic:
        self.append(found)
        if self.observer is not None:
            self.observer.on_diagnostic(found)
        return found

    @property
    def has_errors(self) -> bool:
        """Whether anything is in here that keeps the program from running."""
        return any(d.code.severity != "warning" for d in self)

    def errors(self) -> Iterable[Diagnostic]:
        """Those that keep the program from running."""
        return (d for d in self if d.code.severity != "warning")

    def warnings(self) -> Iterable[Diagnostic]:
        """Those that do not."""
        return (d for d in self if d.code.severity == "warning")


class Frame:
    """A call that was under way when a program panicked: the place of the call, and in what."""

    __slots__ = ("function", "span")

    def __init__(self, function: str, span: Span) -> None:
        self.function = function
        self.span = span

    def __repr__(self) -> str:
        return f"Frame({self.function!r}, {self.span!r})"


class Panic:
    """The end of a program in a panic: what went wrong, and the calls, innermost first.

    Without frames nothing ran yet (the host called it wrongly), and the span means nothing.
    """

    __slots__ = ("diagnostic", "frames")

    def __init__(self, diagnostic: Diagnostic, frames: Sequence[Frame]) -> None:
        self.diagnostic = diagnostic
        self.frames = frames
