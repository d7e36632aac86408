"""Rows as goals and as measurements."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from smartgoals.entries import Entry, Measured
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal, KeyArea, Lifecycle, LifecycleChange, Priority
from smartgoals.instruments import find_instruments
from smartgoals.interop._findings import ImportFinding, Severity
from smartgoals.interop.rows._cells import (
    UnclearError,
    day_of,
    has_decimal_comma,
    number_of,
    order_of,
    text_of,
)
from smartgoals.interop.rows._table import Table, read_table
from smartgoals.journal import Journal
from smartgoals.measures import Direction, Measure, MeasureKind, Unit
from smartgoals.measures._units import UNITS
from smartgoals.notices import Notice
from smartgoals.schedule._local import moment_of
from smartgoals.smart import DateOrder, screen_risk
from smartgoals.targets import Aim, Target

__all__ = ["ImportedRows", "read_goals", "read_measurements"]

T = TypeVar("T")
_MOST_ROWS = 100_000
_GOALS = {
    "id": "goal_id",
    "subject": "client client_id patient patient_id person",
    "statement": "goal description text",
    "reason": "why",
    "start": "start_date begins",
    "due": "due_date target_date end end_date deadline",
    "status": "lifecycle",
    "status_day": "status_date",
    "priority": "",
    "key_area": "area category domain",
    "measure": "instrument",
    "unit": "",
    "baseline": "",
    "target": "target_value aim",
    "comparison": "comparator",
}
_MEASUREMENTS = {
    "id": "",
    "subject": "client client_id patient patient_id person",
    "measure": "instrument test",
    "value": "score result total",
    "unit": "",
    "day": "date",
    "author": "by recorded_by",
}
_COMPARISONS: dict[str, Callable[[float, Measure], Aim]] = {
    ">=": Aim.at_least,
    "≥": Aim.at_least,
    "at least": Aim.at_least,
    "<=": Aim.at_most,
    "≤": Aim.at_most,
    "at most": Aim.at_most,
    ">": Aim.above,
    "above": Aim.above,
    "<": Aim.below,
    "below": Aim.below,
}
_LESS = frozenset({"<=", "≤", "at most", "<", "below"})
_PRIORITIES = {str(one).removesuffix("-priority"): one for one in Priority}
_PRIORITIES |= {str(one): one for one in Priority}


@attrs.frozen(kw_only=True)
class ImportedRows:
    """What rows hold, as values of ours.

    Args:
        goals: The goals, in the order of their rows.
        entries: The measurements by the id of the person, in the order of their rows.
        findings: Why rows were refused, and what somebody should look at; numbers of rows count
            from 1, without the header.
        refused: The numbers of the rows that were left out.
        notices: What a person has to see at once, by the number of the row.
    """

    goals: tuple[Goal, ...] = ()
    entries: Mapping[str, tuple[Entry, ...]] = MappingProxyType({})
    findings: tuple[ImportFinding, ...] = ()
    refused: tuple[int, ...] = ()
    notices: Mapping[int, tuple[Notice, ...]] = MappingProxyType({})


def read_goals(
    rows: str | Iterable[Mapping[str, Any]],
    *,
    columns: Mapping[str, str] = MappingProxyType({}),
    measures: Iterable[Measure] = (),
    date_order: DateOrder | None = None,
    decimal_comma: bool | None = None,
    limit: int = _MOST_ROWS,
) -> ImportedRows:
    """Return the goals that rows hold.

    A row needs a subject and a statement. A target needs a measure, an amount and a comparison,
    such as ``>=`` or ``at most``; a baseline may go with it.

    Args:
        rows: CSV text with a header, parted by commas, semicolons or tabs; or mappings, such as
            those of :class:`csv.DictReader`. Columns are called id, subject, statement, reason,
            start, due, status, status_day, priority, key_area, measure, unit, baseline, target and
            comparison, or what is usual instead, such as client, goal or due date.
        columns: What this table calls a field, where that is unusual: ``{"subject": "Fall"}``.
        measures: Measures that the column may name by id or name; questionnaires of the catalogue
            are known. Any other is made of its name and its unit.
        date_order: How 3/4/2025 is meant; None to take what the other dates tell.
        decimal_comma: Whether 7,5 is 7.5; None to take what its column tells.
        limit: How many rows are read.

    Returns:
        The goals, with all cells of their rows in ``extensions["row"]``. A row without an id gets
        one of its subject and statement, the same whenever it is imported.

    Raises:
        InvalidValueError: If *columns* names a field that there is not.

    Example:
        >>> from smartgoals.interop.rows import read_goals
        >>> table = '''client;goal;due date;measure;comparison;target;unit
        ... c-17;I will walk every day.;30.04.2025;walking;at least;30;min
        ... ;I will sleep well.;31.05.2025;;;;
        ... '''
        >>> found = read_goals(table)
        >>> [(goal.subject, str(goal.due), str(goal.targets[0])) for goal in found.goals]
        [('c-17', '2025-04-30', 'at least 30 min')]
        >>> for finding in found.findings:
        ...     print(finding)
        error: row 2: subject: is missing
    """
    table = read_table(rows, _GOALS, columns, limit)
    reader = _Reader(table, measures, date_order, decimal_comma)
    goals: dict[str, Goal] = {}
    notices: dict[int, tuple[Notice, ...]] = {}
    for number, cells in table.rows:
        # Whatever becomes of the row, a risk in it is told.
        said = f"{text_of(cells.get('statement'))}\n{text_of(cells.get('reason'))}"
        if found := screen_risk(said).notices:
            notices[number] = found
        goal = reader.goal(number, cells)
        if goal is None:
            continue
        if goal.id in goals:
            table.refuse(number, "id", "duplicate", "is that of an earlier row")
        else:
            goals[goal.id] = goal
    return ImportedRows(
        goals=tuple(goals.values()),
        findings=tuple(table.findings),
        refused=tuple(sorted(table.refused)),
        notices=MappingProxyType(notices),
    )


def read_measurements(
    rows: str | Iterable[Mapping[str, Any]],
    *,
    recorded_at: dt.datetime,
    columns: Mapping[str, str] = MappingProxyType({}),
    measures: Iterable[Measure] = (),
    date_order: DateOrder | None = None,
    decimal_comma: bool | None = None,
    limit: int = _MOST_ROWS,
) -> ImportedRows:
    """Return the measurements that rows hold, ready for a journal.

    A row needs a subject, a measure, a value and a day.

    Args:
        rows: As for :func:`read_goals`. Columns are called id, subject, measure, value, unit, day
            and author, or what is usual instead, such as client, score or date.
        recorded_at: When they were written down, aware of its zone: when the import is made.
        columns: As for :func:`read_goals`.
        measures: As for :func:`read_goals`; a value out of its measure's range is refused.
        date_order: As for :func:`read_goals`.
        decimal_comma: As for :func:`read_goals`.
        limit: How many rows are read.

    Returns:
        The entries by person, with all cells of their rows in ``extensions["row"]``. A row without
        an id gets one of what it says, the same whenever it is imported, so that importing twice
        adds nothing.

    Raises:
        InvalidValueError: If *columns* names a field that there is not, or *recorded_at* has no
            zone.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Journal
        >>> from smartgoals.interop.rows import read_measurements
        >>> at = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
        >>> table = '''client,instrument,score,date
        ... c-17,PHQ-9,14,2025-02-03
        ... c-17,PHQ-9,140,2025-02-17
        ... '''
        >>> found = read_measurements(table, recorded_at=at)
        >>> journal = Journal(subject="c-17", entries=found.entries["c-17"])
        >>> [(entry.measure, entry.value) for entry in journal]
        [('phq9', 14.0)]
        >>> print(found.findings[0])
        error: row 2: value: has to lie in the range of its measure
    """
    moment_of(recorded_at, "recorded_at")
    table = read_table(rows, _MEASUREMENTS, columns, limit)
    reader = _Reader(table, measures, date_order, decimal_comma)
    entries: dict[str, dict[str, Entry]] = {}
    for number, cells in table.rows:
        entry = reader.entry(number, cells, recorded_at)
        if entry is None:
            continue
        of_subject = entries.setdefault(text_of(cells["subject"]), {})
        if entry.id in of_subject:
            table.refuse(number, "id", "duplicate", "is that of an earlier row")
        else:
            of_subject[str(entry.id)] = entry
    return ImportedRows(
        entries=MappingProxyType({who: tuple(of.values()) for who, of in entries.items()}),
        findings=tuple(table.findings),
        refused=tuple(sorted(table.refused)),
    )


class _Reader:
    """One table being read, with how its columns are written."""

    def __init__(
        self,
        table: Table,
        measures: Iterable[Measure],
        order: DateOrder | None,
        comma: bool | None,  # noqa: FBT001  # three answers
    ) -> None:
        self._table = table
        known = tuple(measures)
        self._measures = {measure.name.casefold(): measure for measure in known if measure.name}
        self._measures |= {measure.id.casefold(): measure for measure in known}
        days = ("start", "due", "status_day", "day")
        dates = [cell for name in days for cell in table.column(name)]
        self._order = order or order_of(dates)
        self._commas = {
            name: has_decimal_comma(table.column(name)) if comma is None else comma
            for name in ("baseline", "target", "value")
        }

    def goal(self, number: int, cells: Mapping[str, Any]) -> Goal | None:
        """Return the goal of a row; None if it was refused."""
        needed = ("subject", "statement")
        return self._row(number, cells, needed, lambda: self._goal(number, cells))

    def entry(
        self, number: int, cells: Mapping[str, Any], recorded_at: dt.datetime
    ) -> Entry | None:
        """Return the measurement of a row; None if it was refused."""
        needed = ("subject", "measure", "value", "day")
        return self._row(number, cells, needed, lambda: self._entry(number, cells, recorded_at))

    def _row(
        self, number: int, cells: Mapping[str, Any], needed: Iterable[str], make: Callable[[], T]
    ) -> T | None:
        """Return what *make* makes of a row; None, with the reason told, if it cannot."""
        if self._lacks(number, cells, needed):
            return None
        try:
            return make()
        except _CellError as error:
            self._table.refuse(number, error.column, "cell", str(error))
        except SmartGoalsError as error:
            self._table.refuse(number, getattr(error, "field", "row"), "value", "cannot be so")
        return None

    def _goal(self, number: int, cells: Mapping[str, Any]) -> Goal:
        start, due, status_day = (self._day(cells, name) for name in ("start", "due", "status_day"))
        subject, statement = text_of(cells["subject"]), text_of(cells["statement"])
        area = text_of(cells.get("key_area"))
        status = self._one_of(cells, "status", {str(one): one for one in Lifecycle})
        change = LifecycleChange(status=status or Lifecycle.PROPOSED, day=status_day)
        return Goal(
            id=text_of(cells.get("id")) or _derived(subject, statement),
            subject=subject,
            statement=statement,
            reason=text_of(cells.get("reason")),
            start=start,
            due=due,
            priority=self._one_of(cells, "priority", _PRIORITIES),
            key_areas=(KeyArea(code=area[:255], name=area),) if area else (),
            targets=self._targets(number, cells),
            lifecycle_history=(change,),
            extensions={"row": self._table.whole[number]},
        )

    def _entry(self, number: int, cells: Mapping[str, Any], recorded_at: dt.datetime) -> Entry:
        value, day = self._number(cells, "value"), self._cell(cells, "day", self._as_day)
        measure = self._known(text_of(cells["measure"]))
        unit = self._unit(cells) or (None if measure is None else measure.unit)
        if measure is not None and unit is not None:
            value, unit = self._in_range(measure, value, unit), measure.unit
        name = text_of(cells["measure"]) if measure is None else measure.id
        subject = text_of(cells["subject"])
        # Whose journal it goes into is checked as a journal checks it.
        Journal(subject=subject)
        said = (subject, name, day.isoformat(), repr(value), str(unit and unit.code))
        return Measured(
            id=text_of(cells.get("id")) or _derived(*said),
            measure=name,
            value=value,
            unit=unit,
            day=day,
            author=text_of(cells.get("author")) or None,
            recorded_at=recorded_at,
            extensions={"row": self._table.whole[number]},
        )

    def _in_range(self, measure: Measure, value: float, unit: Unit) -> float:
        try:
            value = unit.convert(value, to=measure.unit)
        except SmartGoalsError:
            raise _CellError("unit", "has to measure the same as its measure") from None
        if not measure.holds(value):
            raise _CellError("value", "has to lie in the range of its measure")
        return value

    def _lacks(self, number: int, cells: Mapping[str, Any], names: Iterable[str]) -> bool:
        missing = [name for name in names if not text_of(cells.get(name))]
        for name in missing:
            self._table.tell(Severity.ERROR, f"row {number}: {name}", "required", "is missing")
        if missing:
            self._table.refused.append(number)
        return bool(missing)

    def _cell(self, cells: Mapping[str, Any], name: str, read: Callable[[Any], T]) -> T:
        try:
            return read(cells[name])
        except UnclearError as error:
            raise _CellError(name, str(error)) from None

    def _as_day(self, cell: Any) -> dt.date:
        return day_of(cell, self._order)

    def _day(self, cells: Mapping[str, Any], name: str) -> dt.date | None:
        return self._cell(cells, name, self._as_day) if name in cells else None

    def _number(self, cells: Mapping[str, Any], name: str) -> float:
        return self._cell(cells, name, lambda cell: number_of(cell, self._commas[name]))

    def _one_of(self, cells: Mapping[str, Any], name: str, known: Mapping[str, T]) -> T | None:
        said = text_of(cells.get(name)).casefold()
        if not said:
            return None
        found = known.get(said, known.get(said.replace(" ", "-")))
        if found is None:
            raise _CellError(name, f"has to be one of: {', '.join(known)}")
        return found

    def _unit(self, cells: Mapping[str, Any]) -> Unit | None:
        said = text_of(cells.get("unit"))
        if not said:
            return None
        for code in (said, f"{{{said}}}"):
            try:
                return Unit(code=code)
            except SmartGoalsError:
                continue
        raise _CellError("unit", "has to be a UCUM code, or one word for what is counted")

    def _known(self, name: str) -> Measure | None:
        found = self._measures.get(name.casefold())
        if found is not None:
            return found
        instruments = find_instruments(name)
        return instruments[0].measure() if len(instruments) == 1 else None

    def _targets(self, number: int, cells: Mapping[str, Any]) -> tuple[Target, ...]:
        """Return the target of a row; none, with a warning, where it is not all there."""
        given = [name for name in ("measure", "target", "comparison") if name in cells]
        if not given:
            return ()
        if len(given) < len(("measure", "target", "comparison")):
            self._warn(number, "target", "needs a measure, a target and a comparison; kept")
            return ()
        comparison = text_of(cells["comparison"]).casefold()
        if comparison not in _COMPARISONS:
            raise _CellError("comparison", f"has to be one of: {', '.join(_COMPARISONS)}")
        amount = self._number(cells, "target")
        baseline = self._number(cells, "baseline") if "baseline" in cells else None
        unit = self._unit(cells)
        measure = self._known(text_of(cells["measure"]))
        try:
            if measure is None:
                measure = _made(text_of(cells["measure"]), unit, comparison in _LESS)
            elif unit is not None:
                amount = unit.convert(amount, to=measure.unit)
                baseline = None if baseline is None else unit.convert(baseline, to=measure.unit)
            aim = _COMPARISONS[comparison](amount, measure)
            return (Target(id="target-1", aim=aim, baseline=baseline),)
        except SmartGoalsError:
            self._warn(number, "target", "cannot be met from its baseline, or be at all; kept")
            return ()

    def _warn(self, number: int, column: str, message: str) -> None:
        self._table.tell(Severity.WARNING, f"row {number}: {column}", "no-target", message)


class _CellError(Exception):
    """A cell that cannot be read; the message holds nothing of it."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def _made(name: str, unit: Unit | None, is_less: bool) -> Measure:  # noqa: FBT001
    unit = unit or Unit(code="1")
    kind = MeasureKind.COUNT if unit.code[:1] == "{" else MeasureKind.AMOUNT
    if UNITS.get(unit.code, ("",))[0] == "time":
        kind = MeasureKind.DURATION
    direction = Direction.DOWN if is_less else Direction.UP
    return Measure(id=name[:255], name=name, kind=kind, unit=unit, direction=direction)


def _derived(*said: str) -> str:
    # The length of each keeps "ab", "c" apart from "a", "bc".
    text = "".join(f"{len(one)}:{one}" for one in said)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
