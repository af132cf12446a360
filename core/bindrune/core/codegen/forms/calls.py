"""Calls, and what makes values: constructors, closures, collections, ranges, templates.

A call of a script function by its path is a call in Python. A method is looked up by the class of its
receiver in a table of the call's own (``methods.MethodTable``). What natives return may be a generator of
requests, which is driven at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import does, gives, is_atom
from bindrune.core.codegen.forms import chains, leaves, native_forms, pieces, texts, unsigned, unwraps
from bindrune.core.codegen.forms.receivers import certain
from bindrune.core.codegen.forms.tables import driven, general, table
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import Refused, plain
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.comparators import sort_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.forms.options import Apart
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.source import Span

_RESULTS = {
    "len": k.Kind("u64", 0, 1 << 62), "is_empty": k.BOOL, "is_some": k.BOOL, "is_none": k.BOOL, "is_ok": k.BOOL,
}  # fmt: skip


def _listed(found: Sequence[tuple[str, Kind]]) -> str:
    return ", ".join(text for text, _ in found)


@gives(ir.Call)
def call(body: Body, node: Any) -> tuple[str, Kind]:
    """A call by path."""
    found = body.operands(node.args) if node.fn.kind == "native" else body.arguments(node.args)
    if not body.reached:
        return "None", k.NEVER
    owned = [plain(text) for text, _ in found]
    if node.fn.kind == "native":
        return _native(body, node.fn.item, 0, found, node.span)
    if node.fn.kind in ("tuple", "unit"):
        if body.emission.arity_of_struct(node.fn.item) == len(found):
            return _made(body, node.fn.item, None, found)
        text = f"{body.bind('N', ('constructor', node.fn.item))}({_listed(found)})"
        return body.result(body.mark(text, node.span), k.ANY, *owned)
    fn = body.emission.functions.get(node.fn.item)
    if fn is not None and leaves.is_leaf(body, fn, len(found), node.span):
        found = leaves.named(body, fn, found)
        return body.result(*leaves.in_place(body, fn, found, node.span), *[text for text, _ in found])
    if fn is not None and (known := leaves.called(body, fn, found, node.span)) is not None:
        return body.result(*known, *owned)
    name = body.bind("N", ("script", node.fn.item, len(found)))
    return body.result(body.mark(f"{name}({_listed(found)})", node.span), k.ANY, *owned)


@gives(ir.NativeCall)
def native_call(body: Body, node: Any) -> tuple[str, Kind]:
    """A call of a function of the library."""
    found = body.operands(node.args)
    if not body.reached:
        return "None", k.NEVER
    return _native(body, node.path, node.params, found, node.span)


_WRAPS = {
    "::std::option::Option::Some": "Some",
    "::std::result::Result::Ok": "Ok",
    "::std::result::Result::Err": "Err",
}


def _native(
    body: Body, path: str, params: int, found: list[tuple[str, Kind]], span: Span
) -> tuple[str, Kind]:
    owned = [plain(text) for text, _ in found]
    if path in _WRAPS and len(found) == 1:
        name = body.temp()
        text = body.hold(found[0][0], found[0][1]) if not is_atom(plain(found[0][0])) else plain(found[0][0])
        body.put(f"{name} = {_WRAPS[path]}()")
        body.put(f"{name}.f_0 = {text}")
        body.put(f"{name}.token = None")
        body.release([text])
        body.owned.append(name)
        return name, k.ANY
    if path == "::std::vec::Vec::new" and not found:
        return "vec([])", k.VEC
    if path == "::std::string::String::new" and not found:
        return "string('')", k.STRING
    name = body.bind("N", ("native", path, params, len(found)))
    if path == "::std::collections::hash_map::HashMap::new":
        return body.mark(f"{name}()", span), k.Kind("native", of="::std::collections::hash_map::HashMap")
    return body.result(body.mark(f"{name}({_listed(found)})", span), k.ANY, *owned)


@gives(ir.CallMethod)
def call_method(body: Body, node: Any) -> tuple[str, Kind]:
    """An instance call; one that ends a chain of adapters is the loop of it."""
    apart, body.apart = body.apart, None
    chained = chains.chain(body, node, apart)
    return chained if chained is not None else method_call(body, node, apart)


def method_call(body: Body, node: Any, apart: Apart | None = None) -> tuple[str, Kind]:
    """An instance call by its receiver's class; ``apart`` if patterns take its value apart."""
    quick = pieces.method(body, node) or unwraps.unwrapped(body, node)
    if quick is not None:
        return quick
    moving, body.moving = body.moving, False
    scripted = body.emission.has_method(node.name)
    found = body.arguments([node.receiver, *node.args]) if scripted else pieces.keyed(body, node)
    body.moving = moving
    if not body.reached:
        return "None", k.NEVER
    (receiver, kind), *args = found
    if kind.name == "u64" and not node.params:
        wrapped = unsigned.wrapping(body, node.name, receiver, args)
        if wrapped is not None:
            return wrapped
    receiver = body.named(receiver, kind)  # it runs before the texts of the arguments
    owned = [receiver, *(plain(text) for text, _ in args)]
    known = certain(body, node, (receiver, kind), args)
    if known is not None:
        return known
    if not scripted or all(is_atom(plain(text)) or of.name in k.INLINE for text, of in args):
        exact = general(body, node, receiver)
        placed = native_forms.in_place(body, node, (receiver, kind), args, exact, apart=apart)
        if placed is not None:
            body.release(owned)
            return placed
    args = [pieces.as_value(arg) for arg in args]
    ordered = _by_keys(body, node, receiver) if not scripted else ""
    found_by = table(body, node, len(args) + 1)
    texts = [receiver, *(text for text, _ in args)]
    text = f"{found_by}[{receiver}.__class__]({body.handed(texts, None) if scripted else ', '.join(texts)})"
    if moving and not ordered and not any(name in body.owned for name in owned):
        return body.mark(f"driven({text})", node.span), k.ANY
    name = body.temp()
    if ordered:
        body.put(f"if {ordered}: {name} = None")
        body.open("else:")
    driven(body, name, text, node.span)
    if ordered:
        body.close()
    body.release(owned)
    result = k.ANY
    if not body.emission.has_method(node.name) and kind.name in ("vec", "string", "bytes", "object"):
        result = _RESULTS.get(node.name, k.ANY)
    if result.name not in k.INLINE:
        body.owned.append(name)
    return name, result


