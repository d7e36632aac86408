"""What goes over all pages, and over all persons."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from typing import Any, TypeVar

from smartgoals._time import DateTime, parse_instant
from smartgoals._values import refuse
from smartgoals.errors import ErasedError
from smartgoals.stores import _actions
from smartgoals.stores._answers import Page
from smartgoals.stores._store import Store

__all__ = ["copy", "every", "every_async"]

T = TypeVar("T")

_REASON = "erased-before-restore"


def copy(source: Store, target: Store) -> int:
    """Copy everything of a tenant to another store, of any kind.

    Everybody's goals with every write, and their journals; legal holds; and that something was
    erased. It may be stopped and begun again: what is there already is left alone.

    Where rows that are encrypted were restored from before an erasure, the source lists a person
    whose key is gone. They are erased in the target as well, at the same moment, for the reason
    ``erased-before-restore``.

    Args:
        source: The handle of the tenant to copy.
        target: The handle of the tenant to copy to.

    Returns:
        The number of persons.

    Raises:
        InvalidValueError: If one of them is no store.
        ConflictError: If a goal is there already with another history.
        ErasedError: If everything of a person was erased in the target, and not in the source.
        LegalHoldError: If a legal hold in the target keeps what the source destroyed.
        StoreError: If one of the storages fails.

    Example:
        >>> from smartgoals import Goal, open_store
        >>> from smartgoals.stores import copy
        >>> store, other = open_store("memory:"), open_store("memory:")
        >>> _ = store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
        >>> copy(store, other)
        1
    """
    for name, store in (("source", source), ("target", target)):
        if not isinstance(store, Store):
            refuse(name, "a Store", store)
    count = 0
    gone: dict[str, str] = {}
    for person in every(source.subjects):
        count += 1
        if person.erased_at is None:
            try:
                lines = list(source.export(person.id))
            except ErasedError as error:
                # Since it was listed, and then it is copied with the erasures; or of old.
                gone[person.id] = error.at
                continue
            target.import_(lines)
            if person.held is not None:
                target.hold(person.id, reason=person.held)
    for person in every(source.subjects):
        if person.erased_at is not None:
            gone.pop(person.id, None)
            _erase(target, person.id, reason=person.reason or "", at=person.erased_at)
    for subject, at in gone.items():
        _erase(target, subject, reason=_REASON, at=parse_instant(at))
    return count


def _erase(target: Store, subject: str, *, reason: str, at: DateTime) -> None:
    """Erase a person as of the moment at which it was done first."""
    target._run(_actions.erase(subject, reason=reason, at=at))  # noqa: SLF001


def every(ask: Callable[..., Page[T]], *arguments: Any, **asked: Any) -> Iterator[T]:
    """Yield what is on all pages of an answer, asking for a page at a time.

    Args:
        ask: A method of a store that returns pages: ``find``, ``history``, ``changes`` or
            ``subjects``.
        *arguments: What else it takes.
        **asked: What it takes by name; *limit* is the size of a page.

    Raises:
        InvalidValueError: If it is a method of an :class:`AsyncStore`, at the first step; else
            what it raises.

    Example:
        >>> from smartgoals import Goal, Lifecycle, open_store
        >>> from smartgoals.stores import every
        >>> store = open_store("memory:")
        >>> for number in range(3):
        ...     _ = store.save(Goal(id=f"g-{number}", subject="c-17", statement="I will walk."))
        >>> [found.goal.id for found in every(store.find, lifecycle=Lifecycle.PROPOSED, limit=2)]
        ['g-0', 'g-1', 'g-2']
    """
    after = asked.pop("after", None)
    while True:
        page = ask(*arguments, after=after, **asked)
        if isinstance(page, Coroutine):
            # Else it would be complained of that nobody awaits it.
            page.close()
            refuse(
                "ask",
                "a method of a Store",
                ask,
                instead="for one of an AsyncStore write async for and every_async()",
            )
        yield from page
        # The last page of changes is one without any.
        if not page or page.next is None:
            return
        after = page.next


async def every_async(
    ask: Callable[..., Awaitable[Page[T]]], *arguments: Any, **asked: Any
) -> AsyncIterator[T]:
    """Yield what is on all pages of an answer, as :func:`every` for code that awaits.

    Args:
        ask: A method of an :class:`AsyncStore` that returns pages.
        *arguments: What else it takes.
        **asked: What it takes by name; *limit* is the size of a page.

    Raises:
        InvalidValueError: If it is a method of a :class:`Store`, at the first step; else what it
            raises.

    Example:
        >>> import asyncio
        >>> from smartgoals import Goal, open_store_async
        >>> from smartgoals.stores import every_async
        >>> async def main():
        ...     async with await open_store_async("memory:") as store:
        ...         for number in range(3):
        ...             goal = Goal(id=f"g-{number}", subject="c-17", statement="I will walk.")
        ...             await store.save(goal)
        ...         return [found.goal.id async for found in every_async(store.find, limit=2)]
        >>> asyncio.run(main())
        ['g-0', 'g-1', 'g-2']
    """
    after = asked.pop("after", None)
    while True:
        answer = ask(*arguments, after=after, **asked)
        if isinstance(answer, Page):
            refuse(
                "ask",
                "a method of an AsyncStore",
                ask,
                instead="for one of a Store write for and every()",
            )
        page = await answer
        for one in page:
            yield one
        if not page or page.next is None:
            return
        after = page.next
