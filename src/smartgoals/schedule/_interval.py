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
from smartgoals.measures import Direction, Instrument
from smartgoals.plans import ReviewPolicy
from smartgoals.schedule._local import shifted
from smartgoals.scoring import Achievement, achievement
from smartgoals.scoring._evidence import usable_values

__all__ = [
    "NEEDS_A_LOOK",
    "Answers",
    "Courses",
    "instruments_of",
    "interval_after",
    "looked_at",
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
        days = self.days
        if course in NEEDS_A_LOOK:
            least = shortest(policy)
            is_worse = course is Course.WORSENING
            part = least if is_worse else math.floor(days * policy.shorter_by)
            # What had been lengthened is so no longer, whatever the policy says about shortening.
            return Interval(days=min(days, policy.base_days, max(least, part)))
        if not is_calm:
            return Interval(days=days)
        calm = self.calm + 1
        if calm >= policy.longer_after:
            days = max(days, min(_longest(policy), _grown(days, policy)))
        return Interval(days=days, calm=calm)


def shortest(policy: ReviewPolicy) -> int:
    """Return the days to which an interval can be shortened; the usual ones if it cannot be."""
    is_fixed = policy.minimum_days is None or policy.shorter_by == 1
    return policy.base_days if is_fixed else policy.minimum_days or 1


def _longest(policy: ReviewPolicy) -> int:
    """Return the days to which an interval can be lengthened; the usual ones if it cannot be."""
    is_fixed = policy.maximum_days is None or policy.longer_by == 1
    return policy.base_days if is_fixed else policy.maximum_days or policy.base_days


def _grown(days: int, policy: ReviewPolicy) -> int:
    # Back to the usual interval it goes in any case, and a day more is the least.
    factor = policy.longer_by if policy.longer_by > 1 else 1 / policy.shorter_by
    return max(days + 1, math.floor(days * factor))


def interval_after(
    reviews: Sequence[Reviewed],
    policy: ReviewPolicy,
    *,
    since: dt.date,
    is_functional: Callable[[dt.date, dt.date], bool],
) -> tuple[int, Course]:
    """Return the days of the interval after some reviews, and what the last of them saw.

    Every step is monotone: a course that needs a look more never makes an interval longer.

    Args:
        reviews: The reviews in order, each with the course that was seen then; of several on one
            day what needs a look most counts.
        policy: The policy.
        since: The day on which the first interval began.
        is_functional: Whether the measures were in their functional range on a day, by answers
            since another.
    """
    interval, course = Interval(days=policy.base_days), Course.UNKNOWN
    for day, same in groupby(reviews, key=attrgetter("day")):
        course = min((each.course for each in same), key=_ORDER.index)
        # The answers are asked about a good course alone: it takes a look at them.
        is_calm = course is Course.MET or (course is Course.ON_COURSE and is_functional(since, day))
        interval, since = interval.after(course, policy, is_calm=is_calm), day
    return interval.days, course


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

    def are_functional(self, since: dt.date, day: dt.date) -> bool:
        """Return whether all answers from *since* to *day* ended on the healthy side.

        Old answers say nothing about that day, a questionnaire without such cut-offs shows nothing,
        and neither does a goal without any.
        """
        instruments = instruments_of(self.goal, day)
        for instrument in instruments:
            last = self.last(instrument, day)
            # Some cut-offs name a range of health, such as remission: they tell no trouble.
            worst = instrument.most if instrument.direction is Direction.DOWN else instrument.least
            trouble = [cutoff for cutoff in instrument.cutoffs if cutoff.holds(worst)]
            if last is None or last[0] < since or not trouble:
                return False
            if any(cutoff.holds(last[1]) for cutoff in trouble):
                return False
        return bool(instruments)


def looked_at(seen: Achievement) -> Course:
    """Return the course that a review date goes by: with a notice, a goal that is met is not."""
    return Course.WORSENING if seen.notices else seen.course


@attrs.frozen(kw_only=True)
class Courses:
    """How a goal was going on each day of an interval, each judged once."""

    goal: Goal
    journal: Journal
    on: dt.date
    now: Course
    _known: dict[dt.date, Course] = attrs.field(factory=dict, init=False)

    def brought_forward(
        self, start: dt.date, usual: dt.date, seen: Course, policy: ReviewPolicy
    ) -> tuple[dt.date, Course] | None:
        """Return the sooner day that the course since *start* asks for, and which course.

        Getting worse it is at once; off course it is after a part of the time that was left when
        that began. It is so only if that lasts until the day: a bad day that is made up for moves
        nothing, and a date that has come stays.

        Args:
            start: The day that the interval runs from.
            usual: The day on which it ends otherwise.
            seen: What the last review saw, which has made the interval as short as it is.
            policy: The policy.
        """
        least = shifted(start, shortest(policy))
        if least >= usual:
            # Nothing can come sooner: no day needs to be judged.
            return None

        def at_once(since: dt.date) -> dt.date:
            return max(least, since)

        def in_part(since: dt.date) -> dt.date:
            left = (usual - since).days
            return max(least, shifted(since, math.floor(left * policy.shorter_by)))

        found = []
        for course, sooner in ((Course.WORSENING, at_once), (Course.OFF_COURSE, in_part)):
            if _ORDER.index(course) < _ORDER.index(seen):
                day = self._first_that_lasts(course, start, usual, sooner)
                if day is not None and day < usual:
                    found.append((day, course))
        return min(found, key=itemgetter(0), default=None)

    def _first_that_lasts(
        self,
        course: Course,
        start: dt.date,
        until: dt.date,
        sooner: Callable[[dt.date], dt.date],
    ) -> dt.date | None:
        """Return the first day that *sooner* makes of one on which the goal came on a course.

        The goal, from then on, has to be on it, or on a worse one, until that day.
        """
        courses = _ORDER[: _ORDER.index(course) + 1]
        since = None
        for day in self._days(start, until):
            is_so = self._of(day) in courses
            if since is not None and (sooner(since) < day or (sooner(since) == day and is_so)):
                break
            if not is_so:
                since = None
            elif since is None:
                since = day
        return None if since is None else sooner(since)

    def _of(self, day: dt.date) -> Course:
        if day == self.on:
            return self.now
        course = self._known.get(day)
        if course is None:
            course = looked_at(achievement(self.goal, self.journal, on=day))
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
