from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from smartgoals import (
    ConflictError,
    Corrected,
    Done,
    Goal,
    InvalidValueError,
    Journal,
    Measured,
    Noted,
    NotFoundError,
    Redacted,
    SmartGoalsError,
    StoreError,
    Voided,
    new_id,
    open_store,
)
from smartgoals.errors import DecodeError, UnknownStoreError
from smartgoals.stores import Store, Stored, _sqlite
from smartgoals.stores._memory import MemoryStore
from smartgoals.testing import goals, journals

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
MONDAY = dt.date(2025, 2, 3)
NOON = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
PRIVATE = "what nobody else should read"


def url_of(folder):
    return f"sqlite:///{quote(str(folder))}/goals.db"


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    url = "memory:" if request.param == "memory" else url_of(tmp_path)
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def handles(store, tmp_path):
    """Give two handles on one storage: two connections where that is possible."""
    if isinstance(store, MemoryStore):
        yield store, store.tenant("default")
    else:
        with open_store(url_of(tmp_path)) as other:
            yield store, other


def goal_of(**fields):
    return Goal(**{"id": "g-1", "subject": "c-17", "statement": "I will walk."} | fields)


def done(name=None, *, day=MONDAY, **fields):
    return Done(step="walk", id=name, day=day, **fields)


def fix_of(entry, name, **fields):
    replacement = attrs.evolve(entry.stamped(id="e-1", at=NOON), **fields)
    return Corrected(replacement=replacement, id=name, day=MONDAY)


def redacted(entry, name=None):
    return Redacted(entry=entry, id=name, day=MONDAY)


def ids(entries):
    return [entry.id for entry in entries]


class TestSaving:
    def test_goal_that_no_store_gave_out_is_created(self, store):
        """It comes back as it was, with the number of its write."""
        saved = store.save(goal_of())

        assert (goal_of(), 1) == (saved, saved.version)
        assert (saved, 1) == (store.get("g-1"), store.get("g-1").version)

    def test_goal_replaces_the_version_it_came_from(self, store):
        """Also after it was changed by its own methods, and whichever way it was handed out."""
        first = store.save(goal_of())
        second = store.save(first.started(day=MONDAY))
        third = store.save(store.get("g-1").paused(day=MONDAY))

        assert [1, 2, 3] == [goal.version for goal in (first, second, third)]
        assert third == store.get("g-1")

    def test_write_of_somebody_else_is_a_conflict(self, store):
        """Nobody overwrites what they have not seen; the error says what is there now."""
        mine = store.save(goal_of())
        theirs = store.save(mine.started(day=MONDAY))
        with pytest.raises(ConflictError) as caught:
            store.save(mine.revised(day=MONDAY))

        assert ("g-1", 1, 2) == (
            caught.value.goal_id,
            caught.value.expected,
            caught.value.current,
        )
        assert theirs == store.get("g-1")
        assert 2 == len(store.history("g-1"))

    @pytest.mark.parametrize(("version", "current"), [(None, 1), (7, 1)])
    def test_goal_that_was_not_loaded_replaces_nothing(self, store, version, current):
        """A second goal under one id is a mistake, and so is a version from elsewhere."""
        store.save(goal_of())
        with pytest.raises(ConflictError) as caught:
            store.save(goal_of(version=version, statement="I will run."))

        assert (version, current) == (caught.value.expected, caught.value.current)
        assert goal_of() == store.get("g-1")

    def test_goal_that_is_not_there_cannot_be_replaced(self, store):
        """It may have been loaded from another store."""
        with pytest.raises(ConflictError) as caught:
            store.save(goal_of(version=3))

        assert (3, None) == (caught.value.expected, caught.value.current)

    def test_what_one_handle_writes_the_other_sees(self, handles):
        """Two devices, two workers: one storage."""
        one, other = handles
        mine = one.save(goal_of())
        theirs = other.save(other.get("g-1").started(day=MONDAY))
        other.record("c-17", done("e-1"))

        assert theirs == one.get("g-1")
        assert ["e-1"] == ids(one.journal("c-17"))
        with pytest.raises(ConflictError):
            one.save(mine)

    def test_goal_never_changes_hands(self, store):
        """Its history is one person's."""
        saved = store.save(goal_of())
        with pytest.raises(InvalidValueError, match="subject"):
            store.save(attrs.evolve(saved, subject="c-18"))

        assert [1] == [write.version for write in store.history("g-1")]

    @pytest.mark.parametrize("thing", [None, "g-1", done("e-1")])
    def test_what_is_no_goal_is_refused(self, store, thing):
        """The error names the argument."""
        with pytest.raises(InvalidValueError, match="goal must be a Goal"):
            store.save(thing)


