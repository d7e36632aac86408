"""Judge a goal by the rules: the lowest cap of what was found, or met where evidence speaks."""

from __future__ import annotations

import datetime as dt

import attrs

from smartgoals._values import refuse
from smartgoals.goals import Goal
from smartgoals.notices import Notice, NoticeSource
from smartgoals.smart._draft import ComponentKind, Draft
from smartgoals.smart._read import read_goal
from smartgoals.smart._report import Criterion, Finding, Judgement, SmartReport, Verdict
from smartgoals.smart._risk import risk_notices
from smartgoals.smart._rules import RULES, Facts

__all__ = ["check_smart"]

# The lowest verdict wins; what cannot be told gives way to what is known to be short.
_ORDER = (Verdict.NOT_MET, Verdict.PARTLY, Verdict.CANNOT_TELL, Verdict.MET)


def check_smart(subject: Goal | Draft, *, on: dt.date) -> SmartReport:
    """Return what is SMART about a goal or a draft, and what could be clearer.

    The sentence and the fields are judged together. Achievable and Relevant are never guessed from
    words: without a confidence, a baseline, a reason or a key area they cannot be told.

    The check is a checklist and gates nothing: a goal with any report can be saved and worked on.

    Args:
        subject: The goal, or the draft of one.
        on: The date of judgement.

    Returns:
        A verdict for each criterion with its evidence and findings. Where the sentence speaks of a
        risk, the notices stand first and nothing is suggested.

    Raises:
        InvalidValueError: If *subject* is neither, or *on* is no date.

    Source:
        Confidence below 7 of 10 as a reason to plan further: Gutnick et al. 2014, Brief Action
        Planning. What the evidence says about SMART itself is in :doc:`/explanation/smart`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import check_smart, read_goal
        >>> day = dt.date(2025, 2, 3)
        >>> draft = read_goal("I will walk for 20 minutes every day to sleep better.", on=day)
        >>> print(check_smart(draft, on=day))
        specific: clear (behaviour)
        measurable: clear (dose, frequency)
        relevant: clear (reason)
        achievable: cannot be told from here
        time-bound: partly there (frequency)
        next: For how many weeks, or when will you look at it again?
    """
    if not isinstance(on, dt.date) or isinstance(on, dt.datetime):
        refuse("on", "a datetime.date", on)
    if isinstance(subject, Goal):
        draft = read_goal(subject.statement, on=subject.start or on)
        facts = Facts(draft=draft, goal=subject, on=on)
    elif isinstance(subject, Draft):
        facts = Facts(draft=subject, goal=None, on=on)
    else:
        refuse("subject", "a Goal or a Draft", subject)
    findings = tuple(rule.finding() for rule in RULES if rule.applies(facts))
    notices = facts.draft.notices + _notices_in_fields(facts.goal)
    if notices:
        # Advice on how to word it better would be heartless beside a word of despair.
        findings = tuple(attrs.evolve(finding, suggestion="") for finding in findings)
    return SmartReport(
        judgements=tuple(
            _judgement(criterion, evidence, findings)
            for criterion, evidence in _evidence(facts).items()
        ),
        findings=tuple(finding for finding in findings if finding.criterion is None),
        notices=notices,
    )


def _notices_in_fields(goal: Goal | None) -> tuple[Notice, ...]:
    """Return what the other texts of a goal may say of a risk."""
    if goal is None:
        return ()
    texts = [goal.reason, goal.expected_outcome]
    for step in goal.plan.steps:
        texts += [step.action, step.strategy, step.cue]
    for milestone in goal.milestones:
        texts += [milestone.name, milestone.celebration]
    # The sentence itself was searched, and most of these are parts of it.
    texts = [text for text in texts if text and text not in goal.statement]
    return tuple(
        notice for text in texts for notice in risk_notices(text, source=NoticeSource.FIELD)
    )


def _judgement(
    criterion: Criterion, evidence: tuple[str, ...], findings: tuple[Finding, ...]
) -> Judgement:
    own = tuple(finding for finding in findings if finding.criterion is criterion)
    caps = [finding.cap for finding in own if finding.cap is not None]
    verdict = Verdict.MET if evidence else Verdict.CANNOT_TELL
    return Judgement(
        criterion=criterion,
        verdict=min([*caps, verdict], key=_ORDER.index),
        evidence=evidence,
        findings=own,
    )


def _evidence(facts: Facts) -> dict[Criterion, tuple[str, ...]]:
    """Return the names of the parts and fields that speak for each criterion."""
    goal = facts.goal
    found = {
        Criterion.SPECIFIC: {"behaviour": facts.has(ComponentKind.BEHAVIOUR)},
        Criterion.MEASURABLE: {
            "dose": facts.has_dose,
            "frequency": facts.has_rhythm,
            "one thing to do": facts.is_one_off,
            "targets": goal is not None and bool(goal.targets),
        },
        Criterion.ACHIEVABLE: {
            "confidence": facts.confidence is not None,
            "baseline": facts.baselines > 0,
        },
        Criterion.RELEVANT: {
            "reason": facts.has(ComponentKind.REASON) or bool(goal and goal.reason.strip()),
            "key area": goal is not None and bool(goal.key_areas),
            "importance": goal is not None and goal.importance is not None,
        },
        Criterion.TIME_BOUND: {
            "horizon": facts.due is not None,
            "frequency": facts.has_rhythm,
            "review": goal is not None and goal.review is not None,
        },
    }
    return {
        criterion: tuple(name for name, speaks in names.items() if speaks)
        for criterion, names in found.items()
    }
