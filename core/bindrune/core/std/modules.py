"""Which Python files declare which modules of the standard library.

This is the one list: the default context, the catalogue's generator and the tests read it. The
files are imported when an item of the module is asked for.
"""

from __future__ import annotations

from bindrune.core.runtime.context import Context

_FILES = {
    "::base64": ("base64",),
    "::fs": ("fs",),
    "::http": ("http", "http_status"),
    "::json": ("json",),
    "::process": ("process",),
    "::rand": ("rand",),
    "::signal": ("signal",),
    "::std": ("root",),
    "::std::any": ("any",),
    "::std::bytes": ("bytes",),
    "::std::char": ("char",),
    "::std::clone": ("clone",),
    "::std::cmp": ("cmp",),
    "::std::collections": ("collections",),
    "::std::collections::hash_map": ("hash_map",),
    "::std::collections::hash_set": ("hash_set",),
    "::std::collections::vec_deque": ("vec_deque",),
    "::std::f64": ("f64",),
    "::std::f64::consts": ("f64",),
    "::std::fmt": ("fmt",),
    "::std::future": ("future",),
    "::std::hash": ("hash",),
    "::std::i64": ("i64",),
    "::std::io": ("io",),
    "::std::iter": ("iter",),
    "::std::macros": ("macros",),
    "::std::macros::builtin": ("macros",),
    "::std::mem": ("mem",),
    "::std::num": ("num",),
    "::std::object": ("object",),
    "::std::ops": ("ops",),
    "::std::ops::generator": ("generator",),
    "::std::option": ("option",),
    "::std::result": ("result",),
    "::std::slice": ("slice",),
    "::std::stream": ("stream",),
    "::std::string": ("string",),
    "::std::test": ("test",),
    "::std::tuple": ("tuple",),
    "::std::u64": ("u64",),
    "::std::vec": ("vec",),
    "::time": ("time",),
    "::toml": ("toml",),
    "::toml::de": ("toml",),
    "::toml::ser": ("toml",),
}

MODULES = {path: tuple(f"bindrune.core.std.{file}" for file in files) for path, files in _FILES.items()}
"""Python modules by the path of the Rune module."""

PRELUDE = {
    "Type": "::std::any::Type",
    "bool": "::std::bool",
    "char": "::std::char",
    "u64": "::std::u64",
    "i64": "::std::i64",
    "f64": "::std::f64",
    "u8": "::std::u8",
    "assert": "::std::test::assert",
    "assert_eq": "::std::test::assert_eq",
    "assert_ne": "::std::test::assert_ne",
    "dbg": "::std::io::dbg",
    "print": "::std::io::print",
    "println": "::std::io::println",
    "format": "::std::fmt::format",
    "panic": "::std::panic",
    "stringify": "::std::stringify",
    "file": "::std::macros::builtin::file",
    "line": "::std::macros::builtin::line",
    "drop": "::std::mem::drop",
    "clone": "::std::clone::clone",
    "is_readable": "::std::is_readable",
    "is_writable": "::std::is_writable",
    "Option": "::std::option::Option",
    "Some": "::std::option::Option::Some",
    "None": "::std::option::Option::None",
    "Result": "::std::result::Result",
    "Ok": "::std::result::Result::Ok",
    "Err": "::std::result::Result::Err",
    "String": "::std::string::String",
    "Vec": "::std::vec::Vec",
    "Bytes": "::std::bytes::Bytes",
    "Tuple": "::std::tuple::Tuple",
    "Object": "::std::object::Object",
}
"""What every file can name without an import."""


def default_context() -> Context:
    """A context of the whole standard library."""
    return Context(MODULES)
