"""Which way a measure is going, and how sure that is."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from smartgoals._values import as_tuple, refuse
from smartgoals.journal import Journal
from smartgoals.measures import Direction, Measure
from smartgoals.scoring._evidence import may_be_compared, period_totals, usable_values
from smartgoals.scoring._normal import checked_confidence
from smartgoals.scoring._slopes import Line, theil_sen
from smartgoals.targets import Aim

__all__ = ["Trend", "TrendStatus", "trend"]


class TrendStatus(StrEnum):
    """Which way a measure is going."""

    IMPROVING = "improving"
    """Both limits of the slope lead to better values."""
    WORSENING = "worsening"
    """Both limits of the slope lead to worse values."""
    FLAT = "flat"
    """The line is level."""
    UNCERTAIN = "uncertain"
    """The line has a direction, but between the limits there is none, or another one too."""
    INSUFFICIENT_DATA = "insufficient_data"
    """There are values of fewer than three different days."""


_SAID = {
    TrendStatus.IMPROVING: "getting better",
    TrendStatus.WORSENING: "getting harder lately",
    TrendStatus.FLAT: "holding steady",
    TrendStatus.UNCERTAIN: "no clear direction yet",
    TrendStatus.INSUFFICIENT_DATA: "not enough information yet",
}


@attrs.frozen(kw_only=True)
class Trend:
    """The line through the values of a measure.

    Args:
        measure: What was measured.
        on: The date of judgement.
        status: Which way it is going.
        slope: The change a day, in the measure's unit; None without enough data, as *low*, *high*
            and *level* are.
        low: The lower limit of the slope.
        high: The upper limit of the slope.
        confidence: How often such limits hold the true slope, above 0 and below 1.
        level: Where the line is on *on*, within the measure's range.
        values: How many values were used.
        days: On how many different days they were measured.
        first: The day of the first of them; None if there is none.
        last: The day of the last of them; None if there is none.
        entries: Ids of the entries that were used, in order.
        unusable: Ids of entries that could not be used: in a unit that does not convert, outside of
            the measure's range, or asked in another language than the latest.
    """

    measure: Measure
    on: dt.date
    status: TrendStatus
    slope: float | None = None
    low: float | None = None
    high: float | None = None
    confidence: float
    level: float | None = None
    values: int
    days: int
    first: dt.date | None = None
    last: dt.date | None = None
    entries: tuple[str, ...] = attrs.field(converter=as_tuple)
    unusable: tuple[str, ...] = attrs.field(converter=as_tuple)

    @property
    def slope_per_week(self) -> float | None:
        """The change in a week, in the measure's unit; None without enough data."""
        return None if self.slope is None else self.slope * 7

    def __str__(self) -> str:
        """Say it in English, by the week, without a client's words."""
        text = f"{self.on.isoformat()}: {_SAID[self.status]}"
        if self.slope is not None and self.low is not None and self.high is not None:
            change = f"{signed(self.slope * 7)} a week"
            limits = f"between {signed(self.low * 7)} and {signed(self.high * 7)}"
            text += f"; {change}, {limits}"
        if self.level is not None:
            text += f"; about {amount(self.measure, self.level)} now"
        return f"{text}; {seen_on(self.values, self.days)}"


def trend(
    measure: Measure,
    journal: Journal,
    *,
    on: dt.date,
    since: dt.date | None = None,
    confidence: float = 0.95,
) -> Trend:
    """Return which way *measure* went up to the end of *on*, as far as *journal* knows.

    A straight line is put through the values, and one odd day hardly moves it. Values are converted
    to the measure's unit; what does not convert, or lies outside of the measure's range, is named
    and left out. For what was known at some moment, pass ``journal.as_of(moment)``.

    Args:
        measure: What was measured.
        journal: The journal of one person.
        on: The date of judgement; later entries do not count.
        since: The first day that counts; None for all there are. A change of treatment, or a pause,
            is a good day to begin with.
        confidence: How often the limits of the slope are to hold the true one, above 0 and below 1.

    Returns:
        The line, with the entries that it is made of.

    Raises:
        InvalidValueError: If an argument is not what it must be.

    Source:
        :func:`theil_sen`; :doc:`/explanation/trend` argues the rest.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Journal, Measured
        >>> from smartgoals.instruments import instrument
        >>> at = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     Measured(measure="phq9", value=value, day=at.date() + dt.timedelta(weeks=week),
        ...         id=f"e-{week}", recorded_at=at)
        ...     for week, value in enumerate([19, 17, 18, 14, 15, 12, 12, 9])])
        >>> print(trend(instrument("phq9").measure(), journal, on=dt.date(2025, 3, 24)))
        2025-03-24: getting better; -1.41 a week, between -2 and -0.667; about 9.55 now;
        8 values on 8 days
    """
    seen = looked_at(measure, journal, on=on, since=since)
    line = line_through(seen, confidence)
    found = Trend(
        measure=measure,
        on=on,
        status=TrendStatus.INSUFFICIENT_DATA,
        confidence=confidence,
        values=len(seen.values),
        days=len(set(seen.days)),
        first=min(seen.days, default=None),
        last=max(seen.days, default=None),
        entries=seen.entries,
        unusable=seen.unusable,
    )
    if line is None:
        return found
    return attrs.evolve(
        found,
        status=_status(line, measure.direction),
        slope=line.slope,
        low=line.low,
        high=line.high,
        level=within(measure, line.at(on.toordinal())),
    )


