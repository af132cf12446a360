"""From a program to its emitted module: its text written, compiled, and given the places of the program."""

from __future__ import annotations

import gc
import marshal
import sys
from typing import TYPE_CHECKING

from bindrune.core.codegen.module import Module, codes, source_names
from bindrune.core.codegen.positions import relocate
from bindrune.core.codegen.unit import Emission, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType

    from bindrune.core.codegen.forms.waiting import Registers
    from bindrune.core.codegen.module import Run
    from bindrune.core.codegen.positions import Place
    from bindrune.core.codegen.writer import Mark
    from bindrune.core.ir.nodes import Fn, Program
    from bindrune.core.source import Sources, Span

_DEPTH = 50_000
"""The recursion limit while writing: some frames a level of nesting, of expressions and of constants."""

_UNCOMPILED = (SyntaxError, MemoryError, RecursionError, ValueError)
"""What Python says of text that nests deeper than its compiler goes."""


def emit(
    program: Program,
    sources: Sources,
    has_class: Callable[[str, bool], bool],
    held: Callable[[Fn], Registers | None],
    roots: Sequence[str],
) -> tuple[Module, str]:
    """The module of all that the functions ``roots`` need, and its text.

    ``has_class`` is asked whether a type or variant, script or native, has a class of its own, ``held`` what
    waits in registers wherever a generator function is suspended (``forms/waiting.py``).
    """
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEPTH))
    collects = gc.isenabled()
    gc.disable()  # nothing of what is made here is garbage before the end
    try:
        return _emit(program, sources, has_class, held, roots)
    finally:
        sys.setrecursionlimit(limit)
        if collects:
            gc.enable()


def _emit(
    program: Program,
    sources: Sources,
    has_class: Callable[[str, bool], bool],
    held: Callable[[Fn], Registers | None],
    roots: Sequence[str],
) -> tuple[Module, str]:
    names = source_names(sources)
    title = names[0] if names else "<program>"
    try:
        emission = Emission(program, has_class, held, roots)
        written = emission.run()
    except RecursionError:
        refused = {fn.item: "the program nests too deeply" for fn in program.functions}
        nothing = marshal.dumps(([[]], [], {}))
        return Module(compile("", title, "exec"), [], refused, [], [], names, [None], [0], nothing), ""
    try:
        compiled = compile(written.text, title, "exec", dont_inherit=True)
    except _UNCOMPILED:
        _refuse_uncompiled(emission)
        written = Written(emission)
        compiled = compile(written.text, title, "exec", dont_inherit=True)
    return _finish(written, compiled, sources, names), written.text


def _refuse_uncompiled(emission: Emission) -> None:
    for version in (version for found in emission.versions.values() for version in found):
        try:
            compile("\n".join(["def functions(F):", *version.lines]), "<function>", "exec", dont_inherit=True)
        except _UNCOMPILED as error:
            version.refusal = f"Python does not compile it: {str(error) or error.__class__.__name__}"


def _finish(written: Written, compiled: CodeType, sources: Sources, names: list[str]) -> Module:
    owners = {}
    spans = {}
    titles = {}
    for (item, python, _, _), span in zip(written.functions, written.spans, strict=True):
        for name in (python, python + "i"):
            owners[name] = item
            spans[name] = span
            titles[name] = item.removeprefix("::") or "<script>"
    place = _placing(sources)
    pythons = [code.co_name for code in codes(compiled)]
    files = [spans[name].source if name in spans else 0 for name in pythons]
    code, found = relocate(
        compiled, written.marks, written.statements, place, lambda number: names[number] if names else "", spans, titles
    )
    tables = [(code.co_linetable, code.co_firstlineno) for code in codes(compiled)] if written.turns else []
    runs = [[_run(mark, start, end) for start, end, mark in function if mark is not None] for function in found]
    return Module(
        code,
        written.functions,
        written.refused,
        written.placed,
        written.bindings,
        names,
        [owners.get(name) for name in pythons],
        files,
        marshal.dumps((runs, tables, written.turns)),
    )


def _run(mark: Mark, start: int, end: int) -> Run:
    assert mark.replay is not None, "marks of whole lines are for line tables only"
    within = tuple((item, span.source, span.start, span.end) for item, span in mark.within)
    return start, end, mark.span.source, mark.span.start, mark.span.end, mark.replay, within


def _placing(sources: Sources) -> Callable[[Span], Place]:
    def place(span: Span) -> Place:
        source = sources[span.source]
        index = source.line_index
        line, column = index.line_col(span.start)
        last, end = index.line_col(span.end)
        text = source.text
        if text.isascii():
            return line, last, column - 1, end - 1
        return (
            line, last,
            len(text[span.start - column + 1 : span.start].encode("utf-8", "surrogatepass")),
            len(text[span.end - end + 1 : span.end].encode("utf-8", "surrogatepass")),
        )  # fmt: skip

    return place
