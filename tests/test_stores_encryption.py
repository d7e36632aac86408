from __future__ import annotations

import asyncio
import copy as copy_module
import datetime as dt
import pickle
import string
import sys
import threading
from binascii import a2b_base64
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from urllib.parse import quote

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import (
    EVERY_TWO_WEEKS,
    InvalidValueError,
    Noted,
    NotFoundError,
    StoreError,
    open_store,
)
from smartgoals.errors import (
    ErasedError,
    KeyRingError,
    LegalHoldError,
    MissingExtraError,
    StaleError,
    TransientStoreError,
)
from smartgoals.goals import KeyArea
from smartgoals.plans import ActionPlan, Step
from smartgoals.stores import (
    Backend,
    Batch,
    Capability,
    EncryptedBackend,
    EntryRow,
    GoalRow,
    GoalWrite,
    JournalWrite,
    KeyRing,
    LocalKeyRing,
    MemoryBackend,
    Query,
    ReviewRow,
    SearchKeys,
    Store,
    Write,
    _data_keys,
    _sealed,
    _sealing,
    copy,
    encrypted,
    every,
    rewrap_keys,
)
from smartgoals.stores._async_backend import AsyncBackend
from smartgoals.stores._async_encryption import AsyncEncryptedBackend
from smartgoals.stores._data_keys import Ask, Whom
from smartgoals.stores._keys import cipher
from smartgoals.testing import (
    LawBrokenError,
    concurrency_check,
    crash_check,
    goals,
    journals,
    run_store_machine,
    scrub_check,
)
from smartgoals.testing._broken_encryption import WRONG, Seals
from smartgoals.testing._broken_stores import fresh_of
from smartgoals.testing._wrapped_backend import WrappedBackend
from tests.encrypted import (
    KEY,
    OnlySays,
    folder_of,
    in_memory,
    newer_ring,
    open_plain,
    opener_in,
    ring,
    sealed,
)
from tests.stores import CHECKS, IDS, MONDAY, done, goal_of

FEW = 10
# They write thousands of rows one by one, each in a loop of its own here.
AWAITED = [check for check in CHECKS.values() if check.id not in {"C70", "C71", "C72", "C73"}]


@pytest.fixture
def in_files(tmp_path):
    """Make a new folder for each storage."""
    numbers = count()

    def fresh():
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        return opener_in(folder)

    return fresh


class TestContract:
    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_memory_keeps_every_clause(self, check):
        """But for what it does not promise."""
        assert (check.needs in {None, "encrypts"}) is check.check(in_memory)

    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_sqlite_keeps_every_clause(self, check, in_files):
        """It promises all that there is."""
        assert check.check(in_files)

    def test_memory_is_as_the_model(self):
        """Whatever is done, and in whichever order."""
        run_store_machine(in_memory)

    def test_sqlite_is_as_the_model(self, in_files):
        """Also when it is closed and opened in between."""
        run_store_machine(in_files, examples=FEW)

    def test_nothing_is_lost_in_a_crash(self, in_files):
        """Also where it falls between the key of a person and the first of their rows."""
        assert 3 == crash_check(in_files, kills=3, seed=5).kills

    def test_processes_make_one_key(self, in_files):
        """Whoever is first, all write with the same one."""
        report = concurrency_check(in_files, processes=8, seconds=0.5)

        assert report.edits + report.entries + report.goals > 0

    def test_nothing_is_left_in_the_bytes(self, in_files):
        """Neither of what was redacted or erased, nor of the key."""
        report = scrub_check(in_files, folder_of)

        assert (20, 80) == (report.redacted, report.erased)


PRIVATE = "what nobody else should read"
NAMES = st.sampled_from(["g-1", "g-2", "ж"])
PEOPLE = st.sampled_from(["c-1", "c-2"])
TENANT = "default"


def furnished(rows=None, keys=None, **named):
    """Return a store with a goal of two writes, a note and a review, and its two backends."""
    rows, keys = rows or MemoryBackend(), keys or MemoryBackend()
    store = sealed(rows, keys, **named)
    goal = goal_of(subject="c-1", statement=PRIVATE, review=EVERY_TWO_WEEKS, start=MONDAY)
    first = store.save(goal, Noted(text=PRIVATE, id="e-1", day=MONDAY))
    store.save(first.started(day=MONDAY))
    store.save(goal_of(id="g-2", subject="c-2", statement=PRIVATE))
    store.project_reviews("c-1", on=MONDAY)
    return store, rows, keys


def shelf_of(rows, goal_id="g-1", tenant=TENANT):
    return rows._tenants[tenant].goals[goal_id]


