from __future__ import annotations

import calendar
import datetime as dt
import zoneinfo
from importlib.resources import files

import pendulum
import pytest
from hypothesis import HealthCheck, Phase, assume, example, find, given, settings
from hypothesis import strategies as st

from smartgoals._time import (
    add_months,
    after_gap,
    at_once,
    format_instant,
    in_zone,
    instant,
    now,
    parse_instant,
    standard,
    wall_clock,
    wall_time,
    without_changes,
    zone_named,
)
from smartgoals.errors import InvalidValueError
from smartgoals.testing import days, instants, texts
from smartgoals.testing._basics import _clock_changes, _zone_names

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    suppress_health_check=list(HealthCheck),
)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
SECOND_HALF_PAST_TWO = dt.datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=BERLIN)


def name_of(moment):
    return getattr(moment.tzinfo, "key", moment.utcoffset())


def told(moment):
    """Return all that an instant says: the moment, the wall time, its fold and the zone."""
    wall = moment.replace(tzinfo=None).isoformat()
    return moment.timestamp(), wall, moment.fold, name_of(moment)


def survives(moment, write=format_instant, read=parse_instant):
    return told(moment) == told(read(write(moment)))


class TestWriting:
    @given(instants())
    @example(instant(SECOND_HALF_PAST_TWO))
    def test_instant_survives_being_written(self, moment):
        """Moment, zone and fold come back, whatever the zone and however odd its past."""
        assert survives(moment)

    @pytest.mark.parametrize("year", [1900, 1945, 1972, 2011, 2025])
    def test_instants_beside_every_change_of_every_clock_survive(self, year):
        """Wall times that come twice, or never, are told apart in every zone of IANA."""
        lost = [
            (zone, year)
            for zone in _zone_names()
            for change in _clock_changes(zoneinfo.ZoneInfo(zone), year)
            for minutes in (-90, -30, 0, 30, 90)
            if not survives(
                instant(
                    (change + dt.timedelta(minutes=minutes)).astimezone(zoneinfo.ZoneInfo(zone))
                )
            )
        ]

        assert [] == lost

    def test_law_catches_a_reader_that_forgets_the_fold(self):
        """A wall time and a zone alone are not enough."""

        def read(text):
            stamp, _, zone = text.partition("[")
            wall = dt.datetime.fromisoformat(stamp).replace(tzinfo=None)
            return instant(wall.replace(tzinfo=zoneinfo.ZoneInfo(zone[:-1])))

        zones = st.just(BERLIN)

        assert (
            1
            == find(
                instants(zone=zones), lambda m: not survives(m, read=read), settings=ONLY_FIND
            ).fold
        )

    @given(instants())
    def test_anybody_can_read_what_is_written(self, moment):
        """Up to the bracket it is ISO 8601, which every library reads."""
        stamp = format_instant(moment).partition("[")[0]

        assert moment.timestamp() == dt.datetime.fromisoformat(stamp).timestamp()

    @given(instants(zone=st.just(dt.UTC)))
    def test_utc_is_written_with_its_letter(self, moment):
        """The hot path writes what the plain path would."""
        plain = dt.datetime.combine(moment.date(), moment.time(), dt.UTC).isoformat()

        assert plain.replace("+00:00", "Z") == format_instant(moment)

    @given(instants())
    def test_instant_for_a_fast_writer_says_the_same(self, moment):
        """A writer that knows the standard library's own type needs no text from us."""
        made = standard(moment)
        is_plain = type(made) is dt.datetime

        assert (moment.tzinfo is pendulum.UTC) == is_plain
        assert told(moment) == told(instant(made) if is_plain else parse_instant(made))

    @pytest.mark.parametrize(
        "text",
        [
            "now",
            "",
            "2025-02-03",
            "2025-02-03T08:00:00",
            "2025-02-03T08:00:00[Europe/Berlin]",
            "2025-02-03T08:00:00Z[",
            "2025-02-03T08:00:00Z[]",
            "2025-02-03T08:00:00Z[Europe/Berlin",
            "2025-02-03T08:00:00Z[Europe]",
            "2025-02-03T08:00:00Z[../secret]",
            "2025-02-03T08:00:00Z[secret\0]",
            "0001-01-01T00:00:00+05:00",
            "9999-12-31T23:00:00-05:00[Europe/Berlin]",
        ],
    )
    def test_text_that_is_no_instant_is_refused(self, text):
        """Nothing is guessed: neither the clock, nor this machine's zone, nor a missing end."""
        with pytest.raises(
            ValueError, match=r"^expected a date and time with its offset from UTC$"
        ):
            parse_instant(text)

    @given(texts() | st.tuples(instants().map(format_instant), texts()).map("".join))
    def test_text_is_an_instant_or_is_refused_without_being_quoted(self, text):
        """A text in the wrong place may be what a client said."""
        try:
            read = parse_instant(text)
        except ValueError as error:
            read = error.args

        assert (
            read == ("expected a date and time with its offset from UTC",)
            or read.utcoffset() is not None
        )


