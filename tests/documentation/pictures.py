"""The pictures of `docs/documentation.md`, taken of the site that its own example makes.

    python -m tests.documentation.pictures

Needs Chromium and chromedriver; `pngquant`, where it is installed, makes the files smaller. How letters look depends
on the fonts of the machine, so no test compares the pictures.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.conformance.transcripts import Step, play, read
from tests.documentation.browser import Browser

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "documentation.md"
IMAGES = ROOT / "docs" / "images"


def main() -> None:
    """Play the page's first command, and take the pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        step = next(part for part in read(PAGE.read_text("utf-8")) if isinstance(part, Step))
        play(step, folder)
        site = folder / "target" / "doc"
        browser = Browser(folder / "profile")
        try:
            browser.frame(1200, 820)
            browser.dark(False)
            browser.open(site / "geometry" / "index.html")
            _take(browser, "package")
            browser.open(site / "std" / "option" / "Option.enum.html")
            _take(browser, "type")
            browser.dark(True)
            browser.open(site / "std" / "iter" / "Iterator.trait.html")
            browser.press("/", "vec::p")
            _take(browser, "search_dark")
            browser.dark(False)
            browser.frame(390, 780, scale=1.5)
            browser.open(site / "std" / "vec" / "Vec.type.html", "#method.pop")
            _take(browser, "narrow")
        finally:
            browser.close()


def _take(browser: Browser, name: str) -> None:
    target = IMAGES / f"documentation_{name}.png"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(base64.b64decode(browser.picture()))
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--ext", ".png", "--quality", "80-98", str(target)], check=True)


if __name__ == "__main__":
    main()
