"""Rows of the standard library that may do nothing without a program noticing, each with its reason."""

from __future__ import annotations

EXCUSED: dict[str, str] = {
    "::rand::SysError::DISPLAY_FMT": "no script gets such an error: the host's random numbers do not fail",
    "::std::fmt::Error::DISPLAY_FMT": "no script gets such an error: formatting fails with a panic",
    "::std::iter::Empty::collect::<Tuple>": "its result is unit",
    "::std::ops::RangeFromIter<::std::i64>::count": "endless, so nothing follows",
    "::std::ops::RangeFromIter<::std::u64>::count": "endless, so nothing follows",
    "::std::test::Bencher::iter": "only `bindrune bench` makes a Bencher; tests/repl runs it",
}
