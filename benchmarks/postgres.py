"""Compare the PostgreSQL store with psycopg by hand: ``python -m benchmarks.postgres``.

Everybody is given the same documents of 2,013 bytes, by one server that waits for the disk. A ratio
is of rates, the median of rounds in which all take turns: above 1, ours is faster. Ours checks the
version, keeps every write and tells what changed; by hand there is one table with three indices.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

from benchmarks import stores_rows
from benchmarks.stores import batched, seconds
from smartgoals.stores._postgres import open_backend
from smartgoals.stores._rows import Batch, GoalWrite
from tests import postgres

TENANT = "clinic-1"
STORED = 10_000
PUTS = 300
GETS = 1_500
THREADS = 8
TABLE = """
CREATE TABLE {table} (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    at TEXT NOT NULL,
    author TEXT,
    op_id TEXT,
    document TEXT NOT NULL,
    lifecycle TEXT COLLATE "C" NOT NULL,
    due TEXT COLLATE "C",
    PRIMARY KEY (tenant, id)
);
CREATE INDEX ON {table} (tenant, subject, id);
CREATE INDEX ON {table} (tenant, lifecycle, id);
CREATE INDEX ON {table} (tenant, due, id);
"""
INSERT = b"INSERT INTO by_hand VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
UPDATE = (
    b"UPDATE by_hand SET version = %s, at = %s, author = %s, op_id = %s, document = %s, "
    b"lifecycle = %s, due = %s WHERE tenant = %s AND id = %s"
)
SELECT = (
    b"SELECT id, subject, version, at, author, op_id, document FROM by_hand "
    b"WHERE tenant = %s AND id = %s"
)
COPY = b"COPY by_hand FROM STDIN"


def inserted(write: GoalWrite) -> tuple[Any, ...]:
    row, keys = write
    return (TENANT, *row, keys.lifecycle, keys.due)


def updated(write: GoalWrite) -> tuple[Any, ...]:
    row, keys = write
    return (*row[2:], keys.lifecycle, keys.due, TENANT, row.id)


class Raw:
    """The driver, one statement a call."""

    def __init__(self, url: str) -> None:
        """Connect."""
        self._connection = psycopg.connect(url, autocommit=True)

    def create(self, write: GoalWrite) -> None:
        """Add a goal."""
        self._connection.execute(INSERT, inserted(write))

    def replace(self, write: GoalWrite) -> None:
        """Overwrite a goal."""
        self._connection.execute(UPDATE, updated(write))

    def create_all(self, writes: Sequence[GoalWrite]) -> None:
        """Add goals in one transaction."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(INSERT, [inserted(write) for write in writes])

    def copy_all(self, writes: Sequence[GoalWrite]) -> None:
        """Add goals by the fastest way there is."""
        with self._connection.cursor() as cursor, cursor.copy(COPY) as copy:
            for write in writes:
                copy.write_row(inserted(write))

    def get(self, goal_id: str) -> Any:
        """Return the row of a goal."""
        return self._connection.execute(SELECT, (TENANT, goal_id)).fetchone()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Ours:
    """The backend of the PostgreSQL store."""

    def __init__(self, url: str) -> None:
        """Make the tables."""
        self._backend = open_backend(url)

    def create(self, write: GoalWrite, tenant: str = TENANT) -> None:
        """Add a goal."""
        self._backend.put(tenant, Batch(goals=(write,)))

    replace = create

    def create_all(self, writes: Sequence[GoalWrite]) -> None:
        """Add goals in one batch."""
        self._backend.put(TENANT, Batch(goals=tuple(writes)))

    copy_all = create_all

    def get(self, goal_id: str) -> Any:
        """Return the row of a goal."""
        return self._backend.goal(TENANT, goal_id, None)

    def close(self) -> None:
        """Close the connections."""
        self._backend.close()


