"""The server with a real editor: a Neovim without a screen, from a wheel, set up as `editors/neovim` says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent


def test_neovim(tmp_path: Path) -> None:
    (tmp_path / "main.rn").write_text("mod util;\nlet total = util::twice(21);\nprintln!(\"😀\"); tot\n")
    (tmp_path / "util.rn").write_text("/// Doubles a number.\npub fn twice(n) {\n    n * 2\n}\n")
    shown = subprocess.run(
        [BIN / "nvim", "--headless", "-u", "NONE", "-i", "NONE", "-l", HERE / "neovim.lua"],
        cwd=tmp_path,
        env={**os.environ, "BINDRUNE": str(BIN / "bindrune"), "XDG_STATE_HOME": str(tmp_path / "state")},
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    assert shown.stdout.splitlines() == [
        "diagnostic 2:18 missing-local No local variable `tot`",
        "typed println!(\"😀\"); total, 0 left",
        "hover ```rune pub fn twice(n) ```  in `util`  ---  Doubles a number.",
        "definition util.rn 2:7",
        "stopped true",
    ]
