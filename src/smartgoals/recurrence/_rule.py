"""The rule itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import dropwhile, filterfalse, islice, takewhile
from typing import TypedDict, Unpack

import attrs

from smartgoals._time import DateTime, Zone, instant, zone_named
from smartgoals._values import is_day, is_in, is_int, refuse
from smartgoals.recurrence._days import Frequency, Gap, NthWeekday, Weekday, Window
from smartgoals.recurrence._moments import MIDNIGHT, clocks_of, moments_of, that_exist
from smartgoals.recurrence._parts import (
    as_days,
    as_nth_weekdays,
    as_numbers,
    as_times,
    as_weekdays,
    check_day,
    check_range,
    is_each_place,
    is_time,
)
from smartgoals.recurrence._pattern import END, Pattern, pattern_of
from smartgoals.recurrence._periods import LONGEST, Span, later, open_periods, since_completion
from smartgoals.recurrence._rrule import read_rrule, write_rrule
from smartgoals.recurrence._words import said

__all__ = ["Recurrence"]

_DAY = dt.timedelta(days=1)
# In days, how far a moment can lie from its day by UTC: clocks differ from UTC by less than a day,
# have jumped by a day at most, when Samoa crossed the date line in 2011, and a day that starts at
# three reaches into the next one.
_REACH = 3
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_MOST_IN_A_MONTH = 5
_LEAP_DAY = (2, 29)
# Where every instant of a day exists in every zone.
_SAFE = range(3, END - 3)
_NAMES_DAYS = ("weekdays", "nth_weekdays", "month_days", "months", "set_positions")
_ALLOWED = {
    Frequency.ONCE: frozenset[str](),
    Frequency.DAILY: frozenset({"weekdays", "month_days", "months"}),
    Frequency.WEEKLY: frozenset({"weekdays", "months", "set_positions"}),
    Frequency.MONTHLY: frozenset(_NAMES_DAYS),
    Frequency.YEARLY: frozenset(_NAMES_DAYS),
}


class _Others(TypedDict, total=False):
    """What every named constructor takes."""

    at: Iterable[dt.time]
    count: int | None
    until: dt.date | None
    exceptions: Iterable[dt.date]
    day_start: dt.time


@attrs.frozen(kw_only=True, repr=False)
class Recurrence:
    """A rule that says on which days something is due, from its anchor on.

    The named constructors are the usual way in: :meth:`once`, :meth:`daily`, :meth:`weekly`,
    :meth:`monthly`, :meth:`yearly`, :meth:`times_per`, :meth:`from_completion` and
    :meth:`from_rrule`. The fields are the parts of RFC 5545 under names that say what they are.

    A weekly, monthly or yearly rule without weekdays or days of the month leaves its days open: it
    asks for *times* within each *interval* of weeks, months or years, on any days.

    Args:
        start: The anchor: the first day the rule is about. Days before it are never due.
        frequency: Its period.
        interval: Every so many periods, 1 to 10,000.
        weekdays: Days of the week (BYDAY).
        nth_weekdays: Days such as the first Friday (BYDAY with a number), of the month, or of the
            year for a yearly rule without *months*.
        month_days: Days of the month (BYMONTHDAY), 1 to 31, or backwards from -1. A month that
            lacks one leaves it out; :meth:`monthly` can take the month's last day instead.
        months: Months, 1 to 12 (BYMONTH).
        set_positions: Which of the days found in each period count (BYSETPOS), from 1, or backwards
            from -1.
        week_start: The day on which a week starts (WKST), where every so many weeks are counted.
        times: Occurrences asked for on each fixed day or in each open period, 1 to 1,000.
        at: Wall times of a fixed day, to the second; each is an occurrence.
        day_start: When a day starts for the client. A wall time before it belongs to the end of the
            day: with 03:00, Monday's 01:30 is in the night to Tuesday.
        count: How many days, or open periods, there are in all, up to 50,000; None for no such
            limit. COUNT of RFC 5545 counts each wall time of a day, and both count the days that
            *exceptions* leave out.
        until: The first day that no longer counts; None for no end. UNTIL of RFC 5545 is the day
            before.
        exceptions: Days that are left out (EXDATE).
        is_from_completion: True to count *interval* from the day on which it was last done.
        latest: From completion, the most periods after it was last done; None for *interval*.

    Raises:
        InvalidValueError: If a part is out of range, or parts do not go together.

    Source:
        RFC 5545, section 3.3.10.

    Example:
        >>> import datetime as dt
        >>> from smartgoals.recurrence import Frequency, Recurrence, Weekday
        >>> monday = dt.date(2025, 2, 3)
        >>> gym = Recurrence.weekly(Weekday.MONDAY, Weekday.THURSDAY, start=monday)
        >>> print(gym)
        every Monday and Thursday
        >>> [day.day for day in gym.occurrences(monday, dt.date(2025, 2, 17))]
        [3, 6, 10, 13]
        >>> print(gym.next_after(dt.date(2035, 1, 1)))
        2035-01-04
        >>> print(Recurrence.times_per(3, Frequency.WEEKLY, start=monday))
        3 times a week
    """

    start: dt.date = attrs.field(validator=is_day)
    frequency: Frequency = attrs.field(validator=is_in(Frequency))
    interval: int = attrs.field(default=1, validator=is_int(1, 10_000))
    weekdays: tuple[Weekday, ...] = attrs.field(default=(), converter=as_weekdays)
    nth_weekdays: tuple[NthWeekday, ...] = attrs.field(default=(), converter=as_nth_weekdays)
    month_days: tuple[int, ...] = attrs.field(
        default=(), converter=as_numbers, validator=is_each_place(31, backwards=True)
    )
    months: tuple[int, ...] = attrs.field(
        default=(), converter=as_numbers, validator=is_each_place(12, backwards=False)
    )
    set_positions: tuple[int, ...] = attrs.field(
        default=(), converter=as_numbers, validator=is_each_place(366, backwards=True)
    )
    week_start: Weekday = attrs.field(default=Weekday.MONDAY, validator=is_in(Weekday))
    times: int = attrs.field(default=1, validator=is_int(1, 1_000))
    at: tuple[dt.time, ...] = attrs.field(default=(), converter=as_times)
    day_start: dt.time = attrs.field(default=MIDNIGHT, validator=is_time)
    count: int | None = attrs.field(default=None, validator=is_int(1, 50_000))
    until: dt.date | None = attrs.field(default=None, validator=is_day)
    exceptions: tuple[dt.date, ...] = attrs.field(default=(), converter=as_days)
    is_from_completion: bool = attrs.field(default=False, validator=is_in(bool))
    latest: int | None = attrs.field(default=None, validator=is_int(1, 10_000))

    def __attrs_post_init__(self) -> None:
        """Check that the parts go together."""
        named = [field for field in _NAMES_DAYS if getattr(self, field)]
        allowed = _ALLOWED[self.frequency] if not self.is_from_completion else frozenset()
        for field in named:
            if field not in allowed:
                by = "counted from completion" if self.is_from_completion else self.frequency
                refuse(field, f"left out of a rule that is {by}", getattr(self, field))
        if self.frequency is Frequency.ONCE and self.interval != 1:
            refuse("interval", "1 for something that is due once", self.interval)
        if self.frequency is Frequency.ONCE and (self.count or self.until):
            refuse("count", "left out, like until, for something that is due once", self.count)
        if self.months and not self.has_fixed_days:
            refuse("months", "given with weekdays or days of the month", self.months)
        if self.set_positions and not {"weekdays", "nth_weekdays", "month_days"} & set(named):
            refuse("set_positions", "given with weekdays or days of the month", self.set_positions)
        is_in_month = self.frequency is Frequency.MONTHLY or bool(self.months)
        if is_in_month and any(abs(day.n) > _MOST_IN_A_MONTH for day in self.nth_weekdays):
            refuse("nth_weekdays", "one of the 5 that a month can have", self.nth_weekdays)
        if self.count is not None and self.until is not None:
            refuse("until", "left out where a count is given", self.until)
        if self.until is not None and self.until <= self.start:
            refuse("until", f"after the start, {self.start.isoformat()}", self.until)
        if self.at and self.times != 1 and self.has_fixed_days:
            refuse("times", "left out where wall times say how often", self.times)
        if self.exceptions and not self.has_fixed_days:
            refuse("exceptions", "left out where the rule leaves its days open", self.exceptions)
        self._check_completion()

    def _check_completion(self) -> None:
        if not self.is_from_completion:
            if self.latest is not None:
                refuse("latest", "left out unless counted from completion", self.latest)
            return
        if self.frequency is Frequency.ONCE:
            refuse("frequency", "a period, where it is counted from completion", self.frequency)
        if self.latest is not None and self.latest <= self.interval:
            refuse("latest", f"above the interval, {self.interval}", self.latest)
        if self.count is not None:
            refuse("count", "left out where it is counted from completion", self.count)

    @classmethod
    def once(cls, day: dt.date, **others: Unpack[_Others]) -> Recurrence:
        """Return the rule for something due on one day.

        Args:
            day: The day.
            **others: ``at`` and ``day_start``, as above.
        """
        return cls(start=day, frequency=Frequency.ONCE, **others)

    @classmethod
    def daily(cls, *, start: dt.date, every: int = 1, **others: Unpack[_Others]) -> Recurrence:
        """Return the rule for every day, or for every so many days from *start*.

        Args:
            start: The anchor.
            every: Every so many days.
            **others: ``at``, ``count``, ``until``, ``exceptions`` and ``day_start``, as above.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import Recurrence
            >>> monday = dt.date(2025, 2, 3)
            >>> print(Recurrence.daily(start=monday, at=[dt.time(8), dt.time(20)], count=10))
            every day at 08:00 and 20:00, on 10 days
        """
        return cls(start=start, frequency=Frequency.DAILY, interval=every, **others)

    @classmethod
    def weekly(
        cls, *weekdays: Weekday, start: dt.date, every: int = 1, **others: Unpack[_Others]
    ) -> Recurrence:
        """Return the rule for fixed days of the week, or of every so many weeks.

        Weeks are counted from the Monday of the week that holds *start*.

        Args:
            *weekdays: The days of the week.
            start: The anchor.
            every: Every so many weeks.
            **others: As for :meth:`daily`.

        Raises:
            InvalidValueError: If no weekday is given.
        """
        if not weekdays:
            refuse(
                "weekdays",
                "at least one Weekday",
                None,
                instead="times_per(1, Frequency.WEEKLY, ...) leaves the day open",
            )
        return cls(
            start=start, frequency=Frequency.WEEKLY, weekdays=weekdays, interval=every, **others
        )

    @classmethod
    def monthly(
        cls,
        *days: int | NthWeekday,
        start: dt.date,
        every: int = 1,
        clamp: bool = True,
        **others: Unpack[_Others],
    ) -> Recurrence:
        """Return the rule for days of the month, or of every so many months.

        Args:
            *days: Days of the month, from 1 or backwards from -1, and days such as
                ``Weekday.FRIDAY.nth(1)``; none for the day of *start*.
            start: The anchor.
            every: Every so many months.
            clamp: True to take the last day of a month that is too short, as a review that fell on
                the 31st must not vanish for a month; False to leave such a month out, as RFC 5545
                does by itself.
            **others: As for :meth:`daily`.

        Raises:
            InvalidValueError: If days of both kinds are given, or *clamp* is asked for more than
                one rule can say: a 29th or 30th together with another day after the 28th, or with
                days counted backwards.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import Recurrence, Weekday
            >>> new_year = dt.date(2025, 1, 31)
            >>> review = Recurrence.monthly(start=new_year, every=3)
            >>> [str(day) for day in review.occurrences(until=dt.date(2025, 12, 1))]
            ['2025-01-31', '2025-04-30', '2025-07-31', '2025-10-31']
            >>> print(Recurrence.monthly(Weekday.FRIDAY.nth(1), start=new_year))
            on the first Friday of each month
        """
        check_day("start", start)
        numbers = [day for day in days if isinstance(day, int)]
        named = [day for day in days if not isinstance(day, int)]
        if numbers and named:
            refuse("days", "all days of the month, or all days of the week", days)
        if not days:
            numbers = [start.day]
        positions: tuple[int, ...] = ()
        if clamp:
            numbers, positions = _clamped(numbers)
        return cls(
            start=start,
            frequency=Frequency.MONTHLY,
            interval=every,
            month_days=numbers,
            nth_weekdays=named,
            set_positions=positions,
            **others,
        )

    @classmethod
    def yearly(cls, *, start: dt.date, every: int = 1, **others: Unpack[_Others]) -> Recurrence:
        """Return the rule for the day of *start* in every year, or in every so many.

        A 29 February is the last day of February in the other years.
        """
        check_day("start", start)
        is_leap_day = (start.month, start.day) == _LEAP_DAY
        return cls(
            start=start,
            frequency=Frequency.YEARLY,
            interval=every,
            months=[start.month],
            month_days=[-1 if is_leap_day else start.day],
            **others,
        )

    @classmethod
    def times_per(
        cls,
        times: int,
        period: Frequency,
        *,
        start: dt.date,
        every: int = 1,
        **others: Unpack[_Others],
    ) -> Recurrence:
        """Return the rule for a number of times in each day, week, month or year, on any days.

        A week is seven days from *start* and a month ends before the same day of the next, or
        before its last day where it is shorter: nobody starts with a broken week.

        Args:
            times: How often.
            period: In a day, a week, a month or a year.
            start: The anchor.
            every: In so many of them, taken together.
            **others: As for :meth:`daily`.
        """
        return cls(start=start, frequency=period, times=times, interval=every, **others)

    @classmethod
    def from_completion(
        cls,
        every: int,
        period: Frequency = Frequency.DAILY,
        *,
        start: dt.date,
        latest: int | None = None,
        **others: Unpack[_Others],
    ) -> Recurrence:
        """Return the rule for something that is due again some time after it was last done.

        What is late stays one thing to do: it never piles up.

        Args:
            every: After so many periods, at the earliest.
            period: Days, weeks, months or years.
            start: The day on which it is first due.
            latest: After so many periods at the latest; None for exactly *every*.
            **others: As for :meth:`daily`.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import Recurrence
            >>> plants = Recurrence.from_completion(2, latest=4, start=dt.date(2025, 2, 3))
            >>> print(plants)
            2 to 4 days after the last time
            >>> print(plants.next_after(dt.date(2025, 2, 10)))
            2025-02-12
        """
        return cls(
            start=start,
            frequency=period,
            interval=every,
            is_from_completion=True,
            latest=latest,
            **others,
        )

    @classmethod
    def from_rrule(
        cls, rrule: str, *, start: dt.date, exceptions: Iterable[dt.date] = ()
    ) -> Recurrence:
        """Return the rule that an RRULE of RFC 5545 says.

        Where RFC 5545 takes what is missing from DTSTART, so does this: ``FREQ=WEEKLY`` falls on
        the weekday of *start*. *start* itself is due only where the rule says so.

        Args:
            rrule: The text, with or without ``RRULE:`` before it.
            start: DTSTART. A date and time gives the rule its wall time; an aware one is needed
                where UNTIL is in UTC.
            exceptions: EXDATE, as days or as dates and times. One with a time leaves out the day
                only if something is due at that time; an aware one needs an aware *start*.

        Raises:
            UnsupportedRuleError: If the text is no rule, or asks for what this library does not do;
                ``.part`` names the part, such as ``BYWEEKNO``.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import Recurrence, UnsupportedRuleError
            >>> nine = dt.datetime(2025, 2, 3, 9, 0)
            >>> rule = Recurrence.from_rrule("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", start=nine)
            >>> print(rule)
            on the last Friday of each month at 09:00, 3 times
            >>> try:
            ...     Recurrence.from_rrule("FREQ=YEARLY;BYWEEKNO=20", start=nine)
            ... except UnsupportedRuleError as error:
            ...     print(error.part)
            BYWEEKNO
        """
        return read_rrule(cls, rrule, start, exceptions)

    def to_rrule(self, *, zone: str | None = None) -> str | None:
        """Return the rule as an RRULE of RFC 5545; None where that cannot say it.

        DTSTART is *start* at the first wall time, and EXDATE is *exceptions*: an RRULE has no place
        for them. RFC 5545 has no word for open days, for counting from completion, for wall times
        that are no even grid, nor for a day that starts late, which an app can take out with
        ``attrs.evolve(rule, day_start=dt.time())``; and what is due once has no rule.

        Args:
            zone: The zone of DTSTART, by its IANA name. RFC 5545 wants UNTIL in UTC there; without
                a zone it is the wall time.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import Frequency, Recurrence
            >>> monday = dt.date(2025, 2, 3)
            >>> Recurrence.monthly(15, 30, start=monday).to_rrule()
            'FREQ=MONTHLY;BYMONTHDAY=15,28,29,30;BYSETPOS=1,-1'
            >>> print(Recurrence.times_per(3, Frequency.WEEKLY, start=monday).to_rrule())
            None
        """
        return write_rrule(self, zone)

    @cached_property
    def has_fixed_days(self) -> bool:
        """Whether the rule names its days, rather than leaving them open in a period."""
        if self.is_from_completion:
            return False
        return self.frequency in {Frequency.ONCE, Frequency.DAILY} or bool(
            self.weekdays or self.nth_weekdays or self.month_days
        )

    @property
    def times_per_window(self) -> int:
        """Occurrences asked for in each window: *times*, or one at each wall time of a day."""
        return max(self.times, len(self.at)) if self.has_fixed_days else self.times

    @cached_property
    def _pattern(self) -> Pattern:
        return pattern_of(self)

    @cached_property
    def _stop(self) -> int:
        """The day after the last one that a rule with fixed days names, as a number."""
        if self.until is not None:
            return self.until.toordinal()
        if self.count is not None:
            last = islice(self._pattern(self.start.toordinal(), END), self.count - 1, None)
            return next(last, END - 1) + 1
        return END

    @cached_property
    def _left_out(self) -> frozenset[int]:
        return frozenset(day.toordinal() for day in self.exceptions)

    def _days(self, first: int, stop: int) -> Iterator[int]:
        """Yield the fixed days in [*first*, *stop*) as numbers."""
        first = max(first, self.start.toordinal())
        stop = min(stop, self._stop)
        if first >= stop:
            return iter(())
        days = self._pattern(first, stop)
        return filterfalse(self._left_out.__contains__, days) if self.exceptions else days

    def occurrences(
        self, start: dt.date | None = None, until: dt.date | None = None
    ) -> Iterator[dt.date]:
        """Yield each fixed day in [*start*, *until*), in order, one when it is asked for.

        A rule that leaves its days open has none; see :meth:`windows`.

        Args:
            start: First day of the range; None for the anchor.
            until: First day after it; None for no end.
        """
        check_range(start, until)
        if not self.has_fixed_days:
            return iter(())
        first = self.start if start is None else start
        stop = END if until is None else until.toordinal()
        return map(dt.date.fromordinal, self._days(first.toordinal(), stop))

    def windows(
        self,
        start: dt.date | None = None,
        until: dt.date | None = None,
        *,
        done: Iterable[dt.date] = (),
    ) -> Iterator[Window]:
        """Yield the windows that begin in [*start*, *until*), in order.

        Adjoining ranges share no window and lose none.

        Args:
            start: First day of the range; None for the anchor.
            until: First day after it; None for no end.
            done: Days on which it was done, in any order; only a rule that counts from completion
                reads them, and all since *start* of the rule, whatever the range. Something done
                before its window opens is done: the next is counted from there. Before the rule
                starts nothing is asked, so nothing counts.
        """
        check_range(start, until)
        return self._windows(start, until, as_days(done, "done"))

    def _windows(
        self, start: dt.date | None, until: dt.date | None, done: Iterable[dt.date]
    ) -> Iterator[Window]:
        first = self.start if start is None else start
        times = self.times_per_window
        for begin, end in self._spans(max(first, self.start), done):
            if until is not None and begin >= until:
                return
            if begin >= first:
                yield Window(start=begin, until=end, times=times)

    def window_of(self, day: dt.date) -> Window | None:
        """Return the window that holds *day*; None where nothing is asked for on it.

        What a rule that counts from completion asks depends on when it was last done, so it has
        none here; see :meth:`windows`.
        """
        check_day("day", day)
        if self.is_from_completion:
            return None
        reach = 0 if self.has_fixed_days else LONGEST[self.frequency] * self.interval - 1
        earliest = dt.date.fromordinal(max(1, day.toordinal() - reach))
        after = None if day == dt.date.max else day + _DAY
        return next((w for w in self.windows(earliest, after) if w.until > day), None)

    def next_after(self, day: dt.date) -> dt.date | None:
        """Return the first day after *day* on which a window begins; None if there is none.

        That is the next fixed day, or the first day of the next open period. Counted from
        completion it is the day on which it is due again, if it was last done on *day*. It costs
        the same however far *day* lies from the anchor.
        """
        check_day("day", day)
        if self.has_fixed_days:
            for found in self._days(day.toordinal() + 1, END):
                return dt.date.fromordinal(found)
            return None
        if self.is_from_completion:
            with suppress(OverflowError):
                again = self.start if day < self.start else later(self, day, self.interval)
                return again if self.until is None or again < self.until else None
            return None
        return (
            None if day == dt.date.max else next((w.start for w in self.windows(day + _DAY)), None)
        )

    def instants(
        self,
        start: dt.datetime | None = None,
        until: dt.datetime | None = None,
        *,
        zone: str,
        gap: Gap = Gap.SHIFT,
    ) -> Iterator[DateTime]:
        """Yield each moment in [*start*, *until*) at which a fixed day is due, in order.

        Of two equal wall times, when the clocks go back, it is the first.

        Args:
            start: Start of the range, aware of its zone; None for the anchor.
            until: End of the range; None for no end.
            zone: The client's zone by its IANA name, such as ``Europe/Berlin``.
            gap: What becomes of a wall time that the clocks skip. Skipped ones do not count
                towards *count*.

        Raises:
            InvalidValueError: If the rule has no wall time or leaves its days open, a bound has no
                zone, or *zone* or *gap* is none.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import Gap, Recurrence
            >>> dose = Recurrence.daily(start=dt.date(2026, 3, 28), at=[dt.time(2, 30)], count=2)
            >>> [str(moment) for moment in dose.instants(zone="Europe/Berlin")]
            ['2026-03-28 02:30:00+01:00', '2026-03-29 03:30:00+02:00']
            >>> [str(moment) for moment in dose.instants(zone="Europe/Berlin", gap=Gap.SKIP)]
            ['2026-03-28 02:30:00+01:00', '2026-03-30 02:30:00+02:00']
        """
        if not self.at:
            refuse("at", "given, to know at what time", None)
        if not self.has_fixed_days:
            refuse("at", "of fixed days: this rule leaves its days open, see windows()", self.at)
        if not isinstance(gap, Gap):
            refuse("gap", "Gap.SHIFT or Gap.SKIP", gap)
        place = zone_named(zone)
        bounds = (
            None if start is None else instant(start, in_utc=True),
            None if until is None else instant(until, in_utc=True),
        )
        return self._instants(*bounds, place, gap)

    def next_instant(
        self, after: dt.datetime, *, zone: str, gap: Gap = Gap.SHIFT
    ) -> DateTime | None:
        """Return the first moment after *after* at which a fixed day is due; None if none is.

        Args:
            after: A moment, aware of its zone.
            zone: As for :meth:`instants`.
            gap: As for :meth:`instants`.
        """
        moment = instant(after, in_utc=True)
        return next((m for m in self.instants(moment, zone=zone, gap=gap) if m > moment), None)

    def _instants(
        self, start: DateTime | None, until: DateTime | None, zone: Zone, gap: Gap
    ) -> Iterator[DateTime]:
        first, stop = _SAFE.start, _SAFE.stop
        if start is not None:
            first = max(first, start.toordinal() - _REACH)
        if until is not None:
            stop = min(stop, until.toordinal() + _REACH)
        clocks = clocks_of(self.at, self.day_start, zone)
        days = self._days(first, stop)
        if gap is Gap.SKIP and self.count is not None:
            found = that_exist(self._pattern(self.start.toordinal(), _SAFE.stop), clocks, zone)
            counted = filterfalse(self._left_out.__contains__, islice(found, self.count))
            days = takewhile(stop.__gt__, counted)
        sure = stop if until is None else stop - 2 * _REACH
        moments = moments_of(days, clocks, zone, gap, until=until, sure=sure)
        return moments if start is None else dropwhile(lambda moment: moment < start, moments)

    def _spans(self, first: dt.date, done: Iterable[dt.date]) -> Iterator[Span]:
        """Yield every window from one that begins by *first* on, as the calendar holds it whole."""
        if self.has_fixed_days:
            for day in self._days(first.toordinal(), END - 1):
                yield dt.date.fromordinal(day), dt.date.fromordinal(day + 1)
            return
        spans = (
            since_completion(self, done) if self.is_from_completion else open_periods(self, first)
        )
        with suppress(OverflowError):
            for begin, end in spans:
                if self.until is not None and begin >= self.until:
                    return
                yield begin, end

    def __repr__(self) -> str:
        """Show the parts that are there; most rules have few."""
        given = (
            f"{field.name}={value!r}"
            for field in attrs.fields(type(self))
            if (value := getattr(self, field.name)) != field.default
        )
        return f"{type(self).__name__}({', '.join(given)})"

    def __str__(self) -> str:
        """Say the rule in English."""
        return said(self)


def _clamped(days: list[int]) -> tuple[list[int], tuple[int, ...]]:
    """Return days of the month, and which of them to take, so that none falls out of a short month.

    RFC 5545 has no word for it, and yet can say it: of the 28th, 29th and 30th, the last there is.
    """
    long = sorted({day for day in days if day > _SHORTEST_MONTH})
    others = sorted({day for day in days if day <= _SHORTEST_MONTH})
    if _LONGEST_MONTH in long:
        long.remove(_LONGEST_MONTH)
        others.append(-1)
    if not long:
        return others, ()
    if len(long) > 1 or any(day < 0 for day in others):
        refuse(
            "days",
            "one day after the 28th at most, next to days up to the 28th",
            days,
            instead="with clamp=False, months without the day leave it out",
        )
    positions = (*range(1, len(others) + 1), -1)
    return [*others, *range(_SHORTEST_MONTH, long[0] + 1)], positions
