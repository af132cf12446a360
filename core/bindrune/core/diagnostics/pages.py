"""The explanation of a diagnostic code: the page that `bindrune explain CODE` prints.

Pages are Markdown files under `explanations/`, one a code: its title, what it means and what to do,
and mostly a program that shows it. `python -m bindrune.core.diagnostics.pages` writes the table of
all codes, `docs/diagnostics.md`.
"""

from __future__ import annotations

import os

FOLDER = os.path.join(os.path.dirname(__file__), "explanations")


def page(name: str) -> str:
    """The page of a code, as Markdown."""
    with open(os.path.join(FOLDER, f"{name}.md"), encoding="utf-8") as file:
        return file.read()


def table() -> str:
    """The text of `docs/diagnostics.md`."""
    from bindrune.core.diagnostics.codes import CODES

    lines = [
        "# Diagnostics",
        "",
        "Written by `python -m bindrune.core.diagnostics.pages` from the table in `diagnostics/codes.py`; do not",
        "edit.",
        "",
        "A headline bears the code of its diagnostic: `error[missing-local]: …`. `bindrune explain CODE` prints what",
        "it means, from the page of that name in `core/bindrune/core/diagnostics/explanations`. Codes stay what they",
        "are. Errors stop compilation, warnings do not, panics are errors of a running program.",
    ]
    for severity in ("error", "warning", "panic"):
        rows = sorted((row.name, row.title) for row in CODES.values() if row.severity == severity)
        lines += ["", f"## {severity.capitalize()}s ({len(rows)})", "", "| code | title |", "|---|---|"]
        lines += [f"| `{name}` | {title} |" for name, title in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(table())
