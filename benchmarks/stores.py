"""Compare the SQLite store with sqlite3 by hand and SQLAlchemy's ORM, and let it grow.

Everybody is given the same documents of 2,013 bytes. A ratio is of rates, the median of rounds in
which all take turns on the same machine: above 1, ours is faster. Ours checks the version, keeps
every write and tells what changed; the others have one table with three indices. FULL and NORMAL
are what SQLite promises of the last writes before a power cut: all of them, or that the file is
whole. Ours is FULL, and NORMAL only here, by hand.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs

from benchmarks import stores_growth, stores_rows
from benchmarks.stores_contenders import TENANT, Contender, Orm, Ours, Raw
from smartgoals import Done, open_store
from smartgoals.stores import Write
from smartgoals.stores._rows import GoalWrite

STORED = 10_000
PUTS = 300
GETS = 3_000
HUNDRED = 100
BATCHES = 5
SYNCS = 100
SETTINGS = ("FULL", "NORMAL")


@attrs.frozen
class Work:
    """A thing that all do, and how much faster than the others ours has to be."""

    name: str
    method: str
    settings: tuple[str, ...]
    each: int
    """Documents a call."""
    of_raw: dict[str, float]
    of_orm: float | None


FULL_AND_NORMAL = {"FULL": 0.7, "NORMAL": 0.5}
BATCH = {"FULL": 0.6, "NORMAL": 0.6}
WORKS = (
    Work("create", "create", SETTINGS, 1, FULL_AND_NORMAL, 2),
    Work("replace", "replace", SETTINGS, 1, FULL_AND_NORMAL, 2),
    Work("create 100", "create_all", SETTINGS, HUNDRED, BATCH, None),
    Work("replace 100", "replace_all", SETTINGS, HUNDRED, BATCH, None),
    Work("get", "get", ("FULL",), 1, {"FULL": 0.85}, 10),
)


class Field:
    """The contenders with the same goals stored, and what they are given next."""

    def __init__(self, folder: Path, *, terms: bool) -> None:
        """Let everybody store the first goals."""
        self._rows = stores_rows.Rows()
        self._terms = terms
        self._versions: dict[str, int] = {}
        self._order = random.Random(17)  # noqa: S311  # nobody is always first
        kinds: dict[str, type[Contender]] = {"raw": Raw, "ORM": Orm, "ours": Ours}
        self._contenders = {
            (name, setting): kind(folder / f"{name}-{setting}-{terms}.db", setting)
            for name, kind in kinds.items()
            for setting in SETTINGS
        }
        for writes in batched(self._new(STORED), 1_000):
            for contender in self._contenders.values():
                contender.create_all(writes)

    def _new(self, count: int) -> list[GoalWrite]:
        ids = [self._rows.id() for _ in range(count)]
        self._versions.update(dict.fromkeys(ids, 1))
        return [self._rows.plain(goal_id, 1, terms=self._terms) for goal_id in ids]

    def _next(self, count: int) -> list[GoalWrite]:
        ids = self._order.sample(list(self._versions), count)
        for goal_id in ids:
            self._versions[goal_id] += 1
        return [
            self._rows.plain(goal_id, self._versions[goal_id], terms=self._terms) for goal_id in ids
        ]

    def round(self, work: Work) -> dict[tuple[str, str], float]:
        """Let everybody do the same once; return documents a second."""
        arguments: list[Any]
        if work.method == "get":
            arguments = self._order.choices(list(self._versions), k=GETS)
        else:
            made = self._new if work.method.startswith("create") else self._next
            writes = made(PUTS if work.each == 1 else BATCHES * work.each)
            arguments = writes if work.each == 1 else list(batched(writes, work.each))
        taken = {}
        turns = [key for key in self._contenders if key[1] in work.settings]
        self._order.shuffle(turns)
        for key in turns:
            call = getattr(self._contenders[key], work.method)
            taken[key] = len(arguments) * work.each / seconds(call, arguments)
        return taken

    def close(self) -> None:
        """Close all files."""
        for contender in self._contenders.values():
            contender.close()


def batched(items: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def seconds(call: Callable[[Any], Any], arguments: list[Any]) -> float:
    """Return how long the calls take, without the garbage of others."""
    gc.collect()
    gc.disable()
    began = time.perf_counter()
    for argument in arguments:
        call(argument)
    taken = time.perf_counter() - began
    gc.enable()
    return taken


def syncs(folder: Path) -> float:
    """Return how often a second the disk takes 4 KB and says that it has them."""
    with (folder / "synced").open("ab", buffering=0) as file:

        def sync(page: bytes) -> None:
            file.write(page)
            os.fdatasync(file.fileno())

        return SYNCS / seconds(sync, [bytes(4096)] * SYNCS)


def compare(folder: Path, rounds: int) -> None:
    """Print what the contenders do, first of goals with nothing but what all are found by."""
    disk = []
    for terms in (False, True):
        field = Field(folder, terms=terms)
        told = " and an area and a party, which only ours is found by" if terms else ""
        print(f"\ngoals with a subject, a lifecycle and a due day{told}")
        print(f"{'':12} {'':7}{'':6}{'per second':>12}{'x raw':>8}{'bar':>6}{'x ORM':>8}{'bar':>6}")
        for work in WORKS:
            all_rates = [field.round(work) for _ in range(rounds + 1)][1:]
            disk.append(syncs(folder))
            for setting in work.settings:
                show(work, setting, all_rates, with_bars=not terms)
        field.close()
    # FULL waits for it with every put, and nobody puts more often: the slower the disk, the less
    # it matters who puts.
    print(f"\n4 KB, appended and synced: {statistics.median(disk):,.0f} per second")


def show(
    work: Work, setting: str, all_rates: list[dict[tuple[str, str], float]], *, with_bars: bool
) -> None:
    def median(name: str, beside: str | None = None) -> float:
        return statistics.median(
            rates[name, setting] / (1 if beside is None else rates[beside, setting])
            for rates in all_rates
        )

    for name in ("raw", "ORM", "ours"):
        line = f"{work.name:12} {setting:7}{name:6}{median(name):12,.0f}"
        if name == "ORM":
            line += f"{median(name, 'raw'):8.2f}"
        if name == "ours":
            bar = work.of_raw[setting] if with_bars else None
            line += against(median(name, "raw"), bar)
            line += against(median(name, "ORM"), work.of_orm if with_bars else None)
        print(line, flush=True)


def against(ratio: float, bar: float | None) -> str:
    """Return a ratio beside its bar, marked where it is below."""
    if bar is None:
        return f"{ratio:8.2f}{'':6}"
    return f"{ratio:8.2f}{bar:6g}{' missed' if ratio < bar else ''}"


def whole_goals(folder: Path, rounds: int) -> None:
    """Print how many goals and entries a second a store takes and gives, codec included."""
    rows = stores_rows.Rows()
    with open_store(f"sqlite:///{folder / 'whole.db'}", tenant=TENANT) as store:

        def new(subject: str = "c-17") -> Any:
            return stores_rows.goal(rows.id(), subject)

        def put(goals: list[Any]) -> None:
            store.put(*[Write(goal=one, expect=0) for one in goals])

        saved = [store.save(new()) for _ in range(HUNDRED)]
        entries = [Done(step="step-1", day=stores_rows.DAY - dt.timedelta(n)) for n in range(100)]
        store.record("c-journal", *entries)
        works: dict[str, tuple[int, Callable[[Any], Any], Callable[[], list[Any]]]] = {
            "save": (1, store.save, lambda: [new() for _ in range(100)]),
            "put of 100": (100, put, lambda: [[new() for _ in range(100)] for _ in range(3)]),
            "get": (1, store.get, lambda: [goal.id for goal in saved]),
            "find of 50": (50, lambda _: store.find(limit=50), lambda: [None] * 20),
            "record": (1, lambda entry: store.record("c-record", entry), lambda: list(entries)),
            "journal of 100": (100, store.journal, lambda: ["c-journal"] * 20),
        }
        taken: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(rounds):
            for name, (each, call, arguments) in works.items():
                given = arguments()
                taken[name].append(each * len(given) / seconds(call, given))
    print("\nwhole goals and entries per second, by a store, FULL")
    for name, rates in taken.items():
        print(f"{name:20}{statistics.median(rates):12,.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--goals", type=int, default=1_000_000, help="0 leaves out the growth")
    parser.add_argument("--rounds", type=int, default=11, help="0 measures nothing but the growth")
    parser.add_argument("--folder", type=Path, default=Path(), help="on a disk that really syncs")
    asked = parser.parse_args()
    # Not where temporary files are, for memory has nothing to wait for.
    with tempfile.TemporaryDirectory(dir=asked.folder.absolute()) as name:
        folder = Path(name)
        if asked.rounds:
            compare(folder, asked.rounds)
            whole_goals(folder, asked.rounds)
        if asked.goals:
            stores_growth.grow(folder, asked.goals)


if __name__ == "__main__":
    main()
