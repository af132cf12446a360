"""Native rows: one item of the standard library is one row, written where its function is written.

How to write a module of the standard library (``std/option.py`` is a complete example)::

    std = Module("::std::option")                  # one for each Rune module
    option = std.type(types.OPTION)                # a type that vm/types.py declares …
    it = std.type(native_type("::std::option::Iter", OptionIter))     # … or one of this module
    option.variant("Some", "fn Some(value: any) -> Option", v.some)
    option.implement(CLONE, PARTIAL_EQ)            # traits of runtime/traits.py: they give methods

    @std.function("fn range(start: i64, end: i64) -> RangeIter", deprecated="Use `..`")
    @option.method("fn unwrap_or(&self, default: any) -> any")   # the first parameter is self
    @option.function("fn new() -> Vec")            # associated, without receiver
    @option.protocol("INTO_ITER", "fn(&self) -> Iter")   # has no name in scripts
    std.constant("MAX", "i64", (1 << 63) - 1)
    duration.constant("ZERO", "Duration", made(0))  # associated; heap values are copied at each use
    option.field("start", get, set)                # Python functions of (cell) and (cell, value)
    std.reexport("Generator", "::std::ops::generator::Generator")
    std.macro("format")

A function that is both method and protocol bears both decorators.

The **signature** says what each argument suffers (table in ``runtime/signatures.py``): ``&self`` is
readable during the call, ``&mut self`` writable, ``self`` moved, ``any`` only aliased; integers
arrive as plain ``int`` in range, ``&str`` as Python text. Checks run from left to right with the
reference's errors; a handler finds its arguments in order. It returns a script value: ``u64(n)``
for sizes, ``string(text)``, ``some(x)``/``nothing()``, ``vec(list)``, ``None`` for unit. A receiver
that is ``Tuple`` may be unit, so ``None``.

**Calling back.** If script code may run, the handler is a Python generator function and the row
says ``calls_back=True``; ``x = yield (function, (argument,))`` calls a Function value (see
``vm/native.py`` for all requests). While it runs a ``&self`` is borrowed and a ``&mut self`` held.
Operations such as ``partial_eq(a, b)``, ``cmp`` or ``it.step()`` may return a generator object:
write ``r = op(…)`` and ``if r.__class__ is Driven: r = yield r``; a plain (non-generator) handler
may also just return it.

**Texts and hashes.** ``DISPLAY_FMT`` returns Python ``str``; ``DEBUG_FMT`` ``str`` or a list of
``str`` and ``Nested(value)`` pieces (``vm/operations/debug.py``), so that nesting costs no stack;
``HASH`` returns ``bytes`` or a list of ``bytes`` and values.

**Options**: ``calls_back``, ``fuel`` (units charged beforehand; what costs by size is a generator
that yields ``len(data) // 64`` before it starts, if that is not 0), ``capability`` (what a host
must grant, one of ``io.CAPABILITIES``: without it a call is a panic that names it),
``deprecated``, ``params=("::std::vec::Vec",)`` (generic parameters that are part of the identity),
``raw=True``: the handler checks its arguments itself (hot rows: test ``a.__class__ is Vec``, else
``refuse(a, types.VEC, "write")`` from ``runtime/arguments.py``), ``bulk`` and ``inline`` (other
forms for tier 1, for rows without capability).

Errors: ``raise VmError(kind, text)``, best by a function of ``vm/faults.py``; ``panic(text)`` from
``vm.errors``; kinds are lower-case with dashes. Documentation and examples stand in ``std/NAME.md``
under headings ``## Option::unwrap_or``; editors read them on demand. A new module is entered in
``std/modules.py``; afterwards run ``python -m bindrune.core.runtime.generate_catalog``.
"""

from __future__ import annotations

from bindrune.core.vm.native import Native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.vm.types import TypeInfo


def make_native(
    path: str,
    signature: str,
    source: Callable[..., Any],
    resolve: Callable[[str], TypeInfo],
    owner: TypeInfo | None = None,
    *,
    protocol: str | None = None,
    calls_back: bool = False,
    fuel: int = 0,
    capability: str | None = None,
    deprecated: str | None = None,
    params: tuple[str, ...] = (),
    raw: bool = False,
    bulk: Callable[..., Any] | None = None,
    inline: str | None = None,
) -> Native:
    """Return the ``Native`` of one row. Its handler is built when it is first used."""
    name = path[path.rindex(":") + 1 :]

    def build(native: Native) -> None:
        from bindrune.core.runtime.signatures import parse

        parsed = parse(signature, short_name(owner) if owner is not None else "Self")
        native.arity = parsed.arity
        native.params = tuple(parsed.params)
        handler = source
        if not raw:
            from bindrune.core.runtime.arguments import wrap

            handler = wrap(source, parsed, resolve, calls_back)
        native.handler = handler if capability is None else guarded(handler, capability)

    native = Native(path, name, signature, source, build, owner)
    native.protocol = protocol
    native.calls_back = calls_back
    native.fuel = fuel
    native.capability = capability
    native.deprecated = deprecated
    native.type_params = params
    native.bulk = bulk
    native.inline = inline
    return native


def guarded(handler: Callable[..., Any], capability: str) -> Callable[..., Any]:
    """Return ``handler`` behind the question whether the host grants ``capability``."""
    from bindrune.core.runtime.active import granting_io

    def ask_and_call(*arguments: Any) -> Any:
        granting_io(capability)
        return handler(*arguments)

    return ask_and_call


def short_name(info: TypeInfo) -> str:
    """The last name of a type's path."""
    return info.item[info.item.rfind(":") + 1 :]
