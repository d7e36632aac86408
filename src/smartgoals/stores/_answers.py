"""What a store is asked to write, and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Generic, TypeVar, overload

import attrs

from smartgoals._time import DateTime
from smartgoals._values import as_tuple, is_each, is_in, is_int
from smartgoals.entries import Entry
from smartgoals.goals import Goal
from smartgoals.plans import ReviewPolicy

__all__ = [
    "Change",
    "Found",
    "Page",
    "Receipt",
    "Stored",
    "StoredReview",
    "StoredSubject",
    "Write",
    "Written",
]

T_co = TypeVar("T_co", covariant=True)
# The version that follows has 64 bits too.
_MOST = 2**63 - 2


@attrs.frozen(kw_only=True)
class Write:
    """A goal to be written, and which version of it was seen.

    Args:
        goal: The goal. Its own ``version`` is not looked at.
        expect: The version that it replaces, from 1; 0 to create it.
        entries: What is recorded with it in the journal of its subject.

    Raises:
        InvalidValueError: If a field is not what it must be.
    """

    goal: Goal = attrs.field(validator=is_in(Goal))
    expect: int = attrs.field(validator=is_int(0, _MOST))
    entries: tuple[Entry, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Entry)
    )


@attrs.frozen(kw_only=True)
class Stored:
    """One write of a goal.

    Args:
        goal: The goal as it was written, with its version.
        version: The number of the write, from 1.
        at: When it was written, in UTC.
        author: Id of the party who wrote it; None if nobody said.
    """

    goal: Goal
    version: int
    at: DateTime
    author: str | None = None


@attrs.frozen(kw_only=True)
class StoredReview:
    """When a goal is to be reviewed, as it was computed on a day and stored.

    Args:
        day: The day of the review; None if none comes.
        policy: The policy that it was computed with.
        on: The day on which it was computed.
    """

    day: dt.date | None
    policy: ReviewPolicy
    on: dt.date


@attrs.frozen(kw_only=True)
class Found:
    """A goal that was looked for.

    Args:
        goal: The goal, with its version.
        review: When it is to be reviewed; None where nothing is stored that still holds: the goal
            or the journal was written since, or it was never computed.
    """

    goal: Goal
    review: StoredReview | None = None


@attrs.frozen(kw_only=True)
class Page(Sequence[T_co], Generic[T_co]):
    """Some of what there is, in order; a sequence.

    Args:
        items: What is on the page.
        next: What to hand over as *after* for the next page; None if this is the last. For
            changes it is never None: it also says where to go on when there are more.
    """

    items: tuple[T_co, ...]
    next: str | None = None

    def __len__(self) -> int:
        """Return how many are on the page."""
        return len(self.items)

    def __iter__(self) -> Iterator[T_co]:
        """Yield them in order."""
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> T_co: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...

    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        """Return one of them, or some."""
        return self.items[index]


class Written(StrEnum):
    """What was written."""

    GOAL = "goal"
    """A goal was created, or replaced by another version."""
    ENTRY = "entry"
    """An entry was recorded; a redaction is one too."""
    ERASED = "erased"
    """Everything of the person was erased."""


@attrs.frozen(kw_only=True)
class Change:
    """One thing that was written; what it says is read from the store.

    Args:
        kind: What was written.
        subject: Whose it is.
        id: Id of the goal or the entry; of the person where everything was erased.
        version: Which write of the goal; None otherwise.
    """

    kind: Written
    subject: str
    id: str
    version: int | None = None


@attrs.frozen(kw_only=True)
class StoredSubject:
    """A person of whom something is stored, or was.

    Args:
        id: Opaque id of the person.
        held: Why nothing of theirs may be destroyed; None without a legal hold.
        erased_at: When everything of theirs was erased; None if it was not.
        reason: Why it was erased.
    """

    id: str
    held: str | None = None
    erased_at: DateTime | None = None
    reason: str | None = None


@attrs.frozen(kw_only=True)
class Receipt:
    """What was erased of a person: numbers, and nothing of what it said.

    Args:
        subject: Opaque id of the person.
        at: When it was erased, in UTC.
        reason: Why, as the host said.
        goals: How many goals.
        writes: How many writes of these goals.
        entries: How many entries of the journal.
        is_scrubbed: Whether no byte of it is left in the storage. If not, :meth:`Store.scrub`
            overwrites the rest; a storage that does not promise to scrub never says so.
    """

    subject: str
    at: DateTime
    reason: str
    goals: int
    writes: int
    entries: int
    is_scrubbed: bool
