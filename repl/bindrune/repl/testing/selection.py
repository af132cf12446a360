"""Which tests or benches are chosen by the words of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Selection:
    """Names that hold one of some texts, or with `exact` are one of them; without texts, all."""

    __slots__ = ("exact", "texts")

    def __init__(self, texts: Sequence[str], *, exact: bool = False) -> None:
        self.texts = texts
        self.exact = exact

    def __contains__(self, name: str) -> bool:
        if not self.texts:
            return True
        return name in self.texts if self.exact else any(text in name for text in self.texts)