class TestInstant:
    @given(instants(), st.timedeltas(-dt.timedelta(hours=3), dt.timedelta(hours=3)), st.booleans())
    def test_moment_is_kept_for_wall_times_that_come_twice_or_never(self, near, away, is_second):
        """Where a clock change skips a wall time, the moment that Python says is the one kept."""
        assume(dt.date(1, 1, 3) < near.date() < dt.date(9999, 12, 29))
        wall = dt.datetime.combine(near.date(), near.time()) + away
        zone = near.tzinfo if near.tzinfo is pendulum.UTC else zone_of(near)
        given_time = wall.replace(tzinfo=zone, fold=int(is_second))

        assert given_time.astimezone(dt.UTC) == instant(given_time).astimezone(dt.UTC)
        assert given_time.astimezone(dt.UTC) == instant(given_time, in_utc=True)

    @given(instants())
    @example(instant(SECOND_HALF_PAST_TWO))
    def test_taking_an_instant_again_changes_nothing(self, moment):
        """A value is rebuilt at each change; its moments stay where they are."""
        assert told(moment) == told(instant(moment))

    def test_law_catches_a_way_that_forgets_the_fold(self):
        """Pendulum's own parts of an instant forget which of two wall times is meant."""

        def forgetful(moment):
            return instant(dt.datetime.combine(moment.date(), moment.time(), moment.tzinfo))

        moments = instants(zone=st.just(BERLIN))

        assert 1 == find(moments, lambda m: told(m) != told(forgetful(m)), settings=ONLY_FIND).fold

    @given(instants())
    def test_instant_in_utc_is_the_same_moment(self, moment):
        """One zone gives all instants one order."""
        there = instant(moment, in_utc=True)

        assert (moment.timestamp(), "UTC") == (there.timestamp(), there.timezone_name)

    @pytest.mark.parametrize(
        "zone",
        [dt.UTC, zoneinfo.ZoneInfo("UTC"), pendulum.UTC, dt.timezone(dt.timedelta(0), "Z")],
        ids=["datetime", "zoneinfo", "pendulum", "offset"],
    )
    def test_every_utc_is_one_utc(self, zone):
        """Whoever made it, UTC is UTC, and takes the short way."""
        assert pendulum.UTC is instant(dt.datetime(2025, 2, 3, tzinfo=zone)).tzinfo

    def test_instant_in_utc_is_taken_as_it_is(self):
        """The common case costs nothing."""
        moment = instant(dt.datetime(2025, 2, 3, tzinfo=dt.UTC))

        assert moment is instant(moment)

    @pytest.mark.parametrize(
        ("value", "came"),
        [
            (dt.datetime(2025, 2, 3), "a naive datetime"),  # noqa: DTZ001  # the question
            (dt.date(2025, 2, 3), "date"),
            ("2025-02-03T00:00:00Z", "str"),
        ],
        ids=["naive", "day", "text"],
    )
    def test_what_means_no_one_moment_is_refused(self, value, came):
        """A naive time means another moment on each machine."""
        with pytest.raises(InvalidValueError, match=f"got {came}$") as caught:
            instant(value)

        assert "instant" == caught.value.field

    def test_moment_outside_of_the_years_is_refused(self):
        """Every instant can be taken to UTC."""
        early = dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=5)))

        with pytest.raises(InvalidValueError, match="years 1 to 9999"):
            instant(early)

    def test_now_is_this_moment_in_utc(self):
        """The edges ask for the time here and nowhere else."""
        before = dt.datetime.now(dt.UTC)
        moment = now()

        assert before <= moment <= dt.datetime.now(dt.UTC)
        assert "UTC" == moment.timezone_name


def zone_of(moment):
    name = name_of(moment)
    return zoneinfo.ZoneInfo(name) if isinstance(name, str) else dt.timezone(name)


def is_clamped(day, months, add):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    assume(1 <= year <= 9999)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last)) == add(day, months)


class TestMonths:
    @given(days(), st.integers(-2_000, 2_000))
    def test_month_keeps_the_day_or_ends_earlier(self, day, months):
        """The 31st is the last day of a shorter month."""
        assert is_clamped(day, months, add_months)

    def test_law_catches_one_month_after_the_other(self):
        """From the 31st of January the 29th of February leads to the 29th of March."""

        def drifting(day, months):
            for _ in range(abs(months)):
                day = add_months(day, 1 if months > 0 else -1)
            return day

        asked = st.tuples(st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), st.integers(0, 12))

        assert find(asked, lambda a: not is_clamped(*a, drifting), settings=ONLY_FIND)

    @pytest.mark.parametrize(("day", "months"), [(dt.date.max, 1), (dt.date.min, -1)])
    def test_month_outside_of_the_calendar_overflows(self, day, months):
        """It is one error for all arithmetic with days."""
        with pytest.raises(OverflowError):
            add_months(day, months)


