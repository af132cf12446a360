"""Texts from a grammar: programs that mostly parse, with names that may mean something or not.

`RULES` gives for each symbol its forms, in which `<symbol>` stands for another. The forms are those of the language and
some that it refuses after parsing (types, generics, macros with wrong arguments), since each refusal is code as well.
The first forms of a symbol are its shortest: where a text gets deep or long, one of those is taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

MAX_DEPTH = 9
MAX_PIECES = 400
N_SHORT = 2

RULES: dict[str, list[str]] = {
    "module": [
        "<items>", "<inner><items>",
    ],
    "script": [
        "<statements>", "<items><statements><expr>", "#!/bin/rune\n<inner><statements>",
    ],
    "inner": [
        "//! Text.\n", "#![doc = \"a\"]\n", "/*! b */\n", "#![<name>]\n", "#![doc = <expr>]\n",
    ],
    "items": [
        "", "<item>\n", "<item>\n<items>", "<item>\n<items>", "<item>\n<items>",
    ],
    "item": [
        "fn <name>() {}", "struct <Type>;", "<attribute><visibility>fn <name>(<params>) <block>",
        "<visibility>async fn <name>(<params>) <block>", "<visibility>const fn <name>(<params>) <block>",
        "fn <name>(<params>) { <statements>yield <expr>; }", "async fn <name>() { yield <expr>; <statements> }",
        "fn <name>(<params>) -> <type> <block>", "<attribute>struct <Type> { <fields> }", "struct <Type>(<fields>);",
        "<visibility>enum <Type> { <variants> }", "impl <path> { <methods> }", "impl <Type> { <items> }",
        "<visibility>mod <name> { <items> }", "mod <name>;", "<visibility>mod <name> { <inner><items> }",
        "use <use>;", "<visibility>use <use>;", "use <use>;", "<visibility>const <NAME> = <constant>;",
        "const <NAME> = <expr>;", "static <NAME> = <expr>;", "<attribute>pub static <NAME> = <constant>;",
        "<name>!(<arguments>);", "stringify! { <soup> }", "pub fn main() <block>", "#[test] fn <name>() <block>",
        "#[bench] fn <name>(b) { b.iter(|| <expr>) }", "fn <name>(mut <name>, self, ref <name>) {}",
    ],
    "attribute": [
        "", "", "#[test]\n", "#[doc = \"x\"]\n", "/// Text.\n", "#[<name>(<arguments>)]\n", "#[test, <name>]\n",
        "#[bench]\n", "#[cfg(test)]\n", "#[doc(hidden)]\n", "#[macro]\n", "#[<path> = <literal>]\n",
        "#[derive(<Type>)]\n", "#[const]", "#[test(]\n", "#[doc =]\n", "#[built_in]\n", "#[builtin]\n",
    ],
    "visibility": [
        "", "pub ", "pub(crate) ", "pub(super) ", "pub(self) ", "pub(in <path>) ", "pub(in crate::<name>) ",
    ],
    "methods": [
        "", "fn <name>(self) <block>\n<methods>", "<attribute><visibility>fn <name>(self, <params>) <block>\n",
        "const <NAME> = <constant>;\n", "fn <name>(<params>) <block>\n<methods>", "async fn <name>(self) <block>\n",
        "<item>\n",
    ],
    "params": [
        "", "<name>", "<name>, <params>", "<pattern>, <params>", "<name>: <type>", "self", "&self", "_", "mut <name>",
    ],
    "fields": [
        "", "<name>", "<name>, <fields>", "<attribute><name>, <fields>", "pub <name>", "<name>: <type>, <fields>",
    ],
    "variants": [
        "", "<Type>,", "<Type>, <variants>", "<Type>(<fields>), <variants>", "<Type> { <fields> }, <variants>",
        "<attribute><Type>", "<Type> = <literal>",
    ],
    "use": [
        "<path>", "<path>::*", "<path>::{<uses>}", "<path> as <name>", "<path> as _", "crate::<path>", "self::<path>",
        "super::<name>", "std::{iter, <uses>}", "std::collections::HashMap", "std::ops::generator::Generator",
        "::std::<name>", "<path>::{self, <uses>}", "*", "{<uses>}", "super::super::<name>", "std::cmp::Ordering::*",
        "<path>::*::<name>", "crate", "self", "Self::<name>", "std::cmp::max as <name>",
    ],
    "uses": [
        "", "<use>", "<use>, <uses>", "self",
    ],
    "path": [
        "<name>", "<Type>", "<path>::<name>", "<Type>::<Type>", "self::<path>", "super::<path>", "crate::<path>",
        "Self", "Self::<name>", "::<path>", "<Type>::<<type>>::<name>", "std::mem::drop", "<name>::<<types>>",
    ],
    "type": [
        "<Type>", "i64", "(<types>)", "!", "<path>", "Vec<<type>>", "u64", "f64", "bool", "String", "()",
    ],
    "types": [
        "", "<type>", "<type>, <types>",
    ],
    "block": [
        "{}", "{ <expr> }", "{ <statements> }", "{ <statements><expr> }", "{ <item> <statements><expr> }",
    ],
    "statements": [
        "", "<statement>\n", "<statement>\n<statements>", "<statement>\n<statements>", "<statement>\n<statements>",
    ],
    "statement": [
        "<expr>;", "let <name> = <expr>;", "let <pattern> = <expr>;", "let <pattern> = <expr> else { return };",
        "let mut <name> = <expr>;", "<place> = <expr>;", "<place> <compound> <expr>;", "<item>", "return <expr>;",
        "'<name>: loop { <statements>break '<name> <expr>; }", "for <pattern> in <expr> <block>",
        "while <condition> <block>", "if <condition> <block> else if <condition> <block>", "let <name>;", ";",
        "break;", "continue '<name>;", "println!(<format>);", "<attribute>let <name> = <expr>;", "<attribute><expr>;",
        "let <name>: <type> = <expr>;", "match <expr> { <arms> }", "yield <expr>;", "drop(<name>);",
        "for <pattern> in <range> <block>", "<expr>", "select { <branches> }", "<name>.<name>.<number> = <expr>;",
        "move || <expr>;",
    ],
    "place": [
        "<name>", "<name>.<name>", "<name>[<expr>]", "<name>.<number>", "<expr>.<name>", "*<name>", "(<name>)",
        "<NAME>", "<path>", "<expr>", "Self::<name>", "_", "[<name>, <name>]",
    ],
    "compound": [
        "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=",
    ],
    "condition": [
        "true", "<name>", "let <pattern> = <expr>", "<expr>", "let <pattern> = <expr> && <condition>",
        "<expr> && let <pattern> = <expr>", "<name> < <number>",
    ],
    "arms": [
        "_ => {}", "<pattern> => <expr>,", "<pattern> => <expr>, <arms>",
        "<pattern> if <condition> => <block> <arms>", "<literal> => <expr>, <arms>",
        "<pattern> | <pattern> => <expr>, <arms>", "<attribute><pattern> => <expr>,",
    ],
    "branches": [
        "", "<pattern> = <expr> => <expr>, <branches>", "default => <expr>",
        "<name> = <name>() => <block> <branches>", "_ = <expr> => <expr>,", "default => {}, <branches>",
    ],
    "pattern": [
        "_", "<name>", "<literal>", "(<patterns>)", "[<patterns>]", "#{ <entries> }", "<path>", "<Type>(<patterns>)",
        "<Type> { <entries> }", "..", "Some(<pattern>)", "-<number>", "<path>::<Type>(<patterns>)", "None", "&<name>",
        "ref <name>", "mut <name>", "move <name>", "<name> @ <pattern>", "(<pattern>)", "1..=<number>",
        "<name>!(<name>)", "<NAME>", "'a'..='z'", "`t`",
    ],
    "patterns": [
        "", "<pattern>", "<pattern>, <patterns>", "<pattern>, ..", "..", "<pattern>, .., <pattern>",
    ],
    "entries": [
        "", "<name>", "<name>, <entries>", "<name>: <pattern>, <entries>", "<string>: <pattern>", "..", "<name>, ..",
        "[<number>]: <pattern>", "<name>: <pattern>, <name>: <pattern>",
    ],
    "expr": [
        "<name>", "<literal>", "<expr> <operator> <expr>", "<unary><expr>", "(<expr>)", "(<elements>)",
        "[<elements>]", "#{ <object> }", "<Type> { <object> }", "<path>", "<expr>(<elements>)",
        "<expr>.<name>(<elements>)", "<expr>.<name>", "<expr>.<number>", "<expr>[<expr>]", "<expr>?", "<expr>.await",
        "<closure>", "<block>", "if <condition> <block>", "if <condition> <block> else <block>",
        "match <expr> { <arms> }", "loop <block>", "loop { break <expr>; }", "async <block>", "async move <block>",
        "const <block>", "'<name>: <block>", "return", "break <expr>", "break '<name>", "yield", "<range>",
        "<template>", "format!(<format>)", "<macro>", "<expr> as <type>", "<expr> is <type>", "<expr> is not <path>",
        "<place> = <expr>", "select { <branches> }", "<name>(<elements>)", "<name>.<method>",
        "<name>.iter().<method>", "Some(<expr>)", "Ok(<expr>)", "Err(<expr>)", "[<expr>; <number>]",
        "<expr>.<name>::<<types>>(<elements>)", "<path>::<<types>>(<elements>)", "self", "Self",
        "while <condition> <block>", "for <pattern> in <expr> <block>", "let <pattern> = <expr>", "<string>.<method>",
        "unsafe <block>", "-<number>", "<expr>.<method>.await", "<name>.<expr>", "super::<name>", "async || <expr>",
        "{ <statements> <expr> }", "throw <expr>", "join([<elements>])", "<closure>(<elements>)",
        "(<closure>)(<elements>)", "dbg!(<elements>)", "*<expr>", "&<expr>", "<attribute><expr>",
    ],
    "closure": [
        "|| <expr>", "|<params>| <expr>", "move |<params>| <block>", "async |<params>| <expr>",
        "|<patterns>| <block>", "async move || <block>", "|<name>| |<name>| <name> + <name>",
    ],
    "method": [
        "len()", "map(<closure>)", "filter(<closure>).collect::<Vec>()", "next()", "collect::<<type>>()",
        "push(<expr>)", "sum::<i64>()", "iter()", "clone()", "unwrap()", "unwrap_or(<expr>)", "sort_by(<closure>)",
        "rev()", "fold(0, <closure>)", "get(<number>)", "insert(<expr>, <expr>)", "resume(<expr>)", "is_some()",
        "split(<expr>)", "take(<number>)",
    ],
    "elements": [
        "", "<expr>", "<expr>, <elements>", "<expr>, <elements>", "<expr>, <expr>,",
    ],
    "object": [
        "", "<name>", "<name>: <expr>, <object>", "<string>: <expr>, <object>", "<name>, <object>", "..<name>",
        "<name>: <expr>, <name>: <expr>",
    ],
    "range": [
        "<number>..<number>", "0..10", "..", "<expr>..", "..<expr>", "<expr>..=<expr>", "..=<number>", "'a'..='e'",
    ],
    "operator": [
        "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "..", "..=",
        "is", "is not", "as", "and", "or", "<=>", "=",
    ],
    "unary": [
        "-", "!", "&", "*", "--", "!!", "&mut ", "~",
    ],
    "template": [
        "`a`", "`${<expr>}`", "`x ${<expr>} \\n ${<name>}`", "`${`${<expr>}`}`", "`${}`", "`$<name>`",
        "`\\${<expr>}`",
    ],
    "format": [
        "<string>", '"{}", <expr>', '"{:?} {<name>}", <expr>', '"{:>8.2}", <expr>', '"{0} {1}", <expr>, <expr>',
        '"{<name>}", <name> = <expr>', '"{:*^+10}{:#x}", <elements>', '"{:.*}", <number>, <expr>', "<elements>",
        '"{:1$}", <expr>, <number>', '"{{}} {", <expr>', '"{:08.3}{:x}{:b}{:p}", <expr>, <expr>, <expr>, <expr>',
        '"{:<name>$}", <expr>', '"{}"', '"", <expr>', 'concat!("{", "}"), <expr>', "<expr>, <expr>", "",
    ],
    "macro": [
        "assert!(<expr>)", "assert_eq!(<expr>, <expr>)", "assert_ne!(<expr>, <expr>, <format>)", "panic!(<format>)",
        "stringify!(<soup>)", "dbg!(<expr>)", "file!()", "line!()", "todo!(<format>)", "unimplemented!()",
        "vec![<elements>]", "println!(<format>)", "print!(<format>)", "assert!(<expr>, <format>)",
        "matches!(<expr>, <pattern>)", "<name>!(<soup>)", "unreachable!(<format>)", "std::assert!(<expr>)",
        "column!()", "module!()", "write!(<expr>, <format>)", "ident_to_string!(<name>)", "line!(1)", "stringify!()",
        "::std::panic!(<format>)", "format_args!(<format>)", "template!(<elements>)", "macro_rules!(<soup>)",
        "dbg!()", "assert!()", "assert_eq!(<expr>)", "file!(<expr>)",
    ],
    "soup": [
        "", "<name> <operator> <literal>", "( <soup> )", "[ <soup> ] <soup>", "{ <soup> }", "<template> <soup>", "'a",
    ],
    "arguments": [
        "", "<expr>", "<name> = <literal>", "<literal>, <arguments>", "<soup>",
    ],
    "constant": [
        "1", '"s"', "<literal>", "<constant> <operator> <constant>", "[<constant>, <constant>]", "<NAME>",
        "-<constant>", "#{ <name>: <constant> }", "(<constant>, <constant>)",
        "if <constant> { <constant> } else { <constant> }", "{ let <name> = <constant>; <name> }", "<path>",
        "<name>(<constant>)", "`${<constant>}`", "!<constant>", "{ let x = 0; while x < <number> { x += 1; } x }",
        "loop { break <constant>; }", "<constant>.<name>", "{ let x = <constant>; x <compound> <constant>; x }",
        "match <constant> { <arms> }", "(<constant>)", "<constant> + <constant>",
        "'<name>: loop { break '<name> <constant>; }", "{ <NAME> = <constant>; 1 }",
        "{ let x = 0; loop { x += 1; if x > 5 { break x; } else { continue; } } }", "const { <constant> }",
        "{ let [<name>, ..] = <constant>; 1 }", "[<constant>][0]", "format!(<format>)", "Some(<constant>)",
    ],
    "literal": [
        "1", "true", "<number>", "<string>", "<char>", "()", "false", "None", 'b"bytes"', "b'b'", "[]", "#{}",
    ],
    "number": [
        "0", "1", "2", "10", "9223372036854775807", "9223372036854775808", "18446744073709551615u64", "255u8",
        "256u8", "-1", "0xff", "0b101", "0o17", "1e10", "1.5", "1.5e-300", "1e400", "1_000", "0x", "1u64", "5i64",
        "2.0f64", "1__0", "99999999999999999999999999999", "0b2", "3u99", "1.", "0x1.5", "1e", "00012", "1i8",
        "300i8", "1usize",
    ],
    "string": [
        '"s"', '""', '"é語🎉"', "\"\\n\\t\\u{1F389}\"", "\"\\x41\\\n  b\"", '"{}"', "\"\\q\"", "\"\\u{110000}\"",
        "\"\\u{}\"", "\"\\x80\"", "\"\\xg\"", "b\"\\xff\"", 'b"é"', "\"\\u{d800}\"", "b\"\\u{41}\"",
    ],
    "char": [
        "'a'", "'é'", "'\\n'", "'\\''", "'\\u{1F389}'", "'ab'", "''", "'\\x7f'", "b'a'", "b'\\xff'", "b''",
        "'\\u{d800}'",
    ],
    "name": [
        "x", "y", "f", "g", "v", "self_", "a", "b", "len", "m", "é", "_z", "value", "main",
    ],
    "Type": [
        "S", "T", "E", "A", "Vec", "Option", "Point", "HashMap",
    ],
    "NAME": [
        "N", "K", "LIMIT", "x",
    ],
}  # fmt: skip

_SYMBOL = re.compile(r"<([A-Za-z]+)>")


def write(random: Random) -> str:
    """Return a text from the grammar, a module or the body of a script."""
    pieces: list[str] = []
    pending: list[tuple[str, int]] = [(random.choice(["<script>", "<script>", "<module>"]), 0)]
    while pending:
        text, depth = pending.pop()
        found = _SYMBOL.search(text)
        if found is None or found[1] not in RULES:
            pieces.append(text)
            continue
        pieces.append(text[: found.start()])
        pending.append((text[found.end() :], depth))
        forms = RULES[found[1]]
        is_long = depth > MAX_DEPTH or len(pieces) > MAX_PIECES
        pending.append((random.choice(forms[:N_SHORT] if is_long else forms), depth + 1))
    return "".join(pieces)
