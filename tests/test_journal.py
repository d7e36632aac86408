from __future__ import annotations

import datetime as dt
import pickle

import attrs
import pytest
from hypothesis import HealthCheck, Phase, assume, find, given, settings
from hypothesis import strategies as st

from smartgoals.entries import Absent, Corrected, Done, Measured, Noted, Redacted, Voided
from smartgoals.errors import InvalidValueError
from smartgoals.journal import Journal
from smartgoals.testing import days, entries, ids, instants, journals
from smartgoals.testing._journals import HAPPENED, histories

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SOME = settings(max_examples=max(10, settings().max_examples // 4))
DAY = dt.date(2025, 2, 3)
# The rules look at ids and times only: of what is quickly made, they meet more.
LIGHT = histories(
    entry=st.builds(
        Done, step=st.just("walk"), day=st.just(DAY), part=st.sampled_from([0.25, 0.5, 1.0])
    ),
    recorded_at=instants(zone=st.just(dt.UTC)),
    text=st.just(""),
)
UNSAYABLE = "the words that nobody may keep"


def at(hour, minute=0):
    return dt.datetime(2025, 2, 3, hour, minute, tzinfo=dt.UTC)


def journal(*written):
    return Journal(subject="c-17", entries=written)


def key(entry):
    return entry.recorded_at, entry.id


@st.composite
def copies(draw):
    """Make three copies of one journal, each of which missed some of what was written."""
    written = draw(LIGHT)
    # In which copies an entry is: 1, 2, 4 and their sums; in none of them for 0.
    places = draw(st.lists(st.integers(0, 7), min_size=len(written), max_size=len(written)))
    return [
        journal(*(entry for entry, place in zip(written, places, strict=True) if place & bit))
        for bit in (1, 2, 4)
    ]


def union(one, other):
    return one | other


def merges_like_sets(three, merge):
    one, two, other = three
    both = merge(one, two)
    return (
        (both, both.current) == (merge(two, one), merge(two, one).current)
        and merge(both, other) == merge(one, merge(two, other))
        and (one, both) == (merge(one, one), merge(both, one))
    )


class TestUnion:
    @given(copies())
    def test_union_does_not_care_who_syncs_when_or_how_often(self, three):
        """It is commutative, associative and idempotent, whatever one side says of the other."""
        assert merges_like_sets(three, union)

    def test_law_catches_the_longer_copy_winning(self):
        """What only the shorter copy knows would be lost."""

        def longer(one, other):
            return one if len(one) >= len(other) else other

        assert find(copies(), lambda three: not merges_like_sets(three, longer), settings=ONLY_FIND)

    @given(LIGHT, st.randoms(use_true_random=False))
    def test_journal_is_a_set_in_order_of_recording(self, written, random):
        """The order in which entries arrive, and their repetition, make no difference."""
        shuffled = [*written, *written]
        random.shuffle(shuffled)
        made = journal(*written)

        assert made == journal(*shuffled)
        assert sorted(made, key=key) == list(made)
        assert made == journal().with_entries(*made)
        assert len(list(made)) == len(made)

    def test_journals_of_two_persons_are_not_merged(self):
        """What happened to one person never counts for another."""
        with pytest.raises(InvalidValueError, match="the same in both journals") as caught:
            journal() | Journal(subject="c-18")

        assert "subject" == caught.value.field

    def test_journal_merges_with_journals_only(self):
        """Python says what it says of any other pair that has no union."""
        with pytest.raises(TypeError, match="unsupported operand"):
            journal() | ()

    def test_two_entries_of_one_id_are_refused(self):
        """An entry never changes; which of two is the true one, nobody could say."""
        done = Done(step="walk", day=DAY, id="e-1", recorded_at=at(8))

        with pytest.raises(InvalidValueError, match="two different entries have the same id"):
            journal(done) | journal(attrs.evolve(done, part=0.5))

    @given(entries(recorded_at=st.none()))
    def test_entry_that_is_not_stamped_is_refused(self, entry):
        """Without a time it has no place in the order."""
        with pytest.raises(InvalidValueError, match="entries must be stamped"):
            journal(entry)

    def test_what_is_no_entry_is_refused(self):
        """A journal holds entries."""
        with pytest.raises(InvalidValueError, match="Entry items only, got text of 4"):
            journal("walk")


def knows(journal):
    return UNSAYABLE.encode() in pickle.dumps(journal)


def said_about(name):
    """Make an entry with that id, and what others say of it, each with the secret in it."""
    moment = instants()
    text = st.just(UNSAYABLE)
    itself = entries(Noted, id=st.just(name), recorded_at=moment, text=text)
    others = entries(
        Corrected, Voided, Noted, id=ids(), recorded_at=moment, about=st.just(name), text=text
    )
    # A note about nothing is not about this.
    others = others.filter(lambda entry: entry.about)
    return st.tuples(itself, st.lists(others, max_size=2, unique_by=lambda entry: entry.id))


class TestRedaction:
    @given(LIGHT, said_about("e-secret"), st.integers(0, 3), instants())
    def test_redaction_wins_every_merge_and_leaves_no_word(self, others, secret, number, moment):
        """Nothing of the entry is left, nor of what was said of it, whatever copy comes back."""
        itself, said = secret
        taken = {entry.id for entry in others}
        assume("e-secret" not in taken and not taken & {entry.id for entry in said})
        everything = [itself, *said, *others]
        redaction = Redacted(entry="e-secret", day=DAY, id="e-redaction", recorded_at=moment)
        old_copy = journal(*everything[number:])
        merged = journal(redaction) | old_copy

        assert not knows(merged)
        assert not knows(old_copy | merged)
        assert not knows(old_copy.with_entries(redaction))
        assert redaction in merged.entries
        assert not any(
            "e-secret" in (entry.id, *entry.about) for entry in merged.current if entry in said
        )

    def test_law_catches_a_journal_that_was_not_redacted(self):
        """The law looks where the words are."""
        itself, _ = find(said_about("e-secret"), lambda _: True, settings=ONLY_FIND)

        assert knows(journal(itself))

    @given(LIGHT.map(lambda written: journal(*written)))
    def test_redaction_itself_stays(self, journal):
        """Everybody can see that something was destroyed, and merge it again."""
        redactions = [entry for entry in journal if isinstance(entry, Redacted)]
        destroyed = {entry.entry for entry in redactions}

        assert set() == destroyed & {
            entry.id for entry in journal if not isinstance(entry, Redacted)
        }

    def test_redaction_of_a_correction_leaves_what_it_corrected(self):
        """Each entry is destroyed by its own id."""
        done = Done(step="walk", day=DAY, id="e-1", recorded_at=at(8))
        fix = Corrected(
            replacement=attrs.evolve(done, part=0.5), day=DAY, id="e-2", recorded_at=at(9)
        )
        gone = Redacted(entry="e-2", day=DAY, id="e-3", recorded_at=at(10))

        assert (done,) == journal(done, fix, gone).current


def counts(void, written):
    """Return whether a void is not itself voided by one that was recorded later and counts."""
    return not any(
        isinstance(later, Voided)
        and later.entry == void.id
        and key(later) > key(void)
        and counts(later, written)
        for later in written
    )


def modelled(written, last=max):
    """Return what counts, by the rules one after the other and in no order."""
    voided = {one.entry for one in written if isinstance(one, Voided) and counts(one, written)}
    found = set()
    for entry in written:
        if entry.id in voided or isinstance(entry, Corrected | Voided | Redacted):
            continue
        corrections = [
            one
            for one in written
            if isinstance(one, Corrected) and one.entry == entry.id and one.id not in voided
        ]
        found.add(last(corrections, key=key).replacement if corrections else entry)
    return found


class TestCurrent:
    @given(copies())
    def test_what_counts_follows_the_rules_in_every_copy(self, three):
        """Of two corrections the later one holds; a void counts unless it is voided later."""
        one, two, other = three
        for copy in (one, one | two, other | two | one):
            assert modelled(copy.entries) == set(copy.current)

    def test_law_catches_the_first_correction_winning(self):
        """Somebody who corrects a correction means it."""
        done = Done(step="walk", day=DAY, id="e-1", recorded_at=at(8))
        first, second = (
            Corrected(
                replacement=attrs.evolve(done, part=part),
                day=DAY,
                id=f"e-{hour}",
                recorded_at=at(hour),
            )
            for part, hour in ((0.25, 9), (0.5, 10))
        )
        written = [done, first, second]

        assert {second.replacement} == set(journal(*written).current) == modelled(written)
        assert {first.replacement} == modelled(written, last=min)

    @SOME
    @given(journals())
    def test_what_counts_is_in_order_of_happening(self, journal):
        """It reads as a diary does."""
        happened = [
            (
                entry.day,
                (entry.occurred_at or entry.recorded_at).timestamp(),
                entry.recorded_at,
                entry.id,
            )
            for entry in journal.current
        ]

        assert sorted(happened) == happened

    @pytest.mark.parametrize("minute", [0, 2], ids=["by a late clock", "by a good clock"])
    def test_voiding_a_correction_brings_back_what_it_corrected(self, minute):
        """It does so also where the clock of the voiding device is behind."""
        done = Done(step="walk", day=DAY, id="e-1", recorded_at=at(8))
        fix = Corrected(
            replacement=attrs.evolve(done, part=0.5), day=DAY, id="e-2", recorded_at=at(9, 1)
        )
        void = Voided(entry="e-2", day=DAY, id="e-3", recorded_at=at(9, minute))
        again = Voided(entry="e-3", day=DAY, id="e-4", recorded_at=at(10))

        assert (fix.replacement,) == journal(done, fix).current
        assert (done,) == journal(done, fix, void).current
        assert (fix.replacement,) == journal(done, fix, void, again).current
        assert (
            () == journal(done, Voided(entry="e-1", day=DAY, id="e-5", recorded_at=at(7))).current
        )

    def test_correction_may_say_that_something_else_happened(self):
        """Who ticked the wrong box says what the right one was."""
        wrong = Done(step="walk", day=DAY, id="e-1", recorded_at=at(8))
        right = Measured(measure="sleep", value=7, day=DAY, id="e-1", recorded_at=at(8))
        fix = Corrected(replacement=right, day=DAY, id="e-2", recorded_at=at(9))

        assert (right,) == journal(wrong, fix).about("sleep")
        assert () == journal(wrong, fix).about("walk")

    @SOME
    @given(journals(), days(), days())
    def test_what_lies_between_two_days_counts_and_is_about_them(self, journal, start, until):
        """The last day is not part of it."""
        assert [entry for entry in journal.current if start <= entry.day < until] == list(
            journal.between(start, until)
        )

    @SOME
    @given(journals(entry=entries(*HAPPENED, about=st.sampled_from(["walk", "sleep"]))))
    def test_what_is_about_an_id_is_found_by_it(self, journal):
        """An index finds what a search would."""
        for name in ("walk", "sleep", "no such step"):
            found = [entry for entry in journal.current if name in entry.about]

            assert found == list(journal.about(name))
            assert [entry for entry in found if isinstance(entry, Done)] == list(
                journal.about(name, Done)
            )

    @SOME
    @given(journals(entry=entries(Absent, Done)))
    def test_absences_are_those_that_count(self, journal):
        """An absence that was voided asks things again."""
        assert [entry for entry in journal.current if isinstance(entry, Absent)] == list(
            journal.absences
        )

    @SOME
    @given(journals())
    def test_what_was_computed_is_no_part_of_the_value(self, journal):
        """A journal that was read equals one that was not, here and in another process."""
        fresh = Journal(subject=journal.subject, entries=journal.entries)
        current = journal.current

        assert (fresh, hash(fresh)) == (journal, hash(journal))
        assert current == pickle.loads(pickle.dumps(journal)).current  # noqa: S301  # our own


def is_known(entry, moment):
    return entry.recorded_at <= moment or isinstance(entry, Redacted)


def stays(written, moment, known):
    """Return whether what was known by *moment* is the same when all the rest is written."""
    early = journal(*(entry for entry in written if is_known(entry, moment)))
    return (early, early.current) == (known(journal(*written)), known(journal(*written)).current)


class TestAsOf:
    @given(LIGHT, instants())
    def test_what_was_known_never_changes(self, written, moment):
        """A report of last month reads the same next year, whatever is written by then."""
        unredacted = [entry for entry in written if not isinstance(entry, Redacted)]
        some = [moment, *(entry.recorded_at for entry in unredacted)]

        assert all(stays(unredacted, one, lambda j, one=one: j.as_of(one)) for one in some)

    def test_law_catches_one_that_goes_by_the_day_an_entry_is_about(self):
        """What is written down later about an earlier day was not known on that day."""

        def by_day(journal_, moment):
            return journal(*(entry for entry in journal_ if entry.day <= moment.date()))

        assert find(
            st.tuples(histories(), instants(zone=st.just(dt.UTC))),
            lambda case: (
                not stays(case[0], case[1], lambda j: by_day(j, case[1]))
                and not any(isinstance(entry, Redacted) for entry in case[0])
            ),
            settings=ONLY_FIND,
        )

    @given(LIGHT, instants())
    def test_what_was_destroyed_since_was_never_there(self, written, moment):
        """A redaction reaches back through all time, and takes nothing else."""
        known = journal(*written).as_of(moment)

        assert [entry for entry in journal(*written) if is_known(entry, moment)] == list(known)
        assert journal(*written) == known | journal(*written)

    def test_moment_is_one(self):
        """A naive time would mean another moment on each machine."""
        with pytest.raises(InvalidValueError, match="got a naive datetime"):
            journal().as_of(dt.datetime(2025, 2, 3))  # noqa: DTZ001  # the question


def test_journal_shows_how_much_it_holds_and_nothing_else():
    """A log may say that there is a journal."""
    note = Noted(text=UNSAYABLE, day=DAY, id="e-1", recorded_at=at(8))

    assert "Journal(subject='c-17', entries=<1 entries>)" == repr(journal(note))
