"""Measure whether a page and a goal are found as fast among a million goals as among ten thousand.

One file stays small while the other one grows, so that both can be asked in turns. Each question is
asked for its first page and for pages at random places deep inside. Everything was asked once
before, so the system has the pages of the file in memory; SQLite keeps what the backend asks for.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.stores_rows import FIRST, LARGEST, MIXED, QUESTIONS, Rows, places
from smartgoals.stores._backend import Backend
from smartgoals.stores._rows import Batch, Query
from smartgoals.stores._sqlite import open_backend

PAGE = 50
PLACES = 20
GETS = 1_000
ROUNDS = 7
BAR = 1.5
_BATCH = 5_000


def set_pragma(backend: Any, name: str, value: str | int) -> Any:
    """Set what a backend does not offer to set, and return what it was."""
    run = backend._connection  # noqa: SLF001
    (before,) = run.execute(f"PRAGMA {name}").fetchone()
    run.execute(f"PRAGMA {name}={value}")
    return before


def fill(backend: Backend, rows: Rows, count: int) -> list[str]:
    """Write the next goals, and when they are reviewed; return some ids of the largest tenant."""
    ids = []
    for start in range(0, count, _BATCH):
        for tenant, writes in rows.batch(min(_BATCH, count - start)).items():
            backend.put(tenant, Batch(goals=tuple(writes)))
            backend.put(tenant, Batch(reviews=tuple(rows.reviews(writes))))
            if tenant == LARGEST:
                ids += [write.row.id for write in writes[::10]]
    return ids


def asked(backend: Backend, query: Query, after: list[tuple[str, str] | None]) -> None:
    """Ask for a page at each place.

    Raises:
        AssertionError: If a page is not full, and so nothing to compare.
    """
    for place in after:
        page = backend.find(LARGEST, query, place, PAGE)
        if len(page) != PAGE:
            raise AssertionError(query, place, len(page))


def questions(backend: Backend, ids: list[str]) -> dict[tuple[str, str], Callable[[], Any]]:
    """Return everything that is asked, by its name and where."""
    calls: dict[tuple[str, str], Callable[[], Any]] = {
        ("get", "any"): lambda: [backend.goal(LARGEST, goal_id, None) for goal_id in ids]
    }
    for name, query in (QUESTIONS | MIXED).items():
        first: list[tuple[str, str] | None] = [None] * PLACES
        deep: list[tuple[str, str] | None] = [*places(query, PLACES)]
        for where, after in (("first", first), ("deep", deep)):
            calls[name, where] = partial(asked, backend, query, after)
    return calls


def seconds(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def grow(folder: Path, goals: int) -> None:
    """Fill two files, and print how fast both answer."""
    backends, calls, counts = [], [], (min(FIRST, goals), goals)
    for count in counts:
        backend = open_backend(f"sqlite:///{folder / f'{count}.db'}")
        # Filled without waiting for the disk, and asked with as much memory as ever.
        set_pragma(backend, "synchronous", "OFF")
        usual = set_pragma(backend, "cache_size", "-500000")
        began = time.perf_counter()
        ids = fill(backend, Rows(), count)
        taken = time.perf_counter() - began
        set_pragma(backend, "cache_size", usual)
        print(f"filled with {count:,} goals: {count / taken:,.0f} per second", flush=True)
        chosen = random.Random(17).choices(ids, k=GETS)  # noqa: S311
        backends.append(backend)
        calls.append(questions(backend, chosen))
    few, many = calls
    print(f"\n{'':27}{'':6}{counts[0]:>12,}{counts[1]:>12,}{'x':>8}{'bar':>6}")
    for (name, where), call in few.items():
        pair = call, many[name, where]
        for each in pair:
            each()
        times = [[seconds(each) for each in pair] for _ in range(ROUNDS)]
        ratio = statistics.median(slow / fast for fast, slow in times)
        number = GETS if name == "get" else PLACES
        rates = [number / statistics.median(column) for column in zip(*times, strict=True)]
        line = f"{name:27}{where:6}{rates[0]:12,.0f}{rates[1]:12,.0f}{ratio:8.2f}"
        if name not in MIXED:
            line += f"{BAR:6g}{' missed' if ratio > BAR else ''}"
        print(line, flush=True)
    for backend in backends:
        backend.close()
