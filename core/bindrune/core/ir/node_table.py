"""The table of IR nodes: every node the compiler lowers to, with its fields; ``nodes.py`` is generated from it.

The IR is the waist of the compiler: one lowering makes it, and the assembler, the code generator, constant evaluation
and inference read nothing else. It is a tree of expressions; there are no statements. In it

* every name is resolved: to a *slot* of the frame, a capture (captures are the first slots of a closure), an item or a
  native. Slots are numbered from 0: captures, then parameters, then other locals; each binding has a slot of its own.
* every node has a ``span``: what is underlined when this node fails at run time.
* *order* is settled. Operands are evaluated left to right and each is read when its turn comes. A ``Local`` operand of a
  slot-using node (``Unary`` to ``As``, fields, indices, ranges, tuples up to four) may be read in place, since lowering
  has moved every read that the language does late behind the operand that assigns it (``Block`` with a ``Bind``).
* *drops* are settled. A ``Block`` names the slots that die at its end, a ``Break``, ``Continue`` the slots of the blocks
  that it leaves; a returning function drops its whole frame. Temporaries die with the operation that uses them;
  arguments move into the callee.
* *charge points* are settled: one unit of fuel at the entry and each iteration of ``Loop``, ``While``, ``For``, one at the entry of a
  ``Fn`` whose ``charge`` is set (it contains a call), and what natives charge by themselves.

A row is ``Name(field: type, …)`` and a sentence. ``Expr`` is any node of the expression part, ``Pat`` of the pattern part.
Field types name Python types; ``Span`` is ``bindrune.core.source.Span``.
"""

# A row of the table is one line.
# ruff: noqa: E501

from __future__ import annotations

EXPRESSIONS = """
Const(value: object): an inline constant: unit (None), bool, char (str), int, U64 stand-in `ConstU64`, float
Str(text: str): a String literal, a fresh value at each evaluation
ByteStr(data: bytes): a Bytes literal, fresh at each evaluation
Fresh(value: ConstValue): a heap constant (of a const item or block), built anew at each evaluation
TypeRef(target: TypeTarget): a type as a value
FnRef(target: FnTarget): a function, native, or constructor as a value
Local(slot: int): the value of a slot
Take(slot: int): the value of a slot, moved out of it (captures of `move` closures)
Bind(slot: int, value: Expr): give a slot its value where the binding begins; the value is unit
SetLocal(slot: int, value: Expr): assign a slot; the old content dies; the value is unit
LetPat(pattern: Pat, value: Expr): bind a pattern or panic with `pattern did not match` at the pattern's span
StaticGet(static: int): read the static of this number
StaticSet(static: int, value: Expr): assign a static; the value is unit
Unary(op: str, operand: Expr): `-` or `!`
Binary(op: str, left: Expr, right: Expr): arithmetic, bits, shifts and comparison by their operator
And(left: Expr, right: Expr): the left value if it is exactly false, else the right one
Or(left: Expr, right: Expr): the left value if it is exactly true, else the right one
Is(operand: Expr, type: Expr, negated: bool): `is`, `is not`; the type is an expression, most often a `TypeRef`
As(operand: Expr, type: Expr): `as`
OpLocal(op: str, slot: int, value: Expr): `a += v` on a slot; the slot is read after the value
OpStatic(op: str, static: int, value: Expr): `S += v`; the static is read before the value
OpField(op: str, base: Expr, name: str, value: Expr): `b.name += v`
OpTupleField(op: str, base: Expr, index: int, value: Expr): `b.0 += v`
Field(base: Expr, name: str): `b.name`
TupleField(base: Expr, index: int): `b.0`
Index(base: Expr, index: Expr): `b[i]`
SetField(base: Expr, name: str, value: Expr): `b.name = v`
SetTupleField(base: Expr, index: int, value: Expr): `b.0 = v`
SetIndex(base: Expr, index: Expr, value: Expr): `b[i] = v`
Call(fn: FnTarget, args: list[Expr]): a call of a script function by its path; `Binary` and others call natives themselves
NativeCall(path: str, params: int, args: list[Expr]): a call of a native function by its path; `params` is the hash of generic parameters, 0 for none
Construct(type: StructTarget, args: list[Expr]): build a unit or tuple struct or variant
ConstructNamed(type: StructTarget, names: list[str], values: list[Expr]): build a named struct or variant; values in written order
NativeConst(path: str): a native constant that is no plain value, made anew at each use
CallValue(callee: Expr, args: list[Expr]): call a function value
CallMethod(receiver: Expr, name: str, params: int, args: list[Expr]): an instance call; `params` is the hash of generic parameters
MakeTuple(items: list[Expr]): a tuple; unit is a `Const`
MakeVec(items: list[Expr]): a vector
MakeObject(keys: list[str], values: list[Expr]): an object
MakeRange(kind: str, start: Expr | None, end: Expr | None): a range; the kind is the class name in `vm.values`
MakeClosure(fn: Fn, captures: list[Expr]): a closure; captures are `Local` or `Take`
AsyncBlock(fn: Fn, captures: list[Expr]): a future or stream of a body that captures
Block(body: list[Expr], value: Expr | None, drops: list[int]): expressions in turn, the last one's value, then the drops; no value is unit
LabelBlock(label: int, body: Expr): a labelled block, left by `Break` with this number
If(cond: Expr, then: Expr, orelse: Expr | None): taken if exactly true; without `orelse` the value is unit
Matches(value: Expr, pattern: Pat): true and bindings made, or false; the condition of `if let` and `while let`
Match(slot: int, value: Expr, arms: list[Arm], drops: list[int]): the value bound to a slot, then the first arm that fits; unit if none
Loop(label: int, body: Expr): for ever
While(label: int, cond: Expr, body: Expr, drops: list[int]): while exactly true; a `Break` may give a value; `drops` die after each test that fails and each round
For(label: int, pattern: Pat, iter: Expr, iter_slot: int, body: Expr, drops: list[int]): `iter_slot` holds the iterator and dies when the loop is left
Break(label: int, value: Expr | None, drops: list[int]): leave the loop or block of this number
Continue(label: int, drops: list[int]): go on with the next round
Return(value: Expr | None): leave the function
Try(operand: Expr): `?`
Await(operand: Expr): `.await`
Yield(value: Expr | None): `yield`; its value is what the generator is resumed with
Select(arms: list[SelectArm], default: Expr | None): wait for the first future whose result fits its arm
Template(parts: list[Expr]): a String of display texts; `Str` parts are literal, `Format` parts have a spec, others are displayed plainly
Format(value: Expr, spec: FormatSpec): one formatted part of a `Template`
Panic(message: Expr): panic with this text
"""

