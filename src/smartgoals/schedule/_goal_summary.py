"""One goal in some days: where it stands, what became of it, and how that is said to whom."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator

import attrs

from smartgoals._audience import Audience
from smartgoals._values import as_tuple, plain
from smartgoals._versions import in_force
from smartgoals.entries import Course
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.notices import Notice
from smartgoals.schedule._celebrations import Celebration, celebrations
from smartgoals.schedule._closure import Closure, closure
from smartgoals.schedule._earned import has_gaps, is_earned
from smartgoals.schedule._lifecycle import closed_change, last_day
from smartgoals.schedule._next_question import NextQuestion, QuestionCode
from smartgoals.schedule._said import Recorded, names_of
from smartgoals.schedule._target_change import TargetChange, target_change
from smartgoals.scoring._achievement import Achievement, AchievementBasis
from smartgoals.scoring._adherence import Adherence, adherence
from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._parts import Progress, percent
from smartgoals.scoring._progress import progress
from smartgoals.targets import Milestone, Target

__all__ = ["GoalSummary", "goal_summary"]

_DAY = dt.timedelta(days=1)
_GOOD = {Course.MET, Course.ON_COURSE}
_QUESTION_OF = {
    Course.WORSENING: QuestionCode.HARDER,
    Course.OFF_COURSE: QuestionCode.ANOTHER_LOOK,
    Course.UNKNOWN: QuestionCode.UNKNOWN,
    Course.MET: QuestionCode.REACHED,
    Course.ON_COURSE: QuestionCode.ON_COURSE,
}


@attrs.frozen(kw_only=True)
class GoalSummary:
    """What became of one goal in some days.

    Args:
        goal: Id of the goal.
        lifecycle: Where the agreement stood at the end of the last day.
        achievement: Course and achievement on the last day.
        progress: The progress on the last day.
        before: The progress on the day before the first; None if there is no such day.
        change: The value of *progress* less that of *before*, within [-1, 1]; None if one of them
            is unknown, or if what counts was agreed anew in between.
        adherence: How much of what was due in these days was done.
        targets: What became of each target in force.
        celebrations: What there is to celebrate.
        closure: How it ended in these days; None if it did not.
        entries: Ids of the entries about it from these days.
        statement: The goal in the person's words.
        is_harder: Whether there is a notice about it, or about a measure that it watches.
        has_gaps: Whether of a limit in it some of these days are unknown.
        is_earned: Whether what it has reached was seen: held to its end, and no day is unknown.
    """

    goal: str
    lifecycle: Lifecycle
    achievement: Achievement
    progress: Progress
    before: Progress | None
    change: float | None
    adherence: Adherence
    targets: tuple[TargetChange, ...] = attrs.field(default=(), converter=as_tuple)
    celebrations: tuple[Celebration, ...] = attrs.field(default=(), converter=as_tuple)
    closure: Closure | None = None
    entries: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    statement: str = attrs.field(default="", repr=False)
    is_harder: bool = False
    has_gaps: bool = False
    is_earned: bool = True

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a person has to see at once."""
        rated = () if self.closure is None else self.closure.outcomes
        notices = [*self.achievement.notices, *(one for told in rated for one in told.notices)]
        return tuple(dict.fromkeys(notices))

    @property
    def basis(self) -> AchievementBasis:
        """The evidence as a client may be told: nothing good that silence or a notice denies."""
        seen = self.achievement.basis
        if self.is_harder:
            return attrs.evolve(seen, is_met=False, change=ChangeCategory.DETERIORATED)
        if seen.course not in _GOOD:
            return seen
        if self.has_gaps:
            return AchievementBasis()
        return seen if self.is_earned else attrs.evolve(seen, is_met=False, is_behind=False)

    @property
    def question(self) -> NextQuestion:
        """What to begin with when it is talked about."""
        if self.closure is not None:
            code = QuestionCode.KEEP_UP if self.closure.keep_up else QuestionCode.ENDED
        elif self.lifecycle is Lifecycle.ON_HOLD:
            code = QuestionCode.ON_HOLD
        elif self.lifecycle is not Lifecycle.ACTIVE:
            code = QuestionCode.NOT_BEGUN
        else:
            code = _QUESTION_OF[self.basis.course]
        return NextQuestion(code=code, goal=self.goal)

    @property
    def said(self) -> str:
        """How it stands in words that a client may read: what is there, and no comparison down."""
        strengths = [] if self.is_harder else list(self._strengths())
        lines = ["; ".join([f"{self.goal}: {self._standing()}", *strengths])]
        if not self.is_harder:
            lines += [
                f"  {target.id.removeprefix(f'{self.goal}:')}: {target.said}"
                for target in self.targets
                if target.is_nearer
            ]
        if self.closure is not None and self.closure.keep_up:
            lines.append(f"  to keep up: {', '.join(self.closure.keep_up)}")
        return "\n".join(lines)

    def _standing(self) -> str:
        if self.closure is not None:
            # That it was reached is nothing to say beside what got harder.
            end = attrs.evolve(self.closure, why=None) if self.is_harder else self.closure
            return end.said
        if self.lifecycle is Lifecycle.ON_HOLD:
            return "rests for now"
        if self.lifecycle is not Lifecycle.ACTIVE:
            return "not begun yet"
        return self.basis.said

    def _strengths(self) -> Iterator[str]:
        done = math.fsum([self.adherence.done, self.adherence.extra])
        if done:
            yield _often(done)
        if self.has_gaps or not self.is_earned:
            return
        now, was = self.progress.value, self._was
        if now and was is not None and percent(was) != percent(now):
            if was < now:
                yield f"from {percent(was)} to {percent(now)} of the way"
        elif now:
            yield f"{percent(now)} of the way"

    @property
    def _was(self) -> float | None:
        """What the progress is compared with; None where that cannot be."""
        return None if self.before is None or self.change is None else self.before.value

    def __str__(self) -> str:
        """Say it to a clinician: standing, numbers, targets, its end; no client's words."""
        basis = self.achievement.basis
        standing = f"course {basis.course}, achievement {basis.status}, {self._way()}"
        lines = [f"{self.goal} ({self.lifecycle}): {standing}"]
        if self.adherence.parts:
            told = str(self.adherence).partition(": ")[2].splitlines()
            lines += [f"  steps: {told[0]}", *(f"  {line}" for line in told[1:])]
        lines += [
            f"  target {attrs.evolve(target, id=target.id.removeprefix(f'{self.goal}:'))}"
            for target in self.targets
        ]
        if self.closure is not None:
            lines += [f"  {line}" for line in str(self.closure).splitlines()]
        lines.append(f"  entries in these days: {len(self.entries)}")
        return "\n".join(lines)

    def _way(self) -> str:
        if self.progress.value is None:
            return "progress unknown"
        now, was = percent(self.progress.value), self._was
        if was is None:
            return f"progress {now}"
        is_same = percent(was) == now
        return f"progress stays at {now}" if is_same else f"progress from {percent(was)} to {now}"


