"""Patterns: a test in one expression, and the bindings that follow it.

A value of another type does not match; one that was moved or is held is an access error: ``unlike`` raises
it, or gives False. Parts are named within the test (``(t3 := x.a[0])``), since their classes are asked;
what the pattern binds is bound after all of it has matched, so a pattern that does not fit leaves nothing
behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.forms import options, pieces
from bindrune.core.codegen.forms.operators import CONDITIONS
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.variants import ERR, NONE
from bindrune.core.codegen.writer import Refused, plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.source import Span


class Found:
    """What a pattern asks and binds: tests in order, slots with the texts of their values, names that were given."""

    __slots__ = ("binds", "home", "named", "readable", "tests")

    def __init__(self, home: str = "", readable: bool = False) -> None:
        self.home = home
        """The name of the class of what the pattern is for, if it has one."""
        self.readable = readable
        """Whether a pattern before this one has found it to be neither moved nor held."""
        self.tests: list[str] = []
        self.binds: list[tuple[int, str, Kind]] = []
        self.named: list[str] = []


_INLINE = {int: k.INT, bool: k.BOOL, float: k.FLOAT, str: k.CHAR}


def look(body: Body, pattern: Any, text: str, kind: Kind, found: Found) -> None:
    """Collect the tests and bindings of a pattern on ``text``, which is a name."""
    cls = pattern.__class__
    if cls is ir.AnyPat:
        return
    if cls is ir.BindPat:
        found.binds.append((pattern.slot, text, kind))
        return
    tests = found.tests
    if kind.name == "payload":
        _payload(body, pattern, text, kind, found)
        return

    def is_(name: str) -> str:
        test = f"{found.home or f'{text}.__class__'} is {name}"
        return test if found.readable or kind.own else body.mark(f"({test} or unlike({text}))", pattern.span)

    if cls is ir.ConstPat:
        value = pattern.value
        if value is None:
            tests.append(body.mark(f"({text} is None or is_unit({text}))", pattern.span))
        elif value.__class__ in (int, bool, str) and kind.name == _INLINE[value.__class__].name:
            tests.append(f"{text} == {value!a}")
        elif value.__class__ in (int, str):
            name = k.CLASSES[_INLINE[value.__class__].name]
            tests += [is_(name), f"{text} == {value!a}"]
        elif value.__class__ is bool:
            tests.append(body.mark(f"({text} is {value} or unlike({text}))", pattern.span))
        else:
            tests += [is_(body.bind("C", ("class_of", value))), f"{text} == {body.bind('K', ('const', value))}"]
    elif cls is ir.StrPat:
        tests += [is_("String"), f"text_of({text}) == {pattern.text!a}"]
    elif cls is ir.BytesPat:
        tests += [is_("Bytes"), f"{text}.b == {bytes(pattern.data)!r}"]
    elif cls is ir.TuplePat or cls is ir.VecPat:
        n = len(pattern.items)
        if cls is ir.TuplePat and not (n or pattern.rest):
            tests.append(body.mark(f"({text} is None or is_unit({text}))", pattern.span))
            return
        if cls is ir.TuplePat and not n:
            tests.append(body.mark(f"({text} is None or {text}.__class__ is Tuple or unlike({text}))", pattern.span))
            return
        tests += [is_("Tuple" if cls is ir.TuplePat else "Vec"), f"len({text}.a) {'>=' if pattern.rest else '=='} {n}"]
        for at, item in enumerate(pattern.items):
            _part(body, item, f"{text}.a[{at}]", found)
    elif cls is ir.ObjectPat:
        keys = body.bind("K", ("keys", tuple(pattern.keys)))
        tests += [is_("Object"), f"{text}.d.keys() {'>=' if pattern.rest else '=='} {keys}"]
        for key, item in zip(pattern.keys, pattern.items, strict=True):
            _part(body, item, f"{text}.d[{key!a}]", found)
    elif cls is ir.TypePat:
        target = pattern.type
        known = body.emission.has_class(target.item, target.native)
        if known and kind.own and kind.name == "record":
            items = kind.of.split("|")
            if target.native or target.item not in items:
                tests.append("False")
            elif len(items) > 1:
                cls_ = body.bind("C", ("class", target.item, False))
                tests.append(f"{found.home or f'{text}.__class__'} is {cls_}")
        elif known:
            tests.append(is_(body.bind("C", ("class", target.item, bool(target.native)))))
        else:
            value = body.bind("K", ("type", target.item, bool(target.native)))
            tests.append(body.mark(f"is_of({text}, {value})", pattern.span))
        for field, item in zip(pattern.fields, pattern.items, strict=True):
            if known and (field.isdigit() or not target.native):
                if not field.isascii():
                    raise Refused("a field whose name is not ASCII")
                part = f"{text}.f_{field}"
            elif field.isdigit():
                part = body.mark(f"get_tuple({text}, {field})", pattern.span)
            else:
                part = body.mark(f"get_field({text}, {field!a})", pattern.span)
            _part(body, item, part, found)
    else:
        raise Refused(f"{cls.__name__} is not emitted")


def _payload(body: Body, pattern: Any, text: str, kind: Kind, found: Found) -> None:
    """A pattern of an Option that was not made: ``text`` names what would lie in it."""
    variant, items = options.payload(pattern) or ("", [])
    if variant in (NONE, ERR):
        if kind.of != "none":
            found.tests.append(f"{text} is END")
        return
    if kind.of != "some":
        found.tests.append(f"{text} is not END" + ("" if kind.of else f" and {text} is not OTHER"))
    for item in items:
        look(body, item, text, k.ANY, found)


def _part(body: Body, item: Any, text: str, found: Found) -> None:
    if item.__class__ is ir.AnyPat:
        return
    if item.__class__ is ir.BindPat:
        found.binds.append((item.slot, text, k.ANY))
        return
    name = body.temp()
    found.named.append(name)
    inner = Found()
    look(body, item, name, k.ANY, inner)
    first = inner.tests[0]
    found.tests.append(_naming(first, name, text))
    found.tests += inner.tests[1:]
    found.named += inner.named
    found.binds += inner.binds


def _naming(test: str, name: str, text: str) -> str:
    """The first test of a part, with the part given its name where it is first used."""
    at = test.index(name)
    return f"{test[:at]}({name} := {text}){test[at + len(name):]}"


def asks(pattern: Any, kind: Kind) -> bool:
    """Whether a pattern asks for the class of what it is for."""
    if pattern.__class__ is ir.ConstPat:
        value = pattern.value
        return value.__class__ in (int, str) and kind.name != _INLINE[value.__class__].name
    return pattern.__class__ in _ASKING and kind.name != "payload"


_ASKING = frozenset((ir.StrPat, ir.BytesPat, ir.TuplePat, ir.VecPat, ir.ObjectPat, ir.TypePat))


def rest(kind: Kind, pattern: Any) -> Kind:
    """What is known of a value that did not fit a pattern."""
    if not (kind.own and kind.name == "record" and pattern.__class__ is ir.TypePat and not pattern.type.native):
        return options.rest(kind, pattern)
    if not all(item.__class__ in (ir.BindPat, ir.AnyPat) for item in pattern.items):
        return kind
    others = [item for item in kind.of.split("|") if item != pattern.type.item]
    return k.Kind("record", of="|".join(others), own=True) if others else kind


def bound(body: Body, found: Found) -> None:
    """Write the bindings of a pattern that matched."""
    for slot, text, kind in found.binds:
        body.put(f"{body.slot(slot)} = {text}")
        body.env[slot] = kind
    if found.named:
        body.put(" = ".join(found.named) + " = None")


def must_match(body: Body, pattern: Any, text: str, kind: Kind, span: Span | None = None) -> None:
    """Bind a pattern to what ``text`` names, or panic; ``span`` is that of the pattern that it is part of, if it is."""
    found = Found()
    look(body, pattern, text, kind, found)
    if found.tests:
        body.put(f"if not ({' and '.join(found.tests)}): " + body.mark("mismatch()", span or pattern.span))
    bound(body, found)


def matches(body: Body, node: Any) -> tuple[list[str], Found, str]:
    """The tests of ``if let`` and what is to be bound; also the name of the value, if it dies with that."""
    parts = pieces.parted(body, node)
    if parts is not None:
        found = Found()
        found.tests.append(f"{parts[0]}[1]")
        found.binds += parts[1]
        return found.tests, found, parts[0]
    text, kind = options.scrutinee(body, node.value, [node.pattern])
    name = plain(text)
    local = node.value.__class__ is ir.Local
    if not local and name not in body.owned:
        name = body.temp()
        body.put(f"{name} = {text}")
    elif name in body.owned:
        body.owned.remove(name)
    found = Found()
    look(body, node.pattern, name, kind, found)
    return found.tests, found, "" if local or kind.name in k.INLINE else name


def _matches(body: Body, node: Any) -> str:
    """``let`` within a condition: bound as soon as it matched."""
    tests, found, dies = matches(body, node)
    if not found.binds and not dies:
        return f"({' and '.join(tests)})" if tests else "True"
    name = body.temp()
    body.open(f"if {' and '.join(tests) or 'True'}:")
    bound(body, found)
    body.put(f"{name} = True")
    body.close()
    body.open("else:")
    body.put(f"{name} = False")
    body.close()
    if dies:
        body.put(f"{dies} = None")
    return name


CONDITIONS[ir.Matches] = _matches
