from __future__ import annotations

import json

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from smartgoals import ConflictError, InvalidValueError, NotFoundError, open_store
from smartgoals.errors import DecodeError, ErasedError, LegalHoldError, TransientStoreError
from smartgoals.stores import Store, Write, copy
from smartgoals.stores._memory import MemoryBackend
from smartgoals.testing import goals, journals
from tests.stores import MONDAY, PRIVATE, Asked, Busy, Meanwhile, done, goal_of, ids, redacted

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=200,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def filled(backend=None):
    store = Store(MemoryBackend() if backend is None else backend)
    first = store.save(goal_of(statement=PRIVATE), author="t-2", op_id="op-1")
    store.save(first.started(day=MONDAY), done("e-1"), author="c-17")
    store.save(goal_of(id="g-2"))
    store.record("c-17", done("e-2"), redacted("e-3", "e-4"))
    store.save(goal_of(id="g-3", subject="c-18"))
    return store


@pytest.fixture
def store():
    return filled()


@pytest.fixture
def other():
    with open_store("memory:") as opened:
        yield opened


def comes_back(goal, journal, kind=MemoryBackend):
    """Return whether a store and one that took in its export say the same of a person."""
    subject = journal.subject
    goal = attrs.evolve(goal, subject=subject, version=None)
    store, other = Store(MemoryBackend()), Store(kind())
    later = attrs.evolve(goal, extensions={"mood": 3})
    store.put(Write(goal=goal, expect=0), Write(goal=later, expect=1), author="t-2")
    store.record(subject, *journal)
    lines = list(store.export(subject))
    other.import_(lines)
    return (lines, list(store.history(goal.id)), store.journal(subject), list(store.find())) == (
        list(other.export(subject)),
        list(other.history(goal.id)),
        other.journal(subject),
        list(other.find()),
    )


class TestExporting:
    def test_goal_and_what_was_written_with_it_go_out_together(self, monkeypatch):
        """Somebody may write both while they are read."""
        monkeypatch.setattr("time.sleep", lambda _: None)
        store = Store(Asked())
        goal = store.save(goal_of(), done("e-1"))
        store.backend.then["find"] = [lambda: store.save(goal.started(day=MONDAY), done("e-2"))]
        head = json.loads(next(store.export("c-17")))

        assert (2, 2) == (head["writes"], head["entries"])

    def test_no_text_ends_a_line(self, other):
        """Some programs take other characters for the end of a line than JSON does."""
        store = Store(MemoryBackend())
        goal = store.save(goal_of(statement="one\x85two\u2028three\u2029four"))
        lines = "".join(store.export("c-17")).splitlines()
        other.import_([*lines, "", "  \n"])

        assert (2, goal) == (len(lines), other.get("g-1"))

    def test_export_with_many_mistakes_is_none(self, store, other):
        """Nobody reads a hundred thousand of them."""
        head = next(store.export("c-17"))
        with pytest.raises(DecodeError) as caught:
            other.import_([head, *["{}\n"] * 1000])

        assert 20 == len(caught.value.problems)

    def test_lines_are_json_with_the_head_first(self, store):
        """Then the goals with every write, then the journal; each line ends."""
        lines = list(store.export("c-17"))
        head, *rest = map(json.loads, lines)

        assert {
            "smartgoals": "export",
            "lines": 1,
            "subject": "c-17",
            "writes": 3,
            "entries": 3,
        } == head
        assert [("g-1", 1), ("g-1", 2), ("g-2", 1)] == [
            (line["goal"]["id"], line["version"]) for line in rest[:3]
        ]
        assert ["e-1", "e-2", "e-4"] == [line["entry"]["id"] for line in rest[3:]]
        assert all(line.endswith("\n") and 1 == line.count("\n") for line in lines)

    def test_nobody_has_an_empty_export(self, store, other):
        """Which can be taken in, and says nothing."""
        assert "c-99" == other.import_(store.export("c-99"))
        assert [] == list(other.subjects())

    def test_nothing_of_others_is_in_it(self, store):
        """Nor of another tenant."""
        assert "g-3" not in "".join(store.export("c-17"))
        assert 1 == len(list(store.tenant("clinic-2").export("c-17")))

    def test_who_was_erased_is_not_exported(self, store):
        """There is nothing left."""
        store.erase("c-17", reason="request-4")

        with pytest.raises(ErasedError):
            store.export("c-17")

    def test_who_is_erased_meanwhile_is_not_exported(self, store):
        """Half of a person would look like all of it."""

        class Erasing(MemoryBackend):
            def history(self, tenant, goal_id, after, limit):
                rows = super().history(tenant, goal_id, after, limit)
                self.erase(tenant, "c-17", "request-4", "2025-02-03T12:00:00Z")
                return rows

        with pytest.raises(ErasedError):
            filled(Erasing()).export("c-17")


