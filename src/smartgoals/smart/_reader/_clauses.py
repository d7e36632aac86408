"""Who does what, what for, and when it begins: the parts that are clauses."""

from __future__ import annotations

import itertools

import attrs

from smartgoals.smart._parts import Amount, ComponentKind, Horizon, HorizonKind
from smartgoals.smart._reader._behaviours import claim_behaviours
from smartgoals.smart._reader._cues import claim_cues, claim_leading_cues
from smartgoals.smart._reader._heads import Head, find_head, is_verb
from smartgoals.smart._reader._islands import Reading
from smartgoals.smart._reader._notation import CLASSES
from smartgoals.smart._reader._purposes import claim_reason

__all__ = ["claim_clauses"]


def claim_clauses(reading: Reading) -> None:
    """Claim doer, behaviour, reason and cues."""
    _join_horizons(reading)
    claim_leading_cues(reading)
    head = find_head(reading)
    if head.doer is not None:
        reading.claims.append(head.doer)
    _forget_stories(reading, head)
    claim_reason(reading, head)
    claim_cues(reading, head)
    claim_behaviours(reading, head)


def _join_horizons(reading: Reading) -> None:
    """Make one of an event and its day: "before our session", "a week on Thursday"."""
    horizons = reading.of(ComponentKind.HORIZON)
    for first, second in itertools.pairwise(horizons):
        between = reading.words.plain[first.end : second.start]
        if (
            isinstance(first.value, Horizon)
            and isinstance(second.value, Horizon)
            and first.value.due is None
            and second.value.due is not None
            and (second.value.kind is HorizonKind.DATE or reading.words.plain[second.start] == "in")
            and set(between) <= {"on", "in", ",", "bracket", "the", "of", "due", "is", "which"}
        ):
            reading.claims.remove(first)
            reading.claims.remove(second)
            reading.claim(attrs.evolve(second, start=first.start))


def _forget_stories(reading: Reading, head: Head) -> None:
    """Drop the measures of sentences before the goal: they tell how things are."""
    begin = reading.starts[head.start]
    if begin == 0:
        return
    story = [
        start for start in sorted(set(reading.starts)) if start < begin and _tells(reading, start)
    ]
    reading.claims[:] = [
        claim
        for claim in reading.claims
        if claim.start >= begin
        or reading.starts[claim.start] not in story
        or claim.kind in {ComponentKind.CONFIDENCE, ComponentKind.DOER}
        or (isinstance(claim.value, Amount) and claim.value.is_baseline)
    ]


def _tells(reading: Reading, start: int) -> bool:
    first = start
    while first < len(reading.codes) and reading.codes[first] in CLASSES["LEADING"]:
        first += 1
    end = min(reading.ends[start], first + 8)
    return any(
        code in CLASSES["PRONOUN"] + CLASSES["TELLER"] for code in reading.codes[first:end]
    ) and not is_verb(reading.words.plain[first], reading.codes[first])