def chain(error):
    """Yield an error, and all that came before it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def damaged(call, *given, **named):
    """Check that a call tells of damage, without a word of what was said."""
    with pytest.raises(StoreError, match="a stored document is damaged") as caught:
        call(*given, **named)
    assert PRIVATE not in "".join(map(repr, chain(caught.value)))
    return True


class TestSealing:
    @given(goal=goals())
    def test_any_goal_comes_back(self, goal):
        """With every version."""
        store = in_memory()()
        saved = store.save(attrs.evolve(goal, version=None))

        assert saved == store.get(goal.id) == store.get(goal.id, version=1)

    @given(journal=journals())
    def test_any_journal_comes_back(self, journal):
        """Whatever was said."""
        store, plain = in_memory()(), open_store("memory:")
        for one in (store, plain):
            one.record(journal.subject, *journal)

        assert plain.journal(journal.subject) == store.journal(journal.subject)

    @given(document=st.text(), place=st.binary(), data=st.data())
    def test_any_other_text_is_noticed(self, document, place, data):
        """One character is enough, also where another would decode to the same bytes."""
        key = cipher(KEY)
        text = _sealed.seal(key, document, place)
        at = data.draw(st.integers(0, len(text) - 1))
        other = data.draw(st.characters().filter(lambda one: one != text[at]))

        assert document == _sealed.open_sealed(key, text, place)
        for wrong in (text[:at] + other + text[at + 1 :], text[:at], text + other):
            assert damaged(_sealed.open_sealed, key, wrong, place)

    def test_bits_that_decode_to_nothing_are_noticed(self):
        """Base64 leaves some over at the end; without a look at them two texts are read alike."""
        key = cipher(KEY)
        texts = (_sealed.seal(key, "x" * size, b"") for size in range(3))
        (text,) = (text for text in texts if text.endswith("=="))
        alike = [
            text[:-3] + last + "=="
            for last in string.ascii_letters + string.digits
            if a2b_base64(text[3:-3] + last + "==") == a2b_base64(text[3:])
        ]

        assert 16 >= len(alike) > 8
        for one in alike:
            assert one == text or damaged(_sealed.open_sealed, key, one, b"")

    @pytest.mark.parametrize("text", ["", "e1:", '{"id": "g-1"}', "e1:AAAA", "e2:AAAA", "e1:ж"])
    def test_what_was_never_sealed_is_not_read(self, text):
        """Nobody can put a document in the clear where a sealed one should be."""
        assert damaged(_sealed.open_sealed, cipher(KEY), text, b"")

    def test_no_two_texts_share_a_nonce(self):
        """A nonce that is used twice gives away what both say."""
        key = cipher(KEY)
        nonces = [a2b_base64(_sealed.seal(key, PRIVATE, b"")[3:])[:12] for _ in range(1_000)]

        assert 1_000 == len(set(nonces))

    @given(
        goal=st.tuples(
            NAMES, PEOPLE, st.integers(1, 3), NAMES, st.none() | NAMES, st.none() | NAMES
        ),
        other=st.tuples(
            NAMES, PEOPLE, st.integers(1, 3), NAMES, st.none() | NAMES, st.none() | NAMES
        ),
        tenants=st.tuples(NAMES, NAMES),
    )
    def test_goal_opens_in_its_own_place_alone(self, goal, other, tenants):
        """Tenant, id, person, version, moment, author and operation: all have to be its own."""
        key = cipher(KEY)
        row, there = (GoalRow(*place, document=PRIVATE) for place in (goal, other))
        text = _sealed.sealed_goal(key, tenants[0], row).document
        moved = there._replace(document=text)

        if (goal, tenants[0]) == (other, tenants[1]):
            assert row == _sealed.opened_goal(key, tenants[1], moved)
        else:
            assert damaged(_sealed.opened_goal, key, tenants[1], moved)

    @given(
        entry=st.tuples(NAMES, st.none() | NAMES, st.booleans()),
        other=st.tuples(NAMES, st.none() | NAMES, st.booleans()),
        owners=st.tuples(st.tuples(NAMES, PEOPLE), st.tuples(NAMES, PEOPLE)),
    )
    def test_entry_opens_in_its_own_place_alone(self, entry, other, owners):
        """Tenant, person, id, and what it is about."""
        key = cipher(KEY)
        row, there = (EntryRow(*place, document=PRIVATE) for place in (entry, other))
        moved = there._replace(document=_sealed.sealed_entry(key, *owners[0], row).document)

        if (entry, owners[0]) == (other, owners[1]):
            assert row == _sealed.opened_entry(key, *owners[1], moved)
        else:
            assert damaged(_sealed.opened_entry, key, *owners[1], moved)

    @pytest.mark.parametrize(
        "change", [{"review_day": "2025-03-03"}, {"review_on": "2025-02-04"}], ids=str
    )
    def test_review_is_noticed_to_be_another(self, change):
        """The day on which somebody is seen again stands in the clear, and is not to be moved."""
        store, rows, _ = furnished()
        (found,) = rows.find(TENANT, Query(subject="c-1"), None, 2)
        key = cipher(KEY)
        opened = found._replace(row=found.row._replace(document="a goal"), review_policy="a policy")
        review = ReviewRow("g-1", 2, found.review_day, "a policy", found.review_on)
        there = found._replace(
            row=_sealed.sealed_goal(key, TENANT, opened.row),
            review_policy=_sealed.sealed_review(key, TENANT, "c-1", review).policy,
        )

        assert opened == _sealed.opened_found(key, TENANT, there)
        assert damaged(_sealed.opened_found, key, TENANT, there._replace(**change))
        assert [MONDAY + dt.timedelta(days=14)] == [
            one.review.day for one in store.find(subject="c-1")
        ]


class TestRows:
    def test_rollback_is_noticed(self):
        """An earlier write of the same goal does not pass for the latest."""
        store, rows, _ = furnished()
        writes = shelf_of(rows).writes
        writes[1] = writes[1]._replace(document=writes[0].document)

        assert damaged(store.get, "g-1")
        assert damaged(store.history, "g-1")
        assert damaged(store.find)

    def test_goal_of_another_person_is_noticed(self):
        """Also where the other one's key would open it."""
        store, rows, _ = furnished()
        one, other = shelf_of(rows), shelf_of(rows, "g-2")
        other.writes[0] = other.writes[0]._replace(document=one.writes[0].document)

        assert damaged(store.get, "g-2")

    def test_other_person_in_the_clear_is_noticed(self):
        """A row that says that it is somebody else's is not read as theirs."""
        store, rows, _ = furnished()
        other = shelf_of(rows, "g-2")
        other.writes[0] = other.writes[0]._replace(subject="c-1")

        assert damaged(store.get, "g-2")

    def test_goal_that_is_found_as_another_persons_is_noticed(self):
        """What goals are looked for by is in the clear, and may have been altered."""
        store, rows, _ = furnished()
        rows.find = partial(by_nobody, rows.find)

        assert damaged(store.find, subject="c-2")
        assert {"c-1", "c-2"} == {one.goal.subject for one in store.find()}

    @pytest.mark.parametrize(
        "place", [{"id": "g-2"}, {"version": 1}], ids=["another goal", "another version"]
    )
    def test_goal_that_is_not_the_one_asked_for_is_noticed(self, place):
        """Also where it opens as what it is."""
        store, rows, _ = furnished()
        asked = {"goal_id": "g-1", "version": 2} | {
            {"id": "goal_id"}.get(name, name): value for name, value in place.items()
        }
        other = rows.goal(TENANT, "g-1", 2)
        rows.goal = lambda *_: other

        assert damaged(store.get, asked["goal_id"], version=asked["version"])

    @pytest.mark.parametrize(
        "altered",
        [lambda one, two: [two], lambda one, two: [two, one], lambda one, two: [one, one]],
        ids=["a hole", "another order", "one twice"],
    )
    def test_history_with_a_hole_is_noticed(self, altered):
        """Versions have no gaps, so nothing is taken out before the latest."""
        store, rows, _ = furnished()
        assert [1, 2] == [one.version for one in store.history("g-1")]
        rows.history = partial(changed, rows.history, altered)

        assert damaged(store.history, "g-1")

    def test_history_of_another_goal_is_noticed(self):
        """It is somebody else's, whose key would open it."""
        store, rows, _ = furnished()
        there = rows.history(TENANT, "g-1", 0, 9)
        rows.history = lambda *_: there

        assert damaged(store.history, "g-2")

    def test_key_of_another_person_opens_nothing(self):
        """Swapping keys gives no access to what they lock."""
        store, rows, keys = furnished()
        people = keys._tenants[TENANT].people
        people["c-1"], people["c-2"] = people["c-2"], people["c-1"]
        again = sealed(rows, keys)

        with pytest.raises(KeyRingError, match="a wrapped key does not open with the key 2025"):
            again.get("g-1")
        assert PRIVATE == store.get("g-1").statement

    def test_areas_and_parties_are_not_handed_on(self):
        """They tell of what somebody is treated for, and by whom."""
        rows = MemoryBackend()
        step = Step(id="walk", action="walk", responsible="t-1")
        sealed(rows, MemoryBackend()).save(
            goal_of(key_areas=[KeyArea(code="sleep")], plan=ActionPlan(steps=[step]))
        )

        assert ((), ()) == (shelf_of(rows).keys.areas, shelf_of(rows).keys.parties)

    @pytest.mark.parametrize("leak", ["areas", "parties"])
    def test_area_or_party_that_is_handed_on_breaks_the_contract(self, leak, monkeypatch):
        """The clause on the rows sees it."""

        class Leaking(EncryptedBackend):
            def put(self, tenant, batch):
                super().put(tenant, batch)
                for row, found_by in batch.goals:
                    shelf = self.backend._tenants[tenant].goals[row.id]
                    shelf.keys = shelf.keys._replace(**{leak: getattr(found_by, leak)})

        with pytest.raises(LawBrokenError, match="what is found in the rows"):
            CHECKS["C79"].check(
                fresh_of(lambda: Leaking(MemoryBackend(), keys=ring(), key_backend=MemoryBackend()))
            )

    def test_place_that_forgets_the_person_is_noticed(self, monkeypatch):
        """Whose it is stands in the context of the key as well, so this one is looked at alone."""
        row = GoalRow("g-1", "c-1", 1, "", None, None, PRIVATE)
        places = {_sealed.goal_place(TENANT, row._replace(subject=who)) for who in ("c-1", "c-2")}

        assert 2 == len(places)

    def test_rows_of_a_plain_store_are_not_read(self):
        """Nobody takes them for sealed, and no key is made beside them."""
        rows, keys = MemoryBackend(), MemoryBackend()
        plain = Store(rows)
        goal = plain.save(goal_of(subject="c-1"), done("e-1"))
        store = sealed(rows, keys)
        for ask in (
            lambda: store.get("g-1"),
            lambda: store.journal("c-1"),
            lambda: store.save(goal.started(day=MONDAY)),
            lambda: store.record("c-1", done("e-2")),
        ):
            with pytest.raises(StoreError, match="the key of a person is missing"):
                ask()
        assert [] == keys.subjects(TENANT, "", 9)


