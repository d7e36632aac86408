from __future__ import annotations

import datetime as dt

import pytest

from smartgoals import ConflictError, NotFoundError, Voided, open_store
from smartgoals.errors import ErasedError, LegalHoldError
from smartgoals.stores import Receipt, Store, Write
from smartgoals.stores._memory import MemoryBackend
from tests.stores import MONDAY, PRIVATE, done, fix_of, goal_of, ids, redacted


@pytest.fixture
def store():
    with open_store("memory:") as opened:
        opened.save(opened.save(goal_of()).started(day=MONDAY))
        opened.save(goal_of(id="g-2"), done("e-1"), done("e-2"))
        opened.save(goal_of(id="g-3", subject="c-18", statement=PRIVATE), done("e-1"))
        yield opened


WRITING = {
    "save": lambda store: store.save(goal_of()),
    "put": lambda store: store.put(
        Write(goal=goal_of(id="g-8", subject="c-18"), expect=0), Write(goal=goal_of(), expect=0)
    ),
    "save with the entries of another": lambda store: store.save(goal_of(id="g-7"), done("e-7")),
    "record": lambda store: store.record("c-17", done("e-7")),
    "redact": lambda store: store.record("c-17", redacted("e-7")),
    "journal": lambda store: store.journal("c-17"),
    "export": lambda store: store.export("c-17"),
    "hold": lambda store: store.hold("c-17", reason="case-9"),
    "release": lambda store: store.release("c-17"),
    "project_reviews": lambda store: store.project_reviews("c-17", on=MONDAY),
}


class TestErasing:
    def test_everything_of_the_person_is_gone(self, store):
        """Goals, their history, and whatever finds them."""
        store.erase("c-17", reason="request-4")
        for call in (store.get, store.history):
            with pytest.raises(NotFoundError):
                call("g-1")

        assert ["g-3"] == [found.goal.id for found in store.find()]
        assert [] == list(store.find(subject="c-17"))
        assert {"c-18", "c-17"} == {change.subject for change in store.changes()}

    def test_receipt_says_how_much_it_was(self, store):
        """In numbers, with the moment and the reason."""
        before = dt.datetime.now(dt.UTC)
        receipt = store.erase("c-17", reason="request-4")

        assert before <= receipt.at <= dt.datetime.now(dt.UTC)
        assert (
            Receipt(
                subject="c-17",
                at=receipt.at,
                reason="request-4",
                goals=2,
                writes=3,
                entries=2,
                is_scrubbed=False,
            )
            == receipt
        )

    def test_erasing_again_has_the_same_answer(self, store):
        """It was done once, and the first reason is the one."""
        receipt = store.erase("c-17", reason="request-4")

        assert receipt == store.erase("c-17", reason="request-5")
        assert 1 == sum(change.kind == "erased" for change in store.changes())

    @pytest.mark.parametrize("write", WRITING.values(), ids=WRITING)
    def test_nothing_is_taken_in_again(self, store, write):
        """Another device cannot bring it back, and the error says since when."""
        receipt = store.erase("c-17", reason="request-4")
        changes = list(store.changes())
        with pytest.raises(ErasedError) as caught:
            write(store)

        assert receipt.at == dt.datetime.fromisoformat(caught.value.at)
        assert changes == list(store.changes())

    def test_retry_of_what_was_written_before_is_refused_as_well(self, store):
        """The same operation has another answer now."""
        store.save(goal_of(id="g-5"), op_id="op-1")
        store.erase("c-17", reason="request-4")

        with pytest.raises(ErasedError):
            store.save(goal_of(id="g-5"), op_id="op-1")

    def test_others_keep_everything(self, store):
        """Also what has the same id, and another tenant's person of that id."""
        other = store.tenant("clinic-2")
        other.save(goal_of(), done("e-1"))
        store.erase("c-17", reason="request-4")

        assert (PRIVATE, ["e-1"]) == (store.get("g-3").statement, ids(store.journal("c-18")))
        assert (1, ["e-1"]) == (other.get("g-1").version, ids(other.journal("c-17")))

    def test_id_of_a_goal_is_free_again(self, store):
        """For another person; nothing tells whose it was."""
        store.erase("c-17", reason="request-4")

        assert 1 == store.save(goal_of(subject="c-19")).version

    def test_who_was_never_there_can_be_erased(self, store):
        """A device that was offline may still bring something."""
        receipt = store.erase("c-99", reason="request-4")

        assert (0, 0, 0) == (receipt.goals, receipt.writes, receipt.entries)
        with pytest.raises(ErasedError):
            store.record("c-99", done())

    def test_erased_person_is_listed_with_the_reason(self, store):
        """An audit asks when and why."""
        receipt = store.erase("c-17", reason="request-4")
        (subject,) = [one for one in store.subjects() if one.id == "c-17"]

        assert (receipt.at, "request-4", None) == (subject.erased_at, subject.reason, subject.held)


