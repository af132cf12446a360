"""Protocols: the functions by which operators, loops, formats and natives reach the values of native types.

They have no names in scripts. Each row tells where a protocol comes into play and what its function does.
"""

from __future__ import annotations


class Protocol:
    """A protocol: its name, the code that calls it (Markdown, empty where only natives do), and what it does."""

    __slots__ = ("doc", "name", "used_by")

    def __init__(self, name: str, used_by: str, doc: str) -> None:
        self.name = name
        self.used_by = used_by
        self.doc = doc


_OPERATORS = (
    ("ADD", "+", "Gives the sum of two values."),
    ("SUB", "-", "Gives the difference of two values."),
    ("MUL", "*", "Gives the product of two values."),
    ("DIV", "/", "Divides one value by another."),
    ("REM", "%", "Gives the remainder of a division."),
    ("BIT_AND", "&", "Gives the bits that both values have."),
    ("BIT_OR", "|", "Gives the bits that one of the values has, or both."),
    ("BIT_XOR", "^", "Gives the bits that one of the values has, but not both."),
    ("SHL", "<<", "Shifts bits to the left."),
    ("SHR", ">>", "Shifts bits to the right."),
)

PROTOCOLS = (
    Protocol("GET", "`value.field`, `value.0`", "Gives a field."),
    Protocol("SET", "`value.field = new`, `value.0 = new`", "Replaces a field."),
    Protocol("INDEX_GET", "`value[index]`", "Gives the element at an index or under a key."),
    Protocol("INDEX_SET", "`value[index] = new`", "Replaces the element at an index or under a key."),
    Protocol("PARTIAL_EQ", "`==`, `!=`, the method `eq`", "Tells whether two values are equal."),
    Protocol("EQ", "keys of maps and sets, `ops::eq`", "Tells whether two values are equal; all equal themselves."),
    Protocol(
        "PARTIAL_CMP",
        "`<`, `<=`, `>`, `>=`, the method `partial_cmp`",
        "Gives the order of two values, or `None` where they have none.",
    ),
    Protocol("CMP", "the methods `cmp`, `sort`, `min` and `max`, `ops::cmp`", "Gives the order of any two values."),
    Protocol("LT", "the method `lt`", "Tells whether a value is less than another."),
    Protocol("LE", "the method `le`", "Tells whether a value is less than another, or equal."),
    Protocol("GT", "the method `gt`", "Tells whether a value is greater than another."),
    Protocol("GE", "the method `ge`", "Tells whether a value is greater than another, or equal."),
    Protocol("MIN", "the method `min`", "Gives the lesser of two values."),
    Protocol("MAX", "the method `max`", "Gives the greater of two values."),
    Protocol("NEG", "`-value`", "Gives the negative of a value."),
    Protocol("NOT", "`!value`", "Gives the opposite of a value, or its bits inverted."),
    *(Protocol(name, f"`a {sign} b`", doc) for name, sign, doc in _OPERATORS),
    *(
        Protocol(f"{name}_ASSIGN", f"`a {sign}= b`", f"The same as `{name}`, kept in the left value.")
        for name, sign, _ in _OPERATORS
    ),
    Protocol("DISPLAY_FMT", "`{}` in formats, templates", "Writes a value for people."),
    Protocol("DEBUG_FMT", "`{:?}` in formats, `dbg!`", "Writes a value for those who write programs."),
    Protocol("INTO_ITER", "`for`, `extend`, `chain` and whatever else takes a sequence", "Gives an iterator."),
    Protocol("NEXT", "`for`, all methods of iterators", "Gives the next element, or `None` at the end."),
    Protocol("NEXT_BACK", "`rev`, `next_back`", "Gives the next element from the end, or `None`."),
    Protocol("NTH", "the method `nth`", "Passes over some elements and gives the one behind them."),
    Protocol("NTH_BACK", "the method `nth_back`", "Passes over some elements from the end and gives the one before."),
    Protocol("SIZE_HINT", "the method `size_hint`", "Gives the bounds of how many elements are left."),
    Protocol("LEN", "the method `len`", "Tells how many elements are left."),
    Protocol("INTO_FUTURE", "`.await`", "Gives the future that is waited for."),
    Protocol("INTO_TYPE_NAME", "", "Gives the name of the type."),
    Protocol("IS_VARIANT", "`match` and `if let` on native enums", "Tells whether a value is a certain variant."),
    Protocol("TRY", "`?`", "Tells whether to go on with a value, or to return early."),
    Protocol("HASH", "keys of maps and sets, `ops::hash`", "Feeds a value to a hasher."),
    Protocol("CLONE", "`clone(value)`, the method `clone`", "Gives a copy."),
)
"""All protocols, those that belong together side by side."""

BY_NAME = {protocol.name: protocol for protocol in PROTOCOLS}
"""The protocols by name."""
