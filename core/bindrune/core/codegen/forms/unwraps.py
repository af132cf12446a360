"""``m.get(k).unwrap()``: what lies in an Option that a method of the library gives, without the Option.

Where the method's form says what lies in it (``native_forms.py``), ``unwrap`` and ``expect`` with a literal
give that; for ``None``, and where the general way made an Option or anything else, the method itself is
called. The Option would be fresh, and die with the call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.forms import native_forms, pieces
from bindrune.core.codegen.forms.tables import driven, general, table
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind


def unwrapped(body: Body, node: Any) -> tuple[str, Kind] | None:
    """The value of ``unwrap`` or ``expect`` on such a call."""
    inner = node.receiver
    if node.params or inner.__class__ is not ir.CallMethod or body.emission.has_method(inner.name):
        return None
    if [arg.__class__ for arg in node.args] != {"unwrap": [], "expect": [ir.Str]}.get(node.name):
        return None
    forms = native_forms.BY_NAME.get(inner.name, ())
    if inner.params or not forms or not all(form.payload for form in forms):
        return None
    found = pieces.operands(body, [inner.receiver, *inner.args], *pieces.key_at(body, inner))
    if not body.reached:
        return "None", k.NEVER
    (receiver, kind), *args = found
    receiver = body.named(receiver, kind)
    fitting = native_forms.fitting(native_forms.forms(inner, kind, len(args)), args)
    given = native_forms.ready(body, args)
    message = "".join(f", string({arg.text!a})" for arg in node.args)
    methods = table(body, node, len(node.args) + 1)
    name = body.temp()
    if not fitting or native_forms.branches(body, inner, fitting, (receiver, kind), given, name, apart=True):
        if fitting:
            body.open("else:")
        pieces.boxed(body, given)
        general(body, inner, receiver)(name, given)
        driven(body, name, f"{methods}[{name}.__class__]({name}{message})", node.span)
        if fitting:
            body.close()
    if fitting:
        body.put(f"if {name} is END: {name} = " + body.mark(f"{methods}[Nothing](nothing(){message})", node.span))
    for text, of in args:
        if of == k.PIECE:
            pieces.forget(body, plain(text))
    body.release([receiver, *[plain(text) for text, _ in [*args, *given]]])
    result = body.known(node)
    if result.name not in k.INLINE:
        body.owned.append(name)
    return name, result