class TestErasing:
    def test_key_goes_with_the_rows(self):
        """And stays away."""
        store, _, keys = furnished()
        store.erase("c-1", reason="request-1")

        with pytest.raises(ErasedError):
            keys.journal(TENANT, "c-1")
        assert "request-1" == keys.subjects(TENANT, "", 1)[0].reason

    def test_restored_rows_stay_closed(self):
        """A backup from before the erasure says nothing any more, and stops nobody."""
        store, rows, keys = furnished()
        backup = copy_module.deepcopy(rows._tenants)
        for number in range(3, 9):
            store.save(goal_of(id=f"g-{number}", subject=f"c-{number % 3}"))
        backup_later = copy_module.deepcopy(rows._tenants)
        store.erase("c-1", reason="request-1")
        for restored in (backup, backup_later):
            rows._tenants = copy_module.deepcopy(restored)
            again = sealed(rows, keys)
            left = {one.goal.id for one in every(again.find, limit=1)}

            assert "g-2" in left
            assert "g-1" not in left
            for limit in (1, 2, 100):
                assert left == {one.goal.id for one in every(again.find, limit=limit)}
            for ask in (again.get, again.history):
                with pytest.raises(NotFoundError):
                    ask("g-1")
            for call in (
                lambda again=again: again.journal("c-1"),
                lambda again=again: again.record("c-1", done("e-9")),
                lambda again=again: again.save(goal_of(id="g-99", subject="c-1")),
            ):
                with pytest.raises(ErasedError):
                    call()
            assert 1 <= again.erase("c-1", reason="request-2").goals
            assert rows.goal(TENANT, "g-1", None) is None

    def test_restored_rows_are_copied_as_erased(self):
        """Whoever restored the rows and moves on does not take the person in again."""
        store, rows, keys = furnished()
        kept = copy_module.deepcopy(rows._tenants)
        receipt = store.erase("c-1", reason="request-1")
        rows._tenants = kept
        target = open_store("memory:")

        assert (2, 2) == (copy(sealed(rows, keys), target), copy(sealed(rows, keys), target))
        erased, other = target.subjects()
        assert ("c-1", receipt.at) == (erased.id, erased.erased_at)
        assert ("erased-before-restore", None) == (erased.reason, other.erased_at)
        with pytest.raises(ErasedError):
            target.save(goal_of(subject="c-1"))

    def test_person_who_is_erased_during_a_copy_is_copied_as_erased(self):
        """With the reason that was given."""
        store, _, _ = furnished()
        target = open_store("memory:")
        target.import_ = lambda _: store.erase("c-2", reason="request-1")
        copy(store, target)

        assert ["request-1"] == [person.reason for person in target.subjects()]

    def test_many_erased_persons_are_few_questions(self):
        """However small the rest of the page is."""
        rows, keys = MemoryBackend(), MemoryBackend()
        store = sealed(rows, keys)
        people = [f"c-{number:03}" for number in range(100)]
        store.put(*(Write(goal=goal_of(id=f"g{who}", subject=who), expect=0) for who in people))
        for who in people[9:-5]:
            keys.erase(TENANT, who, "request-1", "2025-02-03T12:00:00Z")
        asked, find = [], rows.find
        rows.find = lambda *given: asked.append(given) or find(*given)
        found = sealed(rows, keys).find(limit=10)

        assert [f"g{who}" for who in (*people[:9], people[-5])] == [one.goal.id for one in found]
        assert 9 == len(asked)

    def test_erasure_that_was_stopped_is_finished(self, monkeypatch):
        """The rows are gone and the key is not: erasing again takes it."""
        store, _, keys = furnished()
        monkeypatch.setattr(keys, "erase", refusing(TransientStoreError("try again")))
        with pytest.raises(TransientStoreError):
            store.erase("c-1", reason="request-1")
        monkeypatch.undo()

        assert keys.journal(TENANT, "c-1").rows
        assert 1 == store.erase("c-1", reason="request-2").goals
        with pytest.raises(ErasedError):
            keys.journal(TENANT, "c-1")

    def test_key_is_forgotten_where_the_answer_is_lost(self, monkeypatch):
        """It may be erased, and nobody opens what is restored with what was kept."""
        store, rows, keys = furnished()
        assert PRIVATE == store.get("g-1").statement
        kept, erase = copy_module.deepcopy(rows._tenants), keys.erase

        def lost(*asked):
            erase(*asked)
            raise TransientStoreError("the answer was lost")

        monkeypatch.setattr(keys, "erase", lost)
        with pytest.raises(TransientStoreError):
            store.erase("c-1", reason="request-1")
        rows._tenants = kept

        with pytest.raises(NotFoundError):
            store.get("g-1")

    def test_held_person_keeps_the_key(self):
        """The rows are asked first."""
        store, _, keys = furnished()
        store.hold("c-1", reason="case-1")
        with pytest.raises(LegalHoldError):
            store.erase("c-1", reason="request-1")

        assert keys.journal(TENANT, "c-1").rows

    def test_key_that_is_not_erased_is_caught(self, in_files, monkeypatch):
        """By its bytes, which the check looks for in the files of both stores."""

        def rows_alone(self, tenant, subject, reason, at):
            return (yield Ask(Whom.ROWS, "erase", (tenant, subject, reason, at)))

        monkeypatch.setattr(_sealing.Sealing, "erase", rows_alone)
        with pytest.raises(LawBrokenError, match="after an erasure 1 markers are left"):
            scrub_check(in_files, folder_of)

    def test_plain_text_is_caught_in_the_bytes(self, in_files, monkeypatch):
        """A store that promises to encrypt may not even write what it destroys later."""
        plain = in_files()
        opener = partial(open_plain, *plain.args)
        with pytest.raises(LawBrokenError, match="before anything is destroyed"):
            scrub_check(lambda: opener, lambda _: folder_of(plain))

    def test_key_that_is_opened_meanwhile_is_not_kept(self):
        """Who unwraps a key while it is erased has it for one answer, and not for ever."""
        rows, keys = MemoryBackend(), MemoryBackend()
        furnished(rows, keys)
        kept = copy_module.deepcopy(rows._tenants)
        slow = SlowRing()
        store = sealed(rows, keys, by=slow)
        slow.then = lambda: store.erase("c-1", reason="request-1")

        assert PRIVATE == store.get("g-1").statement
        rows._tenants = kept
        with pytest.raises(NotFoundError):
            store.get("g-1")

    def test_both_have_to_be_scrubbed(self):
        """A receipt says what holds for both."""
        assert not furnished()[0].erase("c-1", reason="request-1").is_scrubbed
        assert not furnished()[0].scrub()


