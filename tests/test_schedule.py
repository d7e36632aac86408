from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks import schedule_policies, vectors
from smartgoals import (
    EVERY_TWO_WEEKS,
    Absent,
    Aim,
    ClosingReason,
    Corrected,
    Course,
    Decision,
    Direction,
    Frequency,
    Goal,
    InvalidValueError,
    Journal,
    Measure,
    Measured,
    MeasureKind,
    Postponed,
    Reviewed,
    ReviewPolicy,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    Target,
    TreatmentPlan,
    Voided,
    instrument,
    next_review,
)
from smartgoals.plans import EVERY_SESSION, PLAN_REVIEW_90_DAYS
from smartgoals.schedule import Reason, ReasonCode
from smartgoals.testing import (
    LawBrokenError,
    LawHoldsError,
    ReviewScene,
    days,
    review_policies,
    schedule_laws,
)

MONDAY = dt.date(2025, 2, 3)
PLAIN = ReviewPolicy(base_days=14)


def day(number):
    return MONDAY + dt.timedelta(days=number)


def journal_of(*entries):
    """Stamp entries in the order in which they come."""
    start = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
    return Journal(
        subject="c-17",
        entries=[
            entry.stamped(id=f"e-{n}", at=start + dt.timedelta(minutes=n))
            for n, entry in enumerate(entries)
        ],
    )


def goal_of(**fields):
    fields = {"start": MONDAY, "review": PLAIN} | fields
    return Goal(id="g-1", subject="c-17", statement="private words", **fields)


def reviewed(number, goal="g-1"):
    return Reviewed(goal=goal, decision=Decision.CONTINUE, day=day(number))


def postponed(number, *, to, goal="g-1"):
    return Postponed(goal=goal, day=day(number), to=day(to), reason="private words")


def booked(number, session="s-1"):
    return SessionBooked(session=session, day=day(number))


def cancelled(number, session="s-1"):
    return SessionCancelled(session=session, day=day(number))


def asked(*entries, on=0, policy=None, **fields):
    """Return the number of the day that a goal is looked at again."""
    found = next_review(goal_of(**fields), journal_of(*entries), on=day(on), policy=policy)
    return None if found.day is None else (found.day - MONDAY).days


def codes(*entries, on=0, **fields):
    found = next_review(goal_of(**fields), journal_of(*entries), on=day(on))
    return [reason.code for reason in found.reasons]


class TestBase:
    def test_first_review_comes_the_usual_interval_after_the_start(self):
        """Nobody has looked yet, so the start is what counts."""
        found = next_review(goal_of(), journal_of(), on=MONDAY)

        assert (day(14), [ReasonCode.AFTER_START]) == (
            found.day,
            [reason.code for reason in found.reasons],
        )
        assert "review on 2025-02-17: 14 days after the start on 2025-02-03" == str(found)

    def test_next_review_comes_the_usual_interval_after_the_last(self):
        """The latest of the reviews counts, in whatever order they were written down."""
        found = next_review(goal_of(), journal_of(reviewed(12), reviewed(5)), on=day(20))

        assert day(26) == found.day
        assert "review on 2025-03-01: 14 days after the review on 2025-02-15" == str(found)

    def test_review_that_is_still_ahead_is_no_review_yet(self):
        """A day of judgement knows what happened by its end."""
        assert [14, 24] == [asked(reviewed(10), on=on) for on in (9, 10)]

    def test_review_of_another_goal_is_not_of_this_one(self):
        """Each goal has its own."""
        assert 14 == asked(reviewed(10, goal="g-2"), postponed(3, to=20, goal="g-2"), on=12)

    def test_goal_without_a_first_day_counts_from_the_day_it_became_active(self):
        """Work began, whether a start was written down or not."""
        goal = goal_of(start=None).started(day=day(3))
        active = attrs.evolve(goal, lifecycle_history=goal.lifecycle_history[-1:])

        assert [None, day(17)] == [
            next_review(goal, journal_of(), on=day(number)).day for number in (2, 3)
        ]
        assert day(17) == next_review(active, journal_of(), on=day(3)).day

    def test_pause_stops_no_clock(self):
        """Who pauses and goes on the same day would wipe what is overdue."""
        goal = goal_of().started(day=MONDAY).paused(day=day(4)).resumed(day=day(20))
        found = [next_review(goal, journal_of(), on=day(number)) for number in (3, 10, 19, 20)]

        assert [day(14)] * 4 == [each.day for each in found]
        assert [False, True, True, False] == [each.is_excused for each in found]
        assert [False, False, True, True] == [each.is_overdue for each in found]

    def test_pause_stops_no_clock_of_a_goal_without_an_agreed_start_either(self):
        """It began when it first became active, however often it was taken up again."""
        goal = goal_of(start=None).started(day=MONDAY).paused(day=day(4)).resumed(day=day(20))

        assert day(14) == next_review(goal, journal_of(), on=day(20)).day

    def test_goal_that_had_ended_counts_from_the_day_it_was_taken_up_again(self):
        """Nobody is overdue for the time between; a review since then counts as always."""
        goal = goal_of().started(day=MONDAY).completed(day=day(4)).resumed(day=day(9))
        found = next_review(goal, journal_of(), on=day(10))
        reviewed_then = next_review(goal, journal_of(reviewed(9)), on=day(10))

        assert [None, day(23)] == [
            next_review(goal, journal_of(), on=day(number)).day for number in (8, 9)
        ]
        assert str(found).endswith("14 days after it was taken up again on 2025-02-12")
        assert [ReasonCode.AFTER_REVIEW] == [reason.code for reason in reviewed_then.reasons]

    def test_review_that_was_voided_was_none(self):
        """Only what counts now counts."""
        void = Voided(entry="e-0", day=day(11))
        fix = Corrected(
            replacement=reviewed(8).stamped(id="e-0", at=dt.datetime(2025, 2, 3, tzinfo=dt.UTC)),
            day=day(11),
        )

        assert [24, 14, 22] == [asked(reviewed(10), *more, on=12) for more in ([], [void], [fix])]