@does(ir.CallMethod)
def call_method_effect(body: Body, node: Any) -> None:
    """An instance call whose value nobody wants."""
    payload = any(form.payload for form in native_forms.BY_NAME.get(node.name, ()))
    if not payload or body.emission.has_method(node.name):
        text, _ = call_method(body, node)
        if body.reached and not is_atom(plain(text)):
            body.put(text)
        return
    found = pieces.keyed(body, node)
    if not body.reached:
        return
    (receiver, kind), *args = found
    receiver = body.named(receiver, kind)
    exact = general(body, node, receiver)
    placed = native_forms.in_place(body, node, (receiver, kind), args, exact, wanted=False)
    if placed is None:
        name = body.temp()
        exact(name, [pieces.as_value(arg) for arg in args])
        body.put(f"{name} = None")
        body.release([receiver, *(plain(text) for text, _ in args)])


def _by_keys(body: Body, node: Any, receiver: str) -> str:
    """A test that sorts the receiver by the keys of a comparator, if it can be."""
    if node.name != "sort_by" or len(node.args) != 1 or node.args[0].__class__ is not ir.MakeClosure:
        return ""
    keys = sort_keys(node.args[0].fn)
    if keys is None:
        return ""
    ordered = body.mark(f"sorted_by({receiver}, {keys!r})", node.span)
    return f"{receiver}.__class__ is Vec and {receiver}.token is None and {ordered}"


def length_as_int(body: Body, node: Any, span: Span, target: str) -> tuple[str, Kind] | None:
    """``x.len() as i64``, if ``node`` is such a call."""

    def write(name: str, receiver: str) -> None:
        driven(body, name, f"{table(body, node, 1)}[{receiver}.__class__]({receiver})", node.span)

    return native_forms.length_as_int(body, node, write, span, target)


