"""Progress: what a rule makes of the parts in force, with unknown kept apart from nothing."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import ClassVar, Protocol, TypeAlias

import attrs

from smartgoals._values import as_number, is_in, is_int, refuse
from smartgoals._versions import first_day, in_force
from smartgoals.entries import MilestoneReached
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import Toward
from smartgoals.notices import Notice
from smartgoals.scoring._evidence import Evidence, Observations
from smartgoals.scoring._parts import Part, PartKind, Progress
from smartgoals.scoring._worsening import left_unseen, notice_of, published, worsened
from smartgoals.targets import Aim, Milestone, Target
from smartgoals.treatment import TreatmentPlan

__all__ = [
    "Combine",
    "LastValues",
    "ProgressRule",
    "ScoringRule",
    "check_judgement",
    "first_of",
    "is_further",
    "latest",
    "mean_of_last",
    "minimum",
    "progress",
    "weighted",
]

# What is not met is never shown as wholly there, not even at the very edge of a strict bound.
_ALMOST = math.nextafter(1.0, 0.0)
# Beyond this a ratio of two finite numbers says nothing, and their sum would no longer be finite.
_MOST = 1e300
# Floating point: what lies so near a bound lies on it.
_CLOSE = 1e-9

Combine: TypeAlias = Callable[[tuple[tuple[float, float | None], ...]], float | None]
"""What makes one number of the parts: of the share and the value of each, None if unknown."""


class ScoringRule(Protocol):
    """A rule that says in one number how a goal goes, and within which bounds.

    Anything of this shape can be proven with :func:`smartgoals.testing.scoring_laws`: a function
    with an attribute *range*, or a value such as :class:`ProgressRule`.
    """

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest number that it can give."""

    def __call__(self, goal: Goal, journal: Journal, /, *, on: dt.date) -> float | None:
        """Return the number, or None if there is not enough information."""


@attrs.frozen(kw_only=True)
class LastValues:
    """How many of the last values of a measure are read; their mean is what was observed.

    Args:
        last: The number of values, from 1 to 1,000; all there are while there are fewer.
    """

    last: int = attrs.field(validator=is_int(1, 1_000))


latest: LastValues = LastValues(last=1)
"""Read the latest value of a measure."""


def mean_of_last(number: int) -> LastValues:
    """Read the mean of the last few values of a measure, which goes up and down less.

    Args:
        number: How many values, from 1 to 1,000; all there are while there are fewer.

    Example:
        >>> from smartgoals.scoring import mean_of_last
        >>> mean_of_last(3)
        LastValues(last=3)
    """
    return LastValues(last=number)


def _is_function(_: object, attribute: attrs.Attribute[Combine], value: object) -> None:
    if not callable(value):
        refuse(attribute.name, "a function of the shares and values of the parts", value)


@attrs.frozen(kw_only=True)
class ProgressRule:
    """How values make a part, and how parts make the whole; a number within [0, 1].

    :func:`weighted` and :func:`minimum` make the usual ones. It can be called like a function, and
    gives the value of the :class:`Progress` that it makes.

    Args:
        combine: What makes one number of the parts in force that have a weight: it is given the
            share and the value of each, and returns a number within [0, 1], or None. It is given
            the raw values too, for which it may return any finite number. An unknown value is None.
        reading: Which values of a measure are read.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Goal, Journal, Milestone, MilestoneReached
        >>> from smartgoals.scoring import ProgressRule
        >>> best = ProgressRule(combine=lambda parts: max(
        ...     (value for _, value in parts if value is not None), default=None))
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will move house.", milestones=[
        ...     Milestone(id=name, name=name, weight=1) for name in ("found", "packed")])
        >>> found = MilestoneReached(milestone="found", day=dt.date(2025, 2, 3))
        >>> at = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[found.stamped(id="e-1", at=at)])
        >>> best(goal, journal, on=dt.date(2025, 2, 3))
        0.9999999999999999
    """

    combine: Combine = attrs.field(validator=_is_function)
    reading: LastValues = attrs.field(default=latest, validator=is_in(LastValues))

    range: ClassVar[tuple[float, float]] = (0.0, 1.0)

    def __call__(self, goal: Goal, journal: Journal, /, *, on: dt.date) -> float | None:
        """Return the value of the progress that it makes."""
        return progress(goal, journal, on=on, rule=self).value


