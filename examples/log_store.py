"""A storage backend of one's own, and the proof that it keeps the contract.

Every write is a line in a file; opening it reads the lines again. The how-to guide "Write a storage
backend and prove it" walks through it.
"""

from __future__ import annotations

import functools
import json
import os
import tempfile
import threading
from pathlib import Path

from smartgoals.errors import StoreError
from smartgoals.stores import (
    Backend,
    Batch,
    Capability,
    EntryRow,
    GoalRow,
    GoalWrite,
    JournalWrite,
    MemoryBackend,
    ReviewRow,
    SearchKeys,
    Store,
)
from smartgoals.testing import crash_check, run_store_machine, store_checks


class LogBackend(Backend):
    """A file with a line for each write."""

    capabilities = frozenset({Capability.DURABLE})

    def __init__(self, path):
        self._rows = MemoryBackend()
        self._lock = threading.Lock()
        self._log = path.open("a+b")
        self._log.seek(0)
        whole = 0
        for line in self._log:
            if not line.endswith(b"\n"):
                break  # a power cut in the middle of a line: nobody was told that it is written
            method, tenant, *told = json.loads(line)
            if method == "put":
                told = [batch_of(*told)]
            getattr(self._rows, method)(tenant, *told)
            whole += len(line)
        self._log.truncate(whole)

    def _write(self, method, tenant, *told):
        with self._lock:
            self._check()
            answer = getattr(self._rows, method)(tenant, *told)
            said = told[0] if method == "put" else told
            try:
                self._log.write(json.dumps([method, tenant, *said]).encode() + b"\n")
                self._log.flush()
                os.fsync(self._log.fileno())
            except OSError as error:
                # Memory is ahead of the file now, so nobody may read it any more.
                self._log.close()
                raise StoreError("the log cannot be written; open the store again") from error
            return answer

    def _check(self):
        if self._log.closed:
            raise StoreError("the store is closed")

    def _read(self, method, *told):
        self._check()
        return getattr(self._rows, method)(*told)

    def put(self, tenant, batch):
        self._write("put", tenant, batch)

    def hold(self, tenant, subject, reason):
        self._write("hold", tenant, subject, reason)

    def erase(self, tenant, subject, reason, at):
        return self._write("erase", tenant, subject, reason, at)

    def goal(self, tenant, goal_id, version):
        return self._read("goal", tenant, goal_id, version)

    def history(self, tenant, goal_id, after, limit):
        return self._read("history", tenant, goal_id, after, limit)

    def find(self, tenant, query, after, limit):
        return self._read("find", tenant, query, after, limit)

    def journal(self, tenant, subject):
        return self._read("journal", tenant, subject)

    def changes(self, tenant, after, limit):
        return self._read("changes", tenant, after, limit)

    def subjects(self, tenant, after, limit):
        return self._read("subjects", tenant, after, limit)

    def close(self):
        self._log.close()


def batch_of(goals, journals, reviews):
    """Return the batch that a line tells: JSON knows lists only."""
    return Batch(
        tuple(GoalWrite(GoalRow(*row), keys_of(*keys)) for row, keys in goals),
        tuple(
            JournalWrite(subject, tuple(EntryRow(*row) for row in rows), tuple(removed), position)
            for subject, rows, removed, position in journals
        ),
        tuple(ReviewRow(*row) for row in reviews),
    )


def keys_of(lifecycle, due, areas, parties, is_reviewed):
    return SearchKeys(lifecycle, due, tuple(areas), tuple(parties), is_reviewed)


def open_log(path):
    return Store(LogBackend(Path(path)))


def fresh(folder):
    """Return what opens a new, empty storage, and the same one each time."""
    return functools.partial(open_log, Path(tempfile.mkdtemp(dir=folder)) / "goals.log")


def main():
    """Try the whole contract."""
    with tempfile.TemporaryDirectory() as folder:
        make = functools.partial(fresh, folder)
        for check in store_checks():
            print("kept" if check.check(make) else "not promised", check)
        run_store_machine(make, examples=10)
        print(crash_check(make, kills=3))


if __name__ == "__main__":
    main()
