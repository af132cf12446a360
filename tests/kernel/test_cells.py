"""What cells give: results, errors, shared state, interrupts, completion while busy."""

from __future__ import annotations

import os
import re
import signal
from typing import TYPE_CHECKING, Any

import pytest

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


def test_processes_print_to_the_cell(kernel: Client) -> None:
    code = """
        let command = process::Command::new("sh");
        command.args(["-c", "echo two; echo oops >&2"]);
        println!("one");
        let status = command.spawn().unwrap().wait().await;
        println!("three");
    """
    _, output = kernel.run(code)
    streams = [(content["name"], content["text"]) for kind, content in output if kind == "stream"]
    assert "".join(text for name, text in streams if name == "stdout") == "one\ntwo\nthree\n"
    assert [text for name, text in streams if name == "stderr"] == ["oops\n"]


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


@pytest.mark.parametrize(
    "code",
    [
        "loop {}",
        "fn again(n) { again(n + 1) }\nagain(0)",
        "let v = (0..1000000).iter().collect::<Vec>(); loop { v.sort_by(|a, b| b.cmp(a)); }",
        "(0..).iter().filter(|n| n < 0).next()",
        'let s = "a"; loop { s = `${s.len()}`; }',
        "async { loop {} }.await",
        'let c = process::Command::new("sleep"); c.arg("60"); c.kill_on_drop(true); c.spawn().unwrap().wait().await',
    ],
)
def test_whatever_runs_can_be_interrupted(kernel: Client, code: str) -> None:
    sent = kernel.client.execute(code)
    wait_until_busy(kernel, sent)
    kernel.client.control_channel.send(kernel.client.session.msg("interrupt_request"))
    reply, output = kernel.finish(sent)
    assert reply["ename"] == "Interrupted"
    assert output[-1][0] == "error"
    assert kernel.run("1 + 1")[1][0][1]["data"]["text/plain"] == "2"


def test_a_signal_interrupts_as_a_message_does(kernel: Client) -> None:
    kernel.run("let survives = 3;")
    sent = kernel.client.execute("loop {}")
    wait_until_busy(kernel, sent)
    os.kill(kernel.process, signal.SIGINT)
    assert kernel.finish(sent)[0]["ename"] == "Interrupted"
    assert kernel.run("survives")[1][0][1]["data"]["text/plain"] == "3"


def test_a_table_escapes_what_html_would_read(kernel: Client) -> None:
    _, output = kernel.run('#{ a: "<b>&" }')
    html = output[0][1]["data"]["text/html"]
    assert "&lt;b&gt;&amp;" in html
    assert "<b>" not in html


def test_long_results_are_cut(kernel: Client) -> None:
    _, output = kernel.run("(0..100000).iter().collect::<Vec>()")
    text = output[0][1]["data"]["text/plain"]
    assert text.endswith("more characters)")
    assert len(text) < 30_000


def test_what_a_cell_prints_has_an_end(kernel: Client) -> None:
    kernel.run('let line = "x"; for _ in 0..16 { line += line.clone(); }')
    _, output = kernel.run('for _ in 0..70 { println!("{}", line); }')
    text = "".join(content["text"] for kind, content in output if kind == "stream")
    assert 3_900_000 < len(text) < 4_100_000
    assert "is not shown" in text


def test_warnings_do_not_stop_a_cell(kernel: Client) -> None:
    _, output = kernel.run("let s = `plain`;\n2")
    kinds = [kind for kind, _ in output]
    assert kinds == ["stream", "execute_result"]
    assert output[0][1]["name"] == "stderr"


def test_a_question_mark_shows_what_is_known(kernel: Client) -> None:
    reply, _ = kernel.run("?std::vec::Vec")
    assert "growable" in reply["payload"][0]["data"]["text/plain"]
    reply, _ = kernel.run("?nothing_of_this_name")
    assert "Nothing is known" in reply["payload"][0]["data"]["text/plain"]


def test_inspection_knows_the_session(kernel: Client) -> None:
    kernel.run("/// Twice as much.\nfn twice(n) { n * 2 }\nlet words = [];")
    reply = ask(kernel, kernel.client.inspect("twice(1)", 3))
    assert reply["found"]
    assert "fn twice(n)" in reply["data"]["text/plain"]
    assert "Twice as much." in reply["data"]["text/markdown"]
    assert not ask(kernel, kernel.client.inspect("nowhere", 3))["found"]


def test_completion_knows_variables_and_counts_code_points(kernel: Client) -> None:
    kernel.run("let crowd = [1];")
    code = 'let s = "🎉é"; crowd.pus'
    reply = ask(kernel, kernel.client.complete(code, len(code)))
    assert reply["matches"] == ["push"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (len(code) - 3, len(code))
    types = reply["metadata"]["_jupyter_types_experimental"]
    assert [entry["text"] for entry in types] == reply["matches"]


def test_an_unfinished_input_is_incomplete_and_indented(kernel: Client) -> None:
    assert ask(kernel, kernel.client.is_complete("fn f() {")) == {"status": "incomplete", "indent": "    "}
    assert ask(kernel, kernel.client.is_complete("_ + 1"))["status"] == "complete"
    assert ask(kernel, kernel.client.is_complete("let = 1;"))["status"] == "invalid"
    assert ask(kernel, kernel.client.is_complete("?Vec"))["status"] == "complete"


def test_user_expressions_leave_nothing_behind(kernel: Client) -> None:
    reply, _ = kernel.run("let n = 4;", user_expressions={"good": "n * 2", "bad": "n / 0"})
    assert reply["user_expressions"]["good"]["data"]["text/plain"] == "8"
    assert reply["user_expressions"]["bad"]["ename"] == "Panic"


def test_silent_cells_publish_nothing_and_keep_the_count(kernel: Client) -> None:
    before = kernel.run("1")[0]["execution_count"]
    _, output = kernel.run("2", silent=True)
    assert output == []
    assert kernel.run("3")[0]["execution_count"] == before + 1


def test_a_redefined_function_is_met_by_its_callers(kernel: Client) -> None:
    kernel.run("fn inner() { 1 }\nfn outer() { inner() }")
    kernel.run("fn inner() { 2 }")
    assert kernel.run("outer()")[1][0][1]["data"]["text/plain"] == "2"


def ask(kernel: Client, asked: str) -> dict[str, Any]:
    """The content of the reply to a request."""
    while True:
        reply = kernel.client.get_shell_msg(timeout=30)
        if reply["parent_header"]["msg_id"] == asked:
            content: dict[str, Any] = reply["content"]
            return content


def wait_until_busy(kernel: Client, sent: str) -> None:
    """Return when the cell has begun to run."""
    while True:
        message = kernel.client.get_iopub_msg(timeout=30)
        if message["parent_header"].get("msg_id") == sent and message["msg_type"] == "execute_input":
            return