def by_nobody(find, tenant, query, after, limit):
    """Find the goals of all persons, whomever is asked for."""
    return find(tenant, query._replace(subject=None), after, limit)


def changed(history, change, *asked):
    """Return the two writes of a goal as a change leaves them."""
    return change(*history(*asked))


def refusing(error):
    def refuse(*_, **__):
        raise error

    return refuse


class SlowRing(KeyRing):
    """Lets something happen while a key is unwrapped or wrapped, and counts."""

    def __init__(self):
        self.inner = ring()
        self.then = None
        self.unwrapped = 0

    def current(self):
        return self.inner.current()

    def _meanwhile(self):
        happen, self.then = self.then, None
        if happen:
            happen()

    def wrap(self, key, *, key_id, context):
        self._meanwhile()
        return self.inner.wrap(key, key_id=key_id, context=context)

    def unwrap(self, wrapped, *, key_id, context):
        self.unwrapped += 1
        self._meanwhile()
        return self.inner.unwrap(wrapped, key_id=key_id, context=context)


class TestKeys:
    def test_missing_keys_are_told_of(self):
        """A key store from before the rows is not taken for a new one."""
        _, rows, _ = furnished()
        store = sealed(rows, MemoryBackend())
        for ask in (
            lambda: store.get("g-1"),
            lambda: store.history("g-1"),
            store.find,
            lambda: store.journal("c-1"),
            lambda: store.project_reviews("c-1", on=MONDAY),
            lambda: store.save(goal_of(id="g-9", subject="c-1")),
        ):
            with pytest.raises(StoreError, match="the key of a person is missing"):
                ask()

    def test_first_writer_makes_the_key(self):
        """The other one finds it made while it was making its own, and takes it."""
        rows, keys = MemoryBackend(), MemoryBackend()
        slow = SlowRing()
        one, other = sealed(rows, keys, by=slow), sealed(rows, keys)
        slow.then = lambda: other.save(goal_of(id="g-2"))
        one.save(goal_of(id="g-1"))

        assert 1 == len(keys.journal(TENANT, "c-17").rows)
        assert ["g-1", "g-2"] == [found.goal.id for found in sealed(rows, keys).find()]

    def test_key_that_is_made_and_used_meanwhile_is_no_missing_one(self):
        """Between the look for a key and the look for rows both may come."""
        keys = MemoryBackend()

        class Used(MemoryBackend):
            then = None

            def find(self, *asked):
                happen, self.then = self.then, None
                if happen:
                    happen()
                return super().find(*asked)

        rows = Used()
        rows.then = lambda: sealed(rows, keys).save(goal_of(id="g-2"))
        sealed(rows, keys).save(goal_of(id="g-1"))

        assert ["g-1", "g-2"] == [found.goal.id for found in sealed(rows, keys).find()]

    def test_threads_make_one_key(self):
        """However many begin at once."""
        rows, keys = MemoryBackend(), MemoryBackend()
        stores = [sealed(rows, keys) for _ in range(8)]
        with ThreadPoolExecutor(8) as pool:
            saved = pool.map(lambda n: stores[n].save(goal_of(id=f"g-{n}")), range(8))

        assert 8 == len(list(saved))
        assert 8 == len(sealed(rows, keys).find())
        assert 1 == len(keys.journal(TENANT, "c-17").rows)

    def test_keys_of_a_batch_are_made_together(self):
        """A hundred new persons wait for the disk of the keys once."""
        rows, keys = MemoryBackend(), Counting()
        writes = [Write(goal=goal_of(id=f"g-{n}", subject=f"c-{n}"), expect=0) for n in range(100)]
        sealed(rows, keys).put(*writes)

        assert (1, 100) == (keys.puts, len(keys.subjects(TENANT, "", 200)))

    def test_keys_that_are_never_there_are_no_endless_wait(self):
        """A key store that takes all and keeps nothing is told of."""

        class Never(MemoryBackend):
            def put(self, tenant, batch):
                raise StaleError("somebody else was first")

        with pytest.raises(StoreError, match="the keys that are made are not there afterwards"):
            sealed(MemoryBackend(), Never()).save(goal_of())

    def test_keys_that_come_and_go_are_no_endless_wait(self):
        """A key store that takes all, and forgets it, is told of as well."""
        keys = MemoryBackend()
        keys.put = lambda *_: None
        with pytest.raises(StoreError, match="the keys that are made are not there afterwards"):
            sealed(MemoryBackend(), keys).save(goal_of())

    def test_keys_beside_the_rows_are_refused(self, tmp_path):
        """One file that is opened twice is one storage."""
        url = f"sqlite:///{quote(str(tmp_path))}/goals.db"
        for _ in range(2):
            with encrypted(open_store(url), keys=ring(), key_store=open_store(url)) as store:
                for call in (
                    lambda store=store: store.save(goal_of()),
                    lambda store=store: store.record("c-17", done()),
                    lambda store=store: store.journal("c-17"),
                    store.find,
                ):
                    with pytest.raises(StoreError, match="kept in the storage that they encrypt"):
                        call()
        with open_store(url) as plain:
            assert [] == list(plain.subjects())
            assert "g-1" == plain.save(goal_of(id="g-1")).id

    def test_storages_that_could_not_be_compared_are_compared_again(self, monkeypatch):
        """An answer that did not come is none."""
        rows = MemoryBackend()
        store = sealed(rows, Showing(rows))
        monkeypatch.setattr(rows, "subjects", refusing(TransientStoreError("try again")))
        with pytest.raises(TransientStoreError):
            store.save(goal_of())
        monkeypatch.undo()

        with pytest.raises(StoreError, match="kept in the storage that they encrypt"):
            store.save(goal_of())
        assert [] == rows.subjects(TENANT, "", 9)

    def test_storages_are_compared_once(self):
        """Later keys are made without it."""
        rows, keys = MemoryBackend(), Counting()
        store = sealed(rows, keys)
        for number in range(3):
            store.save(goal_of(id=f"g-{number}", subject=f"c-{number}"))

        assert 2 == keys.holds

    @pytest.mark.parametrize("cached", [0, 1, 2])
    def test_so_many_keys_are_kept_open(self, cached):
        """Those that were used last."""
        _, rows, keys = furnished()
        counting = SlowRing()
        backend = EncryptedBackend(rows, keys=counting, key_backend=keys, cached=cached)
        for _ in range(2):
            for name in ("g-1", "g-2"):
                backend.goal(TENANT, name, None)

        assert (2 if cached == 2 else 4) == counting.unwrapped

    @pytest.mark.parametrize(
        "document",
        [
            "{",
            "[]",
            '{"format": "k2"}',
            '{"format": "k1"}',
            '{"format": "k1", "key_id": "2025"}',
            '{"format": "k1", "key_id": "a\\u001bb", "wrapped": ""}',
            '{"format": "k1", "key_id": ["2025"], "wrapped": ""}',
            "[" * 100_000,
        ],
        ids=[
            "no JSON",
            "a list",
            "another format",
            "no id",
            "nothing wrapped",
            "an id that is not printable",
            "an id that is none",
            "lists in lists",
        ],
    )
    def test_what_is_no_key_is_told_of(self, document):
        """Something else was written into the key store, or by a newer version."""
        _, rows, keys = furnished()
        entries = keys._tenants[TENANT].people["c-1"].entries
        ((name, row),) = entries.items()
        entries[name] = row._replace(document=document)

        with pytest.raises(StoreError, match="the stored key of a person is damaged"):
            sealed(rows, keys).get("g-1")


