"""Groups of instructions that run as one closure.

A group is looked for at its first instruction, in the canonical code; nothing of it is in the unit. The fused closure
gets the plain closure of the first instruction as ``slow``: whenever the quick path does not apply, that one runs,
and the others after it one by one. A group may not be jumped into at its middle through the fused closure: jumps
there reach the closures of their own instructions, which always exist. ``Linking.group`` is set to the pcs that the
quick path runs.

=====================  =======================================================================
compare, jump          a temporary condition that only the jump reads
charge, compare, jump  the entry of a function that begins with a test
loop, compare, jump    the back-jump of a ``while`` to its test
loop, iter_next        the back-jump of a ``for``, also with a drop before it
rem, eq, jump          ``n % k == c`` as a condition
add, loop, compare, …  the same with the step of a counter before it
mul, add               ``r * k + c``
arithmetic, return     the last operation of a function
add or sub, call       a call whose one argument is a register and a constant
range, iter            a ``for`` over a range, which is then never made
=====================  =======================================================================
"""

from __future__ import annotations

from bindrune.core.compile.ops import NUMBER, OPS
from bindrune.core.vm.closures.calls import call_1_add
from bindrune.core.vm.closures.flow import loop_next
from bindrune.core.vm.closures.operators import FORMS
from bindrune.core.vm.loops import over_range

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.link import Linking

_COMPARE = frozenset(NUMBER[name] for name in ("lt", "le", "gt", "ge", "eq", "ne"))
_JUMPS = {NUMBER["jump_unless"]: False, NUMBER["jump_if_false"]: False, NUMBER["jump_if_true"]: True}
"""Conditional jumps, and whether they jump when the condition holds."""
_RETURN = NUMBER["return"]
_LOOP = NUMBER["loop"]
_CALL = NUMBER["call"]
_ADD = NUMBER["add"]
_EQUAL = {NUMBER["eq"]: "eq", NUMBER["ne"]: "ne"}
_ITER = NUMBER["iter"]
_ITER_NEXT = NUMBER["iter_next"]


def fuse(c: Linking, pc: int, name: str, instruction: Any) -> Closure | None:
    """The fused closure of the group that begins at ``pc``, if there is one."""
    find = _GROUPS.get(name)
    return None if find is None or pc + 1 >= len(c.code) else find(c, pc, instruction)


def _int(c: Linking, operand: int) -> Any:
    k = c.const(operand)
    return k if k.__class__ is int else None


def _condition(c: Linking, pc: int) -> Any:
    """A compare at ``pc`` whose result only the jump after it reads: (form, operands, pc if true, pc if false)."""
    if pc + 1 >= len(c.code):
        return None
    instruction: Any = c.code[pc]
    jump: Any = c.code[pc + 1]
    if instruction[0] not in _COMPARE or jump[0] not in _JUMPS or jump[1] != ~instruction[1]:
        return None
    name = OPS[instruction[0]].name
    k = _int(c, instruction[3])
    if k is None:
        form, operands = name + "_rr", (c.register(instruction[2]), c.register(instruction[3]))
    else:
        form, operands = name + "_rk", (c.register(instruction[2]), k)
    yes, no = (jump[2], pc + 2) if _JUMPS[jump[0]] else (pc + 2, jump[2])
    return form, operands, yes, no


def _compare(c: Linking, pc: int, instruction: Any) -> Closure | None:
    found = _condition(c, pc)
    if found is None:
        return None
    form, operands, yes, no = found
    c.group = pc, pc + 1
    return FORMS[form + "_jump"](*operands, c.at(yes), c.at(no), c.plain[pc])  # type: ignore[no-any-return]


def _charge(c: Linking, pc: int, instruction: Any) -> Closure | None:
    found = _condition(c, pc + 1)
    if found is None:
        return None
    form, operands, yes, no = found
    c.group = pc, pc + 1, pc + 2
    return FORMS[form + "_loop"](*operands, c.at(yes), c.at(no), c.plain[pc])  # type: ignore[no-any-return]


def _loop(c: Linking, pc: int, instruction: Any) -> Closure | None:
    target = instruction[1]
    head: Any = c.code[target]
    slow = c.plain[pc]
    if head[0] == _ITER_NEXT:
        c.group = pc, target
        return loop_next(c, head[1], head[2], target, head[3], slow)
    found = _condition(c, target)
    if found is None:
        return None
    form, operands, yes, no = found
    c.group = pc, target, target + 1
    return c.later(FORMS[form + "_loop"](*operands, slow, slow, slow), yes=yes, no=no)


def _drop(c: Linking, pc: int, instruction: Any) -> Closure | None:
    after: Any = c.code[pc + 1]
    if after[0] != _LOOP:
        return None
    target = after[1]
    head: Any = c.code[target]
    if head[0] != _ITER_NEXT:
        return None
    dying = tuple(map(c.register, instruction[1]))
    c.group = pc, pc + 1, target
    return loop_next(c, head[1], head[2], target, head[3], c.plain[pc], dying)


