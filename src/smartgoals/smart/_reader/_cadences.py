"""How often: 3 times a week, every other Tuesday, twice daily, on weekdays."""

from __future__ import annotations

import re

from smartgoals.errors import InvalidValueError
from smartgoals.recurrence import Frequency, Recurrence, Weekday
from smartgoals.smart._parts import Cadence, Comparator, ComponentKind
from smartgoals.smart._reader._islands import Claim, Island, Islands, Reading, comparator_of, has
from smartgoals.smart._reader._notation import CLASSES, pattern

__all__ = ["FREQUENCIES", "PER_AMOUNT"]

_MOST_TIMES = 1_000
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_WEEK = list(Weekday)
_DAYS_A_WEEK = 7

_PERIODS: dict[str, tuple[int, Frequency, int]] = {}
"""Word -> (how many, of what, times in it where the word names them)."""
for (
    _word
) in "day days d' morning mornings evening evenings night nights afternoon afternoons".split():
    _PERIODS[_word] = (1, Frequency.DAILY, 1)
for _word in "lunchtime lunchtimes bedtime mealtime daily nightly every-day".split():
    _PERIODS[_word] = (1, Frequency.DAILY, 1)
for _word in "week weeks w' weekly weekend weekends".split():
    _PERIODS[_word] = (1, Frequency.WEEKLY, 1)
for _word in "fortnight fortnights fortnightly biweekly".split():
    _PERIODS[_word] = (2, Frequency.WEEKLY, 1)
for _word in "month months monthly".split():
    _PERIODS[_word] = (1, Frequency.MONTHLY, 1)
for _word in "year years yearly annually".split():
    _PERIODS[_word] = (1, Frequency.YEARLY, 1)
for _word in "quarter quarters quarterly".split():
    _PERIODS[_word] = (3, Frequency.MONTHLY, 1)
for _word in "weekday weekdays workday workdays weeknight weeknights".split():
    _PERIODS[_word] = (1, Frequency.WEEKLY, 5)


def _cadence(
    reading: Reading,
    times: float,
    every: int,
    period: Frequency | None,
    *,
    most: float | None = None,
    comparator: Comparator = Comparator.EQ,
    weekdays: tuple[Weekday, ...] = (),
    is_on_calendar: bool = False,
) -> Cadence | None:
    if times != int(times) or not 1 <= times <= _MOST_TIMES or every > _MOST_TIMES:
        return None
    if most is not None and (most != int(most) or not times < most <= _MOST_TIMES):
        most = None
    recurrence = None
    if weekdays:
        recurrence = Recurrence.weekly(*weekdays, start=reading.on, every=every)
    elif period is Frequency.DAILY and times == 1:
        recurrence = Recurrence.daily(start=reading.on, every=every)
    elif period is not None:
        recurrence = Recurrence.times_per(int(times), period, start=reading.on, every=every)
    return Cadence(
        times=int(times),
        most=None if most is None else int(most),
        every=every,
        period=period,
        comparator=Comparator.RANGE if most is not None else comparator,
        recurrence=recurrence,
        is_on_calendar=is_on_calendar,
    )


def _frequency(start: int, end: int, cadence: Cadence | None) -> Claim | None:
    return None if cadence is None else Claim(ComponentKind.FREQUENCY, start, end, cadence)


_ONCE = {"once": 1.0, "twice": 2.0, "thrice": 3.0}


def _times_per(reading: Reading, match: re.Match[str]) -> Claim | None:
    """3 to 4 times a week, twice daily, 5 nights per week."""
    words = reading.words
    low = match.start("low")
    before = reading.codes[low - 1] if low else ""
    if before and before in CLASSES["MONEY"]:
        return None
    times = _ONCE.get(words.plain[low], words.number(low))
    most = None
    if has(match, "high"):
        high = match.start("high")
        most = _ONCE.get(words.plain[high], words.number(high))
    word = words.plain[match.start("period")]
    count, period, within = _PERIODS.get(word.removesuffix("'s"), (0, None, 1))
    if within > 1:
        count, period = 1, Frequency.DAILY
    every = count
    if has(match, "every"):
        number = words.number(match.start("every"))
        if number != int(number) or not number:
            return None
        every *= int(number)
    if word in {"hour", "hours", "h'", "hourly"}:
        every, period = max(every, 1), None
    elif not count:
        return None
    comparator, start, end = comparator_of(reading, match.start(), match.end())
    if comparator is Comparator.EQ:
        comparator, start, _ = comparator_of(reading, low, low + 1)
        start = min(start, match.start())
    cadence = _cadence(reading, times, every, period, most=most, comparator=comparator)
    return _frequency(start, end, cadence)