@gives(ir.CallValue)
def call_value(body: Body, node: Any) -> tuple[str, Kind]:
    """A call of a function value."""
    found = body.arguments([node.callee, *node.args])
    if not body.reached:
        return "None", k.NEVER
    (callee, _), *args = found
    owned = [plain(text) for text, _ in found]
    n = len(args)
    listed = body.handed([text for text, _ in args], None)
    if n > 3:
        text = f"call_n({callee}, ({listed},))"
    else:
        text = f"call_{n}({', '.join([callee, listed] if args else [callee])})"
    text = body.mark(text, node.span)
    name = plain(callee)
    if name.isidentifier() and all(_repeats(arg) for arg, _ in args):
        direct = body.mark(f"{name}.py({listed})", node.span)
        test = f"{name}.__class__ is Function and {name}.py is not None and {name}.arity == {n}"
        text = f"({direct} if {test} else {text})"
    return body.result(text, k.ANY, *owned)


def _repeats(text: str) -> bool:
    """Whether a text is short enough to be written twice."""
    return is_atom(plain(text)) or text.startswith("(") or "(" not in plain(text)


@gives(ir.FnRef)
def fn_ref(body: Body, node: Any) -> tuple[str, Kind]:
    """A function as a value."""
    if node.target.kind == "script":
        body.emission.named(node.target.item)
    return body.mark(f"{body.bind('N', ('fn', node.target.kind, node.target.item))}()", node.span), k.FUNCTION


@gives(ir.MakeClosure)
def closure(body: Body, node: Any) -> tuple[str, Kind]:
    """A closure."""
    found = body.operands(node.captures)
    number, maker = body.emission.closure(node.fn, [kind for _, kind in found])
    target = body.bind("N", ("function", number))
    owned = [plain(text) for text, _ in found]
    if not found:
        made = f"closure('script', {target}, (), {maker})"
        return body.result(made, k.Kind("function", of=number))
    names = [body.hold(text, kind) for text, kind in found]
    env = "".join(f"{name}, " for name in names)
    python = f"{maker}({', '.join(names)})" if maker != "None" else "None"
    made = f"closure('closure', {target}, ({env}), {python})"
    return body.result(made, k.Kind("function", of=number), *owned, *names)


@gives(ir.AsyncBlock)
def async_block(body: Body, node: Any) -> tuple[str, Kind]:
    """An async block: nothing runs yet."""
    found = body.operands(node.captures)
    number, maker = body.emission.closure(node.fn, [kind for _, kind in found], block=True)
    owned = [plain(text) for text, _ in found]
    if maker != "None":
        kind = k.Kind("future") if node.fn.kind == "async" else k.ANY
        return body.result(f"{maker}({_listed(found)})", kind, *owned)
    target = body.bind("N", ("function", number))
    env = "".join(f"{text}, " for text, _ in found)
    return body.result(f"suspended({target}, ({env}))", k.ANY, *owned)


# Values.


@gives(ir.Construct)
def construct(body: Body, node: Any) -> tuple[str, Kind]:
    """A unit or tuple struct."""
    return _made(body, node.type.item, None, body.operands(node.args))


@gives(ir.ConstructNamed)
def construct_named(body: Body, node: Any) -> tuple[str, Kind]:
    """A named struct."""
    return _made(body, node.type.item, node.names, body.operands(node.values))


def _made(
    body: Body, item: str, names: list[str] | None, found: list[tuple[str, Kind]]
) -> tuple[str, Kind]:
    if not body.reached:
        return "None", k.NEVER
    if not found and item in body.emission.shapes.fields and item not in body.emission.shapes.escaped:
        # Nothing tells one of its values from another: it has no parts, and nobody borrows or moves it.
        return body.bind("K", ("unit", item)), k.Kind("record", of=item)
    values = [body.hold(text, kind) if not is_atom(plain(text)) else plain(text) for text, kind in found]
    name = body.temp()
    body.put(f"{name} = {body.bind('C', ('class', item, False))}()")
    fields = names if names is not None else [str(at) for at in range(len(values))]
    if not all(field.isascii() for field in fields):
        raise Refused("a field whose name is not ASCII")
    for field, value in zip(fields, values, strict=True):
        body.put(f"{name}.f_{field} = {value}")
    body.put(f"{name}.token = None")
    body.release(values)
    body.owned.append(name)
    return name, k.Kind("record", of=item)


