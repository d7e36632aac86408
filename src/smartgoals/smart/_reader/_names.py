"""Numbers and times that are no measure: they name something, or they tell of what has been."""

from __future__ import annotations

from smartgoals.smart._reader._islands import Reading
from smartgoals.smart._reader._notation import CLASSES, Sieve, add_classes, pattern
from smartgoals.smart._reader._nouns import is_plural

__all__ = ["close_names"]

add_classes(
    LABEL=(
        "step room size stage phase level type grade class chapter module unit lesson part section "
        "page line bus route exit gate channel number no ward flat apartment apt suite floor form "
        "tier band category version model tradition episode session group cohort platform question "
        "rule verse psalm highway interstate studio team vitamin omega title article appendix "
        "scene "
        "track table slide formula area zone booth bay bed desk door floor key locker block site "
        "shelf building unit lot terminal pod hall world-war windows iphone covid radio pathway "
        "strand quadrant principle tool worksheet booklet volume book standard line item house"
    ),
    ONGOING="have has had been i've we've he's she's was were been am i'm did having be being",
    NOT_MEASURED=(
        "percent times time x x' BOUT SPAN DAYTIME / of out - to sets reps set rep plus or"
    ),
    PAST="last past previous",
)

_NAMES = tuple(
    pattern(notation)
    for notation in (
        # Labels: step 2, room 12, size 8, level 3.
        "(LABEL|year) (NUMBER) (and|or|to|-|,) NUMBER (?! (NOT_MEASURED))",
        "year NUM (?! (SPAN|times|/))",
        # People and things that are there already: my 2 kids, the 12 steps.
        (
            "(my|his|her|our|their|your|these|those|both) (other|own|little|young|old|adult|late)? "
            "(NUMBER) (-|or|and)? (OTHER|of|$)"
        ),
        "(my|his|her|our|their|your) (NTH|early|mid|late)? NUM s'?",
        "(mid|early|late|the) - NUM s'",
        "(the|us) NUMBER of (us|them|you)",
        "(?<!of) the NUMBER OTHER (?! (a|per|each|every))",
        # Ages.
        "NUM - (year|month|week|day)? - (old|OTHER)",
        "NUM (year|years|month|months|week|weeks|yr) - (old|olds)",
        "NUM (year|years|yo|months|weeks|y) (old|olds|of age)",
        (
            "(aged|age|ages|at age|turn|turned|turning|turns|i'm|am|was|being) (the age of|over|"
            "nearly|almost|only|about)? NUM (?=(,|STOP|and|i|now|years|with|$|so|but|this|in|or"
            "|next|yrs|"
            "when|already))"
        ),
        "couch to NUM",
        "(phq|gad|pcl|core|dass|who|k) NUM",
        "LABEL NUM s'",
        "NUM - NUM - NUM (- NUM){0,4}",
        "(fewer|the|my|less|no|those|these|a) CLOCK OTHER",
        "(on|using|with) (a|the) NUM (-|to) NUM (point)? scale",
        "scale (of|from) NUM (-|to) NUM",
        "at NUM (,)? (i|i'm|i've|i'd|years old|years of age|my|she|he|and)",
        "when (i|he|she|they|we) (was|were|turned|am|is) NUM",
        (
            "NUM - (step|star|legged|seater|week-old|course|piece|point|story|storey|bed|bedroom|"
            "door|part|stage|fold|hour (clock|shift|shifts|urgent))"
        ),
        "NUM hour (clock|shift|shifts|care|drive|helpline|line)",
        # What has been.
        (
            "(since|back in) (NUM|MONTH|WEEKDAY|DATE|last|the) (NUM|MONTH|year|week|"
            "month|summer|winter|spring|autumn)?"
        ),
        (
            "as (OTHER) (by|in|on|with|via|through|using) (OTHER|the|a|my|their){0,2} (weekly"
            "|daily|monthly)"
        ),
        # How often, without a number.
        (
            "(a few|a couple of|few|several|some|many|lots of|multiple|numerous|a number of"
            "|various|"
            "couple) (times|days|nights|mornings|evenings|sessions|x|x') ((a|per|each|every|/) "
            "PERIOD)?"
        ),
        "NUM - minute walk (test|distance)?",
        "(i|we) have NUMBER (OTHER)",
        "(in|all in) one (go|sitting|piece|place)",
        "a million (dollars|bucks|times|miles|things|people)?",
        "(like|feel like|feeling like) (a|an|NUMBER) NUMBER",
        "like NUM (dollars|bucks|quid)",
        "(time|one thing) (only|at a time)",
        "want one thing",
        "(not|never) (even)? one",
        (
            "(NUMBER|a|an|few|couple of|many|several) (and a half)? (SPAN|hours|hour|minutes"
            "|decades)"
            " (ago|sober|clean|later|earlier|old|back|smoke-free|dry|post|post-op|into|pregnant|"
            "younger|since|married)"
        ),
        "(over|for|in|during|within) (the)? PAST (NUMBER|few|couple of|several)? (SPAN|nights)",
        (
            "PAST (week|month|year|night|summer|winter|spring|autumn|fall|term|christmas|easter|"
            "WEEKDAY|MONTH|time|session|NUM SPAN) "
            "(?! (of|in) (each|every|the) month)"
        ),
        (
            "(ONGOING) (OTHER|not|no|a|the|my|in|on|with|to|so|very|and|this|that){0,8} (for"
            "|in|over) "
            "(about|over|nearly|almost|more than|at least|the (last|past)|around)? (NUMBER|a"
            "|an|many) "
            "SPAN"
        ),
        (
            "after (NUMBER|a|so many|many|all these) SPAN (of|with|as|in|without|off|away|,|at|on"
            "|since)"
        ),
        "(NUMBER) SPAN of (marriage|therapy|sobriety|being|OTHER - OTHER)",
        "(in|from|of|back in) (MONTH)? (the)? NUM s' ",
        # Idioms.
        (
            "(there|give|giving|gave|be|being|is|am|i'm|feel|feeling|at|not) (it|my)? NUM percent "
            "(?! (of|accuracy|"
            "sure|confident|certain|in|on|by|across|over|success|or|independence|compliance"
            "|adherence|"
            "attendance|correct|weight))"
        ),
        (
            "NUM percent (effort|myself|honest|committed|better|me|there|happy|normal|natural"
            "|cotton|"
            "bothered)"
        ),
        (
            "one (another|of|off|on one|to one|at a time|-|or another|way|and only|thing at|day at"
            "|step "
            "at|day at a time|more time|last|by|size|hundred)"
        ),
        "(one|number) - (to|on|off) - one",
        (
            "(NUM|one) (to|on|:) (NUM|one) (?=(time|session|sessions|support|therapy|meetings"
            "|meeting|"
            "chat|chats|with|work|aide|care))"
        ),
        (
            "(no|the|this|that|each|every|any|some|another|which|loved|little|only|day|number"
            "|square|"
            "number|good|first|last) one"
        ),
        "(one|some) (day|night|morning) (?=(.|,|$|i|be|and|OTHER)) (?! (a|per|each|every|/))",
        "once (and for all|again|in a while|in a blue moon|upon|more|in a lifetime)",
        "(at|for|all at) once",
        (
            "second (nature|thoughts|chance|language|opinion|guess|guessing|hand|wind|job|best"
            "|fiddle|"
            "look|child|baby|husband|wife|marriage|world|grade|class|floor|home|half|shift"
            "|trimester|"
            "plan|stage|one|helpings|helping|glass|to none|interview|year|round|-)"
        ),
        (
            "(split|a|every|each|putting myself|put myself|come|comes|putting others|put others) "
            "second "
            "(?! (day|week|month|night|morning|evening|year|weekend|SPAN|DAYTIME|WEEKDAY))"
        ),
        (
            "(first|third) (aid|thing|time|date|dates|party|person|job|child|baby|floor|grade|year|"
            "impression|impressions|responder|degree|trimester|name|language|half|step|place)"
        ),
        "cloud NUM",
        "(day|days) (off|out (?! of)|by day|to day|care|centre|center|trip|trips|job|dreaming)",
        "(these|those|all|some|other|the other|one of these|early) days (?! (a|of|per|in))",
        (
            "a (day|night|week|weekend|year) (off|out|away|trip|in bed|without|at the|when"
            "|where|to "
            "myself|alone|at a time|like|of rest)"
        ),
        "take (a|the|NUMBER) (day|week|month|year) off",
        (
            "(rush|happy|lunch|last|golden|office|opening|witching|working|waking|visiting|"
            "school|unsociable|long|all|after|dinner) (hour|hours|minute)"
        ),
        "(last|the last|any|this|that|a new york|up to the) (minute|second) (?! of)",
        "hours of (the day|daylight|darkness)",
        "(a|the) (second|minute|moment) (of peace|to think)",
        (
            "(next|this|last|first|second|third|each|every|any|some|long|for the NTH|another) "
            "time (?! (a|per|each|week|day|/|i|he|she|they|we|you|it))"
        ),
        (
            "daily (life|living|routine|routines|activities|activity|functioning|tasks|task"
            "|stressors|"
            "stress|schedule|basis of|hassles|mirror|grind|needs|chores|occupations|report)"
        ),
        "(weekly|monthly|yearly|annual) (shop|budget|pay|magazine|wage|wages|reports|menu|plan)",
        "(the|my|his|her|our|their|your) CLOCK",
        (
            "(sunday|monday|friday|saturday|school|opening) (blues|scaries|roast|feeling"
            "|league|best|"
            "lunches|lunch)"
        ),
        (
            "(march|may) (on|out|forward|back|into|not|be|need|never|have|seem|feel|get|want|well|"
            "help|"
            "take|or may|fall|give|come|also|even|find|sound|look|still|start|think)"
        ),
        (
            "(to|and|protest|peace|pride|you|it|he|she|they|we|that|this|which|can) (march|may) "
            "(?! (NUM|NTH|the NTH|of|DATE|,|STOP|$))"
        ),
        "(the|our|a|my|her|his) march (?! (of|NUM|holidays))",
    )
)
_NAMES_SIEVE = Sieve(_NAMES)


