"""When and where it begins: situations, times of the day and what they follow."""

from __future__ import annotations

import attrs

from smartgoals.smart._parts import ComponentKind
from smartgoals.smart._reader._heads import Head
from smartgoals.smart._reader._islands import Claim, Reading
from smartgoals.smart._reader._notation import CLASSES, Sieve, add_classes, pattern
from smartgoals.smart._reader._purposes import is_purpose

__all__ = ["claim_cues", "claim_leading_cues"]

add_classes(
    WHEN="when whenever if once while after before",
    ROUTINE=(
        "breakfast lunch lunchtime dinner supper tea coffee bed bedtime work school shower bath "
        "waking sleep meal meals mealtimes snack class lesson lessons training prayer prayers "
        "mass church gym "
        "commute homework teeth brushing waking arriving getting dropping finishing leaving eating "
        "going putting doing having cooking walking showering swallowing speaking washing noon "
        "sunrise sunset dark "
        "bedtimes breakfasts lunches dinners night mornings evenings shift shifts practice therapy "
        "session sessions group sex exercise standing turning opening closing starting "
        "entering answering "
        "school-run nap naps pe assembly playtime break breaktime recess registration "
        "commercials adverts toast cereal porridge"
    ),
)
_LEADING_CUE = pattern(
    "(when|whenever|if|once|as soon as|every time|each time|any time|anytime|the moment|while"
    "|after|before|on days (when|that)?|"
    "at times when|the next time|next time|upon|during|given) "
)
_CUES = tuple(
    pattern(notation)
    for notation in (
        # Routines of the day.
        (
            "(at|on|upon|over) (my|the|each|every)? (OTHER)? (breakfast|lunch|dinner|supper|tea"
            "|bedtime|snack|"
            "mealtimes|waking|arriving|breaktime|playtime|nap) "
            "(?! (table|ladies|lady|party|queue|menu|club|plate|box|bag|lessons|course))"
        ),
        (
            "(right|straight|immediately|soon|just|NUM minutes|an hour|half an hour|NUM hours"
            "|NUMBER (hour|minutes))? (after|before|during|with|following|in between|between) "
            "(my|the|each|every|our|his|her|their|a|all|meals)? (OTHER|evening|morning|night|first"
            "|daily|main|cup of){0,2} ROUTINE"
            " (break|breaks|time|hour|run|him|her|my teeth|up|home|in|the kids|the children|OTHER "
            "at school|to (bed|work|school)|"
            "my (OTHER)|the OTHER|off|from (work|school)|to sleep|for the day){0,2}"
        ),
        # Parts of the day.
        "first thing (in the morning|in the mornings)?",
        (
            "(in|during) (the|my) (early|late|mid)? -? (morning|mornings|evening|evenings"
            "|afternoon|afternoons|night)"
        ),
        "the (first|next) time (i|he|she|they|we) ANY{1,4}",
        (
            "at (night|nighttime|night-time|lunch|lunchtime|breaktime|playtime|mealtimes|meal "
            "times|lights out|lights-out|the same time|bath time|bathtime|teatime|dinnertime"
            "|bedtime)"
        ),
        "last thing (at night)?",
        (
            "on (waking|awakening|my commute|the commute|the way (to|home)|my way (to|home)|the "
            "(bus|train)|arrival|arriving (home)?|my lunch break|"
            "the school run|getting (up|home)|entering|cue|request)( from OTHER| OTHER)?"
        ),
        "as soon as (i|he|she|we|they|it|the|my) (ANY){1,8}",
        "(straight|right|immediately) (after|before|away after) (ANY){1,4}",
        # Situations.
        (
            "(when|whenever|if|every time|each time|any time|anytime|the moment|once|on days (when"
            "|that)) "
            "(i'm|i've|i'd|he's|she's|they're|we're|it's|i|he|she|we|they|you|it|the|my|her|his"
            "|our|their|a|an|someone|somebody|people|there|"
            "CLIENT|OTHER (is|are|starts|comes|hits|gets)|feeling|OTHER|cravings|anxiety|anxious"
            "|angry|stressed|asked|prompted|overwhelmed|upset|given|faced|entering|told) "
            "(ANY){0,12}"
        ),
        "while (the|my|i|OTHER) (ANY){1,6}",
        "(after|before) (i|he|she|we|they|the|my|OTHER) (ANY){1,6}",
    )
)
_CUES_SIEVE = Sieve(_CUES)


_GOES_ON = pattern(
    "(i will|i'll|i'm going to|we will|we'll|i want to|client will|he will|she will|you will|i "
    "(FILLER)? going-to|i plan to|i aim to)"
)


