"""The table of token kinds.

A kind is a small integer, bound here to a name. One call below is one row: it gives the kind its
number, and enters its text (if all tokens of the kind have the same) and how messages call it. All
sets and dictionaries over kinds, here and elsewhere, are derived from these rows.

Kinds are numbered in the order of the rows, so that trivia come first, and what the lexer could not
read last (`kind >= FIRST_ERROR`).
"""

from __future__ import annotations

NAMES: list[str] = []
"""The name of each kind."""
TEXTS: list[str | None] = []
"""The text of each kind that has only one."""
DESCRIPTIONS: list[str] = []
"""How a message calls each kind: "Expected … but got THIS"."""
KEYWORDS: dict[str, int] = {}
"""The kinds of keywords by text."""
PUNCTUATION: dict[str, int] = {}
"""The kinds of punctuation by text."""


def _kind(name: str, description: str, text: str | None = None) -> int:
    NAMES.append(name)
    TEXTS.append(text)
    DESCRIPTIONS.append(description)
    return len(NAMES) - 1


def _punctuation(name: str, text: str) -> int:
    PUNCTUATION[text] = _kind(name, f"`{text}`", text)
    return PUNCTUATION[text]


def _delimiter(name: str, text: str) -> int:
    PUNCTUATION[text] = _kind(name, f"`{text}` delimiter", text)
    return PUNCTUATION[text]


def _keyword(text: str) -> int:
    name = {"self": "SELF_VALUE", "Self": "SELF_TYPE"}.get(text, text.upper())
    KEYWORDS[text] = _kind(name, f"`{text}` keyword", text)
    return KEYWORDS[text]


# Trivia.
WHITESPACE = _kind("WHITESPACE", "white space")
LINE_COMMENT = _kind("LINE_COMMENT", "a comment")
BLOCK_COMMENT = _kind("BLOCK_COMMENT", "a comment")

EOF = _kind("EOF", "eof")
SHEBANG = _kind("SHEBANG", "a shebang")
# Documentation comments stand for attributes, and messages call them so.
DOC_OUTER = _kind("DOC_OUTER", "`#`")
DOC_INNER = _kind("DOC_INNER", "`#`")

# Names and literals.
IDENT = _kind("IDENT", "an identifier")
LABEL = _kind("LABEL", "a label")
NUMBER = _kind("NUMBER", "a number")
STRING = _kind("STRING", "a string literal")
BYTE_STRING = _kind("BYTE_STRING", "a byte string literal")
CHAR = _kind("CHAR", "a character")
BYTE = _kind("BYTE", "a byte literal")

# A template is its backticks, its texts, and the tokens between `${` and `}`.
TEMPLATE_OPEN = _kind("TEMPLATE_OPEN", "`` delimiter", "`")
TEMPLATE_TEXT = _kind("TEMPLATE_TEXT", "a template text")
EXPANSION_OPEN = _kind("EXPANSION_OPEN", "`${`", "${")
EXPANSION_CLOSE = _kind("EXPANSION_CLOSE", "`}` delimiter", "}")
TEMPLATE_CLOSE = _kind("TEMPLATE_CLOSE", "`` delimiter", "`")

# Delimiters.
OPEN_PAREN = _delimiter("OPEN_PAREN", "(")
CLOSE_PAREN = _delimiter("CLOSE_PAREN", ")")
OPEN_BRACKET = _delimiter("OPEN_BRACKET", "[")
CLOSE_BRACKET = _delimiter("CLOSE_BRACKET", "]")
OPEN_BRACE = _delimiter("OPEN_BRACE", "{")
CLOSE_BRACE = _delimiter("CLOSE_BRACE", "}")

# Punctuation.
AMP = _punctuation("AMP", "&")
AMP_AMP = _punctuation("AMP_AMP", "&&")
AMP_EQ = _punctuation("AMP_EQ", "&=")
ARROW = _punctuation("ARROW", "->")
AT = _punctuation("AT", "@")
BANG = _punctuation("BANG", "!")
BANG_EQ = _punctuation("BANG_EQ", "!=")
CARET = _punctuation("CARET", "^")
CARET_EQ = _punctuation("CARET_EQ", "^=")
COLON = _punctuation("COLON", ":")
COLON_COLON = _punctuation("COLON_COLON", "::")
COMMA = _punctuation("COMMA", ",")
MINUS = _punctuation("MINUS", "-")
MINUS_EQ = _punctuation("MINUS_EQ", "-=")
SLASH = _punctuation("SLASH", "/")
SLASH_EQ = _punctuation("SLASH_EQ", "/=")
DOLLAR = _punctuation("DOLLAR", "$")
DOT = _punctuation("DOT", ".")
DOT_DOT = _punctuation("DOT_DOT", "..")
DOT_DOT_EQ = _punctuation("DOT_DOT_EQ", "..=")
EQ = _punctuation("EQ", "=")
EQ_EQ = _punctuation("EQ_EQ", "==")
FAT_ARROW = _punctuation("FAT_ARROW", "=>")
GT = _punctuation("GT", ">")
GT_EQ = _punctuation("GT_EQ", ">=")
GT_GT = _punctuation("GT_GT", ">>")
GT_GT_EQ = _punctuation("GT_GT_EQ", ">>=")
LT = _punctuation("LT", "<")
LT_EQ = _punctuation("LT_EQ", "<=")
LT_LT = _punctuation("LT_LT", "<<")
LT_LT_EQ = _punctuation("LT_LT_EQ", "<<=")
PERCENT = _punctuation("PERCENT", "%")
PERCENT_EQ = _punctuation("PERCENT_EQ", "%=")
PIPE = _punctuation("PIPE", "|")
PIPE_PIPE = _punctuation("PIPE_PIPE", "||")
PIPE_EQ = _punctuation("PIPE_EQ", "|=")
PLUS = _punctuation("PLUS", "+")
PLUS_EQ = _punctuation("PLUS_EQ", "+=")
POUND = _punctuation("POUND", "#")
QUESTION = _punctuation("QUESTION", "?")
SEMI = _punctuation("SEMI", ";")
STAR = _punctuation("STAR", "*")
STAR_EQ = _punctuation("STAR_EQ", "*=")
TILDE = _punctuation("TILDE", "~")
UNDERSCORE = _punctuation("UNDERSCORE", "_")

