from __future__ import annotations

import asyncio
import datetime as dt
import importlib
import inspect
import multiprocessing
import random
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import (
    Done,
    Goal,
    InvalidValueError,
    NotFoundError,
    StoreError,
    open_store,
    open_store_async,
)
from smartgoals.errors import (
    ErasedError,
    LegalHoldError,
    MissingExtraError,
    SmartGoalsError,
    TransientStoreError,
)
from smartgoals.stores import Page, Store, Write
from smartgoals.testing import (
    AsyncFaultyStore,
    ConcurrencyReport,
    CrashReport,
    FaultyStore,
    LawBrokenError,
    PowerCutReport,
    ScrubReport,
    _child,
    _leftovers,
    _power_cut,
    _store_crash,
    _store_processes,
    _warmed,
    concurrency_check,
    crash_check,
    leftovers,
    power_cut_check,
    scrub_check,
)
from smartgoals.testing._broken_storages import (
    AnswersEarly,
    CountsOnTop,
    ForgetsOperations,
    ForgetsPositions,
    KeepsBytes,
    KeepsCopies,
    KeepsLog,
    SkipsChanges,
    WritesInTwo,
    open_broken,
)
from smartgoals.testing._power_disk import BackendOnDisk, Disk
from smartgoals.testing._store_script import Script, check_contents, check_recovered
from smartgoals.testing._wrapped_backend import WrappedBackend
from tests.in_children import RefusesAll, wait_for_ever

MONDAY = dt.date(2025, 2, 3)
ENOUGH = 60


def walk(**fields):
    return Goal(**{"id": "g-1", "subject": "c-17", "statement": "I will walk."} | fields)


def memory():
    store = open_store("memory:")
    return lambda: store


@pytest.fixture
def fresh(tmp_path):
    """Make files in SQLite, each in a folder of its own."""
    numbers = count()

    def made(break_it=None):
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        url = f"sqlite:///{folder}/goals.db"
        return partial(open_store, url) if break_it is None else partial(open_broken, break_it, url)

    return made


def file_of(opener):
    return opener.args[-1].removeprefix("sqlite:///")


def is_sound(opener):
    with closing(sqlite3.connect(file_of(opener))) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()


class UnsendableError(Exception):
    """An error that cannot be sent to another process."""

    def __reduce__(self):
        raise TypeError


class Pipe:
    """One end of a connection, which breaks after some messages."""

    def __init__(self, breaks_after=1000):
        self.sent = []
        self._breaks_after = breaks_after

    def send(self, message):
        if len(self.sent) == self._breaks_after:
            raise BrokenPipeError
        self.sent.append(message)

    def recv(self):
        return "go"


class TestScript:
    @given(st.integers(0, 2**32), st.integers(1, 15))
    def test_store_ends_as_the_script_says(self, seed, steps):
        """Whoever works it out, and also where each step is tried twice."""
        store = open_store("memory:")
        for step in Script(seed).first(steps):
            assert step.carry_out(store)
            assert step.carry_out(store)

        assert steps == check_contents(store, Script(seed), steps)

    def test_script_has_every_kind_of_write(self):
        """Batches that change and add, single goals, entries and redactions; long and short."""
        steps = Script(7).first(200)
        sizes = [len(one.goal.statement) for step in steps for one in step.writes]

        assert {0, 1} < {len(step.writes) for step in steps}
        assert {"Noted", "Redacted"} == {
            type(entry).__name__ for step in steps for entry in step.entries
        }
        assert any({0} < {one.expect for one in step.writes} for step in steps)
        assert min(sizes) < 100
        assert max(sizes) > 2 * 4096

    def test_step_without_an_answer_may_be_there(self):
        """It is committed or not; either is right, and tried again it is there once."""
        store, script = open_store("memory:"), Script(1)
        for step in script.first(20):
            step.carry_out(store)

        assert (20, 20) == (check_contents(store, script, 19), check_contents(store, script, 20))
        assert check_recovered(store, script, 19)
        assert not check_recovered(store, script, 20)
        assert check_recovered(store, script, 20)


def after(steps, *, seed=1, break_it=None):
    """Return a store after some steps of a script, and the script."""
    store, script = open_store("memory:"), Script(seed)
    for step in script.first(steps):
        step.carry_out(store)
    return (store if break_it is None else Store(break_it(store.backend))), script


def halfway(script, least=10):
    """Return the number of a step that writes goals and entries."""
    return next(
        number
        for number in count(least)
        if script[number].writes and any(one.entries for one in script[number].writes)
    )


class NoAreas(WrappedBackend):
    """Find no goal by its key area."""

    def find(self, tenant, query, after, limit):
        return [] if query.area is not None else super().find(tenant, query, after, limit)