_YEAR = pattern(
    "(in|since|of|from|around|after|during|back in)? (WEEKDAY|the|early|late|end of|NTH|NUM)? "
    "(MONTH|OTHER)? ,? year=NUM"
)


def close_names(reading: Reading) -> None:
    """Close the numbers and times that are no measures: they name, or they tell of the past."""
    for match in _YEAR.finditer(reading.codes):
        shown = reading.words.plain[match.start("year")]
        if set(reading.words.plain[max(0, match.start() - 2) : match.end()]) & _DUE:
            continue
        if len(shown) == 4 and shown.isdigit() and 1900 <= int(shown) < reading.on.year:
            reading.close(match.start(), match.end())
    for index in _NAMES_SIEVE.pick(reading.letters):
        for match in _NAMES[index].finditer(reading.codes):
            reading.close(match.start(), match.end())
    for match in _LABELLED.finditer(reading.codes):
        after = reading.words.plain[match.end() : match.end() + 1]
        is_counted = (
            bool(after)
            and is_plural(after[0])
            and reading.codes[match.start()] not in (CLASSES["ALWAYS_LABEL"])
        )
        is_event = reading.words.plain[match.start()] in _VISITS and bool(
            _DUE.intersection(reading.words.plain[max(0, match.start() - 3) : match.start()])
        )
        if not is_counted and not is_event:
            reading.close(match.start(), match.end())
    _close_past(reading)


