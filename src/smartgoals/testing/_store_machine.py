"""A life of a store, made at random and compared with a model after every step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar, cast

import attrs
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from smartgoals.entries import Corrected, Done, Entry, Noted, Redacted, Voided
from smartgoals.errors import (
    ConflictError,
    ErasedError,
    InvalidValueError,
    NotFoundError,
    SmartGoalsError,
)
from smartgoals.goals import Goal, KeyArea, Lifecycle
from smartgoals.plans import EVERY_TWO_WEEKS, ActionPlan, Step
from smartgoals.stores import Capability, Found, Store, Stored, StoredReview, Write
from smartgoals.testing._search import THOROUGH, LawBrokenError
from smartgoals.testing._store_clauses import (
    MONDAY,
    ClauseBrokenError,
    Fresh,
    Ground,
    all_changes,
    all_writes,
    may_be_asked,
    refused,
    same,
)
from smartgoals.testing._store_model import Errors, Model, Search, Told

__all__ = ["run_store_machine"]

T = TypeVar("T")

_STEPS = 25
_TENANTS = ("north", "south")
_PEOPLE = ("c-1", "c-2", "c-3")
_GOALS = ("g-1", "g-2", "g-3", "g-4")
_NOON = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
_FORTNIGHT = dt.timedelta(days=14)
_LAST_DAY = MONDAY + 9 * _FORTNIGHT

# Few of each, so that what is drawn often meets what is there.
_tenants = st.sampled_from(_TENANTS)
_people = st.sampled_from(_PEOPLE)
_goal_ids = st.sampled_from(_GOALS)
_authors = st.sampled_from([None, "t-1"])
_operations = st.sampled_from([None, None, "op-1", "op-2"])
_requests = st.sampled_from(["request-1", "request-2"])
_days = st.integers(-1, 3).map(lambda number: MONDAY + number * _FORTNIGHT)
_limits = st.integers(1, 2)
# What ends much is done one time in five, lest most lives be over before anything has happened.
_chances = st.integers(0, 4)
_RARE = 4


def _goal(name: str, subject: str, variant: int) -> Goal:
    """Return one of six goals that have one id."""
    goal = Goal(
        id=name,
        subject=subject,
        statement=f"I will walk {variant} miles.",
        start=MONDAY,
        due=None if variant == 0 else MONDAY + variant * _FORTNIGHT,
        review=EVERY_TWO_WEEKS if variant % 2 else None,
        key_areas=[KeyArea(code="sleep" if variant % 3 else "work")],
        plan=ActionPlan(steps=[Step(id="walk", action="walk", responsible=f"t-{variant % 2}")]),
    )
    return goal.started(day=MONDAY) if variant > _LAST_PROPOSED else goal


_LAST_PROPOSED = 3
_variants = st.integers(0, 5)


def _entry(kind: str, number: int, topic: int, variant: int) -> Entry:
    """Return an entry whose content its id says, but for a *variant* of it."""
    name = f"{kind}-{number}"
    about = f"note-{topic - _LAST_DONE}" if topic > _LAST_DONE else f"done-{topic}"
    shared: dict[str, Any] = {
        "day": MONDAY,
        "id": name,
        "author": "c-1",
        "recorded_at": _NOON + dt.timedelta(minutes=number),
    }
    made: dict[str, Callable[[], Entry]] = {
        "done": lambda: Done(step="walk", part=1 / (1 + variant), **shared),
        "note": lambda: Noted(text=f"so it was {variant}", topic=about, **shared),
        "void": lambda: Voided(entry=about, **shared),
        "fix": lambda: Corrected(
            replacement=Done(step="walk", part=0.5, **shared | {"id": about}), **shared
        ),
        "redaction": lambda: Redacted(entry=about, **shared),
    }
    return made[kind]()


_LAST_DONE = 3
_entries = st.builds(
    _entry,
    kind=st.sampled_from(["done", "done", "note", "void", "fix", "redaction"]),
    number=st.integers(1, 3),
    topic=st.integers(1, 6),
    variant=st.sampled_from([0, 0, 0, 1]),
)
_several_entries = st.lists(_entries, min_size=1, max_size=3, unique_by=lambda entry: entry.id)
_searches = st.just(Search()) | st.builds(
    Search,
    subject=st.none() | _people,
    lifecycle=st.sampled_from([None, None, Lifecycle.ACTIVE]),
    key_area=st.sampled_from([None, None, "sleep"]),
    responsible=st.sampled_from([None, None, "t-1"]),
    due_by=st.none() | _days,
    review_by=st.none() | _days,
)


@attrs.frozen
class _Draft:
    """A goal to be written, with what it is said to replace."""

    goal: Goal
    behind: int
    """How many versions behind, or ahead of, what is there."""
    entries: list[Entry]
    is_strangers: bool
    """Whether it is written for its subject also where the goal is somebody else's."""


