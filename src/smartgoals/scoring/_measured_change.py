"""Judge the change of a measure from what was recorded."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from enum import StrEnum

import attrs

from smartgoals._values import is_day, is_id, is_in, plain, refuse
from smartgoals.journal import Journal
from smartgoals.measures import Measure
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.scoring._change import Change, checked_score
from smartgoals.scoring._change_rules import NormRule, ThresholdRule
from smartgoals.scoring._evidence import same_language, usable_values

__all__ = [
    "LeftOut",
    "LeftOutReason",
    "MeasuredChange",
    "Period",
    "Reading",
    "measured_change",
]


class LeftOutReason(StrEnum):
    """Why a recorded value is not compared."""

    UNUSABLE = "unusable"
    """It is in a unit that does not convert, or outside of the measure's range."""
    OTHER_LANGUAGE = "other-language"
    """It was asked in another language, or nobody says in which."""


@attrs.frozen(kw_only=True)
class LeftOut:
    """A recorded value that is not compared.

    Args:
        entry: Id of the entry.
        reason: Why.
    """

    entry: str
    reason: LeftOutReason


@attrs.frozen(kw_only=True)
class Reading:
    """One value of a measure.

    Args:
        value: The number, in the measure's unit.
        day: The day that it is about; None for a baseline that was handed over.
        entry: Id of the entry that holds it; None for a baseline that was handed over.
    """

    value: float
    day: dt.date | None = None
    entry: str | None = None

    def __str__(self) -> str:
        """Read as number and day."""
        return plain(self.value) + ("" if self.day is None else f" on {self.day.isoformat()}")


@attrs.frozen(kw_only=True)
class MeasuredChange:
    """What became of a measure, from which entries, and what was left out.

    Args:
        measure: Id of the measure.
        on: The date of judgement.
        before: Where it started; None if nothing is known.
        after: Where it is; None if there is no value, or none but the one it started with.
        language: The language of the values that are compared; None if nobody says.
        change: What the rule says; None without two values.
        left_out: The values that are not compared, and why.
        notices: What a person has to see at once.
    """

    measure: str
    on: dt.date
    before: Reading | None
    after: Reading | None
    language: str | None
    change: Change | None
    left_out: tuple[LeftOut, ...] = ()
    notices: tuple[Notice, ...] = ()

    def __str__(self) -> str:
        """Say it in English: notices, what became of it, what was left out."""
        lines = [f"notice: {notice}" for notice in self.notices]
        lines.append(f"{self.on.isoformat()}: {self.measure}: {self._said()}")
        reasons = [left.reason for left in self.left_out]
        lines += [
            f"  left out: {reasons.count(reason)} {_LEFT_OUT[reason]}"
            for reason in LeftOutReason
            if reason in reasons
        ]
        return "\n".join(lines)

    def _said(self) -> str:
        if self.change is not None:
            return str(self.change)
        seen = self.before or self.after
        return "nothing recorded yet" if seen is None else f"one value so far, {seen}"


_LEFT_OUT = {
    LeftOutReason.UNUSABLE: "in a unit or a range that is not the measure's",
    LeftOutReason.OTHER_LANGUAGE: "asked in another language, or nobody says in which",
}


