"""The façade for programs that embed Bindrune: everything a host needs, from one module.

    from bindrune.core.api import build_text

    built = build_text("let v = [1, 2, 3]; v.iter().sum::<i64>()")
    print(built.run())    # 6

This is the only module that re-exports. What it offers:

* `build_text`, `build`: programs to units, with their diagnostics; `Build.run` and `Build.start` run them;
* `Session`, `Outcome`: input after input with shared bindings; `completeness`: whether a text is an input yet;
* `VmError` (a panic) and `Termination` (ended from outside) are what a run may raise, `EntryError` where there is
  nothing to call;
* `Options`, `Sources`, the `IO` classes and their `CAPABILITIES`, `render_text`, `render_ansi`, `render_html`;
* `to_script`, `to_host`: plain values on their way in and out; `describe`, `debug`, `display`, `is_unit`, `items_of`,
  `fields_of`: how hosts show others.

Each name is imported when it is first asked for, so a host pays for what it uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bindrune.core.diagnostics.render import render_ansi, render_html, render_text
    from bindrune.core.io import CAPABILITIES, IO, DenyIO, LimitedIO, MemoryIO, RecordingIO, RootedIO, StdIO
    from bindrune.core.project.options import Options
    from bindrune.core.session.outcome import Outcome, render_error
    from bindrune.core.session.program import Build, EntryError, build, build_text
    from bindrune.core.session.session import Session
    from bindrune.core.session.values import describe, fields_of, is_unit, items_of, to_host, to_script
    from bindrune.core.source import Source, Sources, Span
    from bindrune.core.syntax.inputs import completeness
    from bindrune.core.vm.errors import Termination, VmError
    from bindrune.core.vm.operations.debug import debug
    from bindrune.core.vm.operations.display import display

__all__ = [
    "CAPABILITIES",
    "IO",
    "Build",
    "DenyIO",
    "EntryError",
    "LimitedIO",
    "MemoryIO",
    "Options",
    "Outcome",
    "RecordingIO",
    "RootedIO",
    "Session",
    "Source",
    "Sources",
    "Span",
    "StdIO",
    "Termination",
    "VmError",
    "build",
    "build_text",
    "completeness",
    "debug",
    "describe",
    "display",
    "fields_of",
    "is_unit",
    "items_of",
    "render_ansi",
    "render_error",
    "render_html",
    "render_text",
    "to_host",
    "to_script",
]

_MODULES = {
    "diagnostics.render": ("render_ansi", "render_html", "render_text"),
    "io": ("CAPABILITIES", "IO", "DenyIO", "LimitedIO", "MemoryIO", "RecordingIO", "RootedIO", "StdIO"),
    "project.options": ("Options",),
    "session.outcome": ("Outcome", "render_error"),
    "session.program": ("Build", "EntryError", "build", "build_text"),
    "session.session": ("Session",),
    "session.values": ("describe", "fields_of", "is_unit", "items_of", "to_host", "to_script"),
    "source": ("Source", "Sources", "Span"),
    "syntax.inputs": ("completeness",),
    "vm.errors": ("Termination", "VmError"),
    "vm.operations.debug": ("debug",),
    "vm.operations.display": ("display",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(f"bindrune.core.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
