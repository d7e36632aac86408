"""What day a sentence means: the meanings of its horizons."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

import attrs

from smartgoals._time import add_months
from smartgoals.smart._parts import ComponentKind, Horizon, HorizonKind
from smartgoals.smart._reader._islands import Claim, Reading, has
from smartgoals.smart._reader._notation import CLASSES

__all__ = [
    "bare",
    "by_weekday",
    "by_year",
    "day_ahead",
    "day_and_month",
    "day_of_this_month",
    "event",
    "event_claim",
    "feast",
    "hours",
    "month_alone",
    "near_day",
    "numeric",
    "of_a_year",
    "read_date",
    "season",
    "short_date",
    "span",
    "span_of_doing",
    "this_or_next",
    "this_period",
    "undated",
    "until_something",
    "weekday_date",
    "whole",
]

_MOST_YEARS = 10
_JUST_PASSED = dt.timedelta(days=31)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_DAYS_A_WEEK = 7


def _reach(reading: Reading, day: dt.date | None) -> dt.date | None:
    """Return *day* unless it is further off than anybody plans."""
    if day is None or abs(day.year - reading.on.year) > _MOST_YEARS:
        return None
    return day


def _horizon(
    reading: Reading,
    match: re.Match[str],
    due: dt.date | None,
    kind: HorizonKind = HorizonKind.DATE,
    *,
    other: dt.date | None = None,
    is_through: bool = True,
    months: int = 0,
    days: int = 0,
) -> Claim | None:
    if kind in {HorizonKind.DATE, HorizonKind.SPAN}:
        due = _reach(reading, due)
        if due is None:
            return None
    value = Horizon(
        kind=kind, due=due, other=other, is_through=is_through, months=months, days=days
    )
    return Claim(ComponentKind.HORIZON, match.start(), match.end(), value)


def _ahead(day: dt.date, months: int, days: int) -> dt.date | None:
    try:
        return add_months(day, months) + dt.timedelta(days=days)
    except (OverflowError, ValueError):
        return None


_SPANS = {
    "d": (0, 1),
    "w": (0, 7),
    "m": (1, 0),
    "y": (12, 0),
    "f": (0, 14),
    "q": (3, 0),
    "n": (0, 1),
}


def span(reading: Reading, match: re.Match[str]) -> Claim | None:
    """For the next 30 days, within six weeks, over a 4-week period."""
    words = reading.words
    count = 1.0
    if has(match, "high"):
        count = words.number(match.start("high"))
    elif has(match, "count"):
        count = words.number(match.start("count"))
        if words.plain[match.start("count")] == "couple":
            count = 2.0
    word = words.plain[match.start("unit")]
    before = words.plain[match.start() - 1] if match.start() else ""
    if before in {"once", "twice", "thrice", "times", "x"} and words.plain[match.start()] == "in":
        # "Once in a week" says how often.
        return None
    if not has(match, "count") and word.startswith(("day", "night", "morning", "d'")):
        return None
    if word.startswith(("term", "semester")):
        return _horizon(reading, match, None, HorizonKind.SEASON)
    months, days = _SPANS[word[0]]
    if word.startswith("weekend"):
        days = 7
    if count != int(count):
        months, days = 0, days + 30 * months
        days, count = int(days * count), 1
    if not 1 <= count <= 100_000:
        return None
    months, days = months * int(count), days * int(count)
    if months > 12 * _MOST_YEARS or days > 366 * _MOST_YEARS:
        return None
    return _horizon(
        reading,
        match,
        _ahead(reading.begins or reading.on, months, days),
        HorizonKind.SPAN,
        is_through=False,
        months=months,
        days=days,
    )


def span_of_doing(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Ten weeks of walking."""
    if not reading.words.plain[match.end() - 1].endswith("ing"):
        return None
    claim = span(reading, match)
    return None if claim is None else attrs.evolve(claim, end=match.end() - 1)


