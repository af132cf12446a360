"""Compares natives here and on the reference, on arguments from the corners of their types.

    python -m tests.differential.std --seed 1 --count 5000 [--only char] [--oracle PATH] [--write FILE]

A case is one expression: a form such as `{s}.split({s})` with random literals in its holes. A
hundred make one program that prints each result on a line of its own. A panic ends the program; the
cases behind it go into the next, so the reference is started once a batch and once a panic. What
differs is printed, and with `--write` becomes chunks to be recorded. Random programs
(`tests.differential.run`) combine natives; this table is about the values they are given.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import secrets
import shlex
import sys
from pathlib import Path

from tests.conformance.chunks import agree
from tests.differential import container_calls
from tests.differential.calls import FORMS, case
from tests.differential.outcome import Runner, command
from tests.differential.run import ORACLE
from tests.differential.shapes import ITEMS
from tests.differential.worker import Worker

BATCH = 100

_SIGNS = re.compile(r"-0*(-(?=9223372036854775808))?0*")
_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")


def program(cases: list[str]) -> str:
    """A script that prints the number and the value of each case, one a line."""
    lines = [f'println!("{number} {{:?}}", {text});\n' for number, text in enumerate(cases)]
    return f"{ITEMS} {''.join(lines)}"


def evaluate(run: Runner, cases: list[str]) -> list[str]:
    """The value or the panic of each case."""
    results: list[str] = []
    while len(results) < len(cases):
        rest = cases[len(results) :]
        ended = ""
        for line in run(program(rest)):
            if line.startswith("//> "):
                results.append(_ADDRESS.sub(" at ...>", line.split(" ", 2)[-1]))
            else:
                ended = ended or line
        if ended.startswith("//! error"):
            at = int(ended.split()[2].partition(":")[0]) - 1
            if at < len(rest):
                results += evaluate(run, rest[:at]) if at else []
            results.append(_without_place(ended))
        elif ended:
            results.append(_without_place(ended))
    return results


def alike(wanted: str, found: str) -> bool:
    """Whether two results agree.

    Where the reference aborts, all is well but a fault of ours; it shows the smallest i64 under the
    flag `0` with two signs.
    """
    if wanted.startswith(("//! exit", "//! signal")):
        return not found.startswith("//! internal")
    if wanted == "//! timeout":
        return found == "//! budget"
    if str(-1 << 63) in wanted:
        wanted, found = (_SIGNS.sub("", shown) for shown in (wanted, found))
    return agree(wanted, found)


def _without_place(line: str) -> str:
    """A diagnostic without line and column: the place depends on the batch."""
    words = line.split(" ", 3)
    return " ".join([*words[:2], *words[3:]])


def main() -> int:
    """Compare as the command line says."""
    parser = argparse.ArgumentParser(prog="tests.differential.std", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--only", help="only forms that contain this")
    parser.add_argument("--oracle", default=os.environ.get(ORACLE))
    parser.add_argument("--write", help="append a chunk for each difference to this file")
    given = parser.parse_args()
    if not given.oracle:
        parser.error(f"the reference is needed: --oracle PATH, or {ORACLE}")
    rng = random.Random(given.seed)
    forms = [form for form in [*FORMS, *container_calls.FORMS] if given.only is None or given.only in form]
    cases = [case(forms[i % len(forms)], rng) for i in range(given.count)]
    reference, ours = command([*shlex.split(given.oracle)]), Worker()
    differing: list[tuple[str, str, str]] = []
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        # Ours stays in one process, so that every case can be a program.
        results = [result for text in batch for result in evaluate(ours, [text])]
        for text, wanted, found in zip(batch, evaluate(reference, batch), results, strict=True):
            if not alike(wanted, found):
                differing.append((text, wanted, found))
                print(f"{text}\n    reference: {wanted}\n    here:      {found}", flush=True)
    if given.write:
        chunks = "".join(f'\n//---- differs: {t}\nprintln!("{{:?}}", {t});\n' for t, _, _ in differing)
        with Path(given.write).open("a", encoding="utf-8") as file:
            file.write(chunks)
    print(f"{len(cases)} cases, {len(differing)} differ (--seed {given.seed})")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
