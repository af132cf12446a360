"""Native functions as the machine sees them, and the protocol by which they call back into scripts.

A ``Native`` is one function, method, constructor or protocol function that Python provides. The
machine calls ``native.handler(*arguments)`` with script values after it has compared
``native.arity`` with the number of arguments (``-1`` takes any number; a method counts its
receiver) and takes the result as a script value; ``None`` is unit. What goes wrong is raised as
``VmError`` and gets its place from the machine.

``handler`` checks and converts its arguments. It is built from the row's signature at the first
access of the attribute, as are ``arity`` and ``params``; a program pays for the natives that it
uses only.

**Requests.** Where script code may have to run, a handler (or an operation) returns a *Python
generator object* instead of a value; no script value ever is one, so ``result.__class__ is Driven``
tells. The machine drives it on its explicit frame stack. It yields requests and is sent the
answers:

* ``(callee, arguments)``: call a Function value or another ``Native`` with a tuple of values; the
  answer is the result.
* a generator object: drive that one as a frame of its own; the answer is what it returns. So
  nesting of generators costs no C stack, and handlers write ``if r.__class__ is Driven: r = yield r``
  after calling an operation.
* an ``int`` n: charge n units of fuel; the answer is ``None``.

What the generator returns is the result. An error of a callee is thrown into it
(``generator.throw``), so that ``finally`` clauses run. It may catch a ``VmError`` and go on with
other requests, but must raise it in the end. Dropping an unfinished one closes it.

**Iteration.** Iterators (``values.Iterator``) have the Python method ``step()``: it returns the
next element, ``END``, or a generator object whose result is one of those two. The machine's ``for``
and every adapter use ``step`` and allocate no ``Option``; the protocol NEXT and the method ``next``
wrap it. A native loop charges one unit of fuel a round.
"""

from __future__ import annotations

from types import GeneratorType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, Final

    from bindrune.core.vm.types import TypeInfo

Driven = GeneratorType
"""The class of handlers' generator objects: ``result.__class__ is Driven``."""

if TYPE_CHECKING:
    Driving = Generator[Any, Any, Any]


class End:
    """What ``step`` returns when an iterator has no more elements. Not a value of scripts."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "END"


END: Final = End()


class Native:
    """One native function; see the module's text.

    ``path`` is its item path (``::std::vec::Vec::push``), ``owner`` the type it belongs to,
    ``protocol`` the name of the protocol it implements (then it has no name that scripts can use).
    ``type_params`` are the item paths of the generic parameters that are part of its identity
    (``collect::<Vec>``). ``fuel`` is what a call charges beforehand, ``capability`` what a host
    must grant. ``bulk`` is a form of C-level Python for pure arguments, ``inline`` a source
    template for the code generator. ``signature`` is the row as written, ``source`` the function as
    written.
    """

    __slots__ = (
        "arity",
        "build",
        "bulk",
        "calls_back",
        "capability",
        "deprecated",
        "fuel",
        "handler",
        "inline",
        "name",
        "owner",
        "params",
        "path",
        "protocol",
        "signature",
        "source",
        "type_params",
    )

    arity: int
    params: tuple[Any, ...]
    handler: Callable[..., Any]

    def __init__(
        self,
        path: str,
        name: str,
        signature: str,
        source: Callable[..., Any],
        build: Callable[[Native], None],
        owner: TypeInfo | None = None,
    ) -> None:
        self.path = path
        self.name = name
        self.signature = signature
        self.source = source
        self.build = build
        self.owner = owner
        self.protocol: str | None = None
        self.type_params: tuple[str, ...] = ()
        self.calls_back = False
        self.fuel = 0
        self.capability: str | None = None
        self.deprecated: str | None = None
        self.bulk: Callable[..., Any] | None = None
        self.inline: str | None = None

    def __getattr__(self, name: str) -> Any:
        """Build ``handler``, ``arity`` and ``params`` when one of them is first asked for."""
        if name not in ("handler", "arity", "params"):
            raise AttributeError(name)
        self.build(self)
        return getattr(self, name)

    def __repr__(self) -> str:
        return f"<native {self.path}>"
