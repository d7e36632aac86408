"""What type checkers say about code that uses smartgoals; read by them and never run."""

from __future__ import annotations

import datetime as dt
from typing import assert_type

from smartgoals import (
    AsyncStore,
    Done,
    Draft,
    Goal,
    Journal,
    Progress,
    SmartReport,
    Step,
    Store,
    Target,
    check_smart,
    open_store,
    open_store_async,
    progress,
    read_goal,
)
from smartgoals.stores import Found, every_async


def a_sentence_becomes_a_goal(on: dt.date) -> None:
    draft = read_goal("I will walk for 30 minutes 3 times a week", on=on)
    assert_type(draft, Draft)
    goal = draft.goal(id="g-1", subject="c-17", confidence=8)
    assert_type(goal, Goal)
    assert_type(check_smart(goal, on=on), SmartReport)
    assert_type(goal.targets, tuple[Target, ...])
    assert_type(goal.plan.steps, tuple[Step, ...])


def a_journal_gives_progress(goal: Goal, on: dt.date) -> None:
    store = open_store("memory:")
    assert_type(store, Store)
    journal = store.journal("c-17")
    assert_type(journal, Journal)
    assert_type(progress(goal, journal, on=on), Progress)


async def a_store_is_awaited(goal: Goal, on: dt.date) -> None:
    async with await open_store_async("memory:") as store:
        assert_type(store, AsyncStore)
        assert_type(await store.save(goal), Goal)
        assert_type(await store.record("c-17", Done(step="walk", day=on)), tuple[Done, ...])
        async for found in every_async(store.find, subject="c-17"):
            assert_type(found, Found)