class TestGetting:
    def test_every_version_stays(self, store):
        """What was agreed once can be read for ever."""
        first = store.save(goal_of())
        second = store.save(first.started(day=MONDAY))

        assert [first, second, second] == [
            store.get("g-1", version=version) for version in (1, 2, None)
        ]
        assert [1, 2] == [store.get("g-1", version=version).version for version in (1, 2)]

    @pytest.mark.parametrize(("goal_id", "version"), [("g-2", None), ("g-2", 1), ("g-1", 2)])
    def test_what_is_not_there_is_not_found(self, store, goal_id, version):
        """Neither the goal nor that write of it."""
        store.save(goal_of())

        with pytest.raises(NotFoundError, match="for this tenant"):
            store.get(goal_id, version=version)

    @pytest.mark.parametrize("version", [0, -1, 1.0, "1", True, 2**63, 2**70])
    def test_version_is_a_whole_number_from_one(self, store, version):
        """Nothing is counted from the end."""
        store.save(goal_of())

        with pytest.raises(InvalidValueError, match="version must be a whole number"):
            store.get("g-1", version=version)

    def test_history_is_every_write_the_first_one_first(self, store):
        """With its number, and with the moment of writing."""
        before = dt.datetime.now(dt.UTC)
        first = store.save(goal_of())
        second = store.save(first.started(day=MONDAY))
        writes = store.history("g-1")

        assert [(first, 1), (second, 2)] == [(write.goal, write.version) for write in writes]
        assert [1, 2] == [write.goal.version for write in writes]
        assert before <= writes[0].at <= writes[1].at <= dt.datetime.now(dt.UTC)
        assert dt.timedelta() == writes[0].at.utcoffset()

    def test_goal_that_is_not_there_has_no_history(self, store):
        """An empty one would say that it is there."""
        with pytest.raises(NotFoundError):
            store.history("g-1")

    @pytest.mark.parametrize("name", [None, "", "a\nb", "x" * 256, "\ud800", 7])
    def test_what_is_no_id_is_refused(self, store, name):
        """A mistake is found where it is made."""
        for call in (store.get, store.history, store.journal, store.tenant, store.record):
            with pytest.raises(InvalidValueError, match="printable characters"):
                call(name)


class TestRecording:
    def test_entry_is_stamped(self, store):
        """It gets what it lacks: an id of its own, the moment, and who wrote it."""
        before = dt.datetime.now(dt.UTC)
        one, other = store.record("c-17", done(), done(), author="t-2")

        assert before <= one.recorded_at <= dt.datetime.now(dt.UTC)
        assert ("t-2", "t-2") == (one.author, other.author)
        assert one.id != other.id
        assert {one, other} == set(store.journal("c-17"))

    def test_what_an_entry_has_already_is_kept(self, store):
        """An app that was offline knows when it was written, and by whom."""
        entry = done("e-1", recorded_at=NOON, author="c-17")

        assert (entry,) == store.record("c-17", entry, author="t-2")
        assert (entry,) == store.journal("c-17").entries

    def test_nobody_recorded_nothing(self, store):
        """A person without entries has an empty journal."""
        assert () == store.record("c-17")
        assert Journal(subject="c-17") == store.journal("c-17")

    @pytest.mark.parametrize(
        "wrong", ["e-2", done("e-1", day=dt.date(2025, 2, 4))], ids=["no entry", "id is taken"]
    )
    def test_one_bad_entry_leaves_nothing(self, store, wrong):
        """All of them, or none."""
        with pytest.raises(InvalidValueError):
            store.record("c-17", done("e-0"), done("e-1"), wrong)

        assert 0 == len(store.journal("c-17"))

    def test_same_entry_again_adds_nothing(self, store):
        """A retry is safe, and returns what was recorded first."""
        (first,) = store.record("c-17", done("e-1"), author="c-17")

        assert (first,) == store.record("c-17", done("e-1"))
        assert (first,) == store.record("c-17", done("e-1"), done("e-1"), author="t-2")
        assert (first,) == store.journal("c-17").entries

    def test_other_entry_under_the_same_id_is_refused(self, store):
        """An entry never changes; what was meant is a correction."""
        (first,) = store.record("c-17", done("e-1"))
        for other in (
            done("e-1", part=0.5),
            done("e-1", day=dt.date(2025, 2, 4)),
            done("e-1", recorded_at=NOON),
            done("e-1", extensions={"mood": 3}),
        ):
            with pytest.raises(InvalidValueError, match="Corrected"):
                store.record("c-17", other)

        assert (first,) == store.journal("c-17").entries

    def test_what_is_recorded_at_once_keeps_its_order(self, store):
        """Of two values, or of two corrections, the second is the last word."""
        values = [Measured(measure="steps", value=number, day=MONDAY) for number in range(20)]
        store.record("c-17", *values)

        assert [*range(20)] == [entry.value for entry in store.journal("c-17").current]

    def test_corrections_and_voids_take_effect(self, store):
        """They are entries as others are."""
        store.record("c-17", done("e-1"), done("e-2"))
        store.record("c-17", fix_of(done(), "e-3", part=0.5), Voided(entry="e-2", day=MONDAY))

        assert [0.5] == [entry.part for entry in store.journal("c-17").current]

    def test_journals_of_two_persons_are_apart(self, store):
        """The same id may be in both."""
        store.record("c-17", done("e-1"))
        store.record("c-18", done("e-1", part=0.5))

        assert [1.0, 0.5] == [
            store.journal(subject).entries[0].part for subject in ("c-17", "c-18")
        ]


