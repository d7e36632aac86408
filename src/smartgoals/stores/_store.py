"""Goals and journals of one tenant, on any backend."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from smartgoals._values import refuse
from smartgoals.entries import Entry
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.stores import _requests
from smartgoals.stores._actions import Action, Ask
from smartgoals.stores._answers import (
    Change,
    Found,
    Page,
    Receipt,
    Stored,
    StoredSubject,
    Write,
)
from smartgoals.stores._arguments import check_id
from smartgoals.stores._backend import Backend, Capability

if TYPE_CHECKING:
    from smartgoals.schedule import ReviewDate

__all__ = ["Store"]

T = TypeVar("T")
E = TypeVar("E", bound=Entry)


class Store:
    """Goals with their history, and one journal a person, of one tenant.

    Use it as a context manager, or call :meth:`close`. What one tenant writes no other tenant
    sees; :meth:`tenant` gives a handle for another one on the same storage. A store may be used
    by several threads.

    Args:
        backend: Where the rows are kept; :func:`open_store` finds it by a URL.
        tenant: Opaque id of the tenant.

    Raises:
        InvalidValueError: If *backend* is none, or *tenant* is no id.
    """

    def __init__(self, backend: Backend, *, tenant: str = "default") -> None:
        """Bind a backend to a tenant."""
        if not isinstance(backend, Backend):
            refuse("backend", "a Backend", backend)
        check_id("tenant", tenant)
        self._backend = backend
        self._tenant = tenant

    def __repr__(self) -> str:
        """Show the kind of backend only: a place or a tenant may name a person."""
        return f"<Store on {type(self._backend).__name__}>"

    @property
    def backend(self) -> Backend:
        """Where the rows are kept, for all tenants."""
        return self._backend

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the backend promises beyond what each has to do."""
        return self._backend.capabilities

    def tenant(self, name: str) -> Store:
        """Return a handle for another tenant on the same storage.

        Args:
            name: Opaque id of the tenant.
        """
        return Store(self._backend, tenant=name)

    def save(
        self,
        goal: Goal,
        *entries: Entry,
        author: str | None = None,
        op_id: str | None = None,
    ) -> Goal:
        """Create a goal, or replace the version that was loaded.

        A goal that no store gave out is created. One that came from :meth:`get` or :meth:`save`
        replaces the version it came from, also after it was changed by its own methods.

        Args:
            goal: The goal.
            *entries: What is recorded with it, such as the review that led to the change: all of
                it is written, or nothing.
            author: Id of the party who writes it.
            op_id: An id of yours for this operation. With the same one again, a write that was
                done already is not done again and has the same answer, so it is safe to retry
                where no answer came. Try again with what was tried first: under the id of an
                operation that was done, other content is refused. To read a goal again and then
                change it, use :meth:`edit`.

        Returns:
            The same goal with its new version, to go on with.

        Raises:
            ConflictError: If somebody else wrote it since, or it exists already.
            ErasedError: If everything of its subject was erased.
            InvalidValueError: If it belonged to another person when it was first written,
                another entry has the id of one of *entries*, or *op_id* wrote the goal before
                with other content, or the goal was read again since.
            LegalHoldError: If one of *entries* is a redaction and the person under a legal hold.
            StoreError: If the storage fails.
        """
        return self._run(_requests.save(goal, entries, author=author, op_id=op_id))

    def put(
        self, *writes: Write, author: str | None = None, op_id: str | None = None
    ) -> tuple[Stored, ...]:
        """Write several goals: all of them, or none, in the order given.

        Many goals in one call are much faster than one by one, for they share the wait for the
        disk.

        Args:
            *writes: The goals, each with the version that it replaces.
            author: Id of the party who writes them.
            op_id: As for :meth:`save`.

        Returns:
            What was written, in the order given.

        Raises:
            ConflictError: If one of them does not replace what is stored.
            ErasedError: If everything of one of the persons was erased.
            InvalidValueError: As for :meth:`save`.
            StoreError: If the storage fails.

        Example:
            >>> from smartgoals import Goal, open_store
            >>> from smartgoals.stores import Write
            >>> store = open_store("memory:")
            >>> goals = [Goal(id=f"g-{n}", subject="c-17", statement="I will walk.")
            ...          for n in range(3)]
            >>> [stored.version for stored in store.put(*[Write(goal=g, expect=0) for g in goals])]
            [1, 1, 1]
        """
        return self._run(_requests.put(writes, author=author, op_id=op_id))

    def edit(
        self,
        goal_id: str,
        change: Callable[[Goal], Goal],
        *,
        author: str | None = None,
        op_id: str | None = None,
    ) -> Goal:
        """Change a goal as it stands now, whoever else writes it at the same time.

        Where somebody was first, *change* is asked again with what they wrote.

        Args:
            goal_id: Its id.
            change: Returns the goal as it should be. If it returns an equal one, nothing is
                written. It may be called several times.
            author: Id of the party who writes it.
            op_id: As for :meth:`save`, but for the content: an operation that wrote the goal
                before is done, whatever *change* would make of it now, and the answer is what it
                wrote.

        Returns:
            The goal with its new version.

        Raises:
            NotFoundError: If this tenant has no such goal.
            ConflictError: If somebody else was first a hundred times.
            InvalidValueError: If *change* is no function, or returns no goal, or another one.
            StoreError: If the storage fails.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import Goal, open_store
            >>> store = open_store("memory:")
            >>> _ = store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
            >>> store.edit("g-1", lambda goal: goal.started(day=dt.date(2025, 2, 3))).version
            2
        """
        return self._run(_requests.edit(goal_id, change, author=author, op_id=op_id))

    def get(self, goal_id: str, *, version: int | None = None) -> Goal:
        """Return a goal.

        Args:
            goal_id: Its id.
            version: Which write of it; None for the latest.

        Raises:
            NotFoundError: If this tenant has no such goal, or no such version of it.
            StoreError: If the storage fails.
        """
        return self._run(_requests.get(goal_id, version=version))

    def history(self, goal_id: str, *, after: str | None = None, limit: int = 100) -> Page[Stored]:
        """Return the writes of a goal, the first one first.

        Args:
            goal_id: Its id.
            after: What the page before said is next; None for the first page.
            limit: How many at most, from 1 to 1000.

        Raises:
            NotFoundError: If this tenant has no such goal.
            InvalidValueError: If *after* comes from another question.
            StoreError: If the storage fails.
        """
        return self._run(_requests.history(self._tenant, goal_id, after=after, limit=limit))

    def find(
        self,
        *,
        subject: str | None = None,
        lifecycle: Lifecycle | Iterable[Lifecycle] | None = None,
        key_area: str | None = None,
        responsible: str | None = None,
        due_from: dt.date | None = None,
        due_by: dt.date | None = None,
        review_by: dt.date | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page[Found]:
        """Return the goals of which everything that is given holds.

        They come by review day where *review_by* is given, else by due day where one of those is
        given, and then by id.

        Args:
            subject: Whose goals.
            lifecycle: Where the agreement stands; one, or any of several.
            key_area: The code of a key area.
            responsible: Id of a party who does a step of the plan.
            due_from: Due on that day or later.
            due_by: Due on that day or earlier.
            review_by: To be reviewed on that day or earlier, as :meth:`project_reviews` stored
                it. A goal that is reviewed and of which nothing is stored that still holds is
                found too, before all others: no review is missed because nobody computed it.
            after: What the page before said is next; None for the first page.
            limit: How many at most, from 1 to 1000.

        Raises:
            InvalidValueError: If an argument is not what it must be, or *after* comes from
                another question.
            StoreError: If the storage fails.

        Example:
            >>> import datetime as dt
            >>> from smartgoals import EVERY_TWO_WEEKS, Goal, open_store
            >>> store = open_store("memory:")
            >>> goal = store.save(Goal(
            ...     id="g-1", subject="c-17", statement="I will walk.",
            ...     start=dt.date(2025, 2, 3), review=EVERY_TWO_WEEKS))
            >>> [found.review for found in store.find(review_by=dt.date(2025, 2, 17))]
            [None]
            >>> dates = store.project_reviews("c-17", on=dt.date(2025, 2, 3))
            >>> [str(found.review.day) for found in store.find(review_by=dt.date(2025, 2, 17))]
            ['2025-02-17']
            >>> list(store.find(review_by=dt.date(2025, 2, 16)))
            []
        """
        return self._run(
            _requests.find(
                self._tenant,
                subject=subject,
                lifecycle=lifecycle,
                key_area=key_area,
                responsible=responsible,
                due_from=due_from,
                due_by=due_by,
                review_by=review_by,
                after=after,
                limit=limit,
            )
        )

    def project_reviews(
        self,
        subject: str,
        *,
        on: dt.date,
        is_working_day: Callable[[dt.date], bool] | None = None,
    ) -> dict[str, ReviewDate]:
        """Compute when the goals of a person are to be reviewed, and store it for :meth:`find`.

        It holds until one of these goals is written, or anything is recorded for the person. What
        time alone changes it does not see, so compute it again once a day.

        Args:
            subject: Opaque id of the person.
            on: The date of judgement.
            is_working_day: As for :func:`~smartgoals.schedule.next_review`.

        Returns:
            The review dates of the goals that are open and have a policy, by the id of the goal.

        Raises:
            ErasedError: If everything of the person was erased.
            StoreError: If the storage fails.
        """
        return self._run(_requests.project_reviews(subject, on=on, is_working_day=is_working_day))

    def record(
        self,
        subject: str,
        *entries: E,
        author: str | None = None,
        op_id: str | None = None,
    ) -> tuple[E, ...]:
        """Add entries to a person's journal: all of them, or none, in the order given.

        What an entry lacks of id, recorded time and author is stamped. Recording an entry with the
        same id again adds nothing and returns the first one, so a retry with ids, or with the same
        *op_id*, is safe.

        A :class:`~smartgoals.entries.Redacted` entry destroys what it names and all that is said
        of it, here and for ever: nothing of it is taken in again, in whatever order it comes.

        Args:
            subject: Opaque id of the person.
            *entries: The entries.
            author: Id of the party who writes them, for those that do not say and were not
                stamped before, on a phone for example.
            op_id: An id of yours for this operation: entries without an id get the same one each
                time that it is tried, and others are refused.

        Returns:
            The entries as they are in the journal now, without those that are redacted.

        Raises:
            ErasedError: If everything of the person was erased.
            InvalidValueError: If another entry has the id of one of them already, or *op_id*
                recorded others.
            LegalHoldError: If one destroys something of a person under a legal hold.
            StoreError: If the storage fails.
        """
        return self._run(_requests.record(subject, entries, author=author, op_id=op_id))

    def journal(self, subject: str) -> Journal:
        """Return a person's journal; empty if nothing was recorded.

        Raises:
            ErasedError: If everything of the person was erased.
            StoreError: If the storage fails.
        """
        return self._run(_requests.journal(subject))

    def changes(self, *, after: str | None = None, limit: int = 100) -> Page[Change]:
        """Return what was written, in the order of writing.

        Keep ``next`` of the page, and hand it over as *after* next time, also after a restart.
        Each change comes at least once, and the changes of a person come in their order.

        Args:
            after: Where to go on; None for the beginning.
            limit: How many at most, from 1 to 1000.

        Raises:
            InvalidValueError: If *after* does not come from the changes of this tenant.
            StoreError: If the storage fails.

        Example:
            >>> from smartgoals import Goal, open_store
            >>> store = open_store("memory:")
            >>> seen = store.changes().next
            >>> _ = store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
            >>> [(str(change.kind), change.id) for change in store.changes(after=seen)]
            [('goal', 'g-1')]
        """
        return self._run(_requests.changes(self._tenant, after=after, limit=limit))

    def subjects(self, *, after: str | None = None, limit: int = 100) -> Page[StoredSubject]:
        """Return everybody of whom something is stored, is held or was erased, by id.

        Args:
            after: What the page before said is next; None for the first page.
            limit: How many at most, from 1 to 1000.

        Raises:
            InvalidValueError: If *after* comes from another question.
            StoreError: If the storage fails.
        """
        return self._run(_requests.subjects(self._tenant, after=after, limit=limit))

    def hold(self, subject: str, *, reason: str) -> None:
        """Put a person under a legal hold: nothing of theirs is erased or redacted.

        Args:
            subject: Opaque id of the person.
            reason: Why, as a code of yours, such as the number of a case.

        Raises:
            ErasedError: If everything of the person was erased.
            StoreError: If the storage fails.
        """
        self._run(_requests.hold(subject, reason=reason))

    def release(self, subject: str) -> None:
        """End the legal hold of a person; without one nothing happens.

        Raises:
            ErasedError: If everything of the person was erased.
            StoreError: If the storage fails.
        """
        self._run(_requests.release(subject))

    def erase(self, subject: str, *, reason: str) -> Receipt:
        """Destroy everything of a person: goals, history, journal, and what tells of them.

        What stays is that it was done, when and why. Nothing is taken in again under that id:
        another device that still holds something cannot bring it back.

        Args:
            subject: Opaque id of the person.
            reason: Why, as a code of yours, such as the number of a request; never words about
                the person.

        Returns:
            What was erased, in numbers. Erasing again has the same answer.

        Raises:
            LegalHoldError: If the person is under a legal hold.
            StoreError: If the storage fails.

        Example:
            >>> from smartgoals import Goal, open_store
            >>> store = open_store("memory:")
            >>> _ = store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
            >>> store.erase("c-17", reason="request-4").goals
            1
        """
        return self._run(_requests.erase(subject, reason=reason))

    def export(self, subject: str) -> Iterator[str]:
        r"""Return everything of a person as JSON Lines, for :meth:`import_` or another system.

        The first line says what it is and how much follows, then come the goals with every write,
        then the journal.
        Each line ends with a line feed: ``file.writelines(store.export("c-17"))``.

        Raises:
            ErasedError: If everything of the person was erased.
            StoreError: If the storage fails.

        Example:
            >>> from smartgoals import Goal, open_store
            >>> store, other = open_store("memory:"), open_store("memory:")
            >>> _ = store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
            >>> other.import_(store.export("c-17"))
            'c-17'
            >>> other.get("g-1") == store.get("g-1")
            True
        """
        return iter(self._run(_requests.export(subject)))

    def import_(self, lines: Iterable[str]) -> str:
        """Take in what :meth:`export` gave out: all of it, or nothing.

        Moments and authors stay as they were. What is there already is left alone, so doing it
        again adds nothing; the journals are merged.

        Args:
            lines: The lines, such as an open file.

        Returns:
            The id of the person.

        Raises:
            DecodeError: If the lines are no whole export; each problem names its line.
            ConflictError: If a goal is there already with another history.
            ErasedError: If everything of the person was erased here.
            InvalidValueError: If another entry has the id of one of them, or *lines* is one text.
            LegalHoldError: If they redact something of a person who is under a legal hold here.
            StoreError: If the storage fails.
        """
        return self._run(_requests.take_in(lines))

    def scrub(self) -> bool:
        """Overwrite what was redacted or erased before, for all tenants.

        A large file is not written anew with every erasure; where a :class:`Receipt` says that it
        is not scrubbed, call this at a quiet hour. It takes about as long as copying the file.

        Returns:
            Whether no byte of what was destroyed is left in the storage.

        Raises:
            StoreError: If the storage fails.
        """
        return self._backend.scrub()

    def migrate(self) -> None:
        """Bring the storage to the schema of this version, for all tenants.

        Nothing else does: a store on an older schema refuses to read and to write until then.

        Raises:
            StoreError: If the storage fails, or was written by a newer version.
        """
        self._backend.migrate()

    def close(self) -> None:
        """Let go of the storage, for all tenants; closing twice does nothing."""
        self._backend.close()

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

    def _run(self, action: Action[T]) -> T:
        """Carry out what an action asks for, and return its result."""
        try:
            step = next(action)
            while True:
                if isinstance(step, Ask):
                    try:
                        answer = getattr(self._backend, step.method)(self._tenant, *step.arguments)
                    except SmartGoalsError as error:
                        step = action.throw(error)
                        continue
                    step = action.send(answer)
                else:
                    time.sleep(step.seconds())
                    step = next(action)
        except StopIteration as done:
            result: T = done.value
            return result
