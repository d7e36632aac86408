"""What becomes of entries when they are recorded: stamps, retries and redactions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar, cast

import attrs

from smartgoals.entries import Corrected, Entry, Noted, Redacted, Voided
from smartgoals.errors import InvalidValueError
from smartgoals.ids import new_id
from smartgoals.journal import is_destroyed

E = TypeVar("E", bound=Entry)

__all__ = ["is_again", "says_of", "to_record", "with_redactions"]


def to_record(
    entries: tuple[E, ...],
    *,
    at: dt.datetime,
    author: str | None,
    stored: Mapping[str, Entry],
    redacted: Collection[str],
) -> tuple[list[E | Redacted], tuple[E, ...]]:
    """Return what is to be written of the entries, and all of them as the journal has them.

    An entry that speaks of what is redacted is not written. Others may speak of it in turn, so a
    redaction of its own stands in its place, whichever comes first. Where nobody but this store
    gave it an id, nobody does.

    Args:
        entries: What is recorded.
        at: The moment of recording.
        author: For entries that do not say, and were not stamped before.
        stored: The entries that have one of their ids already.
        redacted: Ids that were redacted before.

    Raises:
        InvalidValueError: If one of them differs from the entry that has its id.
    """
    known = dict(stored)
    new: list[E | Redacted] = []
    result: dict[str, E] = {}
    gone = set(redacted)
    gone.update(entry.entry for entry in entries if isinstance(entry, Redacted))
    for number, entry in enumerate(entries):
        # In the order in which they were given: of two corrections the second is the last word.
        moment = entry.recorded_at or at + dt.timedelta(microseconds=number)
        entry_id = entry.id or new_id()
        # What was stamped elsewhere is complete: everybody who holds it holds the same.
        whose = None if entry.is_stamped else author
        stamped = entry.stamped(id=entry_id, at=moment, author=whose)
        if is_destroyed(stamped, gone):
            if entry.id is not None and entry_id not in gone:
                gone.add(entry_id)
                instead = Redacted(entry=entry_id, day=entry.day)
                new.append(instead.stamped(id=new_id(), at=at, author=author))
            continue
        first = known.get(entry_id)
        if first is None:
            known[entry_id] = result[entry_id] = stamped
            new.append(stamped)
        elif is_again(entry, first):
            # It is the same entry again, so it is of the same kind.
            result[entry_id] = cast(E, first)
        else:
            raise InvalidValueError(
                "another entry has this id already; an entry never changes, "
                "so record a Corrected entry instead",
                field="id",
            )
    return new, tuple(result.values())


def is_again(entry: Entry, first: Entry) -> bool:
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