class TestRedacting:
    def test_redaction_destroys_the_entry_and_what_was_said_of_it(self, store):
        """A correction may repeat it, and a void may say why."""
        store.record("c-17", done("e-1"), done("e-9"))
        store.record("c-17", fix_of(done(), "e-2"), Voided(entry="e-1", id="e-3", day=MONDAY))
        store.record("c-17", Noted(topic="e-1", text=PRIVATE, id="e-4", day=MONDAY))
        store.record("c-17", Voided(entry="e-2", reason=PRIVATE, id="e-5", day=MONDAY))
        returned = store.record("c-17", redacted("e-1", "e-6"))

        assert ["e-6"] == ids(returned)
        assert ["e-9"] == ids(store.journal("c-17").current)
        assert {"e-1", "e-2", "e-3", "e-4", "e-5"} == destroyed(store.journal("c-17"))

    def test_what_was_redacted_is_not_taken_in_again(self, store):
        """Another device may still hold it; nothing is said, and nothing comes back."""
        store.record("c-17", done("e-1"))
        store.record("c-17", redacted("e-1", "e-2"))
        again = [
            done("e-1"),
            fix_of(done(), "e-3"),
            Voided(entry="e-1", day=MONDAY),
            Noted(topic="e-1", text=PRIVATE, day=MONDAY),
        ]

        assert [()] * 4 == [store.record("c-17", entry) for entry in again]
        assert ["e-2"] == ids(store.journal("c-17"))

    def test_what_was_said_of_it_is_not_taken_in_again_either(self, store):
        """A void of a correction may give the reason for it."""
        void = Voided(entry="e-2", id="e-3", day=MONDAY)
        store.record("c-17", done("e-1"), fix_of(done(), "e-2"), void)
        store.record("c-17", redacted("e-1"))

        assert () == store.record("c-17", fix_of(done(), "e-2"), void)
        assert () == store.journal("c-17").current

    def test_redaction_may_come_first(self, store):
        """Devices sync in any order."""
        store.record("c-17", redacted("e-1", "e-2"))

        assert () == store.record("c-17", done("e-1"))
        assert ["e-2"] == ids(store.journal("c-17"))

    def test_redaction_works_within_one_call(self, store):
        """Before it or behind it makes no difference."""
        recorded = store.record(
            "c-17", done("e-1"), redacted("e-1", "e-2"), fix_of(done(), "e-3"), done("e-4")
        )

        assert ["e-2", "e-4"] == ids(recorded)
        assert ["e-2", "e-4"] == sorted(ids(store.journal("c-17")))

    def test_entry_and_its_correction_may_be_redacted_together(self, store):
        """Each is destroyed once."""
        store.record("c-17", done("e-1"), fix_of(done(), "e-2"))
        store.record("c-17", redacted("e-1", "e-3"), redacted("e-2", "e-4"))

        assert ["e-3", "e-4"] == ids(store.journal("c-17"))

    def test_redaction_is_not_redacted(self, store):
        """What is destroyed stays destroyed."""
        store.record("c-17", done("e-1"), redacted("e-1", "e-2"))
        store.record("c-17", redacted("e-2", "e-3"))

        assert () == store.record("c-17", done("e-1"))
        assert ["e-2", "e-3"] == sorted(ids(store.journal("c-17")))

    def test_redaction_is_one_persons(self, store):
        """The same id in another journal is another entry."""
        store.record("c-17", done("e-1"))
        store.record("c-18", done("e-1"), redacted("e-1"))

        assert ["e-1"] == ids(store.journal("c-17"))


def destroyed(journal):
    return {entry.entry for entry in journal if isinstance(entry, Redacted)}


