"""A text, analysed and lowered: what the tests of analysis look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.ir.program import Lowered, lower_program
from bindrune.core.project.loader import load
from bindrune.core.project.options import Options
from bindrune.core.source import Sources

if TYPE_CHECKING:
    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.diagnostics.observer import CompilerObserver


def analyse(
    text: str,
    script: bool = False,
    observer: CompilerObserver | None = None,
    session: bool = False,
    before: Lowered | None = None,
) -> Lowered:
    """Analyses and lowers a text; `before` is the latest input of a session that it is part of."""
    sources = Sources()
    options = Options()
    options.function_body = script
    loaded = load(sources, sources.add("test.rn", text, "test.rn"), None, script)
    return lower_program(loaded, options, observer, session=session, before=before)


def found(lowered: Lowered) -> list[str]:
    """The diagnostics as conformance files write them, panics aside."""
    sources = lowered.analysis.loaded.sources
    return [f"//! {d.severity} {_place(d, sources)}: {d.text}" for d in lowered.diagnostics]


def _place(diagnostic: Diagnostic, sources: Sources) -> str:
    line, column = sources[diagnostic.span.source].line_index.line_col(diagnostic.span.start)
    return f"{line}:{column}"
