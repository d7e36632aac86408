"""What the laws of review dates are asked of: goals and treatment plans with a life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals.entries import (
    Absent,
    Course,
    Decision,
    Entry,
    Measured,
    Postponed,
    Reviewed,
    SessionBooked,
    SessionCancelled,
)
from smartgoals.goals import ClosingReason, Goal
from smartgoals.instruments import instrument
from smartgoals.journal import Journal
from smartgoals.plans import ReviewPolicy
from smartgoals.targets import Aim, Target
from smartgoals.testing._scenes import MONDAY, SUBJECT, day, journal_of
from smartgoals.treatment import TreatmentPlan

__all__ = ["REVIEWED", "ReviewScene", "number_of", "policies", "scenes"]

REVIEWED = "g-1"
_MEASURE = instrument("gad7").measure()
_BASELINE = 12
_LAST = 150


@attrs.frozen(kw_only=True)
class ReviewScene:
    """What a rule for review dates is given, and how it is told where a law is broken.

    Args:
        policy: How often.
        entries: What happened, in the order in which it was written down.
        on: The number of the day of judgement; the work began on day 0.
        is_plan: True for a treatment plan, False for a goal.
        has_target: Whether the goal is to come down on the GAD-7.
        paused: The day on which the goal was put on hold; None if it was not.
        resumed: The day on which it was taken up again; None if it was not.
        closed: The day on which it ended; None if it did not.
        closed_days: The days of the week, 0 for Monday, on which nobody works.
        order: In which order the entries are handed over; each number once.
    """

    policy: ReviewPolicy | None
    entries: tuple[Entry, ...] = ()
    on: int = 0
    is_plan: bool = False
    has_target: bool = False
    paused: int | None = None
    resumed: int | None = None
    closed: int | None = None
    closed_days: frozenset[int] = frozenset()
    order: tuple[int, ...] | None = None

    @property
    def goal(self) -> Goal | TreatmentPlan:
        """The goal or the treatment plan that is looked at again."""
        if self.is_plan:
            until = None if self.closed is None else day(max(self.closed, 1))
            return TreatmentPlan(
                id=REVIEWED, subject=SUBJECT, start=MONDAY, until=until, review=self.policy
            )
        targets = [Target(id="t-1", aim=Aim.at_most(4, _MEASURE), baseline=_BASELINE)]
        goal = Goal(
            id=REVIEWED,
            subject=SUBJECT,
            statement="I will be calmer.",
            start=MONDAY,
            review=self.policy,
            targets=targets if self.has_target else [],
        ).started(day=MONDAY)
        if self.paused is not None:
            goal = goal.paused(day=day(self.paused))
        if self.resumed is not None:
            goal = goal.resumed(day=day(self.resumed))
        if self.closed is not None:
            goal = goal.closed(ClosingReason.CHOICE, day=day(max(self.closed, self.paused or 0)))
        return goal

    @property
    def journal(self) -> Journal:
        """What happened."""
        told = journal_of((entry, minute) for minute, entry in enumerate(self.entries))
        order = range(len(told)) if self.order is None else self.order
        return Journal(subject=SUBJECT, entries=[told.entries[number] for number in order])

    @property
    def day(self) -> dt.date:
        """The date of judgement."""
        return day(self.on)

    def is_working_day(self, day: dt.date) -> bool:
        """Return whether people work on a day."""
        return day.weekday() not in self.closed_days

    def with_entries(self, *entries: Entry) -> ReviewScene:
        """Return it with more that happened."""
        return attrs.evolve(self, entries=(*self.entries, *entries))

    def without(self, *kinds: type[Entry]) -> ReviewScene:
        """Return it without some kinds of entry."""
        kept = tuple(entry for entry in self.entries if not isinstance(entry, kinds))
        return attrs.evolve(self, entries=kept)

    def __repr__(self) -> str:
        """Tell what is in it."""
        what = "a treatment plan" if self.is_plan else "a goal"
        parts = [f"{what} looked at {self.policy}", *map(_told, self.entries)]
        if self.has_target:
            parts.insert(1, f"GAD-7 {_BASELINE} at first")
        if self.paused is not None:
            parts.append(f"paused on day {self.paused}")
        if self.resumed is not None:
            parts.append(f"taken up again on day {self.resumed}")
        if self.closed is not None:
            parts.append(f"ended on day {self.closed}")
        if self.closed_days:
            parts.append(f"no work on weekdays {sorted(self.closed_days)}")
        if self.order is not None:
            parts.append(f"handed over in the order {self.order}")
        return f"<{'; '.join(parts)}; on day {self.on}>"


def number_of(day: dt.date) -> int:
    """Return the number of a day; the work began on day 0."""
    return (day - MONDAY).days


def _told(entry: Entry) -> str:
    said = f"{type(entry).__name__} on day {number_of(entry.day)}"
    match entry:
        case Reviewed():
            return f"{said}, {entry.course}"
        case Postponed():
            return f"{said} to day {number_of(entry.to)}"
        case Absent():
            return f"{said} until day {number_of(entry.until)}"
        case Measured():
            return f"{said}, {entry.value:g}"
        case _:
            return said


_DAYS = st.integers(0, _LAST)
_FRACTIONS = ("1/3", "1/2", "3/4", "1")


@st.composite
def policies(draw: DrawFn, *, limits: bool | None = None) -> ReviewPolicy:
    """Make policies of intervals up to two months.

    Args:
        draw: Hypothesis hands it over.
        limits: True to have both limits, False to have none, None for either.
    """
    least, more, most = draw(
        st.tuples(st.integers(1, 20), st.integers(0, 20), st.integers(0, 40)), label="days"
    )
    has_least = draw(st.booleans()) if limits is None else limits
    has_most = draw(st.booleans()) if limits is None else limits
    return ReviewPolicy(
        base_days=least + more,
        minimum_days=least if has_least else None,
        maximum_days=least + more + most if has_most else None,
        session_window_days=draw(st.integers(0, 14)),
        each_session=draw(st.integers(0, 4)) == 0,
        shorter_by=draw(st.sampled_from(_FRACTIONS)),
        longer_by=draw(st.sampled_from(["1", "3/2", "2"])),
        longer_after=draw(st.integers(1, 3)),
        most_postponements=draw(st.none() | st.integers(0, 3)),
    )


def _entries(courses: Sequence[Course]) -> SearchStrategy[Entry]:
    sessions = st.sampled_from(["s-1", "s-2", "s-3"])
    reviewed = st.builds(
        lambda number, course: Reviewed(
            goal=REVIEWED, decision=Decision.CONTINUE, day=day(number), course=course
        ),
        _DAYS,
        st.sampled_from(courses),
    )
    postponed = st.builds(
        lambda number, days: Postponed(goal=REVIEWED, day=day(number), to=day(number + days)),
        _DAYS,
        st.integers(1, 40),
    )
    booked = st.builds(lambda number, s: SessionBooked(session=s, day=day(number)), _DAYS, sessions)
    cancelled = st.builds(
        lambda number, s: SessionCancelled(session=s, day=day(number)), _DAYS, sessions
    )
    absent = st.builds(
        lambda number, days: Absent(day=day(number), until=day(number + days)),
        _DAYS,
        st.integers(1, 40),
    )
    measured = st.builds(
        lambda number, total: Measured(measure=_MEASURE.id, value=total, day=day(number)),
        _DAYS,
        st.integers(0, 21),
    )
    # Reviews are what most laws are about.
    return st.one_of(reviewed, reviewed, reviewed, postponed, booked, cancelled, absent, measured)


@st.composite
def scenes(
    draw: DrawFn,
    *,
    courses: Sequence[Course] = tuple(Course),
    limits: bool | None = None,
    has_holidays: bool = False,
) -> ReviewScene:
    """Make a goal or a treatment plan with a life.

    Args:
        draw: Hypothesis hands it over.
        courses: The courses that reviews may have seen.
        limits: As for :func:`policies`.
        has_holidays: Whether nobody works on some days of the week.
    """
    is_plan = draw(st.integers(0, 3)) == 0
    return ReviewScene(
        policy=draw(policies(limits=limits)),
        entries=tuple(draw(st.lists(_entries(courses), max_size=8))),
        on=draw(_DAYS),
        is_plan=is_plan,
        has_target=not is_plan and draw(st.booleans()),
        closed_days=frozenset(draw(st.sets(st.integers(0, 6), max_size=3)) if has_holidays else ()),
    )
