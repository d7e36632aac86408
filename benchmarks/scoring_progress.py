"""Known answers of progress, streaks and habit strength, for :mod:`benchmarks.vectors`."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.vectors import Case, Check, Entry, attempted
from smartgoals import (
    ActionPlan,
    Aim,
    Direction,
    Done,
    Goal,
    InvalidValueError,
    Journal,
    Measure,
    Measured,
    MeasureKind,
    Missed,
    Recurrence,
    Skipped,
    Step,
    Target,
    progress,
)
from smartgoals.scoring import Progress, habit_strength, habit_strengthened, streak

__all__ = ["linear_progress", "loop_score", "streaks"]

START = dt.date(2025, 2, 3)
AT = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
A_DAY = dt.timedelta(days=1)
SUBJECT, STEP = "c-17", "walk"
# What a file may say of a day.
DAYS = {"done": Done, "missed": Missed, "no": Missed, "skip": Skipped}
SILENT = frozenset({"unknown", "pending"})


def measure(name: str = "m-0") -> Measure:
    return Measure(id=name, kind=MeasureKind.AMOUNT, unit="{point}", direction=Direction.UP)


def journal(entries: Sequence[Any]) -> Journal:
    stamped = [entry.stamped(id=f"e-{number}", at=AT) for number, entry in enumerate(entries)]
    return Journal(subject=SUBJECT, entries=stamped)


def judged(*targets: Target, values: Sequence[tuple[str, float]]) -> Progress:
    """Return the progress of some targets after one value of each measure."""
    goal = Goal(id="g-1", subject=SUBJECT, statement="as in the file", targets=targets)
    entries = [Measured(measure=name, value=value, day=START) for name, value in values]
    return progress(goal, journal(entries), on=START)


# Progress: the way from a baseline to a target, bands, what is shown, and weighted means.


def linear_progress(file: Entry) -> Iterator[Case]:
    """Yield the ways, what cannot be asked for, the bands, the shown numbers and the means."""
    for number, entry in enumerate(file.get("cases", ()), 1):
        yield attempted(f"cases {number}", lambda e=entry, n=number: way(f"cases {n}", e))
    for number, entry in enumerate(file.get("must_raise", ()), 1):
        yield attempted(f"must_raise {number}", lambda e=entry, n=number: no_way(n, e))
    for number, entry in enumerate(file.get("maintenance", {}).get("cases", ()), 1):
        yield attempted(f"maintenance {number}", lambda e=entry, n=number: band(n, e))
    for number, entry in enumerate(file.get("display", {}).get("cases", ()), 1):
        yield attempted(f"display {number}", lambda e=entry, n=number: shown(n, e))
    for number, entry in enumerate(file.get("milestones", ()), 1):
        name = str(entry.get("name", f"milestones {number}"))
        yield attempted(name, lambda e=entry, n=name: mean(n, e))


def stated(name: str, expected: Entry, came: Entry) -> Case:
    """Return the checks of what a case states, and name what is not known here."""
    unknown = sorted(expected.keys() - came.keys())
    return Case(
        id=name,
        checks=tuple(
            Check(what=key, expected=expected[key], came=came[key])
            for key in expected
            if key in came
        ),
        not_run=f"it also states {', '.join(unknown)}" if unknown else None,
    )


def target_of(entry: Entry) -> Target:
    baseline, bound = float(entry["baseline"]), float(entry["target"])
    make = Aim.at_most if bound < baseline else Aim.at_least
    return Target(id="t-0", aim=make(bound, measure()), baseline=baseline)


def way(name: str, entry: Entry) -> Case:
    (part,) = judged(target_of(entry), values=[("m-0", entry["value"])]).parts
    came = {
        "raw": part.raw,
        "clamped": part.value,
        "overshoot": part.raw is not None and part.raw > 1,
        "regressed": part.is_worse,
    }
    return stated(name, entry["expect"], came)


def no_way(number: int, entry: Entry) -> Case:
    try:
        came: object = judged(target_of(entry), values=[("m-0", float(entry["value"]))]).raw
    except InvalidValueError:
        came = "an error"
    check = Check(what="must raise", expected="an error", came=came)
    return Case(id=f"must_raise {number}", checks=(check,))


def band(number: int, entry: Entry) -> Case:
    """Compare a band that is held, and one that is to be arrived at."""
    low, high = entry["low"], entry["high"]
    aims = {
        "held": Aim.maintain(measure(), low=low, high=high),
        "between": Aim.between(low, high, measure()),
    }
    checks = []
    for name, aim in aims.items():
        (part,) = judged(Target(id="t-0", aim=aim), values=[("m-0", entry["value"])]).parts
        # Outside of a band that is to be arrived at, the way there is unknown without a baseline.
        checks.append(Check(what=name, expected=bool(entry["expect"]), came=part.is_met))
        if aim.is_held:
            checks.append(Check(what="value", expected=entry["expect"], came=part.value))
    return Case(id=f"maintenance {number}", checks=tuple(checks))


def shown(number: int, entry: Entry) -> Case:
    target = Target(id="t-0", aim=Aim.at_least(1, measure()), baseline=0)
    text = str(judged(target, values=[("m-0", entry["score"])]))
    percent = text.partition(": ")[2].partition(" % of the way")[0]
    check = Check(what="percent", expected=str(entry["expect"]), came=percent)
    return Case(id=f"display {number}", checks=(check,))


def mean(name: str, entry: Entry) -> Case:
    """Compare the weighted mean, with a measured target for each part that has a weight."""
    parts = {f"m-{n}": part for n, part in enumerate(entry["milestones"]) if part["weight"] != 0}
    targets = [
        Target(id=name, aim=Aim.at_least(1, measure(name)), baseline=0, weight=part["weight"])
        for name, part in parts.items()
    ]
    values = [(name, p["progress"]) for name, p in parts.items() if p["progress"] is not None]
    seen = judged(*targets, values=values)
    return stated(
        name, entry["expect"], {"score": seen.value, "known_weight_share": seen.evidence_share}
    )


# Streaks and habits: a daily step.


def daily(days: Sequence[str]) -> tuple[Goal, Journal, dt.date]:
    """Return a daily step, what became of it on each day, and the day after the last."""
    step = Step(id=STEP, action="walk", recurrence=Recurrence.daily(start=START))
    plan = ActionPlan(steps=[step])
    goal = Goal(id="g-1", subject=SUBJECT, statement="as in the file", plan=plan)
    entries = [
        DAYS[state](step=STEP, day=START + number * A_DAY)
        for number, state in enumerate(days)
        if state not in SILENT
    ]
    return goal, journal(entries), START + len(days) * A_DAY


def streaks(file: Entry) -> Iterator[Case]:
    """Yield the streaks that skips neither break nor lengthen."""
    for number, entry in enumerate(file.get("cases", ()), 1):
        name = str(entry.get("name", f"number {number}"))
        yield attempted(name, lambda name=name, entry=entry: row(name, entry))


def row(name: str, entry: Entry) -> Case:
    days = entry["days_oldest_first"]
    if "neutral_length" not in entry:
        return Case(id=name, not_run="it states no neutral_length")
    strange = sorted(set(days) - DAYS.keys() - SILENT)
    if strange:
        return Case(id=name, not_run=f"a day is called {', '.join(strange)}")
    if "pending" in days[:-1]:
        return Case(id=name, not_run="only the last day can be pending")
    goal, entries, on = daily(days)
    # A day that is pending is the day of judgement.
    seen = streak(goal, entries, on=on - A_DAY if days[-1:] == ["pending"] else on)
    check = Check(what="neutral_length", expected=entry["neutral_length"], came=seen.current)
    return Case(id=name, checks=(check,))


def loop_score(file: Entry) -> Iterator[Case]:
    """Yield the steps, the half-lives, and the habits that are a daily yes or no."""
    for number, entry in enumerate(file.get("step", {}).get("cases", ()), 1):
        yield attempted(f"step {number}", lambda e=entry, n=number: one_step(n, e))
    for name, days in file.get("half_life_days", {}).items():
        yield attempted(f"half-life {name}", lambda n=name, d=days: half_life(n, d))
    for number, entry in enumerate(file.get("cases", ()), 1):
        name = str(entry.get("name", f"number {number}"))
        yield attempted(name, lambda name=name, entry=entry: habit(name, entry))


def one_step(number: int, entry: Entry) -> Case:
    # The reference steps once a day, and here it is once each time that something is asked for.
    came = habit_strengthened(
        entry["previous"],
        entry["check"],
        per_day=entry["frequency"],
        times=entry["frequency"],
    )
    return Case(
        id=f"step {number}", checks=(Check(what="expect", expected=entry["expect"], came=came),)
    )


PER_DAY = {"daily": 1.0, "weekly": 1 / 7, "monthly": 1 / 30}


def half_life(name: str, days: float) -> Case:
    per_day = PER_DAY.get(name)
    if per_day is None:
        return Case(id=f"half-life {name}", not_run="of a frequency that is not known here")
    left = habit_strengthened(1.0, 0.0, per_day=per_day, times=per_day)
    came = math.log(0.5) / math.log(left)
    # The file rounds it to four decimals.
    check = Check(what="days", expected=round(days, 4), came=round(came, 4))
    return Case(id=f"half-life {name}", checks=(check,))


def habit(name: str, entry: Entry) -> Case:
    if "expect_today_backwards" not in entry:
        return Case(id=name, not_run="it states no expect_today_backwards")
    if entry["kind"] != "boolean":
        return Case(
            id=name, not_run=f"a habit of amounts ({entry['kind']}), which a step does not have"
        )
    times, days = entry["frequency"]
    if times != days:
        return Case(
            id=name,
            not_run="not daily: the reference looks back over a rolling span every day, and here "
            "each window counts once it is over",
        )
    states = {int(ago): state for ago, state in entry["entries_days_ago"].items()}
    strange = sorted({str(state) for state in states.values()} - DAYS.keys() - SILENT)
    if strange:
        return Case(id=name, not_run=f"a day is called {', '.join(strange)}")
    expected = entry["expect_today_backwards"]
    # Days before the first entry change nothing: there is no strength yet to take away.
    first = max([*states, len(expected) - 1])
    rows = [states.get(ago, "unknown") for ago in range(first, -1, -1)]
    came = []
    for ago in range(len(expected)):
        # At the end of that day, when nothing of the next is known.
        goal, entries, on = daily(rows[: len(rows) - ago])
        # The reference knows no unknown: nothing recorded is nothing done.
        came.append(habit_strength(goal, entries, on=on).strength or 0.0)
    return Case(
        id=name, checks=(Check(what="expect_today_backwards", expected=expected, came=came),)
    )
