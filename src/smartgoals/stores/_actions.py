"""What a store does, step by step, and without doing any of it.

Each function is a generator that yields what to ask the backend, is sent the answer, and returns
the result. So there is one text for every way to run it, whether it waits or awaits.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar, cast

import attrs

from smartgoals._time import DateTime, format_instant, parse_instant
from smartgoals._values import refuse
from smartgoals.codec import dumps, loads
from smartgoals.entries import Entry, Redacted
from smartgoals.errors import (
    ConflictError,
    DecodeError,
    NotFoundError,
    StaleError,
    StoreError,
)
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.plans import ReviewPolicy
from smartgoals.stores._answers import (
    Change,
    Found,
    Page,
    Receipt,
    Stored,
    StoredReview,
    StoredSubject,
    Write,
    Written,
)
from smartgoals.stores._cursor import mark_of, read_cursor, write_cursor
from smartgoals.stores._operations import check_entries, named, refuse_other_content
from smartgoals.stores._recording import says_of, to_record, with_redactions
from smartgoals.stores._rows import (
    Batch,
    ChangeRow,
    EntryRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    GoalWrite,
    JournalRows,
    JournalWrite,
    Query,
    ReviewRow,
    SearchKeys,
    SubjectRow,
)

if TYPE_CHECKING:
    from smartgoals.schedule import ReviewDate

__all__ = [
    "Action",
    "Ask",
    "Pause",
    "again",
    "changes",
    "edit",
    "erase",
    "find",
    "get",
    "goal_of",
    "goal_write",
    "goals_of",
    "history",
    "hold",
    "journal",
    "put",
    "record",
    "review",
    "save",
    "subjects",
    "write",
    "writes_of",
]

T = TypeVar("T")
E = TypeVar("E", bound=Entry)

# Of many who write the same thing at once one gets through each time, and each waits a little
# longer after every attempt: so many attempts are a storage that is stuck, not one that is busy.
_ATTEMPTS = 100
_FIRST_PAUSE = 0.001
_LONGEST_PAUSE = 0.1
_PAGE = 1_000


class Ask(NamedTuple):
    """A question to the backend: one of its methods, and the arguments after the tenant."""

    method: str
    arguments: tuple[Any, ...]


class Pause(NamedTuple):
    """A moment to wait, since somebody else was first that many times."""

    attempt: int

    def seconds(self) -> float:
        """Return how long, each time another length: of those who wait not all go on at once."""
        longest = min(_FIRST_PAUSE * 2**self.attempt, _LONGEST_PAUSE)
        return random.uniform(0, longest)  # noqa: S311  # only spreads writers


Action: TypeAlias = Generator[Ask | Pause, Any, T]


def again(attempt: int, error: StoreError) -> Action[int]:
    """Wait before the next attempt, unless there were enough of them."""
    if attempt == _ATTEMPTS:
        raise error
    yield Pause(attempt)
    return attempt + 1


def _decoded(document: str, kind: type[T]) -> T:
    try:
        return loads(document, kind)
    except DecodeError as error:
        raise StoreError("a stored document is damaged; see the cause") from error


def goal_of(row: GoalRow) -> Goal:
    """Return the goal that a write of it holds."""
    return attrs.evolve(_decoded(row.document, Goal), version=row.version)


def _stored(row: GoalRow) -> Stored:
    return Stored(
        goal=goal_of(row), version=row.version, at=parse_instant(row.at), author=row.author
    )


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def goal_write(
    goal: Goal, *, version: int, at: DateTime, author: str | None, op_id: str | None
) -> GoalWrite:
    """Return the row of a goal, with what it is found by."""
    lifecycle = goal.lifecycle
    parties = {step.responsible for step in goal.plan.steps if step.responsible is not None}
    return GoalWrite(
        row=GoalRow(
            id=goal.id,
            subject=goal.subject,
            version=version,
            at=format_instant(at),
            author=author,
            op_id=op_id,
            document=dumps(goal),
        ),
        keys=SearchKeys(
            lifecycle=str(lifecycle),
            due=_day(goal.due),
            areas=tuple(sorted({area.code for area in goal.key_areas})),
            parties=tuple(sorted(parties)),
            is_reviewed=goal.review is not None and not lifecycle.is_closed,
        ),
    )


def save(write: Write, *, at: DateTime, author: str | None, op_id: str | None) -> Action[Goal]:
    """Write a goal, and the entries that belong to it."""
    (stored,) = yield from put([write], at=at, author=author, op_id=op_id)
    return stored.goal


def put(
    writes: Sequence[Write], *, at: DateTime, author: str | None, op_id: str | None
) -> Action[tuple[Stored, ...]]:
    """Write goals, and the entries that belong to them."""
    goals = tuple(
        goal_write(one.goal, version=one.expect + 1, at=at, author=author, op_id=op_id)
        for one in writes
    )
    told: dict[str, list[Entry]] = {}
    for one in writes:
        if one.entries:
            told.setdefault(one.goal.subject, []).extend(one.entries)
    said = {
        subject: named(entries, subject=subject, op_id=op_id) for subject, entries in told.items()
    }
    if op_id is not None:
        yield from _check_not_on_top(goals)
    try:
        yield from write(goals, said, at=at, author=author, op_id=op_id)
    except ConflictError:
        if op_id is None:
            raise
        before = yield from _written_before(goals, said, at=at, author=author, op_id=op_id)
        if before is None:
            raise
        return before
    return tuple(_written(one.goal, row, at) for one, (row, _) in zip(writes, goals, strict=True))


def _written(goal: Goal, row: GoalRow, at: DateTime) -> Stored:
    return Stored(
        goal=attrs.evolve(goal, version=row.version), version=row.version, at=at, author=row.author
    )


def _check_not_on_top(goals: tuple[GoalWrite, ...]) -> Action[None]:
    """Check that an operation does not write on top of what it wrote itself the first time."""
    # Of several writes of one goal only the first is made from what was there before.
    first = {wanted.id: wanted for wanted, _ in reversed(goals)}
    for wanted in first.values():
        if wanted.version > 1:
            row: GoalRow | None = yield Ask("goal", (wanted.id, wanted.version - 1))
            if row is not None and row.op_id == wanted.op_id:
                refuse(
                    "op_id",
                    "new for a new write",
                    wanted.op_id,
                    instead="this operation was done before, and the goal was read again since; "
                    "try again with the goal that was tried first, or use edit()",
                )


def _written_before(
    goals: tuple[GoalWrite, ...],
    said: Mapping[str, tuple[Entry, ...]],
    *,
    at: DateTime,
    author: str | None,
    op_id: str,
) -> Action[tuple[Stored, ...] | None]:
    """Return what the same operation wrote the first time; None if it wrote nothing."""
    before = []
    is_same = True
    for wanted, _ in goals:
        row: GoalRow | None = yield Ask("goal", (wanted.id, wanted.version))
        if row is None or row.op_id != op_id:
            is_same = False
            continue
        before.append(_stored(row))
        is_same = is_same and before[-1].goal == goal_of(wanted)
    if not before:
        return None
    for subject in {wanted.subject for wanted, _ in goals}:
        there: JournalRows = yield Ask("journal", (subject,))
        missing, _ = _journal_write(
            subject, said.get(subject, ()), at=at, author=author, op_id=op_id, there=there
        )
        is_same = is_same and not missing.entries
    if not is_same:
        refuse_other_content(op_id)
    return tuple(before)


def record(
    subject: str,
    entries: Sequence[E],
    *,
    at: DateTime,
    author: str | None,
    op_id: str | None,
) -> Action[tuple[E, ...]]:
    """Add entries to the journal of a person."""
    said = {subject: named(entries, subject=subject, op_id=op_id)}
    recorded = yield from write((), said, at=at, author=author, op_id=op_id)
    return cast(tuple[E, ...], recorded[subject])


def write(
    goals: tuple[GoalWrite, ...],
    said: Mapping[str, tuple[Entry, ...]],
    *,
    at: DateTime,
    author: str | None,
    op_id: str | None = None,
) -> Action[dict[str, tuple[Entry, ...]]]:
    """Write goals and entries together.

    Most entries are new and destroy nothing, so they are written without looking. Only where the
    backend says that this is not so are the journals read, and what is written then is right for
    them as they stand, or else it is read and worked out again.
    """
    looks = any(isinstance(entry, Redacted) for entries in said.values() for entry in entries)
    attempt = 1
    while True:
        writes, recorded = [], {}
        for subject, entries in said.items():
            there: JournalRows | None = None
            if looks:
                there = yield Ask("journal", (subject,))
            journal_write, recorded[subject] = _journal_write(
                subject, entries, at=at, author=author, op_id=op_id, there=there
            )
            if journal_write.entries:
                writes.append(journal_write)
        if not goals and not writes:
            return recorded
        try:
            yield Ask("put", (Batch(goals=goals, journals=tuple(writes)),))
        except StaleError as error:
            attempt = yield from again(attempt, error)
            looks = True
        else:
            return recorded


def _journal_write(
    subject: str,
    entries: tuple[Entry, ...],
    *,
    at: DateTime,
    author: str | None,
    op_id: str | None,
    there: JournalRows | None,
) -> tuple[JournalWrite, tuple[Entry, ...]]:
    """Return what is to be written to a journal, and the entries as they are in it then."""
    rows = [] if there is None else there.rows
    ids = {entry.id for entry in entries}
    stored = {row.id: _decoded(row.document, Entry) for row in rows if row.id in ids}
    redacted = [row.about for row in rows if row.redacts and row.about is not None]
    if op_id is not None:
        known = {*redacted, *(row.id for row in rows)}
        check_entries(entries, subject=subject, op_id=op_id, stored=stored, ids=known)
    new, recorded = to_record(entries, at=at, author=author, stored=stored, redacted=redacted)
    said: defaultdict[str | None, list[str]] = defaultdict(list)
    for row in (*rows, *map(_entry_row, new)):
        if not row.redacts:
            said[row.about].append(row.id)
    everything = with_redactions(new, at=at, said_of=lambda entry_id: said.get(entry_id, ()))
    gone = {entry.entry for entry in everything if isinstance(entry, Redacted)}
    journal_write = JournalWrite(
        subject=subject,
        entries=tuple(
            _entry_row(entry)
            for entry in everything
            if isinstance(entry, Redacted) or entry.id not in gone
        ),
        removed=tuple(row.id for row in rows if row.id in gone and not row.redacts),
        position=None if there is None else there.position,
    )
    return journal_write, tuple(
        entry for entry in recorded if isinstance(entry, Redacted) or entry.id not in gone
    )


def _entry_row(entry: Entry) -> EntryRow:
    redacts = isinstance(entry, Redacted)
    return EntryRow(
        id=entry.id or "",
        about=entry.entry if isinstance(entry, Redacted) else says_of(entry),
        redacts=redacts,
        document=dumps(entry),
    )


def get(goal_id: str, version: int | None) -> Action[Goal]:
    """Return a goal."""
    row: GoalRow | None = yield Ask("goal", (goal_id, version))
    if row is None:
        raise _not_found("goal" if version is None else "version")
    return goal_of(row)


def _not_found(what: str) -> NotFoundError:
    # Whether another tenant has it is never said.
    return NotFoundError(f"there is no such {what} for this tenant")


def history(tenant: str, goal_id: str, *, after: str | None, limit: int) -> Action[Page[Stored]]:
    """Return the writes of a goal."""
    question = ("history", tenant, goal_id)
    (start,) = read_cursor(question, after, int) or [0]
    rows: list[GoalRow] = yield Ask("history", (goal_id, start, limit + 1))
    if not rows and not start:
        raise _not_found("goal")
    page = rows[:limit]
    more = write_cursor(question, [page[-1].version]) if len(rows) > limit else None
    return Page(items=tuple(map(_stored, page)), next=more)


def find(tenant: str, query: Query, *, after: str | None, limit: int) -> Action[Page[Found]]:
    """Return goals that are looked for."""
    question = ("find", tenant, *query)
    place = read_cursor(question, after, str, str)
    rows: list[FoundRow] = yield Ask(
        "find", (query, None if place is None else tuple(place), limit + 1)
    )
    page = rows[:limit]
    more = write_cursor(question, [page[-1].key, page[-1].row.id]) if len(rows) > limit else None
    return Page(items=tuple(map(_found, page)), next=more)


def _found(found: FoundRow) -> Found:
    review = None
    if found.review_on is not None and found.review_policy is not None:
        review = StoredReview(
            day=dt.date.fromisoformat(found.review_day) if found.review_day else None,
            policy=_decoded(found.review_policy, ReviewPolicy),
            on=dt.date.fromisoformat(found.review_on),
        )
    return Found(goal=goal_of(found.row), review=review)


def journal(subject: str) -> Action[Journal]:
    """Return the journal of a person."""
    there: JournalRows = yield Ask("journal", (subject,))
    return _journal(subject, there)


def _journal(subject: str, there: JournalRows) -> Journal:
    return Journal(
        subject=subject, entries=tuple(_decoded(row.document, Entry) for row in there.rows)
    )


def changes(tenant: str, *, after: str | None, limit: int) -> Action[Page[Change]]:
    """Return what was written."""
    question = ("changes", tenant)
    start, seen = read_cursor(question, after, int, str) or (0, "")
    # The change that was seen last comes along: it tells whether this is still the same storage.
    rows: list[ChangeRow] = yield Ask("changes", (max(start - 1, 0), limit + (start > 0)))
    if start:
        if not rows or (rows[0].position == start and mark_of(rows[0]) != seen):
            refuse(
                "after",
                "a place in the changes of this storage",
                after,
                instead="after a restore, or in a copy, begin at the beginning",
            )
        # It is not there any more where everything of its person was erased since.
        rows = rows[rows[0].position == start :][:limit]
    if rows:
        start, seen = rows[-1].position, mark_of(rows[-1])
    return Page(
        items=tuple(
            Change(kind=Written(row.kind), subject=row.subject, id=row.id, version=row.version)
            for row in rows
        ),
        next=write_cursor(question, [start, seen]),
    )


def subjects(tenant: str, *, after: str | None, limit: int) -> Action[Page[StoredSubject]]:
    """Return persons of whom something is stored, or was."""
    question = ("subjects", tenant)
    (start,) = read_cursor(question, after, str) or [""]
    rows: list[SubjectRow] = yield Ask("subjects", (start, limit + 1))
    page = rows[:limit]
    more = write_cursor(question, [page[-1].subject]) if len(rows) > limit else None
    return Page(
        items=tuple(
            StoredSubject(
                id=row.subject,
                held=row.held,
                erased_at=None if row.erased is None else parse_instant(row.erased),
                reason=row.reason,
            )
            for row in page
        ),
        next=more,
    )


def erase(subject: str, *, reason: str, at: DateTime) -> Action[Receipt]:
    """Destroy everything of a person."""
    row: ErasureRow = yield Ask("erase", (subject, reason, format_instant(at)))
    return Receipt(
        subject=subject,
        at=parse_instant(row.at),
        reason=row.reason,
        goals=row.goals,
        writes=row.writes,
        entries=row.entries,
        is_scrubbed=row.is_scrubbed,
    )


def hold(subject: str, reason: str | None) -> Action[None]:
    """Put a person under a legal hold, or release them."""
    yield Ask("hold", (subject, reason))


def edit(
    goal_id: str,
    change: Callable[[Goal], Goal],
    *,
    clock: Callable[[], DateTime],
    author: str | None,
    op_id: str | None,
) -> Action[Goal]:
    """Change a goal as it stands, and try again where somebody else was first."""
    attempt, seen = 1, 0
    while True:
        goal = yield from get(goal_id, None)
        if op_id is not None:
            # Each time, and after the goal was read: the same operation may run twice at once.
            for row in (yield from writes_of(goal_id, after=seen)):
                if row.op_id == op_id:
                    return goal_of(row)
        seen = goal.version or 0
        changed = change(goal)
        if not isinstance(changed, Goal) or changed.id != goal_id:
            refuse("change", "a function that returns the goal it was given, changed", changed)
        if changed == goal:
            return goal
        # It was looked for already, and is again after a conflict, so it is not done twice.
        at = clock()
        wanted = goal_write(changed, version=seen + 1, at=at, author=author, op_id=op_id)
        try:
            yield from write((wanted,), {}, at=at, author=author)
        except ConflictError as error:
            attempt = yield from again(attempt, error)
        else:
            return attrs.evolve(changed, version=wanted.row.version)


def writes_of(goal_id: str, *, after: int = 0) -> Action[list[GoalRow]]:
    """Return all writes of a goal above a version, none if there is no such goal."""
    writes: list[GoalRow] = []
    while True:
        rows: list[GoalRow] = yield Ask("history", (goal_id, after, _PAGE))
        writes += rows
        if len(rows) < _PAGE:
            return writes
        after = rows[-1].version


def goals_of(subject: str) -> Action[list[GoalRow]]:
    """Return the goals of a person, as they stand."""
    found: list[FoundRow] = []
    while True:
        after = (found[-1].key, found[-1].row.id) if found else None
        rows: list[FoundRow] = yield Ask("find", (Query(subject=subject), after, _PAGE))
        found += rows
        if len(rows) < _PAGE:
            return [one.row for one in found]


def review(
    subject: str, *, on: dt.date, is_working_day: Callable[[dt.date], bool] | None
) -> Action[dict[str, ReviewDate]]:
    """Compute when the goals of a person are to be reviewed, and store it beside them."""
    # The schedule and the scoring below it take longer to load than all that a store needs else.
    from smartgoals.schedule import next_review

    attempt = 1
    while True:
        there: JournalRows = yield Ask("journal", (subject,))
        said = _journal(subject, there)
        dates: dict[str, ReviewDate] = {}
        rows = []
        for row in (yield from goals_of(subject)):
            goal = goal_of(row)
            if goal.review is None or goal.lifecycle.is_closed:
                continue
            found = next_review(goal, said, on=on, is_working_day=is_working_day)
            dates[goal.id] = found
            rows.append(
                ReviewRow(
                    goal_id=goal.id,
                    version=row.version,
                    day=_day(found.day),
                    policy=dumps(goal.review),
                    on=on.isoformat(),
                )
            )
        if not rows:
            return dates
        stands = JournalWrite(subject=subject, position=there.position)
        try:
            yield Ask("put", (Batch(journals=(stands,), reviews=tuple(rows)),))
        except StaleError as error:
            attempt = yield from again(attempt, error)
        else:
            return dates
