"""What values of the whole program hold: the kinds of elements, fields, arguments and results.

Every slot, field, result and element of the program is a ``Var``, whose *state* says what may be in it:
nothing yet (``None``), an inline class by its name, a set of the program's own structs, a ``Box`` (a vector,
tuple, Option or iterator with Vars of its own for what is in it), or ``any``. Values flow along edges from Var to
Var until nothing changes. It is one pass over the IR, whichever tier its functions run in, and the states only
grow, so that what is found holds for every run that begins with one of the roots.

**Escape.** What is found of the inside of a value holds as long as all that is done to the value is seen
here. Where it meets what is not known (a native that is not described here, a static, a host, a Var of
mixed content) it *escapes*: all that is in it counts as unknown from the start. So nothing else borrows,
holds, takes or changes a value that has not escaped (``Kind.own``), and its class need not be asked.

What is described of natives stands in ``summaries.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.adaptors import applied
from bindrune.core.codegen.inference.flows import VISIT, computes, unknown
from bindrune.core.codegen.inference.states import INTEGERS, NATURALS, Box, FnVars, Var, natural
from bindrune.core.codegen.inference.summaries import METHODS, PARSED, PIECES, SCALARS
from bindrune.core.codegen.inference.variants import ERR, VARIANTS
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.comparators import sort_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.codegen.inference.states import Value

_KINDS = {
    "int": k.INT, "float": k.FLOAT, "bool": k.BOOL, "char": k.CHAR, "unit": k.UNIT, "u64": k.U64,
    "string": k.STRING, "bytes": k.BYTES, **{name: k.interval(0, (1 << bits) - 1) for name, bits in NATURALS.items()},
    "grown": k.Kind("int", 0, k.GROWN),
}  # fmt: skip
_NUMBERS = INTEGERS | {"float", "u64"}


def _natural(op: str, state: str, by: Any) -> str:
    """The state of an operation on an int that is not negative and something else."""
    bits = NATURALS[state]
    other = 63 if by == "u64" else NATURALS.get(by) if by.__class__ is str else None
    if op in ("%", "&"):
        return state if other is None or bits <= other else by
    if op == ">>":
        return state
    if other is None or op in ("-", "<<"):
        return "int"
    if op == "/":
        return state
    if op == "*":
        return natural(bits + other)
    most = max(bits, other)
    if op == "+" and most <= 62 and min(bits, other) <= k.STEP.bit_length():
        return natural(most + 1) if most < 48 else "grown"
    return natural(most + (op == "+"))


_HOMOGENEOUS = frozenset(("map", "set", "vec"))
_SEQUENCES = frozenset(("vec", "deque"))
_CONTAINERS = frozenset(("vec", "tuple", "map", "set", "deque", "opt", "res"))


def _all_ints(box: Box) -> int:
    """Of how many i64 a tuple is; 0 for one of something else or of less than two, and for what is no tuple."""
    if box.tag != "tuple" or len(box.items) < 2 or not all(item.state in INTEGERS for item in box.items):
        return 0
    return len(box.items)


class Shapes:
    """The states of a program's Vars."""

    def __init__(self, program: ir.Program, roots: Sequence[str]) -> None:
        self.functions = {fn.item: fn for fn in program.functions}
        self.owners = {struct.item: struct.variant_of or struct.item for struct in program.types}
        self.methods: dict[str, list[ir.Fn]] = {}
        for fn in program.functions:
            if "::" in fn.item:
                self.methods.setdefault(fn.item.rpartition("::")[2], []).append(fn)
        self.fields: dict[str, dict[str, Var]] = {struct.item: {} for struct in program.types}
        self.escaped: set[str] = set()
        self.nodes: dict[int, Var] = {}
        self.infos: dict[int, FnVars] = {}
        self.sunk = Var("any")
        self.never = Var()
        self.generators: list[ir.Fn] = []
        """The generator functions and closures that there are."""
        self._kinds: dict[int, Kind] = {}
        """The kinds of states that are no names, which the Vars keep alive: nothing asks before they are final."""
        self._queue: list[Var] = []
        self._copies: list[ir.Node] = []
        self._seen: set[tuple[int, str]] = set()
        for fn in program.functions:
            self.declare(fn)
        for item in roots:
            if item in self.functions:
                self.opened(self.functions[item])
        for fn in program.functions:
            self.body(fn)
        self._settle()

    # What the emitter asks.

    def of(self, node: ir.Expr) -> Kind:
        """What is known of a node's value."""
        var = self.nodes.get(id(node))
        return k.ANY if var is None else self._kind(var.state)

    def slot(self, fn: ir.Fn, slot: int) -> Kind:
        """What is known of a slot, wherever it is bound."""
        info = self.infos.get(id(fn))
        return k.ANY if info is None or slot >= fn.n_slots else self._kind(info.slots[slot].state)

    def copied(self, node: ir.Node, copy: ir.Node) -> None:
        """A copy of a node stands for it."""
        var = self.nodes.get(id(node))
        if var is not None:
            self.nodes[id(copy)] = var
            self._copies.append(copy)

    def field_kind(self, kind: Kind, name: str) -> Kind:
        """What is known of a field of own structs."""
        found = k.NEVER
        for item in kind.of.split("|"):
            fields = self.fields.get(item, {})
            found = k.join(found, self._kind(fields[name].state) if name in fields and kind.own else k.ANY)
        return found

    def is_bare(self, fn: ir.Fn, slot: int) -> bool:
        """Whether a slot holds u64s without their class: it is one, and computed with more than it is shown."""
        info = self.infos.get(id(fn))
        if info is None or slot not in info.operands or slot not in info.computed or slot < fn.n_captures:
            return False
        return bool(info.slots[slot].state == "u64")

    def gives_bare(self, fn: ir.Fn) -> bool:
        """Whether calls of a function by its path give u64s without their class."""
        info = self.infos[id(fn)]
        return info.gives and info.result.state == "u64" and fn.kind == "immediate"

    def params(self, fn: ir.Fn) -> list[Kind]:
        """What is known of the arguments of a function, whoever calls it."""
        return [self._kind(var.state) for var in self.infos[id(fn)].params]

    def result(self, fn: ir.Fn) -> Kind:
        """What is known of the results of a function."""
        return self._kind(self.infos[id(fn)].result.state)

    def _kind(self, state: Any) -> Kind:
        if state.__class__ is str:
            return _KINDS.get(state, k.ANY)
        known = self._kinds.get(id(state))
        if known is None:
            known = self._kinds[id(state)] = self._kind_of(state)
        return known

    def _kind_of(self, state: Any) -> Kind:
        cls = state.__class__
        if cls is frozenset:
            if not state.isdisjoint(self.escaped):
                return k.ANY
            return k.Kind("record", of="|".join(sorted(state)), own=True)
        if cls is Box:
            box = state.root()
            if not box.escaped and box.tag in _CONTAINERS:
                ints = self._ints(box.items[0].state) if box.tag in _HOMOGENEOUS else _all_ints(box)
                return k.Kind(box.tag, of="" if box.lent else "unlent", own=True, ints=ints)
        return k.ANY

    def _ints(self, state: Any) -> int:
        """Of how many i64 a key or element is (``Kind.ints``)."""
        if state.__class__ is not Box:
            return int(state in INTEGERS)
        box = state.root()
        return 0 if box.escaped or box.changed else _all_ints(box)

    # States.

    def grow(self, var: Var, state: Any) -> None:
        """Let a Var hold what is of ``state``, too."""
        old = var.state
        if state is None or old is state:
            return
        if old is None:
            new = state
        elif old.__class__ is str and state.__class__ is str:
            if old == state or old == "any":
                return
            if old in NATURALS and state in NATURALS:
                new = old if NATURALS[old] >= NATURALS[state] else state
            else:
                new = "int" if old in INTEGERS and state in INTEGERS else "any"
            if new == old:
                return
        else:
            new = self._join(old, state)
            if new is old or new == old:
                return
        var.state = new
        self._queue.append(var)

    def _join(self, a: Any, b: Any) -> Any:
        if a.__class__ is frozenset and b.__class__ is frozenset:
            return a if b <= a else a | b
        if a.__class__ is Box and b.__class__ is Box:
            a, b = a.root(), b.root()
            if a is b:
                return a
            if a.tag == b.tag and len(a.items) == len(b.items):
                b.link = a
                a.also += b.also
                a.lent = a.lent or b.lent
                a.changed = a.changed or b.changed
                for x, y in zip(a.items, b.items, strict=True):
                    self.flow(x, y)
                    self.flow(y, x)
                if a.escaped or b.escaped:
                    a.escaped = b.escaped = False
                    self.escape(a)
                return a
        self.escape(a)
        self.escape(b)
        return "any"

    def escape(self, state: Any) -> None:
        """A value comes to where it is not followed."""
        if state.__class__ is frozenset:
            for item in state:
                if item not in self.escaped:
                    self.escaped.add(item)
                    for var in self.fields[item].values():
                        self.grow(var, "any")
        elif state.__class__ is Box:
            box = state.root()
            if not box.escaped:
                box.escaped = True
                for var in box.items:
                    self.grow(var, "any")
                if box.tag == "fn":
                    self.sink(box.items[-1])
                for other in list(box.also):
                    self.escape(other)

    def flow(self, source: Value, target: Var) -> None:
        """Let all that comes to ``source`` come to ``target``."""
        if source.__class__ is str:
            self.grow(target, source)
        elif source is not target:
            source.out.append(target)  # type: ignore[union-attr]
            self.grow(target, source.state)  # type: ignore[union-attr]

    def sink(self, source: Value) -> None:
        """Let a value go where it is not followed."""
        if source.__class__ is not str:
            self.flow(source, self.sunk)

    def when(self, source: Value, then: Callable[[Any], None]) -> None:
        """Do something with the state of a value, now and whenever it grows."""
        if source.__class__ is str:
            then(source)
            return
        assert isinstance(source, Var)
        var = source
        var.watch.append(lambda: then(var.state))
        if var.state is not None:
            then(var.state)

    def _settle(self) -> None:
        queue = self._queue
        while queue:
            var = queue.pop()
            state = var.state
            for target in var.out:
                self.grow(target, state)
            for watcher in var.watch:
                watcher()

    def field(self, item: str, name: str) -> Var:
        """The Var of a struct's field."""
        fields = self.fields[item]
        found = fields.get(name)
        if found is None:
            found = fields[name] = Var("any" if item in self.escaped else None)
        return found

    # Functions.

    def declare(self, fn: ir.Fn) -> FnVars:
        """Make the Vars of a function or closure."""
        info = self.infos[id(fn)] = FnVars(fn)
        for pattern in fn.params:
            if pattern.__class__ is ir.BindPat:
                info.params.append(info.slots[pattern.slot])
                info.computed.add(pattern.slot)
            else:
                info.params.append(Var())
        if fn.kind != "immediate":
            self.opened(fn)
        if fn.kind == "generator":
            self.generators.append(fn)
        return info

    def body(self, fn: ir.Fn) -> None:
        """Follow the values in a function."""
        info = self.infos[id(fn)]
        self.now = info
        for pattern, var in zip(fn.params, info.params, strict=True):
            if pattern.__class__ is not ir.BindPat:
                self.bind(pattern, var)
        self.flow(self.visit(fn.body), info.result)
        info.gives = computes(fn.body, info.computed)

    def opened(self, fn: ir.Fn) -> None:
        """Whoever likes calls a function."""
        info = self.infos[id(fn)]
        if not info.open:
            info.open = True
            for var in info.params:
                self.grow(var, "any")
            self.sink(info.result)

    def called(self, fn: ir.Fn, args: Sequence[Value], result: Var) -> None:
        """A function is called."""
        info = self.infos[id(fn)]
        if fn.kind != "immediate" or len(args) != len(info.params):
            for arg in args:
                self.sink(arg)
            self.grow(result, "any")
            return
        for arg, param in zip(args, info.params, strict=True):
            self.flow(arg, param)
        self.flow(info.result, result)

    def visit(self, node: Any) -> Value:
        """Follow the values of a node; its own."""
        return VISIT.get(node.__class__, unknown)(self, node)

    def sinks(self, nodes: Sequence[Any]) -> None:
        """Follow nodes whose values go where they are not followed."""
        for node in nodes:
            self.sink(self.visit(node))

    def noted(self, node: ir.Expr) -> Var:
        """A new Var for the value of a node that the emitter may ask for."""
        var = self.nodes[id(node)] = Var()
        return var

    # Patterns.

    def bind(self, pattern: Any, value: Value) -> None:
        """Let a value come to what a pattern binds of it."""
        cls = pattern.__class__
        if cls is ir.BindPat:
            self.flow(value, self.now.slots[pattern.slot])
        elif cls is ir.TypePat or cls is ir.TuplePat or cls is ir.VecPat or cls is ir.ObjectPat:
            parts = [Var() for _ in pattern.items]
            for item, part in zip(pattern.items, parts, strict=True):
                self.bind(item, part)
            self.when(value, lambda state: self._parts(pattern, parts, state))

    def _parts(self, pattern: Any, parts: list[Var], state: Any) -> None:
        cls = pattern.__class__
        if state.__class__ is frozenset and cls is ir.TypePat:
            item = pattern.type.item
            if item in state:
                for name, part in zip(pattern.fields, parts, strict=True):
                    self.flow(self.field(item, name), part)
            if not pattern.type.native and item in self.fields:
                return
        if state.__class__ is Box:
            box = state.root()
            if cls is ir.TypePat and pattern.type.native and VARIANTS.get(pattern.type.item) == box.tag:
                for part in parts:
                    self.flow(box.items[pattern.type.item == ERR], part)
                return
            if cls is ir.VecPat and box.tag == "vec":
                for part in parts:
                    self.flow(box.items[0], part)
                return
            if cls is ir.TuplePat and box.tag == "tuple":
                for source, part in zip(box.items, parts, strict=False):
                    self.flow(source, part)
                return
        self.escape(state)
        for part in parts:
            self.grow(part, "any")

    # What operations give.

    def arithmetic(self, op: str, left: Value, right: Value, result: Var) -> None:
        """The result of an operator has the class of its left operand where that is a number."""

        def then(_: Any) -> None:
            state = left if left.__class__ is str else left.state  # type: ignore[union-attr]
            if state is None:
                return
            if state.__class__ is str:
                if state in NATURALS:
                    by = right if right.__class__ is str else right.state  # type: ignore[union-attr]
                    if by is not None:
                        self.grow(result, _natural(op, state, by))
                    return
                if state in _NUMBERS or (state == "bool" and op in "&|^") or (state == "string" and op == "+"):
                    self.grow(result, state)
                    return
            else:
                self.escape(state)
            self.grow(result, "any")

        self.when(left, then)
        if right.__class__ is not str:
            self.when(right, then)
        self.sink(right)

    def read(self, base: Value, name: str, result: Var) -> None:
        """A field, by name or number."""

        def then(state: Any) -> None:
            if state.__class__ is frozenset:
                for item in state:
                    self.flow(self.field(item, name), result)
                return
            if state.__class__ is Box:
                box = state.root()
                if box.tag == "tuple" and name.isdigit() and int(name) < len(box.items):
                    self.flow(box.items[int(name)], result)
                    return
                self.escape(state)
            self.grow(result, "any")

        self.when(base, then)

    def write(self, base: Value, name: str, value: Value) -> None:
        """A field is assigned."""

        def then(state: Any) -> None:
            if state.__class__ is frozenset:
                for item in state:
                    self.flow(value, self.field(item, name))
                return
            if state.__class__ is Box:
                box = state.root()
                box.changed = True
                if box.tag == "tuple" and name.isdigit() and int(name) < len(box.items):
                    self.flow(value, box.items[int(name)])
                    return
                self.escape(state)
            self.sink(value)

        self.when(base, then)

    def element(self, base: Value, index: Value, use: Callable[[Var | None], None]) -> None:
        """What a vector, deque or map has under an index; ``use`` gets its Var, or None for what is not known."""

        def then(_: Any) -> None:
            at = index if index.__class__ is str else index.state  # type: ignore[union-attr]
            state = base if base.__class__ is str else base.state  # type: ignore[union-attr]
            if at is None or state is None:
                return
            if state.__class__ is Box and state.root().tag in _SEQUENCES and (at in INTEGERS or at == "u64"):
                use(state.root().items[0])
                return
            if state.__class__ is Box and state.root().tag == "map":
                self.key(index, state.root().items[0])
                use(state.root().items[1])
                return
            if state == "bytes" and (at in INTEGERS or at == "u64"):
                use(Var("u64"))
                return
            self.escape(state)
            self.escape(at)
            use(None)

        self.when(base, then)
        if index.__class__ is not str:
            self.when(index, then)

    def sliced(self, base: Value, result: Var) -> None:
        """What an index by a range gives: a part of a String, or a vector that shares elements of another."""

        def then(state: Any) -> None:
            if state == "string":
                self.grow(result, state)
                return
            if state.__class__ is Box and state.root().tag == "vec":
                if made.state is None:
                    self.grow(made, Box("vec", [Var()]))
                self.flow(state.root().items[0], made.state.root().items[0])
                self.flow(made, result)
                return
            self.escape(state)
            self.grow(result, "any")

        made = Var()
        self.when(base, then)

    def key(self, value: Value, var: Var) -> None:
        """A value is a key: it is hashed and compared, and what has keys may hold it under ``var``.

        Of the keys that are no inline values only tuples of i64 are followed any further.
        """
        self.flow(value, var)
        seen: set[Var] = set()

        def then(state: Any) -> None:
            if state.__class__ is not Box or state.root().tag != "tuple":
                self.escape(state)
                return
            box = state.root()
            for item in box.items:
                if item not in seen:
                    seen.add(item)
                    self.when(item, lambda of: None if of in INTEGERS else self.escape(box))

        self.when(value, then)

    def method(self, node: Any, args: list[Value], result: Var, state: Any) -> None:
        """An instance call on a receiver of this state; ``args`` are the receiver and the arguments."""
        if state.__class__ is frozenset:
            for item in state:
                if (id(node), item) in self._seen:
                    continue
                self._seen.add((id(node), item))
                fn = self.functions.get(f"{self.owners[item]}::{node.name}")
                if fn is None or node.params:
                    self.escape(frozenset((item,)))
                    self._unfollowed(node, args[1:], result)
                else:
                    self.called(fn, [Var(frozenset((item,))), *args[1:]], result)
            return
        if state.__class__ is Box:
            box = state.root()
            if box.tag == "vec" and node.name == "sort_by" and not box.escaped and self._sorted(node, args, box):
                self.grow(result, "unit")
                return
            known = METHODS.get((box.tag, f"{node.name}{node.params}" if node.params else node.name))
            if known is not None and not box.escaped and known(self, box, args[1:], result):
                return
            self.escape(state)
        elif state == "string" and node.name == "parse" and node.params in PARSED and len(args) == 1:
            if result.state is None:
                self.grow(result, Box("res", [Var(PARSED[node.params]), Var("any")]))
            return
        elif state == "string" and node.name == "split_once" and not node.params and len(args) == 2:
            if result.state is None:
                self.grow(result, Box("opt", [Var(Box("tuple", [Var("string"), Var("string")]))]))
            self.sink(args[1])
            return
        elif state == "string" and not node.params and node.name in PIECES:
            if result.state is None:
                self.grow(result, Box("iter", [Var(PIECES[node.name])]))
            for arg in args[1:]:
                self.sink(arg)
            return
        elif not node.params and (scalar := "nat" if state in NATURALS else state) in SCALARS:
            found = SCALARS[scalar].get(node.name)
            if found is not None:
                self.grow(result, found)
                for arg in args[1:]:
                    self.sink(arg)
                return
        self._unfollowed(node, args[1:], result)

    def _sorted(self, node: Any, args: list[Value], box: Box) -> bool:
        """A vector is sorted, and held meanwhile: by parts of its elements, and by nothing that could reach it."""
        fn = node.args[0].fn if len(node.args) == 1 and node.args[0].__class__ is ir.MakeClosure else None
        keys = None if fn is None or node.params else sort_keys(fn)
        if keys is None or any(len(way) > 1 for way, _ in keys):
            return False
        element = box.items[0]
        if (id(node), "") not in self._seen:
            self._seen.add((id(node), ""))
            applied(self, args[1], [element, element], Var())

        def look(state: Any) -> None:
            if state.__class__ is Box and state.root().tag == "vec":  # it may be an element of its own
                self.escape(box)

        self.when(element, look)
        return True

    def _unfollowed(self, node: Any, args: list[Value], result: Var) -> None:
        for arg in args:
            self.sink(arg)
        for fn in self.methods.get(node.name, ()):
            self.opened(fn)
        self.grow(result, "any")
