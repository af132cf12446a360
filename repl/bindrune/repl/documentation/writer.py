"""Writing a site to a folder.

A list of what was written lies beside the pages. With it the next run removes the pages of items that are gone, and
tells a site from a folder that holds something else, in which nothing is overwritten.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LIST = ".bindrune-doc"


class Occupied(Exception):
    """The folder holds something that is no site."""


def write_site(folder: str, files: dict[str, str]) -> None:
    """Write the files of a site. Raises Occupied, and OSError where a file cannot be written."""
    earlier = _earlier(folder)
    os.makedirs(folder, exist_ok=True)
    # If the run is interrupted, the next one knows the folder, and what may be left over in it.
    _list(folder, earlier | files.keys())
    for path, text in files.items():
        target = os.path.join(folder, *path.split("/"))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        _write(target, text)
    for path in sorted(earlier - files.keys()):
        _remove(folder, path)
    _list(folder, files.keys())


def _list(folder: str, paths: Iterable[str]) -> None:
    _write(os.path.join(folder, LIST), "".join(f"{path}\n" for path in sorted(paths)), "surrogateescape")


def _write(path: str, text: str, errors: str = "replace") -> None:
    with open(path, "w", encoding="utf-8", errors=errors, newline="\n") as file:
        file.write(text)


def _earlier(folder: str) -> set[str]:
    """What the last run wrote."""
    try:
        with open(os.path.join(folder, LIST), encoding="utf-8", errors="surrogateescape") as file:
            paths = file.read().splitlines()
    except FileNotFoundError:
        if os.path.isdir(folder) and os.listdir(folder):
            raise Occupied(folder) from None
        return set()
    # The list may have been edited: nothing outside of the folder is touched.
    return {path for path in paths if path and not os.path.isabs(path) and ".." not in path.split("/")}


def _remove(folder: str, path: str) -> None:
    """Remove a file that is no longer part of the site, and the folders that it leaves empty."""
    target = os.path.join(folder, *path.split("/"))
    try:
        os.remove(target)
        while (target := os.path.dirname(target)) != folder:
            os.rmdir(target)
    except OSError:
        return  # it is gone already, or its folder holds more
