from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

import attrs
import pytest
from hypothesis import HealthCheck, Phase, example, find, given, settings

from smartgoals import (
    ConflictError,
    Corrected,
    Done,
    Goal,
    Journal,
    Lifecycle,
    Measured,
    Noted,
    Redacted,
    StoreError,
    new_id,
    open_store,
)
from smartgoals.errors import DecodeError, TransientStoreError, UnknownStoreError
from smartgoals.stores import (
    Batch,
    Capability,
    GoalRow,
    GoalWrite,
    Query,
    SearchKeys,
    Store,
    _sqlite,
    _sqlite_log,
)
from smartgoals.stores._memory import MemoryBackend
from smartgoals.testing import goals, journals
from tests import format_1
from tests.calls import CALLS, EVERYTHING, answers

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
HERE = Path(__file__).parent


def url_of(folder):
    return f"sqlite:///{quote(str(folder))}/goals.db"


def goal_of(**fields):
    return Goal(**{"id": "g-1", "subject": "c-17", "statement": "I will walk."} | fields)


def done(name=None, *, day=MONDAY, **fields):
    return Done(step="walk", id=name, day=day, **fields)


def redacted(entry, name=None):
    return Redacted(entry=entry, id=name, day=MONDAY)


def raw_of(store):
    """Return the connection of a store."""
    return store.backend._connection


def is_on_the_disk(folder, words):
    files = [path for path in Path(folder).iterdir() if path.is_file()]
    return any(words.encode() in path.read_bytes() for path in files)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with open_store(url_of(tmp_path_factory.mktemp("shared"))) as opened:
        yield opened.backend


class SkipsTies(MemoryBackend):
    """Goes on behind the day of the last goal, and not behind the goal."""

    def find(self, tenant, query, after, limit):
        if after is not None and query.order:
            after = (after[0], "\U0010ffff")
        return super().find(tenant, query, after, limit)


class TakesAnyPosition(MemoryBackend):
    def put(self, tenant, batch):
        journals = tuple(write._replace(position=None) for write in batch.journals)
        super().put(tenant, batch._replace(journals=journals))


class TakesAnyVersion(MemoryBackend):
    def put(self, tenant, batch):
        super().put(tenant, batch._replace(reviews=()))


class KeepsReviews(MemoryBackend):
    """Takes what was computed before something was recorded for what holds now."""

    def put(self, tenant, batch):
        shelves = self._tenant(tenant)
        before = {name: shelf.review for name, shelf in shelves.goals.items()}
        super().put(tenant, batch)
        if not batch.goals and not batch.reviews:
            for name, review in before.items():
                shelves.goals[name].review = review


class ForgetsHolds(MemoryBackend):
    def hold(self, tenant, subject, reason):
        super().hold(tenant, subject, None)


class OneForAll(MemoryBackend):
    def put(self, tenant, batch):
        super().put("", batch)

    def _tenant(self, name):
        return super()._tenant("")


class TestSqliteAnswersAsMemory:
    @given(row=CALLS)
    @example(row=EVERYTHING)
    def test_same_calls_have_the_same_answers(self, shared, row):
        """Rows, pages, errors and their words are the same, call by call."""
        assert answers(MemoryBackend(), row) == answers(shared, row)

    @pytest.mark.parametrize(
        "kind",
        [SkipsTies, TakesAnyPosition, TakesAnyVersion, KeepsReviews, ForgetsHolds, OneForAll],
    )
    def test_law_catches_a_backend_that_answers_otherwise(self, kind):
        """A law that nothing can break says nothing."""
        assert find(
            CALLS,
            lambda row: answers(MemoryBackend(), row) != answers(kind(), row),
            settings=ONLY_FIND,
        )


def head(number, **keys):
    row = GoalRow(f"g-{number:06}", f"c-{number // 5}", 1, "at", None, None, "document")
    fields = {
        "lifecycle": ("active", "active", "completed", "on-hold")[number % 4],
        "due": f"2025-{number % 12 + 1:02}-03",
        "areas": (f"a-{number % 3}",),
        "parties": (f"t-{number // 50}",),
        "is_reviewed": True,
    }
    return GoalWrite(row, SearchKeys(**fields | keys))


def steps_of_a_page(backend, query):
    """Return how many steps SQLite takes for a page behind the first one."""
    first = backend.find("t", query, None, 5)
    place = (first[-1].key, first[-1].row.id)
    steps = []
    backend._reading.set_progress_handler(lambda: steps.append(1), 1)
    backend.find("t", query, place, 5)
    backend._reading.set_progress_handler(None, 1)
    return len(steps)


