"""Loops of typical programs (`typical.py`) over matrices, vectors of structs, objects, maps and deques.

These are values that the fast tier follows. Each loop is a small algorithm with a random part in it, and a way out that
a risky program may take.
"""

from __future__ import annotations

from tests.differential.typical_values import Values


class Loops(Values):
    """Writes loops with a name for what comes out of them."""

    def way_out(self) -> str:
        """A line that leaves a loop, or fails, now and then."""
        ways = ["break;", "continue;"]
        if self.risky:
            ways += ["[1][7];", 'panic!("out");', "9223372036854775807 + total_out;"]
            ways += ["let gone = [1]; drop(gone); gone[0];"]
        return f"if {self.value('bool', 1)} {{ {self.random.choice(ways)} }}" if self.chance(0.5) else ""

    def algorithm(self, depth: int) -> None:
        """One of the loops, whose result is a new integer."""
        result = self.declare("int")
        del self.names[result]
        lines = self.random.choice(
            (self._matrix, self._points, self._indexed, self._object, self._deque, self._text, self._sieve, self._pairs)
        )()
        self.put(f"let {result} = {{")
        self.put("    let total_out = 0;")
        for line in lines:
            self.put("    " + line)
        self.put("    total_out % 100003")
        self.put("};")
        self.names[result] = "int"

    def _matrix(self) -> list[str]:
        n = self.random.randint(1, 3)
        return [
            f"let rows = []; for i in 0..{n} {{ let row = []; for j in 0..{n} {{ "
            f"row.push(i * j + {self.value('int', 0)} % 9); }} rows.push(row); }}",
            f"for i in 0..{n} {{ for j in 0..{n} {{ {self.way_out()} rows[i][j] = rows[j][i] + 1; "
            f"total_out += rows[i][j]; }} }}",
            "for row in rows { for x in row { total_out += x; } }",
        ]

    def _points(self) -> list[str]:
        return [
            f"let points = [Point::make({self.value('int', 0)} % 50, 1), Point::make(2, {self.value('int', 0)} % 50)];",
            f"for p in points {{ {self.way_out()} p.moved(3); total_out += p.size() % 1000; }}",
            "for p in points { match p { Point { x, y, .. } if x > y => { total_out += x; } Point { "
            "items, .. } => { total_out += items.len() as i64; } _ => {} } }",
            "points.sort_by(|a, b| a.x.cmp(b.x)); total_out += points[0].x;",
        ]

    def _indexed(self) -> list[str]:
        v = self.local("vec") or "[5, 6, 7]"
        return [
            f"let v = {v}.clone(); let i = 0;",
            f"while i < v.len() as i64 {{ let x = v[i] % 1000; v[i] = x * 2; i += 1; "
            f"{self.way_out()} total_out += x; }}",
            f"for i in 1..v.len() {{ if v[i] > v[i - 1] {{ total_out += 1; }} {self.way_out()} }}",
            "for i in (0..v.len()).iter().rev() { total_out = total_out * 3 % 1009 + v[i] % 7; }",
        ]

    def _object(self) -> list[str]:
        # The reference goes through an object in any order, so nothing leaves this loop.
        return [
            f"let o = #{{ a: {self.value('int', 0)} % 99, b: 2 }};",
            "for (key, value) in o { if key == \"a\" { total_out += value; } else { "
            "total_out += 1; } }",
            "o[\"c\"] = total_out; o.a += 1; total_out += o.c + o.a; total_out += o.len() as i64;",
            "if let Some(n) = o.get(\"b\") { total_out += n; }",
        ]

    def _deque(self) -> list[str]:
        return [
            f"let queue = std::collections::VecDeque::from::<Vec>([{self.value('int', 0)} % 20, 3]); let seen = 0;",
            f"while let Some(n) = queue.pop_front() {{ total_out += n; seen += 1; if seen > 12 {{ break; }} "
            f"{self.way_out()} if n > 1 {{ queue.push_back(n / 2); queue.push_back(n - 2); }} }}",
            "total_out += queue.len() as i64;",
        ]

    def _text(self) -> list[str]:
        s = self.local("str") or '"a bc a"'
        return [
            "let made = String::from(\"\"); let counts = HashMap::new();",
            f"for word in {s}.split(' ') {{ {self.way_out()} made += word; made += \",\"; "
            f"let n = counts.get(word).unwrap_or(0); counts.insert(word, n + 1); }}",
            "for c in made.chars() { if c == ',' { total_out += 1; } else { made = `${made}${c}`; "
            "} if made.len() > 40 { break; } }",
            f"total_out += made.len() as i64 + counts.len() as i64 + counts.get({self.value('str', 0)}).unwrap_or(0);",
        ]

    def _sieve(self) -> list[str]:
        return [
            "let flags = []; for i in 0..30 { flags.push(true); }",
            f"for i in 2..30 {{ if !flags[i] {{ continue; }} {self.way_out()} total_out += i; let j = i * i; "
            f"while j < 30 {{ flags[j] = false; j += i; }} }}",
            "total_out += flags.iter().filter(|f| f).count() as i64;",
        ]

    def _pairs(self) -> list[str]:
        return [
            f"let pairs = [(1, \"a\"), (2, \"b\"), ({self.value('int', 0)} % 9, \"c\")];",
            f"for (n, name) in pairs {{ {self.way_out()} total_out += n; if name == \"b\" {{ total_out += 10; }} }}",
            "let inner = |n| { if n > 1 { return None; } Some(n) };",
            "for (n, _) in pairs { if let Some(m) = inner(n) { total_out += m; } }",
            "for (at, (n, name)) in pairs.iter().enumerate() { total_out += at as i64 * n + name.len() as i64; }",
        ]
