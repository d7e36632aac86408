from __future__ import annotations

import datetime as dt
import functools
import gc
import itertools
import sys
from collections import Counter

import attrs
import pytest
from hypothesis import HealthCheck, Phase, example, find, given, settings
from hypothesis import strategies as st

from smartgoals import (
    ActionPlan,
    Aim,
    Frequency,
    Goal,
    InvalidValueError,
    MeasureKind,
    Recurrence,
    Weekday,
    read_goal,
)
from smartgoals.codec import dumps, loads
from smartgoals.smart import (
    MAX_CHARACTERS,
    Amount,
    Cadence,
    Comparator,
    Component,
    ComponentKind,
    DateOrder,
    Draft,
    DraftKind,
    Horizon,
    HorizonKind,
    Person,
    _read,
)
from smartgoals.smart._reader import _notation
from tests.patterns import reach
from tests.smart_corpus import CORPORA, lines_of, score

MONDAY = dt.date(2025, 2, 3)
# As the modules made them, before a test makes others.
PATTERNS = tuple(one for one in gc.get_objects() if isinstance(one, _notation.Pattern))
LINES = {corpus: lines_of(corpus) for corpus in CORPORA}
SENTENCE = LINES["open"][0]["text"]
SAID = [line["text"] for lines in LINES.values() for line in lines if line["status"] == "judged"]
ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
MEASURES = (
    ComponentKind.QUANTITY,
    ComponentKind.DURATION,
    ComponentKind.FREQUENCY,
    ComponentKind.HORIZON,
)


def read(text, on=MONDAY, **others):
    return read_goal(text, on=on, **others)


def of(kind, text, on=MONDAY, **others):
    """Return what the first part of a kind means; None if there is none."""
    part = read(text, on, **others).component(kind)
    return part and part.value


def amounts(text):
    """Return every quantity as its comparator, number and unit say it."""
    return [str(part.value) for part in read(text).each(ComponentKind.QUANTITY)]


def measures(text):
    """Return every part that measures something, as the person's own words."""
    return [text[part.start : part.end] for part in read(text).components if part.kind in MEASURES]


KINDS = ("quantities", "durations", "frequencies", "horizons", "behaviour", "reason", "cues")
# F1 by value of each kind, then the share of right comparators and of right calendar rules, and
# in how many hard negatives at most a measure may be seen that is none.
FLOORS = {
    "open": ((0.96, 0.98, 0.98, 0.96, 0.98, 0.98, 0.98), 0.96, 0.93, 0),
    "probe": ((0.98, 0.92, 0.98, 0.98, 0.96, 0.98, 0.98), 0.89, 0.98, 0),
    "voices-clients": ((0.89, 0.98, 0.98, 0.92, 0.93, 0.75, 0.90), 0.96, 0.98, 3),
    "voices-professionals": ((0.93, 0.98, 0.98, 0.95, 0.91, 0.98, 0.98), 0.96, 0.98, 1),
    "voices-hard": ((0.94, 0.98, 0.93, 0.98, 0.88, 0.80, 0.88), 0.95, 0.98, 0),
    "fresh-1": ((0.95, 0.98, 0.94, 0.98, 0.98, 0.90, 0.93), 0.98, 0.98, 0),
    "fresh-2": ((0.98, 0.98, 0.95, 0.92, 0.88, 0.98, 0.91), 0.92, 0.98, 0),
    "fresh-3": ((0.95, 0.98, 0.98, 0.96, 0.94, 0.98, 0.88), 0.94, 0.98, 0),
    "fresh-4": ((0.98, 0.98, 0.95, 0.94, 0.94, 0.98, 0.83), 0.93, 0.98, 1),
    "fresh-5": ((0.88, 0.98, 0.98, 0.96, 0.93, 0.98, 0.73), 0.98, 0.98, 0),
}


@functools.cache
def reached(corpus):
    return score(LINES[corpus], read_goal)


class TestCorpora:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("corpus", CORPORA)
    def test_kind_of_part_is_read_as_well_as_it_was(self, corpus, kind):
        """A floor: what is reached today is not lost tomorrow."""
        floor = dict(zip(KINDS, FLOORS[corpus][0], strict=True))[kind]

        assert floor <= reached(corpus).f1[kind]

    @pytest.mark.parametrize("corpus", CORPORA)
    def test_comparators_and_rules_are_read_as_well_as_they_were(self, corpus):
        """At least, at most, about; and the days of the calendar."""
        _, comparators, rules, _ = FLOORS[corpus]

        assert comparators <= reached(corpus).comparators
        assert rules <= reached(corpus).rules

    @pytest.mark.parametrize("corpus", CORPORA)
    def test_number_that_measures_nothing_is_left_alone(self, corpus):
        """Step 2, my two kids, COVID-19: a false measure is worse than none."""
        assert FLOORS[corpus][3] >= len(reached(corpus).false_measures)

    @pytest.mark.parametrize("corpus", CORPORA)
    def test_every_part_lies_in_its_sentence(self, corpus):
        """A place can be marked where the person wrote it."""
        assert [] == reached(corpus).bad_spans

    def test_score_sees_what_is_wrong(self):
        """A reader that finds nothing misses all; one that is a day late knows no horizon."""

        def blind(text, *, on):
            return attrs.evolve(read_goal(text, on=on), components=())

        def late(text, *, on):
            return read_goal(text, on=on + dt.timedelta(days=3))

        def hasty(text, *, on):
            part = Component(
                kind=ComponentKind.QUANTITY, start=0, end=len(text) + 1, value=Amount(value=7)
            )
            return attrs.evolve(read_goal(text, on=on), components=[part])

        lines = LINES["open"]

        assert {0.0} == set(score(lines, blind).f1.values())
        assert score(lines, late).f1["horizons"] < reached("open").f1["horizons"] - 0.2
        assert len(lines) == len(score(lines, hasty).bad_spans)
        assert 0 < len(score(lines, hasty).false_measures)
        assert 1.0 == score([], blind).f1["cues"] == score([], blind).comparators

    def test_sentence_of_the_quickstart_is_read_in_every_part(self):
        """Six parts, each in its place."""
        draft = read(SENTENCE)
        labels = LINES["open"][0]["components"]
        expected = {
            "behaviour": labels["behaviour"],
            "duration": labels["durations"][0],
            "frequency": labels["frequencies"][0],
            "horizon": labels["horizons"][0],
            "reason": labels["reason"],
        }

        assert {name: (label["start"], label["end"]) for name, label in expected.items()} == {
            str(part.kind): (part.start, part.end)
            for part in draft.components
            if part.kind is not ComponentKind.DOER
        }
        assert ("10 min", "every day", dt.date(2025, 3, 5), None) == (
            str(draft.dose),
            str(draft.recurrence),
            draft.due,
            draft.confidence,
        )


