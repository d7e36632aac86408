"""The clauses about what was written, of whom, and for which tenant."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from smartgoals.entries import Redacted
from smartgoals.stores import Change, Write, Written
from smartgoals.testing._store_clauses import (
    MONDAY,
    Clauses,
    Ground,
    all_changes,
    all_found,
    all_writes,
    created,
    done,
    goal_of,
    is_true,
    pages,
    same,
)

__all__ = ["FEED_CLAUSES"]

_WRITERS = 4
_ROUNDS = 12

FEED_CLAUSES = Clauses()


def _told(changes: Any) -> list[tuple[str, str, str, int | None]]:
    return [(str(one.kind), one.subject, one.id, one.version) for one in changes]


@FEED_CLAUSES.add(
    "C41", "each goal and each entry that is written is one change, goals first, in their order"
)
def changes(ground: Ground) -> None:
    store = ground.store()
    store.put(
        Write(goal=goal_of("g-2"), expect=0, entries=[done("e-2"), done("e-1")]),
        Write(goal=goal_of("g-1"), expect=0, entries=[done("e-0")]),
    )
    store.record("c-2", done("e-1"))
    store.save(store.get("g-2").started(day=MONDAY))
    store.record("c-1", Redacted(entry="e-2", id="e-3", day=MONDAY))
    store.record("c-2", done("e-1"))
    expected = [
        ("goal", "c-1", "g-2", 1),
        ("goal", "c-1", "g-1", 1),
        *[("entry", "c-1", f"e-{number}", None) for number in (2, 1, 0)],
        ("entry", "c-2", "e-1", None),
        ("goal", "c-1", "g-2", 2),
        ("entry", "c-1", "e-3", None),
    ]
    same("the changes", expected, _told(all_changes(store)))


@FEED_CLAUSES.add(
    "C42", "the changes go on after every token where they stopped, however few come at once"
)
def changes_go_on(ground: Ground) -> None:
    store = ground.store()
    seen: list[Change] = []
    after = None
    for number in range(4):
        store.save(goal_of(f"g-{number}"), done(f"e-{number}"), done(f"f-{number}"))
        page = store.changes(after=after)
        after = page.next
        seen += page
    same("the changes as they came", 12, len(seen))
    same("the changes from the beginning", seen, all_changes(store))
    for limit in (1, 2, 5, 12):
        same("the changes page by page", seen, all_changes(store, limit=limit))
    rest = seen
    for page in pages(store.changes, limit=1):
        rest = rest[len(page) :]
        same("the changes after a token", rest, list(store.changes(after=page.next)))
        is_true("the token of the last is none", seen=page.next is not None)


@FEED_CLAUSES.add("C43", "who follows the changes while others write misses none")
def changes_while_writing(ground: Ground) -> None:
    store = ground.store()
    seen: list[Change] = []

    def written(writer: int) -> None:
        for number in range(_ROUNDS):
            store.record(f"c-{writer}", done(f"e-{number}"), done(f"f-{number}"))

    with ThreadPoolExecutor(_WRITERS) as pool:
        writers = [pool.submit(written, writer) for writer in range(_WRITERS)]
        after, is_over = None, False
        while True:
            # Asked for before the page: what was written by then has to be on it.
            was_over, is_over = is_over, all(writer.done() for writer in writers)
            page = store.changes(after=after, limit=7)
            seen, after = [*seen, *page], page.next
            if was_over and not page:
                break
        for writer in writers:
            writer.result()
    for number in range(_WRITERS):
        expected = [f"{kind}-{index}" for index in range(_ROUNDS) for kind in "ef"]
        of_one = [one.id for one in seen if one.subject == f"c-{number}"]
        same("the changes of a person, each once", expected, list(dict.fromkeys(of_one)))


@FEED_CLAUSES.add("C44", "that all was erased is the last word on a person, and the only one left")
def erased_is_the_last_change(ground: Ground) -> None:
    store = ground.store()
    store.save(goal_of("g-1"), done("e-1"))
    store.save(goal_of("g-2", "c-2"))
    seen = store.changes().next
    store.save(store.get("g-1").started(day=MONDAY))
    store.erase("c-1", reason="request-1")
    store.erase("c-1", reason="request-2")
    word = ("erased", "c-1", "c-1", None)
    same("the changes since", [word], _told(store.changes(after=seen)))
    same("all changes", [("goal", "c-2", "g-2", 1), word], _told(all_changes(store)))
    store.save(goal_of("g-3", "c-2"))
    same("the change after it", Written.GOAL, all_changes(store)[-1].kind)


@FEED_CLAUSES.add(
    "C45", "everybody of whom something is stored, held or erased is listed once, in order of ids"
)
def subjects(ground: Ground) -> None:
    store = ground.store()
    store.record("c-5", done())
    store.save(goal_of(subject="c-3"), done())
    store.hold("c-4", reason="case-1")
    receipts = [store.erase(name, reason=f"request-{name}") for name in ("c-3", "c-1")]
    store.journal("c-2")
    store.hold("c-6", reason="case-2")
    store.release("c-6")
    moment, first = (receipt.at for receipt in receipts)
    expected = [
        ("c-1", None, first, "request-c-1"),
        ("c-3", None, moment, "request-c-3"),
        ("c-4", "case-1", None, None),
        ("c-5", None, None, None),
    ]
    for limit in (1, 3, 4, 100):
        told = list(pages(store.subjects, limit=limit))
        listed = [(one.id, one.held, one.erased_at, one.reason) for page in told for one in page]
        same("the subjects", expected, listed)
        same("the number of pages", -(-4 // limit), len(told))


@FEED_CLAUSES.add("C48", "ids that look alike are different: goals, persons, entries and tenants")
def ids_that_look_alike(ground: Ground) -> None:
    store = ground.store()
    created(store, *[goal_of(name, name) for name in _ODD])
    for name in _ODD:
        store.record(name, done(name))
    same("goals that are found", sorted(_ODD), [found.goal.id for found in all_found(store)])
    listed = [one.id for page in pages(store.subjects, limit=3) for one in page]
    same("the subjects", sorted(_ODD), listed)
    same("the changes", [*_ODD, *_ODD], [change.id for change in all_changes(store, limit=3)])
    for name in _ODD:
        same("a goal", (name, name), (store.get(name).id, store.get(name).subject))
        same("the history", 1, len(all_writes(store, name)))
        same("find()", [name], [found.goal.id for found in all_found(store, subject=name)])
        same("a journal", [name], [entry.id for entry in store.journal(name)])
        tenant = store.tenant(name)
        same("goals of a tenant", [], all_found(tenant))
        created(tenant, goal_of("g-1"))
    in_one = store.record("c-1", *map(done, _ODD))
    same("the entries of one journal", list(_ODD), [entry.id for entry in in_one])
    same("the journal", in_one, store.journal("c-1").entries)


# Case, blanks at either end, what patterns and quotes mean to a database, and one letter that is
# written in two ways.
_ODD = (
    *(
        "a",
        "A",
        " a",
        "a ",
        "á",
        "a\N{COMBINING ACUTE ACCENT}",
        "ä",
        "ß",
        "ss",
        "\N{LATIN SMALL LETTER DOTLESS I}",
    ),
    *("%", "_", "*", "?", "'", "''", '"', "`", "\\", ";", "--", "[a]", "{a}", "$1", ":a", "a:b"),
    *("a/b", "..", "ab", "0", "00", "0.0", "1e3", "null", "None"),
    *("\N{GRINNING FACE}", "\N{FAMILY}", "\N{REPLACEMENT CHARACTER}", "\N{HIRAGANA LETTER KA}"),
    *("\N{KATAKANA LETTER KA}", "\N{HALFWIDTH KATAKANA LETTER KA}", "x" * 254, "x" * 255),
)
