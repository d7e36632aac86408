"""The keys that the keys of persons are wrapped with, and where they come from."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING

from smartgoals._values import refuse
from smartgoals.errors import KeyRingError, MissingExtraError
from smartgoals.stores._arguments import check_id, is_sound_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["KEY_BYTES", "NONCE_BYTES", "KeyRing", "LocalKeyRing", "cipher"]

KEY_BYTES = 32
# 96 bits, as NIST SP 800-38D has it for nonces; drawn at random for each message, so one key is
# good for 2**32 of them. A person has a key of their own and does not live to write so many.
NONCE_BYTES = 12


def cipher(key: bytes) -> AESGCM:
    """Return AES-256-GCM with a key.

    Raises:
        MissingExtraError: If cryptography is not installed.
    """
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as error:
        raise MissingExtraError(
            'encryption needs cryptography; pip install "smartgoals[encryption]"'
        ) from error
    return AESGCM(key)


class KeyRing(ABC):
    """What wraps the keys of persons, such as a key management service.

    Each person has a key of their own, with which all of theirs is encrypted. It is stored only
    after it was wrapped here, with a key that never leaves the ring. A ring may be called from
    several threads at once.

    A ring raises :class:`~smartgoals.errors.TransientStoreError` where trying again may help, as
    where a service does not answer, and else :class:`~smartgoals.errors.KeyRingError`. Whatever
    else it raises is the cause of a :class:`~smartgoals.errors.StoreError`, so no key may be in
    it.
    """

    @abstractmethod
    def current(self) -> str:
        """Return the id of the key that keys are wrapped with from now on."""

    @abstractmethod
    def wrap(self, key: bytes, *, key_id: str, context: str) -> bytes:
        """Return a key wrapped, so that only this ring can unwrap it.

        Args:
            key: The key of a person, 32 bytes.
            key_id: Which key of the ring to wrap it with: what :meth:`current` returned.
            context: Stands for the tenant and the person, as 64 hexadecimal digits, from which
                neither is to be seen. What is wrapped may only be unwrapped in the same context:
                it is the additional data, or the encryption context, of what encrypts.

        Raises:
            KeyRingError: If there is no such key, or it may not be used.
            TransientStoreError: If trying again may help.
        """

    @abstractmethod
    def unwrap(self, wrapped: bytes, *, key_id: str, context: str) -> bytes:
        """Return the key that was wrapped.

        Args:
            wrapped: What :meth:`wrap` returned.
            key_id: Which key of the ring it was wrapped with.
            context: The context in which it was wrapped.

        Raises:
            KeyRingError: If there is no such key, it may not be used, or it does not open this.
            TransientStoreError: If trying again may help.
        """


class LocalKeyRing(KeyRing):
    """Keys that the app holds itself, from its own secrets.

    Whoever has them and the stored keys reads everything, and whoever loses them has lost
    everything, so keep them where neither store is: with the secrets of the app. To change the
    key, add a new one, make it *current*, call :func:`rewrap_keys`, and take the old one away.

    Args:
        keys: The keys by their ids, each 32 bytes from ``secrets.token_bytes(32)``.
        current: Id of the one that new keys are wrapped with.

    Raises:
        InvalidValueError: If a key is not 32 bytes, or *current* is none of them.
        MissingExtraError: If cryptography is not installed: ``pip install
            "smartgoals[encryption]"``.

    Example:
        >>> import secrets
        >>> from smartgoals.stores import LocalKeyRing
        >>> keys = LocalKeyRing({"2025": secrets.token_bytes(32)}, current="2025")
        >>> keys
        <LocalKeyRing of 2025, current 2025>
        >>> key = secrets.token_bytes(32)
        >>> wrapped = keys.wrap(key, key_id="2025", context="c-17")
        >>> keys.unwrap(wrapped, key_id="2025", context="c-17") == key
        True
    """

    def __init__(self, keys: Mapping[str, bytes], *, current: str) -> None:
        """Keep the keys where no representation shows them."""
        if not isinstance(keys, Mapping) or not keys:
            refuse("keys", "a mapping from ids to keys, with one at least", keys)
        if not all(map(is_sound_id, keys)):
            refuse("keys", "keys under ids of 1 to 255 printable characters", keys)
        if not all(type(key) is bytes and len(key) == KEY_BYTES for key in keys.values()):
            refuse(
                "keys", f"keys of {KEY_BYTES} bytes", keys, instead="use secrets.token_bytes(32)"
            )
        check_id("current", current)
        if current not in keys:
            refuse("current", "the id of one of the keys", current)
        self._current = current
        self._ciphers = {key_id: cipher(key) for key_id, key in keys.items()}

    def __repr__(self) -> str:
        """Show the ids."""
        return f"<LocalKeyRing of {', '.join(self._ciphers)}, current {self._current}>"

    def current(self) -> str:
        """Return the id of the key that keys are wrapped with from now on."""
        return self._current

    def wrap(self, key: bytes, *, key_id: str, context: str) -> bytes:
        """Return a key wrapped: a random nonce, and what AES-256-GCM makes of the key."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher(key_id).encrypt(nonce, key, context.encode())

    def unwrap(self, wrapped: bytes, *, key_id: str, context: str) -> bytes:
        """Return the key that was wrapped."""
        from cryptography.exceptions import InvalidTag

        nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        opening = self._cipher(key_id)
        try:
            return opening.decrypt(nonce, sealed, context.encode())
        except (InvalidTag, ValueError):
            pass
        raise KeyRingError(
            f"a wrapped key does not open with the key {key_id} of the ring: it is damaged, it "
            "belongs to somebody else, or another key has that id now",
            key_id=key_id,
        )

    def _cipher(self, key_id: str) -> AESGCM:
        if key_id not in self._ciphers:
            raise KeyRingError(
                f"the key ring has no key {key_id}; put it back until rewrap_keys() is done for "
                "all tenants",
                key_id=key_id,
            )
        return self._ciphers[key_id]
