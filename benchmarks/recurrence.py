"""Compare recurrences with python-dateutil.

Each number is the time of dateutil over ours, both measured in turns in one run, the best of
several: above 1, ours is faster. Nothing is measured before both gave the same answer.

``dates``: the days of a rule. ``moments``: the same in Europe/Berlin, as dateutil leaves them, with
times that no clock ever shows. ``resolved``: the same after ``dateutil.tz.resolve_imaginary()``,
which moves those as ours are. ``next``: the first day after one ten years from the anchor.
"""

from __future__ import annotations

import datetime as dt
import gc
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule, tz

from smartgoals.recurrence import Recurrence

REPEATS = 9
OCCURRENCES = 4_000
ZONE = "Europe/Berlin"
START = dt.datetime(2025, 2, 3, 9, 0)  # noqa: DTZ001  # a wall time
LATER = START + dt.timedelta(days=3653)
RULES = {
    "every day": "FREQ=DAILY",
    "two days a week": "FREQ=WEEKLY;BYDAY=MO,TH",
    "every second week": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR",
    "the 1st and 15th": "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "the first Friday": "FREQ=MONTHLY;BYDAY=1FR",
    "the last workday": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "every year": "FREQ=YEARLY",
    "every day in two months": "FREQ=DAILY;BYMONTH=6,7",
}
# How many calls of each are one measurement: ours is too short for a clock.
CALLS = {"next": (1, 2_000)}

Call = Callable[[], Any]


def pairs(text: str) -> dict[str, tuple[Call, Call]]:
    """Return by what is measured the call of dateutil and ours, known to answer the same."""
    rule = Recurrence.from_rrule(text, start=START)
    naive = rrule.rrulestr(text, dtstart=START)
    aware = rrule.rrulestr(text, dtstart=START.replace(tzinfo=ZoneInfo(ZONE)))
    later = LATER.date()

    def resolved() -> Iterable[dt.datetime]:
        return (tz.resolve_imaginary(moment) for moment in aware)

    same([each.date() for each in first(naive)], first(rule.occurrences()))
    same(in_utc(first(resolved())), in_utc(first(rule.instants(zone=ZONE))))
    same(naive.after(LATER).date(), rule.next_after(later))
    moments = walk(lambda: rule.instants(zone=ZONE))
    return {
        "dates": (walk(lambda: naive), walk(rule.occurrences)),
        "moments": (walk(lambda: aware), moments),
        "resolved": (walk(resolved), moments),
        "next": (lambda: naive.after(LATER), lambda: rule.next_after(later)),
    }


def first(times: Iterable[Any]) -> list[Any]:
    return list(islice(times, OCCURRENCES))


def in_utc(moments: Iterable[dt.datetime]) -> list[dt.datetime]:
    return [moment.astimezone(dt.UTC) for moment in moments]


def same(theirs: object, ours: object) -> None:
    if theirs != ours:
        raise AssertionError(theirs, ours)


def walk(times: Callable[[], Iterable[Any]]) -> Call:
    """Return what goes through the first of *times* and keeps none."""
    return lambda: deque(islice(times(), OCCURRENCES), maxlen=0)


def ratio(name: str, pair: tuple[Call, Call]) -> float:
    """Return the best time of dateutil over our best, measured in turns."""
    best = [float("inf")] * 2
    gc.collect()
    gc.disable()
    for _ in range(REPEATS):
        for side, (call, calls) in enumerate(zip(pair, CALLS.get(name, (1, 1)), strict=True)):
            began = time.perf_counter()
            for _ in range(calls):
                call()
            best[side] = min(best[side], (time.perf_counter() - began) / calls)
    gc.enable()
    return best[0] / best[1]


def main() -> None:
    table: dict[str, dict[str, float]] = {}
    for title, text in RULES.items():
        table[title] = {name: ratio(name, pair) for name, pair in pairs(text).items()}
    columns = list(next(iter(table.values())))
    for what, pick in (("lowest", min), ("median", statistics.median)):
        table[what] = {name: pick([table[title][name] for title in RULES]) for name in columns}
    print(f"{'':26}" + "".join(f"{name:>10}" for name in columns))
    for title, row in table.items():
        print(f"{title:26}" + "".join(f"{row[name]:10.1f}" for name in columns), flush=True)


if __name__ == "__main__":
    main()
