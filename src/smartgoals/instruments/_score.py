"""Count the answers to a questionnaire.

What a person has to see at once comes first, and from the answers as they were handed over: it
must not wait for a total, a licence or a key. The total comes second, and is strict: where an
answer cannot be counted there is none, for a wrong number looks like a right one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction

import attrs

from smartgoals._values import (
    as_optional_number,
    as_tuple,
    is_each,
    is_each_int,
    is_id,
    is_in,
    is_int,
    is_number,
    plain,
    refuse,
)
from smartgoals.instruments._answers import Given, amount, is_real, placed
from smartgoals.measures import CriticalItem, Instrument, ItemKey, ItemMethod
from smartgoals.notices import Notice, NoticeKind, NoticeSource

__all__ = ["Score", "Unscored", "score_items", "score_total"]


class Unscored(StrEnum):
    """Why there is no total."""

    NO_KEY = "no-key"
    """How its answers make the total is not known here; count it yourself: ``score_total()``."""
    LICENCE = "licence"
    """The licence is not for everybody, and the app did not say that it has one."""
    INVALID_ANSWERS = "invalid-answers"
    """An answer is none that the item can have, or cannot be told to belong to an item."""
    NO_ANSWERS = "no-answers"
    """Nothing is answered, which is not the same as 0."""
    TOO_FEW_ANSWERS = "too-few-answers"
    """More answers are missing than the authors make up for, or one to a critical item."""


_REASONS = {
    Unscored.NO_KEY: "its answers are not counted here",
    Unscored.LICENCE: "to count it say licensed=True once you have a licence",
    Unscored.INVALID_ANSWERS: "some answers cannot be counted as they are",
    Unscored.NO_ANSWERS: "nothing is answered",
    Unscored.TOO_FEW_ANSWERS: "some answers are still open",
}


@attrs.frozen(kw_only=True)
class Score:
    """What the answers to one questionnaire come to; made by :func:`score_items`.

    Args:
        instrument: Id of the questionnaire.
        total: The total; None where there is none, and then *unscored* says why.
        answered: How many of the items that count have an answer that can be counted.
        missing: The items that count and have no answer.
        invalid: The items whose answer cannot be counted; 0 stands for an answer that belongs to
            no item.
        is_prorated: Whether the total makes up for missing answers; never for a critical one.
        items_not_seen: The critical items of which no answer could be judged. That a notice is
            missing says nothing about these: somebody has to look.
        notices: What a person has to see at once.
        unscored: Why there is no total.
    """

    instrument: str = attrs.field(validator=is_id)
    total: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    answered: int = attrs.field(default=0, validator=is_int(0))
    missing: tuple[int, ...] = attrs.field(default=(), converter=as_tuple, validator=is_each_int(1))
    invalid: tuple[int, ...] = attrs.field(default=(), converter=as_tuple, validator=is_each_int(0))
    is_prorated: bool = attrs.field(default=False, validator=is_in(bool))
    items_not_seen: tuple[int, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each_int(1)
    )
    notices: tuple[Notice, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(Notice)
    )
    unscored: Unscored | None = attrs.field(default=None, validator=is_in(Unscored))

    def __attrs_post_init__(self) -> None:
        """Check that there is a total or a reason why not."""
        if (self.total is None) != (self.unscored is not None):
            refuse("unscored", "given exactly where there is no total", self.unscored)
        if self.is_prorated and self.total is None:
            refuse("is_prorated", "False where there is no total", self.is_prorated)

    def __str__(self) -> str:
        """Read what came out first, then what somebody has to look at."""
        if self.unscored is not None:
            outcome = f"no total yet, {_REASONS[self.unscored]}"
        else:
            outcome = plain(self.total or 0)
        if self.is_prorated:
            outcome += ", where the other answers stand for what is open"
        lines = [f"{self.instrument}: {outcome}", *map(str, self.notices)]
        if self.items_not_seen:
            lines.append(f"not seen, please look: {_listed(self.items_not_seen)}")
        if any(self.invalid):
            lines.append(f"to correct: {_listed(self.invalid)}")
        if self.answered and self.missing:
            lines.append(f"open: {_listed(self.missing)}")
        return "\n".join(lines)


def _listed(items: Iterable[int]) -> str:
    # What belongs to no item has no number to be found by.
    numbers = [str(item) for item in items if item]
    return f"item{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"


def score_items(
    instrument: Instrument,
    answers: Mapping[int, float | None] | Iterable[float | None],
    *,
    licensed: bool = False,
    entries: Iterable[str] = (),
) -> Score:
    """Count the answers to a questionnaire.

    A critical answer gives a notice whatever else is found: when other answers are missing or
    wrong, when the licence does not allow a total, when there is no key.

    Args:
        instrument: The questionnaire, of the catalogue or one of your own.
        answers: The answers by the number of the item on the form, where ``"9"`` and 9.0 are item
            9; or a list of them, or anything else that has an order and is no text: those of the
            items that count or of the whole form, in the order of the form, with None for each
            that is missing. A list of another length cannot be told apart: it gives no total, and
            a notice for each critical item that one of its answers may belong to. Answers to
            items that do not count here are left alone.
        licensed: True where you have what the licence asks for; needed where it is not for
            everybody, and nothing but True says so.
        entries: Ids of the journal entries that hold the answers, for the notices.

    Returns:
        The total, or why there is none. A wrong answer is listed, never raised and never guessed
        around; where nothing is answered there is no total, and not 0. A critical item without an
        answer leaves no total either, also where the authors make up for missing answers: no mean
        of the others says how somebody would have answered it.

    Raises:
        InvalidValueError: If *instrument* is no instrument, *answers* neither a mapping nor
            something in order (a set is not), or *entries* no ids.

    Example:
        >>> from smartgoals.instruments import instrument, score_items
        >>> print(score_items(instrument("PHQ-9"), [1, 1, 2, 1, 0, 0, 0, 0, 0]))
        phq9: 5
        >>> print(score_items(instrument("PHQ-9"), {1: 2, 2: 3, 9: 1}))
        phq9: no total yet, some answers are still open
        critical-item in an instrument: see item 9 of phq9
        open: items 3, 4, 5, 6, 7, 8
    """
    notice = _notice(instrument, entries)
    given = placed(instrument, answers)
    said = [asked for asked in instrument.critical_items if given.says(asked, instrument.key)]
    seen = {asked.item for asked in said} | given.usable
    not_seen = [asked for asked in instrument.critical_items if asked.item not in seen]
    key = instrument.key
    counted = key.items if key is not None else ()
    missing = [] if given.is_lost else [item for item in counted if not given.answers.get(item)]
    invalid = given.invalid(instrument)
    unscored = _reason(instrument, given, invalid, missing, licensed=licensed)
    total = None
    if key is not None and unscored is None:
        total = _total(instrument, key, given)
    return Score(
        instrument=instrument.id,
        total=total,
        answered=len(given.usable & set(counted)) if counted else len(given.usable),
        missing=missing,
        invalid=sorted(invalid),
        is_prorated=bool(missing) and total is not None,
        items_not_seen=_items(not_seen),
        notices=_notices(notice, instrument, said),
        unscored=unscored,
    )


def score_total(instrument: Instrument, total: float, *, entries: Iterable[str] = ()) -> Score:
    """Return the score of a questionnaire that was counted elsewhere.

    No answer was seen, so every critical item is in ``items_not_seen``. A notice comes only for a
    total that cannot be reached without a critical answer.

    Args:
        instrument: The questionnaire, of the catalogue or one of your own.
        total: The total.
        entries: Ids of the journal entries that hold it, for the notices.

    Raises:
        InvalidValueError: If *total* is no total that the instrument can have, *instrument* is no
            instrument, or *entries* are no ids.

    Example:
        >>> from smartgoals.instruments import instrument, score_total
        >>> print(score_total(instrument("PHQ-9"), 12))
        phq9: 12
        not seen, please look: item 9
        >>> print(score_total(instrument("PHQ-9"), 25))
        phq9: 25
        critical-item in an instrument: see item 9 of phq9
        not seen, please look: item 9
    """
    notice = _notice(instrument, entries)
    number = amount(total) if is_real(total) else math.nan
    if not instrument.least <= number <= instrument.most:
        refuse("total", f"from {instrument.least:g} to {instrument.most:g}", total)
    said = [asked for asked in instrument.critical_items if _is_implied(asked, instrument, number)]
    return Score(
        instrument=instrument.id,
        total=number,
        items_not_seen=_items(instrument.critical_items),
        notices=_notices(notice, instrument, said),
    )


def _notice(instrument: Instrument, entries: Iterable[str]) -> Notice:
    """Return the notice that each critical item makes its own; misuse is told with or without."""
    if not isinstance(instrument, Instrument):
        refuse("instrument", "an Instrument", instrument, instead="instrument(name) finds one")
    return Notice(
        kind=NoticeKind.CRITICAL_ITEM,
        source=NoticeSource.INSTRUMENT,
        entries=entries,
    )


def _notices(notice: Notice, instrument: Instrument, said: list[CriticalItem]) -> list[Notice]:
    return [attrs.evolve(notice, instrument=instrument.id, item=item) for item in _items(said)]


def _items(asked: Iterable[CriticalItem]) -> tuple[int, ...]:
    return tuple(sorted(one.item for one in asked))


def _reason(
    instrument: Instrument, given: Given, invalid: set[int], missing: list[int], *, licensed: bool
) -> Unscored | None:
    key, licence = instrument.key, instrument.licence
    if key is None:
        return Unscored.NO_KEY
    # What an app reads from its settings may be the text "no".
    if not (licensed is True or licence is None or licence.allows_scoring):
        return Unscored.LICENCE
    if invalid:
        return Unscored.INVALID_ANSWERS
    if not given.usable & set(key.items):
        return Unscored.NO_ANSWERS
    # The mean of other answers must not stand for one that a person has to look at.
    has_critical = any(asked.item in missing for asked in instrument.critical_items)
    is_short = has_critical or len(missing) > key.most_missing
    return Unscored.TOO_FEW_ANSWERS if is_short else None


def _total(instrument: Instrument, key: ItemKey, given: Given) -> float:
    """Return the total, computed exactly and rounded once."""
    answers = [
        _as_counted(Fraction(amount(given.answers[item][0])), key, item)
        for item in key.items
        if item in given.usable
    ]
    total = sum(answers) / len(answers) * _weight(key)
    # The ends of the range were rounded by whoever wrote them down.
    return min(max(float(total), instrument.least), instrument.most)


def _weight(key: ItemKey) -> Fraction:
    """Return by what the mean of the answers is multiplied to make the total."""
    return Fraction(key.factor) * (len(key.items) if key.method is ItemMethod.SUM else 1)


def _as_counted(answer: Fraction, key: ItemKey, item: int) -> Fraction:
    least, most = Fraction(key.least), Fraction(key.most)
    return least + most - answer if item in key.reversed_items else answer


def _is_implied(asked: CriticalItem, instrument: Instrument, total: float) -> bool:
    """Return whether *total* cannot be reached while the answer to *asked* needs no look."""
    key = instrument.key
    if key is None or asked.item not in key.items:
        return False
    # The most that the answer counts without a look, beside the others at their highest.
    others = (len(key.items) - 1) * Fraction(key.most)
    most = (others + Fraction(asked.above)) * _weight(key) / len(key.items)
    return Fraction(total) > most
