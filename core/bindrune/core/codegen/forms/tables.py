"""Instance calls by the table of the call: what a method does, by the class of its receiver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.source import Span


def table(body: Body, node: Any, given: int) -> str:
    """The table of an instance call with this many arguments, its receiver among them."""
    return body.bind("M", ("method", node.name, node.params, given))


def driven(body: Body, name: str, text: str, span: Span) -> None:
    """Lines that give ``name`` what a native returns, and drive it if it asks for something."""
    body.put(f"{name} = " + body.mark(text, span))
    body.put(f"if {name}.__class__ is Driven: {name} = " + body.mark(f"drive({name})", span))


def general(body: Body, node: Any, receiver: str) -> Callable[[str, Sequence[tuple[str, Kind]]], None]:
    """What writes a call by its table."""

    def write(name: str, args: Sequence[tuple[str, Kind]]) -> None:
        listed = "".join(f", {text}" for text, _ in args)
        driven(body, name, f"{table(body, node, len(args) + 1)}[{receiver}.__class__]({receiver}{listed})", node.span)

    return write
