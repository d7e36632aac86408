"""From a URL to a store."""

from __future__ import annotations

from importlib import import_module

from smartgoals._values import refuse
from smartgoals.errors import UnknownStoreError
from smartgoals.stores._contract import Store, check_id

__all__ = ["open_store"]

# Loaded when first asked for, so that an app pays for the store that it uses.
_BUILT_IN = {
    "memory": "smartgoals.stores._memory",
    "sqlite": "smartgoals.stores._sqlite",
}


def open_store(url: str, *, tenant: str = "default") -> Store:
    """Return the store at *url*, for one tenant.

    Args:
        url: ``memory:`` for one that is gone with the process, ``sqlite:///goals.db`` for a file
            in the working directory, ``sqlite:////var/lib/app/goals.db`` for one anywhere.
        tenant: Opaque id of the tenant.

    Raises:
        UnknownStoreError: If the URL names no store that smartgoals knows.
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
    if not isinstance(url, str):
        refuse("url", "text such as sqlite:///goals.db", url)
    scheme, colon, _ = url.partition(":")
    if not colon or scheme not in _BUILT_IN:
        known = ", ".join(f"{name}:" for name in _BUILT_IN)
        raise UnknownStoreError(f"the URL of a store begins with one of {known}")
    store: Store = import_module(_BUILT_IN[scheme]).open_url(url, tenant=tenant)
    return store