class Showing(WrappedBackend):
    """Another object for the same storage."""


class Counting(MemoryBackend):
    def __init__(self):
        super().__init__()
        self.puts = 0
        self.holds = 0

    def hold(self, tenant, subject, reason):
        self.holds += 1
        super().hold(tenant, subject, reason)

    def put(self, tenant, batch):
        self.puts += 1
        super().put(tenant, batch)


def kms(**answers):
    """Return a ring of which some methods do something else."""
    made = ring()
    for name, answer in answers.items():
        setattr(made, name, answer)
    return made


class TestRings:
    def test_no_key_is_shown(self):
        """Not in what a developer sees first, nor in what is logged of an error."""
        keys = LocalKeyRing({"2025": KEY}, current="2025")
        store, rows, wrapped = furnished(by=keys)
        shown = [repr(keys), repr(store), repr(store.backend), str(vars(store))]
        with pytest.raises(KeyRingError) as caught:
            sealed(rows, wrapped, by=newer_ring(keeps_old=False)).get("g-1")
        shown += [repr(error) + str(vars(error)) for error in chain(caught.value)]
        for wrong in ({"2025": KEY[:31]}, {"2025": KEY.hex()}, {KEY: KEY}, {}, KEY):
            with pytest.raises(InvalidValueError) as refused:
                LocalKeyRing(wrong, current="2025")
            shown += [repr(error) for error in chain(refused.value)]

        assert "<LocalKeyRing of 2025, current 2025>" == shown[0]
        assert "<EncryptedBackend on MemoryBackend, keys on MemoryBackend>" == shown[2]
        for form in (repr(KEY)[2:-1], KEY.hex(), repr(KEY[:31])[2:-1]):
            assert form not in "".join(shown)
        with pytest.raises(TypeError):
            pickle.dumps(keys)

    @pytest.mark.parametrize("current", ["2026", "", None, 5])
    def test_current_key_is_one_of_them(self, current):
        """A slip of the pen is found when the app starts."""
        with pytest.raises(InvalidValueError, match="current must be"):
            LocalKeyRing({"2025": KEY}, current=current)

    @given(
        wrapped=st.binary(max_size=80), key=st.binary(min_size=32, max_size=32), context=st.text()
    )
    def test_what_a_ring_wraps_it_alone_unwraps(self, wrapped, key, context):
        """And in the same context alone."""
        one = ring()
        made = one.wrap(key, key_id="2025", context=context)

        assert key == one.unwrap(made, key_id="2025", context=context)
        for other, told in ((made, context + "x"), (wrapped, context)):
            with pytest.raises(KeyRingError):
                one.unwrap(other, key_id="2025", context=told)

    def test_context_does_not_tell_who_it_is(self):
        """A service logs it; it differs for each tenant and person, and stays the same."""
        seen = []

        class Seeing(LocalKeyRing):
            def wrap(self, key, *, key_id, context):
                seen.append(context)
                return super().wrap(key, key_id=key_id, context=context)

        for tenant, who in (("a", "b-1"), ("a", "b-2"), ("b", "b-1"), ("a", "b-1")):
            by = Seeing({"2025": KEY}, current="2025")
            sealed(MemoryBackend(), MemoryBackend(), by=by, tenant=tenant).record(who, done())

        assert 3 == len(set(seen))
        assert seen[0] == seen[3]
        assert all(64 == len(one) and int(one, 16) for one in seen)

    @pytest.mark.parametrize("method", ["current", "wrap", "unwrap"])
    def test_ring_that_cannot_do_it_now_may_be_asked_again(self, method):
        """Nothing is written meanwhile."""
        _, rows, keys = furnished()
        failing = kms(**{method: refusing(TransientStoreError("the service is busy"))})
        store = sealed(rows, keys, by=failing)
        with pytest.raises(TransientStoreError):
            store.save(goal_of(subject="c-1" if method == "unwrap" else "c-9", id="g-9"))

        assert rows.goal(TENANT, "g-9", None) is None
        assert "g-9" == sealed(rows, keys).save(goal_of(subject="c-1", id="g-9")).id

    def test_error_of_a_ring_is_the_cause(self):
        """What a client of a service raises is told as an error of the store."""
        store = sealed(MemoryBackend(), MemoryBackend(), by=kms(wrap=refusing(OSError("denied"))))
        with pytest.raises(StoreError, match="the key ring failed; see the cause") as caught:
            store.save(goal_of())

        assert "denied" == str(caught.value.__cause__)

    @pytest.mark.parametrize(
        ("method", "answer", "told"),
        [
            ("current", 5, "no id for its current key"),
            ("wrap", "text", "returned no bytes"),
            ("unwrap", b"short", "returned no 32 bytes"),
            ("unwrap", "x" * 32, "returned no 32 bytes"),
        ],
    )
    def test_ring_that_answers_something_else_is_told_of(self, method, answer, told):
        """Before anything is sealed with it."""
        store, rows, keys = furnished()
        store = sealed(rows, keys, by=kms(**{method: lambda *_, **__: answer}))
        with pytest.raises(StoreError, match=told):
            store.save(goal_of(id="g-9", subject="c-1" if method == "unwrap" else "c-9"))

    @pytest.mark.parametrize(
        ("answers", "told"),
        [
            ({"wrap": lambda key, **_: b"wrapped:" + key}, "returned a key that is not wrapped"),
            ({"unwrap": lambda *_, **__: bytes(32)}, "wrapped a key and unwrapped another"),
            ({"wrap": lambda *_, **__: bytes(60)}, "does not open with the key 2025"),
        ],
        ids=["in the clear", "another key", "nothing of it"],
    )
    def test_key_that_would_not_open_again_is_not_kept(self, answers, told):
        """It would lock what nobody could read."""
        rows, keys = MemoryBackend(), MemoryBackend()
        with pytest.raises(StoreError, match=told):
            sealed(rows, keys, by=kms(**answers)).save(goal_of())

        assert [] == keys.subjects(TENANT, "", 9)
        assert "g-1" == sealed(rows, keys).save(goal_of(id="g-1")).id

    @pytest.mark.parametrize(
        "error",
        [
            StaleError("somebody else was first"),
            ErasedError(subject="c-1", at="2025-02-03T12:00:00Z"),
            NotFoundError("no such key"),
        ],
        ids=["stale", "erased", "not found"],
    )
    @pytest.mark.parametrize("method", ["current", "wrap", "unwrap"])
    def test_error_of_a_storage_is_not_taken_from_a_ring(self, method, error):
        """A person would be passed over as erased, or a key made again and again."""
        _, rows, keys = furnished()
        store = sealed(rows, keys, by=kms(**{method: refusing(error)}))
        with pytest.raises(StoreError, match="the key ring failed; see the cause") as caught:
            store.save(goal_of(id="g-9", subject="c-1" if method == "unwrap" else "c-9"))

        assert error is caught.value.__cause__
        assert StoreError is type(caught.value)

    def test_missing_extra_is_named(self, monkeypatch):
        """When the store is put together, and not with the first write."""
        keys = ring()
        monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
        for make in (ring, lambda: sealed(MemoryBackend(), MemoryBackend(), by=keys)):
            with pytest.raises(MissingExtraError, match=r"smartgoals\[encryption\]"):
                make()


