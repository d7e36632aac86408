from __future__ import annotations

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smartgoals import (
    ConflictError,
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
    open_store,
)
from smartgoals.errors import DecodeError, StaleError, TransientStoreError
from smartgoals.stores import Backend, Batch, Capability, Store, Write
from smartgoals.stores._memory import MemoryBackend
from smartgoals.testing import goals, journals
from tests.stores import (
    MONDAY,
    NOON,
    PRIVATE,
    Busy,
    Meanwhile,
    destroyed,
    done,
    fix_of,
    goal_of,
    ids,
    redacted,
)


@pytest.fixture
def store():
    with open_store("memory:") as opened:
        yield opened


@pytest.fixture
def meanwhile():
    return Store(Meanwhile())


@pytest.fixture
def pauses(monkeypatch):
    taken = []
    monkeypatch.setattr(time, "sleep", taken.append)
    return taken


class Kind(str):
    """Text of another type, which a driver may write in its own way."""

    __slots__ = ()


NO_IDS = [None, "", "a\nb", "x" * 256, "\ud800", 7, b"bytes", Kind("g-1")]


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

    def test_goal_of_a_class_of_somebody_elses_is_refused(self, store):
        """It could not be read again; and nothing of the call is written."""

        class Wish(Goal):
            pass

        wish = Wish(id="g-2", subject="c-17", statement=PRIVATE)
        with pytest.raises(InvalidValueError, match="got Wish"):
            store.put(Write(goal=goal_of(), expect=0), Write(goal=wish, expect=0))

        assert [] == list(store.changes())

    def test_entries_are_written_with_their_goal(self, store):
        """A review and what it changed belong together."""
        store.save(goal_of(), done("e-1"), done(), author="t-2")

        assert ["t-2"] == [write.author for write in store.history("g-1")]
        assert ["t-2", "t-2"] == [entry.author for entry in store.journal("c-17")]

    def test_conflict_leaves_no_entry(self, store):
        """All of it is written, or nothing."""
        store.save(goal_of())
        with pytest.raises(ConflictError):
            store.save(goal_of(), done("e-1"))

        assert 0 == len(store.journal("c-17"))

    def test_entry_that_is_wrong_leaves_no_goal(self, store):
        """Also where it is only found wrong when the journal is looked at."""
        store.record("c-17", done("e-1"))
        for wrong in (done("e-1", part=0.5), "e-2"):
            with pytest.raises(InvalidValueError):
                store.save(goal_of(), wrong)

        with pytest.raises(NotFoundError):
            store.get("g-1")

    def test_entry_that_is_there_already_lets_the_goal_through(self, store):
        """A device sent it before."""
        store.record("c-17", done("e-1"))

        assert 1 == store.save(goal_of(), done("e-1")).version
        assert ["e-1"] == ids(store.journal("c-17"))


