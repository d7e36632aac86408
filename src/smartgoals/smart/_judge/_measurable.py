"""The rules of Measurable: how will you know that you are there?"""

from __future__ import annotations

import math
from collections.abc import Iterator

from smartgoals.measures import Direction, Measure, MeasureKind, Quantity
from smartgoals.smart._judge import _lexicon as lexicon
from smartgoals.smart._judge._act_words import BEING
from smartgoals.smart._judge._acts import ActKind
from smartgoals.smart._judge._facts import Facts, in_unit
from smartgoals.smart._judge._rule import Example, Rule
from smartgoals.smart._parts import Amount, Comparator
from smartgoals.smart._report import Criterion, Finding, Severity, Verdict
from smartgoals.targets import Aim, Target

__all__ = ["MEASURABLE"]

_GOOD = Example(statement="I will walk for 20 minutes every day until 31 March.")
_WALKED = Measure(id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP)


def _walked(minutes: float) -> Target:
    return Target(id="walked", aim=Aim.at_least(minutes, _WALKED))


def _vague_frequency(facts: Facts) -> tuple[int, int] | None:
    return facts.find(lexicon.VAGUE_FREQUENCY)


def _direction(facts: Facts) -> tuple[int, int] | None:
    """Return where a direction stands beside a thing that can be counted."""
    act = facts.act
    if act is None or act.kind in {ActKind.STATE, ActKind.SLOGAN, ActKind.UNDEFINED}:
        return None
    if facts.is_others:
        return None
    found = facts.find_in_act(lexicon.LESS_OF) or facts.find_in_act(lexicon.FREQUENCY_OF)
    counted = facts.find_in_act(lexicon.COUNTABLE)
    if found is None and counted is not None and counted[0] >= act.start:
        found = facts.find_in_act(lexicon.CUT_BACK) or facts.find_in_act(lexicon.FEWER)
    return found


def _vague_amount(facts: Facts) -> tuple[int, int] | None:
    act = facts.act
    if act is None:
        return None
    if act.kind is ActKind.VAGUE:
        # "Network more": nobody knows which acts, and yet they are to be more of them.
        tail = lexicon.MORE_OF_IT.match(facts.codes, act.start + 1)
        return None if tail is None else (tail.start(), tail.start() + 1)
    if act.kind not in {ActKind.CONCRETE, ActKind.GENERIC, ActKind.OUTCOME}:
        return None
    is_countable = (
        act.kind is not ActKind.OUTCOME or facts.find_in_act(lexicon.COUNTABLE) is not None
    )
    if facts.words.plain[act.start] in BEING:
        # "More active" is a quality; nobody counts it.
        return None
    is_selfcare = facts.find(lexicon.SELF_CARE) is not None
    return facts.find_in_act(lexicon.VAGUE_AMOUNT) if is_countable and not is_selfcare else None


def _is_open(facts: Facts) -> bool:
    """Return whether the sentence was read, and nothing in it or in the fields can be counted."""
    return facts.is_read and not facts.measured_by and facts.unscaled is None


def _is_unmeasured(facts: Facts) -> bool:
    return (
        _is_open(facts)
        and _vague_frequency(facts) is None
        and _direction(facts) is None
        and _vague_amount(facts) is None
    )


