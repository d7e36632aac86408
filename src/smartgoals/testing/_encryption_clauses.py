"""The clauses about a store that encrypts: what it refuses, and what its rows must not tell."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from smartgoals.entries import Noted, Redacted
from smartgoals.errors import InvalidValueError, SmartGoalsError, StoreError
from smartgoals.goals import KeyArea
from smartgoals.plans import EVERY_TWO_WEEKS, EVERY_WEEK, ActionPlan, Step
from smartgoals.stores import (
    Backend,
    Batch,
    Capability,
    FoundRow,
    JournalRows,
    Query,
    Store,
)
from smartgoals.testing._store_clauses import (
    MONDAY,
    ClauseBrokenError,
    Clauses,
    Ground,
    goal_of,
    is_true,
    refused,
    same,
)
from smartgoals.testing._tampering import (
    Answers,
    always,
    answering,
    in_entries,
    in_found,
    in_goals,
    putting,
)

__all__ = ["ENCRYPTION_CLAUSES", "beneath"]

_TENANT = "t-1"
_SAID = "nobody-else-reads-this"
# So much that whatever only encodes it repeats itself as well.
_MUCH = f"{_SAID} " * 100
# Random bytes in base64 are squeezed to three quarters, and in hexadecimal digits to a half.
_SQUEEZED = 0.4
# No two sealed texts have so many characters in a row in common by chance.
_RUN = 20
_MOST = 9

ENCRYPTION_CLAUSES = Clauses()


def beneath(store: Store, name: str = "backend") -> Backend:
    """Return where a store that encrypts keeps its sealed rows, or else its *key_backend*."""
    kept = getattr(store.backend, name, None)
    if not isinstance(kept, Backend):
        raise ClauseBrokenError(f"expected that a backend that encrypts has another as its {name}")
    return kept


def _ways(backend: Backend, tenant: str = _TENANT) -> dict[str, Callable[[], Any]]:
    """Return the ways to read what the first person said, by the method that is asked."""
    return {
        "goal": lambda: backend.goal(tenant, "g-1", None),
        "history": lambda: backend.history(tenant, "g-1", 0, _MOST),
        "find": lambda: backend.find(tenant, Query(subject="c-1"), None, _MOST),
        "journal": lambda: backend.journal(tenant, "c-1"),
    }


@ENCRYPTION_CLAUSES.add(
    "C78",
    "where key areas and parties are encrypted, looking for them is refused, and finds not nothing",
    needs=Capability.ENCRYPTS,
)
def encrypted_find(ground: Ground) -> None:
    store = ground.store()
    step = Step(id="walk", action="walk", responsible="t-1")
    store.save(goal_of(key_areas=[KeyArea(code="sleep")], plan=ActionPlan(steps=[step])))
    asked: tuple[dict[str, Any], ...] = (
        {"key_area": "sleep"},
        {"responsible": "t-1"},
        {"key_area": "sleep", "subject": "c-9"},
    )
    for one in asked:
        error = refused(InvalidValueError, f"find({', '.join(one)})", store.find, **one)
        same("the field", next(iter(one)), error.field)
    same("what is found by the person", 1, len(store.find(subject="c-1")))


@ENCRYPTION_CLAUSES.add(
    "C79",
    "where a store encrypts, nothing of what people say is in its rows, nor in what they are found "
    "by, and what is written twice looks different",
    needs=Capability.ENCRYPTS,
)
def encrypted_rows(ground: Ground) -> None:
    store = ground.store().tenant(_TENANT)
    rows = beneath(store)
    batches: list[Batch] = []
    with answering(rows, {"put": lambda _, *asked: batches.append(asked[1])}):
        _say_much(store)
    goals = [row for batch in batches for row, _ in batch.goals]
    entries = [row for batch in batches for write in batch.journals for row in write.entries]
    policies = [review.policy for batch in batches for review in batch.reviews]
    same("what was written", (3, 2, 2), (len(goals), len(entries), len(policies)))
    told = [row.document for row in goals] + [row.document for row in entries] + policies
    for document in told:
        _check_sealed(document)
    alike = _runs(goals[0].document) & _runs(goals[1].document)
    # The name of a key may stand in all that is sealed with it.
    is_true("what is written twice looks different", seen=alike <= _runs(goals[2].document))
    for _, keys in (write for batch in batches for write in batch.goals):
        same("the areas and parties that goals are found by", ((), ()), (keys.areas, keys.parties))
    for query in (Query(area=_SAID), Query(party=_SAID)):
        same("what is found in the rows", [], rows.find(_TENANT, query, None, _MOST))


def _say_much(store: Store) -> None:
    """Write a goal twice and another once, a note, its redaction, and the review days."""
    said: dict[str, Any] = {
        "start": MONDAY,
        "review": EVERY_TWO_WEEKS,
        "key_areas": [KeyArea(code=_SAID)],
        "plan": ActionPlan(steps=[Step(id="walk", action=_SAID, responsible=_SAID)]),
    }
    note = Noted(text=_MUCH, id="e-1", day=MONDAY)
    store.save(store.save(goal_of(statement=_MUCH, **said), note))
    store.save(goal_of("g-2", **said))
    store.record("c-1", Redacted(entry="e-1", id="e-2", day=MONDAY))
    store.project_reviews("c-1", on=MONDAY)


def _check_sealed(document: str) -> None:
    """Check that a document looks like random bytes, however they are written as text."""
    tells = any(_SAID.encode() in reading for reading in _readings(document))
    is_true("no document tells what was said", seen=not tells)
    # All documents have names of fields in quotes; what is sealed has none.
    is_true("no document is JSON", seen='"' not in document)
    squeezed = len(zlib.compress(document.encode()))
    is_true("no document repeats itself", seen=squeezed >= _SQUEEZED * len(document))


def _readings(document: str) -> Iterator[bytes]:
    """Yield a text, and what it is if it is base64, wherever that begins."""
    yield document.encode()
    for run in re.findall(r"[A-Za-z0-9+/_-]{8,}", document):
        for start in range(4):
            part = run[start : len(run) - (len(run) - start) % 4]
            yield b64decode(part.replace("-", "+").replace("_", "/"))


def _runs(text: str) -> set[str]:
    return {text[start : start + _RUN] for start in range(len(text) - _RUN + 1)}


# What each column may be altered to.
_GOAL = {
    "id": "g-7",
    "subject": "c-2",
    "version": 2,
    "at": "2020-01-01T00:00:00Z",
    "author": "t-9",
    "op_id": "o-9",
}
_ENTRY = {"id": "e-7", "about": "e-9", "redacts": True}
_REVIEW = {"review_day": "2020-01-01", "review_on": "2020-01-01"}


@ENCRYPTION_CLAUSES.add(
    "C80",
    "where a store encrypts, a document is an error, and not read, in the place of another, beside "
    "a column that was altered, or in the clear",
    needs=Capability.ENCRYPTS,
)
def encrypted_places(ground: Ground) -> None:
    store = ground.store().tenant(_TENANT)
    for one in (store, store.tenant("other")):
        _say_in_places(one)
    rows, backend = beneath(store), store.backend
    first = rows.find(_TENANT, Query(subject="c-1"), None, 1)[0]
    for what, answers in _alterations(rows, backend):
        for name in answers:
            _check_refused(what, rows, answers, name, _ways(backend)[name])
    there = {name: ask() for name, ask in _ways(rows).items()}
    for name, ask in _ways(backend, "other").items():
        _check_refused("what is another tenant's", rows, always(there), name, ask)
    store.save(store.get("g-1"))
    later = in_found(
        lambda found: found._replace(**_review(first)) if found.row.id == "g-1" else found
    )
    what = "a review of what the goal was before"
    _check_refused(what, rows, later, "find", _ways(backend)["find"])


def _say_in_places(store: Store) -> None:
    """Write two goals and a note of one person, with review days, and the same of another."""
    for person in ("1", "2"):
        for number, policy in enumerate((EVERY_TWO_WEEKS, EVERY_WEEK)):
            name = f"{person}{number or ''}"
            goal = goal_of(f"g-{name}", f"c-{person}", start=MONDAY, review=policy)
            note = Noted(text=_SAID, id=f"e-{name}", day=MONDAY)
            store.save(goal, note, author="t-1", op_id=f"o-{name}")
        store.project_reviews(f"c-{person}", on=MONDAY)


def _check_refused(
    what: str, rows: Backend, answers: Answers, name: str, ask: Callable[[], Any]
) -> None:
    with answering(rows, answers):
        refused(StoreError, f"{what}, asked by {name}()", ask)


def _alterations(rows: Backend, plain: Backend) -> Iterator[tuple[str, Answers]]:
    """Yield what may be wrong in the rows of the first goal and the first note."""
    (mine, other), (clear, _) = (_ways(one)["find"]() for one in (rows, plain))
    # They come in any order.
    (note, later), (clear_note, _) = (sorted(_ways(one)["journal"]().rows) for one in (rows, plain))
    for column, value in _GOAL.items():
        yield f"{column} of a goal that was altered", in_goals(putting(mine.row, **{column: value}))
    for column, value in _ENTRY.items():
        yield f"{column} of an entry that was altered", in_entries(putting(note, **{column: value}))
    for column, value in _REVIEW.items():
        yield f"{column} that was altered", in_found(putting(mine, **{column: value}))
    for what, found, entry in (
        ("what stands for another", other, later),
        ("what is in the clear", clear, clear_note),
    ):
        yield f"{what}, as a goal", in_goals(putting(mine.row, document=found.row.document))
        yield f"{what}, as an entry", in_entries(putting(note, document=entry.document))
        yield f"{what}, as a review", in_found(putting(mine, **_review(found)))
    # Beside a review it would be the review that does not open.
    alone = dict.fromkeys(_review(mine)) | {"row": mine.row._replace(id="g-7")}
    yield "a goal under another id", in_found(putting(mine, **alone))
    yield "another goal", always({"goal": other.row, "history": [other.row]})
    theirs = {
        "find": rows.find(_TENANT, Query(subject="c-2"), None, _MOST),
        "journal": rows.journal(_TENANT, "c-2"),
    }
    yield "what is another person's", always(theirs)


def _review(found: FoundRow) -> dict[str, Any]:
    """Return the columns that tell when a goal is to be reviewed."""
    return {name: value for name, value in found._asdict().items() if name.startswith("review_")}


@ENCRYPTION_CLAUSES.add(
    "C81",
    "where a store encrypts, what was erased stays closed, also when the rows are put back",
    needs=Capability.ENCRYPTS,
)
def encrypted_erasure(ground: Ground) -> None:
    store = ground.store().tenant(_TENANT)
    _say_in_places(store)
    rows = _ways(beneath(store))
    there = {name: ask() for name, ask in rows.items()}
    store.erase("c-1", reason="request-1")
    with answering(beneath(store), always(there)):
        for name, ask in _ways(store.backend).items():
            read: Any = None
            with suppress(SmartGoalsError):
                read = ask()
            nothing = read.rows if isinstance(read, JournalRows) else read
            same(f"what {name}() tells of the erased", [], nothing or [])
    same("a goal of another person", "g-2", store.get("g-2").id)
