"""What became of a score, whatever the rule; and what all rules share."""

from __future__ import annotations

import math
from fractions import Fraction

import attrs

from smartgoals._values import as_number, plain, refuse
from smartgoals.scoring._category import ChangeCategory

__all__ = [
    "Change",
    "as_written",
    "category_of",
    "checked_score",
    "finite",
    "points_between",
    "short",
]

# Beyond this a difference of two scores cannot be told from infinity after rounding.
_MOST = 1e300
_WORDS = {
    ChangeCategory.RECOVERED: "reliably better, and now in the functional range",
    ChangeCategory.IMPROVED: "reliably better",
    ChangeCategory.UNCHANGED: "no reliable change seen",
    ChangeCategory.DETERIORATED: "reliably worse",
    ChangeCategory.HARMED: "reliably worse, and no longer in the functional range",
}


@attrs.frozen(kw_only=True)
class Change:
    """What became of a score, and by which rule.

    It is always a :class:`ClinicalChange` or a :class:`ReliableChange`.

    Args:
        before: The earlier score.
        after: The later score.
        points: How much better it is, in points; below 0 if it is worse.
        category: What the rule calls it; None where the rule cannot tell, which is not the same
            as unchanged.
        better_points: How many points better the rule calls reliable.
        worse_points: How many points worse the rule calls reliable; None if nobody says.
        can_show_better: False if not even the best possible score would be called reliably better
            than *before*; True too where no best score is known.
        can_show_worse: The same of the worst possible score, where the rule tells worse at all.
        cutoff: The score at which the functional range is taken to begin; None if none was asked
            for.
        confidence: Confidence of the rule, in (0, 1); None if not given.
        population: In whom the numbers of the rule were found; empty if not given.
        source: Who published them.
    """

    before: float
    after: float
    points: float
    category: ChangeCategory | None
    better_points: float
    worse_points: float | None
    can_show_better: bool
    can_show_worse: bool
    cutoff: float | None
    confidence: float | None
    population: str
    source: str

    @property
    def is_better(self) -> bool:
        """Whether it is reliably better."""
        return self.category is not None and self.category.is_better

    @property
    def is_worse(self) -> bool:
        """Whether it is reliably worse."""
        return self.category is not None and self.category.is_worse

    def __str__(self) -> str:
        """Say what became of it, by which rule, and what that rule cannot see."""
        if self.category is None:
            said = "whether that is a reliable change is not known"
        else:
            said = _WORDS[self.category]
        lines = [f"{plain(self.before)} to {plain(self.after)}: {said}", f"  {self._rule()}"]
        if not self.can_show_better:
            lines.append("  from here no score is so good that it could be called reliably better")
        if not self.can_show_worse:
            lines.append("  from here no score is called reliably worse, whatever happens")
        lines.append(f"  {self._provenance()}")
        return "\n".join(lines)

    def _rule(self) -> str:
        return self._limits("from")

    def _limits(self, side: str) -> str:
        better = short(self.better_points)
        if self.worse_points is None:
            said = f"reliable {side} {better} points better"
        elif self.worse_points == self.better_points:
            said = f"reliable {side} {better} points"
        else:
            said = f"reliable {side} {better} points better or {short(self.worse_points)} worse"
        return f"{said}{self._at_cutoff()}"

    def _at_cutoff(self) -> str:
        return "" if self.cutoff is None else f"; cut-off {short(self.cutoff)}"

    def _provenance(self) -> str:
        sure = "" if self.confidence is None else f"{plain(self.confidence * 100)} % confidence; "
        whom = f"{self.population}; " if self.population else ""
        return f"{sure}{whom}{self.source}"


def short(value: float) -> str:
    return plain(round(value, 2))


def category_of(*, is_better: bool, is_worse: bool) -> ChangeCategory:
    if is_better:
        return ChangeCategory.IMPROVED
    return ChangeCategory.DETERIORATED if is_worse else ChangeCategory.UNCHANGED


def checked_score(field: str, score: float, least: float | None, most: float | None) -> float:
    number = as_number(score)
    if type(number) is not float or not math.isfinite(number):
        refuse(field, "a finite number", score)
    if (least is not None and number < least) or (most is not None and number > most):
        refuse(field, "in the range of the scores", number)
    return number


def finite(number: float) -> float:
    if not math.isfinite(number):
        refuse("after", "near enough to before to be reckoned with", number)
    return number


def points_between(sign: float, before: float, after: float) -> float:
    if not abs(after - before) <= _MOST:
        finite(math.inf)
    return float(Fraction(sign) * (as_written(after) - as_written(before)))


def as_written(number: float) -> Fraction:
    # 10.3 less 4.3 is a little more than 6 in floating point, and 6 to whoever reads the form.
    return Fraction(repr(number))