class TestHorizons:
    @pytest.mark.parametrize(
        ("words", "due"),
        [
            # Dates in figures.
            ("by 2025-03-01", "2025-03-01"),
            ("by 2025-3-1", "2025-03-01"),
            ("before 31/03/2025", "2025-03-31"),
            ("until 13.4.25", "2025-04-13"),
            ("by 13-04-2025", "2025-04-13"),
            ("by 04/13/2025", "2025-04-13"),
            ("by 6/3", "2025-03-06"),
            ("by 12/25", "2025-12-25"),
            ("on 20/02/2025", "2025-02-20"),
            # Dates with a month's name.
            ("until 31 March", "2025-03-31"),
            ("till the 3rd of March", "2025-03-03"),
            ("before March 31", "2025-03-31"),
            ("by March 31st, 2026", "2026-03-31"),
            ("until 31 March 2026", "2026-03-31"),
            ("by Friday 14 March", "2025-03-14"),
            ("by Friday, the 14th of March", "2025-03-14"),
            ("by 3 sept.", "2025-09-03"),
            ("no later than 1 May", "2025-05-01"),
            ("from now until 1 May", "2025-05-01"),
            ("up to 1 May", "2025-05-01"),
            ("until 3 February", "2025-02-03"),
            ("by my birthday on 14 April", "2025-04-14"),
            ("before our review on 14 April", "2025-04-14"),
            ("up to March the 1st, 2026", "2026-03-01"),
            # A day that has just passed is meant; one long ago is next year's.
            ("until 2 February", "2025-02-02"),
            ("until 4 January", "2025-01-04"),
            ("until 2 January", "2026-01-02"),
            ("by 1 March 2020", "2020-03-01"),
            # Months.
            ("by June", "2025-06-01"),
            ("until June 2026", "2026-06-01"),
            ("through June", "2025-06-30"),
            ("in June", "2025-06-30"),
            ("by the end of feb", "2025-02-28"),
            ("by mid-April", "2025-04-15"),
            ("by the middle of June", "2025-06-15"),
            ("by early June", "2025-06-01"),
            ("by the beginning of June", "2025-06-01"),
            ("by late June", "2025-06-30"),
            ("by February", "2025-02-28"),
            ("by January", "2026-01-01"),
            ("this February", "2025-02-28"),
            ("next February", "2026-02-28"),
            ("for the rest of March", "2025-03-31"),
            # Weeks, months, quarters, years.
            ("this week", "2025-02-09"),
            ("next week", "2025-02-16"),
            ("by the end of the week", "2025-02-09"),
            ("by end of week", "2025-02-09"),
            ("by the middle of next week", "2025-02-12"),
            ("before next week", "2025-02-10"),
            ("all week", "2025-02-09"),
            ("for the rest of the week", "2025-02-09"),
            ("this month", "2025-02-28"),
            ("by the middle of this month", "2025-02-15"),
            ("by next month", "2025-03-31"),
            ("before next month", "2025-03-01"),
            ("this quarter", "2025-03-31"),
            ("by the end of next quarter", "2025-06-30"),
            ("by the end of the year", "2025-12-31"),
            ("by the middle of next year", "2026-07-01"),
            ("this year", "2025-12-31"),
            ("by 2026", "2026-01-01"),
            ("by the end of 2026", "2026-12-31"),
            ("by mid 2026", "2026-07-01"),
            ("in 2025", "2025-12-31"),
            # Weekdays and days that are near.
            ("by Friday", "2025-02-07"),
            ("by Monday", "2025-02-10"),
            ("this Monday", "2025-02-03"),
            ("on Friday evening", "2025-02-07"),
            ("this Friday", "2025-02-07"),
            ("next Friday", "2025-02-14"),
            ("a week on Friday", "2025-02-14"),
            ("by Friday week", "2025-02-14"),
            ("a fortnight on Friday", "2025-02-21"),
            ("by the weekend", "2025-02-08"),
            ("this weekend", "2025-02-09"),
            ("next weekend", "2025-02-16"),
            ("today", "2025-02-03"),
            ("by tomorrow", "2025-02-04"),
            ("the day after tomorrow", "2025-02-05"),
            ("by the 15th", "2025-02-15"),
            ("by the 1st", "2025-03-01"),
            ("by the 31st", "2025-03-31"),
            ("by Friday the 14th", "2025-02-14"),
        ],
    )
    def test_date_is_the_day_that_is_meant(self, words, due):
        """However it is written."""
        draft = read(f"I will walk {words}.")

        assert (due, HorizonKind.DATE) == (draft.due and str(draft.due), draft.horizon.kind)
        assert draft.horizon.is_through

    @pytest.mark.parametrize(
        ("words", "due", "months", "days"),
        [
            ("for the next 30 days", "2025-03-05", 0, 30),
            ("in six weeks", "2025-03-17", 0, 42),
            ("for 6-8 weeks", "2025-03-31", 0, 56),
            ("within 2 months", "2025-04-03", 2, 0),
            ("over the coming month", "2025-03-03", 1, 0),
            ("during the next week", "2025-02-10", 0, 7),
            ("for a fortnight", "2025-02-17", 0, 14),
            ("for a year", "2026-02-03", 12, 0),
            ("for 1.5 months", "2025-03-20", 0, 45),
            ("for 7 consecutive days", "2025-02-10", 0, 7),
            ("for 5 days in a row", "2025-02-08", 0, 5),
            ("over a 4-week period", "2025-03-03", 0, 28),
            ("within 48 hours", "2025-02-05", 0, 2),
            ("in 2/52", "2025-02-17", 0, 14),
            ("in 3/12", "2025-05-03", 3, 0),
            ("in 5/7", "2025-02-08", 0, 5),
            ("x 6 weeks", "2025-03-17", 0, 42),
            ("3 weeks from now", "2025-02-24", 0, 21),
            ("by week 6", "2025-03-17", 0, 42),
            ("for the next two quarters", "2025-08-03", 6, 0),
            ("for the next two weekends", "2025-02-17", 0, 14),
            ("for a couple of weeks", "2025-02-17", 0, 14),
            ("within 24 hours", "2025-02-04", 0, 1),
        ],
    )
    def test_span_ends_before_the_day_after_it(self, words, due, months, days):
        """Thirty days from Monday are over before the thirty-first."""
        horizon = read(f"I will walk {words}.").horizon

        assert Horizon(
            kind=HorizonKind.SPAN,
            due=dt.date.fromisoformat(due),
            is_through=False,
            months=months,
            days=days,
        ) == (horizon)

    @pytest.mark.parametrize(
        ("words", "kind"),
        [
            ("until my next session", HorizonKind.EVENT),
            ("until discharge", HorizonKind.EVENT),
            ("before my exam", HorizonKind.EVENT),
            ("until we meet again", HorizonKind.EVENT),
            ("by my sister's wedding", HorizonKind.EVENT),
            ("until the end of term", HorizonKind.EVENT),
            ("prior to d/c", HorizonKind.EVENT),
            ("until the baby comes", HorizonKind.EVENT),
            ("by summer", HorizonKind.SEASON),
            ("this term", HorizonKind.SEASON),
            ("over the summer holidays", HorizonKind.SEASON),
            ("for the rest of the term", HorizonKind.SEASON),
            ("for the next two terms", HorizonKind.SEASON),
            ("by the time school starts", HorizonKind.EVENT),
        ],
    )
    def test_event_or_season_has_no_day(self, words, kind):
        """It ends some day, and a day that nobody said is not made up."""
        assert Horizon(kind=kind) == read(f"I will walk {words}.").horizon

    @pytest.mark.parametrize(
        "words",
        [
            *("by 2025-02-30", "by 31/02/2025", "by 13/13/2025", "by 2025-13-01", "by 2025-00-01"),
            *("until 30 February", "until 31 February", "by 31 April 2026", "by February 29"),
            *("for 0 days", "for 999,999 years", "for 999,999,999 weeks", "in 11 years"),
            *("by 2036-01-01", "by 1 March 2036", "by 2040", "by 1 March 0000", "by the 32nd"),
            *("since 2019", "since March", "as I did in June 2015", "as I have for ten years"),
            *("soon", "one day", "some day", "by 11 pm", "before bed", "at the weekend"),
            *("within 12 hours", "in 2/53", "in 0/52", "by 31/2", "for the day", "for a while"),
            *("within 9,000 hours", "by 3.5 March", "before every exam", "by doing an exam"),
            *("for my exam", "before each lesson", "since I started on 1 March"),
            *("as I did last week", "as I did last March", "starting today", "on Fridays"),
        ],
    )
    def test_what_is_no_day_is_no_horizon(self, words):
        """Impossible days, years far away, the past, and words that promise nothing."""
        assert None is read(f"I will walk {words}.").horizon

    @pytest.mark.parametrize(
        ("words", "order", "due", "other"),
        [
            ("03/04/2025", DateOrder.DAY_FIRST, "2025-04-03", "2025-03-04"),
            ("03/04/2025", DateOrder.MONTH_FIRST, "2025-03-04", "2025-04-03"),
            ("3.4.25", DateOrder.MONTH_FIRST, "2025-03-04", "2025-04-03"),
            ("6/3", DateOrder.DAY_FIRST, "2025-03-06", "2025-06-03"),
            ("6/3", DateOrder.MONTH_FIRST, "2025-06-03", "2025-03-06"),
            ("13/04/2025", DateOrder.MONTH_FIRST, "2025-04-13", None),
            ("04/13/2025", DateOrder.DAY_FIRST, "2025-04-13", None),
            ("05/05/2025", DateOrder.DAY_FIRST, "2025-05-05", None),
            ("2025-03-04", DateOrder.MONTH_FIRST, "2025-03-04", None),
            # One of the two has passed already.
            ("01/03/2025", DateOrder.DAY_FIRST, "2025-03-01", None),
            ("03/01/2025", DateOrder.DAY_FIRST, "2025-03-01", None),
            ("01/03/2025", DateOrder.MONTH_FIRST, "2025-03-01", None),
            ("01/02/2020", DateOrder.DAY_FIRST, "2020-02-01", None),
        ],
    )
    def test_date_that_can_be_two_days_says_so(self, words, order, due, other):
        """The order of the place decides; the other day is kept, so that it can be asked."""
        horizon = of(ComponentKind.HORIZON, f"I will walk by {words}.", date_order=order)

        assert (due, other) == (str(horizon.due), horizon.other and str(horizon.other))

    @pytest.mark.parametrize(
        ("year", "month", "day"),
        # The tables of the United States Naval Observatory.
        [
            *((1961, 4, 2), (1981, 4, 19), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24)),
            *((2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25)),
        ],
    )
    def test_easter_is_the_sunday_of_its_year(self, year, month, day):
        """And the feasts that are counted from it move with it."""
        easter = dt.date(year, month, day)
        feasts = {
            "Easter": 0,
            "Easter Sunday": 0,
            "Easter Monday": 1,
            "Good Friday": -2,
            "Ash Wednesday": -46,
            "Pancake Day": -47,
            "Pentecost": 49,
        }
        found = {name: read(f"I will walk by {name}.", dt.date(year, 1, 2)).due for name in feasts}

        assert {name: easter + dt.timedelta(days=days) for name, days in feasts.items()} == found

    @pytest.mark.parametrize(
        ("words", "due"),
        [
            ("by Christmas", "2025-12-25"),
            ("before xmas", "2025-12-25"),
            ("by Christmas 2026", "2026-12-25"),
            ("by Christmas Eve", "2025-12-24"),
            ("by Boxing Day", "2025-12-26"),
            ("by New Year", "2026-01-01"),
            ("by New Year's Eve", "2025-12-31"),
            ("by New Year's Day", "2026-01-01"),
            ("by Halloween", "2025-10-31"),
            ("by Thanksgiving", "2025-11-27"),
            ("by Valentine's Day", "2025-02-14"),
            ("by St Patrick's Day", "2025-03-17"),
            ("by Independence Day", "2025-07-04"),
            ("by Bonfire Night", "2025-11-05"),
            ("over Easter", "2025-04-20"),
        ],
    )
    def test_feast_is_its_next_day(self, words, due):
        """A feast has a date even where nobody says it."""
        assert due == str(read(f"I will walk {words}.").due)

    @pytest.mark.parametrize(
        ("on", "words", "due"),
        [
            (dt.date(2025, 1, 31), "for one month", "2025-02-28"),
            (dt.date(2024, 2, 29), "for a year", "2025-02-28"),
            (dt.date(2025, 12, 31), "for the next 2 days", "2026-01-02"),
            (dt.date(2025, 12, 26), "by Christmas", "2026-12-25"),
            (dt.date(2025, 12, 25), "by Christmas", "2025-12-25"),
            (dt.date(2025, 2, 8), "by the weekend", "2025-02-08"),
            (dt.date(2025, 2, 9), "by the weekend", "2025-02-15"),
            (dt.date(2025, 2, 9), "this week", "2025-02-09"),
            (dt.date(2025, 11, 5), "by the end of next quarter", "2026-03-31"),
            (dt.date(2025, 11, 5), "by 24 January", "2026-01-24"),
            (dt.date(2025, 1, 30), "by the 30th", "2025-01-30"),
            (dt.date(2025, 1, 31), "by the 30th", None),
            (dt.date.max, "for 2 days", None),
            (dt.date.max, "for 2 months", None),
            (dt.date.max, "next week", None),
            (dt.date.max, "this month", "9999-12-31"),
            (dt.date.max, "by the 1st", None),
            (dt.date.max, "by Monday", None),
            (dt.date.max, "by Easter", None),
            (dt.date.max, "tomorrow", None),
            (dt.date.max, "until 31 December", "9999-12-31"),
            (dt.date.max, "by 6/3", None),
            (dt.date.min, "by Friday", "0001-01-05"),
            (dt.date.min, "for 2 days", "0001-01-03"),
            (dt.date.min, "by Christmas Eve", "0001-12-24"),
            (dt.date.max, "until 1 January", None),
            (dt.date.min, "until 31 March", "0001-03-31"),
            (dt.date.max, "in April", None),
            (dt.date.max, "next December", None),
        ],
    )
    def test_calendar_has_an_end_and_months_have_a_last_day(self, on, words, due):
        """What lies beyond is no day, and no exception either."""
        found = read(f"I will walk {words}.", on).due

        assert due == (found and str(found))

    def test_horizon_with_a_day_goes_before_one_without(self):
        """A plan needs a day; the words of both are kept."""
        draft = read("I will walk until my exam, by 1 May.")

        assert dt.date(2025, 5, 1) == draft.due
        assert None is read("I will walk until my exam.").due

    @pytest.mark.parametrize(
        ("horizon", "said"),
        [
            (Horizon(kind=HorizonKind.DATE, due=MONDAY), "2025-02-03"),
            (Horizon(kind=HorizonKind.EVENT), "no day yet (event)"),
        ],
    )
    def test_horizon_reads_as_its_day(self, horizon, said):
        """Or says that there is none yet."""
        assert said == str(horizon)


