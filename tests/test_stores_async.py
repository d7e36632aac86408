from __future__ import annotations

import asyncio
import gc
import inspect
import threading
from functools import partial
from itertools import count
from urllib.parse import quote

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smartgoals import (
    AsyncStore,
    ConflictError,
    DecodeError,
    ErasedError,
    InvalidValueError,
    LegalHoldError,
    NotFoundError,
    Store,
    StoreError,
    open_store,
    open_store_async,
)
from smartgoals.errors import StaleError
from smartgoals.stores import (
    AsyncBackend,
    Backend,
    Capability,
    MemoryBackend,
    ThreadedBackend,
    Write,
    every,
    every_async,
)
from smartgoals.testing import (
    LawBrokenError,
    blocking,
    broken_stores,
    concurrency_check,
    crash_check,
    run_store_machine,
    store_checks,
)
from smartgoals.testing._blocking import _BlockingStore
from smartgoals.testing._broken_backends import BreaksWhenClosed
from tests.stores import (
    CHECKS,
    IDS,
    MONDAY,
    PRIVATE,
    Busy,
    Interleaved,
    assert_no_thread_but,
    done,
    goal_of,
    only_search,
    open_interleaved,
    redacted,
)

TASKS = 20


def opened_on(backend):
    """Return a store that waits for one that is awaited, on the thread of a backend."""

    async def opener():
        return AsyncStore(ThreadedBackend(backend))

    return blocking(opener)


def in_memory():
    store = opened_on(MemoryBackend())
    return lambda: store


@pytest.fixture
def in_files(tmp_path):
    """Make a new folder for each storage."""
    numbers = count()

    def fresh():
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        url = f"sqlite:///{quote(str(folder))}/goals.db"
        return partial(blocking, partial(open_store_async, url))

    return fresh


def awaited(broken):
    """Return what makes the same broken storages, each to be awaited."""

    def fresh():
        opener = broken()
        return lambda: opened_on(opener().backend)

    return fresh


class AnyCursor(AsyncStore):
    """Begin at the beginning where a cursor does not fit."""

    async def find(self, *, after=None, **asked):
        try:
            return await super().find(after=after, **asked)
        except InvalidValueError:
            return await super().find(**asked)


async def any_cursor():
    return AnyCursor(ThreadedBackend(MemoryBackend()))


async def breaks_when_closed():
    return AsyncStore(Interleaved(BreaksWhenClosed()))


# A thread that is closed asks nobody, and what is wrong with the other is the store.
BROKEN = {
    "C36": partial(partial, blocking, any_cursor),
    "C64": partial(partial, blocking, breaks_when_closed),
}


class TestContract:
    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_memory_on_a_thread_keeps_every_clause(self, check):
        """But for what it does not promise: it is gone with the process."""
        assert (check.needs is None) is check.check(in_memory)

    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_sqlite_on_a_thread_keeps_every_clause(self, check, in_files):
        """It promises what it promises to who waits: all but to encrypt."""
        assert (check.needs is not Capability.ENCRYPTS) is check.check(in_files)

    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_clause_catches_a_store_that_breaks_it(self, check, monkeypatch):
        """What is wrong is seen through the loop as well."""
        only_search(monkeypatch)
        with pytest.raises(LawBrokenError, match=check.id):
            check.check(BROKEN.get(check.id) or awaited(check.broken))

    @pytest.mark.parametrize("name", ["ack early", "droppy feed", "last write wins"])
    def test_machine_catches_what_often_goes_wrong(self, name, monkeypatch):
        """It compares what is awaited with the same model; those that it finds fast are enough."""
        only_search(monkeypatch)
        with pytest.raises(LawBrokenError, match="part"):
            run_store_machine(awaited(broken_stores()[name]), examples=300)

    def test_machine_finds_nothing_in_memory(self):
        """Nor does it in the store that waits."""
        run_store_machine(in_memory)

    def test_machine_finds_nothing_in_sqlite(self, in_files):
        """It closes it and opens it again, with its loop and its thread."""
        run_store_machine(in_files, examples=10)

    def test_sqlite_on_a_thread_survives_its_process(self, in_files):
        """An answer that was awaited is on the disk."""
        assert 3 == crash_check(in_files, kills=3).kills

    def test_processes_with_a_loop_each_lose_nothing(self, in_files):
        """Each of them pauses on its own loop, and asks again."""
        report = concurrency_check(in_files, processes=2, seconds=0.3)

        assert 0 < report.edits + report.entries + report.goals


def told_of(method):
    """Return the parameters of a method, and what comes of it in the end."""
    signature = inspect.signature(method)
    return list(signature.parameters.values())[1:], signature.return_annotation


def methods_of(cls):
    return {
        name: member
        for name, member in vars(cls).items()
        if inspect.isfunction(member) and not name.startswith("_")
    }


