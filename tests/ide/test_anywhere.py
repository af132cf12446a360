"""No text and no place makes a feature of editors fail: recorded programs, damaged at random, asked everywhere."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.ide.completion import complete_at
from bindrune.core.ide.definition import definition
from bindrune.core.ide.hover import hover
from bindrune.core.ide.snapshot import take_snapshot
from bindrune.core.ide.symbols import symbols

PROGRAM = (Path(__file__).parent / "everything.rn").read_text("utf-8")
PIECES = (
    ".", "::", "let x = ", "fn ", "{", "}", "(", ")",
    "match ", "if ", "struct ", "use ", '"', "`", "${", "!", "|", "impl ",
    "println!(", "#[", "'a", "enum E {", "select {", ";", "😀", "/*", "\r\n", "",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PROGRAM)), st.integers(0, 30), st.sampled_from(PIECES), st.booleans(), st.data())
def test_damaged_programs(at: int, gone: int, piece: str, cut: bool, data: st.DataObject) -> None:
    text = PROGRAM[:at] + piece + ("" if cut else PROGRAM[at + gone :])
    snapshot = take_snapshot(text, "a")
    symbols(snapshot.trees[0])
    places = st.integers(0, len(text)) | st.integers(at, at + len(piece)).map(lambda o: min(o, len(text)))
    for offset in data.draw(st.lists(places, max_size=8)):
        complete_at(snapshot, 0, offset)
        hover(snapshot, 0, offset)
        definition(snapshot, 0, offset)