class TestImporting:
    @given(goal=goals(), journal=journals())
    def test_whatever_is_exported_comes_back(self, goal, journal):
        """Goals, writes, moments, authors and entries are the same, and so is their export."""
        assert comes_back(goal, journal)

    def test_law_catches_a_storage_that_loses_something(self):
        """Authors are the first thing that gets lost."""

        class Lossy(MemoryBackend):
            def put(self, tenant, batch):
                writes = [
                    write._replace(row=write.row._replace(author=None)) for write in batch.goals
                ]
                super().put(tenant, batch._replace(goals=tuple(writes)))

        assert find(
            st.tuples(goals(), journals()),
            lambda said: not comes_back(*said, kind=Lossy),
            settings=ONLY_FIND,
        )

    def test_again_it_adds_nothing(self, store, other):
        """Whole or in part: what is there already is left alone."""
        other.import_(store.export("c-17"))
        place = other.changes().next
        other.import_(store.export("c-17"))
        store.import_(other.export("c-17"))

        assert [] == list(other.changes(after=place))
        assert list(store.export("c-17")) == list(other.export("c-17"))

    def test_what_came_since_is_added(self, store, other):
        """The journals are merged, and the history goes on."""
        other.import_(store.export("c-17"))
        store.edit("g-2", lambda goal: goal.started(day=MONDAY))
        store.record("c-17", done("e-5"))
        other.record("c-17", done("e-6"))
        other.import_(store.export("c-17"))

        assert 2 == other.get("g-2").version
        assert {"e-1", "e-2", "e-4", "e-5", "e-6"} == set(ids(other.journal("c-17")))

    def test_older_export_takes_nothing_back(self, store, other):
        """The history here is longer, and begins with what it says."""
        older = list(store.export("c-17"))
        store.edit("g-2", lambda goal: goal.started(day=MONDAY))
        store.import_(older)

        assert 2 == store.get("g-2").version

    def test_document_of_another_writer_says_the_same(self, store, other):
        """Spaces, and the order of the keys, are no other history."""
        lines = list(store.export("c-17"))
        other.import_(lines)
        row = other.backend._tenants["default"].goals["g-1"].writes
        row[0] = row[0]._replace(document=json.dumps(json.loads(row[0].document), sort_keys=True))
        place = other.changes().next
        other.import_(lines)

        assert [] == list(other.changes(after=place))

    def test_other_history_is_a_conflict_and_leaves_nothing(self, store, other):
        """Neither of its goals, nor of its journal."""
        other.save(goal_of(id="g-2", statement="I will run."))
        with pytest.raises(ConflictError) as caught:
            other.import_(store.export("c-17"))

        assert ("g-2", None, 1) == (
            caught.value.goal_id,
            caught.value.expected,
            caught.value.current,
        )
        assert 1 == len(other.changes())

    @pytest.mark.parametrize(
        "fields", [{"author": "t-3"}, {"op_id": "op-9"}, {"at": "2025-02-03T12:00:00Z"}]
    )
    def test_other_circumstances_are_another_history(self, store, other, fields):
        """Who wrote it and when is part of it."""
        other.import_(store.export("c-17"))
        head, first, *rest = store.export("c-17")

        with pytest.raises(ConflictError):
            other.import_([head, json.dumps(json.loads(first) | fields), *rest])

    def test_goal_of_another_person_is_a_conflict(self, store, other):
        """It is there with the history of somebody else."""
        other.save(goal_of(id="g-2", subject="c-18"))

        with pytest.raises(ConflictError):
            other.import_(store.export("c-17"))

    def test_other_entry_under_an_id_is_refused(self, store, other):
        """An entry never changes; and nothing is taken in."""
        other.record("c-17", done("e-1", part=0.5))
        with pytest.raises(InvalidValueError, match="Corrected"):
            other.import_(store.export("c-17"))

        assert 1 == len(other.changes())

    def test_redaction_wins_over_the_copy_here(self, store, other):
        """And over the copy that is taken in."""
        other.record("c-17", done("e-3"), redacted("e-1"))
        other.import_(store.export("c-17"))

        assert ["e-2"] == ids(other.journal("c-17").current)

    def test_redaction_of_who_is_on_hold_here_is_refused(self, store, other):
        """All of it, since there is no half of an import."""
        other.record("c-17", done("e-3"))
        other.hold("c-17", reason="case-9")
        with pytest.raises(LegalHoldError):
            other.import_(store.export("c-17"))

        assert 1 == len(other.changes())

    def test_who_is_on_hold_here_gets_what_destroys_nothing(self, other):
        """A hold keeps; it does not close."""
        phone = Store(MemoryBackend())
        phone.record("c-17", done("e-7"))
        other.hold("c-17", reason="case-9")
        other.import_(phone.export("c-17"))

        assert ["e-7"] == ids(other.journal("c-17"))

    def test_who_was_erased_here_does_not_come_back(self, store, other):
        """Whatever another device holds."""
        other.erase("c-17", reason="request-4")

        with pytest.raises(ErasedError):
            other.import_(store.export("c-17"))

    def test_two_at_once_write_it_once(self, store, monkeypatch):
        """The second one sees what the first one wrote."""
        pauses = []
        monkeypatch.setattr("time.sleep", pauses.append)
        racing = Store(Meanwhile())
        lines = list(store.export("c-17"))
        racing.backend.then = [lambda: racing.import_(lines)]
        racing.import_(lines)

        assert (lines, 1) == (list(racing.export("c-17")), len(pauses))

    def test_conflict_without_end_is_given_up(self, store, monkeypatch):
        """Somebody else is first each time, and nothing of it is there."""
        monkeypatch.setattr("time.sleep", lambda _: None)
        busy = Store(Busy(1_000))
        for error in (
            ConflictError(goal_id="g-1", expected=None, current=1),
            TransientStoreError("the disk is busy"),
        ):
            busy.backend.error = error
            with pytest.raises(type(error)):
                busy.import_(store.export("c-17"))

        assert 101 == busy.backend.tried

    @pytest.mark.parametrize("lines", [None, 7, "one text", b"lines"])
    def test_lines_are_several(self, other, lines):
        """A text would be read sign by sign."""
        with pytest.raises(InvalidValueError, match="lines must be several lines"):
            other.import_(lines)


