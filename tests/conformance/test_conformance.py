"""Every program of the conformance files does here what it does under the reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.chunks import Chunk, all_chunks, same
from tests.conformance.outcomes import outcome


@pytest.mark.parametrize("chunk", all_chunks(), ids=lambda chunk: chunk.id)
def test_chunk(chunk: Chunk, tmp_path: Path) -> None:
    actual = outcome(chunk, tmp_path)
    if not same(chunk.wanted, actual):
        shown = [chunk.id, chunk.text.strip(), "wanted:", *chunk.wanted, "got:", *actual]
        pytest.fail("\n".join(shown), pytrace=False)
