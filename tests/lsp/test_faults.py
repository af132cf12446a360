"""Faults of the server itself: they are logged and shown, and it goes on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.lsp.session import editor, run

if TYPE_CHECKING:
    from pathlib import Path

FAULTY = """
import sys
import bindrune.lsp.programs as programs
from bindrune.lsp.server import serve

whole = programs.take_snapshot

def take_snapshot(text, *rest):
    if "fault" in text:
        raise KeyError("a fault of ours")
    return whole(text, *rest)

programs.take_snapshot = take_snapshot
sys.exit(serve())
"""


def test_a_fault_is_logged_and_shown(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with editor(tmp_path, command=(sys.executable, "-c", FAULTY)) as e:
            uri = e.open("a.rn", "fault")
            (found,) = await e.diagnostics(uri)
            assert found.code == "internal-error" and "not of this program: KeyError" in found.message
            with pytest.raises(Exception, match="fault of ours"):
                await e.hover(uri, 0, 0)
            assert await e.diagnostics(uri, e.edit(uri, "1 + 1")) == []
            assert await e.hover(uri, 0, 0) is None
            assert all("KeyError: 'a fault of ours'" in line for line in e.log) and e.log
            e.log.clear()

    run(scenario())


def test_deep_nesting(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with editor(tmp_path) as e:
            for opening in ("(", "[", "{", "if true {", "|a| ", "-", "f(", "`${"):
                uri = e.open("a.rn", opening * 5000)
                assert await e.diagnostics(uri), opening
                assert await e.complete(uri, 0, 5000 * len(opening)) is not None
                e.close(uri)
                await e.diagnostics(uri, None)
            uri = e.open("a.rn", "let x = " + "(" * 900 + "1" + ")" * 900 + ";\nx\n")
            assert await e.diagnostics(uri) == []
            assert await e.hover(uri, 1, 0) is not None

    run(scenario())
