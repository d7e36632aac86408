"""How a document becomes text that only the key of its person opens, and only in its place.

A row has columns in the clear beside its document. They are authenticated with it (as additional
data), so what is sealed for one tenant, person, goal, version or entry does not open as another's,
and a column that was altered is noticed as soon as the row is read.

This module is loaded by who encrypts, for it needs an extra.
"""

from __future__ import annotations

import os
from binascii import a2b_base64, b2a_base64
from json.encoder import encode_basestring_ascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from smartgoals.errors import StoreError
from smartgoals.stores._keys import NONCE_BYTES
from smartgoals.stores._rows import EntryRow, FoundRow, GoalRow, ReviewRow

__all__ = [
    "FORMAT",
    "damaged",
    "entry_place",
    "goal_place",
    "open_sealed",
    "opened_entry",
    "opened_found",
    "opened_goal",
    "review_place",
    "seal",
    "sealed_entry",
    "sealed_goal",
    "sealed_review",
]

FORMAT = "e1"
_HEAD = f"{FORMAT}:"
_GROUP = 3
_CHARACTERS = 4

# Canonical JSON, put together by hand: whoever waited for the disk has nothing of the encoder in
# the caches of the processor, and it would take longer than to encrypt.
_text = encode_basestring_ascii
_GOAL, _ENTRY, _REVIEW = (f'["{FORMAT}","{kind}",' for kind in ("goal", "entry", "review"))


def seal(key: AESGCM, document: str, place: bytes) -> str:
    """Return a document as text that opens with the same key and in the same place alone."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + key.encrypt(nonce, document.encode(), place)
    return _HEAD + b2a_base64(sealed, newline=False).decode("ascii")


def open_sealed(key: AESGCM, text: str, place: bytes) -> str:
    """Return the document.

    Raises:
        StoreError: If it is not sealed, not by this key, or not for this place.
    """
    try:
        sealed = _decoded(text)
        return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place).decode()
    except (InvalidTag, ValueError):
        pass
    # Not within the handler: the error there may hold what the document says.
    raise damaged()


def damaged() -> StoreError:
    """Return what to raise where a row is not what it stands for."""
    return StoreError(
        "a stored document is damaged: it does not open with the key of its person, as what it is "
        "stored as"
    )


def _decoded(text: str) -> bytes:
    if not text.startswith(_HEAD):
        raise ValueError
    coded = text[len(_HEAD) :]
    sealed = a2b_base64(coded)
    # Of all that would be read alike, only what was written is taken: characters that are no base64
    # are passed over, and the last one may have bits that decode to nothing.
    last = sealed[-(len(sealed) % _GROUP or _GROUP) :]
    whole = -(-len(sealed) // _GROUP) * _CHARACTERS
    if (
        len(coded) != whole
        or b2a_base64(last, newline=False).decode("ascii") != text[-_CHARACTERS:]
    ):
        raise ValueError
    return sealed


def goal_place(tenant: str, row: GoalRow) -> bytes:
    """Return all that stands beside the document of a goal."""
    name, subject, version, at, author, op_id, _ = row
    return (
        f"{_GOAL}{_text(tenant)},{_text(name)},{_text(subject)},{version},{_text(at)},"
        f"{_null_or(author)},{_null_or(op_id)}]"
    ).encode()


def entry_place(tenant: str, subject: str, row: EntryRow) -> bytes:
    """Return all that stands beside the document of an entry."""
    name, about, redacts, _ = row
    return (
        f"{_ENTRY}{_text(tenant)},{_text(subject)},{_text(name)},{_null_or(about)},{int(redacts)}]"
    ).encode()


def review_place(tenant: str, subject: str, review: ReviewRow) -> bytes:
    """Return all that stands beside the policy of a review."""
    name, version, day, _, on = review
    return (
        f"{_REVIEW}{_text(tenant)},{_text(subject)},{_text(name)},{version},{_null_or(day)},"
        f"{_text(on)}]"
    ).encode()


def _null_or(text: str | None) -> str:
    return "null" if text is None else _text(text)


def sealed_goal(key: AESGCM, tenant: str, row: GoalRow) -> GoalRow:
    """Return a write of a goal with its document sealed."""
    # Put together by hand as well: _replace() takes as long as to encrypt.
    return GoalRow(*row[:-1], seal(key, row.document, goal_place(tenant, row)))


def opened_goal(key: AESGCM, tenant: str, row: GoalRow) -> GoalRow:
    """Return a write of a goal with its document as it was."""
    return GoalRow(*row[:-1], open_sealed(key, row.document, goal_place(tenant, row)))


def sealed_entry(key: AESGCM, tenant: str, subject: str, row: EntryRow) -> EntryRow:
    """Return an entry with its document sealed."""
    sealed = seal(key, row.document, entry_place(tenant, subject, row))
    return row._replace(document=sealed)


def opened_entry(key: AESGCM, tenant: str, subject: str, row: EntryRow) -> EntryRow:
    """Return an entry with its document as it was."""
    document = open_sealed(key, row.document, entry_place(tenant, subject, row))
    return row._replace(document=document)


def sealed_review(key: AESGCM, tenant: str, subject: str, review: ReviewRow) -> ReviewRow:
    """Return a review with its policy sealed."""
    sealed = seal(key, review.policy, review_place(tenant, subject, review))
    return review._replace(policy=sealed)


def opened_found(key: AESGCM, tenant: str, found: FoundRow) -> FoundRow:
    """Return a goal that was looked for, and its review, with their documents as they were."""
    row, policy = opened_goal(key, tenant, found.row), found.review_policy
    if policy is not None:
        review = ReviewRow(row.id, row.version, found.review_day, policy, found.review_on or "")
        policy = open_sealed(key, policy, review_place(tenant, row.subject, review))
    return found._replace(row=row, review_policy=policy)
