"""The only door to pendulum.

Three kinds of time are kept apart: a *day* is a :class:`datetime.date`, an *instant* is an aware
``pendulum.DateTime``, and a plan is wall time with the name of a zone. Pendulum's own parser and
its chained arithmetic are never used: the first guesses (``parse("now")`` is the clock), the second
drifts (31 January plus one month plus one month is 29 March).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from itertools import repeat
from typing import TypeAlias, cast

import pendulum
from pendulum import DateTime

from smartgoals.errors import InvalidValueError

__all__ = [
    "Clock",
    "DateTime",
    "Zone",
    "add_months",
    "after_gap",
    "at_once",
    "format_instant",
    "in_zone",
    "instant",
    "now",
    "parse_instant",
    "standard",
    "wall_clock",
    "wall_time",
    "without_changes",
    "zone_named",
]

Zone: TypeAlias = pendulum.Timezone
Clock: TypeAlias = Callable[[dt.date], DateTime | None]
"""Returns the moment on a day; None where the clocks skip it."""

_UTC = pendulum.UTC
# They lie beside the zones, and mean what the machine makes of them.
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})
_ZERO = dt.timedelta()
_combine, _date, _time = dt.datetime.combine, dt.datetime.date, dt.datetime.time
# The standard constructor for pendulum's type: its own takes the long way round.
_on_the_wall = cast(Callable[..., DateTime], super(DateTime, DateTime).combine)
_TWO = tuple(f"{number:02}" for number in range(100))


def now() -> DateTime:
    """Return this moment in UTC; only the edges of the library may ask."""
    return pendulum.now(_UTC)


def instant(value: dt.datetime, *, in_utc: bool = False) -> DateTime:
    """Return the same instant as a pendulum value that keeps its zone's name.

    Pendulum changes the instant of a wall time that a clock change skips, and forgets a zone that
    is not its own; going through UTC keeps both.

    Args:
        value: An aware date and time from any library.
        in_utc: True to take it to UTC instead of keeping its zone.

    Raises:
        InvalidValueError: If *value* is naive, or outside of the years 1 to 9999 in UTC.
    """
    if type(value) is DateTime and value.tzinfo is _UTC:
        return value
    if not isinstance(value, dt.datetime) or value.utcoffset() is None:
        raise InvalidValueError(
            "an instant must be a datetime with a time zone, so that it means one moment; "
            f"got {'a naive datetime' if isinstance(value, dt.datetime) else type(value).__name__}",
            field="instant",
        )
    if value.tzinfo is dt.UTC:
        return _in_utc(value)
    return _in_zone(value, _UTC if in_utc else _zone_of(value))


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or that month's last day where it is shorter.

    Count from the anchor each time: adding one month twice is not adding two.

    Raises:
        OverflowError: If there is no such day, as for any other arithmetic with days.
    """
    try:
        later = pendulum.Date(day.year, day.month, day.day).add(months=months)
    except ValueError:
        raise OverflowError("date value out of range") from None
    return dt.date(later.year, later.month, later.day)


def zone_named(name: str) -> Zone:
    """Return the zone of an IANA name.

    Raises:
        InvalidValueError: If there is none. The message never holds the name.
    """
    with suppress(ValueError, OSError, TypeError, AttributeError):
        zone = pendulum.timezone(name)
        if isinstance(zone, Zone) and name not in _NO_PLACES:
            return zone
    raise InvalidValueError(
        "zone must be the IANA name of a time zone, such as Europe/Berlin", field="zone"
    )


def wall_clock(time: dt.time, zone: Zone) -> Clock:
    """Return what finds the moment at which clocks in *zone* show *time* on a day.

    Where they show it twice, it is the first time; where they skip it there is none.
    """
    first, second = time.replace(fold=0), time.replace(fold=1)
    offset = cast(Callable[[dt.datetime], dt.timedelta], zone.utcoffset)
    combine, make = _combine, _on_the_wall

    def clock(day: dt.date) -> DateTime | None:
        # PEP 495: in a gap, and only there, the second reading of a time has the larger offset.
        moment = make(day, first, zone)
        return None if offset(combine(day, second)) > offset(moment) else moment

    return clock


def without_changes(days: list[dt.date], time: dt.time, zone: Zone) -> bool:
    """Return whether clocks in *zone* show *time* once on each of the days."""
    walls = map(_combine, days, repeat(time.replace(fold=0)))
    again = map(_combine, days, repeat(time.replace(fold=1)))
    # One list against the other, for one comparison a day costs more than both of its offsets.
    return list(map(zone.utcoffset, walls)) == list(map(zone.utcoffset, again))


