"""Calendars: whatever is written is read back by other programs as the same tasks."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
import recurring_ical_events
from hypothesis import example, given
from hypothesis import strategies as st

from smartgoals import (
    EVERY_TWO_WEEKS,
    ActionPlan,
    Goal,
    InvalidValueError,
    Journal,
    Phase,
    Recurrence,
    Step,
    Task,
    TaskKind,
    upcoming,
)
from smartgoals.interop.icalendar import to_ics

CHANGED = dt.datetime(2025, 2, 3, 6, 30, tzinfo=dt.UTC)
ZONED = st.datetimes(
    dt.datetime(1971, 1, 1),  # noqa: DTZ001  # the zone comes below
    dt.datetime(2199, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)


def task(about="breathe", due=CHANGED, *, time=dt.time(9), subject="c-17"):
    return Task(
        kind=TaskKind.STEP,
        subject=subject,
        about=about,
        goals=("g-1",),
        day=due.date(),
        time=time,
        opens=due,
        due=due,
        late=due,
        overdue=due,
        phase=Phase.LATER,
        occurrence="1",
    )


@st.composite
def plans(draw):
    """Tasks with different ids, and what each is called."""
    ids = draw(st.lists(st.text(min_size=1, max_size=40), max_size=6, unique=True))
    times = st.none() | st.just(dt.time(9))
    writable = [name for name in ids if name.isprintable() and name.strip() == name]
    items = [task(name, draw(ZONED), time=draw(times)) for name in writable]
    titles = {item.key: draw(st.text(max_size=200)) for item in items}
    return tuple(items), titles


def shown(title):
    """Return a title as a calendar can hold it: one kind of line end, and no control characters."""
    for end in ("\r\n", *"\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"):
        title = title.replace(end, "\n")
    return "".join(
        "\ufffd"
        if (ord(c) < 32 and c not in "\t\n") or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000
        else c
        for c in title
    )


def told(write, items, titles):
    """Say what a calendar app would get wrong about what *write* made; empty if nothing."""
    text = write(items, changed=CHANGED, summary=lambda item: titles[item.key])
    octets = text.encode()
    lines = octets.split(b"\r\n")
    if lines.pop() or any(b"\r" in line or b"\n" in line for line in lines):
        return "the lines do not end with CRLF"
    if any(len(line) > 75 for line in lines):
        return "a line is longer than 75 octets"
    for line in lines:
        try:
            line.decode()
        except UnicodeDecodeError:
            return "a line ends within a character"
    events = icalendar.Calendar.from_ical(octets).walk("VEVENT")
    if len({str(event["UID"]) for event in events}) != len(items) or len(events) != len(items):
        return "there is not one event for each task"
    for item, event in zip(items, events, strict=True):
        if str(event["SUMMARY"]) != shown(titles[item.key]):
            return "a title is another one"
        if event["DTSTART"].dt != (
            item.day if item.time is None else item.due.replace(microsecond=0)
        ):
            return "an event is at another time"
    return ""


def without_folding(items, **how):
    return to_ics(items, **how).replace("\r\n ", "")


def folded_by_characters(items, **how):
    lines = without_folding(items, **how).split("\r\n")
    return "\r\n".join(
        "\r\n ".join(line[at : at + 74] for at in range(0, max(1, len(line)), 74)) for line in lines
    )


def with_bare_line_ends(items, **how):
    return to_ics(items, **how).replace("\r\n", "\n")


def without_escapes(items, **how):
    return to_ics(items, **how).replace("\\", "")


def with_one_uid(items, **how):
    lines = to_ics(items, **how).split("\r\n")
    return "\r\n".join("UID:1" if line.startswith("UID:") else line for line in lines)


def without_the_last(items, **how):
    return to_ics(items[:-1], **how)


def an_hour_late(items, **how):
    lines = to_ics(items, **how).split("\r\n")
    return "\r\n".join(
        "DTSTART:20010101T000000Z" if line.startswith("DTSTART:") else line for line in lines
    )


LONG = (task("a", dt.datetime(2025, 2, 3, 9, tzinfo=dt.UTC)), task("b"))
LONG_TITLES = {LONG[0].key: "é,;\\\n" * 40, LONG[1].key: "x" * 61 + "\U0001f9d8" * 20}


class TestReadBack:
    @given(plans())
    @example((LONG, LONG_TITLES))
    def test_every_task_is_read_back_as_it_was(self, plan):
        """Whatever the title holds, another program reads the same title at the same time."""
        items, titles = plan

        assert told(to_ics, items, titles) == ""

    @pytest.mark.parametrize(
        ("broken", "what"),
        [
            (without_folding, "longer than 75"),
            (folded_by_characters, "longer than 75"),
            (with_bare_line_ends, "CRLF"),
            (without_escapes, "title"),
            (with_one_uid, "one event for each"),
            (without_the_last, "one event for each"),
            (an_hour_late, "another time"),
        ],
    )
    def test_law_catches_a_broken_writer(self, broken, what):
        """A law that lets a broken writer pass proves nothing."""
        assert what in told(broken, LONG, LONG_TITLES)

    def test_law_catches_a_line_that_ends_within_a_character(self):
        """Folding by octets alone would cut a character in two."""

        class Cut(str):
            __slots__ = ()

            def encode(self):
                return b"\r\n".join([b"\xc3", b"\xa9", b""])

        assert "within a character" in told(lambda *_, **__: Cut(), (), {})

    @given(plans())
    def test_a_file_is_the_same_for_the_same_tasks(self, plan):
        """Nothing of the clock or of chance is in it: an unchanged feed does not look changed."""
        items, _ = plan

        assert to_ics(items, changed=CHANGED) == to_ics(iter(items), changed=CHANGED)

    def test_calendar_apps_show_each_occurrence_once(self):
        """What a plan says in the client's zone is shown at that time, also when clocks change."""
        rule = Recurrence.daily(start=dt.date(2025, 3, 28), at=[dt.time(2, 30)])
        plan = ActionPlan(steps=[Step(id="dose", action="take it", recurrence=rule)])
        goal = Goal(id="g-1", subject="c-17", statement="I will.", plan=plan)
        start = dt.datetime(2025, 3, 28, tzinfo=dt.UTC)
        end = start + dt.timedelta(days=5)
        items = upcoming(
            [goal], Journal(subject="c-17"), start=start, end=end, zone="Europe/Berlin"
        )

        calendar = icalendar.Calendar.from_ical(to_ics(items, changed=CHANGED))
        shown_at = [
            event["DTSTART"].dt for event in recurring_ical_events.of(calendar).between(start, end)
        ]

        assert [item.due for item in items] == sorted(shown_at)
        assert len(items) == len({item.day for item in items}) > 3


