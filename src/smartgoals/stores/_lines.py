"""All that is stored of a person as JSON Lines, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TypeVar

import attrs

from smartgoals._time import DateTime, format_instant, parse_instant
from smartgoals.codec import from_dict
from smartgoals.entries import Entry
from smartgoals.errors import ConflictError, DecodeError, Problem, StaleError
from smartgoals.goals import Goal
from smartgoals.stores._actions import (
    Action,
    Ask,
    again,
    goal_of,
    goal_write,
    goals_of,
    write,
    writes_of,
)
from smartgoals.stores._arguments import is_sound_id
from smartgoals.stores._rows import GoalRow, GoalWrite, JournalRows

__all__ = ["export", "take_in"]

T = TypeVar("T")
LINES = 1
"""The format of the lines. What a goal or an entry says has the format of its document."""
_MOST = 2**63
_MOST_PROBLEMS = 20
_LINE_ENDS = {ord(end): json.dumps(end)[1:-1] for end in "\x85\u2028\u2029"}
_HEAD = frozenset({"smartgoals", "lines", "subject", "writes", "entries"})
_GOAL = frozenset({"version", "at", "author", "op_id", "goal"})
_ENTRY = frozenset({"entry"})


def export(subject: str) -> Action[list[str]]:
    """Return the lines of a person."""
    attempt = 1
    while True:
        before: JournalRows = yield Ask("journal", (subject,))
        writes: list[str] = []
        for goal in (yield from goals_of(subject)):
            rows = yield from writes_of(goal.id)
            writes += map(_goal_line, rows)
        # Read again: a goal and the entries that were written with it go out together, and if
        # everything was erased meanwhile, this says so.
        there: JournalRows = yield Ask("journal", (subject,))
        if there.position == before.position:
            break
        attempt = yield from again(attempt, StaleError("the journal moves on all the time"))
    entries = [f'{{"entry":{_one_line(row.document)}}}\n' for row in sorted(there.rows)]
    head = {
        "smartgoals": "export",
        "lines": LINES,
        "subject": subject,
        # Lines that were cut off between two of them are no export.
        "writes": len(writes),
        "entries": len(entries),
    }
    return [f"{json.dumps(head)}\n", *writes, *entries]


def _one_line(document: str) -> str:
    """Return a document without what a program may take for the end of a line."""
    return document.translate(_LINE_ENDS)


def _goal_line(row: GoalRow) -> str:
    told = {"version": row.version, "at": row.at, "author": row.author, "op_id": row.op_id}
    # The document is JSON already, and goes as it is: what a newer version wrote is not touched.
    return f'{json.dumps(told)[:-1]}, "goal":{_one_line(row.document)}}}\n'


def take_in(lines: Iterable[str], *, at: DateTime) -> Action[str]:
    """Write what the lines say, all of it or nothing."""
    read = _read(lines)
    said = {read.head.subject: tuple(read.entries)}
    attempt = 1
    while True:
        wanted: list[GoalWrite] = []
        for goal_id, writes in read.goals.items():
            wanted += yield from _missing(goal_id, writes)
        try:
            yield from write(tuple(wanted), said, at=at, author=None)
        except ConflictError as error:
            # Somebody wrote one of them meanwhile, and perhaps just what was to be written here.
            attempt = yield from again(attempt, error)
        else:
            return read.head.subject


def _missing(goal_id: str, writes: list[GoalWrite]) -> Action[list[GoalWrite]]:
    """Return the writes of a goal that are not stored yet, if those before them are the same."""
    stored = yield from writes_of(goal_id)
    for one, row in zip(writes, stored, strict=False):
        if not _is_same(one.row, row):
            raise ConflictError(
                goal_id=goal_id, expected=one.row.version - 1 or None, current=len(stored)
            )
    return writes[len(stored) :]


def _is_same(one: GoalRow, other: GoalRow) -> bool:
    if one.document == other.document:
        return one == other
    # Two texts may say the same: an older format, or the JSON of another library.
    return one._replace(document="") == other._replace(document="") and (
        goal_of(one) == goal_of(other)
    )


@attrs.frozen
class _Head:
    """What the first line says: whose export it is, and how much follows."""

    subject: str
    writes: int
    entries: int


@attrs.define
class _Read:
    """What some lines say."""

    head: _Head = _Head("", 0, 0)
    goals: dict[str, list[GoalWrite]] = attrs.field(factory=dict)
    entries: list[Entry] = attrs.field(factory=list)

    def take(self, said: dict[str, Any]) -> None:
        """Take what a line behind the head says."""
        if "entry" in said:
            self.entries.append(_entry(said))
            return
        one = _goal(said, self.head.subject)
        writes = self.goals.setdefault(one.row.id, [])
        writes.append(one)
        if one.row.version != len(writes):
            raise _problem("$.version", "expected the writes of a goal in order, from 1")

    def check_whole(self) -> None:
        """Check that as much came as the head says."""
        head = self.head
        if (sum(map(len, self.goals.values())), len(self.entries)) != (head.writes, head.entries):
            raise _problem("$", f"expected {head.writes} writes and {head.entries} entries in all")


def _read(lines: Iterable[str]) -> _Read:
    read = _Read()
    problems: list[Problem] = []
    number = 0
    for number, line in enumerate(lines, start=1):
        if isinstance(line, str) and number > 1 and not line.strip():
            continue
        try:
            said = _object(line)
            if number > 1:
                read.take(said)
            else:
                read.head = _head(said)
        except DecodeError as error:
            problems += _within(f"line {number}: $", error)
            # Without a head nothing can be said of what follows, and with so many mistakes it is
            # no export.
            if number == 1 or len(problems) >= _MOST_PROBLEMS:
                break
    try:
        if number == 0:
            raise _problem("$", "expected the head of an export")
        if not problems:
            read.check_whole()
    except DecodeError as error:
        problems += _within(f"line {number or 1}: $", error)
    if problems:
        raise DecodeError(tuple(problems))
    return read


def _problem(path: str, message: str) -> DecodeError:
    return DecodeError((Problem(path=path, message=message),))


def _within(place: str, error: DecodeError) -> list[Problem]:
    """Return what is wrong in a part, each with its place in the whole."""
    return [
        Problem(path=f"{place}{problem.path.removeprefix('$')}", message=problem.message)
        for problem in error.problems
    ]


def _object(line: str) -> dict[str, Any]:
    said: Any = None
    if isinstance(line, str):
        with suppress(ValueError, RecursionError):
            said = json.loads(line)
    if not isinstance(said, dict):
        raise _problem("$", "expected a JSON object")
    return said


def _check_fields(said: dict[str, Any], known: frozenset[str]) -> None:
    # Not named: a key that should not be there may be what somebody said.
    if not said.keys() <= known:
        raise _problem("$", f"expected no fields but {', '.join(sorted(known))}")


def _head(said: dict[str, Any]) -> _Head:
    if said.get("smartgoals") != "export" or not is_sound_id(said.get("subject")):
        raise _problem("$", "expected the head of an export")
    written = said.get("lines")
    if type(written) is not int or written != LINES:
        newer = type(written) is int and written > LINES
        hint = "; it was written by a newer version of smartgoals" if newer else ""
        raise _problem("$.lines", f"expected {LINES}{hint}")
    _check_fields(said, _HEAD)
    for name in ("writes", "entries"):
        if not _is_number(said.get(name), 0):
            raise _problem(f"$.{name}", "expected a whole number from 0")
    return _Head(said["subject"], said["writes"], said["entries"])


def _is_number(value: object, least: int) -> bool:
    return type(value) is int and least <= value < _MOST


def _value(said: dict[str, Any], name: str, kind: type[T]) -> T:
    try:
        return from_dict(said.get(name, {}), kind)
    except DecodeError as error:
        problems = _within(f"$.{name}", error)
    raise DecodeError(tuple(problems))


def _entry(said: dict[str, Any]) -> Entry:
    _check_fields(said, _ENTRY)
    entry = _value(said, "entry", Entry)
    if not entry.is_stamped:
        raise _problem("$.entry", "expected a stamped entry")
    return entry


def _goal(said: dict[str, Any], subject: str) -> GoalWrite:
    _check_fields(said, _GOAL)
    version: Any = said.get("version")
    author, op_id = said.get("author"), said.get("op_id")
    if not _is_number(version, 1):
        raise _problem("$.version", "expected a whole number from 1")
    for name, value in (("author", author), ("op_id", op_id)):
        if value is not None and not is_sound_id(value):
            raise _problem(f"$.{name}", "expected an id")
    at = _moment(said.get("at"))
    goal = _value(said, "goal", Goal)
    if goal.subject != subject:
        raise _problem("$.goal.subject", "expected the person whose export it is")
    return goal_write(goal, version=version, at=at, author=author, op_id=op_id)


def _moment(value: object) -> DateTime:
    # In UTC and written in one way only, as it is stored.
    if isinstance(value, str) and value.endswith("Z"):
        with suppress(ValueError):
            moment = parse_instant(value)
            if format_instant(moment) == value:
                return moment
    raise _problem("$.at", "expected an instant in UTC")
