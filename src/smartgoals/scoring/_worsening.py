"""Whether a measure got reliably worse: than at the start, or than it had been at its best."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from smartgoals._versions import first_day
from smartgoals.entries import Measured, Reviewed
from smartgoals.measures import ChangeKind, ChangeThreshold, Direction, Measure, Toward
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.scoring._change import as_written
from smartgoals.scoring._evidence import Evidence, may_be_compared, usable_values
from smartgoals.targets import Target

__all__ = ["left_unseen", "notice_of", "published", "worsened"]

_IN_A_ROW = 3


def published(measure: Measure, way: Toward) -> ChangeThreshold | None:
    """Return the reliable change for one way that the measure's instrument names.

    Of several the largest speaks of better and the smallest of worse: a notice too many is better
    than one too few, and praise can wait.
    """
    other = Toward.WORSE if way is Toward.BETTER else Toward.BETTER
    found = [
        threshold
        for threshold in (measure.instrument.thresholds if measure.instrument else ())
        if threshold.kind is ChangeKind.RELIABLE and threshold.toward is not other
    ]
    if not found:
        return None
    choose = max if way is Toward.BETTER else min
    return choose(found, key=lambda threshold: threshold.points)


def worsened(
    target: Target, evidence: Evidence, threshold: ChangeThreshold | None, *, first: dt.date
) -> tuple[str, ...]:
    """Return the ids of the latest values that are reliably worse than one before them.

    A value is compared with the baseline, with the best level that was held before it, and, where
    something is to be held, with the bound that it should not pass. Values are looked at language
    by language, so that what is asked in another one cannot take back what was seen; one of which
    nobody says the language belongs to each.
    """
    aim, measure = target.aim, target.aim.measure
    if measure is None or threshold is None or aim.per is not None:
        return ()
    is_down = measure.direction is Direction.DOWN
    sign = 1 if is_down else -1

    def badness(value: float) -> Fraction:
        # As it is written: 8.2 is 6 more than 2.2.
        return sign * as_written(value)

    starts = [target.baseline]
    if aim.is_held:
        starts.append(aim.high if is_down else aim.low)
    known = [badness(value) for value in starts if value is not None]
    usable, _ = usable_values(evidence.journal, measure, first=first, on=evidence.on)
    values = [(entry.language, badness(value), entry.id or "") for value, entry in usable]
    spoken = dict.fromkeys(language.lower() for language, _, _ in values if language)
    found = []
    for language in spoken or [None] * bool(values):
        asked = [each for each in values if may_be_compared(each[0], language)]
        before = [value for _, value, _ in asked[:-1]]
        best = min([*known, *_confirmed(before)], default=None)
        if best is not None and asked[-1][1] - best >= as_written(threshold.points):
            found.append(asked[-1][2])
    return tuple(dict.fromkeys(found))


def left_unseen(evidence: Evidence) -> Iterator[Notice]:
    """Yield what targets that have ended showed last, as long as nobody has looked at it.

    To change what is aimed for must not silence what was just measured. Another value takes its
    place, and so does a review.
    """
    goal, on = evidence.goal, evidence.on
    reviews = evidence.journal.about(goal.id, Reviewed)
    for target in goal.targets:
        measure, until = target.aim.measure, target.until
        if measure is None or until is None or until > on:
            continue
        shown = [entry for entry in evidence.journal.about(measure.id, Measured) if entry.day <= on]
        last = shown[-1] if shown else None
        if last is None or any(_has_seen(review, last) for review in reviews if review.day <= on):
            continue
        found = worsened(
            target,
            attrs.evolve(evidence, on=until),
            published(measure, Toward.WORSE),
            first=first_day(goal.targets, target.id) or goal.first_day or dt.date.min,
        )
        if last.id in found:
            yield from notice_of(found)


def _has_seen(review: Reviewed, entry: Measured) -> bool:
    """Return whether a review looked at an entry: it is of a later day, or was written later."""
    if review.day != entry.day or review.recorded_at is None or entry.recorded_at is None:
        return review.day >= entry.day
    return review.recorded_at >= entry.recorded_at


def _confirmed(values: Sequence[Fraction]) -> list[Fraction]:
    """Return the levels that were held: the middle one of any three values in a row.

    The best of many single values is mostly luck, and everything would be worse than that.
    """
    if len(values) < _IN_A_ROW:
        return list(values)
    return [sorted(values[n : n + _IN_A_ROW])[1] for n in range(len(values) - _IN_A_ROW + 1)]


def notice_of(entries: tuple[str, ...]) -> tuple[Notice, ...]:
    """Return the notice of a reliable worsening that these entries show; none without any."""
    if not entries:
        return ()
    return (
        Notice(kind=NoticeKind.RELIABLE_WORSENING, source=NoticeSource.MEASURE, entries=entries),
    )
