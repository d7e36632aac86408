"""Strategies for rules, and for what they are made of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals.recurrence import Frequency, NthWeekday, Recurrence, Weekday, Window
from smartgoals.testing._basics import days, maybe

__all__ = ["nth_weekdays", "recurrences", "windows"]

_LAST = dt.date.max.toordinal()
_MOST_PERIODS = 10_000
_MOST_IN_A_MONTH = 5


def nth_weekdays(*, n: SearchStrategy[int] | None = None) -> SearchStrategy[NthWeekday]:
    """Make days such as the first Friday.

    Args:
        n: The places, from 1, or backwards from -1.

    Returns:
        Strategy for every place up to 53 either way.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import nth_weekdays
        >>> @given(nth_weekdays(n=st.just(-1)))
        ... def test_last_one_counts_backwards(day):
        ...     assert day == day.weekday.nth(-1)
        >>> test_last_one_counts_backwards()
    """
    places = _either_way(53) if n is None else n
    return st.builds(NthWeekday, n=places, weekday=st.sampled_from(Weekday))


def recurrences(
    *,
    start: SearchStrategy[dt.date] | None = None,
    frequency: SearchStrategy[Frequency] | None = None,
) -> SearchStrategy[Recurrence]:
    """Make rules that say on which days something is due.

    Args:
        start: Their anchors.
        frequency: Their periods.

    Returns:
        Strategy for every rule, with fixed and open days, from completion, with any interval, end,
        exceptions and wall times. Half of them have no more than days of the week.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals import Frequency
        >>> from smartgoals.testing import recurrences
        >>> @given(recurrences(frequency=st.just(Frequency.DAILY)))
        ... def test_daily_rule_can_be_read(rule):
        ...     assert "day" in str(rule)
        >>> test_daily_rule_can_be_read()
    """
    anchors = days() if start is None else start
    frequencies = st.sampled_from(Frequency) if frequency is None else frequency
    return _rules(anchors, frequencies)


def _either_way(most: int) -> SearchStrategy[int]:
    return st.integers(1, most) | st.integers(-most, -1)


def _some(values: SearchStrategy[Any], *, least: int = 0) -> SearchStrategy[list[Any]]:
    return st.lists(values, min_size=least, max_size=4)


# Made once: making a strategy takes longer than drawing from it.
_BOOLEANS = st.booleans()
# Small intervals are the ones that meet within a year; the limit is met as often.
_INTERVALS = st.integers(1, 5) | st.integers(1, _MOST_PERIODS)
_COUNTS = st.integers(1, 50) | st.integers(1, 50_000)
_WEEKDAYS = st.sampled_from(Weekday)
# Clocks change in the small hours, and most people plan by the quarter of an hour.
_WALL_TIMES = st.builds(dt.time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45])) | (
    st.times().map(lambda time: time.replace(microsecond=0))
)
_DAYS_OF = {
    Frequency.ONCE: {},
    Frequency.DAILY: {"month_days": _some(_either_way(31)), "weekdays": _some(_WEEKDAYS)},
    Frequency.WEEKLY: {"weekdays": _some(_WEEKDAYS, least=1), "week_start": _WEEKDAYS},
    Frequency.MONTHLY: {
        "month_days": _some(_either_way(31)),
        "weekdays": _some(_WEEKDAYS),
        "nth_weekdays": _some(nth_weekdays(n=_either_way(5))),
    },
    Frequency.YEARLY: {
        "month_days": _some(_either_way(31)),
        "weekdays": _some(_WEEKDAYS),
        "nth_weekdays": _some(nth_weekdays(n=_either_way(5)) | nth_weekdays()),
    },
}
_PARTS = {frequency: st.fixed_dictionaries(parts) for frequency, parts in _DAYS_OF.items()}
_MONTHS = _some(st.integers(1, 12))
_POSITIONS = _some(_either_way(5) | _either_way(366))
_TIMES_OF_A_DAY = _some(_WALL_TIMES)
_DAY_STARTS = st.just(dt.time()) | _WALL_TIMES


@st.composite
def _rules(
    draw: DrawFn, anchors: SearchStrategy[dt.date], frequencies: SearchStrategy[Frequency]
) -> Recurrence:
    anchor, period = draw(anchors), draw(frequencies)
    fields: dict[str, Any] = {"start": anchor, "frequency": period}
    if period is not Frequency.ONCE:
        fields["interval"] = draw(_INTERVALS)
    if draw(_BOOLEANS):
        fields["times"] = draw(st.integers(1, 1_000))
        if period is Frequency.WEEKLY:
            fields["weekdays"] = draw(_some(_WEEKDAYS))
        return Recurrence(**fields)

    is_from_completion = period is not Frequency.ONCE and draw(_BOOLEANS)
    if is_from_completion:
        fields |= {"is_from_completion": True, "latest": draw(_latest(fields["interval"]))}
    else:
        fields |= draw(_PARTS[period])
        named = {"weekdays", "nth_weekdays", "month_days"} & {key for key in fields if fields[key]}
        is_far = any(abs(day.n) > _MOST_IN_A_MONTH for day in fields.get("nth_weekdays", ()))
        if period is not Frequency.ONCE and (named or period is Frequency.DAILY) and not is_far:
            fields["months"] = draw(_MONTHS)
        if period is not Frequency.DAILY and named:
            fields["set_positions"] = draw(_POSITIONS)
    if period is not Frequency.ONCE:
        if not is_from_completion and draw(_BOOLEANS):
            fields["count"] = draw(_COUNTS)
        elif anchor < dt.date.max:
            fields["until"] = draw(maybe(_days_after(anchor)))
    fields["at"] = draw(_TIMES_OF_A_DAY)
    if Recurrence(**fields).has_fixed_days:
        fields["exceptions"] = draw(_some(_days_after(anchor)))
    else:
        fields["times"] = draw(st.integers(1, 5))
    return Recurrence(**fields, day_start=draw(_DAY_STARTS))


def _latest(interval: int) -> SearchStrategy[int | None]:
    if interval == _MOST_PERIODS:
        return st.none()
    return maybe(st.integers(interval + 1, _MOST_PERIODS))


def _days_after(day: dt.date) -> SearchStrategy[dt.date]:
    first = min(day.toordinal() + 1, _LAST)
    soon = st.integers(first, min(first + 400, _LAST)) | st.integers(first, _LAST)
    return soon.map(dt.date.fromordinal)


def windows(*, day: SearchStrategy[dt.date] | None = None) -> SearchStrategy[Window]:
    """Make windows of days.

    Args:
        day: Where they begin and end.

    Returns:
        Strategy for windows of one day or more.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import windows
        >>> @given(windows())
        ... def test_window_holds_a_day(window):
        ...     assert window.days >= 1
        >>> test_window_holds_a_day()
    """
    ends = st.lists(days() if day is None else day, min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda ends, times: Window(start=min(ends), until=max(ends), times=times),
        ends,
        st.integers(1, 2**63 - 1),
    )
