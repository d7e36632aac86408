"""Compare the SQLite store with the same store under encryption.

Both are given the same documents of 2,013 bytes, FULL, and take turns on the same machine; a ratio
is the median over the rounds of the rate of the one that encrypts to that of the plain one. The
keys of all persons are there: the first write of a person costs one more commit, in the key store.
"""

from __future__ import annotations

import argparse
import random
import secrets
import statistics
import tempfile
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.stores import batched, seconds
from benchmarks.stores_rows import Rows
from smartgoals.stores import (
    Backend,
    Batch,
    EncryptedBackend,
    GoalWrite,
    LocalKeyRing,
    Query,
)
from smartgoals.stores import _sealed as sealed
from smartgoals.stores._keys import cipher
from smartgoals.stores._sqlite import SqliteBackend

TENANT = "clinic-1"
PUTS = 200
GETS = 2_000
HUNDRED = 100
BATCHES = 5
BARS = {"put": 0.95, "put of 100": None, "get": None, "find of 50": None}


class Both:
    """The two stores, and what they are given next."""

    def __init__(self, folder: Path) -> None:
        """Let both store the first goals, so that every key is there."""
        self._rows = Rows()
        self._order = random.Random(17)  # noqa: S311  # nobody is always first
        self.ids: list[str] = []
        keys = LocalKeyRing({"2025": secrets.token_bytes(32)}, current="2025")
        self.backends: dict[str, Backend] = {
            "plain": SqliteBackend(folder / "plain.db"),
            "encrypted": EncryptedBackend(
                SqliteBackend(folder / "sealed.db"),
                keys=keys,
                key_backend=SqliteBackend(folder / "keys.db"),
            ),
        }
        for writes in batched(self._new(5_000), 500):
            for backend in self.backends.values():
                backend.put(TENANT, Batch(goals=tuple(writes)))

    def _new(self, count: int) -> list[GoalWrite]:
        ids = [self._rows.id() for _ in range(count)]
        self.ids += ids
        # Of a thousand persons, so that all keys stay open, as those of a clinic do.
        return [self._rows.plain(goal_id, 1) for goal_id in ids]

    def _arguments(self, work: str) -> tuple[list[Any], int, Callable[[Backend, Any], Any]]:
        if work == "get":
            ids = self._order.choices(self.ids, k=GETS)
            return ids, 1, lambda backend, name: backend.goal(TENANT, name, None)
        if work == "find of 50":
            places = [("", name) for name in self._order.choices(sorted(self.ids)[:-50], k=50)]
            return places, 50, lambda backend, at: backend.find(TENANT, Query(), at, 50)
        each = 1 if work == "put" else HUNDRED
        writes = batched(self._new(PUTS if each == 1 else BATCHES * HUNDRED), each)
        batches = [Batch(goals=tuple(some)) for some in writes]
        return batches, each, lambda backend, batch: backend.put(TENANT, batch)

    def round(self, work: str) -> dict[str, float]:
        """Let both do the same once; return documents a second."""
        arguments, each, call = self._arguments(work)
        rates = {}
        names = list(self.backends)
        self._order.shuffle(names)
        for name in names:
            backend = self.backends[name]
            taken = seconds(lambda one, backend=backend: call(backend, one), arguments)
            rates[name] = len(arguments) * each / taken
        return rates

    def close(self) -> None:
        """Close all files."""
        for backend in self.backends.values():
            backend.close()


def sealing() -> None:
    """Print how long it takes to seal a document and to open it."""
    row = Rows().plain("g-1", 1).row
    key = cipher(secrets.token_bytes(32))
    kept = sealed.sealed_goal(key, TENANT, row)
    print(f"\na document of {len(row.document):,} bytes is stored as {len(kept.document):,}")
    works: dict[str, Callable[[], object]] = {
        "seal": lambda: sealed.sealed_goal(key, TENANT, row),
        "open": lambda: sealed.opened_goal(key, TENANT, kept),
        "of which its place": lambda: sealed.goal_place(TENANT, row),
    }
    for name, work in works.items():
        best = min(timeit.repeat(work, number=2_000, repeat=9)) / 2_000
        print(f"{name:20}{best * 1e6:8.1f} µs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--folder", type=Path, default=Path(), help="on a disk that really syncs")
    asked = parser.parse_args()
    # Not where temporary files are, for memory has nothing to wait for.
    with tempfile.TemporaryDirectory(dir=asked.folder.absolute()) as name:
        both = Both(Path(name))
        print(f"{'':12}{'plain':>10}{'encrypted':>12}{'ratio':>8}{'bar':>6}   documents a second")
        for work, bar in BARS.items():
            rates = [both.round(work) for _ in range(asked.rounds + 1)][1:]
            plain, ours = (
                statistics.median(one[which] for one in rates) for which in both.backends
            )
            ratio = statistics.median(one["encrypted"] / one["plain"] for one in rates)
            against = "" if bar is None else f"{bar:6g}{' missed' if ratio < bar else ''}"
            print(f"{work:12}{plain:10,.0f}{ours:12,.0f}{ratio:8.2f}{against}", flush=True)
        both.close()
    sealing()


if __name__ == "__main__":
    main()