class TestRotation:
    def test_documents_stay_and_the_old_key_may_go(self, tmp_path):
        """All keys of the tenant are wrapped anew, and nothing else is written."""
        store, rows, keys = furnished()
        store.erase("c-9", reason="request-1")
        sealed(rows, keys, tenant="other").save(goal_of(id="g-1"))
        before = copy_module.deepcopy(rows._tenants[TENANT].goals)
        wrapped = keys.journal(TENANT, "c-1").rows
        newer = sealed(rows, keys, by=newer_ring())

        assert (2, 0) == (rewrap_keys(newer), rewrap_keys(newer))
        assert before == rows._tenants[TENANT].goals
        alone = sealed(rows, keys, by=newer_ring(keeps_old=False))
        assert PRIVATE == alone.get("g-1").statement
        assert "g-3" == alone.save(goal_of(id="g-3", subject="c-1")).id
        assert wrapped[0] not in keys.journal(TENANT, "c-1").rows
        with pytest.raises(KeyRingError, match="has no key 2025; put it back") as caught:
            sealed(rows, keys, by=newer_ring(keeps_old=False), tenant="other").get("g-1")
        assert "2025" == caught.value.key_id
        assert 1 == rewrap_keys(newer.tenant("other"))

    def test_old_wrapping_stays_where_the_new_one_does_not_open(self):
        """A ring whose new key opens nothing leaves everything as it was."""
        _, rows, keys = furnished()
        by = newer_ring()
        by.wrap = lambda *_, **__: bytes(60)
        with pytest.raises(KeyRingError, match="does not open with the key 2026"):
            rewrap_keys(sealed(rows, keys, by=by))

        assert PRIVATE == sealed(rows, keys).get("g-1").statement

    @pytest.mark.parametrize("page", [1, 500])
    def test_key_that_is_damaged_stops_nobody(self, page, monkeypatch):
        """The others are wrapped anew, and then it is told how many are left."""
        monkeypatch.setattr(_data_keys, "_PAGE", page)
        _, rows, keys = furnished()
        entries = keys._tenants[TENANT].people["c-1"].entries
        ((name, row),) = entries.items()
        entries[name] = row._replace(document="{")
        for anew in (1, 0):
            told = f"1 of the keys could not be opened .*; {anew} were wrapped anew; .* is damaged"
            with pytest.raises(StoreError, match=told):
                rewrap_keys(sealed(rows, keys, by=newer_ring()))

        alone = sealed(rows, keys, by=newer_ring(keeps_old=False))
        assert PRIVATE == alone.get("g-2").statement

    def test_keys_that_the_ring_does_not_open_stop_nobody(self):
        """It is told which key of the ring they need."""
        _, rows, keys = furnished()
        people = keys._tenants[TENANT].people
        people["c-1"], people["c-3"] = people["c-2"], people["c-1"]
        with pytest.raises(KeyRingError, match=r"^2 of the keys could not be opened") as caught:
            rewrap_keys(sealed(rows, keys, by=newer_ring()))

        assert "2025" == caught.value.key_id

    def test_ring_that_does_not_answer_stops_at_once(self):
        """Thousands would wait for it, one by one."""
        _, rows, keys = furnished()
        by = newer_ring()
        by.unwrap = refusing(TransientStoreError("try again"))
        with pytest.raises(TransientStoreError, match="try again"):
            rewrap_keys(sealed(rows, keys, by=by))

    def test_old_wrapping_does_not_come_back(self):
        """It was redacted, which no backend undoes."""
        _, rows, keys = furnished()
        (old,) = keys.journal(TENANT, "c-1").rows
        rewrap_keys(sealed(rows, keys, by=newer_ring()))
        with pytest.raises(StaleError):
            keys.put(TENANT, Batch(journals=(JournalWrite("c-1", (old,)),)))

    def test_rotation_again_and_again(self):
        """One key stands in the journal each time, beside what was redacted."""
        _, rows, keys = furnished()
        for by in (newer_ring(), kms(_current="2025", _ciphers=newer_ring()._ciphers)) * 2:
            assert 2 == rewrap_keys(sealed(rows, keys, by=by))
        told = keys.journal(TENANT, "c-1").rows

        assert 1 == len([row for row in told if not row.redacts])
        assert PRIVATE == sealed(rows, keys, by=newer_ring()).get("g-1").statement

    def test_person_who_is_erased_meanwhile_stops_nobody(self):
        """The others are wrapped anew, and this one stays erased."""
        store, rows, keys = furnished()
        slow = SlowRing()
        slow.inner = newer_ring()
        slow.then = lambda: store.erase("c-1", reason="request-1")

        assert 1 == rewrap_keys(sealed(rows, keys, by=slow))
        assert PRIVATE == sealed(rows, keys, by=newer_ring(keeps_old=False)).get("g-2").statement

    def test_two_rotations_at_once_do_it_once(self):
        """The second finds it done."""
        _, rows, keys = furnished()
        slow = SlowRing()
        slow.inner = newer_ring()
        slow.then = lambda: rewrap_keys(sealed(rows, keys, by=newer_ring()))

        assert 0 == rewrap_keys(sealed(rows, keys, by=slow))
        assert PRIVATE == sealed(rows, keys, by=newer_ring(keeps_old=False)).get("g-1").statement

    def test_more_people_than_a_page(self, monkeypatch):
        """It goes on behind the last one."""
        monkeypatch.setattr(_data_keys, "_PAGE", 2)
        rows, keys = MemoryBackend(), MemoryBackend()
        store = sealed(rows, keys)
        for number in range(5):
            store.record(f"c-{number}", done())

        assert 5 == rewrap_keys(sealed(rows, keys, by=newer_ring()))

    def test_storage_that_never_takes_it_is_told_of(self):
        """It is no endless wait."""
        _, rows, keys = furnished()
        keys.put = refusing(StaleError("somebody else was first"))
        with pytest.raises(StoreError, match="change faster"):
            rewrap_keys(sealed(rows, keys, by=newer_ring()))

    def test_person_with_an_empty_key_journal_is_passed_over(self):
        """Whoever is held in the key store has no key."""
        _, rows, keys = furnished()
        keys.hold(TENANT, "c-9", "case-1")

        assert 2 == rewrap_keys(sealed(rows, keys, by=newer_ring()))

    @pytest.mark.parametrize("store", [open_store("memory:"), None], ids=["plain", "none"])
    def test_store_that_does_not_encrypt_is_refused(self, store):
        """There is nothing to wrap."""
        with pytest.raises(InvalidValueError, match="store must be a Store that encrypts"):
            rewrap_keys(store)