class TestPutting:
    def test_goals_are_written_in_the_order_given(self, store):
        """Also two writes of one goal, each of which replaces the one before it."""
        first, second = goal_of(), goal_of().started(day=MONDAY)
        stored = store.put(
            Write(goal=first, expect=0),
            Write(goal=goal_of(id="g-2", subject="c-18"), expect=0),
            Write(goal=second, expect=1),
            author="t-2",
        )

        assert [("g-1", 1), ("g-2", 1), ("g-1", 2)] == [
            (change.id, change.version) for change in store.changes()
        ]
        assert [(first, 1), (second, 2)] == [(one.goal, one.version) for one in stored[::2]]
        assert list(stored[::2]) == list(store.history("g-1"))
        assert {"t-2"} == {one.author for one in stored}

    def test_one_that_does_not_fit_leaves_nothing(self, store):
        """All of them, or none: no goal, no entry, no change."""
        store.save(goal_of(id="g-9"))
        with pytest.raises(ConflictError) as caught:
            store.put(
                Write(goal=goal_of(), expect=0, entries=[done("e-1")]),
                Write(goal=goal_of(id="g-9"), expect=0),
            )

        assert ("g-9", None, 1) == (
            caught.value.goal_id,
            caught.value.expected,
            caught.value.current,
        )
        assert ["g-9"] == [change.id for change in store.changes()]

    def test_second_write_of_a_goal_follows_the_first(self, store):
        """What is expected is counted within the call."""
        with pytest.raises(ConflictError) as caught:
            store.put(Write(goal=goal_of(), expect=0), Write(goal=goal_of(), expect=0))

        assert (None, 1) == (caught.value.expected, caught.value.current)

    def test_goal_changes_no_hands_within_a_call(self, store):
        """The first write says whose it is."""
        with pytest.raises(InvalidValueError, match="subject"):
            store.put(
                Write(goal=goal_of(), expect=0), Write(goal=goal_of(subject="c-18"), expect=1)
            )

    def test_version_of_the_goal_itself_is_not_looked_at(self, store):
        """What was seen is said beside it."""
        (stored,) = store.put(Write(goal=goal_of(version=7), expect=0))

        assert (1, 1) == (stored.version, stored.goal.version)

    def test_nothing_is_put_for_nothing(self, store):
        """An empty list of writes is no mistake."""
        assert () == store.put()

    def test_entries_of_each_person_go_to_their_journal(self, store):
        """In the order of the call, also where two goals bring some."""
        store.put(
            Write(goal=goal_of(), expect=0, entries=[done("e-1")]),
            Write(goal=goal_of(id="g-2", subject="c-18"), expect=0, entries=[done("e-1")]),
            Write(goal=goal_of(id="g-3"), expect=0, entries=[done("e-2")]),
        )

        assert [["e-1", "e-2"], ["e-1"]] == [
            ids(store.journal(subject)) for subject in ("c-17", "c-18")
        ]

    @pytest.mark.parametrize(
        "fields",
        [
            {"goal": "g-1"},
            {"expect": -1},
            {"expect": None},
            {"expect": True},
            {"expect": 2**63 - 1},
            {"entries": "e-1"},
            {"entries": ["e-1"]},
        ],
    )
    def test_write_checks_its_fields(self, fields):
        """There is no blind write, and no version that a storage could not count."""
        with pytest.raises(InvalidValueError):
            Write(**{"goal": goal_of(), "expect": 0} | fields)

    def test_what_is_no_write_is_refused(self, store):
        """A goal alone does not say what was seen."""
        with pytest.raises(InvalidValueError, match="writes must be Write items only"):
            store.put(goal_of())

    def test_last_version_that_can_be_expected_is_a_conflict(self, store):
        """It is a number as others are."""
        with pytest.raises(ConflictError):
            store.put(Write(goal=goal_of(), expect=2**63 - 2), op_id="op-1")


