"""What the clauses of a store's contract are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Coroutine, Iterator
from contextlib import ExitStack, suppress
from itertools import count, takewhile
from typing import Any, NamedTuple, Self, TypeAlias, TypeVar

from hypothesis import settings
from hypothesis.strategies import SearchStrategy

from smartgoals.entries import Done
from smartgoals.errors import SmartGoalsError
from smartgoals.goals import Goal
from smartgoals.stores import Capability, Change, Found, Page, Store, Stored, Write
from smartgoals.testing._search import THOROUGH, MisuseError, search

__all__ = [
    "MONDAY",
    "Clause",
    "ClauseBrokenError",
    "Clauses",
    "Fresh",
    "Ground",
    "Opener",
    "all_changes",
    "all_found",
    "all_writes",
    "created",
    "done",
    "for_any",
    "goal_of",
    "is_true",
    "may_be_asked",
    "pages",
    "refused",
    "same",
]

T = TypeVar("T")
E = TypeVar("E", bound=SmartGoalsError)

Opener: TypeAlias = Callable[[], Store]
"""Opens one storage; called again, also after closing it, it opens the same one again."""
Fresh: TypeAlias = Callable[[], Opener]
"""Makes a new, empty storage each time."""

MONDAY = dt.date(2025, 2, 3)
_EXAMPLES = 10
_BEFORE = 40
_LONGEST = 160
_MOST_PAGES = 1_000


class ClauseBrokenError(AssertionError):
    """What was seen was not what the clause promises; the check tells which clause it is."""


# Whom the clauses and the machine write for.
_TENANTS = ("other", "north", "south")


class Ground:
    """New storages for one clause to be tried on; in the end all of them are closed.

    Args:
        fresh: Makes them.
    """

    def __init__(self, fresh: Fresh) -> None:
        """Begin without any."""
        self._fresh = fresh
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        """Return the ground itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what was opened."""
        self.close()

    def close(self) -> None:
        """Close what was opened."""
        self._opened.close()

    def storage(self) -> Opener:
        """Return what opens a new, empty storage, as often as it is called."""
        opener = self._fresh()
        first = [True]

        def opened() -> Store:
            found = opener()
            _check_store(found)
            store = self._opened.enter_context(found)
            if first:
                first.clear()
                _check_empty(store)
            return store

        return opened

    def store(self) -> Store:
        """Open a new, empty storage."""
        return self.storage()()


def _check_store(found: object) -> None:
    if isinstance(found, Store):
        return
    if isinstance(found, Coroutine):
        # Else it would be complained of that nobody awaits it.
        found.close()
    raise MisuseError(
        "fresh must be a function that returns a function that opens a Store; of one that opens an "
        "AsyncStore make such a function by partial(blocking, opener)",
        field="fresh",
    )


def _check_empty(store: Store) -> None:
    for one in (store, *map(store.tenant, _TENANTS)):
        # A store that cannot even answer this is for the clauses to tell of.
        with suppress(Exception):
            if not one.subjects(limit=1):
                continue
            break
    else:
        return
    raise MisuseError(
        "fresh must be a function that makes a new, empty storage each time, and something is "
        "stored already in what it made; give each storage a place of its own, as a new folder is",
        field="fresh",
    )


class Clause(NamedTuple):
    """One promise, and what tries it."""

    name: str
    statement: str
    keeps: Callable[[Ground], None]
    """Raises :class:`ClauseBrokenError`, or what the store raised, where it is not kept."""
    needs: Capability | None


class Clauses(dict[str, Clause]):
    """Clauses by their id, each added by what tries it."""

    def add(
        self, number: str, statement: str, *, needs: Capability | None = None
    ) -> Callable[[Callable[[Ground], None]], Callable[[Ground], None]]:
        """Return a decorator that adds a clause under the name of the function."""

        def added(keeps: Callable[[Ground], None]) -> Callable[[Ground], None]:
            self[number] = Clause(keeps.__name__, statement, keeps, needs)
            return keeps

        return added


def same(what: str, expected: object, actual: object) -> None:
    """Check that something is what it should be."""
    if expected != actual:
        raise ClauseBrokenError(f"{what}: {_difference(repr(expected), repr(actual))}")


def is_true(what: str, *, seen: bool) -> None:
    """Check that something was seen."""
    if not seen:
        raise ClauseBrokenError(f"expected that {what}")


def refused(error: type[E], what: str, call: Callable[..., object], *given: Any, **named: Any) -> E:
    """Return the error with which a call is refused; any other is the check's to tell."""
    try:
        answer = call(*given, **named)
    except error as caught:
        return caught
    raise ClauseBrokenError(f"{what}: expected {error.__name__}, got {_short(repr(answer))}")


def _difference(expected: str, actual: str) -> str:
    """Tell two values apart, each from a little before they differ and not to its very end."""
    if expected == actual:
        return f"expected {_short(expected)}, got one that differs in what is not shown"
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(expected, actual, strict=False))
    )
    first = max(alike - _BEFORE, 0)
    before = "…" if first else ""
    return f"expected {before}{_short(expected[first:])}, got {before}{_short(actual[first:])}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def pages(ask: Callable[..., Page[T]], *given: Any, **asked: Any) -> Iterator[Page[T]]:
    """Yield one page after the other, until one is the last or has nothing on it."""
    after = None
    for _ in range(_MOST_PAGES):
        page = ask(*given, after=after, **asked)
        yield page
        if page.next is None or not page.items:
            return
        after = page.next
    raise ClauseBrokenError(f"expected an end, got {_MOST_PAGES} pages")


def all_changes(store: Store, *, limit: int = 100) -> list[Change]:
    """Return all changes of a tenant."""
    return [one for page in pages(store.changes, limit=limit) for one in page]


def all_found(store: Store, *, limit: int = 100, **asked: Any) -> list[Found]:
    """Return all goals that are looked for."""
    found = pages(store.find, limit=limit, **asked)
    return [one for page in found for one in page]


def may_be_asked(store: Store, asked: Collection[str]) -> bool:
    """Return whether a store finds goals by all of these arguments of ``find()``.

    One that encrypts does not see who does a step, nor in which areas of a life.
    """
    return Capability.ENCRYPTS not in store.capabilities or _SEALED.isdisjoint(asked)


_SEALED = {"key_area", "responsible"}


def all_writes(store: Store, goal_id: str, *, limit: int = 100) -> list[Stored]:
    """Return all writes of a goal."""
    told = pages(store.history, goal_id, limit=limit)
    return [one for page in told for one in page]


def goal_of(name: str = "g-1", subject: str = "c-1", **fields: Any) -> Goal:
    """Return a goal."""
    return Goal(**{"id": name, "subject": subject, "statement": "I will walk."} | fields)


def done(name: str | None = None, *, day: dt.date = MONDAY, **fields: Any) -> Done:
    """Return an entry."""
    return Done(step="walk", id=name, day=day, **fields)


def created(store: Store, *goals: Goal) -> None:
    """Write goals that are not there yet."""
    store.put(*[Write(goal=goal, expect=0) for goal in goals])


def for_any(store: Store, made: SearchStrategy[T], keeps: Callable[[Store, T], None]) -> None:
    """Call *keeps* with what a strategy makes, each time with a tenant of its own."""
    tenants = count(1)

    def kept(drawn: tuple[T]) -> None:
        keeps(store.tenant(f"t-{next(tenants)}"), drawn[0])

    examples = min(_EXAMPLES, settings().max_examples)
    search(kept, made.map(lambda one: (one,)), examples=examples, phases=THOROUGH)