def _each(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Every day, each weekend, every other week, every third night."""
    words = reading.words
    word = words.plain[match.start("period")].removesuffix("'s")
    if words.plain[match.end() : match.end() + 1] == ["of"]:
        # "Every quarter of an hour."
        return None
    every = 1
    if has(match, "other"):
        every = 2
    elif has(match, "nth"):
        every = int(words.number(match.start("nth")))
    elif has(match, "count"):
        number = words.number(match.start("count"))
        if number != int(number):
            return None
        every = int(number)
    if not 1 <= every <= _MOST_TIMES:
        return None
    comparator, start, end = comparator_of(reading, match.start(), match.end())
    if word in {"hour", "hours", "h'"}:
        cadence = _cadence(reading, 1, every, None, comparator=comparator)
        return _frequency(start, end, cadence)
    if word not in _PERIODS:
        return None
    count, period, within = _PERIODS[word]
    if within > 1:
        cadence = _cadence(
            reading, within, 1, period, weekdays=tuple(_WEEK[:within]), is_on_calendar=True
        )
        return _frequency(start, end, cadence)
    times = 1
    weekdays: tuple[Weekday, ...] = ()
    if has(match, "but"):
        left_out = _weekdays_in(reading, match.start("but"), match.end("but"))
        weekdays = tuple(day for day in _WEEK if day not in left_out)
        times, period, count = len(weekdays), Frequency.WEEKLY, 1
    elif has(match, "both"):
        times = 2
    cadence = _cadence(
        reading,
        times,
        every * count,
        period,
        comparator=comparator,
        weekdays=weekdays,
        is_on_calendar=(period is Frequency.DAILY and words.plain[match.start()] != "per")
        or bool(weekdays),
    )
    return _frequency(start, end, cadence)


def _adverb(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Daily, weekly, on a monthly basis."""
    word = reading.words.plain[match.start("period")]
    if word == "hourly":
        return _frequency(match.start(), match.end(), _cadence(reading, 1, 1, None))
    count, period, _ = _PERIODS[word]
    cadence = _cadence(
        reading, 1, count, period, is_on_calendar=word in {"daily", "every-day", "nightly", "days"}
    )
    return _frequency(match.start(), match.end(), cadence)


def _weekdays_in(reading: Reading, start: int, end: int) -> tuple[Weekday, ...]:
    named = [
        _WEEKDAYS.index(word[:3])
        for word, code in zip(reading.words.plain[start:end], reading.codes[start:end], strict=True)
        if code in CLASSES["WEEKDAY"]
    ]
    return tuple(_WEEK[index] for index in sorted(set(named)))


def _on_days(reading: Reading, match: re.Match[str]) -> Claim | None:
    """On Mondays and Fridays, every other Tuesday, Saturday mornings."""
    words = reading.words
    named = _weekdays_in(reading, match.start("days"), match.end("days"))
    is_plural = any(
        words.plain[i].endswith("s") and reading.codes[i] in CLASSES["WEEKDAYS"]
        for i in range(match.start("days"), match.end("days"))
    )
    is_every = has(match, "every")
    if len(named) == 2 and "-" in words.plain[match.start("days") : match.end("days")]:
        return None
    has_times = has(match, "part") and words.plain[match.end("part") - 1].endswith("s")
    if not (is_every or is_plural or has_times or len(named) > 1):
        return None
    every = 2 if has(match, "other") else 1
    if has(match, "nth"):
        every = int(words.number(match.start("nth")))
    if not 1 <= every <= _MOST_TIMES:
        return None
    cadence = _cadence(
        reading, len(named), every, Frequency.WEEKLY, weekdays=named, is_on_calendar=True
    )
    return _frequency(match.start(), match.end(), cadence)


def _day_to_day(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Monday to Friday."""
    first = _weekdays_in(reading, match.start("first"), match.end("first"))
    last = _weekdays_in(reading, match.start("last"), match.end("last"))
    low, high = first[0].position, last[0].position
    named = tuple(_WEEK[low : high + 1]) if low < high else tuple(_WEEK[low:] + _WEEK[: high + 1])
    cadence = _cadence(
        reading, len(named), 1, Frequency.WEEKLY, weekdays=named, is_on_calendar=True
    )
    return _frequency(match.start(), match.end(), cadence)


def _workdays(reading: Reading, match: re.Match[str]) -> Claim | None:
    """On weekdays, on school nights."""
    before = reading.codes[match.start() - 1 : match.start()]
    if before and before in CLASSES["NUMBER"] + CLASSES["PER"]:
        return None
    cadence = _cadence(
        reading, 5, 1, Frequency.WEEKLY, weekdays=tuple(_WEEK[:5]), is_on_calendar=True
    )
    return _frequency(match.start(), match.end(), cadence)


def _weekends(reading: Reading, match: re.Match[str]) -> Claim | None:
    return _frequency(match.start(), match.end(), _cadence(reading, 1, 1, Frequency.WEEKLY))


def _of_seven(reading: Reading, match: re.Match[str]) -> Claim | None:
    """5 of 7 nights: that often a week."""
    times = reading.words.number(match.start("low"))
    days = reading.words.number(match.start("all"))
    if days % _DAYS_A_WEEK or not 0 < times <= days <= 28:
        return None
    comparator, start, end = comparator_of(reading, match.start("low"), match.end())
    every = int(days) // _DAYS_A_WEEK
    cadence = _cadence(reading, times, every, Frequency.WEEKLY, comparator=comparator)
    return _frequency(min(start, match.start()), end, cadence)


_CLINICAL = {"bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4, "qd": 1}


def _clinical(reading: Reading, match: re.Match[str]) -> Claim | None:
    times = _CLINICAL[reading.words.plain[match.start()]]
    cadence = _cadence(reading, times, 1, Frequency.DAILY)
    return _frequency(match.start(), match.end(), cadence)


def _twice_a_day(reading: Reading, match: re.Match[str]) -> Claim | None:
    """Morning and night."""
    cadence = _cadence(reading, 2, 1, Frequency.DAILY)
    return _frequency(match.start(), match.end(), cadence)


def _monthly_on(reading: Reading, match: re.Match[str]) -> Claim | None:
    """On the first Sunday of each month, on the 1st and 15th of every month."""
    words = reading.words
    place = words.plain[match.start("place")] if has(match, "place") else ""
    number = -1 if place == "last" else None
    if place and number is None:
        number = int(words.number(match.start("place")))
    if has(match, "offset"):
        number = -2
    rule: Recurrence | None
    try:
        if has(match, "weekday"):
            named = _weekdays_in(reading, match.start("weekday"), match.end("weekday"))
            places = [number or 1]
            places += [
                int(words.number(match.start(name)))
                for name in ("second", "again")
                if has(match, name)
            ]
            rule = Recurrence.monthly(*(named[0].nth(n) for n in places), start=reading.on)
            times = len(places)
        else:
            days = (
                [number]
                if number is not None
                else [
                    int(words.number(i))
                    for i in range(match.start("days"), match.end("days"))
                    if reading.codes[i] in CLASSES["NTH"]
                ]
            )
            after = words.plain[match.end() : match.end() + 5]
            is_rare = after == [",", "where", "there", "is", "one"]
            rule = Recurrence.monthly(*sorted(set(days)), start=reading.on, clamp=not is_rare)
            times = len(set(days))
    except InvalidValueError:
        # There is no 32nd, and no rule for the last days of two different months at once.
        return None
    cadence = Cadence(times=times, period=Frequency.MONTHLY, recurrence=rule, is_on_calendar=True)
    return _frequency(match.start(), match.end(), cadence)


_LOW_HIGH = "low=NUMBER ((-|to|or|/|and) high=NUMBER)?"
_BUT = "((except|but|apart|excluding|bar) (for|from|on)? but=WEEKDAY)?"
FREQUENCIES = Islands(
    Island(
        pattern(
            f"(on)? {_LOW_HIGH} -? (separate|different|school|work|working|whole)? OCCASIONS? "
            "(out of the|out of|in|of the|/|a|an|per|each|every|during (the|each)|over (a|the)|"
            "across (the|a))"
            " (single|given|school|calendar)? period=(PERIOD|hour)"
        ),
        _times_per,
    ),
    Island(
        pattern(
            "low=(once|twice|thrice) ((-|or|to|/) high=(twice|thrice|NUMBER) (times)?)? -? "
            "(PER|in (a|each|every)|during (each|the)) (single|given)? (every=NUMBER)? "
            "period=(PERIOD|hour|hours)"
        ),
        _times_per,
    ),
    Island(
        pattern(
            "low=(once|twice|thrice) ((-|or|to|/) high=(twice|thrice|NUMBER) (times)?)? -? "
            "period=(ADVERB|every-day)"
        ),
        _times_per,
    ),
    Island(pattern(f"{_LOW_HIGH} TIMES period=(ADVERB|every-day)"), _times_per),
    Island(pattern(f"{_LOW_HIGH} TIMES period=(day|week|month|night)"), _times_per),
    Island(
        pattern(f"{_LOW_HIGH} TIMES? (every|per|in) every=NUM period=(PERIOD|hours)"), _times_per
    ),
    Island(
        pattern(
            "(each and)? (every|each|per) (other=(other|alternate)|nth=NTH|count=NUM|single"
            "|and every)? -? period=(PERIOD|hour|hours) PARTS_OF_DAY? "
            "(both=(and PARTS_OF_DAY))?"
            f" (of the (week|month|year))? {_BUT}"
        ),
        _each,
    ),
    Island(
        pattern("other=(on? alternate) (WEEKDAY)? period=PERIOD"),
        _each,
    ),
    Island(pattern("(on a)? period=(ADVERB|every-day) basis?"), _adverb),
    Island(
        pattern(
            "(every=(every|each|on a) (single)? (other=(other|alternate|second)|nth=NTH)?|on my?)? "
            "days=(WEEKDAY ((,|and|or|/|-|plus){0,2} (on|every|each)? WEEKDAY){0,6}) "
            "part=DAYTIME?"
        ),
        _on_days,
    ),
    Island(pattern("every=on other=alternate days=(WEEKDAY (and WEEKDAY)?)"), _on_days),
    Island(
        pattern(
            "every=(on|every|each)? days=(WEEKDAY ((,|and){1,2} WEEKDAY){0,6}) "
            "of every nth=NTH week"
        ),
        _on_days,
    ),
    Island(
        pattern("(every|each|from|on)? first=WEEKDAY (-|to|through|till|until) last=WEEKDAY"),
        _day_to_day,
    ),
    Island(
        pattern(
            "(on|every|each|during)? (the|my)? (weekdays|weeknights|workdays|weekday (mornings|"
            "evenings|nights|afternoons|lunchtimes)|(school|work|working) (nights|days|evenings|"
            "mornings|week)|(on|every|each) (school|work|working) (night|day|morning|evening"
            "|afternoon))"
        ),
        _workdays,
    ),
    Island(
        pattern(
            "(on|at|in|every|each|during) (the|my)? (weekends|weekend) "
            "(mornings|evenings|afternoons)?"
        ),
        _weekends,
    ),
    Island(
        pattern(
            "(on)? low=NUMBER (out of (the)?|of (the)?|/) all=NUM (DAYS|nights|mornings|evenings)"
            "( (a|per|each|every|/) week)?"
        ),
        _of_seven,
    ),
    Island(
        pattern(
            "(on)? low=NUMBER (nights|mornings|evenings|DAYS) (out of (every|the)?|of (every"
            "|the)?|in every|in) all=NUM DAYS?"
        ),
        _of_seven,
    ),
    Island(pattern("x low=NUM / all=NUM"), _of_seven),
    Island(
        pattern("low=(NUMBER|once|twice) TIMES? (?=((this|next|in the|during the) period=week))"),
        _times_per,
    ),
    Island(pattern("all (the|of the)? period=days"), _adverb),
    Island(pattern("(bid|bd|tid|tds|qid|qds|qd)"), _clinical),
    Island(
        pattern(
            "(both|in the)? (morning|am) and (in the|at)? (night|evening|pm|bedtime|afternoon)"
        ),
        _twice_a_day,
    ),
    Island(
        pattern(
            "(on)? the place=(NTH|last) offset=(to last)? (and the? second=NTH)? weekday=WEEKDAY "
            "(and the? again=NTH WEEKDAY)? "
            "(of|in) "
            "(each|every|the) month"
        ),
        _monthly_on,
    ),
    Island(
        pattern("(on)? the place=(NTH|last) offset=(to last)? day (of|in) (each|every|the) month"),
        _monthly_on,
    ),
    Island(
        pattern("(on)? the days=(NTH ((,|and){1,2} the? NTH){0,3}) (of|in) (each|every|the) month"),
        _monthly_on,
    ),
)


def _per(reading: Reading, match: re.Match[str]) -> Claim | None:
    """A day, per week: behind an amount."""
    before = reading.codes[match.start() - 1 : match.start()]
    if before and before in CLASSES["TIMES"]:
        # "Half a time a day" is no rhythm.
        return None
    word = reading.words.plain[match.start("period")]
    if word in {"hour", "hours"}:
        cadence = _cadence(reading, 1, 1, None)
        return _frequency(match.start(), match.end(), cadence)
    if word not in _PERIODS:
        return None
    count, period, within = _PERIODS[word]
    if within > 1:
        count, period = 1, Frequency.DAILY
    return _frequency(match.start(), match.end(), _cadence(reading, 1, count, period))


# "8 glasses a day": the article counts only behind an amount, which is claimed before.
PER_AMOUNT = Islands(
    Island(
        pattern(
            "(a|an|per|/|in a|in each|in any) (single|given)? period=(PERIOD|hour) "
            "(?! (off|out|trip|away|later|ago|earlier|job|shift|care|without))"
        ),
        _per,
    ),
)