class TestFrequencies:
    @pytest.mark.parametrize(
        ("words", "recurrence"),
        [
            ("daily", "every day"),
            ("everyday", "every day"),
            ("every single day", "every day"),
            ("each and every day", "every day"),
            ("on a daily basis", "every day"),
            ("nightly", "every day"),
            ("each morning", "every day"),
            ("every morning and evening", "twice a day"),
            ("morning and night", "twice a day"),
            ("weekly", "once a week"),
            ("monthly", "once a month"),
            ("fortnightly", "once every 2 weeks"),
            ("quarterly", "once every 3 months"),
            ("annually", "once a year"),
            ("every other day", "every 2 days"),
            ("on alternate days", "every 2 days"),
            ("every second night", "every 2 days"),
            ("every third day", "every 3 days"),
            ("every 3 days", "every 3 days"),
            ("every three nights", "every 3 days"),
            ("every week", "once a week"),
            ("every weekend", "once a week"),
            ("at weekends", "once a week"),
            ("each month", "once a month"),
            ("every other week", "once every 2 weeks"),
            ("every second month", "once every 2 months"),
            ("every fortnight", "once every 2 weeks"),
            ("once a quarter", "once every 3 months"),
            ("once a day", "every day"),
            ("twice per week", "twice a week"),
            ("thrice a week", "3 times a week"),
            ("twice daily", "twice a day"),
            ("twice-daily", "twice a day"),
            ("three times a month", "3 times a month"),
            ("5 nights each week", "5 times a week"),
            ("7 days a week", "7 times a week"),
            ("4 mornings a week", "4 times a week"),
            ("2x a week", "twice a week"),
            ("2x/week", "twice a week"),
            ("3x weekly", "3 times a week"),
            ("3 x per month", "3 times a month"),
            ("3 times/wk", "3 times a week"),
            ("3 times every 2 weeks", "3 times every 2 weeks"),
            ("twice every 10 days", "twice every 10 days"),
            ("once every three months", "once every 3 months"),
            ("3 times per 10 days", "3 times every 10 days"),
            ("5 of 7 nights", "5 times a week"),
            ("5 out of 7 days a week", "5 times a week"),
            ("10 out of 14 days", "10 times every 2 weeks"),
            ("3 times this week", "3 times a week"),
            ("5 a day", "5 times a day"),
            ("BID", "twice a day"),
            ("tds", "3 times a day"),
            ("on the 32nd of each month", "once a month"),
            ("3 days out of 7", "3 times a week"),
            ("once in a week", "once a week"),
        ],
    )
    def test_how_often_is_a_recurrence_from_the_day_of_reading(self, words, recurrence):
        """How often is said in many ways."""
        found = read(f"I will walk {words}.").recurrence

        assert (recurrence, MONDAY) == (found and str(found), found and found.start)

    @pytest.mark.parametrize(
        ("words", "days", "weeks"),
        [
            ("on weekdays", "MO TU WE TH FR", 1),
            ("every workday", "MO TU WE TH FR", 1),
            ("on school nights", "MO TU WE TH FR", 1),
            ("weekday mornings", "MO TU WE TH FR", 1),
            ("Mon-Fri", "MO TU WE TH FR", 1),
            ("Monday to Friday", "MO TU WE TH FR", 1),
            ("from Friday to Monday", "MO FR SA SU", 1),
            ("every day except Sunday", "MO TU WE TH FR SA", 1),
            ("on Mondays and Fridays", "MO FR", 1),
            ("every friday, monday and Friday", "MO FR", 1),
            ("Mon, Wed and Fri", "MO WE FR", 1),
            ("Mon/Wed/Fri", "MO WE FR", 1),
            ("Mondays", "MO", 1),
            ("every Tuesday", "TU", 1),
            ("every other Tuesday", "TU", 2),
            ("every third Tuesday", "TU", 3),
            ("on Mondays of every 2nd week", "MO", 2),
            ("on tuesdays & thursdays", "TU TH", 1),
            ("on Saturday mornings", "SA", 1),
            ("on Monday, Tuesday and Thursday", "MO TU TH", 1),
            ("on alternate Sundays", "SU", 2),
        ],
    )
    def test_days_of_the_week_are_named(self, words, days, weeks):
        """A rule of the calendar, whose days are known."""
        cadence = of(ComponentKind.FREQUENCY, f"I will walk {words}.")
        expected = Recurrence.weekly(*map(Weekday, days.split()), start=MONDAY, every=weeks)

        assert (expected, True) == (cadence.recurrence, cadence.is_on_calendar)

    @pytest.mark.parametrize(
        ("words", "rule"),
        [
            ("on the 1st and the 15th of every month", "on the 1st and 15th of each month"),
            ("on the 30th of the month", "on the 30th of each month, or its last day"),
            ("on the last day of each month", "on the last day of each month"),
            ("on the first Friday in every month", "on the first Friday of each month"),
            ("on the last Sunday of each month", "on the last Sunday of each month"),
            (
                "on the second and fourth Sunday of each month",
                "on the second Sunday and the fourth Sunday of each month",
            ),
        ],
    )
    def test_days_of_the_month_are_named(self, words, rule):
        """The first Friday, the 15th, the last day."""
        cadence = of(ComponentKind.FREQUENCY, f"I will walk {words}.")

        assert (rule, True) == (str(cadence), cadence.is_on_calendar)

    @pytest.mark.parametrize(
        ("words", "times", "most", "comparator"),
        [
            ("3 to 4 times a week", 3, 4, Comparator.RANGE),
            ("3-4 times a week", 3, 4, Comparator.RANGE),
            ("two or three times a week", 2, 3, Comparator.RANGE),
            ("once or twice a week", 1, 2, Comparator.RANGE),
            ("4 to 3 times a week", 4, None, Comparator.EQ),
            ("at least 3 times a week", 3, None, Comparator.GE),
            ("3 times a week or more", 3, None, Comparator.GE),
            ("a minimum of three days a week", 3, None, Comparator.GE),
            ("no more than twice a week", 2, None, Comparator.LE),
            ("3 times a week at most", 3, None, Comparator.LE),
            ("up to 3 times a day", 3, None, Comparator.LE),
            ("more than 3 times a week", 3, None, Comparator.GT),
            ("fewer than 3 times a week", 3, None, Comparator.LT),
            ("less than once a month", 1, None, Comparator.LT),
            ("about 3 times a week", 3, None, Comparator.APPROX),
            ("roughly twice a month", 2, None, Comparator.APPROX),
        ],
    )
    def test_comparator_of_a_frequency_is_kept(self, words, times, most, comparator):
        """At least three times is another promise than at most three times."""
        cadence = of(ComponentKind.FREQUENCY, f"I will walk {words}.")

        assert (times, most, comparator) == (cadence.times, cadence.most, cadence.comparator)

    @pytest.mark.parametrize(("words", "hours"), [("hourly", 1), ("every two hours", 2)])
    def test_hours_have_no_rule(self, words, hours):
        """No plan of days holds them, so that only the words and the number are kept."""
        cadence = of(ComponentKind.FREQUENCY, f"I will stretch {words}.")

        assert (None, None, hours) == (cadence.recurrence, cadence.period, cadence.every)
        assert "several times a day" == str(cadence)

    @pytest.mark.parametrize(
        "words",
        [
            *("regularly", "most days", "a few times a week", "often", "now and then"),
            *("several nights a month", "from time to time", "once in a while", "one day"),
            *("every 1.5 days", "every 0 days", "every 2,000 days", "this time"),
            *("every term", "once a term", "twice every 2.5 days", "5 pages per term"),
            *("3 out of 5 days", "30 of 35 days", "every 0th Friday", "on every 0th Friday"),
            "every quarter of an hour",
            "0 times a week",
            "1.5 times a day",
            "2,000 times a day",
        ],
    )
    def test_what_cannot_be_counted_is_no_frequency(self, words):
        """A vague word is asked about, never guessed."""
        assert None is read(f"I will walk {words}.").cadence

    RULES = (
        *(Recurrence.daily(start=MONDAY, every=days) for days in (1, 2, 3, 10)),
        Recurrence.weekly(Weekday.MONDAY, Weekday.THURSDAY, start=MONDAY),
        *(
            Recurrence.weekly(Weekday.MONDAY, Weekday.SUNDAY, start=MONDAY, every=weeks)
            for weeks in (2, 3)
        ),
        *(Recurrence.monthly(*days, start=MONDAY) for days in ((1,), (5, 20), (-1,), (15, 30))),
        *(Recurrence.monthly(Weekday.FRIDAY.nth(n), start=MONDAY) for n in (1, 2, 3, 4, 5)),
        Recurrence.monthly(1, 31, start=MONDAY, clamp=False),
        *(
            Recurrence.times_per(times, period, start=MONDAY, every=every)
            for times in (1, 2, 5)
            for period in (Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY)
            for every in (1, 2, 3)
            if (times, period) != (1, Frequency.DAILY)
        ),
    )

    # Which these cannot be yet: last Friday is closed as what has been; a weekday after "and".
    NOT_READ_BACK = (
        *(Recurrence.monthly(Weekday.FRIDAY.nth(n), start=MONDAY) for n in (-1, -2)),
        Recurrence.monthly(Weekday.SUNDAY.nth(1), Weekday.SUNDAY.nth(3), start=MONDAY),
    )

    @pytest.mark.parametrize(
        "rule",
        [*RULES, *(rule for rule in NOT_READ_BACK)],
        ids=str,
    )
    def test_english_of_a_rule_reads_back_as_the_rule(self, rule):
        """What the library says it understands, between other parts of a sentence."""
        draft = read(f"I will walk for 20 minutes {rule} to sleep better.")

        assert rule == draft.recurrence
        assert "20 min" == str(draft.dose)


