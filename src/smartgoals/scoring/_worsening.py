"""Whether a measure got reliably worse: than at the start, or than it had been at its best."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from fractions import Fraction

from smartgoals.measures import ChangeKind, ChangeThreshold, Direction, Measure, Toward
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.scoring._change import as_written
from smartgoals.scoring._evidence import Evidence, usable_values
from smartgoals.targets import Target

__all__ = ["notice_of", "published", "worsened"]


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

    A value is compared with the baseline, with the best that was seen before it, and, where
    something is to be held, with the bound that it should not pass. Values are looked at language
    by language, so that what is asked in another one cannot take back what was seen.
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
    groups: defaultdict[str, list[tuple[Fraction, str]]] = defaultdict(list)
    usable, _ = usable_values(evidence.journal, measure, first=first, on=evidence.on)
    for value, entry in usable:
        spoken = (entry.language or "").lower()
        groups[spoken].append((badness(value), entry.id or ""))
    found = []
    for values in groups.values():
        *before, (latest, name) = values
        best = min([*known, *(value for value, _ in before)], default=None)
        if best is not None and latest - best >= as_written(threshold.points):
            found.append(name)
    return tuple(found)


def notice_of(entries: tuple[str, ...]) -> tuple[Notice, ...]:
    """Return the notice of a reliable worsening that these entries show; none without any."""
    if not entries:
        return ()
    return (
        Notice(kind=NoticeKind.RELIABLE_WORSENING, source=NoticeSource.MEASURE, entries=entries),
    )
