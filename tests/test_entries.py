from __future__ import annotations

import datetime as dt
import pickle
import zoneinfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartgoals import entries as module
from smartgoals.entries import (
    Absent,
    Corrected,
    Done,
    Entry,
    Measured,
    Noted,
    NoteKind,
    Postponed,
    Rated,
    RatingKind,
    Redacted,
    Voided,
)
from smartgoals.errors import InvalidValueError
from smartgoals.measures import Unit
from smartgoals.testing import days, entries, ids, instants
from smartgoals.testing._journals import HAPPENED

SOME = settings(max_examples=max(10, settings().max_examples // 4))
FEW = settings(max_examples=max(5, settings().max_examples // 20))
DAY = dt.date(2025, 2, 3)
AT = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
KINDS = [
    kind
    for name in module.__all__
    if issubclass(kind := getattr(module, name), Entry) and kind is not Entry
]


class TestEveryEntry:
    def test_bare_entry_is_refused(self):
        """An entry says what happened, or it says nothing."""
        with pytest.raises(InvalidValueError, match="never bare") as caught:
            Entry(day=DAY)

        assert "entry" == caught.value.field

    @SOME
    @given(entries(), ids(), instants(), ids())
    def test_stamping_adds_what_is_missing_and_nothing_else(self, entry, name, at, author):
        """What an entry has already is kept, so that stamping twice changes nothing."""
        stamped = entry.stamped(id=name, at=at, author=author)

        assert stamped.is_stamped
        assert (entry.id or name, entry.author or author) == (stamped.id, stamped.author)
        assert (entry.recorded_at or at).timestamp() == stamped.recorded_at.timestamp()
        assert entry == attrs.evolve(
            stamped, id=entry.id, recorded_at=entry.recorded_at, author=entry.author
        )
        assert stamped == stamped.stamped(id="other", at=AT, author="other")

    @SOME
    @given(entries())
    def test_entry_is_stamped_when_it_has_an_id_and_a_time(self, entry):
        """A journal needs both."""
        has_both = entry.id is not None and entry.recorded_at is not None

        assert has_both == entry.is_stamped

    @pytest.mark.parametrize("kind", KINDS)
    @FEW
    @given(data=st.data())
    def test_entry_names_what_it_is_about(self, kind, data):
        """One index finds every entry of a measure, a step or a goal."""
        entry = data.draw(entries(kind, id=ids(), about=st.just("named")))
        is_about_the_person = isinstance(entry, Absent) or (
            isinstance(entry, Noted) and entry.topic is None
        )

        assert (() if is_about_the_person else ("named",)) == entry.about

    @given(instants())
    def test_recorded_time_is_kept_in_utc(self, at):
        """Times of one zone have one order."""
        recorded = Done(step="walk", day=DAY, recorded_at=at).recorded_at

        assert (at.timestamp(), "UTC") == (recorded.timestamp(), recorded.timezone_name)

    @SOME
    @given(entries())
    def test_time_of_happening_keeps_its_zone(self, entry):
        """The zone says where the person was, and a change of another field moves no clock."""
        changed = attrs.evolve(entry, author="c-17").occurred_at

        assert (entry.occurred_at and entry.occurred_at.isoformat()) == (
            changed and changed.isoformat()
        )

    @pytest.mark.parametrize(
        "other",
        [
            dt.datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=BERLIN),
            dt.datetime(2025, 10, 26, 2, 30, fold=0, tzinfo=zoneinfo.ZoneInfo("Europe/Paris")),
        ],
        ids=["an hour later", "elsewhere"],
    )
    def test_entries_of_two_moments_or_two_places_differ(self, other):
        """Python calls some of them equal; a merge of journals must not."""
        first = Done(
            step="walk", day=DAY, occurred_at=dt.datetime(2025, 10, 26, 2, 30, tzinfo=BERLIN)
        )

        assert first != attrs.evolve(first, occurred_at=other)

    def test_second_of_two_equal_wall_times_survives_pickling(self):
        """Another process must not see an hour that was not."""
        second = dt.datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=BERLIN)
        done = Done(step="walk", day=DAY, occurred_at=second)
        there = pickle.loads(pickle.dumps(done))  # noqa: S301  # our own bytes

        assert (done, second.timestamp()) == (there, there.occurred_at.timestamp())

    def test_every_kind_is_made_by_the_strategies(self):
        """A new kind joins the laws."""
        assert set(KINDS) == {*HAPPENED, Corrected, Voided, Redacted}


class TestNumbers:
    @pytest.mark.parametrize("part", [0, -0.5, 1.1])
    def test_part_that_is_done_is_above_nothing_and_at_most_all(self, part):
        """Nothing done is a Missed, and the message says so."""
        with pytest.raises(InvalidValueError, match="nothing done is Missed") as caught:
            Done(step="walk", day=DAY, part=part)

        assert "part" == caught.value.field

    @pytest.mark.parametrize("kind", RatingKind)
    @given(value=st.floats(-20, 20))
    def test_rating_lies_on_its_scale(self, kind, value):
        """Attainment goes from -2 to 2, everything else from 0 to 10."""
        least, most = (-2, 2) if kind is RatingKind.ATTAINMENT else (0, 10)
        try:
            rated = Rated(goal="g-1", kind=kind, value=value, rater="c-17", day=DAY).value
        except InvalidValueError as error:
            rated = error.field

        assert (value if least <= value <= most else "value") == rated

    def test_measured_takes_the_code_of_a_unit_or_none(self):
        """Without one it is the measure's own."""
        units = [
            Measured(measure="sleep", value=7, unit=unit, day=DAY).unit for unit in ("h", None)
        ]

        assert [Unit(code="h"), None] == units


class TestDays:
    @SOME
    @given(entries(Absent), days())
    def test_absence_covers_its_days(self, absence, day):
        """The first day is part of it, the last is the day before it ends."""
        assert (absence.day <= day < absence.until) == absence.covers(day)
        assert absence.covers(absence.day)
        assert not absence.covers(absence.until)

    @pytest.mark.parametrize("away", [0, -1])
    def test_absence_and_postponing_lead_to_a_later_day(self, away):
        """Neither can end before it begins."""
        day = DAY + dt.timedelta(days=away)

        with pytest.raises(InvalidValueError, match="until must be after the first day"):
            Absent(day=DAY, until=day)
        with pytest.raises(InvalidValueError, match="to must be after the day of postponing"):
            Postponed(goal="g-1", day=DAY, to=day)


class TestCorrection:
    @SOME
    @given(entries(Corrected))
    def test_correction_names_the_entry_that_it_replaces(self, correction):
        """The replacement stands under the id of the one it corrects."""
        assert correction.replacement.id == correction.entry

    @SOME
    @given(entries(Corrected, Voided, Redacted, id=ids(), recorded_at=instants()))
    def test_what_is_said_of_an_entry_does_not_replace_one(self, entry):
        """A correction of a correction is another correction of the same entry."""
        with pytest.raises(InvalidValueError, match="an entry that says what happened") as caught:
            Corrected(replacement=entry, day=DAY)

        assert "replacement" == caught.value.field

    @SOME
    @given(entries(*HAPPENED, id=st.none()))
    def test_replacement_is_stamped(self, entry):
        """Without an id nobody knows what it replaces."""
        with pytest.raises(InvalidValueError, match="stamped like the entry it corrects"):
            Corrected(replacement=entry, day=DAY)


class TestAboutEntries:
    @pytest.mark.parametrize("kind", [Voided, Redacted])
    @SOME
    @given(entry=entries(id=ids()))
    def test_entry_is_named_by_itself_or_by_its_id(self, kind, entry):
        """Who has the entry at hand need not look for its id."""
        assert kind(entry=entry.id, day=DAY) == kind(entry=entry, day=DAY)

    @pytest.mark.parametrize("kind", [Voided, Redacted])
    @pytest.mark.parametrize("entry", [Done(step="walk", day=DAY), None, 5], ids=range(3))
    def test_entry_without_an_id_cannot_be_named(self, kind, entry):
        """Nobody could tell later what was meant."""
        with pytest.raises(InvalidValueError, match="entry must be an id of 1 to 255") as caught:
            kind(entry=entry, day=DAY)

        assert "entry" == caught.value.field


class TestNoteKind:
    @pytest.mark.parametrize("kind", NoteKind)
    def test_note_leaves_by_itself_only_where_the_client_or_the_record_reads_it(self, kind):
        """What is kept apart by law is named before it leaves."""
        assert (kind not in {NoteKind.PROGRESS, NoteKind.SHARED}) == kind.is_protected
