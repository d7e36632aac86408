"""How sure somebody says they are: 8 out of 10 sure, confidence 6/10, 70 % certain."""

from __future__ import annotations

import re

from smartgoals.smart._parts import ComponentKind
from smartgoals.smart._reader._islands import Claim, Island, Islands, Reading, has
from smartgoals.smart._reader._notation import add_classes, pattern

__all__ = ["CONFIDENCES"]

_TEN = 10


def _confidence(reading: Reading, match: re.Match[str]) -> Claim | None:
    value = reading.words.number(match.start("value"))
    if has(match, "percent"):
        value = value / _TEN
    elif has(match, "all") and reading.words.number(match.start("all")) != _TEN:
        return None
    if not 0 <= value <= _TEN or _is_another(reading, match):
        return None
    return Claim(ComponentKind.CONFIDENCE, match.start(), match.end(), int(value))


def _is_another(reading: Reading, match: re.Match[str]) -> bool:
    """Return whether it is not the person's own that it will go well.

    "I'm not 9/10 sure", "I'm 90 % sure I'll fail", "my therapist is 9/10 sure".
    """
    return bool(
        _OTHERS.search(reading.codes, max(0, match.start() - _FEW), match.start())
        or _WILL_FAIL.match(reading.codes, match.end())
        or "not" in reading.words.plain[match.start() : match.start("value")]
    )


_FEW = 4
_OTHERS = pattern(
    "((therapist|doctor|gp|nurse|coach|counsellor|psychologist|physio|mum|mom|dad|mother|father|wife"
    "|husband|partner|sister|brother|boss|teacher|friend) "
    "(is|says|thinks|feels|rates|gives) ANY{0,2}|(not|isn't|aren't) ANY{0,1})$"
)
_WILL_FAIL = pattern(
    "(that|this|it|i|i'll|i'm|is|it's|will|going|to|be|can|just|probably|only){0,5} "
    "(fail|failing|impossible|can't|cannot|won't|not|hopeless|lose|die|give up|mess)"
)

add_classes(
    SURE="sure confident certain confidence certainty convinced positive",
    OUT_OF="/ of out-of",
)
_OF_TEN = "value=NUM (-|to|or)? NUMBER{0,1} (/|out of|of|on a scale of) (a|possible)? all=NUM"
CONFIDENCES = Islands(
    *(
        Island(pattern(notation), _confidence)
        for notation in (
            (
                f"(i'm|i am|i feel|about|at least|i'd say|i'd give (it|myself)|feeling)? (a|an)? "
                f"{_OF_TEN} "
                "(in terms of|on|for|that|in|when it comes to)? (my|i|being|how)? (OTHER)? (SURE"
                "|that i (can|"
                "will)|that i'll|likely|ready|readiness|chance)"
            ),
            (
                "SURE (rating|level|score|ruler|scale|that|in|is|of|at|to|about|=|:|-|i|can|do"
                "|this|it|"
                "currently|only|today|now|just|a|an|around|myself|my|as|-|,|would|be|say|say|he"
                "|she|they|we|"
                f"rated|will|manage|OTHER){{0,7}} {_OF_TEN}"
            ),
            "value=NUM on (the|my|a) confidence (ruler|scale)?",
            (
                "(i'm|i am|i'd be|i'd say|myself|reckon|say|feel|i feel|it) (i'm|a|an|at|about"
                "|like|maybe|probably|only|"
                f"around|is|at){{0,4}} {_OF_TEN} (that|on|for|at|i'll|i can|i will|in terms|to (do"
                f"|manage|stick|get))"
            ),
            f"SURE (am i|i am|are you|is (he|she))? STOP (i'd say|about|an|a|maybe)? {_OF_TEN}",
            (
                "confidence (rating|level|score|ruler|scale|is|of|at|=|:|-|currently|only|today"
                "|now|just|a|"
                "an|around|about|i|say|would|rate|it|my|rated|this|in|on|for|OTHER){0,5} value=NUM "
                "(?! (percent|SPAN|times|/|out|of))"
            ),
            "value=NUM percent=percent (SURE|certain|chance|that i can|likely|there that)",
            (
                "confidence (rating|level|is|of|at|=|:|-|only|about|around|just|OTHER){0,4} "
                "value=NUM "
                "percent=percent"
            ),
            (
                "(rate|rated|put|score|give|call|i'm|make) (it|my|myself|a|an|this|OTHER|at|as|on"
                "|about|in|"
                "that){0,5} value=NUM (out of|/|of) all=NUM (for|on|in|that|to)? (confidence|SURE"
                "|doing|"
                "being|managing|manage|i|sticking|keeping)"
            ),
            (
                "(rate|rated|put|score|would say|say) (my|this|it)? confidence (at|as|is|a|an"
                "|about|to|in|"
                "OTHER){0,4} value=NUM"
            ),
            (
                "(chance|chances|odds|likelihood) (of|that|i|OTHER|is|are|it|this|at|the|-|:|,"
                "|'ll){0,6} "
                f"{_OF_TEN}"
            ),
        )
    )
)