class TestDurations:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("for 10 minutes", "10 min"),
            ("for 10 mins", "10 min"),
            ("20min every day", "20 min"),
            ("20min", "20 min"),
            ("for 45s", "45 s"),
            ("for 90 secs", "90 s"),
            ("for an hour", "1 h"),
            ("for half an hour", "0.5 h"),
            ("for a half-hour", "0.5 h"),
            ("for half a minute", "0.5 min"),
            ("for an hour and a half", "1.5 h"),
            ("for one and a half hours", "1.5 h"),
            ("for 2 1/2 hours", "2.5 h"),
            ("for 2\u00bd hours", "2.5 h"),
            ("for \u00bd hour", "0.5 h"),
            ("for 1 hour and 15 minutes", "75 min"),
            ("for 1 hr 15 min", "75 min"),
            ("for twenty-five minutes", "25 min"),
            ("for 20-30 minutes", "20 to 30 min"),
            ("for 20 to 30 min", "20 to 30 min"),
            ("for at least two hours", "at least 2 h"),
            ("for 20 minutes or more", "at least 20 min"),
            ("for up to 20 minutes", "at most 20 min"),
            ("for no more than 20 minutes", "at most 20 min"),
            ("for 20 minutes max", "at most 20 min"),
            ("within 20 minutes", "at most 20 min"),
            ("for less than 20 minutes", "less than 20 min"),
            ("for over 20 minutes", "more than 20 min"),
            ("for about 20 minutes", "about 20 min"),
            ("for 20 minutes or so", "about 20 min"),
            ("for 30 to 20 minutes", "30 min"),
            ("for an hour and a quarter", "1.25 h"),
            ("for 1 hour and a quarter", "1.25 h"),
            ("for 2 minutes and 30 seconds", "2 min"),
            ("for a 10-minute block", "10 min"),
            ("for 20 min daily", "20 min"),
            ("for 20+ minutes", "at least 20 min"),
            ("for between 20 and 30 minutes", "20 to 30 min"),
            ("for three quarters of an hour", "0.75 h"),
            ("for a quarter of an hour", "0.25 h"),
            ("for 1h30", "90 min"),
        ],
    )
    def test_how_long_is_a_number_and_a_unit(self, words, said):
        """Each time, and less than a day."""
        amount = of(ComponentKind.DURATION, f"I will walk {words}.")

        assert said == (amount and str(amount))

    @pytest.mark.parametrize(
        "words",
        [
            *("for 0 minutes", "for a second", "for hours", "24/7"),
            "every 2.5 hours",
        ],
    )
    def test_what_is_no_length_of_time_is_none(self, words):
        """An hour that nobody counts, a number that is none."""
        assert None is of(ComponentKind.DURATION, f"I will walk {words}.")

    @pytest.mark.parametrize(
        ("text", "said"),
        [("I will swim 40 m.", "40 metre"), ("I will run for 40 m", "40 metre")],
    )
    def test_way_is_no_time(self, text, said):
        """An m is a minute, unless somebody moves."""
        assert ([said], None) == (amounts(text), of(ComponentKind.DURATION, text))
        assert "20 min" == str(of(ComponentKind.DURATION, "I will meditate 20m."))

    @pytest.mark.parametrize(
        ("words", "time"),
        [
            ("at 8 am", dt.time(8)),
            ("at 8am", dt.time(8)),
            ("at 12 am", dt.time(0)),
            ("at 12 p.m.", dt.time(12)),
            ("by 11:30 pm", dt.time(23, 30)),
            ("at 22:15", dt.time(22, 15)),
            ("no later than 7:45", dt.time(7, 45)),
            ("at 25:00", None),
            ("at 10:75", None),
            ("at half past nine", None),
            ("at 7 o'clock", None),
            ("at 7", None),
            ("at noon", None),
        ],
    )
    def test_time_of_day_is_a_cue(self, words, time):
        """It says when to begin, and is no horizon."""
        draft = read(f"I will walk {words}.")

        assert (words.rstrip("."), time) == (
            draft.words(ComponentKind.CUE).rstrip("."),
            draft.component(ComponentKind.CUE).value,
        )
        assert (None, None) == (draft.horizon, draft.dose)


class TestQuantities:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("take 10,000 steps", "10000 step"),
            ("take 10k steps", "10000 step"),
            ("take 10 000 steps", "10000 step"),
            ("take two thousand steps", "2000 step"),
            ("run 5k", "5 km"),
            ("run 2.5 kilometres", "2.5 km"),
            ("run 2,5 km", "2.5 km"),
            ("run 2 miles", "2 mile"),
            ("run a 3-mile loop", "3 mile"),
            ("drink eight glasses", "8 glass"),
            ("smoke zero cigarettes", "0 cigarette"),
            ("cook one new recipe", "1 recipe"),
            ("eat 5 portions of fruit", "5 portion"),
            ("apply for a dozen jobs", "12 job"),
            ("apply for half a dozen jobs", "6 job"),
            ("apply for twenty-five jobs", "25 job"),
            ("save $50", "50 USD"),
            ("save \u00a31,200.50", "1200.5 GBP"),
            ("save 20 euros", "20 EUR"),
            ("save 50 pounds", "50 GBP"),
            ("weigh 150 pounds", "150 lb"),
            ("spend less than \u00a320", "less than 20 GBP"),
            ("read with 80% accuracy", "80 %"),
            ("lose 5 kg", "by 5 kg"),
            ("cut down by 50%", "by 50 %"),
            ("cut my spending in half", "by 50 %"),
            ("reduce my drinking by half", "by 50 %"),
            ("reduce my drinking by a third", "by 33 %"),
            ("reduce my drinking by a quarter", "by 25 %"),
            ("read at least 5 pages", "at least 5 page"),
            ("read \u22655 pages", "at least 5 page"),
            ("read 5+ pages", "at least 5 page"),
            ("read five pages or more", "at least 5 page"),
            ("read >5 pages", "more than 5 page"),
            ("read over 5 pages", "more than 5 page"),
            ("bake 2 batches", "2 batch"),
            ("visit 3 galleries", "3 gallery"),
            ("send one kind message", "1 message"),
            ("miss no more than 3 days of school", "at most 3 day"),
            ("do it 3 times in a row", "3 time"),
            ("drink no more than two beers", "at most 2 beer"),
            ("drink <= 2 beers", "at most 2 beer"),
            ("drink 2 beers at most", "at most 2 beer"),
            ("drink two beers max", "at most 2 beer"),
            ("limit myself to 2 beers", "at most 2 beer"),
            ("smoke fewer than 5 cigarettes", "less than 5 cigarette"),
            ("smoke <5 cigarettes", "less than 5 cigarette"),
            ("read about 5 pages", "about 5 page"),
            ("read ~5 pages", "about 5 page"),
            ("do 5-10 push-ups", "5 to 10 push-up"),
            ("do 5 to 10 push-ups", "5 to 10 push-up"),
            ("do 5 or 6 push-ups", "5 to 6 push-up"),
            ("do between 5 and 10 push-ups", "5 to 10 push-up"),
            ("complete 4 of 5 exercises", "4 of 5 exercise"),
            ("complete 4 out of 5 trials", "4 of 5 trial"),
            ("complete 8/10 trials", "8 of 10 trial"),
            ("get my pain to 3/10", "3 /10"),
            ("keep my pain below 4/10", "less than 4 /10"),
            ("get my weight under 80 kg", "less than 80 kg"),
            ("get my HbA1c below 53", "less than 53 HBA1C"),
            ("get a score of 25", "25 score"),
            ("score at least 20 on the MoCA", "at least 20 MOCA"),
            ("apply for three hundred jobs", "300 job"),
            ("apply for a hundred and two jobs", "102 job"),
            ("attend 3 of the 4 sessions", "3 of 4 session"),
            ("keep my pain between 2 and 4 out of 10", "2 to 4 /10"),
        ],
    )
    def test_how_much_is_a_comparator_a_number_and_a_unit(self, words, said):
        """In words or in figures, as people write it."""
        assert [said] == amounts(f"I will {words}.")

    @pytest.mark.parametrize(
        ("text", "baseline", "aim"),
        [
            ("lower my PHQ-9 from 15 to under 8", "15 PHQ-9", "less than 8 PHQ-9"),
            ("lower my anxiety from 8/10 to 4/10", "8 /10", "4 /10"),
            ("get my anxiety from 8 to 4 on a scale of 0 to 10", "8 /10", "4 /10"),
            ("cut down from 20 cigarettes to 5 a day", "20 cigarette", "5 cigarette"),
            ("cut down from 20 to 5 cigarettes a day", "20 cigarette", "5 cigarette"),
            ("go from 2 to 4 walks a week", "2 walk", "4 walk"),
            ("PHQ-9 18 -> 9", "18 PHQ-9", "9 PHQ-9"),
            ("PHQ-9 18 \u2192 9", "18 PHQ-9", "9 PHQ-9"),
            ("sleep from 5 to 7 hours", "5 h", "7 h"),
            ("walk from 20 minutes to 40 minutes", "20 min", "40 min"),
            (
                "currently I smoke 20 cigarettes; I will smoke at most 5",
                "20 cigarette",
                "at most 5 cigarette",
            ),
        ],
    )
    def test_change_has_a_baseline_and_an_aim(self, text, baseline, aim):
        """Where somebody starts is no aim, and both have the unit that is said once."""
        found = {
            part.value.is_baseline: str(part.value)
            for part in read(f"I will {text}.").components
            if isinstance(part.value, Amount)
        }

        assert {True: f"from {baseline}", False: aim} == found

    @pytest.mark.parametrize(
        ("name", "instrument"),
        [
            *(("PHQ-9", "phq9"), ("PHQ9", "phq9"), ("phq-9", "phq9"), ("GAD-7", "gad7")),
            # Two versions have these names: which one is meant is asked, not guessed.
            *(("K10", None), ("K-10", None), ("MoCA", None)),
            ("phq 9", "phq9"),
        ],
    )
    def test_questionnaire_is_named_where_its_version_is_clear(self, name, instrument):
        """A score belongs to one instrument, or is a number with a name."""
        draft = read(f"I will lower my {name} score from 15 to 8.")

        assert [instrument] * 2 == [
            part.value.instrument for part in draft.each(ComponentKind.QUANTITY)
        ]

    @pytest.mark.parametrize(
        "words",
        [
            *("do step 2", "wear size 8 jeans", "call room 12", "read chapter 3", "pass level 3"),
            *("take the number 9 bus", "take vitamin B12", "attend Year 9 parents' evening"),
            *("walk with my 2 kids", "look after my three grandchildren", "do the 5 things"),
            *("get over COVID-19", "go to my 12-step meeting", "try a couch to 5k plan"),
            *("practise 24/7", "be on cloud nine", "give 100% effort", "think twice", "call 999"),
            *("live one day at a time", "wait a second", "hang up at the last minute"),
            *("get it done once and for all", "stop this at once", "avoid second helpings"),
            *("play with my 5-year-old", "play with my 5 year old son", "drive a 4x4"),
            *("go on as I did in 2019", "be the one", "do one thing at a time", "be number one"),
            *("use the 4-7-8 breath", "visit the 9/11 memorial", "go through the back door"),
            "wear my size 10s",
            "use the 5-4-3-2-1 technique",
        ],
    )
    def test_number_that_names_something_is_no_measure(self, words):
        """Labels, ages, years, people, idioms."""
        assert [] == measures(f"I will {words}.")

    @pytest.mark.parametrize(
        "text",
        [
            "I am 45 and I will walk.",
            "At 62, I will walk.",
            "I have been depressed for two years and I will walk.",
            "I have been sober for 10 years. I will go on.",
            "I lost two stone last year. I will go on.",
            "I will walk. I may cycle too.",
            "I will march on.",
        ],
    )
    def test_what_has_been_is_no_measure(self, text):
        """A story is told in numbers too."""
        assert [] == measures(text)

    def test_amount_reads_as_comparator_number_and_unit(self):
        """The lower number comes first, and a share says of how many."""
        assert ["2 to 3 km", "4 of 5", "about 7 min", "from 3 km"] == [
            str(Amount(value=2, most=3, unit="km", comparator=Comparator.RANGE)),
            str(Amount(value=4, out_of=5)),
            str(Amount(value=7, unit="min", comparator=Comparator.APPROX)),
            str(Amount(value=3, unit="km", is_baseline=True)),
        ]

    @pytest.mark.parametrize(
        ("unit", "shown"),
        [
            *(("km", "km"), ("mile", "mi"), ("litre", "L"), ("page", "pages")),
        ],
    )
    def test_amount_is_a_quantity_with_a_unit_that_can_be_kept(self, unit, shown):
        """A code where the word has one; else what is counted."""
        assert f"2 {shown}" == str(Amount(value=2, unit=unit).quantity)

    def test_noun_that_is_no_code_is_counted_as_such(self):
        """Its letters are kept as far as a unit can hold them; without a noun there is no unit."""
        assert "{caf--visit}" == Amount(value=2, unit="caf\u00e9 visit").quantity.unit.code
        assert None is Amount(value=2).quantity

    @pytest.mark.parametrize(
        ("fields", "match"),
        [
            ({"value": -1}, "value must be 0 or more"),
            ({"value": 3, "most": 2}, "most must be value or more"),
            ({"value": float("inf")}, "value must be"),
            ({"value": 1, "comparator": "ge"}, "comparator must be"),
        ],
    )
    def test_amount_that_makes_no_sense_is_refused(self, fields, match):
        """A value is checked where it is made."""
        with pytest.raises(InvalidValueError, match=match):
            Amount(**fields)


