"""Texts of values within templates: Python's own formats where they are the language's.

What an int, a String or (with a precision) a finite float is shown as under a spec is what Python makes of
the same alignment, width and precision, and of zeros and a radix for an int that is not negative; a plus is not, nor
is a fill that an f-string cannot hold.
Other values, and Strings whose parts are not joined, are shown by the operations of tier 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import bare, is_atom
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.formatting.spec import DEBUG, DISPLAY
from bindrune.core.vm.sizes import LARGE

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

_PRECISE = 60
"""The largest precision that is left to Python."""


def shown(body: Body, text: str, kind: Kind, span: Any) -> str:
    """A text that gives the display form of a value, which is a name or a number."""
    exact = body.mark(f"shown({text})", span)
    if kind.name == "u64":
        return bare(text)
    if kind.name in ("int", "char", "piece"):
        return text
    if kind.name == "float":
        return f"display_float({text})"
    if kind.name == "string" or (kind.name == "any" and text.isidentifier()):
        joined = f"{text}.s if {text}.__class__ is String and {text}.parts is None else {exact}"
        return joined if kind.name == "string" else f"{text} if {text}.__class__ is int else {joined}"
    return exact


def formatted(body: Body, text: str, kind: Kind, spec: Any, span: Any) -> str:
    """A text that gives a value under a spec."""
    value = f"string({text})" if kind == k.PIECE else text
    exact = body.mark(f"formatted({value}, {body.bind('K', ('spec', spec))})", span)
    fill = spec.fill
    if kind.name in ("string", "piece") and spec.kind == DEBUG and spec.width < LARGE and spec.precision < LARGE:
        return _debug(text, kind, exact)
    if spec.plus or spec.width >= LARGE or spec.precision > _PRECISE:
        return exact
    if not fill.isascii() or not fill.isprintable() or fill in "{}'\\":
        return exact
    python = f"{fill}{spec.align or '<'}{spec.width}" if spec.width else ""
    if kind.name == "int" and spec.kind in _RADIX:
        python = f"0{spec.width}" if spec.zero and spec.width else python
        python += _RADIX[spec.kind]
        of_int = f"f'{{{text}:{python}}}'" if python else f"f'{{{text}}}'"
        return of_int if not _RADIX[spec.kind] or kind.low >= 0 else f"{of_int} if {text} >= 0 else {exact}"
    if spec.kind or spec.zero or spec.is_plain:
        return exact
    of_int = f"f'{{{text}:{python}}}'" if python else f"f'{{{text}}}'"
    of_float = f"f'{{{text}:{python}.{spec.precision}f}}'"
    of_string = f"f'{{{text}.s:{python}}}'" if python else f"{text}.s"
    if kind.name == "piece":
        return f"f'{{{text}:{python}}}'" if python else text
    if kind.name == "float" and spec.precision:
        return f"{of_float} if {text} - {text} == 0.0 else {exact}"
    if kind.name not in ("string", "any") or not text.isidentifier():
        return exact
    found = f"{of_string} if {text}.__class__ is String and {text}.parts is None else {exact}"
    if kind.name == "any":
        found = f"{of_int} if {text}.__class__ is int else {found}"
        if spec.precision:
            found = f"{of_float} if {text}.__class__ is float and {text} - {text} == 0.0 else {found}"
    return found


_RADIX = {DISPLAY: "", DEBUG: "", "x": "x", "X": "X", "b": "b"}
"""What an int that is not negative is shown as, by the kinds of specs that leave it to Python."""


def _debug(text: str, kind: Kind, exact: str) -> str:
    """The debug form of a String that is not long."""
    if kind == k.PIECE:
        return f"debug_string({text}) if len({text}) < {LARGE} else {exact}"
    tests = f"{text}.__class__ is String and {text}.parts is None and len({text}.s) < {LARGE}"
    return f"debug_string({text}.s) if {tests} else {exact}"


def made_string(body: Body, text: str, span: Any) -> tuple[str, Kind]:
    """A String of a text, which costs fuel if it is long."""
    name, long = body.temp(), body.temp()
    body.put(f"{long} = {text}")
    exact = body.mark(f"made_string({long})", span)
    body.open(f"if len({long}) < {LARGE}:")
    body.put(f"{name} = String()")
    body.put(f"{name}.s = {long}")
    body.put(f"{name}.parts = {name}.token = None")
    body.close()
    body.put(f"else: {name} = {exact}")
    body.owned.append(name)
    return name, k.STRING


def name_of(body: Body, text: str, kind: Kind) -> str:
    """The name of a value that is asked for its class; numbers stay."""
    if kind.name == "u64" and is_atom(plain(bare(text))):
        return text  # of a name; what is shown of it is that of the int
    return plain(text) if is_atom(plain(text)) else body.hold(text, kind)
