"""Operators: trees of arithmetic, comparisons, ``&&`` and ``||``, ``!`` and ``-``, ``is`` and ``as``.

A tree of operators is emitted whole. Where the kinds of its leaves are known, it is the same tree in
Python, with a test of each result that the intervals do not bound (more than 63 bits means that the
operation has to look closer). Where they are not known, one test of all leaves decides between that and the
operations of tier 0, which do the same to any values and raise what is to be raised. Both ``int`` and
``float`` are tried where nothing tells which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import bare, gives, is_atom
from bindrune.core.codegen.forms import comparisons, pieces, slices
from bindrune.core.codegen.forms.typetests import binds, class_test, is_inline, told
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import deeper, plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

NAMES = {
    "+": "add", "-": "sub", "*": "mul", "/": "div", "%": "rem", "&": "bit_and", "|": "bit_or", "^": "bit_xor",
    "<<": "shl", ">>": "shr", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne",
}  # fmt: skip
"""How the exact operations are called in emitted code, behind ``x_``."""

CLOSED = frozenset("+-*&|^")
"""Operators that can stand inside a tree: on two ints they give an int, or an error."""

ORDER = frozenset(("<", "<=", ">", ">="))
EQUALITY = frozenset(("==", "!="))


class Leaf:
    """An operand of a tree: its text and kind."""

    __slots__ = ("kind", "text")

    def __init__(self, text: str, kind: Kind) -> None:
        self.text = text
        self.kind = kind


class Tree:
    """An operator on two trees or leaves."""

    __slots__ = ("left", "node", "op", "right")

    def __init__(self, node: Any, op: str, left: Tree | Leaf, right: Tree | Leaf) -> None:
        self.node = node
        self.op = op
        self.left = left
        self.right = right


@gives(ir.Binary)
def binary(body: Body, node: Any) -> tuple[str, Kind]:
    """A binary operator, with all that it is applied to."""
    wish, body.wish = body.wish, ""
    quick = pieces.joined(body, node) or pieces.equal(body, node) or slices.equal(body, node)
    if quick is None:
        quick = comparisons.tuples(body, node)
    if quick is not None:
        return quick
    found = leaves(node)
    given = body.operands(found)
    parts = iter([Leaf(text, kind) for text, kind in given])
    tree = _tree(node, parts, True)
    body.wish = wish
    result = tree_value(body, tree)
    body.wish = ""
    return result


def compound(body: Body, node: Any, old: tuple[str, Kind], new: tuple[str, Kind], op: str) -> tuple[str, Kind]:
    """``old op= new`` of inline values, or what the exact compound operation makes of others."""
    tree = Tree(node, op, Leaf(*old), Leaf(*new))
    return tree_value(body, tree, assign=True)


def leaves(node: Any, root: bool = True) -> list[Any]:
    """The operands of a tree; only its root may be an operator that is not closed.

    An operator left of what may fail or do something is an operand: its own error comes first.
    """
    pending: list[tuple[Any, bool | None]] = [(node, root)]
    found: list[Any] = []
    while pending:
        at, first = pending.pop()
        if at.__class__ is ir.Binary and first is not None and (first or at.op in CLOSED):
            pending.append((at.right, False))
            if _splits(at):
                pending.append((at.left, None))
            else:
                pending.append((at.left, False))
        else:
            found.append(at)
    return found


def _splits(node: Any) -> bool:
    return node.left.__class__ is ir.Binary and node.left.op in CLOSED and not _quiet(node.right)


def _quiet(node: Any) -> bool:
    """Whether a value comes without effects and, but for arithmetic, without errors."""
    if node.__class__ is ir.Binary:
        return node.op in CLOSED and _quiet(node.left) and _quiet(node.right)
    return node.__class__ is ir.Local or node.__class__ is ir.Const


def _tree(node: Any, parts: Any, root: bool) -> Tree | Leaf:
    if node.__class__ is ir.Binary and (root or node.op in CLOSED):
        left = next(parts) if _splits(node) else _tree(node.left, parts, False)
        return Tree(node, node.op, left, _tree(node.right, parts, False))
    return next(parts)  # type: ignore[no-any-return]


def _all(tree: Tree | Leaf) -> list[Leaf]:
    if isinstance(tree, Leaf):
        return [tree]
    return _all(tree.left) + _all(tree.right)


def tree_value(body: Body, tree: Tree | Leaf, *, assign: bool = False) -> tuple[str, Kind]:
    """The value of a tree."""
    assert isinstance(tree, Tree)
    parts = _all(tree)
    names = {part.kind.name for part in parts} - {"never"}
    if names <= {"int"} or (names <= {"int", "u64"} and _mixes(tree)):
        return _typed(body, tree, "int")
    if names == {"float"} and _floats(tree):
        return _typed(body, tree, "float")
    if names <= {"float", "int"} and len(names) == 2:
        return _exact(body, tree, assign)  # an error, which the exact operation has
    if names <= {"u64", "int"}:
        from bindrune.core.codegen.forms import unsigned

        if unsigned.fits(tree):
            return unsigned.value(body, tree)
    pair = isinstance(tree.left, Leaf) and isinstance(tree.right, Leaf)
    if pair and len(names) == 1 and tree.op in EQUALITY and names <= {"bool", "char"}:
        return f"({parts[0].text} {tree.op} {parts[1].text})", k.BOOL
    if pair and names == {"record"} and (tree.op in ORDER or tree.op in EQUALITY):
        compared = comparisons.structs(body, tree.op, *[(part.text, part.kind) for part in parts])
        if compared is not None:
            return compared
    if pair and "string" in names <= {"string", "any"} and (tree.op in ORDER or tree.op in EQUALITY):
        left, right = [(part.text, part.kind) for part in parts]
        name, span = NAMES[tree.op], tree.node.span
        return comparisons.strings(body, tree.op, left, right, lambda a, b: body.mark(f"x_{name}({a}, {b})", span))
    if names & {"string", "bytes", "vec", "tuple", "object", "record", "function", "unit", "bool", "char", "u64"}:
        return _exact(body, tree, assign)
    wanted = [name for name in ("int", "float") if names <= {name, "any"}]
    wanted = [name for name in wanted if _fits(tree, name)]
    if not wanted:
        return _exact(body, tree, assign)
    return _guarded(body, tree, parts, wanted, assign)


def _mixes(tree: Tree) -> bool:
    """Whether a u64 operand that is small stands right of an int: then it counts as one."""
    left, right = tree.left, tree.right
    if not isinstance(left, Leaf) or not isinstance(right, Leaf):
        return False
    if left.kind.name == "int":
        return right.kind.high <= k.MAX
    return right.kind.name == "int" and right.kind.low >= 0 and (tree.op in ORDER or tree.op in EQUALITY)


def _floats(tree: Tree | Leaf) -> bool:
    """Whether a tree of floats is a tree of Python's floats."""
    if isinstance(tree, Leaf):
        return True
    return (tree.op in "+-*/" or tree.op in ORDER or tree.op in EQUALITY) and _floats(tree.left) and _floats(tree.right)


