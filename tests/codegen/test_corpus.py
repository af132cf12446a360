"""How much of the corpus is emitted, which `docs/architecture.md` tells."""

from __future__ import annotations

from tests.codegen.corpus import corpus


def test_nearly_all_functions_are_emitted() -> None:
    counts = corpus()
    assert counts.share > 99.9, "\n".join(counts.left)
    for kind, n in counts.functions.items():
        if not kind.startswith("immediate"):
            assert counts.emitted[kind] == n, "\n".join(counts.left)
    assert set(counts.reasons) <= {"no function that is emitted refers to it"}
