"""The rules of Relevant: does it matter to you?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from smartgoals.goals import KeyArea
from smartgoals.smart._judge._facts import Facts
from smartgoals.smart._judge._reasons import ReasonKind
from smartgoals.smart._judge._rule import Example, Rule
from smartgoals.smart._report import Criterion, Finding, Severity, Verdict

__all__ = ["RELEVANT", "reasons_for"]

_GOOD = Example(statement="I will walk every day because I want to sleep better.")


def reasons_for(facts: Facts) -> tuple[str, ...]:
    """Return what speaks for it: a value, a reason of the person's own, an importance."""
    found = []
    if facts.values:
        found.append("values")
    if ReasonKind.OWN in facts.reasons:
        found.append("reason")
    if facts.goal is not None and facts.goal.importance is not None:
        found.append("importance")
    return tuple(found)


def _no_reason(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if not (facts.is_read or facts.goal is not None) or facts.reasons or reasons_for(facts):
        return
    has_area = facts.goal is not None and bool(facts.goal.key_areas)
    yield rule.finding(cap=Verdict.PARTLY if has_area else None)


def _reason_of_kind(
    facts: Facts, rule: Rule, *, kind: ReasonKind, better: frozenset[ReasonKind]
) -> Iterator[Finding]:
    """Find one kind of reason where there is no better one."""
    if kind in facts.reasons and not better.intersection(facts.reasons):
        if better and facts.values:
            return
        yield rule.finding(place=facts.reasons[kind])


def _unimportant(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.goal is None or facts.goal.importance is None:
        return
    if facts.goal.importance < rule.options["least"]:
        yield rule.finding(number=facts.goal.importance)


RELEVANT: tuple[Rule, ...] = (
    Rule(
        code="R001",
        name="no-reason",
        criterion=Criterion.RELEVANT,
        cap=Verdict.CANNOT_TELL,
        what="No reason, no value, no importance. A key area alone says where and not why, so it "
        "is partly there.",
        why="A reason of one's own carries further than a good plan.",
        source="Deci & Ryan 2000: goals of one's own are pursued longer.",
        message="No reason is given yet.",
        suggestion="Why does it matter to you?",
        bad=Example(statement="I will walk around the park."),
        good=_GOOD,
        find=_no_reason,
    ),
    Rule(
        code="R002",
        name="external-reason-only",
        criterion=Criterion.RELEVANT,
        cap=Verdict.PARTLY,
        what="The only reason is that somebody else wants it.",
        why="What others ask for lasts as long as they ask.",
        source="Deci & Ryan 2000.",
        message="The reason that is given is somebody else's.",
        suggestion="What would be in it for you?",
        bad=Example(statement="I will walk every day because my doctor told me to."),
        good=_GOOD,
        find=partial(_reason_of_kind, kind=ReasonKind.EXTERNAL, better=frozenset({ReasonKind.OWN})),
    ),
    Rule(
        code="R003",
        name="vague-reason",
        criterion=Criterion.RELEVANT,
        cap=Verdict.PARTLY,
        what="Because I should, because it is good for me.",
        why="It does not say yet what would be better.",
        message="The reason does not say yet what it gives you.",
        suggestion="What would be better in your life?",
        bad=Example(statement="I will walk every day because I should."),
        good=_GOOD,
        find=partial(
            _reason_of_kind,
            kind=ReasonKind.EMPTY,
            better=frozenset({ReasonKind.OWN, ReasonKind.EXTERNAL}),
        ),
    ),
    Rule(
        code="R004",
        name="disowned",
        criterion=Criterion.RELEVANT,
        severity=Severity.WARNING,
        cap=Verdict.NOT_MET,
        what="Words that say that it does not matter to the person.",
        why="A goal that nobody wants is a burden; another may be closer to the heart.",
        message="The words sound as if this is not your own goal.",
        suggestion="What would you choose, if it were only up to you?",
        bad=Example(
            statement="I will walk every day because my doctor told me to, but I don't care."
        ),
        good=_GOOD,
        find=partial(_reason_of_kind, kind=ReasonKind.DISOWNED, better=frozenset()),
    ),
    Rule(
        code="R005",
        name="low-importance",
        criterion=Criterion.RELEVANT,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="An importance below {least} of 10.",
        why="What matters little is dropped first. The number is a convention of ours.",
        message="Importance is {number} of 10.",
        suggestion="Which of your values does it serve, or is another goal closer to your heart?",
        bad=Example(
            statement="I will walk around the park.",
            fields={"importance": 3, "key_areas": (KeyArea(code="health"),)},
            note="importance 3",
        ),
        good=_GOOD,
        find=_unimportant,
        options={"least": 5},
    ),
)
"""The rules of Relevant, in the order in which they are asked."""
