"""What may be asked of a store: each argument is checked here, and nothing is done yet.

One function for each method of a store, whether it waits or awaits; what it returns is carried out
by the store.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from smartgoals._time import now
from smartgoals._values import refuse
from smartgoals.entries import Entry
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.stores import _actions, _lines
from smartgoals.stores._actions import Action
from smartgoals.stores._answers import (
    Change,
    Found,
    Page,
    Receipt,
    Stored,
    StoredSubject,
    Write,
)
from smartgoals.stores._arguments import (
    check_day,
    check_id,
    check_limit,
    check_optional,
    check_version,
    day_or_none,
    id_or_none,
    lifecycles,
)
from smartgoals.stores._rows import Query

if TYPE_CHECKING:
    from smartgoals.schedule import ReviewDate

__all__ = [
    "changes",
    "edit",
    "erase",
    "export",
    "find",
    "get",
    "history",
    "hold",
    "journal",
    "project_reviews",
    "put",
    "record",
    "release",
    "save",
    "subjects",
    "take_in",
]

E = TypeVar("E", bound=Entry)


def save(
    goal: Goal, entries: tuple[Entry, ...], *, author: str | None, op_id: str | None
) -> Action[Goal]:
    """Create a goal, or replace the version that was loaded."""
    if not isinstance(goal, Goal):
        refuse("goal", "a Goal", goal)
    write = Write(goal=goal, expect=goal.version or 0, entries=entries)
    check_optional(author=author, op_id=op_id)
    return _actions.save(write, at=now(), author=author, op_id=op_id)


def put(
    writes: Sequence[Write], *, author: str | None, op_id: str | None
) -> Action[tuple[Stored, ...]]:
    """Write several goals: all of them, or none."""
    for write in writes:
        if not isinstance(write, Write):
            refuse("writes", "Write items only", write, instead="write put(*writes)")
    check_optional(author=author, op_id=op_id)
    return _actions.put(writes, at=now(), author=author, op_id=op_id)


def edit(
    goal_id: str, change: Callable[[Goal], Goal], *, author: str | None, op_id: str | None
) -> Action[Goal]:
    """Change a goal as it stands now."""
    check_id("goal_id", goal_id)
    if not callable(change):
        refuse("change", "a function", change)
    check_optional(author=author, op_id=op_id)
    return _actions.edit(goal_id, change, clock=now, author=author, op_id=op_id)


def get(goal_id: str, *, version: int | None) -> Action[Goal]:
    """Return a goal."""
    check_id("goal_id", goal_id)
    check_version(version)
    return _actions.get(goal_id, version)


def history(tenant: str, goal_id: str, *, after: str | None, limit: int) -> Action[Page[Stored]]:
    """Return the writes of a goal."""
    check_id("goal_id", goal_id)
    check_limit(limit)
    return _actions.history(tenant, goal_id, after=after, limit=limit)


def find(
    tenant: str,
    *,
    subject: str | None,
    lifecycle: Lifecycle | Iterable[Lifecycle] | None,
    key_area: str | None,
    responsible: str | None,
    due_from: dt.date | None,
    due_by: dt.date | None,
    review_by: dt.date | None,
    after: str | None,
    limit: int,
) -> Action[Page[Found]]:
    """Return the goals of which everything that is given holds."""
    query = Query(
        subject=id_or_none("subject", subject),
        lifecycles=lifecycles(lifecycle),
        area=id_or_none("key_area", key_area),
        party=id_or_none("responsible", responsible),
        due_from=day_or_none("due_from", due_from),
        due_by=day_or_none("due_by", due_by),
        review_by=day_or_none("review_by", review_by),
    )
    check_limit(limit)
    return _actions.find(tenant, query, after=after, limit=limit)


def project_reviews(
    subject: str, *, on: dt.date, is_working_day: Callable[[dt.date], bool] | None
) -> Action[dict[str, ReviewDate]]:
    """Compute when the goals of a person are to be reviewed, and store it."""
    check_id("subject", subject)
    check_day("on", on)
    return _actions.review(subject, on=on, is_working_day=is_working_day)


def record(
    subject: str, entries: Sequence[E], *, author: str | None, op_id: str | None
) -> Action[tuple[E, ...]]:
    """Add entries to the journal of a person."""
    check_id("subject", subject)
    check_optional(author=author, op_id=op_id)
    return _actions.record(subject, entries, at=now(), author=author, op_id=op_id)


def journal(subject: str) -> Action[Journal]:
    """Return the journal of a person."""
    check_id("subject", subject)
    return _actions.journal(subject)


def changes(tenant: str, *, after: str | None, limit: int) -> Action[Page[Change]]:
    """Return what was written."""
    check_limit(limit)
    return _actions.changes(tenant, after=after, limit=limit)


def subjects(tenant: str, *, after: str | None, limit: int) -> Action[Page[StoredSubject]]:
    """Return everybody of whom something is stored, is held or was erased."""
    check_limit(limit)
    return _actions.subjects(tenant, after=after, limit=limit)


def hold(subject: str, *, reason: str) -> Action[None]:
    """Put a person under a legal hold."""
    check_id("subject", subject)
    check_id("reason", reason)
    return _actions.hold(subject, reason)


def release(subject: str) -> Action[None]:
    """End the legal hold of a person."""
    check_id("subject", subject)
    return _actions.hold(subject, None)


def erase(subject: str, *, reason: str) -> Action[Receipt]:
    """Destroy everything of a person."""
    check_id("subject", subject)
    check_id("reason", reason)
    return _actions.erase(subject, reason=reason, at=now())


def export(subject: str) -> Action[list[str]]:
    """Return everything of a person as lines."""
    check_id("subject", subject)
    return _lines.export(subject)


def take_in(lines: Iterable[str]) -> Action[str]:
    """Take in what an export gave out."""
    if isinstance(lines, str | bytes) or not isinstance(lines, Iterable):
        refuse("lines", "several lines, such as an open file", lines)
    return _lines.take_in(lines, at=now())