class TestContents:
    def test_lost_writes_are_seen(self):
        """One acknowledged step too few."""
        store, script = after(20)

        with pytest.raises(LawBrokenError, match=r"21 .* \d+ of \d+ writes and entries are lost"):
            check_contents(store, script, 21)

    def test_half_a_step_is_seen(self):
        """The goals without the entries that belong to them."""
        number = halfway(Script(1))
        store, script = after(number)
        store.put(*[attrs.evolve(one, entries=()) for one in script[number].writes])

        with pytest.raises(LawBrokenError, match="the next step is there in part"):
            check_contents(store, script, number)

    def test_what_nobody_wrote_is_seen(self):
        """Also where it belongs to somebody of whom the script knows nothing."""
        store, script = after(20)
        store.save(walk())

        with pytest.raises(LawBrokenError, match="1 writes or entries are there that should not"):
            check_contents(store, script, 20)

    @pytest.mark.parametrize(("break_it", "wrong"), [(SkipsChanges, "changes"), (NoAreas, "areas")])
    def test_disagreement_is_seen(self, break_it, wrong):
        """Everything is there, and the feed or what is found says something else."""
        store, script = after(20, break_it=break_it)

        with pytest.raises(LawBrokenError, match=f"not as they were written: {wrong}$"):
            check_contents(store, script, 20)

    def test_disagreement_after_the_next_step_is_seen(self):
        """The step without an answer is there, and the feed does not tell all of it."""
        store, script = after(21, break_it=SkipsChanges)

        with pytest.raises(LawBrokenError, match=r"not as they were written: changes$"):
            check_contents(store, script, 20)

    def test_wrong_answer_to_a_retry_is_seen(self, monkeypatch):
        """It is there, and the app is told something else."""
        store, script = after(20)
        monkeypatch.setattr(type(script[20]), "carry_out", lambda *_: False)

        with pytest.raises(LawBrokenError, match="has a wrong one when tried again"):
            check_recovered(store, script, 20)

    def test_page_that_ends_with_the_last_is_the_last(self):
        """Whoever pages asks no further than there is."""
        page = Page(items=(1, 2), next=None)

        assert [1, 2] == list(_store_processes.everything(lambda *, limit: page))


class TestCrash:
    def test_sqlite_loses_nothing(self, fresh):
        """Killed at any moment, it has what it said that it had."""
        report = crash_check(fresh, kills=3, seed=3, sound=is_sound)

        assert (3, 3) == (report.kills, report.seed)
        assert 3 <= report.acknowledged
        assert 0 <= report.unanswered <= 3

    @pytest.mark.parametrize("break_it", [AnswersEarly, WritesInTwo, ForgetsOperations])
    def test_broken_storage_is_caught(self, fresh, break_it):
        """One that answers early, one that writes by halves, one that does a retry as new."""
        with pytest.raises(LawBrokenError, match=r"kill \d+ of seed 0$"):
            crash_check(partial(fresh, break_it), kills=ENOUGH)

    def test_damage_that_a_check_of_its_own_sees_is_told(self, fresh):
        """And which kill it was, for the next search to begin there."""

        def sound(_):
            raise ValueError("what somebody said in confidence")

        with pytest.raises(LawBrokenError, match=r"^ValueError; kill 0 of seed 8$"):
            crash_check(fresh, kills=1, seed=8, sound=sound)

    def test_error_of_the_writer_is_told(self, fresh):
        """It is not taken for a kill."""
        with pytest.raises(LawBrokenError, match="another process failed: TransientStoreError"):
            crash_check(partial(fresh, RefusesAll), kills=1)

    def test_report_is_one_line(self):
        """For the log of a run."""
        report = CrashReport(kills=1000, acknowledged=2000, unanswered=3, seed=4)

        assert (
            "1,000 kills, seed 4: 2,000 writes acknowledged, 0 lost, 0 in part; "
            "3 committed and never acknowledged"
        ) == str(report)

    @pytest.mark.parametrize("kills", [0, True, 1.0, "many"])
    def test_other_number_of_kills_is_refused(self, fresh, kills):
        """None would prove nothing."""
        with pytest.raises(InvalidValueError, match="kills must be a whole number from 1"):
            crash_check(fresh, kills=kills)

    @pytest.mark.parametrize("made", [None, dict, lambda: dict], ids=["none", "one", "two"])
    def test_what_makes_no_storages_is_refused(self, made):
        """Before anything is started."""
        with pytest.raises(InvalidValueError, match="fresh must be a function that makes a func"):
            crash_check(made)

    def test_storage_that_promises_less_is_refused(self):
        """It would be blamed for what it never said."""
        with pytest.raises(InvalidValueError, match=r"fresh .* Capability.DURABLE"):
            crash_check(memory)

    def test_opener_that_cannot_be_sent_is_refused(self, fresh):
        """With what can be used instead."""

        def makes_lambdas():
            opener = fresh()
            return lambda: [opener()][0]

        with pytest.raises(InvalidValueError, match=r"openers which can be sent .*partial"):
            crash_check(makes_lambdas)

    def test_writer_says_after_each_step_that_it_is_done(self, fresh):
        """From where the one before it got to; until nobody hears it any more."""
        opener, pipe = fresh(), Pipe(4)
        with pytest.raises(BrokenPipeError):
            _store_crash.write(pipe, opener, 5, 0)
        with opener() as store:
            there = check_contents(store, Script(5), 3)

        assert ([0, 1, 2, 3], 4) == (pipe.sent, there)

    def test_writer_looks_at_the_answers(self, fresh, monkeypatch):
        """A wrong one is no reason to go on."""
        monkeypatch.setattr(type(Script(0)[0]), "carry_out", lambda *_: False)

        with pytest.raises(LawBrokenError, match="step 6 has a wrong answer"):
            _store_crash.write(Pipe(), fresh(), 5, 6)


