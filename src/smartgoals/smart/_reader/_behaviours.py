"""What will be done: the verb with what belongs to it, up to the next part."""

from __future__ import annotations

from smartgoals.smart._parts import ComponentKind
from smartgoals.smart._reader._heads import Head
from smartgoals.smart._reader._islands import Claim, Reading
from smartgoals.smart._reader._notation import CLASSES, pattern

__all__ = ["claim_behaviours"]

_END = pattern(
    "(,|end-bracket|bracket|no matter (what|how)|(on)? most (days|nights|mornings|evenings|weeks)"
    "|regularly|frequently|(a few|several|a couple of|some) (times|days)|(?<!more) often"
    "|from time to time|sometimes|occasionally|as needed|more regularly|whenever"
    "|with (a|an|the|my|his|her)? (OTHER)? (walker|cane|crutches|rollator|rw|fww)"
    "|as (measured|evidenced|self-reported|reported|shown|demonstrated|observed|recorded|rated"
    "|indicated|determined|assessed|noted|per|documented|tracked|i already|i do now|currently)"
    "|measured (by|with|using)|as per|per OTHER report"
    "|though|although|but|and (then|also|will|i'll|i will|i|to)|because|then|instead (?! of)|:"
    "|without fail|starting|beginning"
    "|(with|in) no? (NUMBER|min|mod|max|minimal|moderate|maximal|verbal|visual|supervision|modified"
    "|standby|contact|sba|cga|cues|OTHER) (verbal|visual|OTHER)?"
    " (assist|assistance|prompts|prompt|cues|cueing|accuracy|prompting|support|a))"
)
_MOST_ACTS = 5
_LEAST_WORDS = 2
_LEADING_ON = frozenset("on at for over across during in".split())
_GO_ON = frozenset("then also i we will i'll we'll to".split())
_PARTICLES = frozenset("up down out off in on over away back along around".split())


def claim_behaviours(reading: Reading, goal: Head) -> None:
    """Claim what will be done, and other acts of the same sentence that have objects of their own.

    The first act is the goal's; that there are others is worth a remark.
    """
    start, end = _act(reading, goal, goal.start)
    if not _keep(reading, start, end):
        return
    for _ in range(_MOST_ACTS):
        following = _next_act(reading, end)
        if following is None:
            return
        start, end = _act(reading, goal, following)
        _keep(reading, start, end)


def _keep(reading: Reading, start: int, end: int) -> bool:
    if end <= start:
        return False
    first, last = reading.words.span(start, end)
    if not any(character.isalpha() for character in reading.words.text[first:last]):
        return False
    reading.claims.append(Claim(ComponentKind.BEHAVIOUR, start, end))
    return True


def _act(reading: Reading, goal: Head, start: int) -> tuple[int, int]:
    """Return the act that begins at *start*, without marks and weak words at its ends."""
    codes = reading.codes
    limit = _first_part(reading, start, reading.ends[start])
    # An outcome is its own subject: "SUDS rating for lifts will fall".
    if goal.is_outcome and start < goal.after < limit:
        limit = goal.after
    limit = _first_mark(reading, start, limit)
    limit = _and_another(reading, start, limit) or limit
    if limit < len(codes) and reading.owners[limit] is not None:
        # "Hand in homework on" was cut before "4 of 5 days".
        while limit > start + 1 and reading.words.plain[limit - 1] in _LEADING_ON:
            limit -= 1
    while limit > start and codes[limit - 1] in CLASSES["WEAK_END"]:
        limit -= 1
    while start < limit and codes[start] in CLASSES["LEADING"]:
        start += 1
    return start, limit


def _first_part(reading: Reading, start: int, limit: int) -> int:
    """Return where the first part begins that is no piece of the act."""
    index = start
    while index < limit:
        claim = reading.owners[index]
        if claim is None or claim.kind is ComponentKind.DOER:
            index += 1
        elif _is_inside(reading, claim, start, limit) or _is_adjective(reading, claim, limit):
            index = claim.end
        else:
            return max(claim.start, start)
    return limit