class TestPostponed:
    def test_postponement_moves_the_review(self):
        """The last word counts."""
        assert 20 == asked(postponed(3, to=25), postponed(4, to=20), on=5)
        assert [ReasonCode.AFTER_START, ReasonCode.POSTPONED] == codes(postponed(3, to=20), on=5)

    def test_postponement_never_brings_a_review_forward(self):
        """Putting off is later, or it is nothing."""
        assert 14 == asked(postponed(3, to=10), on=5)
        assert [ReasonCode.AFTER_START] == codes(postponed(3, to=14), on=5)

    def test_postponement_counts_since_the_last_review_and_up_to_the_day(self):
        """A review settles what was put off before it; the future is not known yet."""
        assert 24 == asked(postponed(3, to=30), reviewed(10), on=12)
        assert 14 == asked(postponed(6, to=30), on=5)

    def test_postponement_counts_on_the_day_of_the_start(self):
        """Who begins may well know already that two weeks will be too soon."""
        assert 20 == asked(postponed(0, to=20))

    def test_on_the_day_of_a_review_only_what_was_put_off_afterwards_counts(self):
        """Put off in the morning and held in the afternoon is held."""
        assert 24 == asked(postponed(10, to=30), reviewed(10), on=10)
        assert 30 == asked(reviewed(10), postponed(10, to=30), on=10)


class TestSessions:
    POLICY = ReviewPolicy(base_days=14, session_window_days=3)

    @pytest.mark.parametrize(
        ("numbers", "expected"),
        [([10], 14), ([11], 11), ([17], 17), ([18], 14), ([12, 17], 12), ([17, 13, 18], 13)],
    )
    def test_nearest_session_takes_the_review(self, numbers, expected):
        """Near is within the window, on either side."""
        sessions = [booked(number, f"s-{number}") for number in numbers]

        assert expected == asked(*sessions, review=self.POLICY)

    def test_of_two_sessions_as_near_the_earlier_takes_it(self):
        """Nobody waits longer for want of a rule."""
        assert 12 == asked(booked(16), booked(12, "s-2"), review=self.POLICY)
        assert 14 == asked(booked(13), booked(14, "s-2"), review=self.POLICY)

    def test_session_is_a_reason_only_where_it_moves_the_review(self):
        """On the usual day there is nothing to move."""
        usual, moved = (codes(booked(n), review=self.POLICY) for n in (14, 15))

        assert [ReasonCode.AFTER_START] == usual
        assert [ReasonCode.AFTER_START, ReasonCode.SESSION] == moved

    def test_booking_again_moves_a_session(self):
        """The last word on each session holds, whichever day it names."""
        assert 13 == asked(booked(16), booked(13), review=self.POLICY)

    def test_cancelled_session_takes_nothing(self):
        """It will not take place; one that is booked again will."""
        assert 14 == asked(booked(16), cancelled(0), review=self.POLICY)
        assert 12 == asked(booked(16), cancelled(0), booked(12), review=self.POLICY)
        assert 14 == asked(cancelled(0, "s-9"), review=self.POLICY)

    def test_cancelling_counts_from_its_own_day(self):
        """The day of judgement does not know it before."""
        sessions = [booked(16), cancelled(5)]

        assert [16, 14] == [asked(*sessions, on=on, review=self.POLICY) for on in (4, 5)]

    def test_session_that_was_held_says_nothing_about_a_review(self):
        """A session is a plan for a review until one is recorded."""
        held = SessionHeld(session="s-1", day=day(12))

        assert 14 == asked(held, on=20, review=self.POLICY)

    def test_session_on_the_day_of_the_last_review_is_not_the_next(self):
        """A review takes place after the one before it."""
        often = ReviewPolicy(base_days=2, session_window_days=3)

        assert 12 == asked(booked(10), booked(9, "s-2"), reviewed(10), on=10, review=often)

    def test_session_after_the_postponed_day_takes_the_review(self):
        """None before it does: it was put off from that."""
        entries = [postponed(3, to=25), booked(12), booked(24, "s-2"), booked(27, "s-3")]

        assert [25, 25, 25, 27] == [
            asked(*entries[: number + 1], on=5, review=self.POLICY) for number in range(4)
        ]


class TestLimits:
    POLICY = ReviewPolicy(base_days=14, minimum_days=12, maximum_days=20, session_window_days=8)

    def test_session_outside_the_limits_takes_nothing(self):
        """The limits have the last word."""
        entries = [booked(11), booked(21, "s-2")]
        found = next_review(goal_of(review=self.POLICY), journal_of(*entries), on=MONDAY)

        assert (day(14), day(12), day(20)) == (found.day, found.earliest, found.latest)
        assert [12, 20] == [asked(booked(n), review=self.POLICY) for n in (12, 20)]

    def test_longest_interval_pulls_a_postponement_forward(self):
        """Nobody is put off for ever."""
        found = next_review(goal_of(review=self.POLICY), journal_of(postponed(1, to=90)), on=day(2))

        assert day(20) == found.day
        assert str(found).endswith(
            "put off to 2025-05-04; brought forward to 2025-02-23, at most 20 days after"
        )

    def test_without_limits_it_is_a_day_later_at_the_earliest(self):
        """Two reviews never fall on one day."""
        found = next_review(goal_of(), journal_of(), on=MONDAY)

        assert (day(1), None) == (found.earliest, found.latest)

    @pytest.mark.parametrize("start", [dt.date.min, dt.date.max - dt.timedelta(days=1)])
    def test_calendar_has_an_end_and_a_beginning(self, start):
        """A judgement is never an exception."""
        goal = goal_of(start=start, review=EVERY_TWO_WEEKS)
        found = next_review(goal, journal_of(booked(14)), on=start)

        assert min(start.toordinal() + 14, dt.date.max.toordinal()) == found.day.toordinal()
        assert found.earliest <= found.day <= found.latest