class TestBroken:
    def test_early_answer_looks_right_until_the_crash(self):
        """Nobody can tell while the process lives."""
        backend = AnswersEarly(open_store("memory:").backend)
        store, script = Store(backend), Script(1)
        answers = [step.carry_out(store) for step in script.first(20)]
        # Who asks for a journal waits.
        store.journal("c-17")

        assert all(answers)
        assert 20 == check_contents(store, script, 20)
        store.save(walk())
        store.save(walk())
        store.close()
        assert [1] == [stored.version for stored in store.history("g-1")]

    def test_process_that_others_begin_as_copies_of_has_all_they_need(self):
        """It does once what takes long, and nothing of it can be seen."""
        importlib.reload(_warmed)

        assert "Script" in vars(_warmed)


class TestChild:
    def test_child_that_says_nothing_is_not_waited_for(self, monkeypatch):
        """Whoever looks for a hang wants to hear of it."""
        monkeypatch.setattr(_child, "_PATIENCE", 0.01)
        with (
            _child.Child(wait_for_ever) as child,
            pytest.raises(LawBrokenError, match="says nothing"),
        ):
            child.heard()

    @pytest.mark.parametrize(
        ("error", "sent"), [(StoreError("full"), StoreError), (UnsendableError(), RuntimeError)]
    )
    def test_error_is_sent(self, error, sent):
        """As it is, or by its name where it cannot be."""

        def fail(pipe):
            raise error

        pipe = Pipe()
        _child._work(pipe, fail)

        assert [sent] == [type(one) for one in pipe.sent]

    def test_process_is_no_copy_of_this_one(self, monkeypatch):
        """What is open here is not open there, on any system."""
        forks = multiprocessing.get_start_method(allow_none=True) == "fork"
        usual = _child._context().get_start_method()
        monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])

        assert usual in {"forkserver", "spawn"}
        assert "spawn" == _child._context().get_start_method()
        assert forks == (multiprocessing.get_start_method(allow_none=True) == "fork")


def with_pragmas(*pragmas):
    """Return the backend with settings of another kind."""

    class Other(BackendOnDisk):
        def __init__(self, path, disk):
            super().__init__(path, disk)
            # The mode of the log cannot be changed while another connection is there.
            if self._log._copier is not None:
                self._log._copier.close()
                self._log._copier = None
            self._reading.close()
            self._reading = self._connection
            for pragma in pragmas:
                self._connection.execute(f"PRAGMA {pragma}")

    return Other


