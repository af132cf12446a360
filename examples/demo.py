"""Run a notebook of Rune cells through the kernel and print each cell with what it gives.

    python examples/demo.py [NOTEBOOK]

This is what `make demo` shows. The notebook file itself is not changed. The exit status is 1 if a cell fails that is
not tagged `raises-exception`.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HERE = Path(__file__).resolve().parent
ANSI = re.compile(r"\x1b\[[0-9;]*m")
MORE = """\
That was {notebook}, run by the kernel. The same language elsewhere:

  in JupyterLab     {bin}/pip install jupyterlab && {bin}/jupyter lab {notebook}
  at a prompt       {bin}/bindrune repl
  from a file       {bin}/bindrune run examples/hello.rn
  in an editor      {bin}/bindrune lsp   is the language server; see editors/
"""


def main() -> int:
    """Run the notebook and print it."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "tour.ipynb"
    color = sys.stdout.isatty()
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(notebook, timeout=120, kernel_name="bindrune")
    status = 0
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "markdown":
                print(f"{cell.source}\n")
                continue
            number = cell_number(notebook, index)
            print(indent(cell.source, f"In [{number}]: "))
            try:
                client.execute_cell(cell, index)
            except CellExecutionError:
                status = 1
            for output in cell.outputs:
                text = output_text(output)
                head = f"Out[{number}]: " if output.output_type == "execute_result" else "        "
                print(indent(text if color else ANSI.sub("", text), head))
            print()
    print(MORE.format(notebook=os.path.relpath(path), bin=os.path.relpath(Path(sys.executable).parent)))
    if status:
        print(f"\nA cell of {path.name} failed.", file=sys.stderr)
    return status


def cell_number(notebook: nbformat.NotebookNode, index: int) -> int:
    """Return which code cell the cell at ``index`` is, from 1."""
    return sum(cell.cell_type == "code" for cell in notebook.cells[: index + 1])


def output_text(output: nbformat.NotebookNode) -> str:
    """Return the plain text of an output."""
    if output.output_type == "stream":
        return str(output.text).rstrip("\n")
    if output.output_type == "error":
        return "\n".join(output.traceback)
    return str(output.data.get("text/plain", ""))


def indent(text: str, head: str) -> str:
    """Return ``text`` with ``head`` before its first line and blanks before the others."""
    blanks = " " * len(head)
    return "\n".join(((blanks if at else head) + line).rstrip() for at, line in enumerate(text.split("\n")))


if __name__ == "__main__":
    sys.exit(main())
