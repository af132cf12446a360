from dataclasses import dataclass


@dataclass(slots=True)
class Num:
    n: int


@dataclass(slots=True)
class Var:
    index: int


@dataclass(slots=True)
class Neg:
    inner: object


@dataclass(slots=True)
class Add:
    left: object
    right: object


@dataclass(slots=True)
class Mul:
    left: object
    right: object


@dataclass(slots=True)
class If:
    cond: object
    yes: object
    no: object


def grow(depth, seed):
    if depth == 0:
        return Var(seed % 4) if seed % 3 == 0 else Num(seed % 5)
    kind = seed % 4
    if kind == 0:
        return Add(grow(depth - 1, seed * 3 + 1), grow(depth - 1, seed + 2))
    if kind == 1:
        return Mul(grow(depth - 1, seed * 5 + 3), grow(depth - 1, seed + 7))
    if kind == 2:
        return Neg(grow(depth - 1, seed * 7 + 5))
    return If(grow(depth - 1, seed + 1), grow(depth - 1, seed + 4), Num(seed % 3))


def simplify(expr):
    match expr:
        case Add(Num(0), right):
            return simplify(right)
        case Add(left, Num(0)):
            return simplify(left)
        case Add(Num(a), Num(b)):
            return Num(a + b)
        case Add(left, right):
            return Add(simplify(left), simplify(right))
        case Mul(Num(0), _):
            return Num(0)
        case Mul(Num(1), right):
            return simplify(right)
        case Mul(left, Num(1)):
            return simplify(left)
        case Mul(left, right):
            return Mul(simplify(left), simplify(right))
        case Neg(Neg(inner)):
            return simplify(inner)
        case Neg(Num(n)):
            return Num(-n)
        case Neg(inner):
            return Neg(simplify(inner))
        case If(Num(0), _, no):
            return simplify(no)
        case If(Num(_), yes, _):
            return simplify(yes)
        case If(cond, yes, no):
            return If(simplify(cond), simplify(yes), simplify(no))
        case _:
            return expr


def remainder(a, b):
    return a % b if a >= 0 else -(-a % b)


def value(expr, env):
    match expr:
        case Num(n):
            return n
        case Var(index):
            return env[index]
        case Neg(inner):
            return -value(inner, env)
        case Add(left, right):
            return remainder(value(left, env) + value(right, env), 10007)
        case Mul(left, right):
            return remainder(value(left, env) * value(right, env), 10007)
        case If(cond, yes, no):
            return value(no, env) if value(cond, env) == 0 else value(yes, env)


def main():
    total = 0
    for seed in range(150):
        expr = grow(9, seed)
        for number in range(3):
            expr = simplify(expr)
            total += value(expr, [number, seed % 7, 3, -2])
    print(total)


main()
