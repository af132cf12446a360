"""Every diagnostic code: one row each, with its severity and its title.

A code is a kebab-case name that stays the same for good: users look it up with
`bindrune explain CODE`, which prints the page of that name under `explanations/`. The title says in
general what the headline of one diagnostic says in particular. Rows stand by the stage that
reports them; append to the section at hand.

Severities: `error` stops compilation, `warning` does not, `panic` is an error of a running program.
"""

from __future__ import annotations


class Code:
    """A row of the table: what a kind of diagnostic is called, and how grave it is."""

    __slots__ = ("name", "severity", "title")

    def __init__(self, name: str, severity: str, title: str) -> None:
        self.name = name
        self.severity = severity
        self.title = title

    def __repr__(self) -> str:
        return f"Code({self.name!r})"


CODES: dict[str, Code] = {}
"""All rows by name."""


def code(name: str, severity: str, title: str) -> Code:
    """A new row, entered in the table."""
    assert name not in CODES, f"two diagnostic codes are called {name}"
    row = CODES[name] = Code(name, severity, title)
    return row


# Lexer
UNEXPECTED_CHARACTER = code("unexpected-character", "error", "Unexpected character")
UNTERMINATED_STRING = code("unterminated-string", "error", "Unterminated string literal")
UNTERMINATED_BYTE_STRING = code("unterminated-byte-string", "error", "Unterminated byte string")
UNTERMINATED_CHARACTER = code("unterminated-character", "error", "Unterminated character literal")
UNTERMINATED_BYTE = code("unterminated-byte", "error", "Unterminated byte literal")
UNTERMINATED_COMMENT = code("unterminated-comment", "error", "Unterminated block comment")
UNTERMINATED_TEMPLATE = code("unterminated-template", "error", "Unterminated template string")
UNCLOSED_CHARACTER = code("unclosed-character", "error", "Expected character literal to be closed")
UNCLOSED_BYTE = code("unclosed-byte", "error", "Expected byte literal to be closed")
EXPECTED_ESCAPE = code("expected-escape", "error", "Expected an escape sequence")
UNEXPECTED_END = code("unexpected-end", "error", "Unexpected end of file")

# Literals
BAD_ESCAPE = code("bad-escape", "error", "Bad escape sequence")
BAD_UNICODE_ESCAPE = code("bad-unicode-escape", "error", "Bad unicode escape")
BAD_HEX_ESCAPE = code("bad-hex-escape", "error", "Bad hexadecimal escape")
BAD_BYTE_ESCAPE = code("bad-byte-escape", "error", "Bad byte escape")
UNICODE_ESCAPE_IN_BYTES = code("unicode-escape-in-bytes", "error", "Unicode escape in bytes")
BAD_CHARACTER = code("bad-character", "error", "Bad character literal")
BAD_BYTE = code("bad-byte", "error", "Bad byte literal")
BAD_NUMBER = code("bad-number", "error", "Bad number literal")
BAD_FLOAT = code("bad-float", "error", "Bad float literal")
SIGNED_OUT_OF_BOUNDS = code("signed-out-of-bounds", "error", "Signed number out of bounds")
UNSIGNED_OUT_OF_BOUNDS = code("unsigned-out-of-bounds", "error", "Unsigned number out of bounds")
UNSUPPORTED_SUFFIX = code("unsupported-suffix", "error", "Unsupported number suffix")

# Parser
EXPECTED_TOKEN = code("expected-token", "error", "Expected something else here")
EXPECTED_EXPRESSION = code("expected-expression", "error", "Expected expression")
EXPECTED_PATTERN = code("expected-pattern", "error", "Expected pattern")
EXPECTED_ITEM = code("expected-item", "error", "Expected an item")
EXPECTED_END = code("expected-end", "error", "Expected end of file")
EXPECTED_SEMICOLON = code("expected-semicolon", "error", "Expected a semicolon")
UNCLOSED_DELIMITER = code("unclosed-delimiter", "error", "Unclosed delimiter")
GROUP_REQUIRED = code("group-required", "error", "Group required to determine precedence")
BAD_FIELD_ACCESS = code("bad-field-access", "error", "Unsupported field access")
UNSUPPORTED_MUT = code("unsupported-mut", "error", "The `mut` modifier is not supported")
UNSUPPORTED_TYPING = code("unsupported-typing", "error", "Static typing is not supported")
UNSUPPORTED_VISIBILITY = code("unsupported-visibility", "error", "Visibility is not supported here")
UNSUPPORTED_LABEL = code("unsupported-label", "error", "Labels are not supported here")
CONFLICTING_MODIFIERS = code("conflicting-modifiers", "error", "Modifiers exclude each other")
NESTED_TOO_DEEPLY = code("nested-too-deeply", "error", "Nested too deeply")

