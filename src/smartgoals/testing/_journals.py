"""The strategies of smartgoals.testing for entries and journals."""

# ruff: noqa: A002  # parameters are called as the fields are

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar, overload

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals.entries import (
    _RATING_RANGE,
    Absent,
    ChangeRequested,
    Corrected,
    Course,
    Decision,
    Done,
    Entry,
    Measured,
    MilestoneReached,
    Missed,
    Noted,
    NoteKind,
    Postponed,
    Rated,
    RatingKind,
    Redacted,
    Reviewed,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    Skipped,
    Voided,
)
from smartgoals.journal import Journal
from smartgoals.measures import Unit
from smartgoals.testing._basics import (
    NUMBERS,
    days,
    extensions,
    ids,
    instants,
    maybe,
    several,
    texts,
)
from smartgoals.testing._measures import units

__all__ = ["entries", "histories", "journals"]

E = TypeVar("E", bound=Entry)

_DAY = dt.timedelta(days=1)
_ABOUT_ENTRIES = (Corrected, Voided, Redacted)
# What happened, as against what is said of another entry.
HAPPENED: tuple[type[Entry], ...] = (
    Done,
    Measured,
    Missed,
    Skipped,
    Noted,
    Rated,
    Absent,
    Reviewed,
    Postponed,
    MilestoneReached,
    ChangeRequested,
    SessionBooked,
    SessionHeld,
    SessionCancelled,
)


def _ratings() -> SearchStrategy[dict[str, Any]]:
    return st.sampled_from(RatingKind).flatmap(
        lambda kind: st.fixed_dictionaries(
            {"kind": st.just(kind), "value": st.floats(*_RATING_RANGE[kind])}
        )
    )


