"""Progress: the weighted mean of what is in force, with unknown kept apart from nothing."""

from __future__ import annotations

import datetime as dt
import math
from enum import StrEnum
from fractions import Fraction

import attrs

from smartgoals._values import plain, refuse
from smartgoals._versions import first_day, in_force
from smartgoals.entries import MilestoneReached
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import ChangeKind, Direction, Toward
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.scoring._evidence import Evidence, Observations
from smartgoals.targets import Aim, Milestone, Target

__all__ = ["Part", "PartKind", "Progress", "progress"]

# What is not met is never shown as wholly there, not even at the very edge of a strict bound.
_ALMOST = math.nextafter(1.0, 0.0)
# Beyond this a ratio of two finite numbers says nothing, and their sum would no longer be finite.
_MOST = 1e300


class PartKind(StrEnum):
    """What a part of a progress is about."""

    TARGET = "target"
    MILESTONE = "milestone"


@attrs.frozen(kw_only=True)
class Part:
    """What one target or milestone adds to a progress, and from which evidence.

    Args:
        id: Id of the target or milestone.
        kind: Which of the two it is.
        share: How much of the whole it is: its weight over all weights, within [0, 1].
        aim: What counts as getting there; None for a milestone that somebody declares.
        baseline: Where it started; None if nobody said.
        observed: The latest value in the measure's unit, the count so far, or the share of
            observations that were good; None if there is none.
        required: For a count, how many are asked for after what was excused; None otherwise.
        raw: The way covered: 0 at the baseline, 1 at the aim, and beyond both as it comes. None
            if it is unknown.
        value: *raw* within [0, 1]; 1 exactly if it is met. None if it is unknown.
        is_met: Whether the aim is met, or the milestone reached.
        is_worse: Whether it is further from the aim than at the baseline.
        day: The day of the latest evidence.
        entries: Ids of the entries that were used, in order.
        unusable: Ids of entries that could not be used: in a unit that does not convert, or
            outside of the measure's range.
    """

    id: str
    kind: PartKind
    share: float = 0.0
    aim: Aim | None = None
    baseline: float | None = None
    observed: float | None = None
    required: int | None = None
    raw: float | None = None
    value: float | None = None
    is_met: bool = False
    is_worse: bool = False
    day: dt.date | None = None
    entries: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether there was evidence enough to say how far it came."""
        return self.value is not None

    @property
    def contribution(self) -> float:
        """What it adds to the whole: its share of its value; 0 while it is unknown."""
        return self.share * (self.value or 0.0)

    def __str__(self) -> str:
        """Say what is known in English, without a client's words."""
        if self.kind is PartKind.MILESTONE:
            return f"milestone {self.id}: {'reached' if self.is_met else 'still ahead'}"
        start = "" if self.baseline is None else f", from {plain(self.baseline)}"
        left_out = len(self.unusable)
        unused = f"; {left_out} could not be used" if left_out else ""
        return f"target {self.id}: {self.aim}{start}; {self._seen()}{unused}"

    def _seen(self) -> str:
        if self.observed is None:
            return "all excused so far" if self.entries else "nothing recorded yet"
        if self.required is not None:
            seen = f"{plain(self.observed)} so far of {self.required} asked"
        elif self.aim is not None and self.aim.is_held:
            good = round(self.observed * len(self.entries))
            seen = f"so in {good} of {len(self.entries)} observations"
        else:
            seen = f"now {plain(self.observed)}"
        if self.value is None:
            return f"{seen}; the way covered is unknown without a baseline"
        return f"{seen}; {percent(self.value)}"


