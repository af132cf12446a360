"""Writes ``arithmetic.py`` and ``comparison.py``: `python -m bindrune.core.vm.closures.generate`.

Arithmetic and comparison come in many forms that differ by an operator, by where the operands are (register or
constant), and by what the next instruction is. Written out they are quick to import and need no test at run time.
"""

from __future__ import annotations

import os

HEADER = '''"""Closures of {what}, written by ``generate.py``; do not edit.

``_rr`` takes two registers, ``_rk`` a register and an int constant.{more}
``slow`` is the closure of the first instruction in full; an i64 result has at most 63 bits beside its sign, and what
has more is left to it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers
'''

ARITHMETIC_FORMS = '''
``_return`` has the return after it fused in, ``_jump`` a comparison and a conditional jump (``yes``, ``no``).'''

COMPARISON_FORMS = '''
``_jump`` has a conditional jump fused in (``yes``, ``no``), ``_loop`` the back-jump before it (a charge point) as well,
``_step`` also the addition of a constant before that one; ``again`` is the closure of the back-jump then.'''

ARITHMETIC = {"add": "+", "sub": "-", "mul": "*"}
COMPARISON = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}

_RETURN = """X = R[0]
{pad}C, X.f, o, _ = X.frames.pop()
{pad}if o:
{pad}    C[o] = r
{pad}X.R = C
{pad}return None"""


def _factory(name: str, parameters: str, body: str) -> str:
    head = f"def {name}({parameters}, slow: Closure) -> Closure:"
    if len(head) > 100:
        head = f"def {name}(\n    {parameters}, slow: Closure\n) -> Closure:"
    return f"""

{head}
    def run(R: Registers) -> Closure | None:
{body}
        return slow(R)

    return run
"""


def _arithmetic(name: str, op: str) -> str:
    text = ""
    for suffix, last in (("", "nx"), ("_return", "")):
        store = "R[o] = {}\n{pad}return nx" if last else "q = {}\n{pad}" + _RETURN.replace("= r", "= q")
        params = ", o: int, nx: Closure" if last else ""
        wide = " " * 16
        keep = f"R[o] = r\n{wide}return nx" if last else _RETURN.format(pad=wide)
        text += _factory(
            f"{name}_rr{suffix}",
            f"a: int, b: int{params}",
            f"""        x = R[a]
        y = R[b]
        if x.__class__ is int:
            if y.__class__ is int:
                r = x {op} y
                if r.bit_length() <= 63:
                    {keep.replace(wide, " " * 20)}
        elif x.__class__ is float and y.__class__ is float:
            {store.format(f"x {op} y", pad=" " * 12)}""",
        )
        text += _factory(
            f"{name}_rk{suffix}",
            f"a: int, k: int{params}",
            f"""        x = R[a]
        if x.__class__ is int:
            r = x {op} k
            if r.bit_length() <= 63:
                {keep}""",
        )
    return text


def _quotient(name: str, op: str) -> str:
    """Division and remainder of non-negative ints, where Python's rounding agrees; division of floats."""
    floats = ""
    if name == "div":
        floats = """
        if x.__class__ is float and y.__class__ is float and y:
            R[o] = x / y
            return nx"""
    return _factory(
        f"{name}_rr",
        "a: int, b: int, o: int, nx: Closure",
        f"""        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int and x >= 0 and y > 0:
            R[o] = x {op} y
            return nx{floats}""",
    ) + _factory(
        f"{name}_rk",
        "a: int, k: int, o: int, nx: Closure",
        f"""        x = R[a]
        if x.__class__ is int and x >= 0:
            R[o] = x {op} k
            return nx""",
    )


def _comparison(name: str, op: str) -> str:
    text = _factory(
        f"{name}_rr",
        "a: int, b: int, o: int, nx: Closure",
        f"""        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            R[o] = x {op} y
            return nx""",
    )
    text += _factory(
        f"{name}_rk",
        "a: int, k: int, o: int, nx: Closure",
        f"""        x = R[a]
        if x.__class__ is int:
            R[o] = x {op} k
            return nx""",
    )
    floats = ""
    if name in ("lt", "le", "gt", "ge"):
        floats = f"""
        if x.__class__ is float and y.__class__ is float and x == x and y == y:
            return yes if x {op} y else no"""
    text += _factory(
        f"{name}_rr_jump",
        "a: int, b: int, yes: Closure, no: Closure",
        f"""        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            return yes if x {op} y else no{floats}""",
    )
    text += _factory(
        f"{name}_rk_jump",
        "a: int, k: int, yes: Closure, no: Closure",
        f"""        x = R[a]
        if x.__class__ is int:
            return yes if x {op} k else no""",
    )
    text += _factory(
        f"{name}_rr_loop",
        "a: int, b: int, yes: Closure, no: Closure",
        f"""        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            for _ in R[0].tick:
                return yes if x {op} y else no""",
    )
    text += _factory(
        f"{name}_rk_loop",
        "a: int, k: int, yes: Closure, no: Closure",
        f"""        x = R[a]
        if x.__class__ is int:
            for _ in R[0].tick:
                return yes if x {op} k else no""",
    )
    return text


def _steps(name: str, op: str) -> str:
    """``a += k``, the back-jump, and the test at the head of the loop."""
    text = ""
    for form in ("rr", "rk"):
        load = "\n                y = R[d]" if form == "rr" else ""
        right = "y" if form == "rr" else "d"
        guard = "y.__class__ is int and " if form == "rr" else ""
        text += _factory(
            f"{name}_{form}_step",
            "a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure",
            f"""        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]{load}
                if {guard}x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x {op} {right} else no
                return again(R)""",
        )
    return text


def _groups() -> str:
    text = _factory(
        "mul_add_rkk",
        "a: int, k: int, c: int, o: int, nx: Closure",
        """        x = R[a]
        if x.__class__ is int:
            r = x * k + c
            if r.bit_length() <= 62:
                R[o] = r
                return nx""",
    )
    for name, op in (("eq", "=="), ("ne", "!=")):
        text += _factory(
            f"rem_{name}_rkk_jump",
            "a: int, k: int, c: int, yes: Closure, no: Closure",
            f"""        x = R[a]
        if x.__class__ is int and x >= 0:
            return yes if x % k {op} c else no""",
        )
    return text


TABLE = """

FORMS: dict[str, Any] = {
    name: form for name, form in globals().items() if name[:1] == name[:1].lower() and callable(form)
}
\"\"\"All of the above by name.\"\"\"
"""


def arithmetic() -> str:
    """The text of ``arithmetic.py``."""
    text = HEADER.format(what="arithmetic", more=ARITHMETIC_FORMS)
    for name, op in ARITHMETIC.items():
        text += _arithmetic(name, op)
    return text + _quotient("div", "//") + _quotient("rem", "%") + _groups() + TABLE


def comparison() -> str:
    """The text of ``comparison.py``."""
    text = HEADER.format(what="comparison", more=COMPARISON_FORMS)
    for name, op in COMPARISON.items():
        text += _comparison(name, op) + _steps(name, op)
    return text + TABLE


def main() -> None:
    """Write both files beside this one."""
    folder = os.path.dirname(__file__)
    for name, text in (("arithmetic", arithmetic()), ("comparison", comparison())):
        with open(os.path.join(folder, f"{name}.py"), "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