class TestFinding:
    @pytest.mark.parametrize(
        "query",
        [
            Query(),
            Query(subject="c-3"),
            Query(lifecycles=("active",)),
            Query(lifecycles=("completed", "on-hold")),
            Query(area="a-1"),
            Query(area="a-1", lifecycles=("active",)),
            Query(party="t-1"),
            Query(party="t-1", review_by="2025-03-03"),
            Query(due_by="2025-09-03"),
            Query(due_from="2025-02-03", due_by="2025-09-03", area="a-1"),
            Query(review_by="2025-03-03"),
            Query(review_by="2025-03-03", due_from="2025-02-03", lifecycles=("active",)),
        ],
        ids=lambda query: "+".join(f"{k}={v}" for k, v in query._asdict().items() if v) or "all",
    )
    def test_page_costs_the_same_however_many_goals_there_are(self, tmp_path, query):
        """One index leads to it, counted in steps of SQLite."""
        with open_store(url_of(tmp_path)) as opened:
            opened.backend.put("t", Batch(tuple(map(head, range(400)))))
            few = steps_of_a_page(opened.backend, query)
            opened.backend.put("t", Batch(tuple(map(head, range(400, 4_000)))))

            assert steps_of_a_page(opened.backend, query) <= 1.2 * few

    def test_check_catches_a_database_without_an_index(self, tmp_path):
        """Then SQLite looks at every goal."""
        with open_store(url_of(tmp_path)) as opened:
            opened.backend.put("t", Batch(tuple(map(head, range(400)))))
            few = steps_of_a_page(opened.backend, Query(subject="c-3"))
            opened.backend.put("t", Batch(tuple(map(head, range(400, 4_000)))))
            for name in ("lifecycle", "subject"):
                raw_of(opened).execute(f"DROP INDEX goals_{name}")
            raw_of(opened).execute("CREATE INDEX goals_subject ON goals (tenant)")

            assert steps_of_a_page(opened.backend, Query(subject="c-3")) > 1.2 * few


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
    def test_it_says_what_it_promises(self, tmp_path):
        """A host may ask before it relies on it."""
        with open_store(url_of(tmp_path)) as opened:
            promised = {Capability.DURABLE, Capability.SHARED, Capability.SCRUBS}

            assert promised == opened.capabilities

    @given(goal=goals(), journal=journals())
    def test_any_goal_and_journal_survive_reopening(self, url, goal, journal):
        """Whatever a value can hold comes back equal."""
        assert survives(url, goal, journal, open_store)

    def test_law_catches_a_file_that_loses_something(self, url):
        """Extensions are the first thing that gets lost."""

        class Lossy(Store):
            def get(self, goal_id, *, version=None):
                return attrs.evolve(super().get(goal_id, version=version), extensions={})

        def reopened(url, *, tenant):
            return Lossy(open_store(url).backend, tenant=tenant)

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
            for table in ("versions", "entries"):
                raw_of(opened).execute(
                    f"UPDATE {table} SET document = ?",  # noqa: S608  # a table of ours
                    [f'{{"{PRIVATE}": 1}}'],
                )
            for call in (
                lambda: opened.get("g-1"),
                lambda: opened.history("g-1"),
                opened.find,
                lambda: opened.journal("c-17"),
                lambda: opened.record("c-17", done("e-1")),
            ):
                with pytest.raises(StoreError, match="damaged") as caught:
                    call()

                assert isinstance(caught.value.__cause__, DecodeError)
                assert PRIVATE not in f"{caught.value}{caught.value.__cause__}"

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

    @pytest.mark.parametrize(
        "url",
        [
            *("sqlite:hunter2.db", "sqlite://hunter2.db", "sqlite:///", "sqlite:///hunter2.db?a=b"),
            *("sqlite:///:memory:", "sqlite:///%3Amemory%3A", "sqlite:///hunter2%00.db"),
            *("sqlite:///hunter2%ff.db", "sqlite:///hunter2\ud800.db"),
        ],
    )
    def test_url_that_names_no_file_is_refused_without_its_words(self, url, tmp_path, monkeypatch):
        """A URL may hold a password, and nothing is made."""
        monkeypatch.chdir(tmp_path)
        with pytest.raises(UnknownStoreError) as caught:
            open_store(url)

        assert "hunter2" not in str(caught.value)
        assert [] == list(tmp_path.iterdir())

    def test_three_strokes_name_a_file_in_the_working_directory(self, tmp_path, monkeypatch):
        """And what a URL cannot say is written with percent signs."""
        monkeypatch.chdir(tmp_path)
        open_store("sqlite:///my%20goals.db").close()

        assert ["my goals.db"] == [path.name for path in tmp_path.iterdir()]

    def test_repr_does_not_show_where_it_is(self, tmp_path):
        """A path may name a person."""
        with open_store(url_of(tmp_path)) as opened:
            assert "<SqliteBackend>" == repr(opened.backend)

    def test_write_that_fails_is_taken_back_and_the_store_goes_on(self, tmp_path):
        """A full disk is an error, not the end."""
        with open_store(url_of(tmp_path)) as opened:
            saved = opened.save(goal_of())
            raw = raw_of(opened)
            (pages,) = raw.execute("PRAGMA page_count").fetchone()
            raw.execute(f"PRAGMA max_page_count={pages}")
            with pytest.raises(StoreError, match="could not be written"):
                opened.save(attrs.evolve(saved, statement="I will walk. " * 10_000))
            raw.execute("PRAGMA max_page_count=1000000")

            assert 2 == opened.save(saved.started(day=MONDAY)).version

    def test_commit_that_fails_is_taken_back_and_the_store_goes_on(self, tmp_path):
        """Also where everything was written and the last word was not."""
        with open_store(url_of(tmp_path)) as opened:
            raw = raw_of(opened)
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


class TestClosing:
    def test_closed_store_says_so(self, tmp_path):
        """Every call is an error of the store, and not of the driver."""
        opened = open_store(url_of(tmp_path))
        opened.close()
        opened.close()
        for call in (
            lambda: opened.save(goal_of()),
            lambda: opened.get("g-1"),
            lambda: opened.history("g-1"),
            lambda: opened.record("c-17", done()),
            lambda: opened.tenant("clinic-2").journal("c-17"),
            opened.migrate,
        ):
            with pytest.raises(StoreError) as caught:
                call()

            assert isinstance(caught.value.__cause__, sqlite3.ProgrammingError)

    def test_store_that_nobody_closed_is_closed_with_its_last_use(self, tmp_path):
        """An app that forgets leaves no log behind."""
        opened = open_store(url_of(tmp_path))
        opened.save(goal_of())
        gone = weakref.ref(opened.backend)
        del opened
        gc.collect()

        assert gone() is None
        assert ["goals.db"] == [path.name for path in tmp_path.iterdir()]


