from __future__ import annotations

import asyncio
import inspect
import threading

import pytest
from hypothesis import example, given
from psycopg import errors

from smartgoals import StoreError
from smartgoals.errors import TransientStoreError
from smartgoals.stores import Backend, Store, _postgres_async, _postgres_tables
from smartgoals.stores._memory import MemoryBackend
from smartgoals.stores._postgres_async import AsyncPostgresBackend, open_backend_async
from smartgoals.stores._postgres_put import WholePut
from smartgoals.stores._postgres_url import read_url
from tests import postgres
from tests.calls import CALLS, EVERYTHING, answers
from tests.stores import PRIVATE, goal_of


class Loop:
    """An event loop in a thread of its own."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def run(self, awaited):
        return asyncio.run_coroutine_threadsafe(awaited, self.loop).result()


LOOP = Loop()


def bridged(name):
    def method(self, *arguments):
        return LOOP.run(getattr(self.inner, name)(*arguments))

    return method


METHODS = [name for name, _ in inspect.getmembers(Backend, inspect.isfunction)]
Bridge = type("Bridge", (Backend,), {name: bridged(name) for name in METHODS})


def opened(url):
    backend = Bridge()
    backend.inner = LOOP.run(open_backend_async(url))
    backend.capabilities = backend.inner.capabilities
    return backend


def fresh():
    url = postgres.fresh_url()
    return lambda: Store(opened(url), tenant="default")


@pytest.fixture(scope="module")
def shared():
    backend = opened(postgres.fresh_url())
    yield backend
    backend.close()


@pytest.fixture
def store():
    with fresh()() as made:
        yield made


class TestAnswersAsMemory:
    @given(row=CALLS)
    @example(row=EVERYTHING)
    def test_same_calls_have_the_same_answers(self, shared, row):
        """Rows, pages, errors and their words are those of the reference."""
        assert answers(MemoryBackend(), row) == answers(shared, row)


class TestAwaiting:
    def test_it_shows_nothing_of_where_it_is(self, store):
        """A URL has a password."""
        assert "<AsyncPostgresBackend>" == repr(store.backend.inner)

    def test_tasks_write_at_once(self, store):
        """More of them than there are connections, for one tenant."""
        inner = store.backend.inner
        store.save(goal_of())

        async def ask():
            return await asyncio.gather(*[inner.goal("default", "g-1", None) for _ in range(40)])

        assert {1} == {row.version for row in LOOP.run(ask())}

    def test_cancelled_task_leaves_its_connection_clean(self, store):
        """What it wrote is there as a whole or not at all."""
        inner = store.backend.inner
        store.save(goal_of())

        async def cancel():
            for number in range(20):
                task = asyncio.create_task(inner.hold("default", "c-17", f"case-{number}"))
                await asyncio.sleep(0.0005 * number)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

        LOOP.run(cancel())

        assert 2 == store.save(store.get("g-1")).version

    def test_who_waits_too_long_for_a_connection_is_told_so(self, monkeypatch):
        """All of them are in use by somebody else."""
        monkeypatch.setattr(_postgres_async, "PATIENCE_SECONDS", 0.01)
        backend = opened(postgres.fresh_url(pool=1))
        connection = LOOP.run(backend.inner._taken("default"))
        with pytest.raises(TransientStoreError, match="all connections"):
            backend.goal("default", "g-1", None)
        backend.inner._idle.push("default", connection)
        backend.close()

    def test_others_in_the_way_are_waited_for(self, store, monkeypatch):
        """With a pause, in which other tasks go on."""
        inner = store.backend.inner
        fails = iter([errors.SerializationFailure("x")])
        original = inner._rows

        async def rows(connection, step):
            if isinstance(step, WholePut) and (failure := next(fails, None)):
                raise failure
            return await original(connection, step)

        monkeypatch.setattr(inner, "_rows", rows)

        assert 1 == store.save(goal_of()).version

    def test_older_tables_are_refused_until_they_are_migrated(self, store, monkeypatch):
        """As by the store that waits."""
        schema = store.backend.inner._address.schema
        step = (2, ("ALTER TABLE marks ADD COLUMN note TEXT",))
        monkeypatch.setattr(_postgres_tables, "_MIGRATIONS", (step,))
        backend = opened(f"{postgres.url_of_database()}&schema={schema}")
        with pytest.raises(StoreError, match="older version"):
            backend.goal("default", "g-1", None)
        backend.migrate()

        assert backend.goal("default", "g-1", None) is None
        backend.close()

    def test_server_that_cannot_be_reached_is_told_of(self):
        """Without where it is, and for whom."""
        with pytest.raises(TransientStoreError) as caught:
            LOOP.run(open_backend_async("postgresql://jo:hunter2@/jos?host=/nowhere"))

        assert "hunter2" not in str(caught.value) + repr(caught.value.__cause__)

    def test_database_that_is_not_unicode_is_refused(self, monkeypatch):
        """It would give bytes, or lose letters."""

        def refuse(connection):
            raise StoreError("the encoding")

        monkeypatch.setattr(_postgres_async, "check_encoding", refuse)
        with pytest.raises(StoreError, match="the encoding"):
            LOOP.run(AsyncPostgresBackend(read_url(postgres.fresh_url())).open())

    def test_text_that_cannot_be_kept_is_told_of_without_it(self, store):
        """As by the store that waits."""
        with pytest.raises(StoreError, match="NUL") as caught:
            store.backend.hold("default", f"{PRIVATE}\0", "case-4")

        assert PRIVATE not in str(caught.value)
        with pytest.raises(StoreError, match="NUL"):
            store.backend.goal("\0", "g-1", None)
