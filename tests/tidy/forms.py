"""The table in `docs/codegen.md` that relates nodes of the IR, opcodes and what the fast tier writes.

`python -m tests.tidy.forms` rewrites it; a test checks that it is fresh. Nothing in it is written by hand: the programs
of `form_examples.py` are assembled and emitted, and what came of the node in question is noted on the way. Opcodes
are those that the assembler emits itself for a node, without those of its operands; the functions come from the
registries of `codegen` (`gives`, `does`, `tails`, `STORES`, `CONDITIONS`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import bindrune.core.codegen.emit  # noqa: F401 - fills the registries
from bindrune.core.api import MemoryIO, build_text
from bindrune.core.codegen import body
from bindrune.core.codegen.forms import operators, patterns
from bindrune.core.codegen.writer import plain
from bindrune.core.compile.assemble import program
from bindrune.core.compile.assemble.expressions import Expressions
from bindrune.core.ir import nodes
from tests.tidy.form_examples import ALSO, EXAMPLES, Example

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.api import Build

PAGE = Path(__file__).resolve().parents[2] / "docs" / "codegen.md"
MARK = "<!-- forms: generated -->\n"
REGISTRIES: tuple[tuple[str, dict[type, Callable[..., Any]]], ...] = (
    ("effect", body.EFFECTS),
    ("value", body.VALUES),
    ("branches", body.STORES),
    ("tail", body.TAILS),
    ("condition", operators.CONDITIONS),
)
_SHARED = ("body.effect", "body.stored")
"""What registers a node twice; the function behind it is told."""


def node_classes() -> list[type[nodes.Node]]:
    """Expressions and patterns, as the table of nodes has them."""
    kinds = [kind for kind in vars(nodes).values() if isinstance(kind, type)]
    return [kind for kind in kinds for way in (nodes.Expr, nodes.Pat) if issubclass(kind, way) and kind is not way]


def built(example: Example) -> Build:
    """The program of an example."""
    made = build_text(f"{example.items}\n{example.body}\n", "f.rn", io=MemoryIO())
    assert made.ok, (example, made.diagnostics)
    return made


def opcodes(cls: type, made: Build) -> list[str]:
    """The operations that the assembler emits for the nodes of a class in `f` themselves."""
    found: list[str] = []
    stack: list[Any] = []

    def within(name: str) -> Any:
        inner = getattr(Expressions, name)

        def step(self: Expressions, node: Any, *rest: Any, **options: Any) -> Any:
            stack.append(node)
            try:
                return inner(self, node, *rest, **options)
            finally:
                stack.pop()

        return mock.patch.object(Expressions, name, step)

    emit = Expressions.emit

    def note(self: Expressions, span: Any, name: str, *operands: Any) -> None:
        returns = name == "return" and cls is not nodes.Return  # of a value that is the function's
        if self.fn.name == "f" and stack and stack[-1].__class__ is cls and name not in found and not returns:
            found.append(name)
        emit(self, span, name, *operands)

    assert made.ir is not None
    noting = mock.patch.object(Expressions, "emit", note)
    with within("into"), within("value"), within("tail"), within("_pattern"), noting:
        program.assemble(made.ir)
    return found


class Written:
    """What was written for the first node of a class in `f`: its lines, and the text of its value."""

    def __init__(self, cls: type) -> None:
        self.cls = cls
        self.node: Any = None
        self.lines: list[str] = []

    def noting(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        """A registered function that notes what it does to the node."""

        def step(writer: body.Body, node: Any, *rest: Any) -> Any:
            mark, depth = len(writer.lines), writer.depth
            if self.node is None and writer.fn.name == "f":
                self.node = node
            made = inner(writer, node, *rest)
            if node is self.node:
                self.lines = [plain(line)[depth:] for line in writer.lines[mark:]]
                text = made[0] if made.__class__ is tuple else made
                if text.__class__ is list:  # the tests of a pattern
                    text = " and ".join(text)
                if text.__class__ is str:
                    self.lines.append(f"→ {plain(text)}")
            return made

        return step

    def looking(self, writer: body.Body, pattern: Any, text: str, kind: Any, found: Any) -> None:
        """`patterns.look`, noting the tests of the pattern."""
        mark = len(found.tests)
        if self.node is None and writer.fn.name == "f" and pattern.__class__ is self.cls:
            self.node = pattern
        _look(writer, pattern, text, kind, found)
        if pattern is self.node:
            self.lines = [f"→ {plain(' and '.join(found.tests[mark:]))}"]
            self.lines += [f"{writer.slot(slot)} = {plain(part)}" for slot, part, _ in found.binds]


_look = patterns.look


def emitted(cls: type, made: Build) -> tuple[str, list[str]]:
    """The text of the first node of a class in `f`, and what is written for it."""
    written = Written(cls)
    patches: list[Any] = [
        mock.patch.dict(registry, {cls: written.noting(registry[cls])}) for _, registry in REGISTRIES if cls in registry
    ]
    for name in ("patterns", "flow"):
        patches.append(mock.patch(f"bindrune.core.codegen.forms.{name}.look", written.looking))
    # The nodes stand in a function of their own.
    patches.append(mock.patch("bindrune.core.codegen.forms.leaves.is_leaf", lambda *_: False))
    if cls is nodes.Matches:
        matches = written.noting(patterns.matches)
        patches += [mock.patch(f"bindrune.core.codegen.forms.{name}.matches", matches) for name in ("flow", "loops")]
    for patch in patches:
        patch.start()
    try:
        made.emit(made.machine(), made.entries())
    finally:
        for patch in patches:
            patch.stop()
    assert written.node is not None, cls
    span = written.node.span
    return made.sources[span.source].text[span.start : span.end], written.lines


def writers(cls: type) -> dict[str, str]:
    """The functions that write a class of nodes, by the way in which it is written."""
    found = {}
    for way, registry in REGISTRIES:
        function = registry.get(cls)
        if function is not None:
            name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
            if name not in _SHARED:
                found[way] = name
    if issubclass(cls, nodes.Pat):
        found["test"] = "patterns.look"
    return found


def sections() -> str:
    """The generated part of the page: a table of all nodes, then the forms of each."""
    rows = ["| node | opcodes | written by | a form |", "|---|---|---|---|"]
    forms: list[str] = []
    for cls in node_classes():
        name = cls.__name__
        codes: list[str] = []
        texts: list[str] = []
        if name in ALSO:
            codes += opcodes(cls, built(Example("", ALSO[name], "")))
        for example in EXAMPLES[name]:
            codes += [code for code in opcodes(cls, built(example)) if code not in codes]
            text, lines = emitted(cls, built(example))
            note = f"    # {example.note}" if example.note else ""
            texts.append("\n".join([" ".join(text.split()) + note, *(f"    {line}" for line in lines)]))
        by = ", ".join(f"`{function}` ({way})" for way, function in writers(cls).items())
        form = f"`{_brief(texts[0])}`".replace("|", "\\|") if texts else ""
        rows.append(f"| `{name}` | {', '.join(f'`{code}`' for code in codes) or '–'} | {by} | {form} |")
        if texts:
            doc = " ".join((cls.__doc__ or "").split())
            forms += ["", f"### `{name}`", "", doc, "", "```text", "\n\n".join(texts), "```"]
    return "\n".join(["", *rows, *forms]) + "\n"


def _brief(text: str) -> str:
    """The first line of a form."""
    _, first, *others = text.split("\n")
    return first.strip().removeprefix("→ ") + (" …" if others and others[0] else "")


def fresh(page: str) -> str:
    """The page with its table made anew."""
    return page[: page.index(MARK) + len(MARK)] + sections()


if __name__ == "__main__":
    PAGE.write_text(fresh(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