_drafts = st.builds(
    _Draft,
    goal=st.builds(_goal, _goal_ids, _people, _variants),
    behind=st.sampled_from([*[0] * 9, 1, 2, -1]),
    entries=st.just([]) | _several_entries,
    is_strangers=_chances.map(lambda chance: chance == _RARE),
)
_furnishings = st.lists(_drafts, max_size=3, unique_by=lambda draft: draft.goal.id)


class _Machine(RuleBasedStateMachine):
    def __init__(self, fresh: Fresh) -> None:
        super().__init__()
        self.ground = Ground(fresh)
        self.opened = self.ground.storage()
        self.store = self.opened()
        self.models = {tenant: Model() for tenant in _TENANTS}
        self.tokens: dict[str, str | None] = dict.fromkeys(_TENANTS)
        self.last_put: tuple[str, list[Write], str | None, str | None] = "north", [], None, None

    def teardown(self) -> None:
        self.ground.close()

    @property
    def is_anything_there(self) -> bool:
        return any(model.goals for model in self.models.values())

    def at(self, tenant: str) -> Store:
        return self.store.tenant(tenant)

    def answer(self, errors: Errors, call: Callable[..., T], *given: Any, **named: Any) -> T | None:
        """Return the answer of the store; None where it had to refuse and did."""
        try:
            answer = call(*given, **named)
        except SmartGoalsError as error:
            allowed = {kind.__name__ for kind in errors}
            if type(error) not in errors:
                raise ClauseBrokenError(
                    f"expected {allowed or 'no error'}, got {type(error).__name__}"
                ) from error
            return None
        same("the errors that were to come", set(), errors)
        return answer

    def wrote(self, tenant: str, told: Sequence[Told]) -> None:
        """Compare the changes that came with what was told; the store names some of them."""
        page = self.at(tenant).changes(after=self.tokens[tenant])
        self.tokens[tenant] = page.next
        news = [_told(change) for change in page]
        named = {name for _, _, name, _ in told}
        shown = [one if one[2] in named else (*one[:2], None, one[3]) for one in news]
        same("what changed", sorted(told, key=str), sorted(shown, key=str))
        self.models[tenant].changes += news
        self.compare(tenant)

    @initialize(north=_furnishings, south=_furnishings)
    def furnish(self, north: list[_Draft], south: list[_Draft]) -> None:
        for tenant, drafts in (("north", north), ("south", south)):
            self.put(tenant, drafts, None, None)

    @rule(tenant=_tenants, draft=_drafts, author=_authors, op_id=_operations)
    def put_one(self, tenant: str, draft: _Draft, author: str | None, op_id: str | None) -> None:
        self.put(tenant, [draft], author, op_id)

    @rule(
        tenant=_tenants,
        drafts=st.lists(_drafts, min_size=2, max_size=3),
        author=_authors,
        op_id=_operations,
    )
    def put_several(
        self, tenant: str, drafts: list[_Draft], author: str | None, op_id: str | None
    ) -> None:
        self.put(tenant, drafts, author, op_id)

    def put(self, tenant: str, drafts: list[_Draft], author: str | None, op_id: str | None) -> None:
        model = self.models[tenant]
        if not drafts:
            return
        before: dict[str, int] = {}
        writes = []
        for draft in drafts:
            goal = draft.goal
            stands = before.get(goal.id, model.latest(goal.id))
            if goal.id in model.goals and not draft.is_strangers:
                owner = model.goals[goal.id][-1].goal.subject
                goal = attrs.evolve(goal, subject=owner)
            expect = max(stands - draft.behind, 0)
            before[goal.id] = expect + 1
            writes.append(Write(goal=goal, expect=expect, entries=draft.entries))
        self.write(tenant, writes, author, op_id)

    @precondition(lambda self: self.last_put[1])
    @rule()
    def try_again(self) -> None:
        self.write(*self.last_put)

    def write(
        self, tenant: str, writes: list[Write], author: str | None, op_id: str | None
    ) -> None:
        model = self.models[tenant]
        self.last_put = tenant, writes, author, op_id
        said: dict[str, list[Entry]] = {}
        for write in writes:
            known = said.setdefault(write.goal.subject, [])
            # One entry may come with two goals; it is said once.
            known += [entry for entry in write.entries if entry not in known]
        clash = any(len({e.id for e in told}) < len(told) for told in said.values())
        if clash:
            return
        recordings = {who: model.recording(who, told) for who, told in said.items()}
        errors = model.writing(writes).union(*(one.errors for one in recordings.values()))
        done_before = model.done_before(writes, op_id)
        if any(one.new or one.further or one.errors for one in recordings.values()):
            # It says more than was said the first time, so it is another operation.
            done_before = None
        if done_before is None and ConflictError in errors and model.is_known(writes, op_id):
            errors = errors - {ConflictError} | {InvalidValueError}
        if model.is_on_top(writes, op_id):
            errors, done_before = {InvalidValueError}, None
        store = self.at(tenant)
        try:
            answer = store.put(*writes, author=author, op_id=op_id)
        except SmartGoalsError as error:
            if done_before is not None and len(errors) == 1:
                raise ClauseBrokenError("expected the answer of the first time") from error
            self.answer(errors, _raised, error)
            self.wrote(tenant, [])
            return
        if done_before is not None:
            same("the answer of the first time", done_before, list(answer))
            self.wrote(tenant, [])
            return
        same("the errors that were to come", set(), errors)
        expected = [(write.goal, write.expect + 1, write.expect + 1, author) for write in writes]
        told = [(one.goal, one.goal.version, one.version, one.author) for one in answer]
        same("what put() returns", expected, told)
        changes = [model.written(stored, op_id) for stored in answer]
        for who, recording in recordings.items():
            changes += model.recorded(who, recording, store.journal(who))
        self.wrote(tenant, changes)

    @precondition(lambda self: self.is_anything_there)
    @rule(tenant=_tenants, goal_id=_goal_ids, variant=_variants, op_id=_operations)
    def edit(self, tenant: str, goal_id: str, variant: int, op_id: str | None) -> None:
        model, store = self.models[tenant], self.at(tenant)
        writes = model.goals.get(goal_id, [])
        errors: Errors = set() if writes else {NotFoundError}

        def change(goal: Goal) -> Goal:
            return _goal(goal.id, goal.subject, variant)

        goal = self.answer(errors, store.edit, goal_id, change, op_id=op_id)
        if goal is None:
            return
        known = [one for one in writes if op_id and model.operations[goal_id, one.version] == op_id]
        wanted = change(writes[-1].goal)
        if known or wanted == writes[-1].goal:
            told = known[0] if known else writes[-1]
            same("what edit() returns", (told.goal, told.version), (goal, goal.version))
            self.wrote(tenant, [])
            return
        same("what edit() returns", (wanted, len(writes) + 1), (goal, goal.version))
        stored = all_writes(store, goal_id)[-1]
        same("who wrote it", (len(writes) + 1, None), (stored.version, stored.author))
        self.wrote(tenant, [model.written(attrs.evolve(stored, goal=goal), op_id)])

    @rule(tenant=_tenants, subject=_people, entries=_several_entries)
    def record(self, tenant: str, subject: str, entries: list[Entry]) -> None:
        model, store = self.models[tenant], self.at(tenant)
        recording = model.recording(subject, entries)
        answer = self.answer(recording.errors, store.record, subject, *entries)
        if answer is None:
            self.wrote(tenant, [])
            return
        same("what record() returns", recording.answer, list(answer))
        self.wrote(tenant, model.recorded(subject, recording, store.journal(subject)))

    @rule(tenant=_tenants, subject=_people, reason=st.sampled_from([None, "case-1"]))
    def hold_or_release(self, tenant: str, subject: str, reason: str | None) -> None:
        model, store = self.models[tenant], self.at(tenant)
        errors: Errors = {ErasedError} if model.is_erased(subject) else set()
        if reason is None:
            self.answer(errors, store.release, subject)
        else:
            self.answer(errors, store.hold, subject, reason=reason)
        if not errors:
            model.person(subject).held = reason
        self.wrote(tenant, [])

    @rule(tenant=_tenants, subject=_people, reason=_requests, chance=_chances)
    def erase(self, tenant: str, subject: str, reason: str, chance: int) -> None:
        if chance:
            return
        model, store = self.models[tenant], self.at(tenant)
        first, counts = model.person(subject).receipt, model.counts(subject)
        receipt = self.answer(model.erasing(subject), store.erase, subject, reason=reason)
        if receipt is None:
            self.wrote(tenant, [])
            return
        told = attrs.evolve(receipt, is_scrubbed=False)
        if first is not None:
            same("the receipt", first, told)
            self.wrote(tenant, [])
            return
        same("what was erased", counts, (receipt.goals, receipt.writes, receipt.entries))
        same("whom and why", (subject, reason), (receipt.subject, receipt.reason))
        self.wrote(tenant, [model.erased(subject, told)])

    @precondition(lambda self: self.is_anything_there)
    @rule(giver=_tenants, subject=_people)
    def carry_over(self, giver: str, subject: str) -> None:
        (taker,) = set(_TENANTS) - {giver}
        theirs, model, store = self.models[giver], self.models[taker], self.at(taker)
        exported = self.answer(
            {ErasedError} if theirs.is_erased(subject) else set(), self.at(giver).export, subject
        )
        if exported is None:
            return
        errors, wanted, recording = model.importing(theirs, subject)
        answer = self.answer(errors, store.import_, list(exported))
        if answer is None:
            self.wrote(taker, [])
            return
        same("what import_() returns", subject, answer)
        changes = [
            model.written(stored, theirs.operations[stored.goal.id, stored.version])
            for stored in wanted
        ]
        if recording.new or recording.further:
            changes += model.recorded(subject, recording, store.journal(subject))
        self.wrote(taker, changes)

    @precondition(lambda self: self.is_anything_there)
    @rule(tenant=_tenants, subject=_people, on=_days)
    def project_reviews(self, tenant: str, subject: str, on: dt.date) -> None:
        model = self.models[tenant]
        errors: Errors = {ErasedError} if model.is_erased(subject) else set()
        dates = self.answer(errors, self.at(tenant).project_reviews, subject, on=on) or {}
        same("the review dates", model.review_dates(subject, on), dates)
        for goal_id, date in dates.items():
            model.reviews[goal_id] = StoredReview(day=date.day, policy=EVERY_TWO_WEEKS, on=on)
        self.wrote(tenant, [])

    @precondition(lambda self: self.is_anything_there)
    @rule(tenant=_tenants, search=_searches, limit=_limits, between=_furnishings)
    def find(self, tenant: str, search: Search, limit: int, between: list[_Draft]) -> None:
        model, store = self.models[tenant], self.at(tenant)
        if not may_be_asked(store, search.asked):
            search = search._replace(key_area=None, responsible=None)
        found = model.found(search)
        page = store.find(limit=limit, **search.asked)
        same("the first page", [one for _, one in found[:limit]], list(page))
        if page.next is None:
            same("the number of goals", len(page), len(found))
            return
        place, _ = found[limit - 1]
        for draft in between:
            self.put(tenant, [draft], None, None)
        behind = [one for where, one in model.found(search) if where > place]
        told: list[Found] = []
        # One page at least: what was to be on it may be gone by now.
        for _ in range(len(behind) + 1):
            if page.next is not None:
                page = store.find(limit=limit, after=page.next, **search.asked)
                told += page
        same("the next pages", (behind, None), (told, page.next))

    @precondition(lambda self: Capability.DURABLE in self.store.capabilities)
    @rule(chance=_chances)
    def open_again(self, chance: int) -> None:
        if chance:
            return
        self.store.close()
        self.store = self.opened()
        for tenant in _TENANTS:
            self.compare(tenant)

    @precondition(lambda self: self.is_anything_there)
    @rule(tenant=_tenants, limit=_limits)
    def read_the_changes_again(self, tenant: str, limit: int) -> None:
        told = [_told(change) for change in all_changes(self.at(tenant), limit=limit)]
        same("all changes", self.models[tenant].changes, told)

    def compare(self, tenant: str) -> None:
        """Compare all that a tenant has with what it should have."""
        model, store = self.models[tenant], self.at(tenant)
        listed = [(one.id, one.held, one.reason) for one in store.subjects()]
        same("the subjects", model.listed(), listed)
        for search in (Search(), Search(review_by=_LAST_DAY)):
            found = [one for _, one in model.found(search)]
            same("what is found", found, list(store.find(**search.asked)))
        for goal_id in _GOALS:
            self.compare_goal(store, goal_id, model.goals.get(goal_id, []))
        for subject in _PEOPLE:
            if model.is_erased(subject):
                refused(ErasedError, "the journal of who was erased", store.journal, subject)
            else:
                same("a journal", model.journal(subject), store.journal(subject))

    def compare_goal(self, store: Store, goal_id: str, writes: list[Stored]) -> None:
        if not writes:
            for version in (None, 1):
                refused(NotFoundError, "get() of nothing", store.get, goal_id, version=version)
            refused(NotFoundError, "history() of nothing", store.history, goal_id)
            return
        same("a history", writes, all_writes(store, goal_id))
        for version in (None, len(writes)):
            goal = store.get(goal_id, version=version)
            same("a goal", (writes[-1].goal, len(writes)), (goal, goal.version))


