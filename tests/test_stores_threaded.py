from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
import time
from urllib.parse import quote

import pytest

from smartgoals import InvalidValueError, StoreError, open_store_async
from smartgoals.errors import MissingExtraError, UnknownStoreError
from smartgoals.stores import AsyncStore, MemoryBackend, ThreadedBackend, _open
from tests.stores import Interleaved, assert_no_thread_but, done, goal_of


class Held(MemoryBackend):
    """Answer when it is told to go on."""

    def __init__(self):
        super().__init__()
        self.go_on = threading.Event()
        self.begun = threading.Event()
        self.asked = []
        self.closed = 0
        self.threads = set()

    async def is_asked(self):
        assert await asyncio.to_thread(self.begun.wait, 10)

    def journal(self, tenant, subject):
        self.asked.append(subject)
        self.threads.add(threading.current_thread())
        self.begun.set()
        assert self.go_on.wait(10)
        return super().journal(tenant, subject)

    def close(self):
        self.threads.add(threading.current_thread())
        self.closed += 1


class TestThread:
    def test_backend_is_one_that_waits(self):
        """Two threads in a row help nobody."""
        with pytest.raises(InvalidValueError, match="backend must be a Backend"):
            ThreadedBackend(Interleaved())

    def test_it_promises_what_the_backend_does(self, tmp_path):
        """A thread adds nothing to it, and takes nothing away."""

        async def main():
            url = f"sqlite:///{quote(str(tmp_path))}/goals.db"
            async with await open_store_async(url) as store:
                return store.capabilities

        assert {"durable", "shared", "scrubs"} == asyncio.run(main())

    def test_loop_goes_on_while_the_thread_waits(self):
        """That is what the thread is for."""
        held = Held()

        async def main():
            async with AsyncStore(ThreadedBackend(held)) as store:
                journal = asyncio.ensure_future(store.journal("c-17"))
                await held.is_asked()
                held.go_on.set()
                return await journal

        assert "c-17" == asyncio.run(main()).subject

    def test_close_comes_behind_the_calls_that_wait(self):
        """What was asked before is answered, on one thread, and the thread is gone."""
        held = Held()

        async def main():
            store = AsyncStore(ThreadedBackend(held))
            asks = [asyncio.ensure_future(store.journal(f"c-{turn}")) for turn in range(3)]
            await held.is_asked()
            closing = [asyncio.ensure_future(store.close()) for _ in range(2)]
            await asyncio.sleep(0)
            with pytest.raises(StoreError, match=r"^the store is closed$"):
                await store.get("g-1")
            held.go_on.set()
            await asyncio.gather(*closing)
            await store.close()
            return [journal.subject for journal in await asyncio.gather(*asks)]

        assert ["c-0", "c-1", "c-2"] == asyncio.run(main())
        assert 1 == held.closed
        (thread,) = held.threads
        assert thread is not threading.current_thread()
        assert not thread.is_alive()

    def test_close_that_is_cancelled_closes_all_the_same(self):
        """Nobody is there any more to try again."""
        held = Held()

        async def main():
            store = AsyncStore(ThreadedBackend(held))
            ask = asyncio.ensure_future(store.journal("c-17"))
            await held.is_asked()
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(store.close(), 0.01)
            held.go_on.set()
            await ask
            await store.close()

        asyncio.run(main())

        assert 1 == held.closed

    @pytest.mark.parametrize(
        "ask",
        [
            lambda store: store.get("g-1"),
            lambda store: store.save(goal_of()),
            lambda store: store.record("c-17", done()),
            lambda store: store.scrub(),
            lambda store: store.migrate(),
        ],
        ids=["get", "save", "record", "scrub", "migrate"],
    )
    def test_closed_store_says_so(self, ask):
        """Whatever is asked, and of whatever kind it is."""

        async def main():
            store = await open_store_async("memory:")
            await store.close()
            await ask(store)

        with pytest.raises(StoreError, match=r"^the store is closed$"):
            asyncio.run(main())

    def test_error_while_closing_is_told_and_the_thread_ends(self):
        """It is the storage that failed."""

        class Failing(MemoryBackend):
            def close(self):
                raise StoreError("the disk is gone")

        before = set(threading.enumerate())
        with pytest.raises(StoreError, match="the disk is gone"):
            asyncio.run(ThreadedBackend(Failing()).close())

        assert_no_thread_but(before)

    def test_store_that_nobody_closes_ends_with_its_last_use(self):
        """No thread is left, and nothing is said."""
        before = set(threading.enumerate())

        async def main():
            return await (await open_store_async("memory:")).subjects()

        assert 0 == len(asyncio.run(main()))
        gc.collect()
        assert_no_thread_but(before)

    def test_unclosed_store_lets_the_interpreter_end(self, tmp_path):
        """At once, with a call under way and others that wait, and without a word."""
        code = """
import asyncio, sys
from smartgoals import Goal, open_store_async
async def main():
    global store
    store = await open_store_async(f"sqlite:///{sys.argv[1]}/goals.db")
    goals = [Goal(id=f"g-{turn}", subject="c-17", statement="I will walk.") for turn in range(9)]
    global tasks
    tasks = [asyncio.ensure_future(store.save(goal)) for goal in goals]
    await asyncio.sleep(0)
asyncio.run(main())
"""
        began = time.monotonic()
        ran = subprocess.run(  # noqa: S603  # this Python, with the code above
            [sys.executable, "-c", code, quote(str(tmp_path))],
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )

        assert (0, "", "") == (ran.returncode, ran.stdout, ran.stderr)
        assert 20 > time.monotonic() - began

    def test_store_is_refused_after_the_interpreter_began_to_end(self):
        """Nothing hangs where an app closes late."""
        code = """
import asyncio, atexit
from smartgoals import StoreError, open_store_async
store = asyncio.run(open_store_async("memory:"))
def late():
    try:
        asyncio.run(store.subjects())
    except StoreError as error:
        print(error)
atexit.register(late)
"""
        ran = subprocess.run(  # noqa: S603  # this Python, with the code above
            [sys.executable, "-c", code], capture_output=True, check=False, text=True, timeout=60
        )

        assert ("the store is closed\n", "") == (ran.stdout, ran.stderr)

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
    def test_forked_process_is_refused(self):
        """The thread did not come along; closing there does nothing to the store here."""
        code = """
import asyncio, os
from smartgoals import StoreError, open_store_async
store = asyncio.run(open_store_async("memory:"))
if pid := os.fork():
    os.waitpid(pid, 0)
    asyncio.run(store.subjects())
    asyncio.run(store.close())
else:
    try:
        asyncio.run(store.subjects())
    except StoreError as error:
        print(error)
    asyncio.run(store.close())
"""
        # Newer Pythons warn of a fork beside threads, and rightly so.
        ran = subprocess.run(  # noqa: S603  # this Python, with the code above
            [sys.executable, "-W", "ignore", "-c", code],
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )

        assert (
            "the store was opened before this process was forked; open it in each process\n",
            "",
        ) == (ran.stdout, ran.stderr)

    def test_several_loops_in_a_row_may_use_it(self):
        """It waits for its thread and for no loop."""
        store = asyncio.run(open_store_async("memory:"))
        asyncio.run(store.save(goal_of()))

        assert 1 == asyncio.run(store.get("g-1")).version
        asyncio.run(store.close())

    def test_call_that_waits_for_its_turn_is_never_made(self):
        """The one before it goes on, though its task is gone at once."""
        held = Held()

        async def main():
            backend = ThreadedBackend(held)
            first = asyncio.ensure_future(backend.journal("t-1", "first"))
            await held.is_asked()
            second = asyncio.ensure_future(backend.journal("t-1", "second"))
            third = asyncio.ensure_future(backend.journal("t-1", "third"))
            await asyncio.sleep(0)
            for task in (first, second):
                task.cancel()
            gone = await asyncio.gather(first, second, return_exceptions=True)
            held.go_on.set()
            await third
            await backend.close()
            return [type(one) for one in gone]

        assert [asyncio.CancelledError] * 2 == asyncio.run(main())
        assert ["first", "third"] == held.asked


