"""Constants as a unit holds them: plain data that can be written to a file and compared.

Unit, bools, chars, i64 and f64 stand for themselves; everything else is a tuple that begins with a tag. Two constants
share an entry of the pool if their keys are equal; the key tells apart what Python's ``==`` does not (``1``, ``1.0``,
``True``, ``-0.0``).
"""

from __future__ import annotations

from bindrune.core.ir import constants as ir


def encode(value: object) -> object:
    """The plain form of a constant of the IR."""
    cls = value.__class__
    if value is None or cls in (bool, int, float, str):
        return value
    if isinstance(value, ir.ConstU64):
        return ("u64", int(value))
    if isinstance(value, ir.ConstString):
        return ("string", value.text)
    if isinstance(value, ir.ConstBytes):
        return ("bytes", bytes(value.data))
    if isinstance(value, ir.ConstVec):
        return ("vec", tuple(map(encode, value.items)))
    if isinstance(value, ir.ConstTuple):
        return ("tuple", tuple(map(encode, value.items)))
    if isinstance(value, ir.ConstObject):
        return ("object", tuple(map(encode, value.fields.values())), tuple(value.fields))
    raise TypeError(f"not a constant: {cls.__name__}")


def key(plain: object) -> object:
    """What identifies an encoded constant in the pool."""
    if isinstance(plain, tuple):
        return tuple(map(key, plain))
    if isinstance(plain, float):
        return ("f64", plain.hex())
    return (plain.__class__.__name__, plain)
