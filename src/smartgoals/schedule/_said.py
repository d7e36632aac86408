"""What was recorded in some days, and what somebody said in it, as far as the reader may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

import attrs

from smartgoals._audience import Audience
from smartgoals._values import as_tuple, refuse
from smartgoals.entries import Absent, ChangeRequested, Entry, Noted, NoteKind, Reviewed
from smartgoals.goals import Goal
from smartgoals.journal import Journal

__all__ = ["Said", "SaidKind", "names_of", "note_kinds", "recorded", "said_in"]

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
        topic: Id of what it is about: the goal, something of it, or an entry; None for the person.
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
        return f"{self.kind}{topic}, {self.day.isoformat()}: see entry {self.entry}"


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


def recorded(
    journal: Journal,
    names: frozenset[str],
    *,
    since: dt.date,
    on: dt.date,
    notes: Collection[NoteKind],
    of_person: bool = False,
) -> tuple[Entry, ...]:
    """Return what was recorded from *since* through *on* that a reader may see, in order.

    A note that they may not see leaves no trace: not even that something was written down.

    Args:
        journal: The journal.
        names: Ids of what it is about. A note on an entry about them is about them too.
        since: The first day.
        on: The last day.
        notes: The kinds of notes that they may see.
        of_person: Whether what is about the whole person belongs to it.
    """
    known = [entry for entry in journal.current if entry.day <= on]
    about = {entry.id for entry in known if not set(entry.about).isdisjoint(names)}

    def belongs(entry: Entry) -> bool:
        match entry:
            case Absent():
                # Who is away since before has said why these days are empty.
                return of_person and entry.until > since
            case Noted():
                if entry.kind not in notes or entry.day < since:
                    return False
                if entry.topic is None:
                    return of_person
                return entry.id in about or entry.topic in about
            case _:
                return entry.id in about and entry.day >= since

    return tuple(entry for entry in known if belongs(entry))


def said_in(entries: Iterable[Entry]) -> tuple[Said, ...]:
    """Return the texts of reviews, requests and notes, in the order of the entries."""
    return tuple(said for entry in entries for said in _texts(entry) if said.text.strip())


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