@attrs.frozen(kw_only=True)
class Progress:
    """How far a goal came, and how that is known.

    Args:
        goal: Id of the goal.
        on: The date of judgement.
        value: Weighted mean of the parts within [0, 1], where an unknown part has earned nothing
            yet; 1 exactly if every part that counts is met. None if nothing is known.
        raw: The same of the parts' raw values; None if nothing is known.
        evidence_share: The share of the weight that had evidence, within [0, 1].
        parts: The targets and milestones in force.
        notices: What a person has to see at once.
    """

    goal: str
    on: dt.date
    value: float | None
    raw: float | None
    evidence_share: float
    parts: tuple[Part, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def is_achieved(self) -> bool:
        """Whether all targets in force are met; False if there are none."""
        targets = [part for part in self.parts if part.kind is PartKind.TARGET]
        return bool(targets) and all(part.is_met for part in targets)

    @property
    def worsening(self) -> tuple[Part, ...]:
        """The parts that are further from their aim than at the baseline."""
        return tuple(part for part in self.parts if part.is_worse)

    def __str__(self) -> str:
        """Say it in English: notices, the whole, what got worse, the parts; no client's words."""
        # A notice comes before any percentage.
        lines = [f"notice: {notice}" for notice in self.notices]
        lines.append(f"{self.on.isoformat()}: {self._whole()}")
        # A drafted target's id begins with the goal's, which every line would repeat.
        parts = [
            attrs.evolve(part, id=part.id.removeprefix(f"{self.goal}:")) for part in self.parts
        ]
        lines += [f"  further away than at the start: {part.id}" for part in parts if part.is_worse]
        lines += [f"  {part}" for part in parts]
        return "\n".join(lines)

    def _whole(self) -> str:
        if self.value is None:
            return "not enough information yet"
        open_share = "; not all of it is known yet" if self.evidence_share < 1 else ""
        return f"{percent(self.value)} of the way{open_share}"


def percent(share: float) -> str:
    """Return a share within [0, 1] as text, rounded down: 100 % only when it is."""
    # 29 of 100 times 100 is a little less than 29 in floating point, and is 29 % all the same.
    whole = math.floor(share * 100 + 1e-9)
    return f"{whole if share == 1 else min(whole, 99)} %"


def progress(goal: Goal, journal: Journal, *, on: dt.date) -> Progress:
    """Return how far *goal* came by the end of *on*, as far as *journal* knows.

    Only what was in force on *on* counts, and only entries about days up to *on*. For what was
    known at some moment, pass ``journal.as_of(moment)``.

    A measure's part runs from the baseline (0) to the nearest good value (1), by the latest entry
    since the target began. A count's part is done over required, where occasions that were skipped
    or fell into an absence are not required. A part that is held is the share of its observations
    that were good. Without evidence, or without a baseline while the aim is not met, a part is
    unknown: it has earned nothing yet, keeps its weight, and is shown as unknown.

    Args:
        goal: The goal.
        journal: The journal of the goal's subject.
        on: The date of judgement.

    Returns:
        The weighted mean with its parts; their contributions sum to it within 1e-12.

    Raises:
        InvalidValueError: If the journal is another person's, or *on* is no date.

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
    evidence = Evidence(goal=goal, journal=journal, on=on)
    targets = in_force(goal.targets, on)
    milestones = in_force(goal.milestones, on)
    weights = [target.weight for target in targets] + [one.weight for one in milestones]
    shares = _shares(weights)
    parts = tuple(
        attrs.evolve(part, share=share)
        for share, part in zip(
            shares,
            (
                *(_target(target, evidence) for target in targets),
                *(_milestone(milestone, evidence) for milestone in milestones),
            ),
            strict=True,
        )
    )
    # A weight may be too small for a share of its own, and counts all the same.
    counting = [part for weight, part in zip(weights, parts, strict=True) if weight > 0]
    known = [part for part in counting if part.is_known]
    value = raw = None
    if known:
        value = min(math.fsum(part.contribution for part in known), _ALMOST)
        if all(part.is_met for part in counting):
            value = 1.0
        raw = math.fsum(part.share * (part.raw or 0.0) for part in known)
    return Progress(
        goal=goal.id,
        on=on,
        value=value,
        raw=raw,
        evidence_share=_whole_share(known, counting),
        parts=parts,
        notices=tuple(
            notice
            for target, part in zip(targets, parts, strict=False)
            for notice in _worsening(target, part)
        ),
    )


def check_judgement(goal: Goal, journal: Journal, on: dt.date) -> None:
    """Check what every judgement of a goal is given."""
    if not isinstance(goal, Goal):
        refuse("goal", "a Goal", goal)
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


def _target(target: Target, evidence: Evidence) -> Part:
    goal, aim = evidence.goal, target.aim
    first = first_day(goal.targets, target.id) or goal.first_day or dt.date.min
    due = target.due or goal.due
    part = Part(id=target.id, kind=PartKind.TARGET, aim=aim, baseline=target.baseline)
    if aim.measure is None:
        return _counted(part, aim, evidence, first, due)
    seen = evidence.observations(aim.measure, first=first)
    part = attrs.evolve(part, unusable=seen.unusable)
    if aim.is_held:
        # What is to be held is held when its time is over, and not on its first good day.
        return _held(part, aim, seen, is_over=due is None or evidence.on >= due)
    return _measured(part, aim, seen)


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
        day=seen.days[-1],
        entries=seen.entries,
    )


def _measured(part: Part, aim: Aim, seen: Observations) -> Part:
    if not seen.values:
        return part
    part = attrs.evolve(part, day=seen.days[-1])
    latest = seen.values[-1]
    part = attrs.evolve(part, observed=latest, entries=seen.entries[-1:])
    if part.baseline is None:
        # Being there needs no baseline; the way there does.
        return (
            attrs.evolve(part, raw=1.0, value=1.0, is_met=True) if aim.is_met_by(latest) else part
        )
    raw = _way(aim, part.baseline, latest)
    is_met = aim.is_met_by(latest)
    return attrs.evolve(
        part,
        raw=raw,
        value=1.0 if is_met else min(max(raw, 0.0), _ALMOST),
        is_met=is_met,
        is_worse=_is_further(aim, latest, part.baseline),
    )


def _is_further(aim: Aim, value: float, than: float) -> bool:
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
    if not seen.is_known or required < 1:
        return attrs.evolve(part, entries=seen.entries, day=seen.day)
    raw = seen.done / required
    return attrs.evolve(
        part,
        observed=seen.done,
        required=required,
        raw=raw,
        value=min(raw, 1.0),
        is_met=raw >= 1,
        entries=seen.entries,
        day=seen.day,
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
        seen = evidence.observations(aim.measure, first=first)
        part = attrs.evolve(part, unusable=seen.unusable)
        for value, day, used in zip(seen.values, seen.days, seen.entries, strict=True):
            if aim.is_met_by(value):
                return _reached(part, day, (used,))
        is_known = bool(seen.values)
    return attrs.evolve(part, raw=0.0, value=0.0) if is_known else part


def _reached(part: Part, day: dt.date, entries: tuple[str, ...]) -> Part:
    return attrs.evolve(part, raw=1.0, value=1.0, is_met=True, day=day, entries=entries)


def _worsening(target: Target, part: Part) -> list[Notice]:
    """Return the notice of a measure that got worse by more than its unreliability explains."""
    measure = target.aim.measure
    if measure is None or measure.instrument is None or target.aim.is_held:
        return []
    if part.baseline is None or part.observed is None:
        return []
    change = part.observed - part.baseline
    worse = change if measure.direction is Direction.DOWN else -change
    points = [
        threshold.points
        for threshold in measure.instrument.thresholds
        if threshold.kind is ChangeKind.RELIABLE and threshold.toward is not Toward.BETTER
    ]
    # The smallest of several published numbers: a notice too many is better than one too few.
    if not points or worse < min(points):
        return []
    return [
        Notice(
            kind=NoticeKind.RELIABLE_WORSENING,
            source=NoticeSource.MEASURE,
            entries=part.entries,
        )
    ]
