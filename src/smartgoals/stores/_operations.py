"""Operations that are tried again: the same content is the same operation, other content is none.

An operation is known by the id that an app gave it, which is kept with each goal that it wrote; the
ids of its entries are made of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import NoReturn

import attrs

from smartgoals._values import refuse
from smartgoals.entries import Entry
from smartgoals.stores._recording import is_again

__all__ = ["check_entries", "named", "refuse_other_content"]


def named(entries: Iterable[Entry], *, subject: str, op_id: str | None) -> tuple[Entry, ...]:
    """Return the entries of an operation, each with the id that it has whenever it is tried."""
    told = []
    for number, entry in enumerate(entries):
        if not isinstance(entry, Entry):
            refuse("entries", "Entry items only", entry, instead="write record(subject, *entries)")
        if entry.id is None and op_id is not None:
            told.append(attrs.evolve(entry, id=_id_of(op_id, subject, number)))
        else:
            told.append(entry)
    return tuple(told)


def _id_of(op_id: str, subject: str, number: int) -> str:
    told = json.dumps([op_id, subject, number])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def check_entries(
    entries: Collection[Entry],
    *,
    subject: str,
    op_id: str,
    stored: Mapping[str, Entry],
    ids: Collection[str],
) -> None:
    """Check that an operation brings the entries that it brought the first time.

    They were written together, so all of them are there, or none.

    Args:
        entries: What it brings, each with its id.
        subject: For whom.
        op_id: The operation.
        stored: The entries of the journal that have one of their ids.
        ids: Those of all entries that are in the journal, or were: what was redacted may have been
            anything.

    Raises:
        InvalidValueError: If it does not.
    """
    made = [
        entry for number, entry in enumerate(entries) if entry.id == _id_of(op_id, subject, number)
    ]
    known = [entry for entry in made if entry.id in ids]
    is_more = known and len(known) < len(made)
    is_less = _id_of(op_id, subject, len(entries)) in ids
    is_other = any(not is_again(entry, stored.get(entry.id or "", entry)) for entry in known)
    if is_more or is_less or is_other:
        refuse_other_content(op_id)


def refuse_other_content(op_id: str) -> NoReturn:
    """Raise the error for an operation that says something else than the first time."""
    refuse(
        "op_id",
        "new for a new write",
        op_id,
        instead="an operation of that id was done before with other content",
    )
