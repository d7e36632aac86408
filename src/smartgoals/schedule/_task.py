"""One thing to do: what, when it can and has to be done, and why."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum, StrEnum
from urllib.parse import quote

import attrs

from smartgoals._time import DateTime, format_instant, instant
from smartgoals.schedule._local import moment_of
from smartgoals.schedule._review_date import EXCUSES, Reason, ReasonCode

__all__ = ["Phase", "Task", "TaskKind", "TaskReason", "TaskReasonCode"]


class TaskKind(StrEnum):
    """What is to be done."""

    STEP = "step"
    """A step of an action plan."""
    MEASUREMENT = "measurement"
    """A measure is taken: a questionnaire is filled in, a weight is written down."""
    MILESTONE = "milestone"
    """A milestone is to be reached by its day."""
    REVIEW = "review"
    """A goal or a treatment plan is looked at together."""


class Phase(IntEnum):
    """How far the time of a task has come; they compare in this order."""

    LATER = 0
    """It cannot be done yet."""
    OPEN = 1
    """It can be done, and there is time."""
    DUE = 2
    """Now is its time."""
    LATE = 3
    """Its time is over, and it can still be done."""
    OVERDUE = 4
    """It has been late for some days: somebody should ask."""

    def __str__(self) -> str:
        """Return its name in small letters."""
        return self.name.lower()


class TaskReasonCode(StrEnum):
    """Why a step, a measurement or a milestone is asked for."""

    PLANNED = "planned"
    """Its plan names the day."""
    WITHIN = "within"
    """Its plan asks for it until a day, and leaves open when."""
    AFTER_LAST = "after-last"
    """It is asked for again some time after the last time."""
    WITH_REVIEW = "with-review"
    """A measure that has no days of its own is taken for the review."""
    BY = "by"
    """A milestone has a day by which it is to be reached."""
    SILENT = "silent"
    """Nothing was recorded about the time before either."""


_WORDS = {
    TaskReasonCode.PLANNED: "planned for {day}",
    TaskReasonCode.WITHIN: "any day until {day}",
    TaskReasonCode.AFTER_LAST: "again after the last time, from {day}",
    TaskReasonCode.WITH_REVIEW: "for the review on {day}",
    TaskReasonCode.BY: "to be reached by {day}",
    TaskReasonCode.SILENT: "nothing recorded since {day}",
}


@attrs.frozen(kw_only=True)
class TaskReason:
    """One reason for a task.

    Args:
        code: Which.
        day: The day that it speaks of; for SILENT that of the last entry, None without any.
    """

    code: TaskReasonCode
    day: dt.date | None = None

    def __str__(self) -> str:
        """Say it in English."""
        return (
            "nothing recorded yet" if self.day is None else _WORDS[self.code].format(day=self.day)
        )


@attrs.frozen(kw_only=True)
class Task:
    """One thing to do, and when.

    It goes through its phases at four moments, each no earlier than the one before.

    Args:
        kind: What is to be done.
        subject: Opaque id of the person.
        about: Id of the step, measure, milestone, goal or treatment plan.
        goals: Ids of the goals that ask for it: one questionnaire serves all that watch it.
        day: The local day that it is for: the planned day, or the last day of a window.
        time: The wall time of the plan; None if any time of the day will do.
        opens: From when on it can be done.
        due: When its time has come.
        late: When its time is over.
        overdue: When it has been late for some days.
        until: When it is no longer asked for, because the next takes its place or the goal ends;
            None if it waits until it is done.
        phase: The phase at the moment that was asked about.
        times: How often it is still to be done in its window, at least 1.
        reasons: Why.
        occurrence: What tells it from the others about the same thing.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Goal, Journal, Recurrence, Step
        >>> from smartgoals.schedule import due
        >>> rule = Recurrence.daily(start=dt.date(2025, 2, 3), at=[dt.time(9)])
        >>> plan = ActionPlan(steps=[Step(id="breathe", action="deep breathing", recurrence=rule)])
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will breathe.", plan=plan)
        >>> now = dt.datetime(2025, 2, 3, 9, 30, tzinfo=dt.UTC)
        >>> (task,) = due([goal], Journal(subject="c-17"), now=now, zone="Europe/Berlin")
        >>> print(task)
        step breathe: due since 2025-02-03 09:00; planned for 2025-02-03
        >>> task.key
        'c-17/step/breathe/2025-02-03T090000'
        >>> str(task.phase_at(dt.datetime(2025, 2, 4, 1, tzinfo=dt.UTC)))
        'late'
    """

    kind: TaskKind
    subject: str
    about: str
    goals: tuple[str, ...]
    day: dt.date
    time: dt.time | None = None
    opens: DateTime
    due: DateTime
    late: DateTime
    overdue: DateTime
    until: DateTime | None = None
    phase: Phase
    times: int = 1
    reasons: tuple[Reason | TaskReason, ...] = ()
    occurrence: str

    @property
    def key(self) -> str:
        """What it is called, the same whenever, wherever and in whatever range it is asked for.

        It stays the same whatever else is recorded, and when a review is put off. No two things
        to do share one, also of two persons.
        """
        parts = (self.subject, self.kind, self.about, self.occurrence)
        return "/".join(quote(part, safe="") for part in parts)

    @property
    def send_key(self) -> str:
        """What one message about it is called: the key, the phase and when it is due.

        Whoever sends each only once tells a person once in each phase, and again when it is moved.
        """
        return f"{self.key}/{self.phase}/{quote(format_instant(instant(self.due, in_utc=True)))}"

    @property
    def is_excused(self) -> bool:
        """Whether nobody is to blame that it waits: the goal is on hold, or the person away."""
        return any(reason.code in EXCUSES for reason in self.reasons)

    def phase_at(self, moment: dt.datetime) -> Phase:
        """Return its phase at a moment, as long as nothing more is recorded.

        Args:
            moment: A date and time, aware of its zone.

        Raises:
            InvalidValueError: If *moment* has no zone.
        """
        # In UTC: values of one zone would be compared by what its clocks show.
        when = instant(moment_of(moment, "moment"), in_utc=True)
        starts = (self.opens, self.due, self.late, self.overdue)
        return Phase(sum(instant(start, in_utc=True) <= when for start in starts))

    def __str__(self) -> str:
        """Say it in English, without a client's words."""
        match self.phase:
            case Phase.LATER:
                said = f"from {_said(self.opens)}"
            case Phase.OPEN:
                said = f"open, due from {_said(self.due)}"
            case Phase.DUE:
                said = f"due since {_said(self.due)}"
            case _:
                said = f"{self.phase} since {_said(getattr(self, str(self.phase)))}"
        often = f", {self.times} times" if self.times > 1 else ""
        # Its phase says already whether it is overdue.
        reasons = [reason for reason in self.reasons if reason.code is not ReasonCode.OVERDUE]
        return "; ".join([f"{self.kind} {self.about}: {said}{often}", *map(str, reasons)])


def _said(moment: DateTime) -> str:
    return dt.datetime.isoformat(moment, " ", "minutes")[:16]
