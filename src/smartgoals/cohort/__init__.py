"""The rules of scoring over data frames, for many people, on one machine or a cluster.

:func:`tables` makes the tables of a cohort from goals and journals, and :func:`export` writes them
to Parquet. The functions take :class:`Tables` of any kind of frame that narwhals knows (Polars,
DuckDB, pandas, PyArrow, PySpark) and return the same kind; lazy stays lazy. What they say of each
goal or person is what :mod:`smartgoals.scoring` says, and laws hold them to it.

Nothing here ranks people, and nothing here tells of a Notice: those belong to one person at once,
and not to a report about many.

Needs ``pip install "smartgoals[cohort]"``, which is narwhals and Polars.
"""

from __future__ import annotations

from smartgoals.cohort._adherence import adherence
from smartgoals.cohort._change import change_counts, pairs, reliable_change
from smartgoals.cohort._export import export
from smartgoals.cohort._progress import progress
from smartgoals.cohort._ratings import attainment, goal_based_outcomes
from smartgoals.cohort._schema import SCHEMAS, Column, ColumnKind
from smartgoals.cohort._summary import summary
from smartgoals.cohort._tables import Tables, read, tables
from smartgoals.cohort._trend import trend

__all__ = [
    "SCHEMAS",
    "Column",
    "ColumnKind",
    "Tables",
    "adherence",
    "attainment",
    "change_counts",
    "export",
    "goal_based_outcomes",
    "pairs",
    "progress",
    "read",
    "reliable_change",
    "summary",
    "tables",
    "trend",
]
