"""What cells give: results, errors, shared state, interrupts, completion while busy."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kernel.conftest import Client

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_a_result_has_text_and_html(kernel: Client) -> None:
    reply, output = kernel.run("[#{ a: 1, b: 2 }, #{ a: 3, b: 4 }]")
    assert reply["status"] == "ok"
    ((kind, content),) = output
    assert kind == "execute_result"
    assert content["data"]["text/plain"].startswith("[{")
    assert content["data"]["text/html"].count("<tr>") == 3


def test_unit_shows_nothing(kernel: Client) -> None:
    assert kernel.run("let quiet = 1;")[1] == []


def test_cells_share_variables_and_items(kernel: Client) -> None:
    kernel.run("let shared = 20; fn double(n) { n * 2 }")
    _, output = kernel.run("double(shared) + 2")
    assert output[0][1]["data"]["text/plain"] == "42"


def test_earlier_results_are_out_and_underscore(kernel: Client) -> None:
    _, output = kernel.run("40 + 1")
    number = output[0][1]["execution_count"]
    assert kernel.run("_ + 1")[1][0][1]["data"]["text/plain"] == "42"
    _, output = kernel.run(f"Out[{number}] + 1")
    assert output[0][1]["data"]["text/plain"] == "42"


def test_an_error_is_one_message_with_the_place(kernel: Client) -> None:
    reply, output = kernel.run("let n = 0;\n10 / n")
    assert reply["status"] == "error"
    ((kind, content),) = output
    assert kind == "error"
    text = ANSI.sub("", "\n".join(content["traceback"]))
    assert "Division by zero" in text
    assert ":2:1" in text
    assert "10 / n" in text


def test_a_failed_cell_changes_no_binding(kernel: Client) -> None:
    kernel.run("let kept = 1;")
    kernel.run('let kept = 2; panic!("no");')
    assert kernel.run("kept")[1][0][1]["data"]["text/plain"] == "1"


def test_streams_arrive_in_order(kernel: Client) -> None:
    _, output = kernel.run('for i in 0..2000 { println!("line {}", i); }')
    text = "".join(content["text"] for kind, content in output if kind == "stream")
    assert text == "".join(f"line {i}\n" for i in range(2000))


def test_an_interrupt_is_a_message_and_keeps_the_session(kernel: Client) -> None:
    kernel.run("let before = 7;")
    sent = kernel.client.execute("loop {}")
    wait_until_busy(kernel, sent)
    interrupt = kernel.client.session.msg("interrupt_request")
    kernel.client.control_channel.send(interrupt)
    reply, output = kernel.finish(sent)
    assert reply["status"] == "error"
    assert output[0][1]["ename"] == "Interrupted"
    assert kernel.run("before")[1][0][1]["data"]["text/plain"] == "7"


def test_completion_answers_while_a_cell_runs(kernel: Client) -> None:
    sent = kernel.client.execute("loop {}")
    wait_until_busy(kernel, sent)
    asked = kernel.client.complete("std::option::Op")
    while True:
        reply = kernel.client.get_shell_msg(timeout=30)
        if reply["parent_header"]["msg_id"] == asked:
            break
    assert "Option" in reply["content"]["matches"]
    kernel.client.control_channel.send(kernel.client.session.msg("interrupt_request"))
    assert kernel.finish(sent)[0]["status"] == "error"


def test_functions_capture_nothing_and_the_help_says_so(kernel: Client) -> None:
    kernel.run("let outside = 5;")
    _, output = kernel.run("fn inside() { outside }")
    text = ANSI.sub("", "\n".join(output[0][1]["traceback"]))
    assert "capture" in text
    assert "|" in text


def wait_until_busy(kernel: Client, sent: str) -> None:
    """Return when the cell has begun to run."""
    while True:
        message = kernel.client.get_iopub_msg(timeout=30)
        if message["parent_header"].get("msg_id") == sent and message["msg_type"] == "execute_input":
            time.sleep(0.2)
            return