def lines_of(text, *names):
    unfolded = text.replace("\r\n ", "").split("\r\n")
    return [line for line in unfolded if line.startswith(names)]


class TestTimes:
    def test_a_task_without_a_wall_time_takes_its_day(self):
        """Any time of the day will do, so no zone may shift it and no time is blocked."""
        text = to_ics([task(time=None)], changed=CHANGED, alarm_minutes=10)

        assert lines_of(text, "DTSTART", "DTEND", "TRANSP", "TRIGGER") == [
            "DTSTART;VALUE=DATE:20250203",
            "DTEND;VALUE=DATE:20250204",
            "TRANSP:TRANSPARENT",
        ]

    def test_the_last_day_of_all_has_no_day_after(self):
        """A day at the end of time is written like any other."""
        last = dt.datetime(9999, 12, 31, 23, 55, tzinfo=dt.UTC)

        assert lines_of(to_ics([task(due=last, time=None)], changed=CHANGED), "DT") == [
            "DTSTAMP:20250203T063000Z",
            "DTSTART;VALUE=DATE:99991231",
        ]
        assert lines_of(to_ics([task(due=last)], changed=CHANGED), "DTEND") == [
            "DTEND:99991231T235959Z"
        ]

    def test_length_and_alarm_are_what_was_asked_for(self):
        """An alarm rings before the time of the task."""
        text = to_ics([task()], changed=CHANGED, length_minutes=50, alarm_minutes=30)

        assert lines_of(text, "DTEND", "TRIGGER") == [
            "DTEND:20250203T072000Z",
            "TRIGGER:-PT30M",
        ]

    def test_to_dos_are_due_when_the_task_is(self):
        """A to-do has no start, so its alarm counts from when it is due."""
        items = [task(), task("walk", time=None)]

        text = to_ics(items, changed=CHANGED, as_todos=True, alarm_minutes=5)
        todos = icalendar.Calendar.from_ical(text).walk("VTODO")

        assert [todo["DUE"].dt for todo in todos] == [CHANGED, dt.date(2025, 2, 3)]
        assert lines_of(text, "TRIGGER", "STATUS") == [
            "STATUS:NEEDS-ACTION",
            "TRIGGER;RELATED=END:-PT5M",
            "STATUS:NEEDS-ACTION",
        ]

    def test_times_of_any_zone_are_written_in_utc(self):
        """An app that does not know a zone shows the right time all the same."""
        due = dt.datetime(2025, 2, 3, 12, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30)))

        assert lines_of(to_ics([task(due=due)], changed=due), "DTST") == [
            "DTSTAMP:20250203T063000Z",
            "DTSTART:20250203T063000Z",
        ]


