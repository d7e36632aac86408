"""The laws of scoring rules, ours and an app's own.

A rule that keeps a law always keeps it; a rule that does not is fine too, as long as it says so and
why. So a law can be *excepted* with a reason, and an exception that turns out to be none is an
error: it would be a warning about nothing.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any, TypeAlias, cast

import attrs
from hypothesis import Phase

from smartgoals._values import refuse
from smartgoals.errors import SmartGoalsError
from smartgoals.scoring import ChangeCategory, ScoringRule
from smartgoals.testing._scenes import TARGETS, Scene, World
from smartgoals.testing._search import Keeps, LawBrokenError, proven, reasons_of, search

__all__ = [
    "RuleUnderTest",
    "ScoringLaw",
    "scoring_laws",
]

Score: TypeAlias = float | None

_CLOSE = 1e-9
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_ALL = 100
# As far apart as two places get: their dates differ at every moment.
_EARLIEST, _LATEST = "UTC-14", "UTC+12"


@attrs.frozen(kw_only=True)
class RuleUnderTest:
    """A rule, and what else there is to prove about it.

    A function of ``(goal, journal, *, on)`` with an attribute *range* needs none of this. It is for
    rules with another zero, with a verdict in words, or of another world than targets.

    Args:
        score: The rule: called with a goal, or with a tuple of goals in a world of several, with
            their journal and *on*.
        range: The lowest and the highest number that it can give.
        world: The kind of life that it scores.
        zero: What it gives at the baseline; the lower end of the range if left out.
        top: What it gives at the target; the upper end of the range if left out.
        verdict: Called like the rule, it says what became of the person; None for a rule that has
            no words for that: then more than zero is better and less is worse.
        display: Called like the rule, it returns what people are shown of the number.
        ceiling: Called like the rule, it returns whether the rule says that no reliable change can
            be shown, and whether that is so.
        provenance: Called like the rule, it returns what the verdict names as its rule, threshold,
            source and confidence; all of it has to be there.

    Example:
        >>> from smartgoals.scoring import progress
        >>> from smartgoals.testing import RuleUnderTest, scoring_laws
        >>> shown = RuleUnderTest(
        ...     score=lambda goal, journal, *, on: progress(goal, journal, on=on).value,
        ...     range=(0, 1),
        ...     display=lambda goal, journal, *, on: str(progress(goal, journal, on=on)),
        ... )
        >>> honest_display = next(law for law in scoring_laws() if law.id == "L25")
        >>> honest_display.check(shown)
        True
    """

    score: Callable[..., Any]
    range: tuple[float, float]
    world: World = TARGETS
    zero: float = attrs.field(default=attrs.Factory(lambda self: self.range[0], takes_self=True))
    top: float = attrs.field(default=attrs.Factory(lambda self: self.range[1], takes_self=True))
    verdict: Callable[..., ChangeCategory | None] | None = None
    display: Callable[..., str] | None = None
    ceiling: Callable[..., tuple[bool, bool]] | None = None
    provenance: Callable[..., tuple[object, ...]] | None = None

    def of(self, scene: Scene) -> Score:
        """Return the rule's score of a scene."""
        score: Score = self.asked(self.score, scene)
        return score

    def asked(self, question: Callable[..., Any], scene: Scene) -> Any:
        """Return what *question* says of a scene."""
        if self.world.is_of_goals:
            return question(scene.goals, scene.journal, on=scene.on)
        return question(scene.goals[0], scene.journal, on=scene.on)

    def told(self, scenes: tuple[Any, ...]) -> str:
        """Say what some scenes are and what the rule makes of each."""
        if not all(isinstance(scene, Scene) for scene in scenes):
            return f"broken with {', '.join(map(str, scenes))}"
        lines = [f"{scene!r} gives {self.of(scene)}" for scene in scenes]
        low, high = self.range
        return "\n  ".join([f"broken within the range {low:g} to {high:g} by", *lines])

    def is_called_better(self, scene: Scene) -> bool:
        """Return whether the rule says of a scene that it is better than at the baseline."""
        if self.verdict is None:
            score = self.of(scene)
            return score is not None and score > self.zero
        verdict: ChangeCategory | None = self.asked(self.verdict, scene)
        return verdict is not None and verdict.is_better

    def is_called_worse(self, scene: Scene) -> bool:
        """Return whether the rule says of a scene that it is worse than at the baseline."""
        if self.verdict is None:
            score = self.of(scene)
            return score is not None and score < self.zero
        verdict: ChangeCategory | None = self.asked(self.verdict, scene)
        return verdict is not None and verdict.is_worse


