"""What the tests of encryption share: stores that encrypt, in memory and in files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from urllib.parse import quote

from smartgoals import open_store
from smartgoals.stores import Capability, LocalKeyRing, MemoryBackend, Store, encrypted
from smartgoals.testing._wrapped_backend import WrappedBackend

KEY = bytes(range(32))
OTHER_KEY = bytes(range(32, 64))


def ring():
    return LocalKeyRing({"2025": KEY}, current="2025")


def newer_ring(*, keeps_old=True):
    old = {"2025": KEY} if keeps_old else {}
    return LocalKeyRing(old | {"2026": OTHER_KEY}, current="2026")


def sealed(rows, keys, *, by=None, tenant="default"):
    """Return an encrypting store on two backends."""
    return encrypted(
        Store(rows, tenant=tenant), keys=by or ring(), key_store=Store(keys, tenant=tenant)
    )


def in_memory():
    store = sealed(MemoryBackend(), MemoryBackend())
    return lambda: store


def open_encrypted(folder):
    """Open an encrypting store whose two files lie in one folder."""
    rows, keys = (open_store(f"sqlite:///{quote(folder)}/{name}.db") for name in ("goals", "keys"))
    return encrypted(rows, keys=ring(), key_store=keys)


class OnlySays(WrappedBackend):
    """Promise to encrypt, and do not."""

    def __init__(self, backend):
        super().__init__(backend)
        self.capabilities = self.capabilities | {Capability.ENCRYPTS}


def open_plain(folder):
    """Open a store that promises to encrypt, and does not."""
    return Store(OnlySays(open_store(f"sqlite:///{quote(folder)}/goals.db").backend))


def opener_in(folder):
    return partial(open_encrypted, str(folder))


def folder_of(opener):
    return Path(opener.args[0])