def weighted(reading: LastValues = latest) -> ProgressRule:
    """Return the rule that takes the weighted mean of the parts; the default.

    An unknown part keeps its weight and has earned nothing. Of all rules that we know it keeps the
    most laws, see :doc:`/explanation/laws`.

    Args:
        reading: Which values of a measure are read.
    """
    return ProgressRule(combine=_mean, reading=reading)


def minimum(reading: LastValues = latest) -> ProgressRule:
    """Return the rule by which a goal is as far as the part that is least far.

    An unknown part has earned nothing, so while something is known and something is not it is 0.

    Args:
        reading: Which values of a measure are read.

    Example:
        >>> from smartgoals.scoring import mean_of_last, minimum
        >>> minimum(mean_of_last(3)).range
        (0.0, 1.0)
    """
    return ProgressRule(combine=_least, reading=reading)


def _mean(parts: Sequence[tuple[float, float | None]]) -> float | None:
    if all(value is None for _, value in parts):
        return None
    return math.fsum(share * (value or 0.0) for share, value in parts)


def _least(parts: Sequence[tuple[float, float | None]]) -> float | None:
    if all(value is None for _, value in parts):
        return None
    return min(value or 0.0 for _, value in parts)


_WEIGHTED = weighted()


def progress(
    goal: Goal, journal: Journal, *, on: dt.date, rule: ProgressRule = _WEIGHTED
) -> Progress:
    """Return how far *goal* came by the end of *on*, as far as *journal* knows.

    Only what was in force on *on* counts, and only entries about days up to *on*. For what was
    known at some moment, pass ``journal.as_of(moment)``.

    A measure's part runs from the baseline (0) to the nearest good value (1), by the latest entry
    since the target began. A count's part is done over required, where occasions that were skipped
    or fell into an absence are not required. A part that is held is the share of its observations
    that were good. Where an aim adds values up over periods, the sum of each period is one
    observation, as soon as it is settled whether it is good enough. Without evidence, or without a
    baseline while the aim is not met, a part is unknown: it has earned nothing yet, keeps its
    weight, and is shown as unknown.

    Args:
        goal: The goal.
        journal: The journal of the goal's subject.
        on: The date of judgement.
        rule: Which values are read and what is made of the parts; the weighted mean of what the
            latest values say if left out.

    Returns:
        What the rule makes of the parts, and the parts. Under the weighted mean their
        contributions sum to it within 1e-12.

    Raises:
        InvalidValueError: If the journal is another person's, if *on* is no date, or if the rule
            gives a number outside of its range.

    Source:
        The rule is ours; :doc:`/explanation/progress` argues it.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Aim, Direction, Goal, Journal, Measure, Measured, MeasureKind
        >>> from smartgoals import Target, progress
        >>> sleep = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
        >>> goal = Goal(
        ...     id="g-1", subject="c-17", statement="I will sleep seven hours.",
        ...     targets=[Target(id="hours", aim=Aim.at_least(7, sleep), baseline=5)],
        ... )
        >>> at = dt.datetime(2025, 2, 10, 8, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     Measured(measure="sleep", value=6, day=at.date(), id="e-1", recorded_at=at)])
        >>> print(progress(goal, journal, on=dt.date(2025, 2, 9)))
        2025-02-09: not enough information yet
          target hours: at least 7 h, from 5; nothing recorded yet
        >>> print(progress(goal, journal, on=dt.date(2025, 2, 10)))
        2025-02-10: 50 % of the way
          target hours: at least 7 h, from 5; now 6; 50 %
    """
    check_judgement(goal, journal, on)
    if not isinstance(rule, ProgressRule):
        refuse("rule", "a ProgressRule such as weighted()", rule)
    evidence = Evidence(goal=goal, journal=journal, on=on)
    targets = in_force(goal.targets, on)
    milestones = in_force(goal.milestones, on)
    weights = [target.weight for target in targets] + [one.weight for one in milestones]
    shares = _shares(weights)
    made = [_target(target, evidence, rule.reading) for target in targets]
    made += [_milestone(milestone, evidence) for milestone in milestones]
    parts = tuple(
        attrs.evolve(
            part, share=share, staleness=None if part.day is None else (on - part.day).days
        )
        for share, part in zip(shares, made, strict=True)
    )
    # A weight may be too small for a share of its own, and counts all the same.
    counting = [part for weight, part in zip(weights, parts, strict=True) if weight > 0]
    known = [part for part in counting if part.is_known]
    value = raw = None
    if known:
        value = _within_range(rule.combine(tuple((part.share, part.value) for part in counting)))
        raw = _finite(rule.combine(tuple((part.share, part.raw) for part in counting)))
    if value is not None:
        if not all(part.is_met for part in counting):
            value = min(value, _ALMOST)
        elif value > 1 - _CLOSE:
            # Shares that are rounded need not sum to 1.
            value = 1.0
    return Progress(
        goal=goal.id,
        on=on,
        value=value,
        raw=raw,
        evidence_share=_whole_share(known, counting),
        parts=parts,
        notices=_notices(zip(targets, parts, strict=False), evidence),
    )


