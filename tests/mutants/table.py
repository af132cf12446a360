"""The mutants: one line each of the core, what it becomes, and what that breaks.

The old line is given without its indentation, and is the only one of its file.
"""

# A row is read line by line.

from __future__ import annotations

MUTANTS: tuple[tuple[str, str, str, str], ...] = (
    (
        "vm/operations/arith.py",
        "return a // b if (a >= 0) is (b > 0) else -(-a // b)",
        "return a // b",
        "division rounds down",
    ),
    (
        "vm/operations/arith.py",
        "return a % abs(b) if a >= 0 else -(-a % abs(b))",
        "return a % abs(b)",
        "the remainder is never negative",
    ),
    (
        "vm/operations/arith.py",
        "r = int(a) >> b",
        "r = int(a) >> b + 1",
        "shifts to the right go one too far",
    ),
    (
        "vm/operations/arith.py",
        "return U64(int(a) << b & U_MAX) if a.__class__ is U64 else _shl_int(a, b)",
        "return U64(int(a) << b & U_MAX) if a.__class__ is U64 else _shl_int(a, b + 1)",
        "shifts to the left go one too far",
    ),
    (
        "vm/operations/arith.py",
        "return ~a",
        "return -a",
        "the bits of an integer inverted",
    ),
    (
        "vm/operations/arith.py",
        "r.s = a + b",
        "r.s = b + a",
        "the order of Strings added",
    ),
    (
        "vm/closures/operators.py",
        "x.parts.append(more)",
        "x.parts.insert(0, more)",
        "a String added to another goes in front",
    ),
    (
        "vm/operations/arith.py",
        "return fmod(a, b)",
        "return a % b if b else -a",
        "the sign of a remainder of floats",
    ),
    (
        "vm/operations/compare.py",
        "return LESS if cls is Nothing or cls is Err else GREATER",
        "return GREATER if cls is Nothing or cls is Err else LESS",
        "None is more than Some",
    ),
    (
        "vm/operations/compare.py",
        "yield order(len(xs), len(ys))",
        "yield order(len(ys), len(xs))",
        "shorter vectors are more",
    ),
    (
        "vm/operations/compare.py",
        "return chained(r, _is_le) if r.__class__ is Driven else r is LESS or r is EQUAL",
        "return chained(r, _is_le) if r.__class__ is Driven else r is LESS",
        "less or equal is less",
    ),
    (
        "vm/operations/compare.py",
        "return order(text(a), text(b))",
        "return order(text(b), text(a))",
        "Strings sort backwards",
    ),
    (
        "vm/operations/equality.py",
        "return chained(r, _negate) if r.__class__ is Driven else not r",
        "return chained(r, _negate) if r.__class__ is Driven else r",
        "unequal is equal",
    ),
    (
        "vm/operations/equality.py",
        "return _pairs([a.f_0], [b.f_0])  # type: ignore[attr-defined]",
        "return True",
        "payloads are not compared",
    ),
    (
        "vm/operations/indexing.py",
        "return items[index]",
        "return items[-1 - index]",
        "vectors are indexed from the end",
    ),
    (
        "vm/closures/access.py",
        "x.a[i] = R[v]",
        "x.a[0] = R[v]",
        "assignments to elements go to the first",
    ),
    (
        "vm/operations/indexing.py",
        "value.d[text(index)] = new",
        "value.d.setdefault(text(index), new)",
        "keys are assigned once",
    ),
    (
        "vm/operations/fields.py",
        "value.d[name] = new  # type: ignore[attr-defined]",
        "value.d.setdefault(name, new)  # type: ignore[attr-defined]",
        "fields of objects are assigned once",
    ),
    (
        "vm/operations/fields.py",
        "setattr(value, slot, r)",
        "setattr(value, slot, rhs)",
        "a compound assignment of a field forgets the old value",
    ),
    (
        "vm/operations/fields.py",
        "value.a[index] = r",
        "value.a[0] = r",
        "a compound assignment of an element goes to the first",
    ),
    (
        "vm/operations/cloning.py",
        "return vec(value.a[:])",
        "return vec(value.a)",
        "a cloned vector shares its elements",
    ),
    (
        "vm/operations/cloning.py",
        "fresh.d = value.d.copy()",
        "fresh.d = value.d",
        "a cloned object shares its fields",
    ),
    (
        "vm/operations/debug.py",
        'return _sequence(cls.label + " (", fields, ")")',
        'return _sequence(cls.label + "(", fields, ")")',
        "the text of tuple structs",
    ),
    (
        "vm/operations/debug.py",
        'pieces += (": ", Nested(x))',
        'pieces += (" ", Nested(x))',
        "the text of objects",
    ),
    (
        "vm/operations/conversion.py",
        "return float(value)",
        "return value",
        "integers converted to floats stay integers",
    ),
    (
        "vm/operations/conversion.py",
        "return type_of(value).hash == type_.hash",
        "return type_of(value).hash != type_.hash",
        "the test of types",
    ),
    (
        "ir/lower/order.py",
        "if slot >= 0 and slot in log[marks[i + 1] :]:",
        "if slot < 0 and slot in log[marks[i + 1] :]:",
        "late reads are early",
    ),
    (
        "ir/lower/order.py",
        "if i > last or operand.__class__ is ir.Const:",
        "if i >= last or operand.__class__ is ir.Const:",
        "what assigns is moved behind the reads",
    ),
    (
        "ir/lower/patterns.py",
        "return items, True",
        "return items, False",
        "the rest of a pattern is forgotten",
    ),
    (
        "ir/lower/patterns.py",
        "positions = [str(i) for i in range(len(items))]",
        "positions = [str(len(items) - 1 - i) for i in range(len(items))]",
        "fields of tuple structs are matched backwards",
    ),
    (
        "ir/lower/patterns.py",
        "return constant_pattern(body, span, value)",
        "return ir.AnyPat(span)",
        "constants in patterns match all",
    ),
    (
        "ir/lower/frames.py",
        "visible[name] = local",
        "visible.pop(name, None)",
        "a shadowed local is gone after the block",
    ),
    (
        "ir/lower/renumber.py",
        "setattr(node, name, final[slot] if slot in final else slot + shift)",
        "setattr(node, name, final[slot] if slot in final else slot)",
        "locals of closures share slots with captures",
    ),
    (
        "ir/lower/closures.py",
        "slots.append((frame.captures[name].slot, name))",
        "slots.insert(0, (frame.captures[name].slot, name))",
        "captures are mixed up",
    ),
    (
        "ir/lower/control.py",
        "result = ir.If(whole, cond, then, result)",
        "result = ir.If(whole, cond, then, None)",
        "`else` is forgotten",
    ),
    (
        "ir/lower/control.py",
        "guard = None if arm.guard is None else body.lower(arm.guard)",
        "guard = None",
        "guards are forgotten",
    ),
    (
        "ir/lower/control.py",
        "return ir.Select(span, arms, default)",
        "return ir.Select(span, arms[:1], default)",
        "only the first branch of a select counts",
    ),
    (
        "ir/lower/operators.py",
        't.PIPE: "|",',
        't.PIPE: "^",',
        "or is exclusive",
    ),
    (
        "ir/lower/operators.py",
        't.LT_EQ: "<=",',
        't.LT_EQ: "<",',
        "less or equal is lowered as less",
    ),
    (
        "ir/lower/operators.py",
        "found = ir.And(span, left, body.lower(node.right))",
        "found = ir.Or(span, left, body.lower(node.right))",
        "and is or",
    ),
    (
        "ir/lower/operators.py",
        "return constant(span, literal_value(body, operand.first, negative=True))",
        "return constant(span, literal_value(body, operand.first))",
        "negative literals are positive",
    ),
    (
        "ir/lower/assignment.py",
        't.CARET_EQ: "^",',
        't.CARET_EQ: "|",',
        "exclusive or, assigned, is or",
    ),
    (
        "ir/lower/assignment.py",
        't.GT_GT_EQ: ">>",',
        't.GT_GT_EQ: "<<",',
        "shifts to the right, assigned, go to the left",
    ),
    (
        "ir/lower/formats.py",
        "return body.lower(positional[argument])",
        "return body.lower(positional[0])",
        "all placeholders show the first argument",
    ),
    (
        "ir/lower/structs.py",
        "return ir.ConstructNamed(span, target, keys, values)",
        "return ir.ConstructNamed(span, target, list(item.fields), values)",
        "fields are taken in the order of the declaration",
    ),
    (
        "ir/const_eval.py",
        "return _checked(node, a - b)",
        "return _checked(node, b - a)",
        "constants are subtracted backwards",
    ),
    (
        "analysis/index.py",
        "path = joined(bearer.path, name)",
        "path = joined(scope.path, name)",
        "functions of an `impl` are those of the module",
    ),
    (
        "analysis/index.py",
        "scope.blocks += 1",
        "scope.blocks += 2",
        "blocks are numbered by twos",
    ),
    (
        "analysis/visibility.py",
        "return module.inside(around)",
        "return around.inside(module)",
        "what is private is seen from outside only",
    ),
    (
        "analysis/use_trees.py",
        "name = segment.text(tree.alias)",
        "name = segment.text(name_token)",
        "an import keeps its name",
    ),
)
"""File below the core, old line, new line, what it breaks."""