class TestTryingAgain:
    def test_same_operation_again_has_the_same_answer(self, store):
        """Where no answer came, nobody knows whether it was written."""
        first = store.put(Write(goal=goal_of(), expect=0), author="t-2", op_id="op-1")

        assert first == store.put(Write(goal=goal_of(), expect=0), op_id="op-1")
        assert 1 == len(store.changes())

    def test_answer_is_the_same_after_others_wrote(self, store):
        """It says what this operation did, and not what is there now."""
        saved = store.save(goal_of(), op_id="op-1")
        store.save(saved.started(day=MONDAY), op_id="op-2")
        again = store.save(goal_of(), op_id="op-1")

        assert (saved, 1) == (again, again.version)
        assert 2 == store.get("g-1").version

    @pytest.mark.parametrize("op_id", [None, "op-2"])
    def test_without_the_same_operation_it_is_a_conflict(self, store, op_id):
        """Somebody else may have written the same."""
        store.save(goal_of(), op_id="op-1")

        with pytest.raises(ConflictError):
            store.save(goal_of(), op_id=op_id)

    @pytest.mark.parametrize(
        ("other", "entry"),
        [
            ({"statement": "I will run."}, done()),
            ({"subject": "c-18"}, done()),
            ({"id": "g-2"}, done(part=0.5)),
            ({}, done(part=0.5)),
            ({}, done("e-2")),
        ],
        ids=["goal", "person", "entry of another goal", "entry", "entry with an id"],
    )
    def test_other_content_under_the_same_operation_is_refused(self, store, other, entry):
        """It was not written, so nobody may think so, and nobody else was first."""
        store.save(goal_of(), done(), op_id="op-1")

        with pytest.raises(InvalidValueError, match=r"op_id must be new .* other content"):
            store.save(goal_of(**other), entry, op_id="op-1")
        assert 2 == len(store.changes())

    def test_operation_on_what_is_not_there_is_a_conflict(self, store):
        """It wrote another goal, and nothing of this one."""
        store.save(goal_of(), op_id="op-1")

        with pytest.raises(ConflictError):
            store.save(goal_of(id="g-2", version=1), op_id="op-1")

    def test_entry_less_under_the_same_operation_is_refused(self, store):
        """All that it brought the first time, or it is another one."""
        store.save(goal_of(), done(), op_id="op-1")
        store.record("c-18", done(), done(), op_id="op-2")

        with pytest.raises(InvalidValueError, match="other content"):
            store.save(goal_of(), op_id="op-1")
        with pytest.raises(InvalidValueError, match="other content"):
            store.record("c-18", done(), op_id="op-2")

    @pytest.mark.parametrize("others", [[{"part": 0.5}], [{}, {}]], ids=["other", "more"])
    def test_other_entries_under_the_same_operation_are_refused(self, store, others):
        """As for goals, and not as a clash of ids that nobody chose."""
        first = store.record("c-17", done(), op_id="op-1")

        with pytest.raises(InvalidValueError, match="other content") as caught:
            store.record("c-17", *[done(**other) for other in others], op_id="op-1")
        assert "op_id" == caught.value.field
        assert first == store.journal("c-17").entries

    def test_redacted_entry_does_not_make_an_operation_another_one(self, store):
        """What it said is not known any more."""
        first = store.record("c-17", done(), done(), op_id="op-1")
        store.record("c-17", redacted(first[0].id))

        assert first[1:] == store.record("c-17", done(), done(), op_id="op-1")

    def test_all_of_several_goals_were_written_before(self, store):
        """One that was not written makes it another operation."""
        one, other = (Write(goal=goal_of(id=name), expect=0) for name in ("g-1", "g-2"))
        store.put(one, op_id="op-1")

        with pytest.raises(InvalidValueError, match="other content"):
            store.put(one, other, op_id="op-1")

    def test_entries_get_the_same_ids(self, store):
        """They are recorded once, however often it is tried."""
        first = store.record("c-17", done(), done(), op_id="op-1")

        assert first == store.record("c-17", done(), done(), op_id="op-1")
        assert first == store.journal("c-17").entries
        assert 2 == len(set(ids(first)))

    def test_entries_of_other_operations_persons_and_places_get_other_ids(self, store):
        """What makes an id is told apart."""
        made = [
            *store.record("c-17", done(), done(), op_id="op-1"),
            *store.record("c-18", done(), op_id="op-1"),
            *store.record("c-17", done(), op_id="op-2"),
            *store.record("c-17", done()),
        ]

        assert 5 == len(set(ids(made)))

    def test_goal_with_entries_is_written_once(self, store):
        """Both of them, and the second answer is the first."""
        saved = store.save(goal_of(), done(), done("e-2"), op_id="op-1")

        assert saved == store.save(goal_of(), done(), done("e-2"), op_id="op-1")
        assert 2 == len(store.journal("c-17"))

    def test_entry_that_was_redacted_since_does_not_come_back(self, store):
        """The operation was done, and what it wrote was destroyed."""
        saved = store.save(goal_of(), done(), op_id="op-1")
        (entry,) = store.journal("c-17")
        store.record("c-17", redacted(entry))

        assert saved == store.save(goal_of(), done(), op_id="op-1")
        assert () == store.journal("c-17").current

    @pytest.mark.parametrize("name", NO_IDS[1:])
    def test_operation_and_author_are_ids(self, store, name):
        """A mistake is found before anything is written."""
        for field in ("author", "op_id"):
            for call in (
                lambda said: store.save(goal_of(), **said),
                lambda said: store.record("c-17", done(), **said),
                lambda said: store.edit("g-1", lambda goal: goal, **said),
            ):
                with pytest.raises(InvalidValueError, match=field):
                    call({field: name})

        assert [] == list(store.changes())


def never(goal):
    pytest.fail(f"asked again with version {goal.version}")