def at_once(days: list[dt.date], time: dt.time, zone: Zone) -> list[DateTime]:
    """Return what :func:`wall_clock` finds on days without changes."""
    return list(map(_on_the_wall, days, repeat(time.replace(fold=0)), repeat(zone)))


def after_gap(day: dt.date, time: dt.time, zone: Zone) -> DateTime:
    """Return the moment of a *time* that clocks skip, as if they had not changed yet.

    Source:
        RFC 5545, section 3.3.5: a local time that does not exist is read with the offset before
        the gap.
    """
    return _in_zone(_combine(day, time.replace(fold=0), zone), zone)


def in_zone(value: DateTime, zone: Zone) -> DateTime:
    """Return the same instant as clocks in *zone* show it."""
    return _in_zone(value, zone)


def wall_time(value: dt.datetime) -> dt.time:
    """Return what a clock shows, without its zone."""
    return _time(value)


def format_instant(value: DateTime) -> str:
    """Write an instant as RFC 9557: the local time, its offset, and the zone's name if it has one.

    The offset says which of two equal wall times is meant, so nothing else needs to be kept.
    """
    zone = value.tzinfo
    if zone is _UTC:
        # Put together from tables: formatting seven numbers costs several times as much.
        century, year = divmod(value.year, 100)
        stamp = (
            f"{_TWO[century]}{_TWO[year]}-{_TWO[value.month]}-{_TWO[value.day]}"
            f"T{_TWO[value.hour]}:{_TWO[value.minute]}:{_TWO[value.second]}"
        )
        micro = value.microsecond
        return f"{stamp}.{str(1_000_000 + micro)[1:]}Z" if micro else f"{stamp}Z"
    text = value.isoformat()
    return f"{text}[{zone.name}]" if isinstance(zone, pendulum.Timezone) else text


def standard(value: DateTime) -> dt.datetime | str:
    """Return an instant in UTC as the standard library's own type, any other as text."""
    if value.tzinfo is not _UTC:
        return format_instant(value)
    # The plain type's own methods: pendulum's are several times slower.
    return _combine(_date(value), _time(value), dt.UTC)


def parse_instant(text: str) -> DateTime:
    """Read what :func:`format_instant` wrote, or any ISO 8601 time with an offset.

    Where the zone's rules have changed since, the instant is kept and the wall time moves.

    Raises:
        ValueError: If *text* is no instant. The message never holds the text.
    """
    try:
        if not text.endswith("]"):
            value = dt.datetime.fromisoformat(text)
            # Most stamps are in UTC already, and have nothing to be converted.
            return _in_utc(value) if value.tzinfo is dt.UTC else instant(value)
        stamp, _, name = text[:-1].partition("[")
        value = dt.datetime.fromisoformat(stamp)
        # Python would take a stamp without an offset for this machine's own time.
        if value.tzinfo is not None:
            return _in_zone(value, pendulum.timezone(name))
    except (ValueError, OSError):
        # What is raised below does not quote the text, as the libraries' own messages do.
        pass
    raise ValueError("expected a date and time with its offset from UTC")


def _in_utc(value: dt.datetime) -> DateTime:
    return DateTime(
        value.year,
        value.month,
        value.day,
        value.hour,
        value.minute,
        value.second,
        value.microsecond,
        _UTC,
    )


def _in_zone(value: dt.datetime, zone: dt.tzinfo) -> DateTime:
    try:
        # A plain datetime first: pendulum's own conversion is several times slower, and its time()
        # forgets which of two equal wall times is meant.
        there = dt.datetime(
            value.year,
            value.month,
            value.day,
            value.hour,
            value.minute,
            value.second,
            value.microsecond,
            value.tzinfo,
            fold=value.fold,
        ).astimezone(dt.UTC)
        local = there.astimezone(zone)
    except OverflowError:
        raise InvalidValueError(
            "an instant must lie in the years 1 to 9999, also in UTC", field="instant"
        ) from None
    return DateTime(
        local.year,
        local.month,
        local.day,
        local.hour,
        local.minute,
        local.second,
        local.microsecond,
        tzinfo=zone,
        fold=local.fold,
    )


def _zone_of(value: dt.datetime) -> dt.tzinfo:
    name = getattr(value.tzinfo, "key", None)
    if isinstance(name, str):
        # A zone of the host's own making is no zone for anybody else: its offset is.
        with suppress(ValueError, OSError):
            return _UTC if name == "UTC" else pendulum.timezone(name)
    # Cut, not rounded: a day less a tenth of a second would round to a whole one.
    seconds = int((value.utcoffset() or _ZERO).total_seconds())
    return pendulum.FixedTimezone(seconds) if seconds else _UTC
