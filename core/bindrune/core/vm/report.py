"""Panics as diagnostics: the error of a run with its place and its frames."""

from __future__ import annotations

from bindrune.core.catalog.lookup import standard_catalog
from bindrune.core.diagnostics.codes import panic_code
from bindrune.core.diagnostics.model import Diagnostic, Frame, Panic
from bindrune.core.diagnostics.suggest import did_you_mean
from bindrune.core.source import Span
from bindrune.core.vm.structs import Record
from bindrune.core.vm.types import TypeInfo, type_of
from bindrune.core.vm.values import Object

TYPE_CHECKING = False
if TYPE_CHECKING:

    from bindrune.core.vm.errors import Termination, VmError
    from bindrune.core.vm.frames import Place


def panic_of(error: VmError) -> Panic:
    """Return the panic of an error. One without frames came before anything ran, and has no place."""
    frames = frames_of_error(error)
    span = frames[0].span if frames else Span(0, 0, 0)
    return Panic(Diagnostic(panic_code(error.kind), error.message, span, help=_help(error)), frames)


def frames_of_error(error: VmError | Termination) -> list[Frame]:
    """The frames of what ended a run, innermost first."""
    places: list[Place] = error.frames  # type: ignore[assignment]
    return [Frame(place.name, place.span) for place in places]


def _help(error: VmError) -> str | None:
    """What was probably meant by a method or field that is missing."""
    if error.data.__class__ is not tuple:
        return None
    name, where = error.data
    if isinstance(where, TypeInfo):
        # A method with generic parameters has a key of its own for them.
        own = [key for key in where.methods if key.__class__ is str]
        known = {*own, *standard_catalog().methods(where.item)}
        help_ = did_you_mean(name, sorted(known))
        if help_ is None and name in _fields(where):
            help_ = f"`{name}` is a field: call what it holds by `(value.{name})(…)`"
        return help_
    if name in type_of(where).methods:
        return f"`{name}` is a method: call it by `value.{name}()`"
    return did_you_mean(name, _names(where))


def _fields(info: TypeInfo) -> set[str]:
    return {name for cls in info.classes for name in getattr(cls, "names", ())}


def _names(value: object) -> list[str]:
    """The fields of a value that can be read."""
    if value.__class__ is Object:
        return list(value.d)
    return list(value.names) if isinstance(value, Record) else []
