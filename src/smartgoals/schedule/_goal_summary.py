"""One goal in some days: where it stands, what became of it, and how that is said to whom."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

import attrs

from smartgoals._values import as_tuple, plain
from smartgoals._versions import in_force
from smartgoals.entries import Course, NoteKind
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.notices import Notice
from smartgoals.schedule._celebrations import Celebration, celebrations
from smartgoals.schedule._closure import Closure, closure
from smartgoals.schedule._lifecycle import closed_change, last_day
from smartgoals.schedule._next_question import NextQuestion, QuestionCode
from smartgoals.schedule._said import names_of, recorded
from smartgoals.schedule._target_change import TargetChange, target_change
from smartgoals.scoring._achievement import Achievement, achievement
from smartgoals.scoring._adherence import Adherence, adherence
from smartgoals.scoring._parts import Progress, percent
from smartgoals.scoring._progress import progress
from smartgoals.targets import Milestone, Target

__all__ = ["GoalSummary", "goal_summary"]

_DAY = dt.timedelta(days=1)
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

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a person has to see at once."""
        rated = () if self.closure is None else self.closure.outcomes
        notices = [*self.achievement.notices, *(one for told in rated for one in told.notices)]
        return tuple(dict.fromkeys(notices))

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
            code = _QUESTION_OF[self.achievement.course]
        return NextQuestion(code=code, goal=self.goal)

    @property
    def said(self) -> str:
        """How it stands in words that a client may read: what is there, and no comparison down."""
        strengths = [] if self.notices else list(self._strengths())
        lines = ["; ".join([f"{self.goal}: {self._standing()}", *strengths])]
        if not self.notices:
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
            return self.closure.said
        if self.lifecycle is Lifecycle.ON_HOLD:
            return "rests for now"
        if self.lifecycle is not Lifecycle.ACTIVE:
            return "not begun yet"
        return self.achievement.basis.said

    def _strengths(self) -> Iterator[str]:
        done = math.fsum([self.adherence.done, self.adherence.extra])
        if done:
            yield "done once" if done == 1 else f"done {plain(done)} times"
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
        return f"progress {now}" if was is None else f"progress from {percent(was)} to {now}"


def goal_summary(
    goal: Goal,
    journal: Journal,
    *,
    since: dt.date,
    on: dt.date,
    notes: frozenset[NoteKind],
    streaks: bool,
    has_died: bool,
) -> GoalSummary:
    """Return what became of a goal from *since* through *on*.

    Args:
        goal: The goal.
        journal: The journal of its subject.
        since: The first day.
        on: The last day, and the date of judgement.
        notes: The kinds of notes that count as recorded.
        streaks: Whether streaks are wanted.
        has_died: Whether the person died, so that there is nobody to celebrate with.
    """
    now = progress(goal, journal, on=on)
    before = None if since == dt.date.min else progress(goal, journal, on=since - _DAY)
    change = closed_change(goal, on)
    # Progress has the targets in force first, in the order of the goal.
    targets = zip(in_force(goal.targets, on), now.parts, strict=False)
    return GoalSummary(
        goal=goal.id,
        lifecycle=goal.lifecycle_on(on),
        achievement=achievement(goal, journal, on=on),
        progress=now,
        before=before,
        change=_change(goal, now, before),
        adherence=adherence(goal, journal, on=on, since=since),
        targets=[
            target_change(target, goal, journal, since=since, now=part, before=before, on=on)
            for target, part in targets
        ],
        celebrations=()
        if has_died
        else celebrations(
            goal,
            journal,
            since=since,
            on=last_day(goal, on),
            before=None if before is None else last_day(goal, before.on),
            closed=change,
            streaks=streaks,
        ),
        closure=None
        if change is None
        else closure(goal, journal, change, on=on, keeps_up=not has_died),
        entries=[
            entry.id or ""
            for entry in recorded(journal, names_of([goal]), since=since, on=on, notes=notes)
        ],
        statement=goal.statement,
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
