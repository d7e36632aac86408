"""What was recorded in some days, and what somebody said in it, as far as the reader may see it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from itertools import chain
from operator import attrgetter

import attrs

from smartgoals._audience import Audience
from smartgoals._values import as_tuple, refuse
from smartgoals.entries import Absent, ChangeRequested, Entry, Noted, NoteKind, Reviewed
from smartgoals.goals import Goal
from smartgoals.journal import Journal

__all__ = ["Recorded", "Said", "SaidKind", "names_of", "note_kinds"]

_FOR = {
    Audience.CLIENT: frozenset({NoteKind.SHARED}),
    Audience.CLINICIAN: frozenset({NoteKind.PROGRESS, NoteKind.SHARED, NoteKind.CLINICIAN}),
}


class SaidKind(StrEnum):
    """What a text was written down as."""

    WORKED = "worked"
    """What worked, as a review has it."""
    DID_NOT_WORK = "did-not-work"
    """What did not, as a review has it."""
    REQUEST = "request"
    """What somebody asked for, in a review or at any time."""
    NOTE = "note"
    """A note that is for this reader."""


@attrs.frozen(kw_only=True)
class Said:
    """Something that somebody wrote down, in their own words.

    Args:
        kind: What it was written down as.
        entry: Id of the entry that holds it.
        day: The day that it is about.
        text: The words.
        topic: Id of what it is about: the goal, something of it, or an entry; None for the person,
            and where it is a note that the reader may not see.
        author: Id of the party who wrote it; None if nobody says.
        note: Who a note is for; None for what is no note.
    """

    kind: SaidKind
    entry: str
    day: dt.date
    text: str = attrs.field(repr=False)
    topic: str | None = None
    author: str | None = None
    note: NoteKind | None = None

    def __str__(self) -> str:
        """Say what there is to read and where, without the words."""
        topic = "" if self.topic is None else f" on {self.topic}"
        kind = self.kind if self.note is None else f"{self.note} {self.kind}"
        return f"{kind}{topic}, {self.day.isoformat()}: see entry {self.entry}"


def note_kinds(audience: Audience, include: Iterable[NoteKind]) -> frozenset[NoteKind]:
    """Return which notes a reader may see.

    Raises:
        InvalidValueError: If *include* names something else, or more than a client may see.
    """
    more = as_tuple(include)
    for kind in more:
        if not isinstance(kind, NoteKind):
            refuse("include", "kinds of notes only", kind)
    if audience is Audience.CLIENT and not _FOR[audience].issuperset(more):
        refuse(
            "include",
            "left out for a client",
            more,
            instead="a client reads the notes that are shared with them",
        )
    return _FOR[audience].union(more)


def names_of(goals: Iterable[Goal]) -> frozenset[str]:
    """Return the ids by which entries speak of goals, and of what they consist of."""
    names: set[str] = set()
    for goal in goals:
        names.add(goal.id)
        names.update(step.id for step in goal.plan.steps)
        names.update(target.id for target in goal.targets)
        names.update(milestone.id for milestone in goal.milestones)
        aims = [target.aim for target in goal.targets]
        aims += [milestone.aim for milestone in goal.milestones if milestone.aim is not None]
        names.update(aim.measure.id for aim in aims if aim.measure is not None)
    return frozenset(names)


@attrs.frozen(kw_only=True)
class Recorded:
    """What was recorded in some days that a reader may see, filed by what it is about.

    A note that they may not see leaves no trace: not even that something was written down.

    Args:
        journal: The journal.
        since: The first day.
        on: The last day.
        audience: Who reads it.
        notes: The kinds of notes that they may see.
    """

    journal: Journal
    since: dt.date
    on: dt.date
    audience: Audience
    notes: frozenset[NoteKind]

    def about(self, names: Iterable[str], *, of_person: bool = False) -> tuple[Entry, ...]:
        """Return the entries about *names* in order; a note on one of these is about them too.

        Args:
            names: Ids of what they are about.
            of_person: Whether what is about the whole person belongs to it.
        """
        filed = [self._filed.get(name, ()) for name in names]
        if of_person:
            filed.append(self._filed.get(None, ()))
        return tuple(self._seen[number] for number in sorted(set(chain.from_iterable(filed))))

    def said(self, entries: Iterable[Entry]) -> tuple[Said, ...]:
        """Return the texts of reviews, requests and notes that the reader may read, in order.

        A client reads their own words, what was put down of a talk that they took part in, and the
        notes that are for them; what others wrote was not written to them.
        """
        told = (said for entry in entries if self._is_for_reader(entry) for said in _texts(entry))
        return tuple(
            # Where a note is on one that is hidden, its id would say that there is one.
            attrs.evolve(said, topic=None) if said.topic in self._hidden else said
            for said in told
            if said.text.strip()
        )

    def _is_for_reader(self, entry: Entry) -> bool:
        if self.audience is Audience.CLINICIAN or isinstance(entry, Noted):
            return True
        took_part = entry.participants if isinstance(entry, Reviewed) else ()
        return self.journal.subject in (entry.author, *took_part)

    @cached_property
    def _known(self) -> tuple[Entry, ...]:
        current = self.journal.current
        return current[: bisect_right(current, self.on, key=_day)]

    @cached_property
    def _seen(self) -> tuple[Entry, ...]:
        # Who is away since before has said why these days are empty.
        away = [one for one in self.journal.absences if one.day < self.since < one.until]
        recent = self._known[bisect_left(self._known, self.since, key=_day) :]
        return (*away, *(entry for entry in recent if not self._is_hidden(entry)))

    @cached_property
    def _filed(self) -> dict[str | None, list[int]]:
        """The places of the entries under each id that they are about; None for the person."""
        filed: defaultdict[str | None, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._seen):
            for name in self._names(entry):
                filed[name].append(number)
        return dict(filed)

    def _names(self, entry: Entry) -> Iterator[str | None]:
        yield from entry.about
        if isinstance(entry, Absent) or (isinstance(entry, Noted) and entry.topic is None):
            yield None
        elif isinstance(entry, Noted) and entry.topic in self._topics:
            yield from self._topics[entry.topic].about

    @cached_property
    def _topics(self) -> dict[str | None, Entry]:
        """The entries that notes of these days are about, by their ids."""
        topics = {entry.topic for entry in self._seen if isinstance(entry, Noted)} - {None}
        return {entry.id: entry for entry in self._known if topics and entry.id in topics}

    @cached_property
    def _hidden(self) -> frozenset[str | None]:
        return frozenset(name for name, topic in self._topics.items() if self._is_hidden(topic))

    def _is_hidden(self, entry: Entry) -> bool:
        return isinstance(entry, Noted) and entry.kind not in self.notes


_day = attrgetter("day")


def _texts(entry: Entry) -> Iterator[Said]:
    def said(kind: SaidKind, text: str, topic: str | None, note: NoteKind | None = None) -> Said:
        return Said(
            kind=kind,
            entry=entry.id or "",
            day=entry.day,
            text=text,
            topic=topic,
            author=entry.author,
            note=note,
        )

    match entry:
        case Reviewed():
            yield said(SaidKind.WORKED, entry.worked, entry.goal)
            yield said(SaidKind.DID_NOT_WORK, entry.did_not_work, entry.goal)
            for request in entry.requests:
                yield said(SaidKind.REQUEST, request, entry.goal)
        case ChangeRequested():
            yield said(SaidKind.REQUEST, entry.request, entry.goal)
        case Noted():
            yield said(SaidKind.NOTE, entry.text, entry.topic, entry.kind)
        case _:
            pass
