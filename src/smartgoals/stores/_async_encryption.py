"""A storage that is awaited and encrypts what people say, with a key for each person."""

from __future__ import annotations

from typing import Any, TypeVar

from smartgoals._values import refuse
from smartgoals.errors import SmartGoalsError
from smartgoals.stores._async_backend import AsyncBackend
from smartgoals.stores._async_store import AsyncStore
from smartgoals.stores._data_keys import Ask, Plan, Whom
from smartgoals.stores._encryption import CACHED, ask_ring, check_halves, promised, same_tenant
from smartgoals.stores._keys import KeyRing
from smartgoals.stores._rows import (
    Batch,
    ChangeRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    JournalRows,
    Query,
    SubjectRow,
)

__all__ = ["AsyncEncryptedBackend", "encrypted_async", "rewrap_keys_async"]

T = TypeVar("T")


class AsyncEncryptedBackend(AsyncBackend):
    """Rows in one storage, sealed with keys that are kept in another, both awaited.

    The key ring is called in a thread, so that a slow one holds up nobody else.

    Args:
        backend: As for :class:`~smartgoals.stores.EncryptedBackend`.
        keys: What wraps the keys of persons.
        key_backend: Where the wrapped keys are kept, and nothing else.
        cached: Of how many persons the keys are kept open in memory at most, from 0.

    Raises:
        InvalidValueError: As for :class:`~smartgoals.stores.EncryptedBackend`.
        MissingExtraError: If cryptography is not installed.
    """

    def __init__(
        self,
        backend: AsyncBackend,
        *,
        keys: KeyRing,
        key_backend: AsyncBackend,
        cached: int = CACHED,
    ) -> None:
        """Put the parts together."""
        check_halves(backend, keys, key_backend, AsyncBackend)
        from smartgoals.stores._sealing import Sealing

        self._backend = backend
        self._key_backend = key_backend
        self._keys = keys
        self._sealing = Sealing(cached=cached)
        self.capabilities = promised(backend.capabilities, key_backend.capabilities)

    def __repr__(self) -> str:
        """Show the kinds of backend only."""
        rows, keys = type(self._backend).__name__, type(self._key_backend).__name__
        return f"<AsyncEncryptedBackend on {rows}, keys on {keys}>"

    @property
    def backend(self) -> AsyncBackend:
        """Where the sealed rows are kept."""
        return self._backend

    @property
    def key_backend(self) -> AsyncBackend:
        """Where the wrapped keys are kept."""
        return self._key_backend

    async def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""
        await self._run(self._sealing.put(tenant, batch))

    async def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""
        return await self._run(self._sealing.goal(tenant, goal_id, version))

    async def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order."""
        return await self._run(self._sealing.history(tenant, goal_id, after, limit))

    async def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id."""
        return await self._run(self._sealing.find(tenant, query, after, limit))

    async def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person."""
        return await self._run(self._sealing.journal(tenant, subject))

    async def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return the changes whose position is above *after*, in order."""
        return await self._backend.changes(tenant, after, limit)

    async def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom anything is stored, held or erased, in order of their ids."""
        return await self._backend.subjects(tenant, after, limit)

    async def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them where there is no reason."""
        await self._backend.hold(tenant, subject, reason)

    async def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person but that it was done: the rows, and the key."""
        return await self._run(self._sealing.erase(tenant, subject, reason, at))

    async def rewrap(self, tenant: str) -> int:
        """Wrap the keys of a tenant with the current key of the ring, and return how many."""
        return await self._run(self._sealing.rewrap(tenant))

    async def scrub(self) -> bool:
        """Overwrite what was destroyed before in both storages, and return whether all is gone."""
        scrubbed = [await self._backend.scrub(), await self._key_backend.scrub()]
        return all(scrubbed)

    async def migrate(self) -> None:
        """Bring both storages to the schema that this version writes."""
        await self._backend.migrate()
        await self._key_backend.migrate()

    async def close(self) -> None:
        """Let go of both storages; closing twice does nothing."""
        try:
            await self._backend.close()
        finally:
            await self._key_backend.close()

    async def _run(self, plan: Plan[T]) -> T:
        """Ask what a plan asks, and return its result."""
        try:
            ask = next(plan)
            while True:
                try:
                    answer = await self._answer(ask)
                except SmartGoalsError as error:
                    answer = error
                ask = plan.send(answer)
        except StopIteration as done:
            result: T = done.value
            return result

    async def _answer(self, ask: Ask) -> Any:
        if ask.whom is Whom.RING:
            import asyncio

            return await asyncio.to_thread(ask_ring, self._keys, ask)
        backend = self._backend if ask.whom is Whom.ROWS else self._key_backend
        return await getattr(backend, ask.method)(*ask.arguments)


def encrypted_async(
    store: AsyncStore, *, keys: KeyRing, key_store: AsyncStore, cached: int = CACHED
) -> AsyncStore:
    """Return a handle on a store that is awaited and encrypts, as :func:`encrypted` does.

    The key ring is called in a thread, so that a slow one holds up nobody else.

    Args:
        store: Where everything is kept; its tenant is the tenant of the handle.
        keys: What wraps the keys of persons, such as a :class:`LocalKeyRing`.
        key_store: Where the wrapped keys are kept, and nothing else. Its tenant is the same.
            Closing the handle closes both.
        cached: Of how many persons the keys are kept open in memory at most, from 0.

    Returns:
        A store that does all that *store* does, but for finding by key area and responsible party.

    Raises:
        InvalidValueError: If one of them is no such thing, both are the same storage or of
            different tenants, or one encrypts already.
        MissingExtraError: If cryptography is not installed: ``pip install
            "smartgoals[encryption]"``.

    Example:
        >>> import asyncio
        >>> import secrets
        >>> from smartgoals import Goal, open_store_async
        >>> from smartgoals.stores import LocalKeyRing, encrypted_async
        >>> keys = LocalKeyRing({"2025": secrets.token_bytes(32)}, current="2025")
        >>> async def main():
        ...     rows, wrapped = await open_store_async("memory:"), await open_store_async("memory:")
        ...     async with encrypted_async(rows, keys=keys, key_store=wrapped) as store:
        ...         await store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
        ...         return (await store.get("g-1")).statement
        >>> asyncio.run(main())
        'I will walk.'
    """
    for name, one in (("store", store), ("key_store", key_store)):
        if not isinstance(one, AsyncStore):
            refuse(name, "an AsyncStore", one)
    backend = AsyncEncryptedBackend(
        store.backend, keys=keys, key_backend=key_store.backend, cached=cached
    )
    return AsyncStore(backend, tenant=same_tenant(store, key_store))


async def rewrap_keys_async(store: AsyncStore) -> int:
    """Wrap the keys of all persons of a tenant anew, as :func:`rewrap_keys` does.

    Args:
        store: The handle of the tenant on a store that :func:`encrypted_async` returned.

    Returns:
        How many keys were wrapped anew.

    Raises:
        InvalidValueError: If the store does not encrypt.
        KeyRingError: If the ring has no longer the key that one of them is wrapped with; the others
            are wrapped anew.
        StoreError: If the key store fails, or a stored key is damaged; the others are wrapped anew.

    Example:
        >>> import asyncio
        >>> import secrets
        >>> from smartgoals import open_store_async
        >>> from smartgoals.stores import LocalKeyRing, encrypted_async, rewrap_keys_async
        >>> keys = LocalKeyRing({"2025": secrets.token_bytes(32)}, current="2025")
        >>> async def main():
        ...     rows, wrapped = await open_store_async("memory:"), await open_store_async("memory:")
        ...     async with encrypted_async(rows, keys=keys, key_store=wrapped) as store:
        ...         return await rewrap_keys_async(store)
        >>> asyncio.run(main())
        0
    """
    backend = store.backend if isinstance(store, AsyncStore) else None
    if not isinstance(backend, AsyncEncryptedBackend):
        refuse("store", "an AsyncStore that encrypts, as encrypted_async() returns", store)
    return await backend.rewrap(store._tenant)  # noqa: SLF001  # of the same one
