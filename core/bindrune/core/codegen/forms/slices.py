"""``text[a..b]`` and ``values[a..]``: slices by a range that is written where they are taken, which need not be made.

A String whose bytes are chars is sliced as Python slices its text; where the bounds do not fit, where it has other
chars and where it is so long that slicing is charged for, tier 0 does it. A vector that is followed is sliced as its
list. The slice is a text (``pieces.py``) or a list where only these are looked at: ``text[a..b] == "…"``, a
sum of texts, a comparison with another vector of i64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import Wanted, as_int, gives
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir
from bindrune.core.vm.sizes import LARGE

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

    Value = tuple[str, Kind]

_BOUNDS = frozenset(("int", "u64"))
_INCLUSIVE = frozenset(("RangeInclusive", "RangeToInclusive"))


def is_slice(body: Body, node: Any, of: str) -> bool:
    """Whether a node is a slice of what is a String (``of`` is ``string``) or a vector that is followed (``vec``)."""
    if node.__class__ is not ir.Index or node.index.__class__ is not ir.MakeRange:
        return False
    base = node.base
    kind = body.kind(base.slot) if base.__class__ is ir.Local else body.emission.shapes.of(base)
    return kind.name == of and (kind.own or of == "string")


def content(body: Body, node: Any) -> Value:
    """The text or list that a slice has: of the kind ``piece`` or ``list``, or the value of another kind."""
    range_ = node.index
    found = body.operands([node.base, *[bound for bound in (range_.start, range_.end) if bound is not None]])
    if not body.reached:
        return "None", k.NEVER
    (base, kind), *given = found
    base = body.named(base, kind)
    bounds = [body.hold(number(text, of), of) for text, of in given]
    names = [base, *bounds]
    listed = [classed(text, name, of) for (text, of), name in zip(given, bounds, strict=True)]
    ends = list(bounds)
    if range_.start is None:
        listed.insert(0, "EMPTY")
        ends.insert(0, "")
    if range_.end is None:
        listed.append("EMPTY")
        ends.append("")
    exact = body.mark(f"x_index({base}, ranged({range_.kind}, {', '.join(listed)}))", node.span)
    is_text = kind.name == "string"
    if not is_text and not (kind.own and kind.name == "vec"):
        return body.result(exact, body.known(node), *names)
    name = body.temp()
    whole, opened = (f"{base}.s", f"text_of({exact})") if is_text else (f"{base}.a", f"{exact}.a")
    tests = [f"{base}.__class__ is String and {base}.parts is None"] if is_text else []
    tests += [f"{text} >= 0" for text, (_, of) in zip(bounds, given, strict=True) if of.low < 0]
    if range_.kind in _INCLUSIVE:
        ends[1] = str(int(ends[1]) + 1) if ends[1].isdigit() else f"{ends[1]} + 1"
    tests.append(" <= ".join([*filter(None, ends), f"len({whole})"]) + (f" < {LARGE}" if is_text else ""))
    if is_text:
        tests.append(f"{whole}.isascii()")
    if not all(of.name in _BOUNDS for _, of in given):
        body.put(f"{name} = {opened}")
    elif not any(ends) and not is_text:
        body.put(f"{name} = {whole}[:]")
    else:
        body.put(f"{name} = {whole}[{':'.join(ends)}] if {' and '.join(tests)} else {opened}")
    body.release(names)
    if is_text:
        return name, k.PIECE
    if not kind.ints:
        body.owned.append(name)
    return name, k.Kind("list", ints=kind.ints)


def number(text: str, of: Kind) -> str:
    """A bound or index as Python takes it: a u64 without its class."""
    return as_int(text, of) if of.name == "u64" else text


def classed(given: str, name: str, of: Kind) -> str:
    """The value of a bound or index that was given as a text and has a name now."""
    return f"U64({name})" if of.name == "u64" and plain(given) != name else name


def value(body: Body, node: Any) -> Value | None:
    """A slice as a value; None where the node is none."""
    if is_slice(body, node, "string") or is_slice(body, node, "vec"):
        text, kind = content(body, node)
        if kind.name == "list":
            return body.result(f"vec({text})", body.known(node, k.VEC), text)
        return (f"string({text})", k.STRING) if kind == k.PIECE else (text, kind)
    return None


class Items(Wanted):
    """A vector of which only the list is wanted."""

    __slots__ = ()


def has_items(body: Body, node: Any) -> bool:
    """Whether a vector need not be made for its list."""
    return node.__class__ is ir.MakeVec or is_slice(body, node, "vec")


@gives(Items)
def items(body: Body, operand: Any) -> Value:
    """The list of a vector that need not be made."""
    node = operand.node
    if node.__class__ is not ir.MakeVec:
        return content(body, node)
    found = body.operands(node.items)
    ints = int(bool(found) and all(kind.name == "int" for _, kind in found))
    listed = f"[{', '.join(text for text, _ in found)}]"
    return body.result(listed, k.Kind("list", ints=ints), *[plain(text) for text, _ in found])


def equal(body: Body, node: Any) -> Value | None:
    """``a == b`` of vectors of i64, which are equal if their lists are: Python compares them as quickly as it can.

    Tier 0 charges nothing for elements of which none holds others, however many there are.
    """
    sides = [node.left, node.right]
    if node.op not in ("==", "!=") or body.suspends or not any(has_items(body, side) for side in sides):
        return None
    (left, a), (right, b) = found = body.operands([Items(s) if has_items(body, s) else s for s in sides])
    if not body.reached:
        return "None", k.NEVER
    owned = [plain(text) for text, _ in found]
    if all(kind.ints == 1 and (kind.name == "list" or (kind.name == "vec" and kind.own)) for kind in (a, b)):
        left, right = (text if kind.name == "list" else f"{text}.a" for text, kind in found)
        return body.result(f"({left} {node.op} {right})", k.BOOL, *owned)
    made = [f"vec({text})" if kind.name == "list" else text for text, kind in found]
    exact = body.mark(f"x_{'eq' if node.op == '==' else 'ne'}({', '.join(made)})", node.span)
    return body.result(exact, k.BOOL, *owned)