class TestPowerCut:
    def test_sqlite_loses_nothing(self):
        """Our statements and settings keep what was answered on a disk that forgets the rest."""
        report = power_cut_check(cuts=5, seed=3)

        assert (5, 3) == (report.cuts, report.seed)
        assert 5 < report.acknowledged

    def test_seed_decides_everything(self):
        """A cut that breaks something can be looked at again."""
        assert power_cut_check(cuts=2, seed=5) == power_cut_check(cuts=2, seed=5)

    @pytest.mark.parametrize(
        "pragmas",
        [
            ("synchronous=NORMAL",),
            ("synchronous=OFF",),
            ("journal_mode=OFF",),
            ("journal_mode=DELETE", "synchronous=FULL"),
        ],
        ids=lambda pragmas: pragmas[0],
    )
    def test_setting_that_synchronises_less_is_caught(self, pragmas):
        """Each loses what was acknowledged, and OFF damages the file as well.

        The last one does not synchronise the folder after it deleted its journal, which SQLite
        says of it.
        """
        with pytest.raises(LawBrokenError, match=r"(lost|damaged|faults|Error|part).*; cut \d+ of"):
            _power_cut.survived(with_pragmas(*pragmas), cuts=ENOUGH, seed=0)

    def test_setting_that_synchronises_more_loses_nothing(self):
        """The disk is no worse than SQLite says that a disk may be."""
        other = with_pragmas("journal_mode=DELETE", "synchronous=EXTRA")

        assert 5 == _power_cut.survived(other, cuts=5, seed=0).cuts

    def test_disk_that_lies_is_caught(self):
        """No setting helps where the disk says so too early."""
        with pytest.raises(LawBrokenError, match=r"cut \d+ of seed 0"):
            _power_cut.survived(BackendOnDisk, cuts=ENOUGH, seed=0, is_honest=False)

    def test_batch_in_two_is_caught(self):
        """The cut falls between the two."""

        def in_two(path, disk):
            return WritesInTwo(BackendOnDisk(path, disk))

        with pytest.raises(LawBrokenError, match=r"there in part|lost"):
            _power_cut.survived(in_two, cuts=ENOUGH * 5, seed=0)

    def test_error_before_the_cut_is_told(self):
        """It is not taken for the cut."""

        def refuses(path, disk):
            raise StoreError("full")

        with pytest.raises(LawBrokenError, match="StoreError: full; cut 0 of seed 0"):
            _power_cut.survived(refuses, cuts=1, seed=0)

    def test_wrong_answer_is_told(self, monkeypatch):
        """The writer looks at what it is told, as an app does."""
        monkeypatch.setattr(type(Script(0)[0]), "carry_out", lambda *_: False)

        with pytest.raises(LawBrokenError, match="step 0 has a wrong answer"):
            _power_cut.survived(lambda *_: open_store("memory:").backend, cuts=1, seed=0)

    def test_damaged_file_is_told(self, tmp_path):
        """SQLite itself looks at all of it."""
        path = tmp_path / "goals.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE t (a TEXT)")
            connection.execute("CREATE INDEX i ON t (a)")
            connection.executemany("INSERT INTO t VALUES (?)", [("a",), ("b",)])
            connection.commit()
            connection.execute("PRAGMA writable_schema=ON")
            connection.execute("UPDATE sqlite_schema SET sql = replace(sql, '(a)', '(a DESC)')")
            connection.commit()

        with pytest.raises(LawBrokenError, match=r"SQLite finds \d+ faults"):
            _power_cut._check(path, Script(0), 0)

    def test_report_is_one_line(self):
        """For the log of a run."""
        report = PowerCutReport(cuts=1000, acknowledged=2000, unanswered=3, seed=4)

        assert (
            "1,000 power cuts, seed 4: 2,000 writes acknowledged, 0 lost, 0 in part, "
            "0 files damaged; 3 committed and never acknowledged"
        ) == str(report)

    @pytest.mark.parametrize("cuts", [0, True, 1.0, "many"])
    def test_other_number_of_cuts_is_refused(self, cuts):
        """None would prove nothing."""
        with pytest.raises(InvalidValueError, match="cuts must be a whole number from 1"):
            power_cut_check(cuts=cuts)

    def test_missing_extra_is_named(self, monkeypatch):
        """What needs an extra says how to get it."""
        monkeypatch.setitem(sys.modules, "apsw", None)
        monkeypatch.delitem(sys.modules, "smartgoals.testing._power_disk")

        with pytest.raises(MissingExtraError, match=r"smartgoals\[crash\]"):
            power_cut_check(cuts=1)


def a_disk(folder, *, life=1000, seed=0, **options):
    return Disk(folder, random.Random(seed), life=life, **options)  # noqa: S311  # the same each time


def left_after(act, folder, tries=60):
    """Return each content that a file may have after the power went, None where it is gone."""
    found = set()
    for seed in range(tries):
        (folder / str(seed)).mkdir()
        (folder / str(seed) / "old").write_bytes(b"a" * 2048)
        disk = a_disk(folder / str(seed), seed=seed)
        act(disk)
        disk._life = 1
        with pytest.raises(Exception, match="power"):
            disk.delete("other", is_synchronised=True)
        target = folder / f"left-{seed}"
        target.mkdir()
        disk.leave(target)
        disk.close()
        for name in ("old", "new"):
            path = target / name
            found.add((name, path.read_bytes() if path.exists() else None))
    return {content for name, content in found if name == "old"}, {
        content for name, content in found if name == "new"
    }


