"""Whether what was destroyed is gone from the bytes of a storage, too."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import attrs

from smartgoals._values import refuse
from smartgoals.entries import Corrected, Noted, Redacted
from smartgoals.goals import Goal, KeyArea
from smartgoals.plans import ActionPlan, Step
from smartgoals.stores import Capability, Store
from smartgoals.testing._child import Child, opened
from smartgoals.testing._encryption_clauses import beneath
from smartgoals.testing._search import LawBrokenError
from smartgoals.testing._store_clauses import Fresh, Opener

__all__ = ["ScrubReport", "leftovers", "scrub_check"]

_DAY = dt.date(2025, 2, 3)
_AT = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
_GONE, _STAYS = "c-gone", "c-stays"
# From texts that share a page with others to those that fill many.
_TIMES = (1, 10, 40, 20, 60, 200)
_MARKERS = 20
_ERASED = tuple(f"goal-gone-{number:04}" for number in range(_MARKERS))
_REDACTED = tuple(f"note-gone-{number:04}" for number in range(_MARKERS))
_KEPT = tuple(f"goal-kept-{number:04}" for number in range(_MARKERS))
_KEPT_NOTES = tuple(f"note-kept-{number:04}" for number in range(_MARKERS))
# Ids, which also a storage that encrypts has in the clear.
_TOPICS = tuple(f"topic-gone-{number:04}" for number in range(_MARKERS))
_KEPT_TOPICS = tuple(f"topic-kept-{number:04}" for number in range(_MARKERS))
# A long text may be cut in two: the nonce and a little more tell it from all others.
_BEGINNING = 40
_NOTE_IDS = tuple(f"n-{number}" for number in range(_MARKERS))


def leftovers(folder: Path | str, markers: Iterable[str]) -> dict[str, int]:
    """Count how often each marker is in the bytes of the files in a folder.

    It looks for the text in UTF-8, in UTF-16 and as JSON escapes it, in every file of the folder
    and of those in it. A storage may cut a long text in two, so a marker should be short, and a
    text made of it many times over. What is compressed or encrypted it does not see.

    The bytes are read in another process, so a script that calls this does so under
    ``if __name__ == "__main__":``, as with everything that starts processes.

    Args:
        folder: The folder; nothing in it is opened by anything but its bytes, so it may be in use.
        markers: Texts that are nowhere else.

    Returns:
        How often each is there, in the order given.

    Raises:
        InvalidValueError: If *folder* is no folder, or a marker is empty or no text.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from smartgoals.testing import leftovers
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "notes.txt").write_text("first secret, second secret")
        ...     leftovers(folder, ["secret", "other"])
        {'secret': 2, 'other': 0}
    """
    wanted = [markers] if isinstance(markers, str) else list(markers)
    if isinstance(markers, str) or not all(isinstance(one, str) and one for one in wanted):
        refuse("markers", "texts that are not empty", markers)
    if not Path(folder).is_dir():
        refuse("folder", "a folder", folder)
    # Whoever closes a file gives up all locks that its process has on it, those of SQLite too.
    with Child(count, Path(folder), wanted) as child:
        counts: dict[str, int] = child.heard()
        return counts


def count(pipe: Connection, folder: Path, markers: list[str]) -> None:
    """Send how often each marker is in the bytes of the files in a folder."""
    counts = dict.fromkeys(markers, 0)
    for content in _contents(folder):
        for marker in counts:
            counts[marker] += sum(content.count(form) for form in _forms(marker))
    pipe.send(counts)


def _contents(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        # A journal may be gone the moment after it was listed.
        with suppress(FileNotFoundError):
            if path.is_file():
                yield path.read_bytes()


def _forms(marker: str) -> set[bytes]:
    escaped = json.dumps(marker)[1:-1]
    return {
        marker.encode(),
        marker.encode("utf-16-le"),
        marker.encode("utf-16-be"),
        escaped.encode(),
        json.dumps(marker, ensure_ascii=False)[1:-1].encode(),
    }


@attrs.frozen(kw_only=True)
class ScrubReport:
    """What was destroyed, and is gone from the bytes.

    Args:
        written: How often the markers were in the bytes before.
        redacted: How many entries were redacted.
        erased: How many writes of goals and how many entries were erased with their person.
    """

    written: int
    redacted: int
    erased: int

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.written:,} markers in the bytes; {self.redacted:,} entries redacted, "
            f"{self.erased:,} writes and entries erased, 0 markers left"
        )


def scrub_check(fresh: Fresh, folder_of: Callable[[Opener], Path | str]) -> ScrubReport:
    """Check that what is redacted or erased is gone from the bytes, while the storage is open.

    Goals, versions of them and entries are written with markers, in their texts and in what goals
    are found by. Then entries are redacted, and their markers have to be gone; then everything of
    the person is erased, and all of theirs have to be gone, while another person's stay.

    Of a store that :attr:`~smartgoals.stores.Capability.ENCRYPTS` no marker may be there in the
    first place. What has to be gone then is what was made of them: the sealed documents, and the
    wrapped key of who was erased; its backend shows both storages as *backend* and *key_backend*.

    Args:
        fresh: Makes an empty storage that promises to be
            :attr:`~smartgoals.stores.Capability.SCRUBS`.
        folder_of: Says in which folder a storage keeps all its files.

    Returns:
        What happened, in numbers.

    Raises:
        LawBrokenError: If anything is left, or an encrypting store has written a marker.
        InvalidValueError: If *fresh* makes no such storages, or nothing of what was written is in
            that folder, so that nothing could be found to be left.
    """
    opener = opened(fresh, Capability.SCRUBS, is_sent=False)
    folder = folder_of(opener)
    with opener() as store:
        _write(store, _GONE, _ERASED, _REDACTED, _TOPICS)
        _write(store, _STAYS, _KEPT, _KEPT_NOTES, _KEPT_TOPICS)
        marks = _Marks(_ERASED, _REDACTED + _TOPICS, _KEPT + _KEPT_NOTES + _KEPT_TOPICS)
        if Capability.ENCRYPTS in store.capabilities:
            said = [*_ERASED, *_REDACTED, *_KEPT, *_KEPT_NOTES]
            _check_gone(folder, said, "before anything is destroyed")
            marks = _sealed_marks(store)
        everything = leftovers(folder, marks.all)
        if not all(everything.values()):
            refuse("folder_of", "the folder in which the storage keeps what was written", folder)
        for name in _NOTE_IDS:
            # What is written makes a storage move other rows, and a copy may be left of them.
            store.record(_GONE, Redacted(entry=name, day=_DAY))
        _check_gone(folder, marks.redacted, "after a redaction")
        receipt = store.erase(_GONE, reason="request-1")
        _check_gone(folder, marks.gone, "after an erasure")
        if not receipt.is_scrubbed:
            raise LawBrokenError("nothing is left in the bytes, and the receipt does not say so")
    _check_gone(folder, marks.gone, "after closing")
    if not all(leftovers(folder, marks.kept).values()):
        raise LawBrokenError("what belongs to another person is gone as well")
    return ScrubReport(
        written=sum(everything.values()),
        redacted=len(_NOTE_IDS),
        erased=receipt.writes + receipt.entries,
    )


class _Marks(NamedTuple):
    """What is looked for in the bytes."""

    erased: tuple[str, ...]
    redacted: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def gone(self) -> tuple[str, ...]:
        """What has to be gone in the end."""
        return self.erased + self.redacted

    @property
    def all(self) -> tuple[str, ...]:
        """All of it."""
        return self.gone + self.kept


def _sealed_marks(store: Store) -> _Marks:
    """Return the beginning of each sealed document and each wrapped key: no other begins so."""
    rows = beneath(store)
    keys = beneath(store, "key_backend")
    tenant = store._tenant  # noqa: SLF001  # the rows know it by that name

    def goals(subject: str) -> list[str]:
        names = [f"{subject}-{number}" for number in range(_MARKERS)]
        writes = [row for name in names for row in rows.history(tenant, name, 0, _MARKERS)]
        wrapped = [
            json.loads(row.document)["wrapped"] for row in keys.journal(tenant, subject).rows
        ]
        return [*(row.document for row in writes), *wrapped]

    def notes(subject: str) -> list[str]:
        return [row.document for row in rows.journal(tenant, subject).rows]

    def beginnings(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(text[:_BEGINNING] for text in texts)

    return _Marks(
        erased=beginnings(goals(_GONE)),
        redacted=beginnings(notes(_GONE)) + _TOPICS,
        kept=beginnings(goals(_STAYS) + notes(_STAYS)) + _KEPT_TOPICS,
    )


def _check_gone(folder: Path | str, markers: Iterable[str], when: str) -> None:
    left = {marker: count for marker, count in leftovers(folder, markers).items() if count}
    if left:
        raise LawBrokenError(
            f"{when} {len(left)} markers are left in the bytes, {sum(left.values())} times"
        )


def _write(
    store: Store,
    subject: str,
    in_goals: Sequence[str],
    in_notes: Sequence[str],
    topics: Sequence[str],
) -> None:
    """Write each marker once in a short text and many times in a long one."""
    markers = zip(in_goals, in_notes, topics, strict=True)
    for number, (marker, note, topic) in enumerate(markers):
        goal = Goal(
            id=f"{subject}-{number}",
            subject=subject,
            statement=_text(marker, number),
            key_areas=[KeyArea(code=marker)],
            plan=ActionPlan(steps=[Step(id="s-1", action=marker, responsible=marker)]),
        )
        noted = Noted(id=f"n-{number}", text=_text(note, number), topic=topic, day=_DAY)
        goal = store.save(goal, noted)
        # What it was before is in the history, and no longer what it is found by.
        store.save(attrs.evolve(goal, key_areas=(), plan=ActionPlan()))
        fix = Noted(text=_text(note, number), day=_DAY, id=noted.id, recorded_at=_AT)
        store.record(subject, Corrected(replacement=fix, day=_DAY))


def _text(marker: str, number: int) -> str:
    return " ".join([marker] * _TIMES[number % len(_TIMES)])
