"""Judge a goal by the rules: the lowest cap of what was found, or met where evidence speaks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import attrs

from smartgoals._values import refuse
from smartgoals.goals import Goal
from smartgoals.notices import Notice, NoticeSource
from smartgoals.smart._draft import Draft
from smartgoals.smart._judge._achievable import signs_of_reach
from smartgoals.smart._judge._catalogue import DEFAULT_RULES
from smartgoals.smart._judge._facts import Facts
from smartgoals.smart._judge._relevant import reasons_for
from smartgoals.smart._judge._rule import Rule, as_items, chosen
from smartgoals.smart._judge._suggest import rewritten
from smartgoals.smart._parts import ComponentKind
from smartgoals.smart._read import read_statement
from smartgoals.smart._report import Criterion, Finding, Judgement, Severity, SmartReport, Verdict
from smartgoals.smart._risk import risk_notices
from smartgoals.treatment import Assessment

__all__ = ["check_smart"]

# The lowest verdict wins; what cannot be told gives way to what is known to be short.
_ORDER = {Verdict.NOT_MET: 0, Verdict.PARTLY: 1, Verdict.CANNOT_TELL: 2, Verdict.MET: 3}


def check_smart(
    subject: Goal | Draft,
    *,
    on: dt.date,
    assessment: Assessment | None = None,
    past_adherence: Sequence[float] | None = None,
    rules: Sequence[Rule] = DEFAULT_RULES,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> SmartReport:
    """Return what is SMART about a goal or a draft, and what could be clearer.

    The sentence and the fields are judged together: a field wins over the sentence, and where they
    disagree there is a finding. Achievable and Relevant go by what somebody says and are never
    guessed: without a confidence, a baseline or a reason they cannot be told.

    The check is a checklist and gates nothing: a goal with any report can be saved and worked on.
    A criterion that no rule in force asks about is not judged.

    Args:
        subject: The goal, or the draft of one.
        on: The date of judgement.
        assessment: What was found about the person; how much time they have bounds a plan.
        past_adherence: The shares of the last periods that were done, from 0 to 1, newest last,
            such as ``[0.9, 0.8, 1.0]``.
        rules: The rules to ask, in this order; an app may add its own.
        select: Codes, beginnings of codes such as ``S`` or ``S00``, or names of the rules to ask;
            all of them if it is empty.
        ignore: The same for those not to ask. No notice can be ignored.

    Returns:
        A verdict for each criterion with its evidence and findings. Where a text of the goal
        speaks of a risk, the notices stand first and nothing is suggested.

    Raises:
        InvalidValueError: If *subject* is neither, *on* is no date, *assessment* is none,
            *past_adherence* holds what is no share, *rules* holds what is no rule, or a code or a
            name twice, or *select* or *ignore* is no list.
        UnknownRuleError: If *select* or *ignore* names no rule.

    Source:
        Confidence below 7 of 10 as a reason to plan further: Gutnick et al. 2014, Brief Action
        Planning. What the evidence says about SMART itself is in :doc:`/explanation/smart`; each
        rule with its source is in :doc:`/rules`.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import check_smart, read_goal
        >>> day = dt.date(2025, 2, 3)
        >>> draft = read_goal("I will walk for 20 minutes every day to sleep better.", on=day)
        >>> print(check_smart(draft, on=day))
        specific: clear (behaviour)
        measurable: clear (duration, frequency)
        relevant: clear (reason)
        achievable: cannot be told from here
        time-bound: partly there (frequency)
        next: For how many weeks, or when will you look at it again?
    """
    if not isinstance(on, dt.date) or isinstance(on, dt.datetime):
        refuse("on", "a datetime.date", on)
    if isinstance(subject, Goal):
        goal, draft = subject, read_statement(subject.statement, on=on, start=subject.start)
    elif isinstance(subject, Draft):
        goal, draft = None, subject
    else:
        refuse("subject", "a Goal or a Draft", subject)
    if assessment is not None and not isinstance(assessment, Assessment):
        refuse("assessment", "an Assessment", assessment)
    if rules is not DEFAULT_RULES or select != () or ignore != ():
        rules = chosen(rules, select, ignore)
    facts = Facts(
        draft=draft,
        goal=goal,
        on=on,
        assessment=assessment,
        past_adherence=_shares(past_adherence),
    )
    notices = draft.notices + _notices_in_fields(goal)
    findings = [finding for rule in rules for finding in rule.find(facts, rule)]
    if notices:
        # Advice on how to word it better would be heartless beside a word of despair.
        findings = [attrs.evolve(finding, suggestion="") for finding in findings]
    by_criterion: dict[Criterion | None, list[Finding]] = {rule.criterion: [] for rule in rules}
    for finding in findings:
        by_criterion.setdefault(finding.criterion, []).append(finding)
    judgements = tuple(
        _judgement(criterion, evidence, tuple(by_criterion[criterion]))
        for criterion, evidence in _evidence(facts).items()
        if criterion in by_criterion
    )
    # What should not be done is not said better either.
    is_withheld = notices or any(
        finding.severity is Severity.ERROR for finding in by_criterion.get(Criterion.ACHIEVABLE, ())
    )
    return SmartReport(
        judgements=judgements,
        findings=tuple(by_criterion.get(None, ())),
        notices=notices,
        rewritten=None if is_withheld else rewritten(facts, judgements),
    )


def _shares(past_adherence: Sequence[float] | None) -> tuple[float, ...]:
    if past_adherence is None:
        return ()
    shares = as_items("past_adherence", past_adherence)
    for share in shares:
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            refuse("past_adherence", "shares from 0 to 1", share)
    return shares


def _notices_in_fields(goal: Goal | None) -> tuple[Notice, ...]:
    """Return what the other texts of a goal may say of a risk."""
    if goal is None:
        return ()
    texts = [goal.reason, goal.expected_outcome, *goal.values]
    texts += [area.name for area in goal.key_areas]
    texts += [change.reason for change in goal.lifecycle_history]
    for step in goal.plan.steps:
        texts += [step.action, step.strategy, step.cue]
        texts += [resource.name for resource in step.resources]
    for milestone in goal.milestones:
        texts += [milestone.name, milestone.celebration]
    return tuple(
        notice
        for text in texts
        if text and not _is_part_of(text, goal.statement)
        for notice in risk_notices(text, source=NoticeSource.FIELD)
    )


def _is_part_of(text: str, statement: str) -> bool:
    """Return whether whole words of the sentence say it, which was searched already.

    "End it all" is no part of "I will send it all to my sister".
    """
    return (
        text in statement and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", statement) is not None
    )


def _judgement(
    criterion: Criterion, evidence: tuple[str, ...], findings: tuple[Finding, ...]
) -> Judgement:
    caps = [finding.cap for finding in findings if finding.cap is not None]
    verdict = Verdict.MET if evidence else Verdict.CANNOT_TELL
    return Judgement(
        criterion=criterion,
        verdict=min([*caps, verdict], key=_ORDER.__getitem__),
        evidence=evidence,
        findings=findings,
    )


def _evidence(facts: Facts) -> dict[Criterion, tuple[str, ...]]:
    """Return the names of the parts and fields that speak for each criterion."""
    return {
        Criterion.SPECIFIC: ("behaviour",) if facts.act is not None else (),
        Criterion.MEASURABLE: facts.measured_by,
        Criterion.ACHIEVABLE: signs_of_reach(facts),
        Criterion.RELEVANT: reasons_for(facts),
        Criterion.TIME_BOUND: _ends(facts),
    }


def _ends(facts: Facts) -> tuple[str, ...]:
    found = []
    if facts.due is not None or (facts.is_read and facts.has(ComponentKind.HORIZON)):
        found.append("horizon")
    if facts.has_rhythm and (facts.is_read or facts.is_planned):
        found.append("frequency")
    if facts.is_reviewed:
        found.append("review")
    return tuple(found)