class TestEditing:
    def test_goal_is_changed_as_it_stands(self, store):
        """Nobody has to load it first."""
        store.save(store.save(goal_of()).started(day=MONDAY))
        edited = store.edit("g-1", lambda goal: goal.revised(day=MONDAY), author="t-2")

        assert (3, 2) == (edited.version, edited.revision)
        assert (edited, "t-2") == (store.get("g-1"), store.history("g-1")[-1].author)

    def test_change_is_asked_again_where_somebody_was_first(self, meanwhile, pauses):
        """It sees what they wrote, and neither write is lost."""
        saved = meanwhile.save(goal_of())
        meanwhile.backend.then = [
            lambda: meanwhile.save(saved.started(day=MONDAY)),
        ]
        seen = []

        def change(goal):
            seen.append(goal.version)
            return attrs.evolve(goal, confidence=8)

        edited = meanwhile.edit("g-1", change)

        assert ([1, 2], 3, 1) == (seen, edited.version, len(pauses))
        assert (8, "active") == (edited.confidence, str(edited.lifecycle))

    def test_write_is_not_dated_before_the_one_that_it_follows(self, meanwhile, pauses):
        """The moment is that of the attempt that went through."""
        saved = meanwhile.save(goal_of())
        meanwhile.backend.then = [lambda: meanwhile.save(saved.started(day=MONDAY))]
        meanwhile.edit("g-1", lambda goal: attrs.evolve(goal, confidence=8))
        moments = [write.at for write in meanwhile.history("g-1")]

        assert (sorted(moments), 1) == (moments, len(pauses))

    def test_equal_goal_is_not_written(self, store):
        """There was nothing to change."""
        saved = store.save(goal_of())

        assert (saved, 1) == (store.edit("g-1", attrs.evolve), store.get("g-1").version)

    @pytest.mark.parametrize("wrong", [None, "g-1", goal_of(id="g-2")])
    def test_change_returns_the_goal_it_was_given(self, store, wrong):
        """Another goal is another write."""
        store.save(goal_of())

        with pytest.raises(InvalidValueError, match="change must be a function"):
            store.edit("g-1", lambda _: wrong)

    def test_change_is_a_function(self, store):
        """The changed goal itself was made from what somebody saw before."""
        store.save(goal_of())

        with pytest.raises(InvalidValueError, match="change must be a function, got Goal"):
            store.edit("g-1", goal_of())

    def test_goal_that_is_not_there_is_not_edited(self, store):
        """And the change is never asked."""
        with pytest.raises(NotFoundError):
            store.edit("g-1", never, op_id="op-1")

    def test_it_gives_up_after_a_hundred_times(self, pauses):
        """So many are a storage that is stuck; the pauses have an end."""
        store = Store(Busy())
        saved = store.save(goal_of())
        store.backend.times = 101
        store.backend.error = ConflictError(goal_id="g-1", expected=1, current=2)
        with pytest.raises(ConflictError):
            store.edit("g-1", lambda goal: goal.revised(day=MONDAY))

        assert (saved, 101, 99) == (store.get("g-1"), store.backend.tried, len(pauses))
        assert max(pauses) <= 0.1

    def test_same_operation_edits_once(self, store):
        """Also after others wrote, and the change is not asked again."""
        store.save(goal_of())
        edited = store.edit("g-1", lambda goal: goal.started(day=MONDAY), op_id="op-1")
        store.edit("g-1", lambda goal: goal.revised(day=MONDAY), op_id="op-2")
        again = store.edit("g-1", never, op_id="op-1")

        assert (edited, 2) == (again, again.version)

    def test_same_operation_twice_at_once_edits_once(self, meanwhile, pauses):
        """The second one sees what the first one did, however its own change came out."""
        numbers = iter(range(10))

        def change(goal):
            return attrs.evolve(goal, confidence=next(numbers))

        meanwhile.save(goal_of())
        first = []
        meanwhile.backend.then = [
            lambda: first.append(meanwhile.edit("g-1", change, op_id="op-1")),
        ]
        second = meanwhile.edit("g-1", change, op_id="op-1")

        assert (first, 2, 1) == ([second], meanwhile.get("g-1").version, len(pauses))


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

    @pytest.mark.parametrize("name", NO_IDS)
    def test_what_is_no_id_is_refused(self, store, name):
        """A mistake is found where it is made."""
        for call in (
            store.get,
            store.history,
            store.journal,
            store.tenant,
            store.record,
            store.release,
            store.export,
            lambda name: store.edit(name, lambda goal: goal),
            lambda name: store.hold(name, reason="case-9"),
            lambda name: store.hold("c-17", reason=name),
            lambda name: store.erase(name, reason="request-4"),
            lambda name: store.erase("c-17", reason=name),
            lambda name: store.project_reviews(name, on=MONDAY),
        ):
            with pytest.raises(InvalidValueError, match="printable characters"):
                call(name)

    def test_document_that_is_damaged_is_an_error_of_the_store(self, store):
        """With its cause, and without what it says."""
        store.save(goal_of())
        store.record("c-17", done("e-1"))
        rows = store.backend._tenants["default"]
        shelf, entries = rows.goals["g-1"], rows.people["c-17"].entries
        shelf.writes[0] = shelf.writes[0]._replace(document=f'{{"{PRIVATE}": 1}}')
        entries["e-1"] = entries["e-1"]._replace(document=f'{{"{PRIVATE}": 1}}')
        for call in (
            lambda: store.get("g-1"),
            lambda: store.history("g-1"),
            store.find,
            lambda: store.journal("c-17"),
            lambda: store.record("c-17", done("e-1")),
        ):
            with pytest.raises(StoreError, match="damaged") as caught:
                call()

            assert isinstance(caught.value.__cause__, DecodeError)
            assert PRIVATE not in f"{caught.value}{caught.value.__cause__}"


