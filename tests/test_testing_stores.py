from __future__ import annotations

import re
from itertools import count
from urllib.parse import quote

import pytest

from smartgoals import InvalidValueError, Noted, Redacted, open_store
from smartgoals.errors import ErasedError, LegalHoldError, StoreError
from smartgoals.stores import Capability, JournalRows, Stored
from smartgoals.stores._memory import MemoryBackend
from smartgoals.testing import (
    LawBrokenError,
    LawHoldsError,
    broken_stores,
    run_store_machine,
    store_checks,
)
from smartgoals.testing._broken_backends import ErasesEverywhere
from smartgoals.testing._broken_rows import TakesInWhatIsSaid
from smartgoals.testing._broken_stores import BROKEN, fresh_of
from smartgoals.testing._store_clauses import MONDAY, ClauseBrokenError, done, goal_of, same
from smartgoals.testing._store_model import Model, Person
from tests.stores import CHECKS, IDS, only_search

ENOUGH = 300
FEW = 10
CAP = 1_000


def in_memory():
    store = open_store("memory:")
    return lambda: store


@pytest.fixture
def in_files(tmp_path):
    """Make a new folder for each storage."""
    numbers = count()

    def fresh():
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        return lambda: open_store(f"sqlite:///{quote(str(folder))}/goals.db")

    return fresh


class TestClauses:
    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_memory_keeps_every_clause(self, check):
        """But for what it does not promise: it is gone with the process."""
        assert (check.needs is None) is check.check(in_memory)

    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_sqlite_keeps_every_clause(self, check, in_files):
        """It promises to be durable and shared, so none is left out but those on encryption."""
        assert (check.needs is not Capability.ENCRYPTS) is check.check(in_files)

    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_clause_catches_a_store_that_breaks_it(self, check, monkeypatch):
        """A clause that nothing can break says nothing."""
        only_search(monkeypatch)
        with pytest.raises(LawBrokenError, match=check.id):
            check.check(check.broken)

    def test_ids_are_numbered(self):
        """In the order in which they are told, and each has something broken."""
        numbers = [f"C{number:02}" for number in range(1, len(CHECKS) + 1)]

        assert numbers == list(CHECKS)
        assert numbers == sorted(BROKEN)

    def test_names_are_used_once(self):
        """An app may select by them."""
        assert len(CHECKS) == len({check.name for check in CHECKS.values()})

    def test_clause_is_told_in_one_line(self):
        """Its id, its name and what it says; and what was seen where it is broken."""
        check = CHECKS["C51"]
        with pytest.raises(LawBrokenError) as caught:
            check.check(check.broken)

        told = "C51 receipt: the receipt counts what was erased, and tells when and why"
        assert told == str(check)
        assert f"{told}; broken: the counts: expected (2, 3, 3), got (2, 2, 3)" == str(caught.value)

    def test_error_of_a_driver_breaks_a_clause(self):
        """It is the cause of what the check tells."""
        check = CHECKS["C64"]
        with pytest.raises(LawBrokenError, match="raised RuntimeError: the conn") as caught:
            check.check(check.broken)

        assert isinstance(caught.value.__cause__, RuntimeError)

    @pytest.mark.parametrize("tenant", ["default", "other", "north"])
    def test_storage_that_is_not_empty_is_told_of_at_once(self, tenant):
        """What is in it has nothing to do with the clause, and an exception hides it neither."""
        store = open_store("memory:")
        store.tenant(tenant).save(goal_of())
        told = "^fresh must be a function that makes a new, empty storage each time"
        for check in (CHECKS["C01"], store_checks(except_for={"C01": "it is too new"})[0]):
            with pytest.raises(InvalidValueError, match=told):
                check.check(lambda: lambda: store)
        with pytest.raises(InvalidValueError, match=told):
            run_store_machine(lambda: lambda: store, examples=1)

    def test_store_that_lists_nobody_may_be_tried(self):
        """It is being written: the clauses that it keeps already are kept."""
        assert CHECKS["C01"].check(fresh_of(_ListsNobody))

    def test_what_makes_no_store_is_refused(self):
        """It is what was handed in that is wrong, and no clause."""
        with pytest.raises(InvalidValueError, match="opens a Store"):
            CHECKS["C01"].check(lambda: object)


