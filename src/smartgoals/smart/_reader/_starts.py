"""From when on, and until when: starting on Monday for two weeks, tomorrow I start."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import attrs

from smartgoals.smart._parts import ComponentKind, Horizon
from smartgoals.smart._reader import _days as days
from smartgoals.smart._reader._horizons import HORIZONS
from smartgoals.smart._reader._islands import Claim, Island, Islands, Reading
from smartgoals.smart._reader._notation import pattern

__all__ = ["claim_time"]

_FROM = "(starting|start|beginning|begin|commencing|as of|as from|from) (on|from)?"
_AFTER = "after (POSSESSIVE|a|an)? (OTHER|EVENT){1,3} on"
_SOMEBODY = frozenset("i i'll we we'll you he she they will to and , . - :".split())
# "From Monday to Friday" says on which days.
_ALONE = "(?! (to|until|till|through|thru|-|and|or|/|,) WEEKDAY)"


def _begins(
    meaning: Callable[[Reading, re.Match[str]], Claim | None],
) -> Callable[[Reading, re.Match[str]], Claim | None]:
    """Return what makes a start of the day that *meaning* finds, if it is yet to come."""

    def begins(reading: Reading, match: re.Match[str]) -> Claim | None:
        plain, first = reading.words.plain, match.start()
        if plain[first] in {"start", "begin"} and first and plain[first - 1] not in _SOMEBODY:
            # "Until the holidays start on 18 July".
            return None
        claim = meaning(reading, match)
        day = claim.value.due if claim is not None and isinstance(claim.value, Horizon) else None
        if claim is None or day is None or day <= reading.on:
            # From today on is from when it is read; "six weeks from today" is one span.
            return None
        return attrs.evolve(claim, kind=ComponentKind.START, value=reading.begins or day)

    return begins


_STARTS = Islands(
    Island(
        pattern(
            f"({_FROM}|{_AFTER}) (the|WEEKDAY)? ,? (the)? day=(NUM|NTH) (of)? month=MONTH "
            "((,)? year=NUM)?"
        ),
        _begins(days.day_and_month),
    ),
    Island(
        pattern(f"({_FROM}|{_AFTER}) month=MONTH (the)? day=(NUM|NTH) (,? year=NUM)?"),
        _begins(days.day_and_month),
    ),
    Island(pattern(f"({_FROM}|{_AFTER}) date=DATE"), _begins(days.numeric)),
    Island(
        pattern(f"{_FROM} which=(this|next|coming|following)? weekday=WEEKDAY {_ALONE}"),
        _begins(days.weekday_date),
    ),
    Island(
        pattern(f"{_FROM} day=(today|tonight|tomorrow) (morning|evening|night)?"),
        _begins(days.day_ahead),
    ),
    Island(
        pattern("day=(today|tonight|tomorrow) (?=,? (i|i'll|we|he|she) (will)? (start|begin))"),
        _begins(days.day_ahead),
    ),
    Island(
        pattern(f"{_FROM} the day=NTH (?! (OTHER|WEEKDAY|of))"), _begins(days.day_of_this_month)
    ),
)


def claim_time(reading: Reading) -> None:
    """Claim the day to begin on, and until when; spans count from the first."""
    reading.take(_STARTS)
    for claim in reading.of(ComponentKind.START)[:1]:
        assert isinstance(claim.value, dt.date)  # noqa: S101  # _begins makes nothing else
        reading.begins = claim.value
    reading.take(HORIZONS)
