"""What clocks show where the client is: when a day starts, and which day a moment belongs to.

All moments here are in UTC, where later is larger: two values of one zone compare by what its
clocks show, and clocks go back.
"""

from __future__ import annotations

import datetime as dt
from typing import cast

from smartgoals._time import (
    Clock,
    DateTime,
    Zone,
    after_gap,
    in_zone,
    instant,
    wall_clock,
    zone_named,
)
from smartgoals._values import refuse

__all__ = ["MIDNIGHT", "LocalTime", "moment_of", "shifted"]

MIDNIGHT = dt.time()
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()
# Nearer to the ends of the calendar a local time may have no place in UTC.
_MARGIN = 3


def shifted(day: dt.date, days: int) -> dt.date:
    """Return the day so many days later, or the nearest that there is."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, _FIRST), _LAST))


def moment_of(value: dt.datetime, field: str) -> DateTime:
    """Return an aware date and time of any library with its zone kept.

    Raises:
        InvalidValueError: If it has no zone, or lies outside of the years 1 to 9999 in UTC.
    """
    if not isinstance(value, dt.datetime) or value.utcoffset() is None:
        refuse(field, "a date and time with a zone", value)
    return instant(value)


class LocalTime:
    """The clocks of one zone; remembers what it was asked, for days are asked for many times."""

    def __init__(self, moment: DateTime, zone: str | None) -> None:
        # A moment that came through the only door has a zone of pendulum's, or a fixed offset.
        self._zone = cast(Zone, moment.tzinfo) if zone is None else zone_named(zone)
        self._clocks: dict[dt.time, Clock] = {}
        self._found: dict[tuple[dt.date, dt.time], DateTime] = {}
        self._local: dict[DateTime, DateTime] = {}

    def at(self, day: dt.date, time: dt.time = MIDNIGHT) -> DateTime:
        """Return the moment at which clocks show *time* on *day*, in UTC.

        Where they skip it, it is as much later as they jump; of two it is the first. Next to the
        ends of the calendar it is the nearest moment that exists in every zone.
        """
        found = self._found.get((day, time))
        if found is None:
            there = dt.date.fromordinal(
                min(max(day.toordinal(), _FIRST + _MARGIN), _LAST - _MARGIN)
            )
            clock = self._clocks.get(time)
            if clock is None:
                self._clocks[time] = clock = wall_clock(time, self._zone)
            local = clock(there) or after_gap(there, time, self._zone)
            self._found[day, time] = found = instant(local, in_utc=True)
            self._local[found] = local
        return found

    def local(self, moment: DateTime) -> DateTime:
        """Return a moment in UTC as clocks in the zone show it."""
        return self._local.get(moment) or in_zone(moment, self._zone)

    def day_at(self, moment: DateTime, day_start: dt.time = MIDNIGHT) -> dt.date:
        """Return the latest day that has started by a moment in UTC.

        That never goes back, while clocks that are set back over midnight show the day before
        again.
        """
        local = in_zone(moment, self._zone)
        day = dt.date(local.year, local.month, local.day)
        if self.at(day, day_start) > moment:
            return shifted(day, -1)
        after = shifted(day, 1)
        return after if self.at(after, day_start) <= moment else day
