"""Where the goal begins in a text, and who will do it.

A text may tell a story, give reasons, and say the goal in the middle of it. Each way to say that
something is meant to be done has a weight, as has an order to oneself at the beginning of a
sentence; the firmest wins, then the first.
"""

from __future__ import annotations

import re

import attrs

from smartgoals.smart._parts import ComponentKind, Person
from smartgoals.smart._reader._islands import Claim, Reading
from smartgoals.smart._reader._notation import CLASSES, Pattern, Sieve, add_classes, pattern
from smartgoals.smart._reader._verbs import VERB_SET

__all__ = ["Head", "find_head", "is_verb"]

add_classes(
    PRONOUN="i we you he she they it i'll we'll you'll he'll she'll they'll i'd we'd",
    I="i we",
    CLIENT=(
        "client client's patient patient's pt pt's resident resident's student student's child "
        "user learner participant individual consumer member person inpatient"
    ),
    RELATIVE=(
        "partner husband wife boyfriend girlfriend mum mom mother dad father son daughter kid kids "
        "child children boss manager teacher teachers sister brother parents family friend friends "
        "neighbour neighbor doctor gp therapist school staff team colleague colleagues ex spouse "
        "fiance carer carers landlord baby toddler grandson granddaughter nan gran grandma "
        "grandmother grandfather grandad grandpa flatmate roommate housemate housemates flatmates "
        "in-laws aunt uncle cousin nurse coach dog cat puppy people everyone somebody someone "
        "others another mentor sponsor employer council hospital consultant psychiatrist"
    ),
    WANT=(
        "want wants wanted like love hope hopes plan plans intend intends aim aims need needs wish "
        "wishes try tries attempt attempts decide decided promise promised commit agree agrees "
        "prefer expect choose able ready determined hoping planning trying looking aiming wanting "
        "intending willing meaning prepared"
    ),
    MODAL="will shall should could can must may might would won't can't shan't wouldn't",
    FILLER=(
        "also just really then now instead please maybe perhaps definitely simply first finally "
        "still only kindly hopefully probably possibly so ideally at-least independently "
        "actually finally mostly gradually slowly"
    ),
    WEAK_END=(
        "and or but so though although then that which who my the a an to of from with by , - "
        ": bracket end-bracket quote-mark because is are am was about only just at-least as "
        "where while plus for i i'm i'd in "
        "not when if me and/or by"
    ),
)

add_classes(
    ADVERBLY=(
        "independently consistently gradually slowly successfully actively regularly safely "
        "correctly accurately verbally effectively spontaneously"
    ),
    TITLE="mr mrs ms miss dr",
    DETERMINER="my the his her our their your a an this",
    LEADING=", : - quote-mark bracket end-bracket and then also so now",
    WILL="will shall won't going-to shan't 'll",
    WISH="want want-to wants like love hope wish wishes hoping dream",
    PLAN=(
        "plan plans planning intend intends intending aim aims aiming commit committed determined "
        "decided promise going working due set supposed agree agrees"
    ),
    OUGHT="need needs should must have-to ought",
)
_ABLE = (
    "((be|been|being|become) (able|willing|ready) to|(try|tries|trying|attempt|attempting|aim|"
    "aiming|hope|hoping|plan|planning|going|make sure i|make sure to|remember|commit|manage|"
    "strive|endeavor) (to|and)|trying-to|going-to|have-to|(commit|committing) (myself)? to)"
)
_SOFT = "(FILLER|do|honestly|both|all|finally)"


@attrs.frozen
class _Intent:
    """A way to say that something is meant to be done, and how firmly it says so."""

    pattern: Pattern
    weight: float