class TestStampedElsewhere:
    def test_entry_of_another_device_is_the_same_on_both_sides(self):
        """A server that names who is logged in does not change what a phone has stamped."""
        phone, server = (Store(MemoryBackend()) for _ in range(2))
        entry = done().stamped(id="e-1", at=NOON)
        phone.record("c-17", entry)
        server.record("c-17", entry, author="t-2")
        for one, other in ((phone, server), (server, phone)):
            one.record("c-17", *other.journal("c-17"), author="t-3")

        assert phone.journal("c-17") == server.journal("c-17")

    def test_operation_on_top_of_itself_is_refused(self, store):
        """Who reads again after a lost answer would change it twice."""
        first = store.save(goal_of())
        done_once = store.save(first.started(day=MONDAY), op_id="op-1")
        with pytest.raises(InvalidValueError, match=r"op_id must be new .* use edit\(\)"):
            store.save(done_once.paused(day=MONDAY), op_id="op-1")

        assert done_once == store.get("g-1")
        assert done_once == store.save(first.started(day=MONDAY), op_id="op-1")
        assert 3 == store.save(done_once.paused(day=MONDAY), op_id="op-2").version

    def test_storage_that_cannot_scrub_says_so(self, store):
        """Nobody is told that bytes are gone when nobody looked."""
        assert not store.scrub()


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

    @given(goal=goals(), journal=journals())
    def test_any_goal_and_journal_come_back(self, goal, journal):
        """Whatever a value can hold comes back equal."""
        store = open_store("memory:")
        store.save(attrs.evolve(goal, version=None))
        store.record(journal.subject, *journal)
        loaded = store.get(goal.id)

        assert (goal, goal.extensions, 1) == (loaded, loaded.extensions, loaded.version)
        assert set(journal) <= set(store.journal(journal.subject))


# Each speaks of the one before it, and the last one destroys the first.
CHAIN = [
    done("e-1", recorded_at=NOON),
    fix_of(done(), "e-2"),
    Voided(entry="e-2", reason=PRIVATE, id="e-3", day=MONDAY),
    Noted(topic="e-3", text=PRIVATE, id="e-4", day=MONDAY),
    redacted("e-1", "e-5"),
]


