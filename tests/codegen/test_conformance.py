"""Every program of the conformance files does in the fast tier what it does under the reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.chunks import Chunk, all_chunks, same
from tests.conformance.outcomes import outcome


@pytest.mark.parametrize("chunk", all_chunks(), ids=lambda chunk: chunk.id)
def test_chunk(chunk: Chunk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TIER", "1")
    actual = outcome(chunk, tmp_path, None)
    if not same(chunk.wanted, actual):
        shown = [chunk.id, chunk.text.strip(), "wanted:", *chunk.wanted, "got:", *actual]
        pytest.fail("\n".join(shown), pytrace=False)