class TestStanding:
    def test_review_whose_day_has_passed_stays_due(self):
        """It does not roll on by itself."""
        found = [next_review(goal_of(), journal_of(), on=day(n)) for n in (14, 15, 400)]

        assert [day(14)] * 3 == [review.day for review in found]
        assert [False, True, True] == [review.is_overdue for review in found]
        assert str(found[1]).endswith("overdue since 2025-02-17")

    def test_goal_on_hold_is_still_looked_at(self):
        """A pause is the time to ask whether to go on."""
        goal = goal_of().started(day=MONDAY).paused(day=day(3))
        found = [next_review(goal, journal_of(), on=day(n)) for n in (2, 3)]

        assert [day(14)] * 2 == [review.day for review in found]
        assert [1, 2] == [len(review.reasons) for review in found]
        assert str(found[1]).endswith("on hold, and reviews go on")

    def test_goal_that_has_ended_is_not_looked_at_again(self):
        """Until its end it was."""
        goal = goal_of().started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(5))
        before, after = (next_review(goal, journal_of(), on=day(n)) for n in (4, 5))

        assert (day(14), None) == (before.day, after.day)
        assert (None, None, False) == (after.earliest, after.latest, after.is_overdue)
        assert "no review: it has ended" == str(after)

    def test_without_a_policy_there_is_no_date(self):
        """Nobody agreed how often."""
        found = next_review(goal_of(review=None), journal_of(), on=MONDAY)

        assert "no review: no review policy was agreed" == str(found)

    def test_without_a_start_there_is_no_date(self):
        """There is nothing to count from, until there is."""
        goal = goal_of(start=None)
        found = next_review(goal, journal_of(), on=day(12))

        assert "no review: the goal has no start yet" == str(found)
        assert day(24) == next_review(goal, journal_of(reviewed(10)), on=day(12)).day

    def test_policy_that_is_handed_over_wins(self):
        """A host may ask what another interval would mean."""
        weekly = ReviewPolicy(base_days=7)

        assert [7, 7] == [asked(policy=weekly, review=review) for review in (PLAIN, None)]

    @pytest.mark.parametrize(
        ("field", "wrong"), [("policy", "every-week"), ("is_working_day", {MONDAY})]
    )
    def test_what_is_no_policy_or_no_function_is_refused(self, field, wrong):
        """The error says which."""
        with pytest.raises(InvalidValueError, match=field):
            next_review(goal_of(), journal_of(), on=MONDAY, **{field: wrong})

    def test_reason_speaks_of_a_course_that_needs_a_look(self):
        """Others are no reason."""
        with pytest.raises(InvalidValueError, match="course must be worsening or off course"):
            Reason(code=ReasonCode.SOONER, course=Course.MET)

    def test_other_persons_journal_is_refused(self):
        """Another person's sessions say nothing about this one's reviews."""
        with pytest.raises(InvalidValueError, match="subject"):
            next_review(goal_of(), Journal(subject="c-18"), on=MONDAY)

    @pytest.mark.parametrize("on", [dt.datetime(2025, 2, 3, tzinfo=dt.UTC), "2025-02-03"])
    def test_date_of_judgement_is_a_date(self, on):
        """A moment belongs to another day elsewhere."""
        with pytest.raises(InvalidValueError, match=r"on must be a datetime\.date"):
            next_review(goal_of(), journal_of(), on=on)


