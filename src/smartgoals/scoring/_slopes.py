"""The robust line through some values: the median of all slopes between two of them.

One odd day moves a mean and a least-squares line; up to 29 % of odd days leave the median of the
slopes where it was. Slopes are quotients of whole numbers, rounded once, so that neither the order
of the values nor their size has a say.
"""

from __future__ import annotations

import math
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from smartgoals._values import as_number, as_tuple, refuse
from smartgoals.scoring._normal import z_of

__all__ = ["Line", "finite", "theil_sen"]

ENOUGH = 3
# Below this it takes longer to choose among the slopes than to sort them all.
PLAIN = 300
# So short that putting an item into the middle costs next to nothing.
BLOCK = 1_000
_LARGEST = sys.float_info.max

Point: TypeAlias = tuple[int, int]


@attrs.frozen(kw_only=True)
class Line:
    """The line of :func:`theil_sen`.

    Args:
        slope: How much the values change in one unit of time.
        low: The lower limit of the slope.
        high: The upper limit of the slope.
        confidence: How often such limits hold the true slope, above 0 and below 1.
        values: How many values there were.
        times: How many different times they had.
        middle_time: The median of the times; there the line has *middle_value*.
        middle_value: The median of the values.
    """

    slope: float
    low: float
    high: float
    confidence: float
    values: int
    times: int
    middle_time: float
    middle_value: float

    @property
    def is_enough(self) -> bool:
        """Whether there were three different times; of two, the limits are the slope itself."""
        return self.times >= ENOUGH

    @property
    def intercept(self) -> float:
        """Where the line is at time 0."""
        return self.at(0)

    def at(self, time: float) -> float:
        """Return where the line is at *time*; beyond the largest number it is that number."""
        return finite(self.exactly_at(Fraction(time)))

    def exactly_at(self, time: Fraction) -> Fraction:
        """Return where the line is at *time*, before rounding."""
        way = Fraction(self.slope) * (time - Fraction(self.middle_time))
        return Fraction(self.middle_value) + way


def theil_sen(
    times: Iterable[float], values: Iterable[float], *, confidence: float = 0.95
) -> Line | None:
    """Return the line of Theil and Sen: its slope is the median of the slopes between two values.

    Values of one time have no slope between them. The line runs through the median of the times and
    the median of the values. The limits of the slope are two of the slopes, so many places from the
    median as Kendall's rank correlation would vary by chance.

    The slopes of two values grow with the square of their number, so of many values only those near
    the ones that are wanted are looked at; the answer is the same.

    Args:
        times: When the values were seen: n finite numbers, in any order.
        values: n finite numbers.
        confidence: How often the limits are to hold the true slope, above 0 and below 1.

    Returns:
        The line, of finite numbers; None if no two times differ.

    Raises:
        InvalidValueError: If there are not as many values as times, if one is no finite number, or
            if *confidence* is out of range.

    Source:
        Theil 1950; Sen 1968, doi:10.1080/01621459.1968.10480934, equation 2.6 for the limits. Where
        so many times and values are equal that the variance there comes out below 0, the limits are
        the lowest and the highest of all slopes.

    Example:
        >>> from smartgoals.scoring import theil_sen
        >>> line = theil_sen([0, 7, 14, 21, 28, 35], [20, 18, 16, 27, 12, 10])
        >>> print(f"{line.slope:.3f} a day, from {line.low:.3f} to {line.high:.3f}")
        -0.286 a day, from -1.214 to 0.643
        >>> line.at(28)
        14.0
    """
    z = z_of(confidence)
    whens, seen = _numbers("times", times), _numbers("values", values)
    if len(whens) != len(seen):
        refuse("values", f"as many as there are times, {len(whens)}", seen)
    between = _pairs(len(seen)) - _equal(whens)
    if between == 0:
        return None
    low, high = _limits(whens, seen, between, z)
    points = _whole(whens, seen)
    middle = ((between - 1) // 2, between // 2)
    found = slopes_at(points, (low, *middle, high))
    return Line(
        slope=_mean(found[1], found[2]),
        low=found[0],
        high=found[3],
        confidence=confidence,
        values=len(seen),
        times=len(set(whens)),
        middle_time=_median(whens),
        middle_value=_median(seen),
    )


def finite(number: Fraction) -> float:
    """Return *number* rounded once; beyond the largest float it is that one."""
    try:
        return float(number)
    except OverflowError:
        return _LARGEST if number > 0 else -_LARGEST


def _numbers(field: str, given: Iterable[float]) -> list[float]:
    numbers = [as_number(number) for number in as_tuple(given)]
    for number in numbers:
        if type(number) is not float or not math.isfinite(number):
            refuse(field, "finite numbers only", number)
    return numbers


def _mean(one: float, other: float) -> float:
    # Their sum need not be finite.
    return float((Fraction(one) + Fraction(other)) / 2)


def _median(numbers: Sequence[float]) -> float:
    ordered = sorted(numbers)
    return _mean(ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2])


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _equal(values: Iterable[Hashable]) -> int:
    """Return how many pairs of *values* are equal."""
    return sum(map(_pairs, Counter(values).values()))