def _fits(tree: Tree, name: str) -> bool:
    if name == "float":
        return _floats(tree)
    return tree.op not in ("<<",) and not (tree.op == ">>" and not _constant(tree.right))


def _constant(tree: Tree | Leaf) -> bool:
    return isinstance(tree, Leaf) and tree.text.isdigit() and int(tree.text) < 64


class _Check:
    """A test that follows a tree: the name of a result, its node and operator, and its lower bound.

    ``within`` are tests of parts that are no larger than the result: none of them fails where that is small.
    """

    __slots__ = ("low", "name", "node", "op", "within")

    def __init__(self, name: str, node: Any, op: str, low: int) -> None:
        self.name = name
        self.node = node
        self.op = op
        self.low = low
        self.within: list[_Check] = []


def _typed(body: Body, tree: Tree, name: str) -> tuple[str, Kind]:
    checks: list[_Check] = []
    if name == "float":
        return _float_text(body, tree)
    text, kind = _int_text(body, tree, checks, True)
    if not checks:
        return text, kind
    result = checks[-1].name
    if plain(text) != result:
        result = body.wish or body.temp()
        body.put(f"{result} = {text}")
    _put_checks(body, checks)
    return result, kind


_SMALL = (1 << 30) - 1
"""Python compares numbers up to this one at once; most results are small, and are then not asked for their bits."""


def _put_checks(body: Body, checks: list[_Check]) -> None:
    for check in checks:
        name = check.name
        large = f"{name} > {_SMALL}" if check.low >= 0 else f"({name} > {_SMALL} or {name} < -{_SMALL})"
        if check.within:
            body.open(f"if {large}:")
            for part in _flat(check):
                body.put(f"if {part.name}.bit_length() > 63: {_overflow(body, part)}")
            body.close()
        else:
            body.put(f"if {large} and {name}.bit_length() > 63: {_overflow(body, check)}")


