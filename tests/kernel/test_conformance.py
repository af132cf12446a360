"""The kernel passes Jupyter's own conformance suite."""

from __future__ import annotations

import unittest

import jupyter_kernel_test  # type: ignore[import-untyped]


class KernelTests(jupyter_kernel_test.KernelTests):  # type: ignore[misc]
    """What the suite is told about the kernel."""

    kernel_name = "bindrune"
    language_name = "rune"
    file_extension = ".rn"
    code_hello_world = 'println!("hello, world");'
    completion_samples = ({"text": "std::option::Op", "matches": {"Option"}},)
    complete_code_samples = ("1 + 2", "let a = [1, 2];", "fn f() { 1 }", "")
    incomplete_code_samples = ("fn f() {", "let a = [1,", "`open ${1", "1 +")
    invalid_code_samples = ("let = 1;", "fn 1() {}")
    code_page_something = "?std::option::Option"
    code_generate_error = "1 / 0"
    code_execute_result = (
        {"code": "1 + 2", "result": "3"},
        {"code": "[1, \"a\"]", "result": '[1, "a"]'},
        {"code": "Some(2.5)", "result": "Some(2.5)"},
    )
    code_inspect_sample = "std::vec::Vec"
    code_history_pattern = "1 +*"
    supported_history_operations = ("tail", "range", "search")


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):  # type: ignore[misc]
    """A subscriber is welcomed, so that a front end need not guess when output will arrive."""

    kernel_name = "bindrune"
    support_iopub_welcome = True


# The suite's base classes are tests by themselves; only ours shall run.
del unittest
