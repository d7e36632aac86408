"""Ask python-dateutil the same: ``python -m benchmarks.oracle --rules 20000 --seed 0``.

Rules are made at random and their first occurrences compared. Where the two differ, the words of
RFC 5545 decide, and a program checks that they do: the rule is told to dateutil in another way,
which by the RFC's own words means the same and which dateutil understands, and it has to answer
what smartgoals answered. A difference without such an explanation is a failure.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from itertools import dropwhile, islice, takewhile, zip_longest
from types import SimpleNamespace
from typing import TypeAlias, TypeVar
from unittest import mock
from zoneinfo import ZoneInfo

import attrs
from dateutil import rrule

from smartgoals.recurrence import Recurrence

# How many occurrences of each rule are compared.
MOST = 40
# Into how many years of so many periods dateutil looks for them. A rule that falls on no day, such
# as every 31 February, would be sought until the year 9999.
YEARS = {"DAILY": 3, "WEEKLY": 6, "MONTHLY": 12, "YEARLY": 60}
INTERVALS = {"DAILY": 40, "WEEKLY": 9, "MONTHLY": 18, "YEARLY": 5}
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ZONES = ("America/New_York", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin")
# How many unexplained differences are made as short as they get: it takes a while.
SHRUNK = 5


@attrs.frozen(kw_only=True)
class Question:
    """A rule as RFC 5545 writes it.

    Args:
        start: DTSTART: a day, a wall time, or a wall time with its zone.
        parts: The parts of the RRULE and their values.
        exceptions: EXDATE, each at the time of *start*.
    """

    start: dt.date
    parts: dict[str, str]
    exceptions: tuple[dt.datetime, ...] = ()

    @property
    def text(self) -> str:
        """The RRULE."""
        return ";".join(f"{name}={value}" for name, value in self.parts.items())

    @property
    def first(self) -> dt.datetime:
        """*start* as dateutil wants it: a day is its midnight."""
        if isinstance(self.start, dt.datetime):
            return self.start
        return dt.datetime.combine(self.start, dt.time())

    @property
    def interval(self) -> int:
        """Every so many periods."""
        return int(self.parts.get("INTERVAL", 1))

    @property
    def count(self) -> int | None:
        """How many days there are in all, those of EXDATE counted; None for no such limit."""
        return int(self.parts["COUNT"]) if "COUNT" in self.parts else None

    @property
    def last_year(self) -> int:
        """The year with which the comparison ends, if MOST occurrences do not end it before."""
        return self.start.year + YEARS[self.parts["FREQ"]] * self.interval

    def told(self, **parts: str | None) -> Question:
        """Return the question with other parts; None leaves one out."""
        kept = {name: value for name, value in (self.parts | parts).items() if value is not None}
        return attrs.evolve(self, parts=kept)

    def __str__(self) -> str:
        """Write it as a calendar would."""
        exceptions = "".join(f" EXDATE:{each.isoformat()}" for each in self.exceptions)
        zone = f" {self.first.tzinfo}" if self.first.tzinfo else ""
        return f"DTSTART:{self.start.isoformat()}{zone} RRULE:{self.text}{exceptions}"


def question(rng: random.Random) -> Question:
    """Make a rule that RFC 5545 allows and smartgoals says it reads."""
    start = some_start(rng)
    frequency = rng.choice(list(YEARS))
    parts = {"FREQ": frequency} | some_days(rng, frequency)
    if rng.random() < 0.6:
        parts["INTERVAL"] = str(rng.randint(1, rng.choice((3, INTERVALS[frequency]))))
    if rng.random() < 0.5:
        parts["WKST"] = rng.choice(WEEK)
    if rng.random() < 0.25:
        parts["COUNT"] = str(rng.randint(1, rng.choice((5, MOST + 20))))
    elif rng.random() < 0.33:
        parts["UNTIL"] = some_end(rng, start, days=rng.choice((40, 900, 9_000)))
    # The order of parts says nothing; only FREQ is usually the first.
    first, *others = parts.items()
    rng.shuffle(others)
    made = Question(start=start, parts=dict([first, *others]))
    if rng.random() < 0.3:
        with calendar_until(made.last_year):
            days = first_of(made, theirs(made))
        left_out = rng.sample(days, min(len(days), rng.randint(1, 4)))
        # One that is not due has nothing to be left out.
        left_out.append(made.first + dt.timedelta(days=rng.randint(1, 400)))
        return attrs.evolve(made, exceptions=tuple(left_out))
    return made


def some_start(rng: random.Random) -> dt.date:
    """Make a DTSTART, more often than by chance on a leap day or near the end of a month or year.

    The years hold 1900 and 2100, which have no leap day, and 2000, which has one.
    """
    year = rng.randint(1890, 2110)
    day = dt.date(year, 1, 1) + dt.timedelta(days=rng.randint(0, 364))
    kind = rng.random()
    if kind < 0.1:
        day = dt.date(rng.choice((1896, 1996, 2000, 2024, 2096)), 2, 29)
    elif kind < 0.2:
        day = dt.date(year, 1, 1) + dt.timedelta(days=rng.randint(-8, 8))
    elif kind < 0.3:
        day = day.replace(day=1) - dt.timedelta(days=rng.randint(1, 3))
    if rng.random() < 0.3:
        return day
    # Clocks change in the second and third hour, mostly.
    time = dt.time(
        rng.choice((1, 2, rng.randint(0, 23))), rng.choice((0, 15, 30, 59)), rng.choice((0, 0, 59))
    )
    zone = ZoneInfo(rng.choice(ZONES)) if rng.random() < 0.4 else None
    return dt.datetime.combine(day, time, zone)


def some_end(rng: random.Random, start: dt.date, *, days: int) -> str:
    """Make an UNTIL, often just before, at or after the time at which something is due."""
    later = start + dt.timedelta(days=rng.randint(0, days))
    if not isinstance(start, dt.datetime) or not isinstance(later, dt.datetime):
        return f"{later:%Y%m%d}"
    seconds = rng.choice((0, 0, -1, 1, rng.randint(-40_000, 40_000)))
    later += dt.timedelta(seconds=seconds)
    if start.tzinfo is None:
        return f"{max(start, later):%Y%m%dT%H%M%S}"
    return f"{max(start.astimezone(dt.UTC), later.astimezone(dt.UTC)):%Y%m%dT%H%M%SZ}"


def some_days(rng: random.Random, frequency: str) -> dict[str, str]:
    """Make the parts that name days, as far as RFC 5545 allows them in a rule of *frequency*."""
    parts: dict[str, str] = {}
    if rng.random() < 0.3:
        parts["BYMONTH"] = listed(rng, lambda: str(rng.randint(1, 12)), most=4)
    if rng.random() < (0.8 if frequency == "WEEKLY" else 0.55):
        has_numbers = frequency in {"MONTHLY", "YEARLY"}
        # Only of a year are there more than five.
        highest = 5 if frequency == "MONTHLY" or "BYMONTH" in parts else 53
        parts["BYDAY"] = listed(
            rng, lambda: some_weekday(rng, highest if has_numbers else 0), most=5
        )
    if frequency != "WEEKLY" and rng.random() < (0.2 if "BYDAY" in parts else 0.4):
        parts["BYMONTHDAY"] = listed(rng, lambda: some_number(rng, 31), most=6)
    if frequency != "DAILY" and parts and rng.random() < 0.4:
        highest = rng.choice((2, 3, 3, {"WEEKLY": 5, "MONTHLY": 31, "YEARLY": 366}[frequency]))
        parts["BYSETPOS"] = listed(rng, lambda: some_number(rng, highest), most=3)
    return parts


def some_weekday(rng: random.Random, highest: int) -> str:
    number = some_number(rng, rng.choice((5, highest))) if highest and rng.random() < 0.5 else ""
    sign = "+" if number.isdigit() and rng.random() < 0.2 else ""
    return f"{sign}{number}{rng.choice(WEEK)}"


def some_number(rng: random.Random, highest: int) -> str:
    number = rng.choice((1, highest, rng.randint(1, highest), rng.randint(1, highest)))
    return str(number if rng.random() < 0.6 else -number)


def listed(rng: random.Random, item: Callable[[], str], *, most: int) -> str:
    return ",".join(item() for _ in range(rng.randint(1, rng.choice((1, 2, most)))))


def theirs(asked: Question) -> Iterator[dt.datetime]:
    """Yield each occurrence by dateutil, as clocks show it."""
    rules = rrule.rruleset()
    rules.rrule(rrule.rrulestr(asked.text, dtstart=asked.first))
    for each in asked.exceptions:
        rules.exdate(each)
    return iter(rules)


@contextmanager
def calendar_until(year: int) -> Iterator[None]:
    """End dateutil's calendar with *year*: it looks for a day until then, and no option ends it."""
    shorter = SimpleNamespace(**vars(dt) | {"MAXYEAR": year})
    with mock.patch.object(rrule, "datetime", shorter):
        yield