def measured_change(
    measure: Measure,
    journal: Journal,
    *,
    on: dt.date,
    rule: NormRule | ThresholdRule,
    since: dt.date | None = None,
    baseline: float | None = None,
    language: str | None = None,
) -> MeasuredChange:
    """Return what became of *measure* by the end of *on*, as far as *journal* knows.

    The later score is the latest value up to *on*. The earlier one is what the caller says: a
    *baseline*, or the first value *since* a day. It is never guessed.

    Only values of one language are compared, with tags taken whole: ``es-ES`` and ``es-MX`` are
    often two translations. A value of which nobody says the language is compared with others of
    that kind. Another version of a questionnaire, or another rater, is another measure.

    A reliable worsening is a Notice, whatever else is found; where a method calls it worse though
    the score is not, there is none.

    Args:
        measure: What was measured.
        journal: The journal of the person.
        on: The date of judgement. Values about later days are ignored.
        rule: By what the change is judged; there is no default.
        since: The first day whose values count; None for all, and then *baseline* is needed.
        baseline: The earlier score, in the measure's unit; None for the first value from *since*
            on.
        language: The language whose values are compared, as a BCP 47 tag; None for the language of
            the rule's norms, or else that of the latest value.

    Returns:
        The two values with the ids of their entries, what the rule says, and each value that was
        left out with the reason.

    Raises:
        InvalidValueError: If both *since* and *baseline* are missing, if the baseline is not in
            the measure's range, or if the rule cannot judge this measure.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Journal, Measured, instrument
        >>> from smartgoals.scoring import ThresholdRule, measured_change
        >>> core10 = instrument("core10")
        >>> at = dt.datetime(2025, 2, 3, 8, tzinfo=dt.UTC)
        >>> journal = Journal(subject="c-17", entries=[
        ...     Measured(measure="core10", value=18, day=dt.date(2025, 2, 3),
        ...              id="e-1", recorded_at=at),
        ...     Measured(measure="core10", value=11, day=dt.date(2025, 4, 7),
        ...              id="e-2", recorded_at=at)])
        >>> seen = measured_change(
        ...     core10.measure(), journal, on=dt.date(2025, 4, 7), since=dt.date(2025, 2, 1),
        ...     rule=ThresholdRule(threshold=core10.thresholds[0]),
        ... )
        >>> seen.change.category, seen.before.entry, seen.after.entry
        (<ChangeCategory.IMPROVED: 'improved'>, 'e-1', 'e-2')
    """
    if not isinstance(rule, NormRule | ThresholdRule):
        refuse("rule", "a NormRule or a ThresholdRule", rule)
    if since is None and baseline is None:
        refuse("since", "given, or baseline", None, instead="a baseline is never guessed")
    period = Period(measure=measure, journal=journal, since=since, on=on, language=language)
    readings, spoken, left_out = period.readings(language or rule.language)
    start = None
    if baseline is not None:
        start = Reading(value=checked_score("baseline", baseline, measure.least, measure.most))

    def compared(
        values: tuple[Reading, ...],
    ) -> tuple[Change | None, Reading | None, Reading | None]:
        before, *others = values if start is None else (start, *values)
        if not others:
            return None, before, None
        return rule.change(before.value, others[-1].value, measure=measure), before, others[-1]

    change, before, after = compared(readings) if readings or start else (None, None, None)
    # A value in another language takes no warning back: each language speaks for itself.
    groups = [readings] if language or rule.language else period.by_language()
    found = (compared(group) for group in groups if group)
    notices = (notice for each in found for notice in _worsening(*each))
    return MeasuredChange(
        measure=measure.id,
        on=on,
        before=before,
        after=after,
        language=spoken,
        change=change,
        left_out=left_out,
        notices=tuple(dict.fromkeys(notices)),
    )


@attrs.frozen(kw_only=True)
class Period:
    """The values of a measure in a stretch of time."""

    measure: Measure = attrs.field(validator=is_in(Measure))
    journal: Journal = attrs.field(validator=is_in(Journal))
    on: dt.date = attrs.field(validator=is_day)
    since: dt.date | None = attrs.field(default=None, validator=is_day)
    language: str | None = attrs.field(default=None, validator=is_id)

    def by_language(self) -> list[tuple[Reading, ...]]:
        """Return the values language by language; those without one are a group of their own."""
        seen, _ = usable_values(
            self.journal, self.measure, first=self.since or dt.date.min, on=self.on
        )
        groups: defaultdict[str, list[Reading]] = defaultdict(list)
        for value, entry in seen:
            spoken = (entry.language or "").lower()
            groups[spoken].append(Reading(value=value, day=entry.day, entry=entry.id or ""))
        return [tuple(group) for group in groups.values()]

    def readings(
        self, wanted: str | None
    ) -> tuple[tuple[Reading, ...], str | None, tuple[LeftOut, ...]]:
        """Return the values of one language, which one that is, and what was left out."""
        seen, unusable = usable_values(
            self.journal, self.measure, first=self.since or dt.date.min, on=self.on
        )
        if wanted is None and seen:
            wanted = seen[-1][1].language
        kept: list[Reading] = []
        left_out = [LeftOut(entry=each, reason=LeftOutReason.UNUSABLE) for each in unusable]
        for value, entry in seen:
            name = entry.id or ""
            if same_language(entry.language, wanted):
                kept.append(Reading(value=value, day=entry.day, entry=name))
            else:
                left_out.append(LeftOut(entry=name, reason=LeftOutReason.OTHER_LANGUAGE))
        return tuple(kept), wanted, tuple(left_out)


def _worsening(
    change: Change | None, before: Reading | None, after: Reading | None
) -> tuple[Notice, ...]:
    if change is None or not change.is_worse or not change.points < 0:
        return ()
    entries = [seen.entry for seen in (before, after) if seen and seen.entry is not None]
    return (
        Notice(kind=NoticeKind.RELIABLE_WORSENING, source=NoticeSource.MEASURE, entries=entries),
    )
