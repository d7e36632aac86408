"""What kind of reason somebody gives: their own, somebody else's, an empty one, or none at all."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from smartgoals.smart._draft import MAX_CHARACTERS
from smartgoals.smart._judge import _lexicon as lexicon
from smartgoals.smart._parts import Component
from smartgoals.smart._reader._words import Words, words_of

__all__ = ["ReasonKind", "kinds_of", "reasons_in"]


class ReasonKind(StrEnum):
    """Whose reason it is."""

    OWN = "own"
    """It says what it gives the person."""
    EXTERNAL = "external"
    """Somebody else wants it."""
    EMPTY = "empty"
    """Because one should."""
    DISOWNED = "disowned"
    """The person does not care."""


def _kinds(words: Words, start: int, end: int) -> set[ReasonKind]:
    codes, found = words.codes, set()
    external = lexicon.EXTERNAL_REASON.match(codes, start, end)
    if external is not None:
        found.add(ReasonKind.EXTERNAL)
        if lexicon.OWN_REASON.search(codes, external.end(), end):
            found.add(ReasonKind.OWN)
    elif lexicon.EMPTY_REASON.match(codes, start, end):
        found.add(ReasonKind.EMPTY)
    elif not lexicon.DISOWNED_ANYWHERE.search(codes, start, end):
        found.add(ReasonKind.OWN)
    return found


def reasons_in(
    words: Words,
    reasons: Iterable[Component],
    possible: frozenset[int],
) -> dict[ReasonKind, tuple[int, int] | None]:
    """Return the kinds of reason that a sentence gives, and where the first of each stands.

    Args:
        words: Its words.
        reasons: Its parts that are reasons.
        possible: Ids of the patterns whose words the sentence has.
    """
    found: dict[ReasonKind, tuple[int, int] | None] = {}
    for reason in reasons:
        start, end = words.inside(reason.start, reason.end)
        for kind in _kinds(words, start, end):
            found.setdefault(kind, (reason.start, reason.end))
    for known, kind in (
        (lexicon.EXTERNAL_ANYWHERE, ReasonKind.EXTERNAL),
        (lexicon.DISOWNED_ANYWHERE, ReasonKind.DISOWNED),
    ):
        match = known.search(words.codes) if id(known) in possible else None
        if match is not None:
            found.setdefault(kind, words.span(match.start(), match.end()))
    return found


def kinds_of(text: str) -> set[ReasonKind]:
    """Return the kinds of reason that a text gives which was typed in as one."""
    words = words_of(text[:MAX_CHARACTERS])
    found = _kinds(words, 0, len(words.codes))
    if lexicon.DISOWNED_ANYWHERE.search(words.codes):
        found.add(ReasonKind.DISOWNED)
    return found
