"""Cells that wait for Ctrl-C: the signal is theirs while they wait, and an interrupt before and after."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kernel.conftest import Client

WAITS = """
async fn tell() { println!("ready"); time::sleep(time::Duration::MAX).await }
select { r = signal::ctrl_c() => r, _ = tell() => "slept" }
"""


def wait_until_ready(kernel: Client, sent: str) -> None:
    """Return when the cell has printed something; by then it listens."""
    while True:
        message = kernel.client.get_iopub_msg(timeout=30)
        if message["parent_header"].get("msg_id") == sent and message["msg_type"] == "stream":
            return


def test_a_cell_that_waits_for_the_signal_gets_it(kernel: Client) -> None:
    sent = kernel.client.execute(WAITS)
    wait_until_ready(kernel, sent)
    os.kill(kernel.process, signal.SIGINT)
    reply, output = kernel.finish(sent)
    assert reply["status"] == "ok"
    assert output[-1][1]["data"]["text/plain"] == "Ok(())"


def test_an_interrupt_ends_such_a_cell(kernel: Client) -> None:
    kernel.run("let kept = 4;")
    sent = kernel.client.execute(WAITS)
    wait_until_ready(kernel, sent)
    kernel.client.control_channel.send(kernel.client.session.msg("interrupt_request"))
    assert kernel.finish(sent)[0]["ename"] == "Interrupted"
    assert kernel.run("kept")[1][0][1]["data"]["text/plain"] == "4"


def test_afterwards_the_signal_interrupts_again(kernel: Client) -> None:
    kernel.run("let stop = signal::ctrl_c(); select { _ = stop => 1, _ = time::sleep(time::Duration::ZERO) => 2 }")
    sent = kernel.client.execute('println!("ready"); time::sleep(time::Duration::MAX).await')
    wait_until_ready(kernel, sent)
    os.kill(kernel.process, signal.SIGINT)
    assert kernel.finish(sent)[0]["ename"] == "Interrupted"
