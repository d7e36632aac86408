"""The rows that every storage is given: documents of one size, and goals as many clinics have them.

What a goal is found by is drawn at random, but the same each time.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator

import attrs

import smartgoals as sg
from smartgoals.codec import dumps
from smartgoals.stores._rows import GoalRow, GoalWrite, Query, ReviewRow, SearchKeys

SIZE = 2_013
"""Bytes of a document."""
DAY = dt.date(2025, 2, 3)
AT = "2025-02-03T08:00:00.250000Z"
LIFECYCLES = {"active": 50, "completed": 30, "proposed": 8, "on-hold": 6, "cancelled": 6}
OPEN = {"active", "proposed", "on-hold"}
AREAS = [f"d{number}" for number in range(110, 910, 40)]
THERAPISTS = [f"t-{number}" for number in range(40)]
DAYS = 730
TENANTS = {"clinic-1": 7, "clinic-2": 1, "clinic-3": 1, "clinic-4": 1}
LARGEST = "clinic-1"
# Among the first goals there is a person who has many, and a therapist who left soon after: what is
# theirs stays the same while the storage grows.
FIRST = 10_000
EVERY = 30
MANY = "c-many"
LEFT = "t-left"
# So that a person has a handful.
GOALS_EACH = 5


def goal(goal_id: str, subject: str, *, size: int = SIZE) -> sg.Goal:
    """Return a goal of which the document has *size* bytes."""
    milestones = [
        sg.Milestone(
            id=f"milestone-{number}",
            name=f"{5 * number} mornings",
            aim=sg.Aim.done(5 * number, out_of=30, step="step-1"),
            celebration="a walk by the river",
            due=DAY + dt.timedelta(days=6 * number),
        )
        for number in range(1, 5)
    ]
    steps = [
        sg.Step(
            id=f"step-{number}",
            action="practise deep breathing",
            kind=sg.StepKind.TECHNIQUE,
            responsible=THERAPISTS[0],
            dose=sg.Quantity(value=10, unit="min"),
            recurrence=sg.Recurrence.daily(start=DAY),
            cue="after getting up",
        )
        for number in range(1, 5)
    ]
    made = sg.Goal(
        id=goal_id,
        subject=subject,
        statement="I will practise deep breathing for 10 minutes every morning for 30 days.",
        reason=".",
        key_areas=[sg.KeyArea(code=AREAS[0])],
        start=DAY,
        due=DAY + dt.timedelta(days=30),
        review=sg.EVERY_TWO_WEEKS,
        milestones=milestones,
        plan=sg.ActionPlan(steps=steps),
    )
    return attrs.evolve(made, reason="." * (1 + size - len(dumps(made))))


class Rows:
    """Goals of many clinics, in the order in which they are written."""

    def __init__(self, seed: int = 17) -> None:
        """Begin before the first goal."""
        self._random = random.Random(seed)  # noqa: S311  # the same each time
        self._written = 0
        self._of_tenant = dict.fromkeys(TENANTS, 0)
        self._document = dumps(goal("i" * 36, "s" * 36))

    def id(self) -> str:
        """Return a random id, as :func:`~smartgoals.new_id` does."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def document(self, goal_id: str, subject: str) -> str:
        """Return a document of the size of all of them."""
        text = self._document.replace("i" * 36, goal_id, 1)
        return text.replace("s" * 36, subject.ljust(36, "-"), 1)

    def plain(self, goal_id: str, version: int, *, terms: bool = False) -> GoalWrite:
        """Return a write, found by what three indices of a plain table find as well.

        Args:
            goal_id: Its id.
            version: Which write of it.
            terms: Whether it has an area and a party too, for which a plain table has no column.
        """
        draw = random.Random(goal_id)  # noqa: S311  # a goal stays one person's
        subject = f"c-{draw.randrange(1_000):04}"
        keys = SearchKeys(
            lifecycle="active" if version % 4 else "on-hold",
            due=_day(draw.randrange(DAYS)),
            areas=(AREAS[draw.randrange(len(AREAS))],) if terms else (),
            parties=(THERAPISTS[draw.randrange(len(THERAPISTS))],) if terms else (),
            is_reviewed=True,
        )
        return GoalWrite(self._row(goal_id, subject, version), keys)

    def batch(self, count: int) -> dict[str, list[GoalWrite]]:
        """Return the next goals, by tenant."""
        batch: dict[str, list[GoalWrite]] = {}
        names, weights = list(TENANTS), list(TENANTS.values())
        for tenant in self._random.choices(names, weights, k=count):
            batch.setdefault(tenant, []).append(self._next(tenant))
            self._written += 1
        return batch

    def reviews(self, writes: list[GoalWrite]) -> Iterator[ReviewRow]:
        """Yield the review days of goals that were written, for nine of ten."""
        for row, keys in writes:
            if keys.is_reviewed and self._random.random() < 0.9:
                day = _day(self._random.randrange(28))
                yield ReviewRow(row.id, row.version, day, '{"format":1}', DAY.isoformat())

    def _next(self, tenant: str) -> GoalWrite:
        draw = self._random
        subject = f"c-{self._of_tenant[tenant] // GOALS_EACH}"
        self._of_tenant[tenant] += 1
        therapist = draw.choice(THERAPISTS)
        if tenant == LARGEST and self._written < FIRST:
            subject = MANY if self._written % EVERY == 0 else subject
            therapist = LEFT if self._written % EVERY == 1 else therapist
        (lifecycle,) = draw.choices(list(LIFECYCLES), list(LIFECYCLES.values()))
        keys = SearchKeys(
            lifecycle=lifecycle,
            due=_day(draw.randrange(DAYS)) if draw.random() < 0.8 else None,
            areas=tuple(sorted({draw.choice(AREAS), draw.choice(AREAS)})),
            parties=tuple(sorted({subject, therapist})),
            is_reviewed=lifecycle in OPEN,
        )
        return GoalWrite(self._row(self.id(), subject, 1), keys)

    def _row(self, goal_id: str, subject: str, version: int) -> GoalRow:
        document = self.document(goal_id, subject)
        return GoalRow(goal_id, subject, version, AT, THERAPISTS[0], None, document)


