"""The emitter of the spike: IR of a few kinds to Python source. See `spike_emitter.py`.

A function is emitted once for each combination of parameter types that is called. Types flow forward: the kind of a
value and, of integers, an interval; loops and results are emitted again until their types are stable. A tree of
arithmetic has one guard for its leaves of unknown type; results that the intervals do not bound are checked behind it,
and where the guard fails the tree is run by the exact operations, which raise what is to be raised.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from bindrune.core.ir import nodes as ir
from bindrune.core.vm.operations.arith import MAX, MIN

ORDERINGS = {"Less": "< 0", "Equal": "== 0", "Greater": "> 0"}
ARITHMETIC = {"+": "add", "-": "sub", "*": "mul", "%": "rem"}
COMPARISON = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}


class Ty(NamedTuple):
    """The kind of a value, the interval of an int (of `any`: if it is one), and what it is made of."""

    kind: str
    lo: int = MIN
    hi: int = MAX
    of: Any = None


ANY, BOOL, UNIT, NEVER = Ty("any"), Ty("bool"), Ty("unit"), Ty("never", 0, 0)


def join(a: Ty, b: Ty) -> Ty:
    """Return the type of a value that is of one of two types."""
    if a == b or b.kind == "never":
        return a
    if a.kind == "never":
        return b
    kind = a.kind if a.kind == b.kind and a.of == b.of else "any"
    return Ty(kind, min(a.lo, b.lo), max(a.hi, b.hi), a.of if kind == a.kind else None)


def plain(ty: Ty) -> Ty:
    """Return a type without the intervals of its integers."""
    return Ty(ty.kind, of=tuple(map(plain, ty.of)) if ty.kind == "tuple" else ty.of)


def walk(node: Any) -> Any:
    """Yield a node and all below it, without those of inner functions."""
    yield node
    for name in node.FIELDS:
        value = getattr(node, name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, ir.Node) and not isinstance(item, ir.Fn):
                yield from walk(item)


class Version:
    """A function for parameters of certain types, with what its result and its yields were found to be."""

    def __init__(self, fn: Any, params: tuple[Ty, ...], name: str) -> None:
        self.fn = fn
        self.params = params
        self.name = name
        self.result = self.yields = NEVER
        self.lines: list[str] = []


class Unit:
    """All versions that a program needs."""

    def __init__(self, program: Any) -> None:
        self.functions = {fn.item: fn for fn in program.functions}
        self.versions: dict[tuple[Any, ...], Version] = {}

    def version(self, fn: Any, given: list[Ty]) -> Version:
        """Return the version for these arguments."""
        params = tuple(map(plain, given))
        key = (fn.item, params)
        if key not in self.versions:
            name = fn.item.replace("::", "_").replace("{", "").replace("}", "").replace("#", "")
            made = self.versions[key] = Version(fn, params, f"{name}_{len(self.versions)}")
            Body(self, made).emit()
        return self.versions[key]

    def source(self) -> str:
        """Emit until no result changes; return the text."""
        self.version(self.functions["main"], [])
        while True:
            before = [(v.name, v.result, v.yields) for v in self.versions.values()]
            for version in list(self.versions.values()):
                Body(self, version).emit()
            if before == [(v.name, v.result, v.yields) for v in self.versions.values()]:
                return "\n".join(line for v in self.versions.values() for line in v.lines) + "\n"


class Body:
    """Emits one version."""

    def __init__(self, unit: Unit, version: Version) -> None:
        self.unit = unit
        self.version = version
        self.lines: list[str] = []
        self.depth = 1
        self.names: dict[int, str] = {}
        self.env: dict[str, Ty] = {}
        self.n_temps = 0
        nodes = list(walk(version.fn.body))
        self.vectors = self._own_vectors(nodes)
        self.elements = dict.fromkeys(self.vectors, NEVER)
        self.opened = {slot for slot in self.vectors if not self._stays(slot, nodes)}
        self.counters = self._counters(nodes)

    @staticmethod
    def _own_vectors(nodes: list[Any]) -> set[int]:
        """The slots of vectors that no one else can hold: their list is used without asking."""
        bindings = [n for n in nodes if isinstance(n, ir.Bind)]
        made = {n.slot for n in bindings if getattr(n.value, "path", "") == "::std::vec::Vec::new"}
        uses = [n.slot for n in nodes if isinstance(n, ir.Local)]
        for n in nodes:
            at = n.receiver if isinstance(n, ir.CallMethod) and n.name in ("push", "sort_by") else None
            at = n.base if isinstance(n, (ir.Index, ir.SetIndex)) else n.iter if isinstance(n, ir.For) else at
            if isinstance(at, ir.Local):
                uses.remove(at.slot)
        return made - set(uses)

    @staticmethod
    def _stays(slot: int, nodes: list[Any]) -> bool:
        """Whether no one gets hold of an element of a vector: comparators read fields, loops take tuples apart."""
        for n in nodes:
            if isinstance(n, ir.For) and isinstance(n.iter, ir.Local) and n.iter.slot == slot:
                if not isinstance(n.pattern, ir.TuplePat):
                    return False
            elif isinstance(n, ir.CallMethod) and n.name == "sort_by" and getattr(n.receiver, "slot", -1) == slot:
                closure: Any = n.args[0]
                inner = list(walk(closure.fn.body))
                params = {p.slot for p in closure.fn.params}
                uses = [m for m in inner if isinstance(m, ir.Local) and m.slot in params]
                bases = [m.base for m in inner if isinstance(m, ir.TupleField)]
                if any(use not in bases for use in uses):
                    return False
            elif isinstance(n, (ir.Index, ir.SetIndex)) and getattr(n.base, "slot", -1) == slot:
                return False
        return True

    @staticmethod
    def _counters(nodes: list[Any]) -> set[str]:
        """Locals that begin with a constant and only grow, by a small one: no run lives to see them overflow."""
        writes: dict[int, bool] = {}
        grown = {n.slot for n in nodes if isinstance(n, ir.OpLocal)}
        for n in nodes:
            if isinstance(n, (ir.Bind, ir.SetLocal, ir.OpLocal)):
                step = n.value.value if isinstance(n.value, ir.Const) else None
                grows = step.__class__ is int and 0 <= step < 1 << 20
                grows = grows and (isinstance(n, ir.Bind) or (isinstance(n, ir.OpLocal) and n.op == "+"))
                writes[n.slot] = writes.get(n.slot, True) and grows
        return {f"s{slot}" for slot, good in writes.items() if good and slot in grown}

    # Text.

    def put(self, line: str) -> None:
        """Emit a line."""
        self.lines.append("    " * self.depth + line)

    def temp(self) -> str:
        """A new name."""
        self.n_temps += 1
        return f"t{self.n_temps}"

    def atom(self, text: str) -> str:
        """A name or number that stands for an expression, which is run here."""
        if text.isidentifier() or text.lstrip("-").isdigit():
            return text
        name = self.temp()
        self.put(f"{name} = {text}")
        return name

    def name(self, slot: int) -> str:
        """The local of a slot."""
        return self.names.get(slot, f"s{slot}")

    def assign(self, slot: int, text: str, ty: Ty) -> None:
        """Give a slot a value."""
        name = self.name(slot)
        if name != text:
            self.put(f"{name} = {text}")
        self.env[name] = ty

    def emit(self) -> None:
        """Emit the whole function."""
        version = self.version
        fn = version.fn
        args = []
        for pattern, ty in zip(fn.params, version.params, strict=True):
            args.append(self.name(pattern.slot))
            self.env[args[-1]] = ty
        self.lines = [f"def {version.name}({', '.join(args)}):"]
        if fn.charge:
            self.put("for _ in B:")
            self.depth += 1
        self.tail(fn.body)
        if not self.lines[-1].strip().startswith("return"):
            self.put("return")
        version.lines = self.lines

    # Where a value goes: nowhere, to the caller, into an expression.

    def stmt(self, node: Any) -> None:
        """Run a node for its effect."""
        if isinstance(node, ir.Block):
            for inner in [*node.body, *([] if node.value is None else [node.value])]:
                self.stmt(inner)
            for slot in node.drops:
                if self.env.get(self.name(slot), ANY).kind not in ("int", "bool"):
                    self.put(f"{self.name(slot)} = None")
        elif isinstance(node, ir.If):
            self.branch(node, self.stmt)
        elif (form := STATEMENTS.get(node.__class__)) is not None:
            form(self, node)
        else:
            text, _ = self.expr(node)
            if not text.isidentifier():
                self.put(text)

    def branch(self, node: Any, into: Callable[[Any], None]) -> None:
        """An `if`, whose branches go the same way."""
        test, yes, no = self.condition(node.cond)
        before = self.env
        ends = []
        for head, body, facts in ((f"if {test}:", node.then, yes), ("else:", node.orelse, no)):
            self.env = {**before, **facts}
            if body is not None:
                self.put(head)
                self.depth += 1
                into(body)
                self.depth -= 1
            ends.append(self.env)
        self.env = {k: join(ends[0].get(k, t), ends[1].get(k, t)) for k, t in before.items()}

    def tail(self, node: Any) -> None:
        """Run a node and return its value."""
        if isinstance(node, ir.Block):
            for inner in node.body:
                self.stmt(inner)
            if node.value is not None:
                self.tail(node.value)
        elif isinstance(node, ir.If) and node.orelse is not None:
            self.branch(node, self.tail)
        elif isinstance(node, ir.Match):
            self.match(node)
        elif node.__class__ in STATEMENTS or isinstance(node, ir.If):
            self.stmt(node)
        else:
            text, ty = self.expr(node)
            self.version.result = join(self.version.result, ty)
            self.put(f"return {text}")

    def match(self, node: Any) -> None:
        """A match on an `Ordering`, which is an int to Python: raw where it only meets such a match, or a sort."""
        text, ty = self.expr(node.value)
        value = self.atom(text)
        if ty.kind != "ordering":
            raise NotImplementedError("a match of other values")
        for arm in node.arms:
            if isinstance(arm.pattern, ir.TypePat):
                self.put(f"if {value} {ORDERINGS[arm.pattern.type.item.rpartition('::')[2]]}:")
                self.depth += 1
                self.tail(arm.body)
                self.depth -= 1
            else:
                self.assign(arm.pattern.slot, value, ty)
                self.tail(arm.body)

    # Loops.

    def loop(self, body: Callable[[], None]) -> None:
        """Emit a loop's body until the types at its head are stable."""
        head = dict(self.env)
        for attempt in range(8):
            mark, temps = len(self.lines), self.n_temps
            self.env = dict(head)
            body()
            new = {k: join(t, self.env.get(k, t)) for k, t in head.items()}
            for k, t in new.items():
                if k in self.counters and t.kind == "int":
                    new[k] = Ty("int", t.lo, 1 << 62)
                elif t != head[k] and attempt > 3:
                    new[k] = Ty(t.kind, of=t.of)
            if new == head:
                return
            head = new
            del self.lines[mark:]
            self.n_temps = temps
        raise NotImplementedError("types that do not settle")

    def while_(self, node: Any) -> None:
        """The test stands before the loop and at its end, so that a round is charged once."""
        test, yes, no = self.condition(node.cond)
        after = {**self.env, **no}
        self.put(f"if {test}:")
        self.depth += 1
        self.put("for _ in B:")
        self.depth += 1
        self.env.update(yes)

        def body() -> None:
            self.stmt(node.body)
            again, more, _ = self.condition(node.cond)
            self.put(f"if not ({again}): break")
            self.env.update(more)

        self.loop(body)
        self.depth -= 2
        self.env = {k: join(t, self.env.get(k, t)) for k, t in after.items()}

    def for_(self, node: Any) -> None:
        """Rounds and ticks go hand in hand through `zip`."""
        source, element = self.iterable(node.iter)
        pattern = node.pattern
        item = "_" if isinstance(pattern, ir.AnyPat) else "item"
        if isinstance(pattern, ir.BindPat):
            item = self.name(pattern.slot)
        self.put(f"for {'_' if item == '_' else item + ', _'} in zip({source}, B):")
        self.depth += 1

        def body() -> None:
            if isinstance(pattern, ir.TuplePat):
                names = [self.name(p.slot) for p in pattern.items]
                known = element.of if element.kind == "tuple" else [ANY] * len(names)
                if element.kind != "tuple" or len(known) != len(names):
                    self.put(f"if item.__class__ is not Tuple or len(item.a) != {len(names)}: mismatch(item)")
                self.put(f"{', '.join(names)} = item.a")
                self.env.update(zip(names, known, strict=True))
            else:
                self.env[item] = element
            self.stmt(node.body)

        self.loop(body)
        self.depth -= 1
        if source.endswith("_a"):
            self.put("held = None")

    def iterable(self, node: Any) -> tuple[str, Ty]:
        """What Python goes through for a value, and its elements."""
        if isinstance(node, ir.MakeRange) and node.kind == "RangeHalfOpen":
            (low, a), (high, b) = self.expr(node.start), self.expr(node.end)
            if a.kind == b.kind == "int":
                return f"range({low}, {high})", Ty("int", a.lo, max(a.lo, b.hi - 1))
        if isinstance(node, ir.Local) and node.slot in self.vectors:
            self.put(f"held = borrow({self.name(node.slot)})")
            return f"{self.name(node.slot)}_a", self.element(node.slot)
        if isinstance(node, ir.Call):
            text, ty = self.expr(node)
            if ty.kind == "generator":
                return f"{text}.frame", ty.of
        raise NotImplementedError("iteration of other values")

    def element(self, slot: int) -> Ty:
        """What the elements of a vector of our own are known to be, where the pushes stand before."""
        return ANY if slot in self.opened else self.elements[slot]

    # Conditions: a text, and what is known of locals where it holds and where it does not.

    def condition(self, node: Any) -> tuple[str, dict[str, Ty], dict[str, Ty]]:
        """A test that is true if the value is exactly true."""
        if isinstance(node, ir.Matches) and getattr(node.value, "name", "") == "next":
            source, ty = self.expr(node.value.receiver)
            if ty.kind != "generator" or not node.pattern.type.item.endswith("::Some"):
                raise NotImplementedError("a pattern on other values")
            name = self.name(node.pattern.items[0].slot)
            step = f"next({source}.frame, END) if {source}.__class__ is Generator else refuse({source})"
            return f"({name} := {step}) is not END", {name: ty.of}, {}
        if isinstance(node, ir.Unary) and node.op == "!":
            text, ty = self.expr(node.operand)
            if ty.kind == "bool":
                return f"not {text}", {}, {}
            t = self.temp()
            return f"({t} := {text}) is False or {t} is not True and exact_not({t}) is True", {}, {}
        text, ty = self.expr(node)
        yes: dict[str, Ty] = {}
        no: dict[str, Ty] = {}
        if isinstance(node, ir.Binary) and isinstance(node.left, ir.Local) and node.op in ("<", ">="):
            name = self.name(node.left.slot)
            known, bound = self.env.get(name, ANY), self.expr(node.right)[1]
            if known.kind == bound.kind == "int":
                below = Ty("int", known.lo, max(known.lo, min(known.hi, bound.hi - 1)))
                above = Ty("int", min(known.hi, max(known.lo, bound.lo)), known.hi)
                yes[name], no[name] = (below, above) if node.op == "<" else (above, below)
        return (text if ty.kind == "bool" else f"{text} is True"), yes, no

    # Expressions.

    def expr(self, node: Any) -> tuple[str, Ty]:
        """A text that gives the value, to be run at once, and its type."""
        return EXPRESSIONS[node.__class__](self, node)

    def const(self, node: Any) -> tuple[str, Ty]:
        """An inline constant."""
        value = node.value
        if value.__class__ is int:
            return repr(value), Ty("int", value, value)
        return repr(value), BOOL if value.__class__ is bool else UNIT

    def local(self, node: Any) -> tuple[str, Ty]:
        """A local."""
        name = self.name(node.slot)
        return name, self.env.get(name, ANY)

    def block(self, node: Any) -> tuple[str, Ty]:
        """A block for its value."""
        for inner in node.body:
            self.stmt(inner)
        return ("None", UNIT) if node.value is None else self.expr(node.value)

    def bind(self, node: Any) -> None:
        """A binding, or an assignment."""
        text, ty = self.expr(node.value)
        self.assign(node.slot, text, ty)
        if node.slot in self.vectors:
            self.put(f"{self.name(node.slot)}_a = {self.name(node.slot)}.a")

    def op_local(self, node: Any) -> None:
        """A compound assignment."""
        local = ir.Local(node.span, node.slot)
        if self.name(node.slot) in self.counters:
            self.put(f"{self.name(node.slot)} += {node.value.value}")
            return
        text, ty = self.binary(ir.Binary(node.span, node.op, local, node.value))
        self.assign(node.slot, text, ty)

    def leaves(self, node: Any, root: bool = True) -> list[Any]:
        """The operands of a tree of arithmetic; only its root may compare."""
        if isinstance(node, ir.Binary) and (root or node.op in ARITHMETIC):
            return self.leaves(node.left, False) + self.leaves(node.right, False)
        return [node]

    def binary(self, node: Any) -> tuple[str, Ty]:
        """A tree of arithmetic, perhaps compared: guards, the fast form, its checks, and the exact form."""
        mark, temps = len(self.lines), self.n_temps
        given = [self.expr(leaf) for leaf in self.leaves(node)]
        guarded = any(ty.kind not in ("int", "never") for _, ty in given)
        if guarded or len(self.lines) != mark:  # operands are named, since a text would be run twice, or too late
            del self.lines[mark:]
            self.n_temps = temps
            given = [(self.atom(text), ty) for text, ty in map(self.expr, self.leaves(node))]
        guards = list(dict.fromkeys(f"{text}.__class__ is int" for text, ty in given if ty.kind == "any"))
        operands = iter(given)
        checks: list[tuple[str, str]] = []

        def build(n: Any, root: bool) -> tuple[str, str, int, int]:
            if not isinstance(n, ir.Binary) or (not root and n.op not in ARITHMETIC):
                text, ty = next(operands)
                return text, text, ty.lo, ty.hi
            a, slow_a, lo, hi = build(n.left, False)
            b, slow_b, lo_b, hi_b = build(n.right, False)
            name = (ARITHMETIC | COMPARISON)[n.op]
            slow = f"exact_{name}({slow_a}, {slow_b})"
            if n.op in COMPARISON:
                return f"{a} {n.op} {b}", slow, 0, 0
            if n.op == "%":
                if not (b.isdigit() and int(b) > 0):
                    raise NotImplementedError("a remainder by other than a constant")
                most = int(b) - 1
                if lo >= 0:
                    return f"{a} % {b}", slow, 0, most
                if node.op in ("==", "!=") and n is node.left and getattr(node.right, "value", 1) == 0:
                    return f"{a} % {b}", slow, -most, most  # whether it is 0 does not depend on the sign
                value = self.temp()
                return f"({value} % {b} if ({value} := {a}) >= 0 else -(-{value} % {b}))", slow, -most, most
            corners = [x * y for x in (lo, hi) for y in (lo_b, hi_b)] if n.op == "*" else []
            low = min(corners) if corners else lo + lo_b if n.op == "+" else lo - hi_b
            high = max(corners) if corners else hi + hi_b if n.op == "+" else hi - lo_b
            text = f"{a} {n.op} {b}"
            if low < MIN or high > MAX:
                checks.append((self.temp(), name))
                text = text if root else f"({checks[-1][0]} := {text})"
            elif not root:
                text = f"({text})"
            return text, slow, max(low, MIN), min(high, MAX)

        fast, slow, low, high = build(node, True)
        ty = BOOL if node.op in COMPARISON else Ty("any" if guarded else "int", low, high)
        if any(ty.kind not in ("int", "any", "never") for _, ty in given):
            return slow, ty
        if not checks:
            return (f"({fast} if {' and '.join(guards)} else {slow})" if guards else fast), ty
        result = checks[-1][0] if node.op in ARITHMETIC and f"({checks[-1][0]} :=" not in fast else self.temp()
        if guards:
            self.put(f"if {' and '.join(guards)}:")
            self.depth += 1
        self.put(f"{result} = {fast}")
        for name, operation in checks:
            self.put(f"if {name}.bit_length() > 63: recheck({operation!r}, {name})")
        if guards:
            self.depth -= 1
            self.put(f"else: {result} = {slow}")
        return result, ty

    def call(self, node: Any) -> tuple[str, Ty]:
        """A call of a script function, of the version for its arguments."""
        given = [self.expr(a) for a in node.args]
        fn = self.unit.functions[node.fn.item]
        version = self.unit.version(fn, [ty for _, ty in given])
        text = f"{version.name}({', '.join(text for text, _ in given)})"
        if fn.kind == "generator":
            return f"generator({text})", Ty("generator", of=version.yields)
        return text, version.result

    def native(self, node: Any) -> tuple[str, Ty]:
        """The two natives that are used."""
        if node.path == "::std::vec::Vec::new":
            return "vec([])", Ty("vec")
        if node.path == "::std::io::println" and isinstance(node.args[0], ir.Template):
            parts = []
            for part in node.args[0].parts:
                if isinstance(part, ir.Str):
                    parts.append(part.text.replace("{", "{{").replace("}", "}}"))
                else:
                    text, ty = self.expr(part)
                    parts.append("{" + (text if ty.kind == "int" else f"display({text})") + "}")
            return f"println(f{''.join(parts)!r})", UNIT
        raise NotImplementedError(node.path)

    def method(self, node: Any) -> tuple[str, Ty]:
        """Methods: of vectors of our own, comparison, and chains of adapters, which become one loop."""
        at = node.receiver
        if isinstance(at, ir.Local) and at.slot in self.vectors:
            if node.name == "push":
                text, ty = self.expr(node.args[0])
                self.elements[at.slot] = join(self.elements[at.slot], ty)
                return f"{self.name(at.slot)}_a.append({text})", UNIT
            closure = self.unit.version(node.args[0].fn, [self.element(at.slot)] * 2)
            return f"sort({self.name(at.slot)}_a, {closure.name})", UNIT
        if node.name == "cmp":
            (a, of_a), (b, of_b) = self.expr(at), self.expr(node.args[0])
            a, b = self.atom(a), self.atom(b)
            result = self.temp()
            if of_a.kind == of_b.kind == "int":
                self.put(f"{result} = -1 if {a} < {b} else {a} > {b}")
            else:
                self.put(f"if {a}.__class__ is int and {b}.__class__ is int: {result} = -1 if {a} < {b} else {a} > {b}")
                self.put(f"else: {result} = exact_cmp({a}, {b})")
            return result, Ty("ordering")
        if node.name == "fold":
            return self.fold(node)
        raise NotImplementedError(node.name)

    def fold(self, node: Any) -> tuple[str, Ty]:
        """`range.iter().map(…).filter(…).fold(…)` as a loop with the closures in its body."""
        stages: list[tuple[str, Any]] = []
        at: Any = node.receiver
        while at.name != "iter":
            stages.append((at.name, at.args[0]))
            at = at.receiver
        source, element = self.iterable(at.receiver)
        known = [(name, *self.callee(closure)) for name, closure in reversed(stages)]
        fold = self.callee(node.args[1])
        total = self.temp()
        text, ty = self.expr(node.args[0])
        self.put(f"{total} = {text}")
        self.env[total] = ty
        item = self.temp()
        self.put(f"for {item}, _ in zip({source}, B):")
        self.depth += 1

        def body() -> None:
            value, of = item, element
            for name, *closure in known:
                result, ty = self.inline(closure, [(value, of)])
                if name == "filter":
                    if ty.kind != "bool":
                        raise NotImplementedError("a filter that may give other than bool")
                    self.put(f"if not ({result}): continue")
                else:
                    value, of = self.atom(result), ty
            result, self.env[total] = self.inline(list(fold), [(total, self.env[total]), (value, of)])
            self.put(f"{total} = {result}")

        self.loop(body)
        self.depth -= 1
        return total, self.env[total]

    def callee(self, node: Any) -> tuple[Any, list[tuple[str, Ty]]]:
        """The function behind a closure that is known, and its captures."""
        if isinstance(node, ir.MakeClosure):
            return node.fn, [self.expr(c) for c in node.captures]
        text, ty = self.expr(node)
        if ty.kind != "function":
            raise NotImplementedError("a closure that is not known")
        fn, captured = ty.of
        return fn, [(self.atom(f"{text}.env[{i}]"), t) for i, t in enumerate(captured)]

    def inline(self, closure: list[Any], args: list[tuple[str, Ty]]) -> tuple[str, Ty]:
        """A closure's body in place of its call."""
        fn, captures = closure
        if fn.charge:
            raise NotImplementedError("a closure that charges")
        slots = [*range(fn.n_captures), *(p.slot for p in fn.params)]
        before, self.names = self.names, {s: t for s, (t, _) in zip(slots, [*captures, *args], strict=True)}
        self.env.update([*captures, *args])
        result = self.expr(fn.body)
        self.names = before
        return result

    def closure(self, node: Any) -> tuple[str, Ty]:
        """A closure as a value."""
        captured = [self.expr(c) for c in node.captures]
        env = "".join(f"{text}, " for text, _ in captured)
        return f"closure(({env}))", Ty("function", of=(node.fn, tuple(ty for _, ty in captured)))

    def index(self, node: Any) -> tuple[str, Ty]:
        """An element of a vector of our own, at an index that is no less than 0."""
        text, ty = self.expr(node.index)
        if node.base.slot not in self.vectors or ty.kind != "int" or ty.lo < 0:
            raise NotImplementedError("an index that is not proven")
        return f"{self.name(node.base.slot)}_a[{text}]", ANY

    def set_index(self, node: Any) -> None:
        """The same, assigned."""
        place, _ = self.index(node)
        self.put(f"{place} = {self.expr(node.value)[0]}")

    def tuple_field(self, node: Any) -> tuple[str, Ty]:
        """`t.0`."""
        base, ty = self.expr(node.base)
        if ty.kind == "tuple" and node.index < len(ty.of):
            return f"{base}.a[{node.index}]", ty.of[node.index]
        base = self.atom(base)
        return f"{base}.a[{node.index}] if {base}.__class__ is Tuple else exact_field({base}, {node.index})", ANY

    def tuple_(self, node: Any) -> tuple[str, Ty]:
        """A tuple, in two statements and one for its token."""
        items = [self.expr(item) for item in node.items]
        name = self.temp()
        self.put(f"{name} = Tuple()")
        self.put(f"{name}.a = [{', '.join(text for text, _ in items)}]")
        self.put(f"{name}.token = None")
        return name, Ty("tuple", of=tuple(ty for _, ty in items))

    def yield_(self, node: Any) -> None:
        """`yield`."""
        text, ty = self.expr(node.value)
        self.version.yields = join(self.version.yields, ty)
        self.put(f"yield {text}")


EXPRESSIONS: dict[type, Callable[[Body, Any], tuple[str, Ty]]] = {
    ir.Const: Body.const, ir.Local: Body.local, ir.Block: Body.block, ir.Binary: Body.binary, ir.Call: Body.call,
    ir.NativeCall: Body.native, ir.CallMethod: Body.method, ir.MakeClosure: Body.closure, ir.Index: Body.index,
    ir.TupleField: Body.tuple_field, ir.MakeTuple: Body.tuple_,
}  # fmt: skip
STATEMENTS: dict[type, Callable[[Body, Any], None]] = {
    ir.Bind: Body.bind, ir.SetLocal: Body.bind, ir.OpLocal: Body.op_local, ir.While: Body.while_, ir.For: Body.for_,
    ir.SetIndex: Body.set_index, ir.Yield: Body.yield_,
}  # fmt: skip
