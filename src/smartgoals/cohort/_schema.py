"""Which columns the tables of a cohort have."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs

from smartgoals.cohort._narwhals import nw
from smartgoals.errors import InvalidValueError

__all__ = ["SCHEMAS", "Column", "ColumnKind", "check_columns"]


class ColumnKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    """Text, also as a category."""
    KEY = "key"
    """Whole numbers."""
    NUMBER = "number"
    """Numbers, whole or not."""
    DAY = "day"
    """Dates, also as moments at midnight."""
    FLAG = "flag"
    """True or false."""


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table.

    Args:
        name: Its name.
        kind: What it holds.
        may_be_null: Whether it may hold null.
        meaning: What it says.
    """

    name: str
    kind: ColumnKind
    may_be_null: bool
    meaning: str

    def __str__(self) -> str:
        """Say name, kind and meaning."""
        null = ", may be null" if self.may_be_null else ""
        return f"{self.name} ({self.kind}{null}): {self.meaning}"


def _columns(*told: tuple[str, str, str]) -> tuple[Column, ...]:
    """Return columns of their names, kinds, with a question mark for null, and meanings."""
    return tuple(
        Column(
            name=name,
            kind=ColumnKind(kind.removesuffix("?")),
            may_be_null=kind.endswith("?"),
            meaning=meaning,
        )
        for name, kind, meaning in told
    )


_GOAL = ("goal_key", "key", "the goal")

SCHEMAS: dict[str, tuple[Column, ...]] = {
    "goals": _columns(
        ("goal_key", "key", "its key, unique in the cohort"),
        ("subject", "text", "id of the person"),
        ("goal", "text", "id of the goal"),
        ("key_area", "text?", "code of the first of its key areas"),
        ("lifecycle", "text", "where the agreement stood on the day of judgement"),
        ("is_agreed", "flag", "false if it was rejected or entered in error"),
        ("attainment_weight", "number?", "weight of its attainment scale; null without one"),
        ("attainment_baseline", "number?", "level at which it started, -1 or -2"),
    ),
    "targets": _columns(
        ("target_key", "key", "its key, unique in the cohort"),
        _GOAL,
        ("target", "text", "id of the target"),
        ("measure", "text?", "id of the measure; null where a step is counted"),
        ("weight", "number", "how much it counts, above 0; only the ratio within a goal matters"),
        ("baseline", "number?", "the value before the work began"),
        ("low", "number?", "the lowest good value"),
        ("high", "number?", "the highest good value"),
        ("is_strict", "flag", "whether the bounds themselves are not good enough"),
        ("done", "number?", "occasions done, or observations that were good; null if unknown"),
        ("required", "number?", "of how many; null where a latest value is looked at"),
        ("is_open", "flag", "whether it is held and its time is not over"),
    ),
    "measurements": _columns(
        ("target_key", "key", "the target"),
        ("day", "day", "the day that it is about"),
        ("elapsed", "key", "days since the first of the target"),
        ("position", "key", "its place in the order of the target's values"),
        ("value", "number?", "the value in the measure's unit, or the sum of a settled period"),
    ),
    "milestones": _columns(
        _GOAL,
        ("milestone", "text", "id of the milestone"),
        ("weight", "number", "how much it counts, 0 or more, as for targets"),
        ("value", "number?", "1 if reached, 0 if not yet, null if unknown"),
    ),
    "step_outcomes": _columns(
        _GOAL,
        ("step", "text", "id of the step"),
        ("start", "day", "the first day of the window"),
        ("until", "day", "the first day after it"),
        ("done", "number", "how much of what was due was done"),
        ("missed", "number", "how much somebody said was not done"),
        ("unknown", "number", "how much nobody said anything about"),
        ("excused", "number", "how much was not asked for after all"),
        ("extra", "number", "how much was done that was not asked for"),
    ),
    "ratings": _columns(
        _GOAL,
        ("kind", "text", "attainment or outcome"),
        ("rater", "text", "id of the party who rated"),
        ("day", "day", "the day that it is about"),
        ("occurred_at", "number?", "microseconds since 1970 in UTC; null if nobody said"),
        ("position", "key", "its place in the order of the goal's ratings of that kind"),
        ("value", "number?", "the rating"),
    ),
}
"""The columns of each table of :class:`Tables`, in order."""


def check_columns(table: str, frame: Any) -> None:
    """Check that *frame* has the columns of *table*.

    Raises:
        InvalidValueError: If columns are missing or of another kind; it names each of them.
    """
    found = frame.collect_schema()
    wrong = []
    for column in SCHEMAS[table]:
        if column.name not in found:
            wrong.append(f"{column.name} is missing")
        elif not _fits(column, found[column.name]):
            wrong.append(f"{column.name} is no {column.kind} but {found[column.name]}")
    if wrong:
        raise InvalidValueError(
            f"{table}: {'; '.join(wrong)}. SCHEMAS[{table!r}] has all columns", field=table
        )


def _fits(column: Column, kind: Any) -> bool:
    match column.kind:
        case ColumnKind.TEXT:
            # A column without any value has no kind that means something.
            names = (nw.String, nw.Categorical, nw.Enum, nw.Object, nw.Unknown)
            return isinstance(kind, names if column.may_be_null else names[:3])
        case ColumnKind.KEY:
            return bool(kind.is_integer())
        case ColumnKind.NUMBER:
            return bool(kind.is_numeric())
        case ColumnKind.DAY:
            return isinstance(kind, nw.Date | nw.Datetime)
        case _:
            return isinstance(kind, nw.Boolean)
