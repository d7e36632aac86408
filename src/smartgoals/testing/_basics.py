"""Strategies for text, ids, days, instants and numbers, and ways to combine them."""

# ruff: noqa: A002  # parameters are called as the fields are

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals._time import DateTime, instant
from smartgoals.plans import Step
from smartgoals.targets import Milestone, Target

__all__ = ["days", "ids", "instants", "texts"]

T = TypeVar("T")
V = TypeVar("V", Step, Target, Milestone)


def texts() -> SearchStrategy[str]:
    """Make free text: any characters that UTF-8 can write, or none.

    Returns:
        Strategy for text of any script, with controls, combining marks and characters beyond the
        basic plane; never half of a surrogate pair, which no value takes.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import texts
        >>> @given(texts())
        ... def test_every_text_can_be_written(text):
        ...     text.encode()
        >>> test_every_text_can_be_written()
    """
    return _TEXTS


def ids() -> SearchStrategy[str]:
    """Make opaque ids: UUIDs as :func:`~smartgoals.ids.new_id` makes, and an app's own.

    Returns:
        Strategy for text of 1 to 255 printable characters of any script, blanks among them.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import ids
        >>> @given(ids())
        ... def test_an_id_can_be_printed(id):
        ...     assert id.isprintable()
        >>> test_an_id_can_be_printed()
    """
    return _IDS


def days() -> SearchStrategy[dt.date]:
    """Make calendar days.

    Returns:
        Strategy for every day of the years 1 to 9999.

    Example:
        >>> import datetime as dt
        >>> from hypothesis import given
        >>> from smartgoals.testing import days
        >>> @given(days())
        ... def test_a_day_has_a_next_or_is_the_last(day):
        ...     assert day < dt.date.max or day == dt.date(9999, 12, 31)
        >>> test_a_day_has_a_next_or_is_the_last()
    """
    return _DAYS


def instants(*, zone: SearchStrategy[dt.tzinfo] | None = None) -> SearchStrategy[DateTime]:
    """Make aware instants, often close to a change of clocks.

    Args:
        zone: Time zones; UTC, every zone of IANA's database and fixed offsets if left out.

    Returns:
        Strategy for instants of the years 1 to 9999 in UTC, as smartgoals keeps them, with the
        zone's name and with the fold that says which of two equal wall times is meant.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import instants
        >>> @given(instants())
        ... def test_an_instant_is_one_moment(moment):
        ...     assert moment.utcoffset() is not None
        >>> test_an_instant_is_one_moment()
    """
    if zone is None:
        return _INSTANTS
    return _instants(zone)


def _instants(zones: SearchStrategy[dt.tzinfo]) -> SearchStrategy[DateTime]:

    @st.composite
    def drawn(draw: DrawFn) -> DateTime:
        zone = draw(zones)
        changes = _clock_changes(zone, draw(_YEARS)) if draw(st.booleans()) else ()
        if changes:
            # Two hours on either side hold the wall times that come twice, or never.
            utc = draw(st.sampled_from(changes)) + draw(_BESIDE)
        else:
            utc = _MILLENNIUM + dt.timedelta(microseconds=draw(_MICROS))
        return instant(utc.astimezone(zone))

    return drawn()


_MILLENNIUM = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_BESIDE = st.integers(-7_200_000_000, 7_200_000_000).map(
    lambda micros: dt.timedelta(microseconds=micros)
)
_YEARS = st.integers(1900, 2037)
# A day away from both ends of the calendar: the offset of a zone is less than that. Most clocks
# tell whole seconds.
_SECONDS = st.integers(
    (dt.datetime(1, 1, 2, tzinfo=dt.UTC) - _MILLENNIUM) // dt.timedelta(seconds=1),
    (dt.datetime(9999, 12, 30, tzinfo=dt.UTC) - _MILLENNIUM) // dt.timedelta(seconds=1),
)
_MICROS = st.builds(
    lambda seconds, micros: seconds * 1_000_000 + micros,
    _SECONDS,
    st.just(0) | st.integers(0, 999_999),
)


