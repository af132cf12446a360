"""Examples in documentation: fences, words, names, lines, and comments of every kind."""

from __future__ import annotations

import textwrap

import pytest

from bindrune.core.api import MemoryIO, Sources
from bindrune.core.ide.examples import blocks, comment_lines, examples
from bindrune.core.project.loader import load


def found(text: str, **files: str) -> list[tuple[str, str, int]]:
    """Name, code and line of the examples of a program."""
    sources = Sources()
    root = sources.add("main.rn", textwrap.dedent(text), "main.rn")
    io = MemoryIO(files={f"{name}.rn": text for name, text in files.items()})
    return [(example.name, example.code, example.line) for example in examples(load(sources, root, io), "::main")]


def of(*lines: str) -> list[tuple[frozenset[str], str, int]]:
    """The blocks of some lines."""
    return list(blocks([(line, number) for number, line in enumerate(lines, 1)]))


def test_every_documented_item_is_looked_at() -> None:
    source = """\
        //! ```
        //! root
        //! ```

        /// ```
        /// function
        /// ```
        #[test]
        /// ```
        /// behind the attribute
        /// ```
        fn f() {}

        mod inner {
            //! ```
            //! inner
            //! ```
            /// ```
            /// deep
            /// ```
            struct Deep;
        }

        impl inner::Deep {
            /// ```
            /// method
            /// ```
            fn m(self) {}
        }

        enum E {
            /// ```
            /// variant
            /// ```
            A,
        }

        /// ```
        /// constant
        /// ```
        const C = 1;

        /// ```
        /// module
        /// ```
        mod part;
    """
    part = "//! ```\n//! part\n//! ```\n\n/// ```\n/// of part\n/// ```\nfn g() {}\n"
    assert found(source, part=part) == [
        ("::main", "root\n", 1),
        ("::main::f", "function\n", 5),
        ("::main::f", "behind the attribute\n", 9),
        ("::main::inner", "inner\n", 15),
        ("::main::inner::Deep", "deep\n", 18),
        ("::main::inner::Deep::m", "method\n", 25),
        ("::main::E::A", "variant\n", 32),
        ("::main::C", "constant\n", 38),
        ("::main::part", "module\n", 43),
        ("::main::part", "part\n", 1),
        ("::main::part::g", "of part\n", 5),
    ]


def test_programs_that_do_not_parse_have_examples_too() -> None:
    assert found("/// ```\n/// 1\n/// ```\nfn f() {}\nimpl {\nlet ;") == [("::main::f", "1\n", 1)]
    assert found("") == []


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([], []),
        (["text"], []),
        (["```", "```"], [((), "\n", 1)]),
        (["```rune,should_panic", "1", "```"], [(("rune", "should_panic"), "1\n", 1)]),
        (["``` rune  ignore ,", "1", "```"], [(("rune", "ignore"), "1\n", 1)]),
        (["a", "~~~rune", "```", "~~~", "b"], [(("rune",), "```\n", 2)]),
        (["````rune", "```", "````"], [(("rune",), "```\n", 1)]),
        (["```rune", "``", "~~~", "```x", "`````"], [(("rune",), "``\n~~~\n```x\n", 1)]),
        (["```rune", "never closed"], [(("rune",), "never closed\n", 1)]),
        (["  ```rune", "    1", "2", "  ```"], [(("rune",), "  1\n2\n", 1)]),
        (["```rune", "# hidden", "  # too", "#", "#{ a: 1 }", "#[x]", "```"],
         [(("rune",), "hidden\n  too\n\n#{ a: 1 }\n#[x]\n", 1)]),
        (["`` ```", "``` a ` b", "x"], []),
    ],
)  # fmt: skip
def test_fences(lines: list[str], wanted: list[tuple[tuple[str, ...], str, int]]) -> None:
    assert of(*lines) == [(frozenset(words), code, line) for words, code, line in wanted]


@pytest.mark.parametrize(
    ("comment", "wanted"),
    [
        ("/// text", ["text"]),
        ("///  indented", [" indented"]),
        ("///", [""]),
        ("/// crlf\r", ["crlf"]),
        ("/** one */", [" one"]),
        ("/**\n * a\n *  b\n */", ["", "a", " b", ""]),
        ("/**\n  a\n * b\n*/", ["", "  a", " * b", ""]),
        ("/*! x\n    y\n*/", [" x", "    y", ""]),
    ],
)
def test_comments_lose_their_markers(comment: str, wanted: list[str]) -> None:
    assert comment_lines(comment) == wanted