_INTENTS = (
    _Intent(
        pattern(
            "(my|our|the|his|her|a|this|short-term|long-term|short|long|treatment|main|weekly|"
            "one|next|big|only|NTH|term){0,4} (goal|aim|objective|target|plan|intention|wish|"
            "dream|resolution|commitment|hope|focus|homework|task|challenge|stg|ltg|idea|mission|"
            "step|thing|priority) (for ANY{1,4}|number|NUM|right now|here|today){0,2} "
            "(is|are|:|would be|will be|was|=) (that|just|simply|still|now|basically){0,2} "
            f"((for (me|us|him|her|them|CLIENT|OTHER) to|to|i|we|i'll|we'll|i'd|will|want "
            f"to){{1,3}} {_SOFT}? "
            f"{_ABLE}?)?"
        ),
        3.0,
    ),
    _Intent(
        pattern(
            f"(i|we|you|he|she|they) {_SOFT}{{0,3}} (will|shall|going-to|am going to|are going to|"
            f"is going to|gonna|am to|are to|is to|won't|shan't) {_SOFT}{{0,2}} {_ABLE}?"
        ),
        3.0,
    ),
    _Intent(pattern(f"(i'll|we'll|you'll|he'll|she'll|they'll) {_SOFT}{{0,2}} {_ABLE}?"), 3.0),
    _Intent(
        pattern(
            "(i'm|we're|you're|he's|she's|they're|(i|we|you|he|she|they) (am|are|is|have|had|was)) "
            f"{_SOFT}? (PLAN|ready|trying|hoping|looking|determined|committing|keen|working "
            f"towards) "
            f"(FILLER)? (to|on|myself to)? {_SOFT}? {_ABLE}?"
        ),
        2.9,
    ),
    _Intent(
        pattern(
            f"(i|we|you|he|she|they)? {_SOFT}{{0,2}} (PLAN|choose|resolve) (FILLER)? (to|that i'll|"
            f"that i will) {_SOFT}? {_ABLE}?"
        ),
        2.8,
    ),
    _Intent(
        pattern(
            f"(i|we|you|he|she|they) {_SOFT}{{0,3}} (would|should)? (FILLER)? (WISH|prefer|expect) "
            f"(finally|again)? (to|for)? {_SOFT}{{0,2}} finally? {_ABLE}?"
        ),
        2.2,
    ),
    _Intent(
        pattern(
            f"(i'd|we'd|he'd|she'd|you'd|they'd) (FILLER)? (WISH|prefer|rather) (to|it if i)? "
            f"{_SOFT}? {_ABLE}?"
        ),
        2.2,
    ),
    _Intent(
        pattern(
            "what (i|we) (OTHER|FILLER|really|most){0,2} (want|need|would like|hope for|am "
            "going to do|'m going to do|"
            "will do) (OTHER|now|most|actually){0,2} is (to)?"
        ),
        3.1,
    ),
    _Intent(pattern("what i'm (FILLER)? going to do (OTHER)? is (to)?"), 3.1),
    _Intent(
        pattern(
            f"(WISH|want-to|going-to|hoping|looking|trying|wanting|trying-to) (FILLER)? (to) "
            f"{_SOFT}{{0,2}} {_ABLE}?"
        ),
        2.1,
    ),
    _Intent(pattern(f"(want-to|going-to|trying-to) (and)? {_SOFT}{{0,2}} {_ABLE}?"), 2.1),
    _Intent(pattern("(and|,) (i)? want (?! (to|it|me|him|her|them))"), 1.9),
    _Intent(
        pattern(
            f"(i|we|you|he|she|they) {_SOFT}{{0,3}} (need|should|must|have|ought|have-to|i've got|"
            f"have got|got) (FILLER)? (to|and)? {_SOFT}{{0,2}} (OTHER and)? {_ABLE}?"
        ),
        1.5,
    ),
    _Intent(pattern(f"(need|have-to|must|should|needs) (to)? {_SOFT}? {_ABLE}?"), 1.3),
    _Intent(pattern(f"will {_SOFT}{{0,2}} {_ABLE}?"), 2.5),
    _Intent(
        pattern(
            f"(i|we|you|he|she|they) {_SOFT}{{0,2}} (can|could|may|might|would|can't) (need "
            f"to)? {_SOFT}{{0,2}} {_ABLE}?"
        ),
        0.5,
    ),
)
_OUTCOME = pattern(
    "(will|to|should|shall) (be|fall|drop|decrease|increase|improve|rise|reduce|decline|reach"
    "|remain|stay|go|come|score|average|"
    "not|have)"
)
_INTENTS_SIEVE = Sieve(intent.pattern for intent in _INTENTS)
_IMPERATIVE = 2.3
_OUTCOME_WEIGHT = 1.8
_NOUNS = 1.2
# What is meant firmly enough to be the goal also behind "so": "so I will leave at five".
_FIRM = 2.9
_FEW = 2
# How many marks, fillers and labels may stand before an act.
_MOST_LEADS = 30
# A clause that begins so does not hold the goal: "so that I can", "because I want to".
_SIDE = pattern(
    "(because|since|as|if|when|whenever|while|before|after|until|till|where|though|although|which|"
    "why|how|what|than|but i know|cause|unless|once|by the time|every time|so that|know|known|think"
    "|thought|believe|feel|say|sure|confident|certain|worried|afraid|means|mean|"
    "hope|in case|certain that|confident that|know that|think that|believe that|sure that) "
    "(then|just|one day|maybe|in future|,|afterwards)? (i|i'm|we|we're|he|she|they|they're|you"
    "|you're|it|he's|she's"
    "|people|my OTHER|the OTHER)?$"
)
_SO = pattern("so (,|then|that|now|today)? $")


