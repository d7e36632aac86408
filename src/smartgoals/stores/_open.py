"""From a URL to a store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from smartgoals._values import refuse
from smartgoals.errors import SmartGoalsError, StoreError, UnknownStoreError
from smartgoals.stores._arguments import check_id
from smartgoals.stores._async_store import AsyncStore
from smartgoals.stores._backend import Backend
from smartgoals.stores._store import Store
from smartgoals.stores._threaded import ThreadedBackend

__all__ = ["open_store", "open_store_async"]

# Loaded when first asked for, so that an app pays for the store that it uses.
_BUILT_IN = {
    "memory": "smartgoals.stores._memory:open_backend",
    "postgresql": "smartgoals.stores._postgres:open_backend",
    "postgres": "smartgoals.stores._postgres:open_backend",
    "sqlite": "smartgoals.stores._sqlite:open_backend",
}
# Those that are awaited by themselves; every other kind is put on a thread.
_AWAITED = {
    "postgres": "smartgoals.stores._postgres_async:open_backend_async",
    "postgresql": "smartgoals.stores._postgres_async:open_backend_async",
}
_GROUP = "smartgoals.stores"


def open_store(url: str, *, tenant: str = "default") -> Store:
    """Return the store at *url*, for one tenant.

    The part before the colon names the kind of storage. Those of smartgoals are ``memory:``,
    ``sqlite:`` and ``postgresql:``; another package brings its own by an entry point in the group
    ``smartgoals.stores``: its name is the scheme, its value a function that takes the URL and
    returns a :class:`Backend`. :doc:`/how-to/choose` compares them.

    Args:
        url: ``memory:`` for one that is gone with the process, ``sqlite:///goals.db`` for a file
            in the working directory, ``sqlite:////var/lib/app/goals.db`` for one anywhere,
            ``postgresql://app@db.example.org/clinic`` for a database.
        tenant: Opaque id of the tenant.

    Raises:
        UnknownStoreError: If no installed package knows such a URL, or two claim it.
        MissingExtraError: If the kind of storage needs an extra that is not installed.
        InvalidValueError: If *url* is no text, or *tenant* is no id.
        StoreError: If it cannot be opened.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Done, Goal, open_store
        >>> store = open_store("memory:")
        >>> goal = store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
        >>> _ = store.record("c-17", Done(step="walk", day=dt.date(2025, 2, 3)))
        >>> goal.version, len(store.journal("c-17"))
        (1, 1)
    """
    check_id("tenant", tenant)
    return Store(_backend(_scheme(url), url), tenant=tenant)


async def open_store_async(url: str, *, tenant: str = "default") -> AsyncStore:
    """Return the store at *url*, for one tenant and for code that awaits.

    Whatever :func:`open_store` opens can be awaited too. What waits by itself, as SQLite does, has
    a thread of its own, see :class:`ThreadedBackend`: it is opened there, and asked there.

    Args:
        url: As for :func:`open_store`.
        tenant: Opaque id of the tenant.

    Raises:
        UnknownStoreError: If no installed package knows such a URL, or two claim it.
        MissingExtraError: If the kind of storage needs an extra that is not installed.
        InvalidValueError: If *url* is no text, or *tenant* is no id.
        StoreError: If it cannot be opened.

    Example:
        >>> import asyncio
        >>> import datetime as dt
        >>> from smartgoals import Done, open_store_async
        >>> async def main():
        ...     async with await open_store_async("memory:") as store:
        ...         await store.record("c-17", Done(step="walk", day=dt.date(2025, 2, 3)))
        ...         return len(await store.journal("c-17"))
        >>> asyncio.run(main())
        1
    """
    check_id("tenant", tenant)
    scheme = _scheme(url)
    if scheme in _AWAITED:
        return AsyncStore(await _loaded(_AWAITED[scheme])(url), tenant=tenant)
    return AsyncStore(await ThreadedBackend.opened(partial(_backend, scheme, url)), tenant=tenant)


def _scheme(url: str) -> str:
    """Return the part of a URL that names the kind of storage."""
    if not isinstance(url, str):
        refuse("url", "text such as sqlite:///goals.db", url)
    scheme, colon, _ = url.partition(":")
    if not colon:
        raise UnknownStoreError(_expected())
    return scheme


def _backend(scheme: str, url: str) -> Backend:
    if scheme in _BUILT_IN:
        backend: Backend = _loaded(_BUILT_IN[scheme])(url)
        return backend
    return _from_elsewhere(scheme, url)


def _loaded(place: str) -> Callable[[str], Any]:
    module, _, name = place.partition(":")
    opener: Callable[[str], Any] = getattr(import_module(module), name)
    return opener


def _expected() -> str:
    known = ", ".join(f"{name}:" for name in _BUILT_IN)
    return f"the URL of a store begins with one of {known}, or with what a package brings"


def _from_elsewhere(scheme: str, url: str) -> Backend:
    from importlib.metadata import entry_points

    claims = entry_points(group=_GROUP, name=scheme)
    # The same entry point may be seen twice where a path is listed twice.
    values = sorted({claim.value for claim in claims})
    if not values:
        raise UnknownStoreError(_expected())
    if len(values) > 1:
        raise UnknownStoreError(
            f"{len(values)} packages claim such a URL: {', '.join(values)}; uninstall all but one"
        )
    try:
        opener = next(iter(claims)).load()
    except SmartGoalsError:
        raise
    except (ImportError, AttributeError) as exc:
        raise StoreError(f"{values[0]} could not be loaded; see the cause") from exc
    backend = opener(url)
    if not isinstance(backend, Backend):
        raise StoreError(f"{values[0]} returned no Backend")
    return backend