# Attributes and macros
UNSUPPORTED_ATTRIBUTE = code("unsupported-attribute", "error", "Attribute is not supported here")
REPEATED_ATTRIBUTE = code("repeated-attribute", "error", "Attribute may stand once only")
NESTED_TEST = code("nested-test", "error", "Tests and benches may not be nested")
MISSING_MACRO = code("missing-macro", "error", "Missing macro")
MISSING_BUILTIN_MACRO = code("missing-builtin-macro", "error", "No such built-in macro")
MACRO_RECURSION = code("macro-recursion", "error", "Macros nested too deeply")
BAD_MACRO_CALL = code("bad-macro-call", "error", "Bad macro call")
BAD_FORMAT = code("bad-format", "error", "Bad format string")
FORMAT_ARGUMENTS = code("format-arguments", "error", "Arguments do not fit the format string")

# Modules and imports
BAD_USE = code("bad-use", "error", "Unsupported form of `use`")
IMPORT_CYCLE = code("import-cycle", "error", "Cycle in import")
IMPORT_RECURSION = code("import-recursion", "error", "Imports nested too deeply")
MISSING_MODULE = code("missing-module", "error", "Module not found")
MODULE_LOADED = code("module-loaded", "error", "Module is already loaded")
UNSUPPORTED_MODULE = code("unsupported-module", "error", "Cannot load module")

# Manifests
BAD_MANIFEST = code("bad-manifest", "error", "Something in `Rune.toml` is wrong")

# Names
MISSING_LOCAL = code("missing-local", "error", "No such local variable")
MISSING_ITEM = code("missing-item", "error", "Missing item")
MISSING_LABEL = code("missing-label", "error", "Missing label")
AMBIGUOUS_ITEM = code("ambiguous-item", "error", "Item can refer to multiple things")
NOT_VISIBLE = code("not-visible", "error", "Item is not visible from here")
MODULE_NOT_VISIBLE = code("module-not-visible", "error", "Module is not visible from here")
WRONG_KIND = code("wrong-kind", "error", "Item of the wrong kind")
BAD_PATH = code("bad-path", "error", "Path is not supported here")
UNSUPPORTED_GENERICS = code("unsupported-generics", "error", "Unsupported generic argument")
VARIABLE_MOVED = code("variable-moved", "error", "Variable moved")
SELF_OUTSIDE_IMPL = code("self-outside-impl", "error", "`self` or `Self` outside of `impl`")

# Expressions and patterns
BAD_ASSIGNMENT = code("bad-assignment", "error", "Cannot assign to expression")
UNSUPPORTED_OPERATOR = code("unsupported-operator", "error", "Unsupported operator")
UNSUPPORTED_REFERENCE = code("unsupported-reference", "error", "Cannot take a reference")
BAD_TUPLE_INDEX = code("bad-tuple-index", "error", "Unsupported tuple index")
BAD_STRUCT_LITERAL = code("bad-struct-literal", "error", "Fields do not fit the declaration")
DUPLICATE_KEY = code("duplicate-key", "error", "Duplicate key in literal object")
WRONG_ARGUMENT_COUNT = code("wrong-argument-count", "error", "Wrong number of arguments")
BAD_RANGE = code("bad-range", "error", "Unsupported range")
BAD_PATTERN = code("bad-pattern", "error", "Not supported as a pattern")
NON_EXHAUSTIVE_PATTERN = code("non-exhaustive-pattern", "error", "Non-exhaustive pattern")
BAD_BREAK = code("bad-break", "error", "Break is not possible here")
BAD_CONTINUE = code("bad-continue", "error", "Continue is not possible here")
DUPLICATE_DEFAULT = code("duplicate-default", "error", "Multiple `default` branches in select")
AWAIT_OUTSIDE_ASYNC = code("await-outside-async", "error", "Await outside of async")

