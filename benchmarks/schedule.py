"""Measure how fast the next review, the agenda and what is due are computed, and how that grows.

``next_review`` is asked of a goal with 24 reviews and 104 sessions. An agenda is asked of goals
that began ten years ago, each with a daily step, a step three times a week and a review, and of a
journal in which a year of the first was written down. ``growth`` is the time for ten times the
goals, or ten times the days. The garbage collector waits meanwhile: it looks through the whole
journal again and again.
"""

from __future__ import annotations

import datetime as dt
import gc
import statistics
import time
from collections.abc import Callable
from typing import Any

from smartgoals import (
    EVERY_TWO_WEEKS,
    ActionPlan,
    Decision,
    Done,
    Frequency,
    Goal,
    Journal,
    Recurrence,
    Reviewed,
    SessionBooked,
    Step,
    next_review,
)
from smartgoals.schedule import due, next_change, upcoming

MONDAY = dt.date(2025, 2, 3)
START = dt.date(2015, 2, 2)
NOW = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
ZONE = "Europe/Berlin"
REPEATS = 7


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def reviewed_journal() -> Journal:
    reviews = [
        Reviewed(goal="g-0", decision=Decision.CONTINUE, day=day(14 * number - 336))
        for number in range(24)
    ]
    sessions = [
        SessionBooked(session=f"s-{number}", day=day(7 * number - 364)) for number in range(104)
    ]
    entries = [*reviews, *sessions]
    return Journal(
        subject="c-17",
        entries=[entry.stamped(id=f"e-{n}", at=NOW) for n, entry in enumerate(entries)],
    )


def goal(number: int) -> Goal:
    rules = {
        f"a-{number}": Recurrence.daily(start=START, at=[dt.time(9)]),
        f"b-{number}": Recurrence.times_per(3, Frequency.WEEKLY, start=START),
    }
    steps = [Step(id=name, action="x", recurrence=rule) for name, rule in rules.items()]
    return Goal(
        id=f"g-{number}",
        subject="c-17",
        statement="I will walk.",
        start=START,
        plan=ActionPlan(steps=steps),
        review=EVERY_TWO_WEEKS,
    )


def journal_of(goals: int) -> Journal:
    entries = [
        Done(step=f"a-{number}", day=day(-ago), id=f"{number}-{ago}", recorded_at=NOW)
        for number in range(goals)
        for ago in range(1, 366, 30)
    ]
    return Journal(subject="c-17", entries=entries)


def median(call: Callable[[], Any]) -> float:
    """Return the median time of a call, with what a journal keeps once it was asked there."""
    call()
    taken = []
    for _ in range(REPEATS):
        gc.collect()
        gc.disable()
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
        gc.enable()
    return statistics.median(taken)


def main() -> None:
    reviews, reviewed = reviewed_journal(), goal(0)
    taken = median(lambda: next_review(reviewed, reviews, on=MONDAY))
    print(f"next_review, 24 reviews and 104 sessions: {taken * 1e6:,.0f} us")
    before: dict[str, float] = {}
    print(f"{'':12}{'goals':>8}{'days':>8}{'ms':>10}{'tasks/s':>12}{'growth':>9}")
    for name, count, days in (
        ("upcoming", 100, 30),
        ("more goals", 1_000, 30),
        ("more days", 100, 300),
    ):
        goals, journal = [goal(number) for number in range(count)], journal_of(count)
        end = NOW + dt.timedelta(days=days)

        def agenda(goals: list[Goal] = goals, journal: Journal = journal, end: Any = end) -> Any:
            return upcoming(goals, journal, start=NOW, end=end, zone=ZONE)

        taken = median(agenda)
        growth = f"{taken / before['upcoming']:9.1f}" if before else f"{'':9}"
        before.setdefault("upcoming", taken)
        print(
            f"{name:12}{count:8,}{days:8,}{taken * 1e3:10,.1f}"
            f"{len(agenda()) / taken:12,.0f}{growth}"
        )
    goals, journal = [goal(number) for number in range(5)], journal_of(5)
    for name, call in (
        ("due", lambda: due(goals, journal, now=NOW, zone=ZONE)),
        ("next_change", lambda: next_change(goals, journal, after=NOW, zone=ZONE)),
    ):
        print(f"{name} of 5 goals: {median(call) * 1e3:,.2f} ms")


if __name__ == "__main__":
    main()