Answers: TypeAlias = dict[str, list[dt.date]]


def ours(asked: Question) -> Answers:
    """Return the first occurrences by smartgoals, by each of the ways to ask for them."""
    rule = Recurrence.from_rrule(asked.text, start=asked.start, exceptions=asked.exceptions)
    found: Answers = {
        "occurrences": first_of(asked, rule.occurrences()),
        "next_after": first_of(asked, by_steps(rule)),
    }
    if asked.first.tzinfo is not None:
        moments = rule.instants(zone=str(asked.first.tzinfo))
        found["instants"] = in_utc(first_of(asked, moments))
    return found


def by_steps(rule: Recurrence) -> Iterator[dt.date]:
    day = rule.next_after(rule.start - dt.timedelta(days=1))
    while day is not None:
        yield day
        day = rule.next_after(day)


def as_ours(asked: Question, times: Iterable[dt.datetime]) -> Answers:
    """Return the first of dateutil's times as :func:`ours` does.

    A time that clocks skip is where Python leaves it, and RFC 5545 in section 3.3.5: "the DATE-TIME
    value is interpreted using the UTC offset before the gap in local times".
    """
    first = first_of(asked, times)
    days: list[dt.date] = [time.date() for time in first]
    found: Answers = {"occurrences": days, "next_after": days}
    if asked.first.tzinfo is not None:
        found["instants"] = in_utc(first)
    return found


