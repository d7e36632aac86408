"""Course and achievement: one table from the evidence to what a review and FHIR call it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction

import attrs

from smartgoals._values import as_optional_number, is_in, is_int, is_number, plain, refuse
from smartgoals._versions import first_day, in_force
from smartgoals.entries import Course, RatingKind
from smartgoals.goals import ClosingReason, Goal
from smartgoals.journal import Journal
from smartgoals.measures import ChangeKind, ChangeThreshold, Direction, Measure, Toward
from smartgoals.notices import Notice
from smartgoals.scoring._adherence import adherence
from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._change import as_written
from smartgoals.scoring._evidence import Evidence, Observations
from smartgoals.scoring._parts import Part
from smartgoals.scoring._progress import check_judgement, first_of, is_further, progress
from smartgoals.scoring._ratings import ratings_of
from smartgoals.scoring._slopes import theil_sen
from smartgoals.scoring._worsening import notice_of, published, worsened
from smartgoals.targets import Aim, Target

__all__ = ["Achievement", "AchievementBasis", "AchievementPart", "AchievementStatus", "achievement"]

# Less of the way than this is little or no progress. Ours: FHIR gives no number.
_LITTLE = 0.1
# A change needs two looks, and a level three; a line is drawn through the last looks. Ours as well.
_LOOKS = 2
_ENOUGH = 3
_MOST_LOOKS = 200
# Beyond this a difference can no longer be reckoned with.
_FARTHEST = 1e300
_TREND_CONFIDENCE = 0.8


class AchievementStatus(StrEnum):
    """How far a goal came, in the codes of FHIR's goal-achievement."""

    IN_PROGRESS = "in-progress"
    """Sought and not yet reached, also where it was reached once and is sought again."""
    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_CHANGE = "no-change"
    """Sought, and the trend is flat."""
    ACHIEVED = "achieved"
    SUSTAINING = "sustaining"
    """Reached, and something has to be done to keep it."""
    NOT_ACHIEVED = "not-achieved"
    NO_PROGRESS = "no-progress"
    """Not reached, with little or no progress."""
    NOT_ATTAINABLE = "not-attainable"
    """Somebody found that it cannot be reached; it is never inferred."""

    @property
    def parent(self) -> AchievementStatus:
        """The broader code that it belongs to; itself if it is one."""
        return _PARENT.get(self, self)


_PARENT = {
    AchievementStatus.IMPROVING: AchievementStatus.IN_PROGRESS,
    AchievementStatus.WORSENING: AchievementStatus.IN_PROGRESS,
    AchievementStatus.NO_CHANGE: AchievementStatus.IN_PROGRESS,
    AchievementStatus.SUSTAINING: AchievementStatus.ACHIEVED,
    AchievementStatus.NO_PROGRESS: AchievementStatus.NOT_ACHIEVED,
    AchievementStatus.NOT_ATTAINABLE: AchievementStatus.NOT_ACHIEVED,
}


