"""What there is to do as an iCalendar file, which a calendar app imports or subscribes to.

Each task becomes one event at one instant in UTC, or on one whole day. Rules of recurrence, time
zones and their tables are not written: they are where calendar apps differ, and
:func:`~smartgoals.schedule.upcoming` has resolved each occurrence on its own day already.

A calendar is seen over a shoulder and synchronised to places that nobody thinks of, so unless the
host says otherwise an event tells nothing but that there is one.
"""

from __future__ import annotations

import datetime as dt
import hmac
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from smartgoals._time import instant
from smartgoals._values import refuse
from smartgoals.schedule import Task
from smartgoals.schedule._local import moment_of

__all__ = ["to_ics"]

_MOST_OCTETS = 75
# SEQUENCE counts up with the seconds from here on; 32 bits, which some readers hold it in, last
# until 2088.
_FIRST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_MOST = 2**31 - 1
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
# What readers take for the end of a line, also where RFC 5545 does not.
_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# No TEXT may hold these (RFC 5545, section 3.1), and UTF-8 cannot write half a character.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def to_ics(
    items: Iterable[Task],
    *,
    changed: dt.datetime,
    cancelled: Iterable[Task] = (),
    summary: str | Callable[[Task], str] = "Check-in",
    name: str = "Check-ins",
    length_minutes: int = 15,
    alarm_minutes: int | None = None,
    as_todos: bool = False,
    refresh_hours: int = 12,
    secret: str = "",
) -> str:
    r"""Return tasks as the text of an iCalendar file (RFC 5545), the same for the same arguments.

    A task at a wall time is an event at that instant, in UTC. One that any time of its day will do
    for is an event of the whole day, which blocks no time and has no alarm. A task keeps its UID
    whatever becomes of it, so an app that reads a later file moves what it shows.

    Args:
        items: What :func:`~smartgoals.schedule.upcoming` tells, of one person or of several; each
            task once.
        changed: When the goals or the journal last changed, aware of its zone: DTSTAMP, and by the
            second SEQUENCE. Calendar apps keep the event with the higher one.
        cancelled: Tasks of an earlier file that are no longer asked for: written as cancelled,
            which takes them away where leaving them out would not.
        summary: The title of each event, or what gives it for a task. The title is all that is
            told about a task: never put an instrument, a score or a diagnosis in it.
        name: What the calendar is called.
        length_minutes: How long an event at a wall time is, 1 to 1440.
        alarm_minutes: How long before its time an app reminds, 0 to 10080; None for no reminder.
            Google Calendar and Outlook ignore it in a calendar that is subscribed to.
        as_todos: Whether to write to-dos instead of events. Google Calendar and Apple's for the
            iPhone do not show them.
        refresh_hours: How often an app that subscribes should ask again, 1 to 168.
        secret: What makes the UID of a task unguessable. Keep it the same from file to file.
            Without one, whoever knows an id can tell whether a file speaks of it.

    Returns:
        The text, its lines ended by CRLF. Send it as UTF-8 and ``text/calendar``, and write it
        with ``newline=""``.

    Raises:
        InvalidValueError: If a task comes twice, a moment has no zone, or a number is out of its
            range.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import ActionPlan, Goal, Journal, Recurrence, Step, upcoming
        >>> from smartgoals.interop.icalendar import to_ics
        >>> rule = Recurrence.daily(start=dt.date(2025, 2, 3), at=[dt.time(9)])
        >>> plan = ActionPlan(steps=[Step(id="breathe", action="deep breathing", recurrence=rule)])
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will breathe.", plan=plan)
        >>> start = dt.datetime(2025, 2, 3, tzinfo=dt.UTC)
        >>> items = upcoming([goal], Journal(subject="c-17"), start=start,
        ...                  end=start + dt.timedelta(days=1), zone="Europe/Berlin")
        >>> text = to_ics(items, changed=start, alarm_minutes=10)
        >>> for line in text.split("\r\n"):
        ...     if line.startswith(("DT", "SUMMARY")):
        ...         print(line)
        DTSTAMP:20250203T000000Z
        DTSTART:20250203T080000Z
        DTEND:20250203T081500Z
        SUMMARY:Check-in
    """
    stamp: dt.datetime = instant(moment_of(changed, "changed"), in_utc=True)
    _check_range("length_minutes", length_minutes, 1, 1440)
    _check_range("refresh_hours", refresh_hours, 1, 168)
    if alarm_minutes is not None:
        _check_range("alarm_minutes", alarm_minutes, 0, 10080)
    title = summary if callable(summary) else lambda _: summary
    kept, gone = tuple(items), tuple(cancelled)
    keys = [task.key for task in (*kept, *gone)]
    if len(set(keys)) != len(keys):
        refuse("items", "tasks that are neither repeated nor cancelled as well", keys)
    shared = (
        f"DTSTAMP:{_utc(stamp)}",
        f"LAST-MODIFIED:{_utc(stamp)}",
        f"SEQUENCE:{min(max(0, int((stamp - _FIRST).total_seconds())), _MOST)}",
        "CLASS:PRIVATE",
    )

    def component(task: Task, *, is_cancelled: bool) -> Iterator[str]:
        kind = "VTODO" if as_todos else "VEVENT"
        yield f"BEGIN:{kind}"
        yield f"UID:{_uid(task, secret)}"
        yield from shared
        yield from _when(task, length_minutes, as_todos=as_todos)
        yield f"SUMMARY:{_text(title(task))}"
        if is_cancelled:
            yield "STATUS:CANCELLED"
        elif as_todos:
            yield "STATUS:NEEDS-ACTION"
        if alarm_minutes is not None and task.time is not None and not is_cancelled:
            # A to-do has no start to count from.
            related = ";RELATED=END" if as_todos else ""
            yield "BEGIN:VALARM"
            yield "ACTION:DISPLAY"
            yield f"DESCRIPTION:{_text(title(task))}"
            yield f"TRIGGER{related}:-PT{alarm_minutes}M"
            yield "END:VALARM"
        yield f"END:{kind}"

    lines = chain(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//smartgoals//smartgoals//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            # The first is the standard's (RFC 7986), the second what most apps read.
            f"NAME:{_text(name)}",
            f"X-WR-CALNAME:{_text(name)}",
            f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H",
            f"X-PUBLISHED-TTL:PT{refresh_hours}H",
        ),
        *(component(task, is_cancelled=False) for task in kept),
        *(component(task, is_cancelled=True) for task in gone),
        ("END:VCALENDAR",),
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _check_range(field: str, value: int, lowest: int, highest: int) -> None:
    if type(value) is not int or not lowest <= value <= highest:
        refuse(field, f"a whole number from {lowest} to {highest}", value)