class Field:
    """The contenders with the same goals stored, and what they are given next."""

    def __init__(self, server: postgres.Server) -> None:
        """Let everybody store the first goals."""
        self._rows = stores_rows.Rows()
        self._versions: dict[str, int] = {}
        self._order = random.Random(17)  # noqa: S311  # nobody is always first
        with psycopg.connect(server.url, autocommit=True) as run:
            for statement in filter(str.strip, TABLE.format(table="by_hand").split(";")):
                run.execute(statement.encode())
        mark = "&" if "?" in server.url else "?"
        self._url = server.url
        self.raw = Raw(server.url)
        self.ours = Ours(f"{server.url}{mark}pool={THREADS}")
        for writes in batched(self.new(STORED), 1_000):
            self.raw.create_all(writes)
            self.ours.create_all(writes)
        with psycopg.connect(server.admin_url(), autocommit=True) as run:
            run.execute("VACUUM ANALYZE")

    def new(self, count: int) -> list[GoalWrite]:
        """Return goals that nobody has stored."""
        ids = [self._rows.id() for _ in range(count)]
        self._versions.update(dict.fromkeys(ids, 1))
        return [self._rows.plain(goal_id, 1) for goal_id in ids]

    def next(self, count: int) -> list[GoalWrite]:
        """Return the next writes of goals that everybody has stored."""
        ids = self._order.sample(list(self._versions), count)
        for goal_id in ids:
            self._versions[goal_id] += 1
        return [self._rows.plain(goal_id, self._versions[goal_id]) for goal_id in ids]

    def some(self, count: int) -> list[str]:
        """Return ids of goals that everybody has stored."""
        return self._order.choices(list(self._versions), k=count)

    def both(
        self, arguments: list[Any], ways: dict[str, Callable[[Any], Any]], each: int = 1
    ) -> dict[str, float]:
        """Let all do the same once; return documents a second."""
        turns = list(ways)
        self._order.shuffle(turns)
        return {name: len(arguments) * each / seconds(ways[name], arguments) for name in turns}

    def many(self, tenants: Callable[[int], str] | None) -> float:
        """Return goals a second where many threads create them: ours, or by hand for None."""
        lots = list(batched(self.new(THREADS * PUTS // 2), PUTS // 2))
        hands = [Raw(self._url) for _ in range(THREADS)] if tenants is None else []

        def work(number: int) -> None:
            for write in lots[number]:
                if tenants is None:
                    hands[number].create(write)
                else:
                    self.ours.create(write, tenants(number))

        began = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(work, range(THREADS)))
        taken = time.perf_counter() - began
        for hand in hands:
            hand.close()
        for lot in lots:
            for write in lot:
                del self._versions[write.row.id]
        return THREADS * len(lots[0]) / taken


def compare(field: Field, rounds: int) -> None:
    """Print what the contenders do."""
    raw, ours = field.raw, field.ours
    works: dict[str, tuple[float | None, Callable[[], dict[str, float]]]] = {
        "create": (
            0.75,
            lambda: field.both(field.new(PUTS), {"hand": raw.create, "ours": ours.create}),
        ),
        "replace": (
            None,
            lambda: field.both(field.next(PUTS), {"hand": raw.replace, "ours": ours.replace}),
        ),
        "get": (
            0.8,
            lambda: field.both(field.some(GETS), {"hand": raw.get, "ours": ours.get}),
        ),
    }
    for size, count in ((100, 5), (1_000, 1)):
        for way in ("create_all", "copy_all"):
            told = {"create_all": "executemany", "copy_all": "COPY"}[way]
            works[f"{size} beside {told}"] = (
                None,
                lambda size=size, count=count, way=way: field.both(
                    list(batched(field.new(size * count), size)),
                    {"hand": getattr(raw, way), "ours": getattr(ours, way)},
                    size,
                ),
            )
            # What one way created, another cannot create again.
    works["8 threads, one tenant"] = (
        None,
        lambda: {"hand": field.many(None), "ours": field.many(lambda _: TENANT)},
    )
    works["8 threads, 8 tenants"] = (
        None,
        lambda: {"hand": field.many(None), "ours": field.many(lambda number: f"t-{number}")},
    )
    print(f"{'documents a second':26}{'by hand':>10}{'ours':>10}{'ratio':>8}{'bar':>6}")
    rates: dict[str, list[dict[str, float]]] = {name: [] for name in works}
    for _ in range(rounds + 1):
        for name, (_, work) in works.items():
            rates[name].append(work())
    for name, (bar, _) in works.items():
        show(name, rates[name][1:], bar)


def show(name: str, rates: list[dict[str, float]], bar: float | None) -> None:
    hand, ours = (statistics.median(one[who] for one in rates) for who in ("hand", "ours"))
    ratio = statistics.median(one["ours"] / one["hand"] for one in rates)
    line = f"{name:26}{hand:10,.0f}{ours:10,.0f}{ratio:8.2f}"
    if bar is not None:
        line += f"{bar:6g}{' missed' if ratio < bar else ''}"
    print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    server = postgres.started(is_safe=True)
    field = Field(server)
    compare(field, asked.rounds)
    field.ours.close()
    field.raw.close()
    server.stop()


if __name__ == "__main__":
    main()