def _often(done: float) -> str:
    if done < 1:
        return "done in part"
    return "done once" if done == 1 else f"done {plain(done)} times"


def goal_summary(
    goal: Goal,
    journal: Journal,
    *,
    seen: Achievement,
    recorded: Recorded,
    harder: Collection[str],
    streaks: bool,
    has_died: bool,
) -> GoalSummary:
    """Return what became of a goal in some days.

    Args:
        goal: The goal.
        journal: The journal of its subject.
        seen: How it was going on the last day.
        recorded: What was recorded in these days.
        harder: Ids of the measures that a notice is about, in whichever goal it was found.
        streaks: Whether streaks are wanted.
        has_died: Whether the person died, so that there is nobody to celebrate with.
    """
    since, on = recorded.since, recorded.on
    now = progress(goal, journal, on=on)
    before = None if since == dt.date.min else progress(goal, journal, on=since - _DAY)
    change = closed_change(goal, on)
    # Progress has the targets in force first, in the order of the goal.
    targets = zip(in_force(goal.targets, on), now.parts, strict=False)
    ended = None if change is None else closure(goal, journal, change, on=on, keeps_up=not has_died)
    if ended is not None and recorded.audience is Audience.CLIENT:
        # Nobody wrote it for them to read.
        ended = attrs.evolve(ended, reason="")
    told = GoalSummary(
        goal=goal.id,
        lifecycle=goal.lifecycle_on(on),
        achievement=seen,
        progress=now,
        before=before,
        change=_change(goal, now, before),
        adherence=adherence(goal, journal, on=on, since=since),
        targets=[
            target_change(target, goal, journal, since=since, now=part, before=before, on=on)
            for target, part in targets
        ],
        closure=ended,
        entries=[entry.id or "" for entry in recorded.about(names_of([goal]))],
        statement=goal.statement,
        has_gaps=has_gaps(goal, journal, since=since, on=on),
        is_earned=all(is_earned(goal, journal, part, on=on) for part in now.parts if part.is_met),
    )
    watched = [target.aim.measure for target in in_force(goal.targets, on)]
    is_harder = bool(told.notices) or any(each and each.id in harder for each in watched)
    told = attrs.evolve(told, is_harder=is_harder)
    if has_died:
        return told
    return attrs.evolve(
        told,
        celebrations=celebrations(
            goal,
            journal,
            since=since,
            on=last_day(goal, on),
            before=None if before is None else last_day(goal, before.on),
            closed=change,
            streaks=streaks,
            is_harder=is_harder,
            harder=harder,
        ),
    )


def _change(goal: Goal, now: Progress, before: Progress | None) -> float | None:
    """Return how much further it came; None where two different agreements would be compared."""
    if before is None or now.value is None or before.value is None:
        return None
    is_same = _counting(goal, before.on) == _counting(goal, now.on)
    return now.value - before.value if is_same else None


def _counting(goal: Goal, day: dt.date) -> tuple[list[Target], list[Milestone]]:
    milestones = in_force(goal.milestones, day)
    return list(in_force(goal.targets, day)), [each for each in milestones if each.weight > 0]