@gives(ir.MakeTuple)
def make_tuple(body: Body, node: Any) -> tuple[str, Kind]:
    """A tuple."""
    found = body.operands(node.items)
    return body.result(f"tuple_([{_listed(found)}])", k.TUPLE, *[plain(text) for text, _ in found])


@gives(ir.MakeVec)
def make_vec(body: Body, node: Any) -> tuple[str, Kind]:
    """A vector."""
    found = body.operands(node.items)
    return body.result(f"vec([{_listed(found)}])", k.VEC, *[plain(text) for text, _ in found])


@gives(ir.MakeObject)
def make_object(body: Body, node: Any) -> tuple[str, Kind]:
    """An object."""
    found = body.operands(node.values)
    pairs = ", ".join(f"{key!a}: {text}" for key, (text, _) in zip(node.keys, found, strict=True))
    return body.result(f"object_({{{pairs}}})", k.OBJECT, *[plain(text) for text, _ in found])


@gives(ir.MakeRange)
def make_range(body: Body, node: Any) -> tuple[str, Kind]:
    """A range."""
    found = body.operands([bound for bound in (node.start, node.end) if bound is not None])
    texts = [text for text, _ in found]
    if node.start is None:
        texts.insert(0, "EMPTY")
    if node.end is None:
        texts.append("EMPTY")
    return body.result(f"ranged({node.kind}, {', '.join(texts)})", k.ANY, *[plain(text) for text, _ in found])


@gives(ir.Template)
def template(body: Body, node: Any) -> tuple[str, Kind]:
    """A String of texts and values: all are evaluated, then shown in order."""
    text, owned = template_text(body, node)
    made, kind = texts.made_string(body, text, node.span)
    body.release(owned)
    return made, kind


def template_text(body: Body, node: Any) -> tuple[str, list[str]]:
    """The Python text of a template."""
    items = []
    for part in node.parts:
        if part.__class__ is ir.Format:
            items.append(part.value)
        elif part.__class__ is not ir.Str:
            items.append(part)
    found = pieces.operands(body, items, *range(len(items)))
    found = [(texts.name_of(body, text, kind), kind) for text, kind in found]
    values = iter(found)
    shown_parts: list[str] = []
    for part in node.parts:
        if part.__class__ is ir.Str:
            shown_parts.append(_escaped(part.text))
            continue
        text, kind = next(values)
        if part.__class__ is ir.Format:
            shown = texts.formatted(body, text, kind, part.spec, node.span)
        else:
            shown = texts.shown(body, text, kind, node.span)
        name = body.temp()
        body.put(f"{name} = {shown}")
        shown_parts.append(f"{{{name}}}")
    return f"f'{''.join(shown_parts)}'", [plain(text) for text, _ in found]


@gives(ir.Format)
def format_(body: Body, node: Any) -> tuple[str, Kind]:
    """A formatted value that stands by itself."""
    ((text, _),) = body.operands([node.value])
    made = f"{body.bind('N', ('format', node.spec))}({text})"
    return body.result(made, k.ANY, plain(text))


def _escaped(text: str) -> str:
    """A text within an f-string."""
    plainly = text.encode("unicode_escape", "surrogatepass").decode("ascii")
    return plainly.replace("'", "\\'").replace("{", "{{").replace("}", "}}")


@does(ir.Panic)
def panic(body: Body, node: Any) -> None:
    """``panic!``."""
    ((text, _),) = body.operands([node.message])
    if body.reached:
        body.put(body.mark(f"panicking({text})", node.span))
        body.put("return")
        body.reached = False
