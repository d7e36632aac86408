"""When each window asks for something, and until when: steps and measures alike.

What is late never piles up: the next window takes its place.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from smartgoals._time import DateTime
from smartgoals.entries import Done
from smartgoals.schedule._asking import OVERDUE_DAYS, Ask, Frame, Span, from_free, without
from smartgoals.schedule._local import shifted
from smartgoals.schedule._task import TaskReason, TaskReasonCode
from smartgoals.schedule._windows import Line, windows_of
from smartgoals.scoring._occasions import Occasion, Stretch

__all__ = ["asks_of"]


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
        free = from_free(end, self.line.free)
        # A day off settles what was late: nobody comes back to a heap.
        ends = [] if free is None else [self.at(free)]
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

    def occurrence(self, occasion: Occasion, time: dt.time | None) -> str:
        """Name a window by its days, and by its wall time where it has one."""
        # Where a plan is changed within a window, its rest is another one; what waits to be done
        # goes on waiting.
        begin = occasion.start if self.rule.is_from_completion else occasion.begin
        named = begin.isoformat()
        if (occasion.until - occasion.start).days > 1:
            named = f"{named}/{occasion.until.isoformat()}"
        return named if time is None else f"{named}T{time:%H%M%S}"

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
            occurrence=self.occurrence(occasion, fields.get("time")),
            reasons=tuple(reasons),
            **fields,
        )


def asks_of(line: Line, frame: Frame) -> Iterator[Ask]:
    """Yield what a line asks for around the moments that are asked about, in order."""
    asker = _Asker(line, frame)
    found = windows_of(line, frame)
    if line.rule.is_from_completion:
        return _again(asker, found[-1]) if found else iter(())
    return _at_times(asker, found) if asker.has_slots else _in_windows(asker, found)


def _in_windows(asker: _Asker, found: Sequence[Occasion]) -> Iterator[Ask]:
    """Yield what is asked for within windows: of one day, or of many with the days left open."""
    was_silent = False
    for occasion, following in zip(found, [*found[1:], None], strict=False):
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
    for occasion, following in zip(found, [*found[1:], None], strict=False):
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
