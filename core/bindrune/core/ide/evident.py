"""Evident types: of what type an expression is, where its text alone shows it.

Rune is dynamically typed, so this is a guess for completion and hover, never a claim: literals, constructors, calls of
native functions whose signature names a result, functions of the program that end in a constructor, and variables that
were bound to any of these. A type is its path: `::std::vec::Vec`, `Point`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Function, Item, Struct
from bindrune.core.catalog.lookup import Entry
from bindrune.core.ide.place import Place
from bindrune.core.ide.resolve import bearer_of, resolve, type_of_path
from bindrune.core.ide.scope import SessionItem
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.ide.snapshot import Snapshot
    from bindrune.core.syntax.tree import Segment

DEPTH = 24
"""How far a guess goes from one expression to the next."""

_LITERALS = {
    t.STRING: "::std::string::String",
    t.BYTE_STRING: "::std::bytes::Bytes",
    t.CHAR: "::std::char",
    t.BYTE: "::std::u64",
    t.TRUE: "::std::bool",
    t.FALSE: "::std::bool",
}

_PLAIN: dict[type[n.Expr], str] = {
    n.ExprTemplate: "::std::string::String",
    n.ExprTuple: "::std::tuple::Tuple",
    n.ExprVec: "::std::vec::Vec",
    n.ExprClosure: "::std::ops::Function",
}

_COMPARISONS = frozenset((t.EQ_EQ, t.BANG_EQ, t.LT, t.LT_EQ, t.GT, t.GT_EQ, t.IS, t.IS_NOT, t.AMP_AMP, t.PIPE_PIPE))

_RESULTS = dict.fromkeys(("usize", "u32", "u16", "u8"), "u64") | dict.fromkeys(("i32", "i16", "i8"), "i64")
_RESULTS |= {"str": "String", "text": "String"}
"""What the types of hosts in signatures are in scripts."""


def type_of_binding(snapshot: Snapshot, place: Place, name: str, depth: int = 0) -> str | None:
    """The evident type of a variable in scope, also one of the session."""
    found = place.local(name)
    if found is None:
        return snapshot.scope.variables.get(name)
    if found.name == "self":
        bearer = bearer_of(place.item)
        return None if bearer is None else bearer.path
    if found.value is None:
        return None
    return type_of(snapshot, place, found.segment, found.value, depth + 1)


def type_of(
    snapshot: Snapshot, place: Place, segment: Segment, node: n.Expr, depth: int = 0
) -> str | None:
    """The evident type of an expression that stands in `segment`, seen from a place."""
    if depth > DEPTH:
        return None
    plain = _PLAIN.get(node.__class__)
    if plain is not None:
        return plain
    if isinstance(node, n.ExprLiteral):
        kind = segment.kinds[node.first]
        if kind == t.NUMBER:
            return _number(segment.text(node.first))
        return _LITERALS.get(kind)
    if isinstance(node, n.ExprGroup):
        return type_of(snapshot, place, segment, node.expr, depth + 1)
    if isinstance(node, n.ExprObject):
        return "::std::object::Object" if node.path is None else _type_path(snapshot, place, segment, node.path)
    if isinstance(node, n.ExprRange):
        return _range(node)
    if isinstance(node, n.ExprPath):
        names = node.path.names
        if len(names) == 1 and node.path.leading < 0:
            found = type_of_binding(snapshot, place, segment.text(names[0]), depth)
            if found is not None:
                return found
        return _value_type(snapshot, _target(snapshot, place, segment, node.path))
    if isinstance(node, n.ExprCall) and isinstance(node.callee, n.ExprPath):
        return _result(snapshot, _target(snapshot, place, segment, node.callee.path), depth)
    if isinstance(node, n.ExprMethodCall):
        receiver = type_of(snapshot, place, segment, node.receiver, depth + 1)
        return None if receiver is None else _method(snapshot, receiver, segment.text(node.name), depth)
    if isinstance(node, n.ExprBinary):
        if node.op in _COMPARISONS:
            return "::std::bool"
        return type_of(snapshot, place, segment, node.left, depth + 1)
    if isinstance(node, n.ExprUnary):
        return type_of(snapshot, place, segment, node.operand, depth + 1)
    if isinstance(node, n.ExprMacroCall):
        macro = segment.text(node.call.path.names[-1]) if node.call.path.names else ""
        return "::std::string::String" if macro in ("format", "stringify") else None
    return None


def _number(text: str) -> str:
    if text.endswith("f64") or ("." in text and not text.startswith("0x")):
        return "::std::f64"
    return "::std::u64" if "u" in text else "::std::i64"


def _range(node: n.ExprRange) -> str:
    if node.start is None:
        name = "RangeFull" if node.end is None else "RangeTo"
    else:
        name = "RangeFrom" if node.end is None else "Range"
    if node.inclusive:
        name = {"Range": "RangeInclusive", "RangeTo": "RangeToInclusive"}.get(name, name)
    return f"::std::ops::{name}"


def _target(
    snapshot: Snapshot, place: Place, segment: Segment, path: n.Path
) -> Item | Entry | SessionItem | None:
    names = [segment.text(token) for token in path.names]
    return resolve(snapshot, place.item, names, path.leading >= 0)


def _type_path(snapshot: Snapshot, place: Place, segment: Segment, path: n.Path) -> str | None:
    found = _target(snapshot, place, segment, path)
    return None if found is None else _owner(found)


def _owner(found: Item | Entry | SessionItem) -> str:
    """The path of the type that a constructor makes a value of; a variant makes one of its enum."""
    if isinstance(found, Struct) and found.enum is not None:
        return found.enum.path
    if found.kind == "variant":
        return found.path.rpartition("::")[0]
    return found.path


def _value_type(snapshot: Snapshot, found: Item | Entry | SessionItem | None) -> str | None:
    """The type of a path that is used as a value."""
    if found is None:
        return None
    if found.kind in ("fn", "const fn", "function", "method"):
        return "::std::ops::Function"
    if isinstance(found, Entry) and found.kind == "constant":
        return named_type(snapshot, found.signature, found)
    if isinstance(found, Struct) and found.shape == "tuple" and found.fields:
        return "::std::ops::Function"
    if found.kind in ("struct", "variant"):
        return _owner(found)
    return None


def _result(snapshot: Snapshot, found: Item | Entry | SessionItem | None, depth: int) -> str | None:
    """The type of what a call gives."""
    if found is None:
        return None
    if found.kind in ("struct", "variant"):
        return _owner(found)
    if isinstance(found, Entry):
        return result_type(snapshot, found)
    if isinstance(found, Function):
        return _returned(snapshot, found, depth)
    return None


def result_type(snapshot: Snapshot, entry: Entry) -> str | None:
    """The type that the signature of a native function names as its result."""
    text = entry.signature.rpartition("->")[2].strip() if "->" in entry.signature else ""
    if entry.signature.startswith("async"):
        return "::std::future::Future"
    return named_type(snapshot, text, entry)


def named_type(snapshot: Snapshot, text: str, near: Entry) -> str | None:
    """The path of a native type by the short name that signatures use."""
    name = text.lstrip("&").removeprefix("mut ").partition("<")[0].strip()
    name = _RESULTS.get(name, name)
    if not name or name == "any":
        return None
    if name == "Self":
        return near.owner
    catalog = snapshot.catalog
    around = (near.owner or near.path).rpartition("::")[0]
    likely = (f"::std::{module}::{name}" for module in ("ops", "iter", "slice"))
    for path in (f"{around}::{name}", catalog.prelude.get(name, ""), *likely):
        found = catalog.get(path) if path else None
        if found is not None and found.kind == "type":
            return found.path
    return next((e.path for e in catalog.entries.values() if e.kind == "type" and e.name == name), None)


def _returned(snapshot: Snapshot, function: Function, depth: int) -> str | None:
    """The type of the value at the end of a function's body."""
    node, segment = function.node, function.segment
    if node is None or segment is None or not node.body.statements or depth > DEPTH:
        return None
    last = node.body.statements[-1]
    if not isinstance(last, n.StmtExpr) or last.semi >= 0:
        return None
    inside = Place(segment.source, segment.end_offset(node.body.last), function)
    return type_of(snapshot, inside, segment, last.expr, depth + 1)


def _method(snapshot: Snapshot, receiver: str, name: str, depth: int) -> str | None:
    """The type of what a method gives."""
    owner = type_of_path(snapshot, receiver)
    if isinstance(owner, Entry):
        entry = snapshot.catalog.methods(owner.path).get(name)
        if entry is None:
            return None
        if name == "clone":
            return receiver
        return result_type(snapshot, entry)
    if isinstance(owner, Item):
        for function in snapshot.functions_of(owner.path):
            if function.name == name:
                return _returned(snapshot, function, depth + 1)
    return None
