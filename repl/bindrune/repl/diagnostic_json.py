"""A diagnostic as JSON, in the lines that `bindrune test --json` and `bindrune bench --json` write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bindrune.core.api import Sources
    from bindrune.core.diagnostics.model import Diagnostic


def diagnostic_json(found: Diagnostic, sources: Sources) -> dict[str, object]:
    """Its code, what it says, and its place: lines and columns from 1, the end exclusive."""
    source = sources[found.span.source]
    line, column = source.line_index.line_col(found.span.start)
    end_line, end_column = source.line_index.line_col(found.span.end)
    return {
        "severity": found.severity, "code": found.code.name, "message": found.text, "file": source.name, "line": line,
        "column": column, "end_line": end_line, "end_column": end_column,
    }  # fmt: skip