PATTERNS = """
AnyPat(): `_`
BindPat(slot: int): a name
ConstPat(value: object): an inline constant by class and value
StrPat(text: str): a String of this text
BytesPat(data: bytes): Bytes of this content
TuplePat(items: list[Pat], rest: bool): a tuple of this length, or at least
VecPat(items: list[Pat], rest: bool): a Vec of this length, or at least
ObjectPat(keys: list[str], items: list[Pat], rest: bool): an Object with exactly these keys, or at least
TypePat(type: TypeTarget, fields: list[str], items: list[Pat]): a value of this struct or variant (script or native) whose fields fit
"""

PARTS = """
Arm(pattern: Pat, guard: Expr | None, body: Expr, drops: list[int]): one arm; the guard rejects only on exactly false
SelectArm(pattern: Pat, future: Expr, body: Expr, drops: list[int]): one branch of `select`
Fn(item: str, name: str, kind: str, n_captures: int, params: list[Pat], n_slots: int, names: list[SlotName], body: Expr, charge: bool): a function, closure, async block or script body; kind is immediate, async, generator, stream
SlotName(slot: int, name: str, start: int, end: int): which name a slot bears in which part of the source
FnTarget(item: str, kind: str): a script function by its item, or (kind `native`) a native by its path, or (kind `tuple`, `unit`) a constructor
TypeTarget(item: str, native: bool): a type by its item
StructTarget(item: str): a script's struct or variant by its item
StructType(item: str, shape: str, fields: list[str], variant_of: str | None, hash: int): a declared struct or variant; shape is unit, tuple, named
Static(number: int, item: str, init: ConstValue | None): a declared static
Program(functions: list[Fn], types: list[StructType], statics: list[Static], entry: str | None): all that is reachable
"""