def _first_mark(reading: Reading, start: int, limit: int) -> int:
    """Return where a comma, a "but", or a way of measuring ends the act."""
    plain = reading.words.plain
    position = start + 1
    while (mark := _END.search(reading.codes, position, limit)) is not None:
        place = mark.start()
        is_early = plain[place] in {",", "but"} and place - start < _LEAST_WORDS
        if is_early or reading.owners[place] is not None:
            position = mark.end()
            continue
        return place
    return limit


def _and_another(reading: Reading, start: int, limit: int) -> int | None:
    """Return where "and" begins another act with an object of its own; None if there is none.

    "Ring the bank and ask for help" are two; "sit down and paint", "recognise and name" are one.
    """
    codes, plain = reading.codes, reading.words.plain
    if start >= limit or codes[start] not in CLASSES["VERB"]:
        return None
    for index in range(start + _LEAST_WORDS, limit - _LEAST_WORDS):
        if (
            plain[index] == "and"
            and codes[index + 1] in CLASSES["VERB"]
            and codes[index - 1] not in CLASSES["VERB"]
            and plain[index - 1] not in _PARTICLES
        ):
            return index
    return None


def _next_act(reading: Reading, end: int) -> int | None:
    """Return where another act of the same sentence begins, after "and"; None if there is none."""
    codes, plain = reading.codes, reading.words.plain
    stop = reading.ends[end] if end < len(codes) else end
    for index in range(end, stop - _LEAST_WORDS):
        owner = reading.owners[index]
        if owner is not None and owner.kind in {ComponentKind.REASON, ComponentKind.CUE}:
            continue
        verb = index + 1
        while verb < stop and plain[verb] in _GO_ON:
            verb += 1
        if verb == stop:
            return None
        if plain[index] == "and" and codes[verb] in CLASSES["VERB"]:
            is_free = reading.owners[verb] is None and reading.owners[index] is None
            return verb if is_free else None
    return None


def _is_adjective(reading: Reading, claim: Claim, limit: int) -> bool:
    """Return whether a word such as "weekly" stands before its noun: "the weekly phone call"."""
    codes = reading.codes
    return (
        claim.kind is ComponentKind.FREQUENCY
        and claim.end - claim.start == 1
        and claim.start > 0
        and codes[claim.start - 1] in CLASSES["DETERMINER"]
        and claim.end < limit
        and not reading.taken[claim.end]
        and codes[claim.end] not in CLASSES["FRAME"]
    )


# "Cut coffee to 2 cups" ends before the number; "turn up to 3 meetings" goes on.
_CHANGES_LEVEL = frozenset(
    "reduce cut limit increase raise lower bring get keep decrease drop improve build restrict "
    "move "
    "go grow extend shorten halve double taper wean titrate knock boost come push take work "
    "progress change".split()
)
_TAKES_TIME = frozenset(
    "sleep spend spending get getting do doing have having take taking practise practice complete "
    "stay aim sleeping stand fast play work".split()
)
_BOUND = pattern("(at the? (very)? (least|most)|up to)")
_APART = frozenset("for from to by in between within at on up".split())
_APART_BEFORE = _APART | {"with"}


def _is_inside(reading: Reading, claim: Claim, start: int, limit: int) -> bool:
    """Return whether an amount is part of what is done: "walk 3 miles", not "walk for an hour"."""
    if claim.kind not in {ComponentKind.QUANTITY, ComponentKind.DURATION}:
        return False
    plain = reading.words.plain
    first = plain[claim.start]
    if _BOUND.match(reading.codes, claim.start):
        first = ""
    if claim.start <= start and first not in _APART:
        return True
    before = plain[claim.start - 1] if claim.start else ""
    if "to" in {first, before} and claim.start > start:
        return plain[start] not in _CHANGES_LEVEL
    if first in _APART or before in _APART_BEFORE:
        return False
    if claim.kind is ComponentKind.QUANTITY:
        return True
    after = plain[claim.end] if claim.end < len(plain) else ""
    if before in {"a", "an", "my", "the", "one"} or before in _TAKES_TIME:
        return True
    if after in {"of", "on"} or after.endswith("ing"):
        return True
    # "Take a 15-minute walk": the noun that it belongs to follows.
    return (
        claim.end < limit
        and not reading.taken[claim.end]
        and reading.codes[claim.end] not in CLASSES["FRAME"]
        and plain[claim.end - 1] != "minutes"
    )