class TestTenants:
    def test_what_one_tenant_writes_no_other_sees(self, store):
        """Not by any method."""
        other = store.tenant("clinic-2")
        mine = store.save(goal_of())
        store.record("c-17", done("e-1"), redacted("e-2"))
        for call in (other.get, other.history):
            with pytest.raises(NotFoundError):
                call("g-1")
        with pytest.raises(ConflictError):
            other.save(mine)

        assert 0 == len(other.journal("c-17"))
        assert ["e-2", "e-1"] == ids(other.record("c-17", done("e-2"), done("e-1", part=0.5)))
        assert 1 == other.save(goal_of(subject="c-99")).version
        assert (mine, 1.0) == (store.get("g-1"), store.journal("c-17").current[0].part)

    def test_handles_of_one_tenant_share(self, store):
        """A tenant is a name, not an object."""
        store.tenant("clinic-2").save(goal_of())

        assert goal_of() == store.tenant("clinic-2").tenant("clinic-2").get("g-1")

    @given(st.sampled_from(["default", "a", "b", "a ", "A"]))
    def test_open_store_and_tenant_name_the_same(self, name):
        """Either way in leads to the same goals."""
        with tempfile.TemporaryDirectory() as folder:
            with open_store(url_of(folder), tenant=name) as opened:
                opened.save(goal_of())
            with open_store(url_of(folder)) as opened:
                assert goal_of() == opened.tenant(name).get("g-1")


class TestClosing:
    def test_store_is_a_context_manager_and_may_be_closed_twice(self, store):
        """Cleaning up never fails."""
        with store as opened:
            assert store is opened
        store.close()

        assert isinstance(store, Store)

    def test_repr_shows_neither_place_nor_tenant(self, store):
        """A path may name a person."""
        shown = repr(store.tenant("clinic-2"))

        assert shown in {"<MemoryStore>", "<SqliteStore>"}


# The tests above catch a store that breaks what they say.


class Broken(MemoryStore):
    """Is broken for every tenant alike."""

    def tenant(self, name):
        return type(self)(tenant=name, shelves=self._shelves)


class LastWriteWins(Broken):
    def save(self, goal):
        try:
            current = self.get(goal.id).version
        except NotFoundError:
            current = None
        return super().save(attrs.evolve(goal, version=current))


class NoHistory(Broken):
    def history(self, goal_id):
        return super().history(goal_id)[-1:]


class OneByOne(Broken):
    def record(self, subject, *entries, author=None):
        made = [super(OneByOne, self).record(subject, entry, author=author) for entry in entries]
        return tuple(entry for recorded in made for entry in recorded)


class Stubborn(Broken):
    """Keeps what is redacted under another id."""

    def record(self, subject, *entries, author=None):
        if any(isinstance(entry, Redacted) for entry in entries):
            kept = [
                attrs.evolve(entry, id=f"kept-{entry.id}")
                for entry in self.journal(subject)
                if isinstance(entry, Done)
            ]
            super().record(subject, *kept)
        return super().record(subject, *entries, author=author)


class NewEachTime(Broken):
    def record(self, subject, *entries, author=None):
        entries = [attrs.evolve(entry, id=new_id()) for entry in entries]
        return super().record(subject, *entries, author=author)


class OneForAll(Broken):
    def tenant(self, name):
        return self


BROKEN = [
    (LastWriteWins, TestSaving.test_write_of_somebody_else_is_a_conflict),
    (NoHistory, TestGetting.test_history_is_every_write_the_first_one_first),
    (NoHistory, TestGetting.test_every_version_stays),
    (OneByOne, TestRedacting.test_redaction_works_within_one_call),
    (Stubborn, TestRedacting.test_redaction_destroys_the_entry_and_what_was_said_of_it),
    (NewEachTime, TestRecording.test_same_entry_again_adds_nothing),
    (NewEachTime, TestRecording.test_other_entry_under_the_same_id_is_refused),
    (OneForAll, TestTenants.test_what_one_tenant_writes_no_other_sees),
]


@pytest.mark.parametrize(
    ("kind", "check"), BROKEN, ids=lambda value: value.__name__.removeprefix("test_")
)
def test_check_catches_a_store_that_breaks_it(kind, check):
    """A check that nothing can break says nothing."""
    with pytest.raises((AssertionError, SmartGoalsError, pytest.fail.Exception)):
        check(None, kind(tenant="default"))


# Every other store answers as the one in memory does.


@attrs.frozen
class Call:
    name: str
    args: tuple
    tenant: str


def said(name):
    about = st.sampled_from(["e-1", "e-2", "e-3"])
    return (
        st.sampled_from([1.0, 0.5]).map(lambda part: done(name, part=part, recorded_at=NOON))
        | st.builds(lambda entry: redacted(entry, name), about)
        | st.builds(lambda entry: Voided(entry=entry, id=name, day=MONDAY), about)
        | st.just(fix_of(done(), name))
    ).map(lambda entry: attrs.evolve(entry, recorded_at=NOON))


