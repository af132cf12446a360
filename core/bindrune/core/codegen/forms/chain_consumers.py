"""The ends of chains of adapters: what is done with the elements that come through, and what comes of them.

Options are not made where a pattern takes the result apart (``options.py``), numbers are added as Python's: what is
no number, or too large, goes to the function of the library, which has the error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import is_atom
from bindrune.core.codegen.forms import chain_stages as st
from bindrune.core.codegen.forms import inlining as inl
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.adaptors import I64, VEC, parameter
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.forms.options import Apart
    from bindrune.core.codegen.inference.kinds import Kind

_NUMBERS = {I64: "i64", parameter("::std::u64"): "u64", parameter("::std::f64"): "f64"}
_MADE = {VEC: "vec", parameter("::std::tuple::Tuple"): "tuple_", parameter("::std::string::String"): "string",
         parameter("::std::object::Object"): "object_",
         parameter("::std::collections::hash_map::HashMap"): "map_of",
         parameter("::std::collections::hash_set::HashSet"): "set_of",
         parameter("::std::collections::vec_deque::VecDeque"): "deque_of"}  # fmt: skip
"""What is collected, and what makes it."""

CONSUMERS = {
    ("fold", 0): 2, ("any", 0): 1, ("all", 0): 1, ("find", 0): 1, ("count", 0): 0, ("next", 0): 0,
    **{("collect", of): 0 for of in _MADE},
    **{(name, of): 0 for name in ("sum", "product") for of in _NUMBERS},
}  # fmt: skip
"""Names and generic parameters of consumers, and how many arguments they take."""
Leave = Callable[[int, list[str]], None]
"""What leaves a loop: how many units less than have begun are charged, and names that die where it has been left."""
_PUTS = {"object_": "put_entry", "map_of": "put_pair", "set_of": "add_in"}
"""What puts an element into a table that is collected, at once: it may be none that can be there."""
_ENTRIES = {"object_": ", 40", "map_of": ", 32", "set_of": ", 16"}
"""How many bytes an entry of a table has: what is to fit into no memory is refused beforehand."""
_COUNT = k.Kind("int", 0, 1 << 62)


class Consumer:
    """The end of a chain. ``leave`` writes how the loop is left."""

    def __init__(self, body: Body, node: Any, out: str, apart: Apart | None, leave: Leave) -> None:
        self.body = body
        self.node = node
        self.out = out
        self.leave = leave
        self.slot = -1
        self.apart = apart
        self.function: st.Function | None = None
        self.of = _NUMBERS.get(node.params, "")
        name = node.name
        if name == "fold":
            ((text, kind),) = body.operands([node.args[0]])
            text = body.hold(text, kind)
            self.function = st.taken(body, node.args[1], 2, node.span)
            params = self.function.params if isinstance(self.function, inl.Inlined) else []
            shared = bool(params) and params[0].__class__ is ir.BindPat
            self.slot = params[0].slot if shared else body.fresh_slots(1)
            body.aliases.pop(self.slot, None)
            body.assign(self.slot, text, kind)
        elif node.args:
            self.function = st.taken(body, node.args[0], 1, node.span)

    def begin(self, count: str) -> None:
        """Lines before the loop; ``count`` is how many elements are announced, if a range may announce too many."""
        body, name = self.body, self.node.name
        if name in ("any", "all"):
            body.put(f"{self.out} = {name == 'all'}")
        elif name in ("find", "next"):
            body.put(f"{self.out} = END")
        elif name == "collect":
            made = _MADE[self.node.params]
            if count and made != "string":
                body.put(body.mark(f"hinted({count}{_ENTRIES.get(made, '')})", self.node.span))
            body.put(f"{self.out} = {'{}' if made in _PUTS else '[]'}")
        elif name in ("count", "sum", "product"):
            self.slot = body.fresh_slots(1)
            start = 1 if name == "product" else 0
            kind = k.FLOAT if self.of == "f64" else k.Kind("int", start, start)
            body.assign(self.slot, f"{start}.0" if self.of == "f64" else str(start), kind)

    def round(self, element: Any, stays: str) -> list[str]:
        """Lines for an element; returns names that it has got."""
        body, name, span = self.body, self.node.name, self.node.span
        if name == "fold":
            assert self.function is not None
            known = body.read(self.slot), body.kind(self.slot)
            text, kind = st.called(body, self.function, [known, element], span)
            if body.reached:
                body.assign(self.slot, text, kind)
        elif name == "collect":
            self._collect(*st.whole(body, element))
        elif name == "count":
            if element.__class__ is not st.Pair and not is_atom(plain(element[0])):
                body.put(element[0])
            body.put(f"{body.slot(self.slot)} += 1")
            body.env[self.slot] = _COUNT
        elif name in ("sum", "product"):
            self._accumulate(*st.whole(body, element))
        elif name == "next":
            text, _ = st.whole(body, element)
            body.put(f"{self.out} = {text}")
            self.leave(1, [])
        else:
            return self._ask(element, stays)
        return []

    def _ask(self, element: Any, stays: str) -> list[str]:
        """Ask the function of an element, which may be the last one."""
        body, name, span = self.body, self.node.name, self.node.span
        assert self.function is not None
        names: list[str] = []
        if name == "find":
            element, names = st.kept(body, element, stays)
        test = st.truth(body, st.called(body, self.function, [element], span), span)
        if body.reached:
            body.open(f"if not {test}:" if name == "all" else f"if {test}:")
            if name == "find":
                owned = list(body.owned)
                text, _ = st.whole(body, element)
                body.put(f"{self.out} = {text}")
                body.owned = owned
            else:
                body.put(f"{self.out} = {name == 'any'}")
            self.leave(0, names)
            body.close()
        return names

    def _collect(self, text: str, kind: Kind) -> None:
        body, made = self.body, _MADE[self.node.params]
        if made == "string":
            name = body.named(text, kind)
            exact = body.mark(f"collected({name})", self.node.span)
            small = f"{name}.__class__ is String and {name}.parts is None and len({name}.s) < 64"
            body.put(f"{self.out}.append({name}.s if {small} else {exact})")
        elif made in _PUTS:
            body.put(body.mark(f"{_PUTS[made]}({self.out}, {text})", self.node.span))
        else:
            body.put(f"{self.out}.append({text})")
        body.release([plain(text)])

    def _accumulate(self, text: str, kind: Kind) -> None:
        body = self.body
        total, text = body.slot(self.slot), body.hold(text, kind)
        product = self.node.name == "product"
        sign = "*" if product else "+"
        if self.of == "i64" and not product:
            exact = f"summed({total}, {text})"
        else:
            exact = f"accumulated({total}, {text}, '{self.of}', {product})"
        exact = body.mark(exact, self.node.span)
        if self.of == "f64":
            test = "" if kind.name == "float" else f" if {text}.__class__ is float else {exact}"
            body.put(f"{total} = {total} {sign} {text}{test}")
        elif kind.name == ("u64" if self.of == "u64" else "int"):
            made = body.temp()
            body.put(f"{made} = {total} {sign} {text}")
            body.put(f"if {made}.bit_length() > {64 if self.of == 'u64' else 63}: {exact}")
            body.put(f"{total} = {made}")
        else:
            body.put(f"{total} = {exact}")
        body.env[self.slot] = k.FLOAT if self.of == "f64" else k.Kind("int") if self.of == "i64" else k.ANY

    def end(self) -> Kind:
        """Lines behind the loop; the kind of the value."""
        body, name, out = self.body, self.node.name, self.out
        if name in ("any", "all"):
            return k.BOOL
        if name in ("find", "next"):
            if self.apart is not None:
                return k.CERTAIN_PAYLOAD
            body.put(f"{out} = nothing() if {out} is END else some({out})")
            return k.ANY
        if name == "collect":
            made = _MADE[self.node.params]
            joined = f"''.join({out})" if made == "string" else out
            body.put(f"{out} = " + body.mark(f"{made}({joined})", self.node.span))
            return {"vec": k.VEC, "string": k.STRING, "object_": k.OBJECT}.get(made, k.ANY)
        kind = body.kind(self.slot)
        text = body.read(self.slot)
        as_u64 = name == "count" or self.of == "u64"
        body.put(f"{out} = " + (f"u64({text})" if as_u64 else text))
        body.drop([self.slot])
        if name == "count":
            return k.Kind("u64", 0, 1 << 62)
        return k.U64 if as_u64 else kind