def _limits(
    times: Sequence[float], values: Sequence[float], between: int, z: float
) -> tuple[int, int]:
    """Return which of the slopes, in order and from 0, are the limits."""
    variance = _spread(len(values)) - sum(
        _spread(count) for same in (times, values) for count in Counter(same).values()
    )
    if variance < 0:
        return 0, between - 1
    half = z * math.sqrt(variance / 18)
    low, high = round((between - half) / 2) - 1, round((between + half) / 2)
    return max(low, 0), min(high, between - 1)


def _spread(count: int) -> int:
    return count * (count - 1) * (2 * count + 5)


def _whole(times: Sequence[float], values: Sequence[float]) -> list[Point]:
    """Return the points in order, both coordinates times the same number that makes all whole."""
    ratios = [
        (time.as_integer_ratio(), value.as_integer_ratio())
        for time, value in zip(times, values, strict=True)
    ]
    # Denominators of floats are powers of two, so the largest is a multiple of all.
    whole = max(max(time[1], value[1]) for time, value in ratios)
    return sorted(
        (time[0] * (whole // time[1]), value[0] * (whole // value[1])) for time, value in ratios
    )


def slopes_at(points: list[Point], ranks: Sequence[int]) -> list[float]:
    """Return the slopes that have *ranks*, from 0, among those between points of different times.

    Args:
        points: Time and value of each, in order.
        ranks: Which slopes are wanted, the lowest being 0.
    """
    find = plainly if len(points) < PLAIN else quickly
    return find(points, ranks)


def plainly(points: list[Point], ranks: Sequence[int]) -> list[float]:
    """Return the slopes of *ranks* by looking at all of them."""
    pairs = ((one, other) for index, one in enumerate(points) for other in points[index + 1 :])
    slopes = sorted(_slope(one, other) for one, other in pairs if one[0] < other[0])
    return [slopes[rank] for rank in ranks]


def _slope(one: Point, other: Point) -> float:
    rise, run = other[1] - one[1], other[0] - one[0]
    try:
        return rise / run
    except OverflowError:
        return _LARGEST if rise > 0 else -_LARGEST


@attrs.frozen
class _Cut:
    """All slopes up to some slope, as the order of the points in which those pairs are turned.

    Seen along the lines of that slope, the points of a pair change places where its slope is
    smaller: the pairs between two cuts are the inversions of one order against the other.
    """

    count: int
    order: list[int]


def quickly(points: list[Point], ranks: Sequence[int]) -> list[float]:
    """Return the slopes of *ranks* by closing in on them.

    Of the slopes between two cuts some are picked out evenly, and two of those, one on each side of
    where the wanted one should be, make new cuts. It ends where so few are left that all of them
    can be looked at.

    Source:
        After Matoušek 1991, doi:10.1016/0020-0190(91)90177-J, with even picks in place of random
        ones.
    """
    search = _Search(points)
    return [search.slope_at(rank) for rank in ranks]


class _Search:
    """The cuts that were made so far; those made for one rank serve the next."""

    def __init__(self, points: list[Point]) -> None:
        self.points = points
        # What the turned order is for the steepest slope of all: points of one time never turn.
        self.turned = sorted(range(len(points)), key=lambda index: (-points[index][0], index))
        self.between = _pairs(len(points)) - _equal(time for time, _ in points)
        self.same = _equal(points)
        self.cuts = [_Cut(0, list(range(len(points)))), _Cut(self.between, self.turned)]
        self.known: list[tuple[range, float]] = []

    def slope_at(self, rank: int) -> float:
        """Return the slope of *rank*."""
        points = self.points
        while True:
            for ranks, slope in self.known:
                if rank in ranks:
                    return slope
            low = max((cut for cut in self.cuts if cut.count <= rank), key=_count)
            high = min((cut for cut in self.cuts if cut.count > rank), key=_count)
            every = (high.count - low.count) // (2 * len(points)) + 1
            picked = sorted(
                _picked(low, high, every), key=lambda pair: _slope(points[pair[0]], points[pair[1]])
            )
            if every == 1:
                one, other = picked[rank - low.count]
                return _slope(points[one], points[other])
            place, margin = (rank - low.count) / every, math.sqrt(len(picked))
            self._cut_at(low, *picked[max(math.floor(place - margin), 0)])
            self._cut_at(low, *picked[min(math.ceil(place + margin), len(picked) - 1)])

    def _cut_at(self, low: _Cut, one: int, other: int) -> None:
        """Add the cuts just below and just above the slope between two points, above *low*."""
        start, end = self.points[one], self.points[other]
        rise, run = end[1] - start[1], end[0] - start[0]
        keys = [value * run - rise * time for time, value in self.points]
        # Sorting keeps the order of equals: of those with just this slope, first as they come and
        # then turned.
        below = sorted(range(len(keys)), key=keys.__getitem__)
        above = sorted(self.turned, key=keys.__getitem__)
        # Counted from the cut that is near, for which the orders differ little.
        turned = _turned(_seen_from(low.order, below))
        lower = low.count + sum(turns.count for turns in turned)
        # Points in one place have equal keys, and no slope between them.
        upper = lower + _equal(keys) - self.same
        self.cuts += [_Cut(lower, below), _Cut(upper, above)]
        self.known.append((range(lower, upper), _slope(start, end)))


def _count(cut: _Cut) -> int:
    return cut.count


def _picked(low: _Cut, high: _Cut, every: int) -> Iterator[Point]:
    """Yield every so manieth pair between two cuts, the earlier point first."""
    following = seen = 0
    for turns in _turned(_seen_from(low.order, high.order)):
        while following < seen + turns.count:
            yield high.order[turns.nth(following - seen)], high.order[turns.item]
            following += every
        seen += turns.count


def _seen_from(order: list[int], other: list[int]) -> list[int]:
    """Return where in *other* each item of *order* is."""
    places = dict(zip(other, range(len(other)), strict=True))
    return [places[item] for item in order]


class _Turns:
    """The items that came before *item* and are larger, in blocks so that none is long."""

    __slots__ = ("_block", "_blocks", "_place", "count", "item")

    def __init__(
        self, item: int, count: int, blocks: list[list[int]], block: int, place: int
    ) -> None:
        self.item = item
        self.count = count
        self._blocks = blocks
        self._block = block
        self._place = place

    def nth(self, number: int) -> int:
        """Return one of them in order, from 0; only until the next item comes."""
        block, place = self._block, self._place + number
        while place >= len(self._blocks[block]):
            place -= len(self._blocks[block])
            block += 1
        return self._blocks[block][place]


def _turned(sequence: list[int]) -> Iterator[_Turns]:
    """Yield of each item of *sequence* its inversions with those before it, if there are any."""
    blocks: list[list[int]] = [[]]
    sizes = [0]
    # The largest that each block but the last may hold.
    ends: list[int] = []
    for item in sequence:
        index = bisect_right(ends, item)
        block = blocks[index]
        place = bisect_right(block, item)
        count = sizes[index] - place + sum(sizes[index + 1 :])
        if count:
            yield _Turns(item, count, blocks, index, place)
        block.insert(place, item)
        sizes[index] += 1
        if len(block) == BLOCK:
            half = BLOCK // 2
            ends.insert(index, block[half - 1])
            blocks[index : index + 1] = [block[:half], block[half:]]
            sizes[index : index + 1] = [half, BLOCK - half]