class TestSpelling:
    @pytest.mark.parametrize(
        ("slip", "meant"),
        [
            ("for 20 mintues", "for 20 minutes"),
            ("for 20 minuts", "for 20 minutes"),
            ("for 2 hous", "for 2 hours"),
            ("for fourty minutes", "for forty minutes"),
            ("evry day", "every day"),
            ("every mornign", "every morning"),
            ("every evning", "every evening"),
            ("twise a week", "twice a week"),
            ("weekley", "weekly"),
            ("every tuseday", "every tuesday"),
            ("on wendesdays", "on wednesdays"),
            ("untill friday", "until friday"),
            ("til friday", "till friday"),
            ("by febuary", "by february"),
            ("by 3 septmber", "by 3 september"),
            ("tommorow", "tomorrow"),
            ("b4 xmas", "before christmas"),
            ("3x a wk", "3 times a week"),
            ("for the nxt 2 mths", "for the next 2 months"),
        ],
    )
    def test_slip_in_a_word_for_a_time_is_mended(self, slip, meant):
        """What is meant is plain, and the words stay as they were written."""
        one, other = (read(f"I will walk {words}.") for words in (slip, meant))

        assert [part.value for part in other.components] == [part.value for part in one.components]
        assert [slip] == measures(f"I will walk {slip}.")

    @pytest.mark.parametrize(
        "words",
        [
            *("use my mouth", "cope with mourning", "eat weakly", "pull the weeds", "go north"),
            *("clean the house", "clean the houses", "watch the moth", "stay up all nigh"),
            *("knit 2 mitts", "walk 3 wees", "wait 2 moths", "see 3 knights", "grow 2 larch"),
        ],
    )
    def test_real_word_is_not_taken_for_a_time(self, words):
        """A mouth is no month."""
        draft = read(f"I will {words}.")

        assert (None, None, None) == (
            draft.horizon,
            draft.cadence,
            draft.component(ComponentKind.DURATION),
        )

    def test_letters_that_look_plain_are_read_as_plain(self):
        """A long s is an s, and the Turkish letters are an i."""
        odd = read("I w\u0131ll walk for F\u0130VE m\u0131nute\u017f, every wee\u212a")

        assert ("5 min", "once a week") == (str(odd.dose), str(odd.recurrence))


class TestConfidence:
    @pytest.mark.parametrize(
        ("words", "confidence"),
        [
            ("I am 8/10 sure", 8),
            ("I'm 8 out of 10 confident", 8),
            ("I am 0/10 sure", 0),
            ("I am 10 out of 10 confident that I can", 10),
            ("Confidence: 7/10", 7),
            ("Confidence 7", 7),
            ("My confidence is 7 out of 10", 7),
            ("(confidence 8/10)", 8),
            ("I rate my confidence at 7", 7),
            ("I'm an 8 on the confidence ruler", 8),
            ("How sure am I? 7/10", 7),
            ("I'd say 6/10 that I can do it", 6),
            ("7/10 in terms of confidence", 7),
            ("Chances of doing it: 9/10", 9),
            ("I'm 80% sure", 8),
            ("75% confident", 7),
            ("I am 11/10 sure", None),
            ("8/5 sure", None),
            ("I'm pretty sure", None),
            ("My pain is 7/10", None),
            ("I'm 101% sure", None),
        ],
    )
    def test_confidence_is_a_number_up_to_ten(self, words, confidence):
        """It is said in many ways, and never guessed from anything else."""
        assert confidence == read(f"I will walk. {words}.").confidence

    def test_confidence_is_no_measure(self):
        """It is about the plan and not part of it."""
        assert [] == measures("I will walk. I am 8/10 sure.")


class TestDoers:
    @pytest.mark.parametrize(
        ("text", "person"),
        [
            ("I will walk.", Person.SPEAKER),
            ("We will eat together.", Person.SPEAKER),
            ("I'd like to walk.", Person.SPEAKER),
            ("You will call your sister.", Person.LISTENER),
            ("Client will identify 3 triggers.", Person.CLIENT),
            ("Pt will ambulate 150 feet.", Person.CLIENT),
            ("The student will raise her hand.", Person.CLIENT),
            ("Client reports to work on time.", Person.CLIENT),
            ("Mr Smith will take his tablets.", Person.CLIENT),
            ("Sarah will raise her hand.", Person.CLIENT),
            ("She wants to ride the bus.", Person.CLIENT),
            ("My partner will pick up the kids.", Person.OTHER),
            ("I want my son to sleep in his own bed.", Person.OTHER),
            ("My wife and I will walk.", Person.SPEAKER),
            ("Walk every day.", None),
            ("sarah will raise her hand.", None),
            ("The client is going to walk.", Person.CLIENT),
        ],
    )
    def test_who_does_it_is_a_person(self, text, person):
        """The one who speaks, who is spoken to, the client, somebody else."""
        assert person is of(ComponentKind.DOER, text)


class TestClauses:
    @pytest.mark.parametrize(
        ("text", "behaviour", "reason", "cue"),
        [
            ("I will walk to work every day.", "walk to work", "", ""),
            ("Walk weekly so that I can breathe. More.", "Walk", "so that I can breathe", ""),
            ("walk in order to breathe every day", "walk", "in order to breathe", ""),
            ("I will walk because it helps!", "walk", "because it helps", ""),
            ("walk every day because", "walk", "", ""),
            ("I will walk for my heart.", "walk", "for my heart", ""),
            ("My knees hurt, so I will swim.", "swim", "My knees hurt", ""),
            (
                "To feel closer to my husband, I will plan a date.",
                "plan a date",
                "To feel closer to my husband",
                "",
            ),
            (
                "I will write in my journal before bed to calm my mind.",
                "write in my journal",
                "to calm my mind",
                "before bed",
            ),
            ("When I feel anxious, I will breathe.", "breathe", "", "When I feel anxious"),
            ("If I crave a smoke, then I'll chew gum.", "chew gum", "", "If I crave a smoke"),
            ("After breakfast I will walk home.", "walk home", "", "After breakfast"),
            ("I will walk home after breakfast.", "walk home", "", "after breakfast"),
            ("I will take my tablets at 8 am.", "take my tablets", "", "at 8 am"),
            ("I will phone my mum when I get home.", "phone my mum", "", "when I get home"),
            ("I will read 5 pages a day.", "read 5 pages", "", ""),
            ("I will walk for 20 minutes a day.", "walk", "", ""),
            ("I will take the weekly phone call.", "take the weekly phone call", "", ""),
            ("Client will identify 3 triggers by 1 March.", "identify 3 triggers", "", ""),
            ("My goal is to walk the dog.", "walk the dog", "", ""),
            ("Goal: walk the dog every morning.", "walk the dog", "", ""),
            ("I want to be able to climb the stairs.", "climb the stairs", "", ""),
            ("I want my son to sleep in his bed.", "sleep in his bed", "", ""),
            ("I won't drink on weeknights.", "drink", "", ""),
            ("I will stop smoking.", "stop smoking", "", ""),
            ("Walking 3 times a week.", "Walking", "", ""),
            ("The patient's pain will fall below 4.", "pain", "", ""),
            ("I will walk on Mondays, and I will read on Tuesdays.", "walk", "", ""),
            ("I will read and write every day.", "read and write", "", ""),
            ("every day for 10 minutes", "", "", ""),
            ("- ; every day.", "", "", ""),
            ("10", "", "", ""),
            ("Every day I'll walk, to sleep better.", *("walk", "to sleep better", "")),
            ("The plan is that I'll practise.", *("practise", "", "")),
            (
                "Take care of my teeth because you're supposed to.",
                *("Take care of my teeth", "because you're supposed to", ""),
            ),
            (
                "I will walk as soon as it stops raining.",
                *("walk", "", "as soon as it stops raining"),
            ),
            ('"Be less on my phone"', "Be less on my phone", "", ""),
        ],
    )
    def test_behaviour_reason_and_cue_are_the_persons_own_words(self, text, behaviour, reason, cue):
        """What is done, what for, and when it begins: as it was written."""
        draft = read(text)

        assert (behaviour, reason, cue) == tuple(
            draft.words(kind)
            for kind in (ComponentKind.BEHAVIOUR, ComponentKind.REASON, ComponentKind.CUE)
        )

    @pytest.mark.parametrize(
        ("text", "acts"),
        [
            ("I will walk and swim for an hour and then read.", ["walk and swim", "read"]),
            ("I will call my sister by Friday and then cook.", ["call my sister", "cook"]),
            ("I will read and write every day.", ["read and write"]),
            ("I will walk every day.", ["walk"]),
            ("I will walk on Mondays, and I will read on Tuesdays.", ["walk", "read"]),
        ],
    )
    def test_several_acts_are_told_apart(self, text, acts):
        """The first is what the goal is about; the others may be goals of their own."""
        assert acts == [
            text[part.start : part.end] for part in read(text).each(ComponentKind.BEHAVIOUR)
        ]

    def test_measure_of_a_reason_belongs_to_the_reason(self):
        """What happened twice is no plan."""
        draft = read("I will swim because I fell twice a week.")

        assert (None, "because I fell twice a week") == (
            draft.cadence,
            draft.words(ComponentKind.REASON),
        )