# Keywords.
AS = _keyword("as")
ASYNC = _keyword("async")
AWAIT = _keyword("await")
BREAK = _keyword("break")
CONST = _keyword("const")
CONTINUE = _keyword("continue")
CRATE = _keyword("crate")
DEFAULT = _keyword("default")
ELSE = _keyword("else")
ENUM = _keyword("enum")
FALSE = _keyword("false")
FN = _keyword("fn")
FOR = _keyword("for")
IF = _keyword("if")
IMPL = _keyword("impl")
IN = _keyword("in")
IS = _keyword("is")
LET = _keyword("let")
LOOP = _keyword("loop")
MATCH = _keyword("match")
MOD = _keyword("mod")
MOVE = _keyword("move")
MUT = _keyword("mut")
NOT = _keyword("not")
PUB = _keyword("pub")
RETURN = _keyword("return")
SELECT = _keyword("select")
SELF_VALUE = _keyword("self")
SELF_TYPE = _keyword("Self")
STATIC = _keyword("static")
STRUCT = _keyword("struct")
SUPER = _keyword("super")
TRUE = _keyword("true")
USE = _keyword("use")
WHILE = _keyword("while")
YIELD = _keyword("yield")
# Reserved, and of no use.
ABSTRACT = _keyword("abstract")
ALIGNOF = _keyword("alignof")
BECOME = _keyword("become")
DO = _keyword("do")
EXTERN = _keyword("extern")
FINAL = _keyword("final")
MACRO = _keyword("macro")
OFFSETOF = _keyword("offsetof")
OVERRIDE = _keyword("override")
PRIV = _keyword("priv")
PROC = _keyword("proc")
PURE = _keyword("pure")
REF = _keyword("ref")
SIZEOF = _keyword("sizeof")
TYPEOF = _keyword("typeof")
UNSAFE = _keyword("unsafe")
VIRTUAL = _keyword("virtual")

RESERVED = frozenset(range(ABSTRACT, VIRTUAL + 1))
"""Keywords that mean nothing yet."""

# An operator of two tokens, which `ExprBinary.op` names; no token is of this kind.
IS_NOT = _kind("IS_NOT", "`is not`", "is not")

# What the lexer could not read; `lexer.error_of` says what is wrong with it.
UNEXPECTED_CHARACTER = _kind("UNEXPECTED_CHARACTER", "an unexpected character")
UNTERMINATED_COMMENT = _kind("UNTERMINATED_COMMENT", "an unterminated comment")
UNTERMINATED_STRING = _kind("UNTERMINATED_STRING", "an unterminated string")
UNTERMINATED_BYTE_STRING = _kind("UNTERMINATED_BYTE_STRING", "an unterminated byte string")
UNTERMINATED_CHAR = _kind("UNTERMINATED_CHAR", "an unterminated character")
UNTERMINATED_BYTE = _kind("UNTERMINATED_BYTE", "an unterminated byte")
UNCLOSED_CHAR = _kind("UNCLOSED_CHAR", "an unclosed character")
UNCLOSED_BYTE = _kind("UNCLOSED_BYTE", "an unclosed byte")
LONE_QUOTE = _kind("LONE_QUOTE", "a quote")
LONE_ESCAPE = _kind("LONE_ESCAPE", "a backslash")
LONE_DOLLAR = _kind("LONE_DOLLAR", "a dollar sign")
UNTERMINATED_TEMPLATE = _kind("UNTERMINATED_TEMPLATE", "an unterminated template")
UNTERMINATED_EXPANSION = _kind("UNTERMINATED_EXPANSION", "an unterminated template")

FIRST_ERROR = UNEXPECTED_CHARACTER

CLOSERS: dict[int, int] = {
    OPEN_PAREN: CLOSE_PAREN,
    OPEN_BRACKET: CLOSE_BRACKET,
    OPEN_BRACE: CLOSE_BRACE,
}
"""The closing delimiter of each opening one."""