def nothing_is_left(store, order, cuts):
    """Return whether a chain is destroyed whole, however it is cut and whenever it comes."""
    places = [0, *sorted(cuts), len(order)]
    for start, until in pairwise(places):
        store.record("c-17", *order[start:until])
    journal = store.journal("c-17")
    return {"e-1", "e-2", "e-3", "e-4"} == destroyed(journal) and all(
        isinstance(entry, Redacted) for entry in journal
    )


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
        assert PRIVATE not in "".join(store.export("c-17"))

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
        assert () == store.journal("c-17").current
        assert {"e-1", "e-3"} == destroyed(store.journal("c-17"))

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

    def test_what_comes_twice_is_destroyed_once(self, store):
        """And what nobody else can name needs no redaction of its own."""
        store.record("c-17", redacted("e-1", "e-2"))
        store.record("c-17", fix_of(done(), "e-3"), fix_of(done(), "e-3"), fix_of(done(), None))
        store.record("c-17", fix_of(done(), "e-3"))

        assert ["e-1", "e-3"] == sorted(entry.entry for entry in store.journal("c-17"))

    def test_redaction_works_within_one_call(self, store):
        """Before it or behind it makes no difference."""
        recorded = store.record(
            "c-17", done("e-1"), redacted("e-1", "e-2"), fix_of(done(), "e-3"), done("e-4")
        )

        assert ["e-2", "e-4"] == ids(recorded)
        assert ["e-4"] == ids(store.journal("c-17").current)
        assert {"e-1", "e-3"} == destroyed(store.journal("c-17"))

    @given(order=st.permutations(CHAIN), cuts=st.lists(st.integers(0, 5), max_size=4))
    @example(order=CHAIN, cuts=[])
    def test_order_of_arrival_makes_no_difference(self, order, cuts):
        """One by one or all at once: what speaks of it in any way is destroyed with it."""
        assert nothing_is_left(Store(MemoryBackend()), order, cuts)

    def test_law_catches_a_storage_that_lets_things_come_back(self):
        """A law that nothing can break says nothing."""
        assert not nothing_is_left(Store(OneRedaction()), CHAIN[::-1], [1, 2, 3, 4])

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

    def test_redaction_may_come_with_a_goal(self, store):
        """A goal is revised, and what it was about is destroyed."""
        store.record("c-17", done("e-1"))
        store.save(goal_of(), redacted("e-1", "e-2"))

        assert ["e-2"] == ids(store.journal("c-17"))


class TestMeanwhile:
    """What others write between the reading and the writing."""

    def test_correction_that_comes_while_its_entry_is_redacted_goes_too(self, meanwhile, pauses):
        """What a redaction destroys is worked out again."""
        meanwhile.record("c-17", done("e-1"))
        meanwhile.backend.then = [lambda: meanwhile.record("c-17", fix_of(done(), "e-2"))]
        meanwhile.record("c-17", redacted("e-1", "e-3"))

        assert () == meanwhile.journal("c-17").current
        assert ({"e-1", "e-2"}, 1) == (destroyed(meanwhile.journal("c-17")), len(pauses))

    def test_entry_that_is_redacted_before_it_is_written_does_not_come_back(
        self, meanwhile, pauses
    ):
        """It was written without looking, and the storage looks."""
        meanwhile.backend.then = [lambda: meanwhile.record("c-17", redacted("e-1", "e-3"))]

        assert () == meanwhile.record("c-17", done("e-1"))
        assert (["e-3"], 1) == (ids(meanwhile.journal("c-17")), len(pauses))

    def test_correction_of_what_is_redacted_meanwhile_does_not_come_back(self, meanwhile, pauses):
        """It repeats what was destroyed."""
        meanwhile.record("c-17", done("e-1"))
        meanwhile.backend.then = [lambda: meanwhile.record("c-17", redacted("e-1", "e-3"))]

        assert () == meanwhile.record("c-17", fix_of(done(), "e-2"))
        assert () == meanwhile.journal("c-17").current
        assert ({"e-1", "e-2"}, 1) == (destroyed(meanwhile.journal("c-17")), len(pauses))

    def test_same_entry_from_two_devices_at_once_is_there_once(self, meanwhile, pauses):
        """Whoever is second gets what the first one wrote."""
        first = []
        meanwhile.backend.then = [
            lambda: first.extend(meanwhile.record("c-17", done("e-1"), author="c-17"))
        ]

        assert first == [*meanwhile.record("c-17", done("e-1"))]
        assert (1, 1) == (len(meanwhile.journal("c-17")), len(pauses))

    def test_goal_waits_for_what_is_destroyed_with_it(self, meanwhile, pauses):
        """Both or neither, also the second time."""
        meanwhile.record("c-17", done("e-1"))
        meanwhile.backend.then = [lambda: meanwhile.record("c-17", done("e-5"))]
        meanwhile.save(goal_of(), redacted("e-1", "e-3"))

        assert (1, 1) == (meanwhile.get("g-1").version, len(pauses))
        assert ["e-5"] == ids(meanwhile.journal("c-17").current)

    @pytest.mark.parametrize("times", [1, 3, 99])
    def test_stale_write_is_tried_again(self, pauses, times):
        """After a pause that grows, and is never longer than a tenth of a second."""
        store = Store(Busy(times))
        store.record("c-17", done("e-1"))

        assert (times, ["e-1"]) == (len(pauses), ids(store.journal("c-17")))
        assert all(
            pause <= min(0.1, 0.001 * 2**attempt) for attempt, pause in enumerate(pauses, start=1)
        )

    def test_it_gives_up_after_a_hundred_times(self, pauses):
        """The error says that trying again may help."""
        store = Store(Busy(100))
        with pytest.raises(TransientStoreError):
            store.record("c-17", done("e-1"))

        assert (100, 99) == (store.backend.tried, len(pauses))

    def test_threads_on_one_handle_lose_no_update(self, store):
        """Each conflict is loaded again and tried again, and nothing is missing in the end."""
        store.save(goal_of())
        start = threading.Barrier(4)

        def work():
            start.wait()
            for _ in range(10):
                store.edit("g-1", lambda goal: goal.revised(day=MONDAY))
                store.record("c-17", Measured(measure="steps", value=1, day=MONDAY))

        with ThreadPoolExecutor(4) as pool:
            for working in [pool.submit(work) for _ in range(4)]:
                working.result()

        assert (41, 41, 40) == (
            store.get("g-1").revision,
            store.get("g-1").version,
            len(store.journal("c-17")),
        )


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

        assert [[], [], []] == [list(ask()) for ask in (other.find, other.changes, other.subjects)]
        assert 0 == len(other.journal("c-17"))
        assert ["e-2", "e-1"] == ids(other.record("c-17", done("e-2"), done("e-1", part=0.5)))
        assert 1 == other.save(goal_of(subject="c-99")).version
        assert 1 == other.erase("c-99", reason="request-4").goals
        assert (mine, 1.0) == (store.get("g-1"), store.journal("c-17").current[0].part)

    def test_handles_of_one_tenant_share(self, store):
        """A tenant is a name, not an object."""
        store.tenant("clinic-2").save(goal_of())

        assert goal_of() == store.tenant("clinic-2").tenant("clinic-2").get("g-1")


