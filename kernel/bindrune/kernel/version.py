"""The installed version of Bindrune."""

from __future__ import annotations

from importlib.metadata import version

VERSION = version("bindrune")