def _flat(check: _Check) -> Iterator[_Check]:
    for part in check.within:
        yield from _flat(part)
    yield check


def _overflow(body: Body, check: _Check) -> str:
    low = "_low" if check.op == "-" else ""
    return body.mark(f"x_check{low}({check.name})", check.node.span)


def _float_text(body: Body, tree: Tree | Leaf) -> tuple[str, Kind]:
    if isinstance(tree, Leaf):
        return tree.text, k.FLOAT
    a, _ = _float_text(body, tree.left)
    b, _ = _float_text(body, tree.right)
    op = tree.op
    if op == "/":
        # Python has no division by zero; the exact operation gives an infinity or NaN.
        if _is_number(plain(b)) and float(plain(b)) != 0.0:
            text = f"{a} / {b}"
        else:
            if not is_atom(plain(a)):
                name = body.temp()
                body.put(f"{name} = {a}")
                a = name
            if not is_atom(plain(b)):
                name = body.temp()
                body.put(f"{name} = {b}")
                b = name
            return f"({a} / {b} if {b} else x_div({a}, {b}))", k.FLOAT
    else:
        text = f"{a} {op} {b}"
    kind = k.BOOL if op in ORDER or op in EQUALITY else k.FLOAT
    return f"({text})", kind


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _int_text(body: Body, tree: Tree | Leaf, checks: list[_Check], root: bool) -> tuple[str, Kind]:
    if isinstance(tree, Leaf):
        if tree.kind.name == "u64":
            return bare(tree.text), tree.kind
        return tree.text, tree.kind if tree.kind.name == "int" else k.INT
    first = len(checks)
    a, left = _int_text(body, tree.left, checks, False)
    b, right = _int_text(body, tree.right, checks, False)
    op = tree.op
    if op in ORDER or op in EQUALITY:
        return f"({a} {op} {b})", k.BOOL
    if op in "/%":
        return _divided(body, tree, (a, left), (b, right))
    if op == ">>" and not (b.isdigit() and int(b) < 64):
        a, b = body.hold(a, left), body.hold(b, right)
        return body.mark(f"x_shr({a}, {b})", tree.node.span), k.INT
    if op == ">>":
        return f"({a} >> {b})", k.interval(left.low >> int(b), left.high >> int(b)) if b.isdigit() else k.INT
    if op == "<<":
        a, b = body.hold(a, left), body.hold(b, right)
        return body.mark(f"x_shl({a}, {b})", tree.node.span), k.INT
    if op in "&|^":
        if op == "&" and (left.low >= 0 or right.low >= 0):
            high = min(x.high for x in (left, right) if x.low >= 0)
            return f"({a} & {b})", k.interval(0, high)
        return f"({a} {op} {b})", k.INT
    if op == "*":
        corners = [x * y for x in (left.low, left.high) for y in (right.low, right.high)]
        low, high = min(corners), max(corners)
    else:
        _, low, high, *_ = total = k.added(left, right if op == "+" else k.negated(right))
    text = f"{a} {op} {b}"
    if low >= k.MIN and high <= k.MAX:
        return f"({text})", k.interval(low, high) if op == "*" else total
    name = (body.wish if root else "") or body.temp()
    check = _Check(name, tree.node, op, low)
    parts = {id(side.node) for side in (tree.left, tree.right) if isinstance(side, Tree)}
    if _grows(tree, left, right) and all(id(part.node) in parts for part in checks[first:]):
        check.within = checks[first:]
        del checks[first:]
    checks.append(check)
    if root:
        body.put(f"{name} = {text}")
        return name, k.interval(low, high)
    return f"({name} := {text})", k.interval(low, high)


def _grows(tree: Tree, left: Kind, right: Kind) -> bool:
    """Whether the result is no less than either operand."""
    least = {"+": 0, "*": 1}.get(tree.op)
    return least is not None and left.low >= least and right.low >= least


