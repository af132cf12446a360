"""Closures of arithmetic, written by ``generate.py``; do not edit.

``_rr`` takes two registers, ``_rk`` a register and an int constant.
``_return`` has the return after it fused in, ``_jump`` a comparison and a conditional jump (``yes``, ``no``).
``slow`` is the closure of the first instruction in full; an i64 result has at most 63 bits beside its sign, and what
has more is left to it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers


def add_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int:
            if y.__class__ is int:
                r = x + y
                if r.bit_length() <= 63:
                    R[o] = r
                    return nx
        elif x.__class__ is float and y.__class__ is float:
            R[o] = x + y
            return nx
        return slow(R)

    return run


def add_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                return nx
        return slow(R)

    return run


def add_rr_return(a: int, b: int, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int:
            if y.__class__ is int:
                r = x + y
                if r.bit_length() <= 63:
                    X = R[0]
                    C, X.f, o, _ = X.frames.pop()
                    if o:
                        C[o] = r
                    X.R = C
                    return None
        elif x.__class__ is float and y.__class__ is float:
            q = x + y
            X = R[0]
            C, X.f, o, _ = X.frames.pop()
            if o:
                C[o] = q
            X.R = C
            return None
        return slow(R)

    return run


def add_rk_return(a: int, k: int, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                X = R[0]
                C, X.f, o, _ = X.frames.pop()
                if o:
                    C[o] = r
                X.R = C
                return None
        return slow(R)

    return run


def sub_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int:
            if y.__class__ is int:
                r = x - y
                if r.bit_length() <= 63:
                    R[o] = r
                    return nx
        elif x.__class__ is float and y.__class__ is float:
            R[o] = x - y
            return nx
        return slow(R)

    return run


def sub_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x - k
            if r.bit_length() <= 63:
                R[o] = r
                return nx
        return slow(R)

    return run


def sub_rr_return(a: int, b: int, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int:
            if y.__class__ is int:
                r = x - y
                if r.bit_length() <= 63:
                    X = R[0]
                    C, X.f, o, _ = X.frames.pop()
                    if o:
                        C[o] = r
                    X.R = C
                    return None
        elif x.__class__ is float and y.__class__ is float:
            q = x - y
            X = R[0]
            C, X.f, o, _ = X.frames.pop()
            if o:
                C[o] = q
            X.R = C
            return None
        return slow(R)

    return run


def sub_rk_return(a: int, k: int, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x - k
            if r.bit_length() <= 63:
                X = R[0]
                C, X.f, o, _ = X.frames.pop()
                if o:
                    C[o] = r
                X.R = C
                return None
        return slow(R)

    return run


def mul_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int:
            if y.__class__ is int:
                r = x * y
                if r.bit_length() <= 63:
                    R[o] = r
                    return nx
        elif x.__class__ is float and y.__class__ is float:
            R[o] = x * y
            return nx
        return slow(R)

    return run


def mul_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x * k
            if r.bit_length() <= 63:
                R[o] = r
                return nx
        return slow(R)

    return run


def mul_rr_return(a: int, b: int, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int:
            if y.__class__ is int:
                r = x * y
                if r.bit_length() <= 63:
                    X = R[0]
                    C, X.f, o, _ = X.frames.pop()
                    if o:
                        C[o] = r
                    X.R = C
                    return None
        elif x.__class__ is float and y.__class__ is float:
            q = x * y
            X = R[0]
            C, X.f, o, _ = X.frames.pop()
            if o:
                C[o] = q
            X.R = C
            return None
        return slow(R)

    return run


def mul_rk_return(a: int, k: int, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x * k
            if r.bit_length() <= 63:
                X = R[0]
                C, X.f, o, _ = X.frames.pop()
                if o:
                    C[o] = r
                X.R = C
                return None
        return slow(R)

    return run


def div_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int and x >= 0 and y > 0:
            R[o] = x // y
            return nx
        if x.__class__ is float and y.__class__ is float and y:
            R[o] = x / y
            return nx
        return slow(R)

    return run


def div_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int and x >= 0:
            R[o] = x // k
            return nx
        return slow(R)

    return run


def rem_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int and x >= 0 and y > 0:
            R[o] = x % y
            return nx
        return slow(R)

    return run


def rem_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int and x >= 0:
            R[o] = x % k
            return nx
        return slow(R)

    return run


def mul_add_rkk(a: int, k: int, c: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x * k + c
            if r.bit_length() <= 62:
                R[o] = r
                return nx
        return slow(R)

    return run


def rem_eq_rkk_jump(a: int, k: int, c: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int and x >= 0:
            return yes if x % k == c else no
        return slow(R)

    return run


def rem_ne_rkk_jump(a: int, k: int, c: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int and x >= 0:
            return yes if x % k != c else no
        return slow(R)

    return run


FORMS: dict[str, Any] = {
    name: form for name, form in globals().items() if name[:1] == name[:1].lower() and callable(form)
}
"""All of the above by name."""