_DUE = frozenset("by until till before due at".split())
_VISITS = frozenset("session visit appointment lesson class module".split())
_LABELLED = pattern("LABEL (-|number|no)? (NUMBER|NTH) (?! (NOT_MEASURED))")
add_classes(
    ALWAYS_LABEL=(
        "step size stage phase level type grade year tier section category title vitamin omega"
    )
)
_CLAUSE_ENDS = frozenset(", ; . but and so now then because".split())
_WAS = frozenset(
    "was were had did lost went got took made felt slept ran ate drank gave came left said told "
    "became began began kept found put sat fell used broke spent".split()
)


def _close_past(reading: Reading) -> None:
    """Close the numbers of a clause that tells of what has been: "I lost two stone"."""
    plain, codes = reading.words.plain, reading.codes
    for index, word in enumerate(plain[:-1]):
        if word not in _TELLERS:
            continue
        after = plain[index + 1]
        is_past = after in _WAS or (after.endswith("ed") and len(after) > 4)
        if not is_past and (word in _PERFECT or after in {"have", "has"}):
            verb = plain[index + 2 : index + 3] if after in {"have", "has"} else [after]
            is_past = bool(verb) and (
                verb[0].endswith(("ed", "en", "ne")) or verb[0] in _WAS or verb[0] == "been"
            )
        if not is_past and word == "since" and after in {"i", "he", "she", "we", "they"}:
            verb = plain[index + 2 : index + 3]
            is_past = bool(verb) and (verb[0] in _WAS or verb[0].endswith("ed"))
        if not is_past:
            continue
        end = index + 2
        while end < len(plain) and plain[end] not in _CLAUSE_ENDS and end - index < 14:
            end += 1
        for place in range(index, end):
            if codes[place] in CLASSES["NUMBER"] or codes[place] in CLASSES["PERIOD"]:
                reading.close(place, place + 1)


_TELLERS = frozenset("i we he she they it who since i've we've she's he's they've dad mum".split())
_PERFECT = frozenset("i've we've they've".split())
