"""Programs of the conformance files with some of their operands written in another way that has the same value.

What a tier knows of an operand decides what it writes for the operation around it: a literal is known in full, what a
call gives by its class, what a closure gives perhaps not at all. The files have most operations with literals; here
literals and locals become calls that print, blocks, branches, matches and loops that have their value, so that
operations meet operands that have effects, need statements, or are known in part. Half of the programs are put into a
function, a loop, a generator or another thing that has code in it. Some end in other errors than before, since an
operand that is called is no longer the local itself: what counts is that both tiers do the same. The reference is not
asked: it loses many a value that a block or a match gives to an operation.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import count

from bindrune.core.api import MemoryIO, build_text
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.lexer import lex
from tests.conformance.chunks import FOLDER, all_chunks

_WHOLE = (
    "fn zz_all() {{\n{0}\n}}\nzz_all();", "for zz in 0..2 {{\n{0}\n}}", "let zz_all = || {{\n{0}\n}};\nzz_all();",
    "fn zz_all() {{ let zz = {{\n{0}\n}}; yield zz; }}\nfor zz in zz_all() {{ println!(\"~\"); }}",
    "async fn zz_all() {{\n{0}\n}}\nzz_all().await;", "let zz = 0; while zz < 2 {{ zz += 1;\n{0}\n}}",
    "let zz = loop {{ break {{\n{0}\n}}; }};", "let zz = match 1 {{ 1 if zz_yes() => {{\n{0}\n}}, _ => () }};",
)  # fmt: skip
"""Ways to write a whole program: in a function, a loop, a closure, a generator and so on."""

Place = tuple[int, int]
"""Where an operand begins and ends in its text."""

_WORLD = ("cli/", "std/fs", "std/http", "std/process", "std/signal", "std/time")
"""The files whose programs do something with the world around, or do it in time."""
_LITERALS = frozenset((t.NUMBER, t.CHAR, t.STRING, t.BYTE))
_NOT_BEHIND = frozenset(
    (".", "-", "::", "|", "let", "fn", "struct", "enum", "mod", "use", "const", "static", "for", "break", "continue")
)
_NOT_BEFORE = frozenset(("(", "::", "!", "{", ":", "=", "+=", "-=", "*=", "/=", "%=", "=>"))
"""What stands beside names that are no operands, and beside locals that are places."""

_FORMS = (
    "{{ let zq = {0}; zq }}", "(|zx| zx)({0})", "(loop {{ break {0}; }})", "(match {0} {{ zq => zq }})",
    "(if zz_yes() {{ {0} }} else {{ {0} }})", "zz_same({0})", "zz_told({0})", "zz_asked({0})",
)  # fmt: skip
"""Ways to write an operand; one more is a function that gives just this, which a local cannot be."""

_HEAD = (
    'fn zz_yes() { true } fn zz_same(x) { x } fn zz_told(x) { println!("~"); x } '
    "fn zz_asked(x) { if x is Option { return x; } x }"
)


@cache
def _texts() -> list[str]:
    """The scripts of the conformance files."""
    found = []
    for chunk in all_chunks():
        where = chunk.path.relative_to(FOLDER).as_posix()
        text = chunk.text.strip()
        if not chunk.tags and not where.startswith(_WORLD) and not text.startswith("#!"):
            found.append(text)
    return found


def _compiles(text: str) -> bool:
    return build_text(text, script=True, io=MemoryIO()).ok


def rewritten(seed: int) -> str:
    """The program of a seed: the next one of the files that compiles, rewritten where it still does then."""
    rng = random.Random(f"rewritten {seed}")
    texts = _texts()
    text = next(text for at in count(seed) if _compiles(text := texts[at % len(texts)]))
    edits = [(place, rng.randrange(len(_FORMS) + 1)) for place in _places(text, rng)]
    made = _with(text, edits)
    if not _compiles(made):
        edits = [edit for edit in edits if _compiles(_with(text, [edit]))]
        made = _with(text, edits)
        while edits and not _compiles(made):
            edits.pop()
            made = _with(text, edits)
    head, rest = made.split("\n", 1)
    whole = f"{head}\n{rng.choice(_WHOLE).format(rest)}\n"
    return whole if rng.random() < 0.5 and _compiles(whole) else made


def _places(text: str, rng: random.Random) -> list[Place]:
    """Where literals and some locals stand that may be operands."""
    tokens = lex(text)
    words = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    found = []
    for at, kind in enumerate(tokens.kinds):
        is_local = kind == t.IDENT and (at + 1 == len(words) or words[at + 1] not in _NOT_BEFORE) and rng.random() < 0.4
        if (kind in _LITERALS or is_local) and (at == 0 or words[at - 1] not in _NOT_BEHIND):
            found.append((tokens.starts[at], tokens.ends[at]))
    return found


def _with(text: str, edits: list[tuple[Place, int]]) -> str:
    functions = [_HEAD]
    pieces = []
    done = 0
    for (start, end), way in edits:
        operand = text[start:end]
        pieces.append(text[done:start])
        done = end
        if way < len(_FORMS):
            pieces.append(_FORMS[way].format(operand))
        else:
            functions.append(f'fn zz{len(functions)}() {{ println!("~"); {operand} }}')
            pieces.append(f"zz{len(functions) - 1}()")
    return " ".join(functions) + "\n" + "".join([*pieces, text[done:]]) + "\n"