def calls():
    names = st.sampled_from(["g-1", "g-2"])
    versions = st.none() | st.integers(1, 3)
    subjects = st.sampled_from(["c-17", "c-18"])
    entries = st.sampled_from(["e-1", "e-2", "e-3", "e-4"]).flatmap(said)
    saved = st.builds(
        lambda name, version, subject, confidence: (
            goal_of(id=name, version=version, subject=subject, confidence=confidence),
        ),
        names,
        versions,
        st.sampled_from(["c-17", "c-17", "c-17", "c-18"]),
        st.integers(0, 10),
    )
    recorded = st.tuples(subjects, st.lists(entries, max_size=3)).map(
        lambda made: (made[0], *made[1])
    )
    made = [("save", saved), ("record", recorded), ("get", names.map(lambda name: (name,)))]
    made += [
        ("history", names.map(lambda name: (name,))),
        ("journal", subjects.map(lambda s: (s,))),
    ]
    return st.lists(
        st.one_of(
            [
                st.builds(Call, st.just(name), args, st.sampled_from(["a", "b"]))
                for name, args in made
            ]
        ),
        max_size=12,
    )


def told(answer):
    """Return what two stores have to agree on: all but moments of writing and ids they make."""
    if isinstance(answer, Goal):
        return answer, answer.version
    if isinstance(answer, Stored):
        return told(answer.goal), answer.version
    if isinstance(answer, Redacted):
        return "redacted", answer.entry
    if isinstance(answer, Journal):
        return sorted(map(repr, map(told, answer)))
    if isinstance(answer, tuple):
        return [told(one) for one in answer]
    return answer


def answers(store, row):
    """Return what a store answers to a row of calls."""
    # A name of its own, so that one file serves many rows.
    prefix = new_id()
    given_back = []
    for call in row:
        handle = store.tenant(f"{prefix}-{call.tenant}")
        try:
            given_back.append(told(getattr(handle, call.name)(*call.args)))
        except SmartGoalsError as error:
            given_back.append((type(error), str(error)))
    return given_back


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with open_store(url_of(tmp_path_factory.mktemp("shared"))) as opened:
        yield opened


class TestSqliteAnswersAsMemory:
    @given(row=calls())
    def test_same_calls_have_the_same_answers(self, shared, row):
        """Values, versions, errors and their words are the same, call by call."""
        assert answers(open_store("memory:"), row) == answers(shared, row)

    @pytest.mark.parametrize("kind", [LastWriteWins, NewEachTime, OneForAll])
    def test_law_catches_a_store_that_answers_otherwise(self, kind):
        """A law that nothing can break says nothing."""
        assert find(
            calls(),
            lambda row: answers(open_store("memory:"), row) != answers(kind(tenant="default"), row),
            settings=ONLY_FIND,
        )


def survives(url, goal, journal, reopened):
    """Return whether a goal and a journal come back from a store that was closed in between."""
    tenant = new_id()
    with open_store(url, tenant=tenant) as opened:
        saved = opened.save(attrs.evolve(goal, version=None))
        opened.record(journal.subject, *journal)
    with reopened(url, tenant=tenant) as opened:
        loaded = opened.get(goal.id)
        return (goal, goal.extensions, 1, journal) == (
            loaded,
            loaded.extensions,
            saved.version,
            opened.journal(journal.subject),
        )


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    return url_of(tmp_path_factory.mktemp("reopened"))