@attrs.frozen(kw_only=True)
class AchievementBasis:
    """The evidence that a course and an achievement rest on, and the table that reads it.

    Args:
        is_met: Whether it is reached now.
        is_closed: Whether the goal has ended.
        is_continuous: Whether it is to be kept up once it is reached.
        is_not_attainable: Whether somebody found that it cannot be reached.
        observations: How many looks there were, the baseline's among them.
        change: What became of it since the baseline, or since the best that was held; None if that
            cannot be told.
        progress: How much of the way is covered, 0 at the baseline and 1 at the aim; None if it is
            unknown.
        is_behind: Whether less was done than is needed by now to get there, or what is to be held
            is not; None if that cannot be told.

    Example:
        >>> from smartgoals.scoring import AchievementBasis, ChangeCategory
        >>> basis = AchievementBasis(observations=3, change=ChangeCategory.IMPROVED, progress=0.4)
        >>> str(basis.status), str(basis.course)
        ('improving', 'on-course')
    """

    is_met: bool = attrs.field(default=False, validator=is_in(bool))
    is_closed: bool = attrs.field(default=False, validator=is_in(bool))
    is_continuous: bool = attrs.field(default=False, validator=is_in(bool))
    is_not_attainable: bool = attrs.field(default=False, validator=is_in(bool))
    observations: int = attrs.field(default=0, validator=is_int(0))
    change: ChangeCategory | None = attrs.field(default=None, validator=is_in(ChangeCategory))
    progress: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    is_behind: bool | None = attrs.field(default=None, validator=is_in(bool))

    @property
    def status(self) -> AchievementStatus:
        """What FHIR calls it."""
        if self.is_not_attainable:
            return AchievementStatus.NOT_ATTAINABLE
        if self.is_met:
            return (
                AchievementStatus.SUSTAINING if self.is_continuous else AchievementStatus.ACHIEVED
            )
        if self.is_closed:
            is_little = self.progress is not None and self.progress < _LITTLE
            is_better = self.change is not None and self.change.is_better
            return (
                AchievementStatus.NO_PROGRESS
                if is_little and not is_better
                else AchievementStatus.NOT_ACHIEVED
            )
        if self.observations < _LOOKS or self.change is None:
            return AchievementStatus.IN_PROGRESS
        if self.change.is_better:
            return AchievementStatus.IMPROVING
        return AchievementStatus.WORSENING if self.change.is_worse else AchievementStatus.NO_CHANGE

    @property
    def said(self) -> str:
        """The course in words that a client may read; of a goal that has ended, that it has."""
        return "ended" if self.is_closed and not self.is_met else _SAID[self.course]

    @property
    def course(self) -> Course:
        """How it is going, for a review."""
        if self.is_met:
            return Course.MET
        # One look that is reliably worse is enough to look again; one that is better is not.
        if self.change is not None and self.change.is_worse:
            return Course.WORSENING
        if self.is_behind is not None:
            return Course.OFF_COURSE if self.is_behind else Course.ON_COURSE
        if self.observations < _LOOKS or self.change is None:
            return Course.UNKNOWN
        return Course.ON_COURSE if self.change.is_better else Course.OFF_COURSE


@attrs.frozen(kw_only=True)
class AchievementPart:
    """How one target is going, and from what that is known.

    Args:
        id: Id of the target.
        basis: The evidence.
        baseline: Where it started; None if nobody said.
        baseline_entry: Id of the entry that the baseline came from.
        latest: The latest value in the measure's unit, or the count so far; None if there is none.
        threshold: The published change by which it was judged; None if it was judged by its values,
            or by what was done.
        entries: Ids of the entries that were used.
        unusable: Ids of entries that could not be used.
    """

    id: str
    basis: AchievementBasis
    baseline: float | None = None
    baseline_entry: str | None = None
    latest: float | None = None
    threshold: ChangeThreshold | None = None
    entries: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in English, without a client's words."""
        start = "" if self.baseline is None else f" from {plain(self.baseline)}"
        now = "" if self.latest is None else f" to {plain(self.latest)}" if start else ""
        by = ""
        if self.threshold is not None:
            by = f"; {plain(self.threshold.points)} points count as a change"
        left = f"; {len(self.unusable)} could not be used" if self.unusable else ""
        return f"{self.id}{start}{now}: {self.basis.said}{by}{left}"


_SAID = {
    Course.UNKNOWN: "not enough information yet",
    Course.WORSENING: "getting harder lately",
    Course.OFF_COURSE: "worth another look together",
    Course.ON_COURSE: "on course",
    Course.MET: "reached",
}


