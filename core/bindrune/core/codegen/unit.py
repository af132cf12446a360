"""The functions of a program as one module of Python: which versions there are, and what they refer to.

A function has a *generic* version, and at most one for the kinds of arguments with which it was first
called by its path where these are known. A version is written again while what it was told of others'
results turns out to be too narrow. What the text refers to beside Python's own names are *bindings*: they
are named here and found when the code is loaded (``running/loading.py``), so that a finished module can be kept on
disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import Body, bare

# They register their forms.
from bindrune.core.codegen.forms import awaits, calls, flow, known_loops, loops, places, yields  # noqa: F401
from bindrune.core.codegen.forms.patterns import must_match
from bindrune.core.codegen.forms.waiting import waiting
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.shapes import Shapes
from bindrune.core.codegen.writer import Mark, Refused
from bindrune.core.compile.constants import encode
from bindrune.core.compile.constants import key as constant_key
from bindrune.core.compile.specs import encode_spec
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import nodes_in, parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.codegen.forms.waiting import Registers
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.codegen.module import Function
    from bindrune.core.codegen.writer import Open
    from bindrune.core.source import Span

_PASSES = 8
_ABOVE = 6
"""How many functions that call each other are written at once: each may nest deeply by itself."""
_TOLD = k.INLINE | {"generator"}
"""Kinds of arguments for which a function gets a version of its own."""
_UNTOLD = "its `yield`s are not told apart by their places"
_CONSTANTS = ("const", "plain", "fresh", "class_of")
"""Kinds of bindings that hold a constant of the IR."""
_SPECS = ("spec", "format")
"""Those that hold a format spec."""


class Version:
    """A function for certain kinds of arguments: its text, and what its result was found to be."""

    def __init__(
        self, fn: ir.Fn, params: tuple[Kind, ...], captures: tuple[Kind, ...], name: str, bare: bool = False
    ) -> None:
        self.fn = fn
        self.bare = bare
        """Whether it gives u64s without their class, to those who call it by its path and know that."""
        self.params = params
        self.captures = captures
        self.name = name
        self.result = k.ANY if fn.kind == "stream" else k.NEVER
        if fn.kind in ("generator", "async"):
            self.result = k.Kind("generator" if fn.kind == "generator" else "future", of=name)
        self.block = False
        """Whether it is an async block, whose captures make a future at once."""
        self.elements = k.NEVER
        """What a generator yields."""
        self.relied: dict[Version, Kind] = {}
        self.pulled: dict[Version, Kind] = {}
        self.jumps = False
        self.charges = False
        """Whether it takes from the slice that the functions share."""
        self.waits = True
        """Whether it has to be written (again)."""
        self.lines: list[str] = []
        self.marks: list[Mark] = []
        self.statements: list[Span | None] = []
        """Of each line the place of the statement that it belongs to."""
        self.turns: dict[int, Open] = {}
        """The loops in which its lines lie, by their numbers from 1."""
        self.line = 0
        """Behind which line of the module its text stands; its marks count from there."""
        self.refusal = ""
        self._found = k.NEVER
        self._given = k.NEVER

    def gives(self, kind: Kind) -> None:
        """A ``yield`` gives a value of this kind."""
        self._given = k.join(self._given, k.ANY if kind.name == "any" else kind)

    def returns(self, kind: Kind) -> None:
        """A ``return`` gives a value of this kind."""
        self._found = k.join(self._found, k.ANY if kind.name == "any" else kind)

    def emit(self, emission: Emission) -> None:
        """Write the text (again)."""
        self.waits = False
        self._found = self._given = k.NEVER
        self.relied = {}
        self.pulled = {}
        self.jumps = self.charges = False
        body = Body(emission, self)
        body.statement = self.fn.span
        try:
            _function(body, self)
        except (Refused, RecursionError) as refused:
            self.refusal = str(refused) or "it nests too deeply"
            self.result = self.elements = k.ANY
            return
        self.lines, self.marks, self.statements, self.turns = body.finish(1)
        self.line = 0
        if self.fn.kind == "generator":
            self.elements = _settled(self.elements, self._given)
        elif self.fn.kind == "immediate":
            self.result = _settled(self.result, self._found)


def _settled(before: Kind, found: Kind) -> Kind:
    """A kind that includes the one before: written anew, a version may not know more than it told."""
    if before != k.NEVER:
        found = k.join(before, found)
    return k.INT if found.name == "int" and before.name == "int" and found != before else found


def _function(body: Body, version: Version) -> None:
    fn = version.fn
    first = fn.n_captures
    names: list[str] = []
    parts: list[tuple[Any, str]] = []
    for at, pattern in enumerate(fn.params):
        if pattern.__class__ is ir.BindPat:
            names.append(body.slot(pattern.slot))
            body.env[pattern.slot] = version.params[at]
        else:
            names.append(f"p{first + at}")
            parts.append((pattern, names[-1]))
    for slot, kind in enumerate(version.captures):
        body.env[slot] = kind
    if fn.kind != "immediate":
        _suspended(body, version, names, parts)
        return
    if first:
        body.open(f"def {version.name}({', '.join(f'c{slot}' for slot in range(first))}):")
    body.open(f"def {version.name + 'i' if first else version.name}({', '.join(names)}):")
    used = _used(fn) if first else set()
    for slot in range(first):
        if slot in used:
            body.put(f"s{slot} = c{slot}")
    _statements(body, version, parts)
    body.depth -= 1
    if first:
        body.put(f"return {version.name}i")
        body.depth -= 1


def _statements(body: Body, version: Version, parts: list[tuple[Any, str]]) -> None:
    """What a function does, behind its head; ``parts`` are parameters that are taken apart, and their names."""
    fn = version.fn
    start = len(body.lines)
    if fn.charge:
        body.open("for _ in B:")
    for pattern, name in parts:
        must_match(body, pattern, name, k.ANY)
        body.put(f"{name} = None")
    body.tail(fn.body)
    if body.reached:
        body.leave("None", k.UNIT)
    if len(body.lines) == start or body.lines[-1].endswith(":"):
        body.put("return")
    if fn.charge:
        body.close(loop=True)
    if version.jumps:
        body.lines.insert(start, " " * body.depth + "j = 0")
    if version.charges:
        body.lines.insert(start, " " * body.depth + "nonlocal F")


def _suspended(body: Body, version: Version, names: list[str], parts: list[tuple[Any, str]]) -> None:
    """A function whose body is suspended and resumed, and what makes its generators, futures or streams."""
    name = version.name
    captures = [body.slot(slot) for slot in range(version.fn.n_captures)]
    kind, item = version.fn.kind, version.fn.item
    rank = ["r"] if kind == "generator" else []
    body.open(f"def {name}i({', '.join([*captures, *names, *rank])}):")
    _statements(body, version, parts)
    body.put("yield")  # or one whose body is not reached would be no generator
    body.depth -= 1
    found = waiting(body, body.emission.held(version.fn) or {})
    made = (kind, item, found) if rank else (kind, item, found, version.block)
    body.put(f"{name} = {body.bind('N', made)}({name}i)")


def _used(fn: ir.Fn) -> set[int]:
    """The captures that a body uses."""
    found: set[int] = set()
    for at in nodes_in(fn.body, fn.params):
        slot = getattr(at, "slot", None)
        if slot is not None and slot < fn.n_captures:
            found.add(slot)
    return found


class Emission:
    """A program on its way to a module."""

    def __init__(self, program: ir.Program, has_class: Any, held: Any, roots: Sequence[str]) -> None:
        self._find_held = held
        self.known_held: dict[str, Registers | None] = {}
        """What waits in registers at the ``yield``s of the functions that were asked for."""
        self.placed: set[str] = set()
        """The closures whose bodies are written in place of calls of theirs."""
        self.functions = {fn.item: fn for fn in program.functions}
        self.structs = {struct.item: struct for struct in program.types}
        self._fields: dict[str, list[str]] = {}
        for struct in program.types:
            if struct.shape == "named":
                for field in struct.fields:
                    self._fields.setdefault(field, []).append(struct.item)
        self._methods: dict[str, list[ir.Fn]] = {}
        for fn in program.functions:
            if "::" in fn.item:
                self._methods.setdefault(fn.item.rpartition("::")[2], []).append(fn)
        self._has_class = has_class
        self.closures: dict[str, ir.Fn] = {}
        """The closures that were met, by their items: a value may be known to be one of them."""
        self.object_keys: set[str] | None = None
        """The keys with which the program writes Objects, once that is asked (``forms/objects.py``)."""
        self.leaves: dict[str, bool] = {}
        """Whether functions are written in place of their calls, if that was asked (``forms/leaves.py``)."""
        self._lets_go: dict[str | None, bool] = {}
        self.roots = roots
        self.versions: dict[str, list[Version]] = {}
        self._generators: dict[str, Version] = {}
        self.bindings: dict[object, str] = {}
        self.kept: list[tuple[Any, ...]] = []
        self.shapes = Shapes(program, roots)
        self._waiting: list[Version] = []
        self._above = 0
        """How many versions are being written, each for one that calls it."""
        self.generates = any(map(self.emits, self.shapes.generators))
        """Whether a generator function of the program is emitted."""

    # What the emitters ask.

    def emits(self, fn: ir.Fn) -> bool:
        """Whether a function is for this tier: generators and streams that cannot leave it are not."""
        return fn.kind not in ("generator", "stream") or self.held(fn) is not None

    def held(self, fn: ir.Fn) -> Registers | None:
        """What waits in registers where a generator or stream is suspended."""
        if fn.item not in self.known_held:
            self.known_held[fn.item] = self._find_held(fn)
        return self.known_held[fn.item]

    def binding(self, letter: str, items: Any) -> str:
        """The name of what ``items`` describe: a kind of binding and plain data, constants and specs encoded."""
        kind, *rest = items
        key: object = items
        if kind in _CONSTANTS:
            items = kind, encode(rest[0])
            key = constant_key(items)
        elif kind in _SPECS:
            items = kind, encode_spec(rest[0])
            key = constant_key(items)
        name = self.bindings.get(key)
        if name is None:
            name = self.bindings[key] = f"{letter}{len(self.bindings)}"
            self.kept.append(items)
            if items[0] == "method":
                for fn in self._methods.get(items[1], ()):
                    if self.emits(fn):
                        self.wanted(fn.item)
        return name

    def has_class(self, item: str, native: bool) -> bool:
        """Whether values of a type or variant have a class of their own."""
        return bool(self._has_class(item, native))

    def named(self, item: str) -> None:
        """A function becomes a value: who calls that wants the generic version."""
        fn = self.functions.get(item)
        if fn is not None and self.emits(fn):
            self.wanted(item)

    def has_method(self, name: str) -> bool:
        """Whether a type of the program may have a method of this name."""
        return name in self._methods

    def structs_with(self, field: str) -> list[str]:
        """The named structs and variants that have a field."""
        return self._fields.get(field, [])

    def arity_of_struct(self, item: str) -> int:
        """How many values a constructor takes."""
        struct = self.structs.get(item)
        return len(struct.fields) if struct is not None else -1

    def callee(self, item: str, kinds: Sequence[Kind], caller: Version) -> tuple[str, Kind] | None:
        """The version to call with arguments of these kinds, and the kind of its result."""
        fn = self.functions.get(item)
        if fn is None or not self.emits(fn) or len(fn.params) != len(kinds):
            return None
        shaped = self.shapes.params(fn)
        params = tuple(
            k.ANY if shape.name in k.INLINE or kind.name == "never" or kind.name not in _TOLD else k.widened(kind)
            for kind, shape in zip(kinds, shaped, strict=True)
        )
        bare = self.shapes.gives_bare(fn)
        found = [version for version in self.versions.setdefault(item, []) if version.bare == bare]
        fitting = [v for v in found if all(map(k.within, params, v.params))]
        special = [v for v in fitting if any(kind != k.ANY for kind in v.params)]
        if special:
            version = special[0]
        elif any(kind != k.ANY for kind in params) and not any(v.params != _any(fn) for v in found):
            version = self._version(fn, params, bare=bare)
        else:
            version = self.wanted(item, bare=bare)
        if version.waits and self._above < _ABOVE:
            # What it gives is known before it is relied upon, unless functions call each other in a circle.
            self._above += 1
            version.emit(self)
            self._above -= 1
        if version.result == k.NEVER:  # it is being written: what holds in the whole program need not be found again
            return version.name, self.shapes.result(fn)
        caller.relied[version] = version.result
        result = version.result
        if bare and result.name not in ("u64", "never"):
            result = k.U64  # the values are followed further than their kinds are
        return version.name, result

    def called(
        self, fn: ir.Fn, found: Sequence[tuple[str, Kind]], caller: Body
    ) -> tuple[str, tuple[str, str], Kind] | None:
        """The text of a call of the version for these arguments, what stands around it, and the kind of its result."""
        callee = self.callee(fn.item, [kind for _, kind in found], caller.version)
        if callee is None:
            return None
        texts = [bare(text) if self.takes_bare(fn, at) else text for at, (text, _) in enumerate(found)]
        around = ("U64(", ")") if self.shapes.gives_bare(fn) else ("", "")
        return f"{callee[0]}({caller.handed(texts, fn)})", around, callee[1]

    def lets_go(self, fn: ir.Fn | None) -> bool:
        """Whether a function assigns a parameter, and lets go of the argument; None stands for any of them."""
        key = None if fn is None else fn.item
        known = self._lets_go.get(key)
        if known is None:
            known = any(map(self._sets_parameter, self.functions.values() if fn is None else [fn]))
            self._lets_go[key] = known
        return known

    def _sets_parameter(self, fn: ir.Fn) -> bool:
        params = parameters(fn)
        for at in nodes_in(fn.body):
            if at.__class__ is ir.SetLocal and at.slot in params and self.shapes.slot(fn, at.slot).name not in k.INLINE:
                return True
            if at.__class__ is ir.Fn and self._sets_parameter(at):
                return True
        return False

    def takes_bare(self, fn: ir.Fn, at: int) -> bool:
        """Whether a parameter may be given u64s without their class."""
        pattern = fn.params[at]
        return pattern.__class__ is ir.BindPat and self.shapes.is_bare(fn, pattern.slot)

    def elements(self, kind: Kind, asker: Version) -> Kind:
        """The kind of what a generator yields."""
        version = self._generators.get(kind.of) if kind.name == "generator" else None
        if version is None:
            return k.ANY
        asker.pulled[version] = version.elements
        return version.elements

    def wanted(self, item: str, *, bare: bool = False) -> Version:
        """The generic version of a function."""
        fn = self.functions[item]
        for version in self.versions.setdefault(item, []):
            if version.params == _any(fn) and version.bare == bare:
                return version
        return self._version(fn, _any(fn), bare=bare)

    def closure(self, fn: ir.Fn, captures: Sequence[Kind], *, block: bool = False) -> tuple[str, str]:
        """The item of a closure and the name of what makes its Python function, or the value of an async block."""
        self.closures[fn.item] = fn
        if not self.emits(fn):
            return fn.item, "None"
        kinds = tuple(k.widened(kind) if kind.name in k.INLINE else k.ANY for kind in captures)
        found = self.versions.setdefault(fn.item, [])
        if not found:
            made = self._version(fn, _any(fn), kinds)
            made.block = block
            return fn.item, made.name
        version = found[0]
        joined = tuple(k.join(a, b) for a, b in zip(version.captures, kinds, strict=True))
        if joined != version.captures:
            version.captures = joined
            version.waits = True
            self._waiting.append(version)
        return fn.item, version.name

    def _version(
        self, fn: ir.Fn, params: tuple[Kind, ...], captures: tuple[Kind, ...] = (), *, bare: bool = False
    ) -> Version:
        version = Version(fn, params, captures, f"f{sum(map(len, self.versions.values()))}", bare)
        self.versions.setdefault(fn.item, []).append(version)
        if fn.kind == "generator":
            self._generators[version.name] = version
        self._waiting.append(version)
        return version

    # The whole.

    def run(self) -> Written:
        """Write all that the roots need."""
        for item in self.roots:
            fn = self.functions.get(item)
            if fn is not None and self.emits(fn):
                self.wanted(item)
        for _ in range(_PASSES):
            while self._waiting:
                version = self._waiting.pop()
                if version.waits:
                    version.emit(self)
            stale = [
                version
                for found in self.versions.values()
                for version in found
                if any(other.result != kind for other, kind in version.relied.items())
                or any(other.elements != kind for other, kind in version.pulled.items())
            ]
            if not stale:
                break
            for version in stale:
                version.waits = True
            self._waiting = stale
        else:
            self._give_up()
        return Written(self)

    def _give_up(self) -> None:
        """Results that do not settle are not relied upon."""
        for found in self.versions.values():
            for version in found:
                version.result = version.elements = k.ANY
        while True:
            before = [(v.name, v.result) for found in self.versions.values() for v in found]
            for found in list(self.versions.values()):
                for version in list(found):
                    version.emit(self)
                    version.result = k.ANY
            if before == [(v.name, v.result) for found in self.versions.values() for v in found]:
                return


def _any(fn: ir.Fn) -> tuple[Kind, ...]:
    return (k.ANY,) * len(fn.params)


class Written:
    """The text of all versions, and what belongs to it. May be made again, once more of it is refused."""

    def __init__(self, emission: Emission) -> None:
        names = [version.name for found in emission.versions.values() for version in found]
        lines = ["def functions(F):"]
        if names:
            lines.append(f" global {', '.join(names)}")
        self.marks: list[Mark] = []
        self.statements: list[Span | None] = [None] * len(lines)
        self.turns: dict[int, Open] = {}
        self.functions: list[Function] = []
        self.spans: list[Span] = []
        """The span of each function."""
        self.refused = {item: _UNTOLD for item, held in emission.known_held.items() if held is None}
        self.placed = sorted(emission.placed)
        for item, found in emission.versions.items():
            for version in found:
                generic = version.params == _any(version.fn) and not version.bare
                if version.refusal:
                    self.refused[item] = version.refusal
                    if version.block:
                        target = emission.binding("N", ("function", item))
                        lines.append(f" {version.name} = lambda *captures: suspended({target}, captures)")
                    elif version.fn.n_captures == 0:
                        given = len(version.fn.params)
                        classed = [at for at in range(given) if emission.takes_bare(version.fn, at)]
                        stub = emission.binding("N", ("script", item, given, *classed))
                        body = f" = {version.name}i" if version.fn.kind == "async" else ""
                        lines.append(f" {version.name}{body} = {stub}")
                    else:
                        lines.append(f" {version.name} = no_function")
                    self.statements.append(None)
                    continue
                moved = len(lines) - version.line
                for mark in version.marks:
                    mark.line += moved
                self.marks += version.marks
                self.statements += version.statements
                version.line = len(lines)
                self.turns.update((version.line + line, open_) for line, open_ in version.turns.items())
                lines += version.lines
                self.functions.append((item, version.name, version.fn.n_captures, generic))
                self.spans.append(version.fn.span)
        lines += [" return lambda: F", "SLICE = functions(0).__closure__[0]"]
        self.text = "\n".join(lines) + "\n"
        self.bindings: list[tuple[str, tuple[Any, ...]]] = list(
            zip(emission.bindings.values(), emission.kept, strict=True)
        )