class TestSameStore:
    def test_names_are_the_same(self):
        """What one can do, the other can."""
        public = {name for name in vars(Store) if not name.startswith("_")}

        assert public == {name for name in vars(AsyncStore) if not name.startswith("_")}

    @pytest.mark.parametrize("name", sorted(methods_of(Store)))
    def test_signatures_are_the_same(self, name):
        """Names, order, kinds, defaults and types; only the answer is awaited."""
        parameters, answer = told_of(methods_of(Store)[name])
        theirs, awaited = told_of(methods_of(AsyncStore)[name])
        if name == "tenant":
            answer = "AsyncStore"

        assert parameters == theirs
        assert answer == awaited
        assert (name != "tenant") is inspect.iscoroutinefunction(methods_of(AsyncStore)[name])

    @pytest.mark.parametrize("name", sorted(methods_of(Store)))
    def test_docstring_says_where_to_read_on(self, name):
        """What a method promises is written once."""
        text = inspect.getdoc(methods_of(AsyncStore)[name])

        assert f":meth:`Store.{name}`" in text or "give out" in text or "gave out" in text

    @pytest.mark.parametrize(
        "name", sorted(name for name in vars(Backend) if inspect.isfunction(vars(Backend)[name]))
    )
    def test_backends_are_asked_the_same(self, name):
        """A statement is planned once for both."""
        assert told_of(vars(Backend)[name]) == told_of(vars(AsyncBackend)[name])
        assert inspect.iscoroutinefunction(vars(AsyncBackend)[name])

    def test_guard_sees_another_default(self):
        """The guard itself tells two signatures apart."""

        class Other(Store):
            async def history(self, goal_id, *, after=None, limit=50): ...

        assert told_of(Store.history) != told_of(Other.history)


class OneByOne(Interleaved):
    """Write goals one by one, so that a task that is cancelled has written some."""

    async def put(self, tenant, batch):
        for write in batch.goals:
            await super().put(tenant, batch._replace(goals=(write,), journals=()))
        await super().put(tenant, batch._replace(goals=()))