FRAGMENTS = [
    *("I will", "walk", "read", "be happier", "my goal is that she'll", "never", "more", "walk,"),
    *("for 10 minutes", "half an hour", "at least 5 pages", "no more than two drinks", "5k"),
    *("every morning", "three times a week", "on Mondays and Fridays", "weekdays", "every week"),
    *("until 31 March", "by 2020-01-01", "by March 3, 2026", "for the next 30 days", "in a year"),
    *("to sleep better", "because", "so that I can", "to", "8/10 sure", "11 out of 10 confident"),
    *("when I wake", "after lunch", "from 15 to 8 on the PHQ-9", "4 of 5 trials", "by half", "PHQ"),
    *("client will", "my partner will", "until my next session", "by Easter", "by 03/04/2025"),
    *(
        "at 8 am",
        "1/2",
        "10k",
        "and",
        "the",
        "a",
        "every",
        "once",
        "x",
        "month",
        "of",
        "in",
        "next",
    ),
    *("the 1st", "hundred", "half", "step 2", "goal:", "1.5", "0", "if", "or", "\u00a35", "since"),
    *(".", ",", "\n", "-", "\u2019", "(", ")", '"', ":", "/", "%", "?", "\u2022", "\u2014"),
    *("\u202e", "\u0301", "\u05e9\u05dc\u05d5\u05dd", "\u4f60\u597d", "\ud800", "\0", "\ufdfa"),
    *("\u017fix", "f\u0131ve", "\u0663 minutes", "Apr\u0130l", "999,999,999", "\u00bd", "\uff0f"),
]
ANY_TEXT = st.text(st.characters(exclude_categories=()))
# Inside what is done, an amount is part of it; so is "weekly" in "the weekly call".
INSIDE = {ComponentKind.QUANTITY, ComponentKind.DURATION, ComponentKind.FREQUENCY}
AROUND = {ComponentKind.BEHAVIOUR, ComponentKind.REASON}


def sentences():
    words = st.sampled_from(FRAGMENTS) | ANY_TEXT
    return st.lists(words, max_size=10).map(" ".join)


def said():
    """Return what somebody may say: a labelled sentence."""
    return st.sampled_from(SAID)


def texts():
    return sentences() | said()


def parts(draft, *, shift=0):
    return [
        (part.kind, part.start + shift, part.end + shift, part.value) for part in draft.components
    ]


def values(draft, kinds=tuple(ComponentKind)):
    return [(part.kind, part.value) for part in draft.components if part.kind in kinds]


def places_lie_in_the_text_and_in_order(reader, text):
    bounds = [(part.start, -part.end) for part in reader(text, on=MONDAY).components]
    return bounds == sorted(bounds) and all(0 <= start < -end <= len(text) for start, end in bounds)


def only_amounts_lie_within_other_parts(reader, text):
    found = [
        # The doer has an exception of its own, below.
        part
        for part in reader(text, on=MONDAY).components
        if part.kind is not ComponentKind.DOER
    ]
    return all(
        other.end <= one.start
        or one.end <= other.start
        or (one.kind in INSIDE and other.kind in AROUND and _holds(other, one))
        or (other.kind in INSIDE and one.kind in AROUND and _holds(one, other))
        for one, other in itertools.combinations(found, 2)
    )


def _holds(outer, inner):
    return outer.start <= inner.start and inner.end <= outer.end


def every_part_has_words(reader, text):
    found = reader(text, on=MONDAY).components
    return all(text[part.start : part.end].strip() for part in found)


def value_is_of_its_kind(reader, text):
    return all(
        isinstance(part.value, VALUES[part.kind]) for part in reader(text, on=MONDAY).components
    )


VALUES = {
    ComponentKind.DOER: Person,
    ComponentKind.BEHAVIOUR: type(None),
    ComponentKind.QUANTITY: Amount,
    ComponentKind.DURATION: Amount,
    ComponentKind.FREQUENCY: Cadence,
    ComponentKind.HORIZON: Horizon,
    ComponentKind.REASON: type(None),
    ComponentKind.CUE: dt.time | None,
    ComponentKind.CONFIDENCE: int,
}


def same_text_gives_the_same_draft(reader, text):
    return reader(text, on=MONDAY) == reader(text, on=MONDAY)


def only_the_beginning_is_read(reader, text):
    beginning = text.ljust(MAX_CHARACTERS)
    one, other = (reader(beginning + more, on=MONDAY) for more in ("", "\nevery day by 1 May"))
    return (one.components, one.kind) == (other.components, other.kind) and (
        one.is_truncated,
        other.is_truncated,
    ) == (len(text) > MAX_CHARACTERS, True)


def goal_is_made_and_comes_back(reader, text):
    draft = reader(text, on=MONDAY)
    if not text.strip() or any("\ud800" <= letter <= "\udfff" for letter in text):
        return True
    goal = draft.goal(id="g-1", subject="c-17")
    ids = [goal.id, *(step.id for step in goal.plan.steps), *(one.id for one in goal.targets)]
    return loads(dumps(goal), Goal) == goal and len(ids) == len(set(ids)) and goal.statement == text


LAWS = [
    places_lie_in_the_text_and_in_order,
    only_amounts_lie_within_other_parts,
    every_part_has_words,
    value_is_of_its_kind,
    same_text_gives_the_same_draft,
    only_the_beginning_is_read,
    goal_is_made_and_comes_back,
]

# Laws of what is said in words: what stands around it, and how it is written, changes nothing.
AROUND_IT = [
    ("  ", "  "),
    ("\t", "\t"),
    ("\n\n", "\n"),
    ("\u200b", "\u200b"),
    ("\ufeff", ""),
    ("'", "'"),
    ('"', '"'),
    ("\u2018", "\u2019"),
    ("*", "*"),
    ("\u2022 ", ""),
    ("\U0001f642 ", " \U0001f642"),
]
QUOTES = {'"'}


def what_stands_around_it_changes_nothing(reader, text):
    draft = reader(text, on=MONDAY)
    for before, after in AROUND_IT:
        if QUOTES & {before, after}:
            continue
        around = reader(before + text + after, on=MONDAY)
        if parts(around, shift=-len(before)) != parts(draft):
            return False
    return True


def _wide(text):
    return "".join(chr(ord(one) + 0xFEE0) if "0" <= one <= "9" else one for one in text)


WRITTEN = [
    _wide,
    str.upper,
    lambda text: text.replace("'", "\u2019").replace('"', "\u201d"),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\u2009"),
    lambda text: text.replace(" ", " \u200b"),
    lambda text: "".join(f"{one}\u00ad" if one.isalpha() else one for one in text),
    lambda text: text.replace("-", "\u2011"),
]


def way_it_is_written_changes_nothing(reader, text):
    draft = reader(text, on=MONDAY)
    return all(values(reader(way(text), on=MONDAY)) == values(draft) for way in WRITTEN)


def small_letters_change_no_measure(reader, text):
    small, draft = reader(text.lower(), on=MONDAY), reader(text, on=MONDAY)
    return values(small, MEASURES) == values(draft, MEASURES)


def a_day_by_which_never_takes_the_horizon_away(reader, text):
    draft = reader(text, on=MONDAY)
    tails = (" by 31 March 2026.", " until 31 March", "\nBy 31/03/2026")
    return all(
        (draft.due is None or longer.due is not None)
        and (draft.horizon is None or longer.horizon is not None)
        for longer in (reader(text + tail, on=MONDAY) for tail in tails)
    )


SAID_LAWS = [
    what_stands_around_it_changes_nothing,
    way_it_is_written_changes_nothing,
    small_letters_change_no_measure,
    a_day_by_which_never_takes_the_horizon_away,
]


def with_parts(change):
    """Return a reader that is right but for its parts."""

    def reader(text, *, on):
        draft = read_goal(text, on=on)
        return attrs.evolve(draft, components=tuple(change(draft)))

    return reader


def forgetful():
    seen = Counter()

    def reader(text, *, on):
        seen[text] += 1
        return read_goal(text, on=on + dt.timedelta(days=seen[text]))

    return reader


def greedy(text, *, on):
    return attrs.evolve(read_goal(text[-MAX_CHARACTERS:], on=on), text=text)


def forgets_the_text(text, *, on):
    return attrs.evolve(read_goal(text, on=on), text=f"{text[:40]}.")


def undecided(text, *, on):
    """Give up on a sentence with two horizons."""
    draft = read_goal(text, on=on)
    kept = [part for part in draft.components if part.kind is not ComponentKind.HORIZON]
    two = len(draft.components) - len(kept) > 1
    return attrs.evolve(draft, components=tuple(kept)) if two else draft


def only_ascii(text, *, on):
    return read_goal("".join(one if one.isascii() else "?" for one in text), on=on)