def _status(line: Line, direction: Direction) -> TrendStatus:
    if line.slope == 0:
        return TrendStatus.FLAT
    if line.low <= 0 <= line.high:
        return TrendStatus.UNCERTAIN
    is_better = (line.slope > 0) is (direction is Direction.UP)
    return TrendStatus.IMPROVING if is_better else TrendStatus.WORSENING


@attrs.frozen(kw_only=True)
class Seen:
    """What a line is drawn through: the values of a measure, or their sums by the period."""

    values: tuple[float, ...] = attrs.field(converter=as_tuple)
    days: tuple[dt.date, ...] = attrs.field(converter=as_tuple)
    entries: tuple[str, ...] = attrs.field(converter=as_tuple)
    unusable: tuple[str, ...] = attrs.field(converter=as_tuple)


def looked_at(
    measure: Measure,
    journal: Journal,
    *,
    on: dt.date,
    since: dt.date | None,
    aim: Aim | None = None,
) -> Seen:
    """Return what was measured from *since* to *on*, and check what every trend is given.

    Of values that were asked in several languages, those in the language of the latest count.
    """
    if not isinstance(measure, Measure):
        refuse("measure", "a Measure", measure)
    if not isinstance(journal, Journal):
        refuse("journal", "a Journal", journal)
    check_day("on", on)
    if since is not None:
        check_day("since", since)
    first = since or dt.date.min
    usable, unusable = usable_values(journal, measure, first=first, on=on)
    spoken = next((entry.language for _, entry in reversed(usable) if entry.language), None)
    kept = [(value, entry) for value, entry in usable if may_be_compared(entry.language, spoken)]
    unusable += [
        entry.id or "" for _, entry in usable if not may_be_compared(entry.language, spoken)
    ]
    entries = [entry.id or "" for _, entry in kept]
    if aim is None or aim.per is None:
        return Seen(
            values=[value for value, _ in kept],
            days=[entry.day for _, entry in kept],
            entries=entries,
            unusable=unusable,
        )
    # A period that is still open is no smaller than the others for it.
    over = [t for t in period_totals(kept, aim, first=first, on=on) if t.window.until <= on]
    return Seen(
        values=[total.value for total in over],
        days=[total.day for total in over],
        entries=[entry for total in over for entry in total.entries],
        unusable=unusable,
    )


def check_day(field: str, day: dt.date) -> None:
    """Check that *day* is a date without a time."""
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        refuse(field, "a datetime.date", day)


def line_through(seen: Seen, confidence: float) -> Line | None:
    """Return the line through what was seen; None where that is of fewer than three days."""
    checked_confidence(confidence)
    days = [day.toordinal() for day in seen.days]
    line = theil_sen(days, seen.values, confidence=confidence)
    return line if line is not None and line.is_enough else None


def within(measure: Measure, level: float) -> float:
    """Return *level*, or the end of the measure's range that the line has left behind."""
    if measure.least is not None and level < measure.least:
        return measure.least
    if measure.most is not None and level > measure.most:
        return measure.most
    return level


def about(number: float) -> float:
    """Return *number* with as many digits as a line through noisy values deserves."""
    return float(f"{number:.3g}")


def amount(measure: Measure, number: float) -> str:
    """Return about *number* in the unit of *measure*."""
    return measure.unit.amount(about(number))


def signed(number: float) -> str:
    """Return about *number* with its sign, and none for zero."""
    return f"{number:+.3g}" if number else "0"


def seen_on(values: int, days: int) -> str:
    """Say from how much it is known."""
    return f"{values} value{'' if values == 1 else 's'} on {days} day{'' if days == 1 else 's'}"