class TestCourse:
    """How the course of past reviews, and the course now, move the next one."""

    POLICY = ReviewPolicy(base_days=28, minimum_days=7, maximum_days=90)

    @staticmethod
    def seen(*courses, **fields):
        """Return the interval after reviews every four weeks that saw these courses."""
        entries = [
            attrs.evolve(reviewed(28 * number), course=course)
            for number, course in enumerate(courses, 1)
        ]
        fields = {"review": TestCourse.POLICY} | fields
        on = day(28 * len(courses))
        return next_review(goal_of(**fields), journal_of(*entries), on=on)

    @pytest.mark.parametrize(
        ("courses", "days"),
        [
            ([], 28),
            ([Course.OFF_COURSE], 14),
            ([Course.OFF_COURSE] * 2, 7),
            ([Course.OFF_COURSE] * 3, 7),
            ([Course.WORSENING], 7),
            ([Course.ON_COURSE], 28),
            ([Course.UNKNOWN], 28),
            ([Course.MET], 28),
            ([Course.MET] * 2, 42),
            ([Course.MET] * 3, 63),
            ([Course.MET] * 4, 90),
            ([Course.MET] * 5, 90),
            ([Course.MET, Course.UNKNOWN, Course.MET], 28),
            ([Course.MET, Course.ON_COURSE, Course.MET], 28),
            ([Course.MET, Course.MET, Course.UNKNOWN], 42),
            ([Course.MET, Course.MET, Course.OFF_COURSE], 21),
            ([Course.OFF_COURSE, Course.ON_COURSE], 14),
            ([Course.OFF_COURSE, Course.MET, Course.MET], 21),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
    )
    def test_interval_shortens_fast_and_lengthens_slowly(self, courses, days):
        """Two good reviews in a row lengthen; one that is not shortens; unknown does neither."""
        assert days == self.seen(*courses).interval_days

    def test_date_says_why_it_is_sooner_or_later(self):
        """The usual interval, and what became of it."""
        found = [
            self.seen(*courses)
            for courses in ([Course.OFF_COURSE], [Course.WORSENING], [Course.MET] * 2)
        ]

        assert [
            "review on 2025-03-17: 28 days after the review on 2025-03-03",
            "review on 2025-03-10: 28 days after the review on 2025-03-03",
            "review on 2025-05-12: 28 days after the review on 2025-03-31",
        ] == [str(each).partition("; ")[0] for each in found]
        assert [
            "sooner, after 14 days: worth another look together",
            "sooner, after 7 days: it got harder lately",
            "later, after 42 days: it had gone well for some time",
        ] == [str(each).partition("; ")[2] for each in found]

    @pytest.mark.parametrize(
        ("fields", "course", "days"),
        [
            ({"minimum_days": None}, Course.WORSENING, 28),
            ({"minimum_days": None}, Course.OFF_COURSE, 28),
            ({"maximum_days": None}, Course.MET, 28),
            ({"shorter_by": 1}, Course.WORSENING, 28),
            ({"longer_by": 1}, Course.MET, 28),
            ({"shorter_by": "3/4"}, Course.OFF_COURSE, 15),
            ({"longer_by": "10/3"}, Course.MET, 90),
            ({"longer_after": 1}, Course.MET, 63),
        ],
        ids=str,
    )
    def test_policy_says_how_far_it_adapts(self, fields, course, days):
        """Without a limit on a side nothing adapts on it; fractions are exact, and cut to days."""
        policy = attrs.evolve(self.POLICY, **fields)

        assert days == self.seen(course, course, review=policy).interval_days

    def test_of_two_reviews_on_a_day_what_needs_a_look_most_counts(self):
        """One of the two of them saw it."""
        both = [attrs.evolve(reviewed(28), course=c) for c in (Course.OFF_COURSE, Course.MET)]
        found = [
            next_review(goal_of(review=self.POLICY), journal_of(*told), on=day(28))
            for told in (both, both[::-1])
        ]

        assert [14, 14] == [each.interval_days for each in found]

    def test_taken_up_again_it_begins_with_the_usual_interval(self):
        """What was seen before it ended is no longer so; what was seen before a pause is."""
        off = attrs.evolve(reviewed(28), course=Course.OFF_COURSE)
        goal = goal_of(review=self.POLICY).started(day=MONDAY)
        ended = goal.completed(day=day(30)).resumed(day=day(60))
        paused = goal.paused(day=day(30)).resumed(day=day(60))
        found = [
            next_review(each, journal_of(off, *more), on=day(70))
            for each, more in ((ended, []), (ended, [reviewed(65)]), (paused, []))
        ]

        assert [(day(88), 28), (day(93), 28), (day(42), 14)] == [
            (each.day, each.interval_days) for each in found
        ]

    @pytest.mark.parametrize(
        ("fields", "courses", "days"),
        [
            ({"maximum_days": None}, [Course.OFF_COURSE] + [Course.MET] * 9, 28),
            ({"longer_by": 1}, [Course.OFF_COURSE, Course.MET, Course.MET], 28),
            ({"minimum_days": 1}, [Course.WORSENING, Course.MET, Course.MET, Course.MET], 3),
            ({"minimum_days": None}, [Course.MET] * 3 + [Course.WORSENING], 28),
            ({"shorter_by": 1}, [Course.MET] * 3 + [Course.OFF_COURSE], 28),
        ],
        ids=str,
    )
    def test_it_goes_back_to_the_usual_interval_from_both_sides(self, fields, courses, days):
        """Whatever the policy says about going further."""
        policy = attrs.evolve(self.POLICY, **fields)

        assert days == self.seen(*courses, review=policy).interval_days

    def test_short_interval_of_old_says_how_it_grows(self):
        """It no longer speaks of a course that was left behind."""
        found = self.seen(Course.OFF_COURSE, Course.ON_COURSE)

        assert str(found).endswith(
            "sooner, after 14 days: it goes back once all has gone well for some time"
        )


GAD7 = instrument("gad7").measure()


def calmer(**fields):
    """Return a goal to come down from 12 to 4 on the GAD-7."""
    target = Target(id="t-1", aim=Aim.at_most(4, GAD7), baseline=12)
    return goal_of(**{"review": TestCourse.POLICY, "targets": [target]} | fields)


def measured(number, value):
    return Measured(measure="gad7", value=value, day=day(number))


class TestCourseNow:
    """The course on the day of judgement can only make it sooner."""

    def test_worsening_brings_the_review_forward_to_the_day_that_showed_it(self):
        """Nobody is late for a day that had passed before anybody could know."""
        journal = journal_of(measured(20, 21))
        found = [next_review(calmer(), journal, on=day(number)) for number in (19, 20, 24)]

        assert [day(28), day(20), day(20)] == [each.day for each in found]
        assert [False, False, True] == [each.is_overdue for each in found]

    def test_shortest_interval_still_holds_it(self):
        """A review a day after the last helps nobody; the notice is there at once."""
        found = next_review(calmer(), journal_of(measured(3, 21)), on=day(3))

        assert day(7) == found.day
        assert found.notices

    def test_what_was_off_course_before_it_got_worse_is_no_later(self):
        """Worse is never later."""
        off = [measured(number, 12) for number in range(3, 16)]
        was = next_review(calmer(), journal_of(*off), on=day(15))
        now = next_review(calmer(), journal_of(*off, measured(16, 21)), on=day(16))

        assert day(15) == was.day == now.day

    @pytest.mark.parametrize("on", [20, 21, 22, 26, 27])
    def test_what_time_alone_shows_is_seen_on_the_day_that_showed_it(self, on):
        """A week ends short of its sum, and nobody wrote anything down on that day."""
        walked = Measure(
            id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP, least=0
        )
        weekly = Target(id="t-1", aim=Aim.at_least(150, walked, per=Frequency.WEEKLY))
        goal = goal_of(review=TestCourse.POLICY, targets=[weekly])
        told = [
            Measured(measure="walked", value=minutes, day=day(number))
            for number, minutes in ((2, 200), (9, 200), (15, 60))
        ]
        found = next_review(goal, journal_of(*told), on=day(on))

        # From day 21 on, 7 days are left, and half of them are 3.
        assert day(24 if on >= 21 else 28) == found.day

    def test_off_course_it_is_after_half_of_the_time_that_was_left(self):
        """There is some time to plan for it; a review that is just due is not torn forward."""
        found = [
            next_review(calmer(), journal_of(measured(number, 12)), on=day(number)).day
            for number in (0, 1, 10, 26, 27)
        ]

        assert [day(14), day(14), day(19), day(27), day(27)] == found

    def test_bad_day_that_is_made_up_for_moves_nothing(self):
        """It has to last until the day that it asks for; a date that has come stays."""
        told = [measured(4, 12), measured(10, 5)]
        found = [
            next_review(calmer(), journal_of(*told[:n], *more), on=day(on)).day
            for n, more, on in (
                (1, [], 9),
                (2, [], 10),
                (1, [measured(15, 5)], 15),
                (1, [measured(16, 5)], 15),
                (1, [measured(16, 5)], 16),
                (1, [measured(17, 5)], 20),
            )
        ]

        assert [day(16), day(28), day(28), day(16), day(28), day(16)] == found

    def test_what_the_last_review_saw_brings_nothing_forward_again(self):
        """It has halved the interval already; what is worse than that does."""
        off = attrs.evolve(reviewed(10), course=Course.OFF_COURSE)
        found = [
            next_review(calmer(), journal_of(off, *told), on=day(19)).day
            for told in ([measured(9, 12)], [measured(18, 21)])
        ]

        assert [day(24), day(18)] == found

    def test_good_course_now_lengthens_nothing(self):
        """Only what a review has seen does."""
        assert day(28) == next_review(calmer(), journal_of(measured(5, 2)), on=day(6)).day

    def test_plan_has_no_course_of_its_own(self):
        """Its reviews say how it goes."""
        plan = TreatmentPlan(id="g-1", subject="c-17", start=MONDAY, review=TestCourse.POLICY)
        worse = attrs.evolve(reviewed(10), course=Course.WORSENING)
        found = [
            next_review(plan, journal_of(measured(3, 21), *more), on=day(12))
            for more in ([], [worse])
        ]

        assert [day(28), day(17)] == [each.day for each in found]
        assert [(), ()] == [each.notices for each in found]


class TestFunctionalRange:
    """A good course with measures in their functional range lengthens as a goal that is met."""

    @staticmethod
    def interval(*values, **fields):
        on_course = [
            attrs.evolve(reviewed(28 * number), course=Course.ON_COURSE)
            for number in range(1, len(values) + 1)
        ]
        totals = [
            measured(28 * number, value)
            for number, value in enumerate(values, 1)
            if value is not None
        ]
        target = Target(id="t-1", aim=Aim.at_most(4, GAD7), baseline=18)
        goal = calmer(**{"targets": [target]} | fields)
        return next_review(
            goal, journal_of(*totals, *on_course), on=day(28 * len(values))
        ).interval_days

    def test_on_course_below_all_cut_offs_lengthens(self):
        """The lowest published cut-off of the GAD-7 is what counts."""
        least = min(cutoff.value for cutoff in GAD7.instrument.cutoffs)

        assert 42 == self.interval(least - 1, least - 1)
        assert 28 == self.interval(least, least)
        assert 28 == self.interval(least - 1, least)

    @pytest.mark.parametrize("name", ["phq9", "isi", "pcl5-month", "who5-0to100", "core10"])
    def test_healthier_answers_never_shorten(self, name):
        """Some cut-offs name a range of health, such as remission: those tell no trouble."""
        kind = instrument(name)
        least, most = int(kind.least), int(kind.most)
        totals = (
            range(least, most + 1)
            if kind.direction is Direction.DOWN
            else range(most, least - 1, -1)
        )
        aim = Aim.at_most if kind.direction is Direction.DOWN else Aim.at_least
        target = Target(id="t-1", aim=aim(totals[0], kind.measure()))
        goal = calmer(targets=[target], review=attrs.evolve(TestCourse.POLICY, longer_after=1))
        on_course = attrs.evolve(reviewed(28), course=Course.ON_COURSE)
        found = [
            next_review(
                goal,
                journal_of(Measured(measure=name, value=total, day=day(20)), on_course),
                on=day(28),
            ).interval_days
            for total in totals
        ]

        assert found == sorted(found, reverse=True)
        assert {42, 28} == set(found)

    def test_old_answers_say_nothing_about_a_later_review(self):
        """Those since the review before it do."""
        on_course = [attrs.evolve(reviewed(28 * n), course=Course.ON_COURSE) for n in (1, 2, 3)]
        goal = calmer()
        found = [
            next_review(goal, journal_of(*told, *on_course), on=day(84)).interval_days
            for told in (
                [measured(10, 3)],
                [measured(10, 3), measured(40, 3)],
                [measured(10, 3), measured(40, 3), measured(70, 3)],
            )
        ]

        assert [28, 42, 63] == found

    def test_unknown_is_in_no_range(self):
        """No answers, no questionnaire, or one without cut-offs show nothing."""
        bare = attrs.evolve(GAD7.instrument, cutoffs=()).measure()
        target = Target(id="t-1", aim=Aim.at_most(4, bare), baseline=18)

        assert [28, 28, 28] == [
            self.interval(None, None),
            self.interval(3, 3, targets=()),
            self.interval(3, 3, targets=[target]),
        ]


class TestInstruments:
    """How long a questionnaire has to rest, and how far back it asks, are two things."""

    @staticmethod
    def target(**fields):
        made = attrs.evolve(GAD7.instrument, **fields).measure()
        return Target(id="t-1", aim=Aim.at_most(4, made), baseline=12)

    def test_overlap_is_said_and_moves_nothing(self):
        """The GAD-7 asks about two weeks, and is often given every week."""
        weekly = ReviewPolicy(base_days=7)
        goal = calmer(review=weekly)
        found = next_review(goal, journal_of(measured(7, 11), reviewed(7)), on=day(8))

        assert day(14) == found.day
        assert str(found).endswith(
            "a questionnaire asks about 7 days that it asked about on 2025-02-10 too"
        )

    def test_answers_for_the_next_review_overlap_with_nothing(self):
        """What is answered within the interval is answered for the review that ends it."""
        found = next_review(calmer(), journal_of(measured(27, 5)), on=day(27))

        assert [ReasonCode.AFTER_START] == [reason.code for reason in found.reasons]
        assert day(28) == found.day

    def test_instrument_is_not_given_again_too_soon(self):
        """Its least interval holds the review back, but never past the longest interval."""
        goal = calmer(targets=[self.target(least_interval_days=40)])
        told = [measured(28, 5), reviewed(28)]
        found = next_review(goal, journal_of(*told), on=day(29))
        often = attrs.evolve(TestCourse.POLICY, maximum_days=30)
        capped = next_review(goal, journal_of(*told), on=day(29), policy=often)

        assert [day(68), day(58)] == [found.day, capped.day]
        assert ReasonCode.INSTRUMENT in [reason.code for reason in found.reasons]
        assert "40 days after the last answers to a questionnaire" in str(found)

    def test_who_gets_worse_does_not_wait_for_a_questionnaire(self):
        """A review needs none."""
        often = ReviewPolicy(base_days=14, minimum_days=1, maximum_days=60)
        goal = calmer(review=often, targets=[self.target(least_interval_days=21)])
        found = [
            next_review(goal, journal_of(measured(10, 5), *told), on=day(12)).day
            for told in (
                [reviewed(10)],
                [reviewed(10), measured(12, 21)],
                [attrs.evolve(reviewed(10), course=Course.OFF_COURSE)],
            )
        ]

        assert [day(31), day(12), day(17)] == found

    def test_shortest_interval_that_is_longer_holds_it_back(self):
        """The later of the two."""
        slow = ReviewPolicy(base_days=14, minimum_days=14, session_window_days=5)
        goal = calmer(review=slow, targets=[self.target(least_interval_days=3)])
        told = [measured(28, 11), reviewed(28), booked(38)]

        assert day(42) == next_review(goal, journal_of(*told), on=day(29)).day


class TestNotices:
    """A reliable worsening is said at once, whatever the date."""

    WORSE = journal_of(measured(3, 21))

    @pytest.mark.parametrize(
        "goal",
        [
            calmer(),
            calmer(review=None),
            attrs.evolve(calmer(), start=None),
            calmer().started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(3)),
            calmer().started(day=MONDAY).paused(day=day(3)),
        ],
        ids=["review", "no policy", "no start", "closed", "on hold"],
    )
    def test_notice_stands_beside_every_date(self, goal):
        """Also where there is no date."""
        found = next_review(goal, self.WORSE, on=day(3))

        assert [("e-0",)] == [notice.entries for notice in found.notices]
        assert "notice: reliable-worsening in a measure: see entry e-0\n" in str(found)

    def test_notice_makes_a_review_sooner_also_where_the_aim_is_met(self):
        """Worse than at its best, and still good enough."""
        target = Target(id="t-1", aim=Aim.at_most(10, GAD7), baseline=16)
        told = [measured(number, 2) for number in (1, 2, 3)]
        found = [
            next_review(calmer(targets=[target]), journal_of(*told, *more), on=day(12))
            for more in ([], [measured(12, 9)])
        ]

        assert [(day(28), 0), (day(12), 1)] == [(each.day, len(each.notices)) for each in found]

    @pytest.mark.parametrize(
        "changes",
        [
            {"ended": ["t-1"]},
            {"targets": [Target(id="t-1", aim=Aim.at_most(4, GAD7), baseline=21)]},
        ],
        ids=["ended", "begun anew"],
    )
    def test_change_of_targets_silences_nothing_that_nobody_looked_at(self, changes):
        """Another value, or a review, takes its place."""
        goal = calmer().started(day=MONDAY).revised(day=day(8), **changes)
        told = [measured(5, 20), measured(8, 21)]
        notices = [
            len(next_review(goal, journal_of(*told, *more), on=day(on)).notices)
            for more, on in (
                ([], 8),
                ([], 12),
                ([measured(11, 5)], 12),
                ([reviewed(8)], 12),
                ([reviewed(7)], 12),
                ([reviewed(13)], 12),
            )
        ]

        assert [1, 1, 0, 0, 1, 1] == notices

    def test_review_of_the_same_day_has_seen_what_was_written_before_it(self):
        """By the clock of the journal."""
        goal = calmer().started(day=MONDAY).revised(day=day(8), ended=["t-1"])
        told = [measured(8, 21), reviewed(8)]

        assert [0, 1] == [
            len(next_review(goal, journal_of(*entries), on=day(8)).notices)
            for entries in (told, told[::-1])
        ]

    def test_retest_is_proposed_and_replaces_nothing(self):
        """A week later, or when the questionnaire may be given again."""
        slow = TestInstruments.target(least_interval_days=21)
        found = [
            next_review(goal, self.WORSE, on=day(3)) for goal in (calmer(), calmer(targets=[slow]))
        ]

        assert [day(10), day(24)] == [each.retest for each in found]
        assert all(each.notices for each in found)
        assert str(found[0]).endswith("\nmeasure again from 2025-02-13 on to see if it lasts")

    def test_nothing_is_proposed_where_nothing_is_to_be_seen(self):
        """Most people get better."""
        found = next_review(calmer(), journal_of(measured(3, 11)), on=day(3))

        assert ((), None) == (found.notices, found.retest)

    def test_calendar_ends_before_a_retest(self):
        """A judgement is never an exception."""
        last = dt.date.max
        journal = journal_of(Measured(measure="gad7", value=21, day=last))
        found = next_review(calmer(start=last), journal, on=last)

        assert last == found.retest


