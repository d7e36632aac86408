"""Where goals and journals are kept.

:func:`open_store` takes a URL and returns a :class:`Store` bound to one tenant. Each write of a
goal is a new version, checked against the one that was loaded; a journal is only added to.

A :class:`Backend` is what a storage has to do to become a store: it keeps rows whose documents it
never reads. :doc:`/how-to/backend` writes one and proves it.
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
from smartgoals.stores._backend import Backend, Capability
from smartgoals.stores._copying import copy, every
from smartgoals.stores._encryption import EncryptedBackend, encrypted, rewrap_keys
from smartgoals.stores._keys import KeyRing, LocalKeyRing
from smartgoals.stores._memory import MemoryBackend
from smartgoals.stores._open import open_store
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

__all__ = [
    "UNKNOWN",
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
    "Write",
    "Written",
    "copy",
    "encrypted",
    "every",
    "open_store",
    "rewrap_keys",
]
