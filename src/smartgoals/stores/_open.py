"""From a URL to a store."""

from __future__ import annotations

from importlib import import_module

from smartgoals._values import refuse
from smartgoals.errors import SmartGoalsError, StoreError, UnknownStoreError
from smartgoals.stores._arguments import check_id
from smartgoals.stores._backend import Backend
from smartgoals.stores._store import Store

__all__ = ["open_store"]

# Loaded when first asked for, so that an app pays for the store that it uses.
_BUILT_IN = {
    "memory": "smartgoals.stores._memory:open_backend",
    "postgresql": "smartgoals.stores._postgres:open_backend",
    "postgres": "smartgoals.stores._postgres:open_backend",
    "sqlite": "smartgoals.stores._sqlite:open_backend",
}
_GROUP = "smartgoals.stores"


def open_store(url: str, *, tenant: str = "default") -> Store:
    """Return the store at *url*, for one tenant.

    The part before the colon names the kind of storage. Those of smartgoals are ``memory:`` and
    ``sqlite:``; another package brings its own by an entry point in the group
    ``smartgoals.stores``: its name is the scheme, its value a function that takes the URL and
    returns a :class:`Backend`.

    Args:
        url: ``memory:`` for one that is gone with the process, ``sqlite:///goals.db`` for a file
            in the working directory, ``sqlite:////var/lib/app/goals.db`` for one anywhere.
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
    if not isinstance(url, str):
        refuse("url", "text such as sqlite:///goals.db", url)
    scheme, _, _ = url.partition(":")
    if scheme == url:
        raise UnknownStoreError(_expected())
    if scheme in _BUILT_IN:
        module, _, name = _BUILT_IN[scheme].partition(":")
        backend: Backend = getattr(import_module(module), name)(url)
    else:
        backend = _from_elsewhere(scheme, url)
    return Store(backend, tenant=tenant)


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