class TestEachSession:
    """As measurement-based care has it: at each session."""

    def test_who_gets_worse_does_not_wait_for_a_session_that_is_far_off(self):
        """The interval is for that; a session within the window still takes it."""
        policy = attrs.evolve(EVERY_SESSION, minimum_days=2, session_window_days=1)
        told = [[measured(2, 21), booked(number)] for number in (27, 4, 3)]
        found = [
            next_review(calmer(review=policy), journal_of(*entries), on=day(2)).day
            for entries in told
        ]

        assert [day(2), day(2), day(3)] == found
        assert 27 == asked(booked(27), on=2, review=policy)

    def test_without_a_longest_interval_only_near_sessions_take_it(self):
        """A session in a year is not the next."""
        policy = ReviewPolicy(base_days=7, each_session=True, session_window_days=2)

        assert [7, 9, 7] == [asked(booked(n), on=2, review=policy) for n in (300, 9, 10)]

    def test_first_session_after_the_last_review_takes_it(self):
        """However near; without one it is the interval."""
        assert [3, 7, 12] == [
            asked(*entries, on=2, review=EVERY_SESSION)
            for entries in ([booked(3), booked(8, "s-2")], [], [booked(12)])
        ]

    def test_session_that_has_passed_is_still_the_day(self):
        """It was the day, and no review was recorded."""
        assert 3 == asked(booked(3), booked(9, "s-2"), on=6, review=EVERY_SESSION)

    def test_what_was_put_off_waits_for_a_session_after_that(self):
        """The session that it was put off from does not bring it back."""
        told = [booked(5), booked(12, "s-2"), postponed(2, to=10)]

        assert [12, 10] == [
            asked(*entries, on=2, review=EVERY_SESSION) for entries in (told, told[::2])
        ]