def test_zone_of_the_hosts_own_making_keeps_its_offset():
    """Its name means nothing to others, and may say something about a person."""
    with (files("tzdata") / "zoneinfo" / "Europe" / "Berlin").open("rb") as file:
        own = zoneinfo.ZoneInfo.from_file(file, key="Clients/Somebody")

    made = instant(dt.datetime(2025, 2, 3, 7, tzinfo=own))

    assert "2025-02-03T07:00:00+01:00" == format_instant(made)


def test_fraction_of_a_second_in_an_offset_is_cut():
    """No zone has one, and rounding up could make a whole day of it."""
    offset = dt.timezone(dt.timedelta(hours=23, minutes=59, seconds=59, milliseconds=900))
    made = instant(dt.datetime(2025, 2, 3, 7, tzinfo=offset))

    assert parse_instant(format_instant(made)) == made


def changes(year):
    """Return each zone with the moments of a year at which its clocks change."""
    return [
        (name, change)
        for name in _zone_names()
        for change in _clock_changes(zoneinfo.ZoneInfo(name), year)
    ]


def beside(name, change):
    """Return wall times about a change of clocks, among them some that it skips or repeats."""
    before = (change - dt.timedelta(seconds=1)).astimezone(zoneinfo.ZoneInfo(name))
    after = change.astimezone(zoneinfo.ZoneInfo(name))
    quarters = [dt.timedelta(minutes=minutes) for minutes in (-90, -30, 0, 15, 45, 90)]
    return [
        (wall + each).replace(tzinfo=None, fold=0) for wall in (before, after) for each in quarters
    ]


def first_shown(wall, name):
    """Return the first moment at which clocks show a wall time; None where they skip it."""
    moment = wall.replace(tzinfo=zoneinfo.ZoneInfo(name)).astimezone(dt.UTC)
    shown = moment.astimezone(zoneinfo.ZoneInfo(name)).replace(tzinfo=None)
    return moment if shown == wall else None


def in_utc(moment):
    return moment and dt.datetime.fromisoformat(moment.isoformat()).astimezone(dt.UTC)


def jump(name, change):
    """Return by how much clocks go forward at a change."""
    zone = zoneinfo.ZoneInfo(name)
    before = (change - dt.timedelta(seconds=1)).astimezone(zone)
    return change.astimezone(zone).utcoffset() - before.utcoffset()


def about(wall):
    return [wall.date() + number * dt.timedelta(days=1) for number in (-1, 0, 1)]


def all_at_once(wall, name, fold):
    days, time, zone = about(wall), wall.time().replace(fold=fold), zone_named(name)
    if not without_changes(days, time, zone):
        return None
    return [told(moment) for moment in at_once(days, time, zone)]


def one_by_one(wall, name):
    """Return what clocks show on three days; None if they skip or repeat one of the times."""
    walls = [dt.datetime.combine(day, wall.time()) for day in about(wall)]
    zone = zoneinfo.ZoneInfo(name)
    is_plain = all(
        each.replace(tzinfo=zone).utcoffset() == each.replace(tzinfo=zone, fold=1).utcoffset()
        for each in walls
    )
    clock = wall_clock(wall.time(), zone_named(name))
    return [told(clock(each.date())) for each in walls] if is_plain else None


