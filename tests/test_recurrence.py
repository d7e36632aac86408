from __future__ import annotations

import calendar
import datetime as dt

import attrs
import pytest
from hypothesis import HealthCheck, Phase, assume, example, find, given, settings
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.recurrence import Frequency, Recurrence, Weekday, Window
from smartgoals.testing import days, recurrences

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=1_000,
    database=None,
    suppress_health_check=list(HealthCheck),
)
DAY = dt.timedelta(days=1)
LAST_OF_JANUARY = Recurrence(start=dt.date(2025, 1, 31), frequency=Frequency.MONTHLY)
MONDAY = dt.date(2025, 2, 3)


def later(day, number):
    """Return *day* or one of the days after it; the calendar's last day at most."""
    return dt.date.fromordinal(min(day.toordinal() + number, dt.date.max.toordinal()))


@st.composite
def asked(draw, rule=None):
    """Make a rule and two days in order, most of them not long after its anchor."""
    rule = draw(recurrences() if rule is None else rule)
    # Two years: the model walks day by day, and every interval up to 24 months is met.
    start, until = sorted(later(rule.start, draw(st.integers(-40, 730))) for _ in range(2))
    return rule, start, until


def month_of(day):
    return day.year * 12 + day.month


def opens_on(rule, day):
    """Return the length of the window that opens on *day*, or 0: the rule, one day at a time."""
    if day < rule.start:
        return 0
    away = (day - rule.start).days
    if rule.frequency is Frequency.ONCE:
        return int(day == rule.start)
    if rule.frequency is Frequency.DAILY:
        return int(away % rule.interval == 0)
    if rule.frequency is Frequency.MONTHLY:
        months = month_of(day) - month_of(rule.start)
        return months % rule.interval == 0 and is_monthly(rule, day) and length_of_month(rule, day)
    if rule.weekdays:
        weeks = (away + rule.start.weekday()) // 7
        name = Weekday(day.strftime("%A")[:2].upper())
        return int(weeks % rule.interval == 0 and name in rule.weekdays)
    return 7 if away % (7 * rule.interval) == 0 else 0


def is_monthly(rule, day):
    return day.day == min(rule.start.day, calendar.monthrange(day.year, day.month)[1])


def length_of_month(rule, day):
    return next(number for number in range(28, 32) if is_monthly(rule, day + number * DAY))


def modelled(rule, start, until):
    """Return the windows that open in [*start*, *until*), as long as the calendar holds them."""
    windows = []
    for number in range((until - start).days):
        day = start + number * DAY
        try:
            if length := opens_on(rule, day):
                windows.append(Window(start=day, until=day + length * DAY, times=rule.times))
        except OverflowError:
            break
    return windows


def windows(rule, start, until):
    return list(rule.windows(start, until))


def drifting(rule, start, until):
    """Return windows counted each from the one before."""
    first, found = rule.start, []
    while first < until:
        year, month = divmod(month_of(first) - 1 + rule.interval, 12)
        last = calendar.monthrange(year, month + 1)[1]
        following = dt.date(year, month + 1, min(first.day, last))
        if first >= start:
            found.append(Window(start=first, until=following, times=rule.times))
        first = following
    return found