def _as_under_test(rule: RuleUnderTest | ScoringRule) -> RuleUnderTest:
    if isinstance(rule, RuleUnderTest):
        return rule
    bounds = getattr(rule, "range", None)
    if not callable(rule) or not _is_range(bounds):
        refuse(
            "rule",
            "a function of (goal, journal, *, on) with an attribute range",
            rule,
            instead="write rule.range = (0, 1), or make a RuleUnderTest of it",
        )
    return RuleUnderTest(score=rule, range=cast("tuple[float, float]", bounds))


def _is_range(bounds: object) -> bool:
    if not isinstance(bounds, tuple) or not all(isinstance(end, int | float) for end in bounds):
        return False
    return len(bounds) == len(("lowest", "highest")) and bounds[0] <= bounds[1]


@attrs.frozen(kw_only=True)
class ScoringLaw:
    """What a rule promises, whatever happens.

    Args:
        id: Its id.
        name: Its name.
        statement: What it says.
        reason: Why the rule at hand does not keep it; empty if it has to.
    """

    id: str
    name: str
    statement: str
    reason: str = ""

    def __str__(self) -> str:
        """Say which law it is and what it says."""
        return f"{self.id} {self.name}: {self.statement}"

    @cached_property
    def _keeps(self) -> Keeps:
        return _KEEPS[self.id]

    @property
    def broken(self) -> RuleUnderTest:
        """A rule that does not keep this law: proof that the law says something."""
        # The broken rules are rules under test themselves.
        from smartgoals.testing._broken import BROKEN

        return BROKEN[self.id]

    def is_about(self, rule: RuleUnderTest | ScoringRule) -> bool:
        """Return whether the law says anything about such a rule."""
        under = _as_under_test(rule)
        needed = _NEEDED.get(self.id)
        has_it = needed is None or getattr(under, needed) is not None
        return has_it and self.id in under.world.scenes

    def check(self, rule: RuleUnderTest | ScoringRule, *, examples: int | None = None) -> bool:
        """Search for scenes in which *rule* breaks the law, and show the simplest.

        A test that draws the rule itself has to suppress ``HealthCheck.nested_given``.

        Args:
            rule: A function of ``(goal, journal, *, on)`` with an attribute *range*, such as a
                :class:`~smartgoals.scoring.ProgressRule`, or a :class:`RuleUnderTest`.
            examples: How many scenes to try; None for what the profile of Hypothesis says.

        Returns:
            True if it was tried, False if the law says nothing about such a rule.

        Raises:
            LawBrokenError: If the rule breaks the law, and no reason was given.
            LawHoldsError: If a reason was given, and the rule was not seen to break the law.
            InvalidValueError: If *rule* is no rule.
        """
        under = _as_under_test(rule)
        return proven(
            self, partial(self._search, under), is_about=self.is_about(under), examples=examples
        )

    def _search(
        self, rule: RuleUnderTest, examples: int | None, *, phases: tuple[Phase, ...]
    ) -> None:
        def keeps(scenes: tuple[Any, ...]) -> None:
            if not self._keeps(rule, *scenes):
                raise LawBrokenError(f"{self}; {rule.told(scenes)}")

        search(keeps, rule.world.scenes[self.id](), examples=examples, phases=phases)


def scoring_laws(*, except_for: Mapping[str, str] | None = None) -> tuple[ScoringLaw, ...]:
    """Return the laws of scoring, to be checked one by one.

    Args:
        except_for: The ids of laws that the rule at hand does not keep, each with the reason. An
            excepted law that the rule keeps is an error.

    Returns:
        All laws in the order of their ids.

    Raises:
        InvalidValueError: If there is no law of an id, or a reason says nothing.

    Source:
        The statements and ids are those of the table in :doc:`/explanation/laws`.

    Example:
        >>> from smartgoals.scoring import minimum
        >>> from smartgoals.testing import scoring_laws
        >>> excepted = {
        ...     "L12": "only the part that is least far counts",
        ...     "L13": "it is a ratio to the way from the baseline",
        ...     "L14": "it reads the latest value, and leaving out a bad one raises it",
        ...     "L19": "it is a ratio to the way from the baseline",
        ... }
        >>> sum(law.check(minimum(), examples=20) for law in scoring_laws(except_for=excepted))
        22
    """
    reasons = reasons_of(except_for, _KEEPS)
    return tuple(
        ScoringLaw(id=law, name=name, statement=statement, reason=reasons.get(law, ""))
        for law, (name, statement) in _STATEMENTS.items()
    )


