"""Judge the change between two scores, by norms or by a published threshold."""

from __future__ import annotations

import math
from fractions import Fraction

import attrs

from smartgoals._values import as_number, plain, refuse
from smartgoals.measures import (
    ChangeKind,
    ChangeThreshold,
    Comparison,
    Cutoff,
    Direction,
    Measure,
    Toward,
)
from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._norms import (
    ChangeMethod,
    ChangeNorms,
    CutoffKind,
    expected_and_error,
    given,
    true_sd,
)

__all__ = ["Change", "ClinicalChange", "ReliableChange", "clinical_change", "reliable_change"]

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
    """What became of a score, and by which rule; one of the two kinds below.

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
        better = _short(self.better_points)
        if self.worse_points is None:
            said = f"reliable {side} {better} points better"
        elif self.worse_points == self.better_points:
            said = f"reliable {side} {better} points"
        else:
            said = f"reliable {side} {better} points better or {_short(self.worse_points)} worse"
        return said if self.cutoff is None else f"{said}; cut-off {_short(self.cutoff)}"

    def _provenance(self) -> str:
        sure = "" if self.confidence is None else f"{plain(self.confidence * 100)} % confidence; "
        whom = f"{self.population}; " if self.population else ""
        return f"{sure}{whom}{self.source}"


@attrs.frozen(kw_only=True)
class ClinicalChange(Change):
    """What :func:`clinical_change` found.

    Here a change is reliable *beyond* the points, and a score on the cut-off is in neither range.

    Args:
        norms: The numbers that it was judged by, with their questionnaire and language.
        method: How the change was compared with the error.
        index: The change in units of its error, counted from *expected*; above 0 where the score
            is higher. Its size is not bounded.
        critical_value: What the index has to exceed, either way.
        expected: The score that no change would have brought: *before*, for JT.
        error: What the index is divided by: *s_diff*, for JT.
        sem: Standard error of measurement, in points.
        s_diff: Standard error of the difference of two scores, in points.
        cutoff_kind: Which cut-off it is; None if none was asked for.
    """

    norms: ChangeNorms
    method: ChangeMethod
    index: float
    critical_value: float
    expected: float
    error: float
    sem: float
    s_diff: float
    cutoff_kind: CutoffKind | None

    def _rule(self) -> str:
        kind = "" if self.cutoff_kind is None else f" ({self.cutoff_kind})"
        return f"{self.method} index {_short(self.index)}; {self._limits('beyond')}{kind}"


@attrs.frozen(kw_only=True)
class ReliableChange(Change):
    """What :func:`reliable_change` found.

    Here a change is reliable *from* the points *on*, for published points are rounded up.

    Args:
        threshold: By what it was judged whether the score is better.
        worse: By what it was judged whether it is worse; None if nobody says.
    """

    threshold: ChangeThreshold
    worse: ChangeThreshold | None

    def _provenance(self) -> str:
        if self.worse is None or self.worse is self.threshold:
            return super()._provenance()
        return f"{super()._provenance()}; for worse: {self.worse.source}"


def _short(value: float) -> str:
    return plain(round(value, 2))


def clinical_change(
    before: float,
    after: float,
    *,
    norms: ChangeNorms,
    method: ChangeMethod,
    cutoff: CutoffKind | None,
) -> ClinicalChange:
    """Judge a change by the error of the questionnaire and the ranges of two populations.

    The index is ``(after - expected) / error``. A change is reliable if the index exceeds the
    critical value. Which score is *expected* without any change, and its *error*, is the method:
    ``M`` and ``s`` are the clinical mean and spread, ``r`` the reliability.

    ======  =====================================  ===========================================
    method  expected                               error
    ======  =====================================  ===========================================
    JT      ``before``                             ``sqrt(2) * s * sqrt(1 - r)``
    EN      ``r * (before - M) + M``               ``s * sqrt(1 - r)``
    GLN     ``r * (before - M) + M``               ``s * sqrt(1 - r**2)``
    NK      ``r * (before - M) + M``               ``s * sqrt(r**2 * (1 - r) + 1 - r_after)``
    HA      ``before - (M_after - M) * q``         ``sqrt(2) * s * sqrt(1 - r) / sqrt(r_dd)``
    ======  =====================================  ===========================================

    ``r_dd`` is the reliability of the differences and ``q`` is ``(1 - r_dd) / r_dd``.

    All but JT move the expected score: far from the mean of the group, or in a group that
    changed, they can call a person better or worse whose score is the same as before.

    Args:
        before: The earlier score, in the range of the norms.
        after: The later score, in the same range.
        norms: The numbers of the questionnaire, in its version, language and population.
        method: How the change is compared with the error.
        cutoff: Which cut-off divides the ranges; None to ask about reliable change alone, and
            then the category is one of the three in the middle.

    Returns:
        The category with everything that led to it. All comparisons are strict. For HA the later
        score is functional only where that, too, exceeds the error, and clinical otherwise.

    Raises:
        InvalidValueError: If a score is no finite number or out of range, if the norms lack what
            the method or the cut-off needs, or if the numbers are too large to be reckoned with.

    Source:
        JT: Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19,
        doi:10.1037/0022-006X.59.1.12. EN: Speer 1992, J Consult Clin Psychol 60:402-408. GLN: Hsu
        1989, Behav Assess 11:459-467. NK: Nunnally & Kotsch 1983, Br J Clin Psychol 22:83-93. HA:
        Hageman & Arrindell 1999, Behav Res Ther 37:1169-1193. The last four in the form of the R
        package clinicalsignificance 3, whose numbers they give; see :doc:`/explanation/change`.

    Example:
        >>> from smartgoals.measures import Direction
        >>> from smartgoals.scoring import ChangeMethod, ChangeNorms, CutoffKind, clinical_change
        >>> norms = ChangeNorms(
        ...     mean_clinical=40, sd_clinical=7.5, mean_functional=60, sd_functional=7.5,
        ...     reliability=0.80, confidence=0.95, direction=Direction.UP,
        ...     source="Jacobson & Truax 1991, worked example",
        ... )
        >>> for kind in CutoffKind:
        ...     change = clinical_change(
        ...         32.5, 47.5, norms=norms, method=ChangeMethod.JT, cutoff=kind
        ...     )
        ...     print(f"{kind}: {change.category}, RC {change.index:.2f}")
        a: improved, RC 3.16
        b: recovered, RC 3.16
        c: improved, RC 3.16
        >>> print(change)
        32.5 to 47.5: reliably better
          JT index 3.16; reliable beyond 9.3 points; cut-off 50 (c)
          95 % confidence; Jacobson & Truax 1991, worked example
    """
    if not isinstance(norms, ChangeNorms):
        refuse("norms", "ChangeNorms", norms)
    if not isinstance(method, ChangeMethod):
        refuse("method", "a ChangeMethod", method)
    if cutoff is not None and not isinstance(cutoff, CutoffKind):
        refuse("cutoff", "a CutoffKind or None", cutoff)
    before, after = (
        checked_score(field, score, norms.least, norms.most)
        for field, score in (("before", before), ("after", after))
    )
    expected, error = expected_and_error(norms, method, before)
    critical = norms.critical_value(method)

    def reached(score: float) -> float:
        return (score - expected) / error

    index = _finite(reached(after))
    sign = norms.sign
    best, worst = (norms.most, norms.least)[:: int(sign)]
    limit = None if cutoff is None else norms.cutoff(cutoff, method=method)
    category = _category(is_better=sign * index > critical, is_worse=sign * index < -critical)
    if limit is not None:
        was_clinical, was_functional = _sides(sign, before, limit)
        is_clinical, is_functional = (
            _sides(sign, after, limit)
            if method is not ChangeMethod.HA
            else _sides_beyond_error(norms, after, limit, critical)
        )
        if category is ChangeCategory.IMPROVED and was_clinical and is_functional:
            category = ChangeCategory.RECOVERED
        elif category is ChangeCategory.DETERIORATED and was_functional and is_clinical:
            category = ChangeCategory.HARMED
    shift = sign * (expected - before)
    return ClinicalChange(
        before=before,
        after=after,
        points=_points(sign, before, after),
        category=category,
        better_points=_finite(critical * error + shift),
        worse_points=_finite(critical * error - shift),
        can_show_better=best is None or sign * reached(best) > critical,
        can_show_worse=worst is None or sign * reached(worst) < -critical,
        cutoff=limit,
        confidence=norms.confidence,
        population=norms.population,
        source=norms.source,
        norms=norms,
        method=method,
        index=index + 0.0,
        critical_value=critical,
        expected=expected,
        error=error,
        sem=norms.sem,
        s_diff=norms.s_diff,
        cutoff_kind=cutoff,
    )


def reliable_change(
    before: float,
    after: float,
    *,
    measure: Measure,
    threshold: ChangeThreshold,
    worse: ChangeThreshold | None = None,
    cutoff: Cutoff | None = None,
) -> ReliableChange:
    """Judge a change by a published number of points.

    There is no default threshold: published numbers for one questionnaire differ by half, and
    whoever takes one answers for its population and its confidence.

    Args:
        before: The earlier score, in the range of the measure.
        after: The later score, in the same range.
        measure: What was measured; it says which way is better, and how far scores go.
        threshold: How many points better are a reliable change. One that holds both ways says how
            many worse are one, too.
        worse: How many points worse are a reliable change, where that is another number, or where
            *threshold* does not say.
        cutoff: A published cut-off that holds on the clinical side, such as "10 or more" where
            less is better; None to ask about reliable change alone.

    Returns:
        The category with everything that led to it. A change of just as many points is reliable,
        for published points are rounded up; scores are subtracted as they are written, so that
        10.3 is 6 more than 4.3. If the score is worse and nobody says how much worse is reliable,
        the category is None.

    Raises:
        InvalidValueError: If a score is no finite number or out of range, if a threshold is not
            about reliable change or holds for the other way, or if the cut-off holds on the better
            side.

    Example:
        >>> from smartgoals import instrument
        >>> from smartgoals.measures import ChangeKind
        >>> from smartgoals.scoring import reliable_change
        >>> gad7 = instrument("gad7")
        >>> four, six = (each for each in gad7.thresholds if each.kind is ChangeKind.RELIABLE)
        >>> ten = gad7.cutoffs[0]
        >>> [
        ...     str(reliable_change(
        ...         12, 7, measure=gad7.measure(), threshold=threshold, cutoff=ten
        ...     ).category)
        ...     for threshold in (four, six)
        ... ]
        ['recovered', 'unchanged']
    """
    if not isinstance(measure, Measure):
        refuse("measure", "a Measure", measure)
    _check_threshold("threshold", threshold, Toward.BETTER)
    if worse is not None:
        _check_threshold("worse", worse, Toward.WORSE)
    elif threshold.toward is None:
        worse = threshold
    before, after = (
        checked_score(field, score, measure.least, measure.most)
        for field, score in (("before", before), ("after", after))
    )
    sign = 1 if measure.direction is Direction.UP else -1
    points = _points(sign, before, after)

    def gained(score: float) -> Fraction:
        return sign * (_as_written(score) - _as_written(before))

    gain = gained(after)
    limit = _as_written(threshold.points)
    worse_limit = None if worse is None else _as_written(worse.points)
    category: ChangeCategory | None = None
    if worse_limit is not None or gain >= 0:
        category = _category(
            is_better=gain >= limit, is_worse=worse_limit is not None and gain <= -worse_limit
        )
    if cutoff is not None:
        was, now = _is_clinical(cutoff, measure, before), _is_clinical(cutoff, measure, after)
        if category is ChangeCategory.IMPROVED and was and not now:
            category = ChangeCategory.RECOVERED
        elif category is ChangeCategory.DETERIORATED and now and not was:
            category = ChangeCategory.HARMED
    best, worst = (measure.most, measure.least)[::sign]
    return ReliableChange(
        before=before,
        after=after,
        points=points,
        category=category,
        better_points=threshold.points,
        worse_points=None if worse is None else worse.points,
        can_show_better=best is None or gained(best) >= limit,
        can_show_worse=worse_limit is not None and (worst is None or gained(worst) <= -worse_limit),
        cutoff=None if cutoff is None else cutoff.value,
        confidence=threshold.confidence,
        population=threshold.population,
        source=threshold.source,
        threshold=threshold,
        worse=worse,
    )


def _category(*, is_better: bool, is_worse: bool) -> ChangeCategory:
    if is_better:
        return ChangeCategory.IMPROVED
    return ChangeCategory.DETERIORATED if is_worse else ChangeCategory.UNCHANGED


def checked_score(field: str, score: float, least: float | None, most: float | None) -> float:
    number = as_number(score)
    if type(number) is not float or not math.isfinite(number):
        refuse(field, "a finite number", score)
    # Both ends of a scale are scores.
    if (least is not None and number < least) or (most is not None and number > most):
        refuse(field, "in the range of the scores", number)
    return number


def _finite(number: float) -> float:
    if not math.isfinite(number):
        refuse("after", "near enough to before to be reckoned with", number)
    return number


def _points(sign: float, before: float, after: float) -> float:
    if not abs(after - before) <= _MOST:
        _finite(math.inf)
    return float(Fraction(sign) * (_as_written(after) - _as_written(before)))


def _sides(sign: float, score: float, cutoff: float) -> tuple[bool, bool]:
    """Return whether a score is in the clinical range, and in the functional one."""
    return sign * score < sign * cutoff, sign * score > sign * cutoff


def _sides_beyond_error(
    norms: ChangeNorms, after: float, cutoff: float, critical: float
) -> tuple[bool, bool]:
    """Return the same by Hageman and Arrindell: functional is what exceeds its own error."""
    mean = given(norms, "mean_after", ChangeMethod.HA)
    sd = given(norms, "sd_after", ChangeMethod.HA)
    root = true_sd(norms, "sd_after", sd) / sd
    true_score = mean + (after - mean) * root * root
    is_functional = norms.sign * (true_score - cutoff) > critical * root * norms.sem
    return not is_functional, is_functional


def _as_written(number: float) -> Fraction:
    # 10.3 less 4.3 is a little more than 6 in floating point, and 6 to whoever reads the form.
    return Fraction(repr(number))


def _check_threshold(field: str, threshold: ChangeThreshold, toward: Toward) -> None:
    if not isinstance(threshold, ChangeThreshold):
        refuse(field, "a ChangeThreshold", threshold)
    if threshold.kind is not ChangeKind.RELIABLE:
        refuse(
            field,
            "about reliable change",
            threshold.kind,
            instead="an important change can be smaller than the error of the score",
        )
    if threshold.toward is not None and threshold.toward is not toward:
        refuse(field, f"one that holds for a change towards {toward}", threshold.toward)


def _is_clinical(cutoff: Cutoff, measure: Measure, score: float) -> bool:
    if not isinstance(cutoff, Cutoff):
        refuse("cutoff", "a Cutoff or None", cutoff)
    is_high = cutoff.comparison in {Comparison.AT_LEAST, Comparison.ABOVE}
    if is_high is (measure.direction is Direction.UP):
        refuse("cutoff", "one that holds on the clinical side", cutoff.comparison)
    return cutoff.holds(score)