@overload
def entries(
    *,
    id: SearchStrategy[str | None] | None = None,
    recorded_at: SearchStrategy[dt.datetime | None] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    about: SearchStrategy[str] | None = None,
    unit: SearchStrategy[Unit] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[Entry]: ...
@overload
def entries(
    *kinds: type[E],
    id: SearchStrategy[str | None] | None = None,
    recorded_at: SearchStrategy[dt.datetime | None] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    about: SearchStrategy[str] | None = None,
    unit: SearchStrategy[Unit] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[E]: ...
def entries(
    *kinds: type[Entry],
    id: SearchStrategy[str | None] | None = None,
    recorded_at: SearchStrategy[dt.datetime | None] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    about: SearchStrategy[str] | None = None,
    unit: SearchStrategy[Unit] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[Entry]:
    """Make entries, stamped and not.

    Args:
        *kinds: Which kinds; all of them if left out.
        id: Their ids.
        recorded_at: When they were written down.
        day: The days that they are about.
        about: Ids of what they are about: measures, steps, milestones, goals, sessions, entries.
        unit: Units of what was measured.
        text: Every free text, that of the extensions included.

    Returns:
        Strategy for entries of the kinds asked for.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals import Done, Missed
        >>> from smartgoals.testing import entries
        >>> @given(entries(Done, Missed, about=st.just("walk")))
        ... def test_entry_is_about_walking(entry):
        ...     assert entry.about == ("walk",)
        >>> test_entry_is_about_walking()
    """
    day = days() if day is None else day
    about = ids() if about is None else about
    text = texts() if text is None else text
    unit = units() if unit is None else unit
    fields: dict[str, SearchStrategy[Any]] = {
        "id": maybe(ids()) if id is None else id,
        "recorded_at": maybe(instants()) if recorded_at is None else recorded_at,
        "author": maybe(ids()),
        "occurred_at": maybe(instants()),
        "extensions": extensions(text),
    }
    asked = set(kinds or (Entry,))
    of_kinds: list[type[Entry]] = [
        kind for kind in (*HAPPENED, *_ABOUT_ENTRIES) if any(issubclass(kind, one) for one in asked)
    ]
    own = {kind: _fields_of(kind, about=about, unit=unit, text=text) for kind in of_kinds}
    if Corrected in own:
        replacements = entries(
            *HAPPENED, id=about, recorded_at=instants(), day=day, about=about, unit=unit, text=text
        )
        own[Corrected] = st.fixed_dictionaries({"replacement": replacements})
    shared = st.fixed_dictionaries(fields)

    @st.composite
    def drawn(draw: DrawFn) -> Entry:
        kind = draw(st.sampled_from(of_kinds))
        fields = draw(shared) | draw(own[kind])
        if kind is Absent or kind is Postponed:
            # Both name a later day, and there is none after the last.
            fields["day"] = draw(day.filter(lambda day: day < dt.date.max))
            later = "until" if kind is Absent else "to"
            fields[later] = draw(st.dates(min_value=fields["day"] + _DAY))
        else:
            fields["day"] = draw(day)
        made: Entry = kind(**fields)
        return made

    return drawn()


def _fields_of(
    kind: type[Entry],
    *,
    about: SearchStrategy[str],
    unit: SearchStrategy[Unit],
    text: SearchStrategy[str],
) -> SearchStrategy[dict[str, Any]]:
    fields: Mapping[type[Entry], dict[str, SearchStrategy[Any]]] = {
        Measured: {
            "measure": about,
            "value": NUMBERS,
            "unit": maybe(unit),
            "language": maybe(ids()),
        },
        Done: {"step": about, "part": st.floats(0, 1, exclude_min=True)},
        Missed: {"step": about},
        Skipped: {"step": about, "reason": text},
        MilestoneReached: {"milestone": about},
        Rated: {"goal": about, "rater": ids()},
        Noted: {"text": text, "kind": st.sampled_from(NoteKind), "topic": maybe(about)},
        Absent: {"reason": text},
        Reviewed: {
            "goal": about,
            "decision": st.sampled_from(Decision),
            "participants": several(ids()),
            "worked": text,
            "did_not_work": text,
            "course": st.sampled_from(Course),
            "requests": several(text),
        },
        Postponed: {"goal": about, "reason": text},
        SessionBooked: {"session": about},
        SessionHeld: {"session": about},
        SessionCancelled: {"session": about},
        ChangeRequested: {"goal": about, "request": text},
        Corrected: {},
        Voided: {"entry": about, "reason": text},
        Redacted: {"entry": about},
    }
    made: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(fields[kind])
    if kind is Rated:
        return st.tuples(made, _ratings()).map(lambda both: both[0] | both[1])
    return made


def histories(
    *,
    entry: SearchStrategy[Entry] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    recorded_at: SearchStrategy[dt.datetime] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[tuple[Entry, ...]]:
    """Make all that was ever written about one person, before any redaction took effect.

    Args:
        entry: What happened, or what should have been written; stamped here.
        day: The days that the entries are about, but for those of *entry* where it is given.
        recorded_at: When they were written down.
        text: Every free text; with the same exception.

    Returns:
        Strategy for stamped entries, each id once, in any order, some recorded at the same moment.
        Corrections, voids and redactions are about ids of other entries, or of each other.
    """
    text = texts() if text is None else text
    happened = (
        entries(*HAPPENED, id=st.none(), recorded_at=st.none(), day=day, text=text)
        if entry is None
        else entry
    )
    moments = instants() if recorded_at is None else recorded_at
    some_ids = st.lists(ids(), unique=True, max_size=6)
    times = st.lists(moments, min_size=1, max_size=4)
    kinds = st.sampled_from(_ABOUT_ENTRIES)

    @st.composite
    def drawn(draw: DrawFn) -> tuple[Entry, ...]:
        names = draw(some_ids)
        if not names:
            return ()
        moment = st.sampled_from(draw(times))
        known = st.sampled_from(names)
        made: list[Entry] = []
        for name in names:
            written = draw(happened)
            # What is said of another entry already, the caller made so.
            if draw(st.booleans()) and made and not isinstance(written, _ABOUT_ENTRIES):
                written = _said_of(draw(known), draw(kinds), written, reason=draw(text))
            made.append(attrs.evolve(written, id=name, recorded_at=draw(moment)))
        return tuple(made)

    return drawn()


def _said_of(name: str, kind: type[Entry], entry: Entry, *, reason: str) -> Entry:
    """Return what *kind* says of the entry called *name*; *entry* has the rest of what it says."""
    shared: dict[str, Any] = {
        field: getattr(entry, field) for field in ("day", "author", "occurred_at", "extensions")
    }
    if kind is Corrected:
        # When the wrong entry was recorded is not known here; any moment will do.
        at = dt.datetime(2025, 2, 3, tzinfo=dt.UTC)
        replacement = attrs.evolve(entry, id=name).stamped(id=name, at=at)
        return Corrected(replacement=replacement, **shared)
    if kind is Voided:
        return Voided(entry=name, reason=reason, **shared)
    return Redacted(entry=name, **shared)


def journals(
    *,
    subject: SearchStrategy[str] | None = None,
    entry: SearchStrategy[Entry] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    recorded_at: SearchStrategy[dt.datetime] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[Journal]:
    """Make journals.

    Args:
        subject: Ids of the persons.
        entry: What happened, or what should have been written; its id and its recorded time are
            set here.
        day: The days that the entries are about, but for those of *entry* where it is given.
        recorded_at: When they were written down.
        text: Every free text; with the same exception.

    Returns:
        Strategy for journals with corrections, voids and redactions of real entries, and of each
        other; some entries are recorded at the same moment.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import journals
        >>> @given(journals())
        ... def test_what_counts_was_recorded(journal):
        ...     assert len(journal.current) <= len(journal)
        >>> test_what_counts_was_recorded()
    """
    return st.builds(
        Journal,
        subject=ids() if subject is None else subject,
        entries=histories(entry=entry, day=day, recorded_at=recorded_at, text=text),
    )