FORKED = """
import os, sys
from smartgoals import Done, StoreError, open_store
store = open_store(sys.argv[1])
child = os.fork()
if child == 0:
    said = []
    for call in (lambda: store.journal("c-17"), lambda: store.get("g-1"), store.migrate,
                 lambda: store.hold("c-17", reason="r")):
        try:
            call()
        except StoreError as error:
            said.append("forked" in str(error))
    store.close()
    sys.exit(0 if said == [True] * 4 else 1)
_, status = os.waitpid(child, 0)
store.hold("c-17", reason="r")
sys.exit(os.waitstatus_to_exitcode(status))
"""


CHILD_OPENS = """
import os, sys
from smartgoals import Goal, StoreError, open_store
store = open_store(sys.argv[1])
store.record("c-17")
if sys.argv[2] == "closed":
    store.close()
child = os.fork()
if child == 0:
    try:
        with open_store(sys.argv[1]) as mine:
            mine.save(Goal(id="g-child", subject="c-17", statement="I will walk."))
    except StoreError as error:
        os._exit(7 if "before you fork" in str(error) else 1)
    os._exit(0)
_, status = os.waitpid(child, 0)
store.close()
sys.exit(os.waitstatus_to_exitcode(status))
"""


class TestForking:
    @pytest.mark.parametrize(("state", "code"), [("open", 7), ("closed", 0)])
    def test_forked_process_opens_no_file_that_was_open_before(self, tmp_path, state, code):
        """SQLite would take the locks of the other for its own, and throw the log away."""
        run = [sys.executable, "-W", "ignore", "-c", CHILD_OPENS, url_of(tmp_path), state]

        assert code == subprocess.run(run, check=False).returncode  # noqa: S603  # this Python

    def test_forked_process_is_told_to_open_its_own(self, tmp_path):
        """Two processes on one connection would damage the file; the parent goes on."""
        run = [sys.executable, "-W", "ignore", "-c", FORKED, url_of(tmp_path)]

        assert 0 == subprocess.run(run, check=False).returncode  # noqa: S603  # this Python
        with open_store(url_of(tmp_path)) as opened:
            assert ["c-17"] == [subject.id for subject in opened.subjects()]

    def test_file_of_a_parent_is_refused_and_another_is_not(self, tmp_path, monkeypatch):
        """Which file it is counts, and whose."""
        with open_store(url_of(tmp_path)) as opened:
            file = opened.backend._file
        monkeypatch.setattr(_sqlite, "_opened", [(*file, os.getpid() + 1)])
        with pytest.raises(StoreError, match="before you fork"):
            open_store(url_of(tmp_path))
        (tmp_path / "other").mkdir()
        open_store(url_of(tmp_path / "other")).close()

        assert 1 == len(_sqlite._opened)

    def test_forked_process_neither_uses_nor_closes_it(self, tmp_path, monkeypatch):
        """What it says is the same, whichever question was asked."""
        opened = open_store(url_of(tmp_path))
        pid = os.getpid()
        monkeypatch.setattr(_sqlite.os, "getpid", lambda: pid + 1)
        for call in (
            lambda: opened.get("g-1"),
            opened.find,
            lambda: opened.save(goal_of()),
            opened.migrate,
            opened.scrub,
        ):
            with pytest.raises(StoreError, match="spawn or forkserver"):
                call()
        opened.close()
        _sqlite._close(opened.backend._log, [raw_of(opened)], (0, 0, pid))
        monkeypatch.undo()

        assert 1 == opened.save(goal_of()).version
        opened.close()
        _sqlite._of_parents.clear()


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


def started(code, *arguments):
    return subprocess.Popen(  # noqa: S603  # this Python, with code of this file
        [sys.executable, "-c", code, *map(str, arguments)], cwd=HERE.parent
    )


CHANGES = """
import sys
from smartgoals import open_store
from tests.test_stores_sqlite import many_changes
with open_store(sys.argv[1]) as store:
    many_changes(store, 10)
"""