class TestPutOffEnough:
    def test_what_was_recorded_first_counts_first(self):
        """A postponement that is dated back afterwards displaces none."""
        once = ReviewPolicy(base_days=14, most_postponements=1)

        assert 26 == asked(postponed(10, to=26), postponed(5, to=16), on=12, review=once)

    def test_only_as_many_postponements_count_as_were_agreed(self):
        """Of these the last."""
        limited = ReviewPolicy(base_days=14, most_postponements=2)
        told = [postponed(3, to=20), postponed(4, to=25), postponed(5, to=30)]

        assert [20, 25, 25] == [asked(*told[:n], on=6, review=limited) for n in (1, 2, 3)]
        assert ReasonCode.PUT_OFF_ENOUGH in codes(*told, on=6, review=limited)

    def test_none_may_be_agreed(self):
        """Then nothing is put off."""
        never = ReviewPolicy(base_days=14, most_postponements=0)

        assert 14 == asked(postponed(3, to=20), on=6, review=never)


def is_weekday(day):
    return day.weekday() < 5


class TestWorkingDay:
    def test_review_on_a_weekend_moves_to_monday(self):
        """Day 12 is a Saturday."""
        twelve = ReviewPolicy(base_days=12)
        found = next_review(
            goal_of(review=twelve), journal_of(), on=MONDAY, is_working_day=is_weekday
        )

        assert day(14) == found.day
        assert str(found).endswith("moved to the working day 2025-02-17")

    def test_longest_interval_moves_it_to_friday(self):
        """The limits have the last word."""
        strict = ReviewPolicy(base_days=12, maximum_days=13)
        found = next_review(
            goal_of(review=strict), journal_of(), on=MONDAY, is_working_day=is_weekday
        )

        assert day(11) == found.day

    def test_where_no_day_is_worked_it_stays(self):
        """It is said as it is, and the search ends."""
        strict = ReviewPolicy(base_days=12, minimum_days=12, maximum_days=13)
        found = [
            next_review(
                goal_of(review=policy), journal_of(), on=MONDAY, is_working_day=lambda _: False
            )
            for policy in (strict, ReviewPolicy(base_days=12))
        ]

        assert [day(12)] * 2 == [each.day for each in found]

    def test_day_of_a_session_is_worked(self):
        """Somebody is there."""
        saturday = ReviewPolicy(base_days=14, session_window_days=3)
        told = journal_of(booked(12))
        found = next_review(goal_of(review=saturday), told, on=MONDAY, is_working_day=is_weekday)

        assert day(12) == found.day

    def test_session_that_is_too_far_is_the_next_working_day(self):
        """The nearest day on which somebody is there, from the usual one on."""
        eleven = ReviewPolicy(base_days=12)
        told = journal_of(booked(13))
        found = next_review(goal_of(review=eleven), told, on=MONDAY, is_working_day=is_weekday)

        assert day(13) == found.day