def only_as_written(text, *, on):
    """Take a word in small letters for another than the same in capitals."""
    draft = read_goal(text, on=on)
    return attrs.evolve(draft, components=draft.components if text != text.lower() else ())


def from_the_first_letter(text, *, on):
    draft = read_goal(text.strip(), on=on)
    return attrs.evolve(draft, text=text)


BROKEN = {
    places_lie_in_the_text_and_in_order: with_parts(
        lambda draft: [attrs.evolve(part, end=part.end + 1) for part in draft.components]
    ),
    only_amounts_lie_within_other_parts: with_parts(
        lambda draft: [attrs.evolve(part, start=0) for part in draft.components]
    ),
    every_part_has_words: with_parts(
        lambda draft: [
            attrs.evolve(part, start=part.start - 1, end=part.start)
            for part in draft.components
            if part.start
        ]
    ),
    value_is_of_its_kind: with_parts(
        lambda draft: [attrs.evolve(part, value=7) for part in draft.components]
    ),
    same_text_gives_the_same_draft: forgetful(),
    only_the_beginning_is_read: greedy,
    goal_is_made_and_comes_back: forgets_the_text,
    what_stands_around_it_changes_nothing: from_the_first_letter,
    way_it_is_written_changes_nothing: only_ascii,
    small_letters_change_no_measure: only_as_written,
    a_day_by_which_never_takes_the_horizon_away: undecided,
}


class TestLaws:
    @given(texts())
    @example("I will walk for \u017fix weeks")
    @example("tw\u0131ce a day by 3 augu\u017ft for f\u0131ve minutes, 10 c\u0130garettes")
    @example("10 \u017feconds on \u017fundays, 10 \u017fteps")
    @example("every day for 999,999,999 weeks by 9999-99-99 until 99 April 0000")
    @example("\ud800 every day \udfff")
    @example("I will walk for 3 days a week.")
    @example("walk for 10 minutes up to March the 31st")
    def test_reader_keeps_every_law_for_any_text(self, text):
        """The name of each law says the rule; and no text is an exception."""
        broken = [law.__name__ for law in LAWS if not law(read_goal, text)]

        assert [] == broken

    def test_doer_lies_in_no_other_part(self):
        """An hour is no part of a client's name."""
        first, second, *_ = read("half an hour client will walk").components

        assert first.end <= second.start

    def test_quantity_ends_with_its_words(self):
        """What comes after the dash is another thought."""
        assert ["5k"] == measures("I will run 5k - slowly.")

    @given(said())
    def test_reader_keeps_the_laws_of_what_is_said(self, text):
        """Neither the paper nor the pen changes what was meant."""
        broken = [law.__name__ for law in SAID_LAWS if not law(read_goal, text)]

        assert [] == broken

    @pytest.mark.parametrize("law", [*LAWS, *SAID_LAWS], ids=lambda law: law.__name__)
    def test_law_catches_a_reader_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        reader = BROKEN[law]

        assert find(texts(), lambda text: not law(reader, text), settings=ONLY_FIND) is not None

    # On the first days and the last, the table of horizons names what is not right yet.
    @given(texts(), st.dates(dt.date(2, 1, 1), dt.date(9998, 1, 1)), st.integers(1, 50))
    def test_any_text_can_be_read_on_any_day_up_to_any_limit(self, text, on, limit):
        """A text is never an exception, nor is a day."""
        draft = read(text, on, limit=limit)

        assert (text, on, limit) == (draft.text, draft.on, draft.limit)
        assert all(part.end <= limit for part in draft.components)

    @pytest.mark.parametrize("corpus", CORPORA)
    def test_labelled_sentence_can_become_a_goal(self, corpus):
        """What people write is never refused, and comes back from the store as it was."""
        broken = [
            line["id"]
            for line in LINES[corpus]
            if not goal_is_made_and_comes_back(read_goal, line["text"])
        ]

        assert [] == broken

    @pytest.mark.parametrize("piece", ["a", " ", "to ", "1,", "every ", "\u202e", "kill ", "\n"])
    def test_long_text_is_read(self, piece):
        """A hundred thousand characters are as good as two thousand."""
        text = (piece * 100_000)[:100_000]
        draft = read(text)

        assert draft.is_truncated
        assert read(text[:MAX_CHARACTERS]).components == draft.components

    @given(texts())
    def test_draft_never_shows_the_words(self, text):
        """What a client wrote stays in the value and out of every log."""
        private = "Zwetschgen"
        draft = read(f"I will {private} {text} {private} daily with 3 {private}s")

        assert not any(private.lower() in shown(draft).lower() for shown in (str, repr))

    @given(
        st.sampled_from(["20 min", "75 min", "45 s", "1.5 h", "at least 10 min"]),
        st.sampled_from(TestFrequencies.RULES),
        st.dates(MONDAY, MONDAY + dt.timedelta(days=3_000)),
    )
    def test_parts_that_are_said_again_are_read_equal(self, dose, rule, due):
        """A sentence made of a draft's own dose, rule and day is the same draft."""
        first = read(f"I will walk for {dose} {rule} until {due}.")
        again = read(f"Walk {first.dose} {first.recurrence} until {first.due}.")

        assert (first.dose, first.recurrence, first.due) == (
            again.dose,
            again.recurrence,
            again.due,
        )
        assert (rule, due) == (again.recurrence, again.due)


class TestCost:
    """The cost grows with the length of the text and no faster.

    Two halves: no pattern can look far from where it begins, and the steps of Python that run are
    counted, so that no clock decides.
    """

    @pytest.fixture(autouse=True)
    def _everything_is_a_goal(self, monkeypatch):
        # Else most of these texts would not be read at all.
        monkeypatch.setattr(_read, "kind_of", lambda *_: DraftKind.GOAL)

    @staticmethod
    def work(text):
        """Return how many steps of Python run when a text is read."""
        steps = 0

        def trace(frame, event, arg):  # pragma: no cover  # a tracer is not traced
            nonlocal steps
            frame.f_trace_opcodes = True
            steps += event == "opcode"
            return trace

        before = sys.gettrace()
        # Python 3.12 looks for this wish only when tracing begins.
        sys._getframe().f_trace_opcodes = True
        sys.settrace(trace)
        try:
            read(text, limit=len(text) + 1)
        finally:
            sys.settrace(before)
        return steps

    PIECES = (
        *("a ", "1 ", "every other ", "from 1 to ", "to ", "(", "when i ", "\u0301", "until "),
        *("3 times a week ", "by 1 march ", "i will ", "so that i ", ", my, ", "and ", "monday, "),
        *(".", "\n", "-", "two-", "twenty ", "1-", "1/2 ", "8/10 ", "sure 8/10 ", "at least ", "x"),
        *("1 to 2 ", "1 of 2 ", "1 walk of 2 ", "who ", "from 15 to 8 on the phq-9 ", "walk, "),
        *(
            "step 1 ",
            "because ",
            "client will ",
            "walk and ",
            "1 week ",
            "$1 ",
        ),
        *("for the next ", "in order to ", "confidence ", "half ", "scale ", "\ud800", "Ab ", "'"),
    )

    @pytest.mark.parametrize(
        "piece",
        [
            *PIECES,
            "goal: ",
            "before lunch ",
        ],
    )
    def test_six_times_the_text_is_six_times_the_work(self, piece):
        """Whatever somebody pastes in."""
        short, long = (self.work((piece * size)[:size]) for size in (500, 3_000))

        assert long <= 7.5 * short

    def test_pattern_looks_no_further_than_a_sentence(self):
        """Bounded work at each place is linear work for the whole."""

        assert [] == [one for one in PATTERNS if reach(one.expression) > 200]
        assert len(PATTERNS) > 100

    @pytest.mark.parametrize(
        "endless",
        [
            r"\s+to",
            r"(?:every )*day",
            ".*",
            "a{2,}",
            "(?=a+)b",
            "(?!a+)b",
            "a*?b",
            "a++",
            "(?>a+)b",
            "a|(b+)",
        ],
    )
    def test_law_catches_a_pattern_without_a_bound(self, endless):
        """Such a pattern would look at the rest of the text from every place."""
        assert reach(endless) > 10**6

    def test_reference_looks_at_its_group_once_more(self):
        """Three times the same four characters are twelve."""
        assert 12 == reach(r"(.{1,4})\1\1")


def goal_of(text, **fields):
    return read(text).goal(id="g-1", subject="c-17", **fields)


FREQUENCIES = ["every day", "every other day", "twice a day", "3 times a week", "once a month"]


