"""Backends that promise to encrypt, and do not do all that this takes."""

# each says as a class what is wrong with it

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from smartgoals._values import refuse
from smartgoals.errors import StoreError
from smartgoals.stores import (
    Backend,
    Batch,
    Capability,
    EntryRow,
    ErasureRow,
    FoundRow,
    GoalRow,
    GoalWrite,
    JournalRows,
    MemoryBackend,
    Query,
    ReviewRow,
    SearchKeys,
)
from smartgoals.testing._wrapped_backend import WrappedBackend

__all__ = ["WRONG", "OnlyPromises", "Seals", "forgetting"]

Sealed: TypeAlias = GoalRow | EntryRow | ReviewRow
Row = TypeVar("Row", GoalRow, EntryRow, ReviewRow)

_KEY = 32
_NONCE = 16
_TAG = 32
_LONGEST = 10_000


class OnlyPromises(WrappedBackend):
    """Hand on everything as it is."""

    def __init__(self) -> None:
        super().__init__(MemoryBackend())
        self.capabilities = self.capabilities | {Capability.ENCRYPTS}

    @property
    def backend(self) -> Backend:
        return self._inner


class Seals(OnlyPromises):
    """Do all that it takes; each of the others below does one thing otherwise.

    It needs no extra, and its keys are gone with it. Nobody should encrypt anything else with it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: dict[tuple[str, str], bytes] = {}

    def key(self, tenant: str, subject: str) -> bytes:
        return self._keys.setdefault((tenant, subject), secrets.token_bytes(_KEY))

    def nonce(self) -> bytes:
        return secrets.token_bytes(_NONCE)

    def place(self, tenant: str, subject: str, row: Sealed) -> dict[str, Any]:
        """Return what is authenticated with a document."""
        there = row._asdict()
        del there[_column(row)]
        return there | {"kind": type(row).__name__, "tenant": tenant, "owner": subject}

    def stream(self, key: bytes, nonce: bytes, size: int) -> bytes:
        """Return what to mix with what is said."""
        return hashlib.shake_256(key + nonce).digest(size)

    def is_it(self, asked: str | None, name: str) -> bool:
        """Return whether what the rows answered is what was asked for."""
        return asked in {None, name}

    def sealed(self, tenant: str, subject: str, row: Row) -> Row:
        key, nonce = self.key(tenant, subject), self.nonce()
        said = getattr(row, _column(row)).encode()
        mixed = _mixed(said, self.stream(key, nonce, len(said)))
        tag = self._tag(tenant, subject, row, nonce + mixed)
        return _with(row, b64encode(nonce + tag + mixed).decode())

    def opened(self, tenant: str, subject: str, row: Row) -> Row:
        try:
            read = b64decode(getattr(row, _column(row)), validate=True)
        except ValueError as error:
            raise StoreError("a document is not sealed") from error
        nonce, tag, mixed = read[:_NONCE], read[_NONCE : _NONCE + _TAG], read[_NONCE + _TAG :]
        if not hmac.compare_digest(tag, self._tag(tenant, subject, row, nonce + mixed)):
            raise StoreError("a document does not belong there")
        stream = self.stream(self.key(tenant, subject), nonce, len(mixed))
        return _with(row, _mixed(mixed, stream).decode())

    def _tag(self, tenant: str, subject: str, row: Sealed, sealed: bytes) -> bytes:
        place = json.dumps(self.place(tenant, subject, row)).encode()
        return hmac.digest(self.key(tenant, subject), place + sealed, "sha256")

    def search_keys(self, keys: SearchKeys) -> SearchKeys:
        return keys._replace(areas=(), parties=())

    def put(self, tenant: str, batch: Batch) -> None:
        goals = [
            GoalWrite(self.sealed(tenant, row.subject, row), self.search_keys(keys))
            for row, keys in batch.goals
        ]
        journals = []
        for write in batch.journals:
            entries = [self.sealed(tenant, write.subject, row) for row in write.entries]
            journals.append(write._replace(entries=tuple(entries)))
        reviews = []
        for review in batch.reviews:
            goal = self._inner.goal(tenant, review.goal_id, None)
            reviews.append(self.sealed(tenant, goal.subject, review) if goal else review)
        super().put(tenant, Batch(tuple(goals), tuple(journals), tuple(reviews)))

    def goal(self, tenant: str, goal_id: str, version: int | None) -> GoalRow | None:
        row = super().goal(tenant, goal_id, version)
        return row and self._opened_goal(tenant, goal_id, row)

    def history(self, tenant: str, goal_id: str, after: int, limit: int) -> list[GoalRow]:
        rows = super().history(tenant, goal_id, after, limit)
        return [self._opened_goal(tenant, goal_id, row) for row in rows]

    def _opened_goal(self, tenant: str, goal_id: str, row: GoalRow) -> GoalRow:
        if not self.is_it(goal_id, row.id):
            raise StoreError("another goal was asked for")
        return self.opened(tenant, row.subject, row)

    def find(
        self, tenant: str, query: Query, after: tuple[str, str] | None, limit: int
    ) -> list[FoundRow]:
        for field, asked in (("key_area", query.area), ("responsible", query.party)):
            if asked is not None:
                refuse(field, "left out", asked)
        rows = super().find(tenant, query, after, limit)
        if not all(self.is_it(query.subject, found.row.subject) for found in rows):
            raise StoreError("another person was asked for")
        return [self.opened_found(tenant, found) for found in rows]

    def opened_found(self, tenant: str, found: FoundRow) -> FoundRow:
        row, policy = found.row, found.review_policy
        if policy is not None:
            on = str(found.review_on)
            review = ReviewRow(row.id, row.version, found.review_day, policy, on)
            policy = self.opened(tenant, row.subject, review).policy
        return found._replace(row=self.opened(tenant, row.subject, row), review_policy=policy)

    def journal(self, tenant: str, subject: str) -> JournalRows:
        there = super().journal(tenant, subject)
        return there._replace(rows=[self.opened(tenant, subject, row) for row in there.rows])

    def erase(self, tenant: str, subject: str, reason: str, at: str) -> ErasureRow:
        self.forget(tenant, subject)
        return super().erase(tenant, subject, reason, at)

    def forget(self, tenant: str, subject: str) -> None:
        # What comes after it opens nothing.
        self._keys.pop((tenant, subject), None)


def _column(row: Sealed) -> str:
    """Return which column is sealed."""
    return "policy" if isinstance(row, ReviewRow) else "document"


def _mixed(said: bytes, stream: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(said, stream, strict=False))


def _with(row: Row, text: str) -> Row:
    columns: dict[str, Any] = {_column(row): text}
    return row._replace(**columns)


class OneNonce(Seals):
    """Mix everything that a key seals with the same bytes."""

    def nonce(self) -> bytes:
        return bytes(_NONCE)


class OnlyEncodes(Seals):
    """Authenticate what is said, and leave it as it is."""

    def stream(self, *_: bytes | int) -> bytes:
        return bytes(_LONGEST)


class MixesWithTheKey(Seals):
    """Mix with the key alone, again and again."""

    def stream(self, key: bytes, *_: bytes | int) -> bytes:
        return key * _LONGEST


class LeavesRedactions(Seals):
    """Seal no entry that redacts another."""

    def sealed(self, tenant: str, subject: str, row: Row) -> Row:
        return row if _redacts(row) else super().sealed(tenant, subject, row)

    def opened(self, tenant: str, subject: str, row: Row) -> Row:
        return row if _redacts(row) else super().opened(tenant, subject, row)


def _redacts(row: Sealed) -> bool:
    return isinstance(row, EntryRow) and row.redacts


class LeavesPolicies(Seals):
    """Seal what people say, and not how often they are looked after."""

    def sealed(self, tenant: str, subject: str, row: Row) -> Row:
        return row if isinstance(row, ReviewRow) else super().sealed(tenant, subject, row)

    def opened(self, tenant: str, subject: str, row: Row) -> Row:
        return row if isinstance(row, ReviewRow) else super().opened(tenant, subject, row)


class HashesAreas(Seals):
    """Hand on what goals are found by as hashes, of which everybody knows those of all codes."""

    def search_keys(self, keys: SearchKeys) -> SearchKeys:
        areas = (hashlib.sha256(area.encode()).hexdigest() for area in keys.areas)
        return keys._replace(areas=tuple(areas), parties=())


class ReadsWhatIsPlain(Seals):
    """Read what was never sealed, as if it came from before."""

    def opened(self, tenant: str, subject: str, row: Row) -> Row:
        is_plain = getattr(row, _column(row)).startswith("{")
        return row if is_plain else super().opened(tenant, subject, row)


class FindsWhatWas(Seals):
    """Find an older write as the latest one."""

    def opened_found(self, tenant: str, found: FoundRow) -> FoundRow:
        latest = found.row.version
        for version in range(latest, 0, -1):
            row = found.row._replace(version=version)
            try:
                opened = super().opened_found(tenant, found._replace(row=row))
            except StoreError:
                continue
            return opened._replace(row=opened.row._replace(version=latest))
        raise StoreError("no write is that one")


class TakesAnyAnswer(Seals):
    """Take it that the rows know which goal, or which person, was asked for."""

    def is_it(self, *_: str | None) -> bool:
        return True


class ForgetsVersions(Seals):
    """Do not authenticate which write a document is."""

    def place(self, tenant: str, subject: str, row: Sealed) -> dict[str, Any]:
        return super().place(tenant, subject, row) | {"version": None}


class KeepsTheKey(Seals):
    """Erase the rows, and leave what opens them."""

    def forget(self, tenant: str, subject: str) -> None:
        """Do nothing."""


class OneKey(KeepsTheKey):
    """Seal everybody's with one key, which no erasure can destroy."""

    def key(self, *_: str) -> bytes:
        return super().key("", "")


