"""Adherence: done over what was due, with what is unknown kept apart."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

import attrs

from smartgoals._values import as_tuple, plain, refuse
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.scoring._due import Due, due_of
from smartgoals.scoring._intervals import wilson
from smartgoals.scoring._parts import percent
from smartgoals.scoring._progress import check_judgement

__all__ = ["Adherence", "StepAdherence", "adherence"]


@attrs.frozen(kw_only=True)
class _Kept:
    """What became of what was due."""

    done: float = 0.0
    missed: float = 0.0
    unknown: float = 0.0
    excused: float = 0.0
    extra: float = 0.0

    @property
    def due(self) -> float:
        """How much was due by then: done, missed and unknown."""
        return math.fsum([self.done, self.missed, self.unknown])

    @property
    def known(self) -> float:
        """Of how much of it somebody said what became of it."""
        return math.fsum([self.done, self.missed])

    @property
    def value(self) -> float | None:
        """Done over due, within [0, 1]; None if nothing was due or some of it is unknown."""
        return None if self.unknown else self.lower

    @property
    def of_known(self) -> float | None:
        """Done over what is known, within [0, 1]; None if nothing is."""
        return _ratio(self.done, self.known)

    @property
    def lower(self) -> float | None:
        """What it is at the least: as if all that is unknown was missed. None if nothing is due."""
        return _ratio(self.done, self.due)

    @property
    def upper(self) -> float | None:
        """What it is at the most: as if all that is unknown was done. None if nothing is due."""
        return _ratio(math.fsum([self.done, self.unknown]), self.due)

    def _told(self) -> str:
        excused = f", {plain(self.excused)} excused" if self.excused else ""
        if self.lower is None or self.upper is None:
            return f"nothing was due yet{excused}"
        if not self.known:
            return f"{plain(self.due)} due, nothing recorded yet{excused}"
        told = f"{plain(self.done)} of {plain(self.due)} done"
        if not self.unknown:
            return f"{told}, {percent(self.lower)}{excused}"
        share = "" if self.of_known is None else f", {percent(self.of_known)} of what is known"
        between = f"between {percent(self.lower)} and {percent(self.upper)}"
        return f"{told}, {plain(self.unknown)} unknown{share}; {between}{excused}"

    def interval(
        self,
        rule: Callable[..., tuple[float, float]] = wilson,
        *,
        confidence: float = 0.95,
    ) -> tuple[float, float]:
        """Return between which shares the truth may lie, by what is known.

        Args:
            rule: :func:`wilson`, :func:`jeffreys` or :func:`clopper_pearson`.
            confidence: How often such an interval holds the truth, above 0 and below 1.
        """
        return rule(self.done, self.known, confidence=confidence)


@attrs.frozen(kw_only=True)
class StepAdherence(_Kept):
    """What became of one step, or of one limit.

    Args:
        id: Id of the step, or of the target that holds a limit.
        done: How much of what was due was done, with part credit.
        missed: How much of it somebody said was not done.
        unknown: How much of it nobody said anything about.
        excused: How much was not asked for after all: skipped, absent, or on hold.
        extra: How much was done that was not asked for; it never makes up for what was.
        entries: Ids of the entries that were used, in order.
    """

    id: str
    entries: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)

    def __str__(self) -> str:
        """Say it in English, without a client's words."""
        return f"{self.id}: {self._told()}"


@attrs.frozen(kw_only=True)
class Adherence(_Kept):
    """How much of what was due was done, over some days.

    Args:
        goal: Id of the goal.
        on: The date of judgement.
        since: The first day that counts; None for the goal's own.
        done: How much of what was due was done, with part credit.
        missed: How much of it somebody said was not done.
        unknown: How much of it nobody said anything about.
        excused: How much was not asked for after all: skipped, absent, or on hold.
        extra: How much was done that was not asked for; it never makes up for what was.
        parts: The same of each step.
    """

    goal: str
    on: dt.date
    since: dt.date | None = None
    parts: tuple[StepAdherence, ...] = ()

    def __str__(self) -> str:
        """Say it in English: the whole, then the parts if there are several."""
        parts = [
            attrs.evolve(part, id=part.id.removeprefix(f"{self.goal}:")) for part in self.parts
        ]
        lines = [f"{self.on.isoformat()}: {self._told()}"]
        if len(parts) > 1:
            lines += [f"  {part}" for part in parts]
        return "\n".join(lines)


