"""A stable sort that asks for each comparison, in the order in which the reference makes them.

A comparator of a script may print, count or be inconsistent, so which pairs are compared and when
can be seen. ``sort`` is therefore the same algorithm: insertion for up to 20 elements, beyond that
runs that are found or made and merged in the order of a balanced tree, with a quicksort for
stretches without order (known as driftsort). It is a generator: it yields a pair ``(a, b)``, is
sent whether ``a`` is less than ``b``, and changes the list in place. Nothing here calls back, so a
comparator may nest as deeply as it likes.

Some steps look at an element ``x`` from both ends; an inconsistent comparator then yields an order
of no meaning, but always the same elements.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator

    Comparisons = Generator[tuple[object, object], bool, None]
    Ask = Generator[tuple[object, object], bool, int]

_INSERTION = 20
_SMALL = 32
_FULL_SCRATCH = 8_000_000 // 16
_MIN_SCRATCH = 48


def sort(a: list[object]) -> Comparisons:
    """Sort ``a`` in place; a generator that yields pairs and is sent whether the first is less than
    the second.
    """
    n = len(a)
    if n < 2:
        return
    if n <= _INSERTION:
        yield from _insertion(a, 0, n)
        return
    scratch = max(n - n // 2, min(n, _FULL_SCRATCH), _MIN_SCRATCH)
    yield from _drift(a, 0, n, scratch, n <= 2 * _SMALL)


def _insertion(a: list[object], start: int, end: int) -> Comparisons:
    for i in range(start + 1, end):
        x = a[i]
        j = i
        while j > start and (yield x, a[j - 1]):
            j -= 1
        if j != i:
            del a[i]
            a.insert(j, x)


def _drift(a: list[object], lo: int, hi: int, scratch: int, eager: bool) -> Comparisons:
    """Sort ``a[lo:hi]`` by runs. A run is ``(length, is sorted)``; ``stack`` holds runs and their
    wanted depths.
    """
    n = hi - lo
    if n < 2:
        return
    scale = ((1 << 62) + n - 1) // n
    good = min(n - n // 2, 64) if n <= 64 * 64 else _root(n)
    stack: list[tuple[int, bool, int]] = []
    at = 0
    length, is_sorted = 0, True
    while True:
        if at < n:
            new_length, new_sorted = yield from _run(a, lo + at, hi, good, eager, scratch)
            x, y = (at - length) + at, at + at + new_length
            depth = 64 - ((scale * x) ^ (scale * y)).bit_length()
        else:
            new_length, new_sorted, depth = 0, True, 0
        while len(stack) > 1 and stack[-1][2] >= depth:
            left_length, left_sorted, _ = stack.pop()
            end = lo + at
            mid = end - length
            start = mid - left_length
            length += left_length
            if length > scratch or left_sorted or is_sorted:
                if not left_sorted:
                    yield from _quick(a, start, mid, scratch, _limit(mid - start), None)
                if not is_sorted:
                    yield from _quick(a, mid, end, scratch, _limit(end - mid), None)
                yield from _merge(a, start, mid, end)
                is_sorted = True
        stack.append((length, is_sorted, depth))
        if at >= n:
            break
        at += new_length
        length, is_sorted = new_length, new_sorted
    if not stack[-1][1]:
        yield from _quick(a, lo, hi, scratch, _limit(n), None)


def _limit(n: int) -> int:
    return 2 * ((n | 1).bit_length() - 1)


def _root(n: int) -> int:
    """Return about the square root of ``n``."""
    shift = (n | 1).bit_length() // 2
    return ((1 << shift) + (n >> shift)) // 2


def _run(
    a: list[object], lo: int, hi: int, good: int, eager: bool, scratch: int
) -> Generator[tuple[object, object], bool, tuple[int, bool]]:
    """Find or make the run that begins at ``lo``; return its length and whether it is sorted."""
    n = hi - lo
    if n >= good:
        length = n
        descending = False
        if n >= 2:
            length = 2
            descending = yield a[lo + 1], a[lo]
            while length < n and (yield a[lo + length], a[lo + length - 1]) is descending:
                length += 1
        if length >= good:
            if descending:
                a[lo : lo + length] = a[lo : lo + length][::-1]
            return length, True
    if eager:
        length = min(_SMALL, n)
        yield from _quick(a, lo, lo + length, scratch, 0, None)
        return length, True
    return min(good, n), False


def _merge(a: list[object], lo: int, mid: int, hi: int) -> Comparisons:
    """Merge the sorted neighbours ``a[lo:mid]`` and ``a[mid:hi]``, from the front if the left one
    is no longer.
    """
    left, right = a[lo:mid], a[mid:hi]
    if not left or not right:
        return
    out: list[object] = []
    if len(left) <= len(right):
        i = j = 0
        while i < len(left) and j < len(right):
            if (yield right[j], left[i]):
                out.append(right[j])
                j += 1
            else:
                out.append(left[i])
                i += 1
        a[lo:hi] = out + left[i:] + right[j:]
        return
    while left and right:
        if (yield right[-1], left[-1]):
            out.append(left.pop())
        else:
            out.append(right.pop())
    a[lo:hi] = left + right + out[::-1]


def _quick(
    a: list[object], lo: int, hi: int, scratch: int, limit: int, ancestor: list[object] | None
) -> Comparisons:
    """Sort ``a[lo:hi]`` by partitions, falling back to runs when pivots were bad too often.

    ``ancestor`` holds the pivot that everything here is not less than: elements equal to it are set
    aside at once.
    """
    while True:
        n = hi - lo
        if n <= _SMALL:
            yield from _small(a, lo, hi)
            return
        if limit == 0:
            yield from _drift(a, lo, hi, scratch, True)
            return
        limit -= 1
        at = yield from _pivot(a, lo, n)
        pivot = a[at]
        equal = ancestor is not None and not (yield ancestor[0], pivot)
        n_left = 0
        if not equal:
            less: list[object] = []
            rest: list[object] = []
            for i in range(lo, hi):
                x = a[i]
                (less if i != at and (yield x, pivot) else rest).append(x)
            a[lo:hi] = less + rest
            n_left = len(less)
            if n_left == 0:
                equal = True
        if equal:
            same: list[object] = []
            more: list[object] = []
            for i in range(lo, hi):
                x = a[i]
                (same if i == at or not (yield pivot, x) else more).append(x)
            a[lo:hi] = same + more
            lo += len(same)
            ancestor = None
            continue
        yield from _quick(a, lo + n_left, hi, scratch, limit, [pivot])
        hi = lo + n_left


def _pivot(a: list[object], lo: int, n: int) -> Ask:
    """Return the index of a pivot: a median of three, of medians for more than 63 elements."""
    eighth = n // 8
    i, j, k = lo, lo + eighth * 4, lo + eighth * 7
    if n < 64:
        return (yield from _median(a, i, j, k))
    return (yield from _median_of_medians(a, i, j, k, eighth))


def _median_of_medians(a: list[object], i: int, j: int, k: int, n: int) -> Ask:
    if n * 8 >= 64:
        m = n // 8
        i = yield from _median_of_medians(a, i, i + m * 4, i + m * 7, m)
        j = yield from _median_of_medians(a, j, j + m * 4, j + m * 7, m)
        k = yield from _median_of_medians(a, k, k + m * 4, k + m * 7, m)
    return (yield from _median(a, i, j, k))


def _median(a: list[object], i: int, j: int, k: int) -> Ask:
    x = yield a[i], a[j]
    y = yield a[i], a[k]
    if x is not y:
        return i
    z = yield a[j], a[k]
    return k if z is not x else j


def _small(a: list[object], lo: int, hi: int) -> Comparisons:
    """Sort up to 32 elements: both halves by a fixed network and insertion, then merged from both
    ends.
    """
    n = hi - lo
    if n < 2:
        return
    half = n // 2
    halves = [a[lo : lo + half], a[lo + half : hi]]
    ready = 8 if n >= 16 else 4 if n >= 8 else 1
    if ready > 1:
        for part in halves:
            yield from _four(part, 0)
            if ready == 8:
                yield from _four(part, 4)
                part[:8] = yield from _both_ends(part[:4], part[4:8])
    for part in halves:
        for i in range(ready, len(part)):
            x = part[i]
            j = i
            while j > 0 and (yield x, part[j - 1]):
                j -= 1
            if j != i:
                del part[i]
                part.insert(j, x)
    a[lo:hi] = yield from _both_ends(halves[0], halves[1])


def _four(a: list[object], at: int) -> Comparisons:
    """Sort four elements with five comparisons."""
    p, q, r, s = a[at : at + 4]
    if (yield q, p):
        p, q = q, p
    if (yield s, r):
        r, s = s, r
    first_swaps = yield r, p
    last_swaps = yield s, q
    least, most = (r if first_swaps else p), (q if last_swaps else s)
    left = p if first_swaps else (r if last_swaps else q)
    right = s if last_swaps else (q if first_swaps else r)
    if (yield right, left):
        left, right = right, left
    a[at : at + 4] = [least, left, right, most]


def _both_ends(
    left: list[object], right: list[object]
) -> Generator[tuple[object, object], bool, list[object]]:
    """Return two sorted lists of about equal length merged, taking in turns from the front and from
    the back.
    """
    n = len(left) + len(right)
    i, j = 0, 0
    p, q = len(left) - 1, len(right) - 1
    front: list[object] = []
    back: list[object] = []
    for _ in range(n // 2):
        if (yield right[j], left[i]):
            front.append(right[j])
            j += 1
        else:
            front.append(left[i])
            i += 1
        if (yield right[q], left[p]):
            back.append(left[p])
            p -= 1
        else:
            back.append(right[q])
            q -= 1
    if n % 2:
        if i <= p:
            front.append(left[i])
            i += 1
        else:
            front.append(right[j])
            j += 1
    if i != p + 1 or j != q + 1:
        return left + right
    return front + back[::-1]