class TestStore:
    def test_backend_is_one_that_is_awaited(self):
        """The other way round is a mistake that would show late."""
        with pytest.raises(InvalidValueError, match="backend must be an AsyncBackend, such as a T"):
            AsyncStore(MemoryBackend())

    @pytest.mark.parametrize("tenant", [None, "", "a\nb"])
    def test_tenant_is_an_id(self, tenant):
        """As it is for who waits."""
        with pytest.raises(InvalidValueError, match="tenant must be an id"):
            AsyncStore(Interleaved(), tenant=tenant)

    def test_repr_shows_no_place_and_no_tenant(self):
        """Either may name a person."""
        threaded = ThreadedBackend(MemoryBackend())

        assert "<AsyncStore on Interleaved>" == repr(AsyncStore(Interleaved(), tenant=PRIVATE))
        assert "<ThreadedBackend of MemoryBackend>" == repr(threaded)

    def test_backend_and_what_it_promises_are_shown(self):
        """As they are by a store that waits."""
        backend = Interleaved()
        store = AsyncStore(backend)

        assert (backend, {Capability.SHARED}) == (store.backend, store.capabilities)

    def test_mistake_is_told_at_the_await_and_nothing_is_asked(self):
        """A coroutine does nothing before that."""
        backend = Interleaved()
        coroutine = AsyncStore(backend).get("")
        with pytest.raises(InvalidValueError, match="goal_id must be an id"):
            asyncio.run(coroutine)

        assert [] == backend.asked

    def test_many_tasks_count_on_in_one_goal(self):
        """Nothing is lost between reading and writing, however they take turns."""

        async def main():
            store = AsyncStore(Interleaved())
            await store.save(goal_of(extensions={"count": 0}))
            edits = [store.edit("g-1", counted_on, op_id=f"op-{turn}") for turn in range(TASKS)]
            goals = await asyncio.gather(*edits)
            return {goal.version for goal in goals}, await store.get("g-1")

        versions, goal = asyncio.run(main())

        assert set(range(2, TASKS + 2)) == versions
        assert TASKS == goal.extensions["count"]

    def test_who_is_not_first_lets_others_go_on(self, monkeypatch):
        """It sleeps on the loop, longer each time, and asks again."""
        pauses = []

        async def sleep(seconds):
            pauses.append(seconds)

        async def main():
            async with AsyncStore(ThreadedBackend(Busy(5))) as store:
                monkeypatch.setattr(asyncio, "sleep", sleep)
                return await store.record("c-17", done("e-1"))

        (entry,) = asyncio.run(main())

        assert "e-1" == entry.id
        assert 5 == len(pauses)
        assert all(0 <= pause <= 0.1 for pause in pauses)

    def test_storage_that_is_stuck_is_told_of(self, monkeypatch):
        """Nobody waits for ever."""

        async def sleep(seconds):
            pass

        async def main():
            async with AsyncStore(ThreadedBackend(Busy(1_000))) as store:
                monkeypatch.setattr(asyncio, "sleep", sleep)
                await store.record("c-17", done("e-1"))

        with pytest.raises(StaleError):
            asyncio.run(main())

    def test_export_is_an_iterator_once_it_is_awaited(self):
        """What it gives is taken in anywhere."""

        async def main():
            store, other = AsyncStore(Interleaved()), AsyncStore(Interleaved())
            await store.save(goal_of(), done("e-1"))
            return await other.import_(await store.export("c-17")), await other.get("g-1")

        assert ("c-17", goal_of()) == asyncio.run(main())

    def test_pages_follow_each_other(self):
        """Also where a search is empty, and in the changes, whose last page is."""

        async def main():
            store = AsyncStore(Interleaved())
            await store.put(*[Write(goal=goal_of(id=f"g-{turn}"), expect=0) for turn in range(5)])
            found = [one.goal.id async for one in every_async(store.find, limit=2)]
            changes = [one.id async for one in every_async(store.changes, limit=2)]
            rest = every_async(store.find, after=(await store.find(limit=2)).next, limit=2)
            return found, changes, [one.goal.id async for one in rest]

        ids = [f"g-{turn}" for turn in range(5)]

        assert (ids, ids, ids[2:]) == asyncio.run(main())

    def test_pages_of_the_other_kind_of_store_are_refused(self):
        """Each names the one that fits, and nothing is left that nobody awaits."""

        async def main():
            async with await open_store_async("memory:") as store:
                with pytest.raises(InvalidValueError, match=r"every_async\(\)"):
                    next(every(store.find))
            pages = every_async(open_store("memory:").find)
            with pytest.raises(InvalidValueError, match=r"write for and every\(\)"):
                await anext(pages)

        asyncio.run(main())

    def test_error_is_what_the_store_that_waits_raises(self):
        """Of the same type, and it holds the same."""

        async def main(action):
            async with await open_store_async("memory:") as store:
                await store.save(goal_of())
                await store.hold("c-17", reason="case-4")
                await store.erase("c-9", reason="request-1")
                with pytest.raises((StoreError, LookupError, ValueError)) as caught:
                    await action(store)
                return caught.value

        def theirs(action):
            with open_store("memory:") as store:
                store.save(goal_of())
                store.hold("c-17", reason="case-4")
                store.erase("c-9", reason="request-1")
                with pytest.raises((StoreError, LookupError, ValueError)) as caught:
                    action(store)
                return caught.value

        actions = [
            (ConflictError, lambda store: store.save(goal_of(statement=PRIVATE))),
            (NotFoundError, lambda store: store.get("g-2")),
            (ErasedError, lambda store: store.journal("c-9")),
            (LegalHoldError, lambda store: store.erase("c-17", reason="request-2")),
            (LegalHoldError, lambda store: store.record("c-17", redacted("e-1"))),
            (DecodeError, lambda store: store.import_([PRIVATE])),
            (InvalidValueError, lambda store: store.edit("g-1", lambda goal: PRIVATE)),
        ]
        for kind, action in actions:
            error, other = asyncio.run(main(action)), theirs(action)
            held = {name: value for name, value in vars(error).items() if name != "at"}

            assert kind is type(error) is type(other)
            assert str(other)[:20] == str(error)[:20]
            assert held.items() <= vars(other).items()
            assert PRIVATE not in f"{error!r} {error.__context__!r}"


def counted_on(goal):
    return attrs.evolve(goal, extensions={"count": goal.extensions["count"] + 1})


async def cancelled_at(backend, turns):
    """Write some goals with entries, cancel it after some turns of the loop, and try again.

    Returns how many goals and entries were there before it was tried again, and after.
    """
    store = AsyncStore(backend)
    writes = [
        Write(goal=goal_of(id=f"g-{turn}"), expect=0, entries=(done(f"e-{turn}"),))
        for turn in range(3)
    ]
    task = asyncio.ensure_future(store.put(*writes, op_id="op-1"))
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    (answer,) = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(answer, tuple | asyncio.CancelledError)
    there = await counts(store)
    await store.put(*writes, op_id="op-1")
    after = await counts(store)
    versions = {goal_id: len(await store.history(goal_id)) for goal_id in ("g-0", "g-1", "g-2")}
    assert {"g-0": 1, "g-1": 1, "g-2": 1} == versions
    return there, after


async def counts(store):
    return len(await store.find()), len(await store.journal("c-17"))


