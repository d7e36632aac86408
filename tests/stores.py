"""What the tests of the stores share: small goals and entries, and storages that go wrong."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from itertools import repeat

import attrs
from hypothesis import Phase

from smartgoals import Corrected, Done, Goal, Redacted
from smartgoals.errors import StaleError
from smartgoals.stores import AsyncBackend, Capability
from smartgoals.stores._memory import MemoryBackend
from smartgoals.testing import _store_clauses, _store_machine, store_checks

MONDAY = dt.date(2025, 2, 3)
NOON = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
PRIVATE = "what nobody else should read"
CHECKS = {check.id: check for check in store_checks()}
IDS = [f"{check.id}-{check.name}" for check in CHECKS.values()]


def only_search(monkeypatch):
    """Leave out what makes it simple: whether there is one is the question."""
    for module in (_store_clauses, _store_machine):
        monkeypatch.setattr(module, "THOROUGH", (Phase.generate,))


def goal_of(**fields):
    return Goal(**{"id": "g-1", "subject": "c-17", "statement": "I will walk."} | fields)


def done(name=None, *, day=MONDAY, **fields):
    return Done(step="walk", id=name, day=day, **fields)


def fix_of(entry, name, **fields):
    replacement = attrs.evolve(entry.stamped(id="e-1", at=NOON), **fields)
    return Corrected(replacement=replacement, id=name, day=MONDAY)


def redacted(entry, name=None):
    return Redacted(entry=entry, id=name, day=MONDAY)


def ids(entries):
    return [entry.id for entry in entries]


def destroyed(journal):
    return {entry.entry for entry in journal if isinstance(entry, Redacted)}


class Meanwhile(MemoryBackend):
    """Lets something happen just before the next batch is written."""

    def __init__(self):
        super().__init__()
        self.then = []

    def put(self, tenant, batch):
        if self.then:
            self.then.pop(0)()
        super().put(tenant, batch)


class Asked(MemoryBackend):
    """Lets something happen just before it answers a question."""

    def __init__(self):
        super().__init__()
        self.then = {}

    def find(self, tenant, query, after, limit):
        for happen in self.then.pop("find", []):
            happen()
        return super().find(tenant, query, after, limit)

    def subjects(self, tenant, after, limit):
        rows = super().subjects(tenant, after, limit)
        for happen in self.then.pop("subjects", []):
            happen()
        return rows


class Busy(MemoryBackend):
    """Somebody else is first, so many times."""

    def __init__(self, times=0):
        super().__init__()
        self.times = times
        self.tried = 0
        self.error = StaleError("somebody else was first")

    def put(self, tenant, batch):
        self.tried += 1
        if self.tried <= self.times:
            raise self.error
        super().put(tenant, batch)


class Interleaved(AsyncBackend):
    """Rows in memory, where all other tasks have a turn before and after each call."""

    capabilities = frozenset({Capability.SHARED})

    def __init__(self, rows=None):
        self.rows = rows or MemoryBackend()
        self.asked = []

    async def close(self):
        self.rows.close()


def _interleaved(name):
    async def ask(self, *arguments):
        self.asked.append(name)
        await asyncio.sleep(0)
        answer = getattr(self.rows, name)(*arguments)
        await asyncio.sleep(0)
        return answer

    return ask


for _name in AsyncBackend.__abstractmethods__ - {"close"}:
    setattr(Interleaved, _name, _interleaved(_name))
Interleaved.__abstractmethods__ = frozenset()


async def open_interleaved(url):
    assert "memory:" == url
    return Interleaved()


def assert_no_thread_but(before):
    """Check that every other thread ends, which may take it a moment."""
    list(map(threading.Thread.join, set(threading.enumerate()) - before, repeat(10)))

    assert set() == set(threading.enumerate()) - before