@attrs.frozen(kw_only=True)
class Achievement:
    """How a goal is going and how far it came, with what that rests on.

    Args:
        goal: Id of the goal.
        on: The date of judgement.
        basis: The evidence of the whole.
        parts: The targets in force.
        notices: What a person has to see at once.
    """

    goal: str
    on: dt.date
    basis: AchievementBasis
    parts: tuple[AchievementPart, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def status(self) -> AchievementStatus:
        """How far it came, as FHIR calls it."""
        return self.basis.status

    @property
    def course(self) -> Course:
        """How it is going, for a review."""
        return self.basis.course

    def __str__(self) -> str:
        """Say it in English: notices, the whole, the targets; no client's words."""
        lines = [f"notice: {notice}" for notice in self.notices]
        lines.append(f"{self.on.isoformat()}: {self.basis.said} ({self.status})")
        for part in self.parts:
            short = attrs.evolve(part, id=part.id.removeprefix(f"{self.goal}:"))
            lines.append(f"  {short}")
        return "\n".join(lines)


def achievement(
    goal: Goal,
    journal: Journal,
    *,
    on: dt.date,
    better: ChangeThreshold | None = None,
    worse: ChangeThreshold | None = None,
) -> Achievement:
    """Return how *goal* was going by the end of *on*, and how far it came.

    A measure is judged by a published change, from its baseline and from the best level that was
    held since, or by its values where no such change is known; a count by whether as much was done
    as is needed by now. A goal without targets is judged by how its attainment was rated: it is
    reached if all raters say so. The worst part speaks for the whole, and a part of which too
    little is known leaves the whole unknown.

    That a goal cannot be reached is only ever said by a person, who closed it for that reason.

    Args:
        goal: The goal.
        journal: The journal of the goal's subject.
        on: The date of judgement.
        better: The change that counts as better, for every measure; None for the largest reliable
            one that the measure's instrument names.
        worse: The change that counts as worse; None for the smallest such. A notice too many is
            better than one too few.

    Returns:
        Course and achievement with their basis.

    Raises:
        InvalidValueError: If the journal is another person's, if *on* is no date, or if a threshold
            speaks of the other way only.

    Source:
        The codes are those of HL7's goal-achievement; the table is ours, see
        :doc:`/explanation/achievement`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Aim, Goal, Journal, Measured, Target
        >>> from smartgoals.instruments import instrument
        >>> from smartgoals.scoring import achievement
        >>> anxiety = instrument("gad7").measure()
        >>> goal = Goal(
        ...     id="g-1", subject="c-17", statement="I will be less anxious.",
        ...     targets=[Target(id="gad7", aim=Aim.at_most(4, anxiety), baseline=16)],
        ... )
        >>> at = dt.datetime(2025, 3, 3, 8, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     Measured(measure="gad7", value=9, day=at.date(), id="e-1", recorded_at=at)])
        >>> print(achievement(goal, journal, on=at.date()))
        2025-03-03: on course (improving)
          gad7 from 16 to 9: on course; 6 points count as a change
    """
    check_judgement(goal, journal, on)
    _check_way("better", better, Toward.WORSE)
    _check_way("worse", worse, Toward.BETTER)
    evidence = Evidence(goal=goal, journal=journal, on=on)
    judge = _Judge(goal=goal, evidence=evidence, better=better, worse=worse)
    seen = progress(goal, journal, on=on)
    # Progress has the targets in force first, in the order of the goal.
    parts = tuple(
        judge.part(target, part)
        for target, part in zip(in_force(goal.targets, on), seen.parts, strict=False)
    )
    whole = (
        judge.whole([part.basis for part in parts])
        if parts
        else judge.rated(is_met=seen.value == 1)
    )
    # Of a goal of which part is unknown nobody can say that little of the way was covered.
    covered = seen.raw if seen.evidence_share == 1 else None
    return Achievement(
        goal=goal.id,
        on=on,
        basis=attrs.evolve(whole, progress=covered),
        parts=parts,
        notices=tuple(dict.fromkeys([*seen.notices, *judge.notices(in_force(goal.targets, on))])),
    )


def _check_way(field: str, threshold: ChangeThreshold | None, other: Toward) -> None:
    if threshold is not None and (
        not isinstance(threshold, ChangeThreshold) or threshold.toward is other
    ):
        refuse(field, f"a ChangeThreshold that speaks of a change for the {field}", threshold)


@attrs.frozen(kw_only=True)
class _Judge:
    """What every part of a goal is judged by."""

    goal: Goal
    evidence: Evidence
    better: ChangeThreshold | None
    worse: ChangeThreshold | None

    @property
    def on(self) -> dt.date:
        return self.evidence.on

    def basis(
        self,
        *,
        is_met: bool,
        observations: int,
        change: ChangeCategory | None = None,
        is_behind: bool | None = None,
        progress: float | None = None,
    ) -> AchievementBasis:
        closing = None
        for moved in self.goal.lifecycle_history:
            if moved.day is None or moved.day <= self.on:
                closing = moved.closing
        return AchievementBasis(
            # That it is achieved, and that it cannot be, is a person's word.
            is_met=is_met or closing is ClosingReason.ACHIEVED,
            is_closed=self.goal.lifecycle_on(self.on).is_closed,
            is_continuous=self.goal.continuous,
            is_not_attainable=closing is ClosingReason.NOT_ATTAINABLE,
            observations=observations,
            change=change,
            is_behind=is_behind,
            progress=progress,
        )

    def part(self, target: Target, part: Part) -> AchievementPart:
        measure = target.aim.measure
        first = first_of(target, self.goal)
        threshold = change = is_behind = None
        looks = part.observations
        latest = part.observed
        if measure is None:
            is_behind = self._is_behind(target, part)
        else:
            seen = self.evidence.observations(
                target.aim, first=first, baseline_entry=part.baseline_entry
            )
            latest = seen.values[-1] if seen.values else None
            # The baseline is one look, also where its own entry is among the values.
            looks = sum(part.baseline_entry not in group for group in seen.entries)
            looks += part.baseline is not None
            change, threshold = self._change(target, measure, part, seen)
            if target.aim.is_held and latest is not None:
                is_behind = not target.aim.is_met_by(latest)
        return AchievementPart(
            id=part.id,
            basis=self.basis(
                is_met=part.is_met,
                observations=looks,
                change=change,
                is_behind=is_behind,
                progress=part.raw,
            ),
            baseline=part.baseline,
            baseline_entry=part.baseline_entry,
            latest=latest,
            threshold=threshold,
            entries=part.entries,
            unusable=part.unusable,
        )

    def _change(
        self, target: Target, measure: Measure, part: Part, seen: Observations
    ) -> tuple[ChangeCategory | None, ChangeThreshold | None]:
        aim = target.aim
        up = self.better or published(measure, Toward.BETTER)
        down = self.worse or published(measure, Toward.WORSE)
        if not _is_contrary(aim, measure) and self._worse_entries(target):
            return ChangeCategory.DETERIORATED, down
        if aim.is_held or not seen.values:
            return None, None
        if part.baseline is not None and aim.per is None:
            gain = _exact_gap(aim, part.baseline) - _exact_gap(aim, seen.values[-1])
            if down is not None and -gain >= as_written(down.points):
                return ChangeCategory.DETERIORATED, down
            if up is not None and gain >= as_written(up.points):
                return ChangeCategory.IMPROVED, up
            limit = up if gain > 0 else down
            if limit is not None:
                return ChangeCategory.UNCHANGED, limit
        return _by_values(aim, part.baseline, seen), None

    def _worse_entries(self, target: Target) -> tuple[str, ...]:
        """Return the ids of the values that are worse by the threshold at hand."""
        measure = target.aim.measure
        down = self.worse
        if down is None and measure is not None:
            down = published(measure, Toward.WORSE)
        return worsened(target, self.evidence, down, first=first_of(target, self.goal))

    def notices(self, targets: Iterable[Target]) -> tuple[Notice, ...]:
        """Return what a caller's own reliable change finds."""
        if self.worse is None or self.worse.kind is not ChangeKind.RELIABLE:
            return ()
        return tuple(
            notice for target in targets for notice in notice_of(self._worse_entries(target))
        )

    def _is_behind(self, target: Target, part: Part) -> bool | None:
        """Return whether less was done than an even pace asks; None if unknown days decide."""
        aim = target.aim
        steps = {step.id for step in self.goal.plan.steps if step.recurrence is not None}
        if aim.step not in steps or aim.out_of is None:
            return None
        since = first_day(self.goal.targets, target.id) or self.goal.first_day
        seen = adherence(self.goal, self.evidence.journal, on=self.on, since=since, of=aim.step)
        left = aim.out_of - Fraction(seen.excused)
        if part.observed is None or part.required is None or not seen.due or left <= 0:
            return None
        needed = part.required * min(Fraction(seen.due) / left, Fraction(1))
        if part.observed >= needed:
            return False
        return None if part.observed + seen.unknown >= needed else True

    def whole(self, bases: list[AchievementBasis]) -> AchievementBasis:
        """Let the part that goes worst speak for all; reached is what all have reached."""
        still_open = [basis for basis in bases if not basis.is_met]
        return min(
            still_open or bases,
            key=lambda basis: (_WORST_FIRST.index(basis.course), basis.observations),
        )

    def rated(self, *, is_met: bool) -> AchievementBasis:
        """Return what its milestones and its ratings say of a goal without targets."""
        said, _ = ratings_of(
            self.goal, self.evidence.journal, on=self.on, kind=RatingKind.ATTAINMENT
        )
        latest = {entry.rater: entry.value for entry in said}
        scale = self.goal.attainment
        start = None if scale is None else scale.baseline
        change = None
        if latest and start is not None:
            levels = [(level > start) - (level < start) for level in latest.values()]
            change = _OF_SIGN[min(levels)]
        return self.basis(
            is_met=min(latest.values()) >= 0 if latest else is_met,
            observations=len(said) + (start is not None),
            change=change,
        )


_OF_SIGN = {
    -1: ChangeCategory.DETERIORATED,
    0: ChangeCategory.UNCHANGED,
    1: ChangeCategory.IMPROVED,
}
_WORST_FIRST = [Course.WORSENING, Course.OFF_COURSE, Course.UNKNOWN, Course.ON_COURSE, Course.MET]


def _is_contrary(aim: Aim, measure: Measure) -> bool:
    """Return whether the aim lies the other way than what is better for the measure."""
    if aim.low is not None and aim.high is not None:
        return False
    return (aim.low is None) is (measure.direction is Direction.UP)


def _exact_gap(aim: Aim, value: float) -> Fraction:
    """Return how far a value is from the aim as both are written; below 0 beyond its only bound."""
    number = as_written(value)
    gaps = []
    if aim.low is not None:
        gaps.append(as_written(aim.low) - number)
    if aim.high is not None:
        gaps.append(number - as_written(aim.high))
    return gaps[0] if len(gaps) == 1 else max(*gaps, Fraction())


def _by_values(aim: Aim, baseline: float | None, seen: Observations) -> ChangeCategory | None:
    """Return what the values say where nobody published how much is a change.

    They are looked at as distances from the aim, so better is nearer, whichever way that is.
    """
    gaps = [_finite_gap(aim, value) for value in seen.values[-_MOST_LOOKS:]]
    line = _way(seen.days[-_MOST_LOOKS:], gaps)
    start = gaps[0] if baseline is None else _finite_gap(aim, baseline)
    little = _LITTLE * abs(start)
    is_known = baseline is not None and len(gaps) >= _ENOUGH
    last = gaps[-_ENOUGH:]
    if is_known and all(gap - start >= little > 0 for gap in last):
        return ChangeCategory.DETERIORATED
    if _is_relapse(gaps, start):
        return ChangeCategory.DETERIORATED
    if baseline is not None and is_further(aim, seen.values[-1], baseline):
        # One look alone: nobody can tell yet, and praise can wait.
        return ChangeCategory.DETERIORATED if line is ChangeCategory.DETERIORATED else None
    if is_known and all(start - gap >= little for gap in last):
        return ChangeCategory.IMPROVED
    return line


def _is_relapse(gaps: Sequence[float], start: float) -> bool:
    """Return whether two looks in a row gave back half of at least half of the way."""
    *before, last_but_one, last = [start, *gaps]
    if not before:
        return False
    # The middle one of three: a single good day is no level that was reached.
    best = min(
        sorted(before[n : n + _ENOUGH])[len(before[n : n + _ENOUGH]) // 2]
        for n in range(max(1, len(before) - _ENOUGH + 1))
    )
    gained = start - best
    return gained >= start / 2 > 0 and min(last_but_one, last) - best >= gained / 2


def _finite_gap(aim: Aim, value: float) -> float:
    return min(max(aim.gap(value), -_FARTHEST), _FARTHEST)


def _way(days: Sequence[dt.date], gaps: Sequence[float]) -> ChangeCategory | None:
    """Return which way a line through distances leads; nothing while it may lead either way."""
    line = theil_sen([day.toordinal() for day in days], gaps, confidence=_TREND_CONFIDENCE)
    if line is None or not line.is_enough:
        return None
    if line.low == line.high == 0:
        return ChangeCategory.UNCHANGED
    if line.low > 0:
        return ChangeCategory.DETERIORATED
    return ChangeCategory.IMPROVED if line.high < 0 else None
