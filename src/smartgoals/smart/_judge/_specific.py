"""The rules of Specific: what exactly will be done?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from smartgoals.smart._judge import _lexicon as lexicon
from smartgoals.smart._judge._acts import ActKind
from smartgoals.smart._judge._facts import Facts
from smartgoals.smart._judge._rule import Example, Rule
from smartgoals.smart._parts import ComponentKind, Person
from smartgoals.smart._report import Criterion, Finding, Severity, Verdict

__all__ = ["SPECIFIC"]

_GOOD = Example(statement="I will call my sister every Sunday until 31 March.")


def _act_of_kind(facts: Facts, rule: Rule, *, kind: ActKind) -> Iterator[Finding]:
    act = facts.act
    if act is not None and act.kind is kind and not _has_end_state(facts):
        yield rule.finding(place=facts.place((act.start, act.end)))


def _has_end_state(facts: Facts) -> bool:
    """Return whether a number says what is reached, so that the verb matters less."""
    act = facts.act
    return (
        act is not None
        and act.kind in {ActKind.VAGUE, ActKind.OUTCOME}
        and any(
            component.kind is ComponentKind.QUANTITY and component is not facts.unscaled
            for component in facts.amounts
        )
    )


def _state(facts: Facts, rule: Rule) -> Iterator[Finding]:
    act = facts.act
    if act is None or act.kind not in {ActKind.STATE, ActKind.SLOGAN} or facts.is_others:
        return
    is_tied = act.is_anchored and (act.kind is ActKind.STATE or act.is_avoided)
    yield rule.finding(
        place=facts.place((act.start, act.end)), cap=Verdict.PARTLY if is_tied else None
    )


def _compound(facts: Facts, rule: Rule) -> Iterator[Finding]:
    behaviours = facts.parts.get(ComponentKind.BEHAVIOUR, ())
    if len(behaviours) > 1 and facts.is_read:
        yield rule.finding(place=(behaviours[0].start, behaviours[-1].end), number=len(behaviours))


def _avoidance(facts: Facts, rule: Rule) -> Iterator[Finding]:
    act = facts.act
    if act is not None and act.is_avoided:
        behaviour = facts.parts[ComponentKind.BEHAVIOUR][0]
        yield rule.finding(place=(behaviour.start, behaviour.end))


def _hedged(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if not facts.is_read or ComponentKind.BEHAVIOUR not in facts.parts:
        return
    found = facts.find(lexicon.HEDGE)
    if found is not None:
        yield rule.finding(place=facts.place(found))


def _someone_else(facts: Facts, rule: Rule) -> Iterator[Finding]:
    for doer in facts.parts.get(ComponentKind.DOER, ()):
        if doer.value is Person.OTHER:
            yield rule.finding(place=(doer.start, doer.end))
            return


def _no_behaviour(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.is_read and ComponentKind.BEHAVIOUR not in facts.parts:
        yield rule.finding()


SPECIFIC: tuple[Rule, ...] = (
    Rule(
        code="S001",
        name="vague-verb",
        criterion=Criterion.SPECIFIC,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="A verb that names a direction: improve, manage, work on.",
        why="Two people who read it would do different things, and neither could tell that it is "
        "done. A number that says what is reached makes up for it.",
        source="Bovend'Eerdt et al. 2009: target activity.",
        message="The verb does not say yet what will be done.",
        suggestion="Which one action could somebody see you do?",
        bad=Example(statement="I will improve my communication with my partner."),
        good=_GOOD,
        find=partial(_act_of_kind, kind=ActKind.VAGUE),
    ),
    Rule(
        code="S002",
        name="state-not-action",
        criterion=Criterion.SPECIFIC,
        severity=Severity.WARNING,
        cap=Verdict.NOT_MET,
        what="A feeling, a quality or a saying; partly there if it is tied to a situation.",
        why="A feeling cannot be done; what somebody does on a day when it is there can.",
        source="Bovend'Eerdt et al. 2009.",
        message="This names a feeling or a quality rather than an action.",
        suggestion="What would you be doing differently on a day when it is so?",
        bad=Example(statement="I want to be happier."),
        good=_GOOD,
        find=_state,
    ),
    Rule(
        code="S003",
        name="generic-activity",
        criterion=Criterion.SPECIFIC,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="A class of many activities: exercise, coping skills, look after myself.",
        why="What has no name is hard to begin, and hard to tick off.",
        source="De Vet et al. 2011: plans are kept when they say what and when.",
        message="This covers many things.",
        suggestion="Which of them will it be?",
        bad=Example(statement="I will exercise three times a week."),
        good=_GOOD,
        find=partial(_act_of_kind, kind=ActKind.GENERIC),
    ),
    Rule(
        code="S004",
        name="compound-goal",
        criterion=Criterion.SPECIFIC,
        what="Several things to do in one goal.",
        why="One of them may go well and the other not; apart, each can be seen.",
        message="There are {number} things to do in one goal.",
        suggestion="Would each of them make a goal or a milestone of its own?",
        bad=Example(
            statement="I will call my sister every Sunday and swim 20 lengths every Monday."
        ),
        good=_GOOD,
        find=_compound,
    ),
    Rule(
        code="S005",
        name="avoidance-framing",
        criterion=Criterion.SPECIFIC,
        what="Something to leave off.",
        why="It helps to know what to do instead. Nothing is taken away: to stop is a clear goal.",
        source="Elliot & Church 2002.",
        message="The goal says what to leave off.",
        suggestion="What will you do instead when the wish comes?",
        bad=Example(statement="I will stop smoking by 1 May."),
        good=_GOOD,
        find=_avoidance,
    ),
    Rule(
        code="S006",
        name="hedged",
        criterion=Criterion.SPECIFIC,
        what="A word that leaves the door open: maybe, try to, if I can.",
        why="It often shows a doubt that is worth talking about.",
        message="A word leaves the door open.",
        suggestion="What would let you say: I will?",
        bad=Example(statement="Maybe I could try to call my sister on Sundays."),
        good=_GOOD,
        find=_hedged,
    ),
    Rule(
        code="S007",
        name="someone-elses-behaviour",
        criterion=Criterion.SPECIFIC,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="Somebody else would have to do it.",
        why="A plan is made for what is in one's own hands.",
        message="Somebody else would do this.",
        suggestion="Which part of it is yours?",
        bad=Example(statement="My partner will stop shouting at me."),
        good=_GOOD,
        find=_someone_else,
    ),
    Rule(
        code="S008",
        name="undefined-reference",
        criterion=Criterion.SPECIFIC,
        severity=Severity.WARNING,
        cap=Verdict.NOT_MET,
        what="It, things, stuff as all that is to be done.",
        why="Whoever reads it next month will not know what was meant.",
        message="A word stands for something that is not named.",
        suggestion="What would you call it?",
        bad=Example(statement="I will work on things."),
        good=_GOOD,
        find=partial(_act_of_kind, kind=ActKind.UNDEFINED),
    ),
    Rule(
        code="S009",
        name="outcome-only",
        criterion=Criterion.SPECIFIC,
        cap=Verdict.PARTLY,
        what="A result without an action, and without a level that counts as reached.",
        why="A result shows the way only with the step that leads there, or with its level.",
        source="Bovend'Eerdt et al. 2009: quantification.",
        message="This is a result without an action, and without a level.",
        suggestion="What will you do to get there, or which level would you call reached?",
        bad=Example(statement="I'd like to have fewer panic attacks."),
        good=Example(statement="I will have no more than one panic attack a month."),
        find=partial(_act_of_kind, kind=ActKind.OUTCOME),
    ),
    Rule(
        code="S010",
        name="no-behaviour",
        criterion=Criterion.SPECIFIC,
        severity=Severity.WARNING,
        cap=Verdict.NOT_MET,
        what="A statement in which nothing is to be done.",
        why="How often and until when need a what.",
        message="No action was found in the sentence.",
        suggestion="What would you like to do? Begin with: I will ...",
        bad=Example(statement="every day"),
        good=_GOOD,
        find=_no_behaviour,
    ),
    Rule(
        code="S011",
        name="inner-act",
        criterion=Criterion.SPECIFIC,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="Something that happens inside: worry, compare oneself, lose one's temper.",
        why="It is real, and nobody can see it or tick it off; what is done when it comes can be.",
        message="This happens inside, where nobody can see it.",
        suggestion="What will you do when it comes?",
        bad=Example(statement="I want to stop overthinking everything."),
        good=_GOOD,
        find=partial(_act_of_kind, kind=ActKind.INNER),
    ),
)
"""The rules of Specific, in the order in which they are asked."""