class TestZone:
    def test_every_name_of_iana_is_a_zone(self):
        """The client's zone is whatever their telephone says."""

        names = sorted({*_zone_names()} - {"Factory", "localtime", "posixrules"})

        assert names == [zone_named(name).name for name in names]

    @pytest.mark.parametrize(
        "name",
        [
            *(
                "",
                " ",
                "Factory",
                "localtime",
                "Nowhere",
                "Europe/Nowhere",
                "Europe",
                "Europe/",
                "/Europe/Berlin",
                "+01:00",
            ),
            *("../Europe/Berlin", "Europe/Berlin\0", "Europe/Berlin ", "a" * 5_000, "\ud800"),
            *(None, 1, 3_600, b"Europe/Berlin", dt.UTC, ["Europe/Berlin"]),
        ],
        ids=lambda name: ascii(name)[:20],
    )
    def test_what_names_no_zone_is_refused(self, name):
        """A message never holds what came: it may have been meant for another field."""
        with pytest.raises(InvalidValueError) as caught:
            zone_named(name)

        assert "zone" == caught.value.field
        assert "zone must be the IANA name of a time zone, such as Europe/Berlin" == str(
            caught.value
        )
        assert caught.value.__context__ is None

    @given(instants(), st.sampled_from(_zone_names()))
    def test_instant_in_another_zone_is_the_same_moment(self, moment, name):
        """Clocks there show their own time of it."""
        there = in_zone(moment, zone_named(name))
        expected = moment.astimezone(dt.UTC).astimezone(zoneinfo.ZoneInfo(name))

        assert (told(moment)[0], name) == (there.timestamp(), there.timezone_name)
        assert told(expected)[1:3] == told(there)[1:3]

    @pytest.mark.parametrize(
        ("moment", "name"),
        [
            (dt.datetime(1, 1, 1, tzinfo=dt.UTC), "America/New_York"),
            (dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC), "Europe/Berlin"),
        ],
        ids=["first", "last"],
    )
    def test_moment_that_has_no_wall_time_there_is_refused(self, moment, name):
        """No calendar has a page for it."""
        with pytest.raises(InvalidValueError, match="years 1 to 9999"):
            in_zone(instant(moment), zone_named(name))

    @given(instants())
    @example(instant(SECOND_HALF_PAST_TWO))
    def test_wall_time_is_what_a_clock_shows(self, moment):
        """Without the zone; which of two equal ones it was is kept."""
        shown = wall_time(moment)

        assert (moment.hour, moment.minute, moment.second, moment.microsecond, moment.fold) == (
            shown.hour,
            shown.minute,
            shown.second,
            shown.microsecond,
            shown.fold,
        )
        assert (dt.time, None) == (type(shown), shown.tzinfo)


class TestWallClock:
    @pytest.mark.parametrize("year", [1969, 1993, 2011, 2025])
    def test_clock_shows_each_time_first_or_never(self, year):
        """What every zone of IANA does at each change of its clocks."""
        wrong = [
            (name, wall)
            for name, change in changes(year)
            for wall in beside(name, change)
            if first_shown(wall, name)
            != in_utc(wall_clock(wall.time(), zone_named(name))(wall.date()))
        ]

        assert [] == wrong

    @pytest.mark.parametrize("year", [1969, 1993, 2011, 2025])
    def test_skipped_time_is_later_by_what_clocks_skip(self, year):
        """It is read as if the clocks had not changed yet."""
        skipped = [
            (name, wall, jump(name, change))
            for name, change in changes(year)
            for wall in beside(name, change)
            if first_shown(wall, name) is None
        ]
        found = [after_gap(wall.date(), wall.time(), zone_named(name)) for name, wall, _ in skipped]

        assert skipped
        assert [(wall + later, 0) for _, wall, later in skipped] == [
            (dt.datetime.combine(moment.date(), wall_time(moment)), moment.fold) for moment in found
        ]

    def test_law_catches_one_that_takes_the_second_time(self):
        """Pendulum does by itself."""

        def second(wall, name):
            made = pendulum.datetime(*wall.timetuple()[:6], tz=name)
            return made.astimezone(dt.UTC) if first_shown(wall, name) else None

        walls = st.builds(
            lambda hour, minute: dt.datetime.combine(dt.date(2025, 10, 26), dt.time(hour, minute)),
            st.integers(0, 5),
            st.integers(0, 59),
        )
        found = find(
            walls,
            lambda wall: first_shown(wall, "Europe/Berlin") != second(wall, "Europe/Berlin"),
            settings=ONLY_FIND,
        )

        assert 2 == found.hour

    @pytest.mark.parametrize("fold", [0, 1])
    def test_fold_of_the_time_that_is_asked_says_nothing(self, fold):
        """A plan says half past two, and not which."""
        clock = wall_clock(dt.time(2, 30, fold=fold), zone_named("Europe/Berlin"))
        gap = after_gap(
            dt.date(2025, 3, 30), dt.time(2, 30, fold=fold), zone_named("Europe/Berlin")
        )

        assert "2025-10-26T02:30:00+02:00" == clock(dt.date(2025, 10, 26)).isoformat()
        assert "2025-03-30T03:30:00+02:00" == gap.isoformat()
        assert clock(dt.date(2025, 3, 30)) is None

    @pytest.mark.parametrize("fold", [0, 1])
    @pytest.mark.parametrize("year", [1969, 1993, 2011, 2025])
    def test_many_days_at_once_are_what_each_is_by_itself(self, year, fold):
        """Or they are not taken at once: a time among them is skipped or comes twice."""
        wrong = [
            (name, wall)
            for name, change in changes(year)
            for wall in beside(name, change)[::2]
            if all_at_once(wall, name, fold) != one_by_one(wall, name)
        ]

        assert [] == wrong

    def test_no_days_are_found_at_once(self):
        """There is nothing to be looked at by itself."""

        assert without_changes([], dt.time(2, 30), zone_named("Europe/Berlin"))
        assert [] == at_once([], dt.time(2, 30), zone_named("Europe/Berlin"))
