"""The style sheet: every text has enough contrast in both themes, and every colour is declared."""

from __future__ import annotations

import re

import pytest

from bindrune.repl.documentation.site import FILES, FOLDER

with open(f"{FOLDER}/style.css", encoding="utf-8") as file:
    STYLE = file.read()

COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", STYLE)
}
GROUNDS = ("ground", "panel", "raised", "chosen", "mark")
TEXTS = ("text", "strong")
KINDS = ("function", "macro", "type", "value")
ON_CODE = ("code-comment", "code-keyword", "code-string", "code-number", "code-error", *KINDS)
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((text, ground) for text in ("quiet", "link") for ground in ("ground", "panel", "raised", "mark")),
    *((text, ground) for text in ON_CODE for ground in ("panel", "ground", "mark")),
    *((text, ground) for text in ("link", "trait", *KINDS) for ground in ("raised", "chosen")),
    ("trait", "ground"), ("trait", "panel"), ("warn", "warn-ground"), ("text", "warn-ground"), ("text", "note-ground"),
    ("link", "note-ground"), ("warn", "ground"),
]  # fmt: skip


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast(theme: int) -> None:
    faint = {}
    for text, ground in PAIRS:
        light, dark = sorted((luminance(COLOURS[text][theme]), luminance(COLOURS[ground][theme])), reverse=True)
        contrast = (light + 0.05) / (dark + 0.05)
        if contrast < 4.5:
            faint[f"{text} on {ground}"] = round(contrast, 2)
    assert not faint


def test_every_colour_that_is_used_is_declared() -> None:
    declared = set(re.findall(r"--([\w-]+):", STYLE))
    assert set(re.findall(r"var\(--([\w-]+)\)", STYLE)) == declared


def test_nothing_in_the_assets_is_fetched() -> None:
    for name in FILES:
        with open(f"{FOLDER}/{name}", encoding="utf-8") as asset:
            text = asset.read().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|url\(|@import|fetch\(|innerHTML|eval\(", text), name