@attrs.frozen
class Head:
    """Where the behaviour begins, and who does it."""

    start: int
    doer: Claim | None = None
    is_outcome: bool = False
    after: int = -1
    intent: int = -1


_APPOSITION = "(bracket ANY{1,12} end-bracket|, ANY{1,16} ,)"
_NAMED = pattern(
    "who=((the|this|our|a|each|every)? CLIENT|TITLE OTHER{1,2}|(my|the|our|his|her) (OTHER){0,2} "
    f"RELATIVE (and (i|OTHER))?|OTHER{{1,2}}) {_APPOSITION}? (FILLER|himself|herself"
    f"|themselves|reports){{0,2}} "
    "verb=(will|shall|is going to|are going to|is going-to|to|would like to|wants to|wishes to"
    "|is to|are to|plans to|aims to|should"
    "|can|hopes to|"
    f"needs to|need to|must|agrees to|has agreed to|would like|commits to) {_SOFT}{{0,2}} "
    f"ADVERBLY? {_ABLE}?"
)
_PRESENT = pattern(
    f"who=((the|this|our)? CLIENT|TITLE OTHER|(my|our|his|her) OTHER? RELATIVE) {_APPOSITION}? "
    "(FILLER|ADVERBLY)? (?=OTHER)"
)
_OTHERS_ACT = pattern(
    "who=((my|the|our|his|her) (OTHER){0,2} (RELATIVE|OTHER)|him|her|them|people|others"
    "|everyone|RELATIVE) to"
)
_LEAD = pattern(
    "((goal|objective|stg|ltg|aim|target|plan|homework|task|focus|step|outcome|todo|action|"
    "commitment|(long|short) term goal|(long-term|short-term|smart|new|my|next|treatment) "
    "goal) (NUM|number NUM|for ANY{1,3})? (:|-|=)"
    "|to (?! be sure)|NUM (end-bracket|:|-)|please|maybe|perhaps|just|ok|okay|well|firstly|"
    "first|next|yes|yeah|honestly|basically|idk|tbh|lol|hi|hello|hey|will|need to|must|should|"
    "got to|have to|have-to|definitely|always try to|try (to|and)|be able to|i think|i guess|i "
    "suppose|i reckon|"
    "LEADING|FILLER)"
)
_LABEL = pattern("ANY{1,8} :")


def find_head(reading: Reading) -> Head:
    """Return the best candidate of the whole text: the firmest, then the first."""
    codes = reading.codes
    best: tuple[float, int] = (-1.0, 0)
    head = Head(len(codes))

    def consider(weight: float, place: int, candidate: Head) -> None:
        nonlocal best, head
        if candidate.start < len(codes) and (weight, -place) > best:
            best, head = (weight, -place), candidate

    intents = [_INTENTS[index] for index in _INTENTS_SIEVE.pick(reading.letters)]
    starts = [start for start in sorted(set(reading.starts)) if start < len(codes)]
    for begin in starts:
        end = reading.ends[begin]
        if end == begin or _is_an_order(reading, begin, end):
            continue
        weight, candidate = _at_start(reading, begin, end)
        # Of the first sentence more is meant than of those that explain it.
        consider(weight - (0.3 if begin != starts[0] else 0), begin, candidate)
        has_head = weight >= _OUTCOME_WEIGHT
        for intent in intents:
            for match in intent.pattern.finditer(codes, begin, end):
                start = match.start()
                if match.end() == start or any(reading.taken[start : start + 1]):
                    continue
                is_side = _SIDE.search(codes, max(begin, start - 3), start)
                if is_side and not (start and reading.taken[start - 1]):
                    continue
                if _SO.search(codes, max(begin, start - 3), start) and (
                    has_head or intent.weight < _FIRM
                ):
                    continue
                weight = intent.weight
                found = _after_intent(reading, match, begin)
                if found.start >= end:
                    continue
                after = reading.words.plain[found.start : found.start + 3]
                if (
                    after[:2] in _EMPTY_ACTS
                    or after[1:] in _EMPTY_ACTS
                    or (start and reading.taken[start - 1] and is_side)
                ):
                    weight = 0.4
                elif found.doer is not None and found.doer.value is Person.OTHER:
                    weight = min(weight, 1.9)
                consider(weight, start, found)
    return head


