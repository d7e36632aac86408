"""What happened: one append-only journal for each person.

A :class:`Journal` is a set of stamped entries in one total order. Merging two copies is set union,
so it does not matter who writes first, who syncs last or how often. A correction, a void and a
redaction are entries too, and take effect through every merge.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar, overload

import attrs

from smartgoals._time import instant
from smartgoals._values import as_tuple, is_id, refuse
from smartgoals.entries import (
    Absent,
    Corrected,
    Entry,
    Noted,
    Redacted,
    SessionBooked,
    SessionCancelled,
    Voided,
)
from smartgoals.errors import InvalidValueError

__all__ = ["Journal"]

E = TypeVar("E", bound=Entry)


def _settled(entries: Iterable[Any]) -> tuple[Entry, ...]:
    """Return the entries in order, each once, without what a redaction destroyed."""
    entries = as_tuple(entries)
    for entry in entries:
        if not isinstance(entry, Entry):
            refuse("entries", "Entry items only", entry)
        if entry.id is None or entry.recorded_at is None:
            refuse(
                "entries",
                "stamped",
                entry,
                instead="store.record() stamps them, or entry.stamped(id=..., at=...)",
            )
    redacted = {entry.entry for entry in entries if isinstance(entry, Redacted)}
    by_id = {entry.id: entry for entry in entries}
    if redacted or len(by_id) < len(entries):
        by_id = _merged(entry for entry in entries if not is_destroyed(entry, redacted))
    return tuple(sorted(by_id.values(), key=_recorded))


def _merged(entries: Iterable[Entry]) -> dict[str | None, Entry]:
    by_id: dict[str | None, Entry] = {}
    for entry in entries:
        first = by_id.setdefault(entry.id, entry)
        if first is not entry and first != entry:
            raise InvalidValueError(
                "two different entries have the same id; an entry never changes once it has one, "
                "so write a Corrected entry instead",
                field="entries",
            )
    return by_id


def is_destroyed(entry: Entry, redacted: set[str]) -> bool:
    if isinstance(entry, Redacted):
        return False
    # What is said of a destroyed entry may repeat it.
    says = entry.about if isinstance(entry, Corrected | Voided | Noted) else ()
    return entry.id in redacted or not redacted.isdisjoint(says)


_recorded = attrgetter("recorded_at", "id")


def _happened(entry: Entry) -> tuple[Any, ...]:
    moment = entry.occurred_at or entry.recorded_at
    return entry.day, moment and dt.datetime.timestamp(moment), entry.recorded_at, entry.id


@attrs.frozen(kw_only=True)
class Journal:
    """Everything that was recorded about one person.

    Args:
        subject: Opaque id of the person.
        entries: The entries, all stamped, in any order; kept in the order of recording, then id.

    Raises:
        InvalidValueError: If an entry is not stamped, or two different entries have one id.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Done, Journal, Voided
        >>> day, at = dt.date(2025, 2, 3), dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
        >>> phone = Journal(subject="c-17", entries=[
        ...     Done(step="breathe", day=day, id="e-1", recorded_at=at)])
        >>> tablet = Journal(subject="c-17", entries=[
        ...     Voided(entry="e-1", day=day, id="e-2", recorded_at=at)])
        >>> merged = phone | tablet
        >>> len(merged), len(merged.current)
        (2, 0)
    """

    subject: str = attrs.field(validator=is_id)
    entries: tuple[Entry, ...] = attrs.field(
        default=(), converter=_settled, repr=lambda entries: f"<{len(entries)} entries>"
    )

    def __len__(self) -> int:
        """Return the number of entries, those about other entries included."""
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries in the order of recording."""
        return iter(self.entries)

    def __or__(self, other: Journal) -> Journal:
        """Return the union of two journals of one person.

        Union is commutative, associative and idempotent, also where one side corrects or redacts
        what the other still holds; as long as no two different entries share an id.

        Raises:
            InvalidValueError: If they are of different persons, or two different entries have one
                id.
        """
        if not isinstance(other, Journal):
            return NotImplemented
        if other.subject != self.subject:
            refuse("subject", "the same in both journals", other.subject)
        return Journal(subject=self.subject, entries=self.entries + other.entries)

    def with_entries(self, *entries: Entry) -> Journal:
        """Return the journal with more entries.

        Raises:
            InvalidValueError: If one is not stamped, or has the id of a different entry.
        """
        return Journal(subject=self.subject, entries=self.entries + entries)

    @cached_property
    def current(self) -> tuple[Entry, ...]:
        """What counts now: corrections in place, voided entries left out, in order of happening.

        Of two corrections of one entry the one recorded later holds. Entries about other entries
        are not part of it.
        """
        voided: set[str] = set()
        # The latest word first: a void that is voided itself takes nothing away.
        for entry in reversed(self.entries):
            if isinstance(entry, Voided) and entry.id not in voided:
                voided.add(entry.entry)
        corrected: dict[str, Entry] = {}
        # All voids before any correction: clocks differ, so a void may look older than its subject.
        for entry in reversed(self.entries):
            if isinstance(entry, Corrected) and entry.id not in voided:
                corrected.setdefault(entry.entry, entry.replacement)
        happened = [
            corrected.get(entry.id or "", entry)
            for entry in self.entries
            if entry.id not in voided and not isinstance(entry, Corrected | Voided | Redacted)
        ]
        return tuple(sorted(happened, key=_happened))

    @cached_property
    def _index(self) -> dict[str, list[Entry]]:
        index: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.current:
            for name in entry.about:
                index[name].append(entry)
        return dict(index)

    def as_of(self, moment: dt.datetime) -> Journal:
        """Return what was known at *moment*: the entries recorded by then.

        Redactions stay in force whenever they were recorded: what they destroyed is gone from the
        past too.

        Args:
            moment: An aware date and time.

        Raises:
            InvalidValueError: If *moment* is naive.
        """
        limit = instant(moment, in_utc=True)
        return Journal(
            subject=self.subject,
            entries=tuple(
                entry
                for entry in self.entries
                if isinstance(entry, Redacted) or _is_recorded_by(entry, limit)
            ),
        )

    def between(self, start: dt.date, until: dt.date) -> tuple[Entry, ...]:
        """Return what counts now and is about a day in [*start*, *until*), in order."""
        return tuple(entry for entry in self.current if start <= entry.day < until)

    @overload
    def about(self, id: str) -> tuple[Entry, ...]: ...

    @overload
    def about(self, id: str, kind: type[E]) -> tuple[E, ...]: ...

    def about(
        self,
        id: str,  # noqa: A002  # the field's name
        kind: type[Entry] = Entry,
    ) -> tuple[Entry, ...]:
        """Return what counts now and names an id, in order of happening.

        Args:
            id: Id of a measure, step, milestone, goal or session.
            kind: The kind of entry that is wanted.
        """
        return tuple(entry for entry in self._index.get(id, ()) if isinstance(entry, kind))

    @cached_property
    def absences(self) -> tuple[Absent, ...]:
        """The days on which nothing was asked, as far as it counts now."""
        return tuple(entry for entry in self.current if isinstance(entry, Absent))

    @cached_property
    def bookings(self) -> tuple[SessionBooked | SessionCancelled, ...]:
        """What was booked and cancelled, as far as it counts now, in order of recording."""
        told = [e for e in self.current if isinstance(e, SessionBooked | SessionCancelled)]
        return tuple(sorted(told, key=_recorded))


def _is_recorded_by(entry: Entry, limit: dt.datetime) -> bool:
    return entry.recorded_at is not None and entry.recorded_at <= limit