def _notices(judged: Iterable[tuple[Target, Part]], evidence: Evidence) -> tuple[Notice, ...]:
    found = [
        notice
        for target, part in judged
        for notice in notice_of(
            worsened(target, evidence, part.threshold, first=first_of(target, evidence.goal))
        )
    ]
    return tuple(dict.fromkeys([*found, *left_unseen(evidence)]))


def _within_range(value: float | None) -> float | None:
    value = _finite(value)
    if value is not None and not -_CLOSE <= value <= 1 + _CLOSE:
        refuse("rule", "one that gives a number from 0 to 1", value)
    return None if value is None else min(max(value, 0.0), 1.0)


def _finite(value: float | None) -> float | None:
    if value is None:
        return None
    number = as_number(value)
    if not (isinstance(number, int | float) and math.isfinite(number)):
        refuse("rule", "one that gives a finite number or None", value)
    return float(number)


def check_judgement(
    goal: Goal | TreatmentPlan,
    journal: Journal,
    on: dt.date,
    *,
    kinds: tuple[type, ...] = (Goal,),
) -> None:
    """Check what every judgement of a goal is given."""
    if not isinstance(goal, kinds):
        refuse("goal", " or ".join(f"a {kind.__name__}" for kind in kinds), goal)
    if not isinstance(journal, Journal) or journal.subject != goal.subject:
        refuse("journal", "the journal of the goal's own subject", journal)
    if not isinstance(on, dt.date) or isinstance(on, dt.datetime):
        refuse("on", "a datetime.date", on)


def _shares(weights: list[float]) -> list[float]:
    # Over the largest first: the sum of finite weights need not be finite.
    largest = max(weights, default=0.0)
    if largest == 0:
        return [0.0 for _ in weights]
    scaled = [weight / largest for weight in weights]
    total = math.fsum(scaled)
    return [weight / total for weight in scaled]


def _whole_share(known: list[Part], counting: list[Part]) -> float:
    if len(known) == len(counting):
        return 1.0 if known else 0.0
    return min(math.fsum(part.share for part in known), _ALMOST)


def _target(target: Target, evidence: Evidence, reading: LastValues) -> Part:
    goal, aim = evidence.goal, target.aim
    first = first_of(target, goal)
    due = target.due or goal.due
    part = Part(
        id=target.id,
        kind=PartKind.TARGET,
        aim=aim,
        baseline=target.baseline,
        baseline_entry=target.baseline_entry,
        threshold=None if aim.measure is None else published(aim.measure, Toward.WORSE),
    )
    if aim.measure is None:
        return _counted(part, aim, evidence, first, due)
    seen = evidence.observations(aim, first=first, baseline_entry=target.baseline_entry)
    part = attrs.evolve(part, unusable=seen.unusable)
    if aim.is_held:
        # What is to be held is held when its time is over, and not on its first good day.
        return _held(part, aim, seen, is_over=due is None or evidence.on >= due)
    return _measured(part, aim, seen, reading)


def first_of(target: Target, goal: Goal) -> dt.date:
    """Return the first day whose evidence counts for a target."""
    return first_day(goal.targets, target.id) or goal.first_day or dt.date.min


def _held(part: Part, aim: Aim, seen: Observations, *, is_over: bool) -> Part:
    if not seen.values:
        return part
    good = sum(aim.is_met_by(value) for value in seen.values)
    share = good / len(seen.values)
    is_met = is_over and good == len(seen.values)
    return attrs.evolve(
        part,
        observed=share,
        raw=share,
        value=1.0 if is_met else min(share, _ALMOST),
        is_met=is_met,
        observations=len(seen.values),
        day=seen.days[-1],
        entries=_ids(seen.entries),
    )


