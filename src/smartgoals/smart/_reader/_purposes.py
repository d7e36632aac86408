"""What for: the clauses of purpose and of cause."""

from __future__ import annotations

from smartgoals.smart._parts import ComponentKind
from smartgoals.smart._reader._heads import Head
from smartgoals.smart._reader._islands import Claim, Reading
from smartgoals.smart._reader._notation import CLASSES, add_classes, pattern

__all__ = ["claim_reason", "is_purpose"]

add_classes(
    NO_PURPOSE=(
        "want wants wanted like love hope hopes plan plans intend aim aims need needs wish try "
        "tries "
        "learn learns learning able ready going start starts starting begin begins beginning "
        "continue "
        "continues listen listening go goes get talk talking speak speaking used time way ways how "
        "ability chance opportunity urge have has had ought due supposed up next close back "
        "according "
        "addicted related committed commit commits agree agreed remember remembers forget decide "
        "decided refuse manage managing allowed allow allows tend respond responding reply adjust "
        "adapt return stick sticking right attention access reaction reactions exposure expose "
        "exposing willing determined happy afraid scared hard easier difficult easy what where "
        "when "
        "whether desire motivation pressure permission "
        "preparing prepare teach teaching helps asked ask asking told tell telling encourage get "
        "getting be is are am was in order attempt attempts attempting capacity readiness "
        "supported helped encouraged enabled face reluctant welcome plans reason reasons "
        "things thing something anything nothing someone "
        "somebody too enough steps work working opposed pertaining from"
    ),
    NO_VERB=(
        "a an the my your his her our their this that these those me him them us it you one "
        "NUM work "
        "bed school church people others town lunch dinner breakfast home college university "
        "someone somebody everyone strangers friends music yoga class therapy session sessions "
        "group groups meetings each every no more less at under below above over about - / , least "
        "most zero DATE CLOCK MONEY WEEKDAY MONTH bedtime minimal moderate baseline within and or "
        "stop appointments medication treatment him- physical full same all some any new myself "
        "yourself others' other least night nights"
    ),
)
# Each begins a reason wherever it stands behind the goal.
_MARKER_NOTATIONS = (
    "because",
    "in order (to|that)",
    "so as (to|not to)",
    "so that",
    (
        "so ,? (?=(there|there's|i|i'm|i'll|i'd|i've|we|we're|we'll|my|he|she|they|it|it's|the"
        "|our|you|his|her|their|this|people|nobody|no-one|CLIENT|mornings"
        "|OTHER (can|will|is|are|gets|feels|don't|doesn't|stays|stops|has|have|does)))"
    ),
    "with (the|an) (aim|goal|hope|intention|view|purpose) (of|to|that|being)",
    "in the hope (of|that|to)",
    "in hopes (of|that)",
    "for the (sake|good) of",
    # As people say it who think in another language.
    "for (?=((can|could|to|not) OTHER|not (to )?(be|have|get|feel)|(can|to) VERB))",
    "aimed at",
    "as a way (to|of)",
    "the (point|idea) is",
    "as (i've|we've|she's|he's|they've|it's|i'm|we're|they're) OTHER",
    "as (i|it|my|this|we) (OTHER|am|is|are|will|was) (?! already)",
    (
        "as (the|my|her|his|their|our) OTHER (is|are|keeps|keep|has|have|was|wants|needs|said"
        "|says|makes|gets|hurts)"
    ),
    "as (required|requested|ordered|advised|instructed|prescribed|recommended) by",
    "since (i|it|my|it's|i'm|this|that|we|they) OTHER",
    (
        "(which|this|that|it) (will|would|should|might|could) "
        "(help|make|let|allow|mean|give|enable|keep|stop|improve|reduce|ease|free)"
    ),
    "(this|it) (matters|helps|is important|means|is for|keeps|makes|gives|would|will)",
    "it's (important|for|good)",
    "(doctor's|doctors) orders",
    "d / t",
    "due to",
    "thus",
    "thereby",
    "that way",
    "otherwise",
    "or else",
    "in support of",
    "to (?=(help|feel|be able to|avoid|prevent))",
)
_MARKERS = pattern("|".join(_MARKER_NOTATIONS))
_PURPOSE = pattern(
    "to (not|also|better|further|really|finally|just|never|always|gently|once again)? verb=ANY"
)
_FOR = pattern(
    "for (my|the|our|his|her|better|more|a better|improved|their|general|overall|increased|greater"
    "|optimal|good|some|inner|stress|pain|safe|safety) (OTHER|sense of){0,2} "
    "(health|wellbeing|well-being|sake|sanity|heart|family|kids|children|son|daughter|mood|energy"
    "|sleep|back|recovery|future|confidence|peace|lungs|relief|management|control|independence"
    "|circulation|fitness|strength|safety|mobility|marriage|relationship|mind|grandchildren|wife"
    "|husband|mum|posture|joints|balance)"
)
_LEAST_WORDS = 2
_WITHIN_REACH = pattern(
    "so (it's|this is|that's|it is|i know) (OTHER)? (within|realistic|doable|achievable"
    "|manageable|possible|i can)"
)


