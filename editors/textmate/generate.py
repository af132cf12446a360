"""Write `rune.tmLanguage.json`, the TextMate grammar of Rune, from the token table.

    python editors/textmate/generate.py

VS Code, Sublime Text, GitHub and others read this format. Words and punctuation come from the table of token kinds; a
test checks that the committed file is fresh.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from bindrune.core.syntax import tokens

TARGET = Path(__file__).resolve().parent / "rune.tmLanguage.json"
CONTROL = {
    "await", "break", "continue", "else", "for", "if", "in", "loop", "match", "return", "select", "while", "yield",
}  # fmt: skip
CONSTANTS = {"true", "false"}
SELVES = {"self", "Self", "crate", "super"}
WORD_OPERATORS = {"as", "is", "not"}
ESCAPES = r"\\(?:[nrt0\\'\"`$]|x[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f_]+\}|$)"


def words(names: set[str]) -> str:
    """Return a pattern of whole words."""
    return r"\b(?:" + "|".join(sorted(names)) + r")\b"


def grammar() -> dict[str, object]:
    """Return the grammar."""
    reserved = {tokens.TEXTS[kind] or "" for kind in tokens.RESERVED}
    others = set(tokens.KEYWORDS) - CONTROL - CONSTANTS - SELVES - WORD_OPERATORS - reserved
    separators = {"(", ")", "[", "]", "{", "}", ",", ";", ":", "::", "."}
    operators = sorted((text for text in tokens.PUNCTUATION if text not in separators), key=len, reverse=True)
    string_patterns = [{"name": "constant.character.escape.rune", "match": ESCAPES}]
    expansion = {
        "name": "meta.template.expression.rune",
        "begin": r"\$\{",
        "end": r"\}",
        "beginCaptures": {"0": {"name": "punctuation.definition.template-expression.begin.rune"}},
        "endCaptures": {"0": {"name": "punctuation.definition.template-expression.end.rune"}},
        "patterns": [{"include": "#braces"}, {"include": "$self"}],
    }
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "Rune",
        "scopeName": "source.rune",
        "fileTypes": ["rn"],
        "patterns": [
            {"name": "comment.line.shebang.rune", "match": r"\A#!.*$"},
            {"name": "comment.line.documentation.rune", "match": r"//[/!](?!/).*$"},
            {"name": "comment.line.double-slash.rune", "match": r"//.*$"},
            {"name": "comment.block.rune", "begin": r"/\*", "end": r"\*/"},
            {"name": "string.quoted.double.rune", "begin": 'b?"', "end": '"', "patterns": string_patterns},
            {"name": "string.template.rune", "begin": "`", "end": "`", "patterns": [*string_patterns, expansion]},
            {"name": "string.quoted.single.rune", "match": r"b?'(?:" + ESCAPES + r"|[^'\\])'"},
            {"name": "entity.name.label.rune", "match": r"'[0-9a-z]+(?!')"},
            {"name": "constant.numeric.rune", "match": NUMBER},
            {
                "match": r"\b(fn)\s+(\w+)",
                "captures": {"1": {"name": "keyword.other.rune"}, "2": {"name": "entity.name.function.rune"}},
            },
            {
                "match": r"\b(struct|enum|mod|impl)\s+(\w+)",
                "captures": {"1": {"name": "keyword.other.rune"}, "2": {"name": "entity.name.type.rune"}},
            },
            {"name": "keyword.control.rune", "match": words(CONTROL)},
            {"name": "keyword.operator.word.rune", "match": words(WORD_OPERATORS)},
            {"name": "constant.language.rune", "match": words(CONSTANTS)},
            {"name": "variable.language.rune", "match": words(SELVES)},
            {"name": "keyword.other.rune", "match": words(others)},
            {"name": "invalid.illegal.reserved.rune", "match": words(reserved)},
            {"name": "entity.name.function.macro.rune", "match": r"\b\w+!(?!=)"},
            {"name": "entity.name.function.call.rune", "match": r"\b[a-z_]\w*(?=\s*(?:::<[^>]*>)?\()"},
            {"name": "entity.name.type.rune", "match": r"\b[A-Z]\w*"},
            {"name": "keyword.operator.rune", "match": "|".join(map(re.escape, operators))},
            {"include": "#braces"},
        ],
        "repository": {
            "braces": {"begin": r"\{", "end": r"\}", "patterns": [{"include": "#braces"}, {"include": "$self"}]}
        },
    }


NUMBER = (
    r"\b(?:0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:e[+-]?[0-9_]+)?)"
    r"(?:[ui](?:8|16|32|64)|f(?:32|64))?\b"
)


def text() -> str:
    """Return the text of the grammar's file."""
    return json.dumps(grammar(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