class TestCancelling:
    @given(turns=st.integers(0, 12))
    @example(turns=0)
    @example(turns=2)
    @example(turns=12)
    def test_write_is_there_as_a_whole_or_not_at_all(self, turns):
        """And with its operation it is tried again, and is there once."""
        there, after = asyncio.run(cancelled_at(Interleaved(), turns))

        assert there in {(0, 0), (3, 3)}
        assert (3, 3) == after

    def test_write_in_parts_is_seen(self):
        """What is tried here can fail."""
        seen = set()
        for turns in range(12):
            try:
                there, _ = asyncio.run(cancelled_at(OneByOne(), turns))
            except InvalidValueError:
                there = "in part"
            seen.add(there)

        assert not seen <= {(0, 0), (3, 3)}

    @given(after=st.floats(0, 0.01))
    @example(after=0.0)
    def test_write_to_a_file_is_there_as_a_whole_or_not_at_all(self, after, tmp_path_factory):
        """Whenever the clock runs out, and the store goes on."""
        url = f"sqlite:///{quote(str(tmp_path_factory.mktemp('cancelled')))}/goals.db"

        async def main():
            async with await open_store_async(url) as store:
                writes = [Write(goal=goal_of(id=f"g-{turn}"), expect=0) for turn in range(20)]
                tasks = [
                    asyncio.ensure_future(store.tenant(f"t-{turn}").put(*writes, op_id="op-1"))
                    for turn in range(5)
                ]
                await asyncio.sleep(after)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                handles = [store.tenant(f"t-{turn}") for turn in range(5)]
                there = [len(await handle.find()) for handle in handles]
                for handle in handles:
                    await handle.put(*writes, op_id="op-1")
                return there, [len(await handle.history("g-1")) for handle in handles]

        there, writes = asyncio.run(main())

        assert {0, 20} >= set(there)
        assert [1] * 5 == writes


class TestBlocking:
    def test_every_method_is_that_of_the_store_that_is_awaited(self):
        """None is left to the one that waits by itself."""
        assert set(methods_of(Store)) == set(methods_of(_BlockingStore))

    def test_backend_is_asked_on_the_same_loop(self):
        """The clauses about rows look below the store."""

        async def opener():
            return AsyncStore(Interleaved())

        with blocking(opener) as store:
            store.save(goal_of())

            assert 1 == store.backend.goal("default", "g-1", None).version
            assert isinstance(store.backend, Backend)
            assert {Capability.SHARED} == store.capabilities == store.backend.capabilities

    @pytest.mark.parametrize(
        ("opener", "error"),
        [(any_cursor, None), (open_interleaved, TypeError), (asyncio.sleep, TypeError)],
        ids=["opens one", "wants a URL", "wants a number"],
    )
    def test_opener_that_fails_leaves_no_thread(self, opener, error):
        """And says why."""
        before = set(threading.enumerate())
        if error is None:
            blocking(opener).close()
        else:
            with pytest.raises(error):
                blocking(opener)

        assert_no_thread_but(before)

    def test_opener_of_something_else_is_refused(self):
        """A backend is no store yet."""
        with pytest.raises(InvalidValueError, match="opener must be a function that opens an As"):
            blocking(partial(open_interleaved, "memory:"))

    @pytest.mark.parametrize(
        "opener",
        [partial(blocking, any_cursor), partial(open_store, "memory:")],
        ids=["what blocks already", "what waits by itself"],
    )
    def test_opener_of_a_store_that_waits_is_refused(self, opener):
        """It needs none of this; and what it opened is closed, with its thread."""
        before = set(threading.enumerate())
        with pytest.raises(InvalidValueError, match=r"opens a Store, .* leave out blocking\(\)"):
            blocking(opener)

        assert_no_thread_but(before)

    @pytest.mark.parametrize(
        ("opener", "words"),
        [
            (partial(blocking, partial(blocking, any_cursor)), r"leave out blocking\(\)"),
            (any_cursor, r"partial\(blocking, opener\)"),
            (Interleaved, r"partial\(blocking, opener\)"),
        ],
        ids=["twice", "not at all", "no store"],
    )
    def test_checks_do_not_blame_the_backend_for_it(self, opener, words):
        """Nothing was tried yet."""
        with pytest.raises(InvalidValueError, match=words):
            store_checks()[0].check(lambda: opener)

    def test_closed_store_is_asked_all_the_same(self):
        """Whether it says so is for the clause to tell; the loop and the thread are gone."""
        before = set(threading.enumerate())
        store = blocking(partial(open_store_async, "memory:"))
        store.close()
        store.close()
        with pytest.raises(StoreError, match=r"^the store is closed$"):
            store.subjects()

        assert_no_thread_but(before)

    def test_store_that_nobody_closes_ends_with_its_last_use(self):
        """No thread is left, and no loop that is open."""
        before = set(threading.enumerate())
        store = blocking(any_cursor)
        store.tenant("other").project_reviews("c-17", on=MONDAY)
        del store
        gc.collect()

        assert_no_thread_but(before)