Time = TypeVar("Time", bound=dt.date)


def first_of(asked: Question, times: Iterable[Time]) -> list[Time]:
    return list(islice(takewhile(lambda time: time.year <= asked.last_year, times), MOST))


def in_utc(times: Iterable[dt.datetime]) -> list[dt.date]:
    """Return the same in UTC: elsewhere, Python calls no two times equal that clocks show twice."""
    return [time.astimezone(dt.UTC) for time in times]


@attrs.frozen(kw_only=True)
class Explanation:
    """Why an answer of dateutil is not the one of RFC 5545.

    Args:
        name: What it is about.
        sentence: What RFC 5545 says in section 3.3.10.
        retold: Asks dateutil for the same in a way that leaves it no choice; None where the
            sentence has nothing to do with the rule.
    """

    name: str
    sentence: str
    retold: Callable[[Question], Iterable[dt.datetime] | None]


def from_the_first_of_the_week(asked: Question) -> Iterable[dt.datetime] | None:
    """Start with the week that holds DTSTART, and leave out the days before DTSTART afterwards."""
    if asked.parts["FREQ"] != "WEEKLY" or "BYSETPOS" not in asked.parts:
        return None
    day = asked.first.weekday()
    into = (day - WEEK.index(asked.parts.get("WKST", "MO"))) % 7
    # What is taken from DTSTART stays as it was; COUNT begins with DTSTART.
    whole = asked.told(COUNT=None, BYDAY=asked.parts.get("BYDAY", WEEK[day]))
    whole = attrs.evolve(whole, start=asked.start - dt.timedelta(days=into), exceptions=())
    counted = islice(dropwhile(asked.first.__gt__, theirs(whole)), asked.count)
    return (time for time in counted if time not in asked.exceptions)


def with_every_weekday_numbered(asked: Question) -> Iterable[dt.datetime] | None:
    """Say MO as 1MO, 2MO and so on, as many as there can be."""
    items = asked.parts.get("BYDAY", "").split(",")
    plain = [item for item in items if item in WEEK]
    if not plain or len(plain) == len(items):
        return None
    of_a_month = asked.parts["FREQ"] == "MONTHLY" or "BYMONTH" in asked.parts
    numbers = range(1, 6 if of_a_month else 54)
    numbered = [f"{number}{item}" for item in plain for number in numbers]
    return theirs(asked.told(BYDAY=",".join({*items, *numbered} - {*plain})))


