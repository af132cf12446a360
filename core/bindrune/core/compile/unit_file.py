"""Units as files: a header, a checksum, and the unit's plain data.

The data is written with ``marshal`` (version 4, plain types only), the quickest reader Python has. The header names the
version of the format; the checksum is over everything after it, so that a file that was cut off or altered is refused
before its data is looked at; then every part is checked for its shape and every instruction by ``verify``.
"""

from __future__ import annotations

import marshal

from bindrune.core.compile.ops import TABLE
from bindrune.core.compile.unit import (
    StoredFunction,
    Unit,
    UnitError,
    UnitStatic,
    UnitStruct,
    stored,
    verify,
)
from bindrune.core.formatting.digests import blake2b

MAGIC = b"RUNU"
VERSION = 4
_CHECKSUM = 16


def format_version() -> bytes:
    """What tells formats apart: the version and a digest of the table of instructions."""
    return VERSION.to_bytes(2, "little") + blake2b(TABLE.encode(), digest_size=6).digest()


def dump_unit(unit: Unit) -> bytes:
    """Return the file of a unit."""
    data = (
        [stored(function) for function in unit.functions],
        unit.strings,
        unit.constants,
        unit.callees,
        unit.types,
        [(s.item, s.shape, s.fields, s.variant_of, s.hash) for s in unit.structs],
        [(s.item, s.init) for s in unit.statics],
        unit.entry,
    )  # fmt: skip
    body = format_version() + marshal.dumps(data, 4)
    return MAGIC + blake2b(body, digest_size=_CHECKSUM).digest() + body


def load_unit(blob: bytes, *, trusted: bool = False) -> Unit:
    """Return the unit of a file; raise ``UnitError`` if it is not one, is of another version, cut off or altered.

    The instructions of one that is ``trusted``, from a cache of one's own, are as they were written if its checksum is
    right.
    """
    start = len(MAGIC) + _CHECKSUM
    version = format_version()
    if blob[: len(MAGIC)] != MAGIC:
        raise UnitError("not a unit file")
    body = blob[start:]
    if blake2b(body, digest_size=_CHECKSUM).digest() != blob[len(MAGIC) : start]:
        raise UnitError("the unit file is cut off or was altered")
    if body[: len(version)] != version:
        raise UnitError("the unit file is of another version")
    try:
        data = marshal.loads(body[len(version) :])
        unit = _build(data)
        if not trusted:
            for function in unit.functions:
                _ = function.code
    except (ValueError, EOFError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise UnitError("the unit file is malformed") from error
    if not trusted:
        verify(unit)
    return unit


def _build(data: object) -> Unit:
    functions, strings, constants, callees, types, structs, statics, entry = data  # type: ignore[misc]
    unit = Unit()
    unit.functions = [StoredFunction(*row) for row in functions]  # type: ignore[has-type]
    unit.strings = _all(strings, str)  # type: ignore[has-type]
    unit.constants = _all(constants, object)  # type: ignore[has-type]
    unit.callees = [(str(kind), str(item)) for kind, item in callees]  # type: ignore[has-type]
    unit.types = [(str(item), bool(native)) for item, native in types]  # type: ignore[has-type]
    unit.structs = [UnitStruct(*row) for row in structs]  # type: ignore[has-type]
    unit.statics = [UnitStatic(*row) for row in statics]  # type: ignore[has-type]
    unit.entry = entry  # type: ignore[has-type]
    for function in unit.functions:
        numbers = (function.arity, function.n_captures, function.n_registers)
        if not all(isinstance(n, int) and n >= 0 for n in numbers):
            raise UnitError(f"function {function.item}: malformed")
    return unit


def _all(items: object, cls: type) -> list:  # type: ignore[type-arg]
    if not isinstance(items, list) or not all(isinstance(item, cls) for item in items):
        raise UnitError("a pool is malformed")
    return items
