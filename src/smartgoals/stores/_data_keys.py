"""The keys of persons: one each, wrapped by a key ring, in a storage of their own.

The journal of a person in that storage holds one entry, which is the wrapped key; where it was
wrapped anew, redactions of the older ones stand beside it. So a key is made once, whoever is first,
is wrapped anew as a whole or not at all, and is erased for ever, by what every backend does anyway.

Nothing here touches a storage or a ring: the plans yield what to ask of whom.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from base64 import b64decode, b64encode
from collections import OrderedDict
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from smartgoals._values import refuse
from smartgoals.errors import (
    ErasedError,
    KeyRingError,
    SmartGoalsError,
    StaleError,
    StoreError,
    TransientStoreError,
)
from smartgoals.ids import new_id
from smartgoals.stores._arguments import is_sound_id
from smartgoals.stores._keys import KEY_BYTES, cipher
from smartgoals.stores._rows import (
    Batch,
    EntryRow,
    ErasureRow,
    JournalRows,
    JournalWrite,
    Query,
    SubjectRow,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["Ask", "DataKeys", "Plan", "Whom", "missing", "told"]

T = TypeVar("T")

_FORMAT = "k1"
_ATTEMPTS = 100
_PAGE = 500
# Nobody has this id: where it is seen, something looks for the rows in the key store.
_MARK = "smartgoals:apart?"


class Whom(StrEnum):
    """Who is asked."""

    ROWS = "rows"
    """The backend that keeps the sealed rows."""
    KEYS = "keys"
    """The backend that keeps the wrapped keys."""
    RING = "ring"


class Ask(NamedTuple):
    """A question: whom, which of its methods, and the arguments."""

    whom: Whom
    method: str
    arguments: tuple[Any, ...] = ()
    named: dict[str, Any] = {}  # noqa: RUF012  # never written


Plan: TypeAlias = Generator[Ask, Any, T]
"""Yields what to ask, and is sent the answer; an error that came instead is sent as well."""


def told(answer: Any) -> Any:
    """Return an answer, or raise the error that came instead."""
    if isinstance(answer, SmartGoalsError):
        raise answer
    return answer


class _Wrapped(NamedTuple):
    """A key as it is stored."""

    entry: str
    """The id of its entry."""
    key_id: str
    wrapped: bytes


class DataKeys:
    """The keys of persons, of which those used last are kept open.

    Args:
        cached: How many are kept open at most.
    """

    def __init__(self, *, cached: int) -> None:
        """Begin with none open."""
        if type(cached) is not int or cached < 0:
            refuse("cached", "a whole number from 0", cached)
        self._most = cached
        self._open: OrderedDict[tuple[str, str], AESGCM] = OrderedDict()
        # None as long as nobody has looked; see _check_apart().
        self._are_apart: bool | None = None
        # Of what is erased while it is being opened nothing may be kept.
        self._erasures = 0
        self._lock = Lock()

    def one_known(self, tenant: str, subject: str) -> AESGCM | None:
        """Return the key of a person if it is open."""
        if self._are_apart is False:
            raise _beside()
        with self._lock:
            key = self._open.get((tenant, subject))
            if key is not None:
                self._open.move_to_end((tenant, subject))
            return key

    def known(self, tenant: str, subjects: Iterable[str]) -> dict[str, AESGCM]:
        """Return the keys of those persons of whom they are open."""
        if self._are_apart is False:
            raise _beside()
        keys = {}
        with self._lock:
            for subject in subjects:
                key = self._open.get((tenant, subject))
                if key is not None:
                    self._open.move_to_end((tenant, subject))
                    keys[subject] = key
        return keys

    def of(self, tenant: str, subject: str) -> Plan[AESGCM | None]:
        """Return the key of a person; None if there is none.

        Raises:
            ErasedError: If everything of the person was erased.
            StoreError: If it cannot be opened.
        """
        known = self.one_known(tenant, subject)
        if known is not None:
            return known
        erasures = self._erasures
        there: JournalRows = told((yield Ask(Whom.KEYS, "journal", (tenant, subject))))
        stored = _stored(there)
        if stored is None:
            return None
        key = cipher((yield from _unwrapped(tenant, subject, stored)))
        self._keep(tenant, subject, key, erasures)
        return key

    def _keep(self, tenant: str, subject: str, key: AESGCM, erasures: int) -> None:
        with self._lock:
            if erasures == self._erasures:
                self._open[tenant, subject] = key
                while len(self._open) > self._most:
                    self._open.popitem(last=False)

    def made(self, tenant: str, subjects: Iterable[str]) -> Plan[dict[str, AESGCM]]:
        """Return the keys of persons, made where there is none.

        Raises:
            ErasedError: If everything of one of them was erased.
            StoreError: If the key of one is missing, or cannot be opened.
        """
        keys: dict[str, AESGCM] = {}
        error: Exception | None = None
        for _ in range(_ATTEMPTS):
            new = []
            for subject in subjects:
                if subject not in keys:
                    key = yield from self.of(tenant, subject)
                    if key is None:
                        new.append(subject)
                    else:
                        keys[subject] = key
            if not new:
                return keys
            try:
                yield from self._make(tenant, new)
            except StaleError as seen:
                # Somebody else may have been first, and then that is the key.
                error = seen
        raise StoreError("the keys that are made are not there afterwards") from error

    def _make(self, tenant: str, subjects: Sequence[str]) -> Plan[None]:
        yield from self._check_apart(tenant)
        key_id = yield from _current()
        writes = []
        for subject in subjects:
            if (yield from _has_rows(tenant, subject)):
                # Unless it was made, and used, since it was looked for.
                there: JournalRows = told((yield Ask(Whom.KEYS, "journal", (tenant, subject))))
                if _stored(there) is None:
                    raise missing()
                raise StaleError("the key was made since")
            row = yield from _wrapped(tenant, subject, os.urandom(KEY_BYTES), key_id)
            writes.append(JournalWrite(subject, (row,), position=0))
        told((yield Ask(Whom.KEYS, "put", (tenant, Batch(journals=tuple(writes))))))

    def _check_apart(self, tenant: str) -> Plan[None]:
        """Check once that the keys are not kept beside what they lock.

        Who opens one file twice has one storage. It is noticed before the first key is written: a
        mark is set where the keys are kept, looked for in the rows, and taken away again.

        Raises:
            StoreError: If they are, and with each later call as well.
        """
        if self._are_apart is None:
            told((yield Ask(Whom.KEYS, "hold", (tenant, _MARK, _MARK))))
            looked = yield Ask(Whom.ROWS, "subjects", (tenant, _MARK[:-1], 1))
            told((yield Ask(Whom.KEYS, "hold", (tenant, _MARK, None))))
            people: list[SubjectRow] = told(looked)
            self._are_apart = all(person.subject != _MARK for person in people)
        if not self._are_apart:
            raise _beside()

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> Plan[ErasureRow]:
        """Destroy the key of a person, for ever, and forget it at once."""
        try:
            erased: ErasureRow = told(
                (yield Ask(Whom.KEYS, "erase", (tenant, subject, reason, at)))
            )
            return erased
        finally:
            # Also where the answer did not come: it may be done.
            with self._lock:
                self._erasures += 1
                self._open.pop((tenant, subject), None)

    def rewrap(self, tenant: str) -> Plan[int]:
        """Wrap all keys of a tenant with the current key of the ring, and return how many.

        Raises:
            StoreError: If some could not be opened; the others are wrapped by then.
        """
        key_id = yield from _current()
        after, count = "", 0
        left: dict[str, StoreError] = {}
        while True:
            people: list[SubjectRow] = told(
                (yield Ask(Whom.KEYS, "subjects", (tenant, after, _PAGE)))
            )
            subjects = [person.subject for person in people if person.erased is None]
            count += yield from _rewrapped(tenant, subjects, key_id, left)
            if len(people) < _PAGE:
                if left:
                    raise _left(list(left.values()), count)
                return count
            after = people[-1].subject


def _beside() -> StoreError:
    return StoreError(
        "the keys are kept in the storage that they encrypt; give them one of their own"
    )


def missing() -> StoreError:
    """Return what to raise where rows are stored of a person who has no key."""
    return StoreError(
        "the key of a person is missing, and rows of theirs are there: restore the key store to "
        "what it was when they were written; what was written without encryption has to be copied "
        "into an empty store"
    )


def _context(tenant: str, subject: str) -> str:
    """Return what stands for a person, and does not tell who it is: services log it."""
    return hashlib.sha256(json.dumps([_FORMAT, tenant, subject]).encode()).hexdigest()


def _current() -> Plan[str]:
    key_id = told((yield Ask(Whom.RING, "current")))
    if not is_sound_id(key_id):
        raise StoreError("the key ring has no id for its current key, of printable characters")
    return str(key_id)


def _wrapped(tenant: str, subject: str, key: bytes, key_id: str) -> Plan[EntryRow]:
    """Return the row of a key, which the ring has opened once to be sure that it can."""
    named = {"key_id": key_id, "context": _context(tenant, subject)}
    wrapped = told((yield Ask(Whom.RING, "wrap", (key,), named)))
    if type(wrapped) is not bytes:
        raise StoreError("the key ring wrapped a key and returned no bytes")
    if key in wrapped:
        raise StoreError("the key ring returned a key that is not wrapped")
    # What is written takes the place of what still opens, or locks what nobody could read.
    again = yield from _unwrapped(tenant, subject, _Wrapped("", key_id, wrapped))
    if not hmac.compare_digest(key, again):
        raise StoreError("the key ring wrapped a key and unwrapped another")
    said = {"format": _FORMAT, "key_id": key_id, "wrapped": b64encode(wrapped).decode("ascii")}
    return EntryRow(new_id(), about=None, redacts=False, document=json.dumps(said))


def _stored(there: JournalRows) -> _Wrapped | None:
    """Return the key of a person as it is stored; None if there is none."""
    rows = [row for row in there.rows if not row.redacts]
    if not there.rows:
        return None
    try:
        (row,) = rows
        said = json.loads(row.document)
        if said["format"] == _FORMAT and is_sound_id(said["key_id"]):
            return _Wrapped(row.id, said["key_id"], b64decode(said["wrapped"], validate=True))
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise StoreError(
        "the stored key of a person is damaged, written by a newer version of smartgoals, or no "
        "key: a key store holds keys and nothing else"
    )


def _unwrapped(tenant: str, subject: str, stored: _Wrapped) -> Plan[bytes]:
    named = {"key_id": stored.key_id, "context": _context(tenant, subject)}
    key = told((yield Ask(Whom.RING, "unwrap", (stored.wrapped,), named)))
    if type(key) is not bytes or len(key) != KEY_BYTES:
        raise StoreError(f"the key ring unwrapped a key and returned no {KEY_BYTES} bytes")
    return key


def _has_rows(tenant: str, subject: str) -> Plan[bool]:
    found = told((yield Ask(Whom.ROWS, "find", (tenant, Query(subject=subject), None, 1))))
    there: JournalRows = told((yield Ask(Whom.ROWS, "journal", (tenant, subject))))
    return bool(found or there.rows)


def _left(errors: Sequence[StoreError], count: int) -> StoreError:
    """Return what to raise where some keys could not be wrapped anew."""
    first = errors[0]
    told_of = (
        f"{len(errors)} of the keys could not be opened and stay as they are; {count} were wrapped "
        f"anew; of the first: {first}"
    )
    if isinstance(first, KeyRingError):
        return KeyRingError(told_of, key_id=first.key_id)
    return StoreError(told_of)


def _rewrapped(
    tenant: str, subjects: Sequence[str], key_id: str, left: dict[str, StoreError]
) -> Plan[int]:
    """Wrap the keys of some persons anew, all in one write, and return how many.

    Who has a key that does not open is added to those who are *left*, and stops nobody.
    """
    error: Exception | None = None
    for _ in range(_ATTEMPTS):
        writes = []
        for subject in subjects:
            with suppress(ErasedError):
                there: JournalRows = told((yield Ask(Whom.KEYS, "journal", (tenant, subject))))
                try:
                    stored = _stored(there)
                    if stored is None or stored.key_id == key_id:
                        continue
                    key = yield from _unwrapped(tenant, subject, stored)
                except TransientStoreError:
                    raise
                except StoreError as seen:
                    left[subject] = seen
                else:
                    row = yield from _wrapped(tenant, subject, key, key_id)
                    gone = EntryRow(new_id(), about=stored.entry, redacts=True, document="")
                    writes.append(
                        JournalWrite(subject, (row, gone), (stored.entry,), there.position)
                    )
        if not writes:
            return 0
        try:
            told((yield Ask(Whom.KEYS, "put", (tenant, Batch(journals=tuple(writes))))))
        except (ErasedError, StaleError) as gone_since:
            # One of them was wrapped anew or erased meanwhile; the others still are to be.
            error = gone_since
        else:
            return len(writes)
    raise StoreError("the keys change faster than they can be wrapped anew") from error
