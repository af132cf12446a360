"""Interrupts that come while Python frees a value."""

from __future__ import annotations

import sys
import time

import pytest

from bindrune.repl import cli


class Dying:
    """What is interrupted while it is freed."""

    def __del__(self) -> None:
        raise KeyboardInterrupt


def test_an_interrupt_in_a_finaliser_comes_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dispatch(words: list[str], terminal: object) -> int:
        Dying()
        for _ in range(100):
            time.sleep(0.1)
        return 0

    monkeypatch.setattr(cli, "_dispatch", dispatch)
    hook = sys.unraisablehook
    assert cli.main([]) == 130
    assert sys.unraisablehook is hook
    assert "Interrupted" in capsys.readouterr().err