_MEASURED_NOUNS = frozenset(
    "efficiency duration score tolerance distance count strength speed quality time pattern total "
    "frequency span level rating".split()
)
_EMPTY_ACTS = [["do", "it"], ["do", "this"], ["do", "so"], ["do", "that"], ["manage", "it"],
               ["be", "about"], ["do", "."]]  # fmt: skip
_ORDERS = frozenset("instructions criterion criteria prompt".split())


def _is_an_order(reading: Reading, begin: int, end: int) -> bool:
    """Return whether a sentence speaks to the reader of texts rather than of a life."""
    words = set(reading.words.plain[begin:end])
    return bool(words & _ORDERS) and bool(words & {"ignore", "disregard", "mark", "forget"})


def is_verb(word: str, code: str) -> bool:
    if code in CLASSES["VERB"]:
        return True
    if word.endswith("s") and not word.endswith("ss"):
        stems = {word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y"}
        return bool(stems & VERB_SET)
    return False


def _at_start(reading: Reading, begin: int, end: int) -> tuple[float, Head]:
    """Return what a sentence says without "I will": an order to oneself, an outcome, a noun."""
    codes, plain = reading.codes, reading.words.plain
    first = _skip(reading, begin)
    if first >= end:
        return -1.0, Head(len(codes))
    label = _LABEL.match(codes, first, min(end, first + 9))
    if (
        label is not None
        and label.end() < end
        and not reading.taken[label.end() - 1]
        and (
            codes[first] not in CLASSES["VERB"]
            or plain[first] == "step"
            or codes[label.end()] in CLASSES["CLIENT"] + CLASSES["PRONOUN"]
        )
    ):
        after = _skip(reading, label.end())
        if after < end and not reading.taken[label.end()]:
            first = after
    named = _NAMED.match(codes, first, end)
    if (
        named is not None
        and reading.is_free(named.start("who"), named.end("who"))
        and _is_person(reading, named)
    ):
        reading.close(named.end("who"), named.start("verb"))
        reading.drop(named.end("who"), named.start("verb"))
        who = Claim(
            ComponentKind.DOER, named.start("who"), named.end("who"), _person(reading, named)
        )
        return 3.0, Head(_skip(reading, named.end()), who, intent=named.start())
    present = _PRESENT.match(codes, first, end)
    if present is not None and is_verb(plain[present.end()], codes[present.end()]):
        who = Claim(
            ComponentKind.DOER, present.start("who"), present.end("who"), _person(reading, present)
        )
        weight = 2.6 if who.value is Person.CLIENT else _NOUNS
        return weight, Head(present.end(), who, intent=present.start())
    outcome = _OUTCOME.search(codes, first + 1, min(end, first + 10))
    is_noun = plain[first + 1 : first + 2] and plain[first + 1] in _MEASURED_NOUNS
    if is_verb(plain[first], codes[first]) and not (
        outcome is not None
        and (is_noun or (outcome.start() - first <= _FEW and plain[outcome.start()] == "will"))
    ):
        return _IMPERATIVE, Head(first)
    if codes[first] in CLASSES["PRONOUN"] + CLASSES["TELLER"]:
        return 0.1, Head(first)
    if outcome is not None and not any(
        code in CLASSES["PRONOUN"] for code in codes[first : outcome.start()]
    ):
        while first < outcome.start() and codes[first] in CLASSES["CLIENT"] + CLASSES["DETERMINER"]:
            first += 1
        # "Form to be signed" is one act; "pain to fall" is an outcome that falls.
        is_passive = plain[outcome.start() : outcome.start() + 2] == ["to", "be"] and plain[
            outcome.end() : outcome.end() + 1
        ] not in ([], ["less"], ["more"])
        is_outcome = not (is_passive and plain[outcome.end()].endswith("ed"))
        return 2.6, Head(first, is_outcome=is_outcome, after=outcome.start())
    return _NOUNS, Head(first)


add_classes(
    TELLER=(
        "i'm i've i'd we're we've he's she's they're it's it's that's there's there it this that "
        "since because if when as at in on after my his her our their"
    )
)


def _after_intent(reading: Reading, match: re.Match[str], begin: int) -> Head:
    codes = reading.codes
    start = match.end()
    others = _OTHERS_ACT.match(codes, start)
    if others is not None and codes[others.end() : others.end() + 1] in tuple(CLASSES["VERB"]):
        who = Claim(ComponentKind.DOER, others.start("who"), others.end("who"), Person.OTHER)
        return Head(others.end(), who, intent=match.start())
    doer = _speaker(reading, match, begin)
    if doer is None and reading.words.plain[match.start()] == "will":
        # "Pain will fall below 4": what will be so is said before.
        first = _skip(reading, begin)
        while first < match.start() and codes[first] in CLASSES["CLIENT"] + CLASSES["DETERMINER"]:
            first += 1
        if first < match.start():
            return Head(first, is_outcome=True, after=match.start(), intent=match.start())
    return Head(_skip(reading, start), doer, intent=match.start())


def _skip(reading: Reading, index: int) -> int:
    """Return the first word that is no claim, no filler and no mark."""
    codes = reading.codes
    for _ in range(_MOST_LEADS):
        if index >= len(codes):
            break
        if reading.taken[index]:
            claim = reading.owners[index]
            if claim is None or claim.kind in {ComponentKind.QUANTITY, ComponentKind.DURATION}:
                return index
            index = claim.end
            continue
        if codes[index] in CLASSES["STOP"]:
            return index
        lead = _LEAD.match(codes, index)
        if lead is None or lead.end() == index:
            return index
        index = lead.end()
    return index


def _speaker(reading: Reading, match: re.Match[str], begin: int) -> Claim | None:
    words = reading.words.plain
    for index in range(match.start(), match.end()):
        person = _PERSONS.get(words[index].split("'")[0])
        if person is not None:
            return Claim(ComponentKind.DOER, index, index + 1, person)
    # "Client will", "my partner wants to": who stands before.
    before = match.start()
    for first in range(max(begin, before - 24), before):
        named = _NAMED.match(reading.codes, first)
        if (
            named is not None
            and named.start("verb") <= before < named.end()
            and reading.is_free(named.start("who"), named.end("who"))
            and _is_person(reading, named)
        ):
            return Claim(
                ComponentKind.DOER, named.start("who"), named.end("who"), _person(reading, named)
            )
    return None


_PERSONS = {
    "i": Person.SPEAKER,
    "we": Person.SPEAKER,
    "you": Person.LISTENER,
    "he": Person.CLIENT,
    "she": Person.CLIENT,
    "they": Person.CLIENT,
}


def _is_person(reading: Reading, match: re.Match[str]) -> bool:
    """Return whether the words before "will" name somebody: a client, a relative, a name."""
    first, last = match.start("who"), match.end("who")
    codes = reading.codes[first:last]
    if reading.words.plain[last - 1].endswith("'s"):
        return False
    if any(code in CLASSES["CLIENT"] + CLASSES["RELATIVE"] + CLASSES["TITLE"] for code in codes):
        return True
    if is_verb(reading.words.plain[first], codes[0]) or codes[0] in CLASSES["FRAME"]:
        return False
    start, end = reading.words.span(first, last)
    shown = reading.words.text[start:end]
    return (
        shown[:1].isupper()
        and reading.words.plain[match.start("verb")] != "to"
        and last - first == 1
        and reading.words.plain[first] not in _NO_NAMES
    )


_NO_NAMES = frozenset(
    "this that it there goal objective need want pain anxiety mood weight sleep agitation hygiene "
    "behavior attendance communication strength mobility balance".split()
)


def _person(reading: Reading, match: re.Match[str]) -> Person:
    codes = reading.codes[match.start("who") : match.end("who")]
    words = reading.words.plain[match.start("who") : match.end("who")]
    if any(code in CLASSES["CLIENT"] for code in codes) and words[0] not in {"my", "our"}:
        return Person.CLIENT
    if any(code in CLASSES["RELATIVE"] for code in codes):
        return Person.SPEAKER if words[-1] == "i" else Person.OTHER
    return Person.CLIENT