class TestSqliteFile:
    @given(goal=goals(), journal=journals())
    def test_any_goal_and_journal_survive_reopening(self, url, goal, journal):
        """Whatever a value can hold comes back equal."""
        assert survives(url, goal, journal, open_store)

    def test_law_catches_a_file_that_loses_something(self, url):
        """Extensions are the first thing that gets lost."""

        class Lossy(_sqlite.SqliteStore):
            def get(self, goal_id, *, version=None):
                return attrs.evolve(super().get(goal_id, version=version), extensions={})

        def reopened(url, *, tenant):
            return Lossy(tenant=tenant, database=open_store(url)._database)

        assert find(
            goals(),
            lambda goal: not survives(url, goal, Journal(subject="c-17"), reopened),
            settings=settings(ONLY_FIND, max_examples=200),
        )

    def test_only_its_owner_may_read_it(self, tmp_path):
        """Neither the file nor its log, whatever the process allows for others."""
        allowed = os.umask(0)
        try:
            with open_store(url_of(tmp_path)) as opened:
                opened.save(goal_of())
                modes = {
                    path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()
                }
        finally:
            os.umask(allowed)

        assert dict.fromkeys(["goals.db", "goals.db-shm", "goals.db-wal"], 0o600) == modes

    def test_empty_file_that_lay_there_is_closed_to_others(self, tmp_path):
        """A tool may have made it for everybody."""
        path = tmp_path / "goals.db"
        path.touch()
        path.chmod(0o644)
        open_store(url_of(tmp_path)).close()

        assert 0o600 == stat.S_IMODE(path.stat().st_mode)

    def test_document_that_is_damaged_is_an_error_of_the_store(self, tmp_path):
        """With its cause, and without what it says."""
        with open_store(url_of(tmp_path)) as opened:
            opened.save(goal_of())
            opened.record("c-17", done("e-1"))
            for table in ("goals", "entries"):
                opened._database._connection.execute(
                    f"UPDATE {table} SET document = ?",  # noqa: S608  # a table of ours
                    [f'{{"{PRIVATE}": 1}}'],
                )
            for call in (
                lambda: opened.get("g-1"),
                lambda: opened.history("g-1"),
                lambda: opened.journal("c-17"),
                lambda: opened.record("c-17", done("e-1")),
            ):
                with pytest.raises(StoreError, match="damaged") as caught:
                    call()

                assert isinstance(caught.value.__cause__, DecodeError)
                assert PRIVATE not in f"{caught.value}{caught.value.__cause__}"

    def test_file_of_a_newer_version_is_refused_and_left_alone(self, tmp_path):
        """An old program would lose what it does not know."""
        open_store(url_of(tmp_path)).close()
        with sqlite3.connect(tmp_path / "goals.db") as raw:
            raw.execute("PRAGMA user_version=99")
        raw.close()
        with pytest.raises(StoreError, match="newer version"):
            open_store(url_of(tmp_path))
        raw = sqlite3.connect(tmp_path / "goals.db")

        assert (99,) == raw.execute("PRAGMA user_version").fetchone()
        raw.close()

    def test_what_cannot_be_opened_is_an_error_with_its_cause(self, tmp_path):
        """No database, no folder, a folder; and no word of where it is."""
        (tmp_path / "text").mkdir()
        (tmp_path / "text" / "goals.db").write_text("dear diary " * 100)
        (tmp_path / "folder" / "goals.db").mkdir(parents=True)
        for name, cause in (
            ("text", sqlite3.DatabaseError),
            ("missing", FileNotFoundError),
            ("folder", sqlite3.OperationalError),
        ):
            with pytest.raises(StoreError) as caught:
                open_store(url_of(tmp_path / name))

            assert isinstance(caught.value.__cause__, cause)
            assert "the SQLite file could not be opened; see the cause" == str(caught.value)

    def test_closed_store_says_so(self, tmp_path):
        """Every call is an error of the store, and not of the driver."""
        opened = open_store(url_of(tmp_path))
        opened.close()
        for call in (
            lambda: opened.save(goal_of()),
            lambda: opened.get("g-1"),
            lambda: opened.history("g-1"),
            lambda: opened.record("c-17", done()),
            lambda: opened.journal("c-17"),
            lambda: opened.tenant("clinic-2").journal("c-17"),
        ):
            with pytest.raises(StoreError) as caught:
                call()

            assert isinstance(caught.value.__cause__, sqlite3.ProgrammingError)

    def test_write_that_fails_is_taken_back_and_the_store_goes_on(self, tmp_path):
        """A full disk is an error, not the end."""
        with open_store(url_of(tmp_path)) as opened:
            saved = opened.save(goal_of())
            raw = opened._database._connection
            (pages,) = raw.execute("PRAGMA page_count").fetchone()
            raw.execute(f"PRAGMA max_page_count={pages}")
            with pytest.raises(StoreError, match="could not be written"):
                opened.save(attrs.evolve(saved, statement="I will walk. " * 10_000))
            raw.execute("PRAGMA max_page_count=1000000")

            assert 2 == opened.save(saved.started(day=MONDAY)).version

    def test_commit_that_fails_is_taken_back_and_the_store_goes_on(self, tmp_path):
        """Also where everything was written and the last word was not."""
        with open_store(url_of(tmp_path)) as opened:
            raw = opened._database._connection
            for statement in (
                "PRAGMA foreign_keys=ON",
                "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
                "CREATE TABLE children (one REFERENCES parents DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TRIGGER lost AFTER INSERT ON goals BEGIN INSERT INTO children SELECT 1;END",
            ):
                raw.execute(statement)
            with pytest.raises(StoreError, match="could not be written"):
                opened.save(goal_of())
            raw.execute("DROP TRIGGER lost")

            assert 1 == opened.save(goal_of()).version

    def test_file_that_somebody_else_is_making_is_waited_for(self, tmp_path):
        """Two workers may start at the same moment."""
        raw = sqlite3.connect(tmp_path / "goals.db", isolation_level=None, check_same_thread=False)
        raw.execute("BEGIN IMMEDIATE")
        later = threading.Timer(0.1, raw.execute, ["ROLLBACK"])
        later.start()
        with open_store(url_of(tmp_path)) as opened:
            later.join()

            assert 1 == opened.save(goal_of()).version
        raw.close()

    def test_waiting_has_an_end(self, tmp_path, monkeypatch):
        """Somebody who never lets go is an error."""
        monkeypatch.setattr(_sqlite, "_BUSY_SECONDS", 0.05)
        raw = sqlite3.connect(tmp_path / "goals.db", isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            open_store(url_of(tmp_path))
        raw.close()

        assert sqlite3.SQLITE_BUSY == caught.value.__cause__.sqlite_errorcode

    def test_log_that_cannot_be_emptied_fails_no_write(self, tmp_path):
        """The words go with a later write; what was written meanwhile is written."""

        def refuse_to_empty(action, name, *_):
            asked = (action, name) == (sqlite3.SQLITE_PRAGMA, "wal_checkpoint")
            return sqlite3.SQLITE_DENY if asked else sqlite3.SQLITE_OK

        with open_store(url_of(tmp_path)) as opened:
            raw = opened._database._connection
            (noted,) = opened.record("c-17", Noted(text="a secret word", day=MONDAY))
            raw.set_authorizer(refuse_to_empty)
            opened.record("c-17", Redacted(entry=noted, day=MONDAY))
            saved = opened.save(goal_of())
            held = is_on_the_disk(tmp_path, "a secret word")
            (patience,) = raw.execute("PRAGMA busy_timeout").fetchone()
            raw.set_authorizer(None)
            opened.save(saved)

            assert (1, True, 30_000) == (saved.version, held, patience)
            assert not is_on_the_disk(tmp_path, "a secret word")


def is_on_the_disk(folder, words):
    files = [path for path in Path(folder).iterdir() if path.is_file()]
    return any(words.encode() in path.read_bytes() for path in files)


def after_redaction(folder, *, length, prepare=None):
    """Redact one note among others; return whether it was, and still is, on the disk."""
    private = f"{PRIVATE}|" * length
    with open_store(url_of(folder)) as opened:
        if prepare is not None:
            opened._database._connection.execute(prepare)
        for number in range(20):
            opened.record("c-17", Noted(text=f"note {number}" * 30, id=f"n-{number}", day=MONDAY))
        opened.record("c-17", Noted(text=private, id="e-1", day=MONDAY))
        note = Noted(text=private, id="e-1", day=MONDAY).stamped(id="e-1", at=NOON)
        opened.record("c-17", Corrected(replacement=note, day=MONDAY))
        was = is_on_the_disk(folder, PRIVATE)
        opened.record("c-17", redacted("e-1"))
        return was, is_on_the_disk(folder, PRIVATE), 20 == len(opened.journal("c-17").current)


class TestRedactionOnTheDisk:
    @pytest.mark.parametrize("length", [1, 20, 1_000])
    def test_bytes_are_gone_from_the_file_and_its_log(self, tmp_path, length):
        """Destroyed is destroyed, however long it was, and nothing else is."""
        assert (True, False, True) == after_redaction(tmp_path, length=length)
        assert not is_on_the_disk(tmp_path, PRIVATE)

    def test_check_catches_a_file_that_only_marks_as_deleted(self, tmp_path):
        """That is what SQLite does by itself."""
        found = after_redaction(tmp_path, length=20, prepare="PRAGMA secure_delete=OFF")

        assert (True, True, True) == found

    def test_bytes_that_somebody_is_reading_go_with_the_next_write(self, tmp_path, monkeypatch):
        """A reader keeps the log alive; nobody waits for it, and it is tried again."""
        monkeypatch.setattr(_sqlite, "_PATIENCE_MS", 10)
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", Noted(text=PRIVATE, id="e-1", day=MONDAY))
            reader = sqlite3.connect(tmp_path / "goals.db", isolation_level=None)
            reader.execute("BEGIN")
            reader.execute("SELECT document FROM entries").fetchall()
            opened.record("c-17", redacted("e-1"))
            opened.record("c-17", done("e-2"))
            was = is_on_the_disk(tmp_path, PRIVATE)
            reader.close()
            opened.record("c-17", done("e-3"))

            assert (True, False) == (was, is_on_the_disk(tmp_path, PRIVATE))

    def test_bytes_that_a_crash_left_go_when_the_file_is_opened(self, tmp_path):
        """Nothing that was destroyed waits for the next write."""
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", Noted(text=PRIVATE, id="e-1", day=MONDAY))
            crashed = tmp_path / "crashed"
            crashed.mkdir()
            raw = opened._database._connection
            raw.execute("PRAGMA wal_autocheckpoint=0")
            raw.execute("DELETE FROM entries")
            for name in ("goals.db", "goals.db-wal"):
                shutil.copy(tmp_path / name, crashed / name)
        was = is_on_the_disk(crashed, PRIVATE)
        with open_store(url_of(crashed)):
            assert (True, False) == (was, is_on_the_disk(crashed, PRIVATE))


def many_changes(store, times):
    """Change one goal so many times, loading it again after each conflict."""
    for _ in range(times):
        while True:
            try:
                store.save(store.get("g-1").revised(day=MONDAY))
            except ConflictError:
                continue
            break
        store.record("c-17", Measured(measure="steps", value=1, day=MONDAY))


WORKER = """
import sys
from smartgoals import open_store
from tests.test_stores import many_changes
with open_store(sys.argv[1]) as store:
    many_changes(store, 10)
"""


class TestTogether:
    def test_threads_on_one_handle_lose_no_update(self, store):
        """Each conflict is loaded again and tried again, and nothing is missing in the end."""
        store.save(goal_of())
        with ThreadPoolExecutor(4) as pool:
            for work in [pool.submit(many_changes, store, 10) for _ in range(4)]:
                work.result()

        assert (41, 41, 40) == (
            store.get("g-1").revision,
            store.get("g-1").version,
            len(store.journal("c-17")),
        )

    def test_processes_on_one_file_lose_no_update(self, tmp_path):
        """What holds for threads holds for workers."""
        with open_store(url_of(tmp_path)) as opened:
            opened.save(goal_of())
            workers = [
                subprocess.Popen(  # noqa: S603  # this Python, with the code above
                    [sys.executable, "-c", WORKER, url_of(tmp_path)],
                    cwd=Path(__file__).parent.parent,
                )
                for _ in range(2)
            ]

            assert [0, 0] == [worker.wait() for worker in workers]
            assert (21, 21, 20) == (
                opened.get("g-1").revision,
                opened.get("g-1").version,
                len(opened.journal("c-17")),
            )


class TestOpening:
    @pytest.mark.parametrize(
        "url",
        [
            *("", "hunter2", "hunter2.db", "postgresql://hunter2@host/db", "SQLITE:///hunter2.db"),
            *("memory:hunter2", "memory://hunter2"),
            *("sqlite:hunter2.db", "sqlite://hunter2.db", "sqlite:///", "sqlite:///hunter2.db?a=b"),
            *("sqlite:///:memory:", "sqlite:///%3Amemory%3A", "sqlite:///hunter2%00.db"),
            *("sqlite:///hunter2%ff.db", "sqlite:///hunter2\ud800.db"),
        ],
    )
    def test_url_that_names_no_store_is_refused_without_its_words(self, url, tmp_path, monkeypatch):
        """A URL may hold a password, and nothing is made."""
        monkeypatch.chdir(tmp_path)
        with pytest.raises(UnknownStoreError) as caught:
            open_store(url)

        assert "hunter2" not in str(caught.value)
        assert [] == list(tmp_path.iterdir())

    @pytest.mark.parametrize("url", [None, Path("goals.db"), b"memory:"])
    def test_url_is_text(self, url):
        """A path alone does not say which store."""
        with pytest.raises(InvalidValueError, match="url must be text"):
            open_store(url)

    @pytest.mark.parametrize("tenant", [None, "", "a\nb"])
    def test_tenant_is_an_id(self, tenant):
        """A mistake is found where it is made."""
        with pytest.raises(InvalidValueError, match="tenant must be an id"):
            open_store("memory:", tenant=tenant)

    def test_three_strokes_name_a_file_in_the_working_directory(self, tmp_path, monkeypatch):
        """And what a URL cannot say is written with percent signs."""
        monkeypatch.chdir(tmp_path)
        open_store("sqlite:///my%20goals.db").close()

        assert ["my goals.db"] == [path.name for path in tmp_path.iterdir()]

    def test_memory_is_gone_with_its_store(self):
        """Two stores in memory share nothing."""
        open_store("memory:").save(goal_of())

        with pytest.raises(NotFoundError):
            open_store("memory:").get("g-1")

    def test_memory_needs_nothing_else(self):
        """An app pays for the store that it uses."""
        code = (
            "import sys; from smartgoals import open_store; open_store('memory:'); "
            "print(*sorted({'sqlite3', 'cattrs', 'orjson', 'smartgoals.codec'} & set(sys.modules)))"
        )
        ran = subprocess.run(  # noqa: S603  # this Python, with the code above
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )

        assert "" == ran.stdout.strip()
