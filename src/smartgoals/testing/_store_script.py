"""What a writer does to a store, step by step, worked out from a seed.

The writer and the checker work out the same steps, so the checker knows every word that should be
there without having been told.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import TypeVar

import attrs

from smartgoals.entries import Entry, Noted, Redacted
from smartgoals.errors import NotFoundError, SmartGoalsError
from smartgoals.goals import Goal, KeyArea
from smartgoals.plans import ActionPlan, ReviewPolicy
from smartgoals.plans import Step as PlanStep
from smartgoals.stores import Page, Store, Write, Written
from smartgoals.testing._search import LawBrokenError
from smartgoals.testing._store_clauses import may_be_asked

__all__ = ["Contents", "Script", "Step", "check_contents", "check_recovered", "everything"]

T = TypeVar("T")

_DAY = dt.date(2025, 2, 3)
_AREAS = tuple(KeyArea(code=code) for code in ("home", "health", "work"))
_POLICY = ReviewPolicy(base_days=14)
# Some words fill several pages of any file, so that a page in the middle can be missing.
_FEW, _MANY = 40, 4_000
_MOST = 1_000
_OWN = "e-"


@attrs.frozen(kw_only=True)
class Step:
    """One call of a store.

    Args:
        number: Which step of the script it is, from 0.
        subject: Whose journal gets *entries*.
        writes: The goals that are written together.
        entries: What is recorded, where no goal is written.
    """

    number: int
    subject: str
    writes: tuple[Write, ...] = ()
    entries: tuple[Entry, ...] = ()

    def carry_out(self, store: Store) -> bool:
        """Do it, or do it again, and return whether the answer is the right one."""
        op_id = f"op-{self.number}"
        if len(self.writes) == 1:
            (write,) = self.writes
            goal = attrs.evolve(write.goal, version=write.expect or None)
            saved = store.save(goal, *write.entries, op_id=op_id)
            return (write.goal, write.expect + 1) == (saved, saved.version)
        if self.writes:
            stored = store.put(*self.writes, op_id=op_id)
            return [(one.goal, one.expect + 1) for one in self.writes] == [
                (one.goal, one.version) for one in stored
            ]
        recorded = store.record(self.subject, *self.entries, op_id=op_id)
        return [*self.entries] == [*map(_bare, recorded)]


class Script:
    """Steps without end, the same ones for the same seed.

    Args:
        seed: What they are worked out from.
    """

    def __init__(self, seed: int) -> None:
        """Begin with an empty storage."""
        self._random = random.Random(seed)  # noqa: S311  # the same each time is what it is for
        self._steps: list[Step] = []
        self._latest: dict[str, tuple[Goal, int]] = {}
        self._noted: list[tuple[str, str]] = []

    def __getitem__(self, number: int) -> Step:
        """Return a step."""
        while len(self._steps) <= number:
            self._steps.append(self._next())
        return self._steps[number]

    def first(self, count: int) -> list[Step]:
        """Return the first steps."""
        return [self[number] for number in range(count)]

    def _next(self) -> Step:
        luck = self._random.random()
        subject = f"c-{self._random.randrange(4 + len(self._steps) // 8)}"
        if self._latest and luck < 0.3:  # noqa: PLR2004  # three of ten
            return self._step(subject, writes=(self._write_again(),))
        if luck < 0.5:  # noqa: PLR2004  # two of ten
            return self._step(subject, entries=self._notes(1, 4))
        if self._noted and luck < 0.6:  # noqa: PLR2004  # one of ten
            subject, entry = self._noted.pop(self._random.randrange(len(self._noted)))
            return self._step(subject, entries=(Redacted(entry=entry, day=_DAY),))
        new = [self._write_new(subject, which) for which in range(self._random.randint(2, 5))]
        # A batch that changes what is there and adds to it at once.
        again = [self._write_again()] if self._latest else []
        self._keep(*new)
        return self._step(subject, writes=(*again, *new))

    def _step(
        self, subject: str, *, writes: tuple[Write, ...] = (), entries: tuple[Entry, ...] = ()
    ) -> Step:
        self._noted += [(subject, one.id) for one in entries if isinstance(one, Noted) and one.id]
        return Step(number=len(self._steps), subject=subject, writes=writes, entries=entries)

    def _keep(self, *writes: Write) -> None:
        for write in writes:
            self._latest[write.goal.id] = (write.goal, write.expect + 1)

    def _write_new(self, subject: str, which: int) -> Write:
        goal = Goal(id=f"g-{len(self._steps)}-{which}", subject=subject, statement="I will walk.")
        return Write(goal=self._changed(goal), expect=0, entries=self._notes(0, 2))

    def _write_again(self) -> Write:
        goal, version = self._latest[self._random.choice([*self._latest])]
        write = Write(goal=self._changed(goal), expect=version, entries=self._notes(0, 2))
        self._keep(write)
        return write

    def _changed(self, goal: Goal) -> Goal:
        some = self._random
        plan = ActionPlan(
            steps=[PlanStep(id="s-1", action="walk", responsible=f"p-{some.randrange(3)}")]
        )
        return attrs.evolve(
            goal,
            statement=self._words(),
            key_areas=some.sample(_AREAS, some.randint(0, 2)),
            due=some.choice([None, _DAY + dt.timedelta(days=some.randrange(100))]),
            review=some.choice([None, _POLICY]),
            plan=plan,
        )

    def _notes(self, least: int, most: int) -> tuple[Entry, ...]:
        """Return notes; some have an id of their own, and some get one from the operation."""
        some = self._random
        names = [f"{_OWN}{some.getrandbits(64):016x}" for _ in range(some.randint(least, most))]
        return tuple(
            Noted(text=self._words(), day=_DAY, id=some.choice([name, None])) for name in names
        )

    def _words(self) -> str:
        size = self._random.choice([_FEW, _FEW, self._random.randrange(1, _MANY)])
        return self._random.randbytes(size).hex(" ", 4)


@attrs.define
class Contents:
    """What is in a store, but for the moments at which it was written.

    Args:
        writes: The goal of each write of each goal.
        latest: The version that each goal of a person is found with.
        areas: Each goal that is found by each key area, and how often.
        entries: Each entry with its person, and how often it is there.
        changes: The feed: the person, and the write of a goal or the entry.
    """

    writes: dict[tuple[str, int], Goal] = attrs.field(factory=dict)
    latest: dict[tuple[str, str], int] = attrs.field(factory=dict)
    areas: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    entries: Counter[tuple[str, Entry]] = attrs.field(factory=Counter)
    changes: list[tuple[str, object]] = attrs.field(factory=list)

    @classmethod
    def after(cls, steps: Iterable[Step]) -> Contents:
        """Return what is there after some steps."""
        contents = cls()
        for step in steps:
            said: dict[str, list[Entry]] = {}
            for write in step.writes:
                contents._write(write.goal, write.expect + 1)
                said.setdefault(write.goal.subject, []).extend(write.entries)
            said.setdefault(step.subject, []).extend(step.entries)
            for subject, entries in said.items():
                contents._record(subject, entries)
        for (_, goal_id), version in contents.latest.items():
            contents.areas.update(_areas(contents.writes[goal_id, version]))
        return contents

    def _write(self, goal: Goal, version: int) -> None:
        self.writes[goal.id, version] = goal
        self.latest[goal.subject, goal.id] = version
        self.changes.append((goal.subject, (goal.id, version)))

    def _record(self, subject: str, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if isinstance(entry, Redacted):
                (gone,) = [key for key in self.entries if key[1].id == entry.entry]
                del self.entries[gone]
            # The script stamps nothing.
            self.entries[subject, entry] += 1
            self.changes.append((subject, entry.id or entry))

    @classmethod
    def of(cls, store: Store, expected: Contents) -> Contents:
        """Return what is there, looking for what is expected as well as for all that is told of."""
        contents = cls()
        told = list(everything(store.changes))
        goals = {goal_id for goal_id, _ in expected.writes}
        people = {subject for subject, _ in expected.changes}
        goals |= {change.id for change in told if change.kind == Written.GOAL}
        people |= {change.subject for change in told}
        people |= {one.id for one in everything(store.subjects)}
        names: dict[tuple[str, str], object] = {}
        asks_areas = may_be_asked(store, ["key_area"])
        for subject in people:
            for entry in store.journal(subject).entries:
                bare = _bare(entry)
                contents.entries[subject, bare] += 1
                names[subject, entry.id or ""] = bare.id or bare
            for found in everything(partial(store.find, subject=subject)):
                goals.add(found.goal.id)
                contents.latest[subject, found.goal.id] = found.goal.version or 0
                if not asks_areas:
                    contents.areas.update(_areas(found.goal))
        for goal_id in goals:
            with suppress(NotFoundError):
                for one in everything(partial(store.history, goal_id)):
                    contents.writes[goal_id, one.version] = one.goal
        for area in _AREAS if asks_areas else ():
            for found in everything(partial(store.find, key_area=area.code)):
                contents.areas[area.code, found.goal.id] += 1
        for change in told:
            if change.kind == Written.GOAL:
                contents.changes.append((change.subject, (change.id, change.version)))
            else:
                name = names.get((change.subject, change.id), change.id)
                contents.changes.append((change.subject, name))
        return contents

    def parts(self) -> set[tuple[str, object]]:
        """Return each write and each entry, whether or not the rest agrees with it."""
        goals = {("goal", key) for key in self.writes}
        return goals | {("entry", key) for key in self.entries}


def check_contents(store: Store, script: Script, acknowledged: int) -> int:
    """Check that a storage holds what it should after its writer was killed.

    Args:
        store: The storage, opened again.
        script: What the writer was doing.
        acknowledged: How many steps were answered. The one after them may be there or not, but
            not a part of it.

    Returns:
        How many steps are there.

    Raises:
        LawBrokenError: If anything is missing, there in part, there twice or not as it was.
    """
    steps = script.first(acknowledged + 1)
    after = Contents.after(steps)
    found = Contents.of(store, after)
    if found == after:
        return acknowledged + 1
    before = Contents.after(steps[:-1])
    if found == before:
        return acknowledged
    raise LawBrokenError(f"after {acknowledged} acknowledged steps {_told(found, before, after)}")


def check_recovered(store: Store, script: Script, acknowledged: int) -> bool:
    """Check a storage after its writer was killed, and try the step without an answer again.

    Args:
        store: The storage, opened again.
        script: What the writer was doing.
        acknowledged: How many steps were answered.

    Returns:
        Whether the step without an answer was there already.

    Raises:
        LawBrokenError: If anything is wrong, or the step is not there exactly once afterwards.
    """
    was_there = check_contents(store, script, acknowledged) > acknowledged
    step = script[acknowledged]
    try:
        is_right = step.carry_out(store)
    except SmartGoalsError as error:
        raise LawBrokenError("the step without an answer is refused when tried again") from error
    if not is_right:
        raise LawBrokenError("the step without an answer has a wrong one when tried again")
    check_contents(store, script, acknowledged + 1)
    return was_there


def _told(found: Contents, before: Contents, after: Contents) -> str:
    # What the step in between destroys may be gone.
    lost = (before.parts() & after.parts()) - found.parts()
    if lost:
        return f"{len(lost)} of {len(before.parts())} writes and entries are lost"
    unknown = found.parts() - before.parts() - after.parts()
    if unknown:
        return f"{len(unknown)} writes or entries are there that should not be"
    halfway = before.parts() ^ after.parts()
    if 0 < len(halfway & (found.parts() ^ before.parts())) < len(halfway):
        return "the next step is there in part"
    whole = after if halfway <= found.parts() ^ before.parts() else before
    names = [name for name, was in attrs.asdict(whole, recurse=False).items()]
    wrong = [name for name in names if getattr(found, name) != getattr(whole, name)]
    return f"these are not as they were written: {', '.join(wrong)}"


def everything(ask: Callable[..., Page[T]]) -> Iterator[T]:
    """Yield what is on all pages."""
    page = ask(limit=_MOST)
    while page:
        yield from page
        if page.next is None:
            return
        page = ask(after=page.next, limit=_MOST)


def _areas(goal: Goal) -> list[tuple[str, str]]:
    return [(area.code, goal.id) for area in goal.key_areas]


def _bare(entry: Entry) -> Entry:
    """Return an entry without its stamps, and with the id that the script gave it, if any."""
    own = entry.id if entry.id is not None and entry.id.startswith(_OWN) else None
    return attrs.evolve(entry, id=own, recorded_at=None, author=None)
