"""``std::collections``: the collections under the names by which they are mostly imported."""

from __future__ import annotations

from bindrune.core.runtime.module import Module

std = Module("::std::collections")
std.reexport("HashMap", "::std::collections::hash_map::HashMap")
std.reexport("HashSet", "::std::collections::hash_set::HashSet")
std.reexport("VecDeque", "::std::collections::vec_deque::VecDeque")