def changed(number, **fields):
    """Change one line: a field of it, or of the document in it with ``goal__`` before the name."""

    def change(lines):
        said = json.loads(lines[number - 1])
        for name, value in fields.items():
            outer, _, inner = name.rpartition("__")
            (said[outer] if outer else said)[inner] = value
        return [*lines[: number - 1], json.dumps(said) + "\n", *lines[number:]]

    return change


def without(number, *names):
    def change(lines):
        said = json.loads(lines[number - 1])
        kept = {name: value for name, value in said.items() if name not in names}
        return [*lines[: number - 1], json.dumps(kept) + "\n", *lines[number:]]

    return change


def replaced(number, line):
    return lambda lines: [*lines[: number - 1], line, *lines[number:]]


def swapped(one, other):
    def change(lines):
        lines[one - 1], lines[other - 1] = lines[other - 1], lines[one - 1]
        return lines

    return change


# Lines 2 and 3 are the writes of g-1, line 4 that of g-2, lines 5 to 7 the entries.
WRONG = {
    "no line": (lambda _: [], "line 1: $"),
    "no head": (lambda lines: lines[1:], "line 1: $"),
    "head of something else": (changed(1, smartgoals="cohort"), "line 1: $"),
    "head of nobody": (without(1, "subject"), "line 1: $"),
    "head of no id": (changed(1, subject=f"{PRIVATE}\n"), "line 1: $"),
    "head with half a surrogate pair": (changed(1, subject="\ud800"), "line 1: $"),
    "newer head": (changed(1, lines=2), "line 1: $.lines"),
    "older head": (changed(1, lines=0), "line 1: $.lines"),
    "head of no format": (changed(1, lines=True), "line 1: $.lines"),
    "head with more": (changed(1, **{PRIVATE: PRIVATE}), "line 1: $"),
    "head without numbers": (without(1, "writes"), "line 1: $.writes"),
    "head with half a number": (changed(1, entries=0.5), "line 1: $.entries"),
    "head with a negative number": (changed(1, entries=-1), "line 1: $.entries"),
    "byte order mark": (lambda lines: [f"\ufeff{lines[0]}", *lines[1:]], "line 1: $"),
    "cut off within a line": (lambda lines: [*lines[:-1], lines[-1][:-20]], "line 7: $"),
    "cut off between lines": (lambda lines: lines[:-1], "line 6: $"),
    "goals cut out": (lambda lines: lines[:1] + lines[4:], "line 4: $"),
    "entry cut out": (lambda lines: lines[:4] + lines[5:], "line 6: $"),
    "nothing but the head": (lambda lines: lines[:1], "line 1: $"),
    "empty first line": (lambda lines: ["\n", *lines], "line 1: $"),
    "line twice": (lambda lines: [*lines, lines[-1]], "line 8: $"),
    "write twice": (lambda lines: [*lines[:2], *lines[1:]], "line 3: $.version"),
    "writes in another order": (swapped(2, 3), "line 2: $.version"),
    "head at the end": (swapped(1, 7), "line 1: $"),
    "two exports": (lambda lines: lines + lines, "line 8: $"),
    "text that is no JSON": (replaced(3, PRIVATE), "line 3: $"),
    "a number": (replaced(3, "7"), "line 3: $"),
    "a list": (replaced(3, f'["{PRIVATE}"]'), "line 3: $"),
    "bytes": (replaced(3, b"{}"), "line 3: $"),
    "None": (replaced(3, None), "line 3: $"),
    "no number at all": (replaced(3, "NaN"), "line 3: $"),
    "very deep": (replaced(3, "[" * 100_000), "line 3: $"),
    "very deep goal": (replaced(3, '{"goal":' * 100_000), "line 3: $"),
    "very long number": (replaced(3, f'{{"version": {"9" * 10_000}}}'), "line 3: $"),
    "empty object": (replaced(3, "{}"), "line 3: $.version"),
    "gap in the versions": (changed(3, version=3), "line 3: $.version"),
    "version 0": (changed(2, version=0), "line 2: $.version"),
    "version of 64 bits and more": (changed(2, version=2**63), "line 2: $.version"),
    "version as text": (changed(2, version="1"), "line 2: $.version"),
    "version as a truth": (changed(2, version=True), "line 2: $.version"),
    "no moment": (without(2, "at"), "line 2: $.at"),
    "moment that is none": (changed(2, at=f"{PRIVATE}Z"), "line 2: $.at"),
    "moment without a zone": (changed(2, at="2025-02-03T12:00:00"), "line 2: $.at"),
    "moment elsewhere": (changed(2, at="2025-02-03T12:00:00+01:00"), "line 2: $.at"),
    "moment in a zone": (
        changed(2, at="2025-02-03T12:00:00+01:00[Europe/Berlin]"),
        "line 2: $.at",
    ),
    "moment written otherwise": (changed(2, at="2025-02-03 12:00:00Z"), "line 2: $.at"),
    "moment of no calendar": (changed(2, at="2025-02-30T12:00:00Z"), "line 2: $.at"),
    "moment as a number": (changed(2, at=1738584000), "line 2: $.at"),
    "author of no id": (changed(2, author=f"{PRIVATE}\n"), "line 2: $.author"),
    "author as a number": (changed(2, author=7), "line 2: $.author"),
    "operation of no id": (changed(2, op_id=""), "line 2: $.op_id"),
    "operation as a list": (changed(2, op_id=[PRIVATE]), "line 2: $.op_id"),
    "no goal": (without(2, "goal"), "line 2: $.goal.format"),
    "goal that is null": (changed(2, goal=None), "line 2: $.goal"),
    "goal that is a list": (changed(2, goal=[PRIVATE]), "line 2: $.goal"),
    "goal of a newer version": (changed(2, goal__format=99), "line 2: $.goal.format"),
    "goal of another kind": (changed(2, goal__type="Quantity"), "line 2: $.goal.type"),
    "goal of another person": (changed(2, goal__subject="c-18"), "line 2: $.goal.subject"),
    "goal with a wrong field": (changed(2, goal__statement=7), "line 2: $.goal.statement"),
    "goal with half a surrogate pair": (
        changed(2, goal__statement=f"{PRIVATE}\ud800"),
        "line 2: $.goal.statement",
    ),
    "goal with infinity": (changed(2, goal__extensions={"n": float("inf")}), "line 2: $.goal"),
    "goal with more": (changed(2, **{f"goal__{PRIVATE}": PRIVATE}), "line 2: $.goal"),
    "line with more": (changed(2, **{PRIVATE: PRIVATE}), "line 2: $"),
    "goal and entry": (changed(2, entry={}), "line 2: $"),
    "entry that is null": (changed(5, entry=None), "line 5: $.entry"),
    "entry of no kind": (changed(5, entry__type="Goal"), "line 5: $.entry.type"),
    "entry with a wrong field": (changed(5, entry__day=PRIVATE), "line 5: $.entry.day"),
    "entry without an id": (changed(5, entry__id=None), "line 5: $.entry"),
    "entry without its moment": (changed(5, entry__recorded_at=None), "line 5: $.entry"),
    "entry with more": (changed(5, at="2025-02-03T12:00:00Z"), "line 5: $"),
}


