"""What a change is judged by: the spread and the error of a questionnaire in people."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from statistics import NormalDist

import attrs

from smartgoals._values import (
    as_number,
    as_optional_number,
    is_id,
    is_in,
    is_number,
    is_text,
    is_words,
    refuse,
)
from smartgoals.measures import Direction

__all__ = ["ChangeMethod", "ChangeNorms", "CutoffKind"]

# With less confidence a change would be called reliable that more likely is not.
_EVEN_ODDS = 0.5


class ChangeMethod(StrEnum):
    """How a change is compared with the error of the questionnaire."""

    JT = "JT"
    """Jacobson and Truax (1991): the change itself. A change of nothing is never reliable."""
    EN = "EN"
    """Edwards and Nunnally: the distance from where chance would bring the score."""
    GLN = "GLN"
    """Gulliksen, Lord and Novick: the same, with the error of a prediction."""
    NK = "NK"
    """Nunnally and Kotsch: the same, with another reliability after than before."""
    HA = "HA"
    """Hageman and Arrindell (1999): less what the whole group changed; tested on one side."""


class CutoffKind(StrEnum):
    """Where the functional range is taken to begin (Jacobson and Truax 1991)."""

    A = "a"
    """Two standard deviations from the mean of the clinical population."""
    B = "b"
    """Two standard deviations, of its own, from the mean of the functional population."""
    C = "c"
    """Where a score is as far, in standard deviations, from one mean as from the other."""


@attrs.frozen(kw_only=True)
class ChangeNorms:
    """The numbers that a change is judged by, in whom they were found, and who says so.

    They belong to one version of a questionnaire, in one language, in one population. Only the
    first two, the confidence, the direction and the source are always needed; a method that needs
    more asks for it by name.

    Args:
        sd_clinical: Standard deviation in the clinical population, before treatment; above 0.
        reliability: Reliability of the score, from 0 up to but not 1.
        confidence: Confidence of a reliable change, from 0.5 up to but not 1, such as 0.95.
        direction: Which way is better.
        source: Who published the numbers.
        mean_clinical: Mean of the clinical population, before treatment.
        mean_functional: Mean of the functional population; on the better side of *mean_clinical*.
        sd_functional: Standard deviation in the functional population; above 0.
        reliability_after: Reliability after treatment, from 0 up to but not 1; for NK.
        mean_after: Mean of the clinical population after treatment; for HA.
        sd_after: Its standard deviation after treatment; above 0; for HA.
        correlation: Correlation of its scores before and after, from -1 to 1; for HA.
        instrument: Id of the questionnaire, with its version; None if not given.
        language: Language of the questionnaire as a BCP 47 tag; None if not given.
        population: In whom the numbers were found; empty if not given.
        least: Lowest possible score; None if there is none, or it is not given.
        most: Highest possible score; None if there is none, or it is not given.

    Raises:
        InvalidValueError: If a number is out of its range, if the error of the score is not above
            0 and finite, or if the functional population is not the better one.

    Source:
        Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19, doi:10.1037/0022-006X.59.1.12.

    Example:
        >>> from smartgoals.measures import Direction
        >>> from smartgoals.scoring import ChangeNorms, CutoffKind
        >>> norms = ChangeNorms(
        ...     mean_clinical=40, sd_clinical=7.5, mean_functional=60, sd_functional=7.5,
        ...     reliability=0.80, confidence=0.95, direction=Direction.UP,
        ...     source="Jacobson & Truax 1991, worked example",
        ... )
        >>> round(norms.sem, 2), round(norms.s_diff, 2), round(norms.minimum_reliable_change, 2)
        (3.35, 4.74, 9.3)
        >>> [norms.cutoff(kind) for kind in CutoffKind]
        [55.0, 45.0, 50.0]
    """

    sd_clinical: float = attrs.field(converter=as_number, validator=is_number)
    reliability: float = attrs.field(converter=as_number, validator=is_number)
    confidence: float = attrs.field(converter=as_number, validator=is_number)
    direction: Direction = attrs.field(validator=is_in(Direction))
    source: str = attrs.field(validator=is_words)
    mean_clinical: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    mean_functional: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    sd_functional: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    reliability_after: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    mean_after: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    sd_after: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    correlation: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    instrument: str | None = attrs.field(default=None, validator=is_id)
    language: str | None = attrs.field(default=None, validator=is_id)
    population: str = attrs.field(default="", validator=is_text)
    least: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )
    most: float | None = attrs.field(
        default=None, converter=as_optional_number, validator=is_number
    )

    def __attrs_post_init__(self) -> None:
        """Check the ranges, and that the numbers go together."""
        for field in ("sd_clinical", "sd_functional", "sd_after"):
            sd = getattr(self, field)
            if sd is not None and sd <= 0:
                refuse(field, "above 0", sd)
        for field in ("reliability", "reliability_after"):
            reliability = getattr(self, field)
            if reliability is not None and not 0 <= reliability < 1:
                refuse(
                    field,
                    "from 0 up to but not 1",
                    reliability,
                    instead="a score without any error is not known of any questionnaire",
                )
        if not _EVEN_ODDS <= self.confidence < 1:
            refuse("confidence", "from 0.5 up to but not 1, such as 0.95", self.confidence)
        if self.correlation is not None and not -1 <= self.correlation <= 1:
            refuse("correlation", "from -1 to 1", self.correlation)
        if self.least is not None and self.most is not None and self.most <= self.least:
            refuse("most", f"above least, {self.least:g}", self.most)
        if self.sem == 0 or not math.isfinite(self.s_diff):
            refuse("sd_clinical", "one whose error is above 0 and finite", self.sd_clinical)
        self._check_sides()

    def _check_sides(self) -> None:
        if self.mean_clinical is None or self.mean_functional is None:
            return
        # A scale that was turned round would turn every verdict round.
        if not self.sign * self.mean_functional > self.sign * self.mean_clinical:
            refuse(
                "mean_functional",
                f"on the better side of mean_clinical, for better is {self.direction}",
                self.mean_functional,
            )

    @property
    def sign(self) -> float:
        """1 where more is better, and -1 where less is."""
        return 1.0 if self.direction is Direction.UP else -1.0

    @property
    def sem(self) -> float:
        """Standard error of measurement: ``sd_clinical * sqrt(1 - reliability)``."""
        return self.sd_clinical * math.sqrt(1 - self.reliability)

    @property
    def s_diff(self) -> float:
        """Standard error of the difference of two scores: ``sqrt(2) * sem``."""
        return math.sqrt(2) * self.sem

    @property
    def minimum_reliable_change(self) -> float:
        """The points beyond which a change is reliable by Jacobson and Truax, either way."""
        return self.critical_value(ChangeMethod.JT) * self.s_diff

    def critical_value(self, method: ChangeMethod) -> float:
        """Return the index beyond which a change is reliable.

        Args:
            method: How a change is judged. HA tests on one side, so that 0.95 gives 1.645; the
                others test on both, so that it gives 1.960.
        """
        tail = 1 - self.confidence
        # The lower tail: next to 1 the upper one has too few digits. Adding 0 makes -0.0 a 0.
        return -NormalDist().inv_cdf(tail if method is ChangeMethod.HA else tail / 2) + 0.0

    def cutoff(self, kind: CutoffKind, *, method: ChangeMethod = ChangeMethod.JT) -> float:
        """Return the score at which the functional range is taken to begin.

        Args:
            kind: Which of the three.
            method: HA takes the spread of true scores, which is smaller than that of scores; all
                other methods give the same.

        Returns:
            A score. It is itself in neither range.

        Raises:
            InvalidValueError: If a mean or a spread is needed that is not given, or if there is no
                spread of true scores.

        Source:
            Jacobson & Truax 1991, p. 13. For *b* some programs take the clinical spread; the
            paper takes the functional one, and so does this.
        """
        of_true_scores = method is ChangeMethod.HA
        if kind is CutoffKind.A:
            mean, spread = self._spread("clinical", kind, of_true_scores=of_true_scores)
            return _finite("cutoff", mean + self.sign * 2 * spread)
        functional_mean, functional = self._spread(
            "functional", kind, of_true_scores=of_true_scores
        )
        if kind is CutoffKind.B:
            return _finite("cutoff", functional_mean - self.sign * 2 * functional)
        mean, spread = self._spread("clinical", kind, of_true_scores=of_true_scores)
        # The same as (spread * functional_mean + functional * mean) / (spread + functional), in
        # which no product can become too large.
        share = 1 / (1 + functional / spread)
        return _finite("cutoff", mean + (functional_mean - mean) * share)

    def _spread(self, of: str, kind: CutoffKind, *, of_true_scores: bool) -> tuple[float, float]:
        mean = given(self, f"mean_{of}", f"cut-off {kind}")
        sd = given(self, f"sd_{of}", f"cut-off {kind}")
        return mean, true_sd(self, f"sd_{of}", sd) if of_true_scores else sd


def given(norms: ChangeNorms, field: str, purpose: str) -> float:
    """Return the number of a field, or refuse that it was left out."""
    value: float | None = getattr(norms, field)
    if value is None:
        refuse(field, f"given for {purpose}", value)
    return value


def true_sd(norms: ChangeNorms, field: str, sd: float) -> float:
    """Return the spread of true scores where *sd* is that of scores."""
    if sd <= norms.sem:
        refuse(field, "above the error of the score, for HA", sd)
    # A product instead of two squares, which could become too large.
    return math.sqrt(sd - norms.sem) * math.sqrt(sd + norms.sem)


def expected_and_error(
    norms: ChangeNorms, method: ChangeMethod, before: float
) -> tuple[float, float]:
    """Return the score that no change would bring, and its error: the index counts from there.

    Every method is ``(after - expected) / error``, and differs in these two.
    """
    expected, error = _METHODS[method](norms, before)
    if error == 0:
        refuse("sd_clinical", "large enough to be reckoned with", norms.sd_clinical)
    return _finite("before", expected), _finite("sd_clinical", error)


def _finite(field: str, value: float) -> float:
    if not math.isfinite(value):
        refuse(field, "small enough to be reckoned with", value)
    return value


def _jt(norms: ChangeNorms, before: float) -> tuple[float, float]:
    return before, norms.s_diff


def _regressed(norms: ChangeNorms, method: ChangeMethod, before: float) -> float:
    mean = given(norms, "mean_clinical", method)
    return mean + norms.reliability * (before - mean)


def _en(norms: ChangeNorms, before: float) -> tuple[float, float]:
    return _regressed(norms, ChangeMethod.EN, before), norms.sem


def _gln(norms: ChangeNorms, before: float) -> tuple[float, float]:
    r = norms.reliability
    error = norms.sd_clinical * math.sqrt((1 - r) * (1 + r))
    return _regressed(norms, ChangeMethod.GLN, before), error


def _nk(norms: ChangeNorms, before: float) -> tuple[float, float]:
    r, after = norms.reliability, given(norms, "reliability_after", ChangeMethod.NK)
    error = norms.sd_clinical * math.sqrt(r * r * (1 - r) + (1 - after))
    return _regressed(norms, ChangeMethod.NK, before), error


def _ha(norms: ChangeNorms, before: float) -> tuple[float, float]:
    mean = given(norms, "mean_clinical", ChangeMethod.HA)
    mean_after = given(norms, "mean_after", ChangeMethod.HA)
    sd_after = given(norms, "sd_after", ChangeMethod.HA)
    together = given(norms, "correlation", ChangeMethod.HA)
    # In units of the spread before, so that no square becomes too large.
    ratio = sd_after / norms.sd_clinical
    variance = 1 + ratio * ratio - 2 * ratio * together
    noise = 2 * (1 - norms.reliability)
    if not variance > noise:
        refuse("correlation", "one that leaves some of the changes unexplained by error", together)
    # The reliability of the differences: 1 less the share of their variance that is error.
    reliable = 1 - noise / variance
    shift = (mean_after - mean) * (1 - reliable) / reliable
    return before - shift, norms.s_diff / math.sqrt(reliable)


_METHODS: dict[ChangeMethod, Callable[[ChangeNorms, float], tuple[float, float]]] = {
    ChangeMethod.JT: _jt,
    ChangeMethod.EN: _en,
    ChangeMethod.GLN: _gln,
    ChangeMethod.NK: _nk,
    ChangeMethod.HA: _ha,
}