def _raised(error: SmartGoalsError) -> None:
    raise error


def _told(change: Any) -> Told:
    return str(change.kind), change.subject, change.id, change.version


def _made_of(fresh: Fresh) -> type[RuleBasedStateMachine]:
    # Whatever makes a machine will do, but its annotation asks for a class.
    return cast(type[RuleBasedStateMachine], partial(_Machine, fresh))


def run_store_machine(fresh: Fresh, *, examples: int | None = None) -> None:
    """Live through many lives of a store, and compare it with a model after every step.

    Two tenants share the ids of persons, goals and entries. Goals are written and edited, also too
    late, twice and by a retry; entries are recorded, corrected, voided and redacted; persons are
    held, released, erased and carried over; searches go on page by page while others write; and a
    storage that promises to be durable is closed and opened again.

    Args:
        fresh: As for :meth:`StoreCheck.check`.
        examples: How many lives; None for what the profile of Hypothesis says.

    Raises:
        LawBrokenError: If the store and the model part; its notes tell the shortest life that was
            found, step by step.

    Example:
        >>> from smartgoals import open_store
        >>> from smartgoals.testing import run_store_machine
        >>> def fresh():
        ...     store = open_store("memory:")
        ...     return lambda: store
        >>> run_store_machine(fresh, examples=5)
    """
    usual = settings()
    thorough = settings(
        max_examples=usual.max_examples if examples is None else examples,
        stateful_step_count=_STEPS,
        deadline=None,
        report_multiple_bugs=False,
        phases=THOROUGH,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    try:
        run_state_machine_as_test(_made_of(fresh), settings=thorough)
    except ClauseBrokenError as seen:
        broken = LawBrokenError(f"the store and the model of it part; {seen}")
        for note in getattr(seen, "__notes__", ()):
            broken.add_note(note)
        raise broken from seen
