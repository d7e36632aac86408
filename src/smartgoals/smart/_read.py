"""Read a goal's sentence.

Each kind of part has patterns of its own, and the kinds are asked in a fixed order: what an earlier
one has claimed is closed to the next. First come the numbers that are no measure at all.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from smartgoals._values import refuse
from smartgoals.smart._draft import MAX_CHARACTERS, Draft, DraftKind, with_words
from smartgoals.smart._kind import kind_of
from smartgoals.smart._parts import Component
from smartgoals.smart._reader._cadences import FREQUENCIES, PER_AMOUNT
from smartgoals.smart._reader._clauses import claim_clauses
from smartgoals.smart._reader._confidences import CONFIDENCES
from smartgoals.smart._reader._durations import CLOCK_CUES, DURATIONS
from smartgoals.smart._reader._islands import Reading
from smartgoals.smart._reader._names import close_names
from smartgoals.smart._reader._quantities import claim_amounts, claim_changes
from smartgoals.smart._reader._starts import claim_time
from smartgoals.smart._reader._words import words_of
from smartgoals.smart._risk import risk_notices

__all__ = ["DateOrder", "read_goal"]


class DateOrder(StrEnum):
    """How a date in figures is meant where both ways are possible."""

    DAY_FIRST = "day-first"
    """03/04/2025 is the third of April."""
    MONTH_FIRST = "month-first"
    """03/04/2025 is the fourth of March."""


def read_goal(
    text: str,
    *,
    on: dt.date,
    date_order: DateOrder = DateOrder.DAY_FIRST,
    limit: int = MAX_CHARACTERS,
) -> Draft:
    """Return what *text* says as a goal, read on a day.

    It knows English, in the words of clients, parents, therapists, schools and clinics: "I will",
    "you will", "client will", orders to oneself and bare nouns; what, how much, how long, how
    often, until when, what for, when and where it begins, how sure; in any order, with common slips
    and shortened words. What it does not recognise it leaves alone; it never guesses.

    Any text can be read, in a time that grows with its length and no faster. A long one is read up
    to *limit*, after its whole was searched for risk language.

    Args:
        text: The sentence, or several.
        on: The day it is read; "the next 30 days" begin on it.
        date_order: How 03/04/2025 is meant. Where the other way is possible too, the horizon says
            so in :attr:`Horizon.other`.
        limit: How many characters are read, at least 1; the draft says if there were more.

    Returns:
        The components with their places in *text*, and the notices.

    Raises:
        InvalidValueError: If *text* is no text, *on* is no date, *date_order* is none, or *limit*
            is no number above 0.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import read_goal
        >>> from smartgoals.smart import ComponentKind
        >>> draft = read_goal(
        ...     "When I get home I will read for half an hour on Mondays and Fridays "
        ...     "until 31 March to wind down.",
        ...     on=dt.date(2025, 2, 3),
        ... )
        >>> print(draft.dose, "|", draft.recurrence, "|", draft.due)
        0.5 h | every Monday and Friday | 2025-03-31
        >>> for kind in ComponentKind.BEHAVIOUR, ComponentKind.REASON, ComponentKind.CUE:
        ...     print(draft.words(kind))
        read
        to wind down
        When I get home
    """
    if not isinstance(text, str):
        refuse("text", "text", text)
    if not isinstance(on, dt.date) or isinstance(on, dt.datetime):
        refuse("on", "a datetime.date", on)
    if not isinstance(date_order, DateOrder):
        refuse("date_order", "a DateOrder", date_order)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        refuse("limit", "a whole number of at least 1", limit)
    return _draft(text, on, date_order, limit)


def read_statement(text: str, *, on: dt.date, start: dt.date | None) -> Draft:
    """Return what the sentence of a goal says that begins on *start*, whatever "Monday" was."""
    return _draft(text, start or on, DateOrder.DAY_FIRST, MAX_CHARACTERS, begins=start)


def _draft(
    text: str, on: dt.date, date_order: DateOrder, limit: int, *, begins: dt.date | None = None
) -> Draft:
    notices = risk_notices(text)
    read = text[:limit]
    words = words_of(read)
    kind = kind_of(read, [word for word in words.plain if word[0].isalpha()])
    components: tuple[Component, ...] = ()
    if kind is DraftKind.GOAL:
        reading = Reading(words, on, is_day_first=date_order is DateOrder.DAY_FIRST, begins=begins)
        components = _components(reading)
    draft = Draft(text=text, on=on, kind=kind, components=components, notices=notices, limit=limit)
    return with_words(draft, words)


def _components(reading: Reading) -> tuple[Component, ...]:
    close_names(reading)
    reading.take(CONFIDENCES)
    reading.take(CLOCK_CUES)
    claim_changes(reading)
    claim_time(reading)
    reading.take(FREQUENCIES)
    reading.take(DURATIONS)
    claim_amounts(reading)
    reading.take(PER_AMOUNT)
    claim_clauses(reading)
    return tuple(sorted(map(reading.component, reading.claims), key=_place))


def _place(component: Component) -> tuple[int, int]:
    return component.start, -component.end
