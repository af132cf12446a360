"""Emitted modules: what the fast tier runs of a program, as plain data that can be written to a file.

A module is a code object of Python whose places are those of the program, what its functions are and what its
names refer to, and what was refused and why. Nothing in it belongs to a machine; ``running/loading.py`` finds what the
names stand for. The places and replays of instructions are read after an error only, so they stay packed until
then.

**Files.** A header, the version of Python's bytecode, a checksum over all that follows, and the data as
``marshal`` writes it. A file that was cut off, altered or written by another Python is none.
"""

from __future__ import annotations

import marshal
from _frozen_importlib_external import MAGIC_NUMBER
from itertools import islice
from types import CodeType

from bindrune.core.formatting.digests import blake2b
from bindrune.core.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, Final

    from bindrune.core.codegen.writer import Open
    from bindrune.core.source import Sources

HEADER: Final = b"RUNP"
VERSION: Final = 12
_CHECKSUM: Final = 16

Function = tuple[str, str, int, bool]
"""Item, name of the Python function (or of what makes it), number of captures, whether it is the generic version."""
Run = tuple[int, int, int, int, int, tuple[str, ...], tuple[tuple[str, int, int, int], ...]]
"""Instructions with one mark: the first, the one behind the last, then source, start and end of the span, replay, and
the closures that were written in place around them: item, and source, start and end of the call's span."""


class Site:
    """What an instruction stands for: its span, and how its operation is run again for the error it has."""

    __slots__ = ("replay", "span", "within")

    def __init__(self, span: Span, replay: tuple[str, ...], within: tuple[tuple[str, Span], ...] = ()) -> None:
        self.span = span
        self.replay = replay
        self.within = within


class Module:
    """An emitted program.

    ``code`` defines the functions. For each code object in it, in the order of ``codes``, ``owners`` has the item
    of its function (or ``None``), ``files`` the number of the source it comes from, and ``marks`` (packed) its runs and
    the table and first line of its text. Behind these, ``marks`` has the loops in which the lines of the text lie.
    """

    __slots__ = (
        "_known", "_loops", "_runs", "_tables", "bindings", "code", "files", "functions", "marks", "names", "owners",
        "placed", "refused",
    )  # fmt: skip

    def __init__(
        self,
        code: CodeType,
        functions: list[Function],
        refused: dict[str, str],
        placed: list[str],
        bindings: list[tuple[str, tuple[Any, ...]]],
        names: list[str],
        owners: list[str | None],
        files: list[int],
        marks: bytes,
    ) -> None:
        self.code = code
        self.functions = functions
        self.refused = refused
        self.placed = placed
        """The closures whose bodies stand in place of calls of theirs."""
        self.bindings = bindings
        self.names = names
        """The names of the program's sources, as the code objects have them."""
        self.owners = owners
        self.files = files
        self.marks = marks
        self._runs: list[list[Run]] | None = None
        self._tables: list[tuple[bytes, int]] = []
        self._loops: dict[int, Open] = {}
        self._known: dict[tuple[int, int], tuple[str, ...]] = {}

    def _unpack(self) -> list[list[Run]]:
        if self._runs is None:
            self._runs, self._tables, self._loops = marshal.loads(self.marks)
        return self._runs

    def site(self, number: int, at: int) -> Site | None:
        """What instruction ``at`` of a code object stands for."""
        for start, end, source, first, last, replay, within in self._unpack()[number]:
            if start <= at < end:
                calls = tuple((item, Span(*call)) for item, *call in within)
                return Site(Span(source, first, last), replay, calls)
        return None

    def turns(self, number: int, at: int) -> tuple[str, ...]:
        """The counts of the turns that have begun in the loops around instruction ``at`` of a code object."""
        known = self._known.get((number, at))
        if known is None:
            known = self._known[number, at] = self._turns(number, at)
        return known

    def _turns(self, number: int, at: int) -> tuple[str, ...]:
        self._unpack()
        if not self._loops:
            return ()
        from opcode import opname

        table, first = self._tables[number]
        code = next(islice(codes(self.code), number, None))
        line = 0
        for start, end, found in code.replace(co_linetable=table, co_firstlineno=first).co_lines():
            line = found or line
            if start <= 2 * at < end:
                break
        around, heads = self._loops.get(line, ((), ""))
        # Of the head of a loop only what asks for an element lies in it.
        return (*around, heads) if heads and opname[code.co_code[2 * at]] == "FOR_ITER" else around

    def name_sources(self, sources: Sources) -> None:
        """Let the code name the files of ``sources``: the same texts may lie elsewhere than when it was written."""
        names = source_names(sources)
        if names != self.names:
            self.names = names
            files = iter(self.files)
            self.code = _renamed(self.code, names, files)


def source_names(sources: Sources) -> list[str]:
    """How code objects name the sources."""
    return [source.path or source.name for source in sources]


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code object and those in it, inner ones first."""
    for const in code.co_consts:
        if const.__class__ is CodeType:
            yield from codes(const)
    yield code


def _renamed(code: CodeType, names: Sequence[str], files: Iterator[int]) -> CodeType:
    inner = tuple(_renamed(const, names, files) if const.__class__ is CodeType else const for const in code.co_consts)
    return code.replace(co_consts=inner, co_filename=names[next(files)])


def _version() -> bytes:
    return VERSION.to_bytes(2, "little") + MAGIC_NUMBER


def dump_module(module: Module) -> bytes:
    """Return the file of a module."""
    data = (
        module.code, module.functions, module.refused, module.placed, module.bindings, module.names, module.owners,
        module.files, module.marks,
    )  # fmt: skip
    body = _version() + marshal.dumps(data)
    return HEADER + blake2b(body, digest_size=_CHECKSUM).digest() + body


def load_module(blob: bytes) -> Module | None:
    """Return the module of a file, or ``None`` if it is not one that this Python wrote as a whole."""
    start = len(HEADER) + _CHECKSUM
    body = memoryview(blob)[start:]
    version = _version()
    if blob[: len(HEADER)] != HEADER or bytes(body[: len(version)]) != version:
        return None
    if blake2b(body, digest_size=_CHECKSUM).digest() != blob[len(HEADER) : start]:
        return None
    return Module(*marshal.loads(body[len(version) :]))