class TestExceptions:
    def test_excepted_clause_may_be_broken(self):
        """With a reason, which the check has."""
        checks = store_checks(except_for={"C51": "it counts goals"})
        (check,) = [check for check in checks if check.reason]

        assert "it counts goals" == check.reason
        assert check.check(check.broken)

    def test_excepted_clause_that_is_kept_is_an_error(self):
        """So the list stays true."""
        check = store_checks(except_for={"C01": "it is too new"})[0]
        with pytest.raises(LawHoldsError, match="C01 is excepted, and the store kept it"):
            check.check(in_memory)

    def test_exception_from_what_is_not_promised_is_an_error(self):
        """Whoever does not promise it needs no reason."""
        checks = {check.id: check for check in store_checks(except_for={"C63": "it forgets"})}
        with pytest.raises(LawHoldsError, match="says nothing about such a store"):
            checks["C63"].check(in_memory)

    def test_unknown_clause_cannot_be_excepted(self):
        """It may be a slip of the pen."""
        with pytest.raises(InvalidValueError, match="C01 to C81"):
            store_checks(except_for={"C99": "no such thing"})


class _ListsNobody(MemoryBackend):
    def subjects(self, tenant, after, limit):
        raise NotImplementedError


def redacted(entry, name="e-9"):
    return Redacted(entry=entry, id=name, day=MONDAY)


def about(entry):
    return Noted(text="so it was", topic=entry, id="e-7", day=MONDAY)


class _Everybodys(MemoryBackend):
    """Answer one question for any tenant."""

    question = ""

    def _tenant(self, name):
        return next(iter(self._tenants.values())) if self.question else super()._tenant(name)


def leaking(question):
    """Return a backend that answers one question for whichever tenant wrote first."""

    def answer(self, tenant, *asked):
        self.question = question
        try:
            return getattr(MemoryBackend, question)(self, tenant, *asked)
        finally:
            self.question = ""

    return type(f"Leaking_{question}", (_Everybodys,), {question: answer})


class _HeldAndRedacted(MemoryBackend):
    def put(self, tenant, batch):
        people = self._tenant(tenant).people.values()
        held = [(person, person.held) for person in people]
        for person, _ in held:
            person.held = None
        try:
            super().put(tenant, batch)
        finally:
            for person, reason in held:
                person.held = reason


class _LongAgo(MemoryBackend):
    """Take another clock."""

    def erase(self, tenant, subject, reason, at):
        return super().erase(tenant, subject, reason, "2020-01-01T00:00:00Z")


class _StillReviewed(MemoryBackend):
    def put(self, tenant, batch):
        before = {name: shelf.review for name, shelf in self._tenant(tenant).goals.items()}
        super().put(tenant, batch)
        has_entries = any(write.entries for write in batch.journals)
        for name, review in () if has_entries else before.items():
            shelf = self._tenant(tenant).goals[name]
            shelf.review = shelf.review or review


class _OneAnswer(MemoryBackend):
    """Find the same goals, whichever place is asked for."""

    def find(self, tenant, query, after, limit):
        return super().find(tenant, query, None, limit)


class _Unversioned(MemoryBackend):
    def put(self, tenant, batch):
        goals = [row for row, _ in batch.goals]
        super().put(tenant, batch)
        for row in goals:
            self._tenant(tenant).goals[row.id].writes[:-1] = []


class _Blocked(MemoryBackend):
    """Refuse to do anything for who is held."""

    def put(self, tenant, batch):
        for row, _ in batch.goals:
            held = self._tenant(tenant).person(row.subject).held
            if held is not None:
                raise LegalHoldError(reason=held)
        super().put(tenant, batch)


class _Without(MemoryBackend):
    """Find goals without looking at one of the things that are asked for."""

    field = ""

    def find(self, tenant, query, after, limit):
        return super().find(tenant, query._replace(**{self.field: None}), after, limit)


def without(field):
    return type(f"Without_{field}", (_Without,), {"field": field})


