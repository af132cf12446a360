"""Programs that both tiers run: all that can be seen of a run is the same in each."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import compare

PROGRAMS = {
    "a break within an operand keeps the operands before it": """
        fn nothing() {}
        println!("{:?}", Ok([1]).unwrap_or(loop { break [2]; }));
        println!("{:?}", [[1], [2]].min('b: { if true { break 'b [3]; } [4] }));
        for i in 0..2 { println!("{:?} {:?}", clone([i]), if (loop { break true; }) { nothing() } else { 3 }); }
    """,
    "what an operand leaves alone dies where the operand jumps": """
        let v = [1];
        for i in 0..3 {
            let n = ([v.iter(), 1], if i == 1 { continue; } else { i });
            println!("{}", n.1);
        }
        v.push(1);
        println!("{:?}", v);
    """,
    "a minus before a sum of floats takes all of it": """
        let x = 2.25;
        println!("{} {} {}", -(1e3 + 2.25), -(x + 1.0), -(x * 2.0 - 1.0));
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    ended, difference = compare(PROGRAMS[name])
    assert ended in ("value", "panic")
    assert difference is None