class TestPuttingTogether:
    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"store": None}, "store"),
            ({"key_store": MemoryBackend()}, "key_store"),
            ({"keys": {"2025": KEY}}, "keys"),
            ({"store": in_memory()()}, "backend"),
            ({"key_store": in_memory()()}, "key_backend"),
        ],
        ids=["no store", "no key store", "no ring", "encrypted store", "encrypted key store"],
    )
    def test_wrong_parts_are_refused(self, wrong, field):
        """Each by its name."""
        parts = {
            "store": open_store("memory:"),
            "keys": ring(),
            "key_store": open_store("memory:"),
        } | wrong
        with pytest.raises(InvalidValueError) as caught:
            encrypted(parts["store"], keys=parts["keys"], key_store=parts["key_store"])

        assert field == caught.value.field

    def test_same_storage_for_both_is_refused(self):
        """Also by another tenant's handle."""
        store = open_store("memory:")
        with pytest.raises(InvalidValueError, match="key_backend must be another storage"):
            encrypted(store, keys=ring(), key_store=store.tenant("other"))

    @pytest.mark.parametrize("name", ["backend", "key_backend"])
    def test_backend_takes_backends(self, name):
        """And nothing else."""
        parts = {"backend": MemoryBackend(), "key_backend": MemoryBackend()} | {name: None}
        with pytest.raises(InvalidValueError, match=f"^{name} must be of the kind Backend"):
            EncryptedBackend(parts["backend"], keys=ring(), key_backend=parts["key_backend"])

    def test_key_store_of_another_tenant_is_refused(self):
        """Its keys would be written to the tenant of the rows all the same."""
        with pytest.raises(InvalidValueError, match="key_store must be a handle of the same"):
            encrypted(
                Store(MemoryBackend(), tenant="a"),
                keys=ring(),
                key_store=Store(MemoryBackend(), tenant="b"),
            )

    def test_number_of_open_keys_is_handed_on(self):
        """Who wants none kept open in memory says so."""
        _, rows, keys = furnished()
        slow = SlowRing()
        store = encrypted(Store(rows), keys=slow, key_store=Store(keys), cached=0)
        assert [PRIVATE] * 2 == [store.get("g-1").statement for _ in range(2)]

        assert 2 == slow.unwrapped

    @pytest.mark.parametrize("cached", [-1, 1.5, True])
    def test_number_of_open_keys_is_a_number(self, cached):
        """From none."""
        with pytest.raises(InvalidValueError, match="cached must be a whole number from 0"):
            EncryptedBackend(
                MemoryBackend(), keys=ring(), key_backend=MemoryBackend(), cached=cached
            )

    def test_promises_are_those_of_both(self, tmp_path):
        """Rows that are kept and keys that are not are not kept."""
        rows = open_store(f"sqlite:///{quote(str(tmp_path))}/goals.db")
        with encrypted(rows, keys=ring(), key_store=open_store("memory:")) as store:
            assert {Capability.ENCRYPTS} == store.capabilities
        with opener_in(tmp_path)() as store:
            assert set(Capability) == store.capabilities

    def test_tenant_stays(self):
        """The handle is the same tenant's."""
        rows = MemoryBackend()
        sealed(rows, MemoryBackend(), tenant="clinic-9").save(goal_of())

        assert ["clinic-9"] == list(rows._tenants)

    def test_both_are_closed_migrated_and_scrubbed(self, tmp_path):
        """Also where closing the first one fails."""
        store = opener_in(tmp_path)()
        store.save(goal_of())
        store.migrate()

        assert store.scrub()
        store.close()
        with pytest.raises(StoreError, match="the store is closed"):
            store.backend.key_backend.journal(TENANT, "c-17")

    def test_plain_store_is_copied_into_an_encrypted_one_and_back(self):
        """That is how an app moves; all of it is the same afterwards."""
        plain, back = open_store("memory:"), open_store("memory:")
        goal = goal_of(subject="c-1", statement=PRIVATE, review=EVERY_TWO_WEEKS, start=MONDAY)
        plain.save(plain.save(goal, done("e-1"), author="t-1").started(day=MONDAY), op_id="op-1")
        plain.hold("c-1", reason="case-1")
        plain.erase("c-2", reason="request-1")
        store = in_memory()()

        assert (2, 2) == (copy(plain, store), copy(store, back))
        assert list(plain.export("c-1")) == list(store.export("c-1")) == list(back.export("c-1"))
        assert list(plain.subjects()) == list(store.subjects()) == list(back.subjects())

    def test_review_of_a_goal_that_is_not_there_is_stale(self):
        """Whose key it is cannot be known."""
        store, _, _ = furnished()
        review = ReviewRow("g-9", 1, None, "a policy", "2025-02-03")
        with pytest.raises(StaleError):
            store.backend.put(TENANT, Batch(reviews=(review,)))

    def test_review_may_come_with_its_goal(self):
        """It is sealed with the key of the person whose goal is written."""
        store, rows, _ = furnished()
        (row,) = store.backend.history(TENANT, "g-2", 0, 9)
        keys = SearchKeys("proposed", due=None, areas=(), parties=(), is_reviewed=True)
        write = GoalWrite(row._replace(version=2), keys)
        review = ReviewRow("g-2", 1, None, PRIVATE, "2025-02-03")
        store.backend.put(TENANT, Batch(goals=(write,), reviews=(review,)))

        assert PRIVATE not in str(rows.find(TENANT, Query(subject="c-2"), None, 9))

    @pytest.mark.parametrize("clause", ["C78", "C79", "C80", "C81"])
    def test_what_the_wrong_ones_are_made_from_keeps_the_clauses(self, clause):
        """So what is caught is the one thing that each of them does otherwise."""
        assert CHECKS[clause].check(fresh_of(Seals))

    @pytest.mark.parametrize("what", WRONG)
    def test_what_is_wrong_is_caught(self, what):
        """By the clause that is about it, whatever others see."""
        clause, backend = WRONG[what]
        with pytest.raises(LawBrokenError, match=f"^{clause}"):
            CHECKS[clause].check(fresh_of(backend))

    @pytest.mark.parametrize("what", ["forgets the at of a GoalRow", "keeps the key"])
    def test_what_is_wrong_looks_right(self, what):
        """Only who tampers with the rows, or puts them back, sees it."""
        assert CHECKS["C06"].check(fresh_of(WRONG[what][1]))

    @pytest.mark.parametrize("clause", ["C79", "C80", "C81"])
    def test_backend_that_does_not_show_its_rows_breaks_the_contract(self, clause):
        """What nobody can look at cannot be proven."""
        with pytest.raises(LawBrokenError, match="has another as its backend"):
            CHECKS[clause].check(fresh_of(lambda: OnlySays(MemoryBackend())))


