"""Judge a change by the error of a questionnaire and the ranges of two populations."""

from __future__ import annotations

import attrs

from smartgoals._values import refuse
from smartgoals.scoring._category import ChangeCategory
from smartgoals.scoring._change import (
    Change,
    category_of,
    checked_score,
    finite,
    points_between,
    short,
)
from smartgoals.scoring._norms import (
    ChangeMethod,
    ChangeNorms,
    CutoffKind,
    expected_and_error,
    given,
    true_sd,
)

__all__ = ["ClinicalChange", "clinical_change"]


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
        said = f"{self.method} index {short(self.index)}; {self._limits('beyond')}"
        return said if self.cutoff_kind is None else f"{said} ({self.cutoff_kind})"

    def _limits(self, side: str) -> str:
        if self.method is ChangeMethod.JT:
            return super()._limits(side)
        # Points from the earlier score can be below 0 here, which no reader would understand.
        better, worse = (
            short(self.expected + way * self.norms.sign * self.critical_value * self.error)
            for way in (1, -1)
        )
        start = short(self.expected)
        said = (
            f"from an expected {start}, reliable {side} {better} for better and {worse} for worse"
        )
        return f"{said}{self._at_cutoff()}"


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

    index = finite(reached(after))
    sign = norms.sign
    best, worst = (norms.most, norms.least)[:: int(sign)]
    limit = None if cutoff is None else norms.cutoff(cutoff, method=method)
    category = category_of(is_better=sign * index > critical, is_worse=sign * index < -critical)
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
        points=points_between(sign, before, after),
        category=category,
        better_points=finite(critical * error + shift),
        worse_points=finite(critical * error - shift),
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