def _no_measure(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if _is_unmeasured(facts) and not _leaves_off(facts):
        yield rule.finding()


def _no_measure_of_stopping(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if _is_unmeasured(facts) and _leaves_off(facts):
        yield rule.finding()


def _leaves_off(facts: Facts) -> bool:
    return facts.is_avoided or facts.is_harmful


def _not_a_number(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if not _is_open(facts) or _direction(facts) is not None or _vague_frequency(facts) is not None:
        return
    found = _vague_amount(facts)
    if found is not None:
        yield rule.finding(place=facts.place(found))


def _not_a_count(facts: Facts, rule: Rule) -> Iterator[Finding]:
    found = _vague_frequency(facts) if _is_open(facts) else None
    if found is not None:
        yield rule.finding(place=facts.place(found))


def _no_scale(facts: Facts, rule: Rule) -> Iterator[Finding]:
    number = facts.unscaled
    if facts.is_read and number is not None and not facts.has_level and not facts.targets:
        yield rule.finding(place=(number.start, number.end))


def _relative(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if not facts.is_read or facts.baselines:
        return
    if any(target.baseline is not None for target in facts.targets):
        return
    for part in facts.amounts:
        amount = part.value
        if isinstance(amount, Amount) and amount.comparator is Comparator.BY and amount.unit == "%":
            yield rule.finding(place=(part.start, part.end))
            return


def _no_level(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if not _is_open(facts) or _vague_frequency(facts) is not None:
        return
    found = _direction(facts)
    if found is not None:
        yield rule.finding(place=facts.place(found))


def _no_target(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.goal is not None and not facts.is_read and not facts.targets and not facts.is_planned:
        yield rule.finding()


def _nobody_records(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where a target watches a measure that no step feeds and nobody is named."""
    if facts.goal is None or facts.goal.plan.steps:
        return
    number = sum(target.aim.measure is not None for target in facts.targets)
    if number:
        yield rule.finding(number=number)


def _mismatch(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.goal is None or not facts.is_read:
        return
    for part in facts.amounts:
        amount = part.value
        if not isinstance(amount, Amount) or amount.comparator is Comparator.BY:
            continue
        said = amount.quantity
        fields = [field for field in _amounts_of(facts) if _is_about(amount, field)]
        if said is not None and fields and not any(_agree(amount, field) for field in fields):
            yield rule.finding(
                place=(part.start, part.end),
                said=str(Quantity(value=said.value, unit=said.unit)),
                field=str(fields[0]),
            )
            return


def _amounts_of(facts: Facts) -> list[Quantity]:
    """Return what the fields say: the levels of the targets and the doses of the steps."""
    found = [step.dose for step in facts.steps if step.dose is not None]
    for target in facts.targets:
        measure = target.aim.measure
        if measure is not None:
            levels = (level for level in (target.aim.low, target.aim.high) if level is not None)
            found += [Quantity(value=level, unit=measure.unit) for level in levels]
    return found


def _is_about(amount: Amount, field: Quantity) -> bool:
    said = amount.quantity
    return said is not None and in_unit(said, field.unit.code) is not None


def _agree(amount: Amount, field: Quantity) -> bool:
    said = amount.quantity
    ends = [value for value in (amount.value, amount.most) if value is not None]
    numbers = [
        None if said is None else in_unit(Quantity(value=end, unit=said.unit), field.unit.code)
        for end in ends
    ]
    return any(
        number is not None and math.isclose(number, field.value, rel_tol=0.01) for number in numbers
    )


MEASURABLE: tuple[Rule, ...] = (
    Rule(
        code="M001",
        name="no-measure",
        criterion=Criterion.MEASURABLE,
        severity=Severity.WARNING,
        cap=Verdict.NOT_MET,
        what="Nothing to count or to tick off: no amount, no length, no frequency, no clock time, "
        "no thing that is done once.",
        why="What cannot be counted cannot be seen to change.",
        source="Cairns et al. 2019: 14 % of 166 goals of young people could be measured.",
        message="Nothing here can be counted or ticked off yet.",
        suggestion="How much, how long or how often, for example 10 minutes, 3 times a week?",
        bad=Example(statement="I will walk around the park."),
        good=_GOOD,
        find=_no_measure,
    ),
    # Beside a thing to leave off, an example of how often would read as an invitation.
    Rule(
        code="M007",
        name="no-measure-of-stopping",
        criterion=Criterion.MEASURABLE,
        severity=Severity.WARNING,
        cap=Verdict.NOT_MET,
        what="Something to leave off that nobody can count, as a way of thinking.",
        why="It helps to know by what one will notice it. No amount is suggested beside it.",
        message="Nothing here says yet how it will be seen.",
        suggestion="How will you notice that it is going well?",
        bad=Example(statement="I want to stop overthinking everything."),
        good=Example(statement="I want to stop smoking."),
        find=_no_measure_of_stopping,
    ),
    Rule(
        code="M002",
        name="vague-quantity",
        criterion=Criterion.MEASURABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="More, less, some, a few, a bit.",
        why="More than what? A number is enough, and may be small.",
        message="The amount is not a number yet.",
        suggestion="Which number do you aim for?",
        bad=Example(statement="I will read more."),
        good=_GOOD,
        find=_not_a_number,
    ),
    Rule(
        code="M003",
        name="vague-frequency",
        criterion=Criterion.MEASURABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="Regularly, often, most days, when I can.",
        why="Often for one is seldom for another.",
        message="How often is not a number yet.",
        suggestion="How many times a day, a week or a month?",
        bad=Example(statement="I will walk most days."),
        good=_GOOD,
        find=_not_a_count,
    ),
    Rule(
        code="M004",
        name="number-without-scale",
        criterion=Criterion.MEASURABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="A number on a feeling, without a unit or a scale.",
        why="Half of an anxiety is nothing that two people would find the same.",
        message="A number stands here without a scale.",
        suggestion="Which scale is it on: a rating from 0 to 10, a questionnaire, minutes?",
        bad=Example(statement="Reduce my anxiety by 50 % in 3 months."),
        good=Example(statement="Reduce my GAD-7 score from 16 to 9 in 3 months."),
        find=_no_scale,
    ),
    Rule(
        code="M005",
        name="relative-without-baseline",
        criterion=Criterion.MEASURABLE,
        what="By so many percent, or by half, and nobody says from where.",
        why="The change can be seen once the start is written down.",
        message="A change needs a starting value.",
        suggestion="What is it today? That is the baseline.",
        bad=Example(statement="Cut screen time in half within a month."),
        good=Example(statement="Cut screen time from 4 hours to 2 hours a day within a month."),
        find=_relative,
    ),
    Rule(
        code="M006",
        name="direction-without-target",
        criterion=Criterion.MEASURABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="Fewer, less, more of something that can be counted, without a number.",
        why="A direction has no end; a level can be reached.",
        message="There is a direction and no level yet.",
        suggestion="Which number would you call reached?",
        bad=Example(statement="I'd like to have fewer panic attacks."),
        good=Example(statement="I will have no more than one panic attack a month."),
        find=_no_level,
    ),
    Rule(
        code="M010",
        name="measure-field-missing",
        criterion=Criterion.MEASURABLE,
        what="A goal whose sentence cannot be read, without a target or a plan.",
        why="Then only the fields can say how it is measured.",
        message="The goal has no target yet, and its sentence cannot be read.",
        suggestion="Which measure would show it, and which value would you call reached?",
        bad=Example(
            statement="\u042f \u0431\u0443\u0434\u0443 \u0433\u0443\u043b\u044f\u0442\u044c.",
            fields={"language": "ru"},
            note="no targets",
        ),
        good=Example(
            statement="\u042f \u0431\u0443\u0434\u0443 \u0433\u0443\u043b\u044f\u0442\u044c.",
            fields={"language": "ru", "targets": (_walked(20),)},
            note="target: at least 20 minutes",
        ),
        find=_no_target,
    ),
    Rule(
        code="M011",
        name="no-data-source",
        criterion=Criterion.MEASURABLE,
        what="A target on a measure in a goal without a step: nobody is named who records it.",
        why="A number that nobody writes down stays unknown.",
        message="Nobody is named yet who records the measures of {number} targets.",
        suggestion="Who writes it down, and when?",
        bad=Example(
            statement="I will walk around the park.",
            fields={"targets": (_walked(20),)},
            note="target: at least 20 minutes; no steps",
        ),
        good=_GOOD,
        find=_nobody_records,
    ),
    Rule(
        code="M012",
        name="text-field-mismatch",
        criterion=Criterion.MEASURABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="The sentence and the fields give different amounts, after units are converted.",
        why="Two numbers for one goal are two goals. The fields are what is counted.",
        message="The sentence says {said}, the fields say {field}.",
        suggestion="Which of the two is meant?",
        bad=Example(
            statement="I will walk for 20 minutes every day.",
            fields={"targets": (_walked(45),)},
            note="target: at least 45 minutes",
        ),
        good=Example(
            statement="I will walk for half an hour every day.",
            fields={"targets": (_walked(30),)},
            note="target: at least 30 minutes",
        ),
        find=_mismatch,
    ),
)
"""The rules of Measurable, in the order in which they are asked."""