class TestGoal:
    def test_sentence_makes_a_step_and_a_target_that_it_feeds(self):
        """One thing to do, and how often it can be done until then."""
        goal = goal_of(SENTENCE)
        (step,), (target,) = goal.plan.steps, goal.targets

        assert ("g-1", "c-17", SENTENCE, "to reduce my anxiety levels", MONDAY) == (
            goal.id,
            goal.subject,
            goal.statement,
            goal.reason,
            goal.start,
        )
        assert ("g-1:step", "practice deep breathing exercises", "10 min", "every day") == (
            step.id,
            step.action,
            str(step.dose),
            str(step.recurrence),
        )
        assert ("g-1:count", Aim.done(30, out_of=30, step="g-1:step")) == (target.id, target.aim)
        assert dt.date(2025, 3, 5) == goal.due

    def test_cue_is_the_steps(self):
        """When and where it begins is part of the plan."""
        (step,) = goal_of("After breakfast I will walk every day.").plan.steps

        assert ("walk", "After breakfast") == (step.action, step.cue)

    @given(st.sampled_from(FREQUENCIES), st.integers(1, 100))
    def test_target_counts_the_whole_windows_until_the_horizon(self, frequency, days):
        """A week that is cut off asks for nothing; where none is whole there is no target."""
        goal = goal_of(f"I will walk {frequency} for {days} days.")
        recurrence = goal.plan.steps[0].recurrence
        whole = [
            window
            for window in recurrence.windows(MONDAY, MONDAY + dt.timedelta(days=200))
            if window.until <= MONDAY + dt.timedelta(days=days)
        ]
        times = sum(window.times for window in whole)

        assert [(times, times)] * bool(times) == [
            (target.aim.low, target.aim.out_of) for target in goal.targets
        ]

    @pytest.mark.parametrize(
        ("horizon", "times"),
        [("until 9 February", 7), ("by 2025-02-09", 7), ("for 7 days", 7), ("until 3 February", 1)],
    )
    def test_day_by_which_is_asked_for_too(self, horizon, times):
        """Until Sunday is Sunday included; seven days from Monday end before the next."""
        assert times == goal_of(f"I will walk every day {horizon}.").targets[0].aim.out_of

    def test_last_day_of_the_calendar_can_be_the_horizon(self):
        """There is no day after it, so that only the windows before it are counted."""
        draft = read("I will walk every day until 31 December.", dt.date(9999, 12, 1))

        assert [30] == [one.aim.out_of for one in draft.goal(id="g-1", subject="c-17").targets]

    @pytest.mark.parametrize(
        ("text", "measure", "said"),
        [
            ("I will lower my PHQ-9 from 15 to under 8.", "phq9", "below 8, from 15"),
            ("I will lower my GAD-7 from 14 to 4.", "gad7", "at most 4, from 14"),
            ("I will score below 10 on the PHQ-9.", "phq9", "below 10"),
            ("I will get my PHQ-9 to 5-9.", "phq9", "between 5 and 9"),
            ("I will score between 5 and 9 on the PHQ-9.", *("phq9", "between 5 and 9")),
            ("I will keep my PHQ-9 at 5 to 9.", *("phq9", "between 5 and 9")),
            ("I will lower my K10 from 30 to 20.", "g-1:measure-1", "at most 20, from 30"),
            ("I will raise my MoCA from 20 to 26.", "g-1:measure-1", "at least 26, from 20"),
            ("I will reduce my pain from 8/10 to 4/10.", "g-1:measure-1", "at most 4, from 8"),
            ("I will drink at most 5 cups a day.", "g-1:measure-1", "at most 5 cups"),
            ("I will have fewer than 5 cups.", "g-1:measure-1", "below 5 cups"),
            ("I will raise my sleep from 5 to more than 7 hours.", "g-1:measure-1", "above 7 h"),
            (
                "I will cut down from 20 cigarettes to 5.",
                "g-1:measure-1",
                "at most 5 cigarettes, from 20",
            ),
            (
                "I will cut down from 20 cigarettes to 0.",
                "g-1:measure-1",
                "at none, from 20",
            ),
            ("I will sleep from 5 to 7 hours.", "g-1:measure-1", "at least 7 h, from 5"),
        ],
    )
    def test_amount_to_come_to_is_a_target_on_a_measure(self, text, measure, said):
        """With the baseline where the sentence names one."""
        (target,) = goal_of(text).targets

        assert (measure, "g-1:target-1") == (target.aim.measure.id, target.id)
        assert str(target).startswith(said)

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("I will reduce my pain from 8/10 to 4/10.", MeasureKind.RATING),
            ("I will sleep from 5 to 7 hours.", MeasureKind.DURATION),
            ("I will cut down from 20 cigarettes to 5.", MeasureKind.AMOUNT),
        ],
    )
    def test_measure_has_the_kind_of_its_unit(self, text, kind):
        """A rating of ten is not an amount of tens."""
        (target,) = goal_of(text).targets

        assert kind is target.aim.measure.kind

    @pytest.mark.parametrize(
        ("text", "steps", "targets"),
        [
            ("I will walk.", 1, 0),
            ("I will walk every day.", 1, 0),
            ("I will walk until 31 March.", 1, 0),
            ("I will stretch every hour for a week.", 1, 0),
            ("Every day for 2 weeks.", 0, 0),
            ("10", 0, 0),
            # A limit is nothing to be done so many times.
            ("I will drink no more than twice a week for 4 weeks.", 1, 0),
            # A change by so much, or so many of so many, is no number to come to.
            ("I will cut down by 50%.", 1, 0),
            ("I will do 4 of 5 exercises.", 1, 0),
            ("I will read 5-10 pages.", 1, 0),
            # No questionnaire has such a score, and under 15 is where 8 is already.
            ("I will get my PHQ-9 to at least 99.", 1, 0),
            ("I will lower my PHQ-9 from 8 to under 15.", 1, 0),
        ],
    )
    def test_what_the_sentence_does_not_say_is_not_made_up(self, text, steps, targets):
        """What cannot be built is left out; the statement keeps it."""
        goal = goal_of(text)

        assert (steps, targets, text) == (
            len(goal.plan.steps),
            len(goal.targets),
            goal.statement,
        )

    @pytest.mark.parametrize(
        ("words", "dose"),
        [
            ("walk for 10 minutes", "10 min"),
            ("read at least 5 pages", "5 pages"),
            ("read 5-10 pages", "5 pages"),
            ("walk 2 miles", "2 mi"),
            ("drink 8 glasses", "8 glasses"),
            ("smoke zero cigarettes", None),
            ("drink no more than two beers", None),
            ("walk for at most 20 minutes", None),
            ("lose 5 kg", None),
            ("do 4 of 5 exercises", None),
            ("get my pain to 3/10", None),
            ("read with 80% accuracy", None),
            ("get my PHQ-9 to 8", None),
            ("cut down from 20 cigarettes to 5", None),
            ("walk", None),
        ],
    )
    def test_dose_is_an_amount_and_no_limit(self, words, dose):
        """A limit asks for less, a score is no deed, and a dose is that much each time."""
        found = read(f"I will {words}.").dose

        assert dose == (found and str(found))

    def test_aims_are_what_is_no_baseline(self):
        """Where somebody starts is not where they want to be."""
        draft = read("I will cut down from 20 cigarettes to 5 and walk for 10 minutes.")

        assert ["5 cigarette", "10 min"] == [str(amount) for amount in draft.amounts]

    def test_ids_are_unique_among_the_goals_of_a_person(self):
        """Two goals with a step each never share what is recorded."""
        one, other = (read(SENTENCE).goal(id=name, subject="c-17") for name in ("g-1", "g-2"))

        assert not {one.plan.steps[0].id, one.targets[0].id} & {
            other.plan.steps[0].id,
            other.targets[0].id,
        }

    def test_fields_win_over_the_sentence(self):
        """What is typed in is meant."""
        fields = {
            "reason": "for my sister",
            "confidence": 9,
            "due": dt.date(2025, 6, 1),
            "targets": (),
            "plan": ActionPlan(),
            "statement": "I will breathe.",
            "start": dt.date(2025, 2, 10),
        }
        goal = goal_of(SENTENCE + " I am 3/10 sure.", **fields)

        assert fields == {name: getattr(goal, name) for name in fields}

    def test_confidence_of_the_sentence_is_kept(self):
        """The person said it."""
        assert 3 == goal_of("I will walk. I am 3/10 sure.").confidence

    def test_day_that_has_passed_is_not_the_goals_due(self):
        """A goal cannot end before it begins."""
        goal = goal_of("I will walk every day by 1 March 2020.")

        assert (None, ()) == (goal.due, goal.targets)

    @pytest.mark.parametrize("text", ["", " \n", "I will walk \ud800"])
    def test_text_that_a_goal_cannot_hold_is_refused(self, text):
        """A draft is made of anything; an agreement says something that can be written down."""
        with pytest.raises(InvalidValueError, match="must be") as caught:
            goal_of(text)

        assert "walk" not in str(caught.value)


class TestDraft:
    def test_parts_are_found_by_their_kind(self):
        """The first, each, and the words of the first."""
        draft = read("I will walk on Mondays and read 5 pages and 3 letters.")
        two = draft.each(ComponentKind.QUANTITY)

        assert ["5 page", "3 letter"] == [str(part.value) for part in two]
        assert two[0] == draft.component(ComponentKind.QUANTITY)
        assert "5 pages" == draft.words(ComponentKind.QUANTITY)
        assert (None, (), "") == (
            draft.component(ComponentKind.REASON),
            draft.each(ComponentKind.REASON),
            draft.words(ComponentKind.REASON),
        )

    def test_empty_draft_says_nothing(self):
        """Each answer is there, and is none."""
        draft = read("")

        assert (DraftKind.EMPTY, (), ()) == (draft.kind, draft.components, draft.amounts)
        assert [None] * 6 == [
            *(draft.dose, draft.cadence, draft.recurrence),
            *(draft.horizon, draft.due, draft.confidence),
        ]

    @pytest.mark.parametrize(
        ("limit", "due", "is_truncated"), [(11, None, True), (100, dt.date(2025, 3, 1), False)]
    )
    def test_text_is_read_up_to_a_limit(self, limit, due, is_truncated):
        """What lies beyond is kept and not read."""
        draft = read("I will walk by 1 March.", limit=limit)

        assert (due, is_truncated, "I will walk by 1 March.") == (
            draft.due,
            draft.is_truncated,
            draft.text,
        )

    @pytest.mark.parametrize("text", [None, b"I will walk", 7])
    def test_what_is_no_text_is_refused(self, text):
        """A reader of text reads text."""
        with pytest.raises(InvalidValueError, match="text must be text"):
            read(text)

    @pytest.mark.parametrize("on", [None, "2025-02-03", dt.datetime(2025, 2, 3, tzinfo=dt.UTC)])
    def test_day_of_reading_is_a_date(self, on):
        """A moment belongs to another day elsewhere."""
        with pytest.raises(InvalidValueError, match=r"on must be a datetime\.date"):
            read("I will walk until Friday, every day.", on)

    @pytest.mark.parametrize("limit", [0, -1, 1.5, None, True])
    def test_limit_is_a_whole_number_from_one(self, limit):
        """To read nothing is no reading."""
        with pytest.raises(InvalidValueError, match="limit must be"):
            read("I will walk.", limit=limit)

    @pytest.mark.parametrize("order", [None, "mdy", "month-first"])
    def test_order_of_dates_is_one_of_two(self, order):
        """A misspelled order would turn days into months without a word."""
        with pytest.raises(InvalidValueError, match="date_order must be"):
            read("I will walk.", date_order=order)

    @pytest.mark.parametrize(
        "fields",
        [{"text": None}, {"on": "today"}, {"kind": "goal"}, {"components": [7]}, {"limit": 0}],
    )
    def test_draft_holds_what_it_must_hold(self, fields):
        """Any text, and nothing else."""
        with pytest.raises(InvalidValueError, match=f"{next(iter(fields))} "):
            Draft(**{"text": "", "on": MONDAY, "kind": DraftKind.EMPTY, **fields})

    @pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3)])
    def test_part_has_a_length(self, start, end):
        """A part that says nothing is none."""
        with pytest.raises(InvalidValueError, match="end must be above start"):
            Component(kind=ComponentKind.BEHAVIOUR, start=start, end=end)

    def test_number_after_a_month_is_its_year(self):
        """Words that two parts could claim stay with the first."""
        draft = read("I will walk until 1 June 2026 steps every day")

        assert (None, dt.date(2026, 6, 1)) == (draft.dose, draft.due)
