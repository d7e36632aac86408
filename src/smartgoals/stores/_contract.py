"""What every store does, and what they share."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from types import TracebackType
from typing import Self, TypeVar, cast

import attrs

from smartgoals._time import DateTime
from smartgoals._values import MAX_ID_LENGTH, refuse
from smartgoals.entries import Corrected, Entry, Noted, Redacted, Voided
from smartgoals.errors import ConflictError, InvalidValueError, NotFoundError
from smartgoals.goals import Goal
from smartgoals.ids import new_id
from smartgoals.journal import Journal, is_destroyed

_MOST_WRITES = 2**63
E = TypeVar("E", bound=Entry)

__all__ = [
    "Store",
    "Stored",
    "check_goal",
    "check_id",
    "check_save",
    "check_version",
    "not_found",
    "says_of",
    "to_record",
    "with_redactions",
]


@attrs.frozen(kw_only=True)
class Stored:
    """One write of a goal.

    Args:
        goal: The goal as it was written, with its version.
        version: The number of the write, from 1.
        at: When it was written, in UTC.
    """

    goal: Goal
    version: int
    at: DateTime


class Store(ABC):
    """Goals with their history, and one journal a person, of one tenant.

    Use it as a context manager, or call :meth:`close`. What one tenant writes no other tenant
    sees; :meth:`tenant` gives a handle for another one on the same storage.
    """

    @abstractmethod
    def save(self, goal: Goal) -> Goal:
        """Create a goal, or replace the version that was loaded.

        A goal that no store gave out is created. One that came from :meth:`get` or :meth:`save`
        replaces the version it came from, also after it was changed by its own methods.

        Args:
            goal: The goal.

        Returns:
            The same goal with its new version, to go on with.

        Raises:
            ConflictError: If somebody else wrote it since, or it exists already.
            InvalidValueError: If it belonged to another person when it was first written.
            StoreError: If the storage fails.
        """

    @abstractmethod
    def get(self, goal_id: str, *, version: int | None = None) -> Goal:
        """Return a goal.

        Args:
            goal_id: Its id.
            version: Which write of it; None for the latest.

        Raises:
            NotFoundError: If this tenant has no such goal, or no such version of it.
            StoreError: If the storage fails.
        """

    @abstractmethod
    def history(self, goal_id: str) -> tuple[Stored, ...]:
        """Return every write of a goal, the first one first.

        Raises:
            NotFoundError: If this tenant has no such goal.
            StoreError: If the storage fails.
        """

    @abstractmethod
    def record(self, subject: str, *entries: E, author: str | None = None) -> tuple[E, ...]:
        """Add entries to a person's journal: all of them, or none, in the order given.

        What an entry lacks of id, recorded time and author is stamped. Recording an entry with the
        same id again adds nothing and returns the first one, so a retry with ids is safe.

        A :class:`~smartgoals.entries.Redacted` entry destroys what it names, here and for ever:
        an entry that was redacted is not taken in again.

        Args:
            subject: Opaque id of the person.
            *entries: The entries.
            author: Id of the party who writes them, for those that do not say.

        Returns:
            The entries as they are in the journal now, without those that are redacted.

        Raises:
            InvalidValueError: If another entry has the id of one of them already.
            StoreError: If the storage fails.
        """

    @abstractmethod
    def journal(self, subject: str) -> Journal:
        """Return a person's journal; empty if nothing was recorded.

        Raises:
            StoreError: If the storage fails.
        """

    @abstractmethod
    def tenant(self, name: str) -> Store:
        """Return a handle for another tenant on the same storage.

        Args:
            name: Opaque id of the tenant.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the storage, for all tenants; closing twice does nothing."""

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()


def check_id(field: str, value: object) -> None:
    """Check an id that is handed to a store."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID_LENGTH or not value.isprintable():
        refuse(field, f"an id of 1 to {MAX_ID_LENGTH} printable characters", value)


def check_version(version: int | None) -> None:
    """Check the number of a write."""
    if version is not None and (type(version) is not int or not 0 < version < _MOST_WRITES):
        refuse("version", "a whole number from 1", version)


