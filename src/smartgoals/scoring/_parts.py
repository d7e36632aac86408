"""What a progress is made of, and how it is told."""

from __future__ import annotations

import datetime as dt
import math
from enum import StrEnum

import attrs

from smartgoals._values import plain
from smartgoals.measures import ChangeThreshold
from smartgoals.notices import Notice
from smartgoals.targets import Aim

__all__ = ["Part", "PartKind", "Progress", "percent"]


class PartKind(StrEnum):
    """What a part of a progress is about."""

    TARGET = "target"
    MILESTONE = "milestone"


@attrs.frozen(kw_only=True)
class Part:
    """What one target or milestone adds to a progress, and from which evidence.

    Args:
        id: Id of the target or milestone.
        kind: Which of the two it is.
        share: How much of the whole it is: its weight over all weights, within [0, 1].
        aim: What counts as getting there; None for a milestone that somebody declares.
        baseline: Where it started; None if nobody said.
        baseline_entry: Id of the entry that the baseline came from; None if nobody said.
        threshold: The change from the baseline that would be a reliable worsening; None if none is
            known.
        observed: The value that the rule reads, in the measure's unit: the latest, or the mean of
            the last few; what a period adds up to; the count so far; or the share of observations
            that were good. None if there is none.
        observations: How many values, or periods, or occasions there are evidence of.
        required: For a count, how many are asked for after what was excused; None otherwise.
        raw: The way covered: 0 at the baseline, 1 at the aim, and beyond both as it comes. None
            if it is unknown.
        value: *raw* within [0, 1]; 1 exactly if it is met. None if it is unknown.
        is_met: Whether the aim is met, or the milestone reached.
        is_worse: Whether it is further from the aim than at the baseline.
        day: The day of the latest evidence.
        staleness: How many days before the date of judgement that was; None without evidence.
        entries: Ids of the entries that were used, in order.
        unusable: Ids of entries that could not be used: in a unit that does not convert, or
            outside of the measure's range.
    """

    id: str
    kind: PartKind
    share: float = 0.0
    aim: Aim | None = None
    baseline: float | None = None
    baseline_entry: str | None = None
    threshold: ChangeThreshold | None = None
    observed: float | None = None
    observations: int = 0
    required: int | None = None
    raw: float | None = None
    value: float | None = None
    is_met: bool = False
    is_worse: bool = False
    day: dt.date | None = None
    staleness: int | None = None
    entries: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether there was evidence enough to say how far it came."""
        return self.value is not None

    @property
    def contribution(self) -> float:
        """What it adds to the whole: its share of its value; 0 while it is unknown."""
        return self.share * (self.value or 0.0)

    def __str__(self) -> str:
        """Say what is known in English, without a client's words."""
        if self.kind is PartKind.MILESTONE:
            return f"milestone {self.id}: {'reached' if self.is_met else 'still ahead'}"
        start = "" if self.baseline is None else f", from {plain(self.baseline)}"
        left_out = len(self.unusable)
        unused = f"; {left_out} could not be used" if left_out else ""
        return f"target {self.id}: {self.aim}{start}; {self._seen()}{unused}"

    def _seen(self) -> str:
        if self.observed is None:
            return "all excused so far" if self.entries else "nothing recorded yet"
        if self.required is not None:
            seen = f"{plain(self.observed)} so far of {self.required} asked"
        elif self.aim is not None and self.aim.is_held:
            good = round(self.observed * self.observations)
            seen = f"so in {good} of {self.observations} observations"
        else:
            when = f" on {self.day.isoformat()}" if self.day and self.staleness else ""
            seen = f"{plain(self.observed)}{when}" if when else f"now {plain(self.observed)}"
        if self.value is None:
            return f"{seen}; the way covered is unknown without a baseline"
        return f"{seen}; {percent(self.value)}"


@attrs.frozen(kw_only=True)
class Progress:
    """How far a goal came, and how that is known.

    Args:
        goal: Id of the goal.
        on: The date of judgement.
        value: What the rule makes of the parts within [0, 1], where an unknown part has earned
            nothing yet; 1 exactly if every part that counts is met. None if nothing is known.
        raw: The same of the parts' raw values, which nothing clamps; None if nothing is known.
        evidence_share: The share of the weight that had evidence, within [0, 1].
        parts: The targets and milestones in force.
        notices: What a person has to see at once.
    """

    goal: str
    on: dt.date
    value: float | None
    raw: float | None
    evidence_share: float
    parts: tuple[Part, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def is_achieved(self) -> bool:
        """Whether all targets in force are met; False if there are none."""
        targets = [part for part in self.parts if part.kind is PartKind.TARGET]
        return bool(targets) and all(part.is_met for part in targets)

    @property
    def staleness(self) -> int | None:
        """Days since the latest evidence of the target that was looked at longest ago.

        Of the targets that are known; None if none is. Leaving out a bad value can only raise what
        is read from the latest, so an old one is worth a look. A milestone that is reached stays
        reached, however long ago that was.
        """
        days = [
            part.staleness
            for part in self.parts
            if part.kind is PartKind.TARGET and part.is_known and part.staleness is not None
        ]
        return max(days, default=None)

    @property
    def worsening(self) -> tuple[Part, ...]:
        """The parts that are further from their aim than at the baseline."""
        return tuple(part for part in self.parts if part.is_worse)

    def __str__(self) -> str:
        """Say it in English: notices, the whole, what got worse, the parts; no client's words."""
        # A notice comes before any percentage.
        lines = [f"notice: {notice}" for notice in self.notices]
        lines.append(f"{self.on.isoformat()}: {self._whole()}")
        # A drafted target's id begins with the goal's, which every line would repeat.
        parts = [
            attrs.evolve(part, id=part.id.removeprefix(f"{self.goal}:")) for part in self.parts
        ]
        lines += [f"  further away than at the start: {part.id}" for part in parts if part.is_worse]
        lines += [f"  {part}" for part in parts]
        return "\n".join(lines)

    def _whole(self) -> str:
        if self.value is None:
            return "not enough information yet"
        open_share = "; not all of it is known yet" if self.evidence_share < 1 else ""
        return f"{percent(self.value)} of the way{open_share}"


def percent(share: float) -> str:
    """Return a share within [0, 1] as text, rounded down: 100 % only when it is."""
    # 29 of 100 times 100 is a little less than 29 in floating point, and is 29 % all the same.
    whole = math.floor(share * 100 + 1e-9)
    return f"{whole if share == 1 else min(whole, 99)} %"
