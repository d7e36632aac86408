"""What passes between a store and its backend: plain rows, with documents that are only text.

A backend never reads a document. What goals are found by, and what a redaction destroys, stands
beside it in the clear.
"""

from __future__ import annotations

from typing import NamedTuple

from smartgoals._values import refuse
from smartgoals.errors import ConflictError

__all__ = [
    "UNKNOWN",
    "Batch",
    "ChangeRow",
    "EntryRow",
    "ErasureRow",
    "FoundRow",
    "GoalRow",
    "GoalWrite",
    "JournalRows",
    "JournalWrite",
    "Query",
    "ReviewRow",
    "SearchKeys",
    "SubjectRow",
]

UNKNOWN = ""
"""The review day of a goal that is reviewed and has no projection that still holds."""


class SearchKeys(NamedTuple):
    """What a goal is found by, as of one write."""

    lifecycle: str
    """Where the agreement stands."""
    due: str | None
    """The day by which, as ISO 8601."""
    areas: tuple[str, ...]
    """Codes of its key areas, each once, in order."""
    parties: tuple[str, ...]
    """Ids of those who do a step of it, each once, in order."""
    is_reviewed: bool
    """Whether it is open and has a review policy."""


class GoalRow(NamedTuple):
    """One write of a goal."""

    id: str
    subject: str
    version: int
    """The number of the write, from 1, without gaps."""
    at: str
    """When it was written: an instant in UTC as text."""
    author: str | None
    op_id: str | None
    """The operation that wrote it, so that a retry is told from a conflict."""
    document: str

    def check_follows(self, version: int, subject: str) -> None:
        """Check that this write can follow the latest one that is stored.

        Args:
            version: The version that is stored; 0 if there is none.
            subject: Whose goal it is as stored.

        Raises:
            ConflictError: If the version of this write is not the next one.
            InvalidValueError: If it is another person's.
        """
        if self.version != version + 1:
            raise ConflictError(
                goal_id=self.id, expected=self.version - 1 or None, current=version or None
            )
        if version and self.subject != subject:
            refuse(
                "subject",
                "the one that the goal was first written for",
                self.subject,
                instead="a goal never changes hands; make another with a relation to it",
            )


class GoalWrite(NamedTuple):
    """A goal to be written, as the version that follows the one that is stored."""

    row: GoalRow
    keys: SearchKeys


class EntryRow(NamedTuple):
    """One entry of a journal."""

    id: str
    about: str | None
    """Id of the entry that it speaks of, or destroys; None for most."""
    redacts: bool
    """Whether it destroys what it is about."""
    document: str


class JournalWrite(NamedTuple):
    """What is to be written to the journal of one person."""

    subject: str
    entries: tuple[EntryRow, ...] = ()
    removed: tuple[str, ...] = ()
    """Ids of the entries that are destroyed by the redactions among the entries; one that is not
    there is no mistake."""
    position: int | None = None
    """Where the journal has to stand for this to be right; None if it does not matter."""

    @property
    def destroys(self) -> bool:
        """Whether anything is destroyed by it, or would be as soon as it came."""
        return bool(self.removed) or any(row.redacts for row in self.entries)


class JournalRows(NamedTuple):
    """The journal of one person."""

    position: int
    """Grows with whatever is written to the journal; 0 if nothing ever was."""
    rows: list[EntryRow]
    """In any order."""


class ReviewRow(NamedTuple):
    """When a goal is to be reviewed, as it was computed on a day."""

    goal_id: str
    version: int
    """The write that it was computed from."""
    day: str | None
    """As ISO 8601; None if no review comes."""
    policy: str
    """The policy that it was computed with, as a document."""
    on: str
    """The day on which it was computed, as ISO 8601."""


class Batch(NamedTuple):
    """What is written together, or not at all."""

    goals: tuple[GoalWrite, ...] = ()
    journals: tuple[JournalWrite, ...] = ()
    """At most one for each person."""
    reviews: tuple[ReviewRow, ...] = ()


class Query(NamedTuple):
    """Which goals are looked for: those of which everything that is given holds."""

    subject: str | None = None
    lifecycles: tuple[str, ...] = ()
    """Any of these; empty for any at all."""
    area: str | None = None
    party: str | None = None
    due_from: str | None = None
    due_by: str | None = None
    review_by: str | None = None
    """Reviewed by that day, or of unknown review day."""

    @property
    def order(self) -> str:
        """What found goals are sorted by, before their id: ``review``, ``due`` or nothing."""
        if self.review_by is not None:
            return "review"
        return "due" if self.due_from is not None or self.due_by is not None else ""

    def matches(self, subject: str, keys: SearchKeys, review: str | None) -> bool:
        """Return whether a goal is looked for.

        Args:
            subject: Whose goal it is.
            keys: What it is found by.
            review: Its review day: :data:`UNKNOWN`, or None where it has no review.
        """
        return (
            (self.subject is None or subject == self.subject)
            and (not self.lifecycles or keys.lifecycle in self.lifecycles)
            and (self.area is None or self.area in keys.areas)
            and (self.party is None or self.party in keys.parties)
            and (self.due_from is None or (keys.due is not None and keys.due >= self.due_from))
            and (self.due_by is None or (keys.due is not None and keys.due <= self.due_by))
            and (self.review_by is None or (review is not None and review <= self.review_by))
        )

    def key(self, keys: SearchKeys, review: str | None) -> str:
        """Return what a goal that matches is sorted by, before its id."""
        return {"review": review, "due": keys.due}.get(self.order) or ""


class FoundRow(NamedTuple):
    """A goal that was looked for: its latest write, and when it is to be reviewed."""

    key: str
    """What it is sorted by, before its id."""
    row: GoalRow
    review_day: str | None
    """:data:`UNKNOWN` if no projection holds; None if it has no review."""
    review_policy: str | None
    review_on: str | None
    """None if no projection holds."""


class ChangeRow(NamedTuple):
    """One thing that was written."""

    position: int
    """Grows with each change of a tenant; never used twice."""
    subject: str
    kind: str
    """``goal``, ``entry`` or ``erased``."""
    id: str
    """Id of the goal or entry; of the person where all was erased."""
    version: int | None
    """Which write of a goal."""


class SubjectRow(NamedTuple):
    """A person of whom something is stored, or was."""

    subject: str
    held: str | None
    """Why nothing of theirs may be destroyed; None if it may."""
    erased: str | None
    """When everything was erased: an instant in UTC as text."""
    reason: str | None = None
    """Why it was erased."""


class ErasureRow(NamedTuple):
    """What was erased of one person."""

    at: str
    reason: str
    goals: int
    writes: int
    entries: int
    is_scrubbed: bool
    """Whether no byte of it is left in the storage."""
