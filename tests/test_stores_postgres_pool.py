"""The connections of a PostgreSQL store: who gets one, and what is done about one that is dead."""

from __future__ import annotations

import asyncio
import importlib
import sys
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import pytest

from smartgoals import StoreError, open_store, open_store_async
from smartgoals.errors import MissingExtraError, TransientStoreError, UnknownStoreError
from smartgoals.stores import _postgres_pool
from smartgoals.stores._postgres_pool import Idle, Seats
from tests import postgres
from tests.stores import goal_of

PATIENCE = 10


@pytest.fixture
def store():
    with open_store(postgres.fresh_url()) as opened:
        opened.save(goal_of())
        yield opened


def waiting_for(seats, count):
    """Start threads that wait for a seat, one after the other; return who got one, in order."""
    got, threads = [], []

    def wait(number):
        assert seats.take(PATIENCE)
        got.append(number)
        seats.give()

    for number in range(count):
        thread = threading.Thread(target=wait, args=(number,))
        thread.start()
        threads.append(thread)
        deque(iter(lambda: len(seats._waiting) - number, 1), maxlen=0)  # noqa: B023  # used up at once
    return got, threads


class TestSeats:
    def test_who_waits_is_served_in_order(self):
        """Also where the one who leaves would come back at once."""
        seats = Seats(1)
        assert seats.take(PATIENCE)
        got, threads = waiting_for(seats, 4)
        seats.give()
        assert seats.take(PATIENCE)
        for thread in threads:
            thread.join()

        assert [0, 1, 2, 3] == got

    def test_who_waits_too_long_leaves(self):
        """And takes nobody's place."""
        seats = Seats(1)
        assert seats.take(0)
        assert not seats.take(0.001)
        seats.give()

        assert seats.take(0)

    def test_seat_that_comes_at_the_last_moment_is_given_on(self, monkeypatch):
        """It was handed over after the patience was over."""
        seats = Seats(1)
        assert seats.take(0)
        original = seats._is_gone

        def is_gone(turn):
            seats.give()
            return original(turn)

        monkeypatch.setattr(seats, "_is_gone", is_gone)
        assert not seats.take(0.001)

        assert 1 == seats._free

    def test_no_thread_starves(self):
        """Of more threads than connections none makes far fewer calls than another."""
        calls = [0] * 8
        with open_store(postgres.fresh_url(pool=2)) as store:
            store.save(goal_of())
            until = time.monotonic() + 0.5

            def ask(number):
                while time.monotonic() < until:
                    store.get("g-1")
                    calls[number] += 1

            with ThreadPoolExecutor(8) as threads:
                list(threads.map(ask, range(8)))

        assert sum(calls) / 8 / 4 < min(calls)


def end_all(store):
    """End the connections that wait to be used, from without."""
    kept = store.backend._idle._connections
    for _, connection, _ in kept:
        with postgres.connected() as run:
            run.execute("SELECT pg_terminate_backend(%s)", [connection.info.backend_pid])
            there = "SELECT 1 FROM pg_stat_activity WHERE pid = %s"
            pid = [connection.info.backend_pid]
            deque(iter(lambda: run.execute(there, pid).fetchone(), None), maxlen=0)  # noqa: B023  # used up at once


class TestDeadConnections:
    def test_one_that_was_used_for_another_tenant_is_no_failure(self, store):
        """Nothing was asked of it yet, so another one is opened."""
        end_all(store)

        assert [] == list(store.tenant("north").find())

    def test_one_that_was_used_for_another_tenant_is_no_failure_where_it_is_awaited(self):
        """As where it waits."""

        async def main():
            async with await open_store_async(postgres.fresh_url()) as store:
                await store.save(goal_of())
                end_all(store)
                return list(await store.tenant("north").find())

        assert [] == asyncio.run(main())

    def test_one_that_was_used_just_now_is_told_of(self, store, monkeypatch):
        """Whether anything was done nobody knows, so it is tried again by whoever asked."""
        monkeypatch.setattr(_postgres_pool, "_TRUSTED_SECONDS", PATIENCE)
        end_all(store)
        with pytest.raises(TransientStoreError, match="may have been done or not"):
            store.get("g-1")

        assert 1 == store.get("g-1").version

    def test_one_that_waited_is_looked_at(self, store, monkeypatch):
        """Nobody notices that it was dead."""
        monkeypatch.setattr(_postgres_pool, "_TRUSTED_SECONDS", 0)
        end_all(store)

        assert 1 == store.get("g-1").version

    def test_one_that_is_closed_is_not_quiet(self, store, monkeypatch):
        """It has no socket to look at."""
        monkeypatch.setattr(_postgres_pool, "_TRUSTED_SECONDS", 0)
        ((_, connection, _),) = store.backend._idle._connections
        connection.pgconn.finish()

        assert 1 == store.get("g-1").version