class TestDisk:
    def test_what_was_synchronised_stays(self, tmp_path):
        """All of it, with its name."""

        def act(disk):
            disk.opened("new")
            disk.write("new", b"b" * 600, 0)
            disk.synchronise("new")

        assert ({b"a" * 2048}, {b"b" * 600}) == left_after(act, tmp_path)

    def test_of_the_rest_any_sectors_stay(self, tmp_path):
        """So a page of several may be torn, in any order."""
        old, _ = left_after(lambda disk: disk.write("old", b"b" * 1024, 512), tmp_path)
        a, b = b"a" * 512, b"b" * 512

        assert {a + one + other + a for one in (a, b) for other in (a, b)} == old

    def test_new_file_may_be_gone_or_empty_or_of_any_sectors(self, tmp_path):
        """What was never written is zero."""

        def act(disk):
            disk.opened("new")
            disk.write("new", b"b" * 1000, 512)

        _, new = left_after(act, tmp_path, 200)

        assert {None, b"", bytes(1512), bytes(512) + b"b" * 1000} <= new

    def test_length_is_the_old_or_the_new_one(self, tmp_path):
        """To cut off is to write as well."""
        old, _ = left_after(lambda disk: disk.truncate("old", 100), tmp_path)

        assert {b"a" * 2048, b"a" * 100} == old

    def test_deleted_file_may_come_back(self, tmp_path):
        """Until the folder is synchronised, which SQLite does with a file that it made."""

        def act(disk):
            disk.delete("old", is_synchronised=False)

        def act_on(disk):
            act(disk)
            disk.opened("new")
            disk.synchronise("new")

        for name in ("one", "two", "three"):
            (tmp_path / name).mkdir()

        def at_once(disk):
            disk.delete("old", is_synchronised=True)

        assert {b"a" * 2048, None} == left_after(act, tmp_path / "one")[0]
        assert {None} == left_after(act_on, tmp_path / "two")[0]
        assert {None} == left_after(at_once, tmp_path / "three")[0]

    def test_lying_disk_keeps_what_it_likes(self, tmp_path):
        """It says that it did."""
        disk = a_disk(tmp_path, is_honest=False)
        disk.opened("new")
        disk.write("new", b"b", 0)
        disk.synchronise("new")

        assert disk._files["new"].kept is None
        disk.close()

    def test_nothing_is_written_after_the_power_went(self, tmp_path):
        """Nor is anything that was said before taken back."""
        disk = a_disk(tmp_path, life=1)
        disk.opened("new")
        for _ in range(2):
            with pytest.raises(Exception, match="power"):
                disk.write("new", b"b", 0)

        assert disk.is_dead
        disk.close()

    def test_temporary_file_is_no_concern(self, tmp_path):
        """What sorts and undoes within one statement is gone with it anyway."""
        disk = a_disk(tmp_path)
        backend = BackendOnDisk(tmp_path / "goals.db", disk)
        run = backend._connection
        for pragma in ("temp_store=FILE", "temp.cache_size=2"):
            run.execute(f"PRAGMA {pragma}")
        run.execute(
            "CREATE TEMP TABLE t AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
            "FROM n LIMIT 200) SELECT i, hex(randomblob(500)) AS b FROM n"
        )

        assert (200,) == run.execute("SELECT count(*) FROM t").fetchone()
        assert run.execute("SELECT 1 WHERE 0").fetchone() is None
        assert {"goals.db", "goals.db-wal"} >= set(disk._files)
        backend.close()
        disk.close()