def _divided(body: Body, tree: Tree, a: tuple[str, Kind], b: tuple[str, Kind]) -> tuple[str, Kind]:
    """``/`` and ``%``: towards zero, where Python's go down."""
    (left, kind), (right, by) = a, b
    sign = "//" if tree.op == "/" else "%"
    if by.low <= 0:
        left, right = body.hold(left, kind), body.hold(right, by)
        exact = body.mark(f"x_{NAMES[tree.op]}({left}, {right})", tree.node.span)
        tests = [f"{left} >= 0"] if kind.low < 0 else []
        positive = [*tests, f"{right} > 0" if by.low < 0 else right]
        known = k.interval(0, k.MAX) if kind.low >= 0 and by.low >= 0 else k.INT
        return f"({left} {sign} {right} if {' and '.join(positive)} else {exact})", known
    if tree.op == "%":
        high = min(by.high - 1, max(kind.high, -kind.low))
        bounds = k.interval(0 if kind.low >= 0 else -high, high)
    else:
        bounds = k.interval(min(kind.low, 0), max(kind.high, 0))
        if kind.low >= 0:
            bounds = k.interval(0, kind.high // by.low)
    if kind.low >= 0:
        return f"({left} {sign} {right})", bounds
    left = body.hold(left, kind)
    if not is_atom(plain(right)):
        right = body.hold(right, by)
    return f"({left} {sign} {right} if {left} >= 0 else -(-{left} {sign} {right}))", bounds


def _guarded(body: Body, tree: Tree, parts: list[Leaf], wanted: list[str], assign: bool) -> tuple[str, Kind]:
    """A tree whose leaves have to be asked for their class."""
    for part in parts:
        if not is_atom(plain(part.text)) and not _is_number(plain(part.text)):
            part.text = body.hold(part.text, part.kind)
        else:
            part.text = plain(part.text)
    unknown = list(dict.fromkeys(part.text for part in parts if part.kind.name == "any"))
    owned = [name for name in unknown if name in body.owned]
    compares = tree.op in ORDER or tree.op in EQUALITY
    result = body.wish if body.wish and not compares else body.temp()
    known = _first(tree).kind
    if compares and isinstance(tree.left, Leaf) and isinstance(tree.right, Leaf):
        exact = body.mark(f"x_{NAMES[tree.op]}({tree.left.text}, {tree.right.text})", tree.node.span)
        fast = f"{tree.left.text} {tree.op} {tree.right.text}"
        for name in owned:
            body.owned.remove(name)
        text = f"({fast} if {_guard(unknown, wanted)} else {exact})"
        if not owned:
            return text, k.BOOL
        body.put(f"{result} = {text}")
        body.put(" = ".join(owned) + " = None")
        return result, k.BOOL
    for at, name in enumerate(wanted):
        body.open(f"{'el' if at else ''}if {_guard(unknown, [name])}:")
        saved = [part.kind for part in parts]
        for part in parts:
            if part.kind.name == "any":
                part.kind = k.INT if name == "int" else k.FLOAT
        text, of = _typed(body, tree, name)
        if known.name == name:
            known = of
        for part, kind in zip(parts, saved, strict=True):
            part.kind = kind
        if plain(text) != result:
            body.put(f"{result} = {text}")
        body.close()
    body.open("else:")
    text, _ = _exact_text(body, tree, assign)
    body.put(f"{result} = {text}")
    if owned:
        body.put(" = ".join(owned) + " = None")
    for name in owned:
        body.owned.remove(name)
    body.close()
    if compares:
        return result, k.BOOL
    if known.name in ("int", "float"):
        return result, known
    if result != body.wish:
        body.owned.append(result)
    return result, k.ANY


def _first(tree: Tree | Leaf) -> Leaf:
    """The operand that decides what arithmetic gives: a number gives one of its kind, or an error."""
    while isinstance(tree, Tree):
        tree = tree.left
    return tree


def _guard(names: list[str], wanted: list[str]) -> str:
    if len(wanted) == 1:
        return " and ".join(f"{name}.__class__ is {wanted[0]}" for name in names)
    if len(names) == 1:
        return f"{names[0]}.__class__ in NUMBERS"
    first, *others = names
    same = " and ".join(f"{other}.__class__ is {first}.__class__" for other in others)
    return f"{same} and {first}.__class__ in NUMBERS"


def _exact(body: Body, tree: Tree, assign: bool) -> tuple[str, Kind]:
    parts = _all(tree)
    text, kind = _exact_text(body, tree, assign)
    return body.result(text, kind, *[plain(part.text) for part in parts])


def _exact_text(body: Body, tree: Tree | Leaf, assign: bool = False) -> tuple[str, Kind]:
    """A tree of the operations of tier 0."""
    if isinstance(tree, Leaf):
        return tree.text, tree.kind
    a, _ = _exact_text(body, tree.left)
    b, _ = _exact_text(body, tree.right)
    name = NAMES[tree.op] + ("_assign" if assign else "")
    kind = k.BOOL if tree.op in ORDER or tree.op in EQUALITY else k.ANY
    return body.mark(f"x_{name}({a}, {b})", tree.node.span), kind


@gives(ir.Unary)
def unary(body: Body, node: Any) -> tuple[str, Kind]:
    """``-`` and ``!``."""
    ((text, kind),) = body.operands([node.operand])
    if node.op == "-":
        if kind.name == "float":
            return f"(-{text})", k.FLOAT
        if kind.name == "int" and kind.low > k.MIN:
            return f"(-{text})", k.interval(-kind.high, -kind.low)
        return body.result(body.mark(f"x_neg({text})", node.span), k.INT if kind.name == "int" else k.ANY, plain(text))
    if kind.name == "bool":
        return f"(not {text})", k.BOOL
    if kind.name == "int":
        return f"(~{text})", k.INT
    if kind.name == "any":
        text = body.named(text, kind)
        exact = body.mark(f"x_not({text})", node.span)
        return body.result(f"(not {text} if {text}.__class__ is bool else {exact})", k.ANY, text)
    return body.result(body.mark(f"x_not({text})", node.span), k.ANY, plain(text))


@gives(ir.And)
@gives(ir.Or)
def logic(body: Body, node: Any) -> tuple[str, Kind]:
    """``&&`` and ``||`` as values: the left operand where it decides, else the right one."""
    text, kind = body.value(node.left)
    name = body.temp()
    body.put(f"{name} = {text}")
    stop = "False" if node.__class__ is ir.And else "True"
    test = f"{name} is not {stop}" if kind.name != "bool" else (name if stop == "False" else f"not {name}")
    body.open(f"if {test}:")
    before = body.fork()
    right, other = body.value(node.right)
    if body.reached:
        body.put(f"{name} = {right}")
    body.close()
    body.merge([(True, before), (body.reached, body.env)])
    found = k.join(kind, other)
    if found.name not in k.INLINE:
        body.owned.append(name)
    return name, found


@gives(ir.Is)
def is_(body: Body, node: Any) -> tuple[str, Kind]:
    """``is`` and ``is not``."""
    if node.type.__class__ is ir.TypeRef:
        # The class says which type a value is of, moved or not.
        ((left, kind),) = body.operands([node.operand])
        if kind.name in k.CLASSES and is_atom(plain(left)):
            return repr(is_inline(kind, node.type.target) is not node.negated), k.BOOL
        left = left if plain(left).isidentifier() else body.named(left, kind)
        test = class_test(body, node, plain(left))
        return body.result(f"(not {test})" if node.negated else test, k.BOOL, plain(left))
    (left, _), (right, _) = body.operands([node.operand, node.type])
    test = body.mark(f"is_type({left}, {right})", node.span)
    return body.result(f"(not {test})" if node.negated else test, k.BOOL, plain(left), plain(right))


@gives(ir.As)
def as_(body: Body, node: Any) -> tuple[str, Kind]:
    """``as``: conversions that are known are Python's."""
    target = node.type.target.item if node.type.__class__ is ir.TypeRef and node.type.target.native else ""
    if target:
        if target == "::std::i64" and node.operand.__class__ is ir.CallMethod:
            from bindrune.core.codegen.forms.calls import length_as_int

            right, _ = body.value(node.type)
            length = length_as_int(body, node.operand, node.span, right)
            if length is not None:
                return length
        ((text, kind),) = body.operands([node.operand])
        if target == "::std::i64" and kind.name == "int":
            return text, kind
        if target == "::std::i64" and kind.name == "u64" and kind.high <= k.MAX:
            inner = bare(text)
            return inner if inner != text else f"int({text})", k.interval(kind.low, kind.high)
        if target == "::std::u64" and kind.name == "int" and kind.low >= 0:
            return f"U64({text})", k.Kind("u64", kind.low, kind.high)
        if target == "::std::f64" and kind.name in ("int", "u64"):
            return f"float({bare(text) if kind.name == 'u64' else text})", k.FLOAT
        made = {"::std::i64": k.INT, "::std::f64": k.FLOAT, "::std::u64": k.U64}.get(target, k.ANY)
        right, _ = body.value(node.type)
        return body.result(body.mark(f"as_type({text}, {right})", node.span), made, plain(text))
    (left, _), (right, _) = body.operands([node.operand, node.type])
    return body.result(body.mark(f"as_type({left}, {right})", node.span), k.ANY, plain(left), plain(right))


def condition(body: Body, node: Any, wanted: str = "is True") -> str:
    """A text that is true exactly where a value ``is True``, or ``is not False``. It may write lines."""
    if node.__class__ is ir.And or node.__class__ is ir.Or:
        return _both(body, node, wanted)
    special = CONDITIONS.get(node.__class__)
    if special is not None:
        return special(body, node)
    before = len(body.owned)
    text, kind = body.value(node)
    if kind.name == "bool":
        return text
    if kind.name in k.INLINE and kind.name != "never":
        # What is no bool is neither exactly true nor exactly false.
        if not is_atom(plain(text)):
            body.put(text)
        return "False" if wanted == "is True" else "True"
    name = plain(text)
    if name in body.owned[before:]:
        test = body.temp()
        body.put(f"{test} = {name} {wanted}")
        body.release([name])
        return test
    return f"({text} {wanted})"


CONDITIONS: dict[type, Callable[[Body, Any], str]] = {}


def _both(body: Body, node: Any, wanted: str) -> str:
    """``a && b`` is ``a`` where that is exactly false, ``a || b`` where it is exactly true; else both are ``b``."""
    both = node.__class__ is ir.And
    left = condition(body, node.left, "is not False" if both else "is True")
    mark = len(body.lines)
    saved = body.fork()
    told_ = facts(body, node.left)[0 if both else 1]
    body.env.update(told_)
    inside = body.fork()
    right = condition(body, node.right, wanted)
    quiet = len(body.lines) == mark and body.env == inside
    for slot, kind in told_.items():  # it holds no longer than the right operand is looked at
        if body.env.get(slot) == kind:
            body.env[slot] = saved.get(slot, k.ANY)
    if quiet:
        return f"({left} {'and' if both else 'or'} {right})"
    lines = body.lines[mark:]
    del body.lines[mark:]
    name = body.temp()
    body.put(f"{name} = {left}")
    body.open(f"if {name}:" if both else f"if not {name}:")
    body.lines += map(deeper, lines)
    if body.reached:
        body.put(f"{name} = {right}")
    body.close()
    body.reached = True
    if not both:
        body.merge([(True, saved), (True, body.env)])
    pieces.unsure(body, saved)
    return name


_DEEP = 8
"""How deeply a condition is looked at for what it tells."""


def facts(body: Body, cond: Any, depth: int = 0) -> tuple[dict[int, Kind], dict[int, Kind]]:
    """What a condition tells of locals, where it holds and where it does not."""
    cls = cond.__class__
    if cls is ir.Is:
        return told(body, cond)
    if cls is ir.And or cls is ir.Or:
        if depth > _DEEP or binds(cond):
            return {}, {}
        left, right_ = facts(body, cond.left, depth + 1), facts(body, cond.right, depth + 1)
        return ({**left[0], **right_[0]}, {}) if cls is ir.And else ({}, {**left[1], **right_[1]})
    if cls is ir.Unary and cond.op == "!":
        holds, fails = facts(body, cond.operand, depth + 1)
        return fails, holds
    if cond.__class__ is not ir.Binary or cond.left.__class__ is not ir.Local:
        return {}, {}
    slot = cond.left.slot
    known = body.kind(slot)
    right = cond.right
    bound_ = k.ANY
    if right.__class__ is ir.Const and right.value.__class__ is int:
        bound_ = k.Kind("int", right.value, right.value)
    elif right.__class__ is ir.Local:
        bound_ = body.kind(right.slot)
    if known.name != "int" or bound_.name != "int":
        return {}, {}
    less = k.Kind("int", known.low, max(known.low, min(known.high, bound_.high - 1)))
    most = k.Kind("int", known.low, max(known.low, min(known.high, bound_.high)))
    least = k.Kind("int", min(known.high, max(known.low, bound_.low)), known.high)
    more = k.Kind("int", min(known.high, max(known.low, bound_.low + 1)), known.high)
    table = {"<": (less, least), "<=": (most, more), ">": (more, most), ">=": (least, less)}
    if cond.op == "==":
        return {slot: bound_}, {}
    if cond.op not in table:
        return {}, {}
    yes, no = table[cond.op]
    return {slot: yes}, {slot: no}
