"""The rules by which a change is judged, as values."""

from __future__ import annotations

import attrs

from smartgoals._values import is_in, refuse
from smartgoals.measures import ChangeThreshold, Cutoff, Measure
from smartgoals.scoring._change import Change
from smartgoals.scoring._clinical import clinical_change
from smartgoals.scoring._norms import ChangeMethod, ChangeNorms, CutoffKind
from smartgoals.scoring._reliable import reliable_change

__all__ = ["NormRule", "ThresholdRule"]


@attrs.frozen(kw_only=True)
class NormRule:
    """The rule of :func:`clinical_change`, with all that it needs but the scores.

    Args:
        norms: The numbers of the questionnaire.
        method: How the change is compared with the error.
        cutoff: Which cut-off divides the ranges; None to ask about reliable change alone.

    Example:
        >>> from smartgoals import Direction
        >>> from smartgoals.scoring import ChangeMethod, ChangeNorms, CutoffKind, NormRule
        >>> norms = ChangeNorms(
        ...     sd_clinical=7.7, reliability=0.9, confidence=0.9, direction=Direction.DOWN,
        ...     source="Barkham et al. 2013",
        ... )
        >>> NormRule(norms=norms, method=ChangeMethod.JT, cutoff=None).method
        <ChangeMethod.JT: 'JT'>
    """

    norms: ChangeNorms = attrs.field(validator=is_in(ChangeNorms))
    method: ChangeMethod = attrs.field(validator=is_in(ChangeMethod))
    cutoff: CutoffKind | None = attrs.field(validator=attrs.validators.optional(is_in(CutoffKind)))

    @property
    def language(self) -> str | None:
        """The language that the numbers were found in; None if not given."""
        return self.norms.language

    def change(self, before: float, after: float, *, measure: Measure) -> Change:
        """Judge a change of *measure*, whose range stands in where the norms have none.

        Raises:
            InvalidValueError: If the norms are of another questionnaire or version, direction or
                range, or if :func:`clinical_change` refuses them.
        """
        norms = self.norms
        asked = measure.instrument.id if measure.instrument is not None else None
        if norms.instrument is not None and norms.instrument != asked:
            refuse("norms", "of the measure's own questionnaire and version", norms)
        if norms.direction is not measure.direction:
            refuse("norms", f"ones for which better is {measure.direction}", norms.direction)
        least = measure.least if norms.least is None else norms.least
        most = measure.most if norms.most is None else norms.most
        # Two versions of one questionnaire may differ in nothing but where their scores begin.
        if (least, most) != (measure.least, measure.most):
            refuse("norms", "ones with the measure's own range of scores", norms)
        return clinical_change(
            before,
            after,
            norms=attrs.evolve(norms, least=least, most=most),
            method=self.method,
            cutoff=self.cutoff,
        )


@attrs.frozen(kw_only=True)
class ThresholdRule:
    """The rule of :func:`reliable_change`, with all that it needs but the scores.

    Args:
        threshold: How many points better are a reliable change.
        worse: How many points worse are one, where *threshold* does not say.
        cutoff: A published cut-off that holds on the clinical side; None for none.

    Example:
        >>> from smartgoals import instrument
        >>> from smartgoals.scoring import ThresholdRule
        >>> ThresholdRule(threshold=instrument("core10").thresholds[0]).threshold.points
        6.0
    """

    threshold: ChangeThreshold = attrs.field(validator=is_in(ChangeThreshold))
    worse: ChangeThreshold | None = attrs.field(default=None, validator=is_in(ChangeThreshold))
    cutoff: Cutoff | None = attrs.field(default=None, validator=is_in(Cutoff))

    @property
    def language(self) -> str | None:
        """None: a published threshold does not name its language."""
        return None

    def change(self, before: float, after: float, *, measure: Measure) -> Change:
        """Judge a change of *measure*.

        Raises:
            InvalidValueError: If :func:`reliable_change` refuses it.
        """
        return reliable_change(
            before,
            after,
            measure=measure,
            threshold=self.threshold,
            worse=self.worse,
            cutoff=self.cutoff,
        )