def adherence(
    goal: Goal,
    journal: Journal,
    *,
    on: dt.date,
    since: dt.date | None = None,
    of: str | None = None,
) -> Adherence:
    """Return how much of what was due by the end of *on* was done.

    Due is what the recurrences of the plan's steps asked for. What was skipped with a reason, fell
    into an absence or into days on hold leaves both sides; what is not yet due is in neither. What
    nobody recorded is unknown: it is never counted as done, and it is told apart from what was
    missed. Where some of it is unknown there is no single value, but what is known and the bounds
    that the unknown allows.

    A window that is still open, today's for instance, counts as far as something was recorded in
    it. Part credit counts as such. Several steps are added up before they are divided, so a step
    that is asked for more often weighs more.

    Args:
        goal: The goal.
        journal: The journal of the goal's subject.
        on: The date of judgement; what was recorded about later days is ignored.
        since: The first day that counts; None for the first of each step.
        of: Id of one step, or of a target that holds a measure within a limit period by period;
            None for all steps of the plan that have a recurrence. A period of a limit without any
            value is unknown, and no success.

    Returns:
        The counts with their parts.

    Raises:
        InvalidValueError: If the journal is another person's, if a date is none, or if *of* is
            neither a step nor such a target of the goal.

    Source:
        Done over due is how adherence to homework and medication is commonly counted; that unknown
        days are told as bounds is ours, see :doc:`/explanation/adherence`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Done, Goal, Journal, Missed, Recurrence, Step
        >>> from smartgoals.scoring import adherence
        >>> monday = dt.date(2025, 2, 3)
        >>> walk = Step(id="walk", action="walk", recurrence=Recurrence.daily(start=monday))
        >>> goal = Goal(
        ...     id="g-1", subject="c-17", statement="I will walk daily.", start=monday,
        ...     plan=ActionPlan(steps=[walk]),
        ... )
        >>> at = dt.datetime(2025, 2, 9, 20, tzinfo=dt.UTC)
        >>> days = [Done(step="walk", day=dt.date(2025, 2, day)) for day in (3, 4, 6)]
        >>> days.append(Missed(step="walk", day=dt.date(2025, 2, 5)))
        >>> journal = Journal(subject="c-17", entries=[
        ...     entry.stamped(id=f"e-{number}", at=at) for number, entry in enumerate(days)])
        >>> seen = adherence(goal, journal, on=dt.date(2025, 2, 8))
        >>> print(seen)
        2025-02-08: 3 of 5 done, 1 unknown, 75 % of what is known; between 60 % and 80 %
        >>> seen.value is None, seen.of_known
        (True, 0.75)
    """
    check_judgement(goal, journal, on)
    if since is not None and (not isinstance(since, dt.date) or isinstance(since, dt.datetime)):
        refuse("since", "a datetime.date", since)
    parts = tuple(
        _kept(name, found) for name, found in due_of(goal, journal, on=on, since=since, of=of)
    )
    return Adherence(
        goal=goal.id,
        on=on,
        since=since,
        done=math.fsum(part.done for part in parts),
        missed=math.fsum(part.missed for part in parts),
        unknown=math.fsum(part.unknown for part in parts),
        excused=math.fsum(part.excused for part in parts),
        extra=math.fsum(part.extra for part in parts),
        parts=parts,
    )


def _kept(name: str, found: list[Due]) -> StepAdherence:
    return StepAdherence(
        id=name,
        done=math.fsum(due.done for due in found),
        missed=math.fsum(due.missed for due in found),
        unknown=math.fsum(due.unknown for due in found),
        excused=math.fsum(due.excused for due in found),
        extra=math.fsum(due.extra for due in found),
        entries=[entry for due in found for entry in due.entries],
    )


def _ratio(part: float, whole: float) -> float | None:
    return min(part / whole, 1.0) if whole else None
