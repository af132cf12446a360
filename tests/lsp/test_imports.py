"""What the language server loads: never the virtual machine, which editors have no use for."""

from __future__ import annotations

import subprocess
import sys

FORBIDDEN = {"vm", "runtime", "std", "compile", "codegen", "session", "reload", "api"}
CODE = """
import sys
import bindrune.lsp.server
from bindrune.core.ide.completion import complete_at
from bindrune.core.ide.hover import hover
from bindrune.core.ide.snapshot import take_snapshot
snapshot = take_snapshot("let v = [1]; v.push(2)", "a")
hover(snapshot, 0, 16), complete_at(snapshot, 0, 15)
print(*sys.modules)
"""


def test_no_virtual_machine_is_loaded() -> None:
    shown = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    loaded = [name.split(".") for name in shown.stdout.split() if name.startswith("bindrune.core.")]
    assert loaded and not FORBIDDEN & {parts[2] for parts in loaded}