def _measured(part: Part, aim: Aim, seen: Observations, reading: LastValues) -> Part:
    if not seen.values:
        return part
    value = _average(seen.values[-reading.last :])
    part = attrs.evolve(
        part,
        observed=value,
        observations=len(seen.values),
        day=seen.days[-1],
        entries=_ids(seen.entries[-reading.last :]),
    )
    if part.baseline is None:
        # Being there needs no baseline; the way there does.
        return attrs.evolve(part, raw=1.0, value=1.0, is_met=True) if aim.is_met_by(value) else part
    raw = _way(aim, part.baseline, value)
    is_met = aim.is_met_by(value)
    return attrs.evolve(
        part,
        raw=raw,
        value=1.0 if is_met else min(max(raw, 0.0), _ALMOST),
        is_met=is_met,
        is_worse=is_further(aim, value, part.baseline),
    )


def _ids(entries: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(entry for group in entries for entry in group)


def _average(values: Sequence[float]) -> float:
    if len(values) == 1:
        return values[0]
    # Exactly, for the mean of equal values is that value, and the sum of finite ones may not be.
    return float(sum(map(Fraction, values)) / len(values))


def is_further(aim: Aim, value: float, than: float) -> bool:
    """Return whether *value* is further from the aim; exactly, for a gap is a rounded number."""
    if aim.high is None:
        return value < than
    if aim.low is None:
        return value > than
    low, high = Fraction(aim.low), Fraction(aim.high)
    now, before = (max(low - Fraction(v), Fraction(v) - high, Fraction()) for v in (value, than))
    return now > before


def _way(aim: Aim, baseline: float, value: float) -> float:
    """Return the way covered: 0 at the baseline, 1 at the nearest bound of the aim."""
    whole, left = aim.gap(baseline), aim.gap(value)
    if whole == 0:
        # The baseline stood on a bound that itself is not good enough: there is no way to divide.
        return 1.0 if aim.is_met_by(value) else 0.0
    if math.isinf(whole):
        return 1.0 if aim.is_met_by(value) else 0.0
    return min(max((whole - left) / whole, -_MOST), _MOST)


def _counted(part: Part, aim: Aim, evidence: Evidence, first: dt.date, due: dt.date | None) -> Part:
    low, out_of = int(aim.low or 0), aim.out_of or 0
    seen = evidence.count(aim.step or "", first=first, due=due, out_of=out_of)
    # Nobody is asked for more than the occasions that are left.
    required = min(low, out_of - seen.excused)
    part = attrs.evolve(part, entries=seen.entries, day=seen.day, observations=len(seen.entries))
    if not seen.is_known or required < 1:
        return part
    raw = seen.done / required
    return attrs.evolve(
        part,
        observed=seen.done,
        required=required,
        raw=raw,
        value=min(raw, 1.0),
        is_met=raw >= 1,
    )


def _milestone(milestone: Milestone, evidence: Evidence) -> Part:
    goal, aim = evidence.goal, milestone.aim
    part = Part(id=milestone.id, kind=PartKind.MILESTONE, aim=aim)
    for entry in evidence.journal.about(milestone.id, MilestoneReached):
        if entry.day <= evidence.on:
            return _reached(part, entry.day, (entry.id or "",))
    if aim is None:
        return part
    first = first_day(goal.milestones, milestone.id) or goal.first_day or dt.date.min
    if aim.measure is None:
        counted = _counted(part, aim, evidence, first, milestone.due or goal.due)
        if counted.is_met and counted.day is not None:
            return _reached(part, counted.day, counted.entries)
        is_known = counted.is_known
    else:
        seen = evidence.observations(aim, first=first)
        part = attrs.evolve(part, unusable=seen.unusable)
        for value, day, used in zip(seen.values, seen.days, seen.entries, strict=True):
            if aim.is_met_by(value):
                return _reached(part, day, used)
        is_known = bool(seen.values)
    return attrs.evolve(part, raw=0.0, value=0.0) if is_known else part


def _reached(part: Part, day: dt.date, entries: tuple[str, ...]) -> Part:
    return attrs.evolve(part, raw=1.0, value=1.0, is_met=True, day=day, entries=entries)
