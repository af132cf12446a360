"""The explanation of a diagnostic code: the page that `bindrune explain CODE` prints.

Pages are Markdown files under `explanations/`, one a code: its title, what it means and what to do,
and mostly a program that shows it.
"""

from __future__ import annotations

import os

FOLDER = os.path.join(os.path.dirname(__file__), "explanations")


def page(name: str) -> str:
    """The page of a code, as Markdown."""
    with open(os.path.join(FOLDER, f"{name}.md"), encoding="utf-8") as file:
        return file.read()
