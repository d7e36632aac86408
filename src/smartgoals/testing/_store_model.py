"""What a store should hold, told with dicts and lists of goals and entries.

Nothing of it is shared with a backend: there are no rows, no documents and no positions. It says
how a store has to answer, and the machine compares the two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import attrs

from smartgoals.entries import Corrected, Entry, Noted, Redacted, Voided
from smartgoals.errors import (
    ConflictError,
    ErasedError,
    InvalidValueError,
    LegalHoldError,
    SmartGoalsError,
)
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.schedule import ReviewDate, next_review
from smartgoals.stores import Found, Receipt, Stored, StoredReview, Write

__all__ = ["Errors", "Model", "Search", "Told"]

Errors = set[type[SmartGoalsError]]
Told = tuple[str, str, str | None, int | None]
"""A change: its kind, whose it is, the id and the version; None for an id that the store makes."""


class Search(NamedTuple):
    """What is looked for."""

    subject: str | None = None
    lifecycle: Lifecycle | None = None
    key_area: str | None = None
    responsible: str | None = None
    due_by: dt.date | None = None
    review_by: dt.date | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """The arguments of ``find()``."""
        return {name: value for name, value in self._asdict().items() if value is not None}


@attrs.define
class Person:
    """What is known of a person."""

    entries: dict[str, Entry] = attrs.field(factory=dict)
    held: str | None = None
    receipt: Receipt | None = None

    @property
    def redacted(self) -> set[str]:
        """Ids of what was redacted."""
        return {entry.entry for entry in self.entries.values() if isinstance(entry, Redacted)}


@attrs.define
class Recording:
    """What becomes of entries that are recorded."""

    errors: Errors
    answer: list[Entry]
    new: list[Entry]
    destroyed: set[str]
    further: set[str]
    """Ids of what the store redacts of its own accord."""

    @property
    def told(self) -> list[tuple[str, str | None]]:
        """The kind and id of each change."""
        return [
            *(("entry", entry.id) for entry in self.new),
            *[("entry", None)] * len(self.further),
        ]


@attrs.define
class Model:
    """What one tenant should have."""

    goals: dict[str, list[Stored]] = attrs.field(factory=dict)
    operations: dict[tuple[str, int], str | None] = attrs.field(factory=dict)
    people: dict[str, Person] = attrs.field(factory=dict)
    reviews: dict[str, StoredReview] = attrs.field(factory=dict)
    changes: list[Told] = attrs.field(factory=list)

    def person(self, subject: str) -> Person:
        """Return what is known of a person, who is not listed for having been asked for."""
        return self.people.setdefault(subject, Person())

    def is_erased(self, subject: str) -> bool:
        """Return whether everything of the person was erased."""
        return self.person(subject).receipt is not None

    def latest(self, goal_id: str) -> int:
        """Return the version that is there; 0 for none."""
        return len(self.goals.get(goal_id, ()))

    def goals_of(self, subject: str) -> list[Goal]:
        """Return the goals of a person as they stand."""
        latest = (writes[-1].goal for writes in self.goals.values())
        return [goal for goal in latest if goal.subject == subject]

    def journal(self, subject: str) -> Journal:
        """Return the journal of a person."""
        return Journal(subject=subject, entries=tuple(self.person(subject).entries.values()))

    def listed(self) -> list[tuple[str, str | None, str | None]]:
        """Return who is listed: id, why held, why erased."""
        return [
            (subject, person.held, person.receipt.reason if person.receipt else None)
            for subject, person in sorted(self.people.items())
            if person.entries or person.held or person.receipt or self.goals_of(subject)
        ]

    def recording(self, subject: str, given: Sequence[Entry]) -> Recording:
        """Say what recording has to come to; nothing is recorded yet."""
        person = self.person(subject)
        stored = person.entries
        gone = person.redacted | {one.entry for one in given if isinstance(one, Redacted)}
        errors: Errors = {ErasedError} if person.receipt and given else set()
        answer = []
        new = []
        for entry in given:
            if not isinstance(entry, Redacted) and gone & {entry.id, about(entry)}:
                # What others say of it goes too, though it was never here.
                gone.add(entry.id or "")
                continue
            first = stored.get(entry.id or "")
            if first is not None and first != entry:
                errors.add(InvalidValueError)
            answer.append(first or entry)
            if first is None:
                new.append(entry)
        named = {entry.entry for entry in new if isinstance(entry, Redacted)}
        reached = _all_said([*stored.values(), *new], gone - person.redacted)
        destroyed = {
            name
            for name, one in stored.items()
            if name in reached and not isinstance(one, Redacted)
        }
        further = reached - named
        if (named or further) and person.held is not None:
            errors.add(LegalHoldError)
        return Recording(
            errors=errors,
            answer=_without(answer, reached),
            new=_without(new, reached),
            destroyed=destroyed,
            further=further,
        )

    def recorded(self, subject: str, recording: Recording, there: Journal) -> list[Told]:
        """Record it, and return the changes; *there* tells what the store called its redactions."""
        entries = self.person(subject).entries
        for name in recording.destroyed:
            del entries[name]
        entries.update({entry.id or "": entry for entry in recording.new})
        redactions = [one for one in there if isinstance(one, Redacted)]
        entries.update({one.id or "": one for one in redactions if one.entry in recording.further})
        if recording.new or recording.further:
            for goal in self.goals_of(subject):
                self.reviews.pop(goal.id, None)
        return [(kind, subject, name, None) for kind, name in recording.told]

    def writing(self, writes: Sequence[Write]) -> Errors:
        """Say which errors writing goals may come to; none if it has to be done."""
        errors: Errors = set()
        latest: dict[str, tuple[int, str]] = {}
        for goal_id, versions in self.goals.items():
            latest[goal_id] = len(versions), versions[-1].goal.subject
        for write in writes:
            goal = write.goal
            version, subject = latest.get(goal.id, (0, goal.subject))
            if self.is_erased(goal.subject):
                errors.add(ErasedError)
            if write.expect != version:
                errors.add(ConflictError)
            if subject != goal.subject:
                errors.add(InvalidValueError)
            latest[goal.id] = write.expect + 1, goal.subject
        return errors

    def done_before(self, writes: Sequence[Write], op_id: str | None) -> list[Stored] | None:
        """Return what the same operation wrote before; None if it did not write this."""
        found = []
        for write in writes:
            versions = self.goals.get(write.goal.id, [])
            if op_id is None or len(versions) <= write.expect:
                return None
            stored = versions[write.expect]
            known = self.operations[write.goal.id, stored.version]
            if known != op_id or stored.goal != write.goal:
                return None
            found.append(stored)
        return found

    def is_known(self, writes: Sequence[Write], op_id: str | None) -> bool:
        """Return whether an operation wrote one of these versions before, whatever it said."""
        return op_id is not None and any(
            self.operations.get((write.goal.id, write.expect + 1)) == op_id for write in writes
        )

    def is_on_top(self, writes: Sequence[Write], op_id: str | None) -> bool:
        """Return whether an operation is to write on top of what it wrote itself before."""
        first = {write.goal.id: write.expect for write in reversed(writes)}
        return op_id is not None and any(
            0 < expect <= self.latest(goal_id) and self.operations[goal_id, expect] == op_id
            for goal_id, expect in first.items()
        )

    def written(self, stored: Stored, op_id: str | None) -> Told:
        """Write a goal, and return the change."""
        goal = stored.goal
        self.goals.setdefault(goal.id, []).append(stored)
        self.operations[goal.id, stored.version] = op_id
        self.reviews.pop(goal.id, None)
        self.person(goal.subject)
        return "goal", goal.subject, goal.id, stored.version

    def importing(self, other: Model, subject: str) -> tuple[Errors, list[Stored], Recording]:
        """Say what taking in a person from another tenant has to come to."""
        errors: Errors = set()
        wanted = []
        for goal in other.goals_of(subject):
            theirs, mine = other.goals[goal.id], self.goals.get(goal.id, [])
            for one, there in zip(theirs, mine, strict=False):
                is_same = one == there and one.goal.subject == there.goal.subject
                operations = other.operations, self.operations
                if not is_same or len({told[goal.id, one.version] for told in operations}) > 1:
                    errors.add(ConflictError)
            wanted += theirs[len(mine) :]
        entries = sorted(other.person(subject).entries.values(), key=lambda entry: entry.id or "")
        recording = self.recording(subject, entries)
        if wanted and self.is_erased(subject):
            errors.add(ErasedError)
        return errors | recording.errors, wanted, recording

    def erasing(self, subject: str) -> Errors:
        """Say which error erasing has to come to."""
        person = self.person(subject)
        return {LegalHoldError} if person.held is not None and person.receipt is None else set()

    def counts(self, subject: str) -> tuple[int, int, int]:
        """Return how many goals, writes and entries there are of a person."""
        goals = self.goals_of(subject)
        writes = sum(self.latest(goal.id) for goal in goals)
        return len(goals), writes, len(self.person(subject).entries)

    def erased(self, subject: str, receipt: Receipt) -> Told:
        """Erase a person, and return the change."""
        for goal in self.goals_of(subject):
            del self.goals[goal.id]
            self.reviews.pop(goal.id, None)
        self.people[subject] = Person(receipt=receipt)
        self.changes = [told for told in self.changes if told[1] != subject]
        return "erased", subject, subject, None

    def review_dates(self, subject: str, on: dt.date) -> dict[str, ReviewDate]:
        """Return when the goals of a person are to be reviewed."""
        return {
            goal.id: next_review(goal, self.journal(subject), on=on)
            for goal in self.goals_of(subject)
            if _is_reviewed(goal)
        }

    def found(self, search: Search) -> list[tuple[tuple[str, str], Found]]:
        """Return the goals that are looked for, each behind what it is sorted by."""
        found = []
        for goal_id, writes in self.goals.items():
            goal, review = writes[-1].goal, self.reviews.get(goal_id)
            if _is_wanted(goal, review, search):
                found.append(
                    ((_sorted_by(goal, review, search), goal_id), Found(goal=goal, review=review))
                )
        return sorted(found, key=lambda one: one[0])


def about(entry: Entry) -> str | None:
    """Return the id of the entry that an entry speaks of."""
    match entry:
        case Corrected() | Voided():
            return entry.entry
        case Noted():
            return entry.topic
    return None


def _all_said(entries: Iterable[Entry], named: set[str]) -> set[str]:
    """Return ids of what is named, and of all that is said of it, or of that, and so on."""
    said = [(entry.id or "", about(entry)) for entry in entries if not isinstance(entry, Redacted)]
    reached = set(named)
    while more := {name for name, topic in said if topic in reached} - reached:
        reached |= more
    return reached


def _without(entries: list[Entry], gone: set[str]) -> list[Entry]:
    return [one for one in entries if isinstance(one, Redacted) or one.id not in gone]


def _is_reviewed(goal: Goal) -> bool:
    return goal.review is not None and not goal.lifecycle.is_closed


def _is_wanted(goal: Goal, review: StoredReview | None, search: Search) -> bool:
    wanted = [
        search.subject in {None, goal.subject},
        search.lifecycle in {None, goal.lifecycle},
        search.key_area in {None, *(area.code for area in goal.key_areas)},
        search.responsible in {None, *(step.responsible for step in goal.plan.steps)},
    ]
    if search.due_by is not None:
        wanted.append(goal.due is not None and goal.due <= search.due_by)
    if search.review_by is not None and review is None:
        wanted.append(_is_reviewed(goal))
    elif search.review_by is not None and review is not None:
        wanted.append(review.day is not None and review.day <= search.review_by)
    return all(wanted)


def _sorted_by(goal: Goal, review: StoredReview | None, search: Search) -> str:
    if search.review_by is not None:
        return str(review.day) if review is not None else ""
    return str(goal.due) if search.due_by is not None else ""