EXPLANATIONS = (
    Explanation(
        name="BYSETPOS in a week that begins before DTSTART",
        sentence=(
            "BYSETPOS operates on a set of recurrence instances in one interval of the recurrence "
            "rule. [...] A set of recurrence instances starts at the beginning of the interval "
            "defined by the FREQ rule part."
        ),
        retold=from_the_first_of_the_week,
    ),
    Explanation(
        name="BYDAY with and without a number in one list",
        sentence=(
            "If an integer modifier is not present, it means all days of this type within the "
            "specified frequency."
        ),
        retold=with_every_weekday_numbered,
    ),
)

EQUAL = "equal"


@attrs.frozen(kw_only=True)
class Verdict:
    """What a comparison says.

    Args:
        name: Equal, or the name of what explains the difference; None where nothing does.
        days: How many occurrences were compared.
        what: The first thing that is not explained.
    """

    name: str | None
    days: int = 0
    what: str = ""


def judged(asked: Question) -> Verdict:
    """Ask both, and where they differ look for an explanation."""
    try:
        came = ours(asked)
    except Exception as error:  # noqa: BLE001  # the other rules are still to be compared
        return Verdict(name=None, what=f"{type(error).__name__}: {error}")
    days = len(came["occurrences"])
    with calendar_until(asked.last_year):
        expected = as_ours(asked, theirs(asked))
        if came == expected:
            return Verdict(name=EQUAL, days=days)
        for explanation in EXPLANATIONS:
            retold = explanation.retold(asked)
            if retold is not None and came == as_ours(asked, retold):
                return Verdict(name=explanation.name, days=days)
    way = next(way for way in expected if expected[way] != came[way])
    pairs = zip_longest(expected[way], came[way])
    by_dateutil, by_us = next(pair for pair in pairs if pair[0] != pair[1])
    what = f"{way}: dateutil has {by_dateutil} where smartgoals has {by_us}"
    return Verdict(name=None, days=days, what=what)


def shrunk(asked: Question) -> Question:
    """Return the shortest rule with a difference that is not explained, found by leaving out."""
    for shorter in shorter_ones(asked):
        if judged(shorter).name is None:
            return shrunk(shorter)
    return asked


def shorter_ones(asked: Question) -> Iterator[Question]:
    for index in range(len(asked.exceptions)):
        left = asked.exceptions[:index] + asked.exceptions[index + 1 :]
        yield attrs.evolve(asked, exceptions=left)
    for name, value in asked.parts.items():
        others = asked.parts.keys() - {"FREQ", "BYSETPOS", name}
        if name != "FREQ" and (
            "BYSETPOS" not in asked.parts or any("BY" in part for part in others)
        ):
            yield asked.told(**{name: None})
        items = value.split(",")
        if len(items) > 1:
            for index in range(len(items)):
                yield asked.told(**{name: ",".join(items[:index] + items[index + 1 :])})


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and tell; return 0 if every difference is explained."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.oracle", description=__doc__)
    parser.add_argument("--rules", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    rng = random.Random(options.seed)  # noqa: S311  # a rule is no secret
    told: Counter[str] = Counter()
    occurrences = without = failed = 0
    for _ in range(options.rules):
        asked = question(rng)
        verdict = judged(asked)
        occurrences += verdict.days
        without += not verdict.days
        if verdict.name is not None:
            told[verdict.name] += 1
            continue
        failed += 1
        print(f"unexplained: {asked}: {verdict.what}")
        if failed <= SHRUNK:
            smallest = shrunk(asked)
            print(f"  and as short as it gets: {smallest}: {judged(smallest).what}", flush=True)
    print(
        f"{options.rules} rules with {occurrences} occurrences were compared with dateutil "
        f"{version('python-dateutil')}; {without} rules fall on no day in the years compared"
    )
    print(f"{told[EQUAL]} equal")
    for explanation in EXPLANATIONS:
        print(f"{told[explanation.name]} differ by {explanation.name}, RFC 5545, section 3.3.10:")
        print(f"  {explanation.sentence}")
    print(f"{failed} unexplained")
    print(f"{options.rules - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