def _when(task: Task, length_minutes: int, *, as_todos: bool) -> Iterator[str]:
    """Tell the time of *task*; where any time of the day will do, no zone can shift it."""
    if task.time is None:
        if as_todos:
            yield f"DUE;VALUE=DATE:{_day(task.day)}"
            return
        yield f"DTSTART;VALUE=DATE:{_day(task.day)}"
        # Without an end it is that day, so the last day of all needs none.
        if task.day != dt.date.max:
            yield f"DTEND;VALUE=DATE:{_day(task.day + dt.timedelta(days=1))}"
        yield "TRANSP:TRANSPARENT"
        return
    start: dt.datetime = instant(task.due, in_utc=True)
    if as_todos:
        yield f"DUE:{_utc(start)}"
        return
    yield f"DTSTART:{_utc(start)}"
    length = dt.timedelta(minutes=length_minutes)
    yield f"DTEND:{_utc(start + min(length, _LAST - start))}"


def _uid(task: Task, secret: str) -> str:
    digest = hmac.digest(secret.encode("utf-8", "surrogatepass"), task.key.encode(), "sha256")
    return f"{digest[:16].hex()}@smartgoals"


def _day(day: dt.date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _utc(moment: dt.datetime) -> str:
    return f"{_day(moment)}T{moment.hour:02}{moment.minute:02}{moment.second:02}Z"


def _text(said: str) -> str:
    escaped = said.translate(_ESCAPED)
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", _LINE_BREAK.sub("\\\\n", escaped))


def _folded(line: str) -> str:
    r"""Break a line where it would hold more than 75 octets, never within a character."""
    if len(line.encode()) <= _MOST_OCTETS:
        return line
    parts, octets = [""], 0
    for character in line:
        width = len(character.encode())
        if octets + width > _MOST_OCTETS:
            parts.append("")
            # The space that leads a continued line counts.
            octets = 1
        parts[-1] += character
        octets += width
    return "\r\n ".join(parts)
