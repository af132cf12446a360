"""What cached units depend on besides their texts and options: the compiler that made them.

That is the version, and for a checkout or an installation changed in place, when each file of the compiler was last
written. Looking at them takes less than a millisecond, importing them fifty.
"""

from __future__ import annotations

import os
import sys

import bindrune.core as core
from bindrune.core.formatting.digests import blake2b
from bindrune.core.version import VERSION

FOLDERS = ("analysis", "catalog", "codegen", "compile", "ir", "project", "syntax")
"""The packages of the core whose code decides what a unit is like."""


def compiler_stamp() -> str:
    """Return what differs between two compilers."""
    digest = blake2b(f"{VERSION} {sys.implementation.cache_tag}".encode(), digest_size=12)
    for root in core.__path__:
        for folder in FOLDERS:
            _add(os.path.join(root, folder), digest)
    return digest.hexdigest()


def _add(folder: str, digest: blake2b) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # not installed as files
        return
    for entry in entries:
        if entry.name.endswith(".py"):
            digest.update(f"{entry.name} {entry.stat().st_mtime_ns} ".encode())
        elif entry.is_dir() and entry.name != "__pycache__":
            _add(entry.path, digest)
