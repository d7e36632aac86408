"""Histories of one step, and what became of it as a calendar and a pencil say."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from fractions import Fraction

import attrs
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from smartgoals import (
    Absent,
    ActionPlan,
    Done,
    Frequency,
    Goal,
    Journal,
    Lifecycle,
    LifecycleChange,
    Missed,
    Recurrence,
    Skipped,
    Step,
    Weekday,
)
from smartgoals.goals import TRANSITIONS

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=4_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
MONDAY = dt.date(2025, 2, 3)
PRIVATE = "what nobody else should read"
CLOSED = [status for status in Lifecycle if status.is_closed]


def day(number):
    return MONDAY + dt.timedelta(days=number)


def at(number):
    return dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC) + dt.timedelta(minutes=number)


def journal_of(*entries):
    """Stamp entries in the order in which they come."""
    return Journal(
        subject="c-17",
        entries=[entry.stamped(id=f"e-{n}", at=at(n)) for n, entry in enumerate(entries)],
    )


def walked(*numbers, part=1.0):
    return [Done(step="walk", part=part, day=day(number)) for number in numbers]


def missed(*numbers):
    return [Missed(step="walk", day=day(number)) for number in numbers]


def skipped(*numbers):
    return [Skipped(step="walk", day=day(number), reason=PRIVATE) for number in numbers]


def step_of(recurrence, **fields):
    return Step(id="walk", action=PRIVATE, recurrence=recurrence, **fields)


def goal_of(*steps, **fields):
    plan = ActionPlan(steps=steps)
    fields = {"start": MONDAY} | fields
    return Goal(id="g-1", subject="c-17", statement=PRIVATE, plan=plan, **fields)


DAILY = Recurrence.daily(start=MONDAY)
THRICE_A_WEEK = Recurrence.times_per(3, Frequency.WEEKLY, start=MONDAY)
FIXED = [
    DAILY,
    Recurrence.daily(start=MONDAY, every=3),
    Recurrence.daily(start=MONDAY, exceptions=[day(2), day(9)], until=day(30)),
    Recurrence.daily(start=MONDAY, count=9),
    Recurrence.weekly(Weekday.MONDAY, Weekday.THURSDAY, start=MONDAY),
    Recurrence.monthly(5, 31, start=MONDAY),
]
OPEN = [
    Recurrence.times_per(2, Frequency.DAILY, start=MONDAY),
    THRICE_A_WEEK,
    Recurrence.times_per(2, Frequency.WEEKLY, every=2, start=MONDAY),
    Recurrence.times_per(4, Frequency.MONTHLY, start=MONDAY),
]
WAITING = [
    Recurrence.from_completion(3, start=MONDAY),
    Recurrence.from_completion(1, Frequency.WEEKLY, start=MONDAY),
]
DAYS = st.integers(0, 40).map(day)
PARTS = st.sampled_from([0.25, 0.5, 1.0, 1.0, 1.0])


@attrs.frozen
class History:
    """A step in its versions, what was recorded, and what is asked; a day to try something on."""

    steps: tuple
    entries: tuple
    on: dt.date
    changes: tuple = (LifecycleChange(status=Lifecycle.PROPOSED),)
    due: dt.date | None = None
    since: dt.date | None = None
    spare: dt.date = MONDAY

    @property
    def goal(self):
        return goal_of(*self.steps, due=self.due, lifecycle_history=self.changes)

    @property
    def journal(self):
        return journal_of(*self.entries)

    def told(self, rule, **fields):
        return rule(self.goal, self.journal, on=self.on, **fields)


@st.composite
def happenings(draw):
    shared = {"day": draw(DAYS), "occurred_at": at(draw(st.integers(0, 10**6)))}
    kind = draw(st.sampled_from([Done, Done, Done, Done, Missed, Missed, Skipped, Absent]))
    if kind is Done:
        return Done(step="walk", part=draw(PARTS), **shared)
    if kind is Absent:
        return Absent(until=shared["day"] + dt.timedelta(days=draw(st.integers(1, 12))), **shared)
    return kind(step="walk", **shared)


@st.composite
def lives(draw):
    """Make what became of a goal: most go on, some are paused, closed, or begun again."""
    if draw(st.booleans()):
        return (LifecycleChange(status=Lifecycle.PROPOSED),)
    changes = [LifecycleChange(status=Lifecycle.ACTIVE, day=MONDAY)]
    for when in sorted(draw(st.lists(DAYS, max_size=4))):
        following = TRANSITIONS[changes[-1].status]
        if following:
            changes.append(LifecycleChange(status=draw(st.sampled_from(following)), day=when))
    return tuple(changes)


@st.composite
def histories(draw, rules=(*FIXED, *OPEN), *, most_versions=3):
    cuts = sorted(draw(st.sets(st.integers(1, 40), max_size=most_versions)))
    count = max(1, len(cuts))
    first = draw(st.sampled_from([None, None, day(0)])) if not cuts else draw(st.none() | DAYS)
    starts = [first, *(day(cut) for cut in cuts)]
    if first is not None:
        starts = [first, *(start for start in starts[1:] if start > first)]
    is_ended = draw(st.booleans())
    steps = [
        step_of(draw(st.sampled_from(rules)), start=start, until=until)
        for start, until in zip(starts, [*starts[1:], None], strict=True)
    ]
    steps = steps[: len(steps) - 1 if is_ended and len(steps) > 1 else count + 1]
    entries = draw(st.lists(happenings(), max_size=14, unique_by=lambda one: one.occurred_at))
    return History(
        steps=tuple(steps),
        entries=tuple(entries),
        on=draw(DAYS),
        changes=draw(lives()),
        due=draw(st.none() | st.none() | DAYS),
        since=draw(st.none() | st.none() | DAYS),
        spare=draw(DAYS),
    )


# What became of each window, by hand.


@attrs.define
class Row:
    """One window of the plan, or what was done on no day of it."""

    start: dt.date
    times: int = 1
    whole: int = 1
    live: int = 0
    gone: int = 0
    rule: Recurrence | None = None
    is_over: bool = True
    parts: list = attrs.field(factory=list)
    misses: int = 0
    skips: int = 0

    @property
    def counted(self):
        return min(sum(map(Fraction, self.parts)), Fraction(self.times))

    def share(self, days):
        """Return its share of so many days; a half goes to the person."""
        return math.ceil(Fraction(self.times * days, self.whole) - Fraction(1, 2))

    @property
    def result(self):
        """Return what was asked, done, missed, unknown, excused and extra."""
        asked = self.share(self.live)
        done = min(self.counted, Fraction(asked))
        extra = self.counted - done
        free = asked - self.share(self.live - self.gone) + self.skips
        excused = min(asked - done, Fraction(free))
        asked -= excused
        left = asked - done
        # Each half that is left of something begun is known once the time is over.
        half = math.ceil(done) - done if excused < free or left else Fraction(0)
        half = min(half, left)
        rest = left - half
        whole = min(rest, Fraction(self.misses))
        if not self.is_over and self.misses <= rest:
            half = Fraction(0)
        unknown = rest - whole if self.is_over else Fraction(0)
        return tuple(map(float, (asked, done, whole + half, unknown, excused, extra)))


def by_hand(history):
    """Return the rows in order of their days."""
    changes = [change for change in history.changes if change.day and change.day <= history.on]

    def status(when):
        return ([change.status for change in changes if change.day <= when] or [None])[-1]

    first = history.steps[0].start or MONDAY
    first = max(first, history.since or first)
    ended = history.due or dt.date.max
    if status(history.on) in CLOSED:
        last = history.on
        while last >= MONDAY and status(last) in CLOSED:
            last -= dt.timedelta(days=1)
        ended = min(ended, last + dt.timedelta(days=1))
    entries = sorted(
        (entry for entry in history.entries if entry.day <= history.on),
        key=lambda entry: (entry.day, entry.occurred_at or at(0)),
    )
    away = [entry for entry in entries if isinstance(entry, Absent)]
    mine = [entry for entry in entries if not isinstance(entry, Absent)]

    def is_free(when):
        is_closed = status(when) in CLOSED and when < ended
        return (
            any(entry.covers(when) for entry in away)
            or status(when) is Lifecycle.ON_HOLD
            or is_closed
        )

    rows = []
    for step in history.steps:
        version = Version(
            rule=step.recurrence,
            first=max(first, step.start or first),
            stop=min(step.until or dt.date.max, ended),
            ended=ended,
            on=history.on,
            is_free=is_free,
            held=[entry for entry in mine if entry.day >= first and step.holds_on(entry.day)],
            done=[entry.day for entry in mine if isinstance(entry, Done)],
        )
        rows += version.waits() if step.recurrence.is_from_completion else version.of_calendar()
    for entry in mine:
        if entry.day >= first and not any(step.holds_on(entry.day) for step in history.steps):
            rows.append(Row(start=entry.day, parts=parts_of([entry])))
    return sorted(rows, key=lambda row: row.start)


def parts_of(entries):
    return [entry.part for entry in entries if isinstance(entry, Done)]


def filled(row, entries, ended):
    row.parts += parts_of(entries)
    row.misses += sum(isinstance(entry, Missed) for entry in entries)
    row.skips += sum(isinstance(entry, Skipped) and entry.day < ended for entry in entries)
    return row


@attrs.frozen
class Version:
    """A version of a step, the days on which it asks for something, and what was recorded."""

    rule: Recurrence
    first: dt.date
    stop: dt.date
    ended: dt.date
    on: dt.date
    is_free: Callable
    held: list
    done: list

    def lived(self, start, until):
        """Return the days of a window on which it is asked for, and how many of them were free."""
        days = [start + dt.timedelta(days=number) for number in range((until - start).days)]
        live = [when for when in days if self.first <= when < self.stop]
        return live, sum(map(self.is_free, live))

    def of_calendar(self):
        rows, inside = [], []
        for window in self.rule.windows(self.rule.start, day(60)):
            here = [entry for entry in self.held if window.start <= entry.day < window.until]
            inside += here
            live, gone = self.lived(window.start, window.until)
            row = Row(start=window.start, times=window.times, whole=window.days)
            if live and live[0] <= self.on:
                row.live, row.gone, row.rule = len(live), gone, self.rule
                row.start = live[0]
                row.is_over = live[-1] < self.on
            if here or row.live:
                rows.append(filled(row, here, self.ended))
        others = [entry for entry in self.held if not any(entry is one for one in inside)]
        for when in sorted({entry.day for entry in others}):
            parts = parts_of([entry for entry in others if entry.day == when])
            rows.append(Row(start=when, times=self.rule.times_per_window, parts=parts))
        return rows

    def waits(self):
        """Return what is asked for some time after the last time: one day after the other."""
        rows = []
        every = self.rule.interval * (7 if self.rule.frequency is Frequency.WEEKLY else 1)
        asked, latest = self.rule.start, None
        when = min([self.rule.start, *(entry.day for entry in self.held)])
        while when <= self.on:
            if when == asked:
                live, gone = self.lived(when, when + dt.timedelta(days=1))
                if live:
                    late = when < self.on
                    latest = Row(start=when, live=1, gone=gone, rule=self.rule, is_over=late)
                    rows.append(latest)
            rest = []
            for entry in [entry for entry in self.held if entry.day == when]:
                if latest is not None and (latest.start == when or latest.counted < 1):
                    filled(latest, [entry], self.ended)
                else:
                    rest.append(entry)
            if rest:
                alone = Row(start=when)
                alone.parts += parts_of(rest)
                rows.append(alone)
            # What was done counts for when it is asked again, also before this version began.
            if when >= self.rule.start and when in self.done:
                asked = when + dt.timedelta(days=every)
            when += dt.timedelta(days=1)
        return rows
