"""How long each time, and at what time of day."""

from __future__ import annotations

import datetime as dt
import re

from smartgoals.smart._parts import Amount, Comparator, ComponentKind
from smartgoals.smart._reader._islands import Claim, Island, Islands, Reading, comparator_of, has
from smartgoals.smart._reader._notation import CLASSES, pattern

__all__ = ["CLOCK_CUES", "DURATIONS"]


def _bout(reading: Reading, index: int) -> str:
    return {"s": "s", "m": "min", "h": "h"}[reading.words.plain[index][0]]


_CHANGED = pattern(
    "(reduce|reducing|cut|cutting|decrease|lower|limit|shorten|drop|increase|increasing|extend|raise"
    "|lengthen|improve) ANY{0,5}$"
)
_BACK = 4
_NOW = pattern(
    "((up|down) from|instead of|currently|right now|at the moment|at present|i can manage|now at) "
    "(just|only|about|around|roughly|it's|i do|i manage|is|for){0,2}$"
)
_IS_NOW = pattern(
    "((is|are) (what|where) (i|he|she) (can|am|is|do|manage)|(now|at the moment|currently|at "
    "present)"
    " (?! every))"
)


def _duration(
    reading: Reading,
    match: re.Match[str],
    value: float,
    unit: str,
    most: float | None = None,
) -> Claim | None:
    if value <= 0:
        return None
    if most is not None and most <= value:
        most = None
    comparator, start, end = comparator_of(reading, match.start(), match.end())
    if comparator is Comparator.EQ and has(match, "low"):
        # "20+ minutes": said between the number and its unit.
        comparator = comparator_of(reading, match.start(), match.end("low"))[0]
    if most is not None:
        comparator = Comparator.RANGE
    before = reading.words.plain[start - 1] if start else ""
    if before == "by" and _CHANGED.search(reading.codes, reading.starts[start], start - 1):
        # "Reduce screen time by 2 hours" says what goes, and not what stays.
        comparator, start = Comparator.BY, start - 1
    if before == "every":
        return None
    if before in {"for", "within", "in"} and (start < 1 or reading.is_free(start - 1, start)):
        start -= 1
        if before != "for" and comparator is Comparator.EQ:
            comparator = Comparator.LE
    is_now = (
        _NOW.search(reading.codes, max(0, start - _BACK), start) is not None
        or _IS_NOW.match(reading.codes, end) is not None
    )
    amount = Amount(value=value, most=most, unit=unit, comparator=comparator, is_baseline=is_now)
    return Claim(ComponentKind.DURATION, start, end, amount)


# "Swim 40 m" is a distance, "meditate 20m" a time.
_MOVING = frozenset(
    "walk walking ambulate ambulates mobilise mobilises mobilize mobilizes run jog swim row cycle "
    "propel wheel crawl sprint transfer".split()
)


def _plain_duration(reading: Reading, match: re.Match[str]) -> Claim | None:
    """10 minutes, 20-30 min, 1 hour 15 minutes, 2 1/2 hours."""
    words = reading.words
    unit = _bout(reading, match.start("unit"))
    low = match.start("low")
    if reading.codes[low] not in CLASSES["NUMBER"] and unit == "s":
        # "A second" is seldom one.
        return None
    is_distance = words.plain[match.start("unit")] == "m" and not _MOVING.isdisjoint(
        words.plain[max(0, low - 4) : low]
    )
    if is_distance:
        return None
    value = words.number(low)
    most = words.number(match.start("high")) if has(match, "high") else None
    if has(match, "more"):
        more = words.number(match.start("more"))
        value, unit = (value * 60 + more, "min") if unit == "h" else (value * 60 + more, "s")
    elif has(match, "half"):
        value += 0.5
    elif has(match, "quarter"):
        value += 0.25
    return _duration(reading, match, value, unit, most)


def _part_of_an_hour(reading: Reading, match: re.Match[str]) -> Claim | None:
    unit = _bout(reading, match.start("unit"))
    if has(match, "half"):
        value = 0.5
    else:
        count = reading.words.number(match.start("count")) if has(match, "count") else 1.0
        value = 0.25 * count
    return _duration(reading, match, value, unit)


DURATIONS = Islands(
    Island(
        pattern(
            "low=COUNT ((-|to|or|/) high=NUMBER)? (plus|or more|or so|or less)? -? (solid|full"
            "|good|whole|continuous|more|"
            "consecutive|uninterrupted|total)? unit=BOUT"
            " (and? more=NUM MINUTES|-? and -? half=(a? half)|and quarter=(a quarter))?"
            "(?! (of the week|ago|old|apart|later))"
        ),
        _plain_duration,
    ),
    Island(pattern("low=NUM unit=h' more=NUM"), _plain_duration),
    Island(pattern("between low=NUMBER and high=NUMBER unit=BOUT"), _plain_duration),
    Island(pattern("half=half -? (an|a)? -? unit=(HOURS|minute)"), _part_of_an_hour),
    Island(
        pattern(" (count=COUNT|three)? -? (quarter|quarters) (of)? (an|a) unit=HOURS"),
        _part_of_an_hour,
    ),
)


def _clock(reading: Reading, match: re.Match[str]) -> Claim | None:
    value = reading.words.values[match.start("clock")]
    return Claim(
        ComponentKind.CUE,
        match.start(),
        match.end(),
        value if isinstance(value, dt.time) else None,
    )


def _hour(reading: Reading, match: re.Match[str]) -> Claim | None:
    """At 7, by half past nine."""
    before = reading.codes[max(0, match.start() - 3) : match.start()]
    if any(code in CLASSES["INSTRUMENT"] for code in before):
        # "Keep my PHQ-9 at 5 to 9" tells no time.
        return None
    hour = reading.words.number(match.start("hour"))
    minutes = round(hour % 1 * 100)
    if not 1 <= hour < 13 or minutes >= 60:
        return None
    return Claim(ComponentKind.CUE, match.start(), match.end())


def _cue(_: Reading, match: re.Match[str]) -> Claim | None:
    return Claim(ComponentKind.CUE, match.start(), match.end())


_AT = "(at|by|before|after|around|about|from|until|till|no later than|past|between|for)"
CLOCK_CUES = Islands(
    Island(
        pattern(f"{_AT} (about|around|roughly)? clock=CLOCK ((-|to|and|until|till|or) CLOCK)?"),
        _clock,
    ),
    Island(pattern("clock=CLOCK (sharp|every-day)?"), _clock),
    Island(pattern("(no|not) (earlier|later) than clock=CLOCK"), _clock),
    Island(pattern(f"{_AT} (half|quarter) (past|to) hour=NUMBER"), _hour),
    Island(pattern("(by|at|before|after|from|until|around) half hour=NUMBER"), _hour),
    Island(pattern(f"{_AT}? hour=NUMBER (o'clock|oclock)"), _hour),
    Island(
        pattern(
            "(at|by|before|after|around|until|till) hour=NUMBER (?=(STOP|,|every|each|on|daily|and|"
            "so|to|sharp|in the|for the|tonight|$|at night|tomorrow|WEEKDAY|most|because))"
        ),
        _hour,
    ),
    Island(
        pattern(
            "(at|by|before|after|around|until|till) (noon|midnight|midday|dusk|dawn|sunset|sunrise)"
        ),
        _cue,
    ),
)