def forgetting(column: str, kind: type = object, above: type[Seals] = Seals) -> type[Seals]:
    """Return what does not authenticate a column that stands beside a document.

    Args:
        column: Its name; or ``tenant`` or ``owner``.
        kind: Of which rows.
        above: What else is wrong with it.
    """

    def place(self: Seals, tenant: str, subject: str, row: Sealed) -> dict[str, Any]:
        there = above.place(self, tenant, subject, row)
        return there | {column: None} if isinstance(row, kind) else there

    return type(f"Forgets_{column}", (above,), {"place": place})


_COLUMNS = {
    GoalRow: ("id", "at", "author", "op_id"),
    EntryRow: ("id", "about", "redacts"),
    ReviewRow: ("goal_id", "version", "day", "on"),
}

WRONG: dict[str, tuple[str, Callable[[], Backend]]] = {
    "only promises": ("C79", OnlyPromises),
    "draws no nonce": ("C79", OneNonce),
    "only encodes": ("C79", OnlyEncodes),
    "mixes with the key": ("C79", MixesWithTheKey),
    "leaves redactions": ("C79", LeavesRedactions),
    "leaves policies": ("C79", LeavesPolicies),
    "hashes areas": ("C79", HashesAreas),
    "reads what is plain": ("C80", ReadsWhatIsPlain),
    "finds what was": ("C80", FindsWhatWas),
    "forgets versions": ("C80", ForgetsVersions),
    "takes any answer": ("C80", TakesAnyAnswer),
    "has one key in all tenants": ("C80", forgetting("tenant", above=OneKey)),
    "has one key for everybody's entries": ("C80", forgetting("owner", EntryRow, OneKey)),
    "keeps the key": ("C81", KeepsTheKey),
    "has one key": ("C81", OneKey),
    **{
        f"forgets the {column} of a {kind.__name__}": ("C80", forgetting(column, kind))
        for kind, columns in _COLUMNS.items()
        for column in columns
    },
}
"""What is wrong, which clause catches it, and the backend."""
