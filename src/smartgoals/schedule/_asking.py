"""When the windows of a plan ask for something, and until when: steps and measures alike.

Which windows there are, and what was recorded in them, is what adherence counts; here each that
has something left gets the moments of its phases. What is late never piles up: the next window
takes its place.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import attrs

from smartgoals._time import DateTime
from smartgoals.entries import Done
from smartgoals.journal import Journal
from smartgoals.plans import Step
from smartgoals.recurrence import Frequency, Recurrence
from smartgoals.schedule._local import LocalTime, shifted
from smartgoals.schedule._review import Reason
from smartgoals.schedule._task import TaskKind, TaskReason, TaskReasonCode
from smartgoals.scoring._occasions import Happened, Occasion, Stretch, filled

__all__ = [
    "DAYS_BEFORE",
    "OVERDUE_DAYS",
    "Ask",
    "Frame",
    "Line",
    "asks_of",
    "spans_of",
    "without",
]

# Ours: a weekend passes before anybody is asked why. No study that we read gives a number.
OVERDUE_DAYS = 3
# Ours: a week is long enough to sit down with a questionnaire, and short enough to mean now.
DAYS_BEFORE = 7
# So many windows back lie the one that may be late, the one before it, and one for the hours in
# which a day has begun by the calendar and not yet for the client.
_LOOK_BACK = 4
_LONGEST = {Frequency.WEEKLY: 7, Frequency.MONTHLY: 31, Frequency.YEARLY: 366}

Span: TypeAlias = tuple[DateTime, DateTime | None]
"""The moment from which on something is asked, and the first at which it no longer is, in UTC."""


@attrs.frozen(kw_only=True)
class Frame:
    """What is asked about: whose tasks, where, from which moment on and up to which.

    Args:
        journal: The journal of the subject.
        local: The clocks where the client is.
        now: The moment whose knowledge counts, in UTC.
        end: The first moment that is not asked about, in UTC; None for *now* alone.
        stop: The first day on which the person has died; the last that there is for none.
        is_working_day: Handed on to what computes reviews.
    """

    journal: Journal
    local: LocalTime
    now: DateTime
    end: DateTime | None = None
    stop: dt.date = dt.date.max
    is_working_day: Callable[[dt.date], bool] | None = None

    @property
    def day(self) -> dt.date:
        """The day whose knowledge counts."""
        return self.local.day_at(self.now)

    @property
    def last_day(self) -> dt.date:
        """The last day that is asked about, or the one after it."""
        return shifted(self.local.day_at(self.now if self.end is None else self.end), 1)

    def is_asked_about(self, spans: Sequence[Span]) -> bool:
        """Return whether something is asked in some moment that is asked about."""
        return any(
            (start <= self.now if self.end is None else start < self.end)
            and (until is None or self.now < until)
            and (until is None or start < until)
            for start, until in spans
        )


@attrs.frozen(kw_only=True)
class Ask:
    """One thing to do before it is told to anybody; all moments in UTC.

    Args:
        spans: When it is asked for: not on free days between.
        shared: What it has in common with those that are one with it; None for its occurrence.

    The rest is as for :class:`~smartgoals.schedule.Task`.
    """

    kind: TaskKind
    about: str
    goals: tuple[str, ...]
    day: dt.date
    time: dt.time | None = None
    opens: DateTime
    due: DateTime
    late: DateTime
    overdue: DateTime
    spans: tuple[Span, ...]
    times: int = 1
    reasons: tuple[Reason | TaskReason, ...] = ()
    occurrence: str
    shared: Hashable = None


def spans_of(days: Iterable[Stretch], frame: Frame) -> tuple[Span, ...]:
    """Return from when to when stretches of days last, by the calendar."""
    at = frame.local.at
    return tuple((at(begin), None if until == dt.date.max else at(until)) for begin, until in days)


def without(days: Stretch, free: Sequence[Stretch]) -> list[Stretch]:
    """Return what is left of *days* without disjoint stretches that are in order."""
    begin, until = days
    left: list[Stretch] = []
    for index in range(bisect_right(free, begin, key=_until), len(free)):
        start, stop = free[index]
        if start >= until:
            break
        if begin < start:
            left.append((begin, start))
        begin = stop
    if begin < until:
        left.append((begin, until))
    return left


def _until(stretch: Stretch) -> dt.date:
    return stretch[1]


@attrs.frozen(kw_only=True)
class Line:
    """One version of a step, or a measure that is taken on days, and what was recorded of it.

    Args:
        kind: What its tasks are.
        about: Id of the step or measure.
        goal: Id of the goal.
        version: When it is asked for; a measure that is taken is asked for like a step.
        entries: What was recorded of it up to the day that counts, in order of days.
        first: The first day that counts.
        stop: The first day from which on nothing is asked.
        free: The days before on which nothing is asked, as disjoint stretches in order.
        held_back: The same with the days that lie too close to the last time.
    """

    kind: TaskKind
    about: str
    goal: str
    version: Step
    entries: Sequence[Happened]
    first: dt.date
    stop: dt.date
    free: Sequence[Stretch]
    held_back: Sequence[Stretch]

    @property
    def rule(self) -> Recurrence:
        """When it is asked for."""
        rule = self.version.recurrence
        assert rule is not None, "a line is made of what has a recurrence"  # noqa: S101
        return rule


class _Asker:
    """What makes asks of one line."""

    def __init__(self, line: Line, frame: Frame) -> None:
        self.line, self.frame, self.rule = line, frame, line.rule
        self.said = [entry.day for entry in line.entries]
        self.by_id = {entry.id or "": entry for entry in line.entries}
        self.has_slots = self.rule.has_fixed_days and bool(self.rule.at)

    def at(self, day: dt.date, time: dt.time | None = None) -> DateTime:
        """Return when a day starts for the client, or when it is *time* on that day."""
        start = self.rule.day_start
        if time is None:
            return self.frame.local.at(day, start)
        return self.frame.local.at(shifted(day, 1) if time < start else day, time)

    def slots(self, day: dt.date) -> list[tuple[DateTime, dt.time]]:
        """Return the wall times of a day in the order in which they come."""
        return sorted((self.at(day, time), time) for time in self.rule.at)

    def opening(self, occasion: Occasion) -> DateTime:
        """Return when a window begins to be asked for, and takes the place of the one before."""
        return (
            self.slots(occasion.begin)[0][0]
            if self.has_slots
            else self.frame.local.at(occasion.begin, self.rule.day_start)
        )

    def closing(self, end: dt.date, following: Occasion | None) -> DateTime | None:
        """Return when what was not done by the end of its window is no longer asked for."""
        free = self.line.free
        index = bisect_right(free, end, key=_until)
        # A day off settles what was late: nobody comes back to a heap.
        ends = [self.at(max(free[index][0], end))] if index < len(free) else []
        if self.line.stop < dt.date.max:
            ends.append(self.at(self.line.stop))
        if following is not None:
            ends.append(self.opening(following))
        return min(ends, default=None)

    def is_answered(self, occasion: Occasion, following: Occasion | None) -> bool:
        """Return whether somebody spoke of it after its window, and before the next one."""
        index = bisect_left(self.said, occasion.end)
        return index < len(self.said) and (following is None or self.said[index] < following.begin)

    def silence(self) -> TaskReason:
        return TaskReason(code=TaskReasonCode.SILENT, day=self.said[-1] if self.said else None)

    def ask(self, occasion: Occasion, *, was_silent: bool, **fields: Any) -> Ask:
        line = self.line
        code, day = fields.pop("reason")
        reasons = [TaskReason(code=code, day=day)]
        if was_silent and fields["opens"] <= self.frame.now:
            reasons.append(self.silence())
        return Ask(
            kind=line.kind,
            about=line.about,
            goals=(line.goal,),
            occurrence=_occurrence(occasion, fields.get("time")),
            reasons=tuple(reasons),
            **fields,
        )


def _occurrence(occasion: Occasion, time: dt.time | None) -> str:
    """Name a window by its days, and by its wall time where it has one."""
    # Where a plan was changed within a window, its rest is another one.
    named = occasion.begin.isoformat()
    if (occasion.until - occasion.start).days > 1:
        named = f"{named}/{occasion.until.isoformat()}"
    return named if time is None else f"{named}T{time:%H%M%S}"


def asks_of(line: Line, frame: Frame) -> Iterator[Ask]:
    """Yield what a line asks for in the moments that are asked about."""
    asker = _Asker(line, frame)
    found = _windows(line, frame)
    if line.rule.is_from_completion:
        asks = _again(asker, found[-1]) if found else iter(())
    elif asker.has_slots:
        asks = _at_times(asker, found)
    else:
        asks = _in_windows(asker, found)
    return (ask for ask in asks if frame.is_asked_about(ask.spans))


def _windows(line: Line, frame: Frame) -> list[Occasion]:
    """Return the windows that may be asked for in the moments that are asked about, and around."""
    rule, first, until = line.rule, line.first, line.stop
    done: list[dt.date] = []
    if rule.is_from_completion:
        done = [entry.day for entry in line.entries if isinstance(entry, Done)]
    else:
        first = max(first, _back(rule, frame.day))
        following = rule.next_after(frame.last_day)
        until = min(until, frame.last_day if following is None else shifted(following, 1))
    asked, _ = filled(
        line.version,
        line.entries[bisect_left(line.entries, first, key=_day) :],
        {},
        done,
        first=first,
        until=until,
        free=line.free,
        ended=line.stop,
    )
    if asked or not rule.is_from_completion:
        return asked
    # It waits since before this version began, and goes on waiting.
    return [
        Occasion(start=window.start, until=window.until, times=window.times)
        for window in list(rule.windows(None, line.stop, done=done))[-1:]
    ]


def _day(entry: Happened) -> dt.date:
    return entry.day


def _back(rule: Recurrence, day: dt.date) -> dt.date:
    """Return the start of a window that lies a few windows before *day*."""
    if day <= rule.start:
        return rule.start
    after = shifted(day, 1)
    reach = 2 * _LOOK_BACK
    if not rule.has_fixed_days:
        reach = _LOOK_BACK * _LONGEST[rule.frequency] * rule.interval
    while True:
        since = max(rule.start, shifted(day, -reach))
        starts = [window.start for window in rule.windows(since, after)]
        if len(starts) >= _LOOK_BACK:
            return starts[-_LOOK_BACK]
        if since == rule.start:
            return since
        reach *= 4


def _in_windows(asker: _Asker, found: Sequence[Occasion]) -> Iterator[Ask]:
    """Yield what is asked for within windows: of one day, or of many with the days left open."""
    was_silent = False
    for occasion, following in pairwise([*found, None]):
        assert occasion is not None  # noqa: S101  # only the last of a pair can be
        if not (occasion.left or occasion.entries):
            # A day off says nothing about the days around it.
            continue
        asked = (
            without((occasion.begin, occasion.end), asker.line.held_back) if occasion.left else []
        )
        is_open = bool(asked) and not asker.is_answered(occasion, following)
        if is_open:
            closing = asker.closing(occasion.end, following)
            yield _window(asker, occasion, asked, closing, was_silent=was_silent)
        was_silent = is_open and not occasion.entries


def _window(
    asker: _Asker,
    occasion: Occasion,
    asked: Sequence[Stretch],
    closing: DateTime | None,
    *,
    was_silent: bool,
) -> Ask:
    last = shifted(occasion.end, -1)
    late = asker.at(occasion.end)
    spans: list[Span] = [(asker.at(begin), asker.at(until)) for begin, until in asked]
    if closing is None or closing > late:
        spans.append((late, closing))
    is_fixed = asker.rule.has_fixed_days
    code = TaskReasonCode.PLANNED if is_fixed else TaskReasonCode.WITHIN
    return asker.ask(
        occasion,
        was_silent=was_silent,
        reason=(code, last),
        day=last,
        opens=spans[0][0],
        due=spans[0][0] if is_fixed else asker.at(_last_days(asked, occasion.left)),
        late=late,
        overdue=asker.at(shifted(occasion.end, OVERDUE_DAYS)),
        spans=tuple(spans),
        times=occasion.left,
    )


def _last_days(asked: Sequence[Stretch], times: int) -> dt.date:
    """Return the day from which on as many days are left as there are times to do."""
    for begin, until in reversed(asked):
        days = (until - begin).days
        if days >= times:
            return shifted(until, -times)
        times -= days
    return asked[0][0]


def _at_times(asker: _Asker, found: Sequence[Occasion]) -> Iterator[Ask]:
    """Yield what is asked for at wall times; each takes the place of the one before."""
    was_silent = False
    for occasion, following in pairwise([*found, None]):
        assert occasion is not None  # noqa: S101  # only the last of a pair can be
        day, end = occasion.begin, occasion.end
        slots = asker.slots(day)
        is_asked = bool(occasion.left and without((day, end), asker.line.held_back))
        is_filled = _filled(asker, occasion, [moment for moment, _ in slots])
        closing = asker.closing(end, following)
        is_answered = asker.is_answered(occasion, following)
        for number, (moment, time) in enumerate(slots):
            is_last = number == len(slots) - 1
            is_open = is_asked and not is_filled[number] and not (is_last and is_answered)
            if is_open:
                until, next_time = (closing, None) if is_last else slots[number + 1]
                late = max(moment, asker.at(end)) if is_last else slots[number + 1][0]
                later = shifted(end if is_last else day, OVERDUE_DAYS)
                yield asker.ask(
                    occasion,
                    was_silent=was_silent,
                    reason=(TaskReasonCode.PLANNED, day),
                    day=day,
                    time=time,
                    opens=moment,
                    due=moment,
                    late=late,
                    overdue=max(late, asker.at(later, next_time)),
                    spans=((moment, until),),
                )
            was_silent = is_open


def _filled(asker: _Asker, occasion: Occasion, moments: Sequence[DateTime]) -> list[bool]:
    """Return of which of a day's wall times something was recorded."""
    parts = [0.0] * len(moments)
    # Those that say when it was come first: the rest fill what they leave.
    recorded = sorted(
        (asker.by_id[entry] for entry in occasion.entries),
        key=lambda entry: entry.occurred_at is None,
    )
    for entry in recorded:
        part = entry.part if isinstance(entry, Done) else 1.0
        place = 0
        if entry.occurred_at is not None:
            when = dt.datetime.astimezone(entry.occurred_at, dt.UTC)
            place = max(0, bisect_right(moments, when) - 1)
        if entry.occurred_at is None or parts[place] + part > 1:
            place = next((number for number, of in enumerate(parts) if not of), place)
        parts[place] += part
    return [part > 0 for part in parts]


