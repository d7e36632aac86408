"""What a client brings to a session, and what a review starts from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from smartgoals._audience import Audience
from smartgoals._values import as_tuple, refuse
from smartgoals.entries import NoteKind
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.notices import Notice
from smartgoals.schedule._celebrations import Celebration
from smartgoals.schedule._goal_summary import GoalSummary, goal_summary
from smartgoals.schedule._lifecycle import closed_change, has_died
from smartgoals.schedule._next_question import NextQuestion, QuestionCode
from smartgoals.schedule._said import Recorded, Said, SaidKind, names_of, note_kinds
from smartgoals.schedule._unseen import is_unseen, shown_by
from smartgoals.scoring._achievement import achievement
from smartgoals.scoring._ratings import agreed_goals

__all__ = ["Summary", "summary"]

_KIND_NOTICE = (
    "notice: Something has become harder for you lately. Please talk about it today with the "
    "person who works with you, or with somebody you trust."
)
_HEADINGS = {
    SaidKind.WORKED: "what worked",
    SaidKind.DID_NOT_WORK: "what was hard",
    SaidKind.REQUEST: "what was asked for",
    SaidKind.NOTE: "notes",
}


@attrs.frozen(kw_only=True)
class Summary:
    """What became of a person's goals in some days, for one reader.

    Its texts come from :meth:`render`; the values hold more than the texts say.

    Args:
        subject: Opaque id of the person.
        since: The first day.
        on: The last day, and the date of judgement.
        audience: Who reads it.
        goals: The goals that were open on the last day or ended in these days, in the order given.
        said: What was written down in words, in order of happening. For a client their own words,
            what was put down of a talk that they took part in, and the notes that are for them.
        notices: What a person has to see at once, whoever reads it.
        entries: Ids of the entries from these days that the reader may see, in order.
        left_out: Ids of the goals that are not in it: they ended before, were proposed later, or
            were never agreed.
        has_died: Whether a goal ended because the person died. Then there is nothing to celebrate
            and nothing to keep up, and nothing is addressed to the client.
    """

    subject: str
    since: dt.date
    on: dt.date
    audience: Audience
    goals: tuple[GoalSummary, ...] = attrs.field(default=(), converter=as_tuple)
    said: tuple[Said, ...] = attrs.field(default=(), converter=as_tuple)
    notices: tuple[Notice, ...] = attrs.field(default=(), converter=as_tuple)
    entries: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    left_out: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    has_died: bool = False

    @property
    def celebrations(self) -> tuple[Celebration, ...]:
        """What there is to celebrate, goal by goal; one target of two goals once."""
        every = [found for goal in self.goals for found in goal.celebrations]
        return tuple({_what(found): found for found in reversed(every)}.values())[::-1]

    @property
    def is_silent(self) -> bool:
        """Whether nothing was recorded in these days that the reader may see: an unknown, no no."""
        return not self.entries

    @property
    def next_question(self) -> NextQuestion | None:
        """The one question to begin with; None where a notice comes first, or nothing is asked.

        It is about what goes worst; of goals that go alike, about the one whose id comes first.
        """
        if self.notices or self.has_died or not self.goals:
            return None
        questions = [goal.question for goal in self.goals]
        if self.is_silent:
            questions.append(NextQuestion(code=QuestionCode.SILENT))
        ranks = list(QuestionCode)
        return min(questions, key=lambda asked: (ranks.index(asked.code), asked.goal or ""))

    def render(self, *, words: bool = False) -> str:
        """Say it to its audience.

        A client reads kind words: a notice in one line and without a number, what there is to
        celebrate, how each goal stands, and one question. A clinician reads each notice with its
        place, and codes, numbers and days. Of a person who died the client's text is empty.

        Args:
            words: Whether what people wrote themselves follows, to be handed to somebody whom they
                trust with it. Without it the text holds no word of theirs.

        Returns:
            The lines.
        """
        is_client = self.audience is Audience.CLIENT
        lines = list(self._kind_lines() if is_client else self._clinical_lines())
        if words:
            lines += self._words()
        return "\n".join(lines)

    def __str__(self) -> str:
        """Say it to its audience, without anybody's words."""
        return self.render()

    @property
    def _period(self) -> str:
        return f"{self.since.isoformat()} to {self.on.isoformat()}"

    def _kind_lines(self) -> Iterator[str]:
        if self.has_died:
            return
        if self.notices:
            yield _KIND_NOTICE
        yield self._period
        if self.celebrations:
            yield "to celebrate:"
            yield from (f"  {found}" for found in self.celebrations)
        yield from (goal.said for goal in self.goals)
        if self.is_silent:
            since = self.since.isoformat()
            yield f"nothing was written down since {since}; that is unknown, and not a no"
        counted = ", ".join(f"{_HEADINGS[kind]} ({number})" for kind, number in self._counts())
        if counted:
            yield f"to look at together: {counted}"
        if self.next_question is not None:
            yield f"next: {self.next_question}"

    def _clinical_lines(self) -> Iterator[str]:
        yield from (f"notice: {notice}" for notice in self.notices)
        yield self._period
        yield from map(str, self.celebrations)
        yield from map(str, self.goals)
        if self.is_silent:
            yield "nothing recorded in these days"
        yield from map(str, self.said)
        if self.left_out:
            yield f"left out: {', '.join(self.left_out)}"

    def _counts(self) -> Iterator[tuple[SaidKind, int]]:
        for kind in SaidKind:
            number = sum(said.kind is kind for said in self.said)
            if number:
                yield kind, number

    def _heading(self, said: Said) -> str:
        if self.audience is Audience.CLIENT:
            return f"{_HEADINGS[said.kind]}, {said.day.isoformat()}"
        return str(said).partition(":")[0]

    def _words(self) -> Iterator[str]:
        told = [(goal.goal, goal.statement) for goal in self.goals]
        for found in self.celebrations:
            told.append((f"{found.kind} {found.id}", found.name))
            told.append((f"to celebrate {found.id}", found.celebration))
        told += [
            (f"why {goal.goal} ended", goal.closure.reason)
            for goal in self.goals
            if goal.closure is not None
        ]
        told += [(self._heading(said), said.text) for said in self.said]
        told = [(what, text) for what, text in told if text.strip()]
        if told:
            yield "in their own words:"
            for what, text in told:
                # Whatever ends a line: no text is to look like a line of ours.
                yield f"  {what}: " + "\n    ".join(text.strip().splitlines())


