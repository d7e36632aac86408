"""Streaks and habit strength: how regularly something was done, one window after the other."""

from __future__ import annotations

import datetime as dt
import math

import attrs

from smartgoals._values import refuse
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.scoring._due import Due, due_of
from smartgoals.scoring._parts import percent
from smartgoals.scoring._progress import check_judgement

__all__ = ["HALF_LIFE_DAYS", "Habit", "Streak", "habit_strength", "habit_strengthened", "streak"]

_MOST = 1_000_000
# Floating point would round a long habit up to 1.
_ALMOST = math.nextafter(1.0, 0.0)

HALF_LIFE_DAYS = 13.0
"""Days in which the strength of a daily habit falls to half when nothing is done.

From Loop Habit Tracker (iSoron/uhabits, commit 5aa8744), an app and no study: nobody measured it.
"""


@attrs.frozen(kw_only=True)
class Streak:
    """How many windows in a row something was done as asked.

    Args:
        goal: Id of the goal.
        of: Id of the step, or of the target that holds a limit.
        on: The date of judgement.
        current: The windows in a row up to now; a window of a daily step is a day.
        longest: The most there ever were in a row.
        start: The first day of the current streak; None if there is none.
    """

    goal: str
    of: str
    on: dt.date
    current: int
    longest: int
    start: dt.date | None = None

    def __str__(self) -> str:
        """Say it in English; where there is none it says what there was, and no more."""
        name = self.of.removeprefix(f"{self.goal}:")
        if self.start is None:
            return f"{name}: longest so far {self.longest}" if self.longest else f"{name}: none yet"
        since = self.start.isoformat()
        return f"{name}: {self.current} in a row since {since}; longest {self.longest}"


@attrs.frozen(kw_only=True)
class Habit:
    """How regularly something was done lately, weighing the last weeks most.

    Args:
        goal: Id of the goal.
        of: Id of the step, or of the target that holds a limit.
        on: The date of judgement.
        strength: Within [0, 1); None if nothing is known. It nears 1 and never gets there.
        evidence_share: The share, within [0, 1], of what was due whose outcome is known. What is
            unknown has earned nothing.
    """

    goal: str
    of: str
    on: dt.date
    strength: float | None
    evidence_share: float

    def __str__(self) -> str:
        """Say it in English."""
        name = self.of.removeprefix(f"{self.goal}:")
        if self.strength is None:
            return f"{name}: not enough information yet"
        unknown = "; not all of it is known" if self.evidence_share < 1 else ""
        return f"{name}: habit strength {percent(self.strength)}{unknown}"


def streak(goal: Goal, journal: Journal, *, on: dt.date, of: str | None = None) -> Streak:
    """Return how many windows in a row a step was done, or a limit was kept, as asked.

    What was excused neither breaks nor lengthens a streak, and neither does less than one time of
    what was excused in part. A window that is still open, today's for
    instance, lengthens it once it is done and never breaks it. What is unknown breaks it, and so
    does what was done in part.

    Args:
        goal: The goal.
        journal: The journal of the goal's subject.
        on: The date of judgement.
        of: Id of a step with a recurrence, or of a target whose aim has a period; None for the only
            step with a recurrence that the plan has. A period of a limit without any value is
            unknown, and no success.

    Returns:
        The current and the longest streak.

    Raises:
        InvalidValueError: If the journal is another person's, if *on* is no date, or if *of* names
            nothing that is asked for again and again.

    Source:
        The rule is ours; :doc:`/explanation/adherence` argues it.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Done, Goal, Journal, Recurrence, Skipped, Step
        >>> from smartgoals.scoring import streak
        >>> monday = dt.date(2025, 2, 3)
        >>> walk = Step(id="walk", action="walk", recurrence=Recurrence.daily(start=monday))
        >>> plan = ActionPlan(steps=[walk])
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will walk daily.", plan=plan)
        >>> days = [Done(step="walk", day=dt.date(2025, 2, day)) for day in (3, 4, 6)]
        >>> days.append(Skipped(step="walk", day=dt.date(2025, 2, 5)))
        >>> at = dt.datetime(2025, 2, 9, 20, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     entry.stamped(id=f"e-{number}", at=at) for number, entry in enumerate(days)])
        >>> print(streak(goal, journal, on=dt.date(2025, 2, 7)))
        walk: 3 in a row since 2025-02-03; longest 3
    """
    name, found = _only(goal, journal, on=on, of=of)
    current = longest = 0
    start: dt.date | None = None
    for due in found:
        if due.asked < 1:
            continue
        if due.is_kept:
            start = start if current else due.start
            current += 1
            longest = max(longest, current)
        elif _is_decided(due):
            current, start = 0, None
    return Streak(goal=goal.id, of=name, on=on, current=current, longest=longest, start=start)


