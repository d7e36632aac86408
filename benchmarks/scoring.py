"""Measure how fast progress, adherence, streaks and habit strength are judged, and how that grows.

A person did a daily step and wrote down how long, for years. ``judged`` is the number of entries
that one judgement looks at in a second, with the journal there already; ``with building`` counts
the making of the journal, too. ``times a loop`` is the time over that of a loop written by hand
over the same entries for the same number, measured in turns in one run. ``growth`` is the time for
ten times the entries. The garbage collector waits meanwhile: it looks through the whole journal
again and again, however little of it is garbage.
"""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Callable
from typing import Any

from smartgoals import (
    ActionPlan,
    Aim,
    Direction,
    Done,
    Frequency,
    Goal,
    Journal,
    Measure,
    Measured,
    MeasureKind,
    Missed,
    Recurrence,
    Step,
    Target,
    progress,
)
from smartgoals.scoring import adherence, habit_strength, habit_strengthened, streak

SIZES = (1_000, 10_000, 100_000)
REPEATS = 5
START = dt.date(1750, 1, 1)
AT = dt.datetime(2025, 2, 3, tzinfo=dt.UTC)
WALKED = Measure(
    id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP, least=0
)
CLOSE = 1e-9

Call = Callable[[], Any]


def entries_of(size: int) -> list[Any]:
    """Return a done or missed step and a value a day."""
    entries: list[Any] = []
    for number in range(size // 2):
        day = START + dt.timedelta(days=number)
        kind = Missed if number % 5 == 0 else Done
        entries += [
            kind(step="walk", day=day, id=f"d-{number}", recorded_at=AT),
            Measured(
                measure="walked", value=number % 60, day=day, id=f"m-{number}", recorded_at=AT
            ),
        ]
    return entries


def journal_of(entries: list[Any]) -> Journal:
    return Journal(subject="c-17", entries=entries)


def goal_of(*targets: Target) -> Goal:
    step = Step(id="walk", action="walk", recurrence=Recurrence.daily(start=START))
    return Goal(
        id="g-1",
        subject="c-17",
        statement="I will walk daily.",
        start=START,
        plan=ActionPlan(steps=[step]),
        targets=targets,
    )


def of_aim(aim: Aim, baseline: float | None = None) -> Goal:
    return goal_of(Target(id="t-1", aim=aim, baseline=baseline))


def pairs(size: int, journal: Journal) -> dict[str, tuple[Call, Call]]:
    """Return by what is measured the loop and our call, known to give the same number."""
    on = START + dt.timedelta(days=size // 2)
    entries = list(journal.current)
    latest = of_aim(Aim.at_least(60, WALKED), baseline=0)
    held = of_aim(Aim.maintain(WALKED, low=30))
    count = of_aim(Aim.done(size, out_of=size, step="walk"))
    weekly = of_aim(Aim.maintain(WALKED, low=200, per=Frequency.WEEKLY))
    plan = goal_of()

    def last() -> float:
        value = 0.0
        for entry in entries:
            if isinstance(entry, Measured) and entry.day <= on:
                value = entry.value
        return value / 60

    def share() -> float:
        good = seen = 0
        for entry in entries:
            if isinstance(entry, Measured) and entry.day <= on:
                seen += 1
                good += entry.value >= 30
        return good / seen

    def weeks() -> float:
        sums: dict[int, float] = {}
        for entry in entries:
            if isinstance(entry, Measured) and entry.day <= on:
                week = (entry.day - START).days // 7
                sums[week] = sums.get(week, 0.0) + entry.value
        settled = {
            week: total
            for week, total in sums.items()
            if total >= 200 or START + dt.timedelta(days=7 * week + 7) <= on
        }
        return sum(total >= 200 for total in settled.values()) / len(settled)

    def by_day() -> dict[dt.date, float]:
        days: dict[dt.date, float] = {}
        for entry in entries:
            if isinstance(entry, Done) and entry.day <= on:
                days[entry.day] = min(1.0, days.get(entry.day, 0.0) + entry.part)
            elif isinstance(entry, Missed) and entry.day <= on:
                days.setdefault(entry.day, 0.0)
        return days

    def due() -> list[float]:
        done = by_day()
        return [done.get(START + dt.timedelta(days=number), 0.0) for number in range(size // 2)]

    def in_a_row() -> int:
        run = 0
        for share in due():
            run = run + 1 if share == 1 else 0
        return run

    def strength() -> float:
        value = 0.0
        for share in due():
            value = habit_strengthened(value, share)
        return value

    return {
        "progress of a measure": (last, lambda: progress(latest, journal, on=on).value),
        "progress of what is held": (share, lambda: progress(held, journal, on=on).value),
        "progress of sums a week": (weeks, lambda: progress(weekly, journal, on=on).value),
        "progress of a count": (
            lambda: sum(by_day().values()) / size,
            lambda: progress(count, journal, on=on).value,
        ),
        "adherence": (
            lambda: sum(due()) / (size // 2),
            lambda: adherence(plan, journal, on=on).value,
        ),
        "streak": (in_a_row, lambda: streak(plan, journal, on=on).current),
        "habit strength": (strength, lambda: habit_strength(plan, journal, on=on).strength),
    }


def times(*calls: Call) -> list[float]:
    """Return the best time of each call, measured in turns."""
    best = [float("inf")] * len(calls)
    for _ in range(REPEATS):
        for index, call in enumerate(calls):
            gc.collect()
            gc.disable()
            began = time.perf_counter()
            call()
            best[index] = min(best[index], time.perf_counter() - began)
            gc.enable()
    return best


def main() -> None:
    heads = ("entries", "judged/s", "with building/s", "times a loop", "growth")
    print(f"{'':26}" + "".join(f"{head:>17}" for head in heads))
    before: dict[str, float] = {}
    for size in SIZES:
        entries = entries_of(size)
        journal = journal_of(entries)
        # What a journal keeps once it was asked is part of building it.
        (built,) = times(lambda entries=entries: journal_of(entries).about("walk"))
        for name, (loop, ours) in pairs(size, journal).items():
            if abs(loop() - ours()) > CLOSE:
                raise AssertionError(name, loop(), ours())
            hand, judged = times(loop, ours)
            growth = f"{judged / before[name]:17.1f}" if name in before else f"{'':17}"
            before[name] = judged
            print(
                f"{name:26}{size:17,}{size / judged:17,.0f}{size / (judged + built):17,.0f}"
                f"{judged / hand:17.1f}{growth}",
                flush=True,
            )


if __name__ == "__main__":
    main()