def _what(found: Celebration) -> tuple[object, ...]:
    """Return what two celebrations of one thing share: a measured target of two goals is one."""
    is_shared = found.aim is not None and found.aim.measure is not None
    return found.kind, found.id, found.aim if is_shared else found.goal


def summary(
    goals: Iterable[Goal],
    journal: Journal,
    *,
    since: dt.date,
    on: dt.date,
    audience: Audience,
    streaks: bool = False,
    include: Iterable[NoteKind] = (),
) -> Summary:
    """Return what became of a person's goals from *since* through *on*, for one reader.

    A goal is in it that was open at the end of *on*, be it on hold or not begun, or that ended in
    these days. What was newly reached is told as a celebration: a milestone, a target, a goal that
    people closed as achieved. Nothing is celebrated for want of a record.

    A client reads the notes that are shared with them; a clinician reads those, the progress notes
    and the clinician's own. Psychotherapy notes and notes of substance-use counselling are in no
    summary unless a clinician names their kind, and leave no trace in one. Of reviews and requests
    a client reads their own, and what was put down of a talk that they took part in; why a goal
    ended is told in words to a clinician alone.

    What people wrote is not screened for risk here: see :func:`~smartgoals.smart.screen_risk`.

    Args:
        goals: The goals, each once.
        journal: The journal of the goals' subject.
        since: The first day of the period.
        on: Its last day, and the date of judgement; what is about later days is ignored.
        audience: Who reads it.
        streaks: Whether streaks are celebrated too; ask only where somebody wants them.
        include: Kinds of notes that a clinician may see beyond the usual ones.

    Returns:
        The values, from which :meth:`Summary.render` makes the text.

    Raises:
        InvalidValueError: If a goal comes twice or is another person's, if a date is none or
            *since* is after *on*, if *audience* is none, or if *include* names what is no kind of
            note or is not for a client.

    Source:
        What is celebrated, and which question comes first, is ours; :doc:`/explanation/summary`
        argues it.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Aim, Done, Goal, Journal, Milestone
        >>> from smartgoals import MilestoneReached, Recurrence, Step, Target
        >>> from smartgoals.schedule import Audience, summary
        >>> monday = dt.date(2025, 2, 3)
        >>> walk = Step(id="walk", action="walk", recurrence=Recurrence.daily(start=monday))
        >>> goal = Goal(
        ...     id="g-1", subject="c-17", statement="I will walk daily.", start=monday,
        ...     plan=ActionPlan(steps=[walk]),
        ...     targets=[Target(id="often", aim=Aim.done(10, out_of=14, step="walk"))],
        ...     milestones=[Milestone(id="park", name="Once around the park")],
        ... ).started(day=monday)
        >>> at = dt.datetime(2025, 2, 9, 20, tzinfo=dt.UTC)
        >>> days = [Done(step="walk", day=dt.date(2025, 2, day)) for day in (3, 4, 6)]
        >>> days.append(MilestoneReached(milestone="park", day=dt.date(2025, 2, 6)))
        >>> journal = Journal(subject="c-17", entries=[
        ...     entry.stamped(id=f"e-{number}", at=at) for number, entry in enumerate(days)])
        >>> week = summary([goal], journal, since=monday, on=dt.date(2025, 2, 9),
        ...                audience=Audience.CLIENT)
        >>> print(week)
        2025-02-03 to 2025-02-09
        to celebrate:
          milestone park: reached on 2025-02-06
        g-1: not enough information yet; done 3 times; 30 % of the way
        next: g-1: what would show you that you are getting there?
    """
    agreed, left_out = agreed_goals(goals, journal, on)
    if not isinstance(since, dt.date) or isinstance(since, dt.datetime):
        refuse("since", "a datetime.date", since)
    if since > on:
        refuse("since", f"on or before the date of judgement, {on.isoformat()}", since)
    if not isinstance(audience, Audience):
        refuse("audience", "an Audience", audience)
    if not isinstance(streaks, bool):
        refuse("streaks", "True or False", streaks)
    notes = note_kinds(audience, include)
    died = any(has_died(goal, on) for goal in agreed)
    shown = [goal for goal in agreed if _is_in(goal, since, on)]
    parted = [goal for goal in agreed if not _is_in(goal, since, on)]
    ended = [goal for goal in parted if closed_change(goal, on) is not None]
    seen = {goal.id: achievement(goal, journal, on=on) for goal in (*shown, *ended)}
    values = shown_by(seen.values(), journal)
    late = [
        notice
        for goal in ended
        for notice in seen[goal.id].notices
        if is_unseen(goal, journal, [values[name] for name in notice.entries], since, on)
    ]
    now = [notice for goal in shown for notice in seen[goal.id].notices]
    harder = {values[name].measure for notice in (*now, *late) for name in notice.entries}
    recorded = Recorded(journal=journal, since=since, on=on, audience=audience, notes=notes)
    told = [
        goal_summary(
            goal,
            journal,
            seen=seen[goal.id],
            recorded=recorded,
            harder=harder,
            streaks=streaks,
            has_died=died,
        )
        for goal in shown
    ]
    notices = [*(notice for goal in told for notice in goal.notices), *late]
    made = Summary(
        subject=journal.subject,
        since=since,
        on=on,
        audience=audience,
        notices=dict.fromkeys(notices),
        has_died=died,
    )
    if died and audience is Audience.CLIENT:
        return made
    entries = recorded.about(names_of(shown), of_person=True)
    return attrs.evolve(
        made,
        goals=told,
        said=recorded.said(entries),
        entries=[entry.id or "" for entry in entries],
        left_out=[*left_out, *(goal.id for goal in parted)],
    )


def _is_in(goal: Goal, since: dt.date, on: dt.date) -> bool:
    """Return whether it was there on *on*, open or ended no earlier than *since*."""
    first = goal.lifecycle_history[0].day
    if first is not None and first > on:
        return False
    closed = closed_change(goal, on)
    # Of an end without a day nobody can say that it was in these days.
    return closed is None or (closed.day is not None and closed.day >= since)