class TestConcurrency:
    def test_sqlite_loses_nothing(self, fresh):
        """No increment, no entry, no goal, and nothing of the feed."""
        report = concurrency_check(fresh, processes=4, seconds=0.5)

        assert (4, 0.5) == (report.processes, report.seconds)
        assert min(report.edits, report.entries, report.goals) > 0

    @pytest.mark.parametrize(
        ("break_it", "wrong"),
        [
            (CountsOnTop, "was counted on"),
            (ForgetsPositions, "what was redacted"),
            (SkipsChanges, "who followed the feed|the feed tells"),
        ],
    )
    def test_broken_storage_is_caught(self, fresh, break_it, wrong):
        """Last write wins, a redaction of an older journal, a feed with holes."""
        # Who is first is up to the machine: one that has much else to do may need a while.
        with pytest.raises(LawBrokenError, match=wrong):
            any(
                concurrency_check(partial(fresh, break_it), processes=4, seconds=0.5, seed=seed)
                is None
                for seed in range(10)
            )

    def test_error_of_a_writer_is_told(self, fresh):
        """Who is not first waits; nobody is sent away."""
        with pytest.raises(LawBrokenError, match="failed: TransientStoreError: somebody else"):
            concurrency_check(partial(fresh, RefusesAll), processes=2, seconds=0.2)

    def test_writer_says_what_it_did(self, fresh):
        """The first one redacts what the others void."""
        opener = fresh()
        with opener() as store:
            for name in _store_processes._HOT:
                store.save(walk(id=name, extensions={"count": 0}))
            notes = [Done(id=f"n-{number}", step="walk", day=MONDAY) for number in range(50)]
            store.record("c-noted", *notes)
        pipes = [Pipe(), Pipe()]
        for number, pipe in enumerate(pipes):
            _store_processes.write(pipe, opener, 0, number, 0.5)
        first, second = (pipe.sent[1] for pipe in pipes)

        assert ["ready", "ready"] == [pipe.sent[0] for pipe in pipes]
        assert first.redacted
        assert not second.redacted
        assert all((one.edits, one.entries, one.goals) for one in (first, second))

    def test_each_loss_is_told(self):
        """What was said to be done is compared with what is there."""
        store = open_store("memory:")
        for name in _store_processes._HOT:
            store.save(walk(id=name, subject="c-hot", extensions={"count": 0}))
        store.save(walk(id="g-1", subject="c-hot"))
        store.record("hot-0", Done(step="1-1", day=MONDAY))
        feed = [*store.changes()]
        right = _store_processes._Tally(goals={"g-1"}, entries={("hot-0", "1-1")})
        wrong = _store_processes._Tally(
            edits=Counter({"hot-1": 2}), goals={"g-2"}, entries={("hot-0", "1-2")}
        )

        assert [] == list(_store_processes._wrong(store, [right], feed))
        assert [
            "who followed the feed saw something else than is in it now",
            "hot-1 was counted on 2 times, and stands at 0",
            "2 goals were created, and 1 are there",
            "2 entries were recorded, and 1 are there",
            "the feed tells of 4 writes of goals, and there are 5",
        ] == list(_store_processes._wrong(store, [right, wrong], feed[1:]))

    def test_gap_between_versions_is_told(self):
        """A number that nobody can look at."""

        class Gaps(WrappedBackend):
            def history(self, tenant, goal_id, after, limit):
                rows = super().history(tenant, goal_id, after, limit)
                return [row._replace(version=row.version + 1) for row in rows]

        store = Store(Gaps(open_store("memory:").backend))
        for name in _store_processes._HOT:
            store.save(walk(id=name, subject="c-hot", extensions={"count": 0}))
        told = list(_store_processes._wrong(store, [], [*store.changes()]))

        assert "the versions of hot-0 have gaps" == told[0]

    def test_report_is_one_line(self):
        """For the log of a run."""
        report = ConcurrencyReport(processes=8, seconds=10.0, edits=1000, entries=20, goals=3)

        assert (
            "8 processes for 10 s: 1,000 edits of 3 goals, 20 entries in 3 journals, "
            "3 goals created; 0 lost, 0 twice, 0 refused"
        ) == str(report)

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"processes": 1}, "processes must be a whole number from 2"),
            ({"processes": 2.0}, "processes must be a whole number from 2"),
            ({"seconds": 0}, "seconds must be a number above 0"),
            ({"seconds": float("nan")}, "seconds must be a number above 0"),
            ({"seconds": "long"}, "seconds must be a number above 0"),
        ],
    )
    def test_other_numbers_are_refused(self, fresh, wrong, told):
        """One process is always first."""
        with pytest.raises(InvalidValueError, match=told):
            concurrency_check(fresh, **wrong)

    def test_storage_that_promises_less_is_refused(self):
        """It would be blamed for what it never said."""
        with pytest.raises(InvalidValueError, match=r"fresh .* Capability.SHARED"):
            concurrency_check(memory)


def until_done(action):
    """Do what an app does behind a network: try again until an answer comes."""
    while True:
        try:
            return action()
        except TransientStoreError:
            continue


def counted_on(goal):
    return attrs.evolve(goal, extensions={"count": goal.extensions.get("count", 0) + 1})