@cache
def _zone_names() -> tuple[str, ...]:
    # Some systems list their own setting among the names; it has no place in a document.
    return ("UTC", *sorted(zoneinfo.available_timezones() - {"UTC", "localtime"}))


def _zones() -> SearchStrategy[dt.tzinfo]:
    named: SearchStrategy[dt.tzinfo] = st.deferred(
        lambda: st.sampled_from(_zone_names()).map(zoneinfo.ZoneInfo)
    )
    # Whole seconds: pendulum knows no smaller offset, and no clock ever had one.
    fixed: SearchStrategy[dt.tzinfo] = st.integers(-86_399, 86_399).map(
        lambda seconds: dt.timezone(dt.timedelta(seconds=seconds))
    )
    return named | fixed


@cache
def _clock_changes(zone: dt.tzinfo, year: int) -> tuple[dt.datetime, ...]:
    """Return the first moments of that year, in UTC, with another offset than just before."""
    months = [dt.datetime(year, month, 1, tzinfo=dt.UTC) for month in range(1, 13)]
    months.append(dt.datetime(year + 1, 1, 1, tzinfo=dt.UTC))
    changes = []
    for before, after in pairwise(months):
        was, low, high = _offset(zone, before), before, after
        if was == _offset(zone, after):
            continue
        while high - low > dt.timedelta(seconds=1):
            middle = low + dt.timedelta(seconds=(high - low) // dt.timedelta(seconds=2))
            low, high = (middle, high) if was == _offset(zone, middle) else (low, middle)
        changes.append(high)
    return tuple(changes)


def _offset(zone: dt.tzinfo, moment: dt.datetime) -> dt.timedelta | None:
    return moment.astimezone(zone).utcoffset()


# Made once: a strategy never changes, and an alphabet takes a while.
_TEXTS = st.text()
_IDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Zs"], include_characters=" "
    ),
    min_size=1,
    max_size=255,
) | st.uuids(version=4).map(str)
_DAYS = st.dates()
_INSTANTS = _instants(_zones())
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
ABOVE_ZERO = st.floats(min_value=0, exclude_min=True, allow_infinity=False)


def maybe(values: SearchStrategy[T]) -> SearchStrategy[T | None]:
    return st.none() | values


def said(text: SearchStrategy[str]) -> SearchStrategy[str]:
    return text.filter(str.strip)


def several(values: SearchStrategy[T]) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=2).map(tuple)


def extensions(text: SearchStrategy[str]) -> SearchStrategy[Mapping[str, Any]]:
    leaves = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | NUMBERS | text
    values = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
        max_leaves=4,
    )
    return st.just({}) | st.dictionaries(text, values, max_size=2)


def orderly(day: SearchStrategy[dt.date]) -> SearchStrategy[tuple[Any, Any]]:
    """Make two days, the later one second; either may be missing."""
    return st.tuples(maybe(day), maybe(day)).map(_in_order)


def _in_order(two: tuple[dt.date | None, dt.date | None]) -> tuple[Any, Any]:
    start, until = two
    if start is None or until is None:
        return two
    return (min(start, until), max(start, until)) if start != until else (start, None)


def versions(
    values: SearchStrategy[V], *, id: SearchStrategy[str], day: SearchStrategy[dt.date]
) -> SearchStrategy[tuple[V, ...]]:
    """Make several versions under several ids, with and without gaps, in any order."""
    if values.is_empty:
        # As a list of nothing is an empty list.
        return st.just(())
    # A version that ends on the first day there is holds on no day.
    later = day.filter(lambda day: day > dt.date.min)
    cuts: SearchStrategy[list[dt.date]] = st.lists(later, unique=True, max_size=2)
    names = st.lists(id, unique=True, max_size=2)

    @st.composite
    def drawn(draw: DrawFn) -> tuple[V, ...]:
        made: list[V] = []
        for name in draw(names):
            bounds: list[dt.date | None] = [None, *sorted(draw(cuts)), None]
            spans = list(pairwise(bounds))
            for start, until in draw(st.lists(st.sampled_from(spans), unique=True, min_size=1)):
                made.append(attrs.evolve(draw(values), id=name, start=start, until=until))
        return tuple(draw(st.permutations(made)))

    return drawn()