class TestFailures:
    def test_statement_that_takes_too_long_may_be_tried_again(self):
        """Somebody holds what it needs."""
        url = postgres.fresh_url(options="-c lock_timeout=10")
        with open_store(url) as store:
            store.save(goal_of())
            with postgres.connected() as run, run.transaction():
                schema = store.backend._address.schema
                run.execute(f"LOCK TABLE {schema}.turns")
                with pytest.raises(TransientStoreError, match="cannot do it now"):
                    store.save(goal_of(id="g-2"))

            assert 1 == store.save(goal_of(id="g-2")).version

    def test_tables_that_were_migrated_since_are_used_where_they_are_awaited(self):
        """Another process did it; and what is in dead rows is nobody's to overwrite."""

        async def main():
            async with await open_store_async(postgres.fresh_url()) as store:
                store.backend._is_current = False
                return (await store.save(goal_of())).version, await store.scrub()

        assert (1, False) == asyncio.run(main())

    def test_missing_driver_is_told_of(self, monkeypatch):
        """With the words to install it by."""
        monkeypatch.setitem(sys.modules, "psycopg", None)
        monkeypatch.delitem(sys.modules, "smartgoals.stores._psycopg")
        with pytest.raises(MissingExtraError, match=r"smartgoals\[postgresql\]"):
            importlib.import_module("smartgoals.stores._psycopg")

    def test_connections_of_a_parent_are_left_alone(self, store, monkeypatch):
        """Nothing is said to the server in its name, neither at the end nor by closing."""
        idle = store.backend._idle
        ((_, connection, _),) = kept = [*idle._connections]
        others = [*kept]
        _postgres_pool._finish(others, -1)
        monkeypatch.setattr(idle, "_pid", -1)
        idle.close()

        assert ([], kept, False) == (others, idle._connections, connection.closed)
        monkeypatch.undo()

    def test_ids_that_are_too_long_together_are_told_of(self, store):
        """An index of PostgreSQL takes about a third of a page."""
        long = "".join(chr(0x1F300 + number % 500) for number in range(0, 255 * 7, 7))
        with pytest.raises(StoreError, match="too long for PostgreSQL"):
            store.tenant(long).save(goal_of(id=long, subject=long))

    def test_value_of_the_url_that_is_none_is_told_of(self):
        """Trying again would not help."""
        with pytest.raises(UnknownStoreError, match="has a value that is none"):
            open_store("postgresql://h/d?connect_timeout=abc")

    @pytest.mark.parametrize("pool", ["0000001009999", "000000001" + "0" * 5_000, "٣"])
    def test_pool_that_is_no_small_number_is_refused(self, pool):
        """However it is written."""
        with pytest.raises(UnknownStoreError, match="and pool=8"):
            open_store(f"postgresql://h/d?pool={pool}")

    def test_url_with_a_nul_is_refused(self):
        """The driver would take what comes before it."""
        with pytest.raises(UnknownStoreError, match="the URL of a PostgreSQL store is"):
            open_store("postgresql://u@/db\0x")

    def test_other_event_loop_is_refused(self):
        """Its connections would wait for ever."""
        store = asyncio.run(open_store_async(postgres.fresh_url()))
        with pytest.raises(StoreError, match="another event loop"):
            asyncio.run(store.get("g-1"))
        asyncio.run(store.close())

    def test_forked_process_does_not_wait_for_a_lock(self, monkeypatch):
        """Another thread may have held it when the process was forked."""
        idle = Idle()
        monkeypatch.setattr(idle, "_pid", -1)
        with idle._lock, pytest.raises(StoreError, match="before this process was forked"):
            idle.writing("t").__enter__()