# Constants and statics
NOT_CONSTANT = code("not-constant", "error", "Not supported in constant contexts")
CONSTANT_FAILED = code("constant-failed", "error", "Constant evaluation failed")
CONSTANT_BUDGET = code("constant-budget", "error", "Constant evaluation budget exceeded")
STATIC_IN_CONSTANT = code("static-in-constant", "error", "Static in a constant context")
STATIC_IN_PATTERN = code("static-in-pattern", "error", "Static in a pattern")

# Links
UNLINKED_FUNCTION = code("unlinked-function", "error", "Linker error: missing function")

# Warnings: the headline is the word "Warning", the label says the rest.
NOT_USED = code("not-used", "warning", "Not used")
UNREACHABLE = code("unreachable", "warning", "Unreachable code")
PATTERN_MIGHT_PANIC = code("pattern-might-panic", "warning", "Pattern might panic")
TEMPLATE_WITHOUT_EXPANSIONS = code(
    "template-without-expansions", "warning", "Template string without expansions"
)
SURPLUS_CALL = code("surplus-call", "warning", "Call parameters are not needed")
SURPLUS_SEMICOLON = code("surplus-semicolon", "warning", "Unnecessary semicolon")
DEPRECATED = code("deprecated", "warning", "Used deprecated function")

# Errors of a running program; those without a row of their own are shown as `panic`.
PANIC = code("panic", "panic", "The program panicked")
code("overflow", "panic", "Numerical overflow")
code("underflow", "panic", "Numerical underflow")
code("divide-by-zero", "panic", "Division by zero")
code("bad-argument-count", "panic", "Wrong number of arguments in a call")
code("bad-argument", "panic", "Bad argument")
code("missing-function", "panic", "Missing function in a call")
code("missing-instance-function", "panic", "Missing instance function")
code("missing-protocol-function", "panic", "Missing protocol function")
code("unsupported-binary-operation", "panic", "Unsupported binary operation")
code("unsupported-unary-operation", "panic", "Unsupported unary operation")
code("unsupported-index-get", "panic", "Index get operation is not supported")
code("unsupported-index-set", "panic", "Index set operation is not supported")
code("unsupported-tuple-index-get", "panic", "Tuple index get operation is not supported")
code("unsupported-tuple-index-set", "panic", "Tuple index set operation is not supported")
code("unsupported-object-slot-index-get", "panic", "Field not available")
code("unsupported-object-slot-index-set", "panic", "Field not available to set")
code("unsupported-is", "panic", "Type test is not supported")
code("unsupported-as", "panic", "Conversion is not supported")
code("unsupported-call-fn", "panic", "Value is not a function")
code("unsupported-try-operand", "panic", "Value is not supported as try operand")
code("unsupported-iter-range", "panic", "Cannot build an iterator out of a range")
code("unsupported-iter-range-from", "panic", "Cannot build an iterator out of `a..`")
code("unsupported-iter-range-inclusive", "panic", "Cannot build an iterator out of `a..=b`")
code("missing-field", "panic", "Missing field")
code("missing-index", "panic", "Missing index")
code("missing-index-integer", "panic", "Missing integer index")
code("object-index-missing", "panic", "Missing field of an object or struct")
code("out-of-range", "panic", "Index out of bounds")
code("access", "panic", "Value is taken or borrowed")
code("expected-type", "panic", "Expected another type")
code("expected-number", "panic", "Expected a number")
code("expected-tuple-length", "panic", "Expected a tuple of another length")
code("value-to-integer-coercion", "panic", "Number does not fit an integer type")
code("integer-to-value-coercion", "panic", "Result does not fit an integer type")
code("illegal-float-comparison", "panic", "Floats cannot be compared")
code("illegal-float-operation", "panic", "Operation is not possible on a float")
code("illegal-format", "panic", "Value cannot be formatted")
code("generator-complete", "panic", "Generator has completed")
code("future-completed", "panic", "Future has completed")
code("uninitialized-global", "panic", "Static is read before it is set")
code("alloc", "panic", "Memory limit reached")
code("missing-capability", "panic", "The host does not allow it")


def panic_code(kind: str) -> Code:
    """The row of a run-time error, by the name of its kind."""
    row = CODES.get(kind, PANIC)
    return row if row.severity == "panic" else PANIC
