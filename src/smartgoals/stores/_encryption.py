"""A store that encrypts what people say, with a key for each person, on any storage."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from smartgoals._values import refuse
from smartgoals.errors import (
    KeyRingError,
    SmartGoalsError,
    StaleError,
    StoreError,
    TransientStoreError,
)
from smartgoals.stores._backend import Backend, Capability
from smartgoals.stores._data_keys import Ask, Plan, Whom
from smartgoals.stores._keys import KEY_BYTES, KeyRing, cipher
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
from smartgoals.stores._store import Store

if TYPE_CHECKING:
    from smartgoals.stores._async_store import AsyncStore

__all__ = [
    "CACHED",
    "EncryptedBackend",
    "ask_ring",
    "check_halves",
    "encrypted",
    "promised",
    "rewrap_keys",
    "same_tenant",
]

T = TypeVar("T")

CACHED = 1_000


class EncryptedBackend(Backend):
    """Rows in one storage, sealed with keys that are kept in another; :func:`encrypted` makes one.

    Args:
        backend: Where the rows are kept. It sees no document, key area or responsible party.
        keys: What wraps the keys of persons.
        key_backend: Where the wrapped keys are kept, and nothing else.
        cached: Of how many persons the keys are kept open in memory at most, from 0.

    Raises:
        InvalidValueError: If one of them is no such thing, both storages are the same, or one
            encrypts already.
        MissingExtraError: If cryptography is not installed: ``pip install
            "smartgoals[encryption]"``.
    """

    def __init__(
        self, backend: Backend, *, keys: KeyRing, key_backend: Backend, cached: int = CACHED
    ) -> None:
        """Put the parts together."""
        check_halves(backend, keys, key_backend, Backend)
        from smartgoals.stores._sealing import Sealing

        self._backend = backend
        self._key_backend = key_backend
        self._keys = keys
        self._sealing = Sealing(cached=cached)
        self.capabilities = promised(backend.capabilities, key_backend.capabilities)

    def __repr__(self) -> str:
        """Show the kinds of backend only."""
        rows, keys = type(self._backend).__name__, type(self._key_backend).__name__
        return f"<EncryptedBackend on {rows}, keys on {keys}>"

    @property
    def backend(self) -> Backend:
        """Where the sealed rows are kept."""
        return self._backend

    @property
    def key_backend(self) -> Backend:
        """Where the wrapped keys are kept."""
        return self._key_backend

    def put(self, tenant: str, batch: Batch) -> None:
        """Write a batch, or nothing of it."""
        self._run(self._sealing.put(tenant, batch))

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        """Return a write of a goal, the latest for None; None if there is no such write."""
        return self._run(self._sealing.goal(tenant, goal_id, version))

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        """Return the writes of a goal whose version is above *after*, in order."""
        return self._run(self._sealing.history(tenant, goal_id, after, limit))

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        """Return goals, sorted by what the query says and then by id.

        Raises:
            InvalidValueError: If they are looked for by key area or responsible party.
        """
        return self._run(self._sealing.find(tenant, query, after, limit))

    def journal(self, tenant: str, subject: str) -> JournalRows:
        """Return the journal of a person."""
        return self._run(self._sealing.journal(tenant, subject))

    def changes(self, tenant: str, after: int, limit: int) -> list[ChangeRow]:
        """Return the changes whose position is above *after*, in order."""
        return self._backend.changes(tenant, after, limit)

    def subjects(self, tenant: str, after: str, limit: int) -> list[SubjectRow]:
        """Return persons of whom anything is stored, held or erased, in order of their ids."""
        return self._backend.subjects(tenant, after, limit)

    def hold(self, tenant: str, subject: str, reason: str | None) -> None:
        """Put a person under a legal hold, or release them where there is no reason."""
        self._backend.hold(tenant, subject, reason)

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        """Destroy everything of a person but that it was done: the rows, and the key."""
        return self._run(self._sealing.erase(tenant, subject, reason, at))

    def rewrap(self, tenant: str) -> int:
        """Wrap the keys of a tenant with the current key of the ring, and return how many."""
        return self._run(self._sealing.rewrap(tenant))

    def scrub(self) -> bool:
        """Overwrite what was destroyed before in both storages, and return whether all is gone."""
        scrubbed = [self._backend.scrub(), self._key_backend.scrub()]
        return all(scrubbed)

    def migrate(self) -> None:
        """Bring both storages to the schema that this version writes."""
        self._backend.migrate()
        self._key_backend.migrate()

    def close(self) -> None:
        """Let go of both storages; closing twice does nothing."""
        try:
            self._backend.close()
        finally:
            self._key_backend.close()

    def _run(self, plan: Plan[T]) -> T:
        """Ask what a plan asks, and return its result."""
        try:
            ask = next(plan)
            while True:
                try:
                    answer = self._answer(ask)
                except SmartGoalsError as error:
                    answer = error
                ask = plan.send(answer)
        except StopIteration as done:
            result: T = done.value
            return result

    def _answer(self, ask: Ask) -> Any:
        if ask.whom is Whom.RING:
            return ask_ring(self._keys, ask)
        backend = self._backend if ask.whom is Whom.ROWS else self._key_backend
        return getattr(backend, ask.method)(*ask.arguments)


def check_halves(backend: object, keys: object, key_backend: object, kind: type) -> None:
    """Check what a backend that encrypts is put together from, and that it can encrypt."""
    for field, one in (("backend", backend), ("key_backend", key_backend)):
        if not isinstance(one, kind):
            refuse(field, f"of the kind {kind.__name__}", one)
        if Capability.ENCRYPTS in getattr(one, "capabilities", ()):
            refuse(field, "one that does not encrypt already", one)
    if backend is key_backend:
        refuse(
            "key_backend",
            "another storage than that of the rows",
            key_backend,
            instead="keys beside what they lock are in each of its backups",
        )
    if not isinstance(keys, KeyRing):
        refuse("keys", "a KeyRing", keys)
    # A missing extra is told of now, and not with the first write.
    cipher(bytes(KEY_BYTES))


def promised(rows: frozenset[Capability], keys: frozenset[Capability]) -> frozenset[Capability]:
    """Return what two storages promise together: what both do, and to encrypt."""
    return (rows & keys) | {Capability.ENCRYPTS}


def ask_ring(ring: KeyRing, ask: Ask) -> Any:
    """Return the answer of a key ring.

    Raises:
        KeyRingError: If the ring raises it.
        TransientStoreError: As well.
        StoreError: If it raises anything else; an error of a storage would be taken for one.
    """
    call: Callable[..., Any] = getattr(ring, ask.method)
    try:
        return call(*ask.arguments, **ask.named)
    except Exception as error:
        is_its_own = isinstance(error, KeyRingError | TransientStoreError)
        if is_its_own and not isinstance(error, StaleError):
            raise
        raise StoreError("the key ring failed; see the cause") from error


def encrypted(store: Store, *, keys: KeyRing, key_store: Store, cached: int = CACHED) -> Store:
    """Return a handle on a store that encrypts what people say, with a key for each person.

    Goals, their history, entries, key areas and responsible parties are sealed on their way to
    *store*, and so is the policy of a review. Ids, versions, moments, authors, lifecycles, due and
    review days stay in the clear; :doc:`/how-to/encrypt` lists all of it. Key areas and responsible
    parties cannot be looked for.

    To erase a person destroys the key as well: what a backup still holds of them, nobody reads.

    Args:
        store: Where everything is kept; its tenant is the tenant of the handle.
        keys: What wraps the keys of persons, such as a :class:`LocalKeyRing`.
        key_store: Where the wrapped keys are kept, and nothing else: another database, with
            backups of its own. Its tenant is the same. Closing the handle closes both.
        cached: Of how many persons the keys are kept open in memory at most, from 0.

    Returns:
        A store that does all that *store* does, but for finding by key area and responsible party.
        It promises what both of them promise, and
        :attr:`~smartgoals.stores.Capability.ENCRYPTS`.

    Raises:
        InvalidValueError: If one of them is no such thing, both are the same storage or of
            different tenants, or one encrypts already.
        MissingExtraError: If cryptography is not installed: ``pip install
            "smartgoals[encryption]"``.

    Example:
        >>> import secrets
        >>> from smartgoals import Goal, open_store
        >>> from smartgoals.stores import LocalKeyRing, encrypted
        >>> keys = LocalKeyRing({"2025": secrets.token_bytes(32)}, current="2025")
        >>> store = encrypted(open_store("memory:"), keys=keys, key_store=open_store("memory:"))
        >>> _ = store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
        >>> store.get("g-1").statement
        'I will walk.'
    """
    for name, one in (("store", store), ("key_store", key_store)):
        if not isinstance(one, Store):
            refuse(name, "a Store", one)
    backend = EncryptedBackend(
        store.backend, keys=keys, key_backend=key_store.backend, cached=cached
    )
    return Store(backend, tenant=same_tenant(store, key_store))


def same_tenant(store: Store | AsyncStore, key_store: Store | AsyncStore) -> str:
    """Return the tenant of two handles, which has to be the same."""
    tenant = store._tenant  # noqa: SLF001  # no client's, and never shown
    if key_store._tenant != tenant:  # noqa: SLF001
        refuse("key_store", "a handle of the same tenant as the store", key_store)
    return tenant


def rewrap_keys(store: Store) -> int:
    """Wrap the keys of all persons of a tenant with the current key of the ring.

    To be called for each tenant after the ring has another current key. Documents stay as they
    are. It may be stopped and begun again, and others may write meanwhile.

    Args:
        store: The handle of the tenant on a store that :func:`encrypted` returned.

    Returns:
        How many keys were wrapped anew.

    Raises:
        InvalidValueError: If the store does not encrypt.
        KeyRingError: If the ring has no longer the key that one of them is wrapped with; the others
            are wrapped anew.
        StoreError: If the key store fails, or a stored key is damaged; the others are wrapped anew.

    Example:
        >>> import secrets
        >>> from smartgoals import Goal, open_store
        >>> from smartgoals.stores import LocalKeyRing, encrypted, rewrap_keys
        >>> rows, wrapped = open_store("memory:"), open_store("memory:")
        >>> old = {"2025": secrets.token_bytes(32)}
        >>> keys = LocalKeyRing(old, current="2025")
        >>> store = encrypted(rows, keys=keys, key_store=wrapped)
        >>> _ = store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
        >>> keys = LocalKeyRing(old | {"2026": secrets.token_bytes(32)}, current="2026")
        >>> store = encrypted(rows, keys=keys, key_store=wrapped)
        >>> rewrap_keys(store), rewrap_keys(store)
        (1, 0)
    """
    backend = store.backend if isinstance(store, Store) else None
    if not isinstance(backend, EncryptedBackend):
        refuse("store", "a Store that encrypts, as encrypted() returns", store)
    return backend.rewrap(store._tenant)  # noqa: SLF001  # of the same one