_STATEMENTS = {
    "L01": ("bounded", "score in its declared closed range for every legal input"),
    "L02": ("monotone", "moving one observation towards the target never lowers the score"),
    "L03": (
        "reflection",
        "negate values and swap better_is: same score (RCI and GAS: sign flips about 0 / 50)",
    ),
    "L04": (
        "affine_unit",
        "x -> k*x+c (k>0) applied to values, baseline, target and SD leaves the score",
    ),
    "L05": (
        "permutation",
        "order of unordered children / order of insertion of dated events is irrelevant",
    ),
    "L06": ("weight_scale", "multiplying all weights by k>0 changes nothing"),
    "L07": ("baseline_zero", "value == baseline gives exactly the zero of the scale"),
    "L08": ("target_one", "reaching the target gives exactly the top (or declared) value"),
    "L09": (
        "zero_change_is_unchanged",
        "pre == post is never labelled improved or deteriorated",
    ),
    "L10": ("sign_consistency", "label improved requires movement in the better direction"),
    "L11": ("idempotent", "recording the same fact twice (same id/date/value) changes nothing"),
    "L12": ("decomposable", "contributions of the parts sum to the whole"),
    "L13": ("additive_in_time", "change(a->c) = change(a->b)+change(b->c)"),
    "L14": (
        "missing_never_raises",
        "deleting an observation or marking it unknown never raises the score",
    ),
    "L15": (
        "skip_neutral",
        "an excused day changes neither numerator nor denominator nor the score path",
    ),
    "L16": (
        "clone_invariance",
        (
            "splitting a child into parts with the same state and weights summing to the old "
            "weight leaves the score"
        ),
    ),
    "L17": ("internality", "a composite lies between the min and max of its children"),
    "L18": (
        "zero_weight_neutral",
        "a child of weight 0 has no effect; all weights 0 is an error",
    ),
    "L19": ("antisymmetric_change", "swapping pre and post negates the change"),
    "L20": (
        "prefix_equals_batch",
        "scoring events one by one, or the whole log at once, agree at every date",
    ),
    "L21": (
        "zone_and_clock_free",
        (
            "no dependence on process time zone, locale or wall clock: today and the goal zone are "
            "arguments"
        ),
    ),
    "L22": (
        "non_finite_rejected",
        "NaN, inf, zero-length scales, zero SD, reliability 1 are refused, never scored",
    ),
    "L23": (
        "equivalent_schedule",
        "equivalent inputs (1 per 7 and 2 per 14; 0..10 and 0..100) give equal scores",
    ),
    "L24": (
        "monotone_evidence",
        "with the same proportion, more observations never widen the interval",
    ),
    "L25": (
        "honest_display",
        "rounded output never shows done unless score == 1 (floor, not round)",
    ),
    "L26": (
        "provenance",
        "every verdict carries rule id, threshold, its source and confidence level",
    ),
    "L27": (
        "harder_goal_not_penalised",
        "raising a rating of difficulty never lowers the score of the same attainment",
    ),
    "L28": (
        "ceiling_declared",
        "if the rule cannot show reliable change from this baseline it says so",
    ),
}

# What a rule has to have for a law to say anything about it.
_NEEDED = {"L25": "display", "L26": "provenance", "L28": "ceiling"}


def _is_close(one: Score, other: Score) -> bool:
    if one is None or other is None:
        return one is other
    # Two infinities are no distance apart that could be computed.
    return one == other or abs(one - other) <= _CLOSE * max(1.0, abs(one), abs(other))


def _all_equal(rule: RuleUnderTest, first: Scene, *others: Scene) -> bool:
    score = rule.of(first)
    return all(_is_close(score, rule.of(other)) for other in others)


def _is_reflected(rule: RuleUnderTest, scene: Scene, reflected: Scene) -> bool:
    if rule.world.is_mirrored:
        return _is_turned_round(rule, scene, reflected)
    return _all_equal(rule, scene, reflected)


def _is_within_range(rule: RuleUnderTest, scene: Scene) -> bool:
    score, (low, high) = rule.of(scene), rule.range
    return score is None or low <= score <= high


def _is_not_lower(rule: RuleUnderTest, before: Scene, after: Scene) -> bool:
    return _is_at_least(rule.of(after), rule.of(before))


def _is_not_higher(rule: RuleUnderTest, before: Scene, after: Scene) -> bool:
    score = rule.of(after)
    return score is None or _is_at_least(rule.of(before), score)


def _is_at_least(score: Score, other: Score) -> bool:
    if other is None:
        return True
    return score is not None and (score >= other or _is_close(score, other))


def _is_zero(rule: RuleUnderTest, scene: Scene) -> bool:
    return rule.of(scene) == rule.zero


