"""The interval to the next review, by how the goal went at the last ones and goes now."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter

import attrs

from smartgoals._versions import in_force
from smartgoals.entries import Course, Reviewed
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import Instrument
from smartgoals.plans import ReviewPolicy
from smartgoals.scoring import achievement
from smartgoals.scoring._evidence import usable_values

__all__ = [
    "NEEDS_A_LOOK",
    "Answers",
    "Courses",
    "History",
    "instruments_of",
]

NEEDS_A_LOOK = (Course.WORSENING, Course.OFF_COURSE)
# From what needs a look most to what needs it least. Unknown is no reason to wait longer.
_ORDER = (*NEEDS_A_LOOK, Course.UNKNOWN, Course.ON_COURSE, Course.MET)


@attrs.frozen(kw_only=True)
class Interval:
    """How many days after the last review the next one is.

    Args:
        days: The days.
        calm: How many reviews in a row went well.
    """

    days: int
    calm: int = 0

    def after(self, course: Course, policy: ReviewPolicy, *, is_calm: bool) -> Interval:
        """Return the interval that follows once the goal was found on *course*."""
        days, least, most = self.days, policy.minimum_days, policy.maximum_days
        if course in NEEDS_A_LOOK:
            if least is not None and policy.shorter_by < 1:
                is_worse = course is Course.WORSENING
                days = least if is_worse else max(least, math.floor(days * policy.shorter_by))
            return Interval(days=days)
        if not is_calm:
            return Interval(days=days)
        calm = self.calm + 1
        if calm >= policy.longer_after and most is not None:
            days = min(most, math.floor(days * policy.longer_by))
        return Interval(days=days, calm=calm)


@attrs.frozen(kw_only=True)
class History:
    """What past reviews made of the interval, up to the last of them.

    Every step is monotone: a course that needs a look more never makes an interval longer.

    Args:
        policy: The policy.
        before: The interval that the last review ended.
        last: The day of the last review and what it saw; None if there was none.
        is_functional: Whether the measures were in their functional range on a day.
    """

    policy: ReviewPolicy
    before: Interval
    last: tuple[dt.date, Course] | None
    is_functional: Callable[[dt.date], bool]

    @classmethod
    def of(
        cls,
        reviews: Sequence[Reviewed],
        policy: ReviewPolicy,
        is_functional: Callable[[dt.date], bool],
    ) -> History:
        """Return the history of some reviews, each with the course that was seen then.

        Args:
            reviews: The reviews in order; of several on one day what needs a look most counts.
            policy: The policy.
            is_functional: As above.
        """
        seen = [
            (day, min((each.course for each in same), key=_ORDER.index))
            for day, same in groupby(reviews, key=attrgetter("day"))
        ]
        history = cls(
            policy=policy,
            before=Interval(days=policy.base_days),
            last=seen[-1] if seen else None,
            is_functional=is_functional,
        )
        interval = history.before
        for day, course in seen[:-1]:
            interval = history._after(interval, day, course)
        return attrs.evolve(history, before=interval)

    def interval_days(self, now: Course = Course.UNKNOWN) -> int:
        """Return how long the next interval is.

        Args:
            now: What was seen since; it counts beside the last review, and only where it is worse.
        """
        is_news = now in NEEDS_A_LOOK
        if self.last is None:
            found = self.before.after(now, self.policy, is_calm=False) if is_news else self.before
            return found.days
        day, seen = self.last
        worst = min(now, seen, key=_ORDER.index) if is_news else seen
        return self._after(self.before, day, worst).days

    def _after(self, interval: Interval, day: dt.date, course: Course) -> Interval:
        # The answers are asked about a good course alone: it takes a look at them.
        is_calm = course is Course.MET or (course is Course.ON_COURSE and self.is_functional(day))
        return interval.after(course, self.policy, is_calm=is_calm)


def instruments_of(goal: Goal, on: dt.date) -> list[Instrument]:
    """Return the questionnaires that the targets in force are measured by, each once."""
    measures = [target.aim.measure for target in in_force(goal.targets, on)]
    found = [measure.instrument for measure in measures if measure and measure.instrument]
    return list({instrument.id: instrument for instrument in found}.values())


@attrs.frozen(kw_only=True)
class Answers:
    """What was answered in a goal's questionnaires up to a day; each is looked up once."""

    goal: Goal
    journal: Journal
    on: dt.date
    _known: dict[str, list[tuple[dt.date, float]]] = attrs.field(factory=dict, init=False)

    def last(self, instrument: Instrument, day: dt.date) -> tuple[dt.date, float] | None:
        """Return day and total of the last usable answers up to *day*; None if there are none."""
        known = self._known.get(instrument.id)
        if known is None:
            usable, _ = usable_values(
                self.journal, instrument.measure(), first=dt.date.min, on=self.on
            )
            known = [(entry.day, total) for total, entry in usable]
            self._known[instrument.id] = known
        number = bisect_right(known, day, key=itemgetter(0))
        return known[number - 1] if number else None

    def are_functional_on(self, day: dt.date) -> bool:
        """Return whether all totals were on the healthy side of their cut-offs.

        A questionnaire that has no cut-offs or no answers yet shows nothing, and neither does a
        goal without any.
        """
        instruments = instruments_of(self.goal, day)
        for instrument in instruments:
            last = self.last(instrument, day)
            if last is None or not instrument.cutoffs:
                return False
            if any(cutoff.holds(last[1]) for cutoff in instrument.cutoffs):
                return False
        return bool(instruments)


@attrs.frozen(kw_only=True)
class Courses:
    """How a goal was going on each day of an interval, each judged once."""

    goal: Goal
    journal: Journal
    on: dt.date
    now: Course
    _known: dict[dt.date, Course] = attrs.field(factory=dict, init=False)

    def first(self, course: Course, start: dt.date, until: dt.date) -> dt.date | None:
        """Return the first day in [*start*, *until*) that showed a course, or a worse one.

        Days after the day of judgement have shown nothing yet, so of these it is *start*, as long
        as the goal is on that course now.
        """
        courses = NEEDS_A_LOOK[: NEEDS_A_LOOK.index(course) + 1]
        if start > self.on:
            return start if self.now in courses and start < until else None
        for day in self._days(start, until):
            if self._of(day) in courses:
                return day
        return None

    def _of(self, day: dt.date) -> Course:
        if day == self.on:
            return self.now
        course = self._known.get(day)
        if course is None:
            course = achievement(self.goal, self.journal, on=day).course
            self._known[day] = course
        return course

    def _days(self, start: dt.date, until: dt.date) -> Iterator[dt.date]:
        """Yield the days in [*start*, *until*) that showed something new by then."""
        changing = self._days_of_news
        for number in range(start.toordinal(), min(until.toordinal(), self.on.toordinal() + 1)):
            day = dt.date.fromordinal(number)
            if changing is None or day == start or day in changing:
                yield day

    @cached_property
    def _days_of_news(self) -> set[dt.date] | None:
        """The days on which something was recorded; None if a day that passes can be news too."""
        targets = self.goal.targets
        if not all(target.aim.measure and target.aim.per is None for target in targets):
            return None
        about = {self.goal.id, *(target.aim.measure.id for target in targets if target.aim.measure)}
        days = {entry.day for name in about for entry in self.journal.about(name)}
        changed = [(target.start, target.until) for target in targets]
        return days | {day for version in changed for day in version if day is not None}