def _hours_ahead(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Within 48 hours."""
    hours = reading.words.number(match.start("count"))
    days = int(-(-hours // 24))
    if not 0 < days <= 366:
        return None
    return _horizon(
        reading, match, _ahead(reading.on, 0, days), HorizonKind.SPAN, is_through=False, days=days
    )


def _month_of(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _year_in(reading: Reading, match: re.Match[str], name: str = "year") -> int | None:
    if not has(match, name):
        return None
    shown = reading.words.plain[match.start(name)]
    return int(shown) if len(shown) == 4 and shown.isdigit() else None


def day_and_month(reading: Reading, match: re.Match[str]) -> Claim | None:
    """31 March, the 3rd of May, June 1, 12 June 2025."""
    words = reading.words
    day = words.number(match.start("day"))
    month = _month_of(words.plain[match.start("month")])
    has_year = has(match, "year")
    year = _year_in(reading, match) if has_year else reading.on.year
    if year is None or day != int(day):
        return None
    if words.plain[match.start()] == "on" and _is_past(reading, match.start()):
        return None
    try:
        due = dt.date(year, month, int(day))
        # "By 24 January" in February is a day that has passed; in November it is the next one.
        if not has_year and reading.on - due > _JUST_PASSED:
            due = dt.date(year + 1, month, int(day))
    except ValueError:
        return None
    return _horizon(reading, match, due)


def numeric(reading: Reading, match: re.Match[str]) -> Claim | None:
    """2025-03-31, 31/03/2025, 03/04/25."""
    shown = reading.words.plain[match.start("date")]
    due, other = read_date(shown, reading.on, is_day_first=reading.is_day_first)
    return _horizon(reading, match, due, other=other)


def read_date(
    shown: str, on: dt.date, *, is_day_first: bool = True
) -> tuple[dt.date | None, dt.date | None]:
    """Return the day that a date in figures names, and the other that it may name."""
    parts = [int(part) for part in re.split(r"[/.-]", shown)]
    if len(shown.split("-", maxsplit=1)[0]) == 4:
        return _date(*parts), None
    first, second, year = parts
    year += 2000 if year < 100 else 0
    by_day, by_month = _date(year, second, first), _date(year, first, second)
    if by_day is None or by_month is None or by_day == by_month:
        return by_day or by_month, None
    likely, other = (by_day, by_month) if is_day_first else (by_month, by_day)
    if likely < on <= other:
        return other, None
    return likely, other if other >= on else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_alone(reading: Reading, match: re.Match[str]) -> Claim | None:
    """By September, through March, in May 2025, end of feb, mid-April, this October."""
    words = reading.words
    month = _month_of(words.plain[match.start("month")])
    year = _year_in(reading, match)
    if has(match, "year") and year is None:
        return None
    edge = words.plain[match.start("edge")] if has(match, "edge") else ""
    before = words.plain[match.start("until")] if has(match, "until") else ""
    if before in {"in", "at", "for"} and year is not None and year < reading.on.year:
        return None
    if before == "in" and year is None and _is_past(reading, match.start()):
        return None
    if year is None:
        year = reading.on.year + (1 if month < reading.on.month else 0)
        if month == reading.on.month and "next" in words.plain[match.start() : match.end()]:
            year += 1
    if year > dt.MAXYEAR:
        return None
    last = _last_day(year, month)
    if edge in {"end", "close", "late"}:
        due = last
    elif edge in {"middle", "mid", "half"}:
        due = dt.date(year, month, 15)
    elif edge in {"start", "beginning", "early"}:
        due = dt.date(year, month, 1)
    elif before in {"by", "before", "until", "till"}:
        due = dt.date(year, month, 1)
        if due <= reading.on <= last and before in {"by", "until", "till"}:
            due = last
    else:
        due = last
    return _horizon(reading, match, due)


_PAST_WORDS = frozenset("was were had did died left lost came went began got became".split())


def _is_past(reading: Reading, index: int) -> bool:
    """Return whether the words before tell of what has been."""
    near = reading.words.plain[max(0, index - 3) : index]
    return any((word.endswith("ed") and len(word) > 4) or word in _PAST_WORDS for word in near)


def this_or_next(reading: Reading, match: re.Match[str]) -> Claim | None:
    """This week, by the end of next month, this year, by the weekend."""
    words, on = reading.words, reading.on
    unit = words.plain[match.start("unit")]
    which = words.plain[match.start("which")] if has(match, "which") else ""
    after = 1 if which in {"next", "following", "coming"} else 0
    edge = words.plain[match.start("edge")] if has(match, "edge") else ""
    before = words.plain[match.start("until")] if has(match, "until") else ""
    try:
        if unit.startswith("weekend"):
            due = on + dt.timedelta(days=5 - on.weekday() + 7 * after)
            if before not in {"by", "before", "until", "till"} or edge:
                due += dt.timedelta(days=1)
            if due < on:
                due += dt.timedelta(days=7)
            return _horizon(reading, match, due)
        if unit.startswith("week"):
            first = on - dt.timedelta(days=on.weekday()) + dt.timedelta(days=7 * after)
            last = first + dt.timedelta(days=6)
            middle = first + dt.timedelta(days=2)
        elif unit.startswith("month"):
            first = add_months(on.replace(day=1), after)
            last = _last_day(first.year, first.month)
            middle = first.replace(day=15)
        elif unit.startswith("quarter"):
            first = add_months(dt.date(on.year, 3 * ((on.month - 1) // 3) + 1, 1), 3 * after)
            end = add_months(first, 2)
            last = _last_day(end.year, end.month)
            middle = add_months(first, 1)
        elif unit.startswith("year"):
            first = dt.date(on.year + after, 1, 1)
            last, middle = dt.date(on.year + after, 12, 31), dt.date(on.year + after, 7, 1)
        else:
            return _horizon(reading, match, None, HorizonKind.SEASON)
    except (OverflowError, ValueError):
        return None
    if edge in {"start", "beginning", "early"} or (after and before == "before" and not edge):
        due = first
    elif edge in {"middle", "mid", "half"}:
        due = middle
    else:
        due = last
    return _horizon(reading, match, due)


def weekday_date(reading: Reading, match: re.Match[str]) -> Claim | None:
    """By Friday, this Thursday, next Tuesday, a week on Friday."""
    index = _WEEKDAYS.index(reading.words.plain[match.start("weekday")][:3])
    days = (index - reading.on.weekday()) % 7
    which = has(match, "which") and reading.words.plain[match.start("which")]
    if which == "next":
        days = index - reading.on.weekday() + 7
    elif days == 0 and which not in {"this", "today"}:
        days = 7
    if has(match, "later"):
        days += 7
    if has(match, "fortnight"):
        days += 14
    return _horizon(reading, match, _ahead(reading.on, 0, days))


_DAYS_AHEAD = {"today": 0, "tonight": 0, "tomorrow": 1}


def near_day(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Today, tomorrow, the day after tomorrow."""
    words, before = (
        reading.words.plain,
        reading.words.plain[max(0, match.start() - 3) : match.start()],
    )
    if words[match.start() - 1 : match.start()] in (
        ["starting"],
        ["from"],
        ["as"],
        ["of"],
        ["beginning"],
    ):
        return None
    if words[match.start("day")] == "today" and (
        words[match.end() : match.end() + 1] in (["i"], ["we"], ["he"], ["she"], ["is"], ["it"])
        or {"can", "manage", "now", "currently", "managed", "am", "i'm", "for"} & set(before)
    ):
        return None
    return day_ahead(reading, match)


def day_ahead(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Today, tomorrow, the day after, wherever it stands."""
    days = _DAYS_AHEAD[reading.words.plain[match.start("day")]] + (1 if has(match, "after") else 0)
    return _horizon(reading, match, _ahead(reading.on, 0, days))


def day_of_this_month(reading: Reading, match: re.Match[str]) -> Claim | None:
    """By the 15th."""
    day = int(reading.words.number(match.start("day")))
    for months in (0, 1):
        first = _ahead(reading.on.replace(day=1), months, 0)
        due = None if first is None else _date(first.year, first.month, day)
        if due is not None and due >= reading.on:
            return _horizon(reading, match, due)
    return None


def _year_alone(reading: Reading, match: re.Match[str]) -> Claim | None:
    """By 2026, before the end of 2025."""
    year = _year_in(reading, match)
    if year is None or not reading.on.year <= year <= reading.on.year + _MOST_YEARS:
        return None
    edge = reading.words.plain[match.start("edge")] if has(match, "edge") else ""
    before = reading.words.plain[match.start("until")] if has(match, "until") else ""
    is_first = edge in {"start", "beginning", "early"} or (
        not edge and before in {"by", "before", "until", "till"} and year > reading.on.year
    )
    due = dt.date(year, 7, 1) if edge in {"mid", "middle"} else dt.date(year, 12, 31)
    return _horizon(reading, match, dt.date(year, 1, 1) if is_first else due)


def _easter(year: int) -> dt.date:
    # The anonymous Gregorian algorithm, as Meeus prints it (Astronomical Algorithms, ch. 8).
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def _thanksgiving(year: int) -> dt.date:
    first = dt.date(year, 11, 1)
    return first + dt.timedelta(days=(3 - first.weekday()) % 7 + 21)


def _fixed(month: int, day: int) -> Callable[[int], dt.date]:
    return lambda year: dt.date(year, month, day)


def _from_easter(days: int) -> Callable[[int], dt.date]:
    return lambda year: _easter(year) + dt.timedelta(days=days)


_FEASTS: dict[str, Callable[[int], dt.date]] = {
    "easter": _easter,
    "good": _from_easter(-2),
    "pancake": _from_easter(-47),
    "shrove": _from_easter(-47),
    "ash": _from_easter(-46),
    "pentecost": _from_easter(49),
    "christmas": _fixed(12, 25),
    "boxing": _fixed(12, 26),
    "halloween": _fixed(10, 31),
    "thanksgiving": _thanksgiving,
    "valentine": _fixed(2, 14),
    "valentine's": _fixed(2, 14),
    "valentines": _fixed(2, 14),
    "patrick": _fixed(3, 17),
    "patrick's": _fixed(3, 17),
    "bonfire": _fixed(11, 5),
    "independence": _fixed(7, 4),
    "new": _fixed(1, 1),
}


def feast(reading: Reading, match: re.Match[str]) -> Claim | None:
    """By Christmas, until Easter, before New Year's Eve."""
    on, word = reading.on, reading.words.plain[match.start("feast")]
    day = _FEASTS[word]
    less = dt.timedelta(days=1 if has(match, "eve") else 0)
    year = _year_in(reading, match)
    try:
        due = day(year if year is not None else on.year) - less
        if year is None and due < on:
            due = day(on.year + 1) - less
        if has(match, "monday"):
            due += dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return _horizon(reading, match, due)


def undated(kind: HorizonKind) -> Callable[[Reading, re.Match[str]], Claim | None]:
    def meaning(reading: Reading, match: re.Match[str]) -> Claim | None:
        return _horizon(reading, match, None, kind)

    return meaning


def bare(
    meaning: Callable[[Reading, re.Match[str]], Claim | None],
) -> Callable[[Reading, re.Match[str]], Claim | None]:
    """Return *meaning* for a day without a word such as "by": not of what has been."""

    def bare(reading: Reading, match: re.Match[str]) -> Claim | None:
        before = reading.words.plain[match.start() - 1] if match.start() else ""
        if before in {"since", "from", "after", "of", "born", "the", "starting", "was", "between"}:
            return None
        claim = meaning(reading, match)
        if claim is None or not isinstance(claim.value, Horizon):
            return None
        return claim if claim.value.due is None or claim.value.due >= reading.on else None

    return bare


def of_a_year(reading: Reading, match: re.Match[str]) -> Claim | None:
    """In 2/52: so many weeks, as clinicians write it; of 12 they are months, of 7 days."""
    count, whole = (int(reading.words.number(match.start(name))) for name in ("count", "of_year"))
    months, days = {52: (0, 7), 12: (1, 0), 7: (0, 1)}.get(whole, (0, 0))
    is_daily = reading.words.plain[match.start()] == "x" and whole == _DAYS_A_WEEK
    if not 0 < count <= 104 or not months + days or is_daily:
        return None
    months, days = months * count, days * count
    return _horizon(
        reading,
        match,
        _ahead(reading.on, months, days),
        HorizonKind.SPAN,
        is_through=False,
        months=months,
        days=days,
    )


def short_date(reading: Reading, match: re.Match[str]) -> Claim | None:
    """On 6/3: without a year."""
    first, second = (reading.words.plain[match.start(name)] for name in ("first", "second"))
    if not (first.isdigit() and second.isdigit()) or second == "10" or len(second) > 2:
        return None
    for year in (reading.on.year, reading.on.year + 1):
        shown = f"{first}/{second}/{year}"
        due, other = read_date(shown, reading.on, is_day_first=reading.is_day_first)
        if due is not None and due >= reading.on:
            return _horizon(reading, match, due, other=other)
    return None


def season(reading: Reading, match: re.Match[str]) -> Claim | None:
    return _horizon(reading, match, None, HorizonKind.SEASON)


def event_claim(reading: Reading, match: re.Match[str]) -> Claim | None:
    return _horizon(reading, match, None, HorizonKind.EVENT)


def hours(reading: Reading, match: re.Match[str]) -> Claim | None:
    return (
        _hours_ahead(reading, match) if reading.words.number(match.start("count")) >= 24 else None
    )


def whole(reading: Reading, match: re.Match[str]) -> Claim | None:
    """All week, all year."""
    return this_or_next(reading, match)


def this_period(reading: Reading, match: re.Match[str]) -> Claim | None:
    """This week, next month, the end of the year; "the week" alone is none."""
    which = reading.words.plain[match.start("which")]
    if which == "the" and not has(match, "edge"):
        return None
    if which != "this" and reading.words.plain[match.start()] in {"for", "over", "within"}:
        return None
    return this_or_next(reading, match)


_PARTS_OF_DAYS = (["mornings"], ["evenings"], ["nights"], ["afternoons"], ["lunchtimes"])


def by_weekday(reading: Reading, match: re.Match[str]) -> Claim | None:
    """By Friday, on Friday; "Friday" alone is none."""
    first = match.start()
    after = reading.words.plain[match.end() : match.end() + 2]
    goes_on = reading.codes[match.end() + 1 : match.end() + 2]
    is_rhythm = after[:1] in _PARTS_OF_DAYS or (
        after[:1] in ([","], ["and"], ["or"], ["/"])
        and goes_on != ""
        and goes_on in CLASSES["WEEKDAY"]
    )
    if (
        is_rhythm
        # "Sunday through Thursday" says on which days.
        or (first and reading.codes[first - 1] in CLASSES["WEEKDAY"])
        or first == match.start("weekday")
        or reading.words.plain[first] == "the"
        or reading.codes[match.start("weekday")] in (CLASSES["WEEKDAYS"])
    ):
        return None
    return weekday_date(reading, match)


def by_year(reading: Reading, match: re.Match[str]) -> Claim | None:
    return None if match.start() == match.start("year") else _year_alone(reading, match)


_DAILY = frozenset(
    "bed bedtime breakfast lunch dinner tea supper work school class lessons lesson noon midnight "
    "sleep sleeping meals meal eating speaking".split()
)


def event(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Until my next session, before the exam, by discharge."""
    words = reading.words.plain[match.start() : match.end()]
    before = words[0]
    if before in {"at", "for", "through", "and", "up"} and not (
        {"next", "end", "follow-up", "review", "discharge", "reassessment"} & set(words)
    ):
        return None
    if before == "before" and {"each", "every"} & set(words):
        return None
    if before == "by" and words[1].endswith("ing"):
        return None
    if any(word in _DAILY for word in words):
        return None
    return _horizon(reading, match, None, HorizonKind.EVENT)


def until_something(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Until we meet again, by the time school starts; not before I go to bed."""
    words = reading.words.plain[match.start() : match.end()]
    if words[0] == "before" and not _LIFE & set(words):
        return None
    return _horizon(reading, match, None, HorizonKind.EVENT)


_LIFE = frozenset(
    "hit meet baby comes arrives move moves turn turns retire retires graduate graduates give term "
    "starts travel trip wedding birth born surgery holidays exams".split()
)