class TestExcused:
    def test_pause_is_an_excuse(self):
        """The clock goes on, and nobody is to blame."""
        goal = goal_of().started(day=MONDAY).paused(day=day(3))
        found = next_review(goal, journal_of(), on=day(20))

        assert (True, True, day(14)) == (found.is_overdue, found.is_excused, found.day)

    @pytest.mark.parametrize(
        ("on", "expected"), [(0, True), (13, True), (15, True), (17, False), (18, False)]
    )
    def test_absence_is_an_excuse_for_its_days(self, on, expected):
        """That of the review while it is ahead, and today's once it has passed."""
        away = Absent(day=day(12), until=day(17))
        found = next_review(goal_of(), journal_of(away), on=day(on))

        assert expected == found.is_excused
        assert expected == ("away until 2025-02-20, and reviews go on" in str(found))


class TestTreatmentPlan:
    PLAN = TreatmentPlan(
        id="p-1", subject="c-17", start=MONDAY, until=day(200), review=PLAN_REVIEW_90_DAYS
    )

    def test_plan_is_reviewed_as_a_goal_is(self):
        """From its start, and from its reviews."""
        found = [
            next_review(self.PLAN, journal_of(*told), on=day(80))
            for told in ([], [reviewed(60, goal="p-1")], [reviewed(60)])
        ]

        assert [day(90), day(150), day(90)] == [each.day for each in found]

    def test_absence_does_not_stop_its_clock(self):
        """The date says excused, and why."""
        away = Absent(day=day(70), until=day(100))
        found = next_review(self.PLAN, journal_of(away), on=day(95))

        assert (day(90), True, True) == (found.day, found.is_overdue, found.is_excused)

    def test_plan_that_is_over_is_not_looked_at_again(self):
        """Its last day is the day before."""
        found = [next_review(self.PLAN, journal_of(), on=day(n)) for n in (199, 200)]

        assert [day(90), None] == [each.day for each in found]

    def test_what_is_neither_is_refused(self):
        """A goal or a plan."""
        with pytest.raises(InvalidValueError, match="goal must be a Goal or a TreatmentPlan"):
            next_review("g-1", journal_of(), on=MONDAY)


VECTORS = Path(__file__).parent / "data" / "schedule" / "policy_vectors.json"
CASES = json.loads(VECTORS.read_text("utf-8"))["cases"]
LAWS = [law for law in schedule_laws() if law.is_about(next_review)]


