"""The explanation of a diagnostic code: the page that `bindrune explain CODE` prints.

Pages are Markdown files under `pages/`, one a code: its title, what it means and what to do, and
mostly a program that shows it.
"""

from __future__ import annotations

import os

from bindrune.core.diagnostics.codes import CODES
from bindrune.core.diagnostics.suggest import closest

_FOLDER = os.path.join(os.path.dirname(__file__), "pages")


def explanation(name: str) -> str | None:
    """The page of a code as Markdown, or None where there is no such code."""
    if name not in CODES:
        return None
    with open(os.path.join(_FOLDER, f"{name}.md"), encoding="utf-8") as page:
        return page.read()


def similar_code(name: str) -> str | None:
    """The code that was probably meant by a name that is none."""
    return closest(name, CODES)
