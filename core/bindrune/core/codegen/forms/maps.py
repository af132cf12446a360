"""Lookups in tables of HashMaps, in place (``std/hash_tables.py``).

The place of an i64 is the int, that of a String its text, that of a tuple of i64 Python's tuple of them
(``tuple_keys.py``). What is there was put there by an equal key, unless that key was changed since, or is of another
type and feeds a hasher the same: a key of the class that is asked for and with the same content is the one; whatever
else is found is left to the table's own operations. Where all keys are known to be i64, or tuples of as many i64 that
are never changed, there is nothing to confirm.

In the lines ``{n}`` is the name that gets the result, ``{e}`` a name that is free, and ``{0}``, ``{1}``, ``{2}`` are
the map, the key and the value. Neither name is left with what is in the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bindrune.core.codegen.inference import kinds as k

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

    Value = tuple[str, Kind]

MAP = "::std::collections::hash_map::HashMap"


class Keyed(NamedTuple):
    """Keys of one class: the test of it, the place of ``{1}``, and the test that ``{e}`` is the same key.

    ``value`` is the key as a value: what was not made (``pieces.py``, ``tuple_keys.py``) has to become one.
    ``again`` is the place of the value.
    """

    asked: str
    place: str
    same: str
    value: str = "{1}"
    again: str = ""

    @property
    def kept(self) -> str:
        """A statement behind which ``{1}`` is a value, or nothing."""
        return f"{{1}} = {self.value}; " if self.value != "{1}" else ""

    @property
    def place_kept(self) -> str:
        """The place behind that statement."""
        return self.again or self.place


KEYS = (
    Keyed(
        "{1}.__class__ is String and {1}.parts is None",
        "{1}.s",
        "{e}.__class__ is String and {e}.parts is None and {e}.s == {1}.s",
    ),
    Keyed("{1}.__class__ is int", "{1}", "{e}.__class__ is int"),
    Keyed("PIECE", "{1}", "{e}.__class__ is String and {e}.parts is None and {e}.s == {1}", "string({1})", "{1}.s"),
    Keyed("PARTS", "{1}", "same_parts({e}, {1})", "tuple_([*{1}])", "(*{1}.a,)"),
    Keyed("TUPLE", "(*{1}.a,)", "same_parts({e}, (*{1}.a,))"),
)
KNOWN = {"piece": "PIECE", "parts": "PARTS", "tuple": "TUPLE"}
"""What asks for a key of which it is always known whether it is one, by its kind."""


def asks_for(kind: Kind) -> str:
    """What asks for keys of a kind, if it is in ``KNOWN``: a text or tuple that was not made, a tuple of i64."""
    return KNOWN.get(kind.name, "") if kind.name != "tuple" or (kind.own and kind.ints) else ""


def certain(lines: tuple[str, ...], keys: Keyed) -> tuple[str, ...]:
    """Lines of a form whose map has no keys but i64, or tuples of as many."""
    place, value = keys.place, keys.value
    if lines == get(keys):
        return (f"{{n}} = {{0}}.d.get({place})", "{n} = END if {n} is None else {n}[1]")
    if lines == contains(keys):
        return (f"{{n}} = {place} in {{0}}.d",)
    if lines == add(keys):
        entry = f"({value}, {value})" if value == "{1}" else f"({value},) * 2"
        return (f"{{n}} = {place} not in {{0}}.d", f"if {{n}}: {{0}}.d[{place}] = {entry}")
    if keys.asked != KEYS[1].asked:  # the key that is there stays
        return (
            f"{{n}} = {{0}}.d.get({place})",
            f"if {{n}} is None: {{0}}.d[{place}] = ({value}, {{2}}); {{n}} = END",
            f"else: {{0}}.d[{place}] = ({{n}}[0], {{2}}); {{n}} = {{n}}[1]",
        )
    return (
        "{n} = {0}.d.get({1})",
        "{n} = END if {n} is None else {n}[1]",
        "{0}.d[{1}] = ({1}, {2})",
    )


def get(keys: Keyed) -> tuple[str, ...]:
    """Lines that give the value of a key, or ``END``."""
    return (
        f"{{n}} = {{0}}.d.get({keys.place})",
        "if {n} is None: {n} = END",
        "else:",
        " {e}, {n} = {n}",
        f" if not ({keys.same}): {{n}} = found_in({{0}}.d, {keys.value}, END)",
        " {e} = None",
    )


def contains(keys: Keyed) -> tuple[str, ...]:
    """Lines that tell whether a key is there."""
    return (
        f"{{n}} = {{0}}.d.get({keys.place})",
        "if {n} is None: {n} = False",
        "else:",
        " {e} = {n}[0]",
        f" {{n}} = {keys.same} or found_in({{0}}.d, {keys.value}, END) is not END",
        " {e} = None",
    )


def add(keys: Keyed) -> tuple[str, ...]:
    """Lines that put a key into a set, and tell whether it was not there."""
    return (
        f"{{n}} = {{0}}.d.get({keys.place})",
        f"if {{n}} is None: {keys.kept}{{0}}.d[{keys.place_kept}] = ({{1}}, {{1}}); {{n}} = True",
        "else:",
        " {e} = {n}[0]",
        f" if {keys.same}: {{n}} = False",
        f" else: {keys.kept}{{n}} = add_in({{0}}.d, {{1}})",
        " {e} = None",
    )


def put(keys: Keyed) -> tuple[str, ...]:
    """Lines that set the value of a key and give the one that was there, or ``END``."""
    return (
        f"{{n}} = {{0}}.d.get({keys.place})",
        f"if {{n}} is None: {keys.kept}{{0}}.d[{keys.place_kept}] = ({{1}}, {{2}}); {{n}} = END",
        "else:",
        " {e}, {n} = {n}",
        f" if {keys.same}: {{0}}.d[{keys.place}] = ({{e}}, {{2}})",
        f" else: {keys.kept}{{n}} = put_in({{0}}.d, {{1}}, {{2}}, END)",
        " {e} = None",
    )


def _indexed(body: Body, base: str, kind: Kind, at: str, of: Kind, *, writes: bool) -> tuple[Keyed, str] | None:
    """How a map is indexed in place, and the test that it can be; to be read at a negative integer is an error."""
    if kind.name != "map" and not (kind.name == "native" and kind.of == MAP):
        return None
    if of.name not in _KEYS_OF or (of.name in KNOWN and not asks_for(of)):
        return None
    keys = _KEYS_OF[of.name]
    tests = [] if kind.own else [f"{base}.__class__ is {body.bind('C', ('loaded_class', MAP))}"]
    if writes and not (kind.own and kind.of == "unlent"):
        tests.append(f"{base}.token is None")
    if of.name in ("string", "any"):
        tests.append(keys.asked.format("", at))
    elif of.name == "int" and of.low < 0 and not writes:
        tests.append(f"{at} >= 0")
    return keys, " and ".join(tests)


_KEYS_OF = {"string": KEYS[0], "any": KEYS[0], "int": KEYS[1], "piece": KEYS[2], "parts": KEYS[3], "tuple": KEYS[4]}


def is_certain(kind: Kind, of: Kind) -> bool:
    """Whether what is at the place of a key of the kind ``of`` is the key, in a map of a kind."""
    return kind.ints > 0 and kind.ints == (1 if of.name == "int" else of.ints)


def keys_of(of: Kind) -> Keyed:
    """The keys of a kind, in a map of which it is certain."""
    return _KEYS_OF[of.name]


def index(body: Body, node: Any, base: Value, at: Value) -> Value | None:
    """``m[k]`` of what is known to be a map; the operands are names or numbers."""
    found = _indexed(body, *base, *at, writes=False)
    if found is None:
        return None
    keys, test = found
    name, entry = body.temp(), body.temp()
    exact = f"{name} = " + body.mark(f"x_index({base[0]}, {keys.value.format('', at[0])})", node.span)
    if test:
        body.open(f"if {test}:")
    body.put(f"{name} = {base[0]}.d.get({keys.place.format('', at[0])})")
    body.put(f"if {name} is None: {exact}")
    if is_certain(base[1], at[1]):
        body.put(f"else: {name} = {name}[1]")
        if test:
            body.close()
            body.put(f"else: {exact}")
        return _owned(body, name, body.known(node))
    body.open("else:")
    body.put(f"{entry}, {name} = {name}")
    body.put(f"if not ({keys.same.format('', at[0], e=entry)}): {exact}")
    body.put(f"{entry} = None")
    body.close()
    if test:
        body.close()
        body.put(f"else: {exact}")
    return _owned(body, name, body.known(node))


def _owned(body: Body, name: str, kind: Kind) -> Value:
    if kind.name not in k.INLINE:
        body.owned.append(name)
    return name, kind


def set_index(body: Body, node: Any, base: Value, at: Value, value: str) -> bool:
    """Write ``m[k] = value`` of what is known to be a map; whether it is."""
    found = _indexed(body, *base, *at, writes=True)
    if found is None:
        return False
    keys, test = found
    name = body.temp()
    kept = keys.kept.format("", at[0])
    exact = kept + body.mark(f"x_set_index({base[0]}, {at[0]}, {value})", node.span)
    if test:
        body.open(f"if {test}:")
    body.put(f"{name} = {base[0]}.d.get({keys.place.format('', at[0])})")
    if keys.asked != KEYS[1].asked and is_certain(base[1], at[1]):
        entry = f"({keys.value.format('', at[0])} if {name} is None else {name}[0], {value})"
        body.put(f"{base[0]}.d[{keys.place.format('', at[0])}] = {entry}")
        body.put(f"{name} = None")
        return _closed(body, test, exact)
    body.put(f"if {name} is None: {kept}{base[0]}.d[{keys.place_kept.format('', at[0])}] = ({at[0]}, {value})")
    body.open("else:")
    body.put(f"{name} = {name}[0]")
    place = keys.place.format("", at[0])
    body.put(f"if {keys.same.format('', at[0], e=name)}: {base[0]}.d[{place}] = ({name}, {value})")
    body.put(f"else: {exact}")
    body.put(f"{name} = None")
    body.close()
    return _closed(body, test, exact)


def _closed(body: Body, test: str, exact: str) -> bool:
    """What is done where a test does not hold, behind what is done where it does."""
    if test:
        body.close()
        body.put(f"else: {exact}")
    return True