class TestHolding:
    def test_nothing_of_a_person_on_hold_is_destroyed(self, store):
        """Neither all of it nor an entry, and the error keeps the reason."""
        store.hold("c-17", reason="case-9")
        for call in (
            lambda: store.erase("c-17", reason="request-4"),
            lambda: store.record("c-17", done("e-5"), redacted("e-1")),
            lambda: store.save(goal_of(id="g-5"), redacted("e-1")),
        ):
            with pytest.raises(LegalHoldError) as caught:
                call()

            assert "case-9" == caught.value.reason
        assert ["e-1", "e-2"] == ids(store.journal("c-17"))
        assert ["g-1", "g-2"] == [found.goal.id for found in store.find(subject="c-17")]

    def test_person_on_hold_goes_on(self, store):
        """What destroys nothing is written: therapy does not stop."""
        store.hold("c-17", reason="case-9")
        store.edit("g-1", lambda goal: goal.revised(day=MONDAY))
        store.record("c-17", fix_of(done(), "e-3"), Voided(entry="e-2", day=MONDAY))

        assert (3, 4) == (store.get("g-1").version, len(store.journal("c-17")))

    def test_redaction_of_what_is_not_there_yet_is_refused(self, store):
        """It would destroy what another device may bring."""
        store.hold("c-17", reason="case-9")
        with pytest.raises(LegalHoldError):
            store.record("c-17", redacted("e-8"))
        (kept,) = store.record("c-17", done("e-8"))

        assert kept in store.journal("c-17").entries

    def test_hold_ends_when_it_is_released(self, store):
        """And may be ended twice."""
        store.hold("c-17", reason="case-9")
        store.release("c-17")
        store.release("c-17")

        assert 2 == store.erase("c-17", reason="request-4").goals

    def test_hold_again_has_the_new_reason(self, store):
        """There is one at a time."""
        store.hold("c-17", reason="case-9")
        store.hold("c-17", reason="case-10")

        assert ["case-10", None] == [subject.held for subject in store.subjects()]

    def test_hold_is_one_persons_and_one_tenants(self, store):
        """Others are erased as before."""
        store.hold("c-17", reason="case-9")
        store.tenant("clinic-2").hold("c-18", reason="case-9")

        assert 1 == store.erase("c-18", reason="request-4").goals


class NothingHeld(MemoryBackend):
    def hold(self, tenant, subject, reason):
        """Forget it."""


class HistoryKept(MemoryBackend):
    """Forgets the journal, and keeps the goals."""

    def erase(self, tenant, subject, reason, at):
        kept = dict(self._tenants[tenant].goals)
        row = super().erase(tenant, subject, reason, at)
        self._tenants[tenant].goals.update(kept)
        return row


class Revived(MemoryBackend):
    """Does not remember who was erased."""

    def erase(self, tenant, subject, reason, at):
        row = super().erase(tenant, subject, reason, at)
        del self._tenants[tenant].people[subject]
        return row


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        (NothingHeld, TestHolding.test_nothing_of_a_person_on_hold_is_destroyed),
        (HistoryKept, TestErasing.test_everything_of_the_person_is_gone),
        (HistoryKept, TestErasing.test_id_of_a_goal_is_free_again),
        (Revived, TestErasing.test_erasing_again_has_the_same_answer),
        (Revived, TestErasing.test_retry_of_what_was_written_before_is_refused_as_well),
    ],
    ids=lambda value: value.__name__.removeprefix("test_"),
)
def test_check_catches_a_storage_that_breaks_it(kind, check):
    """A check that nothing can break says nothing."""
    store = Store(kind())
    store.save(goal_of(), done("e-1"), done("e-2"))
    store.save(goal_of(id="g-3", subject="c-18"), done("e-1"))
    with pytest.raises((AssertionError, ConflictError, ErasedError, pytest.fail.Exception)):
        check(None, store)
