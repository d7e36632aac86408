"""Be violent with the stores: ``python -m benchmarks.crash``.

Writers are killed, the power is cut, many processes write at once, and what is destroyed is looked
for in the bytes, all with SQLite; and a PostgreSQL server that waits for the disk is killed under
its writer. One line of figures for each; a loss ends it with 1.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from smartgoals import open_store
from smartgoals.testing import (
    CrashReport,
    LawBrokenError,
    concurrency_check,
    crash_check,
    power_cut_check,
    scrub_check,
)
from smartgoals.testing._child import Opener
from tests import postgres
from tests.server_kills import survived


def fresh_in(parent: str) -> Callable[[], Opener]:
    """Return what makes a new file in a folder of its own, each time."""

    def fresh() -> Opener:
        folder = tempfile.mkdtemp(dir=parent)
        return partial(open_store, f"sqlite:///{folder}/goals.db")

    return fresh


def file_of(opener: Opener) -> Path:
    """Return the file that an opener of ours opens."""
    url = opener.args[0] if isinstance(opener, partial) else ""
    return Path(url.removeprefix("sqlite:///"))


def sound(opener: Opener) -> None:
    """Let SQLite look for damage in its file."""
    with closing(sqlite3.connect(file_of(opener))) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
    if found != [("ok",)]:
        raise LawBrokenError(f"SQLite finds {len(found)} faults in the file")


def kill_servers(kills: int, seed: int) -> CrashReport:
    """Kill all processes of a server that waits for the disk, again and again."""
    server = postgres.started(is_safe=True)
    try:
        return survived(server, kills=kills, seed=seed)
    finally:
        server.stop()


def checks(parent: str, given: argparse.Namespace) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each check with its name."""
    fresh = fresh_in(parent)
    kills, cuts, processes = given.kills, given.cuts, given.processes
    yield "kill", partial(crash_check, fresh, kills=kills, seed=given.seed, sound=sound)
    yield "power", partial(power_cut_check, cuts=cuts, seed=given.seed)
    many = partial(concurrency_check, fresh, processes=processes, seconds=given.seconds)
    yield "many", partial(many, seed=given.seed)
    yield "scrub", partial(scrub_check, fresh, lambda opener: file_of(opener).parent)
    yield "server", partial(kill_servers, given.servers, given.seed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all checks, and return 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000, metavar="N")
    parser.add_argument("--cuts", type=int, default=1_000, metavar="N")
    parser.add_argument("--processes", type=int, default=8, metavar="N")
    parser.add_argument("--seconds", type=float, default=10.0, metavar="S")
    parser.add_argument("--servers", type=int, default=20, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    given = parser.parse_args(arguments)
    broken = 0
    with tempfile.TemporaryDirectory() as parent:
        for name, check in checks(parent, given):
            start = time.monotonic()
            try:
                told: object = check()
            except LawBrokenError as error:
                told = f"BROKEN: {error}"
                broken = 1
            print(f"{name:6} {told} ({time.monotonic() - start:.0f} s)", flush=True)
    return broken


if __name__ == "__main__":
    sys.exit(main())
