from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import HealthCheck, Phase, example, find, given, settings
from hypothesis import strategies as st

from smartgoals import (
    EVERY_TWO_WEEKS,
    ClosingReason,
    Corrected,
    Decision,
    Goal,
    InvalidValueError,
    Journal,
    Postponed,
    Reviewed,
    ReviewPolicy,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    Voided,
    next_review,
)
from smartgoals.schedule import ReasonCode
from smartgoals.testing import days, review_policies

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
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

    def test_goal_that_was_taken_up_again_counts_from_that_day(self):
        """Nobody is overdue for the time of a pause; a later review counts as always."""
        goal = goal_of().started(day=MONDAY).paused(day=day(4)).resumed(day=day(9))
        found = next_review(goal, journal_of(), on=day(10))
        reviewed_then = next_review(goal, journal_of(reviewed(9)), on=day(10))

        assert [day(14), day(23)] == [
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

    def test_session_near_the_postponed_day_takes_the_review(self):
        """Around the day that it was put off to, not around the one that it had."""
        entries = [postponed(3, to=25), booked(12), booked(24, "s-2")]

        assert 24 == asked(*entries, on=5, review=self.POLICY)


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
        assert str(found[1]).endswith("the goal is on hold; its reviews go on")

    def test_goal_that_has_ended_is_not_looked_at_again(self):
        """Until its end it was."""
        goal = goal_of().started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(5))
        before, after = (next_review(goal, journal_of(), on=day(n)) for n in (4, 5))

        assert (day(14), None) == (before.day, after.day)
        assert (None, None, False) == (after.earliest, after.latest, after.is_overdue)
        assert "no review: the goal has ended" == str(after)

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

    def test_other_persons_journal_is_refused(self):
        """Another person's sessions say nothing about this one's reviews."""
        with pytest.raises(InvalidValueError, match="subject"):
            next_review(goal_of(), Journal(subject="c-18"), on=MONDAY)

    @pytest.mark.parametrize("on", [dt.datetime(2025, 2, 3, tzinfo=dt.UTC), "2025-02-03"])
    def test_date_of_judgement_is_a_date(self, on):
        """A moment belongs to another day elsewhere."""
        with pytest.raises(InvalidValueError, match=r"on must be a datetime\.date"):
            next_review(goal_of(), journal_of(), on=on)


# The laws of every rule that says when to look again.


@attrs.frozen
class Case:
    goal: Goal
    entries: tuple
    on: dt.date


NUMBERS = st.integers(0, 60)


def happenings():
    sessions = st.sampled_from(["s-1", "s-2"])
    return (
        NUMBERS.map(reviewed)
        | st.tuples(NUMBERS, st.integers(1, 60)).map(lambda n: postponed(n[0], to=n[0] + n[1]))
        | st.builds(booked, NUMBERS, sessions)
        | st.builds(cancelled, NUMBERS, sessions)
    )


def policies():
    small = st.tuples(st.integers(1, 10), st.integers(0, 10), st.integers(0, 20))
    return review_policies() | st.builds(
        lambda made, window, has_least, has_most: ReviewPolicy(
            base_days=made[0] + made[1],
            minimum_days=made[0] if has_least else None,
            maximum_days=sum(made) if has_most else None,
            session_window_days=window,
        ),
        small,
        st.integers(0, 14),
        st.booleans(),
        st.booleans(),
    )


def cases():
    return st.builds(
        lambda review, start, entries, on: Case(
            goal=goal_of(review=review, start=start), entries=tuple(entries), on=on
        ),
        policies(),
        st.none() | NUMBERS.map(day) | days(),
        st.lists(happenings(), max_size=6),
        NUMBERS.map(day) | days(),
    )


def date_of(rule, case, *more):
    return rule(case.goal, journal_of(*case.entries, *more), on=case.on)


def date_lies_within_the_limits(rule, case):
    found = date_of(rule, case)
    if found.day is None:
        return found.earliest is None and found.latest is None
    return found.earliest <= found.day and (found.latest is None or found.day <= found.latest)


def overdue_is_what_has_passed(rule, case):
    found = date_of(rule, case)
    return found.is_overdue == (found.day is not None and found.day < case.on)


def future_changes_nothing_but_a_session_that_is_booked(rule, case):
    known = [
        entry for entry in case.entries if entry.day <= case.on or isinstance(entry, SessionBooked)
    ]
    return date_of(rule, case) == date_of(rule, attrs.evolve(case, entries=tuple(known)))


def putting_off_is_never_sooner(rule, case):
    calm = [entry for entry in case.entries if not isinstance(entry, SessionBooked | Postponed)]
    case = attrs.evolve(case, entries=tuple(calm))
    if case.on == dt.date.max:
        return True
    before = date_of(rule, case).day
    after = date_of(rule, case, Postponed(goal="g-1", day=case.on, to=dt.date.max)).day
    soon = Postponed(goal="g-1", day=case.on, to=case.on + dt.timedelta(days=1))
    return before is None or (before <= after and before <= date_of(rule, case, soon).day)


def asking_changes_nothing(rule, case):
    return date_of(rule, case) == date_of(rule, case)


LAWS = [
    date_lies_within_the_limits,
    overdue_is_what_has_passed,
    future_changes_nothing_but_a_session_that_is_booked,
    putting_off_is_never_sooner,
    asking_changes_nothing,
]


def unlimited(goal, journal, *, on):
    loose = goal.review and ReviewPolicy(
        base_days=goal.review.base_days, session_window_days=goal.review.session_window_days
    )
    bounds = next_review(goal, journal, on=on)
    day = next_review(goal, journal, on=on, policy=loose).day
    return attrs.evolve(bounds, day=day)


def late(goal, journal, *, on):
    found = next_review(goal, journal, on=on)
    is_late = found.day is not None and found.day <= on
    extra = next_review(goal, journal, on=dt.date.max) if is_late else found
    return attrs.evolve(found, reasons=extra.reasons)


def foreseeing(goal, journal, *, on):
    return next_review(goal, journal, on=dt.date.max)


def obedient(goal, journal, *, on):
    found = next_review(goal, journal, on=on)
    to = [entry.to for entry in journal if isinstance(entry, Postponed)]
    return attrs.evolve(found, day=to[-1] if to and found.day else found.day)


def rolling():
    asked_before = []

    def rule(goal, journal, *, on):
        found = next_review(goal, journal, on=on)
        asked_before.append(found)
        return found if len(asked_before) % 2 else attrs.evolve(found, day=dt.date.max)

    return rule


BROKEN = {
    date_lies_within_the_limits: unlimited,
    overdue_is_what_has_passed: late,
    future_changes_nothing_but_a_session_that_is_booked: foreseeing,
    putting_off_is_never_sooner: obedient,
    asking_changes_nothing: rolling(),
}


class TestLaws:
    @given(cases())
    @example(Case(goal=goal_of(start=dt.date.max), entries=(), on=dt.date.max))
    def test_review_date_keeps_every_law(self, case):
        """The name of each law says the rule."""
        broken = [law.__name__ for law in LAWS if not law(next_review, case)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        rule = BROKEN[law]

        assert find(cases(), lambda case: not law(rule, case), settings=ONLY_FIND)

    @given(cases())
    def test_nothing_private_is_shown(self, case):
        """Reasons are days and codes."""
        assert "private" not in str(date_of(next_review, case))