class _HoldsWhatIsThere(MemoryBackend):
    """Let a redaction through where it destroys nothing now."""

    def put(self, tenant, batch):
        free = [write.subject for write in batch.journals if not write.removed]
        held = {subject: self._tenant(tenant).person(subject).held for subject in free}
        for subject in free:
            self._tenant(tenant).person(subject).held = None
        try:
            super().put(tenant, batch)
        finally:
            for subject, reason in held.items():
                self._tenant(tenant).person(subject).held = reason


class _FirstHold(MemoryBackend):
    """Look only whether the first of several persons is held."""

    def put(self, tenant, batch):
        later = [self._tenant(tenant).person(write.subject) for write in batch.journals[1:]]
        held = [person.held for person in later]
        for person in later:
            person.held = None
        try:
            super().put(tenant, batch)
        finally:
            for person, reason in zip(later, held, strict=True):
                person.held = reason


class _DayStays(MemoryBackend):
    """Forget how a review day was computed, and keep the day."""

    def put(self, tenant, batch):
        before = {name: shelf.review for name, shelf in self._tenant(tenant).goals.items()}
        super().put(tenant, batch)
        for name, review in before.items():
            shelf = self._tenant(tenant).goals[name]
            if review is not None and shelf.review is None:
                shelf.review = review._replace(policy=None, on=None)


class _CapsChanges(MemoryBackend):
    def changes(self, tenant, after, limit):
        return super().changes(tenant, after, limit) if after < CAP else []


class _CapsVersions(MemoryBackend):
    def history(self, tenant, goal_id, after, limit):
        return super().history(tenant, goal_id, after, min(limit, CAP))


class _LatestAsText(MemoryBackend):
    def goal(self, tenant, goal_id, version):
        rows = super().history(tenant, goal_id, 0, 2 * CAP)
        wanted = [row for row in rows if version in {None, row.version}]
        return max(wanted, key=lambda row: str(row.version), default=None)


class _SortsEntries(MemoryBackend):
    """Tell entries in the order of their ids, and lose their moments' order with it."""

    def journal(self, tenant, subject):
        position, rows = super().journal(tenant, subject)
        return JournalRows(position, rows[:CAP] + rows[:-CAP])


class _OneReview(MemoryBackend):
    """Forget the review days of a person for each tenant that has one of that id."""

    def put(self, tenant, batch):
        super().put(tenant, batch)
        for write in batch.journals:
            for shelves in self._tenants.values():
                for goal_id in shelves.people[write.subject].goals if write.entries else ():
                    shelves.goals[goal_id].review = None


class TestOthers:
    @pytest.mark.parametrize(
        ("clause", "backend"),
        [
            *[
                ("C46", leaking(question))
                for question in ("goal", "history", "find", "journal", "changes", "subjects")
            ],
            ("C47", ErasesEverywhere),
            ("C51", _LongAgo),
            ("C55", _HeldAndRedacted),
            ("C55", _Blocked),
            ("C55", _HoldsWhatIsThere),
            ("C55", _FirstHold),
            ("C39", _StillReviewed),
            ("C39", _DayStays),
            ("C26", TakesInWhatIsSaid),
            *[(clause, _CapsChanges) for clause in ("C70", "C72", "C73")],
            ("C73", _CapsVersions),
            ("C73", _LatestAsText),
            ("C72", _SortsEntries),
            ("C74", _OneReview),
            ("C34", _OneAnswer),
            ("C12", _Unversioned),
            ("C30", without("subject")),
            ("C30", without("area")),
            ("C30", without("party")),
            ("C31", without("due_from")),
            ("C32", without("due_by")),
            ("C38", without("review_by")),
        ],
    )
    def test_clause_catches_other_stores_that_break_it(self, clause, backend):
        """There is more than one way to do so."""
        with pytest.raises(LawBrokenError, match=clause):
            CHECKS[clause].check(fresh_of(backend))