def claim_reason(reading: Reading, goal: Head) -> None:
    """Claim what the goal is for, with what it tells of time and number."""
    if _claim_reason_before_so(reading, goal):
        return
    found = _reason_start(reading, goal)
    if found is None:
        return
    start, is_cause = found
    end = _reason_end(reading, start, is_cause=is_cause, goal=goal)
    codes = reading.codes
    while end > start + 1 and codes[end - 1] in CLASSES["TRAILING"]:
        end -= 1
    if end <= start + 1:
        return
    # What a reason tells of time or number is part of the reason.
    # But for what it is to come to: "to get HbA1c under 53".
    kept = () if is_cause else (ComponentKind.QUANTITY,)
    reading.drop(start, end, but=kept)
    reading.claim(Claim(ComponentKind.REASON, start, end))


add_classes(TRAILING=", - and but bracket quote-mark : or")


def _claim_reason_before_so(reading: Reading, goal: Head) -> bool:
    """Claim the reason of "My manager says I have to, so I'll finish the course"."""
    begin = reading.starts[goal.start]
    if goal.intent <= begin or reading.words.plain[goal.intent - 1] != "so":
        return False
    end = goal.intent - 1
    while end > begin and reading.codes[end - 1] in CLASSES["LEADING"]:
        end -= 1
    if end - begin < _LEAST_WORDS:
        return False
    reading.drop(begin, end)
    reading.claim(Claim(ComponentKind.REASON, begin, end))
    return True


def _reason_start(reading: Reading, goal: Head) -> tuple[int, bool] | None:
    """Return where the first reason begins, and whether it tells a cause rather than a purpose."""
    codes, head = reading.codes, goal.start
    first = len(codes)
    for match in _MARKERS.finditer(codes):
        if _is_marker(reading, match.start(), match.end(), goal):
            first = match.start()
            break
    for match in _PURPOSE.finditer(codes, 0, first):
        start = match.start()
        if start not in {head, goal.after} and is_purpose(reading, start, head):
            first = start
            break
    places = (match.start() for match in _FOR.finditer(codes, head, first))
    first = next((place for place in places if place > head and not reading.taken[place]), first)
    if first == len(codes):
        return None
    return first, reading.words.plain[first] in {"because", "since", "as"}


def _is_marker(reading: Reading, start: int, end: int, goal: Head) -> bool:
    """Return whether a marker begins a reason there, and neither the goal nor a remark."""
    plain = reading.words.plain
    if reading.taken[start] or start in {goal.start, goal.after}:
        return False
    word = plain[start]
    if word == "so":
        # "... so I will leave at five" is the goal, "so it's within reach" speaks of reach.
        is_goal = start <= goal.intent <= end + 1
        return not is_goal and _WITHIN_REACH.match(reading.codes, start) is None
    if word == "as":
        # "As soon as it stops", "as much as I can" give no cause.
        is_compared = plain[start - 2 : start - 1] == ["as"]
        return not is_compared and plain[start + 1 : start + 3] != ["i", "already"]
    return word != "to" or is_purpose(reading, start, goal.start)


