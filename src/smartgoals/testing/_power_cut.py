"""Cut the power under the SQLite backend, and look at what it finds on the disk."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import attrs

from smartgoals._values import refuse
from smartgoals.errors import MissingExtraError
from smartgoals.stores import Backend, Store
from smartgoals.stores._sqlite import SqliteBackend
from smartgoals.testing._child import told
from smartgoals.testing._search import LawBrokenError
from smartgoals.testing._store_script import Script, check_recovered

if TYPE_CHECKING:
    from smartgoals.testing._power_disk import Disk

__all__ = ["PowerCutReport", "power_cut_check", "survived"]

_CUTS_OF_A_FILE = 10
# Some forty writes to the disk are one to the store.
_SHORT_LIFE, _LONG_LIFE = 100, 1_500
_RESTARTED = 0.25
_NAME = "goals.db"
# Memory, where there is such a folder: no real disk has to be waited for.
_MEMORY = Path("/dev/shm")  # noqa: S108  # the folders in it have random names

OnDisk: TypeAlias = "Callable[[Path, Disk], Backend]"


@attrs.frozen(kw_only=True)
class PowerCutReport:
    """What the SQLite backend went through, and lost nothing.

    Args:
        cuts: How often the power was cut.
        acknowledged: How many writes were answered.
        unanswered: How many were there although no answer came.
        seed: What everything was worked out from.
    """

    cuts: int
    acknowledged: int
    unanswered: int
    seed: int

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.cuts:,} power cuts, seed {self.seed}: {self.acknowledged:,} writes "
            f"acknowledged, 0 lost, 0 in part, 0 files damaged; "
            f"{self.unanswered:,} committed and never acknowledged"
        )


def power_cut_check(*, cuts: int = 100, seed: int = 0) -> PowerCutReport:
    """Cut the power under the SQLite backend, again and again, and check what is left.

    The backend runs on a disk of which only that is sure to stay what was synchronised. Of the
    rest any sectors of 512 bytes stay, in any order, so a page may be torn; a file may have its
    old length or its new one; and one that was made or deleted may be there or not. After a cut
    the file is opened again, at times to be cut again while it recovers, and then all is checked
    as by :func:`crash_check`, with an integrity check by SQLite.

    This proves the statements and the settings of the backend, and how SQLite uses a disk that
    keeps what it says it keeps. It does not prove the disk that you have, nor the file system on
    it, which may say so too early. And it runs on the SQLite of apsw, another build than the one
    in the standard library of your Python, which only reads the file afterwards.

    Args:
        cuts: How often, from 1. Each ten of them share a file.
        seed: What everything is worked out from: the same writes, the same moments, and the same
            sectors that stay.

    Returns:
        What happened, in numbers.

    Raises:
        LawBrokenError: If anything is lost, there in part, there twice or damaged; the message
            names the seed and the cut.
        MissingExtraError: If apsw is not installed: ``pip install "smartgoals[crash]"``.
        InvalidValueError: If *cuts* is no such number.

    Example:
        >>> from smartgoals.testing import power_cut_check
        >>> power_cut_check(cuts=2).cuts
        2
    """
    if type(cuts) is not int or cuts < 1:
        refuse("cuts", "a whole number from 1", cuts)
    try:
        from smartgoals.testing._power_disk import BackendOnDisk
    except ImportError as error:
        raise MissingExtraError(
            'power_cut_check needs apsw; pip install "smartgoals[crash]"'
        ) from error
    return survived(BackendOnDisk, cuts=cuts, seed=seed)


def survived(on_disk: OnDisk, *, cuts: int, seed: int, is_honest: bool = True) -> PowerCutReport:
    """Cut the power under a backend, and check what is left.

    Args:
        on_disk: Opens a backend of which all writes go through a disk.
        cuts: How often.
        seed: What everything is worked out from.
        is_honest: Whether the disk synchronises when it says so.
    """
    from smartgoals.testing._power_disk import Disk

    chance = random.Random(seed)  # noqa: S311  # the same each time is what it is for
    acknowledged = unanswered = 0
    for first in range(0, cuts, _CUTS_OF_A_FILE):
        last = min(first + _CUTS_OF_A_FILE, cuts) - 1
        script, there = Script(chance.getrandbits(32)), 0
        with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name:
            folder = _made(name, first)
            for cut in range(first, last + 1):
                life = chance.randint(1, chance.choice([_SHORT_LIFE, _LONG_LIFE]))
                disk = Disk(folder, chance, life=life, is_honest=is_honest)
                try:
                    answered = _answered_until_cut(on_disk, folder / _NAME, disk, script, there)
                    acknowledged += answered - there
                    there = answered
                    folder = _made(name, cut + 1)
                    disk.leave(folder)
                    if cut < last and chance.random() < _RESTARTED:
                        # What it left is opened on the next disk, and perhaps cut again.
                        continue
                    unanswered += _check(folder / _NAME, script, answered)
                    there += 1
                except Exception as error:
                    raise LawBrokenError(f"{told(error)}; cut {cut} of seed {seed}") from error
                finally:
                    disk.close()
    return PowerCutReport(cuts=cuts, acknowledged=acknowledged, unanswered=unanswered, seed=seed)


def _made(parent: str, number: int) -> Path:
    folder = Path(parent, str(number))
    folder.mkdir()
    return folder


def _answered_until_cut(on_disk: OnDisk, path: Path, disk: Disk, script: Script, first: int) -> int:
    """Carry out steps until the power goes, and return how many were answered by then."""
    answered = first
    try:
        with Store(on_disk(path, disk)) as store:
            while script[answered].carry_out(store):
                answered += 1
    except Exception:
        if not disk.is_dead:
            raise
        return answered
    raise LawBrokenError(f"step {answered} has a wrong answer")


def _check(path: Path, script: Script, answered: int) -> bool:
    """Check a file after a cut, and return whether the step without an answer was there."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
    if found != [("ok",)]:
        raise LawBrokenError(f"SQLite finds {len(found)} faults in the file")
    with Store(SqliteBackend(path)) as store:
        return check_recovered(store, script, answered)
