"""The next review: the interval, moved by what happened, clamped last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias

import attrs

from smartgoals._values import refuse
from smartgoals.entries import (
    Course,
    Measured,
    Reviewed,
)
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.measures import Instrument
from smartgoals.notices import Notice, NoticeKind
from smartgoals.plans import ReviewPolicy
from smartgoals.schedule._anchor import (
    Anchor,
    anchor_of,
    booked_days,
    put_off_since,
)
from smartgoals.schedule._interval import (
    NEEDS_A_LOOK,
    Answers,
    Courses,
    instruments_of,
    interval_after,
    looked_at,
)
from smartgoals.schedule._local import shifted
from smartgoals.schedule._review_date import Reason, ReasonCode, ReviewDate
from smartgoals.scoring import achievement
from smartgoals.scoring._progress import check_judgement
from smartgoals.treatment import TreatmentPlan

__all__ = ["WorkingDay", "next_review"]

WorkingDay: TypeAlias = Callable[[dt.date], bool]
"""Returns whether people work on a day: no weekend of theirs, and no holiday."""

# So far a working day is looked for where no longest interval sets a limit.
_MOST_DAYS = 366
# A reliable worsening is measured again after a week where the instrument names no least interval.
# Ours: weekly is how the PHQ-9 and the GAD-7 are commonly given.
_RETEST_DAYS = 7


def next_review(
    goal: Goal | TreatmentPlan,
    journal: Journal,
    *,
    on: dt.date,
    policy: ReviewPolicy | None = None,
    is_working_day: WorkingDay | None = None,
) -> ReviewDate:
    """Return when *goal* is looked at again, and why then.

    The interval runs from the last review, or from the start; a review that comes early counts,
    and the next is counted from it. How long it is depends on the course that past reviews saw,
    and on the course since, which can only shorten it. A postponement moves the day, a session that
    is booked near it takes it, and the shortest and the longest interval have the last word; it
    then falls on a working day, where the limits have one. A review whose day has passed stays due
    until one is recorded.

    A goal on hold, or a person who is away, does not stop the clock: the date then says so, and is
    excused. A reliable worsening is a notice at once, whatever the date.

    Args:
        goal: The goal or the treatment plan. Of a plan no course is computed: its reviews say it.
        journal: The journal of its subject.
        on: The date of judgement. What happened later is ignored; a session that is booked and an
            absence that is known for later are plans, and count.
        policy: How often; that of *goal* if None.
        is_working_day: Returns whether a review can take place on a day, such as
            ``lambda day: day.weekday() < 5 and day not in holidays``; None if it always can. It
            can on the day of a session that is booked.

    Returns:
        The date with its reasons; no policy, no date.

    Raises:
        InvalidValueError: If *goal* is neither, the journal is another person's, *on* is no date,
            *policy* is none, or *is_working_day* is no function.

    Source:
        The stages and their numbers are ours, see :doc:`/explanation/reviews`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import EVERY_TWO_WEEKS, Goal, Journal, SessionBooked, next_review
        >>> goal = Goal(
        ...     id="g-1", subject="c-17", statement="I will walk.", review=EVERY_TWO_WEEKS,
        ...     start=dt.date(2025, 2, 3),
        ... )
        >>> print(next_review(goal, Journal(subject="c-17"), on=dt.date(2025, 2, 3)))
        review on 2025-02-17: 14 days after the start on 2025-02-03
        >>> at = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
        >>> booked = SessionBooked(session="s-2", day=dt.date(2025, 2, 19))
        >>> journal = Journal(subject="c-17", entries=[booked.stamped(id="e-1", at=at)])
        >>> print(next_review(goal, journal, on=dt.date(2025, 2, 3)).day)
        2025-02-19
    """
    check_judgement(goal, journal, on, kinds=(Goal, TreatmentPlan))
    if policy is not None and not isinstance(policy, ReviewPolicy):
        refuse("policy", "a ReviewPolicy such as EVERY_TWO_WEEKS", policy)
    if is_working_day is not None and not callable(is_working_day):
        refuse("is_working_day", "a function of a day", is_working_day)
    policy = policy or goal.review
    seen = achievement(goal, journal, on=on) if isinstance(goal, Goal) else None
    found = ReviewDate(goal=goal.id, day=None, reasons=())
    if seen is not None:
        found = attrs.evolve(found, notices=seen.notices)
    if _is_closed(goal, on):
        return attrs.evolve(found, reasons=(Reason(code=ReasonCode.CLOSED),))
    if isinstance(goal, Goal) and found.notices:
        found = attrs.evolve(found, retest=_retest(goal, journal, found.notices, on))
    if policy is None:
        return attrs.evolve(found, reasons=(Reason(code=ReasonCode.NO_POLICY),))
    anchor = anchor_of(goal, journal, on)
    if anchor is None:
        return attrs.evolve(found, reasons=(Reason(code=ReasonCode.NO_START),))
    now = Course.UNKNOWN if seen is None else looked_at(seen)
    stages = _Stages(goal=goal, journal=journal, on=on, policy=policy, anchor=anchor, now=now)
    return stages.date(found, is_working_day)


@attrs.frozen(kw_only=True)
class _Stages:
    """The stages that a review date goes through, in their order; each is monotone in the day.

    So an interval that is not longer never makes a date that is later, whatever comes after it.
    """

    goal: Goal | TreatmentPlan
    journal: Journal
    on: dt.date
    policy: ReviewPolicy
    anchor: Anchor
    now: Course
    reasons: list[Reason] = attrs.field(factory=list)

    def date(self, found: ReviewDate, is_working_day: WorkingDay | None) -> ReviewDate:
        """Return the date, once there is a policy and a day to count from."""
        day, interval_days = self._after_interval()
        earliest, latest, held_back = self._limits()
        day, put_off = self._put_off(day)
        booked = booked_days(self.journal, self.on)
        # What was put off is not brought back by the session that it was put off from.
        first = max(earliest, put_off)
        near = sorted(at for at in booked if first <= at <= (latest or at))
        day = self._at_session(day, near, is_sooner=interval_days < self.policy.base_days)
        if day < earliest:
            day = earliest
            self.reasons.append(held_back)
        if latest is not None and day > latest:
            day = latest
            self._because(ReasonCode.NOT_AFTER, day=day, days=self.policy.maximum_days)
        if is_working_day is not None and day not in booked:
            day = self._on_working_day(day, is_working_day, booked, earliest, latest)
        self._explain(day)
        return attrs.evolve(
            found,
            day=day,
            earliest=earliest,
            latest=latest,
            interval_days=interval_days,
            reasons=tuple(self.reasons),
        )

    def _because(self, code: ReasonCode, **what: Any) -> None:
        self.reasons.append(Reason(code=code, **what))

    @cached_property
    def _reviews(self) -> list[Reviewed]:
        """The reviews that the interval rests on: those since the goal was last taken up again."""
        since = self.anchor.since
        return [
            entry
            for entry in self.journal.about(self.goal.id, Reviewed)
            if since <= entry.day <= self.on
        ]

    def _limits(self) -> tuple[dt.date, dt.date | None, Reason]:
        """Return the first day, the last, and why it is not before the first."""
        start, policy = self.anchor.day, self.policy
        days = policy.minimum_days or 1
        earliest, code = shifted(start, days), ReasonCode.NOT_BEFORE
        latest = None if policy.maximum_days is None else shifted(start, policy.maximum_days)
        # A review needs no questionnaire: one that has to be soon does not wait for it.
        answered = [] if self.now in NEEDS_A_LOOK or self._seen in NEEDS_A_LOOK else self._answered
        for instrument, last in answered:
            least = instrument.least_interval_days or 0
            again = shifted(last, least)
            if again > earliest:
                earliest, days, code = again, least, ReasonCode.INSTRUMENT
        earliest = earliest if latest is None else min(earliest, latest)
        return earliest, latest, Reason(code=code, day=earliest, days=days)

    @cached_property
    def _answers(self) -> Answers | None:
        """The answers to a goal's questionnaires; None for a plan, which has none."""
        if isinstance(self.goal, TreatmentPlan):
            return None
        return Answers(goal=self.goal, journal=self.journal, on=self.on)

    @cached_property
    def _answered(self) -> list[tuple[Instrument, dt.date]]:
        """The questionnaires, each with the day of its last answers when the interval began.

        What is answered within the interval is answered for the review that ends it.
        """
        answers = self._answers
        if answers is None:
            return []
        found = [
            (instrument, answers.last(instrument, self.anchor.day))
            for instrument in instruments_of(answers.goal, self.on)
        ]
        return [(instrument, last[0]) for instrument, last in found if last is not None]

    @cached_property
    def _after_reviews(self) -> tuple[int, Course]:
        """The days of the interval after the last review, and what that saw."""
        answers = self._answers
        return interval_after(
            self._reviews,
            self.policy,
            since=self.anchor.since,
            is_functional=_never if answers is None else answers.are_functional,
        )

    @property
    def _seen(self) -> Course:
        return self._after_reviews[1]

    def _after_interval(self) -> tuple[dt.date, int]:
        """Return the day on which the interval ends, and how long it is."""
        start, usual_days = self.anchor.day, self.policy.base_days
        days, course = self._after_reviews
        day = shifted(start, days)
        if isinstance(self.goal, Goal):
            shown = Courses(goal=self.goal, journal=self.journal, on=self.on, now=self.now)
            sooner = shown.brought_forward(start, day, course, self.policy)
            if sooner is not None:
                day, course = sooner
                days = (day - start).days
        self._because(self.anchor.code, day=start, days=usual_days)
        if days < usual_days:
            is_known = course in NEEDS_A_LOOK
            self._because(
                ReasonCode.SOONER, day=day, days=days, course=course if is_known else None
            )
        elif days > usual_days:
            self._because(ReasonCode.LATER, day=day, days=days)
        return day, days

    def _put_off(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """Return the later of *day* and what it was put off to since the last review, and that."""
        asked = put_off_since(self.anchor, self.goal.id, self.journal, self.on)
        agreed = asked[: self.policy.most_postponements]
        if not agreed:
            return day, dt.date.min
        if len(agreed) < len(asked):
            self._because(ReasonCode.PUT_OFF_ENOUGH)
        # The last word counts, and none of them brings a review forward.
        to = agreed[-1].to
        if to <= day:
            return day, to
        self._because(ReasonCode.POSTPONED, day=to)
        return to, to

    def _at_session(self, day: dt.date, booked: list[dt.date], *, is_sooner: bool) -> dt.date:
        """Return the day of the session that takes the review, or the day itself."""
        window = self.policy.session_window_days
        if self.policy.each_session and booked:
            # Who has to be looked at sooner does not wait for a session that is far off.
            is_limited = is_sooner or self.policy.maximum_days is None
            if is_limited and (booked[0] - day).days > window:
                return day
            at = booked[0]
        else:
            # The nearest, and of two the earlier: nobody waits longer for want of a rule.
            at = min(booked, key=lambda each: (abs((each - day).days), each), default=day)
            if abs((at - day).days) > window:
                return day
        if at != day:
            self._because(ReasonCode.SESSION, day=at)
        return at

    def _on_working_day(
        self,
        day: dt.date,
        is_working_day: WorkingDay,
        booked: set[dt.date],
        earliest: dt.date,
        latest: dt.date | None,
    ) -> dt.date:
        """Return the next working day within the limits, or else the one before, or else *day*."""
        last = shifted(day, _MOST_DAYS) if latest is None else latest
        later = range(day.toordinal(), last.toordinal() + 1)
        earlier = range(day.toordinal() - 1, earliest.toordinal() - 1, -1)
        for number in chain(later, earlier):
            found = dt.date.fromordinal(number)
            if found in booked or is_working_day(found):
                if found != day:
                    self._because(ReasonCode.WORKING_DAY, day=found)
                return found
        return day

    def _explain(self, day: dt.date) -> None:
        """Say what there is to know about the day, which moves it no more."""
        for instrument, last in self._answered:
            overlap = (shifted(last, instrument.recall_days or 0) - day).days
            if overlap > 0:
                self._because(ReasonCode.OVERLAP, day=last, days=overlap)
        if isinstance(self.goal, Goal) and self.goal.lifecycle_on(self.on) is Lifecycle.ON_HOLD:
            self._because(ReasonCode.ON_HOLD)
        asked = max(day, self.on)
        away = [each.until for each in self.journal.absences if each.covers(asked)]
        if away:
            self._because(ReasonCode.AWAY, day=max(away))
        if day < self.on:
            self._because(ReasonCode.OVERDUE, day=day)


def _never(_: dt.date, __: dt.date) -> bool:
    return False


def _is_closed(goal: Goal | TreatmentPlan, on: dt.date) -> bool:
    if isinstance(goal, Goal):
        return goal.lifecycle_on(on).is_closed
    return goal.until is not None and goal.until <= on


def _retest(goal: Goal, journal: Journal, notices: Iterable[Notice], on: dt.date) -> dt.date | None:
    """Return from when on what shows a reliable worsening can be measured again."""
    shown = {
        name
        for notice in notices
        if notice.kind is NoticeKind.RELIABLE_WORSENING
        for name in notice.entries
    }
    least = {each.id: each.least_interval_days for each in instruments_of(goal, on)}
    days = [
        shifted(entry.day, least.get(entry.measure) or _RETEST_DAYS)
        for entry in journal.current
        if isinstance(entry, Measured) and entry.id in shown
    ]
    return max(days, default=None)