def _rem(c: Linking, pc: int, instruction: Any) -> Closure | None:
    k = _int(c, instruction[3])
    test: Any = c.code[pc + 1]
    if k is None or k <= 0 or test[0] not in _EQUAL or test[2] != ~instruction[1]:
        return None
    found = _condition(c, pc + 1)
    wanted = _int(c, test[3])
    if found is None or wanted is None:
        return None
    _, _, yes, no = found
    c.group = pc, pc + 1, pc + 2
    form = FORMS[f"rem_{_EQUAL[test[0]]}_rkk_jump"]
    return form(c.register(instruction[2]), k, wanted, c.at(yes), c.at(no), c.plain[pc])  # type: ignore[no-any-return]


def _mul(c: Linking, pc: int, instruction: Any) -> Closure | None:
    after: Any = c.code[pc + 1]
    left, right = instruction[2], instruction[3]
    k = _int(c, right)
    if k is None:
        k = _int(c, left)
        left = right
    if k is not None and after[0] == _ADD and after[2] == ~instruction[1]:
        added = _int(c, after[3])
        if added is not None and -(1 << 31) < added < 1 << 31 and _int(c, left) is None:
            following = c.best[pc + 2]
            c.group = pc, pc + 1
            return FORMS["mul_add_rkk"](  # type: ignore[no-any-return]
                c.register(left), k, added, c.out(after[1]), following, c.plain[pc]
            )
    return _arithmetic(c, pc, instruction)


def _arithmetic(c: Linking, pc: int, instruction: Any) -> Closure | None:
    after: Any = c.code[pc + 1]
    name = OPS[instruction[0]].name
    k = _int(c, instruction[3])
    c.group = pc, pc + 1
    if after[0] == _LOOP and k is not None and name != "mul":
        return _step(c, pc, instruction, k if name == "add" else -k)
    if after[0] == _RETURN and after[1] == ~instruction[1] and c.function.kind in ("immediate", "async"):
        if k is not None:
            return FORMS[name + "_rk_return"](c.register(instruction[2]), k, c.plain[pc])  # type: ignore[no-any-return]
        a, b = c.register(instruction[2]), c.register(instruction[3])
        return FORMS[name + "_rr_return"](a, b, c.plain[pc])  # type: ignore[no-any-return]
    if (
        k is not None
        and name != "mul"
        and after[0] == _CALL
        and after[3] == (~instruction[1],)
        and c.unit.callees[after[2]][0] == "script"
    ):
        function = c.linker.function(c.unit.callees[after[2]][1])
        if function.maker is None and function.arity == 1:
            a = c.register(instruction[2])
            k = k if name == "add" else -k
            nx = c.best[pc + 2]
            return call_1_add(function, a, k, c.out(after[1]), nx, pc + 1, c.plain[pc])
    return None


def _step(c: Linking, pc: int, instruction: Any, k: int) -> Closure | None:
    """``a = a + k`` before the back-jump to a test."""
    target: Any = c.code[pc + 1][1]
    found = _condition(c, target)
    if found is None:
        return None
    c.group = pc, pc + 1, target, target + 1
    form, operands, yes, no = found
    slow = c.plain[pc]
    a, o = c.register(instruction[2]), c.out(instruction[1])
    step = FORMS[form + "_step"](a, k, o, *operands, slow, slow, c.best[pc + 1], slow)
    return c.later(step, yes=yes, no=no)


def _assign(c: Linking, pc: int, instruction: Any) -> Closure | None:
    """``a += k`` before the back-jump to a test."""
    k = _int(c, instruction[2])
    after: Any = c.code[pc + 1]
    if k is None or after[0] != _LOOP:
        return None
    target = instruction[1]
    name = OPS[instruction[0]].name
    return _step(c, pc, (0, target, target, 0), k if name == "add_assign" else -k)


def _range(c: Linking, pc: int, instruction: Any) -> Closure | None:
    after: Any = c.code[pc + 1]
    kind = c.string(instruction[2])
    if after[0] != _ITER or after[2] != ~instruction[1] or kind not in ("RangeHalfOpen", "RangeInclusive"):
        return None
    a, b = map(c.register, instruction[3])
    more = 1 if kind == "RangeInclusive" else 0
    o = c.out(after[1])
    nx = c.best[pc + 2]
    slow = c.plain[pc]
    c.group = pc, pc + 1

    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            R[o] = over_range(x, y + more)
            return nx  # type: ignore[no-any-return]
        return slow(R)  # type: ignore[no-any-return]

    return run


_GROUPS = {
    **{OPS[number].name: _compare for number in _COMPARE},
    "charge": _charge,
    "drop": _drop,
    "loop": _loop,
    "rem": _rem,
    "mul": _mul,
    "add": _arithmetic,
    "sub": _arithmetic,
    "add_assign": _assign,
    "sub_assign": _assign,
    "range": _range,
}
