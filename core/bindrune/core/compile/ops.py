"""The table of instructions: the one place where each is declared.

An instruction is a tuple: the number of its operation and its operands. The table gives each operation a name, the
kinds of its operands and a sentence; the assembler, the disassembler, the loader's verifier, the registry of handlers
and ``docs/bytecode.md`` derive from it.

Registers are those of the frame: captures, parameters, other locals, then temporaries, then the function's inline
constants, which each new frame brings along. An operand that reads a register may be written ``~r`` (a negative
number): the value is moved out, the register is dead afterwards. Temporaries and dying locals are moved; so no stale
register keeps an iterator, and with it a borrow, alive.

Kinds of operands, one letter each:

=====  =========================================================================================
``o``  a register that is written; -1 discards the result
``r``  a register that is read, or moved out of if negative
``R``  a tuple of such registers
``w``  a local that is updated in place
``d``  a tuple of registers that die
``j``  a jump target: the index of an instruction
``J``  a tuple of jump targets
``n``  a number
``s``  an index into the pool of strings
``k``  an index into the pool of constants
``f``  an index into the functions of the unit
``c``  an index into the table of callees
``t``  an index into the table of type targets
``g``  the number of a static
=====  =========================================================================================
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


KINDS: Final = "orRwdjJnskfctg"

TABLE: Final = """
charge: | charge one unit of fuel: the entry of a function that calls
copy: o r | copy a value; a heap value is shared
take: o w | the value of a register, moved out of reach of all others
drop: d | let registers die
str: o s | a fresh String
bytes: o k | a fresh Bytes
fresh: o k | a heap constant, built anew
fn: o c | a function as a value
native_const: o s | a native constant that is no plain value, made anew
static_get: o g | read a static
static_set: g r | assign a static
static_op: n g r | update a static by an operator
neg: o r | `-a`
not: o r | `!a`
add: o r r | `a + b`
sub: o r r | `a - b`
mul: o r r | `a * b`
div: o r r | `a / b`
rem: o r r | `a % b`
bit_and: o r r | `a & b`
bit_or: o r r | `a | b`
bit_xor: o r r | `a ^ b`
shl: o r r | `a << b`
shr: o r r | `a >> b`
lt: o r r | `a < b`
le: o r r | `a <= b`
gt: o r r | `a > b`
ge: o r r | `a >= b`
eq: o r r | `a == b`
ne: o r r | `a != b`
is: o r r | `a is b`
is_not: o r r | `a is not b`
as: o r r | `a as b`
add_assign: w r | `a += b` on a local
sub_assign: w r | `a -= b` on a local
mul_assign: w r | `a *= b` on a local
div_assign: w r | `a /= b` on a local
rem_assign: w r | `a %= b` on a local
bit_and_assign: w r | `a &= b` on a local
bit_or_assign: w r | `a |= b` on a local
bit_xor_assign: w r | `a ^= b` on a local
shl_assign: w r | `a <<= b` on a local
shr_assign: w r | `a >>= b` on a local
field: o r s | `a.name`
tuple_field: o r n | `a.0`
index: o r r | `a[b]`
set_field: r s r | `a.name = b`
set_tuple_field: r n r | `a.0 = b`
set_index: r r r | `a[b] = c`
field_op: n r s r | `a.name += b`
tuple_field_op: n r n r | `a.0 += b`
call: o c R | call a script function of the unit
call_native: o c n R | call a native function; the number is the hash of generic parameters
call_value: o r R | call a function value
call_method: o r s n R | an instance call; the number is the hash of generic parameters
construct: o t R | a unit or tuple struct or variant
construct_named: o t k R | a named struct or variant, with the names of a constant
tuple: o R | a tuple
vec: o R | a vector
object: o k R | an object with the keys of a constant
range: o s R | a range of the class of this name
closure: o f R | a closure of a function and its captures
async_block: o f R | a future or stream of a function and its captures
jump: j | jump
loop: j | charge one unit of fuel and jump back
jump_unless: r j | jump unless exactly true
jump_if_true: r j | jump if exactly true
jump_if_false: r j | jump if exactly false
switch: r J | jump to the target of this number
iter: o r | the iterator of a value
iter_next: o w j | the next element, or jump when there is none
match_const: r k j | jump unless it is this inline constant, by class and value
match_str: r s j | jump unless it is a String of this text
match_bytes: r k j | jump unless it is a Bytes of this content
match_tuple: r n n j | jump unless it is a Tuple of this length (or longer, if the second number is 1)
match_vec: r n n j | jump unless it is a Vec of this length (or longer)
match_object: r k n j | jump unless it is an Object with these keys (or more)
match_type: r t k j | jump unless it is of this struct or variant and has these fields
item: o r n | an element of a matched tuple or vector
key: o r s | a value of a matched object
part: o r t s | a field of a matched struct or variant
mismatch: | panic: no pattern matched
display: o r | the display text of a value, for `concat`
format: o r k | the text of a value by a format spec, for `concat`
format_value: o r k | a value together with a format spec
concat: o k R | a String of literal pieces (a constant) and texts in between
panic: r | panic with a text
try: o r | the payload, or return what `?` returns
await: o r | wait for a future
yield: o r | give a value to who resumed
select: o R | start a select over futures
select_next: o o w j | the value and the number of the branch that completes next, or jump when none is left
return: r | return a value
"""


class Op:
    """One row of the table."""

    __slots__ = ("doc", "kinds", "name", "number")

    def __init__(self, number: int, name: str, kinds: str, doc: str) -> None:
        self.number = number
        self.name = name
        self.kinds = kinds
        self.doc = doc


def _read_table() -> tuple[Op, ...]:
    rows = []
    for number, line in enumerate(TABLE.strip().splitlines()):
        head, _, doc = line.partition(" | ")
        name, _, kinds = head.partition(":")
        rows.append(Op(number, name, kinds.replace(" ", ""), doc))
    return tuple(rows)


OPS: Final = _read_table()
NUMBER: Final = {op.name: op.number for op in OPS}

OPERATORS: Final = (
    "add", "sub", "mul", "div", "rem", "bit_and", "bit_or", "bit_xor", "shl", "shr",
)  # fmt: skip
"""What the numbers of `static_op`, `field_op` and `tuple_field_op` mean."""


def documentation() -> str:
    """The text of ``docs/bytecode.md``."""
    lines = [
        "# The bytecode",
        "",
        "Written by `python -m bindrune.core.compile.ops` from the table in `compile/ops.py`; do not edit.",
        "",
        (__doc__ or "").partition("Kinds of operands")[0].split("\n\n", 1)[1].strip().replace("``", "`"),
        "",
        "Operands: `o` output (-1 discards), `r` register read (`~r` moved), `R` several, `w` local updated,",
        "`d` registers that die, `j` `J` jump targets, `n` number, `s` string, `k` constant, `f` function,",
        "`c` callee, `t` type, `g` static.",
        "",
        "| operation | operands | meaning |",
        "|---|---|---|",
    ]
    for op in OPS:
        doc = op.doc.replace("|", "\\|")
        lines.append(f"| `{op.name}` | {' '.join(op.kinds)} | {doc} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(documentation())
