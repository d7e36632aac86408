"""All that is stored of a person as JSON Lines, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from typing import Any, TypeVar

import attrs

from smartgoals._time import DateTime, format_instant, parse_instant
from smartgoals._values import MAX_ID_LENGTH
from smartgoals.codec import from_dict
from smartgoals.entries import Entry
from smartgoals.errors import ConflictError, DecodeError, Problem, SmartGoalsError
from smartgoals.goals import Goal
from smartgoals.stores._actions import Action, Ask, goal_write, goals_of, write, writes_of
from smartgoals.stores._rows import GoalRow, GoalWrite, JournalRows

__all__ = ["export", "take_in"]

T = TypeVar("T")
LINES = 1
"""The format of the lines. What a goal or an entry says has the format of its document."""


def export(subject: str) -> Action[list[str]]:
    """Return the lines of a person."""
    there: JournalRows = yield Ask("journal", (subject,))
    lines = [json.dumps({"smartgoals": "export", "lines": LINES, "subject": subject}) + "\n"]
    for goal in (yield from goals_of(subject)):
        rows = yield from writes_of(goal.id)
        lines += map(_goal_line, rows)
    lines += [f'{{"entry":{row.document}}}\n' for row in sorted(there.rows)]
    return lines


def _goal_line(row: GoalRow) -> str:
    told = {"version": row.version, "at": row.at, "author": row.author, "op_id": row.op_id}
    # The document is JSON already, and goes as it is: what a newer version wrote is not touched.
    return f'{json.dumps(told)[:-1]}, "goal":{row.document}}}\n'


@attrs.frozen
class _Read:
    """What some lines say."""

    subject: str
    goals: dict[str, list[GoalWrite]]
    entries: list[Entry]


def take_in(lines: Iterable[str], *, at: DateTime) -> Action[str]:
    """Write what the lines say, all of it or nothing."""
    read = _read(lines)
    wanted: list[GoalWrite] = []
    for goal_id, writes in read.goals.items():
        stored = yield from writes_of(goal_id)
        for one, row in zip(writes, stored, strict=False):
            if row != one.row:
                raise ConflictError(
                    goal_id=goal_id, expected=one.row.version - 1 or None, current=len(stored)
                )
        wanted += islice(writes, len(stored), None)
    yield from write(tuple(wanted), {read.subject: read.entries}, at=at, author=None, op_id=None)
    return read.subject


def _read(lines: Iterable[str]) -> _Read:
    problems: list[Problem] = []
    subject = ""
    goals: dict[str, list[GoalWrite]] = {}
    entries: list[Entry] = []
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            if number == 1:
                subject = _head(line)
                continue
            said = _object(line)
            if "entry" in said:
                entries.append(_entry(said))
            else:
                one = _goal(said, subject)
                goals.setdefault(one.row.id, []).append(one)
                if one.row.version != len(goals[one.row.id]):
                    raise _problem("$.version", "expected the writes of a goal in order, from 1")
        except DecodeError as error:
            problems += [
                Problem(path=f"line {number}: {problem.path}", message=problem.message)
                for problem in error.problems
            ]
            if number == 1:
                break
    if number == 0:
        problems.append(Problem(path="line 1: $", message="expected the head of an export"))
    if problems:
        raise DecodeError(tuple(problems))
    return _Read(subject, goals, entries)


def _problem(path: str, message: str) -> DecodeError:
    return DecodeError((Problem(path=path, message=message),))


def _object(line: str) -> dict[str, Any]:
    said: Any = None
    if isinstance(line, str):
        with suppress(ValueError, RecursionError):
            said = json.loads(line)
    if not isinstance(said, dict):
        raise _problem("$", "expected a JSON object")
    return said


def _head(line: str) -> str:
    said = _object(line)
    subject = said.get("subject")
    if said.get("smartgoals") != "export" or not _is_id(subject):
        raise _problem("$", "expected the head of an export")
    if said.get("lines") != LINES:
        raise _problem("$.lines", f"expected {LINES}; it was written by a newer version")
    return str(subject)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_ID_LENGTH and value.isprintable()


def _entry(said: dict[str, Any]) -> Entry:
    entry = from_dict(said["entry"], Entry)
    if not entry.is_stamped:
        raise _problem("$.entry", "expected a stamped entry")
    return entry


def _goal(said: dict[str, Any], subject: str) -> GoalWrite:
    version = said.get("version")
    if type(version) is not int or version < 1:
        raise _problem("$.version", "expected a whole number from 1")
    for name in ("author", "op_id"):
        if said.get(name) is not None and not _is_id(said[name]):
            raise _problem(f"$.{name}", "expected an id")
    at = said.get("at")
    moment = None
    if isinstance(at, str):
        with suppress(SmartGoalsError, ValueError):
            moment = parse_instant(at)
    if moment is None or format_instant(moment) != at:
        raise _problem("$.at", "expected an instant")
    goal = from_dict(said.get("goal", {}), Goal)
    if goal.subject != subject:
        raise _problem("$.goal.subject", "expected the person whose export it is")
    return goal_write(
        goal, version=version, at=moment, author=said.get("author"), op_id=said.get("op_id")
    )