class TestWindows:
    @given(asked())
    @example((LAST_OF_JANUARY, dt.date(2025, 1, 1), dt.date(2026, 12, 31)))
    @example((attrs.evolve(LAST_OF_JANUARY, start=dt.date(9999, 10, 31)), MONDAY, dt.date.max))
    @example((attrs.evolve(LAST_OF_JANUARY, start=dt.date(9999, 10, 15)), MONDAY, dt.date.max))
    @example((Recurrence.once(MONDAY), MONDAY, dt.date(2025, 2, 10)))
    @example((Recurrence.weekly(Weekday.FRIDAY, start=MONDAY), MONDAY, dt.date(2025, 2, 10)))
    @example((Recurrence.times_per(3, Frequency.WEEKLY, start=MONDAY), MONDAY, dt.date(2025, 3, 1)))
    @example((Recurrence.daily(start=MONDAY), MONDAY, dt.date(2025, 2, 10)))
    def test_windows_are_those_of_a_model_that_walks_day_by_day(self, case):
        """Jumping to a date finds what walking to it would."""
        rule, start, until = case
        # The model starts at the anchor: there is nothing before it.
        assert modelled(rule, max(start, rule.start), until) == windows(rule, start, until)

    def test_law_catches_one_that_drifts(self):
        """The 31st of January must lead back to the 31st of March."""
        monthly = recurrences(
            start=st.dates(dt.date(2025, 1, 1), dt.date(2025, 1, 31)),
            frequency=st.just(Frequency.MONTHLY),
        ).map(lambda rule: attrs.evolve(rule, interval=1))

        assert (
            28
            < find(
                asked(monthly),
                lambda case: (
                    modelled(case[0], *case[1:]) != drifting(*case) and case[1] >= case[0].start
                ),
                settings=ONLY_FIND,
            )[0].start.day
        )

    @given(asked())
    def test_windows_come_one_after_the_other(self, case):
        """Each begins where or after the one before it ends, and within the range."""
        rule, start, until = case
        found = windows(*case)
        ends = [dt.date.min, *(window.until for window in found)]

        assert all(end <= window.start for end, window in zip(ends, found, strict=False))
        assert all(max(start, rule.start) <= window.start < until for window in found)
        assert {rule.times} >= {window.times for window in found}

    @given(asked(), days())
    def test_adjoining_ranges_share_no_window_and_lose_none(self, case, cut):
        """A calendar that loads month by month shows what it would show at once."""
        rule, start, until = case
        cut = min(max(cut, start), until)

        assert windows(*case) == windows(rule, start, cut) + windows(rule, cut, until)

    def test_law_catches_a_range_that_holds_its_end(self):
        """A window on the cut would come twice."""

        def holding_its_end(rule, start, until):
            return windows(rule, start, later(until, 1))

        def splits(case):
            rule, start, until = case
            return holding_its_end(rule, start, until) == holding_its_end(
                rule, start, start
            ) + holding_its_end(rule, start, until)

        assert find(asked(), lambda case: not splits(case), settings=ONLY_FIND)

    @given(asked(), st.integers(0, 800))
    @example((attrs.evolve(LAST_OF_JANUARY, start=dt.date(2025, 2, 1)), MONDAY, MONDAY), 69)
    def test_window_of_a_day_is_the_one_that_holds_it(self, case, number):
        """A day lies in one window or in none."""
        rule, _, _ = case
        day = later(rule.start, number - 40)
        # Two months before it no window is left that holds it.
        near = windows(rule, later(day, -62), later(day, 1))
        holding = [window for window in near if window.start <= day < window.until]

        assert (holding or [None]) == [rule.window_of(day)]

    @given(recurrences(), days())
    def test_window_of_any_day_holds_it(self, rule, day):
        """Far from the anchor the rule is the same."""
        window = rule.window_of(day)

        assert window is None or window.start <= day < window.until

    @given(recurrences(), days())
    def test_first_window_after_any_day_opens_on_that_day_or_later(self, rule, day):
        """However far away, the first one is found at once and none is passed over."""
        first = next(rule.windows(day, dt.date.max), None)
        assume(first is not None)

        assert first.start >= max(day, rule.start)
        assert [first] == windows(rule, day, later(first.start, 1))

    @given(asked())
    def test_occurrences_are_the_fixed_days(self, case):
        """A rule that leaves its days open has none."""
        rule = case[0]
        fixed = rule.frequency in {Frequency.ONCE, Frequency.DAILY} or bool(rule.weekdays)

        assert fixed == rule.has_fixed_days
        assert [window.start for window in windows(*case) if fixed] == list(
            rule.occurrences(*case[1:])
        )

    def test_window_without_a_day_is_refused(self):
        """A window ends after it begins."""
        with pytest.raises(InvalidValueError, match="until must be after start, 2025-02-03"):
            Window(start=MONDAY, until=MONDAY)

    @given(days(), st.integers(1, 10_000))
    def test_window_has_as_many_days_as_it_holds(self, start, number):
        """The last day is not part of it."""
        assume(later(start, number) == start + number * DAY if start.year < 9_900 else False)

        assert number == Window(start=start, until=start + number * DAY).days


