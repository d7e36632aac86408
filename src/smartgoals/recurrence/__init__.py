"""On which days something is due, and at what wall time.

A :class:`Recurrence` is a rule and its anchor. It asks for a number of occurrences within each of
a row of *windows*: a fixed day is a window of one day, and "three times a week" is a window of
seven days that leaves the days open. Each window is computed from the anchor, never from the one
before, so nothing drifts.

Days come first. A wall time is looked up in the client's zone once a day is known, so nine o'clock
stays nine o'clock when the clocks change.
"""

from __future__ import annotations

from smartgoals.recurrence._days import Frequency, Gap, NthWeekday, Weekday, Window
from smartgoals.recurrence._moments import local_day
from smartgoals.recurrence._rule import Recurrence

__all__ = ["Frequency", "Gap", "NthWeekday", "Recurrence", "Weekday", "Window", "local_day"]
