"""Notices: what a person has to see at once.

A :class:`Notice` stands beside every judgement and outside of it: no report, date, policy or
setting delays or silences one. It says what kind of thing was found and where to look. It never
holds the words themselves, so it can travel through logs and queues.

Showing it to the right person, crisis lines and the clinical response are the host app's.
"""

from __future__ import annotations

from enum import StrEnum

import attrs

from smartgoals._values import as_tuple, is_each_id, is_id, is_in, is_int, refuse

__all__ = ["Notice", "NoticeKind", "NoticeSource"]


class NoticeKind(StrEnum):
    """What was found."""

    RISK_LANGUAGE = "risk-language"
    """Words that may speak of suicide, self-harm, not eating or harm to others."""
    CRITICAL_ITEM = "critical-item"
    """An answer in a questionnaire that is looked at whatever the total."""
    RELIABLE_WORSENING = "reliable-worsening"
    """A measure got worse by more than its own unreliability explains."""


class NoticeSource(StrEnum):
    """In what it was found."""

    STATEMENT = "statement"
    """A sentence that was read as a goal."""
    FIELD = "field"
    """Another text of a goal: its reason, a step, a milestone."""
    NOTE = "note"
    """Free text in a journal entry."""
    INSTRUMENT = "instrument"
    """Answers to a questionnaire."""
    MEASURE = "measure"
    """The course of a measure."""


@attrs.frozen(kw_only=True)
class Notice:
    """Something that a person has to see at once.

    Args:
        kind: What was found.
        source: In what it was found.
        entries: Ids of the journal entries that show it.
        start: Where the words begin in the text that was read, in characters from 0; None where
            no text was read.
        end: Where they end; *end* itself is not part of them.
        instrument: Id of the questionnaire whose answer was found.
        item: The number, on its form, of the question that was answered.

    Raises:
        InvalidValueError: If only one end of the span is given, or it is empty; if only one of
            *instrument* and *item* is given.

    Example:
        >>> from smartgoals.notices import Notice, NoticeKind, NoticeSource
        >>> notice = Notice(
        ...     kind=NoticeKind.RELIABLE_WORSENING, source=NoticeSource.MEASURE, entries=["e-9"]
        ... )
        >>> print(notice)
        reliable-worsening in a measure: see entry e-9
        >>> print(
        ...     Notice(
        ...         kind=NoticeKind.CRITICAL_ITEM, source=NoticeSource.INSTRUMENT,
        ...         instrument="phq9", item=9,
        ...     )
        ... )
        critical-item in an instrument: see item 9 of phq9
    """

    kind: NoticeKind = attrs.field(validator=is_in(NoticeKind))
    source: NoticeSource = attrs.field(validator=is_in(NoticeSource))
    entries: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=is_each_id)
    start: int | None = attrs.field(default=None, validator=is_int(0))
    end: int | None = attrs.field(default=None, validator=is_int(1))
    instrument: str | None = attrs.field(default=None, validator=is_id)
    item: int | None = attrs.field(default=None, validator=is_int(1))

    def __attrs_post_init__(self) -> None:
        """Check that the span and the place in a questionnaire are whole."""
        if (self.start is None) != (self.end is None):
            refuse("end", "given together with start", self.end)
        if self.start is not None and self.end is not None and self.end <= self.start:
            refuse("end", f"above start, {self.start}", self.end)
        if (self.instrument is None) != (self.item is None):
            refuse("item", "given together with instrument", self.item)

    def __str__(self) -> str:
        """Say what and where, without the words."""
        where = [] if self.item is None else [f"item {self.item} of {self.instrument}"]
        where += [f"entry {entry}" for entry in self.entries]
        if self.start is not None:
            where.append(f"characters {self.start} to {self.end}")
        seen = f": see {', '.join(where)}" if where else ""
        article = "an" if self.source is NoticeSource.INSTRUMENT else "a"
        return f"{self.kind} in {article} {self.source}{seen}"