class Awaited(AsyncBackend):
    """A backend in memory that lets others go first before it answers."""

    def __init__(self, inner=None):
        self.inner = inner or MemoryBackend()
        self.capabilities = self.inner.capabilities


def _awaited(name):
    async def answer(self, *asked):
        await asyncio.sleep(0)
        return getattr(self.inner, name)(*asked)

    return answer


for _name in (*AsyncBackend.__abstractmethods__, "scrub", "migrate"):
    setattr(Awaited, _name, _awaited(_name))
Awaited.__abstractmethods__ = frozenset()


class Threaded(Backend):
    """An awaited backend as one that waits, so that the whole kit runs over it."""

    def __init__(self, inner):
        self.inner = inner
        self.capabilities = inner.capabilities

    @property
    def backend(self):
        return self.inner.backend.inner


def _waits(name):
    def answer(self, *asked):
        return asyncio.run(getattr(self.inner, name)(*asked))

    return answer


for _name in (*Backend.__abstractmethods__, "scrub", "migrate"):
    setattr(Threaded, _name, _waits(_name))
Threaded.__abstractmethods__ = frozenset()


def awaited(**named):
    return AsyncEncryptedBackend(Awaited(), **{"keys": ring(), "key_backend": Awaited()} | named)


class TestAsync:
    @pytest.mark.parametrize("check", AWAITED, ids=[check.id for check in AWAITED])
    def test_awaited_backend_keeps_every_clause(self, check):
        """It is the same text, run in another way."""
        made = fresh_of(lambda: Threaded(awaited()))

        assert (check.needs in {None, "encrypts"}) is check.check(made)

    def test_awaited_backend_is_as_the_model(self):
        """Whatever is done, and in whichever order."""
        run_store_machine(fresh_of(lambda: Threaded(awaited())), examples=FEW)

    def test_tasks_make_one_key(self):
        """However many begin at once."""
        backend = awaited()
        row = GoalRow("g-1", "c-1", 1, "2025-02-03T12:00:00Z", None, None, "a goal")
        keys = SearchKeys("proposed", due=None, areas=(), parties=(), is_reviewed=False)

        async def write():
            writes = (
                backend.put(TENANT, Batch(goals=(GoalWrite(row._replace(id=f"g-{number}"), keys),)))
                for number in range(8)
            )
            await asyncio.gather(*writes)
            return await backend.find(TENANT, Query(), None, 9)

        assert ["a goal"] * 8 == [found.row.document for found in asyncio.run(write())]
        assert 1 == len(backend.key_backend.inner.journal(TENANT, "c-1").rows)

    def test_slow_ring_holds_up_nobody(self):
        """It is asked in a thread, while the loop goes on."""
        slow, went_on = SlowRing(), threading.Event()
        slow.then = lambda: went_on.wait(30)
        backend = awaited(keys=slow)
        entry = EntryRow("e-1", None, redacts=False, document="an entry")

        async def write():
            wrote = asyncio.create_task(
                backend.put(TENANT, Batch(journals=(JournalWrite("c-1", (entry,)),)))
            )
            await asyncio.sleep(0.01)
            is_done = wrote.done()
            went_on.set()
            await wrote
            return is_done, (await backend.journal(TENANT, "c-1")).rows

        assert (False, [entry]) == asyncio.run(write())

    def test_keys_are_wrapped_anew(self):
        """As by the one that waits."""
        rows, keys = Awaited(), Awaited()
        sealed(rows.inner, keys.inner).record("c-1", done())
        backend = AsyncEncryptedBackend(rows, keys=newer_ring(), key_backend=keys)

        assert 1 == asyncio.run(backend.rewrap(TENANT))
        assert not asyncio.run(backend.scrub())
        assert "<AsyncEncryptedBackend on Awaited, keys on Awaited>" == repr(backend)

    def test_wrong_parts_are_refused(self):
        """One that waits would stop the loop."""
        with pytest.raises(InvalidValueError, match="backend must be of the kind AsyncBackend"):
            AsyncEncryptedBackend(MemoryBackend(), keys=ring(), key_backend=Awaited())
