"""Types of closures and register lists, for annotations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

Registers = list[Any]
"""The registers of a frame; see the package's text for the header."""

Closure = Callable[[Registers], Optional["Closure"]]
"""What an instruction is linked to."""