def is_purpose(reading: Reading, start: int, head: int) -> bool:
    """Return whether "to" begins a purpose: "walk to sleep better", not "walk to work"."""
    codes = reading.codes
    match = _PURPOSE.match(codes, start)
    if match is None or reading.taken[start]:
        return False
    verb = match.start("verb")
    if codes[verb] in CLASSES["NO_VERB"] or reading.taken[verb]:
        return False
    is_verb = codes[verb] in CLASSES["VERB"]
    if start < head:
        # "To feel closer to my husband, I will ...": at the beginning of the sentence.
        return is_verb and (
            start == reading.starts[start] or codes[start - 1] in CLASSES["LEADING"]
        )
    if start == head or codes[start - 1] in CLASSES["NO_PURPOSE"]:
        return False
    plain = reading.words.plain
    if plain[head] == "use" and plain[verb] in _TELLS:
        return False
    if plain[head] in _MOVING and start - head in {2, 3} and plain[head + 1] not in _PARTICLES:
        return False
    before = reading.owners[start - 1]
    if before is None and codes[start - 1] in CLASSES["LEADING"]:
        before = reading.owners[start - 2]
    if before is not None and before.kind is not ComponentKind.DOER:
        follows = codes[verb + 1 : verb + 2]
        is_plural = plain[verb].endswith("s") and not plain[verb].endswith("ss")
        is_open = bool(follows) and follows not in CLASSES["NUMBER"] + CLASSES["STOP"]
        return is_verb or (is_open and not is_plural)
    return is_verb and start - head >= _LEAST_WORDS


# "Get Theo to do up his shoes" is one act, and so is "use an I-message to ask for help".
_MOVING = frozenset("get help teach allow encourage persuade remind".split())
_PARTICLES = frozenset("up out back into off on down in through over along".split())
_TELLS = frozenset("ask tell request say express communicate state make indicate".split())


def _reason_end(reading: Reading, start: int, *, is_cause: bool, goal: Head) -> int:
    """Return where a reason ends: with its sentence, or before what belongs to the goal again."""
    end = reading.ends[start]
    if start < goal.start:
        return min(end, _leading_end(reading, start, goal))
    before = {claim.kind for claim in reading.claims if claim.end <= start}
    inside = [claim for claim in reading.claims if start <= claim.start < end]
    for claim in sorted(inside, key=lambda claim: claim.start):
        if claim.kind is ComponentKind.CONFIDENCE:
            return claim.start
        if claim.kind in before:
            continue
        if reading.words.plain[claim.start - 1] == "," and claim.kind is ComponentKind.FREQUENCY:
            return claim.start
        if claim.kind is ComponentKind.HORIZON:
            if reading.words.plain[claim.start] not in _NO_DEADLINE:
                return claim.start
        elif claim.kind in {ComponentKind.FREQUENCY, ComponentKind.DURATION} and not is_cause:
            return claim.start
    ender = _ENDER.search(reading.codes, start + 1, end)
    return end if ender is None else ender.start()


def _leading_end(reading: Reading, start: int, goal: Head) -> int:
    """Return where a reason before the goal ends: at the last comma, or where the goal begins."""
    limit = goal.start
    if goal.doer is not None and start < goal.doer.start:
        limit = min(limit, goal.doer.start)
    if start < goal.intent:
        limit = min(limit, goal.intent)
    commas = [place for place in range(start, limit) if reading.words.plain[place] == ","]
    return commas[-1] if commas else limit


# "So that I sleep tonight", "for our trip in May": these say nothing of when the goal ends.
_NO_DEADLINE = frozenset("tonight today tomorrow in on this at".split())
_ENDER = pattern(
    "(, (but|though|although|as (measured|evidenced|shown|reported|assessed|demonstrated"
    "|indicated)|by OTHER|i'm|i am|and i'm|and i am|starting|and (i)? will|then|using|through"
    "|with)|"
    "as (measured|evidenced|reported) by|(,|and)? (i|i'll) will|bracket)"
)