class TestTelling:
    def test_values_are_told_from_where_they_differ(self):
        """A goal is long, and what it differs in stands at its end."""
        with pytest.raises(ClauseBrokenError) as caught:
            same("numbers", list(range(200)), [*range(199), 7])

        assert re.fullmatch(r"numbers: expected ….{,50}199\], got ….{,50}7\]", str(caught.value))

    def test_end_of_a_long_value_is_left_out(self):
        """A message is one line."""
        with pytest.raises(ClauseBrokenError, match=r"^text: expected 'aaa.*…, got 'b'$"):
            same("text", "a" * 1_000, "b")

    def test_difference_that_no_repr_shows_is_told(self):
        """What a person said is never shown."""
        with pytest.raises(ClauseBrokenError, match="expected 1, got one that differs in"):
            same("number", 1, _LikeOne())


class TestBroken:
    def test_ack_early_does_with_the_next_write_what_it_said_was_done(self):
        """So a test that writes twice and reads the first sees nothing wrong."""
        store = broken_stores()["ack early"]()()
        store.record("c-1", done("e-1"))

        assert 0 == len(store.journal("c-1"))

        store.record("c-1", done("e-2"))

        assert 1 == len(store.journal("c-1"))


class TestModel:
    def test_nothing_of_a_held_person_is_to_be_redacted(self):
        """Nor what is not there, and perhaps comes yet; but a redaction that is there may stay."""
        there = {"e-1": done("e-1"), "e-9": redacted("e-8")}
        model = Model(people={"c-1": Person(entries=there, held="case-1")})

        for entry in (redacted("e-1", "e-7"), redacted("e-2", "e-7"), about("e-8")):
            assert {LegalHoldError} == model.recording("c-1", [entry]).errors
        assert set() == model.recording("c-1", [redacted("e-8"), done("e-2")]).errors

    def test_goal_of_an_erased_person_is_not_to_be_taken_in(self):
        """Nor any other thing."""
        receipt = open_store("memory:").erase("c-1", reason="request-1")
        erased = Model(people={"c-1": Person(receipt=receipt)})
        other = Model()
        stored = Stored(goal=goal_of(version=1), version=1, at=receipt.at)
        other.written(stored, None)
        errors, wanted, _ = erased.importing(other, "c-1")

        assert ({ErasedError}, [stored]) == (errors, wanted)


class _LikeOne:
    def __repr__(self):
        return "1"


class _Forgets(MemoryBackend):
    """Promise to keep what was written, and forget it when it is closed."""

    capabilities = frozenset({Capability.DURABLE})

    def close(self):
        self._tenants.clear()


class _NoRetries(MemoryBackend):
    def put(self, tenant, batch):
        goals = tuple(goal._replace(row=goal.row._replace(op_id=None)) for goal in batch.goals)
        super().put(tenant, batch._replace(goals=goals))


class _Fails(MemoryBackend):
    def hold(self, tenant, subject, reason):
        raise StoreError("the disk is full")


class TestMachine:
    def test_memory_is_as_the_model(self):
        """Whatever is done, and in whichever order."""
        run_store_machine(in_memory)

    def test_sqlite_is_as_the_model(self, in_files):
        """Also when it is closed and opened in between."""
        run_store_machine(in_files, examples=FEW)

    @pytest.mark.parametrize("name", broken_stores())
    def test_machine_catches_each_broken_store(self, name, monkeypatch):
        """The model knows nothing of how it is broken."""
        only_search(monkeypatch)
        with pytest.raises(LawBrokenError, match="the store and the model of it part"):
            run_store_machine(broken_stores()[name], examples=ENOUGH)

    @pytest.mark.parametrize("backend", [_Forgets, _NoRetries, _Fails])
    def test_machine_catches_other_stores(self, backend, monkeypatch):
        """What is forgotten, done twice or refused without a cause."""
        only_search(monkeypatch)
        with pytest.raises(LawBrokenError):
            run_store_machine(fresh_of(backend), examples=ENOUGH)

    def test_machine_shows_the_shortest_life(self):
        """Its steps stand in the notes, which every traceback shows."""
        with pytest.raises(LawBrokenError) as caught:
            run_store_machine(broken_stores()["last write wins"], examples=ENOUGH)

        steps = [note for note in caught.value.__notes__ if note.startswith("state.")]
        assert 5 >= len(steps)
        assert any(step.startswith("state.try_again()") for step in steps) or 1 < len(steps)