def check_goal(goal: object) -> None:
    """Check that what is handed to a store is a goal."""
    if not isinstance(goal, Goal):
        refuse("goal", "a Goal", goal)


def check_save(goal: Goal, current: Goal | None) -> int:
    """Return the version that a goal gets, given what is stored.

    Raises:
        ConflictError: If *goal* does not come from *current*.
        InvalidValueError: If it belongs to another person.
    """
    stored = None if current is None else current.version
    if goal.version != stored:
        raise ConflictError(goal_id=goal.id, expected=goal.version, current=stored)
    if current is not None and current.subject != goal.subject:
        refuse(
            "subject",
            "the one that the goal was first written for",
            goal.subject,
            instead="a goal never changes hands; make another with a relation to it",
        )
    return (stored or 0) + 1


def not_found(what: str) -> NotFoundError:
    """Return the error for something that is not there; ids of others are never confirmed."""
    return NotFoundError(f"there is no such {what} for this tenant")


def to_record(
    entries: tuple[E, ...],
    *,
    at: dt.datetime,
    author: str | None,
    stored: Mapping[str, Entry],
    redacted: Collection[str],
) -> tuple[list[E], tuple[E, ...]]:
    """Return the entries that are new, and all of them as the journal has them.

    Args:
        entries: What is recorded.
        at: The moment of recording.
        author: For entries that do not say.
        stored: The entries that have one of their ids already.
        redacted: Ids that were redacted before.

    Raises:
        InvalidValueError: If one of them differs from the entry that has its id.
    """
    known = dict(stored)
    new: dict[str, E] = {}
    result: dict[str, E] = {}
    gone = set(redacted)
    gone.update(entry.entry for entry in entries if isinstance(entry, Redacted))
    for number, entry in enumerate(entries):
        if not isinstance(entry, Entry):
            refuse("entries", "Entry items only", entry)
        # In the order in which they were given: of two corrections the second is the last word.
        moment = at + dt.timedelta(microseconds=number)
        stamped = entry.stamped(id=entry.id or new_id(), at=moment, author=author)
        entry_id = stamped.id or ""
        if is_destroyed(stamped, gone):
            continue
        first = known.get(entry_id)
        if first is None:
            known[entry_id] = new[entry_id] = result[entry_id] = stamped
        elif _is_again(entry, first):
            # It is the same entry again, so it is of the same kind.
            result[entry_id] = cast(E, first)
        else:
            raise InvalidValueError(
                "another entry has this id already; an entry never changes, "
                "so record a Corrected entry instead",
                field="id",
            )
    return list(new.values()), tuple(result.values())


def _is_again(entry: Entry, first: Entry) -> bool:
    """Return whether *entry* says what *first* says, but for what a store stamps."""
    return first == attrs.evolve(
        entry,
        recorded_at=entry.recorded_at or first.recorded_at,
        author=entry.author or first.author,
    )


def with_redactions(
    new: Iterable[Entry], *, at: dt.datetime, said_of: Callable[[str], Iterable[str]]
) -> list[Entry]:
    """Return *new* with a redaction of everything that was said of what it redacts.

    A correction repeats what it corrects, and a note or the reason of a void may. Each gets a
    redaction of its own, so that no copy of it comes back either.

    Args:
        new: What is recorded.
        at: The moment of recording.
        said_of: Ids of the entries that are about the entry with an id.
    """
    all_new = list(new)
    queue = [entry for entry in all_new if isinstance(entry, Redacted)]
    known = {redaction.entry for redaction in queue}
    while queue:
        redaction = queue.pop()
        for entry_id in said_of(redaction.entry):
            if entry_id not in known:
                known.add(entry_id)
                further = Redacted(entry=entry_id, day=redaction.day).stamped(
                    id=new_id(), at=at, author=redaction.author
                )
                all_new.append(further)
                queue.append(further)
    return all_new


def says_of(entry: Entry) -> str | None:
    """Return the id of the entry that *entry* may be about; None where it is about none."""
    match entry:
        case Corrected() | Voided():
            return entry.entry
        case Noted():
            return entry.topic
        case _:
            return None