def claim_leading_cues(reading: Reading) -> None:
    """Claim the situation that a sentence opens with: "When I get home, I will ..."."""
    codes, plain = reading.codes, reading.words.plain
    for begin in sorted(set(reading.starts)):
        start = begin
        while start < len(codes) and (
            codes[start] in CLASSES["LEADING"]
            or (reading.taken[start] and codes[start] not in CLASSES["WHEN"])
        ):
            start += 1
        match = _LEADING_CUE.match(codes, start)
        if match is None or reading.taken[start]:
            continue
        last = _goes_on(reading, match.end(), reading.ends[start])
        if last is None or last - start < _LEAST_WORDS:
            continue
        if plain[start] == "given":
            # What others prepare is no cue, and no part of the act.
            reading.close(start, last)
        elif plain[last + 1 : last + 2] != ["but"] and not _is_span(reading, start, last):
            # "After my stroke I get stuck on words, but" would be a story.
            reading.drop(start, last)
            reading.claim(Claim(ComponentKind.CUE, start, last))


def _goes_on(reading: Reading, start: int, end: int) -> int | None:
    """Return where the goal begins behind an opening clause; None if it never does."""
    for place in range(start, end):
        if reading.words.plain[place] in {",", "then"}:
            return place
        if place > start and _GOES_ON.match(reading.codes, place, end):
            return place
    return None


def _is_span(reading: Reading, start: int, last: int) -> bool:
    """Return whether an opening such as "during February" says until when."""
    return reading.words.plain[start] in {"during", "after", "before"} and any(
        claim.kind is ComponentKind.HORIZON and start <= claim.start < last
        for claim in reading.claims
    )


_LEAST_WORDS = 2
# How far before the act a cue may stand, in words.
_NEAR = 12
# "Look after", "take after", "go over": no time.
_PHRASAL = frozenset(
    "look looking looked looks take takes taking clean cleaning cleans seek run go going as "
    "at cope copes coping".split()
)
_NO_CUE = frozenset("late met died was were had in they're".split())
_CUE_ENDS = frozenset(", then instead - bracket because".split())


def claim_cues(reading: Reading, goal: Head) -> None:
    """Claim situations and times of the day wherever they stand."""
    plain = reading.words.plain
    for index in _CUES_SIEVE.pick(reading.letters):
        for match in _CUES[index].finditer(reading.codes):
            start, end = match.start(), match.end()
            if start == goal.start or start < goal.start - _NEAR:
                continue
            if plain[start - 1 : start] and plain[start - 1] in _PHRASAL:
                continue
            if plain[start] in {"before", "while", "after"} and _NO_CUE & set(plain[start:end]):
                continue
            # "30 minutes after lunch": the minutes are claimed, the lunch is not.
            while start < end and reading.taken[start]:
                start += 1
            if start == end or (
                start > match.start() and reading.codes[start] not in CLASSES["WHEN"]
            ):
                continue
            end = _cue_end(reading, start, end, goal.start)
            if end - start >= _LEAST_WORDS:
                _keep(reading, start, end)


def _cue_end(reading: Reading, start: int, end: int, head: int) -> int:
    """Return where a cue ends at the latest: before another part, a comma, a purpose."""
    plain = reading.words.plain
    for place in range(start + 1, end):
        is_purpose_here = plain[place] == "to" and is_purpose(reading, place, head)
        if plain[place] in _CUE_ENDS or is_purpose_here or _is_closed(reading, place, start):
            end = place
            break
    while end > start + 1 and reading.codes[end - 1] in CLASSES["WEAK_END"]:
        end -= 1
    return end


def _is_closed(reading: Reading, index: int, start: int) -> bool:
    """Return whether a cue ends before a word: what a situation tells of number is part of it."""
    if not reading.taken[index]:
        return False
    claim = reading.owners[index]
    if reading.words.plain[start] not in {"if", "when", "whenever"}:
        return True
    if claim is None:
        return False
    if claim.kind is ComponentKind.HORIZON:
        return reading.words.plain[claim.start] != "in"
    return claim.kind not in {ComponentKind.QUANTITY, ComponentKind.CUE}


def _keep(reading: Reading, start: int, end: int) -> None:
    reading.drop(start, end)
    day = reading.owners[end] if end < len(reading.owners) else None
    is_event = (
        reading.words.plain[start] == "before"
        and day is not None
        and day.kind is ComponentKind.HORIZON
        and reading.words.plain[end] == "on"
    )
    if is_event and day is not None:
        # "Before we go to Mallorca on 26 July": an event and its day.
        reading.drop(end, end + 1)
        reading.claim(attrs.evolve(day, start=start))
    else:
        reading.claim(Claim(ComponentKind.CUE, start, end))