def habit_strength(
    goal: Goal,
    journal: Journal,
    *,
    on: dt.date,
    of: str | None = None,
    half_life_days: float = HALF_LIFE_DAYS,
) -> Habit:
    """Return how strong a habit is: the share that was done, with the last weeks weighing most.

    Each time that something was asked for moves the strength towards the share that was done of
    it. For a daily habit a time weighs so much that the strength halves in *half_life_days*; what
    is asked for *f* times a day halves in that over the square root of *f*. What was excused moves
    nothing, and a window that is still open counts once it is done. What is unknown has earned
    nothing.

    Args:
        goal: The goal.
        journal: The journal of the goal's subject.
        on: The date of judgement.
        of: Id of a step with a recurrence, or of a target whose aim has a period; None for the only
            step with a recurrence that the plan has.
        half_life_days: The half-life of a daily habit in days; above 0.

    Returns:
        The strength, and how much of it is known.

    Raises:
        InvalidValueError: If the journal is another person's, if *on* is no date, if *of* names
            nothing that is asked for again and again, or if *half_life_days* is no number above 0.

    Source:
        The smoothing is that of Loop Habit Tracker (iSoron/uhabits, commit 5aa8744), for daily yes
        or no the same to the last digit; :doc:`/explanation/adherence` names where ours differs.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Done, Goal, Journal, Recurrence, Step
        >>> from smartgoals.scoring import habit_strength
        >>> monday = dt.date(2025, 2, 3)
        >>> walk = Step(id="walk", action="walk", recurrence=Recurrence.daily(start=monday))
        >>> plan = ActionPlan(steps=[walk])
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will walk daily.", plan=plan)
        >>> at = dt.datetime(2025, 3, 9, 20, tzinfo=dt.UTC)
        >>> days = [monday + dt.timedelta(days=number) for number in range(13)]
        >>> journal = Journal(subject="c-17", entries=[
        ...     Done(step="walk", day=day).stamped(id=f"e-{day}", at=at) for day in days])
        >>> print(habit_strength(goal, journal, on=days[-1]))
        walk: habit strength 50 %
    """
    name, found = _only(goal, journal, on=on, of=of)
    _check_amount("half_life_days", half_life_days)
    strength = 0.0
    due = known = 0.0
    for each in found:
        if each.asked > 0 and (each.is_over or each.is_kept):
            strength = habit_strengthened(
                strength,
                each.done / each.asked,
                per_day=each.per_day,
                times=each.asked,
                half_life_days=half_life_days,
            )
            due += each.asked
            known += each.asked - each.unknown
    return Habit(
        goal=goal.id,
        of=name,
        on=on,
        strength=min(strength, _ALMOST) if known else None,
        evidence_share=known / due if due else 0.0,
    )


def habit_strengthened(
    strength: float,
    share: float,
    *,
    per_day: float = 1.0,
    times: float = 1.0,
    half_life_days: float = HALF_LIFE_DAYS,
) -> float:
    """Return what becomes of a habit's strength after something was asked for.

    It is ``strength * m + share * (1 - m)`` with
    ``m = 0.5 ** (times / (half_life_days * sqrt(per_day)))``.

    Args:
        strength: What it was, within [0, 1].
        share: How much was done of what was asked, within [0, 1].
        per_day: How often a day it is asked for on average; above 0.
        times: How many times were asked for at once; above 0.
        half_life_days: The half-life of a daily habit in days; above 0.

    Raises:
        InvalidValueError: If a number is out of its range.

    Source:
        iSoron/uhabits, commit 5aa8744, where it runs once a day rather than each time.

    Example:
        >>> from smartgoals.scoring import habit_strengthened
        >>> round(habit_strengthened(0.5, 1.0), 9)
        0.525961243
    """
    for field, part in (("strength", strength), ("share", share)):
        if not (isinstance(part, int | float) and 0 <= part <= 1):
            refuse(field, "a number from 0 to 1", part)
    _check_amount("per_day", per_day)
    _check_amount("times", times)
    _check_amount("half_life_days", half_life_days)
    kept = math.pow(0.5, times / half_life_days / math.sqrt(per_day))
    return strength * kept + share * (1 - kept)


def _check_amount(field: str, number: float) -> None:
    if not (isinstance(number, int | float) and 0 < number <= _MOST):
        refuse(field, f"a number above 0, up to {_MOST:,}", number)


def _is_decided(due: Due) -> bool:
    """Return whether it can no longer be kept: its time is over, or somebody said so."""
    return due.is_over or due.done + due.missed >= due.asked


def _only(goal: Goal, journal: Journal, *, on: dt.date, of: str | None) -> tuple[str, list[Due]]:
    check_judgement(goal, journal, on)
    found = list(due_of(goal, journal, on=on, since=None, of=of))
    if len(found) != 1:
        refuse(
            "of",
            "given, where the plan has not just one step with a recurrence",
            of,
            instead="name a step with a recurrence, or a target whose aim has a period",
        )
    return found[0]