class TestTogether:
    def test_threads_on_one_handle_lose_no_update(self, tmp_path):
        """Each conflict is loaded again and tried again, and nothing is missing in the end."""
        with open_store(url_of(tmp_path)) as opened, ThreadPoolExecutor(4) as pool:
            opened.save(goal_of())
            for work in [pool.submit(many_changes, opened, 10) for _ in range(4)]:
                work.result()

            assert (41, 41, 40) == (
                opened.get("g-1").revision,
                opened.get("g-1").version,
                len(opened.journal("c-17")),
            )

    def test_processes_on_one_file_lose_no_update(self, tmp_path):
        """What holds for threads holds for workers."""
        with open_store(url_of(tmp_path)) as opened:
            opened.save(goal_of())
            workers = [started(CHANGES, url_of(tmp_path)) for _ in range(2)]

            assert [0, 0] == [worker.wait() for worker in workers]
            assert (21, 21, 20) == (
                opened.get("g-1").revision,
                opened.get("g-1").version,
                len(opened.journal("c-17")),
            )

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

    def test_who_was_about_to_make_the_file_finds_it_made(self, tmp_path, monkeypatch):
        """It was empty when it was looked at first."""
        looked = _sqlite._schema

        def looked_before_somebody_made_it(run):
            found = looked(run)
            monkeypatch.undo()
            open_store(url_of(tmp_path)).close()
            return found

        monkeypatch.setattr(_sqlite, "_schema", looked_before_somebody_made_it)
        with open_store(url_of(tmp_path)) as opened:
            assert 1 == opened.save(goal_of()).version

    def test_many_may_make_the_file_at_once(self, tmp_path):
        """One makes the tables, and the others find them."""
        ready = threading.Barrier(4)

        def opened(number):
            ready.wait()
            with open_store(url_of(tmp_path)) as store:
                return store.save(goal_of(id=f"g-{number}")).version

        with ThreadPoolExecutor(4) as pool:
            assert [1, 1, 1, 1] == list(pool.map(opened, range(4)))

    def test_waiting_has_an_end(self, tmp_path, monkeypatch):
        """Somebody who never lets go is an error, and trying again may help."""
        for module in (_sqlite, _sqlite_log):
            monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
        raw = sqlite3.connect(tmp_path / "goals.db", isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(TransientStoreError) as caught:
            open_store(url_of(tmp_path))

        assert sqlite3.SQLITE_BUSY == caught.value.__cause__.sqlite_errorcode
        raw.execute("ROLLBACK")
        with open_store(url_of(tmp_path)) as opened:
            raw.execute("BEGIN IMMEDIATE")
            with pytest.raises(TransientStoreError, match="try again"):
                opened.save(goal_of())
            raw.close()

            assert 1 == opened.save(goal_of()).version


def after_redaction(folder, *, length, prepare=None):
    """Redact one note among others; return whether it was, and still is, on the disk."""
    private = f"{PRIVATE}|" * length
    with open_store(url_of(folder)) as opened:
        if prepare is not None:
            raw_of(opened).execute(prepare)
        for number in range(20):
            opened.record("c-17", Noted(text=f"note {number}" * 30, id=f"n-{number}", day=MONDAY))
        opened.record("c-17", Noted(text=private, id="e-1", day=MONDAY))
        note = Noted(text=private, id="e-1", day=MONDAY).stamped(id="e-1", at=NOON)
        opened.record("c-17", Corrected(replacement=note, day=MONDAY))
        was = is_on_the_disk(folder, PRIVATE)
        opened.record("c-17", redacted("e-1"))
        return was, is_on_the_disk(folder, PRIVATE), 20 == len(opened.journal("c-17").current)


def moved(name, time):
    """Return a write of a long or a short document that names a person often."""
    row = GoalRow(f"{name}{time}", name, 1, "at", None, None, name * (1, 150, 20)[time])
    return GoalWrite(row, SearchKeys("active", None, (name,), (name,), is_reviewed=True))


class TestOnTheDisk:
    @pytest.mark.parametrize("length", [1, 20, 1_000])
    def test_bytes_of_what_was_redacted_are_gone(self, tmp_path, length):
        """Destroyed is destroyed, however long it was, and nothing else is."""
        assert (True, False, True) == after_redaction(tmp_path, length=length)
        assert not is_on_the_disk(tmp_path, PRIVATE)

    def test_check_catches_a_file_that_only_marks_as_deleted(self, tmp_path, monkeypatch):
        """That is what SQLite does by itself; a file that is too large is overwritten at least."""
        monkeypatch.setattr(_sqlite_log, "_MOST_COMPACTED_PAGES", 0)
        (tmp_path / "marks").mkdir()
        found = after_redaction(tmp_path / "marks", length=20, prepare="PRAGMA secure_delete=OFF")

        assert (True, True, True) == found
        assert (True, False, True) == after_redaction(tmp_path, length=20)

    def test_bytes_of_who_was_erased_are_gone(self, tmp_path):
        """Goals, history, entries, keys and changes; others keep theirs."""
        with open_store(url_of(tmp_path)) as opened:
            for person in range(40):
                goal = opened.save(
                    goal_of(id=f"g-{person}", subject=f"c-{person}", statement=PRIVATE * 9),
                    Noted(text=f"{PRIVATE} {person}-", id=f"e-{person}", day=MONDAY),
                )
                opened.save(attrs.evolve(goal, statement="I will run.").started(day=MONDAY))
            receipts = [opened.erase(f"c-{n}", reason="request") for n in range(40) if n != 7]

            assert {(1, 2, 1, True)} == {
                (one.goals, one.writes, one.entries, one.is_scrubbed) for one in receipts
            }
            assert not any(is_on_the_disk(tmp_path, f"{PRIVATE} {n}-") for n in range(40) if n != 7)
            assert not is_on_the_disk(tmp_path, "e-39")
            assert (2, 1) == (len(opened.history("g-7")), len(opened.journal("c-7")))

    @pytest.mark.parametrize("is_compacted", [True, False])
    def test_copies_that_sqlite_left_when_it_moved_rows_are_gone(
        self, tmp_path, monkeypatch, is_compacted
    ):
        """In a file too large to be written anew some may stay, and the receipt says so."""
        if not is_compacted:
            monkeypatch.setattr(_sqlite_log, "_MOST_COMPACTED_PAGES", 0)
        with open_store(url_of(tmp_path)) as opened:
            names = [f"person-{number:03}-" for number in range(200)]
            for time in range(3):
                batch = [moved(name, time) for name in sorted(names, key=lambda n: n[::-1])]
                opened.backend.put("t", Batch(tuple(batch)))
            store = opened.tenant("t")
            receipts = [store.erase(name, reason="request") for name in names[::2]]
            # The mark that it was done, and its change, name the person three times.
            left = (tmp_path / "goals.db").read_bytes()

            assert {is_compacted} == {receipt.is_scrubbed for receipt in receipts}
            assert is_compacted == all(left.count(name.encode()) <= 3 for name in names[::2])

    def test_large_file_is_scrubbed_when_it_is_asked_for(self, tmp_path, monkeypatch):
        """At a quiet hour it may take its time."""
        monkeypatch.setattr(_sqlite_log, "_MOST_COMPACTED_PAGES", 0)
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", Noted(text=PRIVATE, id="e-1", day=MONDAY))

            assert not opened.erase("c-17", reason="request").is_scrubbed
            assert opened.scrub()
            assert opened.erase("c-17", reason="again").is_scrubbed
            assert not is_on_the_disk(tmp_path, PRIVATE)

    def test_file_remembers_that_it_has_to_be_scrubbed(self, tmp_path, monkeypatch):
        """A process may be killed between an erasure and the scrubbing."""
        monkeypatch.setattr(_sqlite_log, "_MOST_COMPACTED_PAGES", 0)
        with open_store(url_of(tmp_path)) as opened:
            opened.erase("c-17", reason="request")
        with open_store(url_of(tmp_path)) as opened:
            before = opened.erase("c-18", reason="request").is_scrubbed
        monkeypatch.undo()
        with open_store(url_of(tmp_path)) as opened:
            left = raw_of(opened).execute("SELECT count(*) FROM unscrubbed").fetchone()

            assert (False, (0,)) == (before, left)

    def test_what_is_destroyed_during_a_scrubbing_is_remembered(self, tmp_path):
        """Another process may do so, and be killed."""
        with open_store(url_of(tmp_path)) as opened, open_store(url_of(tmp_path)) as other:
            raw = raw_of(opened)

            def destroy_more(action, *_):
                if action == sqlite3.SQLITE_DELETE and destroying:
                    destroying.pop()
                    raw_of(other).execute("INSERT INTO unscrubbed DEFAULT VALUES")
                return sqlite3.SQLITE_OK

            destroying = [True]
            raw.set_authorizer(destroy_more)
            opened.scrub()
            raw.set_authorizer(None)

            assert [(1,)] == raw.execute("SELECT count(*) FROM unscrubbed").fetchall()

    def test_another_process_scrubs_what_one_left_behind(self, tmp_path, monkeypatch):
        """Somebody was reading while it was erased, and who erased it is gone."""
        monkeypatch.setattr(_sqlite, "_PATIENCE_SECONDS", 0.0)
        monkeypatch.setattr(_sqlite_log, "_LOOKS_EVERY", 3)
        with open_store(url_of(tmp_path)) as stays:
            goes = open_store(url_of(tmp_path))
            goes.record("c-17", Noted(text=PRIVATE, id="e-1", day=MONDAY))
            reader = sqlite3.connect(tmp_path / "goals.db", isolation_level=None)
            reader.execute("BEGIN")
            reader.execute("SELECT document FROM entries").fetchall()
            goes.erase("c-17", reason="request")
            goes.close()
            reader.close()
            left = [
                (stays.record("c-18", done(f"e-{n}")), is_on_the_disk(tmp_path, PRIVATE))[1]
                for n in range(2)
            ]

            # Opening it was the first of three times.
            assert [True, False] == left

    def test_bytes_that_somebody_is_reading_go_with_the_next_write(self, tmp_path, monkeypatch):
        """A reader keeps the log alive; nobody waits for long, and it is tried again."""
        monkeypatch.setattr(_sqlite, "_PATIENCE_SECONDS", 0.01)
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", Noted(text=PRIVATE, id="e-1", day=MONDAY))
            reader = sqlite3.connect(tmp_path / "goals.db", isolation_level=None)
            reader.execute("BEGIN")
            reader.execute("SELECT document FROM entries").fetchall()
            receipt = opened.erase("c-17", reason="request")
            opened.record("c-18", done("e-2"))
            was = is_on_the_disk(tmp_path, PRIVATE)
            reader.close()
            opened.record("c-18", done("e-3"))

            assert (False, True, False) == (
                receipt.is_scrubbed,
                was,
                is_on_the_disk(tmp_path, PRIVATE),
            )
            assert opened.erase("c-17", reason="again").is_scrubbed

    def test_bytes_that_a_crash_left_go_when_the_file_is_opened(self, tmp_path):
        """Nothing that was destroyed waits for the next write."""
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", Noted(text=PRIVATE, id="e-1", day=MONDAY))
            crashed = tmp_path / "crashed"
            crashed.mkdir()
            raw_of(opened).execute("DELETE FROM entries")
            for name in ("goals.db", "goals.db-wal"):
                shutil.copy(tmp_path / name, crashed / name)
        was = is_on_the_disk(crashed, PRIVATE)
        with open_store(url_of(crashed)):
            assert (True, False) == (was, is_on_the_disk(crashed, PRIVATE))

    def test_log_that_cannot_be_emptied_fails_no_write(self, tmp_path):
        """The words go with a later write; what was written meanwhile is written."""

        def refuse_to_empty(action, name, *_):
            asked = (action, name) == (sqlite3.SQLITE_PRAGMA, "journal_size_limit")
            return sqlite3.SQLITE_DENY if asked else sqlite3.SQLITE_OK

        with open_store(url_of(tmp_path)) as opened:
            raw = raw_of(opened)
            (noted,) = opened.record("c-17", Noted(text="a secret word", day=MONDAY))
            raw.set_authorizer(refuse_to_empty)
            opened.record("c-17", redacted(noted.id))
            held = is_on_the_disk(tmp_path, "a secret word")
            saved = opened.save(goal_of())
            raw.set_authorizer(None)
            opened.save(saved)

            assert (1, True) == (saved.version, held)
            assert not is_on_the_disk(tmp_path, "a secret word")


INTERRUPTED = """
import signal, sqlite3, sys, threading
from pathlib import Path
from smartgoals import Goal, open_store
class Interrupted(Exception): pass
def interrupt(*_): raise Interrupted
signal.signal(signal.SIGALRM, interrupt)
store = open_store(sys.argv[1])
other = sqlite3.connect(sys.argv[2], isolation_level=None, check_same_thread=False)
other.execute("BEGIN IMMEDIATE")
threading.Timer(0.5, lambda: other.execute("ROLLBACK")).start()
signal.setitimer(signal.ITIMER_REAL, 0.2)
try:
    store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
except Interrupted:
    store.save(Goal(id="g-2", subject="c-17", statement="I will walk."))
    other.execute("BEGIN IMMEDIATE")
    sys.exit(7)
"""
AT_EXIT = """
import sys, threading
from smartgoals import Goal, new_id, open_store
store = open_store(sys.argv[1])
saved = threading.Event()
def save_on():
    while True:
        store.save(Goal(id=new_id(), subject="c-17", statement="I will walk."))
        store.find(limit=1000)
        saved.set()
threading.Thread(target=save_on, daemon=True).start()
saved.wait(30)
"""


def status_of(code, *arguments):
    run = [sys.executable, "-W", "ignore", "-c", code, *map(str, arguments)]
    return subprocess.run(run, check=False, timeout=60).returncode  # noqa: S603  # this Python


class TestSignals:
    def test_interrupted_wait_leaves_no_transaction_open(self, tmp_path):
        """The next write goes on, and so do other processes."""
        assert 7 == status_of(INTERRUPTED, url_of(tmp_path), tmp_path / "goals.db")

    def test_process_may_end_while_a_thread_writes(self, tmp_path):
        """What was committed is there; the file is not closed under the thread."""
        assert [0, 0, 0] == [status_of(AT_EXIT, url_of(tmp_path)) for _ in range(3)]
        with open_store(url_of(tmp_path)) as opened:
            assert opened.find()


class TestOtherFiles:
    @pytest.mark.parametrize("schema", [0, 1, 2, 7])
    def test_file_of_another_application_is_left_alone(self, tmp_path, schema):
        """Not a table more, and no other way to keep its log."""
        path = tmp_path / "goals.db"
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE customers (name TEXT)")
            other.execute(f"PRAGMA user_version={schema}")
        before = path.read_bytes()
        with pytest.raises(StoreError, match="another application"):
            open_store(url_of(tmp_path))

        assert before == path.read_bytes()

    @pytest.mark.parametrize("how", ["removed", "replaced"])
    def test_file_that_was_taken_away_is_not_written(self, tmp_path, how):
        """What is confirmed would be nowhere."""
        opened = open_store(url_of(tmp_path))
        opened.save(goal_of())
        if how == "removed":
            (tmp_path / "goals.db").unlink()
        else:
            (tmp_path / "other.db").touch()
            (tmp_path / "other.db").replace(tmp_path / "goals.db")
        for write in (
            lambda: opened.save(goal_of(id="g-2")),
            lambda: opened.erase("c", reason="r"),
        ):
            with pytest.raises(StoreError, match="taken away or replaced"):
                write()
        opened.close()

    def test_link_to_nowhere_makes_a_file_for_its_owner_alone(self, tmp_path):
        """The rights are those of the file, not of the link."""
        (tmp_path / "goals.db").symlink_to(tmp_path / "real.db")
        with open_store(url_of(tmp_path)) as opened:
            opened.save(goal_of())

            assert {0o600} == {
                stat.S_IMODE((tmp_path / name).stat().st_mode)
                for name in ("real.db", "real.db-wal")
            }

    def test_damaged_text_is_told_without_the_text(self, tmp_path):
        """Python's own error would hold it, and every traceback would print it."""
        with open_store(url_of(tmp_path)) as opened:
            opened.save(goal_of(statement=PRIVATE))
            raw_of(opened).execute("UPDATE versions SET document = CAST(x'ff' AS TEXT) || document")
            for read in (lambda: opened.get("g-1"), lambda: opened.history("g-1"), opened.find):
                with pytest.raises(StoreError, match="damaged") as caught:
                    read()

                assert (None, None) == (caught.value.__cause__, caught.value.__context__)

    def test_path_is_not_in_the_cause(self, tmp_path):
        """It may name a person."""
        with pytest.raises(StoreError) as caught:
            open_store(f"sqlite:///{tmp_path}/c-anna/goals.db")

        assert "c-anna" not in f"{caught.value}{caught.value.__cause__}"
        assert caught.value.__suppress_context__

    def test_closed_store_says_so(self, tmp_path):
        """And not that the file is broken."""
        opened = open_store(url_of(tmp_path))
        opened.close()
        for call in (opened.find, lambda: opened.get("g-1"), lambda: opened.save(goal_of())):
            with pytest.raises(StoreError, match="the store is closed"):
                call()

    def test_nothing_is_sorted_in_a_file_of_the_system(self, tmp_path):
        """It would keep what a person wrote, and nobody would scrub it."""
        with open_store(url_of(tmp_path)) as opened:
            backend = opened.backend

            assert [(2,), (2,)] == [
                run.execute("PRAGMA temp_store").fetchone()
                for run in (backend._connection, backend._reading)
            ]


class TestReading:
    def test_who_reads_does_not_wait_for_who_writes(self, tmp_path):
        """A write of this process may wait for another process for long."""
        with open_store(url_of(tmp_path)) as opened:
            opened.save(goal_of())
            other = sqlite3.connect(tmp_path / "goals.db", isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            writer = threading.Thread(target=lambda: opened.save(goal_of(id="g-2")))
            writer.start()
            seen = opened.get("g-1"), len(opened.find())
            was_waiting = writer.is_alive()
            other.execute("ROLLBACK")
            other.close()
            writer.join()

            assert ((goal_of(), 1), True, 2) == (seen, was_waiting, len(opened.find()))


FRAME = 24 + 4096
WRITES = """
import sys
from smartgoals import Noted, open_store
from smartgoals.stores import _sqlite_log
import datetime as dt
_sqlite_log._MOST_PAGES = int(sys.argv[2])
with open_store(sys.argv[1]) as store:
    for number in range(100):
        store.record("c-17", Noted(text="a note " * 300, day=dt.date(2025, 2, 3)))
"""


class TestLog:
    @pytest.mark.parametrize(("most", "is_short"), [(40, True), (10**6, False)])
    def test_log_of_two_processes_stays_short(self, tmp_path, most, is_short):
        """Whoever finds it long copies it; without that it grows for ever."""
        with open_store(url_of(tmp_path)):
            workers = [started(WRITES, url_of(tmp_path), most) for _ in range(2)]

            assert [0, 0] == [worker.wait() for worker in workers]
            size = (tmp_path / "goals.db-wal").stat().st_size

        assert is_short == (size < 100 * FRAME)

    def test_nothing_but_its_owner_runs_a_checkpoint(self, tmp_path, monkeypatch):
        """SQLite by itself runs one every 1000 pages, in whichever process that is."""
        monkeypatch.setattr(_sqlite_log, "_MOST_PAGES", 10**6)
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", *[Noted(text="a note " * 900, day=MONDAY) for _ in range(800)])
            opened.record("c-17", done())

            assert (tmp_path / "goals.db-wal").stat().st_size > 1_100 * FRAME
            assert (tmp_path / "goals.db").stat().st_size < 1_000 * FRAME

    def test_nobody_writes_while_the_log_is_copied(self, tmp_path):
        """SQLite could damage the file otherwise."""
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", done())
            other = sqlite3.connect(tmp_path / "goals.db", isolation_level=None, timeout=0)
            seen = []

            def look(action, name, *_):
                with pytest.raises(sqlite3.OperationalError, match="locked"):
                    other.execute("BEGIN IMMEDIATE")
                seen.append(name)
                return sqlite3.SQLITE_OK

            log = opened.backend._log
            log.scrub(seconds=0)
            log._copier.set_authorizer(look)
            log._scrub(seconds=0)
            other.execute("BEGIN IMMEDIATE")
            other.close()

            assert ["wal_checkpoint"] == seen

    def test_reader_who_keeps_the_log_is_not_asked_again_at_once(self, tmp_path, monkeypatch):
        """It is copied as far as it can be, and again when it has grown as much once more."""
        monkeypatch.setattr(_sqlite_log, "_MOST_PAGES", 10)
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", done())
            reader = sqlite3.connect(tmp_path / "goals.db", isolation_level=None)
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM entries").fetchall()
            log = opened.backend._log
            copies = []
            monkeypatch.setattr(log, "_copy", lambda: copies.append(1) or type(log)._copy(log))
            for _ in range(10):
                opened.record("c-17", done())
            while_read = len(copies)
            reader.close()
            for _ in range(10):
                opened.record("c-17", done())

            assert 1 <= while_read <= 6
            assert 10 == log._most_pages

    def test_log_that_cannot_be_copied_fails_no_write(self, tmp_path, monkeypatch):
        """What was written is written."""
        monkeypatch.setattr(_sqlite_log, "_MOST_PAGES", 1)
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", done())
            opened.backend._log._copier.close()
            opened.record("c-17", done())

            assert 2 == len(opened.journal("c-17"))

    def test_link_to_the_file_has_the_log_of_the_file(self, tmp_path):
        """SQLite puts it beside what the link names."""
        (tmp_path / "there").mkdir()
        (tmp_path / "goals.db").symlink_to(tmp_path / "there" / "goals.db")
        (tmp_path / "there" / "goals.db").touch()
        with open_store(url_of(tmp_path)) as opened:
            opened.record("c-17", Noted(text=PRIVATE, id="e-1", day=MONDAY))

            assert opened.erase("c-17", reason="request").is_scrubbed
            assert not is_on_the_disk(tmp_path / "there", PRIVATE)


def old_file(folder):
    """Make a file as the program of schema 1 left it."""
    raw = sqlite3.connect(folder / "goals.db")
    raw.executescript((HERE / "data" / "sqlite-1.sql").read_text("utf-8"))
    raw.close()
    return url_of(folder)


class TestMigrating:
    def test_old_file_waits_for_its_migration(self, tmp_path):
        """Nothing is read or written before the host says so."""
        with open_store(old_file(tmp_path)) as opened:
            for call in (
                lambda: opened.get("g-1"),
                opened.find,
                lambda: opened.journal("c-17"),
                lambda: opened.save(goal_of()),
                lambda: opened.erase("c-17", reason="request"),
            ):
                with pytest.raises(StoreError, match=r"call migrate\(\)"):
                    call()
            opened.migrate()

            assert format_1.GOAL == opened.get("g-1")

    @pytest.mark.parametrize(
        "ask", [lambda store: store.get("g-1"), lambda store: store.find()], ids=["get", "find"]
    )
    def test_who_closes_and_who_reads_an_old_file_do_not_block_each_other(self, tmp_path, ask):
        """The schema is looked at under the lock of the writer, without that of the readers."""
        with open_store(old_file(tmp_path)) as opened:
            reading = opened.backend._reading_lock
            opened.backend._lock.acquire()

            def read():
                with suppress(StoreError):
                    ask(opened)

            waiting = threading.Thread(target=read)
            waiting.start()
            waiting.join(0.05)
            is_free = reading.acquire(timeout=5)
            reading.release()
            was_waiting = waiting.is_alive()
            opened.backend._lock.release()
            waiting.join()

            assert (True, True) == (is_free, was_waiting)

    def test_all_of_an_old_file_is_there_after_it(self, tmp_path):
        """Goals with their history, journals, tenants, and what was redacted stays out."""
        with open_store(old_file(tmp_path)) as opened:
            opened.migrate()
            first, second = opened.history("g-2")
            said = opened.journal("c-17")

            assert [("proposed", None), ("active", 2)] == [
                (str(first.goal.lifecycle), first.author),
                (str(second.goal.lifecycle), second.version),
            ]
            assert first.at < second.at
            assert {*format_1.JOURNAL} < {*said}
            assert ["e-redacts"] == [
                entry.id for entry in said if getattr(entry, "entry", "") == "e-gone-2"
            ]
            assert () == opened.record("c-17", Noted(text="again", id="e-gone-2", day=MONDAY))
            assert "I will swim." == opened.tenant("clinic-2").get("g-2").statement
            assert ["c-98", "c-99"] == [
                subject.id for subject in opened.tenant("clinic-2").subjects()
            ]

    def test_goals_of_an_old_file_are_found(self, tmp_path):
        """By what their latest documents say."""
        with open_store(old_file(tmp_path)) as opened:
            opened.migrate()

            def found(**query):
                return [one.goal.id for one in opened.find(**query)]

            assert ["g-1", "g-2"] == found() == found(subject="c-17")
            assert ["g-2"] == found(lifecycle=Lifecycle.ACTIVE) == found(review_by=MONDAY)
            assert ["g-1"] == found(key_area="anxiety") == found(responsible="c-17")
            assert ["g-1"] == found(due_by=format_1.MARCH)

    def test_changes_of_an_old_file_can_be_followed(self, tmp_path):
        """Goals first, each write of a goal before the next, and new ones behind."""
        with open_store(old_file(tmp_path)) as opened:
            opened.migrate()
            old = opened.changes()
            opened.save(goal_of(id="g-9"))

            assert [("g-2", 1), ("g-1", 1), ("g-2", 2)] == [
                (change.id, change.version) for change in old[:3]
            ]
            assert {"entry"} == {str(change.kind) for change in old[3:]}
            assert len(opened.journal("c-17")) == len(old[3:])
            assert ["g-9"] == [change.id for change in opened.changes(after=old.next)]

    def test_migrating_again_changes_nothing(self, tmp_path):
        """Not a new file, nor one that was migrated."""
        for make in (url_of, old_file):
            (tmp_path / make.__name__).mkdir()
            with open_store(make(tmp_path / make.__name__)) as opened:
                opened.migrate()
                before = list(raw_of(opened).iterdump())
                opened.migrate()

                assert before == list(raw_of(opened).iterdump())

    def test_two_may_migrate_at_once(self, tmp_path):
        """One does it, and the other finds it done; who did not ask finds it too."""
        url = old_file(tmp_path)
        ready = threading.Barrier(2)

        def migrated(store):
            ready.wait()
            store.migrate()
            return store.get("g-1")

        with open_store(url) as one, open_store(url) as other, open_store(url) as third:
            with ThreadPoolExecutor(2) as pool:
                assert [format_1.GOAL] * 2 == list(pool.map(migrated, (one, other)))
            assert format_1.GOAL == third.get("g-1")

    def test_old_file_that_is_damaged_stays_as_it_was(self, tmp_path):
        """All of it is migrated, or nothing."""
        url = old_file(tmp_path)
        raw = sqlite3.connect(tmp_path / "goals.db")
        raw.execute("UPDATE goals SET document = ? WHERE tenant = 'clinic-2'", (PRIVATE,))
        raw.commit()
        before = list(raw.iterdump())
        raw.close()
        with open_store(url) as opened:
            with pytest.raises(StoreError, match="damaged") as caught:
                opened.migrate()

            assert isinstance(caught.value.__cause__, DecodeError)
            assert PRIVATE not in f"{caught.value}{caught.value.__cause__}"
            assert before == list(raw_of(opened).iterdump())
            with pytest.raises(StoreError, match=r"call migrate\(\)"):
                opened.get("g-1")

    def test_migrated_file_has_nothing_of_who_is_erased(self, tmp_path):
        """Nothing of the old tables is left on the disk."""
        with open_store(old_file(tmp_path)) as opened:
            opened.migrate()
            was = is_on_the_disk(tmp_path, "breathe deeply")
            opened.erase("c-17", reason="request")

            assert (True, False) == (was, is_on_the_disk(tmp_path, "breathe deeply"))

    def test_migration_that_cannot_be_written_is_an_error_with_its_cause(self, tmp_path):
        """And it is taken back."""
        with open_store(old_file(tmp_path)) as opened:
            raw = raw_of(opened)
            (pages,) = raw.execute("PRAGMA page_count").fetchone()
            raw.execute(f"PRAGMA max_page_count={pages}")
            with pytest.raises(StoreError, match="could not be written"):
                opened.migrate()
            raw.execute("PRAGMA max_page_count=1000000")
            opened.migrate()

            assert format_1.GOAL == opened.get("g-1")

    def test_file_of_a_newer_version_is_refused_and_left_alone(self, tmp_path):
        """An old program would lose what it does not know."""
        opened = open_store(url_of(tmp_path))
        raw = sqlite3.connect(tmp_path / "goals.db")
        raw.execute("PRAGMA user_version=99")
        with pytest.raises(StoreError, match="newer version"):
            open_store(url_of(tmp_path))
        with pytest.raises(StoreError, match="newer version"):
            opened.migrate()

        assert (99,) == raw.execute("PRAGMA user_version").fetchone()
        raw.close()
        opened.close()
