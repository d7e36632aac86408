"""The rules of Achievable: is it within your abilities, and realistic now?

They go by what somebody says: a confidence, a baseline, what was managed so far. Where nobody says
anything it cannot be told.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterator

from smartgoals.measures import Quantity
from smartgoals.plans import ActionPlan, Step
from smartgoals.recurrence import Recurrence
from smartgoals.smart._judge import _lexicon as lexicon
from smartgoals.smart._judge._facts import Facts, in_unit, times_a_day
from smartgoals.smart._judge._limits import LIMITS, excesses
from smartgoals.smart._judge._rule import Example, Rule
from smartgoals.smart._parts import ComponentKind
from smartgoals.smart._report import Criterion, Finding, Severity, Verdict
from smartgoals.treatment import Assessment

__all__ = ["ACHIEVABLE", "signs_of_reach"]

_GOOD = Example(statement="I will walk for 20 minutes every day until 31 March. I am 8/10 sure.")
_SURE = 7
"""Source of the 7: Brief Action Planning, Gutnick et al. 2014."""
_VERY_UNSURE = 3


def signs_of_reach(facts: Facts) -> tuple[str, ...]:
    """Return what shows how far it is within reach: a confidence, a baseline, what was managed."""
    found = []
    if facts.confidence is not None or (
        facts.is_read
        and (
            facts.says(lexicon.SURE)
            or facts.says(lexicon.DOUBTFUL)
            or facts.says(lexicon.NO_CHANCE)
        )
    ):
        found.append("confidence")
    if facts.ratios:
        found.append("baseline")
    if facts.past_adherence:
        found.append("past adherence")
    if facts.is_read and facts.says(lexicon.ALREADY):
        found.append("done already")
    return tuple(found)


def _no_evidence(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if (facts.is_read or facts.goal is not None) and not signs_of_reach(facts):
        yield rule.finding()


def _absolute(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if not facts.is_read or facts.act is None:
        return
    found = facts.find_in_act(lexicon.ABSOLUTE)
    # In a goal about drink, drugs, harm or medicine it is the goal itself, not perfectionism.
    if found is None or facts.is_harmful:
        return
    # "Stop being angry all the time": the absolute is what is left off.
    if not (facts.is_avoided_state and found[0] > facts.act.start):
        yield rule.finding(place=facts.place(found))


def _large_step(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for before, after in facts.ratios:
        ratio = after / before
        if not rule.options["least"] <= ratio <= rule.options["most"]:
            yield rule.finding(before=f"{before:.15g}", after=f"{after:.15g}", ratio=f"{ratio:.2g}")
            return


def _low_confidence(facts: Facts, rule: Rule) -> Iterator[Finding]:
    confidence = facts.confidence
    if confidence is None:
        yield from _doubt_in_words(facts, rule)
    elif confidence < rule.options["least"]:
        is_very_low = confidence <= rule.options["very_low"]
        parts = facts.parts.get(ComponentKind.CONFIDENCE)
        is_said = parts and (facts.goal is None or facts.goal.confidence is None)
        yield rule.finding(
            place=(parts[0].start, parts[0].end) if parts and is_said else None,
            cap=Verdict.NOT_MET if is_very_low else None,
            number=f"{confidence} of 10",
        )


def _doubt_in_words(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if not facts.is_read:
        return
    for known, cap in ((lexicon.NO_CHANCE, Verdict.NOT_MET), (lexicon.DOUBTFUL, None)):
        found = known.search(facts.words.codes)
        if found is not None:
            yield rule.finding(
                place=facts.place((found.start(), found.end())), cap=cap, number="low, in words"
            )
            return


def _beyond(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for excess in excesses(facts, dict(rule.options)):
        yield rule.finding(
            place=excess.place,
            value=f"{excess.value:.3g}",
            limit=_WORDS[excess.limit].replace("_", " "),
            bound=f"{rule.options[excess.limit]:.15g}",
        )
        return


_WORDS = {limit.name: limit.what for limit in LIMITS}


def _over_capacity(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.assessment is None or facts.assessment.minutes_a_week is None:
        return
    # What somebody else sees to takes none of the person's time.
    own = [step for step in facts.steps if step.responsible is None]
    plan = own if facts.steps else [facts.draft]
    asked = sum(_minutes_a_week(part.dose, part.recurrence, facts.on) for part in plan)
    if asked > facts.assessment.minutes_a_week:
        yield rule.finding(minutes=round(asked), capacity=facts.assessment.minutes_a_week)


def _minutes_a_week(dose: Quantity | None, recurrence: Recurrence | None, on: dt.date) -> float:
    minutes = None if dose is None else in_unit(dose, "min")
    if minutes is None or recurrence is None:
        return 0.0
    return minutes * 7 * times_a_day(recurrence, on)


def _low_adherence(facts: Facts, rule: Rule) -> Iterator[Finding]:
    last = facts.past_adherence[-int(rule.options["periods"]) :]
    if last and statistics.median(last) < rule.options["least"]:
        yield rule.finding(number=len(last), percent=round(100 * statistics.median(last)))


def _in_other_hands(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if not facts.is_read:
        return
    if facts.is_others:
        yield rule.finding()
        return
    found = facts.find(lexicon.HELD_BY_OTHERS)
    if found is not None:
        yield rule.finding(place=facts.place(found))


def _assessed(minutes: int) -> Assessment:
    return Assessment(subject="c-17", day=dt.date(2025, 2, 3), minutes_a_week=minutes)


ACHIEVABLE: tuple[Rule, ...] = (
    Rule(
        code="A001",
        name="no-evidence",
        criterion=Criterion.ACHIEVABLE,
        cap=Verdict.CANNOT_TELL,
        what="No confidence, no baseline, nothing that was managed so far.",
        why="Whether it is within reach is not in the words of a goal. It is asked, never guessed.",
        message="Nothing shows yet whether this is within reach.",
        suggestion="What do you do already, and how sure are you, from 0 to 10, to manage it?",
        bad=Example(statement="I will walk around the park."),
        good=_GOOD,
        find=_no_evidence,
    ),
    Rule(
        code="A002",
        name="absolute",
        criterion=Criterion.ACHIEVABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="Never, always, no matter what; except where it is about drink, drugs, harm, "
        "medicine or safety.",
        why="One slip would end the goal. Leaving off what does harm is no perfectionism.",
        message="An absolute word leaves no room for a slip.",
        suggestion="What will help on a day when it is hard?",
        bad=Example(statement="I will always answer my emails."),
        good=Example(statement="I will never drink alcohol again."),
        find=_absolute,
    ),
    Rule(
        code="A003",
        name="large-step",
        criterion=Criterion.ACHIEVABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="From what is done already to what is asked for it is more than {most} times, or less "
        "than {least} times; of a target, from one milestone to the next. Symptom "
        "scores, ratings, weights and ranges of motion are left out.",
        why="A small step is kept. The two numbers are conventions of ours.",
        message="From {before} to {after} is a large step at once.",
        suggestion="What would be about half the way, as a first milestone?",
        bad=Example(
            statement="I will walk for 30 minutes every day.",
            fields={
                "plan": ActionPlan(
                    steps=[
                        Step(
                            id="walk",
                            action="walk",
                            dose=Quantity(value=30, unit="min"),
                            baseline=Quantity(value=10, unit="min"),
                        )
                    ]
                )
            },
            note="10 minutes so far",
        ),
        good=Example(
            statement="I will walk for 20 minutes every day.",
            fields={
                "plan": ActionPlan(
                    steps=[
                        Step(
                            id="walk",
                            action="walk",
                            dose=Quantity(value=20, unit="min"),
                            baseline=Quantity(value=10, unit="min"),
                        )
                    ]
                )
            },
            note="10 minutes so far",
        ),
        find=_large_step,
        options={"least": 0.5, "most": 2},
    ),
    Rule(
        code="A004",
        name="low-confidence",
        criterion=Criterion.ACHIEVABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="A confidence below {least} of 10; at {very_low} or less it is not within reach yet. "
        "Words such as *I doubt that I can* count too.",
        why="Below 7 a plan is made smaller, or a plan for the obstacle is made. The lower "
        "number is ours.",
        source="Gutnick et al. 2014, Brief Action Planning.",
        message="Confidence is {number}.",
        suggestion="What would make you surer: a smaller step, or a plan for what gets in the way?",
        bad=Example(
            statement="I will walk around the park.", fields={"confidence": 5}, note="confidence 5"
        ),
        good=Example(
            statement="I will walk around the park.", fields={"confidence": 7}, note="confidence 7"
        ),
        find=_low_confidence,
        options={"least": _SURE, "very_low": _VERY_UNSURE},
    ),
    Rule(
        code="A005",
        name="implausible-or-unsafe-amount",
        criterion=Criterion.ACHIEVABLE,
        severity=Severity.ERROR,
        cap=Verdict.NOT_MET,
        what="An amount that is impossible, or that guidelines leave to medical care. The limits "
        "are its options.",
        why="Such an amount is a slip, or needs somebody who knows the person.",
        source=" ".join(f"*{limit.what}*, {limit.value:.15g}: {limit.source}" for limit in LIMITS),
        message="About {value} {limit}: {bound}.",
        suggestion="Is the number as it was meant? A clinician can tell what is safe for you.",
        bad=Example(statement="I will lose 15 kg in two weeks."),
        good=Example(statement="I will lose 2 kg in four weeks."),
        find=_beyond,
        options={limit.name: limit.value for limit in LIMITS},
    ),
    Rule(
        code="A006",
        name="over-capacity",
        criterion=Criterion.ACHIEVABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="The plan asks for more minutes a week than the person has, as assessed.",
        why="Time is the first thing that runs out.",
        message="The plan asks for {minutes} minutes a week, of {capacity}.",
        suggestion="What could be shorter, rarer, or wait?",
        bad=Example(
            statement="I will walk for 30 minutes every day until 31 March.",
            assessment=_assessed(60),
            note="60 minutes a week for goals",
        ),
        good=Example(
            statement="I will walk for 30 minutes every day until 31 March.",
            assessment=_assessed(240),
            note="240 minutes a week for goals",
        ),
        find=_over_capacity,
    ),
    Rule(
        code="A007",
        name="not-in-your-control",
        criterion=Criterion.ACHIEVABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="A result that somebody else decides about: be forgiven, be promoted.",
        why="One can do all that is in one's hands and still not get there.",
        message="The result is in somebody else's hands.",
        suggestion="Which part of it do you do?",
        bad=Example(statement="I want my ex to forgive me."),
        good=_GOOD,
        find=_in_other_hands,
    ),
    Rule(
        code="A008",
        name="low-past-adherence",
        criterion=Criterion.ACHIEVABLE,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="Of the last {periods} periods the middle one was done to less than a share of "
        "{least}.",
        why="What was managed is the best guess of what will be. The numbers are ours.",
        message="The last {number} periods were done to about {percent} %.",
        suggestion="What did work on the good days, and could be the next step?",
        bad=Example(
            statement="I will walk around the park.",
            past_adherence=(0.2, 0.4, 0.3),
            note="20, 40 and 30 % done",
        ),
        good=Example(
            statement="I will walk around the park.",
            past_adherence=(0.9, 0.8, 1.0),
            note="90, 80 and 100 % done",
        ),
        find=_low_adherence,
        options={"periods": 3, "least": 0.5},
    ),
)
"""The rules of Achievable, in the order in which they are asked."""