class TestClosing:
    def test_store_is_a_context_manager_and_may_be_closed_twice(self, store):
        """Cleaning up never fails."""
        with store as opened:
            assert store is opened
        store.close()

        assert isinstance(store, Store)

    def test_repr_shows_neither_place_nor_tenant(self, store):
        """A path may name a person."""
        assert "<Store on MemoryBackend>" == repr(store.tenant("clinic-2"))

    def test_capabilities_are_those_of_the_backend(self, store):
        """A storage in memory promises nothing; another says what it does."""

        class Kept(MemoryBackend):
            capabilities = frozenset({Capability.DURABLE})

        assert frozenset() == store.capabilities
        assert {Capability.DURABLE} == Store(Kept()).capabilities

    def test_migrating_is_asked_of_the_backend(self, store):
        """One that has a single schema has nothing to do."""
        asked = []

        class Older(MemoryBackend):
            def migrate(self):
                asked.append("migrate")

        store.migrate()
        Store(Older()).migrate()

        assert ["migrate"] == asked

    @pytest.mark.parametrize("backend", [None, "memory:", MemoryBackend])
    def test_what_is_no_backend_is_refused(self, backend):
        """The error names the argument."""
        with pytest.raises(InvalidValueError, match="backend must be a Backend"):
            Store(backend)

    def test_backend_is_every_method_that_a_store_asks_for(self):
        """One that forgets a method cannot be made."""

        class Forgetful(Backend):
            def put(self, tenant, batch):
                """Forget it."""

        with pytest.raises(TypeError, match="abstract"):
            Forgetful()


# The tests above catch a storage that breaks what they say.


class LastWriteWins(MemoryBackend):
    def put(self, tenant, batch):
        goals = tuple(
            write._replace(row=write.row._replace(version=self.next(tenant, write.row.id)))
            for write in batch.goals
        )
        super().put(tenant, batch._replace(goals=goals))

    def next(self, tenant, goal_id):
        stored = self.goal(tenant, goal_id, None)
        return 1 if stored is None else stored.version + 1


class NoHistory(MemoryBackend):
    def history(self, tenant, goal_id, after, limit):
        return super().history(tenant, goal_id, after, limit)[-1:]

    def goal(self, tenant, goal_id, version):
        return super().goal(tenant, goal_id, None)


class OneByOne(MemoryBackend):
    """Writes what fits, one after the other."""

    def put(self, tenant, batch):
        for write in batch.journals:
            super().put(tenant, Batch(journals=(write,)))
        for write in batch.goals:
            super().put(tenant, Batch(goals=(write,)))