class TestVectors:
    def test_every_date_is_as_it_was_worked_out(self, capsys):
        """By a prototype that knows nothing of smartgoals, and by hand."""
        assert 0 == vectors.main([str(VECTORS)])
        assert "17 passed, 0 failed\n" == capsys.readouterr().out

    @pytest.mark.parametrize("key", CASES[0]["expect"])
    def test_wrong_answer_is_told(self, key):
        """A file that cannot fail proves nothing."""
        wrong = CASES[0] | {"expect": CASES[0]["expect"] | {key: "2026-12-31"}}
        (case,) = schedule_policies.policy_vectors({"cases": [wrong]})

        assert [key] == [
            place.strip(".")
            for check in case.checks
            for place, *_ in vectors.differences(check.expected, check.came, 0)
        ]

    @pytest.mark.parametrize(("part", "key"), [("policy", "session_after"), ("expect", "due_utc")])
    def test_what_is_not_asked_is_named(self, part, key):
        """Neither passed nor failed."""
        other = CASES[0] | {part: CASES[0][part] | {key: 99}}
        (case,) = schedule_policies.policy_vectors({"cases": [other]})

        assert case.not_run


class TestLaws:
    @pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law.id}-{law.name}")
    def test_next_review_keeps_every_law(self, law):
        """Whatever happens to a goal or a treatment plan."""
        assert law.check(next_review)

    @pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law.id}-{law.name}")
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        with pytest.raises(LawBrokenError, match=law.id):
            law.check(law.broken, examples=500)

    @pytest.mark.parametrize("law", ["S07", "S15"])
    def test_rule_that_never_has_a_date_keeps_no_law_of_dates(self, law):
        """No date is no answer where a policy was agreed."""

        def never(goal, journal, *, on, is_working_day=None):
            return next_review(attrs.evolve(goal, review=None), journal, on=on)

        with pytest.raises(LawBrokenError, match="gives no review"):
            next(each for each in schedule_laws() if each.id == law).check(never)

    def test_rule_that_knows_no_end_breaks_the_law_for_goals_and_for_plans(self):
        """A treatment plan ends on a day of its own."""
        law = next(law for law in schedule_laws() if law.id == "S14")
        plan = TreatmentPlan(
            id="p-1", subject="c-17", start=MONDAY, until=day(5), review=EVERY_TWO_WEEKS
        )
        goal = goal_of().started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(5))

        assert [day(14)] * 2 == [
            law.broken(ended, journal_of(), on=day(6)).day for ended in (goal, plan)
        ]

    def test_law_shows_the_life_that_breaks_it(self):
        """A person has to see in it why."""
        law = next(law for law in schedule_laws() if law.id == "S14")
        with pytest.raises(LawBrokenError) as caught:
            law.check(law.broken)

        assert re.fullmatch(
            r"S14 closed: what has ended is not looked at again; broken by\n"
            r"  <a .* looked at .*; ended on day 1.*; on day \d+> gives review on .*",
            str(caught.value),
        )

    @pytest.mark.parametrize("law", ["S01", "S26"])
    def test_rule_that_returns_no_date_is_told_so(self, law):
        """A forgotten return is easily seen then."""
        with pytest.raises(InvalidValueError, match="a function that returns a ReviewDate"):
            next(each for each in schedule_laws() if each.id == law).check(
                lambda goal, journal, *, on: None
            )

    def test_rule_of_another_kind_excepts_the_laws_that_it_does_not_keep(self):
        """Each with a reason; one that it does keep is an error."""

        def on_tuesdays(goal, journal, *, on, is_working_day=None):
            found = next_review(goal, journal, on=on)
            late = found.day and found.day + dt.timedelta(days=(1 - found.day.weekday()) % 7)
            return attrs.evolve(found, day=late)

        excepted = {"S30": "it waits for a Tuesday", "S27": "for a test", "S20": "for a test"}
        laws = {law.id: law for law in schedule_laws(except_for=excepted)}

        assert laws["S30"].check(on_tuesdays)
        with pytest.raises(LawHoldsError, match="S27 is excepted, and the rule kept it"):
            laws["S27"].check(on_tuesdays)
        with pytest.raises(LawHoldsError, match="S20 is excepted, and says nothing"):
            laws["S20"].check(on_tuesdays)
        with pytest.raises(InvalidValueError, match="except_for must be ids of laws, S01 to S32"):
            schedule_laws(except_for={"S99": "why"})

    def test_what_is_no_function_is_refused(self):
        """It could keep no law."""
        with pytest.raises(InvalidValueError, match="rule must be a function"):
            schedule_laws()[0].check("every two weeks")

    def test_life_tells_what_is_in_it(self):
        """Whatever made the rule break the law."""
        told = [
            reviewed(3),
            postponed(4, to=9),
            Absent(day=day(5), until=day(7)),
            measured(6, 4),
            booked(8),
        ]
        scene = ReviewScene(
            policy=EVERY_TWO_WEEKS,
            entries=tuple(told),
            on=9,
            has_target=True,
            paused=4,
            resumed=6,
            closed=8,
            closed_days=frozenset({6, 5}),
            order=(4, 3, 2, 1, 0),
        )

        assert repr(scene) == (
            "<a goal looked at every 14 days, at least 7, at most 28, at a session within 3 days; "
            "GAD-7 12 at first; "
            "Reviewed on day 3, unknown; Postponed on day 4 to day 9; Absent on day 5 until day 7; "
            "Measured on day 6, 4; SessionBooked on day 8; paused on day 4; "
            "taken up again on day 6; ended on day 8; "
            "no work on weekdays [5, 6]; handed over in the order (4, 3, 2, 1, 0); on day 9>"
        )

    @given(review_policies(), days(), days())
    @example(EVERY_TWO_WEEKS, dt.date.max, dt.date.max)
    @example(EVERY_TWO_WEEKS, dt.date.min, dt.date.max)
    def test_date_lies_within_the_limits_all_over_the_calendar(self, policy, start, on):
        """It has a first day and a last."""
        found = next_review(goal_of(review=policy, start=start), journal_of(), on=on)

        assert found.earliest <= found.day <= (found.latest or dt.date.max)
        assert found.is_overdue == (found.day < on)

    @given(st.lists(st.sampled_from([reviewed(3), postponed(4, to=30), booked(9)]), max_size=4))
    def test_nothing_private_is_shown(self, entries):
        """Reasons are days and codes."""
        found = next_review(goal_of(), journal_of(*entries), on=day(5))

        assert "private" not in f"{found}{found!r}"