class TestWrongLines:
    @pytest.mark.parametrize(("change", "place"), WRONG.values(), ids=WRONG)
    def test_wrong_line_is_named_and_nothing_is_taken_in(self, store, other, change, place):
        """Without a word of what it says."""
        with pytest.raises(DecodeError) as caught:
            other.import_(change(list(store.export("c-17"))))

        said = f"{caught.value!r}{caught.value.__cause__!r}{caught.value.__context__!r}"
        assert [] == list(other.changes())
        assert caught.value.problems[0].path.startswith(place)
        assert PRIVATE not in said

    def test_unchanged_lines_are_taken_in(self, store, other):
        """Each of the changes above is what makes them wrong."""
        assert "c-17" == other.import_(list(store.export("c-17")))

    def test_every_wrong_line_is_named(self, store, other):
        """They are repaired in one go."""
        lines = list(store.export("c-17"))
        lines[1], lines[5] = "{", '{"entry": {}}'
        with pytest.raises(DecodeError) as caught:
            other.import_(lines)

        assert {"line 2", "line 6"} <= {
            problem.path.partition(":")[0] for problem in caught.value.problems
        }

    def test_head_of_a_newer_version_says_so(self, store, other):
        """The way out is an update."""
        for lines, newer in ((2, True), (0, False), ("1", False)):
            with pytest.raises(DecodeError) as caught:
                other.import_(changed(1, lines=lines)(list(store.export("c-17"))))

            assert newer is ("newer version" in str(caught.value))

    def test_lines_may_be_in_another_order(self, store, other):
        """As long as the head is first, and each goal has its writes in order."""
        head, *rest = store.export("c-17")
        other.import_([head, *rest[3:], rest[2], *rest[:2]])

        assert list(store.export("c-17")) == list(other.export("c-17"))

    def test_lines_without_what_may_be_missing_are_taken_in(self, store, other):
        """Nobody has to say who wrote it, and for which operation."""
        other.import_(without(2, "author", "op_id")(list(store.export("c-17"))))

        assert None is other.history("g-1")[0].author

    def test_error_of_the_file_is_not_hidden(self, other):
        """Whoever opened it knows what to do."""

        def read():
            yield '{"smartgoals": "export", "lines": 1, "subject": "c", "writes": 0, "entries": 0}'
            raise OSError("the stick was pulled out")

        with pytest.raises(OSError, match="pulled out"):
            other.import_(read())


