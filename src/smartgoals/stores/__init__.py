"""Where goals and journals are kept.

:func:`open_store` takes a URL and returns a :class:`Store` bound to one tenant. Each write of a
goal is a new version, checked against the one that was loaded; a journal is only added to.

:func:`open_store_async` returns an :class:`AsyncStore`, which has the same methods for code that
awaits.

A :class:`Backend` is what a storage has to do to become a store: it keeps rows whose documents it
never reads. :doc:`/how-to/backend` writes one and proves it. An :class:`AsyncBackend` is the same
for one that is awaited, and :class:`ThreadedBackend` makes one of any other.
"""

from __future__ import annotations

from smartgoals.stores._answers import (
    Change,
    Found,
    Page,
    Receipt,
    Stored,
    StoredReview,
    StoredSubject,
    Write,
    Written,
)
from smartgoals.stores._async_backend import AsyncBackend
from smartgoals.stores._async_encryption import (
    AsyncEncryptedBackend,
    encrypted_async,
    rewrap_keys_async,
)
from smartgoals.stores._async_store import AsyncStore
from smartgoals.stores._backend import Backend, Capability
from smartgoals.stores._copying import copy, every, every_async
from smartgoals.stores._encryption import EncryptedBackend, encrypted, rewrap_keys
from smartgoals.stores._keys import KeyRing, LocalKeyRing
from smartgoals.stores._memory import MemoryBackend
from smartgoals.stores._open import open_store, open_store_async
from smartgoals.stores._rows import (
    UNKNOWN,
    Batch,
    ChangeRow,
    EntryRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    GoalWrite,
    JournalRows,
    JournalWrite,
    Query,
    ReviewRow,
    SearchKeys,
    SubjectRow,
)
from smartgoals.stores._store import Store
from smartgoals.stores._threaded import ThreadedBackend

__all__ = [
    "UNKNOWN",
    "AsyncBackend",
    "AsyncEncryptedBackend",
    "AsyncStore",
    "Backend",
    "Batch",
    "Capability",
    "Change",
    "ChangeRow",
    "EncryptedBackend",
    "EntryRow",
    "ErasureRow",
    "Found",
    "FoundRow",
    "GoalRow",
    "GoalWrite",
    "JournalRows",
    "JournalWrite",
    "KeyRing",
    "LocalKeyRing",
    "MemoryBackend",
    "Page",
    "Query",
    "Receipt",
    "ReviewRow",
    "SearchKeys",
    "Store",
    "Stored",
    "StoredReview",
    "StoredSubject",
    "SubjectRow",
    "ThreadedBackend",
    "Write",
    "Written",
    "copy",
    "encrypted",
    "encrypted_async",
    "every",
    "every_async",
    "open_store",
    "open_store_async",
    "rewrap_keys",
    "rewrap_keys_async",
]
