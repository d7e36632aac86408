"""What the laws of tasks are asked of: a person's goals, what was recorded, a place and a time."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from smartgoals.entries import Absent, Entry, Postponed, SessionBooked
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.recurrence import Recurrence
from smartgoals.testing._scenes import journal_of
from smartgoals.testing._task_lives import entries, goals

__all__ = ["PLACES", "TaskScene", "scenes"]

# Where clocks change in the weeks after a first day: by an hour, by half of one, at midnight, by a
# whole day, and not at all.
PLACES = [
    ("Europe/Berlin", dt.date(2025, 3, 24)),
    ("Europe/Berlin", dt.date(2025, 10, 20)),
    ("America/Sao_Paulo", dt.date(2018, 10, 29)),
    ("America/Havana", dt.date(2025, 10, 27)),
    ("Asia/Beirut", dt.date(2023, 3, 20)),
    ("Australia/Lord_Howe", dt.date(2025, 3, 31)),
    ("Pacific/Apia", dt.date(2011, 12, 24)),
    ("Antarctica/Troll", dt.date(2025, 3, 24)),
    ("America/Scoresbysund", dt.date(2024, 3, 25)),
    ("Asia/Tokyo", dt.date(2025, 2, 3)),
]
_MIDNIGHT = dt.time()


@attrs.frozen(kw_only=True)
class TaskScene:
    """What functions of tasks are asked about, and how it is told where a law is broken.

    Args:
        goals: The goals of one person.
        entries: What was recorded, in the order in which it was written down.
        zone: Where the person is: the IANA name of a zone.
        first: The day from which the hours count, from midnight UTC.
        hours: The hour at which it is asked.
        length: So many hours lie between that and the end of what is asked about.
    """

    goals: tuple[Goal, ...]
    entries: tuple[Entry, ...] = ()
    zone: str
    first: dt.date
    hours: int
    length: int

    @property
    def journal(self) -> Journal:
        """What was recorded."""
        return journal_of((entry, minute) for minute, entry in enumerate(self.entries))

    @property
    def start(self) -> dt.datetime:
        """The moment at which it is asked, in UTC."""
        return dt.datetime.combine(self.first, _MIDNIGHT, dt.UTC) + dt.timedelta(hours=self.hours)

    @property
    def end(self) -> dt.datetime:
        """The end of what is asked about, in UTC."""
        return self.start + dt.timedelta(hours=self.length)

    @property
    def day(self) -> dt.date:
        """The day that it is for the person, by the calendar."""
        return self.start.astimezone(zoneinfo.ZoneInfo(self.zone)).date()

    def as_known(self) -> TaskScene:
        """Return it without what is dated today or later, but for what is a plan."""
        return self._with_entries_to(self.day - dt.timedelta(days=1))

    def as_known_everywhere(self) -> TaskScene:
        """Return it without what is dated later than today, here or in UTC, but for plans."""
        return self._with_entries_to(min(self.day, self.start.date()))

    def _with_entries_to(self, last: dt.date) -> TaskScene:
        kept = tuple(
            entry
            for entry in self.entries
            if entry.day <= last or isinstance(entry, Absent | SessionBooked)
        )
        return attrs.evolve(self, entries=kept)

    def __repr__(self) -> str:
        """Tell what is in it."""
        asked = f"asked at {self.start:%Y-%m-%d %H:%M} UTC for {self.length} h"
        told = [*map(_told_goal, self.goals), *map(_told_entry, self.entries), self.zone, asked]
        return f"<{'; '.join(told)}>"


def _told_goal(goal: Goal) -> str:
    steps = [
        f"step {step.id}{_told_rule(step.recurrence)}{_told_days(step.start, step.until)}"
        for step in goal.plan.steps
    ]
    targets = [
        f"{target.id} {target.aim}{_told_rule(target.recurrence, ' taken')}"
        f"{_told_days(target.start, None)}"
        for target in goal.targets
    ]
    milestones = [
        f"{milestone.id} {milestone.aim or 'reached'}{_told_days(None, milestone.due, 'by')}"
        for milestone in goal.milestones
    ]
    review = [] if goal.review is None else [f"looked at {goal.review}"]
    moves = [f"{c.status} from {c.day.isoformat()}" for c in goal.lifecycle_history if c.day]
    head = f"{goal.id}{_told_days(goal.start, goal.due, 'by')}"
    parts = [*moves, *steps, *targets, *milestones, *review]
    return f"{head}: {', '.join(parts)}" if parts else head


def _told_rule(rule: Recurrence | None, said: str = "") -> str:
    return "" if rule is None else f"{said} {rule} from {rule.start.isoformat()}"


def _told_days(start: dt.date | None, until: dt.date | None, end: str = "until") -> str:
    begun = "" if start is None else f" begun {start.isoformat()}"
    return begun if until is None else f"{begun} {end} {until.isoformat()}"


def _told_entry(entry: Entry) -> str:
    about = "".join(f" {name}" for name in entry.about)
    said = f"{type(entry).__name__}{about} on {entry.day.isoformat()}"
    match entry:
        case Absent():
            return f"{said} until {entry.until.isoformat()}"
        case Postponed():
            return f"{said} to {entry.to.isoformat()}"
        case _ if entry.occurred_at is not None:
            return f"{said} at {entry.occurred_at:%H:%M}"
        case _:
            return said


_NAMES = st.sampled_from([("g-1",), ("g-1",), ("g-1", "g-2")])
_HOURS = st.integers(-48, 26 * 24)
_LENGTHS = st.integers(1, 20 * 24)


@st.composite
def scenes(draw: DrawFn) -> TaskScene:
    """Make a person with one or two goals, in weeks in which clocks may change.

    Args:
        draw: Hypothesis hands it over.
    """
    zone, first = draw(st.sampled_from(PLACES))
    names = draw(_NAMES)
    lives = st.one_of([entries(first=first, zone=zone, name=name) for name in names])
    return TaskScene(
        goals=tuple(draw(goals(first=first, name=name)) for name in names),
        entries=tuple(draw(st.lists(lives, max_size=6))),
        zone=zone,
        first=first,
        hours=draw(_HOURS),
        length=draw(_LENGTHS),
    )