def everything(store):
    """Return what a store says of everybody."""
    people = list(store.subjects())
    return people, [list(store.export(one.id)) for one in people if one.erased_at is None]


class TestCopying:
    def test_everybody_is_copied_with_everything(self, store, other):
        """Who is on hold and who was erased, too."""
        store.hold("c-18", reason="case-9")
        store.hold("c-2", reason="case-10")
        store.save(goal_of(id="g-4", subject="c-4"))
        store.erase("c-4", reason="request-4")

        assert 4 == copy(store, other)
        assert everything(store) == everything(other)
        with pytest.raises(NotFoundError):
            other.get("g-4")

    def test_it_may_be_begun_again(self, store, other):
        """What is there is left alone, and what came since is added."""
        store.hold("c-18", reason="case-9")
        copy(store, other)
        place = other.changes().next
        copy(store, other)

        assert [] == list(other.changes(after=place))
        store.record("c-18", done("e-9"))
        store.erase("c-17", reason="request-4")
        copy(store, other)
        assert everything(store) == everything(other)

    def test_it_goes_on_where_it_was_stopped(self, store, other):
        """Somebody pulled the plug between two persons."""
        for number in range(3):
            store.record(f"d-{number}", done())

        class Stopped(MemoryBackend):
            left = 3

            def put(self, tenant, batch):
                if not self.left:
                    raise TransientStoreError("the disk is full")
                self.left -= 1
                super().put(tenant, batch)

        stopped = Store(Stopped())
        with pytest.raises(TransientStoreError):
            copy(store, stopped)
        stopped.backend.left = 100

        assert 5 == copy(store, stopped)
        assert everything(store) == everything(stopped)

    def test_many_persons_are_copied_page_by_page(self, store, other):
        """More than a page holds."""
        for number in range(205):
            store.record(f"d-{number:03}", done())

        assert 207 == copy(store, other)
        assert len(other.subjects(limit=1_000)) == 207

    def test_tenant_may_have_another_name_there(self, store):
        """Also on the same storage, and nothing of others is touched."""
        other = store.tenant("clinic-2")
        copy(store, other)

        assert everything(store) == everything(other)

    def test_who_is_erased_while_others_are_copied_is_erased_there(self, other):
        """The rest is copied all the same."""
        store = Store(Asked())
        for subject in ("c-1", "c-2"):
            store.save(goal_of(id=subject, subject=subject))
        store.backend.then["subjects"] = [lambda: store.erase("c-1", reason="request-4")]

        assert 2 == copy(store, other)
        assert [("c-1", "request-4"), ("c-2", None)] == [
            (person.id, person.reason) for person in other.subjects()
        ]

    def test_copy_to_itself_changes_nothing(self, store):
        """It is all there already."""
        before = everything(store), list(store.changes())

        assert 2 == copy(store, store)
        assert before == (everything(store), list(store.changes()))

    @pytest.mark.parametrize("thing", [None, "memory:", MemoryBackend()], ids=type)
    def test_what_is_no_store_is_refused(self, store, thing):
        """On either side, and before anything is read."""
        for name, pair in (("source", (thing, store)), ("target", (store, thing))):
            with pytest.raises(InvalidValueError, match=f"{name} must be a Store"):
                copy(*pair)

    def test_who_was_erased_only_there_stops_it(self, store, other):
        """Nobody is brought back, and the source has to hear of it."""
        other.erase("c-17", reason="request-4")

        with pytest.raises(ErasedError):
            copy(store, other)

    def test_other_history_there_is_a_conflict(self, store, other):
        """Nothing is overwritten."""
        other.save(goal_of(id="g-2", statement="I will run."))

        with pytest.raises(ConflictError):
            copy(store, other)
        assert "I will run." == other.get("g-2").statement
