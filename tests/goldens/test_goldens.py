"""What the stages make of the goldens' programs is what was kept; `python -m tests.goldens.update` writes it anew."""

from __future__ import annotations

from bindrune.core.compile.ops import OPS
from bindrune.core.ir.nodes import Node
from bindrune.core.syntax import nodes as syntax
from bindrune.core.syntax.tree import children
from tests.goldens.forms import ERRORS, FOLDER, PROGRAMS, build_of, goldens, tree_of


def test_goldens() -> None:
    changed = []
    known = {path for folder in ("programs", "errors") for path in (FOLDER / folder).iterdir() if path.suffix != ".rn"}
    for path, text in goldens():
        known.discard(path)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            changed.append(path.name)
    assert (changed, known) == ([], set())


def test_every_instruction_is_among_them() -> None:
    used = {
        instruction[0]
        for path in PROGRAMS
        for function in build_of(path).unit.functions  # type: ignore[union-attr]
        for instruction in function.code
    }
    missing = [op.name for number, op in enumerate(OPS) if number not in used]
    assert missing == []


def test_every_kind_of_ir_node_is_among_them() -> None:
    found: set[str] = set()
    for path in PROGRAMS:
        pending: list[object] = [build_of(path).ir]
        while pending:
            at = pending.pop()
            if isinstance(at, list):
                pending += at
            elif isinstance(at, Node):
                found.add(at.__class__.__name__)
                pending += [getattr(at, name) for name in at.FIELDS]
    assert sorted(concrete(Node) - found) == []


def test_every_kind_of_syntax_node_is_among_them() -> None:
    found: set[str] = set()
    for path in [*PROGRAMS, *ERRORS]:
        tree = tree_of(path)
        pending: list[syntax.Node] = [*tree.inner]
        pending += [segment.node for segment in tree.all_segments() if segment.node is not None]
        while pending:
            node = pending.pop()
            found.add(node.__class__.__name__)
            pending += children(node)
    assert sorted(concrete(syntax.Node) - found) == []


def concrete(cls: type) -> set[str]:
    """The names of the classes below one that nothing else extends, those that lowering makes."""
    every: list[type] = cls.__subclasses__()
    below = [one for one in every if one.__module__ == cls.__module__]
    return {name for one in below for name in concrete(one)} if below else {cls.__name__}
