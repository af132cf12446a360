"""Closures of comparison, written by ``generate.py``; do not edit.

``_rr`` takes two registers, ``_rk`` a register and an int constant.
``_jump`` has a conditional jump fused in (``yes``, ``no``), ``_loop`` the back-jump before it (a charge point) as well,
``_step`` also the addition of a constant before that one; ``again`` is the closure of the back-jump then.
``slow`` is the closure of the first instruction in full; an i64 result has at most 63 bits beside its sign, and what
has more is left to it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers


def lt_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            R[o] = x < y
            return nx
        return slow(R)

    return run


def lt_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            R[o] = x < k
            return nx
        return slow(R)

    return run


def lt_rr_jump(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            return yes if x < y else no
        if x.__class__ is float and y.__class__ is float and x == x and y == y:
            return yes if x < y else no
        return slow(R)

    return run


def lt_rk_jump(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            return yes if x < k else no
        return slow(R)

    return run


def lt_rr_loop(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            for _ in R[0].tick:
                return yes if x < y else no
        return slow(R)

    return run


def lt_rk_loop(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            for _ in R[0].tick:
                return yes if x < k else no
        return slow(R)

    return run


def lt_rr_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                y = R[d]
                if y.__class__ is int and x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x < y else no
                return again(R)
        return slow(R)

    return run


def lt_rk_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                if x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x < d else no
                return again(R)
        return slow(R)

    return run


def le_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            R[o] = x <= y
            return nx
        return slow(R)

    return run


def le_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            R[o] = x <= k
            return nx
        return slow(R)

    return run


def le_rr_jump(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            return yes if x <= y else no
        if x.__class__ is float and y.__class__ is float and x == x and y == y:
            return yes if x <= y else no
        return slow(R)

    return run


def le_rk_jump(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            return yes if x <= k else no
        return slow(R)

    return run


def le_rr_loop(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            for _ in R[0].tick:
                return yes if x <= y else no
        return slow(R)

    return run


def le_rk_loop(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            for _ in R[0].tick:
                return yes if x <= k else no
        return slow(R)

    return run


def le_rr_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                y = R[d]
                if y.__class__ is int and x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x <= y else no
                return again(R)
        return slow(R)

    return run


def le_rk_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                if x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x <= d else no
                return again(R)
        return slow(R)

    return run


def gt_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            R[o] = x > y
            return nx
        return slow(R)

    return run


def gt_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            R[o] = x > k
            return nx
        return slow(R)

    return run


def gt_rr_jump(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            return yes if x > y else no
        if x.__class__ is float and y.__class__ is float and x == x and y == y:
            return yes if x > y else no
        return slow(R)

    return run


def gt_rk_jump(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            return yes if x > k else no
        return slow(R)

    return run


def gt_rr_loop(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            for _ in R[0].tick:
                return yes if x > y else no
        return slow(R)

    return run


def gt_rk_loop(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            for _ in R[0].tick:
                return yes if x > k else no
        return slow(R)

    return run


def gt_rr_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                y = R[d]
                if y.__class__ is int and x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x > y else no
                return again(R)
        return slow(R)

    return run


def gt_rk_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                if x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x > d else no
                return again(R)
        return slow(R)

    return run


def ge_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            R[o] = x >= y
            return nx
        return slow(R)

    return run


def ge_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            R[o] = x >= k
            return nx
        return slow(R)

    return run


def ge_rr_jump(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            return yes if x >= y else no
        if x.__class__ is float and y.__class__ is float and x == x and y == y:
            return yes if x >= y else no
        return slow(R)

    return run


def ge_rk_jump(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            return yes if x >= k else no
        return slow(R)

    return run


def ge_rr_loop(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            for _ in R[0].tick:
                return yes if x >= y else no
        return slow(R)

    return run


def ge_rk_loop(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            for _ in R[0].tick:
                return yes if x >= k else no
        return slow(R)

    return run


def ge_rr_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                y = R[d]
                if y.__class__ is int and x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x >= y else no
                return again(R)
        return slow(R)

    return run


def ge_rk_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                if x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x >= d else no
                return again(R)
        return slow(R)

    return run


def eq_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            R[o] = x == y
            return nx
        return slow(R)

    return run


def eq_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            R[o] = x == k
            return nx
        return slow(R)

    return run


def eq_rr_jump(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            return yes if x == y else no
        return slow(R)

    return run


def eq_rk_jump(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            return yes if x == k else no
        return slow(R)

    return run


def eq_rr_loop(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            for _ in R[0].tick:
                return yes if x == y else no
        return slow(R)

    return run


def eq_rk_loop(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            for _ in R[0].tick:
                return yes if x == k else no
        return slow(R)

    return run


def eq_rr_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                y = R[d]
                if y.__class__ is int and x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x == y else no
                return again(R)
        return slow(R)

    return run


def eq_rk_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                if x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x == d else no
                return again(R)
        return slow(R)

    return run


def ne_rr(a: int, b: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            R[o] = x != y
            return nx
        return slow(R)

    return run


def ne_rk(a: int, k: int, o: int, nx: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            R[o] = x != k
            return nx
        return slow(R)

    return run


def ne_rr_jump(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            return yes if x != y else no
        return slow(R)

    return run


def ne_rk_jump(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            return yes if x != k else no
        return slow(R)

    return run


def ne_rr_loop(a: int, b: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        y = R[b]
        if x.__class__ is int and y.__class__ is int:
            for _ in R[0].tick:
                return yes if x != y else no
        return slow(R)

    return run


def ne_rk_loop(a: int, k: int, yes: Closure, no: Closure, slow: Closure) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            for _ in R[0].tick:
                return yes if x != k else no
        return slow(R)

    return run


def ne_rr_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                y = R[d]
                if y.__class__ is int and x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x != y else no
                return again(R)
        return slow(R)

    return run


def ne_rk_step(
    a: int, k: int, o: int, c: int, d: int, yes: Closure, no: Closure, again: Closure, slow: Closure
) -> Closure:
    def run(R: Registers) -> Closure | None:
        x = R[a]
        if x.__class__ is int:
            r = x + k
            if r.bit_length() <= 63:
                R[o] = r
                x = R[c]
                if x.__class__ is int:
                    for _ in R[0].tick:
                        return yes if x != d else no
                return again(R)
        return slow(R)

    return run


FORMS: dict[str, Any] = {
    name: form for name, form in globals().items() if name[:1] == name[:1].lower() and callable(form)
}
"""All of the above by name."""