def _is_top(rule: RuleUnderTest, scene: Scene) -> bool:
    return rule.of(scene) == rule.top


def _is_called_unchanged(rule: RuleUnderTest, scene: Scene) -> bool:
    return not rule.is_called_better(scene) and not rule.is_called_worse(scene)


def _is_called_by_its_sign(rule: RuleUnderTest, scene: Scene) -> bool:
    is_better = rule.is_called_better(scene)
    is_worse = rule.is_called_worse(scene)
    return (not is_better or scene.movement > 0) and (not is_worse or scene.movement < 0)


def _is_apart(rule: RuleUnderTest, *scenes: Scene) -> bool:
    """Whether what one child adds has nothing to do with another: only then is there a sum."""
    neither, one, other, both = (rule.of(scene) for scene in scenes)
    if neither is None or one is None or other is None or both is None:
        return neither is one is other is both
    return _is_close(one - neither, both - other)


def _adds_up(rule: RuleUnderTest, *scenes: Scene) -> bool:
    first, then, whole = (rule.of(scene) for scene in scenes)
    if first is None or then is None or whole is None:
        return first is then is whole
    return _is_close(first - rule.zero + then - rule.zero, whole - rule.zero)


def _is_turned_round(rule: RuleUnderTest, there: Scene, back: Scene) -> bool:
    one, other = rule.of(there), rule.of(back)
    if one is None or other is None:
        return one is other
    return _is_close(one - rule.zero, rule.zero - other)


def _lies_between(rule: RuleUnderTest, whole: Scene, *alone: Scene) -> bool:
    score = rule.of(whole)
    scores = [one for one in map(rule.of, alone) if one is not None]
    if score is None or len(scores) < len(alone):
        return score is None
    return min(scores) - _CLOSE <= score <= max(scores) + _CLOSE


def _is_the_same_everywhere(rule: RuleUnderTest, scene: Scene) -> bool:
    scores = []
    for zone in (_EARLIEST, _LATEST):
        with _living_in(zone):
            scores.append(rule.of(scene))
    return scores[0] == scores[1]


@contextlib.contextmanager
def _living_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    _set_zone()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        _set_zone()


def _set_zone() -> None:
    # Windows has no such call; there the law can only see the clock.
    getattr(time, "tzset", lambda: None)()


def _is_finite(rule: RuleUnderTest, scene: Scene) -> bool:
    score = None
    with contextlib.suppress(SmartGoalsError):
        score = rule.of(scene)
    return score is None or math.isfinite(score)


def _narrows(rule: RuleUnderTest, done: float, due: float, times: int) -> bool:
    low, high = rule.score(done, due)
    lower, higher = rule.score(done * times, due * times)
    return bool(higher - lower <= high - low + _CLOSE)


def _shows_all_only_if_it_is(rule: RuleUnderTest, scene: Scene) -> bool:
    shown = rule.asked(rule.display, scene)  # type: ignore[arg-type]  # such rules alone get here
    shares = [float(share) for share in _PERCENT.findall(shown)]
    return rule.of(scene) == rule.top or all(share < _ALL for share in shares)


def _names_its_source(rule: RuleUnderTest, scene: Scene) -> bool:
    named = rule.asked(rule.provenance, scene)  # type: ignore[arg-type]  # as above
    return bool(named) and all(fact is not None and fact != "" for fact in named)


def _says_its_ceiling(rule: RuleUnderTest, scene: Scene) -> bool:
    says, is_so = rule.asked(rule.ceiling, scene)  # type: ignore[arg-type]  # as above
    return bool(says) is bool(is_so)


_KEEPS: dict[str, Keeps] = {
    "L01": _is_within_range,
    "L02": _is_not_lower,
    "L03": _is_reflected,
    "L04": _all_equal,
    "L05": _all_equal,
    "L06": _all_equal,
    "L07": _is_zero,
    "L08": _is_top,
    "L09": _is_called_unchanged,
    "L10": _is_called_by_its_sign,
    "L11": _all_equal,
    "L12": _is_apart,
    "L13": _adds_up,
    "L14": _is_not_higher,
    "L15": _all_equal,
    "L16": _all_equal,
    "L17": _lies_between,
    "L18": _all_equal,
    "L19": _is_turned_round,
    "L20": _all_equal,
    "L21": _is_the_same_everywhere,
    "L22": _is_finite,
    "L23": _all_equal,
    "L24": _narrows,
    "L25": _shows_all_only_if_it_is,
    "L26": _names_its_source,
    "L27": _is_not_lower,
    "L28": _says_its_ceiling,
}