class TestFaultyStore:
    @given(st.integers(0, 2**32))
    def test_app_that_tries_again_with_an_id_does_it_once(self, seed):
        """Whether the write or only its answer got lost."""
        store = FaultyStore(open_store("memory:"), seed=seed, rate=0.4)
        until_done(lambda: store.save(walk(), op_id="create"))
        for number in range(10):
            until_done(lambda: store.edit("g-1", counted_on, op_id=f"edit-{number}"))  # noqa: B023  # called at once
            until_done(
                lambda: store.record("c-17", Done(step="s", day=MONDAY), op_id=f"done-{number}")  # noqa: B023  # as above
            )

        assert 10 == until_done(lambda: store.get("g-1")).extensions["count"]
        assert 10 == len(until_done(lambda: store.journal("c-17")))

    @pytest.mark.parametrize("seed", range(5))
    def test_app_that_tries_again_without_one_is_caught(self, seed):
        """It counts twice, and records twice."""
        store = FaultyStore(open_store("memory:"), seed=seed, rate=0.4)
        until_done(lambda: store.put(Write(goal=walk(), expect=0), op_id="create"))
        for _ in range(50):
            until_done(lambda: store.edit("g-1", counted_on))
            until_done(lambda: store.record("c-17", Done(step="s", day=MONDAY)))

        assert until_done(lambda: store.get("g-1")).extensions["count"] > 50
        assert len(until_done(lambda: store.journal("c-17"))) > 50

    def test_seed_decides_which_calls_fail(self):
        """A test that failed once fails again."""

        def failed(seed):
            inner, found = open_store("memory:"), []
            store = FaultyStore(inner, seed=seed, rate=0.5)
            for number in range(50):
                try:
                    store.record("c-17", Done(step=f"s-{number}", day=MONDAY))
                except TransientStoreError:
                    found.append(number)
            # Of what failed, so much was done all the same.
            assert len(inner.journal("c-17")) == 50 - store.failures + store.lost
            assert not store.scrub()
            return found, store.failures

        numbers, failures = failed(1)

        assert len(numbers) == failures
        assert (numbers, failures) == failed(1)
        assert numbers != failed(2)[0]
        assert 10 < failures < 40

    def test_every_call_can_fail_and_a_read_does_nothing(self):
        """Whatever an app asks, it has to ask again."""
        inner = open_store("memory:")
        inner.save(walk())
        store = FaultyStore(inner, seed=0, rate=1)
        reads = [
            lambda: store.get("g-1"),
            lambda: store.history("g-1"),
            store.find,
            lambda: store.journal("c-17"),
            store.changes,
            store.subjects,
        ]
        for read in reads:
            with pytest.raises(TransientStoreError, match="no answer came"):
                read()

        assert len(reads) == store.failures

    @pytest.mark.parametrize("rate", [0, 0.5])
    def test_what_gets_through_is_what_the_store_says(self, rate):
        """Also of a hold, an erasure, and another tenant."""
        inner = open_store("memory:", tenant="a")
        store = FaultyStore(inner, seed=0, rate=rate)
        goal = until_done(lambda: store.save(walk(), op_id="create"))
        until_done(lambda: store.hold("c-17", reason="case-4"))
        with pytest.raises(LegalHoldError):
            until_done(lambda: store.erase("c-17", reason="request-4"))

        assert goal == inner.get("g-1")
        assert [goal] == [one.goal for one in until_done(lambda: store.history("g-1"))]
        with pytest.raises(NotFoundError):
            until_done(lambda: store.tenant("b").get("g-1"))
        until_done(lambda: store.release("c-17"))
        receipt = until_done(lambda: store.erase("c-17", reason="request-4"))

        assert 1 == receipt.goals
        with pytest.raises(ErasedError):
            inner.journal("c-17")
        store.migrate()
        store.close()

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"store": None}, "store must be a Store"),
            ({"seed": 1.5}, "seed must be a whole number"),
            ({"rate": 1.5}, "rate must be a number from 0 to 1"),
            ({"rate": "often"}, "rate must be a number from 0 to 1"),
        ],
    )
    def test_wrong_argument_is_refused(self, wrong, told):
        """And says what it should be."""
        right = {"store": open_store("memory:"), "seed": 0, "rate": 0.1}
        with pytest.raises(InvalidValueError, match=told):
            FaultyStore(**right | wrong)


async def asked_in_turn(store):
    """Return what each of many calls came to, and how many failed and were lost."""

    def record(number):
        return lambda: store.record("c-17", Done(id=f"e-{number}", step="s", day=MONDAY))

    asked = [
        lambda: store.save(walk(), op_id="create"),
        lambda: store.get("g-1"),
        lambda: store.history("g-1"),
        store.find,
        lambda: store.journal("c-17"),
        store.changes,
        store.subjects,
        lambda: store.hold("c-17", reason="case-4"),
        lambda: store.erase("c-17", reason="request-4"),
        lambda: store.release("c-17"),
        lambda: store.tenant("b").find(),
        store.scrub,
        store.migrate,
        *map(record, range(20)),
        lambda: store.erase("c-17", reason="request-4"),
        store.close,
    ]
    came = []
    for ask in asked:
        try:
            answer = ask()
            came.append(type(await answer if inspect.isawaitable(answer) else answer))
        except SmartGoalsError as error:
            came.append(type(error))
    return came, store.failures, store.lost


class TestAsyncFaultyStore:
    @pytest.mark.parametrize("rate", [0, 0.3, 1])
    def test_it_fails_where_the_store_that_waits_does(self, rate):
        """The same seed, the same calls, the same failures, and the same that gets through."""
        for seed in range(5):
            waits = FaultyStore(open_store("memory:"), seed=seed, rate=rate)

            async def awaited(seed=seed):
                store = await open_store_async("memory:")
                faulty = AsyncFaultyStore(store, seed=seed, rate=rate)
                assert store.capabilities == faulty.capabilities
                return await asked_in_turn(faulty)

            assert asyncio.run(asked_in_turn(waits)) == asyncio.run(awaited())

    def test_store_that_is_not_awaited_is_refused(self):
        """It has a class of its own."""
        with pytest.raises(InvalidValueError, match="store must be an AsyncStore"):
            AsyncFaultyStore(open_store("memory:"), seed=0)