def _day(number: int) -> str:
    return (DAY + dt.timedelta(days=number)).isoformat()


QUESTIONS = {
    "all": Query(),
    "subject": Query(subject=MANY),
    "lifecycle": Query(lifecycles=("active",)),
    "two lifecycles": Query(lifecycles=("active", "on-hold")),
    "area": Query(area=AREAS[3]),
    "party": Query(party=THERAPISTS[3]),
    "party who left": Query(party=LEFT),
    "due by": Query(due_by=_day(DAYS)),
    "due between": Query(due_from=_day(DAYS // 4), due_by=_day(DAYS)),
    "review by": Query(review_by=_day(28)),
}
"""One for each thing that goals of the largest tenant are found by."""

MIXED = {
    "subject and lifecycle": Query(subject=MANY, lifecycles=("active",)),
    "lifecycle and area": Query(lifecycles=("completed",), area=AREAS[3]),
    "party and due by": Query(party=THERAPISTS[3], due_by=_day(DAYS)),
    "party who left and due by": Query(party=LEFT, due_by=_day(DAYS)),
    "lifecycle and review by": Query(lifecycles=("active",), review_by=_day(28)),
}
"""Two things at once, of which an index answers one."""


def places(query: Query, count: int) -> list[tuple[str, str]]:
    """Return places deep inside the answer to a question, behind which there still is a page."""
    draw = random.Random(17)  # noqa: S311  # the same each time
    days = {"": 0, "review": 28, "due": DAYS}[query.order]
    found = []
    for _ in range(count):
        key = _day(draw.randrange(days // 3, days // 2)) if days else ""
        found.append((key, f"{draw.randrange(0x40, 0x80):02x}"))
    return found
