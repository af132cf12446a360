"""What prompts and notebooks tell about a name is what stands on its page."""

from __future__ import annotations

import pytest

from bindrune.core.api import Session
from bindrune.core.ide.hover import inspect

DECLARED = """
/// Doubles.
pub fn twice(n) { n * 2 }

/// Outer.
mod m {
    //! Inner.

    /// Deep.
    pub fn deep() {}
}

/// A place.
struct Point {
    /// To the right.
    x,
}

impl Point {
    /// From a number.
    fn new(x) { Self { x } }

    /// Twice as far.
    fn far(self) { self.x * 2 }
}

let p = Point::new(1);
"""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("twice", "pub fn twice(n)\n\nDoubles."),
        ("m", "mod m\n\nOuter.\n\nInner."),
        ("m::deep", "pub fn deep()\n\nin `m`\n\nDeep."),
        ("Point", "struct Point { x }\n\nA place."),
        ("p.x", "struct Point { x }\n\nfield `x` of `Point`\n\nTo the right."),
        ("Point::new", "fn new(x)\n\nin `Point`\n\nFrom a number."),
        ("p.far", "fn far(self)\n\nin `Point`\n\nTwice as far."),
    ],
)
def test_items_of_a_session(name: str, said: str) -> None:
    session = Session()
    assert session.evaluate(DECLARED).ok
    found = inspect(name, len(name), session.scope())
    assert found is not None and found.plain == said


@pytest.mark.parametrize("name", ["std::vec::Vec::push", "Vec::push", "[1].push"])
def test_natives(name: str) -> None:
    found = inspect(name, len(name), Session().scope())
    assert found is not None
    assert found.plain.startswith("fn push(&mut self, value: any)\n\nin `std::vec::Vec`\n\nAppends an element.")