class TestChanges:
    def test_a_moved_review_keeps_its_uid(self):
        """An app moves what it shows, and shows nothing twice."""
        goal = Goal(
            id="g-1",
            subject="c-17",
            statement="I will walk.",
            start=dt.date(2025, 2, 3),
            review=EVERY_TWO_WEEKS,
        )
        ranged = {"start": CHANGED, "end": CHANGED + dt.timedelta(days=20), "zone": "UTC"}
        journal = Journal(subject="c-17")

        (before,) = upcoming([goal], journal, **ranged)
        (after,) = upcoming(
            [goal], journal, is_working_day=lambda day: day.weekday() == 2, **ranged
        )

        assert before.day != after.day
        assert lines_of(to_ics([before], changed=CHANGED), "UID") == lines_of(
            to_ics([after], changed=CHANGED), "UID"
        )

    @given(st.tuples(ZONED, ZONED).map(sorted))
    def test_a_later_file_never_counts_less(self, moments):
        """Apps keep the event with the higher SEQUENCE, so an old file must not win."""
        counts = [
            int(lines_of(to_ics([task()], changed=moment), "SEQUENCE")[0].partition(":")[2])
            for moment in moments
        ]

        assert 0 <= counts[0] <= counts[1] < 2**31

    def test_a_second_later_counts_more(self):
        """Two changes in one minute are told apart."""
        later = CHANGED + dt.timedelta(seconds=1)

        assert lines_of(to_ics([task()], changed=CHANGED), "SEQ") < lines_of(
            to_ics([task()], changed=later), "SEQ"
        )

    def test_what_is_cancelled_is_taken_away(self):
        """Leaving an event out leaves it in some apps, so it is written as cancelled."""
        text = to_ics([task()], cancelled=[task("walk")], changed=CHANGED, alarm_minutes=1)

        first, second = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert ("STATUS" in first, second["STATUS"]) == (False, "CANCELLED")
        assert lines_of(text, "TRIGGER") == ["TRIGGER:-PT1M"]

    def test_no_tasks_are_an_empty_calendar(self):
        """A feed of a client with nothing to do is still a calendar."""
        assert [] == icalendar.Calendar.from_ical(to_ics([], changed=CHANGED)).walk("VEVENT")


class TestPrivacy:
    def test_nothing_about_the_person_is_told_by_default(self):
        """A calendar is seen over a shoulder: no id, measure, step or score is in it."""
        text = to_ics([task("phq-9", subject="ada")], changed=CHANGED)

        assert lines_of(text, "SUMMARY", "CLASS") == ["CLASS:PRIVATE", "SUMMARY:Check-in"]
        assert [] == [word for word in ("phq", "ada", "g-1", "step") if word in text.casefold()]

    def test_a_secret_makes_uids_unguessable(self):
        """Who knows an id cannot tell whether a file speaks of it."""
        uids = {
            lines_of(to_ics([task()], changed=CHANGED, secret=secret), "UID")[0]
            for secret in ("", "a", "b", "a")
        }

        assert len(uids) == 3

    def test_names_are_told_as_they_are(self):
        """The calendar is called what the host says, once for each kind of app."""
        text = to_ics([], changed=CHANGED, name="Ana, José; \n\x00", refresh_hours=1)

        assert lines_of(text, "NAME", "X-", "REFRESH") == [
            "NAME:Ana\\, José\\; \\n\ufffd",
            "X-WR-CALNAME:Ana\\, José\\; \\n\ufffd",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "X-PUBLISHED-TTL:PT1H",
        ]


class TestRefusals:
    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"changed": dt.datetime(2025, 2, 3)}, "changed"),  # noqa: DTZ001  # that is the error
            ({"changed": dt.date(2025, 2, 3)}, "changed"),
            ({"length_minutes": 0}, "length_minutes"),
            ({"length_minutes": 1441}, "length_minutes"),
            ({"alarm_minutes": -1}, "alarm_minutes"),
            ({"alarm_minutes": True}, "alarm_minutes"),
            ({"refresh_hours": 1.5}, "refresh_hours"),
            ({"cancelled": [task()]}, "items"),
        ],
    )
    def test_what_cannot_be_is_refused_by_its_name(self, given, field):
        """An error names the argument and what was expected."""
        with pytest.raises(InvalidValueError, match=rf"^{field} must be ") as caught:
            to_ics([task()], **{"changed": CHANGED, **given})

        assert caught.value.field == field