class Stubborn(MemoryBackend):
    """Keeps what is redacted, and lets it come back."""

    def journal(self, tenant, subject):
        there = super().journal(tenant, subject)
        return there._replace(rows=[row._replace(about=None) for row in there.rows])


class OneRedaction(MemoryBackend):
    """Keeps a journal free of redactions that nobody asked for."""

    def put(self, tenant, batch):
        journals = []
        for write in batch.journals:
            plain = [row for row in write.entries if not row.redacts]
            first = [row for row in write.entries if row.redacts][:1]
            journals.append(write._replace(entries=(*plain, *first)))
        super().put(tenant, batch._replace(journals=tuple(journals)))


class Inattentive(Meanwhile):
    """Does not look where the journal stands."""

    def put(self, tenant, batch):
        journals = tuple(write._replace(position=None) for write in batch.journals)
        super().put(tenant, batch._replace(journals=journals))


class Overwriting(Meanwhile):
    """Does not look what is in the journal."""

    def put(self, tenant, batch):
        try:
            super().put(tenant, batch)
        except StaleError:
            for write in batch.journals:
                for row in write.entries:
                    self._tenants[tenant].people[write.subject].entries[row.id] = row


class NoOperations(MemoryBackend):
    def goal(self, tenant, goal_id, version):
        row = super().goal(tenant, goal_id, version)
        return None if row is None else row._replace(op_id=None)

    def history(self, tenant, goal_id, after, limit):
        rows = super().history(tenant, goal_id, after, limit)
        return [row._replace(op_id=None) for row in rows]


class OneForAll(MemoryBackend):
    def put(self, tenant, batch):
        super().put("default", batch)

    def _tenant(self, name):
        return super()._tenant("default")


BROKEN = [
    (LastWriteWins, TestSaving.test_write_of_somebody_else_is_a_conflict),
    (LastWriteWins, TestPutting.test_one_that_does_not_fit_leaves_nothing),
    (NoHistory, TestGetting.test_history_is_every_write_the_first_one_first),
    (NoHistory, TestGetting.test_every_version_stays),
    (NoHistory, TestTryingAgain.test_answer_is_the_same_after_others_wrote),
    (OneByOne, TestSaving.test_conflict_leaves_no_entry),
    (OneByOne, TestPutting.test_one_that_does_not_fit_leaves_nothing),
    (Stubborn, TestRedacting.test_redaction_destroys_the_entry_and_what_was_said_of_it),
    (Stubborn, TestRedacting.test_redaction_may_come_first),
    (Overwriting, TestRecording.test_same_entry_again_adds_nothing),
    (Overwriting, TestRecording.test_other_entry_under_the_same_id_is_refused),
    (NoOperations, TestTryingAgain.test_same_operation_again_has_the_same_answer),
    (NoOperations, TestEditing.test_same_operation_edits_once),
    (OneForAll, TestTenants.test_what_one_tenant_writes_no_other_sees),
]

RACING = [
    (Inattentive, TestMeanwhile.test_correction_that_comes_while_its_entry_is_redacted_goes_too),
    (
        Overwriting,
        TestMeanwhile.test_entry_that_is_redacted_before_it_is_written_does_not_come_back,
    ),
    (
        Overwriting,
        TestMeanwhile.test_correction_of_what_is_redacted_meanwhile_does_not_come_back,
    ),
    (Overwriting, TestMeanwhile.test_same_entry_from_two_devices_at_once_is_there_once),
]

CAUGHT = (AssertionError, SmartGoalsError, pytest.fail.Exception)


def name_of(value):
    return value.__name__.removeprefix("test_")


@pytest.mark.parametrize(("kind", "check"), BROKEN, ids=name_of)
def test_check_catches_a_storage_that_breaks_it(kind, check):
    """A check that nothing can break says nothing."""
    with pytest.raises(CAUGHT):
        check(None, Store(kind()))


@pytest.mark.parametrize(("kind", "check"), RACING, ids=name_of)
def test_race_is_lost_by_a_storage_that_does_not_look(kind, check):
    """And is won by the one that does, which waits once."""
    waited_once = [0.001]
    check(None, Store(Meanwhile()), waited_once)
    with pytest.raises(CAUGHT):
        check(None, Store(kind()), waited_once)