class TestRule:
    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            (Recurrence.once(MONDAY), "on 2025-02-03"),
            (attrs.evolve(Recurrence.once(MONDAY), times=2), "twice on 2025-02-03"),
            (Recurrence.daily(start=MONDAY), "every day"),
            (Recurrence.daily(start=MONDAY, every=2), "once every 2 days"),
            (Recurrence.times_per(2, Frequency.DAILY, start=MONDAY), "twice a day"),
            (Recurrence.times_per(1, Frequency.WEEKLY, start=MONDAY), "once a week"),
            (Recurrence.times_per(3, Frequency.MONTHLY, start=MONDAY), "3 times a month"),
            (Recurrence.weekly(Weekday.FRIDAY, start=MONDAY), "every Friday"),
            (
                Recurrence.weekly(Weekday.SUNDAY, Weekday.MONDAY, Weekday.FRIDAY, start=MONDAY),
                "every Monday, Friday and Sunday",
            ),
            (
                attrs.evolve(Recurrence.weekly(Weekday.FRIDAY, start=MONDAY), times=2),
                "twice every Friday",
            ),
            *(
                (
                    Recurrence.weekly(Weekday.FRIDAY, start=MONDAY, every=every),
                    f"every Friday of every {ordinal} week",
                )
                for every, ordinal in (
                    (2, "2nd"),
                    (3, "3rd"),
                    (4, "4th"),
                    (11, "11th"),
                    (12, "12th"),
                    (13, "13th"),
                    (21, "21st"),
                    (111, "111th"),
                )
            ),
        ],
        ids=str,
    )
    def test_rule_reads_as_one_would_say_it(self, rule, words):
        """A client reads it in their plan."""
        assert words == str(rule)

    @given(st.lists(st.sampled_from(Weekday)))
    def test_weekdays_are_kept_in_order_and_once_each(self, names):
        """Two ways to write one rule make one rule."""
        rule = Recurrence(start=MONDAY, frequency=Frequency.WEEKLY, weekdays=names)

        assert tuple(day for day in Weekday if day in names) == rule.weekdays

    @pytest.mark.parametrize("weekday", Weekday)
    def test_position_counts_as_python_does(self, weekday):
        """Monday is 0."""
        day = MONDAY + weekday.position * DAY

        assert day.strftime("%A").upper() == weekday.name
        assert day.weekday() == weekday.position

    @pytest.mark.parametrize(
        ("build", "field"),
        [
            (lambda: Recurrence.weekly(start=MONDAY), "weekdays"),
            (lambda: Recurrence.weekly("MO", start=MONDAY), "weekdays"),
            (lambda: Recurrence.daily(start=MONDAY, every=0), "interval"),
            (lambda: Recurrence.times_per(0, Frequency.WEEKLY, start=MONDAY), "times"),
            (lambda: Recurrence(start=MONDAY, frequency=Frequency.ONCE, interval=2), "interval"),
            (
                lambda: Recurrence(
                    start=MONDAY, frequency=Frequency.DAILY, weekdays=[Weekday.FRIDAY]
                ),
                "weekdays",
            ),
        ],
        ids=["no weekday", "text", "no interval", "no times", "once again", "daily on Friday"],
    )
    def test_rule_that_says_two_things_or_nothing_is_refused(self, build, field):
        """A rule that nobody can follow is not kept."""
        with pytest.raises(InvalidValueError) as caught:
            build()

        assert field == caught.value.field
