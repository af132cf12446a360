"""Methods of Strings in place, on the text of a String whose parts are joined, or on one that was not made.

Those that charge for a long text have their form only below that (``vm/sizes.py``). In a text, ``{s}`` is that of
the receiver and ``{a}`` that of the argument.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bindrune.core.codegen.inference import kinds as k
from bindrune.core.vm.sizes import LARGE

if TYPE_CHECKING:
    from bindrune.core.codegen.inference.kinds import Kind

STRING = "::std::string::String"


class Read(NamedTuple):
    """What a method comes to. ``text`` methods give a String, and this is its text."""

    name: str
    value: str
    kind: Kind = k.STRING
    charged: bool = False
    takes: bool = False
    payload: bool = False
    text: bool = False


READS = (
    Read("starts_with", "{s}.startswith({a})", k.BOOL, takes=True),
    Read("ends_with", "{s}.endswith({a})", k.BOOL, takes=True),
    Read("contains", "({a} in {s})", k.BOOL, charged=True, takes=True),
    Read("trim", "{s}.strip(WHITESPACE)", charged=True, text=True),
    Read("trim_end", "{s}.rstrip(WHITESPACE)", charged=True, text=True),
    Read("split_once", "split_in_two({s}, {a})", takes=True, payload=True),
)

BY_NAME = {read.name: read for read in READS}


def rows(form: Any) -> list[Any]:
    """The forms of the methods on Strings."""
    found = []
    for read in READS:
        for asked, argument in _arguments(read):
            tests = ["{0}.parts is None", *([f"len({{0}}.s) < {LARGE}"] if read.charged else []), *asked]
            value = read.value.replace("{s}", "{0}.s").replace("{a}", argument)
            value = f"string({value})" if read.text else value
            given = {"payload": value} if read.payload else {"value": value, "kind": read.kind}
            found.append(form(STRING, read.name, also=" and ".join(tests), **given))
    return found


def _arguments(read: Read) -> list[tuple[list[str], str]]:
    if not read.takes:
        return [([], "")]
    if read.name == "split_once":  # Python does not split by an empty text
        return [(["PIECE", "{1} != ''"], "{1}"), (["{1}.__class__ is str"], "{1}")]
    return [(["PIECE"], "{1}"), (["{1}.__class__ is String", "{1}.parts is None"], "{1}.s")]
