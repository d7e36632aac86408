"""Claim words for the parts of a sentence: the longest match of a kind wins, and earlier kinds.

What numbers and words of time mean depends on their neighbours. So each kind has patterns of its
own, the kinds are asked in a fixed order, and a word that one part has claimed is closed to the
next.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable

import attrs

from smartgoals.smart._parts import (
    Amount,
    Cadence,
    Comparator,
    Component,
    ComponentKind,
    Horizon,
    Person,
)
from smartgoals.smart._reader._notation import CLASSES, Pattern, Sieve, add_classes, pattern
from smartgoals.smart._reader._words import Words

__all__ = ["Claim", "Island", "Islands", "Meaning", "Reading", "comparator_of", "has"]

Meaning = Amount | Cadence | Horizon | Person | dt.time | dt.date | int | None


@attrs.frozen
class Claim:
    """A part of a sentence, in words."""

    kind: ComponentKind
    start: int
    end: int
    value: Meaning = None


class Reading:
    """The words of a text, and which of them are claimed so far."""

    __slots__ = (
        "begins",
        "claims",
        "codes",
        "ends",
        "is_day_first",
        "letters",
        "on",
        "owners",
        "starts",
        "taken",
        "words",
    )

    def __init__(
        self,
        words: Words,
        on: dt.date,
        *,
        is_day_first: bool,
        begins: dt.date | None = None,
    ) -> None:
        self.words = words
        self.codes = words.codes
        self.letters = frozenset(words.codes)
        self.on = on
        self.begins = begins
        self.is_day_first = is_day_first
        self.taken = bytearray(len(words.codes))
        self.owners: list[Claim | None] = [None] * len(words.codes)
        self.claims: list[Claim] = []
        self.starts, self.ends = _sentences(words.codes)

    def is_free(self, start: int, end: int) -> bool:
        """Return whether no word from *start* to *end* is claimed."""
        return not any(self.taken[start:end])

    def close(self, start: int, end: int) -> None:
        """Close words to all parts: what they say is no measure."""
        self.taken[start:end] = b"\x01" * (end - start)

    def claim(self, claim: Claim) -> None:
        """Keep a part and close its words."""
        self.claims.append(claim)
        self.close(claim.start, claim.end)
        self.owners[claim.start : claim.end] = [claim] * (claim.end - claim.start)

    def drop(self, start: int, end: int, *, but: Collection[ComponentKind] = ()) -> None:
        """Forget the parts that begin between two words; the words stay closed."""
        if not any(self.owners[start:end]):
            return
        kept: list[Claim] = []
        for claim in self.claims:
            if not start <= claim.start < end or claim.kind in but:
                kept.append(claim)
            else:
                self.owners[claim.start : claim.end] = [None] * (claim.end - claim.start)
        self.claims = kept

    def of(self, kind: ComponentKind) -> list[Claim]:
        """Return the parts of one kind, in the order of the text."""
        return sorted((claim for claim in self.claims if claim.kind is kind), key=_start)

    def take(self, islands: Islands) -> None:
        """Claim what the patterns of one kind find: the longest first, then the first."""
        found: list[Claim] = []
        for island in islands.pick(self.letters):
            position = 0
            while True:
                match = island.pattern.search(self.codes, position)
                if match is None:
                    break
                position = match.start() + 1
                claim = island.meaning(self, match)
                if claim is not None:
                    found.append(claim)
        if not found:
            return
        found.sort(key=_size)
        for claim in found:
            if self.is_free(claim.start, claim.end):
                self.claim(claim)

    def component(self, claim: Claim) -> Component:
        """Return the part with its place in the text."""
        start, end = self.words.span(claim.start, claim.end)
        return Component(kind=claim.kind, start=start, end=end, value=claim.value)


def _sentences(codes: str) -> tuple[list[int], list[int]]:
    """Return for each word, and the place after the last, where its sentence begins and ends."""
    stop = CLASSES["STOP"]
    starts, start = [], 0
    for index, code in enumerate(codes):
        starts.append(start)
        if code == stop:
            start = index + 1
    starts.append(start)
    ends, end = [], len(codes)
    for index in range(len(codes), -1, -1):
        if index < len(codes) and codes[index] == stop:
            end = index
        ends.append(end)
    ends.reverse()
    return starts, ends


@attrs.frozen
class Island:
    """A pattern, and what it means where it matches; None if it means nothing there."""

    pattern: Pattern
    meaning: Callable[[Reading, re.Match[str]], Claim | None]


def _start(claim: Claim) -> int:
    return claim.start


def _size(claim: Claim) -> tuple[int, int]:
    return claim.start - claim.end, claim.start


def has(match: re.Match[str], name: str) -> bool:
    """Return whether the pattern has that group and it matched something."""
    return name in match.re.groupindex and bool(match[name])


class Islands:
    """The patterns of one kind of part."""

    def __init__(self, *islands: Island) -> None:
        self._islands = islands
        self._sieve = Sieve(island.pattern for island in islands)

    def pick(self, letters: Iterable[str]) -> list[Island]:
        """Return those that may match a text with these letters."""
        return [self._islands[index] for index in self._sieve.pick(letters)]


_BEFORE = pattern(
    "(for)? ("
    "ge=(at (the)? (very)? least|a? minimum of?|min of|no (less|fewer) than|not less than"
    "|at minimum|at-least)"
    "|le=((no|not|never|nothing) (more|longer|greater|higher) than|at (the)? most"
    "|a? (max|maximum) of?"
    "|max of|up to|not (over|above)|at-most|only up to|to a (max|maximum) of|not exceeding"
    "|capped at"
    "|(limit|limited|restricted|capped|restrict) to)"
    "|gt=(more than|over|above|more-than|greater than|higher than|exceeding|longer than|upwards of)"
    "|lt=(less than|fewer than|under|below|less-than|lower than|shorter than)"
    "|approx=(about|around|approximately|roughly|nearly|almost|circa|something like)"
    ")$"
)
_AFTER = pattern(
    "(ge=(or (more|above|over|higher|better|greater|longer|up)|plus|and (above|over|up)|minimum"
    "|at (the)? (very)? least)"
    "|le=(or (less|fewer|below|under|lower|shorter)|max|maximum|at (the)? (very)? most|tops)"
    "|approx=(or so|ish|give or take)"
    "|by=(fewer|less (?! than)))"
    # "8 hours, at least 5 nights": these words belong to the next number.
    "(?! (NUMBER|once|twice|every|a|per))"
)
_MOST_WORDS_BEFORE = 6


def comparator_of(reading: Reading, start: int, end: int) -> tuple[Comparator, int, int]:
    """Return how the number from *start* to *end* is meant, and its span with those words."""
    before = _BEFORE.search(reading.codes, max(0, start - _MOST_WORDS_BEFORE), start)
    if before is not None:
        comparator = Comparator(before.lastgroup or "eq")
        return _in_its_sentence(reading, before.start(), comparator), before.start(), end
    after = _AFTER.match(reading.codes, end)
    if after is not None:
        return Comparator(after.lastgroup or "eq"), start, after.end()
    return Comparator.EQ, start, end


_DENIED = pattern("(not|never|won't|don't|doesn't|cannot|can't|nobody|nothing) ANY{0,5}$")
_RISING = pattern(
    "((gain|raise|increase|build|work|come|bring|push|put|move|from|climb|grow) ANY{0,4}"
    "|get ANY{1,4}|back)$"
)
_MOST_WORDS_OF_CLAUSE = 7


def _in_its_sentence(reading: Reading, start: int, comparator: Comparator) -> Comparator:
    """Return how a number is meant when the words before its own are heard too.

    "I will not drink more than 2" is at most 2; "bring my weight up to 52 kg" is no limit.
    """
    first = max(reading.starts[start], start - _MOST_WORDS_OF_CLAUSE)
    plain = reading.words.plain
    first = max([first, *(place + 1 for place in range(first, start) if plain[place] in _BREAKS)])
    if comparator is Comparator.GT and _DENIED.search(reading.codes, first, start):
        return Comparator.LE
    is_up_to = plain[start : start + 2] == ["up", "to"]
    if is_up_to and _RISING.search(reading.codes, first, start):
        return Comparator.EQ
    return comparator


_BREAKS = frozenset(", but and so because then bracket".split())

add_classes(
    SECONDS="second seconds s'",
    MINUTES="minute minutes min mins m'",
    HOURS="hour hours h'",
    SPAN=(
        "day days week weeks month months year years fortnight fortnights weekend weekends d' w' "
        "quarter quarters term terms semester semesters"
    ),
    DAYTIME=(
        "morning mornings evening evenings night nights afternoon afternoons weeknight weeknights "
        "weekday weekdays workday workdays lunchtime lunchtimes bedtime mealtime"
    ),
    PARTS_OF_DAY="morning evening night afternoon lunchtime",
    WEEKDAY=(
        "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays "
        "thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun"
    ),
    WEEKDAYS="mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    MONTH=(
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    ),
)
add_classes(PERIOD="SPAN DAYTIME", BOUT="SECONDS MINUTES HOURS")
add_classes(
    DAYS="day days d'",
    ON="on every each",
    PER="a an per each every /",
    TIMES="times time x x' occasions",
    OCCASIONS=(
        "times time x x' occasions days nights mornings evenings afternoons weekdays "
        "weeknights day night morning evening afternoon session occasion "
        "weekends lunchtimes sessions workdays"
    ),
    ADVERB="daily weekly monthly fortnightly nightly yearly annually hourly quarterly biweekly",
    NEXT="next coming following upcoming",
    WHOLE="whole full entire straight consecutive more solid school calendar working business",
    EDGE="end start beginning middle close half",
    UNTIL="until till by before to through at for in within up",
    SEASON="summer winter autumn spring fall ramadan lent advent",
)
