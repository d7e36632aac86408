"""What a number without a unit is a number of: a questionnaire, a scale, the noun before it."""

from __future__ import annotations

from smartgoals.instruments import find_instruments
from smartgoals.smart._reader._islands import Reading
from smartgoals.smart._reader._notation import CLASSES, add_classes, pattern
from smartgoals.smart._reader._nouns import is_plural, singular

__all__ = ["instrument_of", "noun_before", "scale_around"]

_INSTRUMENT_WORDS = (
    "phq-9 phq9 phq phq-2 gad-7 gad7 gad gad-2 pcl-5 pcl5 pcl core-10 core10 core-om who-5 who5 "
    "k10 k-10 k6 isi audit audit-c wsas ors srs dass dass-21 dass21 epds hads pss pss-10 bdi "
    "bdi-ii bai y-bocs ybocs suds sud moca mmse berg tug fim nprs odi psqi oq-45 gbo asrs scared "
    "rcads sdq madrs lsas spin ies-r ces-d swls wemwbs rses cgas gaf honos phq-a promis barthel "
    "womac bmi hba1c a1c koos haq eq-5d sf-36 fss mfis hit-6 midas bbs dgi copm wfirs vas nrs "
    "hamd ham-d hama bprs pdss oci oci-r panas ryff rosenberg kessler edinburgh"
)
_INSTRUMENTS = frozenset(_INSTRUMENT_WORDS.split())
# "PHQ 9" is one name.
_NUMBERED = frozenset("phq gad pcl core k dass who".split())
add_classes(
    INSTRUMENT=_INSTRUMENT_WORDS,
    SCALE=(
        "rating ratings score scores level levels scale suds points total result results index "
        "pain anxiety mood energy distress stress bmi weight hba1c a1c count grade grades mark "
        "urge urges cravings craving fatigue depression worry panic confidence intensity severity "
        "sleepiness motivation fear tension anger"
    ),
)
_TO_TEN = pattern("(scale (of|from))? NUM (-|to) all=NUM (point)? scale?")
# How far a number and the name of its scale may stand apart, in words.
_NEAR = 40
_NOUN_NEAR = 7


def instrument_of(unit: str) -> str | None:
    """Return the id of the questionnaire that a unit names, if it is one and clear."""
    if unit.lower() not in _INSTRUMENTS:
        return None
    known = find_instruments(unit)
    return known[0].id if len(known) == 1 else None


def scale_around(reading: Reading, start: int, end: int) -> str:
    """Return the instrument or the scale that the sentence around names; empty if none."""
    codes, plain = reading.codes, reading.words.plain
    left = max(reading.starts[start], start - _NEAR)
    right = min(reading.ends[end], end + _NEAR)
    for index in range(left, right):
        if codes[index] in CLASSES["INSTRUMENT"]:
            name = plain[index].upper()
            number = plain[index + 1] if codes[index + 1 : index + 2] == "0" else ""
            return f"{name}-{number}" if number and plain[index] in _NUMBERED else name
    for scale in _TO_TEN.finditer(codes, left, right):
        if "scale" in plain[scale.start() : scale.end()]:
            return f"/{plain[scale.start('all')]}"
    near = [index for index in range(left, right) if codes[index] in CLASSES["SCALE"]]
    return plain[min(near, key=lambda index: abs(index - start))] if near else ""


def noun_before(reading: Reading, index: int) -> str:
    """Return what is counted where only the number follows: "cut door checks from 12 to 8"."""
    for place in range(index - 1, max(reading.starts[index], index - _NOUN_NEAR) - 1, -1):
        word = reading.words.plain[place]
        if is_plural(word) and not reading.taken[place]:
            return singular(word)
    return ""
