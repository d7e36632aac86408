"""Write a cohort to files that one machine or a cluster reads."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from smartgoals._values import refuse
from smartgoals.cohort._schema import SCHEMAS
from smartgoals.cohort._tables import Rows, batches, data_frames
from smartgoals.goals import Goal
from smartgoals.journal import Journal

__all__ = ["export"]


def export(
    given: Iterable[tuple[Goal, Journal]],
    folder: str | os.PathLike[str],
    *,
    on: dt.date,
    goals_per_file: int = 20_000,
    update: Callable[[int], object] | None = None,
) -> int:
    """Write the tables of a cohort as Parquet, a part of the goals at a time.

    Each table is a folder of its own with one file for each part, ``goals/part-00000.parquet`` and
    so on; Polars, DuckDB and Spark read such a folder as one table. No more than one part is in
    memory, beside one number for each goal to see that none comes twice. The folder appears when
    it is whole.

    The files hold health data of people by their ids: keep them as you keep the store.

    Args:
        given: Goals, each with the journal of its subject.
        folder: Where to write; it must not be there yet.
        on: The date of judgement.
        goals_per_file: How many goals are in a part, 1 or more.
        update: Called with a number of goals whenever that many more are done, as ``tqdm.update``
            wants it.

    Returns:
        How many goals were written.

    Raises:
        InvalidValueError: As for :func:`tables`; or if *goals_per_file* is out of range.
        FileExistsError: If there is something at *folder*.
        MissingExtraError: If Polars is not installed.

    Example:
        >>> import datetime as dt
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from smartgoals import Goal, Journal
        >>> from smartgoals.cohort import export
        >>> goal = Goal(id="g-1", subject="c-17", statement="I will sleep seven hours.")
        >>> with TemporaryDirectory() as place:
        ...     written = export([(goal, Journal(subject="c-17"))], Path(place) / "cohort",
        ...                      on=dt.date(2025, 2, 10))
        ...     files = sorted(file.parent.name for file in Path(place).rglob("*.parquet"))
        >>> written, files
        (1, ['goals', 'measurements', 'milestones', 'ratings', 'step_outcomes', 'targets'])
    """
    if type(goals_per_file) is not int or goals_per_file < 1:
        refuse("goals_per_file", "a whole number of at least 1", goals_per_file)
    whole = Path(folder)
    if whole.exists():
        raise FileExistsError(f"{whole.name} is there already; choose a folder that is not")
    part = whole.with_name(f"{whole.name}.part")
    part.mkdir(parents=True)
    written = number = 0
    try:
        for name in SCHEMAS:
            (part / name).mkdir()
        for rows in batches(given, on=on, size=goals_per_file, update=update):
            _write(rows, part, number)
            written += len(rows["goals"])
            number += 1
        if not number:
            # A table without rows still has columns.
            _write({name: [] for name in SCHEMAS}, part, 0)
        part.rename(whole)
    except BaseException:
        shutil.rmtree(part)
        raise
    return written


def _write(rows: Rows, part: Path, number: int) -> None:
    for name, frame in data_frames(rows).items():
        frame.write_parquet(part / name / f"part-{number:05}.parquet")
