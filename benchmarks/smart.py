"""How many goal sentences a second are read and judged, against dateparser, which reads the days.

``ratio`` is the time of ``dateparser.search.search_dates()``, told that the text is English, over
ours, both measured in turns in one run, the best of several: above 1, ours is faster. dateparser
finds the dates and no more; ours reads all parts and judges them.

``growth`` is the cost of eight times as much text: 8 is in proportion.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path

from dateparser.search import search_dates

from smartgoals import check_smart, read_goal, screen_risk

CORPUS = Path(__file__).parents[1] / "tests" / "data" / "smart" / "open.jsonl"
DAY = dt.date(2025, 2, 3)
REPEATS = 5
LONG = 1_000
TIMES = 8


def judge(text: str) -> None:
    check_smart(read_goal(text, on=DAY, limit=len(text) + 1), on=DAY)


def read(text: str) -> None:
    read_goal(text, on=DAY, limit=len(text) + 1)


def find_dates(text: str) -> None:
    search_dates(text, languages=["en"])


def best(calls: dict[str, Callable[[str], object]], texts: list[str]) -> dict[str, float]:
    """Return the best time of each call over all *texts*, in seconds, measured in turns."""
    for call in calls.values():
        for text in texts:
            call(text)
    found = dict.fromkeys(calls, float("inf"))
    for _ in range(REPEATS):
        for name, call in calls.items():
            began = time.perf_counter()
            for text in texts:
                call(text)
            found[name] = min(found[name], time.perf_counter() - began)
    return found


def main() -> None:
    texts = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()]
    texts = [text for text in texts if text.strip()]
    ours: dict[str, Callable[[str], object]] = {
        "read_goal": read,
        "read_goal + check_smart": judge,
        "screen_risk": screen_risk,
    }
    times = best({**ours, "search_dates": find_dates}, texts)
    print(f"{'':26}{'a second':>10}{'ratio':>10}")
    for name, seconds in times.items():
        print(f"{name:26}{len(texts) / seconds:10,.0f}{times['search_dates'] / seconds:10.1f}")
    sentence = "I will walk for 10 minutes every morning until 3 March to sleep better. "
    short = (sentence * LONG)[:LONG]
    long, brief = (best({"judge": judge}, [text])["judge"] for text in (short * TIMES, short))
    print(f"{'growth':26}{long / brief:10.1f}")


if __name__ == "__main__":
    main()