class TestForked:
    def test_process_is_told_by_its_number(self, monkeypatch):
        """Where the call is made, before anything waits."""

        async def main():
            backend = ThreadedBackend(MemoryBackend())
            with monkeypatch.context() as patched:
                patched.setattr(os, "getpid", lambda: 0)
                with pytest.raises(StoreError, match="before this process was forked"):
                    await backend.scrub()
                await backend.close()
            # It was not closed by that.
            assert not await backend.scrub()
            await backend.close()

        asyncio.run(main())


class TestOpening:
    def test_file_is_opened_on_the_thread_that_uses_it(self):
        """It blocks nobody, and some drivers want it so."""
        threads = []

        class Where(MemoryBackend):
            def __init__(self):
                super().__init__()
                threads.append(threading.current_thread())

            def scrub(self):
                threads.append(threading.current_thread())
                return True

            def close(self):
                threads.append(threading.current_thread())

        async def main():
            backend = await ThreadedBackend.opened(Where)
            await backend.scrub()
            await backend.close()

        asyncio.run(main())

        assert 3 == len(threads)
        assert {threads[0]} == set(threads) != {threading.current_thread()}

    def test_opening_that_is_cancelled_closes_what_was_opened(self):
        """Nobody gets it, so nobody else can."""
        before, held = set(threading.enumerate()), Held()

        def opener():
            held.begun.set()
            assert held.go_on.wait(10)
            return held

        async def main():
            opening = asyncio.ensure_future(ThreadedBackend.opened(opener))
            await held.is_asked()
            opening.cancel()
            with pytest.raises(asyncio.CancelledError):
                await opening
            held.go_on.set()

        asyncio.run(main())
        assert_no_thread_but(before)

        assert 1 == held.closed

    def test_opening_that_is_cancelled_before_its_turn_opens_nothing(self):
        """There is nothing to close."""
        before = set(threading.enumerate())

        async def main():
            opening = asyncio.ensure_future(open_store_async("memory:"))
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)

        asyncio.run(main())

        assert_no_thread_but(before)

    @pytest.mark.parametrize(
        ("opener", "error"),
        [(lambda: 1 / 0, ZeroDivisionError), (object, InvalidValueError)],
        ids=["fails", "returns something else"],
    )
    def test_opening_that_fails_leaves_no_thread(self, opener, error):
        """And says why."""
        before = set(threading.enumerate())
        with pytest.raises(error):
            asyncio.run(ThreadedBackend.opened(opener))

        assert_no_thread_but(before)

    @pytest.mark.parametrize("url", ["", "hunter2", "postgres-like://hunter2@host/db", "MEMORY:"])
    def test_url_that_names_no_store_is_refused_without_its_words(self, url):
        """A URL may hold a password."""
        with pytest.raises(UnknownStoreError) as caught:
            asyncio.run(open_store_async(url))

        assert "hunter2" not in str(caught.value)
        assert caught.value.__context__ is None

    def test_url_is_text_and_tenant_is_an_id(self):
        """A mistake is told before anything is opened."""
        with pytest.raises(InvalidValueError, match="url must be text"):
            asyncio.run(open_store_async(None))
        with pytest.raises(InvalidValueError, match="tenant must be an id"):
            asyncio.run(open_store_async("memory:", tenant=""))

    def test_tenant_is_the_one_of_the_handle(self):
        """Either way in leads to the same goals."""

        async def main():
            async with await open_store_async("memory:", tenant="clinic-2") as store:
                await store.save(goal_of())
                return await store.tenant("default").tenant("clinic-2").get("g-1")

        assert goal_of() == asyncio.run(main())

    def test_kind_that_is_awaited_by_itself_has_no_thread(self, monkeypatch):
        """It is loaded when it is first asked for, and given the whole URL."""
        monkeypatch.setitem(_open._AWAITED, "memory", "tests.stores:open_interleaved")

        async def main():
            return (await open_store_async("memory:", tenant="clinic-2")).backend

        assert isinstance(asyncio.run(main()), Interleaved)

    def test_package_that_waits_is_put_on_a_thread(self, monkeypatch):
        """Every store that can be opened can be awaited."""
        monkeypatch.setattr(_open, "_from_elsewhere", lambda scheme, url: MemoryBackend())

        async def main():
            async with await open_store_async("kept://host/clinic") as store:
                return repr(store.backend)

        assert "<ThreadedBackend of MemoryBackend>" == asyncio.run(main())

    def test_missing_extra_is_named(self, monkeypatch):
        """It is no riddle from a thread."""

        def missing(scheme, url):
            raise MissingExtraError("pip install kept[disk]")

        monkeypatch.setattr(_open, "_from_elsewhere", missing)
        with pytest.raises(MissingExtraError, match="kept"):
            asyncio.run(open_store_async("kept:"))
