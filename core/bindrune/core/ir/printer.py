"""The text form of the IR, for `bindrune dis --ir` and the goldens.

A node is written as its name and its fields in the order of the table; what is plain stands on the
line, child nodes below it, indented, behind the name of their field. Spans are written as
`@start..end` if asked for.
"""

from __future__ import annotations

from bindrune.core.formatting.spec import FormatSpec
from bindrune.core.ir.constants import debug_constant
from bindrune.core.ir.nodes import Node

_ALWAYS_PLAIN = frozenset({"FnTarget", "TypeTarget", "StructTarget", "SlotName"})
_CONSTANTS = frozenset(
    {("Const", "value"), ("Fresh", "value"), ("ConstPat", "value"), ("Static", "init")}
)


def _plain(node: Node) -> str:
    values = [getattr(node, name) for name in node.FIELDS]
    return f"{node.__class__.__name__}({', '.join(map(str, values))})"


def _scalar(node: Node, name: str, value: object) -> str:
    if (node.__class__.__name__, name) in _CONSTANTS:
        return debug_constant(value)
    if isinstance(value, Node):
        return _plain(value)
    if value.__class__ is FormatSpec:
        return ",".join(f"{part}={getattr(value, part)!r}" for part in FormatSpec.__slots__)
    if isinstance(value, list) and value and isinstance(value[0], Node):
        return f"[{', '.join(_plain(item) for item in value)}]"
    return repr(value)


def _is_child(value: object) -> bool:
    return isinstance(value, Node) and value.__class__.__name__ not in _ALWAYS_PLAIN


def dump(node: Node, spans: bool = False) -> str:
    """The lines of a node and all below it."""
    lines: list[str] = []
    pending: list[tuple[int, str, Node]] = [(0, "", node)]
    while pending:
        depth, label, at = pending.pop()
        plain: list[str] = []
        below: list[tuple[int, str, Node]] = []
        for name in at.FIELDS:
            value = getattr(at, name)
            if _is_child(value):
                below.append((depth + 1, f"{name}: ", value))
            elif isinstance(value, list) and any(map(_is_child, value)):
                below += [(depth + 1, f"{name}[{i}]: ", item) for i, item in enumerate(value)]
            elif value != [] and (
                value is not None or (at.__class__.__name__, name) in _CONSTANTS
            ):
                plain.append(f"{name}={_scalar(at, name, value)}")
        place = f" @{at.span.start}..{at.span.end}" if spans else ""
        lines.append("  " * depth + label + " ".join([at.__class__.__name__, *plain]) + place)
        pending.extend(reversed(below))
    return "\n".join(lines)