class TestLeftovers:
    @pytest.mark.parametrize(
        "form",
        [
            "größer".encode(),
            "größer".encode("utf-16-le"),
            "größer".encode("utf-16-be"),
            rb"gr\u00f6\u00dfer",
        ],
    )
    def test_text_is_found_however_it_is_written(self, tmp_path, form):
        """A file may hold it as JSON does, or as other languages keep text."""
        (tmp_path / "deep").mkdir()
        (tmp_path / "deep" / "file").write_bytes(b"xx" + form + b"yy" + form)

        assert {"größer": 2, "kleiner": 0} == leftovers(tmp_path, ["größer", "kleiner"])

    def test_quote_is_found_as_json_escapes_it(self, tmp_path):
        """And a plain text is counted once although all forms of it are the same."""
        (tmp_path / "file").write_text(r"say \"no\" and \"no\"")

        assert {'"no"': 2, "say": 1} == leftovers(str(tmp_path), ['"no"', "say"])

    def test_file_that_goes_away_meanwhile_is_no_error(self, tmp_path, monkeypatch):
        """A storage in use makes and deletes files of its own."""
        (tmp_path / "file").write_text("secret")
        (tmp_path / "gone").write_text("secret")
        read = type(tmp_path).read_bytes

        def first_gone(path):
            (tmp_path / "gone").unlink(missing_ok=True)
            return read(path)

        monkeypatch.setattr(type(tmp_path), "read_bytes", first_gone)
        pipe = Pipe()
        _leftovers.count(pipe, tmp_path, ["secret"])

        assert [{"secret": 1}] == pipe.sent

    @pytest.mark.parametrize("markers", ["secret", ["secret", ""], [b"secret"]])
    def test_marker_that_marks_nothing_is_refused(self, tmp_path, markers):
        """An empty one is everywhere, and a text is not several."""
        with pytest.raises(InvalidValueError, match="markers must be texts that are not empty"):
            leftovers(tmp_path, markers)

    def test_folder_that_is_none_is_refused(self, tmp_path):
        """Nothing would be left there."""
        with pytest.raises(InvalidValueError, match="folder must be a folder"):
            leftovers(tmp_path / "nowhere", ["secret"])


class SaysNothing(WrappedBackend):
    """Scrub, and say that it did not."""

    def erase(self, tenant, subject, reason, at):
        return super().erase(tenant, subject, reason, at)._replace(is_scrubbed=False)


class ErasesAll(WrappedBackend):
    """Erase other persons as well."""

    def erase(self, tenant, subject, reason, at):
        super().erase(tenant, "c-stays", reason, at)
        return super().erase(tenant, subject, reason, at)


def folder_of(opener):
    return Path(file_of(opener)).parent


def scrubbed_often(kind, folder):
    number = 0
    while True:
        number += 1
        path = folder / f"{number}.db"
        scrub_check(lambda: lambda: Store(kind(path)), lambda _: folder)  # noqa: B023  # at once


class TestScrub:
    def test_sqlite_leaves_nothing(self, fresh):
        """Neither in the file nor in its log, while it is open."""
        report = scrub_check(fresh, folder_of)

        assert (20, 80) == (report.redacted, report.erased)
        assert report.written > 5_000

    @pytest.mark.parametrize("kind", [KeepsBytes, KeepsCopies, KeepsLog])
    def test_broken_storage_is_caught(self, tmp_path, kind):
        """One that does not overwrite, one that leaves copies, and one that leaves the log."""
        # Whether a row is moved is up to the ids that are drawn.
        with pytest.raises(LawBrokenError, match=r"after an? \w+ \d+ markers are left"):
            scrubbed_often(kind, tmp_path)

    @pytest.mark.parametrize(
        ("break_it", "wrong"),
        [(SaysNothing, "the receipt does not say so"), (ErasesAll, "another person is gone")],
    )
    def test_erasure_that_says_or_does_something_else_is_caught(self, fresh, break_it, wrong):
        """The receipt is what an app shows to a person."""
        with pytest.raises(LawBrokenError, match=wrong):
            scrub_check(partial(fresh, break_it), folder_of)

    def test_folder_without_the_storage_is_refused(self, fresh, tmp_path):
        """Where nothing was, nothing is left."""
        (tmp_path / "elsewhere").mkdir()

        with pytest.raises(InvalidValueError, match="folder_of must be the folder in which"):
            scrub_check(fresh, lambda _: tmp_path / "elsewhere")

    def test_storage_that_promises_less_is_refused(self, tmp_path):
        """It would be blamed for what it never said."""
        with pytest.raises(InvalidValueError, match=r"fresh .* Capability.SCRUBS"):
            scrub_check(memory, lambda _: tmp_path)

    def test_report_is_one_line(self):
        """For the log of a run."""

        assert (
            "1,000 markers in the bytes; 5 entries redacted, 6 writes and entries erased, "
            "0 markers left"
        ) == str(ScrubReport(written=1000, redacted=5, erased=6))
