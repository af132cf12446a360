"""Inputs of the fuzzer: each is a function of its seed, made of random text or of a program of the corpus.

The corpus are the programs of the conformance files and those that the differential tests generate.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.conformance.chunks import read_chunks
from tests.differential.program import generate
from tests.fuzz import grammar, mutations

CONFORMANCE = Path(__file__).resolve().parents[1] / "conformance"


def corpus() -> list[tuple[str, bool]]:
    """Return the programs of the conformance files: their text, and whether they are scripts."""
    programs = []
    for path in sorted(CONFORMANCE.rglob("*.rn")):
        for chunk in read_chunks(path):
            programs.append((chunk.text.strip("\n") + "\n", not chunk.tags & {"module", "test"}))
    return programs


def make(seed: int, programs: list[tuple[str, bool]]) -> tuple[str, bool]:
    """Return the input of a seed, and whether it is to be taken for a script."""
    random = Random(seed)
    kind = random.random()
    if kind < 0.05:
        return mutations.soup(random), random.random() < 0.5
    if kind < 0.08:
        return mutations.noise(random), random.random() < 0.5
    if kind < 0.11:
        return mutations.nest(random), random.random() < 0.7
    if kind < 0.13:
        return mutations.grow(random), True
    if kind < 0.38:
        return grammar.write(random), random.random() < 0.8
    if kind < 0.43:
        text, script = generate(seed), True
    else:
        text, script = random.choice(programs)
    if kind < 0.50:
        return text[: mutations.MAX_LENGTH], script
    if kind < 0.60:
        return mutations.splice(random, text, random.choice(programs)[0]), script
    return mutations.mutate(random, text), script
