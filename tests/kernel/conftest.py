"""A live kernel, shared by the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel


class Client:
    """A client that runs a cell and gathers what came of it."""

    def __init__(self, client: Any, process: int) -> None:
        self.client = client
        self.process = process

    def run(self, code: str, **options: Any) -> tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]:
        """Run a cell; return the reply's content and the messages of its output."""
        sent = self.client.execute(code, **options)
        return self.finish(sent)

    def finish(self, sent: str) -> tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]:
        """Return the reply and the output of a request."""
        output = []
        while True:
            message = self.client.get_iopub_msg(timeout=30)
            if message["parent_header"].get("msg_id") != sent:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                break
            if kind not in ("status", "execute_input"):
                output.append((kind, content))
        while True:
            reply = self.client.get_shell_msg(timeout=30)
            if reply["parent_header"].get("msg_id") == sent:
                return reply["content"], output


@pytest.fixture(scope="module")
def kernel() -> Iterator[Client]:
    """A kernel and its client."""
    manager, client = start_new_kernel(kernel_name="bindrune")
    try:
        provisioner: Any = manager.provisioner
        yield Client(client, provisioner.pid)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
