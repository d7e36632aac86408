"""The windows in which something is asked for around some moments, never from the start of a plan.

Which windows there are, and what was recorded in them, is what adherence counts.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence

import attrs

from smartgoals.entries import Done
from smartgoals.plans import Step
from smartgoals.recurrence import Frequency, Recurrence
from smartgoals.schedule._asking import Frame
from smartgoals.schedule._local import shifted
from smartgoals.schedule._task import TaskKind
from smartgoals.scoring._occasions import Happened, Occasion, Stretch, filled

__all__ = ["Line", "windows_of"]

# So many windows back lie the one that may be late, the one before it, and one for the hours in
# which a day has begun by the calendar and not yet for the client.
_LOOK_BACK = 4
_LONGEST = {Frequency.WEEKLY: 7, Frequency.MONTHLY: 31, Frequency.YEARLY: 366}


@attrs.frozen(kw_only=True)
class Line:
    """One version of a step, or a measure that is taken on days, and what was recorded of it.

    Args:
        kind: What its tasks are.
        about: Id of the step or measure.
        goal: Id of the goal.
        version: What is asked for; a measure that is taken is asked for like a step.
        rule: When it is asked for.
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
    rule: Recurrence
    entries: Sequence[Happened]
    first: dt.date
    stop: dt.date
    free: Sequence[Stretch]
    held_back: Sequence[Stretch]


def windows_of(line: Line, frame: Frame) -> list[Occasion]:
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
    if not rule.is_from_completion:
        return asked
    if not asked:
        # It waits since before this version began, and goes on waiting.
        begun = list(rule.windows(None, line.stop, done=done))[-1:]
        asked = [Occasion(start=w.start, until=w.until, times=w.times) for w in begun]
    # Done, and the rule ends before it would come again.
    return [] if asked and done and asked[-1].start <= max(done) else asked[-1:]


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