def _again(asker: _Asker, occasion: Occasion) -> Iterator[Ask]:
    """Yield what is asked for some time after the last time; it stays until it is done."""
    line, begin, end = asker.line, occasion.begin, occasion.end
    told = [entry.day for entry in line.entries if not isinstance(entry, Done)]
    spoken = max((day for day in told if day >= begin), default=None)
    asked = without((begin, end), line.held_back) if occasion.left else []
    if not asked or (spoken is not None and spoken >= end):
        # Left out for once, it comes again when its window is over: nothing else asks for it.
        begin = max(end, line.first, end if spoken is None else shifted(spoken, 1))
        open_days = without((begin, max(begin, line.stop)), line.held_back)
        if not open_days:
            return
        begin = open_days[0][0]
        due, end = begin, shifted(begin, 1)
    else:
        begin, due = asked[0][0], _last_days(asked, occasion.left)
        open_days = without((begin, line.stop), line.held_back)
    yield asker.ask(
        occasion,
        was_silent=False,
        reason=(TaskReasonCode.AFTER_LAST, begin),
        day=shifted(end, -1),
        opens=asker.at(begin),
        due=asker.at(due),
        late=asker.at(end),
        overdue=asker.at(shifted(end, OVERDUE_DAYS)),
        spans=tuple(
            (asker.at(start), None if until == dt.date.max else asker.at(until))
            for start, until in open_days
        ),
        times=max(1, occasion.left),
    )
